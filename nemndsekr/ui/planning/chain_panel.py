"""ChainPanel: the chosen case's chain in words, what is to be known of it, and what is amiss on its way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from nemndsekr.rules.planning.conflicts import Conflict
from nemndsekr.ui.kit.labels import Label
from nemndsekr.ui.kit.measures import column
from nemndsekr.ui.planning.conflict_list import ConflictList
from nemndsekr.ui.planning.plan_data import ShownChain

_NONE: Final = "Välj ett ärende ovan, så visas vägen till svarsdagen här."


class ChainPanel(QWidget):
    """The whole chain on one line where there is room, then its reason."""

    def __init__(self) -> None:
        super().__init__()
        self.title = Label("", "strong", wrap=True)
        self.line = Label("", wrap=True)
        self.reason = Label("", "body", "muted", wrap=True)
        self.amiss = ConflictList()
        self.setLayout(column(self.title, self.line, self.reason, self.amiss, None, gap=4))
        self.show_chain(None)

    def show_chain(self, shown: ShownChain | None, amiss: Sequence[Conflict] = ()) -> None:
        """Show a chain and what is amiss with it, or how to have one shown."""
        due = shown.due if shown is not None else None
        self.title.setText(" ".join(filter(None, (due.dnr, due.title))) if due is not None else _NONE)
        line = ""
        if shown is not None and shown.chain is not None:
            line = f"{'Vald kedja' if shown.is_chosen else 'Möjlig kedja'}: {shown.words}"
        self.line.setText(line)
        self.reason.setText(shown.reason if shown is not None else "")
        for label in (self.line, self.reason):
            label.setVisible(bool(label.text()))
        self.amiss.show_conflicts(amiss)
