"""How the program is told to have come to the computer."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from nemndsekr.support.bounded import TooLateError, within
from nemndsekr.support.installation import Installation, installation_of

ENVIRONMENT = {"ProgramFiles": r"C:\Program Files", "LocalAppData": r"C:\Users\kim\AppData\Local"}
OWN = r"D:\Egna program\Nämndsekr"


@pytest.mark.parametrize(
    ("interpreter", "registered", "expected"),
    [
        (r"C:\Program Files\nemndsekr\pythonw.exe", {}, Installation.per_machine),
        (r"c:\users\kim\appdata\local\programs\nemndsekr\python.exe", {}, Installation.per_user),
        (rf"{OWN}\pythonw.exe", {Installation.per_user: OWN}, Installation.per_user),
        (rf"{OWN}\pythonw.exe", {Installation.per_machine: f'"{OWN}\\"'}, Installation.per_machine),
        (rf"{OWN}\pythonw.exe", {Installation.per_machine: r"C:\Program Files\nemndsekr"}, Installation.portable),
        (r"E:\nemndsekr\pythonw.exe", {}, Installation.portable),
    ],
)
def test_the_folder_and_the_registry_tell_how_it_was_installed(interpreter, registered, expected):
    told = installation_of(
        PureWindowsPath(interpreter), ENVIRONMENT, own_python=True, source=False, registered=registered
    )

    assert told == expected


@pytest.mark.parametrize(("source", "expected"), [(True, Installation.source), (False, Installation.package)])
def test_a_python_that_is_not_its_own_runs_the_source_or_a_package(source, expected):
    python = PurePosixPath("/usr/bin/python3")

    assert installation_of(python, {}, own_python=False, source=source, registered={}) == expected


def test_an_answer_in_time_is_handed_on_and_an_error_too():
    assert within(5, lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        within(5, lambda: 1 / 0)


def test_what_does_not_answer_is_waited_for_a_while_only():
    import threading

    never = threading.Event()
    with pytest.raises(TooLateError):
        within(0.05, lambda: never.wait(3))
