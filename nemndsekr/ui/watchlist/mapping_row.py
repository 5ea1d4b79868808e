"""MappingRow: over each column of a list a combo that says what it holds; it follows the table under it sideways."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from nemndsekr.records.choices import choices
from nemndsekr.rules.list_columns import Columns, ListField
from nemndsekr.ui.kit.forms import dress_combo
from nemndsekr.ui.kit.labels import caption
from nemndsekr.ui.kit.tables import TableView
from nemndsekr.ui.kit.tokens import u

NOT_TAKEN: Final = "Anteckning"
_CHOICES: Final = tuple((slug, words) for slug, words in choices(ListField) if slug != ListField.anteckning)
_HEIGHT: Final = 40


class MappingRow(QWidget):
    """The combos. ``chosen`` tells that one of them was changed by the person."""

    chosen = Signal()

    def __init__(self, table: TableView, before: int) -> None:
        """Stand over a table whose first ``before`` columns are not the list's own."""
        super().__init__()
        self._table = table
        self._before = before
        self.boxes: list[QComboBox] = []
        self._last: QComboBox | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hint = caption("Kolumnen innehåller:")
        self.hint.setParent(self)
        table.horizontalHeader().sectionResized.connect(self.place)
        table.horizontalScrollBar().valueChanged.connect(self.place)
        table.installEventFilter(self)

    def show_columns(self, headings: Sequence[str], columns: Columns) -> None:
        """Have a combo for each of these columns, set to what it holds."""
        for box in self.boxes:
            box.hide()
            box.deleteLater()
        self._last = None
        self.boxes = [self._box(heading, holds) for heading, holds in zip(headings, columns, strict=True)]
        before: QWidget | None = None
        for box in self.boxes:
            if before is not None:
                QWidget.setTabOrder(before, box)
            before = box
        self.place()

    def columns(self) -> Columns:
        """What the columns are said to hold now; a field stands in one column, the one it was last chosen for."""
        last = self._last
        return tuple(
            ListField(box.currentData()) if box.currentData() and not self._gives_way(box, last) else None
            for box in self.boxes
        )

    @staticmethod
    def _gives_way(box: QComboBox, last: QComboBox | None) -> bool:
        return last is not None and box is not last and box.currentData() == last.currentData()

    def _box(self, heading: str, holds: ListField | None) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(f"Kolumnen {heading} innehåller")
        box.setToolTip(heading)
        box.addItem(NOT_TAKEN, "")
        for slug, words in _CHOICES:
            box.addItem(words, slug)
        # A column of notes and a column that has no place go the same way: into the case's note, under its heading.
        taken = holds.value if holds is not None and holds != ListField.anteckning else ""
        box.setCurrentIndex(max(0, box.findData(taken)))
        dress_combo(box)
        box.activated.connect(lambda _, changed=box: self._changed(changed))
        box.installEventFilter(self)
        box.show()
        return box

    def _changed(self, changed: QComboBox) -> None:
        # Not yet shown in the other that had the field: the arrow keys pass through choices that are not meant.
        self._last = changed
        self.chosen.emit()

    def _settle(self) -> None:
        """Let the other column that had the field let go of it."""
        for box in self.boxes:
            if box.currentData() and self._gives_way(box, self._last):
                box.setCurrentIndex(0)

    def place(self, *_: object) -> None:
        """Lay each combo over its column."""
        header = self._table.horizontalHeader()
        left = self._table.viewport().x()
        for number, box in enumerate(self.boxes):
            section = self._before + number
            if section < header.count():
                x, width = left + header.sectionViewportPosition(section), header.sectionSize(section)
                height = box.sizeHint().height()
                box.setGeometry(x + u(4), (self.height() - height) // 2, width - u(6), height)
        first = left + header.sectionViewportPosition(self._before) if self.boxes else self.width()
        self.hint.setGeometry(u(12) + left + header.sectionViewportPosition(0), 0, first - u(16), self.height())

    def sizeHint(self) -> QSize:
        """One combo high."""
        return QSize(u(200), u(_HEIGHT))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the table's size; bring the column of the combo that gets the focus into view."""
        if watched is self._table and event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self.place()
        elif event.type() == QEvent.Type.FocusIn and watched in self.boxes:
            self._bring_into_view(self.boxes.index(watched))
        elif event.type() == QEvent.Type.FocusOut and watched is self._last:
            self._settle()
        return super().eventFilter(watched, event)

    def _bring_into_view(self, number: int) -> None:
        header, bar = self._table.horizontalHeader(), self._table.horizontalScrollBar()
        left = header.sectionPosition(self._before + number)
        right = left + header.sectionSize(self._before + number)
        if left < bar.value():
            bar.setValue(left)
        elif right > bar.value() + self._table.viewport().width():
            bar.setValue(right - self._table.viewport().width())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
            self.place()
