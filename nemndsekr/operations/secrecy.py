"""Mark a document as secret, as a whole or in part, with the law it is so by."""

from __future__ import annotations

from datetime import datetime

from nemndsekr.documents.document_types import document_type
from nemndsekr.operations.changes import Changes
from nemndsekr.records.choices import Secrecy, label
from nemndsekr.records.document import Document
from nemndsekr.store.database import Store
from nemndsekr.store.queries import load_case


def mark_document(
    store: Store, case_id: int, kind: str, secrecy: Secrecy, ground: str, who: str, now: datetime
) -> Changes:
    """Mark the latest document of a kind; one that is not begun is begun by it.

    Raises:
        UserError: there is no such kind of document.
    """
    slug = document_type(kind).slug
    name = f"märkte {label(slug).lower()} med sekretess" if secrecy != Secrecy.ingen else "tog bort sekretessmärkningen"
    with store.step(name, who, now) as step:
        known = [row for row in step.all(Document, case_id=case_id) if row.kind == slug]
        if not known and secrecy == Secrecy.ingen:
            return Changes.of(name, step)
        document = known[-1] if known else step.add(Document(case_id=case_id, kind=slug))
        wanted = (secrecy, ground.strip() if secrecy != Secrecy.ingen else "")
        if (document.secrecy, document.secrecy_ground) != wanted:
            document.secrecy, document.secrecy_ground = wanted
    return Changes.of(name, step)


def document_mark(store: Store, case_id: int, kind: str) -> tuple[Secrecy, str]:
    """How a document is marked itself, whatever its case is, and by which law.

    Raises:
        UserError: there is no such case or kind of document.
    """
    document = load_case(store, case_id).document(document_type(kind).slug)
    return (Secrecy(document.secrecy), document.secrecy_ground) if document is not None else (Secrecy.ingen, "")
