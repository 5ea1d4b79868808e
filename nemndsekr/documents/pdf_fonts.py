"""The fonts of the PDF: which file draws which character, how wide it is, and the refusal of one that no font has."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from nemndsekr.documents.font_families import FAMILIES, STANDARD, FontFamily, family_of
from nemndsekr.documents.outline import Outline, Runs, clean_text, outline_text
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import resource

REGULAR: Final = STANDARD.regular
BOLD: Final = STANDARD.bold
# Noto Sans has no arrows, ≤, ≥ or ticks; where these files lie in resources/fonts they help out, regular only.
HELPERS: Final = ("NotoSansMath-Regular", "NotoSansSymbols2-Regular")


@cache
def register_fonts(family: FontFamily = STANDARD) -> tuple[str, ...]:
    """Make the fonts known to reportlab, once in a process; the names of those that help the family out."""
    for name in family.faces:
        _register(name)
    if family is not STANDARD:
        return (STANDARD.regular, *register_fonts())
    helpers = tuple(name for name in HELPERS if resource("fonts", f"{name}.ttf").is_file())
    for name in helpers:
        _register(name)
    return helpers


def _register(name: str) -> None:
    # asciiReadable=0: else all of ASCII is embedded with every font.
    pdfmetrics.registerFont(TTFont(name, str(resource("fonts", f"{name}.ttf")), asciiReadable=0))


def pieces(text: str, wanted: str) -> Iterator[tuple[str, str]]:
    """The text in stretches with the font that draws each: the wanted one, else the first helper that can."""
    if _drawn_by(wanted).issuperset(text):
        if text:
            yield text, wanted
        return
    stretch, font = "", wanted
    for char in text:
        able = _font_for(char, wanted)
        if able != font and stretch:
            yield stretch, font
            stretch = ""
        stretch, font = stretch + char, able
    if stretch:
        yield stretch, font


class _Widths(dict[str, float]):
    """How wide each character of a font is, in thousandths of its size; asked of the font once."""

    def __init__(self, font: str) -> None:
        super().__init__()
        known: Any = pdfmetrics.getFont(font)
        self._face = known.face

    def __missing__(self, char: str) -> float:
        width = self[char] = float(self._face.getCharWidth(ord(char)))
        return width


@cache
def _widths(font: str) -> _Widths:
    return _Widths(font)


@lru_cache(maxsize=20_000)
def text_width(text: str, font: str) -> float:
    """How wide a text is in a font, in thousandths of the font's size."""
    return sum(map(_widths(font).__getitem__, text))


@cache
def _drawn_by(font: str) -> frozenset[str]:
    known: Any = pdfmetrics.getFont(font)
    return frozenset((*map(chr, known.face.charToGlyph), " ", "\n", "\u00a0"))


@cache
def _family_with(font: str) -> FontFamily:
    return next((family for family in FAMILIES if font in family.faces), STANDARD)


@cache
def _font_for(char: str, wanted: str) -> str:
    for name in (wanted, *register_fonts(_family_with(wanted))):
        if char.isspace() or char in _drawn_by(name):
            return name
    return ""


def refuse_missing_glyphs(outline: Outline) -> None:
    """See that every character can be drawn, before anything is.

    Raises:
        UserError: a character is in no font; the text names it and the words around it.
    """
    note = outline.page_note
    family = family_of(outline.look.pdf_font)
    texts = (outline_text(outline), *map(clean_text, (note.numbers, note.running, note.mark)))
    refuse_missing(texts, family)


def refuse_missing(texts: Iterable[str], family: FontFamily = STANDARD) -> None:
    """See that every character of some texts can be drawn.

    Raises:
        UserError: a character is in no font; the text names it and the words around it.
    """
    register_fonts(family)
    drawn = frozenset.intersection(*map(_drawn_by, family.faces))
    for text in texts:
        unsure = set(text) - drawn
        missing = {char for char in unsure if not all(_font_for(char, font) for font in family.faces)}
        if missing:
            place = min(map(text.index, missing))
            raise _missing(text[place], text, place)


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
