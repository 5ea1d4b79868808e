"""The tags of the PDF: the same words as the outline, in the same order, each told as what it is."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from PIL import Image

from nemndsekr.documents import pdf_lines, pdf_paragraph
from nemndsekr.documents.document_types import build_document
from nemndsekr.documents.formats import write_document
from nemndsekr.documents.outline import (
    Heading,
    ItemList,
    ListItem,
    Logo,
    Look,
    Outline,
    Paragraph,
    Run,
    Table,
    outline_text,
)
from nemndsekr.documents.pdf_writer import write_pdf
from nemndsekr.documents.template_files import load_template
from nemndsekr.reading.report_file import read_report
from nemndsekr.support.errors import UserError
from tests.documents_out.made_up import school_transport
from tests.documents_out.outlines import LONG, any_outline, everything, items, outline_of, words
from tests.documents_out.tag_reader import Element, TagReader, difference

ADDRESS = "https://www.lindakra.se/namnder"


def told_words(outline: Outline) -> list[str]:
    """The words that are to be heard: the mark of a draft, then all that the pages hold but their notes."""
    return f"{outline.page_note.mark} {outline_text(outline)}".split()


def tags_of(*blocks: Any) -> list[tuple[str, str]]:
    """The tags of some blocks with their words, without the letterhead, outermost level only."""
    reader = TagReader(write_pdf(outline_of(*blocks)))
    # The sender, the document's name, and two cells of the header grid.
    return [(one.kind, " ".join(one.text.split())) for one in reader.root.kids[8:]]


def shape(element: Element) -> str:
    """A tag and what is in it: ``LI(Lbl LBody)``."""
    return element.kind + (f"({' '.join(map(shape, element.kids))})" if element.kids else "")


def picture(mode: str = "RGB", suffix: str = "PNG", size: tuple[int, int] = (60, 20)) -> bytes:
    file = io.BytesIO()
    Image.new(mode, size, (10, 90, 160, 128)[: len(mode)] if mode != "L" else 90).save(file, suffix)
    return file.getvalue()


def with_logo(content: bytes, alt: str = "Lindåkra kommuns vapen") -> Outline:
    outline = everything()
    return replace(outline, letterhead=replace(outline.letterhead, logo=Logo(content, alt)))


@pytest.mark.parametrize("changed", [{}, {"landscape": True}, {"note_margin": True}, {"look": Look(size=13)}], ids=str)
def test_the_tags_say_the_outlines_words_in_its_order(changed: dict[str, Any]):
    outline = replace(everything(), **changed)
    reader = TagReader(write_pdf(outline))

    assert reader.faults == []
    assert difference(reader.words, told_words(outline)) == ""


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(any_outline)
def test_the_tags_of_any_outline_say_its_words(outline: Outline):
    reader = TagReader(write_pdf(outline))

    assert reader.faults == []
    assert difference(reader.words, told_words(outline)) == ""


def test_blocks_are_told_as_what_they_are():
    found = tags_of(
        Heading(words("Titel"), 1),
        Heading(words("Avsnitt"), 2),
        Paragraph(words("Löpande text.")),
        Paragraph(words("Ur rapporten."), "quote"),
        Paragraph(words("[Fyll i]"), "placeholder"),
        items("Ett", "Två", ordered=True),
        Table(((words("a"), ()),), (words("A"), words("B")), "Tabell 1"),
    )

    assert found == [
        ("H1", "Titel"),
        ("H2", "Avsnitt"),
        ("P", "Löpande text."),
        ("BlockQuote", "Ur rapporten."),
        ("P", "[Fyll i]"),
        ("L", "1. Ett 2. Två"),
        ("Table", "Tabell 1 A B a"),
    ]


def test_the_letterhead_is_content_and_what_stands_in_the_margins_is_not():
    outline = everything()
    reader = TagReader(write_pdf(outline))
    decoration = " ".join(text for page in reader.pages for text in page.decoration)

    assert "2026-02-19" in reader.words
    assert "Sida 1 (4)" in decoration
    assert outline.page_note.running in decoration
    assert reader.root.text.count("UTKAST") == 1


@pytest.mark.parametrize(
    ("levels", "told"),
    [
        ((0, 0), "L(LI(Lbl LBody) LI(Lbl LBody))"),
        ((0, 1), "L(LI(Lbl LBody(P L(LI(Lbl LBody)))))"),
        ((0, 2, 0), "L(LI(Lbl LBody(P L(LI(Lbl LBody)))) LI(Lbl LBody))"),
        ((0, 1, 2, 1), "L(LI(Lbl LBody(P L(LI(Lbl LBody(P L(LI(Lbl LBody)))) LI(Lbl LBody)))))"),
        ((1, 1), "L(LI(Lbl LBody) LI(Lbl LBody))"),
        ((1, 0), "L(LI(Lbl LBody))"),
    ],
)
def test_a_list_in_a_list_lies_in_its_item(levels: tuple[int, ...], told: str):
    outline = outline_of(Heading(words("T"), 1), items(*"abcd"[: len(levels)], ordered=True, levels=levels))
    reader = TagReader(write_pdf(outline))

    assert reader.faults == []
    assert shape(next(reader.root.every("L"))) == told


def test_an_item_that_is_parted_comes_before_what_stands_below_it():
    long = ItemList((ListItem(words(LONG * 30)), ListItem(words("Under."), 1)))
    outline = outline_of(Heading(words("T"), 1), *[Paragraph(words(LONG))] * 6, long)
    reader = TagReader(write_pdf(outline))

    assert len(reader.pages) > 1
    assert difference(reader.words, told_words(outline)) == ""


@pytest.mark.parametrize(("ordered", "told"), [(True, ["Decimal", "LowerAlpha"]), (False, ["Disc", "Circle"])])
def test_a_list_says_how_it_is_numbered(ordered: bool, told: list[str]):
    outline = outline_of(Heading(words("T"), 1), items("a", "b", ordered=ordered, levels=(0, 1)))
    reader = TagReader(write_pdf(outline))

    assert [str(one.node.A.ListNumbering).lstrip("/") for one in reader.root.every("L")] == told


def test_the_head_row_is_told_once_and_each_of_its_cells_is_a_columns_head():
    rows = tuple((words(f"Rad {number}"), words(LONG[:60])) for number in range(90))
    table = Table(rows, (words("Nummer"), words("Anmärkt")), "Tabell 1. Rader")
    reader = TagReader(write_pdf(outline_of(Heading(words("T"), 1), table)))
    heads = list(reader.root.every("TH"))

    assert [(one.text.strip(), str(one.node.A.Scope)) for one in heads] == [
        ("Nummer", "/Column"),
        ("Anmärkt", "/Column"),
    ]
    assert all("Anmärkt " in page.decoration for page in reader.pages[1:])
    assert [one.kind for one in next(reader.root.every("Table")).kids[:2]] == ["Caption", "TR"]


def test_a_row_higher_than_a_page_is_one_row_of_tags():
    table = Table(((words("Kort"), words(LONG * 40)),), (words("A"), words("B")))
    outline = outline_of(Heading(words("T"), 1), table)
    reader = TagReader(write_pdf(outline))

    assert len(reader.pages) > 1
    assert len(list(reader.root.every("TR"))) == 2
    assert difference(reader.words, told_words(outline)) == ""


def test_headings_that_skip_a_level_are_drawn_together():
    found = tags_of(Heading(words("a"), 3), Heading(words("b"), 5), Heading(words("c"), 2), Heading(words("d"), 3))

    assert [kind for kind, _ in found] == ["H1", "H2", "H2", "H3"]


# --- links ------------------------------------------------------------------------------------------------------------


def links_of(*runs: Run) -> tuple[TagReader, list[Any]]:
    reader = TagReader(write_pdf(outline_of(Heading(words("T"), 1), Paragraph(runs))))
    assert reader.faults == []
    return reader, [link for page in reader.file.pages for link in page.get("/Annots", ())]


def test_a_link_over_several_lines_is_one_link_with_an_area_on_each():
    reader, areas = links_of(Run("Läs "), Run(LONG, link=ADDRESS), Run(" och svara."))
    [tag] = reader.root.every("Link")

    assert len(areas) > 2
    assert tag.text.split() == LONG.split()
    assert {str(area.A.URI) for area in areas} == {ADDRESS}
    assert str(areas[0].Contents) == f"{' '.join(LONG.split())} ({ADDRESS})"


def test_a_link_that_is_partly_bold_is_one_and_two_beside_each_other_are_two():
    reader, _ = links_of(
        Run("nämndens ", link=ADDRESS),
        Run("sida", bold=True, link=ADDRESS),
        Run(" "),
        Run("kontakt", link="mailto:a@b.se"),
    )

    assert [tag.text.strip() for tag in reader.root.every("Link")] == ["nämndens sida", "kontakt"]


def test_a_link_without_words_is_none():
    reader, areas = links_of(Run("Läs"), Run(" ", link=ADDRESS), Run("mer."))

    assert areas == []
    assert reader.words[-2:] == ["Läs", "mer."]


def test_a_link_parted_over_pages_is_one():
    fill = [Paragraph(words(LONG))] * 8
    outline = outline_of(Heading(words("T"), 1), *fill, Paragraph((Run(LONG * 12, link=ADDRESS),)))
    reader = TagReader(write_pdf(outline))

    assert reader.faults == []
    assert [len(page.get("/Annots", ())) > 0 for page in reader.file.pages] == [True, True]
    assert len(list(reader.root.every("Link"))) == 1


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("www.lindakra.se", "https://www.lindakra.se"),
        ("https://www.lindåkra.se/möte?år=2026#sida", "https://www.xn--lindkra-hxa.se/m%C3%B6te?%C3%A5r=2026#sida"),
        ("https://a.se/a%20b", "https://a.se/a%20b"),
        ("mailto:nämnd@lindakra.se", "mailto:n%C3%A4mnd@lindakra.se"),
    ],
)
def test_an_address_is_written_as_a_browser_takes_it(address: str, written: str):
    _, [area] = links_of(Run("sidan", link=address))

    assert str(area.A.URI) == written


# --- logo -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        picture(),
        picture("RGBA"),
        picture("L"),
        picture("CMYK", "JPEG"),
        picture(size=(3000, 40)),
        picture(size=(20, 900)),
    ],
    ids=["png", "see-through", "grey", "print colours", "wide", "high"],
)
def test_a_logo_is_a_picture_told_in_words(content: bytes):
    reader = TagReader(write_pdf(with_logo(content)))
    [figure] = reader.root.every("Figure")
    left, low, right, high = map(float, figure.node.A.BBox)

    assert reader.faults == []
    assert str(figure.node.Alt) == "Lindåkra kommuns vapen"
    assert 70 < left < right < 595
    assert 0 < high - low <= 41 / 25.4 * 72
    assert reader.root.kids[1].kind == "Figure", "before the sender, after the mark"


def test_what_is_see_through_in_a_logo_is_white_on_paper():
    file = pikepdf.open(io.BytesIO(write_pdf(with_logo(picture("RGBA")))))
    drawn: Any
    [drawn] = [image for page in file.pages for image in page.get_images().values()]

    assert "/SMask" not in drawn
    # Half of (10, 90, 160) laid on white.
    assert pikepdf.PdfImage(drawn).as_pil_image().convert("RGB").getpixel((5, 5)) == pytest.approx(
        (132, 172, 207), abs=2
    )


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", picture()[:60], picture("RGB", "BMP")], ids=["none", "pdf", "cut", "bmp"]
)
def test_a_logo_that_cannot_be_read_is_told(content: bytes):
    with pytest.raises(UserError, match="Logotypen går inte att läsa"):
        write_pdf(with_logo(content))


def test_a_logo_without_words_is_still_told_as_one():
    reader = TagReader(write_pdf(with_logo(picture(), " ")))
    [figure] = reader.root.every("Figure")

    assert str(figure.node.Alt) == "Logotyp"


# --- read back --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["neutral_tjansteskrivelse", "malmo_yttrande"])
def test_what_is_written_is_read_back_with_the_same_words_in_the_same_order(tmp_path: Path, name: str):
    template = load_template(name)
    outline = build_document(school_transport(), template.kind, template)
    for suffix in ("pdf", "txt"):
        (tmp_path / f"handling.{suffix}").write_bytes(write_document(outline, suffix))

    pdf, text = (read_report(tmp_path / f"handling.{suffix}") for suffix in ("pdf", "txt"))

    assert pdf.text.split() == text.text.split()
    assert [one.found.text for one in pdf.draft.recommendations] == [
        one.found.text for one in text.draft.recommendations
    ]
    assert [one.text for one in pdf.draft.decision_points] == [one.text for one in text.draft.decision_points]
    assert pdf.draft.recommendations or pdf.draft.decision_points


# --- the reader itself finds what is wrong ----------------------------------------------------------------------------


def spoilt(change: Callable[[pikepdf.Pdf], None]) -> list[str]:
    """The faults of a sound document that was changed."""
    link = Paragraph((Run("Läs mer på "), Run("sidan", link=ADDRESS)))
    table = Table(((words("a"), words("b")),), (words("A"), words("B")))
    sound = write_pdf(replace(with_logo(picture()), blocks=(*everything().blocks, link, table)))
    assert TagReader(sound).faults == []
    with pikepdf.open(io.BytesIO(sound)) as file:
        change(file)
        changed = io.BytesIO()
        file.save(changed)
    return TagReader(changed.getvalue()).faults


def nodes(file: pikepdf.Pdf, kind: str) -> list[Any]:
    return [thing for thing in file.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == f"/{kind}"]


def take_from_tree(file: pikepdf.Pdf) -> None:
    [table] = [one for one in nodes(file, "P") if "/K" in one][5:6]
    del table["/K"]


def draw_loose(file: pikepdf.Pdf) -> None:
    page: Any = file.pages[0]
    font = next(iter(page.Resources.Font.keys()))
    page.contents_add(f"BT {font} 12 Tf 40 40 Td <0102> Tj ET".encode())


def without_object(file: pikepdf.Pdf) -> None:
    [link] = nodes(file, "Link")
    link.K = link.K[0]


def without_contents(file: pikepdf.Pdf) -> None:
    [link] = [link for page in file.pages for link in page.get("/Annots", ())]
    del link["/Contents"]


def twice(file: pikepdf.Pdf) -> None:
    first, second, *_ = [one for one in nodes(file, "P") if isinstance(one.get("/K"), int)]
    second.K, second.Pg = first.K, first.Pg


def renamed(old: str, new: str) -> Callable[[pikepdf.Pdf], None]:
    def change(file: pikepdf.Pdf) -> None:
        nodes(file, old)[0].S = pikepdf.Name(f"/{new}")

    return change


def without(kind: str, key: str) -> Callable[[pikepdf.Pdf], None]:
    def change(file: pikepdf.Pdf) -> None:
        del nodes(file, kind)[0][key]

    return change


def without_parents(file: pikepdf.Pdf) -> None:
    del file.pages[0]["/StructParents"]


def shorter_row(file: pikepdf.Pdf) -> None:
    row = nodes(file, "TR")[-1]
    row.K = pikepdf.Array([*row.K, file.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.TD, P=row))])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (take_from_tree, "is in no tag"),
        (draw_loose, "neither tagged nor decoration"),
        (without_object, "a link on page"),
        (without_contents, "does not say where it leads"),
        (twice, "is in two tags"),
        (renamed("H2", "H3"), "skip a level"),
        (renamed("L", "Sect"), "LI lies in Sect"),
        (without("Figure", "/Alt"), "told by no words"),
        (without("TH", "/A"), "head cell"),
        (without("L", "/A"), "how it is numbered"),
        (without_parents, "parent tree is wrong"),
        (shorter_row, "different length"),
    ],
)
def test_a_fault_put_in_on_purpose_is_found(change: Callable[[pikepdf.Pdf], None], told: str):
    assert any(told in fault for fault in spoilt(change))


def test_words_glued_at_line_ends_are_found(monkeypatch: pytest.MonkeyPatch):
    broken = pdf_lines.broken_lines
    monkeypatch.setattr(
        pdf_paragraph, "broken_lines", lambda *args: [line._replace(ends_word=False) for line in broken(*args)]
    )
    outline = everything()

    assert "sedanhösten" in difference(TagReader(write_pdf(outline)).words, told_words(outline))


def test_text_drawn_for_no_tag_is_a_mistake_of_the_program():
    from nemndsekr.documents.pdf_canvas import TaggedCanvas
    from nemndsekr.documents.pdf_fonts import REGULAR, font_of
    from nemndsekr.documents.pdf_metadata import About
    from nemndsekr.documents.pdf_tags import Tag

    font_of(REGULAR)
    canvas = TaggedCanvas(io.BytesIO(), initialFontName=REGULAR, tree=Tag("Document"), about=About("T"))

    with pytest.raises(ValueError, match="outside every tag"):
        canvas.drawString(10, 10, "Ord")
