"""Outline: a document without a format, as every writer receives it.

An outline is made of plain frozen values. It knows nothing of records, fonts or files: the builders make it, the
writers set it in type, and ``outline_text`` says in one place which words a document holds and in which order.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from nemndsekr.support.symbol_letters import SYMBOL_LETTERS

DEEPEST_HEADING: Final = 5
DEEPEST_LIST: Final = 2
BULLETS: Final = ("•", "–", "·")

# Word's manual line break, form feed and the Unicode line ends all mean a new line in the same paragraph.
_SAME_THING: Final = (
    str.maketrans(
        {"\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n", "\t": " "}
        # The narrow and the figure space mean "do not break here"; every writer knows the ordinary no-break space only.
        | {"\u202f": "\u00a0", "\u2007": "\u00a0"}
    )
    | SYMBOL_LETTERS
)
# Cc are control characters, Cf signs that are not seen (soft hyphen, byte order mark), Cs and Cn no characters at all.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Cn"})

Role = Literal["body", "strong", "subtitle", "line", "quote", "placeholder", "note"]
"""What a paragraph is: running text, a bold line of facts, a subtitle, one of several tight lines, words quoted from
elsewhere, a line that somebody must replace before the document goes out, or small print below a table."""

SignatureOrder = Literal["name_first", "title_first"]
SignatureLayout = Literal["inline", "stacked"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style.

    ``gap`` marks what somebody must write before the document goes out; ``link`` is the address that it leads to.
    """

    text: str
    bold: bool = False
    italic: bool = False
    gap: bool = False
    link: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title, ``DEEPEST_HEADING`` the innermost."""

    runs: Runs
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and what part it plays."""

    runs: Runs
    role: Role = "body"


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list; level 0 is the outermost, ``DEEPEST_LIST`` the innermost."""

    runs: Runs
    level: int = 0


@dataclass(frozen=True, slots=True)
class ItemList:
    """A bulleted or numbered list; every numbered list begins again at 1."""

    items: tuple[ListItem, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption above it.

    ``lost_note`` stands in the table's place when it could not be read in; it is printed as a marked line.
    ``compact`` sets the rows close, where a whole must be seen on one page. ``shares`` are the columns' parts of the
    whole width, where tables below each other must stand in line.
    """

    rows: tuple[tuple[Runs, ...], ...] = ()
    header: tuple[Runs, ...] = ()
    caption: str = ""
    lost_note: str = ""
    compact: bool = False
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """One who signs: a name and a title (either may be empty)."""

    name: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Those who sign: on one line each (``inline``) or with room for a signature above (``stacked``)."""

    people: tuple[Signature, ...]
    order: SignatureOrder = "name_first"
    layout: SignatureLayout = "stacked"


@dataclass(frozen=True, slots=True)
class KeepTogether:
    """Blocks that should stand on one page if they fit on one."""

    blocks: tuple[OutlineBlock, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


OutlineBlock = Heading | Paragraph | ItemList | Table | Signatures | KeepTogether | PageBreak


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """One cell of the header grid on page 1: a label over one or more lines."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Logo:
    """The sender's picture: the bytes of a PNG or JPEG file, what it shows in words, and its height in mm."""

    content: bytes
    alt: str
    height_mm: float = 16.0


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The top of page 1: who sends it (the first line is set in bold), its logo, and the header grid."""

    sender: tuple[str, ...] = ()
    cells: tuple[HeaderCell, ...] = ()
    logo: Logo | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """How the words look: the fonts of the PDF and of the Word file by family name, and the size of running text.

    The size is in points; 0 is the writer's own.
    """

    pdf_font: str = "Noto Sans"
    word_font: str = "Calibri"
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class PageNote:
    """What stands in the margin of the pages.

    ``numbers`` holds ``{page}`` and ``{pages}``; ``running`` stands at the top of page 2 and on; ``mark`` (UTKAST)
    at the top of every page.
    """

    numbers: str = "{page} ({pages})"
    running: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the file says about itself. ``day`` is the document's own day, never the clock's."""

    title: str
    author: str = ""
    subject: str = ""
    dnr: str = ""
    language: str = "sv-SE"
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole document: ``document_name`` is what it is called on page 1 («Tjänsteskrivelse»).

    ``landscape`` lays the page on its side, for wide tables; ``note_margin`` leaves a wide outer margin to write in.
    """

    metadata: Metadata
    document_name: str
    letterhead: Letterhead
    page_note: PageNote
    blocks: tuple[OutlineBlock, ...]
    landscape: bool = False
    note_margin: bool = False
    look: Look = Look()


def clean_text(text: str) -> str:
    """The text as it is printed: characters composed (NFC), unseen characters left out, every line end a newline.

    Pasted text often brings soft hyphens, byte order marks, signs of symbol fonts and letters with loose accents; left
    in, they become empty boxes in a PDF and make XML that Word refuses.
    """
    if text.replace("\u00a0", " ").isprintable():
        # Nearly all text: what can be seen, and no line end.
        return unicodedata.normalize("NFC", text)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(_SAME_THING)
    return "".join(char for char in text if char == "\n" or unicodedata.category(char) not in _UNSEEN)


def runs_text(runs: Iterable[Run]) -> str:
    """The runs' text without styles, cleaned."""
    return clean_text("".join(run.text for run in runs))


def list_labels(items: ItemList) -> list[str]:
    """The mark before each item: ``1.``, ``a)``, ``i)`` by level, or the bullets; the same in every format."""
    labels: list[str] = []
    counts = [0] * (DEEPEST_LIST + 1)
    for item in items.items:
        level = min(max(item.level, 0), DEEPEST_LIST)
        counts[level] += 1
        counts[level + 1 :] = [0] * (DEEPEST_LIST - level)
        labels.append(_number_label(counts[level], level) if items.ordered else BULLETS[level])
    return labels


def _number_label(number: int, level: int) -> str:
    if level == 0:
        return f"{number}."
    return f"{_letters(number)})" if level == 1 else f"{_roman(number)})"


def _letters(number: int) -> str:
    # Word counts a … z, aa, bb …: the same letter twice, not aa, ab.
    times, index = divmod(number - 1, 26)
    return chr(ord("a") + index) * (times + 1)


def _roman(number: int) -> str:
    parts = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    text = ""
    for value, sign in parts:
        count, number = divmod(number, value)
        text += sign * count
    return text


def signature_lines(person: Signature, order: SignatureOrder) -> list[str]:
    """Name and title in the order asked for; an empty one is left out."""
    lines = [person.name, person.title] if order == "name_first" else [person.title, person.name]
    return [line for line in map(clean_text, lines) if line.strip()]


def flat_blocks(blocks: Iterable[OutlineBlock]) -> Iterator[OutlineBlock]:
    """The blocks in order, with those inside a ``KeepTogether`` in its place."""
    for block in blocks:
        if isinstance(block, KeepTogether):
            yield from flat_blocks(block.blocks)
        else:
            yield block


def leads_on(block: OutlineBlock, following: OutlineBlock | None = None) -> bool:
    """Whether a block only leads in the next one, so that a page must not end with it.

    That is a heading, a quoted recommendation above its answer, and a paragraph that ends in a colon. A quotation in
    several paragraphs may be parted between them.
    """
    if isinstance(block, Paragraph):
        goes_on = isinstance(following, Paragraph) and following.role == "quote"
        return (block.role == "quote" and not goes_on) or runs_text(block.runs).rstrip().endswith(":")
    return isinstance(block, Heading)


def outline_text(outline: Outline) -> str:
    """All that is printed on the pages except the page notes, as plain text in reading order."""
    parts = ["\n".join(map(clean_text, (*outline.letterhead.sender, outline.document_name)))]
    parts += ["\n".join(map(clean_text, (cell.label, *cell.lines))) for cell in outline.letterhead.cells]
    parts += [_block_text(block) for block in flat_blocks(outline.blocks)]
    return "\n\n".join(part for part in parts if part.strip()) + "\n"


def _block_text(block: OutlineBlock) -> str:
    match block:
        case Heading(runs=runs) | Paragraph(runs=runs):
            return runs_text(runs)
        case ItemList(items=items):
            pairs = zip(list_labels(block), items, strict=True)
            return "\n".join(f"{'   ' * item.level}{label} {runs_text(item.runs)}" for label, item in pairs)
        case Table():
            return _table_text(block)
        case Signatures(people=people, order=order, layout=layout):
            in_person, between = ("\t", "\n") if layout == "inline" else ("\n", "\n\n")
            return between.join(in_person.join(signature_lines(person, order)) for person in people)
        case KeepTogether(blocks=blocks):
            return "\n\n".join(map(_block_text, blocks))
        case PageBreak():
            return ""


def _table_text(table: Table) -> str:
    lines = [clean_text(line) for line in (table.caption, table.lost_note) if line]
    rows = ((table.header,) if table.header else ()) + table.rows
    lines += ["\t".join(runs_text(cell).replace("\n", " ") for cell in row) for row in rows]
    return "\n".join(lines)
