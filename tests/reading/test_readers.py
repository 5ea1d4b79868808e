"""The readers: Word, PDF and text give the same neutral lines."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from nemndsekr.reading.formats.pdf_file import read_pdf_file
from nemndsekr.reading.formats.text_file import read_text_file
from nemndsekr.reading.formats.word_file import read_word_file
from nemndsekr.reading.lines import Line
from nemndsekr.reading.report_file import read_report

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(tmp_path: Path, body: str, styles: str = "") -> Path:
    """A Word file with this body."""
    path = tmp_path / "brev.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/styles.xml", f"<w:styles {W}>{styles}</w:styles>")
    return path


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def shapes(lines: tuple[Line, ...]) -> list[tuple[str, str]]:
    return [(line.kind, line.text) for line in lines]


def test_a_word_heading_is_known_by_its_swedish_style_name(tmp_path):
    styles = '<w:style w:type="paragraph" w:styleId="R2"><w:name w:val="Rubrik 2"/></w:style>'
    raw = read_word_file(word(tmp_path, paragraph("Bakgrund", '<w:pStyle w:val="R2"/>') + paragraph("Text."), styles))

    assert shapes(raw.lines) == [("heading", "Bakgrund"), ("paragraph", "Text.")]
    assert raw.lines[0].level == 2


def test_a_style_that_is_based_on_a_heading_is_one(tmp_path):
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="Kommunens rubrik"/><w:basedOn w:val="a"/></w:style>'
    )
    raw = read_word_file(word(tmp_path, paragraph("Bakgrund", '<w:pStyle w:val="b"/>'), styles))

    assert shapes(raw.lines) == [("heading", "Bakgrund")]


def test_styles_that_are_based_on_each_other_in_a_circle_do_no_harm(tmp_path):
    style = '<w:style w:styleId="{0}"><w:name w:val="{0}"/><w:basedOn w:val="{1}"/></w:style>'
    styles = style.format("a", "b") + style.format("b", "a")
    raw = read_word_file(word(tmp_path, paragraph("Text.", '<w:pStyle w:val="a"/>'), styles))

    assert shapes(raw.lines) == [("paragraph", "Text.")]


def test_tracked_changes_are_read_as_accepted_and_told_of(tmp_path):
    body = (
        "<w:p><w:r><w:t>Nämnden </w:t></w:r><w:del><w:r><w:delText>avslår</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>godkänner</w:t></w:r></w:ins><w:r><w:t> svaret.</w:t></w:r></w:p>"
    )
    raw = read_word_file(word(tmp_path, body))

    assert shapes(raw.lines) == [("paragraph", "Nämnden godkänner svaret.")]
    assert "spårade ändringar (2)" in raw.told[0].text


def test_bold_and_italics_come_from_the_run_and_can_be_turned_off(tmp_path):
    body = (
        '<w:p><w:r><w:rPr><w:b/><w:i w:val="0"/></w:rPr><w:t>Fet</w:t></w:r>'
        "<w:r><w:rPr><w:i/></w:rPr><w:t> lutad</w:t></w:r></w:p>"
    )
    runs = read_word_file(word(tmp_path, body)).lines[0].runs

    assert [(run.text, run.bold, run.italic) for run in runs] == [("Fet", True, False), (" lutad", False, True)]


def test_hidden_text_and_the_second_copy_of_a_text_box_are_left_out(tmp_path):
    box = f"<w:txbxContent>{paragraph('I rutan')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>dolt</w:t></w:r><w:r><w:t>synligt</w:t></w:r><w:r>"
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )

    assert shapes(read_word_file(word(tmp_path, body)).lines) == [("paragraph", "synligt"), ("paragraph", "I rutan")]


def test_word_lists_keep_their_kind_and_level(tmp_path):
    document = Document()
    document.add_paragraph("första", style="List Number")
    document.add_paragraph("andra", style="List Number")
    document.add_paragraph("punkt", style="List Bullet")
    path = tmp_path / "listor.docx"
    document.save(str(path))

    lines = read_word_file(path).lines

    assert [(line.mark, line.text) for line in lines] == [("1.", "första"), ("2.", "andra"), ("-", "punkt")]
    assert {line.kind for line in lines} == {"item"}


def test_the_header_of_the_first_page_is_read_before_the_body(tmp_path):
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Dnr: KS 2025/17"
    document.add_paragraph("Tjänsteskrivelse")
    path = tmp_path / "brev.docx"
    document.save(str(path))

    assert [found.text for found in read_report(path).draft.dnr] == ["KS 2025/17"]


def test_a_table_of_facts_stays_a_table(tmp_path):
    document = Document()
    document.add_paragraph("Det här är löpande text. " * 8)
    table = document.add_table(rows=2, cols=2)
    cells = [cell for row in table.rows for cell in row.cells]
    for cell, text in zip(cells, ["År", "Antal", "2024", "12"], strict=True):
        cell.text = text
    path = tmp_path / "tabell.docx"
    document.save(str(path))

    table_line = read_word_file(path).lines[-1]

    assert [[cell.text for cell in row] for row in table_line.rows] == [["År", "Antal"], ["2024", "12"]]


def pdf(tmp_path: Path, pages: list[list[str]], *, step: float = 14.0, foot: str = "") -> Path:
    """A PDF with these lines; an empty string is an empty line, a star at the head makes a line bold."""
    path = tmp_path / "rapport.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for number, page in enumerate(pages, start=1):
        top = 780.0
        for text in page:
            canvas.setFont("Helvetica-Bold" if text.startswith("*") else "Helvetica", 11)
            canvas.drawString(70, top, text.lstrip("*"))
            top -= step
        if foot:
            canvas.setFont("Helvetica", 8)
            canvas.drawString(70, 30, foot.format(number=number))
        canvas.showPage()
    canvas.save()
    return path


LINE = "Nämnden har under året arbetat med att förbättra sina rutiner för uppföljning och"


def test_pdf_lines_become_paragraphs_and_bold_lines_headings(tmp_path):
    path = pdf(tmp_path, [["*Bakgrund", "", LINE, "kontroll av verksamheten.", "", "Nästa stycke."]])

    assert shapes(read_pdf_file(path).lines) == [
        ("heading", "Bakgrund"),
        ("paragraph", f"{LINE} kontroll av verksamheten."),
        ("paragraph", "Nästa stycke."),
    ]


def test_a_sentence_over_a_page_break_is_one_and_the_foot_is_left_out(tmp_path):
    path = pdf(tmp_path, [[LINE], ["kontroll av verksamheten."]], foot="SIGNERAD 2025-03-13 {number} (2)")

    raw = read_pdf_file(path)

    assert shapes(raw.lines) == [("paragraph", f"{LINE} kontroll av verksamheten.")]
    assert raw.lines[0].page_at(0) == 1
    assert raw.lines[0].page_at(len(LINE) + 3) == 2


def test_a_page_without_text_among_others_is_told_of(tmp_path):
    raw = read_pdf_file(pdf(tmp_path, [[LINE], []]))

    assert [(problem.page, "ingen text" in problem.text) for problem in raw.problems] == [(2, True)]


def test_a_table_without_lines_in_a_pdf_is_a_table(tmp_path):
    path = tmp_path / "tabell.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    rows = [
        (["Revisionsfråga"], ["Bedömning"]),
        (["Finns det mål som är beslutade", "av nämnden?"], ["Ja, målen är beslutade."]),
        (["Följs målen upp på ett sätt", "som är tillräckligt?"], ["Delvis. Uppföljningen", "sker inte varje år."]),
        (["Vidtas åtgärder när målen", "inte nås?"], ["Nej."]),
    ]
    top = 780.0
    for left, right in rows:
        for number in range(max(len(left), len(right))):
            for column, texts in ((70, left), (330, right)):
                if number < len(texts):
                    canvas.drawString(column, top, texts[number])
            top -= 14
        top -= 14
    canvas.save()

    questions = read_report(path).draft.audit_questions

    assert [(question.found.text, question.assessment) for question in questions] == [
        ("Finns det mål som är beslutade av nämnden?", "Ja, målen är beslutade."),
        ("Följs målen upp på ett sätt som är tillräckligt?", "Delvis. Uppföljningen sker inte varje år."),
        ("Vidtas åtgärder när målen inte nås?", "Nej."),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_file_is_read_in_each_of_its_encodings(tmp_path, encoding):
    path = tmp_path / "text.txt"
    path.write_bytes("Åtgärder för nämnden – räksmörgås".encode(encoding))

    assert shapes(read_text_file(path).lines) == [("paragraph", "Åtgärder för nämnden – räksmörgås")]


def test_stars_make_bold_and_italics_and_a_lone_star_stays(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("Med *ändamålsenligt* menas **bra**, 3 * 4 är 12.", encoding="utf-8")

    runs = read_text_file(path).lines[0].runs

    assert [(run.text, run.bold, run.italic) for run in runs] == [
        ("Med ", False, False),
        ("ändamålsenligt", False, True),
        (" menas ", False, False),
        ("bra", True, False),
        (", 3 * 4 är 12.", False, False),
    ]


def test_the_pages_of_a_text_file_begin_at_its_form_feeds(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("Första sidan.\fAndra sidan.\f", encoding="utf-8")

    reading = read_report(path)

    assert [reading.text[start:].split()[0] for start in reading.page_starts] == ["Första", "Andra"]


def test_the_same_paper_in_word_and_text_gives_the_same_lines(tmp_path):
    document = Document()
    document.add_heading("Bakgrund", 2)
    document.add_paragraph("Text om saken.")
    document.add_paragraph("en punkt", style="List Bullet")
    target = io.BytesIO()
    document.save(target)
    (tmp_path / "a.docx").write_bytes(target.getvalue())
    (tmp_path / "a.txt").write_text("## Bakgrund\n\nText om saken.\n\n- en punkt\n", encoding="utf-8")

    assert shapes(read_word_file(tmp_path / "a.docx").lines) == shapes(read_text_file(tmp_path / "a.txt").lines)
