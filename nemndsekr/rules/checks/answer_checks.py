"""Checks of the answer: what it lacks of what the auditors ask for, and whether it holds together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from nemndsekr.records.audit import AuditQuestion
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Certainty, DemandPart, DocumentKind, MeasureState, Stance, label
from nemndsekr.records.document import Attachment, Basis
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.answer_words import is_ahead
from nemndsekr.rules.checks.remark import GO_THERE, Remark, Remedy
from nemndsekr.rules.checks.texts import FACTS, SUMMARY, enumerated, quoted, running_texts, word_set
from nemndsekr.rules.completeness import asks_per_assessment
from nemndsekr.rules.likeness import same_words
from nemndsekr.rules.progress import Part, parts_of, question_parts
from nemndsekr.rules.prose import answer_texts, own_day, sentences_in
from nemndsekr.support.swedish import folded

_YTTRANDEN: Final = frozenset({DocumentKind.yttrande, DocumentKind.uppfoljande_yttrande})
_WANTED: Final = {
    DemandPart.measures: "åtgärd",
    DemandPart.expected_effect: "effekt",
    DemandPart.latest_date: "tidpunkt",
    DemandPart.responsible: "ansvarig",
}


def unread_yttrande(file: CaseFile) -> Iterator[Remark]:
    """Tell of a yttrande that is named among the papers but is not in the case: the answer lies there."""
    named = _named_yttrande(file)
    if named is not None:
        yield Remark(
            "yttrandet_saknas",
            "Yttrandet är inte inläst",
            f"{quoted(named.text)} nämns i underlaget. Det är där svaret ska stå, så här sägs inget om vad som saknas.",
            "bases" if isinstance(named, Basis) else "attachments",
            named.uid,
            "text",
            Certainty.upplysning,
            (GO_THERE,),
            (named.text,),
        )


def _named_yttrande(file: CaseFile) -> Basis | Attachment | None:
    """The separate yttrande that a tjänsteskrivelse rests on, where the case does not hold the answer itself."""
    kinds = {document.kind for document in file.documents}
    held = file.measures or any(one.answer for one in file.questions) or any(one.stance for one in file.recommendations)
    if DocumentKind.tjansteskrivelse not in kinds or kinds & _YTTRANDEN or held:
        return None
    listed: Sequence[Basis | Attachment] = (*file.bases, *file.attachments)
    ours = (one for one in listed if re.search(r"\byttrande\b", one.text, re.IGNORECASE))
    return next((one for one in ours if not re.match(r"\W*(?:remiss|revision)", one.text, re.IGNORECASE)), None)


def _not_begun(file: CaseFile) -> bool:
    """Whether nothing of the answer is in the case yet: what came in is only read, or its text was not found."""
    return not (file.measures or any(running_texts(file)))


def missing_parts(file: CaseFile) -> Iterator[Remark]:
    """Find what the answers lack of what the auditors ask for."""
    ours = [one for one in file.recommendations if one.concerns_us]
    if _named_yttrande(file) is not None or not ours:
        return
    if _not_begun(file):
        yield _nothing_begun(ours)
        return
    # Where one recommendation is answered under its own heading, so are the others; else the answer may be in prose.
    prose = "" if any(answer_texts(one) for one in ours) else _prose(file)
    for recommendation in ours:
        lacking = [part for part in parts_of(file, recommendation) if not part.there and part.field != "stance"]
        if any(part.field == "answer" for part in lacking):
            if not (prose and _told_in(prose, recommendation, ours)):
                yield _unanswered(file, recommendation, lacking, Certainty.fraga if prose else Certainty.sakert)
            continue
        if recommendation.id is None or not file.measures_of(recommendation.id):
            certainty = Certainty.fraga
        else:
            certainty = Certainty.sakert
        if lacking:
            yield _lacks(file, recommendation, lacking, certainty)


def _nothing_begun(ours: Sequence[Recommendation]) -> Remark:
    many = "1 rekommendation väntar" if len(ours) == 1 else f"{len(ours)} rekommendationer väntar"
    return Remark(
        "svarets_delar",
        "Svaret är inte påbörjat",
        f"{many} på svar.",
        "recommendations",
        ours[0].uid,
        "answer",
        Certainty.upplysning,
        (GO_THERE,),
        (ours[0].text,),
    )


def _unanswered(
    file: CaseFile, recommendation: Recommendation, lacking: Sequence[Part], certainty: Certainty
) -> Remark:
    asked = _asked_words(file)
    detail = f"Revisionen begär {asked} för varje rekommendation." if asked else "Varje rekommendation ska ha ett svar."
    if certainty == Certainty.fraga:
        text = f"Rekommendation {recommendation.no} tas inte upp i svaret?"
        detail = f"{quoted(recommendation.text)} {detail}"
    else:
        text = f"Rekommendation {recommendation.no} saknar {enumerated(part.name.lower() for part in lacking)}"
    return _about(recommendation, "answer", text, detail, certainty, Remedy("Gäller inte oss", "not_ours"))


_ONLY_WORDS: Final = " Svarets text säger det inte, och ingen åtgärd är upplagd."


def _lacks(file: CaseFile, recommendation: Recommendation, lacking: Sequence[Part], certainty: Certainty) -> Remark:
    names = enumerated(part.name.lower() for part in lacking)
    detail = f"Revisionen begär {_asked_words(file)} för varje rekommendation."
    if certainty == Certainty.fraga:
        detail += _ONLY_WORDS
    text = f"Rekommendation {recommendation.no} saknar {names}"
    return _about(recommendation, lacking[0].field, text, detail, certainty)


def _about(
    recommendation: Recommendation, field: str, text: str, detail: str, certainty: Certainty, *remedies: Remedy
) -> Remark:
    there = GO_THERE._replace(words=f"Gå till rekommendation {recommendation.no}")
    return Remark(
        "svarets_delar",
        text,
        detail,
        "recommendations",
        recommendation.uid,
        field,
        certainty,
        (there, *remedies),
        (recommendation.text,),
    )


def _asked_words(file: CaseFile) -> str:
    parts = {demand.part for demand in file.demands}
    return enumerated(word for part, word in _WANTED.items() if part in parts)


_WORD: Final = re.compile(r"\w+")
_SHORTEST: Final = 3
_STEM: Final = 6
_STEM_SHARE: Final = 0.6
_GENERIC: Final = word_set(
    """
    alla allt andra annan användas används arbete arbetet att att-satser av barn behov behovet besluta blir bättre
    bör den deras dess det där efter eller en enlighet ett finns flera från fullständig följer följs för före
    förstärka förvaltningen förvaltningens genom genomför genomföra genomförs god har hela hur inom insats insatser
    insatserna inte kan kommunens kommunstyrelsen kontinuerligt med mer minst möjlighet möjligheten nämnden nämndens
    när och också om per planeras på regelbundet regionens relevanta resultatet riktlinjer rätt samt samtliga sin
    sina ska skall sker som stadens stärk stärka större syfte systematisk systematiskt säkerställ säkerställa
    säkerställs tas till tillräcklig tillräckliga tillräckligt tillsammans tre två tydlig tydliga tydliggöra tydligt
    under unga upprätta upprättad upprättade utveckla var vara varje verksamhet verksamheten verksamheter vid
    vidareutveckla vilka vilken vilket ändamålsenlig ändamålsenliga även åtgärder över övergripande
    """
)


def _prose(file: CaseFile) -> str:
    """What the case's own sections say beside the facts and the summary, folded."""
    told = [
        text.text
        for text in running_texts(file)
        if text.table == "sections" and text.key not in FACTS and text.key != SUMMARY
    ]
    return " ".join(("", *_WORD.findall(folded(" ".join(told)))))


def _told_in(prose: str, recommendation: Recommendation, ours: Sequence[Recommendation]) -> bool:
    """Whether the running text speaks of what one recommendation, and no other, is about."""
    others = [one for one in ours if not same_words(one.text, recommendation.text)]
    shared = {stem for one in others for stem in _telling(one.text)}
    # A short word is sought at the beginning of a word, a long one also inside a compound.
    return any(
        stem in prose if len(stem) > _STEM else f" {stem}" in prose for stem in _telling(recommendation.text) - shared
    )


@lru_cache(maxsize=1024)
def _telling(text: str) -> frozenset[str]:
    """The stems of the words that tell what a demand is about."""
    words = [word for word in _WORD.findall(folded(text)) if word not in _GENERIC and len(word) >= _SHORTEST]
    return frozenset(word[: max(_STEM, int(len(word) * _STEM_SHARE))] for word in words)


def unanswered_questions(file: CaseFile) -> Iterator[Remark]:
    """Find what the answers to the assessments lack, where the auditors want one for each."""
    if not asks_per_assessment(file) or _named_yttrande(file) is not None or _not_begun(file):
        return
    for number, question in enumerate(file.questions, start=1):
        lacking = [part for part in question_parts(file, question) if not part.there]
        certainty = Certainty.sakert
        if all(part.field != "answer" for part in lacking) and not file.measures_of_question(question.stored_id):
            certainty = Certainty.fraga
        if lacking:
            yield _question_lacks(file, question, number, lacking, certainty)


def _question_lacks(
    file: CaseFile, question: AuditQuestion, number: int, lacking: Sequence[Part], certainty: Certainty
) -> Remark:
    asked = _asked_words(file)
    detail = f"Revisionen begär {f'svar och {asked}' if asked else 'svar'} också för varje bedömning."
    if certainty == Certainty.fraga:
        detail += _ONLY_WORDS
    return Remark(
        "revisionsfragor",
        f"Revisionsfråga {number} saknar {enumerated(part.name.lower() for part in lacking)}",
        detail,
        "audit_questions",
        question.uid,
        lacking[0].field,
        certainty,
        (GO_THERE._replace(words=f"Gå till revisionsfråga {number}"),),
        (question.text,),
    )


_ALREADY: Final = re.compile(
    r"\b(?:redan|sedan|i dag|idag|har|finns|görs|sker|arbetar|följer|kontinuerligt|löpande|rutinmässigt|regelbundet|"
    r"används|gjordes|infördes|fastställdes|beslutade|genomfördes)\b",
    re.IGNORECASE,
)


# Who says that a recommendation is met has told that nothing more is to come.
_MET: Final = re.compile(
    r"\b(?:rekommendation\w*|brist\w*|punkt\w*|synpunkt\w*|det|detta|den)\b[^.]{0,60}\b(?:uppfylld|uppfyllt|tillgodosedd|"
    r"tillgodosett|genomförd|genomfört|åtgärdad|åtgärdat|avhjälpt|omhändertagen|omhändertaget|verkställd)\b",
    re.IGNORECASE,
)
_FEWEST_SENTENCES: Final = 1
_FEWEST_WORDS: Final = 12


def only_what_is_done(file: CaseFile) -> Iterator[Remark]:
    """Ask about answers that tell only what is done already, and of nothing to come."""
    # Where measures are asked for, an answer without one is told of already.
    if _named_yttrande(file) is not None or any(demand.part == DemandPart.measures for demand in file.demands):
        return
    written = own_day(file)
    for recommendation in file.recommendations:
        if not recommendation.concerns_us or recommendation.stance == Stance.delar_inte:
            continue
        told = sentences_in(answer_texts(recommendation))
        if sum(len(one.split()) for one in told) < _FEWEST_WORDS or len(told) < _FEWEST_SENTENCES:
            continue
        measures = file.measures_of(recommendation.id) if recommendation.id else []
        open_ones = [one for one in measures if one.state in (MeasureState.planerad, MeasureState.pagar)]
        if open_ones or recommendation.no_measure_reason.strip() or any(is_ahead(one, written) for one in told):
            continue
        if measures or not any(_ALREADY.search(one) for one in told) or any(_MET.search(one) for one in told):
            continue
        yield Remark(
            "bara_nulage",
            f"Svaret på rekommendation {recommendation.no} säger bara vad som redan görs",
            "Ingen mening berättar vad som ska göras. Är det så det är tänkt?",
            "recommendations",
            recommendation.uid,
            "answer" if recommendation.answer else "done",
            Certainty.fraga,
            (GO_THERE,),
            (told[0],),
        )


_AGAINST: Final = re.compile(
    r"\b(?:nämnden|förvaltningen|avdelningen|styrelsen)\b[^.]{0,30}?\b"
    r"(?:delar inte|instämmer inte|håller inte med|kan inte instämma)\b",
    re.IGNORECASE,
)
_WITH: Final = re.compile(
    r"\b(?:nämnden|förvaltningen|avdelningen|styrelsen)\b[^.]{0,30}?\b"
    r"(?:instämmer|ställer sig bakom|delar)\b(?! inte)",
    re.IGNORECASE,
)


def stances_apart(file: CaseFile) -> Iterator[Remark]:
    """Find an overall stance that the single ones pull away from: in the fields, else in the words."""
    audit = file.audit
    if audit is None:
        return
    ours = [one for one in file.recommendations if one.concerns_us]
    if audit.stance in (Stance.instammer, Stance.delar_inte):
        opposite = Stance.delar_inte if audit.stance == Stance.instammer else Stance.instammer
        apart = [one for one in ours if one.stance == opposite]
        if apart:
            numbers = enumerated(str(one.no) for one in apart)
            yield Remark(
                "stallningstaganden",
                "Helheten och delarna drar åt olika håll",
                f"I stort: {label(audit.stance).lower()}. Rekommendation {numbers}: {label(opposite).lower()}.",
                "recommendations",
                apart[0].uid,
                "stance",
                Certainty.fraga,
                (GO_THERE,),
                tuple(one.text for one in apart),
            )
        return
    if audit.stance is None:
        yield from _words_apart(file)


_FEWEST_STANCE: Final = 7
"""Words of a sentence about the whole; «Nämnden instämmer.» is about the one recommendation it stands under."""


def _words_apart(file: CaseFile) -> Iterator[Remark]:
    against = with_them = place = None
    for section in file.sections:
        if section.key in FACTS:
            continue
        for sentence in sentences_in(section.body.blocks):
            if len(sentence.split()) < _FEWEST_STANCE:
                continue
            if against is None and _AGAINST.search(sentence):
                against, place = sentence, section
            elif with_them is None and _WITH.search(sentence) and not _AGAINST.search(sentence):
                with_them = sentence
    if against and with_them and place:
        yield Remark(
            "stallningstaganden",
            "Texten både instämmer och delar inte bilden",
            f"{quoted(against)} men {quoted(with_them)} Går det ihop med svaren på rekommendationerna?",
            "sections",
            place.uid,
            "body",
            Certainty.fraga,
            (GO_THERE,),
            (against, with_them),
        )
