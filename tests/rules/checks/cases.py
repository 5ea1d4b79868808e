"""Small invented cases for the checks: only what a test names is in them."""

from __future__ import annotations

from datetime import date
from typing import Any

from nemndsekr.records.audit import Audit, AuditQuestion, Demand
from nemndsekr.records.block_markup import from_markup
from nemndsekr.records.case import Case, ReplyDay
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import CaseKind, DemandPart, DocumentKind, DocumentMode, Occasion
from nemndsekr.records.decision import DecisionPoint
from nemndsekr.records.document import Document, Section
from nemndsekr.records.measure import Measure, MeasureLink, Promise
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.namndinitiativ import Attsats
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.checks import CHECKS, remarks_on
from nemndsekr.rules.checks.remark import Remark

WRITTEN = date(2026, 3, 12)


def case_file(case: dict[str, Any] | None = None, namnd: dict[str, Any] | None = None, **lists: Any) -> CaseFile:
    """A case with a number, and the lists that are given."""
    values: dict[str, Any] = {"kind": CaseKind.granskning, "title": "Granskning av badplatser", "dnr": "TN-2026-0101"}
    office: dict[str, Any] = {"id": 1, "name": "Tekniska nämnden"}
    file = CaseFile(Case(id=1, namnd_id=1, **(values | (case or {}))), Namnd(**(office | (namnd or {}))))
    for name, rows in lists.items():
        setattr(file, name, rows)
    return file


def document(kind: DocumentKind = DocumentKind.yttrande, **values: Any) -> Document:
    """A document dated as ``WRITTEN``."""
    whole: dict[str, Any] = {"id": 1, "case_id": 1, "kind": kind, "dated_on": WRITTEN} | values
    return Document(**whole)


def decided() -> Document:
    """A yttrande that tells what was decided."""
    return document(mode=DocumentMode.beslutat)


def section(markup: str, key: str = "synpunkter", **values: Any) -> Section:
    """A section of the case's own, in light markup."""
    return Section(
        case_id=1, key=key, heading=values.pop("heading", key.capitalize()), body=from_markup(markup), **values
    )


def rec(no: int = 1, answer: str = "", text: str = "", **values: Any) -> Recommendation:
    """A recommendation with its answer in light markup."""
    words = text or f"Säkerställ att badplats {no} sköts."
    return Recommendation(id=no, case_id=1, no=no, position=no, text=words, answer=from_markup(answer), **values)


def points(*texts: str) -> list[DecisionPoint]:
    """The points of a proposed decision."""
    return [DecisionPoint(id=no, case_id=1, position=no, text=text) for no, text in enumerate(texts, start=1)]


def satser(*texts: str) -> list[Attsats]:
    """The att-satser of an initiative."""
    return [Attsats(id=no, case_id=1, position=no, text=text) for no, text in enumerate(texts, start=1)]


def demands(*parts: DemandPart) -> list[Demand]:
    """What the auditors ask for."""
    return [Demand(case_id=1, part=part, words="Redogör för det.") for part in parts]


def question(answer: str = "", **values: Any) -> AuditQuestion:
    """A revisionsfråga."""
    whole: dict[str, Any] = {"id": 1, "case_id": 1, "position": 1, "text": "Sköts badplatserna?"} | values
    return AuditQuestion(answer=from_markup(answer), **whole)


def reply_day(words: str = "31 mars 2026", latest: date | None = date(2026, 3, 31), **values: Any) -> ReplyDay:
    """The first answer's day."""
    return ReplyDay(case_id=1, words=words, latest=latest, **({"occasion": Occasion.forsta} | values))


def measured(*texts: str, promise: str = "", **values: Any) -> dict[str, Any]:
    """Measures under recommendation 1, 2 … in order, the lists by their names."""
    measures = [Measure(id=no, case_id=1, text=text, **values) for no, text in enumerate(texts, start=1)]
    links = [MeasureLink(case_id=1, measure_id=one.stored_id, recommendation_id=one.id) for one in measures]
    promises = [Promise(case_id=1, measure_id=one.id, words=promise) for one in measures if promise]
    return {"measures": measures, "measure_links": links, "promises": promises}


def audit(**values: Any) -> Audit:
    """The audit of the case."""
    return Audit(case_id=1, auditor="Stadsrevisionen", **values)


def found(file: CaseFile, slug: str) -> list[Remark]:
    """What one check finds."""
    return [remark for check in CHECKS if check.slug == slug for remark in check.find(file)]


def rules(file: CaseFile) -> list[str]:
    """The rules of all that is found."""
    return [remark.rule for remark in remarks_on(file)]
