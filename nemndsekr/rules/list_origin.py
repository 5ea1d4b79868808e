"""What a bevakningslista tells of itself in its title, its sheet's name and its file's: its day, and whose it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePath
from typing import Final

from nemndsekr.records.choices import Precision
from nemndsekr.rules.tidpunkt import find_tidpunkter
from nemndsekr.support.swedish import folded

_YEAR: Final = re.compile(r"(?<![\d/:-])(?:19|20)\d\d(?![\d/:-])")
_OLDEST: Final = 20
_BACK: Final = timedelta(days=180)
"""What should have been done half a year before a list was printed may still stand in it."""
_NAMND: Final = re.compile(
    r"(?:\w+-(?:, \w+-)*(?: och| samt|,) )?\b\w*(?:nämnden|nämnd|styrelsen|styrelse)\b", re.IGNORECASE
)
# «Utbildningsnämnden» is not the one that «barn- och utbildningsnämnden» names.
_WHOLE_NAME: Final = r"(?<!- och )(?<!- samt )(?<![\w-]){}"
_WORDS_ABOUT: Final = frozenset(["nämnd", "nämnden", "styrelse", "styrelsen"])
_PREFIX: Final = re.compile(r"^[A-ZÅÄÖ]{1,6}(?=[\s\-/:]*\d)")
_DNR_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)|^[^\W\d]{1,6}[\s\-/:]*(\d\d)[-/:]\d")


@dataclass(frozen=True, slots=True)
class ListOrigin:
    """The day of a list, or the first day of its year (``whole_year``); ``namnd`` as written, empty if not told."""

    day: date | None = None
    whole_year: bool = False
    namnd: str = ""
    words: tuple[str, ...] = ()

    def first_day(self) -> date | None:
        """The day from which a day without a year is reckoned; None where the list tells no day of its own."""
        if self.day is None or self.whole_year:
            return self.day
        return max(self.day.replace(month=1, day=1), self.day - _BACK)

    def last_day(self, today: date) -> date:
        """The last day on which something in the list can have happened."""
        if self.day is None:
            return today
        return min(today, self.day.replace(month=12, day=31) if self.whole_year else self.day)

    def about(self, today: date) -> date:
        """The day that most tells what in the list lay behind and what ahead: the middle of its year if need be."""
        if self.day is None:
            return today
        return min(self.day.replace(month=7), today) if self.whole_year else self.day


def list_origin(titles: Sequence[str], sheet: str, file: str, today: date) -> ListOrigin:
    """What a list tells of itself; its title goes before the name of the sheet, and that before the file's."""
    stem = PurePath(file).stem if "." in file else file
    words = tuple(" ".join(text.replace("_", " ").split()) for text in (*titles, sheet, stem) if text.strip())
    days = [day for text in words if (day := _day_in(text, today)) is not None]
    years = [year for text in words if (year := _year_in(text, today)) is not None]
    namnd = next((name for text in words if (name := _namnd_in(text))), "")
    if days:
        return ListOrigin(days[0], namnd=namnd, words=words)
    if years:
        return ListOrigin(date(years[0], 1, 1), whole_year=True, namnd=namnd, words=words)
    return ListOrigin(namnd=namnd, words=words)


def _day_in(text: str, today: date) -> date | None:
    days = [
        found.value.earliest
        for found in find_tidpunkter(text, None, digits=True)
        if found.value.earliest is not None and found.value.precision in (Precision.dag, Precision.manad)
    ]
    within = [day for day in days if today.year - _OLDEST <= day.year and day <= today]
    return max(within, default=None)


def _year_in(text: str, today: date) -> int | None:
    years = [int(year) for year in _YEAR.findall(text)]
    return max((year for year in years if today.year - _OLDEST <= year <= today.year), default=None)


def _namnd_in(text: str) -> str:
    for found in _NAMND.finditer(text):
        name = found[0]
        if folded(name) not in _WORDS_ABOUT:
            return name[0].upper() + name[1:]
    return ""


def named_among(words: Iterable[str], names: Sequence[tuple[str, str]]) -> int | None:
    """Which of some nämnder, each a name and a short one, the words name; None for none of them or several.

    The words are asked one after another: the first that names just one has the right of it.
    """
    for text in words:
        letters = folded(text)
        at = [
            place
            for place, (name, short) in enumerate(names)
            if re.search(_WHOLE_NAME.format(re.escape(_stem(name))), letters)
            or (short and re.search(rf"(?<![^\W_]){re.escape(short)}(?![^\W_])", text))
        ]
        longest = [
            place
            for place in at
            if not any(_part_of(names[place][0], names[other][0]) for other in at if other != place)
        ]
        if len(longest) == 1:
            return longest[0]
    return None


def _stem(name: str) -> str:
    """«socialnämnd», which «Socialnämndens» and «Socialnämnd» begin with; a short name stays whole."""
    letters = folded(name)
    return letters.removesuffix("en") if len(letters) > len("nämnden") else letters


def _part_of(name: str, other: str) -> bool:
    return folded(name) in folded(other)


def dnr_prefix(dnr: str) -> str:
    """«BUN» of «BUN 2025/101»; empty where there are no letters first."""
    found = _PREFIX.match(dnr.strip().upper())
    return found[0] if found else ""


def dnr_year(dnr: str) -> int | None:
    """2025 of «BUN 2025/101» and of «SN 25/101»; None where the number tells no year."""
    found = _DNR_YEAR.search(dnr)
    if not found:
        return None
    return int(found[1]) if found[1] else 2000 + int(found[2])


def usual_prefix(numbers: Iterable[str]) -> str:
    """The letters that more than half of the diarienummer that have any begin with; empty where none do."""
    counted = Counter(filter(None, map(dnr_prefix, numbers)))
    if not counted:
        return ""
    prefix, count = counted.most_common(1)[0]
    return prefix if 2 * count > counted.total() else ""
