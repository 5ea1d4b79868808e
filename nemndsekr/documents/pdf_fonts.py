"""The fonts of the PDF: which file draws which character, and the refusal of a character that no font has."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from nemndsekr.documents.outline import Outline, Runs, clean_text, outline_text
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import resource

REGULAR: Final = "NotoSans-Regular"
BOLD: Final = "NotoSans-Bold"
ITALIC: Final = "NotoSans-Italic"
BOLD_ITALIC: Final = "NotoSans-BoldItalic"
# Noto Sans has no arrows, ≤, ≥ or ticks; where these files lie in resources/fonts they help out, regular only.
HELPERS: Final = ("NotoSansMath-Regular", "NotoSansSymbols2-Regular")


@cache
def register_fonts() -> tuple[str, ...]:
    """Make the fonts known to reportlab, once in a process; the names of the helpers that there are."""
    for name in (REGULAR, BOLD, ITALIC, BOLD_ITALIC):
        _register(name)
    helpers = tuple(name for name in HELPERS if resource("fonts", f"{name}.ttf").is_file())
    for name in helpers:
        _register(name)
    return helpers


def _register(name: str) -> None:
    # asciiReadable=0: else all of ASCII is embedded with every font.
    pdfmetrics.registerFont(TTFont(name, str(resource("fonts", f"{name}.ttf")), asciiReadable=0))


def face(*, bold: bool, italic: bool) -> str:
    """The font's name for a style."""
    return {(False, False): REGULAR, (True, False): BOLD, (False, True): ITALIC, (True, True): BOLD_ITALIC}[
        bold, italic
    ]


def pieces(text: str, wanted: str) -> Iterator[tuple[str, str]]:
    """The text in stretches with the font that draws each: the wanted one, else the first helper that can."""
    stretch, font = "", wanted
    for char in text:
        able = _font_for(char, wanted)
        if able != font and stretch:
            yield stretch, font
            stretch = ""
        stretch, font = stretch + char, able
    if stretch:
        yield stretch, font


@cache
def _font_for(char: str, wanted: str) -> str:
    for name in (wanted, *register_fonts()):
        font: Any = pdfmetrics.getFont(name)
        if char.isspace() or ord(char) in font.face.charToGlyph:
            return name
    return ""


def refuse_missing_glyphs(outline: Outline) -> None:
    """See that every character can be drawn, before anything is.

    Raises:
        UserError: a character is in no font; the text names it and the words around it.
    """
    note = outline.page_note
    for text in (outline_text(outline), *map(clean_text, (note.numbers, note.running, note.mark))):
        for place, char in enumerate(text):
            if not all(_font_for(char, font) for font in (REGULAR, BOLD, ITALIC, BOLD_ITALIC)):
                raise _missing(char, text, place)


def _missing(char: str, text: str, place: int) -> UserError:
    before, after = text[:place].rsplit("\n", 1)[-1], text[place:].split("\n", 1)[0]
    name = unicodedata.name(char, "").lower()
    code = f"U+{ord(char):04X}" + (f", {name}" if name else "")
    return UserError(
        f"Tecknet «{char}» ({code}) finns inte i typsnittet och kan inte skrivas i PDF.",
        f"Byt ut eller ta bort det. Det står här: «…{before[-30:]}{after[:31]}…»",
    )


def is_all_italic(runs: Runs) -> bool:
    """Whether every word stands in italics: such a heading is set in italics instead of bold."""
    return all(run.italic for run in runs if run.text.strip()) and any(run.text.strip() for run in runs)
