"""Take in a bevakningslista as it was planned: one step, so that one undo takes all of it away."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.plan_watchlist import Outcome, PlannedRow, compared
from nemndsekr.records.audit import Audit
from nemndsekr.records.case import Case, ReplyDay
from nemndsekr.records.choices import BodyKind, CaseKind, CaseStage
from nemndsekr.records.measure import ReportBack
from nemndsekr.records.meeting import PlanStep
from nemndsekr.records.namnd import Namnd, Person
from nemndsekr.records.namndinitiativ import Assignment, Namndinitiativ
from nemndsekr.records.row import Row
from nemndsekr.rules.listed_case import ListedCase
from nemndsekr.store.case_outlines import CaseOutline, case_outlines
from nemndsekr.store.database import StepWriter, Store
from nemndsekr.support.errors import UserError
from nemndsekr.support.swedish import dnr_key, folded

STEP: Final = "läste in bevakningslistan"
Progress = Callable[[int, int], None]
_AT_A_TIME: Final = 200
# A name of a nämnd; anything else in such a column is kept as a note.
_NAMND_NAME: Final = re.compile(r"(?:nämnd|nämnden|styrelse|styrelsen|utskott|utskottet)$", re.IGNORECASE)


def no_progress(done: int, of: int) -> None:
    """Tell nobody."""
    del done, of


def import_watchlist(
    store: Store,
    plan: Sequence[PlannedRow],
    source: str,
    who: str,
    now: datetime,
    *,
    namnd_id: int | None = None,
    namnd_name: str = "",
    progress: Progress = no_progress,
) -> Changes:
    """Store what a plan says, in one step.

    ``source`` names the list in the notes; ``namnd_id`` or ``namnd_name`` is the nämnd of rows that name none.
    ``progress`` is told how many rows are done; what it raises ends the reading with nothing stored.

    Raises:
        UserError: some row is still to be chosen about, or there is nothing to take in.
    """
    waiting = [row.listed.number for row in plan if row.outcome == Outcome.ASK]
    if waiting:
        raise UserError(
            f"Rad {waiting[0]} väntar på ditt val.", "Välj om den är ett nytt ärende, finns redan eller hoppas över."
        )
    if all(row.outcome == Outcome.SKIP for row in plan):
        raise UserError("Det finns inget att läsa in.", "Välj en annan lista, eller ändra vad raderna blir.")
    # Before the step: what is compared is what the person was shown, unless it was changed meanwhile.
    outlines = {outline.case.stored_id: outline for outline in case_outlines(store)}
    with store.step(STEP, who, now) as step:
        taker = _Taker(step, source, outlines, namnd_id, namnd_name)
        taker.take_new(plan, progress)
        taker.take_joined(plan)
        progress(len(plan), len(plan))
    return Changes.of(STEP, step)


class _Taker:
    """The rows of one list on their way into the cases."""

    def __init__(
        self,
        step: StepWriter,
        source: str,
        outlines: dict[int, CaseOutline],
        namnd_id: int | None,
        namnd_name: str,
    ) -> None:
        self.step = step
        self.source = source
        self.outlines = outlines
        self.own_namnd = namnd_id
        self.own_namnd_name = namnd_name
        self.namnder = {
            folded(name): namnd.stored_id
            for namnd in step.all(Namnd)
            for name in (namnd.name, namnd.short_name)
            if name
        }
        self.persons = {folded(person.name): person.stored_id for person in step.all(Person)}
        self.taken = {
            key for outline in outlines.values() for key in (outline.case.dnr_key, *outline.own_numbers) if key
        }
        self.made: dict[int, Case] = {}

    def take_new(self, plan: Sequence[PlannedRow], progress: Progress) -> None:
        """Make the new cases, some hundreds at a time."""
        new = [(at, row.listed) for at, row in enumerate(plan) if row.outcome == Outcome.NEW]
        for start in range(0, len(new), _AT_A_TIME):
            progress(start, len(plan))
            batch = new[start : start + _AT_A_TIME]
            for at, listed in batch:
                self.made[at] = self._new_case(listed)
            self.step.add_all([self.made[at] for at, _ in batch])
            self.step.add_all([part for at, listed in batch for part in self._parts(self.made[at], listed)])
            self._report_backs([(self.made[at], listed) for at, listed in batch])

    def _new_case(self, listed: ListedCase) -> Case:
        notes = list(listed.notes)
        dnr = listed.dnr
        if dnr_key(dnr) and dnr_key(dnr) in self.taken:
            # The person wants a case of its own although the number is another's.
            notes.append(("Diarienummer", dnr))
            dnr = ""
        self.taken.add(dnr_key(dnr))
        namnd_id = self._namnd(listed.namnd)
        if namnd_id is None:
            notes.append(("Nämnd", listed.namnd))
        return Case(
            namnd_id=namnd_id or self._default_namnd(),
            kind=listed.kind,
            title=listed.title,
            dnr=dnr,
            received_on=listed.received_on,
            stage=listed.stage or CaseStage.inkommet,
            requester=listed.requester,
            officer_id=self._person(listed.officer),
            closed_on=listed.closed_on,
            note=self._note("", listed, notes),
        )

    def _parts(self, case: Case, listed: ListedCase) -> list[Row]:
        parts: list[Row] = []
        if case.kind == CaseKind.granskning:
            parts.append(Audit(case_id=case.stored_id))
        elif case.kind == CaseKind.namndinitiativ:
            parts.append(Namndinitiativ(case_id=case.stored_id))
        parts += self._reply_day(case, listed)
        days = dict.fromkeys(day for day in (listed.decided_on, listed.namnd_on) if day is not None)
        for position, day in enumerate(days, start=1):
            parts.append(PlanStep(case_id=case.stored_id, position=position, kind=BodyKind.namnd, day=day))
        if listed.task:
            parts.append(_assignment(case, listed))
        return parts

    def _reply_day(self, case: Case, listed: ListedCase) -> list[Row]:
        time = listed.reply
        if time is None:
            return []
        day = ReplyDay(
            case_id=case.stored_id,
            to_whom=listed.requester,
            **time.columns(),
            source=f"{self.source}, rad {listed.number}",
        )
        return [day]

    def _report_backs(self, cases: Sequence[tuple[Case, ListedCase]]) -> None:
        """Hang the times of reporting back on the tasks, which have their ids by now."""
        rows: list[Row] = []
        for case, listed in cases:
            time = listed.report_back
            if time is None:
                continue
            task = self.step.find(Assignment, case_id=case.stored_id, text=listed.task) if listed.task else None
            rows.append(
                ReportBack(
                    case_id=case.stored_id,
                    assignment_id=task.stored_id if task else None,
                    **time.columns(),
                )
            )
        self.step.add_all(rows)

    def take_joined(self, plan: Sequence[PlannedRow]) -> None:
        """Add to cases that are there, or that an earlier row has made, what they do not have."""
        for row in plan:
            if row.outcome != Outcome.JOIN:
                continue
            case = self._joined(plan, row)
            outline = self.outlines.get(case.stored_id)
            if outline is None or outline.case is not case:
                outline = self._outline(case)
            self._join(case, outline, row.listed)

    def _joined(self, plan: Sequence[PlannedRow], row: PlannedRow) -> Case:
        if row.same_row is None:
            return self.step.get(Case, row.case_id or 0)
        first = plan[row.same_row]
        if row.same_row in self.made:
            return self.made[row.same_row]
        if first.same_row is not None:
            return self._joined(plan, first)
        return self.step.get(Case, first.case_id or 0)

    def _outline(self, case: Case) -> CaseOutline:
        """The case as it stands in this step, earlier rows of the list taken in."""
        former = self.outlines.get(case.stored_id)
        return CaseOutline(
            case,
            officer=next((name for name in self._names(case)), ""),
            own_numbers=former.own_numbers if former else [],
            reply=next(reversed(self.step.all(ReplyDay, case_id=case.stored_id, occasion="forsta")), None),
            plan=self.step.all(PlanStep, case_id=case.stored_id, kind=BodyKind.namnd),
            tasks=[task.text for task in self.step.all(Assignment, case_id=case.stored_id)],
        )

    def _names(self, case: Case) -> list[str]:
        return [self.step.get(Person, case.officer_id).name] if case.officer_id is not None else []

    def _join(self, case: Case, outline: CaseOutline, listed: ListedCase) -> None:
        _, differences = compared(listed, outline)
        differing = {difference.name for difference in differences}
        # What is kept has the right of it; what the list says otherwise is written down beside it.
        notes = [(f"{each.name} enligt listan", each.listed) for each in differences]
        notes += [note for note in listed.notes if note[1] not in case.note]
        if not case.dnr and listed.dnr and dnr_key(listed.dnr) not in self.taken:
            case.dnr, case.dnr_expected = listed.dnr, False
            self.taken.add(dnr_key(listed.dnr))
        case.requester = case.requester or listed.requester
        case.received_on = case.received_on or listed.received_on
        case.closed_on = case.closed_on or listed.closed_on
        if case.officer_id is None:
            case.officer_id = self._person(listed.officer)
        parts: list[Row] = []
        if outline.reply is None and "Svarsdag" not in differing:
            parts += self._reply_day(case, listed)
        planned = {step.day for step in outline.plan}
        for day in dict.fromkeys(each for each in (listed.decided_on, listed.namnd_on) if each not in planned):
            if day is not None:
                position = len(outline.plan) + len(parts) + 1
                parts.append(PlanStep(case_id=case.stored_id, position=position, kind=BodyKind.namnd, day=day))
        if listed.task and folded(listed.task) not in set(map(folded, outline.tasks)):
            parts.append(_assignment(case, listed))
        self.step.add_all(parts)
        if any(isinstance(part, Assignment) for part in parts) or not listed.task:
            self._report_backs([(case, listed)])
        case.note = self._note(case.note, listed, notes)
        self.step.session.flush()

    def _note(self, former: str, listed: ListedCase, notes: Sequence[tuple[str, str]]) -> str:
        if not notes:
            return former
        lines = "\n".join(f"{heading}: {words}" for heading, words in notes)
        return f"{former}\n\n{self.source}, rad {listed.number}:\n{lines}".strip()

    def _namnd(self, name: str) -> int | None:
        """The nämnd that a row names, made where it is a name; None where the words are none."""
        words = " ".join(name.split())
        if not words:
            return self._default_namnd()
        known = self.namnder.get(folded(words))
        if known is not None:
            return known
        if _NAMND_NAME.search(words):
            self.namnder[folded(words)] = made = self.step.add(Namnd(name=words)).stored_id
            return made
        return None

    def _default_namnd(self) -> int:
        if self.own_namnd is None:
            name = self.own_namnd_name.strip() or "Nämnden"
            known = self.namnder.get(folded(name))
            self.own_namnd = known if known is not None else self.step.add(Namnd(name=name)).stored_id
            self.namnder[folded(name)] = self.own_namnd
        return self.own_namnd

    def _person(self, name: str) -> int | None:
        if not name:
            return None
        known = self.persons.get(folded(name))
        if known is None:
            self.persons[folded(name)] = known = self.step.add(Person(name=name)).stored_id
        return known


def _assignment(case: Case, listed: ListedCase) -> Assignment:
    return Assignment(case_id=case.stored_id, text=listed.task, task_for=listed.officer, finished_on=listed.closed_on)
