"""What the IT department has decided holds on the command line too."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from nemndsekr.startup import run as run_program
from tests.commands.conftest import as_call

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows heeds no file that a test has put there")


@pytest.fixture
def decide() -> Callable[[str], Path]:
    """Write the policy file of this test's computer."""

    def write(text: str) -> Path:
        file = Path(os.environ["NEMNDSEKR_POLICY"])
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        file.chmod(0o644)  # whatever is usual here: a file that others may write in does not hold
        return file

    return write


@pytest.mark.parametrize(
    ("function", "words"),
    [
        ("arendeexport", ["export", "--out", "{folder}/a.nemndsekr"]),
        ("kalenderexport", ["ics", "--out", "{folder}/a.ics"]),
        ("ovningsarenden", ["demo"]),
    ],
)
def test_a_command_that_is_turned_off_is_refused_and_nothing_is_made(nemndsekr, folder, decide, function, words):
    decide(f'[funktioner]\nav = ["{function}"]')

    ran = nemndsekr(*[word.format(folder=folder) for word in words])

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith("Avstängt av it-avdelningen (policy.toml).")
    assert not folder.exists()


def test_the_exercise_window_is_refused_where_it_is_turned_off(folder, decide, capsys):
    decide('[funktioner]\nav = ["ovningsarenden"]')

    assert run_program(["--demo", "--data", str(folder)]) == 1
    assert "Avstängt av it-avdelningen" in capsys.readouterr().err


def test_the_folder_that_it_has_decided_is_the_usual_one(tmp_path, decide):
    decide(f"[data]\nmapp = '{tmp_path / 'bestämd'}'")

    as_call(["demo"])

    assert (tmp_path / "bestämd" / "nemndsekr.sqlite").exists()


def test_no_other_folder_may_be_named_where_it_has_the_last_word(tmp_path, decide):
    decide(f"[data]\nmapp = '{tmp_path / 'bestämd'}'\nlast = true")

    ran = as_call(["--data", str(tmp_path / "annan"), "demo"])

    assert ran.returncode == 1
    assert "It-avdelningen har bestämt vilken mapp" in ran.stderr
    assert not (tmp_path / "annan").exists()


def test_how_long_logs_are_kept_holds_when_a_command_writes_one(nemndsekr, folder, decide):
    decide("[gallring]\nlogg_dagar = 30")
    old = folder / "logg" / "nemndsekr.log.1"
    old.parent.mkdir(parents=True)
    old.write_text("2020-01-01 x", encoding="utf-8")
    os.utime(old, (1_577_836_800, 1_577_836_800))

    nemndsekr("demo")

    assert not old.exists()


def test_selfcheck_tells_of_a_fault_in_the_file_and_the_rest_holds(nemndsekr, decide):
    file = decide('[funktioner]\nav = ["utskrift", "skrivare"]\n[gallring]\nlogg_dager = 30')

    told = json.loads(nemndsekr("selfcheck", "--json").stdout)

    assert told["facts"]["policy.fil"] == str(file)
    assert told["facts"]["policy.avstangt"] == ["utskrift"]
    amiss = [one["what"] for one in told["findings"] if one["code"].startswith("policy.fel_")]
    assert any("«skrivare» finns inte" in what for what in amiss)
    assert any("[gallring] logg_dager" in what for what in amiss)
    assert told["ok"], "a slip in the file keeps nobody from working"
