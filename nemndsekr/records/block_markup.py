"""Light markup for block text: what a person may type in a plain file, and the same text written back.

A blank line parts paragraphs. ``# `` and ``## `` begin a heading, ``- `` and ``1. `` a list item (two spaces more
for each level), ``| a | b |`` a row of a table. The first row is the table's header; a table that begins with
``|---|`` has none. ``Tabell: …`` on the line above is its caption, and ``Tabell saknas: …`` marks a lost table.
``*italic*``, ``**bold**`` and ``[[uid words]]`` (a live reference) stand within a line; a backslash takes away what
a sign means. A line break within a block is a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final, NamedTuple

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
)

_DEEPEST: Final = 2
_HEADING: Final = re.compile(r"(#{1,2}) +(.*)")
_ITEM: Final = re.compile(r"( *)(-|\d+\.) +(.*)")
_ROW: Final = re.compile(r"\|.*\|")
_RULE: Final = re.compile(r"\|(?: *:?-+:? *\|)+")
_CAPTION: Final = re.compile(r"Tabell( saknas)?:(.*)")
_CELL_END: Final = re.compile(r"((?:[^\\|]|\\.|\\$)*)\|", re.DOTALL)
_SIGNS: Final = re.compile(r"\\([\\*|\[\]#\-.:])|(\*{1,3})|\[\[([0-9a-f-]{36}) |(\]\])|(.)", re.DOTALL)
_STARTS: Final = re.compile(r"(?=[#:-])|(?<=\d)(?=\.(?: |$))|(?<=^Tabell)(?=:)|(?<=^Tabell saknas)(?=:)")
_BLANK: Final = " \t"


class _Line(NamedTuple):
    """One line of markup: what it is, its level or kind, and what stands on it."""

    kind: str
    text: str
    level: int = 0


def from_markup(text: str) -> BlockText:
    """The block text that the markup stands for; any text is markup."""
    blocks: list[Block] = []
    lines = text.replace("\r\n", "\n").split("\n")
    for is_blank, chunk in groupby(lines, key=lambda line: not line.strip(_BLANK)):
        if not is_blank:
            blocks += _blocks(list(_joined(list(chunk))))
    return BlockText(tuple(blocks))


def to_markup(text: BlockText) -> str:
    """The markup of a block text."""
    return "\n\n".join(map(_written, text.blocks))


def _line(written: str) -> _Line:
    item = _ITEM.fullmatch(written.rstrip(_BLANK))
    bare = written.strip(_BLANK)
    heading = _HEADING.fullmatch(bare)
    caption = _CAPTION.fullmatch(bare)
    if item and item[3]:
        kind = "bullet" if item[2] == "-" else "number"
        return _Line(kind, item[3].strip(_BLANK), min(_DEEPEST, len(item[1]) // 2))
    if heading:
        return _Line("heading", heading[2].strip(_BLANK), len(heading[1]))
    if caption:
        return _Line("lost" if caption[1] else "caption", caption[2].strip(_BLANK))
    return _Line("row" if _ROW.fullmatch(bare) and len(bare) > 1 else "text", bare)


def _joined(written: list[str]) -> Iterator[_Line]:
    """The lines of a chunk, each wrapped text put together again; a caption without a table is text."""
    lines = list(map(_line, written))
    open_line: _Line | None = None
    for number, read in enumerate(lines):
        alone = read.kind == "caption" and [after.kind for after in lines[number + 1 : number + 2]] != ["row"]
        line = _Line("text", f"Tabell: {read.text}".strip(_BLANK)) if alone else read
        if line.kind == "text" and open_line is not None and open_line.kind in {"text", "bullet", "number"}:
            open_line = open_line._replace(text=f"{open_line.text} {line.text}")
            continue
        if open_line is not None:
            yield open_line
        open_line = line
    if open_line is not None:
        yield open_line


def _blocks(lines: list[_Line]) -> Iterator[Block]:
    for kind, same in groupby(lines, key=lambda line: "table" if line.kind in {"caption", "row"} else line.kind):
        group = list(same)
        if kind == "table":
            yield from _tables(group)
        elif kind in {"bullet", "number"}:
            items = tuple(ListItem(runs, line.level) for line in group if (runs := _runs(line.text)))
            if items:
                yield ListBlock(items, kind == "number")
        elif kind == "lost":
            yield from (TableBlock(caption=line.text, lost=True) for line in group)
        else:
            for line in group:
                if runs := _runs(line.text):
                    yield Heading(runs, line.level) if kind == "heading" else Paragraph(runs)


def _tables(lines: list[_Line]) -> Iterator[TableBlock]:
    starts = [number for number, line in enumerate(lines) if line.kind == "caption"]
    for start, end in zip([0, *starts], [*starts, len(lines)], strict=True):
        part = lines[start:end]
        caption = part.pop(0).text if part and part[0].kind == "caption" else ""
        if not part:
            continue
        has_header = not _RULE.fullmatch(part[0].text)
        rows = tuple(_cells(line.text) for line in part if not _RULE.fullmatch(line.text))
        yield TableBlock(rows[1:], rows[0], caption) if has_header else TableBlock(rows, (), caption)


def _cells(row: str) -> tuple[Runs, ...]:
    # The row ends in a bar; a bar after a backslash is part of its cell.
    return tuple(_runs(cell.strip(_BLANK)) for cell in _CELL_END.findall(row.removeprefix("|")))


def _runs(text: str) -> Runs:
    """The runs of a line; where the stars do not come out even, they are stars."""
    pieces, even = _pieces(text, styled=True)
    if not even:
        pieces, _ = _pieces(text, styled=False)
    runs: list[Run] = []
    for piece in pieces:
        last = runs[-1] if runs else None
        if last is not None and (last.bold, last.italic, last.ref) == (piece.bold, piece.italic, piece.ref):
            runs[-1] = Run(last.text + piece.text, piece.bold, piece.italic, piece.ref)
        else:
            runs.append(piece)
    return tuple(runs)


def _pieces(text: str, *, styled: bool) -> tuple[list[Run], bool]:
    """Each sign in its style, and whether every style that began also ended."""
    pieces: list[Run] = []
    bold = italic = False
    ref = ""
    for escaped, stars, uid, end, sign in _SIGNS.findall(text):
        if stars and styled:
            # One star is italic, two are bold, three are both.
            bold ^= len(stars) > 1
            italic ^= len(stars) != 2
        elif uid and not ref:
            ref = uid
        elif end and ref:
            ref = ""
        else:
            pieces.append(Run(escaped or stars or (f"[[{uid} " if uid else "") or end or sign, bold, italic, ref))
    return pieces, not (bold or italic)


def _written(block: Block) -> str:
    match block:
        case Heading(runs=runs, level=level):
            return f"{'#' * level} {_marked(runs)}"
        case Paragraph(runs=runs):
            return _marked(runs)
        case ListBlock(items=items, ordered=ordered):
            return "\n".join(
                f"{'  ' * item.level}{f'{number}.' if ordered else '-'} {_marked(item.runs)}"
                for number, item in enumerate(items, start=1)
            )
        case TableBlock(lost=True, caption=caption):
            return f"Tabell saknas: {_one_line(caption)}".rstrip(_BLANK)
        case TableBlock():
            rows = (block.header or None, *block.rows)
            lines = ["|---|" if row is None else _row(row) for row in rows]
            return "\n".join([f"Tabell: {_one_line(block.caption)}", *lines] if block.caption else lines)


def _row(row: tuple[Runs, ...]) -> str:
    return f"| {' | '.join(map(_marked, row))} |"


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))


def _marked(runs: Runs) -> str:
    """The runs with stars where the style changes, and a backslash before what would be taken for a sign."""
    out: list[str] = []
    bold = italic = False
    for run in (*runs, Run("")):
        out.append("*" * ((run.bold != bold) * 2 + (run.italic != italic)))
        bold, italic = run.bold, run.italic
        words = re.sub(r"[\\*|]" if not run.ref else r"[\\*|\[\]]", r"\\\g<0>", _one_line(run.text))
        words = words if run.ref else re.sub(r"\[(?=\[|$)", r"\\[", words)
        out.append(f"[[{run.ref} {words}]]" if run.ref else words)
    return _STARTS.sub(r"\\", "".join(out), count=1) if _meant_as_sign("".join(out)) else "".join(out)


def _meant_as_sign(text: str) -> bool:
    return re.match(r"[#:-]|\d+\.(?: |$)|Tabell(?: saknas)?:", text) is not None
