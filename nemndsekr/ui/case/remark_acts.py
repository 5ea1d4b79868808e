"""RemarkActs: does what is chosen in a list of remarks - a remedy, «Godkänn ändå», «Ta tillbaka» - for a page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from nemndsekr.operations.approvals import approve, take_back_approval
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.decided_document import compared_texts
from nemndsekr.operations.edit_record import undo
from nemndsekr.operations.remedies import apply_remedy
from nemndsekr.operations.versions import LockedText
from nemndsekr.rules.checks.remark import COMPARE, Remark, Remedy
from nemndsekr.ui.document.remarks_panel import RemarksPanel
from nemndsekr.ui.document.versions_dialog import VersionsDialog
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
        if remedy.act == COMPARE:
            self._compare(case_id, dict(remedy.values)["kind"])
            return
        self._page.desk.act(
            lambda store, who, now: apply_remedy(store, case_id, remark, remedy, who, now), self._offer_undo
        )

    def _compare(self, case_id: int, kind: str) -> None:
        """Show what was decided beside the text of today."""
        self._page.desk.ask(
            lambda store: compared_texts(store, case_id, kind), lambda texts: self._show_versions(case_id, kind, texts)
        )

    def _show_versions(self, case_id: int, kind: str, texts: list[LockedText]) -> None:
        first = next((text.version_id for text in texts if text.kind == kind and text.final), 0)
        dialog = VersionsDialog(self._page.desk, case_id, texts, None, self._page, first=first)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

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
