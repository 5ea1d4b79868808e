"""The ways in: the newest files, files and tables and texts that are pasted or let go, and what cannot be taken."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QByteArray, QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from nemndsekr.rules.case_items import DECISION_KEY
from nemndsekr.support.settings import load_settings
from nemndsekr.ui.case.minutes_dialog import MinutesDialog
from nemndsekr.ui.incoming import readable_suffixes
from nemndsekr.ui.main_window import MainWindow
from nemndsekr.ui.new_files_dialog import NewFilesDialog
from nemndsekr.ui.start_folder import start_folder
from tests.ui.conftest import NOW, idle, in_dialog, let_go_over, press
from tests.ui.kit.audit import problems

KEY, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LETTER = Path(__file__).parent.parent / "documents" / "missiv_havsbro.txt"
ATTACHMENT = 'application/x-qt-windows-mime;value="FileGroupDescriptorW"'


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def words(text: str, html: str = "") -> QMimeData:
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    return data


def attachment() -> QMimeData:
    data = QMimeData()
    data.setData(ATTACHMENT, QByteArray(b"\x01\x00"))
    return data


def paste(qtbot: QtBot, window: MainWindow, data: QMimeData) -> None:
    QGuiApplication.clipboard().setMimeData(data)
    press(qtbot, KEY.Key_V, CTRL)
    idle(qtbot, window.desk)


def drop(qtbot: QtBot, window: MainWindow, data: QMimeData) -> bool:
    """Let something go over the window; whether it was let in."""
    let_in = let_go_over(window, data)
    if let_in:
        idle(qtbot, window.desk)
    return let_in


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "bevakning.csv"
    path.write_text("Dnr;Ärende\nKFN 2025/117;Badplatser\n", encoding="utf-8")
    return path


# --- pasted ---------------------------------------------------------------------------------------------------------


def test_copied_files_are_reviewed_with_ctrl_v_wherever_a_list_has_the_focus(qtbot: QtBot, window: MainWindow):
    assert QApplication.focusWidget() is window.cases.table

    paste(qtbot, window, files(LETTER))

    assert window.current_name == "review"
    assert page(window, "review").head.title.text() == f"Läst ur {LETTER.name}"


def page(window: MainWindow, name: str) -> Any:
    return window.page(name)


def test_a_copied_table_becomes_a_list_and_a_copied_text_a_document(qtbot: QtBot, window: MainWindow):
    paste(qtbot, window, words("", "<table><tr><td>Dnr<td>Ärende</tr><tr><td>A-2026-1<td>Bad</tr></table>"))
    assert window.current_name == "watchlist"
    assert page(window, "watchlist").rows.model.rowCount() == 1

    window.commands.show_cases()
    paste(qtbot, window, words(LETTER.read_text(encoding="utf-8")))
    assert window.current_name == "review"
    assert page(window, "review").head.title.text() == "Läst ur Inklistrad text 2026-02-19.txt"


def test_a_text_copied_from_word_keeps_its_headings_and_lists(qtbot: QtBot, window: MainWindow):
    html = "<h1>Granskning av bad på Åsön</h1><p>Vi rekommenderar nämnden att:</p><ul><li>mäta djupet.</li></ul>"

    paste(qtbot, window, words("Granskning av bad på Åsön. Vi rekommenderar nämnden att mäta djupet.", html))

    review = page(window, "review")
    assert review.head.title.text() == "Läst ur Inklistrad text 2026-02-19.html"
    assert "Granskning av bad på Åsön" in review.sheet.source_panel.view.text.toPlainText()


def test_where_decisions_are_written_ctrl_v_reads_the_minutes_and_no_new_paper(qtbot: QtBot, window: MainWindow):
    window.go_to("case", window.cases.model.rows()[0].id)
    idle(qtbot, window.desk)
    page: Any = window.current
    page.go_to_item(DECISION_KEY)
    form = page.pane.stack.currentWidget()
    form.tab_row.paste.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is form.tab_row.paste)

    paste(qtbot, window, words("Nämnden 2026-02-19\n§ 31 Svar på granskning\nBeslut\nNämnden beslutar att bifalla.\n"))

    dialog = form.findChild(MinutesDialog)
    assert isinstance(dialog, MinutesDialog)
    assert dialog.words().startswith("Nämnden 2026-02-19")
    assert window.current is page
    dialog.done(0)


def test_files_are_read_in_where_decisions_are_written_too(qtbot: QtBot, window: MainWindow):
    window.go_to("case", window.cases.model.rows()[0].id)
    idle(qtbot, window.desk)
    page: Any = window.current
    page.go_to_item(DECISION_KEY)
    page.pane.stack.currentWidget().tab_row.paste.setFocus()

    paste(qtbot, window, files(LETTER))

    assert window.current_name == "review"


def test_in_a_field_ctrl_v_pastes_words_as_ever(qtbot: QtBot, window: MainWindow):
    window.commands.find_case()

    paste(qtbot, window, words("skolskjuts"))

    assert window.menus.find_field.text() == "skolskjuts"
    assert window.current_name == "cases"
    window.menus.actions["paste"].trigger()
    assert window.menus.find_field.text() == "skolskjutsskolskjuts"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (lambda: words("kort"), "Urklipp innehåller inget"),
        (QMimeData, "Urklipp innehåller inget"),
        (attachment, "Spara bilagan först, dra sedan in filen."),
    ],
)
def test_what_cannot_be_pasted_is_told(qtbot: QtBot, window: MainWindow, data: Callable[[], QMimeData], told: str):
    paste(qtbot, window, data())

    assert told in window.messages.bar.words.text()
    assert window.current_name == "cases"


# --- let go ---------------------------------------------------------------------------------------------------------


def test_a_list_that_is_let_go_is_read_as_a_list(qtbot: QtBot, window: MainWindow, sheet: Path):
    assert drop(qtbot, window, files(sheet))

    assert window.current_name == "watchlist"


def test_documents_come_first_and_a_list_among_them_is_offered(qtbot: QtBot, window: MainWindow, sheet: Path):
    drop(qtbot, window, files(sheet, LETTER))
    assert window.current_name == "review"
    assert window.messages.bar.words.text() == "«bevakning.csv» läses in för sig."

    window.messages.bar.link.click()
    idle(qtbot, window.desk)
    assert window.current_name == "watchlist"


@pytest.mark.parametrize("name", ["cases", "meetings", "document", "case"])
def test_an_attachment_of_outlook_is_told_to_be_saved_first(qtbot: QtBot, window: MainWindow, name: str):
    window.go_to(name, window.cases.model.record(0).id)
    idle(qtbot, window.desk)

    assert drop(qtbot, window, attachment())

    assert window.messages.bar.words.text().endswith("Spara bilagan först, dra sedan in filen.")


def test_a_folder_and_a_page_of_the_web_are_told(qtbot: QtBot, window: MainWindow, tmp_path: Path):
    drop(qtbot, window, files(tmp_path))
    assert window.messages.bar.words.text().startswith("Det är en mapp.")

    link = QMimeData()
    link.setUrls([QUrl("https://exempel.invalid/rapport.pdf")])
    drop(qtbot, window, link)
    assert window.messages.bar.words.text().startswith("Filen ligger inte på datorn.")


def test_words_that_are_dragged_within_the_window_are_left_alone(qtbot: QtBot, window: MainWindow):
    assert not drop(qtbot, window, words("Nämnden beslutar"))


# --- the newest files -----------------------------------------------------------------------------------------------


@pytest.fixture
def downloads(tmp_path: Path, monkeypatch) -> Path:
    folder = tmp_path / "Hämtningar"
    folder.mkdir()
    for number, name in enumerate((LETTER.name, "bevakning.csv", "gammal.pdf", "bild.png")):
        text = LETTER.read_text(encoding="utf-8") if number == 0 else "Dnr;Ärende\nKFN 2025/117;Bad\n"
        (folder / name).write_text(text, encoding="utf-8")
        at = (NOW - timedelta(hours=number * 5)).timestamp()
        os.utime(folder / name, (at, at))
    monkeypatch.setattr("nemndsekr.ui.incoming.download_folders", lambda last: [folder])
    return folder


def in_files_dialog(act: Callable[[NewFilesDialog], object]) -> None:
    """Do this in the dialog, once it has listed what there is."""
    in_dialog(act, NewFilesDialog, lambda dialog: dialog.stack.currentIndex() != 0)


def names(dialog: NewFilesDialog) -> list[str]:
    return [row.name for row in dialog.files.rows_model().rows]


def test_read_in_shows_the_newest_files_and_enter_reads_the_first(qtbot: QtBot, window: MainWindow, downloads: Path):
    seen: list[Any] = []

    def choose(dialog: NewFilesDialog) -> None:
        rows = dialog.files.rows_model().rows
        seen.extend((row.name, row.note, row.tail) for row in rows)
        seen.append(problems(dialog))
        press(qtbot, KEY.Key_Return)

    in_files_dialog(choose)
    press(qtbot, KEY.Key_O, CTRL | SHIFT)
    idle(qtbot, window.desk)

    assert seen == [
        (LETTER.name, "Text · Hämtningar", "i dag 14.32"),
        ("bevakning.csv", "Lista · Hämtningar", "i dag 09.32"),
        ("gammal.pdf", "PDF · Hämtningar", "i dag 04.32"),
        [],
    ]
    assert window.current_name == "review"


def test_several_files_are_chosen_with_shift_and_the_arrows(qtbot: QtBot, window: MainWindow, downloads: Path):
    chosen: list[list[str]] = []

    def choose(dialog: NewFilesDialog) -> None:
        press(qtbot, KEY.Key_Down, SHIFT)
        assert dialog.read.text() == "Läs in 2 filer"
        chosen.append([path.name for path in dialog.paths()])

    in_files_dialog(choose)
    window.commands.read_files()

    assert chosen == [[LETTER.name, "bevakning.csv"]]
    assert window.current_name == "cases", "the dialog was left"


def test_one_can_look_elsewhere_and_begins_there_the_next_time(qtbot, window: MainWindow, downloads: Path, monkeypatch):
    asked: list[str] = []

    def answer(parent: object, folder: str) -> list[str]:
        asked.append(folder)
        return [str(LETTER)]

    monkeypatch.setattr("nemndsekr.ui.incoming.choose_files", answer)
    for _ in range(2):
        in_files_dialog(lambda dialog: dialog.browse.click())
        window.commands.read_files()
        idle(qtbot, window.desk)

    assert asked == [start_folder(""), str(LETTER.parent)]
    assert load_settings(window.folder.settings).last_folder == str(LETTER.parent)
    assert window.current_name == "review"


def test_an_empty_downloads_folder_says_so_and_offers_to_look_elsewhere(qtbot: QtBot, window: MainWindow, tmp_path):
    dialog = NewFilesDialog(lambda: [tmp_path / "borta"], readable_suffixes(), lambda: NOW, window)
    qtbot.addWidget(dialog)
    dialog.show()

    qtbot.waitUntil(lambda: dialog.words.text().startswith("Inga filer"))

    assert dialog.focusWidget() is dialog.browse
    assert not dialog.read.isEnabled()


def test_a_folder_that_never_answers_holds_up_nothing(qtbot: QtBot, window: MainWindow, monkeypatch):
    import threading

    let_go = threading.Event()

    def slow() -> list[Path]:
        let_go.wait(30)
        return []

    dialog = NewFilesDialog(slow, readable_suffixes(), lambda: NOW, window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.wait(100)
    assert dialog.words.text() == "Letar efter filer …"
    dialog.done(QDialog.DialogCode.Rejected)
    let_go.set()
