"""What the keys do in a table of the text field: put one in, move between cells, add and take away rows and columns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from PySide6.QtGui import QTextBlock, QTextCursor, QTextTable

from nemndsekr.records.block_text import Run
from nemndsekr.ui.kit.block_document import (
    Kind,
    block_format,
    caption_block,
    cell_runs,
    char_format,
    kind_of,
    mark_lists,
    put_table,
    write_cell,
)

_ROWS: Final = 3
_COLUMNS: Final = 2


def table_at(cursor: QTextCursor) -> QTextTable | None:
    """The table whose cell the caret stands in."""
    return cursor.currentTable()


def marked_rectangle(cursor: QTextCursor) -> tuple[range, range]:
    """The rows and the columns of the cells that are marked."""
    # The stub says that nothing is returned.
    marked: Any = cursor.selectedTableCells()  # type: ignore[func-returns-value, unused-ignore]
    row, rows, column, columns = marked
    return range(row, row + rows), range(column, column + columns)


def marked_cells(table: QTextTable, cursor: QTextCursor) -> list[QTextBlock]:
    """The lines of the marked cells."""
    rows, columns = marked_rectangle(cursor)
    return [table.cellAt(row, column).firstCursorPosition().block() for row in rows for column in columns]


def insert_table(cursor: QTextCursor) -> QTextTable:
    """Put a small table with a header row after the caret's line, with a line for its caption above."""
    cursor.beginEditBlock()
    block = cursor.block()
    if block.text() or kind_of(block) not in (Kind.PARAGRAPH, Kind.FILLER):
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.insertBlock(block_format(Kind.CAPTION), char_format(Run(""), Kind.CAPTION))
    else:
        cursor.setBlockFormat(block_format(Kind.CAPTION))
        cursor.setBlockCharFormat(char_format(Run(""), Kind.CAPTION))
    made = put_table(cursor, [((),) * _COLUMNS for _ in range(_ROWS)], header=True)
    after = QTextCursor(cursor.document())
    after.setPosition(made.lastPosition() + 1)
    after.setBlockFormat(block_format(Kind.FILLER))
    after.setBlockCharFormat(char_format(Run("")))
    mark_lists(cursor.document())
    cursor.endEditBlock()
    return made


def add_caption(table: QTextTable, cursor: QTextCursor) -> QTextCursor:
    """The caret in the table's caption, which is made where there is none."""
    block = caption_block(table)
    place = QTextCursor(cursor)
    place.setPosition(table.firstPosition() - 1)
    if block is not None:
        return place
    place.beginEditBlock()
    if kind_of(place.block()) == Kind.FILLER and not place.block().text():
        place.setBlockFormat(block_format(Kind.CAPTION))
        place.setBlockCharFormat(char_format(Run(""), Kind.CAPTION))
    else:
        place.insertBlock(block_format(Kind.CAPTION), char_format(Run(""), Kind.CAPTION))
        mark_lists(place.document())
    place.endEditBlock()
    return place


def add_row(table: QTextTable, cursor: QTextCursor, *, below: bool = True) -> QTextCursor:
    """A new row below or above the caret's; the caret comes into it. A header stays the first row."""
    cell = table.cellAt(cursor)
    at = cell.row() + 1 if below or (cell.row() == 0 and _has_header(table)) else cell.row()
    with _one_act(table, cursor):
        table.insertRows(at, 1)
        for column in range(table.columns()):
            write_cell(table, at, column, (), header=False)
    return table.cellAt(at, cell.column()).firstCursorPosition()


def add_column(table: QTextTable, cursor: QTextCursor, *, right: bool = True) -> QTextCursor:
    """A new column right or left of the caret's; the caret comes into it."""
    cell = table.cellAt(cursor)
    at, row = cell.column() + right, cell.row()
    with _one_act(table, cursor):
        table.insertColumns(at, 1)
        for number in range(table.rows()):
            write_cell(table, number, at, (), header=number == 0 and _has_header(table))
    return table.cellAt(row, at).firstCursorPosition()


def remove_row(table: QTextTable, cursor: QTextCursor) -> QTextCursor:
    """Take the caret's row away; with the last one goes the table."""
    cell = table.cellAt(cursor)
    row, column = cell.row(), cell.column()
    if table.rows() == 1:
        return remove_table(table, cursor)
    with _one_act(table, cursor):
        if row == 0 and _has_header(table):
            _set_header(table, header=False)
        table.removeRows(row, 1)
    return table.cellAt(min(row, table.rows() - 1), column).firstCursorPosition()


def remove_column(table: QTextTable, cursor: QTextCursor) -> QTextCursor:
    """Take the caret's column away; with the last one goes the table."""
    cell = table.cellAt(cursor)
    row, column = cell.row(), cell.column()
    if table.columns() == 1:
        return remove_table(table, cursor)
    with _one_act(table, cursor):
        table.removeColumns(column, 1)
    return table.cellAt(row, min(column, table.columns() - 1)).firstCursorPosition()


def remove_table(table: QTextTable, cursor: QTextCursor) -> QTextCursor:
    """Take the whole table away, and the line of its caption if nothing is written there."""
    caption = caption_block(table)
    place, following = QTextCursor(cursor), after_table(table, cursor).block()
    style, looks = following.blockFormat(), following.charFormat()
    before = caption if caption is not None else table.firstCursorPosition().block().previous()
    own = before.blockFormat() if before.text() else None
    place.beginEditBlock()
    place.setPosition(table.firstPosition() - 1)
    place.setPosition(table.lastPosition() + 1, QTextCursor.MoveMode.KeepAnchor)
    place.removeSelectedText()
    if own is None:
        place.setBlockFormat(style)
        place.setBlockCharFormat(looks)
    else:
        # What stood before and after the table stay two lines.
        place.setBlockFormat(own)
        place.insertBlock(style, looks)
    mark_lists(place.document())
    place.endEditBlock()
    return place


@contextmanager
def _one_act(table: QTextTable, cursor: QTextCursor) -> Iterator[None]:
    """One step for undo. Qt gives the line above the table the format of a first cell that goes: put it back."""
    above = QTextCursor(cursor)
    above.setPosition(table.firstPosition() - 1)
    style = above.blockFormat()
    cursor.beginEditBlock()
    yield
    above.setPosition(table.firstPosition() - 1)
    above.setBlockFormat(style)
    mark_lists(cursor.document())
    cursor.endEditBlock()


def toggle_header(table: QTextTable, cursor: QTextCursor) -> None:
    """Make the first row a header, or a row like the others."""
    cursor.beginEditBlock()
    _set_header(table, header=not _has_header(table))
    cursor.endEditBlock()


def next_cell(table: QTextTable, cursor: QTextCursor, by: int) -> QTextCursor | None:
    """The caret in the next (1) or previous (-1) cell; after the last one a new row begins; None before the first."""
    cell = table.cellAt(cursor)
    at = cell.row() * table.columns() + cell.column() + by
    if at < 0:
        return None
    if at >= table.rows() * table.columns():
        made = add_row(table, cursor)
        return table.cellAt(table.cellAt(made).row(), 0).firstCursorPosition()
    return table.cellAt(at // table.columns(), at % table.columns()).lastCursorPosition()


def after_table(table: QTextTable, cursor: QTextCursor) -> QTextCursor:
    """The caret right after the table."""
    place = QTextCursor(cursor)
    place.setPosition(table.lastPosition() + 1)
    return place


def _has_header(table: QTextTable) -> bool:
    return table.format().headerRowCount() > 0


def _set_header(table: QTextTable, *, header: bool) -> None:
    style = table.format()
    style.setHeaderRowCount(int(header))
    table.setFormat(style)
    for column in range(table.columns()):
        write_cell(table, 0, column, cell_runs(table, 0, column), header=header)
