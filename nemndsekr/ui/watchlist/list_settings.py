"""ListSettings: which sheet the list stands on, which row names its columns, and whose cases they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from nemndsekr.exchange.table import Sheet
from nemndsekr.operations.read_watchlist import NamndOutline, namnd_of_list
from nemndsekr.rules.list_origin import ListOrigin
from nemndsekr.ui.kit.forms import filter_combo
from nemndsekr.ui.kit.labels import caption
from nemndsekr.ui.kit.measures import row, set_size

_HEADING_ROWS: Final = 12


class ListSettings(QWidget):
    """Three combos in a row. ``namnd_changed`` tells that the nämnd was changed, by the person or by the list."""

    sheet_chosen = Signal(int)
    heading_chosen = Signal(object)
    namnd_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sheet_box = filter_combo("Blad", [])
        self.heading_box = filter_combo("Rad med kolumnernas namn", [])
        self.namnd_box = filter_combo("Nämnd", [])
        for box in (self.sheet_box, self.heading_box, self.namnd_box):
            # As wide as the longest row of the list would be wider than a narrow window.
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
            set_size(box, max_width=340)
        self._sheet_words, self._namnd_words = caption("Blad"), caption("Nämnd")
        self._namnder: list[NamndOutline] = []
        self._said = False
        line = row(
            self._sheet_words,
            (self.sheet_box, 2),
            caption("Kolumnernas namn"),
            (self.heading_box, 3),
            self._namnd_words,
            (self.namnd_box, 2),
            (QWidget(), 1),
            gap=8,
        )
        self.setLayout(line)
        self.sheet_box.activated.connect(self.sheet_chosen)
        self.heading_box.activated.connect(self._heading_chosen)
        self.namnd_box.activated.connect(self._namnd_said)

    def parts(self) -> list[QWidget]:
        """What the Tab key goes through."""
        return [self.sheet_box, self.heading_box, self.namnd_box]

    def show_sheets(self, sheets: Sequence[Sheet], chosen: int) -> None:
        """Offer the sheets of a list; the nämnd is no longer what was said of another."""
        self._said = False
        self.sheet_box.clear()
        self.sheet_box.addItems([sheet.name for sheet in sheets])
        self.sheet_box.setCurrentIndex(chosen)
        for part in (self._sheet_words, self.sheet_box):
            part.setVisible(len(sheets) > 1)

    def show_sheet(self, sheet: Sheet) -> None:
        """Offer the rows that may name the columns."""
        self.heading_box.clear()
        self.heading_box.addItem("finns inte", -1)
        for place, named in enumerate(sheet.rows[:_HEADING_ROWS]):
            words = ", ".join(filter(None, named.texts))
            self.heading_box.addItem(f"rad {named.number}: {words[:40]}", place)
        self.heading_box.setCurrentIndex(0 if sheet.heading is None else sheet.heading + 1)

    def _heading_chosen(self) -> None:
        place = int(self.heading_box.currentData())
        self.heading_chosen.emit(place if place >= 0 else None)

    # The nämnd

    def show_namnder(self, namnder: Sequence[NamndOutline], origin: ListOrigin) -> None:
        """Offer the nämnder, the one that the list names chosen; among several none is chosen for the person."""
        if self._said:
            return
        found = namnd_of_list(namnder, origin)
        self._namnder = [*namnder, *([found] if found is not None and found.id is None else [])]
        self.namnd_box.clear()
        self.namnd_box.setEditable(len(namnder) < 2)
        self.namnd_box.addItems([namnd.name for namnd in self._namnder])
        self.namnd_box.setCurrentIndex(self._namnder.index(found) if found is not None else -1)
        self.namnd_box.setPlaceholderText("Välj nämnd")
        editor = self.namnd_box.lineEdit()
        if editor is not None:
            editor.setPlaceholderText("Nämndens namn")
            editor.setCursorPosition(0)
            editor.textEdited.connect(self._namnd_said)
        self.show_odd(odd=False)
        self.namnd_changed.emit()

    def show_odd(self, *, odd: bool) -> None:
        """Let the nämnd be changed where there is a choice, or something odd about it."""
        for part in (self._namnd_words, self.namnd_box):
            part.setVisible(odd or len(self._namnder) != 1 or self._namnder[0].id is None)

    def _namnd_said(self) -> None:
        self._said = True
        self.namnd_changed.emit()

    def namnd(self) -> NamndOutline | None:
        """The nämnd for rows that name none: one that is kept, or a new one by its name; None where none is chosen."""
        name = self.namnd_box.currentText().strip()
        if not name:
            return None
        return next((namnd for namnd in self._namnder if namnd.name == name), NamndOutline(None, name))
