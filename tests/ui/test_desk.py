"""The desk: pages ask and act through it, and everybody hears what has changed."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.edit_record import remove_case, undo
from nemndsekr.store.database import Store
from nemndsekr.store.queries import all_cases, find_case
from nemndsekr.support.days import day_and_clock
from nemndsekr.support.errors import UserError
from nemndsekr.ui.background import Background
from nemndsekr.ui.desk import Desk
from tests.ui.conftest import NOW, SKOLSKJUTS, idle


def case_id(store: Store) -> int:
    found = find_case(store, SKOLSKJUTS)
    assert found is not None
    return found.stored_id


def refuse(*_: object) -> Changes:
    raise UserError("Det gick inte.", "Försök igen.")


def test_an_answer_is_handed_to_the_one_who_asked(qtbot: QtBot, desk: Desk):
    answers: list[int] = []

    desk.ask(lambda store: len(all_cases(store)), answers.append)
    idle(qtbot, desk)

    assert answers == [12]


def test_an_operation_gets_who_sits_here_and_the_time(qtbot: QtBot, desk: Desk):
    got: list[tuple[str, datetime]] = []

    def operation(store: Store, who: str, now: datetime) -> None:
        got.append((who, now))

    desk.act(operation)
    idle(qtbot, desk)

    assert got == [(desk.user_uid, NOW)]


def test_what_is_shown_follows_the_clock_on_the_wall_whatever_zone_the_computer_has(desk: Desk):
    for hours, shown in ((0, "19 februari 2026 14.32"), (1, "19 februari 2026 15.32"), (10, "20 februari 2026 00.32")):
        desk.clock = lambda hours=hours: NOW.astimezone(timezone(timedelta(hours=hours)))
        assert day_and_clock(desk.local(NOW)) == shown


def test_everybody_hears_of_a_change_before_the_one_who_made_it(qtbot: QtBot, desk: Desk, store: Store):
    told: list[str] = []
    desk.saving.connect(lambda: told.append("saving"))
    desk.saved.connect(lambda at: told.append(f"saved {at:%H.%M}"))
    desk.changed.connect(lambda changes: told.append(f"changed: {changes.name}"))

    desk.act(lambda store, who, now: remove_case(store, case_id(store), who, now), lambda changes: told.append("done"))
    idle(qtbot, desk)

    assert told == ["saving", "saved 14.32", "changed: tog bort ärendet", "done"]


def test_an_operation_without_changes_is_saved_but_changes_nothing(qtbot: QtBot, desk: Desk):
    told: list[str] = []
    desk.saved.connect(lambda at: told.append("saved"))
    desk.changed.connect(lambda changes: told.append("changed"))

    desk.act(lambda store, _, now: undo(store, now), lambda changes: told.append("done"))
    idle(qtbot, desk)

    assert told == ["saved"]


@pytest.mark.parametrize("own", [True, False], ids=["the page takes care of it", "no page takes care of it"])
@pytest.mark.parametrize("way", ["ask", "act"])
def test_a_failure_is_told_to_the_page_or_else_to_the_window(qtbot: QtBot, desk: Desk, way: str, own: bool):
    page: list[UserError] = []
    window: list[UserError] = []
    desk.failed.connect(window.append)

    getattr(desk, way)(refuse, lambda _: pytest.fail("it was done"), page.append if own else None)
    idle(qtbot, desk)

    assert [str(error) for error in (page if own else window)] == ["Det gick inte. Försök igen."]
    assert not (window if own else page)


@pytest.mark.parametrize(
    ("way", "told"),
    [
        pytest.param("act", 1, id="something was to be saved"),
        pytest.param("ask", 0, id="something was only asked for"),
    ],
)
def test_only_what_was_to_be_saved_is_told_as_not_saved(qtbot: QtBot, desk: Desk, way: str, told: int):
    refused: list[UserError] = []
    desk.refused.connect(refused.append)

    getattr(desk, way)(refuse, lambda _: None, lambda _: None)
    idle(qtbot, desk)

    assert len(refused) == told


def test_nothing_can_be_asked_before_the_database_is_open(qapp: QApplication):
    background = Background()
    desk = Desk(background)

    with pytest.raises(RuntimeError, match="not open"):
        desk.ask(all_cases, lambda _: None)

    background.close()


def test_the_day_is_the_clocks_day(desk: Desk):
    assert desk.today == NOW.date()
