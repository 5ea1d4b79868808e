"""Words that a line's end must not part: «§ 12», «den 3 mars 2026», «2 000 kr». In print only, never in the store."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from nemndsekr.documents.outline import (
    Heading,
    ItemList,
    KeepTogether,
    Outline,
    OutlineBlock,
    Paragraph,
    Run,
    Runs,
    Table,
    clean_text,
)

NO_BREAK: Final = "\u00a0"
# In narrower columns a figure may be parted rather than cut.
_MOST_COLUMNS: Final = 5
_MONTH: Final = (
    "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec"
)
_UNIT: Final = (
    "kronor|kr|tkr|mkr|mnkr|mdkr|miljoner|miljarder|tusen|procent(?:enheter)?|promille|[%‰§°]|kap\\.?|st|h|tim(?:mar)?|"
    "min(?:uter)?|km|m|m²|kvm|kg|g|l|år|månader|veckor|dagar|barn|elever|personer|platser"
)
_BEFORE_FIGURE: Final = (
    "kl\\.?|klockan|nr\\.?|nummer|s\\.|sid(?:an|orna)?\\.?|punkt(?:en|erna)?|rekommendation(?:en|erna)?|bilaga|"
    "kap\\.|kapitel|artikel|art\\.|tabell|figur|avsnitt|steg|att-sats(?:en|erna)?|vecka|v\\.|år|SFS|prop\\.|dir\\.|"
    "kvartal|ca|cirka|högst|minst|drygt|knappt"
)
_KEPT: Final = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        # The section sign with its number, and the nämnd whose section it is.
        (r"(?<=§) (?=\d)", 0),
        (r"(?<=[\wåäöÅÄÖ)]) (?=§{1,2}[ \u00a0]?\d)", 0),
        # Thousands, telephone numbers and postcodes.
        (r"(?<=\d) (?=\d{2,3}(?!\d))", 0),
        (rf"(?<=\d) (?=(?:{_UNIT})(?![\w]))", re.IGNORECASE),
        (rf"(?<=\d) (?=(?:{_MONTH})\b)", re.IGNORECASE),
        (rf"(?:(?<=\bden)|(?<=\bDen)) (?=\d{{1,2}}[ \u00a0](?:{_MONTH})\b)", re.IGNORECASE),
        (rf"\b((?:{_MONTH}|våren|sommaren|hösten|vintern|vår|höst)) (?=\d{{4}}\b)", re.IGNORECASE),
        (rf"\b({_BEFORE_FIGURE}) (?=\d)", re.IGNORECASE),
        # Short forms of several letters: t. ex., bl. a., m. m., d. v. s.
        (r"\b([a-zåäö]{1,2}\.) (?=(?:[a-zåäö]{1,2}\.)+)", 0),
        (r"(?<=[\wåäö]) (?=(?:m\.[ \u00a0]?m\.|m\.[ \u00a0]?fl\.|o\.[ \u00a0]?s\.[ \u00a0]?v\.))", 0),
        # A dash belongs to the words before it.
        (r"(?<=[^\s–]) (?=– )", 0),
    )
)


def kept(text: str) -> str:
    """The text with no-break spaces where a line must not end; else as it was."""
    for pattern in _KEPT:
        text = pattern.sub(lambda found: (found.group(1) if found.re.groups else "") + NO_BREAK, text)
    return text


def with_kept_words(outline: Outline) -> Outline:
    """The document with its words kept together, for a writer that sets lines."""
    head = outline.letterhead
    cells = tuple(replace(cell, lines=tuple(kept(clean_text(line)) for line in cell.lines)) for cell in head.cells)
    return replace(
        outline, letterhead=replace(head, cells=cells), blocks=tuple(_block(block) for block in outline.blocks)
    )


def _block(block: OutlineBlock) -> OutlineBlock:
    match block:
        case Heading(runs=runs) | Paragraph(runs=runs):
            return replace(block, runs=_runs(runs))
        case ItemList(items=items):
            return replace(block, items=tuple(replace(item, runs=_runs(item.runs)) for item in items))
        case Table(rows=rows, header=header):
            if max(map(len, (header, *rows)), default=0) > _MOST_COLUMNS:
                return block
            told = tuple(tuple(_runs(cell) for cell in row) for row in rows)
            return replace(
                block, rows=told, header=tuple(_runs(cell) for cell in header), caption=kept(clean_text(block.caption))
            )
        case KeepTogether(blocks=blocks):
            return replace(block, blocks=tuple(_block(one) for one in blocks))
        case _:
            return block


def _runs(runs: Runs) -> Runs:
    """The runs, looked at as one text: a number may be bold and its unit not."""
    cleaned = [clean_text(run.text) for run in runs]
    whole = kept("".join(cleaned))
    out: list[Run] = []
    at = 0
    for run, text in zip(runs, cleaned, strict=True):
        # A space is put in another's place, so that every sign stands where it stood.
        out.append(replace(run, text=whole[at : at + len(text)]))
        at += len(text)
    return tuple(out)
