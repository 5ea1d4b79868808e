"""A bound field for a time as people write it - «juni 2026», «20/3», «våren» - with how it is understood under it."""

from __future__ import annotations

from nemndsekr.ui.case.binding import Bound
from nemndsekr.ui.case.record_form import Forms
from nemndsekr.ui.kit.day_line import DayLine
from nemndsekr.ui.kit.forms import Field
from nemndsekr.ui.kit.measures import set_font_role


def time_bound(forms: Forms, label: str, hint: str = "") -> Bound:
    """A field whose words are kept as they are written."""
    line = DayLine(forms.desk.today, periods=True)
    set_font_role(line, "body")
    line.setPlaceholderText(hint)
    field = Field(label, line)
    line.textChanged.connect(lambda _: field.set_caption(line.typed().shown))
    line.editingFinished.connect(line.settle)

    def show(words: str) -> None:
        if line.text() != words:
            line.setText(words)
            # Words that are too long are read from their beginning.
            line.setCursorPosition(0)

    return Bound(forms.desk, forms.ledger, field, line.text, show, line.textChanged)
