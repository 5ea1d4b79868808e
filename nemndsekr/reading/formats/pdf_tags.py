"""Tags of a PDF: the blocks that its tree of structure tells of, page by page, and whether they can be trusted.

An element is known again on the next page by its path, the places of its ancestors among their siblings: pdfium makes
a tree of its own for each page, but the places are the same in all of them.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, Final, Literal

import pypdfium2.raw as pdfium

from nemndsekr.reading.formats.pdf_page import ARTIFACT, pdfium_call
from nemndsekr.reading.layout.columns import Piece

BlockKind = Literal["paragraph", "heading", "item", "cell", "note", "contents", "figure"]
Path = tuple[int, ...]

HEADING: Final = re.compile(r"^H([1-6]?)$")
INLINE: Final = frozenset(
    [
        "Span",
        "Quote",
        "Reference",
        "BibEntry",
        "Link",
        "Annot",
        "Em",
        "Strong",
        "Sub",
        "Ruby",
        "RB",
        "RT",
        "RP",
        "Warichu",
        "WT",
        "WP",
        "Code",
        "Formula",
        "Form",
    ]
)
# What a text may stand in that says nothing of what the text is.
GROUPS: Final = frozenset(
    ["Part", "Art", "Sect", "Div", "NonStruct", "Private", "Document", "DocumentFragment", "StructTreeRoot"]
)
DEEPEST: Final = 48
# Siblings are looked through from where the page before ended, and so far past the last one found.
LOOK_PAST: Final = 300


@dataclass(slots=True)
class Tagged:
    """One block of text that the tags of a page tell of.

    ``path`` names the element; ``table``, ``row``, ``cell`` and ``item`` the elements of a table or a
    list that the text stands in, by their paths.
    ``level`` is that of a heading or of a list; ``label`` is the text of the list mark. ``grouped`` is true where the
    text stands directly in an element that is meant for holding others.
    """

    kind: BlockKind
    path: Path
    pieces: list[Piece] = field(default_factory=list)
    level: int = 0
    label: str = ""
    table: Path | None = None
    row: Path = ()
    cell: Path = ()
    item: Path = ()
    grouped: bool = False
    alt: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the tree the walk stands."""

    kind: BlockKind = "paragraph"
    level: int = 0
    lists: int = 0
    table: Path | None = None
    row: Path = ()
    cell: Path = ()
    item: Path = ()
    grouped: bool = True


class TagReader:
    """Reads the tags of one document's pages, one after the other."""

    def __init__(self) -> None:
        self._last: dict[Path, int] = {}
        self._buffer = ctypes.create_string_buffer(2048)

    def blocks(self, page: Any, pieces: Sequence[Piece]) -> list[Tagged]:
        """The blocks of an open page in the order of the tags; empty where the page has none."""
        marked: dict[int, list[Piece]] = {}
        for piece in pieces:
            if piece.mark >= 0:
                marked.setdefault(piece.mark, []).append(piece)
        if not marked:
            return []
        tree = pdfium.FPDF_StructTree_GetForPage(page)
        if not tree:
            return []
        try:
            found = self._walked(tree, marked, hinted=True)
            if sum(len(block.pieces) for block in found) < sum(map(len, marked.values())) and self._last:
                found = self._walked(tree, marked, hinted=False)
            return found
        finally:
            pdfium.FPDF_StructTree_Close(tree)

    def _walked(self, tree: Any, marked: dict[int, list[Piece]], *, hinted: bool) -> list[Tagged]:
        walk = _Walk(marked, self._last if hinted else {}, self._buffer)
        root = ctypes.cast(tree, ctypes.c_void_p).value or 0
        for place, child in walk.roots(root):
            walk.element(child, (place,), _Place(), 0)
        self._last.update(walk.last)
        return [block for block in walk.blocks if block.pieces or block.alt]


_POINTER, _INT = ctypes.c_void_p, ctypes.c_int


_root_count = pdfium_call("FPDF_StructTree_CountChildren", _INT, _POINTER)
_root_child = pdfium_call("FPDF_StructTree_GetChildAtIndex", _POINTER, _POINTER, _INT)
_count = pdfium_call("FPDF_StructElement_CountChildren", _INT, _POINTER)
_child = pdfium_call("FPDF_StructElement_GetChildAtIndex", _POINTER, _POINTER, _INT)
_child_mark = pdfium_call("FPDF_StructElement_GetChildMarkedContentID", _INT, _POINTER, _INT)
_type = pdfium_call("FPDF_StructElement_GetType", ctypes.c_ulong, _POINTER, _POINTER, ctypes.c_ulong)
_alt = pdfium_call("FPDF_StructElement_GetAltText", ctypes.c_ulong, _POINTER, _POINTER, ctypes.c_ulong)


class _Walk:
    """One walk through the tree of one page."""

    def __init__(self, marked: dict[int, list[Piece]], hints: dict[Path, int], buffer: Any) -> None:
        self.blocks: list[Tagged] = []
        self.last: dict[Path, int] = {}
        self._marked, self._hints = marked, hints
        self._taken: set[int] = set()
        self._buffer, self._size = buffer, ctypes.sizeof(buffer)
        self._address = ctypes.addressof(buffer)

    def roots(self, tree: int) -> Iterator[tuple[int, int]]:
        """The topmost elements with their places."""
        for place in range(max(0, _root_count(tree))):
            child = _root_child(tree, place)
            if child:
                yield place, child

    def element(self, element: int, path: Path, within: _Place, depth: int) -> None:
        """Note the blocks of an element and of all below it."""
        if depth > DEEPEST:
            return
        kind = self._words(_type, element)
        place = self._place(kind, path, within)
        if kind == "Figure":
            self.blocks.append(Tagged("figure", path, alt=self._words(_alt, element)))
        loose: Tagged | None = None
        label = ""
        for number, child in self._children(element, path):
            if isinstance(child, tuple):
                (mark,) = child
                loose = self._open(loose, path, place, label)
                loose.pieces += self._marked_pieces(mark)
                continue
            inside = self._words(_type, child)
            if inside == "Lbl" and kind in {"LI", "LBody"}:
                label = "".join(piece.text for piece in self._inline(child, depth)).strip()
            elif inside == "Lbl" or (inside in INLINE and kind not in GROUPS) or inside in INLINE:
                loose = self._open(loose, path, place, label)
                loose.pieces += self._inline(child, depth)
            else:
                loose = None
                before = len(self.blocks)
                self.element(child, (*path, number), place, depth + 1)
                if label and len(self.blocks) > before:
                    self.blocks[before].label, label = label, ""
        if label and kind == "LI":
            self.blocks.append(Tagged(place.kind, path, level=place.level, label=label))

    def _open(self, loose: Tagged | None, path: Path, place: _Place, label: str) -> Tagged:
        if loose is not None:
            return loose
        made = Tagged(place.kind, path, [], place.level, label, place.table, place.row, place.cell, place.item)
        made.grouped = place.grouped
        self.blocks.append(made)
        return made

    def _inline(self, element: int, depth: int) -> list[Piece]:
        """The text of an element within a sentence, in order."""
        if depth > DEEPEST:
            return []
        out: list[Piece] = []
        for _, child in self._children(element, None):
            out += self._marked_pieces(child[0]) if isinstance(child, tuple) else self._inline(child, depth + 1)
        return out

    def _marked_pieces(self, mark: int) -> list[Piece]:
        if mark in self._taken:
            return []
        self._taken.add(mark)
        return self._marked.get(mark, [])

    def _children(self, element: int, path: Path | None) -> Iterator[tuple[int, int | tuple[int]]]:
        """Elements and, as tuples of one, the numbers of marked text, in order and with their places."""
        count = _count(element)
        start = self._hints.get(path, 0) if path is not None and count > LOOK_PAST else 0
        found = False
        past = 0
        for place in range(start, count):
            child = _child(element, place)
            mark = -1 if child else _child_mark(element, place)
            if not child and mark < 0:
                past += 1
                if found and past > LOOK_PAST and start:
                    return
                continue
            found, past = True, 0
            if path is not None and count > LOOK_PAST:
                self.last[path] = place
            yield place, child or (mark,)

    @staticmethod
    def _place(kind: str, path: Path, within: _Place) -> _Place:
        if kind in GROUPS or kind in {"TOC", "L"}:
            lists = within.lists + (kind == "L")
            block: BlockKind = "contents" if kind == "TOC" or within.kind == "contents" else within.kind
            grouped = within.grouped and kind != "L"
            return replace(within, kind=block, lists=lists, grouped=grouped)
        if within.kind in {"contents", "note", "figure"}:
            return within
        if kind == "Table" and within.table is None:
            return _Place("cell", table=path, grouped=False)
        if kind == "TR" and within.table is not None:
            return replace(within, row=within.row or path, grouped=False)
        if kind in {"TD", "TH"} and within.table is not None:
            return replace(within, cell=within.cell or path, grouped=False)
        if within.table is not None:
            return within
        if kind in {"LI", "LBody"}:
            item = path if kind == "LI" or not within.item else within.item
            return _Place("item", max(0, within.lists - 1), within.lists, item=item, grouped=False)
        if kind in {"Note", "FENote"}:
            return _Place("note", grouped=False)
        if kind == "TOCI":
            return _Place("contents", grouped=False)
        if kind == "Figure":
            return _Place("figure", grouped=False)
        heading = HEADING.match(kind)
        if heading and within.kind != "item":
            return _Place("heading", int(heading.group(1) or 2), grouped=False)
        if kind == "Title":
            return _Place("heading", 1, grouped=False)
        return replace(within, grouped=False)

    def _words(self, read: Callable[..., Any], element: int) -> str:
        length = read(element, self._address, self._size)
        return self._buffer.raw[: length - 2].decode("utf-16-le", "replace") if 2 < length <= self._size else ""


# A page whose tags reach less of its text than this is read by place.
LEAST_REACHED: Final = 0.85


def are_trusted(blocks: Sequence[Tagged], pieces: Sequence[Piece], body_size: float) -> bool:
    """Whether the tags of a page say how it is to be read: they reach its text, in a sane order, block by block."""
    whole = sum(len(piece.text) for piece in pieces if piece.mark != ARTIFACT)
    told = [block for block in blocks if block.pieces]
    reached = sum(len(piece.text) for block in told for piece in block.pieces)
    if not told or not whole or reached < LEAST_REACHED * whole:
        return False
    grouped = sum(len(piece.text) for block in told if block.grouped for piece in block.pieces)
    if grouped > 0.3 * reached:
        return False
    return not _is_out_of_order(told) and not _is_one_lump(told, reached, body_size) and not _is_cut_to_lines(told)


def _is_out_of_order(blocks: Sequence[Tagged]) -> bool:
    """Whether block after block begins above the one before it, and not in a column to the right."""
    running = [block for block in blocks if block.table is None and block.kind not in {"note", "figure"}]
    upwards = 0
    for before, after in pairwise(running):
        last, first = before.pieces[-1], after.pieces[0]
        if first.base > last.base + 2.5 * first.size and first.left < last.right + first.size:
            upwards += first.left < max(piece.right for piece in before.pieces)
    return upwards > max(1, 0.2 * (len(running) - 1))


def _is_one_lump(blocks: Sequence[Tagged], reached: int, body_size: float) -> bool:
    """Whether one paragraph is said to hold what plainly is many: gaps within it, or headings in larger type."""
    if reached < 600:
        return False
    lumped = 0
    for block in blocks:
        if block.table is not None or block.kind == "contents":
            continue
        seams = 0
        for before, after in pairwise(block.pieces):
            step = before.base - after.base
            larger = after.size > 1.15 * body_size and before.size < 1.08 * body_size
            seams += step > 1.75 * max(before.size, after.size) or (larger and step > 0.8 * after.size)
        lumped += sum(len(piece.text) for piece in block.pieces) if seams >= 2 else 0
    return lumped > 0.3 * reached


def _is_cut_to_lines(blocks: Sequence[Tagged]) -> bool:
    """Whether each printed line is said to be a paragraph of its own."""
    texts = ["".join(piece.text for piece in block.pieces).strip() for block in blocks if block.kind == "paragraph"]
    texts = [text for text in texts if text]
    cut = sum(
        one[-1] not in ".:;?!" and two[:1].islower() and len(one) > 45 and not two.startswith("att ")
        for one, two in pairwise(texts)
    )
    return len(texts) >= 6 and cut > 0.3 * len(texts)
