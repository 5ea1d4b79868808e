"""STATES: one function for each page or dialog with the pictures of its states; a new one is added at the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from nemndsekr.rules.case_items import DECISION_KEY, FACTS_KEY, MATRIX_KEY, OVERVIEW_KEY, SAME_KEY, TASKS_KEY, ItemKey
from nemndsekr.rules.planning.week_grid import Zoom, period_of
from nemndsekr.store.queries import load_case
from nemndsekr.support.paths import resource
from nemndsekr.ui.calendar_dialog import CalendarDialog
from nemndsekr.ui.case.anslag_dialog import AnslagDialog
from nemndsekr.ui.case.decision_form import DecisionForm
from nemndsekr.ui.case.initiative_dialogs import InitiativePasteDialog, NewInitiativeDialog
from nemndsekr.ui.case.measure_table import MeasureTable
from nemndsekr.ui.case.minutes_dialog import MinutesDialog
from nemndsekr.ui.case.paste_dialog import PasteDialog
from nemndsekr.ui.case.recommendation_form import RecommendationForm
from nemndsekr.ui.case.same_question import TargetDialog
from nemndsekr.ui.case_dialogs import FindCaseDialog, NewCaseDialog
from nemndsekr.ui.case_page import CasePage
from nemndsekr.ui.checks_dialog import ChecksDialog
from nemndsekr.ui.document.versions_dialog import VersionsDialog
from nemndsekr.ui.followup.change_dialog import ChangeDialog
from nemndsekr.ui.namnd_dialog import NamndDialog
from nemndsekr.ui.planning.closed_dialog import ClosedDialog
from nemndsekr.ui.planning.draft_dialogs import NewYearDialog, PastePlanDialog
from nemndsekr.ui.planning.meeting_dialog import MeetingDialog
from tests.many_meetings import many_meetings
from tests.pictures.planning_states import PLANNING_STATES
from tests.pictures.scenes import BARE_INITIATIVE, NONE_YET, ONE, THIRTY, full_initiative, sparse
from tests.pictures.studio import Studio, nothing

SKOLSKJUTS, SKOLFRANVARO, LAXHJALP, MOBILFRIA = "BUN-2026-0412", "BUN-2024-0933", "BUN-2026-0431", "BUN-2025-0822"
MINUTES: Final = """Barn- och utbildningsnämnden 2026-02-19
§ 31 Svar på granskning av skolskjuts
Dnr BUN-2026-0412
Beslut
Barn- och utbildningsnämnden beslutar enligt förvaltningens förslag.
Paragrafen justeras omedelbart.
Yrkanden
Ylva Stråle (V) yrkar återremiss.
Reservation
Ylva Stråle (V) reserverar sig mot beslutet.
Justerad 2026-02-24
Anslaget 2026-02-25
Beslutet skickas till
Kommunens revisorer
Kommunstyrelsen
"""
INITIATIVE: Final = """Nämndinitiativ om gratis frukost

Till Barn- och utbildningsnämnden
2026-02-03

Många elever kommer till skolan utan att ha ätit. Vi föreslår

att nämnden ger förvaltningen i uppdrag att pröva frukost på två skolor
att försöket utvärderas efter ett läsår
att kostnaden redovisas i budgetarbetet

Ylva Stråle (V)
Tage Munter (MP)
"""
REPORT: Final = """Revisionsrapport
Granskning av skolmåltider
Lindåkra kommuns revisorer
2026-01-15

Rekommendationer

Vi rekommenderar kommunstyrelsen att:
- Ta fram en gemensam upphandlingsplan.

Vi rekommenderar barn- och utbildningsnämnden att:
- Säkerställ att matsedeln beslutas i tid.
- Säkerställ att matsvinnet mäts varje termin.
"""


def _recommendation(studio: Studio, page: CasePage, no: int, field: str = "") -> RecommendationForm:
    file = load_case(studio.store, page._case_id)
    row = next(one for one in file.recommendations if one.no == no)
    _go(studio, page, ("recommendations", row.stored_id), field)
    form = page.pane.stack.currentWidget()
    assert isinstance(form, RecommendationForm)
    return form


def _type(words: str) -> None:
    """Type plain ASCII where the focus is."""
    target = QApplication.focusWidget()
    assert target is not None, "nothing has the focus"
    QTest.keyClicks(target, words)


def _go(studio: Studio, page: CasePage, key: ItemKey, field: str = "", *, into: bool = True) -> None:
    assert page.go_to_item(key, field, into=into), key
    studio.settle()


def answer_log(studio: Studio) -> None:
    """Who answers and by when, with a log of all its kinds, an empty one and one that is far too long."""
    studio.open()
    page = studio.case_page(SKOLSKJUTS)
    for no, name in ((1, "full"), (4, "half"), (6, "empty")):
        form = _recommendation(studio, page, no, "answered_by")
        studio.shot(name)
        form.answerer.buttons[-1].setFocus()
        studio.shot(f"{name}_log")
    form.answerer.due.field.editor.setFocus()
    _type("32/13")
    page.items.list.setFocus()
    studio.shot("bad_day")
    studio.open(sparse)
    form = _recommendation(studio, studio.case_page(THIRTY), 1, "answered_by")
    form.answerer.log.table.setFocus()
    studio.shot("long")


def findings(studio: Studio) -> None:
    """The iakttagelser of a question and of a recommendation, unfolded."""
    studio.open()
    page = studio.case_page(SKOLSKJUTS)
    question = load_case(studio.store, page._case_id).questions[0]
    _go(studio, page, ("questions", question.stored_id), "findings")
    studio.shot("question")
    page.pane.stack.currentWidget().findings.focus_field("reply")  # type: ignore[union-attr]
    studio.shot("reply")
    _recommendation(studio, page, 6, "findings")
    studio.shot("begun")
    studio.open(sparse)
    _recommendation(studio, studio.case_page(THIRTY), 1, "findings")
    studio.shot("long")


def pulling_apart(studio: Studio) -> None:
    """The overall stance beside the single ones that pull from it."""
    studio.open()
    page = studio.case_page(SKOLSKJUTS)
    _go(studio, page, FACTS_KEY, "Audit.stance")
    studio.shot()
    studio.open(sparse)
    _go(studio, studio.case_page(THIRTY), FACTS_KEY, "Audit.stance_text")
    studio.shot("twenty")


def same_question(studio: Studio) -> None:
    """Links, proposals, and the choice of what to link to."""
    studio.open()
    page = studio.case_page(LAXHJALP)
    _go(studio, page, SAME_KEY)
    studio.shot("case")
    clause = load_case(studio.store, page._case_id).attsatser[0]
    _go(studio, page, ("attsatser", clause.stored_id))
    studio.shot("clause")
    rows = page.pane.stack.currentWidget().same  # type: ignore[union-attr]

    def choose(dialog: TargetDialog) -> None:
        studio.shot("choice")
        dialog.words.setText("finns inte")
        studio.shot("none_found")

    studio.in_dialog(rows.choose, TargetDialog, choose)


def minutes(studio: Studio) -> None:
    """Pasted minutes: empty, found, of another case, nothing found, and the question before they are thrown away."""
    studio.open()
    page = studio.case_page(SKOLSKJUTS)
    _go(studio, page, DECISION_KEY)
    form = page.pane.stack.currentWidget()
    assert isinstance(form, DecisionForm)

    def paste(dialog: MinutesDialog) -> None:
        studio.shot("empty")
        dialog.editor.setPlainText(MINUTES)
        dialog.found.setFocus()
        studio.shot("found")
        dialog.reject()
        studio.shot("throw")
        dialog.editor.setPlainText(MINUTES.replace("0412", "0977"))
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        studio.shot("other_case")
        dialog.editor.setPlainText("Hej! Här kommer protokollet när det är klart.")
        studio.shot("nothing")

    studio.in_dialog(form.read_minutes, MinutesDialog, paste)


def decision(studio: Studio) -> None:
    """A decision: empty, filled out of minutes, the question before it is registered, sent back, an initiative's."""
    studio.open()
    page = studio.case_page(SKOLSKJUTS)
    _go(studio, page, DECISION_KEY)
    studio.shot("empty")
    form = page.pane.stack.currentWidget()
    assert isinstance(form, DecisionForm)
    form.finish()
    studio.shot("empty_finish")

    def take(dialog: MinutesDialog) -> None:
        dialog.editor.setPlainText(MINUTES)
        dialog.accept()

    studio.in_dialog(form.read_minutes, MinutesDialog, take)
    studio.shot("filled")
    form.finish()
    studio.shot("question")
    form.before.leave()
    form._bounds["day"].field.editor.setFocus()
    _type("31/2")
    page.items.list.setFocus()
    studio.shot("bad_day")
    _go(studio, studio.case_page(LAXHJALP), DECISION_KEY)
    studio.shot("initiative")
    _go(studio, studio.case_page(MOBILFRIA), DECISION_KEY)
    studio.shot("registered")
    studio.open(sparse)
    _go(studio, studio.case_page(THIRTY), DECISION_KEY)
    studio.shot("long")


def new_case(studio: Studio) -> None:
    """A new case: empty, with what is missing told, and with a number that is taken."""
    studio.open()

    def fill(dialog: NewCaseDialog) -> None:
        studio.shot("empty")
        dialog.make.click()
        studio.shot("missing")
        dialog.title.setText("Granskning av skolskjuts")
        dialog.dnr.setText(SKOLSKJUTS)
        dialog.make.click()
        studio.shot("taken")

    studio.in_dialog(studio.window.commands.new_case, NewCaseDialog, fill)


def new_initiative(studio: Studio) -> None:
    """A new initiative: empty, read out of a text, what is missing, a bad day, a taken number, thrown away."""
    studio.open()

    def fill(dialog: NewInitiativeDialog) -> None:
        studio.shot("empty")
        dialog.make.click()
        studio.shot("missing")
        dialog.text.set_value(INITIATIVE)
        dialog.read()
        studio.shot("read")
        dialog.handed_in.line.setText("30/2")
        dialog.make.click()
        studio.shot("bad_day")
        dialog.handed_in.line.setText("3/2")
        dialog.dnr.setText(LAXHJALP)
        dialog.make.click()
        studio.shot("taken")
        dialog.reject()
        studio.shot("throw")

    studio.in_dialog(studio.window.commands.new_initiative, NewInitiativeDialog, fill)


def find_case(studio: Studio) -> None:
    """The window that opens a case: with cases, and with words that find none."""
    studio.open()

    def look(dialog: FindCaseDialog) -> None:
        studio.shot("cases")
        dialog.words.setText("finns inte")
        studio.shot("none_found")

    studio.in_dialog(studio.window.commands.open_case, FindCaseDialog, look)


def paste(studio: Studio) -> None:
    """Pasted recommendations and att-satser: empty, found, with some that are there already."""
    studio.open()
    page = studio.case_page(SKOLSKJUTS)
    texts = [one.text for one in load_case(studio.store, page._case_id).recommendations]

    def recommendations(dialog: PasteDialog) -> None:
        studio.shot("empty")
        dialog.editor.set_value("\n".join((*texts[:2], "Se över avgifterna för resekort.", "Utred samåkning.")))
        studio.shot("found")

    studio.in_dialog(page.paste_items, PasteDialog, recommendations)
    page = studio.case_page(LAXHJALP)

    def clauses(dialog: InitiativePasteDialog) -> None:
        dialog.editor.set_value(INITIATIVE)
        studio.shot("initiative")

    studio.in_dialog(page.paste_items, InitiativePasteDialog, clauses)


def measures(studio: Studio) -> None:
    """Measures: effect helper, the list of shared ones, a moved time without a reason, done without evidence, none."""
    studio.open()
    page = studio.case_page(SKOLSKJUTS)
    form = _recommendation(studio, page, 3, "measures")
    form.measures.details.focus_field("effect_change")
    studio.shot("effect_helper")
    table: MeasureTable = form.measures
    table.ask_for_measure()
    studio.shot("shared_choice")
    _close_popups()
    table.table.write(0, "promise")
    editor = QApplication.focusWidget()
    editor.setText("senast 32 juni")  # type: ignore[union-attr]
    studio.shot("time_not_understood")
    editor.setText("våren 2027")  # type: ignore[union-attr]
    studio.shot("time_understood")
    editor.open_month()  # type: ignore[union-attr]
    studio.shot("month")
    _close_popups()
    page.items.list.setFocus()
    studio.settle()
    form.measures.details.focus_field("state")
    state = form.measures.details.state.field.editor
    assert isinstance(state, QComboBox)
    state.setCurrentIndex(2)
    studio.shot("done_without_evidence")
    form.measures.details.focus_field("measure_reports")
    studio.shot("reports")
    page = studio.case_page(SKOLFRANVARO)
    form = _recommendation(studio, page, 1, "measures")
    studio.shot("given")
    page = studio.case_page(SKOLSKJUTS)
    form = _recommendation(studio, page, 6, "no_measure_reason")
    studio.shot("no_measure")
    _recommendation(studio, page, 6, "measures")
    studio.shot("adding")


def _close_popups() -> None:
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


def wording(studio: Studio) -> None:
    """«Rätta uppenbart fel», and what stands folded under a recommendation."""
    studio.open()
    page = studio.case_page(SKOLSKJUTS)
    form = _recommendation(studio, page, 3)
    form.wording.open()
    _type("x")
    studio.shot()
    form.wording.bound.field.editor.set_value("")  # type: ignore[attr-defined]
    form = _recommendation(studio, page, 4)
    form.focus_field("no")
    form.number.setProperty("text", "3")
    studio.shot("same_number")
    form.number.setProperty("text", "3 b")
    studio.shot("no_number")


def remarks(studio: Studio) -> None:
    """The remarks of a case beside its form, and the reason of «Godkänn ändå»."""
    studio.open()
    page = studio.case_page(SKOLSKJUTS)
    page.show_remarks()
    studio.shot("list")
    page.side.remarks.list.card.ask_reason()
    studio.shot("reason")
    studio.in_dialog(studio.window.commands.choose_checks, ChecksDialog, lambda _: studio.shot("checks"))


_VIEWS: Final = ("measures", "picture", "balance", "owed", "initiatives", "unplanned")


def followup(studio: Studio) -> None:
    """Every view of Uppföljning, its empty ones, its dialog and its papers."""
    studio.open()
    page = studio.followup()
    for view, name in zip(page.views, _VIEWS, strict=True):
        page.show_view(view)
        studio.shot(name)
        if view.wish() is not None:
            page.preview()
            studio.shot(f"{name}_paper")
            page._leave_printing()
    page.show_view(page.owed)
    page.owed.order_box.setCurrentIndex(1)
    page.owed._show_rows()
    studio.shot("owed_by_meeting")
    page.owed.copy()
    studio.shot("owed_copied")
    studio.open(nothing)
    page = studio.followup()
    for view, name in zip(page.views, _VIEWS, strict=True):
        page.show_view(view)
        studio.shot(f"{name}_empty")
    studio.open(sparse)
    page = studio.followup()
    for view, name in zip(page.views, _VIEWS, strict=True):
        page.show_view(view)
        studio.shot(f"{name}_long")


def change_measures(studio: Studio) -> None:
    """«Ändra»: for one, for many, with what is missing told, and done."""
    studio.open()
    page = studio.followup()

    def many(dialog: ChangeDialog) -> None:
        studio.shot("many")
        dialog._try()
        studio.shot("nothing_told")
        dialog.state_box.setCurrentIndex(3)
        dialog.done_field.line.setText("33/1")
        dialog.time_line.setText("våren 2027")
        dialog._try()
        studio.shot("missing")

    page.measures.table.selectAll()
    studio.in_dialog(page.measures.change_button.click, ChangeDialog, many)
    page.measures.table.selectRow(0)
    studio.in_dialog(page.measures.change_button.click, ChangeDialog, lambda _: studio.shot("one"))


def documents(studio: Studio) -> None:
    """The papers with their remarks, locking, versions; the second answer among them."""
    studio.open()
    page = studio.document_page(SKOLSKJUTS)
    studio.shot("draft")
    page.begin_lock()
    studio.shot("lock")
    page = studio.document_page(SKOLFRANVARO, "uppfoljande_yttrande")
    studio.shot("second_answer")
    page = studio.document_page(SKOLFRANVARO, "yttrande")
    studio.shot("decided")

    def versions(dialog: VersionsDialog) -> None:
        studio.shot("versions")
        dialog.pages_button.click()
        studio.shot("versions_pages")

    studio.in_dialog(page.compare_versions, VersionsDialog, versions)
    studio.open(sparse)
    studio.document_page(THIRTY)
    studio.shot("long")
    studio.document_page(NONE_YET)
    studio.shot("empty")


def second_answer(studio: Studio) -> None:
    """The form of the second answer, item by item."""
    studio.open()
    page = studio.case_page(SKOLFRANVARO)
    for at, item in enumerate(one for one in page.items.items if one.key[0].startswith("followup")):
        if at < 4:
            _go(studio, page, item.key)
            studio.shot(str(at + 1))


def case_empty(studio: Studio) -> None:
    """Cases that are hardly begun, and one with thirty recommendations and long names."""
    studio.open(sparse)
    studio.shot("list")
    page = studio.case_page(NONE_YET)
    studio.shot("none_yet")
    _go(studio, page, FACTS_KEY)
    studio.shot("none_yet_facts")
    page = studio.case_page(ONE)
    studio.shot("one")
    _go(studio, page, MATRIX_KEY)
    studio.shot("one_matrix")
    page = studio.case_page(THIRTY)
    _recommendation(studio, page, 1)
    studio.shot("thirty")
    _recommendation(studio, page, 1, "measures")
    studio.shot("thirty_measures")
    for key, name in ((FACTS_KEY, "facts"), (MATRIX_KEY, "matrix"), (("rows", "decision_points"), "points")):
        _go(studio, page, key)
        studio.shot(f"thirty_{name}")


def initiatives(studio: Studio) -> None:
    """An initiative hardly begun, one with ten att-satser and twelve people, and uppdrag."""
    studio.open(sparse)
    page = studio.case_page(BARE_INITIATIVE)
    studio.shot("bare")
    _go(studio, page, FACTS_KEY)
    studio.shot("bare_facts")
    studio.open(full_initiative)
    page = studio.case_page()
    for key, name in ((OVERVIEW_KEY, "overview"), (FACTS_KEY, "facts"), (TASKS_KEY, "tasks")):
        _go(studio, page, key)
        studio.shot(name)
    clause = load_case(studio.store, page._case_id).attsatser[4]
    _go(studio, page, ("attsatser", clause.stored_id))
    studio.shot("clause")
    _go(studio, page, DECISION_KEY)
    studio.shot("decision")


def review(studio: Studio) -> None:
    """What was read out of a report, before it is taken in; a recommendation that may be for others; a poor text."""
    studio.open(nothing)
    for name in ("skolskjuts_rapport.txt", "laxhjalp_initiativ.txt"):
        studio.window.incoming.take_files([resource("demo") / name])
        studio.settle(600)
        studio.shot(name.partition("_")[0])
    poor = studio.out / "anteckning.txt"
    poor.write_text("Ring Karin om skolskjutsen.\n", encoding="utf-8")
    studio.window.incoming.take_files([poor])
    studio.settle(600)
    studio.shot("poor")
    studio.open(sparse)
    report = studio.out / "rapport.txt"
    report.write_text(REPORT, encoding="utf-8")
    studio.window.incoming.take_files([report])
    studio.settle(600)
    studio.shot("ours")


def law_and_calendar(studio: Studio) -> None:
    """The days of the law beside a decision, the anslag's text, the nämnd's facts, and the export of the calendar."""
    studio.open()
    page = studio.case_page(SKOLSKJUTS)
    _go(studio, page, DECISION_KEY)
    form = page.pane.stack.currentWidget()
    assert isinstance(form, DecisionForm)

    def take(dialog: MinutesDialog) -> None:
        dialog.editor.setPlainText(MINUTES)
        dialog.accept()

    studio.in_dialog(form.read_minutes, MinutesDialog, take)
    form.legal_days.notice.setFocus()
    studio.shot("days")
    form.legal_days.rules.set_open()
    form.legal_days.rules.button.setFocus()
    studio.shot("days_steps")
    studio.in_dialog(form.legal_days.notice.click, AnslagDialog, lambda _: studio.shot("notice"))
    studio.in_dialog(studio.window.commands.edit_namnd, NamndDialog, lambda _: studio.shot("namnd"))
    studio.in_dialog(studio.window.commands.export_calendar, CalendarDialog, lambda _: studio.shot("calendar"))


def planning(studio: Studio) -> None:
    """The year of meetings: as picture in its three sizes and as list, a drag, the question after it, and no plan."""
    studio.open()
    page = studio.planning()
    page.table.setFocus()
    studio.shot("half_year")
    for zoom, name in ((Zoom.ar, "year"), (Zoom.kvartal, "quarter")):
        page.choices.set_period(period_of(zoom, studio.window.desk.today))
        studio.shot(name)
    page.choices.set_period(period_of(Zoom.halvar, studio.window.desk.today))
    page.toggle_list()
    studio.shot("list")
    page.toggle_list()
    page.move_week_later()
    studio.shot("moved")
    page.data = many_meetings()
    page.choices.set_answers(page.data.due, studio.window.desk.today, lambda _: False)
    page._choose_chain()
    studio.shot("eight_bodies")
    bodies = page.data.facts.bodies[-1:]
    page.data = replace(page.data, facts=replace(page.data.facts, bodies=bodies))
    page._choose_chain()
    studio.shot("one_body")
    studio.open(nothing)
    studio.planning()
    studio.shot("empty")


def today(studio: Studio) -> None:
    """Idag, full and empty."""
    studio.open().show_page("today")
    studio.settle()
    studio.shot("full")
    studio.open(nothing).show_page("today")
    studio.shot("empty")


def meeting_year(studio: Studio) -> None:
    """A new meeting on a red day, a year copied, a plan pasted, and breaks."""

    def paste(dialog: PastePlanDialog) -> None:
        dialog.editor.setPlainText("Månad\tKS\tBUN kl 13.00\nJanuari\t12\t21\nFebruari\t9\t18*\nMars\t9\tmeddelas")
        studio.shot("pasted_plan")
        dialog.editor.setPlainText("")

    def write(dialog: MeetingDialog) -> None:
        dialog.day.line.setText("19/6")
        studio.shot("new_meeting")

    studio.open()
    acts = studio.window.meeting_acts
    studio.in_dialog(acts.new_meeting, MeetingDialog, write)
    studio.in_dialog(acts.new_year, NewYearDialog, lambda _: studio.shot("new_year"))
    studio.in_dialog(acts.paste_plan, PastePlanDialog, paste)
    studio.in_dialog(acts.change_closed_days, ClosedDialog, lambda _: studio.shot("closed_days"))


STATES: Final[tuple[Callable[[Studio], None], ...]] = (
    answer_log,
    findings,
    pulling_apart,
    same_question,
    minutes,
    decision,
    new_case,
    new_initiative,
    find_case,
    paste,
    measures,
    wording,
    remarks,
    followup,
    change_measures,
    documents,
    second_answer,
    case_empty,
    initiatives,
    review,
    law_and_calendar,
    *PLANNING_STATES,
    planning,
    today,
    meeting_year,
)
