"""ClockLine: a line for a time of the day, «13», «13.00» or «1300»."""

from __future__ import annotations

import re
from datetime import time
from typing import Final

from PySide6.QtWidgets import QLineEdit

_CLOCK: Final = re.compile(r"(?:kl\.?\s*)?(\d{1,2})(?:[.:]?(\d{2}))?")
AMISS: Final = "Skriv tiden till exempel 13.00."


class ClockLine(QLineEdit):
    """Takes a time as one writes it; ``value`` is None where it is empty or not understood."""

    def value(self) -> time | None:
        """The time that stands there."""
        found = _CLOCK.fullmatch(self.text().strip())
        if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
            return None
        return time(int(found[1]), int(found[2] or 0))

    def set_value(self, at: time | None) -> None:
        """Show a time."""
        self.setText(f"{at:%H.%M}" if at is not None else "")

    def is_understood(self) -> bool:
        """Whether the line is empty or holds a time."""
        return not self.text().strip() or self.value() is not None
