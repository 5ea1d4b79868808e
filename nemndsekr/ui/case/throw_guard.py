"""ThrowGuard: Esc in a window with pasted text asks once before the text is thrown away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

ASKED: Final = "Texten är inte sparad. Tryck Esc eller Avbryt en gång till för att stänga utan att spara."


class ThrowGuard:
    """Held by a window that is about to close; other words since it asked are asked about anew."""

    def __init__(self, words: Callable[[], str], say: Callable[[str], None], asked: str = ASKED) -> None:
        """``words`` gives what would be lost, ``say`` shows the question ``asked`` beside it."""
        self._words, self._say, self._question = words, say, asked
        self._asked = ""

    def may_close(self) -> bool:
        """Whether nothing is lost, or the person has been asked about these very words."""
        words = self._words().strip()
        if not words or words == self._asked:
            return True
        self._asked = words
        self._say(self._question)
        return False
