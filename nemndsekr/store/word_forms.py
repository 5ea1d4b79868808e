"""The Word forms that are kept, and which of them a document of a nämnd is written into."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from nemndsekr.records.namnd import Namnd
from nemndsekr.records.source import Blob
from nemndsekr.records.template import OwnTemplate, WordForm
from nemndsekr.store.database import Store


def all_word_forms(store: Store) -> list[tuple[WordForm, bytes]]:
    """Every form with its bytes, by name; no bytes where the file is missing."""
    with store.session() as session:
        forms = session.scalars(select(WordForm).order_by(col(WordForm.name), col(WordForm.id)))
        return [(form, form_content(session, form)) for form in forms]


def form_content(session: Session, form: WordForm) -> bytes:
    """The bytes of a form; none where the file is missing."""
    blob = session.get(Blob, form.sha256)
    return blob.content if blob is not None else b""


def usual_form(session: Session, namnd_id: int | None, template: str) -> WordForm | None:
    """The form of an own template, else the nämnd's, else nothing."""
    own = session.scalars(select(OwnTemplate).where(col(OwnTemplate.slug) == template)).first() if template else None
    namnd = session.get(Namnd, namnd_id) if namnd_id is not None else None
    for form_id in (own.word_form_id if own is not None else None, namnd.word_form_id if namnd is not None else None):
        form = session.get(WordForm, form_id) if form_id is not None else None
        if form is not None:
            return form
    return None


def templates_to_put_in_forms(store: Store) -> list[OwnTemplate]:
    """The office's own templates, by what they are called."""
    statement = select(OwnTemplate).order_by(col(OwnTemplate.label), col(OwnTemplate.id))
    with store.session() as session:
        return list(session.scalars(statement))
