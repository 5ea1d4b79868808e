"""Destination: which case the paper at hand is put in: what the evidence says, and what the person chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nemndsekr.operations.review_file import ReadFile, Standing, standing_of
from nemndsekr.records.case_file import CaseFile
from nemndsekr.store.queries import load_case
from nemndsekr.support.swedish import dnr_key
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.review.review_sheet import ReviewSheet
from nemndsekr.ui.review.target_panel import NEW_CASE, TargetPanel


class Destination(QObject):
    """Keeps the choice of case together with the panel that shows it and the sheet that compares with it.

    ``stood`` tells that the evidence has been weighed.
    """

    stood = Signal()

    def __init__(self, desk: Desk, panel: TargetPanel, sheet: ReviewSheet, parent: QWidget) -> None:
        super().__init__(parent)
        self.into: int | None = None
        """The case that the files are meant for, if the person began in one."""
        self._desk, self._panel, self._sheet, self._page = desk, panel, sheet, parent
        self.forget()
        panel.chosen.connect(self._choose)
        panel.another_wanted.connect(self._choose_other)

    def forget(self) -> None:
        """Have no file at hand."""
        self._file: ReadFile | None = None
        self.standing = Standing()
        self.case_id = NEW_CASE
        self._by_hand = False

    def show_file(self, file: ReadFile, standing: Standing) -> None:
        """Propose a case for a file that has been put on the sheet."""
        self._file, self.standing = file, standing
        self.case_id = self.into or self._likely()
        self._show()
        self._load_beside()
        self.stood.emit()

    def _likely(self) -> int:
        likely = self.standing.likely
        return likely.case_id if likely is not None else NEW_CASE

    @property
    def is_new(self) -> bool:
        """Whether a new case is to be made."""
        return self.case_id == NEW_CASE

    @property
    def loading(self) -> bool:
        """Whether the case to compare with is not here yet."""
        return not self.is_new and self._sheet.comparison is None

    @property
    def dnr(self) -> str:
        """The number of the chosen case, where it is known."""
        proposal, beside = self.standing.of(self.case_id), self._sheet.beside
        if proposal is not None:
            return proposal.dnr
        return beside.case.dnr if beside is not None else ""

    @property
    def copy_of(self) -> int | None:
        """The source of the chosen case that the paper is another copy of, if it is one."""
        proposal = self.standing.of(self.case_id)
        return proposal.copy_of.id if proposal is not None and proposal.copy_of is not None else None

    @property
    def taken_number(self) -> str:
        """The number that the paper bears but that belongs to another case than the new one that is to be made."""
        if not self.is_new:
            return ""
        mine = {dnr_key(number) for number in self._sheet.facts.values()["dnr"].split(",")} - {""}
        return next((one.dnr for one in self.standing.proposals if dnr_key(one.dnr) in mine), "")

    def weigh(self, together_with: Sequence[int]) -> None:
        """Weigh the evidence anew: another number may belong to another case."""
        file, together = self._file, list(together_with)
        if file is None:
            return
        reading = replace(file.reading, draft=self._sheet.accepted(self.taken_number)[0])
        self._desk.ask(
            lambda store: standing_of(store, reading, file.content, together),
            lambda standing: self._stands(file, standing),
        )

    def _stands(self, file: ReadFile, standing: Standing) -> None:
        if self._file is not file:
            return
        self.standing = standing
        wanted = self._likely()
        if not self._by_hand and self.into is None and wanted != self.case_id:
            self._go_to(wanted)
        self._show()
        self.stood.emit()

    def _show(self) -> None:
        beside = self._sheet.beside
        others = [(beside.case.stored_id, beside.case.shown_title)] if beside is not None else []
        if self.into is not None and not others:
            others = [(self.into, "ärendet som är öppet")]
        self._panel.show_targets(self.standing.proposals, others, self.case_id)

    def _choose(self, case_id: int) -> None:
        self._by_hand = True
        self._go_to(case_id)

    def _choose_other(self) -> None:
        from nemndsekr.ui.case_dialogs import ask_case

        case_id = ask_case(self._page, self._desk.store.folder) if self._desk.store is not None else 0
        if case_id:
            self._choose(case_id)

    def _go_to(self, case_id: int) -> None:
        self.case_id = case_id
        self._sheet.put_beside(None)
        self._load_beside()

    def _load_beside(self) -> None:
        """Fetch the case that is chosen, to compare with."""
        case_id, file = self.case_id, self._file
        if not self.is_new:
            self._desk.ask(lambda store: load_case(store, case_id), lambda case: self._compare_with(case, file))

    def _compare_with(self, case: CaseFile, file: ReadFile | None) -> None:
        if self._file is file and case.case.id == self.case_id:
            self._sheet.put_beside(case, copy=self.copy_of is not None)
            self._show()
