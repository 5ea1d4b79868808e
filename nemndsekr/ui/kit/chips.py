"""Completeness chips: one for each thing demanded, there, vague or lacking; each leads to its field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from nemndsekr.ui.kit.flow import FlowLayout
from nemndsekr.ui.kit.painting import colour, draw_focus_ring, draw_tag, tag_width
from nemndsekr.ui.kit.states import LOOKS, State
from nemndsekr.ui.kit.tokens import u


@dataclass(frozen=True, slots=True)
class Chip:
    """A thing demanded: its key, what the chip says («Effekt saknas»), the state whose shape it has, and why."""

    key: str
    words: str
    state: State
    why: str = ""

    @property
    def quiet(self) -> bool:
        """Whether it is a shape and words only: nothing is to be done about it."""
        return LOOKS[self.state].ground is None


class CompletenessChips(QWidget):
    """The chips on as many lines as they need; ``chosen`` gives the key of the one pressed."""

    chosen = Signal(str)

    def __init__(self, chips: Sequence[Chip] = ()) -> None:
        super().__init__()
        self._flow = FlowLayout(self, gap=6, line_gap=4)
        self._chips: tuple[Chip, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_chips(chips)

    def set_chips(self, chips: Sequence[Chip]) -> None:
        """Show these; a chip that is only changed keeps its button and with it the focus."""
        if tuple(chips) == self._chips:
            return
        buttons = self.buttons()
        if [chip.key for chip in chips] == [chip.key for chip in self._chips]:
            for button, chip in zip(buttons, chips, strict=True):
                button.set_chip(chip)
        else:
            self._flow.clear()
            for chip in chips:
                button = ChipButton(chip)
                button.clicked.connect(lambda _=False, key=chip.key: self.chosen.emit(key))
                self._flow.addWidget(button)
        self._chips = tuple(chips)
        there = sum(chip.state == State.DONE for chip in chips)
        self.setAccessibleName(f"{there} av {len(chips)} uppgifter finns")
        self._flow.invalidate()
        self.updateGeometry()

    def buttons(self) -> list[ChipButton]:
        """The buttons, in order."""
        widgets = (self._flow.itemAt(number) for number in range(self._flow.count()))
        return [item.widget() for item in widgets if item and isinstance(item.widget(), ChipButton)]  # type: ignore[misc]

    def heightForWidth(self, width: int) -> int:
        """The narrower, the more lines."""
        return self._flow.heightForWidth(width)

    def sizeHint(self) -> QSize:
        """As high as the width of now needs."""
        hint = self._flow.sizeHint()
        return QSize(hint.width(), self.heightForWidth(self.width()) if self.width() else hint.height())


class ChipButton(QAbstractButton):
    """A tick and a grey word, or a tag that names what is lacking or vague."""

    def __init__(self, chip: Chip) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._chip = chip
        self.set_chip(chip)

    def set_chip(self, chip: Chip) -> None:
        """Show another."""
        self._chip = chip
        self.setText(chip.words)
        self.setAccessibleName(chip.words)
        told = f"{chip.why[:1].upper()}{chip.why[1:].rstrip('.')}." if chip.why else ""
        self.setToolTip(told)
        self.setAccessibleDescription(f"{told} Gå till fältet.".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the words, high enough to be hit."""
        room = tag_width(self._chip.state, self._chip.words) + (u(10) if self._chip.quiet else 0)
        return QSize(room + 1, u(26))

    def minimumSizeHint(self) -> QSize:
        """It may be elided, never vanish."""
        return QSize(u(48), u(26))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the hand's place."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip, and the ring when it has the focus."""
        del event
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self.underMouse() and self._chip.quiet:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("hover"))
            painter.drawRoundedRect(area, u(4), u(4))
        left = u(4) if self._chip.quiet else 0
        draw_tag(painter, left, area.center().y(), self._chip.state, self._chip.words, room=area.width() - left)
        if self.hasFocus():
            draw_focus_ring(painter, area)
