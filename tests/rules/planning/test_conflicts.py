"""Every kind of conflict: found where it is, silent where it is not, and mended by its own remedy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from nemndsekr.records.choices import MeetingStatus
from nemndsekr.rules.planning.conflicts import (
    Conflict,
    ConflictKind,
    RemedyKind,
    Severity,
    can_be_kept,
    is_kept,
    meeting_conflicts,
)
from nemndsekr.rules.planning.facts import Closed, PlannedMeeting, PlanningFacts, days_closed, usual_rules
from tests.rules.planning.seedyear import BODIES, SPRING

START = date(2025, 1, 1)
BEREDNING, AU, NAMND = 1, 2, 3


def plan(*meetings: tuple[int, int, int], **values: object) -> PlanningFacts:
    """Meetings of 2025: body, month and day."""
    made = tuple(
        PlannedMeeting(number, body, date(2025, month, day))
        for number, (body, month, day) in enumerate(meetings, start=1)
    )
    return PlanningFacts(bodies=BODIES, meetings=made, rules=usual_rules(BODIES), **values)  # type: ignore[arg-type]


def closed(*times: Closed) -> dict[str, object]:
    return {"closed": times, "closed_days": days_closed(times)}


def of_kind(found: tuple[Conflict, ...], kind: ConflictKind) -> list[Conflict]:
    return [one for one in found if one.kind == kind]


DAYS = [
    (
        (NAMND, 6, 6),
        ConflictKind.roda_dagar,
        Severity.fel,
        "Nämnd fre 6 juni ligger på nationaldagen. Välj 4/6 eller 9/6.",
    ),
    (
        (NAMND, 6, 19),
        ConflictKind.dagen_fore,
        Severity.upplysning,
        "Nämnd tors 19 juni är dagen före midsommarafton. Välj 18/6 eller 12/6.",
    ),
    (
        (NAMND, 4, 17),
        ConflictKind.dagen_fore,
        Severity.upplysning,
        "Nämnd tors 17 april är dagen före långfredagen. Välj 16/4 eller 10/4.",
    ),
    ((NAMND, 5, 2), ConflictKind.klamdag, Severity.upplysning, "Nämnd fre 2 maj är klämdag. Välj 29/4 eller 25/4."),
    (
        (NAMND, 3, 22),
        ConflictKind.roda_dagar,
        Severity.fel,
        "Nämnd lör 22 mars ligger på en lördag. Välj 21/3 eller 24/3.",
    ),
    (
        (NAMND, 7, 3),
        ConflictKind.uppehall,
        Severity.varning,
        "Nämnd tors 3 juli ligger på uppehållet «Sommar». Välj 27/6 eller 26/6.",
    ),
]


@pytest.mark.parametrize(("meeting", "kind", "severity", "words"), DAYS)
def test_a_day_that_is_no_good_is_told_with_better_ones(meeting, kind, severity, words):
    facts = plan(meeting, **closed(Closed("Sommar", date(2025, 6, 30), date(2025, 8, 1))))

    [found] = meeting_conflicts(facts, START)

    assert (found.kind, found.severity, found.words) == (kind, severity, words)
    assert found.remedies
    for remedy in found.remedies:
        assert remedy.kind == RemedyKind.move
        assert remedy.day is not None
        moved = replace(facts, meetings=(facts.meetings[0]._replace(day=remedy.day),))
        assert meeting_conflicts(moved, START) == (), "the remedy mends it"


@pytest.mark.parametrize("day", [(6, 18), (3, 20), (10, 2), (5, 28)])
def test_a_day_as_any_other_is_no_conflict(day):
    found = meeting_conflicts(plan((NAMND, *day)), START)

    assert [one.kind for one in found] == ([ConflictKind.dagen_fore] if day == (5, 28) else [])


def test_what_is_past_or_cancelled_is_not_told():
    red = plan((NAMND, 6, 6))
    cancelled = replace(red, meetings=(red.meetings[0]._replace(status=MeetingStatus.installd),))

    assert meeting_conflicts(red, date(2025, 6, 7)) == ()
    assert meeting_conflicts(cancelled, START) == ()


def test_a_spring_that_holds_has_only_its_eves_and_short_gaps_told():
    found = meeting_conflicts(SPRING, START)

    assert {one.severity for one in found} <= {Severity.upplysning, Severity.varning}
    assert [one.words for one in of_kind(found, ConflictKind.dagen_fore)] == [
        "Beredning ons 30 april är dagen före första maj. Välj 29/4 eller 23/4.",
        "Beredning ons 28 maj är dagen före Kristi himmelsfärdsdag. Välj 27/5 eller 21/5.",
        "Arbetsutskott tors 5 juni är dagen före nationaldagen. Välj 4/6 eller 9/6.",
        "Nämnd tors 19 juni är dagen före midsommarafton. Välj 18/6 eller 12/6.",
    ]


def test_an_arbetsutskott_too_near_is_told_in_working_days_and_moved_to_the_last_day_that_does():
    facts = plan((AU, 3, 13), (NAMND, 3, 20))

    [found] = meeting_conflicts(facts, START)

    assert (found.kind, found.severity) == (ConflictKind.avstand, Severity.varning)
    assert (
        found.words == "Arbetsutskott tors 13 mars är bara 5 arbetsdagar före nämnd tors 20 mars. "
        "Det ska vara minst 10."
    )
    assert [(one.words, one.day) for one in found.remedies] == [
        ("Flytta till tors 6 mars", date(2025, 3, 6)),
        ("Flytta till ons 5 mars", date(2025, 3, 5)),
        ("Flytta nämnd till tors 27 mars", date(2025, 3, 27)),
    ]
    for remedy in found.remedies:
        assert remedy.meeting is not None
        assert remedy.day is not None
        moved = tuple(one._replace(day=remedy.day) if one == remedy.meeting else one for one in facts.meetings)
        assert not meeting_conflicts(replace(facts, meetings=moved), START)


def test_an_arbetsutskott_after_the_namnd_that_it_prepares_is_in_the_wrong_order():
    [found] = meeting_conflicts(plan((AU, 3, 27), (NAMND, 3, 20)), START)

    assert (found.kind, found.severity) == (ConflictKind.ordning, Severity.fel)
    assert found.words == (
        "Arbetsutskott tors 27 mars ligger efter nämnd tors 20 mars. "
        "Flytta till senast 6 mars 2025 (10 arbetsdagar före)."
    )
    assert found.remedies[0].day == date(2025, 3, 6)


def test_an_arbetsutskott_on_the_very_day_is_in_the_wrong_order():
    [found] = of_kind(meeting_conflicts(plan((AU, 3, 20), (NAMND, 3, 20)), START), ConflictKind.ordning)

    assert found.words.startswith("Arbetsutskott tors 20 mars är samma dag som nämnd tors 20 mars.")


def test_one_that_the_next_namnd_needs_is_not_in_the_wrong_order():
    facts = plan((NAMND, 1, 30), (AU, 2, 13), (NAMND, 2, 27))

    [found] = meeting_conflicts(facts, START)

    assert (found.kind, found.severity) == (ConflictKind.utan_forberedelse, Severity.upplysning)
    assert found.words == "Nämnd tors 30 januari har inget arbetsutskott före sig i planen."


def test_two_namnd_meetings_with_one_arbetsutskott_before_them_are_told():
    [found] = meeting_conflicts(plan((AU, 3, 6), (NAMND, 3, 20), (NAMND, 3, 27)), START)

    assert (found.kind, found.severity) == (ConflictKind.samma_gap, Severity.varning)
    assert found.words.startswith("Nämnd tors 20 mars och nämnd tors 27 mars har samma arbetsutskott före sig")
    assert found.remedies[0].kind == RemedyKind.extra_meeting


TIMES = [
    (time(13), time(16), time(15), time(17), Severity.varning),
    (time(13), time(15), time(15), time(17), None),
    (time(13), None, time(13), None, Severity.varning),
    (time(9), None, time(13), None, None),
    (None, None, time(13), None, Severity.upplysning),
]


@pytest.mark.parametrize(("starts", "ends", "other_starts", "other_ends", "severity"), TIMES)
def test_meetings_of_one_day_clash_where_their_times_do(starts, ends, other_starts, other_ends, severity):
    facts = plan((BEREDNING, 9, 10), (AU, 9, 10))
    one, other = facts.meetings
    facts = replace(
        facts,
        meetings=(
            one._replace(starts_at=starts, ends_at=ends),
            other._replace(starts_at=other_starts, ends_at=other_ends),
        ),
    )

    found = of_kind(meeting_conflicts(facts, START), ConflictKind.krock)

    assert [clash.severity for clash in found] == ([severity] if severity else [])


def test_the_same_meeting_twice_is_wrong():
    [found] = of_kind(meeting_conflicts(plan((NAMND, 9, 10), (NAMND, 9, 10)), START), ConflictKind.dubblett)

    assert found.words == "Nämnd ons 10 september står två gånger."


def test_a_justering_past_two_weeks_or_before_the_meeting_is_told():
    facts = plan((NAMND, 3, 20))
    late = replace(facts, meetings=(facts.meetings[0]._replace(justering_on=date(2025, 4, 4)),))
    early = replace(facts, meetings=(facts.meetings[0]._replace(justering_on=date(2025, 3, 19)),))

    [too_late], [before] = meeting_conflicts(late, START), meeting_conflicts(early, START)

    assert too_late.severity == Severity.varning
    assert "senast tors 3 april" in too_late.words
    assert too_late.remedies[0].day == date(2025, 3, 27)
    assert before.severity == Severity.fel


def test_an_arbetsutskott_that_is_always_too_near_is_told_each_time():
    facts = plan((AU, 1, 23), (NAMND, 1, 30), (AU, 2, 20), (NAMND, 2, 27), (AU, 3, 20), (NAMND, 3, 27))

    assert len(of_kind(meeting_conflicts(facts, START), ConflictKind.avstand)) == 3


def test_one_between_that_prepares_the_namnd_after_next_is_not_too_near():
    """Every other week, prepared 22 days before: the one just before a meeting belongs to a later one."""
    days = [date(2025, 9, 2), date(2025, 9, 16), date(2025, 9, 30), date(2025, 10, 14), date(2025, 10, 28)]
    meetings = [PlannedMeeting(number, NAMND, day) for number, day in enumerate(days)]
    meetings += [PlannedMeeting(10 + number, AU, day - timedelta(days=22)) for number, day in enumerate(days)]
    facts = PlanningFacts(bodies=BODIES, meetings=tuple(meetings), rules=usual_rules(BODIES, au_namnd=15))

    assert meeting_conflicts(facts, START) == ()


def test_a_year_that_the_preparing_body_has_no_plan_for_is_not_told_meeting_by_meeting():
    facts = plan((AU, 11, 27), (NAMND, 12, 11))
    later = tuple(PlannedMeeting(20 + month, NAMND, date(2026, month, 19)) for month in (2, 3, 5))

    assert meeting_conflicts(replace(facts, meetings=(*facts.meetings, *later)), START) == ()


def test_what_is_let_be_is_known_by_its_days():
    [found] = meeting_conflicts(plan((NAMND, 5, 2)), START)

    assert found.key == "klamdag 2025-05-02"
    assert (found.fact, found.advice) == ("Nämnd fre 2 maj är klämdag.", " Välj 29/4 eller 25/4.")
    assert can_be_kept(found)
    assert not is_kept(found)
    kept = replace(found, meeting=found.meeting._replace(accepted="avstand 2025-04-01; klamdag 2025-05-02"))  # type: ignore[union-attr]
    assert is_kept(kept)
    moved = plan((NAMND, 6, 6))
    [on_another_day] = meeting_conflicts(
        replace(moved, meetings=(moved.meetings[0]._replace(accepted="klamdag 2025-05-02"),)), START
    )
    assert not is_kept(on_another_day)


def test_the_same_meeting_twice_is_never_let_be():
    [found] = of_kind(meeting_conflicts(plan((NAMND, 9, 10), (NAMND, 9, 10)), START), ConflictKind.dubblett)

    assert not can_be_kept(found)
