"""Checks of what stands more than once: doubled paragraphs, answers that say the same, a summary that says more."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Certainty
from nemndsekr.rules.checks.promise_checks import same_commitment
from nemndsekr.rules.checks.remark import GO_THERE, Remark, Remedy
from nemndsekr.rules.checks.texts import FACTS, SUMMARY, CaseText, quoted, running_texts
from nemndsekr.rules.likeness import plain_words
from nemndsekr.rules.prose import answer_texts, sentences_in
from nemndsekr.support.swedish import folded

_LONG_PARAGRAPH: Final = 60


def doubled_paragraphs(file: CaseFile) -> Iterator[Remark]:
    """Tell of whole paragraphs that stand in two sections; a summary may tell the facts once more."""
    first: dict[str, CaseText] = {}
    for text in running_texts(file):
        if text.table != "sections":
            continue
        for paragraph in text.paragraphs:
            key = " ".join(plain_words(paragraph))
            if len(key) < _LONG_PARAGRAPH:
                continue
            before = first.setdefault(key, text)
            if before is text or not _print_together(before, text):
                continue
            yield Remark(
                "dubbla_stycken",
                "Ett helt stycke står två gånger",
                f"{quoted(paragraph)} står både i {before.name} och i {text.name}.",
                text.table,
                text.row_uid,
                text.field,
                Certainty.upplysning,
                (Remedy(f"Ta bort ur {text.name}", "cut", (("words", paragraph),)), GO_THERE),
                (paragraph, paragraph),
            )


def _print_together(one: CaseText, other: CaseText) -> bool:
    keys = {one.key, other.key}
    if one.document_id != other.document_id and None not in (one.document_id, other.document_id):
        return False
    if "yttrande" in keys or one.key == other.key:
        return False
    return not (SUMMARY in keys and keys & FACTS)


_LONG_SENTENCE: Final = 7
_ALMOST: Final = 0.72
_EVERYWHERE: Final = 6
"""A pair of words that stands in more sentences than this binds nothing together."""
_REFERS: Final = re.compile(
    r"\brekommendation(?:en)?\s+(?:\d|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio)\b", re.IGNORECASE
)


def repeated_sentences(file: CaseFile) -> Iterator[Remark]:
    """Tell of recommendations whose answers say the same thing in almost the same words."""
    told: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    rows = {one.no: one for one in file.recommendations}
    index: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for one in file.recommendations:
        before = ""
        for sentence in sentences_in(answer_texts(one)):
            recap = _REFERS.search(sentence) or _REFERS.search(before)
            before = sentence
            words = _pairs(sentence)
            if recap or len(words) < _LONG_SENTENCE:
                continue
            seen = Counter[tuple[int, str]]()
            for pair in words:
                if len(index[pair]) <= _EVERYWHERE:
                    seen.update(index[pair])
            for (no, other), common in seen.items():
                if no != one.no and 2 * common / (len(words) + len(_pairs(other))) >= _ALMOST:
                    told[no, one.no].append((other, sentence))
            for pair in words:
                index[pair].append((one.no, sentence))
    known = {remark.row_uid for remark in same_commitment(file)} if told else set()
    for (no, later), found in sorted(told.items()):
        if rows[later].uid in known:
            continue
        yield Remark(
            "samma_meningar",
            f"Samma sak står under rekommendation {no} och {later}",
            f"{quoted(max((one for _, one in found), key=len))} Det kan stå på ett ställe, med en hänvisning.",
            "recommendations",
            rows[later].uid,
            "answer",
            Certainty.upplysning,
            (GO_THERE,),
            tuple(sentence for pair in found for sentence in pair),
        )


@lru_cache(maxsize=2048)
def _pairs(sentence: str) -> frozenset[str]:
    """The pairs of neighbouring words of a sentence."""
    words = plain_words(sentence)
    return frozenset(f"{one} {other}" for one, other in pairwise(words))


_CONTENT: Final = 5
_FEWEST_CONTENT: Final = 10
_TOLD_AGAIN: Final = 0.8
_NOT_TOLD: Final = 0.6
_FEWEST_POINTS: Final = 3
_MOST_TOLD: Final = 0.75


def summary_without_body(file: CaseFile) -> Iterator[Remark]:
    """Tell of a point of the summary that the rest does not come back to, where it comes back to all the others.

    Most summaries have words of their own; only one that is put together from the text below tells what is missing.
    """
    body = {stem for text in running_texts(file) if text.key != SUMMARY for stem in _content(text.text)}
    for text in running_texts(file):
        if text.key != SUMMARY or not body:
            continue
        told = [(one, len(stems & body) / len(stems)) for one in text.paragraphs if (stems := _content(one))]
        again = sum(share >= _TOLD_AGAIN for _, share in told)
        if len(told) <= _FEWEST_POINTS or again < _MOST_TOLD * len(told):
            continue
        for paragraph, share in told:
            if share < _NOT_TOLD and len(_content(paragraph)) >= _FEWEST_CONTENT:
                yield Remark(
                    "sammanfattningen",
                    "Sammanfattningen säger något som texten inte tar upp",
                    f"{quoted(paragraph)} Det andra i sammanfattningen står också längre ned.",
                    text.table,
                    text.row_uid,
                    text.field,
                    Certainty.upplysning,
                    (GO_THERE,),
                    (paragraph,),
                )


@lru_cache(maxsize=256)
def _content(text: str) -> frozenset[str]:
    return frozenset(word[:_CONTENT] for word in re.findall(r"\w+", folded(text)) if len(word) >= _CONTENT)
