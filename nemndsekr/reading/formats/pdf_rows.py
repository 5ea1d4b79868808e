"""Rows of a PDF: pieces of text on one base line become a line; running headers and feet are known."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from nemndsekr.reading.layout.columns import Piece
from nemndsekr.reading.layout.physical import PAGE_NOTE, PhysicalLine
from nemndsekr.records.block_text import Run

SPACED: Final = re.compile(r"\S(?: \S){4,}(?: {2,}\S(?: \S)*)*")
NOTE_MARK: Final = re.compile(r"\d{1,3}(?:\s*,\s*\d{1,3})*\)?|[*†‡]{1,3}")
# «m²» and «CO₂» keep their figure.
UNITS: Final = re.compile(r"(?:^|[\s\d(/])(?:[kcdm]?m|CO|H|x)$")


def physical_rows(rows: Iterable[Sequence[Piece]], page: int) -> list[PhysicalLine]:
    """The rows as lines, each with the space above it."""
    out: list[PhysicalLine] = []
    above: Sequence[Piece] = ()
    for row in rows:
        if not row:
            continue
        size = max(row, key=lambda piece: len(piece.text)).size
        gap = 0.0
        if above:
            step = above[0].base - row[0].base
            # From one base line to the next is some 1.2 sizes; what is more is empty space.
            gap = max(0.0, step / max(size, min(piece.size for piece in above)) - 1.22) if step > 0 else 2.0
        right = max([piece.right for piece in row])
        out.append(PhysicalLine(row_runs(row, size), page, row[0].left, right, gap, size))
        above = row
    return out


def row_runs(row: Sequence[Piece], size: float) -> tuple[Run, ...]:
    """The text of a row with its looks; marks of footnotes are left out, letters set apart are put together."""
    if len(row) == 1:
        piece = row[0]
        return (Run(_unspaced(piece.text), piece.bold, piece.italic),)
    letters = sum(len(piece.text.strip()) == 1 for piece in row)
    apart = _word_gap(row) if letters > 4 and letters >= 0.8 * len(row) else None
    runs: list[Run] = []
    last: Piece | None = None
    for piece in row:
        if last is not None and is_note_mark(last, piece, size):
            continue
        glue = _between(last, piece) if apart is None else _by_letter(last, piece, apart)
        text = _unspaced(piece.text) if apart is None else piece.text.strip()
        runs.append(Run(glue + text, piece.bold, piece.italic))
        last = piece
    return tuple(runs)


def is_note_mark(before: Piece, piece: Piece, size: float) -> bool:
    """Whether a piece is the raised figure of a footnote after a word, and not part of what is said."""
    text = piece.text.strip()
    if piece.size > 0.82 * size or not NOTE_MARK.fullmatch(text):
        return False
    return piece.base > before.base + 0.12 * size and not UNITS.search(before.text.rstrip()[-4:])


def _between(last: Piece | None, piece: Piece) -> str:
    if last is None:
        return ""
    space = piece.left - last.right
    if space > 2.2 * piece.size:
        return "\t"
    return " " if space > 0.15 * piece.size and not last.text.endswith(" ") and not piece.text.startswith(" ") else ""


def _word_gap(row: Sequence[Piece]) -> float:
    """How wide a gap must be to part words, in a row whose letters are drawn one by one."""
    gaps = [max(0.0, after.left - before.right) for before, after in pairwise(row)]
    usual = statistics.median(gaps)
    return max(0.15 * row[0].size, 1.8 * usual)


def _by_letter(last: Piece | None, piece: Piece, apart: float) -> str:
    if last is None:
        return ""
    space = piece.left - last.right
    return "\t" if space > max(2.2 * piece.size, 4 * apart) else " " if space > apart else ""


def _unspaced(text: str) -> str:
    """«S V A R  P Å» as «SVAR PÅ»."""
    if len(text) < 9 or text[1] != " " or not SPACED.fullmatch(text.strip()):
        return text
    return " ".join("".join(word.split()) for word in re.split(r" {2,}", text.strip()))


# How many rows at the top and foot of a page may be a running header or footer.
EDGE: Final = 7
# No header reaches farther down, and no foot farther up.
OUTER: Final = 0.2
# Headers stand at the same height on each page, to so many points.
SAME_HEIGHT: Final = 3.0
# Within this share of the height, at the top or the foot, nothing but headers and feet is expected.
MARGIN: Final = 0.085


def running_pieces(pages: Sequence[tuple[float, Sequence[Sequence[Piece]]]]) -> list[set[int]]:
    """For each page, given as its height and its rows from the top, the ids of the pieces of headers and feet.

    A header that comes back is kept on the first page, where it holds the date and the number of the case.
    """
    texts = [[" ".join(piece.text.strip() for piece in row) for row in rows] for _, rows in pages]
    # Where each text stands, once for each page; the body may say the same twice, but hardly at the same height.
    places: dict[str, list[float]] = {}
    in_margin: Counter[str] = Counter()
    for (height, rows), words in zip(pages, texts, strict=True):
        own = {_pattern(words[number]): rows[number][0].base for number in _edges(rows, height)}
        for pattern, base in own.items():
            places.setdefault(pattern, []).append(base)
        margins = [number for number in _edges(rows, height) if _in_margin(rows[number][0], height)]
        parts = {_pattern(piece.text) for number in margins for piece in rows[number]}
        in_margin.update({_pattern(words[number]) for number in margins} | parts)
    least, seldom = max(2, (len(pages) + 1) // 2), max(2, len(pages) // 4)
    out: list[set[int]] = []
    for number, ((height, rows), words) in enumerate(zip(pages, texts, strict=True)):
        gone: set[int] = set()
        for place in _edges(rows, height):
            row, text = rows[place], " ".join(words[place].split())
            head = number == 0 and place < EDGE and row[0].base > 0.5 * height
            margin = _in_margin(row[0], height) and len(pages) > 1
            same = sum(abs(base - row[0].base) <= SAME_HEIGHT for base in places[_pattern(text)])
            if PAGE_NOTE.match(text) or (
                not head and ((len(pages) > 1 and same >= least) or (margin and in_margin[_pattern(text)] >= seldom))
            ):
                gone |= {id(piece) for piece in row}
            elif margin and not head and len(row) > 1:
                parts_gone = [
                    piece for piece in row if _is_running_part(piece, in_margin[_pattern(piece.text)], seldom)
                ]
                # A figure alone may be that of a footnote: it goes only with all the rest of its row.
                if len(parts_gone) < len(row):
                    parts_gone = [piece for piece in parts_gone if sum(map(str.isalpha, piece.text)) >= 4]
                gone |= {id(piece) for piece in parts_gone}
        out.append(gone)
    return out


def _is_running_part(piece: Piece, count: int, seldom: int) -> bool:
    return count >= seldom or bool(PAGE_NOTE.match(piece.text.strip()))


def _in_margin(piece: Piece, height: float) -> bool:
    return not MARGIN * height <= piece.base <= (1 - MARGIN) * height


def _edges(rows: Sequence[Sequence[Piece]], height: float) -> list[int]:
    count = len(rows)
    edges = list(range(count)) if count <= 2 * EDGE else [*range(EDGE), *range(count - EDGE, count)]
    return [number for number in edges if not OUTER * height < rows[number][0].base < (1 - OUTER) * height]


def _pattern(text: str) -> str:
    return re.sub(r"\d+", "0", " ".join(text.split()))
