"""Outline → PDF: accessible (PDF/UA-1) and archivable (PDF/A-2a), page x (y), and the same bytes every time."""

from __future__ import annotations

import io
from functools import partial
from typing import Any

from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from nemndsekr.documents.kept_words import with_kept_words
from nemndsekr.documents.outline import Outline, PageNote, clean_text
from nemndsekr.documents.pdf_canvas import END, TaggedCanvas
from nemndsekr.documents.pdf_flowables import Story
from nemndsekr.documents.pdf_fonts import REGULAR, font_of, pieces, refuse_missing_glyphs, text_width
from nemndsekr.documents.pdf_metadata import About
from nemndsekr.documents.pdf_paragraph import RULE
from nemndsekr.documents.pdf_sheet import Sheet, sheet_of
from nemndsekr.documents.pdf_styles import SMALL, SMALL_LEADING, Styles, styles_of
from nemndsekr.documents.pdf_tags import Tag

_MARK_SIZE = 11.0
_LONGEST_RUNNING = 0.4
"""How much of the text's width the running line may take beside the mark and the number."""


class _PageNotes:
    """Draws what stands in the margin of the pages: the mark of a draft, the running line from page 2, the number.

    All of it is decoration, except the mark on the first page: that a paper is a draft must be heard too.
    """

    def __init__(self, note: PageNote, sheet: Sheet, styles: Styles, mark_tag: Tag) -> None:
        self._note = note
        self._sheet = sheet
        self._family = styles.family
        self._mark_tag = mark_tag

    def begin_page(self, canvas: Any, _document: object) -> None:
        """What is known when a page begins."""
        page = canvas.getPageNumber()
        sheet, mark = self._sheet, clean_text(self._note.mark).strip()
        if sheet.rule:
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.5)
            canvas.line(sheet.rule, sheet.bottom, sheet.rule, sheet.top)
        if page > 1 and self._note.running.strip():
            text = _fitted(clean_text(self._note.running), self._family.regular, sheet.width * _LONGEST_RUNNING)
            words = _words_at(canvas, text, self._family.regular, SMALL, sheet.left, sheet.running)
            canvas.addLiteral(f"{canvas.begin(None, 'Pagination')} {words} {END}")
        if mark:
            bold = self._family.bold
            width = _width(mark, bold, _MARK_SIZE)
            middle = (sheet.left + sheet.right) / 2
            canvas.setLineWidth(0.8)
            canvas.setStrokeColorRGB(0, 0, 0)
            canvas.roundRect(middle - width / 2 - 7, sheet.mark - 4.5, width + 14, 17, 2)
            words = _words_at(canvas, mark, bold, _MARK_SIZE, middle - width / 2, sheet.mark)
            begin = canvas.begin(self._mark_tag) if page == 1 else canvas.begin(None, "Pagination")
            canvas.addLiteral(f"{begin} {words} {END}")

    def number_pages(self, canvas: TaggedCanvas) -> None:
        """The number of every page, when it is known how many they are."""
        pages, sheet = canvas.finished_pages, self._sheet
        for page in range(1, pages + 1):
            text = clean_text(self._note.numbers.format(page=page, pages=pages))
            height = sheet.running if page > 1 else sheet.top - SMALL - SMALL_LEADING
            left = sheet.right - _width(text, self._family.regular, SMALL)
            words = _words_at(canvas, text, self._family.regular, SMALL, left, height)
            canvas.add_to_page(page - 1, f"{canvas.begin(None, 'Pagination')} {words} {END}")


class _NumberedCanvas(TaggedCanvas):
    """A tagged canvas that numbers its pages last."""

    def __init__(self, *args: Any, notes: _PageNotes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._notes = notes

    def save(self) -> None:
        """Number the pages and write the file."""
        self._notes.number_pages(self)
        super().save()


def _words_at(canvas: TaggedCanvas, text: str, font: str, size: float, left: float, height: float) -> str:
    shown = " ".join(canvas.shown(piece, able, size) for piece, able in pieces(text, font))
    return f"0 0 0 rg BT {left:.2f} {height:.2f} Td {shown} ET"


def _width(text: str, font: str, size: float) -> float:
    return sum(text_width(piece, able) for piece, able in pieces(text, font)) * size / 1000


def _fitted(text: str, font: str, room: float) -> str:
    """The text, cut with … where it would run into the draft mark or the page number."""
    if _width(text, font, SMALL) <= room:
        return text
    while text and _width(text + "…", font, SMALL) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def write_pdf(outline: Outline) -> bytes:
    """The document as the bytes of a PDF file.

    Raises:
        UserError: a character is in no font, or the logo cannot be read; nothing has been written then.
    """
    font_of(REGULAR)
    outline = with_kept_words(outline)
    refuse_missing_glyphs(outline)
    file = io.BytesIO()
    data = outline.metadata
    about = About(
        clean_text(data.title).strip() or clean_text(outline.document_name).strip() or "Handling",
        clean_text(data.author), clean_text(data.subject), clean_text(data.dnr), data.language, data.day,
    )  # fmt: skip
    sheet = sheet_of(outline)
    styles = styles_of(outline.look, sheet.shrink)
    root = Tag("Document")
    notes = _PageNotes(outline.page_note, sheet, styles, root.add("P"))
    flowables = Story(sheet, styles, root).flowables(outline)
    document = BaseDocTemplate(file, pagesize=sheet.size, initialFontName=REGULAR)
    frame = Frame(sheet.left, sheet.bottom, sheet.width, sheet.height, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate("page", [frame], onPage=notes.begin_page)])
    document.build(flowables, canvasmaker=partial(_NumberedCanvas, tree=root, about=about, notes=notes))
    return file.getvalue()
