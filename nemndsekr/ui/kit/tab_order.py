"""The order of Tab as the order of reading, for pages whose parts are built after each other."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from nemndsekr.ui.kit.tokens import u

_SAME_ROW = 12


def tab_stops(part: QWidget) -> list[QWidget]:
    """What Tab stops at within a part, row by row and in each row from the left, whether it is seen now or not."""
    # The list that a combo opens is its child, but a window of its own.
    stops = [
        widget
        for widget in part.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and widget.isVisibleTo(part)
        and widget.window() is part.window()
    ]
    places = {widget: widget.mapTo(part, QPoint(0, 0)) for widget in stops}
    stops.sort(key=lambda widget: (places[widget].y(), places[widget].x()))
    rows: list[list[QWidget]] = []
    for widget in stops:
        if rows and places[widget].y() - places[rows[-1][0]].y() <= u(_SAME_ROW):
            rows[-1].append(widget)
        else:
            rows.append([widget])
    return [widget for row in rows for widget in sorted(row, key=lambda widget: places[widget].x())]


def order_tabs(parts: Iterable[QWidget]) -> None:
    """Let Tab go through the parts in this order, and through each as one reads it."""
    stops = [stop for part in parts for stop in (tab_stops(part) or [part])]
    for one, other in pairwise(stops):
        QWidget.setTabOrder(one, other)
