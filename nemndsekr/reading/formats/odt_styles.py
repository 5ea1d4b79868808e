"""OpenDocument styles: how text looks, which styles are headings, and what stands before the items of a list."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from lxml import etree

from nemndsekr.reading.formats.word_numbering import Number, formed
from nemndsekr.reading.formats.word_styles import CONTENTS_NAME, LONGEST_CHAIN, Look, whole_number

OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
SIZE: Final = re.compile(r"^(\d{1,3}(?:\.\d{1,3})?)pt$")
FORMS: Final = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
USUAL: Final = Look(size=12.0)


class OdtLevel(NamedTuple):
    """One level of a list: its form and what is printed around the number; a bullet has no form."""

    form: str = ""
    before: str = ""
    after: str = ""
    shown: int = 1
    start: int = 1
    bullet: bool = False


class OdtStyles:
    """The styles of a document by their name, those of the text itself before those of its template."""

    def __init__(self, roots: list[etree._Element]) -> None:
        """Read the styles of ``content.xml`` and ``styles.xml``."""
        self._styles: dict[tuple[str, str], etree._Element] = {}
        self._lists: dict[str, dict[int, OdtLevel]] = {}
        self.outline: dict[int, OdtLevel] = {}
        self._looks: dict[tuple[str, str, Look], Look] = {}
        for root in roots:
            for style in root.iter(f"{STYLE}style"):
                self._styles.setdefault((style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")), style)
            for found in root.iter(f"{TEXT}list-style"):
                self._lists.setdefault(found.get(f"{STYLE}name", ""), _levels(found))
            for found in root.iter(f"{TEXT}outline-style"):
                self.outline = self.outline or _levels(found)

    def chain(self, family: str, name: str) -> list[etree._Element]:
        """The style and those that it is based on."""
        out: list[etree._Element] = []
        while (family, name) in self._styles and len(out) < LONGEST_CHAIN:
            style = self._styles[family, name]
            out.append(style)
            name = style.get(f"{STYLE}parent-style-name", "")
        return out

    def look(self, family: str, name: str, look: Look = USUAL) -> Look:
        """How text in the style looks."""
        key = (family, name, look)
        if key not in self._looks:
            for style in reversed(self.chain(family, name)):
                for properties in style.iterchildren(f"{STYLE}text-properties"):
                    look = _changed(look, properties)
            self._looks[key] = look
        return self._looks[key]

    def attribute(self, name: str, wanted: str) -> str:
        """An attribute of a paragraph's style or of one that it is based on."""
        return next((style.get(wanted, "") for style in self.chain("paragraph", name) if style.get(wanted)), "")

    def breaks_page(self, name: str) -> bool:
        """Whether a paragraph in the style begins a new page."""
        style = self._styles.get(("paragraph", name))
        if style is None:
            return False
        return bool(style.get(f"{STYLE}master-page-name")) or any(
            properties.get(f"{FO}break-before") == "page"
            for properties in style.iterchildren(f"{STYLE}paragraph-properties")
        )

    def is_contents(self, name: str) -> bool:
        """Whether the style is that of a line in a table of contents."""
        return any(CONTENTS_NAME.match(_name(style)) for style in self.chain("paragraph", name))

    def is_title(self, name: str) -> bool:
        """Whether the style is that of the document's title."""
        return any(_name(style).casefold() in {"title", "titel"} for style in self.chain("paragraph", name))

    def levels(self, list_style: str) -> dict[int, OdtLevel]:
        """The levels of a list style, from 0."""
        return self._lists.get(list_style, {})


def _name(style: etree._Element) -> str:
    return style.get(f"{STYLE}display-name") or style.get(f"{STYLE}name", "").replace("_20_", " ")


def _changed(look: Look, properties: etree._Element) -> Look:
    weight, slant = properties.get(f"{FO}font-weight"), properties.get(f"{FO}font-style")
    size, shown = SIZE.match(properties.get(f"{FO}font-size", "")), properties.get(f"{TEXT}display")
    place = properties.get(f"{STYLE}text-position", "")
    return Look(
        weight in {"bold", "600", "700", "800", "900"} if weight else look.bold,
        slant in {"italic", "oblique"} if slant else look.italic,
        float(size.group(1)) if size else look.size,
        shown == "none" if shown else look.hidden,
        place.startswith(("super", "3", "4", "5")) if place else look.raised,
    )


def _levels(parent: etree._Element) -> dict[int, OdtLevel]:
    out: dict[int, OdtLevel] = {}
    for level in parent:
        place = whole_number(level.get(f"{TEXT}level"), 0) - 1
        if not 0 <= place < 10:
            continue
        before, after = level.get(f"{STYLE}num-prefix", "")[:60], level.get(f"{STYLE}num-suffix", "")[:60]
        if str(level.tag).endswith("bullet"):
            out[place] = OdtLevel(before=level.get(f"{TEXT}bullet-char", "")[:10], bullet=True)
        else:
            out[place] = OdtLevel(
                FORMS.get(level.get(f"{STYLE}num-format", ""), ""),
                before,
                after,
                whole_number(level.get(f"{TEXT}display-levels"), 1),
                whole_number(level.get(f"{TEXT}start-value"), 1),
            )
    return out


def next_number(levels: dict[int, OdtLevel], counts: dict[int, int], place: int, start: int | None) -> Number | None:
    """Count one more item of a list and tell what is printed before it."""
    told = levels.get(place)
    if told is None or told.bullet:
        words = told.before if told is not None and sum(map(str.isalpha, told.before)) > 1 else "-"
        return Number(words, place, bullet=True)
    counts[place] = start if start is not None else counts.get(place, told.start - 1) + 1
    for deeper in [other for other in counts if other > place]:
        del counts[deeper]
    shown = range(max(0, place - told.shown + 1), place + 1)
    numbers = [
        formed(counts.get(other, levels[other].start), levels[other].form)
        for other in shown
        if other in levels and levels[other].form
    ]
    text = f"{told.before}{'.'.join(numbers)}{told.after}".strip() if told.form or told.before else ""
    return Number(text, place) if text else None
