"""Word files: what a person sees in Word is what is read, and what was left out is told of."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from nemndsekr.reading.draft import Reading
from nemndsekr.reading.formats.word_file import read_word_file
from nemndsekr.reading.lines import Line
from nemndsekr.reading.report_file import read_report

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
LONG = "Nämnden har under året arbetat med att förbättra sina rutiner för uppföljning av enheternas egenkontroll. "


def word(folder: Path, body: str, **parts: str) -> Path:
    """A Word file with this body and these other parts, each given by what its root holds."""
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}
    path = folder / "brev.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W} {R} {MC}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            root = roots[name]
            archive.writestr(f"word/{name}.xml", f"<w:{root} {W}>{content}</w:{root}>")
    return path


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, properties: str = "") -> str:
    inside = "".join(part if part.startswith("<") else run(part) for part in content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def item(text: str, list_id: int = 1, level: int = 0, properties: str = "") -> str:
    return paragraph(
        text,
        properties=f'{properties}<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>',
    )


def level(place: int, form: str, text: str, more: str = "") -> str:
    told = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{place}">{told}{more}</w:lvl>'


def numbering(*levels: str, more: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{more}'
    )


def cell(*content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(content)}</w:tc>"


def table(*rows: list[str]) -> str:
    inside = ["".join(row) for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in inside) + "</w:tbl>"


def seen(path: Path) -> list[str]:
    """The lines of the file as a person sees them, with their marks."""
    return [f"{line.mark} {line.text}".strip() for line in read_word_file(path).lines]


def kinds(lines: tuple[Line, ...]) -> list[tuple[str, str]]:
    return [(line.kind, line.text) for line in lines]


def problem(reading: Reading, words: str) -> tuple[str, str]:
    """The problem with these words, and the passage it points to."""
    found = next(one for one in reading.problems if words in one.text)
    return found.text, reading.text[found.start or 0 : found.end or 0]


# --- numbers that Word sets out itself


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("decimal", "%1.", ["1. Ta fram mål.", "2. Följ upp."]),
        ("decimal", "%1)", ["1) Ta fram mål.", "2) Följ upp."]),
        ("decimal", "%1", ["1. Ta fram mål.", "2. Följ upp."]),
        ("lowerLetter", "%1)", ["a) Ta fram mål.", "b) Följ upp."]),
        ("lowerRoman", "%1.", ["i. Ta fram mål.", "ii. Följ upp."]),
        ("upperRoman", "(%1)", ["(I) Ta fram mål.", "(II) Följ upp."]),
        ("decimal", "Rekommendation %1:", ["Rekommendation 1: Ta fram mål.", "Rekommendation 2: Följ upp."]),
        ("decimal", "§ %1", ["§ 1 Ta fram mål.", "§ 2 Följ upp."]),
        ("decimal", "att%1", ["att1 Ta fram mål.", "att2 Följ upp."]),
        ("decimalZero", "%1.", ["01. Ta fram mål.", "02. Följ upp."]),
        ("bullet", "\uf0b7", ["- Ta fram mål.", "- Följ upp."]),
        ("bullet", "o", ["- Ta fram mål.", "- Följ upp."]),
        ("bullet", "att", ["att Ta fram mål.", "att Följ upp."]),
        ("none", "", ["Ta fram mål.", "Följ upp."]),
    ],
)
def test_a_list_carries_the_number_that_word_shows(tmp_path, form, text, expected):
    path = word(tmp_path, item("Ta fram mål.") + item("Följ upp."), numbering=numbering(level(0, form, text)))

    assert seen(path) == expected


def test_lower_levels_begin_anew_under_each_higher_one(tmp_path):
    lists = numbering(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2."))
    body = "".join(item(text, level=place) for text, place in [("Ett", 0), ("A", 1), ("B", 1), ("Två", 0), ("C", 1)])

    assert seen(word(tmp_path, body, numbering=lists)) == ["1. Ett", "1.1. A", "1.2. B", "2. Två", "2.1. C"]


def test_a_level_that_never_restarts_goes_on(tmp_path):
    lists = numbering(level(0, "decimal", "%1."), level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>'))
    body = "".join(item(text, level=place) for text, place in [("Ett", 0), ("A", 1), ("Två", 0), ("B", 1)])

    assert seen(word(tmp_path, body, numbering=lists)) == ["1. Ett", "1) A", "2. Två", "2) B"]


def test_two_uses_of_one_list_count_together_unless_one_starts_anew(tmp_path):
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = item("a", 1) + item("b", 2) + item("c", 3) + item("d", 3)

    assert seen(word(tmp_path, body, numbering=numbering(level(0, "decimal", "%1."), more=more))) == [
        "1. a",
        "2. b",
        "5. c",
        "6. d",
    ]


def test_headings_are_numbered_through_their_style(tmp_path):
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="R{number}"><w:name w:val="heading {number}"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for number in (1, 2)
    )
    lists = numbering(
        level(0, "decimal", "%1", '<w:pStyle w:val="R1"/>'), level(1, "decimal", "%1.%2", '<w:pStyle w:val="R2"/>')
    )
    body = "".join(
        paragraph(text, properties=f'<w:pStyle w:val="{style}"/>')
        for text, style in [("Inledning", "R1"), ("Syfte", "R2"), ("Metod", "R2"), ("Iakttagelser", "R1")]
    )

    lines = read_word_file(word(tmp_path, body, styles=styles, numbering=lists)).lines

    assert [(line.kind, line.level, line.text) for line in lines] == [
        ("heading", 1, "1 Inledning"),
        ("heading", 2, "1.1 Syfte"),
        ("heading", 2, "1.2 Metod"),
        ("heading", 1, "2 Iakttagelser"),
    ]


def test_a_paragraph_that_is_taken_out_of_its_styles_list_has_no_number(tmp_path):
    styles = (
        '<w:style w:type="paragraph" w:styleId="L"><w:name w:val="Numrerad"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    body = paragraph("ett", properties='<w:pStyle w:val="L"/>') + item("utan", 0, properties='<w:pStyle w:val="L"/>')

    assert seen(word(tmp_path, body, styles=styles, numbering=numbering(level(0, "decimal", "%1.")))) == [
        "1. ett",
        "utan",
    ]


@pytest.mark.parametrize("absurd", ["9999", "-1", "99999999999999999999", "x", ""])
def test_absurd_levels_and_numbers_do_no_harm(tmp_path, absurd):
    lists = (
        f'<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="{absurd}"><w:start w:val="{absurd}"/></w:lvl>'
        f'<w:lvl w:ilvl="0"><w:start w:val="{absurd}"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )
    body = paragraph("Text", properties=f'<w:numPr><w:ilvl w:val="{absurd}"/><w:numId w:val="1"/></w:numPr>')

    assert [line.text for line in read_word_file(word(tmp_path, body, numbering=lists)).lines] == ["Text"]


# --- headings by their looks alone


def test_bold_and_large_lines_are_headings_without_any_style(tmp_path):
    body = (
        paragraph(run("Granskning av lekplatser", '<w:sz w:val="36"/>'))
        + paragraph(LONG)
        + paragraph(run("Bakgrund till ärendet", "<w:b/>"))
        + paragraph(LONG)
        + paragraph(run("Fetstil i texten", "<w:b/>"), " är ingen rubrik.")
    )

    lines = read_word_file(word(tmp_path, body)).lines

    assert [(line.kind, line.level) for line in lines] == [
        ("heading", 1),
        ("paragraph", 0),
        ("heading", 2),
        ("paragraph", 0),
        ("paragraph", 0),
    ]


def test_a_bold_numbered_line_between_paragraphs_is_a_heading_and_in_a_list_an_item(tmp_path):
    bold = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = (
        paragraph(run("Iakttagelser", "<w:b/>"), properties=bold)
        + paragraph(LONG)
        + paragraph(run("Mål", "<w:b/>"), properties=bold)
        + paragraph(run("Medel", "<w:b/>"), properties=bold)
    )

    lines = read_word_file(word(tmp_path, body, numbering=numbering(level(0, "decimal", "%1.")))).lines

    assert kinds(lines) == [
        ("heading", "1. Iakttagelser"),
        ("paragraph", LONG.strip()),
        ("item", "Mål"),
        ("item", "Medel"),
    ]


# --- tracked changes, comments, hidden text


def test_a_deleted_paragraph_mark_joins_two_paragraphs(tmp_path):
    body = paragraph("Nämnden ", properties="<w:rPr><w:del/></w:rPr>") + paragraph("godkänner svaret.")

    assert seen(word(tmp_path, body)) == ["Nämnden godkänner svaret."]


def test_a_paragraph_that_was_deleted_whole_leaves_nothing_and_takes_no_number(tmp_path):
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
        "<w:del><w:r><w:delText>borta</w:delText></w:r></w:del></w:p>"
    )
    body = item("första") + gone + item("andra")

    assert seen(word(tmp_path, body, numbering=numbering(level(0, "decimal", "%1.")))) == ["1. första", "2. andra"]


def test_moved_text_stands_where_it_was_moved_to(tmp_path):
    moved = run("flyttad text")
    body = paragraph("Här stod ", f"<w:moveFrom>{moved}</w:moveFrom>") + paragraph(
        "Här står ", f"<w:moveTo>{moved}</w:moveTo>"
    )

    assert seen(word(tmp_path, body)) == ["Här stod", "Här står flyttad text"]


def test_deleted_rows_and_cells_of_a_table_are_left_out(tmp_path):
    body = paragraph(LONG * 2) + table(
        [cell(paragraph("År")), cell(paragraph("Antal")), cell(paragraph("gammal"), properties="<w:cellDel/>")],
        ["<w:trPr><w:del/></w:trPr>", cell(paragraph("2023")), cell(paragraph("7"))],
        [cell(paragraph("2024")), cell(paragraph("12"))],
    )

    last = read_word_file(word(tmp_path, body)).lines[-1]

    assert [[one.text for one in row] for row in last.rows] == [["År", "Antal"], ["2024", "12"]]


def test_changes_comments_and_hidden_text_are_told_of_with_the_first_place(tmp_path):
    body = (
        paragraph("Första stycket.")
        + paragraph("Svaret ", f"<w:ins>{run('godkänns')}</w:ins>", " nu.")
        + paragraph("Här finns en kommentar.", '<w:r><w:commentReference w:id="1"/></w:r>')
        + paragraph("Synligt.", run("dold anvisning", "<w:vanish/>"))
        + paragraph(f"<w:del>{run('x')}</w:del>", "Sista stycket.")
    )

    reading = read_report(word(tmp_path, body))

    assert problem(reading, "spårade") == (
        "Handlingen har spårade ändringar (2). De har lästs som godkända.",
        "Svaret godkänns nu.",
    )
    assert problem(reading, "kommentarer") == (
        "Handlingen har kommentarer (1). De har inte lästs in.",
        "Här finns en kommentar.",
    )
    assert problem(reading, "dold text")[1] == "Synligt."
    assert "dold anvisning" not in reading.text


def left_over(reading: Reading) -> list[tuple[str, int, str, str]]:
    """What was left over: its kind, how many, the words that stand at its place in the read text, its own words."""
    return [
        (one.what, one.number, "" if one.start is None else reading.text[one.start :][: len(one.words)], one.quote)
        for one in reading.leftovers
    ]


def test_every_change_comment_and_hidden_word_is_told_of_with_its_paragraph(tmp_path):
    comment = '<w:r><w:commentReference w:id="1"/></w:r>'
    body = (
        paragraph("Första stycket.")
        + paragraph("Svaret ", f"<w:ins>{run('godkänns')}</w:ins>", " nu.", f"<w:del>{run('x')}</w:del>")
        + paragraph("Lika stycken.", comment, comment)
        + paragraph("Mellan dem.", run("dolt", "<w:vanish/>"))
        + paragraph("Lika stycken.", comment)
        + paragraph("Fetat.", run("fett", "<w:b/><w:rPrChange/>"), properties="<w:jc/><w:pPrChange/>")
        + paragraph("Delat stycke.", properties="<w:rPr><w:ins/></w:rPr>")
        + paragraph(f"<w:ins>{run('Nytt stycke.')}</w:ins>", properties="<w:rPr><w:ins/></w:rPr>")
        + paragraph(comment)
    )

    reading = read_report(word(tmp_path, body))

    assert left_over(reading) == [
        ("changes", 2, "Svaret godkänns nu.", ""),
        ("comments", 2, "Lika stycken.", ""),
        ("hidden", 1, "Mellan dem.", ""),
        ("comments", 1, "Lika stycken.", ""),
        ("formats", 2, "Fetat.fett", ""),
        ("changes", 1, "Delat stycke.", ""),
        ("changes", 1, "Nytt stycke.", ""),
        ("comments", 1, "", ""),
    ]
    starts = [one.start for one in reading.leftovers[:-1] if one.start is not None]
    assert starts == sorted(set(starts)), "like paragraphs are told apart"


def test_fields_that_nobody_has_filled_in_are_told_of_by_their_prompt_or_name(tmp_path):
    def control(properties: str, text: str) -> str:
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{text}</w:sdtContent></w:sdt>"

    unfilled = "<w:showingPlcHdr/>"
    body = (
        paragraph("Dnr ", control(unfilled, run("Ange diarienummer")))
        + control(f'<w:alias w:val="Handläggare"/>{unfilled}', paragraph(""))
        + paragraph("Slut.")
        + paragraph(control("", run("Ifyllt.")))
    )

    reading = read_report(word(tmp_path, body))

    assert left_over(reading) == [("prompts", 1, "Dnr", "Ange diarienummer"), ("prompts", 1, "Slut.", "Handläggare")]
    assert reading.problems == (), "reading in needs not to be told"


def test_a_file_without_traces_has_none_and_tells_where_its_headings_stand(tmp_path):
    styles = '<w:style w:type="paragraph" w:styleId="R1"><w:name w:val="heading 1"/></w:style>'
    body = paragraph("Bakgrund", properties='<w:pStyle w:val="R1"/>') + paragraph(LONG)

    reading = read_report(word(tmp_path, body, styles=styles))

    assert reading.leftovers == ()
    assert [(reading.text[one.start : one.end], one.level) for one in reading.headings] == [("Bakgrund", 1)]
    assert not reading.mended_lines


# --- text boxes, notes, fields, controls


def box(*content: str) -> str:
    return f"<w:txbxContent>{''.join(content)}</w:txbxContent>"


@pytest.mark.parametrize(
    "drawn",
    [
        "<w:r><w:pict><w:shape>{0}</w:shape></w:pict></w:r>",
        "<w:r><mc:AlternateContent><mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent></w:r>",
        "<w:r><mc:AlternateContent><mc:Fallback><w:pict>{0}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    ],
)
def test_a_text_box_is_read_once_in_every_way_it_can_be_drawn(tmp_path, drawn):
    body = paragraph("Före rutan.", drawn.format(box(paragraph("I rutan.")))) + paragraph("Efter rutan.")

    assert seen(word(tmp_path, body)) == ["Före rutan.", "I rutan.", "Efter rutan."]


def test_a_text_box_breaks_no_sentence_and_no_list(tmp_path):
    anchored = f"<w:r><w:pict>{box(paragraph('Kontakt: Eva Ek'))}</w:pict></w:r>"
    body = (
        paragraph("Nämnden behöver se över sina rutiner för uppföljning och", anchored)
        + paragraph("kontroll av verksamheten.")
        + paragraph("Vi rekommenderar nämnden att:", anchored)
        + item("följa upp målen")
        + item("ta fram en plan")
        + paragraph("Slut.")
    )

    assert seen(word(tmp_path, body, numbering=numbering(level(0, "bullet", "•")))) == [
        "Nämnden behöver se över sina rutiner för uppföljning och kontroll av verksamheten.",
        "Kontakt: Eva Ek",
        "Vi rekommenderar nämnden att:",
        "- följa upp målen",
        "- ta fram en plan",
        "Kontakt: Eva Ek",
        "Slut.",
    ]


def test_notes_stand_last_with_their_mark_and_leave_no_digit_in_the_sentence(tmp_path):
    notes = (
        '<w:footnote w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="2">{paragraph("<w:r><w:footnoteRef/></w:r>", " Kommunallagen 6 kap.")}</w:footnote>'
        f'<w:footnote w:id="3">{paragraph("Budget 2025.")}</w:footnote>'
    )
    first, second = (f'<w:r><w:footnoteReference w:id="{number}"/></w:r>' for number in (2, 3))
    body = paragraph("Nämnden", first, " ansvarar för budgeten", second, ".") + paragraph("Slutord.")

    path = word(tmp_path, body, footnotes=notes)

    assert seen(path) == ["Nämnden ansvarar för budgeten.", "Slutord."]
    assert read_report(path).text.endswith("Slutord.\n\n[1] Kommunallagen 6 kap.\n\n[2] Budget 2025.")


def test_raised_digits_are_marks_of_notes_but_powers_stay(tmp_path):
    raised = '<w:vertAlign w:val="superscript"/>'
    body = paragraph("Enligt lagen", run("1", raised), " gäller 40 m", run("2", raised), ".")

    assert seen(word(tmp_path, body)) == ["Enligt lagen gäller 40 m2."]


def field(instruction: str, *result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    said = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return "".join([mark("begin"), said, mark("separate"), *map(run, result), mark("end")])


def test_a_field_gives_its_result_and_not_its_instruction(tmp_path):
    nested = field("IF " + "x", "2025-03-13")
    simple = f'<w:fldSimple w:instr="DOCPROPERTY Dnr">{run("KS 2025/17")}</w:fldSimple>'
    body = paragraph("Datum ", nested, ", dnr ", simple, ".")

    assert seen(word(tmp_path, body)) == ["Datum 2025-03-13, dnr KS 2025/17."]


def test_a_field_that_is_never_closed_swallows_no_paragraph_after_it(tmp_path):
    body = paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "borta") + paragraph("Kvar.")

    assert seen(word(tmp_path, body)) == ["Kvar."]


def test_a_table_of_contents_is_no_text(tmp_path):
    styles = '<w:style w:type="paragraph" w:styleId="I1"><w:name w:val="toc 1"/></w:style>'
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    body = (
        f"<w:sdt>{gallery}<w:sdtContent>{paragraph('Innehåll')}</w:sdtContent></w:sdt>"
        + paragraph("Bakgrund\t3", properties='<w:pStyle w:val="I1"/>')
        + paragraph("Texten börjar.")
    )

    assert seen(word(tmp_path, body, styles=styles)) == ["Texten börjar."]


def test_a_content_control_is_text_unless_it_shows_its_own_prompt(tmp_path):
    def control(properties: str, text: str) -> str:
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"

    body = paragraph("Dnr ", control("", "KS 2025/17"), control("<w:showingPlcHdr/>", "Klicka här för att ange text."))

    assert seen(word(tmp_path, body)) == ["Dnr KS 2025/17"]


def test_hyphens_tabs_and_symbols_are_read_as_they_look(tmp_path):
    body = paragraph(
        "e",
        "<w:r><w:noBreakHyphen/></w:r>",
        "post upp",
        "<w:r><w:softHyphen/></w:r>",
        "följning",
        "<w:r><w:tab/></w:r>",
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
        " ja",
    )

    assert seen(word(tmp_path, body)) == ["e-post uppföljning\t☑ ja"]


# --- tables


def test_merged_cells_keep_their_columns(tmp_path):
    body = paragraph(LONG * 2) + table(
        [cell(paragraph("Rekommendation")), cell(paragraph("Åtgärd")), cell(paragraph("Klart"))],
        [
            cell(paragraph("Se över"), properties='<w:vMerge w:val="restart"/>'),
            cell(paragraph("Ny rutin")),
            cell(paragraph("2025")),
        ],
        [cell(paragraph(""), properties="<w:vMerge/>"), cell(paragraph("Utbildning")), cell(paragraph("2026"))],
        [cell(paragraph("Gemensamt"), properties='<w:gridSpan w:val="2"/>'), cell(paragraph("2027"))],
    )

    rows = read_word_file(word(tmp_path, body)).lines[-1].rows

    assert [[one.text for one in row] for row in rows] == [
        ["Rekommendation", "Åtgärd", "Klart"],
        ["Se över", "Ny rutin", "2025"],
        ["", "Utbildning", "2026"],
        ["Gemensamt", "", "2027"],
    ]


def test_a_grid_that_holds_a_whole_paper_is_read_as_its_headings_lists_and_tables(tmp_path):
    styles = '<w:style w:type="paragraph" w:styleId="R"><w:name w:val="heading 2"/></w:style>'
    inner = table(
        [cell(paragraph("Fråga")), cell(paragraph("Svar"))], [cell(paragraph("Finns mål?")), cell(paragraph("Ja"))]
    )
    body = table(
        [
            cell(
                paragraph("Bakgrund", properties='<w:pStyle w:val="R"/>'),
                paragraph(LONG * 2),
                item("en punkt"),
                inner,
            )
        ]
    )

    lines = read_word_file(word(tmp_path, body, styles=styles, numbering=numbering(level(0, "bullet", "•")))).lines

    assert [line.kind for line in lines] == ["heading", "paragraph", "item", "table"]


def test_numbers_that_word_sets_out_in_a_table_are_kept(tmp_path):
    body = paragraph(LONG * 2) + table(
        [cell(paragraph("Revisionsfråga")), cell(paragraph("Bedömning"))],
        [cell(item("Finns det mål?")), cell(paragraph("Ja."))],
        [cell(item("Följs målen upp?")), cell(paragraph("Delvis."))],
    )
    path = word(tmp_path, body, numbering=numbering(level(0, "decimal", "%1.")))

    assert [row[0].text for row in read_word_file(path).lines[-1].rows][1:] == [
        "1. Finns det mål?",
        "2. Följs målen upp?",
    ]
    assert [question.found.text for question in read_report(path).draft.audit_questions] == [
        "Finns det mål?",
        "Följs målen upp?",
    ]


# --- pages

RENDERED = "<w:r><w:lastRenderedPageBreak/></w:r>"
BREAK = '<w:r><w:br w:type="page"/></w:r>'


def test_the_pages_that_word_has_noted_are_the_pages(tmp_path):
    body = paragraph("Sida ett ", RENDERED, "och två.") + paragraph(BREAK) + paragraph(RENDERED, "Sida tre.")

    raw = read_word_file(word(tmp_path, body))

    assert raw.pages == 3
    assert [(line.page_at(0), line.page_at(len(line.text) - 1)) for line in raw.lines] == [(1, 2), (3, 3)]


def test_breaks_that_the_writer_set_are_pages_where_each_fits_on_one(tmp_path):
    short = word(tmp_path, paragraph("Försättsblad", BREAK) + paragraph("Rapporten."))

    assert [line.page for line in read_word_file(short).lines] == [1, 2]

    long = word(tmp_path, paragraph("Försättsblad", BREAK) + paragraph(LONG * 90))

    assert [line.page for line in read_word_file(long).lines] == [None, None]


def test_a_document_that_tells_no_pages_has_none(tmp_path):
    reading = read_report(
        word(tmp_path, paragraph("Tjänsteskrivelse") + paragraph("Vi rekommenderar nämnden att:") + item("se över"))
    )

    assert reading.page_starts == ()
    assert {item.found.page for item in reading.draft.recommendations} <= {None}


# --- other writings of the same


def test_a_strict_document_is_read_like_any(tmp_path):
    path = tmp_path / "strict.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>'
            f"{paragraph('Strikt text.')}</w:body></w:document>",
        )

    assert seen(path) == ["Strikt text."]


@pytest.mark.parametrize("suffix", [".docm", ".dotx", ".dotm"])
def test_macro_files_and_templates_are_read_like_documents(tmp_path, suffix):
    path = word(tmp_path, paragraph("Text.")).rename(tmp_path / f"brev{suffix}")

    assert read_report(path).text == "Text."


def test_a_damaged_style_sheet_is_told_of_and_the_text_is_read(tmp_path):
    path = word(tmp_path, paragraph("Text."))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/styles.xml", "<w:styles")

    reading = read_report(path)

    assert reading.text == "Text."
    assert "delvis skadad" in reading.problems[0].text


def test_the_first_pages_own_header_is_read_only_where_it_is_in_use(tmp_path):
    def header(in_use: str) -> list[str]:
        path = tmp_path / "brev.docx"
        kinds = "".join(f'<w:headerReference w:type="{kind}" r:id="{kind}"/>' for kind in ("first", "default"))
        relations = "".join(
            f'<Relationship Id="{kind}" Type="x/header" Target="{kind}.xml"/>' for kind in ("first", "default")
        )
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(
                "word/document.xml",
                f"<w:document {W} {R}><w:body>{paragraph('Text.')}<w:sectPr>{kinds}{in_use}</w:sectPr></w:body>"
                "</w:document>",
            )
            archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>")
            for kind in ("first", "default"):
                archive.writestr(f"word/{kind}.xml", f"<w:hdr {W}>{paragraph(f'Huvud {kind}')}</w:hdr>")
        return seen(path)

    assert header("<w:titlePg/>") == ["Huvud first", "Text."]
    assert header("") == ["Huvud default", "Text."]


# --- paragraphs of a list without marks


def test_a_paragraph_is_never_joined_to_the_one_before_it(tmp_path):
    body = (
        paragraph("Hamnnämnden har under året sett över hur bryggorna och bojarna sköts")
        + paragraph("kajerna har inte ingått i genomgången")
        + paragraph("nämnden vill därför återkomma till dem")
    )

    assert len(seen(word(tmp_path, body))) == 3


@pytest.mark.parametrize("ends", ["", ",", " samt", " och"])
def test_each_plain_paragraph_after_a_lead_in_is_a_recommendation(tmp_path, ends):
    body = (
        paragraph("Granskning av bryggor")
        + paragraph("Revisionsrapport")
        + paragraph("Vi rekommenderar hamnnämnden att:")
        + paragraph(f"bygga om den yttre bryggan före vintern{ends}")
        + paragraph(f"kontrollera bojarna varje vår{ends}")
        + paragraph("rapportera tillbudet till styrelsen varje halvår.")
    )

    found = read_report(word(tmp_path, body)).draft.recommendations

    assert [(one.found.text, one.recipient) for one in found] == [
        ("bygga om den yttre bryggan före vintern", "hamnnämnden"),
        ("kontrollera bojarna varje vår", "hamnnämnden"),
        ("rapportera tillbudet till styrelsen varje halvår.", "hamnnämnden"),
    ]


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        ("bygga om bryggan", "kontrollera bojarna", True),
        ("bygga om bryggan och", "kontrollera bojarna", True),
        ("bygga om bryggan för", "kontrollera bojarna", False),
        ("säkerställa att tillsynen täcker", "alla bryggor", False),
        ("Nämnden behöver bättre", "kontrollera bojarna", False),
    ],
)
def test_line_breaks_part_the_items_of_a_list_and_only_wrap_a_sentence(tmp_path, first, second, apart):
    body = paragraph("Vi rekommenderar hamnnämnden att:") + paragraph(first, "<w:r><w:br/></w:r>", second)

    found = seen(word(tmp_path, body))[1:]
    assert found == ([first, second] if apart else [f"{first} {second}"])
