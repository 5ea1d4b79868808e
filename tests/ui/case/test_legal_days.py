"""The days of the law beside a decision, and the anslag's text: what it says, what it lacks, and that it is copied."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from nemndsekr.operations.edit_record import edit_record
from nemndsekr.records.decision import Decision
from nemndsekr.records.namnd import Namnd
from nemndsekr.rules.case_items import DECISION_KEY, FACTS_KEY
from nemndsekr.store.database import Store
from nemndsekr.store.queries import load_case
from nemndsekr.ui.case.anslag_dialog import AnslagDialog
from nemndsekr.ui.case.decision_form import DecisionForm
from nemndsekr.ui.case_page import CasePage
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.theme import Theme
from nemndsekr.ui.namnd_dialog import NamndDialog
from tests.ui.case.conftest import _page
from tests.ui.case.scene import NOW, WHO, add_audit
from tests.ui.kit.audit import problems


def _decided(store: Store, **values: object) -> int:
    case_id = add_audit(store)
    with store.step("byggde", WHO, NOW) as step:
        decision = step.add(Decision(case_id=case_id, paragraph="§ 31"))
        for name, value in {"day": date(2025, 3, 20), **values}.items():
            setattr(decision, name, value)
    return case_id


@pytest.fixture
def decided(qtbot: QtBot, theme: Theme, desk: Desk, store: Store, idle: Callable[[], None]) -> CasePage:
    """A page at a decision that is confirmed and put up."""
    days = {"justering_on": date(2025, 3, 27), "anslag_on": date(2025, 3, 28)}
    page = _page(qtbot, desk, idle, _decided(store, **days))
    page.go_to_item(DECISION_KEY)
    idle()
    return page


def _form(page: CasePage) -> DecisionForm:
    shown = page.pane.stack.currentWidget()
    assert isinstance(shown, DecisionForm)
    return shown


def _told(page: CasePage) -> dict[str, str]:
    days = _form(page).legal_days
    return {title.text(): words.text() for title, words in zip(days.titles, days.words, strict=True)}


def test_the_days_of_the_law_stand_beside_the_decision_and_follow_it(
    decided: CasePage, store: Store, desk: Desk, idle: Callable[[], None]
) -> None:
    _form(decided).legal_days.can_appeal.click()
    idle()
    assert _told(decided) == {
        "Justering": "senast torsdag 3 april 2025",
        "Anslag": "senast lördag 29 mars 2025; i praktiken fredag 28 mars 2025",
        "Sista dag för överklagande": "till och med tisdag 22 april 2025",
        "Anslaget tas ned": "tidigast onsdag 23 april 2025",
        "Laga kraft": "tidigast onsdag 23 april 2025, om inget överklagande kommit in",
    }

    decision_id = load_case(store, decided._case_id).decisions[0].stored_id
    desk.act(
        lambda store, who, now: edit_record(store, Decision, decision_id, {"anslag_on": date(2025, 4, 4)}, who, now)
    )
    idle()
    assert _told(decided)["Sista dag för överklagande"] == "till och med fredag 25 april 2025"


def test_a_yttrande_cannot_be_appealed_unless_one_says_so_and_what_was_said_is_kept(
    decided: CasePage, store: Store, idle: Callable[[], None]
) -> None:
    days = _form(decided).legal_days
    assert not days.appealable
    assert "ej tillämpligt" in _told(decided)["Laga kraft"]

    days.can_appeal.click()
    idle()
    assert load_case(store, decided._case_id).decisions[0].appealable is True
    assert decided.go_to_item(FACTS_KEY)
    decided.go_to_item(DECISION_KEY)
    idle()
    assert _form(decided).legal_days.appealable


def test_the_law_and_the_steps_are_unfolded_on_demand(decided: CasePage) -> None:
    days = _form(decided).legal_days
    assert not days.steps.isVisibleTo(days)

    days.rules.button.click()

    assert days.steps.isVisibleTo(days)
    assert "kommunallagen 5 kap. 69 §" in days.steps.text()
    assert "+ 14 dagar = torsdag 3 april 2025" in days.steps.text()


def test_without_a_day_it_says_what_to_write(
    qtbot: QtBot, theme: Theme, desk: Desk, store: Store, idle: Callable[[], None]
) -> None:
    page = _page(qtbot, desk, idle, _decided(store, day=None))
    page.go_to_item(DECISION_KEY)
    idle()
    days = _form(page).legal_days

    assert days.no_day.isVisibleTo(days)
    assert not days.notice.isVisibleTo(days)


@pytest.mark.parametrize("field", ["day", "justering_on", "anslag_on", "anslag_until"])
def test_a_day_at_the_end_of_all_calendars_breaks_nothing(
    qtbot: QtBot, theme: Theme, desk: Desk, store: Store, idle: Callable[[], None], field: str
) -> None:
    days = {"justering_on": date(2025, 3, 27), "anslag_on": date(2025, 3, 28), field: date(9999, 12, 31)}
    page = _page(qtbot, desk, idle, _decided(store, **days))
    page.go_to_item(DECISION_KEY)
    idle()

    shown = _form(page).legal_days
    assert "Stämmer årtalen?" in shown.no_day.text()
    assert not shown.notice.isVisibleTo(shown)


def _dialog(qtbot: QtBot, page: CasePage, idle: Callable[[], None]) -> AnslagDialog:
    _form(page).legal_days.notice.click()
    idle()
    qtbot.waitUntil(lambda: bool(page.findChildren(AnslagDialog)))
    (dialog,) = page.findChildren(AnslagDialog)
    return dialog


def test_the_text_is_copied_as_it_is_seen_and_what_it_lacks_is_marked(
    qtbot: QtBot, decided: CasePage, idle: Callable[[], None]
) -> None:
    dialog = _dialog(qtbot, decided, idle)
    assert "Sammanträdesdag: torsdag 20 mars 2025\nParagraf: § 31\n" in dialog.text.toPlainText()
    assert "[Fyll i: var protokollet förvaras]" in dialog.text.toPlainText()
    assert "var protokollet förvaras" in dialog.lacks.words.text()
    assert "kan inte överklagas" in dialog.text.toPlainText()

    dialog.paragraphs.setText("§§ 25–40")
    dialog.can_appeal.setChecked(True)
    dialog.copy_button.click()

    assert QGuiApplication.clipboard().text() == dialog.text.toPlainText()
    assert "Paragrafer: §§ 25–40\n" in dialog.text.toPlainText()
    assert "laglighetsprövning" in dialog.text.toPlainText()
    assert "Texten är kopierad." in dialog.copied.text()
    idle()
    assert _form(decided).legal_days.appealable, "what is said there is said here too"
    assert "markerade med [Fyll i: …]" in dialog.copied.text()


def test_what_the_namnd_lacks_is_filled_in_from_there_and_seen_at_once(
    qtbot: QtBot, decided: CasePage, store: Store, idle: Callable[[], None]
) -> None:
    dialog = _dialog(qtbot, decided, idle)
    dialog.lacks.link.click()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(NamndDialog)))
    (namnd,) = dialog.findChildren(NamndDialog)
    values = {
        "municipality": "Lindåkra kommun",
        "minutes_place": "Kansliet, Torggatan 1",
        "website": "lindakra.example",
    }
    for name, words in values.items():
        namnd.lines[name].setText(words)
    namnd.save.click()

    qtbot.waitUntil(lambda: "Protokollet finns hos: Kansliet, Torggatan 1" in dialog.text.toPlainText())
    assert not dialog.lacks.isVisibleTo(dialog)
    with store.session() as session:
        stored = session.get(Namnd, 1)
        assert stored is not None
        assert stored.website == "lindakra.example"


def test_days_that_cannot_be_are_told_beside_the_text(
    qtbot: QtBot, theme: Theme, desk: Desk, store: Store, idle: Callable[[], None]
) -> None:
    days = {"justering_on": date(2025, 4, 5), "anslag_on": date(2025, 4, 6)}
    page = _page(qtbot, desk, idle, _decided(store, **days))
    page.go_to_item(DECISION_KEY)
    idle()

    assert "2 dagar för sen" in _dialog(qtbot, page, idle).late.words.text()


def test_the_dialog_is_named_reachable_and_whole(qtbot: QtBot, decided: CasePage, idle: Callable[[], None]) -> None:
    dialog = _dialog(qtbot, decided, idle)
    qtbot.waitUntil(dialog.isVisible)
    assert problems(dialog) == []
