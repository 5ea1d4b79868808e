"""Word styles: which styles are headings, which are bold or italic, and which paragraphs are list items."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADING_NAME = re.compile(r"^(?:heading|rubrik|överskrift|otsikko)\s*(\d)?\b", re.IGNORECASE)
TITLE_NAME = re.compile(r"^(?:title|titel|rubrik|dokumentrubrik|huvudrubrik)$", re.IGNORECASE)
# Deeper chains of styles than this are a circle.
LONGEST_CHAIN: Final = 12


def attribute(parent: etree._Element | None, name: str) -> str:
    """The value of a property, or an empty string."""
    child = parent.find(f"{W}{name}") if parent is not None else None
    return "" if child is None else child.get(f"{W}val", "")


def is_on(parent: etree._Element | None, name: str, *, default: bool) -> bool:
    """Whether a switch such as bold is on."""
    child = parent.find(f"{W}{name}") if parent is not None else None
    return default if child is None else child.get(f"{W}val", "1") not in {"0", "false", "off", "none"}


class Styles:
    """The styles of a document by their id."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read ``styles.xml``; a document without it has no styles."""
        found = list(root.iter(f"{W}style")) if root is not None else []
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}
        self._default = next(
            (
                style.get(f"{W}styleId", "")
                for style in found
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}
            ),
            "",
        )
        self._levels: dict[str, int] = {}

    def _chain(self, style_id: str) -> list[etree._Element]:
        out: list[etree._Element] = []
        while style_id in self._styles and len(out) < LONGEST_CHAIN:
            style = self._styles[style_id]
            out.append(style)
            style_id = attribute(style, "basedOn")
        return out

    def heading_level(self, style_id: str) -> int:
        """1–9 for a heading's style, 0 for any other."""
        if style_id not in self._levels:
            self._levels[style_id] = self._find_level(style_id)
        return self._levels[style_id]

    def _find_level(self, style_id: str) -> int:
        for style in self._chain(style_id) or []:
            name = attribute(style, "name")
            if re.match(r"^(?:toc|innehåll)", name, re.IGNORECASE):
                return 0
            if TITLE_NAME.match(name):
                return 1
            heading = HEADING_NAME.match(name)
            if heading:
                return int(heading.group(1) or 1) or 1
            outline = attribute(style.find(f"{W}pPr"), "outlineLvl")
            if outline.isdigit() and int(outline) < 9:
                return int(outline) + 1
        heading = HEADING_NAME.match(style_id)
        return int(heading.group(1) or 1) if heading and style_id not in self._styles else 0

    def look(self, style_id: str, default: tuple[bool, bool] = (False, False)) -> tuple[bool, bool]:
        """Whether the style is bold and italic."""
        bold, italic = default
        for style in reversed(self._chain(style_id)):
            properties = style.find(f"{W}rPr")
            bold, italic = is_on(properties, "b", default=bold), is_on(properties, "i", default=italic)
        return bold, italic

    def numbering(self, style_id: str) -> tuple[str, int]:
        """The list that the style belongs to, and the level."""
        for style in self._chain(style_id):
            own = style.find(f"{W}pPr/{W}numPr")
            if own is not None and attribute(own, "numId"):
                level = attribute(own, "ilvl")
                return attribute(own, "numId"), int(level) if level.isdigit() else 0
        names = [attribute(style, "name") for style in self._chain(style_id)]
        if any(re.match(r"^(?:list bullet|punktlista|lista punkt)", name, re.IGNORECASE) for name in names):
            return "bullet", 0
        if any(re.match(r"^(?:list number|numrerad lista|lista numrerad)", name, re.IGNORECASE) for name in names):
            return "decimal", 0
        return "", 0


class Numbering:
    """The lists of a document: which are bulleted, which numbered, and how far each has counted."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read ``numbering.xml``; a document without it has no lists but those of its styles."""
        self._formats: dict[tuple[str, int], str] = {}
        self._counts: dict[tuple[str, int], int] = {}
        if root is None:
            return
        abstract = {element.get(f"{W}abstractNumId", ""): element for element in root.iter(f"{W}abstractNum")}
        for number in root.iter(f"{W}num"):
            source = abstract.get(attribute(number, "abstractNumId"))
            for level in source.iter(f"{W}lvl") if source is not None else ():
                place = level.get(f"{W}ilvl", "0")
                if place.isdigit():
                    self._formats[number.get(f"{W}numId", ""), int(place)] = attribute(level, "numFmt")

    def mark(self, list_id: str, level: int) -> tuple[str, int] | None:
        """The mark of the next item of a list and its level, or nothing where the paragraph is in no list."""
        if not list_id or list_id == "0":
            return None
        form = self._formats.get((list_id, level), list_id if list_id in {"bullet", "decimal"} else "bullet")
        if form == "none":
            return None
        level = max(0, min(2, level))
        if form == "bullet":
            return "-", level
        count = self._counts.get((list_id, level), 0) + 1
        self._counts[list_id, level] = count
        return f"{count}.", level
