"""Outline → the municipality's own Word form: its styles, its placeholders filled, the text where the form says."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.exceptions import PythonDocxError
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.exceptions import XmlchemyError
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart
from lxml import etree

from nemndsekr.documents import outline as o
from nemndsekr.documents.docx_body import BodyWriter
from nemndsekr.documents.docx_lists import ListNumbers
from nemndsekr.documents.docx_styles import add_link_style, set_language
from nemndsekr.documents.docx_writer import same_bytes, set_properties, write_letterhead
from nemndsekr.documents.form_faults import FormFault, form_faults
from nemndsekr.documents.form_styles import STYLE_WORDS, TABLE, FormStyles, StyleKind
from nemndsekr.documents.kept_words import with_kept_words
from nemndsekr.documents.placeholders import (
    drop_markers,
    field_name,
    fill_placeholders,
    marker_in,
    placeholders_in,
    settle_marker,
)
from nemndsekr.documents.word_package import WordPackage, damaged, open_package

_MM_OF_TWIP: Final = 25.4 / 1440
_LEAST_WIDTH_MM: Final = 60.0
_USUAL_WIDTH_MM: Final = 156.0
_SENDER_FIELDS: Final = frozenset({"committee", "administration", "municipality", "sender"})
# What python-docx raises of a file that is a zip but no sound document.
_UNSOUND: Final = (
    KeyError,
    ValueError,
    AttributeError,
    TypeError,
    IndexError,
    NotImplementedError,
    etree.LxmlError,
    PythonDocxError,
    XmlchemyError,
    OpcError,
)


@dataclass(frozen=True, slots=True)
class WordFormFile:
    """A form to write into: its bytes, and the form's style names by ours where a person has chosen them."""

    content: bytes
    style_map: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StyleFact:
    """One of our styles in a form: our name, what it is called, and the form's style for it (nothing: it is added)."""

    ours: str
    words: str
    found: str
    is_table: bool


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What was found in a form.

    ``offered`` and ``tables`` are the names of its styles that could be chosen, ``known`` the placeholders that are
    filled in, ``faults`` what should be mended in Word.
    """

    styles: tuple[StyleFact, ...]
    offered: tuple[str, ...]
    tables: tuple[str, ...]
    known: tuple[str, ...]
    faults: tuple[FormFault, ...]


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form with a document in it, and what should be told about it."""

    content: bytes
    told: tuple[str, ...]


def form_facts(content: bytes) -> FormFacts:
    """Look through a form, and write into it once, so that one that cannot be used is told of when it is taken in.

    Raises:
        UserError: it cannot be used; the sentence says why and what to do.
    """
    package = open_package(content)
    names = list(dict.fromkeys(name for tree in _trees(package) for name in placeholders_in(tree)))
    faults = form_faults(package)
    fill_form(sample_outline(), {}, WordFormFile(content))
    styles = FormStyles(_opened(package), {})
    facts = []
    for ours, words in STYLE_WORDS.items():
        kind: StyleKind = "table" if ours == TABLE else "paragraph"
        facts.append(StyleFact(ours, words, styles.name_of(styles.found(ours), kind), kind == "table"))
    return FormFacts(
        tuple(facts),
        tuple(sorted(styles.names["paragraph"], key=str.casefold)),
        tuple(sorted(styles.names["table"], key=str.casefold)),
        tuple(name for name in names if field_name(name)),
        faults,
    )


def fill_form(outline: o.Outline, fields: Mapping[str, str], form: WordFormFile) -> FilledForm:
    """Write a document into a form; the same bytes for the same document and form.

    ``fields`` are the facts by the names that placeholders ask for.

    Raises:
        UserError: the form cannot be used.
    """
    package = open_package(form.content)
    names = [name for tree in _trees(package) for name in placeholders_in(tree)]
    asked = {known for name in names if (known := field_name(name))}
    main = package.tree(package.main)
    asked_in_text = {known for name in placeholders_in(main) if (known := field_name(name))}
    has_picture = any(True for tree in _trees(package) for _ in tree.iter(qn("w:drawing"), qn("w:pict")))
    told = tuple(fault.what for fault in form_faults(package))
    for name in package.written:
        if name == package.main:
            settle_marker(main)
        else:
            drop_markers(package.tree(name))
        fill_placeholders(package.tree(name), fields)
    outline = _without_what_is_told(with_kept_words(outline), fields, asked, asked_in_text, has_picture=has_picture)
    document = _opened(package)
    try:
        _write(document, outline, form.style_map)
        file = io.BytesIO()
        document.save(file)
    except _UNSOUND as error:
        raise damaged() from error
    return FilledForm(same_bytes(file), told)


def _trees(package: WordPackage) -> Iterator[Any]:
    for name in package.written:
        yield package.tree(name)


def _opened(package: WordPackage) -> Document:
    try:
        document = docx.Document(package.packed())
        _prepare(document)
    except _UNSOUND as error:
        raise damaged() from error
    return document


def _prepare(document: Document) -> None:
    """Give the document what a small form may lack: a page and a place for numbering."""
    body: Any = document.element.body
    if body.find(qn("w:sectPr")) is None:
        body.append(
            parse_xml(
                f'<w:sectPr {nsdecls("w")}><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1361" w:right="1531" '
                'w:bottom="1417" w:left="1531" w:header="624" w:footer="624" w:gutter="0"/></w:sectPr>'
            )
        )
    if not any(relation.reltype == RELATIONSHIP_TYPE.NUMBERING for relation in document.part.rels.values()):
        package: Any = document.part.package
        element: Any = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        name = PackURI("/word/numbering.xml")
        part = NumberingPart(name, CONTENT_TYPE.WML_NUMBERING, element, package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)


def _write(document: Document, outline: o.Outline, style_map: Mapping[str, str]) -> None:
    """Put the text in, where the form says or last."""
    body: Any = document.element.body
    before = {id(child): child for child in body}
    marker = marker_in(body)
    width = _width_at(body, marker)
    ids = FormStyles(document, style_map)
    lists = ListNumbers(document, ids, ids.found)
    # A table style that a person has chosen draws the tables; a plain grid gets our light lines.
    ruled = not style_map.get(TABLE)
    writer = BodyWriter(document, width, ids, lists, link_id=add_link_style(document), ruled=ruled)
    write_letterhead(writer, document, outline, width)
    writer.write(outline.blocks)
    if marker is not None:
        _move(marker, [child for child in body if id(child) not in before])
    _mark_pages(document, outline.page_note.mark)
    set_properties(document, outline)
    set_language(document)


def _move(marker: Any, made: Iterable[Any]) -> None:
    """Put what was written in the marker's place. One that ends a cell or a section stays, but empty."""
    for element in made:
        marker.addprevious(element)
    if marker.getnext() is None or marker.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
        for run in marker.findall(qn("w:r")):
            marker.remove(run)
    else:
        marker.getparent().remove(marker)


def _width_at(body: Any, marker: Any | None) -> float:
    """How wide the text is where it is put in, in mm."""
    if marker is not None:
        cell = next(marker.iterancestors(qn("w:tc")), None)
        wide = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}") if cell is not None else None
        if wide is not None and wide.get(qn("w:type")) == "dxa":
            return max(float(wide.get(qn("w:w"), "0")) * _MM_OF_TWIP - 4, _LEAST_WIDTH_MM)
    section = _section_of(body, marker)
    size, margin = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    if size is None or margin is None:
        return _USUAL_WIDTH_MM
    sides = sum(float(margin.get(qn(f"w:{side}"), "0")) for side in ("left", "right"))
    return max((float(size.get(qn("w:w"), "11906")) - sides) * _MM_OF_TWIP, _LEAST_WIDTH_MM)


def _section_of(body: Any, marker: Any | None) -> Any:
    """The page set-up that holds where the marker stands: the first that ends after it."""
    passed = marker is None
    last = body.find(qn("w:sectPr"))
    if passed:
        return last
    for element in body.iter(qn("w:p"), qn("w:sectPr")):
        passed = passed or element is marker
        if passed and element.tag == qn("w:sectPr"):
            return element
    return last


def _mark_pages(document: Document, mark: str) -> None:
    """A draft is marked at the top of every page, whatever the form has there."""
    if not mark:
        return
    for number, section in enumerate(document.sections):
        headers = [section.header]
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        if document.settings.odd_and_even_pages_header_footer:
            headers.append(section.even_page_header)
        for header in headers:
            # A section that goes on with the header of the one before has its mark there.
            if header.is_linked_to_previous and number:
                continue
            header.is_linked_to_previous = False
            paragraph = header.paragraphs[0].insert_paragraph_before() if header.paragraphs else header.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.add_run(o.clean_text(mark)).bold = True


def _without_what_is_told(
    outline: o.Outline, fields: Mapping[str, str], asked: set[str], asked_in_text: set[str], *, has_picture: bool
) -> o.Outline:
    """The document without what the form's own head says; a cell whose first line the form says is left to the form."""
    values = [" ".join(fields[name].split()) for name in asked if fields.get(name)]
    head = outline.letterhead
    cells = tuple(cell for cell in head.cells if not _is_told(cell, values))
    sender = () if has_picture or asked & _SENDER_FIELDS else head.sender
    name = "" if "document_name" in asked else outline.document_name
    blocks = outline.blocks
    if "title" in asked_in_text and fields.get("title"):
        blocks = tuple(block for block in blocks if not (isinstance(block, o.Heading) and block.level == 1))
    return replace(outline, letterhead=o.Letterhead(sender, cells), document_name=name, blocks=blocks)


def _is_told(cell: o.HeaderCell, values: list[str]) -> bool:
    first = " ".join(o.clean_text(cell.lines[0]).replace("\u00a0", " ").split()) if cell.lines else ""
    return any(first in value or value in first for value in values)


def sample_outline() -> o.Outline:
    """Every kind of block, short: what cannot be written into a form shows when it is taken in, and how it looks."""

    def words(text: str) -> o.Runs:
        return (o.Run(text),)

    items = (o.ListItem(words("Första")), o.ListItem(words("Underpunkt"), 1), o.ListItem(words("Andra")))
    people = (o.Signature("Namn", "Titel"), o.Signature("Namn", "Titel"))
    return o.Outline(
        o.Metadata("Provhandling"),
        "Provhandling",
        o.Letterhead(("Avsändare",), (o.HeaderCell("Datum", ("2026-01-01",)),)),
        o.PageNote(mark="UTKAST"),
        (
            *(o.Heading(words(f"Rubrik {level}"), level) for level in range(1, o.DEEPEST_HEADING + 1)),
            *(
                o.Paragraph(words("Så här ser texten ut i Wordmallen."), role)
                for role in ("body", "strong", "subtitle", "line", "quote", "placeholder", "note")
            ),
            o.ItemList(items, ordered=True),
            o.ItemList(items),
            o.Table(((words("Text"), words("12")),), (words("Kolumn"), words("Antal")), "Tabell 1"),
            o.Signatures(people),
            o.PageBreak(),
            o.Signatures(people, "title_first", "inline"),
        ),
    )
