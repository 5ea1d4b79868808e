"""The Word file, opened again and asked."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import HealthCheck, given, settings

from nemndsekr.documents.docx_writer import write_docx
from nemndsekr.documents.outline import (
    Heading,
    ItemList,
    KeepTogether,
    Outline,
    OutlineBlock,
    Paragraph,
    Run,
    Table,
    flat_blocks,
    outline_text,
    runs_text,
)
from tests.documents_out.outlines import LONG, any_outline, everything, items, outline_of, words


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
        "tblPr": ["tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption"],
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


def test_an_emoji_that_the_pdf_refuses_is_no_trouble_in_word():
    assert "\N{GRINNING FACE}" in " ".join(texts_of(opened(outline_of(Paragraph(words("Bra \N{GRINNING FACE}"))))))


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
def test_another_program_opens_it_and_sees_the_same_words(tmp_path: Path):
    outline = everything()
    path = tmp_path / "handling.docx"
    path.write_bytes(write_docx(outline))

    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    document = pypdfium2.PdfDocument(tmp_path / "handling.pdf")
    pages = [page.get_textpage().get_text_range() for page in document]
    text = re.sub(r"[\ufffe\x02](\r?\n)?", "-\n", "\n".join(pages))

    assert set(without_marks(outline)) <= set(text.split())
    assert f"Sida 1 ({len(pages)})" in pages[0]
    assert re.findall(r"(\S+)\s+(?:Först|Under|Underst|Sedan)\.", text) == ["1.", "a)", "i)", "2."]
    headings = [runs_text(block.runs) for block in flat_blocks(outline.blocks) if isinstance(block, Heading)]
    assert all(heading in " ".join(text.split()) for heading in headings)
    assert LONG.strip() in " ".join(text.split())


def test_tight_lines_stay_tight_where_the_first_of_them_are_kept_together():
    first, second, third = (Paragraph((Run(text),), "line") for text in ("ett", "två", "tre"))
    document = opened(outline_of(KeepTogether((first, second)), third, Paragraph(words("slut"))))

    spaces = [paragraph(document, text).paragraph_format.space_after for text in ("ett", "två", "tre")]

    assert spaces == [None, None, Pt(7)]
