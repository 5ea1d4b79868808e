"""WordReturnDialog: what was changed in Word, paragraph by paragraph; each may be left out before it is taken in."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QWidget

from nemndsekr.operations.word_return import WordReturn
from nemndsekr.rules.text_difference import word_difference
from nemndsekr.rules.word_return import WordChange, WordChangeKind
from nemndsekr.ui.document.marked_words import mark_of, marked_view
from nemndsekr.ui.kit.check_list import CheckList, CheckRow
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.labels import Label, button, caption, link_button, primary_button
from nemndsekr.ui.kit.measures import column, row
from nemndsekr.ui.kit.messages import FieldMessage
from nemndsekr.ui.kit.panels import Panel, SplitPanes

_KINDS: Final = {
    WordChangeKind.changed: "Ändrat",
    WordChangeKind.added: "Tillagt",
    WordChangeKind.removed: "Struket",
}
_LEGEND: Final = "Överstruket togs bort i Word. Understruket lades till."
_HINT: Final = "Mellanslag tar med eller utesluter en ändring. Inget ändras förrän du tar in."
_SHORT: Final = 80


class WordReturnDialog(FittedDialog):
    """The changes at the left, the words of the chosen one at the right; Ctrl+Enter takes in what is ticked."""

    def __init__(self, back: WordReturn, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Läs in ändrad Wordfil")
        self._back = back
        about = f"«{back.file_name}» är jämförd med {back.compared_with[:1].lower()}{back.compared_with[1:]}."
        self.about = Label(about, "body", wrap=True)
        self.told = caption("\n".join(back.told), wrap=True)
        self.told.setVisible(bool(back.told))
        self.changes = CheckList("Ändringar")
        self.list_panel = Panel("Ändringar", body=self.changes)
        self.place = caption("", wrap=True)
        self.why = FieldMessage()
        self.text = marked_view()
        self.copy_button = link_button("Kopiera orden från Word", "copy")
        self.all_button = link_button("Markera alla")
        self.none_button = link_button("Avmarkera alla")
        self.take_button, self.cancel_button = primary_button("Ta in"), button("Avbryt")
        for one in (self.take_button, self.cancel_button):
            one.setAutoDefault(False)
        self._lay_out()
        self._connect()
        self.changes.set_rows([self._row(at, change) for at, change in enumerate(back.changes)])
        self.changes.setCurrentIndex(self.changes.model().index(0, 0))
        self._tell()
        self.changes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        head = column(self.place, self.why, gap=6, margins=(12, 10, 12, 6))
        foot = row(None, self.copy_button, margins=(12, 4, 12, 8))
        detail = Panel(body=column(head, (self.text, 1), foot, gap=0))
        panes = SplitPanes(self.list_panel, detail, sizes=(440, 480), stretch=(1, 1))
        body = column(self.about, self.told, (panes, 1), row(self.all_button, self.none_button, None), gap=10)
        buttons = row((caption(_HINT, wrap=True), 1), self.cancel_button, self.take_button)
        self.fit(body, buttons, width=960, height=600)

    def _connect(self) -> None:
        self.changes.chosen.connect(self._show)
        self.changes.toggled.connect(self._toggled)
        self.copy_button.clicked.connect(self._copy)
        self.all_button.clicked.connect(lambda: self._check_all(on=True))
        self.none_button.clicked.connect(lambda: self._check_all(on=False))
        self.take_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._accept_if_any)

    def chosen(self) -> list[WordChange]:
        """The changes that are to be taken in, in reading order."""
        keys = set(self.changes.checked_keys())
        return [change for at, change in enumerate(self._back.changes) if at in keys and change.place is not None]

    def changeEvent(self, event: QEvent) -> None:
        """The marks are drawn in the theme's colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "why"):
            self._show(self._current())

    def _row(self, at: int, change: WordChange) -> CheckRow:
        words = change.new or change.old
        short = words if len(words) <= _SHORT else f"{words[:_SHORT].rsplit(' ', 1)[0]} …"
        possible = change.place is not None
        word = _KINDS[change.kind] if possible else "Tas inte in"
        return CheckRow(at, short, page=word, checked=possible, faint=not possible)

    def _current(self) -> int:
        index = self.changes.currentIndex()
        return index.row() if index.isValid() else 0

    def _show(self, key: object) -> None:
        if not isinstance(key, int) or key >= len(self._back.changes):
            return
        change = self._back.changes[key]
        under = f" under «{change.near}»" if change.near else ""
        legend = f" {_LEGEND}" if change.kind == WordChangeKind.changed else ""
        self.place.setText(f"{_KINDS[change.kind]}{under}.{legend}")
        self.why.set_message(change.why_not)
        self.text.clear()
        cursor = QTextCursor(self.text.document())
        for piece in word_difference(change.old, change.new):
            cursor.insertText(piece.text, mark_of(piece.part))
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.text.setAccessibleName(self.place.text())
        self.copy_button.setVisible(bool(change.new))

    def _toggled(self, key: object, checked: bool) -> None:  # noqa: FBT001 - a Qt slot
        """What has no place cannot be ticked: the reason is shown instead."""
        if checked and isinstance(key, int) and self._back.changes[key].place is None:
            self.changes.set_checked(key, checked=False)
            self._show(key)
        self._tell()

    def _check_all(self, *, on: bool) -> None:
        for at, change in enumerate(self._back.changes):
            if change.place is not None:
                self.changes.set_checked(at, checked=on)

    def _tell(self) -> None:
        count, possible = len(self.chosen()), sum(change.place is not None for change in self._back.changes)
        self.list_panel.set_title("Ändringar", f"{count} av {len(self._back.changes)} tas in")
        self.take_button.setEnabled(count > 0)
        self.take_button.setText(f"&Ta in {count} {'ändring' if count == 1 else 'ändringar'}" if count else "&Ta in")
        for one in (self.all_button, self.none_button):
            one.setVisible(possible > 1)

    def _accept_if_any(self) -> None:
        if self.take_button.isEnabled():
            self.accept()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._back.changes[self._current()].new)
