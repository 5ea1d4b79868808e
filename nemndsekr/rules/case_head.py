"""The line of facts at the head of a case: its number, who asked, when the answer is due, what follows."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from nemndsekr.records.case import ReplyDay
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import CaseKind, CaseStage, DocumentKind, InitiatorPart, Occasion, label
from nemndsekr.rules.initiative_outcome import initiative_summary
from nemndsekr.rules.owed_days import days_in_words
from nemndsekr.rules.tidpunkt.value import Tidpunkt
from nemndsekr.support.days import full_day, near_day

_FOLLOWED: Final = {CaseStage.expedierat, CaseStage.uppfoljning}
_ANSWERED: Final = {CaseStage.expedierat, CaseStage.uppfoljning, CaseStage.avslutat}


class CaseHead(NamedTuple):
    """The facts as words, and the day that the answer is due while it is not given."""

    facts: tuple[str, ...]
    due: str


def case_head(file: CaseFile, today: date) -> CaseHead:
    """What stands under the title of a case."""
    case = file.case
    number = case.dnr or ("Diarienummer väntas" if case.dnr_expected else "Diarienummer saknas")
    facts = [number, label(case.stage), _from_whom(file)]
    initiative = file.initiative
    if initiative is not None and initiative.handed_in_on is not None:
        facts.append(f"Inlämnat {near_day(initiative.handed_in_on, today)}")
    if initiative is not None and initiative.raised_on is not None:
        facts.append(f"Väckt {near_day(initiative.raised_on, today)}")
    facts.append(initiative_summary(file.attsatser))
    first = _owed(file, Occasion.forsta, today) if case.stage not in _ANSWERED else ""
    follow_up = any(one.occasion == Occasion.uppfoljande for one in file.reply_days)
    due = f"Svar {first}" if first else ""
    # Once the second answer is begun, its day is the one that is waited for.
    if follow_up and file.document(DocumentKind.uppfoljande_yttrande) and case.stage in _FOLLOWED:
        due = f"Uppföljande yttrande {_owed(file, Occasion.uppfoljande, today)}"
    elif follow_up:
        facts.append(f"Uppföljande yttrande {_owed(file, Occasion.uppfoljande)}")
    return CaseHead(tuple(filter(None, facts)), due)


def _from_whom(file: CaseFile) -> str:
    if file.case.kind == CaseKind.namndinitiativ or (not file.case.requester and file.initiators):
        behind = [one for one in file.initiators if one.part == InitiatorPart.initiator]
        return ", ".join(f"{one.name} ({one.party})" if one.party else one.name for one in behind)
    return file.case.requester or (file.audit.auditor if file.audit else "")


def _owed(file: CaseFile, occasion: Occasion, today: date | None = None) -> str:
    """By when one of the answers is owed, and to whom where several are owed it by different days."""
    return days_in_words(file, occasion, lambda one: _told(one, today))


def _told(time: ReplyDay, today: date | None = None) -> str:
    """The day where the words tell one, with its year unless it is that of ``today``; else the words themselves."""
    day = Tidpunkt.of(time).day or (time.latest if not time.words else None)
    if day is None:
        return time.words
    return near_day(day, today) if today is not None else full_day(day)
