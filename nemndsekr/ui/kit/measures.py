"""Layouts, fonts and sizes declared in design units, so that a new text size can measure a living window again."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QLayout, QToolBar, QVBoxLayout, QWidget

from nemndsekr.ui.kit.fonts import FontRole, font
from nemndsekr.ui.kit.tokens import u

Margins = tuple[float, float, float, float]
Part = QWidget | QLayout | None | tuple[QWidget | QLayout, int]
"""Something in a row: a widget, a layout, ``None`` for a stretch, or one of the first two with its stretch factor."""

NO_MARGINS: Final[Margins] = (0, 0, 0, 0)
_ROLE, _GAP, _MARGINS, _SIZES, _ICON = "kitRole", "kitGap", "kitMargins", "kitSizes", "kitIcon"


def set_variant(widget: QWidget, *names: str) -> None:
    """Set style sheet variants, such as ``field`` or ``plain``; before the widget is shown."""
    for name in names:
        widget.setProperty(name, "true")


def set_font_role(widget: QWidget, role: FontRole) -> None:
    """Give a widget the font of a role, now and at every text size."""
    widget.setProperty(_ROLE, role)
    widget.setFont(font(role))


def set_units(layout: QLayout, gap: float = 8, margins: Margins = NO_MARGINS) -> None:
    """Set a layout's spacing and margins (left, top, right, bottom) in units."""
    layout.setProperty(_GAP, float(gap))
    layout.setProperty(_MARGINS, list(map(float, margins)))
    _measure_layout(layout)


def set_size(
    widget: QWidget,
    *,
    width: float | None = None,
    height: float | None = None,
    min_width: float | None = None,
    min_height: float | None = None,
    max_width: float | None = None,
    max_height: float | None = None,
) -> None:
    """Fix or bound a widget's size in units."""
    sizes = (
        width if width is not None else min_width,
        width if width is not None else max_width,
        height if height is not None else min_height,
        height if height is not None else max_height,
    )
    widget.setProperty(_SIZES, [-1.0 if size is None else float(size) for size in sizes])
    _measure_sizes(widget)


def set_icon_size(widget: QAbstractButton | QToolBar, units: float) -> None:
    """Set the size of a button's or tool bar's icons in units."""
    widget.setProperty(_ICON, float(units))
    widget.setIconSize(QSize(u(units), u(units)))


def row(*parts: Part, gap: float = 8, margins: Margins = NO_MARGINS) -> QHBoxLayout:
    """Parts from left to right."""
    layout = QHBoxLayout()
    _fill(layout, parts)
    set_units(layout, gap, margins)
    return layout


def column(*parts: Part, gap: float = 8, margins: Margins = NO_MARGINS) -> QVBoxLayout:
    """Parts from the top down."""
    layout = QVBoxLayout()
    _fill(layout, parts)
    set_units(layout, gap, margins)
    return layout


def holding(layout: QLayout) -> QWidget:
    """A bare widget that holds a layout."""
    widget = QWidget()
    widget.setLayout(layout)
    return widget


def measure_again(top: QWidget) -> None:
    """Measure a window and everything in it with the text size of now. Called by ``Theme`` only."""
    things: list[QObject] = [top, *top.findChildren(QWidget), *top.findChildren(QLayout)]
    for thing in things:
        if isinstance(thing, QLayout):
            _measure_layout(thing)
        elif isinstance(thing, QWidget):
            role = thing.property(_ROLE)
            if role:
                thing.setFont(font(role))
            _measure_sizes(thing)
            units = thing.property(_ICON)
            if units and isinstance(thing, (QAbstractButton, QToolBar)):
                thing.setIconSize(QSize(u(units), u(units)))


def _fill(layout: QBoxLayout, parts: tuple[Part, ...]) -> None:
    for part in parts:
        if part is None:
            layout.addStretch(1)
            continue
        thing, stretch = part if isinstance(part, tuple) else (part, 0)
        if isinstance(thing, QWidget):
            layout.addWidget(thing, stretch)
        else:
            layout.addLayout(thing, stretch)


def _measure_layout(layout: QLayout) -> None:
    gap, margins = layout.property(_GAP), layout.property(_MARGINS)
    if gap is None or margins is None:
        return
    layout.setSpacing(u(gap))
    layout.setContentsMargins(u(margins[0]), u(margins[1]), u(margins[2]), u(margins[3]))


def _measure_sizes(widget: QWidget) -> None:
    sizes = widget.property(_SIZES)
    if not sizes:
        return
    setters = (widget.setMinimumWidth, widget.setMaximumWidth, widget.setMinimumHeight, widget.setMaximumHeight)
    for size, setter in zip(sizes, setters, strict=True):
        if size >= 0:
            setter(u(size))
