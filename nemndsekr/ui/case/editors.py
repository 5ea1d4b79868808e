"""The editors that the forms share: a line, plain text that grows, a choice, a box, a day."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextOption, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QTextEdit

from nemndsekr.records.choices import label
from nemndsekr.ui.kit.caret import CaretFollower
from nemndsekr.ui.kit.forms import Combo
from nemndsekr.ui.kit.measures import set_font_role, set_variant
from nemndsekr.ui.kit.tokens import points, u

NOT_CHOSEN: Final = "Välj …"


class PlainTextEdit(QTextEdit):
    """Plain text on several lines, as high as its words need; Tab leaves it."""

    edited = Signal()

    def __init__(self, lines: int = 2) -> None:
        super().__init__()
        set_variant(self, "field")
        set_font_role(self, "body")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lines = lines
        self._measured = points()
        self.document().setDocumentMargin(u(4))
        self.textChanged.connect(self.edited)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        CaretFollower(self)
        self._grow()

    def value(self) -> str:
        """The text."""
        return self.toPlainText()

    def set_value(self, text: str) -> None:
        """Show a text; the same text again changes nothing."""
        if text == self.value():
            return
        at = self.textCursor().position()
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(at, len(text)))
        self.setTextCursor(cursor)

    def insert_plain(self, text: str) -> None:
        """Put in words where the caret is."""
        self.textCursor().insertText(text)

    def sizeHint(self) -> QSize:
        """As high as the text."""
        return QSize(u(320), self._wanted())

    def minimumSizeHint(self) -> QSize:
        """Narrow if need be, never lower than the text."""
        return QSize(u(120), self._wanted())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another height."""
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._measured != points():
            self._measured = points()
            self.document().setDocumentMargin(u(4))
            self._grow()

    def _wanted(self) -> int:
        frame = self.height() - self.viewport().height()
        smallest = self.fontMetrics().lineSpacing() * self._lines + 2 * u(4)
        return max(smallest, round(self.document().size().height())) + max(frame, 2)

    def _grow(self) -> None:
        height = self._wanted()
        if self.minimumHeight() != height:
            self.setFixedHeight(height)
            self.updateGeometry()


class ChoiceBox(Combo):
    """One of an enumeration's members, or none where that is allowed. The wheel scrolls the form, not the choice."""

    def __init__(
        self, kind: type[StrEnum] | None = None, *, nullable: bool = False, only: Sequence[StrEnum] = ()
    ) -> None:
        super().__init__()
        set_font_role(self, "body")
        self.members: list[Any] = []
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if kind is not None:
            members = list(only or kind)
            self.set_choices([(None, NOT_CHOSEN)] if nullable else [], [(member, label(member)) for member in members])

    def set_choices(self, *groups: Sequence[tuple[Any, str]]) -> None:
        """Offer these values with their words."""
        pairs = [pair for group in groups for pair in group]
        self.blockSignals(True)
        chosen = self.value()
        self.clear()
        self.members = [value for value, _ in pairs]
        self.addItems([words for _, words in pairs])
        self.set_value(chosen)
        self.blockSignals(False)

    def value(self) -> Any:
        """The member chosen, or None."""
        at = self.currentIndex()
        return self.members[at] if 0 <= at < len(self.members) else None

    def set_value(self, value: Any) -> None:
        """Choose a member."""
        at = next((number for number, member in enumerate(self.members) if member == value), -1)
        self.setCurrentIndex(at if at >= 0 or not self.members else 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form."""
        event.ignore()


def word_count(count: int) -> str:
    """How much is written, as the label's note says it."""
    return f"{count} ord" if count else ""
