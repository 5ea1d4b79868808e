"""ReviewSheet: one paper under review - form, found things and source - and every act on it until it is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

import shiboken6
from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from nemndsekr.operations.accepted_draft import accepted_draft, reckoned_from, with_fact
from nemndsekr.operations.comparison import Comparison, Standing, compare, fact_key
from nemndsekr.operations.draft_lists import ItemKey, Passage
from nemndsekr.operations.draft_review import FACTS, review_facts, review_problems
from nemndsekr.operations.import_report import case_kind
from nemndsekr.operations.review_file import ReadFile, first_state, with_concerns
from nemndsekr.operations.review_state import Decisions, ReviewState
from nemndsekr.reading.draft import Draft, Problem, Reading
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import CaseKind, DifferenceState
from nemndsekr.ui.kit.forms import FormScroll
from nemndsekr.ui.kit.measures import column, set_size
from nemndsekr.ui.kit.panels import SplitPanes
from nemndsekr.ui.kit.tokens import u
from nemndsekr.ui.review.facts_panel import FactsPanel
from nemndsekr.ui.review.found_lists import FoundLists
from nemndsekr.ui.review.history import History
from nemndsekr.ui.review.problem_panel import ProblemPanel
from nemndsekr.ui.review.review_source import ReviewSource

_NOTHING: Final = Reading("", "", (), Draft(), ())
Stop = tuple[str, int]
"""Something to look at: a problem by its number, or a found value that differs from the case."""


class ReviewSheet(QWidget):
    """What is decided here is kept as a history of states; the page stores the last of them."""

    changed = Signal()
    """Something is decided, corrected or compared anew."""
    acted = Signal()
    """The person went on: what was said of the act before is old."""
    said = Signal(str)
    """A word about what cannot be done here, or is done."""
    number_changed = Signal()
    """Another diarienummer is typed: the paper may belong to another case."""

    def __init__(self, target: QWidget) -> None:
        """Lay the panels under ``target``, which tells what case the paper is put in."""
        super().__init__()
        self.problems = ProblemPanel()
        self.facts = FactsPanel()
        self.found = FoundLists()
        self.form_scroll = FormScroll(column(target, self.problems, self.facts, self.found, None, gap=8))
        self.source_panel = ReviewSource()
        self.source = self.source_panel.view
        set_size(self.form_scroll, min_width=224)
        panes = SplitPanes(self.form_scroll, self.source_panel, sizes=(541, 531), stretch=(1, 1))
        self.setLayout(column(panes))
        self._today = date.min
        self.clear()
        self._connect()

    def _connect(self) -> None:
        self.problems.seen.connect(lambda at, seen: self._do("markerade", self.state.with_seen(at, seen=seen)))
        self.problems.wanted.connect(self._show_problem)
        self.facts.visited.connect(self._show_fact)
        self.facts.edited.connect(self._fact_edited)
        self.facts.left.connect(self._fact_left)
        self.facts.decided.connect(lambda key, state: self._decide(fact_key(key), state))
        self._connect_found()
        self.source_panel.list_wanted.connect(self._add)
        self.source_panel.fact_wanted.connect(self._set_fact)
        self.source_panel.nothing_marked.connect(self._say_mark_first)

    def _connect_found(self) -> None:
        found = self.found
        found.toggled.connect(
            lambda key, taken: self._do(
                "tog med en rad" if taken else "lämnade ute en rad", self.state.with_taken(key, taken=taken)
            )
        )
        found.corrected.connect(lambda key, words: self._do("ändrade en rad", self.state.with_words(key, words)))
        found.split.connect(self._split)
        found.acted.connect(self._act_on_row)
        found.decided.connect(self._decide)
        found.passages_wanted.connect(self.source_panel.show_places)
        found.row_wanted.connect(self._bring_into_view)
        found.add_wanted.connect(self._add)

    # What the page gives and asks

    def clear(self) -> None:
        """Have no paper at hand."""
        self._reading: Reading | None = None
        self.beside: CaseFile | None = None
        self._copy = False
        self.comparison: Comparison | None = None
        self._history = History(ReviewState.empty())
        self._problems: list[Problem] = []
        self._at: Stop | None = None
        self._left_at: QWidget | None = None

    def show_file(self, file: ReadFile, today: date) -> None:
        """Show a paper as it was read, for a new case."""
        self.clear()
        reading = self._reading = file.reading
        self._today = today
        committee = reading.draft.committee
        self._history = History(first_state(reading, committee.text if committee else ""))
        self.source_panel.show_reading(reading)
        self._problems = review_problems(reading)
        self.found.begin()
        audit = case_kind(reading.draft) == CaseKind.granskning
        self.facts.show_facts(review_facts(reading), audit=audit, today=today, near=self._near())
        self.show_state()
        self.form_scroll.verticalScrollBar().setValue(0)
        self._show_fact("title")

    def put_beside(self, case: CaseFile | None, *, copy: bool = False) -> None:
        """Compare with a case that the paper is to be put in; None for a new one, or until the case is fetched."""
        self.beside, self._copy = case, copy
        if case is not None and not self._history.touched:
            self._history = History(first_state(self._reading_now(), case.namnd.name))
        self._compare()
        self.show_state()

    @property
    def state(self) -> ReviewState:
        """What is decided so far."""
        return self._history.state

    @property
    def unseen(self) -> int:
        """How many problems are not marked as seen."""
        return len(self._problems) - len(self.state.seen)

    def kind(self) -> CaseKind:
        """What kind of case the paper is put in."""
        if self.beside is not None:
            return self.beside.case.kind
        draft = self.state.draft
        return case_kind(replace(draft, kind=self.facts.values()["kind"] if self._reading else draft.kind))

    def accepted(self, taken_number: str = "") -> tuple[Draft, Decisions]:
        """What is to be stored; ``taken_number`` belongs to another case and is not to be this one's own."""
        return replace(self.state, facts=self.facts.values()).accepted(self._today, taken_number)

    def first_field(self) -> QWidget:
        """Where one was in the form, or its first field."""
        back = self._left_at if self._left_at is not None and shiboken6.isValid(self._left_at) else None
        return back or self.facts.editor("title")

    def stops(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        source = self.source
        after = [self.source_panel.add_button, source.field, source.previous_button, source.next_button, source.text]
        return [self.problems.list, *self.facts.stops(), *self.found.stops(), *after]

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
            self.first_field().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def decide(self, state: DifferenceState) -> None:
        """Decide what holds of the value that one is at, where it differs from the case."""
        key = self._key_here()
        compared = self.comparison.of(key) if key is not None and self.comparison is not None else None
        if key is None or compared is None or compared.standing not in {Standing.DIFFERS, Standing.LIKE}:
            self.said.emit("Det som är valt skiljer sig inte från ärendet. F8 går till nästa som gör det.")
            return
        self._decide(key, state)

    # What is decided, and shown

    def _near(self) -> date:
        return reckoned_from(self.state.draft, self._today)

    def _reading_now(self) -> Reading:
        """The reading with its draft as it is mended."""
        return replace(self._reading or _NOTHING, draft=self.state.draft)

    def _reading_as_chosen(self) -> Reading:
        """The reading as the kind of paper that stands in the form: what a case takes hangs on it."""
        reading = self._reading_now()
        return replace(reading, draft=replace(reading.draft, kind=self.facts.values()["kind"] or reading.draft.kind))

    def _compare(self) -> None:
        """Compare anew; the numbers of the compared draft are those of the lists, for nothing is left out of it."""
        if self.beside is None or self._reading is None:
            self.comparison = None
            return
        draft = accepted_draft(self.state.draft, self.facts.values(), self._today)
        self.comparison = compare(draft, self.beside, self._reading.text, copy=self._copy)

    def _do(self, name: str, state: ReviewState) -> None:
        """One act: shown at once, and one step of Ångra."""
        before = self.state
        if self._reading is None or not self._history.do(name, state):
            return
        self.acted.emit()
        if state.draft is not before.draft:
            self._compare()
        self.show_state()

    def _restore(self, state: ReviewState | None) -> None:
        if state is None or self._reading is None:
            return
        words = {key: fact.text for key, fact in review_facts(self._reading_now()).items()}
        self.facts.set_words({**words, **state.facts})
        self._compare()
        self.show_state()

    def show_state(self) -> None:
        """Show everything as it is decided on."""
        if self._reading is None:
            return
        state = self.state
        self.problems.show_problems(self._problems, state.seen)
        self.facts.show_standings(self.comparison, state.choices)
        self.found.show_state(self._reading_as_chosen(), self.kind(), state, self.comparison)
        self.changed.emit()

    def _split(self, key: ItemKey, words: str, at: int) -> None:
        if self._reading is not None:
            corrected = self.state if words == self._words_of(key) else self.state.with_words(key, words)
            self._do("delade en rad", corrected.split(key, at, self._reading.text))
            self.found.choose(key)

    def _words_of(self, key: ItemKey) -> str:
        rows = self.found.panels[key[0]].list.rows()
        return next((row.text for row in rows if row.key == key), "")

    def _act_on_row(self, name: str, key: ItemKey) -> None:
        state = self.state
        match name:
            case "merge":
                self._do("slog ihop två rader", state.merge(key))
            case "ours" | "others":
                ours = name == "ours" and (key in state.not_ours or key in state.unsure)
                self._do("ändrade vem det gäller", state.with_ours(key, ours=ours))
            case "up" | "down":
                by = -1 if name == "up" else 1
                self._do("flyttade en rad", state.move(key, by))
                if self.state is not state:
                    self.found.choose((key[0], key[1] + by))

    def _decide(self, key: ItemKey, state: DifferenceState) -> None:
        self._do("avgjorde vad som gäller", self.state.with_choice(key, state))

    # Adding from the source

    def _say_mark_first(self) -> None:
        self.said.emit("Markera texten i källan först (F6, sedan Skift och piltangenterna).")
        self.source.text.setFocus()

    def _add(self, group: str) -> None:
        """Add the words that are marked in the source to a list."""
        found = self.source_panel.marked()
        if found is None:
            self._say_mark_first()
            return
        self._do("lade till från källan", self.state.with_added(group, found))
        self.found.go_to_last(group)

    def _set_fact(self, key: str) -> None:
        """Make the words that are marked in the source a fact of the case."""
        found = self.source_panel.marked()
        if found is None or self._reading is None:
            return
        state = self.state
        draft = with_fact(state.draft, key, found, self._near())
        fact = review_facts(replace(self._reading, draft=draft))[key]
        words = found.text if key in {"title", "auditor", "committee"} else fact.text
        self._do("tog en uppgift från källan", replace(state, draft=draft, facts={**state.facts, key: words}))
        self.facts.show_fact(key, fact, self._today, self._near())
        self.facts.set_words({key: words})
        self._fact_edited(key)
        self._compare()
        self.show_state()
        self.facts.show_rows(audit=self.kind() == CaseKind.granskning)
        self.facts.editor(key).setFocus()

    # The form

    def _fact_edited(self, key: str) -> None:
        self.acted.emit()
        self._history.touch()
        if key == "title":
            self.facts.set_title_missing(missing=False)
        if key == "kind":
            self.facts.show_rows(audit=self.kind() == CaseKind.granskning)
            self.show_state()
        if key == "dnr":
            self.number_changed.emit()
        self.changed.emit()

    def _fact_left(self, key: str) -> None:
        """Keep what was typed as one act."""
        if self._reading is None:
            return
        words = self.facts.values()[key]
        before = self.state.facts.get(key, review_facts(self._reading_now())[key].text)
        if words == before:
            return
        state = self.state.with_fact(key, words)
        if key == "committee":
            state = with_concerns(state, words)
        self._do("ändrade en uppgift", state)
        self._compare()
        self.show_state()

    # The places

    def _bring_into_view(self, area: QRect) -> None:
        """Scroll to a row of the lists, with some of what stands around it."""
        inside = self.form_scroll.widget()
        if inside is not None:
            top = self.found.mapTo(inside, area.topLeft()).y()
            for y in (top + area.height() + u(48), top - u(48)):
                self.form_scroll.ensureVisible(0, y, 0, 0)

    def _show_fact(self, key: str) -> None:
        if self._reading is None:
            return
        passage = review_facts(self._reading_now())[key].passage
        if passage is not None:
            self.source.show_passage(passage.start, passage.end)

    def _show_problem(self, number: int) -> None:
        problem = self._problems[number]
        self._at = ("problem", number)
        if problem.start is not None and problem.end is not None:
            self.source.show_passage(problem.start, problem.end)

    def undecided(self) -> list[ItemKey]:
        """The values that differ from the case and about which nothing is decided, from the top down."""
        if self.comparison is None:
            return []
        open_ = [
            key
            for key in self.comparison.differing()
            if self.state.choices.get(key, DifferenceState.oppen) == DifferenceState.oppen
            and key not in self.state.refused
        ]
        return self._in_order(open_)

    def unsure(self) -> list[ItemKey]:
        """The recommendations that are taken in and may be another nämnd's, from the top down."""
        return self._in_order(list(self.state.unsure - self.state.refused))

    def _in_order(self, keys: list[ItemKey]) -> list[ItemKey]:
        """The keys as they stand in the form, from the top down."""
        places = {key: at for at, key in enumerate(self.found.keys(), start=len(FACTS))}
        return sorted(keys, key=lambda key: key[1] if key[0] == "facts" else places.get(key, 0))

    def _step_stop(self, by: int) -> None:
        """Go on from where one was, also when that has been decided meanwhile."""
        every: list[Stop] = [("problem", number) for number in range(len(self._problems))]
        differing = self.comparison.differing() if self.comparison is not None else []
        every += self._in_order(list({*differing, *self.unsure()}))
        undecided = {*self.undecided(), *self.unsure()}
        open_ = [
            stop for stop in every if stop in undecided or (stop[0] == "problem" and stop[1] not in self.state.seen)
        ]
        if not open_:
            self.said.emit("Inget mer att se över eller avgöra. Ctrl+Enter tar in handlingen.")
            return
        here = every.index(self._at) if self._at in every else (-1 if by > 0 else len(every))
        places = [every.index(stop) for stop in open_]
        ahead = [place for place in places if (place > here if by > 0 else place < here)]
        self._go_to_stop(every[(ahead or places)[0 if by > 0 else -1]])

    def _go_to_stop(self, stop: Stop) -> None:
        self.acted.emit()
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
        self.acted.emit()
        here = self.found.current()
        first = 0 if by > 0 else len(keys) - 1
        at = max(0, min(keys.index(here) + by, len(keys) - 1)) if here in keys else first
        self.found.choose(keys[at])

    def _key_here(self) -> ItemKey | None:
        """The value that the focus is at."""
        fact = self.facts.key_at(QApplication.focusWidget())
        return fact_key(fact) if fact else self.found.current()
