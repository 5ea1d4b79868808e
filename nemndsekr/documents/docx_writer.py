"""Outline → DOCX: real Word styles, so that the document can be written on in Word without being mended first."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from nemndsekr.documents import outline as o
from nemndsekr.documents.docx_styles import (
    GAP,
    LYING_WIDTH_MM,
    ROLE_STYLES,
    TEXT_WIDTH_MM,
    ListNumbers,
    define_styles,
    list_style,
    tidy_settings,
)
from nemndsekr.documents.kept_words import with_kept_words
from nemndsekr.documents.table_shape import all_rows, column_widths, figure_columns

_W: Final = nsdecls("w")
_LINES: Final = ("single", "nil", "single", "nil", "single", "nil")
_CELL_PADDING_MM: Final = 4.5
_NO_DAY: Final = date(2000, 1, 1)
# The oldest day that a zip file can carry; the same for every part, so that two writings give the same bytes.
_ZIP_DAY: Final = (1980, 1, 1, 0, 0, 0)


def write_docx(outline: o.Outline) -> bytes:
    """The document as the bytes of a Word file; the same bytes for the same outline."""
    outline = with_kept_words(outline)
    document = docx.Document()
    define_styles(document)
    tidy_settings(document)
    _set_page(document, landscape=outline.landscape)
    width = LYING_WIDTH_MM if outline.landscape else TEXT_WIDTH_MM
    _set_properties(document, outline.metadata)
    _write_margins(document, outline, width)
    _write_letterhead(document, outline, width)
    _BodyWriter(document, width).write(outline.blocks)
    file = io.BytesIO()
    document.save(file)
    return _same_bytes(file)


def _same_bytes(file: io.BytesIO) -> bytes:
    """The same zip file without the time of writing."""
    fresh = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _ZIP_DAY)
            part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(part, source.read(name))
    return fresh.getvalue()


def _set_page(document: Document, *, landscape: bool) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    page.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    page.left_margin = page.right_margin = Mm(20 if landscape else 27)
    page.top_margin, page.bottom_margin = Mm(24), Mm(25)
    page.header_distance = page.footer_distance = Mm(11)
    page.different_first_page_header_footer = True


def _set_properties(document: Document, data: o.Metadata) -> None:
    properties = document.core_properties
    properties.title, properties.author = o.clean_text(data.title)[:255], o.clean_text(data.author)[:255]
    properties.subject, properties.keywords = o.clean_text(data.subject)[:255], o.clean_text(data.dnr)[:255]
    properties.language, properties.comments, properties.last_modified_by = data.language, "", properties.author
    moment = datetime.combine(data.day or _NO_DAY, datetime.min.time(), UTC)
    properties.created = properties.modified = moment
    properties.revision = 1


def add_runs(paragraph: WordParagraph, runs: Iterable[o.Run], *, upright: bool = False) -> WordParagraph:
    """Put runs in a paragraph; ``upright`` takes away the style's bold (a heading that is all italic)."""
    for run in runs:
        text = o.clean_text(run.text)
        if not text:
            continue
        made = paragraph.add_run(text)
        if run.bold or upright:
            made.bold = run.bold
        if run.italic:
            made.italic = True
        if run.gap:
            _shade(made)
    return paragraph


def _shade(run: WordRun) -> None:
    """A ground under what is not filled in; python-docx knows only the marker pen's colours, which are too loud."""
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", GAP)):
        shade.set(qn(f"w:{name}"), value)
    run._r.get_or_add_rPr().append(shade)  # noqa: SLF001 - python-docx has no shading of its own


def _field(paragraph: WordParagraph, instruction: str) -> None:
    """A field that Word reckons: PAGE or NUMPAGES."""
    for kind in ("begin", instruction, "separate", "1", "end"):
        run = paragraph.add_run()._r  # noqa: SLF001 - python-docx has no fields of its own
        if kind in {"begin", "separate", "end"}:
            char = OxmlElement("w:fldChar")
            char.set(qn("w:fldCharType"), kind)
            run.append(char)
        elif kind == instruction:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {instruction} "
            run.append(code)
        else:
            shown = OxmlElement("w:t")
            shown.text = kind
            run.append(shown)


def _write_margins(document: Document, outline: o.Outline, width: float) -> None:
    """The draft mark on every page, the running line from page 2, the page number at the foot."""
    section, note = document.sections[0], outline.page_note
    for header, running in ((section.first_page_header, ""), (section.header, o.clean_text(note.running))):
        paragraph = header.paragraphs[0]
        _set_tabs(paragraph, width)
        paragraph.add_run(running)
        if note.mark:
            paragraph.add_run("\t")
            paragraph.add_run(o.clean_text(note.mark)).bold = True
    for footer in (section.first_page_footer, section.footer):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        before, _, rest = note.numbers.partition("{page}")
        between, _, after = rest.partition("{pages}")
        for text, instruction in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
            paragraph.add_run(o.clean_text(text))
            if instruction:
                _field(paragraph, instruction)


def _set_tabs(paragraph: WordParagraph, width: float) -> None:
    """One tab stop in the middle of the line and one at its end, whatever the style brings along."""
    layout = paragraph.paragraph_format
    for stop in (Mm(82.55), Mm(165.1)):  # those of the built-in header style, made for another page width
        layout.tab_stops.add_tab_stop(stop, WD_TAB_ALIGNMENT.CLEAR)
    layout.tab_stops.add_tab_stop(Mm(width / 2), WD_TAB_ALIGNMENT.CENTER)
    layout.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)


def _write_letterhead(document: Document, outline: o.Outline, width: float) -> None:
    """Sender and document name, then the header grid: in the body, where screen readers and converters find them."""
    sender = list(outline.letterhead.sender) or [""]
    for number, line in enumerate(sender):
        paragraph = document.add_paragraph(style="Brevhuvud")
        paragraph.add_run(o.clean_text(line)).bold = number == 0 or None
        if number == len(sender) - 1:
            paragraph.paragraph_format.space_after = Pt(16)
    first = document.paragraphs[0]
    first.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
    if outline.document_name:
        first.add_run("\t" + o.clean_text(outline.document_name))
    cells = outline.letterhead.cells
    if not cells:
        return
    grid = document.add_table(1, len(cells))
    weights = [min(max(map(len, (cell.label, *cell.lines))), 30) + 5 for cell in cells]
    room = max(sum(weights), 78)
    _set_widths(grid, [width * weight / room for weight in weights])
    _align_with_text(grid)
    for place, cell in zip(grid.rows[0].cells, cells, strict=True):
        place.paragraphs[0].style = "Brevhuvud"
        place.paragraphs[0].add_run(o.clean_text(cell.label))
        for number, line in enumerate(cell.lines):
            place.add_paragraph(style="Brevhuvud").add_run(o.clean_text(line)).bold = number == 0 or None
    space = document.add_paragraph(style="Brevhuvud")
    space.paragraph_format.space_after = Pt(8)


def _set_widths(table: WordTable, widths: Sequence[float]) -> None:
    """Column widths in mm: both for the grid, which LibreOffice reads, and for each cell, which Word reads."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _properties(table: WordTable) -> Any:
    return table._tbl.tblPr  # noqa: SLF001 - python-docx has no public way to a table's properties


def _align_with_text(table: WordTable) -> None:
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


def _about_mm(text: str) -> float:
    """About how wide a table's text is set: the font's real widths are known on the reader's machine only."""
    return sum(_ABOUT_MM.get(char) or (2.4 if char.isupper() or char.isdigit() else 2.15) for char in text)


def _measure_of(table: o.Table) -> Callable[[str], float]:
    """The measure of a table's texts: the words of its head are bold, and so wider."""
    lines = [line for cell in table.header or () for line in o.runs_text(cell).split("\n")]
    bold = {*lines, *(word for line in lines for word in line.split(" "))}
    return lambda text: _about_mm(text) * (_BOLD if text in bold else 1)


class _BodyWriter:
    """Writes the blocks in order into one document."""

    def __init__(self, document: Document, width: float) -> None:
        """Write into a document whose text is ``width`` mm wide."""
        self._document = document
        self._width = width
        self._lists = ListNumbers(document)

    def write(
        self, blocks: Sequence[o.OutlineBlock], *, together: bool = False, after: o.OutlineBlock | None = None
    ) -> None:
        """Write blocks; ``together`` asks Word to keep each paragraph with the next. ``after`` is what follows them."""
        for number, block in enumerate(blocks):
            start = len(self._document.paragraphs) if together else 0
            last = number + 1 == len(blocks)
            following = after if last else blocks[number + 1]
            if isinstance(block, o.Signatures | o.KeepTogether):
                self._keep_last_with_next()
            self._write(block, following)
            if together and not last:
                for paragraph in self._document.paragraphs[start:]:
                    paragraph.paragraph_format.keep_with_next = True

    def _keep_last_with_next(self) -> None:
        """The paragraph before some signatures goes along, so that they never stand alone on the last page."""
        last = list(self._document.iter_inner_content())[-1]
        if isinstance(last, WordParagraph):
            last.paragraph_format.keep_with_next = True

    def _write(self, block: o.OutlineBlock, following: o.OutlineBlock | None) -> None:
        match block:
            case o.Heading(runs=runs, level=level):
                italic = all(run.italic for run in runs if run.text.strip())
                add_runs(self._document.add_paragraph(style=f"Heading {level}"), runs, upright=italic)
            case o.Paragraph(runs=runs, role=role):
                self._paragraph(runs, role, following)
            case o.ItemList():
                self._list(block)
            case o.Table():
                self._table(block)
            case o.Signatures():
                self._signatures(block)
            case o.PageBreak():
                self._document.add_paragraph(style="Rad").add_run().add_break(WD_BREAK.PAGE)
            case o.KeepTogether(blocks=blocks):
                self.write(blocks, together=True, after=following)

    def _paragraph(self, runs: o.Runs, role: o.Role, following: o.OutlineBlock | None) -> None:
        if not o.runs_text(runs).strip():
            return
        paragraph = add_runs(self._document.add_paragraph(style=ROLE_STYLES[role]), runs)
        if o.leads_on(o.Paragraph(runs, role)):
            paragraph.paragraph_format.keep_with_next = True
        if role == "line" and not (isinstance(following, o.Paragraph) and following.role == "line"):
            paragraph.paragraph_format.space_after = Pt(7)

    def _list(self, items: o.ItemList) -> None:
        number = self._lists.fresh(ordered=items.ordered)
        for place, item in enumerate(items.items, start=1):
            level = min(max(item.level, 0), o.DEEPEST_LIST)
            paragraph = add_runs(
                self._document.add_paragraph(style=list_style(level, ordered=items.ordered)), item.runs
            )
            layout: Any = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - numbering has no public way
            properties = layout.get_or_add_numPr()
            properties.get_or_add_ilvl().val = level
            properties.get_or_add_numId().val = number
            if place == len(items.items):
                paragraph.paragraph_format.space_after = Pt(7)

    def _table(self, table: o.Table) -> None:
        if table.caption.strip():
            self._document.add_paragraph(style="Caption").add_run(o.clean_text(table.caption))
        if table.lost_note.strip():
            self._document.add_paragraph(style="Mallrad").add_run(o.clean_text(table.lost_note))
        rows = all_rows(table)
        if not rows or not rows[0]:
            return
        made = self._document.add_table(len(rows), len(rows[0]), style="Table Grid")
        to_right = figure_columns(table)
        words = "Tabelltext tät" if table.compact else "Tabelltext"
        # Table.cell reckons the whole grid anew for each cell; a row at a time keeps long tables quick.
        for number, (place, row) in enumerate(zip(made.rows, rows, strict=True)):
            head = number == 0 and bool(table.header)
            for cell, runs, figures in zip(place.cells, row, to_right, strict=True):
                paragraph = add_runs(cell.paragraphs[0], runs)
                paragraph.style = "Tabellrubrik" if head else words
                if figures:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _mark_row(place, head=head)
        _set_widths(made, column_widths(table, self._width, _measure_of(table), _CELL_PADDING_MM))
        _light_borders(made, o.clean_text(table.caption).replace("\u00a0", " "), head=bool(table.header))
        # Word needs a paragraph after a table; this one is no higher than the space that belongs there.
        space = self._document.add_paragraph(style="Rad").paragraph_format
        space.line_spacing, space.space_after = Pt(8), Pt(0)

    def _signatures(self, signatures: o.Signatures) -> None:
        people = [lines for person in signatures.people if (lines := o.signature_lines(person, signatures.order))]
        if signatures.layout == "inline":
            for place, lines in enumerate(people, start=1):
                paragraph = self._document.add_paragraph(style="Rad")
                paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(70))
                # A title longer than the line goes on below itself, not below the name.
                paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Mm(70), Mm(-70)
                paragraph.add_run("\t".join(lines))
                paragraph.paragraph_format.keep_with_next = place < len(people)
            return
        for start in range(0, len(people), 2):
            pair = people[start : start + 2]
            made = self._document.add_table(1, 2)
            _set_widths(made, [self._width / 2] * 2)
            _align_with_text(made)
            for cell, lines in zip(made.rows[0].cells, pair, strict=False):
                _signature_cell(cell, lines)
            _mark_row(made.rows[0], head=False)
            self._document.add_paragraph(style="Underskrift")


def _signature_cell(cell: Any, lines: Sequence[str]) -> None:
    for number, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.style = "Underskrift"
        paragraph.add_run(line)
        paragraph.paragraph_format.keep_with_next = True
        if number == 0:
            paragraph.paragraph_format.space_before = Pt(40)


def _mark_row(row: Any, *, head: bool) -> None:
    """Rows are not parted over pages; the head row comes again on every page."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no public way
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
        for cell in row.cells:
            cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {_W} w:val="clear" w:color="auto" w:fill="EEF1F4"/>'))  # noqa: SLF001


def _light_borders(table: WordTable, caption: str, *, head: bool) -> None:
    """Lines between the rows only, and the caption as the table's name for a screen reader."""
    properties = _properties(table)
    sides = "".join(
        f'<w:{side} w:val="{line}" w:sz="4" w:space="0" w:color="8C959F"/>'
        for side, line in zip(("top", "left", "bottom", "right", "insideH", "insideV"), _LINES, strict=True)
    )
    look = properties.find(qn("w:tblLook"))
    borders = parse_xml(f"<w:tblBorders {_W}>{sides}</w:tblBorders>")
    layout = properties.find(qn("w:tblLayout"))
    (layout if layout is not None else look).addprevious(borders)
    look.set(qn("w:firstRow"), "1" if head else "0")
    look.set(qn("w:firstColumn"), "0")
    if caption:
        name = OxmlElement("w:tblCaption")
        name.set(qn("w:val"), caption)
        properties.append(name)
