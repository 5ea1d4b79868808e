"""MeasuresView: every measure over all audits, late first; filtered, and changed many at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QBoxLayout, QComboBox, QWidget

from nemndsekr.operations.change_measures import MeasureChange, change_measures
from nemndsekr.operations.followup import (
    ListedMeasures,
    MeetingChoice,
    ahead,
    coming_meetings,
    listed_measures,
    why_no_second_answer,
)
from nemndsekr.operations.print_followup import FollowupList, ListWish, measures_csv
from nemndsekr.records.choices import MeasureState, label
from nemndsekr.rules.followup import NOBODY, MeasureLine, late_note
from nemndsekr.store.database import Store
from nemndsekr.store.followup import FilterChoices, MeasureFilter, filter_choices
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.followup.change_dialog import ChangeDialog
from nemndsekr.ui.followup.view import STATES, CsvList, FollowupView
from nemndsekr.ui.kit.flow import FlowLayout
from nemndsekr.ui.kit.forms import filter_combo
from nemndsekr.ui.kit.labels import button, caption, link_button, primary_button
from nemndsekr.ui.kit.measures import column, holding, row, set_size
from nemndsekr.ui.kit.messages import EmptyState
from nemndsekr.ui.kit.panels import PageStack, Panel
from nemndsekr.ui.kit.search_field import SearchField
from nemndsekr.ui.kit.table_model import PAGE, Column, FetchMoreModel
from nemndsekr.ui.kit.tables import TableView
from nemndsekr.ui.kit.tokens import Token, u

_PAUSE_MS: Final = 200
_WHICH: Final = (
    ("due", "Sena och kommande 6 månader"),
    ("all", "Alla"),
    ("late", "Sena"),
    ("undated", "Utan datum"),
)
_GO: Final = "Gå till rekommendationen"
_LOW: Final = 400
"""In a view lower than this many units the list would have less than some eight rows."""
_STACK_FOOT_BELOW: Final = 760
"""In a view narrower than this many units the words under the list stand above the buttons."""
_STATES: Final = (("", "Alla lägen"), *((state.value, label(state)) for state in MeasureState))
_ALL_CASES: Final = "Alla granskningar"
_EVERYBODY: Final = "Alla ansvariga"
_ORDERS: Final[dict[str, Callable[[MeasureLine], tuple[object, ...]]]] = {
    "due": lambda line: (line.late.settled, line.late.latest is None, line.late.latest or 0),
    "text": lambda line: (line.text.casefold(),),
    "answers": lambda line: (line.measure.case.id, line.answers),
    "responsible": lambda line: (line.responsible == NOBODY, line.responsible.casefold()),
    "state": lambda line: (not line.late.is_late, line.measure.state, line.state),
}


class _Answer(NamedTuple):
    listed: ListedMeasures
    choices: FilterChoices
    meetings: list[MeetingChoice]


class MeasuresView(FollowupView):
    """The list of measures. Enter opens the case where the measure stands, F2 changes those that are chosen."""

    name = "Åtgärder"
    short_name = "Åtgärder"

    followup_wanted = Signal(int)
    """The second answer of this case is to be begun."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._why_not: dict[int, str] = {}
        self._answer = _Answer(ListedMeasures([], 0, 0), FilterChoices([], []), [])
        self._order = ("due", False)
        self.ask_change: Callable[[ChangeDialog], bool] = lambda dialog: bool(dialog.exec())
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.search = SearchField("Sök i åtgärder", "Sök i åtgärder")
        set_size(self.search, width=160)
        self.which_box = filter_combo("Visa", [words for _, words in _WHICH])
        self.responsible_box = filter_combo("Ansvarig", [_EVERYBODY])
        self.case_box = filter_combo("Granskning", [_ALL_CASES])
        self.state_box = filter_combo("Läge", [words for _, words in _STATES])
        for box in (self.responsible_box, self.case_box):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            set_size(box, max_width=220)
        self.count = caption("")
        flow = FlowLayout(gap=8, line_gap=8, last_right=True)
        for part in (
            self.search, self.which_box, self.responsible_box, self.case_box, self.state_box, self.count,
        ):  # fmt: skip
            flow.addWidget(part)
        self.more_button = link_button("Fler urval")
        self.more_button.setCheckable(True)
        flow.insertWidget(2, self.more_button)
        self._flow = flow
        self._filters = holding(flow)
        self.model: FetchMoreModel[MeasureLine] = FetchMoreModel(_columns(), identity=lambda line: line.measure.id)
        self.table = TableView("Åtgärder", closed=False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.set_model(self.model)
        self.table.show_sorted("due")
        self.chosen_words = caption("", wrap=True)
        self.followup_words = caption("", wrap=True)
        self.followup_button = button("Skapa uppföljande &yttrande")
        self.open_button = button(_GO)
        self.open_button.setAccessibleName(_GO)
        self.change_button = primary_button("Ändra …", "pencil")
        words = column(self.chosen_words, self.followup_words, gap=2, margins=(6, 0, 0, 0))
        self._footer = row((words, 1), row(None, self.followup_button, self.open_button, self.change_button))
        self.clear_button = button("Visa alla åtgärder")
        self.none_found = EmptyState("search", "Ingen åtgärd här", "", (self.clear_button,))
        self.first_button = button("Visa ärendena")
        self.empty = EmptyState(
            "checklist",
            "Inga åtgärder än",
            "De kommer från svaren på rekommendationerna.",
            (self.first_button,),
        )
        self.panel = Panel(body=self.table, footer=self._footer)
        self.stack = PageStack()
        self.none_panel, self.empty_panel = Panel(body=self.none_found), Panel(body=self.empty)
        for panel in (self.panel, self.none_panel, self.empty_panel):
            self.stack.addWidget(panel)
        self.setLayout(column(self._filters, (self.stack, 1), gap=12))

    def _connect(self) -> None:
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.load)
        self.search.textChanged.connect(self._pause.start)
        self.search.entered.connect(lambda _: self._find())
        for box in (self.which_box, self.responsible_box, self.case_box, self.state_box):
            box.activated.connect(self.load)
        self.more_button.toggled.connect(lambda _: self._fold())
        self.table.opened.connect(self._open)
        self.table.sort_requested.connect(self._sort)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._tell_chosen())
        self.open_button.clicked.connect(lambda: self._open(self.table.record()))
        self.followup_button.clicked.connect(self.begin_followup)
        self.change_button.clicked.connect(self.change)
        self.clear_button.clicked.connect(self.show_all)
        self.first_button.clicked.connect(lambda: self.elsewhere.emit("cases"))
        # F2 changes what is chosen, as in any list.
        QShortcut(QKeySequence("F2"), self, self.change, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # What is shown

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the window is low or the text large, the list gets the room."""
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "panel"):
            self._fold()

    @property
    def low(self) -> bool:
        """Whether there is so little height that the list is to have all that can be spared."""
        return self.height() < u(_LOW)

    def _fold(self) -> None:
        """Keep the lesser filters behind a button where the list would have few rows; what is chosen stays in view."""
        low = self.low
        self.more_button.setVisible(low)
        for box in (self.responsible_box, self.case_box, self.state_box):
            box.setVisible(not low or self.more_button.isChecked() or box.currentIndex() > 0)
        self.open_button.setText("Öppna" if low else _GO)
        narrow = self.width() < u(_STACK_FOOT_BELOW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._footer.direction() != way:
            self._footer.setDirection(way)
        self._show_why_not()
        self._tell_count()

    def _tell_count(self) -> None:
        """How many are shown; where the row is full without the word that the tab says too."""
        listed = self._answer.listed
        words = f"{listed.matching} av {listed.total}{'' if self.low else ' åtgärder'}"
        shown = len(listed.lines)
        self.count.setText(words if shown == listed.matching else f"{words}, de första {shown} visas")

    def filter(self) -> MeasureFilter:
        """What is chosen over the list."""
        today = self.desk.today
        responsible = self.responsible_box.currentData()
        return MeasureFilter(
            words=self.search.text().strip(),
            which=_WHICH[self.which_box.currentIndex()][0],
            today=today,
            until=ahead(today),
            responsible=responsible if isinstance(responsible, str) else None,
            state=_STATES[self.state_box.currentIndex()][0],
            case_id=int(self.case_box.currentData() or 0),
        )

    def load(self) -> None:
        """List the measures anew."""
        self._pause.stop()
        wanted = self.filter()

        def question(store: Store) -> _Answer:
            return _Answer(listed_measures(store, wanted), filter_choices(store), coming_meetings(store, wanted.today))

        self.ask(question, self._show)

    def _show(self, answer: _Answer) -> None:
        self._answer = answer
        self._why_not = {}
        _fill(
            self.responsible_box, [(_EVERYBODY, None), *((name or NOBODY, name) for name in answer.choices.responsible)]
        )
        _fill(self.case_box, [(_ALL_CASES, 0), *((case.name, case.id) for case in answer.choices.cases)])
        self._show_lines()
        total, shown = answer.listed.total, len(answer.listed.lines)
        self._tell_count()
        self._filters.setVisible(bool(total))
        if shown:
            self.stack.setCurrentWidget(self.panel)
        elif total:
            self.none_found.set_words(*self._none_words())
            self.stack.setCurrentWidget(self.none_panel)
        else:
            self.stack.setCurrentWidget(self.empty_panel)
        self.listed.emit()

    def _none_words(self) -> tuple[str, str]:
        wanted = self.filter()
        if wanted.words:
            return f"Ingen åtgärd matchar «{wanted.words}»", "Sök på en del av åtgärden, ärendet eller den ansvariga."
        if wanted.which in {"due", "late"} and wanted == MeasureFilter(
            which=wanted.which, today=wanted.today, until=wanted.until
        ):
            return "Inget är sent", "Inga åtgärder är sena eller ska vara klara det närmaste halvåret."
        if wanted == MeasureFilter(which="undated", today=wanted.today, until=wanted.until):
            return (
                "Ingen saknar datum",
                "Alla planerade och pågående åtgärder har en dag, vår egen eller någon annans.",
            )
        return "Ingen åtgärd här", "Välj något annat ovanför listan för att se fler."

    def _show_lines(self) -> None:
        chosen = set(self.chosen_ids())
        key, descending = self._order
        lines = list(self._answer.listed.lines)
        if self._order != ("due", False):
            lines.sort(key=_ORDERS[key], reverse=descending)
        fetch = partial(_part, lines)
        self.model.set_source(fetch, len(lines))
        while self.model.rowCount() < len(lines) and chosen:
            self.model.fetchMore(self.table.rootIndex())
        self._choose(chosen)
        self._tell_chosen()

    def _choose(self, ids: set[int]) -> None:
        """Choose the rows of these measures again after the list was set anew."""
        if len(ids) < 2:
            return
        selection = QItemSelection()
        for number, line in enumerate(self.model.rows()):
            if line.measure.id in ids:
                index = self.model.index(number, 0)
                selection.select(index, index)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().select(selection, flags)

    def _sort(self, key: str, descending: bool) -> None:  # noqa: FBT001 - a Qt slot
        self._order = (key, descending)
        self._show_lines()

    def _find(self) -> None:
        self.load()
        self.table.setFocus()

    def show_all(self) -> None:
        """Show every measure."""
        self.search.clear()
        for box in (self.responsible_box, self.case_box, self.state_box):
            box.setCurrentIndex(0)
        self.which_box.setCurrentIndex(1)
        self.load()
        self.table.setFocus()

    def show_which(self, which: str) -> None:
        """Show the late ones, or those that are due soon too; whatever else was filtered is let go of."""
        self.search.clear()
        for box in (self.responsible_box, self.case_box, self.state_box):
            box.setCurrentIndex(0)
        self.which_box.setCurrentIndex([key for key, _ in _WHICH].index(which))
        self.load()

    # What is chosen

    def chosen_lines(self) -> list[MeasureLine]:
        """The chosen measures, in the list's order."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [self.model.record(number) for number in rows]

    def chosen_ids(self) -> list[int]:
        """Their ids."""
        return [line.measure.id for line in self.chosen_lines()]

    def _tell_chosen(self) -> None:
        lines = self.chosen_lines()
        self.open_button.setEnabled(len(lines) == 1)
        self.change_button.setEnabled(bool(lines))
        self.change_button.setText("Ändra …" if len(lines) < 2 else f"Ändra {len(lines)} …")
        if len(lines) == 1:
            line = lines[0]
            promise = line.measure.promises[-1] if line.measure.promises else None
            moved = f"flyttad: {promise.reason}" if promise is not None and promise.reason else ""
            self.chosen_words.setText(" · ".join(filter(None, (late_note(line), moved))))
        else:
            hint = "Skift+pil väljer flera, F2 ändrar dem."
            self.chosen_words.setText(f"{len(lines)} valda. {hint}" if lines else hint)
        self.chosen_words.setVisible(bool(self.chosen_words.text()))
        self._tell_followup()

    # The second answer of the chosen measures' case

    def _tell_followup(self) -> None:
        """Offer the second answer, or say why it cannot be begun; what the case says of it is asked for once."""
        cases = {line.measure.case.id for line in self.chosen_lines()}
        why_not = self._no_followup(cases)
        self.followup_button.setEnabled(why_not == "")
        self.followup_words.setText(why_not or "")
        self._show_why_not()
        if why_not is not None:
            return
        case_id, known = cases.pop(), self._why_not

        def told(words: str) -> None:
            if known.get(case_id) != words:
                known[case_id] = words
                self._tell_followup()

        self.desk.ask(lambda store: why_no_second_answer(store, case_id), told)

    def _show_why_not(self) -> None:
        """Say why under the list, or by the button where the list wants the room."""
        words = self.followup_words.text()
        self.followup_words.setVisible(bool(words) and not self.low)
        self.followup_button.setToolTip(words)
        self.followup_button.setAccessibleDescription(words)

    def _no_followup(self, cases: set[int]) -> str | None:
        """Why there is no second answer to begin; empty where there is one, None where it is not known yet."""
        if len(cases) == 1:
            return self._why_not.get(next(iter(cases)))
        if not cases:
            return "Välj en åtgärd, så går det att skapa granskningens uppföljande yttrande."
        return "Ett uppföljande yttrande hör till en granskning: välj åtgärder ur en."

    def begin_followup(self) -> None:
        """Begin the second answer of the chosen measures' case, or say why not."""
        cases = {line.measure.case.id for line in self.chosen_lines()}
        why_not = self._no_followup(cases)
        if why_not:
            self.said.emit("info", why_not, None)
        elif why_not == "":
            self.followup_wanted.emit(cases.pop())

    def _open(self, line: object) -> None:
        if isinstance(line, MeasureLine):
            first = line.measure.answers[0] if line.measure.answers else None
            self.opened.emit(line.measure.case.id, first.table if first else "", first.uid if first else "")

    def change(self) -> None:
        """Ask what is to be changed of the chosen measures, and change it in one step."""
        lines = self.chosen_lines()
        if not lines:
            self.said.emit("info", "Välj först en eller flera åtgärder i listan.", None)
            return
        people = [name for name in self._answer.choices.responsible if name]
        dialog = ChangeDialog(lines, people, self._answer.meetings, self.desk.today, self)
        try:
            if self.ask_change(dialog):
                self._change([line.measure.id for line in lines], dialog.change())
        finally:
            dialog.deleteLater()
        self.table.setFocus()

    def _change(self, ids: Sequence[int], change: MeasureChange) -> None:
        words = "Åtgärden är ändrad." if len(ids) == 1 else f"{len(ids)} åtgärder är ändrade."
        self.desk.act(
            lambda store, who, now: change_measures(store, ids, change, who, now),
            lambda _: self.said.emit("ok", words, ("Ångra", None)),
        )

    # For the page

    def first_focus(self) -> QWidget:
        """The table, or what stands in its place."""
        shown = self.stack.currentWidget()
        if shown is self.empty_panel:
            return self.first_button
        return self.table if shown is self.panel else self.search

    def wish(self) -> ListWish | None:
        """The list as it is filtered."""
        if not self._answer.listed.lines:
            return None
        wanted = self.filter()
        return ListWish(FollowupList.atgardslista, wanted.today, wanted.today, wanted, self._filter_words())

    def _filter_words(self) -> str:
        wanted = self.filter()
        parts = [self.which_box.currentText()] if wanted.which != "all" else []
        for box, usual in (
            (self.responsible_box, _EVERYBODY),
            (self.case_box, _ALL_CASES),
            (self.state_box, _STATES[0][1]),
        ):
            if box.currentText() != usual:
                parts.append(box.currentText())
        if wanted.words:
            parts.append(f"sökning «{wanted.words}»")
        return ", ".join(parts)

    def csv(self) -> CsvList | None:
        """The measures as they are filtered, for a spreadsheet, and the way to all of them."""
        listed = self._answer.listed
        if not listed.lines:
            return None
        wanted = self.filter()
        everything = MeasureFilter(which="all", today=wanted.today)
        name, count = "atgarder.csv", f"{listed.total} åtgärd{'er' if listed.total != 1 else ''}"
        whole = CsvList(name, lambda store: measures_csv(store, everything), count)
        if listed.matching == listed.total:
            return whole
        holds = f"{listed.matching} av {count} (filtrerat: {self._filter_words()})"
        words = f"Spara alla {listed.total} …"
        return CsvList(name, lambda store: measures_csv(store, wanted), holds, whole, words)


def _part(lines: Sequence[MeasureLine], offset: int, limit: int) -> Sequence[MeasureLine]:
    return lines[offset : offset + max(limit, PAGE)]


def _fill(box: QComboBox, choices: Sequence[tuple[str, object]]) -> None:
    """Show the choices and keep the chosen one; a list that is the same is left alone."""
    if [(box.itemText(at), box.itemData(at)) for at in range(box.count())] == list(choices):
        return
    chosen = box.currentText()
    box.clear()
    for words, data in choices:
        box.addItem(words, data)
    box.setCurrentIndex(max(box.findText(chosen), 0))


def _ink(line: MeasureLine) -> Token | None:
    return "late" if line.late.is_late else None


def _columns() -> tuple[Column[MeasureLine], ...]:
    return (
        Column("Senast klar", lambda line: line.due, "text", 124, sort_key="due", ink=_ink),
        # How long ago that was, and how often it was put off, stands under the list for the chosen one.
        Column("Först lovat", lambda line: line.first_time, "quiet", 124),
        Column("Åtgärd", lambda line: line.text, "text", 280, stretch=True, sort_key="text"),
        Column("Rekommendation", lambda line: line.answers, "quiet", 150, sort_key="answers"),
        Column("Ansvarig", lambda line: line.responsible, "quiet", 124, sort_key="responsible"),
        Column("Läge", lambda line: line.state, "tag", 142, sort_key="state", state=lambda line: STATES[line.mark]),
        Column("Återrapporteras", lambda line: line.report, "quiet", 166),
    )
