"""What is amiss with the cases on their way, and all that is amiss by its meeting: what the page of planning tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from nemndsekr.records.choices import MeetingStatus
from nemndsekr.rules.planning.case_conflicts import case_conflicts, remarks_by_meeting
from nemndsekr.rules.planning.conflicts import Conflict, ConflictKind, RemedyKind, Severity
from nemndsekr.rules.planning.facts import DueAnswer, PlanningFacts
from nemndsekr.rules.planning.moves import PlannedCase, moved
from nemndsekr.rules.planning.plan_answer import plan_answer
from nemndsekr.rules.planning.ways_out import WayKind
from tests.rules.planning.seedyear import SPRING

BEREDNING, AU, NAMND = 12, 22, 32
NUMBER, TITLE = "KFN-2025-0031", "Granskning – båtplatser"


def planned(*meetings: int, due: date | None = None, immediate: bool = False) -> PlannedCase:
    return PlannedCase(7, NUMBER, TITLE, "forsta", meetings, due, immediate)


def due(day: tuple[int, int]) -> DueAnswer:
    return DueAnswer(7, "KFN-2025-0031", "Granskning – båtplatser", 1, "revisorerna", "", date(2025, *day))


def test_an_answer_due_before_the_next_namnd_has_an_extra_meeting_or_more_time():
    prepared = tuple(one for one in SPRING.meetings if one.body_id != 3 or one.id == NAMND)
    facts = replace(SPRING, meetings=prepared, due=(due((3, 18)),))

    [found] = case_conflicts(facts, date(2025, 1, 20), [])
    assert found.words == "Svarsdagen 18 mars 2025 för KFN-2025-0031 är före nämnd tors 20 mars."
    assert [one.kind for one in found.remedies] == [RemedyKind.extra_meeting, RemedyKind.ask_for_time]
    answer = plan_answer(facts, date(2025, 3, 18), date(2025, 1, 20))
    assert WayKind.EXTRA in [way.kind for way in answer.ways(immediate=False)]


def test_no_extra_meeting_is_offered_where_its_stop_day_has_passed_too():
    facts = replace(SPRING, due=(due((3, 10)),))

    [found] = case_conflicts(facts, date(2025, 3, 1), [])

    assert (found.kind, found.severity, found.case_id) == (ConflictKind.frist_fore, Severity.fel, 7)
    assert found.words == "Svarsdagen 10 mars 2025 för KFN-2025-0031 är före nämnd tors 20 mars."
    assert [one.kind for one in found.remedies] == [RemedyKind.ask_for_time]


def test_a_chosen_namnd_after_the_reply_day_leads_to_an_earlier_one():
    facts = replace(SPRING, due=(due((4, 30)),))

    [found] = case_conflicts(facts, date(2025, 2, 1), [planned(34)])

    assert found.kind == ConflictKind.frist_fore
    assert found.remedies[0].kind == RemedyKind.choose_chain


def test_an_answer_without_meetings_is_told_until_some_are_chosen():
    facts = replace(SPRING, due=(due((3, 31)),))

    [found] = case_conflicts(facts, date(2025, 1, 15), [])
    assert found.kind == ConflictKind.utan_kedja
    assert found.words == "KFN-2025-0031 ska besvaras senast 31 mars 2025 men har inga sammanträden valda."
    assert list(case_conflicts(facts, date(2025, 1, 15), [planned(12, 22, 32, immediate=True)])) == []


def test_a_stop_day_that_has_passed_is_told_until_the_text_is_handed_in():
    facts = replace(SPRING, due=(due((3, 31)),))
    chosen = planned(12, 22, 32, immediate=True)

    [found] = case_conflicts(facts, date(2025, 2, 17), [chosen])

    assert found.kind == ConflictKind.stoppdag
    assert (
        found.words == "Stoppdagen fre 14 februari till beredning ons 26 februari är passerad: "
        "KFN-2025-0031 är inte inlämnat."
    )
    assert list(case_conflicts(facts, date(2025, 2, 17), [chosen._replace(handed_in=True)])) == []
    assert list(case_conflicts(facts, date(2025, 2, 14), [chosen])) == [], "the day itself has not passed"


OPEN = replace(SPRING, due=(due((3, 31)),))
CASE = planned(BEREDNING, AU, NAMND, due=date(2025, 3, 31), immediate=True)
EARLY = date(2025, 2, 1)


def at_meetings(facts: PlanningFacts, cases: list[PlannedCase], today: date = EARLY) -> dict[str, tuple[Conflict, ...]]:
    return remarks_by_meeting(facts, case_conflicts(facts, today, cases), today)


def words(facts: PlanningFacts, cases: list[PlannedCase], today: date = EARLY) -> dict[str, list[str]]:
    """What is told of the meetings of February and March, by meeting."""
    found = at_meetings(facts, cases, today)
    near = [str(one.id) for one in facts.meetings if date(2025, 2, 10) <= one.day <= date(2025, 4, 25)]
    return {key: [one.words for one in told] for key, told in found.items() if key in near}


def test_a_way_that_holds_has_nothing_to_remark_beyond_what_the_plan_itself_has():
    assert words(OPEN, [CASE]) == words(OPEN, [])


def test_a_broken_day_is_told_at_the_meeting_that_decides_with_the_ways_out():
    broken = moved(OPEN, {NAMND: date(2025, 3, 27)})
    [found] = case_conflicts(broken, date(2025, 1, 20), [CASE])

    assert found.words == f"{NUMBER} skickas 1/4, 1 arbetsdag efter svarsdagen 31/3."
    assert (found.kind, found.meeting and found.meeting.id) == (ConflictKind.frist_fore, NAMND)
    assert [one.kind for one in found.remedies] == [RemedyKind.choose_chain, RemedyKind.ask_for_time]
    [later] = case_conflicts(broken, EARLY, [CASE])
    assert later.remedies[0].kind == RemedyKind.extra_meeting, "the earlier nämnd has its stop day behind it"


def test_of_a_reply_day_that_has_passed_only_more_time_is_offered():
    late = moved(OPEN, {NAMND: date(2025, 3, 27)})

    told = [one for one in case_conflicts(late, date(2025, 4, 2), [CASE]) if one.kind == ConflictKind.frist_fore]

    assert [one.kind for found in told for one in found.remedies] == [RemedyKind.ask_for_time]


def test_a_distance_that_is_too_short_for_every_case_is_told_once_and_not_of_each():
    near = moved(OPEN, {BEREDNING: date(2025, 3, 3)})

    [of_case] = [one for one in case_conflicts(near, EARLY, [CASE]) if one.kind == ConflictKind.avstand]
    assert of_case.words == f"{NUMBER}: Beredning 3/3 ligger för nära Arbetsutskott 6/3 (senast 26/2)."
    assert [one.case_id for one in at_meetings(near, [CASE])[str(BEREDNING)]] == [0]


def test_a_case_whose_answer_has_left_the_house_is_told_of_no_longer():
    assert list(case_conflicts(moved(SPRING, {NAMND: date(2025, 3, 27)}), EARLY, [CASE])) == []


def test_of_a_case_whose_second_answer_is_owed_the_first_is_told_of_no_longer():
    second = replace(SPRING, due=(due((6, 12))._replace(occasion="uppfoljande"),))
    late = moved(second, {NAMND: date(2025, 3, 27)})

    assert NUMBER not in " ".join(one.words for one in case_conflicts(late, EARLY, [CASE]))


def test_a_case_at_a_meeting_called_off_is_told_there():
    meetings = tuple(one._replace(status=MeetingStatus.installd) if one.id == AU else one for one in OPEN.meetings)

    [found] = at_meetings(replace(OPEN, meetings=meetings), [CASE])[str(AU)]

    assert (found.kind, found.severity) == (ConflictKind.installt, Severity.fel)
    assert found.words == f"{NUMBER} är planerat till arbetsutskott tors 6 mars, som är inställt."


def test_red_days_bridge_days_and_days_before_a_red_one_are_all_told_at_their_meeting():
    for day, told in (
        (date(2025, 4, 18), "ligger på långfredagen"),
        (date(2025, 4, 17), "är dagen före långfredagen"),
        (date(2025, 5, 2), "är klämdag"),
    ):
        found = at_meetings(moved(OPEN, {NAMND: day}), [])[str(NAMND)]
        assert told in " ".join(one.words for one in found)


def test_what_was_let_be_is_told_again_only_when_the_day_is_another():
    bridge = moved(OPEN, {NAMND: date(2025, 5, 2)})
    found = at_meetings(bridge, [])[str(NAMND)]
    kept = "; ".join(one.key for one in found)
    meetings = tuple(one._replace(accepted=kept) if one.id == NAMND else one for one in bridge.meetings)
    quiet = replace(bridge, meetings=meetings)

    assert str(NAMND) not in at_meetings(quiet, [])
    assert str(NAMND) in at_meetings(moved(quiet, {NAMND: date(2025, 6, 5)}), [])
