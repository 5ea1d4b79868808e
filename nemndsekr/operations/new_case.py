"""Make a case by hand, with the one record that its kind needs."""

from __future__ import annotations

from datetime import datetime

from nemndsekr.operations.changes import Changes
from nemndsekr.records.audit import Audit
from nemndsekr.records.case import Case
from nemndsekr.records.choices import CaseKind
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.namndinitiativ import Namndinitiativ
from nemndsekr.store.database import Store
from nemndsekr.store.queries import cases_with_dnr
from nemndsekr.support.errors import UserError
from nemndsekr.support.swedish import dnr_key


def new_case(
    store: Store,
    kind: CaseKind,
    title: str,
    dnr: str,
    who: str,
    now: datetime,
    *,
    namnd_id: int | None = None,
    namnd_name: str = "",
    dnr_expected: bool = False,
) -> Changes:
    """Make a case; the nämnd is made too where it is not known.

    Raises:
        UserError: the title is empty, or another case has the dnr.
    """
    if not title.strip():
        raise UserError("Ärendet saknar rubrik.", "Skriv ärendemeningen så som den står i diariet.")
    with store.step("lade till ärende", who, now) as step:
        same = step.session.scalars(cases_with_dnr(dnr_key(dnr))).first() if dnr_key(dnr) else None
        if same is not None:
            raise UserError(
                f"Diarienumret {dnr} finns redan på «{same.shown_title}».", "Öppna det ärendet, eller ändra numret."
            )
        if namnd_id is None:
            known = step.find(Namnd, name=namnd_name)
            namnd_id = (known or step.add(Namnd(name=namnd_name or "Nämnden"))).stored_id
        case = Case(
            namnd_id=namnd_id,
            kind=kind,
            title=title.strip(),
            dnr=dnr,
            dnr_expected=dnr_expected,
            received_on=now.date(),
        )
        step.add(case)
        if kind == CaseKind.granskning:
            step.add(Audit(case_id=case.stored_id))
        elif kind == CaseKind.namndinitiativ:
            step.add(Namndinitiativ(case_id=case.stored_id))
    return Changes.of("lade till ärende", step)
