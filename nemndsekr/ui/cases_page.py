"""CasesPage: every case in a table that is filtered and sorted by the database; the first page to be painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QMenu, QWidget

from nemndsekr.records.choices import CaseKind, CaseStage, label
from nemndsekr.store.first_rows import FINISHED_STAGES, PAGE, CaseFilter, CaseLister, FirstWindow, ListedCase
from nemndsekr.support.days import near_day, short_day
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.forms import filter_combo
from nemndsekr.ui.kit.labels import button, caption, link_button, primary_button
from nemndsekr.ui.kit.measures import holding, row, set_size
from nemndsekr.ui.kit.messages import EmptyState, waiting
from nemndsekr.ui.kit.panels import PageHead, PageStack, Panel, page_layout
from nemndsekr.ui.kit.search_field import SearchField
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.kit.table_model import Column, FetchMoreModel
from nemndsekr.ui.kit.tables import TableView
from nemndsekr.ui.kit.tokens import Token
from nemndsekr.ui.page import Page

if TYPE_CHECKING:
    from datetime import datetime

    from nemndsekr.operations.changes import Changes
    from nemndsekr.store.database import Store

_PAUSE_MS: Final = 120
_SOON_DAYS: Final = 45
_ALL: Final = ""
_STAGES: Final = (("open", "Pågående"), ("finished", "Avslutade"), ("all", "Alla"), ("removed", "Borttagna"))
_KINDS: Final = ((_ALL, "Alla slag"), *((kind.value, label(kind)) for kind in CaseKind))
_TABLES: Final = {"cases", "recommendations", "attsatser", "reply_days", "plan_steps"}
_COUNTED: Final = {"cases", "reply_days"}
_ONGOING: Final = {
    CaseStage.under_arbete,
    CaseStage.till_beredning,
    CaseStage.till_au,
    CaseStage.till_namnd,
    CaseStage.uppfoljning,
}


class CasesPage(Page):
    """The list of cases."""

    read_wanted = Signal(list)  # files let go over the empty list
    choose_wanted = Signal()  # the person wants to choose files to read in
    list_wanted = Signal()  # the person wants to begin with a list of their own
    new_wanted = Signal()
    counted = Signal(int)  # ongoing cases, whatever is filtered
    due_told = Signal(object)  # the next day that an answer is due, or None

    def __init__(self, desk: Desk, first: FirstWindow | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._lister: CaseLister | None = None
        self._first = first
        self.filter = CaseFilter()
        self._total = first.total if first else 0
        self._in_bin = 0
        self._stale = False
        self._lay_out()
        self._connect()
        if first is not None:
            self.model.set_source(self._fetch_first, first.matching)
        self._show_state()

    def next_due(self) -> date | None:
        """The next day, from today on, that an answer is due in an ongoing case."""
        if self._lister is not None:
            cases: Sequence[ListedCase] = self._lister.page(CaseFilter(), 0, PAGE)
        else:
            cases = self._first.cases if self._first else ()
        days = (date.fromisoformat(case.reply_latest) for case in cases if case.reply_latest)
        return next((day for day in days if day >= self.desk.today), None)

    def _lay_out(self) -> None:
        self.read_button = button("Läs in …", "download")
        self.new_button = primary_button("Nytt ärende", "plus")
        self.head = PageHead("Ärenden", buttons=(self.read_button, self.new_button))
        self.search = SearchField("Sök i ärenden", "Sök i ärenden")
        set_size(self.search, min_width=100, max_width=240)
        self.kind_box: QComboBox = filter_combo("Slag", [words for _, words in _KINDS])
        self.stage_box: QComboBox = filter_combo("Läge", [words for _, words in _STAGES])
        self.count_label = caption("")
        filters = row(
            (self.search, 1), caption("Slag"), self.kind_box, caption("Läge"), self.stage_box, None, self.count_label
        )
        self.filters = holding(filters)
        self.model: FetchMoreModel[ListedCase] = FetchMoreModel(self._columns(), identity=lambda case: case.id)
        self.table = TableView("Ärenden", closed=True)
        self.table.set_model(self.model)
        self.table.show_sorted(self.filter.order)
        self.clear_button = button("Rensa sökningen")
        self.none_found = EmptyState("search", "Inget ärende hittades", "", (self.clear_button,))
        self.first_read = primary_button("Läs in …", "download")
        self.first_new = button("Nytt ärende")
        self.first_list = link_button("Börja med det du har: din egen lista …", "list-bullet")
        self.empty = EmptyState(
            "folder",
            "Inga ärenden än",
            "Dra hit en revisionsrapport eller ett nämndinitiativ, eller klistra in texten (Ctrl+V).",
            (self.first_new, self.first_read),
            below=self.first_list,
            drop=True,
        )
        self.waiting = waiting("Öppnar databasen …")
        self.stack = PageStack()
        for part in (self.table, self.none_found, self.empty, self.waiting):
            self.stack.addWidget(part)
        self.setLayout(page_layout(self.head, Panel(body=self.stack), self.filters))

    def _columns(self) -> tuple[Column[ListedCase], ...]:
        return (
            Column("Diarienummer", _number, "quiet", 132, sort_key="dnr"),
            Column("Ärende", lambda case: case.shown_title, "text", 300, stretch=True, sort_key="title"),
            Column("Slag", lambda case: label(CaseKind(case.kind)), "quiet", 124, sort_key="kind"),
            Column("Läge", _stage_words, "tag", 146, sort_key="stage", state=_stage_state),
            Column("Klart", _share_words, "progress", 108, sort_key="finished", share=_share),
            Column(
                "Svarsdag", self._reply_words, "flag", 118, sort_key="reply", state=self._reply_state, ink=self._ink
            ),
            Column("Nämndens dag", _namnd_words, "quiet", 112, sort_key="namnd"),
        )

    def _connect(self) -> None:
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._apply)
        self.search.textChanged.connect(self._pause.start)
        self.search.entered.connect(lambda _: self.show_found())
        self.kind_box.activated.connect(self._apply)
        self.stage_box.activated.connect(self._apply)
        self.table.sort_requested.connect(self._sort)
        self.table.opened.connect(lambda case: self.wanted.emit("case", case.id))
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._offer)
        self.clear_button.clicked.connect(self.clear)
        for wants_files in (self.read_button, self.first_read):
            wants_files.clicked.connect(self.choose_wanted.emit)
        for wants_case in (self.new_button, self.first_new):
            wants_case.clicked.connect(self.new_wanted.emit)
        self.first_list.clicked.connect(self.list_wanted.emit)
        self.empty.dropped.connect(self.read_wanted.emit)
        self.desk.opened.connect(self._opened)

    # Rows: first those that the window was painted with, then the database's own

    def _fetch_first(self, offset: int, limit: int) -> Sequence[ListedCase]:
        return self._first.cases[offset : offset + limit] if self._first else ()

    def _opened(self) -> None:
        store = self.desk.store
        if store is None:
            return
        waited = self.stack.currentWidget() is self.waiting
        self._lister = CaseLister(store.folder)
        self._first = None
        self._count(self._lister)
        self._read_filter()
        self._list()
        if waited and self.isVisible() and not self.search.text():
            self.first_focus().setFocus()

    def _count(self, lister: CaseLister) -> None:
        """Count what does not follow the filter."""
        self._total = lister.count(CaseFilter(stage="all"))
        self._in_bin = lister.count(CaseFilter(stage="removed"))
        self.counted.emit(lister.count(CaseFilter()))
        self.due_told.emit(self.next_due())

    def close_lister(self) -> None:
        """Let go of the database."""
        if self._lister is not None:
            self._lister.close()
            self._lister = None

    def _apply(self) -> None:
        self._pause.stop()
        self._read_filter()
        self._list()

    def _read_filter(self) -> None:
        self.filter = self.filter._replace(
            words=self.search.text().strip(),
            kind=_KINDS[self.kind_box.currentIndex()][0],
            stage=_STAGES[self.stage_box.currentIndex()][0],
        )

    def _sort(self, order: str, descending: bool) -> None:  # noqa: FBT001 - a Qt slot
        self.filter = self.filter._replace(order=order, descending=descending)
        self._list()

    def _list(self, *, keep: bool = False) -> None:
        lister = self._lister
        if lister is None:
            return
        total = lister.count(self.filter)
        chosen, place = self.table.record(), self.table.currentIndex().row()
        if keep and self.model.total:
            # As many rows as are loaded: the chosen one may be beyond the first page.
            self.model.refresh(total)
        else:
            self.model.set_source(partial(lister.page, self.filter), total)
        self.table.show_sorted(self.filter.order, descending=self.filter.descending)
        if chosen is not None and not self.table.choose(chosen.id) and keep and self.model.total:
            # It left the list: the row that took its place, so that a run of keys goes on from there.
            self.table.selectRow(min(place, self.model.rowCount() - 1))
        self._show_state()

    def _show_state(self) -> None:
        if self._lister is None and self._first is None:
            self.stack.setCurrentWidget(self.waiting)
        elif self.model.total:
            self.stack.setCurrentWidget(self.table)
        elif self._total == 0 and self.filter.stage != "removed" and not self.filter.words:
            self.stack.setCurrentWidget(self.empty)
        else:
            self._say_none_found()
        empty = self.stack.currentWidget() is self.empty
        # What lies in the bin must be within reach, also when nothing else is left.
        self.filters.setVisible(not empty or bool(self._in_bin))
        self.read_button.setVisible(not empty)
        self.new_button.setVisible(not empty)
        self.count_label.setText(f"{self.model.total} av {self._total} ärenden")

    def _say_none_found(self) -> None:
        words = self.filter.words
        self.none_found.set_words(
            f"Inget ärende matchar «{words}»" if words else "Inget ärende här",
            "Sök på en del av rubriken eller diarienumret,\neller visa alla lägen."
            if words
            else "Välj ett annat slag eller läge för att se fler.",
        )
        self.stack.setCurrentWidget(self.none_found)

    def clear(self) -> None:
        """Show all ongoing cases again."""
        self.search.clear()
        self.kind_box.setCurrentIndex(0)
        self.stage_box.setCurrentIndex(0)
        self._apply()
        self.search.setFocus()

    # What the main window calls

    def show_found(self) -> None:
        """Filter by what is typed now, and go to the rows."""
        self._apply()
        if self.model.total and self.table.record() is None:
            # The row that was chosen before is not among those found, and the table may have the focus already.
            self.table.selectRow(0)
        self.first_focus().setFocus()

    def refresh(self, changes: Changes) -> None:
        """List again, if something in the list has changed."""
        if self._lister is None:
            return
        if changes.tables & _COUNTED:
            self._count(self._lister)
        if changes.tables & _TABLES:
            # Every save of an answer comes here: rows that nobody sees are listed when they are seen again.
            self._stale = not self.isVisible()
            if not self._stale:
                self._list(keep=True)

    def showEvent(self, event: QShowEvent) -> None:
        """List what changed while the page was hidden."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self._list(keep=True)

    def first_focus(self) -> QWidget:
        """The table, or the button of an empty list."""
        if self.stack.currentWidget() is self.empty:
            return self.first_read
        return self.table if self.model.total else self.search

    def chosen_case(self) -> ListedCase | None:
        """The case of the chosen row."""
        record = self.table.record()
        return record if isinstance(record, ListedCase) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete puts the chosen case in the bin."""
        case = self.chosen_case()
        if event.key() == Qt.Key.Key_Delete and case is not None and self.table.hasFocus() and self.desk.store:
            self.remove(case)
            return
        super().keyPressEvent(event)

    def remove(self, case: ListedCase) -> None:
        """Put a case in the bin, or take it out; a bar offers to undo it."""
        back = bool(case.removed)

        def operation(store: Store, who: str, now: datetime) -> Changes:
            from nemndsekr.operations.edit_record import bring_case_back, remove_case

            return (bring_case_back if back else remove_case)(store, case.id, who, now)

        words = "Ärendet är tillbaka." if back else "Ärendet är borttaget."
        self.desk.act(operation, lambda _: self.note.emit("info", words, ("Ångra", self._undo)))

    def _undo(self) -> None:
        from nemndsekr.operations.edit_record import undo

        self.desk.act(lambda store, _, now: undo(store, now))

    def _offer(self, place: QPoint) -> None:
        case = self.chosen_case()
        if case is None:
            return
        menu = QMenu(self)
        for words, act in self._offers(case):
            action = QAction(words, menu)
            action.triggered.connect(lambda _=False, act=act: act())
            menu.addAction(action)
        menu.exec(self.table.viewport().mapToGlobal(place))

    def _offers(self, case: ListedCase) -> list[tuple[str, Callable[[], object]]]:
        offers: list[tuple[str, Callable[[], object]]] = [
            ("Öppna", lambda: self.wanted.emit("case", case.id)),
            ("Förhandsgranska handling", lambda: self.wanted.emit("document", case.id)),
        ]
        if case.dnr:
            offers.append(("Kopiera diarienumret", lambda: QGuiApplication.clipboard().setText(case.dnr)))
        offers.append(("Ta tillbaka" if case.removed else "Ta bort", lambda: self.remove(case)))
        return offers

    # What stands in the cells

    def _reply_words(self, case: ListedCase) -> str:
        if not case.reply_words:
            return "–"
        if case.reply_latest is None:
            return case.reply_words
        return near_day(date.fromisoformat(case.reply_latest), self.desk.today)

    def _reply_state(self, case: ListedCase) -> State | None:
        days = self._days_left(case)
        if days is None or days > _SOON_DAYS:
            return None
        return State.LATE if days < 0 else State.DUE

    def _ink(self, case: ListedCase) -> Token | None:
        days = self._days_left(case)
        return "late" if days is not None and days <= _SOON_DAYS else None

    def _days_left(self, case: ListedCase) -> int | None:
        if case.reply_latest is None or case.stage in FINISHED_STAGES:
            return None
        return (date.fromisoformat(case.reply_latest) - self.desk.today).days


def _number(case: ListedCase) -> str:
    return case.dnr or ("dnr väntas" if case.dnr_expected else "–")


def _stage_words(case: ListedCase) -> str:
    return label(CaseStage(case.stage))


def _stage_state(case: ListedCase) -> State | None:
    stage = CaseStage(case.stage)
    if stage in FINISHED_STAGES:
        return State.DONE
    return State.ONGOING if stage in _ONGOING else State.NOT_STARTED


def _share(case: ListedCase) -> tuple[int, int] | None:
    return (case.finished, case.total) if case.total else None


def _share_words(case: ListedCase) -> str:
    return f"{case.finished}/{case.total}" if case.total else "–"


def _namnd_words(case: ListedCase) -> str:
    return short_day(date.fromisoformat(case.namnd_day)) if case.namnd_day else "–"
