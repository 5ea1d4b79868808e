"""UnplannedView: what has a time but lies on no meeting; promises said by their meeting are put there all at once."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from nemndsekr.operations.hang_times import hang_times
from nemndsekr.operations.unplanned_list import unplanned_list
from nemndsekr.rules.lateness import counted
from nemndsekr.rules.planning.unplanned import UnplannedLine
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.followup.view import FollowupView
from nemndsekr.ui.kit.labels import button, caption, primary_button
from nemndsekr.ui.kit.measures import column, holding, row
from nemndsekr.ui.kit.messages import EmptyState
from nemndsekr.ui.kit.panels import PageStack, Panel
from nemndsekr.ui.kit.table_model import Column, FetchMoreModel
from nemndsekr.ui.kit.tables import TableView


class UnplannedView(FollowupView):
    """Inget planerat. Enter goes to the row."""

    name = "Inget planerat"
    short_name = "Oplanerat"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lines: list[UnplannedLine] = []
        self.count = caption("")
        self._filters = holding(row(caption("Har en tid men inget sammanträde"), None, self.count))
        self.model: FetchMoreModel[UnplannedLine] = FetchMoreModel(_columns(), identity=lambda line: line.key)
        self.table = TableView("Inget planerat", closed=False)
        self.table.set_model(self.model)
        self.chosen_words = caption("", wrap=True)
        self.open_button = button("Gå dit")
        self.hang_button = primary_button("Lägg på sammanträden")
        footer = row((column(self.chosen_words, margins=(6, 0, 0, 0)), 1), self.open_button, self.hang_button)
        self.panel = Panel(body=self.table, footer=footer)
        self.first_button = button("Visa ärendena")
        self.empty = EmptyState(
            "tick", "Allt är planerat", "Allt som har en tid har också ett sammanträde.", (self.first_button,)
        )
        self.empty_panel = Panel(body=self.empty)
        self.stack = PageStack()
        for part in (self.panel, self.empty_panel):
            self.stack.addWidget(part)
        self.setLayout(column(self._filters, (self.stack, 1), gap=12))
        self.table.opened.connect(self._open)
        self.table.chosen.connect(lambda _: self._tell_chosen())
        self.open_button.clicked.connect(lambda: self._open(self.table.record()))
        self.hang_button.clicked.connect(self.hang)
        self.first_button.clicked.connect(lambda: self.elsewhere.emit("cases"))

    def load(self) -> None:
        """List what has no meeting."""
        today = self.desk.today
        self.ask(lambda store: unplanned_list(store, today), self._show)

    def _show(self, lines: list[UnplannedLine]) -> None:
        self._lines = lines
        self.model.set_source(lambda offset, limit: lines[offset : offset + limit], len(lines))
        self.count.setText(counted(len(lines), "rad", "rader") if lines else "")
        self._filters.setVisible(bool(lines))
        self.stack.setCurrentWidget(self.panel if lines else self.empty_panel)
        known = self._known()
        self.hang_button.setText(f"Lägg på sammanträden ({known})" if known else "Lägg på sammanträden")
        self.hang_button.setEnabled(bool(known))
        self.hang_button.setToolTip("" if known else "Ingen rad säger vilket sammanträde den menar.")
        self._tell_chosen()
        self.listed.emit()

    def _known(self) -> int:
        return sum(line.can_hang for line in self._lines)

    def _tell_chosen(self) -> None:
        line = self.table.record()
        self.open_button.setEnabled(line is not None)
        self.open_button.setToolTip("" if line is not None else "Välj en rad först.")
        self.chosen_words.setText(line.to_do if isinstance(line, UnplannedLine) else "")

    def hang(self) -> None:
        """Put everything that says its meeting on that meeting."""
        known = self._known()
        if not known:
            self.said.emit("info", "Ingen rad säger vilket sammanträde den menar.", None)
            return
        told = counted(known, "löfte eller återrapportering ligger", "löften och återrapporteringar ligger")
        self.desk.act(
            lambda store, who, now: hang_times(store, None, who, now),
            lambda _: self.said.emit("ok", f"{told} på sina sammanträden.", ("Ångra", None)),
        )
        self.table.setFocus()

    def _open(self, line: object) -> None:
        if isinstance(line, UnplannedLine):
            what = line.what
            self.opened.emit(what.case_id, *(("", "") if what.table == "cases" else (what.owner, what.row_uid)))

    def first_focus(self) -> QWidget:
        """The table, or the button of the empty view."""
        return self.table if self._lines else self.first_button


def _columns() -> tuple[Column[UnplannedLine], ...]:
    return (
        Column("När", lambda line: line.when, "text", 190, ink=lambda line: "late" if line.late else None),
        Column("Vad", lambda line: line.what.text or line.what.title, "text", 280, stretch=True),
        Column("Slag", lambda line: line.kind, "quiet", 140),
        Column("Ärende", lambda line: line.what.dnr or line.what.title, "quiet", 130),
        Column("Att göra", lambda line: line.to_do, "quiet", 240),
    )
