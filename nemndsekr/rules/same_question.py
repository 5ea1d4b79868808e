"""Which att-satser and recommendations are about the same question: proposed by their words, never linked by them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from nemndsekr.rules.initiative_task import task_of
from nemndsekr.rules.likeness import best_matches, title_likeness

LIKE: Final = 0.45
"""From here on an att-sats and a recommendation are worth showing beside each other.

Lower than where two wordings are taken for the same demand: one asks for a deed and the other for a state.
"""


class Asked(NamedTuple):
    """A recommendation that an open audit puts to the nämnd."""

    case_id: int
    case_name: str
    recommendation_id: int
    no: int
    text: str


class AuditTitle(NamedTuple):
    """An open audit by its title."""

    case_id: int
    title: str


class Clause(NamedTuple):
    """An att-sats with its id."""

    attsats_id: int
    text: str


class SameQuestion(NamedTuple):
    """That an att-sats, or with 0 the whole initiative, is like a recommendation, or with 0 like the whole audit."""

    attsats_id: int
    case_id: int
    recommendation_id: int = 0


def alike_clauses(
    clauses: Sequence[Clause], asked: Sequence[Asked], known: Collection[SameQuestion] = ()
) -> list[SameQuestion]:
    """The recommendation that each att-sats is most like, in the order of the att-satser.

    Left out is what is linked or turned down already (``known``).
    """
    found: list[SameQuestion] = []
    texts = [one.text for one in asked]
    for clause in clauses:
        left = [
            at
            for at, one in enumerate(asked)
            if SameQuestion(clause.attsats_id, one.case_id, one.recommendation_id) not in known
        ]
        best = best_matches([task_of(clause.text).text], [texts[at] for at in left], LIKE)
        if best:
            one = asked[left[best[0]]]
            found.append(SameQuestion(clause.attsats_id, one.case_id, one.recommendation_id))
    return found


def alike_audits(title: str, audits: Sequence[AuditTitle], known: Collection[SameQuestion] = ()) -> list[SameQuestion]:
    """The one open audit whose title is most like the initiative's, if any is like it at all."""
    linked = {one.case_id for one in known}
    scored = [
        (likeness, audit.case_id)
        for audit in audits
        if audit.case_id not in linked and (likeness := title_likeness(_bare(title), audit.title)) >= LIKE
    ]
    return [SameQuestion(0, max(scored)[1])] if scored else []


def _bare(title: str) -> str:
    """The title without the word that says what kind of paper it is."""
    first, _, rest = title.partition(" ")
    return rest if rest and "initiativ" in first.lower() else title
