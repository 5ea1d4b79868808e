"""LibreOffice opens what was written for Word and for the web and sees the same words: one process for all files."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pypdfium2
import pytest

from nemndsekr.documents.docx_form import WordFormFile, fill_form
from nemndsekr.documents.docx_writer import write_docx
from nemndsekr.documents.html_writer import clipboard_html
from nemndsekr.documents.outline import Heading, Letterhead, Logo, Outline, Run, flat_blocks, runs_text
from nemndsekr.documents.outline import Paragraph as Text
from tests.documents_out.outlines import everything, outline_of, words
from tests.documents_out.test_docx_form import FIELDS
from tests.documents_out.test_docx_writer import without_marks
from tests.documents_out.word_forms import municipal_form, png

SOFFICE = shutil.which("soffice")
LONGEST = 180
"""Seconds that the one conversion may take on a slow machine."""

pytestmark = [
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed"),
]


def with_logo() -> Outline:
    outline = outline_of(
        Heading(words("Yttrande över granskning"), 1),
        Text((Run("Läs "), Run("svaret", link="https://lindakra.example/svar"), Run("."))),
    )
    return replace(outline, letterhead=replace(outline.letterhead, logo=Logo(png(), "Lindåkra kommuns vapen")))


OUTLINES: Mapping[str, Callable[[], Outline]] = {"own": everything, "form": everything, "logo": with_logo}


@dataclass(frozen=True)
class Converted:
    """What LibreOffice made of each file: the text of its pages, and the plain text."""

    pages: dict[str, list[str]]
    texts: dict[str, str]


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Converted:
    folder = tmp_path_factory.mktemp("libreoffice")
    (folder / "own.docx").write_bytes(write_docx(everything()))
    (folder / "form.docx").write_bytes(fill_form(everything(), FIELDS, WordFormFile(municipal_form())).content)
    (folder / "logo.docx").write_bytes(write_docx(with_logo()))
    (folder / "clip.html").write_text(clipboard_html(everything()), encoding="utf-8")
    files = [str(path) for path in sorted(folder.glob("*.docx"))]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for kind, sources in (("pdf", files), ("txt:Text (encoded):UTF8", [*files, str(folder / "clip.html")])):
        subprocess.run(
            [str(SOFFICE), profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *sources],
            check=True,
            capture_output=True,
            timeout=LONGEST,
        )
    pages = {}
    for path in folder.glob("*.pdf"):
        document = pypdfium2.PdfDocument(path)
        pages[path.stem] = [_mended(page.get_textpage().get_text_range()) for page in document]
        document.close()
    texts = {path.stem: _mended(path.read_text(encoding="utf-8-sig")) for path in folder.glob("*.txt")}
    return Converted(pages, texts)


def _mended(text: str) -> str:
    """A hyphen that parts a word at the end of a line is told as a sign of its own; one that keeps, as another."""
    return re.sub(r"[\ufffe\x02](\r?\n)?", "-\n", text).replace("\u2011", "-")


@pytest.mark.parametrize("name", OUTLINES)
def test_no_word_is_lost(converted: Converted, name: str):
    outline = OUTLINES[name]()
    if name == "form":  # which has a head of its own
        outline = replace(outline, letterhead=Letterhead(), document_name="")
    told = set(without_marks(outline))

    assert told - set(" ".join(converted.pages[name]).split()) == set()
    assert told - set(converted.texts[name].split()) == set()


@pytest.mark.parametrize("name", ["own", "form"])
def test_headings_stand_whole_and_pages_are_numbered(converted: Converted, name: str):
    text = " ".join(" ".join(converted.pages[name]).split())
    headings = [runs_text(block.runs) for block in flat_blocks(everything().blocks) if isinstance(block, Heading)]

    assert all(heading in text for heading in headings)
    for number, page in enumerate(converted.pages[name], start=1):
        assert f"Sida {number}" in page
        assert "UTKAST" in page


def test_lists_are_numbered_as_they_were_written(converted: Converted):
    numbers = re.findall(r"(\S+)\s+(?:Först|Under|Underst|Sedan)\.", "\n".join(converted.pages["own"]))
    of_form = re.findall(r"(\S+)\s+(?:Först|Under|Underst|Sedan)\.", "\n".join(converted.pages["form"]))

    assert numbers == ["1.", "a)", "i)", "2."]
    assert of_form == ["1)", "a)", "i)", "2)"]


def test_the_text_after_the_marker_stands_last_in_the_form(converted: Converted):
    assert " ".join(converted.texts["form"].split()).endswith("Lindåkra kommun, Storgatan 1")


def test_the_head_row_comes_again_on_every_page_of_the_table(converted: Converted):
    with_rows = [page for page in converted.pages["own"] if re.search(r"Linje \d+", page)]

    assert len(with_rows) > 1
    assert all("Anmärkning" in page for page in with_rows)


def test_what_is_copied_for_word_holds_every_word(converted: Converted):
    assert set(without_marks(everything())) <= set(converted.texts["clip"].split())
