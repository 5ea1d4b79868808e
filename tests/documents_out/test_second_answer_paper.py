"""What the second answer prints of each measure."""

from __future__ import annotations

from datetime import date

import pytest

from nemndsekr.documents.document_types import build_document
from nemndsekr.documents.making import DocumentOptions
from nemndsekr.documents.outline import outline_text
from nemndsekr.documents.template_files import load_template
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DocumentKind
from nemndsekr.records.measure import Promise
from tests.documents_out.made_up import followed_up

DAY = date(2027, 1, 21)
KIND = DocumentKind.uppfoljande_yttrande


def new_times(file: CaseFile) -> list[str]:
    template = load_template("neutral_uppfoljande_yttrande")
    text = outline_text(build_document(file, KIND, template, DocumentOptions(day=DAY)))
    part = text[text.index("Tavla i bussen\n") : text.index("Reflexvästar till alla\n")]
    return [line for line in part.splitlines() if line.startswith("Ny tidpunkt:")]


def later(file: CaseFile, uid: str, words: str, latest: date, reason: str) -> Promise:
    """A later time of the board in the bus, whose first has passed."""
    return Promise(
        uid=uid,
        case_id=1,
        measure_id=4,
        position=len(file.promises_of(4)),
        words=words,
        earliest=latest,
        latest=latest,
        given_on=date(2026, 10, 1),
        reason=reason,
        granted_by="Nämnden",
    )


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("Bussbolaget väntade.", "den 1 december 2026. Skäl: Bussbolaget väntade. Medgivet av: Nämnden."),
        ("", "den 1 december 2026. Medgivet av: Nämnden. [Fyll i: varför har tidpunkten flyttats"),
    ],
)
def test_a_new_time_that_has_passed_stands_on_one_line_with_what_is_still_to_be_told(reason: str, told: str):
    file = followed_up()
    file.promises.append(later(file, "a", "den 1 december 2026", date(2026, 12, 1), reason))

    [line] = new_times(file)

    assert line.startswith(f"Ny tidpunkt: {told}")
    assert "[Fyll i: när ska åtgärden vara klar?]" in line


def test_of_several_new_times_the_latest_is_told_with_its_reason():
    file = followed_up()
    file.promises.append(later(file, "a", "den 1 december 2026", date(2026, 12, 1), "Bussbolaget väntade."))
    file.promises.append(later(file, "b", "den 1 mars 2027", date(2027, 3, 1), "Skruvarna tog slut."))

    assert new_times(file) == [
        "Ny tidpunkt: den 1 mars 2027. Skäl: Skruvarna tog slut. Medgivet av: Nämnden.",
    ]
