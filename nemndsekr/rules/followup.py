"""The follow-up of what was promised, line by line: measures, the balanslista and unanswered initiatives.

The screen and the paper are made of the same lines, so that they cannot say different things.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from nemndsekr.records.choices import MeasureState, MeetingStatus, Precision, ReportForm, Secrecy, WhoseDate, label
from nemndsekr.rules.lateness import NOT_OURS, Lateness, counted, days_late, measure_lateness
from nemndsekr.rules.short_names import short_name
from nemndsekr.support.days import full_day, short_day

NOBODY: Final = "Ingen utsedd"
SECRET_TIME: Final = "se ärendet"  # noqa: S105 - words on the screen
SECRET_TEXT: Final = "Uppgift i ärende med sekretess"  # noqa: S105 - words on the screen
NO_TIME_WORDS: Final = "ingen tidpunkt"


class Mark(StrEnum):
    """How a measure stands in the picture: told by shape alone, so that it reads in grey."""

    genomford = "genomford"
    pagar = "pagar"
    planerad = "planerad"
    sen = "sen"
    utgar = "utgar"


MARK_OF_STATE: Final = {
    MeasureState.planerad: Mark.planerad,
    MeasureState.pagar: Mark.pagar,
    MeasureState.genomford: Mark.genomford,
    MeasureState.utgar: Mark.utgar,
}


class KeptPromise(NamedTuple):
    """A promise as it is kept; the names are those of ``PromiseFields``."""

    words: str
    earliest: date | None
    latest: date | None
    precision: Precision
    recurrence: str
    relative_to: str
    whose: WhoseDate
    given_on: date | None = None
    granted_by: str = ""
    reason: str = ""


class KeptReport(NamedTuple):
    """A report-back as it is kept, with the meeting it is bound to."""

    id: int
    words: str
    latest: date | None
    form: ReportForm
    done_on: date | None
    body: str = ""
    meeting_day: date | None = None
    meeting_status: MeetingStatus | None = None

    @property
    def due(self) -> date | None:
        """The meeting's own day, which may have been moved, else the last day of the words."""
        return self.meeting_day or self.latest


class KeptState(NamedTuple):
    """How a measure stood on a day."""

    on: date | None
    state: MeasureState
    text: str = ""


class Answered(NamedTuple):
    """What a measure answers: a recommendation, or the assessment of a revisionsfråga."""

    table: str
    uid: str
    no: int
    text: str

    @property
    def label(self) -> str:
        """«R4», «B2»."""
        return f"{'R' if self.table == 'recommendations' else 'B'}{self.no}"


class FollowedCase(NamedTuple):
    """The case of something that is followed up."""

    id: int
    dnr: str
    title: str
    secrecy: Secrecy
    year: int

    @property
    def name(self) -> str:
        """A short name for lists: «Skolskjuts»."""
        return case_name(self.title)


class FollowedMeasure(NamedTuple):
    """A measure with all that its follow-up needs."""

    id: int
    uid: str
    case: FollowedCase
    text: str
    expected_effect: str
    responsible: str
    state: MeasureState
    done_on: date | None
    evidence: str
    answers: tuple[Answered, ...]
    promises: tuple[KeptPromise, ...]
    reports: tuple[KeptReport, ...]
    history: tuple[KeptState, ...] = ()


def without_secrets(measure: FollowedMeasure) -> FollowedMeasure:
    """A measure as lists may know it: of a case that is secret as a whole no words, but whether there are any."""
    if measure.case.secrecy != Secrecy.hela:
        return measure
    return measure._replace(
        text=_hidden(measure.text),
        expected_effect=_hidden(measure.expected_effect),
        evidence=_hidden(measure.evidence),
        answers=answered_to_tell(measure.case, measure.answers),
        promises=promises_to_tell(measure.case, measure.promises),
        reports=reports_to_tell(measure.case, measure.reports),
        history=tuple(one._replace(text=_hidden(one.text)) for one in measure.history),
    )


def promises_to_tell(case: FollowedCase, promises: Iterable[KeptPromise]) -> tuple[KeptPromise, ...]:
    """Promises as lists may know them: of a secret case the day that their words mean, not the words."""
    if case.secrecy != Secrecy.hela:
        return tuple(promises)
    return tuple(
        one._replace(
            words=time_to_tell(one.words, one.latest, secret=True),
            reason=_hidden(one.reason),
            granted_by=_hidden(one.granted_by),
        )
        for one in promises
    )


def reports_to_tell(case: FollowedCase, reports: Iterable[KeptReport]) -> tuple[KeptReport, ...]:
    """Report-backs as lists may know them, in the same way."""
    if case.secrecy != Secrecy.hela:
        return tuple(reports)
    return tuple(one._replace(words=time_to_tell(one.words, one.latest, secret=True)) for one in reports)


def time_to_tell(words: str, latest: date | None, *, secret: bool) -> str:
    """A time as lists may know it: of a secret case the last day that its words can mean, else where they stand."""
    if not secret or not words.strip():
        return words
    return full_day(latest) if latest is not None else SECRET_TIME


def answered_to_tell(case: FollowedCase, answered: Iterable[Answered]) -> tuple[Answered, ...]:
    """What is answered in a case, as lists may know it."""
    if case.secrecy != Secrecy.hela:
        return tuple(answered)
    return tuple(one._replace(text=_hidden(one.text)) for one in answered)


def _hidden(words: str) -> str:
    return SECRET_TEXT if words.strip() else ""


class MeasureLine(NamedTuple):
    """A measure as one line of the list, on screen and on paper."""

    measure: FollowedMeasure
    late: Lateness
    mark: Mark
    due: str
    first: str
    text: str
    answers: str
    responsible: str
    state: str
    report: str

    @property
    def first_time(self) -> str:
        """The first promised time alone, beside a later one; nothing where it stands."""
        return first_time(self.measure.promises)


def measure_line(measure: FollowedMeasure, today: date) -> MeasureLine:
    """The line of a measure on a day."""
    late = measure_lateness(measure.state, measure.done_on, measure.promises, today)
    return MeasureLine(
        measure,
        late,
        Mark.sen if late.is_late else MARK_OF_STATE[measure.state],
        measure.promises[-1].words if measure.promises and measure.promises[-1].words else NO_TIME_WORDS,
        first_words(measure.promises, late),
        SECRET_TEXT if measure.case.secrecy == Secrecy.hela else " ".join(measure.text.split()),
        answers_words(measure),
        measure.responsible or NOBODY,
        state_words(measure.state, late),
        report_words(measure.reports, today),
    )


def first_words(promises: Sequence[KeptPromise], late: Lateness) -> str:
    """The first promised time beside a later one, and how long ago it was; nothing where it stands.

    «augusti 2025 (172 dagar sedan), förlängd 1 gång».
    """
    first = first_time(promises)
    if not first:
        return ""
    passed = f" ({counted(late.by_first or 0, 'dag', 'dagar')} sedan)" if late.late_from_start else ""
    return ", ".join(filter(None, (first + passed, late.extended_words)))


def first_time(promises: Sequence[KeptPromise]) -> str:
    """«augusti 2025», where another time was promised later; nothing where the first one stands."""
    told = [promise.words for promise in promises if promise.words]
    return "" if len(told) < 2 or told[0] == told[-1] else told[0]


def answers_words(measure: FollowedMeasure) -> str:
    """«Skolfrånvaro R1, R4»."""
    labels = ", ".join(answer.label for answer in measure.answers)
    return f"{measure.case.name} {labels}".strip()


def state_words(state: MeasureState, late: Lateness) -> str:
    """«Pågår», «Sen 50 dagar», «Genomförd»."""
    if late.is_late:
        return f"Sen {counted(late.by_latest or 0, 'dag', 'dagar')}"
    return label(state)


def late_note(line: MeasureLine) -> str:
    """All there is to say of a measure's time, for those who ask: lateness by both days, and what is vague."""
    why = "" if line.late.why == NOT_OURS and line.late.settled else line.late.why
    return ", ".join(filter(None, (line.late.words, line.late.extended_words, why)))


def report_words(reports: Sequence[KeptReport], today: date) -> str:
    """When a thing is reported back next, else when it last was: «Nämnd 19/3 2026», «redovisad 20/11 2025»."""
    left = sorted((report for report in reports if report.done_on is None), key=lambda each: each.due or date.max)
    if left:
        return report_when(left[0], today)
    done = [report.done_on for report in reports if report.done_on is not None]
    return f"redovisad {_day(max(done))}" if done else ""


def report_when(report: KeptReport, today: date) -> str:
    """When one report-back is: its meeting, with what has become of that, else its own words."""
    if report.meeting_day is None:
        return report.words
    when = f"{report.body or 'Sammanträde'} {_day(report.meeting_day)}"
    if report.meeting_status == MeetingStatus.installd:
        return f"{when} (inställt)"
    late = days_late(report.meeting_day, today, report.done_on)
    return f"{when} (uteblev)" if late else when


_KIND_FIRST: Final = re.compile(
    r"^(?:revisionens\s+|förnyad\s+|uppföljande\s+|fördjupad\s+)?"
    r"(?:granskning(?:en)?|revisionsrapport(?:en)?|nämndinitiativ(?:et)?|motion(?:en)?|remiss(?:en)?|uppföljning)"
    r"(?:\s*[-–:]\s*|\s+(?:av|om|gällande|avseende|angående|kring)\s+)",
    re.IGNORECASE,
)


def case_name(title: str) -> str:
    """A case's title without the words that all of its kind share: «Skolskjuts» for «Granskning av skolskjuts»."""
    return short_name(_KIND_FIRST.sub("", " ".join(title.split())), longest=30)


def _day(day: date) -> str:
    return f"{short_day(day)} {day.year}"


# Assignments and report-backs


class FollowedAssignment(NamedTuple):
    """An assignment with its promises and report-backs."""

    id: int
    uid: str
    case: FollowedCase
    text: str
    task_for: str
    responsible: str
    no_end_date: bool
    finished_on: date | None
    given_on: date | None
    promises: tuple[KeptPromise, ...]
    reports: tuple[KeptReport, ...]


class BalanceLine(NamedTuple):
    """One thing on the balanslista: an assignment, or a report-back that the nämnd is still to get."""

    key: str
    table: str
    uid: str
    case: FollowedCase
    report_id: int
    kind: str
    text: str
    who: str
    when: str
    due: date | None
    days_late: int
    state: str


def balance_of_assignment(task: FollowedAssignment, today: date) -> list[BalanceLine]:
    """The lines of an open assignment: one for each report-back left, and one for its own last day.

    When a task is told its time, that is kept both as its report-back and as its promise: the same words are one thing
    that is owed, and so one line. Other words are another day to keep.
    """
    if task.finished_on is not None:
        return []
    text = SECRET_TEXT if task.case.secrecy == Secrecy.hela else task.text
    who = task.responsible or task.task_for
    left = [report for report in task.reports if report.done_on is None]
    lines = [
        _reported(f"assignments {task.id} {report.id}", "assignments", task.uid, task.case, report, text, who, today)
        for report in left
    ]
    newest = task.promises[-1] if task.promises else None
    told = newest.words.strip() if newest is not None else ""
    if lines and (not told or any(told == report.words.strip() for report in task.reports)):
        return lines
    due = newest.latest if newest is not None and newest.whose == WhoseDate.egen else None
    when = newest.words if newest is not None and newest.words else ""
    when = when or ("utan slutdatum" if task.no_end_date else NO_TIME_WORDS)
    late = days_late(due, today)
    return [
        *lines,
        BalanceLine(
            f"assignments {task.id}", "assignments", task.uid, task.case, 0, "Uppdrag", text, who, when, due, late,
            balance_state(due, late, today),
        ),
    ]  # fmt: skip


def balance_of_measure(measure: FollowedMeasure, today: date) -> list[BalanceLine]:
    """The report-backs of a measure that are still to be made."""
    text = SECRET_TEXT if measure.case.secrecy == Secrecy.hela else measure.text
    return [
        _reported(
            f"measures {measure.id} {report.id}", "measures", measure.uid, measure.case, report, text,
            measure.responsible, today,
        )
        for report in measure.reports
        if report.done_on is None
    ]  # fmt: skip


def _reported(
    key: str, table: str, uid: str, case: FollowedCase, report: KeptReport, text: str, who: str, today: date
) -> BalanceLine:
    late = days_late(report.due, today)
    kind = "Uppdrag" if table == "assignments" else "Återrapportering"
    when = report_when(report, today) or NO_TIME_WORDS
    if report.form != ReportForm.ej_angivet:
        when = f"{when}, {label(report.form).lower()}"
    return BalanceLine(
        key, table, uid, case, report.id, kind, " ".join(text.split()), who or NOBODY, when, report.due, late,
        balance_state(report.due, late, today),
    )  # fmt: skip


def balance_state(due: date | None, late: int, today: date) -> str:
    """«Sen 12 dagar», «om 14 dagar», «Utan dag»."""
    if late:
        return f"Sen {counted(late, 'dag', 'dagar')}"
    if due is None:
        return "Utan dag"
    ahead = (due - today).days
    return "I dag" if ahead == 0 else f"Om {counted(ahead, 'dag', 'dagar')}"


def in_balance_order(lines: Iterable[BalanceLine]) -> list[BalanceLine]:
    """Late first, then by day; what has no day comes last."""
    return sorted(lines, key=lambda line: (line.due is None, line.due or date.max, line.case.id, line.key))


# Unanswered initiatives


class FollowedInitiative(NamedTuple):
    """An initiative and how far its answer has come."""

    case: FollowedCase
    stage: str
    initiators: tuple[str, ...]
    raised_on: date | None
    handed_in_on: date | None
    received_on: date | None
    first_treatment: str
    next_step: str
    clauses: int
    answered_clauses: int
    answered_on: date | None


class InitiativeLine(NamedTuple):
    """An unanswered initiative as one line."""

    initiative: FollowedInitiative
    since: date | None
    days: int
    number: str
    title: str
    who: str
    since_words: str
    age: str
    stands: str


def initiative_line(one: FollowedInitiative, day: date) -> InitiativeLine | None:
    """An initiative as it stood on a day; None where it was answered by then or not there yet."""
    if one.case.secrecy == Secrecy.hela:
        one = one._replace(initiators=())
    since, how = next(
        (
            (at, how)
            for at, how in ((one.raised_on, "väckt"), (one.handed_in_on, "inlämnat"), (one.received_on, "inkommet"))
            if at is not None
        ),
        (None, ""),
    )
    if (one.answered_on is not None and one.answered_on <= day) or (since is not None and since > day):
        return None
    days = (day - since).days if since is not None else 0
    clauses = f"{one.answered_clauses} av {one.clauses} att-satser avgjorda" if one.answered_clauses else ""
    stands = ", ".join(filter(None, (one.stage, clauses, one.next_step)))
    return InitiativeLine(
        one,
        since,
        days,
        one.case.dnr or "Utan nummer",
        one.case.title,
        ", ".join(one.initiators),
        f"{how} {full_day(since)}" if since is not None else "dagen är inte angiven",
        age_words(since, day) if since is not None else "",
        stands,
    )


def age_words(since: date, day: date) -> str:
    """«14 dagar», «5 månader», «1 år 3 månader»: whole months, as people count them."""
    months = (day.year - since.year) * 12 + day.month - since.month - (day.day < since.day)
    if months < 2:
        return counted((day - since).days, "dag", "dagar")
    years, rest = divmod(months, 12)
    parts = [f"{years} år" if years else "", counted(rest, "månad", "månader") if rest else ""]
    return " ".join(filter(None, parts))
