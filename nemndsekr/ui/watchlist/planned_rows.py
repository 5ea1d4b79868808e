"""PlannedRows: the rows of a list with what each becomes, the choices above its columns, and the current row below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from nemndsekr.operations.plan_watchlist import Outcome, PlannedRow, with_choices
from nemndsekr.rules.list_columns import Columns
from nemndsekr.ui.kit.measures import column, set_size
from nemndsekr.ui.kit.panels import Panel, SplitPanes
from nemndsekr.ui.kit.table_model import FetchMoreModel
from nemndsekr.ui.kit.tables import TableView
from nemndsekr.ui.watchlist.mapping_row import MappingRow
from nemndsekr.ui.watchlist.row_panel import RowPanel
from nemndsekr.ui.watchlist.shown_row import OWN_COLUMNS, ShownRow, is_odd, shown_columns


class PlannedRows(SplitPanes):
    """Shows a plan with what the person chose of it. ``shown`` is the plan as it stands then."""

    columns_chosen = Signal()
    """A column is said to hold something else."""
    changed = Signal()
    """The rows become other things than before."""
    touched = Signal()
    """The person chose what rows become."""

    def __init__(self) -> None:
        self.table = TableView("Listans rader och vad de blir", closed=True)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.mapping = MappingRow(self.table, OWN_COLUMNS)
        self.row_panel = RowPanel()
        list_panel = Panel(body=column(self.mapping, (self.table, 1), gap=0))
        set_size(list_panel, min_height=190)
        set_size(self.row_panel, min_height=112)
        super().__init__(list_panel, self.row_panel, sizes=(380, 190), stretch=(3, 1), vertical=True)
        self.model: FetchMoreModel[ShownRow]
        self.forget()
        self.mapping.chosen.connect(self.columns_chosen)
        self.table.installEventFilter(self)
        self.table.opened.connect(lambda _: self.row_panel.choice.setFocus())
        self.row_panel.chosen.connect(self._choose_outcome)

    def forget(self) -> None:
        """Have no rows at hand."""
        self._plan: tuple[PlannedRow, ...] = ()
        self._chosen: dict[int, Outcome] = {}
        self._texts: Sequence[tuple[str, ...]] = ()
        self._rows: list[ShownRow] = []
        self.shown: tuple[PlannedRow, ...] = ()

    def show_columns(self, headings: tuple[str, ...], texts: Sequence[tuple[str, ...]], columns: Columns) -> None:
        """Show the columns of a list and what they are said to hold; the rows come with the plan."""
        self.forget()
        self._texts = texts
        self.model = FetchMoreModel(shown_columns(headings, texts), identity=lambda shown: shown.place)
        former = self.table.model()
        self.table.set_model(self.model)
        if former is not None:
            former.deleteLater()
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_row())
        self.mapping.show_columns(headings, columns)

    def columns(self) -> Columns:
        """What the columns are said to hold."""
        return self.mapping.columns()

    def show_plan(self, plan: tuple[PlannedRow, ...]) -> None:
        """Show what each row becomes; what was chosen by hand holds."""
        self._plan = plan
        self._show_shown()

    def parts(self) -> list[QWidget]:
        """What Tab goes through here, in order."""
        return [*self.mapping.boxes, self.table, self.row_panel.choice]

    def asked(self) -> list[int]:
        """The places of the rows of which the person must choose what they become."""
        return [place for place, planned in enumerate(self.shown) if planned.outcome == Outcome.ASK]

    def odd(self) -> list[int]:
        """The places of the rows that are to be looked at."""
        return [place for place, planned in enumerate(self.shown) if is_odd(planned)]

    def _show_shown(self) -> None:
        self.shown = with_choices(self._plan, self._chosen)
        rows = [
            ShownRow(place, planned, texts)
            for place, (planned, texts) in enumerate(zip(self.shown, self._texts, strict=True))
        ]
        same, self._rows = len(self._rows) == len(rows), rows
        if same and self.model.total:
            self.model.refresh(len(rows))
        else:
            self.model.set_source(lambda offset, limit: self._rows[offset : offset + limit], len(rows))
        if not self.table.currentIndex().isValid() and rows:
            self.table.selectRow(0)
        self._show_row()
        self.changed.emit()

    def _show_row(self) -> None:
        record = self.table.record()
        place = record.place if isinstance(record, ShownRow) else -1
        self.row_panel.show_row(self.shown[place] if 0 <= place < len(self.shown) else None)

    def _choose_outcome(self, outcome: Outcome) -> None:
        """Let every selected row become this, where it can."""
        if outcome == Outcome.ASK:
            return
        for index in self.table.selectionModel().selectedRows():
            place = self.model.record(index.row()).place
            if outcome in self.shown[place].choices:
                self._chosen[place] = outcome
        self.touched.emit()
        self._show_shown()

    def _turn_outcome(self) -> None:
        """Let the current row, and with it the selected ones, become the next thing that it can be."""
        record = self.table.record()
        if isinstance(record, ShownRow):
            planned = self.shown[record.place]
            choices = planned.choices
            if len(choices) == 1:
                return
            at = choices.index(planned.outcome) + 1 if planned.outcome in choices else 0
            self._choose_outcome(choices[at % len(choices)])

    def go_to_odd(self, by: int) -> None:
        """Go to the next row that is to be looked at (``by`` 1), or to the one before (-1), round the end."""
        odd = self.odd()
        if not odd:
            return
        now = self.table.currentIndex().row()
        following = [place for place in odd if (place - now) * by > 0]
        self.go_to((min(following) if by > 0 else max(following)) if following else odd[0 if by > 0 else -1])

    def go_to(self, place: int) -> None:
        """Go to the row at a place of the list, from 0."""
        while place >= self.model.rowCount() and self.model.canFetchMore(self.table.rootIndex()):
            self.model.fetchMore(self.table.rootIndex())
        index = self.model.index(place, 0)
        self.table.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )
        self.table.scrollTo(index)
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Space change what the row becomes, before the table takes it for a choice of rows."""
        if watched is self.table and isinstance(event, QKeyEvent):
            space = event.key() == Qt.Key.Key_Space and not event.modifiers()
            if space and event.type() == QEvent.Type.KeyPress:
                self._turn_outcome()
                return True
        elif watched is self.table and event.type() == QEvent.Type.Resize and self.table.currentIndex().isValid():
            # A message over the rows must not hide the one it is about.
            self.table.scrollTo(self.table.currentIndex())
        return super().eventFilter(watched, event)
