"""ReadingQueue: reads the files of one go in the background, one after the other, and hands them on in review order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from nemndsekr.operations.review_file import ReadFile, UnderWay, in_review_order, made_ready
from nemndsekr.store.database import Store
from nemndsekr.support.errors import UserError
from nemndsekr.ui.desk import Desk

_WATCH_MS: Final = 100
Reader = Callable[[Path, UnderWay], ReadFile | None]


@dataclass(slots=True)
class Batch:
    """The files of one go: those that were read, and those that could not be, with the reason."""

    files: list[ReadFile] = field(default_factory=list)
    failed: list[tuple[Path, UserError]] = field(default_factory=list)


class ReadingQueue(QObject):
    """One go at a time. ``started`` gives a file, its number and how many there are."""

    started = Signal(object, int, int)
    progressed = Signal(int, int)
    """Pages done and pages in all of the file that is read."""
    read = Signal(object)
    """Batch: everything is read."""

    def __init__(self, desk: Desk, reader: Callable[[], Reader], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reader = reader
        self._paths: list[Path] = []
        self._number = 0
        self._batch = Batch()
        self._under_way = UnderWay()
        self._watch = QTimer(self)
        self._watch.setInterval(_WATCH_MS)
        self._watch.timeout.connect(lambda: self.progressed.emit(self._under_way.done, self._under_way.of))

    def start(self, paths: Sequence[Path]) -> None:
        """Read these files."""
        self._paths, self._number, self._batch = list(paths), 0, Batch()
        self._next()

    def stop(self) -> None:
        """Read no more; what was read is let go of."""
        self._under_way.stopped.set()
        self._watch.stop()
        self._paths = []

    def _next(self) -> None:
        if self._number == len(self._paths):
            self._all_read()
            return
        path = self._paths[self._number]
        self._number += 1
        # The job holds plain values and not this object: whatever it holds may be let go of in its own thread.
        under_way = self._under_way = UnderWay()
        reader = self._reader()
        self.started.emit(path, self._number, len(self._paths))
        self._watch.start()
        self._desk.background.run(
            lambda: reader(path, under_way),
            lambda file: self._one_read(file, under_way),
            lambda error: self._one_failed(path, error, under_way),
        )

    def _one_read(self, file: ReadFile | None, under_way: UnderWay) -> None:
        if file is not None and not under_way.stopped.is_set():
            self._batch.files.append(file)
            self._next()

    def _one_failed(self, path: Path, error: UserError, under_way: UnderWay) -> None:
        if not under_way.stopped.is_set():
            self._batch.failed.append((path, error))
            self._next()

    def _all_read(self) -> None:
        self._watch.stop()
        batch, under_way = self._batch, self._under_way
        files = batch.files

        def ready(store: Store) -> list[ReadFile]:
            return in_review_order([made_ready(store, file) for file in files])

        def hand_on(ordered: list[ReadFile]) -> None:
            if not under_way.stopped.is_set():
                self.read.emit(Batch(ordered, batch.failed))

        self._desk.ask(ready, hand_on)
