"""``import-list``: what becomes of each row of a list, told and stored, or only told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.exchange.workbooks import xlsx

ROWS = [
    ["Dnr", "Ärende", "Svarsdag"],
    ["KFN 2025/117", "Granskning av badplatser", "snarast"],
    ["", "Belysning längs strandpromenaden", ""],
    ["", "Strandpromenadens belysning längs", ""],
]


@pytest.fixture
def sheet(tmp_path) -> Path:
    path = tmp_path / "bevakning.xlsx"
    path.write_bytes(xlsx({"Framsida": [["Kulturnämnden"]], "Lista": ROWS}))
    return path


def test_a_list_is_shown_first_and_then_taken_in(nemndsekr, sheet):
    shown = nemndsekr("import-list", sheet, "--dry-run")
    assert shown.returncode == 0, shown.stderr
    lines = shown.stdout.splitlines()
    assert lines[0].startswith("rad 2\tnytt\tKFN 2025/117\tGranskning av badplatser\tNytt ärende\t«snarast»")
    assert lines[2].split("\t")[:3] == ["rad 4", "väntar på val", "–"]
    assert lines[3] == "3 ärenden: 1 nytt, 1 nytt utan nummer, 1 att välja"
    assert json.loads(nemndsekr("list", "--json").stdout) == {"cases": []}

    taken = nemndsekr("import-list", sheet, "--namnd", "Kulturnämnden")
    assert taken.returncode == 1, "one row waits for a person"
    listed = json.loads(nemndsekr("list", "--json").stdout)["cases"]
    assert sorted(case["title"] for case in listed) == ["Belysning längs strandpromenaden", "Granskning av badplatser"]


def test_without_a_namnd_it_is_asked_for_and_a_sheet_must_be_there(nemndsekr, sheet):
    nobody = nemndsekr("import-list", sheet)
    assert nobody.returncode == 1
    assert nobody.stderr == "Det finns ingen nämnd än. Skriv --namnd och nämndens namn.\n"

    elsewhere = nemndsekr("import-list", sheet, "--sheet", "Blad9", "--dry-run")
    assert elsewhere.returncode == 1
    assert "Välj ett av dessa: Framsida, Lista." in elsewhere.stderr


def test_what_is_no_list_is_refused_in_words(nemndsekr, tmp_path):
    path = tmp_path / "trasig.xlsx"
    path.write_bytes(b"PK\x03\x04")

    refused = nemndsekr("import-list", path)

    assert refused.returncode == 1
    assert refused.stderr.startswith("«trasig.xlsx» är skadad.")
