"""Kedjekort: the meetings of a case and its svarsdag on one line, and what is amiss, to be pasted or printed."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import CaseStage, DocumentKind, Occasion
from nemndsekr.rules.planning.case_conflicts import conflicts_of_file
from nemndsekr.rules.planning.chosen import followed_of_case, reply_day_of, step_printed, steps_to_print
from nemndsekr.rules.planning.facts import PlanningFacts
from nemndsekr.rules.planning.followed_chain import FollowedChain

_ANSWERED = (CaseStage.expedierat, CaseStage.uppfoljning, CaseStage.avslutat)


class ChainCard(NamedTuple):
    """The line of a kedjekort, which answer it is about, its chain as it is, and what does not hold, in sentences."""

    line: str
    occasion: Occasion = Occasion.forsta
    chain: FollowedChain | None = None
    amiss: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All of it as it is pasted; empty where there is no plan."""
        return "\n".join((self.line, *self.amiss)) if self.line else ""


def chain_card(file: CaseFile) -> str:
    """«ASN beredning 2025-02-26 · ASN arbetsutskott 2025-03-06 · …», by the nämnd's own names; empty without days."""
    return " · ".join(
        step_printed(file, step) for step in steps_to_print(file, DocumentKind.tjansteskrivelse) if step.day is not None
    )


def whole_card(file: CaseFile, facts: PlanningFacts, today: date) -> ChainCard:
    """The line with the svarsdag and its margin: «… · svarsdag 2025-03-31 (marginal 4 arbetsdagar)».

    What has been answered has its svarsdag only: nothing of it can come too late any more.
    """
    line = chain_card(file)
    if not line:
        return ChainCard("")
    occasion = Occasion(next(one.occasion for one in steps_to_print(file, DocumentKind.tjansteskrivelse)))
    chain, due = followed_of_case(file, facts, occasion), reply_day_of(file, occasion)
    left = occasion == Occasion.forsta and file.case.stage in _ANSWERED
    if due is not None:
        margin = f" ({chain.margin_words})" if chain is not None and not left else ""
        line = f"{line} · svarsdag {due.isoformat()}{margin}"
    amiss = () if left else conflicts_of_file(file, facts, today)
    told = (one.words for one in amiss if one.occasion == occasion)
    return ChainCard(line, occasion, chain, tuple(dict.fromkeys(told)))
