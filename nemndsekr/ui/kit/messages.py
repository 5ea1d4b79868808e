"""Words to the person: a bar for the whole page, a line under a field, and what stands where a list is empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Literal

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QDragEnterEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from nemndsekr.ui.kit.icons import IconName, draw_icon
from nemndsekr.ui.kit.labels import Label, link_button, tool_button
from nemndsekr.ui.kit.measures import column, holding, row, set_size, set_units
from nemndsekr.ui.kit.painting import colour, draw_bar_ground
from nemndsekr.ui.kit.tokens import Token, u

_NO_LIMIT: Final = 16777215
"""What Qt calls QWIDGETSIZE_MAX, which PySide does not give."""

Act = Callable[[], object]
MessageTone = Literal["info", "warn", "late", "ok"]
_TONES: Final[dict[MessageTone, tuple[IconName, Token, Token]]] = {
    "info": ("dot", "accent", "accent_soft"),
    "warn": ("warning", "warn", "warn_soft"),
    "late": ("late", "late", "late_soft"),
    "ok": ("tick", "ok", "ok_soft"),
}


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say something that the eye sees by itself."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


class Mark(QWidget):
    """A shape from the icons, drawn anew in the colours of the moment."""

    def __init__(self, name: IconName, ink: Token, units: float = 16, stroke: float = 1.5) -> None:
        super().__init__()
        self._name: IconName = name
        self._ink: Token = ink
        self._stroke = stroke
        set_size(self, width=units, height=units)

    def set_mark(self, name: IconName, ink: Token) -> None:
        """Show another shape."""
        self._name, self._ink = name, ink
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        draw_icon(QPainter(self), self._name, self.place(), self._ink, self._stroke)

    def place(self) -> QRectF:
        """Where in the widget the shape is drawn."""
        return QRectF(self.rect())


class LineMark(Mark):
    """A mark at the first line of the words that it stands before, however many lines they have."""

    def __init__(self, name: IconName, ink: Token, words: Label) -> None:
        super().__init__(name, ink)
        self._words = words
        self._side = 16
        set_size(self, width=16, min_height=16)
        self.setMaximumHeight(_NO_LIMIT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def place(self) -> QRectF:
        """Beside the middle of the first line."""
        side, line = u(self._side), self._words.fontMetrics().height()
        told = max(line, self._words.heightForWidth(self._words.width()))
        above = self._words.geometry().top() - self.geometry().top() + (self._words.height() - told) / 2
        return QRectF(0, max(0.0, above + (line - side) / 2), side, side)


class MessageBar(QFrame):
    """What concerns the whole page: soft ground, bar, shape, words and at most two links. One message at a time.

    It is hidden until ``show_message`` or ``tell``; ``acted`` tells that the first link was pressed.
    """

    acted = Signal()
    closed = Signal()

    def __init__(self, tone: MessageTone = "info", text: str = "", action: str = "", *, closable: bool = False) -> None:
        super().__init__()
        self._tone: MessageTone = tone
        self._mark = Mark("dot", "accent", 20)
        self.words = Label("", wrap=True)
        self.link = link_button("")
        self.other_link = link_button("")
        self._acts: tuple[Act | None, Act | None] = (None, None)
        self.close_button = tool_button("close", "Stäng meddelandet")
        links = (self.link, self.other_link, self.close_button)
        self.setLayout(row(self._mark, (self.words, 1), *links, margins=(12, 5, 6, 5)))
        # Not before the layout has given it a parent: until then showing it opens a window.
        self.close_button.setVisible(closable)
        set_size(self, min_height=40)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.link.clicked.connect(self.acted)
        self.link.clicked.connect(lambda: self._do(0))
        self.other_link.clicked.connect(lambda: self._do(1))
        self.other_link.hide()
        self.close_button.clicked.connect(self.hide)
        self.close_button.clicked.connect(self.closed)
        self.hide()
        if text:
            self._say(tone, text, action)
            # It is seen as soon as it lies in something that is seen.
            self.setVisible(False)
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)

    @property
    def tone(self) -> MessageTone:
        """What kind of message was shown last."""
        return self._tone

    def show_message(self, tone: MessageTone, text: str, action: str = "") -> None:
        """Show these words; ``action`` is the verb of the link."""
        self._acts = (None, None)
        self._say(tone, text, action)
        self.show()
        self.update()
        announce(self, text)

    def tell(
        self,
        tone: MessageTone,
        words: str,
        action: str = "",
        act: Act | None = None,
        other: tuple[str, Act] | None = None,
    ) -> None:
        """Show these words, and do ``act`` when the link is pressed; ``other`` is a second link and what it does."""
        self.show_message(tone, words, action)
        self._acts = (act, other[1] if other is not None else None)
        self.other_link.setText(other[0] if other is not None else "")
        self.other_link.setVisible(other is not None)

    def _do(self, which: int) -> None:
        act = self._acts[which]
        if act is not None:
            act()

    def _say(self, tone: MessageTone, text: str, action: str) -> None:
        self._tone = tone
        self.other_link.hide()
        name, ink, _ = _TONES[tone]
        self._mark.set_mark(name, ink)
        self.words.setText(text)
        self.link.setText(action)
        self.link.setVisible(bool(action))
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground and bar."""
        del event
        _, ink, ground = _TONES[self._tone]
        draw_bar_ground(QPainter(self), QRectF(self.rect()), ground, ink, 4)


class FieldMessage(QWidget):
    """The line under a field: triangle, one sentence, one verb. Hidden while there is nothing to say."""

    acted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = Label("", "caption", "warn", wrap=True)
        self._mark = LineMark("warning", "warn_icon", self.words)
        self.link = link_button("")
        self.setLayout(row(self._mark, (self.words, 1), self.link, gap=4))
        self.link.clicked.connect(self.acted)
        self.hide()

    def set_message(self, text: str, action: str = "") -> None:
        """Say this, or nothing."""
        self.words.setText(text)
        self.link.setText(action)
        self.link.setVisible(bool(action))
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        if text:
            announce(self, text)


class _DropArea(QFrame):
    """The framed middle of an empty state; dashes mean that a file may be let go here."""

    def __init__(self, *, dashed: bool) -> None:
        super().__init__()
        self._dashed = dashed
        self.lit = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground and dashes."""
        del event
        if not self._dashed:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colour("accent" if self.lit else "border"), 2 if self.lit else 1.5, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(colour("accent_soft" if self.lit else "sunken"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), u(6), u(6))


_AREA_EDGES: Final = (24, 28, 24, 28)
_LOW_AREA_EDGES: Final = (24, 4, 24, 4)


def waiting(words: str) -> QWidget:
    """In the place of a list that is on its way: a word in the middle of it."""
    return holding(column(None, row(None, Label(words, "body", "quiet"), None), None))


class EmptyState(QWidget):
    """In the place of an empty list: icon, line, sentence, at most two buttons, a link. Files may be dropped."""

    dropped = Signal(list)
    """The paths of the files that were let go."""

    def __init__(
        self,
        icon_name: IconName,
        title: str,
        sentence: str = "",
        buttons: Sequence[QWidget] = (),
        *,
        below: QWidget | None = None,
        drop: bool = False,
    ) -> None:
        super().__init__()
        self.setAcceptDrops(drop)
        self.setAccessibleName(f"{title}. {sentence}" if sentence else title)
        self.title = Label(title, "section", wrap=True)
        self.sentence = Label(sentence, "body", "muted", wrap=True)
        for words in (self.title, self.sentence):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._mark = holding(row(None, Mark(icon_name, "text2", 44, 1.0), None))
        self._low = False
        self._area = _DropArea(dashed=drop)
        inside = column(
            self._mark,
            column(self.title, self.sentence, gap=4),
            row(None, *buttons, None),
            *([row(None, below, None)] if below is not None else []),
            gap=14,
            margins=_AREA_EDGES,
        )
        self._inside = inside
        self._area.setLayout(inside)
        set_size(self._area, max_width=432)
        self.setLayout(column(None, row(None, (self._area, 8), None), None, margins=(16, 16, 16, 16)))

    def set_words(self, title: str, sentence: str = "") -> None:
        """Say something else."""
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.setAccessibleName(f"{title}. {sentence}" if sentence else title)

    def sizeHint(self) -> QSize:
        """Room for the area and some air."""
        return super().sizeHint().expandedTo(QSize(u(360), u(220)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give wrapped words the height they need at this width, which Qt does not promise them."""
        super().resizeEvent(event)
        low = self.height() < self._needed() + self._ornament() + 2 * u(16)
        if low != self._low:
            self._low = low
            self._mark.setVisible(not low)
            set_units(self._inside, 14, _LOW_AREA_EDGES if low else _AREA_EDGES)
        self._area.setMinimumHeight(self._needed() + (0 if low else self._ornament()))

    def minimumSizeHint(self) -> QSize:
        """Room for words and buttons: icon and air give way in a low window."""
        return QSize(super().minimumSizeHint().width(), self._needed())

    def _needed(self) -> int:
        """The height of words and buttons at this width."""
        now = self._inside.totalHeightForWidth(min(u(432), self.width() - 2 * u(16)))
        return now if self._low else now - self._ornament()

    def _ornament(self) -> int:
        """The height of what gives way."""
        return self._mark.sizeHint().height() + u(14) + 2 * (u(_AREA_EDGES[1]) - u(_LOW_AREA_EDGES[1]))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Light up for files."""
        if file_paths(event.mimeData()):
            event.acceptProposedAction()
            self._light(on=True)

    def dragLeaveEvent(self, event: QEvent) -> None:
        """Go out again."""
        del event
        self._light(on=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files."""
        self._light(on=False)
        paths = file_paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)

    def _light(self, *, on: bool) -> None:
        self._area.lit = on
        self._area.update()


def file_paths(data: QMimeData) -> list[str]:
    """The local files among what is dragged."""
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
