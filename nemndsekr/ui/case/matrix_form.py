"""MatrixForm: every answer held against what the auditors ask for, on one page; each cell leads to its field."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from nemndsekr.records.case_file import CaseFile
from nemndsekr.rules.case_items import FACTS_KEY, ItemKey
from nemndsekr.rules.completeness import Completeness, summary
from nemndsekr.rules.let_stand import completeness_of
from nemndsekr.rules.short_names import short_name
from nemndsekr.ui.case.matrix_table import MatrixTable, told
from nemndsekr.ui.case.places import Place
from nemndsekr.ui.case.record_form import FORM_MARGINS, Forms, ItemForm
from nemndsekr.ui.kit.forms import FormScroll
from nemndsekr.ui.kit.labels import Label, link_button
from nemndsekr.ui.kit.measures import column, holding, row
from nemndsekr.ui.kit.messages import EmptyState, Mark
from nemndsekr.ui.kit.panels import PageStack

_NO_DEMAND = "Vad revisionen begär är inte ifyllt; här står bara det som varje svar behöver."


class MatrixForm(ItemForm):
    """A line that sums up, the table, and under it why the current cell stands as it does."""

    cell_wanted = Signal(object)
    """The ``Place`` that a cell leads to."""

    def __init__(self, forms: Forms) -> None:
        super().__init__(forms)
        self.mark = Mark("tick", "ok")
        self.sum = Label("", "strong", wrap=True)
        self.table = MatrixTable()
        self.why = Label("", "body", "muted", wrap=True)
        self.why.setMinimumHeight(0)
        self.demand_button = link_button("Fyll i revisionens begäran")
        self._no_demand = holding(row((Label(_NO_DEMAND, "caption", "muted", wrap=True), 1), self.demand_button))
        self.empty = EmptyState(
            "checklist",
            "Inget att hålla svaren mot än",
            "Lägg in rapportens rekommendationer, så visas här vad som saknas.",
        )
        head = row(self.mark, (self.sum, 1), margins=(FORM_MARGINS[0], FORM_MARGINS[1], FORM_MARGINS[2], 8))
        head.setAlignment(self.mark, Qt.AlignmentFlag.AlignTop)
        foot = column(self.why, self._no_demand, gap=6, margins=(FORM_MARGINS[0], 8, FORM_MARGINS[2], 12))
        self._stack = PageStack()
        self._area = FormScroll(column(head, (self.table, 1), foot, gap=0))
        self._stack.addWidget(self._area)
        self._stack.addWidget(self.empty)
        outer = column(gap=0)
        outer.addWidget(self._stack)
        self.setLayout(outer)
        self.table.wanted.connect(self._go)
        self.table.turned.connect(self._tell)
        self.demand_button.clicked.connect(lambda: self.cell_wanted.emit(Place(FACTS_KEY, "demands")))

    def title(self) -> str:
        """The head of the pane."""
        return "Fullständighet"

    def fill(self, file: CaseFile, key: ItemKey) -> None:
        """Reckon the matrix and show it."""
        del key
        matrix = completeness_of(file)
        self.table.set_matrix(matrix)
        self._stack.setCurrentIndex(0 if matrix.lines else 1)
        self.sum.setText(summary(matrix))
        if matrix.lacking:
            self.mark.set_mark("warning", "warn_icon")
        elif matrix.vague:
            self.mark.set_mark("vague", "text2")
        else:
            self.mark.set_mark("tick", "ok")
        self._no_demand.setVisible(not file.demands)
        self._tell()

    def first_field(self) -> QWidget:
        """The table."""
        return self.table if self.matrix.lines else self

    @property
    def matrix(self) -> Completeness:
        """What is shown."""
        return self.table.matrix

    def _go(self, row_number: int, column_number: int) -> None:
        line = self.matrix.lines[row_number]
        key: ItemKey = (line.table, line.row_id)
        if column_number < 0:
            self.cell_wanted.emit(Place(key))
            return
        cell = line.cells[column_number]
        self.cell_wanted.emit(Place(key, cell.field, cell.measure_uid))

    def _tell(self) -> None:
        """Say under the table what the current cell means, and have the cell in view where the page scrolls."""
        inside, current = self._area.widget(), self.table.current_cell()
        if inside is not None and self.table.hasFocus():
            area = self.table.visualRect(self.table.currentIndex())
            middle = self.table.viewport().mapTo(inside, area.center())
            self._area.ensureVisible(0, middle.y(), 0, area.height())
        if current is None:
            self.why.setText("Enter eller ett klick på en ruta går till fältet.")
            return
        line, at = current
        title = self.matrix.columns[at].title
        # Where the rows have no room for their names, the current one's stands here.
        name = "" if self.table.names_rows else f" ({short_name(line.text)})"
        self.why.setText(f"{line.kind} {line.number}{name}, {title.lower()}: {told(line.cells[at])}. Enter går dit.")
