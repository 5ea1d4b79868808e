"""Colours, text size, icons and the style sheet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QMenu, QMenuBar, QMessageBox

from nemndsekr.support.paths import resource
from nemndsekr.ui.kit import none_guard
from nemndsekr.ui.kit.fonts import SCALE, font
from nemndsekr.ui.kit.icons import ICON_NAMES, icon, icon_image
from nemndsekr.ui.kit.labels import Label, button, caption, primary_button
from nemndsekr.ui.kit.measures import holding, row, set_size
from nemndsekr.ui.kit.style_sheet import style_sheet
from nemndsekr.ui.kit.theme import Appearance, palette_of, tokens_of
from nemndsekr.ui.kit.tokens import DARK, LIGHT, TOKEN_NAMES, Token, Tokens, points, tokens, u
from tests.ui.kit.audit import contrast, low_contrast

THEMES = pytest.mark.parametrize("colours", [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")])


@THEMES
def test_every_pair_of_colours_that_the_look_names_can_be_read(colours):
    assert low_contrast(colours) == []


@THEMES
def test_links_in_message_bars_can_be_read(colours):
    for ground in (colours.warn_soft, colours.late_soft, colours.accent_soft):
        assert contrast(colours.accent, ground) > 5.85


def test_the_names_of_the_colours_are_the_same_in_the_type_and_in_the_structure():
    assert set(Token.__args__) == set(TOKEN_NAMES)  # type: ignore[attr-defined]


def test_contrast_is_reckoned_as_wcag_does():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.001)


def test_a_unit_is_a_pixel_at_ten_points_and_grows_with_the_text(theme):
    assert (u(32), u(0), u(0.2)) == (32, 0, 1)
    theme.set_text_points(15)
    assert u(32) == 48


@pytest.mark.parametrize(("asked", "held"), [(4, 9), (9, 9), (16, 16), (40, 16)])
def test_the_text_size_is_held_between_nine_and_sixteen_points(theme, asked, held):
    theme.set_text_points(asked)
    assert points() == theme.text_points == held


def test_no_text_is_smaller_than_nine_points_at_the_base_size(theme):
    assert min(font(role).pointSizeF() for role in SCALE) >= 9


def test_switching_the_theme_dresses_a_living_window(qtbot, theme):
    label = Label("Ord")
    qtbot.addWidget(label)
    with qtbot.waitSignal(theme.changed):
        theme.set_appearance(Appearance.DARK)
    assert tokens() == DARK
    assert label.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.canvas
    assert theme.is_dark


@pytest.mark.parametrize("kind", [QMenuBar, QMenu, QListView, QMessageBox])
def test_what_the_system_has_a_smaller_font_for_has_the_size_of_the_rest(qtbot, theme, kind):
    small = QApplication.font()
    small.setPointSizeF(8)
    for name in ("QMenuBar", "QMenu", "QAbstractItemView", "QMessageBox"):
        QApplication.setFont(small, name)  # type: ignore[arg-type]  # it takes str, and no bytes
    theme.set_appearance(Appearance.DARK)
    widget = kind()
    qtbot.addWidget(widget)
    widget.ensurePolished()
    assert widget.font().pointSizeF() == points()


def test_a_new_text_size_measures_fonts_layouts_and_sizes_of_a_living_window(qtbot, theme):
    note, pressed = caption("Not"), button("Tryck", "plus")
    layout = row(note, pressed, gap=8, margins=(10, 0, 0, 0))
    window = holding(layout)
    set_size(note, min_width=100)
    qtbot.addWidget(window)
    window.show()
    before = pressed.sizeHint().height()

    theme.set_text_points(15)

    assert note.font().pointSizeF() == 13.5
    assert (layout.spacing(), layout.contentsMargins().left(), note.minimumWidth()) == (12, 15, 150)
    assert pressed.iconSize() == QSize(24, 24)
    assert pressed.sizeHint().height() > before


def test_a_button_and_a_field_are_thirty_two_units_high(qtbot, theme):
    for widget in (button("Vanlig"), primary_button("Huvud", "plus"), QLineEdit("text")):
        qtbot.addWidget(widget)
        assert widget.sizeHint().height() == 32


def test_focus_moves_nothing(qtbot, theme, show):
    field, other = QLineEdit("text"), button("Annan")
    window = holding(row(other, field))
    show(window)
    size, text_left = field.sizeHint(), field.cursorRect().left()
    field.setFocus()
    field.setCursorPosition(0)
    other.setFocus()
    assert field.sizeHint() == size
    assert abs(field.cursorRect().left() - text_left) <= field.fontMetrics().horizontalAdvance("text") + 1


def test_a_placeholder_is_as_dark_as_the_tokens_say(qtbot, theme):
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    assert field.palette().color(QPalette.ColorRole.PlaceholderText).name().upper() == LIGHT.text3


def test_the_person_may_follow_the_system(theme):
    theme.set_appearance(Appearance.SYSTEM)
    wanted = QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert theme.is_dark == wanted


@pytest.mark.parametrize("name", ICON_NAMES)
def test_every_icon_that_is_named_can_be_opened_and_shows_something(qapp, name):
    image = icon_image(name, "#112233", QSize(20, 20))
    seen = sum(image.pixelColor(x, y).alpha() > 0 for x in range(20) for y in range(20))
    assert seen > 8
    assert not icon(name).pixmap(QSize(16, 16)).isNull()


def test_no_icon_lies_unused_and_each_is_of_one_colour():
    files = {path.stem: path.read_text(encoding="utf-8") for path in resource("icons").glob("*.svg")}
    drawn = {name: source for name, source in files.items() if not name.startswith("style-")}
    assert set(drawn) == set(ICON_NAMES)
    for name, source in drawn.items():
        assert 'viewBox="0 0 20 20"' in source, name
        assert not re.search(r"#[0-9a-fA-F]{3}", source), name


@THEMES
def test_the_images_of_the_style_sheet_exist_in_the_colours_of_their_theme(qapp, colours):
    paths = [Path(found) for found in re.findall(r'url\("([^"]+)"\)', style_sheet(colours))]
    assert paths
    for path in paths:
        ink = colours.on_accent if "tick" in path.stem or "dot" in path.stem else colours.text2
        assert ink in path.read_text(encoding="utf-8"), path.name


@THEMES
def test_the_style_sheet_names_no_colour_but_the_tokens_and_no_font(qapp, colours):
    sheet = style_sheet(colours)
    known = {colours.of(name) for name in TOKEN_NAMES}
    assert set(re.findall(r"#[0-9A-Fa-f]{6}", sheet)) <= known
    assert "font" not in sheet


def test_an_icon_follows_the_theme(qtbot, theme):
    pressed = button("Tryck", "plus")
    qtbot.addWidget(pressed)
    light = pressed.icon().pixmap(QSize(16, 16)).toImage()
    theme.set_appearance(Appearance.DARK)
    assert pressed.icon().pixmap(QSize(16, 16)).toImage() != light


def test_an_icon_has_as_many_pixels_as_the_screen(qapp):
    assert icon("folder").pixmap(QSize(16, 16), 1.5).size() == QSize(24, 24)


def test_tokens_of_a_high_contrast_palette_are_its_own_colours():
    palette = palette_of(LIGHT)
    palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.black)
    palette.setColor(QPalette.ColorRole.WindowText, Qt.GlobalColor.white)
    made = tokens_of(palette)
    assert isinstance(made, Tokens)
    assert (made.surface, made.text2) == ("#000000", "#ffffff")


def test_in_high_contrast_the_person_s_own_colours_rule(qtbot, theme, qapp, monkeypatch):
    class HighContrast:
        def contrastPreference(self):  # noqa: N802 - Qt's own name
            return Qt.ContrastPreference.HighContrast

    monkeypatch.setattr(theme, "_accessibility", HighContrast())
    theme.set_text_points(11)
    assert qapp.styleSheet() == ""
    assert tokens().surface == qapp.palette().color(QPalette.ColorRole.Base).name()
    monkeypatch.undo()
    theme.set_text_points(10)
    assert tokens() == LIGHT
    assert qapp.styleSheet()


def test_nothing_lives_long_enough_to_use_up_none(qapp):
    import sys

    none_guard.keep_none_alive()
    assert sys.getrefcount(None) > 1_000_000
