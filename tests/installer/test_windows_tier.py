"""The Windows tier names tests that are there, plants faults that still fit, and says what the computer lacks."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import cast

import pytest

from installer.wine import __main__ as tier
from installer.wine import ground as ground_module
from installer.wine.chosen import CHOSEN, LEFT_OUT, ON_DISK_ALONE, ON_NETWORK_DRIVE
from installer.wine.ground import ROOT, Ground, missing_tools, windows_path
from installer.wine.planted import FAULTS, Fault, plant
from installer.wine.silent import SILENT_START
from nemndsekr.support.errors import UserError


@pytest.mark.parametrize("named", [*CHOSEN, *LEFT_OUT, *ON_NETWORK_DRIVE, *ON_DISK_ALONE, SILENT_START])
def test_what_is_to_be_run_in_windows_is_there(named: str):
    file, _, name = named.partition("::")
    assert (ROOT / file).exists()
    assert not name or f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.file for fault in FAULTS])
def test_a_fault_can_be_planted_where_it_is_said_and_its_test_is_there(tmp_path: Path, fault: Fault):
    sound = (ROOT / fault.file).read_text(encoding="utf-8")
    copy = tmp_path / "copy.py"
    copy.write_text(sound, encoding="utf-8")
    plant(copy, fault.right, fault.wrong)
    compile(copy.read_text(encoding="utf-8"), str(copy), "exec")
    assert copy.read_text(encoding="utf-8") != sound
    file, _, name = fault.test.partition("::")
    assert f"def {name}" in (ROOT / file).read_text(encoding="utf-8")


def test_a_fault_that_no_longer_fits_is_told_of(tmp_path: Path):
    (tmp_path / "a.py").write_text("a = 1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="planted elsewhere"):
        plant(tmp_path / "a.py", "b = 2", "b = 3")


def test_what_the_computer_lacks_is_told_with_the_packages_that_have_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "which", lambda tool: None if tool in {"wine", "Xvfb"} else f"/usr/bin/{tool}")
    lines = missing_tools()
    assert "wine, Xvfb" in lines[0]
    assert lines[-1].split() == ["apt", "install", "fonts-liberation", "fonts-wine", "wine", "wine64", "xvfb"]


def test_a_computer_that_has_all_is_told_nothing(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "which", lambda tool: f"/usr/bin/{tool}")
    assert missing_tools() == []


def test_wine_sees_our_files_on_its_drive_z():
    assert windows_path(Path("/srv/prov/a b.txt")) == r"Z:\srv\prov\a b.txt"


@pytest.mark.parametrize(
    ("only", "screens"),
    [
        (None, ["light 100", "dark 100", "light 150", "dark 150"]),
        (["dark", "150"], ["dark 150"]),
    ],
)
def test_pictures_are_taken_on_every_screen_or_on_the_one_that_is_named(monkeypatch, tmp_path, only, screens):
    taken: list[str] = []

    class Recording:
        def set_appearance(self, *, dark: bool, percent: int) -> None:
            taken.append(f"{'dark' if dark else 'light'} {percent}")

        def python(self, *words: str, variables: object) -> tuple[int, str]:
            return 0, taken[-1] if " ".join(words).count(taken[-1]) == 1 else pytest.fail("another screen")

    monkeypatch.setattr(tier, "PICTURES", tmp_path)
    assert tier.take_pictures(cast("Ground", Recording()), ["today"], only) == 0
    assert taken == screens


def test_a_screen_that_is_not_there_is_told_of(tmp_path):
    with pytest.raises(UserError, match="dark 125"):
        tier.take_pictures(Ground(tmp_path), [], ["dark", "125"])


@pytest.mark.skipif(sys.platform != "linux", reason="the ground is of Linux")
def test_a_program_that_has_ended_is_not_waited_for_though_another_holds_what_it_wrote_to(tmp_path, monkeypatch):
    sign = tmp_path / "sign.txt"
    sign.touch()
    wine = tmp_path / "wine"
    wine.write_text(
        f"#!/bin/sh\necho skrivet\n(while [ -e {sign} ]; do sleep 0.1; done; touch {tmp_path}/slut) &\nexit 3\n",
        encoding="utf-8",
    )
    wine.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(ground_module, "LAST_WORDS", 0.2)

    told = Ground(tmp_path, source=tmp_path).run("prov.exe", echo=False, timeout=60)
    is_held = not (tmp_path / "slut").exists()
    sign.unlink()

    assert told == (3, "skrivet\n")
    assert is_held
