"""RemarksList: the remarks by certainty, the current one opened with its remedies, those let stand folded away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QShortcut
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QStyleOptionViewItem

from nemndsekr.operations.case_remarks import ApprovedRemark, CaseRemarks
from nemndsekr.records.choices import Certainty
from nemndsekr.rules.checks.remark import GO, Remark, Remedy
from nemndsekr.support.days import near_day
from nemndsekr.ui.case.remark_card import RemarkCard
from nemndsekr.ui.kit.fonts import font, metrics
from nemndsekr.ui.kit.icons import draw_icon
from nemndsekr.ui.kit.lists import HEADING, draw_ground, draw_heading
from nemndsekr.ui.kit.painting import colour, draw_focus_ring, option_rect
from nemndsekr.ui.kit.row_model import RECORD_ROLE, Index, RowList, RowModel
from nemndsekr.ui.kit.states import LOOKS, State
from nemndsekr.ui.kit.tokens import u

_LEAD: Final = 36
"""Units from a row's edge to its words."""
_WRAP: Final = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)
_GROUPS: Final = (
    (Certainty.sakert, State.REMARK, "Påpekanden"),
    (Certainty.fraga, State.QUESTION, "Frågor"),
    (Certainty.upplysning, State.TOLD, "Upplysningar"),
)
_FOLD: Final = ("fold",)


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """A row: a group's heading, a remark, the line that folds out what was let stand, or one of those."""

    key: object
    text: str
    state: State | None = None
    note: str = ""
    heading: bool = False
    remark: Remark | None = None
    approved: ApprovedRemark | None = None
    unfolded: bool = False


class RemarksList(RowList):
    """The list. Enter or «Gå dit» gives ``go_wanted``; the other signals are those of the current remark's buttons."""

    _made = False
    """Qt asks for the layout while the base class is being made."""

    go_wanted = Signal(object)
    remedy_wanted = Signal(object, object)
    approve_wanted = Signal(object, str)
    take_back_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__("Kontroller")
        self._remarks = CaseRemarks()
        self._today: date | None = None
        self._unfolded = False
        self.setModel(RowModel[RemarkRow](lambda one: one.text, _spoken))
        self.setItemDelegate(_RemarkDelegate(self))
        self.card = RemarkCard(self.viewport())
        self.card.hide()
        self._made = True
        self.card.remedy_wanted.connect(self._remedy)
        self.card.approve_wanted.connect(self.approve_wanted)
        self.card.take_back_wanted.connect(self.take_back_wanted)
        self.card.resized.connect(self._lay_anew)
        self.card.left.connect(self.setFocus)
        self.selectionModel().currentChanged.connect(self._turned)
        self.doubleClicked.connect(self.open_index)
        for number in range(10):
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.activated.connect(lambda number=number: self._key_pressed(number))

    def set_remarks(self, remarks: CaseRemarks, today: date) -> None:
        """Show these; the current one stays, or when it is gone the one that took its place."""
        if (remarks, today) == (self._remarks, self._today):
            return
        at, inside = self.currentIndex().row(), self._card_has_focus()
        key = self.current_key()
        self._remarks, self._today = remarks, today
        self._put()
        if key is not None and self.rows_model().row_of(key) < 0:
            self._take_place_of(at)
        self._turned()
        if inside and not self._card_has_focus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def current(self) -> Remark | None:
        """The open remark that is current."""
        row = self._row()
        return row.remark if row is not None and row.approved is None else None

    def step(self, by: int) -> Remark | None:
        """Make the next open remark current, round the ends; gives it, or None where there is none."""
        rows = [row for row in self.rows_model().rows if row.remark is not None and row.approved is None]
        if not rows:
            return None
        keys = [row.key for row in rows]
        now = self.current_key()
        at = (keys.index(now) + by) % len(keys) if now in keys else (0 if by > 0 else len(keys) - 1)
        self.choose(keys[at])
        remark: Remark | None = rows[at].remark
        return remark

    def open_index(self, index: QModelIndex) -> None:
        """Go to the remark's place, or fold out what was let stand."""
        row = index.data(RECORD_ROLE) if index.isValid() else None
        if isinstance(row, RemarkRow):
            if row.key == _FOLD:
                self._fold(unfolded=not self._unfolded)
            elif row.remark is not None and row.remark.table:
                self.go_wanted.emit(row.remark)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space, Right and Left fold what was let stand out and in."""
        if self.current_key() == _FOLD:
            wanted = {Qt.Key.Key_Space: not self._unfolded, Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}
            if Qt.Key(event.key()) in wanted:
                self._fold(unfolded=wanted[Qt.Key(event.key())])
                return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click folds what was let stand out and in."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index.data(RECORD_ROLE).key == _FOLD:
            self._fold(unfolded=not self._unfolded)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick clicks on the folding line are two clicks."""
        index = self.indexAt(event.position().toPoint())
        if not (index.isValid() and index.data(RECORD_ROLE).key == _FOLD):
            super().mouseDoubleClickEvent(event)

    def updateGeometries(self) -> None:
        """Keep the card over its row."""
        super().updateGeometries()
        self._place_card()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Keep the card over its row."""
        super().scrollContentsBy(dx, dy)
        self._place_card()

    def card_height(self) -> int:
        """The height of the current row."""
        return self.card.height_for(self._card_width())

    def text_height(self, row: RemarkRow) -> int:
        """The height of a row that is not opened."""
        area = QRect(0, 0, self._card_width(), 10_000)
        height = metrics("body").boundingRect(area, _WRAP, row.text).height()
        if row.note:
            height += metrics("caption").boundingRect(area, _WRAP, row.note).height() + u(2)
        return max(u(36), height + 2 * u(8))

    def opened(self, index: Index) -> bool:
        """Whether a row is shown with its card."""
        return index.row() == self.currentIndex().row() and index.data(RECORD_ROLE).remark is not None

    def _card_width(self) -> int:
        return max(u(80), self.viewport().width() - u(_LEAD) - u(12))

    def _row(self) -> RemarkRow | None:
        index = self.currentIndex()
        row = index.data(RECORD_ROLE) if index.isValid() else None
        return row if isinstance(row, RemarkRow) else None

    def _card_has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.card.isAncestorOf(focus)

    def _put(self) -> None:
        rows: list[RemarkRow] = []
        for certainty, state, name in _GROUPS:
            of = [remark for remark in self._remarks.open if remark.certainty == certainty]
            if of:
                rows.append(RemarkRow(("heading", name), f"{name} ({len(of)})", heading=True))
                rows += [RemarkRow(one.fingerprint, one.text, state, remark=one) for one in of]
        approved = self._remarks.approved
        if approved:
            words = "1 godkänt påpekande" if len(approved) == 1 else f"{len(approved)} godkända"
            rows.append(RemarkRow(_FOLD, words, unfolded=self._unfolded))
        if self._unfolded:
            rows += [
                RemarkRow(
                    ("approved", one.approval_id),
                    one.remark.text,
                    State.APPROVED,
                    note=self._told(one),
                    remark=one.remark,
                    approved=one,
                )
                for one in approved
            ]
        self.put_rows(rows)

    def _told(self, one: ApprovedRemark) -> str:
        day = near_day(one.at.astimezone().date(), self._today) if one.at and self._today else ""
        told = " ".join(filter(None, ("Godkänt", f"av {one.who}" if one.who else "", day)))
        return f"{told}: {one.reason}" if one.reason else told

    def _take_place_of(self, at: int) -> None:
        rows = self.rows_model().rows
        order = sorted(range(len(rows)), key=lambda number: (abs(number - at), number < at))
        number = next((one for one in order if rows[one].remark is not None and rows[one].approved is None), -1)
        if number >= 0:
            self.setCurrentIndex(self.rows_model().index(number))

    def _fold(self, *, unfolded: bool) -> None:
        self._unfolded = unfolded
        self._put()
        self._lay_anew()
        if unfolded:
            # What was folded out is to be seen, the line that did it too.
            at = self.currentIndex().row()
            self.scrollTo(self.rows_model().index(min(at + 1, self.rows_model().rowCount() - 1)))

    def _remedy(self, remark: Remark, remedy: Remedy) -> None:
        if remedy.act == GO:
            self.go_wanted.emit(remark)
        else:
            self.remedy_wanted.emit(remark, remedy)

    def _key_pressed(self, number: int) -> None:
        if not self.card.isVisible():
            return
        if number:
            self.card.do_remedy(number)
        else:
            self.card.ask_reason()

    def _turned(self, *_: object) -> None:
        row = self._row()
        if row is None or row.remark is None:
            self.card.clear()
        else:
            self.card.show_remark(row.remark, row.approved, row.note)
            self.card.order_after(self)
        self._lay_anew()

    def _lay_anew(self) -> None:
        self.doItemsLayout()
        self._place_card()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _place_card(self) -> None:
        if not self._made:
            return
        row = self._row()
        if row is None or row.remark is None:
            self.card.hide()
            return
        area = self.visualRect(self.currentIndex())
        self.card.setGeometry(area.left() + u(_LEAD), area.top(), self._card_width(), area.height())
        self.card.show()


class _RemarkDelegate(QStyledItemDelegate):
    """Paints the rows; the current one's words are the card's."""

    def __init__(self, view: RemarksList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the words need."""
        del option
        row: RemarkRow = index.data(RECORD_ROLE)
        if row.heading:
            return QSize(u(80), u(HEADING))
        if self._view.opened(index):
            return QSize(u(80), self._view.card_height())
        return QSize(u(80), self._view.text_height(row))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row: RemarkRow = index.data(RECORD_ROLE)
        area = option_rect(option)
        painter.save()
        if row.heading:
            draw_heading(painter, area, row.text)
            painter.restore()
            return
        chosen = draw_ground(painter, option, line=index.row() < index.model().rowCount() - 1)
        box = QRectF(area.left() + u(12), area.top() + u(9), u(16), u(16))
        if row.state is not None:
            look = LOOKS[row.state]
            draw_icon(painter, look.shape, box, look.shape_ink)
        else:
            draw_icon(painter, "chevron-down" if row.unfolded else "chevron-right", box, "text2")
        if not self._view.opened(index):
            self._draw_words(painter, row, area)
        if chosen and self._view.hasFocus():
            draw_focus_ring(painter, area)
        painter.restore()

    def _draw_words(self, painter: QPainter, row: RemarkRow, area: QRectF) -> None:
        words = area.adjusted(u(_LEAD), u(8), -u(12), -u(8)).toRect()
        painter.setFont(font("body"))
        painter.setPen(colour("text2" if row.approved is not None or row.remark is None else "text"))
        painter.drawText(words, _WRAP, row.text)
        if row.note:
            top = metrics("body").boundingRect(words, _WRAP, row.text).bottom() + u(2)
            painter.setFont(font("caption"))
            painter.setPen(colour("text2"))
            painter.drawText(words.adjusted(0, top - words.top(), 0, 0), _WRAP, row.note)


def _spoken(row: RemarkRow) -> str:
    """The whole row in words, its certainty too."""
    if row.key == _FOLD:
        return f"{row.text}, {'utfällda' if row.unfolded else 'infällda'}"
    state = LOOKS[row.state].word if row.state and row.approved is None else ""
    detail = row.remark.detail if row.remark is not None else ""
    return ", ".join(filter(None, (row.text, state, detail, row.note)))
