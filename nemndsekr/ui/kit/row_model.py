"""A list model over plain row records with a key each; what is chosen stays chosen when the rows are set anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

Index = QModelIndex | QPersistentModelIndex
RECORD_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_TOP: Final = QModelIndex()


class Keyed(Protocol):
    """A row: its key, and whether it is a heading, which cannot be chosen."""

    @property
    def key(self) -> object:
        """What tells this row from every other."""

    @property
    def heading(self) -> bool:
        """Whether it only names the rows below."""


Record = TypeVar("Record", bound=Keyed)


class RowModel(QAbstractListModel, Generic[Record]):
    """The rows of a list. ``words`` gives what is shown first, ``spoken`` what a screen reader says of the row."""

    def __init__(self, words: Callable[[Record], str], spoken: Callable[[Record], str]) -> None:
        super().__init__()
        self.rows: tuple[Record, ...] = ()
        self._words = words
        self._spoken = spoken

    def set_rows(self, rows: Sequence[Record]) -> bool:
        """Show these rows; says whether the model was reset (else the same keys only got other words)."""
        rows = tuple(rows)
        if [row.key for row in rows] == [row.key for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return False
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()
        return True

    def row_of(self, key: object) -> int:
        """The row with this key, or -1."""
        return next((number for number, row in enumerate(self.rows) if row.key == key and not row.heading), -1)

    def first(self) -> int:
        """The first row that can be chosen, or -1."""
        return next((number for number, row in enumerate(self.rows) if not row.heading), -1)

    def last(self) -> int:
        """The last row that can be chosen, or -1."""
        return next((number for number in reversed(range(len(self.rows))) if not self.rows[number].heading), -1)

    def rowCount(self, parent: Index = _TOP) -> int:
        """The rows."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading cannot be chosen."""
        if index.isValid() and self.rows[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words, the whole row read aloud, or the record."""
        if not index.isValid():
            return None
        record = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words(record)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(record)
            case _ if role == RECORD_ROLE:
                return record
        return None


class RowList(QListView):
    """What the lists share: one row current, read aloud from the first focus on, measured again when text grows."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def rows_model(self) -> RowModel[Any]:
        """The model, which is always a ``RowModel``."""
        model = self.model()
        assert isinstance(model, RowModel)  # noqa: S101 - every list here is made with one
        return model

    def current_key(self) -> Any:
        """The key of the current row, or None."""
        record = self.currentIndex().data(RECORD_ROLE) if self.currentIndex().isValid() else None
        return None if record is None else record.key

    def choose(self, key: object) -> bool:
        """Make the row with this key current; says whether there is one."""
        row = self.rows_model().row_of(key)
        if row >= 0:
            self.setCurrentIndex(self.rows_model().index(row))
        return row >= 0

    def put_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows and keep the current one by its key."""
        key = self.current_key()
        if self.rows_model().set_rows(rows) and key is not None:
            self.choose(key)
        self.updateGeometry()

    def content_height(self) -> int:
        """The height that shows every row, for a short list in a page that scrolls as a whole."""
        return sum(self.sizeHintForRow(row) for row in range(self.model().rowCount())) + 2 * self.frameWidth()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows may get another height in another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a current row from the start, or a screen reader has nothing to read."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self._go(self.rows_model().first())
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and last row that can be chosen, Enter opens."""
        match event.key():
            case Qt.Key.Key_Home:
                self._go(self.rows_model().first())
            case Qt.Key.Key_End:
                self._go(self.rows_model().last())
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self.open_index(self.currentIndex())
            case _:
                super().keyPressEvent(event)

    def open_index(self, index: QModelIndex) -> None:
        """What Enter and a double click do; each kind of list tells it in its own signal."""

    def _go(self, row: int) -> None:
        if row >= 0:
            self.setCurrentIndex(self.rows_model().index(row))
