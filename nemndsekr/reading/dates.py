"""Dates: the day of the paper, when it came in and when the answer is due, as Swedish papers write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from nemndsekr.reading.draft import FoundDate, Problem
from nemndsekr.reading.headings import top_of
from nemndsekr.reading.lines import Line, Paper, sentences

MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
_MONTH = "|".join(
    [*MONTHS, "jan", "feb", "febr", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "okt", "nov", "dec"]
)
ISO = r"(?P<y>(?:19|20)\d\d)\s?[-–./]\s?(?P<m>0?[1-9]|1[0-2])\s?[-–./]\s?(?P<d>0?[1-9]|[12]\d|3[01])(?!\d)"
WORDS = rf"(?:den\s+)?(?P<wd>0?[1-9]|[12]\d|3[01])(?::[ea])?\s+(?P<wm>{_MONTH})\.?\s*,?\s+(?P<wy>(?:19|20)\d\d)(?!\d)"
EIGHT = r"(?<![\d/-])(?P<cy>20\d\d)(?P<cm>0[1-9]|1[0-2])(?P<cd>0[1-9]|[12]\d|3[01])(?![\d/-])"
FULL = re.compile(rf"(?<![\d/-])(?:{ISO}|{WORDS}|{EIGHT})", re.IGNORECASE)
# Six digits are a date only beside a word that asks for one.
SIX = re.compile(r"(?<![\d/.-])(?P<y>[0-4]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![\d/-])")
VAGUE = re.compile(
    rf"(?:(?:i\s+)?(?:{_MONTH})\s+(?:19|20)\d\d|(?:våren|hösten|sommaren|vintern)\s+(?:19|20)\d\d|"
    rf"\d{{1,2}}\s+(?:{_MONTH})\b|\d{{1,2}}/\d{{1,2}}\b|(?:vecka|v\.)\s*\d{{1,2}})",
    re.IGNORECASE,
)

REPLY = re.compile(
    r"\b(?:svars?datum|svarstid|remisstid|sista (?:dag|datum) för (?:svar|yttrande)|svar(?:et|en)?|yttrandet?|"
    r"yttra(?:s| sig)?|besvaras?|besvarad|remissvar(?:et)?|kommentarer|återkomma|återkoppling)\b",
    re.IGNORECASE,
)
BY = re.compile(
    r"\b(?:senast|svars?datum|svarstid|remisstid|före|innan|till och med|t\.?o\.?m\.?|sista (?:dag|datum)|tillhanda)\b",
    re.IGNORECASE,
)
FOLLOW_UP = re.compile(
    r"\b(?:uppfölj(?:ande|ning\w*)|följa upp|följs upp|andra yttrandet|nytt yttrande|återrapporter\w*)\b", re.IGNORECASE
)
REPLY_ONLY = re.compile(
    r"\b(?:uppföljande (?:yttrande|svar|granskning)\w*|(?:andra|nytt|förnyat) yttrande\w*|uppföljning\w*)\b",
    re.IGNORECASE,
)
RECEIVED = re.compile(
    r"\b(?:inkom(?:mit|men)?|mottog(?:s)?|mottagits?|ankom(?:mit)?|översändes|kom in|inkommen|inkommet|överlämnades)\b",
    re.IGNORECASE,
)
# What is to be ready by a day is a measure; its day is no day for the answer.
MEASURE = re.compile(
    r"\b(?:åtgärd(?:en|erna)?|handlingsplan(?:en)?|rutin(?:en|erna)?|arbetet|"
    r"genomlysning(?:en)?)\b[^.]{0,60}\b(?:genomförda?|klara?|färdiga?|färdigställda?|implementera\w*|på plats)\b",
    re.IGNORECASE,
)

DATE_LABEL = re.compile(
    r"^(?:datum|utfärdat|upprättad|upprättat|dokumentdatum|sammanträdesdatum|sammanträdesdag|vårt datum|"
    r"skrivelsens datum|protokollsdatum|rapportdatum|beslutsdatum)\s*:?\s*",
    re.IGNORECASE,
)
PLACE_AND_DAY = re.compile(
    rf"^(?:(?P<place>[A-ZÅÄÖ][\wåäö-]+(?:[ -][A-ZÅÄÖ]?[\wåäö-]+)?)\s*,?\s*(?:den\s+)?)?(?:{ISO}|{WORDS})\s*$",
    re.IGNORECASE,
)


class Day(NamedTuple):
    """A whole date, where it stands and the words."""

    day: date
    start: int
    end: int


def days_in(text: str, *, six: bool = False) -> Iterator[Day]:
    """The whole dates in a text; six-digit ones only where asked for."""
    found: list[Day] = []
    for pattern in (FULL, SIX) if six else (FULL,):
        for match in pattern.finditer(text):
            day = _day(match)
            if day and not any(have.start <= match.start() < have.end for have in found):
                found.append(Day(day, match.start(), match.end()))
    yield from sorted(found, key=lambda item: item.start)


def _day(match: re.Match[str]) -> date | None:
    parts = {key: value for key, value in match.groupdict().items() if value}
    try:
        if "wm" in parts:
            month = 1 + next(
                index for index, name in enumerate(MONTHS) if name.startswith(parts["wm"].lower().rstrip(".")[:3])
            )
            return date(int(parts["wy"]), month, int(parts["wd"]))
        if "cy" in parts:
            return date(int(parts["cy"]), int(parts["cm"]), int(parts["cd"]))
        year = int(parts["y"])
        return date(year + 2000 if year < 100 else year, int(parts["m"]), int(parts["d"]))
    except ValueError:
        return None


def found_date(line: Line, start: int, end: int, day: date | None) -> FoundDate:
    """A date with its passage."""
    found = line.found(start, end)
    return FoundDate(found.text, day, found.start, found.end, found.page)


def find_document_day(paper: Paper, kind: str) -> tuple[FoundDate | None, str]:
    """The day of the paper and the place it was signed at."""
    top = top_of(paper)
    labelled = _labelled(paper.lines[: max(len(top) + 5, 25)])
    if labelled:
        return labelled, _place(paper)
    signed = _place_and_day(paper.lines if kind in {"namndinitiativ", "motion", "skrivelse"} else top)
    if signed:
        return signed
    for line in top:
        for day in days_in(line.text):
            rest = (line.text[: day.start] + line.text[day.end :]).strip(" ,.;:()")
            if (
                len(rest) < 40
                and not RECEIVED.search(line.text)
                and not BY.search(line.text)
                and not re.search(r"§|beslut|sammanträde", rest, re.IGNORECASE)
            ):
                return found_date(line, day.start, day.end, day.day), _place(paper)
    last = _place_and_day(paper.lines[-40:])
    return last or (None, "")


def _labelled(lines: Sequence[Line]) -> FoundDate | None:
    for index, line in enumerate(lines):
        label = DATE_LABEL.match(line.text)
        if not label:
            continue
        rest = line.text[label.end() :]
        if rest:
            found = next((day for day in days_in(rest) if day.start <= 25), None)
            if found:
                return found_date(line, label.end() + found.start, label.end() + found.end, found.day)
        elif index + 1 < len(lines):
            # The label may head a row of labels with the values under them.
            for later in lines[index + 1 : index + 5]:
                if len(later.text) < 60:
                    for day in days_in(later.text, six=len(later.text) < 8):
                        return found_date(later, day.start, day.end, day.day)
    return None


def _place_and_day(lines: Sequence[Line]) -> tuple[FoundDate, str] | None:
    for line in lines:
        match = PLACE_AND_DAY.match(line.text)
        if match and line.kind != "table":
            for day in days_in(line.text):
                return found_date(line, day.start, day.end, day.day), match["place"] or ""
    return None


def _place(paper: Paper) -> str:
    signed = _place_and_day(paper.lines)
    return signed[1] if signed else ""


def find_case_days(paper: Paper) -> tuple[dict[str, FoundDate], list[Problem]]:
    """When the paper came in, when the answer is due, and when the follow-up is due; conflicts are told."""
    found: dict[str, FoundDate] = {}
    problems: list[Problem] = []
    for line in paper.lines:
        if line.kind == "table":
            spans = [(cell, row) for row in line.rows for cell in row]
            pieces = [(0, len(line.text))] if spans else []
        else:
            pieces = sentences(line.text)
        for start, end in pieces:
            for name, date_found in _days_of(line, start, end):
                have = found.setdefault(name, date_found)
                if have.day != date_found.day and have.day is not None and date_found.day is not None:
                    problems.append(_conflict(name, have, date_found))
    return found, problems


def _days_of(line: Line, start: int, end: int) -> Iterator[tuple[str, FoundDate]]:
    text = line.text[start:end]
    received = RECEIVED.search(text)
    if received:
        near = [
            day
            for day in days_in(text, six=True)
            if -30 <= day.start - received.end() <= 30 or 0 <= received.start() - day.end <= 30
        ]
        near = [day for day in near if not BY.search(text[max(0, day.start - 14) : day.start])]
        if near:
            closest = min(near, key=lambda day: min(abs(day.start - received.end()), abs(received.start() - day.end)))
            yield "received", found_date(line, start + closest.start, start + closest.end, closest.day)
    by = BY.search(text)
    if not by or not REPLY.search(text) or MEASURE.search(text):
        return
    for day in days_in(text[by.start() :], six=True):
        name = "followup_due" if REPLY_ONLY.search(text[: by.start() + day.start]) else "reply_due"
        yield name, found_date(line, start + by.start() + day.start, start + by.start() + day.end, day.day)
        break


def _conflict(name: str, first: FoundDate, second: FoundDate) -> Problem:
    words = {"received": "Inkommen", "reply_due": "Svar senast", "followup_due": "Uppföljning senast"}[name]
    return Problem(
        f"{words}: både {first.words} och {second.words} står i dokumentet. Välj vilken som gäller.",
        second.page,
        second.start,
        second.end,
    )


def vague_day(text: str) -> str:
    """A time that is no whole date, as it is written, or an empty string."""
    match = VAGUE.search(text)
    return match.group() if match else ""
