"""ChainRulesDialog: the steps of a nämnd's chain in order, the chosen one's rule, and what they give, shown at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget

from nemndsekr.operations.chain_rules import set_chain_rules, use_usual_rules
from nemndsekr.operations.changes import Changes
from nemndsekr.records.choices import ChainStepKind, DayUnit
from nemndsekr.rules.planning.facts import PlanningFacts, StepRule, usual_rules
from nemndsekr.rules.planning.rule_faults import MOST_DAYS, rule_faults, rule_name, rule_words, rules_example
from nemndsekr.support.days import WEEKDAYS
from nemndsekr.support.errors import UserError
from nemndsekr.ui.case.editors import ChoiceBox
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.forms import Combo, Field, FormScroll, PairedFields
from nemndsekr.ui.kit.labels import Label, button, caption, link_button, primary_button
from nemndsekr.ui.kit.lists import TaskList, TaskRow
from nemndsekr.ui.kit.measures import column, holding, row, set_font_role
from nemndsekr.ui.kit.messages import FieldMessage
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.kit.tokens import u

_DECIDES: Final = "Inget: här beslutas"
_UNSAVED: Final = "Stegen är inte sparade. Tryck Esc eller Avbryt en gång till för att stänga utan att spara."
_BEFORE, _AFTER = "före", "efter"
_AFTER_KINDS: Final = (ChainStepKind.justering, ChainStepKind.expediering)


class ChainRulesDialog(FittedDialog):
    """The list of steps at the left, the rule of the chosen one at the right, an example and what is wrong below."""

    def __init__(
        self, desk: Desk, namnder: Sequence[PlanningFacts], chosen: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("chainRules")
        self.setWindowTitle("Kedjeregler")
        self._desk = desk
        self._namnder = {facts.namnd_id: facts for facts in namnder}
        self._rules: list[StepRule] = []
        self._made = 0
        self._asked: tuple[StepRule, ...] | None = None
        self._filling = False
        self._make_fields()
        self.list = TaskList("Kedjans steg", lines=True)
        self.add = link_button("&Lägg till steg", "plus")
        self.remove = link_button("&Ta bort steget", "trash")
        self.up = link_button("Flytta &upp", "chevron-up")
        self.down = link_button("Flytta n&ed", "chevron-down")
        self.example = Label("", "body", wrap=True)
        self.example.setAccessibleName("Så blir det för nästa sammanträde")
        self.faults = FieldMessage()
        self.usual = button("&Vanliga regler")
        self.cancel = button("Avbryt")
        self.save = primary_button("&Spara kedjan")
        for one in (self.usual, self.cancel, self.save):
            one.setAutoDefault(False)
        self._lay_out()
        self._connect()
        for facts in namnder:
            self.namnd.addItem(facts.name, facts.namnd_id)
        self.namnd.setCurrentIndex(max(0, self.namnd.findData(chosen)))
        self.namnd.setEnabled(len(namnder) > 1)
        self._show_namnd()
        self.namnd.currentIndexChanged.connect(lambda _: self._show_namnd())
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_fields(self) -> None:
        self.namnd = Combo()
        self.kind = ChoiceBox(ChainStepKind)
        self.body = ChoiceBox()
        self.name = QLineEdit()
        self.number = _days_box()
        self.unit = ChoiceBox(DayUnit)
        self.weekday = ChoiceBox()
        self.weekday.set_choices(list(enumerate(day for day in WEEKDAYS[:5])))
        self.side = ChoiceBox()
        self.side.set_choices([(-1, _BEFORE), (1, _AFTER)])
        self.anchor = ChoiceBox()
        self.hurried = _days_box(-1)
        self.hurried.setSpecialValueText("som annars")
        self.who = QLineEdit()
        for line in (self.name, self.who):
            set_font_role(line, "body")
        self.namnd_field = Field("&Nämnd", self.namnd)
        self.kind_field = Field("Sl&ag", self.kind)
        self.body_field = Field("&Instans", self.body)
        self.name_field = Field("&Benämning", self.name)
        self.number_field = Field("Anta&l", self.number)
        self.unit_field = Field("&Räknas i", self.unit)
        self.weekday_field = Field("Ve&ckodag", self.weekday)
        self.side_field = Field("&Före eller efter", self.side)
        self.anchor_field = Field("Ste&g", self.anchor)
        self.hurried_field = Field("Antal vid &omedelbar justering", self.hurried)
        self.who_field = Field("Ve&m", self.who)

    def _lay_out(self) -> None:
        left = column((self.list, 1), row(self.add, self.remove, None), row(self.up, self.down, None), gap=6)
        form = FormScroll(
            column(
                PairedFields(self.kind_field, self.body_field),
                self.name_field,
                PairedFields(self.number_field, self.unit_field),
                self.weekday_field,
                PairedFields(self.side_field, self.anchor_field),
                PairedFields(self.hurried_field, self.who_field),
                None,
                gap=10,
                margins=(0, 0, 8, 0),
            )
        )
        buttons = row(self.usual, None, caption("Ctrl+Enter sparar."), self.cancel, self.save)
        told = column(Label("Nästa sammanträde", "label"), self.example, self.faults, gap=4)
        self.fit(
            column(
                self.namnd_field,
                (row((holding(left), 3), (form, 4), gap=16), 1),
                holding(told),
                gap=12,
            ),
            buttons,
            width=860,
            height=580,
        )

    def _connect(self) -> None:
        for box in (self.kind, self.body, self.unit, self.weekday, self.side, self.anchor):
            box.currentIndexChanged.connect(lambda _: self._edited())
        for number in (self.number, self.hurried):
            number.valueChanged.connect(lambda _: self._edited())
        for line in (self.name, self.who):
            line.textChanged.connect(lambda _: self._edited())
        self.list.chosen.connect(lambda _: self._show_step())
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.usual.clicked.connect(self._to_usual)
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._save)
        for keys, act in (
            ("Alt+Up", lambda: self._move(-1)),
            ("Alt+Down", lambda: self._move(1)),
            ("Ctrl+Return", self._save),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    @property
    def facts(self) -> PlanningFacts:
        """What the nämnd that is shown plans with."""
        return self._namnder[int(self.namnd.currentData())]

    def rules(self) -> tuple[StepRule, ...]:
        """The steps as they stand in the window."""
        return tuple(self._rules)

    def _show_namnd(self) -> None:
        self._rules = list(self.facts.rules)
        self.body.set_choices([(body.id, body.name) for body in self.facts.bodies])
        self._show_rules(0)

    def _show_rules(self, at: int) -> None:
        """Show the list with one of its steps chosen, and what the steps give."""
        self._refresh_rows()
        self._filling = True
        if self._rules:
            self.list.choose(min(at, len(self._rules) - 1))
        self._filling = False
        self._show_step()
        self._tell()

    def _at(self) -> int:
        at = self.list.current_key()
        return at if isinstance(at, int) and at < len(self._rules) else -1

    def _show_step(self) -> None:
        """Fill the fields with the chosen step."""
        if self._filling:
            return
        at = self._at()
        for field in (self.kind_field, self.body_field, self.name_field, self.anchor_field, self.who_field):
            field.setEnabled(at >= 0)
        self.remove.setEnabled(at >= 0)
        self.up.setEnabled(at > 0)
        self.down.setEnabled(0 <= at < len(self._rules) - 1)
        if at < 0:
            return
        rule = self._rules[at]
        self._filling = True
        others = [(one.key, rule_name(one, self.facts.bodies)) for one in self._rules if one.key != rule.key]
        self.anchor.set_choices([("", _DECIDES)], others)
        values: tuple[tuple[ChoiceBox, Any], ...] = (
            (self.kind, rule.kind),
            (self.body, rule.body_id),
            (self.unit, rule.unit),
            (self.weekday, rule.weekday or 0),
            (self.side, 1 if rule.number > 0 or (rule.number == 0 and rule.kind in _AFTER_KINDS) else -1),
            (self.anchor, rule.anchor),
        )
        for box, value in values:
            box.set_value(value)
        self.number.setValue(abs(rule.number))
        self.hurried.setValue(-1 if rule.number_immediate is None else rule.number_immediate)
        self.name.setText(rule.name)
        self.who.setText(rule.who)
        self._filling = False
        self._show_fields()

    def _show_fields(self) -> None:
        """Show the fields that the step's kind has a use for."""
        meets, hangs = self.kind.value() == ChainStepKind.sammantrade, bool(self.anchor.value())
        by_weekday = self.unit.value() == DayUnit.veckodag
        self.body_field.setVisible(meets)
        for field in (self.number_field, self.unit_field, self.side_field):
            field.setVisible(hangs)
        self.weekday_field.setVisible(hangs and by_weekday)
        self.hurried_field.setVisible(hangs and not meets and self.side.value() == 1)
        self.number_field.label.setText("Anta&l" if not by_weekday else "Vi&lken i ordningen")

    def _edited(self) -> None:
        """Take what stands in the fields into the chosen step."""
        at = self._at()
        if self._filling or at < 0:
            return
        meets, hangs = self.kind.value() == ChainStepKind.sammantrade, bool(self.anchor.value())
        side = int(self.side.value() or -1)
        by_weekday = self.unit.value() == DayUnit.veckodag
        hurried = self.hurried.value()
        self._rules[at] = self._rules[at]._replace(
            kind=self.kind.value(),
            name=self.name.text(),
            body_id=self.body.value() if meets else None,
            anchor=self.anchor.value() or "",
            number=side * self.number.value() if hangs else 0,
            unit=self.unit.value(),
            weekday=self.weekday.value() if by_weekday else None,
            number_immediate=hurried if hurried >= 0 and hangs and not meets and side > 0 else None,
            who=self.who.text(),
        )
        self._show_fields()
        self._refresh_rows()
        self._tell()

    def _refresh_rows(self) -> None:
        """Let the list say what the steps have become; the fields one writes in are left alone."""
        bodies = self.facts.bodies
        shown = [
            TaskRow(
                place,
                rule_name(rule, bodies),
                State.EVENT,
                note=rule_words(rule, self._rules, bodies),
                strong=not rule.anchor,
            )
            for place, rule in enumerate(self._rules)
        ]
        self._filling = True
        self.list.set_rows(shown)
        self._filling = False

    def _tell(self) -> None:
        """Say what the steps give for the next meeting, or what is wrong with them."""
        faults = rule_faults(self._rules, self.facts.bodies)
        self.faults.set_message(faults[0] if faults else "")
        self.example.setVisible(not faults)
        if not faults:
            self.example.setText(rules_example(self.facts, self._rules, self._desk.today))

    def _add(self) -> None:
        """Put a new step before the chosen one, hanging on it: the chain is laid backwards."""
        at = max(0, self._at())
        self._made += 1
        anchor = self._rules[at].key if self._rules else ""
        self._rules.insert(at, StepRule(f"ny{self._made}", ChainStepKind.annat, "Nytt steg", None, anchor, -1))
        self._show_rules(at)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def _remove(self) -> None:
        """Take the chosen step away; what hung on it hangs on what it hung on."""
        at = self._at()
        if at < 0:
            return
        gone = self._rules.pop(at)
        self._rules = [one._replace(anchor=gone.anchor) if one.anchor == gone.key else one for one in self._rules]
        self._show_rules(at)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, by: int) -> None:
        at = self._at()
        if at < 0 or not 0 <= at + by < len(self._rules):
            return
        self._rules[at], self._rules[at + by] = self._rules[at + by], self._rules[at]
        self._show_rules(at + by)

    def _to_usual(self) -> None:
        """Show the usual steps; they are kept, as all else, only when one saves."""
        self._rules = list(usual_rules(self.facts.bodies))
        self._show_rules(0)

    def reject(self) -> None:
        """Close, but ask once before changed steps are thrown away."""
        if self.rules() in (self.facts.rules, self._asked):
            super().reject()
            return
        self._asked = self.rules()
        self.faults.set_message(_UNSAVED)

    def _save(self) -> None:
        if rule_faults(self._rules, self.facts.bodies):
            self._tell()
            return
        namnd_id, rules = self.facts.namnd_id, self.rules()
        is_usual = rules == usual_rules(self.facts.bodies)
        self._desk.act(
            (lambda store, who, now: use_usual_rules(store, namnd_id, who, now))
            if is_usual
            else (lambda store, who, now: set_chain_rules(store, namnd_id, rules, who, now)),
            self._done,
            self._refused,
        )

    def _done(self, changes: Changes) -> None:
        del changes
        if shiboken6.isValid(self):
            self._namnder[self.facts.namnd_id] = replace(self.facts, rules=self.rules())
            self.accept()

    def _refused(self, error: UserError) -> None:
        if shiboken6.isValid(self):
            self.faults.set_message(str(error))


def _days_box(least: int = 0) -> QSpinBox:
    made = QSpinBox()
    set_font_role(made, "body")
    made.setRange(least, MOST_DAYS)
    made.lineEdit().setTextMargins(u(6), 0, 0, 0)
    # The wheel over a number one passes by must not change it.
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made
