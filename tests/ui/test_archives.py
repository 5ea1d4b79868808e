"""Cases out of the window to a file and in from one: chosen, asked about, shown before anything is taken, undone."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nemndsekr.exchange.case_archive import ArchiveReader
from nemndsekr.operations.edit_record import edit_record
from nemndsekr.operations.export_cases import ExportChoice, export_cases
from nemndsekr.records.case import Case
from nemndsekr.records.choices import Secrecy
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.store.database import open_store
from nemndsekr.store.queries import all_cases, find_case, load_case
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import DataFolder
from nemndsekr.ui.export_dialog import ExportDialog
from nemndsekr.ui.main_window import MainWindow
from nemndsekr.ui.single_instance import FirstWindow
from nemndsekr.ui.slow_work import SlowWork, StoppedError
from nemndsekr.ui.take_in_dialog import TakeInDialog
from tests.ui.conftest import NOW, PATIENCE_MS, SKOLSKJUTS, idle, let_go_over, press, store_of
from tests.ui.test_secret_cases import leaks, said_by


@pytest.fixture
def path(filled_folder: Path, tmp_path: Path) -> Path:
    """The exercise cases as a file; the window's own have never left."""
    made = tmp_path / "Ärenden.nemndsekr"
    with closing(open_store(DataFolder(shutil.copytree(filled_folder, tmp_path / "from")), NOW)) as store:
        export_cases(store, made, ExportChoice(secret=True), "kim", NOW)
    return made


def settled(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the long work, and what came of it, is done."""
    idle(qtbot, window.desk)
    qtbot.waitUntil(lambda: not window.archives._work.busy, timeout=PATIENCE_MS)
    idle(qtbot, window.desk)


def opened(qtbot: QtBot, kind: type[Any]) -> Any:
    """The dialog of a kind that is open."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind), timeout=PATIENCE_MS)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    return dialog


def looked_at(qtbot: QtBot, window: MainWindow, path: Path) -> TakeInDialog:
    window.incoming.take_files([path])
    dialog: TakeInDialog = opened(qtbot, TakeInDialog)
    return dialog


def told(window: MainWindow) -> str:
    return window.messages.bar.words.text()


# --- in


def test_a_file_that_is_let_go_over_the_window_is_shown_before_anything_is_taken(
    qtbot: QtBot, empty_window: MainWindow, path: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    assert let_go_over(empty_window, data)
    dialog = opened(qtbot, TakeInDialog)

    assert dialog.model.rowCount() == 12
    assert all_cases(store_of(empty_window)) == []
    assert dialog.take.text() == "&Ta in 12 ärenden"
    dialog.reject()
    settled(qtbot, empty_window)
    assert all_cases(store_of(empty_window)) == []


def test_all_of_it_is_taken_in_and_one_angra_takes_it_back(qtbot: QtBot, empty_window: MainWindow, path: Path) -> None:
    dialog = looked_at(qtbot, empty_window, path)
    press(qtbot, Qt.Key.Key_Tab, to=dialog.table)
    dialog.take.click()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=PATIENCE_MS)
    settled(qtbot, empty_window)

    assert told(empty_window) == "12 ärenden är inlästa."
    assert empty_window.cases.model.total > 0
    empty_window.messages.act()
    settled(qtbot, empty_window)
    assert all_cases(store_of(empty_window)) == []


def test_what_is_here_already_stays_and_newer_can_be_swapped_all_at_once(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with closing(open_store(DataFolder(other), NOW)) as store:
        from nemndsekr.operations.look_at_archive import look_at_archive
        from nemndsekr.operations.take_archive import take_archive

        take_archive(store, look_at_archive(store, path), {}, "eva", NOW)
        for case in all_cases(store):
            for row in load_case(store, case.stored_id).recommendations[:1]:
                edit_record(store, Recommendation, row.stored_id, {"note": "därifrån"}, "eva", NOW)
        export_cases(store, path, ExportChoice(secret=True), "eva", NOW)
    dialog = looked_at(qtbot, window, path)
    newer = dialog._newer()
    assert len(newer) > 1
    dialog.table.choose(newer[1].uid)
    assert dialog.hint.isVisible()
    assert dialog.hint.text() == "Skiljer sig: 1 rekommendation. Filens har ändrats senast."
    assert not dialog.take.isEnabled()
    assert "finns redan" in dialog.message.words.text()
    assert [dialog.how.itemText(at) for at in range(3)] == ["Vårt är kvar", "Byts ut mot filens", "Tas in som ny kopia"]

    dialog.all_newer.click()
    dialog.take.click()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=PATIENCE_MS)
    settled(qtbot, window)

    assert told(window) == f"{len(newer)} ärenden är inlästa i stället för det som fanns här."
    file = load_case(store_of(window), newer[0].here)
    assert file.recommendations[0].note == "därifrån"


def test_what_is_done_with_one_case_is_chosen_under_the_list(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    dialog = looked_at(qtbot, window, path)
    many = len(all_cases(store_of(window)))
    dialog.table.selectRow(1)
    dialog.how.setFocus()
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Down)
    chosen = dialog.table.record()
    assert dialog.choices[chosen.uid] == "copy"
    assert dialog.take.isEnabled()
    dialog.take.click()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=PATIENCE_MS)
    settled(qtbot, window)

    assert told(window) == "1 ärende är inläst som kopia."
    assert len(all_cases(store_of(window))) in (many, many + 1)


def test_a_damaged_file_is_told_of_over_the_page(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1000])
    window.incoming.take_files([path, path])
    settled(qtbot, window)

    assert "skadad" in told(window)
    assert "inte lästa" in told(window)
    assert QApplication.activeModalWidget() is None


def test_several_files_are_shown_one_after_the_other(qtbot: QtBot, empty_window: MainWindow, path: Path) -> None:
    empty_window.incoming.take_files([path, path])
    first = opened(qtbot, TakeInDialog)
    first.reject()

    def another() -> bool:
        now = QApplication.activeModalWidget()
        return isinstance(now, TakeInDialog) and now is not first

    qtbot.waitUntil(another, timeout=PATIENCE_MS)
    widget = QApplication.activeModalWidget()
    assert isinstance(widget, TakeInDialog)
    widget.reject()
    settled(qtbot, empty_window)


LATER_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from nemndsekr.ui.single_instance import hand_over
application = QCoreApplication([])
sys.exit(not hand_over(Path(sys.argv[1]), [Path(sys.argv[2])]))
"""


def test_a_later_start_hands_its_file_to_the_open_window(qtbot: QtBot, empty_window: MainWindow, path: Path) -> None:
    first = FirstWindow(empty_window.folder.root)
    first.called.connect(empty_window.incoming.take_files)

    with subprocess.Popen([sys.executable, "-c", LATER_START, str(empty_window.folder.root), str(path)]) as later:
        dialog = opened(qtbot, TakeInDialog)
        qtbot.waitUntil(lambda: later.poll() is not None, timeout=PATIENCE_MS)

    assert later.returncode == 0
    dialog.reject()
    first.close()
    settled(qtbot, empty_window)


def test_avbryt_while_it_is_taken_in_stops_it_and_leaves_nothing(
    qtbot: QtBot, empty_window: MainWindow, path: Path
) -> None:
    dialog = looked_at(qtbot, empty_window, path)
    dialog.take.click()
    assert not dialog.take.isEnabled()
    dialog.cancel.click()
    qtbot.waitUntil(lambda: not dialog.message.isHidden(), timeout=PATIENCE_MS)
    idle(qtbot, empty_window.desk)

    assert dialog.message.words.text() == "Avbrutet. Inget har ändrats."
    assert all_cases(store_of(empty_window)) == []
    assert dialog.take.isEnabled(), "one may think again"
    dialog.reject()
    settled(qtbot, empty_window)


# --- out


def asked(qtbot: QtBot, window: MainWindow) -> ExportDialog:
    window.menus.actions["export_cases"].trigger()
    dialog: ExportDialog = opened(qtbot, ExportDialog)
    return dialog


def test_the_case_one_stands_on_is_the_one_that_is_offered(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    case = find_case(store_of(window), SKOLSKJUTS)
    window.go_to("case", case.stored_id)
    idle(qtbot, window.desk)
    path = tmp_path / "ut.nemndsekr"
    suggested: list[str] = []

    def choose(parent: Any, title: str, name: str, kinds: str) -> str:
        suggested.append(name)
        return str(path.with_suffix(""))

    window.archives.choose_file = choose
    dialog = asked(qtbot, window)
    assert dialog.some.isChecked()
    assert [one.case_id for one in dialog.chosen] == [case.id]

    press(qtbot, Qt.Key.Key_Return, to=dialog.some)
    settled(qtbot, window)

    assert Path(suggested[0]).name == "BUN-2026-0412 ärende 2026-02-19.nemndsekr"
    assert "1 ärende skrevs i filen. Filen är inte krypterad." in told(window)
    with ArchiveReader(path) as archive:
        assert archive.contents.cases == [case.uid]
    assert load_case(store_of(window), case.stored_id).departures[-1].file_name == "ut.nemndsekr"


def test_secret_cases_are_not_among_all_until_one_says_so(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    store = store_of(window)
    case = find_case(store, SKOLSKJUTS)
    edit_record(store, Case, case.stored_id, {"secrecy": Secrecy.hela}, "kim", NOW)
    dialog = asked(qtbot, window)
    dialog.all.setChecked(True)
    assert not dialog.secret.isChecked()
    assert "2 ärenden med sekretess kommer inte med." in dialog.message.words.text()
    assert dialog.save.isEnabled()
    assert not dialog.choice().secret
    dialog.secret.setChecked(True)
    assert dialog.choice() == ExportChoice(None, secret=True, removed=True)
    assert dialog.message.isHidden()
    dialog.reject()


def test_a_secret_case_that_is_chosen_itself_waits_for_the_answer(qtbot: QtBot, window: MainWindow) -> None:
    store = store_of(window)
    case = find_case(store, SKOLSKJUTS)
    edit_record(store, Case, case.stored_id, {"secrecy": Secrecy.hela}, "kim", NOW)
    window.go_to("case", case.stored_id)
    idle(qtbot, window.desk)
    dialog = asked(qtbot, window)

    assert not dialog.save.isEnabled()
    assert "märkt med sekretess" in dialog.message.words.text()
    dialog.secret.setChecked(True)
    assert dialog.save.isEnabled()
    dialog.reject()


def test_a_box_in_the_list_chooses_only_the_chosen(qtbot: QtBot, window: MainWindow) -> None:
    dialog = asked(qtbot, window)
    dialog.all.setChecked(True)
    for one in dialog.list.checked_keys():
        dialog.list.set_checked(one, checked=False)
    dialog.all.setChecked(True)
    first = dialog.list.rows()[0]
    dialog.list.set_checked(first.key, checked=True)

    assert dialog.some.isChecked()
    assert dialog.choice().case_ids == (first.key,)
    dialog.list.set_checked(first.key, checked=False)
    assert not dialog.save.isEnabled()
    dialog.reject()


def test_an_empty_office_has_nothing_to_export_and_says_so(qtbot: QtBot, empty_window: MainWindow) -> None:
    empty_window.menus.actions["export_cases"].trigger()
    idle(qtbot, empty_window.desk)

    assert told(empty_window) == "Det finns inga ärenden att exportera än."


def test_a_file_that_cannot_be_written_is_told_of(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.archives.choose_file = lambda *_: str(tmp_path / "borta" / "a.nemndsekr")
    dialog = asked(qtbot, window)
    dialog.all.setChecked(True)
    dialog.save.click()
    settled(qtbot, window)

    assert "finns inte eller nås inte" in told(window)


# --- the long work, and what is secret


def test_long_work_is_stopped_where_it_stands_and_goes_on_with_the_next(qtbot: QtBot) -> None:
    work = SlowWork()
    failed: list[UserError] = []
    steps: list[int] = []

    def job(progress: Any) -> None:
        for step in range(1_000_000):
            steps.append(step)
            if step == 3:
                work.stop()
            progress(step, 1_000_000)

    work.run(job, lambda _: None, failed.append)
    qtbot.waitUntil(lambda: not work.busy)
    assert isinstance(failed[0], StoppedError)
    assert steps == [0, 1, 2, 3]
    done: list[int] = []
    work.run(lambda progress: 5, done.append, failed.append)
    qtbot.waitUntil(lambda: not work.busy)
    assert done == [5]
    work.close()


def test_neither_dialog_tells_what_a_secret_case_is_about(
    qtbot: QtBot, new_window: Any, demo_folder: DataFolder, tmp_path
):
    from tests.secret_case import make_all_secret

    made = tmp_path / "Hemligt.nemndsekr"
    with closing(open_store(demo_folder, NOW)) as store:
        make_all_secret(store)
        export_cases(store, made, ExportChoice(secret=True), "kim", NOW)
    window = new_window(demo_folder)
    dialog = looked_at(qtbot, window, made)
    assert dialog.model.rowCount() == 12
    assert leaks(said_by(dialog)) == []
    dialog.reject()
    export = asked(qtbot, window)
    assert export.list.rows()
    assert leaks(said_by(export)) == []
    export.reject()
