"""Alt and a letter, and every other key, leads to one place only: on each item of a case, beside the menu bar."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from nemndsekr.rules.case_items import DECISION_KEY, FOLLOWUP, ItemKey
from nemndsekr.store.queries import find_case
from nemndsekr.ui.case_page import CasePage
from nemndsekr.ui.main_window import MainWindow
from tests.ui.conftest import LAXHJALP, SKOLSKJUTS, idle, store_of
from tests.ui.kit.audit import access_key_clashes
from tests.ui.test_main_window import keys_heard_twice

SKOLFRANVARO = "BUN-2024-0933"
"""Its second answer is begun."""


def clashes_with_menus(window: MainWindow) -> list[str]:
    """What has a menu's access key; what is hidden too, for some fields come into view when they are asked for."""
    of_menus = {key.lower() for each in window.menuBar().actions() for key in re.findall("&(.)", each.text())}
    parts = [one for one in window.current.findChildren(QWidget) if isinstance(one, (QLabel, QAbstractButton))]
    words = [one.text() for one in parts if not (isinstance(one, QLabel) and one.buddy() is None)]
    return [each for each in words for key in re.findall("&([^&])", each) if key.lower() in of_menus]


@pytest.mark.parametrize("dnr", [SKOLSKJUTS, LAXHJALP, SKOLFRANVARO])
def test_no_key_has_two_meanings_on_any_item_of_a_case(qtbot: QtBot, window: MainWindow, dnr: str):
    found = find_case(store_of(window), dnr)
    assert found is not None
    window.go_to("case", found.stored_id)
    idle(qtbot, window.desk)
    page = window.current
    assert isinstance(page, CasePage)
    keys = [item.key for item in page.items.items]
    assert DECISION_KEY in keys
    assert (dnr == SKOLFRANVARO) == any(key[0] == FOLLOWUP for key in keys)
    clashes: dict[ItemKey, object] = {}

    for key in keys:
        page.go_to_item(key, into=True)
        idle(qtbot, window.desk)
        amiss = clashes_with_menus(window), keys_heard_twice(window), access_key_clashes(window)
        if any(amiss):
            clashes[key] = amiss

    assert clashes == {}
