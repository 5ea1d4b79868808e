"""Files that are made to do harm, or that are not what they are called: words, never a crash and never a flood."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from nemndsekr.reading.report_file import read_pasted, read_report
from nemndsekr.support.errors import UserError
from tests.reading.papers import HTML_PAPER, odt_paper
from tests.reading.test_bad_files import OLE, docx, pdf

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TEXT = "<w:p><w:r><w:t>Innerst.</w:t></w:r></w:p>"
WORD = docx(f"<w:document {W}><w:body>{TEXT}</w:body></w:document>")


def document(body: str) -> bytes:
    return docx(f"<w:document {W}><w:body>{body}</w:body></w:document>")


def archive(**parts: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"),
        ("<w:ins>", "</w:ins>"),
    ],
)
@pytest.mark.parametrize("depth", [60, 10_000])
def test_what_is_nested_without_end_is_read_for_its_words_or_refused(tmp_path, before, after, depth):
    path = tmp_path / "djup.docx"
    path.write_bytes(document(before * depth + TEXT + after * depth))

    if depth == 10_000:
        with pytest.raises(UserError, match="skadad"):
            read_report(path)
    else:
        assert read_report(path).text == "Innerst."


def test_an_archive_of_endless_parts_is_refused_before_they_are_counted_up(tmp_path):
    path = tmp_path / "delar.docx"
    path.write_bytes(archive(**{f"word/{number}": "" for number in range(21_000)}))

    with pytest.raises(UserError, match="orimligt mycket"):
        read_report(path)


def test_many_parts_that_are_each_small_enough_are_refused_together(tmp_path):
    notes = "".join(f'<w:footnote w:id="{number}"><w:p/></w:footnote>' for number in range(3))
    filler = " " * 50_000_000
    path = tmp_path / "summa.docx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("word/document.xml", f"<w:document {W}><w:body>{TEXT}</w:body></w:document>")
        for name, root in (("styles", "styles"), ("numbering", "numbering"), ("footnotes", "footnotes")):
            packed.writestr(f"word/{name}.xml", f"<w:{root} {W}>{notes}{filler}</w:{root}>")
        packed.writestr("word/document.xml.bak", "")
        packed.writestr("word/_rels/document.xml.rels", f"<Relationships>{filler}</Relationships>")

    with pytest.raises(UserError, match="orimligt mycket"):
        read_report(path)


def test_more_elements_than_any_document_has_are_refused_before_they_are_built(tmp_path):
    path = tmp_path / "element.docx"
    path.write_bytes(document("<w:p/>" * 4_500_000))
    tracemalloc.start()

    with pytest.raises(UserError, match="orimligt mycket"):
        read_report(path)

    assert tracemalloc.get_traced_memory()[1] < 300_000_000
    tracemalloc.stop()


def test_spans_that_claim_thousands_of_cells_are_cut_off():
    rows = "<tr><td colspan=99999 rowspan=99999>x</td></tr>" * 500

    reading = read_pasted("", f"<p>Tabell</p><table>{rows}</table>")

    assert len(reading.text) < 500 * 70


@pytest.mark.parametrize(
    "page",
    ["<!--[if x]>" * 20_000, "<!--StartFragment-->" * 20_000, "<script " * 20_000, "<" * 50_000, "<p" * 20_000],
)
def test_a_page_of_openings_that_never_close_is_read_in_good_time(page):
    start = time.process_time()

    read_pasted("", f"<p>Början</p>{page}<p>Slut</p>")

    # It takes some tenths of a second; a pattern that tries everything takes minutes.
    assert time.process_time() - start < 5


class StoppedError(Exception):
    """The person stopped the reading."""


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", WORD),
        ("a.odt", odt_paper()),
        ("a.html", HTML_PAPER),
        ("a.txt", b"Text."),
        ("a.pdf", pdf(text="Text")),
    ],
)
def test_every_format_can_be_stopped(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)

    def stop(done: int, of: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        read_report(path, stop)


def test_a_long_document_tells_of_itself_again_and_again(tmp_path):
    path = tmp_path / "lång.docx"
    path.write_bytes(document(TEXT * 5_000))
    told: list[tuple[int, int]] = []

    read_report(path, lambda done, of: told.append((done, of)))

    assert len(told) > 50


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("egentligen.docx", pdf(text="Granskning av badplatser"), "Granskning av badplatser"),
        ("egentligen.pdf", WORD, "Innerst."),
        ("egentligen.doc", WORD, "Innerst."),
        ("egentligen.odt", WORD, "Innerst."),
        ("egentligen.doc", b"<html><body><p>Webbord.</p></body></html>", "Webbord."),
        ("egentligen.txt", b"<!DOCTYPE html><p>Webbord.</p>", "Webbord."),
    ],
)
def test_a_file_is_read_as_what_it_is_and_not_as_what_it_is_called(tmp_path, name, data, text):
    path = tmp_path / name
    path.write_bytes(data)

    assert read_report(path).text == text


@pytest.mark.parametrize(
    ("name", "data", "what", "next_step"),
    [
        ("brev.docx", b"{\\rtf1\\ansi Text}", "RTF", "spara som .docx"),
        ("brev.docx", OLE + "WordDocument".encode("utf-16-le"), "äldre Word", "spara som .docx"),
        ("brev.docx", OLE + "__substg1.0".encode("utf-16-le"), "e-post", "bilagan"),
        ("brev.doc", OLE + "EncryptedPackage".encode("utf-16-le"), "lösenord", "utan lösenord"),
        ("brev.doc", b"{\\rtf1 Text}", "äldre ordbehandlingsformat", "spara som .docx"),
        ("brev.pdf", b"\x89PNG\r\n\x1a\n" + bytes(40), "bild", "OCR"),
        ("brev.docx", archive(**{"xl/workbook.xml": "<x/>"}), "kalkylblad", "PDF"),
        ("brev.docx", archive(**{"ppt/presentation.xml": "<x/>"}), "presentation", "PDF"),
        ("brev.eml", b"Received: x\nFrom: y\n", "e-post", "bilagan"),
        ("brev.docx", b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><x/>", "Word-XML", ".docx"),
    ],
)
def test_what_cannot_be_read_under_any_name_is_told_of(tmp_path, name, data, what, next_step):
    path = tmp_path / name
    path.write_bytes(data)

    with pytest.raises(UserError) as error:
        read_report(path)

    assert what in error.value.what
    assert next_step in error.value.next_step


def test_the_wrong_sum_of_a_part_is_told_of(tmp_path: Path):
    data = bytearray(archive(**{"word/document.xml": f"<w:document {W}><w:body>{TEXT}</w:body></w:document>"}))
    data[14] ^= 0xFF
    place = data.rfind(b"PK\x01\x02")
    data[place + 16] ^= 0xFF
    path = tmp_path / "summa.docx"
    path.write_bytes(bytes(data))

    with pytest.raises(UserError, match="skadad"):
        read_report(path)
