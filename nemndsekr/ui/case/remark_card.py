"""RemarkCard: the current påpekande in full, with a button for each way to mend it, and «Godkänn ändå»."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QWidget

from nemndsekr.operations.case_remarks import ApprovedRemark
from nemndsekr.rules.checks.remark import GO, Remark, Remedy
from nemndsekr.ui.kit.flow import FlowLayout
from nemndsekr.ui.kit.labels import Label, button, link_button, primary_button
from nemndsekr.ui.kit.measures import column, holding, row, set_font_role

GO_THERE: Final = Remedy("Gå dit")
_KEYED: Final = 9
"""The remedies that have a key, Alt+1 and on."""


class RemarkCard(QWidget):
    """Text, detail and buttons of one remark; it lies over the list's current row."""

    remedy_wanted = Signal(object, object)
    """The remark and the remedy that was chosen."""
    approve_wanted = Signal(object, str)
    """The remark and the reason, which may be empty."""
    take_back_wanted = Signal(object)
    """The remark that was let stand."""
    resized = Signal()
    """The card needs another height."""
    left = Signal()
    """The focus is to go back to the list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._remark: Remark | None = None
        self._approved: ApprovedRemark | None = None
        self._remedies: tuple[Remedy, ...] = ()
        self.words = Label("", "strong", wrap=True)
        self.detail = Label("", "caption", "muted", wrap=True)
        for label in (self.words, self.detail):
            # A long word must not decide how wide the pane is.
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._flow = FlowLayout(gap=6, line_gap=6)
        self.approve_button = link_button("Godkänn ändå")
        self.approve_button.setToolTip("Låter påpekandet stå, med vem och när (Alt+0)")
        self.take_back_button = link_button("Ta tillbaka")
        self.reason = QLineEdit()
        set_font_role(self.reason, "body")
        self.reason.setPlaceholderText("Skäl, om du vill")
        self.reason.setAccessibleName("Skäl till att påpekandet godkänns")
        self.reason.setAccessibleDescription("Får vara tomt. Enter godkänner, Esc avbryter.")
        self.finish_button = button("Godkänn")
        self._asking = holding(row((self.reason, 1), self.finish_button, gap=6))
        self._asking.hide()
        self.setLayout(column(self.words, self.detail, self._flow, self._asking, gap=6, margins=(0, 8, 0, 10)))
        self.approve_button.clicked.connect(self.ask_reason)
        self.take_back_button.clicked.connect(self._take_back)
        self.finish_button.clicked.connect(self._approve)
        self.reason.returnPressed.connect(self._approve)

    @property
    def remark(self) -> Remark | None:
        """The remark that is shown."""
        return self._remark

    def show_remark(self, remark: Remark, approved: ApprovedRemark | None = None, note: str = "") -> None:
        """Show a remark; the very same again is left as it is, with what is being typed. ``note`` tells of approval."""
        if (remark, approved) == (self._remark, self._approved) and note == self.detail.property("note"):
            return
        same = self._remark is not None and remark.fingerprint == self._remark.fingerprint
        self._remark, self._approved = remark, approved
        self.words.setText(remark.text)
        self.detail.setProperty("note", note)
        self.detail.setText("\n".join(filter(None, (remark.detail, note))))
        self.detail.setVisible(bool(self.detail.text()))
        if not (same and approved is None):
            self.reason.clear()
            self._asking.hide()
        self._remedies = () if approved is not None else remedies_of(remark)
        self._make_buttons()

    def clear(self) -> None:
        """Be about nothing, so that nothing can be done to what is no longer there."""
        self._remark = self._approved = None
        self._remedies = ()
        self._asking.hide()
        self._make_buttons()

    def buttons(self) -> list[QPushButton]:
        """The buttons that are shown, in order."""
        items = (self._flow.itemAt(at) for at in range(self._flow.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, QPushButton)]

    def do_remedy(self, number: int) -> None:
        """Do the remedy with a number, counted from 1; none where there are fewer."""
        if self._remark is not None and 0 < number <= len(self._remedies):
            self.remedy_wanted.emit(self._remark, self._remedies[number - 1])

    def ask_reason(self) -> None:
        """Ask why the remark may stand; Enter approves it, with a reason or without."""
        if self._approved is None and self._remark is not None:
            self._asking.show()
            self.approve_button.hide()
            self.resized.emit()
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the reason, or the card."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        if self._asking.isVisible():
            self._asking.hide()
            self.approve_button.show()
            self.resized.emit()
        self.left.emit()

    def height_for(self, width: int) -> int:
        """The height that this width needs."""
        self._fit_buttons(width)
        layout = self.layout()
        if layout is None:
            return 0
        layout.activate()
        return layout.totalHeightForWidth(width)

    def _fit_buttons(self, width: int) -> None:
        """Break the words of a button that is too wide for the pane in two lines."""
        for made, remedy in zip(self.buttons(), self._remedies, strict=False):
            words = remedy.words.replace("&", "&&")
            if made.text() != words:
                made.setText(words)
            if made.sizeHint().width() > width and " " in words:
                spaces = [at for at, letter in enumerate(words) if letter == " "]
                middle = min(spaces, key=lambda at: abs(at - len(words) / 2))
                made.setText(f"{words[:middle]}\n{words[middle + 1 :]}")

    def _make_buttons(self) -> None:
        for fixed in (self.approve_button, self.take_back_button):
            # Kept, and so not to be cleared away with the others.
            self._flow.removeWidget(fixed)
            fixed.setParent(self)
            fixed.hide()
        self._flow.clear()
        for number, remedy in enumerate(self._remedies, start=1):
            words = remedy.words.replace("&", "&&")
            made = primary_button(words) if number == 1 else button(words)
            made.setAccessibleName(remedy.words)
            if number <= _KEYED:
                made.setToolTip(f"Alt+{number}")
                made.setAccessibleDescription(f"Alt+{number}")
            made.clicked.connect(partial(self.do_remedy, number))
            self._flow.addWidget(made)
            made.show()
        last = self.take_back_button if self._approved is not None else self.approve_button
        self._flow.addWidget(last)
        last.setVisible(not self._asking.isVisibleTo(self))
        self._flow.invalidate()

    def order_after(self, widget: QWidget) -> None:
        """Let Tab go from a widget to the buttons, in order."""
        for stop in (*self.buttons(), self.reason, self.finish_button):
            QWidget.setTabOrder(widget, stop)
            widget = stop

    def _approve(self) -> None:
        if self._remark is not None:
            self.approve_wanted.emit(self._remark, self.reason.text().strip())

    def _take_back(self) -> None:
        if self._approved is not None:
            self.take_back_wanted.emit(self._approved.remark)


def remedies_of(remark: Remark) -> tuple[Remedy, ...]:
    """What can be done about a remark, the way to its place among it."""
    if not remark.table or any(remedy.act == GO for remedy in remark.remedies):
        return remark.remedies
    return (*remark.remedies, GO_THERE)
