"""TemplatesPage: the templates of documents; the office's own are changed here and seen as they come out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget

from nemndsekr.operations.own_templates import (
    ListedTemplate,
    OpenTemplate,
    arrange_parts,
    copy_template,
    export_template,
    import_template,
    listed_templates,
    open_template,
    read_logo,
    read_template,
    remove_template,
    set_logo,
    template_file,
)
from nemndsekr.operations.template_preview import PreviewCase, TriedTemplate, preview_cases, try_template
from nemndsekr.support.errors import UserError
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.document.preview_panel import PreviewPanel
from nemndsekr.ui.kit.forms import Combo, Field
from nemndsekr.ui.kit.labels import button, primary_button
from nemndsekr.ui.kit.lists import TaskList, TaskRow, heading
from nemndsekr.ui.kit.measures import column, holding, row, set_size
from nemndsekr.ui.kit.messages import EmptyState, MessageBar
from nemndsekr.ui.kit.new_key import NewKey
from nemndsekr.ui.kit.panels import PageHead, PageStack, Panel, SplitPanes, page_layout
from nemndsekr.ui.kit.tokens import u
from nemndsekr.ui.page import Page
from nemndsekr.ui.paper_out import ChooseFile, ask_path, choose_file, folder_for, remember_folder
from nemndsekr.ui.templates.insert_menu import InsertMenu
from nemndsekr.ui.templates.template_editor import TemplateEditor

if TYPE_CHECKING:
    from nemndsekr.operations.changes import Changes
    from nemndsekr.store.database import Store

_TABLE: Final = "own_templates"
# A preview shows what cases and the nämnd say, too.
_PAUSE_MS: Final = 60
_ROOM_FOR_LIST: Final = 800
"""Units of width under which the list gives way to a box above the fields."""
_LOCKED: Final = "Mallen följer med programmet och ändras inte här. Gör en egen kopia, och ändra den."
_FILES: Final = "Mallar (*.nemndmall *.toml);;Alla filer (*)"
_PICTURES: Final = "Bilder (*.png *.jpg *.jpeg)"
_Seen = tuple[list[ListedTemplate], OpenTemplate | None]


def choose_open(parent: QWidget, title: str, kinds: str, folder: str) -> str:
    """Ask for a file in the system's own dialog, beginning in a folder; empty is no."""
    return QFileDialog.getOpenFileName(parent, title, folder, kinds)[0]


class TemplatesPage(Page):
    """The list at the left, the fields of the chosen template in the middle, and its paper at the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.choose_open: Callable[[QWidget, str, str, str], str] = choose_open
        self.choose_save: ChooseFile = choose_file
        self._listed: list[ListedTemplate] = []
        self._opened: OpenTemplate | None = None
        self._wanted = ""
        """The name of the template that is shown, or is to be as soon as it is read."""
        self._newest = False
        """Whether the one that was just made is to be chosen, and its name to be written."""
        self._chosen_parts: dict[str, int] = {}
        self._kind = ""
        self._case_id = 0
        self._tried: object = None
        self._building = self._stale = False
        self._lay_out()
        self._connect()
        self._load()

    def _lay_out(self) -> None:
        self.import_button = button("Ta in mall …", "download")
        self.more_button = button("Mer")
        menu = QMenu(self.more_button)
        self.export_action = menu.addAction("&Spara som fil …", self.export)
        self.remove_action = menu.addAction("&Ta bort mallen", self.remove)
        self.more_button.setMenu(menu)
        self.copy_button = primary_button("Gör en egen kopia", "copy")
        self.head = PageHead("Mallar", buttons=(self.more_button, self.import_button, self.copy_button))
        self.list = TaskList("Mallar")
        self.list_panel = Panel("Mallar", body=self.list)
        self.box = Combo()
        self.box_field = Field("&Mall", self.box)
        self.bar = MessageBar("info", _LOCKED)
        self.bar.hide()
        self.editor = TemplateEditor(self.desk)
        self.insert = InsertMenu(self.editor)
        self.broken = EmptyState("warning", "Mallen går inte att använda", "")
        self.stack = PageStack()
        self.stack.addWidget(self.editor)
        self.stack.addWidget(self.broken)
        self.panel = Panel(
            "Mall",
            actions=(self.insert.button,),
            body=column(holding(row((self.bar, 1), margins=(8, 8, 8, 0))), (self.stack, 1), gap=0),
        )
        self.case_box = Combo()
        self.case_field = Field("Visas me&d", self.case_box)
        self.preview = PreviewPanel()
        self.preview.empty.set_words("Ingen förhandsgranskning", "Här visas handlingen när mallen kan användas.")
        middle = holding(column(self.box_field, (self.panel, 1), gap=8))
        right = holding(column(self.case_field, (self.preview, 1), gap=8))
        for pane, width in ((self.list_panel, 176), (middle, 272), (right, 196)):
            set_size(pane, min_width=width)
        self.panes = SplitPanes(self.list_panel, middle, right, sizes=(236, 392, 470), stretch=(0, 1, 1))
        self.message = MessageBar(closable=True)
        self.message.hide()
        self.setLayout(page_layout(self.head, self.panes, self.message))
        self._fold_list()

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.box.activated.connect(lambda _: self._choose(self.box.currentData()))
        self.copy_button.clicked.connect(self.copy)
        NewKey(self.list, self.box).pressed.connect(self.copy)
        remove = QShortcut(QKeySequence.StandardKey.Delete, self.list, self.remove)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.import_button.clicked.connect(self.import_)
        self.editor.arranged.connect(self._arrange)
        self.editor.logo.wanted.connect(self._choose_logo)
        self.editor.logo.removed.connect(lambda: self._set_logo(b""))
        self.case_box.activated.connect(self._choose_case)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._build)
        for keys, step in (("F6", 1), ("Shift+F6", -1)):
            QShortcut(
                QKeySequence(keys),
                self,
                partial(self._go_to_pane, step),
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )

    # What the window asks

    def first_focus(self) -> QWidget:
        """The list, or the box that stands for it."""
        return self.list if self.list_panel.isVisibleTo(self) else self.box

    def flush(self) -> None:
        """Hand over everything that is typed."""
        self.editor.flush()

    @property
    def refused(self) -> UserError | None:
        """Why what stands in one of the fields is not stored; None where everything is, or is on its way."""
        return self.editor.refused

    def refresh(self, changes: Changes) -> None:
        """Show the templates again where one has changed; what a case says now is seen when one comes back."""
        if _TABLE in changes.tables:
            self._load()
        elif changes.cases or "namnder" in changes.tables:
            self._tried = None
            self._kind = ""
            if self.isVisible():
                self._show_opened()

    def showEvent(self, event: Any) -> None:
        """Catch up with what changed while the page was hidden."""
        super().showEvent(event)
        if self._opened is not None and not self._kind:
            self._show_opened()

    def show_template(self, name: str, *, offer_copy: bool = False) -> None:
        """Go to a template by its name; of one of the program's, offer to make a copy."""
        self.flush()
        self._wanted = name
        self._load()
        if offer_copy:
            self.copy_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # Acts

    def copy(self) -> None:
        """Make a template of one's own from the one that is shown."""
        source = self._wanted
        self.flush()
        self._newest = True
        self.desk.act(lambda store, who, now: copy_template(store, source, "", who, now), failed=self._not_done)

    def remove(self) -> None:
        """Take away the template that is shown."""
        listed = self._shown()
        if listed is not None and not listed.template_id:
            self._say("info", "Mallen följer med programmet och kan inte tas bort.")
        elif listed is not None:
            words = f"Mallen «{listed.label}» är borttagen. Handlingar som hade den görs i den vanliga."
            template_id = listed.template_id
            self.desk.act(
                lambda store, who, now: remove_template(store, template_id, who, now),
                lambda _: self.note.emit("info", words, ("Ångra", None)),
                self._not_done,
            )

    def import_(self) -> None:
        """Ask for a file, and take in the template in it."""
        chosen = self._ask_open("Ta in mall", _FILES, "nemndmall")
        if chosen:
            self.take_in([Path(chosen)])

    def _ask_open(self, title: str, kinds: str, kind: str) -> str:
        chosen = self.choose_open(self, title, kinds, folder_for(self.desk, kind))
        if chosen:
            remember_folder(self.desk, kind, Path(chosen).parent)
        return chosen

    def take_in(self, paths: Sequence[Path]) -> None:
        """Take in templates from files; the last one is shown."""
        self.flush()
        for path in paths:
            self._take_one(path)

    def _take_one(self, path: Path) -> None:
        # A file that is no template is no text that is not saved.
        self.desk.ask(lambda _: read_template(path), lambda _: self._keep_one(path), self._not_done)

    def _keep_one(self, path: Path) -> None:
        self._newest = True
        words = f"«{path.name}» är intagen som en egen mall."
        self.desk.act(
            lambda store, who, now: import_template(store, path, who, now),
            lambda _: self.note.emit("ok", words, ("Ångra", None)),
            self._not_done,
        )

    def export(self) -> None:
        """Ask where, and save the template that is shown as a file."""
        self.flush()
        name = self._wanted
        self.desk.ask(lambda store: template_file(store, name)[1], partial(self._export_as, name), self._not_done)

    def _export_as(self, name: str, suggested: str) -> None:
        path = ask_path(self, self.desk, self.choose_save, suggested, "nemndmall")
        if path is not None:
            self.desk.ask(
                lambda store: export_template(store, name, path),
                lambda _: self._say("ok", f"Sparad som «{path.name}»."),
                self._not_done,
            )

    def _choose_logo(self) -> None:
        chosen = self._ask_open("Välj logotyp", _PICTURES, "picture")
        if chosen:
            path = Path(chosen)
            self.desk.ask(lambda _: read_logo(path), self._set_logo, self._no_logo)

    def _set_logo(self, content: bytes) -> None:
        listed = self._shown()
        if listed is not None and listed.template_id:
            template_id = listed.template_id
            self.desk.act(lambda store, who, now: set_logo(store, template_id, content, who, now), failed=self._no_logo)

    def _no_logo(self, error: UserError) -> None:
        self.editor.logo.message.set_message(str(error))

    def _arrange(self, which: Any, order: Sequence[Any], chosen: int) -> None:
        listed = self._shown()
        if listed is not None and listed.template_id:
            template_id = listed.template_id
            self._chosen_parts[which] = chosen
            self.desk.act(
                lambda store, who, now: arrange_parts(store, template_id, which, order, who, now),
                failed=partial(self._not_arranged, which),
            )

    def _not_arranged(self, which: str, error: UserError) -> None:
        self._chosen_parts.pop(which, None)
        self._show_opened()
        form = self.editor.blocks if which == "blocks" else self.editor.cells
        form.message.set_message(str(error))

    def _not_done(self, error: UserError) -> None:
        self._newest = False
        self._say("late", str(error))

    def _say(self, tone: Any, words: str) -> None:
        self.message.show_message(tone, words)
        self.message.show()

    # What is read

    def _load(self) -> None:
        wanted, newest = self._wanted, self._newest

        def question(store: Store) -> _Seen:
            listed = listed_templates(store)
            return listed, open_template(store, _name_of(listed, wanted, newest=newest))

        self.desk.ask(question, partial(self._loaded, wanted, newest=newest))

    def _loaded(self, wanted: str, seen: _Seen, *, newest: bool) -> None:
        self._listed, opened = seen
        self.editor.ledger.loaded()
        if wanted == self._wanted and opened is not None:
            self._wanted, self._opened = opened.listed.name, opened
        made = newest and self._newest
        if made:
            self._newest = False
        self._show_list()
        self._show_opened()
        if made:
            self._write_name()

    def _write_name(self) -> None:
        """A copy is called after what it was made from, until it is called something better."""
        self.editor.folds["names"].set_open()
        field: Any = self.editor.bounds["label",].field.editor
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()

    def _show_list(self) -> None:
        rows, kind = list[TaskRow](), ""
        self.box.clear()
        for one in self._listed:
            if one.kind_name != kind:
                kind = one.kind_name
                rows.append(heading(kind))
            rows.append(_row(one))
            self.box.addItem(f"{one.label} – {one.kind_name}", one.name)
        self.list.blockSignals(True)
        self.list.set_rows(rows)
        self.list.choose(self._wanted)
        self.list.blockSignals(False)
        self.box.setCurrentIndex(self.box.findData(self._wanted))

    def _choose(self, name: object) -> None:
        if isinstance(name, str) and name != self._wanted:
            self.flush()
            self.message.hide()
            self._wanted = name
            self.insert.forget()
            self._load()

    def _shown(self) -> ListedTemplate | None:
        return self._opened.listed if self._opened is not None else None

    def _show_opened(self) -> None:
        opened = self._opened
        if opened is None:
            return
        listed, readable = opened.listed, opened.values is not None
        self.panel.set_title(listed.label)
        title = f"{listed.label} – Mallar"
        self.setWindowTitle(title)
        self.title_changed.emit(title)
        self.bar.setVisible(readable and not listed.template_id)
        self.remove_action.setEnabled(listed.template_id > 0)
        self.copy_button.setEnabled(readable)
        self.export_action.setEnabled(readable)
        self.insert.button.setVisible(readable and listed.template_id > 0)
        same = self.editor.shown == listed.name
        left = self.editor.refused if not (same and readable) else None
        if not readable:
            self.editor.let_go()  # first, or its field is left when it is hidden, and hands over what was refused
        self.stack.setCurrentWidget(self.editor if readable else self.broken)
        if not readable:
            self._tell_left(left, same=same)
            self.broken.set_words(
                "Mallen går inte att använda", f"{listed.problem} Handlingar görs så länge i den vanliga."
            )
            self.preview.show_nothing()
            self._tried = None
            return
        self.editor.show_template(opened, chosen=self._chosen_parts)
        self._chosen_parts = {}
        self._tell_left(left, same=False)
        if listed.kind != self._kind:
            self._ask_cases(listed.kind)
        else:
            self._timer.start()

    def _tell_left(self, error: UserError | None, *, same: bool) -> None:
        """Tell of what could not be stored and is left behind: what the fields hold now is saved."""
        if error is not None:
            self.desk.saved.emit(self.desk.clock())
            told = "Det sista som skrevs i mallen sparades inte."
            self._say("warn", told if same else f"{told.replace('mallen', 'den förra mallen')} {error}")

    # The paper

    def _ask_cases(self, kind: str) -> None:
        self._kind = kind
        self.desk.ask(lambda store: preview_cases(store, kind), partial(self._show_cases, kind))

    def _show_cases(self, kind: str, cases: list[PreviewCase]) -> None:
        if kind != self._kind:
            return
        self.case_box.clear()
        for case in cases:
            self.case_box.addItem(case.name, case.case_id)
        at = self.case_box.findData(self._case_id)
        # The made-up one is last, and is chosen by itself only where there is no other.
        self.case_box.setCurrentIndex(at if at >= 0 and self._case_id else 0)
        self._case_id = self.case_box.currentData()
        self._build()

    def _choose_case(self) -> None:
        self._case_id = self.case_box.currentData()
        self._build()

    def _build(self) -> None:
        """Ask for the pages; while some are on their way, remember that others are wanted."""
        self._timer.stop()
        opened = self._opened
        if opened is None or opened.values is None:
            return
        wanted = (opened.listed.name, opened.values, opened.logo, self._case_id)
        if wanted == self._tried:
            return
        self._stale = True
        if self._building:
            return
        self._building, self._stale = True, False
        _, values, logo, case_id = wanted
        day = self.desk.today
        self.desk.ask(
            lambda store: try_template(store, values, logo, case_id, day), partial(self._built, wanted), self._not_built
        )

    def _built(self, wanted: object, tried: TriedTemplate) -> None:
        self._building = False
        self._tried = wanted
        if self._stale:
            self._build()
            return
        if self.message.tone == "late":
            self.message.hide()
        self.preview.show_document(tried)

    def _not_built(self, error: UserError) -> None:
        """The last pages that could be made stay."""
        self._building = False
        if self._stale:
            self._build()
            return
        self._say("late", str(error))

    # The room there is

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the list where there is no room for it."""
        super().resizeEvent(event)
        self._fold_list()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the text has grown."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "panes"):
            self._fold_list()

    def _fold_list(self) -> None:
        room = self.width() >= u(_ROOM_FOR_LIST)
        had_focus = self.list.hasFocus()
        self.list_panel.setVisible(room)
        self.box_field.setVisible(not room)
        if had_focus and not room:
            self.box.setFocus()

    def _go_to_pane(self, step: int) -> None:
        panes = [self.first_focus(), self.editor.folds["names"].button, self.preview.first_focus()]
        around = (self.list_panel, self.panel, self.preview)
        now = QApplication.focusWidget()
        at = next((number for number, pane in enumerate(around) if now is not None and pane.isAncestorOf(now)), 0)
        panes[(at + step) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)


def _row(one: ListedTemplate) -> TaskRow:
    if one.problem:
        return TaskRow(one.name, one.label, tail="går inte att läsa")
    return TaskRow(one.name, one.label, strong=one.template_id > 0, tail="egen" if one.template_id else "")


def _name_of(listed: Sequence[ListedTemplate], wanted: str, *, newest: bool) -> str:
    """The template to show: the one just made, the one asked for, else the first of one's own, else the first."""
    own = [one for one in listed if one.template_id]
    if newest and own:
        return max(own, key=lambda one: one.template_id).name
    if any(one.name == wanted for one in listed):
        return wanted
    return next(iter([*own, *listed])).name
