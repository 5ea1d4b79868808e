"""Likeness: how alike two wordings are, which of one list answer to which of another, and which words differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final, NamedTuple

from nemndsekr.support.swedish import folded

ALIKE: Final = 0.6
"""From here on two wordings are taken for the same demand in other words."""
_THE_SAME: Final = 2.0
"""Higher than any likeness, so that the very same words are matched before all others."""
_WORD: Final = re.compile(r"\w+")
_SHORT: Final = 2000
"""Wordings of fewer characters are compared again and again; the words of a whole paper are not kept."""
_STEM: Final = 6
_SHORTEST_STEM: Final = 3
# Words that open every line of a report, or that bind: what they share tells nothing.
_OPENING_WEIGHT: Final = 0.3
_OPENING: Final = frozenset(
    (
        "säkers", "tillse", "utveck", "införa", "inför", "införe", "upprät", "stärk", "stärka", "förstä", "tydlig",
        "överväg", "övervä", "vidta", "vidtar", "bör", "ska", "skall", "nämnde", "styrel", "arbete", "fortsä", "fram",
        "över", "till",
    )
)  # fmt: skip
_WEAK: Final = frozenset(
    (
        "att", "och", "som", "för", "med", "den", "det", "ett", "vid", "från", "inom", "eller", "samt", "hur", "har",
        "kan", "inte", "dess", "deras", "där", "när", "sig", "sin", "sina", "ser", "vara", "vem", "vad", "alla", "hos",
        "samtliga", "ger", "tas", "tar",
    )
)  # fmt: skip
# What a paper puts before the name of the matter that it is about.
_BEFORE_TITLE: Final = re.compile(
    r"^(?:(?:förslag till|svar på|svar till|yttrande (?:över|om|angående|till)|yttrande|missiv|remiss(?:svar)?|"
    r"tjänsteskrivelse|revisionsrapport(?:en)?|revisionens|revisorernas|rapport(?:en)?|"
    r"uppföljning av|återrapportering av|"
    r"över|avseende|angående|om|av|granskning(?:en)?(?: av)?|grundläggande|fördjupad|nr \d+/\d+)\b[\s:–—-]*)+"
)
_YEAR: Final = re.compile(r"\b(?:19|20)\d{2}\b")


class Piece(NamedTuple):
    """Some words of a wording, and whether the other wording lacks them."""

    text: str
    differs: bool


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: folded, without marks, a list's ``att`` at the head dropped."""
    return _short_words(text) if len(text) < _SHORT else tuple(_WORD.findall(folded(text)))


@lru_cache(maxsize=8192)
def _short_words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(folded(text)))


def same_words(one: str, other: str) -> bool:
    """Whether two texts have the same words, whatever their marks, capitals, spaces and line breaks."""
    return one == other or plain_words(one) == plain_words(other)


@lru_cache(maxsize=8192)
def _stems(text: str) -> dict[str, float]:
    stems: dict[str, float] = {}
    for word in plain_words(text):
        if word in _WEAK or len(word) < _SHORTEST_STEM:
            continue
        stem = word[:_STEM]
        stems[stem] = _OPENING_WEIGHT if stem in _OPENING else 1.0
    return stems


def likeness(one: str, other: str) -> float:
    """How alike two wordings are, from 0 (no word that tells anything in common) to 1.

    Words count by their stem, so that «Tydliggör samordningen» is like «tydliggöra vem som samordnar»; a wording that
    is wholly contained in a longer one is still like it.
    """
    first, second = _stems(one), _stems(other)
    if not first or not second:
        return 1.0 if same_words(one, other) else 0.0
    common = sum(weight for stem, weight in first.items() if stem in second)
    return _score(common, sum(first.values()), sum(second.values()))


def _score(common: float, one: float, other: float) -> float:
    """Likeness by what two wordings have in common and the weight of each."""
    return (common / min(one, other) + 2 * common / (one + other)) / 2


def best_matches(
    new: Sequence[str],
    known: Sequence[str],
    enough: float = ALIKE,
    may_match: Callable[[int, int], bool] | None = None,
) -> dict[int, int]:
    """Which of ``new`` answers to which of ``known``, each at most once, the most alike first."""
    where: dict[str, list[int]] = {}
    same: dict[tuple[str, ...], list[int]] = {}
    for at, text in enumerate(known):
        same.setdefault(plain_words(text), []).append(at)
        for stem in _stems(text):
            where.setdefault(stem, []).append(at)
    scored: list[tuple[float, int, int]] = []
    for number, text in enumerate(new):
        scores = dict.fromkeys(same.get(plain_words(text), ()), _THE_SAME)
        scores = _scores(text, known, where) | scores
        scored += [
            (-score, number, at)
            for at, score in scores.items()
            if score >= enough and (may_match is None or may_match(number, at))
        ]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, number, at in sorted(scored):
        if number not in found and at not in taken:
            found[number] = at
            taken.add(at)
    return found


def _scores(text: str, known: Sequence[str], where: dict[str, list[int]]) -> dict[int, float]:
    """How alike a wording is to each of ``known`` that has a telling word in common with it.

    What they have in common is summed stem by stem: to compare every pair would take a second for 400 of each.
    """
    stems = _stems(text)
    common: dict[int, float] = {}
    for stem, weight in stems.items():
        for at in where.get(stem, ()):
            common[at] = common.get(at, 0.0) + weight
    own = sum(stems.values())
    return {at: _score(weight, own, sum(_stems(known[at]).values())) for at, weight in common.items()}


def share_in_common(one: str, other: str) -> float:
    """How large a part of two papers' words are the same, from 0 to 1, whatever their order."""
    first, second = Counter(plain_words(one)), Counter(plain_words(other))
    size = first.total() + second.total()
    return 2 * (first & second).total() / size if size else 1.0


def core_title(title: str) -> str:
    """What a title is about, without what tells which paper it is: «Svar på granskning av X» gives «x»."""
    plain = " ".join(folded(title).split())
    return _BEFORE_TITLE.sub("", plain) or plain


def title_likeness(one: str, other: str) -> float:
    """How alike two papers' titles are; 0 where they name different years."""
    years = set(_YEAR.findall(one)), set(_YEAR.findall(other))
    if all(years) and not years[0] & years[1]:
        return 0.0
    return likeness(core_title(one), core_title(other))


def word_differences(one: str, other: str) -> tuple[list[Piece], list[Piece]]:
    """Both wordings in pieces, so that the words that the other lacks can be marked."""
    first, second = re.findall(r"\S+\s*", one), re.findall(r"\S+\s*", other)
    keys = [[_bare(word) for word in words] for words in (first, second)]
    matcher = SequenceMatcher(None, keys[0], keys[1], autojunk=False)
    pieces: tuple[list[Piece], list[Piece]] = ([], [])
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        _put(pieces[0], first[start:end], differs=tag != "equal")
        _put(pieces[1], second[other_start:other_end], differs=tag != "equal")
    return pieces


def _bare(word: str) -> str:
    return "".join(plain_words(word)) or word.strip()


def _put(pieces: list[Piece], words: Iterable[str], *, differs: bool) -> None:
    text = "".join(words)
    if text:
        pieces.append(Piece(text, differs))
