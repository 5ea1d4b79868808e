"""Publiceringsversion: marked by keys, masked, looked through place by place, and only then saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nemndsekr.documents.making import DocumentOptions
from nemndsekr.operations.publish import Scope
from nemndsekr.store.queries import load_case
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.document.publish_dialog import PublishDialog, PublishWish, seen_anew
from nemndsekr.ui.document.publishing import publish
from nemndsekr.ui.document_page import DocumentPage
from tests.ui.document.office import add_case, let_go, store_of, wait_idle
from tests.ui.kit.audit import problems

TEXT = "Vårdnadshavaren Lisbet Hallonkvist (850412-2387) klagade. Sedan ringde Lisbet Hallonkvist igen 😀 på nytt."

MORE = "De 11 barnen är 3 grupper. I höst blir det 11 barn och 3 bussar."


class Window:
    """The dialog over the invented case, and where its files are saved."""

    def __init__(self, qtbot: QtBot, desk: Desk, folder: Path) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.case_id = add_case(desk, sections={"sammanfattning": TEXT, "framat": MORE})
        wish = PublishWish(
            self.case_id, "tjansteskrivelse", "neutral_tjansteskrivelse", DocumentOptions(day=desk.today)
        )
        self.asked: list[tuple[str, str]] = []

        def choose(name: str, suffix: str) -> Path:
            self.asked.append((name, suffix))
            return folder / name

        self.dialog = PublishDialog(desk, wish, seen_anew(store_of(desk), wish), choose)
        qtbot.addWidget(self.dialog)
        self.dialog.show()
        self.dialog.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.dialog)

    def mark(self, words: str, *, last: bool = False) -> None:
        text = self.dialog.text
        whole = text.toPlainText().replace("\u00a0", " ")
        at = whole.rindex(words) if last else whole.index(words)
        start = len(whole[:at].encode("utf-16-le")) // 2
        cursor = text.textCursor()
        cursor.setPosition(start)
        text.setTextCursor(cursor)
        text.setFocus()
        for _ in words:
            self.qtbot.keyClick(text, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)

    def press_mask(self) -> None:
        self.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
        self.settle()

    def settle(self) -> None:
        wait_idle(self.qtbot, self.desk)

    @property
    def masks(self) -> list[tuple[str, str, str]]:
        return [(one.words, one.before, one.ground) for one in load_case(store_of(self.desk), self.case_id).masks]


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, tmp_path: Path) -> Iterator[Window]:
    yield Window(qtbot, desk, tmp_path)
    let_go(desk)


def words_of(rows) -> list[str]:
    return [row.name for row in rows.rows_model().rows]


def test_what_is_marked_by_keys_is_masked_wherever_it_stands(window):
    window.dialog.ground.setEditText("OSL 32 kap. 1 §")
    window.mark("Lisbet Hallonkvist")
    window.press_mask()
    assert window.masks == [("Lisbet Hallonkvist", "", "OSL 32 kap. 1 §")]
    assert window.dialog.masks.rows_model().rows[0].note == "OSL 32 kap. 1 § · 2 ställen"
    assert window.dialog.text_panel.note.text() == "2 maskerade passager"


def test_half_a_word_is_masked_as_a_whole_one_also_after_an_emoji(window):
    window.mark("nyt", last=True)
    window.press_mask()
    assert [words for words, _, _ in window.masks] == ["nytt"]


def test_a_short_figure_is_masked_where_it_stands_alone(window):
    window.mark("11 barn", last=True)
    window.press_mask()
    window.mark("3", last=True)
    window.press_mask()

    assert [(words, bool(before)) for words, before, _ in window.masks] == [("11 barn", False), ("3", True)]
    assert window.masks[1][1].endswith("och")


def test_what_goes_over_several_paragraphs_is_masked_there_alone(window):
    whole = window.dialog.text.toPlainText().replace("\u00a0", " ")
    first = whole.index("Lisbet Hallonkvist igen")
    window.mark(whole[first : whole.index("De 11") + 5])
    window.press_mask()

    assert len(window.masks) > 1
    assert all(before for _, before, _ in window.masks)
    assert "Vårdnadshavaren Lisbet Hallonkvist" in window.dialog.text.toPlainText().replace("\u00a0", " ")


def test_nothing_marked_is_told_and_the_text_gets_the_focus(window):
    window.dialog.mask_button.click()
    assert window.dialog.mask_message.words.text().startswith("Markera först")
    assert window.masks == []


def test_proposals_are_taken_or_passed_one_by_one(window):
    assert words_of(window.dialog.proposals) == ["850412-2387", "Lisbet Hallonkvist"]
    window.dialog.proposals.choose("850412-2387")
    window.dialog.pass_button.click()
    window.settle()
    assert words_of(window.dialog.proposals) == ["Lisbet Hallonkvist"]
    assert window.masks == []
    window.dialog.proposals.choose("Lisbet Hallonkvist")
    window.dialog.take_button.click()
    window.settle()
    assert [words for words, _, _ in window.masks] == ["Lisbet Hallonkvist"]
    assert words_of(window.dialog.proposals) == []


def test_the_first_proposal_is_the_one_that_is_taken_or_passed(window):
    assert window.dialog.proposals.current_key() == "850412-2387"
    assert window.dialog.text.marked[0] == window.dialog.text.marked[1], "nothing is marked in the text by that"
    window.dialog.take_button.click()
    window.settle()
    assert [words for words, _, _ in window.masks] == ["850412-2387"]
    window.dialog.pass_button.click()
    window.settle()
    assert words_of(window.dialog.proposals) == []


def test_a_mask_is_made_to_work_in_one_place_only_and_taken_away(window):
    window.mark("Lisbet Hallonkvist", last=True)
    window.press_mask()
    dialog = window.dialog
    window.mark("Lisbet Hallonkvist", last=True)
    dialog.scope.setCurrentIndex(dialog.scope.findData(Scope.here.value))
    dialog.scope.activated.emit(dialog.scope.currentIndex())
    window.settle()
    assert window.masks[0][1].endswith("Sedan ringde")
    assert "Samma ord står omaskerade på ett ställe till." in dialog.masks.rows_model().rows[0].note
    dialog.masks.setFocus()
    window.qtbot.keyClick(dialog.masks, Qt.Key.Key_Delete)
    window.settle()
    assert window.masks == []


def test_nothing_is_saved_before_every_place_is_looked_at(window, tmp_path):
    dialog = window.dialog
    window.mark("Lisbet Hallonkvist")
    window.press_mask()
    dialog.review_button.click()
    assert dialog.text.toPlainText().count("[maskerat, OSL 26 kap. 1 §]") == 2
    assert dialog.count.text() == "2 maskerade passager, 1 kvar att gå igenom före du sparar."
    assert not dialog.save_buttons["pdf"].isEnabled()
    dialog.save_buttons["pdf"].click()
    assert window.asked == []

    window.qtbot.keyClick(dialog.next_button, Qt.Key.Key_F8)
    assert dialog.count.text() == "2 maskerade passager, alla genomgångna."
    dialog.save_buttons["docx"].click()
    window.settle()
    name = "BUN-2026-0412 Tjänsteskrivelse 2026-02-19 publicering.docx"
    assert window.asked == [(name, "docx")]
    assert (tmp_path / name).read_bytes().startswith(b"PK")
    assert dialog.bar.words.text() == f"Sparad som «{name}»."
    assert load_case(store_of(window.desk), window.case_id).departures[0].file_name == name


def test_going_back_means_looking_through_again(window):
    dialog = window.dialog
    window.mark("Lisbet Hallonkvist")
    window.press_mask()
    dialog.review()
    dialog.next_place()
    assert dialog.save_buttons["pdf"].isEnabled()
    dialog.back_button.click()
    assert dialog.ground.isVisible()
    dialog.review_button.click()
    assert not dialog.save_buttons["pdf"].isEnabled()


def test_what_is_undecided_and_what_is_left_is_told_when_it_is_looked_through(window):
    window.mark("Lisbet")
    window.press_mask()
    window.dialog.review()
    assert "1 förslag är inte avgjorda." in window.dialog.left_out.text()


def test_the_window_is_never_said_to_judge(window):
    shown = " ".join(widget.text() for widget in window.dialog.findChildren(type(window.dialog.count)))
    assert "bedömer du" in shown
    assert "sekretesspröva" not in shown.lower()


def test_every_part_of_both_sides_can_be_used(window):
    assert problems(window.dialog) == []
    window.mark("Lisbet")
    window.press_mask()
    assert problems(window.dialog) == []
    window.dialog.review()
    assert problems(window.dialog) == []


def test_the_page_opens_it_for_what_is_shown(qtbot, desk):
    case_id = add_case(desk, sections={"sammanfattning": TEXT})
    page = DocumentPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.show_case(case_id)
    wait_idle(qtbot, desk)
    publish(page)
    wait_idle(qtbot, desk)
    dialog = page.findChild(PublishDialog)
    assert dialog is not None
    assert "Lisbet Hallonkvist" in dialog.text.toPlainText()
    assert QTextCursor(dialog.text.textCursor()).position() == 0
    dialog.reject()
    let_go(desk)
