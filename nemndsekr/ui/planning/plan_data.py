"""PlanData: all that the page shows of one nämnd, read and reckoned in the background."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from nemndsekr.rules.planning.case_conflicts import case_conflicts, remarks_by_meeting
from nemndsekr.rules.planning.chains import Chain
from nemndsekr.rules.planning.conflicts import Conflict
from nemndsekr.rules.planning.facts import DueAnswer, PlannedMeeting, PlanningFacts
from nemndsekr.rules.planning.followed_chain import FollowedChain
from nemndsekr.rules.planning.moves import Move, PlannedCase, case_chain, move, moved
from nemndsekr.rules.planning.plan_answer import plan_answer, still_hold
from nemndsekr.rules.planning.provisional import with_provisional
from nemndsekr.rules.planning.stop_days import told_stops
from nemndsekr.rules.planning.week_grid import Period, WeekGrid, week_grid

if TYPE_CHECKING:
    from nemndsekr.store.database import Store


@dataclass(frozen=True)
class ShownChain:
    """The chain of the chosen answer: the one that was chosen for it, or else the best there is."""

    due: DueAnswer
    chain: Chain | None
    words: str
    is_chosen: bool
    reason: str = ""
    """Why it is so, or why there is none."""


@dataclass(frozen=True)
class PlanData:
    """The facts of a nämnd with the plans of its cases, and what follows of them for each meeting."""

    facts: PlanningFacts = field(default_factory=PlanningFacts)
    cases: tuple[PlannedCase, ...] = ()
    promises: Mapping[int, int] = field(default_factory=dict)
    namnder: tuple[tuple[int, str], ...] = ()
    due: tuple[DueAnswer, ...] = ()
    remarks: Mapping[str, tuple[Conflict, ...]] = field(default_factory=dict)
    of_cases: tuple[Conflict, ...] = ()
    stops: Mapping[str, date] = field(default_factory=dict)
    stop_notes: Mapping[str, str] = field(default_factory=dict)
    """Of whom a stoppdag is said, by the key of its meeting; empty where it needs no words."""

    def meeting(self, meeting_id: int) -> PlannedMeeting | None:
        """A meeting of the plan."""
        return next((one for one in self.facts.meetings if one.id == meeting_id), None)

    def cases_of(self, meeting_id: int | None) -> tuple[PlannedCase, ...]:
        """The cases that go to a meeting, each once."""
        found = {one.case_id: one for one in self.cases if meeting_id in one.meeting_ids}
        return tuple(found.values())

    def conflicts_of(self, due: DueAnswer) -> tuple[Conflict, ...]:
        """What is amiss with an answer on its way."""
        key = due.case_id, due.occasion
        return tuple(one for one in self.of_cases if (one.case_id, one.occasion) == key)

    def move(self, days: Mapping[int, date]) -> Move:
        """What follows if meetings go to other days."""
        concerned = [case for case in self.cases if any(number in days for number in case.meeting_ids)]
        return move(self.facts, concerned, days, self.promises)

    def moved(self, days: Mapping[int, date]) -> PlanData:
        """The same with meetings on other days, at once; what is amiss with them is told when it is read anew."""
        return replace(self, facts=moved(self.facts, days))

    def grid(self, period: Period, today: date, shown: ShownChain | None) -> WeekGrid:
        """The grid of a period with a chain in it."""
        chain = shown.chain if shown is not None else None
        whom = f"Svar till {shown.due.whom_to_show}" if shown is not None and shown.due.whom_to_show else "Svarsdag"
        return week_grid(self.facts, period, today, chain=chain, due_words=whom, remarks=self.remarks, stops=self.stops)

    def planned(self, due: DueAnswer) -> PlannedCase | None:
        """The chosen plan of an answer."""
        return next((one for one in self.cases if (one.case_id, one.occasion) == (due.case_id, due.occasion)), None)

    def chosen_chain(self, due: DueAnswer, today: date, *, immediate: bool) -> ShownChain | None:
        """The chain that was chosen for an answer; None where none was, or with the other kind of justering."""
        planned = self.planned(due)
        if planned is None or planned.immediate != immediate:
            return None
        followed = case_chain(self.facts, planned._replace(due=due.day))
        if followed is None:
            return None
        words = followed.marked_words(self.facts, today, handed_in=planned.handed_in)
        return ShownChain(due, followed.chain, words, is_chosen=True)

    def chain_of(self, due: DueAnswer, today: date, *, immediate: bool) -> ShownChain:
        """The chosen chain of an answer where it is reckoned in the same way, else the best that there is."""
        chosen = self.chosen_chain(due, today, immediate=immediate)
        if chosen is not None:
            return chosen
        if due.day is None:
            return ShownChain(due, None, "", is_chosen=False, reason="Svarsdagen är ingen bestämd dag.")
        answer = plan_answer(with_provisional(self.facts, due.day), due.day, today)
        best = answer.best(immediate=immediate)
        words = FollowedChain(best).words(self.facts) if best is not None else ""
        return ShownChain(due, best, words, is_chosen=False, reason=answer.reason(immediate=immediate))


def reckoned(data: PlanData, today: date) -> PlanData:
    """With what is amiss and when texts must be in reckoned for every meeting."""
    of_cases = tuple(case_conflicts(data.facts, today, data.cases))
    remarks = remarks_by_meeting(data.facts, of_cases, today)
    told = told_stops(data.facts, data.cases)
    stops, notes = {key: one.day for key, one in told.items()}, {key: one.note for key, one in told.items()}
    return replace(data, remarks=remarks, of_cases=of_cases, stops=stops, stop_notes=notes)


def read_plan(store: Store, namnd_id: int, today: date) -> PlanData:
    """All of it from the database; the first nämnd where none is told or it is gone."""
    from nemndsekr.store.planned_cases import planned_cases, promised_to_meetings
    from nemndsekr.store.planning import planning_facts
    from nemndsekr.store.queries import all_namnder

    namnder = tuple((one.stored_id, one.name) for one in all_namnder(store))
    if not namnder:
        return PlanData()
    chosen = namnd_id if namnd_id in dict(namnder) else namnder[0][0]
    facts = planning_facts(store, chosen)
    due = tuple(one for one in still_hold(facts.due) if one.day is not None)
    read = PlanData(facts, planned_cases(store, chosen), promised_to_meetings(store, chosen), namnder, due)
    return reckoned(read, today)
