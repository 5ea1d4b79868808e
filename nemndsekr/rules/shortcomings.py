"""Brist: what the auditors saw that a recommendation rests on, in whole sentences of their report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nemndsekr.records.audit import Finding
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Certainty
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.checks.remark import GO_THERE, Remark
from nemndsekr.rules.prose import sentences

NONE_BOUND: Final = "brist_saknas"
NONE_TOLD: Final = "–"
"""What stands where no finding is bound."""
_FEW_WORDS: Final = 6
"""So short a sentence («Under 2025 hölls ett möte.») says what is amiss only together with the one before."""
_LEANS: Final = re.compile(
    r"(?:trots (?:det|detta)|detta|dessa|därför|därmed|därutöver|dessutom|däremot|samtidigt|under samma|för övriga|"
    r"det (?:gäller|beror|innebär|betyder|medför))\b",
    re.IGNORECASE,
)
# After «att» a sentence may have an order of its own: «att det inte finns» is not «Det inte finns».
_AFTER_ATT: Final = re.compile(r"\batt\s+$", re.IGNORECASE)
_SUBORDINATE: Final = re.compile(
    r"^(?:\S+\s+){1,4}?(?:inte|ej|aldrig|endast|bara|ännu|alltid|sällan|delvis|inte heller)\s+", re.IGNORECASE
)


def shortcoming(file: CaseFile, recommendation: Recommendation) -> str:
    """What the findings that are bound to the recommendation say, each as whole sentences; empty where none is bound.

    A finding that stands in a source is told by the sentences it is part of; one that leans on the sentence before
    takes it along. Words of the office's own are told as they are written.
    """
    told: list[str] = []
    for finding in _bound(file, recommendation):
        for sentence in sentences(whole_sentences(finding.text, _paragraph_of(file, finding))):
            if sentence not in told:
                told.append(sentence)
    return " ".join(told)


def without_shortcoming(file: CaseFile) -> Iterator[Remark]:
    """Tell of each recommendation that no finding is bound to, where others have one: its cell holds only a dash."""
    ours = [one for one in file.recommendations if one.concerns_us]
    if not any(_bound(file, one) for one in ours):
        return
    for one in ours:
        if not _bound(file, one):
            yield Remark(
                NONE_BOUND,
                f"Rekommendation {one.no} har ingen iakttagelse",
                "Under Brist i åtgärdsplanen står ett streck. Skriv iakttagelsen under rekommendationen, ordagrant ur "
                "rapporten, om den ska stå där.",
                "recommendations",
                one.uid,
                "findings",
                Certainty.upplysning,
                (GO_THERE,),
            )


def whole_sentences(words: str, paragraph: str) -> str:
    """The sentences of a paragraph that hold the words; the words as a sentence of their own where it has them not."""
    words = " ".join(words.split())
    text = " ".join(paragraph.split())
    start = text.find(words)
    if not words or start < 0:
        return _as_sentence(words)
    end = start + len(words.rstrip())
    pieces = sentences(text)
    spans, at = [], 0
    for piece in pieces:
        begins = text.index(piece, at)
        at = begins + len(piece)
        spans.append((begins, at))
    first = next((number for number, (_, stop) in enumerate(spans) if stop > start), 0)
    last = next((number for number, (_, stop) in enumerate(spans) if stop >= end), len(spans) - 1)
    if _can_stand(text[spans[first][0] : start], words):
        return _as_sentence(text[start : spans[last][1]])
    if first and first == last and (_LEANS.match(pieces[first]) or len(pieces[first].split()) <= _FEW_WORDS):
        first -= 1
    return _as_sentence(text[spans[first][0] : spans[last][1]])


def _can_stand(before: str, words: str) -> bool:
    """Whether what follows «… att» in a sentence is one of its own, in the order of one."""
    return bool(_AFTER_ATT.search(before)) and not _SUBORDINATE.match(words)


def _bound(file: CaseFile, recommendation: Recommendation) -> list[Finding]:
    return [one for one in file.findings if one.recommendation_id == recommendation.id and one.text.strip()]


def _paragraph_of(file: CaseFile, finding: Finding) -> str:
    """The paragraph of a source that a finding was read from, or stands in with the very same words."""
    texts = {source.id: source.text for source in file.sources}
    for proof in file.evidence:
        if proof.record_uid == finding.uid and proof.field == "text" and proof.source_id in texts:
            return _paragraph_at(texts[proof.source_id], proof.start, proof.end)
    pattern = re.compile(r"\s+".join(map(re.escape, finding.text.split())))
    for text in texts.values():
        found = pattern.search(text)
        if found is not None:
            return _paragraph_at(text, found.start(), found.end())
    return ""


def _paragraph_at(text: str, start: int, end: int) -> str:
    after = text.find("\n", end)
    return text[text.rfind("\n", 0, start) + 1 : after if after >= 0 else len(text)]


def _as_sentence(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:] + ("." if text[-1:].isalnum() else "")
