"""CalendarEntry: what of a nämnd's planning goes to a calendar: meetings, stoppdagar, reply days and days to begin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Final

from nemndsekr.records.choices import ChainStepKind, MeetingStatus, label
from nemndsekr.rules.planning.chains import ChainStep, distant
from nemndsekr.rules.planning.facts import Body, DueAnswer, PlannedMeeting, PlanningFacts, StepRule
from nemndsekr.rules.planning.plan_answer import still_hold
from nemndsekr.rules.planning.watch import start_day
from nemndsekr.rules.working_days import can_be_reckoned
from nemndsekr.support.days import full_day

DEADLINE: Final = "Frist"
"""The category of what is no meeting."""
_STOPS: Final = (ChainStepKind.inlamning, ChainStepKind.utskick)
_NO_END: Final = "Sluttiden är inte inlagd."
_BEGUN: Final = {"uppfoljande": "det uppföljande yttrandet"}
_ANSWERS: Final = {"forsta": "Svarsdag", "uppfoljande": "Svarsdag för uppföljande yttrande", "vidare": "Svarsdag"}


class EntryKind(StrEnum):
    """What an entry is; a reply day and a day to begin remind, the others do not."""

    meeting = "meeting"
    stop = "stop"
    reply = "reply"
    start = "start"
    gone = "gone"
    """What was in the calendar and is no longer planned."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One entry: a meeting with its clock, or a whole day where there is none.

    ``uid`` never changes whatever happens to the entry: it comes from the row and never from the day. ``reminder`` is
    how long before the day begins (midnight) it is reminded of, None where it is not.
    """

    uid: str
    kind: EntryKind
    summary: str
    day: date
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    category: str = DEADLINE
    note: str = ""
    cancelled: bool = False
    reminder: timedelta | None = None

    @property
    def fingerprint(self) -> str:
        """Everything that a reader of the calendar sees, so that a change is known from none."""
        parts = (self.kind, self.summary, self.day, self.starts_at, self.ends_at, self.place, self.category, self.note)
        return "\x1f".join(map(str, (*parts, self.cancelled, self.reminder)))


def calendar_entries(facts: PlanningFacts) -> list[CalendarEntry]:
    """The entries of a nämnd by day; nothing is told of a case that is secret as a whole but its number."""
    found = [*_meetings(facts), *_stops(facts), *_answers(facts)]
    return sorted(found, key=lambda entry: (entry.day, entry.starts_at or time.min, entry.uid))


def without_past_reminder(entry: CalendarEntry, today: date) -> CalendarEntry:
    """The entry as it is written today: nobody is reminded of what has been."""
    return replace(entry, reminder=None) if entry.day <= today or entry.cancelled else entry


def _meetings(facts: PlanningFacts) -> Iterator[CalendarEntry]:
    for meeting in facts.meetings:
        body = facts.body(meeting.body_id)
        if body is None or not meeting.uid or not can_be_reckoned(meeting.day):
            continue
        starts, ends = meeting.starts_at, meeting.ends_at
        if starts is None or ends is None or ends <= starts:
            ends = None
        yield CalendarEntry(
            meeting.uid,
            EntryKind.meeting,
            _summary(facts, meeting, body),
            meeting.day,
            starts,
            ends,
            meeting.place,
            label(body.kind),
            _note(meeting, no_end=starts is not None and ends is None),
            cancelled=meeting.status == MeetingStatus.installd,
        )


def _summary(facts: PlanningFacts, meeting: PlannedMeeting, body: Body) -> str:
    extra = " (extra)" if meeting.status == MeetingStatus.extra else ""
    return _of_namnd(facts, f"{body.name}{extra}")


def _note(meeting: PlannedMeeting, *, no_end: bool) -> str:
    moved = meeting.moved_from if meeting.moved_from != meeting.day else None
    parts = (
        f"Flyttat från {full_day(moved)}." if moved else "",
        meeting.note,
        _NO_END if no_end else "",
    )
    return "\n".join(filter(None, parts))


def _stops(facts: PlanningFacts) -> Iterator[CalendarEntry]:
    """The last days to hand in and to send out for each meeting that is held, as the nämnd's rules reckon them."""
    by_key = {rule.key: rule for rule in facts.rules}
    numbers: dict[tuple[str, ChainStepKind], int] = {}
    for rule in facts.rules:
        anchor = by_key.get(rule.anchor)
        if rule.kind not in _STOPS or anchor is None or anchor.body_id is None:
            continue
        place = (anchor.key, rule.kind)
        number = numbers[place] = numbers.get(place, 0) + 1
        for meeting in facts.of_body(anchor.body_id):
            if meeting.uid and can_be_reckoned(meeting.day):
                yield _stop(facts, rule, anchor, meeting, number)


def _stop(
    facts: PlanningFacts, rule: StepRule, anchor: StepRule, meeting: PlannedMeeting, number: int
) -> CalendarEntry:
    day = distant(ChainStep(anchor, meeting.day, meeting), rule, facts, immediate=False)
    name = rule.name or ("Inlämning" if rule.kind == ChainStepKind.inlamning else "Utskick")
    which = f"{anchor.name} {full_day(meeting.day)}".strip()
    counted = "" if number == 1 else f"-{number}"
    return CalendarEntry(
        f"{meeting.uid}-{rule.kind}{counted}",
        EntryKind.stop,
        _of_namnd(facts, f"{name}: {which}"),
        day,
        note=f"Sista dag. {rule.who}".strip(),
    )


def _answers(facts: PlanningFacts) -> Iterator[CalendarEntry]:
    for answer in still_hold(facts.due):
        if answer.day is None or not can_be_reckoned(answer.day) or not answer.uid:
            continue
        case = _case(answer)
        to_whom = f"Till {answer.whom_to_show}." if answer.whom_to_show else ""
        yield CalendarEntry(
            answer.uid,
            EntryKind.reply,
            f"{_ANSWERS.get(answer.occasion, 'Svarsdag')}: {case}",
            answer.day,
            note=to_whom,
            reminder=_WEEK_BEFORE,
        )
        if facts.lead_weeks:
            yield CalendarEntry(
                f"{answer.uid}-start",
                EntryKind.start,
                f"Börja med {_BEGUN.get(answer.occasion, 'svaret')}: {case}",
                start_day(facts, answer.day),
                note=f"Svaret ska vara inne {full_day(answer.day)}.",
                reminder=_DAY_BEFORE,
            )


# Nine in the morning: of a whole day the reminder is counted from its midnight.
_WEEK_BEFORE: Final = timedelta(days=7) - timedelta(hours=9)
_DAY_BEFORE: Final = timedelta(days=1) - timedelta(hours=9)


def _case(answer: DueAnswer) -> str:
    return f"{answer.dnr} {answer.title}".strip()


def _of_namnd(facts: PlanningFacts, words: str) -> str:
    """«ASN Arbetsutskott»: a calendar may hold those of several nämnder. One that is named already is not again."""
    named = any(name and name in words for name in (facts.name, facts.short_name))
    return words if named else f"{facts.short_name or facts.name} {words}".strip()
