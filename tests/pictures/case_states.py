"""CASE_STATES: the page of a case and the windows over it, each in the states worth seeing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from nemndsekr.rules.case_items import DECISION_KEY, FACTS_KEY, MATRIX_KEY, SAME_KEY
from nemndsekr.store.queries import load_case
from nemndsekr.ui.case.decision_form import DecisionForm
from nemndsekr.ui.case.initiative_dialogs import InitiativePasteDialog
from nemndsekr.ui.case.measure_table import MeasureTable
from nemndsekr.ui.case.minutes_dialog import MinutesDialog
from nemndsekr.ui.case.paste_dialog import PasteDialog
from nemndsekr.ui.case.recommendation_form import RecommendationForm
from nemndsekr.ui.case.same_question import TargetDialog
from nemndsekr.ui.case_page import CasePage
from nemndsekr.ui.checks_dialog import ChecksDialog
from tests.pictures.hands import INITIATIVE, LAXHJALP, MINUTES, MOBILFRIA, SKOLFRANVARO, SKOLSKJUTS, go, type_words
from tests.pictures.scenes import NONE_YET, ONE, THIRTY, sparse
from tests.pictures.studio import Studio


def _recommendation(studio: Studio, page: CasePage, no: int, field: str = "") -> RecommendationForm:
    file = load_case(studio.store, page._case_id)
    row = next(one for one in file.recommendations if one.no == no)
    go(studio, page, ("recommendations", row.stored_id), field)
    form = page.pane.stack.currentWidget()
    assert isinstance(form, RecommendationForm)
    return form


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
    type_words("32/13")
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
    go(studio, page, ("questions", question.stored_id), "findings")
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
    go(studio, page, FACTS_KEY, "Audit.stance")
    studio.shot()
    studio.open(sparse)
    go(studio, studio.case_page(THIRTY), FACTS_KEY, "Audit.stance_text")
    studio.shot("twenty")


def same_question(studio: Studio) -> None:
    """Links, proposals, and the choice of what to link to."""
    studio.open()
    page = studio.case_page(LAXHJALP)
    go(studio, page, SAME_KEY)
    studio.shot("case")
    clause = load_case(studio.store, page._case_id).attsatser[0]
    go(studio, page, ("attsatser", clause.stored_id))
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
    go(studio, page, DECISION_KEY)
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
    go(studio, page, DECISION_KEY)
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
    type_words("31/2")
    page.items.list.setFocus()
    studio.shot("bad_day")
    go(studio, studio.case_page(LAXHJALP), DECISION_KEY)
    studio.shot("initiative")
    go(studio, studio.case_page(MOBILFRIA), DECISION_KEY)
    studio.shot("registered")
    studio.open(sparse)
    go(studio, studio.case_page(THIRTY), DECISION_KEY)
    studio.shot("long")


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
    type_words("x")
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


def second_answer(studio: Studio) -> None:
    """The form of the second answer, item by item."""
    studio.open()
    page = studio.case_page(SKOLFRANVARO)
    for at, item in enumerate(one for one in page.items.items if one.key[0].startswith("followup")):
        if at < 4:
            go(studio, page, item.key)
            studio.shot(str(at + 1))


def case_empty(studio: Studio) -> None:
    """Cases that are hardly begun, and one with thirty recommendations and long names."""
    studio.open(sparse)
    studio.shot("list")
    page = studio.case_page(NONE_YET)
    studio.shot("none_yet")
    go(studio, page, FACTS_KEY)
    studio.shot("none_yet_facts")
    page = studio.case_page(ONE)
    studio.shot("one")
    go(studio, page, MATRIX_KEY)
    studio.shot("one_matrix")
    page = studio.case_page(THIRTY)
    _recommendation(studio, page, 1)
    studio.shot("thirty")
    _recommendation(studio, page, 1, "measures")
    studio.shot("thirty_measures")
    for key, name in ((FACTS_KEY, "facts"), (MATRIX_KEY, "matrix"), (("rows", "decision_points"), "points")):
        go(studio, page, key)
        studio.shot(f"thirty_{name}")


CASE_STATES: Final[tuple[Callable[[Studio], None], ...]] = (
    answer_log,
    findings,
    pulling_apart,
    same_question,
    minutes,
    decision,
    paste,
    measures,
    wording,
    remarks,
    second_answer,
    case_empty,
)
