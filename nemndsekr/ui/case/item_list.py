"""ItemList: the left pane - everything of the case that is worked on, where it stands, and how much is finished."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import CaseKind
from nemndsekr.rules.case_items import CLAUSES, NONE_KEY, RECOMMENDATIONS, Item, ItemKey, finished_of, items_of
from nemndsekr.rules.progress import STATE_WORDS
from nemndsekr.rules.progress import State as Progress
from nemndsekr.ui.kit.flow import FlowLayout
from nemndsekr.ui.kit.labels import link_button
from nemndsekr.ui.kit.lists import TaskList, TaskRow, heading
from nemndsekr.ui.kit.measures import column, holding, row
from nemndsekr.ui.kit.panels import Panel
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.kit.tokens import u

_STATES: Final = {
    Progress.klar: State.DONE,
    Progress.pagar: State.ONGOING,
    Progress.ej_paborjad: State.NOT_STARTED,
}
_PASTE, _PASTE_MORE, _PASTE_CLAUSES = "Klistra in …", "Klistra in fler …", "Klistra in text …"
_QUESTION, _SHORT = "Revisionsfråga", "Fråga"
REMOVABLE: Final = {"recommendations", "attsatser", "questions", "sections"}


class Marks(NamedTuple):
    """How many påpekanden and questions the checks have about an item."""

    remarks: int = 0
    questions: int = 0

    @property
    def words(self) -> str:
        """What stands at the item's row."""
        if self.remarks:
            return "Påpekande" if self.remarks == 1 else f"{self.remarks} påpekanden"
        return "" if not self.questions else "Fråga" if self.questions == 1 else f"{self.questions} frågor"


class ItemList(Panel):
    """The items as a task list; the first group's name and «4 av 7 klara» stand in the head."""

    chosen = Signal(object)
    entered = Signal()
    add_wanted = Signal(str)
    paste_wanted = Signal()
    removal_wanted = Signal(object)

    def __init__(self) -> None:
        self.list = TaskList("Ärendets delar", lead=18)
        self.add_button = link_button("Rekommendation", "plus")
        self.question_button = link_button(_QUESTION, "plus")
        self.question_button.setAccessibleName("Lägg till revisionsfråga")
        self.question_button.setToolTip("Lägg till revisionsfråga")
        self.paste_button = link_button("Klistra in fler …")
        ways = wrapped(self.add_button, self.question_button, self.paste_button)
        super().__init__("Ärendet", body=self.list, footer=row((ways, 1)))
        self.items: list[Item] = []
        self._adds = "recommendations"
        self.add_button.clicked.connect(lambda: self.add_wanted.emit(self._adds))
        self.question_button.clicked.connect(lambda: self.add_wanted.emit("questions"))
        self.paste_button.clicked.connect(self.paste_wanted)
        self.list.chosen.connect(self.chosen)
        self.list.opened.connect(lambda _: self.entered.emit())
        self.list.installEventFilter(self)

    def show_file(self, file: CaseFile, marks: Mapping[ItemKey, Marks] | None = None) -> None:
        """Show the items of a case, with what the checks found in each; the chosen one stays chosen."""
        self.items = items_of(file)
        marks = marks or {}
        main = self._main_group(file)
        rows: list[TaskRow] = []
        group = main
        for item in self.items:
            if item.group != group:
                group = item.group
                rows.append(heading(group))
            rows.append(_row(item, marks.get(item.key, Marks())))
        self.list.set_rows(rows)
        done, of = finished_of(self.items, main)
        self.set_title(main or "Ärendet", f"{done} av {of} klara" if of else "")
        self._adds = "attsatser" if main == CLAUSES else "recommendations"
        self.add_button.setText("Att-sats" if main == CLAUSES else "Rekommendation")
        self.add_button.setAccessibleName(f"Lägg till {self.add_button.text().lower()}")
        self.add_button.setVisible(bool(main))
        self.question_button.setVisible(main == RECOMMENDATIONS)
        self.paste_button.setVisible(bool(main))
        self.paste_button.setText(
            _PASTE_CLAUSES if main == CLAUSES else _PASTE_MORE if file.recommendations else _PASTE
        )
        self._name_question()

    def choose(self, key: ItemKey) -> bool:
        """Choose an item; says whether it is there."""
        return self.list.choose(key)

    def current_key(self) -> ItemKey | None:
        """The item chosen."""
        key: ItemKey | None = self.list.current_key()
        return key

    def neighbour(self, by: int) -> ItemKey | None:
        """The item so many places on, or None at the ends."""
        keys = [item.key for item in self.items]
        key = self.current_key()
        at = keys.index(key) + by if key in keys else 0
        return keys[at] if 0 <= at < len(keys) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete takes the chosen item away, Insert begins another of its kind."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.list:
            key = self.current_key()
            if event.key() == Qt.Key.Key_Delete and key is not None and key != NONE_KEY and key[0] in REMOVABLE:
                self.removal_wanted.emit(key)
                return True
            if event.key() == Qt.Key.Key_Insert and not event.modifiers() and self.add_button.isVisibleTo(self):
                self.add_wanted.emit("questions" if key is not None and key[0] == "questions" else self._adds)
                return True
        return bool(super().eventFilter(watched, event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the chosen item in view when a bar or another pane takes of the room."""
        super().resizeEvent(event)
        self._name_question()
        QTimer.singleShot(0, self, lambda: self.list.scrollTo(self.list.currentIndex()))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "question_button"):
            self._name_question()

    def _name_question(self) -> None:
        """The shorter word where the longer one would take a line of its own from the list."""
        self.question_button.setText(_QUESTION)
        both = self.question_button.sizeHint().width() + self.paste_button.sizeHint().width() + u(4)
        if both > self.width() - u(32):
            self.question_button.setText(_SHORT)

    def _main_group(self, file: CaseFile) -> str:
        if file.case.kind == CaseKind.granskning or file.recommendations:
            return RECOMMENDATIONS
        if file.attsatser or file.case.kind in (CaseKind.namndinitiativ, CaseKind.motion):
            return CLAUSES
        return ""


def wrapped(*buttons: QWidget) -> QWidget:
    """Buttons side by side, or on two lines where the pane is narrow or the text large."""
    flow = FlowLayout(gap=4, line_gap=2)
    for one in buttons:
        flow.addWidget(one)
    return holding(column(None, flow, None, gap=0))


def _row(item: Item, marks: Marks) -> TaskRow:
    if marks.words and not item.lack:
        state = State.REMARK if marks.remarks else State.QUESTION
        return TaskRow(item.key, item.name, state, item.number, word=marks.words)
    if item.state is None:
        return TaskRow(item.key, item.name, None, item.number, note=item.told, tail=item.lack)
    if item.lack:
        return TaskRow(item.key, item.name, State.REMARK, item.number, word=item.lack)
    # What is finished is quiet, and what the case may do without does not ask for anything.
    if item.told:
        return TaskRow(item.key, item.name, _STATES[item.state], item.number, note=item.told)
    quiet = item.state == Progress.klar or not item.wanted
    return TaskRow(item.key, item.name, _STATES[item.state], item.number, word="" if quiet else STATE_WORDS[item.state])
