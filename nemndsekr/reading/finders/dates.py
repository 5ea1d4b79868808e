"""Dates: the day of the paper, when it came in and when the answer is due, as Swedish papers write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from nemndsekr.reading.draft import FoundDate, Problem
from nemndsekr.reading.headings import top_of
from nemndsekr.reading.lines import ANY_FIGURE, Line, Paper, holds, sentences
from nemndsekr.records.choices import Precision
from nemndsekr.rules.tidpunkt import (
    FoundTidpunkt,
    find_impossible_days,
    find_tidpunkter,
    tidpunkt,
    wrong_weekday,
)
from nemndsekr.support.days import MONTHS

_MONTH = "|".join(
    [*MONTHS, "jan", "feb", "febr", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "okt", "nov", "dec"]
)
ISO = r"(?P<y>(?:19|20)\d\d)\s?[-–./]\s?(?P<m>0?[1-9]|1[0-2])\s?[-–./]\s?(?P<d>0?[1-9]|[12]\d|3[01])(?!\d)"
WORDS = rf"(?:den\s+)?(?P<wd>0?[1-9]|[12]\d|3[01])(?::[ea])?\s+(?P<wm>{_MONTH})\.?\s*,?\s+(?P<wy>(?:19|20)\d\d)(?!\d)"
EIGHT = r"(?<![\d/-])(?P<cy>20\d\d)(?P<cm>0[1-9]|1[0-2])(?P<cd>0[1-9]|[12]\d|3[01])(?![\d/-])"
FULL = re.compile(rf"(?<![\d/-])(?:{ISO}|{WORDS}|{EIGHT})", re.IGNORECASE)
REPLY = re.compile(
    r"\b(?:svars?datum|svarstid|remisstid|sista (?:dag|datum) för (?:svar|yttrande)|svar(?:et|en)?|"
    r"yttrande(?:t|n|na)?|yttra(?:s|r)?(?: sig)?|redovisning(?:en)? ska(?:ll)? (?:lämnas|ha|vara)|besvaras?|"
    r"besvarad|remissvar(?:et)?|kommentarer|besked|återkom(?:ma|mer)|återkoppling)\b",
    re.IGNORECASE,
)
BY = re.compile(
    r"\b(?:senast|svars?datum|svarstid|remisstid|före|innan|till den(?= \d)|till och med|t\.?o\.?m\.?|sista "
    r"(?:dag|datum)|tillhanda)\b",
    re.IGNORECASE,
)
BY_WORDS: Final = (
    *("senast", "svarsdatum", "svardatum", "svarstid", "remisstid", "före", "innan", "till den ", "till och med"),
    *("t.o.m", "tom", "t.om", "to.m", "sista dag", "sista datum", "tillhanda"),
)
REPLY_ONLY = re.compile(
    r"\b(?:uppföljande (?:yttrande|svar|granskning)\w*|(?:andra|nytt|förnyat) yttrande\w*|uppföljning\w*|"
    r"lägesrapport\w*|redogörelse för hur långt|hur (?:långt )?(?:arbetet|det) (?:har )?(?:gått|kommit|"
    r"fortskrid\w*))\b",
    re.IGNORECASE,
)
RECEIVED = re.compile(
    r"\b(?:inkom(?:mit|men)?|fått del av|inlämna(?:d|t|des)|ink\.?(?= \d|:)|mottog(?:s)?|mottagits?|ankom(?:mit)?|"
    r"översändes|kom in|inkommen|"
    r"inkommet|överlämnades)\b",
    re.IGNORECASE,
)
RECEIVED_LABEL = re.compile(
    r"^(?:inkom(?:men|met)?(?: till \S+)?(?: den)?|ankom(?:st\w*)?|ankomstdatum|mottaget)\s*:?$", re.IGNORECASE
)
MONTH_DAY = re.compile(rf"\s*:?\s*(?:till \w+ )?(?:den\s+)?\d{{1,2}}(?::[ea])?\s+(?:{_MONTH})\b", re.IGNORECASE)
# What is to be ready by a day is a measure; its day is no day for the answer.
MEASURE = re.compile(
    r"\b(?:åtgärd(?:en|erna)?|handlingsplan(?:en)?|rutin(?:en|erna)?|arbetet|"
    r"genomlysning(?:en)?)\b[^.]{0,60}\b(?:genomförda?|klara?|färdiga?|färdigställda?|implementera\w*|på plats)\b",
    re.IGNORECASE,
)

# Where nobody says «senast», an answer is asked for in these words, and a follow-up is the auditors' own or an answer.
# «Svaret ska ha kommit in till revisionskontoret 2026-02-20»: the day needs no «senast».
TO_BE_IN = re.compile(
    r"\b(?:svar|yttrande)\w*\b[^.]{0,40}\b(?:ska|skall|bör)\b[^.]{0,60}\b(?:kommit in|inkommit|inkomma|nått|vara "
    r"oss)\b",
    re.IGNORECASE,
)
ASKED = re.compile(
    r"\b(?:ska|skall|önskar|önskas|begär|begärs|emotser|emotses|förväntar|förväntas|ombeds|kommer att|avser|planerar|"
    r"planeras|vill (?:ha|få)|lämnas|sker|görs|genomförs)\b",
    re.IGNORECASE,
)
# The day of a paper stands in a short line.
LONGEST_HEAD_LINE: Final = 90
# Papers in which the nämnd speaks.
OWN_PAPERS = frozenset({"tjansteskrivelse", "yttrande"})
WHO_ASKS = re.compile(r"\b(?:revis\w+|yttrande\w*|svar\w*|granskning\w*|återrapport\w*)", re.IGNORECASE)
# Of the words of RECEIVED and RECEIVED_LABEL, and of these with REPLY and REPLY_ONLY, one that no sentence with any
# of them is without.
RECEIVED_WORDS: Final = (
    "inkom",
    "ink",
    "fått del av",
    "inlämna",
    "mottag",
    "mottog",
    "ankom",
    "översändes",
    "kom in",
    "överlämnades",
)
DAY_WORDS: Final = (
    *("svar", "remisstid", "yttra", "redovisning", "besked", "återkom", "återkoppling", "kommentarer"),
    *("uppfölj", "lägesrapport", "redogörelse för hur", "hur långt", "hur arbetet", "hur det"),
    *RECEIVED_WORDS,
)
# What looks like a day that could not be read: figures, a placeholder, or nothing at all before another sentence.
DATE_LIKE = re.compile(
    r"\s*:?\s*(?:den\s+)?(?:\d{1,8}(?:[./:-]?\w+){0,4}(?:\s+[a-zåäö]{3,9}\.?)?(?:\s+\d{2,4})?|\[[^\]]{0,40}\]|"
    r"[xX_å.]{2,}|[xXåmd]{2,4}-[\w-]+|(?-i:(?=[A-ZÅÄÖ][a-zåäö]+\s[a-zåäö]))|[.:]?$)"
)

DATE_LABEL = re.compile(
    r"^(?:datum|utfärdat|upprättad|upprättat|dokumentdatum|sammanträdesdatum|sammanträdesdag|vårt datum|"
    r"skrivelsens datum|protokollsdatum|rapportdatum|beslutsdatum|(?:rapporten )?lämnad|avlämnad|behandlad|"
    r"(?:antagen|beslutad|fastställd)(?: av [^:\d]{3,40})?)\s*:?\s*",
    re.IGNORECASE,
)
# «2013 10 28»
SPACED = re.compile(r"\b((?:19|20)\d\d) (\d\d) (\d\d)\b")
PLACE_AND_DAY = re.compile(
    r"^(?:ort och datum\s*:?\s*)?"
    r"(?:(?P<place>[A-ZÅÄÖ][\wåäö-]+(?:[ -](?!den\b)[A-ZÅÄÖa-z]?[\wåäö-]+)?)\s*,?\s*(?:den\s+)?)?"
    rf"(?:{ISO}|{WORDS}|\d{{1,2}}[./]\d{{1,2}}[. ]\s?(?:19|20)\d\d|(?:19|20)\d\d \d\d \d\d|(?<=[a-zåäö] "
    rf")[0-4]\d(?:0[1-9]|1[0-2])[0-3]\d)\s*$",
    re.IGNORECASE,
)
# The year of a whole date is never less than this.
TWO_FIGURES = re.compile(r"\d\d")


class Day(NamedTuple):
    """A whole date, where it stands and the words."""

    day: date
    start: int
    end: int


def days_in(text: str, *, six: bool = False) -> Iterator[Day]:
    """The whole dates in a text; six-digit ones without a word that asks for one only where asked for."""
    if TWO_FIGURES.search(text) is None:
        return
    for found in find_tidpunkter(text, None, limits=False, digits=six):
        day = _whole(found)
        if day is not None:
            yield Day(day, found.start, found.end)


def _whole(found: FoundTidpunkt) -> date | None:
    """The day that is written with its year, if the words tell one."""
    value = found.value
    if value.precision not in (Precision.dag, Precision.sammantrade) or value.earliest != value.latest:
        return None
    return value.latest if not value.relative_to else None


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
    for number, line in enumerate(top):
        if number and RECEIVED_LABEL.match(top[number - 1].text):
            continue
        for day in days_in(line.text):
            rest = (line.text[: day.start] + line.text[day.end :]).strip(" ,.;:()")
            if (
                len(rest) < 40
                and not RECEIVED.search(line.text)
                and not BY.search(line.text)
                and not re.search(r"§|beslut(?!ad\b)|sammanträde", rest, re.IGNORECASE)
            ):
                return found_date(line, day.start, day.end, day.day), _place(paper)
    # A report may hold a letter with its own head, or end with place and day.
    return _place_and_day(paper.lines[:60]) or _place_and_day(paper.lines[-40:]) or (None, "")


def find_impossible_document_day(paper: Paper) -> list[Problem]:
    """A day in the head of the paper that does not exist, where no other was found to be the paper's."""
    for line in top_of(paper):
        if len(line.text) > LONGEST_HEAD_LINE or not ANY_FIGURE.search(line.text):
            continue
        for start, end, told in find_impossible_days(line.text):
            found = line.found(start, end)
            return [Problem(f"«{found.text}»: {told}", found.page, found.start, found.end)]
    return []


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
    for number, line in enumerate(lines):
        match = PLACE_AND_DAY.match(line.text)
        # «Inkom 2024-05-06» and the day under «Svar senast» are days of something else.
        other = RECEIVED.search(line.text) or BY.search(line.text) or (number and _day_below(lines, number - 1))
        if match and line.kind != "table" and not other:
            for day in days_in(SPACED.sub(r"\1-\2-\3", line.text), six=True):
                return found_date(line, day.start, day.end, day.day), match["place"] or ""
    return None


def _place(paper: Paper) -> str:
    signed = _place_and_day(paper.lines)
    return signed[1] if signed else ""


def find_case_days(paper: Paper, kind: str = "") -> tuple[dict[str, FoundDate], list[Problem]]:
    """When the paper came in, when the answer is due, and when the follow-up is due; conflicts are told.

    A time that is no whole date («april 2025», «31 mars») keeps its words and has no day.
    """
    found: dict[str, FoundDate] = {}
    problems: list[Problem] = []
    paper_day, _ = find_document_day(paper, "")
    near = paper_day.day if paper_day else None
    with_limit = set(paper.places_of(*BY_WORDS))
    for place in paper.places_of(*DAY_WORDS):
        line = paper.lines[place]
        below = _day_below(paper.lines, place)
        if below is not None:
            found.setdefault(*below)
        if line.kind == "table":
            # A row of a table is a label and what it says.
            pieces = [
                (row[0].start - line.start, row[-1].start - line.start + len(row[-1].text)) for row in line.rows if row
            ]
        else:
            pieces = sentences(line.text)
        for start, end in pieces:
            if not holds(line.text[start:end], *DAY_WORDS):
                continue
            if (
                below is None
                and place in with_limit
                and BY.search(line.text, start, end)
                and REPLY.search(line.text, start, end)
            ):
                problems += _not_understood(line, start, end)
            for name, date_found in _days_of(line, start, end, near, own=kind in OWN_PAPERS):
                have = found.setdefault(name, date_found)
                if have is date_found:
                    problems += _odd_weekday(date_found)
                elif not _agree(have, date_found, near):
                    problems.append(_conflict(name, have, date_found))
                elif have.day is None and date_found.day is not None:
                    found[name] = date_found
    return found, problems


def _day_below(lines: Sequence[Line], place: int) -> tuple[str, FoundDate] | None:
    """The day under a label such as «Svar senast» or «Inkom», and what it is the day of."""
    line = lines[place]
    if line.kind == "table" or len(line.text) > 60 or place + 1 >= len(lines) or len(lines[place + 1].text) > 40:
        return None
    reply = bool(BY.search(line.text) and REPLY.search(line.text))
    received = bool(RECEIVED_LABEL.match(line.text))
    if not (reply or received) or any(days_in(line.text, six=True)):
        return None
    below = lines[place + 1]
    first = next((day for day in days_in(below.text, six=True) if day.start < 6), None)
    if first is None:
        return None
    return "reply_due" if reply else "received", found_date(below, first.start, first.end, first.day)


def _agree(have: FoundDate, other: FoundDate, near: date | None) -> bool:
    """Whether two times may be the same: the same day, or a day within the vaguer one."""
    if have.day is not None and other.day is not None:
        return have.day == other.day
    first, second = tidpunkt(have.words, near), tidpunkt(other.words, near)
    if first is None or second is None or None in (first.earliest, first.latest, second.earliest, second.latest):
        return True
    return bool(first.earliest <= second.latest and second.earliest <= first.latest)  # type: ignore[operator]


def _odd_weekday(found: FoundDate) -> list[Problem]:
    told = wrong_weekday(found.words, found.day) if found.day else ""
    return [Problem(f"«{found.words}»: {told}", found.page, found.start, found.end)] if told else []


def _days_of(
    line: Line, start: int, end: int, near: date | None, *, own: bool = False
) -> Iterator[tuple[str, FoundDate]]:
    text = line.text[start:end]
    received = RECEIVED.search(text) if holds(text, *RECEIVED_WORDS) else None
    if received:
        closest = [
            day
            for day in days_in(text, six=True)
            if -30 <= day.start - received.end() <= 30 or 0 <= received.start() - day.end <= 30
        ]
        closest = [day for day in closest if not BY.search(text[max(0, day.start - 14) : day.start])]
        if closest:
            first = min(closest, key=lambda day: min(abs(day.start - received.end()), abs(received.start() - day.end)))
            yield "received", found_date(line, start + first.start, start + first.end, first.day)
        elif near is not None and (day := _near_day(text, received, near)):
            yield "received", found_date(line, start + day.start, start + day.end, day.day)
    due = _due(text, near, own=own)
    if due is not None:
        name, found = due
        yield name, found_date(line, start + found.start, start + found.end, _whole(found))


def _near_day(text: str, received: re.Match[str], near: date) -> Day | None:
    """«Inlämnat den 12 februari»: a day without its year right after the word, the nearest to the paper's own."""
    if MONTH_DAY.match(text[received.end() :]) is None:
        return None
    for one in _times_after(text, received.end(), near):
        day = one.value.latest
        if day is not None and one.value.earliest == day and abs((day - near).days) < 90:
            return Day(day, one.start, one.end)
    return None


def _due(text: str, near: date | None, *, own: bool) -> tuple[str, FoundTidpunkt] | None:
    """The time by which a sentence wants an answer or a follow-up, and which of them."""
    again = REPLY_ONLY.search(text)
    by = BY.search(text) if holds(text, *BY_WORDS) else None
    reply = REPLY.search(text) if by or not again else None
    if not (again or reply):
        return None
    if by and MEASURE.search(text):
        return None
    if again and not reply and own and not WHO_ASKS.search(text):
        # What a nämnd promises to follow up for its own sake is no answer to the auditors.
        return None
    if by and (reply or (again and ASKED.search(text))):
        times = _times_after(text, by.start(), near)
        whole = next((time for time in times if _whole(time) is not None), None)
        time = whole or (times[0] if times else None)
        if time is not None:
            return "followup_due" if REPLY_ONLY.search(text[: time.start]) else "reply_due", time
        return None
    # Without «senast» a time is only that of an answer where one is asked for, and only while it lies ahead.
    asked = ASKED.search(text)
    if not asked or (again and not WHO_ASKS.search(text)) or (not by and MEASURE.search(text)):
        return None
    for time in _times_after(text, (again or asked).start(), near):
        ahead = time.value.latest is None or near is None or time.value.latest >= near
        if ahead and (again or _whole(time) is None or TO_BE_IN.search(text[: time.start])):
            return "followup_due" if again else "reply_due", time
    return None


def _times_after(text: str, place: int, near: date | None) -> list[FoundTidpunkt]:
    """The times after a place that a day can be kept from; how often something is done is none."""
    found = find_tidpunkter(text[place:], near, limits=False, digits=True)
    return [
        FoundTidpunkt(one.start + place, one.end + place, one.value)
        for one in found
        if one.value.precision != Precision.okand and not one.value.recurrence
    ]


def _not_understood(line: Line, start: int, end: int) -> list[Problem]:
    """What stands after «senast» in a sentence about the answer, looks like a day and is none."""
    text = line.text[start:end]
    by = BY.search(text)
    if by is None or MEASURE.search(text):
        return []
    no_such = [one for one in find_impossible_days(text) if one[1] > by.start()]
    if no_such:
        first, last, told = no_such[0]
        passage = line.found(start + first, start + last)
        return [Problem(f"«{passage.text}»: {told}", passage.page, passage.start, passage.end)]
    if _times_after(text, by.start(), None):
        return []
    like = DATE_LIKE.match(text[by.end() :])
    if like is None:
        return []
    passage = line.found(start + by.start(), min(start + by.end() + like.end(), end))
    told = f"«{passage.text}» kunde inte tolkas som en dag. Skriv dagen för hand om den är känd."
    return [Problem(told, passage.page, passage.start, passage.end)]


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
    return next((found.value.words for found in find_tidpunkter(text, None, limits=False)), "")
