"""The main window over an empty or a full office, its clock standing still, and the way to wait for its work."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from pytestqt.qtbot import QtBot

from nemndsekr.operations.sign_in import sign_in
from nemndsekr.store.database import open_store
from nemndsekr.store.first_rows import CaseFilter, first_window
from nemndsekr.support.paths import DataFolder
from nemndsekr.support.settings import load_settings
from nemndsekr.ui.background import Background
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.none_guard import keep_none_alive
from nemndsekr.ui.kit.theme import Theme
from nemndsekr.ui.main_window import MainWindow

keep_none_alive()

NOW: Final = datetime(2026, 2, 19, 14, 32, 7, tzinfo=UTC)
Start = Callable[..., MainWindow]


@pytest.fixture
def full_folder(data_folder: DataFolder, filled_folder: Path) -> DataFolder:
    """A data folder that holds the exercise cases and the day's safety copy."""
    shutil.copytree(filled_folder, data_folder.root, dirs_exist_ok=True)
    return data_folder


@pytest.fixture
def start(qtbot: QtBot, theme: Theme) -> Iterator[Start]:
    """Show the window of a folder with its first rows, then open its database."""
    begun: list[MainWindow] = []

    def begin(folder: DataFolder, *, demo: bool = False, today: datetime = NOW) -> MainWindow:
        desk = Desk(Background(), lambda: today)
        first = first_window(folder, CaseFilter())
        window = MainWindow(desk, theme, folder, load_settings(folder.settings), first, demo=demo)
        begun.append(window)
        qtbot.addWidget(window)
        if not (folder.root / "fonster.ini").exists():
            window.resize(1280, 800)  # the offscreen screen is smaller than those that people have
        window.show()
        qtbot.waitExposed(window)
        store = open_store(folder, NOW)
        desk.open(store, sign_in(store, "kim", NOW).uid)
        wait_idle(qtbot, desk)
        window.show_page("cases")
        return window

    yield begin
    for window in begun:
        window.close()
        if window.desk.store is not None:
            window.desk.store.close()
    begun.clear()


def wait_idle(qtbot: QtBot, desk: Desk) -> None:
    """Wait until nothing is under way, and what came of it is shown."""
    quiet = 0

    def at_rest() -> bool:
        nonlocal quiet
        quiet = 0 if desk.background.busy else quiet + 1
        return quiet > 2

    qtbot.waitUntil(at_rest, timeout=20_000)


@pytest.fixture
def window(start: Start, full_folder: DataFolder) -> MainWindow:
    """The window over the exercise cases, open for work."""
    return start(full_folder)


@pytest.fixture
def idle(qtbot: QtBot, window: MainWindow) -> Callable[[], None]:
    """Wait until the window's work is done."""
    return lambda: wait_idle(qtbot, window.desk)
