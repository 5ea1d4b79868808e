"""Personnummer in plain text, with how sure it is; what only has as many figures is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from enum import IntEnum
from typing import Final, NamedTuple

from nemndsekr.records.choices import Certainty

RULE: Final = "personnummer"


class Likeness(IntEnum):
    """How much something is like a personnummer, from least to most."""

    liknar = 1
    troligt = 2
    sakert = 3


_CERTAINTIES: Final = {
    Likeness.sakert: Certainty.sakert,
    Likeness.troligt: Certainty.fraga,
    Likeness.liknar: Certainty.upplysning,
}
_KINDS: Final = {
    "personnummer": "ett personnummer",
    "samordningsnummer": "ett samordningsnummer",
    "tillfalligt": "ett tillfälligt personnummer",
}


class FoundNumber(NamedTuple):
    """A number that is, or may be, a person's: its characters (half-open), what it is and how sure that is.

    ``kind`` is ``personnummer``, ``samordningsnummer`` (the day is 60 more) or ``tillfalligt`` (letters in the last
    four, as schools and social services make them).
    """

    start: int
    end: int
    kind: str
    likeness: Likeness
    masked: str

    @property
    def certainty(self) -> Certainty:
        """How sure the remark is."""
        return _CERTAINTIES[self.likeness]

    @property
    def text(self) -> str:
        """What to say of it, in one line."""
        what = _KINDS[self.kind]
        return {
            Likeness.sakert: f"Texten innehåller {what}",
            Likeness.troligt: f"Texten verkar innehålla {what}",
            Likeness.liknar: f"En uppgift liknar {what}",
        }[self.likeness]


# Ten or twelve figures. What parts the last four from the day tells how it is meant: «-», or «+» from the year one
# turns a hundred, is the form of the law; a blank or nothing only looks like it.
_NUMBER: Final = re.compile(
    r"(?<![^\W_])(?<![+.§-])(?<!\d:)"
    r"(?P<century>1[89]|20)?(?P<year>\d\d)(?P<gap>[- ]?)(?P<month>\d\d)(?P=gap)(?P<day>\d\d)"
    r"(?P<sep>[ \u00a0]?[-+–][ \u00a0]?|[ \u00a0]|)"
    r"(?P<last>\d{4}|T\d{3}|TF\d\d|[Xx]{4})"
    r"(?![^\W_]|[-:+.]\d)"
)
_SAYS_PERSON: Final = re.compile(
    r"\b(?:person(?:nummer|numret|nr)|pers\.?\s?n(?:umme)?r|p-?nr|samordnings(?:nummer|numret|nr)|sam\.?nr|"
    r"födelse(?:nummer|tid|data)|födda?|f\.)"
    r"(?:\s?\([^()\n]{1,20}\))?[\s.:=(«\"]*(?:är\s+|den\s+)?\Z",
    re.IGNORECASE,
)
_SAYS_OTHER: Final = re.compile(
    r"\b(?:tfn|tel(?:efon)?|mobil(?:telefon)?|fax|växel|sms|bankgiro|bg|plusgiro|pg|postgiro|ocr|konto|iban|isbn|issn|"
    r"faktura|order|kund|artikel|serie|inventarie|avtals?|diarie|dnr|ärende|beteckning|referens|ref|org|organisations|"
    r"objekt|anläggnings|löp|vat|moms)"
    r"(?:/\w{1,12})?[\s.:#-]{0,2}(?:nr|num(?:mer|ret))?[\s.:#]*(?:(?-i:[A-ZÅÄÖ]{2,6})[\s/-]?)?\Z",
    re.IGNORECASE,
)
# «SN 850412-9804» is a case of the socialnämnd; «PNR» is said above to be a person's.
_ABBREVIATED: Final = re.compile(r"(?<!\w)[A-ZÅÄÖ]{2,5}[ /-]\Z")
_COUNTED: Final = re.compile(
    r"\s?(?:kr\b|kronor|tkr|mkr|mnkr|sek\b|euro|eur\b|st\b|personer|procent|%|:-|,-|\.-|kvm|m2|m²|km\b)|[.,]\d",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_PLACE_BEFORE: Final = 30
_FULL: Final = 60
_SHORT_PAST: Final = timedelta(days=6 * 366)
_NEW_CENTURY: Final = 2000


def find_personnummer(text: str, today: date | None = None) -> Iterator[FoundNumber]:
    """Find personnummer, samordningsnummer and temporary numbers.

    Sure is one that is written as such, or called so, with a day that exists and the right control figure. Probable is
    one that lacks one of these; what is only like one is told as that. Numbers of organisations, cases, telephones,
    invoices and sums are not found. ``today`` tells the unborn from the born; without it any day counts.
    """
    for match in _NUMBER.finditer(text):
        found = _judged(text, match, today)
        if found is not None:
            yield found


def masked_text(text: str, today: date | None = None) -> str:
    """The text with the last four hidden of whatever begins like a day of birth.

    That is more than what is told as a personnummer: it is better that an excerpt hides the end of a telephone number
    than that it shows a number which was only not sure enough to be told.
    """
    out, at = [], 0
    for match in _NUMBER.finditer(text):
        if _born(match, today) is not None:
            out += [text[at : match.start("last")], "****"]
            at = match.end()
    return "".join([*out, text[at:]])


def _judged(text: str, match: re.Match[str], today: date | None) -> FoundNumber | None:
    born = _born(match, today)
    if born is None or not _well_parted(text, match):
        return None
    # What stands on the lines before says nothing of this number.
    before = text[max(0, match.start() - _PLACE_BEFORE) : match.start()].rpartition("\n")[2]
    called = bool(_SAYS_PERSON.search(before))
    other = not called and (
        bool(_SAYS_OTHER.search(before))
        or bool(_COUNTED.match(text[match.end() : match.end() + 9]))
        or (bool(_ABBREVIATED.search(before)) and not _control_figure_holds(match))
    )
    likeness = _likeness(match, born, today, called=called, other=other)
    if likeness is None:
        return None
    coordination = int(match["day"]) > _FULL
    kind = "tillfalligt" if match["last"][0] == "T" else "samordningsnummer" if coordination else "personnummer"
    shown = f"{text[match.start() : match.start('last')]}****"
    return FoundNumber(*match.span(), kind, likeness, shown)


def _likeness(match: re.Match[str], born: date, today: date | None, *, called: bool, other: bool) -> Likeness | None:
    right = _control_figure_holds(match)
    formal = match["sep"].strip(" \u00a0") != "" and match["gap"] != " "
    if match["last"][0] in "Xx":
        # The last four are hidden already; the day of birth is not.
        return Likeness.liknar if formal and not other else None
    if match["last"][0] == "T":
        return Likeness.troligt if called or (formal and not other) else None
    if called:
        return Likeness.sakert if right else Likeness.troligt
    if other:
        # A sole trader's number as organisation is the person's own; a telephone number is written otherwise.
        return Likeness.liknar if right and formal else None
    if _may_be_year(match):
        return None
    if not right:
        return Likeness.liknar if formal and match["gap"] == "" and not _is_stamp(match, born, today) else None
    if formal:
        return Likeness.liknar if _is_stamp(match, born, today) else Likeness.sakert
    return _unparted(match, born, today)


def _unparted(match: re.Match[str], born: date, today: date | None) -> Likeness | None:
    """How much figures are like one that have the right control figure and nothing else that speaks for them."""
    if match["gap"]:
        return None
    if match["sep"] == "":
        if match["century"]:
            return None if _is_stamp(match, born, today) else Likeness.sakert
        # Numbers of telephones begin with 0.
        return None if match["year"].startswith("0") else Likeness.troligt
    return None if match["year"].startswith("0") or _is_stamp(match, born, today) else Likeness.troligt


def _may_be_year(match: re.Match[str]) -> bool:
    """Whether it can be a day and the year that something lasted to: «2023-01-01 – 2025»."""
    apart = match["gap"] == "-" or " " in match["sep"]
    return apart and bool(_YEAR.fullmatch(match["last"]))


def _is_stamp(match: re.Match[str], born: date, today: date | None) -> bool:
    """Whether it can be a day of late years and a clock: «241211-1300» is the name of many a file."""
    hour, minute = int(match["last"][:2]), int(match["last"][2:])
    late = born.year >= _NEW_CENTURY if today is None else timedelta(0) <= today - born < _SHORT_PAST
    return hour < 24 and minute < 60 and late and not match["sep"].startswith("+")


def _well_parted(text: str, match: re.Match[str]) -> bool:
    """Whether the number stands by itself: figures in groups before or after make it part of another."""
    parted = match["gap"] == " " or match["sep"] in {" ", "\u00a0"}
    if match["gap"] == "-" and (not match["century"] or match["sep"] not in {"-", "+"}):
        return False  # «85-04-12-2384» is nobody's way to write it, and «1985-04-12 2384» is a day and a sum.
    if not parted:
        return True
    return not re.search(r"\d[ \u00a0]\Z", text[: match.start()][-2:]) and not re.match(
        r"[ \u00a0]\d", text[match.end() : match.end() + 2]
    )


def _born(match: re.Match[str], today: date | None) -> date | None:
    """The day in the number; None where there is no such day, or it is yet to come."""
    month, day = int(match["month"]), int(match["day"])
    day -= _FULL if day > _FULL else 0
    if match["century"]:
        return _day(int(match["century"] + match["year"]), month, day, today)
    short = int(match["year"])
    centuries = (1900, 1800) if "+" in match["sep"] else (2000, 1900)
    days = (_day(century + short, month, day, today) for century in centuries)
    return next((born for born in days if born is not None), None)


def _day(year: int, month: int, day: int, today: date | None) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return None if today is not None and found > today else found


def _control_figure_holds(match: re.Match[str]) -> bool:
    """Whether the last figure is the one that the nine before it give (Luhn, as the law on folkbokföring has it)."""
    last = match["last"]
    if not last.isdigit():
        return False
    figures = match["year"] + match["month"] + match["day"] + last
    total = 0
    for place, figure in enumerate(figures):
        value = int(figure) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
