"""InitiativeTaker: takes a nämndinitiativ or a motion: its text, its att-satser and who stand behind it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from nemndsekr.operations.value_taker import ValueTaker
from nemndsekr.reading.draft import Draft, FoundPerson
from nemndsekr.records.block_text import Block, BlockText, Heading, Paragraph, runs_text
from nemndsekr.records.choices import (
    InitiatorPart,
)
from nemndsekr.records.namndinitiativ import Attsats, Initiator, Namndinitiativ
from nemndsekr.rules.initiative_task import facts_of
from nemndsekr.support.swedish import folded

_JOINED: Final = "med instämmande av"


def _without_ends(body: BlockText, draft: Draft) -> BlockText:
    """An initiative's text without what has fields of its own.

    That is the lead-in of its clauses, the place and day, and «Med instämmande av» above the names.
    """
    day = draft.document_day.words if draft.document_day else ""
    ends = {folded(text) for text in (draft.attsats_lead_in, f"{draft.place} {day}", f"{draft.place}, {day}")}
    ends.add(_JOINED)

    def is_end(block: Block) -> bool:
        words = folded(runs_text(block.runs)).strip(" :.") if isinstance(block, Paragraph | Heading) else ""
        return words in {end.strip(" :.") for end in ends if end}

    return BlockText(tuple(block for block in body.blocks if not is_end(block)))


class InitiativeTaker(ValueTaker):
    """Takes what is an initiative's own."""

    def _take_initiative(self) -> None:
        draft = self.draft
        initiative = self.step.find(Namndinitiativ, case_id=self.case.stored_id)
        if initiative is None:
            initiative = self.step.add(Namndinitiativ(case_id=self.case.stored_id))
        if draft.kind in {"namndinitiativ", "motion"}:
            initiative.lead_in = initiative.lead_in or draft.attsats_lead_in
            initiative.place = initiative.place or draft.place
            if draft.document_day is not None and initiative.dated_on is None:
                initiative.dated_on = draft.document_day.day
                initiative.handed_in_on = draft.document_day.day
            body = next((section.body for section in draft.sections if section.key == "initiativ"), None)
            if body is not None and not initiative.body:
                initiative.body = _without_ends(body, draft)
        self._take_texts("attsatser", draft.attsatser, Attsats, self.file.attsatser, facts_of)
        self._take_initiators([person for person in draft.people if person.part in {"initiator", "joined"}])

    def _take_initiators(self, people: Iterable[FoundPerson]) -> None:
        known = {folded(person.name) for person in self.step.all(Initiator, case_id=self.case.stored_id)}
        for person in people:
            if folded(person.name) in known:
                continue
            known.add(folded(person.name))
            self.step.add(
                Initiator(
                    case_id=self.case.stored_id,
                    position=len(known),
                    person_id=self._person(person).stored_id,
                    name=person.name,
                    party=person.party,
                    role=person.role,
                    part=InitiatorPart(person.part),
                )
            )
