"""DifferenceView: two wordings side by side, what differs marked in both, and the three ways to decide."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QWidget

from nemndsekr.operations.comparison import Compared, Standing
from nemndsekr.records.choices import DifferenceState
from nemndsekr.rules.likeness import Piece, word_differences
from nemndsekr.ui.kit.flow import FlowLayout
from nemndsekr.ui.kit.labels import caption, link_button
from nemndsekr.ui.kit.measures import column, holding, set_font_role, set_units
from nemndsekr.ui.kit.painting import draw_bar_ground
from nemndsekr.ui.kit.tokens import u

_LONGEST: Final = 320
_STACK_BELOW: Final = 340
CHOICES: Final = (
    (DifferenceState.behallen, "Behåll den gamla", "Alt+1"),
    (DifferenceState.ersatt, "Ta den nya", "Alt+2"),
    (DifferenceState.bada, "Behåll båda", "Alt+3"),
)
_DECIDED: Final = {
    DifferenceState.oppen: "Inte avgjort: den gamla står kvar, och den nya blir ett påpekande.",
    DifferenceState.behallen: "Den gamla gäller.",
    DifferenceState.ersatt: "Den nya gäller.",
    DifferenceState.bada: "Båda behålls; den nya som annan lydelse eller anteckning.",
}
_LIKE: Final = "Liknande – den gamla står kvar."


class DifferenceView(QFrame):
    """Hidden until ``show_difference``; ``decided`` gives the choice."""

    decided = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._quiet = False
        self.old_head, self.new_head = caption("", wrap=True), caption("", wrap=True)
        self.old_words, self.new_words = _words(), _words()
        sides = [holding(column(head, words, gap=2)) for head, words in self._sides()]
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        set_units(self._pair, 12)
        for side in sides:
            self._pair.addWidget(side, 1)
        self.told = caption("", wrap=True)
        self.buttons = [link_button(words) for _, words, _ in CHOICES]
        choices = FlowLayout(gap=4, line_gap=0)
        for (state, words, keys), made in zip(CHOICES, self.buttons, strict=True):
            made.setToolTip(f"{words} ({keys})")
            made.setAccessibleDescription(keys)
            made.clicked.connect(lambda _=False, state=state: self.decided.emit(state))
            choices.addWidget(made)
        self.setLayout(column(self._pair, self.told, holding(choices), gap=4, margins=(10, 8, 10, 4)))
        self.hide()

    def _sides(self) -> Sequence[tuple[QWidget, QWidget]]:
        return ((self.old_head, self.old_words), (self.new_head, self.new_words))

    def show_difference(self, compared: Compared, place: str, state: DifferenceState) -> None:
        """Show both sides; ``place`` is where the new words stand in the paper."""
        old, new = word_differences(*_nearby(compared.known_words, compared.words))
        self.old_head.setText(f"I ärendet{f' ({compared.known_place})' if compared.known_place else ''}")
        self.new_head.setText(f"I den här handlingen{f' ({place})' if place else ''}")
        self.old_words.setText(_marked(old))
        self.new_words.setText(_marked(new))
        self._quiet = compared.standing == Standing.LIKE
        quiet = self._quiet and state == DifferenceState.oppen
        near = "Nästan samma nummer. " if compared.near_number and state == DifferenceState.oppen else ""
        self.told.setText(_LIKE if quiet else near + _DECIDED[state])
        for (choice, words, keys), made in zip(CHOICES, self.buttons, strict=True):
            chosen = choice == state
            made.setText(f"✓ {words}" if chosen else words)
            made.setAccessibleName(f"{words}, valt" if chosen else words)
            made.setAccessibleDescription(keys)
        self.setAccessibleName(
            f"{'Liknande' if self._quiet else 'Skiljer sig'}. {self.old_head.text()}: {compared.known_words}. "
            f"{self.new_head.text()}: {compared.words}. {self.told.text()}"
        )
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the sides under each other where there is no room beside."""
        super().resizeEvent(event)
        narrow = self.width() < u(_STACK_BELOW)
        self._pair.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the bar that says that something is to be decided; it is pale where that is optional."""
        del event
        draw_bar_ground(QPainter(self), QRectF(self.rect()), "sunken", "line" if self._quiet else "warn_icon", 3)


def _words() -> QLabel:
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    set_font_role(made, "body")
    return made


def _marked(pieces: Sequence[Piece]) -> str:
    """The words that the other side lacks stand underlined and bold: never by colour alone."""
    return (
        "".join(
            f"<b><u>{escape(piece.text.rstrip())}</u></b>{' ' * (piece.text != piece.text.rstrip())}"
            if piece.differs
            else escape(piece.text)
            for piece in pieces
        )
        or "<i>(tomt)</i>"
    )


def _nearby(old: str, new: str) -> tuple[str, str]:
    """Long texts from a little before the first word that differs."""
    old, new = " ".join(old.split()), " ".join(new.split())
    if max(len(old), len(new)) <= _LONGEST:
        return old, new
    same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), 0)
    start = old.rfind(" ", 0, max(0, same - 80)) + 1
    return _cut(old, start), _cut(new, start)


def _cut(text: str, start: int) -> str:
    piece = text[start : start + _LONGEST]
    return f"{'… ' if start else ''}{piece.rstrip()}{' …' if start + _LONGEST < len(text) else ''}"
