"""«Börja med det du har» by keys: a list is pasted or chosen, looked through and taken in; nothing before that."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nemndsekr.operations.plan_watchlist import Outcome
from nemndsekr.rules.list_columns import ListField
from nemndsekr.store.queries import all_cases, all_namnder, load_case
from nemndsekr.support.settings import load_settings
from nemndsekr.ui.kit.tags import StateTag
from nemndsekr.ui.kit.theme import Appearance
from nemndsekr.ui.main_window import MainWindow
from nemndsekr.ui.watchlist_page import WatchlistPage
from tests.exchange.workbooks import xlsx
from tests.ui.conftest import LAXHJALP, idle, press, store_of, write
from tests.ui.kit.audit import problems

KEY, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LETTER = Path(__file__).parent.parent / "documents" / "missiv_havsbro.txt"
LIST = (
    "Bevakningslista, utskriven i februari\n"
    "Dnr\tÄrendemening\tInkom\tSvar senast\tAnsvarig\tFärg\n"
    "KFN 2025/117\tGranskning av badplatser\t2025-09-01\tsenast juni 2026\tYlva Frost\tgul\n"
    "KFN 2025/131\tNämndinitiativ om lekparker\ti somras\t\tÅke Lind\t\n"
    "\tBelysning längs strandpromenaden\t\tvåren 2026\t\t\n"
    "Summa\t3\n"
)


def paste(window: MainWindow, text: str = "", html: str = "") -> None:
    """Have this on the clipboard and press Ctrl+V where the focus is."""
    data = QMimeData()
    if text:
        data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)
    target = QApplication.focusWidget()
    assert target is not None


def page_of(window: MainWindow) -> WatchlistPage:
    page = window.page("watchlist")
    assert isinstance(page, WatchlistPage)
    return page


def show_list(qtbot: QtBot, window: MainWindow, text: str = LIST) -> WatchlistPage:
    paste(window, text)
    press(qtbot, KEY.Key_V, CTRL)
    idle(qtbot, window.desk)
    return page_of(window)


def outcomes(page: WatchlistPage) -> list[str]:
    return [str(page.rows.model.data(page.rows.model.index(row, 1))) for row in range(page.rows.model.rowCount())]


def cases(window: MainWindow) -> list[str]:
    return [case.title for case in all_cases(store_of(window))]


def test_an_empty_office_begins_with_a_pasted_list_by_keys_alone(qtbot: QtBot, empty_window: MainWindow):
    window = empty_window
    page = show_list(qtbot, window)

    assert window.current_name == "watchlist"
    assert outcomes(page) == ["Nytt ärende", "Nytt ärende", "Nytt ärende", "Hoppas över"]
    assert page.summary.text() == "3 ärenden: 2 nya, 1 nytt utan nummer"
    assert QApplication.focusWidget() is page.table
    assert cases(window) == [], "nothing is stored before OK"

    press(qtbot, KEY.Key_Return, CTRL)
    assert page.bar.words.text().startswith("Skriv nämndens namn")
    assert QApplication.focusWidget() in (page.namnd_box, page.namnd_box.lineEdit())
    write(qtbot, "Kulturnämnden")
    press(qtbot, KEY.Key_Return, CTRL)
    idle(qtbot, window.desk)

    assert window.current_name == "cases"
    assert sorted(case.title for case in window.cases.model.rows()) == [
        "Belysning längs strandpromenaden",
        "Granskning av badplatser",
        "Nämndinitiativ om lekparker",
    ]
    assert window.messages.bar.words.text() == "3 ärenden är inlästa."
    assert {case.note for case in all_cases(store_of(window))} == {
        "",
        "inklistrad lista, rad 3:\nFärg: gul",
        "inklistrad lista, rad 4:\nInkom: i somras",
    }

    press(qtbot, KEY.Key_Z, CTRL)
    idle(qtbot, window.desk)
    assert cases(window) == [], "one undo takes all of it away"
    assert window.messages.bar.words.text() == "Ångrat: läste in bevakningslistan. 3 ärenden är borta ur listan."


def test_what_is_there_already_is_not_made_again(qtbot: QtBot, window: MainWindow):
    before = len(cases(window))
    page = show_list(qtbot, window, f"Dnr\tÄrende\n{LAXHJALP.replace('-', ' ')}\tLäxhjälp\nBUN-2026-0999\tNytt\n")

    assert outcomes(page) == ["Läggs till", "Nytt ärende"]
    assert "ärendet har" in page.row_panel.odd.text()
    press(qtbot, KEY.Key_Return, CTRL)
    idle(qtbot, window.desk)

    assert len(cases(window)) == before + 1


def test_space_changes_what_the_chosen_rows_become(qtbot: QtBot, empty_window: MainWindow):
    page = show_list(qtbot, empty_window)

    press(qtbot, KEY.Key_Space)
    assert outcomes(page)[0] == "Hoppas över"
    press(qtbot, KEY.Key_Down)
    press(qtbot, KEY.Key_Down, SHIFT)
    press(qtbot, KEY.Key_Space)
    assert outcomes(page) == ["Hoppas över"] * 4
    assert page.summary.text() == "3 ärenden: 3 hoppas över"

    press(qtbot, KEY.Key_Escape)
    assert "är inte sparat" in page.bar.words.text()
    press(qtbot, KEY.Key_Escape)
    assert empty_window.current_name == "cases"


def test_a_row_that_waits_for_a_choice_is_shown_before_anything_is_stored(qtbot: QtBot, window: MainWindow):
    kept = next(case for case in all_cases(store_of(window)) if case.dnr == LAXHJALP)
    before = len(cases(window))
    page = show_list(qtbot, window, f"Dnr\tÄrende\nBUN-2026-0998\tNytt\n\t{kept.title}\n")
    assert outcomes(page) == ["Nytt ärende", "Välj"]

    press(qtbot, KEY.Key_Return, CTRL)
    assert page.bar.words.text().startswith("En rad väntar på ditt val")
    assert page.table.currentIndex().row() == 1
    press(qtbot, KEY.Key_Return)
    assert QApplication.focusWidget() is page.row_panel.choice
    while page.row_panel.choice.currentData() != Outcome.JOIN:
        press(qtbot, KEY.Key_Down)
    press(qtbot, KEY.Key_Return, CTRL)
    idle(qtbot, window.desk)

    assert len(cases(window)) == before + 1


def test_columns_are_said_once_and_remembered(qtbot: QtBot, empty_window: MainWindow, tmp_path: Path):
    content = xlsx({"Lista": [["Ref", "Sak", "Dag"], ["KFN 2025/117", "Badplatser för alla", "2026-03-31"]]})
    path = tmp_path / "lista.xlsx"
    path.write_bytes(content)
    page = page_of(empty_window)
    empty_window.incoming.take_files([path])
    idle(qtbot, empty_window.desk)
    assert page.mapping.boxes[0].accessibleName() == "Kolumnen Ref innehåller"
    wanted = (ListField.diarienummer, ListField.rubrik, ListField.svarsdag)

    for box, holds in zip(page.mapping.boxes, wanted, strict=True):
        box.setFocus()
        while box.currentData() != holds.value:
            press(qtbot, KEY.Key_Down if box.currentIndex() < box.findData(holds.value) else KEY.Key_Up)
    press(qtbot, KEY.Key_Tab)
    assert page.columns() == wanted
    qtbot.waitUntil(lambda: page._planned)
    page.namnd_box.setEditText("Kulturnämnden")
    page.accept()
    idle(qtbot, empty_window.desk)

    [case] = all_cases(store_of(empty_window))
    assert (case.dnr, case.title) == ("KFN 2025/117", "Badplatser för alla")
    assert [day.words for day in load_case(store_of(empty_window), case.stored_id).reply_days] == ["2026-03-31"]
    assert load_settings(empty_window.folder.settings).columns_for("dag|ref|sak")

    empty_window.incoming.take_files([path])
    idle(qtbot, empty_window.desk)
    assert page.columns() == (ListField.diarienummer, ListField.rubrik, ListField.svarsdag)
    assert outcomes(page) == ["Finns redan"]


def test_a_field_stands_in_one_column_only(qtbot: QtBot, empty_window: MainWindow):
    page = show_list(qtbot, empty_window)
    color = page.mapping.boxes[5]

    color.setCurrentIndex(color.findData(ListField.diarienummer.value))
    color.activated.emit(color.currentIndex())

    assert page.columns()[0] is None
    qtbot.waitUntil(lambda: page._planned)
    idle(qtbot, empty_window.desk)
    assert page.summary.text().startswith("3 ärenden")


def test_another_row_may_name_the_columns_and_another_sheet_be_the_list(qtbot: QtBot, empty_window, tmp_path: Path):
    path = tmp_path / "lista.xlsx"
    rows = [["Dnr", "Ärende"], *([f"KFN 2025/{n}", f"Ärende {n} om bad"] for n in range(5))]
    path.write_bytes(xlsx({"Försättsblad": [["Kulturnämnden", "2026"]], "Lista": rows}))
    page = page_of(empty_window)
    empty_window.incoming.take_files([path])
    idle(qtbot, empty_window.desk)
    assert page.sheet_box.currentText() == "Lista"

    page.heading_box.setCurrentIndex(0)
    page.heading_box.activated.emit(0)
    idle(qtbot, empty_window.desk)
    assert [column.title for column in page.rows.model.columns][3:] == ["Kolumn A", "Kolumn B"]

    page.sheet_box.setCurrentIndex(0)
    page.sheet_box.activated.emit(0)
    idle(qtbot, empty_window.desk)
    assert page.rows.model.rowCount() <= 1


def test_a_file_that_is_no_list_is_told_and_another_can_be_chosen(qtbot: QtBot, empty_window, tmp_path: Path):
    bad, good = tmp_path / "trasig.xlsx", tmp_path / "bra.csv"
    bad.write_bytes(b"PK\x03\x04 no more")
    good.write_text("Dnr;Ärende\nKFN 2025/1;Bad\n", encoding="utf-8")
    page = page_of(empty_window)
    empty_window.incoming.take_files([bad])
    idle(qtbot, empty_window.desk)
    assert page.bar.words.text().startswith("«trasig.xlsx» är skadad.")
    assert QApplication.focusWidget() is page.choose_button

    page.choose_list = lambda _: str(good)
    press(qtbot, KEY.Key_Space)
    idle(qtbot, empty_window.desk)
    assert outcomes(page) == ["Nytt ärende"]


def test_a_reading_in_that_is_stopped_leaves_nothing(qtbot: QtBot, empty_window: MainWindow, monkeypatch):
    page = show_list(qtbot, empty_window)
    page.namnd_box.setEditText("Kulturnämnden")

    page.accept()
    page._under_way.stopped.set()
    press(qtbot, KEY.Key_Escape)
    idle(qtbot, empty_window.desk)

    if cases(empty_window):  # it was done before it could be stopped, and is told as such
        assert empty_window.current_name == "cases"
    else:
        assert page.bar.words.text() == "Inläsningen är avbruten. Inget är sparat."
        assert page.stack.currentIndex() == 1


def test_a_document_that_is_let_go_there_is_reviewed_as_what_it_is(qtbot: QtBot, empty_window: MainWindow):
    empty_window.commands.read_list()

    page_of(empty_window).begin.dropped.emit([str(LETTER)])
    idle(qtbot, empty_window.desk)

    assert empty_window.current_name == "review"


def test_the_menu_leads_to_the_list_and_the_empty_list_of_cases_too(qtbot: QtBot, empty_window: MainWindow):
    empty_window.menus.actions["read_list"].trigger()
    assert empty_window.current_name == "watchlist"
    assert QApplication.focusWidget() is page_of(empty_window).choose_button

    press(qtbot, KEY.Key_Escape)
    assert empty_window.current_name == "cases"
    empty_window.cases.first_list.click()
    assert empty_window.current_name == "watchlist"


OLD = (
    "Balanslista {namnd}\nUtskriven 2025-03-01\n"
    "Dnr\tÄrende\tHandläggning\tKollas\tSett\tPrio\n"
    "BUN 2025/101\tLäxhjälp\tYlva\t31/3\t2025-01-15\ta\n"
    "BUN 2019/102\tBelysning\tÅke\tv. 14\t2025-02-02\tb\n"
)


def two_namnder(qtbot: QtBot, window: MainWindow) -> None:
    """Have two nämnder, the first with a case whose number begins with SN."""
    for namnd, dnr in (("Socialnämnden", "SN 2025/1"), ("Barn- och utbildningsnämnden", "BUN 2025/1")):
        page = show_list(qtbot, window, f"Dnr\tÄrende\tNämnd\n{dnr}\tBad för {namnd}\t{namnd}\n")
        if page.settings.namnd() is None:
            page.namnd_box.setEditText(namnd)
        page.accept()
        idle(qtbot, window.desk)


def tags(page: WatchlistPage) -> list[str]:
    QApplication.processEvents()  # what was laid out last is shown
    return [tag.accessibleName() for tag in page.head.findChildren(StateTag) if not tag.isHidden()]


def test_the_namnd_is_the_one_that_the_list_names_and_else_is_chosen(qtbot: QtBot, empty_window: MainWindow):
    two_namnder(qtbot, empty_window)

    page = show_list(qtbot, empty_window, OLD.format(namnd="barn- och utbildningsnämnden"))
    assert page.namnd_box.currentText() == "Barn- och utbildningsnämnden"
    assert tags(page) == []

    press(qtbot, KEY.Key_Escape)
    idle(qtbot, empty_window.desk)
    page = show_list(qtbot, empty_window, OLD.format(namnd="för våren"))
    assert page.namnd_box.currentText() == ""
    before = len(cases(empty_window))
    press(qtbot, KEY.Key_Return, CTRL)
    assert page.bar.words.text().startswith("Välj nämnd.")
    assert QApplication.focusWidget() is page.namnd_box
    while page.namnd_box.currentText() != "Socialnämnden":
        press(qtbot, KEY.Key_Down)
    assert tags(page) == ["Listans nummer börjar med BUN, men Socialnämnden har SN"]
    press(qtbot, KEY.Key_Return, CTRL)
    idle(qtbot, empty_window.desk)
    assert len(cases(empty_window)) == before + 2


def test_a_list_of_a_namnd_that_is_new_makes_it(qtbot: QtBot, empty_window: MainWindow):
    two_namnder(qtbot, empty_window)
    page = show_list(qtbot, empty_window, OLD.format(namnd="kulturnämnden"))

    assert page.namnd_box.currentText() == "Kulturnämnden"
    press(qtbot, KEY.Key_Return, CTRL)
    idle(qtbot, empty_window.desk)

    assert sorted(namnd.name for namnd in all_namnder(store_of(empty_window))) == [
        "Barn- och utbildningsnämnden",
        "Kulturnämnden",
        "Socialnämnden",
    ]


def test_columns_of_days_are_proposed_and_told_where_they_become_notes(qtbot: QtBot, empty_window: MainWindow):
    page = show_list(qtbot, empty_window, OLD.format(namnd="kulturnämnden"))
    assert page.columns()[3:5] == (ListField.svarsdag, ListField.inkom)
    assert tags(page) == []
    assert page.row_panel.facts.text().endswith("«31/3»: året är inte skrivet, det blir 2025.")
    assert [page.rows.model.data(page.rows.model.index(row, 2)) for row in (0, 1)] == ["år ej skrivet", "1 påpekande"]

    box = page.mapping.boxes[3]
    box.setCurrentIndex(0)
    box.activated.emit(0)
    idle(qtbot, empty_window.desk)
    qtbot.waitUntil(lambda: tags(page) == ["«Kollas» har datum men blir anteckning"])


def test_f8_stops_at_the_row_whose_reckoned_year_lies_far_from_its_number(qtbot: QtBot, empty_window: MainWindow):
    page = show_list(qtbot, empty_window, OLD.format(namnd="kulturnämnden"))

    press(qtbot, KEY.Key_F8)

    assert page.table.currentIndex().row() == 1
    assert page.row_panel.odd.text() == "«v. 14»: året är inte skrivet, det blir 2025."


@pytest.mark.parametrize("look", [(Appearance.LIGHT, 10), (Appearance.DARK, 10), (Appearance.LIGHT, 16)])
@pytest.mark.parametrize("filled", [False, True])
def test_the_page_holds_in_every_look(qtbot: QtBot, empty_window: MainWindow, look, filled):
    empty_window.theme.set_appearance(look[0])
    empty_window.theme.set_text_points(look[1])
    if filled:
        show_list(qtbot, empty_window)
    else:
        empty_window.commands.read_list()
    idle(qtbot, empty_window.desk)
    QApplication.processEvents()  # what was shown last is laid out

    assert problems(page_of(empty_window)) == []
