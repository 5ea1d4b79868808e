"""Where things stand on a page of a PDF: the room for text, and the margins, also the wide one for notes by hand."""

from __future__ import annotations

from typing import Final, NamedTuple

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm

from nemndsekr.documents.outline import Outline


class Sheet(NamedTuple):
    """A page and its room for text, in points from its lower left corner.

    ``shrink`` is how much smaller the text is set; ``rule`` is where a line parts it from a margin for notes, or 0.
    """

    size: tuple[float, float]
    left: float
    top: float
    width: float
    height: float
    shrink: float = 1.0
    rule: float = 0.0

    @property
    def right(self) -> float:
        """Where the text ends."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The foot of the text."""
        return self.top - self.height

    @property
    def running(self) -> float:
        """The line at the top of page 2 and on."""
        return self.top + 6 * mm

    @property
    def mark(self) -> float:
        """The mark of a draft."""
        return self.top + 9 * mm


STANDING: Final = Sheet(A4, 27 * mm, 277 * mm, 156 * mm, 250 * mm)
LYING: Final = Sheet(landscape(A4), 20 * mm, 190 * mm, 257 * mm, 163 * mm)
# All is a tenth smaller, the page as the text: whoever says «on page 3» at the meeting means the same page.
_SMALLER: Final = 0.9


def _noted(plain: Sheet, left: float) -> Sheet:
    width = plain.width * _SMALLER
    height, rule = plain.height * _SMALLER, left + width + 2 * mm
    return plain._replace(left=left, width=width, height=height, shrink=_SMALLER, rule=rule)


_STANDING_NOTED: Final = _noted(STANDING, 17 * mm)
_LYING_NOTED: Final = _noted(LYING, 15 * mm)


def sheet_of(outline: Outline) -> Sheet:
    """The sheet that a document is set on."""
    if outline.note_margin:
        return _LYING_NOTED if outline.landscape else _STANDING_NOTED
    return LYING if outline.landscape else STANDING
