"""WatchlistPage: «Börja med det du har» - a list from Excel or the clipboard, and what each of its rows becomes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from nemndsekr.exchange.table import Sheet, TableFile
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.import_watchlist import import_watchlist
from nemndsekr.operations.plan_watchlist import Outcome, PlannedRow, plan_summary
from nemndsekr.operations.read_watchlist import (
    NamndOutline,
    chosen_sheet,
    columns_of,
    namnd_outlines,
    namnd_remark,
    origin_of,
    plan_sheet,
    read_list,
    remarks_on_columns,
    with_columns_remembered,
)
from nemndsekr.operations.review_file import ReadingStopped, UnderWay
from nemndsekr.rules.list_columns import Columns
from nemndsekr.rules.list_origin import ListOrigin
from nemndsekr.store.database import Store
from nemndsekr.support.errors import UserError
from nemndsekr.support.settings import change_settings, load_settings
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.forms import FormScroll
from nemndsekr.ui.kit.labels import Label, button, primary_button
from nemndsekr.ui.kit.measures import column, holding, row
from nemndsekr.ui.kit.messages import EmptyState, MessageBar, MessageTone
from nemndsekr.ui.kit.panels import PageHead, PageStack, Panel, page_layout
from nemndsekr.ui.page import Page
from nemndsekr.ui.watchlist.list_settings import ListSettings
from nemndsekr.ui.watchlist.planned_rows import PlannedRows
from nemndsekr.ui.watchlist.waiting import WaitingForList

_TITLE: Final = "Börja med det du har"
_FILES: Final = "Listor (*.xlsx *.xlsm *.xls *.ods *.csv *.tsv *.txt);;Alla filer (*)"
_PAUSE_MS: Final = 150
_WATCH_MS: Final = 100


def choose_list(parent: QWidget) -> str:
    """Ask for a file with a list in the system's own dialog."""
    return QFileDialog.getOpenFileName(parent, "Läs in lista", "", _FILES)[0]


class WatchlistPage(Page):
    """A list is read, its columns are said, its rows looked at; nothing is stored before «Läs in»."""

    remarks_changed = Signal(int)
    paste_wanted = Signal()
    files_dropped = Signal(list)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.choose_list: Callable[[QWidget], str] = choose_list
        self._waiting_files: list[Path] = []
        self._under_way = UnderWay()
        self._turn = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._watch = QTimer(self)
        self._watch.setInterval(_WATCH_MS)
        self.rows = PlannedRows()
        self.table, self.mapping, self.row_panel = self.rows.table, self.rows.mapping, self.rows.row_panel
        self._forget()
        self._lay_out()
        self._connect()
        self._show_begin()

    def _forget(self) -> None:
        """Have no list at hand."""
        self._turn += 1
        self._file: TableFile | None = None
        self._sheet: Sheet | None = None
        self._heading: int | None = None
        self._origin = ListOrigin()
        self._remarks: tuple[str, ...] = ()
        self.rows.forget()
        self._planned = False
        self._at_work = False
        self._touched = False
        self._warned = False
        self._bar_action: Callable[[], object] | None = None

    # The parts

    def _lay_out(self) -> None:
        self.head = PageHead(_TITLE)
        self.setWindowTitle(_TITLE)
        self.bar = MessageBar(closable=True)
        self.choose_button = primary_button("Välj fil …", "folder-open")
        self.paste_button = button("Klistra in")
        self.begin = EmptyState(
            "list-bullet",
            _TITLE,
            "Bevakningslistan eller balanslistan som du har i Excel eller Word duger: kopiera den och klistra in den "
            "här (Ctrl+V), dra hit filen eller välj den. Inget sparas förrän du har sett vad varje rad blir.",
            (self.paste_button, self.choose_button),
            drop=True,
        )
        self.settings = ListSettings()
        self.sheet_box, self.heading_box = self.settings.sheet_box, self.settings.heading_box
        self.namnd_box = self.settings.namnd_box
        self.summary = Label("", "strong", wrap=True)
        self.summary.setAccessibleName("Sammanfattning")
        self.cancel_button = button("Avbryt")
        self.accept_button = primary_button("Läs in")
        foot = row((self.summary, 1), self.cancel_button, self.accept_button)
        self.stack = PageStack()
        self.stack.addWidget(Panel(body=self.begin))
        list_area = FormScroll(column(self.settings, (self.rows, 1), gap=10))
        self.stack.addWidget(holding(column((list_area, 1), foot, gap=10)))
        self.waiting = WaitingForList()
        self.stack.addWidget(self.waiting)
        self.setLayout(page_layout(self.head, self.stack, self.bar))

    def _connect(self) -> None:
        self._pause.timeout.connect(self._ask_plan)
        self._watch.timeout.connect(self._tell_progress)
        self.bar.acted.connect(lambda: self._bar_action and self._bar_action())
        self.choose_button.clicked.connect(self.choose)
        self.paste_button.clicked.connect(self.paste_wanted)
        self.begin.dropped.connect(self.files_dropped)
        self.settings.sheet_chosen.connect(self._show_sheet)
        self.settings.heading_chosen.connect(self._show_heading)
        self.settings.namnd_changed.connect(self._show_head)
        self.rows.columns_chosen.connect(self._columns_chosen)
        self.rows.touched.connect(self._touch)
        self.rows.changed.connect(self._rows_changed)
        self.cancel_button.clicked.connect(self.cancel)
        self.waiting.stop.clicked.connect(self.cancel)
        self.accept_button.clicked.connect(self.accept)

    # What the main window calls

    def begin_anew(self) -> None:
        """Stand ready for a list; one that is being looked at stays."""
        if self._file is None and not self._at_work:
            self._show_begin()

    def show_files(self, paths: list[Path]) -> None:
        """Read lists from files, one after another."""
        self._waiting_files += paths
        if self._waiting_files and not self._at_work and not self._touched:
            self._read_next()

    def show_table(self, file: TableFile) -> None:
        """Show a list that is read already: one that was pasted."""
        self._forget()
        self.bar.hide()
        self._take(file)

    def choose(self) -> None:
        """Choose a file with a list."""
        path = self.choose_list(self)
        if path:
            self.show_files([Path(path)])

    def first_focus(self) -> QWidget:
        """The rows, or the way to a list while there is none."""
        return {0: self.choose_button, 1: self.table, 2: self.waiting.stop}[self.stack.currentIndex()]

    # Reading

    def _show_begin(self) -> None:
        self.head.set_title("Läs in lista")
        self.head.set_facts([])
        self.stack.setCurrentIndex(0)
        self.remarks_changed.emit(0)

    def _read_next(self) -> None:
        path = self._waiting_files.pop(0)
        self._forget()
        self.bar.hide()
        self._wait(f"Läser {path.name} …")
        turn = self._turn
        self.desk.background.run(
            partial(read_list, path), partial(self._read, turn), lambda error: self._not_read(turn, error)
        )

    def _wait(self, words: str) -> None:
        self._at_work = True
        self.waiting.begin(words)
        self.stack.setCurrentIndex(2)
        self.waiting.stop.setFocus()

    def _read(self, turn: int, file: TableFile) -> None:
        if turn == self._turn:
            self._at_work = False
            self._take(file)

    def _not_read(self, turn: int, error: UserError) -> None:
        if turn == self._turn:
            self._at_work = False
            self._show_begin()
            self._say("late", str(error))
            self.choose_button.setFocus()

    def _take(self, file: TableFile) -> None:
        self._file = file
        self.head.set_title(f"Läs in {file.name}")
        most = file.sheets.index(chosen_sheet(file))
        self.settings.show_sheets(file.sheets, most)
        self._show_sheet(most)
        self.stack.setCurrentIndex(1)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_sheet(self, at: int) -> None:
        if self._file is None:
            return
        sheet = self._sheet = self._file.sheets[at]
        self.settings.show_sheet(sheet)
        self._show_heading(sheet.heading)

    def _show_heading(self, heading: int | None) -> None:
        if self._sheet is None or self._file is None:
            return
        self._heading = heading
        self._remarks = ()
        origin = self._origin = origin_of(self._file, self._sheet, heading, self.desk.today)
        headings = self._sheet.headings(heading)
        about = origin.about(self.desk.today)
        columns = columns_of(self._sheet, heading, load_settings(self._settings()), about)
        self.rows.show_columns(headings, self._texts(), columns)
        self._show_head()
        self._order_tabs()
        self.desk.ask(namnd_outlines, lambda namnder: self._show_namnder(namnder, origin))
        self._ask_plan()

    def _show_namnder(self, namnder: list[NamndOutline], origin: ListOrigin) -> None:
        if origin is self._origin:
            self.settings.show_namnder(namnder, origin)

    def _settings(self) -> Path:
        store = self.desk.store
        if store is None:
            raise RuntimeError("the database is not open yet")
        return store.folder.settings

    def _show_head(self) -> None:
        """Say how much there is, and what of the list as a whole is to be looked at."""
        if self._sheet is None:
            return
        odd = namnd_remark(self.settings.namnd(), self.rows.shown)
        self.settings.show_odd(odd=bool(odd))
        # One mark for all columns, and the keys unsaid beside it: more lines leave no room for the rows in large text.
        first, *more = self._remarks or ("",)
        more_words = f" ({len(more)} till)" if more else ""
        remarks = [remark for remark in (odd, first + more_words) if remark]
        facts = [f"{len(self._texts())} rader", f"{len(self._sheet.columns)} kolumner"]
        if not remarks:
            facts.append("Mellanslag ändrar vad raden blir, F8 visar nästa att se på")
        self.head.set_facts(facts, remarks=remarks)

    def _texts(self) -> list[tuple[str, ...]]:
        return [each.texts for each in self._sheet.below(self._heading)] if self._sheet else []

    def _order_tabs(self) -> None:
        parts = [*self.settings.parts(), *self.rows.parts(), self.cancel_button, self.accept_button]
        for one, following in pairwise(parts):
            QWidget.setTabOrder(one, following)

    # The plan

    def _columns_chosen(self) -> None:
        self._touch()
        self._planned = False
        self._pause.start()
        self._tell()

    def _touch(self) -> None:
        self._touched = True

    def _ask_plan(self) -> None:
        sheet, heading, columns, turn = self._sheet, self._heading, self.columns(), self._turn
        today, origin = self.desk.today, self._origin
        if sheet is None:
            return
        self._planned = False
        self._tell()
        wanted = (sheet, heading, columns)
        self.desk.ask(
            lambda store: (
                plan_sheet(store, sheet, heading, columns, today, origin),
                remarks_on_columns(sheet, heading, columns),
            ),
            lambda found: self._show_plan(*found) if self._is_wanted(turn, wanted) else None,
        )

    def columns(self) -> Columns:
        """What the columns are said to hold."""
        return self.rows.columns()

    def _is_wanted(self, turn: int, wanted: tuple[Sheet, int | None, Columns]) -> bool:
        return turn == self._turn and wanted == (self._sheet, self._heading, self.columns())

    def _show_plan(self, plan: tuple[PlannedRow, ...], remarks: tuple[str, ...]) -> None:
        self._remarks = remarks
        self._planned = True
        self.rows.show_plan(plan)
        self._show_head()

    def _rows_changed(self) -> None:
        self._tell()
        self.remarks_changed.emit(len(self.rows.odd()))

    def _tell(self) -> None:
        taken = sum(planned.outcome in (Outcome.NEW, Outcome.JOIN) for planned in self.rows.shown)
        self.summary.setText(plan_summary(self.rows.shown) if self._planned else "Går igenom listan …")
        self.accept_button.setEnabled(self._planned and not self._at_work)
        self.accept_button.setText(f"Läs in {taken} {'rad' if taken == 1 else 'rader'}" if taken else "Läs in")

    def next_remark(self) -> None:
        """Go to the next row that is to be looked at."""
        self.rows.go_to_odd(1)

    def previous_remark(self) -> None:
        """Go to the one before."""
        self.rows.go_to_odd(-1)

    # Taking in, or leaving

    def accept(self) -> None:
        """Store what the rows are to become, or say what is still to be chosen."""
        if not self.accept_button.isEnabled() or self._sheet is None or self._file is None:
            return
        asked = self.rows.asked()
        if asked:
            count = "En rad väntar" if len(asked) == 1 else f"{len(asked)} rader väntar"
            self._say("warn", f"{count} på ditt val: nytt ärende, lägg till på det som finns, eller hoppa över.")
            self.rows.go_to(asked[0])
            return
        if self.settings.namnd() is None:
            first = "Skriv nämndens namn." if self.namnd_box.isEditable() else "Välj nämnd."
            self._say("warn", f"{first} Ärenden utan egen nämnd i listan läggs där.")
            self.namnd_box.setFocus()
            return
        self._store(self._sheet, self._file.name)

    def _store(self, sheet: Sheet, name: str) -> None:
        plan, heading, columns, turn = self.rows.shown, self._heading, self.columns(), self._turn
        namnd = self.settings.namnd()
        namnd_id, namnd_name = (namnd.id, namnd.name) if namnd is not None else (None, "")
        under_way = self._under_way = UnderWay()
        path = self._settings()

        def operation(store: Store, who: str, now: datetime) -> Changes | None:
            try:
                changes = import_watchlist(
                    store, plan, name, who, now, namnd_id=namnd_id, namnd_name=namnd_name, progress=under_way.tell
                )
            except ReadingStopped:
                return None
            # Where it cannot be kept, the next list is asked about as this one was.
            change_settings(path, lambda kept: with_columns_remembered(kept, sheet, heading, columns))
            return changes

        self._wait("Läser in listan …")
        self._watch.start()
        done, failed = partial(self._stored, turn), partial(self._not_stored, turn)
        self.desk.act(operation, done, failed)

    def _tell_progress(self) -> None:
        self.waiting.tell(self._under_way.done, self._under_way.of)

    def _stored(self, turn: int, changes: Changes) -> None:
        if turn != self._turn:
            return
        self._watch.stop()
        self._forget()
        count = len(changes.cases)
        words = "Ett ärende är inläst eller kompletterat." if count == 1 else f"{count} ärenden är inlästa."
        if self._waiting_files:
            self._read_next()
            return
        self._show_begin()
        self.wanted.emit("cases", 0)
        self.note.emit("ok", words, ("Ångra", self._undo))

    def _not_stored(self, turn: int, error: UserError) -> None:
        if turn == self._turn:
            self._back_to_rows()
            self._say("late", str(error))

    def _stopped(self) -> None:
        if self._watch.isActive():
            self._back_to_rows()
            self._say("info", "Inläsningen är avbruten. Inget är sparat.")

    def _back_to_rows(self) -> None:
        self._watch.stop()
        self._at_work = False
        self.stack.setCurrentIndex(1)
        self._tell()
        self.table.setFocus()

    def _undo(self) -> None:
        from nemndsekr.operations.edit_record import undo

        self.desk.act(lambda store, _, now: undo(store, now))

    def cancel(self) -> None:
        """Leave the list unread, or stop what is under way; nothing of it is stored."""
        if self._at_work:
            self._under_way.stopped.set()
            if self._watch.isActive():
                # What came of it is known when the work that was given before this is done.
                self.waiting.words.setText("Avbryter …")
                self.desk.background.run(lambda: None, lambda _: self._stopped())
                return
        elif self._touched and not self._warned:
            self._warned = True
            self._say("warn", "Det du har valt här är inte sparat.", "Avbryt ändå", self.cancel)
            return
        self._forget()
        self.bar.hide()
        if self._waiting_files:
            self._read_next()
            return
        self._show_begin()
        self.wanted.emit("cases", 0)

    def _say(self, tone: MessageTone, words: str, action: str = "", act: Callable[[], object] | None = None) -> None:
        self._bar_action = act
        self.bar.show_message(tone, words, action)

    # Keys

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Enter and Esc for this page, whatever the menus use them for."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _own_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter takes in, Esc leaves."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.cancel()
        elif _own_key(event):
            self.accept()
        else:
            super().keyPressEvent(event)


def _own_key(event: QKeyEvent) -> bool:
    if event.key() == Qt.Key.Key_Escape:
        return not event.modifiers()
    ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return ctrl and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
