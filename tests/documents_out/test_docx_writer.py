"""The Word file, opened again and asked."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import HealthCheck, given, settings

from nemndsekr.documents.docx_writer import write_docx
from nemndsekr.documents.outline import (
    Heading,
    ItemList,
    KeepTogether,
    Logo,
    Look,
    Outline,
    OutlineBlock,
    PageBreak,
    Paragraph,
    Run,
    Table,
    flat_blocks,
    outline_text,
)
from nemndsekr.reading.report_file import read_report
from nemndsekr.support.errors import UserError
from tests.documents_out.outlines import any_outline, everything, items, outline_of, words
from tests.documents_out.word_forms import png


def opened(outline: Outline) -> Document:
    return docx.Document(io.BytesIO(write_docx(outline)))


def texts_of(document: Document) -> Iterator[str]:
    """The texts of the body in order; Word itself reckons the list marks, so they are not among them."""
    for part in document.iter_inner_content():
        if isinstance(part, WordTable):
            yield from (cell.text for row in part.rows for cell in row.cells)
        else:
            yield part.text


def without_marks(outline: Outline) -> list[str]:
    """The outline's words without list marks."""
    blocks: list[OutlineBlock] = []
    for block in flat_blocks(outline.blocks):
        blocks += [Paragraph(item.runs) for item in block.items] if isinstance(block, ItemList) else [block]
    return outline_text(
        Outline(outline.metadata, outline.document_name, outline.letterhead, outline.page_note, tuple(blocks))
    ).split()


def paragraph(document: Document, text: str) -> Any:
    return next(
        paragraph for paragraph in document.paragraphs if paragraph.text.replace("\u00a0", " ").startswith(text)
    )


def numbering_of(found: WordParagraph) -> tuple[int, int]:
    layout: Any = found._p.pPr
    properties = layout.numPr
    return properties.numId.val, properties.ilvl.val


def xml_of(outline: Outline, part: str) -> str:
    with zipfile.ZipFile(io.BytesIO(write_docx(outline))) as file:
        return file.read(part).decode()


def test_the_words_of_the_body_are_the_outlines_in_order():
    outline = everything()
    found, told = " ".join(texts_of(opened(outline))).split(), without_marks(outline)
    head = told.index("Datum")

    assert sorted(found[:head]) == sorted(told[:head]), "the document's name stands beside the first line of the sender"
    assert found[head:] == told[head:]


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(any_outline)
def test_any_outline_keeps_its_words(outline):
    assert sorted(" ".join(texts_of(opened(outline))).split()) == sorted(without_marks(outline))


def test_headings_lists_and_roles_have_real_styles():
    document = opened(everything())

    styles = {text: paragraph(document, text).style.name for text in (
        "Granskning av skolskjuts", "Sammanfattning", "Rekommendation: Rapportera", "En underrubrik", "Den lägsta",
        "Nämnden godkänner", "Under.", "Underst.", "Yttrande", "Tabell 1.", "Planen", "[Här anger", "Beredning",
    )}  # fmt: skip

    assert list(styles.values()) == [
        "Heading 1", "Heading 2", "Heading 3", "Heading 4", "Heading 5",
        "List Number", "List Number 2", "List Number 3", "List Bullet 2", "Caption", "Normal", "Mallrad", "Rad",
    ]  # fmt: skip


def test_bold_and_italic_are_kept():
    runs = {run.text: (bool(run.bold), bool(run.italic)) for run in paragraph(opened(everything()), "Planen").runs}

    assert runs["Trygg resa"] == (False, True)
    assert runs["alla"] == (True, False)


def test_every_list_begins_again_at_one():
    document = opened(
        outline_of(
            Heading(words("T"), 1),
            items("A.", ordered=True),
            Paragraph(words("Mellan")),
            items("B.", "C.", ordered=True),
        )
    )
    numbers = [numbering_of(paragraph(document, text))[0] for text in ("A.", "B.", "C.")]

    assert numbers[0] != numbers[1] == numbers[2]
    lists = document.part.numbering_part.element
    for number in set(numbers):
        [found] = lists.xpath(f'./w:num[@w:numId="{number}"]')
        starts = found.xpath('./w:lvlOverride[@w:ilvl="0"]/w:startOverride/@w:val')
        assert starts == ["1"]


def test_list_levels_are_levels_of_one_list():
    document = opened(everything())

    first, under, underst = (numbering_of(paragraph(document, text)) for text in ("Först.", "Under.", "Underst."))

    assert first[0] == under[0] == underst[0]
    assert [first[1], under[1], underst[1]] == [0, 1, 2]


def test_the_head_row_is_repeated_and_no_row_is_parted():
    document = opened(everything())
    [table] = [table for table in document.tables if table.cell(0, 0).text == "Linje"]

    rows = [row._tr.trPr for row in table.rows]

    assert rows[0].find(qn("w:tblHeader")) is not None
    assert all(row.find(qn("w:cantSplit")) is not None for row in rows)
    assert rows[1].find(qn("w:tblHeader")) is None
    name: Any = table._tbl.tblPr.find(qn("w:tblCaption"))
    assert name.get(qn("w:val")) == "Tabell 1. Resor per linje"


def test_no_row_of_a_table_stands_alone_under_its_head_or_on_its_last_page():
    rows = tuple((words(f"Nr {number}"), words("")) for number in range(1, 6))
    document = opened(outline_of(Heading(words("Del")), Table(rows, (words("Kolumn"), words("Text")))))

    kept = [{one.paragraph_format.keep_with_next for cell in row.cells for one in cell.paragraphs}
            for row in document.tables[-1].rows]  # fmt: skip

    assert kept == [{True}, {True}, {None}, {None}, {True}, {None}]


def test_columns_of_figures_are_set_to_the_right():
    document = opened(everything())
    [table] = [table for table in document.tables if table.cell(0, 0).text == "Linje"]

    assert [cell.paragraphs[0].alignment for cell in table.rows[1].cells] == [
        None,
        WD_ALIGN_PARAGRAPH.RIGHT,
        None,
    ]


def test_the_page_number_is_a_field_on_the_first_page_too():
    section = opened(everything()).sections[0]

    for footer in (section.first_page_footer, section.footer):
        codes = [code.text.strip() for code in footer._element.iter(qn("w:instrText"))]
        assert codes == ["PAGE", "NUMPAGES"]
        assert footer.paragraphs[0].text == "Sida 1 (1)"


def test_the_mark_stands_on_every_page_and_the_running_line_from_page_two():
    section = opened(everything()).sections[0]

    assert section.first_page_header.paragraphs[0].text == "\tUTKAST"
    assert section.header.paragraphs[0].text == "Tjänsteskrivelse · BUN-2026-0412\tUTKAST"


def test_the_letterhead_stands_in_the_body():
    document = opened(everything())

    assert document.paragraphs[0].text == "Lindåkra kommun\tTjänsteskrivelse"
    assert document.tables[0].cell(0, 1).text == "Handläggare\nPeter Sandqvist\nUtredare"


def test_the_paragraph_before_the_signatures_goes_along_to_their_page():
    document = opened(everything())

    assert paragraph(document, "Rad ett").paragraph_format.keep_with_next
    assert not paragraph(document, "BUN-2026-0412").paragraph_format.keep_with_next


def test_a_long_lead_in_keeps_with_its_list_and_may_be_parted_two_lines_on_either_page():
    lead = Paragraph(words("Förvaltningen har följt frågan sedan hösten. " * 9 + "Därför frågas:"))
    document = opened(outline_of(Heading(words("Titel"), 1), lead, items("Första frågan")))
    made = next(one for one in document.paragraphs if one.text.endswith("Därför frågas:"))
    assert made.paragraph_format.keep_with_next
    styles, style = [made.paragraph_format], made.style
    while style is not None:
        styles.append(style.paragraph_format)
        style = style.base_style
    assert not any(one.keep_together for one in styles)
    assert next(one.widow_control for one in styles if one.widow_control is not None)


def test_the_file_is_swedish_and_modern_and_carries_no_picture_of_another():
    outline = everything()
    properties = opened(outline).core_properties
    with zipfile.ZipFile(io.BytesIO(write_docx(outline))) as file:
        names = file.namelist()

    assert (properties.title, properties.author, properties.language) == (
        "Granskning av skolskjuts",
        "Lindåkra kommun",
        "sv-SE",
    )
    assert properties.created.date().isoformat() == "2026-02-19"
    assert 'w:val="sv-SE"' in xml_of(outline, "word/styles.xml")
    assert re.search(r'compatibilityMode"[^>]*w:val="15"', xml_of(outline, "word/settings.xml"))
    assert not [name for name in names if "thumbnail" in name]


def test_the_styles_name_one_font():
    document = opened(everything())

    for name in ("Normal", "Heading 1", "Heading 2", "List Bullet", "Caption", "Tabelltext"):
        fonts = document.styles[name].element.rPr.rFonts
        assert set(fonts.attrib.values()) == {"Calibri"}, name


def test_the_same_outline_gives_the_same_bytes():
    assert write_docx(everything()) == write_docx(everything())


def test_the_elements_of_the_xml_stand_in_the_order_word_wants():
    """Word refuses a file whose properties stand in another order than the schema's."""
    order = {
        "pPr": [
            "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs",
            "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr",
        ],
        "tblPr": [
            "tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook",
            "tblCaption", "tblDescription",
        ],
        "tcPr": ["tcW", "gridSpan", "tcBorders", "shd", "vAlign"],
        "trPr": ["cantSplit", "tblHeader"],
    }  # fmt: skip
    for part in ("word/document.xml", "word/styles.xml"):
        root = docx.oxml.parse_xml(xml_of(everything(), part).encode())
        for tag, wanted in order.items():
            for properties in root.iter(qn(f"w:{tag}")):
                names = [child.tag.split("}")[1] for child in properties]
                known = [name for name in names if name in wanted]
                assert known == sorted(known, key=wanted.index), (part, tag, names)


@pytest.mark.parametrize("text", ["noll\x00tecken", "sida\x0cbyte", "\ud800", "\ufffe", "a\u0308r", "rad\rett"])
def test_unseen_characters_from_pasted_text_do_no_harm(text):
    outline = outline_of(
        Heading(words("Titel"), 1), Paragraph(words(f"A {text} B")), Table((((Run(text),),),), caption=text)
    )

    assert sorted(" ".join(texts_of(opened(outline))).split()) == sorted(without_marks(outline))


@pytest.mark.parametrize("end", ["\n", "\x0b", "\u2028", "\r\n"])
def test_a_line_end_within_a_paragraph_is_words_own(end):
    document = opened(outline_of(Paragraph(words(f"Första raden{end}andra raden"))))
    [text] = [one for one in document.element.iter(qn("w:t")) if one.text == "Första raden"]

    assert text.getnext().tag == qn("w:br")
    assert text.getnext().getnext().text == "andra raden"


def test_an_emoji_that_the_pdf_refuses_is_no_trouble_in_word():
    assert "\N{GRINNING FACE}" in " ".join(texts_of(opened(outline_of(Paragraph(words("Bra \N{GRINNING FACE}"))))))


def test_links_are_links_to_pages_and_mailboxes_only():
    runs = (
        Run("Läs "),
        Run("hela ", link="https://lindakra.example/svar?a=1&b=2"),
        Run("svaret", bold=True, link="https://lindakra.example/svar?a=1&b=2"),
        Run(" eller "),
        Run("kör", link="file:///c:/windows/system32/cmd.exe"),
    )
    document = opened(outline_of(Heading(words("T"), 1), Paragraph(runs)))
    found: Any = paragraph(document, "Läs")

    [link] = found.hyperlinks
    assert (link.text, link.address) == ("hela svaret", "https://lindakra.example/svar?a=1&b=2")
    assert {run.style.name for run in link.runs} == {"Hyperlink"}
    assert found.text == "Läs hela svaret eller kör"


def test_the_logo_stands_in_the_text_of_page_one_with_its_words():
    outline = everything()
    logo = Logo(png(), 'Lindåkra kommuns "vapen"', 15)
    document = opened(replace(outline, letterhead=replace(outline.letterhead, logo=logo)))

    [picture] = document.inline_shapes
    assert picture._inline.docPr.get("descr") == 'Lindåkra kommuns "vapen"'
    assert round(picture.height / Mm(1)) == 15
    assert document.paragraphs[0]._p.xpath(".//w:drawing")
    assert document.paragraphs[1].text == "Lindåkra kommun\tTjänsteskrivelse"


def test_a_logo_that_is_no_picture_is_told():
    outline = everything()
    broken = replace(outline, letterhead=replace(outline.letterhead, logo=Logo(b"<svg/>", "Vapen")))

    with pytest.raises(UserError, match="Logotypen") as refused:
        write_docx(broken)
    assert "PNG eller JPEG" in refused.value.next_step


def test_the_look_gives_the_font_and_the_size_of_every_style():
    document = opened(replace(everything(), look=Look(word_font="Georgia", size=12)))

    assert document.styles["Normal"].font.size == Pt(12)
    assert document.styles["Heading 1"].font.size == Pt(22)
    assert {style.font.name for style in document.styles if style.name in {"Normal", "Heading 2", "Caption"}} == {
        "Georgia"
    }


def test_the_margin_for_notes_makes_the_text_narrower():
    plain, noted = opened(everything()).sections[0], opened(replace(everything(), note_margin=True)).sections[0]

    assert noted.right_margin is not None
    assert round(noted.right_margin / Mm(1)) == 60
    assert noted.left_margin == plain.left_margin
    for table in opened(replace(everything(), note_margin=True)).tables:
        assert sum(column.width for column in table.columns) <= Mm(124)


def test_a_break_comes_before_the_next_paragraph_and_leaves_no_empty_one():
    document = opened(
        outline_of(
            Heading(words("T"), 1),
            PageBreak(),
            Heading(words("Bilaga")),
            Paragraph(words("Text.")),
            PageBreak(),
            Table(((words("a"),),)),
            PageBreak(),
        )
    )

    assert paragraph(document, "Bilaga").paragraph_format.page_break_before
    assert not paragraph(document, "Text.").paragraph_format.page_break_before
    assert document.tables[-1].cell(0, 0).paragraphs[0].paragraph_format.page_break_before
    assert "w:br " not in xml_of(
        outline_of(Heading(words("T"), 1), PageBreak(), Heading(words("B"))), "word/document.xml"
    )


@pytest.mark.parametrize(
    ("text", "kept"), [("den 2026-02-19 och 2026-03-05", 4), ("BUN-2026-0412", 0), ("ASN-2024-11995, Svar", 0)]
)
def test_a_day_in_a_table_keeps_together_and_a_number_can_be_searched_for(tmp_path: Path, text, kept):
    outline = outline_of(Heading(words("T"), 1), Paragraph(words(text)), Table(((words(text), words("A-lag 2-3")),)))
    path = tmp_path / "svar.docx"
    path.write_bytes(write_docx(outline))
    document = docx.Document(str(path))
    cell = document.tables[-1].cell(0, 0)
    read = read_report(path).text.replace("\u00a0", " ")

    assert len(cell._tc.xpath(".//w:noBreakHyphen")) == kept
    assert not document.tables[-1].cell(0, 1)._tc.xpath(".//w:noBreakHyphen")
    assert cell.text == text
    assert "w:noBreakHyphen" not in paragraph(document, text)._p.xml
    assert read.count(text) == 2, "our own reader says the same"


def test_a_table_tells_what_its_columns_are():
    document = opened(everything())
    [table] = [table for table in document.tables if table.cell(0, 0).text == "Linje"]
    told: Any = table._tbl.tblPr.find(qn("w:tblDescription"))

    assert told.get(qn("w:val")) == "Kolumner: Linje, Resor, Anmärkning."


def test_tight_lines_stay_tight_where_the_first_of_them_are_kept_together():
    first, second, third = (Paragraph((Run(text),), "line") for text in ("ett", "två", "tre"))
    document = opened(outline_of(KeepTogether((first, second)), third, Paragraph(words("slut"))))

    spaces = [paragraph(document, text).paragraph_format.space_after for text in ("ett", "två", "tre")]

    assert spaces == [None, None, Pt(7)]
