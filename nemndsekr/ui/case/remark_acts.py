"""RemarkActs: does what is chosen in a list of remarks - a remedy, «Godkänn ändå», «Ta tillbaka» - for a page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from nemndsekr.operations.approvals import approve, take_back_approval
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.edit_record import undo
from nemndsekr.operations.remedies import apply_remedy
from nemndsekr.rules.checks.remark import Remark, Remedy
from nemndsekr.ui.document.remarks_panel import RemarksPanel
from nemndsekr.ui.page import Page


class RemarkActs(QObject):
    """Joins a panel to the operations; what is typed is handed over first, so that a remedy mends what is seen."""

    def __init__(self, page: Page, panel: RemarksPanel, case_id: Callable[[], int]) -> None:
        super().__init__(page)
        self._page = page
        self._case_id = case_id
        panel.remedy_wanted.connect(self.remedy)
        panel.approve_wanted.connect(self.approve)
        panel.take_back_wanted.connect(self.take_back)

    def remedy(self, remark: Remark, remedy: Remedy) -> None:
        """Mend it."""
        case_id = self._case_id()
        self._page.flush()
        self._page.desk.act(
            lambda store, who, now: apply_remedy(store, case_id, remark, remedy, who, now), self._offer_undo
        )

    def approve(self, remark: Remark, reason: str) -> None:
        """Let it stand."""
        case_id = self._case_id()
        self._page.desk.act(lambda store, who, now: approve(store, case_id, remark, reason, who, now), self._offer_undo)

    def take_back(self, remark: Remark) -> None:
        """Let it be told again."""
        case_id = self._case_id()
        self._page.desk.act(
            lambda store, who, now: take_back_approval(store, case_id, remark, who, now), self._offer_undo
        )

    def _offer_undo(self, changes: Changes) -> None:
        back = partial(self._page.desk.act, lambda store, _, now: undo(store, now))
        self._page.note.emit("info", f"Gjort: {changes.name}.", ("Ångra", back))
