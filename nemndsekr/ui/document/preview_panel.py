"""PreviewPanel: the paper with its page number, page turning, zoom, and the same document as text."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from nemndsekr.ui.document.paper_view import ZOOMS, PaperView
from nemndsekr.ui.kit.forms import Combo
from nemndsekr.ui.kit.labels import link_button, tool_button
from nemndsekr.ui.kit.measures import set_font_role, set_size, set_variant
from nemndsekr.ui.kit.messages import EmptyState
from nemndsekr.ui.kit.panels import PAD, PageStack, Panel
from nemndsekr.ui.kit.tokens import u


class Shown(Protocol):
    """What can be shown: what it is called, its file, and its words for those who listen."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def content(self) -> bytes:
        """The bytes of the file: a PDF where it is to be shown."""

    @property
    def text(self) -> str:
        """Its words."""


class PreviewPanel(Panel):
    """Shows a made document as the pages that come out, or as text for those who listen."""

    def __init__(self) -> None:
        self.text_button = link_button("Visa som text")
        self.previous_button = tool_button("chevron-left", "Föregående sida")
        self.next_button = tool_button("chevron-right", "Nästa sida")
        self.zoom = Combo()
        self.zoom.setAccessibleName("Förstoring")
        for name, mode in ZOOMS:
            self.zoom.addItem(name, mode)
        set_size(self.zoom, min_width=132)
        self._documents = QObject()
        self.paper = PaperView(self._documents)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        set_variant(self.text, "plain")
        set_font_role(self.text, "body")
        self.empty = EmptyState("document", "Ingen förhandsgranskning", "Handlingen kunde inte sättas samman.")
        self.stack = PageStack()
        for view in (self.paper, self.text, self.empty):
            self.stack.addWidget(view)
        actions = (self.text_button, self.previous_button, self.next_button, self.zoom)
        super().__init__("Förhandsgranskning", actions=actions, body=self.stack)
        self._documents.setParent(self)
        self._name = ""
        self.mark = ""
        self.text_button.clicked.connect(lambda: self.show_text(on=self.stack.currentWidget() is not self.text))
        self.previous_button.clicked.connect(lambda: self.paper.go_to(self.paper.page - 1))
        self.next_button.clicked.connect(lambda: self.paper.go_to(self.paper.page + 1))
        self.zoom.currentIndexChanged.connect(self._zoom)
        self.paper.page_changed.connect(self._tell_page)
        self._tell_page(0, 0)

    def show_document(self, made: Shown, *, mark: str = "") -> None:
        """Show a document at the same place as its former version; ``mark`` says what it is, where that is asked."""
        self._name, self.mark = made.name, mark
        self.paper.show_pdf(made.content)
        if self.text.toPlainText() != made.text:
            place = self.text.verticalScrollBar().value()
            self.text.setPlainText(made.text)
            self.text.verticalScrollBar().setValue(place)
        self.text.setAccessibleName(f"{made.name} som text")
        if self.stack.currentWidget() is self.empty:
            self.stack.setCurrentWidget(self.paper)
        self._tell_page(self.paper.page, self.paper.pages)

    def first_focus(self) -> QWidget:
        """The paper or the text, whichever is shown."""
        return self.text if self.stack.currentWidget() is self.text else self.paper

    def show_nothing(self) -> None:
        """Say that there is no document to show."""
        self.paper.clear()
        self.text.clear()
        self.stack.setCurrentWidget(self.empty)

    def show_text(self, *, on: bool) -> None:
        """Show the words instead of the pages, or the pages again."""
        if not self.paper.pages:
            return
        view = self.text if on else self.paper
        self.stack.setCurrentWidget(view)
        self.text_button.setText("Visa sidorna" if on else "Visa som text")
        view.setFocus()
        self._tell_page(self.paper.page, self.paper.pages)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep in the header what there is room for."""
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        """Choose again when the text has grown."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._name:
            self._fold()

    def _fold(self) -> None:
        """Leave out first what is said elsewhere, then what keys do as well: Ctrl+PgDn turns pages."""
        room = self.width() - u(PAD + PAD + 8) - self.title.sizeHint().width() - self.text_button.sizeHint().width()
        for parts in ((self.zoom,), (self.previous_button, self.next_button), (self.note,)):
            needed = sum(part.sizeHint().width() + u(8) for part in parts)
            fits = needed <= room
            for part in parts:
                part.setVisible(fits)
            room = room - needed if fits else 0

    def _zoom(self) -> None:
        mode = self.zoom.currentData()
        page = self.paper.page
        if mode == QPdfView.ZoomMode.Custom:
            self.paper.setZoomFactor(1.0)
        self.paper.setZoomMode(mode)
        self.paper.go_to(page)

    def _tell_page(self, page: int, pages: int) -> None:
        words = f"Sida {page} av {pages}" if pages else "Förhandsgranskning"
        self.set_title(words, self.mark if pages else "")
        said = ", ".join(filter(None, (self._name.lower(), self.mark, words.lower())))
        self.paper.setAccessibleName(f"Förhandsgranskning av {said}")
        self._fold()
        shown = self.stack.currentWidget() is self.paper
        self.previous_button.setEnabled(shown and page > 1)
        self.next_button.setEnabled(shown and page < pages)
        self.zoom.setEnabled(shown and bool(pages))
        self.text_button.setEnabled(bool(pages))
