"""Beslutsplanering: the chain is chosen by keys, the ways out do what they say, and the page tells it in words."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from nemndsekr.operations.edit_record import undo
from nemndsekr.records.case import Case, ReplyDay
from nemndsekr.records.choices import BodyKind, MeetingStatus, Occasion
from nemndsekr.records.meeting import Meeting, MeetingBody, PlanStep
from nemndsekr.records.planning import CasePlan
from nemndsekr.rules.tidpunkt import Tidpunkt
from nemndsekr.ui.case.anstand_dialog import AnstandDialog
from nemndsekr.ui.case.chain_dialog import ChainDialog
from nemndsekr.ui.case.plan_form import PlanForm
from tests.documents_out.test_pdf_writer import pages_of
from tests.ui.case.scene import NOW, WHO
from tests.ui.case.test_case_page import CTRL, KEY, read
from tests.ui.conftest import press

DUE = date(2026, 5, 5)
DAYS = {
    BodyKind.beredning: (date(2026, 2, 25), date(2026, 3, 25), date(2026, 4, 22)),
    BodyKind.au: (date(2026, 3, 5), date(2026, 4, 8), date(2026, 5, 7)),
    BodyKind.namnd: (date(2026, 3, 19), date(2026, 4, 23), date(2026, 5, 21)),
}
APRIL = ["2026-03-25", "2026-04-08", "2026-04-23"]


@pytest.fixture
def page(qtbot, bare_audit, store, idle):
    """A case that is to be answered by the fifth of May, at its Beslutsplanering; today is 19 February."""
    with store.step("lade in våren", WHO, NOW) as step:
        namnd_id = step.get(Case, bare_audit._case_id).namnd_id
        for place, (kind, days) in enumerate(DAYS.items()):
            body = step.add(MeetingBody(namnd_id=namnd_id, kind=kind, name=kind.value.upper(), position=place))
            for day in days:
                step.add(Meeting(namnd_id=namnd_id, body_id=body.stored_id, day=day))
        value = Tidpunkt(words="5 maj 2026", latest=DUE)
        step.add(ReplyDay(case_id=bare_audit._case_id, to_whom="Revisorerna", **value.columns()))
    bare_audit.show_case(bare_audit._case_id)
    idle()
    assert bare_audit.go_to_item(("rows", "plan_steps"), "", into=True)
    idle()
    return bare_audit


@pytest.fixture
def dialog(qtbot, page, idle) -> ChainDialog:
    form = page.pane.stack.currentWidget()
    assert isinstance(form, PlanForm)
    press(qtbot, KEY.Key_Space, to=form.choose_button)
    qtbot.waitUntil(lambda: page.findChild(ChainDialog) is not None)
    found = page.findChild(ChainDialog)
    assert found is not None
    qtbot.waitUntil(lambda: bool(found.list.rows_model().rows))
    return found


def planned(store, page):
    return [str(step.day) for step in read(store, page).plan_steps]


def words(dialog):
    return [(row.name, row.word) for row in dialog.list.rows_model().rows]


def link(dialog, text):
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == text and one.isVisibleTo(dialog))


def closed(qtbot, page):
    qtbot.waitUntil(lambda: page.findChild(ChainDialog) is None)


def test_the_window_says_why_april_does_not_do_and_omedelbar_justering_makes_it_do(qtbot, page, dialog, store, idle):
    assert words(dialog) == [
        ("NAMND tors 23 april 2026", "går inte"),
        ("NAMND tors 19 mars 2026", "inlämning passerad"),
    ]
    assert "expediering blir först fre 8 maj" in dialog.reason.text()
    assert not dialog.take.isEnabled()

    press(qtbot, KEY.Key_Space, to=dialog.immediate)
    qtbot.waitUntil(lambda: words(dialog)[0] == ("NAMND tors 23 april 2026", "marginal 4 arbetsdagar"))
    qtbot.waitUntil(dialog.take.isEnabled)
    press(qtbot, KEY.Key_Return, to=dialog.list)
    closed(qtbot, page)
    idle()

    file = read(store, page)
    assert planned(store, page) == APRIL
    assert [(one.immediate, one.occasion) for one in file.case_plans] == [(True, Occasion.forsta)]
    form = page.pane.stack.currentWidget()
    qtbot.waitUntil(lambda: "nämnd tors 23/4" in form.words.text())
    assert form.words.text().endswith(
        "(marginal 4 arbetsdagar). Med omedelbar justering. "
        "Förslaget till beslut säger ännu inget om omedelbar justering."
    )
    undo(store, NOW)
    assert planned(store, page) == []


def test_the_way_out_by_omedelbar_justering_ticks_it_and_chooses_the_line(qtbot, page, dialog, store, idle):
    press(qtbot, KEY.Key_Space, to=link(dialog, "Räkna så"))
    qtbot.waitUntil(lambda: dialog.take.isEnabled() and dialog.immediate.isChecked())
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, KEY.Key_Return, CTRL)
    closed(qtbot, page)
    idle()

    assert planned(store, page) == APRIL


def test_an_anstand_is_drafted_copied_noted_and_reckoned_with_at_once(qtbot, page, dialog, store, idle, tmp_path):
    press(qtbot, KEY.Key_Space, to=link(dialog, "Anstånd …"))
    qtbot.waitUntil(lambda: dialog.findChild(AnstandDialog) is not None)
    ask = dialog.findChild(AnstandDialog)
    assert ask is not None
    press(qtbot, KEY.Key_Space, to=ask.copy)
    assert "Vi begär anstånd till och med 8 maj 2026." in QGuiApplication.clipboard().text()
    ask.letter.set_value(ask.letter.value() + "\nKim Ek, nämndsekreterare")
    asked: list[str] = []

    def chosen(path: Path, _: object, __: str, suggested: str, ___: str) -> str:
        asked.append(Path(suggested).name)
        return str(path)

    for suffix, save in (("docx", ask.save_word), ("pdf", ask.save_pdf)):
        path = tmp_path / f"brev.{suffix}"
        ask.out.choose_file = partial(chosen, path)
        press(qtbot, KEY.Key_Space, to=save)
        qtbot.waitUntil(lambda path=path: ask.bar.words.text() == f"Sparad som «{path.name}».")
    number = read(store, page).case.dnr
    assert asked == [f"Begäran om anstånd {number}.docx", f"Begäran om anstånd {number}.pdf"]
    told = "\n".join(one.text for one in docx.Document(str(tmp_path / "brev.docx")).paragraphs)
    for words_told in ("Vi begär anstånd till och med 8", "Kim Ek, nämndsekreterare"):
        assert words_told in told
        assert words_told in " ".join(pages_of((tmp_path / "brev.pdf").read_bytes())[0].split())
    ask.out.choose_file = lambda *_: str(tmp_path / "ingen mapp" / "brev.pdf")
    press(qtbot, KEY.Key_Space, to=ask.save_pdf)
    qtbot.waitUntil(lambda: "finns inte" in ask.bar.words.text())
    ask.day.line.setText("2026-05-01")
    press(qtbot, KEY.Key_Space, to=ask.note)
    qtbot.waitUntil(lambda: "senare dag" in ask.day.message.words.text())
    ask.day.line.setText("2026-05-11")
    ask.granted_by.setText("Revisorernas ordförande")
    press(qtbot, KEY.Key_Space, to=ask.note)
    qtbot.waitUntil(lambda: words(dialog)[0] == ("NAMND tors 23 april 2026", "marginal 1 arbetsdag"))

    assert [(str(one.latest), one.granted_by) for one in read(store, page).reply_days] == [
        ("2026-05-05", ""),
        ("2026-05-11", "Revisorernas ordförande"),
    ]
    assert dialog.due.currentText().startswith("Revisorerna – mån 11 maj 2026")
    press(qtbot, KEY.Key_Space, to=dialog.take)
    closed(qtbot, page)
    idle()
    assert planned(store, page) == APRIL


def test_an_extra_meeting_is_put_into_the_plan_with_the_chain(qtbot, page, dialog, store, idle):
    dialog.immediate.setChecked(False)
    press(qtbot, KEY.Key_Space, to=link(dialog, "Lägg in och välj"))
    closed(qtbot, page)
    idle()

    with store.step("såg efter", WHO, NOW) as step:
        extra = [one for one in step.all(Meeting) if one.status == MeetingStatus.extra]
    assert extra
    assert planned(store, page)[-1] == str(max(one.day for one in extra))


def test_without_a_reply_day_it_is_reckoned_forwards_and_a_chosen_chain_can_be_taken_away(
    qtbot, page, dialog, store, idle
):
    dialog.due.setCurrentIndex(dialog.due.count() - 1)
    qtbot.waitUntil(lambda: words(dialog)[:1] == [("NAMND tors 23 april 2026", "")])
    assert dialog.reason.text() == "Om texten är klar i dag: nämnd tors 23 april 2026, expediering senast fre 8 maj."
    assert not dialog.remove.isVisibleTo(dialog)
    dialog.take.click()
    closed(qtbot, page)
    idle()
    assert planned(store, page) == APRIL

    form = page.pane.stack.currentWidget()
    form.choose_button.click()
    qtbot.waitUntil(lambda: page.findChild(ChainDialog) is not None)
    again = page.findChild(ChainDialog)
    assert again is not None
    press(qtbot, KEY.Key_Space, to=again.remove)
    closed(qtbot, page)
    idle()
    assert (planned(store, page), read(store, page).case_plans) == ([], [])


def test_a_meeting_moved_while_the_window_is_open_is_told_in_it(qtbot, page, dialog, store, idle):
    dialog.immediate.setChecked(True)
    qtbot.waitUntil(dialog.take.isEnabled)
    with store.step("flyttade", WHO, NOW) as step:
        meeting = step.find(Meeting, day=date(2026, 4, 23))
        assert meeting is not None
        meeting.day = date(2026, 4, 24)
    dialog.take.click()
    qtbot.waitUntil(lambda: "har flyttats" in dialog.message.words.text())

    assert dialog.isVisible()
    assert planned(store, page) == []


def test_a_namnd_without_meetings_is_told_so(qtbot, bare_audit, store, idle):
    assert bare_audit.go_to_item(("rows", "plan_steps"), "", into=True)
    idle()
    bare_audit.pane.stack.currentWidget().choose_button.click()
    qtbot.waitUntil(lambda: bare_audit.findChild(ChainDialog) is not None)
    found = bare_audit.findChild(ChainDialog)
    qtbot.waitUntil(lambda: bool(found.reason.text()))

    assert not found.take.isEnabled()
    found.reject()


def test_what_is_amiss_with_the_plan_is_told_at_it_with_the_way_to_mend_it(qtbot, page, store, idle):
    form = page.pane.stack.currentWidget()
    assert isinstance(form, PlanForm)
    qtbot.waitUntil(lambda: bool(form.amiss.conflicts))
    assert [one.words.split(" ska ")[1] for one in form.amiss.conflicts] == [
        "besvaras senast 5 maj 2026 men har inga sammanträden valda."
    ]
    assert [one.text() for one in form.amiss.buttons] == ["Välj sammanträden"]

    press(qtbot, KEY.Key_Space, to=form.amiss.buttons[0])
    qtbot.waitUntil(lambda: page.window().findChild(ChainDialog) is not None)
    dialog = page.window().findChild(ChainDialog)
    qtbot.waitUntil(lambda: bool(dialog.list.rows_model().rows))
    press(qtbot, KEY.Key_Space, to=dialog.immediate)
    qtbot.waitUntil(dialog.take.isEnabled)
    press(qtbot, KEY.Key_Return, CTRL, to=dialog.list)
    qtbot.waitUntil(lambda: planned(store, page) == APRIL)
    idle()

    qtbot.waitUntil(lambda: not form.amiss.conflicts)
    assert not form.amiss.isVisible()


def test_a_row_beyond_the_plan_says_that_it_is_preliminary(page, store, idle):
    with store.step("valde kedja", WHO, NOW) as step:
        step.add(CasePlan(case_id=page._case_id, provisional=True))
        for day, label in ((date(2027, 1, 21), "NAMND"), (None, "AU")):
            step.add(PlanStep(case_id=page._case_id, kind=BodyKind.namnd, label=label, day=day))
    page.show_case(page._case_id)
    idle()
    assert page.go_to_item(("rows", "plan_steps"), "", into=True)
    idle()

    form = page.pane.stack.currentWidget()
    assert isinstance(form, PlanForm)
    rows = form.rows.table.rows
    said = [rows.data(rows.index(at, 1), Qt.ItemDataRole.AccessibleTextRole) for at in range(2)]
    assert [one.endswith("2027-01-21, preliminärt") for one in said] == [True, False]
