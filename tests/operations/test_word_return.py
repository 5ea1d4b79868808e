"""A document written on in Word is read back, paragraph by paragraph, and what is wanted goes into the case."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from nemndsekr.documents.making import DocumentOptions
from nemndsekr.operations.case_parts import write_section
from nemndsekr.operations.edit_record import undo
from nemndsekr.operations.make_document import make_document, save_document
from nemndsekr.operations.versions import lock_version
from nemndsekr.operations.word_return import WordReturn, read_word_return, take_word_changes
from nemndsekr.records.block_text import (
    BlockText,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Run,
    TableBlock,
    from_paragraphs,
    plain_text,
    runs_text,
)
from nemndsekr.records.choices import VersionGate
from nemndsekr.records.decision import DecisionPoint
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.word_return import WordChangeKind
from nemndsekr.store.database import Store
from nemndsekr.store.queries import load_case
from nemndsekr.support.errors import UserError
from tests.operations.conftest import NOW
from tests.rows import add_record

KIND = "tjansteskrivelse"
OPTIONS = DocumentOptions(day=date(2026, 2, 19))
SUMMARY = "Revisorerna har granskat skolskjutsen och lämnar tre rekommendationer till nämnden."
CASE_TEXT = (
    Paragraph((Run("Granskningen gjordes under hösten av "), Run("Lindåkra revision", italic=True), Run("."))),
    Heading((Run("Vad granskningen gäller"),)),
    ListBlock((ListItem((Run("Hur turerna planeras."),)), ListItem((Run("Hur klagomål tas om hand."),)))),
    Paragraph((Run("Svaret ska vara inne den 31 mars 2026."),)),
)


@pytest.fixture
def written(store: Store, case_id: int, who: str) -> int:
    """A case with a summary, a case text with every kind of paragraph, and a point to decide."""
    write_section(store, case_id, "sammanfattning", from_paragraphs([SUMMARY]), who, NOW)
    write_section(store, case_id, "arendet", BlockText(CASE_TEXT), who, NOW)
    point = DecisionPoint(case_id=case_id, text="Nämnden godkänner yttrandet.")
    add_record(store, point, "lade till", who, NOW)
    return case_id


def edited(store: Store, case_id: int, tmp_path: Path, edit: Callable[[Document], object]) -> Path:
    """The document as a Word file, changed by hand."""
    made = make_document(store, case_id, KIND, "docx", options=OPTIONS)
    document = docx.Document(io.BytesIO(made.content))
    edit(document)
    path = tmp_path / "ändrad.docx"
    document.save(str(path))
    return path


def back_from(store: Store, case_id: int, path: Path) -> WordReturn:
    return read_word_return(store, case_id, KIND, path, options=OPTIONS)


def paragraph(document: Document, words: str):
    """The paragraph that holds some words."""
    return next(one for one in document.paragraphs if words in one.text.replace("\u00a0", " "))


def reworded(document: Document, old: str, new: str) -> None:
    """Some words of a paragraph in other words, in the run where they stand."""
    run = next(run for one in document.paragraphs for run in one.runs if old in run.text.replace("\u00a0", " "))
    run.text = run.text.replace("\u00a0", " ").replace(old, new)


def case_text(store: Store, case_id: int) -> BlockText:
    section = load_case(store, case_id).section("arendet")
    assert section is not None
    return section.body


def test_a_file_that_nobody_changed_brings_nothing(store, written, tmp_path):
    assert back_from(store, written, edited(store, written, tmp_path, lambda _: None)).changes == ()


def test_a_reworded_paragraph_goes_into_its_section_and_keeps_italics_and_plain_spaces(store, written, who, tmp_path):
    path = edited(store, written, tmp_path, lambda it: reworded(it, "under hösten", "hösten 2025 och våren"))

    back = back_from(store, written, path)
    (change,) = back.changes
    assert (change.kind, change.near) == (WordChangeKind.changed, "Ärendet")
    assert change.old == "Granskningen gjordes under hösten av Lindåkra revision."
    take_word_changes(store, back, back.changes, who, NOW)

    first = case_text(store, written).blocks[0]
    assert isinstance(first, Paragraph)
    assert first.runs == (
        Run("Granskningen gjordes hösten 2025 och våren av "), Run("Lindåkra revision", italic=True), Run("."),
    )  # fmt: skip


def test_taking_in_is_one_step_that_is_undone(store, written, who, tmp_path):
    def edit(document: Document) -> None:
        reworded(document, "lämnar tre rekommendationer", "har tre rekommendationer")
        reworded(document, "Hur turerna planeras.", "Hur turer och tider planeras.")

    before = load_case(store, written).sections
    back = back_from(store, written, edited(store, written, tmp_path, edit))
    take_word_changes(store, back, back.changes, who, NOW)

    assert [plain_text(one.body) for one in load_case(store, written).sections] != [
        plain_text(one.body) for one in before
    ]
    undone = undo(store, NOW)
    assert undone is not None
    assert undone.name == "tog in ändringar från Word i tjänsteskrivelse"
    assert [one.body for one in load_case(store, written).sections] == [one.body for one in before]


def test_new_paragraphs_and_items_come_where_they_were_written_and_removed_ones_go(store, written, who, tmp_path):
    def edit(document: Document) -> None:
        item = paragraph(document, "Hur turerna planeras.")
        new = item._p.__copy__()
        item._p.addnext(new)
        next(one for one in document.paragraphs if one._p is new).runs[0].text = "Hur förarna utbildas."
        last = paragraph(document, "Svaret ska vara inne")
        last._p.addnext(last._p.__copy__())
        after = document.paragraphs[[one._p for one in document.paragraphs].index(last._p) + 1]
        after.runs[0].text = "Anstånd har inte begärts."
        gone = paragraph(document, "Vad granskningen gäller")._p
        gone.getparent().remove(gone)

    back = back_from(store, written, edited(store, written, tmp_path, edit))
    assert [change.kind for change in back.changes] == ["removed", "added", "added"]
    take_word_changes(store, back, back.changes, who, NOW)

    assert plain_text(case_text(store, written)).splitlines() == [
        "Granskningen gjordes under hösten av Lindåkra revision.",
        "",
        "- Hur turerna planeras.",
        "- Hur förarna utbildas.",
        "- Hur klagomål tas om hand.",
        "",
        "Svaret ska vara inne den 31 mars 2026.",
        "",
        "Anstånd har inte begärts.",
    ]


def test_only_what_is_chosen_is_taken(store, written, who, tmp_path):
    def edit(document: Document) -> None:
        reworded(document, "tre rekommendationer", "fyra rekommendationer")
        reworded(document, "Nämnden godkänner yttrandet.", "Nämnden godkänner yttrandet och sänder det vidare.")

    back = back_from(store, written, edited(store, written, tmp_path, edit))
    point = next(change for change in back.changes if "sänder" in change.new)
    take_word_changes(store, back, [point], who, NOW)

    file = load_case(store, written)
    assert [one.text for one in file.decision_points] == ["Nämnden godkänner yttrandet och sänder det vidare."]
    assert SUMMARY in plain_text(file.sections[0].body)


def test_what_has_no_place_in_the_case_is_told_with_the_reason(store, written, who, tmp_path):
    def edit(document: Document) -> None:
        paragraph(document, "Sammanfattning").runs[0].text = "Sammanfattning i korthet"
        gone = paragraph(document, "Nämnden godkänner")._p
        gone.getparent().remove(gone)

    back = back_from(store, written, edited(store, written, tmp_path, edit))

    heading, point = back.changes
    assert (heading.place, heading.why_not[:31]) == (None, "Orden kommer från mallen, brevh")
    assert (point.place, point.why_not) == (None, "Raden är en egen uppgift i ärendet. Ta bort den där.")
    with pytest.raises(UserError, match="Ingen ändring är vald"):
        take_word_changes(store, back, back.changes, who, NOW)


def test_a_point_that_was_added_in_word_becomes_a_point_of_the_case_where_it_was_written(store, written, who, tmp_path):
    point = DecisionPoint(case_id=written, text="Protokollet skickas till revisorerna.", position=7)
    add_record(store, point, "lade till", who, NOW)

    def edit(document: Document) -> None:
        first = paragraph(document, "Nämnden godkänner")
        for words in ("Nämnden tackar revisorerna.", "Nämnden avslutar ärendet."):
            new = first._p.__copy__()
            paragraph(document, "Protokollet skickas")._p.addprevious(new)
            next(one for one in document.paragraphs if one._p is new).runs[0].text = words
        last = paragraph(document, "Protokollet skickas")
        last._p.addnext(last._p.__copy__())
        after = document.paragraphs[[one._p for one in document.paragraphs].index(last._p) + 1]
        after.runs[0].text = "Paragrafen justeras omedelbart."

    back = back_from(store, written, edited(store, written, tmp_path, edit))
    assert [(change.kind.value, change.why_not) for change in back.changes] == [("added", "")] * 3
    take_word_changes(store, back, back.changes, who, NOW)

    points = sorted(load_case(store, written).decision_points, key=lambda one: one.position)
    assert [one.text for one in points] == [
        "Nämnden godkänner yttrandet.",
        "Nämnden tackar revisorerna.",
        "Nämnden avslutar ärendet.",
        "Protokollet skickas till revisorerna.",
        "Paragrafen justeras omedelbart.",
    ]
    assert [one.position for one in points] == [1, 2, 3, 4, 5]
    assert back_from(store, written, tmp_path / "ändrad.docx").changes == ()


TABLE = TableBlock(
    rows=(((Run("Björkskolan"),), (Run("38"),)), ((Run("Ekskolan"),), (Run("27"),))),
    header=((Run("Skola"),), (Run("Förare"),)),
)


def table_cell(document: Document, row: int, column: int):
    table = next(one for one in document.tables if one.cell(0, 0).text == "Skola")
    return table.cell(row, column).paragraphs[0]


def test_a_figure_in_a_table_of_ones_own_is_changed_and_another_emptied(store, written, who, tmp_path):
    write_section(store, written, "bakgrund", BlockText((TABLE,)), who, NOW)

    def edit(document: Document) -> None:
        table_cell(document, 1, 1).runs[0].text = "777"
        table_cell(document, 2, 0).runs[0].text = ""

    back = back_from(store, written, edited(store, written, tmp_path, edit))
    assert [(change.kind.value, change.old, change.new) for change in back.changes] == [
        ("changed", "38", "777"),
        ("removed", "Ekskolan", ""),
    ]
    take_word_changes(store, back, back.changes, who, NOW)

    section = load_case(store, written).section("bakgrund")
    assert section is not None
    [table] = section.body.blocks
    assert isinstance(table, TableBlock)
    assert [[runs_text(cell) for cell in row] for row in table.rows] == [["Björkskolan", "777"], ["", "27"]]


def test_a_row_that_was_taken_out_of_a_table_in_word_is_told(store, written, tmp_path):
    write_section(store, written, "bakgrund", BlockText((TABLE,)), "", NOW)

    def edit(document: Document) -> None:
        row = table_cell(document, 2, 0)._p.getparent().getparent()
        row.getparent().remove(row)

    changes = back_from(store, written, edited(store, written, tmp_path, edit)).changes
    assert [(change.old, change.why_not[:13]) for change in changes] == [
        ("Ekskolan", "Tabellers rad"),
        ("27", "Tabellers rad"),
    ]


def test_words_that_stand_twice_in_the_case_are_not_guessed_at(store, written, who, tmp_path):
    write_section(store, written, "bakgrund", from_paragraphs([SUMMARY]), who, NOW)
    path = edited(store, written, tmp_path, lambda it: reworded(it, "tre rekommendationer", "fyra rekommendationer"))

    (change,) = back_from(store, written, path).changes

    assert (change.place, change.why_not[:24]) == (None, "Samma ord står på flera ")


def test_a_live_reference_stays_one(store, written, who, tmp_path):
    recommendation, _ = add_record(
        store, Recommendation(case_id=written, no=2, text="Följ upp klagomålen."), "lade till", who, NOW
    )
    words = (Run("Se svaret på "), Run("rekommendation 2", ref=recommendation.uid), Run(" om klagomål."))
    write_section(store, written, "bakgrund", BlockText((Paragraph(words),)), who, NOW)
    path = edited(store, written, tmp_path, lambda it: reworded(it, " om klagomål", " om klagomål och frågor"))

    back = back_from(store, written, path)
    take_word_changes(store, back, back.changes, who, NOW)

    section = load_case(store, written).section("bakgrund")
    assert section is not None
    (block,) = section.body.blocks
    assert isinstance(block, Paragraph)
    assert [run.text for run in block.runs if run.ref] == ["rekommendation 2"]
    assert runs_text(block.runs) == "Se svaret på rekommendation 2 om klagomål och frågor."


def test_the_file_is_compared_with_the_version_that_it_was_made_of(store, written, who, tmp_path):
    path = edited(store, written, tmp_path, lambda it: reworded(it, "under hösten", "under vintern"))
    lock_version(store, written, KIND, VersionGate.till_au, who, NOW)
    write_section(store, written, "sammanfattning", from_paragraphs(["En helt ny sammanfattning."]), who, NOW)

    back = back_from(store, written, path)

    assert back.compared_with == "Tjänsteskrivelse låst till AU"
    assert [change.new for change in back.changes] == ["Granskningen gjordes under vintern av Lindåkra revision."]


def test_what_was_changed_in_the_case_meanwhile_is_not_written_over(store, written, who, tmp_path):
    path = edited(store, written, tmp_path, lambda it: reworded(it, "tre rekommendationer", "fyra rekommendationer"))
    back = back_from(store, written, path)
    write_section(store, written, "sammanfattning", from_paragraphs(["Skriven om under tiden."]), who, NOW)

    with pytest.raises(UserError, match="har ändrats sedan filen lästes in"):
        take_word_changes(store, back, back.changes, who, NOW)

    assert "Skriven om under tiden." in plain_text(load_case(store, written).sections[0].body)


def test_tracked_changes_are_read_as_accepted_and_told(store, written, who, tmp_path):
    def edit(document: Document) -> None:
        run = next(run for one in document.paragraphs for run in one.runs if "tre rekommendationer" in run.text)
        before, after = run.text.split("tre")
        run.text = before
        mark = 'w:id="1" w:author="K" w:date="2026-03-01T10:00:00Z"'
        gone = f"<w:del {nsdecls('w')} {mark}><w:r><w:delText>tre</w:delText></w:r></w:del>"
        new = f"<w:ins {nsdecls('w')} {mark}><w:r><w:t>fem</w:t></w:r></w:ins>"
        rest = f'<w:r {nsdecls("w")}><w:t xml:space="preserve">{after}</w:t></w:r>'
        for xml in reversed((gone, new, rest)):
            run._r.addnext(parse_xml(xml))

    back = back_from(store, written, edited(store, written, tmp_path, edit))

    assert [change.new for change in back.changes] == [SUMMARY.replace("tre", "fem")]
    assert any("spårade ändringar" in line for line in back.told)


def test_another_document_is_refused_before_anything_is_compared(store, written, tmp_path):
    other = docx.Document()
    for number in range(20):
        other.add_paragraph(f"Protokoll över helt andra saker, punkt {number}.")
    path = tmp_path / "annat.docx"
    other.save(str(path))

    with pytest.raises(UserError, match="liknar inte ärendets tjänsteskrivelse"):
        back_from(store, written, path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 trasig", b"<html>"])
def test_a_file_that_is_no_word_file_is_told_in_words(store, written, tmp_path, content):
    path = tmp_path / "trasig.docx"
    path.write_bytes(content)

    with pytest.raises(UserError):
        back_from(store, written, path)


def test_a_file_is_compared_with_the_one_that_was_saved_and_not_with_the_version_it_is_most_like(
    written, store, who, tmp_path
):
    """What is struck so that the text is again as it was locked is struck all the same."""
    lock_version(store, written, KIND, VersionGate.till_namnd, who, NOW)
    more = "Rektor ansvarar för lokalerna."
    write_section(store, written, "sammanfattning", from_paragraphs([SUMMARY, more]), who, NOW)
    made = make_document(store, written, KIND, "docx", options=OPTIONS)
    path = tmp_path / "svar.docx"
    save_document(store, made, path, who, NOW)
    # Something is written in the case after the file was sent.
    write_section(store, written, "framat", from_paragraphs(["Arbetet följs upp."]), who, NOW)
    document = docx.Document(str(path))
    gone = paragraph(document, more)._p
    gone.getparent().remove(gone)
    document.save(str(path))

    back = back_from(store, written, path)

    assert back.compared_with == f"Tjänsteskrivelse som sparades {NOW.date().isoformat()}"
    assert [(one.kind, one.old) for one in back.changes] == [(WordChangeKind.removed, more)]
    take_word_changes(store, back, back.changes, who, NOW)
    section = next(one for one in load_case(store, written).sections if one.key == "sammanfattning")
    assert plain_text(section.body) == SUMMARY


def test_a_file_that_no_longer_says_what_it_was_made_of_is_compared_with_what_it_is_most_like(
    written, store, who, tmp_path
):
    lock_version(store, written, KIND, VersionGate.till_namnd, who, NOW)

    def without_identifier(document: Document) -> None:
        document.core_properties.identifier = ""
        paragraph(document, SUMMARY).add_run(" De är bra.")

    back = back_from(store, written, edited(store, written, tmp_path, without_identifier))

    assert [one.new for one in back.changes] == [f"{SUMMARY} De är bra."]
