"""The PDF, opened again and asked."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings

from nemndsekr.documents.font_families import FAMILIES
from nemndsekr.documents.formats import write_document
from nemndsekr.documents.outline import (
    HeaderCell,
    Heading,
    Letterhead,
    Look,
    Outline,
    Paragraph,
    Run,
    Table,
    flat_blocks,
    outline_text,
    runs_text,
)
from nemndsekr.documents.pdf_writer import write_pdf
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import resource
from tests.documents_out.outlines import LONG, any_outline, everything, items, outline_of, words

ROOT = Path(__file__).resolve().parents[2]


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_page_text(page) for page in document]
    finally:
        document.close()


def _page_text(page: pypdfium2.PdfPage) -> str:
    text_page = page.get_textpage()
    text: str = text_page.get_text_range()
    text_page.close()
    page.close()
    # pdfium writes U+FFFE (or 0x02) for a hyphen that stands at a line's end.
    return re.sub(r"[\ufffe\x02](\r?\n)?", "-\n", text)


def words_of(outline: Outline, pages: list[str]) -> list[str]:
    """The words of the pages without what stands in their margins."""
    note = outline.page_note
    found: list[str] = []
    for number, text in enumerate(pages, start=1):
        margin = [note.numbers.format(page=number, pages=len(pages)), note.mark, note.running if number > 1 else ""]
        rest = text
        for line in filter(None, margin):
            assert line in rest
            rest = rest.replace(line, "\n", 1)
        found += rest.split()
    return found


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Every font dictionary in the file, by name, and whether it is embedded."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        fonts = [
            thing for thing in file.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"
        ]
        return {str(font.BaseFont): "/FontDescriptor" in font and "/FontFile2" in font.FontDescriptor for font in fonts}


def test_the_words_of_the_pages_are_the_outlines_in_order():
    outline = everything()
    # The head row of a long table comes again on the next page; here the words are to come once.
    blocks = tuple(replace(block, header=()) if isinstance(block, Table) else block for block in outline.blocks)
    outline = replace(outline, blocks=blocks)

    assert words_of(outline, pages_of(write_pdf(outline))) == outline_text(outline).split()


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(any_outline)
def test_any_outline_keeps_its_words(outline):
    found, told = Counter(words_of(outline, pages_of(write_pdf(outline)))), Counter(outline_text(outline).split())

    assert not told - found
    tables = [block for block in flat_blocks(outline.blocks) if isinstance(block, Table)]
    repeated = {word for table in tables for cell in table.header for word in runs_text(cell).split()}
    assert set(found - told) <= repeated


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not installed")
def test_no_words_are_glued_for_another_reader(tmp_path):
    outline = outline_of(
        Heading(words("Titel"), 1), *(Paragraph((*words(LONG), *words(LONG, italic=True))) for _ in range(9))
    )
    path = tmp_path / "handling.pdf"
    path.write_bytes(write_pdf(outline))

    text = subprocess.run(
        ["pdftotext", str(path), "-"], capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout

    assert text.count("utbildning. Samtidigt") + text.count("utbildning.\nSamtidigt") == 18
    assert set(text.split()) >= set(LONG.split())


def test_every_font_is_embedded_and_there_is_no_other():
    fonts = fonts_of(write_pdf(everything()))

    assert all(fonts.values())
    assert {name.split("+")[1] for name in fonts} == {"NotoSans-Regular", "NotoSans-Bold", "NotoSans-Italic"}


def test_the_file_says_what_it_is():
    with pikepdf.open(io.BytesIO(write_pdf(everything()))) as file:
        assert str(file.docinfo["/Title"]) == "Granskning av skolskjuts"
        assert str(file.docinfo["/Author"]) == "Lindåkra kommun"
        assert str(file.docinfo["/CreationDate"]).startswith("D:20260219")
        assert str(file.Root.Lang) == "sv-SE"
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
        assert [round(float(side)) for side in file.pages[0].MediaBox] == [0, 0, 595, 842]


def test_every_heading_is_a_bookmark_on_its_page():
    outline = everything()
    pdf = write_pdf(outline)
    document = pypdfium2.PdfDocument(pdf)
    marks = [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    document.close()
    pages = pages_of(pdf)

    headings = [block for block in outline.blocks if isinstance(block, Heading)]
    assert [(level + 1, title) for level, title, _ in marks] == [
        (block.level, block.runs[0].text) for block in headings
    ]
    assert all(title in " ".join(pages[page].split()) for _, title, page in marks)


def test_the_same_outline_gives_the_same_bytes_and_leaves_reportlab_as_it_was():
    from reportlab import rl_config

    assert write_pdf(everything()) == write_pdf(everything())
    assert not rl_config.invariant


def test_another_process_gives_the_same_bytes():
    told = "from tests.documents_out.outlines import everything; from nemndsekr.documents.pdf_writer import write_pdf; "
    told += "import hashlib; print(hashlib.sha256(write_pdf(everything())).hexdigest())"
    environment = {**os.environ, "PYTHONHASHSEED": "12", "TZ": "Asia/Tokyo"}
    command = [sys.executable, "-c", told]
    other = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=True, env=environment, cwd=ROOT
    ).stdout

    assert other.strip() == hashlib.sha256(write_pdf(everything())).hexdigest()


def test_another_text_gives_another_name_of_the_file():
    def name(outline: Outline) -> bytes:
        with pikepdf.open(io.BytesIO(write_pdf(outline))) as file:
            return bytes(file.trailer.ID[0])

    outline = everything()

    assert name(outline) == name(everything())
    assert name(outline) != name(replace(outline, blocks=outline.blocks[:-1]))


def test_the_head_row_comes_again_on_every_page_of_a_table():
    rows = tuple((words(f"Rad {number}"), words(LONG[:60])) for number in range(90))
    pages = pages_of(write_pdf(outline_of(Heading(words("T"), 1), Table(rows, (words("Nummer"), words("Text"))))))

    assert len(pages) > 2
    assert all("Nummer" in page for page in pages)


def tabled(lines: int, rows: int, *, caption: str = "", high: int = 1) -> list[str]:
    """The pages of so many lines with a table of so many rows under its heading, and how many rows stand on each."""
    table = Table(
        tuple((words(f"Nr {number}"), words(LONG * (high - 1) or "a")) for number in range(1, rows + 1)),
        (words("Kolumn"), words("Text")),
        caption,
    )
    above = [Paragraph(words(f"Rad {number}"), "line") for number in range(lines)]
    return pages_of(write_pdf(outline_of(Heading(words("Titel"), 1), *above, Heading(words("Tabellens del")), table)))


@pytest.mark.parametrize("caption", ["", "Tabelltexten"])
@pytest.mark.parametrize("rows", [2, 3, 4, 7])
@pytest.mark.parametrize("lines", range(16, 44, 3))
def test_no_single_row_of_a_table_stands_alone_under_its_heading_or_on_the_next_page(lines, rows, caption):
    pages = tabled(lines, rows, caption=caption)

    counts = [len(re.findall(r"Nr \d", page)) for page in pages]
    assert sum(counts) == rows
    assert 1 not in counts
    [start] = [page for page in pages if "Tabellens del" in page]
    assert re.findall(r"Nr [12]", start) == ["Nr 1", "Nr 2"]


def test_a_low_table_of_three_rows_stands_whole_on_one_page():
    for lines in range(16, 44):
        assert 3 in [len(re.findall(r"Nr \d", page)) for page in tabled(lines, 3)], lines


def test_high_rows_are_parted_between_pages_as_before():
    counts = [len(re.findall(r"Nr \d", page)) for page in tabled(8, 6, high=8)]

    assert sum(counts) == 6
    assert counts[0] == 1, "a high row does not take the next along"


@pytest.mark.parametrize("lines", range(20, 44))
def test_a_heading_never_stands_alone_at_the_foot_of_a_page(lines):
    outline = outline_of(
        Heading(words("Titel"), 1),
        *(Paragraph(words(f"Rad {number}"), "line") for number in range(lines)),
        Heading(words("Ensam rubrik")),
        Heading(words("Underrubrik"), 3),
        Paragraph(words(LONG * 4)),
    )

    [page] = [page for page in pages_of(write_pdf(outline)) if "Ensam rubrik" in page]

    assert "Underrubrik" in page
    assert len(page.split("Underrubrik")[1].split("Sida")[0].split()) > 15


@pytest.mark.parametrize("lines", range(28, 44))
def test_a_lead_in_never_stands_alone_at_the_foot_of_a_page(lines):
    rows = [Paragraph(words(f"Rad {number}"), "line") for number in range(lines)]
    outline = outline_of(Heading(words("Titel"), 1), *rows, Paragraph(words("Detta frågas:")), items("Frågan här"))

    [page] = [page for page in pages_of(write_pdf(outline)) if "Detta frågas:" in page]

    assert "Frågan här" in page


def led_in(lines: int, *, heading: bool = False) -> Outline:
    """So many lines, and a lead-in of many lines with its list."""
    rows = [Paragraph(words(f"Rad {number}"), "line") for number in range(lines)]
    above = [Heading(words("Ärendet"))] if heading else []
    lead = Paragraph(words(f"Ingress {LONG * 3} därför frågas:"))
    return outline_of(Heading(words("Titel"), 1), *rows, *above, lead, items("Första frågan här", "Andra"))


def pages_in_lines_joined(outline: Outline) -> list[str]:
    return [" ".join(page.split()) for page in pages_of(write_pdf(outline))]


@pytest.mark.parametrize("heading", [True, False])
@pytest.mark.parametrize("lines", range(20, 44))
def test_a_long_lead_in_leaves_only_its_last_lines_to_the_page_of_its_list(lines: int, heading: bool):
    pages = pages_in_lines_joined(led_in(lines, heading=heading))

    [start] = [at for at, page in enumerate(pages) if "Ingress" in page]
    [end] = [at for at, page in enumerate(pages) if "därför frågas:" in page]
    assert "Första frågan" in pages[end]
    if heading:
        assert "Ärendet" in pages[start]
    if start != end:
        told = pages[start][pages[start].index("Ingress") :]
        assert len(told.split()) > 15, "two lines at least stay"
        assert len(pages[end].split("därför frågas:")[0].split()) > 15, "and two go along"


def test_the_foot_of_a_page_is_filled_by_a_long_lead_in():
    parted = 0
    for lines in range(20, 44):
        pages = pages_in_lines_joined(led_in(lines))
        parted += len([page for page in pages if "Ingress" in page or "frågas:" in page]) == 2
    assert parted > 5


def test_a_lead_in_longer_than_a_page_and_one_before_a_high_row_are_set_all_the_same():
    long = Paragraph(words(f"Ingress {LONG * 40} därför frågas:"))
    high = Table(((words(LONG * 25),),), (words("A"),))
    for blocks in ((long, items("Första")), (Paragraph(words(f"{LONG * 3} så här:")), high)):
        outline = outline_of(Heading(words("Titel"), 1), *blocks)
        assert words_of(outline, pages_of(write_pdf(outline)))


def test_signatures_take_the_last_paragraph_along_to_a_new_page():
    from nemndsekr.documents.outline import KeepTogether, Signature, Signatures

    signed = KeepTogether((Signatures((Signature("Aino Bergdahl", "Chef"),)),))
    for lines in range(25, 45):
        rows = [Paragraph(words(f"Rad {number}"), "line") for number in range(lines)]
        outline = outline_of(Heading(words("Titel"), 1), *rows, Paragraph(words("Sista stycket.")), signed)
        [page] = [page for page in pages_of(write_pdf(outline)) if "Aino Bergdahl" in page]
        assert "Sista stycket." in page


def test_a_cell_higher_than_a_page_is_parted_rather_than_refused():
    outline = outline_of(Heading(words("T"), 1), Table(((words("Kort"), words(LONG * 40)),), (words("A"), words("B"))))

    assert sorted(words_of(outline, pages_of(write_pdf(outline)))) != []
    assert "".join(pages_of(write_pdf(outline))).count("chaufförerna") == 40


@pytest.mark.parametrize(
    ("text", "told"),
    [("Bra \N{GRINNING FACE} jobbat", "«\N{GRINNING FACE}» (U+1F600)"), ("漢字", "U+6F22")],
)
def test_a_character_that_no_font_has_is_named_before_anything_is_written(text, told):
    with pytest.raises(UserError) as caught:
        write_pdf(outline_of(Heading(words("Titel"), 1), Paragraph(words(text))))

    assert told in caught.value.what
    assert text in caught.value.next_step


def test_all_characters_that_no_font_has_are_named_at_once():
    texts = ("Bra \N{GRINNING FACE} jobbat", "漢字", "och \N{FIRE}\N{ROCKET}")
    with pytest.raises(UserError) as caught:
        write_pdf(outline_of(Heading(words("Titel"), 1), *(Paragraph(words(text)) for text in texts)))

    assert caught.value.what == (
        "Tecknen «😀» (U+1F600), «漢» (U+6F22), «字» (U+5B57), «🔥» (U+1F525) och 1 till finns inte i typsnittet och "
        "kan inte skrivas i PDF."
    )
    assert "Det första står här: «…Bra 😀 jobbat…»" in caught.value.next_step


def test_the_signs_of_words_symbol_fonts_are_printed_as_what_they_look_like():
    outline = outline_of(Heading(words("Titel"), 1), Paragraph(words("\uf0b7 Säkra \uf0d8 hållplatserna \uf0fc")))

    assert "• Säkra ➢ hållplatserna ✓" in " ".join(" ".join(pages_of(write_pdf(outline))).split())


@pytest.mark.parametrize("text", ["a\u0308r", "mjuk\u00adhet", "\ufeffstart", "noll\x00tecken", "sida\x0cbyte"])
def test_unseen_characters_from_pasted_text_do_no_harm(text):
    outline = outline_of(Heading(words("Titel"), 1), Paragraph(words(text)))

    assert words_of(outline, pages_of(write_pdf(outline))) == outline_text(outline).split()


def test_markup_in_a_text_is_printed_as_it_stands():
    outline = outline_of(
        Heading(words("A & B <i>"), 1), Paragraph((Run("1 < 2 & <b>fet</b>", bold=True),)), items("<br/>")
    )

    assert words_of(outline, pages_of(write_pdf(outline))) == outline_text(outline).split()


def test_a_long_running_line_does_not_run_into_the_mark():
    outline = everything()
    outline = replace(
        outline, page_note=replace(outline.page_note, running="Tjänsteskrivelse · " + "BUN-2026-0412 " * 12)
    )

    assert "…" in pages_of(write_pdf(outline))[1]


def test_an_unknown_format_is_answered_with_those_that_are():
    with pytest.raises(UserError, match="pdf, docx, html, txt"):
        write_document(everything(), ".odt")


def test_the_text_file_holds_the_outlines_text():
    assert write_document(everything(), ".txt").decode("utf-8-sig") == outline_text(everything())


def test_a_heading_never_stands_alone_at_a_foot_above_a_table_with_a_caption():
    table = Table(((words("a"), words("b")),) * 3, (words("A"), words("B")), "Tabelltext")
    blocks: list[Heading | Paragraph | Table] = []
    for number in range(60):
        blocks += [Paragraph(words("text " * (17 * (1 + number % 5)))), Heading(words(f"Rubrik {number}"), 3), table]

    pages = pages_of(write_pdf(outline_of(*blocks)))

    assert len(pages) > 10
    last = [[line for line in page.splitlines() if line.strip()][-1] for page in pages]
    assert not [line for line in last if line.startswith(("Rubrik", "Tabelltext"))]


@pytest.mark.parametrize(
    "name",
    [
        "Ánde Čállo, Sámediggi",
        "Márjá Ŋálggis",
        "Đorvu Šattalaš, Ruoŧŧa ja Žárkos",
        "Åsa Öberg-Äikäs",
        "Väinö Hyyryläinen",
        "Zoë Großmann, Łukasz Żółć",
    ],
)
def test_names_of_the_north_print(name):
    outline = outline_of(
        Heading(words(name), 1), Paragraph(words(name, italic=True)), Paragraph((Run(name, bold=True, italic=True),))
    )

    assert "".join(pages_of(write_pdf(outline))).count(name) == 3


@pytest.mark.parametrize("space", ["\u2003", "\u3000", "\u205f", "\u1680", "\u202f", "\u2007", "\u00a0"])
def test_an_odd_space_is_a_space(space):
    outline = outline_of(Heading(words("Titel"), 1), Paragraph(words(f"två{space}ord")))

    assert words_of(outline, pages_of(write_pdf(outline))) == outline_text(outline).split()
    assert "\x00" not in "".join(pages_of(write_pdf(outline)))


def lines_of(pdf: bytes) -> list[str]:
    return [line for page in pages_of(pdf) for line in page.splitlines() if line.strip()]


def test_a_margin_for_notes_is_wide_and_lines_hold_nearly_as_many_words():
    outline = outline_of(Heading(words("Titel"), 1), *[Paragraph(words(LONG * 3))] * 4)
    plain, noted = write_pdf(outline), write_pdf(replace(outline, note_margin=True))

    with pypdfium2.PdfDocument(noted) as document:
        page = document[0]
        text = page.get_textpage()
        rights = [text.get_charbox(at)[2] for at in range(text.count_chars())]
        text.close()
        page.close()
    assert max(rights) < 595 - 50 / 25.4 * 72
    assert len(lines_of(noted)) <= 1.05 * len(lines_of(plain))


def test_the_copy_with_a_margin_for_notes_has_the_same_pages():
    parts = [block for n in range(1, 30) for block in (Heading(words(f"Del {n}")), Paragraph(words(LONG * 2)))]
    outline = outline_of(Heading(words("Titel"), 1), *parts)
    plain, noted = (pages_of(write_pdf(one)) for one in (outline, replace(outline, note_margin=True)))

    assert len(plain) == len(noted) > 4
    headings = [[re.findall(r"Del \d+", page) for page in pages] for pages in (plain, noted)]
    assert headings[0] == headings[1]


def test_a_number_and_a_day_in_the_letterhead_are_never_parted():
    cells = (
        HeaderCell("Datum", ("2026-03-19",)),
        HeaderCell("Diarienummer", ("BUN-2026-0412", "REV-2025-31")),
        HeaderCell("Till", ("Lindåkra kommuns revisorer och kommunfullmäktiges presidium",)),
        HeaderCell("Adress", ("Torggatan 4, 999 01 Lindåkra", "registrator@lindakra.example")),
    )
    for margin in (False, True):
        outline = replace(outline_of(Heading(words("T"), 1)), letterhead=Letterhead(cells=cells), note_margin=margin)
        [page] = pages_of(write_pdf(outline))
        assert "2026-03-19" in page
        assert "BUN-2026-0412" in page


@pytest.mark.parametrize(("size", "more"), [(8, 0), (14, 2), (99, 3)])
def test_the_size_of_the_text_follows_the_look_within_reason(size, more):
    outline = outline_of(Heading(words("Titel"), 1), *[Paragraph(words(LONG * 3))] * 9)

    pages = [len(pages_of(write_pdf(replace(outline, look=Look(size=points))))) for points in (0, size)]

    assert pages[1] - pages[0] == more


def test_a_family_that_is_not_here_is_replaced_by_the_standard():
    outline = everything()

    assert write_pdf(replace(outline, look=Look(pdf_font="Comic Sans MS"))) == write_pdf(outline)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_every_family_that_is_shipped_prints_swedish_sami_and_finnish(family):
    runs = (Run("Åäö éü čđŋšŧž ≤ →"), Run("Fet åäö", bold=True), Run("Kursiv", italic=True))
    outline = replace(
        outline_of(Heading(words("Titel"), 1), Paragraph((*runs, Run("Båda", bold=True, italic=True)))),
        look=Look(pdf_font=family.name.upper()),
    )
    pdf = write_pdf(outline)

    assert words_of(outline, pages_of(pdf)) == outline_text(outline).split()
    assert {name.split("+")[1] for name in fonts_of(pdf)} >= set(family.faces)
    assert resource("fonts", "OFL.txt").is_file()
