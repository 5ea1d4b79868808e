"""The command line, as IT departments and scripts use it."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from pypdfium2 import PdfDocument

from nemndsekr.commands.main import NAMES, commands
from nemndsekr.startup import _COMMANDS
from tests.operations.test_import_report import LETTER
from tests.operations.test_joining import MISSIVE, REPORT


def test_a_letter_is_taken_in_listed_shown_and_made_into_documents(nemndsekr, letter, tmp_path):
    taken = nemndsekr("import", letter)
    assert (taken.returncode, taken.stdout) == (0, f"sparad\t{letter}\t1\n"), taken.stderr

    listed = json.loads(nemndsekr("list", "--json").stdout)
    assert listed == {
        "cases": [{"id": 1, "dnr": "BUN-2026-0500", "kind": "granskning", "title": "Granskning av skolmåltider"}]
    }
    assert nemndsekr("list").stdout == "1\tBUN-2026-0500\tGranskning\tGranskning av skolmåltider\n"

    shown = json.loads(nemndsekr("show", "bun 2026/0500", "--json").stdout)
    assert "Utveckla uppföljningen av matsvinnet" in json.dumps(shown, ensure_ascii=False)
    assert "Utveckla uppföljningen av matsvinnet" in nemndsekr("show", "1").stdout

    for suffix, start in (("pdf", b"%PDF"), ("docx", b"PK"), ("html", b"<!DOCTYPE html>")):
        out = tmp_path / f"svar.{suffix}"
        made = nemndsekr("make", "BUN-2026-0500", "yttrande", "--format", suffix, "--out", out)
        assert made.returncode == 0, made.stderr
        assert out.read_bytes().startswith(start)
    with PdfDocument(tmp_path / "svar.pdf") as document:
        text = " ".join("".join(page.get_textpage().get_text_range() for page in document).split())
    assert "Svinnet vägs två veckor per termin från hösten 2026." in text


def test_another_program_gets_utf_8_whatever_the_code_page_and_exit_codes(nemndsekr_process, letter, monkeypatch):
    for name, value in (("PYTHONUTF8", "0"), ("PYTHONIOENCODING", "latin-1")):
        monkeypatch.setenv(name, value)

    taken = nemndsekr_process("import", letter)
    shown = nemndsekr_process("show", "1")
    unknown = nemndsekr_process("show", "BUN-1-1")

    assert (taken.returncode, taken.stdout) == (0, f"sparad\t{letter}\t1\n"), taken.stderr
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "Granskning av skolmåltider" in shown.stdout
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert "Inget ärende har diarienumret eller numret BUN-1-1." in unknown.stderr


def test_a_file_joins_the_case_it_belongs_to_and_is_told_why_unless_a_new_one_is_wanted(nemndsekr, tmp_path):
    report, missive = tmp_path / "rapport.txt", tmp_path / "missiv.txt"
    report.write_text(REPORT, encoding="utf-8")
    missive.write_text(MISSIVE, encoding="utf-8")

    taken = nemndsekr("import", report, missive)
    third = tmp_path / "igen.txt"
    third.write_text(MISSIVE.replace("31 mars", "17 april"), encoding="utf-8")
    alone = nemndsekr("import", "--new", third)

    assert taken.stdout.splitlines() == [f"sparad\t{report}\t1", f"sparad\t{missive}\t1"]
    assert "missiv.txt: lades till i ärende 1. Samma rekommendationer som i Revisionsrapport nr 7/2025" in taken.stderr
    assert "uppgifter skiljer sig från dem i ärende 1" in taken.stderr
    assert alone.stdout == f"sparad\t{third}\t2\n"


def test_reading_a_paper_of_the_auditors_names_their_number_as_the_review_does(nemndsekr, tmp_path):
    missive = tmp_path / "missiv.txt"
    missive.write_text(MISSIVE, encoding="utf-8")

    lines = nemndsekr("read", missive).stdout.splitlines()

    assert "Revisorernas dnr: REV 2025/31" in lines
    assert not any(line.startswith("Diarienummer") for line in lines)


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_stored(nemndsekr, letter, tmp_path):
    empty = tmp_path / "tom.txt"
    empty.write_bytes(b"")

    taken = nemndsekr("import", empty, letter, letter)

    lines = taken.stdout.splitlines()
    assert taken.returncode == 1
    assert lines[0].startswith(f"inte sparad\t{empty}\t")
    assert lines[1] == f"sparad\t{letter}\t1"
    assert "redan inläst" in lines[2]
    assert "Traceback" not in taken.stderr


def test_reading_stores_nothing_and_prints_one_json_object(nemndsekr, letter, folder):
    read = nemndsekr("read", letter, "--json")

    found = json.loads(read.stdout)
    assert found["dnr"] == ["BUN-2026-0500"]
    assert found["dates"]["reply_due"] == "2026-03-31"
    assert not folder.exists()


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        pytest.param(("show", "BUN-1-1"), 1, "Det finns ingen databas", id="no database"),
        pytest.param(("read", "finns inte.docx"), 1, "finns inte", id="no such file"),
        pytest.param(("make", "--out"), 2, "Kommandot kunde inte förstås", id="wrong usage"),
        pytest.param(("list", "--jsonn"), 2, "Kommandot kunde inte förstås", id="unknown option"),
        pytest.param(("make", "1", "yttrande"), 2, "Ange ärende, slag och fil", id="no file to make"),
        pytest.param(("--finns-inte",), 2, "Valet --finns-inte finns inte", id="unknown option of the window"),
    ],
)
def test_what_goes_wrong_is_told_in_swedish_with_its_exit_code(nemndsekr, words, code, told):
    ran = nemndsekr(*words)

    assert (ran.returncode, ran.stdout) == (code, "")
    assert told in ran.stderr
    assert "Traceback" not in ran.stderr


def test_what_can_be_made_is_listed_slug_first(nemndsekr, letter):
    nemndsekr("import", letter)

    all_kinds = nemndsekr("make", "--list").stdout.splitlines()
    of_case = nemndsekr("make", "BUN-2026-0500", "--list").stdout.splitlines()

    assert all_kinds[0] == "tjansteskrivelse\tTjänsteskrivelse"
    assert "protokollsutdrag\tProtokollsutdrag" in all_kinds
    assert {"yttrande\tYttrande", "arendekort\tÄrendekort"} <= set(of_case) < set(all_kinds)


def test_a_tjansteutlatande_is_made_by_its_own_name(nemndsekr, letter, tmp_path):
    nemndsekr("import", letter)
    made = tmp_path / "svar.txt"

    ran = nemndsekr("make", "BUN-2026-0500", "tjansteutlatande", "--out", made)

    assert ran.returncode == 0, ran.stderr
    assert "Tjänsteutlåtande" in made.read_text(encoding="utf-8-sig")


def test_a_document_that_lacks_what_it_tells_is_explained_with_what_to_do(nemndsekr, letter, tmp_path):
    nemndsekr("import", letter)

    ran = nemndsekr("make", "BUN-2026-0500", "reservation", "--out", tmp_path / "svar.pdf")

    assert ran.returncode == 1
    assert "Det finns ingen reservation" in ran.stderr
    assert "Beslut" in ran.stderr


def test_the_exercise_cases_fill_an_empty_folder_and_no_other(nemndsekr):
    filled = nemndsekr("demo")
    assert filled.returncode == 0, filled.stderr

    kinds = {case["kind"] for case in json.loads(nemndsekr("list", "--json").stdout)["cases"]}
    assert kinds >= {"granskning", "namndinitiativ"}
    again = nemndsekr("demo")
    assert again.returncode == 1
    assert "redan" in again.stderr


def test_an_empty_folder_is_sound_to_a_script(nemndsekr):
    assert json.loads(nemndsekr("verify", "--json").stdout) == {"ok": True, "problems": [], "cases": 0, "schema": 0}


@pytest.mark.parametrize(
    "words",
    ["list", "show 1", "check 1", "make 1 yttrande --out a.pdf", "plan --due 2026-12-31", "ics --out a.ics", "verify"],
)
def test_a_command_that_only_reads_makes_no_database_and_says_that_there_is_none(nemndsekr, folder, words):
    ran = nemndsekr(*words.split())

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith(f"Det finns ingen databas i {folder}.")
    assert not list(folder.glob("*.sqlite*"))


@pytest.mark.parametrize("words", ["list", "show 1", "check 1", "verify", "make 1 arendekort --out {}/a.pdf"])
def test_a_folder_that_may_only_be_read_is_read(nemndsekr, letter, in_closed_folder, tmp_path, words):
    nemndsekr("import", letter)

    ran = in_closed_folder(*words.format(tmp_path).split())

    assert (ran.returncode, ran.stderr) == (0, "")


def test_what_is_to_be_kept_is_refused_where_nothing_can_be_written(nemndsekr, letter, in_closed_folder, folder):
    nemndsekr("import", letter)

    ran = in_closed_folder("import", letter)

    assert ran.returncode == 1
    assert ran.stderr.startswith(f"Det går inte att skriva i mappen {folder}.")


def test_a_database_that_may_only_be_read_is_told_of_before_anything_is_written(
    nemndsekr, letter, in_closed_folder, folder
):
    nemndsekr("import", letter)

    ran = in_closed_folder("import", letter, only=folder / "nemndsekr.sqlite")

    assert ran.returncode == 1
    assert ran.stderr.startswith(f"Databasen {folder / 'nemndsekr.sqlite'} är skrivskyddad.")


def test_selfcheck_says_of_a_folder_that_may_only_be_read_what_is_to_be_done(nemndsekr, letter, in_closed_folder):
    nemndsekr("import", letter)

    ran = in_closed_folder("selfcheck", "--json")

    found = {one["code"]: one for one in json.loads(ran.stdout)["findings"]}
    assert [code for code in found if code.endswith(".brots")] == []
    assert (found["data.skrivbar"]["level"], found["databas.hel"]["level"]) == ("fail", "ok")
    assert ran.returncode == 1


def test_a_damaged_database_is_told_by_verify(nemndsekr, letter, folder):
    nemndsekr("import", letter)
    (folder / "nemndsekr.sqlite").write_bytes(b"inte en databas " * 1000)

    ran = nemndsekr("verify", "--json")

    found = json.loads(ran.stdout)
    assert (ran.returncode, found["ok"]) == (1, False)
    assert "kunde inte läsas" in found["problems"][0]


def test_selfcheck_tells_what_it_asks_for(nemndsekr_process, folder):
    ran = nemndsekr_process("selfcheck", "--json")

    told = json.loads(ran.stdout)
    assert ran.returncode == 0, ran.stderr
    assert (told["schema"], told["ok"]) == (1, True)
    assert told["facts"]["data.mapp"] == str(folder)
    assert {"program.versioner", "skarm.stil", "skarm.skrivare", "prov.pdf"} <= set(told["facts"])
    assert {"code", "level", "what", "next_step", "value"} == set(told["findings"][0])
    assert not folder.exists(), "a check changes nothing"


def test_selfcheck_ends_with_1_where_something_fails(nemndsekr, folder):
    folder.mkdir()
    (folder / "nemndsekr.sqlite").write_bytes(b"inte en databas " * 1000)

    ran = nemndsekr("selfcheck")

    assert ran.returncode == 1
    assert "FEL: Databasen kunde inte läsas." in ran.stdout
    assert "→ Här finns ingen säkerhetskopia" in ran.stdout


def test_the_help_is_swedish_and_names_every_command(nemndsekr):
    shown = nemndsekr("--help").stdout

    assert all(command.name in shown for command in commands(dict))
    assert "usage" not in shown
    assert "optional" not in shown


def test_startup_knows_exactly_the_commands_there_are():
    assert _COMMANDS == set(NAMES) == {command.name for command in commands(dict)}


def test_what_is_neither_a_command_nor_a_file_is_told_before_any_window_is_opened(nemndsekr_process, folder):
    ran = nemndsekr_process("bogus")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("Okänt kommando eller fil «bogus».")
    assert not (folder / "nemndsekr.sqlite").exists()


@pytest.mark.parametrize(
    "words", [("read", "{letter}", "--json"), ("make", "1", "yttrande", "--out", "{folder}/a.pdf")]
)
def test_reading_and_making_load_no_qt(nemndsekr, letter, folder, words):
    nemndsekr("import", letter)
    arguments = [word.format(letter=letter, folder=folder) for word in words]
    code = (
        "import sys; from nemndsekr.startup import run; code = run(sys.argv[1:]);"
        "loaded = sorted(m for m in sys.modules if m.split('.')[0] in ('PySide6', 'shiboken6'));"
        "sys.stderr.write(repr(loaded)); sys.exit(code)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, "--data", str(folder), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )

    assert (ran.returncode, ran.stderr) == (0, "[]")


def test_a_database_damaged_in_its_middle_is_told_by_every_command(nemndsekr, letter, folder, tmp_path):
    nemndsekr("import", letter)
    database = folder / "nemndsekr.sqlite"
    content = bytearray(database.read_bytes())
    content[len(content) // 3 :] = b"\xa5" * (len(content) - len(content) // 3)
    database.write_bytes(bytes(content))

    for words in (
        ("verify",),
        ("show", "1"),
        ("make", "1", "yttrande", "--out", tmp_path / "a.pdf"),
        ("import", letter),
    ):
        ran = nemndsekr(*words)
        assert ran.returncode == 1, words
        assert "Traceback" not in ran.stderr, ran.stderr
        assert "skadad" in ran.stdout + ran.stderr


def test_an_empty_file_for_a_database_is_told(nemndsekr, folder):
    folder.mkdir()
    (folder / "nemndsekr.sqlite").write_bytes(b"")

    ran = nemndsekr("list")

    assert (ran.returncode, ran.stdout) == (1, "")
    assert "tom eller från en äldre version" in ran.stderr


def test_a_database_that_another_program_holds_is_told(nemndsekr, letter, folder):
    nemndsekr("import", letter)
    later = letter.with_name("senare.txt")
    later.write_text(LETTER.replace("BUN-2026-0500", "BUN-2026-0501"), encoding="utf-8")
    with closing(sqlite3.connect(folder / "nemndsekr.sqlite", isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        ran = nemndsekr("import", later)

    assert ran.returncode == 1
    assert "upptagen av ett annat program" in ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_document_never_takes_a_databases_place(nemndsekr, letter, folder):
    nemndsekr("import", letter)
    before = (folder / "nemndsekr.sqlite").read_bytes()

    ran = nemndsekr("make", "1", "yttrande", "--format", "pdf", "--out", folder / "nemndsekr.sqlite")

    assert ran.returncode == 1
    assert "är en databas" in ran.stderr
    assert (folder / "nemndsekr.sqlite").read_bytes() == before


@pytest.mark.parametrize("suffix", ["PDF", ".pdf"])
def test_a_format_is_known_however_it_is_written(nemndsekr, letter, tmp_path, suffix):
    nemndsekr("import", letter)

    ran = nemndsekr("make", "1", "yttrande", "--format", suffix, "--out", tmp_path / "a.pdf")

    assert (ran.returncode, ran.stderr) == (0, "")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_a_name_that_promises_another_format_is_told(nemndsekr, letter, tmp_path):
    nemndsekr("import", letter)

    ran = nemndsekr("make", "1", "yttrande", "--format", "pdf", "--out", tmp_path / "a.docx")

    assert ran.returncode == 1
    assert "formatet är pdf" in ran.stderr
    assert not (tmp_path / "a.docx").exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux starts programs where there is no screen")
def test_without_a_screen_the_window_says_so(nemndsekr_process, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)

    ran = nemndsekr_process()

    assert (ran.returncode, ran.stdout) == (1, "")
    assert "ingen skärm" in ran.stderr


def test_a_second_answer_that_is_begun_is_listed_and_made(nemndsekr, tmp_path):
    nemndsekr("demo")
    listed = nemndsekr("make", "BUN-2024-0933", "--list").stdout
    begun = nemndsekr("make", "BUN-2024-0933", "uppfoljande_yttrande", "--out", tmp_path / "svar.txt")

    assert "uppfoljande_yttrande\tUppföljande yttrande" in listed
    assert begun.returncode == 0
    assert "[Fyll i: vad har hänt med åtgärden?]" in (tmp_path / "svar.txt").read_text(encoding="utf-8")


def test_a_second_answer_that_is_not_begun_is_not_listed_and_says_how_it_is(nemndsekr, tmp_path):
    nemndsekr("demo")
    listed = nemndsekr("make", "BUN-2026-0412", "--list").stdout
    ran = nemndsekr("make", "BUN-2026-0412", "uppfoljande_yttrande", "--out", tmp_path / "svar.txt")

    assert "uppfoljande_yttrande" not in listed
    assert ran.returncode == 1
    assert "Det uppföljande yttrandet är inte påbörjat." in ran.stderr


@pytest.mark.parametrize(
    "words",
    [
        "Malmö: tjänsteskrivelse",
        "malmö  TJÄNSTESKRIVELSE",
        "Malmö",
        "malmo_tjansteskrivelse",
        "malmo_tjansteskrivelse.toml",
        "malmotjansteskrivelse",
    ],
)
def test_a_template_is_meant_by_its_label_a_part_of_it_or_its_file(nemndsekr, letter, tmp_path, words):
    nemndsekr("import", letter)
    out = tmp_path / "a.txt"
    ran = nemndsekr("make", "BUN-2026-0500", "tjansteskrivelse", "--template", words, "--out", out)
    known = nemndsekr(
        *("make", "BUN-2026-0500", "tjansteskrivelse", "--template", "malmo_tjansteskrivelse"),
        *("--out", tmp_path / "b.txt"),
    )
    assert (ran.returncode, known.returncode) == (0, 0), ran.stderr
    assert out.read_text(encoding="utf-8-sig") == (tmp_path / "b.txt").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("words", ["hittepå", "Malmö: yttrande", "neutral malmö"])
def test_a_template_that_is_not_of_the_kind_is_answered_with_the_labels_of_those_that_are(
    nemndsekr, letter, tmp_path, words
):
    nemndsekr("import", letter)
    ran = nemndsekr("make", "BUN-2026-0500", "tjansteskrivelse", "--template", words, "--out", tmp_path / "a.txt")
    assert ran.returncode == 1
    assert f"Mallen «{words}» finns inte för den handlingen." in ran.stderr
    for label in ("Malmö: tjänsteskrivelse", "Neutral tjänsteskrivelse", "Stockholm: tjänsteutlåtande"):
        assert f"«{label}»" in ran.stderr
    assert "yttrande»" not in ran.stderr.replace(f"«{words}»", "")
