"""The Word styles, list numbering and document settings of the DOCX writer."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any, Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from nemndsekr.documents.docx_inline import GAP, LINK_STYLE
from nemndsekr.documents.outline import Look, Role

USUAL_SIZE: Final = 11.0
"""The size of running text in points, where the look names none."""
StyleIds = Callable[[str], str]
"""Gives the id of one of our styles, by our name of it, in the document that is written."""
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
_BUILT_IN: Final = frozenset({"Subtitle", "Quote", "Caption"}) | {
    *(f"Heading {level}" for level in range(1, 6)),
    *(f"List {kind}{level}" for kind in ("Number", "Bullet") for level in ("", " 2", " 3")),
}
_KEPT_WITH_NEXT: Final = ("Heading 1", "Heading 2", "Heading 3", "Heading 4", "Heading 5", "Caption", "Tabellrubrik")


def define_styles(document: Document, look: Look) -> None:
    """Give the styles their look, and every style Swedish and the document's font."""
    known = {style.name for style in document.styles}
    scale = look.size / USUAL_SIZE if look.size > 0 else 1
    for name, size, leading, before, after, bold, italic in _STYLES:
        if name not in known:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
        style: Any = document.styles[name]
        style.font.size, style.font.bold, style.font.italic = Pt(_half(size * scale)), bold, italic
        style.font.color.rgb = RGBColor(0, 0, 0)
        _set_layout(style, name, leading * scale, before, after)
        _set_font(style, look.word_font)
        # The default template draws a line or a colour round some styles (Subtitle, Quote).
        for tag in ("w:pBdr", "w:contextualSpacing"):
            for old in style.element.findall(f".//{qn(tag)}"):
                old.getparent().remove(old)
    _indent_quote(document.styles["Quote"])
    _frame(document.styles["Mallrad"])
    add_link_style(document)
    set_language(document)


def style_ids(document: Document) -> StyleIds:
    """The ids of the styles in a document of our own look; looked up once, since each look-up costs."""
    ids = {style.name or "": style.style_id for style in document.styles}
    return ids.__getitem__


def add_style(document: Document, name: str, base: str) -> str:
    """Add one of our styles to a form that has none like it: our look, but the form's own font. Returns its id.

    ``base`` is the id of the form's style that it goes on from.
    """
    _, usual, leading, before, after, bold, italic = next(row for row in _STYLES if row[0] == name)
    taken = {style.name for style in document.styles}
    ids = {style.style_id for style in document.styles}
    # A style of another kind may have the name, or one of another name the id that the name would give.
    called = name if name not in taken else f"{name} (stycke)"
    style: Any = document.styles.add_style(called, WD_STYLE_TYPE.PARAGRAPH, builtin=called in _BUILT_IN)
    if style.style_id in ids:
        style.element.styleId = next(one for n in count(2) if (one := f"{style.style_id}{n}") not in ids)
    style.base_style = next((one for one in document.styles if one.style_id == base), None)
    style.font.bold, style.font.italic = bold or None, italic or None
    if usual != USUAL_SIZE:
        style.font.size = Pt(usual)
    _set_layout(style, name, 0 if usual == USUAL_SIZE else leading, before, after)
    if name.startswith("Heading "):
        # Else it would be a heading of the level that its base has.
        level = parse_xml(f'<w:outlineLvl {_W} w:val="{int(name[-1]) - 1}"/>')
        style.element.get_or_add_pPr().append(level)
    if name == "Quote":
        _indent_quote(style)
    if name == "Mallrad":
        _frame(style)
    return str(style.style_id)


def add_link_style(document: Document) -> str:
    """The id of the character style of links, which is added where it is missing."""
    for style in document.styles:
        if style.name == LINK_STYLE and style.type == WD_STYLE_TYPE.CHARACTER:
            return str(style.style_id)
    made: Any = document.styles.add_style(LINK_STYLE, WD_STYLE_TYPE.CHARACTER, builtin=True)
    made.font.underline, made.font.color.rgb = True, RGBColor(0x0B, 0x4F, 0x8A)
    return str(made.style_id)


def _half(size: float) -> float:
    """Word knows half points only."""
    return round(size * 2) / 2


def _set_layout(style: Any, name: str, leading: float, before: float, after: float) -> None:
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    if leading:
        # At least, never exactly: exact leading cuts off whatever is higher than a line.
        layout.line_spacing = Pt(_half(leading))
        _at_least(style)
    layout.widow_control = True
    layout.keep_with_next = name in _KEPT_WITH_NEXT


def _indent_quote(style: Any) -> None:
    for side in ("left_indent", "right_indent"):
        setattr(style.paragraph_format, side, Mm(6))


def _at_least(style: Any) -> None:
    spacing = style.element.find(f".//{qn('w:spacing')}[@{qn('w:line')}]")
    spacing.set(qn("w:lineRule"), "atLeast")


def _set_font(style: Any, font: str) -> None:
    style.font.name = font
    fonts = style.element.rPr.rFonts
    for key in [key for key in fonts.attrib if key.lower().endswith("theme")]:
        del fonts.attrib[key]
    for key in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{key}"), font)
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


def set_language(document: Document) -> None:
    """Make Swedish the language of the whole document."""
    element: Any = document.styles.element
    defaults = element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in element.xpath('./w:style[@w:default="1"]/w:rPr/w:lang'):
        old.set(qn("w:val"), "sv-SE")
    if defaults is None:
        return
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
