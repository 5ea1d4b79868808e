"""A desk over a new database, a page on a built case, and the way to wait until everything is saved and shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from nemndsekr.store.database import Store, open_store
from nemndsekr.support.paths import DataFolder
from nemndsekr.ui.background import Background
from nemndsekr.ui.case_page import CasePage
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.none_guard import keep_none_alive
from nemndsekr.ui.kit.theme import Theme
from tests.ui.case.scene import NOW, WHO, add_audit, add_bare_audit, add_initiative

keep_none_alive()


@pytest.fixture
def store(data_folder: DataFolder) -> Iterator[Store]:
    opened = open_store(data_folder, NOW)
    yield opened
    opened.close()


@pytest.fixture
def desk(qtbot, store: Store) -> Iterator[Desk]:
    background = Background()
    made = Desk(background, clock=lambda: NOW)
    made.open(store, WHO)
    made.failed.connect(lambda error: pytest.fail(str(error)))
    yield made
    background.close()


@pytest.fixture
def idle(qtbot, desk: Desk) -> Callable[[], None]:
    """Wait until every job is done and its result has been shown."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not desk.background.busy)
        qtbot.wait(1)
        qtbot.waitUntil(lambda: not desk.background.busy)

    return wait


def _page(qtbot, desk: Desk, idle: Callable[[], None], case_id: int) -> CasePage:
    page = CasePage(desk)
    qtbot.addWidget(page)
    desk.changed.connect(page.refresh)
    page.resize(1112, 688)
    page.show()
    page.show_case(case_id)
    idle()
    page.activateWindow()
    page.first_focus().setFocus()
    return page


@pytest.fixture
def audit(qtbot, theme: Theme, desk: Desk, store: Store, idle) -> CasePage:
    """The page on the audit of skolskjuts."""
    return _page(qtbot, desk, idle, add_audit(store))


@pytest.fixture
def bare_audit(qtbot, theme: Theme, desk: Desk, store: Store, idle) -> CasePage:
    """The page on an audit without recommendations."""
    return _page(qtbot, desk, idle, add_bare_audit(store))


@pytest.fixture
def initiative(qtbot, theme: Theme, desk: Desk, store: Store, idle) -> CasePage:
    """The page on a nämndinitiativ."""
    return _page(qtbot, desk, idle, add_initiative(store))
