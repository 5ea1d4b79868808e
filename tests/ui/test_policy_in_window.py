"""What the IT department has decided, in the window: what is off is greyed with who did it, faults are told once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from nemndsekr.support.paths import DataFolder, default_data_folder
from nemndsekr.support.policy import FUNCTIONS, OFF_WORDS, Policy, PolicyFault
from nemndsekr.ui.actions import COMMANDS
from nemndsekr.ui.policy_notes import tell_policy
from tests.ui.conftest import SKOLSKJUTS, idle

FAULTY = Policy(file=Path("/etc/p.toml"), faults=(PolicyFault("[data] mapp", "Det är ingen sökväg.", "Skriv en."),) * 2)
TURNED_OFF = ("copy_for_word", "export_calendar", "open_exercise", "print_document")


def decide(window, policy):
    window.desk.policy = policy
    window.menus.tell_actions()


def open_document(qtbot, window):
    from nemndsekr.store.queries import find_case
    from tests.ui.conftest import store_of

    window.go_to("document", find_case(store_of(window), SKOLSKJUTS).stored_id)
    idle(qtbot, window.desk)
    qtbot.waitUntil(lambda: window.current.made is not None)


def test_the_menus_name_only_functions_that_there_are():
    named = {command.function for command in COMMANDS if command.function}

    assert named <= {function.name for function in FUNCTIONS}


def test_what_is_off_is_greyed_and_says_who_turned_it_off(qtbot, window):
    open_document(qtbot, window)
    assert all(window.menus.actions[act].isEnabled() for act in TURNED_OFF)

    decide(window, Policy(off=frozenset(function.name for function in FUNCTIONS)))

    for act in TURNED_OFF:
        action = window.menus.actions[act]
        assert (action.isEnabled(), action.toolTip(), action.statusTip()) == (False, OFF_WORDS, OFF_WORDS)
    assert window.menus.actions["save_pdf"].isEnabled()


def test_the_pages_own_button_refuses_to_print_and_offers_a_pdf(qtbot, window):
    open_document(qtbot, window)
    page = window.current
    page.out.ask_printers = lambda: pytest.fail("no printer is asked for")
    decide(window, Policy(off=frozenset({"utskrift"})))

    page.out.changed.emit()
    assert (page.print_button.isEnabled(), page.print_button.toolTip()) == (False, OFF_WORDS)
    assert page.save_pdf_button.isEnabled()

    page.print_()  # by its key

    assert page.bar.words.text() == OFF_WORDS
    assert page.bar.link.text() == "Spara PDF …"


def test_the_menu_mer_refuses_to_copy_for_word(qtbot, window):
    open_document(qtbot, window)
    QApplication.clipboard().setText("förut")
    decide(window, Policy(off=frozenset({"kopiera_for_word"})))

    window.current.copy_for_word()
    idle(qtbot, window.desk)

    assert window.current.bar.words.text() == OFF_WORDS
    assert QApplication.clipboard().text() == "förut"


def test_a_fault_in_the_file_is_told_once(window):
    decide(window, FAULTY)

    tell_policy(window, empty=False)
    bar = window.messages.bar
    assert bar.isVisible()
    assert "[data] mapp: Det är ingen sökväg. Skriv en. Det finns 1 till." in bar.words.text()

    window.messages.clear()
    tell_policy(window, empty=False)
    assert not bar.isVisible()


def test_a_new_fault_is_told_again(window):
    decide(window, FAULTY)
    tell_policy(window, empty=False)
    window.messages.clear()

    decide(window, Policy(faults=(PolicyFault("[data] x", "Den nyckeln finns inte.", "Ta bort den."),)))
    tell_policy(window, empty=False)

    assert window.messages.bar.isVisible()


def test_without_a_policy_nothing_is_told(window):
    tell_policy(window, empty=True)

    assert not window.messages.bar.isVisible()


def test_a_new_empty_folder_is_told_of_where_there_is_earlier_work(window, demo_folder):
    former = default_data_folder()
    former.root.mkdir(parents=True)
    former.database.write_bytes(demo_folder.database.read_bytes())
    decide(window, Policy(data=window.folder.root))

    tell_policy(window, empty=False)
    assert not window.messages.bar.isVisible()

    tell_policy(window, empty=True)
    assert str(former.root) in window.messages.bar.words.text()


def test_the_window_opens_on_a_folder_that_carries_what_is_kept(tmp_path):
    folder = Policy(data=tmp_path).folder()

    assert folder == DataFolder(tmp_path)
