"""Store: opens the database, checks its version, backs up, migrates; ``step`` is one undoable transaction."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, create_engine, event, func, select
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool
from sqlmodel import col

from nemndsekr.records.case import Case
from nemndsekr.records.history import Change, Step
from nemndsekr.records.row import Row
from nemndsekr.records.source import Blob
from nemndsekr.store import undo_log
from nemndsekr.store.backup import backup_time, backups_in, has_backup_of, make_backup
from nemndsekr.store.connect import DatabaseUnreadableError, explained, open_database, open_in_memory
from nemndsekr.store.lock import DatabaseLock
from nemndsekr.store.migrations import NEWEST, migrate, schema_version
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import DataFolder

AnyRow = TypeVar("AnyRow", bound=Row)

# Built once, since building a statement costs more than running it.
_NOTE_OPENED = (
    Case.__table__.update()  # type: ignore[attr-defined]
    .where(col(Case.id) == bindparam("wanted"))
    .values(opened_at=bindparam("at"))
)
_LAST_STEP = select(Step).where(col(Step.undoable).is_(True)).order_by(col(Step.id).desc()).limit(1)
_TO_UNDO = (
    select(Step)
    .where(col(Step.undone_at).is_(None), col(Step.undoable).is_(True))
    .order_by(col(Step.id).desc())
    .limit(1)
)
# What can be done again was undone after the last thing that still holds: no older step is looked at, however many.
_LAST_DONE = (
    select(col(Step.id))
    .where(col(Step.undone_at).is_(None), col(Step.undoable).is_(True), col(Step.id) != bindparam("but", 0))
    .order_by(col(Step.id).desc())
    .limit(1)
    .scalar_subquery()
)
_CAN_BE_REDONE = (
    col(Step.id) > func.coalesce(_LAST_DONE, 0),
    col(Step.undone_at).is_not(None),
    col(Step.discarded).is_(False),
)
_TO_REDO = select(Step).where(*_CAN_BE_REDONE).order_by(col(Step.id)).limit(1)
_END_REDO = (
    Step.__table__.update()  # type: ignore[attr-defined]
    .where(*_CAN_BE_REDONE, col(Step.id) != bindparam("but", 0))
    .values(discarded=True)
)


class StepWriter:
    """What an operation writes through: rows in, rows changed, rows out, all in one transaction."""

    def __init__(self, session: Session, now: datetime, *, lean: bool = False) -> None:
        """Write through a session that the store opened; ``now`` is the step's instant in UTC.

        ``lean``: of what is written only the tables and cases are remembered, since all of it would fill the memory.
        """
        self.session = session
        self.now = now
        self.lean = lean
        self.touched: dict[str, set[int]] = {}
        self.cases: set[int] = set()
        self.changes: list[Change] = []

    def get(self, table: type[AnyRow], row_id: int) -> AnyRow:
        """The row with an id.

        Raises:
            UserError: there is no such row any more.
        """
        row = self.session.get(table, row_id)
        if row is None:
            raise UserError(
                "Uppgiften finns inte längre.", "Den kan ha tagits bort. Ångra borttagningen eller uppdatera vyn."
            )
        return row

    def find(self, table: type[AnyRow], **values: Any) -> AnyRow | None:
        """The first row whose columns hold these values."""
        return self.session.scalars(select(table).filter_by(**values).limit(1)).first()

    def all(self, table: type[AnyRow], **values: Any) -> list[AnyRow]:
        """Every row whose columns hold these values, in the order they were made."""
        return list(self.session.scalars(select(table).filter_by(**values).order_by(col(table.id))))

    def add(self, row: AnyRow) -> AnyRow:
        """Store a new row; it has its id afterwards."""
        self.session.add(row)
        self.session.flush()
        return row

    def add_all(self, rows: Sequence[Row]) -> None:
        """Store many new rows at once, which costs a fraction of one at a time; they have their ids afterwards."""
        self.session.add_all(rows)
        self.session.flush()

    def delete(self, row: Row) -> None:
        """Take a row away."""
        self.session.delete(row)
        self.session.flush()

    def keep_file(self, sha256: str, content: bytes) -> None:
        """Keep the bytes of a file once, by their checksum; files are no part of undo."""
        if self.session.get(Blob, sha256) is None:
            self.session.add(Blob(sha256=sha256, content=content))
            self.session.flush()


class Store:
    """One open database with one writer connection; safe to call from any one thread at a time."""

    def __init__(self, folder: DataFolder, *, read_only: bool = False) -> None:
        """Take the lock and open the file; ``prepare`` does the rest."""
        self.folder = folder
        self.read_only = read_only
        self._lock = threading.RLock()
        self._process_lock = DatabaseLock(folder.database)
        if not read_only:
            self._take_process_lock()
        try:
            self.raw = open_database(folder.database, read_only=read_only)
        except DatabaseUnreadableError as error:
            self._process_lock.release()
            raise self._with_way_back(error) from error
        except BaseException:
            self._process_lock.release()
            raise
        self._listen()

    def _take_process_lock(self) -> None:
        try:
            self.folder.root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(
                f"Mappen {self.folder.root} kan inte skapas.",
                "Kontrollera att du får skriva där, eller välj en annan mapp.",
            ) from error
        self._process_lock.take()

    def _listen(self) -> None:
        self.engine = create_engine("sqlite://", creator=lambda: self.raw, poolclass=StaticPool)
        event.listen(self.engine, "begin", _begin)
        event.listen(self.engine, "handle_error", _explain)
        self._writing = self.engine.execution_options(nemndsekr_writes=True)

    def _with_way_back(self, error: UserError) -> DatabaseUnreadableError:
        copies = backups_in(self.folder.backups)
        if not copies:
            return DatabaseUnreadableError(
                error.what, f"{error.next_step} Det finns ingen säkerhetskopia i {self.folder.backups}."
            )
        newest = backup_time(copies[0])
        return DatabaseUnreadableError(
            error.what,
            f"Senaste säkerhetskopian är från {newest:%Y-%m-%d} klockan {newest:%H.%M} och ligger i "
            f"{self.folder.backups}.",
        )

    def prepare(self, now_local: datetime) -> None:
        """Check the version, back up where due, and migrate; called once, before anything is read.

        Raises:
            UserError: the database was written by a newer program.
            DatabaseUnreadableError: the database is damaged.
        """
        version = schema_version(self.raw)
        if version > NEWEST:
            raise UserError(
                f"Databasen är sparad av en nyare version ({version}).",
                "Installera den nya versionen; filen har inte ändrats.",
            )
        if self.read_only:
            if version < NEWEST:
                raise UserError(
                    "Databasen är tom eller från en äldre version.", "Starta programmet en gång, så blir den klar."
                )
            return
        if self.raw.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise self._with_way_back(DatabaseUnreadableError("Databasen kunde inte läsas.", "Filen är skadad."))
        if version > 0 and (version < NEWEST or not has_backup_of(self.folder.backups, now_local.date())):
            make_backup(self.raw, self.folder.backups, now_local, self.folder.kept)
        migrate(self.raw)

    def close(self) -> None:
        """Close the database and let go of the lock."""
        with self._lock:
            self.engine.dispose()
            self.raw.close()
            self._process_lock.release()

    @property
    def path(self) -> Path:
        """The database file."""
        return self.folder.database

    def reader(self) -> sqlite3.Connection:
        """A connection of its own that only reads, for whoever looks long while others write; its taker closes it."""
        return open_database(self.folder.database, read_only=True)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for questions; nothing can be written through it."""
        with self._lock, self.engine.connect() as connection:
            yield connection

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session whose rows are complete and stay readable after it is closed."""
        with self._lock, Session(self.engine, expire_on_commit=False, autoflush=False) as session:
            yield session

    @contextmanager
    def step(
        self, name: str, who: str, now: datetime, *, visit: str = "", undoable: bool = True, lean: bool = False
    ) -> Iterator[StepWriter]:
        """One transaction, one undo step named ``name``, done by the user with uid ``who`` at ``now`` (UTC).

        A step with the same ``visit`` as the last one extends that one, so that the autosaves of one field
        during one visit are undone together. ``lean`` is for a step that writes more rows than the memory holds.
        Nothing is kept if the block raises.
        """
        with self._lock, Session(self._writing, expire_on_commit=False, autoflush=False) as session, session.begin():
            writer = StepWriter(session, now, lean=lean)
            step = self._visited(session, who, visit) if visit and undoable else None
            former = undo_log.lines_of(session, step) if step is not None else []
            if step is None:
                step = Step(name=name, user_uid=who, at=now, visit=visit, undoable=undoable)
                session.add(step)
                session.flush()
            self._log(session, writer, step)
            yield writer
            session.flush()
            if undoable:
                _end_step(session, step, former, writer.changes, now)

    @staticmethod
    def _visited(session: Session, who: str, visit: str) -> Step | None:
        """The step that this visit goes on with: its own, if nothing was done since.

        One that ended where it began counts as undone; it is taken up again, as long as it is all there is to redo.
        """
        last = session.scalars(_LAST_STEP).first()
        if last is None or last.discarded or (last.visit, last.user_uid) != (visit, who):
            return None
        first = session.scalars(_TO_REDO).first() if last.undone_at is not None else last
        return last if first is last else None

    def _log(self, session: Session, writer: StepWriter, step: Step) -> None:
        step_id = step.id
        if step_id is None:
            raise ValueError("a step is flushed before its changes")

        @event.listens_for(session, "before_flush")
        def fill(session: Session, *_: object) -> None:
            undo_log.before_flush(session)

        @event.listens_for(session, "after_flush")
        def write(session: Session, *_: object) -> None:
            changes = list(undo_log.changes_of(session))
            if changes and step.undone_at is not None and not writer.changes:
                undo_log.put_lines(session.connection(), step, ())  # what was taken back in it does not hold now
            undo_log.note(session.connection(), step_id, changes, extending=bool(step.visit))
            # That the step came to something is told by one change as well as by all of them.
            writer.changes += changes[: 0 if writer.changes else 1] if writer.lean else changes
            for change in changes:
                _touch(writer, change)

    def next_step(self, *, back: bool) -> tuple[Step, list[Change]] | None:
        """The step that Ångra (``back``) or Gör om would take, and its changes in their order; None without one."""
        with self.session() as session:
            step = session.scalars(_TO_UNDO if back else _TO_REDO).first()
            return None if step is None else (step, undo_log.changes_in(session, step))

    def undo(self, now: datetime) -> tuple[str, StepWriter] | None:
        """Take back the last step that can be undone; its name and what was touched, or None."""
        return self._replay(_TO_UNDO, now, back=True)

    def redo(self, now: datetime) -> tuple[str, StepWriter] | None:
        """Do the last undone step again; its name and what was touched, or None."""
        return self._replay(_TO_REDO, now, back=False)

    def _replay(self, wanted: Any, now: datetime, *, back: bool) -> tuple[str, StepWriter] | None:
        with (
            self._lock,
            Session(self._writing, expire_on_commit=False, autoflush=False) as session,
            _held_by_what_left(),
            session.begin(),
        ):
            step = session.scalars(wanted).first()
            if step is None:
                return None
            event.listen(session, "before_flush", lambda session, *_: undo_log.before_flush(session))
            # A row may be laid back before the row that it refers to; all is whole again at the commit.
            session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            writer = StepWriter(session, now)
            changes = undo_log.take_back(session, step) if back else undo_log.do_again(session, step)
            for change in changes:
                _touch(writer, change)
            step.undone_at = now if back else None
            step.visit = ""
            return step.name, writer

    def note_opened(self, case_id: int, now: datetime) -> None:
        """Note when a case was last looked at; nothing of it changes, so there is neither step, log nor new version."""
        with self._lock, self._writing.begin() as connection:
            connection.execute(_NOTE_OPENED, {"wanted": case_id, "at": now})

    def undo_names(self) -> tuple[str | None, str | None]:
        """The names of what Ångra and Gör om would do, or None where there is nothing."""
        with self.session() as session:
            undo, redo = session.scalars(_TO_UNDO).first(), session.scalars(_TO_REDO).first()
        return undo.name if undo else None, redo.name if redo else None

    def back_up(self, now_local: datetime) -> Path:
        """Make a checked copy now and say where it is."""
        with self._lock:
            return make_backup(self.raw, self.folder.backups, now_local, self.folder.kept)


class MemoryStore(Store):
    """A database in memory alone, for what is only looked at: nothing of it is ever written to disk."""

    def __init__(self) -> None:  # it takes no folder, and so no lock
        """Make it, empty and of the newest version."""
        self.folder = DataFolder(Path())
        self.read_only = False
        self._lock = threading.RLock()
        self.raw = open_in_memory()
        self._listen()
        migrate(self.raw)

    def reader(self) -> sqlite3.Connection:
        """A copy of it, as it is now."""
        copy = open_in_memory()
        with self._lock:
            self.raw.backup(copy)
        return copy

    def close(self) -> None:
        """Close it; all it held is gone."""
        with self._lock:
            self.engine.dispose()
            self.raw.close()


def _touch(writer: StepWriter, change: Change) -> None:
    rows = writer.touched.setdefault(change.table_name, set())
    if not writer.lean:
        rows.add(change.row_id)
    if change.case_id is not None:
        writer.cases.add(change.case_id)


def _end_step(
    session: Session, step: Step, former: Sequence[Mapping[str, Any]], changes: Sequence[Change], now: datetime
) -> None:
    """Leave no empty step: one that came to nothing goes, and a visit that came back to its beginning is undone.

    It is undone with what it had been (``former``), so that Gör om brings that back. Only what changes something
    ends what could be done again.
    """
    if former and not changes:
        return
    # What was taken back in a visit does not hold when it goes on.
    held = [] if step.undone_at is not None else [Change(**line) for line in former]
    nothing = undo_log.come_to_nothing([*held, *changes])
    if nothing:
        undo_log.put_lines(session.connection(), step, former)
        if not former:
            session.delete(step)
            session.flush()
        if not former or step.undone_at is not None:
            return
    session.connection().execute(_END_REDO, {"but": step.id})
    step.undone_at = now if nothing else None


@contextmanager
def _held_by_what_left() -> Iterator[None]:
    """Tell why a step cannot be taken back: what is no step to undo, that a paper has left, stands on what it made."""
    try:
        yield
    except IntegrityError as error:
        if "FOREIGN KEY" not in str(error):
            raise
        raise UserError(
            "Det går inte att ångra längre tillbaka: en handling i ärendet har lämnat programmet.",
            "Ta bort ärendet i listan i stället, om det inte ska vara kvar.",
        ) from error


def _begin(connection: Connection) -> None:
    # IMMEDIATE: a transaction that will write must not find out half-way that another process writes too.
    writes = connection.get_execution_options().get("nemndsekr_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _explain(context: ExceptionContext) -> None:
    told = explained(context.original_exception)
    if told is not None:
        raise told from context.original_exception


def open_store(folder: DataFolder, now_local: datetime, *, read_only: bool = False) -> Store:
    """Open the office's database, made and migrated as needed."""
    store = Store(folder, read_only=read_only)
    try:
        store.prepare(now_local)
    except BaseException:
        store.close()
        raise
    return store
