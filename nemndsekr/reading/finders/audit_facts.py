"""Audit facts: the purpose, verdict and period of an audit, and what the auditors ask the answer to hold."""

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
    r"^(?:\w*rapport|årsrapport)\s+nr\.?\s*\d+\s*/\s*\d+\s*[,:–-]\s*(?P<title>\S.{5,})$", re.IGNORECASE
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

# What may be asked for, and the words that ask. All count only in a sentence that speaks of the answer.
_DEMAND_WORDS: Final = (
    (
        "measures",
        (
            r"\bvilka (?:\w+ ){0,3}?åtgärder\b",
            r"\båtgärder (?:planerar (?:ni|nämnden|styrelsen)|som (?:vidtas|vidtagits|planeras|ska vidtas))\b",
            r"\båtgärder\b[^.]{0,60}\bavser att (?:vidta|besluta)",
            r"\b(?:sina|vidtagna|planerade|gjorda|beslutade|inklusive)(?: och planerade)? åtgärder\b",
            r"\b(?:redogör\w*|redovis\w*|beskriv\w*|ange\w*)\b[^.]{0,40}\båtgärder\b",
            (
                r"\bvad (?:nämnden|styrelsen|kommunstyrelsen|regionstyrelsen|ni) (?:tänker|kommer att|avser|"
                r"planerar)(?: att)? göra\b"
            ),
        ),
    ),
    (
        "expected_effect",
        (
            r"\bförvänta(?:d|de|t) (?:effekt|resultat|verkan)\w*",
            r"\bvilken (?:effekt|verkan)\b",
            r"\b(?:effekt|resultat|verkan)\w*\b[^.]{0,60}\b(?:förvänta|vänta|bedöms)\w*",
            r"\bvad (?:de|åtgärderna) (?:för)?väntas leda till\b",
        ),
    ),
    (
        "latest_date",
        (
            (
                r"\b(?:när|vid vilken tidpunkt)\b[^.]{0,80}\b(?:genomförda?|vidta\w*|klara?|slutförda?|genomföras|"
                r"färdiga?)\b"
            ),
            r"\btidpunkt\w*\b[^.]{0,60}\bgenomförda?\b",
            r"\btids?plan(?:er|en)?\b",
            r"\båtgärder\b[^.]{0,40},? och när\b",
        ),
    ),
    (
        "per_assessment",
        (
            r"\b(?:separat|särskilt|för varje|för respektive|på varje)\b[^.]{0,40}\bbedömning\b",
            r"\b(?:varje|respektive|samtliga) bedömning\w*\b",
        ),
    ),
    (
        "per_recommendation",
        (
            (
                r"\b(?:separat|särskilt|för|på|över|av|med anledning av) (?:varje|respektive|var och en "
                r"av)\b[^.]{0,20}\b(?:rekommendation\w*|råd|punkt\w*)\b"
            ),
            r"\b(?:separat|särskilt)\b[^.]{0,60}\brekommendation\b",
            (
                r"\b(?:redovis\w*|redogör\w*|svar\w*|yttra\w*|åtgärder|besked)\b[^.]{0,60}\b(?:varje|respektive|var "
                r"och en av)[^.]{0,20} (?:rekommendation|råd|punkt)"
            ),
        ),
    ),
    (
        "followup",
        (
            r"\buppföljande (?:yttrande|svar)\b",
            r"\byttra sig vid två tillfällen\b|\btvå yttranden\b",
            r"\b(?:andra|nytt|förnyat) (?:yttrande|svar)\b",
            r"\båterkomma med en (?:uppföljning|redovisning)\b",
            r"\blägesrapport\w*\b",
            r"\bhur långt (?:arbetet|åtgärderna) (?:har )?kommit\b",
            r"\bhur (?:arbetet|åtgärderna) (?:har )?(?:fortskrid\w*|gått)\b",
            r"\b(?:därefter|sedan)\b[^.]{0,60}\b(?:återkomma|återrapportera|uppföljning)\b[^.]{0,60}\b(?:senast|före)\b",
        ),
    ),
)
DEMANDS: Final = tuple((part, re.compile("|".join(words))) for part, words in _DEMAND_WORDS)
ASKS = re.compile(
    r"\b(?:ska|skall|bör|ber|bett|önskar|begär|begärt|emotser|vill|förväntar|ombede?s|anmodas|förutsätter|skulle "
    r"uppskatta|lämnas)\b"
)
ABOUT_ANSWER = re.compile(
    r"\b(?:yttrande\w*|yttrar?|svar\w*|besvara\w*|redovisning\w*|redovisa\w*|redogör\w*|besked\w*|synpunkter|lägesrapport\w*|"
    r"vad (?:nämnden|styrelsen) avser|återkomma|återkommer)\b",
    re.IGNORECASE,
)
# Of the words of each pattern, one that no sentence with it is without.
PURPOSE_WORDS: Final = ("syfte", "granskningen syftar")
VERDICT_WORDS: Final = ("bedömning", "slutsats", "bedömer")
AUDITED_WORDS: Final = ("gransk", "genomför")
ANSWER_WORDS: Final = (
    *("yttra", "svar", "besvara", "redovisning", "redovisa", "redogör", "besked", "synpunkter", "lägesrapport"),
    *("vad nämnden avser", "vad styrelsen avser", "återkomm"),
)


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
        if found and not found["title"].endswith("."):
            return line.found(line.text.index(found["title"]))
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


def find_demand(paper: Paper, kind: str) -> dict[str, Found]:
    """What the auditors ask the answer to hold, each part with the words that ask for it."""
    out: dict[str, Found] = {}
    if kind in {"namndinitiativ", "motion"}:
        return out
    for line, start, end, text in [*_sentences(paper, *ANSWER_WORDS), *_asked_in_lists(paper)]:
        if not (ASKS.search(text) and ABOUT_ANSWER.search(text)) or text.rstrip().endswith("?"):
            continue
        for part, pattern in DEMANDS:
            if pattern.search(text):
                out.setdefault(part, line.found(start, end))
    return out


def _asked_in_lists(paper: Paper) -> Iterator[tuple[Line, int, int, str]]:
    """«Av svaret ska framgå» and the items under it: each item with the words that ask for it."""
    lines = paper.lines
    for index in paper.places_of(*ANSWER_WORDS):
        line = lines[index]
        pieces = sentences(line.text)
        last = line.text[pieces[-1][0] :] if pieces else line.text
        if line.kind == "table" or not (ASKS.search(last) and ABOUT_ANSWER.search(last)):
            continue
        if (line.kind != "heading" and last.rstrip().endswith(".")) or not re.search(
            r"\bsvar|\byttrande", last, re.IGNORECASE
        ):
            continue
        for later in lines[index + 1 : index + 8]:
            if later.kind != "item":
                break
            words = later.text.rstrip(" ?").replace("När ska åtgärderna vara", "när åtgärderna ska vara")
            yield later, 0, len(later.text), f"{last.rstrip(' :?')} {words[:1].lower()}{words[1:]}"
