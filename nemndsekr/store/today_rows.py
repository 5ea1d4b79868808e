"""What the page Idag shows, by plain sqlite3, so that the first window has it; few statements, each bounded."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date, time, timedelta
from typing import Any, Final

from nemndsekr.records.choices import (
    BodyKind,
    ChainStepKind,
    DayUnit,
    MeetingStatus,
    Secrecy,
    title_to_show,
)
from nemndsekr.rules.planning.facts import (
    Body,
    Closed,
    PlannedMeeting,
    PlanningFacts,
    StepRule,
    days_closed,
    usual_rules,
)
from nemndsekr.rules.planning.today import GateCase, OpenedCase, TodayFacts
from nemndsekr.rules.planning.watch import BACK_DAYS, MeetingWork, WatchedAnswer, WatchFacts, next_gate
from nemndsekr.store.connect import open_database
from nemndsekr.support.paths import DataFolder

MEETING_DAYS: Final = 200
"""How many days ahead the meetings are read."""
MOST_ANSWERS: Final = 40
"""Answers that are late, and as many that are to come."""
MOST_GATE_CASES: Final = 60
MOST_OPENED: Final = 5
_BODIES: Final = "SELECT id, kind, name, position FROM meeting_bodies WHERE namnd_id = ? ORDER BY position, id"
_MEETINGS: Final = """
SELECT id, body_id, day, status, starts_at, ends_at, place, justering_on, moved_from, note, uid
FROM meetings WHERE namnd_id = ? AND day BETWEEN ? AND ? ORDER BY day, id
"""
_WRITTEN: Final = """
  (EXISTS (SELECT 1 FROM sections s WHERE s.case_id = c.id AND s.body <> '')
    OR EXISTS (SELECT 1 FROM recommendations r WHERE r.case_id = c.id AND r.answer <> '')
    OR EXISTS (SELECT 1 FROM attsatser a WHERE a.case_id = c.id AND a.proposal IS NOT NULL))
"""
_WORK: Final = f"""
SELECT p.meeting_id, count(DISTINCT c.id),
  count(DISTINCT CASE WHEN c.stage NOT IN ('beslutat', 'expedierat', 'uppfoljning', 'avslutat') AND NOT {_WRITTEN}
    THEN c.id END),
  count(DISTINCT CASE WHEN c.stage = 'beslutat' THEN c.id END)
FROM plan_steps p JOIN cases c ON c.id = p.case_id
WHERE p.meeting_id IN (SELECT id FROM meetings WHERE namnd_id = ? AND day BETWEEN ? AND ?) AND c.removed_at IS NULL
GROUP BY p.meeting_id
"""  # noqa: S608 - no value of anybody's goes into the text
_RULES: Final = """
SELECT id, kind, name, body_id, anchor_id, number, unit, weekday, number_immediate, who
FROM chain_rules WHERE namnd_id = ? ORDER BY position, id
"""
_CLOSED: Final = (
    "SELECT name, from_day, until_day FROM closed_days WHERE namnd_id = ? AND until_day >= ? ORDER BY from_day"
)
# A later day for the same answer is a new row, and the newest counts. The second answer is owed until it is decided.
# The plus keeps SQLite from going through every case of the nämnd: the days come by their index, as many as wanted.
_ANSWERS: Final = """
SELECT c.id, c.dnr, c.title, c.secrecy, d.to_whom, d.latest, d.occasion,
  CASE WHEN d.occasion = 'uppfoljande'
    THEN EXISTS (SELECT 1 FROM documents f WHERE f.case_id = c.id AND f.kind = 'uppfoljande_yttrande')
    ELSE c.stage NOT IN ('planerad', 'faktagranskning', 'inkommet') END
FROM reply_days d CROSS JOIN cases c ON c.id = d.case_id
WHERE d.latest {side} ? AND +c.namnd_id = ? AND c.removed_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM reply_days n
    WHERE n.case_id = d.case_id AND n.occasion = d.occasion AND n.to_whom = d.to_whom AND n.id > d.id)
  AND CASE WHEN d.occasion = 'uppfoljande'
    THEN c.stage <> 'avslutat' AND NOT EXISTS (SELECT 1 FROM documents f
      WHERE f.case_id = c.id AND f.kind = 'uppfoljande_yttrande' AND f.mode = 'beslutat')
    ELSE c.stage NOT IN ('expedierat', 'uppfoljning', 'avslutat') END
ORDER BY d.latest {order}, d.id LIMIT ?
"""
_LATE_ANSWERS: Final = _ANSWERS.format(side="<", order="DESC")
_COMING_ANSWERS: Final = _ANSWERS.format(side=">=", order="ASC")
_GATE: Final = f"""
SELECT DISTINCT c.id, c.dnr, c.title, c.secrecy, c.stage,
  CASE c.kind WHEN 'granskning'
    THEN (SELECT count(*) FROM recommendations r WHERE r.case_id = c.id AND r.concerns_us AND r.finished)
    ELSE (SELECT count(*) FROM attsatser a WHERE a.case_id = c.id AND (a.proposal IS NOT NULL OR a.outcome IS NOT NULL))
    END,
  CASE c.kind WHEN 'granskning'
    THEN (SELECT count(*) FROM recommendations r WHERE r.case_id = c.id AND r.concerns_us)
    ELSE (SELECT count(*) FROM attsatser a WHERE a.case_id = c.id) END,
  c.stage NOT IN ('planerad', 'faktagranskning', 'inkommet', 'under_arbete') OR {_WRITTEN}
FROM plan_steps p JOIN cases c ON c.id = p.case_id
WHERE p.meeting_id = ? AND c.removed_at IS NULL ORDER BY c.sort_key, c.id LIMIT ?
"""  # noqa: S608 - no value of anybody's goes into the text
_OPENED: Final = """
SELECT id, dnr, title, secrecy FROM cases WHERE opened_at IS NOT NULL AND removed_at IS NULL
ORDER BY opened_at DESC LIMIT ?
"""


def today_facts(connection: sqlite3.Connection, today: date) -> TodayFacts:
    """What the page shows on a day, of every nämnd of the database."""
    namnder = connection.execute("SELECT id, name, short_name, lead_weeks FROM namnder ORDER BY id").fetchall()
    watches = tuple(_watch(connection, namnd, today) for namnd in namnder)
    gates = [meeting for one in watches if (meeting := next_gate(one, today)) is not None]
    return TodayFacts(
        watches,
        {one.id: _gate(connection, one.id) for one in gates if one.id is not None},
        tuple(
            OpenedCase(row[0], row[1], title_to_show(row[2], row[3]))
            for row in connection.execute(_OPENED, (MOST_OPENED,))
        ),
        connection.execute("SELECT 1 FROM meetings LIMIT 1").fetchone() is not None,
    )


def read_today(folder: DataFolder, today: date) -> TodayFacts:
    """What the page shows, by a reading connection of its own, so that no one who writes is waited for.

    Raises:
        UserError: there is no database, or it cannot be read.
    """
    with closing(open_database(folder.database, read_only=True)) as connection:
        return today_facts(connection, today)


def _watch(connection: sqlite3.Connection, namnd: Sequence[Any], today: date) -> WatchFacts:
    namnd_id, name, short_name, lead_weeks = namnd
    span = (namnd_id, _iso(today - timedelta(days=BACK_DAYS)), _iso(today + timedelta(days=MEETING_DAYS)))
    work = {row[0]: row[1:] for row in connection.execute(_WORK, span)}
    bodies = tuple(Body(row[0], BodyKind(row[1]), *row[2:]) for row in connection.execute(_BODIES, (namnd_id,)))
    closed = tuple(
        Closed(row[0], date.fromisoformat(row[1]), date.fromisoformat(row[2]))
        for row in connection.execute(_CLOSED, (namnd_id, span[1]))
    )
    plan = PlanningFacts(
        namnd_id,
        name,
        short_name,
        lead_weeks,
        bodies,
        tuple(_meeting(row, work) for row in connection.execute(_MEETINGS, span)),
        tuple(_rule(row) for row in connection.execute(_RULES, (namnd_id,))) or usual_rules(bodies),
        closed=closed,
        closed_days=days_closed(closed),
    )
    answers = [
        _answer(row)
        for statement in (_LATE_ANSWERS, _COMING_ANSWERS)
        for row in connection.execute(statement, (_iso(today), namnd_id, MOST_ANSWERS))
    ]
    return WatchFacts(plan, {key: MeetingWork(*row[1:]) for key, row in work.items()}, tuple(answers))


def _gate(connection: sqlite3.Connection, meeting_id: int) -> tuple[GateCase, ...]:
    return tuple(
        GateCase(row[0], row[1], title_to_show(row[2], row[3]), row[4], row[5], row[6], bool(row[7]))
        for row in connection.execute(_GATE, (meeting_id, MOST_GATE_CASES))
    )


def _meeting(row: Sequence[Any], work: dict[int, Any]) -> PlannedMeeting:
    return PlannedMeeting(
        row[0],
        row[1],
        date.fromisoformat(row[2]),
        MeetingStatus(row[3]),
        _clock(row[4]),
        _clock(row[5]),
        row[6],
        _day(row[7]),
        _day(row[8]),
        row[9],
        row[10],
        work[row[0]][0] if row[0] in work else 0,
    )


def _rule(row: Sequence[Any]) -> StepRule:
    rule_id, kind, name, body_id, anchor_id, number, unit, *rest = row
    anchor = str(anchor_id) if anchor_id is not None else ""
    return StepRule(str(rule_id), ChainStepKind(kind), name, body_id, anchor, number, DayUnit(unit), *rest)


def _answer(row: Sequence[Any]) -> WatchedAnswer:
    case_id, dnr, title, secrecy, to_whom, latest, occasion, begun = row
    shown = title_to_show(title, secrecy)
    to_whom = "" if secrecy == Secrecy.hela else to_whom
    return WatchedAnswer(case_id, dnr, shown, to_whom, date.fromisoformat(latest), occasion, bool(begun))


def _iso(day: date) -> str:
    return day.isoformat()


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None


def _clock(words: str | None) -> time | None:
    return time.fromisoformat(words) if words else None
