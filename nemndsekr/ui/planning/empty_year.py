"""EmptyYear: what stands where a year has no meetings: copy the year before, or paste the municipality's own plan."""

from __future__ import annotations

from PySide6.QtCore import Signal

from nemndsekr.ui.kit.icons import IconName
from nemndsekr.ui.kit.labels import button, primary_button
from nemndsekr.ui.kit.messages import EmptyState


class EmptyYear(EmptyState):
    """The two ways to a plan. ``copy_wanted`` and ``paste_wanted`` tell which one was chosen."""

    copy_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self, icon_name: IconName, title: str, sentence: str = "") -> None:
        self.copy_button = primary_button("Skapa plan")
        self.paste_button = button("Klistra in")
        super().__init__(icon_name, title, sentence, (self.copy_button, self.paste_button))
        self.copy_button.clicked.connect(self.copy_wanted)
        self.paste_button.clicked.connect(self.paste_wanted)

    def show_year(self, year: int, former: int | None) -> None:
        """Say that this year has no plan; ``former`` is the latest year before it that has one."""
        if former is None:
            self.set_words(f"Ingen plan för {year}", "Lägg in årets sammanträden eller klistra in kommunens tabell.")
        else:
            self.set_words(f"Ingen plan för {year}", f"Kopiera rytmen från {former} eller klistra in kommunens tabell.")
        self.copy_button.setText("Skapa plan" if former is None else f"Kopiera {former}")
