"""What came of an initiative: each att-sats by itself, and a summary in words; one outcome is never forced on all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from nemndsekr.records.choices import Outcome, label
from nemndsekr.records.namndinitiativ import Attsats

PROPOSALS: Final = (
    Outcome.bifall,
    Outcome.delvis_bifall,
    Outcome.avslag,
    Outcome.anses_besvarad,
    Outcome.overlamnas,
    Outcome.avvisas,
    Outcome.noteras,
)
"""What the officials may propose about an att-sats."""
OUTCOMES: Final = (
    *PROPOSALS[:-1],
    Outcome.aterremiss,
    Outcome.bordlaggning,
    Outcome.aterkallat,
    Outcome.utgar,
    Outcome.noteras,
    Outcome.lagges_till_handlingarna,
)
"""What may become of an att-sats; that the whole is remitted is a decision of its own, before its answer."""
GRANTED: Final = frozenset({Outcome.bifall, Outcome.delvis_bifall})
"""Outcomes that a task may come of."""

# One and many, where the word bends; the others are the same.
_BENT: Final = {
    Outcome.anses_besvarad: ("anses besvarad", "anses besvarade"),
    Outcome.avvisas: ("avvisas", "avvisas"),
    Outcome.aterkallat: ("återtagen", "återtagna"),
}


def counted(outcomes: Iterable[Outcome]) -> str:
    """«2 bifall, 1 avslag», in the order that outcomes are told in; nothing where there is none."""
    numbers = Counter(outcomes)
    order = [*OUTCOMES, *(one for one in Outcome if one not in OUTCOMES)]
    return ", ".join(f"{numbers[one]} {_word(one, numbers[one])}" for one in order if numbers[one])


def _word(outcome: Outcome, number: int) -> str:
    one, many = _BENT.get(outcome, (label(outcome).lower(),) * 2)
    return one if number == 1 else many


def outcome_summary(clauses: Sequence[Attsats]) -> str:
    """What is decided of an initiative, and what is not: «2 bifall, 1 avslag», «1 bifall, 2 ej beslutade».

    Nothing while no att-sats is decided.
    """
    decided = [clause.outcome for clause in clauses if clause.outcome is not None]
    left = len(clauses) - len(decided)
    if not decided:
        return ""
    return counted(decided) + (f", {left} ej beslutad{'e' if left > 1 else ''}" if left else "")


def proposal_summary(clauses: Sequence[Attsats]) -> str:
    """What is proposed of an initiative: «2 bifall, 1 utan förslag»; nothing while nothing is proposed."""
    proposed = [clause.proposal for clause in clauses if clause.proposal is not None]
    left = len(clauses) - len(proposed)
    return counted(proposed) + (f", {left} utan förslag" if left else "") if proposed else ""


def initiative_summary(clauses: Sequence[Attsats]) -> str:
    """The line that stands in the head of an initiative: what is decided, else what is proposed, else what is to do."""
    decided, proposed = outcome_summary(clauses), proposal_summary(clauses)
    if decided:
        return f"Beslut: {decided}"
    if proposed:
        return f"Förslag: {proposed}"
    return ""


def clause_word(clause: Attsats) -> str:
    """What is said of one att-sats in a list: its outcome, else its proposal."""
    if clause.outcome is not None:
        return label(clause.outcome)
    return f"Förslag: {label(clause.proposal).lower()}" if clause.proposal is not None else ""
