"""NamndChecks: which checks each nämnd has turned off, as the window for it shows them."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import col

from nemndsekr.records.case import Case
from nemndsekr.records.check import RuleSetting
from nemndsekr.store.database import Store
from nemndsekr.store.queries import all_namnder


class NamndChecks(NamedTuple):
    """A nämnd and the slugs of the checks that it has turned off."""

    namnd_id: int
    name: str
    off: frozenset[str]


def checks_of_namnder(store: Store, case_id: int = 0) -> tuple[list[NamndChecks], int]:
    """Which checks every nämnd has turned off, and the id of the case's nämnd, or else of the first; 0 without any."""
    with store.session() as session:
        off = list(session.scalars(select(RuleSetting).where(col(RuleSetting.off).is_(True))))
        case = session.get(Case, case_id) if case_id else None
    namnder = [
        NamndChecks(namnd.stored_id, namnd.name, frozenset(one.rule for one in off if one.namnd_id == namnd.stored_id))
        for namnd in all_namnder(store)
    ]
    return namnder, case.namnd_id if case is not None else namnder[0].namnd_id if namnder else 0
