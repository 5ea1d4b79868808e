"""Make a case by hand, with the one record that its kind needs."""

from __future__ import annotations

from datetime import datetime

from nemndsekr.operations.changes import Changes
from nemndsekr.records.audit import Audit
from nemndsekr.records.case import Case
from nemndsekr.records.choices import CaseKind
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.namndinitiativ import Namndinitiativ
from nemndsekr.store.database import StepWriter, Store
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
    same_dnr: bool = False,
) -> Changes:
    """Make a case; the nämnd is made too where it is not known.

    ``same_dnr`` says that the person knows of another case with the dnr.

    Raises:
        UserError: the title is empty, or another case has the dnr.
    """
    with store.step("lade till ärendet", who, now) as step:
        case = put_case(
            step,
            Case(
                namnd_id=namnd_id or 0,
                kind=kind,
                title=title.strip(),
                dnr=dnr,
                dnr_expected=dnr_expected,
                received_on=now.date(),
            ),
            namnd_name,
            same_dnr=same_dnr,
        )
        if kind == CaseKind.granskning:
            step.add(Audit(case_id=case.stored_id))
        elif kind == CaseKind.namndinitiativ:
            step.add(Namndinitiativ(case_id=case.stored_id))
    return Changes.of("lade till ärendet", step)


def put_case(step: StepWriter, case: Case, namnd_name: str = "", *, same_dnr: bool = False) -> Case:
    """Store a new case in a step; where it has no nämnd yet (0), the one with this name, made if it is not known.

    ``same_dnr`` says that the person knows of another case with the dnr.

    Raises:
        UserError: the title is empty, or another case has the dnr.
    """
    if not case.title:
        raise UserError("Ärendet saknar rubrik.", "Skriv ärendemeningen så som den står i diariet.")
    key = dnr_key(case.dnr)
    same = step.session.scalars(cases_with_dnr(key)).first() if key and not same_dnr else None
    if same is not None:
        raise UserError(
            f"Diarienumret {case.dnr} finns redan på «{same.shown_title}».", "Öppna det ärendet, eller ändra numret."
        )
    if not case.namnd_id:
        known = step.find(Namnd, name=namnd_name)
        case.namnd_id = (known or step.add(Namnd(name=namnd_name or "Nämnden"))).stored_id
    return step.add(case)
