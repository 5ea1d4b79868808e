"""VersionsDialog: the locked versions of a case: compared word by word, shown as they were, saved and checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QWidget

from nemndsekr.operations.versions import LockedText, VersionCheck, check_locked, locked_file, save_locked
from nemndsekr.rules.text_difference import Part, Piece, folded, places, word_difference
from nemndsekr.support.days import day_and_clock
from nemndsekr.support.errors import UserError
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.document.marked_words import mark_of, marked_view
from nemndsekr.ui.document.paper_view import PaperView
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.forms import Combo, Field
from nemndsekr.ui.kit.labels import button, caption
from nemndsekr.ui.kit.lists import TaskList, TaskRow
from nemndsekr.ui.kit.measures import column, holding, row, set_size
from nemndsekr.ui.kit.messages import FieldMessage, MessageBar, announce
from nemndsekr.ui.kit.panels import Panel, SplitPanes
from nemndsekr.ui.paper_out import PaperOut

_LEGEND: Final = "Överstruket togs bort. Understruket lades till."
_ALONE: Final = "Texten som den låstes. Ingen annan version av samma handling finns; välj ovan om du vill jämföra ändå."
_AT_ONCE: Final = 60_000
"""Characters that are compared while one waits; longer texts are compared in the background."""
_SPOKEN: Final = 200
"""Characters of a change that are read out."""
ChoosePath = Callable[[str, str], Path | None]
"""Asks where to save: suggested name and format; None is no."""


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
        self._ticket = 0
        self._pieces: list[Piece] = []
        self._spots: list[int] = []
        self._at = -1
        self.list = TaskList("Låsta versioner", lines=True)
        self.other = Combo()
        self.other.setPlaceholderText("Välj …")
        self.facts = caption("", wrap=True)
        self.told = caption("", wrap=True)
        self.back_button = button("&Föregående")
        self.on_button = button("&Nästa")
        self.back_button.setToolTip("Skift+F3")
        self.on_button.setToolTip("F3")
        self.whole = QCheckBox("Visa &allt")
        self.place = caption("", wrap=True)
        self.message = FieldMessage()
        self.bar = MessageBar(closable=True)
        self.out = PaperOut(self, desk, self.bar.tell, choose)
        self.text = marked_view()
        self._documents = QObject(self)
        self.paper = PaperView(self._documents)
        self.paper.setAccessibleName("Den låsta handlingens sidor")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.text)
        self.stack.addWidget(self.paper)
        self.pages_button = button("Visa &sidorna")
        self.check_button = button("&Kontrollera")
        self.copy_button = button("K&opiera summor")
        self.save_button = button("Spara &PDF …")
        self.word_button = button("Spara &Word …")
        self.close_button = button("Stän&g")
        self.compare = Field("&Jämför med", self.other)
        self._lay_out()
        self._connect()
        self.list.set_rows([self._row(text) for text in texts if text.version_id])
        first = first or next((text.version_id for text in texts if text.version_id), 0)
        for one in (self.save_button, self.word_button):
            one.setVisible(choose is not None)
        self.list.choose(first)
        self._show_version(first)
        self.list.setFocus()

    def _lay_out(self) -> None:
        left = Panel("Versioner", body=self.list)
        set_size(left, min_width=240)
        sums = holding(row(self.check_button, self.copy_button, None))
        self.steps = holding(row(self.back_button, self.on_button, (self.place, 1), self.whole))
        head = column(
            self.facts, sums, self.compare, self.told, self.steps, self.message, gap=6, margins=(12, 10, 12, 8)
        )
        right = Panel(body=column(head, (self.stack, 1), gap=0))
        panes = SplitPanes(left, right, sizes=(280, 660), stretch=(0, 1))
        buttons = row(None, self.pages_button, self.save_button, self.word_button, self.close_button)
        self.fit(column(self.bar, (panes, 1), gap=8), buttons, width=960, height=640)
        self.close_button.setDefault(True)

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_version)
        self.other.activated.connect(self._show_difference)
        self.pages_button.clicked.connect(self._turn)
        self.save_button.clicked.connect(lambda: self._save("pdf"))
        self.word_button.clicked.connect(lambda: self._save("docx"))
        self.check_button.clicked.connect(self._check)
        self.copy_button.clicked.connect(self._copy)
        self.on_button.clicked.connect(self.next_place)
        self.back_button.clicked.connect(self.previous_place)
        self.whole.toggled.connect(self._draw)
        for keys, slot in (("F3", self.next_place), ("Shift+F3", self.previous_place)):
            QShortcut(QKeySequence(keys), self, slot)
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
        self.word_button.setEnabled(bool(version.word_sha256))
        for one in (self.check_button, self.copy_button):
            one.setEnabled(bool(version.sha256 or version.word_sha256))
        self.facts.setText(_facts(version))
        self._show_text()
        self._show_difference()

    def _show_difference(self) -> None:
        version, other = self._texts[self._shown], self._texts.get(self.other.currentData())
        self._ticket += 1
        self.steps.setVisible(other is not None)
        if other is None:
            self._pieces = []
            self.text.setPlainText(version.text)
            self.told.setText(_ALONE if self.other.count() else "Det finns ingen annan version att jämföra med.")
            return
        # Whichever is chosen, what came later is what was added.
        old, new = sorted((version, other), key=_age)
        if len(old.text) + len(new.text) <= _AT_ONCE:
            self._compared(self._ticket, old, new, word_difference(old.text, new.text))
            return
        self._pieces, ticket = [], self._ticket
        self.text.clear()
        self.told.setText("Jämför …")
        before, after = old.text, new.text
        self._desk.ask(lambda _: word_difference(before, after), partial(self._compared, ticket, old, new))

    def _compared(self, ticket: int, old: LockedText, new: LockedText, pieces: list[Piece]) -> None:
        if ticket != self._ticket:
            return  # another has been chosen meanwhile
        self._pieces = pieces
        count = len(places(pieces))
        words = "Texterna är lika." if not count else f"{count} ställe{'n' if count != 1 else ''} skiljer sig."
        order = f"Från «{self._called(old)}» till «{self._called(new)}»."
        self.told.setText(f"{words} {order}{f' {_LEGEND}' if count else ''}")
        for one in (self.back_button, self.on_button, self.whole):
            one.setEnabled(bool(count))
        self._draw()
        self.text.setAccessibleName(f"Skillnader. {self.told.text()}")

    def _draw(self) -> None:
        """Draw the pieces, what is the same folded unless all is asked for, and begin at the first change."""
        self.text.clear()
        cursor = QTextCursor(self.text.document())
        cursor.beginEditBlock()
        self._spots, former = [], Part.same
        for piece in self._pieces if self.whole.isChecked() else folded(self._pieces):
            differs = piece.part in (Part.removed, Part.added)
            if differs and former not in (Part.removed, Part.added):
                self._spots.append(cursor.position())
            former = piece.part
            cursor.insertText(piece.text, mark_of(piece.part))
        cursor.endEditBlock()
        self._at = 0 if self._spots else -1
        self._show_from(self._spots[0] if self._spots else 0)
        self._tell_place()

    def next_place(self) -> None:
        """Go on to the next change, round the end."""
        self._step(1)

    def previous_place(self) -> None:
        """Go back to the change before, round the beginning."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if not self._spots or self.stack.currentWidget() is not self.text:
            return
        self._at = (self._at + by) % len(self._spots)
        self._show_from(self._spots[self._at])
        self._tell_place()
        gone, came = places(self._pieces)[self._at]
        told = [
            f"{word}: {' '.join(text.split())[:_SPOKEN]}"
            for word, text in (("Borttaget", gone), ("Tillagt", came))
            if text.strip()
        ]
        announce(self.text, ". ".join([self.place.text(), *told]))

    def _tell_place(self) -> None:
        self.place.setText(f"Ställe {self._at + 1} av {len(self._spots)}" if self._spots else "")

    def _show_from(self, first: int) -> None:
        """Show a place that differs: in a long text nobody looks for it by eye."""
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        cursor = self.text.textCursor()
        cursor.setPosition(first)
        self.text.setTextCursor(cursor)
        if first:
            self.text.centerCursor()

    def _check(self) -> None:
        version_id, case_id = self._shown, self._case_id
        self._desk.ask(
            lambda store: check_locked(store, case_id, version_id), partial(self._checked, version_id), self._not_done
        )

    def _checked(self, version_id: int, found: VersionCheck) -> None:
        if version_id != self._shown:
            return
        self.message.set_message("" if found.unchanged else found.words)
        if found.unchanged:
            self.facts.setText(f"{_facts(self._texts[version_id])} · {found.words}")
        announce(self.facts, found.words)

    def _copy(self) -> None:
        version = self._texts[self._shown]
        sums = (("PDF", version.sha256), ("Word", version.word_sha256))
        QGuiApplication.clipboard().setText("\n".join(f"{name} SHA-256 {value}" for name, value in sums if value))
        announce(self.copy_button, "Kopierat")

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
        self.steps.hide()
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
        path = self._choose(f"{self._texts[version_id].file_name}.{suffix}", suffix)
        if path is not None:
            self._save_at(case_id, version_id, suffix, path)

    def _save_at(self, case_id: int, version_id: int, suffix: str, path: Path) -> None:
        self._desk.act(
            lambda store, who, now: save_locked(store, case_id, version_id, suffix, path, who, now),
            lambda _: self.out.tell_saved(path),
            lambda error: self.out.tell_not_saved(error, path, partial(self._save_at, case_id, version_id, suffix)),
        )

    def _row(self, text: LockedText) -> TaskRow:
        to = f"till {text.sent_to}" if text.sent_to else ""
        told = " · ".join(filter(None, (self._when(text), text.who, to)))
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


def _facts(text: LockedText) -> str:
    """To whom and when, and the checksums in short."""
    on = f", skickad {text.sent_on.isoformat()}" if text.sent_on else ""
    to = f"Till {text.sent_to}{on}." if text.sent_to else ""
    sums = (("PDF", text.sha256), ("Word", text.word_sha256))
    short = ", ".join(f"{name} {value[:12]}…" for name, value in sums if value)
    return " ".join(filter(None, (to, f"Kontrollsumma: {short}" if short else "")))


def _age(text: LockedText) -> tuple[bool, int]:
    return text.version_id == 0, text.version_id


def _likely(other: LockedText, version: LockedText) -> bool:
    """Whether one would compare with this: the same kind of document, as it is now or locked at another time."""
    return other.version_id != version.version_id and other.kind == version.kind
