"""Audit facts: the purpose, verdict and period of an audit, and what the auditors ask the answer to hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
AUDITED = re.compile(r"\b(?:gransk(?:at|ade|ning|ningen)|genomfört?|genomförde)\b")

# What may be asked for, and the words that ask. All count only in a sentence that speaks of the answer.
DEMANDS = (
    (
        "measures",
        re.compile(
            r"\bvilka åtgärder\b|\bredovis\w* (?:av )?(?:vidtagna|planerade)?[^.]{0,20}åtgärder|"
            r"\båtgärder\b[^.]{0,60}\bavser att vidta|\bvad (?:nämnden|styrelsen|kommunstyrelsen|ni) avser (?:att "
            r")?göra\b|"
            r"\b(?:redogör\w*|redovis\w*|beskriv\w*|ange\w*)\b[^.]{0,40}\båtgärder\b|\båtgärder som (?:vidtas|"
            r"vidtagits|planeras)\b|\bplanerade åtgärder\b(?=[^.]*\b(?:redovisas|framgå|beskrivas)\b)"
        ),
    ),
    (
        "expected_effect",
        re.compile(
            r"\bförvänta(?:d|de|t) (?:effekt|resultat)\w*|\b(?:effekt|resultat)\w*\b[^.]{0,60}\b(?:förvänta|"
            r"vänta)\w*|\bvad de (?:för)?väntas leda till\b"
        ),
    ),
    (
        "latest_date",
        re.compile(
            r"\b(?:när|vid vilken tidpunkt) (?:de|dessa|det|åtgärderna|de planerade "
            r"åtgärderna)\b[^.]{0,60}\b(?:genomförda?|vidta\w*|"
            r"klara?|slutförda?|genomföras)\b|\btidpunkt\w*\b[^.]{0,60}\bgenomförda?\b|\btid(?:s)?plan(?:er)?\b|\bnär\b[^.]{0,30}\bsenast\b[^.]{0,30}\bgenomför"
        ),
    ),
    (
        "per_assessment",
        re.compile(
            r"\b(?:separat|särskilt|för varje|för respektive|på varje)\b[^.]{0,40}\bbedömning\b|\b(?:varje|respektive|"
            r"samtliga) bedömning\w*\b"
        ),
    ),
    (
        "per_recommendation",
        re.compile(
            r"\b(?:separat|särskilt|för varje|för respektive|på varje)\b[^.]{0,40}\brekommendation\b|\b(?:separat|"
            r"redovis\w*|redogör\w*|svar\w*|yttra\w*|åtgärder)\b[^.]{0,60}\b(?:varje|respektive|var och en "
            r"av)[^.]{0,20} rekommendation|"
            r"\bför (?:varje|respektive) rekommendation\b"
        ),
    ),
    (
        "followup",
        re.compile(
            r"\buppföljande (?:yttrande|svar)\b|\byttra sig vid två tillfällen\b|\b(?:andra|nytt) yttrande\b|"
            r"\btvå yttranden\b|\båterkomma med en uppföljning\b|\bförnyat (?:yttrande|svar)\b|"
            r"\b(?:därefter|sedan)\b[^.]{0,60}\b(?:återkomma|återrapportera|uppföljning)\b[^.]{0,60}\b(?:senast|före)\b"
        ),
    ),
)
ASKS = re.compile(r"\b(?:ska|skall|bör|ber|önskar|begär|emotser|vill|förväntar|ombede?s|anmodas|förutsätter)\b")
ABOUT_ANSWER = re.compile(
    r"\b(?:yttrande\w*|yttrar?|svar\w*|besvara\w*|redovisning\w*|redovisa\w*|vad (?:nämnden|styrelsen) avser|"
    r"återkomma)\b",
    re.IGNORECASE,
)


def _sentences(paper: Paper) -> Iterator[tuple[Line, int, int, str]]:
    for line in paper.lines:
        if line.kind in {"paragraph", "item"}:
            for start, end in sentences(line.text):
                yield line, start, end, line.text[start:end]


def find_purpose(paper: Paper) -> Found | None:
    """The sentence that tells what the audit was to find out."""
    return next((line.found(start, end) for line, start, end, text in _sentences(paper) if PURPOSE.search(text)), None)


def find_verdict(paper: Paper) -> Found | None:
    """The sentence that holds the auditors' whole judgement."""
    return next((line.found(start, end) for line, start, end, text in _sentences(paper) if VERDICT.search(text)), None)


def find_period(paper: Paper) -> Found | None:
    """When the audit was made, in the words of the paper."""
    for line, start, _, text in _sentences(paper):
        match = PERIOD.search(text)
        if match and AUDITED.search(text) and re.search(r"revis|granskning", text, re.IGNORECASE):
            return line.found(start + match.start(1), start + match.end(1))
    return None


def find_demand(paper: Paper, kind: str) -> dict[str, Found]:
    """What the auditors ask the answer to hold, each part with the words that ask for it."""
    out: dict[str, Found] = {}
    if kind in {"namndinitiativ", "motion"}:
        return out
    for line, start, end, text in _sentences(paper):
        if not (ASKS.search(text) and ABOUT_ANSWER.search(text)):
            continue
        for part, pattern in DEMANDS:
            if pattern.search(text):
                out.setdefault(part, line.found(start, end))
    return out
