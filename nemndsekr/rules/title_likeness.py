"""Whether two titles may be the same case's: by the words that they share, however they are bent or ordered."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Final, Generic, TypeVar

from nemndsekr.support.swedish import folded

Key = TypeVar("Key", bound=Hashable)
LIKE: Final = 0.7
"""From this share of common words on, two titles are held up beside each other."""
_STEM: Final = 7
_SMALL: Final = frozenset(
    re.findall(
        r"\w+",
        """och i av om för till på med att en ett den det de som över från vid under ny nya gällande angående avseende
        svar ärende granskning nämndinitiativ initiativ motion remiss yttrande""",
    )
)


def title_words(title: str) -> frozenset[str]:
    """The words that tell a title from others, cut short so that their endings do not matter."""
    words = re.findall(r"\w+", folded(title))
    telling = [word[:_STEM] for word in words if word not in _SMALL]
    return frozenset(telling or (word[:_STEM] for word in words))


class Titles(Generic[Key]):
    """Titles to look for likenesses among; asking costs as little among thousands as among ten."""

    def __init__(self, titles: Iterable[tuple[Key, str]] = ()) -> None:
        """Take each title with what it stands for."""
        self._words: dict[Key, frozenset[str]] = {}
        self._holders: dict[str, set[Key]] = defaultdict(set)
        for key, title in titles:
            self.add(key, title)

    def add(self, key: Key, title: str) -> None:
        """Take one more."""
        words = title_words(title)
        self._words[key] = words
        for word in words:
            self._holders[word].add(key)

    def likest(self, title: str) -> Key | None:
        """What the likest title stands for, or None where none is like enough."""
        words = title_words(title)
        if not words:
            return None
        # Two titles that share enough words share one of the rarer ones: the common ones need not be looked under.
        by_rarity = sorted(words, key=lambda word: len(self._holders.get(word, ())))
        looked_under = by_rarity[: len(words) - int(LIKE * len(words)) + 1]
        candidates = {key for word in looked_under for key in self._holders.get(word, ())}
        best = max(candidates, key=lambda key: _likeness(words, self._words[key]), default=None)
        return best if best is not None and _likeness(words, self._words[best]) >= LIKE else None


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(len(one | other), 1)
