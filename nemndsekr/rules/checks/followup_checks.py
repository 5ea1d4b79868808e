"""Checks of the second answer: what is promised and nobody has yet told of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from nemndsekr.records.case_file import CaseFile
from nemndsekr.rules.checks.remark import GO_THERE, Remark
from nemndsekr.rules.frozen import first_answer
from nemndsekr.rules.second_answer import (
    SUMMARY_KEY,
    Gap,
    followed_answers,
    followup_document,
    own_section,
)

FOLLOWUP_TABLE: Final = "followup"
"""Stands for the table in remarks on a second answer; the row is the uid of what is followed up."""
_SLUG: Final = "uppfoljning"
_WORDS: Final[dict[Gap, tuple[str, str, str]]] = {
    Gap.happened: (
        "1 åtgärd saknar lägesrapport",
        "{no} åtgärder saknar lägesrapport",
        "Skriv vad som har hänt sedan det första yttrandet.",
    ),
    Gap.evidence: (
        "1 genomförd åtgärd saknar belägg",
        "{no} genomförda åtgärder saknar belägg",
        "Ange en handling, ett datum eller ett beslut, eller varför det saknas.",
    ),
    Gap.new_time: (
        "1 åtgärd saknar ny tidpunkt",
        "{no} åtgärder saknar ny tidpunkt",
        "Den utlovade tiden har gått. Skriv när åtgärden ska vara klar.",
    ),
    Gap.reason: (
        "1 flyttad tidpunkt saknar skäl",
        "{no} flyttade tidpunkter saknar skäl",
        "Skriv varför tidpunkten flyttades och vem som har medgett det.",
    ),
    Gap.answer: (
        "1 rekommendation saknar uppföljning",
        "{no} rekommendationer saknar uppföljning",
        "Skriv vad som har hänt sedan det första yttrandet.",
    ),
    Gap.summary: (
        "Det uppföljande yttrandet saknar sammanfattning",
        "",
        "Sammanfatta vad som är gjort och vad som återstår.",
    ),
}


def followup_gaps(file: CaseFile) -> Iterator[Remark]:
    """Find what a second answer that is begun does not yet tell; one remark for each kind, at its first place."""
    document = followup_document(file)
    if document is None:
        return
    # By what lacks it: a measure under two recommendations lacks a thing once, where it is met first.
    asked = {SUMMARY_KEY: file.case.title}
    places: dict[Gap, dict[str, tuple[str, str]]] = {gap: {} for gap in Gap}
    for answer in followed_answers(file, first_answer(file, document), document, document.dated_on):
        uid = answer.record.uid
        asked[uid] = answer.record.text
        for gap in answer.gaps:
            places[gap].setdefault(uid, (uid, str(gap)))
        for one in answer.all_measures:
            for gap in one.gaps:
                places[gap].setdefault(one.measure.uid, (uid, f"{gap}:{one.measure.uid}"))
    summary = own_section(file, document, SUMMARY_KEY)
    if summary is None or not summary.body:
        places[Gap.summary][SUMMARY_KEY] = (SUMMARY_KEY, "")
    for gap, (one_word, many, detail) in _WORDS.items():
        if places[gap]:
            row, field = next(iter(places[gap].values()))
            text = one_word if len(places[gap]) == 1 else many.format(no=len(places[gap]))
            yield Remark(_SLUG, text, detail, FOLLOWUP_TABLE, row, field, remedies=(GO_THERE,), proof=(asked[row],))
