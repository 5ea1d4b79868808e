"""TodayPage: what comes next, what is late and what the next gate wants; the first page that is painted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nemndsekr.rules.planning.today import (
    CountRow,
    FollowupCounts,
    Gate,
    GateRow,
    Lack,
    TodayFacts,
    count_rows,
    day_title,
    gate,
    gate_rows,
    groups,
    week_words,
)
from nemndsekr.rules.planning.watch import Mark, WatchRow
from nemndsekr.support.days import weekday_short
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.forms import FormScroll
from nemndsekr.ui.kit.labels import button, primary_button
from nemndsekr.ui.kit.lists import TaskList, TaskRow, heading
from nemndsekr.ui.kit.measures import column
from nemndsekr.ui.kit.messages import EmptyState, waiting
from nemndsekr.ui.kit.pane_keys import Pane, PaneKeys
from nemndsekr.ui.kit.panels import PageHead, PageStack, Panel, SplitPanes, page_layout
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.kit.tokens import u
from nemndsekr.ui.page import Page

if TYPE_CHECKING:
    from datetime import date

    from nemndsekr.operations.changes import Changes
    from nemndsekr.store.database import Store

_STATES: Final = {
    Mark.LATE: State.LATE,
    Mark.START: State.REMARK,
    Mark.DUE: State.DUE,
    Mark.EVENT: State.EVENT,
    Mark.QUIET: State.NOTE,
}
_PLAN_TABLES: Final = frozenset(
    {
        *("meetings", "meeting_bodies", "chain_rules", "closed_days", "namnder", "plan_steps", "cases", "reply_days"),
        *("recommendations", "attsatser", "sections", "documents", "measures", "promises", "report_backs"),
        *("assignments", "rule_settings", "persons", "case_plans"),
    }
)
_OF_ALL_CASES: Final = frozenset({"rule_settings", "persons", "namnder"})
"""A change in these may change what the checks say of any case."""


class _ShortList(TaskList):
    """A list as high as its rows: the side that it stands in scrolls as a whole."""

    def __init__(self, name: str, *, lead: float = 0, lead_right: bool = True, lines: bool = False) -> None:
        super().__init__(name, lead=lead, lead_right=lead_right, lines=lines)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(self) -> QSize:
        """Room for every row."""
        return QSize(super().sizeHint().width(), self.content_height())

    def minimumSizeHint(self) -> QSize:
        """The same: nothing scrolls inside what scrolls."""
        return QSize(u(160), self.content_height())


class TodayPage(Page):
    """Idag: every row leads to what it is about, by Enter, a double click or its link."""

    place_wanted = Signal(int, str, str, str)
    """Where what is missing stands: case id, table, uid of the row, field. Comes just before ``wanted``."""
    meeting_opened = Signal(int)
    """A meeting is to be shown in the list of meetings."""
    list_wanted = Signal(str)
    """One of the lists of the follow-up, by the key of a ``CountRow``."""
    audit_wanted = Signal()
    initiative_wanted = Signal()
    choose_wanted = Signal()  # the person wants to choose files to read in

    def __init__(self, desk: Desk, first: TodayFacts | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._facts = first
        self._day: date | None = desk.today if first is not None else None
        self._counts = FollowupCounts()
        self._lacks: dict[int, Lack] = {}
        self._asked = 0
        self._stale = True
        self._lay_out()
        self._connect()
        self.pane_keys = PaneKeys(self, self._panes)
        self._show()

    def _lay_out(self) -> None:
        self.initiative_button = button("Nytt nämndinitiativ")
        self.audit_button = primary_button("Ny granskning", "plus")
        self.head = PageHead("", buttons=(self.initiative_button, self.audit_button))
        self.coming = TaskList("Närmast", lead=68, lead_right=False, lines=True)
        self.meetings_button = primary_button("Lägg in sammanträden")
        self.read_button = button("Läs in …", "download")
        self.empty = EmptyState("calendar-today", "Inget på gång", "", (self.read_button, self.meetings_button))
        self.waiting = waiting("Öppnar databasen …")
        self.stack = PageStack()
        for part in (self.coming, self.empty, self.waiting):
            self.stack.addWidget(part)
        self.gate_list = _ShortList("Före nästa sammanträde", lines=True)
        self.count_list = _ShortList("Uppföljning", lines=True)
        self.opened_list = _ShortList("Senast öppnade", lead=112, lead_right=False, lines=True)
        self.gate_panel = Panel("Före nästa sammanträde", body=self.gate_list)
        self.count_panel = Panel("Uppföljning", body=self.count_list)
        self.opened_panel = Panel("Senast öppnade", body=self.opened_list)
        for panel in (self.gate_panel, self.count_panel, self.opened_panel):
            panel.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.side = FormScroll(column(self.gate_panel, self.count_panel, self.opened_panel, None, gap=8))
        self.panes = SplitPanes(Panel("Närmast", body=self.stack), self.side, sizes=(566, 506), stretch=(1, 1))
        self.setLayout(page_layout(self.head, self.panes))

    def _connect(self) -> None:
        for rows, act in (
            (self.coming, self._go_to_row),
            (self.gate_list, self._go_to_lack),
            (self.count_list, self.list_wanted.emit),
            (self.opened_list, self._go_to_case),
        ):
            rows.opened.connect(act)
            rows.link_clicked.connect(act)
        for rows in (self.gate_list, self.count_list, self.opened_list):
            rows.chosen.connect(partial(self._show_row, rows))
        self.meetings_button.clicked.connect(lambda: self.wanted.emit("meetings", 0))
        self.read_button.clicked.connect(self.choose_wanted.emit)
        self.audit_button.clicked.connect(self.audit_wanted.emit)
        self.initiative_button.clicked.connect(self.initiative_wanted.emit)
        self.desk.opened.connect(self._load)

    # What is known

    def refresh(self, changes: Changes) -> None:
        """Read anew what may have changed; a page that is not seen waits until it is."""
        if changes.tables & _OF_ALL_CASES or not changes.cases:
            self._lacks.clear()
        for case_id in changes.cases:
            self._lacks.pop(case_id, None)
        if changes.tables & _PLAN_TABLES or changes.cases:
            self._stale = True
            if self.isVisible():
                self._load()

    def turn_day(self) -> None:
        """Show the new day; a page that is not seen does so when it is."""
        if self.isVisible() and self.desk.store is not None:
            self._load()

    def grow_stale(self) -> None:
        """Read anew when the page is shown again: a case was opened."""
        self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while the page was hidden, a new day too."""
        super().showEvent(event)
        if (self._stale or self._day != self.desk.today) and self.desk.store is not None:
            self._load()

    def _load(self) -> None:
        self._stale = False
        self._asked += 1
        mine, today = self._asked, self.desk.today
        if self._day is not None and self._day != today:
            self._lacks.clear()  # what is late or vague hangs on the day
        self._day = today

        def read(found: tuple[TodayFacts, FollowupCounts]) -> None:
            if mine == self._asked:
                self._facts, self._counts = found
                self._show()
                self._look_through_next()

        self.desk.ask(partial(_read, today=today), read)

    def _look_through_next(self) -> None:
        """Have the checks look through one case more of those that go to the gate; one at a time, so nobody waits."""
        shown = self._gate()
        left = [case.case_id for case in shown.cases if case.case_id not in self._lacks] if shown else []
        if not left or not self.isVisible():
            self._stale = self._stale or bool(left)
            return
        mine, case_id = self._asked, left[0]

        def told(lack: Lack) -> None:
            if mine == self._asked:
                self._lacks[case_id] = lack
                self._show_gate()
                self._look_through_next()

        self.desk.ask(partial(_lack, case_id=case_id), told, lambda _: None)

    # What is shown

    def _show(self) -> None:
        today = self.desk.today
        self.head.set_title(day_title(today))
        self.head.set_facts([week_words(today)])
        self.setWindowTitle("Idag")
        facts = self._facts
        self._rows: dict[object, WatchRow] = {}
        if facts is None:
            self.stack.setCurrentWidget(self.waiting)
            self.side.hide()
            return
        shown = []
        for group in groups(facts, today):
            shown.append(heading(group.heading))
            for row in group.rows:
                self._rows[row.key] = row
                shown.append(_watch_row(row, today))
        waited = self.stack.currentWidget() is self.waiting
        self.coming.set_rows(shown)
        self._say_empty(facts)
        self.stack.setCurrentWidget(self.coming if shown else self.empty)
        self._show_gate()
        self._show_counts(count_rows(self._counts, today))
        self.opened_list.set_rows([TaskRow(one.case_id, one.title, lead=one.dnr) for one in facts.opened])
        self.opened_panel.setVisible(bool(facts.opened))
        self.side.setVisible(bool(facts.opened or self.count_list.rows_model().rows or self._gate()))
        if waited and self.isVisible() and self.focusWidget() is None:
            self.first_focus().setFocus()

    def _say_empty(self, facts: TodayFacts) -> None:
        if facts.has_meetings:
            self.empty.set_words("Inget på gång", "Inga sammanträden eller svarsdagar de närmaste sex veckorna.")
            self.meetings_button.setText("Visa sammanträden")
        else:
            self.empty.set_words("Inget på gång", "Lägg in årets sammanträden så visas stoppdagar och frister här.")
            self.meetings_button.setText("Lägg in sammanträden")

    def _gate(self) -> Gate | None:
        return gate(self._facts, self.desk.today) if self._facts is not None else None

    def _show_gate(self) -> None:
        shown = self._gate()
        self._gate_rows: dict[object, GateRow] = {}
        self.gate_panel.setVisible(shown is not None)
        if shown is None:
            self.gate_list.set_rows([])
            return
        rows = gate_rows(shown.cases, self._lacks)
        self._gate_rows = {row.case.case_id: row for row in rows}
        left, known = sum(not row.ready for row in rows), all(row.lack is not None for row in rows)
        note = f"{left} av {len(rows)} kvar" if known and left else "Allt är klart" if known else ""
        self.gate_panel.set_title(shown.words, note)
        self.gate_list.set_rows([_gate_row(row) for row in rows])

    def _show_counts(self, counts: Sequence[CountRow]) -> None:
        self.count_list.set_rows(
            [TaskRow(one.key, one.words, State.LATE if one.late else State.NOTE, link="Visa") for one in counts]
        )
        self.count_panel.setVisible(bool(counts))

    def _show_row(self, rows: TaskList, _: object) -> None:
        """Scroll the side to the row that the keys have come to."""
        place = rows.visualRect(rows.currentIndex())
        inside = self.side.widget()
        if inside is not None and rows.hasFocus():
            corner = rows.viewport().mapTo(inside, place.center())
            self.side.ensureVisible(corner.x(), corner.y(), 0, place.height())

    # Where the rows lead

    def _go_to_row(self, key: object) -> None:
        row = self._rows[key]
        if row.case_id:
            self._go_to_case(row.case_id)
        else:
            self.meeting_opened.emit(row.meeting_id)

    def _go_to_lack(self, key: object) -> None:
        row = self._gate_rows[key]
        if row.lack is not None and row.lack.table:
            self.place_wanted.emit(row.case.case_id, row.lack.table, row.lack.row_uid, row.lack.field)
        else:
            self._go_to_case(row.case.case_id)

    def _go_to_case(self, case_id: object) -> None:
        if isinstance(case_id, int):
            self.wanted.emit("case", case_id)

    def _panes(self) -> list[Pane]:
        lists = ((self.gate_panel, self.gate_list), (self.count_panel, self.count_list))
        others = [Pane(panel, rows) for panel, rows in (*lists, (self.opened_panel, self.opened_list))]
        return [Pane(self.stack, self.first_focus()), *others]

    def first_focus(self) -> QWidget:
        """The list of what comes, or the button of an empty one."""
        return self.coming if self.stack.currentWidget() is self.coming else self.meetings_button


def _watch_row(row: WatchRow, today: date) -> TaskRow:
    late = row.mark == Mark.LATE
    return TaskRow(
        row.key,
        row.name,
        _STATES[row.mark],
        weekday_short(row.day),
        row.note,
        tail=row.tail,
        note_ink="late" if late else "text2",
        strong=row.mark == Mark.EVENT and row.day == today,
    )


def _gate_row(row: GateRow) -> TaskRow:
    state = State.DONE if row.ready else State.REMARK if row.lack and row.lack.words else State.ONGOING
    if row.lack is None or not row.begun:
        state = State.NOT_STARTED
    return TaskRow(row.case.case_id, row.case.title, state, note=row.words, link="" if row.ready else "Öppna")


def _read(store: Store, today: date) -> tuple[TodayFacts, FollowupCounts]:
    from nemndsekr.operations.followup import count_followup
    from nemndsekr.store.today_rows import read_today

    return read_today(store.folder, today), count_followup(store, today)


def _lack(store: Store, case_id: int) -> Lack:
    from nemndsekr.rules.planning.gate import lack_of
    from nemndsekr.store.queries import load_case

    return lack_of(load_case(store, case_id))
