"""Block text as HTML that Word, LibreOffice, mail and web pages understand, and that is read back as it was."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from nemndsekr.records.block_text import Block, BlockText, Heading, ListBlock, Paragraph, Runs, TableBlock

DEEPEST: Final = 2
"""The innermost level of a list; the outermost is 0."""
OWN: Final = "data-nemndsekr"
"""Marks text of our own, which is read back to the letter."""
REF: Final = "data-ref"
"""Names the record that a live reference is to."""


def html_from_blocks(text: BlockText) -> str:
    """The text as HTML for the clipboard: what ``blocks_from_html`` makes the same text of again."""
    body = "".join(map(_written, text.blocks))
    return (
        '<html><head><meta charset="utf-8"></head><body><!--StartFragment-->'
        f'<div {OWN}="1">{body}</div><!--EndFragment--></body></html>'
    )


def _written(block: Block) -> str:
    match block:
        case Heading(runs=runs, level=level):
            return f"<h{level}>{_inline(runs)}</h{level}>"
        case Paragraph(runs=runs):
            return f"<p>{_inline(runs)}</p>"
        case ListBlock():
            return _written_list(block)
        case TableBlock(lost=True, caption=caption):
            return f"<p>{_words(f'[Tabell: {caption}]' if caption else '[Tabell]')}</p>"
        case TableBlock(rows=rows, header=header, caption=caption):
            told = f"<caption>{_words(caption)}</caption>" if caption else ""
            head = f"<thead>{_row(header, 'th')}</thead>" if header else ""
            body = "".join(_row(row, "td") for row in rows)
            return (
                '<table border="1" cellspacing="0" cellpadding="4" style="border-collapse:collapse">'
                f"{told}{head}<tbody>{body}</tbody></table>"
            )


def _row(cells: tuple[Runs, ...], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{_inline(cell)}</{tag}>' for cell in cells)}</tr>"


def _written_list(block: ListBlock) -> str:
    tag = "ol" if block.ordered else "ul"
    forms = ("1", "a", "i") if block.ordered else ("disc", "circle", "square")
    out: list[str] = []
    depth = -1
    for item in block.items:
        while depth < item.level:
            depth += 1
            out.append(f'<{tag} type="{forms[min(depth, DEEPEST)]}">')
        while depth > item.level:
            depth -= 1
            out.append(f"</{tag}>")
        out.append(f"<li>{_inline(item.runs)}</li>")
    return "".join(out) + f"</{tag}>" * (depth + 1)


def _inline(runs: Runs) -> str:
    out = []
    for run in runs:
        words = _words(run.text)
        words = f"<i>{words}</i>" if run.italic else words
        words = f"<b>{words}</b>" if run.bold else words
        out.append(f'<span {REF}="{escape(run.ref)}">{words}</span>' if run.ref else words)
    return "".join(out)


def _words(text: str) -> str:
    """The words, with blanks that HTML would take away said to be meant."""
    told = escape(text, quote=False)
    told = re.sub(
        r" {2,}|^ | $", lambda found: f'<span style="mso-spacerun:yes;white-space:pre-wrap">{found[0]}</span>', told
    )
    return told.replace("\n", "<br>")
