"""dev.py's own judgement: what is missing, what is current, what is passed on."""

from __future__ import annotations

import ast
import os
import re
import sys
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("error", "library"),
    [
        pytest.param(
            "ImportError: libEGL.so.1: cannot open shared object file: No such file or directory",
            "libEGL.so.1",
            id="the library stands first",
        ),
        pytest.param(
            "Traceback …\nImportError: libglib-2.0.so.0: kan inte öppna delad objektfil",
            "libglib-2.0.so.0",
            id="in another language",
        ),
        pytest.param("ModuleNotFoundError: No module named 'PySide6'", None, id="no library at all"),
        pytest.param("ImportError: cannot import name 'QtPdf'", None, id="another import error"),
    ],
)
def test_an_import_error_tells_which_library_is_missing(error, library):
    assert dev.library_in(error) == library


def test_each_missing_library_is_told_with_the_debian_package_that_holds_it():
    assert dev.library_advice(["libEGL.so.1", "libgthread-2.0.so.0", "libglib-2.0.so.0"]) == [
        "Qt saknar systembibliotek: libEGL.so.1, libgthread-2.0.so.0, libglib-2.0.so.0.",
        "På Debian och Ubuntu finns det i:",
        "    apt install libegl1 libglib2.0-0",
    ]


def test_a_library_nobody_knows_is_told_without_a_guess():
    assert dev.library_advice(["libsomething.so.3"]) == [
        "Qt saknar ett systembibliotek: libsomething.so.3.",
        "Sök vilket paket som har libsomething.so.3, till exempel med apt-file search.",
    ]


def test_nothing_is_said_when_nothing_is_missing():
    assert dev.library_advice([]) == []


def test_the_libraries_of_x11_are_asked_for_only_under_x11():
    def absent(library: str) -> bool:
        return library == "libxcb-cursor.so.0"

    assert dev.missing_libraries({"DISPLAY": ":0"}, absent) == ["libxcb-cursor.so.0"]
    assert dev.missing_libraries({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, absent) == []
    assert dev.missing_libraries({}, absent) == []


def test_somebody_without_a_screen_is_told_so_and_not_of_libraries():
    assert dev.screen_advice({"DISPLAY": ""}) != []
    assert dev.screen_advice({"WAYLAND_DISPLAY": "wayland-0"}) == []
    assert dev.screen_advice({"QT_QPA_PLATFORM": "offscreen"}) == []


def test_ci_installs_every_package_that_dev_would_name():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    block = re.search(r"packages=\((.*?)^\)", script, re.DOTALL | re.MULTILINE)
    assert block

    listed = re.sub(r"#.*", "", block[1]).split()

    assert set(dev.QT_LIBRARIES.values()) <= set(listed)


def test_the_environment_is_current_until_the_project_file_changes(tmp_path):
    project, stamp = tmp_path / "pyproject.toml", tmp_path / "stamp"
    project.write_text("[project]\n", encoding="utf-8")
    assert not dev.is_current(stamp, project)

    stamp.write_text(dev.stamp_of(project) + "\n", encoding="utf-8")
    assert dev.is_current(stamp, project)

    project.write_text("[project]\nname = 'x'\n", encoding="utf-8")
    assert not dev.is_current(stamp, project)


SEVERAL = ["-n", "3", "--dist", "worksteal"]


@pytest.mark.parametrize(
    ("arguments", "processes"),
    [
        pytest.param([], SEVERAL, id="several processes"),
        pytest.param(["--slow", "tests/test_dev.py", "-k", "name"], SEVERAL, id="several with other arguments"),
        pytest.param(["-n0"], [], id="as many as asked for"),
        pytest.param(["-n", "auto"], [], id="as many as there are"),
        pytest.param(["--pdb"], [], id="one for the debugger"),
        pytest.param(["-s"], [], id="one for what is printed"),
    ],
)
def test_tests_run_in_several_processes_unless_the_arguments_say_otherwise(arguments, processes):
    assert dev.pytest_command(arguments)[3:] == [*processes, *arguments]


@pytest.mark.parametrize(
    ("arguments", "folder"),
    [
        (["--folder", "samples"], Path("samples")),
        (["--folder=samples"], Path("samples")),
        (["samples"], None),
        (["--folder"], None),
        ([], None),
    ],
)
def test_score_takes_one_folder(arguments, folder):
    assert dev.folder_argument(arguments) == folder


def test_a_command_whose_file_is_not_there_is_not_offered(tmp_path):
    assert set(dev.offered(dev.COMMANDS, tmp_path)) == {"run", "test", "check", "exec"}

    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "bench.py").touch()
    assert "bench" in dev.offered(dev.COMMANDS, tmp_path)


def test_the_environments_own_commands_come_first_and_foreign_python_paths_are_left_out():
    variables = dev.child_environment({"PATH": "/bin", "PYTHONHOME": "/x", "PYTHONPATH": "/y", "LANG": "sv_SE"})

    assert variables["PATH"] == os.pathsep.join([str(dev.BIN), "/bin"])
    assert variables["LANG"] == "sv_SE"
    assert not {"PYTHONHOME", "PYTHONPATH", "QT_QPA_PLATFORM"} & set(variables)


def test_tests_open_no_windows_unless_a_platform_is_chosen():
    assert dev.child_environment({}, offscreen=True)["QT_QPA_PLATFORM"] == "offscreen"
    assert dev.child_environment({"QT_QPA_PLATFORM": "xcb"}, offscreen=True)["QT_QPA_PLATFORM"] == "xcb"


def test_what_the_tests_ask_of_node_is_got_once_and_hinders_nobody_where_it_cannot_be(tmp_path, capsys):
    wanted, folder = tmp_path / "package.json", tmp_path / "node"
    wanted.write_text("{}", encoding="utf-8")

    dev.get_node_packages(None, folder, wanted)
    assert not folder.exists()

    for _ in range(2):
        dev.get_node_packages(str(tmp_path / "no-such-npm"), folder, wanted)
    assert capsys.readouterr().out.count("hoppas över") == 1
    assert dev.is_current(folder / "dev-stamp.txt", wanted)

    wanted.write_text('{"private": true}', encoding="utf-8")
    dev.get_node_packages(str(tmp_path / "no-such-npm"), folder, wanted)
    assert "hoppas över" in capsys.readouterr().out


def test_seconds_are_written_in_swedish_and_a_failed_step_is_seen():
    assert dev.step_line("mypy --strict", 0, 12.34) == "mypy --strict  ok     12,3 s"
    assert dev.step_line("ruff check", 1, 0.2) == "ruff check     FEL     0,2 s"


def test_the_steps_end_at_the_first_that_fails_and_show_what_it_wrote(capsys):
    good = dev.Step("good", (sys.executable, "-c", ""))
    bad = dev.Step("bad", (sys.executable, "-c", "print('why'); raise SystemExit(3)"))
    late = dev.Step("late", (sys.executable, "-c", "import time; time.sleep(60)"))

    assert dev.run_reading_steps([good, bad, late]) == 3

    told = capsys.readouterr().out
    assert [line.split()[:2] for line in told.splitlines()] == [["good", "ok"], ["bad", "FEL"], ["why"]]


def test_a_signal_is_told_as_a_shell_tells_it():
    assert [dev.exit_code(code) for code in (0, 2, -6)] == [0, 2, 134]


def test_an_unknown_command_is_wrong_usage_and_help_is_not(capsys):
    assert dev.main(["nosuch"]) == 2
    assert "dev.py har inget kommando nosuch." in capsys.readouterr().out
    assert dev.main([]) == 2
    assert dev.main(["--help"]) == 0
    assert "python dev.py run" in capsys.readouterr().out


def test_an_old_python_is_told_which_one_is_needed(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))

    assert dev.main(["run"]) == 1
    assert "behöver 3.11 eller nyare" in capsys.readouterr().out


def test_an_old_python_can_read_the_file_far_enough_to_say_so():
    ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 8))
