"""Audit facts: the purpose, verdict and period of an audit, what its report is called and whom it looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nemndsekr.reading.draft import Found
from nemndsekr.reading.lines import Line, Paper, sentences

PURPOSE = re.compile(
    r"\b(?:[Ss]yftet med|[Gg]ranskningens syfte|[Ss]yftet (?:har varit|är|var)|"
    r"[Gg]ranskningen syftar)\b.{0,120}\b(?:granskning|bedöma|granska|att)\b"
)
VERDICT = re.compile(
    r"\b(?:[Ss]ammanfattande|[Ss]ammanvägda?|[Öö]vergripande|[Ss]amlade?) (?:bedömning(?:en)?|"
    r"revisionella bedömning(?:en)?|slutsats(?:en)?)\b.{0,30}\b(?:är|att)\b|"
    r"\b[Bb]edömer (?:vi )?sammanfattningsvis\b|\bVår bedömning är\b"
)
PERIOD = re.compile(
    r"\b(?:under|mellan|perioden)\s+((?:perioden\s+)?(?:(?:våren|hösten|sommaren|vintern)\s+(?:19|20)\d\d|"
    r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)(?:\s+(?:19|"
    r"20)\d\d)?\s*(?:till|–|-|och|t\.o\.m\.)\s*(?:\w+\s+)?(?:19|20)\d\d|år\s+(?:19|20)\d\d|(?:19|20)\d\d))",
)
# «Syftet är att …» may be anything's; an audit's own purpose stands where the audit is spoken of.
NAMES_AUDIT: Final = re.compile(r"gransk|revis|förstudie", re.IGNORECASE)
REPORT_TITLE: Final = re.compile(
    r"^\w*[Rr]apport\s+nr\.?\s*\d+\s*/\s*\d+\s*[,:–-]\s*(?P<title>[A-ZÅÄÖ0-9](?:[^.]|\.(?=\S)){5,}?)\.?$"
)
# «I granskningen ingår A, B samt C.»
BODIES: Final = re.compile(
    r"\b(?:granskningen|granskning)\s+(?:ingår|ingick|omfattar|omfattade|har omfattat)\s+(?:även\s+)?"
    r"(?P<bodies>[^.:;]*?\b\w*(?:nämnd|styrelse)(?:en|n)?\b[^.:;]*)",
    re.IGNORECASE,
)
_SEVERAL: Final = re.compile(r",|\b(?:och|samt)\b")
_BODY: Final = re.compile(r"\w*(?:nämnd|styrelse|bolag|förbund)", re.IGNORECASE)
AUDITED = re.compile(r"\b(?:gransk(?:at|ats|ade|ning|ningen)|genomför(?:ts?|des?))\b", re.IGNORECASE)

# Of the words of each pattern, one that no sentence with it is without.
PURPOSE_WORDS: Final = ("syfte", "granskningen syftar")
VERDICT_WORDS: Final = ("bedömning", "slutsats", "bedömer")
AUDITED_WORDS: Final = ("gransk", "genomför")


def _sentences(paper: Paper, *words: str) -> Iterator[tuple[Line, int, int, str]]:
    """The sentences of the lines that hold one of the words."""
    for line in paper.lines_with(*words):
        if line.kind in {"paragraph", "item"}:
            for start, end in sentences(line.text):
                yield line, start, end, line.text[start:end]


def find_purpose(paper: Paper) -> Found | None:
    """The sentence that tells what the audit was to find out."""
    return next(
        (
            line.found(start, end)
            for line, start, end, text in _sentences(paper, *PURPOSE_WORDS)
            if PURPOSE.search(text) and NAMES_AUDIT.search(f"{_heading_over(paper, line)} {line.text}")
        ),
        None,
    )


def _heading_over(paper: Paper, line: Line) -> str:
    """The nearest heading above a line; where there is none the whole paper is one part, and of the audit."""
    above = (one.text for one in reversed(paper.lines[: paper.lines.index(line)]) if one.kind == "heading")
    return next(above, "granskning")


def find_report_title(paper: Paper) -> Found | None:
    """What the auditors call their report, where the number of the report stands before it on a line of its own."""
    for line in paper.lines_with("rapport nr", "rapport nr."):
        found = REPORT_TITLE.match(line.text.strip())
        if found:
            start = line.text.index(found["title"])
            return line.found(start, start + len(found["title"]))
    return None


def find_audited_bodies(paper: Paper) -> Found | None:
    """Which bodies were audited together, in the words of the paper; one alone is told elsewhere."""
    for line, start, _, text in _sentences(paper, "granskning"):
        found = BODIES.search(text)
        named = [one for one in _SEVERAL.split(found["bodies"]) if _BODY.search(one)] if found else []
        if found and len(named) > 1:
            return line.found(start + found.start("bodies"), start + found.end("bodies"))
    return None


def find_verdict(paper: Paper) -> Found | None:
    """The sentence that holds the auditors' whole judgement."""
    return next(
        (
            line.found(start, end)
            for line, start, end, text in _sentences(paper, *VERDICT_WORDS)
            if VERDICT.search(text)
        ),
        None,
    )


def find_period(paper: Paper) -> Found | None:
    """When the audit was made, in the words of the paper."""
    for line, start, _, text in _sentences(paper, *AUDITED_WORDS):
        match = PERIOD.search(text)
        if match and AUDITED.search(text) and re.search(r"revis|granskning", text, re.IGNORECASE):
            return line.found(start + match.start(1), start + match.end(1))
    return None
