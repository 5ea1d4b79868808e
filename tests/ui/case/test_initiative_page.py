"""The page of an initiative by its keys: overview, att-satser, tasks, days, first treatment, the same question."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from nemndsekr.operations.assignments import make_assignment, report_back_time
from nemndsekr.operations.edit_record import edit_record
from nemndsekr.records.choices import BodyKind, CaseStage, InitiatorPart, Outcome, ReportForm
from nemndsekr.records.meeting import Meeting, MeetingBody, PlanStep
from nemndsekr.records.namndinitiativ import Attsats
from nemndsekr.rules.case_items import OVERVIEW_KEY, SAME_KEY, TASKS_KEY
from nemndsekr.store.queries import load_case
from nemndsekr.ui.case.assignments_form import NO_END, AssignmentsForm
from nemndsekr.ui.case.attsats_form import AttsatsForm
from nemndsekr.ui.case.attsats_overview import OverviewForm
from nemndsekr.ui.case.facts_form import FactsForm
from nemndsekr.ui.case.initiative_dialogs import InitiativePasteDialog, NewInitiativeDialog
from nemndsekr.ui.case.same_question import RelatedForm, TargetDialog
from nemndsekr.ui.case.throw_guard import ASKED
from tests.operations.test_initiative import PASTED
from tests.ui.case.scene import NOW, WHO, add_audit
from tests.ui.case.test_case_page import CTRL, KEY, focus, read
from tests.ui.conftest import press, write


def shown(page, kind):
    form = page.pane.stack.currentWidget()
    assert isinstance(form, kind)
    return form


def clause(store, page, number):
    return read(store, page).attsatser[number - 1]


def grant(store, page, number, outcome=Outcome.bifall):
    row = clause(store, page, number)
    edit_record(store, Attsats, row.stored_id, {"outcome": outcome}, WHO, NOW)
    return row.stored_id


def given_task(store, page, idle, number=1):
    made, _ = make_assignment(store, grant(store, page, number), WHO, NOW)
    page.show_case(page._case_id)
    idle()
    return made


# --- the overview ----------------------------------------------------------------------------------------------------


def test_an_initiative_opens_on_all_its_att_satser(initiative):
    form = shown(initiative, OverviewForm)

    assert initiative.items.current_key() == OVERVIEW_KEY
    assert [row.words["no"] for row in form.table.rows.rows] == ["1", "2", "3"]
    assert form.behind.text() == "Ylva Stråle (V). Med instämmande av: Tage Munter (MP)."
    assert initiative.folded, "the table is as wide as the page"


def test_the_short_columns_are_written_in_by_keys_and_enter_opens_the_att_sats(qtbot, initiative, store, idle):
    initiative.pane.enter()
    press(qtbot, KEY.Key_Right)
    press(qtbot, KEY.Key_Right)
    write(qtbot, "förvaltningen")
    press(qtbot, KEY.Key_Tab)
    press(qtbot, KEY.Key_Tab)  # over how it is reported, to the proposal
    press(qtbot, KEY.Key_Down)
    press(qtbot, KEY.Key_Return)
    idle()

    first = clause(store, initiative, 1)
    assert (first.task_for, first.proposal, first.outcome) == ("förvaltningen", Outcome.bifall, None)
    assert initiative.items.note.text() == "1 av 3 klara"

    for key in (KEY.Key_Left, KEY.Key_Left, KEY.Key_Left, KEY.Key_Down):
        press(qtbot, key)
    press(qtbot, KEY.Key_Return)
    assert initiative.pane.title.text() == "Att-sats 2 av 3"
    assert initiative.pane.has_focus()


def test_what_is_decided_is_told_beside_each_att_sats_and_in_all(qtbot, initiative, store, idle):
    grant(store, initiative, 1)
    grant(store, initiative, 2, Outcome.avslag)
    initiative.show_case(initiative._case_id)
    idle()

    told = {item.number or item.name: item.told for item in initiative.items.items}
    assert (told["1"], told["2"], told["3"]) == ("Bifall", "Avslag", "")
    assert told["Översikt"] == "1 bifall, 1 avslag, 1 ej beslutad"


def test_delete_takes_an_att_sats_away_and_undo_brings_it_back(qtbot, initiative, store, idle):
    initiative.pane.enter()
    notes = []
    initiative.note.connect(lambda *told: notes.append(told))
    press(qtbot, KEY.Key_Delete)
    idle()

    assert len(read(store, initiative).attsatser) == 2
    assert notes[0][1] == "Att-satsen är borttagen."
    notes[0][2][1]()
    idle()
    assert len(read(store, initiative).attsatser) == 3


def test_a_pasted_text_gives_only_the_att_satser_that_are_not_there(qtbot, initiative, store, idle):
    known = clause(store, initiative, 1).text
    initiative.paste_items()
    dialog = initiative.findChild(QDialog, "pasteDialog")
    assert isinstance(dialog, InitiativePasteDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.editor.set_value(f"{known}.\natt bastun öppnar tidigare")
    assert [row.text for row in dialog.found.rows()] == ["att bastun öppnar tidigare"]
    assert dialog.field.note.text() == "1 finns redan"
    assert dialog.add_button.text() == "Lägg till 1 att-sats"
    qtbot.keyClick(dialog.editor, KEY.Key_Return, CTRL)
    idle()

    assert clause(store, initiative, 4).text == "att bastun öppnar tidigare"
    store.undo(NOW)
    assert len(read(store, initiative).attsatser) == 3


def test_an_initiative_without_att_satser_asks_for_its_text(qtbot, initiative, store, idle):
    with store.step("tog bort", WHO, NOW) as step:
        for row in step.all(Attsats):
            step.delete(row)
    initiative.show_case(initiative._case_id)
    idle()

    form = shown(initiative, OverviewForm)
    assert form.empty.isVisible()
    assert not form.filled.isVisible()
    assert form.first_field() is form.empty_paste


# --- one att-sats ----------------------------------------------------------------------------------------------------


def test_when_an_att_sats_is_reported_is_kept_as_written_and_shown_as_understood(qtbot, initiative, store, idle):
    initiative.go_to_item(("attsatser", clause(store, initiative, 1).id), "report_when")
    write(qtbot, "senast juni 2026")
    field = initiative.pane._form._bounds["report_when"].field
    assert "30 juni 2026" in field.caption.text()
    press(qtbot, KEY.Key_Tab)
    idle()
    assert clause(store, initiative, 1).report_when == "senast juni 2026"


def test_a_task_is_made_of_a_granted_att_sats_by_one_key(qtbot, initiative, store, idle):
    initiative.go_to_item(("attsatser", clause(store, initiative, 1).id), "outcome")
    form = shown(initiative, AttsatsForm)
    assert not form.make_task.isVisible()
    press(qtbot, KEY.Key_Down)
    idle()
    assert clause(store, initiative, 1).outcome == Outcome.bifall
    assert form.make_task.isVisible()

    form.make_task.setFocus()
    press(qtbot, KEY.Key_Space)
    idle()

    (task,) = read(store, initiative).assignments
    assert task.text == "Utreda utökade öppettider i simhallen under skolloven"
    assert (task.task_for, task.attsats_id) == ("förvaltningen", clause(store, initiative, 1).id)
    assert not form.make_task.isVisible()
    assert "Slutdatum saknas" in form.task.words.text()
    assert focus() is form.task.answers[0]
    press(qtbot, KEY.Key_Space)
    assert initiative.items.current_key() == TASKS_KEY


# --- tasks -----------------------------------------------------------------------------------------------------------


def test_a_task_without_an_end_is_asked_about_and_answered_by_keys(qtbot, initiative, store, idle):
    given_task(store, initiative, idle)
    initiative.go_to_item(TASKS_KEY, into=True)
    idle()
    form = shown(initiative, AssignmentsForm)
    assert form.question.isVisible()
    assert next(item for item in initiative.items.items if item.key == TASKS_KEY).lack == "Slutdatum saknas"

    form.question.answers[1].setFocus()
    press(qtbot, KEY.Key_Space)
    idle()

    assert read(store, initiative).assignments[0].no_end_date
    assert form.table.rows.rows[0].words["time"] == NO_END
    assert not form.question.isVisible()
    assert form.no_end.field.editor.isChecked()


def test_the_time_of_a_task_is_written_in_the_table_and_the_first_stays_in_sight(qtbot, initiative, store, idle):
    task = given_task(store, initiative, idle)
    report_back_time(store, task, "juni 2026", WHO, NOW.replace(day=1))
    initiative.show_case(initiative._case_id)
    idle()
    initiative.go_to_item(TASKS_KEY, into=True)
    form = shown(initiative, AssignmentsForm)
    form.write_time(task)
    press(qtbot, KEY.Key_A, CTRL)
    write(qtbot, "hösten 2026")
    press(qtbot, KEY.Key_Return)
    idle()

    file = read(store, initiative)
    assert [one.words for one in file.promises] == ["juni 2026", "hösten 2026"]
    assert file.report_backs[0].words == "hösten 2026"
    assert "Först: juni 2026" in form.table.rows.rows[0].notes["time"]


def test_a_task_is_reported_at_a_meeting_and_finished_on_a_day(qtbot, initiative, store, idle):
    namnd_id = read(store, initiative).namnd.stored_id
    with store.step("byggde", WHO, NOW) as step:
        body = step.add(MeetingBody(namnd_id=namnd_id, name="Nämnden"))
        for day in (date(2025, 6, 18), date(2026, 6, 18), date(2026, 9, 17)):
            step.add(Meeting(namnd_id=namnd_id, body_id=body.stored_id, day=day))
    given_task(store, initiative, idle)
    initiative.go_to_item(TASKS_KEY, into=True)
    idle()
    form = shown(initiative, AssignmentsForm)
    assert form.meetings.count() == 3, "meetings that were long ago are not offered"

    form.meetings.setFocus()
    press(qtbot, KEY.Key_Down)
    idle()
    report = read(store, initiative).report_backs[0]
    assert (report.latest, report.words) == (date(2026, 6, 18), "nämndens sammanträde 18 juni 2026")

    form.table.write(0, "finished_on")
    write(qtbot, "2026-02-19")
    press(qtbot, KEY.Key_Return)
    idle()
    assert read(store, initiative).assignments[0].finished_on == date(2026, 2, 19)
    assert next(item for item in initiative.items.items if item.key == TASKS_KEY).told == "1 av 1 klara"


def test_a_task_of_ones_own_is_written_by_keys(qtbot, initiative, store, idle):
    initiative.go_to_item(TASKS_KEY, into=True)
    form = shown(initiative, AssignmentsForm)
    assert form.empty.isVisible()
    assert focus() is form.empty_add
    press(qtbot, KEY.Key_Space)
    write(qtbot, "Se över avgifterna")
    press(qtbot, KEY.Key_Tab)
    write(qtbot, "förvaltningen")
    press(qtbot, KEY.Key_Tab)
    write(qtbot, "maj 2026")
    press(qtbot, KEY.Key_Return)
    idle()

    file = read(store, initiative)
    assert [(one.text, one.task_for, one.attsats_id) for one in file.assignments] == [
        ("Se över avgifterna", "förvaltningen", None)
    ]
    assert [one.words for one in file.report_backs] == ["maj 2026"]

    form.responsible.field.editor.setFocus()
    write(qtbot, "Enhetschefen")
    form.report_form.field.editor.setFocus()
    press(qtbot, KEY.Key_Up)
    idle()
    file = read(store, initiative)
    assert file.assignments[0].responsible == "Enhetschefen"
    assert file.report_backs[0].form == ReportForm.muntligt


def test_a_day_that_is_no_day_is_told_and_nothing_is_lost(qtbot, initiative, store, idle):
    given_task(store, initiative, idle)
    initiative.go_to_item(TASKS_KEY, into=True)
    form = shown(initiative, AssignmentsForm)
    form.table.write(0, "finished_on")
    write(qtbot, "snart")
    press(qtbot, KEY.Key_Return)
    idle()
    assert "kunde inte tolkas" in form.message.words.text()
    assert form.table.rows.rows[0].words["finished_on"] == "snart"
    assert read(store, initiative).assignments[0].finished_on is None


# --- facts -----------------------------------------------------------------------------------------------------------


def test_the_two_days_are_explained_and_a_preparation_before_raising_is_asked_about(qtbot, initiative, store, idle):
    case_id = initiative._case_id
    with store.step("byggde", WHO, NOW) as step:
        step.add(PlanStep(case_id=case_id, kind=BodyKind.beredning, label="Beredning", day=date(2026, 3, 1)))
    initiative.show_case(case_id)
    idle()
    initiative.go_to_item(("facts", ""), "raised_on")
    part = shown(initiative, FactsForm).initiative_part
    assert "När väcks initiativet" in part.question.words.text()
    assert part.question.answers == []

    write(qtbot, "2026-03-19")
    press(qtbot, KEY.Key_Tab)
    idle()
    facts = read(store, initiative).initiative
    assert facts is not None
    assert facts.raised_on == date(2026, 3, 19)
    assert part.question.words.text() == "Beredningen 1 mars ligger före väckt 19 mars. Stämmer det?"


def test_the_first_treatment_is_told_by_keys_and_says_what_follows(qtbot, initiative, store, idle):
    initiative.go_to_item(("facts", ""), "first.outcome")
    press(qtbot, KEY.Key_Down)  # remitteras
    press(qtbot, KEY.Key_Tab)
    write(qtbot, "2026-02-19")
    press(qtbot, KEY.Key_Tab)
    write(qtbot, "§ 19")
    press(qtbot, KEY.Key_Tab)
    idle()

    file = read(store, initiative)
    (decision,) = file.decisions
    assert (decision.outcome, decision.day, decision.paragraph) == (Outcome.remitteras, date(2026, 2, 19), "§ 19")
    assert file.case.stage == CaseStage.under_arbete
    part = shown(initiative, FactsForm).initiative_part
    assert part.leads_to.text().startswith("Förvaltningen bereder")

    assert part.question.words.text().endswith("Väcktes det då?")
    part.question.answers[0].setFocus()
    press(qtbot, KEY.Key_Space)
    idle()
    facts = read(store, initiative).initiative
    assert facts is not None
    assert facts.raised_on == date(2026, 2, 19)
    assert not part.question.isVisible()


def test_those_behind_the_initiative_are_a_list_to_write_in(qtbot, initiative, store, idle):
    initiative.go_to_item(("facts", ""), "initiators")
    press(qtbot, KEY.Key_Insert)
    write(qtbot, "Åsa Ek")
    for words in ("C", "ersättare"):
        press(qtbot, KEY.Key_Tab)
        write(qtbot, words)
    press(qtbot, KEY.Key_Return)
    idle()
    added = read(store, initiative).initiators[-1]
    assert (added.name, added.party, added.role, added.part) == ("Åsa Ek", "C", "ersättare", InitiatorPart.initiator)


# --- the same question -----------------------------------------------------------------------------------------------


@pytest.fixture
def audit_case(store, initiative, idle):
    """An audit with a recommendation that one att-sats is like."""
    case_id = add_audit(store)
    first = load_case(store, initiative._case_id).attsatser[0].stored_id
    text = "att nämnden låter trafiksäkerhetsbedöma samtliga hållplatser för skolskjuts"
    edit_record(store, Attsats, first, {"text": text}, WHO, NOW)
    initiative.show_case(initiative._case_id)
    idle()
    return case_id


def test_what_is_alike_is_proposed_and_linked_only_by_the_person(qtbot, initiative, audit_case, store, idle):
    initiative.go_to_item(SAME_KEY, into=True)
    idle()
    rows = shown(initiative, RelatedForm).rows
    assert [line.words for line in rows._lines] == [
        "Att-sats 1 liknar rekommendation 3 i BUN-2026-0412 Granskning av skolskjuts"
    ]
    assert read(store, initiative).links == []

    press(qtbot, KEY.Key_Tab)
    assert focus().accessibleName().startswith("Koppla: Att-sats 1")
    press(qtbot, KEY.Key_Space)
    idle()

    (link,) = read(store, initiative).links
    assert link.other_case_id == audit_case
    assert rows._lines[0].verbs == ("Öppna", "Ta bort")

    places = []
    initiative.place_wanted.connect(lambda *place: places.append(place))
    rows._act("Öppna", rows._lines[0].key)
    assert places[0][:2] == (audit_case, "recommendations")


def test_the_other_side_shows_the_link_in_its_recommendation(qtbot, initiative, audit_case, store, idle):
    initiative.go_to_item(SAME_KEY)
    idle()
    rows = shown(initiative, RelatedForm).rows
    rows._act("Koppla", rows._lines[0].key)
    idle()

    initiative.show_case(audit_case)
    idle()
    recommendations = load_case(store, audit_case).recommendations
    initiative.go_to_item(("recommendations", recommendations[2].id))
    same = initiative.pane._form.same
    assert same.isVisible()
    assert [line.words for line in same._lines] == ["Att-sats 1 i KFN-2026-0031 Nämndinitiativ om simhallen"]
    initiative.go_to_item(("recommendations", recommendations[1].id))
    assert not same.isVisible()


def test_a_case_or_recommendation_is_chosen_by_words_and_arrows(qtbot, initiative, audit_case, store, idle):
    initiative.go_to_item(("attsatser", clause(store, initiative, 2).id))
    initiative.pane._form.same.choose()
    idle()
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, TargetDialog)
    press(qtbot, KEY.Key_A, CTRL)
    write(qtbot, "0412")
    idle()
    assert dialog.found.model().rowCount() == 8
    press(qtbot, KEY.Key_Down)
    press(qtbot, KEY.Key_Down)
    press(qtbot, KEY.Key_Return)
    idle()

    (link,) = read(store, initiative).links
    file = load_case(store, audit_case)
    assert link.attsats_id == clause(store, initiative, 2).id
    assert link.other_recommendation_id == file.recommendations[1].id


def test_words_that_find_no_case_are_told_of(qtbot, initiative, store, idle):
    dialog = TargetDialog(initiative.desk, initiative._case_id, "finns inte", initiative)
    qtbot.addWidget(dialog)
    dialog.show()
    idle()
    assert dialog.hint.text().startswith("Inget ärende matchar")
    assert not dialog.link_button.isEnabled()
    qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    assert dialog.isVisible()


# --- a new one -------------------------------------------------------------------------------------------------------


@pytest.fixture
def dialog(qtbot, theme):
    made = NewInitiativeDialog([(1, "Fritidsnämnden")], date(2026, 2, 19))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def test_a_pasted_text_fills_what_is_empty_in_a_new_initiative(qtbot, dialog):
    dialog.text.insert_plain(PASTED)
    qtbot.waitUntil(lambda: bool(dialog.title.text()))

    assert dialog.title.text() == "Fler bänkar i våra parker"
    assert dialog.people.value() == "Ylva Stråle (V)\nMed instämmande av\nTage Munter (MP)"
    assert dialog.handed_in.value() == date(2026, 2, 3)
    assert dialog.text_field.caption.text() == "Hittat: 2 att-satser, 2 personer, daterat 3 februari 2026."
    wanted = dialog.wanted()
    assert (wanted.namnd_id, wanted.title, wanted.handed_in_on) == (1, "Fler bänkar i våra parker", date(2026, 2, 3))


def test_esc_asks_once_before_the_text_of_a_new_initiative_is_thrown_away(qtbot, dialog):
    dialog.text.insert_plain(PASTED)
    dialog.reject()
    assert dialog.isVisible()
    assert dialog.question.words.text() == ASKED
    dialog.reject()
    qtbot.waitUntil(lambda: not dialog.isVisible())


def test_what_is_typed_already_is_left_alone(qtbot, dialog):
    dialog.title.setText("Bänkar")
    dialog.text.insert_plain(PASTED)
    dialog.read()
    assert dialog.title.text() == "Bänkar"


def test_what_lacks_in_a_new_initiative_is_told_at_its_field(qtbot, dialog):
    dialog.text.insert_plain("Gör något.")
    qtbot.keyClick(dialog.text, KEY.Key_Return, CTRL)
    assert dialog.isVisible()
    assert dialog.title_field.message.words.text() == "Skriv initiativets rubrik."
    assert dialog.text_field.caption.text().startswith("Ingen att-sats hittades")
    assert focus() is dialog.title


def test_a_text_to_another_namnd_is_asked_about_and_may_be_taken_all_the_same(qtbot, dialog):
    dialog.text.insert_plain(PASTED.replace("fritidsnämnden", "tekniska nämnden"))
    dialog.read()
    asked = dialog.namnd_field.message.words.text()
    qtbot.keyClick(dialog.text, KEY.Key_Return, CTRL)

    assert asked == "Texten är ställd till Tekniska nämnden. Stämmer nämnden?"
    assert not dialog.isVisible()
    assert dialog.wanted().namnd_id == 1
