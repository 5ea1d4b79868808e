"""HTML from Word, LibreOffice, mail and web pages as block text; ``html_writing`` goes the other way.

What block text has no word for becomes plain text. Left out are only what is no text of the document: programs,
pictures, hidden words, comments and what is struck out. Struck words that came along would read as if they held.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from nemndsekr.exchange.html_runs import merged, split_at_empty_lines, tidied
from nemndsekr.exchange.html_writing import DEEPEST, OWN, REF
from nemndsekr.records.block_text import (
    Block,
    BlockText,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Run,
    Runs,
    TableBlock,
    runs_text,
)

if TYPE_CHECKING:
    from lxml import etree

# Larger than this it is no text to paste; the plain words are taken instead.
LARGEST: Final = 20 * 1024 * 1024
_MOST_TABLES: Final = 20
_MOST_COLUMNS: Final = 60
_SILENT: Final = frozenset(
    re.findall(
        r"\w+",
        "script style noscript template head title meta link svg canvas object embed iframe audio video map xml img",
    )
)
_BLOCKS: Final = frozenset(
    re.findall(
        r"\w+",
        "p div h1 h2 h3 h4 h5 h6 ul ol li table blockquote section article main header footer aside address pre dl dt "
        "dd hr figure figcaption fieldset form body html center details summary caption",
    )
)
_HEADING_CLASS: Final = re.compile(r"^(?:mso)?(?:heading|rubrik)\s*(\d)?$|^mso(title)$", re.IGNORECASE)
_MSO_LIST: Final = re.compile(r"mso-list:\s*(l\d+)\s+level(\d)(?:\s+(lfo\d+))?", re.IGNORECASE)
_COMMENT: Final = re.compile(r"mso-element:\s*comment|mso-special-character:\s*comment", re.IGNORECASE)
_STRUCK: Final = frozenset({"s", "strike", "del"})
_STRIKING: Final = re.compile(r"text-decoration(?:-line)?:[^;]*line-through|text-line-through:(?!none)")
_COMMENT_CLASS: Final = {"msocomanchor", "msocomoff", "msocommentreference", "msocomtxt"}
_NUMBER: Final = re.compile(r"\(?(?:\d{1,4}(?:\.\d{1,3})*|[A-Za-z]{1,2}|[ivxlcIVXLC]{1,7})[.):]{0,2}\.?")
_FIRST: Final = re.compile(r"\(?(?:1|[Aa]|[Ii])[.):]{0,2}")
_BULLET_FONT: Final = re.compile(r"symbol|wingdings|webdings|courier", re.IGNORECASE)
_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")


class LeftOut(StrEnum):
    """What does not come along, and is told."""

    picture = "picture"
    comment = "comment"
    struck = "struck"


class Pasted(NamedTuple):
    """The text, and what was left out of it that its reader may miss."""

    text: BlockText
    left_out: frozenset[LeftOut] = frozenset()


class _Look(NamedTuple):
    bold: bool = False
    italic: bool = False
    raw: bool = False
    ref: str = ""


@dataclass(slots=True)
class _Part:
    """A paragraph, heading, item or table, before neighbours are put together.

    ``kind`` is ``p``, ``h``, ``li``, ``caption`` or ``table``; ``mark`` is the number printed before an item.
    """

    kind: str
    runs: list[Run] = field(default_factory=list)
    level: int = 0
    key: str = ""
    ordered: bool = False
    mark: str = ""
    table: TableBlock | None = None
    placed: bool = False


def blocks_from_html(html: str) -> Pasted:
    """The block text that the HTML shows; empty where there is none, or where it is built as no page is."""
    from nemndsekr.support.html_tree import parsed

    root = parsed(html) if len(html) <= LARGEST else None
    if root is None:
        return Pasted(BlockText())
    own = root.find(f".//div[@{OWN}]")
    walk = _Walk(exact=own is not None)
    parts = walk.read(own if own is not None else root)
    return Pasted(BlockText(tuple(_blocks(parts, exact=own is not None))), frozenset(walk.left_out))


class _Walk:
    """Reads one stretch: the page, or a cell of a table. Without recursion but into cells, since pages nest deep."""

    def __init__(self, *, exact: bool, depth: int = 0) -> None:
        self._exact = exact
        self._depth = depth
        self._parts: list[_Part] = []
        self._now = _Part("p")
        self._open_block = False
        self._lists: list[tuple[str, bool, list[int]]] = []
        self._items: list[_Part] = []
        self._lists_seen = 0
        self.left_out: set[LeftOut] = set()

    def read(self, root: etree._Element) -> list[_Part]:
        """The parts below an element."""
        waiting: list[tuple[etree._Element, _Look, bool]] = [(root, _Look(raw=self._exact), False)]
        while waiting:
            element, look, closing = waiting.pop()
            if closing:
                self._close(element)
                self._tail(element, root, look)
                continue
            inner = self._begin(element, look)
            if inner is None:
                # What was never begun has nothing to close: an item or list that is left out leaves those round it be.
                if _tag(element) in _BLOCKS:
                    self._end()
                self._tail(element, root, look)
                continue
            waiting.append((element, look, True))
            self._text(element.text, inner)
            waiting += [(child, inner, False) for child in reversed(element)]
        self._end()
        return self._parts

    def _tail(self, element: etree._Element, root: etree._Element, look: _Look) -> None:
        if element is not root:
            self._text(element.tail, look)

    def _begin(self, element: etree._Element, look: _Look) -> _Look | None:
        """Begin an element: the look inside it, or nothing where its inside is not read on."""
        tag, style = _tag(element), element.get("style", "")
        even = style.replace(" ", "").casefold()
        if element.get("hidden") is not None or "display:none" in even or "mso-hide:all" in even:
            return None
        told = _left_out(element, tag, style, even)
        if told is not None:
            self.left_out.add(told)
        if told is not None or tag in _SILENT:
            return None
        if tag == "br":
            if "page-break-before" not in even:
                self._now.runs.append(Run("\n", look.bold, look.italic, look.ref))
            return None
        if "mso-list:ignore" in even:
            words = " ".join("".join(map(str, element.itertext())).replace("\xa0", " ").split())
            fonts = " ".join([style, *(child.get("style", "") for child in element.iter())])
            self._now.mark = "•" if words and _is_bullet(words, fonts) else words
            return None
        if tag == "table":
            self._end()
            self._table(element)
            return None
        if tag in _BLOCKS:
            self._end()
            self._begin_block(element, tag, style)
        return _looked(look, element, tag, even)

    def _begin_block(self, element: etree._Element, tag: str, style: str) -> None:
        now, name = self._now, element.get("class", "")
        heading = _HEADING_CLASS.match(name)
        self._open_block = tag in {"p", "h1", "h2", "li"}
        if re.fullmatch("h[1-6]", tag):
            now.kind, now.level = "h", int(tag[1])
        elif tag in {"ul", "ol"}:
            self._lists_seen += 1
            outer = self._lists[0][0] if self._lists else f"list {self._lists_seen}"
            start = element.get("start", "")
            self._lists.append((outer, tag == "ol", [int(start) if start.isdigit() and len(start) < 9 else 1]))
        elif tag == "li":
            self._item(element)
        elif heading is not None or element.get("role") == "heading":
            told = (heading.group(1) if heading else element.get("aria-level", "")) or "1"
            now.kind, now.level = "h", int(told) if told.isdigit() and len(told) == 1 else 1
        elif name.casefold() == "msocaption":
            now.kind = "caption"
        listed = _MSO_LIST.search(style)
        if listed:
            now.key = f"{listed.group(1)} {listed.group(3) or ''}".casefold()
            now.level = now.level if now.kind == "h" else min(DEEPEST, int(listed.group(2)) - 1)

    def _item(self, element: etree._Element) -> None:
        key, ordered, count = self._lists[-1] if self._lists else ("list", False, [1])
        value = element.get("value", "")
        count[0] = int(value) if value.isdigit() and len(value) < 9 else count[0]
        level = max(0, len(self._lists) - 1)
        told = element.get("data-aria-level", "")
        # Word on the web lays each item in a list of its own, and says which list it is and how deep.
        key, level = (element.get("data-listid", "") or key), int(told) - 1 if told in {"1", "2", "3"} else level
        mark = f"{count[0]}." if ordered else "•"
        count[0] += 1
        self._items.append(_Part("li", [], min(DEEPEST, level), key, ordered, mark))

    def _close(self, element: etree._Element) -> None:
        tag = _tag(element)
        if tag not in _BLOCKS or tag == "table":
            return
        self._end()
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        elif tag == "li" and self._items:
            item = self._items.pop()
            if self._exact:
                self._place(item)

    def _place(self, item: _Part) -> None:
        """Put an item in its place, where its first words stand."""
        if not item.placed:
            item.placed = True
            self._parts.append(item)

    def _text(self, text: str | None, look: _Look) -> None:
        if text:
            words = text if look.raw else _BLANKS.sub(" ", text)
            self._now.runs.append(Run(words, look.bold, look.italic, look.ref))

    def _end(self) -> None:
        """The paragraph is whole. In an item it is the item's words, or a line more of them."""
        now, opened = self._now, self._open_block
        self._now, self._open_block = _Part("p"), False
        runs = merged(now.runs) if self._exact else tidied(now.runs)
        if self._items:
            item = self._items[-1]
            if runs:
                item.runs = [*item.runs, Run("\n"), *runs] if item.runs else runs
                self._place(item)
            return
        if not runs and not (self._exact and opened):
            return
        if now.key and now.mark and now.kind == "p":
            self._parts.append(_marked_item(now, runs))
            return
        # The number of a heading, or one that is more than a number («Bilaga 1»), is words.
        words = [Run(f"{now.mark} "), *runs] if now.mark else runs
        paragraphs = [words] if self._exact or now.kind != "p" else split_at_empty_lines(words)
        for paragraph in paragraphs:
            self._parts.append(_Part(now.kind, paragraph, now.level))

    def _table(self, element: etree._Element) -> None:
        if self._depth >= _MOST_TABLES:
            self._parts.append(_Part("p", [Run(" ".join("".join(map(str, element.itertext())).split()))]))
            return
        stray = tidied([Run(_stray(element))])
        if stray:
            self._parts.append(_Part("p", stray))
        grid, has_header = self._grid(element)
        told = element.find("caption")
        caption = runs_text(_flat(self._cell(told), exact=self._exact)) if told is not None else ""
        if not self._exact and _sets_out_page(element, grid):
            self._parts += [_Part("p", [Run(" ".join(caption.split()))])] if caption.strip() else []
            self._parts += [part for row in grid for cell in row for part in cell]
            return
        rows = [tuple(_flat(cell, exact=self._exact) for cell in row) for row in grid]
        if not self._exact:
            caption = " ".join(caption.split())
            rows, has_header = _squared(rows, has_header)
        if rows:
            head, body = (rows[0], rows[1:]) if has_header else ((), rows)
            self._parts.append(_Part("table", table=TableBlock(tuple(body), head, caption)))

    def _grid(self, table: etree._Element) -> tuple[list[list[list[_Part]]], bool]:
        """The cells by row and column, empty where others are merged into one; and whether the first row heads."""
        grid: list[list[list[_Part]]] = []
        reaching: dict[int, int] = {}
        has_header = False
        for found in _rows(table):
            if not grid:
                head = found[0].getparent() if found else None
                has_header = (head is not None and _tag(head.getparent()) == "thead") or (
                    bool(found) and all(cell.tag == "th" for cell in found)
                )
            cells: list[list[_Part]] = []
            for cell in found:
                _fill(cells, reaching)
                wide = min(_span(cell, "colspan"), max(1, _MOST_COLUMNS - len(cells)))
                for place in range(len(cells), len(cells) + wide):
                    reaching[place] = _span(cell, "rowspan") - 1
                cells += [self._cell(cell), *([] for _ in range(wide - 1))]
            _fill(cells, reaching)
            grid.append(cells)
        return grid, has_header

    def _cell(self, cell: etree._Element) -> list[_Part]:
        inner = _Walk(exact=self._exact, depth=self._depth + 1)
        parts = inner.read(cell)
        self.left_out |= inner.left_out
        return parts


def _tag(element: etree._Element | None) -> str:
    return str(element.tag).rpartition("}")[2].casefold() if element is not None else ""


def _left_out(element: etree._Element, tag: str, style: str, even: str) -> LeftOut | None:
    """What it is, when it is left out and that is told."""
    if tag == "img":
        # One dot wide or high is what a mail is watched or spaced with, and shows nothing.
        sizes = {element.get(name, "").strip() for name in ("width", "height")}
        return LeftOut.picture if sizes.isdisjoint({"0", "1"}) else None
    if tag in _STRUCK or _STRIKING.search(even):
        return LeftOut.struck
    if _COMMENT.search(style) and "mso-comment-reference" not in style:
        return LeftOut.comment
    marked = not _COMMENT_CLASS.isdisjoint(element.get("class", "").casefold().split())
    return LeftOut.comment if marked else None


def _is_bullet(mark: str, fonts: str) -> bool:
    return not any(map(str.isalnum, mark)) or (len(mark) == 1 and bool(_BULLET_FONT.search(fonts)))


def _looked(look: _Look, element: etree._Element, tag: str, even: str) -> _Look:
    bold = look.bold or tag in {"b", "strong"}
    italic = look.italic or tag in {"i", "em", "cite"}
    raw = look.raw or tag == "pre" or "white-space:pre" in even
    if "font-weight:" in even:
        bold = re.search(r"font-weight:(?:bold|[6-9]00)", even) is not None
    if "font-style:" in even:
        italic = "font-style:italic" in even
    return _Look(bold, italic, raw, element.get(REF, "") or look.ref)


def _marked_item(now: _Part, runs: list[Run]) -> _Part:
    if now.mark == "•" or _NUMBER.fullmatch(now.mark):
        return _Part("li", runs, now.level, now.key, now.mark != "•", now.mark)
    return _Part("p", [Run(f"{now.mark} "), *runs])


def _rows(table: etree._Element) -> list[list[etree._Element]]:
    """The cells of each row; cells that stand in no row are one."""
    rows: list[list[etree._Element]] = []
    for child in table:
        if child.tag == "tr":
            rows.append(list(child.iterchildren("td", "th")))
        elif child.tag in {"thead", "tbody", "tfoot"}:
            rows += _rows(child)
        elif child.tag in {"td", "th"}:
            before = child.getprevious()
            if before is None or before.tag not in {"td", "th"}:
                rows.append([])
            rows[-1].append(child)
    return rows


def _stray(table: etree._Element) -> str:
    """Words between the cells, which browsers show above the table."""
    parts = [str(table.text or "")]
    for child in table:
        if child.tag in {"tr", "thead", "tbody", "tfoot"}:
            parts.append(_stray(child))
        elif child.tag not in {"td", "th", "caption", *_SILENT}:
            parts.append(" ".join(map(str, child.itertext())))
        parts.append(str(child.tail or ""))
    return " ".join(parts)


def _fill(cells: list[list[_Part]], reaching: dict[int, int]) -> None:
    """Empty cells where cells of the rows above reach down."""
    while len(cells) < _MOST_COLUMNS and reaching.get(len(cells), 0) > 0:
        reaching[len(cells)] -= 1
        cells.append([])


def _span(cell: etree._Element, name: str) -> int:
    told = cell.get(name, "").strip()
    return max(1, min(int(told), 500)) if told.isdigit() and len(told) < 9 else 1


def _sets_out_page(element: etree._Element, grid: list[list[list[_Part]]]) -> bool:
    """Whether a table is no table of facts but holds other tables, or the one column that mails are laid in."""
    if any(inner is not element for inner in element.iter("table")):
        return True
    width = max(map(len, grid), default=0)
    return width <= 1 and (len(grid) <= 1 or any(len(cell) > 1 for row in grid for cell in row))


def _squared(rows: list[tuple[Runs, ...]], has_header: bool) -> tuple[list[tuple[Runs, ...]], bool]:  # noqa: FBT001
    """The rows that say something, in the columns that do; a first row all in bold is a header."""
    width = max(map(len, rows), default=0)
    full = [(*row, *(((),) * (width - len(row)))) for row in rows]
    used = [column for column in range(width) if any(row[column] for row in full)]
    kept = [tuple(row[column] for column in used) for row in full]
    has_header = has_header and bool(kept) and any(kept[0])
    kept = [row for row in kept if any(row)]
    if not kept:
        return [], False
    bold = all(run.bold for cell in kept[0] for run in cell if run.text.strip())
    has_header = len(kept) > 1 and (has_header or (bold and all(kept[0])))
    if has_header:
        kept[0] = tuple(tuple(merged([replace(run, bold=run.bold and not bold) for run in cell])) for cell in kept[0])
    return kept, has_header


def _flat(parts: list[_Part], *, exact: bool) -> Runs:
    """What a cell holds in one stretch: its paragraphs on lines, its items with their marks."""
    out: list[Run] = []
    for number, part in enumerate(parts):
        before = "\n" if number else ""
        mark = ("– " if part.mark == "•" else f"{part.mark} ") if part.kind == "li" else ""
        out += [Run(before + mark)] if before + mark else []
        if part.table is not None:
            rows = [*([part.table.header] if part.table.header else []), *part.table.rows]
            out.append(Run("\n".join(" ".join(runs_text(cell) for cell in row) for row in rows)))
        out += part.runs
    return tuple(merged(out)) if exact else tuple(tidied(out))


def _blocks(parts: list[_Part], *, exact: bool) -> list[Block]:
    levels = sorted({part.level for part in parts if part.kind == "h"})
    # With two levels or more the highest is ours; a lone lower one stays a sub-heading.
    highest = levels[0] if len(levels) > 1 else 1
    blocks: list[Block] = []
    captions = {id(one): other for one, other in pairwise(parts) if one.kind == "caption" and other.kind == "table"}
    titles = {id(table): runs_text(part.runs) for part in parts if (table := captions.get(id(part))) is not None}
    for kind, group in groupby(parts, key=lambda part: (part.kind, part.key if part.kind == "li" else "")):
        if kind[0] == "li":
            blocks += _list_blocks(list(group), exact=exact)
            continue
        for part in group:
            runs = tuple(part.runs)
            if part.table is not None:
                blocks.append(replace(part.table, caption=part.table.caption or titles.get(id(part), "")))
            elif part.kind == "h":
                own = tuple(replace(run, text=run.text.replace("\n", " ")) for run in runs)
                bold = all(run.bold for run in runs if run.text.strip())
                # A heading is bold in itself.
                own = runs if exact else tuple(merged([replace(run, bold=run.bold and not bold) for run in own]))
                blocks.append(Heading(own, 1 if part.level == highest else 2))
            elif id(part) not in captions:
                blocks.append(Paragraph(runs))
    return blocks


def _list_blocks(items: list[_Part], *, exact: bool) -> list[Block]:
    """One list; or paragraphs with their numbers, where a list of ours, which begins at one, would change them."""
    ordered = items[0].ordered
    if ordered and not exact and not _FIRST.fullmatch(items[0].mark):
        return [Paragraph(tuple(merged([Run(f"{item.mark} "), *item.runs]))) for item in items]
    return [ListBlock(tuple(ListItem(tuple(item.runs), item.level) for item in items), ordered)]
