"""The one command of the workshop: makes ``.venv`` beside this file and runs the program and its checks in it.

Only the standard library, the same on Windows and Linux: ``python dev.py run``, ``python dev.py test`` …
What it says is Swedish, like the program; pyproject.toml alone decides what is installed.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple

OLDEST_PYTHON: Final = (3, 11)
ROOT: Final = Path(__file__).resolve().parent
ENVIRONMENT: Final = ROOT / ".venv"
BIN: Final = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON: Final = BIN / ("python.exe" if os.name == "nt" else "python")
PROJECT_FILE: Final = ROOT / "pyproject.toml"
STAMP: Final = ENVIRONMENT / "dev-stamp.txt"
# What a few tests ask of node; they are skipped where it is not there.
NODE_FILE: Final = ROOT / "tests" / "package.json"
NODE_FOLDER: Final = ENVIRONMENT / "node"
NODE_PATIENCE: Final = 60

# What the Qt wheels load from the system, and the Debian package that holds it. Read with
# ``readelf -d`` from the modules we use and from the offscreen platform.
QT_LIBRARIES: Final = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libzstd.so.1": "libzstd1",
}
# What a window under X11 needs besides.
X11_LIBRARIES: Final = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
QT_PROBE: Final = "from PySide6 import QtNetwork, QtPdfWidgets, QtPrintSupport, QtSvg, QtTest, QtWidgets"

# Arguments that say how many processes pytest shall use, or that only work in one.
ONE_PROCESS: Final = re.compile(r"-n.*|--numprocesses.*|--dist.*|--pdb|--trace|--collect-only|--co|-s|--capture=no")


def say(text: str) -> None:
    """Tell the person at the desk one line, at once."""
    print(text, flush=True)


# --- the environment ------------------------------------------------------------------------------------------------


def stamp_of(project_file: Path) -> str:
    """What the stamp holds when the environment fits this project file."""
    return hashlib.sha256(project_file.read_bytes()).hexdigest()


def is_current(stamp: Path, project_file: Path) -> bool:
    """Whether what pyproject.toml asks for is what was last installed."""
    return stamp.is_file() and stamp.read_text(encoding="utf-8").strip() == stamp_of(project_file)


def child_environment(base: Mapping[str, str], *, offscreen: bool = False) -> dict[str, str]:
    """The variables for a command inside the environment; ``offscreen`` keeps Qt from opening real windows."""
    variables = {name: value for name, value in base.items() if name not in {"PYTHONHOME", "PYTHONPATH"}}
    variables["VIRTUAL_ENV"] = str(ENVIRONMENT)
    variables["PATH"] = os.pathsep.join(filter(None, (str(BIN), base.get("PATH", ""))))
    if offscreen:
        variables.setdefault("QT_QPA_PLATFORM", "offscreen")
    return variables


def call(command: Sequence[str | Path], *, cwd: Path | None = None, offscreen: bool = False) -> int:
    """Run a command inside the environment, its output straight to the screen; its exit code."""
    variables = child_environment(os.environ, offscreen=offscreen)
    with subprocess.Popen([str(part) for part in command], cwd=cwd, env=variables) as process:
        while True:
            try:
                return exit_code(process.wait())
            except KeyboardInterrupt:
                continue  # the command got the same Ctrl+C and ends in its own way


def exit_code(code: int) -> int:
    """The exit code as a shell tells it: ended by signal n is 128 + n."""
    return code if code >= 0 else 128 - code


def make_environment() -> bool:
    """Make or mend ``.venv`` when pyproject.toml asks for something else than is there; whether it can be used."""
    if PYTHON.is_file() and is_current(STAMP, PROJECT_FILE):
        return True
    if not (PYTHON.is_file() and has_pip()):
        if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
            say("Python saknar det som behövs för att göra en miljö. På Debian finns det i paketet python3-venv:")
            say("    apt install python3-venv")
            return False
        say(f"Gör miljön {ENVIRONMENT.name} …")
        if subprocess.call([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)]) != 0:
            say(f"Det gick inte att göra {ENVIRONMENT.name}. Felet står ovanför.")
            return False
    say("Installerar det som pyproject.toml anger … (några minuter första gången)")
    STAMP.unlink(missing_ok=True)
    (NODE_FOLDER / STAMP.name).unlink(missing_ok=True)
    started = time.monotonic()
    install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input", "--editable", ".[dev]"]
    calm = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    if subprocess.call(install, cwd=ROOT, env={**os.environ, **calm}) != 0:
        say("Installationen gick inte igenom. Felet står ovanför; kör om kommandot när det är rättat.")
        return False
    STAMP.write_text(stamp_of(PROJECT_FILE) + "\n", encoding="utf-8")
    say(f"Klart på {seconds(time.monotonic() - started)}.")
    return True


def get_node_packages(npm: str | None, folder: Path = NODE_FOLDER, wanted: Path = NODE_FILE) -> None:
    """Lay what the tests ask of node in the environment, once for each version of the file that names it.

    Without npm, or without a net, nothing is hindered: the tests that want it say that they were skipped.
    """
    tried = folder / "dev-stamp.txt"
    if npm is None or is_current(tried, wanted):
        return
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(wanted, folder / wanted.name)
    calm = ("--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=0")
    try:
        done = subprocess.run(
            [npm, "install", *calm], cwd=folder, capture_output=True, timeout=NODE_PATIENCE, check=False
        )
        went = done.returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        went = False
    if not went:
        say("npm kunde inte hämta det som testerna läser kalenderfiler med; de testerna hoppas över.")
    tried.write_text(stamp_of(wanted) + "\n", encoding="utf-8")


def has_pip() -> bool:
    """Whether the environment's Python runs and has pip: an interrupted set-up may have left it without."""
    probe = [str(PYTHON), "-c", "import pip"]
    return subprocess.call(probe, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


# --- what Qt needs from the system ----------------------------------------------------------------------------------


def library_in(error: str) -> str | None:
    """The shared library that an ImportError names as missing, if it names one."""
    found = re.search(r"ImportError: (lib[^\s:]+\.so[.\d]*):", error)
    return found[1] if found else None


def packages_for(libraries: Iterable[str]) -> list[str]:
    """The Debian packages that hold these libraries, sorted; a library that we do not know is left out."""
    known = {**QT_LIBRARIES, **X11_LIBRARIES}
    return sorted({known[library] for library in libraries if library in known})


def cannot_be_loaded(library: str) -> bool:
    """Whether the system's loader does not find the library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return True
    return False


def missing_libraries(variables: Mapping[str, str], absent: Callable[[str], bool] = cannot_be_loaded) -> list[str]:
    """The libraries that Qt will not find, for the kind of screen that these variables tell of."""
    on_x11 = bool(variables.get("DISPLAY")) and variables.get("QT_QPA_PLATFORM", "xcb") == "xcb"
    wanted = [*QT_LIBRARIES, *(X11_LIBRARIES if on_x11 else ())]
    return [library for library in wanted if absent(library)]


def library_advice(missing: Sequence[str]) -> list[str]:
    """What to tell somebody whose system lacks these libraries, line by line; nothing when none is missing."""
    if not missing:
        return []
    lines = [f"Qt saknar {'ett systembibliotek' if len(missing) == 1 else 'systembibliotek'}: {', '.join(missing)}."]
    packages = packages_for(missing)
    if packages:
        lines += ["På Debian och Ubuntu finns det i:", f"    apt install {' '.join(packages)}"]
    unknown = [library for library in missing if not packages_for([library])]
    if unknown:
        lines.append(f"Sök vilket paket som har {', '.join(unknown)}, till exempel med apt-file search.")
    return lines


def qt_loads(*, offscreen: bool = False) -> bool:
    """Whether Qt can be loaded; otherwise says what the system lacks."""
    if sys.platform != "linux":
        return True
    variables = {**child_environment(os.environ, offscreen=offscreen), "LC_ALL": "C"}
    command = [str(PYTHON), "-c", QT_PROBE]
    probe = subprocess.run(command, env=variables, capture_output=True, encoding="utf-8", check=False)
    missing = missing_libraries(variables)
    named = library_in(probe.stderr)
    if probe.returncode != 0 and named and named not in missing:
        missing.append(named)
    for line in library_advice(missing):
        say(line)
    if probe.returncode != 0 and not missing:
        say("Qt går inte att ladda:")
        say(probe.stderr.rstrip())
    return probe.returncode == 0


# --- the steps of check ---------------------------------------------------------------------------------------------


class Step(NamedTuple):
    """One step of ``check``: its name and its command."""

    name: str
    command: tuple[str, ...]


class Outcome(NamedTuple):
    """How a step went: exit code, seconds and what it wrote."""

    code: int
    seconds: float
    output: str


READING_STEPS: Final = (
    Step("ruff check", (str(PYTHON), "-m", "ruff", "check", ".")),
    # By types, so that it also finds a path that is opened without a mode; in preview, hence by itself.
    Step("ruff encoding", (str(PYTHON), "-m", "ruff", "check", "--preview", "--select", "PLW1514", ".")),
    Step("ruff format", (str(PYTHON), "-m", "ruff", "format", "--check", ".")),
    Step("mypy --strict", (str(PYTHON), "-m", "mypy", "--strict")),
    Step("lint-imports", (str(BIN / "lint-imports"),)),
)


def seconds(value: float) -> str:
    """Seconds as written in Swedish, ``2,4 s``."""
    return f"{value:.1f}".replace(".", ",") + " s"


def step_line(name: str, code: int, took: float) -> str:
    """The line that tells how a step went."""
    return f"{name:<14} {'ok' if code == 0 else 'FEL':<4} {seconds(took):>8}"


def run_quietly(step: Step, running: list[subprocess.Popen[str]]) -> Outcome:
    """Run a step and keep what it writes."""
    started = time.monotonic()
    with subprocess.Popen(
        step.command,
        cwd=ROOT,
        env=child_environment(os.environ, offscreen=True),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        running.append(process)
        output, _ = process.communicate()
    return Outcome(exit_code(process.returncode), time.monotonic() - started, output)


def run_reading_steps(steps: Sequence[Step]) -> int:
    """Run the steps that only read the code, side by side; told in their order, ended at the first that fails."""
    running: list[subprocess.Popen[str]] = []
    with ThreadPoolExecutor(max_workers=len(steps)) as pool:
        for step, future in [(step, pool.submit(run_quietly, step, running)) for step in steps]:
            outcome = future.result()
            say(step_line(step.name, outcome.code, outcome.seconds))
            if outcome.code != 0:
                for process in running:
                    process.kill()
                say(outcome.output.rstrip())
                return outcome.code
    return 0


def pytest_command(arguments: Sequence[str]) -> list[str]:
    """Pytest with these arguments, in three processes unless they say otherwise.

    One more than the two cores that are sure to be there: tests of the window wait for it now and then. Each process
    has one stretch of the tests, so that what a module needs is made once, and then takes over from the others.
    """
    counted = any(map(ONE_PROCESS.fullmatch, arguments))
    return [str(PYTHON), "-m", "pytest", *([] if counted else ["-n", "3", "--dist", "worksteal"]), *arguments]


# --- the commands ---------------------------------------------------------------------------------------------------


def run(arguments: Sequence[str]) -> int:
    """Start the program in the folder where the person stands."""
    code = call([PYTHON, "-m", "nemndsekr", *arguments])
    if code not in {0, 1, 2} and sys.platform == "linux":  # not the program's own codes: Qt may have given up
        for line in screen_advice(os.environ) or library_advice(missing_libraries(os.environ)):
            say(line)
    return code


def screen_advice(variables: Mapping[str, str]) -> list[str]:
    """What to tell somebody who wants a window where there is no screen."""
    if any(variables.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        return []
    return ["Här finns ingen skärm att öppna ett fönster på. Programmets kommandon går att köra ändå."]


def test(arguments: Sequence[str]) -> int:
    """Run the tests."""
    get_node_packages(shutil.which("npm"))
    if not qt_loads(offscreen=True):
        return 1
    return call(pytest_command(arguments), cwd=ROOT, offscreen=True)


def check(arguments: Sequence[str]) -> int:
    """Run all that must pass before a change is taken in; the arguments are for pytest."""
    started = time.monotonic()
    get_node_packages(shutil.which("npm"))
    code = 0 if qt_loads(offscreen=True) else 1
    code = code or run_reading_steps(READING_STEPS)
    if code == 0:
        before = time.monotonic()
        code = call(pytest_command(arguments), cwd=ROOT, offscreen=True)
        say(step_line("pytest", code, time.monotonic() - before))
    say(step_line("allt" if code == 0 else "avbrutet", code, time.monotonic() - started))
    return code


def bench(arguments: Sequence[str]) -> int:
    """Measure."""
    return call([PYTHON, "-m", "tests.bench", *arguments], cwd=ROOT, offscreen=True)


def score(arguments: Sequence[str]) -> int:
    """Read the documents of a folder and compare with the facts beside them."""
    folder = folder_argument(arguments)
    if folder is None:
        say("Ange mappen: python dev.py score --folder MAPP")
        return 2
    return call([PYTHON, "-m", "tests.reading.scoring", folder.absolute()], cwd=ROOT)


def remarks(arguments: Sequence[str]) -> int:
    """Read the papers of a folder and compare what the checks say with the golden lists."""
    folder = folder_argument(arguments)
    if folder is None:
        say("Ange mappen: python dev.py remarks --folder MAPP")
        return 2
    return call([PYTHON, "-m", "tests.remarks.golden", folder.absolute()], cwd=ROOT)


def pictures(arguments: Sequence[str]) -> int:
    """Take pictures of the window's pages, dialogs and states, to be looked at."""
    return call([PYTHON, "-m", "tests.pictures", *arguments], cwd=ROOT, offscreen=True)


def windows(arguments: Sequence[str]) -> int:
    """Run the tests in Windows' own Python and Qt, under Wine."""
    return call([PYTHON, "-m", "installer.wine", *arguments], cwd=ROOT)


def installer(arguments: Sequence[str]) -> int:
    """Make the Windows packages."""
    return call([PYTHON, "-m", "installer", *arguments], cwd=ROOT, offscreen=True)


def folder_argument(arguments: Sequence[str]) -> Path | None:
    """The folder in ``--folder DIR`` or ``--folder=DIR``; None when the arguments are something else."""
    if len(arguments) == 2 and arguments[0] == "--folder":
        return Path(arguments[1])
    if len(arguments) == 1 and arguments[0].startswith("--folder="):
        return Path(arguments[0].partition("=")[2])
    return None


def execute(arguments: Sequence[str]) -> int:
    """Run any command with the environment's own commands first."""
    if not arguments:
        say("Ange ett kommando: python dev.py exec nemndsekr --help")
        return 2
    program = shutil.which(arguments[0], path=child_environment(os.environ)["PATH"])
    if program is None:
        say(f"Kommandot finns inte: {arguments[0]}")
        return 127
    return call([program, *arguments[1:]])


class Command(NamedTuple):
    """A command of this file: its arguments, what it does, and the file that it cannot do without."""

    arguments: str
    help: str
    function: Callable[[Sequence[str]], int]
    needs: tuple[str, ...] = ()


COMMANDS: Final = {
    "run": Command("[ARGUMENT…]", "startar programmet; run --demo öppnar övningsdatabasen", run),
    "test": Command("[ARGUMENT…]", "kör testerna (pytest)", test),
    "check": Command("[ARGUMENT…]", "kör allt som måste gå igenom: ruff, mypy, lint-imports, pytest", check),
    "bench": Command("[ARGUMENT…]", "mäter", bench, ("tests/bench.py", "tests/bench/__main__.py")),
    "score": Command(
        "--folder MAPP", "läser mappens handlingar och poängsätter mot facit", score, ("tests/reading/scoring.py",)
    ),
    "remarks": Command(
        "--folder MAPP",
        "läser mappens handlingar och jämför påpekandena med facit",
        remarks,
        ("tests/remarks/golden.py",),
    ),
    "pictures": Command(
        "[LÄGE…]",
        "tar bilder av sidor, dialoger och lägen, ljust och mörkt, 100 och 150 %, i mappen build/pictures",
        pictures,
        ("tests/pictures/__main__.py",),
    ),
    "windows": Command(
        "[ARGUMENT…]",
        "kör testerna i Windows (Wine); --pictures [LÄGE…] tar bilder där",
        windows,
        ("installer/wine/__main__.py",),
    ),
    "installer": Command(
        "[ARGUMENT…]",
        "gör Windowspaketen i mappen build/installer; --check bygger två gånger och jämför",
        installer,
        ("installer/__main__.py",),
    ),
    "exec": Command("KOMMANDO…", "kör ett kommando i miljön", execute),
}


def offered(commands: Mapping[str, Command], root: Path) -> dict[str, Command]:
    """The commands whose files are there: a command that is not built yet is not offered."""
    return {
        name: command
        for name, command in commands.items()
        if not command.needs or any((root / needed).is_file() for needed in command.needs)
    }


def usage(commands: Mapping[str, Command]) -> str:
    """What ``--help`` prints."""
    lines = ["Så här används dev.py:", ""]
    for name, command in commands.items():
        call_form = f"{name} {command.arguments}"
        lines.append(f"  python dev.py {call_form:<21} {command.help}")
    return "\n".join([*lines, "", "På Debian heter Python python3. Miljön .venv görs av sig själv första gången."])


def main(arguments: Sequence[str]) -> int:
    """Make the environment if needed and run one command in it."""
    if sys.version_info < OLDEST_PYTHON:
        wanted = ".".join(map(str, OLDEST_PYTHON))
        say(f"Det här är Python {sys.version.split()[0]}. nemndsekr behöver {wanted} eller nyare.")
        return 1
    commands = offered(COMMANDS, ROOT)
    if not arguments or arguments[0] in {"-h", "--help"}:
        say(usage(commands))
        return 0 if arguments else 2
    name, *rest = arguments
    if name not in commands:
        say(f"dev.py har inget kommando {name}.")
        say(usage(commands))
        return 2
    if not make_environment():
        return 1
    return commands[name].function(rest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
