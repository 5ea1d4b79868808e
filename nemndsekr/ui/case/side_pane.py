"""SidePane: the right pane - the source beside the form, or the remarks; one is shown, a switch in the head turns."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabBar, QWidget

from nemndsekr.ui.case.source_pane import SourcePane
from nemndsekr.ui.document.remarks_panel import RemarksPanel
from nemndsekr.ui.kit.measures import set_font_role
from nemndsekr.ui.kit.panels import PageStack

Side = Literal["source", "remarks"]
_SIDES: Final[tuple[Side, ...]] = ("source", "remarks")


class SidePane(PageStack):
    """Two panels with the same switch in their heads."""

    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._bars = (_switch(), _switch())
        self.source = SourcePane(self._bars[0])
        self.remarks = RemarksPanel(self._bars[1])
        for panel in (self.source, self.remarks):
            self.addWidget(panel)
        for at, bar in enumerate(self._bars):
            bar.setCurrentIndex(at)
            bar.currentChanged.connect(self._turn)

    @property
    def side(self) -> Side:
        """Which one is shown."""
        return _SIDES[self.currentIndex()]

    def show_side(self, side: Side) -> None:
        """Show the source or the remarks."""
        self._turn(_SIDES.index(side))

    def set_count(self, count: int) -> None:
        """Say in the switch how many remarks there are."""
        for bar in self._bars:
            bar.setTabText(1, f"Kontroller ({count})" if count else "Kontroller")

    def first(self) -> QWidget:
        """Where the focus goes with F6."""
        return self.source.first() if self.side == "source" else self.remarks.first_focus()

    def _turn(self, to: int) -> None:
        if to == self.currentIndex():
            return
        focused = self._bars[self.currentIndex()].hasFocus()
        self.setCurrentIndex(to)
        for at, bar in enumerate(self._bars):
            bar.blockSignals(True)
            bar.setCurrentIndex(to)
            bar.blockSignals(False)
            if focused and at == to:
                bar.setFocus(Qt.FocusReason.OtherFocusReason)
        self.turned.emit()


def _switch() -> QTabBar:
    bar = QTabBar()
    bar.setDrawBase(False)
    bar.setExpanding(False)
    bar.setUsesScrollButtons(False)
    bar.setElideMode(Qt.TextElideMode.ElideNone)
    bar.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    bar.setAccessibleName("Källa eller kontroller")
    set_font_role(bar, "body")
    bar.addTab("Källa")
    bar.addTab("Kontroller")
    return bar
