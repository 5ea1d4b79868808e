"""PrintView: a list, or a paper of planning, as it comes out, to be saved as PDF or Word, or printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QWidget

from nemndsekr.operations.print_followup import ListWish, make_list, save_csv
from nemndsekr.operations.save_file import save_file
from nemndsekr.store.database import Store
from nemndsekr.support.errors import UserError
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.document.preview_panel import PreviewPanel, Shown
from nemndsekr.ui.kit.labels import button, primary_button
from nemndsekr.ui.kit.measures import column
from nemndsekr.ui.kit.messages import MessageBar, MessageTone
from nemndsekr.ui.paper_out import ChooseFile, PaperOut, ask_path


class Printable(Shown, Protocol):
    """What can be shown, saved and printed: made of the store's contents, in a format."""

    @property
    def suggested_name(self) -> str:
        """What its file may be called."""

    @property
    def landscape(self) -> bool:
        """Whether the page lies on its side."""


Maker = Callable[[Store, str], Printable]


class PrintView(QWidget):
    """Shows the very PDF. ``left`` tells that the person goes back to the lists."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.made: Printable | None = None
        self._maker: Maker | None = None
        self._large = False
        self.bar = MessageBar(closable=True)
        self.out = PaperOut(self, desk, self.bar.tell)
        self.back_button = button("Tillbaka", "arrow-left")
        self.save_docx_button = button("Spara Word …")
        self.save_pdf_button = button("Spara PDF …")
        self.print_button = primary_button("Skriv ut …")
        self.preview = PreviewPanel()
        self.setLayout(column(self.bar, (self.preview, 1), gap=12))
        self.back_button.clicked.connect(self.left)
        self.save_pdf_button.clicked.connect(self.save_pdf)
        self.save_docx_button.clicked.connect(self.save_docx)
        self.print_button.clicked.connect(self.print_)
        self.out.changed.connect(self._enable)
        self._enable()

    @property
    def buttons(self) -> tuple[QWidget, ...]:
        """The buttons that stand in the page's head while the list is shown."""
        return self.back_button, self.save_docx_button, self.save_pdf_button, self.print_button

    def show_list(self, wish: ListWish) -> None:
        """Make a list and show it."""
        self.show_made(lambda store, suffix: make_list(store, wish, suffix))

    def show_made(self, maker: Maker, *, large: bool = False, keep: bool = False) -> None:
        """Make something and show it; ``large`` is an A3. ``keep``: what is shown stays until the new one is made."""
        self._maker, self._large = maker, large
        if not keep or self.made is None:
            self.made = None
            self.bar.hide()
            self.preview.show_nothing()
        self._enable()
        self.desk.ask(
            lambda store: maker(store, "pdf"),
            lambda made: self._show(maker, made),
            lambda error: self._not_made(maker, error),
        )

    def refuse(self, error: UserError) -> None:
        """Say why there is nothing to show."""
        self._maker = self.made = None
        self.preview.show_nothing()
        self._enable()
        self.bar.tell("late", str(error))

    def _show(self, maker: Maker, made: Printable) -> None:
        if maker is not self._maker:
            return  # something else has been asked for since
        self.made = made
        self.preview.show_document(made)
        self._enable()

    def _not_made(self, maker: Maker, error: UserError) -> None:
        if maker is self._maker:
            self.refuse(error)

    def _enable(self) -> None:
        for each in (self.save_docx_button, self.save_pdf_button):
            each.setEnabled(self.made is not None and not self.out.printing)
        self.out.let_print(self.print_button, ready=self.made is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the lists."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # Out of the house

    def save_pdf(self) -> None:
        """Ask where, and save the very PDF that is shown."""
        made = self.made
        path = self.out.ask_path(made.suggested_name, "pdf") if made is not None else None
        if made is not None and path is not None:
            self._save(path, lambda _: made.content)

    def save_docx(self) -> None:
        """Ask where, and save the list for Word."""
        made, maker = self.made, self._maker
        if made is None or maker is None:
            return
        name = str(Path(made.suggested_name).with_suffix(".docx"))
        path = self.out.ask_path(name, "docx")
        if path is not None:
            self._save(path, lambda store: maker(store, "docx").content)

    def _save(self, path: Path, content: Callable[[Store], bytes]) -> None:
        self.desk.ask(
            lambda store: save_file(path, content(store)),
            lambda _: self.out.tell_saved(path),
            lambda error: self.out.tell_not_saved(error, path, lambda other: self._save(other, content)),
        )

    def print_(self) -> None:
        """Ask for a printer, and print the pages that are shown."""
        if self.made is not None:
            self.out.with_printer(self._print_shown, self.save_pdf)

    def _print_shown(self) -> None:
        made = self.made
        if made is not None:
            pages = self.preview.paper.pages
            self.out.print_(made, pages, self.save_pdf, large=self._large, landscape=made.landscape)


def save_csv_file(
    parent: QWidget,
    desk: Desk,
    choose: ChooseFile,
    name: str,
    make: Callable[[Store], bytes],
    told: Callable[[MessageTone, str, Path | None], None],
) -> None:
    """Ask where, and save a list for a spreadsheet; ``told`` says how it went."""
    path = ask_path(parent, desk, choose, name, "csv")
    if path is None:
        return

    def save(store: Store) -> None:
        save_csv(make(store), path)

    desk.ask(
        save,
        lambda _: told("ok", f"Sparad som «{path.name}».", path),
        lambda error: told("late", str(error), None),
    )
