"""What happens when the program itself is at fault: a report on disk, plain words, and the program goes on.

A report holds versions and the places in the program, never what is written in a case: the message of an error
may quote a text, so only its kind is kept.
"""

from __future__ import annotations

import faulthandler
import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler, qVersion

from nemndsekr.support.paths import DataFolder
from nemndsekr.support.versions import versions

_LOG = logging.getLogger("nemndsekr.crash")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def report_text(kind: type[BaseException], trace: TracebackType | None, at: datetime) -> str:
    """The report about one error."""
    places = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    lines = [
        " · ".join((*versions(), f"Qt {qVersion()}")),
        platform.platform(),
        f"{at:%Y-%m-%d %H.%M.%S}",
        f"{kind.__module__}.{kind.__qualname__}",
        *places,
    ]
    return "\n".join(lines) + "\n"


class CrashWatch(QObject):
    """Catches what no one else does, in any thread, writes the report and says so on the GUI thread."""

    reported = Signal(str, object)  # the report's words and its file, or None where it could not be written

    def __init__(self, folder: DataFolder, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._folder = folder
        self._now = now
        self._faults: TextIO | None = None
        self._before: tuple[Any, Any, Any] | None = None

    def start(self) -> None:
        """Take over the hooks for errors that nobody caught."""
        self._before = (sys.excepthook, threading.excepthook, qInstallMessageHandler(_qt_message))
        sys.excepthook = self._caught
        threading.excepthook = lambda args: self._caught(args.exc_type, args.exc_value, args.exc_traceback)
        try:
            self._folder.logs.mkdir(parents=True, exist_ok=True)
            self._faults = (self._folder.logs / "krasch.txt").open("a", encoding="utf-8")
            faulthandler.enable(self._faults)
        except (OSError, RuntimeError):
            self._faults = None

    def stop(self) -> None:
        """Give the hooks back."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, handler = self._before
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
        words = report_text(kind, trace, now)
        _LOG.error("unforeseen error\n%s", words)
        self.reported.emit(words, self._write(words, now))

    def _write(self, words: str, now: datetime) -> Path | None:
        path = self._folder.logs / f"felrapport-{now:%Y-%m-%dT%H%M%S}.txt"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            same_second = 1
            while path.exists():
                same_second += 1
                path = path.with_name(f"felrapport-{now:%Y-%m-%dT%H%M%S}-{same_second}.txt")
            path.write_text(words, encoding="utf-8")
        except OSError:
            return None
        return path


def _qt_message(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
    del context
    logging.getLogger("nemndsekr.qt").log(_LEVELS.get(kind, logging.INFO), "%s", words)
