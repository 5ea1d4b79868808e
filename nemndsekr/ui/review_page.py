"""ReviewPage: what was found in a file stands beside its source; nothing is stored before the person says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QStackedWidget, QWidget

from nemndsekr.operations.accepted_draft import (
    Passage,
    accepted_draft,
    review_facts,
    review_problems,
)
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.import_report import accept_reading, case_kind
from nemndsekr.operations.review_file import ReadFile, Standing, UnderWay, read_file, standing_of
from nemndsekr.reading.draft import Draft, Problem
from nemndsekr.records.case import Case
from nemndsekr.records.choices import CaseKind
from nemndsekr.store.database import Store
from nemndsekr.support.errors import UserError
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.forms import FormScroll
from nemndsekr.ui.kit.labels import Label, button, link_button, primary_button
from nemndsekr.ui.kit.measures import column, row, set_size
from nemndsekr.ui.kit.messages import MessageBar, MessageTone
from nemndsekr.ui.kit.panels import PageHead, Panel, SplitPanes, page_layout
from nemndsekr.ui.kit.source_view import SourceView
from nemndsekr.ui.kit.tokens import u
from nemndsekr.ui.page import Page
from nemndsekr.ui.review.facts_panel import FactsPanel
from nemndsekr.ui.review.found_lists import FoundLists
from nemndsekr.ui.review.waiting_view import WaitingView

_CREATE: Final = {
    CaseKind.granskning: "Skapa granskning",
    CaseKind.namndinitiativ: "Skapa nämndinitiativ",
    CaseKind.remiss: "Skapa remissärende",
    CaseKind.motion: "Skapa motionsärende",
    CaseKind.ovrigt: "Skapa ärende",
}
# Where nothing was found of these although the case is about them, an empty list says so and lets one add.
_EXPECTED: Final = {
    CaseKind.granskning: frozenset({"recommendations"}),
    CaseKind.namndinitiativ: frozenset({"attsatser"}),
    CaseKind.motion: frozenset({"attsatser"}),
}
_WATCH_MS: Final = 100
_FILES: Final = "Dokument (*.pdf *.docx *.docm *.odt *.txt *.html *.htm);;Alla filer (*)"


def choose_files(parent: QWidget) -> list[str]:
    """Ask for files in the system's own dialog."""
    return QFileDialog.getOpenFileNames(parent, "Läs in", "", _FILES)[0]


class ReviewPage(Page):
    """Files are reviewed one after another; each is taken in, or left, as a whole."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.choose_files: Callable[[QWidget], list[str]] = choose_files
        self._queue: list[Path] = []
        self._number = 0
        self._into: int | None = None
        self._last_case = 0
        self._at_work = False
        self._under_way = UnderWay()
        self._watch = QTimer(self)
        self._watch.setInterval(_WATCH_MS)
        self._forget()
        self._lay_out()
        self._connect()

    def _forget(self) -> None:
        """Have no file at hand."""
        self._file: ReadFile | None = None
        self._standing = Standing()
        self._own_case = False
        self._problems: list[Problem] = []
        self._at = -1
        self._accepting = False
        self._touched = False
        self._warned = False
        self._left_at: QWidget | None = None
        self._bar_action: Callable[[], object] | None = None

    def _lay_out(self) -> None:
        self.head = PageHead("Läs in")
        self.bar = MessageBar()
        self.facts = FactsPanel()
        self.found = FoundLists()
        form = column(self.facts, self.found, None, gap=8)
        self.form_scroll = FormScroll(form)
        self.source = SourceView("Källan")
        self.source_panel = Panel("Källan", body=self.source)
        set_size(self.form_scroll, min_width=340)
        set_size(self.source_panel, min_width=272)
        self.waiting = WaitingView()
        self.stack = QStackedWidget()
        self.stack.addWidget(SplitPanes(self.form_scroll, self.source_panel, sizes=(501, 571), stretch=(1, 1)))
        self.stack.addWidget(self.waiting)
        self.foot_words = Label("Inget är sparat än.", tone="muted", wrap=True)
        self.own_case_button = link_button("")
        self.cancel_button = button("Avbryt")
        self.accept_button = primary_button("Skapa ärende")
        foot = row((self.foot_words, 1), self.own_case_button, self.cancel_button, self.accept_button)
        self.setLayout(page_layout(self.head, column((self.stack, 1), foot, gap=12), self.bar))

    def _connect(self) -> None:
        self._watch.timeout.connect(lambda: self.waiting.tell(self._under_way.done, self._under_way.of))
        self.waiting.another.clicked.connect(self._choose_another)
        self.bar.acted.connect(self._act_on_bar)
        for keys, slot in (("F6", self.next_pane), ("Shift+F6", self.next_pane)):
            QShortcut(QKeySequence(keys), self, slot, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.facts.visited.connect(self._show_fact)
        self.facts.edited.connect(self._fact_edited)
        self.found.changed.connect(self._found_changed)
        self.found.passages_wanted.connect(self._show_passages)
        self.found.row_wanted.connect(self._bring_into_view)
        self.found.add_wanted.connect(self._add)
        self.own_case_button.clicked.connect(self._turn_own_case)
        self.cancel_button.clicked.connect(self.cancel)
        self.accept_button.clicked.connect(self.accept)

    # What the main window calls

    def show_reading(self, path: Path, case_id: int | None = None) -> None:
        """Read one file for review; ``case_id`` is the case it is meant for, if there is one."""
        self.show_readings([path], case_id)

    def show_readings(self, paths: Sequence[Path], case_id: int | None = None) -> None:
        """Read these files for review one after another; files that already wait come first."""
        self._into = case_id
        self._queue += [Path(path) for path in paths]
        if self._queue and not self._at_work:
            self._number, self._last_case = 0, 0
            self._next()

    def first_focus(self) -> QWidget:
        """The first field, or the way out while there is none."""
        if self.stack.currentIndex() == 0:
            return self.facts.editor("title")
        return self.waiting.another if self.waiting.currentIndex() == 1 else self.cancel_button

    def next_remark(self) -> None:
        """Show the next thing that is odd, and where it stands."""
        self._show_problem(1)

    def previous_remark(self) -> None:
        """Show the one before."""
        self._show_problem(-1)

    def _show_problem(self, by: int) -> None:
        if not self._problems:
            return
        self._at = (max(self._at, -by) + by) % len(self._problems)
        self._say_problem()
        problem = self._problems[self._at]
        if problem.start is not None and problem.end is not None:
            self.found.go_to(Passage(problem.start, problem.end))
            self.source.show_passage(problem.start, problem.end)

    def next_pane(self) -> None:
        """Go from the form to the source, or back to where one was in the form."""
        now = QApplication.focusWidget()
        if now is not None and self.form_scroll.isAncestorOf(now):
            self._left_at = now
            self.source.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            back = self._left_at if self._left_at is not None and shiboken6.isValid(self._left_at) else None
            (back or self.first_focus()).setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Reading

    def _next(self) -> None:
        path = self._queue.pop(0)
        self._at_work = True
        self._number += 1
        self._forget()
        self.bar.hide()
        self.head.set_title(f"Läser {path.name}")
        self.head.set_facts(self._count())
        self.setWindowTitle(f"Läs in {path.name}")
        self.title_changed.emit(self.windowTitle())
        self.waiting.show_reading(path.name)
        self.stack.setCurrentIndex(1)
        self._tell_foot()
        self.cancel_button.setFocus()
        # The job holds plain values and not the page: whatever it holds may be let go of in its own thread.
        under_way = self._under_way = UnderWay()
        self._watch.start()
        self.desk.background.run(
            lambda: read_file(path, under_way),
            lambda file: self._read(file, under_way),
            lambda error: self._not_read(path, error, under_way),
        )

    def _count(self) -> list[str]:
        of = self._number + len(self._queue)
        return [f"Fil {self._number} av {of}"] if of > 1 else []

    def _read(self, file: ReadFile | None, under_way: UnderWay) -> None:
        if file is None or under_way.stopped.is_set():
            return
        dnr = [found.text for found in file.reading.draft.dnr]
        self.desk.ask(
            lambda store: standing_of(store, file.content, dnr), lambda standing: self._show(file, standing, under_way)
        )

    def _not_read(self, path: Path, error: UserError, under_way: UnderWay) -> None:
        if under_way.stopped.is_set():
            return
        self._watch.stop()
        self._at_work = False
        self.head.set_title(path.name)
        self.waiting.show_failed()
        if self._queue:
            self._say("late", str(error), "Nästa fil", self._go_on)
        else:
            self._say("late", str(error), "Försök igen", lambda: self.show_readings([path], self._into))
        self._tell_foot()
        self.waiting.another.setFocus()

    def _choose_another(self) -> None:
        paths = self.choose_files(self)
        if paths:
            self._queue = [*map(Path, paths), *self._queue]
            self._number -= 1
            self._next()

    def _show(self, file: ReadFile, standing: Standing, under_way: UnderWay) -> None:
        if under_way.stopped.is_set():
            return
        self._watch.stop()
        self._file, self._standing = file, standing
        reading = file.reading
        count = len(reading.page_starts)
        pages = "1 sida" if count == 1 else f"{count} sidor" if count else ""
        self.head.set_title(f"Läst ur {reading.name}")
        self.head.set_facts(self._count())
        self.source.set_source(reading.text, reading.page_starts)
        self.source_panel.set_title("Källan", " · ".join(filter(None, (reading.name, pages))))
        self.facts.show_facts(review_facts(reading), audit=self._kind() == CaseKind.granskning)
        self._problems = review_problems(reading)
        self.found.begin()
        self._show_found()
        self.stack.setCurrentIndex(0)
        self._tell_foot()
        if standing.kept_in is not None:
            self._say_kept(standing.kept_in)
        elif self._problems:
            self._say_problem()
        self.form_scroll.verticalScrollBar().setValue(0)
        self.facts.editor("title").setFocus(Qt.FocusReason.OtherFocusReason)

    # The found things

    def _show_found(self) -> None:
        if self._file is not None:
            self.found.show_reading(self._file.reading, _EXPECTED.get(self._kind(), frozenset()))
            self._order_tabs()

    def _order_tabs(self) -> None:
        source = self.source
        after = [source.field, source.previous_button, source.next_button, source.text]
        foot = [self.own_case_button, self.cancel_button, self.accept_button]
        before: QWidget = self.facts.editor("followup_due")
        for widget in [*self.found.stops(), *after, *foot]:
            QWidget.setTabOrder(before, widget)
            before = widget

    def _add(self, group: str) -> None:
        """Add the words that are marked in the source to a list."""
        span = self.source.selected()
        if self._file is None:
            return
        if span is None:
            self._say("info", "Markera texten i källan först, och välj sedan «Lägg till från källan».")
            self.source.text.setFocus()
            return
        reading = self.found.added(self._file.reading, group, span)
        self._file = replace(self._file, reading=reading)
        self._show_found()
        self.found.go_to_last(group)
        self._found_changed()

    def _found_changed(self) -> None:
        self._touched = True
        self._tell_foot()

    # The passages

    def _show_passages(self, places: list[tuple[int, int]]) -> None:
        self.source.show_passage(*places[0])
        self.source.set_passages(places)

    def _bring_into_view(self, area: QRect) -> None:
        """Scroll to a row of the lists, with some of what stands around it."""
        inside = self.form_scroll.widget()
        if inside is not None:
            top = self.found.mapTo(inside, area.topLeft()).y()
            for y in (top + area.height() + u(48), top - u(48)):
                self.form_scroll.ensureVisible(0, y, 0, 0)

    def _show_fact(self, key: str) -> None:
        if self._file is None:
            return
        passage = review_facts(self._file.reading)[key].passage
        if passage is not None:
            self.source.show_passage(passage.start, passage.end)

    # Where it goes

    def _draft(self) -> Draft:
        if self._file is None:
            return Draft()
        joins = self._standing.joins
        taken = joins.dnr if joins is not None and self._own_case else ""
        return accepted_draft(
            self._file.reading.draft,
            self.facts.values(),
            self.desk.today,
            self.found.refused,
            self.found.corrected,
            taken,
        )

    def _kind(self) -> CaseKind:
        return case_kind(self._draft())

    def _joined(self) -> Case | None:
        return None if self._own_case or self._into is not None else self._standing.joins

    def _fact_edited(self, key: str) -> None:
        self._touched = True
        if key == "title":
            self.facts.set_title_missing(missing=False)
        if key == "kind":
            self.facts.show_rows(audit=self._kind() == CaseKind.granskning)
            self._show_found()
        if key == "dnr" and self._file is not None:
            file, dnr = self._file, [found.text for found in self._draft().dnr]
            self.desk.ask(
                lambda store: standing_of(store, file.content, dnr), lambda standing: self._stands(file, standing)
            )
        self._tell_foot()

    def _stands(self, file: ReadFile, standing: Standing) -> None:
        if self._file is not None and self._file.path == file.path:
            self._standing = standing
            self._tell_foot()

    def _turn_own_case(self) -> None:
        self._own_case = not self._own_case
        self._tell_foot()

    def _tell_foot(self) -> None:
        """Say what the primary button would do, and whether it can."""
        joined, waiting = self._joined(), self.stack.currentIndex() == 1
        self.accept_button.setVisible(not waiting)
        self.own_case_button.setVisible(not waiting and self._standing.joins is not None and self._into is None)
        self.own_case_button.setText("Nytt ärende i stället" if not self._own_case else "Lägg i befintligt ärende")
        words = "Inget är sparat än."
        if self._into is not None:
            self.accept_button.setText("Lägg till i ärendet")
        elif joined is not None:
            self.accept_button.setText(f"Lägg till i {joined.dnr}")
            words = f"Inget är sparat än. Numret finns redan på «{joined.title}»; det nya läggs till där."
        else:
            self.accept_button.setText(_CREATE[self._kind()])
            if self._own_case and self._standing.joins is not None:
                words = f"Inget är sparat än. Det nya ärendet skapas utan {self._standing.joins.dnr}, som är upptaget."
        self.foot_words.setText(words)
        kept = self._standing.kept_in is not None
        self.accept_button.setEnabled(self._file is not None and not kept and not self._accepting)

    # Taking in, or leaving

    def accept(self) -> None:
        """Store what was accepted, in the words it was corrected to."""
        if self._file is None or not self.accept_button.isEnabled():
            return
        draft = self._draft()
        if draft.title is None:
            self.facts.set_title_missing(missing=True)
            self.facts.editor("title").setFocus()
            return
        file, into, cases = self._file, self._into, list[int]()
        reading = replace(file.reading, draft=draft)

        def operation(store: Store, who: str, now: datetime) -> Changes:
            imported = accept_reading(store, reading, file.content, who, now, case_id=into)
            cases.append(imported.case_id)
            return imported.changes

        self._accepting = True
        self._tell_foot()
        self.desk.act(operation, lambda _: self._accepted(cases[0]), self._not_accepted)

    def _accepted(self, case_id: int) -> None:
        self._last_case = case_id
        self._go_on()

    def _not_accepted(self, error: UserError) -> None:
        self._accepting = False
        self._say("late", str(error))
        self._tell_foot()

    def cancel(self) -> None:
        """Leave this file unread; nothing of it is stored. What was corrected by hand is not lost without a word."""
        if self._accepting:
            return
        if self._touched and not self._warned:
            self._warned = True
            self._say("warn", "Det du har ändrat här är inte sparat.", "Avbryt ändå", self.cancel)
            return
        self._under_way.stopped.set()
        self._watch.stop()
        self._go_on()

    def _go_on(self) -> None:
        """The next file, or away from here."""
        if self._queue:
            self._next()
            return
        self._at_work = False
        self._forget()
        self.bar.hide()
        if self._last_case:
            self.wanted.emit("case", self._last_case)
        elif self._into is not None:
            self.wanted.emit("case", self._into)
        else:
            self.wanted.emit("cases", 0)

    # Words and keys

    def _say(self, tone: MessageTone, words: str, action: str = "", act: Callable[[], object] | None = None) -> None:
        self._bar_action = act
        self.bar.show_message(tone, words, action)

    def _say_problem(self) -> None:
        at, of = max(self._at, 0), len(self._problems)
        problem = self._problems[at]
        place = f" (s. {problem.page})" if problem.page and "(s. " not in problem.text else ""
        count = f"{at + 1} av {of}: " if of > 1 else ""
        action = "Visa" if of == 1 or self._at < 0 else "Visa nästa"
        self._say("warn", f"{count}{problem.text.rstrip('.')}{place}.", action, self.next_remark)

    def _say_kept(self, case: Case) -> None:
        where = f"«{case.title}»{f' ({case.dnr})' if case.dnr else ''}"

        def open_it() -> None:
            self._queue.clear()
            self._last_case = case.stored_id
            self._go_on()

        self._say("info", f"Filen är redan inläst i {where}. Inget behöver göras.", "Öppna det", open_it)

    def _act_on_bar(self) -> None:
        if self._bar_action is not None:
            self._bar_action()

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Enter and Esc for this page, whatever the menus use them for."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _own_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter takes in, Esc leaves."""
        if not _own_key(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.cancel()
        else:
            self.accept()


def _own_key(event: QKeyEvent) -> bool:
    if event.key() == Qt.Key.Key_Escape:
        return not event.modifiers()
    ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return ctrl and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
