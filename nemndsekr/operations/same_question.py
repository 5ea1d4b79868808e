"""Samma fråga: link an initiative or an att-sats to an audit or a recommendation, and find what could be linked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from nemndsekr.operations.changes import Changes
from nemndsekr.records.case import Case, CaseLink
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import CaseKind
from nemndsekr.records.namndinitiativ import Attsats
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.same_question import Clause, SameQuestion, alike_audits, alike_clauses
from nemndsekr.store.database import Store
from nemndsekr.store.first_rows import CaseFilter
from nemndsekr.store.queries import list_cases
from nemndsekr.store.related import open_audits, recommendations_of
from nemndsekr.support.errors import UserError

_FOUND_AT_MOST: Final = 12


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be linked to: a case, or a recommendation of it, with the words that it is shown by."""

    case_id: int
    case_name: str
    recommendation_id: int = 0
    no: int = 0
    text: str = ""
    attsats_id: int = 0
    """The att-sats that it is proposed for; 0 is the whole initiative, or none in particular."""

    @property
    def name(self) -> str:
        """«rekommendation 2 i BUN-2026-0412 Granskning av skolskjuts»."""
        return f"rekommendation {self.no} i {self.case_name}" if self.recommendation_id else self.case_name


def link_same_question(
    store: Store,
    case_id: int,
    other_case_id: int,
    who: str,
    now: datetime,
    *,
    attsats_id: int | None = None,
    other_recommendation_id: int | None = None,
) -> Changes:
    """Say that a case, or one att-sats of it, is about the same question as another case or a recommendation of it.

    Raises:
        UserError: it is linked to itself, or the two do not belong to the cases.
    """
    name = "kopplade ihop ärenden om samma fråga"
    if case_id == other_case_id:
        raise UserError("Ett ärende kan inte kopplas till sig självt.", "Välj ett annat ärende.")
    with store.step(name, who, now) as step:
        for one in (case_id, other_case_id):
            step.get(Case, one)
        if attsats_id is not None and step.get(Attsats, attsats_id).case_id != case_id:
            raise UserError("Att-satsen hör till ett annat ärende.", "Öppna det ärendet och koppla där.")
        if other_recommendation_id is not None:
            asked = step.get(Recommendation, other_recommendation_id)
            if asked.case_id != other_case_id:
                raise UserError("Rekommendationen hör till ett annat ärende.", "Välj den i det ärendet.")
        values: dict[str, Any] = {
            "case_id": case_id,
            "other_case_id": other_case_id,
            "attsats_id": attsats_id,
            "other_recommendation_id": other_recommendation_id,
        }
        if step.find(CaseLink, **values) is None:
            step.add(CaseLink(**values))
            # The other case shows the link too.
            step.cases.add(other_case_id)
    return Changes.of(name, step)


def unlink(store: Store, link_id: int, who: str, now: datetime) -> Changes:
    """Take a link away, from whichever side it is seen."""
    name = "tog bort kopplingen"
    with store.step(name, who, now) as step:
        link = step.get(CaseLink, link_id)
        step.cases.add(link.other_case_id)
        step.delete(link)
    return Changes.of(name, step)


def link_targets(store: Store, words: str, case_id: int) -> list[Target]:
    """The cases that words or a number find, audits with their recommendations under them; at most a dozen cases."""
    wanted = CaseFilter(words=words, stage="all", order="reply")
    cases = [one for one in list_cases(store, wanted, 0, _FOUND_AT_MOST + 1) if one.id != case_id][:_FOUND_AT_MOST]
    names = {one.id: f"{one.dnr} {one.shown_title}".strip() for one in cases}
    audits = [one.id for one in cases if one.kind == CaseKind.granskning]
    asked = recommendations_of(store, audits)
    found: list[Target] = []
    for one in cases:
        found.append(Target(one.id, names[one.id]))
        found += [
            Target(one.id, names[one.id], rec.recommendation_id, rec.no, rec.text)
            for rec in asked
            if rec.case_id == one.id
        ]
    return found


def proposed_links(store: Store, file: CaseFile) -> list[Target]:
    """What open audits are about the same question as an initiative, by their words; nothing is linked by it."""
    clauses = [Clause(clause.stored_id, clause.text) for clause in file.attsatser]
    if not clauses:
        return []
    audits, asked = open_audits(store, file.case.stored_id)
    linked = {
        SameQuestion(link.attsats_id or 0, link.other_case_id, link.other_recommendation_id or 0) for link in file.links
    }
    names = {one.case_id: one.case_name for one in asked}
    by_id = {one.recommendation_id: one for one in asked}
    found = []
    for like in alike_clauses(clauses, asked, linked):
        one = by_id[like.recommendation_id]
        found.append(Target(one.case_id, one.case_name, one.recommendation_id, one.no, one.text, like.attsats_id))
    known = linked | {SameQuestion(one.attsats_id, one.case_id) for one in found}
    for like in alike_audits(file.case.title, audits, known):
        title = next(audit.title for audit in audits if audit.case_id == like.case_id)
        found.append(Target(like.case_id, names.get(like.case_id, title)))
    return found
