"""Several papers in one case, by keyboard alone: what differs is decided by key, and nothing is chosen silently."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nemndsekr.operations.draft_lists import ItemKey
from nemndsekr.records.block_text import plain_text
from nemndsekr.records.choices import DifferenceState, NumberKind
from nemndsekr.rules.checks import remarks_on
from nemndsekr.rules.passages import passages_of
from nemndsekr.store.queries import all_cases, load_case
from nemndsekr.ui.case_page import CasePage
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.main_window import MainWindow
from nemndsekr.ui.review_page import ReviewPage
from tests.operations.test_joining import LETTER, MISSIVE, REPORT
from tests.ui.conftest import idle, press, write
from tests.ui.document.office import store_of

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
FIRST: ItemKey = ("recommendations", 0)
LIST = "recommendations"
# A menu that pops up is raised and takes the keyboard, which the offscreen platform only warns that it cannot do.
WITH_MENU = pytest.mark.qt_log_ignore("does not support", extend=True)


@pytest.fixture
def window(empty_window: MainWindow) -> MainWindow:
    """The whole window on an empty database."""
    return empty_window


@pytest.fixture
def papers(tmp_path: Path) -> dict[str, Path]:
    """A missive and a report about the same audit that differ in a day and in wordings, and the answer to them."""
    made = {}
    for name, text in (("Missiv.txt", MISSIVE), ("Rapport.txt", REPORT), ("Svar.txt", LETTER)):
        made[name] = tmp_path / name
        made[name].write_text(text, encoding="utf-8")
    return made


def review(qtbot: QtBot, window: MainWindow, *paths: Path) -> ReviewPage:
    """Let files be read for review, as when they are dropped on the window."""
    window.incoming.take_files(list(paths))
    page = window.page("review")
    assert isinstance(page, ReviewPage)
    idle(qtbot, window.desk)
    qtbot.waitUntil(page.accept_button.isEnabled)
    QApplication.processEvents()
    return page


def take_in(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, Qt.Key.Key_Return, CTRL)
    idle(qtbot, window.desk)
    QApplication.processEvents()


def rows(page: ReviewPage, group: str = LIST) -> list[str]:
    return [row.text for row in page.sheet.found.panels[group].list.rows()]


def marked(page: ReviewPage) -> str:
    marks = page.sheet.source.text.extraSelections()
    return str(marks[0].cursor.selectedText())


def test_a_missive_and_a_report_become_one_case_by_keyboard_alone_and_the_differing_day_is_decided_by_key(
    qtbot: QtBot, window: MainWindow, papers: dict[str, Path]
) -> None:
    page = review(qtbot, window, papers["Missiv.txt"], papers["Rapport.txt"])
    order = [page.head.title.text()]
    take_in(qtbot, window)
    qtbot.waitUntil(page.accept_button.isEnabled)
    order.append(page.head.title.text())
    reason = page.target.reason.text()

    press(qtbot, Qt.Key.Key_F8)
    at_day = page.sheet.facts.editor("reply_due").hasFocus()
    shown = (
        page.sheet.facts.difference("reply_due").old_words.text(),
        page.sheet.facts.difference("reply_due").new_words.text(),
    )
    press(qtbot, Qt.Key.Key_2, ALT)
    press(qtbot, Qt.Key.Key_F8)
    at_wording = page.sheet.found.current()
    press(qtbot, Qt.Key.Key_3, ALT)
    with qtbot.waitSignal(page.wanted, timeout=20_000):
        press(qtbot, Qt.Key.Key_Return, CTRL)
    idle(qtbot, window.desk)

    assert order == ["Läst ur Rapport.txt", "Läst ur Missiv.txt"]
    assert reason.startswith("Samma rekommendationer som i Revisionsrapport nr 7/2025")
    assert at_day
    assert shown == ("den <b><u>27</u></b> mars 2026", "den <b><u>31</u></b> mars 2026")
    assert at_wording == FIRST
    (case,) = all_cases(store_of(window.desk))
    file = load_case(store_of(window.desk), case.stored_id)
    assert [day.words for day in file.reply_days] == ["den 27 mars 2026", "den 31 mars 2026"]
    first = file.recommendations[0]
    assert (first.text, first.other_wording) == (
        "säkerställa att larmen i badhusen provas varje vecka",
        "Säkerställ att larmen provas varje vecka.",
    )
    assert {(number.kind, number.text) for number in file.numbers} == {
        (NumberKind.motpart, "REV 2025/31"),
        (NumberKind.rapport, "7/2025"),
    }
    assert len(file.sources) == 2
    assert {passage.source_id for passage in passages_of(file, file.recommendations[2].uid)} == {1, 2}
    assert {one.state for one in file.differences} >= {DifferenceState.bada}


def test_what_is_left_undecided_blocks_nothing_and_becomes_a_remark(
    qtbot: QtBot, window: MainWindow, papers: dict[str, Path]
) -> None:
    page = review(qtbot, window, papers["Rapport.txt"])
    take_in(qtbot, window)
    review(qtbot, window, papers["Missiv.txt"])

    told = page.foot_words.text()
    take_in(qtbot, window)

    assert "uppgifter är inte avgjorda: de gamla står kvar" in told
    file = load_case(store_of(window.desk), all_cases(store_of(window.desk))[0].stored_id)
    assert [day.words for day in file.reply_days] == ["den 27 mars 2026"]
    assert "reply_days" in {remark.table for remark in remarks_on(file)}


def test_each_row_says_whether_it_is_new_the_same_or_different(
    qtbot: QtBot, window: MainWindow, papers: dict[str, Path]
) -> None:
    review(qtbot, window, papers["Missiv.txt"])
    take_in(qtbot, window)
    page = review(qtbot, window, papers["Svar.txt"])

    recommendations = {row.word for row in page.sheet.found.panels[LIST].list.rows()}
    points = {row.word for row in page.sheet.found.panels["decision_points"].list.rows()}
    answers = {row.word for row in page.sheet.found.panels["answers"].list.rows()}

    assert (recommendations, points, answers) == ({"Finns redan"}, {"Nytt"}, {"Nytt"})
    assert page.accept_button.text() == "Lägg till i ärendet"


def test_a_like_title_is_shown_beside_the_old_one_quietly_and_can_be_chosen_by_key(
    qtbot: QtBot, window: MainWindow, papers: dict[str, Path]
) -> None:
    review(qtbot, window, papers["Rapport.txt"])
    take_in(qtbot, window)
    page = review(qtbot, window, papers["Svar.txt"])
    shown = page.sheet.facts.difference("title")
    told = (shown.isVisible(), shown.told.text(), page.sheet.facts.editor("title").accessibleDescription())
    undecided = page.sheet.undecided()

    page.sheet.facts.editor("title").setFocus()
    press(qtbot, Qt.Key.Key_2, ALT)

    assert told[:2] == (True, "Liknande – den gamla står kvar.")
    assert told[2].startswith("Den gamla")
    assert ("facts", 0) not in undecided
    assert shown.told.text() == "Den nya gäller."
    assert "sections" in page.sheet.found.panels


def test_a_report_shows_neither_its_running_text_nor_its_addressees_as_ours(
    qtbot: QtBot, window: MainWindow, papers: dict[str, Path]
) -> None:
    page = review(qtbot, window, papers["Rapport.txt"])

    assert not {"sections", "recipients"} & page.sheet.found.panels.keys()


def test_another_case_or_a_new_one_can_be_chosen_by_key(
    qtbot: QtBot, window: MainWindow, papers: dict[str, Path]
) -> None:
    review(qtbot, window, papers["Rapport.txt"])
    take_in(qtbot, window)
    page = review(qtbot, window, papers["Missiv.txt"])
    press(qtbot, Qt.Key.Key_T, ALT)
    there = page.target.combo.hasFocus()

    press(qtbot, Qt.Key.Key_Up)
    told = (page.accept_button.text(), page.target.reason.text())
    take_in(qtbot, window)

    assert there
    assert told[0] == "Skapa granskning"
    assert told[1].startswith("Kan höra till «Granskning av badhusens säkerhet»")
    assert len(all_cases(store_of(window.desk))) == 2


def test_a_row_is_cut_in_two_at_the_caret_and_put_together_again_by_key(
    qtbot: QtBot, window: MainWindow, papers: dict[str, Path]
) -> None:
    page = review(qtbot, window, papers["Missiv.txt"])
    before = rows(page)
    press(qtbot, Qt.Key.Key_PageDown, CTRL)

    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Home)
    for _ in range(len("Säkerställ att larmen")):
        press(qtbot, Qt.Key.Key_Right)
    press(qtbot, Qt.Key.Key_Return, SHIFT)
    cut = rows(page)
    press(qtbot, Qt.Key.Key_Down)
    second = marked(page)
    press(qtbot, Qt.Key.Key_Up)
    press(qtbot, Qt.Key.Key_J, CTRL)

    assert cut[:2] == ["Säkerställ att larmen", "provas varje vecka."]
    assert second == "provas varje vecka."
    assert rows(page) == before


def test_rows_are_moved_refused_and_every_act_is_taken_back_in_turn(
    qtbot: QtBot, window: MainWindow, papers: dict[str, Path]
) -> None:
    page = review(qtbot, window, papers["Missiv.txt"])
    before = rows(page)
    press(qtbot, Qt.Key.Key_PageDown, CTRL)

    press(qtbot, Qt.Key.Key_Down, ALT)
    moved, current = rows(page), page.sheet.found.current()
    press(qtbot, Qt.Key.Key_Delete)
    refused = [row.checked for row in page.sheet.found.panels[LIST].list.rows()]
    named = window.menus.actions["undo"].text()
    press(qtbot, Qt.Key.Key_Z, CTRL)
    taken_again = [row.checked for row in page.sheet.found.panels[LIST].list.rows()]
    press(qtbot, Qt.Key.Key_Z, CTRL)
    back = rows(page)
    press(qtbot, Qt.Key.Key_Y, CTRL)

    assert moved == [before[1], before[0], before[2]]
    assert current == ("recommendations", 1)
    assert refused == [True, False, True]
    assert named == "&Ångra: lämnade ute en rad"
    assert all(taken_again)
    assert back == before
    assert rows(page) == moved
    assert all_cases(store_of(window.desk)) == []


@WITH_MENU
@pytest.mark.parametrize(
    ("words", "key", "group"),
    [
        ("Revisorerna har granskat badhusen.", Qt.Key.Key_F, "audit_questions"),
        ("Vi översänder rapporten för yttrande.", Qt.Key.Key_R, "recommendations"),
    ],
)
def test_words_marked_in_the_source_become_a_row_by_key(
    qtbot: QtBot, window: MainWindow, papers: dict[str, Path], words: str, key: Qt.Key, group: str
) -> None:
    page = review(qtbot, window, papers["Missiv.txt"])
    mark(qtbot, page, words)

    press(qtbot, Qt.Key.Key_K, CTRL | SHIFT)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    qtbot.keyClick(menu, key)

    assert rows(page, group)[-1] == words
    assert page.sheet.found.current() == (group, len(rows(page, group)) - 1)


@WITH_MENU
def test_words_marked_in_the_source_become_the_reply_day_by_key(
    qtbot: QtBot, window: MainWindow, papers: dict[str, Path]
) -> None:
    page = review(qtbot, window, papers["Missiv.txt"])
    mark(qtbot, page, "2025-11-20")

    press(qtbot, Qt.Key.Key_K, CTRL | SHIFT)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    qtbot.keyClick(menu, Qt.Key.Key_S)

    assert page.sheet.facts.values()["reply_due"] == "2025-11-20"
    assert page.sheet.facts.editor("reply_due").hasFocus()


def mark(qtbot: QtBot, page: ReviewPage, words: str) -> None:
    """Mark words in the source with Shift and the arrow keys."""
    press(qtbot, Qt.Key.Key_F6)
    assert page._file is not None
    cursor = page.sheet.source.text.textCursor()
    cursor.setPosition(page.sheet.source.text.position_of(page._file.reading.text.index(words)))
    page.sheet.source.text.setTextCursor(cursor)
    for _ in words:
        press(qtbot, Qt.Key.Key_Right, SHIFT)
    assert page.sheet.source.text.textCursor().selectedText() == words
    assert isinstance(page.sheet.source.text.textCursor(), QTextCursor)


def test_a_time_is_shown_as_it_is_read_and_unclear_words_are_kept_and_told_of(
    qtbot: QtBot, window: MainWindow, papers: dict[str, Path]
) -> None:
    page = review(qtbot, window, papers["Missiv.txt"])
    field = page.sheet.facts.editor("reply_due")
    told = []
    for words in ("260417", "hosten 2026", "dnr 4/2024"):
        field.setFocus()
        press(qtbot, Qt.Key.Key_A, CTRL)
        qtbot.keyClicks(field, words)
        told.append(page.sheet.facts._rows["reply_due"].reading.text())

    take_in(qtbot, window)

    assert told[0].startswith("fre 17 april 2026")
    assert told[2] == "Tolkas inte som en dag – sparas som text."
    file = load_case(store_of(window.desk), all_cases(store_of(window.desk))[0].stored_id)
    assert [(day.words, day.latest) for day in file.reply_days] == [("dnr 4/2024", None)]


def test_a_review_that_is_left_waits_in_the_module_list_as_it_was(
    qtbot: QtBot, window: MainWindow, papers: dict[str, Path]
) -> None:
    page = review(qtbot, window, papers["Missiv.txt"])
    press(qtbot, Qt.Key.Key_PageDown, CTRL)
    press(qtbot, Qt.Key.Key_Space)

    press(qtbot, Qt.Key.Key_2, CTRL)
    away = window.current_name
    window.rail.choose("review")

    assert away == "cases"
    assert window.current is page
    assert [row.checked for row in page.sheet.found.panels[LIST].list.rows()] == [False, True, True]
    take_in(qtbot, window)
    assert "review" not in [row.key for row in window.rail.list.rows_model().rows]


def test_the_window_does_not_close_over_a_review_in_which_something_was_done_without_a_word(
    qtbot: QtBot, window: MainWindow, papers: dict[str, Path]
) -> None:
    review(qtbot, window, papers["Missiv.txt"])
    press(qtbot, Qt.Key.Key_PageDown, CTRL)
    press(qtbot, Qt.Key.Key_Space)
    window.commands.show_cases()

    closed = window.close()

    assert not closed
    assert window.current_name == "review"
    assert window.messages.bar.words.text() == "Inläsningen av Missiv.txt är inte klar. Inget av den är sparat."


def test_a_problem_leads_to_its_place_and_is_marked_as_seen(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "Missiv.txt"
    path.write_text(
        MISSIVE.replace("Vi översänder", "Tabellen nedan visar besöken.\n\nVi översänder"), encoding="utf-8"
    )
    page = review(qtbot, window, path)
    assert page.sheet._problems, "the reading tells of the missing table"
    number = next(at for at, one in enumerate(page.sheet._problems) if "Tabellen" in one.text)
    page.sheet.problems.list.setFocus()
    page.sheet.problems.list.choose(number)

    press(qtbot, Qt.Key.Key_Return)
    place = marked(page)
    before = page.head._facts.itemAt(0).widget().text()  # type: ignore[union-attr]
    press(qtbot, Qt.Key.Key_Space)
    take_in(qtbot, window)

    assert "Tabellen nedan visar" in place
    assert before.endswith("att se över")
    file = load_case(store_of(window.desk), all_cases(store_of(window.desk))[0].stored_id)
    assert [one.seen for one in file.source_problems if "Tabellen" in one.text] == [True]


def test_a_recommendation_for_another_body_is_marked_and_can_be_claimed_by_key(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "Missiv.txt"
    joint = "Till kommunstyrelsen:\n\n- Följ upp badhusen i den interna kontrollen.\n\nVi översänder"
    path.write_text(MISSIVE.replace("Vi översänder", joint), encoding="utf-8")
    page = review(qtbot, window, path)
    listed = page.sheet.found.panels[LIST].list
    words = [row.word for row in listed.rows()]
    listed.setFocus()
    press(qtbot, Qt.Key.Key_G, CTRL)
    press(qtbot, Qt.Key.Key_End)
    press(qtbot, Qt.Key.Key_G, CTRL)

    take_in(qtbot, window)

    assert words == ["", "", "", "Gäller annan nämnd"]
    file = load_case(store_of(window.desk), all_cases(store_of(window.desk))[0].stored_id)
    assert [row.concerns_us for row in file.recommendations] == [False, True, True, True]


def test_the_choice_is_seen_in_the_row_and_can_be_changed(
    qtbot: QtBot, window: MainWindow, papers: dict[str, Path]
) -> None:
    review(qtbot, window, papers["Rapport.txt"])
    take_in(qtbot, window)
    page = review(qtbot, window, papers["Missiv.txt"])
    page.sheet.found.choose(FIRST)
    row = page.sheet.found.panels[LIST].list
    seen = [row.rows()[0].state]
    words = []
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        press(qtbot, key, ALT)
        words.append(row.rows()[0].word)

    assert seen == [State.REMARK]
    assert words == ["Den gamla", "Den nya", "Båda"]


def test_a_difference_that_was_left_is_decided_in_the_case_and_both_places_are_found(
    qtbot: QtBot, window: MainWindow, papers: dict[str, Path]
) -> None:
    review(qtbot, window, papers["Rapport.txt"])
    take_in(qtbot, window)
    review(qtbot, window, papers["Missiv.txt"])
    take_in(qtbot, window)
    page = window.page("case")
    assert isinstance(page, CasePage)
    remarks = page.side.remarks.list
    card = remarks.card

    press(qtbot, Qt.Key.Key_F8)
    while "Svarsdagen skiljer sig" not in card.words.text():
        press(qtbot, Qt.Key.Key_F8)
    detail = card.detail.text()
    press(qtbot, Qt.Key.Key_2, ALT)
    idle(qtbot, window.desk)
    page.go_to_item(("recommendations", 3))
    texts = []
    for place in range(page.source.chooser.count()):
        page.source.chooser.setCurrentIndex(place)
        marks = page.source.view.text.extraSelections()
        texts.append(marks[0].cursor.selectedText())

    assert "«den 27 mars 2026» (revisionsrapporten) står kvar" in detail
    file = load_case(store_of(window.desk), all_cases(store_of(window.desk))[0].stored_id)
    assert [day.words for day in file.reply_days] == ["den 27 mars 2026", "den 31 mars 2026"]
    assert texts == ["utbilda samtliga badvakter varje år.", "Utbilda samtliga badvakter varje år."]


def test_undoing_the_reading_that_made_a_case_leads_to_the_list_and_offers_to_do_it_again(
    qtbot: QtBot, window: MainWindow, papers: dict[str, Path]
) -> None:
    review(qtbot, window, papers["Rapport.txt"])
    take_in(qtbot, window)
    assert window.current_name == "case"

    press(qtbot, Qt.Key.Key_Z, CTRL)
    idle(qtbot, window.desk)

    assert window.current_name == "cases"
    case = "«Granskning av badhusens säkerhet»"
    assert window.messages.bar.words.text() == f"Ångrat: läste in Rapport.txt. {case} är borta ur listan."
    assert window.messages.bar.link.text() == "Gör om"
    assert all_cases(store_of(window.desk)) == []

    qtbot.mouseClick(window.messages.bar.link, Qt.MouseButton.LeftButton)
    idle(qtbot, window.desk)

    assert len(all_cases(store_of(window.desk))) == 1
    assert window.messages.bar.words.text() == f"Gjort igen: läste in Rapport.txt. {case} finns nu i listan."


def test_what_is_typed_while_its_case_goes_is_never_called_saved_and_is_stored_when_the_case_is_back(
    qtbot: QtBot, window: MainWindow, papers: dict[str, Path]
) -> None:
    review(qtbot, window, papers["Rapport.txt"])
    take_in(qtbot, window)
    page = window.page("case")
    assert isinstance(page, CasePage)
    case_id = all_cases(store_of(window.desk))[0].stored_id
    row = load_case(store_of(window.desk), case_id).recommendations[0]
    page.go_to_item(("recommendations", row.stored_id), "done")

    window.commands.undo()
    write(qtbot, "Larmen provas varje vecka.")
    idle(qtbot, window.desk)
    assert window.status.saved_state.words.text().startswith("Inte sparat")

    window.commands.redo()
    idle(qtbot, window.desk)
    stored = plain_text(load_case(store_of(window.desk), case_id).recommendations[0].done)
    assert "Larmen provas" in stored or window.status.saved_state.words.text().startswith("Inte sparat")

    qtbot.waitUntil(lambda: window.status.saved_state.words.text().startswith("Sparat"))
    idle(qtbot, window.desk)
    assert "Larmen provas" in plain_text(load_case(store_of(window.desk), case_id).recommendations[0].done)
