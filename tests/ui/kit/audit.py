"""Accessibility checks that every page's tests can put to a living window (EN 301 549, chapter 11)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from nemndsekr.ui.kit.tokens import Token, Tokens, luminance

INPUTS = (
    QLineEdit, QAbstractSpinBox, QComboBox, QTextEdit, QPlainTextEdit, QAbstractItemView,
    QAbstractSlider, QAbstractButton,
)  # fmt: skip
READABLE = 4.5
VISIBLE = 3.0
SMALLEST_TARGET = 24


def contrast(one: str, other: str) -> float:
    """The contrast between two colours, 1 to 21, by WCAG 2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


# Ink, ground, the least contrast that the look promises. 7 where it says so, else what WCAG AA demands.
_ON_SHEETS: tuple[tuple[Token, Token, float], ...] = tuple(
    (ink, ground, 7.0)
    for ink in ("text", "text2", "ok", "warn", "late")
    for ground in ("surface", "canvas")
)  # fmt: skip
PAIRS: tuple[tuple[Token, Token, float], ...] = (
    *_ON_SHEETS,
    ("ok", "ok_soft", 7.0),
    ("warn", "warn_soft", 7.0),
    ("late", "late_soft", 7.0),
    ("text2", "neutral_soft", 7.0),
    ("text", "accent_soft", 7.0),
    ("text2", "accent_soft", READABLE),
    ("warn", "accent_soft", READABLE),
    ("late", "accent_soft", READABLE),
    ("accent", "surface", 7.0),
    ("accent", "canvas", 6.5),
    ("accent", "accent_soft", 6.0),
    ("accent", "warn_soft", 5.9),
    ("accent", "late_soft", 5.9),
    ("accent", "ok_soft", 5.9),
    ("on_accent", "accent", 7.0),
    ("on_accent", "accent_hover", 7.0),
    ("text", "hover", 7.0),
    ("text", "sunken", 7.0),
    ("text2", "sunken", 7.0),
    ("text", "rail", 7.0),
    ("text2", "rail", 7.0),
    ("text3", "surface", READABLE),
    ("text3", "canvas", READABLE),
    ("text3", "sunken", READABLE),
    ("text3", "rail", 5.2),
    ("text", "mark", 7.0),
    ("surface", "text", 7.0),
    ("border", "surface", VISIBLE),
    ("border", "canvas", VISIBLE),
    ("warn_icon", "surface", VISIBLE),
    ("warn_icon", "canvas", VISIBLE),
    ("warn_icon", "accent_soft", VISIBLE),
)


def name_of(widget: QWidget) -> str:
    """What a screen reader calls it. A placeholder is no name."""
    face = QAccessible.queryAccessibleInterface(widget)
    return face.text(QAccessible.Text.Name).strip() if face else ""


def inputs(top: QWidget) -> list[QWidget]:
    """Everything that a person works with, the inner parts of other inputs left out."""
    return [
        widget
        for widget in top.findChildren(QWidget)
        if isinstance(widget, INPUTS)
        and not isinstance(widget, QScrollBar)
        and widget.isVisibleTo(top)
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not _is_inner(widget)
    ]


def unnamed(top: QWidget) -> list[str]:
    """Inputs that a screen reader could not name."""
    return [f"{type(widget).__name__}:{widget.objectName() or '?'}" for widget in inputs(top) if not name_of(widget)]


def tab_chain(top: QWidget) -> list[QWidget]:
    """Where Tab goes, in order."""
    return list(_chain(top))


def unreachable(top: QWidget) -> list[str]:
    """Inputs that Tab does not come to."""
    reached = {*tab_chain(top)}
    stops = [w for w in inputs(top) if w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    return [name_of(widget) or type(widget).__name__ for widget in stops if widget not in reached]


def tab_disorder(top: QWidget, slack: int = 12) -> list[str]:
    """Steps of Tab that go up without going right: an order that is not the order of reading."""
    odd: list[str] = []
    chain = tab_chain(top)
    for one, other in pairwise(chain):
        here, there = one.mapTo(top, QPoint(0, 0)), other.mapTo(top, QPoint(0, 0))
        if there.y() < here.y() - slack and there.x() <= here.x() + slack:
            odd.append(f"{name_of(one)!r} -> {name_of(other)!r}")
    return odd


def access_key_clashes(top: QWidget) -> dict[str, list[str]]:
    """Access keys that lead to more than one place."""
    seen: dict[str, list[str]] = {}
    for widget in top.findChildren(QWidget):
        if isinstance(widget, (QLabel, QAbstractButton)) and widget.isVisibleTo(top):
            words = widget.text().replace("&&", "")
            at = words.find("&")
            if 0 <= at < len(words) - 1:
                seen.setdefault(words[at + 1].lower(), []).append(widget.text())
    return {key: words for key, words in seen.items() if len(words) > 1}


def small_targets(top: QWidget, least: int = SMALLEST_TARGET) -> list[str]:
    """Buttons too small to hit."""
    return [
        f"{name_of(widget)} {widget.width()}x{widget.height()}"
        for widget in inputs(top)
        if isinstance(widget, QAbstractButton) and min(widget.width(), widget.height()) < least
    ]


def clipped(top: QWidget) -> list[str]:
    """Labels and buttons that have less room than their words need; inside a field a button is an icon alone."""
    return [
        f"{widget.text()!r} {widget.width()} < {widget.minimumSizeHint().width()}"
        for widget in top.findChildren(QWidget)
        if isinstance(widget, (QLabel, QAbstractButton))
        and widget.isVisibleTo(top)
        and widget.text()
        and not isinstance(widget.parent(), QLineEdit)
        and widget.width() < widget.minimumSizeHint().width()
    ]


def low_contrast(tokens: Tokens) -> list[str]:
    """Pairs of a theme that are below what the look promises."""
    return [
        f"{ink} on {ground}: {contrast(tokens.of(ink), tokens.of(ground)):.2f} < {least}"
        for ink, ground, least in PAIRS
        if round(contrast(tokens.of(ink), tokens.of(ground)), 1) < least
    ]


def problems(top: QWidget) -> list[str]:
    """All of it, for a page's test: ``assert problems(page) == []``."""
    return [
        *(f"no name: {words}" for words in unnamed(top)),
        *(f"Tab does not come to: {words}" for words in unreachable(top)),
        *(f"Tab goes back: {words}" for words in tab_disorder(top)),
        *(f"too small: {words}" for words in small_targets(top)),
        *(f"cut off: {words}" for words in clipped(top)),
        *(f"same access key: {words}" for words in access_key_clashes(top).values()),
    ]


def _chain(top: QWidget) -> Iterator[QWidget]:
    widget = top.nextInFocusChain()
    while widget is not None and widget is not top:
        stops = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(top) and widget.isEnabled()
        if stops and not _is_inner(widget) and widget.focusProxy() is None and top.isAncestorOf(widget):
            yield widget
        widget = widget.nextInFocusChain()


def _is_inner(widget: QWidget) -> bool:
    return widget.objectName().startswith("qt_") or isinstance(widget.parentWidget(), (QAbstractSpinBox, QComboBox))
