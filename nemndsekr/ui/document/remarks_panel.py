"""RemarksPanel: what the checks found in the case, each with the way to where it is mended."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from nemndsekr.rules.checks.remark import Remark
from nemndsekr.ui.kit.labels import Label, link_button
from nemndsekr.ui.kit.lists import TaskList, TaskRow
from nemndsekr.ui.kit.measures import column, holding, row, set_size
from nemndsekr.ui.kit.messages import Mark
from nemndsekr.ui.kit.panels import PAD, Panel
from nemndsekr.ui.kit.states import State


class RemarksPanel(Panel):
    """The list of påpekanden, or the word that there are none. ``wanted`` gives the remark to go to."""

    wanted = Signal(object)

    def __init__(self) -> None:
        self.list = TaskList("Påpekanden", lines=True)
        self.next_button = link_button("Nästa  F8")
        self.next_button.setAccessibleName("Nästa påpekande")
        self.ready = Label("Inga påpekanden. Klart för utskrift.", wrap=True)
        # Not by Tab, but F6 comes here and has it read aloud.
        self.ready.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        fine = row(Mark("tick", "ok"), (self.ready, 1), margins=(PAD, 12, PAD, 12))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(holding(column(fine, None, gap=0)))
        super().__init__("Kontroller", actions=(self.next_button,), body=self._stack)
        set_size(self, min_height=120)
        self._remarks: tuple[Remark, ...] = ()
        self.next_button.clicked.connect(self.next_remark)
        self.list.opened.connect(self._go)
        self.list.link_clicked.connect(self._go)
        self.set_remarks(())

    def set_remarks(self, remarks: Sequence[Remark]) -> None:
        """Show these; the current one stays current."""
        self._remarks = tuple(remarks)
        self.list.set_rows(
            [
                TaskRow(
                    _key(remark), remark.text, State.REMARK, note=remark.detail, link="Gå dit" if remark.table else ""
                )
                for remark in remarks
            ]
        )
        count = len(remarks)
        words = "" if not count else "1 påpekande" if count == 1 else f"{count} påpekanden"
        self.set_title("Kontroller", words)
        self._stack.setCurrentIndex(0 if remarks else 1)
        self.next_button.setVisible(bool(remarks))

    def first_focus(self) -> QWidget:
        """The list, or the panel's own word that there is nothing in it."""
        return self.list if self._remarks else self.ready

    def next_remark(self, *, backwards: bool = False) -> None:
        """Make the next remark current, round the end."""
        if not self._remarks:
            return
        keys = [_key(remark) for remark in self._remarks]
        now = self.list.current_key()
        if now in keys:
            at = (keys.index(now) + (-1 if backwards else 1)) % len(keys)
        else:
            at = len(keys) - 1 if backwards else 0
        self.list.choose(keys[at])
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _go(self, key: object) -> None:
        for remark in self._remarks:
            if _key(remark) == key:
                self.wanted.emit(remark)
                return


def _key(remark: Remark) -> tuple[str, str, str, str]:
    return (remark.rule, remark.row_uid, remark.field, remark.detail)
