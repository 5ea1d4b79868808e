"""Related: the cases that a case is linked to, seen from both sides, and the open audits it could be linked to."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from nemndsekr.records.case_file import Related
from nemndsekr.records.choices import CaseKind, CaseStage, Secrecy, title_to_show
from nemndsekr.rules.same_question import Asked, AuditTitle
from nemndsekr.store.database import Store

AUDITS_AT_MOST: Final = 300
"""Open audits that are compared with an initiative, the newest first."""

# Which att-sats of its case one is: they are counted as they are shown.
_NUMBER: Final = """(SELECT count(*) FROM attsatser b
    WHERE b.case_id = a.case_id AND (b.position, b.id) <= (a.position, a.id))"""
_RELATED: Final = text(
    f"""
SELECT l.id, 0 AS incoming, c.id, c.dnr, c.title, c.secrecy, c.kind, l.note,
       l.attsats_id AS own_attsats, l.recommendation_id AS own_recommendation,
       CASE WHEN r.id IS NULL THEN '' ELSE 'recommendations' END, coalesce(r.uid, ''), coalesce(r.no, 0),
       coalesce(r.text, '')
FROM case_links l JOIN cases c ON c.id = l.other_case_id LEFT JOIN recommendations r ON r.id = l.other_recommendation_id
WHERE l.case_id = :case_id AND c.removed_at IS NULL
UNION ALL
SELECT l.id, 1, c.id, c.dnr, c.title, c.secrecy, c.kind, l.note, NULL, l.other_recommendation_id,
       CASE WHEN a.id IS NOT NULL THEN 'attsatser' WHEN r.id IS NOT NULL THEN 'recommendations' ELSE '' END,
       coalesce(a.uid, r.uid, ''), CASE WHEN a.id IS NOT NULL THEN {_NUMBER} ELSE coalesce(r.no, 0) END,
       coalesce(a.text, r.text, '')
FROM case_links l JOIN cases c ON c.id = l.case_id
     LEFT JOIN attsatser a ON a.id = l.attsats_id LEFT JOIN recommendations r ON r.id = l.recommendation_id
WHERE l.other_case_id = :case_id AND c.removed_at IS NULL
ORDER BY 1
"""  # noqa: S608 - no value of anybody's goes into the text
)
_OPEN: Final = """
FROM cases c WHERE c.kind = :kind AND c.stage <> :closed AND c.removed_at IS NULL AND c.id <> :case_id
  AND c.secrecy <> 'hela' ORDER BY c.id DESC LIMIT :most
"""
_AUDITS: Final = text(f"SELECT c.id, c.dnr, c.title {_OPEN}")
_ASKED: Final = """
SELECT r.case_id, r.id, r.no, coalesce(nullif(r.corrected_text, ''), r.text) FROM recommendations r
WHERE r.case_id {which} AND r.concerns_us ORDER BY r.case_id, r.position, r.id
"""
_ASKED_IN_OPEN: Final = text(_ASKED.format(which=f"IN (SELECT c.id {_OPEN})"))
_ASKED_IN: Final = text(_ASKED.format(which="= :case_id"))


def related_to(session: Session, case_id: int) -> list[Related]:
    """Every link of a case, its own and those that other cases have to it; links to cases in the bin are left out."""
    rows = session.execute(_RELATED, {"case_id": case_id})
    return [
        Related(
            link_id=row[0],
            incoming=bool(row[1]),
            case_id=row[2],
            dnr=row[3],
            title=title_to_show(row[4], row[5]),
            kind=CaseKind(row[6]),
            # What a secret case says of itself stays in it: its text, and what was noted in it.
            note="" if row[1] and row[5] == Secrecy.hela else row[7],
            own_attsats_id=row[8],
            own_recommendation_id=row[9],
            other_table=row[10],
            other_uid=row[11],
            other_no=row[12],
            other_text="" if row[5] == Secrecy.hela else row[13],
        )
        for row in rows
    ]


def open_audits(store: Store, case_id: int) -> tuple[list[AuditTitle], list[Asked]]:
    """The newest audits that are not closed, with the recommendations that they put to the nämnd.

    ``case_id`` is the case that they are to be compared with; it is left out itself, as is what is secret as a whole.
    """
    values = {
        "kind": CaseKind.granskning.value,
        "closed": CaseStage.avslutat.value,
        "case_id": case_id,
        "most": AUDITS_AT_MOST,
    }
    with store.session() as session:
        audits = [(row[0], row[1], row[2]) for row in session.execute(_AUDITS, values)]
        if not audits:
            return [], []
        names = {number: f"{dnr} {title}".strip() for number, dnr, title in audits}
        asked = session.execute(_ASKED_IN_OPEN, values)
        return [AuditTitle(number, title) for number, _, title in audits], [
            Asked(row[0], names[row[0]], row[1], row[2], row[3]) for row in asked
        ]


def recommendations_of(store: Store, case_ids: list[int]) -> list[Asked]:
    """The recommendations of some cases, in order; for choosing one of them."""
    found: list[Asked] = []
    with store.session() as session:
        for case_id in case_ids:
            rows = session.execute(_ASKED_IN, {"case_id": case_id})
            found += [Asked(row[0], "", row[1], row[2], row[3]) for row in rows]
    return found
