"""HTML: saved web pages, and what Word, Outlook and browsers put on the clipboard."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Final, NamedTuple

from lxml import etree

from nemndsekr.reading.formats.text_file import CONTROL, even_lines, lines_of
from nemndsekr.reading.formats.word_body import PAGE_STEP
from nemndsekr.reading.formats.word_numbering import formed
from nemndsekr.reading.formats.word_styles import whole_number
from nemndsekr.reading.layout.flow import Flow, FlowParagraph, FlowTable, flow_lines
from nemndsekr.reading.mending import is_wrapped
from nemndsekr.reading.raw_document import Progress, RawDocument, RawProblem, no_progress, read_bytes
from nemndsekr.records.block_text import Run
from nemndsekr.support.errors import UserError
from nemndsekr.support.html_tree import fragment, parsed, without

# Larger than this a page is no paper; parsed it would fill the memory.
LARGEST_HTML: Final = 30 * 1024 * 1024
MOST_TAGS: Final = 1_500_000
# What is nested deeper than this is read for its words alone.
DEEPEST: Final = 60
SILENT: Final = frozenset(
    re.findall(
        r"\w+",
        "script style noscript template nav head title meta link svg canvas object embed iframe select option button "
        "input textarea audio video map dialog",
    )
)
BLOCKS: Final = frozenset(
    re.findall(
        r"\w+",
        "p div h1 h2 h3 h4 h5 h6 ul ol li table blockquote section article main header footer aside address pre dl dt "
        "dd hr figure figcaption fieldset form body html center details summary tr td th thead tbody tfoot caption",
    )
)
BOLD: Final = {"b", "strong", "th"}
ITALIC: Final = {"i", "em", "cite"}
CHARSET: Final = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,40})""", re.IGNORECASE)
PROGRAM: Final = re.compile(r"<(?:script|style)\b", re.IGNORECASE)
PROGRAM_END: Final = re.compile(r"</(?:script|style)\s*>", re.IGNORECASE)
STRUCTURE: Final = re.compile(r"<(?:h[1-6]|li|td|strong|b|table|p|div|br)\b", re.IGNORECASE)
HEADING_CLASS: Final = re.compile(r"^(?:mso)?(?:heading|rubrik)\s*(\d)?$|^mso(title)$", re.IGNORECASE)
MSO_LEVEL: Final = re.compile(r"mso-list:[^;]*\blevel(\d)", re.IGNORECASE)
SIZE: Final = re.compile(r"font-size:\s*(\d{1,3}(?:\.\d{1,3})?)(pt|px)", re.IGNORECASE)
BLOCK_TAG: Final = re.compile(r"</?(?:p|div|br|li|tr|h\d)\b[^<>]{0,5000}>", re.IGNORECASE)
ANY_TAG: Final = re.compile(r"<[^<>]{0,5000}>")
# Wider tables are no tables of facts; spans that claim more are cut off here.
MOST_COLUMNS: Final = 60
BLANKS: Final = re.compile(r"[ \t\r\n\f]+")
EMPTY: Final = (
    "Det finns ingen text att läsa.",
    "Kontrollera att det är rätt sida, eller spara den som PDF och läs in den.",
)
TOO_LARGE: Final = ("Webbsidan är orimligt stor.", "Skriv ut den del som behövs till PDF och läs in den.")


def read_html_file(path: Path, progress: Progress = no_progress) -> RawDocument:
    """Read an .html file.

    Raises:
        UserError: there is no text in it, or far too much.
    """
    return read_html_text(decode_html(read_bytes(path)), progress)


def decode_html(data: bytes) -> str:
    """The page as text, by its mark of order, by what it says itself, or as UTF-8 where that fits."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    told = CHARSET.search(data[:4096])
    name = told.group(1).decode("ascii").casefold() if told else ""
    # Browsers read Latin 1 as Windows' code page; and a page that says so but is UTF-8 is read as it is.
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        known = codecs.lookup(name).name if name else "cp1252"
        return data.decode("cp1252" if known in {"iso8859-1", "ascii", "utf-8", "utf-16"} else known, errors="replace")
    except (LookupError, ValueError):
        return data.decode("cp1252", errors="replace")


def has_structure(text: str) -> bool:
    """Whether HTML tells more than its plain text does: paragraphs, headings, lists, tables or bold."""
    return bool(STRUCTURE.search(fragment(text)))


def read_html_text(text: str, progress: Progress = no_progress) -> RawDocument:
    """Read HTML that is already text, as from the clipboard.

    Raises:
        UserError: there is no text in it, or far too much.
    """
    if len(text) > LARGEST_HTML or text.count("<") > MOST_TAGS:
        raise UserError(*TOO_LARGE)
    reader = _Page(progress)
    told: list[RawProblem] = []
    lines = flow_lines(reader.read(root), progress) if (root := parsed(text)) is not None else []
    if not lines:
        lines = lines_of(even_lines(CONTROL.sub("", _without_tags(text))))[0]
        told.append(
            RawProblem("Sidans uppbyggnad kunde inte tolkas. Bara texten är läst: kontrollera listor och rubriker.")
        )
    if not lines:
        raise UserError(*EMPTY)
    if reader.deleted:
        told.append(RawProblem(f"Texten har spårade ändringar ({reader.deleted}). De har lästs som godkända."))
    return RawDocument(tuple(lines), told=tuple(told))


def _without_tags(text: str) -> str:
    """The words of a page that is built in no way that can be followed."""
    text = without(fragment(text), PROGRAM, PROGRAM_END)
    return unescape(ANY_TAG.sub("", BLOCK_TAG.sub("\n\n", text)))


class _Look(NamedTuple):
    bold: bool = False
    italic: bool = False
    size: float = 11.0
    raw: bool = False


class _Page:
    """Reads one page: a walk without recursion, since pages nest without end."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._done = 0
        self.deleted = 0

    def read(self, root: etree._Element) -> list[Flow]:
        """The parts of the page, or of what it says is its main part."""
        body = root.find("body")
        start = body if body is not None else root
        main = [element for element in start.iter("main", "article") if _length(element) > _length(start) / 3]
        return _Reader(self, 0).read(main[0] if main else start)

    def count(self) -> None:
        """One more element is read; tell now and then."""
        self._done += 1
        if self._done % PAGE_STEP == 0:
            self._progress(0, 0)


def _length(element: etree._Element) -> int:
    return sum(len(str(text)) for text in element.itertext())


class _List(NamedTuple):
    ordered: bool
    form: str
    counts: list[int]


class _Reader:
    """Reads one stretch of the page: the page itself or a cell of a table."""

    def __init__(self, page: _Page, depth: int) -> None:
        self._page = page
        self._depth = depth
        self._lists: list[_List] = []
        self._out: list[Flow] = []
        self._now = FlowParagraph([])
        self._sizes: dict[float, int] = {}

    def read(self, root: etree._Element) -> list[Flow]:
        """The paragraphs and tables below an element."""
        # Each entry is an element to open, or to close with the look that its tail has.
        waiting: list[tuple[etree._Element, _Look, bool]] = [(root, _Look(), False)]
        while waiting:
            element, look, closing = waiting.pop()
            if closing:
                self._close(element)
                self._text(element.tail if element is not root else None, look)
                continue
            self._page.count()
            inner = self._open(element, look)
            waiting.append((element, look, True))
            if inner is not None:
                self._text(element.text, inner)
                waiting += [(child, inner, False) for child in reversed(element)]
        self._end()
        return self._out

    def _open(self, element: etree._Element, look: _Look) -> _Look | None:
        """Begin an element: the look inside it, or nothing where its inside is not read on."""
        tag = str(element.tag)
        tag = tag.rpartition("}")[2].rpartition(":")[2]
        style = element.get("style", "")
        if tag in SILENT or _is_hidden(element, style):
            return None
        if tag == "del" or (tag == "s" and "mso-" in style):
            self._page.deleted += 1
            return None
        if tag == "table":
            self._end()
            self._out.append(self._table(element))
            return None
        if tag == "br":
            self._split(element)
            return None
        if "mso-list" in style and "ignore" in style.replace(" ", "").casefold():
            # Word's own mark of a list, with blanks of its own after it.
            words = "".join(str(text) for text in element.itertext())
            self._now.number = " ".join(words.replace("\xa0", " ").split())
            self._now.bullet = not any(map(str.isalnum, self._now.number)) or self._now.number == "o"
            if self._now.bullet:
                self._now.number = "-"
            return None
        if tag in BLOCKS:
            self._end()
            self._begin(element, tag, style)
        return _looked(look, tag, style)

    def _begin(self, element: etree._Element, tag: str, style: str) -> None:
        now = self._now
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            now.level = int(tag[1])
        elif tag in {"ul", "ol"}:
            start = whole_number(element.get("start"), 1)
            form = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}.get(
                element.get("type", ""), "decimal"
            )
            self._lists.append(_List(tag == "ol", form, [start]))
        elif tag == "li":
            self._item(element)
        else:
            heading = HEADING_CLASS.match(element.get("class", ""))
            if heading:
                now.level = 1 if heading.group(2) else int(heading.group(1) or 1) or 1
            level = MSO_LEVEL.search(style)
            if level:
                now.indent = max(0, int(level.group(1)) - 1)

    def _item(self, element: etree._Element) -> None:
        inside = self._lists[-1] if self._lists else _List(ordered=False, form="decimal", counts=[1])
        if "list-style-type:none" in element.get("style", "").replace(" ", "") and not inside.ordered:
            return
        self._now.indent = max(0, len(self._lists) - 1)
        if inside.ordered:
            value = element.get("value")
            inside.counts[0] = whole_number(value, inside.counts[0]) if value else inside.counts[0]
            self._now.number = f"{formed(inside.counts[0], inside.form)}."
            inside.counts[0] += 1
        else:
            self._now.number, self._now.bullet = "-", True

    def _close(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in BLOCKS and tag != "table":
            self._end()
            if tag in {"ul", "ol"} and self._lists:
                self._lists.pop()

    def _split(self, element: etree._Element) -> None:
        """A line break: the next line is a paragraph of its own, under the same heading or item."""
        following = (element.tail or "").strip()
        before = "".join(run.text for run in self._now.runs).rstrip()
        if is_wrapped(before.lstrip(), following):
            self._text(" ", _Look())
            return
        level = self._now.level
        self._end()
        self._now.level = level

    def _text(self, text: str | None, look: _Look) -> None:
        if not text:
            return
        if not look.raw:
            text = BLANKS.sub(" ", text)
            self._add(text, look)
            return
        for number, row in enumerate(text.split("\n")):
            if number:
                self._end()
            self._add(row, look)

    def _add(self, text: str, look: _Look) -> None:
        if not self._now.runs:
            text = text.lstrip()
        if text:
            self._now.runs.append(Run(text.replace("\u2011", "-").replace("\u200b", ""), look.bold, look.italic))
            self._sizes[look.size] = self._sizes.get(look.size, 0) + len(text)

    def _end(self) -> None:
        """The paragraph is whole; one without words leaves its mark to the next."""
        now = self._now
        if any(run.text.strip() for run in now.runs):
            now.size = max(self._sizes, key=self._sizes.__getitem__)
            self._out.append(now)
            self._now = FlowParagraph([])
        else:
            now.runs.clear()
        self._sizes = {}

    def _table(self, table: etree._Element) -> Flow:
        rows: list[list[list[Flow]]] = []
        spans: dict[int, int] = {}
        for row in _rows_of(table):
            cells: list[list[Flow]] = []
            for cell in row.iterchildren("td", "th"):
                _fill(cells, spans)
                wide = max(1, min(whole_number(cell.get("colspan"), 1), MOST_COLUMNS - len(cells)))
                tall = max(1, min(whole_number(cell.get("rowspan"), 1), 500))
                for place in range(len(cells), len(cells) + wide):
                    spans[place] = tall - 1
                cells += [self._cell(cell), *([] for _ in range(wide - 1))]
            _fill(cells, spans)
            rows.append(cells)
        return FlowTable(rows)

    def _cell(self, cell: etree._Element) -> list[Flow]:
        if self._depth >= DEEPEST:
            return [FlowParagraph([Run(" ".join("".join(str(text) for text in cell.itertext()).split()))])]
        return _Reader(self._page, self._depth + 1).read(cell)


def _fill(cells: list[list[Flow]], spans: dict[int, int]) -> None:
    """Empty cells where cells of the rows above reach down."""
    while len(cells) < MOST_COLUMNS and spans.get(len(cells), 0):
        spans[len(cells)] -= 1
        cells.append([])


def _rows_of(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from child.iterchildren("tr")


def _is_hidden(element: etree._Element, style: str) -> bool:
    even = style.replace(" ", "").casefold()
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or element.get("role") in {"navigation", "search", "banner"}
        or "display:none" in even
        or "mso-hide:all" in even
    )


def _looked(look: _Look, tag: str, style: str) -> _Look:
    bold, italic, size, raw = look
    bold = bold or tag in BOLD
    italic = italic or tag in ITALIC
    raw = raw or tag == "pre"
    if style:
        even = style.replace(" ", "").casefold()
        if "font-weight:" in even:
            bold = bool(re.search(r"font-weight:(?:bold|[6-9]00)", even))
        if "font-style:" in even:
            italic = "font-style:italic" in even
        told = SIZE.search(even)
        if told:
            size = float(told.group(1)) * (0.75 if told.group(2) == "px" else 1)
    return _Look(bold, italic, size, raw)
