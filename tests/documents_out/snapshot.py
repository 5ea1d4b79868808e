"""Snapshots: readable text files that hold what a document should say.

``NEMNDSEKR_UPDATE_SNAPSHOTS=1`` writes them anew; the difference is then read in the commit.
"""

from __future__ import annotations

import os
from pathlib import Path

from nemndsekr.documents.outline import (
    Heading,
    ItemList,
    Outline,
    PageBreak,
    Paragraph,
    Run,
    Signatures,
    Table,
    flat_blocks,
    list_labels,
    runs_text,
    signature_lines,
)

FOLDER = Path(__file__).parent / "snapshots"


def assert_same_as_snapshot(name: str, text: str) -> None:
    """Compare a text with the snapshot of that name."""
    path = FOLDER / f"{name}.txt"
    if os.environ.get("NEMNDSEKR_UPDATE_SNAPSHOTS") == "1":
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8"), "NEMNDSEKR_UPDATE_SNAPSHOTS=1 writes the snapshot anew"


def shown(outline: Outline) -> str:
    """The outline with its structure marked, so that a snapshot tells a heading from a paragraph."""
    lines = [f"({' / '.join(outline.letterhead.sender)})  ({outline.document_name})"]
    lines += [f"({cell.label}: {' / '.join(cell.lines)})" for cell in outline.letterhead.cells]
    note = outline.page_note
    lines += [f"({note.numbers} | {note.running} | {note.mark})", ""]
    for block in flat_blocks(outline.blocks):
        lines += [*_shown(block), ""]
    return "\n".join(lines)


def _shown(block: object) -> list[str]:
    match block:
        case Heading(runs=runs, level=level):
            return [f"{'#' * level} {_marked(runs)}"]
        case Paragraph(runs=runs, role=role):
            return [("" if role == "body" else f"<{role}> ") + _marked(runs)]
        case ItemList(items=items):
            pairs = zip(list_labels(block), items, strict=True)
            return [f"{'    ' * item.level}{label} {_marked(item.runs)}" for label, item in pairs]
        case Table():
            rows = [block.header, *block.rows]
            return [
                f"[{block.caption}] {block.lost_note}".rstrip(),
                *(" | ".join(map(runs_text, row)) for row in rows if row),
            ]
        case Signatures(people=people, order=order, layout=layout):
            return [f"<{layout}> " + " / ".join(signature_lines(person, order)) for person in people]
        case PageBreak():
            return ["-----"]
    raise AssertionError(block)


def _marked(runs: tuple[Run, ...]) -> str:
    marks = {(False, False): "", (True, False): "**", (False, True): "*", (True, True): "***"}
    told = (f"{(mark := marks[run.bold, run.italic])}{run.text}{mark}" for run in runs)
    return "".join(f"<gap>{text}</gap>" if run.gap else text for run, text in zip(runs, told, strict=True))
