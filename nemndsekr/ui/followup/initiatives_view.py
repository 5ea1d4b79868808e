"""InitiativesView: the initiatives that are not answered, with their age; today or at the end of a year."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from nemndsekr.operations.followup import unanswered_initiatives
from nemndsekr.operations.print_followup import FollowupList, ListWish, attsatser_csv
from nemndsekr.rules.followup import InitiativeLine
from nemndsekr.rules.lateness import counted
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.followup.view import CsvList, FollowupView
from nemndsekr.ui.followup.year_box import YearBox
from nemndsekr.ui.kit.labels import button, caption
from nemndsekr.ui.kit.measures import column, holding, row
from nemndsekr.ui.kit.messages import EmptyState
from nemndsekr.ui.kit.panels import PageStack, Panel
from nemndsekr.ui.kit.table_model import Column, FetchMoreModel
from nemndsekr.ui.kit.tables import TableView

_YEARS_BACK = 4


class InitiativesView(FollowupView):
    """The unanswered initiatives, the oldest first. Enter opens one."""

    name = "Obesvarade initiativ"
    short_name = "Initiativ"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lines: list[InitiativeLine] = []
        self.year_box = YearBox(desk.today)
        self.year_box.set_first(desk.today.year - _YEARS_BACK)
        self.count = caption("")
        self._filters = holding(row(caption("Läget"), self.year_box, None, self.count))
        self.model: FetchMoreModel[InitiativeLine] = FetchMoreModel(
            _columns(), identity=lambda line: line.initiative.case.id
        )
        self.table = TableView("Obesvarade initiativ", closed=False)
        self.table.set_model(self.model)
        self.open_button = button("Öppna ärendet")
        self.stands = caption("", wrap=True)
        footer = row((column(self.stands, margins=(6, 0, 0, 0)), 1), self.open_button)
        self.panel = Panel(body=self.table, footer=footer)
        self.first_button = button("Visa ärendena")
        self.empty = EmptyState("tick", "Inga obesvarade initiativ", "", (self.first_button,))
        self.empty_panel = Panel(body=self.empty)
        self.stack = PageStack()
        for part in (self.panel, self.empty_panel):
            self.stack.addWidget(part)
        self.setLayout(column(self._filters, (self.stack, 1), gap=12))
        self.year_box.activated.connect(self.load)
        self.table.opened.connect(self._open)
        self.table.chosen.connect(lambda _: self._tell_chosen())
        self.open_button.clicked.connect(lambda: self._open(self.table.record()))
        self.first_button.clicked.connect(lambda: self.elsewhere.emit("cases"))

    def load(self) -> None:
        """List the initiatives that were not answered on the day."""
        day, today = self.year_box.day(), self.desk.today
        self.ask(lambda store: unanswered_initiatives(store, day, today), self._show)

    def _show(self, lines: list[InitiativeLine]) -> None:
        self._lines = lines
        self.model.set_source(lambda offset, limit: lines[offset : offset + limit], len(lines))
        self._tell_chosen()
        self.count.setText(counted(len(lines), "obesvarat initiativ", "obesvarade initiativ") if lines else "")
        day = self.year_box.day()
        when = "Alla väckta initiativ har fått sitt svar."
        if day != self.desk.today:
            when = f"Alla initiativ som var väckta den 31 december {day.year} hade fått sitt svar."
        self.empty.set_words("Inga obesvarade initiativ", when)
        self.stack.setCurrentWidget(self.panel if lines else self.empty_panel)
        self.listed.emit()

    def _tell_chosen(self) -> None:
        """Say in full where the chosen one stands, which its column may be too narrow for."""
        line = self.table.record()
        self.open_button.setEnabled(line is not None)
        self.open_button.setToolTip("" if line is not None else "Välj ett initiativ först.")
        self.stands.setText(line.stands if isinstance(line, InitiativeLine) else "")

    def _open(self, line: object) -> None:
        if isinstance(line, InitiativeLine):
            self.opened.emit(line.initiative.case.id, "", "")

    def first_focus(self) -> QWidget:
        """The table, or the button of the empty view."""
        return self.table if self._lines else self.first_button

    def wish(self) -> ListWish | None:
        """The list on its day."""
        if not self._lines:
            return None
        return ListWish(FollowupList.initiativ, self.desk.today, self.year_box.day())

    def csv(self) -> CsvList | None:
        """Every att-sats, for a spreadsheet."""
        return CsvList("att_satser.csv", attsatser_csv)


def _columns() -> tuple[Column[InitiativeLine], ...]:
    return (
        Column("Nummer", lambda line: line.number, "quiet", 130),
        Column("Initiativ", lambda line: line.title, "text", 300, stretch=True),
        Column("Väckt av", lambda line: line.who, "quiet", 150),
        Column("Sedan", lambda line: line.since_words, "quiet", 180),
        Column("Ålder", lambda line: line.age, "text", 96),
        Column("Var det står", lambda line: line.stands, "quiet", 240),
    )
