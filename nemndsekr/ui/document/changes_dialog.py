"""ChangesDialog: «Vad har ändrats sedan kallelsen» as the page that comes out: seen, saved and printed."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.make_document import note_departure, save_document
from nemndsekr.operations.since_kallelse import ChangesPaper, make_changes_paper
from nemndsekr.records.choices import LeftAs
from nemndsekr.store.database import Store
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.document.paper_view import PaperView
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.labels import button, primary_button
from nemndsekr.ui.kit.measures import column, row
from nemndsekr.ui.kit.messages import MessageBar
from nemndsekr.ui.paper_out import PaperOut

if TYPE_CHECKING:
    from nemndsekr.ui.document_page import DocumentPage


class ChangesDialog(FittedDialog):
    """Shows a paper that is made; saves it as PDF or Word, and prints it."""

    def __init__(self, desk: Desk, made: ChangesPaper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Ändrat sedan kallelsen")
        self._desk, self._made = desk, made
        self.bar = MessageBar(closable=True)
        self.out = PaperOut(self, desk, self.bar.tell)
        self._documents = QObject(self)
        self.paper = PaperView(self._documents)
        self.paper.setAccessibleName("Vad som har ändrats")
        self.paper.setAccessibleDescription(made.text)
        self.word_button = button("Spara &Word …")
        self.pdf_button = button("Spara &PDF …")
        self.print_button = primary_button("Skriv &ut …")
        self.close_button = button("Stän&g")
        buttons = row(None, self.close_button, self.word_button, self.pdf_button, self.print_button)
        self.fit(column(self.bar, (self.paper, 1), gap=8), buttons, width=760, height=640)
        self.bar.hide()
        self.out.changed.connect(self._enable)
        self.word_button.clicked.connect(partial(self._save, "docx"))
        self.pdf_button.clicked.connect(self._save_pdf)
        self.print_button.clicked.connect(self._print)
        self.close_button.clicked.connect(self.reject)
        self._enable()
        self.paper.show_pdf(made.content)
        self.paper.setFocus()

    def _save_pdf(self) -> None:
        self._save("pdf")

    def _save(self, suffix: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a Qt slot
        name = f"{self._made.suggested_name.removesuffix('.pdf')}.{suffix}"
        path = self.out.ask_path(name, suffix)
        if path is not None:
            self._save_at(suffix, path)

    def _save_at(self, suffix: str, path: Path) -> None:
        seen, today = self._made, self._desk.today

        def save(store: Store, who: str, now: datetime) -> Changes:
            # What is seen is what is saved.
            made = seen if suffix == seen.suffix else make_changes_paper(store, seen.case_id, seen.kind, today, suffix)
            return save_document(store, made, path, who, now)

        self._desk.act(
            save,
            lambda _: self.out.tell_saved(path),
            lambda error: self.out.tell_not_saved(error, path, partial(self._save_at, suffix)),
        )

    def _print(self) -> None:
        self.out.with_printer(self._run_print, instead=self._save_pdf)

    def _run_print(self) -> None:
        made = self._made

        def note(store: Store, who: str, now: datetime) -> Changes:
            name = made.suggested_name
            return note_departure(store, made.case_id, made.kind, LeftAs.print, name, made.sha256, who, now)

        self.out.print_(made, self.paper.pages, self._save_pdf, sent=lambda: self._desk.act(note))

    def _enable(self) -> None:
        self.out.let_print(self.print_button, ready=True)

    def done(self, result: int) -> None:
        """Let go of the pages before the window goes."""
        self.paper.clear()
        super().done(result)


def show_changes(page: DocumentPage) -> None:
    """Make the paper of the document that is shown on a page, and show it; what is missing is said on the page."""
    shown = page.shown_kind()
    if shown is None:
        return
    case_id, kind = shown
    desk, today = page.desk, page.desk.today
    desk.ask(
        lambda store: make_changes_paper(store, case_id, kind, today),
        lambda made: _open(page, made),
        lambda error: page.say("info", str(error), "Lås version …", page.begin_lock),
    )


def _open(page: DocumentPage, made: ChangesPaper) -> None:
    dialog = ChangesDialog(page.desk, made, page)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
