"""Publishing: masks are kept with the case, what is amiss with them is told, and the file holds none of their words."""

from __future__ import annotations

from datetime import date

import pytest

from nemndsekr.documents.making import DocumentOptions
from nemndsekr.documents.masking import Passage, words_before
from nemndsekr.operations.case_parts import remove_part, write_section
from nemndsekr.operations.edit_record import edit_record, redo, undo
from nemndsekr.operations.make_document import save_document
from nemndsekr.operations.publish import (
    USUAL_GROUNDS,
    Publication,
    Scope,
    add_masks,
    publication,
    published_document,
    scope_values,
)
from nemndsekr.records.block_text import from_paragraphs
from nemndsekr.records.case import Case
from nemndsekr.records.choices import Secrecy
from nemndsekr.records.document import Mask
from nemndsekr.records.namnd import Person
from nemndsekr.store.queries import load_case
from nemndsekr.support.errors import UserError
from nemndsekr.support.file_names import suggested_file_name
from tests.operations.conftest import NOW
from tests.rows import add_record

KIND, TEMPLATE = "tjansteskrivelse", "neutral_tjansteskrivelse"
OPTIONS = DocumentOptions(day=date(2026, 2, 19))
TEXT = [
    "Vårdnadshavaren Lisbet Hallonkvist (850412-2387) har klagat. Hallonkvist nås på lisbet@mejl.example.",
    "Utredaren Peter Sandqvist har talat med Lisbet Hallonkvist.",
]


@pytest.fixture(autouse=True)
def written(store, case_id, who):
    write_section(store, case_id, "bakgrund", from_paragraphs(TEXT), who, NOW, heading="Bakgrund")
    add_record(store, Person(name="Peter Sandqvist"), "lade till", who, NOW)


def seen(store, case_id, passed=frozenset()) -> Publication:
    return publication(store, case_id, KIND, TEMPLATE, OPTIONS, frozenset(passed))


def mask(store, case_id, who, *words: str, ground: str = "OSL 23 kap. 2 §", before: str = "") -> None:
    add_masks(store, case_id, KIND, [Passage(one, before, ground) for one in words], who, NOW)


def test_what_may_be_private_is_proposed_and_never_masked_by_itself(store, case_id):
    shown = seen(store, case_id)
    assert [one.words for one in shown.proposals] == ["850412-2387", "lisbet@mejl.example", "Lisbet Hallonkvist"]
    assert shown.masked.count == 0
    assert TEXT[0] in published_document(shown, "txt").text


def test_a_proposal_that_was_passed_is_not_made_again_and_a_part_of_what_is_masked_is(store, case_id, who):
    mask(store, case_id, who, "Lisbet Hallonkvist")
    shown = seen(store, case_id, {"850412-2387"})
    assert [(one.words, one.kind) for one in shown.proposals] == [
        ("Hallonkvist", "part"), ("lisbet@mejl.example", "mail")
    ]  # fmt: skip


def test_a_masked_passage_is_gone_from_the_file_and_its_name(store, case_id, who):
    mask(store, case_id, who, "Lisbet Hallonkvist", "Hallonkvist", "850412-2387", "lisbet@mejl.example")
    shown = seen(store, case_id)
    made = published_document(shown, "txt")
    text = made.content.decode("utf-8-sig")
    for words in ("Lisbet", "Hallonkvist", "850412", "2387", "mejl"):
        assert words not in text
    assert text.count("[maskerat, OSL 23 kap. 2 §]") == shown.masked.count == 5
    assert made.suggested_name.endswith(" publicering.txt")
    assert not any(one.doubt for one in shown.masks)


def test_the_name_of_the_file_holds_no_masked_words(store, case_id, who):
    case = load_case(store, case_id).case
    edit_record(store, Case, case_id, {"dnr": "", "title": "Klagomål från Lisbet Hallonkvist"}, who, NOW)
    mask(store, case_id, who, "Lisbet Hallonkvist")
    assert published_document(seen(store, case_id), "pdf").suggested_name.startswith("Klagomål från maskerat ")
    assert case.dnr


def test_a_file_of_a_secret_case_without_a_number_has_a_neutral_name():
    case = Case(namnd_id=1, title="Klagomål från Lisbet", secrecy=Secrecy.hela)
    assert suggested_file_name(case.short_name, "Yttrande", None, "pdf") == "Ärende med sekretess Yttrande.pdf"


def test_masks_are_one_step_to_undo_and_their_name_tells_nothing(store, case_id, who):
    changes = add_masks(store, case_id, KIND, [Passage("Lisbet"), Passage("850412-2387")], who, NOW)
    assert changes.name == "maskerade 2 ställen"
    assert [one.words for one in load_case(store, case_id).masks] == ["Lisbet", "850412-2387"]
    undo(store, NOW)
    assert load_case(store, case_id).masks == []
    redo(store, NOW)
    assert [one.position for one in load_case(store, case_id).masks] == [1, 2]


def test_the_same_words_again_change_the_law_and_make_no_second_mask(store, case_id, who):
    mask(store, case_id, who, "Lisbet", ground="OSL 21 kap. 1 §")
    mask(store, case_id, who, "Lisbet", ground="OSL 26 kap. 1 §")
    (kept,) = seen(store, case_id).masks
    assert kept.passage.ground == "OSL 26 kap. 1 §"


def test_nothing_marked_is_told(store, case_id, who):
    with pytest.raises(UserError, match="Inget är markerat"):
        mask(store, case_id, who, "  \n")


def test_a_mask_works_in_one_place_in_the_document_or_in_the_whole_case(store, case_id, who):
    whole = seen(store, case_id).whole_text
    before = words_before(whole, whole.rindex("Lisbet"))
    mask(store, case_id, who, "Lisbet Hallonkvist", before=before)
    (kept,) = seen(store, case_id).masks
    assert (kept.scope, kept.effect.places) == (Scope.here, 1)
    assert kept.doubt == "Samma ord står omaskerade på ett ställe till."

    edit_record(store, Mask, kept.mask_id, scope_values(Scope.document, KIND, before), who, NOW)
    (kept,) = seen(store, case_id).masks
    assert (kept.scope, kept.effect.places, kept.doubt) == (Scope.document, 2, "")
    write_section(store, case_id, "yttrande", from_paragraphs(TEXT), who, NOW, heading="Yttrande")
    other = publication(store, case_id, "yttrande", "neutral_yttrande", OPTIONS)
    assert other.masks == ()
    assert [(one.words, one.why) for one in other.proposals if one.kind == "other"] == [
        ("Lisbet Hallonkvist", "Maskerat i tjänsteskrivelse")
    ]

    edit_record(store, Mask, kept.mask_id, scope_values(Scope.case, KIND, before), who, NOW)
    assert seen(store, case_id).masks[0].scope is Scope.case


def test_a_mask_whose_words_are_gone_or_moved_is_told(store, case_id, who):
    mask(store, case_id, who, "Lisbet Hallonkvist", before="har talat med")
    mask(store, case_id, who, "850412-2387")
    write_section(store, case_id, "bakgrund", from_paragraphs(["Nu är Lisbet Hallonkvist borta."]), who, NOW)
    assert [one.doubt for one in seen(store, case_id).masks] == [
        "Stället är ändrat. Orden maskeras därför överallt.",
        "Orden finns inte i handlingen längre.",
    ]
    assert "Lisbet" not in published_document(seen(store, case_id), "txt").text


def test_the_last_used_law_is_offered_first(store, case_id, who):
    assert seen(store, case_id).grounds == USUAL_GROUNDS
    mask(store, case_id, who, "Lisbet", ground="OSL 25 kap. 1 §")
    mask(store, case_id, who, "Peter", ground="OSL 32 kap. 1 §")
    assert seen(store, case_id).grounds[:2] == ("OSL 32 kap. 1 §", "OSL 25 kap. 1 §")


def test_a_published_file_is_noted_as_having_left(store, case_id, who, tmp_path):
    mask(store, case_id, who, "Lisbet Hallonkvist")
    made = published_document(seen(store, case_id), "pdf")
    save_document(store, made, tmp_path / made.suggested_name, who, NOW)
    (left,) = load_case(store, case_id).departures
    assert (left.file_name, left.sha256) == (made.suggested_name, made.sha256)


def test_a_mask_that_is_taken_away_shows_its_words_again(store, case_id, who):
    mask(store, case_id, who, "Lisbet Hallonkvist")
    remove_part(store, Mask, seen(store, case_id).masks[0].mask_id, "tog bort en maskering", who, NOW)
    assert seen(store, case_id).masked.count == 0
