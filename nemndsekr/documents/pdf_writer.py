"""Outline → PDF: A4, every font embedded, bookmarks, page x (y), and the same bytes every time."""

from __future__ import annotations

import io
from datetime import date
from typing import Any, Final, NamedTuple

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageTemplate

from nemndsekr.documents.kept_words import with_kept_words
from nemndsekr.documents.outline import Outline, PageNote, clean_text
from nemndsekr.documents.pdf_flowables import LYING, SMALL, SMALL_LEADING, STANDING, Sheet, Story
from nemndsekr.documents.pdf_fonts import BOLD, REGULAR, pieces, refuse_missing_glyphs, register_fonts


class _Frame(NamedTuple):
    """Where things stand on a page, in points from its lower left corner."""

    size: tuple[float, float]
    sheet: Sheet
    left: float
    top: float

    @property
    def right(self) -> float:
        """Where the text ends."""
        return self.left + self.sheet.width

    @property
    def bottom(self) -> float:
        """The foot of the text."""
        return self.top - self.sheet.height

    @property
    def running(self) -> float:
        """The line at the top of page 2 and on."""
        return self.top + 6 * mm

    @property
    def mark(self) -> float:
        """The mark of a draft."""
        return self.top + 9 * mm


_STANDING: Final = _Frame(A4, STANDING, 27 * mm, 277 * mm)
_LYING: Final = _Frame(landscape(A4), LYING, 20 * mm, 190 * mm)


class _NumberedCanvas(Canvas):  # type: ignore[misc, unused-ignore]
    """A canvas that leaves a place for each page's number and fills them all in when it knows how many there are.

    The place is a form that is drawn on the page and defined at the end. (Replaying page states, the usual way,
    breaks bookmarks.)
    """

    note: PageNote
    place: _Frame

    def __init__(self, *args: Any, note: PageNote, place: _Frame, day: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.note = note
        self.place = place
        if day:
            # The document's own day: the clock's would make two prints of the same document differ.
            self.setDateFormatter(lambda *_: f"D:{day:%Y%m%d}000000Z")
        self.setViewerPreference("DisplayDocTitle", "true")

    def save(self) -> None:
        """Write the page numbers, then the file."""
        pages = self.getPageNumber() - 1
        for page in range(1, pages + 1):
            self.beginForm(f"note{page}")
            height = self.place.top - SMALL - SMALL_LEADING if page == 1 else self.place.running
            _draw_to_right(self, height, clean_text(self.note.numbers.format(page=page, pages=pages)))
            self.endForm()
        super().save()


def _draw_to_right(canvas: _NumberedCanvas, height: float, text: str) -> None:
    canvas.setFont(REGULAR, SMALL)
    canvas.drawRightString(canvas.place.right, height, text)


def _draw_pieces(canvas: Canvas, left: float, height: float, text: str, font: str, size: float) -> None:
    for piece, able in pieces(text, font):
        canvas.setFont(able, size)
        canvas.drawString(left, height, piece)
        left += canvas.stringWidth(piece, able, size)


def _draw_notes(canvas: Any, _document: BaseDocTemplate) -> None:
    """What stands in the margin of a page: the mark of a draft, the running line from page 2, the number."""
    note: PageNote = canvas.note
    place: _Frame = canvas.place
    page = canvas.getPageNumber()
    canvas.saveState()
    if page > 1:
        _draw_pieces(canvas, place.left, place.running, _fitted(canvas, clean_text(note.running)), REGULAR, SMALL)
    if note.mark:
        mark = clean_text(note.mark)
        width = canvas.stringWidth(mark, BOLD, 11)
        middle = (place.left + place.right) / 2
        canvas.setLineWidth(0.8)
        canvas.roundRect(middle - width / 2 - 7, place.mark - 4.5, width + 14, 17, 2)
        _draw_pieces(canvas, middle - width / 2, place.mark, mark, BOLD, 11)
    canvas.doForm(f"note{page}")
    canvas.restoreState()


def _fitted(canvas: Canvas, text: str) -> str:
    """The text, cut with … where it would run into the draft mark or the page number."""
    room = STANDING.width * 0.4
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
    outline = with_kept_words(outline)
    refuse_missing_glyphs(outline)
    file = io.BytesIO()
    data = outline.metadata
    place = _LYING if outline.landscape else _STANDING
    document = BaseDocTemplate(
        file,
        pagesize=place.size,
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
    frame = Frame(place.left, place.bottom, place.sheet.width, place.sheet.height, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate("page", [frame], onPage=_draw_notes)])

    def canvas(*args: Any, **kwargs: Any) -> Canvas:
        return _NumberedCanvas(*args, note=outline.page_note, place=place, day=data.day, **kwargs)

    document.build([NextPageTemplate("page"), *Story(place.sheet).flowables(outline)], canvasmaker=canvas)
    return file.getvalue()
