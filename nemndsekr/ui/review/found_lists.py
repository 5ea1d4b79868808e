"""FoundLists: the panels of found things under the facts, one for each kind; they show a state and tell of acts."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtWidgets import QWidget

from nemndsekr.operations.comparison import Comparison
from nemndsekr.operations.draft_lists import ItemKey, Passage, ReviewItem, passage_of
from nemndsekr.operations.draft_review import ReviewGroup, review_groups
from nemndsekr.operations.review_state import ReviewState
from nemndsekr.reading.draft import Reading
from nemndsekr.records.choices import CaseKind
from nemndsekr.ui.kit.measures import column
from nemndsekr.ui.review.found_panel import FoundPanel

# Where nothing was found of these although the case is about them, an empty list says so and lets one add.
_EXPECTED: Final = {
    CaseKind.granskning: frozenset({"recommendations"}),
    CaseKind.namndinitiativ: frozenset({"attsatser"}),
    CaseKind.motion: frozenset({"attsatser"}),
}


class FoundLists(QWidget):
    """One panel for each kind of found thing. What is decided is kept by the page; the panels only show it."""

    toggled = Signal(object, bool)
    corrected = Signal(object, str)
    split = Signal(object, str, int)
    acted = Signal(str, object)
    decided = Signal(object, object)
    passages_wanted = Signal(list)
    """Where the current thing stands, as pairs of offsets; its other wording comes second."""
    row_wanted = Signal(QRect)
    """The current row's place in this widget, to be scrolled to."""
    add_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._column = column(gap=8)
        self.setLayout(self._column)
        self.panels: dict[str, FoundPanel] = {}
        self._groups: tuple[ReviewGroup, ...] = ()

    def begin(self) -> None:
        """Forget everything, for another file."""
        while (item := self._column.takeAt(0)) is not None:
            former = item.widget()
            if former is not None:
                former.hide()
                former.deleteLater()
        self.panels, self._groups = {}, ()

    def show_state(self, reading: Reading, kind: CaseKind, state: ReviewState, comparison: Comparison | None) -> None:
        """Show what was found as it is decided on, and what such a case keeps."""
        self._groups = review_groups(reading, _EXPECTED.get(kind, frozenset()), audit=kind == CaseKind.granskning)
        for key in self.panels.keys() - {group.key for group in self._groups}:
            self.panels.pop(key).deleteLater()
        for place, group in enumerate(self._groups):
            if group.key not in self.panels:
                self._column.insertWidget(place, self._new_panel(group))
            self.panels[group.key].show_items(group, state, comparison)

    def stops(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        panels = [self.panels[group.key] for group in self._groups]
        return [stop for panel in panels for stop in panel.stops()]

    def go_to(self, passage: Passage) -> bool:
        """Make the thing that stands in a passage current; whether there is one."""
        for item in self._items():
            if item.stands_in(passage.start, passage.end):
                self.panels[item.key[0]].list.choose(item.key)
                return True
        return False

    def choose(self, key: ItemKey) -> None:
        """Make a row current and put the focus there."""
        rows = self.panels[key[0]].list
        rows.setFocus()
        if rows.current_key() == key:
            self._choose(key)
        else:
            rows.choose(key)

    def go_to_last(self, group: str) -> None:
        """Make the last row of a list current."""
        last = [item.key for item in self._items() if item.key[0] == group][-1]
        self.choose(last)

    def keys(self) -> list[ItemKey]:
        """The keys of every row, from the top down."""
        return [item.key for item in self._items()]

    def current(self) -> ItemKey | None:
        """The row that the focus is at, if it is in a list or at its choices."""
        for panel in self.panels.values():
            at = panel.focusWidget()
            if at is not None and at.hasFocus():
                key: ItemKey | None = panel.list.current_key()
                return key
        return None

    def _items(self) -> list[ReviewItem]:
        return [item for group in self._groups for item in group.items]

    def _new_panel(self, group: ReviewGroup) -> FoundPanel:
        panel = self.panels[group.key] = FoundPanel(group)
        panel.toggled.connect(self.toggled)
        panel.corrected.connect(self.corrected)
        panel.split.connect(self.split)
        panel.acted.connect(self.acted)
        panel.decided.connect(self.decided)
        panel.chosen.connect(self._choose)
        panel.other_chosen.connect(self._take_other)
        panel.add_wanted.connect(self.add_wanted)
        panel.edit_opened.connect(self.row_wanted)
        return panel

    def _take_other(self, key: ItemKey) -> None:
        item = next((item for item in self._items() if item.key == key), None)
        if item is not None and item.other is not None:
            self.corrected.emit(key, item.other.text)
            self.panels[key[0]].list.setFocus()

    def _choose(self, key: ItemKey) -> None:
        item = next((item for item in self._items() if item.key == key), None)
        places = [] if item is None else [place for place in (item.passage, passage_of(item.other)) if place]
        if places:
            self.passages_wanted.emit([(place.start, place.end) for place in places])
        # What differs is laid out under the rows first; then its place is known.
        QTimer.singleShot(0, self, lambda: self._want_in_view(key[0]))

    def _want_in_view(self, group: str) -> None:
        panel = self.panels.get(group)
        if panel is None:
            return
        # What is asked for last is in view in every case: the row itself.
        for area in (panel.difference_area(self), panel.current_area(self)):
            if area.isValid():
                self.row_wanted.emit(area)
