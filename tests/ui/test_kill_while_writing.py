"""kill -9 while somebody writes: what the window had told as saved is there, and it is told while one writes."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime

import pytest

from nemndsekr.records.block_text import plain_text
from nemndsekr.store.database import open_store
from nemndsekr.store.queries import all_cases, load_case, verify
from nemndsekr.support.paths import DataFolder
from tests.ui.writing_driver import LETTERS

NOW = datetime(2026, 2, 19, 13, 5, tzinfo=UTC)
LONGEST = 4000
"""Letters after which the driver must have told of its saves, however slow the machine."""


def answer(folder: DataFolder, case_id: int) -> str:
    with closing(open_store(folder, NOW)) as store:
        assert verify(store)[0] == []
        return plain_text(load_case(store, case_id).recommendations[0].answer)


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no kill -9; TerminateProcess is tried in the Windows tier"
)
@pytest.mark.parametrize("saves", [1, 3])
def test_what_the_window_told_as_saved_survives_a_kill_in_the_middle_of_a_word(demo_folder, saves):
    with closing(open_store(demo_folder, NOW)) as store:
        files = (load_case(store, case.stored_id) for case in all_cases(store))
        file = next(file for file in files if file.recommendations)
    case_id, uid = file.case.stored_id, file.recommendations[0].uid
    before = answer(demo_folder, case_id)
    command = [sys.executable, "-m", "tests.ui.writing_driver", str(demo_folder.root), str(case_id), uid]

    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stdout is not None
    told: list[tuple[str, int]] = []
    while sum(what == "saved" for what, _ in told) < saves and len(told) < LONGEST:
        line = process.stdout.readline()
        assert line, "the window closed by itself"
        what, count = line.split()
        told.append((what, int(count)))
    process.kill()
    process.stdout.close()
    process.wait()

    counts = [count for what, count in told if what == "saved"]
    assert len(counts) == saves, "nothing was saved while one wrote"
    written = (LETTERS * (counts[-1] // len(LETTERS) + 1))[: counts[-1]]
    kept = answer(demo_folder, case_id)
    assert counts[-1] > 0
    assert written.strip() in kept.replace(before, ""), "what was told as saved is not there"
