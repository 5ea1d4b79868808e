"""PullingApart: a quiet list of the recommendations whose stance pulls from the overall one, each a way there."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import label
from nemndsekr.rules.case_items import ItemKey
from nemndsekr.rules.short_names import short_name
from nemndsekr.rules.stances import pulling_apart
from nemndsekr.ui.kit.labels import Label, elided_link
from nemndsekr.ui.kit.measures import column, holding, row

TITLE: Final = "Drar åt olika håll"


class PullingApart(QWidget):
    """Hidden while everything pulls the same way."""

    wanted = Signal(object)
    """The key of the recommendation to go to."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Label("", "caption", "warn", wrap=True)
        self._list = column(gap=2)
        self._keys: list[ItemKey] = []
        self.setLayout(column(self.words, holding(self._list), gap=2))
        self.hide()

    def show_file(self, file: CaseFile) -> None:
        """Show those of a case."""
        found = pulling_apart(file)
        overall = label(file.audit.stance).lower() if file.audit and file.audit.stance else ""
        self.words.setText(f"{TITLE}: i stort «{overall}», men")
        while self._list.count():
            item = self._list.takeAt(0)
            part = item.widget() if item is not None else None
            if part is not None:
                part.setParent(None)
                part.deleteLater()
        for one in found:
            stance = label(one.stance).lower() if one.stance else ""
            # The number and the stance first: the name gives way where there is no room.
            link = elided_link(f"rekommendation {one.no}: {stance} – {short_name(one.text)}")
            key: ItemKey = ("recommendations", one.stored_id)
            link.clicked.connect(lambda _=False, key=key: self.wanted.emit(key))
            self._list.addWidget(holding(row(link, None)))
        self.setVisible(bool(found))
