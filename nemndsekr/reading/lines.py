"""Lines: the neutral form between the readers, which know formats, and the finders, which know what papers say."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from nemndsekr.reading.draft import Found, Problem
from nemndsekr.records.block_text import Run, Runs, runs_text

LineKind = Literal["heading", "paragraph", "item", "table"]

SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”»)]?\s+(?=[\"”»«(]?[A-ZÅÄÖ0-9])")
# What a tidy text has nothing of: blanks other than single spaces, soft hyphens, stars of a converter.
UNTIDY = re.compile(r"[^\S ]|  |\u00ad|\*\*")
BLANKS = re.compile(r"[^\S\t]+")
TABBED = re.compile(r" ?\t[ \t]*")
ANY_FIGURE = re.compile(r"\d")
# What a pattern that ignores capitals takes for i and s, and small letters do not tell.
ODD_LETTERS = (("\u0130", "i"), ("\u0131", "i"), ("\u017f", "s"))
# A full stop after these does not end a sentence.
ABBREVIATION = re.compile(
    r"(?:\b(?:t\.?ex|bl\.?a|dvs|m\.?m|s\.?k|f\.?n|nr|dnr|kap|st|tel|ca|resp|inkl|ev|jfr|osv|kl|fr\.?o\.?m|"
    r"t\.?o\.?m|p\.?g\.?a|[A-ZÅÄÖ]))\.$"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, with its place in the read text."""

    text: str
    start: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A heading, a paragraph, one item of a list, or a table.

    ``level`` is that of the heading (1 is highest) or of the list item (0 is outermost); ``mark`` is the item's
    mark as printed. ``key`` names a heading that papers of this trade share (``headings.py``). ``start``–``end``
    is the text's place in the read text, and ``turns`` tells where in the text a new page begins.
    """

    kind: LineKind
    runs: Runs
    text: str
    level: int = 0
    mark: str = ""
    key: str = ""
    page: int | None = None
    start: int = 0
    turns: tuple[tuple[int, int], ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()

    @property
    def end(self) -> int:
        """The place after the last character."""
        return self.start + len(self.text)

    @property
    def all_italic(self) -> bool:
        """Whether every letter is in italics."""
        return all(run.italic for run in self.runs if run.text.strip()) and bool(self.text.strip())

    @property
    def all_bold(self) -> bool:
        """Whether every letter is bold."""
        return all(run.bold for run in self.runs if run.text.strip()) and bool(self.text.strip())

    def found(self, start: int = 0, end: int | None = None) -> Found:
        """The text from ``start`` to ``end``, without blanks around it, as a passage of the document."""
        stop = len(self.text) if end is None else end
        piece = self.text[start:stop]
        first = start + len(piece) - len(piece.lstrip())
        piece = piece.strip()
        return Found(piece, self.start + first, self.start + first + len(piece), self.page_at(first))

    def page_at(self, offset: int) -> int | None:
        """The page that holds the character at ``offset`` of this line."""
        page = self.page
        for place, number in self.turns:
            if offset >= place:
                page = number
        return page


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document: its read text, where its pages start, and its lines in order."""

    text: str
    page_starts: tuple[int, ...]
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()
    _index: list[WordIndex] = field(default_factory=list, init=False, repr=False, compare=False)

    def places_of(self, *words: str) -> list[int]:
        """The numbers of the lines that hold one of the words, or parts of words, in capitals or not.

        It is far quicker than a pattern: a finder asks for the words that its pattern cannot do without, and tries
        the pattern on these lines only.
        """
        return self._words().places_of(*words)

    def places_of_figures(self) -> list[int]:
        """The numbers of the lines that hold a figure."""
        return self._words().places_of_figures()

    def _words(self) -> WordIndex:
        if not self._index:
            self._index.append(WordIndex([line.text for line in self.lines]))
        return self._index[0]

    def lines_with(self, *words: str) -> Iterator[Line]:
        """The lines that hold one of the words, or parts of words, in capitals or not, in order."""
        return (self.lines[place] for place in self.places_of(*words))


class WordIndex:
    """Which of many texts hold a word, looked for once in all of them."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._whole = folded("\n".join(texts))
        self._starts = [0]
        for text in texts:
            self._starts.append(self._starts[-1] + len(text) + 1)
        self._known: dict[str, tuple[int, ...]] = {}

    def places_of(self, *words: str) -> list[int]:
        """The numbers of the texts that hold one of the words, in order."""
        if len(words) == 1:
            return list(self._with(words[0]))
        return sorted({place for word in words for place in self._with(word)})

    def _with(self, word: str) -> tuple[int, ...]:
        if word not in self._known:
            self._known[word] = tuple(self._search(lambda start: self._whole.find(word, start)))
        return self._known[word]

    def places_of_figures(self) -> list[int]:
        """The numbers of the texts that hold a figure."""

        def following(start: int) -> int:
            match = ANY_FIGURE.search(self._whole, start)
            return match.start() if match else -1

        return list(self._search(following))

    def _search(self, following: Callable[[int], int]) -> Iterator[int]:
        at = following(0)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            yield place
            at = following(self._starts[place + 1])


def folded(text: str) -> str:
    """The text in small letters, of the same length, folded as patterns that ignore capitals fold it."""
    for odd, plain in ODD_LETTERS:
        if odd in text:
            text = text.replace(odd, plain)
    return text.lower()


def holds(text: str, *words: str) -> bool:
    """Whether the text holds one of the words, or parts of words, in capitals or not."""
    small = folded(text)
    return any(word in small for word in words)


def tidy_runs(runs: Iterable[Run]) -> Runs:
    """The runs with blanks made single, neighbours of one style joined and no blank at either end."""
    texts: list[str] = []
    looks: list[tuple[bool, bool]] = []
    for run in runs:
        text = run.text
        look = run.bold, run.italic
        if texts and (look == looks[-1] or not text.strip()):
            texts[-1] += text
        elif text:
            texts.append(text)
            looks.append(look)
    tidy: list[str] = []
    kept: list[tuple[bool, bool]] = []
    for text, look in zip(texts, looks, strict=True):
        # What cannot be printed is every blank but the space, and the soft hyphen.
        if (not text.isprintable() or "  " in text or "**" in text) and UNTIDY.search(text):
            # Stars that a converter left behind are no text.
            text = TABBED.sub("\t", BLANKS.sub(" ", text.replace("\u00ad", "").replace("**", "")))  # noqa: PLW2901
        piece = text.lstrip() if not tidy or tidy[-1][-1].isspace() else text
        if piece:
            tidy.append(piece)
            kept.append(look)
    while tidy and not tidy[-1].strip():
        tidy.pop()
    if tidy:
        tidy[-1] = tidy[-1].rstrip()
    return tuple([Run(text, *look) for text, look in zip(tidy, kept, strict=False)])


def cut_runs(runs: Runs, start: int, end: int | None = None) -> Runs:
    """The part of the runs between two characters."""
    out: list[Run] = []
    place = 0
    stop = sum(len(run.text) for run in runs) if end is None else end
    for run in runs:
        piece = run.text[max(0, start - place) : max(0, stop - place)]
        if piece:
            out.append(replace(run, text=piece))
        place += len(run.text)
    return tidy_runs(out)


def make_line(kind: LineKind, runs: Iterable[Run], *, level: int = 0, mark: str = "", page: int | None = None) -> Line:
    """A line with tidied runs; its place in the text is set by ``lay_out``."""
    tidy = tidy_runs(runs)
    return Line(kind, tidy, runs_text(tidy), level=level, mark=mark, page=page)


def make_table(rows: Sequence[Sequence[str]], *, page: int | None = None) -> Line:
    """A table of plain cells."""
    cells = tuple(tuple(Cell(" ".join(cell.split())) for cell in row) for row in rows)
    text = "\n".join("\t".join(cell.text for cell in row) for row in cells)
    return Line("table", (Run(text),), text, page=page, rows=cells)


def lay_out(
    lines: Sequence[Line], problems: Iterable[Problem] = (), pages: int = 0, notes: Sequence[Line] = ()
) -> Paper:
    """Write the lines one after the other into the read text, and give each its place there; then the notes' text."""
    parts: list[str] = []
    placed: list[Line] = []
    length = 0
    starts: dict[int, int] = {}
    for line in lines:
        if parts:
            gap = "\n" if line.kind == "item" and placed[-1].kind == "item" else "\n\n"
            parts.append(gap)
            length += len(gap)
        mark = f"{line.mark if line.mark[:1].isalnum() else '-'} " if line.kind == "item" else ""
        parts += [mark, line.text]
        start = length + len(mark)
        placed.append(_placed(line, start))
        if line.page is not None:
            starts.setdefault(line.page, length)
        for place, page in line.turns:
            starts.setdefault(page, start + place)
        length = start + len(line.text)
    for note in notes:
        # The mark of a note, «[2]», can pass for that of a list.
        parts += ["\n\n", f"{note.mark} {note.text}".strip()]
    return Paper("".join(parts), _page_starts(starts, pages, length), tuple(placed), tuple(problems))


def _placed(line: Line, start: int) -> Line:
    rows: list[tuple[Cell, ...]] = []
    place = start
    for row in line.rows:
        cells: list[Cell] = []
        for cell in row:
            cells.append(Cell(cell.text, place))
            place += len(cell.text) + 1
        rows.append(tuple(cells))
    return Line(
        line.kind,
        line.runs,
        line.text,
        line.level,
        line.mark,
        line.key,
        line.page,
        start,
        line.turns,
        tuple(rows),
    )


def _page_starts(starts: dict[int, int], pages: int, length: int) -> tuple[int, ...]:
    last = max([pages, *starts])
    out: list[int] = []
    # A page without text of its own begins where the next one does.
    following = length
    for page in range(last, 0, -1):
        following = starts.get(page, following)
        out.append(following)
    return tuple(reversed(out))


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence of the text begins and ends."""
    return list(_sentences(text))


# Every finder asks for the sentences of the same paragraphs.
@lru_cache(maxsize=4096)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    out: list[tuple[int, int]] = []
    start = 0
    for match in SENTENCE_END.finditer(text):
        if ABBREVIATION.search(text[start : match.start()].rstrip(' ”"»)')):
            continue
        out.append((start, match.start()))
        start = match.end()
    if text[start:].strip():
        out.append((start, len(text)))
    return tuple(out)
