"""read_cell: the days in a cell of a pasted plan - «4, 25», «15*», «4/1-22», «14 jan kl 13» - and what is odd in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final, NamedTuple

from nemndsekr.support.days import MONTHS, SHORT_WEEKDAYS, WEEKDAYS, full_day

_CENTURY: Final = 2000
_MONTH: Final = (
    r"jan(?:uari)?|feb(?:ruari)?|mars?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sept?(?:ember)?|okt(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?"
)
_WEEKDAY: Final = r"(?:mån|tis|ons|tors?|fre|lör|sön)(?:dag(?:en|ar|s)?)?"
_NO: Final = re.compile(r"^[\s\-–—.]*$")
_BREAK: Final = re.compile(
    r"\b(?:uppehåll|sommaruppehåll|semester|inga?t? (?:möten?|sammanträden?)|inget|ledigt)\b", re.IGNORECASE
)
_CLOCK: Final = r"(?P<h>[01]?\d|2[0-3])[.:](?P<m>[0-5]\d)"
_TIMES: Final = re.compile(
    rf"(?:\bkl(?:ockan)?\.?\s*)?{_CLOCK}(?:\s*(?:[-–—]|till)\s*(?:kl\.?\s*)?(?P<h2>[01]?\d|2[0-3])[.:](?P<m2>[0-5]\d))?"
    r"|\bkl(?:ockan)?\.?\s*(?P<h3>[01]?\d|2[0-3])(?:\s*[-–—]\s*(?P<h4>[01]?\d|2[0-3]))?(?!\d)",
    re.IGNORECASE,
)
_MARK: Final = r"(?P<mark>\*+|(?:\d|[a-f])\))?"
_DAY: Final = re.compile(
    r"(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?<![\d/])(?P<d>\d{1,2})\s*/\s*(?P<mo>\d{1,2})(?:\s*[-/ ]\s*(?P<y>20\d{2}|\d{2})(?![\d/]))?"
    rf"|(?<!\d)(?P<d2>\d{{1,2}})(?:[:.]?e)?\.?\s+(?P<name>{_MONTH})\b\.?(?:\s+(?P<y2>20\d{{2}}))?"
    r"|(?<!\d)(?P<from>\d{1,2})\s*[-–—]\s*(?P<to>\d{1,2})(?!\d)"
    r"|(?<!\d)(?P<bare>\d{1,2})(?!\d)",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(rf"\s*{_MARK}\s*(?P<weekday>{_WEEKDAY})?\.?(?![a-zåäö])", re.IGNORECASE)
_BEFORE: Final = re.compile(rf"(?P<mark>\*+)?\s*(?P<weekday>{_WEEKDAY})\.?\s*(?:den\s+)?$", re.IGNORECASE)
_BETWEEN: Final = re.compile(
    r"^[\s,;.&+/()]*(?:(?:och|samt|den)\b[\s,;.&+/()]*)*"
    r"|[\s,;.&+/()]+(?:(?:och|samt|den)\b[\s,;.&+/()]*)*$",
    re.IGNORECASE,
)


class Times(NamedTuple):
    """When a meeting begins and ends, as far as it is told."""

    starts_at: time | None = None
    ends_at: time | None = None


NO_TIMES: Final = Times()


@dataclass(frozen=True, slots=True)
class CellDay:
    """A day of a cell: the marks of its footnotes, its times, and the words beside it."""

    day: date
    marks: str = ""
    times: Times = NO_TIMES
    note: str = ""
    weekday: int | None = None


@dataclass(slots=True)
class ReadCell:
    """What a cell says; ``odd`` are sentences about what was not as expected, ``is_break`` that nobody meets then."""

    days: list[CellDay] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    is_break: bool = False


def month_of(words: str) -> int | None:
    """The month that a heading names: «Mars», «mars 2026», «JAN»; None where it names none."""
    found = re.fullmatch(rf"\s*(?P<name>{_MONTH})\.?\s*(?:['’]?\d{{2}}|\d{{4}})?[:*\s]*", words, re.IGNORECASE)
    return _month(found["name"]) if found else None


def weekday_in(words: str) -> int | None:
    """The weekday that some words name, 0 for Monday."""
    found = re.search(rf"\b{_WEEKDAY}\b", words, re.IGNORECASE)
    return _weekday(found[0]) if found else None


def times_in(words: str) -> Times:
    """The times that some words name: «kl 13.00–16.00», «9:00»."""
    found = _TIMES.search(words)
    return _times(found) if found else Times()


def without_times(words: str) -> str:
    """The words without times, weekdays and what surrounds them: the name in «KSAU, tisdagar kl 13.00»."""
    bare = re.sub(rf"\b{_WEEKDAY}\b\.?", " ", _TIMES.sub(" ", words), flags=re.IGNORECASE)
    return " ".join(re.sub(r"\(\s*[,;]?\s*\)|\*+", " ", bare).split()).strip(" ,;:–-")


def read_cell(text: str, year: int, month: int | None) -> ReadCell:
    """The days of a cell. ``month`` is that of its row, None where each day must tell its own."""
    cell = ReadCell()
    if _NO.match(text):
        return cell
    times = _TIMES.search(text)
    words = _TIMES.sub(lambda found: " " * len(found[0]), text)
    founds = list(_DAY.finditer(words))
    if not founds:
        cell.is_break = bool(_BREAK.search(text))
        if not cell.is_break and text.strip(" *"):
            cell.odd.append("ingen dag känns igen")
        return cell
    several = len(_TIMES.findall(text)) > 1
    at = 0
    for number, found in enumerate(founds):
        lead = words[at : found.start()]
        before = _BEFORE.search(lead)
        after = _AFTER.match(words, found.end())
        at = after.end() if after else found.end()
        following = founds[number + 1].start() if number + 1 < len(founds) else len(words)
        own = _TIMES.search(text, found.end(), following) if several else times
        day = _day_of(found, year, month, cell)
        note = _note(lead[: before.start()] if before else lead)
        if day is None:
            continue
        told = (before and before["weekday"]) or (after and after["weekday"]) or ""
        marks = ((after and after["mark"]) or "") + ((before and before["mark"]) or "")
        weekday = _weekday(told) if told else None
        if weekday is not None and weekday != day.weekday():
            cell.odd.append(f"{full_day(day)} är en {WEEKDAYS[day.weekday()]}, inte {WEEKDAYS[weekday]}")
        if found["from"]:
            note = f"{found['from']}–{found['to']} {MONTHS[day.month - 1]}" + (f", {note}" if note else "")
            cell.odd.append(f"flera dagar i följd, {found['from']}–{found['to']}: den första togs")
        cell.days.append(CellDay(day, marks, _times(own) if own else Times(), note, weekday))
    rest = _note(words[at:])
    if rest and cell.days:
        last = cell.days[-1]
        cell.days[-1] = CellDay(last.day, last.marks, last.times, f"{last.note}, {rest}".strip(", "), last.weekday)
    return cell


def _day_of(found: re.Match[str], year: int, month: int | None, cell: ReadCell) -> date | None:
    if found["iso"]:
        parts = tuple(map(int, found["iso"].split("-")))
    elif found["d"]:
        parts = (_year(found["y"], year), int(found["mo"]), int(found["d"]))
    elif found["d2"]:
        parts = (_year(found["y2"], year), _month(found["name"]), int(found["d2"]))
    elif month is not None:
        parts = (year, month, int(found["bare"] or found["from"]))
    else:
        cell.odd.append(f"«{found[0]}» har ingen månad")
        return None
    try:
        day = date(*parts)
    except ValueError:
        cell.odd.append(f"dagen «{found[0].strip()}» finns inte" + (f" i {MONTHS[month - 1]}" if month else ""))
        return None
    if day.year != year:
        cell.odd.append(f"{full_day(day)} är ett annat år än {year}")
    elif month is not None and day.month != month:
        cell.odd.append(f"{full_day(day)} står under {MONTHS[month - 1]}")
    return day


def _year(told: str | None, year: int) -> int:
    if not told:
        return year
    return int(told) if len(told) > 2 else _CENTURY + int(told)


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, start=1) if month.startswith(name.lower()[:3]))


def _weekday(name: str) -> int:
    return next(number for number, short in enumerate(SHORT_WEEKDAYS) if name.lower().startswith(short[:3]))


def _times(found: re.Match[str]) -> Times:
    if found["h"]:
        end = time(int(found["h2"]), int(found["m2"])) if found["h2"] else None
        return Times(time(int(found["h"]), int(found["m"])), end)
    return Times(time(int(found["h3"])), time(int(found["h4"])) if found["h4"] else None)


def _note(words: str) -> str:
    bare = _BETWEEN.sub("", " ".join(words.split()))
    return _BETWEEN.sub("", bare).strip(" ,;()–-*")
