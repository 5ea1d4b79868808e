"""Outline → DOCX: real Word styles, so that the document can be written on in Word without being mended first."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import UTC, date, datetime
from typing import Final

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from nemndsekr.documents import outline as o
from nemndsekr.documents.docx_body import BodyWriter, about_mm, align_with_text, set_widths
from nemndsekr.documents.docx_inline import add_field, add_logo, put_text
from nemndsekr.documents.docx_lists import ListNumbers
from nemndsekr.documents.docx_styles import add_link_style, define_styles, style_ids, tidy_settings
from nemndsekr.documents.kept_words import with_kept_words
from nemndsekr.documents.table_shape import shared_width

_SIDE_MM: Final = 27.0
_LYING_SIDE_MM: Final = 20.0
_NOTE_SIDE_MM: Final = 60.0
_CELL_GAP_MM: Final = 3.5
"""Between two cells of the letterhead's grid, and a little for a wider font."""
"""The outer margin of a page to write notes on."""
_NO_DAY: Final = date(2000, 1, 1)
# The oldest day that a zip file can carry; the same for every part, so that two writings give the same bytes.
_ZIP_DAY: Final = (1980, 1, 1, 0, 0, 0)


def write_docx(outline: o.Outline) -> bytes:
    """The document as the bytes of a Word file; the same bytes for the same outline.

    Raises:
        UserError: the logo is no picture that Word shows.
    """
    outline = with_kept_words(outline)
    document = docx.Document()
    define_styles(document, outline.look)
    tidy_settings(document)
    width = _set_page(document, outline)
    set_properties(document, outline)
    _write_margins(document, outline, width)
    ids = style_ids(document)
    body = BodyWriter(document, width, ids, ListNumbers(document, ids), link_id=add_link_style(document))
    write_letterhead(body, document, outline, width)
    body.write(outline.blocks)
    file = io.BytesIO()
    document.save(file)
    return same_bytes(file)


def same_bytes(file: io.BytesIO) -> bytes:
    """The same zip file without the time of writing."""
    fresh = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _ZIP_DAY)
            part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(part, source.read(name))
    return fresh.getvalue()


def _set_page(document: Document, outline: o.Outline) -> float:
    """Lay out the page; gives the width of the text in mm."""
    page = document.sections[0]
    wide, high = (297, 210) if outline.landscape else (210, 297)
    side = _LYING_SIDE_MM if outline.landscape else _SIDE_MM
    outer = _NOTE_SIDE_MM if outline.note_margin else side
    page.page_width, page.page_height = Mm(wide), Mm(high)
    page.orientation = WD_ORIENT.LANDSCAPE if outline.landscape else WD_ORIENT.PORTRAIT
    page.left_margin, page.right_margin = Mm(side), Mm(outer)
    page.top_margin, page.bottom_margin = Mm(24), Mm(25)
    page.header_distance = page.footer_distance = Mm(11)
    page.different_first_page_header_footer = True
    return wide - side - outer


def set_properties(document: Document, outline: o.Outline) -> None:
    """What the file says about itself; nothing of who wrote it last or when.

    Its identifier is the checksum of its words, by which it is known again when it has been written on.
    """
    data, properties = outline.metadata, document.core_properties
    properties.identifier = hashlib.sha256(o.outline_text(outline).encode()).hexdigest()
    properties.title, properties.author = o.clean_text(data.title)[:255], o.clean_text(data.author)[:255]
    properties.subject, properties.keywords = o.clean_text(data.subject)[:255], o.clean_text(data.dnr)[:255]
    properties.language, properties.comments, properties.last_modified_by = data.language, "", properties.author
    moment = datetime.combine(data.day or _NO_DAY, datetime.min.time(), UTC)
    properties.created = properties.modified = moment
    properties.revision = 1


def identifier_of(content: bytes) -> str:
    """The identifier of a Word file, also of one that others have written on; empty where it has none."""
    try:
        return str(docx.Document(io.BytesIO(content)).core_properties.identifier)
    except (KeyError, ValueError, zipfile.BadZipFile):
        return ""


def _write_margins(document: Document, outline: o.Outline, width: float) -> None:
    """The draft mark on every page, the running line from page 2, the page number at the foot."""
    section, note = document.sections[0], outline.page_note
    for header, running in ((section.first_page_header, ""), (section.header, o.clean_text(note.running))):
        paragraph = header.paragraphs[0]
        _set_tabs(paragraph, width)
        paragraph.add_run(running)
        if note.mark:
            paragraph.add_run("\t")
            paragraph.add_run(o.clean_text(note.mark)).bold = True
    for footer in (section.first_page_footer, section.footer):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        before, _, rest = note.numbers.partition("{page}")
        between, _, after = rest.partition("{pages}")
        for text, instruction in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
            paragraph.add_run(o.clean_text(text))
            if instruction:
                add_field(paragraph, instruction)


def _set_tabs(paragraph: WordParagraph, width: float) -> None:
    """One tab stop in the middle of the line and one at its end, whatever the style brings along."""
    layout = paragraph.paragraph_format
    for stop in (Mm(82.55), Mm(165.1)):  # those of the built-in header style, made for another page width
        layout.tab_stops.add_tab_stop(stop, WD_TAB_ALIGNMENT.CLEAR)
    layout.tab_stops.add_tab_stop(Mm(width / 2), WD_TAB_ALIGNMENT.CENTER)
    layout.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)


def write_letterhead(body: BodyWriter, document: Document, outline: o.Outline, width: float) -> None:
    """Logo, sender and document name, then the grid: in the body, where screen readers and converters find them.

    Raises:
        UserError: the logo is no picture that Word shows.
    """
    head = outline.letterhead
    if head.logo is not None:
        picture = body.paragraph("Brevhuvud")
        picture.paragraph_format.space_after = Pt(8)
        add_logo(picture, head.logo)
    sender = list(head.sender) or [""]
    if any(sender) or outline.document_name:
        for number, line in enumerate(sender):
            paragraph = body.paragraph("Brevhuvud")
            paragraph.add_run(o.clean_text(line)).bold = number == 0 or None
            if number == 0 and outline.document_name:
                paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
                paragraph.add_run("\t" + o.clean_text(outline.document_name))
        paragraph.paragraph_format.space_after = Pt(16)
    if not head.cells:
        return
    grid = document.add_table(1, len(head.cells))
    weights = [min(max(map(len, (cell.label, *cell.lines))), 30) + 5 for cell in head.cells]
    # The column of a long line gives way before a day or a number is parted at a hyphen.
    needs = [
        max(about_mm(word, bold=True) for line in (cell.label, *cell.lines) for word in line.split(" ")) + _CELL_GAP_MM
        for cell in head.cells
    ]
    set_widths(grid, shared_width(needs, list(map(float, weights)), width * min(1.0, sum(weights) / 78)))
    align_with_text(grid)
    for place, cell in zip(grid.rows[0].cells, head.cells, strict=True):
        body.dress(place.paragraphs[0], "Brevhuvud")
        place.paragraphs[0].add_run(o.clean_text(cell.label))
        for number, line in enumerate(cell.lines):
            paragraph = place.add_paragraph()
            body.dress(paragraph, "Brevhuvud")
            run = paragraph.add_run()
            # A number in the register is searched for and copied from here, so its hyphens are plain.
            put_text(run, o.clean_text(line), in_table=False)
            run.bold = number == 0 or None
    body.paragraph("Brevhuvud").paragraph_format.space_after = Pt(8)
