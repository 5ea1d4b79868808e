"""kill -9 in the middle of an import: what was told as stored is there, and the database is sound."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nemndsekr.store.database import open_store
from nemndsekr.store.queries import all_cases, file_content, load_case, verify
from nemndsekr.support.paths import DataFolder
from tests.operations.test_import_report import LETTER

KILLS = 5
FILES = 40


def written(folder: Path, kill: int) -> list[Path]:
    """Many small letters, each a case of its own."""
    paths = []
    for number in range(FILES):
        path = folder / f"skrivelse {kill}-{number}.txt"
        path.write_text(LETTER.replace("BUN-2026-0500", f"BUN-{2000 + kill}-{number + 1}"), encoding="utf-8")
        paths.append(path)
    return paths


def killed_import(data: Path, paths: list[Path], chance: random.Random) -> list[tuple[str, int]]:
    """Start an import, kill it at a random moment, and return what it told as stored: file and case."""
    command = [sys.executable, "-m", "nemndsekr", "--data", str(data), "import", *map(str, paths)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    told = b""
    for _ in range(chance.randrange(FILES - 5)):
        told += process.stdout.readline()
    # Somewhere inside the work on the next file: reading, the transaction, the commit, the line.
    until = time.perf_counter() + chance.random() * 0.05
    while time.perf_counter() < until:
        pass
    process.kill()
    told += process.stdout.read()
    process.stdout.close()
    assert process.wait() != 0, "the import had ended before it was killed"
    lines = told.decode("utf-8").split("\n")[:-1]  # a line that the kill cut off promises nothing
    parts = [line.split("\t") for line in lines]
    assert all(part[0] == "sparad" for part in parts), parts
    return [(part[1], int(part[2])) for part in parts]


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no kill -9; TerminateProcess is tried in the Windows tier"
)
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 2, 3, 4))])
def test_what_was_told_as_stored_survives_a_kill(tmp_path, seed):
    chance = random.Random(seed)
    data = tmp_path / "data"
    told: list[tuple[str, int]] = []
    for kill in range(KILLS):
        told += killed_import(data, written(tmp_path, kill), chance)

        store = open_store(DataFolder(data), datetime(2026, 2, 19, tzinfo=UTC))
        try:
            assert verify(store)[0] == []
            kept = {case.stored_id for case in all_cases(store)}
            for name, case_id in told:
                assert case_id in kept, name
            for name, case_id in told[-3:]:
                file = load_case(store, case_id)
                assert len(file.recommendations) == 2
                assert file_content(store, file.sources[0].sha256) == Path(name).read_bytes()
        finally:
            store.close()
