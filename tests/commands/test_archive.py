"""``export`` and ``import-all``: cases out of one data folder and in to another, from the command line."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from nemndsekr.store.database import open_store
from nemndsekr.support.paths import DataFolder
from tests.commands.conftest import as_call, as_process
from tests.secret_case import WORD, make_all_secret
from tests.store.conftest import NOW

SKOLSKJUTS = "BUN-2026-0412"


@pytest.fixture
def there(tmp_path: Path) -> list[str]:
    """The start of every command on somebody else's data folder, which is not there yet."""
    return ["--data", str(tmp_path / "there")]


@pytest.fixture
def filled(nemndsekr):
    """The exercise cases."""
    assert nemndsekr("demo").returncode == 0
    return nemndsekr


def test_everything_goes_out_and_comes_in_and_goes_out_again_the_same(filled, there, tmp_path):
    first, second = tmp_path / "a.nemndsekr", tmp_path / "b.nemndsekr"
    out = filled("export", "--out", first, "--secret")
    assert out.stdout == "12 ärenden skrevs i filen.\n"

    come = as_call([*there, "import-all", str(first)])
    assert come.returncode == 0
    assert come.stdout.splitlines()[-1] == "12 ärenden är inlästa."
    as_call([*there, "export", "--out", str(second), "--secret"])

    assert first.read_bytes() == second.read_bytes()
    assert as_call([*there, "verify"]).returncode == 0


def test_what_is_marked_as_secret_stays_until_it_is_said(filled, tmp_path):
    out = filled("export", "--out", tmp_path / "a.nemndsekr")
    assert "1 ärende med sekretess är inte med." in out.stdout

    named = filled("export", "--out", tmp_path / "b.nemndsekr", "BUN-2026-0215")
    assert named.returncode == 1
    assert "--secret" in named.stderr
    assert not (tmp_path / "b.nemndsekr").exists()


def test_one_case_is_named_by_its_number_however_it_is_written(filled, there, tmp_path):
    path = tmp_path / "a.nemndsekr"
    assert filled("export", "--out", path, "bun 2026/0412").stdout == "1 ärende skrevs i filen.\n"

    seen = as_call([*there, "import-all", str(path), "--dry-run"])

    assert seen.stdout == f"{SKOLSKJUTS}\tGranskning av skolskjuts\tnytt\n"


def test_a_dry_run_in_a_new_folder_leaves_nothing_there(filled, there, tmp_path):
    path = tmp_path / "a.nemndsekr"
    filled("export", "--out", path, SKOLSKJUTS)

    assert as_call([*there, "import-all", str(path), "--dry-run"]).returncode == 0

    assert not (tmp_path / "there").exists()


def test_a_dry_run_on_what_is_here_tells_how_each_case_stands_and_stores_nothing(filled, folder, tmp_path):
    path = tmp_path / "a.nemndsekr"
    filled("export", "--out", path, SKOLSKJUTS)
    before = sorted(folder.rglob("*"))

    assert filled("import-all", path, "--dry-run").stdout.split("\t")[-1] == "finns redan, lika\n"
    assert sorted(folder.rglob("*")) == before
    again = filled("import-all", path)
    assert again.returncode == 0
    assert "Inget nytt att ta in" in again.stdout


def test_a_damaged_file_is_told_of_with_what_to_do(filled, there, tmp_path):
    path = tmp_path / "a.nemndsekr"
    filled("export", "--out", path, SKOLSKJUTS)
    path.write_bytes(path.read_bytes()[:-5])

    told = as_process([*there, "import-all", str(path)])

    assert told.returncode == 1
    assert told.stdout == ""
    assert told.stderr.startswith("«a.nemndsekr» är skadad")
    assert "Traceback" not in told.stderr


def test_cases_go_out_of_a_folder_that_may_only_be_read(filled, in_closed_folder, folder, there, tmp_path):
    before = sorted(folder.rglob("*"))
    path = tmp_path / "a.nemndsekr"

    out = in_closed_folder("export", "--out", path, SKOLSKJUTS)

    assert (out.returncode, out.stderr) == (0, "")
    assert out.stdout == (
        "1 ärende skrevs i filen. Datamappen går inte att skriva i, så ärendena minns inte att de exporterades.\n"
    )
    assert as_call([*there, "import-all", str(path)]).stdout.splitlines()[-1].startswith("1 ärende är inläst.")
    assert sorted(folder.rglob("*")) == before


def test_an_empty_folder_has_nothing_to_export_and_none_is_made(there, tmp_path):
    told = as_call([*there, "export", "--out", str(tmp_path / "a.nemndsekr")])

    assert told.returncode == 1
    assert "ingen databas" in told.stderr
    assert not (tmp_path / "there" / "nemndsekr.sqlite").exists()


def test_a_secret_case_is_told_of_by_its_label_alone(filled, folder, there, tmp_path):
    with closing(open_store(DataFolder(folder), NOW)) as store:
        make_all_secret(store)
    path = tmp_path / "a.nemndsekr"
    filled("export", "--out", path, "--secret")

    seen = as_call([*there, "import-all", str(path), "--dry-run"])

    assert WORD.lower() not in (seen.stdout + seen.stderr).lower()
    assert "Ärende med sekretess" in seen.stdout
