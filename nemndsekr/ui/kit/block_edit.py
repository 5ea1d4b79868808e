"""The text field: block text that grows with its content: headings, lists, tables, references, bold and italic.

What the field holds and shows is in ``block_field``, what its keys do in ``block_keys``, how lines are shaped and
lists are made in ``block_shapes``, tables in ``block_tables``, what is copied and pasted in ``block_clipboard``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QTextCursor, QTextTable
from PySide6.QtWidgets import QApplication, QMenu

from nemndsekr.records.block_text import BlockText, Run
from nemndsekr.support.symbol_letters import SYMBOL_LETTERS
from nemndsekr.ui.kit import block_tables
from nemndsekr.ui.kit.block_clipboard import (
    mime_of,
    put_text,
    selected_text,
    told_left_out,
    with_known_references,
)
from nemndsekr.ui.kit.block_document import LINE_BREAK, Kind, char_format, kind_of, level_of, run_of
from nemndsekr.ui.kit.block_field import LOCKED, BlockField
from nemndsekr.ui.kit.block_keys import changes_text, reference_key, shape_key, structure_key, table_key
from nemndsekr.ui.kit.block_shapes import marked_blocks, reshape, restyle, restyled, shift_level, typed_list
from nemndsekr.ui.kit.own_undo import undo_direction

IN_TABLE: Final = "I en tabell kan ord vara feta eller kursiva, men inte rubrik eller lista."
NO_REFERENCES: Final = "Det finns inga rekommendationer eller att-satser att hänvisa till än."
NOTHING_TO_PASTE: Final = "Det finns ingen text att klistra in. Kopiera den först."
_NAME_LENGTH: Final = 60


class BlockTextEdit(BlockField):
    """An editor for block text. Tab leaves it; Ctrl+B, Ctrl+I, Ctrl+Alt+1/2 and the list keys shape the text.

    Lists: Ctrl+Shift+L bullets, Ctrl+Shift+7 numbers, «- » or «1. » typed first in a paragraph, Alt+Shift+arrow one
    level in or out, as in Word. Ctrl+Shift+T puts in a table: Tab goes on to the next cell and begins a row after the
    last, Esc leaves it, Alt+Insert and Alt+Delete add and take away a row, with Shift a column. Ctrl+Shift+H asks what
    to refer to, Ctrl+Shift+V pastes words without form. Shift+F10 offers all of it.
    """

    def insert_reference(self, words: str, ref: str) -> None:
        """Put in a live reference to a record."""
        cursor = self.textCursor()
        if self._may_change(cursor):
            block = cursor.block()
            cursor.insertText(words, char_format(Run(words, ref=ref), kind_of(block), level_of(block)))

    def insert_plain(self, text: str) -> None:
        """Put in words as if they were pasted: each line a paragraph."""
        cursor = self.textCursor()
        if self._may_change(cursor):
            # A cell holds one line: what is pasted into it may break it, not split it.
            cursor.insertText(("\n" if self.table() is None else LINE_BREAK).join(clean_lines(text)))

    def insert_text(self, text: BlockText) -> None:
        """Put in a text with its form, instead of what is marked, as one step for undo."""
        if not self._may_change(self.textCursor()):
            return
        known = {one.uid for one in self._references}
        self.setTextCursor(put_text(self.textCursor(), with_known_references(text, known), self._fresh_list))

    def paste_plain(self) -> None:
        """Paste the words that lie on the clipboard, without their form."""
        words = QApplication.clipboard().text()
        if words:
            self.insert_plain(words)
        else:
            self.refused.emit(NOTHING_TO_PASTE)

    def ask_for_reference(self) -> None:
        """Drop down the list of what may be referred to, at the caret."""
        if not self._references:
            self.refused.emit(NO_REFERENCES)
            return
        menu = QMenu(self)
        menu.setAccessibleName("Infoga hänvisning")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, one in enumerate(self._references, start=1):
            name = f"{one.words[:1].upper()}{one.words[1:]} – {one.name}"[:_NAME_LENGTH]
            access = f"&{number}  " if number < 10 else "      "
            action = menu.addAction(access + name.replace("&", "&&"))
            action.triggered.connect(lambda _=False, one=one: self.insert_reference(one.words, one.uid))
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self.viewport().mapToGlobal(self.cursorRect().bottomLeft()))

    def table(self) -> QTextTable | None:
        """The table that the caret stands in."""
        return block_tables.table_at(self.textCursor())

    def insert_table(self) -> None:
        """Put in a small table and stand in its first cell."""
        if self.table() is not None or not self._may_change(self.textCursor()):
            self.refused.emit(IN_TABLE if self.table() is not None else LOCKED)
            return
        made = block_tables.insert_table(self.textCursor())
        self.setTextCursor(made.cellAt(0, 0).firstCursorPosition())

    def _in_table(self, act: Callable[[QTextTable, QTextCursor], QTextCursor | None]) -> None:
        table = self.table()
        if table is not None:
            place = act(table, self.textCursor())
            if place is not None:
                self.setTextCursor(place)

    def add_row(self, *, below: bool = True) -> None:
        """A new row of the table."""
        self._in_table(lambda table, cursor: block_tables.add_row(table, cursor, below=below))

    def add_column(self, *, right: bool = True) -> None:
        """A new column of the table."""
        self._in_table(lambda table, cursor: block_tables.add_column(table, cursor, right=right))

    def remove_row(self) -> None:
        """Take the row away; with the last one goes the table."""
        self._in_table(block_tables.remove_row)

    def remove_column(self) -> None:
        """Take the column away; with the last one goes the table."""
        self._in_table(block_tables.remove_column)

    def remove_table(self) -> None:
        """Take the table away."""
        self._in_table(block_tables.remove_table)

    def toggle_header(self) -> None:
        """Make the first row a header, or a row like the others."""

        def turn(table: QTextTable, cursor: QTextCursor) -> None:
            block_tables.toggle_header(table, cursor)

        self._in_table(turn)

    def write_caption(self) -> None:
        """Go to the line above the table that says what it shows."""
        self._in_table(block_tables.add_caption)

    def acts(self) -> tuple[tuple[str, str, Callable[[], None]], ...]:
        """What can be done with the text where the caret stands: words, key, act; no words parts two groups."""
        if self.table() is not None:
            return (
                ("&Rad under", "Alt+Insert", self.add_row),
                ("Rad ö&ver", "", lambda: self.add_row(below=False)),
                ("Ta &bort raden", "Alt+Delete", self.remove_row),
                ("", "", _nothing),
                ("&Kolumn till höger", "Alt+Shift+Insert", self.add_column),
                ("Kolumn till v&änster", "", lambda: self.add_column(right=False)),
                ("Ta bort k&olumnen", "Alt+Shift+Delete", self.remove_column),
                ("", "", _nothing),
                ("Rubrikrad på eller &av", "", self.toggle_header),
                ("Tabellens rubrik", "", self.write_caption),
                ("Ta bort &tabellen", "", self.remove_table),
                ("", "", _nothing),
                ("&Fet", "Ctrl+B", self.toggle_bold),
                ("Kurs&iv", "Ctrl+I", self.toggle_italic),
                ("Infoga &hänvisning …", "Ctrl+Shift+H", self.ask_for_reference),
                ("Klistra in &utan form", "Ctrl+Shift+V", self.paste_plain),
            )
        return (
            ("&Fet", "Ctrl+B", self.toggle_bold),
            ("Kurs&iv", "Ctrl+I", self.toggle_italic),
            ("Rubrik &1", "Ctrl+Alt+1", lambda: self.toggle_heading(1)),
            ("Rubrik &2", "Ctrl+Alt+2", lambda: self.toggle_heading(2)),
            ("&Punktlista", "Ctrl+Shift+L", lambda: self.toggle_list(Kind.BULLET)),
            ("&Numrerad lista", "Ctrl+Shift+7", lambda: self.toggle_list(Kind.NUMBER)),
            ("", "", _nothing),
            ("Infoga &tabell", "Ctrl+Shift+T", self.insert_table),
            ("Infoga &hänvisning …", "Ctrl+Shift+H", self.ask_for_reference),
            ("Klistra in &utan form", "Ctrl+Shift+V", self.paste_plain),
        )

    def add_acts(self, menu: QMenu) -> None:
        """Put the acts in a menu."""
        for words, key, act in self.acts():
            if not words:
                menu.addSeparator()
                continue
            action = menu.addAction(words)
            if key:
                # Only told: the field listens to the key itself.
                action.setText(f"{words}\t{QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)}")
            action.triggered.connect(lambda _=False, act=act: act())

    def open_menu(self) -> None:
        """Drop the acts down at the caret."""
        menu = QMenu(self)
        menu.setAccessibleName("Textens form")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.add_acts(menu)
        menu.popup(self.viewport().mapToGlobal(self.cursorRect().bottomLeft()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's own commands, and the acts."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addSeparator()
        self.add_acts(menu)
        menu.popup(event.globalPos())

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own
        """Tab goes on within a table; elsewhere it leaves the field."""
        table = self.table()
        place = block_tables.next_cell(table, self.textCursor(), 1 if forward else -1) if table is not None else None
        if place is None:
            return super().focusNextPrevChild(forward)
        self.setTextCursor(place)
        return True

    def toggle_bold(self) -> None:
        """Turn bold on or off for what is marked, or for what is written next."""
        run = run_of("", self.currentCharFormat())
        self._restyle(bold=not run.bold, italic=None)

    def toggle_italic(self) -> None:
        """Turn italic on or off."""
        run = run_of("", self.currentCharFormat())
        self._restyle(bold=None, italic=not run.italic)

    def toggle_heading(self, level: int) -> None:
        """Make the marked blocks headings of this level; if they are, paragraphs again."""
        block = self.textCursor().block()
        same = kind_of(block) == Kind.HEADING and level_of(block) == level
        self._reshape(Kind.PARAGRAPH if same else Kind.HEADING, 0 if same else level)

    def toggle_list(self, kind: Kind) -> None:
        """Make the marked blocks a list of this kind; if they are, paragraphs again."""
        same = kind_of(self.textCursor().block()) == kind
        self._reshape(Kind.PARAGRAPH if same else kind, 0)

    def shift_level(self, step: int) -> None:
        """Move the marked list items a level in (1) or out (-1)."""
        shift_level(self.textCursor(), step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of shape first; then what would touch a table is refused; the rest is Qt's."""
        if undo_direction(event) > 0:
            self.redo()
            return
        table = self.table()
        if table is not None and table_key(self, event, table):
            event.accept()
            return
        if shape_key(self, event) or structure_key(self, event) or reference_key(self, event):
            event.accept()
            return
        if changes_text(event) and not self._may_change(self.textCursor(), event.key()):
            event.accept()
            return
        begun = typed_list(self.textCursor()) if event.key() == Qt.Key.Key_Space and not event.modifiers() else None
        super().keyPressEvent(event)
        if begun is not None and self.table() is None:
            # A step of its own after the space, so that one Ctrl+Z gives the typed signs back.
            self.toggle_list(begun)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Words, with their form or without."""
        return source.hasText() or source.hasHtml()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste with the form that block text has; where none is told, each line is a paragraph."""
        from nemndsekr.exchange.html_blocks import Pasted, blocks_from_html

        pasted = blocks_from_html(source.html().translate(SYMBOL_LETTERS)) if source.hasHtml() else Pasted(BlockText())
        if pasted.text.blocks:
            # A list or a table that is still empty is pasted as what it is, though it holds no words.
            self.insert_text(pasted.text)
        elif source.hasText() and not pasted.left_out:
            self.insert_plain(source.text())
        if pasted.left_out:
            self.refused.emit(told_left_out(pasted.left_out, anything=bool(pasted.text.blocks)))

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is marked, with its form and as plain words."""
        return mime_of(selected_text(self.textCursor(), self.document(), self._tables))

    def _reshape(self, kind: Kind, level: int) -> None:
        blocks = marked_blocks(self.textCursor())
        if any(kind_of(block) == Kind.TABLE for block in blocks):
            self.refused.emit(LOCKED)
        elif any(QTextCursor(block).currentTable() is not None for block in blocks):
            self.refused.emit(IN_TABLE)
        else:
            reshape(self.textCursor(), kind, level, self._fresh_list)

    def _restyle(self, *, bold: bool | None, italic: bool | None) -> None:
        cursor = self.textCursor()
        if not self._may_change(cursor):
            return
        if cursor.hasSelection():
            restyle(cursor, bold=bold, italic=italic)
        else:
            now = run_of("", self.currentCharFormat())
            self.setCurrentCharFormat(restyled(now, cursor.block(), bold=bold, italic=italic))


def clean_lines(text: str) -> list[str]:
    """Pasted words as lines: one kind of line end, no soft hyphens, no signs of symbol fonts, no empty lines."""
    lines = re.split(r"\r\n|[\n\r\u2029]", text.replace("\u00ad", "").translate(SYMBOL_LETTERS))
    return [line.strip(" \t") for line in lines if line.strip()] if len(lines) > 1 else lines


def _nothing() -> None:
    """The line between two groups does nothing."""
