"""Texts of a case: every text of our own that is printed, with its place, and its paragraphs and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from nemndsekr.records.block_text import Block, BlockText, Paragraph, plain_text, runs_text
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import CaseStage
from nemndsekr.records.document import Section
from nemndsekr.rules.prose import sentences_in
from nemndsekr.rules.row_numbers import row_number

SUMMARY: Final = "sammanfattning"
FACTS: Final = frozenset({"arendet", "bakgrund", "om_granskningen", "beredning"})
"""The sections that tell what others have said and done."""
AFTER_DECISION: Final = frozenset({"reservations"})
"""The sections that are filled in when the nämnd has decided."""


ANSWERED: Final = frozenset({CaseStage.beslutat, CaseStage.expedierat, CaseStage.uppfoljning, CaseStage.avslutat})
"""The stages in which the answer is given: how it might have been put is no longer asked about."""


@dataclass(frozen=True)
class CaseText:
    """One printed text: its place, what it is called («svaret på rekommendation 3»), and the text itself.

    ``blocks`` is empty for a text of a single line. ``key`` is a section's key.
    """

    table: str
    row_uid: str
    field: str
    name: str
    text: str
    blocks: tuple[Block, ...] = ()
    key: str = ""
    document_id: int | None = None

    @cached_property
    def sentences(self) -> list[str]:
        """The sentences of its paragraphs and list items, in order."""
        return sentences_in(self.blocks)

    @cached_property
    def paragraphs(self) -> list[str]:
        """Its paragraphs: neither headings nor lists nor tables."""
        return list(paragraphs_in(self.blocks))


_at_hand: ContextVar[tuple[CaseFile, tuple[CaseText, ...], tuple[CaseText, ...]] | None] = ContextVar(
    "texts_at_hand", default=None
)


@contextmanager
def texts_at_hand(file: CaseFile) -> Iterator[None]:
    """Keep a case's texts at hand while many checks ask for them; nothing may change in it meanwhile."""
    token = _at_hand.set((file, tuple(_running(file)), tuple(_lines(file))))
    try:
        yield
    finally:
        _at_hand.reset(token)


def texts_of(file: CaseFile) -> Iterator[CaseText]:
    """Every text of our own that the case's documents print, in the order of the forms; empty ones are left out.

    What the auditors and the members wrote is not among them.
    """
    yield from running_texts(file)
    kept = _at_hand.get()
    yield from kept[2] if kept is not None and kept[0] is file else _lines(file)


def _lines(file: CaseFile) -> Iterator[CaseText]:
    for document in file.documents:
        for field in ("title", "subtitle"):
            yield from _line("documents", document.uid, field, "handlingens rubrik", getattr(document, field))
    for point in file.decision_points:
        yield from _line("decision_points", point.uid, "text", f"beslutspunkt {row_number(file, point)}", point.text)
    for measure in file.measures:
        for field, name in (("text", "en åtgärd"), ("expected_effect", "en åtgärds effekt")):
            yield from _line("measures", measure.uid, field, name, getattr(measure, field))
    for basis in file.bases:
        yield from _line("bases", basis.uid, "text", "beslutsunderlaget", basis.text)
    for recipient in file.recipients:
        yield from _line("recipients", recipient.uid, "text", "mottagarna", recipient.text)


def running_texts(file: CaseFile) -> Iterator[CaseText]:
    """The texts of our own that have paragraphs: sections, answers and comments."""
    kept = _at_hand.get()
    yield from kept[1] if kept is not None and kept[0] is file else _running(file)


def _running(file: CaseFile) -> Iterator[CaseText]:
    for section in file.sections:
        yield from _blocks("sections", section.uid, "body", _named(section), section.body, section)
    for recommendation in file.recommendations:
        no = recommendation.no
        for field, name in (("answer", "svaret på rekommendation"), ("done", "det genomförda under rekommendation")):
            body = getattr(recommendation, field)
            yield from _blocks("recommendations", recommendation.uid, field, f"{name} {no}", body)
    for question in file.questions:
        name = f"svaret på revisionsfråga {row_number(file, question)}"
        yield from _blocks("audit_questions", question.uid, "answer", name, question.answer)
    for finding in file.findings:
        yield from _blocks("findings", finding.uid, "reply", "kommentaren till en iakttagelse", finding.reply)
    for attsats in file.attsatser:
        name = f"bedömningen av att-sats {row_number(file, attsats)}"
        yield from _blocks("attsatser", attsats.uid, "assessment", name, attsats.assessment)


def _named(section: Section) -> str:
    return f"avsnittet {section.heading}" if section.heading else "ett avsnitt"


def _blocks(
    table: str, uid: str, field: str, name: str, body: BlockText, section: Section | None = None
) -> Iterator[CaseText]:
    if body:
        key, document = (section.key, section.document_id) if section else ("", None)
        yield CaseText(table, uid, field, name, plain_text(body), body.blocks, key, document)


def _line(table: str, uid: str, field: str, name: str, text: str) -> Iterator[CaseText]:
    if text.strip():
        yield CaseText(table, uid, field, name, text)


def paragraphs_in(blocks: Iterable[Block]) -> Iterator[str]:
    """The paragraphs of a text: neither headings nor lists nor tables."""
    for block in blocks:
        if isinstance(block, Paragraph) and (text := runs_text(block.runs).strip()):
            yield text


def enumerated(parts: Iterable[str]) -> str:
    """«1, 2 och 4»."""
    listed = list(parts)
    return " och ".join(filter(None, (", ".join(listed[:-1]), listed[-1]))) if listed else ""


@lru_cache(maxsize=8192)
def stands_in(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a pattern is found in a text; most texts are the same as when the case was last looked at."""
    return pattern.search(text) is not None


def word_set(words: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(words.split())


def around(text: str, start: int, end: int) -> str:
    """A place with the whole words that stand round it in its line, as a passage that can be looked for."""
    begin, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line_end = line_end if line_end >= 0 else len(text)
    left, right = max(begin, start - _NEAR), min(end + _NEAR, line_end)
    while begin < left < start and not text[left - 1].isspace():
        left += 1
    while end < right < line_end and not text[right].isspace():
        right -= 1
    return text[left:right].strip()


_NEAR: Final = 28
_LONGEST: Final = 110


def quoted(text: str) -> str:
    """A passage in quotation marks, a long one as its beginning."""
    plain = " ".join(text.split())
    return f"«{plain}»" if len(plain) <= _LONGEST else f"«{plain[:_LONGEST].rsplit(' ', 1)[0]} …»"
