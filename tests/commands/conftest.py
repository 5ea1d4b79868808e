"""The program as another program starts it and as it runs in here, and documents of our own to give it."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from nemndsekr.startup import run as run_program
from tests.operations.test_import_report import LETTER

Ran = subprocess.CompletedProcess[str]
Run = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "data"


def as_process(words: Sequence[str], before: Sequence[str] = ()) -> Ran:
    """Run the command line in a process of its own, by the command ``before`` it."""
    command = [*before, sys.executable, "-m", "nemndsekr", *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)


def as_call(words: Sequence[str]) -> Ran:
    """Run the command line in this process, whose output is ASCII until it says otherwise; a crash fails the test."""
    consoles = [io.TextIOWrapper(io.BytesIO(), encoding=name, newline="\n") for name in ("ascii", "utf-8")]
    out, err = consoles
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = run_program(words)
        except SystemExit as ended:
            code = int(ended.code or 0)
    for console in consoles:
        console.flush()
    said = [console.buffer.getvalue().decode("utf-8") for console in consoles]
    return Ran(list(words), code, *said)


@pytest.fixture
def nemndsekr(folder) -> Run:
    """Run the command line with the test's own data folder.

    Starting Python and loading the libraries anew costs a second each time, which tells nothing of a command.
    """
    return lambda *words: as_call(["--data", str(folder), *map(str, words)])


@pytest.fixture
def nemndsekr_process(folder) -> Run:
    """The same in a process of its own, where the process is what is tried."""
    return lambda *words: as_process(["--data", str(folder), *map(str, words)])


@pytest.fixture
def in_closed_folder(folder) -> Iterator[Run]:
    """The same, where nothing can be written in the data folder, or ``only`` not one file of it.

    What ran first may write there.
    """
    # The superuser writes anywhere, unless it is told to leave that power behind.
    drop = ["setpriv", "--bounding-set", "-dac_override"] if os.access("/", os.W_OK) else []
    if sys.platform == "win32" or (drop and shutil.which(drop[0]) is None):
        pytest.skip("a folder cannot be closed to oneself here")

    def run(*words: object, only: Path | None = None) -> Ran:
        for place in (only,) if only else (folder, *folder.rglob("*")):
            place.chmod(0o555 if place.is_dir() else 0o444)
        return as_process(["--data", str(folder), *map(str, words)], drop)

    yield run
    for place in (folder, *folder.rglob("*")):
        place.chmod(0o755)


@pytest.fixture
def letter(tmp_path) -> Path:
    path = tmp_path / "Tjänsteskrivelse skolmåltider.txt"
    path.write_text(LETTER, encoding="utf-8")
    return path
