"""OpenDocument files: the text of an .odt, with changes read as accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from lxml import etree

from nemndsekr.reading.draft import LeftoverKind
from nemndsekr.reading.formats.odt_styles import OFFICE, STYLE, TEXT, OdtLevel, OdtStyles, next_number
from nemndsekr.reading.formats.office_archive import LOCKED, Archive, open_archive
from nemndsekr.reading.formats.word_body import PAGE_STEP
from nemndsekr.reading.formats.word_file import NO_TEXT, TOLD
from nemndsekr.reading.formats.word_inline import FULLEST_PAGE, split_pieces
from nemndsekr.reading.formats.word_numbering import Number
from nemndsekr.reading.formats.word_styles import Look, whole_number
from nemndsekr.reading.layout.flow import Flow, FlowAside, FlowParagraph, FlowTable, flow_lines, paragraphs_of
from nemndsekr.reading.raw_document import Progress, RawDocument, RawLeftover, RawProblem, no_progress, read_bytes
from nemndsekr.records.block_text import Run
from nemndsekr.support.errors import UserError

TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW: Final = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
NO_ODT: Final = (
    "Filen är inget OpenDocument-dokument.",
    "Kontrollera att det är rätt fil, öppna den i LibreOffice eller Word och spara som .docx.",
)
# What is nested deeper than this is read for its words alone.
DEEPEST: Final = 40
SKIPPED: Final = {
    f"{TEXT}tracked-changes",
    f"{TEXT}table-of-content",
    f"{TEXT}alphabetical-index",
    f"{TEXT}illustration-index",
    f"{TEXT}table-index",
    f"{TEXT}placeholder",
    f"{TEXT}sequence-decls",
    f"{OFFICE}forms",
}
MOST_REPEATED: Final = 20
MOST_COLUMNS: Final = 60


def read_odt_file(path: Path, progress: Progress = no_progress) -> RawDocument:
    """Read an .odt file.

    Raises:
        UserError: the file is locked with a password, damaged, empty or no text document.
    """
    with open_archive(read_bytes(path), progress) as archive:
        raw = _read(archive, progress)
    if not any(line.text.strip() for line in raw.lines):
        raise UserError(*NO_TEXT)
    return raw


def _read(archive: Archive, progress: Progress) -> RawDocument:
    manifest = archive.optional("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
        raise UserError(*LOCKED)
    if "content.xml" not in archive.names:
        raise UserError(*NO_ODT)
    content = archive.tree("content.xml")
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise UserError(*NO_ODT)
    template = archive.optional("styles.xml")
    styles = OdtStyles([content] if template is None else [content, template])
    reader = _Body(styles, progress)
    head = _header(template, styles, progress) if template is not None else []
    flow = [*head, *reader.blocks(body, 0)]
    if not reader.pages:
        for paragraph in paragraphs_of(flow):
            paragraph.page = None
            paragraph.turns.clear()
    told = [
        RawProblem(words.format(*reader.noted[what][:1]), reader.noted[what][1])
        for what, words in TOLD
        if what in reader.noted
    ]
    if archive.broken:
        told.append(RawProblem("Filen är delvis skadad: rubriker och listor kan ha lästs fel."))
    lines, notes = flow_lines(flow, progress), flow_lines(reader.notes, progress)
    return RawDocument(tuple(lines), (), reader.pages, tuple(notes), tuple(told), tuple(reader.leftovers))


def _header(template: etree._Element, styles: OdtStyles, progress: Progress) -> list[Flow]:
    """The header of the first page, where letterheads put the date and the number."""
    for page in template.iter(f"{STYLE}master-page"):
        for name in (f"{STYLE}header-first", f"{STYLE}header"):
            header = page.find(name)
            if header is not None and header.get(f"{STYLE}display", "true") == "true":
                return _Body(styles, progress).blocks(header, 0)
        return []
    return []


class _Body:
    """Reads the blocks of one document; what it met on the way is in ``noted`` and ``notes``."""

    def __init__(self, styles: OdtStyles, progress: Progress) -> None:
        self._styles = styles
        self._progress = progress
        self._done = 0
        self._page = 1
        self._since_break = 0
        self._fullest = 0
        self._soft = False
        self._outline: dict[int, int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._pieces: list[FlowParagraph] = []
        self._sizes: dict[float, int] = {}
        self._asides: list[FlowAside] = []
        self._met: set[str] = set()
        self._left: Counter[LeftoverKind] = Counter()
        self._leftovers: list[RawLeftover] = []
        self.noted: dict[str, tuple[int, str]] = {}
        self.notes: list[Flow] = []

    @property
    def pages(self) -> int:
        """How many pages the document tells that it has, 0 where that cannot be trusted."""
        fullest = max(self._fullest, self._since_break)
        return self._page if self._page > 1 and (self._soft or fullest < FULLEST_PAGE) else 0

    def blocks(self, elements: Iterable[etree._Element], depth: int) -> list[Flow]:
        """The paragraphs, tables and frames among these elements."""
        out: list[Flow] = []
        for element in elements:
            tag = element.tag
            if tag == f"{TEXT}p" or tag == f"{TEXT}h":
                out += self._paragraph(element, None, depth)
            elif tag == f"{TEXT}list":
                out += self._list(element, "", 0, {}, depth)
            elif tag == f"{TEXT}soft-page-break":
                self._break(soft=True)
            elif tag in SKIPPED:
                if tag == f"{TEXT}tracked-changes":
                    count = sum(1 for _ in element.iterchildren(f"{TEXT}changed-region"))
                    if count:
                        self.noted["changes"] = (count, "")
            elif depth > DEEPEST:
                words = "".join(str(text) for text in element.itertext())
                out.append(FlowParagraph([Run(words)], page=self._page))
            elif tag == f"{TABLE}table":
                out.append(self._table(element, depth))
            elif tag == f"{DRAW}frame":
                out += [FlowAside(self.blocks(box, depth + 1)) for box in element.iterchildren(f"{DRAW}text-box")]
            elif isinstance(tag, str):
                out += self.blocks(element, depth + 1)
        return out

    @property
    def leftovers(self) -> list[RawLeftover]:
        """All that was met and is no text, each with its paragraph's words."""
        met = [*self._leftovers, *(RawLeftover(what, number) for what, number in self._left.items() if number)]
        placed = sum(one.number for one in met if one.what == "changes")
        told = self.noted.get("changes", (0, ""))[0]
        return [*met, RawLeftover("changes", told - placed)] if told > placed else met

    def _note(self, what: LeftoverKind) -> None:
        self._left[what] += 1
        count, words = self.noted.get(what, (0, ""))
        self.noted[what] = (count if what == "changes" else count + 1, words)
        if not words:
            self._met.add(what)

    def _break(self, *, soft: bool) -> None:
        self._soft = self._soft or soft
        self._page += 1
        self._fullest = max(self._fullest, self._since_break)
        self._since_break = 0

    def _table(self, table: etree._Element, depth: int) -> FlowTable:
        rows: list[list[list[Flow]]] = []
        for row in table.iter(f"{TABLE}table-row", f"{TEXT}soft-page-break"):
            if next(row.iterancestors(f"{TABLE}table"), None) is not table:
                continue
            if row.tag != f"{TABLE}table-row":
                parent = row.getparent()
                if parent is not None and str(parent.tag).startswith(TABLE):
                    self._break(soft=True)
                continue
            cells: list[list[Flow]] = []
            for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
                most = MOST_REPEATED if len(cells) < MOST_COLUMNS else 1
                repeated = min(max(1, whole_number(cell.get(f"{TABLE}number-columns-repeated"), 1)), most)
                covered = cell.tag == f"{TABLE}covered-table-cell"
                cells += [[] if covered else self.blocks(cell, depth + 1) for _ in range(repeated)]
            rows.append(cells)
        return FlowTable(rows)

    def _list(self, element: etree._Element, style: str, level: int, counts: dict[int, int], depth: int) -> list[Flow]:
        style = element.get(f"{TEXT}style-name") or style
        if level == 0:
            before = element.get(f"{TEXT}continue-list") or (
                f"style {style}" if element.get(f"{TEXT}continue-numbering") == "true" else ""
            )
            counts = self._counts.get(before, {}) if before else {}
            self._counts[f"style {style}"] = counts
            own_id = element.get("{http://www.w3.org/XML/1998/namespace}id")
            if own_id:
                self._counts[own_id] = counts
        levels = self._styles.levels(style)
        out: list[Flow] = []
        for item in element:
            if depth > DEEPEST:
                out.append(FlowParagraph([Run("".join(str(text) for text in item.itertext()))], page=self._page))
                continue
            numbered = item.tag == f"{TEXT}list-item"
            start = item.get(f"{TEXT}start-value")
            for child in item:
                if child.tag == f"{TEXT}list":
                    out += self._list(child, style, level + 1, counts, depth + 1)
                elif child.tag == f"{TEXT}p" or child.tag == f"{TEXT}h":
                    number = self._item(child, levels, counts, level, start) if numbered else None
                    numbered = False
                    out += self._paragraph(child, number, depth)
                else:
                    out += self.blocks([child], depth + 1)
        return out

    def _item(
        self,
        element: etree._Element,
        levels: dict[int, OdtLevel],
        counts: dict[int, int],
        level: int,
        start: str | None,
    ) -> Number | None:
        if not levels:
            own = self._styles.attribute(element.get(f"{TEXT}style-name", ""), f"{STYLE}list-style-name")
            levels = self._styles.levels(own)
        return next_number(levels, counts, min(level, 9), whole_number(start, 1) if start else None)

    def _paragraph(self, element: etree._Element, number: Number | None, depth: int) -> list[Flow]:
        self._done += 1
        if self._done % PAGE_STEP == 0:
            self._progress(0, 0)
        style = element.get(f"{TEXT}style-name", "")
        if self._styles.breaks_page(style) and (self._since_break or self._page > 1):
            self._break(soft=False)
        look = self._styles.look("paragraph", style)
        level = self._level(element, style)
        if level and number is None and element.get(f"{TEXT}is-list-header") != "true" and element.tag == f"{TEXT}h":
            place = min(level, 10) - 1
            if self._styles.outline.get(place, OdtLevel()).form:
                number = next_number(self._styles.outline, self._outline, place, None)
        outer = self._pieces, self._sizes, self._asides
        self._pieces, self._sizes, self._asides = [FlowParagraph([], page=self._page)], {}, []
        self._inline(element, look, depth)
        pieces, sizes, asides = self._pieces, self._sizes, self._asides
        self._pieces, self._sizes, self._asides = outer
        if self._styles.is_contents(style):
            return []
        return self._closed(
            split_pieces(pieces), level, max(sizes, key=sizes.__getitem__, default=look.size), number, asides
        )

    def _closed(
        self, pieces: list[FlowParagraph], level: int, size: float, number: Number | None, asides: list[FlowAside]
    ) -> list[Flow]:
        words = max(
            (" ".join("".join(run.text for run in piece.runs).split()) for piece in pieces), key=len, default=""
        )
        if words and (self._met or self._left):
            for what in self._met:
                self.noted[what] = (self.noted[what][0], words)
            self._met.clear()
            self._leftovers += [RawLeftover(what, number, words) for what, number in self._left.items() if number]
            self._left.clear()
        for piece in pieces:
            piece.level, piece.size = level, size
            if number is not None:
                piece.number, piece.bullet, piece.indent = number.text, number.bullet, number.level
                number = number if number.bullet else None
        return [*pieces, *asides]

    def _level(self, element: etree._Element, style: str) -> int:
        if element.tag == f"{TEXT}h":
            return max(1, min(whole_number(element.get(f"{TEXT}outline-level"), 1), 9))
        return 1 if self._styles.is_title(style) else 0

    # --- what stands in a paragraph ---------------------------------------------------------------------------------

    def _inline(self, element: etree._Element, look: Look, depth: int) -> None:
        self._text(element.text, look)
        for child in element:
            self._part(child, look, depth)
            self._text(child.tail, look)

    def _part(self, child: etree._Element, look: Look, depth: int) -> None:
        tag = child.tag
        if tag == f"{TEXT}s":
            self._text(" ", look)
        elif tag == f"{TEXT}tab":
            self._text("\t", look)
        elif tag == f"{TEXT}line-break":
            self._pieces.append(FlowParagraph([], page=self._page))
        elif tag == f"{TEXT}soft-page-break":
            self._break(soft=True)
        elif tag == f"{TEXT}note":
            self._footnote(child, depth)
        elif tag == f"{OFFICE}annotation":
            self._note("comments")
        elif tag in {f"{TEXT}change", f"{TEXT}change-start"}:
            self._note("changes")
        elif tag == f"{DRAW}frame" or tag == f"{DRAW}text-box":
            content = self.blocks([child], depth + 1)
            if content:
                self._asides.append(FlowAside(content))
        elif tag == f"{TEXT}placeholder":
            words = " ".join("".join(str(text) for text in child.itertext()).split())
            self._leftovers.append(RawLeftover("prompts", 1, quote=words[:200]))
        elif tag in SKIPPED or tag in {f"{TEXT}hidden-text", f"{OFFICE}annotation-end"}:
            return
        elif depth > DEEPEST:
            self._text("".join(str(text) for text in child.itertext()), look)
        else:
            inner = (
                self._styles.look("text", child.get(f"{TEXT}style-name", ""), look) if tag == f"{TEXT}span" else look
            )
            self._inline(child, inner, depth + 1)

    def _footnote(self, note: etree._Element, depth: int) -> None:
        citation = note.find(f"{TEXT}note-citation")
        mark = "".join(str(text) for text in citation.itertext())[:10] if citation is not None else "*"
        body = note.find(f"{TEXT}note-body")
        outer, self._met = self._met, set()
        outer_left, self._left = self._left, Counter()
        content = self.blocks(body, depth + 1) if body is not None and depth <= DEEPEST else []
        self._met |= outer
        self._left.update(outer_left)
        first = next((part for part in content if isinstance(part, FlowParagraph) and part.runs), None)
        if first is not None:
            first.runs.insert(0, Run(f"[{mark}] "))
            self.notes += content

    def _text(self, text: str | None, look: Look) -> None:
        if not text:
            return
        # Line ends and tabs in the file are blanks; what is meant has elements of its own.
        text = text if text in {"\t", " "} else " ".join(f"|{text}|".split())[1:-1]
        if look.hidden:
            if any(map(str.isalpha, text)):
                self._note("hidden")
            return
        piece = self._pieces[-1]
        if not piece.runs:
            piece.page = self._page
        elif (piece.turns[-1][1] if piece.turns else piece.page) != self._page:
            piece.turns.append((len(piece.runs), self._page))
        piece.runs.append(Run(text.replace("\u2011", "-"), look.bold, look.italic))
        self._sizes[look.size] = self._sizes.get(look.size, 0) + len(text)
        self._since_break += len(text)
