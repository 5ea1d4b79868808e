"""Word body: the paragraphs, tables and text boxes of a Word document's XML, with changes read as accepted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from lxml import etree

from nemndsekr.reading.flow import Flow, FlowAside, FlowParagraph, FlowTable
from nemndsekr.reading.raw_document import Progress
from nemndsekr.reading.word_numbering import Number, Numbering
from nemndsekr.reading.word_styles import (
    OFF,
    VAL,
    Look,
    Styles,
    W,
    attribute,
    changed_look,
    outline_level,
    whole_number,
)
from nemndsekr.records.block_text import Run

MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# What is nested deeper than this is read for its words alone.
DEEPEST: Final = 40
PAGE_STEP: Final = 200
# A page of dense print holds some four thousand characters.
FULLEST_PAGE: Final = 4500
# Holds blocks, rows or cells and says nothing of its own.
WRAPPERS: Final = {
    f"{W}sdtContent",
    f"{W}ins",
    f"{W}moveTo",
    f"{W}customXml",
    f"{W}smartTag",
    f"{W}txbxContent",
    f"{MC}Choice",
}
REMOVED: Final = {f"{W}del", f"{W}moveFrom"}
# Nothing in these is text of the document.
SILENT: Final = {
    f"{W}pPr",
    f"{W}rPr",
    f"{W}instrText",
    f"{W}delText",
    f"{W}delInstrText",
    f"{W}softHyphen",
    f"{W}proofErr",
    f"{W}bookmarkStart",
    f"{W}bookmarkEnd",
    f"{W}annotationRef",
    f"{W}footnoteRef",
    f"{W}endnoteRef",
    f"{W}separator",
    f"{W}continuationSeparator",
}
# Symbol fonts keep their glyphs where no letter is.
GLYPHS: Final = {0xF0E0: "→", 0xF0FC: "✓", 0xF0FE: "☒", 0xF052: "☑", 0xF0A8: "☐", 0xF06F: "☐", 0xF02D: "-", 0xF0B7: "•"}
MEASURES: Final = re.compile(r"(?:^|[^\w])(?:[kcdm]?m|\d+)$")
ENDS_IN_PAGE = re.compile(r"\t[\divxlc]{1,5}\s*$")


class Noted(NamedTuple):
    """How often something was met, and the words of the paragraph where it was met first."""

    count: int = 0
    words: str = ""


@dataclass(slots=True)
class _Field:
    """A complex field that is open: what it does, and whether its result has begun."""

    instruction: str = ""
    in_result: bool = False


@dataclass(slots=True)
class _Setting:
    """What a paragraph's properties say of it."""

    style: str = ""
    own_list: str | None = None
    own_level: int | None = None
    outline: int = 0
    mark_gone: bool = False
    breaks_before: bool = False
    ends_section: bool = False
    frame: str = ""


@dataclass(slots=True)
class _Open:
    """The paragraph that is being read: its pieces between line breaks, and what is anchored in it."""

    look: Look
    pieces: list[FlowParagraph] = field(default_factory=list)
    sizes: dict[float, int] = field(default_factory=dict)
    asides: list[FlowAside] = field(default_factory=list)
    links_to_heading: bool = False


class WordBody:
    """Reads the blocks of one document; what it met on the way is in ``noted`` and ``notes``."""

    def __init__(
        self, styles: Styles, numbering: Numbering, progress: Progress, section_kinds: Iterable[str] = ()
    ) -> None:
        """``section_kinds`` tells how each section of the document begins (``nextPage``, ``continuous`` …)."""
        self._styles = styles
        self._numbering = numbering
        self._progress = progress
        self._sections = iter([*section_kinds][1:])
        self._done = 0
        self._fields: list[_Field] = []
        self._muted = 0
        self._carried: _Open | None = None
        self._met: set[str] = set()
        self._now = _Open(Look())
        self._page = 1
        self._after_break = False
        self._since_break = 0
        self.noted: dict[str, Noted] = {}
        self.notes: list[tuple[str, str]] = []
        self.rendered_breaks = 0
        self.fullest_page = 0

    @property
    def pages(self) -> int:
        """How many pages the document tells that it has; 0 where it tells nothing that can be trusted.

        Word notes where its pages ended. Where nothing is noted the breaks that the writer set are the pages' ends
        only if no page between them holds more than a page can.
        """
        fullest = max(self.fullest_page, self._since_break)
        return self._page if self._page > 1 and (self.rendered_breaks or fullest < FULLEST_PAGE) else 0

    def blocks(self, elements: Iterable[etree._Element], depth: int = 0) -> list[Flow]:
        """The paragraphs, tables and text boxes among these elements."""
        out: list[Flow] = []
        for element in elements:
            self._block(element, out, depth)
        return out

    def flush(self) -> list[Flow]:
        """The words of a last paragraph whose mark was taken away, so that they wait for the next one."""
        waiting, self._carried = self._carried, None
        return self._closed(waiting, _Setting(), None) if waiting is not None else []

    def note(self, what: str) -> None:
        """Count one of something, to be placed where the next words are."""
        known = self.noted.get(what, Noted())
        self.noted[what] = known._replace(count=known.count + 1)
        if not known.words:
            self._met.add(what)

    def _block(self, element: etree._Element, out: list[Flow], depth: int) -> None:
        tag = element.tag
        if tag == f"{W}p":
            self._paragraph(element, out, depth)
        elif tag == f"{W}tbl":
            self._flush_into(out)
            if depth > DEEPEST:
                out += self._words_alone(element)
            else:
                out.append(self._table(element, depth))
        elif tag in WRAPPERS:
            if tag == f"{W}ins":
                self.note("changes")
            if depth > DEEPEST:
                out += self._words_alone(element)
            else:
                for child in element:
                    self._block(child, out, depth + 1)
        elif tag == f"{W}sdt":
            content = self._control(element)
            if content is not None:
                self._block(content, out, depth + 1)
        elif tag == f"{MC}AlternateContent":
            chosen = _chosen(element)
            for child in chosen if chosen is not None else ():
                self._block(child, out, depth + 1)
        elif tag in REMOVED:
            self.note("changes")
        elif tag == f"{W}altChunk":
            self.note("embedded")

    def _flush_into(self, out: list[Flow]) -> None:
        if self._carried is not None:
            out += self.flush()

    def _words_alone(self, element: etree._Element) -> list[Flow]:
        words = "".join(text.text or "" for text in element.iter(f"{W}t"))
        return [FlowParagraph([Run(words)], page=self._page)] if words.strip() else []

    def _control(self, element: etree._Element) -> etree._Element | None:
        """The content of a content control, unless it shows its own prompt or holds a table of contents."""
        content: etree._Element | None = None
        for child in element:
            if child.tag == f"{W}sdtContent":
                content = child
            elif child.tag == f"{W}sdtPr":
                prompt = child.find(f"{W}showingPlcHdr")
                if prompt is not None and prompt.get(VAL, "1") not in OFF:
                    return None
                gallery = child.find(f"{W}docPartObj/{W}docPartGallery")
                if gallery is not None and gallery.get(VAL, "").casefold() == "table of contents":
                    return None
        return content

    # --- tables -----------------------------------------------------------------------------------------------------

    def _table(self, table: etree._Element, depth: int) -> FlowTable:
        rows: list[list[list[Flow]]] = []
        for row in self._inside(table, f"{W}tr"):
            properties = row.find(f"{W}trPr")
            before = 0
            if properties is not None:
                if properties.find(f"{W}del") is not None:
                    self.note("changes")
                    continue
                if properties.find(f"{W}ins") is not None:
                    self.note("changes")
                before = whole_number(attribute(properties, "gridBefore"))
            cells: list[list[Flow]] = [[] for _ in range(min(before, 20))]
            for cell in self._inside(row, f"{W}tc"):
                cells += self._cell(cell, depth)
            rows.append(cells)
        return FlowTable(rows)

    def _cell(self, cell: etree._Element, depth: int) -> list[list[Flow]]:
        properties = cell.find(f"{W}tcPr")
        span = 1
        if properties is not None:
            if properties.find(f"{W}cellDel") is not None:
                self.note("changes")
                return []
            span = max(1, min(whole_number(attribute(properties, "gridSpan"), 1), 20))
            merged = properties.find(f"{W}vMerge")
            if merged is not None and merged.get(VAL, "continue") != "restart":
                return [[] for _ in range(span)]
        content = self.blocks(cell, depth + 1)
        self._flush_into(content)
        return [content, *([] for _ in range(span - 1))]

    def _inside(self, parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
        """The rows of a table or the cells of a row, also those in content controls."""
        waiting = [*reversed(parent)]
        while waiting:
            child = waiting.pop()
            tag = child.tag
            if tag == wanted:
                yield child
            elif tag == f"{W}sdt":
                content = self._control(child)
                if content is not None:
                    waiting += reversed(content)
            elif tag in WRAPPERS:
                waiting += reversed(child)

    # --- paragraphs -------------------------------------------------------------------------------------------------

    def _paragraph(self, element: etree._Element, out: list[Flow], depth: int) -> None:
        self._done += 1
        if self._done % PAGE_STEP == 0:
            self._progress(0, 0)
        properties = element[0] if len(element) and element[0].tag == f"{W}pPr" else None
        setting = self._setting(properties) if properties is not None else _Setting(self._styles.default)
        if setting.breaks_before:
            self._break(rendered=False)
        look = self._styles.look(setting.style)
        outer, self._now = self._now, self._carried or _Open(look)
        self._carried = None
        self._now.look = look
        if not self._now.pieces:
            self._new_piece()
        contents = self._in_contents()
        self._inline(element, look, depth)
        while self._fields and not self._fields[-1].in_result:
            # An instruction ends with its paragraph; one that does not is damaged.
            self._close_field()
        made, self._now = self._now, outer
        if setting.mark_gone:
            self.note("changes")
        if setting.mark_gone or setting.frame == "drop":
            self._carried = made
        elif not self._is_contents(setting, made, in_contents=contents or self._in_contents()):
            number = self._number(setting)
            if setting.frame:
                out.append(FlowAside(self._closed(made, setting, number)))
            else:
                out += self._closed(made, setting, number)
        if setting.ends_section and next(self._sections, "continuous") != "continuous":
            self._break(rendered=False)

    def _setting(self, properties: etree._Element) -> _Setting:
        made = _Setting(self._styles.default)
        for child in properties:
            tag = child.tag
            if tag == f"{W}pStyle":
                made.style = child.get(VAL, "")
            elif tag == f"{W}numPr":
                for part in child:
                    if part.tag == f"{W}numId":
                        made.own_list = part.get(VAL, "")
                    elif part.tag == f"{W}ilvl":
                        made.own_level = whole_number(part.get(VAL))
            elif tag == f"{W}outlineLvl":
                made.outline = outline_level(child.get(VAL, ""))
            elif tag == f"{W}rPr":
                made.mark_gone = any(child.find(name) is not None for name in REMOVED)
            elif tag == f"{W}pageBreakBefore":
                made.breaks_before = child.get(VAL, "1") not in OFF
            elif tag == f"{W}sectPr":
                made.ends_section = True
            elif tag == f"{W}framePr":
                made.frame = child.get(f"{W}dropCap", "") if child.get(f"{W}dropCap", "none") != "none" else "aside"
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

    def _closed(self, made: _Open, setting: _Setting, number: Number | None) -> list[Flow]:
        """The paragraph as parts of the flow, split where its line breaks set out an address or a list."""
        level = setting.outline or self._styles.heading_level(setting.style)
        size = max(made.sizes, key=made.sizes.__getitem__) if made.sizes else made.look.size
        pieces = split_pieces(made.pieces) if len(made.pieces) > 1 else made.pieces
        if self._met:
            self._place_met(pieces)
        out: list[Flow] = []
        for piece in pieces:
            piece.level, piece.size = level, size
            if number is not None:
                piece.number, piece.bullet, piece.indent = number.text, number.bullet, number.level
            out.append(piece)
            # The lines after the first stand under it without a number of their own.
            number = number if number is not None and number.bullet else None
        return [*out, *made.asides]

    def _place_met(self, pieces: list[FlowParagraph]) -> None:
        words = max(
            (" ".join("".join(run.text for run in piece.runs).split()) for piece in pieces), key=len, default=""
        )
        if words:
            for what in self._met:
                self.noted[what] = self.noted[what]._replace(words=words)
            self._met.clear()

    def _in_contents(self) -> bool:
        return any(part.in_result and part.instruction.lstrip()[:4].upper() in {"TOC", "TOC "} for part in self._fields)

    def _is_contents(self, setting: _Setting, made: _Open, *, in_contents: bool) -> bool:
        """Whether the paragraph is a line of a table of contents."""
        if self._styles.is_contents(setting.style):
            return True
        text = "".join(run.text for piece in made.pieces for run in piece.runs) if in_contents else ""
        return in_contents and (made.links_to_heading or bool(ENDS_IN_PAGE.search(text)))

    # --- what stands in a paragraph ---------------------------------------------------------------------------------

    def _inline(self, parent: etree._Element, look: Look, depth: int) -> None:
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, look, depth)
                continue
            handle = _INLINE.get(tag)
            if handle is not None:
                handle(self, child, look, depth)
            elif tag in SILENT:
                continue
            else:
                self._inside_of(child, look, depth)

    def _run(self, run: etree._Element, look: Look, depth: int) -> None:
        first = True
        for child in run:
            tag = child.tag
            if first:
                first = False
                if tag == f"{W}rPr":
                    look = self._run_look(child, look)
                    continue
            if tag == f"{W}t":
                self._text(child.text or "", look)
                continue
            handle = _INLINE.get(tag)
            if handle is not None:
                handle(self, child, look, depth)
            elif tag not in SILENT:
                self._inside_of(child, look, depth)

    def _run_look(self, properties: etree._Element, look: Look) -> Look:
        if not len(properties):
            return look
        first = properties[0]
        if first.tag == f"{W}rStyle":
            look = self._styles.look(first.get(VAL, ""), look)
        return changed_look(look, properties)

    def _text(self, text: str, look: Look) -> None:
        if self._muted or not text:
            return
        if look.hidden:
            if any(char.isalpha() for char in text):
                self.note("hidden")
            return
        now = self._now
        piece = now.pieces[-1]
        if look.raised and _is_reference(text, piece.runs):
            return
        if not piece.runs:
            piece.page = self._page
        elif (piece.turns[-1][1] if piece.turns else piece.page) != self._page:
            piece.turns.append((len(piece.runs), self._page))
        if "\u2011" in text:
            text = text.replace("\u2011", "-")
        piece.runs.append(Run(text, look.bold, look.italic))
        length = len(text)
        now.sizes[look.size] = now.sizes.get(look.size, 0) + length
        self._since_break += length
        self._after_break = False

    def _new_piece(self) -> None:
        self._now.pieces.append(FlowParagraph([], page=self._page))

    def _break(self, *, rendered: bool) -> None:
        """A new page begins here; Word notes the break that the writer has set once more."""
        if rendered:
            self.rendered_breaks += 1
            if self._after_break:
                self._after_break = False
                return
        self._page += 1
        self._after_break = not rendered
        self.fullest_page = max(self.fullest_page, self._since_break)
        self._since_break = 0

    # The handlers of what can stand in a run or beside one.

    def _on_plain(self, element: etree._Element, look: Look, depth: int) -> None:
        self._text(element.text or "", look)

    def _on_tab(self, element: etree._Element, look: Look, depth: int) -> None:
        self._text("\t", look)

    def _on_hyphen(self, element: etree._Element, look: Look, depth: int) -> None:
        self._text("-", look)

    def _on_line_break(self, element: etree._Element, look: Look, depth: int) -> None:
        kind = element.get(f"{W}type")
        if self._muted or kind == "column":
            return
        if kind == "page":
            self._break(rendered=False)
        self._new_piece()

    def _on_rendered_break(self, element: etree._Element, look: Look, depth: int) -> None:
        self._break(rendered=True)

    def _on_symbol(self, element: etree._Element, look: Look, depth: int) -> None:
        try:
            code = int(element.get(f"{W}char", ""), 16)
        except ValueError:
            return
        private = 0xE000 <= code < 0xF900
        self._text(GLYPHS.get(code, "" if private else chr(code) if 32 <= code < 0xD800 else ""), look)

    def _on_removed(self, element: etree._Element, look: Look, depth: int) -> None:
        self.note("changes")

    def _on_added(self, element: etree._Element, look: Look, depth: int) -> None:
        # What was moved away has already been counted there.
        if element.tag == f"{W}ins":
            self.note("changes")
        self._inside_of(element, look, depth)

    def _on_comment(self, element: etree._Element, look: Look, depth: int) -> None:
        self.note("comments")

    def _on_note(self, element: etree._Element, look: Look, depth: int) -> None:
        kind = "footnote" if element.tag == f"{W}footnoteReference" else "endnote"
        self.notes.append((kind, element.get(f"{W}id", "")))

    def _on_control(self, element: etree._Element, look: Look, depth: int) -> None:
        content = self._control(element)
        if content is not None:
            self._inside_of(content, look, depth)

    def _on_alternate(self, element: etree._Element, look: Look, depth: int) -> None:
        chosen = _chosen(element)
        if chosen is not None:
            self._inside_of(chosen, look, depth)

    def _on_text_box(self, element: etree._Element, look: Look, depth: int) -> None:
        if depth > DEEPEST:
            content = self._words_alone(element)
        else:
            outer = self._carried, self._now, self._fields, self._muted
            self._carried, self._fields, self._muted = None, [], 0
            content = self.blocks(element, depth + 1)
            self._flush_into(content)
            self._carried, self._now, self._fields, self._muted = outer
        if content:
            self._now.asides.append(FlowAside(content))

    def _on_link(self, element: etree._Element, look: Look, depth: int) -> None:
        self._now.links_to_heading = self._now.links_to_heading or element.get(f"{W}anchor", "").startswith("_Toc")
        self._inside_of(element, look, depth)

    def _inside_of(self, element: etree._Element, look: Look, depth: int) -> None:
        if depth > DEEPEST:
            self._text("".join(text.text or "" for text in element.iter(f"{W}t")), look)
        else:
            self._inline(element, look, depth + 1)

    def _on_instruction(self, element: etree._Element, look: Look, depth: int) -> None:
        if self._fields and not self._fields[-1].in_result:
            self._fields[-1].instruction += (element.text or "")[:200]

    def _on_field_mark(self, element: etree._Element, look: Look, depth: int) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
            self._muted += 1
        elif kind == "separate" and self._fields and not self._fields[-1].in_result:
            self._fields[-1].in_result = True
            self._muted -= 1
        elif kind == "end" and self._fields:
            self._close_field()

    def _close_field(self) -> None:
        if not self._fields.pop().in_result:
            self._muted -= 1


_INLINE: Final[dict[str, Callable[[WordBody, etree._Element, Look, int], None]]] = {
    f"{W}t": WordBody._on_plain,
    f"{M}t": WordBody._on_plain,
    f"{W}tab": WordBody._on_tab,
    f"{W}ptab": WordBody._on_tab,
    f"{W}noBreakHyphen": WordBody._on_hyphen,
    f"{W}br": WordBody._on_line_break,
    f"{W}cr": WordBody._on_line_break,
    f"{W}lastRenderedPageBreak": WordBody._on_rendered_break,
    f"{W}sym": WordBody._on_symbol,
    f"{W}del": WordBody._on_removed,
    f"{W}moveFrom": WordBody._on_removed,
    f"{W}ins": WordBody._on_added,
    f"{W}moveTo": WordBody._on_added,
    f"{W}commentReference": WordBody._on_comment,
    f"{W}footnoteReference": WordBody._on_note,
    f"{W}endnoteReference": WordBody._on_note,
    f"{W}sdt": WordBody._on_control,
    f"{MC}AlternateContent": WordBody._on_alternate,
    f"{W}txbxContent": WordBody._on_text_box,
    f"{W}hyperlink": WordBody._on_link,
    f"{W}fldChar": WordBody._on_field_mark,
    f"{W}instrText": WordBody._on_instruction,
}


def _chosen(element: etree._Element) -> etree._Element | None:
    """The first way of telling the same thing; the others are for older programs."""
    for wanted in (f"{MC}Choice", f"{MC}Fallback"):
        found = element.find(wanted)
        if found is not None:
            return found
    return None


def _is_reference(text: str, before: list[Run]) -> bool:
    """Whether raised digits are a note's mark, and no power or unit."""
    if not (text.strip().isdigit() and len(text.strip()) <= 2 and before):
        return False
    head = before[-1].text.rstrip()[-12:]
    return bool(head) and not MEASURES.search(head)


def split_pieces(pieces: list[FlowParagraph]) -> list[FlowParagraph]:
    """Line breaks part a paragraph where they set out an address or a list, not where they only wrap a sentence."""
    out: list[FlowParagraph] = []
    for piece in pieces:
        text = "".join(run.text for run in piece.runs).strip()
        before = "".join(run.text for run in out[-1].runs).strip() if out else ""
        wraps = (
            bool(before)
            and bool(text)
            and text[0].islower()
            and before[-1] not in ".:;?!"
            and not text.startswith("att ")
        )
        if out and wraps:
            last = out[-1]
            last.runs.append(Run(" "))
            page = last.turns[-1][1] if last.turns else last.page
            if piece.page is not None and piece.page != page:
                last.turns.append((len(last.runs), piece.page))
            last.turns += [(len(last.runs) + place, number) for place, number in piece.turns]
            last.runs += piece.runs
        elif text:
            out.append(piece)
    return out
