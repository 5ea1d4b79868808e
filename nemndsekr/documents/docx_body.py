"""Blocks → paragraphs, lists and tables at the end of a Word document, in whatever styles it has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from nemndsekr.documents import outline as o
from nemndsekr.documents.docx_inline import add_runs
from nemndsekr.documents.docx_lists import ListNumbers, list_style
from nemndsekr.documents.docx_styles import ROLE_STYLES, StyleIds
from nemndsekr.documents.table_shape import all_rows, column_widths, figure_columns

_W: Final = nsdecls("w")
_LINES: Final = ("single", "nil", "single", "nil", "single", "nil")
_CELL_PADDING_MM: Final = 4.5
_INLINE_TITLE_MM: Final = 70.0


def set_widths(table: WordTable, widths: Sequence[float]) -> None:
    """Column widths in mm: both for the grid, which LibreOffice reads, and for each cell, which Word reads."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _properties(table: WordTable) -> Any:
    return table._tbl.tblPr  # noqa: SLF001 - python-docx has no public way to a table's properties


def align_with_text(table: WordTable) -> None:
    """No margin to the left in the cells, so that a table without lines stands flush with the paragraphs."""
    margins = parse_xml(
        f'<w:tblCellMar {_W}><w:left w:w="0" w:type="dxa"/><w:right w:w="170" w:type="dxa"/></w:tblCellMar>'
    )
    _properties(table).find(qn("w:tblLook")).addprevious(margins)


# Wider and narrower signs than the rest, in mm at the size of a table's text in a broad font.
_ABOUT_MM: Final = {
    **dict.fromkeys("mwMWÅÄÖ@%", 3.2),
    **dict.fromkeys(" \u00a0il.,:;'|!", 1.1),
    **dict.fromkeys("tfrj-()", 1.6),
}


_BOLD: Final = 1.08


def about_mm(text: str, *, bold: bool = False) -> float:
    """About how wide a table's text is set: the font's real widths are known on the reader's machine only."""
    return (_BOLD if bold else 1) * sum(
        _ABOUT_MM.get(char) or (2.4 if char.isupper() or char.isdigit() else 2.15) for char in text
    )


def _measure_of(table: o.Table) -> Callable[[str], float]:
    """The measure of a table's texts: the words of its head are bold, and so wider."""
    lines = [line for cell in table.header or () for line in o.runs_text(cell).split("\n")]
    bold = {*lines, *(word for line in lines for word in line.split(" "))}
    return lambda text: about_mm(text, bold=text in bold)


class BodyWriter:
    """Writes the blocks in order at the end of one document."""

    def __init__(
        self, document: Document, width: float, ids: StyleIds, lists: ListNumbers, *, link_id: str, ruled: bool = True
    ) -> None:
        """Write into a document whose text is ``width`` mm wide.

        ``ids`` finds the styles and ``link_id`` is the character style of links. ``ruled`` draws our own light lines
        round tables, where the document has no table style of its own for them.
        """
        self._document, self._width, self._ids, self._lists = document, width, ids, lists
        self._link_id, self._ruled = link_id, ruled
        self._made: list[WordParagraph] = []
        self._on_new_page = False

    def write(
        self, blocks: Sequence[o.OutlineBlock], *, together: bool = False, after: o.OutlineBlock | None = None
    ) -> None:
        """Write blocks; ``together`` asks Word to keep each paragraph with the next. ``after`` is what follows them."""
        for number, block in enumerate(blocks):
            start = len(self._made)
            last = number + 1 == len(blocks)
            following = after if last else blocks[number + 1]
            if isinstance(block, o.Signatures | o.KeepTogether):
                self._keep_last_with_next()
            self._write(block, following)
            if together and not last:
                for paragraph in self._made[start:]:
                    paragraph.paragraph_format.keep_with_next = True

    def paragraph(self, style: str) -> WordParagraph:
        """A new paragraph in one of our styles, on a new page where that was asked for."""
        made = self._document.add_paragraph()
        self.dress(made, style)
        self._made.append(made)
        self._turn_page(made)
        return made

    def dress(self, paragraph: WordParagraph, style: str) -> None:
        """Give a paragraph one of our styles."""
        paragraph._p.style = self._ids(style) or None  # noqa: SLF001 - python-docx would look the style up for each paragraph

    def _turn_page(self, paragraph: WordParagraph) -> None:
        if self._on_new_page:
            paragraph.paragraph_format.page_break_before = True
            self._on_new_page = False

    def _keep_last_with_next(self) -> None:
        """The paragraph before some signatures goes along, so that they never stand alone on the last page."""
        if self._made:
            self._made[-1].paragraph_format.keep_with_next = True

    def _write(self, block: o.OutlineBlock, following: o.OutlineBlock | None) -> None:
        match block:
            case o.Heading(runs=runs, level=level):
                italic = all(run.italic for run in runs if run.text.strip())
                self._runs(self.paragraph(f"Heading {level}"), runs, upright=italic)
            case o.Paragraph(runs=runs, role=role):
                self._paragraph(runs, role, following)
            case o.ItemList():
                self._list(block)
            case o.Table():
                self._table(block)
            case o.Signatures():
                self._signatures(block)
            case o.PageBreak():
                self._on_new_page = bool(self._made)
            case o.KeepTogether(blocks=blocks):
                self.write(blocks, together=True, after=following)

    def _runs(self, paragraph: WordParagraph, runs: o.Runs, *, upright: bool = False, in_table: bool = False) -> None:
        add_runs(paragraph, runs, upright=upright, in_table=in_table, link_id=self._link_id)

    def _paragraph(self, runs: o.Runs, role: o.Role, following: o.OutlineBlock | None) -> None:
        if not o.runs_text(runs).strip():
            return
        paragraph = self.paragraph(ROLE_STYLES[role])
        self._runs(paragraph, runs)
        if o.leads_on(o.Paragraph(runs, role), following):
            # Its lines are not kept together: Word leaves the first ones and takes the last two along (widow control).
            paragraph.paragraph_format.keep_with_next = True
        if role == "line" and not (isinstance(following, o.Paragraph) and following.role == "line"):
            paragraph.paragraph_format.space_after = Pt(7)

    def _list(self, items: o.ItemList) -> None:
        count = self._lists.begin(ordered=items.ordered)
        for place, item in enumerate(items.items, start=1):
            level = min(max(item.level, 0), o.DEEPEST_LIST)
            paragraph = self.paragraph(list_style(level, ordered=items.ordered))
            self._runs(paragraph, item.runs)
            number, own_level = count.at(level)
            layout: Any = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - numbering has no public way
            properties = layout.get_or_add_numPr()
            properties.get_or_add_ilvl().val = own_level
            properties.get_or_add_numId().val = number
            if place == len(items.items):
                paragraph.paragraph_format.space_after = Pt(7)

    def _table(self, table: o.Table) -> None:
        caption = o.clean_text(table.caption)
        if caption.strip():
            self.paragraph("Caption").add_run(caption)
        if table.lost_note.strip():
            self.paragraph("Mallrad").add_run(o.clean_text(table.lost_note))
        rows = all_rows(table)
        if not rows or not rows[0]:
            return
        made = self._document.add_table(len(rows), len(rows[0]))
        _properties(made).style = self._ids("Table Grid") or None
        to_right = figure_columns(table)
        words = "Tabelltext tät" if table.compact else "Tabelltext"
        # Table.cell reckons the whole grid anew for each cell; a row at a time keeps long tables quick.
        # As in the PDF: two rows at least stand under the head, and on the last page.
        kept = {0, int(bool(table.header)), len(rows) - 2} - {len(rows) - 1}
        for number, (place, row) in enumerate(zip(made.rows, rows, strict=True)):
            head = number == 0 and bool(table.header)
            for cell, runs, figures in zip(place.cells, row, to_right, strict=True):
                paragraph = cell.paragraphs[0]
                self._turn_page(paragraph)
                self._runs(paragraph, runs, in_table=True)
                self.dress(paragraph, "Tabellrubrik" if head else words)
                if number in kept:
                    paragraph.paragraph_format.keep_with_next = True
                if figures:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _mark_row(place, head=head, shaded=self._ruled)
        set_widths(made, column_widths(table, self._width, _measure_of(table), _CELL_PADDING_MM))
        _name_table(made, table, caption.replace("\u00a0", " "))
        if self._ruled:
            _light_borders(made)
        # Word needs a paragraph after a table; this one is no higher than the space that belongs there.
        space = self.paragraph("Rad").paragraph_format
        space.line_spacing, space.space_after = Pt(8), Pt(0)

    def _signatures(self, signatures: o.Signatures) -> None:
        people = [lines for person in signatures.people if (lines := o.signature_lines(person, signatures.order))]
        if signatures.layout == "inline":
            self._signed_in_line(people)
            return
        for start in range(0, len(people), 2):
            pair = people[start : start + 2]
            made = self._document.add_table(1, 2)
            set_widths(made, [self._width / 2] * 2)
            align_with_text(made)
            for cell, lines in zip(made.rows[0].cells, pair, strict=False):
                self._turn_page(cell.paragraphs[0])
                self._signature_cell(cell, lines)
            _mark_row(made.rows[0], head=False)
            self.paragraph("Underskrift")

    def _signed_in_line(self, people: Sequence[Sequence[str]]) -> None:
        for place, lines in enumerate(people, start=1):
            paragraph = self.paragraph("Rad")
            layout = paragraph.paragraph_format
            layout.tab_stops.add_tab_stop(Mm(_INLINE_TITLE_MM))
            # A title longer than the line goes on below itself, not below the name.
            layout.left_indent, layout.first_line_indent = Mm(_INLINE_TITLE_MM), Mm(-_INLINE_TITLE_MM)
            paragraph.add_run("\t".join(lines))
            layout.keep_with_next = place < len(people)

    def _signature_cell(self, cell: Any, lines: Sequence[str]) -> None:
        for number, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            self.dress(paragraph, "Underskrift")
            paragraph.add_run(line)
            paragraph.paragraph_format.keep_with_next = True
            if number == 0:
                paragraph.paragraph_format.space_before = Pt(40)


def _mark_row(row: Any, *, head: bool, shaded: bool = False) -> None:
    """Rows are not parted over pages; the head row comes again on every page."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no public way
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
    if head and shaded:
        for cell in row.cells:
            cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {_W} w:val="clear" w:color="auto" w:fill="EEF1F4"/>'))  # noqa: SLF001


def _light_borders(table: WordTable) -> None:
    """Lines between the rows only."""
    properties = _properties(table)
    sides = "".join(
        f'<w:{side} w:val="{line}" w:sz="4" w:space="0" w:color="8C959F"/>'
        for side, line in zip(("top", "left", "bottom", "right", "insideH", "insideV"), _LINES, strict=True)
    )
    borders = parse_xml(f"<w:tblBorders {_W}>{sides}</w:tblBorders>")
    layout = properties.find(qn("w:tblLayout"))
    (layout if layout is not None else properties.find(qn("w:tblLook"))).addprevious(borders)


def _name_table(table: WordTable, content: o.Table, caption: str) -> None:
    """For a screen reader: which row is the head, the caption as the table's name, and what it holds."""
    properties = _properties(table)
    look = properties.find(qn("w:tblLook"))
    look.set(qn("w:firstRow"), "1" if content.header else "0")
    look.set(qn("w:firstColumn"), "0")
    heads = [o.runs_text(cell).replace("\u00a0", " ").strip() for cell in content.header]
    told = f"Kolumner: {', '.join(head for head in heads if head)}." if any(heads) else ""
    for tag, words in (("w:tblCaption", caption.strip()), ("w:tblDescription", told)):
        if words:
            named = OxmlElement(tag)
            named.set(qn("w:val"), words)
            properties.append(named)
