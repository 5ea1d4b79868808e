"""An initiative by keyboard alone, from nothing to decided with its task, and the way to the same question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton

from nemndsekr.exchange.case_json import case_as_text
from nemndsekr.records.block_text import plain_text
from nemndsekr.records.choices import CaseStage, InitiatorPart, Outcome
from nemndsekr.store.queries import load_case
from nemndsekr.ui.case.initiative_dialogs import NewInitiativeDialog
from tests.operations.test_initiative import PASTED
from tests.ui.conftest import idle, press, store_of, write

KEY, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def in_dialog(kind: type[QDialog], act: Callable[[Any], None]) -> None:
    """Do something in a modal window as soon as it is there."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and isinstance(dialog, kind) and dialog.isActiveWindow():
            act(dialog)
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)


def tab_to(qtbot, name: str) -> None:
    """Press Tab until what has the focus is called this."""
    for _ in range(60):
        widget = QApplication.focusWidget()
        said = widget.accessibleName() or (widget.text() if isinstance(widget, QPushButton) else "") if widget else ""
        if said.replace("&", "") == name:
            return
        press(qtbot, KEY.Key_Tab)
    pytest.fail(f"Tab never came to {name}")


def go_down_to(qtbot, page, name: str) -> None:
    """Go down in the list of work to an item, by keys."""
    page.items.list.setFocus()
    press(qtbot, KEY.Key_Home)
    for _ in range(len(page.items.items)):
        item = next(one for one in page.items.items if one.key == page.items.current_key())
        if name in (item.name, item.number):
            return
        press(qtbot, KEY.Key_Down)
    pytest.fail(f"no item is called {name}")


def test_an_initiative_is_made_prepared_decided_and_gives_a_task_without_a_mouse(qtbot, empty_window):
    window = empty_window

    def fill(dialog: NewInitiativeDialog) -> None:
        QGuiApplication.clipboard().setText(PASTED)
        press(qtbot, KEY.Key_V, CTRL)
        dialog.read()
        tab_to(qtbot, "Nämnd")
        write(qtbot, "Fritidsnämnden")
        press(qtbot, KEY.Key_Return, CTRL)

    in_dialog(NewInitiativeDialog, fill)
    press(qtbot, KEY.Key_I, CTRL | SHIFT, window)
    idle(qtbot, window.desk)
    window.activateWindow()  # as every window manager does when a dialog closes
    qtbot.waitUntil(window.isActiveWindow)
    assert window.current_name == "case"
    page: Any = window.page("case")
    case_id = window.case_of()
    file = load_case(store_of(window), case_id)
    assert len(file.attsatser) == 2
    assert [one.part for one in file.initiators] == [InitiatorPart.initiator, InitiatorPart.joined]

    # The nämnd sends it to the officials.
    go_down_to(qtbot, page, "Uppgifter")
    press(qtbot, KEY.Key_Return)
    tab_to(qtbot, "Nämnden beslutade")
    press(qtbot, KEY.Key_Down)
    press(qtbot, KEY.Key_Tab)
    write(qtbot, "2026-02-19")
    press(qtbot, KEY.Key_Tab)
    idle(qtbot, window.desk)
    assert load_case(store_of(window), case_id).case.stage == CaseStage.under_arbete

    # The officials say what they think and propose.
    go_down_to(qtbot, page, "1")
    press(qtbot, KEY.Key_Return)
    tab_to(qtbot, "Bedömning")
    write(qtbot, "Kartläggningen ryms i ordinarie arbete.")
    tab_to(qtbot, "Förvaltningens förslag")
    press(qtbot, KEY.Key_Down)
    go_down_to(qtbot, page, "Översikt")
    press(qtbot, KEY.Key_Return)
    for key in (KEY.Key_Down, *[KEY.Key_Right] * 4, KEY.Key_Return, KEY.Key_Down, KEY.Key_Down, KEY.Key_Down):
        press(qtbot, key)
    press(qtbot, KEY.Key_Return)  # avslag
    idle(qtbot, window.desk)
    proposals = [clause.proposal for clause in load_case(store_of(window), case_id).attsatser]
    assert proposals == [Outcome.bifall, Outcome.avslag]

    # The nämnd decides, and the granted one becomes a task that is reported back.
    go_down_to(qtbot, page, "2")
    press(qtbot, KEY.Key_Return)
    tab_to(qtbot, "Beslut")
    for _ in range(3):
        press(qtbot, KEY.Key_Down)
    go_down_to(qtbot, page, "1")
    press(qtbot, KEY.Key_Return)
    tab_to(qtbot, "Beslut")
    press(qtbot, KEY.Key_Down)
    idle(qtbot, window.desk)
    tab_to(qtbot, "Skapa uppdrag av att-satsen")
    press(qtbot, KEY.Key_Space)
    idle(qtbot, window.desk)
    press(qtbot, KEY.Key_Space)  # «Visa uppdraget»
    idle(qtbot, window.desk)
    for key in (KEY.Key_Right, KEY.Key_Right, KEY.Key_Right):
        press(qtbot, key)
    write(qtbot, "senast juni 2026")
    press(qtbot, KEY.Key_Return)
    idle(qtbot, window.desk)

    file = load_case(store_of(window), case_id)
    assert [clause.outcome for clause in file.attsatser] == [Outcome.bifall, Outcome.avslag]
    assert plain_text(file.attsatser[0].assessment) == "Kartläggningen ryms i ordinarie arbete."
    (task,) = file.assignments
    assert task.text.startswith("Kartlägga vilka bänkar")
    assert file.report_backs[0].latest == date(2026, 6, 30)
    assert "Beslut: 1 bifall, 1 avslag" in case_head_words(page)
    told = case_as_text(file)
    for words in ("Första behandling", "senast juni 2026", "Remitteras", "Avslag", "Med instämmande av"):
        assert words in told


def case_head_words(page) -> str:
    return " ".join(label.text() for label in page.head.findChildren(QLabel))


def test_a_link_leads_to_the_other_case_and_back(qtbot, window):
    store = store_of(window)
    with store.session() as session:
        row = session.connection().exec_driver_sql("SELECT id FROM cases WHERE dnr = 'BUN-2026-0098'").one()
    window.go_to("case", row[0])
    idle(qtbot, window.desk)
    page: Any = window.page("case")
    page.go_to_item(("related", ""), into=True)
    idle(qtbot, window.desk)
    tab_to(qtbot, "Öppna: Att-sats 2: rekommendation 3 i BUN-2026-0412 Granskning av skolskjuts")
    press(qtbot, KEY.Key_Space)
    idle(qtbot, window.desk)

    assert page._file.case.dnr == "BUN-2026-0412"
    assert window.case_of() == page._case_id
    assert page.pane.title.text() == "Rekommendation 3 av 7"
    assert [line.words for line in page.pane._form.same._lines] == [
        "Att-sats 2 i BUN-2026-0098 Nämndinitiativ om trygg skolväg"
    ]
    page.pane._form.same._act("Öppna", page.pane._form.same._lines[0].key)
    idle(qtbot, window.desk)
    assert page.pane.title.text() == "Att-sats 2 av 3"


def test_the_dialog_takes_the_day_it_was_handed_in_and_the_number_from_the_text(qtbot):
    dialog = NewInitiativeDialog([], date(2026, 5, 20))
    qtbot.addWidget(dialog)
    dialog.text.set_value(
        "Nämndinitiativ till parknämnden\nFler bänkar\nInlämnat den 6 maj 2026\nDnr pn 2026:14\n\nVi yrkar\n\n"
        "att bänkar ställs ut i parken\n\nLerby den 4 maj 2026\n\nSiv Rask (S)"
    )
    dialog.read()

    assert dialog.handed_in.value() == date(2026, 5, 6)
    assert dialog.dnr.text() == "pn 2026:14"
    assert dialog.title.text() == "Fler bänkar"


def test_a_handed_in_day_that_is_no_day_is_told_of_when_the_initiative_is_made(qtbot, theme):
    dialog = NewInitiativeDialog([(1, "Fritidsnämnden")], date(2026, 5, 20))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.make.click()
    assert dialog.title_field.message.words.text() == "Skriv initiativets rubrik."
    dialog.title.setText("Initiativ om simhallen")
    assert dialog.title_field.message.words.text() == ""

    dialog.handed_in.line.setText("30/2")
    dialog.make.click()

    assert dialog.isVisible()
    assert dialog.handed_in.message.words.text()
