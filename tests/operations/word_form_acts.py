"""WORD_FORM_ACTS: one way to do each operation on Word forms, by chance."""

from __future__ import annotations

from typing import Final

from sqlmodel import select

from nemndsekr.operations.word_forms import (
    choose_form,
    choose_form_of_template,
    map_style,
    remove_form,
    rename_form,
    take_in_form,
)
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.template import OwnTemplate, WordForm
from tests.documents_out.word_forms import municipal_form, par
from tests.operations.acts import Act, Office


def _form_id(office: Office) -> int:
    with office.store.session() as session:
        return office.one_of([one.stored_id for one in session.scalars(select(WordForm))]) or 0


def arrange_word_forms(office: Office) -> None:
    """A form more or less, another name, another style, another choice of a nämnd."""
    form_id = _form_id(office)
    act = office.chance.randrange(7) if form_id else 0
    if act == 0:
        path = office.store.folder.root / f"Mall {office.chance.randrange(100)}.dotx"
        path.write_bytes(municipal_form(body=par(office.words())))
        take_in_form(office.store, path, office.who, office.now)
    elif act == 1:
        remove_form(office.store, form_id, office.who, office.now)
    elif act == 2:
        rename_form(office.store, form_id, office.words(), office.who, office.now)
    elif act == 3:
        theirs = office.chance.choice(["", "Kommunens mellanrubrik", "Body Text"])
        map_style(office.store, form_id, "Heading 3", theirs, office.who, office.now)
    elif act == 4:
        with office.store.session() as session:
            template_id = office.one_of([one.stored_id for one in session.scalars(select(OwnTemplate))])
        chosen = office.chance.choice([0, form_id])
        choose_form_of_template(office.store, template_id or 0, chosen, office.who, office.now)
    else:
        with office.store.session() as session:
            namnd_id = office.one_of([one.stored_id for one in session.scalars(select(Namnd))])
        choose_form(office.store, namnd_id or 0, office.chance.choice([0, form_id]), office.who, office.now)


WORD_FORM_ACTS: Final[tuple[Act, ...]] = (arrange_word_forms,)
