"""Print a made PDF on paper: the very pages of the preview, in their own size, at the printer's sharpness."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRect, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from nemndsekr.support.errors import UserError

SHARPEST: Final = 600
"""Dots per inch beyond which nobody sees a difference on paper."""
_POINTS: Final = 72
# Some 16 MB an image: a whole page at 600 dpi would take 139 MB.
_BAND_DOTS: Final = 4_000_000
_MUCH_SMALLER: Final = 0.98


def open_pdf(content: bytes, parent: QObject) -> QPdfDocument:
    """A document of these bytes, loaded and ready."""
    document = QPdfDocument(parent)
    # The document reads from the buffer as long as it lives, so the buffer is its child.
    buffer = QBuffer(document)
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return document


def new_printer() -> QPrinter:
    """The usual printer, set up for our pages: A4, standing, drawn from edge to edge."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    # Without the printer's own margins the layout keeps its place; ours are wider than any printer needs.
    printer.setFullPage(True)
    return printer


def ask_printer(printer: QPrinter, parent: QWidget, name: str, pages: int) -> bool:
    """Let the person choose printer, pages and copies in the usual dialog; whether to go on."""
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, pages)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintCollateCopies)
    return dialog.exec() == QPrintDialog.DialogCode.Accepted


def sheets_to_print(printer: QPrinter, page_count: int) -> list[int]:
    """The pages, from 0, in the order they come out: those chosen, and again for each copy the printer cannot make."""
    pages = list(range(page_count))
    ranges = printer.pageRanges()
    if printer.printRange() == QPrinter.PrintRange.PageRange and not ranges.isEmpty():
        pages = [page for page in pages if ranges.contains(page + 1)]
    copies = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    if printer.collateCopies():
        return pages * copies
    return [page for page in pages for _ in range(copies)]


def sharpness(printer: QPrinter) -> int:
    """Dots per inch to render at: the printer's own, or the largest even part of it that is sharp enough."""
    own = max(printer.resolution(), _POINTS)
    return own // math.ceil(own / SHARPEST)


def render_band(document: QPdfDocument, page: int, size: QSize, top: int, height: int) -> QImage:
    """A band of a page that is ``size`` dots in all, on white paper."""
    options = QPdfDocumentRenderOptions()
    options.setScaledSize(size)
    # Qt takes the last row and column of the rectangle as its width and height, hence one dot more.
    options.setScaledClipRect(QRect(0, top, size.width() + 1, height + 1))
    drawn = document.render(page, QSize(size.width(), height), options)
    # What is rendered has a transparent ground, which a printer would make black.
    paper = QImage(drawn.size(), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return paper


class PrintRun(QObject):
    """One document on its way to a printer, a band at a time, so that the window lives and the run can be stopped."""

    progressed = Signal(int, int)
    """The sheet begun, from 1, and how many there are."""
    finished = Signal(bool)
    """Whether all was printed; False when it was stopped."""
    failed = Signal(object)
    """UserError: the printer would not take it."""

    def __init__(self, content: bytes, printer: QPrinter, parent: QObject) -> None:
        super().__init__(parent)
        self._document = open_pdf(content, self)
        self._printer = printer
        self._painter = QPainter()
        self._dpi = sharpness(printer)
        self._sheets = sheets_to_print(printer, self._document.pageCount())
        self._sheet = 0
        self._top = 0
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)

    @property
    def sheets(self) -> int:
        """How many sheets come out."""
        return len(self._sheets)

    def start(self) -> None:
        """Begin; the rest follows by itself."""
        if not self._sheets:
            self.failed.emit(UserError("De valda sidorna finns inte i handlingen.", "Välj andra sidor."))
            return
        self._printer.setFullPage(True)
        if not self._painter.begin(self._printer):
            self.failed.emit(
                UserError("Skrivaren tar inte emot utskriften.", "Kontrollera att den är på, eller spara som PDF.")
            )
            return
        self.progressed.emit(1, len(self._sheets))
        self._timer.start()

    def stop(self) -> None:
        """Stop; what the printer has already been given may still come out."""
        if self._painter.isActive():
            self._printer.abort()
            self._end(all_done=False)

    def _end(self, *, all_done: bool) -> None:
        self._timer.stop()
        self._painter.end()
        self.finished.emit(all_done)

    def _step(self) -> None:
        page = self._sheets[self._sheet]
        points = self._document.pagePointSize(page)
        size = QSize(round(points.width() * self._dpi / _POINTS), round(points.height() * self._dpi / _POINTS))
        height = min(max(_BAND_DOTS // size.width(), 1), size.height() - self._top)
        band = render_band(self._document, page, size, self._top, height)
        scale = self._printer.resolution() / self._dpi * self._fit(points)
        self._painter.drawImage(QRectF(0, self._top * scale, size.width() * scale, height * scale), band)
        self._top += height
        if self._top >= size.height():
            self._turn_page()

    def _fit(self, points: QSizeF) -> float:
        """How much a page must shrink to have room on the paper that was chosen: an A3 on an A4, about 0.7."""
        paper = self._printer.pageLayout().fullRectPoints()
        fit = min(paper.width() / points.width(), paper.height() / points.height())
        # Sizes in whole points differ by less than a point from the pages: that is no reason to scale.
        return fit if fit < _MUCH_SMALLER else 1.0

    def _turn_page(self) -> None:
        self._top = 0
        self._sheet += 1
        if self._sheet == len(self._sheets):
            self._end(all_done=True)
            return
        if not self._printer.newPage():
            self._timer.stop()
            self._painter.end()
            self.failed.emit(UserError("Skrivaren slutade ta emot sidor.", "Kontrollera skrivaren och försök igen."))
            return
        self.progressed.emit(self._sheet + 1, len(self._sheets))
