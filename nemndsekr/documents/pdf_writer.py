"""Outline → PDF: A4, every font embedded, bookmarks, page x (y), and the same bytes every time."""

from __future__ import annotations

import io
from datetime import date
from typing import Any, Final

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageTemplate

from nemndsekr.documents.outline import Outline, PageNote, clean_text
from nemndsekr.documents.pdf_flowables import SMALL, SMALL_LEADING, TEXT_HEIGHT, TEXT_WIDTH, Story
from nemndsekr.documents.pdf_fonts import BOLD, REGULAR, pieces, refuse_missing_glyphs, register_fonts

_LEFT: Final = 27 * mm
_RIGHT: Final = _LEFT + TEXT_WIDTH
_TOP: Final = 277 * mm
_BOTTOM: Final = _TOP - TEXT_HEIGHT
_RUNNING: Final = 283 * mm
_MARK: Final = 286 * mm


class _NumberedCanvas(Canvas):  # type: ignore[misc, unused-ignore]
    """A canvas that leaves a place for each page's number and fills them all in when it knows how many there are.

    The place is a form that is drawn on the page and defined at the end. (Replaying page states, the usual way,
    breaks bookmarks.)
    """

    note: PageNote

    def __init__(self, *args: Any, note: PageNote, day: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.note = note
        if day:
            # The document's own day: the clock's would make two prints of the same document differ.
            self.setDateFormatter(lambda *_: f"D:{day:%Y%m%d}000000Z")
        self.setViewerPreference("DisplayDocTitle", "true")

    def save(self) -> None:
        """Write the page numbers, then the file."""
        pages = self.getPageNumber() - 1
        for page in range(1, pages + 1):
            self.beginForm(f"note{page}")
            height = _TOP - SMALL - SMALL_LEADING if page == 1 else _RUNNING
            _draw_to_right(self, height, clean_text(self.note.numbers.format(page=page, pages=pages)))
            self.endForm()
        super().save()


def _draw_to_right(canvas: Canvas, height: float, text: str) -> None:
    canvas.setFont(REGULAR, SMALL)
    canvas.drawRightString(_RIGHT, height, text)


def _draw_pieces(canvas: Canvas, left: float, height: float, text: str, font: str, size: float) -> None:
    for piece, able in pieces(text, font):
        canvas.setFont(able, size)
        canvas.drawString(left, height, piece)
        left += canvas.stringWidth(piece, able, size)


def _draw_notes(canvas: Any, _document: BaseDocTemplate) -> None:
    """What stands in the margin of a page: the mark of a draft, the running line from page 2, the number."""
    note: PageNote = canvas.note
    page = canvas.getPageNumber()
    canvas.saveState()
    if page > 1:
        _draw_pieces(canvas, _LEFT, _RUNNING, _fitted(canvas, clean_text(note.running)), REGULAR, SMALL)
    if note.mark:
        mark = clean_text(note.mark)
        width = canvas.stringWidth(mark, BOLD, 11)
        middle = (_LEFT + _RIGHT) / 2
        canvas.setLineWidth(0.8)
        canvas.roundRect(middle - width / 2 - 7, _MARK - 4.5, width + 14, 17, 2)
        _draw_pieces(canvas, middle - width / 2, _MARK, mark, BOLD, 11)
    canvas.doForm(f"note{page}")
    canvas.restoreState()


def _fitted(canvas: Canvas, text: str) -> str:
    """The text, cut with … where it would run into the draft mark or the page number."""
    room = TEXT_WIDTH * 0.4
    if canvas.stringWidth(text, REGULAR, SMALL) <= room:
        return text
    while text and canvas.stringWidth(text + "…", REGULAR, SMALL) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def write_pdf(outline: Outline) -> bytes:
    """The document as the bytes of a PDF file.

    Raises:
        UserError: a character is in no font; nothing has been written then.
    """
    register_fonts()
    refuse_missing_glyphs(outline)
    file = io.BytesIO()
    data = outline.metadata
    document = BaseDocTemplate(
        file,
        pagesize=A4,
        title=clean_text(data.title),
        author=clean_text(data.author),
        subject=clean_text(data.subject),
        keywords=[clean_text(data.dnr)] if data.dnr else [],
        creator="Nämndsekr",
        lang=data.language,
        invariant=1,
        initialFontName=REGULAR,
        pageCompression=1,
    )
    frame = Frame(_LEFT, _BOTTOM, TEXT_WIDTH, TEXT_HEIGHT, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate("page", [frame], onPage=_draw_notes)])

    def canvas(*args: Any, **kwargs: Any) -> Canvas:
        return _NumberedCanvas(*args, note=outline.page_note, day=data.day, **kwargs)

    document.build([NextPageTemplate("page"), *Story().flowables(outline)], canvasmaker=canvas)
    return file.getvalue()
