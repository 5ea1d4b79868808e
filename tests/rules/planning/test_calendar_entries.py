"""What of a nämnd's planning goes to a calendar, and what is told of a case that is secret."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from nemndsekr.records.choices import ChainStepKind, MeetingStatus
from nemndsekr.rules.planning.calendar_entries import (
    CalendarEntry,
    EntryKind,
    calendar_entries,
    without_past_reminder,
)
from nemndsekr.rules.planning.facts import DueAnswer, PlannedMeeting, PlanningFacts, StepRule
from nemndsekr.rules.planning.watch import start_day
from tests.rules.planning.seedyear import BODIES, SPRING

MARCH = PlannedMeeting(1, 3, date(2025, 3, 20), starts_at=time(13), ends_at=time(16), place="Sal 1", uid="m")
ANSWER = DueAnswer(7, "BUN-2025-7", "Skolgårdar", 70, "revisorerna", "", date(2025, 3, 31), uid="r")


def _facts(*meetings: PlannedMeeting, due: tuple[DueAnswer, ...] = (), **more: object) -> PlanningFacts:
    return replace(SPRING, short_name="BUN", name="Skolnämnden", meetings=meetings, due=due, **more)  # type: ignore[arg-type]


def _one(facts: PlanningFacts, uid: str) -> CalendarEntry:
    return next(one for one in calendar_entries(facts) if one.uid == uid)


def test_a_meeting_has_its_clock_its_place_and_the_category_of_its_body():
    assert _one(_facts(MARCH), "m") == CalendarEntry(
        "m", EntryKind.meeting, "BUN Nämnd", date(2025, 3, 20), time(13), time(16), "Sal 1", "Nämnd"
    )


def test_a_meeting_without_a_clock_is_a_whole_day_and_one_without_an_end_says_so():
    bare = _one(_facts(MARCH._replace(starts_at=None)), "m")
    open_end = _one(_facts(MARCH._replace(ends_at=None)), "m")

    assert (bare.starts_at, bare.ends_at, bare.note) == (None, None, "")
    assert (open_end.starts_at, open_end.ends_at, open_end.note) == (time(13), None, "Sluttiden är inte inlagd.")
    assert _one(_facts(MARCH._replace(ends_at=time(9))), "m").ends_at is None


@pytest.mark.parametrize(
    ("meeting", "summary", "note", "cancelled"),
    [
        (MARCH._replace(status=MeetingStatus.installd), "BUN Nämnd", "", True),
        (MARCH._replace(status=MeetingStatus.extra), "BUN Nämnd (extra)", "", False),
        (
            MARCH._replace(status=MeetingStatus.flyttad, moved_from=date(2025, 3, 13), note="Sal 1 var upptagen."),
            "BUN Nämnd",
            "Flyttat från 13 mars 2025.\nSal 1 var upptagen.",
            False,
        ),
    ],
)
def test_how_sure_a_meeting_is_can_be_read(meeting, summary, note, cancelled):
    entry = _one(_facts(meeting), "m")
    assert (entry.summary, entry.note, entry.cancelled) == (summary, note, cancelled)


def test_a_body_that_names_its_namnd_is_not_given_the_name_twice():
    bodies = (*BODIES[:2], BODIES[2]._replace(name="Skolnämnden"))
    assert _one(_facts(MARCH, bodies=bodies), "m").summary == "Skolnämnden"


def test_a_meeting_that_is_only_reckoned_is_in_no_calendar():
    assert calendar_entries(_facts(MARCH._replace(id=None, uid=""))) == []


def test_the_last_day_to_hand_in_is_reckoned_by_the_rules_and_blocks_no_time():
    entries = calendar_entries(_facts(MARCH._replace(body_id=1, day=date(2025, 2, 26), uid="b")))

    assert [(one.uid, one.day.isoformat(), one.summary, one.category) for one in entries] == [
        ("b-inlamning", "2025-02-14", "BUN Inlämning: Beredning 26 februari 2025", "Frist"),
        ("b", "2025-02-26", "BUN Beredning", "Beredning"),
    ]
    assert entries[0].starts_at is None


def test_a_cancelled_meeting_has_no_day_to_hand_in():
    cancelled = MARCH._replace(body_id=1, uid="b", status=MeetingStatus.installd)
    assert [one.uid for one in calendar_entries(_facts(cancelled))] == ["b"]


def test_several_stops_before_one_meeting_keep_names_of_their_own():
    rules = (
        StepRule("n", ChainStepKind.sammantrade, "Nämnd", 3),
        StepRule("1", ChainStepKind.inlamning, "Manusstopp", None, "n", -10, who="avdelningarna"),
        StepRule("2", ChainStepKind.inlamning, "Sena bilagor", None, "n", -6),
        StepRule("3", ChainStepKind.utskick, "", None, "n", -5),
    )
    entries = calendar_entries(_facts(MARCH, rules=rules))

    assert [(one.uid, one.summary) for one in entries if one.kind == EntryKind.stop] == [
        ("m-inlamning", "BUN Manusstopp: Nämnd 20 mars 2025"),
        ("m-inlamning-2", "BUN Sena bilagor: Nämnd 20 mars 2025"),
        ("m-utskick", "BUN Utskick: Nämnd 20 mars 2025"),
    ]
    assert entries[0].note == "Sista dag. avdelningarna"


def test_a_reply_day_and_the_day_to_begin_remind():
    entries = calendar_entries(_facts(due=(ANSWER,), lead_weeks=12))

    assert [(one.uid, one.day.isoformat(), one.summary, one.note) for one in entries] == [
        ("r-start", "2025-01-03", "Börja med svaret: BUN-2025-7 Skolgårdar", "Svaret ska vara inne 31 mars 2025."),
        ("r", "2025-03-31", "Svarsdag: BUN-2025-7 Skolgårdar", "Till revisorerna."),
    ]
    assert [one.reminder for one in entries] == [timedelta(hours=15), timedelta(days=6, hours=15)]


def test_without_lead_weeks_there_is_no_day_to_begin_and_without_a_day_nothing():
    assert [one.uid for one in calendar_entries(_facts(due=(ANSWER,), lead_weeks=0))] == ["r"]
    assert calendar_entries(_facts(due=(ANSWER._replace(day=None),))) == []


@pytest.mark.parametrize("day", [date.max, date.min])
def test_a_day_at_the_end_of_all_calendars_is_left_out(day):
    facts = _facts(MARCH._replace(day=day), due=(ANSWER._replace(day=day),))
    assert calendar_entries(facts) == []


def test_of_a_secret_case_only_the_number_is_told():
    secret = ANSWER._replace(title="Ärende med sekretess", is_secret=True)
    told = " ".join(f"{one.summary} {one.note}" for one in calendar_entries(_facts(due=(secret,))))

    assert "BUN-2025-7 Ärende med sekretess" in told
    assert "revisorerna" not in told


def test_the_day_to_begin_is_the_one_that_is_watched():
    whole = _facts(due=(ANSWER,))
    assert ANSWER.day is not None

    assert _one(whole, "r-start").day == start_day(whole, ANSWER.day)


def test_a_reply_day_that_anstand_has_taken_the_place_of_is_told_no_more():
    later = ANSWER._replace(reply_day_id=71, day=date(2025, 4, 14), uid="s")

    told = [one.uid for one in calendar_entries(_facts(due=(ANSWER, later)))]

    assert told == ["s-start", "s"]


def test_the_second_answer_is_begun_by_its_own_name():
    second = ANSWER._replace(occasion="uppfoljande")

    assert _one(_facts(due=(second,)), "r-start").summary.startswith("Börja med det uppföljande yttrandet: BUN-2025-7")


def test_nobody_is_reminded_of_what_has_been():
    entry = _one(_facts(due=(ANSWER,)), "r")

    assert without_past_reminder(entry, date(2025, 3, 30)).reminder is not None
    assert without_past_reminder(entry, date(2025, 3, 31)).reminder is None


def test_a_fingerprint_tells_everything_that_is_read_and_nothing_else():
    entry = _one(_facts(MARCH), "m")
    changed = [
        replace(entry, summary="x"),
        replace(entry, day=date(2025, 3, 21)),
        replace(entry, starts_at=time(12)),
        replace(entry, ends_at=None),
        replace(entry, place="x"),
        replace(entry, note="x"),
        replace(entry, cancelled=True),
    ]
    assert len({entry.fingerprint, *(one.fingerprint for one in changed)}) == len(changed) + 1
    assert _one(_facts(MARCH._replace(cases=9)), "m").fingerprint == entry.fingerprint
