"""The field under the text field: it holds block text, shows it as high as it is, and guards what cannot be written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCharFormat, QTextCursor, QTextFormat, QTextOption
from PySide6.QtWidgets import QTextEdit

from nemndsekr.records.block_text import BlockText, Run, TableBlock
from nemndsekr.rules.references import Reference
from nemndsekr.ui.kit.block_document import (
    REF,
    TABLE,
    Kind,
    char_format,
    is_editable,
    kind_of,
    level_of,
    placeholder,
    read,
    run_of,
    write,
)
from nemndsekr.ui.kit.block_references import current, numbers_of
from nemndsekr.ui.kit.block_shapes import marked_blocks, stretches
from nemndsekr.ui.kit.caret import CaretFollower
from nemndsekr.ui.kit.measures import set_font_role, set_variant
from nemndsekr.ui.kit.own_undo import undo_direction
from nemndsekr.ui.kit.painting import colour
from nemndsekr.ui.kit.tokens import points, u

LOCKED: Final = "Tabellen gick förlorad vid inläsningen. Skriv före eller efter raden, eller ta in den på nytt."
_SMALLEST_LINES: Final = 3


class BlockField(QTextEdit):
    """A field that grows with its block text.

    ``edited`` comes when the person has changed something, ``words_changed`` with the number of words, ``refused``
    with a sentence when something was in the way. A table that was lost when the text was read in stays where it is.
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

    def event(self, event: QEvent) -> bool:
        """Take Ångra and Gör om while the text itself has something to take back; then they are the program's."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            steps = undo_direction(event)
            if steps:
                own = self.document().isUndoAvailable() if steps < 0 else self.document().isRedoAvailable()
                event.setAccepted(own)
                return own
        return super().event(event)

    def _put_caret(self, at: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(min(at, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def _fresh_list(self) -> int:
        self._next_list += 1
        return self._next_list

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

    def _may_change(self, cursor: QTextCursor, key: int = 0) -> bool:
        """Whether a change here leaves every table alone; says why not."""
        touched = marked_blocks(cursor)
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
                for start, end, run in stretches(block):
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
