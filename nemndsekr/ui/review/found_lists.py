"""FoundLists: the panels of found things under the facts, and what was decided about each thing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QWidget

from nemndsekr.operations.accepted_draft import (
    ItemKey,
    Passage,
    ReviewGroup,
    ReviewItem,
    page_at,
    passage_of,
    review_groups,
    with_added,
)
from nemndsekr.reading.draft import Found, Reading
from nemndsekr.ui.kit.measures import column
from nemndsekr.ui.review.found_panel import FoundPanel


class FoundLists(QWidget):
    """One panel for each kind of found thing. It keeps what is left out and corrected; the reading stays as it was."""

    changed = Signal()
    """Something was taken in, left out, corrected or added."""
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
        self.refused: set[ItemKey] = set()
        self.corrected: dict[ItemKey, str] = {}
        self._groups: tuple[ReviewGroup, ...] = ()

    def begin(self) -> None:
        """Forget everything, for another file."""
        while (item := self._column.takeAt(0)) is not None:
            former = item.widget()
            if former is not None:
                former.hide()
                former.deleteLater()
        self.panels, self.refused, self.corrected, self._groups = {}, set(), {}, ()

    def show_reading(self, reading: Reading, expected: Collection[str]) -> None:
        """Show what was found; of ``expected`` kinds there is a panel even when nothing was."""
        self._groups = review_groups(reading, expected)
        for key in self.panels.keys() - {group.key for group in self._groups}:
            self.panels.pop(key).deleteLater()
        for place, group in enumerate(self._groups):
            if group.key not in self.panels:
                self._column.insertWidget(place, self._new_panel(group))
            self._show(group)

    def stops(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        panels = [self.panels[group.key] for group in self._groups]
        return [stop for panel in panels for stop in panel.stops()]

    def go_to(self, passage: Passage) -> None:
        """Make the thing that stands in a passage current, if there is one."""
        for item in self._items():
            if item.stands_in(passage.start, passage.end):
                self.panels[item.key[0]].list.choose(item.key)
                return

    def added(self, reading: Reading, group: str, span: tuple[int, int]) -> Reading:
        """The reading with a passage of the source added last in a list."""
        words = " ".join(reading.text[slice(*span)].split())
        found = Found(words, *span, page_at(reading.page_starts, span[0]))
        return replace(reading, draft=with_added(reading.draft, group, found))

    def go_to_last(self, group: str) -> None:
        """Make the last row of a list current."""
        rows = self.panels[group].list
        rows.choose(rows.rows()[-1].key)
        rows.setFocus()

    def _items(self) -> list[ReviewItem]:
        return [item for group in self._groups for item in group.items]

    def _new_panel(self, group: ReviewGroup) -> FoundPanel:
        panel = self.panels[group.key] = FoundPanel(group)
        panel.toggled.connect(self._toggle)
        panel.corrected.connect(self._correct)
        panel.chosen.connect(self._choose)
        panel.other_chosen.connect(self._take_other)
        panel.add_wanted.connect(self.add_wanted)
        panel.edit_opened.connect(self.row_wanted)
        return panel

    def _show(self, group: ReviewGroup) -> None:
        self.panels[group.key].show_items(group, self.refused, self.corrected)

    def _show_again(self, key: ItemKey) -> None:
        self._show(next(group for group in self._groups if group.key == key[0]))
        self.changed.emit()

    def _toggle(self, key: ItemKey, accepted: bool) -> None:  # noqa: FBT001 - a Qt slot
        if accepted:
            self.refused.discard(key)
        else:
            self.refused.add(key)
        self._show_again(key)

    def _correct(self, key: ItemKey, words: str) -> None:
        self.corrected[key] = words
        self._show_again(key)

    def _take_other(self, key: ItemKey) -> None:
        item = next((item for item in self._items() if item.key == key), None)
        if item is not None and item.other is not None:
            self._correct(key, item.other.text)
            self.panels[key[0]].list.setFocus()

    def _choose(self, key: ItemKey) -> None:
        item = next((item for item in self._items() if item.key == key), None)
        places = [] if item is None else [place for place in (item.passage, passage_of(item.other)) if place]
        if places:
            self.passages_wanted.emit([(place.start, place.end) for place in places])
        self.row_wanted.emit(self.panels[key[0]].current_area(self))
