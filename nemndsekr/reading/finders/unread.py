"""Unread: parts that look as if they held facts and gave none; they are told of with their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from nemndsekr.reading.draft import Draft, Found, Problem
from nemndsekr.reading.lines import Line, Paper, sentences

# The parts that hold facts, by the key of their heading, and what is said when nothing of theirs was understood.
PARTS: Final = {
    "forslag": "Under «{heading}» hittades inga beslutspunkter. Skriv in dem för hand.",
    "plan": "«{heading}» kunde inte tolkas som sammanträden med dagar. Skriv in dem för hand.",
    "skickas": "Under «{heading}» hittades inga mottagare. Skriv in dem för hand.",
    "rekommendationer": "Under «{heading}» hittades inga rekommendationer. Läs avsnittet och lägg till dem som saknas.",
    "fragor": "Under «{heading}» hittades inga revisionsfrågor. Läs avsnittet och lägg till dem som saknas.",
}
LIST_LEAD_IN = re.compile(
    r"\b(?P<what>rekommend\w+|revisionsfråg\w+|granskningsfråg\w+|att-sats\w*|yrkand\w+|yrkar)\b[^.?!]*:\s*$",
    re.IGNORECASE,
)
LIST_WORDS: Final = ("rekommend", "fråg", "att-sats", "yrka")
# What earlier audits recommended is told, not asked for.
EARLIER = re.compile(r"\b(?:tidigare|föregående|förra)\b|\b(?:19|20)\d\d\b", re.IGNORECASE)
FACT_COLUMN = re.compile(
    r"\b(?:revisionsfråg|granskningsfråg|rekommendation|kontrollfråg)\w*\b|^(?:fråga|beslutsinstans|sammanträde|instans)$",
    re.IGNORECASE,
)


def find_unread(paper: Paper, draft: Draft) -> list[Problem]:
    """A problem for each part, list and table of facts that nothing was found in."""
    places = sorted(start for start in _starts(draft))
    known = {_folded(text) for text in _texts(draft)}
    problems: list[Problem] = []
    for line, body in _parts(paper):
        if body and not _holds(places, body) and not _said_elsewhere(body, known):
            text = PARTS[line.key].format(heading=line.text.strip(" :"))
            problems.append(Problem(text, body[0].page, line.start, body[-1].end))
    told = [(problem.start or 0, problem.end or 0) for problem in problems]
    for line, items in [*_lists(paper, draft.kind), *_tables(paper)]:
        inside = any(start <= items[0].start < end for start, end in told)
        if not inside and not _holds(places, items) and not _said_elsewhere(items, known):
            what = "Tabellen" if items[0].kind == "table" else "Listan"
            words = " ".join((line.text if line is not items[0] else items[0].rows[0][0].text).split()[-6:])
            problems.append(
                Problem(
                    f"{what} vid «{words}» kunde inte tolkas. Läs den och lägg till det som saknas.",
                    items[0].page,
                    items[0].start,
                    items[-1].end,
                )
            )
    return problems


def _starts(draft: Draft) -> Iterable[int]:
    """Where each fact that may stand in such a part was found."""
    found: list[Found | None] = [
        *(item.found for item in draft.recommendations),
        *(item.other_wording for item in draft.recommendations),
        *(item.answer_found for item in draft.recommendations),
        *(item.found for item in draft.audit_questions),
        *draft.attsatser,
        *draft.decision_points,
        *draft.recipients,
    ]
    yield from (item.start for item in found if item is not None and item.start is not None)
    yield from (step.day.start for step in draft.plan if step.day.start is not None)


def _texts(draft: Draft) -> Iterable[str]:
    yield from (item.found.text for item in draft.recommendations)
    yield from (item.found.text for item in draft.audit_questions)
    yield from (item.text for item in [*draft.attsatser, *draft.decision_points, *draft.recipients])


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def _holds(places: Sequence[int], body: Sequence[Line]) -> bool:
    return any(body[0].start <= place <= body[-1].end for place in places)


def _said_elsewhere(body: Sequence[Line], known: set[str]) -> bool:
    """Whether a line of the part says what was found elsewhere: a list that comes twice is recorded once."""
    return any(_folded(line.text) in known for line in body)


def _parts(paper: Paper) -> Iterable[tuple[Line, list[Line]]]:
    lines = paper.lines
    for index, line in enumerate(lines):
        if line.kind != "heading" or line.key not in PARTS:
            continue
        body: list[Line] = []
        for later in lines[index + 1 :]:
            if later.kind == "heading" and (later.key or later.level <= line.level):
                break
            body.append(later)
        listed = any(other.kind in {"item", "table"} or (line.key == "fragor" and "?" in other.text) for other in body)
        # A chapter that speaks of the recommendations in running text holds none.
        if line.key in {"rekommendationer", "fragor"} and not listed:
            continue
        yield line, body


def _lists(paper: Paper, kind: str) -> Iterable[tuple[Line, list[Line]]]:
    lines = paper.lines
    for index in paper.places_of(*LIST_WORDS):
        line = lines[index]
        if line.kind not in {"paragraph", "heading"} or index + 1 >= len(lines):
            continue
        pieces = sentences(line.text)
        last = line.text[pieces[-1][0] :] if pieces else line.text
        lead = LIST_LEAD_IN.search(last)
        if lines[index + 1].kind != "item" or lead is None or EARLIER.search(last):
            continue
        if kind == "protokoll" and lead["what"].casefold().startswith("yrk"):
            # What members asked for during a meeting is no fact of the case.
            continue
        items: list[Line] = []
        for later in lines[index + 1 :]:
            if later.kind != "item":
                break
            items.append(later)
        yield line, items


def _tables(paper: Paper) -> Iterable[tuple[Line, list[Line]]]:
    for line in paper.lines:
        heads = [cell.text for cell in line.rows[0]] if line.kind == "table" and len(line.rows) > 1 else []
        if any(FACT_COLUMN.search(cell) and len(cell) < 60 for cell in heads):
            yield line, [line]
