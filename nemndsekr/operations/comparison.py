"""Comparison: what of a paper is new to a case, what it has already, and what it says otherwise; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from nemndsekr.operations.accepted_draft import time_of
from nemndsekr.operations.draft_lists import ABOUT, ItemKey, keeps
from nemndsekr.operations.draft_review import FACTS
from nemndsekr.reading.draft import Draft, Found, FoundDate
from nemndsekr.records.block_text import plain_text
from nemndsekr.records.case import ReplyDay
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import BodyKind, DemandPart, NumberKind, Occasion
from nemndsekr.records.document import DocumentPerson
from nemndsekr.records.namndinitiativ import Initiator
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.records.row import Row
from nemndsekr.rules.likeness import ALIKE, best_matches, plain_words, same_words, title_likeness
from nemndsekr.rules.passages import page_of, place_of
from nemndsekr.support.days import full_day
from nemndsekr.support.swedish import dnr_key, folded, nearly_same_dnr

_NEARLY: Final = 0.75
"""Clauses and decision points of one case are like each other; only nearly the same words are the same point."""
_SAME_TITLE: Final = 0.75
# A letter or a yttrande has a title of its own; the case keeps the name of the matter.
_NAMES_THE_MATTER: Final = frozenset({"revisionsrapport", "missiv", "namndinitiativ", "motion", "remissblad"})
_KINDS: Final = {"counterpart_dnr": NumberKind.motpart, "report_no": NumberKind.rapport}


class Standing(StrEnum):
    """Where a found value stands towards the case."""

    NEW = "ny"
    SAME = "finns"
    LIKE = "liknar"
    """Said otherwise, which is no conflict: the old words stand unless a person chooses the others."""
    DIFFERS = "skiljer"


@dataclass(frozen=True, slots=True)
class Compared:
    """A found value beside what the case has: the record and its field, its words, and where those were read."""

    standing: Standing
    record: str = ""
    row: Row | None = None
    field: str = ""
    known_words: str = ""
    known_place: str = ""
    words: str = ""
    near_number: bool = False
    """Whether two numbers differ but for zeros and separators only."""


NEW: Final = Compared(Standing.NEW)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every found value of a draft beside the case; a value that is not here is new."""

    values: Mapping[ItemKey, Compared] = field(default_factory=dict)

    def of(self, key: ItemKey) -> Compared:
        """How one value stands."""
        return self.values.get(key, NEW)

    def differing(self) -> list[ItemKey]:
        """The values that the case has otherwise."""
        return [key for key, compared in self.values.items() if compared.standing == Standing.DIFFERS]


def fact_key(name: str) -> ItemKey:
    """The key of a fact about the case."""
    return ("facts", FACTS.index(name))


def compare(draft: Draft, file: CaseFile | None, text: str = "", *, copy: bool = False) -> Comparison:
    """Compare a draft with the case that it is to be put in; None is a case that is yet to be made.

    ``text`` is the whole read text: a nämnd that is named anywhere in it is no other nämnd. Of a ``copy`` of a paper
    that the case has, the running text is compared part by part; the parts of another paper are its own.
    """
    if file is None:
        return Comparison()
    maker = _Comparer(draft, file, text)
    maker.facts()
    maker.recommendations()
    maker.questions()
    maker.points()
    maker.lists()
    maker.sections(copy=copy)
    maker.plan()
    return Comparison(maker.values)


class _Comparer:
    """One draft beside one case."""

    def __init__(self, draft: Draft, file: CaseFile, text: str) -> None:
        self.draft = draft
        self.file = file
        self.text = text
        self.values: dict[ItemKey, Compared] = {}
        self._sources = {source.id: source for source in file.sources}
        self._proofs = {(proof.record_uid, proof.field): proof for proof in reversed(file.evidence)}
        self._decided: dict[tuple[str, str], list[str]] = {}
        for known in file.differences:
            self._decided.setdefault((known.record_uid, known.field), []).append(known.words)

    def _put(
        self,
        key: ItemKey,
        row: Row,
        name: str,
        known: str,
        words: str,
        *,
        same: bool | None = None,
        like: bool = False,
        near_number: bool = False,
    ) -> None:
        """Say how a value stands towards the words of a row; what was told of before is no difference any more.

        Other words for something ``like`` are no conflict.
        """
        if same is None:
            same = same_words(known, words)
        told = any(same_words(words, before) for before in self._decided.get((row.uid, name), ()))
        standing = Standing.SAME if same else Standing.LIKE if like else Standing.SAME if told else Standing.DIFFERS
        self.values[key] = Compared(
            standing, str(row.__tablename__), row, name, known, self._place(row.uid, name), words, near_number
        )

    def _place(self, uid: str, name: str) -> str:
        proof = self._proofs.get((uid, name))
        source = self._sources.get(proof.source_id) if proof is not None else None
        if proof is None or source is None:
            return ""
        return place_of(source, page_of(source, proof.start))

    # The facts of the case

    def facts(self) -> None:
        draft, case = self.draft, self.file.case
        if draft.title is not None:
            mine = draft.title.text
            alike = draft.kind not in _NAMES_THE_MATTER or title_likeness(mine, case.title) >= _SAME_TITLE
            self._put(fact_key("title"), case, "title", case.title, mine, like=alike)
        self._own_number()
        self._committee()
        if draft.auditor and case.requester:
            both = all("revis" in folded(name) for name in (draft.auditor, case.requester))
            self._put(fact_key("auditor"), case, "requester", case.requester, draft.auditor, like=both)
        self._further("counterpart_dnr", draft.counterpart_dnr)
        self._further("report_no", draft.report_no)
        self._reply_day("reply_due", draft.reply_due, Occasion.forsta)
        self._reply_day("followup_due", draft.followup_due, Occasion.uppfoljande)
        if draft.received is not None and draft.received.day is not None and case.received_on is not None:
            self._put(
                fact_key("received"),
                case,
                "received_on",
                full_day(case.received_on),
                draft.received.words,
                same=case.received_on == draft.received.day,
            )
        self._audit()

    def _own_number(self) -> None:
        case = self.file.case
        if not self.draft.dnr or not case.dnr:
            return
        known = {case.dnr_key or dnr_key(case.dnr)} | {dnr_key(number.text) for number in self.file.numbers}
        mine = self.draft.dnr[0].text
        near = nearly_same_dnr(mine, case.dnr)
        self._put(fact_key("dnr"), case, "dnr", case.dnr, mine, same=dnr_key(mine) in known, near_number=near)

    def _committee(self) -> None:
        named = self.draft.committee
        if named is not None:
            ours = self.file.namnd.name
            # The whole text is not folded: of a long report that would take a second.
            same = folded(ours) in folded(named.text) or ours.casefold() in self.text.casefold()
            self._put(fact_key("committee"), self.file.case, "namnd_id", ours, named.text, same=same)

    def _further(self, name: str, found: Sequence[Found]) -> None:
        known = {dnr_key(number.text): number for number in self.file.numbers}
        keys = [dnr_key(number.text) for number in found]
        if keys and all(key in known for key in keys):
            number = known[keys[0]]
            self._put(fact_key(name), number, "text", number.text, found[0].text, same=True)
            return
        for one in found:
            for number in self.file.numbers:
                if number.kind == _KINDS[name] and nearly_same_dnr(one.text, number.text):
                    self._put(fact_key(name), number, "text", number.text, one.text, same=False, near_number=True)
                    return

    def _reply_day(self, name: str, found: FoundDate | None, occasion: Occasion) -> None:
        days = [day for day in self.file.reply_days if day.occasion == occasion]
        if found is None or not days:
            return
        same = next((day for day in days if _same_day(day, found)), None)
        newest = days[-1]
        row = newest if same is None else same
        self._put(fact_key(name), row, "words", row.words, found.words, same=same is not None)

    def _audit(self) -> None:
        audit = self.file.audit
        for number, name in enumerate(ABOUT):
            found: Found | None = getattr(self.draft, name)
            # Which bodies were audited is told in another order in every paper; that is no difference.
            if name != "other_bodies" and found is not None and audit is not None and getattr(audit, name):
                self._put(("about", number), audit, name, getattr(audit, name), found.text)

    # The lists

    def recommendations(self) -> None:
        known, found = self.file.recommendations, self.draft.recommendations
        first = best_matches(
            [one.found.text for one in found],
            [row.text for row in known],
            ALIKE,
            lambda number, at: _may_be_one(found[number].recipient, known[at].recipient),
        )
        taken = set(first.values())
        wordings: dict[tuple[str, ...], int] = {}
        for at, kept in enumerate(known):
            for words in (kept.text, kept.corrected_text, kept.other_wording):
                if words:
                    wordings.setdefault(plain_words(words), at)
        for number, one in enumerate(found):
            # The same words in its other or corrected wording count as well as those of the report.
            row = known[first[number]] if number in first else None
            other = wordings.get(plain_words(one.found.text))
            if other is not None and (row is None or other not in taken):
                row = known[other] if _may_be_one(one.recipient, known[other].recipient) else row
            if row is None:
                continue
            same = True if _has_wording(row, one.found.text) else None
            self._put(("recommendations", number), row, "text", row.text, one.found.text, same=same)
            if one.answer and row.answer:
                self._put(("answers", number), row, "answer", plain_text(row.answer), plain_text(one.answer))

    def questions(self) -> None:
        known, found = self.file.questions, self.draft.audit_questions
        for number, at in best_matches([one.found.text for one in found], [row.text for row in known]).items():
            row, one = known[at], found[number]
            if one.assessment and row.assessment and not same_words(one.assessment, row.assessment):
                self._put(("audit_questions", number), row, "assessment", row.assessment, one.assessment)
            else:
                self._put(("audit_questions", number), row, "text", row.text, one.found.text)

    def points(self) -> None:
        for group, found, rows in (
            ("attsatser", self.draft.attsatser, self.file.attsatser),
            ("decision_points", self.draft.decision_points, self.file.decision_points),
        ):
            self._texts(group, found, rows, _NEARLY)

    def lists(self) -> None:
        file, draft = self.file, self.draft
        for group, found, rows in (
            ("basis", draft.basis, file.bases),
            ("recipients", draft.recipients, file.recipients),
            ("attachments", draft.attachments, file.attachments),
        ):
            if keeps(draft.kind, group):
                self._texts(group, found, rows, 2.0)
        parts = {demand.part: demand for demand in file.demands}
        for number, (part, words) in enumerate(draft.demand.items()):
            if DemandPart(part) in parts:
                row = parts[DemandPart(part)]
                self._put(("demand", number), row, "words", row.words, words.text, same=True)
        people: dict[str, Initiator | DocumentPerson] = {folded(one.name): one for one in file.initiators}
        people |= {folded(one.name): one for one in file.document_persons}
        for number, person in enumerate(draft.people):
            if folded(person.name) in people:
                self._put(("people", number), people[folded(person.name)], "name", person.name, person.name)

    def sections(self, *, copy: bool) -> None:
        if not keeps(self.draft.kind, "sections"):
            return
        bodies = {plain_text(section.body): section for section in self.file.sections if section.body}
        named = {section.key: section for section in reversed(self.file.sections) if section.key and section.body}
        for number, section in enumerate(self.draft.sections):
            body = plain_text(section.body)
            if body and body in bodies:
                self._put(("sections", number), bodies[body], "body", body, body, same=True)
            elif copy and body and section.key in named:
                row = named[section.key]
                self._put(("sections", number), row, "body", plain_text(row.body), body)

    def plan(self) -> None:
        for number, step in enumerate(self.draft.plan):
            rows = [row for row in self.file.plan_steps if row.kind == BodyKind(step.step)]
            same = next((row for row in rows if row.day == step.day.day), None)
            row = same or (rows[0] if len(rows) == 1 else None)
            if row is not None and (same is not None or sum(one.step == step.step for one in self.draft.plan) == 1):
                known = full_day(row.day) if row.day else row.label
                self._put(("plan", number), row, "day", known, step.day.words, same=same is not None)

    def _texts(self, group: str, found: Sequence[Found], rows: Sequence[Any], enough: float) -> None:
        texts = [row.text for row in rows]
        for number, at in best_matches([one.text for one in found], texts, enough).items():
            self._put((group, number), rows[at], "text", rows[at].text, found[number].text)


def _same_day(day: ReplyDay, found: FoundDate) -> bool:
    # The year of words that tell none is the case's: they are about the same answer.
    latest = found.day or time_of(found, day.latest or date.min).latest
    if latest is not None and day.latest is not None:
        return day.latest == latest
    return same_words(day.words, found.words)


def _has_wording(row: Recommendation, text: str) -> bool:
    return any(known and same_words(known, text) for known in (row.text, row.corrected_text, row.other_wording))


def _may_be_one(one: str, other: str) -> bool:
    """Whether two recommendations may be the same one: a joint report says the same to several bodies."""
    first, second = folded(one).strip(), folded(other).strip()
    return not first or not second or first in second or second in first or not _specific(first, second)


def _specific(*recipients: str) -> bool:
    return all("nämnd" in recipient or "styrelse" in recipient for recipient in recipients)
