"""PlanForm: a case's Beslutsplanering - its rows, what is amiss with them, the chain in words, the way to choose it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from nemndsekr.operations.case_plan import CasePlanning, case_planning
from nemndsekr.operations.changes import Changes
from nemndsekr.records.case_file import CaseFile
from nemndsekr.rules.case_items import ItemKey
from nemndsekr.rules.planning.case_chains import case_chain_lines
from nemndsekr.rules.planning.case_conflicts import conflicts_of_file
from nemndsekr.rules.planning.conflicts import RemedyKind
from nemndsekr.ui.case.chain_card import copy_chain_card
from nemndsekr.ui.case.chain_opening import open_chain
from nemndsekr.ui.case.record_form import Forms
from nemndsekr.ui.case.rows_form import RowsForm
from nemndsekr.ui.kit.labels import caption, link_button
from nemndsekr.ui.kit.measures import column, holding, row
from nemndsekr.ui.kit.messages import MessageTone
from nemndsekr.ui.planning.conflict_list import CHAIN_REMEDIES, ConflictList


class PlanForm(RowsForm):
    """The rows of Beslutsplanering, with «Välj kedja …» beside «+» and the chain in words under them."""

    def __init__(self, forms: Forms) -> None:
        self.choose_button = link_button("Välj kedja …", "plan")
        self.choose_button.setAccessibleName("Välj kedja från svarsdagen och sammanträdena")
        self.words = caption("", wrap=True)
        self.words.hide()
        self.copy_button = link_button("Kopiera kedjekort", "document")
        self.copy_button.setAccessibleName("Kopiera kedjekort: sammanträdena på en rad")
        self.copied = caption("", wrap=True)
        self.copied.hide()
        self.amiss = ConflictList(CHAIN_REMEDIES)
        self.amiss.acted.connect(lambda _, remedy: self.choose(remedy.kind))
        below = holding(column(self.amiss, self.words, row(self.copy_button, None), self.copied, gap=4))
        super().__init__(forms, "plan_steps", self.choose_button, below)
        self.copy_button.clicked.connect(self.copy_card)
        self.choose_button.clicked.connect(lambda _=False: self.choose())
        self._asked = 0
        forms.desk.changed.connect(self._meetings_changed)

    def fill(self, file: CaseFile, key: ItemKey) -> None:
        """Show the rows, and the chain that they make."""
        super().fill(file, key)
        self.copied.hide()
        self._ask()

    def first_field(self) -> QWidget:
        """The rows, or the way to choose them."""
        return self.rows.table if self.rows.table.rows.rows else self.choose_button

    def copy_card(self) -> None:
        """Copy the meetings on one line, and say so under the rows until something else is done."""
        if self.file is None:
            return
        self.flush()

        def told(_: MessageTone, words: str) -> None:
            self.copied.setText(words)
            self.copied.show()

        copy_chain_card(self.forms.desk, self.file.case.stored_id, told)

    def choose(self, remedy: RemedyKind = RemedyKind.choose_chain) -> None:
        """Open the window in which the chain is chosen, with the way out that was asked for."""
        if self.file is None:
            return
        self.flush()
        # The bar of what was done offers to undo it, as where a row was taken away.
        open_chain(self.forms.desk, self, self.file.case.stored_id, self.removed.emit, remedy)

    def _meetings_changed(self, changes: Changes) -> None:
        if self.isVisible() and changes.tables & {"meetings", "chain_rules", "closed_days"}:
            self._ask()

    def _ask(self) -> None:
        """Reckon the chain in the background; an answer about another case, or an older state, is let go."""
        if self.file is None:
            return
        self._asked += 1
        asked, case_id = self._asked, self.file.case.stored_id

        def show(planning: CasePlanning) -> None:
            if asked == self._asked:
                self.words.setText("\n".join(case_chain_lines(planning.file, planning.facts)))
                self.words.setVisible(bool(self.words.text()))
                self.amiss.show_conflicts(conflicts_of_file(planning.file, planning.facts, self.forms.desk.today))

        self.forms.desk.ask(lambda store: case_planning(store, case_id), show)
