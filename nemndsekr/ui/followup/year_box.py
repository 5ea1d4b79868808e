"""YearBox: today, or the last day of an earlier year."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox

from nemndsekr.ui.kit.forms import Combo, dress_combo


class YearBox(Combo):
    """Chooses the day whose state is shown."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.setAccessibleName("Läget")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        dress_combo(self)
        self._today = today
        self.addItem("I dag", today)

    def set_first(self, year: int) -> None:
        """Offer the ends of the years from this one to the last that has ended."""
        wanted = [date(each, 12, 31) for each in range(self._today.year - 1, year - 1, -1)]
        if [self.itemData(at) for at in range(1, self.count())] == wanted:
            return
        chosen = self.day()
        while self.count() > 1:
            self.removeItem(self.count() - 1)
        for day in wanted:
            self.addItem(f"31 december {day.year}", day)
        self.setCurrentIndex(max(next((at for at in range(self.count()) if self.itemData(at) == chosen), 0), 0))

    def day(self) -> date:
        """The chosen day."""
        data = self.currentData()
        return data if isinstance(data, date) else self._today
