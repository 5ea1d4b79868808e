"""Tables in HTML: what Excel, Word and web pages lay on the clipboard, and «Excel» files that are HTML within."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from nemndsekr.exchange.table import EMPTY, MOST_COLUMNS, MOST_ROWS, Cell, Known, Sheet, make_sheet, tidied

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LINES: Final = frozenset({"p", "div", "br", "li", "tr"})
_UNREAD: Final = frozenset({"script", "style", "head", "title"})


def html_tables(html: str, known: Known) -> list[Sheet]:
    """The tables that are at least two columns wide, the largest first where there are several."""
    from lxml import etree
    from lxml import html as lxml_html

    if not html.strip():
        return []
    # Text with an encoding named in it is refused as text; as bytes it is told what it is.
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = lxml_html.document_fromstring(html.encode("utf-8", errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return []
    tables = [table for table in root.iter("table") if not any(True for _ in table.iterancestors("table"))]
    tables = [inner for table in tables for inner in _inside(table)]
    sheets = []
    for number, table in enumerate(tables, start=1):
        sheet = make_sheet(f"Tabell {number}", enumerate(_grid(table), start=1), known)
        if sheet is not None and len(sheet.columns) > 1:
            sheets.append(sheet)
    return sorted(sheets, key=lambda sheet: -len(sheet.rows) * len(sheet.columns))


def _inside(table: HtmlElement) -> list[HtmlElement]:
    """The table itself, or the tables in it where it has but one cell and only sets out the page."""
    nested = [inner for inner in table.iter("table") if inner is not table]
    return nested if nested and len(_rows_of(table)) <= 1 else [table]


def _rows_of(table: HtmlElement) -> list[HtmlElement]:
    return [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]


def _grid(table: HtmlElement) -> list[list[Cell]]:
    """The cells by row and column; what spans rows stands in each of them, what spans columns in the first."""
    grid: list[list[Cell]] = []
    waiting: dict[int, tuple[int, Cell]] = {}
    for row in _rows_of(table)[: MOST_ROWS + 1]:
        cells: list[Cell] = []
        for element in row:
            if element.tag in ("td", "th"):
                _put_waiting(cells, waiting)
                cell = Cell(_text(element))
                wide, high = _span(element, "colspan", MOST_COLUMNS), _span(element, "rowspan", MOST_ROWS)
                for place in range(len(cells), len(cells) + wide):
                    held = cell if place == len(cells) else EMPTY
                    if high > 1:
                        waiting[place] = (high - 1, held)
                cells += [cell, *[EMPTY] * (wide - 1)]
        _put_waiting(cells, waiting)
        grid.append(cells[: 2 * MOST_COLUMNS])
    return grid


def _put_waiting(cells: list[Cell], waiting: dict[int, tuple[int, Cell]]) -> None:
    """Fill in what comes down from rows above, as far as it stands next in this row."""
    while (place := len(cells)) in waiting:
        left, cell = waiting.pop(place)
        cells.append(cell)
        if left > 1:
            waiting[place] = (left - 1, cell)


def _span(element: HtmlElement, name: str, most: int) -> int:
    words = str(element.get(name) or "1").strip()
    return max(1, min(int(words), most)) if words.isdigit() and len(words) < 9 else 1


def _text(element: HtmlElement) -> str:
    return tidied("".join(_pieces(element)))


def _pieces(element: Any) -> list[str]:
    out: list[str] = []
    if isinstance(element.tag, str) and element.tag not in _UNREAD:
        out.append(_plain(element.text))
        for child in element:
            if child.tag in _LINES:
                out.append("\n")
            out += _pieces(child)
            if child.tag in _LINES and child.tag != "br":
                out.append("\n")
            out.append(_plain(child.tail))
    return out


def _plain(text: str | None) -> str:
    # A line's end in the mark-up is a blank and no more.
    return "" if not text else text.replace("\r", " ").replace("\n", " ")
