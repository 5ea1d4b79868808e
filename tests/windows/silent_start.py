"""Starts the program as the Start menu does, by pythonw: there is no stdout and no stderr to write a word to.

Opens the exercise in a window of Windows, waits until it is painted and closes it. How that went is written in the
file that the first argument names: «ok», or what went wrong.
"""

from __future__ import annotations

import sys
import tempfile
import traceback
from pathlib import Path


def main(told: Path) -> int:
    """Start, look and tell."""
    if sys.stdout is not None or sys.stderr is not None:
        told.write_text("this must be run by pythonw, through start", encoding="utf-8")
        return 1
    words = "the window was never painted"
    try:
        from PySide6.QtGui import QPaintEvent

        from nemndsekr.__main__ import main as start
        from nemndsekr.ui import application
        from nemndsekr.ui.main_window import MainWindow

        painted: list[bool] = []

        class Watched(MainWindow):
            def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
                super().paintEvent(event)
                if not painted:
                    painted.append(True)
                    from PySide6.QtCore import QTimer

                    QTimer.singleShot(1000, self.close)

        setattr(application, "MainWindow", Watched)  # noqa: B010 - the name that the program itself looks up
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as data:
            sys.argv = ["nemndsekr", "--data", data, "--demo"]
            code = start()
        if painted:
            words = "ok" if code == 0 else f"the program ended with {code}"
    except BaseException:  # noqa: BLE001 - there is nobody else to tell it to
        words = traceback.format_exc()
    told.write_text(words, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
