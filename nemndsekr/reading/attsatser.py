"""Att-satser: the clauses that an initiative or motion wants decided."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from nemndsekr.reading.dates import PLACE_AND_DAY
from nemndsekr.reading.draft import Found, Problem
from nemndsekr.reading.lines import Line, Paper
from nemndsekr.reading.mending import ATT

LEAD_IN = re.compile(
    r"\b(?:föreslår|föreslås|yrkar|yrkas|hemställer|vill)\b[^.?!]*(?:\b(?:beslutar?|besluta|att|på|"
    r"följande)\s*[:;]?|:)\s*$"
    r"|\b(?:därför|därmed|mot bakgrund av|med anledning av)\b[^.?!]*\b(?:föreslår|yrkar|vill vi|ger vi|bör|"
    r"hemställer)\b[^.?!]*$"
    r"|\b(?:i uppdrag|följande uppdrag|uppdra\w*)\b[^.?!]*(?:att|uppdrag)?\s*[:;]?\s*$"
    r"|\b(?:nämnden|styrelsen|kommunfullmäktige|fullmäktige)\b[^.?!]{0,60}\bbeslutar?(?: att)?\s*[:;]?\s*$"
    r"|^(?:förslag till beslut|att-satser|yrkande(?:n)?|vi (?:föreslår|yrkar)|jag (?:föreslår|"
    r"yrkar))\b[^.?!]{0,80}[:;]?\s*$",
    re.IGNORECASE,
)
QUOTING = re.compile(
    r"\b(?:initiativ\w*|nämndinitiativ\w*|motion\w*|motionär\w*|förslagsställar\w*|initiativtagar\w*|"
    r"ledamotsinitiativ\w*)\b[^.?!]*\b(?:föreslår|föreslås|yrkar|yrkas|yrkande\w*|förslag|innebär|att|uppdrag)\b",
    re.IGNORECASE,
)
IN_SENTENCE = re.compile(
    r"\b(?:föreslår|yrkar|hemställer)(?: vi| jag)?(?: därför| härmed|"
    r" därmed)?(?: att)? (?:\S+ ){0,6}?(?:beslutar?|besluta)?\s*(?=att\b)",
    re.IGNORECASE,
)
ENDS = re.compile(r"^(?:med instämmande|motivering|bakgrund|för \w+ \w*grupp|undertecknad|underskrift)", re.IGNORECASE)
PERSON = re.compile(r"\([A-ZÅÄÖ]{1,4}\)\s*$")
OWN_PAPERS = ("namndinitiativ", "motion", "skrivelse")


class Attsatser(NamedTuple):
    """The clauses with the words that lead in to them."""

    clauses: list[Found]
    lead_in: str


def find_attsatser(paper: Paper, kind: str) -> tuple[Attsatser, list[Problem]]:
    """The clauses of the paper's own proposal; in minutes and drafts, those of the initiative that they quote."""
    own = kind in OWN_PAPERS
    best = Attsatser([], "")
    for index, line in enumerate(paper.lines):
        if not _leads_in(line, own=own):
            continue
        clauses = _clauses(paper.lines, index, own=own)
        # The last proposal of an initiative is the one it puts; earlier ones are quoted.
        if clauses and (len(clauses) >= len(best.clauses) or own):
            best = Attsatser(clauses, line.text)
    if best.clauses or not own:
        return best, []
    running = _running(paper)
    if running.clauses:
        return running, []
    loose = [line.found() for line in paper.lines if ATT.match(line.text) and line.kind in {"paragraph", "item"}]
    problems = [] if loose else [Problem("Inga att-satser hittades. Skriv in dem för hand.")]
    return Attsatser(loose, ""), problems


def _leads_in(line: Line, *, own: bool) -> bool:
    if line.kind not in {"paragraph", "heading", "item"}:
        return False
    text = line.text
    if ATT.match(text) and not text.endswith(":"):
        return False
    last = text[max((match.end() for match in re.finditer(r"[.?!]\s+(?=[A-ZÅÄÖ])", text)), default=0) :]
    if own:
        return bool(LEAD_IN.search(last)) or line.key == "forslag"
    return bool(QUOTING.search(text)) and bool(LEAD_IN.search(last) or text.endswith(":"))


def _clauses(lines: Sequence[Line], index: int, *, own: bool) -> list[Found]:
    out: list[Found] = []
    style = ""
    for line in lines[index + 1 :]:
        if (
            line.kind in {"heading", "table"}
            or ENDS.match(line.text)
            or PLACE_AND_DAY.match(line.text)
            or (PERSON.search(line.text) and len(line.text) < 60)
        ):
            break
        this = "att" if ATT.match(line.text) else "item" if line.kind == "item" else "plain"
        style = style or this
        if this != style and not (this in {"att", "item"} and style in {"att", "item"}):
            break
        if this == "plain" and (not own or not _may_be_plain(lines[index], line, going_on=bool(out))):
            break
        out.append(line.found())
    return out


def _may_be_plain(lead: Line, line: Line, *, going_on: bool) -> bool:
    """A clause without a mark: after «att» or a colon, and no longer than clauses are."""
    return (
        (lead.text.rstrip().endswith(("att", "att:", ":", ";")) or lead.kind == "heading" or going_on)
        and 15 < len(line.text) < 450
        and len(line.text.split()) > 3
    )


def _running(paper: Paper) -> Attsatser:
    """Clauses inside one paragraph: «… yrkar att X, att Y samt att Z»."""
    for line in reversed(paper.lines):
        match = IN_SENTENCE.search(line.text) if line.kind == "paragraph" else None
        if not match:
            continue
        stop = re.search(r"(?<=\w)\.(?:\s|$)", line.text[match.end() :])
        end = match.end() + stop.end() if stop else len(line.text)
        starts = [
            found.start()
            for found in re.finditer(r"(?:(?<=, )|(?<=samt )|(?<=och )|(?<=; ))att\b", line.text[:end])
            if found.start() > match.end()
        ]
        bounds = [match.end(), *starts, end]
        pieces = [line.found(first, last) for first, last in pairwise(bounds)]
        return Attsatser([_trimmed(piece) for piece in pieces], line.text[: match.end()].strip())
    return Attsatser([], "")


def _trimmed(found: Found) -> Found:
    text = re.sub(r"[,;]?\s*(?:samt|och)?\s*$", "", found.text)
    return Found(text, found.start, None if found.start is None else found.start + len(text), found.page)
