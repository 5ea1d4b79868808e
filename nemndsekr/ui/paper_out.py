"""PaperOut: a paper on its way out of the house: asks where to save it, or which printer, and tells how it went."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from nemndsekr.operations.save_file import FileInUseError
from nemndsekr.support.errors import UserError
from nemndsekr.support.file_names import free_path, told_of_long_path
from nemndsekr.support.policy import OFF_WORDS
from nemndsekr.support.settings import change_settings, load_settings
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.messages import Act, MessageTone
from nemndsekr.ui.printer_search import NO_PRINTER, PATIENCE, SILENT, AskPrinters, PrinterSearch, ask_printers
from nemndsekr.ui.printing import PrintRun, ask_printer, new_printer
from nemndsekr.ui.start_folder import start_folder

_FILTERS: Final = {
    "pdf": "PDF (*.pdf)",
    "docx": "Word (*.docx)",
    "csv": "CSV (*.csv)",
    "nemndmall": "Mallar (*.nemndmall)",
    "nemndsekr": "Nämndsekr ärenden (*.nemndsekr)",
    "html": "Webbsida (*.html)",
    "txt": "Text (*.txt)",
}
_TITLES: Final = {
    "pdf": "Spara som PDF",
    "docx": "Spara för Word",
    "csv": "Spara som CSV",
    "nemndmall": "Spara mallen som fil",
    "nemndsekr": "Exportera ärenden",
    "html": "Spara som webbsida",
    "txt": "Spara som text",
}
_SHOW: Final = "Visa i mappen"
_STOPPED: Final = "Utskriften är avbruten. Sidor som redan har skickats kan ändå komma ut."
ChooseFile = Callable[[QWidget, str, str, str], str]
"""Asks where to save: parent, title, suggested path and filter; an empty answer is no."""


class Say(Protocol):
    """Shows a message in the page's bar, with what can be done about it."""

    def __call__(
        self,
        tone: MessageTone,
        words: str,
        action: str = "",
        act: Act | None = None,
        other: tuple[str, Act] | None = None,
    ) -> None:
        """Show it."""


class OutPages(Protocol):
    """Made pages that can be printed."""

    @property
    def content(self) -> bytes:
        """The PDF."""

    @property
    def suggested_name(self) -> str:
        """What its file may be called."""


def choose_file(parent: QWidget, title: str, suggested: str, file_filter: str) -> str:
    """Ask in the system's own dialog, which also asks before a file is replaced; empty is no."""
    return QFileDialog.getSaveFileName(parent, title, suggested, file_filter)[0]


def ask_path(parent: QWidget, desk: Desk, choose: ChooseFile, name: str, suffix: str) -> Path | None:
    """Ask where a file is to be saved, beginning in the folder of the last one; None is no."""
    chosen = choose(parent, _TITLES[suffix], str(Path(folder_for(desk, suffix)) / name), _FILTERS[suffix])
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower() != f".{suffix}":
        path = path.with_name(f"{path.name}.{suffix}")
    remember_folder(desk, suffix, path.parent)
    return path


def folder_for(desk: Desk, kind: str) -> str:
    """The folder to begin in: the one last used for a kind of file, else the last of all, else the documents."""
    store = desk.store
    return start_folder(load_settings(store.folder.settings).folder_for(kind) if store is not None else "")


def remember_folder(desk: Desk, kind: str, folder: Path) -> None:
    """Begin here the next time a file of this kind is asked for."""
    if desk.store is not None:
        # Where it cannot be kept, the next file is asked for where this one was.
        change_settings(desk.store.folder.settings, lambda kept: kept.with_folder(kind, str(folder)))


class PaperOut(QObject):
    """Saves and prints for one page of the window; one print run at a time. ``changed``: one has begun or ended."""

    changed = Signal()

    def __init__(
        self, page: QWidget, desk: Desk, say: Say, ask: Callable[[str, str], Path | None] | None = None
    ) -> None:
        """Tell by ``say``; ``ask`` asks where to save, given a name and a format, where another does that already."""
        super().__init__(page)
        self._ask = ask
        self.open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl
        self.choose_file: ChooseFile = choose_file
        self.ask_printers: AskPrinters = ask_printers
        self.patience = PATIENCE
        self._search: PrinterSearch | None = None
        self.new_printer: Callable[[], QPrinter] = new_printer
        self.ask_printer: Callable[[QPrinter, QWidget, str, int], bool] = ask_printer
        self._page, self._desk, self._say = page, desk, say
        self._run: PrintRun | None = None

    @property
    def printing(self) -> bool:
        """Whether something is on its way to a printer."""
        return self._run is not None

    def let_print(self, button: QPushButton, *, ready: bool) -> None:
        """Let a page's own button be had where a run can begin; where printing is turned off, it says by whom."""
        allowed = self._desk.policy.allows("utskrift")
        button.setEnabled(ready and allowed and not self.printing)
        button.setToolTip("" if allowed else OFF_WORDS)

    def ask_path(self, name: str, suffix: str) -> Path | None:
        """Ask where a file is to be saved; None is no."""
        if self._ask is not None:
            return self._ask(name, suffix)
        return ask_path(self._page, self._desk, self.choose_file, name, suffix)

    def tell_saved(self, path: Path, *told: str) -> None:
        """Say what the file is called and what else is to be said, and offer to open it or show where it lies."""
        told = tuple(filter(None, (*told, told_of_long_path(path))))
        words = " ".join((f"Sparad som «{path.name}».", *told))
        show = (_SHOW, lambda: self._show_folder(path))
        self._say("warn" if told else "ok", words, "Öppna", lambda: self._open(path), show)

    def _open(self, path: Path) -> None:
        if not path.is_file():
            self._say("warn", f"«{path.name}» finns inte längre i mappen {path.parent}.")
        elif not self.open_url(QUrl.fromLocalFile(str(path))):
            words = f"Inget program på datorn öppnade «{path.name}»."
            self._say("warn", words, _SHOW, lambda: self._show_folder(path))

    def _show_folder(self, path: Path) -> None:
        if not path.parent.is_dir() or not self.open_url(QUrl.fromLocalFile(str(path.parent))):
            self._say("warn", f"Mappen kunde inte visas. Filen ligger i {path.parent}.")

    def tell_not_saved(self, error: UserError, path: Path, save: Callable[[Path], object]) -> None:
        """Say why a file was not written, and offer to ``save`` elsewhere: beside one in use, with a number."""
        in_use = isinstance(error, FileInUseError)

        def again() -> None:
            name = free_path(path).name if in_use else path.name
            chosen = self.ask_path(name, path.suffix.lower().lstrip("."))
            if chosen is not None:
                save(chosen)

        self._say("late", str(error), "Spara under nytt namn …" if in_use else "Spara igen …", again)

    def with_printer(self, then: Act, instead: Act) -> None:
        """Go on with ``then`` where there is a printer; where none is, or none answers, say so and offer ``instead``.

        Nothing is begun while one run or one search is under way.
        """
        if self.printing or self._search is not None:
            return
        if not self._desk.policy.allows("utskrift"):
            self._say("warn", OFF_WORDS, "Spara PDF …", instead)
            return
        search = self._search = PrinterSearch(self.ask_printers, self.patience, self)

        def rather_save() -> None:
            self._end_search()
            instead()

        search.waiting.connect(lambda: self._say("info", "Letar efter skrivare …", "Spara PDF …", rather_save))
        search.ended.connect(lambda names: self._searched(names, then, instead))
        search.start()

    def _end_search(self) -> None:
        if self._search is not None:
            self._search.stop()
            self._search.deleteLater()
            self._search = None

    def _searched(self, names: list[str] | None, then: Act, instead: Act) -> None:
        self._end_search()
        if names:
            then()
        else:
            self._say("warn", SILENT if names is None else NO_PRINTER, "Spara PDF …", instead)

    def print_(
        self,
        made: OutPages,
        pages: int,
        instead: Act,
        *,
        sent: Act | None = None,
        large: bool = False,
        landscape: bool = False,
    ) -> None:
        """Ask for a printer, and print; ``sent`` is done when all has been sent. ``large`` is an A3."""
        printer = self.new_printer()
        if large:
            printer.setPageSize(QPageSize(QPageSize.PageSizeId.A3))
        if landscape:
            printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        if not self.ask_printer(printer, self._page, made.suggested_name, pages):
            return
        run = self._run = PrintRun(made.content, printer, self)
        run.progressed.connect(
            lambda sheet, of: self._say("info", f"Skriver ut sida {sheet} av {of} …", "Avbryt", run.stop)
        )
        run.finished.connect(lambda all_done: self._printed(run.sheets, sent if all_done else None, all_done=all_done))
        run.failed.connect(lambda error: self._not_printed(error, instead))
        self.changed.emit()
        run.start()

    def _printed(self, sheets: int, sent: Act | None, *, all_done: bool) -> None:
        self._end_run()
        if sent is not None:
            sent()
        count = "1 sida är skickad" if sheets == 1 else f"{sheets} sidor är skickade"
        self._say("ok" if all_done else "info", f"{count} till skrivaren." if all_done else _STOPPED)

    def _not_printed(self, error: UserError, instead: Act) -> None:
        self._end_run()
        self._say("late", str(error), "Spara PDF …", instead)

    def _end_run(self) -> None:
        if self._run is not None:
            self._run.deleteLater()
            self._run = None
        self.changed.emit()
