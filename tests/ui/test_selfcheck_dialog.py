"""«Om datorn och programmet»: what is wrong stands first, all can be copied, and nothing waits for what hangs."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from nemndsekr.operations.selfcheck.finding import Report, fail, ok, warn
from nemndsekr.ui.computer_facts import computer_facts
from nemndsekr.ui.selfcheck_dialog import SelfcheckDialog
from tests.ui.conftest import in_dialog, press

REPORT = Report(
    datetime(2027, 3, 4, 10, 0, tzinfo=UTC),
    "0.1.0",
    [
        ok("program.versioner", "nemndsekr 0.1.0"),
        warn("data.enhet", "Mappen ligger på en nätverksenhet.", "Flytta den."),
        fail("data.skrivbar", "Det går inte att skriva.", "Ge rätt."),
    ],
)


@pytest.fixture
def dialog(qtbot, theme):
    made = SelfcheckDialog()
    qtbot.addWidget(made)
    made.show()
    return made


def words(dialog):
    return [label.text() for label in dialog.findChildren(QLabel) if label.text()]


def test_what_is_wrong_stands_first_with_what_to_do(dialog):
    dialog.show_report(REPORT)

    told = words(dialog)
    assert dialog.summary.text() == "1 fel och 1 varning."
    order = [told.index(one) for one in ("Att göra något åt", "Det går inte att skriva.", "Ge rätt.", "Flytta den.")]
    assert order == sorted(order)
    assert told.index("Programmet") > order[-1]


def test_everything_can_be_copied_by_the_keys(qtbot, dialog):
    assert not dialog.copy.isEnabled()

    dialog.show_report(REPORT)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.copy.setFocus()
    press(qtbot, Qt.Key.Key_Space)

    assert QApplication.clipboard().text() == "\n".join(REPORT.as_lines())
    assert dialog.copy.text() == "Kopierat"


def test_the_menu_shows_what_this_computer_is_like(qtbot, window):
    def look(dialog):
        assert "Datamappen" in words(dialog)
        assert str(window.folder.root) in words(dialog)

    came = in_dialog(look, SelfcheckDialog, lambda dialog: dialog.copy.isEnabled())
    window.menus.actions["show_computer"].trigger()

    assert came == [True]


def test_a_look_that_hangs_is_given_up(qtbot, window, dialog, monkeypatch):
    never = threading.Event()
    monkeypatch.setattr("nemndsekr.ui.selfcheck_dialog.SECONDS", 0.05)

    dialog.begin(lambda _: never.wait(5), window.apart)

    qtbot.waitUntil(lambda: "svarar inte" in dialog.summary.text())
    never.set()


def test_an_answer_to_a_closed_dialog_is_dropped(qtbot, window, theme):
    gone = SelfcheckDialog(window)
    go_on = threading.Event()

    def look(_):
        go_on.wait(5)
        return REPORT

    gone.begin(look, window.apart)
    gone.deleteLater()
    qtbot.wait(20)

    go_on.set()

    qtbot.waitUntil(lambda: not window.apart.busy)


def test_qt_tells_of_screens_colours_and_icons(qapp):
    facts = computer_facts()

    assert facts["screens"][0]["width"] > 0
    assert facts["icons_missing"] == []
    assert facts["color_scheme"] in {"light", "dark", "unknown"}
