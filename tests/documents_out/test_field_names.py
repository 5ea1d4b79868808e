"""The fields within braces: people see and write them in Swedish; files keep them as the program calls them."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from nemndsekr.documents.field_names import as_kept, in_swedish
from nemndsekr.documents.template_files import load_template


@pytest.mark.parametrize(
    ("shown", "kept"),
    [
        ("{kommun}", "{municipality}"),
        ("{Motpartens  diarienummer} · {datum}", "{counterpart_dnr} · {day}"),
        ("Sida {sida} ({sidor})", "Sida {page} ({pages})"),
        ("Utan uppgifter", "Utan uppgifter"),
        ("{okänt}", "{okänt}"),
    ],
)
def test_a_line_is_kept_with_the_names_of_the_program(shown: str, kept: str):
    assert as_kept(shown) == kept
    assert as_kept(in_swedish(kept)) == kept


def test_every_line_of_a_shipped_template_is_shown_without_a_word_of_english():
    template = load_template("malmo_tjansteskrivelse")
    grid = [line for cell in template.header for line in cell.lines]
    lines = [*template.sender, template.title, template.page_note, *grid]

    assert [in_swedish(line) for line in lines] == [
        "{kommun}", "{förvaltning}", "{rubrik}", "Sida {sida} ({sidor})",
        "{datum}", "{handläggare}", "{handläggarens titel}", "{telefon}", "{e-post}",
    ]  # fmt: skip


def test_a_template_may_be_written_with_either_name_and_is_the_same():
    template = load_template("malmo_tjansteskrivelse")
    values = template.model_dump()

    swedish = type(template).model_validate({**values, "sender": ["{kommun}", "{förvaltning}"]})

    assert swedish == template
    with pytest.raises(ValidationError, match=r"uppgiften \{kummun\} finns inte; dessa finns: rubrik"):
        type(template).model_validate({**values, "title": "{kummun}"})
