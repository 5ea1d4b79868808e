"""AgendaPage: the föredragningslista of a meeting, written in its table and seen beside it as it comes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, Final
from uuid import uuid4

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QMenu, QWidget

from nemndsekr.documents.agenda_template import agenda_template
from nemndsekr.operations.agenda import (
    Agenda,
    ListedItem,
    add_agenda_item,
    agenda_of,
    change_agenda_item,
    fetch_agenda,
    make_agenda,
    move_agenda_item,
    place_agenda_item,
    remove_agenda_item,
)
from nemndsekr.operations.changes import Changes
from nemndsekr.store.database import Store
from nemndsekr.support.errors import UserError
from nemndsekr.ui.agenda_drag import RowDrag
from nemndsekr.ui.case.edit_model import NEW, EditColumn, EditRow, NewRow
from nemndsekr.ui.case.edit_table import EditTable, framed
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.followup.print_view import PrintView
from nemndsekr.ui.kit.flow import FlowLayout
from nemndsekr.ui.kit.forms import FormScroll
from nemndsekr.ui.kit.labels import button, caption
from nemndsekr.ui.kit.measures import column, holding, set_size
from nemndsekr.ui.kit.messages import FieldMessage
from nemndsekr.ui.kit.new_key import NewKey
from nemndsekr.ui.kit.panels import PageHead, SplitPanes, page_layout
from nemndsekr.ui.page import Page

_TABLES: Final = frozenset(
    {
        *("agenda_items", "meetings", "meeting_bodies", "namnder", "plan_steps", "case_plans", "cases", "bases"),
        *("attachments", "report_backs"),
    }
)
_HINT: Final = "F2 ändrar i cellen, Delete tar bort raden, Alt+pil eller musen på numret flyttar den."
_NO_NUMBER: Final = "Tiden skrivs som hela minuter, till exempel 15."


@dataclass(frozen=True, slots=True)
class _Wish:
    """Which meeting's list is shown, and whether as the chair's own copy."""

    meeting_id: int
    note_margin: bool


class AgendaPage(Page):
    """The items of one meeting. What is written is saved at once; the paper beside follows."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.meeting_id = 0
        self.agenda: Agenda | None = None
        self._came_from = "meetings"
        self._visit = ""
        self._stale = False
        self._new: dict[int, NewRow] = {}
        """The rows that were begun here, by the id that each has in the table."""
        self.printing = PrintView(desk)
        self.head = PageHead("Föredragningslista", buttons=self.printing.buttons)
        self.fetch_button = button("Hämta ä&renden från planen", "download")
        self.add_button = button("Ny p&unkt", "plus")
        self.mark_button = button("Mar&kera")
        self.chair_box = QCheckBox("Or&dförandens exemplar, med anteckningsmarginal")
        self.waiting = caption("", wrap=True)
        self.hint = caption(_HINT, wrap=True)
        self.message = FieldMessage()
        groups = tuple((heading, heading) for heading in agenda_template().headings)
        columns = (
            EditColumn("no", "Nr", 0.3, fixed=True),
            EditColumn("title", "Ärende", 2.6),
            EditColumn("heading", "Grupp", 1.3, groups),
            EditColumn("presenter", "Föredragande", 1.2),
            EditColumn("minutes", "Min", 0.4, idle=False),
            EditColumn("note", "Markering", 1.3),
        )
        self.table = EditTable("Föredragningslista", columns, visit=self._new_visit, reckons=lambda _: (date.min, None))
        self.frame = framed(self.table)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        acts = FlowLayout(gap=8, line_gap=8)
        for one in (self.fetch_button, self.add_button, self.mark_button):
            acts.addWidget(one)
        left = FormScroll(
            column(holding(acts), self.waiting, self.frame, self.message, self.hint, self.chair_box, None, gap=12)
        )
        set_size(left, min_width=288)
        set_size(self.printing, min_width=200)
        menu = QMenu(self.mark_button)
        for mark in agenda_template().marks:
            menu.addAction(mark).triggered.connect(partial(self._mark, mark))
        self.mark_button.setMenu(menu)
        panes = SplitPanes(left, self.printing, sizes=(620, 452), stretch=(3, 2))
        self.setLayout(page_layout(self.head, panes))

    def _connect(self) -> None:
        self.printing.left.connect(self._leave)
        self.fetch_button.clicked.connect(self.fetch)
        self.add_button.clicked.connect(self.table.add_row)
        self.chair_box.toggled.connect(self._make)
        self.table.rows.edited.connect(self._save_cell)
        self.table.removal_wanted.connect(self._remove)
        self.table.move_wanted.connect(self._move)
        self.table.opened.connect(self._open_case)
        self.table.row_chosen.connect(lambda _: self._enable())
        self.table.ended.connect(self.add_button.setFocus)
        for signal in (self.table.rows.rowsInserted, self.table.rows.rowsRemoved, self.table.rows.modelReset):
            signal.connect(self._show_frame)
        NewKey(self.table, self.add_button, self.fetch_button).pressed.connect(self.table.add_row)
        RowDrag(self.table).placed.connect(self._place)
        self._enable()

    # What the main window calls

    def show_meeting(self, meeting_id: int, came_from: str) -> None:
        """Show the list of a meeting; ``came_from`` is the page that «Tillbaka» leads to."""
        if came_from != "agenda":
            self._came_from = came_from
        if meeting_id != self.meeting_id:
            self.flush()
            self.meeting_id, self.agenda, self._new = meeting_id, None, {}
            self.chair_box.setChecked(False)
            self.message.set_message("")
            self.table.rows.drop_new()
            self.printing.made = None
        self._load()

    def refresh(self, changes: Changes) -> None:
        """Show what has changed."""
        if self.meeting_id and changes.tables & _TABLES:
            self._load()

    def flush(self) -> None:
        """Hand over what is being written."""
        self.table.flush()

    def first_focus(self) -> QWidget:
        """The table, or the way to fill it."""
        return self.table if self.table.rows.rows else self.fetch_button

    def preview(self) -> None:
        """The paper is shown already: go to it."""
        self.printing.preview.first_focus().setFocus()

    def print_document(self) -> None:
        """Print the paper that is shown."""
        self.printing.print_()

    def save_pdf(self) -> None:
        """Save the paper that is shown as PDF."""
        self.printing.save_pdf()

    def save_docx(self) -> None:
        """Save the list for Word."""
        self.printing.save_docx()

    # The list

    def fetch(self) -> None:
        """Put on the list what the plan has for the meeting."""
        meeting_id = self.meeting_id
        self.desk.act(
            lambda store, who, now: fetch_agenda(store, meeting_id, who, now),
            lambda changes: self.note.emit("info", " ".join(changes.told), None),
            self._refused,
        )

    def _load(self) -> None:
        meeting_id = self.meeting_id
        self.desk.ask(lambda store: agenda_of(store, meeting_id), self._loaded, self._gone)

    def _loaded(self, agenda: Agenda) -> None:
        if agenda.meeting_id != self.meeting_id:
            return  # another one has been asked for since
        self.agenda = agenda
        title = f"Föredragningslista – {agenda.head.body} {agenda.head.day:%Y-%m-%d}"
        self.head.set_facts([agenda.head.body, agenda.head.when, *filter(None, [agenda.head.place])])
        self.setWindowTitle(title)
        self.title_changed.emit(title)
        self.table.show_rows([_row(number, item) for number, item in enumerate(agenda.items, start=1)])
        self._show_frame()
        self._show_waiting()
        self._make()

    def _gone(self, error: UserError) -> None:
        self.agenda = None
        self.head.set_facts([])
        self.table.show_rows([])
        self._show_frame()
        self.printing.refuse(error)

    def _show_waiting(self) -> None:
        number = self.agenda.waiting if self.agenda is not None else 0
        words = "1 ärende i planen är" if number == 1 else f"{number} ärenden i planen är"
        empty = self.agenda is not None and not self.agenda.items
        self.waiting.setText(
            "Listan är tom. Hämta ärendena från planen, så kommer de vanliga punkterna med."
            if empty
            else f"{words} inte upptagna här."
        )
        self.waiting.setVisible(bool(number) or empty)

    def _show_frame(self) -> None:
        self.frame.setVisible(bool(self.table.rows.rows))
        self.hint.setVisible(bool(self.table.rows.rows))
        self._enable()

    def _enable(self) -> None:
        self.mark_button.setEnabled(self.table.current_id() > NEW)

    def _make(self) -> None:
        """Make the paper anew, as it is to be printed."""
        if self.agenda is None:
            return
        wish = _Wish(self.meeting_id, self.chair_box.isChecked())

        def make(store: Store, suffix: str) -> Any:
            return make_agenda(store, wish.meeting_id, suffix, note_margin=wish.note_margin)

        self.printing.show_made(make, keep=True)

    # One item

    def _new_visit(self) -> None:
        self._visit = str(uuid4())

    def _item(self, row_id: int) -> ListedItem | None:
        items = self.agenda.items if self.agenda is not None else ()
        return next((item for item in items if item.item_id == row_id), None)

    def _save_cell(self, row_id: int, name: str, words: str) -> None:
        minutes = words.removesuffix("min").removesuffix("'").strip()
        if name == "minutes" and minutes and not minutes.isdecimal():
            self.table.refused = True
            self.message.set_message(_NO_NUMBER)
            return
        self.message.set_message("")
        self.table.refused = False
        values: dict[str, Any] = {name: (int(minutes) if minutes else None) if name == "minutes" else words}
        if row_id < NEW:
            self._add_or_wait(row_id, values)
            return
        visit = self._visit
        self.desk.act(
            lambda store, who, now: change_agenda_item(store, row_id, values, who, now, visit=visit),
            failed=self._refused,
        )

    def _add_or_wait(self, new_id: int, values: dict[str, Any]) -> None:
        """A row is stored when it is called something; what is written meanwhile waits."""
        new = self._new.setdefault(new_id, NewRow())
        new.waiting |= values
        if new.storing or not new.waiting.get("title"):
            return
        new.storing = True
        written, new.waiting = new.waiting, {}
        first, meeting_id = {"heading": self._last_heading(), **written}, self.meeting_id

        def add(store: Store, who: str, now: datetime) -> Changes:
            new.row_id, changes = add_agenda_item(store, meeting_id, first, who, now)
            return changes

        def added(_: object) -> None:
            waiting, new.waiting, new.storing = new.waiting, {}, False
            if waiting:
                row_id = new.row_id
                self.desk.act(lambda store, who, now: change_agenda_item(store, row_id, waiting, who, now))
            self.table.rows.settle_row(new_id, new.row_id)
            self._load()

        def refused(error: UserError) -> None:
            new.storing, new.waiting = False, written | new.waiting
            self._refused(error)

        self.desk.act(add, added, refused)

    def _last_heading(self) -> str:
        """The group of a new item: the last one on the list."""
        items = self.agenda.items if self.agenda is not None else ()
        return items[-1].line.heading if items else agenda_template().headings[-1]

    def _mark(self, mark: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a Qt slot
        """Set a mark on the current item, or take it away where it is set."""
        item = self._item(self.table.current_id())
        if item is None:
            return
        marks = [one for one in item.line.note.split(". ") if one]
        marks = [one for one in marks if one != mark] if mark in marks else [*marks, mark]
        row_id, words = item.item_id, ". ".join(marks)
        self.desk.act(
            lambda store, who, now: change_agenda_item(store, row_id, {"note": words}, who, now), failed=self._refused
        )

    def _move(self, row_id: int, by: int) -> None:
        self.desk.act(lambda store, who, now: move_agenda_item(store, row_id, by, who, now), failed=self._refused)

    def _place(self, row_id: int, before_id: int) -> None:
        before = before_id or None
        self.desk.act(lambda store, who, now: place_agenda_item(store, row_id, before, who, now), failed=self._refused)

    def _remove(self, row_id: int) -> None:
        if row_id < NEW:
            QTimer.singleShot(0, self, lambda: self.table.rows.drop_row(row_id))
            return
        self.desk.act(
            lambda store, who, now: remove_agenda_item(store, row_id, who, now),
            lambda _: self.note.emit("info", "Punkten togs bort.", ("Ångra", self._undo)),
            self._refused,
        )

    def _undo(self) -> None:
        window: Any = self.window()
        window.undoing.take_last()

    def _open_case(self, row_id: int) -> None:
        item = self._item(row_id)
        if item is not None and item.case_id:
            self.wanted.emit("case", item.case_id)

    def _refused(self, error: UserError) -> None:
        self.message.set_message(str(error))

    def _leave(self) -> None:
        self.wanted.emit(self._came_from, 0)


def _row(number: int, item: ListedItem) -> EditRow:
    line = item.line
    words = {
        "no": str(number),
        "title": line.title,
        "heading": line.heading,
        "presenter": line.presenter,
        "minutes": str(line.minutes or ""),
        "note": line.note,
    }
    return EditRow(item.item_id, words, notes={"title": line.dnr} if line.dnr else {})
