"""Task list and check list: what they say, and how keys and clicks work them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from nemndsekr.ui.kit.check_list import CheckList, CheckRow
from nemndsekr.ui.kit.lists import TaskList, TaskRow, _TaskDelegate, heading
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.kit.tokens import u
from tests.ui.kit.audit import name_of

SPOKEN = Qt.ItemDataRole.AccessibleTextRole
TASKS = (
    heading("Rekommendationer"),
    TaskRow(1, "Beslut i tid", State.DONE, "1"),
    TaskRow(2, "Säkra hållplatser", State.REMARK, "2", word="Effekt saknas"),
    heading("Yttrandet i övrigt"),
    TaskRow(3, "Sammanfattning", State.NOT_STARTED, word="Ej påbörjad"),
)
CHECKS = (
    CheckRow("a", "Säkerställ beslut", "1", "s. 11"),
    CheckRow("b", "Inför uppföljning", "2", state=State.REMARK, word="Två lydelser", checked=False),
)


@pytest.fixture
def tasks(show):
    made = TaskList("Rekommendationer", lead=16)
    made.set_rows(TASKS)
    show(made, 400, 400)
    return made


@pytest.fixture
def checks(show):
    made = CheckList("Funna rekommendationer")
    made.set_rows(CHECKS)
    show(made, 400, 300)
    return made


def test_a_row_is_read_whole_also_the_state_that_is_only_a_shape(tasks):
    assert name_of(tasks) == "Rekommendationer"
    assert tasks.model().index(1, 0).data(SPOKEN) == "1, Beslut i tid, Klar"
    assert tasks.model().index(2, 0).data(SPOKEN) == "2, Säkra hållplatser, Effekt saknas"


def test_arrows_pass_by_headings(qtbot, tasks):
    tasks.setFocus()
    qtbot.waitUntil(lambda: tasks.current_key() == 1)
    qtbot.keyClick(tasks, Qt.Key.Key_Down)
    with qtbot.waitSignal(tasks.chosen) as chosen:
        qtbot.keyClick(tasks, Qt.Key.Key_Down)
    assert chosen.args == [3]
    qtbot.keyClick(tasks, Qt.Key.Key_Home)
    assert tasks.current_key() == 1
    qtbot.keyClick(tasks, Qt.Key.Key_End)
    assert tasks.current_key() == 3


def test_a_heading_cannot_be_chosen_with_the_mouse(qtbot, tasks):
    spot = tasks.visualRect(tasks.model().index(3, 0)).center()
    qtbot.mouseClick(tasks.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    # The click gave the focus, and with it the first row; the heading itself was not taken.
    assert tasks.current_key() == 1


def test_enter_and_double_click_open(qtbot, tasks):
    tasks.choose(2)
    with qtbot.waitSignal(tasks.opened) as opened:
        qtbot.keyClick(tasks, Qt.Key.Key_Return)
    assert opened.args == [2]
    spot = tasks.visualRect(tasks.model().index(1, 0)).center()
    qtbot.mouseClick(tasks.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    with qtbot.waitSignal(tasks.opened) as opened:
        qtbot.mouseDClick(tasks.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert opened.args == [1]


def test_rows_set_anew_keep_the_current_one_and_say_nothing_when_only_words_changed(qtbot, tasks):
    tasks.choose(2)
    with qtbot.assertNotEmitted(tasks.chosen):
        tasks.set_rows([*TASKS[:2], TaskRow(2, "Säkra hållplatser", State.DONE, "2"), *TASKS[3:]])
    assert tasks.current_key() == 2
    tasks.set_rows([TASKS[2]])
    assert tasks.current_key() == 2


def test_in_a_narrow_pane_the_state_goes_under_the_name(qtbot, tasks):
    assert not tasks.narrow
    one_line = tasks.sizeHintForRow(2)
    tasks.resize(200, 400)
    QApplication.processEvents()
    assert tasks.narrow
    assert tasks.sizeHintForRow(2) > one_line
    assert tasks.sizeHintForRow(1) == one_line


def test_a_click_on_the_link_of_a_row_is_told(qtbot, show):
    tasks = TaskList("Att göra", lines=True)
    tasks.set_rows([TaskRow("x", "Granskning av skolskjuts", State.REMARK, note="Effekt saknas", link="Öppna")])
    show(tasks, 400, 200)
    row = tasks.visualRect(tasks.model().index(0, 0))
    with qtbot.waitSignal(tasks.link_clicked) as clicked:
        qtbot.mouseClick(tasks.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(row.right() - 20, row.center().y()))
    assert clicked.args == ["x"]
    with qtbot.assertNotEmitted(tasks.link_clicked):
        qtbot.mouseClick(tasks.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, row.center().y()))


def test_space_takes_a_found_thing_in_or_leaves_it_out(qtbot, checks):
    checks.choose("b")
    with qtbot.waitSignal(checks.toggled) as toggled:
        qtbot.keyClick(checks, Qt.Key.Key_Space)
    assert toggled.args == ["b", True]
    assert checks.checked_keys() == ["a", "b"]
    assert checks.current_key() == "b"


def test_a_click_turns_the_box_only_when_it_hits_the_box(qtbot, checks):
    row = checks.visualRect(checks.model().index(0, 0))
    qtbot.mouseClick(checks.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, row.center().y()))
    assert checks.checked_keys() == []
    qtbot.mouseClick(checks.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, row.center().y()))
    assert checks.checked_keys() == []
    assert checks.current_key() == "a"


def test_a_check_row_says_its_box_and_what_is_odd(checks):
    index = checks.model().index(1, 0)
    assert index.data(SPOKEN) == "2, Inför uppföljning, Två lydelser, inte med"
    assert index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked


def test_enter_opens_a_found_thing(qtbot, checks):
    checks.choose("a")
    with qtbot.waitSignal(checks.opened) as opened:
        qtbot.keyClick(checks, Qt.Key.Key_Enter)
    assert opened.args == ["a"]


def test_focus_can_be_seen_in_a_list(qtbot, tasks):
    tasks.choose(2)
    tasks.clearFocus()
    without = tasks.grab().toImage()
    tasks.setFocus()
    qtbot.waitUntil(tasks.hasFocus)
    assert tasks.grab().toImage() != without


def test_every_row_fits_in_the_height_that_shows_all(tasks):
    last = tasks.visualRect(tasks.model().index(len(TASKS) - 1, 0))
    assert last.bottom() < tasks.content_height()


def test_a_chain_that_is_longer_than_its_row_goes_on_in_a_new_line(qtbot, theme):
    steps = ["Inlämning fre 13/11", "beredning ons 25/11", "AU tors 3/12", "nämnd tors 17/12", "svarsdag tors 31/12"]
    chain = " → ".join(steps)
    heights = []
    for wraps in (False, True):
        rows = TaskList("Kedjor", wraps=wraps)
        qtbot.addWidget(rows)
        rows.resize(u(420), u(200))
        rows.set_rows([TaskRow(1, "Nämnden", note=chain)])
        rows.show()
        heights.append(rows.sizeHintForRow(0))
        delegate = rows.itemDelegate()
        assert isinstance(delegate, _TaskDelegate)
        shown = delegate.note_lines(rows.rows_model().rows[0], rows.viewport().width())
        assert (" ".join(shown) == chain) is wraps
    assert heights[0] < heights[1]
