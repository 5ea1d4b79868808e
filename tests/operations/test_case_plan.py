"""A case's chain: chosen, changed, taken away; an anstånd noted - each done, undone and done again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nemndsekr.documents.document_types import build_document, chosen_template
from nemndsekr.documents.outline import outline_text
from nemndsekr.operations.case_parts import remove_part
from nemndsekr.operations.case_plan import case_planning, choose_chain, grant_anstand, take_chain_away
from nemndsekr.operations.edit_record import redo, undo
from nemndsekr.operations.meetings import NewMeeting, add_meetings
from nemndsekr.operations.print_planning import PaperWish, PlanningPaper, card_of_case, make_paper
from nemndsekr.records.case import Case, ReplyDay
from nemndsekr.records.choices import BodyKind, CaseStage, DocumentKind, MeetingStatus, Occasion
from nemndsekr.records.decision import Decision, DecisionPoint
from nemndsekr.records.meeting import Meeting, MeetingBody, PlanStep
from nemndsekr.rules.planning.case_chains import case_chain_lines
from nemndsekr.rules.planning.chains import Chain, Refused, best_chain, chains_from
from nemndsekr.rules.planning.chosen import chain_of_case, chosen_chain
from nemndsekr.rules.planning.facts import BodyRhythm
from nemndsekr.rules.planning.plan_answer import deciding_due, plan_answer
from nemndsekr.rules.planning.provisional import with_provisional
from nemndsekr.rules.planning.ways_out import WayKind
from nemndsekr.rules.tidpunkt import Tidpunkt
from nemndsekr.store.database import Store
from nemndsekr.store.queries import load_case
from nemndsekr.support.errors import UserError
from tests.operations.conftest import NOW
from tests.rules.planning.seedyear import BODIES, SPRING

MARCH = date(2025, 3, 31)


@pytest.fixture
def planned(store: Store, who: str, case_id: int) -> int:
    """The case, with the spring's meetings and a reply day."""
    with store.step("lade in våren", who, NOW) as step:
        namnd_id = step.get(Case, case_id).namnd_id
        rows = {
            body.id: step.add(MeetingBody(namnd_id=namnd_id, kind=body.kind, name=body.name, position=body.position))
            for body in BODIES
        }
        for meeting in SPRING.meetings:
            step.add(Meeting(namnd_id=namnd_id, body_id=rows[meeting.body_id].stored_id, day=meeting.day))
        value = Tidpunkt(words="31 mars 2025", latest=MARCH)
        step.add(ReplyDay(case_id=case_id, to_whom="Revisorerna", **value.columns()))
    return case_id


def _choose(store: Store, who: str, case_id: int, due: date, *, immediate: bool = False, reply_day_id=None, **also):
    planning = case_planning(store, case_id)
    chain = best_chain(planning.facts, due, immediate=immediate)
    assert chain is not None
    occasion = also.get("occasion", Occasion.forsta)
    return choose_chain(store, case_id, chosen_chain(planning.facts, chain, occasion, reply_day_id), who, NOW)


def _plan(store: Store, case_id: int, occasion: Occasion = Occasion.forsta):
    steps = [one for one in load_case(store, case_id).plan_steps if one.occasion == occasion]
    return [(one.label, str(one.day)) for one in steps]


SPRING_PLAN = [("Beredning", "2025-02-26"), ("Arbetsutskott", "2025-03-06"), ("Nämnd", "2025-03-20")]


def test_a_chosen_chain_is_the_plan_of_the_case_in_one_step_that_can_be_taken_back(store, who, planned):
    due = deciding_due(case_planning(store, planned).due, "forsta")
    assert due is not None
    _choose(store, who, planned, MARCH, immediate=True, reply_day_id=due.reply_day_id)

    file = load_case(store, planned)
    meetings = {one.stored_id: one.day for one in _meetings(store)}
    assert _plan(store, planned) == SPRING_PLAN
    assert [meetings[one.meeting_id] for one in file.plan_steps] == [one.day for one in file.plan_steps]
    assert [(one.immediate, one.reply_day_id, one.provisional) for one in file.case_plans] == [
        (True, due.reply_day_id, False)
    ]

    undo(store, NOW)
    assert (_plan(store, planned), load_case(store, planned).case_plans) == ([], [])
    redo(store, NOW)
    assert _plan(store, planned) == SPRING_PLAN


def test_a_chain_stays_when_the_reply_day_it_answers_is_taken_away(store, who, planned):
    due = case_planning(store, planned).due[0]
    _choose(store, who, planned, MARCH, immediate=True, reply_day_id=due.reply_day_id)
    steps = load_case(store, planned).plan_steps

    remove_part(store, ReplyDay, due.reply_day_id, "tog bort svarsdagen", who, NOW)

    file = load_case(store, planned)
    assert [one.reply_day_id for one in file.case_plans] == [None]
    assert file.plan_steps == steps
    undo(store, NOW)
    assert [one.reply_day_id for one in load_case(store, planned).case_plans] == [due.reply_day_id]


def _meetings(store):
    with store.step("såg efter", "x", NOW) as step:
        return step.all(Meeting)


def test_changed_it_keeps_the_names_that_are_printed_and_has_no_row_too_many(store, who, planned):
    with store.step("skrev planen", who, NOW) as step:
        step.add(PlanStep(case_id=planned, position=1, kind=BodyKind.au, label="KN AU", day=date(2025, 2, 13)))
        step.add(PlanStep(case_id=planned, position=2, kind=BodyKind.namnd, label="Kulturnämnden"))
        step.add(PlanStep(case_id=planned, position=3, kind=BodyKind.namnd, label="Kulturnämnden igen"))

    _choose(store, who, planned, MARCH, immediate=True)

    assert _plan(store, planned) == [
        ("Beredning", "2025-02-26"),
        ("KN AU", "2025-03-06"),
        ("Kulturnämnden", "2025-03-20"),
    ]
    _choose(store, who, planned, date(2025, 3, 15))
    assert [day for _, day in _plan(store, planned)] == ["2025-02-05", "2025-02-13", "2025-02-27"]
    assert len(load_case(store, planned).case_plans) == 1


def test_a_meeting_at_which_something_was_decided_stays(store, who, planned):
    _choose(store, who, planned, date(2025, 3, 15))
    with store.step("beslutade", who, NOW) as step:
        step.add(Decision(case_id=planned, kind=BodyKind.au, day=date(2025, 2, 13)))

    _choose(store, who, planned, MARCH, immediate=True)

    assert [day for _, day in _plan(store, planned)] == ["2025-02-13", "2025-02-26", "2025-03-06", "2025-03-20"]
    take_chain_away(store, planned, Occasion.forsta, who, NOW)
    assert _plan(store, planned) == [("Arbetsutskott", "2025-02-13")]


def test_each_answer_has_its_own_chain_and_prints_its_own(store, who, planned):
    _choose(store, who, planned, MARCH, immediate=True)
    _choose(store, who, planned, date(2025, 6, 30), occasion=Occasion.uppfoljande)

    file = load_case(store, planned)
    assert _plan(store, planned) == SPRING_PLAN
    assert [day for _, day in _plan(store, planned, Occasion.uppfoljande)] == ["2025-04-02", "2025-05-08", "2025-05-22"]
    assert "2025-03-20" in _printed(file)
    assert "2025-05-22" not in _printed(file)
    file.case.stage = CaseStage.uppfoljning
    assert "2025-05-22" in _printed(file)
    assert "2025-03-20" not in _printed(file)


def _printed(file) -> str:
    kind = DocumentKind.tjansteskrivelse
    return outline_text(build_document(file, kind, chosen_template(file, kind)))


def test_taken_away_it_is_gone_and_comes_back_with_undo(store, who, planned):
    _choose(store, who, planned, MARCH, immediate=True)

    take_chain_away(store, planned, Occasion.forsta, who, NOW)

    assert (_plan(store, planned), load_case(store, planned).case_plans) == ([], [])
    undo(store, NOW)
    assert _plan(store, planned) == SPRING_PLAN


@pytest.mark.parametrize("change", [{"day": date(2025, 3, 21)}, {"status": MeetingStatus.installd}])
def test_a_meeting_that_was_moved_meanwhile_is_told_and_nothing_is_changed(store, who, planned, change):
    planning = case_planning(store, planned)
    chain = best_chain(planning.facts, MARCH, immediate=True)
    assert chain is not None
    with store.step("flyttade", who, NOW) as step:
        meeting = step.find(Meeting, day=date(2025, 3, 20))
        assert meeting is not None
        for name, value in change.items():
            setattr(meeting, name, value)

    with pytest.raises(UserError, match="20 mars 2025 har flyttats eller ställts in"):
        choose_chain(store, planned, chosen_chain(planning.facts, chain, Occasion.forsta), who, NOW)
    assert _plan(store, planned) == []


def test_an_anstand_is_a_new_row_that_the_chain_goes_by(store, who, planned):
    first = case_planning(store, planned).due[0]
    _choose(store, who, planned, MARCH, immediate=True, reply_day_id=first.reply_day_id)

    grant_anstand(store, planned, first.reply_day_id, "14 april 2025", " Ordföranden ", "Justeringen", who, NOW)

    planning = case_planning(store, planned)
    assert [(one.words, one.granted_by, one.reason) for one in planning.file.reply_days] == [
        ("31 mars 2025", "", ""),
        ("14 april 2025", "Ordföranden", "Justeringen"),
    ]
    assert [one.day for one in planning.due] == [date(2025, 4, 14)]
    assert planning.file.case_plans[0].reply_day_id == planning.due[0].reply_day_id
    undo(store, NOW)
    assert [one.day for one in case_planning(store, planned).due] == [MARCH]


@pytest.mark.parametrize(
    ("words", "told"), [("snart", "kan inte tydas"), ("2025-03-31", "senare dag"), ("2025-03-01", "senare dag")]
)
def test_an_anstand_that_is_no_later_day_is_refused_in_words(store, who, planned, words, told):
    first = case_planning(store, planned).due[0]

    with pytest.raises(UserError, match=told):
        grant_anstand(store, planned, first.reply_day_id, words, "", "", who, NOW)
    assert len(load_case(store, planned).reply_days) == 1


def test_the_rows_make_the_chain_again_and_say_when_it_no_longer_holds(store, who, planned):
    due = case_planning(store, planned).due[0]
    _choose(store, who, planned, MARCH, immediate=True, reply_day_id=due.reply_day_id)
    planning = case_planning(store, planned)

    chain = chain_of_case(planning.file, planning.facts, Occasion.forsta)

    assert isinstance(chain, Chain)
    assert (chain.starts, chain.steps[-1].day, chain.margin) == (date(2025, 2, 14), date(2025, 3, 25), 4)
    with store.step("flyttade AU", who, NOW) as step:
        meeting = step.find(Meeting, day=date(2025, 3, 6))
        assert meeting is not None
        meeting.day += timedelta(days=7)
    planning = case_planning(store, planned)
    assert isinstance(chain_of_case(planning.file, planning.facts, Occasion.forsta), Refused)
    assert chain_of_case(planning.file, planning.facts, Occasion.uppfoljande) is None


def test_an_extra_meeting_of_a_chosen_chain_is_put_into_the_plan_in_the_same_step(store, who, planned):
    planning = case_planning(store, planned)
    answer = plan_answer(planning.facts, MARCH, date(2025, 1, 15))
    way = next(one for one in answer.ways(immediate=False) if one.kind == WayKind.EXTRA)
    assert way.chain is not None

    choose_chain(store, planned, chosen_chain(planning.facts, way.chain, Occasion.forsta), who, NOW)

    extra = next(one for one in _meetings(store) if one.day == way.days[0])
    file = load_case(store, planned)
    assert extra.status == MeetingStatus.extra
    assert file.plan_steps[-1].meeting_id == extra.stored_id
    assert file.case_plans[0].provisional is False
    undo(store, NOW)
    assert all(one.status != MeetingStatus.extra for one in _meetings(store))


def test_the_case_tells_its_chains_in_words_and_what_they_still_ask_for(store, who, planned):
    due = case_planning(store, planned).due[0]
    _choose(store, who, planned, MARCH, immediate=True, reply_day_id=due.reply_day_id)

    def told():
        planning = case_planning(store, planned)
        return case_chain_lines(planning.file, planning.facts)

    first = (
        "Första yttrandet: inlämning fre 14/2 → beredning ons 26/2 → AU tors 6/3 → nämnd tors 20/3 → "
        "expedieras senast tis 25/3 → svarsdag mån 31/3 (marginal 4 arbetsdagar). Med omedelbar justering."
    )
    assert told() == [f"{first} Förslaget till beslut säger ännu inget om omedelbar justering."]
    with store.step("lade till", who, NOW) as step:
        step.add(DecisionPoint(case_id=planned, text="Paragrafen justeras omedelbart", immediate=True))
    assert told() == [first]
    with store.step("ställde in AU", who, NOW) as step:
        meeting = step.find(Meeting, day=date(2025, 3, 6))
        assert meeting is not None
        meeting.day = date(2025, 3, 10)
    assert told() == [
        (
            "Första yttrandet: Nämnd tors 20 mars 2025 går inte: det finns inget sammanträde med AU "
            "senast tors 6 mars, som är 10 arbetsdagar före nämnd. Välj kedja igen."
        )
    ]


def test_a_provisional_chain_is_kept_as_such(store, who, planned):
    planning = case_planning(store, planned)
    chain = next(chains_from(planning.facts, date(2025, 2, 1)))
    chosen = chosen_chain(planning.facts, chain, Occasion.forsta)
    reckoned = chosen._replace(meetings=tuple(one._replace(meeting_id=None) for one in chosen.meetings))

    choose_chain(store, planned, reckoned, who, NOW)

    file = load_case(store, planned)
    assert [one.provisional for one in file.case_plans] == [True]
    again = chain_of_case(file, planning.facts, Occasion.forsta)
    assert isinstance(again, Chain)
    assert again.is_provisional


BEYOND = date(2026, 3, 31)


@pytest.fixture
def beyond(store: Store, who: str, planned: int) -> int:
    """The case with a reply day in a year that has no plan, a rhythm, and the preliminary chain chosen."""
    with store.step("skrev svarsdagen", who, NOW) as step:
        first = step.find(ReplyDay, case_id=planned)
        assert first is not None
        first.words, first.latest = "31 mars 2026", BEYOND
        step.get(Case, planned).stage = CaseStage.till_namnd
        namnd_id = step.get(Case, planned).namnd_id
    kinds = {one.kind: one.id for one in case_planning(store, planned).facts.bodies}
    au, namnd = kinds[BodyKind.au], kinds[BodyKind.namnd]
    rhythms = [
        BodyRhythm(kinds[BodyKind.beredning], from_body_id=au, offset_days=-8),
        BodyRhythm(au, from_body_id=namnd, offset_days=-14),
        BodyRhythm(namnd, 3, 3),
    ]
    add_meetings(store, namnd_id, [], who, NOW, rhythms=rhythms)
    planning = case_planning(store, planned)
    chain = best_chain(with_provisional(planning.facts, BEYOND), BEYOND)
    assert chain is not None
    kept = chosen_chain(planning.facts, chain, Occasion.forsta, planning.due[0].reply_day_id)
    choose_chain(store, planned, kept, who, NOW)
    return planned


def test_a_preliminary_chain_says_which_year_is_missing_on_the_case_and_on_paper(store, beyond):
    planning = case_planning(store, beyond)

    [told] = case_chain_lines(planning.file, planning.facts)

    assert told.endswith("Planen för 2026 saknas: kedjan är preliminär, räknad efter rytmen.")
    assert "Nämnd 2026-02-19 (preliminärt)" in _printed(planning.file)
    assert "Nämnd 2026-02-19 (preliminärt)" in card_of_case(store, beyond, NOW.date())
    wish = PaperWish(PlanningPaper.kedjekort, NOW.date(), planning.facts.namnd_id, 2026, beyond)
    assert "tors 19 februari 2026, v. 8 (preliminärt)" in make_paper(store, wish).text.replace("\u00a0", " ")


def _put_in(store, who, case_id, *days: tuple[BodyKind, date]):
    facts = case_planning(store, case_id).facts
    ids = {one.kind: one.id for one in facts.bodies}
    return add_meetings(store, facts.namnd_id, [NewMeeting(ids[kind], day) for kind, day in days], who, NOW)


def test_put_into_the_plan_the_year_takes_the_preliminary_chain_and_that_is_told_in_one_step(store, who, beyond):
    changes = _put_in(
        store,
        who,
        beyond,
        (BodyKind.beredning, date(2026, 1, 27)),
        (BodyKind.au, date(2026, 2, 10)),
        (BodyKind.namnd, date(2026, 2, 26)),
    )

    assert len(changes.told) == 1
    assert changes.told[0].endswith(": nämnd tors 26 februari 2026, var preliminärt tors 19 februari.")
    assert [day for _, day in _plan(store, beyond)] == ["2026-01-27", "2026-02-10", "2026-02-26"]
    file = load_case(store, beyond)
    assert file.case_plans[0].provisional is False
    assert all(one.meeting_id for one in file.plan_steps)
    undo(store, NOW)
    assert [day for _, day in _plan(store, beyond)][-1] == "2026-02-19"
    assert load_case(store, beyond).case_plans[0].provisional is True


def test_where_the_plan_has_nothing_that_does_the_rows_stay_and_that_is_told(store, who, beyond):
    changes = _put_in(store, who, beyond, (BodyKind.namnd, date(2026, 3, 26)))

    assert changes.told[0].endswith("inget sammanträde hinns med enligt den nya planen. Välj kedja igen.")
    assert [day for _, day in _plan(store, beyond)][-1] == "2026-02-19"
    planning = case_planning(store, beyond)
    assert case_chain_lines(planning.file, planning.facts)[0].endswith("Välj kedja igen.")


def test_a_meeting_that_changes_nothing_for_a_preliminary_chain_is_silent(store, who, beyond):
    changes = _put_in(store, who, beyond, (BodyKind.namnd, date(2025, 12, 11)))

    assert changes.told == ()
    assert load_case(store, beyond).case_plans[0].provisional is True
