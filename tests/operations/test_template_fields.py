"""Everything in a template that a person may want otherwise has its field, with words for what is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import get_args

import pytest
from pydantic import BaseModel

from nemndsekr.documents.template_files import Place, checked_values, load_template, shipped_names, template_values
from nemndsekr.documents.templates import FieldName, Template
from nemndsekr.operations.template_fields import (
    BLOCK_FIELDS,
    CELL_FIELDS,
    EXTRA_WORDS,
    FIELD_WORDS,
    TEMPLATE_GROUPS,
    TemplateField,
    field_words,
    listed_parts,
    new_part,
)

# What is not a field: what the file is called, whose kind it is, which part a part is, the lists of parts themselves,
# and which sections belong to another paper.
NOT_A_FIELD = {("name",), ("kind",), ("blocks", "key"), ("blocks", "leave_out")}
FIELDS = {spec.place: spec for group in TEMPLATE_GROUPS for spec in group.fields} | {
    spec.place: spec for spec in (*BLOCK_FIELDS, *CELL_FIELDS)
}


def places(model: type[BaseModel], above: Place = ()) -> Iterator[Place]:
    for name, info in model.model_fields.items():
        within = [one for one in (info.annotation, *get_args(info.annotation)) if isinstance(one, type)]
        below = next((one for one in within if issubclass(one, BaseModel)), None)
        if below is not None:
            yield from places(below, (*above, name))
        else:
            yield (*above, name)


def test_every_value_of_a_template_can_be_changed_on_the_page():
    assert set(places(Template)) - NOT_A_FIELD == set(FIELDS)


def test_every_field_within_braces_has_words():
    assert set(FIELD_WORDS) == set(get_args(FieldName))
    assert dict(field_words()) == FIELD_WORDS


@pytest.mark.parametrize("spec", FIELDS.values(), ids=lambda spec: ".".join(map(str, spec.place)))
def test_a_field_has_a_title_and_its_choices_words(spec: TemplateField):
    assert spec.title
    assert all(words and not isinstance(value, Enum) for value, words in spec.choices)
    assert bool(spec.choices) == (spec.sort == "choice")
    assert bool(spec.labels) == (spec.sort == "labels")
    assert set(spec.extras) <= set(EXTRA_WORDS)


@pytest.mark.parametrize("name", shipped_names())
def test_every_part_of_the_kind_is_listed_once_and_can_be_put_in(name: str):
    values = template_values(load_template(name))
    parts = listed_parts(values)
    spare = [part for part in parts if part.at < 0]

    assert [part.at for part in parts if part.at >= 0] == list(range(len(values["blocks"])))
    assert len({part.key for part in spare}) == len(spare)
    assert all(part.name != part.key for part in parts)
    values["blocks"] += [new_part(part.key, values["kind"]) for part in (*spare, parts[0]._replace(key="fixed_text"))]
    assert isinstance(checked_values(values, "egen"), Template)
