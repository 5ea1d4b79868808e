"""Demands: what the auditors ask the answer to hold, part by part, with the words that ask for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nemndsekr.reading.draft import Found
from nemndsekr.reading.lines import Line, Paper, sentences

_BODY: Final = r"(?:nämnden|styrelsen|kommunstyrelsen|regionstyrelsen|nämnderna|ni|\w+nämnden)"
_EACH: Final = r"(?:varje|respektive|samtliga|alla|var och en av|vardera)(?: (?:enskilda?|lämnade?|våra|de))*"
# What the answer is asked to do with what comes after: «av svaret ska framgå …», «med uppgift om …».
_HOLDS: Final = (
    r"\b(?:framgå\w*|ange\w*|redovis\w*|redogör\w*|beskriv\w*|innehåll\w*|inkludera\w*|omfatta\w*|belys\w*|uppge\w*|"
    r"svar\w* på|svar\w* med|yttra\w* med|med|och|samt|inklusive|uppgift\w* om|frågor\w*|,)\b[^.]{0,160}?"
)
# Words that ask by themselves, and words that ask only after those that say what the answer is to hold.
_STRONG: Final = (
    (
        "measures",
        (
            r"\bvilka (?:\w+ ){0,3}?(?:åtgärder|insatser|förändringar|förbättringar|initiativ)\b",
            rf"\båtgärder (?:planerar {_BODY}|som (?:vidtas|vidtagits|planeras|ska vidtas))\b",
            r"\båtgärder\b[^.]{0,60}\bavser att (?:vidta|besluta)",
            r"\båtgärder\b[^.]{0,30}\b(?:vidtagits|vidtas|planeras|planerar|genomförts|genomförs)\b",
            (
                r"\b(?:sina|vidtagna|planerade|gjorda|beslutade|genomförda|eventuella|inklusive)"
                r"(?: (?:och|eller) (?:planerade|vidtagna|genomförda|beslutade))? åtgärder\b"
            ),
            r"\b(?:redogör\w*|redovis\w*|beskriv\w*|ange\w*)\b[^.]{0,40}\båtgärd(?:er|en|erna)?\b",
            rf"\bvad {_BODY} (?:tänker|kommer att|avser|ämnar|planerar)(?: att)? göra\b",
            rf"\bvad (?:tänker|kommer|avser|ämnar|planerar) {_BODY}(?: att)? göra\b",
            r"\bvad som (?:görs|gjorts|har gjorts|ska göras|kommer att göras|planeras)\b",
            rf"\bhur {_BODY}\b[^.]{{0,50}}\b(?:åtgärda\w*|hantera\w*|omhänderta\w*|tar? hand om|bemöt\w*|beakta\w*)\b",
            rf"\bhur {_BODY}\b[^.]{{0,50}}\b(?:arbeta\w*|gå\w*) vidare\b",
            r"\bhur (?:rekommendation\w*|brist\w*|iakttagelse\w*)\b[^.]{0,40}\b(?:omhändertas|åtgärdas|hanteras)\b",
            r"\b(?:åtgärds|handlings)plan(?:er|en)?\b",
        ),
        (r"(?<!när )(?<!när är )\båtgärd(?:er|erna)?\b(?! (?:ska vara|är|har))",),
    ),
    (
        "expected_effect",
        (
            r"\b(?:förvänta(?:d|de|t)|avsedda?|önska(?:d|de|t)|beräkna(?:d|de|t)) (?:effekt|resultat|verkan)\w*",
            r"\bvilk(?:en|a|et) (?:effekt|effekter|verkan|resultat|nytta|skillnad|förbättring)\b",
            r"\b(?:effekt|resultat|verkan)\w*\b[^.]{0,60}\b(?:förvänta|vänta|bedöms)\w*",
            r"\bvad (?:de|det|detta|åtgärderna|arbetet)\b[^.]{0,30}\bleda till\b",
            r"\bvad (?:ska|väntas|förväntas|beräknas) (?:de|det|detta|åtgärderna|arbetet)(?: att)? leda till\b",
            r"\beffekt(?:er|en|erna)? av (?:åtgärd|arbetet|insats)\w*",
        ),
        (r"\beffekt(?:er|en|erna)?\b",),
    ),
    (
        "latest_date",
        (
            (
                r"\b(?:när|vid vilken tidpunkt)\b[^.]{0,80}\b(?:genomförd[at]?|vidta\w*|klar[at]?|slutförd[at]?|"
                r"genomföras|färdig[at]?)\b"
            ),
            r"\b(?:till|senast) när\b",
            r"\bnär (?:det|de|detta|åtgärderna|arbetet) (?:ska|ska vara|beräknas|planeras)\b",
            r"\btidpunkt\w*\b[^.]{0,60}\bgenomförd[at]?\b",
            r"\btids?(?:plan|ram|schema|horisont)(?:er|en|ar|arna|et)?\b|\btidsatt\w*\b|\bslut(?:datum|tid)\w*\b",
            r"\båtgärder\b[^.]{0,40},? och när\b",
            r"\bdatum för (?:när|genomförande\w*|åtgärd\w*|färdigställande\w*)\b|\bansvar och tid\b",
        ),
        (r"\btidpunkt(?:er|en)?\b",),
    ),
    (
        "responsible",
        (
            r"\bvem\b[^.]{0,40}\bansvar\w*",
            r"\bvilka\b[^.]{0,20}\b(?:ansvarar|ansvariga|har ansvar\w*|bär ansvar\w*)\b",
            (
                r"\bvilken (?:funktion|enhet|befattning|nämnd|förvaltning|chef|person|avdelning|verksamhet|roll)\b"
                r"[^.]{0,40}\bansvar\w*"
            ),
            r"\bansvar(?:et|ig|iga)? för (?:genomförand\w*|(?:varje |respektive |att )?åtgärd\w*|arbetet)",
            r"\bansvarsfördelning\w*[^.]{0,30}\b(?:åtgärd|arbetet|genomförand)\w*|\bhur ansvaret\b|\bansvar och tid\b",
            r"\båtgärd(?:er|erna)?,? (?:och |samt |med )?ansvar(?:ig|iga)?\b",
        ),
        (
            (
                r"(?<!av )(?<!till )(?<!från )(?<!hos )(?<!är )\bansvariga?\b"
                r"(?! (?:nämnd|styrelse|politiker|revisor\w*|handläggare|för (?:gransk|revision|rapport|bryggor)\w*))"
            ),
        ),
    ),
    (
        "per_assessment",
        (
            r"\b(?:separat|särskilt|för varje|för respektive|på varje)\b[^.]{0,40}\b(?:bedömning|revisionsfråga)\b",
            rf"\b{_EACH} (?:bedömning|revisionsfråg|iakttagels)\w*",
            r"\bbedömning för bedömning\b|\bbedömningarna (?:var för sig|separat|en och en)\b",
        ),
        (),
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
                r"\b(?:redovis\w*|redogör\w*|svar\w*|yttra\w*|åtgärder|besked|syn|ställning\w*)\b[^.]{0,60}\b(?:varje|"
                r"respektive|var och en av|samtliga|alla)[^.]{0,20} (?:rekommendation|råd|punkt)"
            ),
            rf"\bför {_EACH} (?:rekommendation|råd|punkt)\w*\b",
            r"\brekommendation för rekommendation\b|\bpunkt för punkt\b",
            r"\brekommendationerna (?:var för sig|separat|en och en|en i taget)\b",
        ),
        (),
    ),
    (
        "followup",
        (
            r"\b(?:uppföljande|kompletterande|ytterligare ett) (?:yttrande|svar)\b",
            r"\byttra sig vid två tillfällen\b|\btvå yttranden\b",
            r"\b(?:andra|nytt|förnyat) (?:yttrande|svar)\b",
            r"\båterkomma med en (?:uppföljning|redovisning|återrapport\w*)\b",
            r"\b(?:lägesrapport|lägesredovisning|lägesbeskrivning|statusrapport|delrapport)\w*\b|\båterrapport\w*\b",
            r"\bhur långt (?:arbetet|åtgärderna) (?:har )?kommit\b",
            r"\bhur (?:arbetet|åtgärderna) (?:har )?(?:fortskrid\w*|gått)\b",
            r"\b(?:därefter|sedan)\b[^.]{0,60}\b(?:återkomma|återrapportera|uppföljning)\b[^.]{0,60}\b(?:senast|före)\b",
        ),
        (),
    ),
)
DEMANDS: Final = tuple(
    (part, re.compile("|".join([*strong, *(f"{_HOLDS}{words}" for words in weak)]), re.IGNORECASE))
    for part, strong, weak in _STRONG
)
ASKS = re.compile(
    r"\b(?:ska|skall|bör|ber|bett|begär|begärt|begärs|begäres|önskar|önskas|emotser|emotses|vill|förväntar|förväntas|"
    r"ombede?s|anmodas|uppmanas|förutsätter|hemställer|behöver|ser fram emot|skulle uppskatta|lämnas)\b"
)
ABOUT_ANSWER = re.compile(
    r"\b(?:yttrande\w*|yttrar?|svar\w*|besvara\w*|redovisning\w*|redovisa\w*|redogör\w*|besked\w*|synpunkter|lägesrapport\w*|"
    r"lägesredovisning\w*|lägesbeskrivning\w*|statusrapport\w*|delrapport\w*|"
    r"(?:önskar|begär|emotser|förväntar|vill|ser fram emot|lämna\w*)\b[^.]{0,80}\båterrapport\w*|"
    r"vad (?:nämnden|styrelsen) avser|återkomma|återkommer)\b",
    re.IGNORECASE,
)
# «Det saknas uppgift om vad som ska göras» tells a fault, and asks nothing.
TELLS_LACK = re.compile(r"\b(?:saknas|saknar|framgår (?:det )?inte|redovisas inte|anges inte)\b", re.IGNORECASE)
# Of the words of the pattern above, one that no sentence with it is without.
ANSWER_WORDS: Final = (
    *("yttra", "svar", "besvara", "redovisning", "redovisa", "redogör", "besked", "synpunkter", "lägesrapport"),
    *("lägesbeskrivning", "statusrapport", "delrapport", "återrapport", "vad nämnden avser", "vad styrelsen avser"),
    "återkomm",
)
# Under «svar på följande frågor» each question asks for what its answer holds; a list is no longer than this.
_LONGEST_LIST: Final = 8


def find_demand(paper: Paper, kind: str) -> dict[str, Found]:
    """What the auditors ask the answer to hold, each part with the words that ask for it."""
    out: dict[str, Found] = {}
    if kind in {"namndinitiativ", "motion"}:
        return out
    for line, start, end, text in [*_sentences(paper), *_asked_in_lists(paper)]:
        if not (ASKS.search(text) and ABOUT_ANSWER.search(text)) or text.rstrip().endswith("?"):
            continue
        # «Vad som ska göras» holds the very word that asks.
        if TELLS_LACK.search(text) or not ASKS.search(text.replace("vad som ska göras", "")):
            continue
        for part, pattern in DEMANDS:
            if pattern.search(text):
                out.setdefault(part, line.found(start, end))
    return out


def _sentences(paper: Paper) -> Iterator[tuple[Line, int, int, str]]:
    """The sentences of the lines that speak of the answer."""
    for line in paper.lines_with(*ANSWER_WORDS):
        if line.kind in {"paragraph", "item"}:
            for start, end in sentences(line.text):
                yield line, start, end, line.text[start:end]


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
        for later in lines[index + 1 : index + 1 + _LONGEST_LIST]:
            # Questions may have lost their marks; nothing else that has none belongs to the list.
            asks = last.rstrip().endswith(":") and later.kind == "paragraph" and later.text.rstrip().endswith("?")
            if later.kind != "item" and not asks:
                break
            words = later.text.rstrip(" ?").replace("När ska åtgärderna vara", "när åtgärderna ska vara")
            yield later, 0, len(later.text), f"{last.rstrip(' :?')} {words[:1].lower()}{words[1:]}"
