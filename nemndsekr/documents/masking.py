"""Masking: an outline without the passages that are not to be published, each with a box in its place.

The words are taken out of the outline itself, before any writer sees it, so that no format can keep them: text, tables,
headings (and the bookmarks made of them), what the file says of itself, links and the words of pictures. Every box of
one ground is of the same length, which tells nothing of what stood there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple
from urllib.parse import unquote

from nemndsekr.documents.outline import (
    HeaderCell,
    Heading,
    ItemList,
    KeepTogether,
    Letterhead,
    ListItem,
    Outline,
    OutlineBlock,
    Paragraph,
    Run,
    Runs,
    Signature,
    Signatures,
    Table,
    clean_text,
    outline_text,
)

MASKED_NOTE: Final = "Publiceringsversion: uppgifter är maskerade"
"""What every page of a published file says where something is masked."""
_SHORT_NOTE: Final = "Uppgifter är maskerade"
IN_FILE_NAMES: Final = "maskerat"
CONTEXT: Final = 40
"""So many characters before a passage are kept to tell it from others like it."""

# Private characters at the end of Unicode: outline_text leaves them where they are, and nobody writes them.
_BEGIN: Final = "\U0010ff00"
_END: Final = "\U0010ff01"
_FIGURES: Final = 0xF0000
_BASE: Final = 0x8000
_MARKED: Final = re.compile(f"{_BEGIN}(.)(.)([^{_END}]*){_END}", re.DOTALL)
_FIELD: Final = re.compile(r"(\{\w*\})")


class Passage(NamedTuple):
    """What is to be masked: its words, the words before it that tell which one is meant (empty: all), and the law."""

    words: str
    before: str = ""
    ground: str = ""

    @property
    def box(self) -> str:
        """What stands in its place."""
        return f"[maskerat, {self.ground.strip()}]" if self.ground.strip() else "[maskerat]"


class Stretch(NamedTuple):
    """A stretch of the whole text; ``passage`` is the number of the one that takes it out, -1 where it stays."""

    text: str
    passage: int = -1


class Effect(NamedTuple):
    """What became of one passage: in how many places it was masked, and in how many its words still stand.

    ``moved`` tells that it no longer stands where it was marked, so that its words are masked wherever they stand;
    ``elsewhere`` how many like passages were not meant.
    """

    places: int
    left: int
    moved: bool = False
    elsewhere: int = 0


@dataclass(frozen=True, slots=True)
class MaskedOutline:
    """The outline to publish, the whole text in stretches, and what became of each passage, in their order.

    ``places`` are where the texts begin and end that a passage can stand in (half-open): between them are the marks of
    lists and what parts the cells of tables.
    """

    outline: Outline
    stretches: tuple[Stretch, ...]
    effects: tuple[Effect, ...]
    places: tuple[tuple[int, int], ...] = ()

    @property
    def count(self) -> int:
        """How many places are masked."""
        return sum(effect.places for effect in self.effects)


class _Found(NamedTuple):
    start: int
    end: int
    passage: int


def masked_outline(outline: Outline, passages: Sequence[Passage]) -> MaskedOutline:
    """Take the passages out of everything that a file would hold of an outline.

    A passage may stand over several runs; one that goes over several lines is to be given as one for each line.
    """
    outline = _Texts(_Cleaner()).outline(outline)
    whole, starts, texts = _places(outline)
    hits: dict[int, list[_Found]] = {number: [] for number in range(len(texts))}
    effects = []
    for number, passage in enumerate(passages):
        found = _all_of(passage.words, texts)
        meant = [one for one in found if _stands_after(whole, starts[one[0]] + one[1], passage.before)]
        chosen = meant or found
        for place, start, end in chosen:
            if all(end <= other.start or start >= other.end for other in hits[place]):
                hits[place].append(_Found(start, end, number))
        effects.append((passage, moved := bool(found and not meant), 0 if moved else len(found) - len(meant)))
    boxer = _Boxer([sorted(hits[number]) for number in range(len(texts))], passages)
    made = _without_hidden(_Texts(boxer).outline(outline), passages)
    if boxer.count:
        # Beside the mark of a draft there is room for a few words only.
        words = _SHORT_NOTE if made.page_note.mark else MASKED_NOTE
        made = replace(
            made, page_note=replace(made.page_note, numbers=f"{words} · {made.page_note.numbers}".strip(" ·"))
        )
    rest = outline_text(made)
    told = tuple(
        Effect(
            sum(hit.passage == number for found in hits.values() for hit in found),
            max(len(_anywhere(passage.words).findall(rest)) - elsewhere, 0),
            moved,
            elsewhere,
        )
        for number, (passage, moved, elsewhere) in enumerate(effects)
    )
    places = tuple((start, start + len(text)) for start, text in zip(starts, texts, strict=True) if text)
    return MaskedOutline(made, tuple(_stretches(whole, starts, hits)), told, places)


def masked_name(name: str, passages: Sequence[Passage]) -> str:
    """A file's name without the words of any passage."""
    for passage in passages:
        name = _anywhere(passage.words).sub(IN_FILE_NAMES, name)
    return name


def _all_of(words: str, texts: Sequence[str]) -> list[tuple[int, int, int]]:
    """Where some words stand, as place, start and end: as whole words, in the genitive too, else as parts of words."""
    bare = r"\s+".join(map(re.escape, words.split()))
    if not bare:
        return []
    before = r"(?<!\w)" if _in_word(words.strip()[0]) else ""
    after = r"(?:(?::|['’])?s)?(?!\w)" if _in_word(words.strip()[-1]) else ""
    for pattern in (f"{before}{bare}{after}", bare):
        found = [(place, *match.span()) for place, text in enumerate(texts) for match in re.finditer(pattern, text)]
        if found:
            return found
    return []


def passages_in(masked: MaskedOutline, start: int, end: int) -> list[tuple[int, int]]:
    """What is marked from ``start`` to ``end`` of the whole text, one stretch for each text that it goes over.

    Half a word is taken as a whole one: what is left of it would tell the rest.
    """
    whole = "".join(stretch.text for stretch in masked.stretches)
    found = []
    for first, last in masked.places:
        begin, stop = max(first, start), min(last, end)
        while begin < stop and whole[begin].isspace():
            begin += 1
        while begin < stop and whole[stop - 1].isspace():
            stop -= 1
        if begin >= stop:
            continue
        while begin > first and _in_word(whole[begin]) and _in_word(whole[begin - 1]):
            begin -= 1
        while stop < last and _in_word(whole[stop - 1]) and _in_word(whole[stop]):
            stop += 1
        found.append((begin, stop))
    return sorted(found)


def words_before(text: str, start: int) -> str:
    """The words just before a place, which tell it from others like it; whole words, on one line in the end."""
    before = text[:start]
    if len(before) > CONTEXT:
        before = before[-CONTEXT:].partition(" ")[2] or before[-CONTEXT:]
    return _squeezed(before)


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _stands_after(whole: str, start: int, before: str) -> bool:
    before = _squeezed(before)
    return not before or _squeezed(whole[max(0, start - 4 * CONTEXT) : start]).endswith(before)


def _anywhere(words: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """The words wherever they stand, however they are written: what is hidden in a file needs no place."""
    return re.compile(r"[\W_]+".join(map(re.escape, words.split())) or r"(?!)", flags)


def _places(outline: Outline) -> tuple[str, list[int], list[str]]:
    """The whole text, and of each place that holds words where it begins in it and what it says."""
    marker = _Marker()
    marked = outline_text(_Texts(marker).outline(outline))
    whole, begins, texts, at = "", [0] * marker.count, [""] * marker.count, 0
    for match in _MARKED.finditer(marked):
        whole += marked[at : match.start()]
        number = (ord(match[1]) - _FIGURES) * _BASE + ord(match[2]) - _FIGURES
        begins[number], texts[number] = len(whole), match[3]
        whole += match[3]
        at = match.end()
    return whole + marked[at:], begins, texts


def _stretches(whole: str, starts: Sequence[int], hits: dict[int, list[_Found]]) -> Iterator[Stretch]:
    found = sorted(
        (starts[place] + hit.start, starts[place] + hit.end, hit.passage) for place in hits for hit in hits[place]
    )
    at = 0
    for start, end, passage in found:
        if start > at:
            yield Stretch(whole[at:start])
        yield Stretch(whole[start:end], passage)
        at = end
    if at < len(whole):
        yield Stretch(whole[at:])


def _without_hidden(outline: Outline, passages: Sequence[Passage]) -> Outline:
    """The outline without the passages' words in what is not running text: facts, notes, links, words of pictures."""

    def without(text: str) -> str:
        # The passage that was marked as the words are written there gives the law; then however they are written.
        for flags in (re.NOFLAG, re.IGNORECASE):
            for passage in passages:
                text = _anywhere(passage.words, flags).sub(passage.box, text)
        return text

    def runs(runs: Runs) -> Runs:
        return tuple(replace(run, link="") if run.link and _tells(run.link, passages) else run for run in runs)

    data, note, head = outline.metadata, outline.page_note, outline.letterhead
    data = replace(
        data, title=without(data.title), author=without(data.author), subject=without(data.subject),
        dnr=without(data.dnr),
    )  # fmt: skip
    numbers = "".join(part if _FIELD.fullmatch(part) else without(part) for part in _FIELD.split(note.numbers))
    note = replace(note, running=without(note.running), mark=without(note.mark), numbers=numbers)
    if head.logo is not None:
        head = replace(head, logo=replace(head.logo, alt=without(head.logo.alt)))
    made = replace(outline, metadata=data, page_note=note, letterhead=head)
    return _Texts(_Linker(runs)).outline(made)


def _tells(link: str, passages: Sequence[Passage]) -> bool:
    plain = unquote(link).replace("+", " ")
    return any(_anywhere(passage.words).search(plain) for passage in passages)


class _Change:
    """What is done with each place that holds words: one in a single style, or one of several runs."""

    def text(self, text: str) -> str:
        """One line in a single style."""
        return text

    def runs(self, runs: Runs) -> Runs:
        """Several runs, read as one."""
        return runs


class _Cleaner(_Change):
    """Texts as they are printed, so that a place in the printed text is a place in the runs."""

    def text(self, text: str) -> str:
        return clean_text(text)

    def runs(self, runs: Runs) -> Runs:
        made = tuple(replace(run, text=clean_text(run.text)) for run in runs)
        whole = clean_text("".join(run.text for run in runs))
        # An accent in a run of its own joins the letter before it.
        return made if "".join(run.text for run in made) == whole else (replace(made[0], text=whole),)


class _Marker(_Change):
    """Every place with a number, so that it can be found in the whole text."""

    def __init__(self) -> None:
        self.count = 0

    def _next(self) -> str:
        number, self.count = self.count, self.count + 1
        return chr(_FIGURES + number // _BASE) + chr(_FIGURES + number % _BASE)

    def text(self, text: str) -> str:
        number = self._next()
        return f"{_BEGIN}{number}{text}{_END}" if text.strip() else text

    def runs(self, runs: Runs) -> Runs:
        number = self._next()
        if not "".join(run.text for run in runs).strip():
            return runs
        return (Run(f"{_BEGIN}{number}"), *runs, Run(_END))


class _Boxer(_Change):
    """Each place with boxes instead of what was found in it."""

    def __init__(self, hits: Sequence[Sequence[_Found]], passages: Sequence[Passage]) -> None:
        self._hits, self._passages, self._at = hits, passages, -1
        self.count = 0

    def _next(self) -> Sequence[_Found]:
        self._at += 1
        hits = self._hits[self._at]
        self.count += len(hits)
        return hits

    def text(self, text: str) -> str:
        for hit in reversed(self._next()):
            text = f"{text[: hit.start]}{self._passages[hit.passage].box}{text[hit.end :]}"
        return text

    def runs(self, runs: Runs) -> Runs:
        hits = self._next()
        if not hits:
            return runs
        made: list[Run] = []
        at = 0
        for run in runs:
            end, here = at + len(run.text), at
            touched = [hit for hit in hits if hit.start < end and hit.end > at]
            kept = replace(run, link="") if touched else run
            for hit in touched:
                if hit.start > here:
                    made.append(replace(kept, text=run.text[here - at : hit.start - at]))
                if hit.start >= at:
                    made.append(replace(kept, text=self._passages[hit.passage].box))
                here = min(hit.end, end)
            if here < end or not run.text:
                made.append(replace(kept, text=run.text[here - at :]))
            at = end
        return tuple(made)


class _Linker(_Change):
    def __init__(self, change: Callable[[Runs], Runs]) -> None:
        self._change = change

    def runs(self, runs: Runs) -> Runs:
        return self._change(runs)


class _Texts:
    """Goes through every place of an outline that is printed with words, in one order, and changes it."""

    def __init__(self, change: _Change) -> None:
        self._text, self._runs = change.text, change.runs

    def outline(self, outline: Outline) -> Outline:
        """The outline, changed."""
        head = outline.letterhead
        sender = tuple(map(self._text, head.sender))
        name = self._text(outline.document_name)
        cells = tuple(HeaderCell(self._text(cell.label), tuple(map(self._text, cell.lines))) for cell in head.cells)
        blocks = tuple(map(self._block, outline.blocks))
        return replace(outline, document_name=name, letterhead=Letterhead(sender, cells, head.logo), blocks=blocks)

    def _block(self, block: OutlineBlock) -> OutlineBlock:
        match block:
            case Heading() | Paragraph():
                return replace(block, runs=self._runs(block.runs))
            case ItemList():
                items = tuple(ListItem(self._runs(item.runs), item.level) for item in block.items)
                return replace(block, items=items)
            case Table():
                return self._table(block)
            case Signatures():
                people = tuple(Signature(self._text(one.name), self._text(one.title)) for one in block.people)
                return replace(block, people=people)
            case KeepTogether():
                return KeepTogether(tuple(map(self._block, block.blocks)))
            case _:
                return block

    def _table(self, table: Table) -> Table:
        caption, lost = self._text(table.caption), self._text(table.lost_note)
        header = tuple(map(self._runs, table.header))
        rows = tuple(tuple(map(self._runs, row)) for row in table.rows)
        return replace(table, rows=rows, header=header, caption=caption, lost_note=lost)
