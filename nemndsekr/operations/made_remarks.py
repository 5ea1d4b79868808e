"""What the checks say of a document as it is made: beside what the records tell, what only shows on the pages.

A template may bring words of its own, lines may wait to be filled in, and a table may have been lost on the way. What
the checks of the records have told already is not told again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from nemndsekr.documents.outline import (
    Heading,
    KeepTogether,
    Outline,
    OutlineBlock,
    Paragraph,
    Run,
    Table,
    flat_blocks,
    outline_text,
    runs_text,
)
from nemndsekr.documents.waiting import waiting
from nemndsekr.operations.case_remarks import ApprovedRemark, CaseRemarks, case_remarks
from nemndsekr.operations.decided_document import Paper
from nemndsekr.operations.unprintable import unprintable_remarks
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DocumentKind, DocumentMode
from nemndsekr.rules.checks import personnummer
from nemndsekr.rules.checks.of_paper import concerns
from nemndsekr.rules.checks.remark import Remark
from nemndsekr.rules.checks.text_checks import (
    DRAFT_WORDS,
    HeadingPlace,
    TextFinding,
    broken_references,
    empty_headings,
    proposed_wording,
    template_lines,
    words_around,
)
from nemndsekr.rules.shortcomings import NONE_BOUND, NONE_TOLD, without_shortcoming
from nemndsekr.store.database import Store
from nemndsekr.store.queries import load_case, user_names

TO_FILL_IN: Final = "att_fylla_i"
LOST: Final = "tabell_saknas"
# What a check of plain text is called among the checks of cases, where they bear different names.
_SAME_CHECK: Final = {DRAFT_WORDS: "foreslas_i_beslutat"}
_DOTS: Final = Run("…")
_MOST_NAMED: Final = 3
_LONGEST: Final = 60
_IN_MADE: Final = "I den färdiga handlingen"


def document_remarks(store: Store, case_id: int, paper: Paper) -> CaseRemarks:
    """The remarks that are about a document, with what the made one adds: of today's text, never of what was decided.

    Raises:
        CaseGoneError: there is no such case.
    """
    file, names = load_case(store, case_id), user_names(store)
    told = case_remarks(file, names).about(concerns(file, DocumentKind(paper.preview.kind)))
    made = paper.preview.made or paper.preview.words
    if made is None or (paper.decided is not None and not paper.marked):
        return told
    document = file.document(made.kind)
    mode = paper.preview.options.mode or (document.mode if document is not None else DocumentMode.forslag)
    known = (*told.open, *(one.remark for one in told.approved))
    found = list(made_remarks(made.outline, known, file.rules_off, decided=mode == DocumentMode.beslutat))
    if paper.preview.made is None:
        found += unprintable_remarks(file, made.outline)
    if made.kind == DocumentKind.atgardsplan and NONE_BOUND not in file.rules_off and _has_dash(made.outline):
        found += without_shortcoming(file)
    return _with(told, found, file, names)


def _has_dash(outline: Outline) -> bool:
    """Whether a first column says that there is nothing to tell: a template may have left that column out."""
    tables = [block for block in flat_blocks(outline.blocks) if isinstance(block, Table)]
    return any(runs_text(row[0]) == NONE_TOLD for table in tables for row in table.rows if row)


def _with(told: CaseRemarks, found: Iterable[Remark], file: CaseFile, names: dict[str, str]) -> CaseRemarks:
    rows = {approval.fingerprint: approval for approval in file.approvals}
    standing, left = [], []
    for remark in found:
        row = rows.get(remark.fingerprint)
        if row is None:
            left.append(remark)
        else:
            who = names.get(row.user_uid, "")
            standing.append(ApprovedRemark(remark, row.stored_id, who, row.at, row.reason))
    return CaseRemarks((*told.open, *left), (*told.approved, *standing))


def made_remarks(
    outline: Outline, known: Iterable[Remark] = (), off: frozenset[str] = frozenset(), *, decided: bool = False
) -> Iterator[Remark]:
    """What is amiss in a made document that the ``known`` remarks do not tell; ``off`` are the checks turned off."""
    known = list(known)
    told = {(remark.rule, proof) for remark in known for proof in remark.proof}
    lost_told = any(remark.rule == LOST for remark in known)
    lost = () if lost_told else _lost_tables(outline)
    for remark in (*_to_fill_in(outline, decided=decided), *lost):
        if remark.rule not in off:
            yield remark
    bare = _without_waiting(outline)
    text = outline_text(bare)
    for found in (*template_lines(text), *broken_references(text), *_headings(bare, text), *_proposed(text, decided)):
        rule = _SAME_CHECK.get(found.rule, found.rule)
        known_words = any(rule == other and (found.words in proof or proof in found.words) for other, proof in told)
        if rule not in off and not known_words:
            yield _remark(rule, text, found)
    if personnummer.RULE not in off:
        yield from _numbers(text, {proof for rule, proof in told if rule == personnummer.RULE})


def _remark(rule: str, text: str, found: TextFinding) -> Remark:
    around = personnummer.masked_text(words_around(text, found.start, found.end))
    return Remark(rule, found.text, f"{_IN_MADE}: «{around}»", certainty=found.certainty, proof=(found.words,))


def _proposed(text: str, decided: bool) -> Iterator[TextFinding]:  # noqa: FBT001 - one question only
    if decided:
        yield from proposed_wording(text)


def _headings(outline: Outline, text: str) -> Iterator[TextFinding]:
    places, at = [], 0
    for block in flat_blocks(outline.blocks):
        if isinstance(block, Heading) and block.level > 1 and (words := runs_text(block.runs).strip()):
            start = text.find(words, at)
            if start >= 0:
                at = start + len(words)
                places.append(HeadingPlace(start, at, block.level))
    yield from empty_headings(text, places)


def _numbers(text: str, told: set[str]) -> Iterator[Remark]:
    for found in personnummer.find_personnummer(text):
        words = text[found.start : found.end]
        if words not in told:
            told.add(words)
            yield Remark(
                personnummer.RULE,
                found.text,
                f"{found.masked}. {_IN_MADE}, i ord som inte är era egna. Den kan bli allmän: behövs numret?",
                certainty=found.certainty,
                proof=(words,),
            )


def _to_fill_in(outline: Outline, *, decided: bool) -> Iterator[Remark]:
    """The lines that somebody is still to write, as one remark for the whole."""
    gaps = Counter(waiting(outline.blocks, decided=decided))
    if gaps:
        count = sum(gaps.values())
        named = [f"«{_short(words)}»{f' ({many} ställen)' if many > 1 else ''}" for words, many in gaps.items()]
        more = [f"{len(named) - _MOST_NAMED} till"] if len(named) > _MOST_NAMED else []
        says = "1 rad i handlingen väntar på text" if count == 1 else f"{count} rader i handlingen väntar på text"
        yield Remark(TO_FILL_IN, says, f"{_IN_MADE}: {', '.join([*named[:_MOST_NAMED], *more])}.")


def _lost_tables(outline: Outline) -> Iterator[Remark]:
    lost = [block.lost_note for block in flat_blocks(outline.blocks) if isinstance(block, Table) and block.lost_note]
    if lost:
        says = "En tabell kunde inte läsas in" if len(lost) == 1 else f"{len(lost)} tabeller kunde inte läsas in"
        yield Remark(LOST, says, f"{_IN_MADE}: {', '.join(f'«{_short(one)}»' for one in lost[:_MOST_NAMED])}.")


def _without_waiting(outline: Outline) -> Outline:
    """The document without what is told of as waiting or lost; its words are those of the template, in brackets."""

    def kept(blocks: Iterable[OutlineBlock]) -> Iterator[OutlineBlock]:
        for block in blocks:
            if isinstance(block, KeepTogether):
                yield KeepTogether(tuple(kept(block.blocks)))
            elif isinstance(block, Paragraph) and block.role == "placeholder":
                # A heading above it is not empty for that.
                yield replace(block, runs=(_DOTS,))
            elif isinstance(block, Table) and block.lost_note:
                yield Paragraph((_DOTS,))
            elif isinstance(block, Paragraph):
                yield replace(block, runs=tuple(run for run in block.runs if not run.gap) or (_DOTS,))
            else:
                yield block

    return replace(outline, blocks=tuple(kept(outline.blocks)))


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST].rsplit(' ', 1)[0]} …"
