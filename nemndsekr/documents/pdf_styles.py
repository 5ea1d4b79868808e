"""How the words of a PDF are set: sizes, spaces and fonts by the part that a text plays, in the look asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from nemndsekr.documents import outline as o
from nemndsekr.documents.font_families import FontFamily, family_of
from nemndsekr.documents.pdf_paragraph import GAP, TextStyle

BODY_SIZE: Final = 10.5
"""The size of running text where none is asked for, in points."""
SMALLEST, LARGEST = 8.0, 16.0
SMALL: Final = 9.0
SMALL_LEADING: Final = 12.5
LIST_STEP: Final = 18.0


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of one document. ``scale`` is its running text to the usual one."""

    family: FontFamily
    scale: float
    body: TextStyle
    headings: dict[int, TextStyle]
    roles: dict[o.Role, TextStyle]
    last_line: TextStyle
    signature: TextStyle
    caption: TextStyle
    cell: TextStyle
    head_cell: TextStyle
    small: TextStyle
    small_bold: TextStyle

    @property
    def list_step(self) -> float:
        """How far each level of a list is set in."""
        return LIST_STEP * self.scale


def styles_of(look: o.Look, shrink: float = 1.0) -> Styles:
    """The styles of a look; ``shrink`` sets all running text smaller, as where a margin for notes takes its room."""
    size = min(max(look.size, SMALLEST), LARGEST) if look.size > 0 else BODY_SIZE
    return _styles(family_of(look.pdf_font), size / BODY_SIZE * shrink, shrink)


@lru_cache(maxsize=8)
def _styles(family: FontFamily, scale: float, shrink: float) -> Styles:
    def style(size: float, leading: float, before: float = 0, after: float = 0, *, bold: bool = False) -> TextStyle:
        return TextStyle(family, size * scale, leading * scale, before * scale, after * scale, bold)

    body = style(10.5, 15, after=7)
    step = LIST_STEP * scale
    roles: dict[o.Role, TextStyle] = {
        "body": body,
        "strong": style(10.5, 15, after=7, bold=True),
        "subtitle": style(13, 17, after=8),
        "line": style(10.5, 15, after=1),
        "quote": replace(body, indent=step, right_indent=step),
        "placeholder": replace(
            style(10.5, 15, before=9, after=13), indent=5, right_indent=5, ground=GAP, padding=(3, 5, 4, 5)
        ),
        "note": style(SMALL, SMALL_LEADING, after=3),
    }
    cell = style(9.5, 13)
    # The letterhead is the same however large the text is: it has its place on the page.
    small = TextStyle(family, SMALL * shrink, SMALL_LEADING * shrink)
    return Styles(
        family,
        scale,
        body,
        {
            1: style(18, 23, before=4, after=6, bold=True),
            2: style(13, 17, before=13, after=4, bold=True),
            3: style(11, 15, before=10, after=3, bold=True),
            4: style(10.5, 15, before=8, after=2, bold=True),
            5: style(10.5, 15, before=6, after=2),
        },
        roles,
        # The last of some tight lines ends with the space of a paragraph.
        body,
        style(10.5, 15),
        style(9.5, 13, before=4, after=4, bold=True),
        cell,
        replace(cell, bold=True),
        small,
        replace(small, bold=True),
    )
