"""What was read in is printed again: every paragraph, in its order; only what is listed here may differ."""

from __future__ import annotations

import difflib
import re
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nemndsekr.operations.import_report import accept_reading
from nemndsekr.operations.make_document import make_document
from nemndsekr.reading.report_file import read_report
from nemndsekr.store.database import open_store
from nemndsekr.support.paths import DataFolder

FOLDER = Path(__file__).parents[1] / "documents"
NOW = datetime(2026, 1, 1, tzinfo=UTC)

# The file, the kind that is made of it, and the paragraphs of its own that may stand otherwise.
PAPERS = {
    "tjansteskrivelse_anhorigstod.txt": ("tjansteskrivelse", []),
    "tjansteskrivelse_bromasa_hemgang.txt": (
        "tjansteskrivelse",
        # The template heads each answer with the recommendation's own words, and more than one bilaga.
        ["Rekommendation 1", "Rekommendation 2", "Rekommendation 3", "Bilaga"],
    ),
    # One who signs has the title above the name, the other below it.
    "yttrande_anhorigstod.txt": ("yttrande", ["Hanna Bergström"]),
    "yttrande_ekerum_forskola.docx": (
        "yttrande",
        [
            "Revisorernas beteckning REV 7/2023",  # in the head of the page
            # An answer that could not be told from the text before it is printed with that text.
            "Nämndens invändning",
            (
                "Ett bestämt tak tar inte hänsyn till lokalernas utformning, barnens ålder eller personalens "
                "kompetens. Nämnden vill i stället att rektor motiverar varje grupp som är större än riktmärket."
            ),
            "Marita Lundbäck",
        ],
    ),
    "yttrande_harbo_sfi.pdf": (
        "yttrande",
        [
            # What the nämnd decides about the yttrande is no part of it: it stands in the other papers of the case.
            "Nämndens förslag till beslut",
            "Vuxenutbildningsnämnden godkänner yttrandet och överlämnar det till kommunrevisionen.",
            # Headings in the template's words.
            "Nämndens svar",
            "Rekommendation: Nämnden bör utveckla sin uppföljning av studieavbrott",
            "Rekommendation: Nämnden bör säkerställa att individuella studieplaner revideras",
            "Rekommendation: Nämnden bör göra sina mål kända i verksamheten",
            # Two who signed beside each other.
            "Abdirahman Nur Gunilla Frisk",
            "Ordförande Förvaltningschef",
        ],
    ),
}


def plain(line: str) -> str:
    """A paragraph without marks, line breaks and the case of its letters."""
    line = re.sub(r"^\s*(?:[•●▪–·*-]|\d+[.)]|[a-zA-Z]\))\s+", "", line.replace("\u00ad", "").replace("\u00a0", " "))
    return " ".join(line.split())


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, empty ones left out."""
    return [words for line in text.splitlines() if (words := plain(line))]


def out_of_order(source: list[str], printed: list[str]) -> list[str]:
    """The paragraphs of the source that are not printed where they should be, whole and after those before them."""
    flat, at, lost = " ".join(printed).casefold(), 0, []
    for one in source:
        found = flat.find(one.casefold(), at)
        if found < 0:
            lost.append(one)
        else:
            at = found + len(one)
    return lost


@pytest.mark.parametrize("name", PAPERS)
def test_every_paragraph_that_was_read_is_printed_in_its_order(tmp_path: Path, name: str):
    kind, differs = PAPERS[name]
    path = FOLDER / name
    reading = read_report(path)
    with closing(open_store(DataFolder(tmp_path), NOW)) as store:
        case_id = accept_reading(store, reading, path.read_bytes(), "", NOW, new_case=True).case_id
        printed = paragraphs(make_document(store, case_id, kind, "txt").text)
    title = reading.draft.title
    assert title is not None
    source = paragraphs(reading.text[title.start :])

    lost = out_of_order(source, printed)

    shown = "\n".join(difflib.unified_diff(source, printed, "läst", "utskrivet", lineterm="", n=1))
    assert lost == differs, shown
