"""CasePage: one case is worked on - its items at the left, the form of the chosen one, the source at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from nemndsekr.operations.case_remarks import CaseRemarks, case_remarks
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.replay import ChangedPlace
from nemndsekr.records.audit import AuditQuestion
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.case_head import case_head
from nemndsekr.rules.case_items import FACTS_KEY, FOLLOWUP, MATRIX_KEY, NONE_KEY, OVERVIEW_KEY, ItemKey
from nemndsekr.rules.progress import State
from nemndsekr.rules.second_answer import followup_document, may_follow_up
from nemndsekr.store.database import Store
from nemndsekr.store.queries import CaseGoneError, load_case, user_names
from nemndsekr.support.errors import UserError
from nemndsekr.ui.case.binding import Ledger
from nemndsekr.ui.case.case_panes import CasePanes
from nemndsekr.ui.case.item_acts import ItemActs
from nemndsekr.ui.case.item_list import ItemList
from nemndsekr.ui.case.item_pane import ItemPane
from nemndsekr.ui.case.places import Place, place_of
from nemndsekr.ui.case.record_form import Forms
from nemndsekr.ui.case.remark_steps import RemarkSteps, marks_of
from nemndsekr.ui.case.side_pane import Side, SidePane
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.labels import button, primary_button
from nemndsekr.ui.kit.panels import PageHead, page_layout
from nemndsekr.ui.kit.tab_order import order_tabs
from nemndsekr.ui.page import Page, own_actions

_WIDE: Final = frozenset({"matrix", "overview", "assignments"})
_LAID_OUT_MS: Final = 60
_NOTHING_YET: Final = "Inget är skrivet här än, så det märks inte som klart."
_NO_TEXT: Final = "Ställ markören i ett textfält, till exempel Svar, och välj sedan kommandot igen."
_SHARED_TABLES: Final = frozenset({"persons", "namnder", "rule_settings", "case_links"})


class CasePage(Page):
    """The page of one case."""

    remarks_changed = Signal(int, int)
    """How many påpekanden and how many questions the checks have about the case."""
    document_wanted = Signal(int)
    """The case's id: its document is to be seen, the one that is being written."""
    followup_wanted = Signal()
    """The second answer is to be begun."""
    place_wanted = Signal(int, str, str, str)
    """Another case, a table of it, a row's uid and a field: go there."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._case_id = 0
        self._file: CaseFile | None = None
        self._key: ItemKey | None = None
        self._wanted: tuple[ItemKey, str] | None = None
        self._place: tuple[str, str, str] | None = None
        self._changed: tuple[ChangedPlace, ...] = ()
        self._ledger = Ledger()
        self._reorder = QTimer(self)
        self._reorder.setSingleShot(True)
        self._reorder.setInterval(0)
        self._reorder.timeout.connect(self._order_tabs)
        self.facts_button = button("Uppgifter")
        self.document_button = primary_button("Till handlingen", "document")
        self.followup_button = button("Skapa uppföljande yttrande")
        self.followup_button.hide()
        self.head = PageHead(buttons=(self.facts_button, self.followup_button, self.document_button))
        self.items = ItemList()
        self.pane = ItemPane(Forms(desk, self._ledger))
        self.acts = ItemActs(self, self.pane)
        self.side = SidePane()
        self.source = self.side.source
        self.steps = RemarkSteps(self, self.side, lambda: self._case_id)
        self.panes = CasePanes(self.items, self.pane, self.side)
        self.setLayout(page_layout(self.head, self.panes))
        self._connect()
        self._own_actions = self._make_actions()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def _connect(self) -> None:
        self.facts_button.clicked.connect(lambda: self.go_to_item(FACTS_KEY, into=True))
        self.document_button.clicked.connect(self._to_document)
        self.followup_button.clicked.connect(self.followup_wanted)
        self.items.chosen.connect(self._item_chosen)
        self.items.entered.connect(self.pane.enter)
        self.items.add_wanted.connect(self._begin_item)
        self.items.paste_wanted.connect(self.paste_items)
        self.items.removal_wanted.connect(self._remove_item)
        self.pane.previous_wanted.connect(self.previous_item)
        self.pane.next_wanted.connect(self.next_item)
        self.pane.finish_wanted.connect(self.finish_item)
        self.pane.reopen_wanted.connect(self._reopen_item)
        self.pane.paste_wanted.connect(self.paste_items)
        self.pane.item_wanted.connect(lambda key: self.go_to_item(key, into=True))
        self.pane.place_wanted.connect(self.place_wanted)
        self.pane.source_wanted.connect(self._show_source)
        self.pane.item_added.connect(self.acts.add)
        self.pane.add_cancelled.connect(self._stop_adding)
        self.pane.removed.connect(self.acts.offer_undo)
        self.acts.made.connect(self._want)
        self.acts.gone.connect(self._item_gone)
        self.pane.cell_wanted.connect(self._go_to_place)
        self.pane.parts_changed.connect(self._reorder.start)
        self.source.quoted.connect(self.pane.quote)
        self.side.turned.connect(self._order_tabs)
        self.steps.place_wanted.connect(self.show_place)
        self.steps.side_wanted.connect(lambda: self._show_source(shown=True, into=False))
        self.steps.counted.connect(self.remarks_changed)

    def _make_actions(self) -> list[QAction]:
        return own_actions(
            self,
            ("Markera klar och gå till nästa", ("Ctrl+Return", "Ctrl+Enter"), self.finish_item),
            ("Nästa", ("Ctrl+PgDown",), self.next_item),
            ("Föregående", ("Ctrl+PgUp",), self.previous_item),
            ("Nästa ruta", ("F6",), self.next_pane),
            ("Föregående ruta", ("Shift+F6",), self.previous_pane),
            ("Nästa påpekande", ("F8",), self.next_remark),
            ("Föregående påpekande", ("Shift+F8",), self.previous_remark),
        )

    def showEvent(self, event: QShowEvent) -> None:
        """A key that the window's menu has is the menu's; two with the same key would answer to neither."""
        super().showEvent(event)
        others = [action for action in self.window().findChildren(QAction) if action not in self._own_actions]
        taken = {key.toString() for action in others for key in action.shortcuts()}
        for action in self._own_actions:
            action.setEnabled(not any(key.toString() in taken for key in action.shortcuts()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the source to a button where there is no room for three panes."""
        super().resizeEvent(event)
        self.panes.set_page_width(self.width())

    def minimumSizeHint(self) -> QSize:
        """What is needed when the source is folded, which it is before the window is that narrow."""
        hint = super().minimumSizeHint()
        return QSize(hint.width() - self.panes.beside_width(), hint.height())

    def changeEvent(self, event: QEvent) -> None:
        """Fold at once when the text has grown: three panes that do not fit would make the window larger."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.panes.grown()

    # What the main window asks of every page.

    def show_case(self, case_id: int) -> None:
        """Show this case."""
        self.flush()
        if case_id != self._case_id:
            self._case_id, self._file, self._key, self._changed = case_id, None, None, ()
            self.acts.case_id, self.acts.file = case_id, None
            self.pane.clear()
            self.steps.forget()
        self._load()

    def refresh(self, changes: Changes) -> None:
        """Show what has changed; a field with focus keeps its text, caret and undo."""
        if self._case_id and (self._case_id in changes.cases or changes.tables & _SHARED_TABLES):
            self._load()

    def flush(self) -> None:
        """Hand over everything that is typed."""
        self.pane.flush()

    def take_pasted(self, text: str) -> bool:
        """Where decisions are written, a text is that of minutes."""
        return self.pane.take_pasted(text)

    @property
    def refused(self) -> UserError | None:
        """Why what stands in one of the fields is not stored; None where everything is, or is on its way."""
        return next(iter(self._ledger.refused.values()), None)

    def first_focus(self) -> QWidget:
        """The list of items."""
        return self.items.list

    # The case is loaded in the background, then shown.

    def _load(self) -> None:
        case_id = self._case_id
        self.desk.ask(lambda store: _loaded_case(store, case_id), self._loaded, self._not_loaded)

    def _not_loaded(self, error: UserError) -> None:
        # Where an undo took the case away, the window tells it and shows the list.
        if self.isVisible() or not isinstance(error, CaseGoneError):
            self.desk.failed.emit(error)

    def _loaded(self, loaded: tuple[CaseFile, CaseRemarks]) -> None:
        file, remarks = loaded
        if file.case.id != self._case_id:
            return
        # First the ledger: what it still holds is newer than this file.
        self._ledger.loaded()
        opened = self._file is None
        self._file = self.acts.file = file
        head = case_head(file, self.desk.today)
        self.head.set_title(file.case.title)
        self.head.set_facts(head.facts, head.due)
        # Within the case its own name is seen; the window's title is seen in the list of windows too.
        self.setWindowTitle(file.case.shown_title)
        self.title_changed.emit(file.case.shown_title)
        self.followup_button.setVisible(may_follow_up(file))
        self.items.show_file(file, marks_of(file, remarks))
        if opened:
            # The list keeps its place, which was one of the case shown before.
            self._key = None
        self.source.show_file(file)
        self.steps.show(remarks, self.desk.today)
        self._show_key()

    def _show_key(self) -> None:
        """Show the item that is wanted, the one that was shown, or the first with something left to do."""
        keys = [item.key for item in self.items.items]
        wanted, self._wanted = self._wanted, None
        if wanted is not None and wanted[0] in keys:
            self._key = wanted[0]
        elif self._key not in keys and not self.pane.adding:
            self._key = self._first_key()
        if self._key is not None:
            self.items.choose(self._key)
        self._show_item()
        if wanted is not None:
            # Whoever has gone to another page meanwhile keeps the focus there: keys must not go to what is not seen.
            if self.isVisible() and wanted[0] == self._key and not (wanted[1] and self.pane.focus_field(wanted[1])):
                self.pane.enter()
            self.pane.end_adding()
        if self._place is not None:
            self.show_place(*self._place)
        changed, self._changed = self._changed, ()
        self._show_first(changed)

    def _first_key(self) -> ItemKey | None:
        if self.items.items[0].key == OVERVIEW_KEY:
            return OVERVIEW_KEY
        if self.items.items[0].key == NONE_KEY:
            return NONE_KEY
        left = [item for item in self.items.items if item.wanted and item.state not in (None, State.klar)]
        return (left or self.items.items)[0].key

    def _show_item(self) -> None:
        if self._file is None:
            return
        if self._key in (None, NONE_KEY):
            self.pane.show_empty(self._key == NONE_KEY)
            self.source.show_passages("")
            return
        if self.pane.show_item(self._file, self._key):
            self.source.show_passages(self.pane.record_uid())
        self.panes.make_room(wide=self._key[0] in _WIDE)
        # The form of an item is built when it is first shown: without this, Tab would come to it last of all.
        self._reorder.start()
        # Again when it is laid out: what has just come into view stands in the upper corner until then.
        QTimer.singleShot(_LAID_OUT_MS, self, self._order_tabs)
        at = [item.key for item in self.items.items].index(self._key)
        self.pane.set_ends(first=at == 0, last=at == len(self.items.items) - 1)

    def _order_tabs(self) -> None:
        order_tabs((self.items, *self.pane.reading_order(), self.side))

    # Going about.

    def go_to_item(self, key: ItemKey, field: str = "", *, into: bool = False) -> bool:
        """Go to an item, to one of its fields, or into its first field; says whether there is such an item."""
        if not self.items.choose(key):
            return False
        found = bool(field) and self.pane.focus_field(field)
        if into and not found:
            self.pane.enter()
        return True

    def go_to_followup(self) -> None:
        """Go to the first thing that the second answer does not yet tell, at once or when the case is loaded."""
        self._place = (FOLLOWUP, "", "")
        if self._file is not None:
            self.show_place(*self._place)

    def next_item(self) -> None:
        """Go to the next item."""
        self._step(1)

    def previous_item(self) -> None:
        """Go to the previous item."""
        self._step(-1)

    def _step(self, by: int) -> None:
        key = self.items.neighbour(by)
        inside = self.pane.has_focus()
        if key is not None and self.items.choose(key) and inside:
            self.pane.enter()

    def _item_chosen(self, key: ItemKey) -> None:
        if key != self._key:
            self.pane.flush()
            self._key = key
            self._show_item()

    def next_pane(self) -> None:
        """Go to the next of list, form and source."""
        self._go_to_pane(self._pane_at() + 1)

    def previous_pane(self) -> None:
        """Go to the previous of list, form and source."""
        self._go_to_pane(self._pane_at() - 1)

    def _pane_at(self) -> int:
        focus = QApplication.focusWidget()
        panes: tuple[QWidget, ...] = (self.items, self.pane, self.side)
        return next((at for at, pane in enumerate(panes) if focus and (pane is focus or pane.isAncestorOf(focus))), -1)

    def _go_to_pane(self, at: int) -> None:
        at %= 3
        if self.folded and (at == 2) != self.panes.source_shown and at != 1:
            self._show_source(shown=at == 2)
        if at == 0:
            self.items.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif at == 1:
            self.pane.enter(again=True)
        else:
            self.side.first().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def next_remark(self) -> None:
        """Go to the next påpekande."""
        self.steps.step(1)

    def previous_remark(self) -> None:
        """Go to the previous påpekande."""
        self.steps.step(-1)

    def show_matrix(self) -> None:
        """Show the answers held against what the auditors ask for."""
        if not self.go_to_item(MATRIX_KEY, into=True):
            self.note.emit("info", "Fullständigheten visas för granskningar med rekommendationer.", None)

    def show_source(self) -> None:
        """Show the source beside the form, and go there."""
        self._show_side("source")

    def show_remarks(self) -> None:
        """Show the remarks beside the form, and go there."""
        self._show_side("remarks")

    def _show_side(self, side: Side) -> None:
        self.side.show_side(side)
        self._show_source(shown=True)

    def show_place(self, table: str, row_uid: str, field: str) -> None:
        """Go to a field of a record, at once or as soon as the case is loaded."""
        if self._file is None:
            self._place = (table, row_uid, field)
            return
        self._place = None
        place = place_of(self._file, table, row_uid, field)
        if place is not None:
            self._go_to_place(place)

    def show_changed(self, places: Sequence[ChangedPlace]) -> None:
        """Go to the first of these places that is shown in the case, when it has been loaded anew."""
        self._changed = tuple(places)
        self._load()

    def _show_first(self, places: Sequence[ChangedPlace]) -> None:
        found = (place_of(self._file, *place) for place in places if self._file is not None)
        any(place is not None and self._go_to_place(place) for place in found)

    def _go_to_place(self, place: Place) -> bool:
        """Go there; says whether the list has such an item."""
        if not self.go_to_item(place.key):
            return False
        if not (place.row_uid and self.pane.focus_row(place.row_uid, place.field)):
            self.go_to_item(place.key, place.field, into=True)
        return True

    # Finishing, adding, taking away.

    def finish_item(self) -> None:
        """Mark the recommendation as finished, and go to the next item."""
        if self.pane.adding:
            self.pane.finish_adding()
            return
        if self.pane.finish_own():
            return
        self.pane.flush()
        row = self._finishing()
        if row is not None and not row.finished:
            if self._begun():
                self.acts.mark(row, finished=True)
            else:
                self.note.emit("info", _NOTHING_YET, None)
        self.next_item()

    def _begun(self) -> bool:
        """Whether anything is written of the item that is shown; what is typed just now counts."""
        shown = next((item for item in self.items.items if item.key == self._key), None)
        return self._ledger.has_news or (shown is not None and shown.state != State.ej_paborjad)

    def _reopen_item(self) -> None:
        row = self._finishing()
        if row is not None:
            self.acts.mark(row, finished=False)

    def _finishing(self) -> Recommendation | AuditQuestion | None:
        """The item that can be marked as finished, where it is such a one."""
        if self._file is None or self._key is None:
            return None
        rows: Sequence[Recommendation | AuditQuestion] = (
            self._file.recommendations if self._key[0] == "recommendations" else self._file.questions
        )
        kinds = ("recommendations", "questions")
        return next((one for one in rows if self._key[0] in kinds and one.id == self._key[1]), None)

    def _begin_item(self, kind: str) -> None:
        self.pane.begin_adding(kind)

    def _stop_adding(self) -> None:
        if self._key is None:
            self._key = self._first_key()
        self._show_item()
        self.items.list.setFocus()

    def _want(self, key: ItemKey, field: str = "") -> None:
        """Go there when the case has been loaded anew."""
        self._wanted = (key, field)
        self._load()

    def _remove_item(self, key: ItemKey) -> None:
        self.acts.remove(key, self.items.neighbour(1) or self.items.neighbour(-1))

    def _item_gone(self, key: ItemKey, following: ItemKey | None) -> None:
        if self._key == key:
            self._key = following

    def paste_items(self) -> None:
        """Ask for a pasted text with what the case consists of."""
        self.acts.paste(questions=self._key is not None and self._key[0] == "questions")

    def insert_table(self) -> None:
        """Put a table into the text that was written in last; without one it is said where tables go."""
        if self.pane.writes_text:
            self.pane.insert_table()
        else:
            self.note.emit("info", _NO_TEXT, None)

    def insert_reference(self) -> None:
        """Ask what to refer to in the text that was written in last."""
        if self.pane.writes_text:
            self.pane.insert_reference()
        else:
            self.note.emit("info", _NO_TEXT, None)

    def written_kind(self) -> str:
        """The kind of document that is being written, where it is another than the first answer; its slug."""
        second = followup_document(self._file) if self._file is not None else None
        return str(second.kind) if second is not None else ""

    def _to_document(self) -> None:
        self.flush()
        self.document_wanted.emit(self._case_id)

    # The panes.

    @property
    def folded(self) -> bool:
        """Whether the side is folded to a button."""
        return self.panes.folded

    def _show_source(self, *, shown: bool, into: bool = True) -> None:
        self.panes.show_source(shown=shown, into=into)

    def _focus_moved(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.pane.isAncestorOf(now):
            self.pane.note_focus(now)


def _loaded_case(store: Store, case_id: int) -> tuple[CaseFile, CaseRemarks]:
    """A case and its remarks, which are reckoned where nobody waits for them."""
    file = load_case(store, case_id)
    return file, case_remarks(file, user_names(store))
