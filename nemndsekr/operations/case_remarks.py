"""CaseRemarks: what the checks find in a case, and what somebody has let stand, with who, when and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Certainty
from nemndsekr.rules.checks import approved_remarks, remarks_on
from nemndsekr.rules.checks.remark import Remark
from nemndsekr.store.database import Store
from nemndsekr.store.queries import load_case, user_names


class ApprovedRemark(NamedTuple):
    """A remark that somebody let stand: the id of the approval, who, when (UTC) and why."""

    remark: Remark
    approval_id: int
    who: str
    at: datetime | None
    reason: str


class CaseRemarks(NamedTuple):
    """The remarks of a case that are open, and those that were let stand."""

    open: tuple[Remark, ...] = ()
    approved: tuple[ApprovedRemark, ...] = ()

    def with_more(self, remarks: Iterable[Remark]) -> CaseRemarks:
        """The same with the remarks on one document after them."""
        return self._replace(open=(*self.open, *remarks))

    def about(self, is_about: Callable[[Remark], bool]) -> CaseRemarks:
        """Those of them that are about one paper."""
        return CaseRemarks(
            tuple(filter(is_about, self.open)), tuple(one for one in self.approved if is_about(one.remark))
        )

    def how_many(self, certainty: Certainty) -> int:
        """How many open remarks are this certain."""
        return sum(remark.certainty == certainty for remark in self.open)


def case_remarks(file: CaseFile, names: Mapping[str, str]) -> CaseRemarks:
    """The remarks of a loaded case; ``names`` gives the users' names by their uid."""
    rows = {approval.fingerprint: approval for approval in file.approvals}
    approved = [(remark, rows[remark.fingerprint]) for remark in approved_remarks(file)]
    return CaseRemarks(
        tuple(remarks_on(file)),
        tuple(
            ApprovedRemark(remark, row.stored_id, names.get(row.user_uid, ""), row.at, row.reason)
            for remark, row in approved
        ),
    )


def remarks_in(store: Store, case_id: int) -> CaseRemarks:
    """The remarks of a case.

    Raises:
        CaseGoneError: there is no such case.
    """
    return case_remarks(load_case(store, case_id), user_names(store))
