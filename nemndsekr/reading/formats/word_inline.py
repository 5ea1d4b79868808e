"""Word inline: what stands in a paragraph of Word: runs, breaks, fields, notes, and changes read as accepted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from lxml import etree

from nemndsekr.reading.draft import LeftoverKind
from nemndsekr.reading.formats.word_names import (
    W_ANCHOR,
    W_ANNOTATION_REF,
    W_BOOKMARK_END,
    W_BOOKMARK_START,
    W_BR,
    W_CHAR,
    W_COMMENT_REFERENCE,
    W_CONTINUATION_SEPARATOR,
    W_CR,
    W_DEL,
    W_DEL_INSTR_TEXT,
    W_DEL_TEXT,
    W_ENDNOTE_REF,
    W_ENDNOTE_REFERENCE,
    W_FLD_CHAR,
    W_FLD_CHAR_TYPE,
    W_FOOTNOTE_REF,
    W_FOOTNOTE_REFERENCE,
    W_HYPERLINK,
    W_ID,
    W_INS,
    W_INSTR_TEXT,
    W_LAST_RENDERED_PAGE_BREAK,
    W_MOVE_FROM,
    W_NO_BREAK_HYPHEN,
    W_P_PR,
    W_PROOF_ERR,
    W_PTAB,
    W_R,
    W_R_PR,
    W_R_PR_CHANGE,
    W_R_STYLE,
    W_SDT,
    W_SDT_CONTENT,
    W_SDT_PR,
    W_SEPARATOR,
    W_SHOWING_PLC_HDR,
    W_SOFT_HYPHEN,
    W_SYM,
    W_T,
    W_TAB,
    W_TXBX_CONTENT,
    W_TYPE,
    W_VAL,
    W,
)
from nemndsekr.reading.formats.word_styles import OFF, Look, Styles, changed_look
from nemndsekr.reading.layout.flow import Flow, FlowAside, FlowParagraph
from nemndsekr.reading.mending import is_wrapped
from nemndsekr.reading.raw_document import RawLeftover
from nemndsekr.records.block_text import Run
from nemndsekr.support.symbol_letters import SYMBOL_LETTERS

MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# What is nested deeper than this is read for its words alone.
DEEPEST: Final = 40
_LONGEST_PROMPT: Final = 200
NotedKind = Literal["changes", "comments", "hidden", "embedded"]
# A page of dense print holds some four thousand characters.
FULLEST_PAGE: Final = 4500
REMOVED: Final = {W_DEL, W_MOVE_FROM}
# Nothing in these is text of the document.
SILENT: Final = {
    W_P_PR,
    W_R_PR,
    W_DEL_TEXT,
    W_DEL_INSTR_TEXT,
    W_SOFT_HYPHEN,
    W_PROOF_ERR,
    W_BOOKMARK_START,
    W_BOOKMARK_END,
    W_ANNOTATION_REF,
    W_FOOTNOTE_REF,
    W_ENDNOTE_REF,
    W_SEPARATOR,
    W_CONTINUATION_SEPARATOR,
}
SAID: Final = {W_TAB: "\t", W_PTAB: "\t", W_NO_BREAK_HYPHEN: "-"}
MEASURES: Final = re.compile(r"(?:^|[^\w])(?:[kcdm]?m|\d+)$")


class Noted(NamedTuple):
    """How often something was met, and the words of the paragraph where it was met first."""

    number: int = 0
    words: str = ""


@dataclass(slots=True)
class _Field:
    """A complex field that is open: what it does, and whether its result has begun."""

    instruction: str = ""
    in_result: bool = False


@dataclass(slots=True)
class OpenParagraph:
    """The paragraph that is being read: its pieces between line breaks, and what is anchored in it."""

    look: Look
    pieces: list[FlowParagraph] = field(default_factory=list)
    sizes: dict[float, int] = field(default_factory=dict)
    asides: list[FlowAside] = field(default_factory=list)
    links_to_heading: bool = False

    @property
    def size(self) -> float:
        """The size of most of the text, in points."""
        return max(self.sizes, key=self.sizes.__getitem__) if self.sizes else self.look.size


class InlineReader:
    """Reads what stands in paragraphs; knows on which page it is and which fields are open.

    What it met on the way is in ``noted`` (changes, comments, hidden text) and ``notes`` (the notes' kinds and ids).
    """

    def __init__(self, styles: Styles, read_box: Callable[[etree._Element, int], list[Flow]]) -> None:
        """``read_box`` reads the blocks of a text box."""
        self._styles = styles
        self._read_box = read_box
        self._fields: list[_Field] = []
        self._muted = 0
        self._met: set[str] = set()
        self._left: Counter[LeftoverKind] = Counter()
        self._before: Counter[LeftoverKind] = Counter()
        """What was met in paragraphs without words, since the last words."""
        self._prompts: list[str] = []
        self._leftovers: list[RawLeftover] = []
        self._now = OpenParagraph(Look())
        self._after_break = False
        self._since_break = 0
        self._fullest = 0
        self._rendered = 0
        self.page = 1
        self.noted: dict[str, Noted] = {}
        self.notes: list[tuple[str, str]] = []

    @property
    def pages(self) -> int:
        """How many pages the document tells that it has; 0 where it tells nothing that can be trusted.

        Word notes where its pages ended. Where nothing is noted the breaks that the writer set are the pages' ends
        only if no page between them holds more than a page can.
        """
        fullest = max(self._fullest, self._since_break)
        return self.page if self.page > 1 and (self._rendered or fullest < FULLEST_PAGE) else 0

    @property
    def in_contents(self) -> bool:
        """Whether the result of a field that makes a table of contents is open."""
        return any(part.in_result and part.instruction.split()[:1] == ["TOC"] for part in self._fields)

    def read(self, element: etree._Element, made: OpenParagraph, depth: int) -> None:
        """Read a paragraph's content into ``made``."""
        outer, self._now = self._now, made
        self._inline(element, made.look, depth)
        while self._fields and not self._fields[-1].in_result:
            # An instruction ends with its paragraph; one that does not is damaged.
            self._close_field()
        self._now = outer

    @property
    def leftovers(self) -> list[RawLeftover]:
        """All that was met and is no text, each with its paragraph's words, where any follow."""
        return [*self._leftovers, *self._standing("")]

    def leave(self, what: LeftoverKind) -> None:
        """Count one leftover that no problem is told of."""
        self._left[what] += 1

    def has_left(self, what: LeftoverKind) -> bool:
        """Whether one was met since the last words."""
        return self._left[what] + self._before[what] > 0

    def _standing(self, words: str) -> list[RawLeftover]:
        """What was met since the last words."""
        prompts = [RawLeftover("prompts", 1, words, quote) for quote in self._prompts]
        before = [RawLeftover(what, number, words, before=True) for what, number in self._before.items() if number]
        return [*before, *(RawLeftover(what, number, words) for what, number in self._left.items() if number), *prompts]

    def note(self, what: NotedKind) -> None:
        """Count one of something, to be placed where the next words are."""
        if what != "embedded":
            self._left[what] += 1
        known = self.noted.get(what, Noted())
        self.noted[what] = known._replace(number=known.number + 1)
        if not known.words:
            self._met.add(what)

    def place_met(self, pieces: list[FlowParagraph]) -> None:
        """What was met and has no place yet stands in this paragraph, if it has words."""
        if not (self._met or self._left or self._before or self._prompts):
            return
        texts = (" ".join("".join(run.text for run in piece.runs).split()) for piece in pieces)
        words = max(texts, key=len, default="")
        if words:
            for what in self._met:
                self.noted[what] = self.noted[what]._replace(words=words)
            self._met.clear()
            self._leftovers += self._standing(words)
            self._before.clear()
            self._prompts.clear()
        else:
            self._before += self._left
        self._left.clear()

    def new_page(self, *, rendered: bool) -> None:
        """A new page begins here; Word notes the break that the writer has set once more."""
        if rendered:
            self._rendered += 1
            if self._after_break:
                self._after_break = False
                return
        self.page += 1
        self._after_break = not rendered
        self._fullest = max(self._fullest, self._since_break)
        self._since_break = 0

    def control(self, element: etree._Element) -> etree._Element | None:
        """The content of a content control, unless it shows its own prompt or holds a table of contents."""
        content: etree._Element | None = None
        for child in element:
            if child.tag == W_SDT_CONTENT:
                content = child
            elif child.tag == W_SDT_PR:
                prompt = child.find(W_SHOWING_PLC_HDR)
                if prompt is not None and prompt.get(W_VAL, "1") not in OFF:
                    self._prompts.append(_prompt_words(element))
                    return None
                gallery = child.find(f"{W}docPartObj/{W}docPartGallery")
                if gallery is not None and gallery.get(W_VAL, "").casefold() == "table of contents":
                    return None
        return content

    def _inline(self, parent: etree._Element, look: Look, depth: int) -> None:
        for child in parent:
            tag = child.tag
            if tag == W_R:
                self._run(child, look, depth)
            elif tag not in SILENT:
                self._part(child, tag, look, depth)

    def _run(self, run: etree._Element, look: Look, depth: int) -> None:
        for child in run:
            tag = child.tag
            if tag == W_T:
                self._text(child.text or "", look)
            elif tag == W_R_PR:
                look = self._run_look(child, look)
            elif tag not in SILENT:
                self._part(child, tag, look, depth)

    def _run_look(self, properties: etree._Element, look: Look) -> Look:
        if not len(properties):
            return look
        if properties[-1].tag == W_R_PR_CHANGE:
            self.leave("formats")
        first = properties[0]
        if first.tag == W_R_STYLE:
            look = self._styles.look(first.get(W_VAL, ""), look)
        return changed_look(look, properties)

    def _part(self, child: etree._Element, tag: str, look: Look, depth: int) -> None:
        if tag in SAID:
            self._text(SAID[tag], look)
        elif tag in (W_BR, W_CR):
            self._line_break(child.get(W_TYPE))
        elif tag == W_T or tag == f"{M}t":
            self._text(child.text or "", look)
        elif tag == W_SYM:
            self._text(_glyph(child.get(W_CHAR, "")), look)
        elif tag == W_TXBX_CONTENT:
            self._box(child, depth)
        elif not self._mark(child, tag):
            self._holder(child, tag, look, depth)

    def _mark(self, child: etree._Element, tag: str) -> bool:
        """What stands in the text without being text; false where the element is nothing of the kind."""
        if tag == W_FLD_CHAR:
            self._field_mark(child.get(W_FLD_CHAR_TYPE))
        elif tag == W_INSTR_TEXT:
            if self._fields and not self._fields[-1].in_result:
                self._fields[-1].instruction += (child.text or "")[:200]
        elif tag == W_LAST_RENDERED_PAGE_BREAK:
            self.new_page(rendered=True)
        elif tag in REMOVED:
            self.note("changes")
        elif tag == W_COMMENT_REFERENCE:
            self.note("comments")
        elif tag in (W_FOOTNOTE_REFERENCE, W_ENDNOTE_REFERENCE):
            self.notes.append(("footnote" if tag == W_FOOTNOTE_REFERENCE else "endnote", child.get(W_ID, "")))
        else:
            return False
        return True

    def _holder(self, child: etree._Element, tag: str, look: Look, depth: int) -> None:
        """What holds runs: an insertion, a link, a content control, one of several ways of telling the same."""
        inside: etree._Element | None = child
        if tag == W_SDT:
            inside = self.control(child)
        elif tag == f"{MC}AlternateContent":
            inside = chosen(child)
        elif tag == W_INS:
            # A move is counted where the text was moved from.
            self.note("changes")
        elif tag == W_HYPERLINK:
            self._now.links_to_heading = self._now.links_to_heading or child.get(W_ANCHOR, "").startswith("_Toc")
        if inside is None:
            return
        if depth > DEEPEST:
            self._text("".join(text.text or "" for text in inside.iter(W_T)), look)
        elif tag == W_R:
            self._run(inside, look, depth + 1)
        else:
            self._inline(inside, look, depth + 1)

    def _text(self, text: str, look: Look) -> None:
        if self._muted or not text:
            return
        if look.hidden:
            if any(map(str.isalpha, text)):
                self.note("hidden")
            return
        now = self._now
        piece = now.pieces[-1]
        if look.raised and _is_reference(text, piece.runs):
            return
        if not piece.runs:
            piece.page = self.page
        elif (piece.turns[-1][1] if piece.turns else piece.page) != self.page:
            piece.turns.append((len(piece.runs), self.page))
        if "\u2011" in text:
            text = text.replace("\u2011", "-")
        piece.runs.append(Run(text, look.bold, look.italic))
        length = len(text)
        now.sizes[look.size] = now.sizes.get(look.size, 0) + length
        self._since_break += length
        self._after_break = False

    def _line_break(self, kind: str | None) -> None:
        if self._muted or kind == "column":
            return
        if kind == "page":
            self.new_page(rendered=False)
        self._now.pieces.append(FlowParagraph([], page=self.page))

    def _box(self, element: etree._Element, depth: int) -> None:
        outer = self._now, self._fields, self._muted
        self._fields, self._muted = [], 0
        content = self._read_box(element, depth)
        self._now, self._fields, self._muted = outer
        if content:
            self._now.asides.append(FlowAside(content))

    def _field_mark(self, kind: str | None) -> None:
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


def chosen(element: etree._Element) -> etree._Element | None:
    """The first way of telling the same thing; the others are for older programs."""
    for wanted in (f"{MC}Choice", f"{MC}Fallback"):
        found = element.find(wanted)
        if found is not None:
            return found
    return None


def _prompt_words(element: etree._Element) -> str:
    """The words of a content control that nobody has filled in, or its own name where it has none."""
    words = " ".join("".join(text.text or "" for text in element.iter(W_T)).split())
    if words:
        return words[:_LONGEST_PROMPT]
    name = element.find(f"{W}sdtPr/{W}alias")
    return name.get(W_VAL, "")[:_LONGEST_PROMPT] if name is not None else ""


def _glyph(code: str) -> str:
    """A symbol by its place in the font; one that says nothing outside its font is no text."""
    try:
        place = int(code, 16)
    except ValueError:
        return ""
    if place in SYMBOL_LETTERS:
        return SYMBOL_LETTERS[place]
    return chr(place) if 32 <= place < 0xD800 else ""


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
        if out and is_wrapped(before, text):
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
