"""RemarksPanel: what the checks found in a case, each with the ways to mend it; the case's page and the document's."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from nemndsekr.operations.case_remarks import CaseRemarks
from nemndsekr.records.choices import Certainty
from nemndsekr.rules.checks.remark import Remark
from nemndsekr.ui.case.remarks_list import RemarksList
from nemndsekr.ui.kit.labels import Label, link_button
from nemndsekr.ui.kit.measures import column, holding, row, set_size
from nemndsekr.ui.kit.messages import Mark
from nemndsekr.ui.kit.panels import PAD, Panel

READY = "Inga påpekanden. Klart för utskrift."
EMPTY = "Inga påpekanden. Men handlingen är tom: skriv i ärendet först."
NOTHING = "Inga påpekanden på det som är skrivet."
"""Beside what is still being written nothing is said of printing."""


class RemarksPanel(Panel):
    """The list of remarks, or the word that there are none. ``wanted`` gives the remark to go to."""

    wanted = Signal(object)
    remedy_wanted = Signal(object, object)
    approve_wanted = Signal(object, str)
    take_back_wanted = Signal(object)
    next_wanted = Signal()

    def __init__(self, switch: QWidget | None = None) -> None:
        """Make it; a ``switch`` stands in the place of the title."""
        self.list = RemarksList()
        self.next_button = link_button("Nästa  F8")
        self.next_button.setAccessibleName("Nästa påpekande")
        self.ready = Label(READY if switch is None else NOTHING, wrap=True)
        # Not by Tab, but F6 comes here and has it read aloud.
        self.ready.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._fine = holding(row(Mark("tick", "ok"), (self.ready, 1), margins=(PAD, 12, PAD, 12)))
        # Takes the room where there is no list.
        self._rest = QWidget()
        body = holding(column(self._fine, (self.list, 1), (self._rest, 1), gap=0))
        super().__init__("Kontroller", actions=(self.next_button,), body=body)
        self._switch = switch
        if switch is not None:
            self.put_in_head(switch)
        set_size(self, min_height=120)
        self._remarks = CaseRemarks()
        self.next_button.clicked.connect(self.next_wanted)
        self.list.go_wanted.connect(self.wanted)
        self.list.remedy_wanted.connect(self.remedy_wanted)
        self.list.approve_wanted.connect(self.approve_wanted)
        self.list.take_back_wanted.connect(self.take_back_wanted)
        self._show_parts(known=False)

    def set_remarks(self, remarks: CaseRemarks, today: date, *, empty: bool = False) -> None:
        """Show these; the current one stays current. Of an ``empty`` paper it is not said that it is ready."""
        self._remarks = remarks
        if self._switch is None:
            self.ready.setText(EMPTY if empty else READY)
        self.list.set_remarks(remarks, today)
        if self._switch is None:
            # The groups below say of which sort they are; the number alone fits whatever the size of the text.
            count = len(remarks.open)
            self.set_title("Kontroller", str(count) if count else "")
        self._show_parts(known=True)

    @property
    def sure_words(self) -> str:
        """«2 säkra påpekanden är kvar»; empty where none of the open remarks is sure."""
        sure = self._remarks.how_many(Certainty.sakert)
        return "Ett säkert påpekande är kvar" if sure == 1 else f"{sure} säkra påpekanden är kvar" if sure else ""

    def forget(self) -> None:
        """Show nothing until the remarks of another case are known."""
        self._remarks = CaseRemarks()
        self.list.set_remarks(self._remarks, date.min)
        self._show_parts(known=False)

    def first_focus(self) -> QWidget:
        """The list, or the panel's own word that there is nothing in it."""
        return self.list if self._remarks.open or self._remarks.approved else self.ready

    def next_remark(self, *, backwards: bool = False) -> Remark | None:
        """Make the next remark current, round the end, and put the focus on it; gives it."""
        remark = self.list.step(-1 if backwards else 1)
        if remark is not None:
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return remark

    def _show_parts(self, *, known: bool) -> None:
        listed = bool(self._remarks.open or self._remarks.approved)
        wanting = any(remark.certainty != Certainty.upplysning for remark in self._remarks.open)
        self._fine.setVisible(known and not wanting)
        self.list.setVisible(listed)
        self._rest.setVisible(not listed)
        self.next_button.setVisible(bool(self._remarks.open))
