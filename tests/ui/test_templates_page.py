"""The page of templates: one's own are made, changed, put in order and seen as they come out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from nemndsekr.documents.template_files import Values, load_template, template_values
from nemndsekr.operations.edit_record import edit_record
from nemndsekr.operations.own_templates import (
    ListedTemplate,
    copy_template,
    export_template,
    listed_templates,
    open_template,
)
from nemndsekr.operations.template_fields import TEMPLATE_GROUPS
from nemndsekr.records.template import OwnTemplate
from nemndsekr.store.database import Store
from nemndsekr.store.queries import find_case, own_templates
from nemndsekr.ui.document_page import DocumentPage
from nemndsekr.ui.main_window import MainWindow
from nemndsekr.ui.templates_page import TemplatesPage
from tests.operations.test_own_templates import picture
from tests.ui.conftest import NOW, SKOLSKJUTS, idle, let_go_over, press, store_of, write
from tests.ui.kit.audit import access_key_clashes, problems
from tests.ui.test_access_keys import clashes_with_menus
from tests.ui.test_main_window import keys_heard_twice

KEY, CTRL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


def own(store: Store) -> list[ListedTemplate]:
    return [one for one in listed_templates(store) if one.template_id]


def values_of(store: Store, name: str = "") -> Values:
    opened = open_template(store, name or own(store)[0].name)
    assert opened is not None
    assert opened.values is not None
    return opened.values


def paper(page: TemplatesPage) -> str:
    """What the pages say."""
    return " ".join(page.preview.paper.page_text(at + 1) for at in range(page.preview.paper.pages))


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> TemplatesPage:
    """The page with the neutral yttrande chosen."""
    press(qtbot, KEY.Key_6, CTRL)
    idle(qtbot, window.desk)
    shown = window.current
    assert isinstance(shown, TemplatesPage)
    shown.list.choose("neutral_yttrande")
    idle(qtbot, window.desk)
    return shown


@pytest.fixture
def mine(qtbot: QtBot, window: MainWindow, page: TemplatesPage) -> TemplatesPage:
    """The page with a copy of it."""
    qtbot.mouseClick(page.copy_button, LEFT)
    settle(qtbot, window, page)
    return page


def settle(qtbot: QtBot, window: MainWindow, page: TemplatesPage) -> None:
    """Wait until all is stored, read again and seen on paper."""
    qtbot.waitUntil(lambda: not page._timer.isActive() and not page._building and not window.desk.background.busy)
    idle(qtbot, window.desk)


def editor_of(page: TemplatesPage, *place: str | int) -> Any:
    return page.editor.bounds[place].field.editor


def open_fold(page: TemplatesPage, key: str) -> None:
    page.editor.folds[key].set_open()


def written(qtbot: QtBot, editor: QWidget, words: str) -> None:
    """Write in a field instead of what stands there."""
    editor.setFocus()
    assert isinstance(editor, QLineEdit | QTextEdit)
    editor.selectAll()
    write(qtbot, words)


def test_the_programs_own_templates_are_read_and_not_changed(page: TemplatesPage):
    assert page.bar.isVisible()
    assert page.copy_button.isEnabled()
    assert editor_of(page, "title").isReadOnly()
    assert not editor_of(page, "voice").isEnabled()
    assert not page.remove_action.isEnabled()
    assert page.export_action.isEnabled()
    assert not page.editor.logo.choose_button.isEnabled()
    page.editor.blocks.rows.choose(("in", 2))
    page.editor.blocks.rows.move_current(1)
    assert page.editor.blocks.parts == template_values(load_template("neutral_yttrande"))["blocks"]


def test_a_copy_is_made_and_its_name_is_to_be_written_at_once(qtbot: QtBot, window: MainWindow, mine: TemplatesPage):
    name = editor_of(mine, "label")
    qtbot.waitUntil(name.hasFocus)
    assert name.selectedText() == "Neutralt yttrande (egen)"

    write(qtbot, "Vårt svar")
    press(qtbot, KEY.Key_S, CTRL)
    settle(qtbot, window, mine)

    assert [one.label for one in own(store_of(window))] == ["Vårt svar"]
    assert mine.panel.title.text() == "Vårt svar"
    assert mine.list.current_key() == "neutralt_yttrande_egen"
    assert name.hasFocus()
    assert name.cursorPosition() == len("Vårt svar")


def test_what_is_written_is_saved_by_itself_and_seen_on_the_paper(
    qtbot: QtBot, window: MainWindow, mine: TemplatesPage
):
    written(qtbot, editor_of(mine, "document_name"), "Svar till revisorerna")

    qtbot.waitUntil(lambda: "Svar till revisorerna" in paper(mine), timeout=5000)
    settle(qtbot, window, mine)
    assert values_of(store_of(window))["document_name"] == "Svar till revisorerna"

    press(qtbot, KEY.Key_Z, CTRL)
    press(qtbot, KEY.Key_Tab)
    settle(qtbot, window, mine)
    assert values_of(store_of(window))["document_name"] == "Yttrande"


def test_one_visit_to_a_field_is_one_step_back(qtbot: QtBot, window: MainWindow, mine: TemplatesPage):
    written(qtbot, editor_of(mine, "document_name"), "Svar")
    settle(qtbot, window, mine)
    press(qtbot, KEY.Key_Tab)
    mine.list.setFocus()
    press(qtbot, KEY.Key_Z, CTRL)
    settle(qtbot, window, mine)

    assert values_of(store_of(window))["document_name"] == "Yttrande"
    assert editor_of(mine, "document_name").text() == "Yttrande"
    press(qtbot, KEY.Key_Z, CTRL)
    settle(qtbot, window, mine)
    assert own(store_of(window)) == []
    assert window.current is mine


def test_a_field_that_does_not_exist_is_told_under_the_line_and_the_paper_stays(
    qtbot: QtBot, window: MainWindow, mine: TemplatesPage
):
    before = paper(mine)
    title = mine.editor.bounds["title",].field
    written(qtbot, title.editor, "{titel}")
    press(qtbot, KEY.Key_S, CTRL)
    settle(qtbot, window, mine)

    told = title.message.words.text()
    assert told.startswith("Uppgiften {titel} finns inte.")
    assert "Infoga uppgift" in told
    assert paper(mine) == before
    assert values_of(store_of(window))["title"] == "{title}"
    assert str(mine.refused) == told

    written(qtbot, title.editor, "Svar: {title}")
    press(qtbot, KEY.Key_S, CTRL)
    settle(qtbot, window, mine)
    assert not title.message.isVisible()
    assert not mine.editor.ledger.refused
    assert "Svar: " in paper(mine)


@pytest.mark.parametrize("place", ["title", "lines"])
def test_who_writes_what_was_stored_again_hears_no_more_of_what_was_refused(
    qtbot: QtBot, window: MainWindow, mine: TemplatesPage, place: str
):
    open_fold(mine, "head")
    bound = mine.editor.bounds["title",] if place == "title" else mine.editor.cells.bounds[place]
    editor: Any = bound.field.editor
    stored = editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()
    written(qtbot, editor, f"{stored} {{x")
    press(qtbot, KEY.Key_S, CTRL)
    settle(qtbot, window, mine)
    assert bound.field.message.isVisible()

    for _ in range(len(" {x")):
        press(qtbot, KEY.Key_Backspace)
    settle(qtbot, window, mine)

    assert not bound.field.message.isVisible()
    assert mine.refused is None
    assert window.status.saved_state.words.text().startswith("Sparat")


def test_a_field_is_put_in_from_the_menu_where_one_was_writing(qtbot: QtBot, window: MainWindow, mine: TemplatesPage):
    insert = mine.insert
    assert not insert.button.isEnabled()
    assert "klammer" in insert.button.toolTip()
    title = editor_of(mine, "title")
    written(qtbot, title, "Svar på ")
    assert insert.button.isEnabled()

    insert.menu.aboutToShow.emit()
    act = next(one for one in insert.menu.actions() if one.text().endswith("{rapportens titel}"))
    assert act.text().startswith("Rapportens titel")
    act.trigger()
    press(qtbot, KEY.Key_S, CTRL)
    settle(qtbot, window, mine)

    assert title.hasFocus()
    assert title.text() == "Svar på {rapportens titel}"
    assert values_of(store_of(window))["title"] == "Svar på {report_title}"
    editor_of(mine, "label").setFocus()
    assert not insert.button.isEnabled()


def test_only_what_is_filled_in_there_is_offered_besides(qtbot: QtBot, mine: TemplatesPage):
    open_fold(mine, "pages")
    editor_of(mine, "page_note").setFocus()
    mine.insert.menu.aboutToShow.emit()

    first = [one.text() for one in mine.insert.menu.actions()][:3]
    assert first == ["Sidans nummer\t{sida}", "Antal sidor\t{sidor}", ""]


def test_parts_are_moved_by_keys_left_out_and_taken_in_again(qtbot: QtBot, window: MainWindow, mine: TemplatesPage):
    open_fold(mine, "blocks")
    blocks = mine.editor.blocks
    keys = [part["key"] for part in blocks.parts]
    blocks.rows.setFocus()
    blocks.rows.choose(("in", 3))

    press(qtbot, KEY.Key_Up, ALT)
    settle(qtbot, window, mine)
    assert [part["key"] for part in blocks.parts][:4] == [keys[0], keys[1], keys[3], keys[2]]
    assert blocks.rows.current_key() == ("in", 2)
    assert blocks.rows.hasFocus()

    press(qtbot, KEY.Key_Space)
    settle(qtbot, window, mine)
    assert keys[3] not in [part["key"] for part in blocks.parts]
    press(qtbot, KEY.Key_Space)
    settle(qtbot, window, mine)
    assert keys[3] in [part["key"] for part in blocks.parts]
    for _ in range(3):
        press(qtbot, KEY.Key_Z, CTRL)
    settle(qtbot, window, mine)
    assert [part["key"] for part in values_of(store_of(window))["blocks"]] == keys


def rows_of(page: TemplatesPage) -> list[tuple[str, bool]]:
    return [(row.text, row.checked) for row in page.editor.blocks.list.rows()]


def stored_keys(window: MainWindow) -> list[str]:
    return [part["key"] for part in values_of(store_of(window))["blocks"]]


@pytest.mark.parametrize("at_once", [True, False])
def test_a_part_that_is_left_out_stands_where_it_stood_and_a_second_press_takes_it_in_again(
    qtbot: QtBot, window: MainWindow, mine: TemplatesPage, at_once: bool
):
    open_fold(mine, "blocks")
    before, keys = rows_of(mine), stored_keys(window)
    mine.editor.blocks.rows.setFocus()
    mine.editor.blocks.rows.choose(("in", 3))
    written(qtbot, editor_of_block(mine, "heading"), "Kommunens egna ord")
    mine.editor.blocks.rows.setFocus()

    press(qtbot, KEY.Key_Space)
    if not at_once:
        settle(qtbot, window, mine)
        assert stored_keys(window) == keys[:3] + keys[4:]
        assert [checked for _, checked in rows_of(mine)][:5] == [True, True, True, False, True]
        assert rows_of(mine)[3][0] == "Kommunens egna ord"
    press(qtbot, KEY.Key_Space)
    settle(qtbot, window, mine)

    assert stored_keys(window) == keys
    assert values_of(store_of(window))["blocks"][3]["heading"] == "Kommunens egna ord"
    assert [checked for _, checked in rows_of(mine)] == [checked for _, checked in before]
    assert mine.editor.blocks.rows.current_key() == ("in", 3)


def test_several_parts_are_left_out_in_a_row_without_waiting(qtbot: QtBot, window: MainWindow, mine: TemplatesPage):
    open_fold(mine, "blocks")
    keys = stored_keys(window)
    mine.editor.blocks.rows.setFocus()
    mine.editor.blocks.rows.choose(("in", 3))

    for key in (KEY.Key_Space, KEY.Key_Down, KEY.Key_Space, KEY.Key_Down, KEY.Key_Space):
        press(qtbot, key)
    settle(qtbot, window, mine)

    assert stored_keys(window) == keys[:3] + keys[6:]
    assert [checked for _, checked in rows_of(mine)][:7] == [True, True, True, False, False, False, True]


def test_a_part_is_moved_past_one_that_is_left_out(qtbot: QtBot, window: MainWindow, mine: TemplatesPage):
    open_fold(mine, "blocks")
    keys = stored_keys(window)
    mine.editor.blocks.rows.setFocus()
    mine.editor.blocks.rows.choose(("in", 3))
    press(qtbot, KEY.Key_Space)
    mine.editor.blocks.rows.choose(("in", 2))

    press(qtbot, KEY.Key_Down, ALT)
    settle(qtbot, window, mine)

    assert stored_keys(window) == [*keys[:2], keys[4], keys[2], *keys[5:]]
    assert mine.editor.blocks.rows.current_key() == ("in", 3)


def test_undoing_a_part_left_out_takes_it_in_once(qtbot: QtBot, window: MainWindow, mine: TemplatesPage):
    open_fold(mine, "blocks")
    before = rows_of(mine)
    mine.editor.blocks.rows.setFocus()
    mine.editor.blocks.rows.choose(("in", 3))
    press(qtbot, KEY.Key_Space)
    settle(qtbot, window, mine)

    press(qtbot, KEY.Key_Z, CTRL)
    settle(qtbot, window, mine)

    assert rows_of(mine) == before


def test_words_of_ones_own_that_were_left_out_are_not_lost(qtbot: QtBot, window: MainWindow, mine: TemplatesPage):
    open_fold(mine, "blocks")
    mine.editor.blocks.rows.choose(("in", 2))
    qtbot.mouseClick(mine.editor.blocks.text_button, LEFT)
    settle(qtbot, window, mine)
    written(qtbot, editor_of_block(mine, "text"), "Ett stycke som alltid står här.")
    mine.editor.blocks.rows.setFocus()

    press(qtbot, KEY.Key_Space)
    settle(qtbot, window, mine)
    assert "fixed_text" not in stored_keys(window)
    press(qtbot, KEY.Key_Space)
    settle(qtbot, window, mine)

    [own_text] = [part for part in values_of(store_of(window))["blocks"] if part["key"] == "fixed_text"]
    assert own_text["text"] == "Ett stycke som alltid står här."


def editor_of_block(page: TemplatesPage, name: str) -> Any:
    return page.editor.blocks.bounds[name].field.editor


def test_a_part_is_dragged_to_its_place(qtbot: QtBot, window: MainWindow, mine: TemplatesPage):
    mine.editor.folds["names"].set_open(False)
    open_fold(mine, "blocks")
    rows = mine.editor.blocks.rows
    qtbot.waitUntil(lambda: rows.visualRect(rows.model().index(4, 0)).isValid() and rows.isVisible())
    keys = [part["key"] for part in mine.editor.blocks.parts]
    start, end = (rows.visualRect(rows.model().index(at, 0)).center() for at in (1, 4))

    qtbot.mousePress(rows.viewport(), LEFT, pos=start)
    for step in range(1, 6):
        qtbot.mouseMove(rows.viewport(), start + QPoint(0, (end.y() - start.y()) * step // 5))
        drag(rows, start + QPoint(0, (end.y() - start.y()) * step // 5))
    qtbot.mouseRelease(rows.viewport(), LEFT, pos=end)
    settle(qtbot, window, mine)

    assert [part["key"] for part in mine.editor.blocks.parts] == [keys[0], *keys[2:5], keys[1], *keys[5:]]
    assert rows.current_key() == ("in", 4)


def drag(rows: Any, at: QPoint) -> None:
    """Move the mouse with its button held, which QTest does not."""
    none = Qt.KeyboardModifier.NoModifier
    place = QPointF(at)
    event = QMouseEvent(
        QEvent.Type.MouseMove, place, rows.viewport().mapToGlobal(place), Qt.MouseButton.NoButton, LEFT, none
    )
    QApplication.sendEvent(rows.viewport(), event)


def test_the_heading_of_a_part_goes_with_it_when_it_is_moved_at_once(
    qtbot: QtBot, window: MainWindow, mine: TemplatesPage
):
    open_fold(mine, "blocks")
    blocks = mine.editor.blocks
    at = [part["key"] for part in blocks.parts].index("yttrande_inledning")
    blocks.rows.choose(("in", at))
    written(qtbot, blocks.bounds["heading"].field.editor, "I korthet")
    qtbot.mouseClick(blocks.up_button, LEFT)
    settle(qtbot, window, mine)

    assert values_of(store_of(window))["blocks"][at - 1]["heading"] == "I korthet"
    assert blocks.bounds["heading"].value == "I korthet"
    assert "I korthet" in paper(mine)


def test_the_title_of_the_document_is_always_printed(qtbot: QtBot, window: MainWindow, mine: TemplatesPage):
    open_fold(mine, "blocks")
    blocks = mine.editor.blocks
    blocks.rows.setFocus()
    blocks.rows.choose(("in", 0))
    press(qtbot, KEY.Key_Space)
    settle(qtbot, window, mine)

    assert blocks.parts[0]["key"] == "title"
    assert "alltid" in blocks.message.words.text()
    assert blocks.list.rows()[0].checked


def test_words_of_ones_own_are_put_in(qtbot: QtBot, window: MainWindow, mine: TemplatesPage):
    open_fold(mine, "blocks")
    blocks = mine.editor.blocks
    blocks.rows.choose(("in", 1))
    qtbot.mouseClick(blocks.text_button, LEFT)
    settle(qtbot, window, mine)
    assert blocks.chosen_words.text() == "Egen text"

    written(qtbot, blocks.bounds["text"].field.editor, "Nämnden tackar {requester}.")
    press(qtbot, KEY.Key_S, CTRL)
    settle(qtbot, window, mine)

    assert values_of(store_of(window))["blocks"][2]["text"] == "Nämnden tackar {requester}."


def test_a_box_of_the_header_is_added_written_and_taken_away(qtbot: QtBot, window: MainWindow, mine: TemplatesPage):
    open_fold(mine, "head")
    cells = mine.editor.cells
    count = len(cells.parts)
    qtbot.mouseClick(cells.new_button, LEFT)
    settle(qtbot, window, mine)
    assert len(cells.parts) == count + 1

    written(qtbot, cells.bounds["label"].field.editor, "Handläggare")
    written(qtbot, cells.bounds["lines"].field.editor, "{officer}")
    press(qtbot, KEY.Key_S, CTRL)
    settle(qtbot, window, mine)
    assert {"label": "Handläggare", "lines": ["{officer}"]} in values_of(store_of(window))["header"]

    qtbot.mouseClick(cells.remove_button, LEFT)
    settle(qtbot, window, mine)
    assert len(values_of(store_of(window))["header"]) == count


def test_a_template_without_boxes_can_get_one(qtbot: QtBot, window: MainWindow, mine: TemplatesPage):
    open_fold(mine, "head")
    cells = mine.editor.cells
    while cells.parts:
        qtbot.mouseClick(cells.remove_button, LEFT)
        settle(qtbot, window, mine)
    assert not cells.rows.isVisible()
    qtbot.mouseClick(cells.new_button, LEFT)
    settle(qtbot, window, mine)

    assert [cell["label"] for cell in values_of(store_of(window))["header"]] == ["Ny ruta"]


def test_choices_boxes_and_labels_are_saved_as_what_they_are(qtbot: QtBot, window: MainWindow, mine: TemplatesPage):
    for key in ("recommendation", "decision", "look"):
        open_fold(mine, key)
    qtbot.mouseClick(editor_of(mine, "recommendation", "italic"), LEFT, pos=QPoint(8, 8))
    wording = editor_of(mine, "recommendation", "wording")
    wording.setFocus()
    press(qtbot, KEY.Key_Down)
    written(qtbot, editor_of(mine, "recommendation", "measures"), "Åtgärd")
    written(qtbot, editor_of(mine, "look", "size"), "11,5")
    press(qtbot, KEY.Key_S, CTRL)
    settle(qtbot, window, mine)

    kept = values_of(store_of(window))
    assert kept["recommendation"]["italic"] is True
    assert kept["recommendation"]["wording"] == "own"
    assert kept["recommendation"]["measures"] == ["Åtgärd", "", "", ""]
    assert kept["look"]["size"] == 11.5

    size = mine.editor.bounds["look", "size"].field
    written(qtbot, size.editor, "stor")
    press(qtbot, KEY.Key_S, CTRL)
    settle(qtbot, window, mine)
    assert "ska vara ett tal" in size.message.words.text()
    assert values_of(store_of(window))["look"]["size"] == 11.5


def test_a_template_shows_only_the_words_that_its_parts_use(page: TemplatesPage, qtbot: QtBot, window: MainWindow):
    folds = page.editor.folds
    assert folds["recommendation"].isVisibleTo(page.editor)
    assert not folds["card"].isVisibleTo(page.editor)
    page.list.choose("neutral_arendekort")
    idle(qtbot, window.desk)
    assert folds["card"].isVisibleTo(page.editor)
    assert not folds["recommendation"].isVisibleTo(page.editor)


def test_every_group_of_fields_is_on_the_page(page: TemplatesPage):
    assert {group.key for group in TEMPLATE_GROUPS} | {"blocks"} == set(page.editor.folds)


def test_a_logo_is_chosen_told_of_when_it_will_not_do_and_taken_away(
    qtbot: QtBot, window: MainWindow, mine: TemplatesPage, tmp_path: Path
):
    open_fold(mine, "logo")
    logo, good, bad = mine.editor.logo, tmp_path / "vapen.png", tmp_path / "brev.docx"
    good.write_bytes(picture())
    bad.write_bytes(b"PK")
    mine.choose_open = lambda *_: str(bad)
    qtbot.mouseClick(logo.choose_button, LEFT)
    settle(qtbot, window, mine)
    assert logo.message.words.text().startswith("brev.docx är varken PNG eller JPEG.")

    mine.choose_open = lambda *_: str(good)
    qtbot.mouseClick(logo.choose_button, LEFT)
    settle(qtbot, window, mine)
    assert logo.picture.isVisible()
    assert not logo.message.isVisible()
    assert own_templates(store_of(window))[1] == {own_templates(store_of(window))[0][0].logo_sha256: picture()}

    qtbot.mouseClick(logo.remove_button, LEFT)
    settle(qtbot, window, mine)
    assert not logo.picture.isVisible()
    assert own_templates(store_of(window))[1] == {}


def test_a_template_is_saved_as_a_file_and_taken_in(
    qtbot: QtBot, window: MainWindow, mine: TemplatesPage, tmp_path: Path
):
    path = tmp_path / "min.nemndmall"
    asked: list[str] = []

    def where(parent: QWidget, title: str, suggested: str, kinds: str) -> str:
        asked.append(Path(suggested).name)
        return str(path)

    mine.choose_save = where
    mine.export_action.trigger()
    settle(qtbot, window, mine)
    assert asked == ["Neutralt yttrande (egen).nemndmall"]
    assert path.is_file()
    assert mine.message.isVisible()

    mine.choose_open = lambda *_: str(path)
    qtbot.mouseClick(mine.import_button, LEFT)
    settle(qtbot, window, mine)
    assert [one.label for one in own(store_of(window))] == ["Neutralt yttrande (egen)", "Neutralt yttrande (egen) 2"]
    assert mine.panel.title.text() == "Neutralt yttrande (egen) 2"


def test_a_file_that_is_let_go_over_the_window_is_taken_in(qtbot: QtBot, window: MainWindow, tmp_path: Path):
    path = tmp_path / "grannens.nemndmall"
    export_template(store_of(window), "malmo_yttrande", path)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])

    assert let_go_over(window, data)
    idle(qtbot, window.desk)
    assert isinstance(window.current, TemplatesPage)
    assert [one.kind for one in own(store_of(window))] == ["yttrande"]
    assert window.current.panel.title.text() == own(store_of(window))[0].label


def test_keys_copy_and_take_away(qtbot: QtBot, window: MainWindow, page: TemplatesPage):
    page.list.setFocus()
    press(qtbot, KEY.Key_Delete)
    assert page.message.isVisible()
    press(qtbot, KEY.Key_N, CTRL)
    settle(qtbot, window, page)
    assert len(own(store_of(window))) == 1

    page.list.setFocus()
    press(qtbot, KEY.Key_Delete)
    settle(qtbot, window, page)
    assert own(store_of(window)) == []


def test_a_broken_file_is_told_of_with_its_line(qtbot: QtBot, window: MainWindow, page: TemplatesPage, tmp_path: Path):
    path = tmp_path / "fel.toml"
    path.write_text('label = "Fel"\nkind = "yttrande"\ntitel = "x"\n', encoding="utf-8")
    page.choose_open = lambda *_: str(path)
    qtbot.mouseClick(page.import_button, LEFT)
    settle(qtbot, window, page)

    assert page.message.isVisible()
    assert page.message.tone == "late"
    assert own(store_of(window)) == []
    assert page._newest is False


def test_a_template_is_removed_and_brought_back_by_the_message(qtbot: QtBot, window: MainWindow, mine: TemplatesPage):
    mine.remove_action.trigger()
    settle(qtbot, window, mine)
    assert own(store_of(window)) == []
    assert mine.panel.title.text()
    assert window.messages.bar.isVisible()

    window.messages.act()
    settle(qtbot, window, mine)
    assert [one.label for one in own(store_of(window))] == ["Neutralt yttrande (egen)"]


def test_a_template_of_a_newer_program_is_shown_with_its_reason(qtbot: QtBot, window: MainWindow, mine: TemplatesPage):
    store = store_of(window)
    row = own_templates(store)[0][0]
    edit_record(store, OwnTemplate, row.stored_id, {"text": f"{row.text}\n[hologram]\n"}, window.desk.user_uid, NOW)
    mine.show_template(row.slug)
    settle(qtbot, window, mine)

    assert mine.stack.currentWidget() is mine.broken
    assert any("hologram" in label.text() for label in mine.broken.findChildren(QLabel))
    assert not mine.copy_button.isEnabled()
    assert mine.remove_action.isEnabled()
    mine.list.choose("neutral_yttrande")
    settle(qtbot, window, mine)
    assert mine.stack.currentWidget() is mine.editor


@pytest.mark.parametrize("place", ["title", "lines"])
@pytest.mark.parametrize("broken", [True, False])
def test_what_was_refused_in_one_template_is_not_said_of_the_next(
    qtbot: QtBot,
    window: MainWindow,
    mine: TemplatesPage,
    place: str,
    broken: bool,
):
    store = store_of(window)
    wanted = "neutral_yttrande"
    if broken:
        row = own_templates(store)[0][0]
        copy_template(store, row.slug, "", window.desk.user_uid, NOW)
        other = next(one for one in own_templates(store)[0] if one.slug != row.slug)
        wanted = other.slug
        text = f"{other.text}\n[hologram]\n"
        edit_record(store, OwnTemplate, other.stored_id, {"text": text}, window.desk.user_uid, NOW)
    open_fold(mine, "head")
    editor = editor_of(mine, "title") if place == "title" else mine.editor.cells.bounds[place].field.editor
    written(qtbot, editor, "{titel}")
    press(qtbot, KEY.Key_S, CTRL)
    settle(qtbot, window, mine)
    assert window.status.saved_state.words.text().startswith("Inte sparat")

    mine.show_template(wanted)
    settle(qtbot, window, mine)

    assert (mine.stack.currentWidget() is mine.broken) is broken
    assert mine.refused is None
    assert not window.status.saved_state.words.text().startswith("Inte sparat")
    assert "sparades inte. Uppgiften {titel} finns inte." in mine.message.words.text()
    assert window.close(), "nothing is left to mend"


def test_the_paper_is_that_of_the_chosen_case(qtbot: QtBot, window: MainWindow, page: TemplatesPage):
    assert page.case_box.count() > 2
    assert page.case_box.itemText(page.case_box.count() - 1) == "Påhittat ärende"
    at = next(one for one in range(page.case_box.count()) if SKOLSKJUTS in page.case_box.itemText(one))
    page.case_box.setFocus()
    page.case_box.setCurrentIndex(at)
    page.case_box.activated.emit(at)
    settle(qtbot, window, page)
    assert "skolskjuts" in paper(page)


def test_an_office_without_cases_sees_a_made_up_one(qtbot: QtBot, empty_window: MainWindow):
    press(qtbot, KEY.Key_6, CTRL)
    idle(qtbot, empty_window.desk)
    page: Any = empty_window.current
    settle(qtbot, empty_window, page)

    assert page.case_box.currentText() == "Påhittat ärende"
    assert page.preview.paper.pages > 0


def test_from_a_document_one_comes_to_its_template(qtbot: QtBot, window: MainWindow):
    store = store_of(window)
    copy_template(store, "neutral_yttrande", "Vårt svar", window.desk.user_uid, NOW)
    window.go_to("document", find_case(store, SKOLSKJUTS).stored_id)
    idle(qtbot, window.desk)
    document = window.current
    assert isinstance(document, DocumentPage)
    document.show_kind("yttrande")
    idle(qtbot, window.desk)
    assert document.template_box.itemText(0) == "Vårt svar"

    document.template_box.setCurrentIndex(0)
    document.template_box.activated.emit(0)
    idle(qtbot, window.desk)
    act = next(one for one in document.more_button.menu().actions() if one.text() == "Ä&ndra mallen …")
    act.trigger()
    page: Any = window.current
    settle(qtbot, window, page)
    assert page.panel.title.text() == "Vårt svar"

    written(qtbot, editor_of(page, "document_name"), "Svar till revisorerna")
    page.flush()
    settle(qtbot, window, page)
    window.show_page("document")
    idle(qtbot, window.desk)
    qtbot.waitUntil(lambda: "Svar till revisorerna" in document.preview.text.toPlainText(), timeout=5000)


def test_the_document_says_when_its_template_cannot_be_used(qtbot: QtBot, window: MainWindow):
    store = store_of(window)
    copy_template(store, "neutral_yttrande", "Vårt svar", window.desk.user_uid, NOW)
    window.go_to("document", find_case(store, SKOLSKJUTS).stored_id)
    idle(qtbot, window.desk)
    document = window.current
    assert isinstance(document, DocumentPage)
    document.show_kind("yttrande")
    idle(qtbot, window.desk)
    document.template_box.setCurrentIndex(0)
    document.template_box.activated.emit(0)
    row = own_templates(store)[0][0]
    edit_record(store, OwnTemplate, row.stored_id, {"text": f"{row.text}\n[hologram]\n"}, window.desk.user_uid, NOW)
    document.show_kind("yttrande")
    idle(qtbot, window.desk)

    assert "Så länge används" in document.template_field.message.words.text()
    assert document.preview.paper.pages > 0


def test_in_a_narrow_window_a_box_stands_for_the_list(qtbot: QtBot, window: MainWindow, page: TemplatesPage):
    assert page.list_panel.isVisible()
    window.resize(800, 600)
    qtbot.waitUntil(lambda: not page.list_panel.isVisible())
    assert page.first_focus() is page.box
    assert page.box.currentData() == "neutral_yttrande"

    page.box.setCurrentIndex(page.box.findData("malmo_yttrande"))
    page.box.activated.emit(page.box.currentIndex())
    idle(qtbot, window.desk)
    assert page.panel.title.text() == load_template("malmo_yttrande").label
    window.resize(1280, 800)
    qtbot.waitUntil(page.list_panel.isVisible)
    assert page.list.current_key() == "malmo_yttrande"


def test_no_key_has_two_meanings_and_everything_has_a_name(window: MainWindow, mine: TemplatesPage):
    for fold in mine.editor.folds.values():
        fold.set_open()

    assert (clashes_with_menus(window), keys_heard_twice(window), access_key_clashes(window)) == ([], set(), {})
    assert problems(mine) == []


def test_what_could_not_be_saved_is_told_when_the_window_closes(qtbot: QtBot, window: MainWindow, mine: TemplatesPage):
    written(qtbot, editor_of(mine, "title"), "{titel}")
    assert not window.close()
    assert window.isVisible()


def test_a_template_taken_in_while_its_file_is_gone_is_told_of(
    qtbot: QtBot, window: MainWindow, page: TemplatesPage, tmp_path: Path
):
    path = tmp_path / "borta.nemndmall"
    export_template(store_of(window), "neutral_yttrande", path)
    path.unlink()
    page.choose_open = lambda *_: str(path)
    qtbot.mouseClick(page.import_button, LEFT)
    settle(qtbot, window, page)
    assert page.message.tone == "late"
