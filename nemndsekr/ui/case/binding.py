"""Bound: ties one editor to one column of one row, saves by itself, and makes one visit to a field one undo step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, Final
from uuid import uuid4

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QTextEdit

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.edit_record import edit_record
from nemndsekr.records.block_text import BlockText, plain_text
from nemndsekr.records.row import Row
from nemndsekr.store.database import Store
from nemndsekr.support.errors import UserError
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.forms import Field
from nemndsekr.ui.kit.own_undo import do_own_undo, forget_own_undo, has_own_undo, undo_direction

IDLE_MS: Final = 400
"""How long words wait to be saved. At most 0.8 s of them may be lost, and a busy computer is slow to the disk."""

_WRITING: Final = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.InputMethod)

Write = Callable[[Store, str, datetime, Any, str], Changes]
"""How a value is written: store, user, now, the value, the visit."""


def row_writer(table: type[Row], row_id: int, column: str) -> Write:
    """The way to write one column of one row."""

    def write(store: Store, who: str, now: datetime, value: Any, visit: str) -> Changes:
        return edit_record(store, table, row_id, {column: value}, who, now, visit=visit)

    return write


class Ledger:
    """What was handed over and is not yet seen in what was loaded: it outranks an older answer from the database."""

    def __init__(self) -> None:
        """Nothing is on its way."""
        self._values: dict[object, Any] = {}
        self._on_the_way: dict[object, int] = {}
        self.refused: dict[object, UserError] = {}
        """Why what stands in an editor is not stored, by what the editor stands for."""

    @property
    def has_news(self) -> bool:
        """Whether something was handed over that no loaded case holds yet."""
        return bool(self._values)

    def hand_over(self, target: object, value: Any) -> None:
        """Note a value on its way to the database."""
        self._values[target] = value
        self.refused.pop(target, None)
        self._on_the_way[target] = self._on_the_way.get(target, 0) + 1

    def arrived(self, target: object, *, kept: bool) -> None:
        """A save came back; what was refused is not shown again as if it were saved."""
        self._on_the_way[target] = max(0, self._on_the_way.get(target, 0) - 1)
        if not kept and not self._on_the_way[target]:
            self._values.pop(target, None)

    def newest(self, target: object, loaded: Any) -> Any:
        """The value that holds for a target."""
        return self._values.get(target, loaded)

    def forget(self, is_such: Callable[[object], bool]) -> None:
        """Let go of what was handed over for these targets: they stand for something else from now on."""
        for target in [target for target in self._values if is_such(target)]:
            self._values.pop(target)

    def loaded(self) -> None:
        """The case was loaded anew. Jobs run one after the other, so the answer holds every save that has come back."""
        for target in [target for target, left in self._on_the_way.items() if not left]:
            self._on_the_way.pop(target)
            self._values.pop(target, None)


_MUCH: Final = 40
"""Characters: so much is not thrown away by a slip of the finger alone."""


def _is_cleared(former: Any, value: Any) -> bool:
    """Whether a text lost everything, or much of what stood there."""
    before, after = len(_plain(former)), len(_plain(value))
    return before > 0 and (after == 0 or before - after > max(_MUCH, before // 2))


def _plain(value: Any) -> str:
    if isinstance(value, BlockText):
        return plain_text(value)
    return value if isinstance(value, str) else ""


class Bound(QObject):
    """One editor and the value it stands for.

    The value is handed over when the editor is left or has been idle for a moment. A value from the database is
    shown only when it is news: neither over something typed and unsaved, nor when it is what was saved.
    """

    handed_over = Signal(object)

    def __init__(
        self,
        desk: Desk,
        ledger: Ledger,
        field: Field,
        read: Callable[[], Any],
        show: Callable[[Any], None],
        edited: SignalInstance,
        *,
        at_once: bool = False,
    ) -> None:
        """Tie them; ``at_once`` saves every change without waiting, for what is chosen rather than typed."""
        super().__init__(field)
        self._desk = desk
        self._ledger = ledger
        self._field = field
        self._read = read
        self._show = show
        self._write: Write | None = None
        self._target: object = None
        self._stored: Any = None
        self._shown: Any = None
        self._visit = ""
        self._saved_visit = ""
        self._begun_after = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(0 if at_once else IDLE_MS)
        self._timer.timeout.connect(self.commit)
        edited.connect(self._touched)
        field.editor.installEventFilter(self)

    @property
    def field(self) -> Field:
        """The field with its label and message."""
        return self._field

    @property
    def value(self) -> Any:
        """What the editor stands for now."""
        return self._read()

    def show_value(self, target: object, write: Write, loaded: Any) -> None:
        """Show the value of a target; the same target again is only news of it."""
        value = self._ledger.newest(target, loaded)
        self._write = write
        if target != self._target:
            self._ledger.refused.pop(self._target, None)
            self._target = target
            self._begin_visit()
            self._field.set_message("")
            self._put(value)
        elif target in self._ledger.refused and self.unsaved:
            # What it was refused for may be mended by now: its row was gone, and an undone act was done again.
            self._timer.start()
        elif value != self._stored and not self.unsaved:
            self._put(value)

    def let_go(self) -> None:
        """Stand for nothing, when what it stood for is no longer shown; what it was refused goes with it."""
        self._timer.stop()
        self._ledger.refused.pop(self._target, None)
        self._target, self._write = None, None
        self._field.set_message("")

    @property
    def unsaved(self) -> bool:
        """Whether the editor holds something that has not been handed over."""
        return self._target is not None and bool(self._read() != self._shown)

    def commit(self) -> None:
        """Hand over what is typed, if it is not handed over already."""
        self._timer.stop()
        if self._write is None or not self.unsaved:
            return
        value, former, target = self._read(), self._shown, self._target
        taken_back = has_own_undo(self._field.editor, 1)
        if self._interrupted or (_is_cleared(former, value) and not taken_back):
            # A visit is one undo step, its words before and after. What is thrown away must be there to come back to.
            self._begin_visit()
        write, visit = self._write, self._visit
        self._saved_visit = visit
        self._shown = self._stored = value
        self._ledger.hand_over(target, value)
        self._desk.act(
            lambda store, who, now: write(store, who, now, value, visit),
            partial(self._saved, target, value),
            partial(self._refused, target, former),
            visit=visit,
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the editor saves; coming back is a new visit. A menu or another window in between is neither."""
        if watched is not self._field.editor:
            return super().eventFilter(watched, event)
        if isinstance(event, QFocusEvent):
            passing = event.reason() in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
            if event.type() == QEvent.Type.FocusOut:
                self.commit()
            elif event.type() == QEvent.Type.FocusIn and not passing:
                self._begin_visit()
        elif event.type() in _WRITING:
            direction = undo_direction(event) if isinstance(event, QKeyEvent) else 0
            if direction and isinstance(self._field.editor, QTextEdit | QLineEdit):
                return self._undo_key(event, direction)
            if self._interrupted and not self.unsaved:
                self._begin_visit()
        return super().eventFilter(watched, event)

    @property
    def _interrupted(self) -> bool:
        """Whether something else was done since this visit began or saved its words; then what follows is another."""
        if self._saved_visit == self._visit:
            return self._desk.last_visit != self._visit
        return self._desk.begun != self._begun_after

    def _begin_visit(self) -> None:
        """From here on the words are another step; what was written before is the program's to take back."""
        self._visit, self._begun_after = str(uuid4()), self._desk.begun
        forget_own_undo(self._field.editor)

    def _undo_key(self, event: QEvent, direction: int) -> bool:
        """The editor takes back its own words only while they are the last that was done; all else is the window's."""
        own = (self.unsaved or not self._interrupted) and has_own_undo(self._field.editor, direction)
        if event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(own)
        elif own:
            do_own_undo(self._field.editor, direction)
        return True

    def _touched(self, *_: object) -> None:
        if self.unsaved:
            # Not anew at every key: whoever types without a pause would have nothing saved at all.
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._timer.stop()
            self._as_stored()

    def _as_stored(self) -> None:
        """What stands here again is what is stored: what was refused is no more, and all is saved."""
        if self._ledger.refused.pop(self._target, None) is not None:
            self._field.set_message("")
            self._desk.saved.emit(self._desk.clock())

    def _put(self, value: Any) -> None:
        self._stored = value
        self._show(value)
        # The editor may spell the value in its own way (None as an empty line); that is no change.
        self._shown = self._read()
        self._timer.stop()

    def _saved(self, target: object, value: Any, changes: Changes) -> None:
        del changes
        self._ledger.arrived(target, kept=True)
        if target == self._target:
            self._field.set_message("")
            self.handed_over.emit(value)

    def _refused(self, target: object, former: Any, error: UserError) -> None:
        self._ledger.arrived(target, kept=False)
        if target == self._target:
            # So that the next try hands it over again; what is typed stays where it is.
            self._shown = former
            self._ledger.refused[target] = error
            self._field.set_message(str(error))
            if not self.unsaved:
                self._as_stored()
        else:
            self._desk.failed.emit(error)
