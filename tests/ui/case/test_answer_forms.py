"""The forms of a recommendation and a revisionsfråga by real keys: what is typed is kept, asked for and put right."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from nemndsekr.records.audit import AuditFields, Demand, Finding
from nemndsekr.records.block_text import Paragraph, Run, TableBlock, plain_text
from nemndsekr.records.case import CaseFields
from nemndsekr.records.choices import AnswerEventKind, BodyKind, DemandPart, MeasureState, Stance, WhoseDate
from nemndsekr.records.document import Departure
from nemndsekr.records.meeting import Meeting, MeetingBody
from nemndsekr.store.queries import load_case
from nemndsekr.ui.case.facts_form import FactsForm
from nemndsekr.ui.case.measure_details import NO_EVIDENCE, NO_REASON
from nemndsekr.ui.case.question_form import QuestionForm
from nemndsekr.ui.case.recommendation_form import NOT_OURS, RecommendationForm
from tests.rows import add_record
from tests.ui.case.scene import NOW, WHO
from tests.ui.conftest import press, write

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def focus():
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def read(store, page):
    return load_case(store, page._case_id)


def recommendation_form(page, store, number) -> RecommendationForm:
    page.go_to_item(("recommendations", read(store, page).recommendations[number - 1].id))
    form = page.pane.stack.currentWidget()
    assert isinstance(form, RecommendationForm)
    return form


def question_form(page, store, number) -> QuestionForm:
    page.go_to_item(("questions", read(store, page).questions[number - 1].id))
    form = page.pane.stack.currentWidget()
    assert isinstance(form, QuestionForm)
    return form


def measures_of(store, page, number):
    file = read(store, page)
    return file.measures_of(file.recommendations[number - 1].stored_id)


def push(qtbot, made: QPushButton) -> None:
    made.setFocus()
    qtbot.keyClick(made, KEY.Key_Space)


def choose_in_menu(qtbot, page, down: int = 0) -> None:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for _ in range(down):
        qtbot.keyClick(menu, KEY.Key_Down)
    qtbot.keyClick(menu, KEY.Key_Return)
    # The offscreen platform does not make the window active again when a menu goes.
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)


def depart(store, page) -> None:
    """A document of the case leaves the house."""
    row = Departure(case_id=page._case_id, file_name="yttrande.pdf", at=datetime(2026, 2, 20, tzinfo=UTC))
    add_record(store, row, "lämnade handling", WHO, NOW)


def rewrite_time(qtbot, form, words) -> None:
    form.measures.table.write(0, "promise")
    focus().selectAll()
    write(qtbot, words)
    press(qtbot, KEY.Key_Return)


# The wording.


def test_a_slip_in_the_report_is_corrected_beside_it_and_told_word_by_word(qtbot, audit, store, idle):
    form = recommendation_form(audit, store, 2)
    before = read(store, audit).recommendations[1].text
    push(qtbot, form.wording.change)
    assert focus().toPlainText() == before
    focus().selectAll()
    write(qtbot, before.replace("i tid", "inom fyra veckor"))
    assert form.wording.bound.field.caption.text() == "«i tid.» → «inom fyra veckor.»"
    audit.flush()
    idle()

    row = read(store, audit).recommendations[1]
    assert row.text == before
    assert row.corrected_text == before.replace("i tid", "inom fyra veckor")


def test_a_correction_that_corrects_nothing_is_none(qtbot, audit, store, idle):
    form = recommendation_form(audit, store, 2)
    push(qtbot, form.wording.change)
    audit.flush()
    idle()

    assert read(store, audit).recommendations[1].corrected_text == ""
    assert not form.wording.bound.field.isVisible()


# Who answers, and the log.


def test_who_answers_by_when_and_every_event_is_logged_by_keys(qtbot, audit, store, idle):
    form = recommendation_form(audit, store, 6)
    push(qtbot, form.answerer.fold.button)
    form.answerer.person.field.editor.setFocus()
    write(qtbot, "Åsa Lindh")
    press(qtbot, KEY.Key_Tab)
    write(qtbot, "12/3")
    press(qtbot, KEY.Key_Tab)
    idle()
    for made in form.answerer.buttons[:3]:
        push(qtbot, made)
        idle()

    file = read(store, audit)
    row = file.recommendations[5]
    assert file.persons[row.answered_by_id or 0].name == "Åsa Lindh"
    assert row.answer_due_on == date(2026, 3, 12)
    assert [(one.kind, one.person) for one in file.answer_events] == [
        (AnswerEventKind.begart, "Åsa Lindh"),
        (AnswerEventKind.paminnt, "Åsa Lindh"),
        (AnswerEventKind.inkommet, "Åsa Lindh"),
    ]
    assert "inkommet 19 februari 2026" in form.answerer.fold.summary.text()


def test_a_line_of_the_log_goes_by_delete_and_comes_back(qtbot, audit, store, idle):
    form = recommendation_form(audit, store, 6)
    form.answerer.fold.set_open()
    push(qtbot, form.answerer.buttons[3])
    idle()
    form.answerer.log.table.setFocus()
    press(qtbot, KEY.Key_Delete)
    idle()
    assert read(store, audit).answer_events == []
    store.undo(NOW)
    assert [one.kind for one in read(store, audit).answer_events] == [AnswerEventKind.godkant]


# Measures.


def test_the_later_time_of_a_given_promise_asks_why_in_its_place(qtbot, audit, store, idle):
    depart(store, audit)
    audit.show_case(audit._case_id)
    idle()
    form = recommendation_form(audit, store, 3)
    rewrite_time(qtbot, form, "hösten 2026")
    idle()
    QApplication.processEvents()
    later = form.measures.details.later
    assert later.isVisible()
    assert later.message.words.text() == NO_REASON
    assert focus() is later.reason.field.editor
    write(qtbot, "Inventeringen är större än väntat.")
    press(qtbot, KEY.Key_Tab)
    write(qtbot, "nämnden § 14")
    audit.flush()
    idle()

    first, second = read(store, audit).promises_of(measures_of(store, audit, 3)[0].stored_id)
    assert (first.words, second.words) == ("våren 2026", "hösten 2026")
    assert (second.reason, second.granted_by) == ("Inventeringen är större än väntat.", "nämnden § 14")
    at = form.measures.table.rows.index(0, 2)
    assert "Först lovat: våren 2026" in form.measures.table.rows.data(at, Qt.ItemDataRole.AccessibleTextRole)
    assert form.measures.details.history.isVisible()
    assert later.message.isHidden()


def test_a_time_that_was_only_written_wrong_is_put_right(qtbot, audit, store, idle):
    depart(store, audit)
    audit.show_case(audit._case_id)
    idle()
    form = recommendation_form(audit, store, 3)
    rewrite_time(qtbot, form, "hösten 2026")
    idle()
    push(qtbot, form.measures.details.later.slip)
    idle()

    (promise,) = read(store, audit).promises_of(measures_of(store, audit, 3)[0].stored_id)
    assert promise.words == "hösten 2026"
    assert not form.measures.details.later.isVisible()


def test_before_anything_has_left_the_house_a_time_is_just_changed(qtbot, audit, store, idle):
    form = recommendation_form(audit, store, 3)
    rewrite_time(qtbot, form, "hösten 2026")
    idle()
    assert [one.words for one in read(store, audit).promises_of(measures_of(store, audit, 3)[0].stored_id)] == [
        "hösten 2026"
    ]
    assert not form.measures.details.later.isVisible()


def test_whose_the_date_is_is_proposed_by_the_words_and_taken_by_a_key(qtbot, audit, store, idle):
    form = recommendation_form(audit, store, 3)
    form.measures.table.write(0, "text")
    focus().selectAll()
    write(qtbot, "Region Vallby inför ett nytt system")
    press(qtbot, KEY.Key_Return)
    idle()
    whose = form.measures.details.whose
    assert whose.told.text() == "Orden «Region Vallby inför» tyder på: extern."
    push(qtbot, whose.take)
    idle()

    measure = measures_of(store, audit, 3)[0]
    assert read(store, audit).promises_of(measure.stored_id)[-1].whose == WhoseDate.extern
    assert not whose.offer.isVisible()
    assert whose.owner.field.isVisible()


def test_three_answers_become_the_effect(qtbot, audit, store, idle):
    form = recommendation_form(audit, store, 3)
    effect = form.measures.details.effect
    push(qtbot, effect.fold.button)
    idle()
    press(qtbot, KEY.Key_Tab)
    for words in ("färre olyckor", "elever", "räkning varje år"):
        write(qtbot, words)
        press(qtbot, KEY.Key_Tab)
    idle()

    effect = measures_of(store, audit, 3)[0].expected_effect
    assert effect == "Färre olyckor för elever. Det följs genom räkning varje år."


def test_what_is_done_asks_for_evidence_and_has_a_report_of_the_day(qtbot, audit, store, idle):
    form = recommendation_form(audit, store, 3)
    details = form.measures.details
    details.state.field.editor.setFocus()
    press(qtbot, KEY.Key_Down)
    press(qtbot, KEY.Key_Down)
    idle()
    assert details.evidence.message.words.text() == NO_EVIDENCE
    details.evidence.evidence.field.editor.setFocus()
    write(qtbot, "Protokoll 2026-02-12")
    audit.flush()
    idle()

    measure = measures_of(store, audit, 3)[0]
    assert (measure.state, measure.evidence, measure.done_on) == (
        MeasureState.genomford,
        "Protokoll 2026-02-12",
        NOW.date(),
    )
    assert [one.state for one in read(store, audit).measure_reports] == [MeasureState.genomford]
    assert details.evidence.message.isHidden()


def test_a_report_says_what_has_happened_as_of_today(qtbot, audit, store, idle):
    details = recommendation_form(audit, store, 3).measures.details
    details.report_fold.set_open()
    push(qtbot, details.reports.add_button)
    write(qtbot, "Hälften är inventerade")
    press(qtbot, KEY.Key_Return)
    idle()

    (report,) = read(store, audit).measure_reports
    assert (report.text, report.reported_on, report.state) == (
        "Hälften är inventerade",
        NOW.date(),
        MeasureState.planerad,
    )


def test_a_report_back_is_written_as_a_time_or_chosen_among_the_meetings(qtbot, audit, store, idle):
    namnd_id = read(store, audit).namnd.stored_id
    body, _ = add_record(store, MeetingBody(namnd_id=namnd_id, kind=BodyKind.namnd, name="Nämnden"), "a", WHO, NOW)
    for day in (date(2026, 1, 22), date(2026, 3, 19), date(2026, 6, 18)):
        add_record(store, Meeting(namnd_id=namnd_id, body_id=body.stored_id, day=day), "a", WHO, NOW)
    details = recommendation_form(audit, store, 3).measures.details
    details.back_fold.set_open()
    push(qtbot, details.report_backs.add_button)
    write(qtbot, "januari 2027")
    press(qtbot, KEY.Key_Return)
    idle()
    push(qtbot, details.to_meeting)
    idle()
    choose_in_menu(qtbot, audit, down=1)
    idle()

    backs = read(store, audit).report_backs
    assert [(one.words, one.latest, one.meeting_id is None) for one in backs] == [
        ("januari 2027", date(2027, 1, 31), True),
        ("Nämnden 18 juni 2026", date(2026, 6, 18), False),
    ]


def test_a_measure_of_another_recommendation_is_linked_and_let_go_of(qtbot, audit, store, idle):
    bars = []
    audit.note.connect(lambda tone, words, link: bars.append(words))
    form = recommendation_form(audit, store, 6)
    form.first_field().setFocus()
    press(qtbot, KEY.Key_D, CTRL | SHIFT)
    choose_in_menu(qtbot, audit)
    idle()
    (shared,) = measures_of(store, audit, 6)
    assert shared.id == measures_of(store, audit, 1)[0].id
    assert form.measures.table.rows.rows[0].note == "även under rek. 1"
    assert form.measures.details.also.text() == "Svarar även på rekommendation 1."

    form.measures.table.setFocus()
    press(qtbot, KEY.Key_Delete)
    idle()
    assert measures_of(store, audit, 6) == []
    assert [one.id for one in measures_of(store, audit, 1)] == [shared.id]
    assert bars == ["Åtgärden är borttagen här. Den finns kvar under rekommendation 1."]


def test_measures_change_places_by_alt_and_arrow_and_keep_the_focus(qtbot, audit, store, idle):
    form = recommendation_form(audit, store, 3)
    before = [one.id for one in measures_of(store, audit, 3)]
    form.measures.table.setFocus()
    press(qtbot, KEY.Key_Down, ALT)
    idle()
    assert [one.id for one in measures_of(store, audit, 3)] == before[::-1]
    assert form.measures.table.current_id() == before[0]
    press(qtbot, KEY.Key_Up, ALT)
    idle()
    assert [one.id for one in measures_of(store, audit, 3)] == before


# Findings, questions, whom it concerns.


def test_a_finding_has_its_own_short_reply(qtbot, audit, store, idle):
    form = recommendation_form(audit, store, 3)
    push(qtbot, form.findings.fold.button)
    push(qtbot, form.findings.rows.add_button)
    write(qtbot, "71 av 112 hållplatser saknar bedömning")
    press(qtbot, KEY.Key_Return)
    idle()
    form.findings.reply.field.editor.setFocus()
    write(qtbot, "Siffran stämmer.")
    audit.flush()
    idle()

    (finding,) = read(store, audit).findings
    assert isinstance(finding, Finding)
    assert (finding.text, plain_text(finding.reply)) == ("71 av 112 hållplatser saknar bedömning", "Siffran stämmer.")
    assert finding.recommendation_id == read(store, audit).recommendations[2].id
    assert form.findings.fold.summary.text() == "1 av 1 kommenterade"


@pytest.mark.parametrize(
    ("typed", "told", "kept"),
    [
        ("9", "", 9),
        ("2", "En annan rekommendation har också nummer 2.", 2),
        ("8 a", "Numret skrivs bara med siffror. Nummer 8 gäller tills du skriver ett annat.", 8),
        ("x", "Numret skrivs bara med siffror. Nummer 3 gäller tills du skriver ett annat.", 3),
        ("99999", "Numret skrivs bara med siffror. Nummer 9999 gäller tills du skriver ett annat.", 9999),
    ],
)
def test_a_number_that_is_none_or_is_anothers_is_said_and_hinders_nothing(qtbot, audit, store, idle, typed, told, kept):
    form = recommendation_form(audit, store, 3)
    form.focus_field("no")
    focus().selectAll()
    write(qtbot, typed)
    field = form._bounds["no"].field
    assert field.caption.text() == told
    assert field.caption.isHidden() == (not told)
    audit.flush()
    idle()
    assert read(store, audit).recommendations[2].no == kept
    assert field.caption.text() == told


@pytest.mark.parametrize("ends", [(KEY.Key_Tab,), (KEY.Key_Return, KEY.Key_Tab)], ids=["Tab", "Enter and Tab"])
@pytest.mark.parametrize("number", [1, 2], ids=["the first", "the second"])
def test_the_reply_to_a_new_finding_is_written_without_a_pause(qtbot, audit, store, idle, ends, number):
    recommendation = read(store, audit).recommendations[2]
    for position in range(1, number):
        row = Finding(case_id=audit._case_id, recommendation_id=recommendation.id, position=position, text="Redan")
        add_record(store, row, "lade till", WHO, NOW)
    audit.show_case(audit._case_id)
    idle()
    form = recommendation_form(audit, store, 3)
    push(qtbot, form.findings.fold.button)
    push(qtbot, form.findings.rows.add_button)
    write(qtbot, "71 saknas")
    for key in ends:
        press(qtbot, key)
    assert focus() is form.findings.reply.field.editor
    write(qtbot, "Siffran")
    idle()
    write(qtbot, " ja.")
    assert focus() is form.findings.reply.field.editor
    audit.flush()
    idle()

    finding = read(store, audit).findings[-1]
    assert (finding.text, plain_text(finding.reply)) == ("71 saknas", "Siffran ja.")
    assert plain_text(form.findings.reply.field.editor.value()) == "Siffran ja."
    assert all(not one.reply for one in read(store, audit).findings[:-1])


def test_the_reply_to_a_new_finding_is_kept_when_another_recommendation_is_shown_at_once(qtbot, audit, store, idle):
    form = recommendation_form(audit, store, 3)
    push(qtbot, form.findings.fold.button)
    push(qtbot, form.findings.rows.add_button)
    write(qtbot, "71 saknas")
    press(qtbot, KEY.Key_Tab)
    write(qtbot, "Ja.")
    audit.next_item()
    idle()

    (finding,) = read(store, audit).findings
    assert (finding.text, plain_text(finding.reply)) == ("71 saknas", "Ja.")


def test_a_question_is_answered_with_measures_and_marked_as_finished(qtbot, audit, store, idle):
    form = question_form(audit, store, 2)
    audit.pane.enter()
    write(qtbot, "Nämnden håller med.")
    press(qtbot, KEY.Key_Aring, CTRL | SHIFT)
    write(qtbot, "Ta fram en plan")
    press(qtbot, KEY.Key_Tab)
    write(qtbot, "Trygg väg till skolan")
    press(qtbot, KEY.Key_Tab)
    write(qtbot, "juni 2026")
    press(qtbot, KEY.Key_Return)
    idle()
    assert form.no_measure.isHidden()
    press(qtbot, KEY.Key_Return, CTRL)
    idle()

    file = read(store, audit)
    question = file.questions[1]
    (measure,) = file.measures_of_question(question.stored_id)
    assert (plain_text(question.answer), question.finished) == ("Nämnden håller med.", True)
    assert (measure.text, file.promises_of(measure.stored_id)[0].words) == ("Ta fram en plan", "juni 2026")
    assert next(item.state for item in audit.items.items if item.key == ("questions", question.id)) == "klar"


def test_what_an_assessment_is_to_have_is_said_where_each_of_them_is_asked_for(qtbot, audit, store, idle):
    form = question_form(audit, store, 1)
    assert [chip.key for chip in form.chips._chips] == ["answer"]
    add_record(store, Demand(case_id=audit._case_id, part=DemandPart.per_assessment), "lade till", WHO, NOW)
    audit.show_case(audit._case_id)
    idle()
    form = question_form(audit, store, 1)
    assert [chip.key for chip in form.chips._chips] == ["answer", "measures", "expected_effect", "promise"]
    push(qtbot, form.chips.buttons()[1])  # type: ignore[arg-type]
    write(qtbot, "Ny plan")
    press(qtbot, KEY.Key_Escape)
    idle()
    assert len(read(store, audit).measures_of_question(read(store, audit).questions[0].stored_id)) == 1


def test_an_assessment_that_was_typed_is_changed_itself(qtbot, audit, store, idle):
    form = question_form(audit, store, 1)
    assert form.assessment.quotation.text.text() == "Inte helt"
    push(qtbot, form.assessment.change)
    focus().selectAll()
    write(qtbot, "Delvis")
    audit.flush()
    idle()
    assert read(store, audit).questions[0].assessment == "Delvis"


def test_a_recommendation_for_others_is_quiet_and_not_counted(qtbot, audit, store, idle):
    form = recommendation_form(audit, store, 6)
    push(qtbot, form.whom.button)
    box = form._bounds["concerns_us"].field.editor
    box.setFocus()
    qtbot.keyClick(box, KEY.Key_Space)
    idle()

    assert read(store, audit).recommendations[5].concerns_us is False
    assert form.not_ours.text() == NOT_OURS
    assert not form.answer_part.isVisible()
    assert audit.pane.title.text() == "Rekommendation 6"
    assert audit.items.note.text() == "4 av 6 klara"
    form = recommendation_form(audit, store, 7)
    assert audit.pane.title.text() == "Rekommendation 7 (6 av 6)"


def test_a_new_number_is_followed_by_what_refers_to_it(qtbot, audit, store, idle):
    form = recommendation_form(audit, store, 6)
    form.answer.editor.setFocus()
    write(qtbot, "Se ")
    press(qtbot, KEY.Key_H, CTRL | SHIFT)
    choose_in_menu(qtbot, audit, down=2)
    write(qtbot, ".")
    audit.flush()
    idle()
    uid = read(store, audit).recommendations[2].uid
    answer = read(store, audit).recommendations[5].answer
    assert answer.blocks == (Paragraph((Run("Se "), Run("rekommendation 3", ref=uid), Run("."))),)

    third = recommendation_form(audit, store, 3)
    third.focus_field("no")
    focus().selectAll()
    write(qtbot, "13")
    audit.flush()
    idle()
    assert read(store, audit).recommendations[2].no == 13
    form = recommendation_form(audit, store, 6)
    shown = form.quote_target()
    assert shown is not None
    assert shown.toPlainText() == "Se rekommendation 13."
    assert shown.value() == answer


def test_a_table_is_written_in_the_answer_and_saved(qtbot, audit, store, idle):
    form = recommendation_form(audit, store, 6)
    form.answer.editor.setFocus()
    press(qtbot, KEY.Key_T, CTRL | SHIFT)
    for words in ("Linje", "Elever", "1", "40"):
        write(qtbot, words)
        press(qtbot, KEY.Key_Tab)
    press(qtbot, KEY.Key_Delete, ALT)
    audit.flush()
    idle()
    (table,) = read(store, audit).recommendations[5].answer.blocks
    assert table == TableBlock((((Run("1"),), (Run("40"),)),), ((Run("Linje"),), (Run("Elever"),)))


def test_every_fact_of_a_case_and_of_its_audit_can_be_written_by_hand(qtbot, audit, store, idle):
    audit.go_to_item(("facts", ""), into=True)
    form = audit.pane.stack.currentWidget()
    assert isinstance(form, FactsForm)
    chosen_when_it_is_made = {"namnd_id", "kind"}
    by_name = {"officer_id": "officer"}
    names = [by_name.get(name, name) for name in CaseFields.model_fields if name not in chosen_when_it_is_made]
    names += [f"Audit.{name}" for name in AuditFields.model_fields]
    assert [name for name in names if name not in form._bounds] == []

    for name, words in (("Audit.report_kind", "Grundläggande"), ("Audit.report_on", "2026-01-09")):
        form.focus_field(name)
        press(qtbot, KEY.Key_A, CTRL)
        write(qtbot, words)
    audit.flush()
    idle()
    facts = read(store, audit).audits[0]
    assert (facts.report_kind, facts.report_on) == ("Grundläggande", date(2026, 1, 9))


def test_stances_that_pull_apart_are_listed_and_lead_there(qtbot, audit, store, idle):
    audit.go_to_item(("facts", ""), into=True)
    form = audit.pane.stack.currentWidget()
    assert isinstance(form, FactsForm)
    assert form.pulling_apart.isHidden()
    form.focus_field("Audit.stance")
    for _ in range(3):
        press(qtbot, KEY.Key_Down)
    idle()
    assert read(store, audit).audits[0].stance == Stance.delar_inte
    links = [one for one in form.pulling_apart.findChildren(QPushButton) if one.isVisible()]
    assert len(links) == 5
    assert links[0].text().startswith("rekommendation 1: ")
    qtbot.waitUntil(lambda: links[0].geometry().right() <= form.pulling_apart.width())
    push(qtbot, links[0])
    assert audit.pane.title.text() == "Rekommendation 1 av 7"


@pytest.mark.parametrize("which", ["recommendations", "questions"])
def test_no_measure_at_all_asks_why(qtbot, audit, store, idle, which):
    form = recommendation_form(audit, store, 6) if which == "recommendations" else question_form(audit, store, 1)
    assert form.no_measure.isVisible()
    form.focus_field("no_measure_reason")
    write(qtbot, "Det är redan gjort.")
    audit.flush()
    idle()
    rows = read(store, audit).recommendations[5:6] if which == "recommendations" else read(store, audit).questions[:1]
    assert rows[0].no_measure_reason == "Det är redan gjort."


@pytest.mark.parametrize(
    ("field", "name"),
    [("expected_effect", "Planerade åtgärder"), ("responsible", "Ansvarig för åtgärd 2"), ("whose", "Vems datum")],
)
def test_the_page_goes_to_a_field_of_a_measure(qtbot, audit, store, idle, field, name):
    second = measures_of(store, audit, 3)[1]
    audit.show_place("measures", second.uid, field)
    form = recommendation_form(audit, store, 3)
    assert form.measures.table.current_id() == second.id
    assert focus().accessibleName() == name
