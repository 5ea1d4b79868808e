"""What is recommended in sentences: in running text, beside a list or instead of one, and among the findings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from nemndsekr.reading.draft import Found
from nemndsekr.reading.finders.committee import namnd_names
from nemndsekr.reading.finders.recommended_bodies import SHOULD, body_over, recipient_of
from nemndsekr.reading.lines import Line, Paper, sentences

# A list of what earlier audits recommended, or of what is to be answered, is no list of recommendations.
NOT_NOW = re.compile(
    r"\b(?:tidigare|föregående|förra) (?:\w+ )?(?:granskning|rekommendation|revision)\w*\b|"
    r"\b(?:vid det tillfället|den gången|vid den granskningen|rekommenderade (?:revisorerna |vi |revisionen )?då|"
    r"dåvarande)\b|"
    r"\b(?:19|20)\d\d års granskning\b[^.]*\b(?:lämnade|rekommenderade|gav)|"
    r"\bSocialstyrelsens\b[^.]*\brekommendation|\bfrån (?:19|20)\d\d års granskning\b|\bföljande frågor\b|"
    r"\brevisionsfråg\w+:?\s*$|\bföljande (?:åtgärder|iakttagelser|brister|bedömningar)\s*:\s*$",
    re.IGNORECASE,
)
RUNNING = re.compile(
    r"^(?:(?P<before>[^.?!]*?)\b(?:rekommenderar|rekommenderas)(?: "
    r"vi)?\s+(?P<who>[^.:;]*?)\s*\batt\s+(?P<what>[^.]{15,600}\.?))$",
    re.IGNORECASE,
)
# One that no line with RUNNING is without.
RUNNING_WORDS: Final = ("rekommenderar", "rekommenderas")
# What authorities recommend all municipalities is no recommendation of this audit.
OTHERS = re.compile(r"\b(?:SKR|Sveriges Kommuner|Boverket|Riksrevisionen|\w+verket|\w+inspektionen|\w+myndigheten)\b")
# «Nämnden bör …», «Därutöver bör nämnden …»; an OCR may have read «m» as «rn».
OUGHT = re.compile(
    r"^(?:(?P<who>[A-ZÅÄÖ][^.;:,]{3,80}?(?:nden|lsen|ktige|erna))(?: (?:vidare|också|även|dessutom))? bör\b|"
    r"(?:Därutöver|Vidare|Slutligen|Dessutom|Härutöver|Därtill|Också) bör (?P<after>\S*(?:nden|lsen|ktige))\b)"
)
LAW = re.compile(
    r"\benligt (?:sin|sitt|planen|lagen|arbetsordning|vägledning|\S+s (?:allmänna råd|föreskrift|vägledning))|\bkap\.",
    re.IGNORECASE,
)
PAST = re.compile(r"\b(?:rekommenderade|har tidigare)\b|\b(?:20|19)\d\d\b.{0,30}\brekommenderades\b")


@dataclass(slots=True)
class Listed:
    """A recommendation of a list; ``group`` tells lists apart by where their lead-in stands."""

    found: Found
    recipient: str
    group: int = 0


def with_said_after(paper: Paper, listed: Sequence[Listed]) -> list[Listed]:
    """The lists with what running text after them, or in their part of the paper, recommends a named body."""
    out = [*listed]
    taken = [(item.found.start or 0, item.found.end or 0) for item in listed]
    first = min(start for start, _ in taken)
    near = in_part = False
    for line in paper.lines:
        if line.kind == "heading":
            near, in_part = False, line.key == "rekommendationer"
            continue
        if any(line.start <= start < line.end or start <= line.start < end for start, end in taken):
            near = True
            continue
        if line.start < first or line.kind != "paragraph" or not (near or in_part) or line.text.endswith(":"):
            near = near and line.text.endswith(":")
            continue
        said = _said_in(line)
        near = bool(said)
        for item in said:
            before = [place for place, one in enumerate(out) if (one.found.start or 0) < (item.found.start or 0)]
            at = max(before, default=-1)
            out.insert(at + 1, replace(item, group=out[at].group if before else 0))
    return out


def _said_in(line: Line) -> list[Listed]:
    """What the sentences of a paragraph recommend a body that they name."""
    out: list[Listed] = []
    for start, end in sentences(line.text):
        text = line.text[start:end].strip()
        leads = text.endswith((" att", ":"))
        if leads or len(text) > 600 or any(words.search(text) for words in (PAST, NOT_NOW, LAW)):
            continue
        should = SHOULD.match(text)
        running = RUNNING.match(text)
        if should and re.search(r"(?:bör|rekommenderas(?: att)?)$", should.group()) and namnd_names(should["who"]):
            out.append(Listed(line.found(start, end), should["who"]))
        elif running and namnd_names(running["who"]) and not OTHERS.search(running["before"] or ""):
            what = start + running.start("what"), start + running.end("what")
            out += _each_att(line, *what, running["who"].strip())
    return out


def in_running_text(paper: Paper) -> list[Listed]:
    """Recommendations in running text: «X rekommenderar Y att …» and, under their heading, «Nämnden bör …»."""
    out: list[Listed] = []
    in_part = False
    said: list[Listed] = []
    told = set(paper.places_of(*RUNNING_WORDS))
    for index, line in enumerate(paper.lines):
        if line.kind == "heading":
            in_part = line.key == "rekommendationer"
            continue
        if line.kind == "table" or not (in_part or index in told):
            continue
        for start, end in sentences(line.text):
            text = line.text[start:end].strip()
            running = RUNNING.match(text) if len(text) < 1200 else None
            other = running is not None and OTHERS.search(running["before"] or "")
            if running and not other and not PAST.search(text) and not NOT_NOW.search(text):
                who = running["who"].strip()
                who = (body_over(paper.lines, index) or who) if who == "nämnden" else who
                said += _each_att(line, start + running.start("what"), start + running.end("what"), who)
            elif in_part and (should := SHOULD.match(text)):
                out.append(Listed(line.found(start, end), should["who"]))
    return out or said


def among_findings(paper: Paper) -> list[Listed]:
    """What the body ought to do, said among the auditors' findings, where nothing tells the two apart but the words."""
    out: list[Listed] = []
    for line in paper.lines:
        if line.kind in {"heading", "table"}:
            continue
        ought = [
            (start, end)
            for start, end in sentences(line.text)
            if OUGHT.match(line.text[start:end]) and not LAW.search(line.text[start:end])
        ]
        # A single «bör» in running text is told in passing.
        if line.kind == "item" or len(ought) > 1:
            out += [Listed(line.found(start, end), _who_ought(line.text[start:end])) for start, end in ought]
    return out if len(out) > 1 else []


def _who_ought(text: str) -> str:
    match = OUGHT.match(text)
    who = (match["who"] or match["after"] or "") if match else ""
    return "" if who.casefold() in {"nämnden", "styrelsen"} else who


def _each_att(line: Line, start: int, end: int, who: str) -> list[Listed]:
    """«… att återta skulden, att debitera avgifter samt att redovisa resultatet»: each clause by itself."""
    text = line.text[start:end]
    breaks = [
        match
        for match in re.finditer(r"(?:,| och| samt|;)+ att (?=[a-zåäö])", text)
        if re.match(r"[a-zåäö]+a\b|se\b|ge\b|ta\b", text[match.end() :])
    ]
    starts = [0, *(match.end() for match in breaks)]
    ends = [*(match.start() for match in breaks), len(text)]
    recipient = recipient_of(f"rekommenderar {who} att") or who.strip()
    pieces = [line.found(start + first, start + last) for first, last in zip(starts, ends, strict=True)]
    if len(pieces) > 1:
        pieces = [
            replace(piece, text=piece.text.rstrip(" ."), end=(piece.end or 0) - (piece.text[-1:] == "."))
            for piece in pieces
        ]
    return [Listed(piece, recipient) for piece in pieces]
