"""Started by pythonw, as from the Start menu: no console, no streams, and yet nothing ends in silence."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nemndsekr import startup
from nemndsekr.support import failure, streams
from nemndsekr.support.failure import report_text, tell_failed_start, write_report

OF_A_CASE = "Ylva Stråle bor på Sörbyvägen 4"
AT = datetime(2026, 2, 19, 14, 32, tzinfo=UTC)

# What pythonw gives a program, in a process of its own: its streams are nobody's from the first line.
WITHOUT_STREAMS = """
import sys
sys.stdin = sys.stdout = sys.stderr = sys.__stdin__ = sys.__stdout__ = sys.__stderr__ = None
sys.argv = ["nemndsekr", *{words!r}]
from nemndsekr.__main__ import main
try:
    code = main()
except SystemExit as ended:
    code = ended.code or 0
with open({told!r}, "w", encoding="utf-8") as file:
    file.write(str(code))
"""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--help"], 0),
        (["list", "--data", "."], 1),
        (["list", "--ingen-flagga"], 2),
        (["selfcheck", "--data", "."], 0),
        (["demo", "--data", "ny"], 0),
        (["--ingen-flagga"], 2),
    ],
)
def test_every_word_that_would_be_written_goes_nowhere(tmp_path: Path, words: list[str], code: int) -> None:
    told = tmp_path / "kod"
    subprocess.run(
        [sys.executable, "-c", WITHOUT_STREAMS.format(words=words, told=str(told))],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(startup.__file__).parent.parent)},
        timeout=120,
        check=False,
    )
    assert told.read_text(encoding="utf-8") == str(code)


def test_with_a_console_the_streams_are_left_alone():
    before = sys.stdout, sys.stderr
    streams.give_streams()
    assert (sys.stdout, sys.stderr) == before
    assert streams.has_console()


def test_without_one_there_is_somewhere_to_write(monkeypatch):
    monkeypatch.setattr(streams, "_nowhere", None)
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert not streams.has_console()

    streams.give_streams()
    sys.stdout.write("→ hörs inte")

    assert not streams.has_console()
    sys.stderr.close()


def broken(*_: object, **__: object) -> int:
    raise ImportError(f"DLL load failed: {OF_A_CASE}")


def test_a_start_that_fails_is_told_in_words_and_written_down(tmp_path, monkeypatch, capsys):
    import nemndsekr.ui.application as application

    monkeypatch.setattr(application, "run_window", broken)

    assert startup.run(["--data", str(tmp_path)]) == 1

    (report,) = (tmp_path / "logg").glob("felrapport-*.txt")
    told = capsys.readouterr().err
    assert told.startswith("Nämndsekr kunde inte starta.\n")
    assert str(report) in told
    assert "Traceback" not in told
    words = report.read_text(encoding="utf-8")
    assert "builtins.ImportError" in words
    assert " broken" in words
    assert OF_A_CASE not in told + words


def test_without_a_console_a_start_that_fails_is_told_in_a_box(tmp_path, monkeypatch):
    boxes: list[tuple[str, str]] = []

    def show(title: str, words: str) -> bool:
        boxes.append((title, words))
        return True

    monkeypatch.setattr(failure, "has_console", lambda: False)
    monkeypatch.setattr(failure, "show_error_box", show)
    monkeypatch.setattr(sys, "stderr", None)

    tell_failed_start(RuntimeError(OF_A_CASE), tmp_path, AT)

    ((title, words),) = boxes
    assert title == "Nämndsekr"
    assert words.startswith("Nämndsekr kunde inte starta.")
    assert "felrapport-2026-02-19T143200.txt" in words
    assert OF_A_CASE not in words


def test_a_start_that_fails_for_a_file_that_windows_will_not_load_says_why(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "platform", "win32")
    tell_failed_start(ImportError("DLL load failed"), tmp_path, AT)
    assert "Windows kan vara för gammalt" in capsys.readouterr().err


def test_reports_of_one_second_lie_beside_each_other(tmp_path):
    words = report_text(ValueError, None, AT)
    first, second = write_report(words, tmp_path / "logg", AT), write_report(words, tmp_path / "logg", AT)
    assert first is not None
    assert second is not None
    assert first != second
    (tmp_path / "fil").write_text("", encoding="utf-8")
    assert write_report(words, tmp_path / "fil", AT) is None
