"""Planering: one meeting, a year, a paste, a list and breaks, put in and changed in real windows by keys."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.edit_record import undo
from nemndsekr.operations.meeting_plan import facts_to_plan, read_meeting_list, save_meeting_list
from nemndsekr.operations.meetings import closed_days_of
from nemndsekr.records.choices import MeetingStatus
from nemndsekr.rules.planning.facts import PlannedMeeting, PlanningFacts
from nemndsekr.support.days import weekday_day
from nemndsekr.ui import meeting_acts
from nemndsekr.ui.kit.labels import Label
from nemndsekr.ui.kit.theme import Theme
from nemndsekr.ui.main_window import MainWindow
from nemndsekr.ui.meeting_acts import next_year
from nemndsekr.ui.planning.closed_dialog import ClosedDialog
from nemndsekr.ui.planning.draft_dialogs import ListDialog, NewYearDialog, PastePlanDialog
from nemndsekr.ui.planning.meeting_dialog import MeetingDialog
from tests.rules.planning.seedyear import SPRING
from tests.ui.conftest import NOW, idle, in_dialog, press, store_of
from tests.ui.kit.audit import problems

TODAY = date(2026, 2, 19)
KEY = Qt.Key


def facts_of(window: MainWindow) -> PlanningFacts:
    return facts_to_plan(store_of(window))


def on(window: MainWindow, day: date) -> list[PlannedMeeting]:
    return [one for one in facts_of(window).meetings if one.day == day]


def done(qtbot: QtBot, window: MainWindow, came: list[bool]) -> None:
    qtbot.waitUntil(lambda: bool(came), timeout=20_000)
    idle(qtbot, window.desk)


# One meeting


def test_ctrl_shift_m_puts_in_a_meeting_with_the_bodys_usual_time_and_place(qtbot: QtBot, window: MainWindow):
    def fill(dialog: MeetingDialog) -> None:
        dialog.day.line.setText("3/9")
        assert dialog.justering.value() == date(2026, 9, 10), "a week after, until another is written"
        dialog.extra.setChecked(True)
        press(qtbot, KEY.Key_Return, to=dialog.note)

    came = in_dialog(fill, MeetingDialog)
    window.menus.actions["new_meeting"].trigger()
    done(qtbot, window, came)

    [made] = [one for one in on(window, date(2026, 9, 3)) if one.status == MeetingStatus.extra]
    assert (made.status, made.starts_at, made.place) == (MeetingStatus.extra, time(13), "Stadshuset, Stora salen")
    assert made.justering_on == date(2026, 9, 10)
    undo(store_of(window), NOW)
    assert made not in on(window, date(2026, 9, 3))


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme) -> MeetingDialog:
    """A new meeting beside a spring of 2025."""
    made = MeetingDialog(SPRING, date(2025, 1, 2))
    qtbot.addWidget(made)
    made.show()
    return made


def told(dialog: MeetingDialog) -> str:
    """All that is amiss with the meeting as it stands in the window."""
    return " ".join(one.words for one in dialog.amiss.conflicts)


def test_two_things_amiss_are_two_lines_each_with_its_own_ways_out(dialog: MeetingDialog):
    dialog.body.setCurrentIndex(dialog.body.findText("Arbetsutskott"))
    dialog.day.line.setText("2025-04-17")

    lines = [one.text() for one in dialog.amiss.findChildren(Label)]
    assert len(lines) == len(dialog.amiss.conflicts) >= 2
    assert len(set(lines)) == len(lines)
    assert "Arbetsutskott tors 17 april är dagen före långfredagen." in lines


def test_another_body_leaves_the_clock_that_was_written(qtbot: QtBot, dialog: MeetingDialog):
    dialog.starts.setFocus()
    dialog.starts.selectAll()
    qtbot.keyClicks(dialog.starts, "8.15")

    dialog.body.setCurrentIndex(0)
    dialog.body.activated.emit(0)

    assert dialog.starts.text() == "8.15"


def test_a_day_that_the_body_has_already_is_refused_while_all_that_is_written_stands(dialog: MeetingDialog):
    dialog.day.line.setText("2025-03-20")
    dialog.starts.clear()
    dialog.note.setText("Extra om budgeten")

    dialog.ok.click()

    assert dialog.operation() is None
    assert dialog.day.message.words.text() == "Nämnd har redan ett sammanträde tors 20 mars. Välj en annan dag."
    assert dialog.note.text() == "Extra om budgeten"


def test_the_justering_of_a_meeting_keeps_its_distance_in_the_window_too(qtbot: QtBot, theme: Theme):
    meeting = next(one for one in SPRING.meetings if one.day == date(2025, 3, 20))
    meeting = meeting._replace(justering_on=date(2025, 3, 27))
    made = MeetingDialog(SPRING, date(2025, 1, 2), meeting)
    qtbot.addWidget(made)

    made.day.line.setText("2025-03-21")
    assert made.justering.value() == date(2025, 3, 28)
    qtbot.keyClicks(made.justering.line, "")
    made.justering.line.selectAll()
    qtbot.keyClicks(made.justering.line, "2025-03-26")
    made.day.line.setText("2025-03-19")

    assert made.justering.value() == date(2025, 3, 26), "one that was written by hand stands"


def test_a_day_before_midsommarafton_is_told_at_once_and_the_link_takes_a_better_one(dialog: MeetingDialog):
    dialog.day.line.setText("2025-06-12")
    assert "dagen före" not in told(dialog)
    dialog.day.line.setText("2025-09-19")
    assert told(dialog) == ""

    dialog.day.line.setText("2025-06-06")
    assert dialog.amiss.conflicts[0].words == "Nämnd fre 6 juni ligger på nationaldagen. Välj 4/6 eller 9/6."
    assert [one.text() for one in dialog.amiss.buttons][:2] == ["Flytta till ons 4 juni", "Flytta till mån 9 juni"]
    dialog.amiss.buttons[0].click()

    assert dialog.day.value() == date(2025, 6, 4)


def test_a_justering_that_is_too_late_is_told_and_may_stand(dialog: MeetingDialog):
    dialog.day.line.setText("2025-09-18")
    assert dialog.justering.value() == date(2025, 9, 25)
    dialog.justering.line.setText("2025-10-03")

    assert "senast tors 2 oktober" in dialog.justering.message.words.text()
    dialog.ok.click()
    assert dialog.operation() is not None


def test_what_is_missing_or_not_understood_keeps_the_window_open(dialog: MeetingDialog):
    dialog.ok.click()
    assert dialog.day.message.words.text() == "Skriv vilken dag sammanträdet är."
    dialog.day.line.setText("2025-09-18")
    dialog.starts.setText("25.00")
    dialog.ok.click()
    assert dialog.starts_field.message.words.text() == "Skriv tiden till exempel 13.00."
    dialog.starts.setText("13")
    dialog.ends.setText("12.30")
    dialog.ok.click()

    assert dialog.ends_field.message.words.text() == "Slutar innan det börjar."
    assert dialog.operation() is None


def test_enter_in_the_list_changes_a_meeting_and_its_day_in_one_step(qtbot: QtBot, window: MainWindow):
    window.commands.show_meetings()
    idle(qtbot, window.desk)
    page: Any = window.page("meetings")
    row = next(at for at in range(page.model.rowCount()) if page.model.record(at).meeting.day == date(2026, 4, 9))
    page.table.selectRow(row)
    page.table.setFocus()

    def change(dialog: MeetingDialog) -> None:
        dialog.day.line.setText("2026-04-08")
        dialog.place.setText("Linden")
        dialog.ok.click()

    came = in_dialog(change, MeetingDialog)
    press(qtbot, KEY.Key_Return, to=page.table)
    done(qtbot, window, came)

    [moved] = on(window, date(2026, 4, 8))
    assert (moved.place, moved.status, moved.moved_from) == ("Linden", MeetingStatus.flyttad, date(2026, 4, 9))
    undo(store_of(window), NOW)
    [back] = on(window, date(2026, 4, 9))
    assert (back.place, back.moved_from) == ("Stadshuset, Eken", None)


def test_calling_off_is_asked_once_with_what_hangs_on_the_meeting(qtbot: QtBot, window: MainWindow):
    meeting = next(one for one in facts_of(window).meetings if one.cases and one.day > TODAY)
    asked: list[str] = []

    def call_off(dialog: MeetingDialog) -> None:
        dialog.acts["Ställ in"].click()
        asked.append(dialog.question.words.text())
        dialog.acts["Ställ in"].click()

    came = in_dialog(call_off, MeetingDialog)
    window.meeting_acts.edit_meeting(meeting.id or 0)
    done(qtbot, window, came)

    assert "BUN-2026-" in asked[0]
    assert "en gång till" in asked[0]
    assert next(one for one in facts_of(window).meetings if one.id == meeting.id).status == MeetingStatus.installd

    came = in_dialog(lambda dialog: dialog.acts["Ta tillbaka"].click(), MeetingDialog)
    window.meeting_acts.edit_meeting(meeting.id or 0)
    done(qtbot, window, came)
    assert next(one for one in facts_of(window).meetings if one.id == meeting.id).status == meeting.status


def test_ctrl_n_in_the_list_of_meetings_puts_in_a_meeting(qtbot: QtBot, window: MainWindow):
    window.commands.show_meetings()
    idle(qtbot, window.desk)
    page: Any = window.page("meetings")
    page.table.setFocus()

    came = in_dialog(lambda dialog: dialog.reject(), MeetingDialog)
    press(qtbot, KEY.Key_N, Qt.KeyboardModifier.ControlModifier, page.table)
    done(qtbot, window, came)

    assert came


# A year


def test_the_next_year_is_the_first_without_a_plan():
    assert next_year(SPRING, date(2025, 3, 1)) == 2026
    assert next_year(SPRING, date(2026, 3, 1)) == 2026


def test_a_year_is_copied_changed_and_put_in_as_one_step(qtbot: QtBot, window: MainWindow):
    before = len(facts_of(window).meetings)
    taken: list[int] = []
    window.show_page("planning")
    idle(qtbot, window.desk)

    def choose(dialog: NewYearDialog) -> None:
        assert dialog.year.value() == 2027
        rows = dialog.rows
        rows.list.setFocus()
        rows.list.choose(1)
        press(qtbot, KEY.Key_Space, to=rows.list)
        assert not rows.draft.proposals[1].taken
        rows.list.choose(2)
        rows.day.line.setText("2027-01-20")
        rows.day.line.editingFinished.emit()
        assert rows.draft.proposals[2].day == date(2027, 1, 20)
        taken.append(len(rows.draft.taken))
        assert dialog.ok.text() == f"&Lägg in {taken[0]} sammanträden"
        dialog.ok.click()

    came = in_dialog(choose, NewYearDialog)
    window.menus.actions["new_year_plan"].trigger()
    done(qtbot, window, came)

    assert window.messages.bar.words.text() == f"{taken[0]} sammanträden är inlagda i planen för 2027."
    page: Any = window.current
    assert page.choices.period.first.year == 2027, "what has been put in is shown"
    after = facts_of(window)
    assert len(after.meetings) == before + taken[0]
    assert any(one.day == date(2027, 1, 20) for one in after.meetings)
    changes = undo(store_of(window), NOW)
    assert changes is not None
    assert changes.name == "skapade plan för 2027"
    assert len(facts_of(window).meetings) == before
    assert facts_of(window).rhythms == ()


@pytest.fixture
def year(qtbot: QtBot, theme: Theme) -> NewYearDialog:
    """The year after a spring of 2025."""
    made = NewYearDialog(SPRING, date(2025, 12, 1), 2026)
    qtbot.addWidget(made)
    made.show()
    return made


def test_an_uneven_year_is_copied_by_its_weeks_at_first(year: NewYearDialog):
    assert year.source.currentText() == "Samma veckor som 2025"
    assert not year.keeps_rhythm()
    assert len(year.rows.draft.taken) == 18


def test_each_conflict_of_a_proposal_is_told_when_it_is_chosen_and_a_better_day_taken(year: NewYearDialog):
    rows = year.rows
    at = next(at for at, one in enumerate(rows.draft.proposals) if one.days)
    rows.list.choose(at)

    assert rows.told.text()
    assert rows.better[0].isVisible()
    offered = rows.better[0].text()
    rows.better[0].click()
    assert f"Välj {weekday_day(rows.draft.proposals[at].day)}" == offered


def test_esc_asks_once_before_rows_that_were_changed_are_thrown_away(qtbot: QtBot, year: NewYearDialog):
    year.rows.list.choose(0)
    year.rows.note.setText("Extra om budgeten")
    year.rows.note.editingFinished.emit()

    press(qtbot, KEY.Key_Escape, to=year)
    assert year.isVisible()
    assert year.question.words.text().startswith("Planen är inte inlagd.")

    press(qtbot, KEY.Key_Escape, to=year)
    assert not year.isVisible()


def test_a_rhythm_of_ones_own_is_set_body_by_body(year: NewYearDialog):
    year.source.setCurrentIndex(year.source.findText("Egen rytm"))
    for one in year.bodies:
        one.set_rhythm(None)
    namnd = year.bodies[2]
    namnd.how.setCurrentIndex(namnd.how.findText("Tredje"))
    namnd.months.setCurrentIndex(namnd.months.findText("utom juni–augusti"))

    days = [one.day for one in year.rows.draft.proposals]

    assert days[:3] == [date(2026, 1, 15), date(2026, 2, 19), date(2026, 3, 19)]
    assert len(days) == 9
    assert year.keeps_rhythm()


def test_without_bodies_the_usual_ones_are_offered_and_put_in(qtbot: QtBot, theme: Theme):
    made = NewYearDialog(PlanningFacts(namnd_id=1), date(2025, 12, 1), 2026)
    qtbot.addWidget(made)
    namnd = made.bodies[2]

    namnd.how.setCurrentIndex(namnd.how.findText("Tredje"))

    assert [one.body.name for one in made.bodies] == ["Beredning", "Arbetsutskott", "Nämnd"]
    assert [one.name for one in made.rows.draft.bodies] == ["Beredning", "Arbetsutskott", "Nämnd"]
    assert len(made.rows.draft.taken) == 11


# A paste


HTML = """<table><tr><th>Månad</th><th>KS</th><th>BUN kl 13.00</th></tr>
<tr><td>Januari</td><td>12</td><td>21</td></tr><tr><td>Februari</td><td>9</td><td>18</td></tr>
<tr><td>Mars</td><td>9</td><td>meddelas</td></tr></table>"""


def test_a_pasted_table_is_put_in_with_the_columns_that_are_chosen(qtbot: QtBot, window: MainWindow):
    told: list[str] = []

    def paste(dialog: PastePlanDialog) -> None:
        data = QMimeData()
        data.setHtml(HTML)
        data.setText("Månad\tKS\tBUN kl 13.00\nJanuari\t12\t21\nFebruari\t9\t18\nMars\t9\tmeddelas")
        dialog.editor.insertFromMimeData(data)
        assert [box.currentText() for box in dialog.columns] == ["Tas inte med", "Barn- och utbildningsnämnden"]
        told.append(dialog.odd.text())
        dialog.columns[0].setCurrentIndex(dialog.columns[0].findText("Ny instans: KS"))
        assert len(dialog.rows.draft.taken) == 5
        dialog.columns[0].setCurrentIndex(0)
        dialog.ok.click()

    came = in_dialog(paste, PastePlanDialog)
    window.menus.actions["paste_plan"].trigger()
    done(qtbot, window, came)

    assert told == ["BUN, mars: «meddelas» – ingen dag känns igen."]
    made = [one for one in facts_of(window).meetings if one.day.year == 2027]
    assert [(one.day, one.starts_at) for one in made] == [(date(2027, 1, 21), time(13)), (date(2027, 2, 18), time(13))]


def test_a_year_that_the_plan_does_not_say_is_asked_about_and_can_be_changed(qtbot: QtBot, theme: Theme):
    dialog = PastePlanDialog(SPRING, date(2025, 12, 1), 2026)
    qtbot.addWidget(dialog)

    dialog.editor.setPlainText("Nämnd: 21/1, 18/2")
    assert dialog.year_field.caption.text() == "Planen säger inte vilket år. Kontrollera att det stämmer."
    dialog.year.setValue(2027)

    assert [one.day.year for one in dialog.rows.draft.proposals] == [2027, 2027]
    assert dialog.step_name == "klistrade in plan för 2027"


def test_pasted_text_is_not_thrown_away_at_the_first_esc(qtbot: QtBot, theme: Theme):
    dialog = PastePlanDialog(SPRING, date(2025, 12, 1), 2026)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.editor.setPlainText("Nämnd: 21/1")

    qtbot.keyClick(dialog.editor, KEY.Key_Escape)
    assert dialog.isVisible()
    assert dialog.question.words.text().startswith("Planen är inte inlagd.")
    qtbot.keyClick(dialog.editor, KEY.Key_Escape)
    assert not dialog.isVisible()


# Lists and breaks


def test_a_list_is_saved_and_read_again(qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch):
    path = tmp_path / "sammantraden.csv"
    monkeypatch.setattr(meeting_acts, "choose_target", lambda *_: str(path))
    window.menus.actions["save_meetings"].trigger()
    idle(qtbot, window.desk)
    qtbot.waitUntil(path.exists, timeout=20_000)
    number = len(facts_of(window).meetings)
    rows = path.read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == number + 1
    path.write_text("\n".join([rows[0], rows[1].replace("2025-", "2027-", 1)]), encoding="utf-8")

    def look(dialog: ListDialog) -> None:
        assert len(dialog.rows.draft.taken) == 1
        dialog.ok.click()

    monkeypatch.setattr(meeting_acts, "choose_list", lambda *_: str(path))
    came = in_dialog(look, ListDialog)
    window.menus.actions["read_meetings"].trigger()
    done(qtbot, window, came)

    assert len(facts_of(window).meetings) == number + 1


def test_a_break_is_put_in_changed_and_taken_away(qtbot: QtBot, window: MainWindow):
    store, namnd_id = store_of(window), facts_of(window).namnd_id
    before = len(closed_days_of(store, namnd_id))
    dialog = ClosedDialog(window.desk, namnd_id, closed_days_of(store, namnd_id), TODAY, window)
    qtbot.addWidget(dialog)
    dialog.show()

    dialog.add.click()
    assert dialog.name_field.message.words.text()
    dialog.name.setText("Sommaruppehåll")
    dialog.first.line.setText("2026-07-01")
    dialog.last.line.setText("2026-07-31")
    dialog.add.click()
    idle(qtbot, window.desk)
    qtbot.waitUntil(lambda: len(closed_days_of(store, namnd_id)) == before + 1)
    qtbot.waitUntil(dialog.change.isEnabled)
    dialog.last.line.setText("2026-08-07")
    dialog.change.click()
    idle(qtbot, window.desk)
    assert closed_days_of(store, namnd_id)[-1].until_day == date(2026, 8, 7)
    qtbot.waitUntil(dialog.remove.isEnabled)
    dialog.remove.click()
    idle(qtbot, window.desk)

    assert len(closed_days_of(store, namnd_id)) == before


# The year that is empty, and the windows themselves


def test_a_year_without_a_plan_has_the_two_ways_to_one(qtbot: QtBot, window: MainWindow):
    window.commands.show_planning()
    idle(qtbot, window.desk)
    page: Any = window.page("planning")
    page.choices.set_period(page.choices.period.step(2))
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty_panel)
    assert page.empty.sentence.text() == "Kopiera rytmen från 2026 eller klistra in kommunens tabell."
    assert page.empty.copy_button.text() == "Kopiera 2026"

    years: list[int] = []
    came = in_dialog(lambda dialog: years.append(dialog.year.value()), NewYearDialog)
    page.empty.copy_button.click()
    done(qtbot, window, came)
    came = in_dialog(lambda dialog: years.append(dialog.year.value()), PastePlanDialog)
    page.empty.paste_button.click()
    done(qtbot, window, came)

    assert years == [2027, 2027]


def _dialogs(window: MainWindow, folder: Path) -> list[QWidget]:
    facts = facts_of(window)
    path = folder / "plan.csv"
    save_meeting_list(facts, path)
    meeting = facts.meetings[-1]
    return [
        MeetingDialog(facts, TODAY),
        MeetingDialog(facts, TODAY, meeting),
        NewYearDialog(facts, TODAY, 2027),
        PastePlanDialog(facts, TODAY, 2027),
        ListDialog("plan.csv", read_meeting_list(path, facts, TODAY), facts, TODAY),
        ClosedDialog(window.desk, facts.namnd_id, [], TODAY),
    ]


def test_every_field_of_every_window_has_a_name_and_no_two_the_same_key(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
):
    for dialog in _dialogs(window, tmp_path):
        qtbot.addWidget(dialog)
        dialog.show()
        assert problems(dialog) == [], dialog.windowTitle()
        dialog.close()


def test_what_a_new_plan_did_to_preliminary_chains_is_told_with_the_way_back(qtbot: QtBot, window: MainWindow):
    told = tuple(f"BUN-2026-{number}: nämnd tors 21 januari 2027." for number in range(5))

    window.meeting_acts._tell_what_followed(Changes("lade in", frozenset(), frozenset()))
    assert not window.messages.bar.isVisible()
    window.meeting_acts._tell_what_followed(Changes("lade in", frozenset(), frozenset(), told=told))

    words = window.messages.bar.words.text()
    assert words.startswith("Preliminära kedjor räknades om. BUN-2026-0: nämnd tors 21 januari 2027.")
    assert words.endswith("Och 2 till; se Planering.")
    assert window.messages.bar.link.text() == "Ångra"
