"""PlanningPage: the year of meetings as picture and list, a case's chain through it, and moving a meeting in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMenu, QTableView, QWidget

from nemndsekr.rules.planning.conflicts import Conflict, Remedy
from nemndsekr.rules.planning.moves import Move, along, snapped, stepped, two_on_one_day
from nemndsekr.rules.planning.week_grid import GridMeeting, WeekGrid, Zoom, period_of
from nemndsekr.support.days import day_reading, short_day, weekday_short
from nemndsekr.support.errors import UserError
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.forms import FormScroll
from nemndsekr.ui.kit.measures import column
from nemndsekr.ui.kit.messages import MessageTone
from nemndsekr.ui.kit.new_key import NewKey
from nemndsekr.ui.kit.pane_keys import Pane, PaneKeys
from nemndsekr.ui.kit.panels import PageStack, Panel, SplitPanes, page_layout
from nemndsekr.ui.page import Page
from nemndsekr.ui.planning.chain_panel import ChainPanel
from nemndsekr.ui.planning.empty_year import EmptyYear
from nemndsekr.ui.planning.meeting_details import MeetingDetails
from nemndsekr.ui.planning.meeting_list import MeetingTable
from nemndsekr.ui.planning.mending import Mending
from nemndsekr.ui.planning.move_bar import MoveBar
from nemndsekr.ui.planning.move_words import asked, body_word, done_words
from nemndsekr.ui.planning.plan_choices import PlanChoices
from nemndsekr.ui.planning.plan_data import PlanData, ShownChain, read_plan
from nemndsekr.ui.planning.plan_table import PlanTable, can_move

if TYPE_CHECKING:
    from nemndsekr.operations.changes import Changes
    from nemndsekr.store.database import Store

_TABLES: Final = frozenset(
    {
        *("meetings", "meeting_bodies", "plan_steps", "case_plans", "chain_rules", "rhythms", "closed_days"),
        *("reply_days", "cases", "namnder", "report_backs"),
    }
)
_NOTHING_CHOSEN: Final = "Välj först ett sammanträde i planen."
_NOT_PUT_IN: Final = "Sammanträdet är bara räknat efter rytmen. Lägg in det i planen först."
_IN_MENU: Final = (
    "edit_meeting", "show_meeting_cases", "move_day_later", "move_day_earlier", "move_week_later", "move_week_earlier",
    "new_meeting",
)  # fmt: skip
"""The commands that stand in the menu of a meeting."""
_SEARCHED: Final = 60
"""Days on which a body may have other meetings before the keys give up."""


@dataclass(frozen=True)
class _Run:
    """A meeting that is being moved, by a drag or key by key: as it was before, and the step that all of it is."""

    meeting: GridMeeting
    before: PlanData
    visit: str = field(default_factory=lambda: str(uuid4()))

    @property
    def key(self) -> str:
        """Which meeting."""
        return self.meeting.key


class PlanningPage(Page):
    """Planering. Picture and list show the same grid; a move is told before, while and after it is done."""

    year_wanted = Signal(int, bool)
    """The year shown is to be planned: from a paste (True), or from the year before."""
    meeting_wanted = Signal(int)
    """A meeting is to be changed, by its id, or a new one put in (0)."""
    agenda_wanted = Signal(int)
    """The föredragningslista of a meeting is to be shown, by the meeting's id."""
    new_wanted = Signal(int, object)
    """A meeting of a body is to be put in on a day."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.data = PlanData()
        self.grid: WeekGrid | None = None
        self._shown: ShownChain | None = None
        self._stale = True
        self._moves = 0
        self._asked = 0
        self._run: _Run | None = None
        self._own_acts: set[int] = set()
        self._offered: dict[int, date] = {}
        self._mending = Mending(self, self._move_to, self.new_wanted.emit)
        self._lay_out()
        self._connect()
        self.pane_keys = PaneKeys(self, self._panes)
        if desk.store is not None:
            self._load()

    def _lay_out(self) -> None:
        self.choices = PlanChoices(period_of(Zoom.halvar, self.desk.today))
        self.bar = MoveBar()
        self.table = PlanTable(self._snap, self._tell)
        self.list = MeetingTable()
        self.views = PageStack()
        self.views.addWidget(self.table)
        self.views.addWidget(self.list)
        self.chain = ChainPanel()
        self.details = MeetingDetails()
        below = SplitPanes(
            Panel(body=FormScroll(column(self.chain, margins=(12, 8, 12, 8)))),
            Panel(body=FormScroll(column(self.details, margins=(12, 8, 12, 8)))),
            sizes=(560, 480), stretch=(1, 1),
        )  # fmt: skip
        self.panes = SplitPanes(Panel(body=self.views), below, sizes=(450, 150), stretch=(1, 0), vertical=True)
        self.empty = EmptyYear("plan", "Ingen plan än")
        self.stack = PageStack()
        self.empty_panel = Panel(body=self.empty)
        # In a low window the lanes are seen whole, and the words under them are scrolled to.
        self.plan_area = FormScroll(column(self.panes))
        self.stack.addWidget(self.plan_area)
        self.stack.addWidget(self.empty_panel)
        self.setLayout(page_layout(self.choices, self.stack, self.bar))

    def _connect(self) -> None:
        self.choices.period_changed.connect(self._show)
        self.choices.view_changed.connect(self._show_view)
        self.choices.namnd_changed.connect(lambda _: self._load())
        self.choices.chain_changed.connect(self._choose_chain)
        self.table.chosen.connect(self._chosen)
        self.table.entered.connect(lambda _: self.edit_meeting())
        self.table.new_wanted.connect(self.new_wanted)
        self.table.dropped.connect(self._dropped)
        self.table.beyond.connect(self._beyond)
        self.list.chosen.connect(lambda _: self._chosen(self.list.current_key()))
        self.list.opened.connect(lambda _: self.edit_meeting())
        for view in (self.table, self.list):
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            view.customContextMenuRequested.connect(self._show_menu)
        NewKey(self.table, self.list).pressed.connect(lambda: self.meeting_wanted.emit(0))
        self.details.edit_button.clicked.connect(self.edit_meeting)
        self.details.agenda_button.clicked.connect(self.open_agenda)
        self.details.amiss.acted.connect(self._mend)
        self.details.amiss.again.connect(self._tell_again)
        self.chain.amiss.acted.connect(self._mend)
        self.details.opened.connect(lambda case_id: self.wanted.emit("case", case_id))
        self.bar.acted.connect(self._answer_yes)
        self.bar.left.connect(self._left_alone)
        self.empty.copy_wanted.connect(lambda: self.year_wanted.emit(self.choices.period.first.year, False))
        self.empty.paste_wanted.connect(lambda: self.year_wanted.emit(self.choices.period.first.year, True))

    def namnd_id(self) -> int:
        """The nämnd that is shown."""
        return self.choices.namnd_id()

    def case_of_chain(self) -> int:
        """The case whose chain is shown, 0 where none is."""
        return self._shown.due.case_id if self._shown is not None else 0

    # What is shown

    def _load(self) -> None:
        self._stale = False
        number, namnd_id = self._moves, self.choices.namnd_id()

        def loaded(data: PlanData) -> None:
            # What was asked before the last move shows the meeting where it no longer is; newer news is on its way.
            if number == self._moves:
                self._take(data)

        today = self.desk.today
        self.desk.ask(lambda store: read_plan(store, namnd_id, today), loaded)

    def _take(self, data: PlanData) -> None:
        self.data = data
        self.choices.set_namnder(data.namnder, data.facts.namnd_id)
        self.choices.set_answers(data.due, self.desk.today, self._planned_immediate)
        self._choose_chain()

    def _planned_immediate(self, reply_day_id: int) -> bool:
        due = next((one for one in self.data.due if one.reply_day_id == reply_day_id), None)
        planned = self.data.planned(due) if due is not None else None
        return planned.immediate if planned is not None else False

    def _choose_chain(self) -> None:
        chosen = self.choices.reply_day_id()
        due = next((one for one in self.data.due if one.reply_day_id == chosen), None)
        data, today, immediate = self.data, self.desk.today, self.choices.immediate.isChecked()
        self._asked += 1
        number = self._asked
        if due is None:
            self._chain_known(None)
            return

        def known(shown: ShownChain) -> None:
            if number == self._asked:
                self._chain_known(shown)

        # Every meeting may have to be tried; that is not for the thread that paints.
        self.desk.background.run(lambda: data.chain_of(due, today, immediate=immediate), known)

    def _chain_known(self, shown: ShownChain | None) -> None:
        self._shown = shown
        self.chain.show_chain(shown, self.data.conflicts_of(shown.due) if shown is not None else ())
        self._show()

    def _show(self) -> None:
        period = self.choices.period
        former = self.grid.period if self.grid is not None else None
        self.grid = self.data.grid(period, self.desk.today, self._shown)
        self._title(f"Årsplan {period.first.year}")
        has_any = bool(self.data.facts.bodies) and any(
            one.day.year == period.first.year for one in self.data.facts.meetings
        )
        year = period.first.year
        self.empty.show_year(year, max((one for one in self.data.facts.years if one < year), default=None))
        self.stack.setCurrentWidget(self.plan_area if has_any else self.empty_panel)
        self.table.set_grid(self.grid)
        self.list.set_grid(self.grid)
        if former != period:
            self._scroll_to_now(self.grid)
        self._tell_details()

    def _title(self, words: str) -> None:
        if self.windowTitle() != words:
            self.setWindowTitle(words)
            self.title_changed.emit(words)

    def _scroll_to_now(self, grid: WeekGrid) -> None:
        today = next((mark.column for mark in grid.marks if mark.day == self.desk.today), None)
        if today is not None:
            self.table.show_day(today)

    def _show_view(self) -> None:
        key = self._key()
        self.views.setCurrentWidget(self.list if self.choices.as_list else self.table)
        if key:
            self._stand_on(key)
        view = self.first_focus()
        if self.isVisible() and QApplication.focusWidget() is not None:
            view.setFocus()

    def toggle_list(self) -> None:
        """Show the list where the picture was, or the picture where the list was."""
        self.choices.set_as_list(not self.choices.as_list)

    def _key(self) -> str:
        if self.views.currentWidget() is self.list:
            return self.list.current_key()
        current = self.table.current()
        return current.key if current is not None else ""

    def _current(self) -> GridMeeting | None:
        key = self._key()
        return self.grid.find(key) if self.grid is not None and key else None

    def _stand_on(self, key: str) -> None:
        if self.views.currentWidget() is self.list:
            self.list.choose(key)
        else:
            self.table.choose(key)

    def _chosen(self, key: str) -> None:
        if self._run is not None and self._run.key != key:
            self._run = None
        self._tell_details()

    def _tell_details(self) -> None:
        meeting = self._current()
        cases = self.data.cases_of(meeting.meeting.id) if meeting is not None else ()
        note = self.data.stop_notes.get(meeting.key, "") if meeting is not None else ""
        self.details.show_meeting(meeting, cases, note)

    def edit_meeting(self) -> None:
        """Change the meeting that one stands on; one that is only reckoned is put in."""
        current = self._current()
        if current is None:
            self.note.emit("info", _NOTHING_CHOSEN, None)
        elif current.meeting.id is None:
            self.new_wanted.emit(current.meeting.body_id, current.meeting.day)
        else:
            self.meeting_wanted.emit(current.meeting.id)

    def open_agenda(self) -> None:
        """Show the föredragningslista of the meeting that one stands on, where it is put in."""
        current = self._current()
        if current is None or current.meeting.id is None:
            self.note.emit("info", _NOTHING_CHOSEN if current is None else _NOT_PUT_IN, None)
        else:
            self.agenda_wanted.emit(current.meeting.id)

    def show_meeting_cases(self) -> None:
        """Go to the cases of the meeting that one stands on, or to what is amiss with it."""
        link = self.details.first_link()
        if link is not None:
            link.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        current = self._current()
        words = f"Inga ärenden går till sammanträdet {weekday_short(current.meeting.day)}." if current else ""
        self.note.emit("info", words or _NOTHING_CHOSEN, None)

    def go_to_day(self) -> None:
        """Ask for a day, and stand on the meeting next to it."""
        from nemndsekr.ui.planning.go_to_dialog import ask_day

        day = ask_day(self, self.desk.today)
        if day is not None:
            self.show_day(day)

    def show_day(self, day: date) -> None:
        """Show the part of the plan that a day lies in, and stand on the first meeting from it on."""
        self.choices.set_period(period_of(self.choices.period.zoom, day))
        meetings = self.grid.meetings if self.grid is not None else ()
        found = next((one for one in meetings if one.meeting.day >= day), meetings[-1] if meetings else None)
        if found is not None:
            self._stand_on(found.key)
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_menu(self, place: QPoint) -> None:
        """What can be done with the meeting, where it stands; the keys of the menu bar are told beside."""
        view = self.first_focus()
        if isinstance(view, PlanTable):
            place = view.menu_place(place)
        menu, actions = QMenu(self), self.window().findChildren(QAction)
        for act in _IN_MENU:
            action = next((one for one in actions if one.objectName() == act), None)
            if action is not None:
                menu.addAction(action)
        menu.exec(view.viewport().mapToGlobal(place))
        menu.deleteLater()

    # What is amiss

    def _mend(self, conflict: Conflict, remedy: Remedy) -> None:
        self._mending.mend(conflict, remedy)
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _move_to(self, meeting_id: int, day: date) -> None:
        """Move a meeting, one in another period too, as its keys would."""
        key = str(meeting_id)
        self._follow(key)
        found = self.grid.find(key) if self.grid is not None else None
        if found is not None:
            self._run = None
            self._move(found, day)

    def _tell_again(self) -> None:
        current = self._current()
        if current is not None and current.meeting.id is not None:
            self._mending.tell_again(current.meeting.id)
            self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _beyond(self, step: int) -> None:
        current = self.table.current()
        if current is None:
            return
        period = self.choices.period.step(step)
        if any(one.body_id == current.meeting.body_id and period.first <= one.day <= period.last
               for one in self.data.facts.meetings):  # fmt: skip
            self.choices.set_period(period)
            self.table.choose_end(current.lane, last=step < 0)

    # Moving

    def _snap(self, day: date, start: date) -> date:
        return snapped(self.data.facts, day, forward=day >= start)

    def _tell(self, meeting: GridMeeting, day: date) -> str:
        if meeting.meeting.id is None:
            return ""
        brings = self.data.move({meeting.meeting.id: day}).short_words
        return f"{day_reading(day)}\n{brings}" if day != meeting.meeting.day else day_reading(day)

    def _dropped(self, key: str, day: date) -> None:
        self._run = None
        meeting = self.grid.find(key) if self.grid is not None else None
        if meeting is not None:
            self._move(meeting, day)

    def move_day_later(self) -> None:
        """Move the meeting that one stands on to the next working day."""
        self._by_keys(days=1)

    def move_day_earlier(self) -> None:
        """Move it to the working day before."""
        self._by_keys(days=-1)

    def move_week_later(self) -> None:
        """Move it a week later, to a working day."""
        self._by_keys(weeks=1)

    def move_week_earlier(self) -> None:
        """Move it a week earlier, to a working day."""
        self._by_keys(weeks=-1)

    def _by_keys(self, *, days: int = 0, weeks: int = 0) -> None:
        meeting = self._current()
        if meeting is None:
            self.note.emit("info", _NOTHING_CHOSEN, None)
            return
        if not can_move(meeting):
            words = "är inställt" if meeting.meeting.id is not None else "är preliminärt och finns inte i planen än"
            self.note.emit("info", f"Sammanträdet {weekday_short(meeting.meeting.day)} {words}.", None)
            return
        facts, day = self.data.facts, meeting.meeting.day
        for _ in range(_SEARCHED):
            day = stepped(facts, day, days=days, weeks=weeks)
            # Past a day that the body has already: there it cannot be, and the way goes on.
            if not two_on_one_day(facts, meeting.meeting._replace(day=day)):
                break
            days, weeks = (days or (1 if weeks > 0 else -1)), 0
        self._move(meeting, day)

    def _move(self, meeting: GridMeeting, day: date) -> None:
        meeting_id = meeting.meeting.id
        if meeting_id is None:
            return
        if self._run is None or self._run.key != meeting.key:
            self._run = _Run(meeting, self.data)
        run = self._run
        self._do(run, {meeting_id: day}, lambda: self._tell_moved(run, day))

    def _do(self, run: _Run, days: Mapping[int, date], told: Callable[[], object]) -> None:
        self._moves += 1
        number, wanted = self._moves, dict(days)
        # Shown at once; the next key goes on from here.
        self.data = self.data.moved(wanted)
        self._asked += 1
        shown = self._shown
        if shown is not None and shown.chain is not None:
            shown = self.data.chosen_chain(shown.due, self.desk.today, immediate=shown.chain.immediate) or shown
        self._chain_known(shown)
        self._follow(run.key)

        def operation(store: Store, who: str, now: datetime) -> Changes:
            from nemndsekr.operations.move_meeting import move_meetings

            return move_meetings(store, wanted, who, now, visit=run.visit)

        def done(_: Changes) -> None:
            if number == self._moves:
                told()

        def refused(error: UserError) -> None:
            self._run = None
            self._load()
            self.desk.failed.emit(error)

        self.desk.act(operation, done, refused)
        self._own_acts.add(self.desk.begun)

    def _follow(self, key: str) -> None:
        """Go where the meeting went, if that is in another period."""
        meeting = next((one for one in self.data.facts.meetings if str(one.id) == key), None)
        if meeting is not None and self.grid is not None and self.grid.find(key) is None:
            self.choices.set_period(period_of(self.choices.period.zoom, meeting.day))
        self._stand_on(key)

    def _tell_moved(self, run: _Run, day: date) -> None:
        meeting = run.meeting.meeting
        if meeting.id is None:
            return
        if day == meeting.day:
            self.bar.hide()
            return
        brings = run.before.move({meeting.id: day})
        tone: MessageTone = "warn" if brings.breaking or brings.faults else "info"
        self._offered = along(run.before.facts, run.before.cases, meeting, day)
        words = done_words(run.before.facts, meeting, day, brings)
        if self._offered:
            question, yes, no = asked(run.before.facts, meeting, self._offered)
            self.bar.ask(tone, f"{words} {question}", yes, no)
        else:
            self.note.emit(tone, words, ("Ångra", None))

    def _answer_yes(self) -> None:
        run, days = self._run, self._offered
        self.bar.hide()
        # The next key goes on with the meeting.
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
        if run is None or not days:
            return
        moved_to = next(one.day for one in self.data.facts.meetings if str(one.id) == run.key)
        self._offered = {}

        def told() -> None:
            meeting_id = run.meeting.meeting.id
            if meeting_id is None:
                return
            brings = run.before.move({meeting_id: moved_to, **days})
            self._run = None
            self._say_all(run, brings)

        self._do(run, days, told)

    def _say_all(self, run: _Run, brings: Move) -> None:
        facts = run.before.facts
        parts = []
        for number, day in brings.days.items():
            meeting = run.before.meeting(number)
            if meeting is not None:
                parts.append(f"{body_word(facts, meeting)} {short_day(meeting.day)} → {short_day(day)}")
        tone = "warn" if brings.breaking or brings.faults else "info"
        self.note.emit(tone, f"Flyttade: {', '.join(parts)}. {brings.words}", ("Ångra", None))

    def _left_alone(self) -> None:
        self._forget_move()
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget_move(self) -> None:
        self._run = None
        self._offered = {}

    # What the main window calls

    def refresh(self, changes: Changes) -> None:
        """Ask anew for what may have changed; while the page is not shown, when it is shown next."""
        if not changes.tables & _TABLES:
            return
        self.bar.hide()
        if self.desk.told not in self._own_acts:
            # Something else was done, or the move was taken back: the next key begins a new one.
            self._forget_move()
        if self.isVisible():
            self._load()
        else:
            self._stale = True

    def turn_day(self) -> None:
        """Move the line of today, and tell what is amiss from this day on."""
        self._stale = True
        if self.isVisible() and self.desk.store is not None:
            self._load()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while the page was hidden."""
        super().showEvent(event)
        if self._stale and self.desk.store is not None:
            self._load()

    def hideEvent(self, event: QHideEvent) -> None:
        """A question about a move is answered by leaving."""
        super().hideEvent(event)
        self.bar.hide()
        self._forget_move()

    def _panes(self) -> list[Pane]:
        """The plan, the chain and the meeting below it, and the choices above."""
        choices = Pane(self.choices, self.choices.case_box)
        if self.stack.currentWidget() is self.empty_panel:
            return [Pane(self.stack, self.empty.copy_button), choices]
        edit = self.details.edit_button
        own = self.details.first_link() or (edit if edit.isVisible() else None)
        chain = Pane(self.chain, next(iter(self.chain.amiss.buttons), None))
        return [Pane(self.views, self.first_focus()), chain, Pane(self.details, own), choices]

    def first_focus(self) -> QTableView:
        """The picture, or the list."""
        return self.list if self.views.currentWidget() is self.list else self.table
