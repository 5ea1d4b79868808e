"""The text field: block text that grows with its content: headings, lists, tables, references, bold and italic."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextOption,
    QTextTable,
)
from PySide6.QtWidgets import QApplication, QMenu, QTextEdit

from nemndsekr.records.block_text import BlockText, Run, TableBlock
from nemndsekr.rules.references import Reference
from nemndsekr.ui.kit import block_tables
from nemndsekr.ui.kit.block_clipboard import (
    mime_of,
    put_text,
    selected_text,
    told_left_out,
    with_known_references,
)
from nemndsekr.ui.kit.block_document import (
    DEEPEST,
    LINE_BREAK,
    LIST_ID,
    LIST_KINDS,
    REF,
    TABLE,
    Kind,
    block_format,
    char_format,
    is_editable,
    kind_of,
    level_of,
    mark_lists,
    placeholder,
    read,
    run_of,
    write,
)
from nemndsekr.ui.kit.block_references import current, numbers_of, reference_at
from nemndsekr.ui.kit.caret import CaretFollower
from nemndsekr.ui.kit.measures import set_font_role, set_variant
from nemndsekr.ui.kit.own_undo import undo_direction
from nemndsekr.ui.kit.painting import colour
from nemndsekr.ui.kit.tokens import points, u

LOCKED: Final = "Tabellen gick förlorad vid inläsningen. Skriv före eller efter raden, eller ta in den på nytt."
IN_TABLE: Final = "I en tabell kan ord vara feta eller kursiva, men inte rubrik eller lista."
NO_REFERENCES: Final = "Det finns inga rekommendationer eller att-satser att hänvisa till än."
NOTHING_TO_PASTE: Final = "Det finns ingen text att klistra in. Kopiera den först."
_SMALLEST_LINES: Final = 3
_SHORTCUT: Final = Qt.KeyboardModifier.ControlModifier
_CTRL_ALT: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_CTRL_SHIFT: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_ALT_SHIFT: Final = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
_PLAIN: Final = Qt.KeyboardModifier.NoModifier
_ALT: Final = Qt.KeyboardModifier.AltModifier
_LEVEL_LINES: Final = (Kind.PARAGRAPH, Kind.TABLE, Kind.CAPTION, Kind.FILLER)
_NAME_LENGTH: Final = 60


class BlockTextEdit(QTextEdit):
    """An editor for block text. Tab leaves it; Ctrl+B, Ctrl+I, Ctrl+Alt+1/2 and the list keys shape the text.

    ``edited`` comes when the person has changed something, ``words_changed`` with the number of words, ``refused``
    with a sentence when something was in the way. Lists: Ctrl+Shift+L bullets, Ctrl+Shift+7 numbers,
    Alt+Shift+arrow one level in or out, as in Word. Ctrl+Shift+T puts in a table: Tab goes on to the next cell and
    begins a row after the last, Esc leaves it, Alt+Insert and Alt+Delete add and take away a row, with Shift a
    column. Ctrl+Shift+H asks what to refer to, Ctrl+Shift+V pastes words without form. Shift+F10 offers all of it.
    """

    edited = Signal()
    words_changed = Signal(int)
    refused = Signal(str)

    def __init__(self, lines: int = _SMALLEST_LINES) -> None:
        """Make it; it is never lower than so many lines."""
        super().__init__()
        self._lines = lines
        set_variant(self, "field")
        set_font_role(self, "body")
        self.setAcceptRichText(False)
        self.setAutoFormatting(QTextEdit.AutoFormattingFlag.AutoNone)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._value = BlockText()
        # What the document says of ``_value``: the same words, but with neighbours in one style put together.
        self._shown = BlockText()
        self._tables: list[TableBlock] = []
        self._references: tuple[Reference, ...] = ()
        self._words = 0
        self._filling = False
        self._measured = points()
        self._next_list = 1_000_000
        self.document().setDocumentMargin(u(4))
        self.document().setIndentWidth(u(20))
        self.textChanged.connect(self._changed)
        self.cursorPositionChanged.connect(self._leave_reference)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        CaretFollower(self)
        self._grow()

    def value(self) -> BlockText:
        """The text as it stands. What was set and not touched comes back as it was."""
        return self._value

    def set_value(self, text: BlockText) -> None:
        """Show a text. The same text again changes nothing: caret, selection and undo stay."""
        if text in (self._value, self._shown):
            return
        at = self.textCursor().position()
        self._fill(text)
        self._put_caret(at)

    def _put_caret(self, at: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(min(at, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def set_references(self, references: Sequence[Reference]) -> None:
        """Say what may be referred to; a reference already in the text is shown with its number of now."""
        if tuple(references) == self._references:
            return
        self._references = tuple(references)
        numbers = numbers_of(self._references)
        if current(self._shown, numbers) != self._shown:
            at = self.textCursor().position()
            self._fill(self._value)
            self._put_caret(at)

    def word_count(self) -> int:
        """How many words there are, tables apart."""
        return self._words

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

    def _fresh_list(self) -> int:
        self._next_list += 1
        return self._next_list

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
        for block in self._marked_blocks():
            if kind_of(block) in LIST_KINDS:
                level = min(DEEPEST, max(0, level_of(block) + step))
                self._set_kind(block, kind_of(block), level, block.blockFormat().intProperty(LIST_ID))
        mark_lists(self.document())

    def event(self, event: QEvent) -> bool:
        """Take Ångra and Gör om while the text itself has something to take back; then they are the program's."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            steps = undo_direction(event)
            if steps:
                own = self.document().isUndoAvailable() if steps < 0 else self.document().isRedoAvailable()
                event.setAccepted(own)
                return own
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of shape first; then what would touch a table is refused; the rest is Qt's."""
        if undo_direction(event) > 0:
            self.redo()
            return
        table = self.table()
        if table is not None and self._table_key(event, table):
            event.accept()
            return
        if self._shape_key(event) or self._structure_key(event) or self._reference_key(event):
            event.accept()
            return
        if _changes_text(event) and not self._may_change(self.textCursor(), event.key()):
            event.accept()
            return
        super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Words, with their form or without."""
        return source.hasText() or source.hasHtml()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste with the form that block text has; where none is told, each line is a paragraph."""
        from nemndsekr.exchange.html_blocks import Pasted, blocks_from_html

        pasted = blocks_from_html(source.html()) if source.hasHtml() else Pasted(BlockText())
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

    def sizeHint(self) -> QSize:
        """As high as the text."""
        return QSize(u(320), self._wanted_height())

    def minimumSizeHint(self) -> QSize:
        """Narrow if need be, never lower than the text."""
        return QSize(u(120), self._wanted_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another height."""
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and text size; another text size lays the text out again, which empties the field's undo."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            if self._measured != points():
                self._measured = points()
                self.document().setDocumentMargin(u(4))
                self.document().setIndentWidth(u(20))
                self._fill(self.value())
            self._show_tables()

    def _fill(self, text: BlockText) -> None:
        self._filling = True
        try:
            self.document().setUndoRedoEnabled(False)
            self._tables = write(self.document(), current(text, numbers_of(self._references)))
            self.document().setUndoRedoEnabled(True)
        finally:
            self._filling = False
        self._value = text
        self._shown = read(self.document(), self._tables)
        self._count_words()
        self._show_tables()
        self._grow()

    def _changed(self) -> None:
        if self._filling:
            return
        if not self._tables_stand():
            # Keys are refused beforehand; this is for the ways that pass them by: menus, drops, input methods.
            QTimer.singleShot(0, self, self._put_back)
            return
        now = read(self.document(), self._tables)
        # Qt tells of a change even when only the layout was renewed; the person changed nothing then.
        if now != self._shown:
            self._value = self._shown = now
            self._count_words()
            self._show_tables()
            self.edited.emit()

    def _tables_stand(self) -> bool:
        """Whether every table has its placeholder, in order and with its own words."""
        found: list[int] = []
        block = self.document().begin()
        while self._tables and block.isValid():
            if kind_of(block) == Kind.TABLE:
                number = block.blockFormat().intProperty(TABLE)
                if block.text() != placeholder(self._tables[number]):
                    return False
                found.append(number)
            block = block.next()
        return found == [number for number, table in enumerate(self._tables) if not is_editable(table)]

    def _put_back(self) -> None:
        if self._tables_stand():
            return
        self.document().undo()
        if not self._tables_stand():
            self._fill(self._value)
        self.refused.emit(LOCKED)

    def _count_words(self) -> None:
        count, block = 0, self.document().begin()
        while block.isValid():
            if kind_of(block) not in (Kind.TABLE, Kind.CAPTION) and QTextCursor(block).currentTable() is None:
                count += len(block.text().split())
            block = block.next()
        if count != self._words:
            self._words = count
            self.words_changed.emit(count)

    def _shape_key(self, event: QKeyEvent) -> bool:
        match event.modifiers(), event.key():
            case modifiers, Qt.Key.Key_B if modifiers == _SHORTCUT:
                self.toggle_bold()
            case modifiers, Qt.Key.Key_I if modifiers == _SHORTCUT:
                self.toggle_italic()
            case modifiers, (Qt.Key.Key_1 | Qt.Key.Key_2) as key if modifiers == _CTRL_ALT:
                self.toggle_heading(1 if key == Qt.Key.Key_1 else 2)
            case modifiers, Qt.Key.Key_L if modifiers == _CTRL_SHIFT:
                self.toggle_list(Kind.BULLET)
            # Shift and 7 give / on a Swedish keyboard.
            case modifiers, Qt.Key.Key_7 | Qt.Key.Key_Slash if modifiers == _CTRL_SHIFT:
                self.toggle_list(Kind.NUMBER)
            case modifiers, (Qt.Key.Key_Right | Qt.Key.Key_Left) as key if modifiers == _ALT_SHIFT:
                self.shift_level(1 if key == Qt.Key.Key_Right else -1)
            case modifiers, Qt.Key.Key_T if modifiers == _CTRL_SHIFT:
                self.insert_table()
            case modifiers, Qt.Key.Key_V if modifiers == _CTRL_SHIFT:
                self.paste_plain()
            case modifiers, Qt.Key.Key_H if modifiers == _CTRL_SHIFT:
                self.ask_for_reference()
            case _:
                return False
        return True

    def _table_key(self, event: QKeyEvent, table: QTextTable) -> bool:
        """The keys that mean something of their own in a table."""
        cursor = self.textCursor()
        whole = not cursor.hasSelection()
        match event.modifiers(), event.key():
            case _, Qt.Key.Key_Escape:
                self.setTextCursor(block_tables.after_table(table, cursor))
            case modifiers, Qt.Key.Key_Insert if modifiers == _ALT:
                self.add_row()
            case modifiers, Qt.Key.Key_Delete if modifiers == _ALT:
                self.remove_row()
            case modifiers, Qt.Key.Key_Insert if modifiers == _ALT_SHIFT:
                self.add_column()
            case modifiers, Qt.Key.Key_Delete if modifiers == _ALT_SHIFT:
                self.remove_column()
            case modifiers, Qt.Key.Key_Return | Qt.Key.Key_Enter if not modifiers & _CTRL_ALT:
                cursor.insertText(LINE_BREAK)
            case _, Qt.Key.Key_Backspace:
                return whole and cursor == table.cellAt(cursor).firstCursorPosition()
            case _, Qt.Key.Key_Delete:
                return whole and cursor == table.cellAt(cursor).lastCursorPosition()
            case _:
                return False
        return True

    def _reference_key(self, event: QKeyEvent) -> bool:
        """A reference is one sign to the keys: it goes as a whole, and what is written in it comes after it."""
        cursor = self.textCursor()
        if cursor.hasSelection() or not _changes_text(event):
            return False
        back, forth = event.key() == Qt.Key.Key_Backspace, event.key() == Qt.Key.Key_Delete
        found = reference_at(cursor, before=back, after=forth)
        if found is None:
            return False
        if back or forth:
            found.removeSelectedText()
            return True
        if found.selectionStart() < cursor.position() < found.selectionEnd():
            cursor.setPosition(found.selectionEnd())
            self.setTextCursor(cursor)
        return False

    def _structure_key(self, event: QKeyEvent) -> bool:
        """Enter and Backspace where a block changes its kind rather than its words."""
        cursor = self.textCursor()
        block = cursor.block()
        kind = kind_of(block)
        if cursor.hasSelection():
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _SHORTCUT:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                return False
            return self._enter(cursor, block, kind)
        plain_line = kind in _LEVEL_LINES
        if event.key() == Qt.Key.Key_Backspace and cursor.atBlockStart():
            above = block.previous()
            beside = QTextCursor(above).currentTable() if above.isValid() else None
            if beside is not None:
                # Into the table rather than through it.
                self.setTextCursor(beside.cellAt(beside.rows() - 1, beside.columns() - 1).lastCursorPosition())
                return True
            if not plain_line:
                self._step_out(block)
                return True
        if event.key() == Qt.Key.Key_Delete and cursor.atBlockEnd() and block.next().isValid():
            below = QTextCursor(block.next()).currentTable()
            if below is not None:
                self.setTextCursor(below.cellAt(0, 0).firstCursorPosition())
                return True
        return False

    def _enter(self, cursor: QTextCursor, block: QTextBlock, kind: Kind) -> bool:
        if kind == Kind.TABLE:
            if cursor.atBlockStart():
                cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
                self._new_block_before(cursor, block)
            else:
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
                cursor.insertBlock(block_format(Kind.PARAGRAPH), QTextCharFormat())
                self.setTextCursor(cursor)
            return True
        if kind in LIST_KINDS and not block.text():
            self._step_out(block)
            return True
        if kind == Kind.CAPTION:
            below = QTextCursor(block.next()).currentTable() if block.next().isValid() else None
            if below is not None and cursor.atBlockEnd():
                self.setTextCursor(below.cellAt(0, 0).firstCursorPosition())
                return True
        if kind == Kind.HEADING and cursor.atBlockEnd():
            cursor.insertBlock(block_format(Kind.PARAGRAPH), QTextCharFormat())
            self.setTextCursor(cursor)
            return True
        return False

    def _new_block_before(self, cursor: QTextCursor, block: QTextBlock) -> None:
        style = block.blockFormat()
        cursor.beginEditBlock()
        cursor.insertBlock(style)
        cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
        cursor.setBlockFormat(block_format(Kind.PARAGRAPH))
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def _step_out(self, block: QTextBlock) -> None:
        """Out of a list by one level, out of a heading to a paragraph."""
        if kind_of(block) in LIST_KINDS and level_of(block) > 0:
            self._set_kind(block, kind_of(block), level_of(block) - 1, block.blockFormat().intProperty(LIST_ID))
        else:
            self._set_kind(block, Kind.PARAGRAPH, 0, 0)
        mark_lists(self.document())

    def _reshape(self, kind: Kind, level: int) -> None:
        blocks = self._marked_blocks()
        if any(kind_of(block) == Kind.TABLE for block in blocks):
            self.refused.emit(LOCKED)
            return
        if any(QTextCursor(block).currentTable() is not None for block in blocks):
            self.refused.emit(IN_TABLE)
            return
        list_id = self._list_id_for(blocks[0], kind)
        cursor = self.textCursor()
        cursor.beginEditBlock()
        for block in blocks:
            self._set_kind(block, kind, level, list_id)
        mark_lists(self.document())
        cursor.endEditBlock()

    def _list_id_for(self, block: QTextBlock, kind: Kind) -> int:
        """The list just above, if it is of the same kind, or a new one."""
        above = block.previous()
        if kind in LIST_KINDS and above.isValid() and kind_of(above) == kind:
            return above.blockFormat().intProperty(LIST_ID)
        return self._fresh_list()

    def _set_kind(self, block: QTextBlock, kind: Kind, level: int, list_id: int) -> None:
        cursor = QTextCursor(block)
        cursor.beginEditBlock()
        cursor.setBlockFormat(block_format(kind, level, list_id))
        cursor.setBlockCharFormat(char_format(Run(""), kind, level))
        for start, end, run in _stretches(block):
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(char_format(run, kind, level))
        cursor.endEditBlock()

    def _restyle(self, *, bold: bool | None, italic: bool | None) -> None:
        cursor = self.textCursor()
        if not self._may_change(cursor):
            return

        def restyled(run: Run, block: QTextBlock) -> QTextCharFormat:
            new = Run(
                run.text,
                run.bold if bold is None else bold,
                run.italic if italic is None else italic,
                run.ref,
            )
            return char_format(new, kind_of(block), level_of(block))

        if not cursor.hasSelection():
            self.setCurrentCharFormat(restyled(run_of("", self.currentCharFormat()), cursor.block()))
            return
        first, last = cursor.selectionStart(), cursor.selectionEnd()
        table = self.table()
        if table is not None and cursor.hasComplexSelection():
            # Whole cells are marked then, in a rectangle: not what stands between the first place and the last.
            blocks = block_tables.marked_cells(table, cursor)
            first, last = 0, self.document().characterCount()
        else:
            blocks = self._marked_blocks()
        worker = QTextCursor(self.document())
        worker.beginEditBlock()
        for block in blocks:
            for start, end, run in _stretches(block):
                low, high = max(start, first), min(end, last)
                if low < high:
                    worker.setPosition(low)
                    worker.setPosition(high, QTextCursor.MoveMode.KeepAnchor)
                    worker.setCharFormat(restyled(run, block))
        worker.endEditBlock()

    def _marked_blocks(self) -> list[QTextBlock]:
        cursor = self.textCursor()
        block = self.document().findBlock(cursor.selectionStart())
        last = self.document().findBlock(cursor.selectionEnd())
        blocks = [block]
        while block.isValid() and block != last:
            block = block.next()
            blocks.append(block)
        return blocks

    def _may_change(self, cursor: QTextCursor, key: int = 0) -> bool:
        """Whether a change here leaves every table alone; says why not."""
        touched = self._marked_blocks()
        block = cursor.block()
        if not cursor.hasSelection():
            if key == Qt.Key.Key_Backspace and cursor.atBlockStart() and block.previous().isValid():
                touched.append(block.previous())
            if key == Qt.Key.Key_Delete and cursor.atBlockEnd() and block.next().isValid():
                touched.append(block.next())
        if any(kind_of(block) == Kind.TABLE for block in touched):
            self.refused.emit(LOCKED)
            return False
        return True

    def _leave_reference(self) -> None:
        """What is written after a reference is not part of it."""
        style = self.currentCharFormat()
        if not style.hasProperty(REF) or self.textCursor().hasSelection():
            return
        cursor = self.textCursor()
        after = QTextCursor(cursor)
        inside = after.movePosition(QTextCursor.MoveOperation.NextCharacter) and (
            after.charFormat().stringProperty(REF) == style.stringProperty(REF)
        )
        if not inside or cursor.atBlockEnd():
            run = run_of("", style)
            block = cursor.block()
            self.setCurrentCharFormat(char_format(Run("", run.bold, run.italic), kind_of(block), level_of(block)))

    def _show_tables(self) -> None:
        """The grounds of lost tables and references; extra selections, so that theme colours never enter the text."""
        marks: list[QTextEdit.ExtraSelection] = []
        block = self.document().begin()
        while block.isValid():
            if kind_of(block) == Kind.TABLE:
                marks.append(_mark(QTextCursor(block), whole_line=True))
            else:
                for start, end, run in _stretches(block):
                    if run.ref:
                        cursor = QTextCursor(block)
                        cursor.setPosition(start)
                        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                        marks.append(_mark(cursor, whole_line=False))
            block = block.next()
        self.setExtraSelections(marks)

    def _wanted_height(self) -> int:
        frame = self.height() - self.viewport().height()
        smallest = self.fontMetrics().lineSpacing() * self._lines + 2 * u(4)
        return max(smallest, round(self.document().size().height())) + max(frame, 2)

    def _grow(self) -> None:
        height = self._wanted_height()
        if self.minimumHeight() != height:
            self.setFixedHeight(height)
            self.updateGeometry()


def clean_lines(text: str) -> list[str]:
    """Pasted words as lines: one kind of line end, no soft hyphens, no empty lines."""
    lines = re.split(r"\r\n|[\n\r\u2029]", text.replace("\u00ad", ""))
    return [line.strip(" \t") for line in lines if line.strip()] if len(lines) > 1 else lines


def _mark(cursor: QTextCursor, *, whole_line: bool) -> QTextEdit.ExtraSelection:
    mark = QTextEdit.ExtraSelection()
    ground = QTextCharFormat()
    ground.setBackground(colour("neutral_soft" if whole_line else "accent_soft"))
    ground.setForeground(colour("text2" if whole_line else "text"))
    if whole_line:
        ground.setProperty(int(QTextFormat.Property.FullWidthSelection), True)
    mark.format = ground
    mark.cursor = cursor
    return mark


def _nothing() -> None:
    """The line between two groups does nothing."""


def _stretches(block: QTextBlock) -> list[tuple[int, int, Run]]:
    """A block's fragments with where they stand; a list, for changing formats moves the iterator."""
    found = []
    walk = block.begin()
    while not walk.atEnd():
        fragment = walk.fragment()
        start = fragment.position()
        found.append((start, start + fragment.length(), run_of(fragment.text(), fragment.charFormat())))
        walk += 1
    return found


def _changes_text(event: QKeyEvent) -> bool:
    removing = event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Enter)
    # Ctrl and Alt together are AltGr, which writes: @ on a Swedish keyboard is AltGr and 2.
    held = event.modifiers() & _CTRL_ALT
    commands = held in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier)
    cutting = event.key() == Qt.Key.Key_X and event.modifiers() == _SHORTCUT
    return removing or cutting or (bool(event.text()) and event.text().isprintable() and not commands)
