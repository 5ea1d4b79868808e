"""Tokens: a text cut into words, numbers and signs, in one pass and without looking back."""

from __future__ import annotations

import re
from typing import Final

_TOKEN: Final = re.compile(r"\d+|[^\W\d_]+|\S")


class Tokens:
    """The words of a text; a place past the end holds an empty word, so that nobody needs to ask."""

    def __init__(self, text: str) -> None:
        self.text = text
        matches = list(_TOKEN.finditer(text))
        self._spans = [match.span() for match in matches]
        self._raw = [match.group() for match in matches]
        self._low = [word.lower() for word in self._raw]

    def __len__(self) -> int:
        return len(self._raw)

    def word(self, at: int) -> str:
        """The word, number or sign, in small letters."""
        return self._low[at] if 0 <= at < len(self._low) else ""

    def raw(self, at: int) -> str:
        """The same as written."""
        return self._raw[at] if 0 <= at < len(self._raw) else ""

    def start(self, at: int) -> int:
        """Its first character's place in the text."""
        return self._spans[at][0] if at < len(self._spans) else len(self.text)

    def end(self, at: int) -> int:
        """The place after its last character."""
        return self._spans[at][1]

    def number(self, at: int, longest: int = 4) -> int | None:
        """Its value, if it is a number of at most so many figures."""
        word = self.word(at)
        return int(word) if word and len(word) <= longest and word.isascii() and word.isdigit() else None

    def joined(self, at: int) -> bool:
        """Whether no blank stands between it and the word before."""
        return 0 < at < len(self._spans) and self._spans[at - 1][1] == self._spans[at][0]

    def near(self, at: int) -> bool:
        """Whether at most one blank, and no new line, stands between it and the word before."""
        return 0 < at < len(self._spans) and self.text[self._spans[at - 1][1] : self._spans[at][0]] in ("", " ", "\xa0")

    def follows(self, at: int, words: tuple[str, ...]) -> bool:
        """Whether these words stand here, one after the other."""
        return self.word(at) == words[0] and all(self.word(at + number) == word for number, word in enumerate(words))
