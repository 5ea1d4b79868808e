"""The Word styles, list numbering and document settings of the DOCX writer."""

from __future__ import annotations

from typing import Any, Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from nemndsekr.documents.outline import BULLETS, DEEPEST_LIST, Role

FONT: Final = "Calibri"
GAP: Final = "FFE9A8"
"""The ground under what is not filled in; also seen in a black and white print."""
TEXT_WIDTH_MM: Final = 156.0
LYING_WIDTH_MM: Final = 257.0
_W: Final = nsdecls("w")

ROLE_STYLES: Final[dict[Role, str]] = {
    "body": "Normal",
    "strong": "Ärendeuppgift",
    "subtitle": "Subtitle",
    "line": "Rad",
    "quote": "Quote",
    "placeholder": "Mallrad",
    "note": "Not",
}

# Style, size, leading (at least), space before and after in points, bold, italic.
_STYLES: Final[tuple[tuple[str, float, float, float, float, bool, bool], ...]] = (
    ("Normal", 11, 15, 0, 7, False, False),
    ("Heading 1", 20, 25, 4, 6, True, False),
    ("Heading 2", 14, 18, 13, 4, True, False),
    ("Heading 3", 12, 16, 10, 3, True, False),
    ("Heading 4", 11, 15, 8, 2, True, False),
    ("Heading 5", 11, 15, 6, 2, False, True),
    ("Subtitle", 14, 18, 0, 8, False, False),
    ("Quote", 11, 15, 0, 7, False, False),
    ("Caption", 10, 13, 6, 4, True, False),
    ("Header", 9.5, 12, 0, 0, False, False),
    ("Footer", 9.5, 12, 0, 0, False, False),
    ("Brevhuvud", 9.5, 12.5, 0, 0, False, False),
    ("Ärendeuppgift", 11, 15, 0, 7, True, False),
    ("Rad", 11, 15, 0, 1, False, False),
    ("Mallrad", 11, 15, 6, 10, False, False),
    ("Underskrift", 11, 15, 0, 0, False, False),
    ("Not", 9.5, 12.5, 0, 3, False, False),
    ("Tabelltext", 10, 13, 2, 2, False, False),
    ("Tabelltext tät", 9.5, 12, 0, 1, False, False),
    ("Tabellrubrik", 10, 13, 2, 2, True, False),
    *(
        (f"List {kind}{level}", 11.0, 15.0, 0.0, 3.0, False, False)
        for kind in ("Number", "Bullet")
        for level in ("", " 2", " 3")
    ),
)
_KEPT_WITH_NEXT: Final = ("Heading 1", "Heading 2", "Heading 3", "Heading 4", "Heading 5", "Caption", "Tabellrubrik")


def define_styles(document: Document) -> None:
    """Give the styles their look, and every style Swedish and the document's font."""
    known = {style.name for style in document.styles}
    for name, size, leading, before, after, bold, italic in _STYLES:
        if name not in known:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
        style: Any = document.styles[name]
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, italic
        style.font.color.rgb = RGBColor(0, 0, 0)
        layout = style.paragraph_format
        layout.space_before, layout.space_after = Pt(before), Pt(after)
        # At least, never exactly: exact leading cuts off whatever is higher than a line.
        layout.line_spacing = Pt(leading)
        _at_least(style)
        layout.widow_control = True
        layout.keep_with_next = name in _KEPT_WITH_NEXT
        _set_font(style)
        # The default template draws a line or a colour round some styles (Subtitle, Quote).
        for tag in ("w:pBdr", "w:contextualSpacing"):
            for old in style.element.findall(f".//{qn(tag)}"):
                old.getparent().remove(old)
    for side in ("left_indent", "right_indent"):
        setattr(document.styles["Quote"].paragraph_format, side, Mm(6))
    _frame(document.styles["Mallrad"])
    _set_language(document)


def _at_least(style: Any) -> None:
    spacing = style.element.find(f".//{qn('w:spacing')}[@{qn('w:line')}]")
    spacing.set(qn("w:lineRule"), "atLeast")


def _set_font(style: Any) -> None:
    style.font.name = FONT
    fonts = style.element.rPr.rFonts
    for key in [key for key in fonts.attrib if key.lower().endswith("theme")]:
        del fonts.attrib[key]
    for key in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{key}"), FONT)
    for old in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(old)


def _frame(style: Any) -> None:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="3" w:color="8C959F"/>'
        for side in ("top", "left", "bottom", "right")
    )
    layout = style.element.get_or_add_pPr()
    frame = parse_xml(f"<w:pBdr {_W}>{sides}</w:pBdr>")
    # The schema wants pBdr, then shd, before spacing.
    layout.find(qn("w:spacing")).addprevious(frame)
    frame.addnext(parse_xml(f'<w:shd {_W} w:val="clear" w:color="auto" w:fill="{GAP}"/>'))


def _set_language(document: Document) -> None:
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(parse_xml(f'<w:lang {_W} w:val="sv-SE" w:eastAsia="sv-SE" w:bidi="ar-SA"/>'))


def tidy_settings(document: Document) -> None:
    """Word 2013's own mode instead of compatibility mode; no picture of python-docx's template."""
    settings = document.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), "sv-SE")
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]


class ListNumbers:
    """The list definitions: one for numbers and one for bullets, and a fresh count for every list."""

    def __init__(self, document: Document) -> None:
        """Define both lists in the document, tied to the styles List Number 1–3 and List Bullet 1–3."""
        self._numbering = document.part.numbering_part.element
        self._abstract = {ordered: self._define(document, ordered=ordered) for ordered in (True, False)}

    def _define(self, document: Document, *, ordered: bool) -> int:
        taken = [int(old.get(qn("w:abstractNumId"))) for old in self._numbering.findall(qn("w:abstractNum"))]
        number = max(taken, default=0) + 1
        levels = "".join(self._level(document, level, ordered=ordered) for level in range(DEEPEST_LIST + 1))
        definition = parse_xml(
            f'<w:abstractNum {_W} w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{levels}'
            "</w:abstractNum>"
        )
        first = self._numbering.find(qn("w:num"))
        if first is None:
            self._numbering.append(definition)
        else:
            first.addprevious(definition)
        return number

    @staticmethod
    def _level(document: Document, level: int, *, ordered: bool) -> str:
        style = document.styles[list_style(level, ordered=ordered)].style_id
        form, text = (
            (("decimal", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "%3)"))[level]
            if ordered
            else ("bullet", BULLETS[level])
        )
        return (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style}"/>'
            f'<w:lvlText w:val="{text}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{397 * (level + 1)}" w:hanging="397"/></w:pPr></w:lvl>'
        )

    def fresh(self, *, ordered: bool) -> int:
        """A numId that begins again at 1 on every level."""
        number = max((int(old.get(qn("w:numId"))) for old in self._numbering.findall(qn("w:num"))), default=0) + 1
        starts = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'
            for level in range(DEEPEST_LIST + 1)
        )
        self._numbering.append(
            parse_xml(
                f'<w:num {_W} w:numId="{number}"><w:abstractNumId w:val="{self._abstract[ordered]}"/>{starts}</w:num>'
            )
        )
        return number


def list_style(level: int, *, ordered: bool) -> str:
    """The built-in list style of a level."""
    return f"List {'Number' if ordered else 'Bullet'}{f' {level + 1}' if level else ''}"
