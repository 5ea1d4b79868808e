"""What Windows is asked and told; what only it can answer is tried there, the rest wherever one is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from nemndsekr.support import login, windows
from nemndsekr.support.windows import RunningMark, computer_name, show_error_box, whose_desk

ROOT = Path(windows.__file__).parent.parent.parent


def test_a_desk_has_one_name_for_as_long_as_one_sits_there():
    assert whose_desk() == whose_desk()
    assert whose_desk().strip("-")


def test_the_computer_is_called_what_windows_calls_it(monkeypatch):
    monkeypatch.setenv("COMPUTERNAME", "RDS-02")
    assert computer_name() == "RDS-02"
    monkeypatch.delenv("COMPUTERNAME")
    assert computer_name()


def test_windows_own_name_of_who_is_signed_in_goes_before_the_variables(monkeypatch):
    monkeypatch.setenv("LOGNAME", "nagonannan")
    monkeypatch.setattr(login, "account_name", lambda: "asa.berg")
    assert login.login_name() == "asa.berg"
    monkeypatch.setattr(login, "account_name", lambda: None)
    assert login.login_name() == "nagonannan"


def test_the_mark_is_held_once_and_let_go(monkeypatch):
    made: list[str] = []
    closed: list[int] = []

    def make(name: str) -> int:
        made.append(name)
        return 0 if name.startswith("Global") else len(made)

    monkeypatch.setattr(windows, "_make_mutex", make)
    monkeypatch.setattr(windows, "_close", closed.append)

    with RunningMark() as mark:
        mark.hold()
    mark.release()

    assert made == ["Local\\nemndsekr-igang", "Global\\nemndsekr-igang"]
    assert closed == [1], "a mark that could not be made is not closed, and none is closed twice"


@pytest.mark.skipif(sys.platform == "win32", reason="there a box would be shown")
def test_elsewhere_there_is_no_box_of_windows():
    assert not show_error_box("Nämndsekr", "Det gick inte.")


def is_wine() -> bool:
    """Whether this Windows is Wine, which says yes to some things that it does not do."""
    if sys.platform == "win32":
        import ctypes

        return hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")
    return False


BOUNDED = """
import sys
from nemndsekr.support.windows import bound_process
took = bound_process(400_000_000)
try:
    bytes(800_000_000)
    print(took, "more than it may")
except MemoryError:
    print(took, "no more")
"""


def test_a_process_that_is_bounded_gets_no_more_memory():
    ran = subprocess.run(
        [sys.executable, "-c", BOUNDED], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )
    took, _, told = ran.stdout.strip().partition(" ")
    assert took == "True"
    # Wine takes the limit and does not heed it.
    assert told == "no more" or is_wine()


if sys.platform == "win32":
    import ctypes

    _SYNCHRONIZE, _MISSING = 0x00100000, 2
    _KERNEL = ctypes.WinDLL("kernel32", use_last_error=True)
    _KERNEL.OpenMutexW.restype = ctypes.c_void_p

    def found(name: str) -> bool:
        """What an installer finds: any answer but «not found» is that the program runs."""
        handle = _KERNEL.OpenMutexW(_SYNCHRONIZE, False, name)
        if handle:
            _KERNEL.CloseHandle(ctypes.c_void_p(handle))
        return bool(handle) or ctypes.get_last_error() != _MISSING

    def test_an_installer_finds_the_mark_for_as_long_as_the_program_runs():
        with RunningMark():
            assert all(map(found, windows.RUNNING_NAMES))
        assert not any(map(found, windows.RUNNING_NAMES))

    def test_who_sits_here_is_told_by_sid_and_session():
        assert whose_desk().startswith("S-1-5-")
        assert windows.session_number() is not None
        assert windows.account_name()
