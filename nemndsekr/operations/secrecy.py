"""Mark a document as secret, as a whole or in part, with the law it is so by; the sheet that stands in its place."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from nemndsekr.documents.document_types import document_type
from nemndsekr.documents.formats import write_document
from nemndsekr.documents.secrecy_mark import divider, secrecy_of
from nemndsekr.operations.changes import Changes
from nemndsekr.records.choices import Secrecy, label
from nemndsekr.records.document import Document
from nemndsekr.store.database import Store
from nemndsekr.store.queries import load_case
from nemndsekr.support.errors import UserError
from nemndsekr.support.file_names import suggested_file_name


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


class DividerSheet(NamedTuple):
    """A sheet as a PDF, and what its file may be called."""

    content: bytes
    suggested_name: str


def divider_sheet(store: Store, case_id: int, kind: str, today: date) -> DividerSheet:
    """The sheet that stands in the place of a secret document where several are put together (kallelse, mötespärm).

    It names the kind of paper and the case by its number, never by its title.

    Raises:
        UserError: there is no such case or kind, or the document is not marked as secret.
    """
    file = load_case(store, case_id)
    made_kind = document_type(kind)
    secrecy, ground = secrecy_of(file, made_kind.slug)
    if secrecy == Secrecy.ingen:
        raise UserError(
            "Handlingen är inte märkt med sekretess, så den behöver inget skiljeblad.",
            "Märk den först: Mer → Sekretess.",
        )
    namnd = file.namnd
    sender = tuple(filter(None, (namnd.municipality, namnd.name)))
    sheet = divider(made_kind.name, ground, dnr=file.case.dnr, sender=sender, day=today)
    name = suggested_file_name(file.case.dnr, f"Skiljeblad {made_kind.name.lower()}", today, "pdf")
    return DividerSheet(write_document(sheet, "pdf"), name)
