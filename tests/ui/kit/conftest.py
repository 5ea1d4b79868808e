"""Shows a widget of the kit in a window of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from nemndsekr.ui.kit.theme import Theme


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
