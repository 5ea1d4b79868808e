"""What a template looks like: the very PDF of a case of the office, or of a made-up one where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Final

from nemndsekr.documents.document_types import build_document, document_type
from nemndsekr.documents.formats import write_document
from nemndsekr.documents.making import DocumentOptions
from nemndsekr.documents.outline import outline_text
from nemndsekr.documents.template_files import Values, checked_values, template_text
from nemndsekr.documents.templates import Template
from nemndsekr.operations.demo import fill_demo
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.template import OwnTemplate
from nemndsekr.store.database import MemoryStore, Store
from nemndsekr.store.queries import all_cases, load_case
from nemndsekr.support.errors import UserError

_MOST_CASES: Final = 12
_MOST_TRIED: Final = 60
_TRIED_SLUG: Final = "_provad"
# The made-up cases are dated in the same winter wherever they are shown.
_DAY: Final = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class PreviewCase:
    """A case that a template can be tried on; 0 is the made-up one."""

    case_id: int
    name: str


@dataclass(frozen=True, slots=True)
class TriedTemplate:
    """A template tried on a case: its pages and its words. It can be shown as a document is."""

    name: str
    content: bytes
    text: str


def preview_cases(store: Store, kind: str) -> list[PreviewCase]:
    """The cases that a document of a kind can be made of, the newest first, and last the made-up one."""
    made = document_type(kind)
    found: list[PreviewCase] = []
    for case in sorted(all_cases(store), key=lambda case: case.stored_id, reverse=True)[:_MOST_TRIED]:
        if made.applies(load_case(store, case.stored_id)):
            found.append(PreviewCase(case.stored_id, " ".join(filter(None, (case.dnr, case.shown_title)))))
        if len(found) == _MOST_CASES:
            break
    return [*found, PreviewCase(0, "Påhittat ärende")]


def try_template(store: Store, values: Values, logo: bytes, case_id: int, day: date) -> TriedTemplate:
    """Make the PDF of a case by a template that need not be kept yet.

    Raises:
        UserError: the values make no template, the case is gone, or the PDF cannot be made.
    """
    template = checked_values(values, _TRIED_SLUG)
    if not isinstance(template, Template):
        raise UserError(f"Mallen är fel: {template[0].what}.", template[0].next_step)
    case_file = load_case(store, case_id) if case_id else _made_up(template.kind)
    row = OwnTemplate(slug=_TRIED_SLUG, label=template.label, kind=template.kind, text=template_text(template))
    if logo:
        row.logo_sha256 = _TRIED_SLUG
    case_file = replace(case_file, own_templates=[row], pictures={_TRIED_SLUG: logo})
    outline = build_document(case_file, template.kind, template, DocumentOptions(draft=False, day=day))
    return TriedTemplate(template.label, write_document(outline, "pdf"), outline_text(outline))


@cache
def _made_up(kind: str) -> CaseFile:
    """The fullest of the exercise cases that a kind applies to, made in memory."""
    made = document_type(kind)
    return max((file for file in _exercise() if made.applies(file)), key=_fullness)


@cache
def _exercise() -> tuple[CaseFile, ...]:
    with closing(MemoryStore()) as store:
        fill_demo(store, "", _DAY)
        return tuple(_files(store))


def _files(store: Store) -> Iterator[CaseFile]:
    for case in all_cases(store):
        yield load_case(store, case.stored_id)


def _fullness(file: CaseFile) -> int:
    lists = (file.sections, file.recommendations, file.measures, file.decision_points, file.attsatser)
    return sum(len(rows) for rows in lists)
