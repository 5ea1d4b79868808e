"""PrintView: a list, or a paper of planning, as it comes out, to be saved as PDF or Word, or printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QPageLayout, QPageSize, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from nemndsekr.operations.make_document import save_file
from nemndsekr.operations.print_followup import ListWish, make_list, save_csv
from nemndsekr.store.database import Store
from nemndsekr.support.errors import UserError
from nemndsekr.support.settings import load_settings, save_settings
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.document.preview_panel import PreviewPanel, Shown
from nemndsekr.ui.kit.labels import button, primary_button
from nemndsekr.ui.kit.measures import column
from nemndsekr.ui.kit.messages import MessageBar, MessageTone
from nemndsekr.ui.printing import NO_PRINTER, PrintRun, ask_printer, has_printers, new_printer

_FILTERS: Final = {"pdf": "PDF (*.pdf)", "docx": "Word (*.docx)", "csv": "CSV (*.csv)"}
_TITLES: Final = {"pdf": "Spara som PDF", "docx": "Spara för Word", "csv": "Spara som CSV"}


class Printable(Shown, Protocol):
    """What can be shown, saved and printed: made of the store's contents, in a format."""

    @property
    def suggested_name(self) -> str:
        """What its file may be called."""

    @property
    def landscape(self) -> bool:
        """Whether the page lies on its side."""


Maker = Callable[[Store, str], Printable]


def choose_file(parent: QWidget, title: str, suggested: str, file_filter: str) -> str:
    """Ask in the system's own dialog, which also asks before a file is replaced; empty is no."""
    return QFileDialog.getSaveFileName(parent, title, suggested, file_filter)[0]


class PrintView(QWidget):
    """Shows the very PDF. ``left`` tells that the person goes back to the lists."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.choose_file = choose_file
        self.has_printers: Callable[[], bool] = has_printers
        self.new_printer: Callable[[], QPrinter] = new_printer
        self.ask_printer: Callable[[QPrinter, QWidget, str, int], bool] = ask_printer
        self.made: Printable | None = None
        self._maker: Maker | None = None
        self._large = False
        self._act: Callable[[], object] | None = None
        self._run: PrintRun | None = None
        self.back_button = button("Tillbaka", "arrow-left")
        self.save_docx_button = button("Spara Word …")
        self.save_pdf_button = button("Spara PDF …")
        self.print_button = primary_button("Skriv ut …")
        self.bar = MessageBar(closable=True)
        self.preview = PreviewPanel()
        self.setLayout(column(self.bar, (self.preview, 1), gap=12))
        self.bar.acted.connect(self._act_on_bar)
        self.back_button.clicked.connect(self.left)
        self.save_pdf_button.clicked.connect(self.save_pdf)
        self.save_docx_button.clicked.connect(self.save_docx)
        self.print_button.clicked.connect(self.print_)
        self._enable()

    @property
    def buttons(self) -> tuple[QWidget, ...]:
        """The buttons that stand in the page's head while the list is shown."""
        return self.back_button, self.save_docx_button, self.save_pdf_button, self.print_button

    def show_list(self, wish: ListWish) -> None:
        """Make a list and show it."""
        self.show_made(lambda store, suffix: make_list(store, wish, suffix))

    def show_made(self, maker: Maker, *, large: bool = False) -> None:
        """Make something and show it; ``large`` is an A3."""
        self._maker, self._large, self.made = maker, large, None
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
        self._say("late", str(error))

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
        for each in (self.save_docx_button, self.save_pdf_button, self.print_button):
            each.setEnabled(self.made is not None and self._run is None)

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
        path = ask_path(self, self.desk, self.choose_file, made.suggested_name, "pdf") if made is not None else None
        if made is not None and path is not None:
            self.desk.ask(lambda _: save_file(path, made.content), lambda _: self._saved(path), self._not_saved)

    def save_docx(self) -> None:
        """Ask where, and save the list for Word."""
        made, maker = self.made, self._maker
        if made is None or maker is None:
            return
        name = str(Path(made.suggested_name).with_suffix(".docx"))
        path = ask_path(self, self.desk, self.choose_file, name, "docx")
        if path is None:
            return

        def save(store: Store) -> None:
            save_file(path, maker(store, "docx").content)

        self.desk.ask(save, lambda _: self._saved(path), self._not_saved)

    def print_(self) -> None:
        """Ask for a printer, and print the pages that are shown."""
        made = self.made
        if made is None or self._run is not None:
            return
        if not self.has_printers():
            self._say("warn", NO_PRINTER, "Spara PDF …", self.save_pdf)
            return
        printer = self.new_printer()
        if self._large:
            printer.setPageSize(QPageSize(QPageSize.PageSizeId.A3))
        if made.landscape:
            printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        if not self.ask_printer(printer, self, made.suggested_name, self.preview.paper.pages):
            return
        run = self._run = PrintRun(made.content, printer, self)
        run.progressed.connect(
            lambda sheet, of: self._say("info", f"Skriver ut sida {sheet} av {of} …", "Avbryt", run.stop)
        )
        run.finished.connect(lambda all_done: self._printed(run.sheets, all_done=all_done))
        run.failed.connect(self._not_printed)
        self._enable()
        run.start()

    def _printed(self, sheets: int, *, all_done: bool) -> None:
        self._end_run()
        count = "1 sida är skickad" if sheets == 1 else f"{sheets} sidor är skickade"
        self._say("ok" if all_done else "info", f"{count} till skrivaren." if all_done else "Utskriften är avbruten.")

    def _not_printed(self, error: UserError) -> None:
        self._end_run()
        self._say("late", str(error), "Spara PDF …", self.save_pdf)

    def _end_run(self) -> None:
        if self._run is not None:
            self._run.deleteLater()
            self._run = None
        self._enable()

    def _saved(self, path: Path) -> None:
        folder = QUrl.fromLocalFile(str(path.parent))
        self._say("ok", f"Sparad som «{path.name}».", "Visa mappen", lambda: QDesktopServices.openUrl(folder))

    def _not_saved(self, error: UserError) -> None:
        self._say("late", str(error))

    def _say(self, tone: MessageTone, words: str, action: str = "", act: Callable[[], object] | None = None) -> None:
        self._act = act
        self.bar.show_message(tone, words, action)

    def _act_on_bar(self) -> None:
        if self._act is not None:
            self._act()


def ask_path(
    parent: QWidget, desk: Desk, choose: Callable[[QWidget, str, str, str], str], name: str, suffix: str
) -> Path | None:
    """Ask where a file is to be saved, beginning in the folder of the last one; None is no."""
    store = desk.store
    folder = load_settings(store.folder.settings).last_folder if store is not None else ""
    if not folder or not Path(folder).is_dir():
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    chosen = choose(parent, _TITLES[suffix], str(Path(folder) / name), _FILTERS[suffix])
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower() != f".{suffix}":
        path = path.with_name(f"{path.name}.{suffix}")
    if store is not None:
        settings = store.folder.settings
        save_settings(settings, replace(load_settings(settings), last_folder=str(path.parent)))
    return path


def save_csv_file(
    parent: QWidget,
    desk: Desk,
    choose: Callable[[QWidget, str, str, str], str],
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
