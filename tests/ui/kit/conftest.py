"""The theme that every test of the kit is dressed in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from nemndsekr.ui.kit.theme import Theme


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let pass what the offscreen platform says of every window, which is about itself and not about ours."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))


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
