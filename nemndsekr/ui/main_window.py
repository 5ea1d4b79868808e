"""MainWindow: the frame round the page shown - which page it is, what it is told of changes, and how it is closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QWidget

from nemndsekr.store.first_rows import FirstWindow
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import DataFolder
from nemndsekr.support.settings import Settings
from nemndsekr.ui.apart import Apart
from nemndsekr.ui.archives import Archives
from nemndsekr.ui.calendar_dialog import CalendarSaving
from nemndsekr.ui.case_acts import CaseActs
from nemndsekr.ui.cases_page import CasesPage
from nemndsekr.ui.day_turn import DayTurn
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.incoming import Incoming
from nemndsekr.ui.kit.measures import column
from nemndsekr.ui.kit.nav import Module, Rail
from nemndsekr.ui.kit.panels import PageStack, SplitPanes
from nemndsekr.ui.kit.theme import Theme
from nemndsekr.ui.kit.tokens import u
from nemndsekr.ui.meeting_acts import MeetingActs
from nemndsekr.ui.page import Page
from nemndsekr.ui.pages import make_page, module_of
from nemndsekr.ui.today_page import TodayPage
from nemndsekr.ui.undoing import Undoing
from nemndsekr.ui.window_commands import WindowCommands
from nemndsekr.ui.window_look import WindowLook
from nemndsekr.ui.window_menus import WindowMenus
from nemndsekr.ui.window_messages import WindowMessages
from nemndsekr.ui.window_places import WindowPlaces
from nemndsekr.ui.window_status import WindowStatus

if TYPE_CHECKING:
    from datetime import date

    from nemndsekr.operations.changes import Changes
    from nemndsekr.store.database import Store

_MODULES: Final = (
    Module("today", "Idag", "calendar-today"),
    Module("cases", "Ärenden", "folder"),
    Module("planning", "Planering", "plan"),
    Module("meetings", "Sammanträden", "people"),
    Module("followup", "Uppföljning", "checklist"),
    Module("templates", "Mallar", "template"),
)
_PENDING: Final = Module("review", "Inläsning", "download")
"""Stands in the module list while a review is under way."""
_FOLD_BELOW: Final = 760
"""Units of width under which the module list is folded to its icons."""
_LISTS: Final = ("today", "cases")
"""The pages that are there before the database is open, and that one goes back to from a case."""
_LAST_SECONDS: Final = 4.0
"""Windows waits for five before it says that a program keeps it from shutting down."""
_LOOK_AGAIN_MS: Final = 100
_LATE_TABLES: Final = {"measures", "promises", "cases"}
"""What decides how many measures are late."""


class MainWindow(QMainWindow):
    """The program's window. Pages are built when they are first shown; only Idag and the cases are there at once."""

    painted = Signal()  # the window has been painted for the first time
    exercise_wanted = Signal()

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        folder: DataFolder,
        settings: Settings,
        first: FirstWindow | None = None,
        *,
        demo: bool = False,
    ) -> None:
        super().__init__()
        self.desk = desk
        self.theme = theme
        self.folder = folder
        self.apart = Apart(self)
        self._been_painted = False
        self._told_at_closing = False
        self._case_id = 0
        self._list = "cases"
        self._pages: dict[str, Page] = {}
        self.setWindowTitle("Nämndsekr")
        self.setAcceptDrops(True)
        self.today = TodayPage(desk, first.today if first else None)
        self.cases = CasesPage(desk, first)
        self.incoming = Incoming(self)
        self.undoing = Undoing(self)
        self.case_acts = CaseActs(self)
        self.calendar_export = CalendarSaving(self)
        self.archives = Archives(self)
        self.meeting_acts = MeetingActs(self)
        self.places = WindowPlaces(self)
        self.look = WindowLook(self, settings)
        self.commands = WindowCommands(self)
        self.messages = WindowMessages(desk, self.undoing.take_last, demo=demo)
        self._lay_out()
        self.menus = WindowMenus(self)
        self.day_turn = DayTurn(desk, self)
        self.status = WindowStatus(self)
        self._add_page("today", self.today)
        self._add_page("cases", self.cases)
        self._connect()
        self.show_page("today")
        self.places.restore()
        if first is not None:
            self.rail.set_owner(first.namnd, first.municipality)
            self._tell_ongoing(first.matching)
            self.status.tell_due(self.cases.next_due())

    # The parts

    def _lay_out(self) -> None:
        self.rail = Rail(_MODULES)
        self.stack = PageStack()
        middle = _Middle(self.rail)
        layout = QHBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addLayout(column(self.messages, (self.stack, 1), gap=0), 1)
        self.setCentralWidget(middle)
        self.resize(QSize(u(1280), u(800)).boundedTo(self.screen().availableSize()))

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_module)
        self.status.remarks_link.clicked.connect(self.commands.next_remark)
        self.menus.find_field.textChanged.connect(self._find_as_typed)
        self.menus.find_field.entered.connect(lambda _: self._find_done())
        self.desk.opened.connect(self._opened)
        self.day_turn.turned.connect(self._day_turned)
        self.desk.changed.connect(self._changed)
        self.desk.saving.connect(self.status.saved_state.saving)
        self.desk.saved.connect(lambda at: self.status.tell_saved(at, self._pages.values()))
        self.desk.refused.connect(self.status.tell_refused)
        self.desk.failed.connect(self.show_failure)
        self.cases.read_wanted.connect(self.incoming.take_files)
        self.cases.choose_wanted.connect(self.commands.read_files)
        self.cases.list_wanted.connect(self.commands.read_list)
        self.cases.new_wanted.connect(self.commands.new_case)
        self.cases.counted.connect(self._tell_ongoing)
        self.cases.due_told.connect(self.status.tell_due)
        self.today.choose_wanted.connect(self.commands.read_files)
        self.today.audit_wanted.connect(self.commands.new_audit)
        self.today.initiative_wanted.connect(self.commands.new_initiative)
        self.today.meeting_opened.connect(self._show_meeting)
        self.today.list_wanted.connect(self._list_wanted)
        # What can be done with a case follows the chosen row, also when it is filtered away.
        self.cases.table.chosen.connect(self.menus.tell_actions)
        self.cases.model.total_changed.connect(self.menus.tell_actions)
        self.theme.changed.connect(self._size_again)
        self.menus.tell_actions()

    # Pages

    def page(self, name: str) -> Page:
        """The page with a name, built the first time it is asked for."""
        if name not in self._pages:
            self._add_page(name, make_page(name, self.desk))
        return self._pages[name]

    def _add_page(self, name: str, page: Page) -> None:
        self._pages[name] = page
        page.wanted.connect(self.go_to)
        page.note.connect(self.messages.note)
        page.title_changed.connect(lambda _: self._tell_title())
        if hasattr(page, "undo_changed"):
            page.undo_changed.connect(self.menus.show_undo)
        if hasattr(page, "pending_changed"):
            page.pending_changed.connect(self._tell_pending)
        if hasattr(page, "remarks_changed"):
            page.remarks_changed.connect(lambda *counts: self._tell_remarks(page, *counts))
        if hasattr(page, "followup_wanted"):
            page.followup_wanted.connect(self.commands.begin_followup)
        if hasattr(page, "document_wanted"):
            page.document_wanted.connect(self.commands.show_written)
        if hasattr(page, "paste_wanted"):
            page.paste_wanted.connect(self.incoming.paste)
        if hasattr(page, "files_dropped"):
            page.files_dropped.connect(self.incoming.take_files)
        if hasattr(page, "meeting_wanted"):
            page.meeting_wanted.connect(self.meeting_acts.show_meeting)
        if hasattr(page, "agenda_wanted"):
            page.agenda_wanted.connect(self.meeting_acts.show_agenda)
        if hasattr(page, "new_wanted"):
            page.new_wanted.connect(self.meeting_acts.new_meeting_on)
        if hasattr(page, "year_wanted"):
            page.year_wanted.connect(self.meeting_acts.plan_year)
        if hasattr(page, "place_wanted"):
            page.place_wanted.connect(self._place_wanted)
        if hasattr(page, "template_wanted"):
            page.template_wanted.connect(self._template_wanted)
        self.stack.addWidget(page)

    def show_page(self, name: str) -> None:
        """Show the page with a name, and put the focus on it."""
        page = self.page(name)
        former = self.stack.currentWidget()
        if isinstance(former, Page) and former is not page:
            former.flush()
            self.messages.clear()
        self.stack.setCurrentWidget(page)
        if self.isVisible():
            # Not before it is shown: only then does a page give its panes the sizes that they have from the start.
            self.places.place_panes(name)
        self.rail.blockSignals(True)
        self.rail.choose("review" if name == "review" and self._pending() else module_of(name))
        self.rail.blockSignals(False)
        first = page.first_focus()
        # A field that waits for its contents cannot have the focus; without any, no key would be heard.
        (first if first.isEnabled() else page).setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell_title()
        self.menus.tell_actions()
        self.menus.show_undo()
        if not hasattr(page, "remarks_changed"):
            self.status.remarks_link.hide()

    def _pending(self) -> str:
        """The name of the file whose review is under way, shown or not."""
        page: Any = self._pages.get("review")
        return page.pending if page is not None else ""

    def _tell_pending(self) -> None:
        """Show in the module list that a review is under way, so that one finds back to it."""
        name = self._pending()
        self.rail.blockSignals(True)
        self.rail.show_module(replace(_PENDING, hint=name), shown=bool(name))
        if self.current_name == "review":
            self.rail.choose("review" if name else module_of("review"))
        self.rail.blockSignals(False)

    @property
    def current(self) -> Page:
        """The page shown."""
        page = self.stack.currentWidget()
        assert isinstance(page, Page)  # noqa: S101 - only pages are ever added
        return page

    @property
    def current_name(self) -> str:
        """The name of the page shown."""
        return next(name for name, page in self._pages.items() if page is self.stack.currentWidget())

    def go_to(self, name: str, case_id: int) -> None:
        """Show a page, for a case if one is given."""
        if self.desk.store is None:
            return
        if case_id:
            if case_id != self._case_id:
                self.messages.clear()  # it was about the other case
            self._case_id = case_id
            if self.current_name in _LISTS:
                self._list = self.current_name
            now = self.desk.clock()
            # That it could not be noted is nothing to trouble anybody with.
            self.desk.ask(lambda store: store.note_opened(case_id, now), lambda _: None, lambda _: None)
            self.today.grow_stale()
            self.page(name).show_case(case_id)
        self.show_page(name)

    def show_module(self, key: str) -> None:
        """Show the page of an entry of the module list; before the database is open, few are to be had."""
        if self.desk.store is not None or key in _LISTS:
            self.show_page(key)
        else:
            self.rail.choose(module_of(self.current_name))

    def show_list(self) -> None:
        """Go back from a case to the list that it was opened from."""
        self.show_page(self._list)

    def _show_meeting(self, meeting_id: int) -> None:
        page: Any = self.page("meetings")
        page.show_meeting(meeting_id)
        self.go_to("meetings", 0)

    def _list_wanted(self, key: str) -> None:
        page: Any = self.page("followup")
        page.show_counted(key)
        self.go_to("followup", 0)

    def _place_wanted(self, case_id: int, table: str, row_uid: str, field: str) -> None:
        page: Any = self.page("case")
        self.go_to("case", case_id)
        page.show_place(table, row_uid, field)

    def _template_wanted(self, name: str) -> None:
        page: Any = self.page("templates")
        self.show_page("templates")
        page.show_template(name, offer_copy=True)

    # What the desk tells

    def _opened(self) -> None:
        self.status.saved_state.saved(self.desk.clock().strftime("%H.%M"))
        self.menus.tell_actions()
        self._ask_undo_names()
        self.desk.ask(_namnd_names, lambda names: self.rail.set_owner(*names))
        self._ask_late()

    def _day_turned(self) -> None:
        for page in self._pages.values():
            page.turn_day()
        if self.desk.store is not None:
            self._ask_late()

    def _ask_late(self) -> None:
        today = self.desk.today
        self.desk.ask(lambda store: _count_late(store, today), self._tell_late)

    def _tell_late(self, count: int) -> None:
        self.rail.set_count("followup", count, f"{count} {'sen' if count == 1 else 'sena'}" if count else "")

    def _changed(self, changes: Changes) -> None:
        self.messages.clear_what_is_over()
        if self.shown_case in changes.gone:
            self.show_page("cases")
        for page in self._pages.values():
            page.refresh(changes)
        self._ask_undo_names()
        if changes.tables & _LATE_TABLES:
            self._ask_late()
        if "namnder" in changes.tables:
            self.desk.ask(_namnd_names, lambda names: self.rail.set_owner(*names))

    def _ask_undo_names(self) -> None:
        self.desk.ask(lambda store: store.undo_names(), self.menus.set_undo_names)

    def show_message(self, tone: Any, words: str, action: tuple[str, Callable[[], object]] | None) -> None:
        """Show one message over the page; a new one takes the place of the old."""
        self.messages.show_message(tone, words, action)

    def show_failure(self, error: UserError) -> None:
        """Tell what could not be done, and what to do next."""
        self.show_message("late", str(error), None)

    def _tell_remarks(self, page: Page, *counts: int) -> None:
        if page is self.stack.currentWidget():
            self.status.tell_remarks(*counts)

    def _find_as_typed(self, words: str) -> None:
        if self.current_name == "cases":
            self.cases.search.setText(words)

    def _find_done(self) -> None:
        self.show_page("cases")
        self.cases.search.setText(self.menus.find_field.text())
        self.cases.show_found()

    def _tell_title(self) -> None:
        title = self.current.windowTitle()
        self.setWindowTitle(f"{title} – Nämndsekr" if title else "Nämndsekr")

    def _tell_ongoing(self, count: int) -> None:
        self.rail.set_count("cases", count, f"{count} pågående")

    @property
    def shown_case(self) -> int:
        """The case that the page is about, or 0 where it is about none."""
        return self._case_id if self.current_name in {"case", "document"} else 0

    def case_of(self) -> int:
        """The case that a command is about: the one shown, or the one chosen in the list."""
        if self.stack.currentWidget() is self.cases:
            chosen = self.cases.chosen_case()
            return chosen.id if chosen else 0
        return self.shown_case

    # The window itself

    def _size_again(self) -> None:
        self.statusBar().updateGeometry()
        self._fold()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once that there is something to look at."""
        super().paintEvent(event)
        if not self._been_painted:
            self._been_painted = True
            self.painted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace outside a field goes back; Esc takes the message away."""
        if event.key() == Qt.Key.Key_Backspace:
            self.commands.go_back()
        elif event.key() == Qt.Key.Key_Escape and self.messages.bar.isVisible():
            self.messages.clear()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files anywhere in the window."""
        if self.incoming.can_take(event.mimeData()) and self.desk.store is not None:
            event.acceptProposedAction()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the pages the room of the modules' words where there is too little."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        self.rail.set_narrow(narrow=self.width() < u(_FOLD_BELOW))
        self.menus.fit_tools(self.width())

    def dropEvent(self, event: QDropEvent) -> None:
        """Read in what was let go."""
        event.acceptProposedAction()
        self.incoming.take(event.mimeData())

    def changeEvent(self, event: QEvent) -> None:
        """Save what is typed when the person turns to another program."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow() and self.desk.store is not None:
            self.current.flush()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save everything, let the work in hand be done, and close; nothing is ever asked.

        What could not be saved keeps the window open once, so that the words can still be copied; so does a review in
        which something was corrected, for nothing of it is stored.
        """
        if self.desk.store is not None and not self._told_at_closing and not (self._saved_all() and self._reviewed()):
            self._told_at_closing = True
            event.ignore()
            return
        self.places.remember()
        self.cases.close_lister()
        self.incoming.close()
        self.archives.close()
        self.desk.background.close()
        self.apart.close()
        super().closeEvent(event)

    def save_before_the_end(self) -> None:
        """Windows is logging off or shutting down: save what is typed, in the few seconds that it gives."""
        if self.desk.store is not None:
            self._saved_all(_LAST_SECONDS)

    def _saved_all(self, patience: float | None = None) -> bool:
        """Hand over everything that is typed, and wait until it is on disk; ``patience`` is in seconds."""
        self.status.not_saved = None
        for page in self._pages.values():
            page.flush()
        waiting = QDeadlineTimer(QDeadlineTimer.ForeverConstant.Forever if patience is None else round(patience * 1000))
        # Something must happen for it to be seen that the time is up.
        alarm = QTimer(self)
        if patience is not None:
            alarm.start(_LOOK_AGAIN_MS)
        while self.desk.background.busy and not waiting.hasExpired():
            QCoreApplication.processEvents(
                QEventLoop.ProcessEventsFlag.WaitForMoreEvents | QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents
            )
        alarm.stop()
        alarm.deleteLater()
        self.status.tell_failure()
        return self.status.not_saved is None

    def _reviewed(self) -> bool:
        """Whether no review is under way that closing would lose; if there is one, show it and say so."""
        page: Any = self._pages.get("review")
        if page is None or not page.pending or not page.touched:
            return True
        self.show_page("review")
        self.show_message(
            "warn", f"Inläsningen av {page.pending} är inte klar. Inget av den är sparat.", ("Stäng ändå", self.close)
        )
        return False

    def panes_of(self, name: str) -> list[SplitPanes]:
        """The movable panes of a page that has been shown."""
        return self._pages[name].findChildren(SplitPanes) if name in self._pages else []


class _Middle(QWidget):
    """Module list and page; it can be as narrow as with the list folded, which it is before that is needed."""

    def __init__(self, rail: Rail) -> None:
        super().__init__()
        self._rail = rail

    def minimumSizeHint(self) -> QSize:
        """What is needed when the module list is folded."""
        hint = super().minimumSizeHint()
        return QSize(hint.width() - self._rail.spare(), hint.height())


def _count_late(store: Store, today: date) -> int:
    from nemndsekr.operations.followup import count_late

    return count_late(store, today)


def _namnd_names(store: Store) -> tuple[str, str]:
    from nemndsekr.store.queries import all_namnder

    namnder = all_namnder(store)
    return (namnder[0].name, namnder[0].municipality) if namnder else ("", "")
