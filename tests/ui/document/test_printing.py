"""Printing: white paper, every dot in its place, the pages and copies that were asked for, and a way to stop."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QImage, QPageRanges
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from nemndsekr.documents.formats import write_document
from nemndsekr.documents.outline import Heading, Letterhead, Metadata, Outline, OutlineBlock, PageNote, Paragraph, Run
from nemndsekr.ui.printing import PrintRun, new_printer, open_pdf, render_band, sharpness, sheets_to_print

DARK = 128


@pytest.fixture(scope="module")
def content() -> bytes:
    """A document of three pages."""
    text = Paragraph((Run("Hållplatserna prövas. " * 60),))
    blocks: tuple[OutlineBlock, ...] = (Heading((Run("Skolskjuts i Lindåkra"),), 1), *[text] * 9)
    return write_document(Outline(Metadata("Skolskjuts"), "Yttrande", Letterhead(), PageNote(), blocks), "pdf")


@pytest.fixture
def owner() -> QObject:
    return QObject()


@pytest.fixture
def document(content: bytes, owner: QObject) -> QPdfDocument:
    return open_pdf(content, owner)


def file_printer(path: Path, dpi: int = 72) -> QPrinter:
    printer = new_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(dpi)
    return printer


def test_bands_put_together_are_the_whole_page_on_white(qapp: object, document: QPdfDocument) -> None:
    size = QSize(595, 842)
    whole = render_band(document, 0, size, 0, 842)

    bands = [render_band(document, 0, size, top, min(300, 842 - top)) for top in (0, 300, 600)]

    assert whole.format() == QImage.Format.Format_RGB32
    assert whole.pixelColor(2, 2).name() == "#ffffff"
    assert b"".join(bytes(band.constBits()) for band in bands) == bytes(whole.constBits())


def test_all_pages_come_out_in_their_size(
    qtbot: QtBot, content: bytes, owner: QObject, document: QPdfDocument, tmp_path: Path
) -> None:
    run = PrintRun(content, file_printer(tmp_path / "ut.pdf"), owner)
    told: list[tuple[int, int]] = []
    run.progressed.connect(lambda sheet, of: told.append((sheet, of)))

    with qtbot.waitSignal(run.finished, timeout=20_000) as finished:
        run.start()

    pages = document.pageCount()
    printed = open_pdf((tmp_path / "ut.pdf").read_bytes(), owner)
    assert finished.args == [True]
    assert printed.pageCount() == pages > 1
    assert told == [(page, pages) for page in range(1, pages + 1)]
    assert printed.pagePointSize(0).toSize() == document.pagePointSize(0).toSize()


def test_what_is_printed_stands_where_it_stood_on_the_page(
    qtbot: QtBot, content: bytes, owner: QObject, document: QPdfDocument, tmp_path: Path
) -> None:
    run = PrintRun(content, file_printer(tmp_path / "ut.pdf", 300), owner)
    with qtbot.waitSignal(run.finished, timeout=20_000):
        run.start()
    printed = open_pdf((tmp_path / "ut.pdf").read_bytes(), owner)

    was, came = (ink_area(render_band(one, 0, QSize(595, 842), 0, 842)) for one in (document, printed))

    # A point aside, because a picture of a letter has softer edges than the letter.
    assert all(abs(one - other) <= 1 for one, other in zip(was, came, strict=True))


def ink_area(page: QImage) -> tuple[int, int, int, int]:
    """Where the first and last dark dots stand: left, top, right, bottom."""
    dots = range(page.width())
    inked = [(x, y) for y in range(page.height()) for x in dots if page.pixelColor(x, y).lightness() < DARK]
    across, down = zip(*inked, strict=True)
    return min(across), min(down), max(across), max(down)


def test_only_the_chosen_pages_come_out(tmp_path: Path, qapp: object) -> None:
    printer = file_printer(tmp_path / "ut.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(QPageRanges.fromString("1,3"))

    assert sheets_to_print(printer, 5) == [0, 2]


@pytest.mark.parametrize(("collate", "sheets"), [(True, [0, 1, 0, 1]), (False, [0, 0, 1, 1])])
def test_copies_that_the_printer_cannot_make_are_printed_again(
    tmp_path: Path, qapp: object, collate: bool, sheets: list[int]
) -> None:
    printer = file_printer(tmp_path / "ut.pdf")
    printer.setCopyCount(2)
    printer.setCollateCopies(collate)

    assert sheets_to_print(printer, 2) == sheets


@pytest.mark.parametrize(("resolution", "rendered"), [(300, 300), (600, 600), (720, 360), (1200, 600), (2400, 600)])
def test_pages_are_rendered_at_an_even_part_of_the_printers_dots(
    tmp_path: Path, qapp: object, resolution: int, rendered: int
) -> None:
    assert sharpness(file_printer(tmp_path / "ut.pdf", resolution)) == rendered


def test_a_run_can_be_stopped(qtbot: QtBot, content: bytes, owner: QObject, tmp_path: Path) -> None:
    run = PrintRun(content, file_printer(tmp_path / "ut.pdf", 600), owner)
    run.start()

    with qtbot.waitSignal(run.finished) as finished:
        run.stop()

    assert finished.args == [False]


def test_pages_that_do_not_exist_are_told_of(qtbot: QtBot, content: bytes, owner: QObject, tmp_path: Path) -> None:
    printer = file_printer(tmp_path / "ut.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(QPageRanges.fromString("90"))
    run = PrintRun(content, printer, owner)

    with qtbot.waitSignal(run.failed) as failed:
        run.start()

    assert failed.args is not None
    assert "finns inte" in str(failed.args[0])
