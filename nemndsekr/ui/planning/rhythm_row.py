"""RhythmRow: when a body meets - which weekday of the month, or so many days before another body - on one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox, QWidget

from nemndsekr.rules.planning.facts import Body, BodyRhythm
from nemndsekr.support.days import SHORT_MONTHS, WEEKDAYS
from nemndsekr.ui.kit.forms import Combo, dress_combo
from nemndsekr.ui.kit.labels import ElidedLabel
from nemndsekr.ui.kit.measures import row, set_size
from nemndsekr.ui.kit.tokens import u

_ORDINALS: Final = ((1, "Första"), (2, "Andra"), (3, "Tredje"), (4, "Fjärde"), (5, "Femte"), (-1, "Sista"))
_BEFORE: Final = "before"
_ALL: Final = tuple(range(1, 13))
_MONTHS: Final = (
    ("alla månader", _ALL),
    ("utom juli", tuple(month for month in _ALL if month != 7)),
    ("utom juni–augusti", tuple(month for month in _ALL if month not in (6, 7, 8))),
    ("utom juli–augusti", tuple(month for month in _ALL if month not in (7, 8))),
    ("utom januari och juli", tuple(month for month in _ALL if month not in (1, 7))),
)


def give_air(box: QSpinBox) -> None:
    """Begin the number where other fields begin their words."""
    box.lineEdit().setTextMargins(u(8), 0, 0, 0)


class RhythmRow(QWidget):
    """A body's name, how its day is found, and in which months."""

    changed = Signal()

    def __init__(self, body: Body, bodies: Sequence[Body]) -> None:
        super().__init__()
        self.body = body
        self._kept: BodyRhythm | None = None
        self._filling = False
        name = ElidedLabel(body.name, "caption", "muted")
        set_size(name, width=132)
        self.how, self.weekday, self.months = Combo(), Combo(), Combo()
        self.days = QSpinBox()
        self.days.setRange(1, 90)
        self.days.setValue(14)
        give_air(self.days)
        self.how.addItem("Ingen plan", None)
        for ordinal, words in _ORDINALS:
            self.how.addItem(words, ordinal)
        for other in bodies:
            if other.id != body.id:
                self.how.addItem(f"Dagar före {other.name}", (_BEFORE, other.id))
        for number, words in enumerate(WEEKDAYS[:5]):
            self.weekday.addItem(f"{words}en", number)
        self.weekday.setCurrentIndex(3)
        for words, months in _MONTHS:
            self.months.addItem(words, months)
        self.months.setCurrentIndex(1)
        self.note = ElidedLabel("", "caption", "muted")
        for combo, what in ((self.how, "hur"), (self.weekday, "veckodag"), (self.months, "månader")):
            combo.setAccessibleName(f"{body.name}: {what}")
            dress_combo(combo)
            combo.currentIndexChanged.connect(self._tell)
        self.days.setAccessibleName(f"{body.name}: antal dagar före")
        self.days.valueChanged.connect(self._tell)
        self.setLayout(row(name, self.days, self.how, self.weekday, self.months, (self.note, 1)))
        self._show_parts()

    def set_rhythm(self, rhythm: BodyRhythm | None, note: str = "") -> None:
        """Show a rhythm, and a word about it."""
        self._filling = True
        self._kept = rhythm
        self.note.setText(note)
        if rhythm is None:
            self.how.setCurrentIndex(0)
        else:
            before = rhythm.from_body_id is not None
            wanted = [self.how.itemData(at) for at in range(self.how.count())]
            data = (_BEFORE, rhythm.from_body_id) if before else rhythm.ordinal
            self.how.setCurrentIndex(wanted.index(data) if data in wanted else 0)
            self.weekday.setCurrentIndex(self.weekday.findData(rhythm.weekday))
            if before:
                self.days.setValue(abs(rhythm.offset_days))
            self._show_months(rhythm.months)
        self._filling = False
        self._show_parts()

    def _show_months(self, months: tuple[int, ...]) -> None:
        known = [tuple(self.months.itemData(at)) for at in range(self.months.count())]
        if months not in known:
            words = ", ".join(SHORT_MONTHS[month - 1] for month in months)
            self.months.addItem(words, months)
            known.append(months)
        self.months.setCurrentIndex(known.index(months))

    def rhythm(self) -> BodyRhythm | None:
        """The rhythm that stands here; its clock and place are those it came with."""
        how = self.how.currentData()
        if how is None:
            return None
        kept = self._kept or BodyRhythm(self.body.id)
        months = tuple(self.months.currentData())
        if isinstance(how, (tuple, list)):
            return kept._replace(ordinal=0, from_body_id=int(how[1]), offset_days=-self.days.value(), months=months)
        weekday = int(self.weekday.currentData())
        return kept._replace(ordinal=int(how), weekday=weekday, from_body_id=None, offset_days=0, months=months)

    def _show_parts(self) -> None:
        how = self.how.currentData()
        before = isinstance(how, (tuple, list))
        self.days.setVisible(before)
        self.weekday.setVisible(how is not None and not before)
        self.months.setVisible(how is not None)

    def _tell(self) -> None:
        self._show_parts()
        if not self._filling:
            self.note.setText("")
            self.changed.emit()
