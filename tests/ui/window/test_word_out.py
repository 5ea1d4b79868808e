"""By keys and menus of the window: the document copied for Word from its case, and the Word forms on any page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nemndsekr.records.choices import LeftAs
from nemndsekr.store.queries import load_case
from nemndsekr.ui.document.word_forms_dialog import WordFormsDialog
from tests.ui.kit.audit import problems
from tests.ui.window.test_going_on import case_called
from tests.ui.window.test_second_answer import focused


def shown_dialog() -> WordFormsDialog:
    [dialog] = [one for one in QApplication.topLevelWidgets() if isinstance(one, WordFormsDialog) and one.isVisible()]
    return dialog


def test_ctrl_shift_c_copies_the_document_of_the_case_that_is_worked_on(window, idle):
    case_id = case_called(window, "Granskning av skolskjuts")
    window.go_to("case", case_id)
    idle()
    QGuiApplication.clipboard().setText("gammalt")

    QTest.keyClick(focused(), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    idle()

    assert "Förslag till beslut" in QGuiApplication.clipboard().text()
    assert "<h2" in QGuiApplication.clipboard().mimeData().html()
    assert window.page("document").bar.words.text().startswith("Handlingen är kopierad.")
    assert [one.left_as for one in load_case(window.desk.store, case_id).departures][-1] == LeftAs.copied


def test_the_word_forms_are_shown_from_the_menu_with_or_without_a_document(window, idle):
    window.commands.edit_word_forms()
    idle()
    dialog = shown_dialog()
    assert problems(dialog) == []
    assert not dialog.try_.isEnabled()
    dialog.accept()
    idle()

    window.go_to("document", case_called(window, "Granskning av skolskjuts"))
    idle()
    window.commands.edit_word_forms()
    idle()
    dialog = shown_dialog()
    assert dialog._make is not None
    dialog.accept()
