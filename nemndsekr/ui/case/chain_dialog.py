"""ChainDialog: choose a case's chain - the best first, why others do not do, and the ways out, each with its button."""

from __future__ import annotations

from functools import partial
from typing import Final

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QLayout, QPushButton, QWidget

from nemndsekr.operations.case_plan import CasePlanning, case_planning, choose_chain, take_chain_away
from nemndsekr.operations.changes import Changes
from nemndsekr.records.choices import Occasion, label
from nemndsekr.rules.planning.anstand import sender_of
from nemndsekr.rules.planning.chain_choices import (
    ChainChoice,
    choices_from,
    choices_to,
    margin_lines,
    step_lines,
)
from nemndsekr.rules.planning.chains import Chain
from nemndsekr.rules.planning.chosen import chosen_chain, plan_of, steps_done
from nemndsekr.rules.planning.facts import DueAnswer
from nemndsekr.rules.planning.plan_answer import PlanAnswer, deciding_due, forwards, plan_answer
from nemndsekr.rules.planning.provisional import with_year_ahead
from nemndsekr.rules.planning.ways_out import WayKind, WayOut, extra_chain
from nemndsekr.support.days import day_reading
from nemndsekr.support.errors import UserError
from nemndsekr.ui.case.anstand_dialog import AnstandDialog
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.forms import Combo, Field, FormScroll, filter_combo
from nemndsekr.ui.kit.labels import Label, button, caption, link_button, primary_button, rule
from nemndsekr.ui.kit.lists import TaskList, TaskRow
from nemndsekr.ui.kit.measures import column, holding, row, set_font_role, set_size
from nemndsekr.ui.kit.messages import FieldMessage
from nemndsekr.ui.kit.states import State

_FORWARDS: Final = "Ingen svarsdag: räkna framåt från i dag"
_NO_MEETINGS: Final = "Inget sammanträde att välja. Lägg in sammanträden i planen först."
_VERBS: Final = {WayKind.OMEDELBAR: "Räkna så", WayKind.EARLIER: "Visa", WayKind.ANSTAND: "Anstånd …"}


class ChainDialog(FittedDialog):
    """Reply day, omedelbar justering, the chains that are to be had, the days of the chosen one, and the ways out."""

    chosen = Signal(str)
    """A chain was chosen or taken away; the words that say so."""

    def __init__(
        self, desk: Desk, planning: CasePlanning, parent: QWidget | None = None, wish: WayKind | None = None
    ) -> None:
        """Show what there is to choose; ``wish`` is the way out that was asked for, begun at once where it is open."""
        super().__init__(parent)
        self.setObjectName("chainDialog")
        self.setWindowTitle("Välj kedja")
        self._desk = desk
        self._planning = planning
        self._answer: PlanAnswer | None = None
        self._choices: tuple[ChainChoice, ...] = ()
        self._asked = 0
        self._wanted: Chain | None = None
        self._wish = wish
        self.due = Combo()
        self.due_field = Field("&Svarsdag", self.due)
        self.immediate = QCheckBox("&Omedelbar justering")
        set_font_role(self.immediate, "body")
        self.reason = caption("", wrap=True)
        self.list = TaskList("Kedjor, den bästa först", lines=True, wraps=True)
        set_size(self.list, min_height=112)
        self._days = column(gap=4)
        self._ways = column(gap=8)
        self.ways_heading = Label("Utvägar", "label")
        self._line = rule()
        self.message = FieldMessage()
        self.take = primary_button("&Välj kedjan")
        self.cancel = button("Avbryt")
        self.remove = button("&Ta bort kedjan")
        for one in (self.take, self.cancel, self.remove):
            one.setAutoDefault(False)
        below = FormScroll(
            column(
                holding(self._days),
                self._line,
                self.ways_heading,
                holding(self._ways),
                None,
                gap=10,
                margins=(0, 4, 8, 4),
            )
        )
        buttons = row(self.remove, None, caption("Ctrl+Enter väljer."), self.cancel, self.take)
        self.fit(
            column(
                self.due_field,
                self.immediate,
                self.reason,
                (self.list, 2),
                (below, 3),
                gap=10,
            ),
            column(self.message, buttons, gap=10),
            width=720,
            height=640,
        )
        self.take.clicked.connect(self._take)
        self.cancel.clicked.connect(self.reject)
        self.remove.clicked.connect(self._remove)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._take)
        self.list.opened.connect(lambda _: self._take())
        self.list.chosen.connect(lambda _: self._show_chosen())
        self.due.currentIndexChanged.connect(lambda _: self._due_chosen())
        self.immediate.toggled.connect(lambda _: self._reckon())
        self._show_planning(planning)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def due_answer(self) -> DueAnswer | None:
        """The reply day that is reckoned from; None where it is reckoned forwards from today."""
        at = self.due.currentData()
        return next((one for one in self._planning.due if one.reply_day_id == at), None)

    @property
    def occasion(self) -> Occasion:
        """Which answer the chain leads to."""
        due = self.due_answer
        return Occasion(due.occasion) if due is not None else self._planning.occasion

    def chain(self) -> Chain | None:
        """The chain that is chosen in the list."""
        at = self.list.current_key()
        return self._choices[at].chain if isinstance(at, int) and at < len(self._choices) else None

    def _show_planning(self, planning: CasePlanning, due_id: int | None = None) -> None:
        """Show what there is to choose by; the reply day stays that was chosen, or the one the case goes by."""
        self._planning = planning
        plan = plan_of(planning.file, planning.occasion)
        decides = deciding_due(planning.due, planning.occasion)
        known = plan.reply_day_id if plan is not None else None
        at = due_id or known or (decides.reply_day_id if decides is not None else None)
        self.due.blockSignals(True)
        self.due.clear()
        for one in planning.due:
            if one.day is not None:
                self.due.addItem(_due_words(one), one.reply_day_id)
        self.due.addItem(_FORWARDS, None)
        self.due.setCurrentIndex(max(0, self.due.findData(at)) if at else 0)
        self.due.blockSignals(False)
        self.immediate.blockSignals(True)
        self.immediate.setChecked(plan is not None and plan.immediate)
        self.immediate.blockSignals(False)
        self._due_chosen()

    def _due_chosen(self) -> None:
        has_plan = any(one.occasion == self.occasion and one.meeting_id for one in self._planning.file.plan_steps)
        self.remove.setVisible(has_plan or plan_of(self._planning.file, self.occasion) is not None)
        self._reckon()

    def _reckon(self) -> None:
        """Ask anew, in the background; an answer to an older question is let go."""
        self._asked += 1
        asked, facts, due, today = self._asked, self._planning.facts, self.due_answer, self._desk.today
        day, done = due.day if due is not None else None, self._done_steps()

        def show(answer: PlanAnswer | None) -> None:
            if shiboken6.isValid(self) and asked == self._asked:
                self._show_answer(answer)

        def reckon(_: object) -> PlanAnswer | None:
            return plan_answer(with_year_ahead(facts, day, today), day, today, done) if day is not None else None

        self._desk.ask(reckon, show)

    def _done_steps(self) -> frozenset[str]:
        """What the case has behind it on the way to this answer."""
        on_its_way = self.occasion == self._planning.occasion
        return steps_done(self._planning.facts, self._planning.file.case.stage) if on_its_way else frozenset()

    def _show_answer(self, answer: PlanAnswer | None) -> None:
        facts, today, immediate = self._planning.facts, self._desk.today, self.immediate.isChecked()
        self._answer = answer
        if answer is None:
            self._choices = choices_from(facts, today, self._done_steps(), immediate=immediate)
            told = forwards(facts, today, self._done_steps(), immediate=immediate)
        else:
            self._choices = choices_to(facts, answer, today, immediate=immediate)
            told = answer.reason(immediate=immediate)
        self.reason.setText(told if self._choices or told else _NO_MEETINGS)
        self.reason.setVisible(bool(self.reason.text()))
        self.list.set_rows(
            [
                TaskRow(at, one.title, _state(one), note=one.note, word=one.word, strong=one.does)
                for at, one in enumerate(self._choices)
            ]
        )
        if self._choices:
            self.list.choose(self._first())
        self._show_chosen()
        ways = answer.ways(immediate=immediate) if answer is not None else ()
        self._show_ways(ways)
        wish, self._wish = self._wish, None
        wished = next((way for way in ways if way.kind == wish), None)
        if wished is not None and wish != WayKind.EXTRA:
            self._go(wished)

    def _first(self) -> int:
        """The line to begin at: the one that was wished for, the case's own, or the best."""
        if self._wanted is not None:
            wanted, self._wanted = self._wanted.decides.day, None
            days = [one.chain.decides.day if one.chain is not None else None for one in self._choices]
            if wanted in days:
                return days.index(wanted)
        own = {one.meeting_id for one in self._planning.file.plan_steps if one.occasion == self.occasion}
        for at, one in enumerate(self._choices):
            if one.chain is not None and one.chain.decides.meeting is not None:
                meeting_id = one.chain.decides.meeting.id
                if meeting_id is not None and meeting_id in own:
                    return at
        return next((at for at, one in enumerate(self._choices) if one.does), 0)

    def _show_chosen(self) -> None:
        chain = self.chain()
        self.take.setEnabled(chain is not None)
        self.message.set_message("")
        _empty(self._days)
        if chain is None:
            return
        facts = self._planning.facts
        for day, what, why in step_lines(facts, chain):
            days, name = Label(day), Label(what, "strong")
            set_size(days, width=116)
            set_size(name, width=150)
            self._days.addWidget(holding(row(days, name, (caption(why, wrap=True), 1), gap=8)))
        for words in margin_lines(facts, chain, self._planning.due, self.occasion):
            self._days.addWidget(caption(words, wrap=True))

    def _show_ways(self, ways: tuple[WayOut, ...]) -> None:
        _empty(self._ways)
        for part in (self._line, self.ways_heading):
            part.setVisible(bool(ways))
        last: QWidget = self.list
        for way in ways:
            shown = self._way_line(way)
            self._ways.addWidget(shown)
            for made in [*shown.findChildren(QComboBox), *shown.findChildren(QPushButton)]:
                QWidget.setTabOrder(last, made)
                last = made
        QWidget.setTabOrder(last, self.remove)

    def _way_line(self, way: WayOut) -> QWidget:
        words = column(Label(way.title, "strong"), caption(way.text, wrap=True), gap=2)
        if way.chain is None:
            return holding(words)
        if way.kind != WayKind.EXTRA:
            made = link_button(_VERBS[way.kind])
            made.setAccessibleName(f"{made.text()}: {way.title}")
            made.clicked.connect(partial(self._go, way))
            return holding(row((holding(words), 1), made))
        days = filter_combo("Dag för det extra sammanträdet", [day_reading(day) for day in way.days])
        made = link_button("Lägg in och välj")
        made.setAccessibleName("Lägg in det extra sammanträdet och välj kedjan")
        made.clicked.connect(lambda: self._add_extra(way, days.currentIndex()))
        return holding(column(words, row(days, made, None), gap=4))

    def _go(self, way: WayOut) -> None:
        """Do what a way out says."""
        if way.kind == WayKind.ANSTAND:
            self._ask_anstand(way)
            return
        self._wanted = way.chain
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if way.kind == WayKind.OMEDELBAR:
            self.immediate.setChecked(True)
        elif self._choices:
            self.list.choose(self._first())

    def _ask_anstand(self, way: WayOut) -> None:
        due = self.due_answer
        if due is None or way.chain is None:
            return
        sender = sender_of(self._planning.file)
        dialog = AnstandDialog(self._desk, self._planning.facts, due, way.chain, self, sender)
        dialog.granted.connect(self._anstand_granted)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _anstand_granted(self) -> None:
        case_id, occasion = self._planning.file.case.stored_id, self.occasion

        def show(planning: CasePlanning) -> None:
            if shiboken6.isValid(self):
                decides = deciding_due(planning.due, occasion)
                self._show_planning(planning, decides.reply_day_id if decides is not None else None)

        self._desk.ask(lambda store: case_planning(store, case_id), show)

    def _add_extra(self, way: WayOut, at: int) -> None:
        due = self.due_answer
        if due is None or due.day is None or way.chain is None or not 0 <= at < len(way.days):
            return
        day = way.days[at]
        chain = extra_chain(self._planning.facts, way, day, due.day)
        if chain is not None:
            self._choose(chain)

    def _take(self) -> None:
        chain = self.chain()
        if chain is not None:
            self._choose(chain)

    def _choose(self, chain: Chain) -> None:
        due = self.due_answer
        kept = chosen_chain(self._planning.facts, chain, self.occasion, due.reply_day_id if due is not None else None)
        case_id = self._planning.file.case.stored_id
        self._desk.act(
            lambda store, who, now: choose_chain(store, case_id, kept, who, now),
            lambda changes: self._done(changes, "Kedjan är vald och står i Beslutsplanering."),
            self._refused,
        )

    def _remove(self) -> None:
        case_id, occasion = self._planning.file.case.stored_id, self.occasion
        self._desk.act(
            lambda store, who, now: take_chain_away(store, case_id, occasion, who, now),
            lambda changes: self._done(changes, "Kedjan är borttagen."),
            self._refused,
        )

    def _done(self, changes: Changes, words: str) -> None:
        del changes
        if shiboken6.isValid(self):
            self.chosen.emit(words)
            self.accept()

    def _refused(self, error: UserError) -> None:
        if shiboken6.isValid(self):
            self.message.set_message(str(error))


def _due_words(due: DueAnswer) -> str:
    which = label(Occasion(due.occasion))
    day = day_reading(due.day) if due.day is not None else due.words
    return " – ".join(filter(None, (due.to_whom, day, which.lower())))


def _state(choice: ChainChoice) -> State:
    if choice.does:
        return State.DONE
    return State.LATE if choice.chain is None else State.REMARK


def _empty(box: QLayout) -> None:
    """Take every line of a box away."""
    while (item := box.takeAt(0)) is not None:
        part = item.widget()
        if part is not None:
            part.hide()
            part.deleteLater()
