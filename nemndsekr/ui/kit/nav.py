"""The module list at the left: an icon and a word for each part of the program; in a narrow window the icon alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from nemndsekr.ui.kit.fonts import FontRole
from nemndsekr.ui.kit.icons import IconName, draw_icon
from nemndsekr.ui.kit.labels import Label, caption
from nemndsekr.ui.kit.measures import column, holding, set_size, set_variant
from nemndsekr.ui.kit.painting import RIGHT, colour, draw_focus_ring, draw_text, option_rect, option_state, text_width
from nemndsekr.ui.kit.row_model import RECORD_ROLE, Index, RowList, RowModel
from nemndsekr.ui.kit.tokens import u

WIDTH: Final = 168
NARROW_WIDTH: Final = 64
_ROW: Final = 40


@dataclass(frozen=True, slots=True)
class Module:
    """A part of the program: its key, word and icon, and how many things wait there (0 shows nothing)."""

    key: str
    name: str
    icon: IconName
    count: int = 0
    hint: str = ""
    """What is said of the number: «12 pågående»."""
    heading: bool = False


class Rail(QFrame):
    """The module list and its foot; ``chosen`` gives the key of the module."""

    chosen = Signal(str)

    def __init__(self, modules: Sequence[Module]) -> None:
        super().__init__()
        set_variant(self, "rail")
        set_size(self, width=WIDTH)
        self.list = _ModuleList("Moduler")
        self.list.put_rows(modules)
        self._owner = Label("", "label", wrap=True)
        self._place = caption("", wrap=True)
        self._foot = holding(column(self._owner, self._place, gap=2, margins=(20, 8, 8, 12)))
        self.setLayout(column((self.list, 1), self._foot, gap=0, margins=(0, 8, 0, 0)))
        self.list.selectionModel().currentChanged.connect(self._tell)

    def choose(self, key: str) -> None:
        """Go to a module."""
        self.list.choose(key)

    def current(self) -> str:
        """The key of the module shown."""
        return str(self.list.current_key() or "")

    @property
    def narrow(self) -> bool:
        """Whether the icons stand alone."""
        return self.list.narrow

    def set_narrow(self, *, narrow: bool) -> None:
        """Show the icons alone, their words as tool tips; or the words too."""
        if narrow != self.narrow:
            self.list.narrow = narrow
            set_size(self, width=NARROW_WIDTH if narrow else WIDTH)
            self._foot.setVisible(not narrow)
            self.list.viewport().update()

    def spare(self) -> int:
        """How many pixels it would give back if it were narrow."""
        return 0 if self.narrow else u(WIDTH) - u(NARROW_WIDTH)

    def set_count(self, key: str, count: int, hint: str = "") -> None:
        """Show how many things wait in a module."""
        rows = self.list.rows_model().rows
        self.list.put_rows([replace(row, count=count, hint=hint) if row.key == key else row for row in rows])

    def show_module(self, module: Module, *, shown: bool) -> None:
        """Show a module that is there only at times, last in the list, or take it away."""
        rows = [row for row in self.list.rows_model().rows if row.key != module.key]
        self.list.put_rows([*rows, module] if shown else rows)

    def set_owner(self, owner: str, place: str = "") -> None:
        """Show the nämnd and its municipality at the foot."""
        self._owner.setText(owner)
        self._place.setText(place)
        self._place.setVisible(bool(place))

    def _tell(self, current: QModelIndex, former: QModelIndex) -> None:
        del former
        if current.isValid():
            self.chosen.emit(current.data(RECORD_ROLE).key)


class _ModuleList(RowList):
    """The rows of the module list."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.narrow = False
        self.setModel(RowModel[Module](lambda module: module.name, _spoken))
        self.setItemDelegate(_ModuleDelegate(self))
        # A bar would cover the words in large text; wheel and arrow keys scroll all the same.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


class _ModuleDelegate(QStyledItemDelegate):
    """Paints a module: the chosen one is a white pill with an accent bar and a semibold word."""

    def __init__(self, view: _ModuleList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One row."""
        del option, index
        return QSize(u(80), u(_ROW))

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Say the word where only the icon is seen."""
        if not self._view.narrow or not index.isValid():
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), _spoken(index.data(RECORD_ROLE)), view)
        return True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one module."""
        module: Module = index.data(RECORD_ROLE)
        state = option_state(option)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        area = option_rect(option).adjusted(u(8), u(2), -u(8), -u(2))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(colour("surface" if chosen else "neutral_soft"))
            painter.drawRoundedRect(area, u(4), u(4))
        middle = area.center().y()
        if chosen:
            painter.setBrush(colour("accent"))
            painter.drawRoundedRect(QRectF(area.left(), middle - u(9), u(3), u(18)), u(3) / 2, u(3) / 2)
        narrow = self._view.narrow
        box = QRectF(area.left() + u(8 if narrow else 12), middle - u(20) / 2, u(20), u(20))
        draw_icon(painter, module.icon, box, "accent" if chosen else "text2")
        count = str(module.count) if module.count else ""
        role: FontRole = "strong" if chosen else "body"
        if not narrow:
            room = text_width(count, "caption") + u(16) if count else u(4)
            draw_text(painter, area.adjusted(u(42), 0, -room, 0), module.name, role)
        draw_text(painter, area.adjusted(u(28), 0, -u(3 if narrow else 10), 0), count, "caption", "text2", RIGHT)
        if chosen and self._view.hasFocus():
            draw_focus_ring(painter, area)
        painter.restore()


def _spoken(module: Module) -> str:
    number = module.hint or (str(module.count) if module.count else "")
    return f"{module.name}, {number}" if number else module.name
