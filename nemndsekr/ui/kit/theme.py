"""The theme: light, dark or as the system, in the text size the person chose; switched while the window lives."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessibilityHints, QColor, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication

from nemndsekr.ui.kit.fonts import forget_fonts
from nemndsekr.ui.kit.icons import forget_icons
from nemndsekr.ui.kit.measures import measure_again
from nemndsekr.ui.kit.style_sheet import style_sheet
from nemndsekr.ui.kit.tokens import (
    BASE_POINTS,
    DARK,
    LARGEST_POINTS,
    LIGHT,
    SMALLEST_POINTS,
    Token,
    Tokens,
    points,
    use,
)

_ROLE = QPalette.ColorRole
_PALETTE: Final[dict[QPalette.ColorRole, Token]] = {
    _ROLE.Window: "canvas", _ROLE.WindowText: "text", _ROLE.Base: "surface", _ROLE.AlternateBase: "sunken",
    _ROLE.Text: "text", _ROLE.PlaceholderText: "text3", _ROLE.Button: "surface", _ROLE.ButtonText: "text",
    _ROLE.BrightText: "late", _ROLE.Highlight: "accent_soft", _ROLE.HighlightedText: "text", _ROLE.Accent: "accent",
    _ROLE.Link: "accent", _ROLE.LinkVisited: "accent", _ROLE.ToolTipBase: "text", _ROLE.ToolTipText: "surface",
    _ROLE.Light: "surface", _ROLE.Midlight: "line", _ROLE.Mid: "line", _ROLE.Dark: "border", _ROLE.Shadow: "border",
}  # fmt: skip
# Windows gives these kinds of widgets fonts of their own, at the size that was chosen there for menus, lists and notes.
_OWN_FONTS: Final = ("QMenuBar", "QMenu", "QAbstractItemView", "QMessageBox", "QStatusBar", "QTipLabel")


class Appearance(StrEnum):
    """What the person chose under Visa > Tema."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Colours and text size of the whole program. ``changed`` comes after everything has been measured anew."""

    changed = Signal()

    def __init__(
        self,
        appearance: Appearance = Appearance.SYSTEM,
        text_points: float = BASE_POINTS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._points = text_points
        self._app: QApplication | None = None
        # Kept, because the accessibility hints die with the Python object of the style hints they came from.
        self._hints: QStyleHints | None = None
        self._accessibility: QAccessibilityHints | None = None

    @property
    def appearance(self) -> Appearance:
        """What was chosen, not what it came to."""
        return self._appearance

    @property
    def text_points(self) -> float:
        """The size of body text in points."""
        return self._points

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are shown."""
        if self._appearance == Appearance.SYSTEM and self._hints:
            return self._hints.colorScheme() == Qt.ColorScheme.Dark
        return self._appearance == Appearance.DARK

    def apply(self, app: QApplication) -> None:
        """Dress the application; call it once, before the first window. Later changes come by the setters."""
        self._app = app
        app.setStyle("Fusion")
        self._hints = app.styleHints()
        self._accessibility = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._follow_system)
        # Qt fetches the system's fonts anew after it has told of the colours.
        self._hints.colorSchemeChanged.connect(self._same_font_everywhere, Qt.ConnectionType.QueuedConnection)
        self._accessibility.contrastPreferenceChanged.connect(self._refresh)
        self._tell_system()
        self._refresh()

    def set_appearance(self, appearance: Appearance) -> None:
        """Change to light, dark, or what the system has."""
        if appearance != self._appearance:
            self._appearance = appearance
            self._tell_system()
            self._refresh()

    def set_text_points(self, text_points: float) -> None:
        """Change the text size; it is held between 9 and 16 points."""
        held = min(LARGEST_POINTS, max(SMALLEST_POINTS, text_points))
        if held != self._points:
            self._points = held
            self._refresh()

    def _tell_system(self) -> None:
        # So that the system's own title bar and dialogs get the same colours as the window.
        if self._hints is None:
            return
        schemes = {Appearance.LIGHT: Qt.ColorScheme.Light, Appearance.DARK: Qt.ColorScheme.Dark}
        scheme = schemes.get(self._appearance, Qt.ColorScheme.Unknown)
        self._hints.setColorScheme(scheme)

    def _follow_system(self) -> None:
        if self._appearance == Appearance.SYSTEM:
            self._refresh()

    def _refresh(self) -> None:
        app = self._app
        if app is None or self._accessibility is None:
            return
        high_contrast = self._accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast
        if high_contrast:
            app.setPalette(QPalette())
            chosen = tokens_of(app.palette())
        else:
            chosen = DARK if self.is_dark else LIGHT
        use(chosen, self._points)
        forget_fonts()
        forget_icons()
        body = app.font()
        if body.pointSizeF() != points():
            body.setPointSizeF(points())
            app.setFont(body)
        if not high_contrast:
            app.setPalette(palette_of(chosen))
        # A high-contrast palette is the person's own; our style sheet would paint over it.
        app.setStyleSheet("" if high_contrast else style_sheet(chosen))
        self._same_font_everywhere()
        for window in app.topLevelWidgets():
            measure_again(window)
        for widget in app.allWidgets():
            widget.update()
        self.changed.emit()

    def _same_font_everywhere(self) -> None:
        """Give the kinds of widgets that the system has fonts of its own for the program's."""
        fonts = (QApplication.font(kind) for kind in _OWN_FONTS)  # type: ignore[call-overload]  # it takes str, and no bytes
        if self._app and any(font.pointSizeF() != points() for font in fonts):
            self._app.setFont(self._app.font())  # without a kind: it forgets those that the kinds had


def palette_of(tokens: Tokens) -> QPalette:
    """Qt's palette made of the tokens."""
    palette = QPalette()
    for role, name in _PALETTE.items():
        palette.setColor(role, QColor(tokens.of(name)))
    for role in (_ROLE.WindowText, _ROLE.Text, _ROLE.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.text3))
    return palette


def tokens_of(palette: QPalette) -> Tokens:
    """Tokens made of the system's high-contrast palette, for the parts that paint themselves."""

    def of(role: QPalette.ColorRole) -> str:
        return palette.color(role).name()

    base, window, text, link = of(_ROLE.Base), of(_ROLE.Window), of(_ROLE.WindowText), of(_ROLE.Link)
    return Tokens(
        canvas=window, surface=base, sunken=base, rail=window, desk=window, line=text, border=text,
        text=text, text2=text, text3=text, accent=link, accent_hover=link, on_accent=base, accent_soft=base, hover=base,
        ok=text, ok_soft=base, warn=text, warn_soft=base, warn_icon=text, late=text, late_soft=base,
        neutral_soft=base, mark=base,
    )  # fmt: skip
