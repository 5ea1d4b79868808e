"""PDF files without tags: what stands where on the page decides how it is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from nemndsekr.reading.formats.pdf_file import read_pdf_file
from nemndsekr.reading.raw_document import RawDocument
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import resource

Draw = Callable[[Canvas], object]
BODY = [
    "Nämnden har under året arbetat med att förbättra sina rutiner för uppföljning och",
    "kontroll av verksamheten. Arbetet har letts av en styrgrupp där alla enheter har varit",
    "företrädda, och det har redovisats för nämnden vid tre tillfällen under hösten.",
]


def made(tmp_path: Path, *pages: Draw) -> Path:
    """A PDF whose pages are drawn by these functions."""
    path = tmp_path / "rapport.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def write(
    canvas: Canvas, left: float, top: float, texts: list[str], *, size: float = 11, font: str = "Helvetica"
) -> float:
    """Lines of text under each other; the height under the last one is returned."""
    canvas.setFont(font, size)
    for text in texts:
        canvas.drawString(left, top, text)
        top -= 1.25 * size
    return top


def texts(raw: RawDocument) -> list[str]:
    return [line.text for line in raw.lines]


def tables(raw: RawDocument) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in line.rows] for line in raw.lines if line.kind == "table"]


LEFT_COLUMN = [
    "Kommunen har tre simhallar och",
    "en isbana. De sköts av fritids-",
    "kontoret, som också svarar för",
    "underhållet av lokalerna under",
    "hela året. Personalen är van",
    "och har arbetat länge.",
]
RIGHT_COLUMN = [
    "Hallarna är slitna, och flera av",
    "dem behöver nya tak inom de",
    "närmaste åren. En plan för det",
    "saknas. Nämnden har bett om",
    "en sådan, men den har ännu inte",
    "kommit till nämnden.",
]
LEFT_TEXT = (
    "Kommunen har tre simhallar och en isbana. De sköts av fritidskontoret, som också svarar för underhållet av "
    "lokalerna under hela året. Personalen är van och har arbetat länge."
)
RIGHT_TEXT = (
    "Hallarna är slitna, och flera av dem behöver nya tak inom de närmaste åren. En plan för det saknas. Nämnden har "
    "bett om en sådan, men den har ännu inte kommit till nämnden."
)


def interleaved(canvas: Canvas, top: float, right: float = 310) -> float:
    """Two columns whose lines are drawn by turns."""
    for one, two in zip(LEFT_COLUMN, RIGHT_COLUMN, strict=True):
        write(canvas, 60, top, [one])
        write(canvas, right, top, [two])
        top -= 14
    return top


@pytest.mark.parametrize("right", [250, 310, 360])
def test_two_columns_drawn_by_turns_are_read_one_after_the_other(tmp_path, right):
    raw = read_pdf_file(made(tmp_path, lambda canvas: interleaved(canvas, 760, right)))

    assert texts(raw) == [LEFT_TEXT, RIGHT_TEXT]


def test_a_heading_over_both_columns_parts_them(tmp_path):
    def page(canvas: Canvas) -> None:
        top = interleaved(canvas, 760)
        write(
            canvas,
            60,
            top - 14,
            ["Iakttagelser om kommunens anläggningar för idrott och fritid"],
            font="Helvetica-Bold",
            size=14,
        )
        interleaved(canvas, top - 50)

    assert texts(read_pdf_file(made(tmp_path, page))) == [
        LEFT_TEXT,
        RIGHT_TEXT,
        "Iakttagelser om kommunens anläggningar för idrott och fritid",
        LEFT_TEXT,
        RIGHT_TEXT,
    ]


def body_page(head: str, foot: str, first: str) -> Draw:
    def draw(canvas: Canvas) -> None:
        write(canvas, 70, 805, [head], size=9)
        write(canvas, 70, 740, [f"Om {first} finns mer att säga.", *BODY, *BODY, *BODY])
        write(canvas, 70, 40, [foot], size=9)

    return draw


def test_running_titles_of_odd_and_even_pages_are_left_out(tmp_path):
    things = ["parker", "vägar", "broar", "skolor", "hamnar", "torg", "gator", "bad"]
    heads = ["", *(["Granskning av anläggningar", "Revisorerna i Grovsjö"] * 4)]
    pages = [
        body_page(head, f"{number}", thing) for number, (thing, head) in enumerate(zip(things, heads, strict=False), 1)
    ]

    whole = " ".join(texts(read_pdf_file(made(tmp_path, *pages))))

    assert "Granskning av anläggningar" not in whole
    assert "Revisorerna i Grovsjö" not in whole
    assert [thing for thing in things if f"Om {thing} finns mer" not in whole] == []


def test_a_head_of_a_table_that_comes_back_is_no_running_title(tmp_path):
    def page(first: int) -> Draw:
        rows = [["Revisionsfråga", "Bedömning", "Not"]] + [
            [f"Fråga {n}?", "Delvis.", f"{n}"] for n in range(first, first + 5)
        ]
        return lambda canvas: ruled(canvas, 780, rows)

    raw = read_pdf_file(made(tmp_path, page(1), page(6), page(11)))

    assert tables(raw) == [
        [["Revisionsfråga", "Bedömning", "Not"], *([f"Fråga {n}?", "Delvis.", f"{n}"] for n in range(1, 16))]
    ]


def ruled(canvas: Canvas, top: float, rows: list[list[str]], widths: tuple[float, ...] = (240, 130, 90)) -> float:
    """A table with rules; a row of one cell goes over its whole width, a bar in a text begins a new line."""
    left = 60.0
    for row in rows:
        lines = [cell.split("|") for cell in row]
        high = 14 * max(map(len, lines)) + 6
        place = left
        for number, cell in enumerate(lines):
            wide = sum(widths) if len(row) == 1 else widths[number]
            canvas.rect(place, top - high, wide, high)
            write(canvas, place + 4, top - 13, cell)
            place += wide
        top -= high
    return top


QUESTIONS = [
    ["Revisionsfråga", "Bedömning", "Sida"],
    ["Styrning"],
    ["Finns det en plan som är|beslutad av nämnden?", "Delvis", "4"],
    ["Följs planen upp på ett till-|räckligt sätt?", "Nej, det görs|inte alls", "7"],
    ["Barn- och|ungdomsvård", "Ja", ""],
]
ANSWERS = [
    ["Revisionsfråga", "Bedömning", "Sida"],
    ["Styrning"],
    ["Finns det en plan som är beslutad av nämnden?", "Delvis", "4"],
    ["Följs planen upp på ett tillräckligt sätt?", "Nej, det görs inte alls", "7"],
    ["Barn- och ungdomsvård", "Ja", ""],
]


def test_a_table_with_rules_keeps_its_cells(tmp_path):
    def page(canvas: Canvas) -> None:
        top = write(canvas, 60, 780, BODY)
        top = ruled(canvas, top, QUESTIONS)
        write(canvas, 60, top - 20, ["Efter tabellen kommer mer text."])

    raw = read_pdf_file(made(tmp_path, page))

    assert tables(raw) == [ANSWERS]
    assert [line.kind for line in raw.lines] == ["paragraph", "table", "paragraph"]


def test_a_cell_that_the_page_cuts_is_one(tmp_path):
    first = [
        ["Fråga", "Svar", "År"],
        ["Finns mål?", "Ja.", "2024"],
        ["Följs de upp?", "Delvis, eftersom ingen har", "2025"],
    ]
    second = [["Fråga", "Svar", "År"], ["", "tagit hand om det.", ""], ["Räcker det?", "Nej.", "2025"]]
    raw = read_pdf_file(made(tmp_path, lambda c: ruled(c, 160, first), lambda c: ruled(c, 780, second)))

    assert tables(raw) == [
        [
            ["Fråga", "Svar", "År"],
            ["Finns mål?", "Ja.", "2024"],
            ["Följs de upp?", "Delvis, eftersom ingen har tagit hand om det.", "2025"],
            ["Räcker det?", "Nej.", "2025"],
        ]
    ]
    assert raw.lines[0].turns


def test_a_table_with_rules_only_between_its_rows_is_a_table(tmp_path):
    rows = [
        ["Åtgärd", "Ansvarig", "Klart"],
        ["Se över rutinen", "Enhetschef", "2025-03-01"],
        ["Utbilda alla|medarbetare", "HR", "2025-06-01"],
    ]

    def page(canvas: Canvas) -> None:
        top = 700.0
        canvas.line(60, top, 520, top)
        for row in rows:
            for left, cell in zip((62, 250, 400), row, strict=True):
                write(canvas, left, top - 13, cell.split("|"))
            top -= 6 + 14 * max(cell.count("|") + 1 for cell in row)
            canvas.line(60, top, 520, top)

    assert tables(read_pdf_file(made(tmp_path, page))) == [[[cell.replace("|", " ") for cell in row] for row in rows]]


@pytest.mark.parametrize("space", [0, 8])
def test_a_table_of_three_columns_without_rules_is_a_table(tmp_path, space):
    rows = [
        ["Område", "Utfall 2023", "Utfall 2024"],
        ["Förskola", "12 300", "12 900"],
        ["Grundskola", "45 100", "44 800"],
        ["Fritidshem och|öppen verksamhet", "7 200", "7 450"],
        ["Summa", "64 600", "65 150"],
    ]

    def page(canvas: Canvas) -> None:
        top = write(canvas, 60, 780, BODY) - 20
        for row in rows:
            for left, cell in zip((60, 260, 400), row, strict=True):
                write(canvas, left, top, cell.split("|"))
            top -= 14 * max(cell.count("|") + 1 for cell in row) + space
        write(canvas, 60, top - 20, ["Efter tabellen."])

    assert tables(read_pdf_file(made(tmp_path, page))) == [[[cell.replace("|", " ") for cell in row] for row in rows]]


def test_three_signers_beside_each_other_are_no_table(tmp_path):
    def page(canvas: Canvas) -> None:
        write(canvas, 60, 780, BODY)
        for left, name, part in (
            (60, "Astrid Vallin", "Ordförande"),
            (230, "Jonas Frisk", "Revisor"),
            (400, "Eva Lund", "Revisor"),
        ):
            write(canvas, left, 640, [name, part])

    assert tables(read_pdf_file(made(tmp_path, page))) == []


def test_footnotes_stand_apart_and_their_figures_are_not_glued_to_words(tmp_path):
    def page(canvas: Canvas) -> None:
        top = write(canvas, 60, 780, BODY[:1])
        write(canvas, 60, top, ["kontroll av sina lokaler"])
        wide = pdfmetrics.stringWidth("kontroll av sina lokaler", "Helvetica", 11)
        write(canvas, 60 + wide, top + 4, ["1"], size=6.5)
        write(canvas, 64 + wide, top, [" och av sin personal, vilket är bra för alla"])
        canvas.line(60, 100, 200, 100)
        write(canvas, 60, 88, ["1 Lokalerna räknas upp i bilagan till", "rapporten."], size=8)

    def after(canvas: Canvas) -> None:
        write(canvas, 60, 780, ["som arbetar där."])

    raw = read_pdf_file(made(tmp_path, page, after))

    assert [(line.kind, line.text) for line in raw.lines] == [
        (
            "paragraph",
            f"{BODY[0]} kontroll av sina lokaler och av sin personal, vilket är bra för alla som arbetar där.",
        ),
        ("heading", "Fotnoter"),
        ("item", "Lokalerna räknas upp i bilagan till rapporten."),
    ]


def test_a_footnote_in_the_margin_keeps_its_figure_beside_page_numbers(tmp_path):
    def page(number: int, thing: str) -> Draw:
        def draw(canvas: Canvas) -> None:
            write(canvas, 60, 780, [f"Om {thing} finns mer att säga.", *BODY])
            canvas.line(60, 80, 200, 80)
            write(canvas, 60, 66, [f"{number}"], size=8)
            write(canvas, 65, 66, [f"Källan är en bok om {thing}."], size=8)
            write(canvas, 300, 30, [f"{number}"])

        return draw

    raw = read_pdf_file(made(tmp_path, page(1, "vägar"), page(2, "broar"), page(3, "torg")))

    assert [(line.mark, line.text) for line in raw.lines][-3:] == [
        ("1", "Källan är en bok om vägar."),
        ("2", "Källan är en bok om broar."),
        ("3", "Källan är en bok om torg."),
    ]


def test_an_address_block_at_the_foot_does_not_break_the_sentence(tmp_path):
    def page(canvas: Canvas) -> None:
        write(canvas, 60, 150, BODY[:2])
        for left, block in (
            (60, ["Postadress", "Box 12"]),
            (220, ["Besöksadress", "Torget 1"]),
            (400, ["Telefon", "0500-00 00 00"]),
        ):
            write(canvas, left, 60, block, size=7)

    raw = read_pdf_file(made(tmp_path, page, lambda canvas: write(canvas, 60, 780, [BODY[2]])))

    assert texts(raw) == [" ".join(BODY)]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["Det gäller vården av barn-", "och unga i kommunen."], "Det gäller vården av barn- och unga i kommunen."),
        (["Kommunen har sökt EU-", "medel för arbetet."], "Kommunen har sökt EU-medel för arbetet."),
        (["Det är ett tjänsteut-", "låtande om saken."], "Det är ett tjänsteutlåtande om saken."),
        (["Det är ett tjänsteut\u00ad", "låtande om saken."], "Det är ett tjänsteutlåtande om saken."),
        (["En \u200egranskning\u200f av \ufb01nanserna."], "En granskning av finanserna."),
    ],
)
def test_words_are_whole_again(tmp_path, lines, wanted):
    def page(canvas: Canvas) -> None:
        register()
        write(canvas, 60, 780, lines, font="Noto")

    assert texts(read_pdf_file(made(tmp_path, page))) == [wanted]


def register() -> None:
    font = resource("fonts") / "NotoSans-Regular.ttf"
    pdfmetrics.registerFont(TTFont("Noto", str(font)))


@pytest.mark.parametrize("way", ["typed", "spaced", "drawn"])
def test_a_heading_with_its_letters_set_apart_is_read_as_words(tmp_path, way):
    def page(canvas: Canvas) -> None:
        if way == "typed":
            write(canvas, 60, 780, ["S V A R P Å F R Å G O R"], size=14)
        elif way == "spaced":
            canvas.setFont("Helvetica", 14)
            canvas.drawString(60, 780, "SVAR PÅ FRÅGOR", charSpace=5)
        else:
            place = 60.0
            for letter in "SVAR PÅ FRÅGOR":
                write(canvas, place, 780, [letter], size=14)
                place += pdfmetrics.stringWidth(letter, "Helvetica", 14) + 5
        write(canvas, 60, 740, BODY)

    # Where the letters were typed apart, nothing tells where the words end.
    wanted = "SVARPÅFRÅGOR" if way == "typed" else "SVAR PÅ FRÅGOR"
    assert texts(read_pdf_file(made(tmp_path, page)))[0] == wanted


def test_text_drawn_twice_to_look_bold_is_read_once(tmp_path):
    def page(canvas: Canvas) -> None:
        write(canvas, 60, 780, ["Bakgrund"])
        write(canvas, 60.3, 780, ["Bakgrund"])
        write(canvas, 60, 740, BODY)

    raw = read_pdf_file(made(tmp_path, page))

    assert texts(raw) == ["Bakgrund", " ".join(BODY)]
    assert raw.lines[0].kind == "heading"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_seen(tmp_path, turn):
    def page(canvas: Canvas) -> None:
        canvas.translate(300, 420)
        canvas.rotate(turn)
        write(canvas, -250, 100, BODY)

    assert texts(read_pdf_file(made(tmp_path, page))) == [" ".join(BODY)]


def test_text_on_its_side_in_the_margin_is_left_out(tmp_path):
    def page(canvas: Canvas) -> None:
        write(canvas, 60, 780, BODY)
        canvas.rotate(90)
        write(canvas, 100, -30, ["Transaktion 0123456789 signerad av två personer"], size=7)

    assert texts(read_pdf_file(made(tmp_path, page))) == [" ".join(BODY)]


def test_what_is_cropped_away_is_not_read(tmp_path):
    def page(canvas: Canvas) -> None:
        write(canvas, 60, 780, BODY)
        write(canvas, 60, 100, ["Skärmärken"])

    path = made(tmp_path, page)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.pages[0].cropbox = pikepdf.Array([0, 400, 595, 842])
        document.save(path)

    assert texts(read_pdf_file(path)) == [" ".join(BODY)]


def picture() -> ImageReader:
    from PIL import Image

    return ImageReader(Image.new("RGB", (60, 80), "white"))


def test_a_text_layer_over_a_scan_is_read_and_told_of(tmp_path):
    def page(canvas: Canvas) -> None:
        canvas.drawImage(picture(), 0, 0, *A4)
        text = canvas.beginText(60, 780)
        text.setFont("Helvetica", 11)
        text.setTextRenderMode(3)
        for line in BODY:
            text.textLine(line)
        canvas.drawText(text)

    raw = read_pdf_file(made(tmp_path, page))

    assert texts(raw) == [" ".join(BODY)]
    assert [("inskannad" in problem.text, problem.page) for problem in raw.problems] == [(True, 1)]


def without_unicode(path: Path) -> Path:
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                del thing["/ToUnicode"]
        document.save(path)
    return path


def test_letters_without_a_meaning_are_told_of(tmp_path):
    def page(canvas: Canvas) -> None:
        register()
        write(canvas, 60, 780, BODY * 2, font="Noto")

    readable = made(tmp_path, lambda canvas: write(canvas, 60, 780, BODY), page)
    raw = read_pdf_file(without_unicode(readable))

    assert [problem.page for problem in raw.problems] == [2]
    assert "tolka" in raw.problems[0].text


def test_a_table_of_contents_gives_no_headings(tmp_path):
    def contents(canvas: Canvas) -> None:
        write(canvas, 60, 780, ["Innehåll"], font="Helvetica-Bold", size=14)
        for number, name in enumerate(["Sammanfattning", "Bakgrund", "Rekommendationer"]):
            write(canvas, 60, 740 - 18 * number, [f"{name} {'.' * 80} {number + 2}"])

    def page(canvas: Canvas) -> None:
        write(canvas, 60, 780, ["Bakgrund"], font="Helvetica-Bold", size=14)
        write(canvas, 60, 740, BODY)

    from nemndsekr.reading.headings import with_headings

    lines = with_headings(read_pdf_file(made(tmp_path, contents, page)).lines)

    assert [line.text for line in lines if line.kind == "heading" and line.key == "bakgrund"] == ["Bakgrund"]
    assert not any("..." in line.text for line in lines)


def test_what_is_filled_in_in_a_form_is_read(tmp_path):
    def page(canvas: Canvas) -> None:
        write(canvas, 60, 780, ["Diarienummer:", "", "Sökande:"])
        canvas.acroForm.textfield(name="dnr", value="KS 2025/17", x=150, y=774, width=200, height=16)
        canvas.acroForm.textfield(name="namn", value="Föreningen Vågen", x=150, y=746, width=200, height=16)

    whole = " ".join(texts(read_pdf_file(made(tmp_path, page))))

    assert "Diarienummer: KS 2025/17" in whole.replace("\t", " ")
    assert "Sökande: Föreningen Vågen" in whole.replace("\t", " ")


def test_a_scan_without_text_says_what_to_do(tmp_path):
    with pytest.raises(UserError) as error:
        read_pdf_file(made(tmp_path, lambda canvas: canvas.drawImage(picture(), 0, 0, *A4)))

    assert "inskannad" in error.value.what
    assert "OCR" in error.value.next_step
