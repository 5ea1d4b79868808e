"""BalanceView: open assignments and report-backs, late first; what has been reported back is ticked off here."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QWidget

from nemndsekr.operations.followup import balance_list, mark_reported
from nemndsekr.operations.print_followup import FollowupList, ListWish
from nemndsekr.rules.followup import BalanceLine
from nemndsekr.rules.lateness import counted
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.followup.view import FollowupView
from nemndsekr.ui.kit.day_line import DayLine
from nemndsekr.ui.kit.forms import filter_combo
from nemndsekr.ui.kit.labels import button, caption, primary_button
from nemndsekr.ui.kit.measures import column, holding, row, set_size
from nemndsekr.ui.kit.messages import EmptyState
from nemndsekr.ui.kit.panels import PageStack, Panel
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.kit.table_model import Column, FetchMoreModel
from nemndsekr.ui.kit.tables import TableView
from nemndsekr.ui.kit.tokens import Token


class BalanceView(FollowupView):
    """The balanslista."""

    name = "Balanslista"
    short_name = "Balans"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lines: list[BalanceLine] = []
        self.which_box = filter_combo("Visa", ["Allt", "Uppdrag", "Sena"])
        self.count = caption("")
        self._filters = holding(row(caption("Visa"), self.which_box, None, self.count))
        self.model: FetchMoreModel[BalanceLine] = FetchMoreModel(_columns(), identity=lambda line: line.key)
        self.table = TableView("Uppdrag och återrapportering", closed=False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.set_model(self.model)
        self.day_line = DayLine(desk.today)
        self.day_line.setAccessibleName("Återrapporterat den")
        self.day_line.setText(desk.today.isoformat())
        set_size(self.day_line, width=150)
        self.open_button = button("Öppna ärendet")
        self.done_button = primary_button("Återrapporterat", "tick")
        self.chosen_words = caption("", wrap=True)
        footer = row(
            (column(self.chosen_words, margins=(6, 0, 0, 0)), 1),
            self.open_button,
            caption("Den"),
            self.day_line,
            self.done_button,
        )
        self.panel = Panel(body=self.table, footer=footer)
        self.first_button = button("Visa ärendena")
        self.empty = EmptyState(
            "checklist",
            "Inget att återrapportera",
            "Här samlas uppdrag och återrapporteringar.",
            (self.first_button,),
        )
        self.all_button = button("Visa allt")
        self.none_found = EmptyState("tick", "Inget här", "Det finns annat på balanslistan.", (self.all_button,))
        self.stack = PageStack()
        self.empty_panel, self.none_panel = Panel(body=self.empty), Panel(body=self.none_found)
        for part in (self.panel, self.empty_panel, self.none_panel):
            self.stack.addWidget(part)
        self.setLayout(column(self._filters, (self.stack, 1), gap=12))
        self._connect()

    def _connect(self) -> None:
        self.which_box.activated.connect(self._show_lines)
        self.table.opened.connect(self._open)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._tell_chosen())
        self.open_button.clicked.connect(lambda: self._open(self.table.record()))
        self.done_button.clicked.connect(self.mark)
        self.day_line.editingFinished.connect(self.day_line.settle)
        self.first_button.clicked.connect(lambda: self.elsewhere.emit("cases"))
        self.all_button.clicked.connect(self._show_all)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.mark, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def load(self) -> None:
        """List everything that is still to be reported back."""
        today = self.desk.today
        self.ask(lambda store: balance_list(store, today), self._show)

    def _show(self, lines: list[BalanceLine]) -> None:
        self._lines = lines
        self._show_lines()
        self.listed.emit()

    def _show_lines(self) -> None:
        which = self.which_box.currentIndex()
        shown = [
            line
            for line in self._lines
            if which == 0 or (which == 1 and line.table == "assignments") or (which == 2 and line.days_late)
        ]
        self.model.set_source(lambda offset, limit: shown[offset : offset + limit], len(shown))
        late = sum(bool(line.days_late) for line in shown)
        words = counted(len(shown), "rad", "rader") + (f", {counted(late, 'sen', 'sena')}" if late else "")
        self.count.setText(words)
        self._filters.setVisible(bool(self._lines))
        panel = self.panel if shown else self.none_panel if self._lines else self.empty_panel
        self.stack.setCurrentWidget(panel)
        self._tell_chosen()

    def _show_all(self) -> None:
        self.which_box.setCurrentIndex(0)
        self._show_lines()
        self.table.setFocus()

    def show_which(self, words: str) -> None:
        """Show one choice of the list, by its words."""
        self.which_box.setCurrentText(words)
        self._show_lines()

    def chosen_lines(self) -> list[BalanceLine]:
        """The chosen lines, in the list's order."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [self.model.record(number) for number in rows]

    def _tell_chosen(self) -> None:
        lines = self.chosen_lines()
        self.open_button.setEnabled(len(lines) == 1)
        self.open_button.setToolTip("" if len(lines) == 1 else "Välj en rad först.")
        self.done_button.setEnabled(bool(lines))
        last = bool(lines) and all(line.table == "assignments" and not line.report_id for line in lines)
        self.done_button.setText("Slutredovisat" if last else "Återrapporterat")
        # The whole of what its columns may cut off.
        told = f"{lines[0].when} · {lines[0].case.name}" if len(lines) == 1 else ""
        self.chosen_words.setText(f"{len(lines)} valda" if len(lines) > 1 else told)
        self.done_button.setToolTip("Ctrl+Enter noterar det som är valt.")

    def _open(self, line: object) -> None:
        if isinstance(line, BalanceLine):
            self.opened.emit(line.case.id, line.table, line.uid)

    def mark(self) -> None:
        """Note that the chosen things were reported back on the day that is written."""
        lines = self.chosen_lines()
        self.day_line.settle()
        day = self.day_line.typed().day
        if not lines:
            self.said.emit("info", "Välj först det som har återrapporterats.", None)
            return
        if day is None:
            self.said.emit("warn", self.day_line.typed().amiss or "Skriv dagen då det återrapporterades.", None)
            self.day_line.setFocus()
            return
        words = "Återrapporteringen är noterad." if len(lines) == 1 else f"{len(lines)} återrapporteringar är noterade."
        self.desk.act(
            lambda store, who, now: mark_reported(store, lines, day, who, now),
            lambda _: self.said.emit("ok", words, ("Ångra", None)),
        )
        self.table.setFocus()

    def first_focus(self) -> QWidget:
        """The table, or what stands in its place."""
        shown = self.stack.currentWidget()
        if shown is self.empty_panel:
            return self.first_button
        return self.table if shown is self.panel else self.all_button

    def wish(self) -> ListWish | None:
        """The whole balanslista."""
        return ListWish(FollowupList.balanslista, self.desk.today, self.desk.today) if self._lines else None


def _state(line: BalanceLine) -> State:
    return State.LATE if line.days_late else State.NOTE


def _ink(line: BalanceLine) -> Token | None:
    return "late" if line.days_late else None


def _columns() -> tuple[Column[BalanceLine], ...]:
    return (
        Column("När", lambda line: line.when, "text", 200, ink=_ink),
        Column("Vad", lambda line: line.text, "text", 300, stretch=True),
        Column("Slag", lambda line: line.kind, "quiet", 118),
        Column("Ärende", lambda line: " ".join(filter(None, (line.case.name, line.case.dnr))), "quiet", 196),
        Column("Ansvarig", lambda line: line.who, "quiet", 130),
        Column("Läge", lambda line: line.state, "tag", 136, state=_state),
    )
