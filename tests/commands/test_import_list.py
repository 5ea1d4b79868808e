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


def test_a_list_is_shown_first_and_then_taken_in(nemndsekr, sheet, folder):
    shown = nemndsekr("import-list", sheet, "--dry-run")
    assert shown.returncode == 0, shown.stderr
    columns, lines = shown.stdout.splitlines()[:3], shown.stdout.splitlines()[3:]
    assert columns == ["kolumn\tDnr\tdiarienummer", "kolumn\tÄrende\trubrik", "kolumn\tSvarsdag\tsvarsdag"]
    assert lines[0].startswith("rad 2\tnytt\tKFN 2025/117\tGranskning av badplatser\tNytt ärende\t«snarast»")
    assert lines[2].split("\t")[:3] == ["rad 4", "väntar på val", "–"]
    assert lines[3] == "3 ärenden: 1 nytt, 1 nytt utan nummer, 1 att välja"
    assert not folder.exists(), "what is only shown leaves nothing behind"

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


OLD = [
    ["Balanslista barn- och utbildningsnämnden"],
    ["Utskriven 2025-03-01"],
    ["Dnr", "Ärende", "Kollas", "Prio"],
    ["BUN 2025/101", "Läxhjälp i alla skolor", "31/3", "a"],
    ["BUN 2025/102", "Belysning vid skolgårdar", "v. 14", "b"],
]


@pytest.fixture
def old_list(tmp_path) -> Path:
    path = tmp_path / "lista.xlsx"
    path.write_bytes(xlsx({"Blad1": OLD}))
    return path


def test_an_old_list_tells_its_own_year_and_its_own_namnd(nemndsekr, old_list):
    taken = nemndsekr("import-list", old_list)

    assert taken.returncode == 0, taken.stderr
    lines = taken.stdout.splitlines()
    assert lines[2:4] == ["kolumn\tKollas\tsvarsdag", "kolumn\tPrio\tanteckning"]
    assert lines[4].endswith("\t«31/3»: året är inte skrivet, det blir 2025.")
    [case, other] = json.loads(nemndsekr("list", "--json").stdout)["cases"]
    assert "Barn- och utbildningsnämnden" in nemndsekr("show", case["dnr"]).stdout
    assert {case["dnr"], other["dnr"]} == {"BUN 2025/101", "BUN 2025/102"}


def test_what_a_column_holds_can_be_said_and_is_told(nemndsekr, old_list):
    said = nemndsekr("import-list", old_list, "--column", "kollas=anteckning", "--column", "Prio=status", "--dry-run")
    assert said.returncode == 1
    assert said.stderr.startswith("En kolumn kan inte innehålla «status». Välj något av: diarienummer, rubrik,")

    said = nemndsekr("import-list", old_list, "--column", "Kollas=anteckning", "--column", "Prio=slag", "--dry-run")
    assert said.stdout.splitlines()[2:5] == [
        "kolumn\tKollas\tanteckning",
        "kolumn\tPrio\tslag",
        "att se på\t«Kollas» har datum men blir anteckning",
    ]

    nowhere = nemndsekr("import-list", old_list, "--column", "Färg=slag", "--dry-run")
    assert nowhere.stderr == "Det finns ingen kolumn «Färg» i listan. Kolumnerna heter: Dnr, Ärende, Kollas, Prio.\n"


def test_numbers_of_another_namnd_are_told(nemndsekr, old_list, tmp_path):
    first = tmp_path / "sn.csv"
    first.write_text("Dnr;Ärende\nSN 2025/1;Bad\n", encoding="utf-8")
    assert nemndsekr("import-list", first, "--namnd", "Socialnämnden").returncode == 0

    shown = nemndsekr("import-list", old_list, "--namnd", "Socialnämnden", "--dry-run")

    assert "att se på\tListans nummer börjar med BUN, men Socialnämnden har SN" in shown.stdout.splitlines()
