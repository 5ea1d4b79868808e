"""ChecksDialog: which checks a nämnd wants, each with what it looks for; a turned box is saved at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from nemndsekr.operations.approvals import turn_check
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.check_settings import NamndChecks, checks_of_namnder
from nemndsekr.rules.checks import CHECKS
from nemndsekr.rules.checks.remark import Check
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.forms import Combo, Field, FormScroll
from nemndsekr.ui.kit.labels import Label, primary_button
from nemndsekr.ui.kit.measures import column, holding, row, set_font_role
from nemndsekr.ui.kit.panels import Panel

_INTRO: Final = "En kontroll som är avstängd säger inget om nämndens ärenden. Inget hindras av en kontroll."


class ChecksDialog(FittedDialog):
    """A box for every check, by nämnd."""

    def __init__(self, desk: Desk, namnder: Sequence[NamndChecks], chosen: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Välj kontroller")
        self._desk = desk
        self._off = {one.namnd_id: set(one.off) for one in namnder}
        self.namnd = Combo()
        for one in namnder:
            self.namnd.addItem(one.name, one.namnd_id)
        self.namnd.setCurrentIndex(max(self.namnd.findData(chosen), 0))
        namnd_field = Field("&Nämnd", self.namnd)
        # With one nämnd there is nothing to choose, only to know.
        self.namnd.setEnabled(len(namnder) > 1)
        self.boxes: dict[str, QCheckBox] = {}
        rows = [self._line(check) for check in CHECKS]
        area = FormScroll(column(*rows, None, gap=10, margins=(12, 12, 12, 12)))
        panel = Panel(body=area)
        close = primary_button("Stäng")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        intro = Label(_INTRO, "caption", "muted", wrap=True)
        self.fit(column(namnd_field, intro, (panel, 1), gap=12), row(None, close), width=480, height=420)
        self.namnd.currentIndexChanged.connect(self._show)
        desk.changed.connect(self._refresh)
        self._show()
        next(iter(self.boxes.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def namnd_id(self) -> int:
        """The nämnd that is shown."""
        return int(self.namnd.currentData())

    def _line(self, check: Check) -> QWidget:
        box = QCheckBox(check.name)
        set_font_role(box, "body")
        box.setAccessibleDescription(check.explanation)
        box.clicked.connect(lambda on, slug=check.slug: self._turn(slug, on=on))
        self.boxes[check.slug] = box
        explained = Label(check.explanation, "caption", "muted", wrap=True)
        return holding(column(box, row((explained, 1), margins=(24, 0, 0, 0)), gap=0))

    def _show(self) -> None:
        off = self._off[self.namnd_id]
        for slug, box in self.boxes.items():
            box.setChecked(slug not in off)

    def _turn(self, slug: str, *, on: bool) -> None:
        namnd_id = self.namnd_id
        (self._off[namnd_id].discard if on else self._off[namnd_id].add)(slug)
        self._desk.act(
            lambda store, who, now: turn_check(store, namnd_id, slug, who, now, off=not on), None, self._failed
        )

    def _failed(self, error: object) -> None:
        self._desk.failed.emit(error)
        self._ask_again()

    def _refresh(self, changes: Changes) -> None:
        """What is undone while the window is open turns its box back."""
        if "rule_settings" in changes.tables:
            self._ask_again()

    def _ask_again(self) -> None:
        self._desk.ask(checks_of_namnder, self._know)

    def _know(self, told: tuple[list[NamndChecks], int]) -> None:
        # The answer may come when the window is closed and gone.
        if not shiboken6.isValid(self.namnd):
            return
        self._off = {one.namnd_id: set(one.off) for one in told[0]}
        if self.namnd_id in self._off:
            self._show()
