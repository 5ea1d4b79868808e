"""What a document that was written on in Word says otherwise, and where in the case each change belongs.

The document as it was made and the file that came back are compared paragraph by paragraph. A paragraph belongs to the
record that holds the very words that it had before; words that the program put together itself (the letterhead, tables
of measures, lines of a template) belong to no text of a person's and are told, not taken in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final, Literal, NamedTuple

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
    runs_text,
)
from nemndsekr.records.case_file import CASE_TABLES, CaseFile
from nemndsekr.rules.block_change import spliced

UnitKind = Literal["heading", "paragraph", "item", "cell"]
_WORD: Final = re.compile(r"\w+")
# From here on two paragraphs are taken for the same one in other words; of unlike kinds they must be all but the same.
_SAME_PARAGRAPH: Final = 0.45
_ALL_BUT_THE_SAME: Final = 0.8
_FAR: Final = 40
"""Among how many paragraphs the same one is looked for: a text written anew is not weighed against all of itself."""
# Where a plain line is a person's own words, printed as a paragraph, an item or a cell of its own.
_LINES: Final[Mapping[str, tuple[str, ...]]] = {
    "decision_points": ("text",),
    "bases": ("text",),
    "recipients": ("text",),
    "attachments": ("text",),
    "sections": ("heading",),
    "documents": ("title", "subtitle"),
    "measures": ("text", "expected_effect", "responsible"),
}
# Those of them that are lists of such lines, which may get one more.
LINE_LISTS: Final = frozenset({"decision_points", "bases", "recipients", "attachments"})
# What no document prints as its own words, or what somebody else has written.
_NOT_OURS: Final = frozenset({"initiatives", "findings"})


class Unit(NamedTuple):
    """A paragraph, a heading, an item of a list or a cell of a table, as a reader of Word files finds it."""

    kind: UnitKind
    runs: Runs
    level: int = 0
    ordered: bool = False

    @property
    def text(self) -> str:
        """Its words; a space is a space, whether a line may be parted there or not."""
        return squeezed(runs_text(self.runs))


class Place(NamedTuple):
    """Where the words of a paragraph are kept: a part of the case, a row, its field, and the block and item in it.

    ``block`` is -1 for a plain line; what is added beside one is a new row of its list. In a table ``item`` counts the
    cells, those of the head first.
    """

    part: str
    row_id: int
    field: str
    block: int = -1
    item: int = -1


class WordChangeKind(StrEnum):
    """What was done in Word."""

    changed = "changed"
    added = "added"
    removed = "removed"


@dataclass(frozen=True, slots=True)
class WordChange:
    """One paragraph that is not as it was made.

    ``place`` is where it can be taken in; where it cannot, ``why_not`` says why. An added paragraph comes after the one
    at ``place``, or before it where ``before`` says so. ``near`` is the heading that it stands under.
    """

    kind: WordChangeKind
    old: str
    unit: Unit | None
    near: str
    place: Place | None = None
    before: bool = False
    why_not: str = ""

    @property
    def new(self) -> str:
        """The words that came from Word; empty where a paragraph was taken away."""
        return self.unit.text if self.unit is not None else ""


_MADE_HERE: Final = "Orden kommer från mallen, brevhuvudet eller en uppgift i ärendet. Ändra dem där."
_TWICE: Final = "Samma ord står på flera ställen i ärendet. Ändra dem där de hör hemma."
_NOWHERE: Final = "Stycket står inte intill någon egen text i ärendet. Kopiera det dit det hör."
_OWN_LINE: Final = "Raden är en egen uppgift i ärendet. Ta bort den där."
_CELL: Final = "Tabeller får nya rader i ärendet, inte i Word."
_CELL_GONE: Final = "Tabellers rader tas bort i ärendet, inte i Word."


def squeezed(text: str) -> str:
    """The words with single spaces between them, for comparing."""
    return " ".join(text.split())


def likeness_of(made: Sequence[Unit], came: Sequence[Unit]) -> float:
    """How much of a file is a document's own paragraphs, from 0 (nothing) to 1 (all)."""
    mine = {unit.text for unit in made}
    texts = [unit.text for unit in came]
    total = sum(map(len, texts))
    return sum(len(text) for text in texts if text in mine) / total if total else 0.0


def word_changes(
    file: CaseFile, made: Sequence[Unit], came: Sequence[Unit], document_id: int | None = None
) -> list[WordChange]:
    """The paragraphs of ``came`` that differ from those of ``made``, in reading order, each with where it belongs.

    ``document_id`` is the document that was made: what another document says in words of its own is no place of it.
    """
    places = _places(file, document_id)
    found: list[WordChange] = []
    heading = ""
    codes = SequenceMatcher(None, [one.text for one in made], [one.text for one in came], autojunk=False).get_opcodes()
    for tag, a, b, c, d in codes:
        if tag == "equal":
            heading = _last_heading(came[c:d]) or heading
            continue
        for old, new, after in _pairs(made[a:b], came[c:d]):
            unit = came[c + new] if new is not None else None
            if old is not None:
                found.append(replace(_changed(made[a + old], unit, places), near=heading))
            elif unit is not None and unit.text:
                found.append(replace(_added(unit, made, a + after, places), near=heading))
            if unit is not None and unit.kind == "heading":
                heading = unit.text
    return found


def _last_heading(units: Iterable[Unit]) -> str:
    return next((unit.text for unit in reversed(list(units)) if unit.kind == "heading"), "")


def _pairs(made: Sequence[Unit], came: Sequence[Unit]) -> Iterator[tuple[int | None, int | None, int]]:
    """Which paragraph became which, in order: the most alike go together, the others were taken away or put in.

    The third number is that of the made paragraph which an added one follows, -1 for the one before these.
    """
    if len(made) == len(came) and all(unit.kind == "cell" for unit in (*made, *came)):
        # As many cells as before are the same ones, however little a figure is like another.
        yield from ((number, number, number) for number in range(len(made)))
        return
    start = 0
    for number, unit in enumerate(made):
        scores = [_alike(unit, other) for other in came[start : start + _FAR]]
        best = max(range(len(scores)), key=scores.__getitem__) if scores else None
        if best is None or scores[best] < _SAME_PARAGRAPH:
            renamed = best is not None and _is_renamed(unit, came[start], made[number + 1 :])
            yield number, start if renamed else None, number
            start += renamed
            continue
        yield from ((None, added, number - 1) for added in range(start, start + best))
        yield number, start + best, number
        start += best + 1
    yield from ((None, added, len(made) - 1) for added in range(start, len(came)))


def _is_renamed(unit: Unit, other: Unit, later: Iterable[Unit]) -> bool:
    """Whether a heading that has quite other words is still the same: it stands where that one stood."""
    both = unit.kind == other.kind == "heading"
    return both and all(_alike(one, other) < _SAME_PARAGRAPH for one in later)


def _alike(one: Unit, other: Unit) -> float:
    matcher = SequenceMatcher(None, _WORD.findall(one.text), _WORD.findall(other.text), autojunk=False)
    ratio = matcher.ratio() if matcher.quick_ratio() >= _SAME_PARAGRAPH else 0.0
    return ratio if one.kind == other.kind or ratio > _ALL_BUT_THE_SAME else 0.0


def _changed(old: Unit, unit: Unit | None, places: Mapping[str, list[Place]]) -> WordChange:
    kind = WordChangeKind.changed if unit is not None and unit.text else WordChangeKind.removed
    change = WordChange(kind, old.text, unit if kind == WordChangeKind.changed else None, "")
    known = places.get(old.text, [])
    if len(known) != 1:
        return replace(change, why_not=_TWICE if known else _MADE_HERE)
    if kind == WordChangeKind.removed and old.kind == "cell" and (unit is None or known[0].block < 0):
        return replace(change, why_not=_CELL_GONE if unit is None else _OWN_LINE)
    if kind == WordChangeKind.removed and known[0].block < 0:
        return replace(change, why_not=_OWN_LINE)
    return replace(change, place=known[0])


def _added(unit: Unit, made: Sequence[Unit], after: int, places: Mapping[str, list[Place]]) -> WordChange:
    change = WordChange(WordChangeKind.added, "", unit, "")
    if unit.kind == "cell":
        return replace(change, why_not=_CELL)
    for at, before in ((after, False), (after + 1, True)):
        known = places.get(made[at].text, []) if 0 <= at < len(made) and made[at].kind != "cell" else []
        if len(known) == 1 and (known[0].block >= 0 or _is_line_of_list(known[0], unit)):
            return replace(change, place=known[0], before=before)
    return replace(change, why_not=_NOWHERE)


def _is_line_of_list(place: Place, unit: Unit) -> bool:
    return place.part in LINE_LISTS and unit.kind != "heading"


def _places(file: CaseFile, document_id: int | None) -> dict[str, list[Place]]:
    """Every place in the case where the words of one paragraph are kept, by those words."""
    found: dict[str, list[Place]] = {}
    own_keys = {row.key for row in file.sections if document_id is not None and row.document_id == document_id}
    for part, _ in CASE_TABLES:
        if part in _NOT_OURS:
            continue
        for row in getattr(file, part):
            theirs = part == "sections" and row.document_id not in (None, document_id)
            covered = part == "sections" and row.document_id is None and row.key in own_keys
            if theirs or covered or (part == "documents" and row.id != document_id):
                continue
            for field in type(row).model_fields:
                value = getattr(row, field)
                if isinstance(value, BlockText):
                    for block, item, runs in _passages(value):
                        _put(found, runs_text(runs), Place(part, row.stored_id, field, block, item))
                elif field in _LINES.get(part, ()):
                    _put(found, value, Place(part, row.stored_id, field))
    return found


def _put(found: dict[str, list[Place]], text: str, place: Place) -> None:
    words = squeezed(text)
    if words:
        found.setdefault(words, []).append(place)


def _passages(text: BlockText) -> Iterator[tuple[int, int, Runs]]:
    for number, block in enumerate(text.blocks):
        match block:
            case Heading(runs=runs) | Paragraph(runs=runs):
                yield number, -1, runs
            case ListBlock(items=items):
                yield from ((number, at, item.runs) for at, item in enumerate(items))
            case TableBlock():
                cells = (cell for row in (block.header, *block.rows) for cell in row)
                yield from ((number, at, cell) for at, cell in enumerate(cells))


def with_changes(text: BlockText, changes: Sequence[WordChange]) -> BlockText | None:
    """Running text with these changes, all of which have their place in it; None where it has other words by now."""
    passages = {(block, item): runs for block, item, runs in _passages(text)}
    by_place: dict[tuple[int, int], list[WordChange]] = {}
    for change in changes:
        where = (change.place.block, change.place.item) if change.place is not None else (-1, -1)
        runs = passages.get(where)
        if runs is None or (change.old and squeezed(runs_text(runs)) != change.old):
            return None
        by_place.setdefault(where, []).append(change)
    blocks: list[Block] = []
    for number, block in enumerate(text.blocks):
        mine = {item: found for (at, item), found in by_place.items() if at == number}
        blocks += _rebuilt(block, mine) if mine else [block]
    return BlockText(tuple(_items_joined(blocks)))


def with_line(line: str, change: WordChange) -> str | None:
    """A plain line with its change; None where it has other words by now."""
    return change.new if squeezed(line) == change.old else None


def _rebuilt(block: Block, changes: Mapping[int, list[WordChange]]) -> Iterator[Block]:
    match block:
        case Heading() | Paragraph():
            mine = changes.get(-1, [])
            yield from (_new_block(one.unit) for one in mine if one.unit is not None and _goes_before(one))
            kept = _kept_runs(block.runs, mine)
            if kept is not None:
                yield replace(block, runs=kept)
            yield from (_new_block(one.unit) for one in mine if one.unit is not None and _goes_after(one))
        case ListBlock(items=items):
            yield from _rebuilt_list(block, items, changes)
        case TableBlock():
            rows, at = [], 0
            for row in (block.header, *block.rows):
                rows.append(tuple(_kept_runs(cell, changes.get(at + n, [])) or () for n, cell in enumerate(row)))
                at += len(row)
            yield replace(block, header=rows[0], rows=tuple(rows[1:]))


def _rebuilt_list(
    block: ListBlock, items: Sequence[ListItem], changes: Mapping[int, list[WordChange]]
) -> Iterator[Block]:
    made: list[ListItem] = []
    for at, item in enumerate(items):
        mine = changes.get(at, [])
        for one in mine:
            if one.unit is not None and _goes_before(one):
                yield from _parted(block, made, one.unit)
        kept = _kept_runs(item.runs, mine)
        if kept is not None:
            made.append(replace(item, runs=kept))
        for one in mine:
            if one.unit is not None and _goes_after(one):
                yield from _parted(block, made, one.unit)
    if made:
        yield replace(block, items=tuple(made))


def _parted(block: ListBlock, made: list[ListItem], unit: Unit) -> Iterator[Block]:
    """An item joins the list; a paragraph parts it in two."""
    if unit.kind == "item":
        made.append(ListItem(unit.runs, unit.level))
        return
    if made:
        yield replace(block, items=tuple(made))
        made.clear()
    yield _new_block(unit)


def _goes_before(change: WordChange) -> bool:
    return change.kind == WordChangeKind.added and change.before


def _goes_after(change: WordChange) -> bool:
    return change.kind == WordChangeKind.added and not change.before


def _kept_runs(runs: Runs, changes: Sequence[WordChange]) -> Runs | None:
    """The words as they are from now on; None where they were taken away."""
    for change in changes:
        if change.kind == WordChangeKind.removed:
            return None
        if change.kind == WordChangeKind.changed and change.unit is not None:
            return _with_references(runs, change.unit.runs)
    return runs


def _with_references(old: Runs, new: Runs) -> Runs:
    """The new words, where what was a live reference still is one."""
    for run in old:
        at = runs_text(new).find(run.text) if run.ref and run.text else -1
        if at >= 0:
            new = spliced(new, at, at + len(run.text), (run,))
    return new


def _new_block(unit: Unit) -> Block:
    if unit.kind == "heading":
        plain = tuple(Run(run.text, italic=run.italic) for run in unit.runs)
        return Heading(plain)
    if unit.kind == "item":
        return ListBlock((ListItem(unit.runs, unit.level),), ordered=unit.ordered)
    return Paragraph(unit.runs)


def _items_joined(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with lists of the same kind that meet made one: items that were added come one by one."""
    waiting: ListBlock | None = None
    for block in blocks:
        if isinstance(block, ListBlock) and waiting is not None and waiting.ordered == block.ordered:
            waiting = replace(waiting, items=(*waiting.items, *block.items))
            continue
        if waiting is not None:
            yield waiting
        waiting = block if isinstance(block, ListBlock) else None
        if waiting is None:
            yield block
    if waiting is not None:
        yield waiting
