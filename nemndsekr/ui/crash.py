"""What happens when the program itself is at fault: a report on disk, plain words, and the program goes on."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler, qVersion

from nemndsekr.support.failure import report_text, write_report
from nemndsekr.support.held_files import replace_file
from nemndsekr.support.paths import DataFolder

_LOG = logging.getLogger("nemndsekr.crash")
_MOST_FAULTS = 1_000_000
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashWatch(QObject):
    """Catches what no one else does, in any thread, writes the report and says so on the GUI thread."""

    reported = Signal(str, object)  # the report's words and its file, or None where it could not be written

    def __init__(self, folder: DataFolder, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._folder = folder
        self._now = now
        self._faults: TextIO | None = None
        self._before: tuple[Any, Any, Any, Any] | None = None

    def start(self) -> None:
        """Take over the hooks for errors that nobody caught."""
        handler = qInstallMessageHandler(_qt_message)
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook, handler)
        sys.excepthook = self._caught
        threading.excepthook = lambda args: self._caught(args.exc_type, args.exc_value, args.exc_traceback)
        sys.unraisablehook = self._unraisable
        try:
            self._faults = _fault_file(self._folder.logs)
            faulthandler.enable(self._faults)
        except (OSError, RuntimeError):
            self._faults = None

    def stop(self) -> None:
        """Give the hooks back."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook, handler = self._before
            qInstallMessageHandler(handler)
            self._before = None
        if self._faults is not None:
            faulthandler.disable()
            self._faults.close()
            self._faults = None

    def _caught(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        del error  # its words may quote a case
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, kind(), trace)
            return
        now = self._now()
        words = report_text(kind, trace, now, f"Qt {qVersion()}")
        _LOG.error("unforeseen error\n%s", words)
        self.reported.emit(words, write_report(words, self._folder.logs, now))

    def _unraisable(self, args: Any) -> None:
        # As when something is let go of: nothing of the person's was under way, so it is only noted, by kind and place.
        words = report_text(args.exc_type, args.exc_traceback, self._now(), f"Qt {qVersion()}")
        _LOG.error("error that nobody could be told of\n%s", words)


def _fault_file(logs: Path) -> TextIO:
    """Where Python writes its places when the process itself is killed; what it has written is kept, but not for ever.

    On Windows it writes there also of faults that some library looks after itself.
    """
    logs.mkdir(parents=True, exist_ok=True)
    path = logs / "krasch.txt"
    if path.exists() and path.stat().st_size > _MOST_FAULTS:
        replace_file(path, logs / "krasch-forra.txt", ())
    return path.open("a", encoding="utf-8")


def _qt_message(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
    del context
    logging.getLogger("nemndsekr.qt").log(_LEVELS.get(kind, logging.INFO), "%s", words)
