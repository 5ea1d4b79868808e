"""The fonts of the PDF: which file draws which character, how wide it is, and the refusal of one that no font has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from nemndsekr.documents.font_families import STANDARD, family_of
from nemndsekr.documents.outline import (
    DEEPEST_HEADING,
    Heading,
    ItemList,
    Outline,
    OutlineBlock,
    Paragraph,
    Runs,
    Table,
    clean_text,
    flat_blocks,
    outline_text,
)
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import resource

REGULAR: Final = STANDARD.regular
BOLD: Final = STANDARD.bold
_MOST_NAMED: Final = 4
# Noto Sans has no arrows, ≤, ≥ or ticks; where these files lie in resources/fonts they help out, regular only.
HELPERS: Final = ("NotoSansMath-Regular", "NotoSansSymbols2-Regular")


@cache
def font_of(name: str) -> Any:
    """The font of a file in ``resources/fonts``, made known to reportlab the first time that it is asked for."""
    # asciiReadable=0: else all of ASCII is embedded with every font.
    font = TTFont(name, str(resource("fonts", f"{name}.ttf")), asciiReadable=0)
    pdfmetrics.registerFont(font)
    return font


@cache
def _helpers(font: str) -> tuple[str, ...]:
    """The fonts that help another out, in the order in which they are asked."""
    there = tuple(name for name in HELPERS if resource("fonts", f"{name}.ttf").is_file())
    return there if font in STANDARD.faces else (STANDARD.regular, *there)


def pieces(text: str, wanted: str) -> Iterator[tuple[str, str]]:
    """The text in stretches with the font that draws each: the wanted one, else the first helper that can."""
    if _drawn_by(wanted).issuperset(text):
        if text:
            yield text, wanted
        return
    stretch, font = "", wanted
    # A space that no font draws, as the wide one of Chinese, is an ordinary one.
    for char in (" " if _is_odd_space(char, wanted) else char for char in text):
        able = _font_for(char, wanted)
        if able != font and stretch:
            yield stretch, font
            stretch = ""
        stretch, font = stretch + char, able
    if stretch:
        yield stretch, font


def _is_odd_space(char: str, font: str) -> bool:
    return char.isspace() and char not in _drawn_by(font)


class _Widths(dict[str, float]):
    """How wide each character of a font is, in thousandths of its size; asked of the font once."""

    def __init__(self, font: str) -> None:
        super().__init__()
        self._face = font_of(font).face

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
    return frozenset((*map(chr, font_of(font).face.charToGlyph), " ", "\n", "\u00a0"))


@cache
def _font_for(char: str, wanted: str) -> str:
    for name in (wanted, *_helpers(wanted)):
        if char.isspace() or char in _drawn_by(name):
            return name
    return ""


class MissingGlyph(NamedTuple):
    """A character that no font draws, and the words around the first of its places."""

    char: str
    around: str


def missing_glyphs(outline: Outline) -> list[MissingGlyph]:
    """The characters of an outline that cannot be drawn, in the order in which they come."""
    note, family = outline.page_note, family_of(outline.look.pdf_font)
    # A font is slow to load, so the slanting ones are left alone where nothing slants.
    slants = any(run.italic for runs in _all_runs(outline.blocks) for run in runs) or _has_lowest_heading(outline)
    faces = family.faces if slants else (family.regular, family.bold)
    return _missing((outline_text(outline), *map(clean_text, (note.numbers, note.running, note.mark))), faces)


def refuse_missing_glyphs(outline: Outline) -> None:
    """See that every character can be drawn, before anything is.

    Raises:
        UserError: characters are in no font; the text names them and the words around the first of them.
    """
    _refuse(missing_glyphs(outline))


def _all_runs(blocks: Iterable[OutlineBlock]) -> Iterator[Runs]:
    for block in flat_blocks(blocks):
        match block:
            case Heading(runs=runs) | Paragraph(runs=runs):
                yield runs
            case ItemList(items=items):
                yield from (item.runs for item in items)
            case Table(rows=rows, header=header):
                yield from (cell for row in (header, *rows) for cell in row)
            case _:
                pass


def _has_lowest_heading(outline: Outline) -> bool:
    return any(isinstance(block, Heading) and block.level >= DEEPEST_HEADING for block in flat_blocks(outline.blocks))


def refuse_missing(texts: Iterable[str], faces: Sequence[str] = (REGULAR, BOLD)) -> None:
    """See that every character of some texts can be drawn in some fonts, or in one that helps them out.

    Raises:
        UserError: characters are in no font; the text names them and the words around the first of them.
    """
    _refuse(_missing(texts, faces))


def drawable(text: str) -> str:
    """The text with the name of each character that no font draws in its place: «[U+1F600]»."""
    missing = {one.char for one in _missing((text,), (REGULAR, BOLD))}
    return "".join(f"[{_code(char)}]" if char in missing else char for char in text) if missing else text


def named_glyph(char: str) -> str:
    """«😀» (U+1F600): the character as it is, and its place in Unicode where the screen has no font for it either."""
    return f"«{char}» ({_code(char)})"


def _code(char: str) -> str:
    return f"U+{ord(char):04X}"


def _missing(texts: Iterable[str], faces: Sequence[str]) -> list[MissingGlyph]:
    drawn = frozenset.intersection(*map(_drawn_by, faces))
    found: dict[str, MissingGlyph] = {}
    for text in texts:
        missing = {char for char in set(text) - drawn if not all(_font_for(char, font) for font in faces)}
        for place, char in sorted((text.index(char), char) for char in missing - found.keys()):
            found[char] = MissingGlyph(char, _around(text, place))
    return list(found.values())


def _around(text: str, place: int) -> str:
    before, after = text[:place].rsplit("\n", 1)[-1], text[place:].split("\n", 1)[0]
    return f"…{before[-30:]}{after[:31]}…"


def _refuse(missing: Sequence[MissingGlyph]) -> None:
    if not missing:
        return
    named = [named_glyph(one.char) for one in missing[:_MOST_NAMED]]
    named += [f"{len(missing) - _MOST_NAMED} till"] if len(missing) > _MOST_NAMED else []
    if len(missing) == 1:
        raise UserError(
            f"Tecknet {named[0]} finns inte i typsnittet och kan inte skrivas i PDF.",
            f"Byt ut eller ta bort det. Det står här: «{missing[0].around}»",
        )
    raise UserError(
        f"Tecknen {', '.join(named[:-1])} och {named[-1]} finns inte i typsnittet och kan inte skrivas i PDF.",
        f"Byt ut eller ta bort dem. Det första står här: «{missing[0].around}»",
    )


def is_all_italic(runs: Runs) -> bool:
    """Whether every word stands in italics: such a heading is set in italics instead of bold."""
    return all(run.italic for run in runs if run.text.strip()) and any(run.text.strip() for run in runs)
