"""PaperView: the pages of a PDF on the desk; a new version takes the place of the old one without a flash."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QMargins, QObject, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtPdf import QPdfDocument, QPdfPageRenderer
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QWidget

from nemndsekr.ui.kit.painting import colour, draw_focus_ring
from nemndsekr.ui.kit.tokens import points, u
from nemndsekr.ui.printing import open_pdf

ZOOMS: Final = (
    ("Hela bredden", QPdfView.ZoomMode.FitToWidth),
    ("Hela sidan", QPdfView.ZoomMode.FitInView),
    ("100 %", QPdfView.ZoomMode.Custom),
)
# The old pages stay on top at most this long, should no word come that the new ones are drawn.
_LONGEST_COVER_MS: Final = 500


class PaperView(QPdfView):
    """Shows PDF bytes. ``page_changed`` gives the page in view, from 1, and how many there are."""

    page_changed = Signal(int, int)

    def __init__(self, owner: QObject) -> None:
        """Show nothing yet; ``owner`` owns the documents.

        They are no children of the view: one that is closed while the view is half gone would ask for its viewport.
        """
        super().__init__()
        self._owner = owner
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._empty = QPdfDocument(owner)
        self._pdf = self._empty
        self._cover = _Cover(self.viewport())
        self._uncover = QTimer(self)
        self._uncover.setSingleShot(True)
        self._uncover.timeout.connect(self._cover.hide)
        renderer = self.findChild(QPdfPageRenderer)
        if renderer is not None:
            renderer.pageRendered.connect(self._rendered)
        self._measured = 0.0
        self._dress()
        self.pageNavigator().currentPageChanged.connect(self._tell)

    def show_pdf(self, content: bytes) -> None:
        """Show these bytes at the same place as those before."""
        if self._pdf.pageCount() and self.isVisible():
            self._cover.cover(self.viewport().grab())
            self._uncover.start(_LONGEST_COVER_MS)
        former, place = self._pdf, QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        self._pdf = open_pdf(content, self._owner)
        self.setDocument(self._pdf)
        self.horizontalScrollBar().setValue(place.x())
        self.verticalScrollBar().setValue(place.y())
        if former is not self._empty:
            former.deleteLater()
        self._tell()

    def clear(self) -> None:
        """Show an empty desk."""
        former, self._pdf = self._pdf, self._empty
        self.setDocument(self._empty)
        if former is not self._empty:
            former.deleteLater()
        self._tell()

    @property
    def page(self) -> int:
        """The page in view, from 1."""
        return self.pageNavigator().currentPage() + 1

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return self._pdf.pageCount()

    def go_to(self, page: int) -> None:
        """Show the top of a page, from 1; beyond the ends it is the first or last."""
        if self.pages:
            wanted = min(max(page, 1), self.pages) - 1
            self.pageNavigator().jump(wanted, QPointF(0, 0))

    def page_text(self, page: int) -> str:
        """The words on a page, from 1."""
        return self._pdf.getAllText(page - 1).text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys turn whole pages with Ctrl; Home and End go to the ends; the rest scrolls."""
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_Home:
                self.go_to(1)
            case Qt.Key.Key_End:
                self.go_to(self.pages)
            case Qt.Key.Key_PageDown if ctrl:
                self.go_to(self.page + 1)
            case Qt.Key.Key_PageUp if ctrl:
                self.go_to(self.page - 1)
            case _:
                super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.ApplicationPaletteChange):
            self._dress()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take it away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages, and the ring while the view has the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            draw_focus_ring(QPainter(self.viewport()), QRectF(self.viewport().rect()))

    def _dress(self) -> None:
        # QPdfView paints the ground behind its pages with the palette's Dark, which elsewhere is a border.
        desk = colour("desk")
        if self.palette().color(QPalette.ColorRole.Dark) != desk:
            palette = self.palette()
            palette.setColor(QPalette.ColorRole.Dark, desk)
            self.setPalette(palette)
        if self._measured != points():
            self._measured = points()
            # To fit a whole page, QPdfView leaves room for one spacing; halved above and below, the page just fits.
            self.setDocumentMargins(QMargins(u(32), u(12), u(32), u(12)))
            self.setPageSpacing(2 * u(12))

    def _rendered(self) -> None:
        # The renderer tells first, then the view draws; the next turn is after both.
        self._uncover.start(0)

    def _tell(self) -> None:
        self.page_changed.emit(min(self.page, self.pages), self.pages)


class _Cover(QWidget):
    """A picture of the former pages, on top until the new ones are drawn; an image would show white paper between."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._picture = QPixmap()
        self.hide()

    def cover(self, picture: QPixmap) -> None:
        """Lie on top with this picture."""
        self._picture = picture
        self.setGeometry(self._viewport.rect())
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture."""
        del event
        QPainter(self).drawPixmap(0, 0, self._picture)
