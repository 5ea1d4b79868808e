"""TEMPLATE_ACTS: one way to do each operation on the office's own templates, by chance."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image

from nemndsekr.operations.own_templates import (
    change_template,
    copy_template,
    listed_templates,
    open_template,
    remove_template,
    set_logo,
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

TEMPLATE_ACTS: Final[tuple[Act, ...]] = (make_any_template, change_any_template, change_any_logo, remove_any_template)
