"""TEMPLATE_ACTS: one way to do each operation on the office's own templates, by chance."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image

from nemndsekr.operations.own_templates import (
    PartsOf,
    arrange_parts,
    change_template,
    copy_template,
    listed_templates,
    open_template,
    remove_template,
    set_logo,
    write_in_template,
)
from tests.operations.acts import Act, Office


def make_any_template(office: Office) -> None:
    """A copy of any template, its name given or not."""
    listed = office.chance.choice(listed_templates(office.store))
    copy_template(office.store, listed.name, office.chance.choice(["", office.words()]), office.who, office.now)


def change_any_template(office: Office) -> None:
    """Other words in an own template."""
    own = office.one_of([one for one in listed_templates(office.store) if one.template_id])
    opened = open_template(office.store, own.name) if own is not None else None
    if own is not None and opened is not None and opened.values is not None:
        values = opened.values | {office.chance.choice(["label", "document_name", "draft_mark"]): office.words()}
        change_template(office.store, own.template_id, values, office.who, office.now)


def write_any_field(office: Office) -> None:
    """One field, in several saves of one visit; some of them with what will not do there."""
    own = office.one_of([one for one in listed_templates(office.store) if one.template_id])
    if own is not None:
        visit = f"visit {office.chance.random()}"
        name = office.chance.choice(["document_name", "draft_mark", "page_note"])
        for value in (office.words(), office.words()):
            write_in_template(office.store, own.template_id, (name,), value, office.who, office.now, visit=visit)


def arrange_any_parts(office: Office) -> None:
    """The blocks or the boxes of the header in another order, some of them left out."""
    own = office.one_of([one for one in listed_templates(office.store) if one.template_id])
    opened = open_template(office.store, own.name) if own is not None else None
    if own is None or opened is None or opened.values is None:
        return
    which = office.chance.choice(_LISTS)
    count = len(opened.values[which])
    order = office.chance.sample(range(count), office.chance.randrange(count + 1))
    arrange_parts(office.store, own.template_id, which, order, office.who, office.now)


def change_any_logo(office: Office) -> None:
    """Another logo, or none any more."""
    own = office.one_of([one for one in listed_templates(office.store) if one.template_id])
    if own is not None:
        set_logo(office.store, own.template_id, office.chance.choice(_LOGOS), office.who, office.now)


def remove_any_template(office: Office) -> None:
    """An own template, with its logo."""
    own = office.one_of([one for one in listed_templates(office.store) if one.template_id])
    if own is not None and office.chance.random() < 0.5:
        remove_template(office.store, own.template_id, office.who, office.now)


def _picture(red: int) -> bytes:
    whole = io.BytesIO()
    Image.new("RGB", (8, 4), (red, 0, 0)).save(whole, "PNG")
    return whole.getvalue()


_LOGOS: Final = (b"", _picture(10), _picture(200))

_LISTS: Final[tuple[PartsOf, ...]] = ("blocks", "header")

TEMPLATE_ACTS: Final[tuple[Act, ...]] = (
    make_any_template,
    change_any_template,
    write_any_field,
    arrange_any_parts,
    change_any_logo,
    remove_any_template,
)
