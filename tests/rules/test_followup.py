"""The lines of the follow-up, told by tables: names, marks, the picture on a day, balanslista, initiatives."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.records.choices import MeasureState, MeetingStatus, Precision, ReportForm, Secrecy, WhoseDate
from nemndsekr.rules.followup import (
    NOBODY,
    SECRET_TEXT,
    Answered,
    FollowedAssignment,
    FollowedCase,
    FollowedInitiative,
    FollowedMeasure,
    KeptPromise,
    KeptReport,
    KeptState,
    Mark,
    age_words,
    balance_of_assignment,
    balance_of_measure,
    case_name,
    in_balance_order,
    initiative_line,
    measure_line,
    report_words,
)
from nemndsekr.rules.followup_picture import AuditInPicture, legend, picture_row, picture_sum, state_on
from nemndsekr.rules.typed_time import typed_time

TODAY = date(2026, 2, 19)
CASE = FollowedCase(1, "BUN-2024-0933", "Granskning av skolfrånvaro", Secrecy.ingen, 2024)
R1 = Answered("recommendations", "uid-1", 1, "Utbilda rektorer i att utreda frånvaro.")
R4 = Answered("recommendations", "uid-4", 4, "Ta fram en rutin.")
PLANNED, ONGOING, DONE, DROPPED = (
    MeasureState.planerad,
    MeasureState.pagar,
    MeasureState.genomford,
    MeasureState.utgar,
)


def promise(words: str, given: date | None = date(2025, 3, 20), whose: WhoseDate = WhoseDate.egen) -> KeptPromise:
    kept = typed_time(words, date(2025, 1, 1), periods=True).kept
    return KeptPromise(
        kept.words, kept.earliest, kept.latest, kept.precision, kept.recurrence, kept.relative_to, whose, given
    )


def measure(
    *promises: KeptPromise,
    state: MeasureState = PLANNED,
    done_on: date | None = None,
    answers: tuple[Answered, ...] = (R1, R4),
    reports: tuple[KeptReport, ...] = (),
    history: tuple[KeptState, ...] = (),
    case: FollowedCase = CASE,
    number: int = 1,
) -> FollowedMeasure:
    return FollowedMeasure(
        number, f"m{number}", case, "Gemensam rutin", "", "Omar Haddad", state, done_on, "", answers, promises,
        reports, history,
    )  # fmt: skip


def report(day: date | None = None, done_on: date | None = None, **more: object) -> KeptReport:
    plain = KeptReport(7, "mars 2026", day, ReportForm.ej_angivet, done_on)
    return plain._replace(**more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Granskning av skolskjuts", "Skolskjuts"),
        ("Granskning – barn i kriminalitet", "Barn i kriminalitet"),
        ("Nämndinitiativ om trygg skolväg", "Trygg skolväg"),
        ("Fördjupad granskning avseende inköp", "Inköp"),
        ("Plan för lokaler", "Plan för lokaler"),
    ],
)
def test_a_case_has_a_short_name_for_lists(title, name):
    assert case_name(title) == name


def test_a_line_tells_the_measure_as_the_list_shows_it():
    line = measure_line(
        measure(
            promise("augusti 2025"),
            promise("december 2025"),
            state=ONGOING,
            reports=(report(date(2026, 3, 19), body="Nämnd", meeting_day=date(2026, 3, 19)),),
        ),
        TODAY,
    )

    assert (line.due, line.first) == ("december 2025", "augusti 2025 (172 dagar sedan), förlängd 1 gång")
    assert (line.answers, line.responsible) == ("Skolfrånvaro R1, R4", "Omar Haddad")
    assert (line.state, line.mark, line.report) == ("Sen 50 dagar", Mark.sen, "Nämnd 19/3 2026")


@pytest.mark.parametrize(
    ("times", "state", "done_on", "mark", "words", "first"),
    [
        (("mars 2026",), PLANNED, None, Mark.planerad, "Planerad", ""),
        (("mars 2026",), ONGOING, None, Mark.pagar, "Pågår", ""),
        (("januari 2026",), ONGOING, None, Mark.sen, "Sen 19 dagar", ""),
        (("januari 2026",), DONE, date(2026, 2, 1), Mark.genomford, "Genomförd", ""),
        (("januari 2026",), DROPPED, None, Mark.utgar, "Utgår", ""),
        (("maj 2025", "juni 2026"), ONGOING, None, Mark.pagar, "Pågår", "maj 2025 (264 dagar sedan), förlängd 1 gång"),
        (("maj 2025", "juni 2025"), DONE, date(2025, 6, 1), Mark.genomford, "Genomförd", "maj 2025, förlängd 1 gång"),
        ((), PLANNED, None, Mark.planerad, "Planerad", ""),
    ],
)
def test_state_mark_and_first_time_follow_the_promises(times, state, done_on, mark, words, first):
    line = measure_line(measure(*map(promise, times), state=state, done_on=done_on), TODAY)

    assert (line.mark, line.state, line.first) == (mark, words, first)


def test_a_measure_without_anybody_or_time_says_so_and_a_secret_one_says_nothing():
    bare = measure()._replace(responsible="")
    assert (measure_line(bare, TODAY).due, measure_line(bare, TODAY).responsible) == ("ingen tidpunkt", NOBODY)

    secret = measure(case=CASE._replace(secrecy=Secrecy.hela))
    assert measure_line(secret, TODAY).text == SECRET_TEXT


@pytest.mark.parametrize(
    ("reports", "words"),
    [
        ((), ""),
        ((report(date(2026, 3, 31)),), "mars 2026"),
        ((report(body="Nämnd", meeting_day=date(2026, 3, 19)),), "Nämnd 19/3 2026"),
        ((report(body="Nämnd", meeting_day=date(2026, 1, 15)),), "Nämnd 15/1 2026 (uteblev)"),
        (
            (report(body="Nämnd", meeting_day=date(2026, 1, 29), meeting_status=MeetingStatus.installd),),
            "Nämnd 29/1 2026 (inställt)",
        ),
        ((report(done_on=date(2025, 11, 20)),), "redovisad 20/11 2025"),
        (
            (report(done_on=date(2025, 11, 20)), report(body="Nämnd", meeting_day=date(2026, 6, 18))),
            "Nämnd 18/6 2026",
        ),
    ],
)
def test_a_report_back_is_told_by_its_meeting_and_what_became_of_it(reports, words):
    assert report_words(reports, TODAY) == words


HISTORY = (KeptState(date(2025, 6, 1), ONGOING, "Påbörjad"), KeptState(date(2025, 9, 1), DONE, "Klar"))


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2024, 12, 31), None),
        (date(2025, 4, 1), (PLANNED, None)),
        (date(2025, 7, 1), (ONGOING, None)),
        (date(2025, 12, 31), (DONE, date(2025, 9, 1))),
    ],
)
def test_how_a_measure_stood_is_told_by_the_notes_on_it(day, found):
    done = measure(promise("hösten 2025"), state=DONE, done_on=date(2025, 9, 1), history=HISTORY)

    assert state_on(done, day, date(2024, 12, 2)) == found


def test_the_picture_of_an_earlier_year_knows_no_later_promise():
    moved = measure(promise("augusti 2025"), promise("mars 2026", date(2026, 1, 10)), state=ONGOING)
    audit = AuditInPicture(CASE, date(2024, 12, 2), (R1, R4), (moved,))

    then = picture_row(audit, date(2025, 12, 31), today=TODAY)
    now = picture_row(audit, TODAY, today=TODAY)

    assert then is not None
    assert now is not None
    assert [cell.marks for cell in then.cells] == [(Mark.sen,), (Mark.sen,)]
    assert (then.oldest, now.oldest) == (122, 0)
    assert [cell.signs for cell in now.cells] == ["▣", "▣"]


def test_an_audit_that_had_not_come_is_not_in_the_picture_of_that_year():
    audit = AuditInPicture(CASE, date(2024, 12, 2), (R1,), ())

    assert picture_row(audit, date(2023, 12, 31), today=TODAY) is None
    assert picture_row(audit, TODAY, today=TODAY) is not None


def test_the_picture_counts_what_is_done_and_leaves_out_what_is_dropped():
    measures = (
        measure(promise("maj 2025"), state=DONE, done_on=date(2025, 5, 1), answers=(R1,)),
        measure(promise("maj 2025"), state=DROPPED, answers=(R1,), number=2),
        measure(promise("januari 2026"), state=ONGOING, answers=(R1, R4), number=3),
    )
    row = picture_row(AuditInPicture(CASE, None, (R1, R4, R1._replace(uid="x", no=5)), measures), TODAY, today=TODAY)

    assert row is not None
    assert (row.count_words, row.late) == ("1 av 2 klara", "äldsta försening 19 dagar")
    assert [cell.signs for cell in row.cells] == ["■☒▲", "▲", "·"]
    assert picture_sum([row]) == "1 av 2 klara · äldsta försening 19 dagar"
    assert row.spoken.endswith("R1: 1 genomförd, 1 sen, 1 utgår. R4: 1 sen. R5: ingen åtgärd")


def test_every_sign_is_another_shape_and_told_in_words():
    words = legend()

    assert len({sign for sign in words if not sign.isalpha() and not sign.isspace()}) == 6
    assert all(word in words for word in ("genomförd", "pågår", "planerad", "sen", "utgår", "ingen åtgärd"))


def assignment(*promises: KeptPromise, reports: tuple[KeptReport, ...] = (), **more: object) -> FollowedAssignment:
    plain = FollowedAssignment(
        3, "a3", CASE, "Ta fram regler", "förvaltningen", "", False, None, None, promises, reports
    )
    return plain._replace(**more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("task", "told"),
    [
        (assignment(promise("januari 2026")), [("januari 2026", "Sen 19 dagar")]),
        (assignment(no_end_date=True), [("utan slutdatum", "Utan dag")]),
        (assignment(), [("ingen tidpunkt", "Utan dag")]),
        (assignment(promise("januari 2026", whose=WhoseDate.extern)), [("januari 2026", "Utan dag")]),
        (assignment(finished_on=date(2026, 1, 1)), []),
        (
            assignment(reports=(report(date(2026, 3, 19), form=ReportForm.skriftligt),)),
            [("mars 2026, skriftligt", "Om 28 dagar")],
        ),
        (assignment(reports=(report(TODAY, done_on=TODAY),)), [("ingen tidpunkt", "Utan dag")]),
        # One time told of a task is its promise and its report-back: owed once, by the meeting's day where it has one.
        (assignment(promise("mars 2026"), reports=(report(date(2026, 3, 19)),)), [("mars 2026", "Om 28 dagar")]),
        (
            assignment(promise("mars 2026"), reports=(report(date(2026, 3, 31), meeting_day=date(2026, 4, 23)),)),
            [("Sammanträde 23/4 2026", "Om 63 dagar")],
        ),
        # Another time is another day to keep.
        (
            assignment(promise("januari 2026"), reports=(report(date(2026, 3, 19)),)),
            [("mars 2026", "Om 28 dagar"), ("januari 2026", "Sen 19 dagar")],
        ),
        (assignment(reports=(report(TODAY), report(date(2026, 2, 20), id=8))), [
            ("mars 2026", "I dag"), ("mars 2026", "Om 1 dag"),
        ]),
    ],
)  # fmt: skip
def test_an_assignment_is_on_the_balanslista_until_it_is_finished(task, told):
    assert [(line.when, line.state) for line in balance_of_assignment(task, TODAY)] == told


def test_the_balanslista_has_the_late_first_and_those_without_a_day_last():
    late = balance_of_measure(measure(reports=(report(date(2026, 1, 31)),)), TODAY)
    lines = in_balance_order([*balance_of_assignment(assignment(), TODAY), *late])

    assert [line.state for line in lines] == ["Sen 19 dagar", "Utan dag"]


def initiative(**more: object) -> FollowedInitiative:
    plain = FollowedInitiative(
        CASE, "Under arbete", ("Agneta Tornfeldt (M)",), date(2024, 11, 18), date(2024, 11, 10), date(2024, 11, 11),
        "", "nästa steg nämnden 19 mars 2026", 3, 1, None,
    )  # fmt: skip
    return plain._replace(**more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "since", "age"),
    [
        ({}, "väckt 18 november 2024", "1 år 3 månader"),
        ({"raised_on": None}, "inlämnat 10 november 2024", "1 år 3 månader"),
        ({"raised_on": None, "handed_in_on": None}, "inkommet 11 november 2024", "1 år 3 månader"),
        ({"raised_on": None, "handed_in_on": None, "received_on": None}, "dagen är inte angiven", ""),
    ],
)
def test_the_age_of_an_initiative_is_from_when_it_was_raised_or_else_handed_in(more, since, age):
    line = initiative_line(initiative(**more), TODAY)

    assert line is not None
    assert (line.since_words, line.age) == (since, age)
    assert line.stands == "Under arbete, 1 av 3 att-satser avgjorda, nästa steg nämnden 19 mars 2026"


@pytest.mark.parametrize(
    ("answered_on", "day", "listed"),
    [
        (None, TODAY, True),
        (date(2025, 11, 20), TODAY, False),
        (date(2025, 11, 20), date(2024, 12, 31), True),
        (None, date(2023, 12, 31), False),
    ],
)
def test_the_yearly_account_lists_what_was_unanswered_on_its_day(answered_on, day, listed):
    assert (initiative_line(initiative(answered_on=answered_on), day) is not None) == listed


@pytest.mark.parametrize(
    ("since", "day", "words"),
    [
        (date(2026, 2, 5), date(2026, 2, 19), "14 dagar"),
        (date(2026, 2, 18), date(2026, 2, 19), "1 dag"),
        (date(2025, 12, 18), date(2026, 2, 19), "2 månader"),
        (date(2025, 2, 20), date(2026, 2, 19), "11 månader"),
        (date(2025, 2, 19), date(2026, 2, 19), "1 år"),
        (date(2024, 1, 19), date(2026, 2, 19), "2 år 1 månad"),
    ],
)
def test_age_is_told_in_whole_months_as_people_count(since, day, words):
    assert age_words(since, day) == words


@given(st.lists(st.sampled_from(MeasureState), max_size=6), st.dates(date(2023, 1, 1), date(2027, 1, 1)))
def test_the_counts_of_a_picture_are_those_of_its_squares(states, day):
    measures = tuple(
        measure(promise("juni 2025"), state=state, done_on=date(2025, 5, 1) if state == DONE else None, answers=(R1,),
                number=number)
        for number, state in enumerate(states)
    )  # fmt: skip
    row = picture_row(AuditInPicture(CASE, None, (R1,), measures), day, today=TODAY)

    assert row is not None
    marks = row.cells[0].marks
    assert row.done == marks.count(Mark.genomford)
    assert row.of == len(marks) - marks.count(Mark.utgar)
    assert bool(row.oldest) == (Mark.sen in marks)


def test_a_promised_precision_is_kept():
    assert promise("mars 2026").precision == Precision.manad
