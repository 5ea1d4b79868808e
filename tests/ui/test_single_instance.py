"""One window for each data folder: a second start gives its files to the first and ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nemndsekr.ui import single_instance
from nemndsekr.ui.single_instance import FirstWindow, channel_name, hand_over

PATIENCE_MS = 30_000

# A start that is killed while it listens.
KILLED = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from nemndsekr.ui import single_instance
from nemndsekr.ui.single_instance import FirstWindow
application = QCoreApplication([])
first = FirstWindow(Path(sys.argv[1]))
os._exit(0)
"""


# A later start, in a process of its own: in a thread of the first's the two wait for each other on Windows.
LATER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from nemndsekr.ui import single_instance
application = QCoreApplication([])
single_instance.let_others_come_forward = lambda: print("fram", flush=True)
print(single_instance.hand_over(Path(sys.argv[1]), []))
"""


def later_start(root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", LATER, str(root)], stdout=subprocess.PIPE, encoding="utf-8")


def test_a_second_start_hands_over_its_files_and_ends_well(qtbot: QtBot, tmp_path: Path):
    letters = [tmp_path / "Missiv från revisorerna.txt", tmp_path / "motion.docx"]
    first = FirstWindow(tmp_path)
    command = [sys.executable, "-m", "nemndsekr", "--data", str(tmp_path), *map(str, letters)]

    with subprocess.Popen(command, stderr=subprocess.PIPE) as second:
        with qtbot.waitSignal(first.called, timeout=PATIENCE_MS) as called:
            pass
        _, said = second.communicate(timeout=30)
    first.close()

    assert called.args == [letters]
    assert second.returncode == 0, said
    assert not (tmp_path / "nemndsekr.sqlite").exists(), "the second start opens nothing"


def test_a_second_start_without_files_only_calls_the_window(qtbot: QtBot, tmp_path: Path):
    first = FirstWindow(tmp_path)
    second = later_start(tmp_path)

    with qtbot.waitSignal(first.called, timeout=PATIENCE_MS) as called:
        pass
    second.communicate(timeout=30)
    first.close()

    assert called.args == [[]]


def test_the_first_start_finds_nobody(qapp: QApplication, tmp_path: Path):
    assert not hand_over(tmp_path, [])


def test_a_window_that_is_closed_takes_nothing_more(qapp: QApplication, tmp_path: Path):
    FirstWindow(tmp_path).close()

    assert not hand_over(tmp_path, [])


def test_what_a_killed_window_left_behind_stops_no_later_start(qtbot: QtBot, tmp_path: Path):
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=True, timeout=60)

    first = FirstWindow(tmp_path)
    second = later_start(tmp_path)
    with qtbot.waitSignal(first.called, timeout=PATIENCE_MS):
        pass
    second.communicate(timeout=30)
    first.close()


@pytest.mark.parametrize(
    ("other", "same"),
    [
        pytest.param("data", True, id="the same folder"),
        pytest.param("data/../data", True, id="the same folder by another way"),
        pytest.param("ovning", False, id="another folder"),
    ],
)
def test_the_channel_belongs_to_the_folder(tmp_path: Path, other: str, same: bool):
    assert (channel_name(tmp_path / "data") == channel_name(tmp_path / other)) == same


def test_the_channel_belongs_to_the_person_and_the_session(tmp_path: Path):
    """Two who work on one terminal server never get each other's files, whatever folder they have in common."""
    names = {
        channel_name(tmp_path, whose) for whose in ("S-1-5-21-1-2-3-1001-2", "S-1-5-21-1-2-3-1001-3", "S-1-5-21-9-2")
    }
    assert len(names) == 3
    assert channel_name(tmp_path) == channel_name(tmp_path)


def test_the_second_start_lets_the_first_come_forward_before_it_hands_over(qtbot: QtBot, tmp_path: Path, monkeypatch):
    told: list[str] = []
    monkeypatch.setattr(single_instance, "let_others_come_forward", lambda: told.append("fram"))
    assert not hand_over(tmp_path, [])
    assert told == [], "nobody was there to come forward"
    first = FirstWindow(tmp_path)

    second = later_start(tmp_path)
    with qtbot.waitSignal(first.called, timeout=PATIENCE_MS):
        pass
    said, _ = second.communicate(timeout=30)
    first.close()

    assert said.split() == ["fram", "True"]
