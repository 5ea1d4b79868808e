"""The review page: read in by keyboard, leave out, correct, take in; nothing is stored before that."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from nemndsekr.operations.review_file import ReadFile, UnderWay, read_file
from nemndsekr.records.case import Case
from nemndsekr.store.queries import all_cases, load_case
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.kit.theme import Theme
from nemndsekr.ui.review_page import ReviewPage
from tests.ui.conftest import write
from tests.ui.document.office import add_case, let_go, store_of, wait_idle
from tests.ui.kit.audit import problems

REPORT: Final = """Revisionsrapport
Granskning av badhusets säkerhet

Dnr: KFN-2026-0007
Till: Kultur- och fritidsnämnden

Lindåkra kommuns revisorer har granskat säkerheten i badhuset.

Revisorerna begär att nämnden yttrar sig senast den 31 mars 2026.

Rekommendationer

Vi rekommenderar kultur- och fritidsnämnden att:

1. Säkerställ att larmen provas varje vecka.
2. Inför en rutin för bemanning av bassängen.
3. Utbilda samtliga badvakter varje år.
"""


JOINT: Final = """Revisionsrapport
Granskning av idrottshallarnas skötsel

Dnr: REV-2026-14
Till: Kommunstyrelsen, tekniska nämnden och kultur- och fritidsnämnden

Lindåkra kommuns revisorer har granskat hur hallarna sköts.

Rekommendationer

Vi rekommenderar tekniska nämnden att:

1. Upprätta en plan för underhåll av hallarna.

Vi rekommenderar kultur- och fritidsnämnden att:

1. Prova larmen varje vecka.

Vi rekommenderar nämnderna att:

1. Tydliggöra ansvaret i en gemensam överenskommelse.

Vi rekommenderar berörda nämnder att:

1. Redovisa kostnaden för hallarna varje kvartal.
"""


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> Iterator[ReviewPage]:
    """The page, shown, with nothing read."""
    made = ReviewPage(desk)
    qtbot.addWidget(made)
    made.resize(1112, 686)
    made.show()
    yield made
    let_go(desk)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """An invented report."""
    path = tmp_path / "Badhuset.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def read(qtbot: QtBot, page: ReviewPage, *paths: Path) -> None:
    page.show_readings(list(paths))
    wait_idle(qtbot, page.desk)
    # A panel that was just made is shown by an event of its own, and a key pressed before that finds it hidden.
    qtbot.waitUntil(lambda: all(panel.isVisible() for panel in page.sheet.found.panels.values()))


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key where the focus is."""
    at = QApplication.focusWidget()
    assert at is not None
    qtbot.keyClick(at, key, modifier)


def tab_to(qtbot: QtBot, widget: QWidget) -> None:
    """Tab until the focus is there."""
    for _ in range(60):
        if widget.hasFocus():
            return
        press(qtbot, Qt.Key.Key_Tab)
    pytest.fail(f"Tab does not come to {widget.accessibleName()}")


def cases(desk: Desk) -> list[Case]:
    return all_cases(store_of(desk))


def test_a_report_is_read_in_by_keyboard_with_one_left_out_and_one_corrected(
    qtbot: QtBot, page: ReviewPage, report: Path
) -> None:
    read(qtbot, page, report)
    rows = page.sheet.found.panels["recommendations"].list

    tab_to(qtbot, rows)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    editor = QApplication.focusWidget()
    assert editor is not None
    qtbot.keyClicks(editor, "Utbilda alla badvakter varje år.")
    press(qtbot, Qt.Key.Key_Return)
    assert rows.hasFocus()
    with qtbot.waitSignal(page.wanted, timeout=20_000) as wanted:
        press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    (case,) = cases(page.desk)
    assert wanted.args == ["case", case.id]
    stored = load_case(store_of(page.desk), case.stored_id)
    assert [recommendation.text for recommendation in stored.recommendations] == [
        "Säkerställ att larmen provas varje vecka.",
        "Utbilda alla badvakter varje år.",
    ]
    assert stored.case.dnr == "KFN-2026-0007"


def test_nothing_is_stored_before_it_is_accepted_nor_when_it_is_left(
    qtbot: QtBot, page: ReviewPage, report: Path
) -> None:
    read(qtbot, page, report)
    assert page.foot_words.text() == "Inget är sparat än."
    assert cases(page.desk) == []

    with qtbot.waitSignal(page.wanted) as wanted:
        press(qtbot, Qt.Key.Key_Escape)
    wait_idle(qtbot, page.desk)

    assert wanted.args == ["cases", 0]
    assert cases(page.desk) == []


def test_esc_tells_once_before_corrections_are_lost(qtbot: QtBot, page: ReviewPage, report: Path) -> None:
    read(qtbot, page, report)
    qtbot.keyClicks(page.sheet.facts.editor("title"), " 2026")

    press(qtbot, Qt.Key.Key_Escape)
    told = page.bar.words.text()
    with qtbot.waitSignal(page.wanted):
        press(qtbot, Qt.Key.Key_Escape)

    assert told == "Det du har ändrat här är inte sparat."


def test_esc_in_a_row_only_leaves_the_words_as_they_were(qtbot: QtBot, page: ReviewPage, report: Path) -> None:
    read(qtbot, page, report)
    panel = page.sheet.found.panels["recommendations"]
    panel.list.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert panel.editor is not None
    qtbot.keyClicks(panel.editor, "Annat")

    press(qtbot, Qt.Key.Key_Escape)

    assert panel.list.rows()[0].text == "Säkerställ att larmen provas varje vecka."
    assert page.stack.currentIndex() == 0


def test_the_arrow_keys_mark_the_passage_in_the_source(qtbot: QtBot, page: ReviewPage, report: Path) -> None:
    read(qtbot, page, report)
    page.sheet.found.panels["recommendations"].list.setFocus()

    press(qtbot, Qt.Key.Key_Down)

    (mark,) = page.sheet.source.text.extraSelections()
    assert mark.cursor.selectedText() == "Inför en rutin för bemanning av bassängen."


def test_what_is_typed_about_the_case_is_what_is_kept(qtbot: QtBot, page: ReviewPage, report: Path) -> None:
    read(qtbot, page, report)
    for key, words in (("title", "Badhusets larm"), ("reply_due", "15/4")):
        field = page.sheet.facts.editor(key)
        field.setFocus()
        press(qtbot, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClicks(field, words)

    with qtbot.waitSignal(page.wanted, timeout=20_000):
        press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    stored = load_case(store_of(page.desk), cases(page.desk)[0].stored_id)
    assert stored.case.title == "Badhusets larm"
    assert [(day.words, str(day.latest)) for day in stored.reply_days] == [("15 april 2026", "2026-04-15")]


def test_without_a_title_the_form_says_so_and_the_field_is_ready(qtbot: QtBot, page: ReviewPage, report: Path) -> None:
    read(qtbot, page, report)
    press(qtbot, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, Qt.Key.Key_Delete)

    page.accept()

    assert "Rubriken saknas" in page.sheet.facts.message.words.text()
    assert page.sheet.facts.editor("title").hasFocus()
    assert cases(page.desk) == []


def test_the_same_number_joins_its_case_unless_another_is_wanted(qtbot: QtBot, page: ReviewPage, report: Path) -> None:
    case_id = add_case(page.desk)
    report.write_text(REPORT.replace("KFN-2026-0007", "BUN-2026-0412"), encoding="utf-8")
    read(qtbot, page, report)
    joins = page.accept_button.text()

    page.target.combo.setFocus()
    press(qtbot, Qt.Key.Key_Up)
    alone = page.accept_button.text()
    with qtbot.waitSignal(page.wanted, timeout=20_000) as wanted:
        press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert joins == "Lägg till i BUN-2026-0412"
    assert alone == "Skapa granskning"
    assert wanted.args is not None
    assert wanted.args[1] != case_id
    assert {case.dnr for case in cases(page.desk)} == {"BUN-2026-0412", ""}


def test_a_report_joins_the_case_with_its_number(qtbot: QtBot, page: ReviewPage, report: Path) -> None:
    case_id = add_case(page.desk)
    report.write_text(REPORT.replace("KFN-2026-0007", "BUN-2026-0412"), encoding="utf-8")
    read(qtbot, page, report)

    with qtbot.waitSignal(page.wanted, timeout=20_000) as wanted:
        page.accept_button.click()

    assert wanted.args == ["case", case_id]
    assert len(load_case(store_of(page.desk), case_id).recommendations) == 5


def test_a_file_that_cannot_be_read_tells_why_and_what_to_do(qtbot: QtBot, page: ReviewPage, tmp_path: Path) -> None:
    path = tmp_path / "blad.xlsx"
    path.write_bytes(b"PK")

    read(qtbot, page, path)

    assert (
        page.bar.words.text()
        == "«blad.xlsx» är ett kalkylblad. Läs in det med «Läs in lista», eller spara det som PDF."
    )
    assert page.waiting.another.hasFocus()
    assert not page.accept_button.isVisible()


def test_another_file_may_be_chosen_after_one_that_could_not_be_read(
    qtbot: QtBot, page: ReviewPage, report: Path, tmp_path: Path
) -> None:
    read(qtbot, page, tmp_path / "saknas.txt")
    page.choose_files = lambda _: [str(report)]

    press(qtbot, Qt.Key.Key_Space)
    wait_idle(qtbot, page.desk)

    assert page.head.title.text() == "Läst ur Badhuset.txt"


def test_the_same_file_twice_is_told_and_its_case_can_be_opened(qtbot: QtBot, page: ReviewPage, report: Path) -> None:
    read(qtbot, page, report)
    with qtbot.waitSignal(page.wanted, timeout=20_000):
        page.accept()

    read(qtbot, page, report)

    assert page.bar.words.text().startswith("Filen är redan inläst i «Granskning av badhusets säkerhet»")
    assert not page.accept_button.isEnabled()
    with qtbot.waitSignal(page.wanted) as wanted:
        page.bar.link.click()
    assert wanted.args == ["case", cases(page.desk)[0].id]


def test_a_long_reading_can_be_left_and_its_result_is_not_shown(
    qtbot: QtBot, page: ReviewPage, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(path: Path, under_way: UnderWay) -> ReadFile | None:
        under_way.tell(3, 22)
        begun.set()
        go_on.wait(10)
        return read_file(path, UnderWay())

    monkeypatch.setattr("nemndsekr.ui.review_page.read_file", slow)
    page.show_readings([report])
    qtbot.waitUntil(begun.is_set)
    qtbot.waitUntil(lambda: page.waiting.pages.text() == "sida 3 av 22")

    with qtbot.waitSignal(page.wanted) as wanted:
        press(qtbot, Qt.Key.Key_Escape)
    go_on.set()
    wait_idle(qtbot, page.desk)

    assert wanted.args == ["cases", 0]
    assert page.stack.currentIndex() == 1


def test_f6_goes_to_the_source_and_back_to_where_one_was(qtbot: QtBot, page: ReviewPage, report: Path) -> None:
    read(qtbot, page, report)
    rows = page.sheet.found.panels["recommendations"].list
    rows.setFocus()

    press(qtbot, Qt.Key.Key_F6)
    there = page.sheet.source.text.hasFocus()
    press(qtbot, Qt.Key.Key_F6)

    assert there
    assert rows.hasFocus()


def test_several_files_come_one_after_another(qtbot: QtBot, page: ReviewPage, report: Path, tmp_path: Path) -> None:
    other = tmp_path / "Simhallen.txt"
    other.write_text(
        REPORT.replace("badhuset", "simhallen").replace("KFN-2026-0007", "KFN-2026-0008"), encoding="utf-8"
    )
    read(qtbot, page, report, other)
    first = page.head.title.text()

    page.accept()
    qtbot.waitUntil(lambda: page.head.title.text() == "Läst ur Simhallen.txt", timeout=20_000)
    with qtbot.waitSignal(page.wanted, timeout=20_000):
        page.accept()

    assert first == "Läst ur Badhuset.txt"
    assert {case.dnr for case in cases(page.desk)} == {"KFN-2026-0007", "KFN-2026-0008"}


def test_a_file_that_comes_during_a_review_is_said_to_wait_at_once(
    qtbot: QtBot, page: ReviewPage, report: Path, tmp_path: Path
) -> None:
    read(qtbot, page, report)
    other = tmp_path / "missiv.txt"
    other.write_text("Missiv", encoding="utf-8")

    def told() -> list[str]:
        return [label.text() for label in page.head.findChildren(QLabel) if label.isVisible()]

    page.show_readings([other])
    qtbot.waitUntil(lambda: "missiv.txt väntar" in told())

    page.show_readings([report])
    qtbot.waitUntil(lambda: "2 filer väntar" in told())


def test_words_marked_in_the_source_become_a_recommendation(qtbot: QtBot, page: ReviewPage, report: Path) -> None:
    read(qtbot, page, report)
    assert page._file is not None
    start = page._file.reading.text.index("Lindåkra kommuns revisorer har")
    cursor = page.sheet.source.text.textCursor()
    cursor.setPosition(page.sheet.source.text.position_of(start))
    cursor.setPosition(page.sheet.source.text.position_of(start + 26), cursor.MoveMode.KeepAnchor)
    page.sheet.source.text.setTextCursor(cursor)

    page.sheet.found.panels["recommendations"].add_button.click()

    assert page.sheet.found.panels["recommendations"].list.rows()[-1].text == "Lindåkra kommuns revisorer"
    assert page.sheet.found.panels["recommendations"].note.text() == "4 hittade"


def test_two_wordings_are_told_and_the_other_one_can_be_taken(qtbot: QtBot, page: ReviewPage, tmp_path: Path) -> None:
    path = tmp_path / "Badhuset.txt"
    again = "\n4.2 Bemanning\n\nRekommendation 2: Inför en rutin för bemanning av bassänger.\n"
    path.write_text(REPORT + again, encoding="utf-8")
    read(qtbot, page, path)
    panel = page.sheet.found.panels["recommendations"]

    page.next_remark()
    assert panel.list.current_key() == ("recommendations", 1)
    assert panel.list.rows()[1].state == State.REMARK
    panel.other.link.click()

    assert panel.list.rows()[1].text == "Inför en rutin för bemanning av bassänger."
    assert panel.list.rows()[1].word == "Ändrad"


@pytest.mark.parametrize("points", [10, 13])
def test_every_part_has_a_name_a_place_in_the_tab_order_and_room(
    qtbot: QtBot, page: ReviewPage, report: Path, dressed: Theme, points: int
) -> None:
    read(qtbot, page, report)
    dressed.set_text_points(points)
    QApplication.processEvents()
    try:
        assert problems(page) == []
    finally:
        dressed.set_text_points(10)


def test_of_a_joint_report_only_what_names_us_or_all_is_ours_and_what_may_be_is_asked(
    qtbot: QtBot, page: ReviewPage, tmp_path: Path
) -> None:
    path = tmp_path / "Gemensam.txt"
    path.write_text(JOINT, encoding="utf-8")
    read(qtbot, page, path)
    committee = page.sheet.facts.editor("committee")
    committee.setFocus()
    committee.clear()  # type: ignore[attr-defined]
    write(qtbot, "Kultur- och fritidsnämnden")
    press(qtbot, Qt.Key.Key_Tab)
    panel = page.sheet.found.panels["recommendations"]
    others, ours, everybody, some = (("recommendations", number) for number in range(4))

    assert page.sheet.state.not_ours == {others}
    assert page.sheet.unsure() == [some]
    tags = {row.key: row.word for row in panel.list.rows()}
    assert (tags[others], tags[ours], tags[everybody], tags[some]) == ("Gäller annan nämnd", "", "", "Gäller oss?")

    page.next_remark()
    while panel.list.current_key() != some:
        page.next_remark()
    press(qtbot, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert page.sheet.unsure() == []
    press(qtbot, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert page.sheet.state.not_ours == {others, some}
    page.undo_here()

    with qtbot.waitSignal(page.wanted, timeout=20_000):
        press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (case,) = cases(page.desk)
    stored = load_case(store_of(page.desk), case.stored_id)
    assert [one.concerns_us for one in stored.recommendations] == [False, True, True, True]
