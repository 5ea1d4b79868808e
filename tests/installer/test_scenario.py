"""What the scenario reads and tells by itself: the registry's words, the table, and that one fault hides no other."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from installer.names import APP, FAILED, RUNNING
from installer.wine.ground import Ground
from installer.wine.scenario import (
    SHOWN_FAILED,
    SHOWN_RUNNING,
    Outcome,
    Scenario,
    WrongError,
    digests,
    megabytes,
    values_of,
)
from nemndsekr.support.errors import UserError

KEY = r"HKEY_CURRENT_USER\Software\nemndsekr"


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (f"{KEY}\r\n    DisplayName    REG_SZ    Nämndsekr\r\n\r\n", {"DisplayName": "Nämndsekr"}),
        (f"{KEY}\r\n    (Default)    REG_SZ    nemndsekr.mall.1\r\n", {"": "nemndsekr.mall.1"}),
        (f"{KEY}\r\n    (Standard)    REG_SZ    nemndsekr.mall.1\r\n", {"": "nemndsekr.mall.1"}),
        (
            f'{KEY}\n    (Default)    REG_SZ    "C:\\Egna program\\Prov    två\\pythonw.exe" -m nemndsekr "%1"\n',
            {"": '"C:\\Egna program\\Prov    två\\pythonw.exe" -m nemndsekr "%1"'},
        ),
        (
            f"{KEY}\n    EstimatedSize    REG_DWORD    0x2af8\n    a    REG_SZ    b\n",
            {"EstimatedSize": "0x2af8", "a": "b"},
        ),
        (f"{KEY}\n    empty    REG_SZ\n", {"empty": ""}),
        (f"{KEY}\n{KEY}\\shell\n", {}),
        ("reg: Registernyckeln eller värdet hittades inte\n", {}),
        ("", {}),
    ],
)
def test_the_values_of_a_key_are_read_as_windows_prints_them(words, values):
    assert values_of(words) == values


def test_a_line_of_the_table_tells_how_long_it_took_and_what_there_is_to_tell():
    line = Outcome("tyst installation", 6.04, "4406 filer lika", "").line()
    assert line.split("  ")[0] == "tyst installation"
    assert [" ok " in line, " 6,0 s " in line, line.endswith("4406 filer lika")] == [True, True, True]


def test_a_line_of_the_table_tells_what_is_wrong_instead():
    line = Outcome("uppgradering", 1.0, "0.1.0 → 0.1.1", "gammal modul kvar").line()
    assert [" FEL " in line, line.endswith("gammal modul kvar"), "0.1.1" in line] == [True, True, False]


def test_sizes_are_told_in_swedish():
    assert megabytes(176_050_000) == "176,1 MB"


def test_the_codes_are_what_a_unix_shell_leaves_of_them():
    assert [SHOWN_RUNNING, SHOWN_FAILED] == [RUNNING & 0xFF, FAILED & 0xFF] == [82, 67]


def test_a_changed_file_has_another_digest_and_a_moved_one_another_name(tmp_path):
    for folder, words in (("first", "ett"), ("again", "ett"), ("changed", "två")):
        (tmp_path / folder / "lib").mkdir(parents=True)
        (tmp_path / folder / "lib" / "å.py").write_text(words, encoding="utf-8")
    first = digests(tmp_path / "first")
    assert list(first) == ["lib/å.py"]
    assert digests(tmp_path / "again") == first
    assert digests(tmp_path / "changed") != first


class _Played(Scenario):
    """The scenario with other steps."""

    acts: tuple[Callable[[], str], ...] = ()

    def steps(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """The acts, numbered."""
        for number, act in enumerate(self.acts):
            yield str(number), act


def _raiser(error: Exception) -> Callable[[], str]:
    def act() -> str:
        raise error

    return act


@pytest.fixture
def played(tmp_path: Path) -> _Played:
    folder = tmp_path / "scenario"
    folder.mkdir()
    return _Played(Ground(tmp_path / "ground"), folder)


def test_all_well_is_code_0(played, capsys):
    played.acts = (lambda: "ett", lambda: "två")
    assert played.run() == 0
    assert [line.split()[-1] for line in capsys.readouterr().out.splitlines()] == ["ett", "två"]


@pytest.mark.parametrize(
    "error",
    [
        WrongError("genvägen saknas"),
        UserError("NSIS saknas.", "Installera paketet nsis."),
        FileNotFoundError("prov.exe"),
        subprocess.TimeoutExpired("wine", 240),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_step_that_fails_is_told_of_and_the_next_is_tried_all_the_same(played, capsys, error):
    played.acts = (_raiser(error), lambda: "den andra gick")
    assert played.run() == 1
    first, second = capsys.readouterr().out.splitlines()
    assert " FEL " in first
    assert str(error).split()[0] in first
    assert second.endswith("den andra gick")


def test_what_the_user_has_from_an_earlier_run_is_laid_aside(played):
    database = played.drive / "users" / "kim" / "AppData" / "Local" / APP / f"{APP}.sqlite"
    for _ in range(2):
        database.parent.mkdir(parents=True)
        with closing(sqlite3.connect(database)) as connection:
            connection.executescript("CREATE TABLE cases (id); INSERT INTO cases VALUES (1);")
        assert played.rows("cases") == 1

        played.begin_anew()

        assert played.rows("cases") == 0
        assert not database.parent.exists()
        assert (played.folder / "set-aside" / database.name).is_file()
    played.begin_anew()


def test_what_ends_with_another_code_is_told_with_both_codes_and_its_last_words(played, monkeypatch):
    monkeypatch.setattr(played, "wine", lambda *_, **__: (67, "Något gick fel\n"))
    with pytest.raises(WrongError, match=r"prov\.exe slutade med 67, inte 0: Något gick fel"):
        played.expect(0, r"Z:\paket\prov.exe", "/S")
    assert played.expect(67, r"Z:\paket\prov.exe") == "Något gick fel\n"
