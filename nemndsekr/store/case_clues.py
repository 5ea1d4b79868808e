"""Case clues: what tells whether a paper belongs to a case, for all cases at once, in a few plain statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import Executable, func, select
from sqlmodel import col

from nemndsekr.records.audit import Audit
from nemndsekr.records.case import Case, CaseNumber, ReplyDay
from nemndsekr.records.choices import CaseKind, NumberKind, Occasion, Secrecy, SourceKind, title_to_show
from nemndsekr.records.namndinitiativ import Attsats
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.records.source import SourceDocument
from nemndsekr.store.database import Store


@dataclass(frozen=True, slots=True)
class SourceClue:
    """A paper that a case has: its name, what it is, and how many characters its text has."""

    id: int
    kind: SourceKind
    name: str
    length: int


@dataclass(slots=True)
class CaseClues:
    """What a paper can be recognised by as belonging to a case."""

    id: int
    title: str
    dnr: str
    dnr_key: str
    kind: CaseKind
    requester: str
    received_on: date | None
    secrecy: Secrecy
    numbers: list[tuple[NumberKind, str, str]] = field(default_factory=list)
    recommendations: list[str] = field(default_factory=list)
    attsatser: list[str] = field(default_factory=list)
    sources: list[SourceClue] = field(default_factory=list)
    report_title: str = ""
    report_on: date | None = None
    reply_days: list[date] = field(default_factory=list)
    """The days by which the first answer is asked for."""

    @property
    def shown_title(self) -> str:
        """The title, or a neutral label where the whole case is secret."""
        return title_to_show(self.title, self.secrecy)

    def keys(self, kind: NumberKind) -> set[str]:
        """The case's numbers of a kind, without what differs between spellings."""
        return {key for known, _, key in self.numbers if known == kind}


_CASES: Final[Executable] = select(
    col(Case.id),
    col(Case.title),
    col(Case.dnr),
    col(Case.dnr_key),
    col(Case.kind),
    col(Case.requester),
    col(Case.received_on),
    col(Case.secrecy),
).where(col(Case.removed_at).is_(None))
_NUMBERS: Final[Executable] = select(
    col(CaseNumber.case_id), col(CaseNumber.kind), col(CaseNumber.text), col(CaseNumber.dnr_key)
).order_by(col(CaseNumber.id))
_RECOMMENDATIONS: Final[Executable] = select(col(Recommendation.case_id), col(Recommendation.text)).order_by(
    col(Recommendation.position), col(Recommendation.id)
)
_CLAUSES: Final[Executable] = select(col(Attsats.case_id), col(Attsats.text)).order_by(
    col(Attsats.position), col(Attsats.id)
)
_SOURCES: Final[Executable] = select(
    col(SourceDocument.case_id),
    col(SourceDocument.id),
    col(SourceDocument.kind),
    col(SourceDocument.name),
    func.length(SourceDocument.text),
).order_by(col(SourceDocument.id))
_REPLY_DAYS: Final[Executable] = select(col(ReplyDay.case_id), col(ReplyDay.latest)).where(
    col(ReplyDay.occasion) == Occasion.forsta, col(ReplyDay.latest).is_not(None)
)
_AUDITS: Final[Executable] = select(col(Audit.case_id), col(Audit.report_title), col(Audit.report_on))


def case_clues(store: Store) -> list[CaseClues]:
    """The clues of every case that is not in the bin, the newest first."""
    with store.read() as connection:

        def rows(statement: Executable) -> Sequence[Any]:
            return connection.execute(statement).all()

        cases = {row[0]: CaseClues(*row) for row in rows(_CASES)}
        for case_id, kind, text, key in rows(_NUMBERS):
            if case_id in cases:
                cases[case_id].numbers.append((kind, text, key))
        for case_id, text in rows(_RECOMMENDATIONS):
            if case_id in cases:
                cases[case_id].recommendations.append(text)
        for case_id, text in rows(_CLAUSES):
            if case_id in cases:
                cases[case_id].attsatser.append(text)
        for case_id, *source in rows(_SOURCES):
            if case_id in cases:
                cases[case_id].sources.append(SourceClue(*source))
        for case_id, day in rows(_REPLY_DAYS):
            if case_id in cases:
                cases[case_id].reply_days.append(day)
        for case_id, title, day in rows(_AUDITS):
            if case_id in cases:
                cases[case_id].report_title, cases[case_id].report_on = title, day
    return sorted(cases.values(), key=lambda case: -case.id)


def source_texts(store: Store, source_ids: Sequence[int]) -> dict[int, str]:
    """The read text of these papers."""
    statement: Executable = select(col(SourceDocument.id), col(SourceDocument.text)).where(
        col(SourceDocument.id).in_(source_ids)
    )
    with store.read() as connection:
        return {int(row[0]): str(row[1]) for row in connection.execute(statement)}
