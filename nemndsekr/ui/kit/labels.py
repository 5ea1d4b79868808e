"""Labels and buttons in the house's few variants."""

from __future__ import annotations

import re
from typing import Final, Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from nemndsekr.ui.kit.fonts import FontRole
from nemndsekr.ui.kit.icons import IconName, icon
from nemndsekr.ui.kit.measures import set_font_role, set_icon_size, set_size, set_variant
from nemndsekr.ui.kit.tokens import u

_ROUNDING: Final = 2
"""Pixels."""
_MAY_BREAK: Final = "\u200b"
_LONG_WORD: Final = re.compile(r"\S{40,}")
_PIECE: Final = re.compile(r".{1,8}")
Tone = Literal["", "muted", "quiet", "ok", "warn", "late", "accent"]


def _breakable(text: str) -> str:
    return _LONG_WORD.sub(lambda word: _MAY_BREAK.join(re.findall(_PIECE, word[0])), text)


class Label(QLabel):
    """Plain words in a role of the type scale. What it shows is never taken for mark-up.

    Wrapped words may be broken anywhere when they are longer than any real one: else they would widen the window.
    """

    def __init__(self, text: str = "", role: FontRole = "body", tone: Tone = "", *, wrap: bool = False) -> None:
        super().__init__(_breakable(text) if wrap else text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        set_font_role(self, role)
        self.setWordWrap(wrap)
        if tone:
            self.setProperty("tone", tone)

    def text(self) -> str:
        """The words as they were given."""
        return super().text().replace(_MAY_BREAK, "")

    def setText(self, text: str) -> None:
        """Change the words."""
        super().setText(_breakable(text) if self.wordWrap() else text)

    def set_tone(self, tone: Tone) -> None:
        """Change the colour of a label that is already shown."""
        if (self.property("tone") or "") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)


class ElidedLabel(Label):
    """Words on one line that give way where there is no room: cut off with «…», shown whole as tool tip and read whole.

    ``text()`` is always the whole of them.
    """

    def __init__(
        self, text: str = "", role: FontRole = "body", tone: Tone = "", *, narrowest: float = 0, short: float = 0
    ) -> None:
        """Make it; ``narrowest`` is the width in units that it keeps when others want the room.

        Words that need no more than ``short`` units are never cut off.
        """
        self._whole, self.narrowest, self._short = text, narrowest, short
        super().__init__(text, role, tone)

    def text(self) -> str:
        """All the words."""
        return self._whole

    def setText(self, text: str) -> None:
        """Change the words."""
        self._whole = text
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The room for all the words."""
        hint, measure = super().sizeHint(), self.fontMetrics()
        return QSize(hint.width() - measure.horizontalAdvance(super().text()) + self._needed(), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Hardly any width, but what short words need."""
        hint = self.sizeHint()
        return QSize(hint.width() if self.is_short() else min(hint.width(), u(self.narrowest)), hint.height())

    def is_short(self) -> bool:
        """Whether the words are so few that they are never cut off."""
        return self.sizeHint().width() <= u(self._short)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _needed(self) -> int:
        # Widths are rounded, on a scaled screen after they are asked for: words that just fit would be cut off.
        return self.fontMetrics().horizontalAdvance(self._whole) + (_ROUNDING if self._whole else 0)

    def _fit(self) -> None:
        room = self.contentsRect().width()
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        if not self.isVisible():
            shown = self._whole
        if shown != super().text():
            super().setText(shown)
        cut = shown != self._whole
        self.setToolTip(self._whole if cut else "")
        self.setAccessibleName(self._whole if cut else "")

    def showEvent(self, event: QShowEvent) -> None:
        """Its room is known now."""
        super().showEvent(event)
        self._fit()


class ElidedLink(QPushButton):
    """A link whose words give way at the end where there is no room; ``text()`` is always the whole of them."""

    def __init__(self, text: str) -> None:
        self._whole = text
        super().__init__(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """All the words."""
        return self._whole

    def setText(self, text: str) -> None:
        """Change the words."""
        self._whole = text
        super().setText(text)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Hardly any width."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), u(48)), hint.height())

    def sizeHint(self) -> QSize:
        """The room for all the words."""
        hint, measure = super().sizeHint(), self.fontMetrics()
        shown = measure.horizontalAdvance(super().text())
        return QSize(hint.width() - shown + measure.horizontalAdvance(self._whole) + _ROUNDING, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        measure = self.fontMetrics()
        edges = super().sizeHint().width() - measure.horizontalAdvance(super().text())
        shown = measure.elidedText(self._whole, Qt.TextElideMode.ElideRight, max(0, self.width() - edges))
        if shown != super().text():
            super().setText(shown)
        cut = shown != self._whole
        self.setToolTip(self._whole if cut else "")
        self.setAccessibleName(self._whole if cut else "")


def caption(text: str = "", tone: Tone = "muted", *, wrap: bool = False) -> Label:
    """A small note: what was understood, how much is written, where it stands."""
    return Label(text, "caption", tone, wrap=wrap)


def field_label(text: str, buddy: QWidget) -> Label:
    """The label above a field. ``&`` marks the access key; the field also gets the words as its name."""
    label = Label(text, "label")
    label.setBuddy(buddy)
    if not buddy.accessibleName():
        # NVDA does not follow Qt's labelled-by relation, so the name itself must say it.
        buddy.setAccessibleName(text.replace("&&", "\0").replace("&", "").replace("\0", "&"))
    return label


def rule() -> QFrame:
    """A hairline across."""
    line = QFrame()
    set_variant(line, "rule")
    line.setFixedHeight(1)
    return line


def button(text: str, icon_name: IconName | None = None) -> QPushButton:
    """A plain button."""
    made = QPushButton(text)
    set_font_role(made, "body")
    if icon_name:
        made.setIcon(icon(icon_name, "text2"))
        set_icon_size(made, 16)
    return made


def primary_button(text: str, icon_name: IconName | None = None) -> QPushButton:
    """The one primary button of a page or pane; it stands rightmost."""
    made = QPushButton(text)
    set_variant(made, "primary")
    set_font_role(made, "strong")
    if icon_name:
        made.setIcon(icon(icon_name, "on_accent"))
        set_icon_size(made, 16)
    return made


def link_button(text: str, icon_name: IconName | None = None) -> QPushButton:
    """A button that looks like a link: actions in headers, footers, messages and rows."""
    made = QPushButton(text)
    _dress_link(made)
    if icon_name:
        made.setIcon(icon(icon_name, "accent"))
        set_icon_size(made, 16)
    return made


def elided_link(text: str) -> ElidedLink:
    """A link on a line of its own, whose words end with «…» where there is no room for them."""
    made = ElidedLink(text)
    _dress_link(made)
    return made


def _dress_link(made: QPushButton) -> None:
    set_variant(made, "link")
    set_font_role(made, "body")
    made.setCursor(Qt.CursorShape.PointingHandCursor)


def tool_button(icon_name: IconName, name: str) -> QToolButton:
    """A small button with an icon only; the name is read aloud and shown as tool tip."""
    made = QToolButton()
    set_variant(made, "compact")
    made.setIcon(icon(icon_name, "text2"))
    set_icon_size(made, 16)
    set_size(made, min_width=28, min_height=28)
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made
