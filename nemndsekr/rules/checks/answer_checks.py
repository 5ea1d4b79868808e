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
from nemndsekr.rules.checks.remark import GO_THERE, Remark, Remedy
from nemndsekr.rules.checks.texts import FACTS, SUMMARY, answer_texts, enumerated, quoted, sentences_in, texts_of
from nemndsekr.rules.progress import Part, parts_of
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
    """Whether nothing of our own is written yet: what came in is only read."""
    return not (file.documents or file.measures or any(texts_of(file)))


def missing_parts(file: CaseFile) -> Iterator[Remark]:
    """Find what the answers lack of what the auditors ask for."""
    ours = [one for one in file.recommendations if one.concerns_us]
    if _named_yttrande(file) is not None or not ours:
        return
    if _not_begun(file):
        yield _nothing_begun(ours)
        return
    prose = _prose(file)
    for recommendation in ours:
        lacking = [part for part in parts_of(file, recommendation) if not part.there and part.field != "stance"]
        unanswered = any(part.field == "answer" for part in lacking)
        if not lacking or (unanswered and _told_in(prose, recommendation, ours)):
            continue
        yield _lacks(file, recommendation, lacking)


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


def _lacks(file: CaseFile, recommendation: Recommendation, lacking: Sequence[Part]) -> Remark:
    names = enumerated(part.name.lower() for part in lacking)
    unanswered = any(part.field == "answer" for part in lacking)
    asked = _asked_words(file)
    only_text = not unanswered and not file.measures_of(recommendation.stored_id if recommendation.id else 0)
    detail = f"Revisionen begär {asked} för varje rekommendation." if asked else "Varje rekommendation ska ha ett svar."
    if only_text and len(lacking) > 1:
        detail += " Står de i svarets text, lägg upp dem som åtgärder."
    not_ours = (Remedy("Gäller inte oss", "not_ours"),) if unanswered else ()
    return Remark(
        "svarets_delar",
        f"Rekommendation {recommendation.no} saknar {names}",
        detail,
        "recommendations",
        recommendation.uid,
        lacking[0].field,
        remedies=(GO_THERE._replace(words=f"Gå till rekommendation {recommendation.no}"), *not_ours),
        proof=(recommendation.text,),
    )


def _asked_words(file: CaseFile) -> str:
    parts = {demand.part for demand in file.demands}
    return enumerated(word for part, word in _WANTED.items() if part in parts)


_WORD: Final = re.compile(r"\w+")
_LONG: Final = 8
_GENERIC: Final = frozenset(
    (
        "säkerställa", "säkerställ", "genomföra", "genomförs", "upprättade", "upprättad", "upprätta", "utveckla",
        "enlighet", "samtliga", "relevanta", "tillräcklig", "tillräckliga", "tillräckligt", "nämndens", "förvaltningen",
        "förvaltningens", "kommunens", "stadens", "regionens", "riktlinjer", "fullständig", "ändamålsenlig",
        "ändamålsenliga", "systematisk", "systematiskt", "kontinuerligt", "regelbundet", "resultatet", "verksamheten",
        "verksamhet", "nämnden", "åtgärder", "används", "användas", "övergripande", "kommunstyrelsen", "arbetet",
        "säkerställs", "vidareutveckla", "förstärka", "tydliggöra",
    )
)  # fmt: skip


def _prose(file: CaseFile) -> str:
    """What the case's own sections say beside the facts and the summary, folded."""
    told = [
        text.text
        for text in texts_of(file)
        if text.table == "sections" and text.key not in FACTS and text.key != SUMMARY
    ]
    return folded(" ".join(told))


def _told_in(prose: str, recommendation: Recommendation, ours: Sequence[Recommendation]) -> bool:
    """Whether the running text speaks of what one recommendation, and no other, is about."""
    if not prose:
        return False
    shared = {word for one in ours if one is not recommendation for word in _telling(one.text)}
    own = _telling(recommendation.text) - shared
    return any(stem in prose for stem in own)


@lru_cache(maxsize=1024)
def _telling(text: str) -> frozenset[str]:
    """The stems of the words that tell what a demand is about: long ones, and abbreviations in capitals."""
    stems = set()
    for word in _WORD.findall(text):
        low = folded(word)
        if word.isupper() and len(word) > 1 and word.isalpha():
            stems.add(low)
        elif len(low) >= _LONG and low not in _GENERIC:
            stems.add(low[: max(_LONG - 1, len(low) - 3)])
    return frozenset(stems)


def unanswered_questions(file: CaseFile) -> Iterator[Remark]:
    """Find revisionsfrågor without an answer, where the auditors want one for each assessment."""
    demanded = {demand.part for demand in file.demands}
    if DemandPart.per_assessment not in demanded or _named_yttrande(file) is not None or _not_begun(file):
        return
    for question in file.questions:
        measures = file.measures_of_question(question.id) if question.id else []
        if not question.answer and not question.no_measure_reason.strip() and not measures:
            yield _question_lacks(question, "svar", "answer", "Revisionen vill ha svar också på varje bedömning.")
            continue
        dated = {promise.measure_id for promise in file.promises if promise.words.strip()}
        lacking = [
            word
            for part, word, there in (
                (DemandPart.expected_effect, "effekt", all(one.expected_effect for one in measures)),
                (DemandPart.latest_date, "tidpunkt", all(one.id in dated for one in measures)),
                (DemandPart.responsible, "ansvarig", all(one.responsible for one in measures)),
            )
            if part in demanded and not there
        ]
        if lacking:
            asked = f"Revisionen begär {_asked_words(file)} för varje åtgärd."
            yield _question_lacks(question, enumerated(lacking), "measures", asked)


def _question_lacks(question: AuditQuestion, what: str, field: str, detail: str) -> Remark:
    return Remark(
        "revisionsfragor",
        f"Revisionsfråga {question.position} saknar {what}",
        detail,
        "audit_questions",
        question.uid,
        field,
        remedies=(GO_THERE._replace(words=f"Gå till revisionsfråga {question.position}"),),
        proof=(question.text,),
    )


_AHEAD: Final = re.compile(
    r"\b(?:kommer|ska|skall|planera\w*|avser|avses|påbörja\w*|inleds|införs|startar|fortsätt\w*|framöver|framåt|senast|"
    r"tas fram|ta fram|ser över|se över|utreder|undersöker|bör|behöver|implementera\w*|pågår|avvaktar|vidare|"
    r"återrapporteras|redovisas|följs upp|under (?:våren|hösten|sommaren|vintern|20\d\d)|nästa)\b",
    re.IGNORECASE,
)
_FEWEST_SENTENCES: Final = 1
_FEWEST_WORDS: Final = 12


def only_what_is_done(file: CaseFile) -> Iterator[Remark]:
    """Ask about answers that tell only what is done already, and of nothing to come."""
    if _named_yttrande(file) is not None:
        return
    for recommendation in file.recommendations:
        if not recommendation.concerns_us or recommendation.stance == Stance.delar_inte:
            continue
        told = sentences_in(answer_texts(recommendation))
        if sum(len(one.split()) for one in told) < _FEWEST_WORDS or len(told) < _FEWEST_SENTENCES:
            continue
        measures = file.measures_of(recommendation.id) if recommendation.id else []
        open_ones = [one for one in measures if one.state in (MeasureState.planerad, MeasureState.pagar)]
        if open_ones or recommendation.no_measure_reason.strip() or any(_AHEAD.search(one) for one in told):
            continue
        if measures:
            continue  # every measure is done, and that is said
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


def _words_apart(file: CaseFile) -> Iterator[Remark]:
    against = with_them = place = None
    for section in file.sections:
        if section.key in FACTS:
            continue
        for sentence in sentences_in(section.body.blocks):
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
