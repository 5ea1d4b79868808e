"""From outline blocks to reportlab's flowables: the one place where what is drawn on the page is made.

A tagging layer for accessible PDF can be put in here: every flowable is made from one block, in reading order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Paragraph, Spacer, Table

from nemndsekr.documents import outline as o
from nemndsekr.documents.pdf_fonts import BOLD, REGULAR, face, is_all_italic, pieces
from nemndsekr.documents.table_shape import all_rows, column_widths, figure_columns

TEXT_WIDTH: Final = 156 * mm
TEXT_HEIGHT: Final = 250 * mm


class Sheet(NamedTuple):
    """The room for text on a page, in points."""

    width: float
    height: float


STANDING: Final = Sheet(TEXT_WIDTH, TEXT_HEIGHT)
LYING: Final = Sheet(257 * mm, 163 * mm)
SMALL: Final = 9.0
SMALL_LEADING: Final = 12.5
_INK: Final = HexColor(0x1A1A1A)
_RULE: Final = HexColor(0x8C959F)
_SHADE: Final = HexColor(0xEEF1F4)
# What is not filled in stands on a ground of its own, which is also seen in a black and white print.
_GAP_HEX: Final = "#FFE9A8"
_GAP: Final = HexColor(0xFFE9A8)
_LIST_STEP: Final = 18.0
_CELL_PADDING: Final = 4.0


def _style(
    name: str, size: float, leading: float, before: float = 0, after: float = 0, *, bold: bool = False, **more: Any
) -> ParagraphStyle:
    # No widows and no orphans: at least two lines of a paragraph on either page.
    return ParagraphStyle(
        name, fontName=BOLD if bold else REGULAR, bulletFontName=REGULAR, fontSize=size, bulletFontSize=size,
        leading=leading, spaceBefore=before, spaceAfter=after, textColor=_INK, allowWidows=0, allowOrphans=0, **more,
    )  # fmt: skip


_BODY: Final = _style("body", 10.5, 15, after=7)
_HEADINGS: Final = {
    1: _style("h1", 18, 23, before=4, after=6, bold=True),
    2: _style("h2", 13, 17, before=13, after=4, bold=True),
    3: _style("h3", 11, 15, before=10, after=3, bold=True),
    4: _style("h4", 10.5, 15, before=8, after=2, bold=True),
    5: _style("h5", 10.5, 15, before=6, after=2),
}
_ROLES: Final[dict[o.Role, ParagraphStyle]] = {
    "body": _BODY,
    "strong": _style("strong", 10.5, 15, after=7, bold=True),
    "subtitle": _style("subtitle", 13, 17, after=8),
    "line": _style("line", 10.5, 15, after=1),
    "quote": _style("quote", 10.5, 15, after=7, leftIndent=_LIST_STEP, rightIndent=_LIST_STEP),
    "placeholder": _style(
        "placeholder",
        10.5,
        15,
        before=9,
        after=13,
        leftIndent=5,
        rightIndent=5,
        backColor=_GAP,
        borderWidth=0.6,
        borderColor=_RULE,
        borderPadding=(3, 5, 4, 5),
    ),
    "note": _style("note", SMALL, SMALL_LEADING, after=3),
}
# The last of some tight lines ends with the space of a paragraph.
_LAST_LINE: Final = _style("last line", 10.5, 15, after=7)
_SENDER: Final = _style("sender", SMALL, SMALL_LEADING)
_SENDER_FIRST: Final = _style("sender first", SMALL, SMALL_LEADING, bold=True)
_NAME: Final = _style("document name", SMALL, SMALL_LEADING, alignment=TA_RIGHT)
_LABEL: Final = _style("label", SMALL, SMALL_LEADING)
_VALUE: Final = _style("value", SMALL, SMALL_LEADING, bold=True)
_CAPTION: Final = _style("caption", 9.5, 13, before=4, after=4, bold=True)
_CELL: Final = _style("cell", 9.5, 13)
_HEAD_CELL: Final = _style("head cell", 9.5, 13, bold=True)
_CELL_RIGHT: Final = ParagraphStyle("cell right", parent=_CELL, alignment=TA_RIGHT)
_HEAD_CELL_RIGHT: Final = ParagraphStyle("head cell right", parent=_HEAD_CELL, alignment=TA_RIGHT)


class HeadingParagraph(Paragraph):  # type: ignore[misc, unused-ignore]
    """A heading that leaves a bookmark where it is drawn."""

    bookmark: tuple[str, str, int] | None = None

    def split(self, width: float, height: float) -> list[Flowable]:
        """Halve it; the bookmark stays with the first half."""
        parts: list[Any] = super().split(width, height)
        if parts:
            parts[0].bookmark = self.bookmark
        return parts

    def draw(self) -> None:
        """Draw it, and note the place in the file's list of headings."""
        if self.bookmark:
            key, title, level = self.bookmark
            self.canv.bookmarkHorizontal(key, 0, self.height + 6)
            self.canv.addOutlineEntry(title, key, level, closed=level > 0)
        super().draw()


class KeepStart(CondPageBreak):  # type: ignore[misc, unused-ignore]
    """A new page, if what is left of this one does not hold the headings and the first lines below them."""

    _SPACETRANSFER = True  # the space above a heading is reckoned as if this did not stand between


class Story:
    """Makes the flowables of one document for a sheet; it numbers the bookmarks."""

    def __init__(self, sheet: Sheet = STANDING) -> None:
        self._sheet = sheet
        self._bookmarks = 0
        self._depth = -1

    def flowables(self, outline: o.Outline) -> list[Flowable]:
        """The letterhead and all blocks, in order."""
        return [*_letterhead(outline, self._sheet), *self._blocks(outline.blocks)]

    def _blocks(self, blocks: Sequence[o.OutlineBlock]) -> list[Flowable]:
        made: list[Flowable] = []
        waiting: list[Flowable] = []
        for block, following in zip(blocks, [*blocks[1:], None], strict=True):
            flowables = self._block(block, last_line=not _is_line(following))
            if o.leads_on(block) and sum(map(self._height, flowables)) < self._sheet.height / 4:
                waiting += flowables
                continue
            if isinstance(block, o.Signatures | o.KeepTogether):
                made.append(KeepTogether([*(waiting or _last_paragraph(made, self._sheet)), *flowables]))
            else:
                made += [*_kept_with_start(waiting, flowables, self._sheet), *flowables]
            waiting = []
        return made + waiting

    def _block(self, block: o.OutlineBlock, *, last_line: bool) -> list[Flowable]:
        match block:
            case o.Heading():
                return [self._heading(block)]
            case o.Paragraph(runs=runs, role=role):
                return _paragraphs(runs, _LAST_LINE if role == "line" and last_line else _ROLES[role])
            case o.ItemList():
                return _list(block)
            case o.Table():
                return _table(block, self._sheet)
            case o.Signatures():
                return _signatures(block, self._sheet)
            case o.PageBreak():
                return [PageBreak()]
            case o.KeepTogether(blocks=blocks):
                # reportlab cannot keep together what is already kept together, so what is inside comes plain.
                parts = list(o.flat_blocks(blocks))
                last = [not _is_line(part) for part in parts[1:]] + [last_line]
                return [
                    made for part, end in zip(parts, last, strict=True) for made in self._block(part, last_line=end)
                ]

    def _height(self, flowable: Flowable) -> float:
        return _height(flowable, self._sheet)

    def _heading(self, heading: o.Heading) -> Flowable:
        self._bookmarks += 1
        style = _HEADINGS[heading.level]
        lowest = heading.level >= o.DEEPEST_HEADING
        runs = tuple(o.Run(run.text, run.bold, italic=run.italic or lowest) for run in heading.runs)
        paragraph = HeadingParagraph(markup(runs, bold=not is_all_italic(runs)), style)
        # A reader's list of headings cannot skip a level, so an outline that does is drawn together.
        self._depth = min(heading.level - 1, self._depth + 1)
        paragraph.bookmark = (f"h{self._bookmarks}", " ".join(o.runs_text(heading.runs).split()), self._depth)
        return paragraph


def _last_paragraph(made: list[Flowable], sheet: Sheet) -> list[Flowable]:
    """The paragraph before some signatures, taken along so that they never stand alone on the last page."""
    alone = made and type(made[-1]) is Paragraph and _height(made[-1], sheet) < sheet.height / 4
    return [made.pop()] if alone else []


def _is_line(block: o.OutlineBlock | None) -> bool:
    return isinstance(block, o.Paragraph) and block.role == "line"


def markup(runs: Iterable[o.Run], *, bold: bool = False) -> str:
    """Runs as reportlab's paragraph markup, every stretch naming the font that can draw it."""
    parts: list[str] = []
    for run in runs:
        for text, font in pieces(o.clean_text(run.text), face(bold=bold or run.bold, italic=run.italic)):
            ground = f' backColor="{_GAP_HEX}"' if run.gap else ""
            parts.append(f'<font name="{font}"{ground}>{escape(text)}</font>')
    return "".join(parts).replace("\n", "<br/>")


def _text(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(markup((o.Run(text),), bold=style.fontName == BOLD), style)


def _paragraphs(runs: o.Runs, style: ParagraphStyle) -> list[Flowable]:
    return [Paragraph(markup(runs, bold=style.fontName == BOLD), style)] if o.runs_text(runs).strip() else []


def _kept_with_start(headings: list[Flowable], after: list[Flowable], sheet: Sheet) -> list[Flowable]:
    """Headings and lead-ins after a page break that comes into force when they would stand alone at the foot."""
    if not headings:
        return []
    need = sum(_height(heading, sheet) + heading.getSpaceAfter() for heading in headings) + headings[0].getSpaceBefore()
    need += sum(heading.getSpaceBefore() for heading in headings[1:])
    if after and isinstance(after[0], KeepStart):
        # A table with a caption says itself how much of it must stand together.
        need += float(after[0].height) + after[1].getSpaceBefore()
    elif after:
        need += _first_room(after[0], sheet) + after[0].getSpaceBefore()
    return [KeepStart(min(need, sheet.height)), *headings]


def _first_room(flowable: Any, sheet: Sheet) -> float:
    """The height of what must stand below a heading: two lines where a break can follow, or the first row."""
    height = _height(flowable, sheet)
    if isinstance(flowable, Table):
        return float(sum(flowable._rowHeights[: flowable.repeatRows + 1]))  # type: ignore[attr-defined] # noqa: SLF001
    if isinstance(flowable, Paragraph) and len(flowable.blPara.lines) > 3:  # type: ignore[attr-defined]
        return 2 * float(flowable.style.leading)
    return height


def _height(flowable: Flowable, sheet: Sheet) -> float:
    return float(flowable.wrap(sheet.width, sheet.height)[1])


def _list(items: o.ItemList) -> list[Flowable]:
    made: list[Flowable] = []
    for number, (label, item) in enumerate(zip(o.list_labels(items), items.items, strict=True), start=1):
        indent = _LIST_STEP * (item.level + 1)
        after = _BODY.spaceAfter if number == len(items.items) else 3
        style = ParagraphStyle(
            "item", parent=_BODY, leftIndent=indent, bulletIndent=indent - _LIST_STEP + 2, spaceAfter=after
        )
        made.append(Paragraph(markup(item.runs) or "&nbsp;", style, bulletText=label))
    return made


def _table(table: o.Table, sheet: Sheet) -> list[Flowable]:
    made: list[Flowable] = []
    if table.caption.strip():
        made.append(_text(table.caption, _CAPTION))
    if table.lost_note.strip():
        made.append(_text(table.lost_note, _ROLES["placeholder"]))
    rows = all_rows(table)
    if not rows or not rows[0]:
        return made
    to_right = figure_columns(table)
    cells: list[list[Any]] = []
    for number, row in enumerate(rows):
        head = number == 0 and bool(table.header)
        left, right = (_HEAD_CELL, _HEAD_CELL_RIGHT) if head else (_CELL, _CELL_RIGHT)
        cells.append(
            [_paragraphs(cell, right if figures else left) or "" for cell, figures in zip(row, to_right, strict=True)]
        )
    # Measured in bold, the widest a word can be; a point more, or rounding may cut the longest word.
    widths = column_widths(table, sheet.width, _bold_width, 2 * _CELL_PADDING + 1)
    flowable: Any = Table(
        cells, widths, style=_table_style(head=bool(table.header), compact=table.compact),
        repeatRows=1 if table.header else 0,
        splitInRow=int(_has_giant_row(cells, widths, sheet)), spaceBefore=2, spaceAfter=10, hAlign="LEFT",
    )  # fmt: skip
    flowable.wrap(sheet.width, sheet.height)
    if made:
        # The caption stays with the head of its table.
        made.insert(0, KeepStart(_height(made[0], sheet) + made[0].getSpaceAfter() + sum(flowable._rowHeights[:2])))  # noqa: SLF001
    return [*made, flowable]


def _bold_width(text: str) -> float:
    return sum(float(stringWidth(piece, font, _HEAD_CELL.fontSize)) for piece, font in pieces(text, BOLD))


def _has_giant_row(cells: list[list[Any]], widths: list[float], sheet: Sheet) -> bool:
    """Whether some row is so high that it must be parted; other rows stay whole."""
    room = sheet.height / 2
    return any(
        sum(part.wrap(width - 2 * _CELL_PADDING, sheet.height)[1] for part in cell) > room
        for row in cells
        for cell, width in zip(row, widths, strict=True)
        if cell
    )


def _table_style(*, head: bool, compact: bool) -> list[tuple[Any, ...]]:
    every = (0, 0), (-1, -1)
    style: list[tuple[Any, ...]] = [
        # Named even though every cell is a paragraph: else reportlab writes its default Helvetica into the file.
        ("FONTNAME", *every, REGULAR),
        ("VALIGN", *every, "TOP"),
        ("LINEBELOW", *every, 0.5, _RULE),
        ("LEFTPADDING", *every, _CELL_PADDING),
        ("RIGHTPADDING", *every, _CELL_PADDING),
        ("TOPPADDING", *every, 1.5 if compact else 3),
        ("BOTTOMPADDING", *every, 2.5 if compact else 4),
    ]
    return (
        [*style, ("BACKGROUND", (0, 0), (-1, 0), _SHADE), ("LINEABOVE", (0, 0), (-1, 0), 0.5, _RULE)] if head else style
    )


def _bare_table(rows: list[list[Any]], widths: list[float], **more: Any) -> Table:
    every = (0, 0), (-1, -1)
    padding = [(f"{side}PADDING", *every, 0) for side in ("LEFT", "TOP", "BOTTOM")]
    style = [
        ("FONTNAME", *every, REGULAR),
        ("VALIGN", *every, "TOP"),
        *padding,
        ("RIGHTPADDING", *every, 8),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
    ]
    return Table(rows, widths, style=style, hAlign="LEFT", **more)


def _signatures(signatures: o.Signatures, sheet: Sheet) -> list[Flowable]:
    lines = [o.signature_lines(person, signatures.order) for person in signatures.people]
    if signatures.layout == "inline":
        rows = [[_text(line, _CELL_BODY) for line in [*person, "", ""][:2]] for person in lines if person]
        return [_bare_table(rows, [70 * mm, sheet.width - 70 * mm], spaceAfter=_BODY.spaceAfter)] if rows else []
    made: list[Flowable] = []
    # Two beside each other; the room above is for a signature by hand.
    for start in range(0, len(lines), 2):
        pair = [*lines[start : start + 2], []][:2]
        cells = [[_text(line, _CELL_BODY) for line in person] or "" for person in pair]
        made += [Spacer(1, 14 * mm), _bare_table([cells], [sheet.width / 2] * 2)]
    return [*made, Spacer(1, 8)]


_CELL_BODY: Final = _style("in cell", 10.5, 15)


def _letterhead(outline: o.Outline, sheet: Sheet) -> list[Flowable]:
    head = outline.letterhead
    sender = [_text(line, _SENDER if number else _SENDER_FIRST) for number, line in enumerate(head.sender)]
    right = [_text(outline.document_name, _NAME)] if outline.document_name.strip() else []
    # The lower line on the right is the page number's, which is drawn with the other page notes.
    made: list[Flowable] = [
        _bare_table(
            [[sender or "", right or ""]], [sheet.width * 0.68, sheet.width * 0.32], minRowHeights=[2 * SMALL_LEADING]
        )
    ]
    made.append(Spacer(1, 7 * mm))
    if head.cells:
        cells = [
            [
                _text(cell.label, _LABEL),
                *(_text(line, _VALUE if not number else _LABEL) for number, line in enumerate(cell.lines)),
            ]
            for cell in head.cells
        ]
        made += [_bare_table([cells], _grid_widths(head.cells, sheet)), Spacer(1, 8 * mm)]
    return made


def _grid_widths(cells: Sequence[o.HeaderCell], sheet: Sheet) -> list[float]:
    """Widths by what each cell holds, so that a date does not take the room of an address."""
    wishes = [min(max(len(line) for line in (cell.label, *cell.lines)), 30) + 5 for cell in cells]
    room = max(sum(wishes), 78)
    return [sheet.width * wish / room for wish in wishes]
