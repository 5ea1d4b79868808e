"""Opens the window on a data folder and writes into an answer, letter by letter, until it is killed.

Prints «typed N» for each letter and «saved N» when what stood there after N letters is told as saved.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nemndsekr.support.paths import DataFolder
from nemndsekr.ui.application import run_window
from nemndsekr.ui.main_window import MainWindow

LETTERS = "det som skrivs nu ska finnas kvar "
EVERY_MS = 12
PATIENCE_MS = 60_000


class Writer:
    """Waits for the window, opens the answer to a recommendation, and writes."""

    def __init__(self, case_id: int, uid: str) -> None:
        self.case_id = case_id
        self.uid = uid
        self.typed = 0
        self.handed_over: list[int] = []
        self.timer = QTimer()
        self.timer.timeout.connect(self.find_window)
        self.timer.start(20)

    def find_window(self) -> None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, MainWindow) and window.desk.store is not None:
                self.window = window
                self.timer.timeout.disconnect()
                window.go_to("case", self.case_id)
                window.page("case").show_place("recommendations", self.uid, "answer")  # type: ignore[attr-defined]
                self.timer.timeout.connect(self.find_answer)

    def find_answer(self) -> None:
        form = self.window.page("case").pane.stack.currentWidget()  # type: ignore[attr-defined]
        if hasattr(form, "quote_target") and form.isVisible():
            self.editor = form.quote_target()
            self.editor.setFocus()
            self.window.desk.saving.connect(lambda: self.handed_over.append(self.typed))
            self.window.desk.saved.connect(self.saved)
            self.timer.timeout.disconnect()
            self.timer.timeout.connect(self.write)
            self.timer.start(EVERY_MS)

    def write(self) -> None:
        QTest.keyClicks(self.editor, LETTERS[self.typed % len(LETTERS)])
        self.typed += 1
        self.tell("typed", self.typed)

    def saved(self, _: object) -> None:
        if self.handed_over:  # what was on its way before the first letter is not told
            self.tell("saved", self.handed_over.pop(0))

    def tell(self, what: str, count: int) -> None:
        sys.stdout.write(f"{what} {count}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    QTimer.singleShot(PATIENCE_MS, lambda: os._exit(1))
    writer = Writer(int(sys.argv[2]), sys.argv[3])
    run_window(DataFolder(Path(sys.argv[1])), [])
