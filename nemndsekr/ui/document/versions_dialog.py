"""VersionsDialog: the locked versions of a case, each compared with another word by word, or shown as it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QWidget

from nemndsekr.operations.versions import LockedText, check_locked, locked_file, save_locked_file
from nemndsekr.rules.text_difference import Part, changed, word_difference
from nemndsekr.support.days import day_and_clock, long_day
from nemndsekr.support.errors import UserError
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.document.marked_words import mark_of
from nemndsekr.ui.document.paper_view import PaperView
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.forms import Combo, Field
from nemndsekr.ui.kit.labels import button, caption, link_button
from nemndsekr.ui.kit.lists import TaskList, TaskRow
from nemndsekr.ui.kit.measures import column, row, set_font_role, set_size, set_variant
from nemndsekr.ui.kit.messages import FieldMessage
from nemndsekr.ui.kit.panels import Panel, SplitPanes
from nemndsekr.ui.kit.tokens import u

_LEGEND: Final = "Överstruket togs bort. Understruket lades till."
_ALONE: Final = "Texten som den låstes. Ingen annan version av samma handling finns; välj ovan om du vill jämföra ändå."
ChoosePath = Callable[[str], Path | None]


class VersionsDialog(FittedDialog):
    """The list at the left; at the right what differs from the version chosen above it, or the very pages."""

    def __init__(
        self,
        desk: Desk,
        case_id: int,
        texts: Sequence[LockedText],
        choose: ChoosePath | None,
        parent: QWidget | None = None,
        *,
        first: int = 0,
    ) -> None:
        """Show ``texts``: the locked ones, the newest first, and the shown document as it is now (id 0), if any.

        ``choose`` asks where a file is to be saved, given a suggested name; without it nothing is saved from here.
        ``first`` is the version to begin with, else the newest.
        """
        super().__init__(parent)
        self.setWindowTitle("Låsta versioner")
        self._desk, self._case_id, self._choose = desk, case_id, choose
        self._texts = {text.version_id: text for text in texts}
        self._shown = 0
        self.list = TaskList("Låsta versioner", lines=True)
        self.other = Combo()
        self.other.setPlaceholderText("Välj …")
        self.told = caption("", wrap=True)
        self.message = FieldMessage()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        set_variant(self.text, "plain")
        set_font_role(self.text, "body")
        self.text.document().setDocumentMargin(u(12))
        self._documents = QObject(self)
        self.paper = PaperView(self._documents)
        self.paper.setAccessibleName("Den låsta handlingens sidor")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.text)
        self.stack.addWidget(self.paper)
        self.pages_button = button("Visa &sidorna")
        self.save_button = button("Spara &PDF …")
        self.save_word_button = button("Spara &Word …")
        self.check_button = button("&Kontrollera")
        self.check_button.setToolTip("Jämför de låsta filerna med sina kontrollsummor")
        self.next_button = link_button("Nästa ändring", "chevron-down")
        self.next_button.setToolTip("F8")
        self._changes: list[int] = []
        self.close_button = button("Stän&g")
        self.compare = Field("&Jämför med", self.other)
        self._lay_out()
        self._connect()
        self.list.set_rows([self._row(text) for text in texts if text.version_id])
        first = first or next((text.version_id for text in texts if text.version_id), 0)
        self.save_button.setVisible(choose is not None)
        self.save_word_button.setVisible(choose is not None)
        self.list.choose(first)
        self._show_version(first)
        self.list.setFocus()

    def _lay_out(self) -> None:
        left = Panel("Versioner", body=self.list)
        set_size(left, min_width=240)
        told = row((self.told, 1), self.next_button)
        head = column(self.compare, told, self.message, gap=6, margins=(12, 10, 12, 8))
        right = Panel(body=column(head, (self.stack, 1), gap=0))
        panes = SplitPanes(left, right, sizes=(280, 660), stretch=(0, 1))
        buttons = row(
            self.check_button, None, self.pages_button, self.save_word_button, self.save_button, self.close_button
        )
        self.fit(column((panes, 1), gap=0), buttons, width=960, height=640)
        self.close_button.setDefault(True)

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_version)
        self.other.activated.connect(self._show_difference)
        self.pages_button.clicked.connect(self._turn)
        self.save_button.clicked.connect(lambda: self._save("pdf"))
        self.save_word_button.clicked.connect(lambda: self._save("docx"))
        self.check_button.clicked.connect(self._check)
        self.next_button.clicked.connect(self._go_to_next)
        QShortcut(QKeySequence("F8"), self, self._go_to_next)
        self.close_button.clicked.connect(self.accept)

    def changeEvent(self, event: QEvent) -> None:
        """The marks are drawn in the theme's colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._shown:
            self._show_difference()

    def _show_version(self, version_id: object) -> None:
        version = self._texts.get(version_id if isinstance(version_id, int) else 0)
        if version is None or not version.version_id:
            return
        self._shown = version.version_id
        self.other.clear()
        for text in self._texts.values():
            if text.version_id != self._shown:
                self.other.addItem(self._called(text), text.version_id)
        likely = next((one.version_id for one in self._texts.values() if _likely(one, version)), None)
        self.other.setCurrentIndex(self.other.findData(likely))
        for one in (self.pages_button, self.save_button):
            one.setEnabled(version.has_pdf)
        self.save_word_button.setEnabled(bool(version.word_sha256))
        self.message.set_message("")
        self._show_text()
        self._show_difference()

    def _show_difference(self) -> None:
        version, other = self._texts[self._shown], self._texts.get(self.other.currentData())
        self._changes = []
        if other is None:
            self.next_button.hide()
            self.text.setPlainText(version.text)
            self.told.setText(_ALONE if self.other.count() else "Det finns ingen annan version att jämföra med.")
            return
        # Whichever is chosen, what came later is what was added.
        old, new = sorted((version, other), key=_age)
        pieces = word_difference(old.text, new.text)
        places = changed(pieces)
        count = "Texterna är lika." if not places else f"{places} ställe{'n' if places != 1 else ''} skiljer sig."
        order = f"Från «{self._called(old)}» till «{self._called(new)}»."
        self.told.setText(f"{count} {order}{f' {_LEGEND}' if places else ''}")
        self.text.clear()
        cursor = QTextCursor(self.text.document())
        before = Part.same
        for piece in pieces:
            if piece.part != Part.same and before == Part.same:
                self._changes.append(cursor.position())
            before = piece.part
            cursor.insertText(piece.text, mark_of(piece.part))
        self.next_button.setVisible(len(self._changes) > 1)
        self._show_from(self._changes[0] if self._changes else 0)
        self.text.setAccessibleName(f"Skillnader. {self.told.text()}")

    def _show_from(self, first: int) -> None:
        """Begin at the first place that differs: in a long text nobody looks for it by eye."""
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        cursor = self.text.textCursor()
        cursor.setPosition(first)
        self.text.setTextCursor(cursor)
        if first:
            self.text.centerCursor()

    def _go_to_next(self) -> None:
        """Go to the next place that differs, from the last one to the first."""
        if self._changes and self.stack.currentWidget() is self.text:
            here = self.text.textCursor().position()
            self._show_from(next((place for place in self._changes if place > here), self._changes[0]))
            self.text.setFocus()

    def _check(self) -> None:
        version_id, case_id = self._shown, self._case_id
        self._desk.ask(
            lambda store: check_locked(store, case_id, version_id),
            self._tell_checked,
            self._not_done,
        )

    def _tell_checked(self, told: str) -> None:
        self.message.set_message("")
        self.told.setText(told)

    def _turn(self) -> None:
        """Show the pages, or the words again."""
        if self.stack.currentWidget() is self.paper:
            self._show_text()
            self._show_difference()
            return
        version_id, case_id = self._shown, self._case_id
        self._desk.ask(
            lambda store: locked_file(store, case_id, version_id), partial(self._show_pages, version_id), self._not_done
        )

    def _show_pages(self, version_id: int, content: bytes) -> None:
        if version_id != self._shown:
            return
        self.paper.show_pdf(content)
        self.compare.hide()
        self.next_button.hide()
        self.told.setText(f"Sidorna så som de var: {self._called(self._texts[version_id])}.")
        self.stack.setCurrentWidget(self.paper)
        self.pages_button.setText("Visa ändr&ingarna")
        self.paper.setFocus()

    def _show_text(self) -> None:
        self.stack.setCurrentWidget(self.text)
        self.compare.setVisible(self.other.count() > 0)
        self.pages_button.setText("Visa &sidorna")
        self.message.set_message("")

    def _save(self, suffix: str) -> None:
        if self._choose is None:
            return
        version_id, case_id = self._shown, self._case_id
        path = self._choose(f"{self._called(self._texts[version_id])}.{suffix}")
        if path is not None:
            self._desk.act(
                lambda store, who, now: save_locked_file(store, case_id, version_id, path, who, now),
                failed=self._not_done,
            )

    def _row(self, text: LockedText) -> TaskRow:
        to = ", ".join(filter(None, (text.sent.to, long_day(text.sent.on) if text.sent.on else "")))
        told = " · ".join(filter(None, (self._when(text), text.who, f"till {to}" if to else "")))
        return TaskRow(text.version_id, text.name, note=told, tail="" if text.has_pdf else "utan PDF")

    def _called(self, text: LockedText) -> str:
        return f"{text.name} {self._when(text)}".strip()

    def _when(self, text: LockedText) -> str:
        return day_and_clock(self._desk.local(text.at)) if text.at is not None else ""

    def _not_done(self, error: UserError) -> None:
        self.message.set_message(str(error))

    def done(self, result: int) -> None:
        """Let go of the pages before the window goes."""
        self.paper.clear()
        super().done(result)


def _age(text: LockedText) -> tuple[bool, int]:
    return text.version_id == 0, text.version_id


def _likely(other: LockedText, version: LockedText) -> bool:
    """Whether one would compare with this: the same kind of document, as it is now or locked at another time."""
    return other.version_id != version.version_id and other.kind == version.kind
