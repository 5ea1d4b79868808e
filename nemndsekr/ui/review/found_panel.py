"""FoundPanel: the found things of one kind; Space takes in or leaves out, Enter corrects the words."""

from __future__ import annotations

from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from nemndsekr.operations.comparison import Compared, Comparison, Standing
from nemndsekr.operations.draft_lists import CAN_BE_CORRECTED, CAN_BE_CUT, CAN_GROW, ItemKey, ReviewItem
from nemndsekr.operations.draft_review import ReviewGroup
from nemndsekr.operations.review_state import ReviewState
from nemndsekr.records.choices import DifferenceState
from nemndsekr.ui.kit.check_list import CheckList, CheckRow
from nemndsekr.ui.kit.labels import caption, link_button
from nemndsekr.ui.kit.measures import column, holding, row
from nemndsekr.ui.kit.messages import FieldMessage
from nemndsekr.ui.kit.panels import PAD, Panel
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.review.difference_view import DifferenceView
from nemndsekr.ui.review.facts_panel import tag_of_choice
from nemndsekr.ui.review.in_place_edit import InPlaceEdit


class RowAct(NamedTuple):
    """Something that can be done with a row: its key, its words in the menu, and the groups that it is for."""

    name: str
    words: str
    key: Qt.Key
    modifier: Qt.KeyboardModifier
    groups: frozenset[str]


_ALT, _CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
ROW_ACTS: Final = (
    RowAct("correct", "Än&dra eller dela …", Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, CAN_BE_CORRECTED),
    RowAct("merge", "Slå &ihop med nästa", Qt.Key.Key_J, _CTRL, CAN_BE_CUT),
    RowAct("up", "Flytta &upp", Qt.Key.Key_Up, _ALT, CAN_BE_CUT),
    RowAct("down", "Flytta &ner", Qt.Key.Key_Down, _ALT, CAN_BE_CUT),
    RowAct("ours", "&Gäller annan nämnd", Qt.Key.Key_G, _CTRL, frozenset({"recommendations"})),
)
"""What the row's own menu offers; Space and Delete take in and leave out."""


class FoundPanel(Panel):
    """One list of found things, as high as its rows; the page scrolls as a whole."""

    toggled = Signal(object, bool)
    """Key of an item, and whether it is taken in."""
    corrected = Signal(object, str)
    split = Signal(object, str, int)
    """Key of an item, its words as they are now, and the place in them where it is to be cut in two."""
    acted = Signal(str, object)
    """Name of a ``RowAct`` and the key of the item."""
    decided = Signal(object, object)
    """Key of an item that differs from the case, and what holds."""
    chosen = Signal(object)
    other_chosen = Signal(object)
    """Key of an item whose other wording is wanted."""
    add_wanted = Signal(str)
    """Key of the group to which the words marked in the source are to be added."""

    edit_opened = Signal(QRect)
    """Where the open editor lies in the parent widget."""

    def __init__(self, group: ReviewGroup) -> None:
        self.key = group.key
        self.list = _FoundList(group.title, self)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        can = "Enter ändrar texten." if group.key in CAN_BE_CORRECTED else ""
        self.list.setAccessibleDescription(f"Mellanslag tar med eller lämnar ute. {can}".strip())
        self.nothing = caption("Inget hittades. Markera texten i källan och lägg till den.", wrap=True)
        self._nothing_row = holding(row((self.nothing, 1), margins=(PAD, 10, PAD, 10)))
        self.other = FieldMessage()
        self._other_row = holding(row((self.other, 1), margins=(PAD, 0, PAD, 8)))
        self.difference = DifferenceView()
        self._difference_row = holding(row((self.difference, 1), margins=(PAD, 4, PAD, 8)))
        self.add_button = link_button("Lägg till från källan", "plus")
        body = holding(column(self.list, self._nothing_row, self._other_row, self._difference_row, gap=0))
        actions = (self.add_button,) if group.key in CAN_GROW else ()
        super().__init__(group.title, actions=actions, body=body, narrow=True)
        self._items: dict[ItemKey, ReviewItem] = {}
        self._state = ReviewState.empty()
        self._comparison: Comparison | None = None
        self._edit: InPlaceEdit | None = None
        self.list.toggled.connect(self.toggled)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self.edit)
        self.other.acted.connect(lambda: self.other_chosen.emit(self.list.current_key()))
        self.difference.decided.connect(lambda state: self.decided.emit(self.list.current_key(), state))
        self.add_button.clicked.connect(lambda: self.add_wanted.emit(self.key))

    def show_items(self, group: ReviewGroup, state: ReviewState, comparison: Comparison | None) -> None:
        """Show these as they are decided on; ``comparison`` is None where the case is a new one."""
        self._items = {item.key: item for item in group.items}
        self._state, self._comparison = state, comparison
        self.list.set_rows([self._row(item) for item in group.items])
        refused = sum(item.key in state.refused for item in group.items)
        found = "1 hittad" if len(group.items) == 1 else f"{len(group.items)} hittade"
        differing = sum(self._undecided(item.key) for item in group.items)
        notes = (found, f"{refused} tas inte med" if refused else "", f"{differing} skiljer sig" if differing else "")
        self.set_title(group.title, ", ".join(filter(None, notes)))
        self.list.setVisible(bool(group.items))
        self._nothing_row.setVisible(not group.items)
        self._fit()
        self._tell_current()

    def edit(self, key: object) -> None:
        """Correct the words of a row in its place; Shift+Enter there makes two of it."""
        item = next((item for item in self._items.values() if item.key == key), None)
        home = self.parentWidget()
        if item is None or self._edit is not None or home is None:
            return
        self.list.choose(key)
        if self.key not in CAN_BE_CORRECTED:
            self.chosen.emit(key)
            return
        can_cut = self.key in CAN_BE_CUT
        edit = self._edit = InPlaceEdit(home, item.text, f"Ändra: {item.text}", self._row_in(home), can_cut=can_cut)
        edit.taken.connect(lambda words: self._take(item.key, words))
        edit.split.connect(lambda words, at: self.split.emit(item.key, words, at))
        edit.closed.connect(self._edit_closed)
        self.edit_opened.emit(edit.geometry())

    def stops(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        grows = [self.add_button] if self.key in CAN_GROW else []
        return [*grows, self.list, self.other.link, *self.difference.buttons]

    def act(self, name: str) -> None:
        """Do something with the current row."""
        key = self.list.current_key()
        if key is None:
            return
        if name == "correct":
            self.edit(key)
        else:
            self.acted.emit(name, key)

    def row_menu(self) -> QMenu:
        """The menu of the current row; every line shows its key."""
        menu = QMenu(self)
        key = self.list.current_key()
        taken = key not in self._state.refused
        menu.addAction("&Lämna ute\tMellanslag" if taken else "&Ta med\tMellanslag", self.list.turn_current)
        for one in ROW_ACTS:
            if self.key not in one.groups:
                continue
            if one.name == "ours" and key in self._state.unsure:
                menu.addAction(f"Gäller &oss\t{_told(one)}", partial(self.act, "ours"))
                menu.addAction(one.words, partial(self.act, "others"))
                continue
            words = "&Gäller oss" if one.name == "ours" and key in self._state.not_ours else one.words
            menu.addAction(f"{words}\t{_told(one)}", partial(self.act, one.name))
        return menu

    @property
    def editor(self) -> InPlaceEdit | None:
        """The open editor, if any."""
        return self._edit

    def current_area(self, home: QWidget) -> QRect:
        """Where the current row lies in a parent widget."""
        area = self.list.visualRect(self.list.currentIndex())
        return QRect(self.list.viewport().mapTo(home, area.topLeft()), area.size())

    def difference_area(self, home: QWidget) -> QRect:
        """Where the difference of the current row lies in a parent widget; empty where there is none."""
        if self.difference.isHidden():
            return QRect()
        return QRect(self._difference_row.mapTo(home, QPoint(0, 0)), self._difference_row.size())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_items"):
            self._fit()

    def _compared(self, key: ItemKey) -> Compared | None:
        return None if self._comparison is None else self._comparison.of(key)

    def _undecided(self, key: ItemKey) -> bool:
        compared = self._compared(key)
        differs = compared is not None and compared.standing == Standing.DIFFERS
        return differs and self._state.choices.get(key, DifferenceState.oppen) == DifferenceState.oppen

    def _row_in(self, home: QWidget) -> QRect:
        area = self.current_area(home)
        left = self.list.mapTo(home, QPoint(0, 0)).x()
        return QRect(left + PAD, area.top(), self.list.width() - 2 * PAD, area.height())

    def _take(self, key: ItemKey, words: str) -> None:
        if words != self._items[key].text:
            self.corrected.emit(key, words)

    def _edit_closed(self) -> None:
        had_focus = self._edit is not None and self._edit.hasFocus()
        self._edit = None
        if had_focus:
            self.list.setFocus()

    def _choose(self, key: object) -> None:
        self._tell_current()
        self.chosen.emit(key)

    def _tell_current(self) -> None:
        """Show the other wording of the current row, in this paper or in the case, with the ways to decide."""
        item = self._items.get(self.list.current_key())
        words = ""
        if item is not None and item.other is not None and item.text != item.other.text:
            place = f" (s. {item.other.page})" if item.other.page else ""
            words = f"Står även så här{place}: «{item.other.text}»"
        self.other.set_message(words, "Använd den" if words else "")
        self._other_row.setVisible(bool(words))
        compared = self._compared(item.key) if item is not None else None
        differs = compared is not None and compared.standing == Standing.DIFFERS
        if item is not None and compared is not None and differs:
            place = f"s. {item.passage.page}" if item.passage and item.passage.page else ""
            self.difference.show_difference(compared, place, self._state.choices.get(item.key, DifferenceState.oppen))
        else:
            self.difference.hide()
        self._difference_row.setVisible(differs)

    def _fit(self) -> None:
        self.list.setFixedHeight(max(self.list.content_height(), 1))

    def _row(self, item: ReviewItem) -> CheckRow:
        state, word = self._tag(item)
        page = f"s. {item.passage.page}" if item.passage and item.passage.page else ""
        return CheckRow(
            item.key,
            item.text,
            item.number,
            " · ".join(filter(None, (item.role, page))),
            state,
            word,
            checked=item.key not in self._state.refused,
        )

    def _tag(self, item: ReviewItem) -> tuple[State | None, str]:
        """What a row is marked with: what is to be decided first, then what was, then how it stands to the case."""
        compared = self._compared(item.key)
        standing = compared.standing if compared is not None else None
        if standing == Standing.DIFFERS:
            return tag_of_choice(self._state.choices.get(item.key, DifferenceState.oppen))
        if item.key in self._state.not_ours:
            return State.NOTE, "Gäller annan nämnd"
        if item.key in self._state.unsure and item.key not in self._state.refused:
            return State.REMARK, "Gäller oss?"
        if item.key in self._state.corrected:
            return State.NOTE, "Ändrad"
        if item.other is not None and item.other.text != item.text:
            return State.REMARK, "Två lydelser"
        if item.odd:
            return State.REMARK, "Kontrollera"
        if standing == Standing.SAME:
            return State.DONE, "Finns redan"
        return (State.EVENT, "Nytt") if standing == Standing.NEW else (None, "")


class _FoundList(CheckList):
    """A check list whose rows can be acted on by key and by their own menu."""

    def __init__(self, name: str, panel: FoundPanel) -> None:
        super().__init__(name)
        self._panel = panel

    def turn_current(self) -> None:
        """Take the current row in, or leave it out."""
        key = self.current_key()
        if key is not None:
            self.set_checked(key, checked=key not in self.checked_keys())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete leaves a row out; the keys of the row's menu do what they say there."""
        pressed = (event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
        act = next((one for one in ROW_ACTS if (one.key, one.modifier) == pressed), None)
        if event.key() == Qt.Key.Key_Delete and self.current_key() is not None:
            self.set_checked(self.current_key(), checked=False)
        elif act is not None and act.name != "correct" and self._panel.key in act.groups:
            self._panel.act(act.name)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the row; the menu key works too."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            if index.isValid():
                self.setCurrentIndex(index)
        if not self.currentIndex().isValid():
            return
        menu = self._panel.row_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft()))


def _told(act: RowAct) -> str:
    """The key of an act as it is said in a menu."""
    names = {Qt.Key.Key_Return: "Enter", Qt.Key.Key_Up: "Upp", Qt.Key.Key_Down: "Ned"}
    first = {_ALT: "Alt+", _CTRL: "Ctrl+"}.get(act.modifier, "")
    return f"{first}{names.get(act.key) or chr(act.key)}"
