"""Panels, messages, chips, fields and the saved state: what they say, and that keys and screen readers reach them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QWidget

from nemndsekr.ui.kit.chips import Chip, CompletenessChips
from nemndsekr.ui.kit.flow import FlowLayout
from nemndsekr.ui.kit.forms import Field, FormScroll, PairedFields
from nemndsekr.ui.kit.labels import ElidedLabel, Label, button, link_button, primary_button, tool_button
from nemndsekr.ui.kit.measures import column, holding, row
from nemndsekr.ui.kit.messages import EmptyState, FieldMessage, MessageBar
from nemndsekr.ui.kit.nav import Rail
from nemndsekr.ui.kit.panels import PageHead, Panel, SplitPanes
from nemndsekr.ui.kit.quotation import Quotation
from nemndsekr.ui.kit.saved_state import SavedState
from nemndsekr.ui.kit.search_field import SearchField
from nemndsekr.ui.kit.states import LOOKS, State
from nemndsekr.ui.kit.tags import StateTag
from nemndsekr.ui.kit.theme import Appearance
from nemndsekr.ui.kit.tokens import u
from tests.ui.kit.audit import clipped, name_of, problems, unnamed
from tests.ui.kit.gallery import MODULES, SHEETS

CHIPS = (
    Chip("stance", "Ställningstagande", State.DONE),
    Chip("effect", "Effekt saknas", State.EMPTY, "ingen åtgärd har effekt"),
    Chip("when", "Tidpunkt", State.DONE),
)


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("size", [9, 10, 16])
def test_nothing_in_the_gallery_is_without_a_name_or_cut_off(qtbot, theme, sheet, size):
    theme.set_text_points(size)
    made = SHEETS[sheet]()
    qtbot.addWidget(made)
    made.resize(u(1280), u(800))
    made.show()
    QApplication.processEvents()
    assert unnamed(made) == []
    assert clipped(made) == []


@pytest.mark.parametrize(
    ("sheet", "appearance", "points"),
    # In large text only those without panes, for what a person has dragged keeps its width.
    [
        *((sheet, Appearance.DARK, 10) for sheet in SHEETS),
        ("table", Appearance.LIGHT, 14),
        ("lists", Appearance.LIGHT, 14),
    ],
)
def test_a_window_that_was_switched_looks_as_if_it_had_been_opened_so(qtbot, theme, sheet, appearance, points):
    def opened() -> QWidget:
        made = SHEETS[sheet]()
        qtbot.addWidget(made)
        made.setFixedSize(1500, 1300)
        made.setAutoFillBackground(True)
        made.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        made.show()
        return made

    def picture(widget: QWidget) -> QImage:
        for _ in range(3):
            QApplication.processEvents()
        return widget.grab().toImage()

    switched = opened()
    picture(switched)
    theme.set_appearance(appearance)
    theme.set_text_points(points)
    fresh = opened()
    assert picture(switched) == picture(fresh)


def test_a_page_head_shows_title_facts_and_the_day_it_is_due(qtbot, show):
    head = PageHead("Granskning", ["BUN-2026-0412"], [button("Visa kedja"), primary_button("Klar")])
    head.set_facts(["BUN-2026-0412", "Revisorerna"], due="Svar 31 mars")
    show(head, 600, 80)
    words = [label.text() for label in head.findChildren(Label) if label.isVisible()]
    assert words == ["Granskning", "BUN-2026-0412", "Revisorerna"]
    assert name_of(head.findChildren(StateTag)[0]) == "Svar 31 mars"


def test_a_panel_without_a_title_has_no_header(qtbot, theme):
    panel = Panel(body=Label("text"))
    qtbot.addWidget(panel)
    panel.show()
    assert not panel.title.isVisible()
    panel.set_title("Ärendet", "5 uppgifter")
    assert panel.title.isVisible()
    assert name_of(panel) == "Ärendet"


@pytest.mark.parametrize("points", [10, 14])
def test_a_short_heading_is_whole_and_the_note_beside_it_gives_way(qtbot, show, theme, points):
    theme.set_text_points(points)
    panel = Panel("Rekommendationer", "12 av 17 rekommendationer är klara")
    show(panel, u(250), 100)
    qtbot.waitUntil(lambda: QLabel.text(panel.note).endswith("…"))
    assert QLabel.text(panel.title) == "Rekommendationer"


def test_the_gap_between_panes_is_the_handle(qtbot, show, theme):
    panes = SplitPanes(Panel("Ett"), Panel("Två"), sizes=(200, 300))
    show(panes, 508, 300)
    assert panes.handleWidth() == 8
    assert panes.sizes() == [200, 300]
    theme.set_text_points(15)
    assert panes.handleWidth() == 12


def test_chips_name_what_is_lacking_and_lead_to_it_by_keyboard(qtbot, show):
    chips = CompletenessChips(CHIPS)
    show(holding(column(chips)), 500, 100)
    buttons = chips.buttons()
    assert [name_of(chip) for chip in buttons] == ["Ställningstagande", "Effekt saknas", "Tidpunkt"]
    assert buttons[1].accessibleDescription() == "Ingen åtgärd har effekt. Gå till fältet."
    buttons[0].setFocus()
    qtbot.keyClick(buttons[0], Qt.Key.Key_Tab)
    with qtbot.waitSignal(chips.chosen) as chosen:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert chosen.args == ["effect"]


def test_chips_wrap_when_the_pane_is_narrow(qtbot, show):
    chips = CompletenessChips(CHIPS)
    window = holding(column(chips, None))
    show(window, 600, 200)
    one_line = chips.height()
    window.resize(200, 200)
    qtbot.waitUntil(lambda: chips.height() >= 2 * one_line)
    assert all(chip.geometry().right() <= chips.width() for chip in chips.buttons())


def test_a_chip_that_becomes_complete_keeps_the_focus(qtbot, show):
    chips = CompletenessChips(CHIPS)
    show(holding(column(chips)), 500, 100)
    chips.buttons()[1].setFocus()
    chips.set_chips([CHIPS[0], Chip("effect", "Effekt", State.DONE), CHIPS[2]])
    assert QApplication.focusWidget() is chips.buttons()[1]
    assert name_of(chips.buttons()[1]) == "Effekt"
    assert name_of(chips) == "3 av 3 uppgifter finns"


def test_a_message_bar_says_its_words_and_offers_one_act(qtbot, show):
    bar = MessageBar()
    window = holding(column(bar, button("Annat")))
    show(window, 500, 120)
    assert not bar.isVisible()
    bar.show_message("warn", "Handlingen har 2 påpekanden.", "Visa")
    assert bar.isVisible()
    assert name_of(bar) == "Handlingen har 2 påpekanden."
    bar.link.setFocus()
    with qtbot.waitSignal(bar.acted):
        qtbot.keyClick(bar.link, Qt.Key.Key_Space)


def test_a_message_bar_can_be_closed(qtbot, show):
    bar = MessageBar("info", "3 att-satser är borttagna.", "Ångra", closable=True)
    show(holding(column(bar)), 500, 80)
    with qtbot.waitSignal(bar.closed):
        qtbot.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()


def test_a_field_says_what_is_amiss_under_itself_and_to_a_screen_reader(qtbot, theme):
    line = QLineEdit()
    field = Field("&Inkom", line)
    qtbot.addWidget(field)
    assert name_of(line) == "Inkom"
    field.set_message("Datumet kunde inte tolkas.")
    assert line.accessibleDescription() == "Datumet kunde inte tolkas."
    assert line.property("state") == "warn"
    field.set_message("")
    assert (line.property("state"), field.message.isHidden()) == ("", True)


def test_paired_fields_stand_under_each_other_in_a_narrow_pane(qtbot, show):
    pair = PairedFields(Field("&Ett", QComboBox()), Field("&Två", QComboBox()))
    show(pair, 700, 120)
    assert not pair.stacked
    pair.resize(300, 200)
    assert pair.stacked


def test_a_form_never_gets_wider_than_its_pane(qtbot, show):
    stance = QComboBox()
    stance.addItems(["Instämmer delvis i det som revisorerna skriver om nämndens styrning och uppföljning"])
    form = FormScroll(column(Field("&Ställningstagande", stance), None))
    show(form, 300, 200)
    assert stance.width() <= form.viewport().width()
    assert stance.window().width() == 300


def test_a_quotation_can_be_read_and_copied_but_not_changed(qtbot, theme):
    quotation = Quotation("Säkerställ hållplatserna.", "Ordagrant ur rapporten, s. 14")
    qtbot.addWidget(quotation)
    assert name_of(quotation) == "Säkerställ hållplatserna. Ordagrant ur rapporten, s. 14"
    assert quotation.text.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    assert not quotation.text.textInteractionFlags() & Qt.TextInteractionFlag.TextEditable


def test_a_quick_save_is_not_told_of_until_it_is_done(qtbot, theme):
    state = SavedState()
    qtbot.addWidget(state)
    state.saved("14.31")
    state.saving()
    assert state.words.text() == "Sparat 14.31"
    state.saved("14.32")
    assert state.words.text() == "Sparat 14.32"
    assert not state._patience.isActive()


def test_a_slow_save_says_so(qtbot, theme):
    state = SavedState()
    qtbot.addWidget(state)
    state._patience.setInterval(1)
    state.saving()
    qtbot.waitUntil(lambda: state.words.text() == "Sparar …")


def test_a_failed_save_says_why_and_offers_more(qtbot, theme):
    state = SavedState()
    qtbot.addWidget(state)
    state.show()
    state.failed("disken är full")
    assert name_of(state) == "Inte sparat: disken är full"
    with qtbot.waitSignal(state.details_wanted):
        qtbot.mouseClick(state.link, Qt.MouseButton.LeftButton)
    state.saved("14.40")
    assert not state.link.isVisible()


def test_the_saved_state_does_not_move_its_neighbours(qtbot, show):
    state, neighbour = SavedState(), Label("3 påpekanden")
    show(holding(row(state, neighbour, None)), 500, 40)
    state.saved("09.02")
    QApplication.processEvents()
    at = neighbour.x()
    state._show_saving()
    QApplication.processEvents()
    state.saved("14.32.07")
    QApplication.processEvents()
    assert neighbour.x() == at


def test_files_can_be_let_go_on_an_empty_state_that_asks_for_them(qtbot, show, tmp_path):
    empty = EmptyState("folder", "Inga ärenden än", "Dra hit en rapport.", (button("Ny"),), drop=True)
    show(empty, 500, 400)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "rapport.pdf"))])
    arms = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPointF(50, 50), *arms)
    QApplication.sendEvent(empty, enter)
    assert enter.isAccepted()
    with qtbot.waitSignal(empty.dropped) as dropped:
        QApplication.sendEvent(empty, QDropEvent(QPointF(50, 50), *arms))
    assert [Path(one) for one in dropped.args[0]] == [tmp_path / "rapport.pdf"]


def test_words_that_are_dragged_are_no_file(qtbot, show):
    empty = EmptyState("folder", "Inga ärenden än", drop=True)
    show(empty, 500, 400)
    data = QMimeData()
    data.setText("bara ord")
    arms = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPointF(50, 50), *arms)
    enter.ignore()
    QApplication.sendEvent(empty, enter)
    assert not enter.isAccepted()


@pytest.mark.parametrize("state", [state for state in State if LOOKS[state].word])
def test_every_state_says_its_word(qtbot, theme, state):
    tag = StateTag(state)
    qtbot.addWidget(tag)
    assert name_of(tag) == LOOKS[state].word


IN_THE_MATRIX = (State.DONE, State.PARTLY, State.VAGUE, State.EMPTY, State.APPROVED)


@pytest.mark.parametrize("beside", [IN_THE_MATRIX, [state for state in State if state not in IN_THE_MATRIX[1:]]])
def test_states_that_stand_beside_each_other_differ_by_shape_and_not_by_colour_alone(beside):
    shapes = [LOOKS[state].shape for state in beside if LOOKS[state].word]
    assert len(set(shapes)) == len(shapes)


def test_a_search_field_is_emptied_by_escape_and_tells_of_enter(qtbot, show):
    field = SearchField("Sök i ärenden", "Sök")
    show(holding(column(field)), 300, 60)
    field.setFocus()
    qtbot.keyClicks(field, "buss")
    with qtbot.waitSignal(field.entered) as entered:
        qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert entered.args == [True]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_the_module_list_is_walked_with_arrows_and_reads_its_counts(qtbot, show):
    rail = Rail(MODULES)
    rail.choose("today")
    show(rail, 168, 400)
    rail.list.setFocus()
    with qtbot.waitSignal(rail.chosen) as chosen:
        qtbot.keyClick(rail.list, Qt.Key.Key_Down)
    assert chosen.args == ["cases"]
    spoken = rail.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Ärenden, 12 pågående"
    rail.set_count("cases", 13, "13 pågående")
    assert rail.current() == "cases"


def test_tab_goes_through_a_form_in_reading_order_and_every_button_can_be_hit(qtbot, show):
    window = QWidget()
    window.setLayout(
        column(
            row(Field("&Ett", QLineEdit()), Field("&Två", QLineEdit())),
            row(link_button("Gå dit"), tool_button("close", "Stäng"), None, button("Avbryt"), primary_button("Spara")),
        )
    )
    show(window, 500, 200)
    assert problems(window) == []


def test_what_wraps_is_never_wider_than_its_room(qtbot, show):
    holder = QWidget()
    flow = FlowLayout(holder)
    for words in ("en", "tre fyra fem", "sex sju åtta nio tio elva tolv"):
        flow.addWidget(Label(words))
    show(holder, 40, 200)
    labels = holder.findChildren(Label)
    assert holder.width() == max(label.minimumSizeHint().width() for label in labels)
    assert len({label.y() for label in labels}) > 1
    flow.clear()
    assert flow.count() == 0


def test_words_that_give_way_are_cut_off_with_a_mark_and_told_whole(qtbot, show):
    label = ElidedLabel("Nämndinitiativ om läxhjälp på fritidshem", "title")
    show(label)
    label.resize(120, 40)
    QApplication.processEvents()

    assert QLabel.text(label).endswith("…")
    assert label.text() == label.toolTip() == label.accessibleName() == "Nämndinitiativ om läxhjälp på fritidshem"
    assert label.minimumSizeHint().width() == 0

    label.resize(label.sizeHint())
    QApplication.processEvents()
    assert QLabel.text(label) == label.text()
    assert label.toolTip() == ""


def test_the_mark_of_a_message_stands_at_its_first_line(qtbot, theme):
    message = FieldMessage()
    qtbot.addWidget(message)
    message.set_message("Sammanträdet ligger för nära arbetsutskottet. " * 5)
    message.resize(u(200), message.heightForWidth(u(200)))
    message.show()
    line = message.words.fontMetrics().height()
    qtbot.waitUntil(lambda: message.words.height() > 3 * line)

    mark = message._mark
    assert mark.height() > 3 * line
    assert abs(mark.place().center().y() + mark.y() - message.words.y() - line / 2) <= line / 2
