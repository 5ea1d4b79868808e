"""A table model that fetches its rows a page at a time: the database sorts and filters, the model only shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, Literal, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from nemndsekr.ui.kit.states import State
from nemndsekr.ui.kit.tokens import Token

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
Kind = Literal["text", "quiet", "strong", "tag", "progress", "flag", "number"]

PAGE: Final = 200
CELL_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""Gives the ``Cell`` to paint."""
ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 2
"""Gives the record of the row, from any of its cells."""
_TOP: Final = QModelIndex()


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows. ``state`` gives a tag its shape and a flag its colour; ``share`` is done and of how many."""

    text: str
    kind: Kind = "text"
    state: State | None = None
    share: tuple[int, int] | None = None
    ink: Token | None = None


# Without slots, for typing wants to note the argument of Column[Row](…) on the object.
@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: its title, the words of a row's cell, and how they are shown."""

    title: str
    text: Callable[[Row], str]
    kind: Kind = "text"
    width: float = 100
    """In units."""
    stretch: bool = False
    """The one column that takes the room that is left."""
    sort_key: str = ""
    """What a sort request names; without it the header does not sort."""
    state: Callable[[Row], State | None] | None = None
    share: Callable[[Row], tuple[int, int] | None] | None = None
    ink: Callable[[Row], Token | None] | None = None

    def cell(self, row: Row) -> Cell:
        """The cell of a row."""
        return Cell(
            self.text(row),
            self.kind,
            self.state(row) if self.state else None,
            self.share(row) if self.share else None,
            self.ink(row) if self.ink else None,
        )


class FetchMoreModel(QAbstractTableModel, Generic[Row]):
    """Rows that come 200 at a time through ``fetch(offset, limit)``.

    ``total`` may be unknown; then a short page is the last. ``identity`` tells which row is which after a refresh.
    """

    total_changed = Signal(int)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        identity: Callable[[Row], object] = id,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.identity = identity
        self._fetch: Callable[[int, int], Sequence[Row]] | None = None
        self._rows: list[Row] = []
        self._total: int | None = 0

    def set_source(self, fetch: Callable[[int, int], Sequence[Row]], total: int | None = None) -> None:
        """Show other rows from the top: another filter, another order."""
        self.beginResetModel()
        self._fetch = fetch
        self._rows = list(fetch(0, PAGE))
        self._settle(total, PAGE)
        self.endResetModel()
        self.total_changed.emit(self.total)

    def refresh(self, total: int | None = None) -> None:
        """Fetch again what is loaded. When the same rows are there, only their words change and nothing moves."""
        if self._fetch is None:
            return
        wanted = max(PAGE, len(self._rows))
        rows = list(self._fetch(0, wanted))
        same = [self.identity(row) for row in rows] == [self.identity(row) for row in self._rows]
        if same:
            self._rows = rows
            self._settle(total, wanted)
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))
        else:
            self.beginResetModel()
            self._rows = rows
            self._settle(total, wanted)
            self.endResetModel()
        self.total_changed.emit(self.total)

    @property
    def total(self) -> int:
        """How many rows there are, loaded or not; as far as is known."""
        return len(self._rows) if self._total is None else self._total

    def record(self, row: int) -> Row:
        """The record shown in this row."""
        return self._rows[row]

    def rows(self) -> Sequence[Row]:
        """The rows that are loaded."""
        return tuple(self._rows)

    def row_of(self, identity: object) -> int:
        """The row with this identity among the loaded, or -1."""
        return next((number for number, row in enumerate(self._rows) if self.identity(row) == identity), -1)

    def rowCount(self, parent: Index = _TOP) -> int:
        """The rows loaded so far."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        """The columns."""
        return 0 if parent.isValid() else len(self.columns)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there are rows left to load."""
        return not parent.isValid() and (self._total is None or len(self._rows) < self._total)

    def fetchMore(self, parent: Index) -> None:
        """Load the next page."""
        if parent.isValid() or self._fetch is None:
            return
        page = self._fetch(len(self._rows), PAGE)
        if page:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(page) - 1)
            self._rows.extend(page)
            self.endInsertRows()
        if len(page) < PAGE and self._total is None:
            self._total = len(self._rows)
            self.total_changed.emit(self.total)
        elif not page:
            # Fewer rows than promised: somebody deleted meanwhile. Ask no more.
            self._total = len(self._rows)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The titles."""
        if orientation == Qt.Orientation.Horizontal and role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return self.columns[section].title
        if orientation == Qt.Orientation.Vertical and role == Qt.ItemDataRole.DisplayRole:
            return str(section + 1)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows, and what is read of it: the first column reads the whole row."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        match role:
            case _ if role == CELL_ROLE:
                return column.cell(row)
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row) if index.column() == 0 else column.text(row)
            case _ if role == ROW_ROLE:
                return row
        return None

    def _spoken(self, row: Row) -> str:
        first, *rest = self.columns
        parts = [first.text(row), *(f"{column.title} {words}" for column in rest if (words := column.text(row)))]
        return ", ".join(parts)

    def _settle(self, total: int | None, asked: int) -> None:
        self._total = len(self._rows) if total is None and len(self._rows) < asked else total
