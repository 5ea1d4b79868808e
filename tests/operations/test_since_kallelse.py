"""What is told of a document since the kallelse: what went out, what was changed since, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from nemndsekr.operations.case_parts import write_section
from nemndsekr.operations.edit_record import edit_record
from nemndsekr.operations.since_kallelse import make_changes_paper, sent_version
from nemndsekr.operations.versions import Sending, lock_version
from nemndsekr.records.block_text import from_paragraphs
from nemndsekr.records.case import Case
from nemndsekr.records.choices import DocumentKind, Secrecy, VersionGate
from nemndsekr.records.document import Version
from nemndsekr.store.queries import load_case
from nemndsekr.support.errors import UserError
from tests.operations.conftest import NOW

KIND = DocumentKind.tjansteskrivelse
TODAY = date(2026, 3, 10)


def write(store, case_id, who, *paragraphs, key="sammanfattning"):
    write_section(store, case_id, key, from_paragraphs(list(paragraphs)), who, NOW)


def lock(store, case_id, who, gate=VersionGate.till_namnd, sending=None):
    lock_version(store, case_id, KIND, gate, who, NOW, sending=sending)


def test_what_was_added_struck_out_and_reworded_is_told_under_its_heading(store, case_id, who):
    write(store, case_id, who, "Granskningen gäller skolskjuts i hela kommunen.", "Detta stycke ska bort helt.")
    lock(store, case_id, who, sending=Sending("Nämnden 2026-03-19", date(2026, 3, 9)))
    write(store, case_id, who, "Granskningen gäller skolskjuts i norra kommunen.", "Något nytt kom dit sedan.")

    made = make_changes_paper(store, case_id, KIND, TODAY)

    assert made.changes == 3
    assert made.content.startswith(b"%PDF")
    for words in (
        "den version som gick till nämnden (Nämnden 2026-03-19) den 2026-03-09",
        "Sammanfattning",
        "Omformulerat",
        "Förut: Granskningen gäller skolskjuts i hela kommunen.",
        "Nu: Granskningen gäller skolskjuts i norra kommunen.",
        "Struket\n\nDetta stycke ska bort helt.",
        "Tillagt\n\nNågot nytt kom dit sedan.",
    ):
        assert words in made.text


def test_it_is_told_that_nothing_has_changed(store, case_id, who):
    write(store, case_id, who, "Samma text.")
    lock(store, case_id, who)

    made = make_changes_paper(store, case_id, KIND, TODAY, "txt")

    assert made.changes == 0
    assert "Ingenting i texten är ändrat." in made.text


def test_a_heading_that_is_changed_is_told_too(store, case_id, who):
    lock(store, case_id, who)
    edit_record(store, Case, case_id, {"title": "Granskning av skolskjuts och fritidshem"}, who, NOW)

    assert "fritidshem" in make_changes_paper(store, case_id, KIND, TODAY, "docx").text


@pytest.mark.parametrize("gate", [None, VersionGate.annan])
def test_it_is_told_that_no_version_has_gone_out(store, case_id, who, gate):
    if gate is not None:
        lock(store, case_id, who, gate)

    with pytest.raises(UserError, match="har gått ut"):
        make_changes_paper(store, case_id, KIND, TODAY)


@pytest.mark.parametrize(
    ("gates", "chosen"),
    [
        ([VersionGate.till_au, VersionGate.till_namnd, VersionGate.beslutad], VersionGate.till_namnd),
        ([VersionGate.till_beredning, VersionGate.till_au], VersionGate.till_au),
        ([VersionGate.till_au, VersionGate.annan], VersionGate.till_au),
    ],
)
def test_the_version_that_went_with_the_kallelse_is_chosen(store, case_id, who, gates, chosen):
    for gate in gates:
        lock(store, case_id, who, gate)

    version = sent_version(load_case(store, case_id), KIND)

    assert version is not None
    assert version.gate == chosen


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_the_paper_of_a_secret_case_is_called_by_its_neutral_label(store, case_id, who, suffix):
    edit_record(store, Case, case_id, {"title": "Kvadrix", "secrecy": Secrecy.hela}, who, NOW)
    for words in ("Samma text.", "En annan text."):
        body = from_paragraphs([words])
        write_section(store, case_id, "bakgrund", body, who, NOW, heading="Bakgrund till kvadrix")
        if words == "Samma text.":
            lock(store, case_id, who)
    edit_record(store, Case, case_id, {"dnr": "BUN-2026-9999"}, who, NOW)

    made = make_changes_paper(store, case_id, KIND, TODAY, suffix)

    assert made.changes
    assert "Ärende med sekretess" in made.text
    assert "kvadrix" not in made.text.lower()
    assert "Kvadrix" not in made.suggested_name


def test_a_sign_that_no_font_has_hides_nothing_of_what_has_changed(store, case_id, who):
    write(store, case_id, who, "Bra \N{GRINNING FACE} jobbat i hela kommunen.")
    lock(store, case_id, who, sending=Sending("Ledamöterna \N{FIRE}", date(2026, 3, 9)))
    write(store, case_id, who, "Bra jobbat i norra kommunen.")

    as_pages = make_changes_paper(store, case_id, KIND, TODAY)
    as_text = make_changes_paper(store, case_id, KIND, TODAY, "txt")

    assert as_pages.content.startswith(b"%PDF")
    assert "Ledamöterna [U+1F525]" in as_pages.text
    assert "Förut: Bra [U+1F600] jobbat i hela kommunen." in as_pages.text
    assert "Ledamöterna \N{FIRE}" in as_text.text


def test_a_version_with_a_sign_of_a_symbol_font_is_compared_as_what_it_looks_like(store, case_id, who):
    write(store, case_id, who, "\uf0b7 Säkra hållplatserna.")
    lock(store, case_id, who)
    with store.step("låste förr", who, NOW) as step:
        version = step.get(Version, 1)
        version.text = version.text.replace("•", "\uf0b7")

    assert make_changes_paper(store, case_id, KIND, TODAY).changes == 0
