"""Desk: what every page is handed - the database, who sits here, the day, background work - and word of changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from nemndsekr.support.errors import UserError
from nemndsekr.support.policy import NO_POLICY, Policy
from nemndsekr.ui.background import Background

if TYPE_CHECKING:  # these load SQLAlchemy, which the first painted window must not wait for
    from nemndsekr.operations.changes import Changes
    from nemndsekr.store.database import Store

Result = TypeVar("Result")


class Clock(Protocol):
    """Tells the time; tests pass one that stands still."""

    def __call__(self) -> datetime:
        """Local time with its zone."""


def system_clock() -> datetime:
    """Local time with its zone."""
    return datetime.now(UTC).astimezone()


class Desk(QObject):
    """One open office. Pages ask and act through it and never touch the database on the GUI thread."""

    changed = Signal(object)  # Changes: what an operation touched
    saving = Signal()
    saved = Signal(object)  # datetime, local
    refused = Signal(object)  # UserError: what was to be saved is not saved, whoever takes care of it
    failed = Signal(object)  # UserError that no page took care of
    backed_up = Signal()  # a safety copy was made by hand
    opened = Signal()  # the database is open; pages may ask from now on

    def __init__(
        self,
        background: Background,
        clock: Clock = system_clock,
        parent: QObject | None = None,
        policy: Policy = NO_POLICY,
    ) -> None:
        super().__init__(parent)
        self.background = background
        self.clock = clock
        self.policy = policy
        """What the IT department has decided: which functions are not to be had."""
        self.store: Store | None = None
        self.user_uid = ""
        self.begun = 0
        """How many acts have been handed over."""
        self.told = 0
        """Which of them ``changed`` tells of, or told of last: so that older news is known from newer."""
        self.last_visit = ""
        """The visit to a field that handed over the last act; empty where it was an act of another kind."""

    def open(self, store: Store, user_uid: str) -> None:
        """Take an opened database."""
        self.store = store
        self.user_uid = user_uid
        self.opened.emit()

    @property
    def today(self) -> date:
        """The day, local."""
        return self.clock().date()

    def local(self, at: datetime) -> datetime:
        """An instant by the clock on the wall, the one that tells when things are saved; for all that is shown."""
        return at.astimezone(self.clock().tzinfo)

    def ask(
        self,
        question: Callable[[Store], Result],
        done: Callable[[Result], None],
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """Ask the database in the background and hand the answer to ``done`` on the GUI thread."""
        store = self._open_store()
        self.background.run(lambda: question(store), done, failed or self.failed.emit)

    def act(
        self,
        operation: Callable[[Store, str, datetime], Changes | None],
        done: Callable[[Changes], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
        *,
        visit: str = "",
    ) -> None:
        """Do one operation, ``operation(store, user_uid, now)``, in the background.

        Everybody hears of its Changes through ``changed`` first; then ``done`` is called. ``visit`` is the visit to
        a field whose words are saved.
        """
        store, who, now = self._open_store(), self.user_uid, self.clock()
        self.begun += 1
        self.last_visit = visit
        number = self.begun
        self.saving.emit()

        def told(changes: Changes | None) -> None:
            self.saved.emit(self.clock())
            if changes is not None:
                self.told = number
                self.changed.emit(changes)
                if done is not None:
                    done(changes)

        def refused(error: UserError) -> None:
            self.refused.emit(error)
            (failed or self.failed.emit)(error)

        self.background.run(lambda: operation(store, who, now), told, refused)

    def _open_store(self) -> Store:
        if self.store is None:
            raise RuntimeError("the database is not open yet")
        return self.store
