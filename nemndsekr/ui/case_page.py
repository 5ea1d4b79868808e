"""CasePage: one case is worked on - its items at the left, the form of the chosen one, the source at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from nemndsekr.operations.add_recommendations import add_recommendations
from nemndsekr.operations.case_parts import add_to_list, remove_part
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.decide_difference import decide_difference
from nemndsekr.operations.edit_record import edit_record, undo
from nemndsekr.records.audit import AuditQuestion
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DifferenceState
from nemndsekr.records.document import Section
from nemndsekr.records.namndinitiativ import Attsats
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.records.row import CaseRow
from nemndsekr.rules.case_head import case_head
from nemndsekr.rules.case_items import FACTS_KEY, NONE_KEY, ItemKey
from nemndsekr.rules.case_places import place_of_row
from nemndsekr.rules.checks import remarks_on
from nemndsekr.rules.checks.remark import Remark
from nemndsekr.rules.progress import State
from nemndsekr.store.database import Store
from nemndsekr.store.queries import CaseGoneError, load_case
from nemndsekr.support.errors import UserError
from nemndsekr.ui.case.binding import Ledger
from nemndsekr.ui.case.item_list import ItemList
from nemndsekr.ui.case.item_pane import ItemPane
from nemndsekr.ui.case.paste_dialog import PasteDialog
from nemndsekr.ui.case.record_form import Forms
from nemndsekr.ui.case.source_pane import SourcePane
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.labels import button, primary_button
from nemndsekr.ui.kit.panels import PageHead, SplitPanes, page_layout
from nemndsekr.ui.kit.tab_order import order_tabs
from nemndsekr.ui.kit.tokens import points, u
from nemndsekr.ui.messages import ask
from nemndsekr.ui.page import Page

LIST_UNITS: Final = 284
SOURCE_UNITS: Final = 300
WIDEST_FORM: Final = 720
_FOLD_BELOW: Final = 1000
"""Units of width under which the source folds to a button."""
_NO_TEXT: Final = "Ställ markören i ett textfält, till exempel Svar, och välj sedan kommandot igen."
_SHARED_TABLES: Final = frozenset({"persons", "namnder"})
_FACT_TABLES: Final = frozenset({"cases", "audits", "reply_days", "demands", "namndinitiativ", "initiators"})
_PARTS: Final[dict[str, tuple[type[CaseRow], str]]] = {
    "recommendations": (Recommendation, "Rekommendationen"),
    "attsatser": (Attsats, "Att-satsen"),
    "questions": (AuditQuestion, "Revisionsfrågan"),
    "sections": (Section, "Texten"),
}


class CasePage(Page):
    """The page of one case."""

    remarks_changed = Signal(int)
    """How many påpekanden the case has."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.ask = ask
        self._case_id = 0
        self._file: CaseFile | None = None
        self._key: ItemKey | None = None
        self._wanted: tuple[ItemKey, str] | None = None
        self._place: tuple[str, str, str] | None = None
        self._remark_at = -1
        self._source_shown = False
        self._moved_by_hand = False
        self._laid: tuple[bool, bool, float, int] | None = None
        self._ledger = Ledger()
        self._reorder = QTimer(self)
        self._reorder.setSingleShot(True)
        self._reorder.setInterval(0)
        self._reorder.timeout.connect(self._order_tabs)
        self.facts_button = button("Uppgifter")
        self.document_button = primary_button("Till handlingen", "document")
        self.head = PageHead(buttons=(self.facts_button, self.document_button))
        self.items = ItemList()
        self.pane = ItemPane(Forms(desk, self._ledger))
        self.source = SourcePane()
        self.panes = SplitPanes(self.items, self.pane, self.source, stretch=(0, 1, 0))
        self.setLayout(page_layout(self.head, self.panes))
        self._connect()
        self._own_actions = self._make_actions()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def _connect(self) -> None:
        self.facts_button.clicked.connect(lambda: self.go_to_item(FACTS_KEY, into=True))
        self.document_button.clicked.connect(self._to_document)
        self.items.chosen.connect(self._item_chosen)
        self.items.entered.connect(self.pane.enter)
        self.items.add_wanted.connect(self._begin_item)
        self.items.paste_wanted.connect(self.paste_recommendations)
        self.items.removal_wanted.connect(self._remove_item)
        self.pane.previous_wanted.connect(self.previous_item)
        self.pane.next_wanted.connect(self.next_item)
        self.pane.finish_wanted.connect(self.finish_item)
        self.pane.reopen_wanted.connect(self._reopen_item)
        self.pane.paste_wanted.connect(self.paste_recommendations)
        self.pane.source_wanted.connect(self._show_source)
        self.pane.item_added.connect(self._add_item)
        self.pane.add_cancelled.connect(self._stop_adding)
        self.pane.removed.connect(self._offer_undo)
        self.pane.rearranged.connect(self._reorder.start)
        self.pane.item_wanted.connect(lambda key: self.go_to_item(key, into=True))
        self.source.quoted.connect(self.pane.quote)
        self.panes.splitterMoved.connect(self._panes_moved)

    def _make_actions(self) -> list[QAction]:
        keys: tuple[tuple[str, tuple[str, ...], Callable[[], Any]], ...] = (
            ("Markera klar och gå till nästa", ("Ctrl+Return", "Ctrl+Enter"), self.finish_item),
            ("Nästa", ("Ctrl+PgDown",), self.next_item),
            ("Föregående", ("Ctrl+PgUp",), self.previous_item),
            ("Nästa ruta", ("F6",), self.next_pane),
            ("Föregående ruta", ("Shift+F6",), self.previous_pane),
            ("Nästa påpekande", ("F8",), self.next_remark),
            ("Föregående påpekande", ("Shift+F8",), self.previous_remark),
        )
        made = []
        for words, shortcuts, act in keys:
            action = QAction(words, self)
            action.setShortcuts([QKeySequence(shortcut) for shortcut in shortcuts])
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _=False, act=act: act())
            self.addAction(action)
            made.append(action)
        return made

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
        self._lay_out()

    # What the main window asks of every page.

    def show_case(self, case_id: int) -> None:
        """Show this case."""
        self.flush()
        if case_id != self._case_id:
            self._case_id, self._file, self._key, self._remark_at = case_id, None, None, -1
            self.pane.clear()
        self._load()

    def refresh(self, changes: Changes) -> None:
        """Show what has changed; a field with focus keeps its text, caret and undo."""
        if self._case_id and (self._case_id in changes.cases or changes.tables & _SHARED_TABLES):
            self._load()

    def flush(self) -> None:
        """Hand over everything that is typed."""
        self.pane.flush()

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
        self.desk.ask(lambda store: load_case(store, case_id), self._loaded, self._not_loaded)

    def _not_loaded(self, error: UserError) -> None:
        # Where an undo took the case away, the window tells it and shows the list.
        if self.isVisible() or not isinstance(error, CaseGoneError):
            self.desk.failed.emit(error)

    def _loaded(self, file: CaseFile) -> None:
        if file.case.id != self._case_id:
            return
        # First the ledger: what it still holds is newer than this file.
        self._ledger.loaded()
        self._file = file
        head = case_head(file, self.desk.today)
        self.head.set_title(file.case.title)
        self.head.set_facts(head.facts, head.due)
        self.setWindowTitle(file.case.title)
        self.title_changed.emit(file.case.title)
        self.items.show_file(file)
        self.source.show_file(file)
        self.remarks_changed.emit(len(remarks_on(file)))
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
        if wanted is not None and wanted[0] == self._key and wanted[1]:
            self.pane.focus_field(wanted[1])
        if self._place is not None:
            self.show_place(*self._place)

    def _first_key(self) -> ItemKey | None:
        left = [item for item in self.items.items if item.state not in (None, State.klar)]
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
        # The form of an item is built when it is first shown: without this, Tab would come to it last of all.
        self._reorder.start()
        at = [item.key for item in self.items.items].index(self._key)
        self.pane.set_ends(first=at == 0, last=at == len(self.items.items) - 1)

    def _order_tabs(self) -> None:
        order_tabs((self.items, *self.pane.reading_order(), self.source))

    # Going about.

    def go_to_item(self, key: ItemKey, field: str = "", *, into: bool = False) -> bool:
        """Go to an item, to one of its fields, or into its first field; says whether there is such an item."""
        if not self.items.choose(key):
            return False
        if field:
            self.pane.focus_field(field)
        elif into:
            self.pane.enter()
        return True

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
        panes: tuple[QWidget, ...] = (self.items, self.pane, self.source)
        return next((at for at, pane in enumerate(panes) if focus and (pane is focus or pane.isAncestorOf(focus))), -1)

    def _go_to_pane(self, at: int) -> None:
        at %= 3
        if self.folded and (at == 2) != self._source_shown and at != 1:
            self._show_source(shown=at == 2)
        if at == 0:
            self.items.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif at == 1:
            self.pane.enter(again=True)
        else:
            self.source.first().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def next_remark(self) -> None:
        """Go to the next påpekande."""
        self._step_remark(1)

    def previous_remark(self) -> None:
        """Go to the previous påpekande."""
        self._step_remark(-1)

    def _step_remark(self, by: int) -> None:
        remarks = remarks_on(self._file) if self._file else []
        if not remarks:
            self.note.emit("info", "Inga påpekanden. Klart för utskrift.", None)
            return
        self._remark_at = (self._remark_at + by) % len(remarks) if self._remark_at >= 0 or by > 0 else len(remarks) - 1
        remark = remarks[min(self._remark_at, len(remarks) - 1)]
        self.show_place(remark.table, remark.row_uid, remark.field)
        words = f"{remark.text}. {remark.detail}".strip()
        difference = self._difference_of(remark) if remark.rule == "kallor_skiljer" else None
        decide = ("Avgör …", partial(self._decide, difference, words)) if difference is not None else None
        self.note.emit("warn", words, decide)

    def _difference_of(self, remark: Remark) -> int | None:
        rows = self._file.differences if self._file else []
        mine = (
            one.id
            for one in rows
            if (one.record_uid, one.field, one.state) == (remark.row_uid, remark.field, DifferenceState.oppen)
            and f"«{one.words}»" in remark.detail
        )
        return next(mine, None)

    def _decide(self, difference_id: int, words: str) -> None:
        """Ask what holds of two papers that differ; what is not decided stays as it is."""
        verbs = ["Behåll", "Ta den andra", "Behåll båda", "Senare"]
        chosen = self.ask(self, words, "Den andra uppgiften finns kvar i ärendet vad du än väljer.", verbs)
        states = (DifferenceState.behallen, DifferenceState.ersatt, DifferenceState.bada)
        if chosen < len(states):
            state = states[chosen]
            self.desk.act(lambda store, who, now: decide_difference(store, difference_id, state, who, now))

    def show_place(self, table: str, row_uid: str, field: str) -> None:
        """Go to a field of a record, at once or as soon as the case is loaded."""
        if self._file is None:
            self._place = (table, row_uid, field)
            return
        self._place = None
        place = place_of_row(self._file, table, row_uid, field)
        if place is not None:
            if self.go_to_item(place.key):
                self.pane.go_to_measure(place.measure_id, place.field)
            return
        key = self._key_of(table, row_uid)
        if key is not None:
            self.go_to_item(key, field, into=not field)

    def _key_of(self, table: str, row_uid: str) -> ItemKey | None:
        if self._file is None or table in _FACT_TABLES:
            return FACTS_KEY
        row = next((one for one in getattr(self._file, table, []) if one.uid == row_uid), None) if table else None
        if isinstance(row, Section) and row.document_id is None and row.key:
            return ("section", row.key)
        if table in _PARTS:
            return (table, row.stored_id) if row is not None else None
        return ("rows", table)

    # Finishing, adding, taking away.

    def finish_item(self) -> None:
        """Mark the recommendation as finished, and go to the next item."""
        if self.pane.adding:
            self.pane.finish_adding()
            return
        self.pane.flush()
        row = self._finishing()
        if row is not None and not row.finished:
            self._mark(row, finished=True)
        self.next_item()

    def _reopen_item(self) -> None:
        row = self._finishing()
        if row is not None:
            self._mark(row, finished=False)

    def _mark(self, row: Recommendation | AuditQuestion, *, finished: bool) -> None:
        table, row_id = type(row), row.stored_id
        what = f"rekommendation {row.no}" if isinstance(row, Recommendation) else "revisionsfråga"
        name = f"{'markerade' if finished else 'öppnade'} {what}{' klar' if finished else ''}"
        self.desk.act(
            lambda store, who, now: edit_record(store, table, row_id, {"finished": finished}, who, now, name=name)
        )

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

    def _add_item(self, kind: str, words: str) -> None:
        table, case_id, made = _PARTS[kind][0], self._case_id, list[int]()
        name = "lade till en rekommendation" if kind == "recommendations" else "lade till en att-sats"

        def add(store: Store, who: str, now: datetime) -> Changes:
            row_id, changes = add_to_list(store, table, case_id, {"text": words}, name, who, now)
            made.append(row_id)
            return changes

        self.desk.act(add, lambda _: self._want((kind, made[0])))

    def _want(self, key: ItemKey, field: str = "") -> None:
        """Go there when the case has been loaded anew."""
        self._wanted = (key, field)
        self._load()

    def _remove_item(self, key: ItemKey) -> None:
        table, words = _PARTS[key[0]]
        following = self.items.neighbour(1) or self.items.neighbour(-1)
        name = f"tog bort {words.lower()}"

        def gone(_: Changes) -> None:
            if self._key == key:
                self._key = following
            self._offer_undo(f"{words} är borttagen.")

        self.pane.flush()
        self.desk.act(lambda store, who, now: remove_part(store, table, int(key[1]), name, who, now), gone)

    def _offer_undo(self, words: str) -> None:
        self.note.emit("info", words, ("Ångra", partial(self.desk.act, lambda store, _, now: undo(store, now))))

    def paste_recommendations(self) -> None:
        """Ask for a pasted text, and add the chosen lines in one step."""
        dialog = PasteDialog(self)
        dialog.accepted.connect(lambda: self._add_pasted(dialog.texts()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _add_pasted(self, texts: list[str]) -> None:
        case_id = self._case_id
        self.desk.act(lambda store, who, now: add_recommendations(store, case_id, texts, who, now))

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

    def _to_document(self) -> None:
        self.flush()
        self.wanted.emit("document", self._case_id)

    # The panes.

    @property
    def folded(self) -> bool:
        """Whether the source is folded to a button."""
        return self.width() < u(_FOLD_BELOW)

    def _show_source(self, *, shown: bool) -> None:
        self._source_shown = shown
        self._lay_out()
        if shown:
            self.source.first().setFocus()

    def _lay_out(self) -> None:
        folded = self.folded
        now = (folded, self._source_shown, points(), self.width())
        self.pane.set_folded(folded, source_shown=self._source_shown)
        self.source.setVisible(not folded or self._source_shown)
        self.items.setVisible(not (folded and self._source_shown))
        if self._laid is None or now[:3] != self._laid[:3]:
            self._moved_by_hand = False
        if now != self._laid and not self._moved_by_hand:
            room = self.width() - u(32)
            left = min(u(LIST_UNITS), round(room * 0.34))
            # In a wide window the source gets what would only make the form's lines too long to read.
            right = round(room * 0.45) if folded else max(u(SOURCE_UNITS), room - left - u(WIDEST_FORM + 16))
            self._laid = now
            self.panes.setSizes([left, max(u(240), room - left - (0 if folded else right)), right])

    def _panes_moved(self) -> None:
        self._moved_by_hand = True

    def _focus_moved(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.pane.isAncestorOf(now):
            self.pane.note_focus(now)
