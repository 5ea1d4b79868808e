"""The first painted window: the rows are there, and nothing heavy has been loaded to show them."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from nemndsekr.support.paths import DataFolder

HEAVY = ("sqlalchemy", "pydantic", "sqlmodel", "reportlab", "docx", "lxml", "holidays", "pypdfium2")

# Starts the program as a person does, on a day of the exercise, and at the first paint tells what is loaded and shown.
START = f"""
import builtins, json, os, sys
plain = builtins.__import__
from datetime import UTC, datetime
from nemndsekr.startup import run
import nemndsekr.ui.application as application
import nemndsekr.ui.desk as desk

desk.Desk.today = property(lambda _: datetime(2026, 2, 19, tzinfo=UTC).date())

class Watched(application.MainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        cases, today = self.cases, self.today
        print(json.dumps({{
            "heavy": [name for name in {HEAVY!r} if name in sys.modules],
            "plain": builtins.__import__ is plain,
            "seen": today.stack.currentWidget() is today.coming and today.coming.isVisible(),
            "coming": [row.name for row in today.coming.rows_model().rows],
            "gate": [row.name for row in today.gate_list.rows_model().rows],
            "opened": [row.name for row in today.opened_list.rows_model().rows],
            "titles": [cases.model.record(row).title for row in range(cases.model.rowCount())],
            "count": cases.count_label.text(),
        }}), flush=True)
        os._exit(0)

application.MainWindow = Watched
run(sys.argv[1:])
"""


@pytest.fixture
def painted(demo_folder: DataFolder) -> dict[str, object]:
    """What the program told of itself at its first paint."""
    command = [sys.executable, "-c", START, "--data", str(demo_folder.root)]
    ended = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr
    told: dict[str, object] = json.loads(ended.stdout)
    return told


def test_the_first_paint_waits_for_no_heavy_library_and_has_the_rows(painted: dict[str, object]):
    assert painted["heavy"] == []
    assert painted["plain"] is True, "PySide6's import hook slows every later import down"
    assert painted["seen"] is True
    coming = painted["coming"]
    assert isinstance(coming, list)
    assert coming[:4] == ["I dag", "Nämnd 13.00", "Nästa vecka, v. 9", "Beredning 09.00"]
    assert painted["gate"] == ["Granskning av skolfrånvaro", "Granskning av skolskjuts"]
    assert "Granskning av skolskjuts" in str(painted["opened"])


def test_the_list_of_cases_has_its_rows_as_well(painted: dict[str, object]):
    assert painted["count"] == "10 av 12 ärenden"
    titles = painted["titles"]
    assert isinstance(titles, list)
    assert titles[:2] == ["Granskning av skolfrånvaro", "Granskning av skolskjuts"]
