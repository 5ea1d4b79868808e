"""FactsPanel: the facts of the case as they were read, each with its place, its reading and what the case has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from nemndsekr.operations.comparison import Compared, Comparison, Standing, fact_key
from nemndsekr.operations.draft_lists import ItemKey
from nemndsekr.operations.draft_review import DAYS, FACTS, ReviewFact
from nemndsekr.records.choices import DifferenceState, SourceKind, choices
from nemndsekr.rules.dnr_form import dnr_doubt
from nemndsekr.ui.kit.day_line import DayLine
from nemndsekr.ui.kit.fonts import metrics
from nemndsekr.ui.kit.forms import STACK_BELOW, Combo, dress_combo
from nemndsekr.ui.kit.labels import Label, caption, field_label, link_button
from nemndsekr.ui.kit.measures import column, holding, row, set_size, set_units
from nemndsekr.ui.kit.messages import FieldMessage
from nemndsekr.ui.kit.panels import PAD, Panel
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.kit.tags import StateTag
from nemndsekr.ui.review.difference_view import DifferenceView

# The access keys keep clear of those of the menus.
_LABELS: Final = {
    "title": "R&ubrik",
    "kind": "&Slag",
    "dnr": "&Diarienummer",
    "committee": "Nä&mnd",
    "auditor": "&Från",
    "counterpart_dnr": "Rev&isorernas dnr",
    "report_no": "Ra&pport nr",
    "received": "In&kom",
    "reply_due": "Svarsda&g",
    "followup_due": "Uppfö&ljande",
}
# Shown even when nothing was found: without them there is no case.
_ALWAYS: Final = frozenset({"title", "kind", "dnr", "committee"})
_OF_AUDITS: Final = frozenset({"auditor", "counterpart_dnr", "reply_due", "followup_due"})


class FactsPanel(Panel):
    """The form. ``edited`` gives the key of a fact, ``visited`` the key of the one whose passage is to be seen."""

    edited = Signal(str)
    """What stands in a field was changed."""
    left = Signal(str)
    """A changed field was left: the change is one act."""
    visited = Signal(str)
    decided = Signal(str, object)
    """Key of a fact that differs from the case, and what holds."""

    def __init__(self) -> None:
        self._rows: dict[str, _FactRow] = {}
        grid = QGridLayout()
        set_units(grid, 6)
        grid.setColumnStretch(1, 1)
        self._grid, self._narrow = grid, False
        for number, key in enumerate(FACTS):
            self._rows[key] = _FactRow(key, grid, 3 * number)
        self.message = FieldMessage()
        super().__init__("Ärendet", body=column(holding(grid), self.message, gap=4), pad=PAD)
        for key, made in self._rows.items():
            made.connect(self)
            made.editor.installEventFilter(_Visit(self, key))
            made.page.clicked.connect(lambda _=False, key=key: self.visited.emit(key))
            made.difference.decided.connect(lambda state, key=key: self.decided.emit(key, state))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the labels over their fields where there is no room beside them."""
        super().resizeEvent(event)
        narrow = self.width() < STACK_BELOW * metrics("body").averageCharWidth()
        if narrow != self._narrow:
            self._narrow = narrow
            for made in self._rows.values():
                made.place(self._grid, narrow=narrow)

    def show_facts(self, facts: Mapping[str, ReviewFact], *, audit: bool, today: date, near: date) -> None:
        """Show what was read; ``near`` is the day that a time without a year is reckoned from."""
        for key, made in self._rows.items():
            made.show_fact(facts[key], today, near)
        self.message.set_message("")
        self.show_rows(audit=audit)

    def show_fact(self, key: str, fact: ReviewFact, today: date, near: date) -> None:
        """Show one fact that was taken from the source by hand."""
        self._rows[key].show_fact(fact, today, near)

    def show_standings(self, comparison: Comparison | None, choices: Mapping[ItemKey, DifferenceState]) -> None:
        """Show how each fact stands towards the case that the paper is put in; None is a new case."""
        for key, made in self._rows.items():
            compared = comparison.of(fact_key(key)) if comparison is not None else None
            made.show_standing(compared, choices.get(fact_key(key), DifferenceState.oppen))

    def set_words(self, words: Mapping[str, str]) -> None:
        """Put back what stood in the fields, when an act is taken back."""
        for key, made in self._rows.items():
            if key in words:
                made.set_words(words[key])

    def show_rows(self, *, audit: bool) -> None:
        """Show the rows that such a case has, and every row in which something stands."""
        shown = 0
        for key, made in self._rows.items():
            wanted = key in _ALWAYS or bool(made.text()) or (audit and key in _OF_AUDITS)
            made.set_visible(wanted)
            shown += wanted and bool(made.text())
        self.set_title("Ärendet", "1 uppgift" if shown == 1 else f"{shown} uppgifter")

    def values(self) -> dict[str, str]:
        """What stands in the form."""
        return {key: made.text() for key, made in self._rows.items()}

    def editor(self, key: str) -> QWidget:
        """The field of a fact."""
        return self._rows[key].editor

    def difference(self, key: str) -> DifferenceView:
        """What shows how a fact differs from the case; hidden where it does not."""
        return self._rows[key].difference

    def key_at(self, widget: QWidget | None) -> str:
        """The fact whose field, or whose choices, have the focus."""
        for key, made in self._rows.items():
            if widget is not None and (widget is made.editor or made.difference.isAncestorOf(widget)):
                return key
        return ""

    def stops(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        return [stop for made in self._rows.values() for stop in (made.editor, *made.difference.buttons)]

    def set_title_missing(self, *, missing: bool) -> None:
        """Say under the form that a case needs a title, or stop saying so."""
        self.message.set_message("Rubriken saknas. Skriv ärendemeningen, så som den står i diariet." if missing else "")
        self._rows["title"].set_odd(odd=missing)


class _FactRow:
    """Label and field, at the right the page or how it stands, under it the reading of a time or the difference."""

    def __init__(self, key: str, grid: QGridLayout, line: int) -> None:
        self.key = key
        self.editor: QLineEdit | QComboBox
        if key in DAYS:
            self.editor = DayLine(date.min, periods=True)
        else:
            self.editor = Combo() if key == "kind" else QLineEdit()
        if isinstance(self.editor, QComboBox):
            dress_combo(self.editor)
            for slug, word in choices(SourceKind):
                self.editor.addItem(word, slug)
            self.editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            self.editor.setMinimumContentsLength(8)
        self.label: Label = field_label(_LABELS[key], self.editor)
        self.page = link_button("")
        # The field itself leads to its passage when it gets the focus, so the button is no further stop.
        self.page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._tag = StateTag(State.NOTE)
        self.reading = caption("", wrap=True)
        self.difference = DifferenceView()
        self._right = holding(row(self.page, self._tag, None, gap=0))
        self._under = holding(column(self.reading, self.difference, gap=4))
        set_size(self._right, min_width=44)
        self._line = line
        self.place(grid, narrow=False)
        self._fact = ReviewFact(key, "")
        self._compared: Compared | None = None
        self._choice = DifferenceState.oppen
        self._shown = True
        self._odd = False

    def place(self, grid: QGridLayout, *, narrow: bool) -> None:
        """Lay the parts in their lines; in a ``narrow`` form the label has one of its own."""
        at = self._line
        first = 0 if narrow else 1
        grid.addWidget(self.label, at if narrow else at + 1, 0, 1, 3 if narrow else 1)
        grid.addWidget(self.editor, at + 1, first, 1, 2 - first)
        grid.addWidget(self._right, at + 1, 2)
        grid.addWidget(self._under, at + 2, first, 1, 3 - first)

    def connect(self, panel: FactsPanel) -> None:
        """Tell the panel of what is typed."""
        if isinstance(self.editor, QComboBox):
            self.editor.activated.connect(lambda: self._chosen(panel))
        else:
            self.editor.textEdited.connect(lambda: self._typed(panel))
            self.editor.editingFinished.connect(lambda: panel.left.emit(self.key))

    def show_fact(self, fact: ReviewFact, today: date, near: date) -> None:
        """Show the words and where they stand."""
        self._fact = fact
        if isinstance(self.editor, DayLine):
            self.editor.set_today(today, near)
        self._compared, self._choice = None, DifferenceState.oppen
        self.set_words(fact.text)
        self.set_odd(odd=fact.odd)

    def set_words(self, words: str) -> None:
        """Put words in the field without telling anybody."""
        if isinstance(self.editor, QComboBox):
            self.editor.setCurrentIndex(max(self.editor.findData(words), 0))
        elif self.editor.text() != words:
            self.editor.setText(words)
            self.editor.setCursorPosition(0)
        self._tell_reading()

    def show_standing(self, compared: Compared | None, choice: DifferenceState) -> None:
        """Show how the fact stands towards the case."""
        self._compared, self._choice = compared, choice
        if compared is not None and compared.standing in {Standing.DIFFERS, Standing.LIKE}:
            self.difference.show_difference(compared, self._place(), choice)
        else:
            self.difference.hide()
        self._tell_right()

    def set_odd(self, *, odd: bool) -> None:
        """Mark the field as one to be checked, or as checked."""
        self._odd = odd
        self._tell_right()

    def set_visible(self, visible: bool) -> None:  # noqa: FBT001 - as Qt's own
        """Show or hide the whole row."""
        self._shown = visible
        for part in (self.label, self.editor, self._right):
            part.setVisible(visible)
        self._tell_under()

    def text(self) -> str:
        """What stands in the field."""
        if isinstance(self.editor, QComboBox):
            return str(self.editor.currentData() or "")
        return self.editor.text().strip()

    def _place(self) -> str:
        page = self._fact.passage.page if self._fact.passage else None
        return f"s. {page}" if page else ""

    def _tell_right(self) -> None:
        """Show what is to be checked or decided, else how it stands towards the case, else the page."""
        tag = self._tag_of()
        page = self._place()
        self._tag.setVisible(tag is not None)
        if tag is not None:
            self._tag.set_state(*tag)
        self.page.setText(page)
        self.page.setVisible(tag is None and bool(page))
        name = self.label.text().replace("&", "")
        self.page.setAccessibleName(f"Visa i källan: {name}, {page}" if page else "")
        warns = tag is not None and tag[0] == State.REMARK
        if bool(self.editor.property("state")) != warns:
            self.editor.setProperty("state", "warn" if warns else "")
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)
        told = tag[1] if tag is not None else ""
        self.editor.setAccessibleDescription(", ".join(filter(None, (told, page, self.reading.text()))))
        self._tell_under()

    def _tag_of(self) -> tuple[State, str] | None:
        standing = self._compared.standing if self._compared is not None else None
        undecided = self._choice == DifferenceState.oppen
        if standing == Standing.DIFFERS or (standing == Standing.LIKE and not undecided):
            near = undecided and self._compared is not None and self._compared.near_number
            return (State.REMARK, "Nästan samma") if near else tag_of_choice(self._choice)
        if self._odd:
            return State.REMARK, "Kontrollera"
        if standing == Standing.LIKE:
            return State.NOTE, "Den gamla"
        if self._compared is None or not self.text() or self.key == "kind":
            return None
        return (State.DONE, "Finns redan") if self._compared.standing == Standing.SAME else (State.EVENT, "Nytt")

    def _tell_reading(self) -> None:
        if self.key == "dnr":
            self.reading.setText(dnr_doubt(self.text()))
            self.reading.set_tone("warn")
            self._tell_under()
        if not isinstance(self.editor, DayLine):
            return
        typed = self.editor.typed()
        self.reading.setText(typed.shown)
        self.reading.set_tone("warn" if self.text() and typed.value is None else "muted")
        self._tell_under()

    def _tell_under(self) -> None:
        self.reading.setVisible(self._shown and bool(self.reading.text()))
        self._under.setVisible(self._shown and (bool(self.reading.text()) or not self.difference.isHidden()))

    def _typed(self, panel: FactsPanel) -> None:
        self.set_odd(odd=False)
        self._tell_reading()
        panel.edited.emit(self.key)

    def _chosen(self, panel: FactsPanel) -> None:
        panel.edited.emit(self.key)
        panel.left.emit(self.key)


def tag_of_choice(choice: DifferenceState) -> tuple[State, str]:
    """The tag of what differs from the case, by what is decided about it."""
    return _CHOICE_TAGS[choice]


_CHOICE_TAGS: Final = {
    DifferenceState.oppen: (State.REMARK, "Skiljer sig"),
    DifferenceState.behallen: (State.NOTE, "Den gamla"),
    DifferenceState.ersatt: (State.NOTE, "Den nya"),
    DifferenceState.bada: (State.NOTE, "Båda"),
}


class _Visit(QObject):
    """Tells the panel when a field gets the focus."""

    def __init__(self, panel: FactsPanel, key: str) -> None:
        super().__init__(panel)
        self._panel = panel
        self._key = key

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let everything through."""
        if event.type() == QEvent.Type.FocusIn:
            self._panel.visited.emit(self._key)
        return bool(super().eventFilter(watched, event))
