"""Checks of days: the plan's order, days that cannot be, years left out, times that nobody can watch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import (
    BodyKind,
    Certainty,
    DocumentKind,
    DocumentMode,
    MeasureState,
    VersionGate,
    WhoseDate,
    label,
)
from nemndsekr.records.meeting import PlanStep
from nemndsekr.rules.checks.remark import GO_THERE, Remark, Remedy
from nemndsekr.rules.checks.texts import ANSWERED, CaseText, enumerated, quoted, running_texts, stands_in, texts_of
from nemndsekr.rules.prose import own_day
from nemndsekr.rules.tidpunkt import Tidpunkt, find_impossible_days, find_tidpunkter, why_no_day, wrong_weekday
from nemndsekr.rules.vagueness import why_vague_time
from nemndsekr.support.days import MONTHS, WEEKDAYS, full_day

_RANK: Final = {BodyKind.beredning: 0, BodyKind.au: 1, BodyKind.namnd: 2}


def plan_in_order(file: CaseFile) -> Iterator[Remark]:
    """Find a plan where a later body meets before an earlier one, and a step without its day."""
    steps = file.plan_steps
    dated = [step for step in steps if step.day is not None]
    if dated:
        for step in steps:
            if step.day is None:
                yield Remark(
                    "beslutsplanering",
                    f"{_body(step)} saknar dag i beslutsplaneringen",
                    "De andra stegen har en dag.",
                    "plan_steps",
                    step.uid,
                    "day",
                    remedies=(GO_THERE,),
                    proof=(step.label,),
                )
    for step in dated:
        later = [other for other in dated if _RANK[other.kind] > _RANK[step.kind]]
        # A case that was sent back meets the same bodies again: one later meeting after it is enough.
        if later and all(_before(other, step) for other in later):
            last = later[-1]
            yield Remark(
                "beslutsplanering",
                f"{_body(step)} {_when(step)} ligger efter {_small(_body(last))} {_when(last)}",
                "Ordningen är beredning, arbetsutskott, nämnd. Flytta ett av stegen.",
                "plan_steps",
                step.uid,
                "day",
                remedies=(GO_THERE,),
                proof=(_printed(step), _printed(last)),
            )


def _before(one: PlanStep, other: PlanStep) -> bool:
    return one.day is not None and other.day is not None and one.day < other.day


def _body(step: PlanStep) -> str:
    return step.label or label(step.kind)


def _small(words: str) -> str:
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def _when(step: PlanStep) -> str:
    return full_day(step.day) if step.day else ""


def _printed(step: PlanStep) -> str:
    return f"{step.label} {step.day.isoformat() if step.day else ''}".strip()


_THE_BODY: Final = {
    BodyKind.beredning: "beredningen",
    BodyKind.au: "arbetsutskottet",
    BodyKind.namnd: "nämndens sammanträde",
}
_GATES: Final = frozenset({VersionGate.till_beredning, VersionGate.till_au})


def dated_after_meeting(file: CaseFile) -> Iterator[Remark]:
    """Tell of a tjänsteskrivelse dated after a meeting that took the case up."""
    if any(version.gate in _GATES for version in file.versions):
        return
    for document in file.documents:
        day = document.dated_on
        if day is None or document.kind != DocumentKind.tjansteskrivelse or document.mode == DocumentMode.beslutat:
            continue
        met = [step for step in file.plan_steps if step.day is not None and step.day < day]
        if met:
            bodies = enumerated(f"{_body(step)} {_when(step)}" for step in met)
            yield Remark(
                "daterad_efter",
                f"Handlingen är daterad {full_day(day)}, efter {_THE_BODY[met[-1].kind]}",
                f"{bodies} hade ärendet före det. Vilken version såg de?",
                "documents",
                document.uid,
                "dated_on",
                Certainty.upplysning,
                (GO_THERE,),
                (day.isoformat(), *(_printed(step) for step in met)),
            )


_WEEKDAY: Final = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})(?:en)?\b", re.IGNORECASE)
_DIGIT_MONTH: Final = re.compile(rf"\d{{1,2}}\s+(?:{'|'.join(MONTHS)})|\d{{4}}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}")
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")


def days_that_cannot_be(file: CaseFile) -> Iterator[Remark]:
    """Find days whose weekday is another, and days that do not exist."""
    yield from _promised_or_asked(file)
    for text in texts_of(file):
        if not stands_in(_DIGIT_MONTH, text.text):
            continue
        for start, end, why in find_impossible_days(text.text):
            words = text.text[start:end]
            yield _day_remark(text, f"«{words}» finns inte", why, words)
        if not stands_in(_WEEKDAY, text.text):
            continue
        for found in find_tidpunkter(text.text, None, limits=False):
            words = text.text[found.start : found.end]
            day = found.value.day
            before = text.text[max(0, found.start - 12) : found.end]
            wrong = wrong_weekday(before, day) if day is not None and _YEAR.search(words) else ""
            if wrong and day is not None:
                named = _WEEKDAY.search(before)
                right = WEEKDAYS[day.weekday()]
                whole = before[named.start() :] if named else words
                remedies = (
                    (Remedy(f"Skriv {right}", "replace", (("within", whole), ("old", named[0]), ("new", right))),)
                    if named and not named[0].endswith("en")
                    else ()
                )
                yield _day_remark(text, f"«{whole}»: veckodagen stämmer inte", wrong, whole, *remedies)


def _promised_or_asked(file: CaseFile) -> Iterator[Remark]:
    """The newest time of each measure and the days of the reply, whose words are printed as they were written."""
    measures = {measure.id: measure for measure in file.measures}
    last = {promise.measure_id: promise for promise in file.promises if promise.measure_id in measures}
    told = [
        (
            "measures",
            measures[measure_id].uid,
            "promise",
            promise.words,
            f"Står vid {quoted(measures[measure_id].text)}.",
        )
        for measure_id, promise in last.items()
    ]
    told += [("reply_days", day.uid, "words", day.words, "Står bland svarsdagarna.") for day in file.reply_days]
    for table, uid, field, words, where in told:
        why = why_no_day(words)
        if why:
            yield Remark(
                "datum_stammer",
                f"«{words}»: dagen finns inte",
                f"{why} {where}",
                table,
                uid,
                field,
                remedies=(GO_THERE,),
                proof=(words,),
            )


def _day_remark(text: CaseText, says: str, why: str, proof: str, *remedies: Remedy) -> Remark:
    return Remark(
        "datum_stammer",
        says,
        f"{why} Står i {text.name}.",
        text.table,
        text.row_uid,
        text.field,
        remedies=(*remedies, GO_THERE),
        proof=(proof,),
    )


_FAR: Final = 300


def year_slips(file: CaseFile) -> Iterator[Remark]:
    """Ask about days that look like a slip of the year: an answer due before the case came in, and the like."""
    received = file.case.received_on
    if received is not None:
        for day in file.reply_days:
            if day.latest is not None and day.latest < received:
                yield _slip("reply_days", day.uid, "words", "Svarsdagen", day.latest, received, day.words)
        for document in file.documents:
            if document.dated_on is not None and document.dated_on < received:
                yield _slip(
                    "documents", document.uid, "dated_on", "Handlingens datum", document.dated_on, received,
                    document.dated_on.isoformat(),
                )  # fmt: skip
    written = own_day(file)
    for step in file.plan_steps:
        if step.day is not None and written is not None and abs((step.day - written).days) > _FAR:
            yield Remark(
                "arsfel",
                f"{_body(step)} {_when(step)}: är året rätt?",
                f"Handlingen är daterad {full_day(written)}.",
                "plan_steps",
                step.uid,
                "day",
                Certainty.fraga,
                (GO_THERE,),
                (_printed(step),),
            )


def _slip(table: str, uid: str, field: str, what: str, day: date, received: date, proof: str) -> Remark:
    return Remark(
        "arsfel",
        f"{what} {full_day(day)} ligger före ärendet",
        f"Ärendet inkom {full_day(received)}. Är året rätt?",
        table,
        uid,
        field,
        Certainty.fraga,
        (GO_THERE,),
        (proof,),
    )


_THIS_YEAR: Final = re.compile(
    r"\b(?P<this>i år|under året|senare i år|innevarande år|detta år)\b(?! \d)|"
    r"\b(?P<next>nästa år|kommande år|nästkommande år)\b|\b(?P<same>samma år)\b",
    re.IGNORECASE,
)
_SCHOOL_YEAR: Final = re.compile(r"\b(?:elever\w*|barn\w*|klass\w*)\s+$", re.IGNORECASE)


def years_left_out(file: CaseFile) -> Iterator[Remark]:
    """Ask about times that hang on the year the text was written: «i år», «under året», «samma år»."""
    written = own_day(file)
    for text in running_texts(file):
        if not stands_in(_THIS_YEAR, text.text):
            continue
        found: list[tuple[str, str, str]] = []
        before = ""
        for sentence in text.sentences:
            near = f"{before} {sentence}"
            before = sentence
            for one in _THIS_YEAR.finditer(sentence):
                if one["same"] and _YEAR.search(near):
                    continue
                if _YEAR.search(sentence[one.end() : one.end() + 8]) or _SCHOOL_YEAR.search(sentence[: one.start()]):
                    continue
                found.append((one[0], sentence, _with_year(one, written)))
        if found:
            words = enumerated(dict.fromkeys(f"«{one}»" for one, _, _ in found))
            remedies = [
                Remedy(f"Skriv {new}", "replace", (("within", sentence), ("old", old), ("new", new)))
                for old, sentence, new in dict.fromkeys(found)
                if new
            ]
            yield Remark(
                "ar_saknas",
                f"{words} säger inte vilket år",
                f"Står i {text.name}. Den som läser senare vet inte när det skrevs.",
                text.table,
                text.row_uid,
                text.field,
                Certainty.fraga,
                (*remedies, GO_THERE),
                tuple(sentence for _, sentence, _ in found),
            )


def _with_year(found: re.Match[str], written: date | None) -> str:
    """The words with the year in them; empty where it cannot be told."""
    words = found[0]
    if written is None or found["same"]:
        return ""
    if found["next"]:
        return str(written.year + 1)
    if words.lower() == "under året":
        return f"{words.split()[0]} {written.year}"
    day_before = re.search(rf"\d{{1,2}} (?:{'|'.join(MONTHS)}) $", found.string[: found.start()])
    said = found.string[: found.start()].lower().endswith("under ")
    return str(written.year) if day_before or said else f"under {written.year}"


def vague_times(file: CaseFile) -> Iterator[Remark]:
    """Ask gently about promised times that no single month answers for."""
    if file.case.stage in ANSWERED:
        return
    measures = {measure.id: measure for measure in file.measures}
    last = {promise.measure_id: promise for promise in file.promises if promise.measure_id is not None}
    for measure_id, promise in last.items():
        measure = measures.get(measure_id)
        if measure is None or promise.whose != WhoseDate.egen:
            continue
        if measure.state in (MeasureState.genomford, MeasureState.utgar):
            continue
        # A day that does not exist is told of as that.
        why = "" if why_no_day(promise.words) else why_vague_time(Tidpunkt.of(promise))
        if why:
            yield Remark(
                "vag_tid",
                f"«{promise.words}»: säga datumet?",
                f"{quoted(measure.text)}: {why}. Det går att låta stå.",
                "measures",
                measure.uid,
                "promise",
                Certainty.fraga,
                (GO_THERE,),
                (promise.words,),
            )
