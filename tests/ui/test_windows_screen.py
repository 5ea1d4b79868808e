"""The windows as Windows shows them: light or dark and the scale as the user has chosen there, every page open.

Run by ``dev.py windows``, which makes the choice in the registry and tells it here; elsewhere there is none to follow.
"""

from __future__ import annotations

import os
import sys

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nemndsekr.store.queries import all_cases
from nemndsekr.support.settings import Settings
from nemndsekr.ui.case_dialogs import NewCaseDialog
from nemndsekr.ui.kit.theme import Appearance, Theme
from nemndsekr.ui.main_window import MainWindow
from nemndsekr.ui.pages import PAGES
from tests.ui.conftest import idle, in_dialog, store_of

SCREEN = os.environ.get("NEMNDSEKR_SCREEN", "").split()
pytestmark = [
    pytest.mark.skipif(sys.platform != "win32" or not SCREEN, reason="a screen of Windows: run by dev.py windows"),
    pytest.mark.qt_log_ignore("EnableNonClientDpiScaling", "PerMonitorVersion2"),  # Wine has neither
]


def darkness() -> bool:
    """Whether dark was chosen in Windows."""
    return SCREEN[0] == "dark"


def background(picture: QImage) -> int:
    """The lightness, 0 to 255, that most of the picture has."""
    small = picture.scaled(64, 40)
    found = sorted(small.pixelColor(x, y).lightness() for x in range(64) for y in range(40))
    return found[len(found) // 2]


@pytest.fixture
def followed(theme: Theme) -> Theme:
    """The theme as it is until the user has chosen another: what Windows says."""
    theme.set_appearance(Appearance.SYSTEM)
    return theme


def test_the_scale_chosen_in_windows_is_that_of_the_windows(window: MainWindow):
    assert QApplication.platformName() == "windows"
    assert window.devicePixelRatio() * 100 == int(SCREEN[1])


def test_the_language_is_swedish():
    assert QLocale.system().name() == "sv_SE"


def test_light_or_dark_is_what_windows_says(followed: Theme):
    assert Settings().theme == Appearance.SYSTEM.value
    assert followed.is_dark == darkness()


def test_menus_and_lists_have_the_size_of_the_rest(window: MainWindow, followed: Theme):
    kinds = ("QMenuBar", "QMenu", "QAbstractItemView", "QMessageBox")
    sizes = {kind: QApplication.font(kind).pointSizeF() for kind in kinds}  # type: ignore[call-overload]  # it takes str
    assert sizes == dict.fromkeys(kinds, followed.text_points)
    assert window.menuBar().font().pointSizeF() == followed.text_points


@pytest.mark.parametrize("name", [entry.name for entry in PAGES])
def test_every_page_opens_in_its_colours(qtbot: QtBot, window: MainWindow, followed: Theme, name: str):
    window.go_to(name, next(iter(all_cases(store_of(window)))).stored_id)
    idle(qtbot, window.desk)
    assert window.current_name == name
    lightness = background(window.grab().toImage())
    assert (lightness < 100) == darkness(), f"most of the page has the lightness {lightness}"


def test_a_dialog_fits_the_screen_and_has_its_colours(qtbot: QtBot, window: MainWindow, followed: Theme):
    seen: list[tuple[int, bool]] = []

    def look(dialog: NewCaseDialog) -> None:
        seen.append((background(dialog.grab().toImage()), dialog.screen().geometry().contains(dialog.geometry())))

    came = in_dialog(look, NewCaseDialog)
    window.commands.new_case()
    qtbot.waitUntil(lambda: bool(came))
    assert [(lightness < 100, fits) for lightness, fits in seen] == [(darkness(), True)]
