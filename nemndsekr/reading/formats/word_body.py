"""Word body: the paragraphs, tables and text boxes of a Word document's XML, with changes read as accepted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from nemndsekr.reading.formats.word_inline import (
    DEEPEST,
    MC,
    REMOVED,
    InlineReader,
    OpenParagraph,
    chosen,
    split_pieces,
)
from nemndsekr.reading.formats.word_names import (
    W_ALT_CHUNK,
    W_CELL_DEL,
    W_CUSTOM_XML,
    W_DEL,
    W_DROP_CAP,
    W_FRAME_PR,
    W_ILVL,
    W_INS,
    W_MOVE_TO,
    W_NUM_ID,
    W_NUM_PR,
    W_OUTLINE_LVL,
    W_P,
    W_P_PR,
    W_P_PR_CHANGE,
    W_P_STYLE,
    W_PAGE_BREAK_BEFORE,
    W_R_PR,
    W_SDT,
    W_SDT_CONTENT,
    W_SECT_PR,
    W_SMART_TAG,
    W_T,
    W_TBL,
    W_TC,
    W_TC_PR,
    W_TR,
    W_TR_PR,
    W_TXBX_CONTENT,
    W_V_MERGE,
    W_VAL,
)
from nemndsekr.reading.formats.word_numbering import Number, Numbering
from nemndsekr.reading.formats.word_styles import OFF, Styles, attribute, outline_level, whole_number
from nemndsekr.reading.layout.flow import Flow, FlowAside, FlowParagraph, FlowTable
from nemndsekr.reading.raw_document import Progress
from nemndsekr.records.block_text import Run

PAGE_STEP: Final = 200
# Wider tables are no tables of facts; spans that claim more are cut off.
MOST_SPANNED: Final = 20
MOST_COLUMNS: Final = 60
# Holds blocks, rows or cells and says nothing of its own.
WRAPPERS: Final = {
    W_SDT_CONTENT,
    W_INS,
    W_MOVE_TO,
    W_CUSTOM_XML,
    W_SMART_TAG,
    W_TXBX_CONTENT,
    f"{MC}Choice",
}
ENDS_IN_PAGE = re.compile(r"\t[\divxlc]{1,5}\s*$")


@dataclass(slots=True)
class _Setting:
    """What a paragraph's properties say of it."""

    style: str = ""
    own_list: str | None = None
    own_level: int | None = None
    outline: int = 0
    mark_gone: bool = False
    mark_new: bool = False
    breaks_before: bool = False
    ends_section: bool = False
    frame: str = ""


class WordBody:
    """Reads the blocks of one document; ``inline`` knows what was met on the way."""

    def __init__(
        self, styles: Styles, numbering: Numbering, progress: Progress, section_kinds: Iterable[str] = ()
    ) -> None:
        """``section_kinds`` tells how each section of the document begins (``nextPage``, ``continuous`` …)."""
        self._styles = styles
        self._numbering = numbering
        self._progress = progress
        self._sections = iter([*section_kinds][1:])
        self._done = 0
        self._carried: OpenParagraph | None = None
        self.inline = InlineReader(styles, self._box)

    def blocks(self, elements: Iterable[etree._Element], depth: int = 0) -> list[Flow]:
        """The paragraphs, tables and text boxes among these elements, the last of them closed."""
        out: list[Flow] = []
        for element in elements:
            self._block(element, out, depth)
        self._flush_into(out)
        return out

    def _block(self, element: etree._Element, out: list[Flow], depth: int) -> None:
        tag = element.tag
        if tag == W_P:
            self._paragraph(element, out, depth)
        elif tag == W_TBL:
            self._flush_into(out)
            out += [self._table(element, depth)] if depth <= DEEPEST else self._words_alone(element)
        elif tag in WRAPPERS:
            if tag == W_INS:
                self.inline.note("changes")
            self._blocks_inside(element, out, depth)
        elif tag == W_SDT:
            self._blocks_inside(self.inline.control(element), out, depth)
        elif tag == f"{MC}AlternateContent":
            self._blocks_inside(chosen(element), out, depth)
        elif tag in REMOVED:
            self.inline.note("changes")
        elif tag == W_ALT_CHUNK:
            self.inline.note("embedded")

    def _blocks_inside(self, element: etree._Element | None, out: list[Flow], depth: int) -> None:
        if element is None:
            return
        if depth > DEEPEST:
            out += self._words_alone(element)
            return
        for child in element:
            self._block(child, out, depth + 1)

    def _flush_into(self, out: list[Flow]) -> None:
        """Close a last paragraph whose mark was taken away, so that it waits for a next one."""
        waiting, self._carried = self._carried, None
        if waiting is not None:
            out += self._closed(waiting, _Setting(), None)

    def _box(self, element: etree._Element, depth: int) -> list[Flow]:
        if depth > DEEPEST:
            return self._words_alone(element)
        outer, self._carried = self._carried, None
        content = self.blocks(element, depth + 1)
        self._carried = outer
        return content

    def _words_alone(self, element: etree._Element) -> list[Flow]:
        words = "".join(text.text or "" for text in element.iter(W_T))
        return [FlowParagraph([Run(words)], page=self.inline.page)] if words.strip() else []

    # --- tables -----------------------------------------------------------------------------------------------------

    def _table(self, table: etree._Element, depth: int) -> FlowTable:
        rows: list[list[list[Flow]]] = []
        for row in self._inside(table, W_TR):
            properties = row.find(W_TR_PR)
            before = 0
            if properties is not None:
                if properties.find(W_DEL) is not None:
                    self.inline.note("changes")
                    continue
                if properties.find(W_INS) is not None:
                    self.inline.note("changes")
                before = whole_number(attribute(properties, "gridBefore"))
            cells: list[list[Flow]] = [[] for _ in range(min(before, MOST_SPANNED))]
            for cell in self._inside(row, W_TC):
                made = self._cell(cell, depth)
                cells += made if len(cells) < MOST_COLUMNS else made[:1]
            rows.append(cells)
        return FlowTable(rows)

    def _cell(self, cell: etree._Element, depth: int) -> list[list[Flow]]:
        properties = cell.find(W_TC_PR)
        span = 1
        if properties is not None:
            if properties.find(W_CELL_DEL) is not None:
                self.inline.note("changes")
                return []
            span = max(1, min(whole_number(attribute(properties, "gridSpan"), 1), MOST_SPANNED))
            merged = properties.find(W_V_MERGE)
            if merged is not None and merged.get(W_VAL, "continue") != "restart":
                return [[] for _ in range(span)]
        return [self.blocks(cell, depth + 1), *([] for _ in range(span - 1))]

    def _inside(self, parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
        """The rows of a table or the cells of a row, also those in content controls."""
        waiting = [*reversed(parent)]
        while waiting:
            child = waiting.pop()
            tag = child.tag
            if tag == wanted:
                yield child
            elif tag == W_SDT:
                content = self.inline.control(child)
                if content is not None:
                    waiting += reversed(content)
            elif tag in WRAPPERS:
                waiting += reversed(child)

    # --- paragraphs -------------------------------------------------------------------------------------------------

    def _paragraph(self, element: etree._Element, out: list[Flow], depth: int) -> None:
        self._done += 1
        if self._done % PAGE_STEP == 0:
            self._progress(0, 0)
        properties = element[0] if len(element) and element[0].tag == W_P_PR else None
        setting = self._setting(properties) if properties is not None else _Setting(self._styles.default)
        if setting.breaks_before:
            self.inline.new_page(rendered=False)
        look = self._styles.look(setting.style)
        made, self._carried = self._carried or OpenParagraph(look), None
        made.look = look
        if not made.pieces:
            made.pieces.append(FlowParagraph([], page=self.inline.page))
        in_contents = self.inline.in_contents
        self.inline.read(element, made, depth)
        if setting.mark_gone:
            self.inline.note("changes")
        elif setting.mark_new and not self.inline.has_left("changes"):
            # A paragraph that was only parted in two: nothing else tells of it.
            self.inline.leave("changes")
        if setting.mark_gone or setting.frame == "drop":
            self._carried = made
        elif not self._is_contents(setting, made, in_contents=in_contents or self.inline.in_contents):
            closed = self._closed(made, setting, self._number(setting))
            out += [FlowAside(closed)] if setting.frame and closed else closed
        if setting.ends_section and next(self._sections, "continuous") != "continuous":
            self.inline.new_page(rendered=False)

    def _setting(self, properties: etree._Element) -> _Setting:
        made = _Setting(self._styles.default)
        for child in properties:
            tag = child.tag
            if tag == W_P_STYLE:
                made.style = child.get(W_VAL, "")
            elif tag == W_NUM_PR:
                for part in child:
                    if part.tag == W_NUM_ID:
                        made.own_list = part.get(W_VAL, "")
                    elif part.tag == W_ILVL:
                        made.own_level = whole_number(part.get(W_VAL))
            elif tag == W_OUTLINE_LVL:
                made.outline = outline_level(child.get(W_VAL, ""))
            elif tag == W_R_PR:
                made.mark_gone = any(child.find(name) is not None for name in REMOVED)
                made.mark_new = child.find(W_INS) is not None
            elif tag == W_P_PR_CHANGE:
                self.inline.leave("formats")
            elif tag == W_PAGE_BREAK_BEFORE:
                made.breaks_before = child.get(W_VAL, "1") not in OFF
            elif tag == W_SECT_PR:
                made.ends_section = True
            elif tag == W_FRAME_PR:
                made.frame = child.get(W_DROP_CAP, "") if child.get(W_DROP_CAP, "none") != "none" else "aside"
                made.frame = "drop" if made.frame in {"drop", "margin"} else made.frame
        return made

    def _number(self, setting: _Setting) -> Number | None:
        styled = self._styles.numbering(setting.style)
        if setting.own_list is not None:
            level = setting.own_level
            if level is None:
                level = styled.level or 0
            return self._numbering.next(setting.own_list, level)
        if not styled.list_id:
            return None
        list_id, level = self._numbering.of_style(styled, setting.style)
        return self._numbering.next(list_id, setting.own_level if setting.own_level is not None else level)

    def _closed(self, made: OpenParagraph, setting: _Setting, number: Number | None) -> list[Flow]:
        """The paragraph as parts of the flow, split where its line breaks set out an address or a list."""
        level = setting.outline or self._styles.heading_level(setting.style)
        size = made.size
        pieces = split_pieces(made.pieces) if len(made.pieces) > 1 else made.pieces
        self.inline.place_met(pieces)
        for piece in pieces:
            piece.level, piece.size = level, size
            if number is not None:
                piece.number, piece.bullet, piece.indent = number.text, number.bullet, number.level
                # The lines after the first stand under it without a number of their own.
                number = number if number.bullet else None
        return [*pieces, *made.asides]

    def _is_contents(self, setting: _Setting, made: OpenParagraph, *, in_contents: bool) -> bool:
        """Whether the paragraph is a line of a table of contents."""
        if self._styles.is_contents(setting.style):
            return True
        text = "".join(run.text for piece in made.pieces for run in piece.runs) if in_contents else ""
        return in_contents and (made.links_to_heading or bool(ENDS_IN_PAGE.search(text)))
