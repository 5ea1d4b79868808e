"""Checking a file: Word files with changes, comments and hidden text, made here and opened again; and plain text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from reportlab.pdfgen.canvas import Canvas

from nemndsekr.operations.check_file import NOT_OF_PAPERS, FileRemark, FileReport, check_file
from nemndsekr.records.choices import Certainty
from nemndsekr.rules.checks import CHECKS
from nemndsekr.support.errors import UserError
from tests.reading.papers import odt

TODAY = date(2026, 3, 2)
SURE, ASKS, TELLS = Certainty.sakert, Certainty.fraga, Certainty.upplysning
RUNNING = "Nämnden har under 2025 arbetat med att korta köerna till förskolan och följer upp arbetet varje kvartal."
NUMBER = "18850412-9803"  # of one who would be past a hundred and forty

Write = Callable[[Document], object]


def word(folder: Path, write: Write, name: str = "svar.docx") -> Path:
    document = docx.Document()
    write(document)
    path = folder / name
    document.save(str(path))
    return path


def around(paragraph: Paragraph, tag: str, **attributes: str) -> None:
    """Put what a paragraph says inside a tracked change."""
    change = OxmlElement(tag)
    for name, value in {"id": "1", "author": "Kim", "date": "2026-02-01T10:00:00Z", **attributes}.items():
        change.set(qn(f"w:{name}"), value)
    for run in list(paragraph._p.r_lst):
        if tag == "w:del":
            for text in run.findall(qn("w:t")):
                text.tag = qn("w:delText")
        change.append(run)
    paragraph._p.append(change)


def checked(path: Path) -> FileReport:
    return check_file(path, TODAY)


def of_rule(report: FileReport, rule: str) -> list[FileRemark]:
    return [one for one in report.remarks if one.rule == rule]


def rules(report: FileReport) -> list[str]:
    return [one.rule for one in report.remarks]


def text(folder: Path, words: str, name: str = "svar.txt") -> Path:
    path = folder / name
    path.write_text(words, encoding="utf-8")
    return path


# --- what is left of the writing ------------------------------------------------------------------------------------


def test_tracked_changes_are_counted_with_their_places(tmp_path):
    def write(document: Document) -> None:
        document.add_paragraph(RUNNING)
        around(document.add_paragraph("Svaret godkänns av nämnden."), "w:ins")
        document.add_paragraph(RUNNING.replace("2025", "2024"))
        struck = document.add_paragraph("Kvar ")
        around(document.add_paragraph("Struken mening."), "w:del")
        struck.add_run("står detta.")
        around(document.add_paragraph("Sist."), "w:ins")

    (remark,) = of_rule(checked(word(tmp_path, write)), "sparade_andringar")

    assert (remark.text, remark.certainty) == ("3 spårade ändringar är kvar", SURE)
    assert (remark.place, remark.quote) == ("stycke 2", "Svaret godkänns av nämnden.")
    assert remark.detail == "Stycke 2, före stycke 5, stycke 5."
    assert "Acceptera alla" in remark.remedies[0]
    assert "Kim" not in str(remark), "who made a change is not told"


def test_changes_of_looks_alone_are_told_as_such(tmp_path):
    def write(document: Document) -> None:
        run = document.add_paragraph(RUNNING).add_run("fett")
        run.bold = True
        run._r.get_or_add_rPr().append(OxmlElement("w:rPrChange"))

    (remark,) = of_rule(checked(word(tmp_path, write)), "sparade_andringar")

    assert remark.text == "1 spårad ändring är kvar"
    assert remark.detail == "Stycke 1. Av dem gäller 1 bara utseendet."


def test_comments_are_counted_with_their_places(tmp_path):
    def write(document: Document) -> None:
        first = document.add_paragraph("Stämmer siffran 12 procent?")
        document.add_comment(first.runs, text="Fråga Lo", author="Kim", initials="K")
        second = document.add_paragraph(RUNNING)
        document.add_comment(second.runs, text="Bra", author="Kim", initials="K")

    (remark,) = of_rule(checked(word(tmp_path, write)), "kommentarer")

    assert (remark.text, remark.detail) == ("2 kommentarer är kvar", "Stycke 1, stycke 2.")
    assert "Fråga Lo" not in str(remark)


def test_hidden_text_in_a_paragraph_of_its_own_stands_before_the_next_that_is_seen(tmp_path):
    def write(document: Document) -> None:
        document.add_paragraph(RUNNING)
        document.add_paragraph().add_run("hemlig anvisning").font.hidden = True
        document.add_paragraph(RUNNING.replace("2025", "2024")).add_run("mer").font.hidden = True

    (remark,) = of_rule(checked(word(tmp_path, write)), "dold_text")

    assert (remark.place, remark.detail) == ("före stycke 2", "Före stycke 2, stycke 2.")


def test_hidden_text_is_told_of_and_not_shown(tmp_path):
    def write(document: Document) -> None:
        hidden = document.add_paragraph(RUNNING).add_run("hemlig anvisning")
        hidden.font.hidden = True

    (remark,) = of_rule(checked(word(tmp_path, write)), "dold_text")

    assert (remark.text, remark.place) == ("Dold text på 1 ställe", "stycke 1")
    assert "hemlig" not in str(remark)


def test_a_field_of_the_template_that_nobody_filled_in_is_a_template_line(tmp_path):
    def write(document: Document) -> None:
        paragraph = document.add_paragraph("Diarienummer: ")
        control, properties, content = (OxmlElement(f"w:{name}") for name in ("sdt", "sdtPr", "sdtContent"))
        properties.append(OxmlElement("w:showingPlcHdr"))
        run, words = OxmlElement("w:r"), OxmlElement("w:t")
        words.text = "Klicka här för att ange text."
        run.append(words)
        content.append(run)
        control.append(properties)
        control.append(content)
        paragraph._p.append(control)
        document.add_paragraph(RUNNING)

    (remark,) = of_rule(checked(word(tmp_path, write)), "mallrad")

    assert (remark.text, remark.detail) == ("Ett fält ur mallen är inte ifyllt", "«Klicka här för att ange text.»")
    assert (remark.certainty, remark.place) == (SURE, "stycke 1")


def test_many_places_are_told_by_the_first_ones_and_a_number(tmp_path):
    def write(document: Document) -> None:
        for number in range(9):
            around(document.add_paragraph(f"Mening nummer {number} är ny."), "w:ins")

    (remark,) = of_rule(checked(word(tmp_path, write)), "sparade_andringar")

    assert remark.detail == ("Stycke 1, stycke 2, stycke 3, stycke 4, stycke 5, stycke 6 och 3 ställen till.")


def test_opendocument_changes_comments_and_hidden_text_are_found_too(tmp_path):
    path = tmp_path / "svar.odt"
    path.write_bytes(
        odt(
            "<text:tracked-changes><text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>"
            '<text:p>Nämnden<text:change-start text:change-id="a"/> svarar.</text:p>'
            "<text:p>Text<office:annotation><text:p>Stämmer det?</text:p></office:annotation>"
            '<text:span text:style-name="G"> dold</text:span>.</text:p>'
        )
    )

    report = checked(path)

    assert {"sparade_andringar", "kommentarer", "dold_text"} <= set(rules(report))
    assert "LibreOffice" in of_rule(report, "kommentarer")[0].remedies[0]


# --- what the text says ---------------------------------------------------------------------------------------------


def test_a_personnummer_is_found_and_never_shown(tmp_path):
    report = checked(text(tmp_path, f"Beslut om stöd\n\nBeslutet gäller Kim Ek, {NUMBER}, som fått del av det.\n"))

    (remark,) = of_rule(report, "personnummer")
    assert (remark.certainty, remark.text) == (SURE, "Texten innehåller ett personnummer")
    assert "18850412-****" in remark.quote
    assert "9803" not in str(report)


def test_a_personnummer_inside_another_finding_is_hidden_too(tmp_path):
    report = checked(text(tmp_path, f"[Här anger du personnummer, till exempel {NUMBER}]\n\nBo och och {NUMBER}.\n"))

    assert {"mallrad", "dubbelt_ord", "personnummer"} <= set(rules(report))
    assert "9803" not in str(report)


def test_slips_of_the_text_are_told_with_page_paragraph_and_words(tmp_path):
    path = tmp_path / "svar.pdf"
    canvas = Canvas(str(path))
    for lines in (["Yttrande", "Nämnden svarar."], ["För att att korta köerna har nämnden gjort mer.", "Slut."]):
        for number, line in enumerate(lines):
            canvas.drawString(70, 760 - 60 * number, line)
        canvas.showPage()
    canvas.save()

    (remark,) = of_rule(checked(path), "dubbelt_ord")

    assert (remark.place, remark.page, remark.paragraph) == ("sida 2, stycke 1", 2, 1)
    assert "att att korta" in remark.quote


def test_headings_without_text_and_headings_that_stand_twice_are_asked_about_in_word_files(tmp_path):
    def write(document: Document) -> None:
        document.add_heading("Bakgrund", 1)
        document.add_paragraph(RUNNING)
        document.add_heading("Barnets bästa", 1)
        document.add_heading("Beslut", 1)
        document.add_paragraph("Nämnden godkänner svaret.")
        document.add_heading("Bakgrund", 1)
        document.add_paragraph("Mer.")

    report = checked(word(tmp_path, write))

    assert [one.detail for one in of_rule(report, "tom_rubrik")] == ["«Barnets bästa»"]
    assert [one.detail for one in of_rule(report, "samma_rubrik")] == ["«Bakgrund»"]


# --- words of a proposal --------------------------------------------------------------------------------------------

YTTRANDE = """Yttrande

Datum 2026-02-10
Dnr FSK-2026-12

Till revisorerna i Tallberga kommun

Förskolenämnden föreslås besluta att lämna följande yttrande:

Sammanfattning

Nämnden instämmer i granskningen och har påbörjat arbetet med att korta köerna.
"""


def test_a_finished_yttrande_does_not_say_that_it_is_proposed(tmp_path):
    (remark,) = of_rule(checked(text(tmp_path, YTTRANDE)), "forslagsord")

    assert (remark.certainty, remark.place) == (ASKS, "stycke 5")


@pytest.mark.parametrize("head", ["Förslag till yttrande", "UTKAST\n\nYttrande", "Arbetsmaterial\n\nYttrande"])
def test_a_yttrande_that_says_it_is_a_draft_may_propose(tmp_path, head):
    assert of_rule(checked(text(tmp_path, YTTRANDE.replace("Yttrande", head, 1))), "forslagsord") == []


def test_a_tjansteskrivelse_proposes(tmp_path):
    words = YTTRANDE.replace("Yttrande", "Tjänsteskrivelse", 1).replace("Sammanfattning", "Förslag till beslut")

    assert of_rule(checked(text(tmp_path, words)), "forslagsord") == []


# --- recommendations ------------------------------------------------------------------------------------------------

ANSWERS = """Yttrande

Datum 2026-02-10
Dnr FSK-2026-12

Förskolenämnden lämnar följande yttrande över granskningen av köer:

Rekommendation 1: Säkerställa att barn erbjuds plats inom fyra månader.

Nämnden instämmer. En plan för nya avdelningar tas fram senast i juni 2026.

Rekommendation 2: Följa upp hur många barn som väntar längre än så.

Nämnden instämmer. Uppföljningen redovisas varje kvartal från maj 2026.

Rekommendation 3: Utveckla informationen till vårdnadshavare.
"""


def test_a_recommendation_without_an_answer_is_asked_about(tmp_path):
    found = of_rule(checked(text(tmp_path, ANSWERS)), "svarets_delar")

    assert [(one.text, one.certainty) for one in found] == [("Rekommendation 3 verkar sakna svar", ASKS)]
    assert "Utveckla informationen till vårdnadshavare" in found[0].quote


def test_when_all_have_answers_nothing_is_asked(tmp_path):
    whole = f"{ANSWERS}\nNämnden instämmer. Webbplatsen görs om senast i augusti 2026.\n"

    assert of_rule(checked(text(tmp_path, whole)), "svarets_delar") == []


def test_when_no_answer_is_found_at_all_it_is_asked_once(tmp_path):
    words = "\n\n".join(part for part in ANSWERS.split("\n\n") if not part.startswith("Nämnden instämmer"))

    found = of_rule(checked(text(tmp_path, words)), "svarets_delar")

    assert [one.text for one in found] == ["Inget svar hittades på någon av de 3 rekommendationerna"]


def test_the_auditors_own_report_is_not_asked_for_answers(tmp_path):
    words = "Revisionsrapport\n\nVi rekommenderar nämnden att:\n\n- korta köerna\n- följa upp arbetet\n"

    report = checked(text(tmp_path, words))

    assert report.kind == "revisionsrapport"
    assert report.remarks == ()


def test_every_check_of_cases_that_is_left_out_is_one_of_the_checks():
    slugs = {check.slug for check in CHECKS}

    assert slugs >= NOT_OF_PAPERS
    assert slugs - NOT_OF_PAPERS


# --- the whole ------------------------------------------------------------------------------------------------------


def test_a_tidy_paper_has_no_remarks(tmp_path):
    report = checked(text(tmp_path, "Minnesanteckning\n\nMötet börjar klockan nio i Tallbergas kommunhus.\n"))

    assert (report.remarks, report.summary) == ((), "Inga påpekanden på svar.txt.")


def test_the_sure_come_first_and_then_in_the_order_of_the_text(tmp_path):
    report = checked(text(tmp_path, f"{YTTRANDE}\nBarn och och unga. {NUMBER}. Planen planen finns.\n"))

    certainties = [one.certainty for one in report.remarks]
    assert certainties == sorted(certainties, key=[SURE, ASKS, TELLS].index)
    sure = [one.start or 0 for one in report.remarks if one.certainty == SURE]
    assert sure == sorted(sure)
    assert report.summary.endswith("påpekanden på svar.txt (yttrande).")


def test_checking_leaves_no_file_behind(tmp_path, monkeypatch):
    path = text(tmp_path, ANSWERS)
    before = sorted(tmp_path.iterdir())
    monkeypatch.chdir(tmp_path)

    checked(path)

    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("name", "content"), [("borta.docx", None), ("tom.docx", b""), ("skadad.docx", b"PK\x03\x04"), ("bild.png", b"x")]
)
def test_a_file_that_cannot_be_read_is_told_of_by_name(tmp_path, name: str, content: Any):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(UserError) as told:
        checked(path)

    assert name in told.value.what
    assert told.value.next_step
