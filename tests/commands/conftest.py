"""The program as another program starts it, and documents of our own to give it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.operations.test_import_report import LETTER

Ran = subprocess.CompletedProcess[str]


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def nemndsekr(folder) -> Callable[..., Ran]:
    """Run the command line with the test's own data folder."""

    def run(*words: str | Path) -> Ran:
        command = [sys.executable, "-m", "nemndsekr", "--data", str(folder), *map(str, words)]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)

    return run


@pytest.fixture
def letter(tmp_path) -> Path:
    path = tmp_path / "Tjänsteskrivelse skolmåltider.txt"
    path.write_text(LETTER, encoding="utf-8")
    return path
