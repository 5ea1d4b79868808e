"""Word styles: which styles are headings or contents, how they look, and which paragraphs they number."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from lxml import etree

from nemndsekr.reading.formats.word_names import (
    W_B,
    W_DEFAULT,
    W_I,
    W_P_PR,
    W_R_PR,
    W_STYLE,
    W_STYLE_ID,
    W_SZ,
    W_TYPE,
    W_VAL,
    W_VANISH,
    W_VERT_ALIGN,
    W,
)

HEADING_NAME = re.compile(
    r"^(?:heading|(?:numrerad |onumrerad |avsnitts|kapitel|bilage|mellan)?rubrik|överskrift|otsikko)"
    r"\s*(?:nivå\s*)?(\d)?(?:\b|_)",
    re.IGNORECASE,
)
TITLE_NAME = re.compile(r"^(?:title|titel|rubrik|dokumentrubrik|dokumenttitel|huvudrubrik)$", re.IGNORECASE)
CONTENTS_NAME = re.compile(r"^(?:toc|innehåll(?:sförteckning)?|table of figures)\b", re.IGNORECASE)
BULLET_NAME = re.compile(r"^(?:list bullet|punktlista|lista punkt)", re.IGNORECASE)
NUMBER_NAME = re.compile(r"^(?:list number|numrerad lista|lista numrerad)", re.IGNORECASE)
# Deeper chains of styles than this are a circle.
LONGEST_CHAIN: Final = 12
OFF: Final = {"0", "false", "off", "none"}
# What Word takes for text whose size nothing tells, in points.
USUAL_SIZE: Final = 10.0
# The deepest level that a list of Word has.
LAST_LEVEL: Final = 8


class Look(NamedTuple):
    """How text looks; ``size`` in points."""

    bold: bool = False
    italic: bool = False
    size: float = USUAL_SIZE
    hidden: bool = False
    raised: bool = False


class NumberedStyle(NamedTuple):
    """The list that a style belongs to, as its id or as ``bullet`` or ``decimal``, and the level, if it is told."""

    list_id: str = ""
    level: int | None = None


def attribute(parent: etree._Element | None, name: str) -> str:
    """The value of a property, or an empty string."""
    child = parent.find(f"{W}{name}") if parent is not None else None
    return "" if child is None else child.get(W_VAL, "")


def whole_number(text: str | None, default: int = 0) -> int:
    """A number as Word writes it; what is none, or far beyond reason, is the default."""
    return int(text) if text and len(text) <= 9 and text.isascii() and text.isdigit() else default


def changed_look(look: Look, properties: etree._Element) -> Look:
    """A look as the properties of a run or a style change it."""
    bold, italic, size, hidden, raised = look
    for child in properties:
        tag = child.tag
        if tag == W_B:
            bold = child.get(W_VAL, "1") not in OFF
        elif tag == W_I:
            italic = child.get(W_VAL, "1") not in OFF
        elif tag == W_SZ:
            size = whole_number(child.get(W_VAL), int(size * 2)) / 2
        elif tag == W_VANISH:
            hidden = child.get(W_VAL, "1") not in OFF
        elif tag == W_VERT_ALIGN:
            raised = child.get(W_VAL) == "superscript"
    return Look(bold, italic, size, hidden, raised)


class Styles:
    """The styles of a document by their id."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read ``styles.xml``; a document without it has no styles."""
        found = list(root.iterchildren(W_STYLE)) if root is not None else []
        self._styles = {style.get(W_STYLE_ID, ""): style for style in found}
        self.default = next(
            (
                style.get(W_STYLE_ID, "")
                for style in found
                if style.get(W_TYPE) == "paragraph" and style.get(W_DEFAULT) in {"1", "true", "on"}
            ),
            "",
        )
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        self._usual = changed_look(Look(), defaults) if defaults is not None else Look()
        self._levels: dict[str, int] = {}
        self._looks: dict[tuple[str, Look | None], Look] = {}
        self._numbered: dict[str, NumberedStyle] = {}
        self._contents: dict[str, bool] = {}

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
        for style in self._chain(style_id):
            name = attribute(style, "name")
            if CONTENTS_NAME.match(name):
                return 0
            if TITLE_NAME.match(name):
                return 1
            heading = HEADING_NAME.match(name)
            if heading:
                return int(heading.group(1) or (3 if name.casefold().startswith("mellan") else 1)) or 1
            outline = attribute(style.find(W_P_PR), "outlineLvl")
            if outline:
                return outline_level(outline)
        heading = HEADING_NAME.match(style_id)
        return int(heading.group(1) or 1) if heading and style_id not in self._styles else 0

    def is_contents(self, style_id: str) -> bool:
        """Whether the style is that of a line in a table of contents, or of the heading above it."""
        if style_id not in self._contents:
            names = [attribute(style, "name") for style in self._chain(style_id)]
            self._contents[style_id] = any(CONTENTS_NAME.match(name) for name in names[:1])
        return self._contents[style_id]

    def look(self, style_id: str, over: Look | None = None) -> Look:
        """How text in the style looks, or how a character style changes the look of the paragraph it stands in."""
        key = (style_id, over)
        if key not in self._looks:
            look = self._usual if over is None else over
            for style in reversed(self._chain(style_id)):
                properties = style.find(W_R_PR)
                if properties is not None:
                    look = changed_look(look, properties)
            self._looks[key] = look
        return self._looks[key]

    def numbering(self, style_id: str) -> NumberedStyle:
        """The list that the style belongs to."""
        if style_id not in self._numbered:
            self._numbered[style_id] = self._find_numbering(style_id)
        return self._numbered[style_id]

    def _find_numbering(self, style_id: str) -> NumberedStyle:
        level: int | None = None
        chain = self._chain(style_id)
        for style in chain:
            own = style.find(f"{W}pPr/{W}numPr")
            if own is None:
                continue
            told = attribute(own, "ilvl")
            level = whole_number(told) if told and level is None else level
            if attribute(own, "numId"):
                return NumberedStyle(attribute(own, "numId"), level)
        names = [attribute(style, "name") for style in chain]
        if any(BULLET_NAME.match(name) for name in names):
            return NumberedStyle("bullet", 0)
        if any(NUMBER_NAME.match(name) for name in names):
            return NumberedStyle("decimal", 0)
        return NumberedStyle()


def outline_level(value: str) -> int:
    """The level of a heading by its place in the outline; 0 for running text."""
    level = whole_number(value, 9)
    return level + 1 if level < 9 else 0
