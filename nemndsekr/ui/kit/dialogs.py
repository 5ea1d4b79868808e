"""FittedDialog: a window of its own that never outgrows the screen; its middle scrolls, its buttons are always seen."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QMetaObject, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QLayout, QScrollArea, QWidget

from nemndsekr.ui.kit.forms import Field, PairedFields
from nemndsekr.ui.kit.measures import column
from nemndsekr.ui.kit.messages import FieldMessage
from nemndsekr.ui.kit.tokens import u

_FRAME: Final = QSize(16, 40)
"""Pixels that the title bar and the borders may take, which are not known before the window is on the screen."""
_LEAST: Final = 120
"""Units of height that the middle is content with when it scrolls."""
_EDGES: Final = (16, 16, 16, 16)


def screen_room(window: QWidget) -> QRect:
    """Where on its screen a window may lie, within what the system keeps for itself."""
    screen = window.screen() or QApplication.primaryScreen()
    return screen.availableGeometry()


class FittedDialog(QDialog):
    """Is as large as its content needs and the screen has room for. Made whole by ``fit``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opening_size = (0.0, 0.0)
        self._needed_height = 0
        self._opened_height = self._given_height = 0
        self._following: QMetaObject.Connection | None = None

    def fit(self, body: QLayout, foot: QLayout, *, width: float, height: float = 0) -> None:
        """Lay it out: ``body`` scrolls where it must, ``foot`` (questions, buttons) stays in sight.

        It opens ``width`` units wide and ``height`` units high; without ``height``, as high as the body asks for.
        """
        self._opening_size = (width, height)
        self._middle = _Body(body)
        self._foot = foot
        self._outer = column((self._middle, 1), foot, gap=12, margins=_EDGES)
        self.setLayout(self._outer)
        for watched in (self, self._middle.inside):
            watched.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """What the content asks for, within the screen."""
        room = self._room()
        width = max(min(u(self._opening_size[0]), room.width()), self.minimumSizeHint().width())
        return QSize(width, min(self._height_for(width), room.height()))

    def showEvent(self, event: QShowEvent) -> None:
        """Take the size when the content is there, and let what has the focus be seen."""
        if not event.spontaneous():
            self.ensurePolished()
            room, chosen = self._room(), self.testAttribute(Qt.WidgetAttribute.WA_Resized)
            self.resize((self.size() if chosen else self.sizeHint()).boundedTo(room))
            self._settle_pairs()
            if not chosen:
                self.resize(self.sizeHint().boundedTo(room))
            self._needed_height = self._height_for(self.width())
            self._opened_height = self._given_height = self.height()
            for message in self.findChildren(FieldMessage):
                message.installEventFilter(self)
            QTimer.singleShot(0, self, self._show_focus)
            application = QApplication.instance()
            if self._following is None and isinstance(application, QApplication):
                self._following = application.focusChanged.connect(self._focus_moved)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """The focus is followed only while the window is seen."""
        if not event.spontaneous() and self._following is not None:
            QObject.disconnect(self._following)
            self._following = None
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow when body or foot needs more lines; scroll to what is amiss when it is told."""
        # A window on its way out of memory is still told of events, when its attributes are gone.
        middle = getattr(self, "_middle", None)
        if middle is None or not self.isVisible():
            return super().eventFilter(watched, event)
        if watched in (self, middle.inside) and event.type() == QEvent.Type.LayoutRequest:
            self._grow()
        elif isinstance(watched, FieldMessage) and event.type() == QEvent.Type.Show:
            QTimer.singleShot(0, self, self._show_focus)
        return super().eventFilter(watched, event)

    def _room(self) -> QSize:
        frame = self.frameGeometry().size() - self.size()
        return screen_room(self).size() - frame.expandedTo(_FRAME)

    def _height_for(self, width: int) -> int:
        edges = self._outer.contentsMargins()
        inner = width - edges.left() - edges.right()
        least, wanted = self._middle.heights(inner)
        foot = self._foot.heightForWidth(inner) if self._foot.hasHeightForWidth() else self._foot.sizeHint().height()
        around = edges.top() + edges.bottom() + self._outer.spacing() + foot
        if self._opening_size[1]:
            return max(u(self._opening_size[1]), least + around)
        return wanted + around

    def _settle_pairs(self) -> None:
        """Fields that stand in pairs know only when they are laid out how high they are."""
        for layout in (self._outer, self._middle.inside.layout()):
            if layout is not None:
                layout.activate()
        for pair in self.findChildren(PairedFields):
            pair.choose()

    def _grow(self) -> None:
        """Become as high as the body needs; a height that the person has chosen is only added to."""
        needed = self._height_for(self.width())
        before, self._needed_height = self._needed_height, needed
        room = self._room().height()
        if self.height() == self._given_height:
            # What asks for more lines while it is laid out may be content with fewer in the next turn.
            height = min(max(needed, self._opened_height), room)
        elif before < needed and self.height() < needed:
            height = max(min(self.height() + needed - before, needed, room), self.height())
        else:
            return
        if height != self.height():
            self.resize(self.width(), height)
            self._given_height = self.height()
            below = self.frameGeometry().bottom() - screen_room(self).bottom()
            if below > 0:
                self.move(self.x(), max(screen_room(self).top(), self.y() - below))

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        del old
        if new is not None and self.isVisible() and self._middle.inside.isAncestorOf(new):
            self._show_focus()

    def _show_focus(self) -> None:
        focus = self.focusWidget()
        if focus is not None and self._middle.inside.isAncestorOf(focus):
            area = focus.parentWidget()
            # A list of boxes may scroll by itself within the middle.
            while area is not None and area is not self:
                if isinstance(area, QScrollArea):
                    _show_whole(area, focus)
                area = area.parentWidget()


class _Body(QScrollArea):
    """The middle of a dialog: as wide as there is room for, as high as its content needs at that width."""

    def __init__(self, layout: QLayout) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        # What is inside takes the focus; the area itself is no stop on the way.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inside = QWidget()
        self.inside.setProperty("plain", "true")
        self.inside.setLayout(layout)
        self.inside.installEventFilter(self)
        self.setWidget(self.inside)
        self.viewport().setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        """All of it."""
        return self.inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """The width of its content, which goes up and down only, and some of the height."""
        least = self._least()
        bar = self.verticalScrollBar().sizeHint().width()
        room = screen_room(self.window()).width() - _FRAME.width() - u(_EDGES[0]) - u(_EDGES[2])
        return QSize(min(least.width() + bar, room), min(least.height(), u(_LEAST)))

    def heights(self, width: int) -> tuple[int, int]:
        """The height that the content needs at this width, and the one that it asks for."""
        layout = self.inside.layout()
        if layout is None:
            return 0, 0
        if layout.hasHeightForWidth():
            wide = max(width, self._least().width())
            return layout.totalMinimumHeightForWidth(wide), layout.totalHeightForWidth(wide)
        return self._least().height(), layout.totalSizeHint().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the content the width that is seen."""
        super().resizeEvent(event)
        self._settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Measure again when the content has changed."""
        if watched is getattr(self, "inside", None) and event.type() == QEvent.Type.LayoutRequest:
            self._settle()
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _least(self) -> QSize:
        layout = self.inside.layout()
        return layout.totalMinimumSize() if layout is not None else QSize(0, 0)

    def _settle(self) -> None:
        view = self.viewport().size()
        width = max(view.width(), self._least().width())
        self.inside.resize(width, max(view.height(), self.heights(width)[0]))


def _show_whole(area: QScrollArea, widget: QWidget) -> None:
    """Scroll so that a widget is seen with its label and message; where there is no room, the widget alone."""
    inside = area.widget()
    room = area.viewport().height()
    area.ensureWidgetVisible(widget, 0, u(8))
    field: QWidget | None = widget
    while field is not None and field is not inside and not isinstance(field, Field):
        field = field.parentWidget()
    shown = field if isinstance(field, Field) and field.height() <= room else widget
    if inside is not None and shown.height() <= room:
        top = shown.mapTo(inside, shown.rect().topLeft()).y()
        area.ensureVisible(0, top + shown.height(), 0, 0)
        area.ensureVisible(0, top, 0, 0)
