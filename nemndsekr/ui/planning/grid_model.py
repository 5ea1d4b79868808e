"""GridModel: the week grid as a table that a screen reader can walk through, cell by cell."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from nemndsekr.rules.planning.week_grid import WeekGrid

Index = QModelIndex | QPersistentModelIndex
_TOP: Final = QModelIndex()
_TOLD: Final = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


class GridModel(QAbstractTableModel):
    """Bodies down, weeks across. The words of every cell are made with the grid, not when they are asked for."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.grid: WeekGrid | None = None

    def set_grid(self, grid: WeekGrid) -> bool:
        """Show a grid; says whether its weeks or bodies are others than before."""
        former = self.grid
        same = (
            former is not None
            and former.columns == grid.columns
            and [(lane.body_id, lane.name) for lane in former.lanes]
            == [(lane.body_id, lane.name) for lane in grid.lanes]
        )
        if same and grid.lanes:
            self.grid = grid
            self.dataChanged.emit(self.index(0, 0), self.index(len(grid.lanes) - 1, len(grid.columns) - 1))
            return False
        self.beginResetModel()
        self.grid = grid
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = _TOP) -> int:
        """The bodies."""
        return 0 if parent.isValid() or self.grid is None else len(self.grid.lanes)

    def columnCount(self, parent: Index = _TOP) -> int:
        """The weeks."""
        return 0 if parent.isValid() or self.grid is None else len(self.grid.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says; what is seen of it is painted over the table."""
        if self.grid is None or not index.isValid() or role not in _TOLD:
            return None
        cell = self.grid.lanes[index.row()].cells[index.column()]
        return cell.spoken if role == Qt.ItemDataRole.AccessibleTextRole or cell.meetings else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """«v. 12», and the name of a body."""
        if self.grid is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self.grid.columns[section].title
        return self.grid.lanes[section].name
