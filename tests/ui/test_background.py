"""Work off the GUI thread: in order, its results back on it, and nothing after the end."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nemndsekr.support.errors import UserError
from nemndsekr.ui.background import Background


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


def refuse() -> None:
    raise UserError("Det gick inte.", "Försök igen.")


def break_down() -> None:
    raise ValueError("a bug")


def test_results_come_in_the_order_the_work_was_given(qtbot: QtBot, background: Background):
    results: list[int] = []
    for number in range(20):
        background.run(partial(int, number), results.append)

    qtbot.waitUntil(lambda: not background.busy)

    assert results == list(range(20))


def test_the_work_is_done_in_another_thread_and_told_of_in_this_one(qtbot: QtBot, background: Background):
    threads: list[threading.Thread] = []

    background.run(threading.current_thread, lambda worker: threads.extend([worker, threading.current_thread()]))
    qtbot.waitUntil(lambda: bool(threads))

    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_what_the_user_can_mend_goes_to_failed(qtbot: QtBot, background: Background):
    done: list[object] = []
    failed: list[UserError] = []

    background.run(refuse, done.append, failed.append)
    qtbot.waitUntil(lambda: not background.busy)

    assert [str(error) for error in failed] == ["Det gick inte. Försök igen."]
    assert done == []


@pytest.mark.parametrize(
    ("job", "kind"),
    [
        pytest.param(break_down, ValueError, id="a bug, though there is someone to hear of failures"),
        pytest.param(refuse, UserError, id="a failure that nobody would hear of"),
    ],
)
def test_anything_else_goes_to_the_crash_report(qtbot: QtBot, background: Background, monkeypatch, job, kind):
    caught: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: caught.append(kind))

    background.run(job, None, (lambda _: None) if job is break_down else None)
    qtbot.waitUntil(lambda: not background.busy)

    assert caught == [kind]


def test_work_goes_on_after_a_bug(qtbot: QtBot, background: Background, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", lambda *_: None)
    results: list[int] = []

    background.run(break_down)
    background.run(lambda: 7, results.append)
    qtbot.waitUntil(lambda: not background.busy)

    assert results == [7]


def test_it_is_told_once_when_work_begins_and_once_when_all_is_done(qtbot: QtBot, background: Background):
    told: list[bool] = []
    background.busy_changed.connect(told.append)

    for _ in range(3):
        background.run(int)
    qtbot.waitUntil(lambda: not background.busy)

    assert told == [True, False]


def test_closing_lets_the_work_given_be_done(qapp: QApplication):
    background = Background()
    written: list[int] = []
    for number in range(5):
        background.run(partial(written.append, number))

    background.close()

    assert written == list(range(5))


@pytest.mark.parametrize("ready", [True, False], ids=["the result was already on its way", "the work was still to do"])
def test_nothing_is_delivered_after_closing(qapp: QApplication, ready: bool):
    background = Background()
    results: list[int] = []
    background.run(lambda: 7, results.append)
    if ready:
        background._pool.submit(int).result()

    background.close()
    qapp.processEvents()

    assert results == []


def test_no_more_work_is_taken_after_closing(qapp: QApplication):
    background = Background()
    background.close()

    background.run(lambda: pytest.fail("the work was done"))

    assert not background.busy, "nobody waits for what will not come"
