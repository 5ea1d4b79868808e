"""What stands within a paragraph of a Word file: runs, links, hyphens that no line ends at, fields, and the logo."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any, Final

from docx.image.exceptions import UnrecognizedImageError
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from nemndsekr.documents import outline as o
from nemndsekr.documents.links import usable_link
from nemndsekr.support.errors import UserError

GAP: Final = "FFE9A8"
"""The ground under what is not filled in; also seen in a black and white print."""
LINK_STYLE: Final = "Hyperlink"
# A day: parted at a hyphen in a narrow cell, it is read as two numbers. A number in the register keeps its plain
# hyphens, for it is searched for and copied from here.
_WHOLE: Final = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])")
# clean_text leaves no control characters, so this one is free.
_KEPT: Final = "\x00"


def add_runs(
    paragraph: WordParagraph, runs: Iterable[o.Run], *, upright: bool = False, in_table: bool = False, link_id: str = ""
) -> WordParagraph:
    """Put runs in a paragraph.

    ``upright`` takes away the style's bold (a heading that is all italic); ``in_table`` keeps a day on one line;
    ``link_id`` is the character style of links.
    """
    for link, together in groupby(runs, key=lambda run: usable_link(run.link)):
        made = [one for run in together if (one := _add_run(paragraph, run, upright=upright, in_table=in_table))]
        if link and made:
            _lead_to(paragraph, made, link, link_id)
    return paragraph


def _add_run(paragraph: WordParagraph, run: o.Run, *, upright: bool, in_table: bool) -> WordRun | None:
    text = o.clean_text(run.text)
    if not text:
        return None
    made = paragraph.add_run()
    put_text(made, text, in_table=in_table)
    if run.bold or upright:
        made.bold = run.bold
    if run.italic:
        made.italic = True
    if run.gap:
        _shade(made)
    return made


def put_text(run: WordRun, text: str, *, in_table: bool) -> None:
    """Add text to a run, a line end as Word's own; in a table with hyphens that keep a day together."""
    if in_table:
        text = _WHOLE.sub(lambda found: found[0].replace("-", _KEPT), text)
    for number, part in enumerate(text.split(_KEPT)):
        if number:
            run._r.append(OxmlElement("w:noBreakHyphen"))  # noqa: SLF001 - python-docx reads it but does not write it
        for line, words in enumerate(part.split("\n")):
            if line:
                run.add_break()
            if words:
                run.add_text(words)


def _lead_to(paragraph: WordParagraph, runs: list[WordRun], link: str, style_id: str) -> None:
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), paragraph.part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    element.set(qn("w:history"), "1")
    paragraph._p.append(element)  # noqa: SLF001 - python-docx reads links but does not write them
    for run in runs:
        run._r.get_or_add_rPr().style = style_id  # noqa: SLF001
        element.append(run._r)  # noqa: SLF001


def _shade(run: WordRun) -> None:
    """A ground under what is not filled in; python-docx knows only the marker pen's colours, which are too loud."""
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", GAP)):
        shade.set(qn(f"w:{name}"), value)
    run._r.get_or_add_rPr().append(shade)  # noqa: SLF001 - python-docx has no shading of its own


def add_field(paragraph: WordParagraph, instruction: str) -> None:
    """A field that Word reckons: PAGE or NUMPAGES."""
    for kind in ("begin", instruction, "separate", "1", "end"):
        run = paragraph.add_run()._r  # noqa: SLF001 - python-docx has no fields of its own
        if kind in {"begin", "separate", "end"}:
            char = OxmlElement("w:fldChar")
            char.set(qn("w:fldCharType"), kind)
            run.append(char)
        elif kind == instruction:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {instruction} "
            run.append(code)
        else:
            shown = OxmlElement("w:t")
            shown.text = kind
            run.append(shown)


def add_logo(paragraph: WordParagraph, logo: o.Logo) -> None:
    """Put the sender's picture in the line, with what it shows in words for those who do not see it.

    Raises:
        UserError: the picture is none that Word shows.
    """
    try:
        picture = paragraph.add_run().add_picture(io.BytesIO(logo.content), height=Mm(logo.height_mm))
    except (UnrecognizedImageError, ValueError, KeyError, IndexError, EOFError, OSError) as error:
        raise UserError("Logotypen går inte att visa i Word.", "Välj en bild av slaget PNG eller JPEG.") from error
    properties: Any = picture._inline.docPr  # noqa: SLF001 - python-docx has no alt text of its own
    properties.set("name", "Logotyp")
    properties.set("descr", o.clean_text(logo.alt) or "Logotyp")
