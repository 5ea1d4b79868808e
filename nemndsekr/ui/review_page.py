"""ReviewPage: what was found in a file stands beside its source; nothing is stored before the person says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QStackedWidget, QWidget

from nemndsekr.operations.accepted_draft import (
    FACTS,
    ItemKey,
    Passage,
    accepted_draft,
    reckoned_from,
    review_facts,
    review_problems,
    with_fact,
)
from nemndsekr.operations.case_proposals import Proposal
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.comparison import Comparison, Standing, compare, fact_key
from nemndsekr.operations.import_report import accept_reading, case_kind
from nemndsekr.operations.review_file import ReadFile, first_state, read_file, standing_of
from nemndsekr.operations.review_file import Standing as FileStanding
from nemndsekr.operations.review_state import ReviewState
from nemndsekr.reading.draft import Draft, Problem, Reading
from nemndsekr.records.case import Case
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import CaseKind, DifferenceState
from nemndsekr.store.database import Store
from nemndsekr.store.queries import load_case
from nemndsekr.support.errors import UserError
from nemndsekr.support.swedish import dnr_key
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.forms import FormScroll
from nemndsekr.ui.kit.labels import Label, button, primary_button
from nemndsekr.ui.kit.measures import column, row, set_size
from nemndsekr.ui.kit.messages import MessageBar, MessageTone
from nemndsekr.ui.kit.panels import PageHead, SplitPanes, page_layout
from nemndsekr.ui.kit.tokens import u
from nemndsekr.ui.page import Page
from nemndsekr.ui.review.difference_view import CHOICES
from nemndsekr.ui.review.facts_panel import FactsPanel
from nemndsekr.ui.review.found_lists import FoundLists
from nemndsekr.ui.review.history import History
from nemndsekr.ui.review.problem_panel import ProblemPanel
from nemndsekr.ui.review.reading_queue import Batch, ReadingQueue
from nemndsekr.ui.review.review_source import ReviewSource
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
Stop = tuple[str, int]
"""Something to look at: a problem by its number, or a found value that differs from the case."""


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
        self.choose_case: Callable[[QWidget], int] = self._ask_case
        self._paths: list[Path] = []
        self._files: list[ReadFile] = []
        self._number = self._of = 0
        self._into: int | None = None
        self._cases: list[int] = []
        self._at_work = False
        self.queue = ReadingQueue(desk, lambda: read_file, self)
        self._forget()
        self._lay_out()
        self._connect()

    def _forget(self) -> None:
        """Have no file at hand."""
        self._file: ReadFile | None = None
        self._standing = FileStanding()
        self._target = NEW_CASE
        self._chosen_by_hand = False
        self._beside: CaseFile | None = None
        self._comparison: Comparison | None = None
        self._history = History(ReviewState.empty())
        self._problems: list[Problem] = []
        self._at: Stop | None = None
        self._accepting = False
        self._warned = False
        self._left_at: QWidget | None = None
        self._bar_action: Callable[[], object] | None = None

    def _lay_out(self) -> None:
        self.head = PageHead("Läs in")
        self.bar = MessageBar()
        self.target = TargetPanel()
        self.problems = ProblemPanel()
        self.facts = FactsPanel()
        self.found = FoundLists()
        form = column(self.target, self.problems, self.facts, self.found, None, gap=8)
        self.form_scroll = FormScroll(form)
        self.source_panel = ReviewSource()
        self.source = self.source_panel.view
        set_size(self.form_scroll, min_width=340)
        self.waiting = WaitingView()
        self.stack = QStackedWidget()
        self.stack.addWidget(SplitPanes(self.form_scroll, self.source_panel, sizes=(541, 531), stretch=(1, 1)))
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
        self.target.chosen.connect(self._choose_target)
        self.target.another_wanted.connect(self._choose_other_case)
        self.problems.seen.connect(lambda at, seen: self._do("markerade", self._state.with_seen(at, seen=seen)))
        self.problems.wanted.connect(self._show_problem)
        self.facts.visited.connect(self._show_fact)
        self.facts.edited.connect(self._fact_edited)
        self.facts.left.connect(self._fact_left)
        self.facts.decided.connect(lambda key, state: self._decide(fact_key(key), state))
        self._connect_found()
        self.source_panel.list_wanted.connect(self._add)
        self.source_panel.fact_wanted.connect(self._set_fact)
        self.source_panel.nothing_marked.connect(self._say_mark_first)
        self.cancel_button.clicked.connect(self.cancel)
        self.accept_button.clicked.connect(self.accept)

    def _make_actions(self) -> None:
        keys: list[tuple[str, tuple[str, ...], Callable[[], object]]] = [
            ("Nästa ruta", ("F6",), self.next_pane),
            ("Föregående ruta", ("Shift+F6",), self.next_pane),
            ("Nästa", ("Ctrl+PgDown",), self.next_item),
            ("Föregående", ("Ctrl+PgUp",), self.previous_item),
            ("Lägg till från markerad text", ("Ctrl+Shift+L",), self.source_panel.offer),
        ]
        keys += [(words, (pressed,), partial(self.decide, state)) for state, words, pressed in CHOICES]
        for words, shortcuts, act in keys:
            action = QAction(words, self)
            action.setShortcuts([QKeySequence(shortcut) for shortcut in shortcuts])
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _=False, act=act: act())
            self.addAction(action)

    def _connect_found(self) -> None:
        found = self.found
        found.toggled.connect(
            lambda key, taken: self._do(
                "tog med en rad" if taken else "lämnade ute en rad", self._state.with_taken(key, taken=taken)
            )
        )
        found.corrected.connect(lambda key, words: self._do("ändrade en rad", self._state.with_words(key, words)))
        found.split.connect(self._split)
        found.acted.connect(self._act_on_row)
        found.decided.connect(self._decide)
        found.passages_wanted.connect(self.source_panel.show_places)
        found.row_wanted.connect(self._bring_into_view)
        found.add_wanted.connect(self._add)

    @property
    def _state(self) -> ReviewState:
        return self._history.state

    # What the main window calls

    def show_reading(self, path: Path, case_id: int | None = None) -> None:
        """Read one file for review; ``case_id`` is the case it is meant for, if there is one."""
        self.show_readings([path], case_id)

    def show_readings(self, paths: Sequence[Path], case_id: int | None = None) -> None:
        """Read these files for review, the report first; files that already wait come before them."""
        self._paths += [Path(path) for path in paths]
        if self._paths and not self._at_work:
            self._into = case_id
            self._cases = []
            self._read_waiting()

    def first_focus(self) -> QWidget:
        """The first field, or the way out while there is none."""
        if self.stack.currentIndex() == 0:
            back = self._left_at if self._left_at is not None and shiboken6.isValid(self._left_at) else None
            return back or self.facts.editor("title")
        return self.waiting.another if self.waiting.currentIndex() == 1 else self.cancel_button

    @property
    def pending(self) -> str:
        """The name of the file whose review is not ended; empty where there is none."""
        return self._file.reading.name if self._file is not None else ""

    @property
    def touched(self) -> bool:
        """Whether something was decided or corrected that leaving for good would lose."""
        return self._history.touched

    def undo_names(self) -> tuple[str | None, str | None]:
        """What Ångra and Gör om would do here."""
        return self._history.names()

    def undo_here(self) -> None:
        """Take back the last act of this review; nothing of it is stored yet."""
        self._restore(self._history.undo())

    def redo_here(self) -> None:
        """Do it again."""
        self._restore(self._history.redo())

    def next_remark(self) -> None:
        """Go to the next thing that is to be looked at or decided."""
        self._step_stop(1)

    def previous_remark(self) -> None:
        """Go to the one before."""
        self._step_stop(-1)

    def next_item(self) -> None:
        """Go to the next found thing, and to where it stands."""
        self._step_item(1)

    def previous_item(self) -> None:
        """Go to the one before."""
        self._step_item(-1)

    def next_pane(self) -> None:
        """Go from the form to the source, or back to where one was in the form."""
        now = QApplication.focusWidget()
        if now is not None and self.form_scroll.isAncestorOf(now):
            self._left_at = now
            self.source.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.first_focus().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def decide(self, state: DifferenceState) -> None:
        """Decide what holds of the value that one is at, where it differs from the case."""
        key = self._key_here()
        compared = self._comparison.of(key) if key is not None and self._comparison is not None else None
        if key is None or compared is None or compared.standing != Standing.DIFFERS:
            self._say("info", "Det som är valt skiljer sig inte från ärendet. F8 går till nästa som gör det.")
            return
        self._decide(key, state)

    # Reading

    def _read_waiting(self) -> None:
        paths, self._paths = self._paths, []
        self._at_work = True
        self._forget()
        self.bar.hide()
        self.queue.start(paths)

    def _reading(self, path: Path, number: int, of: int) -> None:
        self.head.set_title(f"Läser {path.name}")
        self.head.set_facts([f"Handling {number} av {of}"] if of > 1 else [])
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
        self._say("late", str(error), "Försök igen", lambda: self.show_readings(paths, self._into))
        self._tell_foot()
        self.waiting.another.setFocus()

    def _choose_another(self) -> None:
        paths = self.choose_files(self)
        if paths:
            self.show_readings([Path(path) for path in paths], self._into)

    def _choose_more(self) -> None:
        self._paths += [Path(path) for path in self.choose_files(self)]
        self.bar.hide()

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

    def _show(self, file: ReadFile, standing: FileStanding) -> None:
        self._file, self._standing = file, standing
        reading = file.reading
        committee = reading.draft.committee
        self._history = History(first_state(reading, committee.text if committee else ""))
        self.head.set_title(f"Läst ur {reading.name}")
        self.source_panel.show_reading(reading)
        self._problems = review_problems(reading)
        self.found.begin()
        likely = standing.likely
        self._target = self._into or (likely.case_id if likely is not None else NEW_CASE)
        self.facts.show_facts(
            review_facts(reading),
            audit=self._kind() == CaseKind.granskning,
            today=self.desk.today,
            near=self._near(),
        )
        self._show_targets()
        self._show_state()
        self.stack.setCurrentIndex(0)
        self._tell_foot()
        if standing.kept_in is not None:
            self._say_kept(standing.kept_in)
        self.form_scroll.verticalScrollBar().setValue(0)
        self._show_fact("title")
        if self.isVisible():
            self.facts.editor("title").setFocus(Qt.FocusReason.OtherFocusReason)
        self._load_beside()
        self.pending_changed.emit()

    def _near(self) -> date:
        return reckoned_from(self._state.draft, self.desk.today)

    # The case that it is put in

    def _show_targets(self) -> None:
        others = [(case.stored_id, case.shown_title) for case in [self._beside.case] if case] if self._beside else []
        if self._into is not None and not others:
            others = [(self._into, "ärendet som är öppet")]
        self.target.show_targets(self._standing.proposals, others, self._target)

    def _choose_target(self, case_id: int) -> None:
        self._target, self._chosen_by_hand = case_id, True
        self._beside = self._comparison = None
        self._load_beside()
        self._show_state()
        self._tell_foot()

    def _choose_other_case(self) -> None:
        case_id = self.choose_case(self)
        if case_id:
            self._choose_target(case_id)

    def _ask_case(self, parent: QWidget) -> int:
        from nemndsekr.ui.case_dialogs import ask_case

        return ask_case(parent, self.desk.store.folder) if self.desk.store is not None else 0

    def _load_beside(self) -> None:
        """Fetch the case that is chosen, to compare with."""
        case_id, file = self._target, self._file
        if case_id != NEW_CASE:
            self.desk.ask(lambda store: load_case(store, case_id), lambda case: self._compare_with(case, file))

    def _compare_with(self, case: CaseFile, file: ReadFile | None) -> None:
        if self._file is not file or case.case.id != self._target:
            return
        self._beside = case
        draft = self._state.draft
        if not self._history.touched:
            self._history = History(first_state(replace(self._reading_now(), draft=draft), case.namnd.name))
        self._show_targets()
        self._compare()
        self._show_state()
        self._tell_foot()

    def _compare(self) -> None:
        """Compare anew; the numbers of the compared draft are those of the lists, for nothing is left out of it."""
        if self._beside is None or self._file is None:
            self._comparison = None
            return
        draft = accepted_draft(self._state.draft, self.facts.values(), self.desk.today)
        copy = self._proposal() is not None and self._copy_of() is not None
        self._comparison = compare(draft, self._beside, self._file.reading.text, copy=copy)

    def _proposal(self) -> Proposal | None:
        return self._standing.of(self._target)

    def _copy_of(self) -> int | None:
        proposal = self._proposal()
        return proposal.copy_of.id if proposal is not None and proposal.copy_of is not None else None

    # What is found, and what is done with it

    def _quiet(self) -> None:
        """Take a word about what was done before away; what went wrong stays until it is seen to."""
        self._warned = False
        if self.bar.tone == "info" and self._standing.kept_in is None:
            self.bar.hide()

    def _reading_now(self) -> Reading:
        """The reading with its draft as it is mended."""
        if self._file is None:
            return Reading("", "", (), Draft(), ())
        return replace(self._file.reading, draft=self._state.draft)

    def _do(self, name: str, state: ReviewState) -> None:
        """One act: shown at once, and one step of Ångra."""
        before = self._state
        if self._file is None or not self._history.do(name, state):
            return
        self._quiet()
        if state.draft is not before.draft:
            self._compare()
        self._show_state()
        self._tell_foot()
        self.undo_changed.emit()

    def _restore(self, state: ReviewState | None) -> None:
        if state is None or self._file is None:
            return
        words = {key: fact.text for key, fact in review_facts(self._reading_now()).items()}
        self.facts.set_words({**words, **state.facts})
        self._compare()
        self._show_state()
        self._tell_foot()
        self.undo_changed.emit()

    def _show_state(self) -> None:
        if self._file is None:
            return
        state, reading = self._state, self._reading_now()
        comparison = self._comparison if self._target != NEW_CASE else None
        self.problems.show_problems(self._problems, state.seen)
        self.facts.show_standings(comparison, state.choices)
        self.found.show_state(reading, self._kind(), state, comparison)
        self._tell_head()
        # New rows of widgets have no place in the tab order before they are laid out.
        QTimer.singleShot(0, self, self._order_tabs)

    def _tell_head(self) -> None:
        unseen = len(self._problems) - len(self._state.seen)
        undecided = len(self._undecided())
        facts = [f"Handling {self._number} av {self._of}"] if self._of > 1 else []
        facts += [f"{unseen} att se över"] if unseen else []
        facts += [f"{undecided} att avgöra (F8)"] if undecided else []
        self.head.set_facts(facts)

    def _order_tabs(self) -> None:
        source = self.source
        after = [self.source_panel.add_button, source.field, source.previous_button, source.next_button, source.text]
        first = [self.target.combo, self.problems.list, *self.facts.stops(), *self.found.stops()]
        before: QWidget = first[0]
        for widget in [*first[1:], *after, self.cancel_button, self.accept_button]:
            QWidget.setTabOrder(before, widget)
            before = widget

    def _split(self, key: ItemKey, words: str, at: int) -> None:
        if self._file is not None:
            corrected = self._state if words == self._words_of(key) else self._state.with_words(key, words)
            self._do("delade en rad", corrected.split(key, at, self._file.reading.text))
            self.found.choose(key)

    def _words_of(self, key: ItemKey) -> str:
        rows = self.found.panels[key[0]].list.rows()
        return next((row.text for row in rows if row.key == key), "")

    def _act_on_row(self, name: str, key: ItemKey) -> None:
        state = self._state
        match name:
            case "merge":
                self._do("slog ihop två rader", state.merge(key))
            case "ours":
                ours = key in state.not_ours
                self._do("ändrade vem det gäller", state.with_ours(key, ours=ours))
            case "up" | "down":
                by = -1 if name == "up" else 1
                self._do("flyttade en rad", state.move(key, by))
                if self._state is not state:
                    self.found.choose((key[0], key[1] + by))

    def _decide(self, key: ItemKey, state: DifferenceState) -> None:
        self._do("avgjorde vad som gäller", self._state.with_choice(key, state))

    # Adding from the source

    def _say_mark_first(self) -> None:
        self._say("info", "Markera texten i källan först (F6, sedan Skift och piltangenterna).")
        self.source.text.setFocus()

    def _add(self, group: str) -> None:
        """Add the words that are marked in the source to a list."""
        found = self.source_panel.marked()
        if found is None:
            self._say_mark_first()
            return
        self._do("lade till från källan", self._state.with_added(group, found))
        self.found.go_to_last(group)

    def _set_fact(self, key: str) -> None:
        """Make the words that are marked in the source a fact of the case."""
        found = self.source_panel.marked()
        if found is None or self._file is None:
            return
        state = self._state
        draft = with_fact(state.draft, key, found, self._near())
        fact = review_facts(replace(self._file.reading, draft=draft))[key]
        words = found.text if key in {"title", "auditor", "committee"} else fact.text
        self._do("tog en uppgift från källan", replace(state, draft=draft, facts={**state.facts, key: words}))
        self.facts.show_fact(key, fact, self.desk.today, self._near())
        self.facts.set_words({key: words})
        self._fact_edited(key)
        self._compare()
        self._show_state()
        self.facts.show_rows(audit=self._kind() == CaseKind.granskning)
        self.facts.editor(key).setFocus()

    # The places

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
        passage = review_facts(self._reading_now())[key].passage
        if passage is not None:
            self.source.show_passage(passage.start, passage.end)

    def _show_problem(self, number: int) -> None:
        problem = self._problems[number]
        self._at = ("problem", number)
        if problem.start is not None and problem.end is not None:
            self.source.show_passage(problem.start, problem.end)

    def _undecided(self) -> list[ItemKey]:
        if self._comparison is None or self._target == NEW_CASE:
            return []
        open_ = [
            key
            for key in self._comparison.differing()
            if self._state.choices.get(key, DifferenceState.oppen) == DifferenceState.oppen
            and key not in self._state.refused
        ]
        places = {key: at for at, key in enumerate(self.found.keys(), start=len(FACTS))}
        return sorted(open_, key=lambda key: key[1] if key[0] == "facts" else places.get(key, 0))

    def _step_stop(self, by: int) -> None:
        unseen: list[Stop] = [
            ("problem", number) for number in range(len(self._problems)) if number not in self._state.seen
        ]
        stops = [*unseen, *self._undecided()]
        if not stops:
            self._say("info", "Inget mer att se över eller avgöra. Ctrl+Enter tar in handlingen.")
            return
        at = stops.index(self._at) if self._at in stops else (-1 if by > 0 else 0)
        self._go_to_stop(stops[(at + by) % len(stops)])

    def _go_to_stop(self, stop: Stop) -> None:
        self._quiet()
        self._at = stop
        if stop[0] == "problem":
            problem = self._problems[stop[1]]
            self.problems.list.choose(stop[1])
            self._show_problem(stop[1])
            at_row = problem.start is not None and problem.end is not None
            if at_row and self.found.go_to(Passage(problem.start or 0, problem.end or 0)):
                self._show_problem(stop[1])
        self._go_to(stop)

    def _go_to(self, key: Stop) -> None:
        if key[0] == "problem":
            self.problems.list.setFocus()
            self.form_scroll.ensureWidgetVisible(self.problems)
        elif key[0] == "facts":
            editor = self.facts.editor(FACTS[key[1]])
            editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.form_scroll.ensureWidgetVisible(self.facts.difference(FACTS[key[1]]))
        else:
            self.found.choose(key)

    def _step_item(self, by: int) -> None:
        keys = self.found.keys()
        if not keys:
            return
        self._quiet()
        here = self.found.current()
        first = 0 if by > 0 else len(keys) - 1
        at = max(0, min(keys.index(here) + by, len(keys) - 1)) if here in keys else first
        self.found.choose(keys[at])

    def _key_here(self) -> ItemKey | None:
        """The value that the focus is at."""
        fact = self.facts.key_at(QApplication.focusWidget())
        return fact_key(fact) if fact else self.found.current()

    # What it becomes

    def _draft(self) -> Draft:
        draft, _ = replace(self._state, facts=self.facts.values()).accepted(self.desk.today, self._taken_number())
        return draft

    def _taken_number(self) -> str:
        """The number that the paper bears but that belongs to another case than the new one that is to be made."""
        if self._target != NEW_CASE:
            return ""
        mine = {dnr_key(number) for number in self.facts.values()["dnr"].split(",")} - {""}
        return next((one.dnr for one in self._standing.proposals if dnr_key(one.dnr) in mine), "")

    def _kind(self) -> CaseKind:
        """What kind of case it is put in."""
        if self._beside is not None:
            return self._beside.case.kind
        draft = self._state.draft
        return case_kind(replace(draft, kind=self.facts.values()["kind"] if self._file else draft.kind))

    def _fact_edited(self, key: str) -> None:
        self._warned = False
        self._history.touch()
        if key == "title":
            self.facts.set_title_missing(missing=False)
        if key == "kind":
            self.facts.show_rows(audit=self._kind() == CaseKind.granskning)
            self._show_state()
        if key == "dnr" and self._file is not None:
            self._ask_standing(self._file)
        self._tell_foot()

    def _ask_standing(self, file: ReadFile) -> None:
        """Another number may belong to another case."""
        reading, together = replace(file.reading, draft=self._draft()), list(self._cases)
        self.desk.ask(
            lambda store: standing_of(store, reading, file.content, together),
            lambda standing: self._stands(file, standing),
        )

    def _stands(self, file: ReadFile, standing: FileStanding) -> None:
        if self._file is not file:
            return
        self._standing = standing
        likely = standing.likely
        wanted = likely.case_id if likely is not None else NEW_CASE
        if not self._chosen_by_hand and self._into is None and wanted != self._target:
            self._target, self._beside, self._comparison = wanted, None, None
            self._load_beside()
            self._show_state()
        self._show_targets()
        self._tell_foot()

    def _fact_left(self, key: str) -> None:
        """Keep what was typed as one act."""
        if self._file is None:
            return
        words = self.facts.values()[key]
        before = self._state.facts.get(key, review_facts(self._reading_now())[key].text)
        if words == before:
            return
        state = self._state.with_fact(key, words)
        if key == "committee":
            state = replace(state, not_ours=first_state(self._reading_now(), words).not_ours)
        self._do("ändrade en uppgift", state)
        self._compare()
        self._show_state()

    def _tell_foot(self) -> None:
        """Say what the primary button would do, and whether it can."""
        waiting = self.stack.currentIndex() == 1
        self.accept_button.setVisible(not waiting)
        self.cancel_button.setText("Hoppa över" if self._files and not waiting else "Avbryt")
        words = "Inget är sparat än."
        proposal, beside = self._proposal(), self._beside.case if self._beside is not None else None
        if self._target == NEW_CASE:
            self.accept_button.setText(_CREATE[self._kind()])
            taken = self._taken_number()
            words += f" Det nya ärendet skapas utan {taken}, som är upptaget." if taken else ""
        else:
            dnr = proposal.dnr if proposal is not None else beside.dnr if beside is not None else ""
            self.accept_button.setText(f"Lägg till i {dnr}" if dnr else "Lägg till i ärendet")
            undecided = len(self._undecided())
            left = "En uppgift är inte avgjord" if undecided == 1 else f"{undecided} uppgifter är inte avgjorda"
            words += f" {left}: de gamla står kvar." if undecided else ""
        self.foot_words.setText(words)
        kept = self._standing.kept_in is not None
        loading = self._target != NEW_CASE and self._comparison is None
        self.accept_button.setEnabled(self._file is not None and not kept and not self._accepting and not loading)

    # Taking in, or leaving

    def accept(self) -> None:
        """Store what was accepted, in the words it was corrected to."""
        if self._file is None or not self.accept_button.isEnabled():
            return
        state = replace(self._state, facts=self.facts.values())
        draft, decisions = state.accepted(self.desk.today, self._taken_number())
        if draft.title is None:
            self.facts.set_title_missing(missing=True)
            self.facts.editor("title").setFocus()
            return
        file, into, cases = self._file, self._target, list[int]()
        reading = replace(file.reading, draft=draft)
        decisions = replace(decisions, copy_of=self._copy_of())

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
        if self._history.touched and not self._warned:
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
        elif self._into is not None:
            self.wanted.emit("case", self._into)
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
