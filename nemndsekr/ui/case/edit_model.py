"""EditModel: the rows of an EditTable, those that are stored and those that are being added, and its columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from nemndsekr.ui.case.cell_delegate import CELL, ShownCell

Index = QModelIndex | QPersistentModelIndex
_TOP: Final = QModelIndex()
NEW: Final = 0
"""No stored row's id. Each row that is being added has one of its own below it until it is stored."""


@dataclass(frozen=True, slots=True)
class EditColumn:
    """A column: its title, how wide it is beside the others, and how its cells are written."""

    name: str
    title: str
    share: float = 1.0
    choices: tuple[tuple[Any, str], ...] = ()
    """Value and word of each choice, where the cell holds one of few."""
    day: bool = False
    time: bool = False
    """Whether the cell holds a time that may be longer than a day: «våren 2025», «senast juni»."""
    idle: bool = True
    """Whether what is typed is handed over before the cell is left."""
    extra: bool = False
    """Shown only where there is plenty of room."""
    yields: bool = False
    """Hidden where the longest words of all the columns do not fit beside each other."""
    fixed: bool = False
    """Only read: its words are written elsewhere. Enter on it is told as ``opened``."""

    @property
    def is_text(self) -> bool:
        """Whether its cells hold running words."""
        return not (self.choices or self.day or self.time)


@dataclass(slots=True)
class EditRow:
    """A row: the id of its record, the words of its cells, a note under the first, what it lacks, and other notes."""

    row_id: int
    words: dict[str, str] = field(default_factory=dict)
    note: str = ""
    lacks: frozenset[str] = frozenset()
    notes: dict[str, str] = field(default_factory=dict)
    """What stands in small under single cells, by column."""

    @property
    def is_new(self) -> bool:
        """Whether it is not stored yet."""
        return self.row_id <= NEW

    @property
    def is_empty(self) -> bool:
        """Whether it is new and nothing is written in it."""
        return self.is_new and not any(self.words.values())


@dataclass(eq=False, slots=True)
class NewRow:
    """A row from its first words on: what is written meanwhile waits until it is stored, in the order of the acts."""

    row_id: int = NEW
    """The stored row's id, as soon as the act that stores it has been done."""
    waiting: dict[str, Any] = field(default_factory=dict)
    storing: bool = False


class EditModel(QAbstractTableModel):
    """The rows; a changed cell is told as ``edited(row id, column, words)`` and shown at once."""

    edited = Signal(int, str, str)

    def __init__(self, columns: Sequence[EditColumn], parent: QObject) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: list[EditRow] = []
        self._newest = NEW

    def set_rows(self, rows: Sequence[EditRow], *, writing: bool = False) -> None:
        """Show these rows; the same rows with other words keep their cells and the editor in them.

        While somebody is ``writing`` rows do not change places either: the editor would go with what is in it.
        """
        adding = [row for row in self.rows if row.is_new]
        wanted = [*rows, *adding]
        if writing and {row.row_id for row in wanted} == {row.row_id for row in self.rows}:
            wanted.sort(key=lambda row: self.row_of(row.row_id))
        if [row.row_id for row in wanted] == [row.row_id for row in self.rows]:
            self.rows = wanted
            if wanted:
                self.dataChanged.emit(self.index(0, 0), self.index(len(wanted) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self.rows = wanted
        self.endResetModel()

    def begin_row(self) -> int:
        """Put an empty row at the end to be written in, or find the one that is there; its number."""
        at = next((number for number, row in enumerate(self.rows) if row.is_empty), -1)
        if at < 0:
            at = len(self.rows)
            self._newest -= 1
            self.beginInsertRows(QModelIndex(), at, at)
            self.rows.append(EditRow(self._newest))
            self.endInsertRows()
        return at

    def settle_row(self, new_id: int, row_id: int) -> None:
        """A row that was being added is stored now, under this id."""
        for row in self.rows:
            if row.row_id == new_id:
                row.row_id = row_id

    def drop_new(self) -> None:
        """Let go of the rows that were being added."""
        self._drop(lambda row: row.is_new)

    def drop_row(self, new_id: int) -> None:
        """Let go of one row that was being added."""
        self._drop(lambda row: row.row_id == new_id and row.is_new)

    def drop_empty(self) -> None:
        """Let go of a new row in which nothing is written."""
        self._drop(lambda row: row.is_empty)

    def _drop(self, goes: Callable[[EditRow], bool]) -> None:
        for number in reversed(range(len(self.rows))):
            if goes(self.rows[number]):
                self.beginRemoveRows(QModelIndex(), number, number)
                del self.rows[number]
                self.endRemoveRows()

    def row_of(self, row_id: int) -> int:
        """The number of the row with this id, or -1."""
        return next((number for number, row in enumerate(self.rows) if row.row_id == row_id), -1)

    def rowCount(self, parent: Index = _TOP) -> int:
        """The rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        """The columns."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be written in, but for those of a fixed column."""
        flags = super().flags(index)
        fixed = index.isValid() and self.columns[index.column()].fixed
        return flags if fixed else flags | Qt.ItemFlag.ItemIsEditable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The titles."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.columns[section].title if orientation == Qt.Orientation.Horizontal else str(section + 1)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell, what is read of it, and how it is shown."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        words = row.words.get(column.name, "")
        lacking = column.name in row.lacks and not words
        note = row.notes.get(column.name, "") or (row.note if index.column() == 0 else "")
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = words or ("saknas" if lacking else "tom")
            return f"{column.title} {said}, {note}" if note else f"{column.title} {said}"
        if role == CELL:
            return ShownCell(words, note, lacking=lacking)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take other words for a cell."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        row, column = self.rows[index.row()], self.columns[index.column()]
        words = str(value).strip()
        if words != row.words.get(column.name, ""):
            row.words = {**row.words, column.name: words}
            row.notes = {name: note for name, note in row.notes.items() if name != column.name}
            self.dataChanged.emit(index, index)
            self.edited.emit(row.row_id, column.name, words)
        return True
