"""ChangesDialog: «Vad har ändrats sedan kallelsen» as the page that comes out: seen, saved and printed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from nemndsekr.operations.save_file import save_file
from nemndsekr.operations.since_kallelse import ChangesPaper, make_changes_paper
from nemndsekr.support.errors import UserError
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.document.paper_view import PaperView
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.labels import button, primary_button
from nemndsekr.ui.kit.measures import column, row
from nemndsekr.ui.kit.messages import MessageBar, MessageTone
from nemndsekr.ui.paper_out import PaperOut

if TYPE_CHECKING:
    from nemndsekr.ui.document_page import DocumentPage


class ChangesDialog(FittedDialog):
    """Shows a paper that is made; saves it as PDF or Word, and prints it."""

    def __init__(self, desk: Desk, case_id: int, kind: str, made: ChangesPaper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Ändrat sedan kallelsen")
        self._desk, self._case_id, self._kind, self._made = desk, case_id, kind, made
        self._message_act: Callable[[], object] | None = None
        self.bar = MessageBar(closable=True)
        self.out = PaperOut(self, desk, self._say)
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
        self.bar.acted.connect(self._act_on_message)
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
        if path is None:
            return
        if suffix == "pdf":
            content = self._made.content  # what is seen is what is saved
            self._desk.ask(lambda _: save_file(path, content), lambda _: self.out.tell_saved(path), self._not_done)
            return
        case_id, kind, today = self._case_id, self._kind, self._desk.today
        self._desk.ask(
            lambda store: save_file(path, make_changes_paper(store, case_id, kind, today, suffix).content),
            lambda _: self.out.tell_saved(path),
            self._not_done,
        )

    def _print(self) -> None:
        self.out.with_printer(
            lambda: self.out.print_(self._made, self.paper.pages, self._save_pdf), instead=self._save_pdf
        )

    def _enable(self) -> None:
        self.out.let_print(self.print_button, ready=True)

    def _not_done(self, error: UserError) -> None:
        self._say("late", str(error))

    def _say(self, tone: MessageTone, words: str, action: str = "", act: Callable[[], object] | None = None) -> None:
        self._message_act = act
        self.bar.show_message(tone, words, action)

    def _act_on_message(self) -> None:
        if self._message_act is not None:
            self._message_act()

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
        lambda made: _open(page, case_id, kind, made),
        lambda error: page.say("info", str(error), "Lås version …", page.begin_lock),
    )


def _open(page: DocumentPage, case_id: int, kind: str, made: ChangesPaper) -> None:
    dialog = ChangesDialog(page.desk, case_id, kind, made, page)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
