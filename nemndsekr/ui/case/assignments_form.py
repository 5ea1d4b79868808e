"""AssignmentsForm: the tasks that came of a case - who does what, when it is reported back, and whether it is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import uuid4

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from nemndsekr.operations.assignments import (
    current_report,
    finish_assignment,
    report_back_form,
    report_back_meeting,
    report_back_time,
    without_end,
)
from nemndsekr.operations.case_parts import add_to_list, remove_part
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.edit_record import edit_record
from nemndsekr.operations.meeting_list import ListedMeeting, listed_meetings
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import BodyKind, MeetingStatus, ReportForm
from nemndsekr.records.measure import ReportBack
from nemndsekr.records.namndinitiativ import Assignment
from nemndsekr.rules.case_items import ItemKey, lacks_end
from nemndsekr.rules.tidpunkt import Tidpunkt
from nemndsekr.rules.typed_time import note_on, typed_time
from nemndsekr.store.database import Store
from nemndsekr.support.days import weekday_day
from nemndsekr.support.errors import UserError
from nemndsekr.ui.case.begin_by_typing import BeginsByTyping
from nemndsekr.ui.case.binding import Bound, Write, row_writer
from nemndsekr.ui.case.edit_model import NEW, EditColumn, EditRow, NewRow
from nemndsekr.ui.case.edit_table import EditTable, framed
from nemndsekr.ui.case.editors import ChoiceBox
from nemndsekr.ui.case.quiet_question import QuietQuestion
from nemndsekr.ui.case.record_form import Forms, ItemForm, title_of
from nemndsekr.ui.kit.forms import Field, PairedFields
from nemndsekr.ui.kit.labels import Label, button, link_button
from nemndsekr.ui.kit.measures import column, holding, row
from nemndsekr.ui.kit.messages import EmptyState, FieldMessage

NO_END: Final = "Utan slutdatum"
_COLUMNS: Final = (
    EditColumn("no", "#", 0.42, fixed=True),
    EditColumn("text", "Uppdrag", 2.1),
    EditColumn("task_for", "Till", 1.4),
    EditColumn("time", "Återredovisas", 1.5, idle=False, time=True),
    EditColumn("finished_on", "Slutredovisat", 1.35, day=True, idle=False),
)
_NO_MEETING: Final = "Inget valt"
_BACK: Final = timedelta(days=60)


class AssignmentsForm(ItemForm):
    """The tasks in a table; under it what more is known of the chosen one, and what nobody has said yet."""

    def __init__(self, forms: Forms) -> None:
        super().__init__(forms)
        self._visit = ""
        self._new: dict[int, NewRow] = {}
        self.table = EditTable("Uppdrag", _COLUMNS, visit=self._new_visit, reckons=self._reckons)
        self.add_button = link_button("Uppdrag", "plus")
        self.add_button.setAccessibleName("Lägg till uppdrag")
        self.add_button.clicked.connect(self._begin)
        BeginsByTyping(self.add_button, self._begin)
        self.frame = framed(self.table)
        self.message = FieldMessage()
        self.question = QuietQuestion()
        self.responsible = forms.line(title_of(Assignment, "responsible", "g"), "Funktion eller namn")
        self.report_form = forms.choice("Återredovisas i &form", ReportForm)
        self.meetings = ChoiceBox()
        self.meetings.set_choices([(None, _NO_MEETING)])
        self.meeting = forms.bound(
            Field("Vid sa&mmanträde", self.meetings),
            self.meetings.value,
            self.meetings.set_value,
            self.meetings.currentIndexChanged,
        )
        self.no_end = forms.check("&Utan slutdatum")
        self.bounds = (self.responsible, self.report_form, self.meeting, self.no_end)
        self.chosen = Label("", "strong")
        self.details = holding(
            column(
                PairedFields(self.responsible.field, self.report_form.field),
                PairedFields(self.meeting.field, holding(column(self.no_end.field, gap=0, margins=(0, 20, 0, 0)))),
                gap=12,
            )
        )
        self.empty_add = button("Nytt uppdrag", "plus")
        self.empty_add.clicked.connect(self._begin)
        BeginsByTyping(self.empty_add, self._begin)
        sentence = "Ett uppdrag skapas av en bifallen att-sats. Du kan också skriva in det här."
        self.empty = EmptyState("flag", "Inga uppdrag än", sentence, (self.empty_add,))
        self.filled = holding(
            column(
                row(None, self.add_button), self.frame, self.message, self.chosen, self.question, self.details, gap=8
            )
        )
        self.lay_out(self.filled, self.empty)
        self.table.rows.edited.connect(self._save_cell)
        self.table.row_chosen.connect(lambda _: self._show_details())
        self.table.opened.connect(self._open)
        self.table.removal_wanted.connect(self._remove)
        self.table.ended.connect(self._end_list)
        for signal in (self.table.rows.rowsInserted, self.table.rows.rowsRemoved, self.table.rows.modelReset):
            signal.connect(self._show_parts)

    def title(self) -> str:
        """«Uppdrag»."""
        return "Uppdrag"

    def fill(self, file: CaseFile, key: ItemKey) -> None:
        """Show the tasks; the meetings are asked for in the background."""
        del key
        numbers = {clause.id: str(number) for number, clause in enumerate(file.attsatser, start=1)}
        self.table.show_rows([self._row(file, one, numbers) for one in file.assignments])
        self._show_parts()
        self._show_details()
        self.forms.desk.ask(listed_meetings, self._take_meetings)

    def first_field(self) -> QWidget:
        """The table, or the way to begin it."""
        return self.table if self.table.rows.rows else self.empty_add

    def flush(self) -> None:
        """Hand over everything typed."""
        self.table.flush()
        for bound in self.bounds:
            bound.commit()

    def choose(self, task: Assignment) -> None:
        """Go to a task."""
        self.table.setFocus()
        self.table.setCurrentIndex(self.table.rows.index(max(0, self.table.rows.row_of(task.stored_id)), 1))

    def _row(self, file: CaseFile, task: Assignment, numbers: dict[int | None, str]) -> EditRow:
        report = current_report(file.report_backs, task.stored_id)
        promises = [one for one in file.promises if one.assignment_id == task.id and one.words]
        words = {
            "no": numbers.get(task.attsats_id, ""),
            "text": task.text,
            "task_for": task.task_for,
            "time": NO_END if task.no_end_date else report.words if report else "",
            "finished_on": task.finished_on.isoformat() if task.finished_on else "",
        }
        told = note_on(Tidpunkt.of(report)) if report is not None and report.words else ""
        first = f"Först: {promises[0].words}" if len(promises) > 1 else ""
        notes = {
            "time": " · ".join(filter(None, (told, first))),
            "task_for": task.responsible,
        }
        lacks = frozenset({"time"} if lacks_end(file, task) else ())
        return EditRow(task.stored_id, words, lacks=lacks, notes={key: note for key, note in notes.items() if note})

    def _show_parts(self) -> None:
        rows = self.table.rows.rows
        self.filled.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.details.setVisible(any(not one.is_new for one in rows))

    def _task(self) -> Assignment | None:
        row_id = self.table.current_id()
        return next((one for one in self.file.assignments if one.id == row_id), None) if self.file else None

    def _report(self, task: Assignment) -> ReportBack | None:
        return current_report(self.file.report_backs, task.stored_id) if self.file else None

    def _show_details(self) -> None:
        task, file = self._task(), self.file
        if task is None or file is None:
            self.question.ask("")
            self.chosen.hide()
            return
        task_id = task.stored_id
        number = self.table.rows.row_of(task_id) + 1
        self.chosen.setText(f"Uppdrag {number} av {len(file.assignments)}" if len(file.assignments) > 1 else "")
        self.chosen.setVisible(bool(self.chosen.text()))
        report = self._report(task)
        form = report.form if report is not None else ReportForm.ej_angivet
        meeting = report.meeting_id if report is not None else None
        self._offer_missing(meeting, report)
        shown: tuple[tuple[Bound, str, Write, Any], ...] = (
            (self.responsible, "responsible", row_writer(Assignment, task_id, "responsible"), task.responsible),
            (self.report_form, "form", _writer(report_back_form, task_id), form),
            (self.meeting, "meeting", _writer(report_back_meeting, task_id), meeting),
            (self.no_end, "no_end", _no_end_writer(task_id), task.no_end_date),
        )
        for bound, name, write, value in shown:
            bound.show_value(("Assignment", task_id, name), write, value)
        if lacks_end(file, task):
            self.question.ask(
                "När ska uppdraget redovisas? Skriv en tid, välj ett sammanträde eller säg att det saknar slut.",
                [("Skriv en tid", lambda: self.write_time(task_id)), (NO_END, partial(self._without_end, task_id))],
            )
        else:
            self.question.ask("")

    def write_time(self, task_id: int) -> None:
        """Begin to write when a task is reported back."""
        self.table.write(self.table.rows.row_of(task_id), "time")

    def _without_end(self, task_id: int) -> None:
        self.table.setFocus()
        self.forms.desk.act(lambda store, who, now: without_end(store, task_id, who, now, wanted=True))

    # Meetings to choose among.

    def _take_meetings(self, meetings: list[ListedMeeting]) -> None:
        since = self.forms.desk.today - _BACK
        known = [
            (one.id, f"{one.body} {weekday_day(one.day)} {one.day.year}")
            for one in meetings
            if one.day >= since and one.status != MeetingStatus.installd and one.kind == BodyKind.namnd
        ]
        task = self._task()
        report = self._report(task) if task is not None else None
        offered = [(None, _NO_MEETING), *known]
        if report is not None and report.meeting_id is not None and report.meeting_id not in dict(known):
            offered.append((report.meeting_id, report.words))
        if [pair[0] for pair in offered] != self.meetings.members:
            self.meetings.set_choices(offered)
            self._show_details()

    def _offer_missing(self, meeting_id: int | None, report: ReportBack | None) -> None:
        """A meeting that has been is still shown on the task that was reported there."""
        if meeting_id is not None and report is not None and meeting_id not in self.meetings.members:
            pairs = [(member, self.meetings.itemText(at)) for at, member in enumerate(self.meetings.members)]
            self.meetings.set_choices([*pairs, (meeting_id, report.words)])

    # Writing.

    def _begin(self) -> None:
        self.filled.show()
        self.empty.hide()
        self.table.add_row()

    def _end_list(self) -> None:
        """The empty row goes in a moment, and with the last row the table."""
        if any(not one.is_empty for one in self.table.rows.rows):
            self.add_button.setFocus()
        else:
            self.empty.show()
            self.empty_add.setFocus()

    def _open(self, row_id: int) -> None:
        task = next((one for one in self.file.assignments if one.id == row_id), None) if self.file else None
        if task is not None and task.attsats_id is not None:
            self.wanted.emit(("attsatser", task.attsats_id))

    def _reckons(self, name: str) -> tuple[date, date | None]:
        today = self.forms.desk.today
        return today, today - timedelta(days=300) if name == "finished_on" else None

    def _new_visit(self) -> None:
        self._visit = str(uuid4())

    def _save_cell(self, row_id: int, name: str, words: str) -> None:
        if row_id < NEW:
            self._add_or_wait(row_id, name, words)
            return
        self.message.set_message("")
        write = self._cell_writer(row_id, name, words)
        if write is not None:
            self.forms.desk.act(write, failed=self._refused)

    def _cell_writer(self, row_id: int, name: str, words: str) -> Callable[[Store, str, datetime], Changes] | None:
        visit = self._visit
        if name == "time":
            if words == NO_END:
                return lambda store, who, now: without_end(store, row_id, who, now, wanted=True)
            return lambda store, who, now: report_back_time(store, row_id, words, who, now, visit=visit)
        if name == "finished_on":
            typed = typed_time(words, *self._reckons(name))
            if typed.amiss:
                self.message.set_message(typed.amiss)
                return None
            return lambda store, who, now: finish_assignment(store, row_id, typed.day, who, now, visit=visit)
        return lambda store, who, now: edit_record(store, Assignment, row_id, {name: words}, who, now, visit=visit)

    def _add_or_wait(self, new_id: int, name: str, words: str) -> None:
        """A task is stored when it has words; what is written meanwhile waits."""
        new = self._new.setdefault(new_id, NewRow())
        new.waiting[name] = words
        if new.storing or self.file is None or not new.waiting.get("text"):
            return
        new.storing = True
        first = {"text": new.waiting.pop("text"), "task_for": new.waiting.pop("task_for", "")}
        case_id = self.file.case.stored_id

        def add(store: Store, who: str, now: datetime) -> Changes:
            new.row_id, changes = add_to_list(store, Assignment, case_id, first, "lade till ett uppdrag", who, now)
            return changes

        def refused(error: UserError) -> None:
            new.storing, new.waiting = False, first | new.waiting
            self._refused(error)

        self.forms.desk.act(add, lambda _: self._added(new_id, new), refused)

    def _added(self, new_id: int, new: NewRow) -> None:
        self.table.rows.settle_row(new_id, new.row_id)
        waiting, new.waiting = new.waiting, {}
        for name, words in waiting.items():
            self._save_cell(new.row_id, name, words)
        self._show_parts()
        self._show_details()

    def _refused(self, error: UserError) -> None:
        self.message.set_message(str(error))

    def _remove(self, row_id: int) -> None:
        if row_id < NEW:
            QTimer.singleShot(0, self, lambda: self.table.rows.drop_row(row_id))
            return
        self.forms.desk.act(
            lambda store, who, now: remove_part(store, Assignment, row_id, "tog bort uppdraget", who, now),
            lambda _: self.removed.emit("Uppdraget är borttaget."),
            self._refused,
        )


def _writer(operation: Callable[..., Changes], task_id: int) -> Write:
    def write(store: Store, who: str, now: datetime, value: Any, visit: str) -> Changes:
        return operation(store, task_id, value, who, now, visit=visit)

    return write


def _no_end_writer(task_id: int) -> Write:
    def write(store: Store, who: str, now: datetime, value: Any, visit: str) -> Changes:
        del visit
        return without_end(store, task_id, who, now, wanted=bool(value))

    return write
