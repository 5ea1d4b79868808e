"""Whose voice a paper speaks with, told where it is mixed or the wrong one."""

from __future__ import annotations

import pytest

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DocumentKind
from nemndsekr.rules.checks.voice_checks import changing_voice
from tests.rules.checks.cases import case_file, document, rec, section

OFFICIALS = document(DocumentKind.tjansteskrivelse)
BOTH = [OFFICIALS, document(id=2)]
OFFICE = "Förvaltningen har sett över rutinen."
NAMND = "Nämnden instämmer i rekommendationen. Nämnden delar revisorernas bild."


def told(file: CaseFile) -> list[str]:
    """What the check says."""
    return [remark.text for remark in changing_voice(file)]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        pytest.param(
            case_file(documents=[OFFICIALS], sections=[section(NAMND)]),
            ["Tjänsteskrivelsen talar med nämndens röst"],
            id="the nämnd in the officials' paper",
        ),
        pytest.param(
            case_file(documents=[OFFICIALS], sections=[section(f"{OFFICE} Nämnden anser något. {OFFICE}")]),
            ["Tjänsteskrivelsen växlar mellan förvaltningen och nämnden"],
            id="both in the officials' paper",
        ),
        pytest.param(
            case_file(documents=[OFFICIALS], sections=[section(f"{OFFICE} Nämnden har tre bryggor.")]),
            [],
            id="what the nämnd has is no stand",
        ),
        pytest.param(
            case_file(documents=[OFFICIALS], sections=[section(NAMND, "bakgrund")]), [], id="what is told of others"
        ),
        pytest.param(
            case_file(documents=BOTH, recommendations=[rec(1, OFFICE)]),
            ["Yttrandet talar med förvaltningens röst"],
            id="the officials in the answers of a yttrande",
        ),
        pytest.param(
            case_file(documents=BOTH, recommendations=[rec(1, NAMND), rec(2, OFFICE)]),
            ["Yttrandet växlar mellan nämnden och förvaltningen"],
            id="both in the answers of a yttrande",
        ),
        pytest.param(
            case_file(documents=BOTH, recommendations=[rec(1, NAMND)], sections=[section(OFFICE, "overvaganden")]),
            [],
            id="each in its own paper",
        ),
    ],
)
def test_a_paper_that_speaks_with_another_voice_is_told_of(file, expected):
    assert told(file) == expected
