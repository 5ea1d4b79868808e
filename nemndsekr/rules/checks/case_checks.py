"""Checks of the case as a whole: what the answer lacks, what stands in two ways, what was left to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nemndsekr.records.block_text import plain_text
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import CaseKind, DifferenceState
from nemndsekr.rules.checks.remark import Remark, Remedy
from nemndsekr.rules.differences import open_difference
from nemndsekr.rules.progress import parts_of

# Square brackets with words, or runs of X or Å: what a template leaves for somebody to fill in.
_TEMPLATE_TEXT: Final = re.compile(r"\[[^\]\n]{4,}\]|\bX{2,}\b|\bÅÅÅÅ\b")

_DECISIONS: Final = (
    ("Behåll", DifferenceState.behallen),
    ("Ta den andra", DifferenceState.ersatt),
    ("Behåll båda", DifferenceState.bada),
)


def missing_parts(file: CaseFile) -> Iterator[Remark]:
    """Find what the answers lack of what the auditors ask for."""
    for recommendation in file.recommendations:
        if not recommendation.concerns_us:
            continue
        lacking = [part for part in parts_of(file, recommendation) if not part.there]
        if lacking:
            names = ", ".join(part.name.lower() for part in lacking)
            yield Remark(
                "svarets_delar",
                f"Rekommendation {recommendation.no} saknar {names}",
                "Revisionen begär det, eller så behövs det för att svaret ska gå att läsa.",
                "recommendations",
                recommendation.uid,
                lacking[0].field,
            )


def two_wordings(file: CaseFile) -> Iterator[Remark]:
    """Find recommendations that stand in two wordings."""
    for recommendation in file.recommendations:
        if recommendation.other_wording and recommendation.other_wording != recommendation.text:
            yield Remark(
                "tva_lydelser",
                f"Rekommendation {recommendation.no} står på två sätt",
                f"«{recommendation.text}» och «{recommendation.other_wording}»",
                "recommendations",
                recommendation.uid,
                "text",
                remedies=(
                    Remedy("Behåll den första", "choose_wording", (("which", "first"),)),
                    Remedy("Använd den andra", "choose_wording", (("which", "other"),)),
                ),
            )


def template_text_left(file: CaseFile) -> Iterator[Remark]:
    """Find what a template left to be filled in."""
    texts = [("sections", section.uid, "body", plain_text(section.body)) for section in file.sections]
    texts += [("recommendations", rec.uid, "answer", plain_text(rec.answer)) for rec in file.recommendations]
    texts += [("decision_points", point.uid, "text", point.text) for point in file.decision_points]
    for table, uid, field, text in texts:
        for left in _TEMPLATE_TEXT.finditer(text):
            yield Remark("mallrad", "Texten innehåller en mallrad", f"«{left[0]}»", table, uid, field)


def missing_dnr(file: CaseFile) -> Iterator[Remark]:
    """Find a case without a diarienummer."""
    if not file.case.dnr and not file.case.dnr_expected:
        yield Remark(
            "diarienummer",
            "Ärendet saknar diarienummer",
            "Skriv numret eller välj «dnr väntas».",
            "cases",
            file.case.uid,
            "dnr",
        )


def reply_without_sending(file: CaseFile) -> Iterator[Remark]:
    """Find an audit that wants a reply while no point sends one."""
    if file.case.kind != CaseKind.granskning or not file.reply_days or not file.decision_points:
        return
    sends = re.compile(r"skick|överlämn|lämna[rs]?\b|avge|yttrande|svar", re.IGNORECASE)
    if not any(sends.search(point.text) for point in file.decision_points):
        yield Remark(
            "svar_skickas_inte",
            "Ingen beslutspunkt skickar svaret",
            f"Svar ska lämnas {file.reply_days[0].words}, men förslaget till beslut skickar inget.",
            "decision_points",
            file.decision_points[0].uid,
            "text",
        )


def undecided_differences(file: CaseFile) -> Iterator[Remark]:
    """Find what two papers of the case say otherwise, while nobody has decided which holds."""
    for difference in file.differences:
        found = difference.state == DifferenceState.oppen and open_difference(file, difference)
        if found:
            known = f"«{found.known}»{f' ({found.known_place})' if found.known_place else ''}"
            other = f"«{difference.words}»{f' ({found.place})' if found.place else ''}"
            yield Remark(
                "kallor_skiljer",
                f"{found.name} skiljer sig mellan handlingarna",
                f"{known} står kvar, {other} är den andra uppgiften.",
                found.part,
                difference.record_uid,
                difference.field,
                remedies=tuple(
                    Remedy(words, "decide_difference", (("difference", difference.uid), ("state", state.value)))
                    for words, state in _DECISIONS
                ),
            )
