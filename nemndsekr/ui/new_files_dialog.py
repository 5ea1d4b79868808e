"""NewFilesDialog: the newest files of the downloads folder; Enter reads the chosen ones in, or one looks elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QWidget

from nemndsekr.support.new_files import NewFile, age_in_words, newest_files
from nemndsekr.ui.desk import Clock
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.labels import Label, button, caption, primary_button
from nemndsekr.ui.kit.lists import TaskList, TaskRow
from nemndsekr.ui.kit.measures import column, holding, row
from nemndsekr.ui.kit.messages import file_paths
from nemndsekr.ui.kit.panels import Panel
from nemndsekr.ui.kit.row_model import RECORD_ROLE

_MOST: Final = 40
_LOOK_MS: Final = 40
BROWSE: Final = 2
"""The dialog's result when the person wants to look elsewhere."""
PASTE: Final = 3
"""The dialog's result when the person wants what is on the clipboard."""


class NewFilesDialog(FittedDialog):
    """Files to read in. ``labels`` gives by ending what kind of file it is, in a word."""

    def __init__(
        self,
        folders: Callable[[], Sequence[Path]],
        labels: dict[str, str],
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Läs in")
        self.setAcceptDrops(True)
        self._labels = labels
        self._clock = clock
        self.files = TaskList("Nyaste filerna", lines=True)
        self.files.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.words = Label("Letar efter filer …", "body", "quiet", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.stack = QStackedWidget()
        self.stack.addWidget(holding(column(None, self.words, None, margins=(24, 24, 24, 24))))
        self.stack.addWidget(self.files)
        self.hint = caption(
            "Skift+pil väljer flera. Du kan också dra hit filer eller klistra in dem (Ctrl+V).", wrap=True
        )
        self.browse = button("&Bläddra …", "folder-open")
        self.cancel = button("Avbryt")
        self.read = primary_button("Läs in")
        for each in (self.browse, self.cancel, self.read):
            each.setAutoDefault(False)
        self.read.setEnabled(False)
        self.fit(
            column(
                (Panel("Senast hämtat", "nyaste först", body=self.stack), 1),
                self.hint,
                gap=12,
            ),
            row(self.browse, None, self.cancel, self.read),
            width=560,
            height=440,
        )
        self.browse.clicked.connect(lambda: self.done(BROWSE))
        self.cancel.clicked.connect(self.reject)
        self.read.clicked.connect(self.accept)
        self.files.opened.connect(lambda _: self.accept())
        self.files.selectionModel().selectionChanged.connect(lambda *_: self._tell())
        QShortcut(QKeySequence.StandardKey.Paste, self, lambda: self.done(PASTE))
        self.browse.setFocus()
        self._dropped: list[Path] = []
        self._look(folders)

    def paths(self) -> list[Path]:
        """The chosen files, the first in the list first; or those that were let go here."""
        chosen = sorted(self.files.selectionModel().selectedIndexes(), key=lambda index: index.row())
        return self._dropped or [index.data(RECORD_ROLE).key for index in chosen]

    def _look(self, folders: Callable[[], Sequence[Path]]) -> None:
        """List the files in a thread that nobody waits for: a folder on a slow network must not hold up anything."""
        found: SimpleQueue[list[NewFile]] = SimpleQueue()
        endings = tuple(self._labels)
        # The thread holds plain values only, never a part of the window.
        work = threading.Thread(target=lambda: found.put(newest_files(folders(), endings, _MOST)), daemon=True)
        work.start()
        watch = QTimer(self)
        watch.setInterval(_LOOK_MS)

        def look() -> None:
            try:
                files = found.get_nowait()
            except Empty:
                return
            watch.stop()
            self._show(files)

        watch.timeout.connect(look)
        watch.start()

    def _show(self, files: list[NewFile]) -> None:
        if not files:
            self.words.setText("Inga filer att läsa in bland de hämtade.\nVälj Bläddra för att leta någon annanstans.")
            return
        now = self._clock()
        self.files.set_rows(
            [
                TaskRow(
                    key=file.path,
                    name=file.path.name,
                    note=f"{self._labels[file.path.suffix.lower()]} · {file.path.parent.name}",
                    tail=age_in_words(file.changed, now),
                )
                for file in files
            ]
        )
        self.stack.setCurrentIndex(1)
        # Nothing that is typed meanwhile is lost: the focus moves only while it still stands where it was put.
        if self.focusWidget() is self.browse:
            self.files.setFocus()
        self.files.choose(files[0].path)

    def _tell(self) -> None:
        count = len(self.files.selectionModel().selectedIndexes())
        self.read.setEnabled(count > 0)
        self.read.setText(f"Läs in {count} filer" if count > 1 else "Läs in")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files here too."""
        if file_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the files that were let go."""
        self._dropped = [Path(path) for path in file_paths(event.mimeData())]
        if self._dropped:
            event.acceptProposedAction()
            self.accept()
