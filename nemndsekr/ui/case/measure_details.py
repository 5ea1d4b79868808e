"""MeasureDetails: the chosen measure beside its row - whose date, why later, report-backs, evidence, reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.measures import (
    EFFECT_PARTS,
    keep_as_correction,
    report_to_meeting,
    set_measure_state,
    set_whose_date,
    use_effect_parts,
    write_effect_part,
)
from nemndsekr.operations.meeting_list import planned_meetings
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import MeasureState, ReportForm, WhoseDate, choices, label
from nemndsekr.records.measure import Measure, MeasureReport, Promise, ReportBack
from nemndsekr.rules.effect_sentence import effect_sentence
from nemndsekr.rules.promises import unexplained
from nemndsekr.rules.tidpunkt import Tidpunkt
from nemndsekr.rules.whose_date import WhoseProposal, whose_date
from nemndsekr.store.database import Store
from nemndsekr.support.days import full_day
from nemndsekr.ui.case.binding import Bound, Write, row_writer
from nemndsekr.ui.case.edit_model import EditColumn
from nemndsekr.ui.case.record_form import Forms, title_of
from nemndsekr.ui.case.rows_form import ListSpec, RowsEditor
from nemndsekr.ui.kit.fold import Fold
from nemndsekr.ui.kit.forms import PairedFields
from nemndsekr.ui.kit.labels import Label, button, caption, link_button
from nemndsekr.ui.kit.measures import column, holding, row
from nemndsekr.ui.kit.messages import FieldMessage

_REPORT_BACKS: Final = ListSpec(
    "report_backs",
    ReportBack,
    "Återrapporteras",
    "Återrapportering",
    (
        EditColumn("words", "När", 1.5, idle=False, time=True),
        EditColumn("form", "Form", 1.0, choices=choices(ReportForm)),
        EditColumn("done_on", "Återrapporterat", 1.1, day=True, idle=False),
    ),
)
_REPORTS: Final = ListSpec(
    "measure_reports",
    MeasureReport,
    "Lägesrapporter",
    "Lägesrapport",
    (
        EditColumn("text", "Vad som hänt", 2.0),
        EditColumn("state", "Läge", 1.0, choices=choices(MeasureState), fixed=True),
        EditColumn("reported_on", "Läget den", 1.0, day=True, idle=False),
    ),
)
NO_EVIDENCE: Final = "Belägg saknas. Skriv vad som visar att det är gjort, eller varför det inte går att visa."
NO_REASON: Final = "Skälet till den nya tidpunkten saknas. Skriv det, eller välj att det var en rättelse."
_NO_MEETINGS: Final = "Inga kommande sammanträden finns inlagda. Skriv dagen i raden i stället."


class MeasureDetails(QWidget):
    """Shows and saves one measure; what is seldom needed is folded to a line that tells its content."""

    removed = Signal(str)

    def __init__(self, forms: Forms) -> None:
        super().__init__()
        self._forms = forms
        self._measure_id = 0
        self._file: CaseFile | None = None
        self.heading = Label("", "strong", wrap=True)
        self.also = caption("", wrap=True)
        self.responsible = forms.line(title_of(Measure, "responsible"), "Funktion eller namn")
        self.state = forms.choice(title_of(Measure, "state"), MeasureState)
        self.who_and_how = PairedFields(self.responsible.field, self.state.field)
        self.later = _LaterPromise(forms)
        self.evidence = _Evidence(forms)
        self.whose = _Whose(forms)
        self.effect = _EffectHelp(forms)
        self.to_meeting = link_button("Till sammanträde …", "people")
        self.to_meeting.clicked.connect(self._ask_meeting)
        self.report_backs = RowsEditor(forms, _REPORT_BACKS, self.to_meeting)
        self.report_backs.label.hide()
        self.reports = RowsEditor(forms, _REPORTS)
        self.reports.label.hide()
        for editor in (self.report_backs, self.reports):
            editor.removed.connect(self.removed)
        self.back_fold = Fold("Återrapporteras till nämnden", self.report_backs)
        self.report_fold = Fold("Lägesrapporter", self.reports)
        self.history = Fold("Lovade tidpunkter", holding(column(self._history_words(), gap=2)))
        self.setLayout(
            column(
                self.heading,
                self.also,
                self.later,
                self.who_and_how,
                self.evidence,
                self.whose,
                self.effect,
                self.back_fold,
                self.report_fold,
                self.history,
                gap=8,
                margins=(12, 4, 0, 4),
            )
        )

    def _history_words(self) -> Label:
        self.history_words = caption("", wrap=True)
        return self.history_words

    def show_measure(
        self, file: CaseFile, measure: Measure, number: int, *, alone: bool, others: Sequence[str], wide: bool
    ) -> None:
        """Show a measure of the table; ``others`` is what else it answers, in words."""
        self._file = file
        if measure.stored_id != self._measure_id:
            self._measure_id = measure.stored_id
            for fold in (self.effect.fold, self.back_fold, self.report_fold, self.history):
                fold.set_open(False)
        promises = file.promises_of(measure.stored_id)
        self.heading.setText("" if alone else f"Åtgärd {number}: {measure.text}")
        self.heading.setVisible(not alone)
        self.also.setText(f"Svarar även på {_listed(others)}." if others else "")
        self.also.setVisible(bool(others))
        self._show_who(measure, number, alone=alone)
        self.who_and_how.setVisible(not wide)
        self.later.show_promise(measure, promises)
        self.evidence.show_measure(measure)
        self.whose.show_measure(file, measure, promises)
        self.effect.show_measure(measure)
        self._show_lists(file, measure, promises)

    def focus_field(self, name: str) -> bool:
        """Go to a field, opening what it is folded into."""
        if name in EFFECT_PARTS:
            self.effect.fold.set_open()
        if name in ("report_backs", "measure_reports"):
            fold, editor = (
                (self.back_fold, self.report_backs) if name == "report_backs" else (self.report_fold, self.reports)
            )
            fold.set_open()
            editor.first().setFocus()
            return True
        bound = self._bounds().get(name)
        if bound is None:
            return False
        bound.field.editor.setFocus()
        return True

    def flush(self) -> None:
        """Hand over everything typed."""
        for bound in self._bounds().values():
            bound.commit()
        for editor in (self.report_backs, self.reports):
            editor.flush()

    def _bounds(self) -> dict[str, Bound]:
        return {
            "responsible": self.responsible,
            "state": self.state,
            "reason": self.later.reason,
            "granted_by": self.later.granted_by,
            **self.evidence.bounds,
            **self.whose.bounds,
            **self.effect.bounds,
        }

    def _show_who(self, measure: Measure, number: int, *, alone: bool) -> None:
        row_id = measure.stored_id
        for bound, name in ((self.responsible, "responsible"), (self.state, "state")):
            words = title_of(Measure, name) if alone else f"{title_of(Measure, name)} för åtgärd {number}"
            bound.field.label.setText(words)
            bound.field.editor.setAccessibleName(words)
            write = state_writer(row_id) if name == "state" else row_writer(Measure, row_id, name)
            bound.show_value(("Measure", row_id, name), write, getattr(measure, name))

    def _show_lists(self, file: CaseFile, measure: Measure, promises: Sequence[Promise]) -> None:
        row_id = measure.stored_id
        backs = [one for one in file.report_backs if one.measure_id == row_id]
        reports = [one for one in file.measure_reports if one.measure_id == row_id]
        self.report_backs.show_rows(file, backs, measure_id=row_id)
        begins = {"state": measure.state, "reported_on": self._forms.desk.today}
        self.reports.show_rows(file, reports, begins=begins, measure_id=row_id)
        self.back_fold.set_summary(", ".join(one.words for one in backs))
        self.report_fold.set_summary(_told_report(reports[-1]) if reports else "")
        self.history.setVisible(len(promises) > 1)
        self.history.set_summary(f"Först lovat: {promises[0].words}" if len(promises) > 1 else "")
        self.history_words.setText("\n".join(_told_promise(one) for one in promises))

    def _ask_meeting(self) -> None:
        if self._file is None:
            return
        namnd_id, today = self._file.namnd.stored_id, self._forms.desk.today
        self._forms.desk.ask(
            lambda store: planned_meetings(store, namnd_id, today), partial(self._offer_meetings, self._measure_id)
        )

    def _offer_meetings(self, measure_id: int, meetings: Sequence[tuple[int, str]]) -> None:
        if not meetings:
            self.report_backs.message.set_message(_NO_MEETINGS)
            return
        menu = QMenu(self)
        menu.setAccessibleName("Sammanträden")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for meeting_id, words in meetings:
            menu.addAction(words.replace("&", "&&")).triggered.connect(
                lambda _=False, meeting_id=meeting_id: self._report_to(measure_id, meeting_id)
            )
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self.to_meeting.mapToGlobal(self.to_meeting.rect().bottomLeft()))

    def _report_to(self, measure_id: int, meeting_id: int) -> None:
        self._forms.desk.act(lambda store, who, now: report_to_meeting(store, measure_id, meeting_id, who, now))


class _LaterPromise(QWidget):
    """In its place under the table: why the time is another than the one that was given, and who granted it."""

    def __init__(self, forms: Forms) -> None:
        super().__init__()
        self._forms = forms
        self._measure_id = 0
        self.told = Label("", "body", wrap=True)
        self.reason = forms.text("Skäl till den nya tid&punkten", lines=1)
        self.granted_by = forms.line("Medgivet av", "Till exempel nämnden § 12")
        self.message = FieldMessage()
        self.slip = button("Det var en rättelse")
        self.slip.clicked.connect(self._correct)
        self.setLayout(
            column(
                self.told,
                PairedFields(self.reason.field, self.granted_by.field),
                self.message,
                row(self.slip, None),
                gap=6,
            )
        )

    def show_promise(self, measure: Measure, promises: Sequence[Promise]) -> None:
        """Ask for the reason while it is not told; once told it stays here until another measure is chosen."""
        same, self._measure_id = self._measure_id == measure.stored_id, measure.stored_id
        newest = unexplained(list(promises))
        writing = same and not self.isHidden() and len(promises) > 1
        if newest is None and not writing:
            self.hide()
            return
        shown = promises[-1]
        self.told.setText(f"Ny tidpunkt: {shown.words or 'ingen'}. Den tidigare var {promises[-2].words or 'ingen'}.")
        for bound, name in ((self.reason, "reason"), (self.granted_by, "granted_by")):
            row_id = shown.stored_id
            bound.show_value(("Promise", row_id, name), row_writer(Promise, row_id, name), getattr(shown, name))
        self.message.set_message(NO_REASON if newest is not None else "")
        self.slip.setVisible(newest is not None)
        self.show()

    def _correct(self) -> None:
        measure_id = self._measure_id
        self.hide()
        self._forms.desk.act(lambda store, who, now: keep_as_correction(store, measure_id, who, now))


class _Evidence(QWidget):
    """What shows that a measure is done, or why nothing does; asked for when it is said to be."""

    def __init__(self, forms: Forms) -> None:
        super().__init__()
        self.done_on = forms.day(title_of(Measure, "done_on"))
        self.evidence = forms.line(title_of(Measure, "evidence", "B"), "Handling, datum eller beslut som visar det")
        self.excuse = forms.line(title_of(Measure, "no_evidence_reason"))
        self.message = FieldMessage()
        self.bounds = {"done_on": self.done_on, "evidence": self.evidence, "no_evidence_reason": self.excuse}
        self.setLayout(
            column(PairedFields(self.evidence.field, self.done_on.field), self.excuse.field, self.message, gap=6)
        )

    def show_measure(self, measure: Measure) -> None:
        """Show it for a measure that is done, or that has evidence all the same."""
        row_id = measure.stored_id
        for name, bound in self.bounds.items():
            bound.show_value(("Measure", row_id, name), row_writer(Measure, row_id, name), getattr(measure, name))
        done = measure.state == MeasureState.genomford
        told = bool(measure.evidence.strip() or measure.no_evidence_reason.strip())
        self.message.set_message(NO_EVIDENCE if done and not told else "")
        self.excuse.field.setVisible(not measure.evidence.strip() or bool(measure.no_evidence_reason.strip()))
        self.setVisible(done or told)


class _Whose(QWidget):
    """Whose the promised date is; what the words say is offered, and one key takes it."""

    def __init__(self, forms: Forms) -> None:
        super().__init__()
        self._forms = forms
        self._measure_id = 0
        self._proposal: WhoseProposal | None = None
        self.whose = forms.choice("Vems datu&m", WhoseDate)
        self.owner = forms.line(title_of(Measure, "external_owner"), "Till exempel kommunstyrelsen")
        self.told = caption("", wrap=True)
        self.take = link_button("")
        self.take.clicked.connect(self._take)
        self.offer = holding(row((self.told, 1), self.take, gap=8))
        self.bounds = {"whose": self.whose, "external_owner": self.owner}
        self.setLayout(column(PairedFields(self.whose.field, self.owner.field), self.offer, gap=4))

    def show_measure(self, file: CaseFile, measure: Measure, promises: Sequence[Promise]) -> None:
        """Show whose the newest time is, and what its words say where that is something else."""
        self._measure_id = row_id = measure.stored_id
        newest = promises[-1] if promises else None
        stands = newest.whose if newest is not None else WhoseDate.egen
        self.whose.show_value(("Promise.whose", row_id), whose_writer(row_id), stands)
        self.owner.show_value(
            ("Measure", row_id, "external_owner"), row_writer(Measure, row_id, "external_owner"), measure.external_owner
        )
        self.owner.field.setVisible(stands in (WhoseDate.annan_namnd, WhoseDate.extern) or bool(measure.external_owner))
        watched = "" if stands == WhoseDate.egen else "Bevakas inte som nämndens eget löfte."
        self.whose.field.set_caption(watched)
        time = Tidpunkt.of(newest) if newest is not None else Tidpunkt("")
        found = whose_date(measure.text, time, file.namnd, newest.given_on if newest is not None else None)
        self._proposal = found if found is not None and found.whose != stands and stands == WhoseDate.egen else None
        self.offer.setVisible(self._proposal is not None)
        if self._proposal is not None:
            words = label(self._proposal.whose).lower()
            self.told.setText(f"Orden «{self._proposal.because}» tyder på: {words}.")
            self.take.setText(f"Välj {words}")

    def _take(self) -> None:
        found, measure_id = self._proposal, self._measure_id
        if found is not None:
            self.whose.field.editor.setFocus()
            self._forms.desk.act(lambda store, who, now: set_whose_date(store, measure_id, found.whose, who, now))


class _EffectHelp(QWidget):
    """Three small questions whose answers become the sentence of the effect."""

    def __init__(self, forms: Forms) -> None:
        super().__init__()
        self._forms = forms
        self._measure_id = 0
        hints = (
            "Till exempel kortare väntan på beslut",
            "Till exempel vårdnadshavare",
            "Till exempel mätning i mars",
        )
        titles = ("Vad ändras?", "För vem?", "Hur ser vi det?")
        self.bounds = {
            name: forms.line(title, hint) for name, title, hint in zip(EFFECT_PARTS, titles, hints, strict=True)
        }
        self.sentence = caption("", wrap=True)
        self.use = link_button("Använd meningen som effekt")
        self.use.clicked.connect(self._use)
        fields = [bound.field for bound in self.bounds.values()]
        body = column(*fields, self.sentence, row(self.use, None), gap=6)
        self.fold = Fold("Hjälp med effekten", holding(body))
        self.fold.set_summary("Vad ändras, för vem, hur ser vi det")
        self.setLayout(column(self.fold, gap=0))

    def show_measure(self, measure: Measure) -> None:
        """Show the parts, and the sentence that they make where another one stands."""
        self._measure_id = row_id = measure.stored_id
        for name, bound in self.bounds.items():
            bound.show_value(("Measure", row_id, name), effect_writer(row_id, name), getattr(measure, name))
        made = effect_sentence(measure.effect_change, measure.effect_for_whom, measure.effect_seen_by)
        other = bool(made) and made != measure.expected_effect.strip()
        self.sentence.setText(f"Meningen blir: {made}" if made else "Svaren blir en mening under Förväntad effekt.")
        self.use.setVisible(other)

    def _use(self) -> None:
        measure_id = self._measure_id
        self._forms.desk.act(lambda store, who, now: use_effect_parts(store, measure_id, who, now))


def state_writer(measure_id: int) -> Write:
    """The way to write a measure's state, with the day's report of it."""

    def write(store: Store, who: str, now: datetime, value: Any, visit: str) -> Changes:
        return set_measure_state(store, measure_id, value, who, now, visit=visit)

    return write


def whose_writer(measure_id: int) -> Write:
    """The way to write whose a measure's date is."""

    def write(store: Store, who: str, now: datetime, value: Any, visit: str) -> Changes:
        del visit
        return set_whose_date(store, measure_id, value, who, now)

    return write


def effect_writer(measure_id: int, part: str) -> Write:
    """The way to write a part of an effect."""

    def write(store: Store, who: str, now: datetime, value: Any, visit: str) -> Changes:
        return write_effect_part(store, measure_id, part, value, who, now, visit=visit)

    return write


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} och {words[-1]}"


def _told_report(report: MeasureReport) -> str:
    day = f" {full_day(report.reported_on)}" if report.reported_on else ""
    return f"{label(report.state)}{day}{f': {report.text}' if report.text else ''}"


def _told_promise(promise: Promise) -> str:
    said = _said(promise.given_on)
    why = " · ".join(filter(None, (promise.reason, f"medgivet av {promise.granted_by}" if promise.granted_by else "")))
    first = "Först lovat" if promise.position == 0 else "Därefter"
    return f"{first}: {promise.words or 'ingen tidpunkt'}{said}{f' – {why}' if why else ''}"


def _said(day: date | None) -> str:
    return f" (lovat {full_day(day)})" if day is not None else ""
