"""Checks of promises: what a text says will be reported back, and whether anybody watches it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Certainty
from nemndsekr.records.measure import Measure
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.checks.remark import GO_THERE, Remark, Remedy
from nemndsekr.rules.checks.texts import CaseText, quoted, running_texts, stands_in
from nemndsekr.rules.likeness import likeness, plain_words
from nemndsekr.rules.prose import answer_texts, own_day, sentences_in
from nemndsekr.rules.tidpunkt import Tidpunkt, find_tidpunkter
from nemndsekr.support.swedish import folded

_REPORTS: Final = re.compile(
    r"\b(?:åter)?(?:rapporteras|rapportera|redovisas|redovisa)\b|\b(?:presenteras|avrapporteras|återkopplas|"
    r"delrapporteras|slutrapporteras|slutredovisas|delredovisas|återkomma|återkommer)\b",
    re.IGNORECASE,
)
_TO_BODY: Final = re.compile(
    r"\b(?:till|för|i|inför|vid)\s+(?:\w+- och )?\w*(?:nämnden|utskottet|styrelsen|presidiet)\b|nämndens sammanträde",
    re.IGNORECASE,
)
_PAST: Final = re.compile(r"\b(?:har|hade|blev|blivit)\b[^.]{0,30}\b\w+(?:ats|ades|at)\b", re.IGNORECASE)


class ReportPromise(NamedTuple):
    """A sentence that promises to report back to a body, and when."""

    text: CaseText
    sentence: str
    when: Tidpunkt


def report_promises(file: CaseFile) -> Iterator[ReportPromise]:
    """The promises to report back that the case's own texts make, with a time still to come when they were written."""
    written = own_day(file)
    for text in running_texts(file):
        if not stands_in(_REPORTS, text.text):
            continue
        for sentence in text.sentences:
            when = _promised(sentence, written)
            if when is not None:
                yield ReportPromise(text, sentence, when)


@lru_cache(maxsize=512)
def _promised(sentence: str, written: date | None) -> Tidpunkt | None:
    said = _REPORTS.search(sentence)
    if said is None or not _TO_BODY.search(sentence) or _PAST.search(sentence[: said.end()]):
        return None
    found = [one for one in find_tidpunkter(sentence, written) if one.value.latest or one.value.needs_year]
    # «Under 2024 har … redovisas i maj 2025»: the time that belongs to the reporting is the last one.
    if not found:
        return None
    first = last = found[-1]
    if len(found) > 1 and sentence[found[-2].end : last.start].strip() in {"och", "samt"}:
        first = found[-2]
    if written is not None and last.value.latest is not None and last.value.latest < written:
        return None
    words = _LED_BY_BODY.sub("", sentence[first.start : last.end])
    return Tidpunkt(words, first.value.earliest, last.value.latest, last.value.precision)


_LED_BY_BODY: Final = re.compile(r"^(?:till|för)\s+(?:\w+- och )?\w+\s+(?=\w)")


def unwatched_report_backs(file: CaseFile) -> Iterator[Remark]:
    """Find promises to report back that have no bevakning in the case."""
    for text, sentence, when in report_promises(file):
        if any(_same_time(when, Tidpunkt.of(kept)) for kept in file.report_backs):
            continue
        yield Remark(
            "aterrapportering",
            f"Återrapporteringen «{when.words}» bevakas inte",
            f"{quoted(sentence)} Står i {text.name}.",
            text.table,
            text.row_uid,
            text.field,
            remedies=(*_watchings(file, text, sentence, when), GO_THERE),
            proof=(sentence,),
        )


def _same_time(one: Tidpunkt, other: Tidpunkt) -> bool:
    first_words, second_words = folded(one.words), folded(other.words)
    if second_words and (first_words in second_words or second_words in first_words):
        return True
    if one.latest is None or other.latest is None:
        return False
    first, second = one.earliest or one.latest, other.earliest or other.latest
    return first <= other.latest and second <= one.latest


_MOST_MEASURES: Final = 3


def _watchings(file: CaseFile, text: CaseText, sentence: str, when: Tidpunkt) -> Iterator[Remedy]:
    """What adds the bevakning: on one of the recommendation's measures, or as a task of its own."""
    values = (("sentence", sentence), ("words", when.words))
    measures = _measures(file, text)
    if not measures:
        yield Remedy("Bevaka som uppdrag", "watch", values)
    for measure in measures[:_MOST_MEASURES]:
        button = "Lägg till bevakning" if len(measures) == 1 else f"Bevaka under {quoted(measure.text)}"
        yield Remedy(button, "watch", (*values, ("measure", measure.uid)))


def _measures(file: CaseFile, text: CaseText) -> list[Measure]:
    if text.table == "recommendations":
        rows = [one for one in file.recommendations if one.uid == text.row_uid and one.id is not None]
        return [measure for one in rows for measure in file.measures_of(one.stored_id)]
    if text.table == "audit_questions":
        found = [one for one in file.questions if one.uid == text.row_uid and one.id is not None]
        return [measure for one in found for measure in file.measures_of_question(one.stored_id)]
    return []


def same_commitment(file: CaseFile) -> Iterator[Remark]:
    """Find a commitment that stands under two recommendations: as two measures, or in the words of two answers."""
    rows = {one.uid: one for one in file.recommendations}
    yield from _doubled_measures(file)
    seen: dict[str, tuple[Recommendation, str]] = {}
    for text, sentence, when in report_promises(file):
        row = rows.get(text.row_uid)
        if row is None:
            continue
        key = f"{' '.join(plain_words(when.words))} {_told_how(sentence)}"
        first = seen.setdefault(key, (row, sentence))
        if first[0] is row or _shared(file, first[0], row) or not _alike(first[0], row):
            continue
        yield Remark(
            "samma_atagande",
            f"Samma åtagande står under rekommendation {first[0].no} och {row.no}",
            f"{quoted(first[1])} och {quoted(sentence)} Är det samma, räcker en åtgärd med två rekommendationer.",
            "recommendations",
            row.uid,
            text.field,
            Certainty.fraga,
            (GO_THERE,),
            (first[1], sentence),
        )


def _told_how(sentence: str) -> str:
    said = _REPORTS.search(sentence)
    return folded(said[0]) if said else ""


def _shared(file: CaseFile, one: Recommendation, other: Recommendation) -> bool:
    """Whether one measure with a report back answers both."""
    if one.id is None or other.id is None:
        return False
    both = {measure.id for measure in file.measures_of(one.id)} & {measure.id for measure in file.measures_of(other.id)}
    return any(kept.measure_id in both for kept in file.report_backs)


_SHARED_SENTENCE: Final = 0.75


def _alike(one: Recommendation, other: Recommendation) -> bool:
    """Whether the two answers have a telling sentence in common, so that the same day is no mere chance."""
    first = [sentence for sentence in sentences_in(answer_texts(one)) if _REPORTS.search(sentence) is None]
    second = [sentence for sentence in sentences_in(answer_texts(other)) if _REPORTS.search(sentence) is None]
    return any(likeness(a, b) >= _SHARED_SENTENCE for a in first for b in second if len(a) > 60 and len(b) > 60)


def _doubled_measures(file: CaseFile) -> Iterator[Remark]:
    numbers = {one.id: one.no for one in file.recommendations}
    linked = {
        measure.id: {link.recommendation_id for link in file.measure_links if link.measure_id == measure.id}
        for measure in file.measures
    }
    for at, first in enumerate(file.measures):
        for second in file.measures[at + 1 :]:
            if linked[first.id] == linked[second.id] or plain_words(first.text) != plain_words(second.text):
                continue
            under = sorted({numbers[one] for one in linked[first.id] | linked[second.id] if one in numbers})
            if len(under) < 2:
                continue
            yield Remark(
                "samma_atagande",
                f"Samma åtgärd står två gånger, under rekommendation {under[0]} och {under[-1]}",
                f"{quoted(first.text)} Som en åtgärd under båda följs den upp en gång.",
                "measures",
                second.uid,
                "text",
                Certainty.fraga,
                (
                    Remedy("Gör till en åtgärd under båda", "one_measure", (("keep", first.uid), ("drop", second.uid))),
                    GO_THERE,
                ),
                (first.text, second.text),
            )
