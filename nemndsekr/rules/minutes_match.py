"""Which of a case's points and att-satser the points of its minutes answer to, and what that makes of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nemndsekr.records.choices import Outcome
from nemndsekr.rules.decision_places import Judged
from nemndsekr.rules.likeness import best_matches, plain_words
from nemndsekr.rules.minutes_outcomes import WANTS_REASON
from nemndsekr.rules.minutes_text import Fact, MinutesPoint, Part

_ALIKE: Final = 0.5
_DECIDES: Final = re.compile(
    r"^(?:[\wåäöÅÄÖ-]+,? (?:och |samt )?){0,6}?[\wåäö-]*(?:nämnden|styrelsen|utskottet) (?:beslutar )?(?:att )?",
    re.IGNORECASE,
)
_BODY: Final = re.compile(
    r"(?:[\wåäöÅÄÖ-]+,? (?:och |samt )?){0,6}?[\wåäö-]*(?:nämnden|styrelsen|utskottet)(?= )", re.IGNORECASE
)
_INFINITIVE: Final = re.compile(
    r"[\wåäöÅÄÖ]+a\b|(?:be|anse|avse|överse|utse|avge|ge|avslå|bestå|ta|anta|få)\b", re.IGNORECASE
)
_IMMEDIATE: Final = re.compile(
    r"\bomedelbart? juster|\bjuster\w* (?:\w+ ){0,2}omedelbart|\bomedelbar justering", re.IGNORECASE
)
_ABOUT_ALL: Final = re.compile(
    r"\b(?:(?:nämnd|ledamots|ledamöters)?initiativet|ledamotsförslaget|motionen|medborgarförslaget|skrivelsen|ärendet|"
    r"rapporten|informationen|samtliga att-satser|alla att-satser)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class MatchedPoint:
    """What the minutes make of one point or att-sats of the case."""

    judged: Judged
    outcome: Outcome
    decided_text: str
    reason: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Matched:
    """The points that were recognised, the outcome of all, and what was decided beside what was proposed."""

    points: tuple[MatchedPoint, ...] = ()
    outcome: Outcome | None = None
    whole: Fact | None = None
    """What the outcome of all was told by."""
    beside: tuple[Fact, ...] = ()


def match_points(facts: Sequence[Fact], judged: Sequence[Judged]) -> Matched:
    """Lay the points of the minutes beside those of the case.

    A point in the case's own words, or alike, is bifall; where its words differ they are the decided ones. «Avslår
    initiativet» and «enligt förslaget» are about all of them.
    """
    told = next((fact for fact in facts if fact.part == Part.utfall), None)
    outcome = told.value if told is not None and isinstance(told.value, Outcome) else None
    points = [(fact, fact.value) for fact in facts if isinstance(fact.value, MinutesPoint)]
    matched: dict[int, MatchedPoint] = {}
    left: list[tuple[Fact, MinutesPoint]] = []
    clauses = [at for at, one in enumerate(judged) if one.attsats_id is not None]
    for fact, point in points:
        numbered = [clauses[number - 1] for number in point.clauses if 0 < number <= len(clauses)]
        for at in numbered:
            matched[at] = _made(judged[at], point, fact, point.outcome or Outcome.bifall, own_words=False)
        if not numbered:
            left.append((fact, point))
    free = [at for at in range(len(judged)) if at not in matched]
    pairs = best_matches([_bare(point.text) for _, point in left], [_bare(judged[at].text) for at in free], _ALIKE)
    beside: list[Fact] = []
    for number, (fact, point) in enumerate(left):
        if number in pairs:
            at = free[pairs[number]]
            denies = point.outcome in (Outcome.avslag, Outcome.aterremiss, Outcome.bordlaggning, Outcome.utgar)
            made = point.outcome if denies and point.outcome is not None else Outcome.bifall
            matched[at] = _made(judged[at], point, fact, made, own_words=not denies)
        elif point.outcome is not None and not point.adopts and _ABOUT_ALL.search(point.text) and outcome is None:
            outcome, told = point.outcome, fact
        elif not _IMMEDIATE.search(point.text):
            beside.append(fact)
    return Matched(tuple(matched[at] for at in sorted(matched)), outcome, told, tuple(beside))


def _made(judged: Judged, point: MinutesPoint, fact: Fact, outcome: Outcome, *, own_words: bool) -> MatchedPoint:
    immediate = _IMMEDIATE.search(point.text) and _IMMEDIATE.search(judged.text)
    same = immediate or _stems(_bare(point.text)) == _stems(_bare(judged.text))
    reason = point.reason if outcome in WANTS_REASON else ""
    decided = "" if same or not own_words else told_like(point.text, judged.text)
    return MatchedPoint(judged, outcome, decided, reason, fact)


def told_like(words: str, proposal: str) -> str:
    """Words that follow on «beslutar att», with who decides before them where the proposal says who."""
    who = _BODY.match(proposal)
    if not who or _BODY.match(words) or not _INFINITIVE.match(words):
        return words
    return f"{who.group().strip()} beslutar att {words[:1].lower()}{words[1:]}"


def _bare(words: str) -> str:
    """A point without who decides it: «Nämnden beslutar att godkänna» and «Godkänna» are the same."""
    return _DECIDES.sub("", words, count=1).rstrip(" .;,")


def _stems(words: str) -> list[str]:
    # «godkänner» in one paper is «godkänna» in the other.
    return [re.sub(r"(?:er|ar|r|a)$", "", word) for word in plain_words(words)]
