"""``check``: a case and a file, for a reader and for a script; remarks are an answer and no error."""

from __future__ import annotations

import json

import docx
import pytest

LETTER = """Yttrande

Dnr BUN-2026-0077
Datum 2026-02-10

Granskning av fritidshem

Nämnden lämnar följande yttrande:

Sammanfattning

Barn- och utbildningsnämnden har arbetat för att att minska köerna till fritidshemmen i hela kommunen under året.

Kontaktperson är Kim Ek, 18850412-9803, som har svarat på frågorna om arbetet med fritidshemmen.

[Här anger du om det finns reservationer.]
"""


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "svar.docx"
    document = docx.Document()
    for part in LETTER.split("\n\n"):
        document.add_paragraph(part.strip())
    document.save(str(path))
    return path


def test_a_file_is_told_of_in_one_line_a_remark(nemndsekr, paper):
    checked = nemndsekr("check", "--file", paper)

    assert (checked.returncode, checked.stderr) == (0, "")
    lines = checked.stdout.splitlines()
    assert all(line.split(" · ")[0] in {"Påpekande", "Fråga", "Upplysning"} for line in lines)
    assert "Påpekande · «att» står två gånger i rad · stycke" in checked.stdout
    assert "Påpekande · Texten innehåller ett personnummer · stycke" in checked.stdout
    assert "[Här anger du om det finns reservationer.]" in checked.stdout
    assert "9803" not in checked.stdout, "the number itself is never printed"


def test_a_file_is_told_of_as_one_json_object_with_what_to_do(nemndsekr, paper):
    told = json.loads(nemndsekr("check", "--file", paper, "--json").stdout)

    assert (told["file"], told["kind"]) == ("svar.docx", "yttrande")
    person = next(one for one in told["remarks"] if one["rule"] == "personnummer")
    assert (person["certainty"], person["paragraph"]) == ("sakert", 8)
    assert person["place"] == "stycke 8"
    assert person["detail"].startswith("18850412-****")
    assert person["remedies"] == ["Ta bort numret, eller skriv i stället vem det gäller om det behövs."]
    assert all(one["text"] and one["place"] and one["remedies"] is not None for one in told["remarks"])


def test_a_file_without_remarks_says_so(nemndsekr, tmp_path):
    path = tmp_path / "brev.txt"
    path.write_text("Hej!\n\nVälkommen till mötet i Tallbergas kommunhus.\n", encoding="utf-8")

    checked = nemndsekr("check", "--file", path)
    as_json = nemndsekr("check", "--file", path, "--json")

    assert (checked.returncode, checked.stdout) == (0, "Inga påpekanden.\n")
    assert json.loads(as_json.stdout)["remarks"] == []


def test_checking_a_file_makes_no_database(nemndsekr, paper, folder):
    nemndsekr("check", "--file", paper)

    assert not folder.exists()


def test_a_case_is_checked_by_its_number_in_any_spelling(nemndsekr, letter):
    nemndsekr("import", letter)

    checked = nemndsekr("check", "bun 2026/0500")
    told = json.loads(nemndsekr("check", "1", "--json").stdout)

    assert checked.returncode == 0, checked.stderr
    assert (told["case"], told["dnr"]) == (1, "BUN-2026-0500")
    lines = checked.stdout.splitlines()
    assert len(lines) == max(1, len(told["remarks"]))
    for one in told["remarks"]:
        assert {"rule", "certainty", "place", "text", "detail", "remedies"} == set(one)


def test_a_document_of_a_case_is_told_only_what_is_about_it(nemndsekr):
    nemndsekr("demo")

    of_case = nemndsekr("check", "BUN-2024-0933").stdout
    first = nemndsekr("check", "BUN-2024-0933", "tjansteskrivelse")
    second = nemndsekr("check", "BUN-2024-0933", "uppfoljande_yttrande").stdout

    assert "saknar lägesrapport · det uppföljande yttrandet" in of_case
    assert (first.returncode, first.stderr) == (0, "")
    assert "lägesrapport" not in first.stdout
    assert "saknar lägesrapport · det uppföljande yttrandet" in second
    assert "rader i handlingen väntar på text · handlingen" in second, "and what only the finished document shows"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("XYZ-2026-1",), 1, "Skriv nemndsekr list"),
        (("--file", "finns-inte.docx"), 1, "Kontrollera namnet"),
        ((), 2, "Ange ett ärende eller en fil."),
        (("1", "--file", "svar.docx"), 2, "Ange ett ärende eller en fil."),
        (("1", "skrivelsen"), 1, "Välj en av dessa: "),
        (("1", "svar_namndinitiativ"), 1, "Välj en av: "),
        (("1", "--rot"), 2, "--help"),
    ],
    ids=["no such case", "no such file", "nothing", "both", "no such kind", "another case's kind", "unknown option"],
)
def test_what_cannot_be_checked_is_told_with_the_next_step(nemndsekr, letter, words, code, said):
    nemndsekr("import", letter)

    told = nemndsekr("check", *words)

    assert (told.returncode, told.stdout) == (code, "")
    assert said in told.stderr
    assert "Traceback" not in told.stderr


def test_a_file_that_is_no_document_is_told_of_with_the_next_step(nemndsekr, tmp_path):
    path = tmp_path / "lista.xlsx"
    path.write_bytes(b"PK")

    told = nemndsekr("check", "--file", path)

    assert told.returncode == 1
    assert "Läs in lista" in told.stderr


def test_a_folder_is_told_of_with_a_file_in_it_to_check(nemndsekr, paper):
    told = nemndsekr("check", "--file", paper.parent)

    assert (told.returncode, told.stdout) == (1, "")
    assert f"«{paper.parent.name}» är en mapp, och check kontrollerar en fil i taget." in told.stderr
    assert f"Ange en av filerna, till exempel: check --file {paper}" in told.stderr


def test_a_folder_without_papers_and_a_file_that_is_not_there_are_told_of(nemndsekr, tmp_path):
    (tmp_path / "tom").mkdir()

    folder, missing = nemndsekr("check", "--file", tmp_path / "tom"), nemndsekr("check", "--file", tmp_path / "saknas")

    assert (folder.returncode, missing.returncode) == (1, 1)
    assert "Ange en fil, till exempel: check --file svar.docx" in folder.stderr
    assert "Filen «saknas» finns inte. Kontrollera namnet" in missing.stderr
