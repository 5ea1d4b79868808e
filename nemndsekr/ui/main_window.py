"""MainWindow: menu, tool bar, module list, status bar and the page shown; passes Changes on to the pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QToolBar, QWidget

from nemndsekr.store.first_rows import FirstWindow
from nemndsekr.support.days import WEEKDAYS, near_day
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import DataFolder
from nemndsekr.support.settings import LARGEST_TEXT, SMALLEST_TEXT, Settings, load_settings, save_settings
from nemndsekr.ui.actions import COMMANDS, LINE, MENUS, NOT_OPEN, TOOL_WORDS, TOOLS, Command
from nemndsekr.ui.case_acts import CaseActs
from nemndsekr.ui.cases_page import CasesPage
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.incoming import Incoming
from nemndsekr.ui.kit.icons import icon
from nemndsekr.ui.kit.labels import Label, link_button
from nemndsekr.ui.kit.measures import column, holding, row, set_icon_size, set_size
from nemndsekr.ui.kit.messages import MessageBar
from nemndsekr.ui.kit.nav import Module, Rail
from nemndsekr.ui.kit.panels import PageStack, SplitPanes
from nemndsekr.ui.kit.saved_state import SavedState
from nemndsekr.ui.kit.search_field import SearchField
from nemndsekr.ui.kit.theme import Appearance, Theme
from nemndsekr.ui.kit.tokens import u
from nemndsekr.ui.page import Page
from nemndsekr.ui.pages import make_page
from nemndsekr.ui.undoing import Undoing
from nemndsekr.ui.window_places import WindowPlaces

if TYPE_CHECKING:
    from datetime import date, datetime

    from nemndsekr.operations.changes import Changes
    from nemndsekr.store.database import Store

_MODULES: Final = (
    Module("cases", "Ärenden", "folder"),
    Module("meetings", "Sammanträden", "people"),
    Module("followup", "Uppföljning", "checklist"),
)
_PENDING: Final = Module("review", "Inläsning", "download")
"""Stands in the module list while a review is under way."""
_MODULE_OF: Final = {
    "cases": "cases",
    "case": "cases",
    "document": "cases",
    "review": "cases",
    "watchlist": "cases",
    "meetings": "meetings",
    "followup": "followup",
}
_LATE_TABLES: Final = {"measures", "promises", "cases"}
"""What decides how many measures are late."""
_THEMES: Final = ((Appearance.SYSTEM, "&Följ datorn"), (Appearance.LIGHT, "&Ljust"), (Appearance.DARK, "&Mörkt"))
_USUAL_TEXT: Final = 10
_INFINITIVES: Final = {"undo": "ångra", "redo": "göra om"}


class MainWindow(QMainWindow):
    """The program's window. Pages are built when they are first shown; only the list of cases is there at once."""

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
        self.settings = settings
        self._been_painted = False
        self._told_at_closing = False
        self._not_saved: UserError | None = None
        self._undo_names: tuple[str | None, str | None] = (None, None)
        self._bar_act: Callable[[], object] | None = None
        self._bar_undoes = False
        self._bar_since = 0
        self._case_id = 0
        self._pages: dict[str, Page] = {}
        self._actions: dict[str, QAction] = {}
        self.setWindowTitle("Nämndsekr")
        self.setAcceptDrops(True)
        self.cases = CasesPage(desk, first)
        self.incoming = Incoming(self)
        self.undoing = Undoing(self)
        self.case_acts = CaseActs(self)
        self.places = WindowPlaces(self)
        self._lay_out(demo=demo)
        self._make_menus()
        self._make_tool_bar()
        self._make_status_bar()
        self._add_page("cases", self.cases)
        self._connect()
        self.show_page("cases")
        self.places.restore()
        if first is not None:
            self.rail.set_owner(first.namnd, first.municipality)
            self._tell_ongoing(first.matching)
            self._tell_due(self.cases.next_due())

    # The parts

    def _lay_out(self, *, demo: bool) -> None:
        self.rail = Rail(_MODULES)
        self.stack = PageStack()
        self.bar = MessageBar(closable=True)
        self.bar.hide()
        self.demo_bar = MessageBar("warn", "Övningsdatabas – inget här är på riktigt.")
        self.demo_bar.setVisible(demo)
        bars = holding(column(self.demo_bar, self.bar, gap=8, margins=(16, 8, 16, 0)))
        bars.setVisible(demo)
        self._bars = bars
        middle = QWidget()
        layout = QHBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addLayout(column(bars, (self.stack, 1), gap=0), 1)
        self.setCentralWidget(middle)
        self.resize(QSize(u(1280), u(800)).boundedTo(self.screen().availableSize()))

    def _make_menus(self) -> None:
        menus = {key: self.menuBar().addMenu(words) for key, words in MENUS}
        for menu in menus.values():
            menu.setToolTipsVisible(True)
        for command in COMMANDS:
            menu = menus[command.menu]
            if command.text == LINE:
                menu.addSeparator()
                continue
            action = self._make_action(command)
            menu.addAction(action)
        menus["visa"].addSeparator()
        self._theme_menu(menus["visa"])
        self._case_menu = menus["arende"]
        self._choose_first = QAction("Väl&j ett ärende först…", self)
        self._choose_first.triggered.connect(lambda _=False: self.open_case())
        self._case_menu.insertAction(self._case_menu.actions()[0], self._choose_first)
        self._case_menu.aboutToShow.connect(self._fill_case_menu)

    def _make_action(self, command: Command) -> QAction:
        action = QAction(command.text, self)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        if command.icon is not None:
            action.setIcon(icon(command.icon))
        act = getattr(self, command.act)
        action.triggered.connect(lambda _=False: act())
        self._actions[command.act] = action
        return action

    def _theme_menu(self, menu: QMenu) -> None:
        choices = menu.addMenu("T&ema")
        group = QActionGroup(self)
        for appearance, words in _THEMES:
            action = QAction(words, self)
            action.setCheckable(True)
            action.setChecked(self.theme.appearance == appearance)
            action.triggered.connect(lambda _=False, chosen=appearance: self._choose_theme(chosen))
            group.addAction(action)
            choices.addAction(action)

    def _make_tool_bar(self) -> None:
        tools = QToolBar("Verktyg")
        tools.setMovable(False)
        tools.setFloatable(False)
        tools.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        tools.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        for act in TOOLS:
            if act == LINE:
                tools.addSeparator()
                continue
            action = self._actions[act]
            action.setIconText(TOOL_WORDS[act])
            tools.addAction(action)
        space = QWidget()
        space.setSizePolicy(space.sizePolicy().Policy.Expanding, space.sizePolicy().Policy.Preferred)
        tools.addWidget(space)
        self.find_field = SearchField("Sök ärende", "Sök ärende  (Ctrl+Skift+F)")
        set_size(self.find_field, width=260)
        tools.addWidget(self.find_field)
        end = QWidget()
        set_size(end, width=8)
        tools.addWidget(end)
        set_icon_size(tools, 20)
        self.addToolBar(tools)
        self.tools = tools

    def _make_status_bar(self) -> None:
        self.saved_state = SavedState()
        self.remarks_link = link_button("", "warning")
        self.remarks_link.hide()
        self.due_label = Label("", "caption", "muted")
        self.place_label = Label(self.folder.database.name, "caption", "muted")
        self.place_label.setToolTip(str(self.folder.database))
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        parts = row(
            self.saved_state, self.remarks_link, self.due_label, None, self.place_label, gap=16, margins=(12, 0, 12, 0)
        )
        bar.addWidget(holding(parts), 1)

    def _connect(self) -> None:
        self.rail.chosen.connect(self._module_chosen)
        self.bar.acted.connect(self._act_on_bar)
        self.bar.closed.connect(self.clear_message)
        self.saved_state.details_wanted.connect(self._tell_failure)
        self.remarks_link.clicked.connect(self.next_remark)
        self.find_field.textChanged.connect(self._find_as_typed)
        self.find_field.entered.connect(lambda _: self._find_done())
        self.desk.opened.connect(self._opened)
        self.desk.changed.connect(self._changed)
        self.desk.saving.connect(self.saved_state.saving)
        self.desk.saved.connect(self._tell_saved)
        self.desk.refused.connect(self._tell_refused)
        self.desk.failed.connect(self.show_failure)
        self.cases.read_wanted.connect(self.review_files)
        self.cases.choose_wanted.connect(self.read_files)
        self.cases.list_wanted.connect(self.read_list)
        self.cases.new_wanted.connect(self.new_case)
        self.cases.counted.connect(self._tell_ongoing)
        self.cases.due_told.connect(self._tell_due)
        # What can be done with a case follows the chosen row, also when it is filtered away.
        self.cases.table.chosen.connect(self._tell_actions)
        self.cases.model.total_changed.connect(self._tell_actions)
        self.theme.changed.connect(self._size_again)
        self._tell_actions()

    # Pages

    def page(self, name: str) -> Page:
        """The page with a name, built the first time it is asked for."""
        if name not in self._pages:
            self._add_page(name, make_page(name, self.desk))
        return self._pages[name]

    def _add_page(self, name: str, page: Page) -> None:
        self._pages[name] = page
        page.wanted.connect(self.go_to)
        page.note.connect(self._note)
        page.title_changed.connect(lambda _: self._tell_title())
        if hasattr(page, "undo_changed"):
            page.undo_changed.connect(self._show_undo)
        if hasattr(page, "pending_changed"):
            page.pending_changed.connect(self._tell_pending)
        if hasattr(page, "remarks_changed"):
            page.remarks_changed.connect(lambda *counts: self._tell_remarks(page, *counts))
        if hasattr(page, "followup_wanted"):
            page.followup_wanted.connect(self.begin_followup)
        if hasattr(page, "document_wanted"):
            page.document_wanted.connect(self._show_written)
        if hasattr(page, "paste_wanted"):
            page.paste_wanted.connect(self.paste)
        if hasattr(page, "files_dropped"):
            page.files_dropped.connect(self.review_files)
        if hasattr(page, "place_wanted"):
            page.place_wanted.connect(self._place_wanted)
        self.stack.addWidget(page)

    def show_page(self, name: str) -> None:
        """Show the page with a name, and put the focus on it."""
        page = self.page(name)
        former = self.stack.currentWidget()
        if isinstance(former, Page) and former is not page:
            former.flush()
            self.clear_message()
        self.stack.setCurrentWidget(page)
        if self.isVisible():
            # Not before it is shown: only then does a page give its panes the sizes that they have from the start.
            self.places.place_panes(name)
        self.rail.blockSignals(True)
        self.rail.choose("review" if name == "review" and self._pending() else _MODULE_OF[name])
        self.rail.blockSignals(False)
        first = page.first_focus()
        # A field that waits for its contents cannot have the focus; without any, no key would be heard.
        (first if first.isEnabled() else page).setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell_title()
        self._tell_actions()
        self._show_undo()

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
            self.rail.choose("review" if name else _MODULE_OF["review"])
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
                self.clear_message()  # it was about the other case
            self._case_id = case_id
            self.page(name).show_case(case_id)
        self.show_page(name)

    def _module_chosen(self, key: str) -> None:
        if self.desk.store is not None or key == "cases":
            self.show_page(key)
        else:
            self.rail.choose("cases")

    def _place_wanted(self, case_id: int, table: str, row_uid: str, field: str) -> None:
        page: Any = self.page("case")
        self.go_to("case", case_id)
        page.show_place(table, row_uid, field)

    # What the desk tells

    def _opened(self) -> None:
        self.saved_state.saved(self.desk.clock().strftime("%H.%M"))
        self._tell_actions()
        self._ask_undo_names()
        self.desk.ask(_namnd_names, lambda names: self.rail.set_owner(*names))
        self._ask_late()

    def _ask_late(self) -> None:
        today = self.desk.today
        self.desk.ask(lambda store: _count_late(store, today), self._tell_late)

    def _tell_late(self, count: int) -> None:
        self.rail.set_count("followup", count, f"{count} {'sen' if count == 1 else 'sena'}" if count else "")

    def _changed(self, changes: Changes) -> None:
        if self._bar_is_over():
            self.clear_message()
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
        self.desk.ask(lambda store: store.undo_names(), self._tell_undo)

    def _tell_undo(self, names: tuple[str | None, str | None]) -> None:
        self._undo_names = names
        self._show_undo()

    def _show_undo(self) -> None:
        """Name what Ångra and Gör om would do: on a page that stores nothing yet, its own acts."""
        page: Any = self.stack.currentWidget()
        names = page.undo_names() if hasattr(page, "undo_names") else self._undo_names
        for act, words, name in (("undo", "&Ångra", names[0]), ("redo", "&Gör om", names[1])):
            action = self._actions[act]
            action.setText(f"{words}: {name}" if name else words)
            action.setIconText(TOOL_WORDS[act])
            action.setToolTip(f"{TOOL_WORDS[act]}: {name}" if name else f"Det finns inget att {_INFINITIVES[act]}")
            action.setEnabled(name is not None)
            action.setStatusTip("" if name else action.toolTip())

    def _tell_due(self, day: date | None) -> None:
        self.due_label.setText(
            f"Nästa frist: {WEEKDAYS[day.weekday()]} {near_day(day, self.desk.today)}" if day else ""
        )

    def show_failure(self, error: UserError) -> None:
        """Tell what could not be done, and what to do next."""
        self.show_message("late", str(error), None)

    def _tell_saved(self, at: datetime) -> None:
        """Say that all is saved, unless something that was refused still stands in a field."""
        pages: list[Any] = list(self._pages.values())
        refused = next((page.refused for page in pages if getattr(page, "refused", None) is not None), None)
        if refused is None:
            if self._not_saved is not None and self.bar.words.text() == str(self._not_saved):
                self.clear_message()  # it is mended
            self.saved_state.saved(at.strftime("%H.%M"))
        else:
            self._tell_refused(refused)

    def _tell_refused(self, error: UserError) -> None:
        self._not_saved = error
        self.saved_state.failed(error.what)

    def _tell_failure(self) -> None:
        if self._not_saved is not None:
            self.show_failure(self._not_saved)

    def show_message(self, tone: Any, words: str, action: tuple[str, Callable[[], object]] | None) -> None:
        """Show one message over the page; a new one takes the place of the old.

        It belongs to its place and its moment: it goes when another page or case is shown, and when something is
        changed afterwards. What went wrong stays through changes, until it is closed or mended.
        """
        self._bar_since = self.desk.begun
        self._bar_act = action[1] if action else None
        self._bar_undoes = action is not None and action[0] == "Ångra"
        self.bar.show_message(tone, words, action[0] if action else "")
        self.bar.show()
        self._bars.show()

    def _note(self, tone: Any, words: str, action: tuple[str, Callable[[], object]] | None) -> None:
        """Show what a page tells; its «Ångra» takes back what was told, and says so as every other Ångra does."""
        undoes = action is not None and action[0] == "Ångra"
        self.show_message(tone, words, ("Ångra", self.undoing.take_last) if undoes else action)

    def _bar_is_over(self) -> bool:
        """Whether what changed now is newer than the message; a link that undoes would then take back another act."""
        newer = self.desk.told > self._bar_since
        return self._bar_undoes or (newer and self.bar.tone != "late")

    def clear_message(self) -> None:
        """Take the message away."""
        self.bar.hide()
        self._bar_act, self._bar_undoes = None, False
        self._bars.setVisible(self.demo_bar.isVisibleTo(self._bars))

    def _act_on_bar(self) -> None:
        act = self._bar_act
        self.clear_message()
        if act is not None:
            act()

    def _tell_remarks(self, page: Page, count: int, questions: int = 0) -> None:
        if page is not self.stack.currentWidget():
            return
        words = [f"{count} påpekande{'n' if count != 1 else ''}"] if count else []
        words += [f"{questions} fråg{'or' if questions != 1 else 'a'}"] if questions else []
        self.remarks_link.setText(f"{' · '.join(words)} (F8)")
        self.remarks_link.setVisible(bool(words))

    def _tell_title(self) -> None:
        title = self.current.windowTitle()
        self.setWindowTitle(f"{title} – Nämndsekr" if title else "Nämndsekr")

    def _tell_ongoing(self, count: int) -> None:
        self.rail.set_count("cases", count, f"{count} pågående")

    def _tell_actions(self, *_: object) -> None:
        is_open = self.desk.store is not None
        page = self.stack.currentWidget()
        for command in COMMANDS:
            if command.text == LINE or command.act in {"undo", "redo"}:
                continue
            useful = not command.page or (
                bool(self.case_of()) or hasattr(page, command.act)
                if command.page == "case_of"
                else hasattr(page, command.page)
            )
            always = (command.menu in {"visa", "hjalp"} and not command.page) or command.act == "close"
            action = self._actions[command.act]
            action.setEnabled((is_open or always) and useful)
            _tell_why(action, "" if action.isEnabled() else command.wants if is_open else NOT_OPEN)
        if not is_open:
            self._tell_undo((None, None))
        if not hasattr(page, "remarks_changed"):
            self.remarks_link.hide()

    def _fill_case_menu(self) -> None:
        self._tell_actions()
        # Keys pass over what is not to be had: this line is reached, says why, and leads on.
        self._choose_first.setVisible(self.desk.store is not None and not self.case_of())

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

    # Commands: Arkiv

    def read_files(self) -> None:
        """Choose files, and review what is found in them."""
        self.incoming.choose()

    def review_files(self, files: Sequence[object]) -> None:
        """Review files one after another; nothing is stored before the person says so."""
        self.incoming.take_files(files)

    def read_list(self) -> None:
        """Go to where a list of one's own is read in."""
        self.incoming.read_list()

    def check_file(self) -> None:
        """Choose a file that is only looked at, and show what a careful reader would stop at in it."""
        from nemndsekr.ui.check_dialog import check_chosen_file

        check_chosen_file(self, self.desk, self.incoming)

    def new_case(self) -> None:
        """Ask for a case's first facts and make it."""
        self.case_acts.new_case()

    def new_audit(self) -> None:
        """Ask for an audit's title and number and make it."""
        self.case_acts.new_case("granskning")

    def new_initiative(self) -> None:
        """Ask for a nämndinitiativ, its text pasted, and make it."""
        self.case_acts.new_initiative()

    def open_case(self) -> None:
        """Type a number or words and open the case."""
        from nemndsekr.ui.case_dialogs import ask_case

        case_id = ask_case(self, self.folder)
        if case_id:
            self.go_to("case", case_id)

    def preview(self) -> None:
        """Show the document of the case, or what the page itself prints."""
        self.current.flush()
        if self._done_by_page("preview"):
            return
        self._show_written(self.case_of())

    def _show_written(self, case_id: int) -> None:
        """Show the document of a case: from the case's own page, the one that is being written there."""
        page: Any = self.current
        written = page.written_kind() if self.current_name == "case" else ""
        self.go_to("document", case_id)
        if written and self.current_name == "document":
            page = self.current
            page.show_kind(written)

    def show_case_again(self) -> None:
        """Go from the document, or the list, to the case."""
        self.go_to("case", self.case_of())

    def print_document(self) -> None:
        """Print the document of the case."""
        self._with_document("print_")

    def save_pdf(self) -> None:
        """Save the document of the case as PDF."""
        self._with_document("save_pdf")

    def save_docx(self) -> None:
        """Save the document of the case as Word."""
        self._with_document("save_docx")

    def _done_by_page(self, act: str) -> bool:
        """Have the page do it, where it has something of its own to print and save."""
        page: Any = self.current
        if self.case_of() or not hasattr(page, act):
            return False
        getattr(page, act)()
        return True

    def lock_version(self) -> None:
        """Lock the document of the case as it is; the page asks why."""
        self._with_document("begin_lock")

    def compare_versions(self) -> None:
        """Show the locked versions of the case."""
        self._with_document("compare_versions")

    def begin_followup(self, case_id: int = 0) -> None:
        """Begin the second answer, or show the one begun already; a page may say of which case."""
        if not case_id and self._done_by_page("begin_followup"):
            return
        self.current.flush()
        self.case_acts.begin_followup(case_id or self.case_of())

    def _with_document(self, act: str) -> None:
        if self._done_by_page("print_document" if act == "print_" else act):
            return
        if self.current_name != "document":
            self.current.flush()
            self.go_to("document", self.case_of())
        getattr(self.page("document"), act)()

    def back_up(self) -> None:
        """Make a checked copy of the database now."""
        now = self.desk.clock()
        self.current.flush()

        def told(copy: Path) -> None:
            self.show_message(
                "info", f"Säkerhetskopian {copy.name} är gjord och kontrollerad.", ("Visa mappen", self.show_backups)
            )

        self.desk.ask(lambda store: store.back_up(now), told)

    def show_backups(self) -> None:
        """Open the folder with the copies."""
        self.folder.backups.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder.backups)))

    # Commands: Redigera

    def undo(self) -> None:
        """Take back the last act."""
        page: Any = self.current
        if hasattr(page, "undo_here"):
            page.undo_here()
        else:
            self.undoing.replay(back=True)

    def redo(self) -> None:
        """Do the last act again that was taken back."""
        page: Any = self.current
        if hasattr(page, "redo_here"):
            page.redo_here()
        else:
            self.undoing.replay(back=False)

    def paste(self) -> None:
        """Take what was copied: into the field one writes in, or in as files, a table or a text."""
        self.incoming.paste()

    def save(self) -> None:
        """Save what is typed now, and say so, unless some of it was refused."""
        self._not_saved = None
        self.current.flush()

        def answer(_: None) -> None:
            if self._not_saved is None:
                self.saved_state.saved(self.desk.clock().strftime("%H.%M.%S"), say=True)

        # The answer comes after what was handed over: jobs are done in their order.
        self.desk.background.run(lambda: None, answer)

    def find_in_page(self) -> None:
        """Go to the page's own search field, or to the one that searches all cases."""
        own = [field for field in self.current.findChildren(SearchField) if field.isVisible() and field.isEnabled()]
        if own:
            own[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
            own[0].selectAll()
        else:
            self.find_case()

    def find_case(self) -> None:
        """Go to the field that searches all cases; in a narrow window that is the one of the list."""
        field = self.find_field
        if not field.isVisible():
            self.show_page("cases")
            field = self.cases.search
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def _find_as_typed(self, words: str) -> None:
        if self.current_name == "cases":
            self.cases.search.setText(words)

    def _find_done(self) -> None:
        self.show_page("cases")
        self.cases.search.setText(self.find_field.text())
        self.cases.show_found()

    # Commands: Visa

    def show_cases(self) -> None:
        """Show the list of cases."""
        self.show_page("cases")

    def show_meetings(self) -> None:
        """Show the meetings."""
        self._module_chosen("meetings")

    def show_followup(self) -> None:
        """Show the follow-up."""
        self._module_chosen("followup")

    def go_back(self) -> None:
        """Go one page back: from the document to the case, from there to the list."""
        if self.current_name == "document" and self._case_id:
            self.go_to("case", self._case_id)
        else:
            self.show_page("cases")

    def larger_text(self) -> None:
        """Show everything one point larger."""
        self._set_text(self.settings.text_points + 1)

    def smaller_text(self) -> None:
        """Show everything one point smaller."""
        self._set_text(self.settings.text_points - 1)

    def usual_text(self) -> None:
        """Show everything in the usual size."""
        self._set_text(_USUAL_TEXT)

    def _set_text(self, points: int) -> None:
        points = min(max(points, SMALLEST_TEXT), LARGEST_TEXT)
        self._keep(lambda settings: replace(settings, text_points=points))
        self.theme.set_text_points(points)

    def _choose_theme(self, appearance: Appearance) -> None:
        self._keep(lambda settings: replace(settings, theme=appearance.value))
        self.theme.set_appearance(appearance)

    def _keep(self, change: Callable[[Settings], Settings]) -> None:
        # Pages keep settings of their own in the same file: what they wrote since is not to be lost.
        self.settings = change(load_settings(self.folder.settings))
        try:
            save_settings(self.folder.settings, self.settings)
        except OSError:
            self.show_message(
                "warn", "Inställningen gäller nu men kunde inte sparas. Kontrollera att mappen går att skriva i.", None
            )

    def _size_again(self) -> None:
        self.statusBar().updateGeometry()

    # Commands: Ärende and Hjälp

    def insert_table(self) -> None:
        """Put a table into the text of the page."""
        self._on_page("insert_table")

    def insert_reference(self) -> None:
        """Ask what the text of the page is to refer to."""
        self._on_page("insert_reference")

    def next_remark(self) -> None:
        """Go to the next remark of the page."""
        self._on_page("next_remark")

    def previous_remark(self) -> None:
        """Go to the previous remark of the page."""
        self._on_page("previous_remark")

    def show_matrix(self) -> None:
        """Show the answers of the case held against what the auditors ask for."""
        self._on_page("show_matrix")

    def show_source(self) -> None:
        """Show the source beside the form."""
        self._on_page("show_source")

    def show_remarks(self) -> None:
        """Show the remarks beside the form."""
        self._on_page("show_remarks")

    def choose_checks(self) -> None:
        """Turn checks on and off, for the nämnd of the case or the only one there is."""
        self.case_acts.choose_checks(self.case_of())

    def _on_page(self, act: str) -> None:
        method = getattr(self.current, act, None)
        if method is not None:
            method()

    def remove_case(self) -> None:
        """Put the case in the bin and show the list; a bar offers to undo it."""
        case_id = self.case_of()
        self.current.flush()
        self.case_acts.remove_case(case_id)

    def show_keys(self) -> None:
        """Show every key."""
        from nemndsekr.ui.help_dialogs import show_keys

        show_keys(self)

    def open_exercise(self) -> None:
        """Open the exercise database in a window of its own."""
        self.exercise_wanted.emit()

    def show_log(self) -> None:
        """Open the folder with reports and the log."""
        self.folder.logs.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder.logs)))

    def about(self) -> None:
        """Tell which program this is."""
        from nemndsekr.ui.help_dialogs import show_about

        show_about(self, self.folder)

    # The window itself

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once that there is something to look at."""
        super().paintEvent(event)
        if not self._been_painted:
            self._been_painted = True
            self.painted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace outside a field goes back; Esc takes the message away."""
        if event.key() == Qt.Key.Key_Backspace:
            self.go_back()
        elif event.key() == Qt.Key.Key_Escape and self.bar.isVisible():
            self.clear_message()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files anywhere in the window."""
        if self.incoming.can_take(event.mimeData()) and self.desk.store is not None:
            event.acceptProposedAction()

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
        self.desk.background.close()
        super().closeEvent(event)

    def _saved_all(self) -> bool:
        """Hand over everything that is typed, and wait until it is on disk."""
        self._not_saved = None
        for page in self._pages.values():
            page.flush()
        while self.desk.background.busy:
            QCoreApplication.processEvents(
                QEventLoop.ProcessEventsFlag.WaitForMoreEvents | QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents
            )
        self._tell_failure()
        return self._not_saved is None

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


def _tell_why(action: QAction, why: str) -> None:
    """Say under the mouse and in the status bar why a command is not to be had; "" where it is."""
    action.setStatusTip(why)
    action.setToolTip(why)


def _count_late(store: Store, today: date) -> int:
    from nemndsekr.operations.followup import count_late

    return count_late(store, today)


def _namnd_names(store: Store) -> tuple[str, str]:
    from nemndsekr.store.queries import all_namnder

    namnder = all_namnder(store)
    return (namnder[0].name, namnder[0].municipality) if namnder else ("", "")
