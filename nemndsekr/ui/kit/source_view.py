"""The source text: read only, with its pages named, marked passages, and a search that says «2 av 9»."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from nemndsekr.ui.kit.fonts import metrics
from nemndsekr.ui.kit.labels import caption, rule, tool_button
from nemndsekr.ui.kit.measures import column, holding, row, set_font_role, set_size, set_variant
from nemndsekr.ui.kit.painting import colour
from nemndsekr.ui.kit.search_field import SearchField
from nemndsekr.ui.kit.tokens import Token, points, u

_EMPTY_LINE: Final = 8
LINE_HEIGHT: Final = 140.0
WIDEST: Final = 75
"""Characters to a line at most; longer lines are hard to find back from."""
_MOST_HITS: Final = 1000
_SHOWN_HITS: Final = 200

Span = tuple[int, int]


class SourceView(QWidget):
    """A source with its search row. All positions are offsets in the text that was given, not in what is shown."""

    found = Signal(int)
    """How many places the search found."""

    def __init__(self, name: str = "Källtext") -> None:
        super().__init__()
        self.text = SourceText(name)
        self.field = SearchField("Sök i källtexten", "Sök")
        self.count = caption("")
        # Room for «188 av 999», so that the buttons stay where the hand is.
        set_size(self.count, min_width=56)
        self.previous_button = tool_button("chevron-up", "Föregående träff")
        self.next_button = tool_button("chevron-down", "Nästa träff")
        bar = row((self.field, 1), self.count, self.previous_button, self.next_button, gap=6, margins=(12, 8, 8, 8))
        self.search_row = holding(column(bar, rule(), gap=0))
        self.setLayout(column(self.search_row, (self.text, 1), gap=0))
        self._source = ""
        self._hits: list[Span] = []
        self._at = -1
        self.field.textChanged.connect(self._search)
        self.field.entered.connect(lambda shift: self.find_next(backwards=shift))
        self.previous_button.clicked.connect(lambda: self.find_next(backwards=True))
        self.next_button.clicked.connect(lambda: self.find_next(backwards=False))
        self._tell()

    def set_source(self, text: str, page_starts: Sequence[int], first_page: int = 1) -> None:
        """Show a text; ``page_starts`` are the offsets where its pages begin."""
        self._source = text
        self.text.set_source(text, page_starts, first_page)
        self._search(self.field.text())

    def show_passage(self, start: int, end: int) -> None:
        """Mark a passage and scroll to it."""
        self.text.set_passages([(start, end)])
        self.text.scroll_to(start)

    def set_passages(self, passages: Sequence[Span]) -> None:
        """Mark passages without moving."""
        self.text.set_passages(passages)

    def find_next(self, *, backwards: bool = False) -> None:
        """Go to the next or previous place, round the end."""
        if self._hits:
            self._at = (self._at + (-1 if backwards else 1)) % len(self._hits)
            self._show()

    def selected(self) -> Span | None:
        """The passage that the person has marked, for quoting."""
        return self.text.selected()

    def page_at(self, offset: int) -> int | None:
        """The page that this place stands on, if the source has pages."""
        return self.text.page_at(offset)

    def _search(self, words: str) -> None:
        self._hits = find_spans(self._source, words)
        # The first place from where one is reading, not from the top of the report.
        here = self.text.first_shown()
        starts = [start for start, _ in self._hits]
        self._at = bisect_left(starts, here) % len(starts) if starts else -1
        self._show()
        self.found.emit(len(self._hits))

    def _show(self) -> None:
        self.text.set_hits(self._hits, self._at)
        if self._at >= 0:
            self.text.scroll_to(self._hits[self._at][0], only_if_hidden=True)
        self._tell()

    def _tell(self) -> None:
        if not self.field.text().strip():
            words = ""
        elif not self._hits:
            words = "ingen träff"
        else:
            more = "+" if len(self._hits) == _MOST_HITS else ""
            words = f"{self._at + 1} av {len(self._hits)}{more}"
        self.count.setText(words)
        self.field.setAccessibleDescription(words)
        for button in (self.previous_button, self.next_button):
            button.setEnabled(bool(self._hits))


class SourceText(QTextEdit):
    """The text itself, with a caption where each page begins."""

    def __init__(self, name: str) -> None:
        super().__init__()
        set_variant(self, "plain")
        set_font_role(self, "body")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._starts: list[int] = [0]
        self._shifts: list[int] = [0]
        self._captions: list[Span] = []
        self._astral: list[int] = []
        self._length = 0
        self._first_page = 1
        self._passages: list[Span] = []
        self._hits: list[Span] = []
        self._at = -1
        self._measured = points()
        self.document().setDocumentMargin(u(14))

    def set_source(self, text: str, page_starts: Sequence[int], first_page: int) -> None:
        """Build the document: the text with a line «Sida n» before each page, if it has pages."""
        self._length, self._first_page = len(text), first_page
        self._passages, self._hits, self._at = [], [], -1
        self._astral = [at for at, sign in enumerate(text) if sign > "\uffff"]
        self._starts, self._shifts, self._captions = [], [], []
        parts: list[str] = []
        shift = 0
        starts = sorted(set(page_starts)) or [0]
        if starts[0] != 0:
            starts.insert(0, 0)
        for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True)):
            before = "\n" if start and text[start - 1] not in "\n\f" else ""
            head = f"Sida {first_page + number}\n" if page_starts else ""
            at = start + shift + len(before)
            if head:
                self._captions.append((at, at + len(head) - 1))
            shift += len(before) + len(head)
            self._starts.append(start)
            self._shifts.append(shift)
            parts += [before, head, text[start:end]]
        # One sign for one sign, or every offset after it would be wrong.
        shown = "".join(parts).translate({ord("\f"): "\n", ord("\r"): " ", 0x2029: "\n"})
        # Qt writes a new text in the style of where the caret stood: at the caption of the former text's first page.
        self.setCurrentCharFormat(QTextCharFormat())
        self.setPlainText(shown)
        self._shape()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._mark()

    def set_passages(self, passages: Sequence[Span]) -> None:
        """Mark these."""
        self._passages = list(passages)
        self._mark()

    def set_hits(self, hits: Sequence[Span], at: int) -> None:
        """Mark what the search found; the one it stands at more strongly."""
        self._hits, self._at = list(hits), at
        self._mark()

    def scroll_to(self, offset: int, *, only_if_hidden: bool = False) -> None:
        """Bring a place into view, a third from the top, so that what leads up to it is seen."""
        cursor = self._cursor(offset, offset)
        area = self.cursorRect(cursor)
        if only_if_hidden and self.viewport().rect().contains(area):
            return
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + area.top() - self.viewport().height() // 3)

    def first_shown(self) -> int:
        """The offset of the first sign in view."""
        return self.offset_of(self.cursorForPosition(self.viewport().rect().topLeft()).position())

    def selected(self) -> Span | None:
        """The marked passage as offsets, or None."""
        cursor = self.textCursor()
        start, end = self.offset_of(cursor.selectionStart()), self.offset_of(cursor.selectionEnd())
        return (start, end) if end > start else None

    def page_at(self, offset: int) -> int | None:
        """The page of an offset; None in a text without pages."""
        if not self._captions:
            return None
        return self._first_page + max(0, bisect_right(self._starts, offset) - 1)

    def position_of(self, offset: int) -> int:
        """Where an offset in the given text stands in the document."""
        page = max(0, bisect_right(self._starts, offset) - 1)
        return offset + self._shifts[page] + bisect_left(self._astral, offset)

    def offset_of(self, position: int) -> int:
        """The offset in the given text of a place in the document; a caption belongs to its page's start."""
        low, high = 0, self._length
        while low < high:
            middle = (low + high) // 2
            if self.position_of(middle) < position:
                low = middle + 1
            else:
                high = middle
        return low

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lines readable in a wide pane."""
        super().resizeEvent(event)
        self._wrap()

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._length:
            if self._measured != points():
                self._measured = points()
                self.document().setDocumentMargin(u(14))
                self._wrap()
            self._shape()
            self._mark()

    def _wrap(self) -> None:
        widest = WIDEST * metrics("body").averageCharWidth() + 2 * u(14)
        width = min(self.viewport().width(), widest)
        if self.lineWrapColumnOrWidth() != width:
            self.setLineWrapColumnOrWidth(width)

    def _close_up(self) -> None:
        """Make an empty line the space between paragraphs that it stands for, not a whole line."""
        thin = QTextBlockFormat()
        thin.setLineHeight(u(_EMPTY_LINE), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        block = self.document().begin()
        while block.isValid():
            if block.length() == 1:
                QTextCursor(block).mergeBlockFormat(thin)
            block = block.next()

    def _shape(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(spaced)
        self._close_up()
        above = QTextBlockFormat()
        above.setTopMargin(u(10))
        quiet = QTextCharFormat()
        quiet.setForeground(colour("text2"))
        for number, (start, end) in enumerate(self._captions):
            # Captions are counted in signs; the document counts a sign beyond the first plane as two.
            extra = bisect_left(self._astral, self._starts[number])
            cursor.setPosition(start + extra)
            cursor.setPosition(end + extra, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(quiet)
            cursor.mergeBlockFormat(above)
        cursor.endEditBlock()

    def _cursor(self, start: int, end: int) -> QTextCursor:
        last = self.document().characterCount() - 1
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(last, self.position_of(start)))
        # By the last sign and not by what follows it, or a passage at the foot of a page would take in the caption.
        after = self.position_of(end - 1) + 1 if end > start else self.position_of(end)
        after += end > start and self._is_astral(end - 1)
        cursor.setPosition(min(last, after), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _is_astral(self, offset: int) -> bool:
        """Whether this sign counts as two in the document."""
        at = bisect_left(self._astral, offset)
        return at < len(self._astral) and self._astral[at] == offset

    def _mark(self) -> None:
        near = range(max(0, self._at - _SHOWN_HITS // 2), min(len(self._hits), max(0, self._at) + _SHOWN_HITS // 2))
        marks = [self._selection(start, end, "mark", "text") for start, end in self._passages]
        marks += [self._selection(*self._hits[number], "mark", "text") for number in near if number != self._at]
        if 0 <= self._at < len(self._hits):
            marks.append(self._selection(*self._hits[self._at], "accent", "on_accent"))
        self.setExtraSelections(marks)

    def _selection(self, start: int, end: int, ground: Token, ink: Token) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        style = QTextCharFormat()
        style.setBackground(colour(ground))
        style.setForeground(colour(ink))
        made.format = style
        made.cursor = self._cursor(start, end)
        return made


def find_spans(text: str, words: str) -> list[Span]:
    """Where the words stand in the text: any case, and any space or line break between them."""
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return []
    found: list[Span] = []
    for hit in re.finditer(r"\s+".join(parts), text, re.IGNORECASE):
        found.append(hit.span())
        if len(found) == _MOST_HITS:
            break
    return found
