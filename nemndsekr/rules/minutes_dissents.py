"""Who went on record against, or beside, what minutes tell was decided: reservations and their like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final, NamedTuple

from nemndsekr.records.choices import DissentKind
from nemndsekr.rules.minutes_lines import OF_THE_PARAGRAPH, Piece


@dataclass(frozen=True, slots=True)
class MinutesDissent:
    """Somebody on record against, or beside, the decision."""

    kind: DissentKind
    who: str
    text: str = ""


_DISSENT: Final = re.compile(
    r"(?P<who>[^.:\n]*?(?:\n[^.:\n]*?)?)\s*,?\s*(?:"
    r"(?P<reservation>reserverar sig|reserverade sig|har reserverat sig|anmäler (?:en )?(?:skriftlig )?reservation|"
    r"lämnar (?:en )?(?:skriftlig )?reservation|anmälde reservation|inkommer med (?:en )?(?:skriftlig )?reservation)|"
    r"(?:anmäler|lämnar|lämnade|anmälde|avger|inkommer med|får lämna|inger|avlämnar)\s+(?:(?:ett|följande|"
    r"till protokollet|"
    r"skriftligt)\s+)*(?P<special>särskil[dt]a? (?:yttranden?|uttalanden?)|ersättaryttranden?)|"
    r"(?:anmäler|lämnar|lämnade|anmälde|begär|får lämna|gör|inkommer med)\s+(?:(?:en|följande|till)\s+)*"
    r"(?P<note>(?:protokollsanteckning\w*|anteckning(?:en)? till protokollet)))",
    re.IGNORECASE,
)
_NO_DISSENT: Final = re.compile(r"\b(?:ingen|inga|inte|ej)\b", re.IGNORECASE)
_PARTY: Final = re.compile(r"\([A-ZÅÄÖ][A-Za-zÅÄÖåäö. ]{0,14}\)")
_HEADS: Final = (
    (DissentKind.reservation, "reservation"),
    (DissentKind.sarskilt_yttrande, "särskil"),
    (DissentKind.sarskilt_yttrande, "ersättaryttrande"),
    (DissentKind.anteckning, "anteckning"),
)


# Those who join a dissent, told before it or after it; a name has its party behind it.
_NAMES: Final = r"(?P<names>[^.:\n]*?\([A-ZÅÄÖ][A-Za-zÅÄÖåäö. ]{0,14}\))"
_JOINED: Final = re.compile(rf"[\s.,]*med instämmande (?:av|från)\s+{_NAMES}(?=\s*(?:[.:\n]|$))[ .:]*", re.IGNORECASE)
_JOINS: Final = re.compile(
    rf"[\s.,]*{_NAMES}\s+(?:instämmer|instämde)(?: i (?:reservationen|yttrandet|det särskilda yttrandet|"
    r"protokollsanteckningen|anteckningen))?\s*(?:\.|$)[ ]*",
    re.IGNORECASE,
)
_JOINED_FIRST: Final = re.compile(r"med instämmande (?:av|från)\s+(?P<names>.+)", re.IGNORECASE)
_THEN_WHO: Final = re.compile(rf"\s*(?:sig\s+)?{_NAMES}\s*(?:mot (?:beslutet|nämndens beslut))?[ .:]*", re.IGNORECASE)


class PlacedDissent(NamedTuple):
    """A dissent and where it stands (half-open)."""

    dissent: MinutesDissent
    start: int
    end: int


def says_dissent(words: str) -> bool:
    """Whether the words begin by telling that somebody dissents."""
    return _DISSENT.match(words) is not None


def dissents_in(text: str, pieces: Sequence[Piece]) -> Iterator[PlacedDissent]:
    """Those who are told of, in sentences of their own or under a heading."""
    for at, piece in enumerate(pieces):
        if piece.key in ("proposal", "basis", "recipients"):
            continue
        said = [found for found in _DISSENT.finditer(text, piece.start, piece.end) if not _denies(found)]
        if said:
            yield from _said(text, pieces, at, said)
        elif piece.key == "dissent" and _PARTY.search(piece.text[:160]) and not _told_before(pieces, at):
            kind = next((kind for kind, word in _HEADS if word in piece.heading.lower()), DissentKind.reservation)
            who, words = _named_first(piece.text)
            later = [
                one.text
                for one in _under_same(pieces, at)
                if not _DISSENT.search(one.text) and not _named_only(one.text)
            ]
            told = MinutesDissent(kind, who, "\n".join(filter(None, (words, *later))))
            yield PlacedDissent(told, piece.start, piece.end)


def _said(text: str, pieces: Sequence[Piece], at: int, said: list[re.Match[str]]) -> Iterator[PlacedDissent]:
    """Each that a piece tells of; what stands under the same heading after the last one is its text."""
    piece = pieces[at]
    rest = _under_same(pieces, at) if piece.key == "dissent" else []
    rest = rest[: next((number for number, later in enumerate(rest) if _DISSENT.search(later.text)), len(rest))]
    for number, found in enumerate(said):
        last = number == len(said) - 1
        stop = piece.end if last else said[number + 1].start()
        words = _after(text[found.end() : stop])
        if last:
            words = "\n".join(filter(None, (words, *(later.text for later in rest))))
        end = rest[-1].end if rest and last else stop
        yield _dissent(found, words, piece.start if number == 0 else found.start(), end)


def _under_same(pieces: Sequence[Piece], at: int) -> list[Piece]:
    heading = pieces[at].heading
    mine = takewhile(lambda later: not OF_THE_PARAGRAPH.match(later.text), pieces[at + 1 :])
    return [later for later in mine if later.key == "dissent" and later.heading == heading]


def _told_before(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a line under the same heading has told who it was already."""
    return any(
        one.key == "dissent"
        and one.heading == pieces[at].heading
        and (_DISSENT.search(one.text) or _named_only(one.text))
        for one in pieces[:at]
    )


def _named_only(words: str) -> bool:
    return bool(_PARTY.search(words)) and len(words) < 120


def _named_first(words: str) -> tuple[str, str]:
    colon = words.find(":")
    if 0 < colon < 160 and _PARTY.search(words[:colon]):
        return words[:colon].strip(), words[colon + 1 :].strip()
    last = [found.end() for found in _PARTY.finditer(words[:200])]
    return (words[: last[-1]].strip(), words[last[-1] :].strip(" .:,\n")) if last else ("", words)


def _denies(found: re.Match[str]) -> bool:
    return _NO_DISSENT.search(found["who"][-30:]) is not None or not found["who"].strip()


def _after(words: str) -> str:
    """What a dissent says: what follows the words that announce it, without «mot beslutet» and the colon."""
    plain = " ".join(words.split())
    plain = re.sub(
        r"^(?:mot beslutet|mot beslut i ärendet|mot nämndens beslut|skriftligt|muntligt)\b[ ,]*",
        "",
        plain,
        flags=re.IGNORECASE,
    )
    plain = plain.strip(" :").lstrip(".,; ").strip('«»”"').strip()
    return "" if plain == "." else plain


def _with_joined(who: str, words: str) -> tuple[str, str]:
    """Who dissents with those who join, «Anna Ek (S) med instämmande av Bo Al (V)», and what is left to be said."""
    first, after = _JOINED_FIRST.fullmatch(who), _THEN_WHO.match(words)
    if first is not None and after is not None:
        return f"{after['names'].strip()} med instämmande av {first['names']}", words[after.end() :].strip()
    joined = _JOINED.match(words) or _JOINS.match(words)
    if joined is None:
        return who, words
    return f"{who} med instämmande av {joined['names'].strip()}", words[joined.end() :].strip()


def _dissent(found: re.Match[str], words: str, start: int, end: int) -> PlacedDissent:
    kind = (
        DissentKind.reservation
        if found["reservation"]
        else DissentKind.sarskilt_yttrande
        if found["special"]
        else DissentKind.anteckning
    )
    who = " ".join(found["who"].split()).strip(" ,")
    who = re.sub(r"^(?:mot beslutet|ledamöterna|ledamoten|mot beslutet)\s+", "", who, flags=re.IGNORECASE)
    who, words = _with_joined(who, words)
    shown = words[:1].upper() + words[1:]
    return PlacedDissent(MinutesDissent(kind, who, shown), start, end)
