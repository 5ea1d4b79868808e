"""Tagged PDF files: the tags say what is a heading, an item or a cell, and in which order; poor ones are passed by."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from nemndsekr.reading.formats.pdf_file import read_pdf_file
from nemndsekr.reading.lines import Line

DOCUMENTS = Path(__file__).parent.parent / "documents"
Drawn = tuple[int, float, float, str]  # number of the tag (-1: header or foot, -2: none), left, height, text
Element = tuple[str, Sequence[object]]  # tag, and numbers on a page as (page, number), or elements


def tagged(path: Path, pages: Sequence[Sequence[Drawn]], tree: Element, sizes: dict[int, float] | None = None) -> Path:
    """A tagged PDF with these texts on its pages and this tree over them."""
    document = pikepdf.new()
    font = document.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )
    parents: list[dict[int, pikepdf.Object]] = []
    for drawn in pages:
        page = document.add_blank_page(page_size=(595, 842))
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        page.obj.StructParents = len(parents)
        parents.append({})
        parts: list[bytes] = []
        for number, left, height, text in drawn:
            begin = {-1: b"/Artifact BMC ", -2: b""}.get(number, b"/P <</MCID %d>> BDC " % number)
            size = (sizes or {}).get(number, 11)
            show = b"BT /F1 %g Tf %g %g Td (%s) Tj ET" % (size, left, height, text.encode("cp1252"))
            parts.append(begin + show + (b"" if number == -2 else b" EMC"))
        page.obj.Contents = Stream(document, b"\n".join(parts))
    root = document.make_indirect(Dictionary(Type=Name.StructTreeRoot))

    def element(words: Element, parent: pikepdf.Object) -> pikepdf.Object:
        made = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{words[0]}"), P=parent))
        kids: list[pikepdf.Object] = []
        for kid in words[1]:
            assert isinstance(kid, tuple)
            if isinstance(kid[0], int):
                page, number = kid
                parents[page][number] = made
                kids.append(Dictionary(Type=Name.MCR, Pg=document.pages[page].obj, MCID=number))
            else:
                kids.append(element((kid[0], kid[1]), made))
        made.K = Array(kids)
        return made

    root.K = Array([element(tree, root)])
    numbers: list[object] = []
    for place, known in enumerate(parents):
        top = max(known, default=-1) + 1
        numbers += [place, document.make_indirect(Array([known.get(number, root) for number in range(top)]))]
    root.ParentTree = document.make_indirect(Dictionary(Nums=Array(numbers)))
    document.Root.StructTreeRoot = root
    document.Root.MarkInfo = Dictionary(Marked=True)
    document.save(path)
    return path


def told(lines: Sequence[Line]) -> list[tuple[str, str]]:
    return [(line.kind, line.text) for line in lines]


def test_words_in_another_look_stay_in_their_sentence(tmp_path):
    pages = [
        [(0, 60, 700, "Nämnden har under "), (1, 152, 700, "hela året"), (2, 200, 700, " sett över sina rutiner.")]
    ]
    tree = ("Document", [("P", [(0, 0), ("Span", [(0, 1)]), (0, 2)])])

    raw = read_pdf_file(tagged(tmp_path / "a.pdf", pages, tree))

    assert told(raw.lines) == [("paragraph", "Nämnden har under hela året sett över sina rutiner.")]


def test_the_tags_say_the_order_and_what_each_thing_is(tmp_path):
    pages = [
        [
            (3, 60, 560, "Se över rutinen."),
            (2, 60, 580, "1."),
            (1, 60, 620, "Vi rekommenderar nämnden att:"),
            (0, 60, 700, "Rekommendationer"),
        ]
    ]
    tree = (
        "Document",
        [
            ("Sect", [("H2", [(0, 0)]), ("P", [(0, 1)])]),
            ("L", [("LI", [("Lbl", [(0, 2)]), ("LBody", [(0, 3)])])]),
        ],
    )

    raw = read_pdf_file(tagged(tmp_path / "a.pdf", pages, tree))

    assert told(raw.lines) == [
        ("heading", "Rekommendationer"),
        ("paragraph", "Vi rekommenderar nämnden att:"),
        ("item", "Se över rutinen."),
    ]
    assert raw.lines[0].level == 2
    assert raw.lines[2].mark == "1."


def test_a_paragraph_and_a_table_go_on_on_the_next_page_and_headers_are_left_out(tmp_path):
    pages = [
        [
            (-1, 60, 810, "Revisionsrapport"),
            (0, 60, 120, "Nämnden har under året arbetat med att"),
            (-1, 60, 30, "1 (3)"),
        ],
        [
            (-1, 60, 810, "Revisionsrapport"),
            (0, 60, 780, "förbättra sina rutiner."),
            (1, 60, 160, "Fråga"),
            (2, 300, 160, "Svar"),
            (3, 60, 140, "Finns mål?"),
            (4, 300, 140, "Ja, men de"),
            (-1, 60, 30, "2 (3)"),
        ],
        [
            (-1, 60, 810, "Revisionsrapport"),
            (0, 300, 780, "är gamla."),
            (1, 60, 760, "Följs de?"),
            (2, 300, 760, "Nej."),
            (-1, 60, 30, "3 (3)"),
        ],
    ]
    rows = [
        ("TR", [("TH", [(1, 1)]), ("TH", [(1, 2)])]),
        ("TR", [("TD", [("P", [(1, 3)])]), ("TD", [("P", [(1, 4), (2, 0)])])]),
        ("TR", [("TD", [("P", [(2, 1)])]), ("TD", [("P", [(2, 2)])])]),
    ]
    tree = ("Document", [("P", [(0, 0), (1, 0)]), ("Table", [("TBody", rows)])])

    raw = read_pdf_file(tagged(tmp_path / "a.pdf", pages, tree))

    assert told(raw.lines)[:2] == [
        ("paragraph", "Revisionsrapport"),
        ("paragraph", "Nämnden har under året arbetat med att förbättra sina rutiner."),
    ]
    assert raw.lines[1].turns
    assert [[cell.text for cell in row] for row in raw.lines[2].rows] == [
        ["Fråga", "Svar"],
        ["Finns mål?", "Ja, men de är gamla."],
        ["Följs de?", "Nej."],
    ]
    assert len(raw.lines) == 3


def test_footnotes_and_contents_are_known_by_their_tags(tmp_path):
    pages = [
        [
            (0, 60, 760, "Bakgrund 2"),
            (1, 60, 700, "Nämnden har lokaler"),
            (2, 166, 704, "1"),
            (3, 172, 700, " i hela kommunen."),
            (4, 60, 80, "1 De räknas upp i bilagan."),
        ]
    ]
    tree = (
        "Document",
        [
            ("TOC", [("TOCI", [(0, 0)])]),
            ("P", [(0, 1), ("Reference", [("Lbl", [(0, 2)])]), (0, 3), ("Note", [("P", [(0, 4)])])]),
        ],
    )

    raw = read_pdf_file(tagged(tmp_path / "a.pdf", pages, tree, {2: 6.5, 4: 8.0}))

    assert told(raw.lines) == [
        ("paragraph", "Nämnden har lokaler i hela kommunen."),
        ("heading", "Fotnoter"),
        ("item", "De räknas upp i bilagan."),
    ]


THINGS = ["vägar", "broar", "skolor", "hamnar", "torg", "gator", "bad", "parker", "hallar", "salar", "banor", "planer"]


def plain_page(first: int, tags: Sequence[int]) -> list[Drawn]:
    return [
        (tag, 60, 760 - 40 * row, f"{THINGS[first + row]} är vad nämnden talar om här.") for row, tag in enumerate(tags)
    ]


@pytest.mark.parametrize(
    ("tags", "tree"),
    [
        pytest.param([0, -2, -2, -2], [("P", [(1, 0)])], id="most of the page lies outside the tags"),
        pytest.param([0, 1, 2, 3], [("P", [(1, n)]) for n in (3, 2, 1, 0)], id="the tags go from the foot upwards"),
        pytest.param(
            [0, 1, 2, 3], [("Part", [(1, n) for n in range(4)])], id="the text lies in a part and in nothing else"
        ),
    ],
)
def test_a_page_with_poor_tags_is_read_by_place_and_does_not_spoil_the_others(tmp_path, tags, tree):
    pages = [plain_page(0, range(4)), plain_page(4, tags), plain_page(8, range(4))]
    good = [[("P", [(page, number)]) for number in range(4)] for page in (0, 2)]
    path = tagged(tmp_path / "a.pdf", pages, ("Document", [*good[0], *tree, *good[1]]))

    raw = read_pdf_file(path)

    assert [line.text.split()[0] for line in raw.lines] == THINGS
    assert [(problem.page, "aggarna på sidan 2" in problem.text) for problem in raw.problems] == [(2, True)]


def test_a_whole_page_in_one_paragraph_is_not_believed(tmp_path):
    pages = [
        [
            (0, 60, 760 - 40 * row, f"{thing} är vad nämnden talar om här, på detta blad i denna bok.")
            for row, thing in enumerate(THINGS)
        ]
    ]
    raw = read_pdf_file(tagged(tmp_path / "a.pdf", pages, ("Document", [("P", [(0, 0)])])))

    assert len(raw.lines) == 12
    assert "stämmer inte" in raw.problems[0].text


def test_a_picture_with_words_for_it_is_told_of(tmp_path):
    pages = [plain_page(0, range(4))]
    tree = ("Document", [*(("P", [(0, number)]) for number in range(3)), ("Figure", [(0, 3)])])
    path = tagged(tmp_path / "a.pdf", pages, tree)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.Root.StructTreeRoot.K[0].K[3].Alt = "Stapeldiagram över antalet anmälningar varje år"
        document.save(path)

    raw = read_pdf_file(path)

    assert [problem.text for problem in raw.problems] == [
        "Sidan 1 har en bild som inte läses: «Stapeldiagram över antalet anmälningar varje år»."
    ]


def test_a_report_over_three_pages_is_read_like_its_word_file():
    from nemndsekr.reading.formats.word_file import read_word_file

    by_tags = read_pdf_file(DOCUMENTS / "granskningsrapport_lilleskog.pdf")
    by_word = read_word_file(DOCUMENTS / "granskningsrapport_lilleskog.docx")

    assert [line.text for line in by_tags.lines] == [line.text for line in by_word.lines]
    assert [line.kind for line in by_tags.lines] == [line.kind for line in by_word.lines]
    assert sum(bool(line.turns) for line in by_tags.lines) == 2
