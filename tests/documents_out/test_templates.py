"""A template that cannot be used is explained, with its line and what to do."""

from __future__ import annotations

from typing import get_args

import pytest
from pydantic import BaseModel

from nemndsekr.documents.template_files import load_template, read_template, templates_for
from nemndsekr.documents.templates import Template, fill
from nemndsekr.rules.case_items import OFFICIALS_SECTIONS
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import resource

GOOD = resource("templates", "neutral_yttrande.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "line_of", "what", "next_step"),
    [
        pytest.param(("[[header]]", "[[header]"), "[[header]", "det är fel på rad", "hakparentes", id="a lost bracket"),
        pytest.param(('label = "Neutralt yttrande"\n', ""), "", "nyckeln «label» saknas", "Lägg till", id="a lost key"),
        pytest.param(
            ('title = "{title}"', 'titel = "{title}"'),
            "titel =",
            "nyckeln «titel» finns inte",
            "felstavad",
            id="a misspelt key",
        ),
        pytest.param(
            ('key = "sammanfattning"', 'key = "samanfattning"'),
            'key = "samanfattning"',
            "värdet på «key» är okänt",
            "sammanfattning",
            id="an unknown block",
        ),
        pytest.param(
            ('lines = ["{recipient}"]', 'lines = ["{mottagarn}"]'),
            'lines = ["{mottagarn}"]',
            "uppgiften {mottagarn} finns inte",
            "klammer",
            id="an unknown field",
        ),
        pytest.param(
            ('lines = ["{day}"]', 'lines = ["{day"]'),
            'lines = ["{day"]',
            "klammerparenteserna",
            "Rätta",
            id="an open brace",
        ),
        pytest.param(
            ("show_empty = true", 'show_empty = "kanske"'),
            'show_empty = "kanske"',
            "ska vara true eller false",
            "true eller false",
            id="a word for a switch",
        ),
        pytest.param(
            ('page_note = "Sida {page} ({pages})"', "page_note = 7"),
            "page_note = 7",
            "ska vara text",
            "citattecken",
            id="a number",
        ),
    ],
)
def test_a_broken_template_is_explained(tmp_path, change, line_of, what, next_step):
    path = tmp_path / "egen.toml"
    old, new = change
    broken = GOOD.replace(old, new, 1)
    assert broken != GOOD
    path.write_text(broken, encoding="utf-8")

    with pytest.raises(UserError) as caught:
        read_template(path)

    assert "egen.toml" in caught.value.what
    assert what in caught.value.what
    assert next_step in caught.value.next_step
    if line_of:
        line = broken[: broken.index(line_of)].count("\n") + 1
        assert f"rad {line}" in caught.value.what


def test_a_template_in_another_encoding_is_explained(tmp_path):
    path = tmp_path / "gammal.toml"
    path.write_bytes('label = "Tjänsteskrivelse"'.encode("latin-1"))

    with pytest.raises(UserError, match="UTF-8"):
        read_template(path)


def test_a_template_that_is_not_there_is_answered_with_those_that_are():
    with pytest.raises(UserError, match="malmo_yttrande"):
        load_template("kiruna")


def test_the_ready_templates_serve_both_kinds():
    assert {template.name for template in templates_for("tjansteskrivelse")} == {
        "malmo_tjansteskrivelse",
        "neutral_tjansteskrivelse",
        "stockholm_tjansteutlatande",
    }
    assert {template.name for template in templates_for("yttrande")} == {"malmo_yttrande", "neutral_yttrande"}


def test_a_line_with_nothing_to_say_is_left_out():
    assert fill("Telefon: {officer_telephone}", {"officer_telephone": ""}) == ""
    assert fill("Telefon: {officer_telephone}", {"officer_telephone": "012-34 56"}) == "Telefon: 012-34 56"


@pytest.mark.parametrize("kind", ["yttrande", "tjansteskrivelse"])
def test_the_officials_sections_are_printed_in_their_own_paper_and_in_no_yttrande(kind):
    for template in templates_for(kind):
        own = {block.key for block in template.blocks} & OFFICIALS_SECTIONS
        left_out = {name for block in template.blocks for name in block.leave_out}
        if kind == "yttrande":
            assert own == set(), template.name
            assert left_out >= OFFICIALS_SECTIONS, template.name
        else:
            assert own == OFFICIALS_SECTIONS, template.name


@pytest.mark.parametrize("path", sorted(resource("templates").glob("*.toml")), ids=lambda path: path.stem)
def test_a_template_told_whole_is_the_same_template(path):
    template = load_template(path.stem)

    assert Template.model_validate(template.model_dump(mode="json")) == template


def test_every_field_of_a_template_has_a_swedish_title():
    """The editor of templates shows them."""
    missing: list[str] = []
    seen: set[type[BaseModel]] = set()
    left: list[type[BaseModel]] = [Template]
    while left:
        model = left.pop()
        seen.add(model)
        for name, info in model.model_fields.items():
            missing += [] if info.title else [f"{model.__name__}.{name}"]
            inner = (info.annotation, *get_args(info.annotation))
            left += [one for one in inner if isinstance(one, type) and issubclass(one, BaseModel) and one not in seen]

    assert missing == []


def test_a_template_takes_what_it_does_not_say_from_the_one_it_extends():
    base = load_template("neutral_yttrande")
    own = Template.model_validate(
        {
            "name": "egen",
            "label": "Egen",
            "extends": "neutral_yttrande",
            "document_name": "Svar",
            "signatures": {"order": "title_first"},
        }
    )

    assert own.document_name == "Svar"
    assert own.signatures.order == "title_first"
    assert own.signatures.layout == base.signatures.layout
    assert own.blocks == base.blocks


@pytest.mark.parametrize("name", ["kiruna", "../labels", "Ö"])
def test_a_template_that_extends_nothing_is_explained(tmp_path, name):
    path = tmp_path / "egen.toml"
    path.write_text(f'extends = "{name}"\nlabel = "Egen"\n', encoding="utf-8")

    with pytest.raises(UserError, match="det finns ingen mall"):
        read_template(path)
