"""PlanChoices: which part of which year is shown, how, of which nämnd, and whose chain is drawn in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QPushButton, QWidget

from nemndsekr.rules.planning.facts import DueAnswer
from nemndsekr.rules.planning.week_grid import Period, Zoom, period_of
from nemndsekr.support.days import near_day
from nemndsekr.ui.kit.flow import FlowLayout
from nemndsekr.ui.kit.forms import filter_combo
from nemndsekr.ui.kit.labels import Label, button, caption, tool_button
from nemndsekr.ui.kit.measures import holding, row, set_size

_ZOOMS: Final = ((Zoom.ar, "År"), (Zoom.halvar, "Halvår"), (Zoom.kvartal, "Kvartal"))
_NO_CASE: Final = "Inget ärende"
_LONGEST: Final = 20


class PlanChoices(QWidget):
    """The row of choices over the plan."""

    period_changed = Signal()
    view_changed = Signal()
    namnd_changed = Signal(int)
    chain_changed = Signal()

    def __init__(self, period: Period) -> None:
        super().__init__()
        self.period = period
        self._today = date.min
        self.back = tool_button("chevron-left", "Föregående period")
        self.forward = tool_button("chevron-right", "Nästa period")
        self.title = Label(f"Årsplan {period.first.year}", "title")
        self.words = Label(period.title, "strong")
        self.zooms, zooms = _choices([words for _, words in _ZOOMS])
        self.views, views = _choices(["Bild", "Lista"])
        for each in views:
            each.setToolTip("Bild eller lista (Ctrl+L)")
        self.namnd_box = filter_combo("Nämnd", [])
        self.case_box = filter_combo("Kedja för", [_NO_CASE])
        self.case_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        set_size(self.case_box, min_width=180, max_width=330)
        self.immediate = QCheckBox("Omedelbar justering")
        self._flow = FlowLayout(gap=12, line_gap=8)
        chain = holding(row(caption("Kedja för"), (self.case_box, 1)))
        for part in (
            self.title, holding(row(self.back, self.words, self.forward, gap=4)), holding(row(*zooms, gap=0)),
            holding(row(*views, gap=0)), self.namnd_box, chain, self.immediate,
        ):  # fmt: skip
            self._flow.addWidget(part)
        self.setLayout(self._flow)
        self.namnd_box.hide()
        self.zooms.button([zoom for zoom, _ in _ZOOMS].index(period.zoom)).setChecked(True)
        self.views.button(0).setChecked(True)
        self._connect()

    def _connect(self) -> None:
        self._planned_immediate: Callable[[int], bool] = lambda _: False
        self.back.clicked.connect(lambda: self.set_period(self.period.step(-1)))
        self.forward.clicked.connect(lambda: self.set_period(self.period.step(1)))
        self.zooms.idClicked.connect(self._zoom)
        self.views.idToggled.connect(lambda _, on: self.view_changed.emit() if on else None)
        self.namnd_box.activated.connect(lambda _: self.namnd_changed.emit(self.namnd_id()))
        self.case_box.activated.connect(self._case_chosen)
        self.immediate.clicked.connect(lambda _: self.chain_changed.emit())

    # What is chosen

    @property
    def as_list(self) -> bool:
        """Whether the list is shown."""
        return self.views.checkedId() == 1

    def set_as_list(self, wanted: bool) -> None:  # noqa: FBT001 - which of two views
        """Show the list, or the picture."""
        self.views.button(int(wanted)).setChecked(True)

    def set_period(self, period: Period) -> None:
        """Show another part of the plan."""
        if period != self.period:
            self.period = period
            self.title.setText(f"Årsplan {period.first.year}")
            self.words.setText(period.title)
            self.zooms.button([zoom for zoom, _ in _ZOOMS].index(period.zoom)).setChecked(True)
            self.period_changed.emit()

    def _zoom(self, number: int) -> None:
        today = self._today
        zoom = _ZOOMS[number][0]
        # Today stays in sight where it was; else one keeps to where one looks.
        day = today if self.period.first <= today <= self.period.last else self.period.first
        self.set_period(period_of(zoom, day))

    def namnd_id(self) -> int:
        """The chosen nämnd, or 0 while none is known."""
        return int(self.namnd_box.currentData() or 0)

    def set_namnder(self, namnder: Sequence[tuple[int, str]], chosen: int) -> None:
        """Offer these; where there is one only, there is nothing to choose."""
        if [(self.namnd_box.itemData(at), self.namnd_box.itemText(at)) for at in range(self.namnd_box.count())] != [
            *namnder
        ]:
            self.namnd_box.clear()
            for namnd_id, name in namnder:
                self.namnd_box.addItem(name, namnd_id)
        self.namnd_box.setCurrentIndex(max(self.namnd_box.findData(chosen), 0))
        self.namnd_box.setVisible(len(namnder) > 1)

    def reply_day_id(self) -> int:
        """The reply day whose chain is drawn, or 0."""
        return int(self.case_box.currentData() or 0)

    def set_answers(self, due: Sequence[DueAnswer], today: date, planned_immediate: Callable[[int], bool]) -> None:
        """Offer these answers; at first the next one that is due is chosen."""
        first = self._today == date.min
        self._today, self._planned_immediate = today, planned_immediate
        wanted = [(0, _NO_CASE), *((one.reply_day_id, _words(one, today)) for one in due)]
        if [(self.case_box.itemData(at), self.case_box.itemText(at)) for at in range(self.case_box.count())] == wanted:
            return
        chosen = self.reply_day_id()
        if first:
            chosen = next((one.reply_day_id for one in due if one.day is not None and one.day >= today), 0)
        self.case_box.clear()
        for reply_day_id, words in wanted:
            self.case_box.addItem(words, reply_day_id)
        self.case_box.setCurrentIndex(max(self.case_box.findData(chosen), 0))
        if first or self.reply_day_id() != chosen:
            self._follow_case()

    def _follow_case(self) -> None:
        """An answer that has a plan is shown with the justering that it was planned with."""
        self.immediate.setChecked(self._planned_immediate(self.reply_day_id()))
        self.immediate.setEnabled(self.reply_day_id() != 0)

    def _case_chosen(self) -> None:
        self._follow_case()
        self.chain_changed.emit()


def _words(due: DueAnswer, today: date) -> str:
    title = due.title if len(due.title) <= _LONGEST else f"{due.title[:_LONGEST].rsplit(' ', 1)[0]} …"
    day = near_day(due.day, today) if due.day is not None else due.words
    return " · ".join(filter(None, (due.dnr, day, title)))


def _choices(words: Sequence[str]) -> tuple[QButtonGroup, list[QPushButton]]:
    group = QButtonGroup()
    group.setExclusive(True)
    buttons = [button(each) for each in words]
    for number, each in enumerate(buttons):
        each.setCheckable(True)
        each.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        group.addButton(each, number)
    return group, buttons
