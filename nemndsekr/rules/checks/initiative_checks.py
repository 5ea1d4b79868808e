"""Checks of an initiative's att-satser: whether each is put as the others are, and asks for one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import CaseStage, Certainty, ReportForm
from nemndsekr.records.namndinitiativ import Attsats
from nemndsekr.rules.checks.remark import GO_THERE, Remark, Remedy
from nemndsekr.rules.checks.texts import enumerated, quoted
from nemndsekr.rules.row_numbers import row_number

_ASSIGNED: Final = re.compile(r"\b(uppdras|ges i uppdrag|får i uppdrag|åläggs)\s+(att\s+)?(\w+)", re.IGNORECASE)
_WORKED_ON: Final = (
    CaseStage.inkommet,
    CaseStage.under_arbete,
    CaseStage.till_beredning,
    CaseStage.till_au,
    CaseStage.till_namnd,
)
_REPORTS: Final = re.compile(r"\b(?:åter)?(?:redovis|rapporter)\w*\b", re.IGNORECASE)
_REPORT_CLAUSE: Final = re.compile(
    r"\s*,?\s+som ska (?:åter)?(?:redovisas|rapporteras)[^.]*?(?=\.?\s*$)", re.IGNORECASE
)
_SECOND: Final = re.compile(
    r"\b(?:samt|och)\s+(?:att\s+)?(?:även\s+|dessutom\s+)?"
    r"(?:tar fram|ta fram|upprättar?|genomföra?r?|utreder|utreda|redovisar|inför|införa|inrättar?|utarbetar?|"
    r"utbildar?|anställer|anställa|återkommer|återkomma)\b",
    re.IGNORECASE,
)


def attsatser_alike(file: CaseFile) -> Iterator[Remark]:
    """Ask about att-satser that differ from the others: an «att» too few, no report back, two tasks in one."""
    satser = file.attsatser
    for one in satser:
        found = _ASSIGNED.search(one.text)
        if found and not found[2]:
            old, new = f"{found[1]} {found[3]}", f"{found[1]} att {found[3]}"
            yield _asked(
                one,
                f"Att-sats {row_number(file, one)}: saknas ett «att»?",
                f"«{one.text[found.start() :][:40].rsplit(' ', 1)[0]} …» Det brukar stå «{found[1]} att».",
                Remedy(f"Skriv «{new}»", "replace", (("within", one.text), ("old", old), ("new", new))),
            )
        second = _SECOND.search(one.text)
        if second:
            yield _asked(
                one,
                f"Att-sats {row_number(file, one)} ber om två saker",
                f"{quoted(_clause(one.text[second.start() :]))} hade kunnat vara en egen att-sats, så att nämnden kan "
                "besluta om var och en.",
            )
    yield from _without_report(file)


def unjudged_clauses(file: CaseFile) -> Iterator[Remark]:
    """Find the att-satser that nothing is said of, or nothing is proposed on, while the others are judged.

    Nothing is told of an initiative that nobody has begun to answer, nor of one that the nämnd has decided. Where the
    answer is in prose, an att-sats without words of its own is a question.
    """
    satser = file.attsatser
    if file.case.stage not in _WORKED_ON or not any(_judged(one) for one in satser):
        return
    for one in satser:
        number = row_number(file, one)
        if not one.assessment and not one.reason.strip():
            yield _lacking(one, "assessment", f"Att-sats {number} saknar bedömning", "Varje att-sats ska ha ett svar.")
        elif one.proposal is None and not file.decision_points:  # else the points say it
            told = "Det som föreslås sägs inte: bifall, avslag eller att den ska anses besvarad."
            yield _lacking(one, "proposal", f"Att-sats {number} saknar förslag", told)


def _judged(one: Attsats) -> bool:
    return bool(one.assessment) or bool(one.reason.strip()) or one.proposal is not None


def _lacking(one: Attsats, field: str, text: str, detail: str) -> Remark:
    return Remark(
        "attsatser_svar", text, detail, "attsatser", one.uid, field, Certainty.sakert, (GO_THERE,), (one.text,)
    )


def _clause(text: str) -> str:
    """The words up to what the second thing is for."""
    return re.split(" för | som ", text, maxsplit=1)[0]


def _without_report(file: CaseFile) -> Iterator[Remark]:
    satser = file.attsatser
    tells = {one.uid: bool(_REPORTS.search(one.text)) or _recorded(one) for one in satser}
    with_report = [one for one in satser if tells[one.uid]]
    if len(with_report) < 2 or len(with_report) == len(satser):
        return
    clause = next((found[0] for one in with_report if (found := _REPORT_CLAUSE.search(one.text))), "")
    others = enumerated(str(row_number(file, one)) for one in with_report)
    for one in satser:
        if tells[one.uid]:
            continue
        bare = one.text.rstrip(" .")
        stop = one.text[len(bare) :].strip()
        new = f"{bare}{clause}{stop}"
        remedy = (
            (Remedy("Lägg till redovisningen", "replace", (("within", one.text), ("old", one.text), ("new", new))),)
            if clause
            else ()
        )
        yield _asked(
            one,
            f"Att-sats {row_number(file, one)} säger inget om redovisning",
            f"Att-sats {others} ska redovisas. Ska den här också det?",
            *remedy,
        )


def _recorded(one: Attsats) -> bool:
    return one.report_form != ReportForm.ej_angivet or bool(one.report_when.strip())


def _asked(one: Attsats, text: str, detail: str, *remedies: Remedy) -> Remark:
    return Remark(
        "attsatser", text, detail, "attsatser", one.uid, "text", Certainty.fraga, (*remedies, GO_THERE), (one.text,)
    )
