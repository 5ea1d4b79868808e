"""ReviewPage: what was found in a file stands beside its source; nothing is stored before the person says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.import_report import accept_reading
from nemndsekr.operations.review_file import ReadFile, Standing, read_file, standing_of
from nemndsekr.records.case import Case
from nemndsekr.records.choices import CaseKind
from nemndsekr.store.database import Store
from nemndsekr.support.errors import UserError
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.labels import Label, button, primary_button
from nemndsekr.ui.kit.measures import column, row
from nemndsekr.ui.kit.messages import MessageBar, MessageTone
from nemndsekr.ui.kit.panels import PageHead, PageStack, page_layout
from nemndsekr.ui.page import Page, own_actions
from nemndsekr.ui.review.destination import Destination
from nemndsekr.ui.review.difference_view import CHOICES
from nemndsekr.ui.review.reading_queue import Batch, ReadingQueue
from nemndsekr.ui.review.review_sheet import ReviewSheet
from nemndsekr.ui.review.target_panel import NEW_CASE, TargetPanel
from nemndsekr.ui.review.waiting_view import WaitingView

_CREATE: Final = {
    CaseKind.granskning: "Skapa granskning",
    CaseKind.namndinitiativ: "Skapa nämndinitiativ",
    CaseKind.remiss: "Skapa remissärende",
    CaseKind.motion: "Skapa motionsärende",
    CaseKind.ovrigt: "Skapa ärende",
}
_FILES: Final = "Dokument (*.pdf *.docx *.docm *.odt *.txt *.html *.htm);;Alla filer (*)"


def choose_files(parent: QWidget) -> list[str]:
    """Ask for files in the system's own dialog."""
    return QFileDialog.getOpenFileNames(parent, "Läs in", "", _FILES)[0]


class ReviewPage(Page):
    """Files are reviewed one after another; each is taken in, or left, as a whole."""

    undo_changed = Signal()
    """What Ångra and Gör om would do here is another thing than before."""
    pending_changed = Signal()
    """A review was begun or ended."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.choose_files: Callable[[QWidget], list[str]] = choose_files
        self._paths: list[Path] = []
        self._files: list[ReadFile] = []
        self._number = self._of = 0
        self._cases: list[int] = []
        self._at_work = False
        self._tabs_stale = False
        self.queue = ReadingQueue(desk, lambda: read_file, self)
        self.target = TargetPanel()
        self.sheet = ReviewSheet(self.target)
        self.destination = Destination(desk, self.target, self.sheet, self)
        self._forget()
        self._lay_out()
        self._connect()

    def _forget(self) -> None:
        """Have no file at hand."""
        self._file: ReadFile | None = None
        self.destination.forget()
        self._accepting = False
        self._warned = False
        self.sheet.clear()
        self._bar_action: Callable[[], object] | None = None

    def _lay_out(self) -> None:
        self.head = PageHead("Läs in")
        self.bar = MessageBar()
        self.waiting = WaitingView()
        self.stack = PageStack()
        self.stack.addWidget(self.sheet)
        self.stack.addWidget(self.waiting)
        self.foot_words = Label("Inget är sparat än.", tone="muted", wrap=True)
        self.cancel_button = button("Avbryt")
        self.accept_button = primary_button("Skapa ärende")
        self.accept_button.setToolTip("Ctrl+Enter")
        foot = row((self.foot_words, 1), self.cancel_button, self.accept_button)
        self.setLayout(page_layout(self.head, column((self.stack, 1), foot, gap=12), self.bar))

    def _connect(self) -> None:
        self.queue.started.connect(self._reading)
        self.queue.progressed.connect(self.waiting.tell)
        self.queue.read.connect(self._batch_read)
        self.waiting.another.clicked.connect(self._choose_another)
        self.bar.acted.connect(self._act_on_bar)
        self._make_actions()
        self.destination.stood.connect(self._tell_foot)
        self.sheet.changed.connect(self._sheet_changed)
        self.sheet.acted.connect(self._quiet)
        self.sheet.said.connect(lambda words: self._say("info", words))
        self.sheet.number_changed.connect(lambda: self.destination.weigh(self._cases))
        self.cancel_button.clicked.connect(self.cancel)
        self.accept_button.clicked.connect(self.accept)

    def _make_actions(self) -> None:
        sheet = self.sheet
        own_actions(
            self,
            ("Nästa ruta", ("F6",), sheet.next_pane),
            ("Föregående ruta", ("Shift+F6",), sheet.next_pane),
            ("Nästa", ("Ctrl+PgDown",), sheet.next_item),
            ("Föregående", ("Ctrl+PgUp",), sheet.previous_item),
            ("Lägg till från markerad text", ("Ctrl+Shift+K",), sheet.source_panel.offer),
            *((words, (pressed,), partial(sheet.decide, state)) for state, words, pressed in CHOICES),
        )

    # What the main window calls

    def show_reading(self, path: Path, case_id: int | None = None) -> None:
        """Read one file for review; ``case_id`` is the case it is meant for, if there is one."""
        self.show_readings([path], case_id)

    def show_readings(self, paths: Sequence[Path], case_id: int | None = None) -> None:
        """Read these files for review, the report first; files that already wait come before them."""
        self._paths += [Path(path) for path in paths]
        if self._paths and not self._at_work:
            self.destination.into = case_id
            self._cases = []
            self._read_waiting()
        elif self._file is not None:
            self._tell_head()
        elif self._at_work:
            self.head.set_facts(self._waiting_words())

    def _waiting_words(self) -> list[str]:
        """Say of the files that came meanwhile that they are not forgotten."""
        if not self._paths:
            return []
        return [f"{self._paths[0].name} väntar" if len(self._paths) == 1 else f"{len(self._paths)} filer väntar"]

    def first_focus(self) -> QWidget:
        """The first field, or the way out while there is none."""
        if self.stack.currentIndex() == 0:
            return self.sheet.first_field()
        return self.waiting.another if self.waiting.currentIndex() == 1 else self.cancel_button

    @property
    def pending(self) -> str:
        """The name of the file whose review is not ended; empty where there is none."""
        return self._file.reading.name if self._file is not None else ""

    @property
    def touched(self) -> bool:
        """Whether something was decided or corrected that leaving for good would lose."""
        return self.sheet.touched

    def undo_names(self) -> tuple[str | None, str | None]:
        """What Ångra and Gör om would do here: nothing of a review is stored yet."""
        return self.sheet.undo_names()

    def undo_here(self) -> None:
        """Take back the last act of this review."""
        self.sheet.undo_here()

    def redo_here(self) -> None:
        """Do it again."""
        self.sheet.redo_here()

    def next_remark(self) -> None:
        """Go to the next thing that is to be looked at or decided."""
        self.sheet.next_remark()

    def previous_remark(self) -> None:
        """Go to the one before."""
        self.sheet.previous_remark()

    # Reading

    def _read_waiting(self) -> None:
        paths, self._paths = self._paths, []
        self._at_work = True
        self._forget()
        self.bar.hide()
        self.queue.start(paths)

    def _reading(self, path: Path, number: int, of: int) -> None:
        self.head.set_title(f"Läser {path.name}")
        self.head.set_facts([*([f"Handling {number} av {of}"] if of > 1 else []), *self._waiting_words()])
        self._tell_window(f"Läs in {path.name}")
        self.waiting.show_reading(path.name)
        self.stack.setCurrentIndex(1)
        self._tell_foot()
        self.cancel_button.setFocus()

    def _tell_window(self, title: str) -> None:
        self.setWindowTitle(title)
        self.title_changed.emit(title)

    def _batch_read(self, batch: Batch) -> None:
        self._files, self._number, self._of = list(batch.files), 0, len(batch.files)
        if not self._files:
            self._none_read(batch)
            return
        self._next()
        if batch.failed:
            error = batch.failed[0][1]
            more = f" Och {len(batch.failed) - 1} till." if len(batch.failed) > 1 else ""
            self._say("late", f"{error}{more}", "Välj en annan fil", self._choose_more)

    def _none_read(self, batch: Batch) -> None:
        self._at_work = False
        path, error = batch.failed[0]
        self.head.set_title(path.name)
        self.waiting.show_failed()
        paths = [path for path, _ in batch.failed]
        self._say("late", str(error), "Försök igen", lambda: self.show_readings(paths, self.destination.into))
        self._tell_foot()
        self.waiting.another.setFocus()

    def _choose_another(self) -> None:
        paths = self.choose_files(self)
        if paths:
            self.show_readings([Path(path) for path in paths], self.destination.into)

    def _choose_more(self) -> None:
        self._paths += [Path(path) for path in self.choose_files(self)]
        self.bar.hide()
        self._sheet_changed()

    def _next(self) -> None:
        file = self._files.pop(0)
        self._number += 1
        self._forget()
        self.bar.hide()
        self._tell_window(f"Läs in {file.path.name}")
        together = list(self._cases)
        self.desk.ask(
            lambda store: standing_of(store, file.reading, file.content, together),
            lambda standing: self._show(file, standing),
        )

    def _show(self, file: ReadFile, standing: Standing) -> None:
        self._file = file
        self.head.set_title(f"Läst ur {file.reading.name}")
        self.stack.setCurrentIndex(0)
        self.sheet.show_file(file, self.desk.today)
        self.destination.show_file(file, standing)
        if standing.kept_in is not None:
            self._say_kept(standing.kept_in)
        if self.isVisible():
            self.sheet.first_field().setFocus(Qt.FocusReason.OtherFocusReason)
        self.pending_changed.emit()

    def _sheet_changed(self) -> None:
        """Tell of what is decided, and let Tab go through what there is now."""
        if self._file is None:
            return
        self._tell_head()
        self._tell_foot()
        # New rows of widgets have no place in the tab order before they are laid out.
        self._tabs_stale = True
        QTimer.singleShot(0, self, self._order_tabs)
        self.undo_changed.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own
        """Put the tab order right before Tab is followed, however soon it is pressed."""
        if self._tabs_stale:
            self._order_tabs()
        return super().focusNextPrevChild(forward)

    def _order_tabs(self) -> None:
        self._tabs_stale = False
        before: QWidget = self.target.combo
        for widget in [*self.sheet.stops(), self.cancel_button, self.accept_button]:
            QWidget.setTabOrder(before, widget)
            before = widget

    # What is said of it

    def _quiet(self) -> None:
        """Take a word about what was done before away; what went wrong stays until it is seen to."""
        self._warned = False
        if self.bar.tone == "info" and self.destination.standing.kept_in is None:
            self.bar.hide()

    def _tell_head(self) -> None:
        unseen, undecided = self.sheet.unseen + len(self.sheet.unsure()), len(self.sheet.undecided())
        facts = [f"Handling {self._number} av {self._of}"] if self._of > 1 else []
        facts += [f"{unseen} att se över"] if unseen else []
        facts += [f"{undecided} att avgöra (F8)"] if undecided else []
        self.head.set_facts([*facts, *self._waiting_words()])

    def _tell_foot(self) -> None:
        """Say what the primary button would do, and whether it can."""
        waiting = self.stack.currentIndex() == 1
        self.accept_button.setVisible(not waiting)
        self.cancel_button.setText("Hoppa över" if self._files and not waiting else "Avbryt")
        words = "Inget är sparat än."
        to = self.destination
        if to.is_new:
            self.accept_button.setText(_CREATE[self.sheet.kind()])
            words += f" Det nya ärendet skapas utan {to.taken_number}, som är upptaget." if to.taken_number else ""
        else:
            self.accept_button.setText(f"Lägg till i {to.dnr}" if to.dnr else "Lägg till i ärendet")
            undecided = len(self.sheet.undecided())
            left = "En uppgift är inte avgjord" if undecided == 1 else f"{undecided} uppgifter är inte avgjorda"
            words += f" {left}: de gamla står kvar." if undecided else ""
        self.foot_words.setText(words)
        kept = to.standing.kept_in is not None
        self.accept_button.setEnabled(self._file is not None and not kept and not self._accepting and not to.loading)

    # Taking in, or leaving

    def accept(self) -> None:
        """Store what was accepted, in the words it was corrected to."""
        if self._file is None or not self.accept_button.isEnabled():
            return
        draft, decisions = self.sheet.accepted(self.destination.taken_number)
        if draft.title is None:
            self.sheet.facts.set_title_missing(missing=True)
            self.sheet.facts.editor("title").setFocus()
            return
        file, into, cases = self._file, self.destination.case_id, list[int]()
        reading = replace(file.reading, draft=draft)
        decisions = replace(decisions, copy_of=self.destination.copy_of)

        def operation(store: Store, who: str, now: datetime) -> Changes:
            imported = accept_reading(
                store,
                reading,
                file.content,
                who,
                now,
                case_id=into or None,
                new_case=into == NEW_CASE,
                decisions=decisions,
            )
            cases.append(imported.case_id)
            return imported.changes

        self._accepting = True
        self._tell_foot()
        self.desk.act(operation, lambda _: self._accepted(cases[0]), self._not_accepted)

    def _accepted(self, case_id: int) -> None:
        self._cases.append(case_id)
        self._go_on()

    def _not_accepted(self, error: UserError) -> None:
        self._accepting = False
        self._say("late", str(error))
        self._tell_foot()

    def cancel(self) -> None:
        """Leave this file unread; nothing of it is stored. What was corrected by hand is not lost without a word."""
        if self._accepting:
            return
        if self.sheet.touched and not self._warned:
            self._warned = True
            self._say("warn", "Det du har ändrat här är inte sparat.", "Avbryt ändå", self.cancel)
            return
        self.queue.stop()
        self._go_on()

    def _go_on(self) -> None:
        """The next file, or away from here."""
        if self._files:
            self._next()
            return
        if self._paths:
            self._read_waiting()
            return
        self._at_work = False
        self._forget()
        self.bar.hide()
        self.pending_changed.emit()
        if self._cases:
            self.wanted.emit("case", self._cases[-1])
        elif self.destination.into is not None:
            self.wanted.emit("case", self.destination.into)
        else:
            self.wanted.emit("cases", 0)

    # Words and keys

    def _say(self, tone: MessageTone, words: str, action: str = "", act: Callable[[], object] | None = None) -> None:
        self._bar_action = act
        self.bar.show_message(tone, words, action)

    def _say_kept(self, case: Case) -> None:
        where = f"«{case.shown_title}»{f' ({case.dnr})' if case.dnr else ''}"

        def open_it() -> None:
            self._files.clear()
            self._paths.clear()
            self._cases.append(case.stored_id)
            self._go_on()

        self._say("info", f"Filen är redan inläst i {where}. Inget behöver göras.", "Öppna det", open_it)

    def _act_on_bar(self) -> None:
        if self._bar_action is not None:
            self._bar_action()

    def event(self, event: QEvent) -> bool:
        """Keep this page's own keys, whatever the menus use them for."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _own_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter takes in, Esc leaves; Ctrl+Z and Ctrl+Y are about this review while it is not stored."""
        if not _own_key(event):
            super().keyPressEvent(event)
            return
        match event.key():
            case Qt.Key.Key_Escape:
                self.cancel()
            case Qt.Key.Key_Z:
                self.undo_here()
            case Qt.Key.Key_Y:
                self.redo_here()
            case _:
                self.accept()


def _own_key(event: QKeyEvent) -> bool:
    if event.key() == Qt.Key.Key_Escape:
        return not event.modifiers()
    ctrl = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.ControlModifier
    return ctrl and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Z, Qt.Key.Key_Y)
