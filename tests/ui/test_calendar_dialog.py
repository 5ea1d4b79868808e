"""Arkiv → Exportera kalender: what is chosen is what is written, and what came of it is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from nemndsekr.operations.export_calendar import CalendarChoice, CalendarContents
from nemndsekr.ui.calendar_dialog import CalendarDialog
from nemndsekr.ui.kit.theme import Theme
from nemndsekr.ui.main_window import MainWindow
from tests.ui.conftest import idle, press, store_of
from tests.ui.kit.audit import problems

KEY = Qt.Key
BUN = CalendarContents(1, "BUN", (2025, 2026), (("u1", "tors 26 mars 2026: BUN Nämnd"), ("u2", "x")), exported=True)
KFN = CalendarContents(2, "KFN", (2026,), (), exported=False)


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme) -> CalendarDialog:
    made = CalendarDialog([BUN, KFN], 2025)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_each_choice_is_what_is_asked_for(dialog: CalendarDialog) -> None:
    assert dialog.choice() == CalendarChoice(1)
    assert "Öppna kalender" in dialog.how.text()

    dialog.changes.setChecked(True)
    assert dialog.choice() == CalendarChoice(1, changes_only=True)
    assert "Importera" in dialog.how.text()

    dialog.one_year.setChecked(True)
    assert dialog.year.isEnabled()
    assert dialog.choice() == CalendarChoice(1, years=frozenset({2025}))

    dialog.single.setChecked(True)
    assert dialog.choice() == CalendarChoice(1, entry_uid="u1")


def test_a_calendar_that_was_never_exported_has_no_changes_and_none_to_come_no_single_entry(
    dialog: CalendarDialog,
) -> None:
    dialog.changes.setChecked(True)
    dialog.namnd.setCurrentIndex(1)

    assert not dialog.changes.isEnabled()
    assert not dialog.single.isEnabled()
    assert dialog.none_yet.isVisible()
    assert dialog.choice() == CalendarChoice(2)


def test_the_year_of_today_is_chosen_and_else_the_last(dialog: CalendarDialog) -> None:
    assert dialog.year.currentData() == 2025
    dialog.namnd.setCurrentIndex(1)
    assert dialog.year.currentData() == 2026


def test_the_dialog_is_named_reachable_and_whole(dialog: CalendarDialog) -> None:
    assert problems(dialog) == []


def _export(qtbot: QtBot, window: MainWindow) -> CalendarDialog:
    window.menus.actions["export_calendar"].trigger()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(CalendarDialog)))
    return next(one for one in window.findChildren(CalendarDialog) if one.isVisible())


def test_the_calendar_is_saved_where_one_says_and_the_next_time_only_its_changes_are_offered(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    asked: list[str] = []

    def choose(_: object, suggested: str) -> str:
        asked.append(Path(suggested).name)
        return str(tmp_path / "kalender")

    window.calendar_export.choose_path = choose
    press(qtbot, KEY.Key_Return, to=_export(qtbot, window))
    qtbot.waitUntil(lambda: "skrevs i kalenderfilen" in window.messages.bar.words.text())

    assert asked == ["BUN sammanträden.ics"]
    assert (tmp_path / "kalender.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    idle(qtbot, window.desk)
    assert store_of(window).undo_names() == (None, None)

    second = _export(qtbot, window)
    assert second.changes.isEnabled()
    second.changes.setChecked(True)
    second.accept()
    qtbot.waitUntil(lambda: "Inget har ändrats" in window.messages.bar.words.text())


def test_where_it_cannot_be_written_it_is_said_and_no_file_is_left(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.calendar_export.choose_path = lambda *_: str(tmp_path / "missing" / "a.ics")
    _export(qtbot, window).accept()
    qtbot.waitUntil(lambda: "finns inte" in window.messages.bar.words.text())


def test_with_nothing_to_export_that_is_said(qtbot: QtBot, empty_window: MainWindow) -> None:
    empty_window.menus.actions["export_calendar"].trigger()
    qtbot.waitUntil(lambda: "att exportera än" in empty_window.messages.bar.words.text())
    assert not empty_window.findChildren(CalendarDialog)
