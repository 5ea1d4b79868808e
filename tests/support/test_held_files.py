"""Files that somebody holds for an instant: tried again on Windows, for so long and no longer."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from nemndsekr.support.held_files import BRIEF, PATIENT, remove_file, replace_file, tried


def held(number: int) -> OSError:
    """What Windows raises; elsewhere the number is laid on by hand."""
    error = PermissionError(errno.EACCES, "held")
    error.winerror = number  # type: ignore[attr-defined, unused-ignore]
    return error


class Refusing:
    """Refuses some times, with one number of Windows, and then does it."""

    def __init__(self, times: int, number: int) -> None:
        self.times, self.number, self.calls = times, number, 0

    def __call__(self) -> str:
        self.calls += 1
        if self.calls <= self.times:
            raise held(self.number)
        return "gjort"


@pytest.mark.parametrize("number", [5, 32, 33])
@pytest.mark.parametrize("times", [0, 1, len(PATIENT)])
def test_what_is_held_for_an_instant_is_done_all_the_same(number, times):
    waited: list[float] = []
    act = Refusing(times, number)

    assert tried(act, pause=waited.append) == "gjort"
    assert waited == list(PATIENT[:times])


def test_what_is_held_for_good_is_raised_after_two_and_a_half_seconds():
    waited: list[float] = []
    with pytest.raises(PermissionError):
        tried(Refusing(99, 32), pause=waited.append)
    assert sum(waited) == pytest.approx(2.5)


def test_the_window_never_waits_so_that_one_sees_it():
    assert sum(BRIEF) <= 0.1


@pytest.mark.parametrize("number", [2, 3, 53, 112, 206])
def test_what_does_not_pass_by_itself_is_raised_at_once(number):
    act = Refusing(1, number)
    with pytest.raises(OSError, match="held"):
        tried(act, pause=lambda _: pytest.fail("it waited"))
    assert act.calls == 1


@pytest.mark.skipif(os.name == "nt", reason="there every refusal has a number of Windows")
def test_elsewhere_nothing_is_tried_again():
    calls: list[int] = []

    def refuse() -> None:
        calls.append(1)
        raise PermissionError(errno.EACCES, "no right")

    with pytest.raises(PermissionError):
        tried(refuse, pause=lambda _: pytest.fail("it waited"))
    assert calls == [1]


def test_a_file_takes_anothers_name_and_what_is_gone_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "ny").write_bytes(b"ny")
    (tmp_path / "fil").write_bytes(b"gammal")

    replace_file(tmp_path / "ny", tmp_path / "fil")
    assert (tmp_path / "fil").read_bytes() == b"ny"

    remove_file(tmp_path / "fil")
    remove_file(tmp_path / "fil")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "nt", reason="only Windows holds the name of a file that is open")
def test_a_file_that_is_open_is_replaced_once_it_is_closed(tmp_path: Path) -> None:
    (tmp_path / "ny").write_bytes(b"ny")
    (tmp_path / "fil").write_bytes(b"gammal")
    reader = (tmp_path / "fil").open("rb")

    replace_file(tmp_path / "ny", tmp_path / "fil", pause=lambda _: reader.close())

    assert (tmp_path / "fil").read_bytes() == b"ny"
