"""The printers of the computer: asked for in a thread of their own, and never waited for longer than is fit."""

from __future__ import annotations

import sys
import threading
import time

import pytest

from nemndsekr.support import windows
from nemndsekr.ui.printer_search import ask_printers, known_printers
from nemndsekr.ui.window_facts import window_facts


def test_printers_that_answer_are_told_by_name():
    assert known_printers(5, lambda: ["Kontoret", "Färg plan 3"]) == ["Kontoret", "Färg plan 3"]


def test_printers_that_do_not_answer_are_none():
    go_on = threading.Event()

    def dead() -> list[str]:
        go_on.wait(20)
        return []

    began = time.monotonic()
    assert known_printers(0.1, dead) is None
    assert time.monotonic() - began < 10
    go_on.set()


def test_this_computer_answers(qapp):
    assert isinstance(ask_printers(), list)


def test_the_selfcheck_says_that_they_do_not_answer_instead_of_waiting(qapp, monkeypatch):
    monkeypatch.setattr("nemndsekr.ui.printer_search.known_printers", lambda: None)
    assert window_facts()["printers"] is None


@pytest.mark.skipif(sys.platform == "win32", reason="there Windows knows them")
def test_elsewhere_qt_is_asked():
    assert windows.printer_names() is None
