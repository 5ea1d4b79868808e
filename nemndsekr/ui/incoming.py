"""Incoming: whatever way a file, a table or a text comes in - chosen, dropped or pasted - goes to the page for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from nemndsekr.support.settings import change_settings, load_settings
from nemndsekr.ui.kit.messages import file_paths
from nemndsekr.ui.start_folder import start_folder

if TYPE_CHECKING:
    from nemndsekr.exchange.table import TableFile
    from nemndsekr.ui.main_window import MainWindow

SAVE_FIRST: Final = "Bilagan ligger kvar i e-postprogrammet. Spara bilagan först, dra sedan in filen."
_NOT_HERE: Final = "Filen ligger inte på datorn. Spara den först, och läs in den sedan."
_A_FOLDER: Final = "Det är en mapp. Öppna den och välj filerna i den."
_NOTHING: Final = "Urklipp innehåller inget som går att läsa in. Kopiera en fil, en tabell eller en text först."
# What Outlook lays in a drag or on the clipboard for an attachment: a description, and no file.
_ATTACHMENT: Final = ("filegroupdescriptor", "filecontents")
_SHORTEST_TEXT: Final = 40
_READ_IN: Final = "in"
"""What the folder of the files that are read in is remembered as."""
"""A pasted text is taken for a document from so many characters on."""


def choose_files(parent: QWidget, folder: str) -> list[str]:
    """Ask for files in the system's own dialog."""
    endings = " ".join(f"*{suffix}" for suffix in readable_suffixes())
    return QFileDialog.getOpenFileNames(parent, "Läs in", folder, f"Läsbara filer ({endings});;Alla filer (*)")[0]


def choose_document(parent: QWidget, folder: str) -> str:
    """Ask for one document, not a list, in the system's own dialog."""
    from nemndsekr.reading.report_file import REPORT_FORMATS

    endings = " ".join(f"*{suffix}" for each in REPORT_FORMATS for suffix in each.suffixes)
    kinds = f"Handlingar ({endings});;Alla filer (*)"
    return QFileDialog.getOpenFileName(parent, "Kontrollera fil", folder, kinds)[0]


def readable_suffixes() -> dict[str, str]:
    """The endings of the files that can be read, with what such a file is called."""
    from nemndsekr.exchange.table_file import TABLE_SUFFIXES
    from nemndsekr.reading.report_file import REPORT_FORMATS

    reports = {suffix: each.label for each in REPORT_FORMATS for suffix in each.suffixes}
    lists = {suffix: "Lista" if suffix in (".csv", ".tsv") else "Kalkylblad" for suffix in TABLE_SUFFIXES}
    return reports | lists | {".nemndsekr": "Ärenden"}


def download_folders(last: str) -> list[Path]:
    """The user's downloads folder, and the folder that files were last read in from."""
    from platformdirs import user_downloads_path

    return [user_downloads_path(), *([Path(last)] if last else [])]


class Incoming:
    """The ways in, for one window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self._pasted: TemporaryDirectory[str] | None = None
        self._pasted_count = 0

    # Chosen

    def choose(self) -> None:
        """Show the newest files first; one can look elsewhere from there."""
        from nemndsekr.ui.new_files_dialog import BROWSE, PASTE, NewFilesDialog

        path = self.window.folder.settings
        last = load_settings(path).folder_for(_READ_IN)
        clock = self.window.desk.clock
        dialog = NewFilesDialog(lambda: download_folders(last), readable_suffixes(), clock, self.window)
        result = dialog.exec()
        paths = dialog.paths()
        dialog.deleteLater()
        if result == PASTE:
            self.paste_here()
        elif result == BROWSE:
            chosen = choose_files(self.window, start_folder(last))
            if chosen:
                self._remember(Path(chosen[0]).parent)
            self.take_files(chosen)
        elif result:
            self.take_files(paths)

    def choose_document(self, parent: QWidget) -> Path | None:
        """Ask for one document, beginning in the folder of the last; None when the person changed their mind."""
        settings = load_settings(self.window.folder.settings)
        chosen = choose_document(parent, start_folder(settings.folder_for(_READ_IN)))
        if not chosen:
            return None
        self._remember(Path(chosen).parent)
        return Path(chosen)

    def _remember(self, folder: Path) -> None:
        # Where it cannot be kept, it begins next time where it did this time.
        change_settings(self.window.folder.settings, lambda kept: kept.with_folder(_READ_IN, str(folder)))

    def take_files(self, files: Sequence[object]) -> None:
        """Read lists as lists and all else as documents to review; nothing is stored before the person says so.

        Templates are taken in where templates are; that can be undone. What a file of cases holds is shown first.
        """
        from nemndsekr.exchange.table_file import is_table_name

        paths = [Path(str(file)) for file in files]
        if not paths or self.window.desk.store is None:
            return
        templates = [path for path in paths if path.suffix.lower() == ".nemndmall" and not path.is_dir()]
        if templates:
            page: Any = self.window.page("templates")
            self.window.show_page("templates")
            page.take_in(templates)
            paths = [path for path in paths if path not in templates]
            if not paths:
                return
        archives = [path for path in paths if path.suffix.lower() == ".nemndsekr" and not path.is_dir()]
        if archives:
            self.window.archives.take_files(archives)
            paths = [path for path in paths if path not in archives]
            if not paths:
                return
        whole = [path for path in paths if not path.is_dir()]
        lists = [path for path in whole if is_table_name(path.name)]
        documents = [path for path in whole if path not in lists]
        if documents:
            page = self.window.page("review")
            self.window.show_page("review")
            page.show_readings(documents)
            if lists:
                names = f"«{lists[0].name}»" if len(lists) == 1 else f"{len(lists)} listor"
                self._tell("info", f"{names} läses in för sig.", ("Läs in listan", lambda: self._show_lists(lists)))
        elif lists:
            self._show_lists(lists)
        else:
            self._tell("info", _A_FOLDER, None)

    def _show_lists(self, paths: list[Path]) -> None:
        page: Any = self.window.page("watchlist")
        self.window.show_page("watchlist")
        page.show_files(paths)

    def read_list(self) -> None:
        """Go to where a list is read in."""
        page: Any = self.window.page("watchlist")
        page.begin_anew()
        self.window.show_page("watchlist")

    # Pasted and dropped

    def paste(self) -> None:
        """Take what is on the clipboard: into the editor or page that has the focus, or as files, a table or a text."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QTextEdit | QPlainTextEdit) and not focus.isReadOnly():
            focus.paste()
            return
        data = QGuiApplication.clipboard().mimeData()
        only_text = data is not None and data.hasText() and not file_paths(data) and not _is_attachment(data)
        if not (only_text and self.window.current.take_pasted(data.text())):
            self.paste_here()

    def paste_here(self) -> None:
        """Take in what is on the clipboard, wherever the focus is."""
        if not self.take(QGuiApplication.clipboard().mimeData()):
            self._tell("info", _NOTHING, None)

    def can_take(self, data: QMimeData) -> bool:
        """Whether something that is dragged may be let go here."""
        return bool(data.urls()) or _is_attachment(data)

    def take(self, data: QMimeData | None) -> bool:
        """Take what was pasted or let go; whether there was anything to take or to tell."""
        if data is None or self.window.desk.store is None:
            return False
        paths = file_paths(data)
        if paths:
            self.take_files(paths)
            return True
        if _is_attachment(data):
            self._tell("info", SAVE_FIRST, None)
            return True
        return self._take_text(data)

    def _take_text(self, data: QMimeData) -> bool:
        """Look in the background whether a text is a table, which may have thousands of rows, and take it as it is."""
        from nemndsekr.operations.read_watchlist import pasted_list

        text, html, link = data.text(), data.html() if data.hasHtml() else "", bool(data.urls())
        if not text.strip() and not html.strip():
            return False
        self.window.desk.background.run(
            partial(pasted_list, text, html), lambda file: self._take_read(file, text, html, link=link)
        )
        return True

    def _take_read(self, file: TableFile | None, text: str, html: str, *, link: bool) -> None:
        if file is not None:
            self._show_table(file)
        elif link:
            self._tell("info", _NOT_HERE, None)
        elif len(text.strip()) < _SHORTEST_TEXT:
            self._tell("info", _NOTHING, None)
        else:
            self._review_text(text, html)

    def _show_table(self, file: TableFile) -> None:
        page: Any = self.window.page("watchlist")
        self.window.show_page("watchlist")
        page.show_table(file)

    def _review_text(self, text: str, html: str) -> None:
        """Review a pasted text as the document that it is; it is laid in a file of its own until it is read.

        The file is what is kept in the case as the source, as with every other document.
        """
        from nemndsekr.reading.formats.html_file import has_structure

        suffix, content = (".html", html) if html and has_structure(html) else (".txt", text)
        if self._pasted is None:
            self._pasted = TemporaryDirectory(prefix="nemndsekr-", ignore_cleanup_errors=True)
        self._pasted_count += 1
        number = f" {self._pasted_count}" if self._pasted_count > 1 else ""
        now: datetime = self.window.desk.clock()
        path = Path(self._pasted.name) / f"Inklistrad text {now:%Y-%m-%d}{number}{suffix}"
        path.write_text(content, encoding="utf-8")
        self.take_files([path])

    def close(self) -> None:
        """Let go of what was pasted."""
        if self._pasted is not None:
            self._pasted.cleanup()
            self._pasted = None

    def _tell(self, tone: str, words: str, action: tuple[str, Callable[[], object]] | None) -> None:
        self.window.show_message(tone, words, action)


def _is_attachment(data: QMimeData) -> bool:
    return any(part in name.lower() for name in data.formats() for part in _ATTACHMENT) and not file_paths(data)
