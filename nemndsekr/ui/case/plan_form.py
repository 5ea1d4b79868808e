"""PlanForm: a case's Beslutsplanering - its rows, the chosen chain in words, and the way to choose it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from nemndsekr.operations.case_plan import CasePlanning, case_planning
from nemndsekr.operations.changes import Changes
from nemndsekr.records.case_file import CaseFile
from nemndsekr.rules.case_items import ItemKey
from nemndsekr.rules.planning.case_chains import case_chain_lines
from nemndsekr.ui.case.chain_dialog import ChainDialog
from nemndsekr.ui.case.record_form import Forms
from nemndsekr.ui.case.rows_form import RowsForm
from nemndsekr.ui.kit.labels import caption, link_button


class PlanForm(RowsForm):
    """The rows of Beslutsplanering, with «Välj kedja …» beside «+» and the chain in words under them."""

    def __init__(self, forms: Forms) -> None:
        self.choose_button = link_button("Välj kedja …", "plan")
        self.choose_button.setAccessibleName("Välj kedja från svarsdagen och sammanträdena")
        self.words = caption("", wrap=True)
        self.words.hide()
        super().__init__(forms, "plan_steps", self.choose_button, self.words)
        self.choose_button.clicked.connect(self.choose)
        self._asked = 0
        forms.desk.changed.connect(self._meetings_changed)

    def fill(self, file: CaseFile, key: ItemKey) -> None:
        """Show the rows, and the chain that they make."""
        super().fill(file, key)
        self._ask()

    def first_field(self) -> QWidget:
        """The rows, or the way to choose them."""
        return self.rows.table if self.rows.table.rows.rows else self.choose_button

    def choose(self) -> None:
        """Open the window in which the chain is chosen."""
        if self.file is None:
            return
        self.flush()
        case_id = self.file.case.stored_id

        def show(planning: CasePlanning) -> None:
            if self.file is None or self.file.case.id != case_id or not self.isVisible():
                return
            dialog = ChainDialog(self.forms.desk, planning, self.window())
            # The bar of what was done offers to undo it, as where a row was taken away.
            dialog.chosen.connect(self.removed)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        self.forms.desk.ask(lambda store: case_planning(store, case_id), show)

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

        self.forms.desk.ask(lambda store: case_planning(store, case_id), show)
