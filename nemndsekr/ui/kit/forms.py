"""Forms: labels above their fields, captions that say what was understood, messages under the field first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHelpEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QToolTip,
    QWidget,
)

from nemndsekr.ui.kit.fonts import metrics
from nemndsekr.ui.kit.labels import caption, field_label
from nemndsekr.ui.kit.measures import column, row, set_units
from nemndsekr.ui.kit.messages import FieldMessage

_BESIDE_ICON: Final = 4
"""Pixels."""
STACK_BELOW = 52
"""Characters of width under which paired fields stand under each other."""


class Combo(QComboBox):
    """A choice whose words end with «…» where there is no room for them; the tool tip then has all of them."""

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Give the style the words that there is room for."""
        super().initStyleOption(option)
        option.currentText = self._fitting(option)

    def event(self, event: QEvent) -> bool:
        """Say the whole choice where it is cut off, if nothing else is said of it."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and not self.toolTip():
            option = QStyleOptionComboBox()
            super().initStyleOption(option)
            cut = not self.isEditable() and self._fitting(option) != self.currentText()
            QToolTip.showText(event.globalPos(), self.currentText() if cut else "", self)
            return True
        return super().event(event)

    def _fitting(self, option: QStyleOptionComboBox) -> str:
        part, look = QStyle.SubControl.SC_ComboBoxEditField, QStyle.ComplexControl.CC_ComboBox
        room = self.style().subControlRect(look, option, part, self).width()
        icon = self.iconSize().width() + _BESIDE_ICON if not self.itemIcon(self.currentIndex()).isNull() else 0
        words: str = option.currentText
        return self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room - icon)


def dress_combo(combo: QComboBox) -> None:
    """Let the list that drops down be dressed by the style sheet; Qt's own delegate for it takes no heed of that."""
    combo.setItemDelegate(QStyledItemDelegate(combo))


def filter_combo(name: str, choices: Sequence[str]) -> QComboBox:
    """A combo that stands alone, in a filter row; the name is read aloud. It is as wide as its longest choice."""
    combo = Combo()
    combo.setAccessibleName(name)
    combo.addItems(list(choices))
    dress_combo(combo)
    return combo


class Field(QWidget):
    """A label, its editor, a caption (right of the label or under the editor) and a message when something is amiss."""

    acted = Signal()
    """The message's link was pressed."""

    def __init__(self, label: str, editor: QWidget, *, note: str = "", action: QWidget | None = None) -> None:
        """Put a label over an editor; ``note`` stands right of the label («34 ord»), ``action`` after it."""
        super().__init__()
        self.editor = editor
        if isinstance(editor, QComboBox):
            dress_combo(editor)
            # Else its longest choice decides how narrow the pane can be, and a scroll area clips the form.
            editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            editor.setMinimumContentsLength(8)
            editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.label = field_label(label, editor)
        self.note = caption(note)
        self.caption = caption("", wrap=True)
        self.message = FieldMessage()
        self.message.acted.connect(self.acted)
        self.caption.hide()
        head = row(self.label, None, self.note, *([action] if action else []))
        self.setLayout(column(head, editor, self.caption, self.message, gap=4))

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Go to the editor. The field is no focus proxy: Tab would stop at it too, and never leave the form."""
        self.editor.setFocus(reason)

    def set_caption(self, text: str) -> None:
        """Say what was understood; it is also the editor's description."""
        self.caption.setText(text)
        self.caption.setVisible(bool(text))
        self.editor.setAccessibleDescription(text or self.message.words.text())

    def set_message(self, text: str, action: str = "") -> None:
        """Say what is amiss and how to mend it, or nothing; the editor's border and description follow."""
        self.message.set_message(text, action)
        self.editor.setProperty("state", "warn" if text else "")
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)
        self.editor.setAccessibleDescription(text or self.caption.text())


class PairedFields(QWidget):
    """Fields side by side, or under each other when there is not room for both."""

    def __init__(self, *fields: QWidget) -> None:
        super().__init__()
        self._box = row(gap=16)
        for field in fields:
            self._box.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.setLayout(self._box)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the direction."""
        super().resizeEvent(event)
        self.choose()

    def changeEvent(self, event: QEvent) -> None:
        """Choose again when the text has grown."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.choose()

    @property
    def stacked(self) -> bool:
        """Whether the fields stand under each other."""
        return self._box.direction() == QBoxLayout.Direction.TopToBottom

    def choose(self) -> None:
        """Stand side by side or under each other, as the width now is."""
        stack = self.width() < STACK_BELOW * metrics("body").averageCharWidth()
        if stack != self.stacked:
            self._box.setDirection(QBoxLayout.Direction.TopToBottom if stack else QBoxLayout.Direction.LeftToRight)
            set_units(self._box, 12 if stack else 16)


class FormScroll(QScrollArea):
    """A form that scrolls up and down when it is higher than its panel; never sideways."""

    def __init__(self, form: QLayout) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The fields inside take the focus; the area itself is no stop on the way.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("plain", "true")
        inside.setLayout(form)
        self._inside = inside
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the form as wide as what is seen of it: what is wider would be scrolled away without a bar."""
        self._inside.setMaximumWidth(self.viewport().width())
        super().resizeEvent(event)
