"""PDF files that are spoiled, locked, endless or made to harm: read or refused in words, and never more than that."""

from __future__ import annotations

import random
import re
import zlib
from collections import Counter
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream
from reportlab.pdfgen.canvas import Canvas

from nemndsekr.operations.review_file import UnderWay, read_file
from nemndsekr.reading.formats import pdf_apart
from nemndsekr.reading.formats.pdf_file import read_pdf_file, read_pdf_here
from nemndsekr.reading.report_file import read_report
from nemndsekr.support.errors import UserError
from tests.reading.spoiling import mutated

DOCUMENTS = Path(__file__).parent.parent / "documents"
ORIGINALS = sorted(DOCUMENTS.glob("*.pdf"))
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
NUMBER = re.compile(rb"(?<![\d.])\d+(?![\d.])")
SENTENCE = b"BT /F1 12 Tf 50 700 Td (Granskning av kommunens arbete med parker) Tj ET"


def page(document: pikepdf.Pdf, drawing: bytes, **resources: Any) -> pikepdf.Page:
    """A page with this drawing, added to the document."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    made = document.add_blank_page(page_size=(595, 842))
    made.obj.Contents = Stream(document, drawing)
    made.obj.Resources = Dictionary(Font=Dictionary(F1=font), **resources)
    return made


def form(document: pikepdf.Pdf, drawing: bytes, **resources: Any) -> pikepdf.Object:
    """A drawing that others can call as /X."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    return document.make_indirect(
        Stream(
            document,
            drawing,
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 595, 842]),
            Resources=Dictionary(Font=Dictionary(F1=font), **resources),
        )
    )


def nested(document: pikepdf.Pdf, depth: int, calls: bytes) -> None:
    """A page whose drawing calls one that calls one, so and so deep."""
    inner = form(document, b"BT /F1 12 Tf 50 600 Td (Djupt ner) Tj ET")
    for _ in range(depth):
        inner = form(document, calls, XObject=Dictionary(X=inner))
    page(document, SENTENCE + b" /X Do", XObject=Dictionary(X=inner))


def tagged(document: pikepdf.Pdf, depth: int, wide: int, *, circle: bool = False) -> None:
    """A page whose tags are so deep, have so many children each, or go round in a circle."""
    made = page(document, b"/P <</MCID 0>> BDC " + SENTENCE + b" EMC")
    root = document.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    leaf = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, Pg=made.obj, K=0))
    element = leaf
    for _ in range(depth):
        above = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Sect, K=Array([element] * wide)))
        element.P = above
        element = above
    element.P = root
    root.K = Array([element])
    if circle:
        leaf.K = Array([0, element])
    root.ParentTree = document.make_indirect(Dictionary(Nums=Array([0, Array([leaf])])))
    made.obj.StructParents = 0
    document.Root.StructTreeRoot = root
    document.Root.MarkInfo = Dictionary(Marked=True)


def sized(document: pikepdf.Pdf, *box: float) -> None:
    page(document, SENTENCE).obj.MediaBox = Array(box)


def circular(document: pikepdf.Pdf) -> None:
    """A page tree that holds itself."""
    page(document, SENTENCE)
    document.Root.Pages.Kids.append(document.Root.Pages)


def calls_itself(document: pikepdf.Pdf) -> None:
    inner = form(document, b"/X Do")
    inner.Resources.XObject = Dictionary(X=inner)
    page(document, SENTENCE + b" /X Do", XObject=Dictionary(X=inner))


ODD = {
    "deep forms": lambda document: nested(document, 500, b"/X Do"),
    "a form that calls itself": calls_itself,
    "deep tags": lambda document: tagged(document, 1000, 1),
    "tags in a circle": lambda document: tagged(document, 5, 1, circle=True),
    "tags that branch": lambda document: tagged(document, 4, 8),
    "pages in a circle": circular,
    "a page of many kilometres": lambda document: sized(document, 0, 0, 1e7, 1e7),
    "a page without measure": lambda document: sized(document, 0, 0, 9e30, 9e30),
    "a page turned inside out": lambda document: sized(document, 600, 900, 0, 0),
}


@pytest.mark.parametrize("odd", ODD)
def test_odd_files_are_read(tmp_path, odd):
    document = pikepdf.new()
    ODD[odd](document)
    path = tmp_path / "rapport.pdf"
    document.save(path)

    assert "Granskning av kommunens arbete med parker" in read_report(path).text


def packed(document: pikepdf.Pdf, times: int) -> None:
    """A drawing that unpacks to a hundred million blanks."""
    data = bytes(1)
    packer = zlib.compressobj(9)
    data = b"".join([packer.compress(b" " * 1_000_000) for _ in range(100)]) + packer.flush()
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    made = page(document, b"")
    stream = Stream(document, b"")
    stream.write(data, filter=Array([Name.FlateDecode] * times))
    made.obj.Contents = stream


@pytest.mark.parametrize("times", [1, 2])
def test_a_file_that_unpacks_past_all_measure_is_refused(tmp_path, times):
    document = pikepdf.new()
    packed(document, times)
    path = tmp_path / "bomb.pdf"
    document.save(path, compress_streams=False)

    with pytest.raises(UserError, match="orimligt"):
        read_report(path)


def test_a_file_with_a_password_for_its_owner_only_is_read(tmp_path):
    document = pikepdf.new()
    page(document, SENTENCE)
    document.save(tmp_path / "a.pdf", encryption=pikepdf.Encryption(owner="ägare", user="", R=6))
    document.save(tmp_path / "b.pdf", encryption=pikepdf.Encryption(owner="ägare", user="läsare", R=6))

    assert "Granskning" in read_report(tmp_path / "a.pdf").text
    with pytest.raises(UserError, match="lösenord"):
        read_report(tmp_path / "b.pdf")


def long_file(path: Path, pages: int, lines: int = 40) -> Path:
    canvas = Canvas(str(path))
    for number in range(pages):
        for line in range(lines):
            canvas.drawString(60, 780 - 15 * line, f"Rad {line} om granskningen, på blad {number}, med några ord till.")
        canvas.showPage()
    canvas.save()
    return path


def test_five_hundred_pages_are_read_with_progress(tmp_path):
    steps: list[tuple[int, int]] = []

    raw = read_pdf_file(long_file(tmp_path / "lång.pdf", 500, 5), lambda done, of: steps.append((done, of)))

    assert raw.pages == 500
    assert steps[-1] == (500, 500)
    assert len(steps) > 2


def test_a_page_of_many_thousand_words_is_read_and_can_be_stopped(tmp_path):
    dice = random.Random(1)
    words = [
        b"BT /F1 8 Tf 1 0 0 1 %d %d Tm (ord) Tj ET" % (dice.randrange(20, 560), dice.randrange(20, 820))
        for _ in range(20_000)
    ]
    document = pikepdf.new()
    page(document, b"\n".join(words))
    path = tmp_path / "tät.pdf"
    document.save(path)
    asked: list[int] = []

    raw = read_pdf_here(path, lambda done, of: asked.append(done))

    assert sum(line.text.count("ord") for line in raw.lines) > 10_000
    assert asked.count(0) >= 4


class StoppedAtOnce(UnderWay):
    """Nobody waits any more when the first of its pages is told of."""

    def tell(self, done: int, of: int) -> None:
        super().tell(done, of)
        if of > 1:
            self.stopped.set()


def test_reading_stops_when_nobody_waits_any_more(tmp_path):
    path = long_file(tmp_path / "lång.pdf", 300)
    under_way = StoppedAtOnce()

    assert read_file(path, under_way) is None
    assert under_way.done < under_way.of == 300


def test_a_page_that_hangs_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf_apart, "PATIENCE", 0.5)
    document = pikepdf.new()
    # Ten drawings of ten drawings of ten …: ten million sentences on one page.
    nested(document, 7, b"/X Do " * 10)
    path = tmp_path / "skratt.pdf"
    document.save(path)

    with pytest.raises(UserError, match="för tung"):
        read_report(path)
    monkeypatch.undo()
    assert "Rad 0" in read_report(long_file(tmp_path / "nästa.pdf", 1)).text


def test_a_crash_in_the_process_apart_is_told_of_and_the_next_file_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf_apart, "CHILD", "import os; os.abort()")
    pdf_apart.end_readers()
    path = long_file(tmp_path / "rapport.pdf", 1)

    with pytest.raises(UserError, match="avbröts"):
        read_report(path)
    monkeypatch.undo()

    assert "Rad 0" in read_report(path).text


def mutated_pdf(data: bytes, dice: random.Random) -> bytes:
    """The bytes cut off, changed, with streams swapped or changed inside, or with other numbers in the objects."""
    way = dice.randint(0, 5)
    streams = list(STREAM.finditer(data))
    if way == 0 and len(streams) > 1:
        one, two = sorted(dice.sample(streams, 2), key=lambda match: match.start())
        between = data[one.end(1) : two.start(1)]
        return data[: one.start(1)] + two.group(1) + between + one.group(1) + data[two.end(1) :]
    if way == 1 and streams:
        match = dice.choice(streams)
        inside = spoiled_stream(match.group(1), dice)
        return data[: match.start(1)] + inside + b"\n" + data[match.end(1) :]
    if way == 2:
        out = bytearray(data)
        numbers = list(NUMBER.finditer(data))
        for match in sorted(dice.sample(numbers, min(len(numbers), 6)), key=lambda match: -match.start()):
            other = dice.choice([0, 1, 2, 7, -1, 65535, 2**31 - 1, 2**31, 10**12, dice.randint(0, 40)])
            out[match.start() : match.end()] = str(other).encode()
        return bytes(out)
    return mutated(data, dice)


def spoiled_stream(packed_data: bytes, dice: random.Random) -> bytes:
    """A packed drawing unpacked, spoiled and packed again; other streams as they are."""
    try:
        drawing = bytearray(zlib.decompress(packed_data))
    except zlib.error:
        return packed_data
    for _ in range(dice.randint(1, 30)):
        place = dice.randrange(max(1, len(drawing)))
        match dice.randint(0, 2):
            case 0:
                del drawing[place : place + dice.randint(1, 40)]
            case 1:
                drawing[place:place] = drawing[place : place + dice.randint(1, 300)] * dice.randint(1, 20)
            case _:
                drawing[place : place + 4] = dice.choice(
                    [b" 99999999999 ", b" -1 ", b" q ", b" BT ", b" cm ", b" BDC "]
                )
    return zlib.compress(bytes(drawing))


def outcomes(folder: Path, count: int, seed: int) -> Counter[str]:
    """How many spoiled copies of the documents were read, and how many refused; nothing else may come."""
    dice = random.Random(seed)
    originals = [path.read_bytes() for path in ORIGINALS]
    out: Counter[str] = Counter()
    for _ in range(count):
        path = folder / "spoiled.pdf"
        path.write_bytes(mutated_pdf(dice.choice(originals), dice))
        try:
            read_report(path)
            out["read"] += 1
        except UserError as error:
            out["crashed" if "avbröts" in error.what else "hung" if "för tung" in error.what else "refused"] += 1
    return out


def test_spoiled_files_are_read_or_refused(tmp_path):
    counted = outcomes(tmp_path, 100, seed=1)

    assert counted["read"] + counted["refused"] == 100
    assert counted["read"] > 30


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 6))
def test_two_thousand_spoiled_files_are_read_or_refused(tmp_path, seed, capsys):
    counted = outcomes(tmp_path, 500, seed)

    with capsys.disabled():
        print(f"\n500 spoiled PDF files, seed {seed}: {dict(counted)}")  # noqa: T201 - the figures are the point
    assert counted["read"] + counted["refused"] == 500
