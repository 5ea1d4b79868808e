"""FoundPanel: the found things of one kind; Space takes in or leaves out, Enter corrects the words."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QWidget

from nemndsekr.operations.accepted_draft import CAN_GROW, ItemKey, ReviewGroup, ReviewItem
from nemndsekr.ui.kit.check_list import CheckList, CheckRow
from nemndsekr.ui.kit.labels import caption, link_button
from nemndsekr.ui.kit.measures import column, holding, row
from nemndsekr.ui.kit.messages import FieldMessage
from nemndsekr.ui.kit.panels import PAD, Panel
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.review.in_place_edit import InPlaceEdit


class FoundPanel(Panel):
    """One list of found things, as high as its rows; the page scrolls as a whole."""

    toggled = Signal(object, bool)
    """Key of an item, and whether it is taken in."""
    corrected = Signal(object, str)
    chosen = Signal(object)
    other_chosen = Signal(object)
    """Key of an item whose other wording is wanted."""
    add_wanted = Signal(str)
    """Key of the group to which the words marked in the source are to be added."""

    edit_opened = Signal(QRect)
    """Where the open editor lies in the parent widget."""

    def __init__(self, group: ReviewGroup) -> None:
        self.key = group.key
        self.list = CheckList(group.title)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleDescription("Mellanslag tar med eller lämnar ute. Enter ändrar texten.")
        self.nothing = caption("Inget hittades. Markera texten i källan och lägg till den.", wrap=True)
        self._nothing_row = holding(row((self.nothing, 1), margins=(PAD, 10, PAD, 10)))
        self.other = FieldMessage()
        self._other_row = holding(row((self.other, 1), margins=(PAD, 0, PAD, 8)))
        self.add_button = link_button("Lägg till från källan", "plus")
        body = holding(column(self.list, self._nothing_row, self._other_row, gap=0))
        super().__init__(group.title, actions=(self.add_button,) if group.key in CAN_GROW else (), body=body)
        self._items: dict[ItemKey, ReviewItem] = {}
        self._corrected: Mapping[ItemKey, str] = {}
        self._edit: InPlaceEdit | None = None
        self.list.toggled.connect(self.toggled)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self.edit)
        self.other.acted.connect(lambda: self.other_chosen.emit(self.list.current_key()))
        self.add_button.clicked.connect(lambda: self.add_wanted.emit(self.key))

    def show_items(self, group: ReviewGroup, refused: Collection[ItemKey], corrected: Mapping[ItemKey, str]) -> None:
        """Show these as they are decided on."""
        self._items = {item.key: item for item in group.items}
        self._corrected = corrected
        self.list.set_rows([_row(item, refused, corrected) for item in group.items])
        refused_here = sum(item.key in refused for item in group.items)
        found = "1 hittad" if len(group.items) == 1 else f"{len(group.items)} hittade"
        self.set_title(group.title, f"{found}, {refused_here} tas inte med" if refused_here else found)
        self.list.setVisible(bool(group.items))
        self._nothing_row.setVisible(not group.items)
        self._fit()
        self._tell_other()

    def words(self, key: ItemKey) -> str:
        """The words of an item as they are now."""
        return self._corrected.get(key, self._items[key].text)

    def edit(self, key: object) -> None:
        """Correct the words of a row in its place."""
        item = next((item for item in self._items.values() if item.key == key), None)
        home = self.parentWidget()
        if item is None or self._edit is not None or home is None:
            return
        self.list.choose(key)
        edit = self._edit = InPlaceEdit(home, self.words(item.key), f"Ändra: {item.text}", self._row_in(home))
        edit.taken.connect(lambda words: self._take(item.key, words))
        edit.closed.connect(self._edit_closed)
        self.edit_opened.emit(edit.geometry())

    def stops(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        return [*([self.add_button] if self.key in CAN_GROW else []), self.list, self.other.link]

    @property
    def editor(self) -> InPlaceEdit | None:
        """The open editor, if any."""
        return self._edit

    def current_area(self, home: QWidget) -> QRect:
        """Where the current row lies in a parent widget."""
        area = self.list.visualRect(self.list.currentIndex())
        return QRect(self.list.viewport().mapTo(home, area.topLeft()), area.size())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_items"):
            self._fit()

    def _row_in(self, home: QWidget) -> QRect:
        area = self.current_area(home)
        left = self.list.mapTo(home, QPoint(0, 0)).x()
        return QRect(left + PAD, area.top(), self.list.width() - 2 * PAD, area.height())

    def _take(self, key: ItemKey, words: str) -> None:
        if words != self.words(key):
            self.corrected.emit(key, words)

    def _edit_closed(self) -> None:
        had_focus = self._edit is not None and self._edit.hasFocus()
        self._edit = None
        if had_focus:
            self.list.setFocus()

    def _choose(self, key: object) -> None:
        self._tell_other()
        self.chosen.emit(key)

    def _tell_other(self) -> None:
        """Show the other wording of the current row, with the way to take it."""
        item = self._items.get(self.list.current_key())
        words = ""
        if item is not None and item.other is not None and self.words(item.key) != item.other.text:
            place = f" (s. {item.other.page})" if item.other.page else ""
            words = f"Står även så här{place}: «{item.other.text}»"
        self.other.set_message(words, "Använd den" if words else "")
        self._other_row.setVisible(bool(words))

    def _fit(self) -> None:
        self.list.setFixedHeight(max(self.list.content_height(), 1))


def _row(item: ReviewItem, refused: Collection[ItemKey], corrected: Mapping[ItemKey, str]) -> CheckRow:
    state, word = None, ""
    if item.key in corrected:
        state, word = State.NOTE, "Ändrad"
    elif item.other is not None:
        state, word = State.REMARK, "Två lydelser"
    elif item.odd:
        state, word = State.REMARK, "Kontrollera"
    page = f"s. {item.passage.page}" if item.passage and item.passage.page else ""
    return CheckRow(
        item.key,
        corrected.get(item.key, item.text),
        item.number,
        " · ".join(filter(None, (item.role, page))),
        state,
        word,
        checked=item.key not in refused,
    )
