"""Recommendation tables: a table with one recommendation in each row, to whom it goes and what is answered to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nemndsekr.reading.draft import Found
from nemndsekr.reading.lines import Cell, Line, Paper
from nemndsekr.records.block_text import BlockText, Paragraph, Run

HEAD = re.compile(
    r"^(?:(?:revision(?:en)?s|revisorernas|granskningens|våra?|lämnade?) )?rekommendation(?:er|erna)?"
    r"(?: (?:från|i|enligt) .{3,60})?$",
    re.IGNORECASE,
)
ANSWER = re.compile(
    r"^(?:(?:\S+s |\S+ens )?(?:svar|kommentar(?:er)?|yttrande|ställningstagande(?: och åtgärder?)?|"
    r"(?:planerade |vidtagna )?"
    r"åtgärd(?:er)?(?: .{3,40})?))$",
    re.IGNORECASE,
)
RECIPIENT = re.compile(
    r"^(?:till|mottagare|adressat|riktas? till|ställd? till|nämnd(?:/styrelse)?|berörd nämnd)$", re.IGNORECASE
)
NUMBER = re.compile(r"^(?:R|Rek\.?|Nr)?\s?\d{1,2}[.):]?\s+(?=\S)", re.IGNORECASE)
EARLIER = re.compile(
    r"\b(?:tidigare|föregående|förra|uppföljning av)\b|\bgranskning(?:en)?\b[^.]{0,30}\b(?:19|20)\d\d\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One recommendation of a table; ``answer_found`` is the cell that answers it, if the table has one."""

    found: Found
    recipient: str
    answer: BlockText
    answer_found: Found | None


def recommendation_rows(paper: Paper) -> list[TableRow]:
    """The recommendations that stand in tables, in order; tables of earlier audits' recommendations are passed over."""
    out: list[TableRow] = []
    for index, line in enumerate(paper.lines):
        if line.kind == "table" and not _is_of_earlier(paper.lines, index):
            out += _rows(line)
    return out


def _is_of_earlier(lines: Sequence[Line], index: int) -> bool:
    """Whether the words over the table speak of an earlier audit."""
    near = [line for line in lines[max(0, index - 2) : index] if line.kind != "table"]
    return any(EARLIER.search(line.text[-200:]) for line in near)


def _rows(table: Line) -> Iterator[TableRow]:
    head = next(
        (place for place, row in enumerate(table.rows[:3]) if any(HEAD.match(_label(cell)) for cell in row)), None
    )
    if head is None:
        return
    labels = [_label(cell) for cell in table.rows[head]]
    column = next(place for place, label in enumerate(labels) if HEAD.match(label))
    answer = next((place for place, label in enumerate(labels) if ANSWER.match(label)), None)
    to = next((place for place, label in enumerate(labels) if RECIPIENT.match(label)), None)
    for row in table.rows[head + 1 :]:
        cell = row[column] if column < len(row) else Cell("")
        number = NUMBER.match(cell.text)
        start = number.end() if number else 0
        if len(cell.text) - start < 12:
            continue
        told = row[answer] if answer is not None and answer < len(row) and row[answer].text else None
        yield TableRow(
            Found(cell.text[start:], cell.start + start, cell.start + len(cell.text), table.page),
            row[to].text if to is not None and to < len(row) else "",
            BlockText((Paragraph((Run(told.text),)),)) if told else BlockText(),
            Found(told.text, told.start, told.start + len(told.text), table.page) if told else None,
        )


def _label(cell: Cell) -> str:
    return cell.text.strip(" :*")
