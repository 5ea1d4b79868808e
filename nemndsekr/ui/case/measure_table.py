"""The measures under a recommendation or a revisionsfråga: a table, and under it the details of the chosen one."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QScrollArea, QWidget

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.edit_record import edit_record
from nemndsekr.operations.measures import (
    add_measure,
    move_measure,
    promise_time,
    set_measure_state,
    share_measure,
    take_measure_from,
)
from nemndsekr.records.audit import AuditQuestion
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DemandPart, MeasureState, WhoseDate, choices, label
from nemndsekr.records.measure import Measure, Promise
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.promises import is_given, unexplained
from nemndsekr.rules.short_names import short_name
from nemndsekr.rules.tidpunkt import Tidpunkt
from nemndsekr.rules.typed_time import note_on
from nemndsekr.store.database import Store
from nemndsekr.support.errors import UserError
from nemndsekr.ui.case.begin_by_typing import BeginsByTyping
from nemndsekr.ui.case.edit_model import NEW, EditColumn, EditRow, NewRow
from nemndsekr.ui.case.edit_table import EditTable, framed
from nemndsekr.ui.case.measure_details import MeasureDetails
from nemndsekr.ui.case.record_form import Forms
from nemndsekr.ui.kit.labels import field_label, link_button
from nemndsekr.ui.kit.measures import column, holding, row
from nemndsekr.ui.kit.messages import FieldMessage

ADD_KEY: Final = "Ctrl+Shift+Å"
LINK_KEY: Final = "Ctrl+Shift+D"
_COLUMNS: Final = (
    EditColumn("text", "Åtgärd", 1.25),
    EditColumn("expected_effect", "Förväntad effekt", 1.15),
    # A promise that is given gets a follower, so it is handed over once and not letter by letter.
    EditColumn("promise", "Senast klar", 0.8, idle=False, time=True),
    EditColumn("responsible", "Ansvarig", 0.9, extra=True),
    EditColumn("state", "Läge", 0.7, choices=choices(MeasureState), extra=True),
)
_DEMANDED: Final = {
    DemandPart.expected_effect: ("expected_effect", "förväntad effekt"),
    DemandPart.latest_date: ("promise", "tidpunkt"),
    DemandPart.responsible: ("responsible", "ansvarig"),
}
_COLUMN_NAMES: Final = {one.name for one in _COLUMNS}
_NAME_LENGTH: Final = 70


class MeasureTable(QWidget):
    """Shows and saves the measures under what is answered; one that is shared is only let go of here."""

    removed = Signal(str)
    """A measure was taken away; the words for the bar."""

    def __init__(self, forms: Forms) -> None:
        super().__init__()
        self._forms = forms
        self._file: CaseFile | None = None
        self._answered: tuple[int | None, int | None] = (None, None)
        self._visit = ""
        self._new: dict[int, NewRow] = {}
        self._ask_reason = 0
        self.table = EditTable(
            "Planerade åtgärder", _COLUMNS, visit=self._new_visit, reckons=lambda _: (forms.desk.today, None)
        )
        self.add_button = link_button("Åtgärd", "plus")
        self.add_button.setAccessibleName("Lägg till åtgärd")
        self.add_button.setToolTip("Lägg till åtgärd (Ctrl+Skift+Å)")
        self.add_button.clicked.connect(self.table.add_row)
        BeginsByTyping(self.add_button, self.table.add_row)
        self.table.ended.connect(self.add_button.setFocus)
        self.link_button = link_button("Koppla …", "link")
        self.link_button.setAccessibleName("Koppla åtgärd …")
        self.link_button.setToolTip("Koppla en åtgärd som redan finns i ärendet (Ctrl+Skift+D)")
        self.link_button.clicked.connect(self.ask_for_measure)
        for key, act in ((ADD_KEY, self.table.add_row), (LINK_KEY, self.ask_for_measure)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)
        self.label = field_label("Planera&de åtgärder", self.table)
        self.label.installEventFilter(self)
        head = row(self.label, None, self.link_button, self.add_button)
        self.frame = framed(self.table)
        self.message = FieldMessage()
        self.message.acted.connect(self._go_to_lack)
        self.details = MeasureDetails(forms)
        self.details.removed.connect(self.removed)
        self.setLayout(column(holding(head), self.frame, self.message, self.details, gap=6))
        self.table.rows.edited.connect(self._save_cell)
        self.table.row_chosen.connect(lambda _: self._show_details())
        self.table.widened.connect(lambda _: self._show_rows())
        self.table.removal_wanted.connect(self._remove)
        self.table.move_wanted.connect(self._move)
        for signal in (self.table.rows.rowsInserted, self.table.rows.rowsRemoved, self.table.rows.modelReset):
            signal.connect(self._show_parts)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Without a measure the table is hidden, and the label's key leads to the way to begin one."""
        if watched is self.label and event.type() == QEvent.Type.Shortcut and not self.table.rows.rows:
            self.add_button.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return bool(super().eventFilter(watched, event))

    def show_measures(self, file: CaseFile, answered: Recommendation | AuditQuestion) -> None:
        """Show the measures of a recommendation or a revisionsfråga; the same again is news of them."""
        row_id = answered.stored_id
        key = (row_id, None) if isinstance(answered, Recommendation) else (None, row_id)
        if key != self._answered:
            self.table.rows.drop_new()
            self._new, self._ask_reason = {}, 0
            self._answered = key
        self._file = file
        self._show_rows()

    def measures(self) -> list[Measure]:
        """The measures that are shown."""
        recommendation_id, question_id = self._answered
        if self._file is None:
            return []
        if recommendation_id is not None:
            return self._file.measures_of(recommendation_id)
        return self._file.measures_of_question(question_id) if question_id is not None else []

    def _show_rows(self) -> None:
        file = self._file
        if file is None:
            return
        wanted = {name for part, (name, _) in _DEMANDED.items() if part in {demand.part for demand in file.demands}}
        self.table.show_rows([self._row(file, measure, wanted) for measure in self.measures()])
        self._show_parts()
        self._show_details()
        asked = next((one for one in self.measures() if one.id == self._ask_reason), None)
        if asked is not None and unexplained(file.promises_of(asked.stored_id)) is not None:
            self._ask_reason = 0
            if self.table.current_id() == asked.id and self.table.state() != EditTable.State.EditingState:
                # When the form has been laid out; what is not seen yet takes no focus.
                QTimer.singleShot(0, self, lambda: self.details.focus_field("reason"))

    def focus_field(self, name: str) -> None:
        """Go to where a thing is written: the first measure that lacks it, or the first; with none, begin one."""
        rows = self.table.rows.rows
        if not rows:
            self.table.add_row()
            return
        wanted = "text" if name == "measures" else name
        if wanted not in _COLUMN_NAMES:
            self.details.focus_field(wanted)
            return
        at = next((number for number, one in enumerate(rows) if not one.words.get(wanted)), 0)
        self._focus_at(at, wanted)

    def focus_cell(self, row_id: int, name: str) -> bool:
        """Go to a cell of one measure; says whether the table has it."""
        at = self.table.rows.row_of(row_id)
        if at >= 0:
            self._focus_at(at, "text" if name == "measures" else name)
        return at >= 0

    def _focus_at(self, at: int, wanted: str) -> None:
        number = next((n for n, one in enumerate(_COLUMNS) if one.name == wanted), -1)
        if number < 0 or self.table.isColumnHidden(number):
            self.table.setCurrentIndex(self.table.rows.index(at, 0))
            self._show_details()
            self.details.focus_field(wanted)
            return
        self.table.setFocus()
        self.table.setCurrentIndex(self.table.rows.index(at, number))

    def choose(self, measure_id: int) -> None:
        """Make a measure the current one, if it is here."""
        at = self.table.rows.row_of(measure_id)
        if at >= 0:
            self.table.setCurrentIndex(self.table.rows.index(at, 0))

    def go_to(self, measure_id: int, name: str) -> bool:
        """Go to a field of a measure, in the table or under it; says whether the measure is here."""
        at = self.table.rows.row_of(measure_id)
        if at < 0:
            return False
        wanted = "text" if name == "measures" else name
        number = next((n for n, one in enumerate(_COLUMNS) if one.name == wanted), -1)
        self.table.setCurrentIndex(self.table.rows.index(at, max(0, number)))
        if number >= 0 and not self.table.isColumnHidden(number):
            self.table.setFocus()
            return True
        self.table.setCurrentIndex(self.table.rows.index(at, 0))
        self._show_details()
        return self.details.focus_field(wanted)

    def flush(self) -> None:
        """Hand over everything typed."""
        self.table.flush()
        self.details.flush()

    def _row(self, file: CaseFile, measure: Measure, wanted: set[str]) -> EditRow:
        promises = file.promises_of(measure.stored_id)
        words = {
            "text": measure.text,
            "expected_effect": measure.expected_effect,
            "promise": promises[-1].words if promises else "",
            "responsible": measure.responsible,
            "state": label(measure.state),
        }
        notes = []
        if not self.table.wide:
            told = "" if measure.state == MeasureState.planerad else label(measure.state)
            notes += [*filter(None, (measure.responsible, told))]
        others = self._others(measure)
        notes += [f"även under {', '.join(short for short, _ in others)}"] if others else []
        return EditRow(measure.stored_id, words, " · ".join(notes), frozenset(wanted), {"promise": _under(promises)})

    def _others(self, measure: Measure) -> list[tuple[str, str]]:
        """What else a measure answers: short for the table, and in whole words."""
        file, found = self._file, list[tuple[str, str]]()
        if file is None:
            return found
        links = [one for one in file.measure_links if one.measure_id == measure.id]
        for one in file.recommendations:
            if one.id != self._answered[0] and any(link.recommendation_id == one.id for link in links):
                found.append((f"rek. {one.no}", f"rekommendation {one.no}"))
        for number, question in enumerate(file.questions, start=1):
            if question.id != self._answered[1] and any(link.question_id == question.id for link in links):
                found.append((f"fråga {number}", f"revisionsfråga {number}"))
        return found

    def _show_parts(self) -> None:
        rows = self.table.rows.rows
        self.frame.setVisible(bool(rows))
        stored = [one for one in rows if not one.is_new]
        self.details.setVisible(bool(stored))
        self.link_button.setVisible(bool(self._linkable()))
        self.message.set_message(*self._told_lack(stored))

    def _told_lack(self, rows: list[EditRow]) -> tuple[str, str]:
        for number, one in enumerate(rows, start=1):
            for name, words in _DEMANDED.values():
                if name in one.lacks and not one.words.get(name):
                    return f"Åtgärd {number} saknar {words}, som revisorerna begär.", "Gå dit"
        return "", ""

    def _go_to_lack(self) -> None:
        for one in self.table.rows.rows:
            for name, _ in _DEMANDED.values():
                if name in one.lacks and not one.words.get(name):
                    self.focus_field(name)
                    return

    def _show_details(self) -> None:
        file, row_id = self._file, self.table.current_id()
        measure = next((one for one in self.measures() if one.id == row_id), None)
        if measure is None or file is None:
            return
        self.details.show_measure(
            file,
            measure,
            self.table.rows.row_of(row_id) + 1,
            alone=self.table.rows.rowCount() == 1,
            others=[words for _, words in self._others(measure)],
            wide=self.table.wide,
        )

    def _new_visit(self) -> None:
        self._visit = str(uuid4())

    def _save_cell(self, row_id: int, name: str, words: str) -> None:
        if row_id < NEW:
            self._add_or_wait(row_id, name, words)
            return
        visit, given = self._visit, False
        if name == "promise" and self._file is not None:
            promises = self._file.promises_of(row_id)
            given = bool(promises) and is_given(self._file, promises[-1])
            self._ask_reason = row_id if given else 0
        self._forms.desk.act(
            lambda store, who, now: _write_cell(store, row_id, name, words, who, now, visit, given=given),
            failed=self._refused,
        )

    def _add_or_wait(self, new_id: int, name: str, words: str) -> None:
        """A measure needs its text first; what else is written meanwhile waits until the measure is stored."""
        new = self._new.setdefault(new_id, NewRow())
        new.waiting[name] = words
        text = new.waiting.get("text", "")
        if new.storing or not text:
            return
        new.storing = True
        first, new.waiting = new.waiting, {}
        recommendation_id, question_id = answered = self._answered

        def add(store: Store, who: str, now: datetime) -> Changes:
            measure, changes = add_measure(
                store,
                recommendation_id,
                text,
                who,
                now,
                question_id=question_id,
                expected_effect=first.get("expected_effect", ""),
                words=first.get("promise", ""),
            )
            new.row_id = measure.stored_id
            return changes

        def refused(error: UserError) -> None:
            new.storing, new.waiting = False, first | new.waiting
            self._refused(error)

        self._forms.desk.act(add, lambda _: self._added(answered, new_id, new), refused)

    def _added(self, answered: tuple[int | None, int | None], new_id: int, new: NewRow) -> None:
        waiting, new.waiting = new.waiting, {}
        if answered == self._answered:
            self.table.rows.settle_row(new_id, new.row_id)
            self._show_parts()
            self._show_details()
        for name, words in waiting.items():
            self._save_cell(new.row_id, name, words)

    def _refused(self, error: UserError) -> None:
        self.message.set_message(str(error))

    def _remove(self, row_id: int) -> None:
        if row_id < NEW:
            QTimer.singleShot(0, self, lambda: self.table.rows.drop_row(row_id))
            return
        recommendation_id, question_id = self._answered
        told = "Åtgärden är borttagen."
        measure = next((one for one in self.measures() if one.id == row_id), None)
        others = [words for _, words in self._others(measure)] if measure is not None else []
        if others:
            told = f"Åtgärden är borttagen här. Den finns kvar under {' och '.join(others)}."
        self._forms.desk.act(
            lambda store, who, now: take_measure_from(
                store, row_id, recommendation_id, who, now, question_id=question_id
            ),
            lambda _: self.removed.emit(told),
            self._refused,
        )

    def _move(self, row_id: int, by: int) -> None:
        beside = [one.row_id for one in self.table.rows.rows if not one.is_new]
        self._forms.desk.act(
            lambda store, who, now: move_measure(store, row_id, beside, by, who, now), failed=self._refused
        )

    def _linkable(self) -> list[Measure]:
        """The case's measures that could answer this too."""
        here = {one.id for one in self.measures()}
        return [one for one in self._file.measures if one.id not in here] if self._file else []

    def ask_for_measure(self) -> None:
        """Drop down the list of the case's other measures; the chosen one answers this too."""
        measures = self._linkable()
        if not measures:
            return
        menu = QMenu(self)
        menu.setAccessibleName("Koppla åtgärd")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for measure in measures:
            under = self._others(measure)
            name = short_name(measure.text, 60)[:_NAME_LENGTH]
            words = f"{name} – {', '.join(short for short, _ in under)}" if under else name
            menu.addAction(words.replace("&", "&&")).triggered.connect(
                lambda _=False, measure_id=measure.stored_id: self._link(measure_id)
            )
        menu.setActiveAction(menu.actions()[0])
        self._scroll_to(self.link_button)  # the key opens it from wherever one writes
        menu.popup(self.link_button.mapToGlobal(self.link_button.rect().bottomLeft()))

    def _scroll_to(self, part: QWidget) -> None:
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None:
            area.ensureWidgetVisible(part)

    def _link(self, measure_id: int) -> None:
        recommendation_id, question_id = self._answered
        self.table.setFocus()
        self._forms.desk.act(
            lambda store, who, now: share_measure(
                store, measure_id, recommendation_id, who, now, question_id=question_id
            ),
            lambda _: self.choose(measure_id),
            self._refused,
        )


def _under(promises: list[Promise]) -> str:
    """What stands in small under a time: how it is understood, what was promised first, and whose it is."""
    if not promises:
        return ""
    newest = promises[-1]
    first = f"Först lovat: {promises[0].words}" if len(promises) > 1 else ""
    whose = "" if newest.whose == WhoseDate.egen else label(newest.whose)
    return "\n".join(filter(None, (note_on(Tidpunkt.of(newest)), first, whose)))


def _write_cell(
    store: Store, row_id: int, name: str, words: str, who: str, now: datetime, visit: str, *, given: bool
) -> Changes:
    if name == "promise":
        return promise_time(store, row_id, words, who, now, given=given, visit=visit)
    if name == "state":
        state = next(state for state in MeasureState if label(state) == words)
        return set_measure_state(store, row_id, state, who, now, visit=visit)
    values: dict[str, Any] = {name: words}
    return edit_record(store, Measure, row_id, values, who, now, visit=visit)
