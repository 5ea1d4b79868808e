"""TEMPLATE_STATES: the page of templates, as it is seen by the pictures."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Final

from PIL import Image, ImageDraw
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit

from nemndsekr.operations.edit_record import edit_record
from nemndsekr.operations.own_templates import listed_templates, set_logo
from nemndsekr.records.template import OwnTemplate
from nemndsekr.store.queries import own_templates
from nemndsekr.ui.templates_page import TemplatesPage
from tests.pictures.studio import NOW, Studio, nothing


def logo() -> bytes:
    """A shield of a municipality that does not exist."""
    shield = Image.new("RGB", (240, 280), "white")
    pen = ImageDraw.Draw(shield)
    pen.polygon([(20, 10), (220, 10), (220, 160), (120, 270), (20, 160)], fill=(20, 70, 130))
    pen.ellipse((80, 60, 160, 140), fill=(240, 200, 60))
    whole = io.BytesIO()
    shield.save(whole, "PNG")
    return whole.getvalue()


def page_of(studio: Studio) -> TemplatesPage:
    """The page, shown."""
    studio.window.show_page("templates")
    studio.settle(300)
    page = studio.window.current
    assert isinstance(page, TemplatesPage)
    return page


def templates(studio: Studio) -> None:
    """One of the program's, a copy of it, its parts, its header and logo, a fault, a broken one, small windows."""
    studio.open()
    page = page_of(studio)
    studio.shot("shipped")
    page.copy_button.click()
    studio.settle(300)
    studio.shot("copy")
    own = next(one for one in listed_templates(studio.store) if one.template_id)
    set_logo(studio.store, own.template_id, logo(), studio.window.desk.user_uid, NOW)
    page.show_template(own.name)
    studio.settle(300)
    names = page.editor.folds["names"]
    names.set_open(False)
    for key in ("head", "blocks", "logo"):
        page.editor.folds[key].set_open()
        studio.shot(key)
        page.editor.folds[key].set_open(False)
    page.editor.folds["recommendation"].set_open()
    page.editor.folds["decision"].set_open()
    studio.shot("words")
    page.editor.folds["recommendation"].set_open(False)
    page.editor.folds["decision"].set_open(False)
    names.set_open()
    title = page.editor.bounds["title",].field.editor
    assert isinstance(title, QLineEdit)
    title.setText("{titel}")
    page.flush()
    studio.settle(300)
    studio.shot("fault")
    text = own_templates(studio.store)[0][0].text + "\n[hologram]\n"
    edit_record(studio.store, OwnTemplate, own.template_id, {"text": text}, studio.window.desk.user_uid, NOW)
    page.show_template(own.name)
    studio.settle(300)
    studio.shot("broken")


def templates_small(studio: Studio) -> None:
    """Windows with little room, and an office that has no case yet."""
    studio.open()
    page = page_of(studio)
    page.copy()
    studio.settle(300)
    studio.window.resize(QSize(800, 600))
    studio.shot("800")
    studio.theme.set_text_points(16)
    studio.window.resize(QSize(1024, 700))
    studio.shot("1024_at_16_points")
    studio.theme.set_text_points(10)
    studio.open(nothing)
    page_of(studio)
    studio.shot("no_case")


TEMPLATE_STATES: Final[tuple[Callable[[Studio], None], ...]] = (templates, templates_small)
