"""PartsPanel: a check box for each part of the document, in the template's order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLayout, QSizePolicy, QWidget

from nemndsekr.operations.make_document import DocumentPart
from nemndsekr.ui.kit.forms import FormScroll
from nemndsekr.ui.kit.labels import caption
from nemndsekr.ui.kit.measures import column, holding, row, set_font_role, set_units
from nemndsekr.ui.kit.panels import PAD, Panel
from nemndsekr.ui.kit.tokens import u

_DRAFT: Final = "Arbetsutkast: märks UTKAST"
_HAS_GAPS: Final = "Märks UTKAST: text saknas"


class PartsPanel(Panel):
    """What is printed. ``toggled`` gives the key of a part and whether it is printed, ``draft_chosen`` the mark."""

    toggled = Signal(str, bool)
    draft_chosen = Signal(bool)

    def __init__(self) -> None:
        self.boxes = _BoxGrid()
        self.without = caption("", wrap=True)
        self.draft = QCheckBox(_DRAFT)
        set_font_role(self.draft, "body")
        self._scroll = _SnugScroll(column(self.boxes, self.without, gap=8, margins=(PAD + 4, 10, PAD, 10)))
        super().__init__("Delar", body=self._scroll, footer=row(holding(row(self.draft, margins=(10, 0, 0, 0))), None))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._by_key: dict[str, QCheckBox] = {}
        self.draft.toggled.connect(self.draft_chosen)

    def show_draft(self, *, marked: bool, by_itself: bool = False, forced: bool = False) -> None:
        """Show whether the pages are marked; ``by_itself`` for its gaps, ``forced`` where there is no choice."""
        self.draft.blockSignals(True)
        self.draft.setChecked(marked)
        self.draft.blockSignals(False)
        self.draft.setText(_HAS_GAPS if marked and by_itself else _DRAFT)
        self.draft.setEnabled(not forced)

    def set_parts(self, parts: Sequence[DocumentPart]) -> None:
        """Show these; boxes that stay keep their focus."""
        filled = [part for part in parts if part.filled]
        if list(self._by_key) != [part.key for part in filled]:
            self._build(filled)
        for part in filled:
            box = self._by_key[part.key]
            # «&» in a heading is no access key. And showing a part is not choosing it.
            box.setText(_words(part).replace("&", "&&"))
            box.setAccessibleName(f"{_words(part)} skrivs ut")
            box.blockSignals(True)
            box.setChecked(part.printed)
            box.blockSignals(False)
        self.boxes.arrange()
        empty = [part.name for part in parts if part.missed]
        self.without.setText(f"Utan innehåll: {', '.join(empty)}." if empty else "")
        self.without.setVisible(bool(empty))
        printed = sum(part.printed for part in filled)
        self.set_title("Delar", f"{printed} av {len(filled)} skrivs ut")
        self._scroll.updateGeometry()

    def box(self, key: str) -> QCheckBox:
        """The box of a part."""
        return self._by_key[key]

    def _build(self, parts: Sequence[DocumentPart]) -> None:
        self._by_key = {}
        for part in parts:
            box = QCheckBox()
            set_font_role(box, "body")
            box.toggled.connect(lambda on, key=part.key: self.toggled.emit(key, on))
            self._by_key[part.key] = box
        self.boxes.put(list(self._by_key.values()))


def _words(part: DocumentPart) -> str:
    return f"{part.name} ({part.count})" if part.count else part.name


class _BoxGrid(QWidget):
    """Boxes in two columns, read downwards, or in one where two are too wide."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout()
        set_units(self._grid, 0)
        self._grid.setHorizontalSpacing(u(8))
        self.setLayout(self._grid)
        self._boxes: list[QCheckBox] = []
        self._shape = (0, 0)

    def put(self, boxes: list[QCheckBox]) -> None:
        """Hold these boxes instead of those before."""
        for former in self._boxes:
            self._grid.removeWidget(former)
            former.hide()
            former.deleteLater()
        self._boxes = boxes
        self._shape = (0, 0)
        former_tab: QWidget | None = None
        for box in boxes:
            self._grid.addWidget(box, 0, 0)
            if former_tab is not None:
                QWidget.setTabOrder(former_tab, box)
            former_tab = box

    def arrange(self) -> None:
        """Choose the number of columns for the width of now."""
        widths = [box.sizeHint().width() for box in self._boxes]
        half = -(-len(widths) // 2)
        together = max(widths[:half], default=0) + max(widths[half:], default=0)
        columns = 2 if together + u(8) <= self.width() else 1
        rows = half if columns == 2 else len(widths)
        if (columns, rows) == self._shape:
            return
        self._shape = (columns, rows)
        for number, box in enumerate(self._boxes):
            self._grid.removeWidget(box)
            self._grid.addWidget(box, number % rows, number // rows, Qt.AlignmentFlag.AlignLeft)
            box.show()
        for number in (0, 1):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for one column, or two columns would hold the pane open."""
        widest = max((box.sizeHint().width() for box in self._boxes), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose again."""
        super().resizeEvent(event)
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Choose again when the text has grown."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._grid.setHorizontalSpacing(u(8))
            self.arrange()


class _SnugScroll(FormScroll):
    """As high as what it holds, and no higher; it scrolls when the page is too low for that."""

    def __init__(self, form: QLayout) -> None:
        super().__init__(form)
        self._form = form

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height that the width needs."""
        super().resizeEvent(event)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The content's size."""
        hint = self._form.sizeHint()
        if self._form.hasHeightForWidth():
            hint.setHeight(self._form.heightForWidth(self.viewport().width() or hint.width()))
        return hint

    def minimumSizeHint(self) -> QSize:
        """Three rows at least."""
        return QSize(u(160), min(u(72), self.sizeHint().height()))
