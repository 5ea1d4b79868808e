"""PlanningPrintPage: the papers of planning - choose which, of which nämnd and when; see it, save it, print it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from PySide6.QtWidgets import QComboBox, QWidget

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.print_planning import PaperWish, PlanChoice, PlanningPaper, make_paper, plan_choices
from nemndsekr.rules.planning.week_sheet import monday_of
from nemndsekr.support.days import week, weekday_short
from nemndsekr.support.errors import UserError
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.followup.print_view import PrintView
from nemndsekr.ui.kit.flow import FlowLayout
from nemndsekr.ui.kit.forms import filter_combo
from nemndsekr.ui.kit.labels import caption
from nemndsekr.ui.kit.measures import holding, row, set_size
from nemndsekr.ui.kit.panels import PageHead, page_layout
from nemndsekr.ui.page import Page

_PAPERS: Final = {
    PlanningPaper.sammantradesplan: "Sammanträdesplan",
    PlanningPaper.arsoversikt: "Årsöversikt på A3",
    PlanningPaper.kontrollista: "Veckans kontrollista",
    PlanningPaper.kedjekort: "Kedjekort",
}
_LARGE: Final[frozenset[PlanningPaper]] = frozenset({PlanningPaper.arsoversikt})
_WEEKS_AHEAD: Final = 8
NO_CHAIN: Final = "Ingen"
NO_PLAN: Final = UserError("Det finns inga sammanträden att skriva ut.", "Lägg in årets sammanträden först.")
_TABLES: Final = frozenset(
    {
        *("meetings", "meeting_bodies", "namnder", "chain_rules", "closed_days", "plan_steps", "case_plans", "cases"),
        *("reply_days", "measures", "promises", "assignments", "report_backs", "decisions"),
    }
)


class PlanningPrintPage(Page):
    """The paper as it comes out; what it shows follows what is changed elsewhere."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._choices: list[PlanChoice] = []
        self._came_from = ("cases", 0)
        self._case_id = 0
        self._chain_of = 0
        self._papers: list[PlanningPaper] = []
        self.printing = PrintView(desk)
        self.head = PageHead("Skriv ut planering", buttons=self.printing.buttons)
        self.paper_box = filter_combo("Papper", list(_PAPERS.values()))
        self.namnd_box = filter_combo("Nämnd", [])
        self.week_box = filter_combo("Vecka", [])
        self.week_caption = caption("Vecka")
        for each in (self.namnd_box, self.week_box):
            # They are filled later: by then they must be as wide as what they hold.
            each.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.year_box = filter_combo("År", [str(desk.today.year)])
        self.namnd_caption, self.year_caption = caption("Nämnd"), caption("År")
        self.chain_box = filter_combo("Kedja", [NO_CHAIN])
        self.chain_caption = caption("Kedja")
        self.chain_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        set_size(self.chain_box, width=330)
        flow = FlowLayout(gap=16, line_gap=8)
        for words, box in (
            (caption("Papper"), self.paper_box),
            (self.namnd_caption, self.namnd_box),
            (self.year_caption, self.year_box),
            (self.chain_caption, self.chain_box),
            (self.week_caption, self.week_box),
        ):
            flow.addWidget(holding(row(words, (box, 1))))
        self.filters = holding(flow)
        self.setLayout(page_layout(self.head, self.printing, self.filters))
        self.printing.left.connect(lambda: self.wanted.emit(*self._came_from))
        self.paper_box.activated.connect(self._show)
        self.namnd_box.activated.connect(self._namnd_chosen)
        self.year_box.activated.connect(self._show)
        self.week_box.activated.connect(self._show)
        self.chain_box.activated.connect(self._chain_chosen)

    # What the main window calls

    def show_paper(self, which: PlanningPaper, came_from: tuple[str, int], *, year: int = 0, case_id: int = 0) -> None:
        """Show a paper, of a year or a case where one is told; ``came_from`` is where «Tillbaka» leads."""
        if came_from[0] != "planning_print":
            self._came_from = came_from
        self._case_id = case_id or self._case_id
        self._chain_of = case_id or self._chain_of
        self._papers = [paper for paper in _PAPERS if paper != PlanningPaper.kedjekort or self._case_id]
        self.paper_box.clear()
        self.paper_box.addItems([_PAPERS[paper] for paper in self._papers])
        self.paper_box.setCurrentIndex(self._papers.index(which))
        self._load(year)

    def refresh(self, changes: Changes) -> None:
        """Make the paper anew, if what it is made of has changed."""
        if changes.tables & _TABLES and self.printing.made is not None:
            self._load(int(self.year_box.currentText()))

    def first_focus(self) -> QWidget:
        """The choice of paper."""
        return self.paper_box

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
        """Save the paper that is shown for Word, where there is such a thing."""
        if self.printing.save_docx_button.isVisible():
            self.printing.save_docx()
        else:
            self.note.emit("info", "Det här papperet är en bild och finns bara som PDF.", None)

    # What is chosen

    @property
    def which(self) -> PlanningPaper:
        """The paper that is chosen."""
        return self._papers[max(self.paper_box.currentIndex(), 0)]

    def _load(self, year: int) -> None:
        self.desk.ask(plan_choices, lambda choices: self._loaded(choices, year))

    def _loaded(self, choices: list[PlanChoice], year: int) -> None:
        chosen = max(self.namnd_box.currentIndex(), 0)
        self._choices = choices
        self.namnd_box.clear()
        self.namnd_box.addItems([choice.name for choice in choices])
        self.namnd_box.setCurrentIndex(min(chosen, len(choices) - 1))
        self._list_years(year or self.desk.today.year)
        self._list_weeks()
        self._show()

    def _namnd_chosen(self) -> None:
        self._list_years(int(self.year_box.currentText()))
        self._show()

    def _list_years(self, wanted: int) -> None:
        """The years of the nämnd's plan and the one that is wanted; where that one has no plan, the nearest after."""
        index = self.namnd_box.currentIndex()
        years = self._choices[index].years if 0 <= index < len(self._choices) else ()
        self.year_box.clear()
        self.year_box.addItems([str(year) for year in sorted({*years, self.desk.today.year})])
        nearest = min(years, key=lambda year: (abs(year - wanted), -year), default=wanted)
        self.year_box.setCurrentText(str(nearest))

    def _chain_chosen(self) -> None:
        self._chain_of = self.chain_box.currentData() or 0
        self._show()

    def _list_chains(self) -> None:
        """The cases whose chain lies in the year; the one that was chosen stays chosen where it does."""
        index, year = self.namnd_box.currentIndex(), int(self.year_box.currentText())
        cases = self._choices[index].cases if 0 <= index < len(self._choices) else ()
        self.chain_box.clear()
        self.chain_box.addItem(NO_CHAIN, 0)
        for case in cases:
            if year in case.years:
                self.chain_box.addItem(case.name, case.case_id)
        self.chain_box.setCurrentIndex(max(self.chain_box.findData(self._chain_of), 0))

    def _monday(self) -> date:
        """The Monday of the week that is chosen."""
        return monday_of(self.desk.today) + timedelta(weeks=max(self.week_box.currentIndex(), 0))

    def _list_weeks(self) -> None:
        """This week and those that come; the one that was chosen stays chosen."""
        chosen = max(self.week_box.currentIndex(), 0)
        monday = monday_of(self.desk.today)
        mondays = [monday + timedelta(weeks=ahead) for ahead in range(_WEEKS_AHEAD)]
        self.week_box.clear()
        self.week_box.addItems([f"v. {week(day)}, från {weekday_short(day)}" for day in mondays])
        self.week_box.setCurrentIndex(chosen)

    def _show(self) -> None:
        which, index = self.which, self.namnd_box.currentIndex()
        title = f"Skriv ut {_PAPERS[which][:1].lower()}{_PAPERS[which][1:]}"
        self.head.set_title(title)
        self.setWindowTitle(title)
        self.title_changed.emit(title)
        self.printing.save_docx_button.setVisible(which not in _LARGE)
        of_case = which == PlanningPaper.kedjekort
        for each in (self.namnd_box, self.namnd_caption):
            each.setVisible(len(self._choices) > 1 and not of_case)
        of_week = which == PlanningPaper.kontrollista
        for each in (self.year_box, self.year_caption):
            each.setVisible(not of_case and not of_week)
        of_picture = which == PlanningPaper.arsoversikt
        self._list_chains()
        for each in (self.chain_box, self.chain_caption):
            each.setVisible(of_picture and self.chain_box.count() > 1)
        for each in (self.week_box, self.week_caption):
            each.setVisible(of_week)
        if not 0 <= index < len(self._choices):
            self.printing.refuse(NO_PLAN)
            return
        namnd_id, year = self._choices[index].namnd_id, int(self.year_box.currentText())
        case_id = self.chain_box.currentData() or 0 if of_picture else self._case_id
        wish = PaperWish(which, self.desk.today, namnd_id, year, case_id, self._monday())
        self.printing.show_made(lambda store, suffix: make_paper(store, wish, suffix), large=which in _LARGE)
