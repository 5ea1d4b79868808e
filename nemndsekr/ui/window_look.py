"""WindowLook: how large the text is and which theme it is shown in, kept from one day to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from nemndsekr.support.settings import LARGEST_TEXT, SMALLEST_TEXT, Settings, change_settings
from nemndsekr.ui.kit.theme import Appearance

if TYPE_CHECKING:
    from nemndsekr.ui.main_window import MainWindow

_USUAL_TEXT: Final = 10


class WindowLook:
    """Changes the theme of the program, and keeps it in the person's settings."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        """``settings`` are those that the program was started with."""
        self._window = window
        self.settings = settings

    @property
    def appearance(self) -> Appearance:
        """The theme that is chosen."""
        return self._window.theme.appearance

    def step_text(self, by: int) -> None:
        """Show everything so many points larger, or smaller, as far as it goes."""
        self._set_text(self.settings.text_points + by)

    def usual_text(self) -> None:
        """Show everything in the usual size."""
        self._set_text(_USUAL_TEXT)

    def choose_theme(self, appearance: Appearance) -> None:
        """Show everything in another theme."""
        self._keep(lambda settings: replace(settings, theme=appearance.value))
        self._window.theme.set_appearance(appearance)

    def _set_text(self, points: int) -> None:
        points = min(max(points, SMALLEST_TEXT), LARGEST_TEXT)
        self._keep(lambda settings: replace(settings, text_points=points))
        self._window.theme.set_text_points(points)

    def _keep(self, change: Callable[[Settings], Settings]) -> None:
        self.settings = change(self.settings)
        # Pages keep settings of their own in the same file: what they wrote since is not to be lost.
        if not change_settings(self._window.folder.settings, change):
            self._window.show_message(
                "warn", "Inställningen gäller nu men kunde inte sparas. Kontrollera att mappen går att skriva i.", None
            )
