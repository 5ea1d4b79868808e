"""PlaceTabs: the row above a decision: a button for each meeting, then what adds one and what takes in minutes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QWidget

from nemndsekr.records.choices import BodyKind, DecisionOccasion
from nemndsekr.rules.decision_places import PlaceKey
from nemndsekr.ui.kit.flow import FlowLayout
from nemndsekr.ui.kit.labels import button, link_button

_FURTHER: Final = (
    (BodyKind.namnd, DecisionOccasion.svar, "Nämnd"),
    (BodyKind.au, DecisionOccasion.svar, "Arbetsutskott"),
    (BodyKind.beredning, DecisionOccasion.svar, "Beredning"),
)


class PlaceTab(NamedTuple):
    """A place as its button shows it: its words, and what is said of it where a mark would be seen."""

    key: PlaceKey
    words: str
    said: str


class PlaceTabs(QWidget):
    """``chosen`` gives the place that is to be shown, ``added`` a body that there is to be one more place of."""

    chosen = Signal(object)
    added = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Instanser")
        self._flow = FlowLayout(gap=6, line_gap=6)
        self.tabs = QButtonGroup(self)
        self.tabs.setExclusive(True)
        self.further = link_button("Instans", "plus")
        self.further.setAccessibleName("Lägg till instans")
        menu = QMenu(self.further)
        for kind, occasion, words in _FURTHER:
            menu.addAction(words, partial(self.added.emit, kind, occasion))
        self.further.setMenu(menu)
        self.paste = link_button("Klistra in pro&tokollstext …", "document")
        for one in (self.further, self.paste):
            self._flow.addWidget(one)
        self.setLayout(self._flow)

    def show_places(self, places: Sequence[PlaceTab], chosen: PlaceKey | None) -> None:
        """Show the places; the same ones keep their buttons and the focus in them."""
        buttons: list[QPushButton] = [one for one in self.tabs.buttons() if isinstance(one, QPushButton)]
        if [one.property("place") for one in buttons] != [repr(place.key) for place in places]:
            had_focus = any(one.hasFocus() for one in buttons)
            for former in buttons:
                self.tabs.removeButton(former)
            self._lay([])
            buttons = [self._made(place.key) for place in places]
            self._lay(buttons)
            if had_focus:
                buttons[0].setFocus()
        for made, place in zip(buttons, places, strict=True):
            made.setText(place.words)
            made.setAccessibleName(place.said)
            made.setChecked(place.key == chosen)

    def _made(self, key: PlaceKey) -> QPushButton:
        made = button("")
        made.setCheckable(True)
        made.setProperty("place", repr(key))
        made.clicked.connect(lambda: self.chosen.emit(key))
        self.tabs.addButton(made)
        return made

    def _lay(self, buttons: list[QPushButton]) -> None:
        """The places first, then what makes another one and what fills one in."""
        for one in (self.further, self.paste):
            self._flow.removeWidget(one)
        self._flow.clear()
        for one in (*buttons, self.further, self.paste):
            self._flow.addWidget(one)
