"""PointList: every decision point and att-sats of a case, each with its outcome, decided words and reason."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.decide import decide_point
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Outcome
from nemndsekr.records.decision import PointOutcome
from nemndsekr.rules.decision_places import SHOWS_REASON, SHOWS_TEXT, DecisionPlace, Judged, heading_of, outcome_row
from nemndsekr.rules.decision_questions import reason_question
from nemndsekr.store.database import Store
from nemndsekr.ui.case.binding import Bound
from nemndsekr.ui.case.editors import PlainTextEdit
from nemndsekr.ui.case.outcome_box import OutcomeBox
from nemndsekr.ui.case.record_form import Forms, title_of
from nemndsekr.ui.kit.forms import Field, PairedFields
from nemndsekr.ui.kit.labels import Label, link_button
from nemndsekr.ui.kit.measures import column, holding, row, set_size


def outcome_bound(forms: Forms, label: str, name: str) -> tuple[OutcomeBox, Bound]:
    """An outcome that is saved at once; ``name`` is what a screen reader says of it."""
    box = OutcomeBox()
    bound = forms.bound(Field(label, box), box.value, box.set_value, box.currentIndexChanged)
    box.setAccessibleName(name)
    return box, bound


class PointRow(QWidget):
    """One point: its words, its outcome, and what is asked for where the outcome asks for it."""

    all_wanted = Signal()
    parts_changed = Signal()

    def __init__(self, forms: Forms, judged: Judged) -> None:
        super().__init__()
        self.judged = judged
        self._asked_text = False
        self._place: DecisionPlace | None = None
        self._case_id = 0
        self._key: object = None
        self._whole: Outcome | None = None
        self.box, self.outcome = outcome_bound(forms, f"Utfall {judged.name.lower()}", f"Utfall, {heading_of(judged)}")
        self.change = link_button("Ändra lydelsen (F2)")
        self.change.setAccessibleName(f"Ändra lydelsen av {judged.name.lower()}")
        # A button among the outcomes would be a stop more at each of them; F2 does the same.
        self.change.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        editor = PlainTextEdit(1)

        def decided_words() -> str:
            # The proposal unchanged is no change.
            words = editor.value()
            return "" if words.strip() == judged.text.strip() else words

        field = Field(title_of(PointOutcome, "decided_text"), editor)
        editor.setAccessibleName(f"Beslutad lydelse, {judged.name.lower()}")
        self.text = Bound(forms.desk, forms.ledger, field, decided_words, editor.set_value, editor.edited)
        self.reason = forms.text(title_of(PointOutcome, "reason"), lines=1)
        self.reason.field.editor.setAccessibleName(f"Skäl, {judged.name.lower()}")
        words = Label(judged.text, wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        left = holding(column(Label(judged.name, "label"), words, gap=4))
        set_size(self.outcome.field, min_width=150)
        self.outcome.field.layout().addLayout(row(None, self.change))  # type: ignore[union-attr]
        self.setLayout(column(PairedFields(left, self.outcome.field), field, self.reason.field, gap=8))
        self.box.all_wanted.connect(self.all_wanted)
        self.box.text_wanted.connect(self.ask_text)
        self.box.currentIndexChanged.connect(lambda _: self._show_asked())
        self.change.clicked.connect(self.ask_text)
        self.reason.handed_over.connect(lambda _: self._show_asked())

    def show_place(self, file: CaseFile, place: DecisionPlace, key: object, whole: Outcome | None) -> None:
        """Show what the decision of a place says of the point; ``key`` stays the same while the decision is made.

        ``whole`` is the outcome of all: the reason for that is asked for once, above.
        """
        self._whole = whole
        case_id, judged = file.case.stored_id, self.judged
        if key != self._key:
            self._asked_text = False
        self._place, self._case_id, self._key = place, case_id, key
        stored = outcome_row(file, place.decision_id, judged) if place.decision_id is not None else None
        mine = (judged.decision_point_id, judged.attsats_id)
        for name, bound, value in (
            ("outcome", self.outcome, stored.outcome if stored else None),
            ("decided_text", self.text, stored.decided_text if stored else ""),
            ("reason", self.reason, stored.reason if stored else ""),
        ):
            bound.show_value(("PointOutcome", case_id, key, *mine, name), partial(self._write, name), value)
        self._show_asked()

    def ask_text(self) -> None:
        """Begin the decided words with the proposed ones."""
        editor = self.text.field.editor
        self._asked_text = True
        self._show_asked()
        if isinstance(editor, PlainTextEdit):
            if not editor.value():
                editor.set_value(self.judged.text)
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
            editor.selectAll()

    def bounds(self) -> tuple[Bound, ...]:
        """The three fields."""
        return (self.outcome, self.text, self.reason)

    def _show_asked(self) -> None:
        outcome: Outcome | None = self.box.value()
        text_editor, reason_editor = self.text.field.editor, self.reason.field.editor
        has_text = isinstance(text_editor, PlainTextEdit) and bool(text_editor.value())
        has_reason = isinstance(reason_editor, PlainTextEdit) and bool(reason_editor.value().strip())
        before = self.text.field.isVisibleTo(self), self.reason.field.isVisibleTo(self)
        shows_text = self._asked_text or has_text or outcome in SHOWS_TEXT
        self.text.field.setVisible(shows_text)
        self.change.setVisible(not shows_text)
        asks = outcome in SHOWS_REASON and outcome != self._whole
        self.reason.field.setVisible(has_reason or asks)
        told = reason_editor.value() if isinstance(reason_editor, PlainTextEdit) else ""
        self.reason.field.set_message(reason_question(outcome, told) if asks else "")
        if before != (self.text.field.isVisibleTo(self), self.reason.field.isVisibleTo(self)):
            self.parts_changed.emit()

    def _write(self, name: str, store: Store, who: str, now: datetime, value: Any, visit: str) -> Changes:
        if self._place is None:
            raise RuntimeError("a point is shown before it is written")
        return decide_point(store, self._case_id, self._place, self.judged, {name: value}, who, now, visit=visit)


class PointList(QWidget):
    """The rows; Enter in an outcome goes on to the next one."""

    all_wanted = Signal()
    parts_changed = Signal()

    def __init__(self, forms: Forms) -> None:
        super().__init__()
        self._forms = forms
        self.rows: list[PointRow] = []
        self._column = column(gap=12)
        self.setLayout(self._column)

    def show_points(
        self, file: CaseFile, judged: list[Judged], place: DecisionPlace, key: object, whole: Outcome | None
    ) -> None:
        """Show these points, with what the decision of a place says of each."""
        if [one.judged for one in self.rows] != judged:
            for former in self.rows:
                for bound in former.bounds():
                    bound.commit()
                self._column.removeWidget(former)
                former.hide()
                former.deleteLater()
            self.rows = []
            for one in judged:
                made = PointRow(self._forms, one)
                made.all_wanted.connect(self.all_wanted)
                made.parts_changed.connect(self.parts_changed)
                self._column.addWidget(made)
                made.show()
                self.rows.append(made)
        for shown in self.rows:
            shown.show_place(file, place, key, whole)

    def flush(self) -> None:
        """Hand over everything typed."""
        for shown in self.rows:
            for bound in shown.bounds():
                bound.commit()
