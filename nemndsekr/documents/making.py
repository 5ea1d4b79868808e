"""Making: what every block builder is given, and how kept block text becomes outline blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Final

from nemndsekr.documents.outline import (
    DEEPEST_HEADING,
    DEEPEST_LIST,
    Heading,
    ItemList,
    ListItem,
    OutlineBlock,
    Paragraph,
    Run,
    Runs,
    Table,
)
from nemndsekr.documents.templates import BlockSpec, Template, fill
from nemndsekr.documents.waiting import waiting
from nemndsekr.records import block_text as kept
from nemndsekr.records.case import ReplyDay
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import (
    BodyKind,
    CaseStage,
    DecisionOccasion,
    DocumentKind,
    DocumentMode,
    DocumentPart,
    InitiatorPart,
    NumberKind,
    Occasion,
    Outcome,
    SourceKind,
    Voice,
)
from nemndsekr.records.decision import Decision
from nemndsekr.records.document import Document, DocumentPerson, Section
from nemndsekr.records.namndinitiativ import Initiator
from nemndsekr.rules.frozen import answered_on, first_day, was_adopted
from nemndsekr.rules.owed_days import owed_to, squeezed_name
from nemndsekr.rules.planning.chosen import plan_of, steps_to_print
from nemndsekr.rules.references import renumbered
from nemndsekr.rules.which_answer import AnswerPapers, occasion_at_hand, occasion_of, papers_of


@dataclass(frozen=True, slots=True)
class DocumentOptions:
    """What the secretary chose for one print.

    ``mode`` and ``voice`` default to what the document itself says; ``included`` holds the keys of the blocks to
    print (None: all); ``draft`` puts the template's mark of a draft on every page (None: as long as something is still
    to be written in it), ``copy`` the one of a copy that is kept beside the register; ``day`` is printed where the
    document has no day of its own, and ``dated`` is the day that it bore when it was locked, which it keeps.
    ``letter`` is the text of a letter as somebody has written it, instead of the template's; ``public`` leaves out the
    mark of secrecy, for what is secret is masked then.
    """

    mode: DocumentMode | None = None
    voice: Voice | None = None
    included: frozenset[str] | None = None
    draft: bool | None = None
    copy: bool = False
    note_margin: bool = False
    """Whether a wide margin is left to write in: the chair's own copy."""
    day: date | None = None
    dated: date | None = None
    letter: str = ""
    public: bool = False


# The paper whose day, people and own wordings another kind goes by where it was not begun by itself.
_GOES_BY: Final = {DocumentKind.svar_namndinitiativ: DocumentKind.tjansteskrivelse}
# What a paper of a kind is called among those that are read in.
_READ_AS: Final = {
    DocumentKind.tjansteskrivelse: SourceKind.tjansteskrivelse,
    DocumentKind.svar_namndinitiativ: SourceKind.tjansteskrivelse,
    DocumentKind.yttrande: SourceKind.yttrande,
}
_ANSWERS: Final = (DocumentKind.uppfoljande_yttrande, DocumentKind.yttrande)
# What is made of a decision tells what was decided as soon as that is known.
_OF_DECISIONS: Final = frozenset({DocumentKind.protokollsutdrag, DocumentKind.foljebrev, DocumentKind.reservation})

# What the officials wrote for the meeting: it was written before the nämnd met.
_BEFORE_DECISION: Final = frozenset({DocumentKind.tjansteskrivelse, DocumentKind.svar_namndinitiativ})

_AFTER_DECISION: Final = frozenset(
    {CaseStage.beslutat, CaseStage.expedierat, CaseStage.uppfoljning, CaseStage.avslutat}
)


def namnd_decision(file: CaseFile) -> Decision | None:
    """The nämnd's decision on the answer; how an initiative was treated first is another matter."""
    answers = [one for one in file.decisions if one.occasion == DecisionOccasion.svar]
    return next((decision for decision in reversed(answers) if decision.kind == BodyKind.namnd), None)


def _is_registered(file: CaseFile) -> bool:
    """Whether the nämnd's decision has moved the case on, or sent it back; one being entered has done neither."""
    decision = namnd_decision(file)
    if decision is None or file.case.stage in _AFTER_DECISION:
        return True
    outcomes = {decision.outcome, *(one.outcome for one in file.point_outcomes if one.decision_id == decision.id)}
    return bool(outcomes & {Outcome.aterremiss, Outcome.bordlaggning})


@dataclass(frozen=True)
class Making:
    """One document on its way from records to outline."""

    case_file: CaseFile
    template: Template
    options: DocumentOptions
    kind: DocumentKind
    spec: BlockSpec = field(default_factory=lambda: BlockSpec(key="title"))

    def at(self, spec: BlockSpec) -> Making:
        """The same document, at another of its blocks."""
        return replace(self, spec=spec)

    @cached_property
    def document(self) -> Document | None:
        """The latest document of this kind, if one was begun."""
        found = self.case_file.document(self.kind)
        other = _GOES_BY.get(self.kind)
        return self.case_file.document(other) if found is None and other is not None else found

    @property
    def document_id(self) -> int | None:
        """Its id, which its own wordings carry."""
        return self.document.id if self.document else None

    @property
    def decided(self) -> bool:
        """Whether the print tells what was decided, rather than proposes it."""
        mode = self.options.mode or (self.document.mode if self.document else None)
        if mode is None and self.kind in _OF_DECISIONS:
            return namnd_decision(self.case_file) is not None
        if mode is None and self.kind == DocumentKind.yttrande:
            return was_adopted(self.case_file)
        return mode is DocumentMode.beslutat

    def is_draft(self, blocks: Iterable[OutlineBlock]) -> bool:
        """Whether it is marked as a draft: as asked for, while it has gaps, or the decision is not registered yet."""
        early = self.options.mode is None and self.kind == DocumentKind.protokollsutdrag and self.decided
        if early and not _is_registered(self.case_file):
            return True
        wanted = self.options.draft
        return any(waiting(blocks, decided=self.decided)) if wanted is None else wanted

    @property
    def day(self) -> date | None:
        """The document's own day, else the one it bore when it was locked, else the one it is made on.

        A decided yttrande without a day is that of the nämnd's meeting. What the officials wrote before the meeting has
        none, once the meeting is over: it was not written today.
        """
        known = (self.document.dated_on if self.document else None) or self.options.dated
        if known is not None:
            return known
        today = self.options.day
        if self.kind == DocumentKind.yttrande and self.decided:
            return answered_on(self.case_file) or today
        return None if today is not None and self._is_over(today) else today

    def _is_over(self, today: date) -> bool:
        """Whether the paper was written for a meeting of the nämnd that was before today."""
        file = self.case_file
        if self.kind not in _BEFORE_DECISION or file.case.stage not in _AFTER_DECISION:
            return False
        decision = namnd_decision(file) if occasion_at_hand(file) == Occasion.forsta else None
        return decision is not None and decision.day is not None and decision.day < today

    @property
    def title(self) -> str:
        """The document's title as the template puts it, proposed or decided."""
        decided = self.line(self.template.title_decided) if self.decided and self.template.title_decided else ""
        return decided or self.line(self.template.title)

    @property
    def document_name(self) -> str:
        """What the document is called on page 1, proposed or decided."""
        return (self.decided and self.template.document_name_decided) or self.template.document_name

    @property
    def heading(self) -> str:
        """The heading of the block at hand, proposed or decided."""
        return (self.decided and self.spec.heading_decided) or self.spec.heading

    def people(self, *parts: DocumentPart) -> list[DocumentPerson]:
        """The people with one of these parts in the document, in order."""
        persons = self.case_file.document_persons
        return [person for person in persons if person.document_id == self.document_id and person.part in parts]

    def sections(self, key: str) -> list[Section]:
        """The sections with a key: the document's own wording where it has one, else the case's."""
        found = [section for section in self.case_file.sections if section.key == key]
        own = [section for section in found if self.document_id is not None and section.document_id == self.document_id]
        return own or [section for section in found if section.document_id is None]

    @cached_property
    def own_though_left_out(self) -> list[Section]:
        """The sections that belong to another kind of paper by their key, but were read in with this very kind.

        A yttrande with a background of its own keeps it; the background of the officials' paper stands only there.
        """
        block = self.template.block("other_sections")
        source = _READ_AS.get(self.kind)
        if block is None or source is None or not block.leave_out:
            return []
        kinds = {one.id: one.kind for one in self.case_file.sources}
        read: dict[str, set[str | None]] = {}
        for proof in self.case_file.evidence:
            if proof.record == Section.__tablename__:
                read.setdefault(proof.record_uid, set()).add(kinds.get(proof.source_id))
        mine = [one for one in self.case_file.sections if one.document_id in {None, self.document_id}]
        return [one for one in mine if one.key in block.leave_out and read.get(one.uid) == {source}]

    @cached_property
    def papers(self) -> AnswerPapers:
        """What is decided on and what is enclosed, of the answer that the document is about."""
        return papers_of(self.case_file, occasion_of(self.case_file, self.kind))

    def body(self, key: str) -> kept.BlockText:
        """The running text kept under a key; empty when there is none."""
        return kept.BlockText(tuple(block for section in self.sections(key) for block in section.body.blocks))

    def line(self, line: str) -> str:
        """A template's line with this document's facts; empty when one of them is missing."""
        return fill(line, self.fields)

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """All facts that a template's lines may name."""
        case, namnd, document = self.case_file.case, self.case_file.namnd, self.document
        day = self.day
        audit = self.case_file.audit
        voice = self.options.voice or Voice(self.template.voice)
        return {
            "title": (document.title if document else "") or case.title,
            "subtitle": document.subtitle if document else "",
            "document_name": self.document_name,
            "day": day.isoformat() if day else "",
            "dnr": case.dnr,
            "counterpart_dnr": self._numbers(NumberKind.motpart),
            "report_no": self._numbers(NumberKind.rapport),
            "committee": namnd.name,
            "administration": namnd.forvaltning_name,
            "municipality": namnd.municipality,
            "sender": namnd.name if voice is Voice.namnden else namnd.forvaltning_name,
            "recipient": (document.recipient if document else "") or self._owed_to() or case.requester or namnd.auditor,
            "address": (document.address if document else "") or namnd.address,
            "requester": case.requester,
            "report_title": audit.report_title if audit else "",
            "first_day": self._first_day(),
            **self._officer(),
            **self._meeting(),
            "due_day": self._due_day(),
            "initiators": enumerated(
                [with_party(one) for one in self.case_file.initiators if one.part == InitiatorPart.initiator]
            ),
            "answer_title": self._answer_title(),
        }

    def _meeting(self) -> dict[str, str]:
        """The nämnd's meeting: that of its decision, else the one that is planned."""
        decision = namnd_decision(self.case_file)
        steps = [one for one in steps_to_print(self.case_file, self.kind) if one.kind == BodyKind.namnd and one.day]
        day = (decision.day if decision else None) or (steps[-1].day if steps else None)
        justering = decision.justering_on if decision else None
        return {
            "body": self.case_file.namnd.name,
            "paragraph": decision.paragraph if decision else "",
            "meeting_day": day.isoformat() if day else "",
            "justering_day": justering.isoformat() if justering else "",
        }

    def _due_day(self) -> str:
        """The day by which the answer at hand is owed, as it was first told: an anstånd is asked for from that."""
        due = self._due()
        return (due.latest.isoformat() if due.latest else due.words) if due is not None else ""

    def _due(self) -> ReplyDay | None:
        """Where several are owed the answer it is the day that the case is planned by, else the first of them."""
        file, occasion = self.case_file, occasion_at_hand(self.case_file)
        first_told = [one for one in file.reply_days if one.occasion == occasion and not one.granted_by]
        told = {squeezed_name(one): one for one in first_told}
        plan = plan_of(file, occasion)
        planned = next((one for one in file.reply_days if plan is not None and one.id == plan.reply_day_id), None)
        if planned is not None and squeezed_name(planned) in told:
            return told[squeezed_name(planned)]
        return min(told.values(), key=lambda one: one.latest or date.max, default=None)

    def _owed_to(self) -> str:
        """Whom a paper that leaves the house goes to where it has no addressee of its own.

        An anstånd is asked of the one who is owed an answer by that very day, and a letter goes where its answer goes.
        """
        if self.kind == DocumentKind.anstand:
            due = self._due()
            return due.to_whom if due is not None else ""
        answer = self._answer() if self.kind == DocumentKind.foljebrev else None
        if answer is not None and answer.recipient:
            return answer.recipient
        kind = answer.kind if answer is not None else self.kind
        if kind not in (*_ANSWERS, DocumentKind.foljebrev):
            return ""
        return enumerated(owed_to(self.case_file, occasion_of(self.case_file, kind)))

    def _answer(self) -> Document | None:
        """The answer that goes out: what is decided does; a second one that is only begun does not."""
        begun = [one for kind in _ANSWERS if (one := self.case_file.document(kind)) is not None]
        return next((one for one in begun if one.mode == DocumentMode.beslutat), begun[-1] if begun else None)

    def _answer_title(self) -> str:
        answer = self._answer()
        return (answer.title if answer else "") or self.case_file.case.title

    def _first_day(self) -> str:
        """The day of the answer that a second one follows up."""
        if self.kind != DocumentKind.uppfoljande_yttrande:
            return ""
        day = first_day(self.case_file, self.document)
        return day.isoformat() if day else ""

    def _numbers(self, kind: NumberKind) -> str:
        return ", ".join(number.text for number in self.case_file.numbers if number.kind == kind)

    def _officer(self) -> dict[str, str]:
        written = self.people(DocumentPart.handlaggare) or self.people(DocumentPart.upprattare)
        officer = self.case_file.persons.get(self.case_file.case.officer_id or 0)
        if written:
            name, title, unit, phone, mail = (
                getattr(written[0], key) for key in ("name", "title", "unit", "telephone", "email")
            )
        elif officer:
            name, title, unit, phone, mail = officer.name, "", officer.unit, officer.telephone, officer.email
        else:
            name = title = unit = phone = mail = ""
        keys = ("officer", "officer_title", "officer_unit", "officer_telephone", "officer_email")
        return dict(zip(keys, (name, title, unit, phone, mail), strict=True))

    def blocks_of(self, text: kept.BlockText, level: int) -> list[OutlineBlock]:
        """Kept running text as outline blocks; its sub-headings begin at ``level``."""
        blocks: list[OutlineBlock] = []
        before = ""
        for block in text.blocks:
            match block:
                case kept.Heading(runs=runs, level=below):
                    blocks.append(Heading(self.runs(runs), min(level + max(below, 1) - 1, DEEPEST_HEADING)))
                case kept.Paragraph(runs=runs):
                    blocks.append(Paragraph(self.runs(runs)))
                case kept.ListBlock(items=items, ordered=ordered):
                    made = tuple(
                        ListItem(self.runs(item.runs), min(max(item.level, 0), DEEPEST_LIST)) for item in items
                    )
                    blocks.append(ItemList(made, ordered))
                case kept.TableBlock():
                    blocks.append(self._table(block, before))
            before = kept.plain_text(kept.BlockText((block,)))
        return blocks

    def _table(self, table: kept.TableBlock, before: str) -> Table:
        rows = tuple(tuple(self.runs(cell) for cell in row) for row in table.rows)
        header = tuple(self.runs(cell) for cell in table.header)
        if not table.lost:
            return Table(rows, header, table.caption)
        # What names a lost table is often the sentence above it, which need not be said twice.
        caption = "" if squeezed(table.caption) in squeezed(before) else table.caption
        note = self.template.lost_table.format(caption=caption).replace(": ]", ".]")
        return Table(rows, header, "", note)

    def runs(self, runs: kept.Runs) -> Runs:
        """Kept runs as outline runs, with live references telling today's number."""
        return tuple(Run(self._resolved(run), run.bold, run.italic) for run in runs)

    def _resolved(self, run: kept.Run) -> str:
        if not run.ref:
            return run.text
        for recommendation in self.case_file.recommendations:
            if recommendation.uid == run.ref:
                return renumbered(run.text, recommendation.no)
        for position, attsats in enumerate(self.case_file.attsatser, start=1):
            if attsats.uid == run.ref:
                return renumbered(run.text, position)
        return run.text


def with_party(person: Initiator) -> str:
    """«Ylva Stråle (V)»."""
    return f"{person.name} ({person.party})" if person.party else person.name


def enumerated(names: Sequence[str]) -> str:
    """«A, B och C»."""
    return " och ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def plain_runs(text: str, *, bold: bool = False, italic: bool = False) -> Runs:
    """One text in one style."""
    return (Run(text, bold, italic),)


def squeezed(text: str) -> str:
    """The text for comparing: case and white space do not count."""
    return " ".join(text.casefold().split())


def holds(text: kept.BlockText, part: str) -> bool:
    """Whether running text already says a passage word for word; an empty passage is said everywhere."""
    # List marks and headings stand between the words of the plain form, so blocks are compared without them.
    return squeezed(_bare(part)) in squeezed(_bare(kept.plain_text(text)))


def _bare(text: str) -> str:
    return re.sub(r"(?m)^\s*(?:-|\d+\.)\s+", "", text)
