"""The theme that every test of the kit is dressed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nemndsekr.ui.kit.theme import Appearance, Theme


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let pass what the offscreen platform says of every window, which is about itself and not about ours."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Theme:
    """One theme for the session, as in the program."""
    family = qapp.font()
    family.setFamily("Open Sans")
    qapp.setFont(family)
    theme = Theme(Appearance.LIGHT)
    theme.apply(qapp)
    return theme


@pytest.fixture
def theme(dressed: Theme) -> Iterator[Theme]:
    """The theme, light and in the base size again after each test."""
    dressed.set_appearance(Appearance.LIGHT)
    dressed.set_text_points(10)
    yield dressed
    dressed.set_appearance(Appearance.LIGHT)
    dressed.set_text_points(10)


@pytest.fixture
def show(qtbot: QtBot, theme: Theme) -> Callable[..., None]:
    """Show a widget in a window of this size, active, so that focus works."""

    kept: list[QWidget] = []

    def shown(widget: QWidget, width: int = 800, height: int = 600) -> None:
        kept.append(widget)
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)

    return shown
