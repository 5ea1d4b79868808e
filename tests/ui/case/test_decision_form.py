"""What each body decided, entered by real keys: all of it, half of it, sent back, and out of pasted minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from nemndsekr.operations.replay import replay
from nemndsekr.records.choices import (
    BodyKind,
    CaseStage,
    DissentKind,
    DocumentMode,
    Outcome,
    SourceKind,
)
from nemndsekr.records.decision import DecisionPoint, Recipient
from nemndsekr.records.meeting import PlanStep
from nemndsekr.records.namndinitiativ import Attsats, Namndinitiativ
from nemndsekr.records.source import SourceDocument
from nemndsekr.rules.case_items import DECISION_KEY
from nemndsekr.store.database import Store
from nemndsekr.store.queries import load_case
from nemndsekr.ui.case.decision_form import DecisionForm
from nemndsekr.ui.case.decision_notes import BeforeRegistering
from nemndsekr.ui.case.minutes_dialog import MinutesDialog
from nemndsekr.ui.case.outcome_box import OUTCOME_KEYS, OutcomeBox
from nemndsekr.ui.case.throw_guard import ASKED
from nemndsekr.ui.case_page import CasePage
from tests.ui.case.conftest import _page
from tests.ui.case.scene import NOW, WHO, add_audit
from tests.ui.kit.audit import access_key_clashes, small_targets, tab_disorder, unnamed, unreachable

W = TypeVar("W", bound=QWidget)
KEY = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
AU_DAY, NAMND_DAY = date(2026, 2, 5), date(2026, 2, 19)
FURTHER = ("Nämnden ger förvaltningen i uppdrag att redovisa hållplatserna", "Nämnden justerar paragrafen")


def visible(kind: type[W]) -> list[W]:
    """The widgets of a kind that are seen now."""
    return [one for one in QApplication.allWidgets() if isinstance(one, kind) and one.isVisible()]


class Typist:
    """Presses keys where the focus is, and counts them."""

    def __init__(self, qtbot: QtBot, idle: Callable[[], None]) -> None:
        self.qtbot = qtbot
        self.presses = 0
        self.idle = idle

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(self.focus(), key, held)
            self.presses += 1

    def write(self, words: str) -> None:
        for letter in words:
            if letter.isascii():
                QTest.keyClicks(self.focus(), letter)
            else:
                # QTest knows no key for å, ä and ö; an input method sends them like this.
                event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self.focus(), event)
            self.presses += 1

    def register_anyway(self) -> None:
        """Press the key of «Registrera ändå»: as every button it goes down, and is clicked when it comes up."""
        self.qtbot.waitUntil(lambda: len(visible(BeforeRegistering)) == 1)
        [asked] = visible(BeforeRegistering)
        self.press(KEY.Key_G, held=ALT)
        self.qtbot.waitUntil(asked.isHidden)

    def into(self, shown: DecisionForm, name: str, words: str) -> None:
        """Write in the field of a column."""
        shown._bounds[name].field.editor.setFocus()
        self.write(words)

    def decide(self, shown: DecisionForm, letter: str) -> None:
        """Choose the outcome of the whole case, and wait until it is saved."""
        shown.whole.setFocus()
        self.write(letter)
        self.idle()

    def move(self, shown: DecisionForm, day: str) -> None:
        """Write another day over the meeting's."""
        shown._bounds["day"].field.editor.setFocus()
        self.press(KEY.Key_A, held=CTRL)
        self.write(day)
        self.press(KEY.Key_Tab)
        self.idle()

    def send(self, day: str) -> None:
        """Say when the decision was sent out."""
        self.press(KEY.Key_X, held=ALT)
        self.write(day)
        self.press(KEY.Key_Return)
        self.idle()

    def register(self) -> None:
        """Ask for the decision to be registered, and let it be though something is open."""
        self.qtbot.waitUntil(lambda: any(form.pending for form in visible(DecisionForm)))
        self.press(KEY.Key_Return, held=CTRL)
        self.register_anyway()
        self.idle()

    @staticmethod
    def focus() -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget


@pytest.fixture
def keys(qtbot, idle) -> Typist:
    return Typist(qtbot, idle)


def planned_audit(store: Store) -> int:
    """The audit with a plan, three points and two recipients."""
    case_id = add_audit(store)
    with store.step("byggde", WHO, NOW) as step:
        for at, (kind, label, day) in enumerate(
            ((BodyKind.au, "BUN AU", AU_DAY), (BodyKind.namnd, "BUN", NAMND_DAY)), start=1
        ):
            step.add(PlanStep(case_id=case_id, position=at, kind=kind, label=label, day=day))
        for at, text in enumerate(FURTHER, start=2):
            step.add(DecisionPoint(case_id=case_id, position=at, text=text))
        step.add(Recipient(case_id=case_id, position=2, text="Kommunstyrelsen"))
    return case_id


@pytest.fixture
def planned(qtbot, theme, desk, store, idle) -> CasePage:
    """The page of the planned audit, at the decisions."""
    page = _page(qtbot, desk, idle, planned_audit(store))
    page.go_to_item(DECISION_KEY)
    idle()
    return page


def form(page: CasePage) -> DecisionForm:
    shown = page.pane.stack.currentWidget()
    assert isinstance(shown, DecisionForm)
    return shown


def namnd_form(page: CasePage) -> DecisionForm:
    """The form at the nämnd's own meeting, which comes last."""
    shown = form(page)
    shown.choose_place(shown._places[-1].key)
    return shown


def choose_au(shown: DecisionForm) -> None:
    shown.choose_place(next(one.key for one in shown._places if one.kind == BodyKind.au))


def minutes_dialog(shown: DecisionForm) -> MinutesDialog:
    """The open dialog."""
    dialog = shown.findChild(MinutesDialog)
    assert isinstance(dialog, MinutesDialog)
    return dialog


def read(store: Store, page: CasePage) -> Any:
    return load_case(store, page._case_id)


def told(page: CasePage) -> list[str]:
    said: list[str] = []
    page.note.connect(lambda _tone, words, _link: said.append(words))
    return said


def test_an_au_and_a_namnd_decision_are_entered_by_keys_alone(planned, store, idle, keys):
    said = told(planned)
    planned.items.list.setFocus()
    keys.press(KEY.Key_End, KEY.Key_Return)
    keys.write("8")
    keys.press(KEY.Key_Return)
    keys.write("e")
    idle()
    keys.press(KEY.Key_Return, held=CTRL)
    idle()
    assert read(store, planned).case.stage == CaseStage.till_namnd
    assert form(planned).place().kind == BodyKind.namnd

    keys.write("31")
    keys.press(KEY.Key_Return)
    keys.write("b")
    keys.press(KEY.Key_Return, KEY.Key_Return)
    idle()
    keys.press(KEY.Key_F2, KEY.Key_End)
    keys.write(" senast i juni 2026")
    idle()
    keys.press(KEY.Key_Tab, KEY.Key_Tab, KEY.Key_Tab)
    assert keys.focus() is form(planned).dissents.add_button
    keys.press(KEY.Key_Space)
    keys.write("Ylva Stråle (V)")
    keys.press(KEY.Key_Tab, KEY.Key_Tab)
    keys.write("Till förmån för eget yrkande.")
    keys.press(KEY.Key_Return)
    idle()
    keys.press(KEY.Key_O, held=ALT)
    keys.send("i dag")
    # Asked once: two recommendations have no answer.
    keys.register()

    file = read(store, planned)
    au, namnd = file.decisions
    assert (au.kind, au.day, au.paragraph, au.outcome) == (BodyKind.au, AU_DAY, "§ 8", Outcome.bifall)
    assert (namnd.day, namnd.paragraph, namnd.outcome) == (NAMND_DAY, "§ 31", Outcome.bifall)
    assert (namnd.immediate, namnd.justering_on, namnd.dispatched_on) == (True, NAMND_DAY, NOW.date())
    mine = [row for row in file.point_outcomes if row.decision_id == namnd.id]
    assert [(row.outcome, row.decided_text) for row in mine] == [
        (Outcome.bifall, ""),
        (Outcome.bifall, f"{FURTHER[0]} senast i juni 2026"),
        (Outcome.bifall, ""),
    ]
    assert [(one.kind, one.who) for one in file.dissents] == [(DissentKind.reservation, "Ylva Stråle (V)")]
    assert [(one.to_whom, one.sent_on) for one in file.dispatches] == [
        ("Kommunens revisorer", NOW.date()),
        ("Kommunstyrelsen", NOW.date()),
    ]
    assert file.case.stage == CaseStage.uppfoljning
    assert file.documents[0].mode == DocumentMode.beslutat
    assert [one.text for one in file.assignments] == ["Redovisa hållplatserna senast i juni 2026"]
    assert said[-1].startswith("Yttrandet är nu beslutat.")
    # 73 of them are letters: the numbers, the outcomes, the changed words, the reservation, the day.
    assert keys.presses <= 94


@pytest.mark.parametrize(("letter", "outcome"), OUTCOME_KEYS.items())
def test_a_single_letter_chooses_an_outcome(qtbot, theme, keys, letter, outcome):
    box = OutcomeBox()
    qtbot.addWidget(box)
    box.show()
    box.activateWindow()
    box.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is box)

    keys.write(letter.lower())
    assert box.value() == outcome
    keys.press(KEY.Key_Delete)
    assert box.value() is None


def test_what_is_sent_back_is_asked_why_and_gets_a_new_place_in_the_plan(qtbot, planned, store, idle, keys):
    shown = namnd_form(planned)
    keys.decide(shown, "å")
    reason = shown._bounds["reason"].field
    assert reason.isVisibleTo(shown)
    assert "Varför återremitteras ärendet?" in reason.message.words.text()

    keys.press(KEY.Key_Return)
    keys.write("Kostnaderna saknas.")
    keys.into(shown, "paragraph", "31")
    # No waiting: what was just typed is meant too, and is not asked for.
    keys.press(KEY.Key_Return, held=CTRL)
    qtbot.waitUntil(lambda: read(store, planned).case.stage == CaseStage.under_arbete)
    idle()

    file = read(store, planned)
    assert (file.decisions[0].outcome, file.decisions[0].reason) == (Outcome.aterremiss, "Kostnaderna saknas.")
    assert file.case.stage == CaseStage.under_arbete
    assert [step.kind for step in file.plan_steps] == [BodyKind.au, BodyKind.namnd, BodyKind.namnd]
    assert reason.message.words.text() == ""


def test_nothing_is_changed_before_it_is_registered_and_undo_takes_it_back(planned, store, idle, keys):
    shown = namnd_form(planned)
    keys.decide(shown, "b")
    assert read(store, planned).case.stage == CaseStage.inkommet
    assert planned.pane.finish_button.text() == "Registrera beslutet"
    assert "Läget blir Beslutat." in shown.following.words.text()

    planned.pane.finish_button.click()
    idle()
    assert read(store, planned).case.stage == CaseStage.inkommet
    assert shown.before.words.text().startswith("2 rekommendationer (4 och 6) saknar svar.")
    shown.before.anyway.click()
    idle()
    assert read(store, planned).case.stage == CaseStage.beslutat
    assert shown.before.isHidden()
    assert planned.pane.finish_button.text() == "Nästa"

    store.undo(NOW)
    assert read(store, planned).case.stage == CaseStage.inkommet


def test_a_case_without_a_plan_can_be_decided(audit, store, idle, keys):
    audit.go_to_item(DECISION_KEY)
    idle()
    shown = form(audit)
    assert [place.kind for place in shown._places] == [BodyKind.namnd]
    shown.first_field().setFocus()
    keys.write("19 feb")
    keys.press(KEY.Key_Return)
    keys.write("4")
    keys.press(KEY.Key_Return)
    idle()
    keys.write("b")
    idle()

    (decision,) = read(store, audit).decisions
    assert (decision.day, decision.paragraph, decision.outcome) == (date(2026, 2, 19), "§ 4", Outcome.bifall)
    assert len(shown._places) == 1


def test_what_is_typed_while_a_decision_comes_into_being_is_not_lost(audit, store, idle, keys):
    audit.go_to_item(DECISION_KEY)
    idle()
    shown = form(audit)
    keys.into(shown, "paragraph", "4")
    keys.press(KEY.Key_Return)
    # No waiting: the answer comes in while the next field is written.
    shown._bounds["own_proposal"].field.show()
    keys.write("b")
    keys.press(KEY.Key_X, held=ALT)
    keys.write("20 feb 2026")
    idle()
    assert shown._bounds["dispatched_on"].field.editor.property("text") == "20 feb 2026"
    keys.press(KEY.Key_Return)
    idle()

    (decision,) = read(store, audit).decisions
    assert (decision.paragraph, decision.outcome, decision.dispatched_on) == ("§ 4", Outcome.bifall, date(2026, 2, 20))


MINUTES = """Barn- och utbildningsnämnden 2026-02-19
§ 31 Svar på granskning
Beslut
Nämnden beslutar enligt förvaltningens förslag.
Reservation
Ylva Stråle (V) reserverar sig mot beslutet.
"""


def test_pasted_minutes_are_shown_before_they_fill_in_the_decision(qtbot, planned, store, idle, keys):
    shown = form(planned)
    shown.tab_row.paste.setFocus()
    keys.press(KEY.Key_Space)
    dialog = minutes_dialog(shown)
    assert not dialog.take_button.isEnabled()
    QApplication.clipboard().setText(MINUTES)
    QTest.keyClick(dialog.editor, KEY.Key_V, CTRL)
    rows = [row.text for row in dialog.found.rows()]
    assert sorted(rows) == [
        "Datum: 2026-02-19",
        "Hela ärendet: bifall",
        "Instans: nämnden",
        "Paragraf: § 31",
        "Reservation: Ylva Stråle (V)",
    ]
    assert len(dialog.editor.extraSelections()) == 5

    dialog.found.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.found)
    keys.press(KEY.Key_End, KEY.Key_Space)
    keys.press(KEY.Key_Return, held=CTRL)
    idle()
    idle()

    file = read(store, planned)
    (decision,) = file.decisions
    assert (decision.kind, decision.paragraph, decision.outcome) == (BodyKind.namnd, "§ 31", Outcome.bifall)
    assert (decision.minutes_text, file.dissents) == (MINUTES, [])
    assert shown.place().kind == BodyKind.namnd


def test_esc_asks_once_before_pasted_minutes_are_thrown_away(qtbot, planned):
    shown = form(planned)
    shown.read_minutes()
    dialog = minutes_dialog(shown)
    dialog.editor.setPlainText(MINUTES)
    dialog.reject()
    assert dialog.isVisible()
    assert dialog.doubt.words.text() == ASKED
    dialog.reject()
    qtbot.waitUntil(lambda: not dialog.isVisible())


def test_a_text_that_is_no_minutes_says_so_and_changes_nothing(planned, store, idle):
    shown = form(planned)
    shown.read_minutes()
    dialog = minutes_dialog(shown)
    dialog.editor.setPlainText("Förslag till beslut\nNämnden godkänner yttrandet.")

    assert "är ett förslag" in dialog.note.text()
    assert not dialog.take_button.isEnabled()
    dialog.reject()
    idle()
    assert read(store, planned).decisions == []


def test_a_decision_can_be_taken_away_and_brought_back(planned, store, idle, keys):
    shown = form(planned)
    keys.decide(shown, "b")
    shown.remove.click()
    idle()
    assert read(store, planned).decisions == []
    store.undo(NOW)
    assert len(read(store, planned).decisions) == 1


def test_every_field_is_named_and_large_enough(planned):
    shown = form(planned)
    assert unnamed(shown) == []
    assert small_targets(shown) == []


def test_tab_goes_through_the_page_as_one_reads_it(planned, idle, keys):
    shown = form(planned)
    keys.idle()
    assert unreachable(shown) == []
    assert tab_disorder(shown) == []
    assert access_key_clashes(shown) == {}


def test_minutes_that_are_read_in_already_need_no_pasting(planned, store, idle):
    case_id = planned._case_id
    with store.step("läste in", WHO, NOW) as step:
        step.add(
            SourceDocument(case_id=case_id, kind=SourceKind.protokoll, name="Protokoll.docx", sha256="0", text=MINUTES)
        )
    planned.show_case(case_id)
    idle()
    shown = form(planned)
    shown.read_minutes()
    dialog = minutes_dialog(shown)
    assert dialog.words() == MINUTES
    assert len(dialog.facts()) == 5
    dialog.reject()


def test_an_initiative_is_first_treated_and_then_decided_attsats_by_attsats(qtbot, initiative, store, idle, keys):
    with store.step("väckte", WHO, NOW) as step:
        row = step.all(Namndinitiativ, case_id=initiative._case_id)[0]
        row.raised_on = date(2026, 2, 5)
        clause = step.all(Attsats, case_id=initiative._case_id)[1]
        clause.proposal = Outcome.anses_besvarad
    initiative.show_case(initiative._case_id)
    initiative.go_to_item(DECISION_KEY)
    idle()
    shown = form(initiative)
    assert shown.tab_row.tabs.buttons()[0].text() == "Första behandling 5 februari"
    keys.decide(shown, "r")
    keys.press(KEY.Key_Return, held=CTRL)
    idle()
    assert read(store, initiative).case.stage == CaseStage.under_arbete

    shown.choose_place(shown._places[-1].key)
    keys.decide(shown, "e")
    keys.press(KEY.Key_Return, KEY.Key_Return, KEY.Key_Return)
    keys.write("Det görs redan.")
    keys.press(KEY.Key_Return)
    keys.write("a")
    # No waiting: what was just typed is meant too.
    keys.press(KEY.Key_Return, held=CTRL)
    qtbot.waitUntil(lambda: read(store, initiative).case.stage == CaseStage.beslutat)
    idle()

    file = read(store, initiative)
    assert [clause.outcome for clause in file.attsatser] == [Outcome.bifall, Outcome.anses_besvarad, Outcome.avslag]
    assert file.attsatser[1].reason == "Det görs redan."
    assert file.case.stage == CaseStage.beslutat


def test_a_day_that_is_not_understood_is_told_and_stays_told(planned, keys):
    shown = form(planned)
    field = shown._bounds["anslag_on"].field
    field.editor.setFocus()
    keys.write("37 mars")
    keys.press(KEY.Key_Return)
    keys.decide(shown, "b")
    assert field.message.words.text() != ""
    assert field.editor.property("text") == "37 mars"


def test_the_last_letter_and_ctrl_enter_at_once_register_the_decision(qtbot, planned, store, keys):
    shown = namnd_form(planned)
    shown.whole.setFocus()
    keys.write("b")
    keys.press(KEY.Key_Return, held=CTRL)
    qtbot.waitUntil(shown.before.isVisible)
    keys.register_anyway()

    qtbot.waitUntil(lambda: read(store, planned).case.stage == CaseStage.beslutat)
    assert planned.items.current_key() == DECISION_KEY


def test_a_reason_that_is_lacking_is_asked_for_and_the_place_is_kept(planned, store, keys):
    shown = namnd_form(planned)
    chosen = shown.place().key
    keys.decide(shown, "å")

    keys.press(KEY.Key_Return, held=CTRL)

    assert "Varför återremitteras ärendet?" in shown.before.words.text()
    assert "Paragrafens nummer saknas." in shown.before.words.text()
    assert [one.text() for one in shown.before.verbs if one.isVisible()] == ["Skriv skälet", "Skriv paragrafen"]
    assert keys.focus() is shown.before.verbs[0]
    assert read(store, planned).case.stage == CaseStage.inkommet
    keys.press(KEY.Key_Escape)
    assert keys.focus() is shown.whole
    assert shown.before.isHidden()

    keys.press(KEY.Key_Return, held=CTRL)
    keys.press(KEY.Key_Return)
    assert keys.focus() is shown._bounds["reason"].field.editor
    keys.register()
    assert read(store, planned).case.stage == CaseStage.under_arbete
    assert shown.place().key == chosen


def test_an_au_that_sends_back_keeps_its_page_and_one_that_sends_on_goes_to_the_namnd(planned, keys):
    shown = form(planned)
    choose_au(shown)
    keys.decide(shown, "å")
    keys.register()
    assert shown.place().kind == BodyKind.au
    assert shown.place().decision_id is not None


def test_a_question_that_is_answered_meanwhile_is_asked_no_longer(planned, idle, keys):
    shown = namnd_form(planned)
    keys.decide(shown, "o")
    keys.press(KEY.Key_Return, held=CTRL)
    assert shown.before.isVisible()

    keys.into(shown, "reason", "Tiden.")
    keys.into(shown, "paragraph", "4")
    shown.whole.setFocus()
    idle()
    idle()
    assert shown.before.isHidden()


def test_going_to_what_lacks_an_answer_shows_it(planned, store, idle, keys):
    shown = namnd_form(planned)
    keys.decide(shown, "b")
    keys.press(KEY.Key_Return, held=CTRL)
    keys.press(KEY.Key_Return)
    idle()
    key = planned.items.current_key()
    assert key is not None
    assert key[0] == "recommendations"
    assert next(one.no for one in read(store, planned).recommendations if one.id == key[1]) == 4


def test_minutes_of_another_case_are_told_of_and_may_be_taken_all_the_same(qtbot, planned, store, idle, keys):
    shown = form(planned)
    shown.read_minutes()
    dialog = minutes_dialog(shown)
    dialog.editor.setPlainText(MINUTES.replace("granskning\n", "granskning\nDnr BUN-2026-0377\n"))
    assert "dnr BUN-2026-0377, men ärendet har BUN-2026-0412" in dialog.doubt.words.text()
    assert dialog.take_button.text() == "&Fyll i 5 uppgifter ändå"
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.found.setFocus()
    for _ in range(2):
        keys.press(KEY.Key_Return, held=CTRL)
        qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.take_button)
    assert dialog.isVisible()

    dialog.editor.setPlainText(MINUTES)
    assert dialog.doubt.words.text() == ""
    assert dialog.take_button.text() == "&Fyll i 5 uppgifter"
    dialog.editor.setPlainText(MINUTES.replace("granskning\n", "granskning\nDnr BUN-2026-0377\n"))
    keys.press(KEY.Key_Return)
    idle()
    assert len(read(store, planned).decisions) == 1


def test_a_day_of_sending_that_has_not_been_is_asked_about(planned, keys):
    shown = namnd_form(planned)
    keys.decide(shown, "b")
    keys.send("20 feb 2026")
    assert "har inte varit än" in shown._bounds["dispatched_on"].field.message.words.text()


def test_an_ordinary_decision_is_entered_sent_and_registered_with_few_keys(audit, store, keys):
    audit.items.list.setFocus()
    keys.press(KEY.Key_End, KEY.Key_Return)
    keys.write("i dag")
    keys.press(KEY.Key_Return)
    keys.write("31")
    keys.press(KEY.Key_Return)
    keys.write("b")
    keys.send("i dag")
    # The second key says that it may be so that two recommendations have no answer.
    keys.register()

    file = read(store, audit)
    (decision,) = file.decisions
    assert (decision.day, decision.paragraph, decision.outcome) == (NOW.date(), "§ 31", Outcome.bifall)
    assert [(one.to_whom, one.sent_on) for one in file.dispatches] == [("Kommunens revisorer", NOW.date())]
    assert file.case.stage == CaseStage.uppfoljning
    # A case without a plan; where the plan has the day it is six fewer, and one fewer where all is answered.
    assert keys.presses == 21


def test_the_key_pressed_twice_registers_once_and_nothing_is_called_wrong(planned, store, idle, keys):
    told: list[str] = []
    refused: list[object] = []
    planned.note.connect(lambda _tone, words, _link: told.append(words))
    planned.desk.refused.connect(refused.append)
    shown = namnd_form(planned)
    keys.decide(shown, "b")
    keys.press(KEY.Key_Return, held=CTRL)
    keys.register_anyway()
    keys.press(KEY.Key_Return, held=CTRL)
    idle()

    assert read(store, planned).case.stage == CaseStage.beslutat
    assert refused == []
    assert len(told) == 1
    assert "beslutat" in told[0]


def test_another_number_after_the_decision_was_locked_is_asked_about_and_hindered_by_nothing(audit, store, keys):
    audit.items.list.setFocus()
    keys.press(KEY.Key_End, KEY.Key_Return)
    keys.write("i dag")
    keys.press(KEY.Key_Return)
    keys.write("31")
    keys.press(KEY.Key_Return)
    keys.write("b")
    keys.send("i dag")
    keys.register()
    shown = form(audit)
    assert shown.changed.isHidden()

    shown._bounds["paragraph"].field.editor.setFocus()
    keys.press(KEY.Key_A, held=CTRL)
    keys.write("13")
    keys.press(KEY.Key_Tab)
    keys.idle()

    assert read(store, audit).decisions[0].paragraph == "§ 13"
    assert not shown.changed.isHidden()
    assert shown.changed.words.text() == "Beslutet låstes med § 31. Står det som är skrivet nu i protokollet?"
    assert shown.confirmed.isHidden()
    store.undo(NOW)
    audit.show_case(audit._case_id)
    keys.idle()
    assert shown.changed.isHidden()


def test_a_decision_whose_minutes_are_confirmed_says_that_they_stay_as_they_are(planned, store, idle, keys):
    shown = namnd_form(planned)
    keys.into(shown, "paragraph", "31")
    keys.into(shown, "justering_on", "i dag")
    keys.press(KEY.Key_Tab)
    idle()
    assert not shown.confirmed.isHidden()
    assert shown.confirmed.text() == "Justerat den 19 februari 2026. Det som ändras här ändras inte i protokollet."


@pytest.mark.parametrize("day", ["19 mars 2026", "18 feb 2026"])
def test_the_form_follows_its_decision_to_another_day(planned, store, idle, keys, day):
    shown = namnd_form(planned)
    keys.into(shown, "paragraph", "31")
    idle()
    keys.move(shown, day)
    keys.decide(shown, "b")

    (decision,) = read(store, planned).decisions
    assert shown.decision() is not None
    assert (decision.paragraph, decision.outcome) == ("§ 31", Outcome.bifall)
    assert shown._bounds["paragraph"].field.editor.property("text") == "§ 31"
    assert shown.whole.value() == Outcome.bifall
    assert len({place.key for place in shown._places}) == len(shown._places)
    (checked,) = [one.text() for one in shown.tab_row.tabs.buttons() if one.isChecked()]
    assert checked.startswith(f"Nämnd {'19 mars' if 'mars' in day else '18 februari'}")
    assert planned.pane.finish_button.text() == "Registrera beslutet"


def test_what_is_written_at_the_day_that_was_left_makes_a_decision_of_its_own(planned, store, idle, keys):
    shown = form(planned)
    choose_au(shown)
    keys.move(shown, "4 feb 2026")
    left = next(one for one in shown._places if one.kind == BodyKind.au and one.day == AU_DAY)
    shown.choose_place(left.key)
    keys.into(shown, "paragraph", "8")
    keys.press(KEY.Key_Return)
    idle()
    assert [(one.day, one.paragraph) for one in read(store, planned).decisions] == [
        (date(2026, 2, 4), ""), (AU_DAY, "§ 8"),
    ]  # fmt: skip
    assert shown._bounds["paragraph"].field.editor.property("text") == "§ 8"


def test_a_decision_read_anew_is_followed_to_another_day_too(planned, idle, keys):
    shown = namnd_form(planned)
    keys.decide(shown, "b")
    shown._case_id = 0  # as when the case is opened again
    planned.show_case(planned._case_id)
    idle()
    shown.choose_place(shown._places[-1].key)
    keys.move(shown, "18 feb 2026")
    assert shown.decision() is not None
    assert shown.whole.value() == Outcome.bifall


def test_the_key_that_asked_does_not_answer(planned, store, idle, keys):
    shown = namnd_form(planned)
    keys.decide(shown, "å")
    for _ in range(3):
        keys.press(KEY.Key_Return, held=CTRL)
        idle()
        assert keys.focus() is shown.before.verbs[0]
    shown._bounds["paragraph"].field.editor.setFocus()
    keys.press(KEY.Key_Return, held=CTRL)
    idle()
    assert keys.focus() is shown.before.verbs[0]
    assert read(store, planned).case.stage == CaseStage.inkommet

    shown.before.anyway.setFocus()
    keys.press(KEY.Key_Return)
    idle()
    assert read(store, planned).case.stage == CaseStage.under_arbete


def test_ctrl_enter_goes_to_the_first_outcome_that_is_lacking_and_says_so(qtbot, planned, idle, keys):
    shown = namnd_form(planned)
    shown.points.rows[0].box.setFocus()
    keys.write("b")
    idle()
    assert planned.pane.finish_button.text() == "Till utfall som saknas"
    shown._bounds["paragraph"].field.editor.setFocus()
    keys.press(KEY.Key_Return, held=CTRL)
    second = shown.points.rows[1]
    qtbot.waitUntil(lambda: QApplication.focusWidget() is second.box)
    assert second.outcome.field.message.words.text() == (
        "1 av 3 utfall är angivna. Ange resten, så kan beslutet registreras."
    )

    keys.write("b")
    keys.press(KEY.Key_Return, held=CTRL)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is shown.points.rows[2].box)
    idle()
    assert second.outcome.field.message.words.text() == ""
    keys.write("b")
    idle()
    assert planned.pane.finish_button.text() == "Registrera beslutet"


def test_a_decision_without_any_outcome_is_asked_for_that_of_the_whole(qtbot, planned, idle, keys):
    shown = form(planned)
    keys.into(shown, "paragraph", "31")
    keys.press(KEY.Key_Return, held=CTRL)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is shown.whole)
    idle()
    assert shown.whole_field.message.words.text() == "Utfallet saknas. Ange det, så kan beslutet registreras."


def test_a_decision_is_marked_as_made_when_it_is_registered(planned, keys):
    shown = namnd_form(planned)
    keys.decide(shown, "b")
    chip = shown.tab_row.tabs.buttons()[-1]
    assert (chip.text(), chip.accessibleName()) == ("Nämnd 19 februari · pågår", "Nämnd 19 februari, pågår")
    keys.register()
    assert (chip.text(), chip.accessibleName()) == ("Nämnd 19 februari ✓", "Nämnd 19 februari, beslutat")


def test_an_au_that_defers_is_registered_though_the_namnd_has_outcomes_that_are_not(planned, store, keys):
    shown = namnd_form(planned)
    keys.decide(shown, "b")
    choose_au(shown)
    keys.decide(shown, "o")
    assert planned.pane.finish_button.text() == "Registrera beslutet"
    keys.register()
    assert read(store, planned).case.stage == CaseStage.till_au


def test_what_is_told_before_registering_is_what_is_done(planned, keys):
    said = told(planned)
    shown = namnd_form(planned)
    keys.into(shown, "paragraph", "31")
    keys.decide(shown, "b")
    keys.send("i dag")
    assert "Läget blir Uppföljning." in shown.following.words.text()
    keys.register()
    assert "äget är Uppföljning" in said[-1]
    assert shown.pending.told == ()


def test_minutes_with_impossible_days_and_lacking_outcomes_say_what_is_left(qtbot, planned, store, idle):
    said = told(planned)
    shown = form(planned)
    shown.read_minutes()
    dialog = minutes_dialog(shown)
    dialog.editor.setPlainText(
        "Barn- och utbildningsnämnden 2026-02-19\n§ 31 Svar på granskning\nBeslut\nNämnden beslutar\n"
        f"1. att {FURTHER[0].removeprefix('Nämnden ')}\n2. att anta yttrandet som sitt eget\n"
        "Paragrafen förklaras omedelbart justerad\nJusterat den 31 februari 2026\n"
    )
    assert "31 februari 2026" in dialog.doubt.words.text()
    dialog.accept()
    idle()
    (decision,) = read(store, planned).decisions
    assert (decision.immediate, decision.justering_on) == (True, None)
    lacks = len(shown._lacks)
    assert lacks
    assert f"{'ett' if lacks == 1 else lacks} utfall saknas" in said[-1]
    planned.pane.finish_button.click()
    told_there = shown.points.rows[shown._lacks[0]].outcome.field.message.words
    qtbot.waitUntil(lambda: "utfall är angivna" in told_there.text())


def test_two_numbers_of_a_paragraph_are_asked_about(planned, idle, keys):
    shown = form(planned)
    field = shown._bounds["paragraph"].field
    field.editor.setFocus()
    keys.write("17 17")
    keys.press(KEY.Key_Return)
    idle()
    assert field.message.words.text() == "Två nummer står i «§ 17 17». Vilket är paragrafens?"


@pytest.mark.parametrize("back", [True, False])
def test_a_registration_taken_back_or_done_again_is_seen_where_the_decision_is(planned, store, idle, keys, back):
    shown = namnd_form(planned)
    keys.decide(shown, "b")
    keys.register()
    if not back:
        store.undo(NOW)
    planned.go_to_item(("rows", "plan_steps"))
    idle()
    told = replay(store, NOW, back=back, seen=None)
    assert told is not None
    planned.show_changed(told.places)
    idle()
    assert planned.items.current_key() == DECISION_KEY
