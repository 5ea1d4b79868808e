"""From outline blocks to what reportlab draws, and to the tags of it: both made here, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer, Table

from nemndsekr.documents import outline as o
from nemndsekr.documents.pdf_fonts import is_all_italic, pieces, text_width
from nemndsekr.documents.pdf_paragraph import TaggedParagraph, TextStyle
from nemndsekr.documents.pdf_pictures import Figure
from nemndsekr.documents.pdf_sheet import Sheet
from nemndsekr.documents.pdf_styles import Styles
from nemndsekr.documents.pdf_tables import KeepStart, bare_table, start_height, table_flowables
from nemndsekr.documents.pdf_tags import Tag
from nemndsekr.documents.table_shape import shared_width

_NUMBERS: Final = ("Decimal", "LowerAlpha", "LowerRoman")
_BULLETS: Final = ("Disc", "Circle", "Square")
_NAME_PART: Final = 0.32
"""What the document's name and the page number take of the letterhead's width."""


_GRID_GAP: Final = 9.0
"""Points between two cells of the letterhead."""
_LEAST_LINES: Final = 2
"""Of a paragraph that is parted, as many lines at least on either page."""


class _OpenList(NamedTuple):
    """A list that more items may follow in, and the body of its last item."""

    level: int
    tag: Tag
    body: Tag


class Story:
    """Makes the flowables of one document for a sheet, and their tags inside ``root``; it numbers the bookmarks."""

    def __init__(self, sheet: Sheet, styles: Styles, root: Tag) -> None:
        self._sheet = sheet
        self._styles = styles
        self._root = root
        self._bookmarks = 0
        self._depth = -1

    def flowables(self, outline: o.Outline) -> list[Flowable]:
        """The letterhead and all blocks, in order."""
        return [*self._letterhead(outline), *self._blocks(outline.blocks)]

    # --- blocks -----------------------------------------------------------------------------------------------------

    def _blocks(self, blocks: Sequence[o.OutlineBlock]) -> list[Flowable]:
        made: list[Flowable] = []
        waiting: list[Flowable] = []
        for block, following in zip(blocks, [*blocks[1:], None], strict=True):
            flowables = self._block(block, last_line=not _is_line(following))
            whole = isinstance(block, o.Signatures | o.KeepTogether)
            if o.leads_on(block, following) and self._goes_along(flowables):
                waiting += flowables
            elif whole and not any(map(self._is_long_lead, waiting)):
                made.append(KeepTogether([*(waiting or self._last_paragraph(made)), *flowables]))
                waiting = []
            else:
                made += self._kept_with_start(waiting, flowables, whole=whole)
                made += [KeepTogether(flowables)] if whole else flowables
                waiting = []
        return made + waiting

    def _block(self, block: o.OutlineBlock, *, last_line: bool) -> list[Flowable]:
        match block:
            case o.Heading():
                return [self._heading(block)]
            case o.Paragraph(runs=runs, role=role):
                return self._paragraph(runs, role, last_line=last_line)
            case o.ItemList():
                return self._list(block)
            case o.Table():
                return table_flowables(block, self._root, self._styles, self._sheet)
            case o.Signatures():
                return self._signatures(block)
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
        return float(flowable.wrap(self._sheet.width, self._sheet.height)[1])

    def _heading(self, heading: o.Heading) -> Flowable:
        self._bookmarks += 1
        lowest = heading.level >= o.DEEPEST_HEADING
        runs = tuple(replace(run, italic=run.italic or lowest) for run in heading.runs)
        style = replace(self._styles.headings[heading.level], bold=not is_all_italic(runs))
        # Neither a reader's list of headings nor the tags can skip a level, so an outline that does is drawn together.
        self._depth = min(heading.level - 1, self._depth + 1)
        paragraph = TaggedParagraph(runs, style, self._root.add(f"H{self._depth + 1}"))
        paragraph.bookmark = (f"h{self._bookmarks}", " ".join(o.runs_text(heading.runs).split()), self._depth)
        return paragraph

    def _paragraph(self, runs: o.Runs, role: o.Role, *, last_line: bool) -> list[Flowable]:
        if not o.runs_text(runs).strip():
            return []
        style = self._styles.last_line if role == "line" and last_line else self._styles.roles[role]
        parent = self._root.add("BlockQuote") if role == "quote" else self._root
        return [TaggedParagraph(runs, style, parent.add("P"))]

    def _text(self, text: str, style: TextStyle) -> TaggedParagraph:
        return TaggedParagraph((o.Run(text),), style, self._root.add("P"))

    def _last_paragraph(self, made: list[Flowable]) -> list[Flowable]:
        """The paragraph before some signatures, taken along so that they never stand alone on the last page."""
        last = made[-1] if made else None
        alone = isinstance(last, TaggedParagraph) and not last.bookmark and not last.label
        return [made.pop()] if last and alone and self._height(last) < self._sheet.height / 4 else []

    def _goes_along(self, flowables: Sequence[Flowable]) -> bool:
        """Whether what leads on is kept with what follows: unless it is long and has to stand whole."""
        height = sum(map(self._height, flowables))
        return height < self._sheet.height / 4 or all(map(self._is_long_lead, flowables))

    def _is_long_lead(self, flowable: Flowable) -> bool:
        """Whether it is a lead-in of so many lines that its last two alone go along with what follows."""
        if not isinstance(flowable, TaggedParagraph) or flowable.bookmark:
            return False
        if flowable.style is self._styles.roles["quote"]:
            return False  # a quotation stands whole with its answer
        self._height(flowable)
        return len(flowable.lines) >= 2 * _LEAST_LINES

    def _kept_with_start(self, waiting: list[Flowable], after: list[Flowable], *, whole: bool) -> list[Flowable]:
        """Headings and lead-ins after a page break that comes into force when they would stand alone at the foot.

        A long lead-in is parted there, so that only its last lines go along. ``whole`` is what stands ``after`` as one.
        """
        if not waiting:
            return []
        need, space = self._first_need(after, whole=whole)
        for flowable in reversed(waiting):
            height = self._height(flowable)
            below = need + max(space, float(flowable.getSpaceAfter()))
            if isinstance(flowable, TaggedParagraph) and self._is_long_lead(flowable):
                leading = flowable.style.leading
                # What cannot be parted, a line more than the least, must fit on a page with what it keeps.
                flowable.keeps_below = min(below, self._sheet.height - (_LEAST_LINES + 2) * leading)
                need = _LEAST_LINES * leading
            else:
                need = height + below
            space = float(flowable.getSpaceBefore())
        return [KeepStart(min(need + space, self._sheet.height)), *waiting]

    def _first_need(self, after: list[Flowable], *, whole: bool) -> tuple[float, float]:
        """The height of what must stand below a heading, and the space above it."""
        if not after:
            return 0.0, 0.0
        if whole:
            spaces = sum(float(one.getSpaceAfter()) + float(one.getSpaceBefore()) for one in after)
            return sum(map(self._height, after)) + spaces, 0.0
        if isinstance(after[0], KeepStart):
            # A table with a caption says itself how much of it must stand together.
            return float(after[0].height), float(after[1].getSpaceBefore())
        return self._first_room(after[0]), float(after[0].getSpaceBefore())

    def _first_room(self, flowable: Any) -> float:
        """The height of what must stand below a heading: two lines where a break can follow, or the first rows."""
        height = self._height(flowable)
        if isinstance(flowable, Table):
            return start_height(flowable, self._sheet)
        if isinstance(flowable, TaggedParagraph) and len(flowable.lines) > 3:
            return 2 * flowable.style.leading
        return height

    # --- lists ------------------------------------------------------------------------------------------------------

    def _list(self, items: o.ItemList) -> list[Flowable]:
        made: list[Flowable] = []
        body, step = self._styles.body, self._styles.list_step
        # The lists that are open, from the outermost to the innermost, and the body of the last item of each.
        open_lists: list[_OpenList] = []
        levels = [min(max(item.level, 0), o.DEEPEST_LIST) for item in items.items]
        kinds = _NUMBERS if items.ordered else _BULLETS
        for number, (label, item, level) in enumerate(zip(o.list_labels(items), items.items, levels, strict=True)):
            while open_lists and open_lists[-1].level > level:
                open_lists.pop()
            if open_lists and open_lists[-1].level == level:
                within = open_lists.pop().tag
            else:
                parent = open_lists[-1].body if open_lists else self._root
                within = parent.add("L", f"/O/List/ListNumbering/{kinds[level]}")
            one = within.add("LI")
            label_tag, text_tag = one.add("Lbl"), one.add("LBody")
            open_lists.append(_OpenList(level, within, text_tag))
            if number + 1 < len(levels) and levels[number + 1] > level:
                # What stands below an item comes after its text, however that is parted.
                text_tag = text_tag.add("P")
            indent = step * (level + 1)
            style = replace(body, indent=indent, after=body.after if number + 1 == len(levels) else 3)
            at = indent - step + 2
            made.append(
                TaggedParagraph(
                    item.runs, style, text_tag, label=label, label_at=at, label_tag=label_tag
                ).at_least_a_line()
            )
        return made

    # --- signatures and letterhead ----------------------------------------------------------------------------------

    def _signatures(self, signatures: o.Signatures) -> list[Flowable]:
        style, width = self._styles.signature, self._sheet.width
        people = [o.signature_lines(person, signatures.order) for person in signatures.people]
        lines = [[self._text(line, style) for line in person] for person in people]
        if signatures.layout == "inline":
            first = width * 0.45
            rows: list[list[Any]] = [[*person, [], []][:2] for person in lines if person]
            return [bare_table(rows, [first, width - first], spaceAfter=self._styles.body.after)] if rows else []
        made: list[Flowable] = []
        # Two beside each other; the room above is for a signature by hand.
        for start in range(0, len(lines), 2):
            pair = [*lines[start : start + 2], []][:2]
            made += [self._gap(14 * mm), bare_table([pair], [width / 2] * 2)]
        return [*made, self._gap(8)]

    def _gap(self, height: float) -> Spacer:
        """Room between two parts, as much smaller as the page is."""
        return Spacer(1, height * self._sheet.shrink)

    def _letterhead(self, outline: o.Outline) -> list[Flowable]:
        head, styles, width = outline.letterhead, self._styles, self._sheet.width
        room = width * (1 - _NAME_PART)
        sender: list[Flowable] = []
        if head.logo is not None:
            logo = replace(head.logo, height_mm=head.logo.height_mm * self._sheet.shrink)
            sender += [Figure(logo, self._root, room - 8), self._gap(3 * mm)]
        sender += [
            self._text(line, styles.small if number else styles.small_bold) for number, line in enumerate(head.sender)
        ]
        name = replace(styles.small, to_right=True)
        right = [self._text(outline.document_name, name)] if outline.document_name.strip() else []
        # The lower line on the right is the page number's, which is drawn with the other page notes.
        made: list[Flowable] = [
            bare_table(
                [[sender, right]], [room, width - room], minRowHeights=[2 * styles.small.leading]
            ),
            self._gap(7 * mm),
        ]  # fmt: skip
        if head.cells:
            cells = [
                [
                    self._text(cell.label, styles.small),
                    *(
                        self._text(line, styles.small if number else styles.small_bold)
                        for number, line in enumerate(cell.lines)
                    ),
                ]
                for cell in head.cells
            ]
            made += [bare_table([cells], _grid_widths(head.cells, width, styles.small_bold)), self._gap(8 * mm)]
        return made


def _is_line(block: o.OutlineBlock | None) -> bool:
    return isinstance(block, o.Paragraph) and block.role == "line"


def _grid_widths(cells: Sequence[o.HeaderCell], width: float, style: TextStyle) -> list[float]:
    """Widths by what each cell holds, so that a date does not take the room of an address, nor is parted itself."""
    lines = [[o.clean_text(line) for line in (cell.label, *cell.lines)] for cell in cells]

    def measure(word: str) -> float:
        return sum(text_width(piece, font) for piece, font in pieces(word, style.family.bold))

    needs = [
        max(measure(word) for line in cell for word in line.split(" ")) * style.size / 1000 + _GRID_GAP
        for cell in lines
    ]
    wishes = [float(min(max(map(len, cell)), 30) + 5) for cell in lines]
    return shared_width(needs, wishes, width * min(1.0, sum(wishes) / 78))
