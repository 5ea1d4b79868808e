"""A plan of meetings from outside - pasted, or a list in a file - to proposals; and the nämnd's own plan to a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from nemndsekr.exchange.meeting_csv import (
    ListedMeeting,
    asked_words,
    is_meeting_column,
    meetings_as_csv,
    meetings_in,
)
from nemndsekr.exchange.table_file import pasted_table, read_table
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.meetings import Hanging, NewBody, NewMeeting, add_meetings, hanging_on
from nemndsekr.operations.save_file import save_file
from nemndsekr.records.choices import BodyKind
from nemndsekr.records.meeting import Meeting
from nemndsekr.rules.planning.facts import Body, BodyRhythm, PlannedMeeting, PlanningFacts
from nemndsekr.rules.planning.pasted_cell import month_of
from nemndsekr.rules.planning.pasted_year import PastedYear, read_pasted_year
from nemndsekr.rules.planning.rhythm import Proposal, beside_existing, remarks_on
from nemndsekr.store.planning import planning_facts
from nemndsekr.store.queries import all_namnder
from nemndsekr.support.errors import UserError

if TYPE_CHECKING:
    from nemndsekr.store.database import Store


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """Meetings proposed, and the bodies among them that the nämnd does not have; nothing of it is stored."""

    proposals: tuple[Proposal, ...] = ()
    bodies: tuple[NewBody, ...] = ()

    @property
    def taken(self) -> tuple[Proposal, ...]:
        """The proposals that are to be put in."""
        return tuple(one for one in self.proposals if one.taken)


USUAL_BODIES: Final = (
    NewBody(-1, "Beredning", BodyKind.beredning),
    NewBody(-2, "Arbetsutskott", BodyKind.au),
    NewBody(-3, "Nämnd", BodyKind.namnd),
)
"""What a nämnd without bodies is offered; they are put in with its first meetings."""


def facts_to_plan(store: Store, namnd_id: int = 0) -> PlanningFacts:
    """What a nämnd plans with, the first one's where none is told.

    Raises:
        UserError: there is no nämnd yet.
    """
    namnder = all_namnder(store)
    if not namnder:
        raise UserError(
            "Det finns ingen nämnd att planera för än.", "Skapa ett ärende först och skriv nämndens namn i det."
        )
    return planning_facts(store, namnd_id or namnder[0].stored_id)


def meeting_to_edit(store: Store, meeting_id: int) -> tuple[PlanningFacts, PlannedMeeting, list[Hanging]]:
    """A meeting with what its nämnd plans with, and what hangs on it.

    Raises:
        UserError: it is gone.
    """
    with store.session() as session:
        row = session.get(Meeting, meeting_id)
    facts = planning_facts(store, row.namnd_id) if row is not None else PlanningFacts()
    meeting = next((one for one in facts.meetings if one.id == meeting_id), None)
    if meeting is None:
        raise UserError("Sammanträdet finns inte längre.", "Ångra borttagningen, eller lägg in ett nytt.")
    return facts, meeting, hanging_on(store, meeting_id)


def bodies_to_offer(facts: PlanningFacts) -> tuple[NewBody, ...]:
    """The bodies that are put in with the first meetings of a nämnd that has none."""
    return () if facts.bodies else USUAL_BODIES


def facts_with(facts: PlanningFacts, draft: PlanDraft) -> PlanningFacts:
    """The facts with the draft's new bodies beside the nämnd's own, so that the rules know their names."""
    at = max((body.position for body in facts.bodies), default=-1)
    new = tuple(Body(one.key, one.kind, one.name, at + number) for number, one in enumerate(draft.bodies, start=1))
    return replace(facts, bodies=(*facts.bodies, *new))


def draft_remarks(facts: PlanningFacts, draft: PlanDraft) -> dict[int, list[str]]:
    """What is amiss with each proposal that is taken, by its place."""
    return remarks_on(facts_with(facts, draft), draft.proposals)


# What is pasted


def read_pasted(text: str, html: str, facts: PlanningFacts, year: int, chosen_year: int | None = None) -> PastedYear:
    """Read what was copied in Word, Excel or a web page, or written as plain text."""
    table = pasted_table(text, html, _is_heading)
    rows = [list(row.texts) for row in table.sheets[0].rows] if table is not None else []
    return read_pasted_year(
        rows, text, facts.bodies, year, short_name=facts.short_name or facts.name, chosen_year=chosen_year
    )


def _is_heading(words: str) -> bool:
    return words.strip().lower() in {"månad", "instans", "datum"} or month_of(words) is not None


def draft_of_pasted(facts: PlanningFacts, pasted: PastedYear, chosen: Sequence[int | None]) -> PlanDraft:
    """The draft of a pasted plan; ``chosen`` tells for each column which body it is: its id, 0 a new one, None none."""
    new = {
        number: NewBody(-number - 1, column.name, column.kind)
        for number, column in enumerate(pasted.columns)
        if number < len(chosen) and chosen[number] == 0
    }
    proposals = []
    for meeting in pasted.meetings:
        body = chosen[meeting.column] if meeting.column < len(chosen) else None
        if body is None:
            continue
        key = new[meeting.column].key if meeting.column in new else body
        proposals.append(
            Proposal(
                key,
                meeting.day,
                meeting.day,
                meeting.times.starts_at,
                meeting.times.ends_at,
                "",
                meeting.note,
                meeting.odd,
                # A day of another year may be a slip of the plan: it is taken when somebody has looked at it.
                taken=meeting.day.year == pasted.year,
            )
        )
    return PlanDraft(beside_existing(facts, sorted(proposals, key=lambda one: one.day)), tuple(new.values()))


# A list in a file


def read_meeting_list(path: Path, facts: PlanningFacts, today: date) -> PlanDraft:
    """Read a list of meetings; rows whose day is not written ÅÅÅÅ-MM-DD are asked about and not taken.

    Raises:
        UserError: the file cannot be read, or has not the columns of such a list.
    """
    return draft_of_list(meetings_in(read_table(path, is_meeting_column), today), facts)


def draft_of_list(rows: Sequence[ListedMeeting], facts: PlanningFacts) -> PlanDraft:
    """The draft of a list that was read."""
    ids = {body.name.casefold(): body.id for body in facts.bodies}
    new: dict[str, NewBody] = {}
    proposals = []
    for row in rows:
        name = row.body.casefold()
        if name and name not in ids and name not in new:
            new[name] = NewBody(-len(new) - 1, row.body, row.kind)
        body_id = ids.get(name) or (new[name].key if name in new else 0)
        day = row.day or (row.asked.meant if row.asked else None)
        told = [asked_words(row.asked)] if row.asked else []
        told += [f"{one[:1].upper()}{one[1:]}." for one in row.odd]
        if not name:
            told.append("Raden säger inte vilken instans.")
        if day is None or not body_id:
            # Shown, so that it is seen that it was not read; it has no day to be put in on.
            day, taken = day or date.min, False
        else:
            taken = row.day is not None
        words = " ".join([f"Rad {row.row}.", *told]) if told else ""
        proposals.append(
            Proposal(
                body_id,
                day,
                day,
                row.starts_at,
                row.ends_at,
                row.place,
                row.note,
                words,
                taken=taken,
                status=row.status,
                justering_on=row.justering_on,
                moved_from=row.moved_from,
            )
        )
    return PlanDraft(beside_existing(facts, proposals), tuple(new.values()))


def save_meeting_list(facts: PlanningFacts, path: Path, year: int | None = None) -> None:
    """Write the nämnd's meetings to a file.

    Raises:
        UserError: the file cannot be written.
    """
    save_file(path, meetings_as_csv(facts, year))


# Taken into the plan


def put_in_plan(
    store: Store,
    namnd_id: int,
    draft: PlanDraft,
    name: str,
    who: str,
    now: datetime,
    *,
    rhythms: Sequence[BodyRhythm] = (),
) -> Changes:
    """Put in what is taken of a draft, with the bodies it needs and the rhythm to keep, as one step.

    Raises:
        UserError: one of the meetings is there already, or ends before it begins.
    """
    used = {one.body_id for one in draft.taken} | {one.body_id for one in rhythms}
    used |= {one.from_body_id for one in rhythms if one.from_body_id is not None}
    bodies = [body for body in draft.bodies if body.key in used]
    meetings = [
        NewMeeting(
            one.body_id,
            one.day,
            one.starts_at,
            one.ends_at,
            one.place,
            one.note,
            one.justering_on,
            one.status,
            one.moved_from,
        )
        for one in draft.taken
    ]
    return add_meetings(store, namnd_id, meetings, who, now, bodies=bodies, rhythms=rhythms, name=name)
