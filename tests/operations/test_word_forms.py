"""Word forms: taken in, told of, chosen, used by what is made, taken away and brought back."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from nemndsekr.operations.edit_record import redo, undo
from nemndsekr.operations.make_document import make_document
from nemndsekr.operations.word_forms import (
    choose_form,
    choose_form_of_template,
    map_style,
    remove_form,
    rename_form,
    take_in_form,
    trial_file,
    word_forms,
)
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.template import OwnTemplate
from nemndsekr.store.database import Store
from nemndsekr.store.queries import all_namnder, load_case, verify
from nemndsekr.support.errors import UserError
from tests.documents_out.word_forms import SECTION, municipal_form, par
from tests.operations.conftest import NOW
from tests.rows import add_record


@pytest.fixture
def dotx(tmp_path: Path) -> Path:
    path = tmp_path / "Kommunens mall.dotx"
    path.write_bytes(municipal_form())
    return path


def header_of(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    return "\n".join(one.text for one in document.sections[0].first_page_header.paragraphs)


def used_by(store: Store) -> list[int]:
    return [form_id for _, _, form_id in word_forms(store).namnder]


def test_the_first_form_is_the_only_namnds_at_once(store, case_id, who, dotx):
    take_in_form(store, dotx, who, NOW)
    [form] = word_forms(store).forms

    assert (form.name, form.problem) == ("Kommunens mall", "")
    assert used_by(store) == [form.form_id]
    assert undo(store, NOW)
    assert (word_forms(store).forms, used_by(store)) == ((), [0])
    assert redo(store, NOW)
    assert used_by(store) == [form.form_id]


def test_a_word_file_is_written_into_the_namnds_form_and_twice_alike(store, case_id, who, dotx):
    plain = make_document(store, case_id, "tjansteskrivelse", "docx")
    take_in_form(store, dotx, who, NOW)
    dnr = load_case(store, case_id).case.dnr

    first, second = (make_document(store, case_id, "tjansteskrivelse", "docx") for _ in range(2))

    assert f"Diarienummer: {dnr}" in header_of(first.content)
    assert first.content == second.content != plain.content
    assert first.told == ()
    assert make_document(store, case_id, "tjansteskrivelse", "docx", form_id=0).content == plain.content
    assert make_document(store, case_id, "tjansteskrivelse", "pdf").content.startswith(b"%PDF")


def test_an_own_templates_form_goes_before_the_namnds(store, case_id, who, dotx, tmp_path):
    take_in_form(store, dotx, who, NOW)
    other = tmp_path / "Svarsmall.docx"
    other.write_bytes(municipal_form(first_header=par("Bara för yttranden")))
    take_in_form(store, other, who, NOW)
    first, second = word_forms(store).forms
    made = make_document(store, case_id, "tjansteskrivelse", "docx")
    own = OwnTemplate(slug=made.template, label="Egen", kind="tjansteskrivelse")
    template = add_record(store, own, "gjorde en mall", who, NOW)[0].stored_id
    choose_form_of_template(store, template, second.form_id, who, NOW)

    assert used_by(store) == [first.form_id], "the second form is not chosen by itself"
    assert header_of(make_document(store, case_id, "tjansteskrivelse", "docx").content).endswith("Bara för yttranden")
    assert word_forms(store).forms[1].templates == ("Egen",)

    choose_form_of_template(store, template, 0, who, NOW)
    assert word_forms(store).templates == ((template, "Egen", 0),)
    assert "Diarienummer:" in header_of(make_document(store, case_id, "tjansteskrivelse", "docx").content)


def test_a_form_without_a_marker_is_taken_in_and_told(store, case_id, who, dotx):
    dotx.write_bytes(municipal_form(body=par("{{ vem }}") + SECTION))

    take_in_form(store, dotx, who, NOW)
    facts = word_forms(store).forms[0].facts

    assert facts is not None
    whats = tuple(fault.what for fault in facts.faults)
    assert "finns inte i Wordmallen" in whats[0]
    assert "{{\u00a0vem\u00a0}}" in whats[1]
    assert make_document(store, case_id, "tjansteskrivelse", "docx").told == whats


def test_the_chosen_style_is_used_and_can_be_left(store, case_id, who, dotx):
    take_in_form(store, dotx, who, NOW)
    [form] = word_forms(store).forms

    map_style(store, form.form_id, "Heading 2", "Kommunens mellanrubrik", who, NOW)
    document = docx.Document(io.BytesIO(trial_file(store, form.form_id).content))
    used = {one.style.name for one in document.paragraphs if one.style is not None}
    assert "Kommunens mellanrubrik" in used
    assert dict(word_forms(store).forms[0].style_map) == {"Heading 2": "Kommunens mellanrubrik"}

    map_style(store, form.form_id, "Heading 2", "", who, NOW)
    assert dict(word_forms(store).forms[0].style_map) == {}


def test_what_is_taken_away_is_used_no_more_until_it_is_brought_back(store, case_id, who, dotx):
    take_in_form(store, dotx, who, NOW)
    [form] = word_forms(store).forms
    own = OwnTemplate(slug="egen", label="Egen", kind="yttrande", word_form_id=form.form_id)
    add_record(store, own, "gjorde en mall", who, NOW)

    remove_form(store, form.form_id, who, NOW)
    assert used_by(store) == [0]
    assert "Diarienummer:" not in header_of(make_document(store, case_id, "tjansteskrivelse", "docx").content)

    assert undo(store, NOW)
    assert used_by(store) == [form.form_id]
    assert word_forms(store).forms[0].templates == ("Egen",)
    assert "Diarienummer:" in header_of(make_document(store, case_id, "tjansteskrivelse", "docx").content)


def test_a_form_is_renamed_but_never_to_nothing(store, case_id, who, dotx):
    take_in_form(store, dotx, who, NOW)
    [form] = word_forms(store).forms

    rename_form(store, form.form_id, "  Brevmall 2026 ", who, NOW)
    assert word_forms(store).forms[0].name == "Brevmall 2026"
    with pytest.raises(UserError, match="måste ha ett namn"):
        rename_form(store, form.form_id, "  ", who, NOW)


def test_the_same_file_is_taken_in_once(store, case_id, who, dotx):
    take_in_form(store, dotx, who, NOW)

    with pytest.raises(UserError, match="finns redan, med namnet «Kommunens mall»"):
        take_in_form(store, dotx, who, NOW)


@pytest.mark.parametrize("name", ["saknas.dotx", "."])
def test_a_file_that_cannot_be_read_is_told_of(store, case_id, who, tmp_path, name):
    with pytest.raises(UserError, match="kunde inte läsas"):
        take_in_form(store, tmp_path / name, who, NOW)


def test_nothing_is_kept_of_a_file_that_will_not_do(store, case_id, who, dotx):
    dotx.write_bytes(b"%PDF-1.7")

    with pytest.raises(UserError):
        take_in_form(store, dotx, who, NOW)
    assert word_forms(store).forms == ()


def test_with_several_namnder_each_chooses_for_itself(store, case_id, who, dotx):
    add_record(store, Namnd(name="Kulturnämnden"), "lade till en nämnd", who, NOW)
    take_in_form(store, dotx, who, NOW)
    [form] = word_forms(store).forms
    assert used_by(store) == [0, 0]

    second = all_namnder(store)[-1].stored_id
    choose_form(store, second, form.form_id, who, NOW)
    assert {namnd_id: form_id for namnd_id, _, form_id in word_forms(store).namnder}[second] == form.form_id
    choose_form(store, second, 0, who, NOW)
    assert used_by(store) == [0, 0]


def test_a_form_whose_file_is_gone_is_told_and_our_own_look_is_used(store, case_id, who, dotx):
    plain = make_document(store, case_id, "tjansteskrivelse", "docx").content
    take_in_form(store, dotx, who, NOW)
    assert verify(store)[0] == []
    store.raw.execute("DELETE FROM blobs")

    made = make_document(store, case_id, "tjansteskrivelse", "docx")

    assert made.content == plain
    assert made.told == ("Filen till Wordmallen «Kommunens mall» saknas; den användes inte.",)
    assert verify(store)[0] == ["Filen till Wordmallen Kommunens mall saknas eller är ändrad."]
    assert word_forms(store).forms[0].problem
