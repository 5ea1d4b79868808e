"""The payload: the program folder as it lies on a Windows computer, laid out on Linux.

Python's embeddable files, the locked wheels trimmed to what the program uses, the program and its resources. All
three packages hold this very folder. Nothing is written in it when the program runs, so it is compiled beforehand.
"""

from __future__ import annotations

import ast
import fnmatch
import os
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from installer.binaries import SUFFIXES, imports_of, write_binaries
from installer.embed import SERIES, unpack_embed, write_path_file
from installer.icon import write_icon
from installer.names import APP, LONGEST_PATH, ROOT, fixed_time, program_version
from installer.payload_files import relative, sorted_files
from installer.sbom import write_sbom
from installer.third_party import write_third_party
from installer.wheels import lay_wheels
from nemndsekr.support.errors import UserError

LIBRARIES: Final = "lib"
PROGRAM: Final = "app"
ICON: Final = f"{APP}.ico"
COMMAND_FILE: Final = f"{APP}.cmd"
# Not ``start``: IT's scripts wait for it, read what it writes and ask for its exit code.
COMMAND: Final = f'@"%~dp0python.exe" -m {APP} %*\r\n'

# Qt's own libraries: those that the modules which the program imports are built on.
QT_LIBRARIES: Final = frozenset(
    {"Qt6Core", "Qt6Gui", "Qt6Widgets", "Qt6Network", "Qt6PrintSupport", "Qt6Svg", "Qt6Pdf", "Qt6PdfWidgets"}
)
# What Qt asks for of Microsoft's compiler, and PySide's own. Python brings vcruntime140 along and has loaded it before
# anything else: Windows gives that one to all who ask for the name, whatever lies beside them.
RUNTIME_LIBRARIES: Final = ("msvcp140", "msvcp140_1", "msvcp140_2", "pyside6.abi3", "shiboken6.abi3")
# Whatever of Microsoft's compiler a program file asks for must be there, for the computer need not have it.
RUNTIME_NAMES: Final = ("msvcp140*.dll", "vcruntime140*.dll", "concrt140.dll", "vc*140.dll")
QT_PLUGINS: Final = frozenset(
    {
        "platforms/qwindows.dll",  # the screen
        "platforms/qoffscreen.dll",  # papers that are printed without a window
        "iconengines/qsvgicon.dll",
        "imageformats/qico.dll",
        "imageformats/qjpeg.dll",
        "imageformats/qgif.dll",
        "imageformats/qsvg.dll",
        "imageformats/qpdf.dll",
    }
)
QT_TRANSLATIONS: Final = frozenset({"qtbase_sv.qm", "qtbase_en.qm"})
# What no program needs to run; each is matched against the path within its package's folder.
NOT_SHIPPED: Final = (
    *("*.pyi", "*.lib", "*.a", "*.h", "*.hpp", "*.pxd", "*.pxi", "*.pyx", "*.c", "*.cpp", "*.exe"),
    *("*/tests/*", "*/test/*", "*/testing/*", "*/test_*.py", "*/__pycache__/*", "bin/*", "Scripts/*"),
    *("*.dist-info/RECORD", "*.dist-info/INSTALLER", "*.dist-info/REQUESTED", "*.dist-info/direct_url.json"),
    "*.dist-info/uv_*",
    *("PIL/_imagingtk*", "PIL/ImageTk.py", "PIL/_tkinter_finder.py"),  # of Tk, which Python has not got here
    *("shiboken6/lib/cmake/*", "*/vcruntime140*.dll", "shiboken6/concrt140.dll", "shiboken6/vc*140.dll"),
    *("shiboken6/msvcp140_?.dll", "shiboken6/msvcp140_codecvt_ids.dll"),
    *(f"pypdfium2-*/BUILD_LICENSES/{platform}/*" for platform in ("android", "cibw_musl", "pbin_musl")),
    "reportlab/fonts/*",  # trial fonts, one of them under the GPL; the program has its own
)
# What would do harm if it went out all the same: stand-ins for parts of Windows, made for tests under Wine, above all.
FORBIDDEN: Final = (
    *("icuuc.dll", "mscms.dll", "bcryptprimitives.dll", "sitecustomize.py"),
    *("*.pyi", "*.lib", "*.log", "*.sqlite", "test_*.py", "conftest.py"),
)


class Payload(NamedTuple):
    """A program folder that has been laid out: where, of which version, and whether it was compiled beforehand."""

    folder: Path
    version: str
    is_compiled: bool

    def files(self) -> list[Path]:
        """Every file in it, in an order that is always the same."""
        return sorted_files(self.folder)

    @property
    def size(self) -> int:
        """All its files together, in bytes."""
        return sum(file.stat().st_size for file in self.files())


def build_payload(target: Path, *, embed: Path | None = None, version: str = "") -> Payload:
    """Lay the program folder out in ``target``, which is made anew.

    ``embed`` is python.org's own embeddable zip; without it the pinned one for trials is used. ``version`` is for
    trials of upgrading; otherwise it is what pyproject.toml says.

    Raises:
        UserError: something could not be fetched, a path became too long for Windows, or what must not go out is there.
    """
    version = version or program_version()
    unpack_embed(target, embed)
    write_path_file(target, LIBRARIES, PROGRAM)
    lay_wheels(target / LIBRARIES)
    trim(target / LIBRARIES)
    lay_program(target / PROGRAM, version)
    write_icon(ROOT / "resources" / f"{APP}.svg", target / ICON)
    (target / COMMAND_FILE).write_bytes(COMMAND.encode("ascii"))
    is_compiled = compile_all(target)
    write_third_party(target, target / LIBRARIES)
    write_sbom(target, target / LIBRARIES, version)
    write_binaries(target)
    set_times(target, fixed_time(version))
    check_paths(target)
    check_contents(target)
    check_runtimes(target)
    return Payload(target, version, is_compiled)


# --- what is laid in it ---------------------------------------------------------------------------------------------


def lay_program(target: Path, version: str) -> None:
    """Lay the package and its resources side by side, as in the source tree, and what tells the version."""
    shutil.copytree(ROOT / APP, target / APP, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
    shutil.copytree(ROOT / "resources", target / "resources")
    about = target / f"{APP}-{version}.dist-info"
    about.mkdir()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = ["Metadata-Version: 2.1", f"Name: {APP}", f"Version: {version}", f"Summary: {project['description']}"]
    (about / "METADATA").write_text("\n".join([*lines, f"License: {project['license']}", ""]), encoding="utf-8")
    shutil.copyfile(ROOT / "LICENSE", target / "LICENSE.txt")


def used_qt_modules(package: Path = ROOT / APP) -> set[str]:
    """The modules of PySide6 that the program's source imports."""
    found: set[str] = set()
    for module in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            match node:
                case ast.ImportFrom(module="PySide6", names=names):
                    found |= {name.name for name in names}
                case ast.ImportFrom(module=str(name)) if name.startswith("PySide6."):
                    found.add(name.split(".")[1])
    return found


def trim(libraries: Path) -> None:
    """Take away what the program does not use: most of Qt, and what packages bring along for those who build them."""
    trim_qt(libraries / "PySide6", used_qt_modules())
    for file in sorted_files(libraries):
        path = relative(file, libraries)
        if any(fnmatch.fnmatchcase(path, pattern) for pattern in NOT_SHIPPED):
            file.unlink()
    for folder in sorted((path for path in libraries.rglob("*") if path.is_dir()), key=lambda path: -len(path.parts)):
        if not any(folder.iterdir()):
            folder.rmdir()


def trim_qt(pyside: Path, used: set[str]) -> None:
    """Keep of PySide6 the modules that are used, the libraries under them, and the plugins and texts named above."""
    for path in sorted(pyside.iterdir()):
        if path.is_dir():
            if path.name not in {"plugins", "translations"}:
                shutil.rmtree(path)
        elif not is_kept(path, used):
            path.unlink()
    for folder, kept in (("plugins", QT_PLUGINS), ("translations", QT_TRANSLATIONS)):
        for file in sorted_files(pyside / folder):
            if relative(file, pyside / folder) not in kept:
                file.unlink()


def is_kept(path: Path, used: set[str]) -> bool:
    """Whether a file that lies directly in PySide6's folder is shipped."""
    match path.suffix:
        case ".pyd":
            return path.stem in used
        case ".dll":
            return path.stem in QT_LIBRARIES or path.stem in RUNTIME_LIBRARIES
        case ".exe" | ".json" | ".lib" | ".qml":
            return False
        case _:
            return True


# --- compiled beforehand --------------------------------------------------------------------------------------------


def compilers() -> Iterator[Path]:
    """The Pythons of the shipped series that this computer has, the likeliest first."""
    found = shutil.which(f"python{SERIES}")
    candidates = [Path(found)] if found else []
    candidates += sorted((Path.home() / ".pyenv" / "versions").glob(f"{SERIES}*/bin/python"), reverse=True)
    for python in candidates:
        asked = [str(python), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        told = subprocess.run(asked, capture_output=True, encoding="utf-8", errors="replace", check=False)
        if told.returncode == 0 and told.stdout.strip() == SERIES:
            yield python


def compile_all(target: Path) -> bool:
    """Compile every module, so that the program starts at once though it may not write in its folder; whether it was.

    The compiled files hold no time (unchecked-hash) and no path of this computer, so that a rebuild is equal.
    """
    python = next(compilers(), None)
    if python is None:
        return False
    told = compiled(python, target, PROGRAM)
    if told:
        raise UserError(f"En modul gick inte att kompilera: {told}", "Rätta den och bygg igen.")
    compiled(python, target, LIBRARIES)  # some packages bring modules for another Python, which nothing imports
    return True


def compiled(python: Path, target: Path, folder: str) -> str:
    """Compile the modules of one folder; what went wrong with the last that could not be, or nothing."""
    command = [str(python), "-m", "compileall", "-q", "-j", "0", "--invalidation-mode", "unchecked-hash"]
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [*command, "-s", str(target), "-p", "", str(target / folder)],
        env={**variables, "PYTHONHASHSEED": "0"},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return "" if done.returncode == 0 else (done.stdout.strip().splitlines() or ["okänt fel"])[-1]


# --- the same every time --------------------------------------------------------------------------------------------


def set_times(target: Path, when: datetime) -> None:
    """Give every file and folder the same time and the same rights."""
    seconds = when.timestamp()
    for path in [*target.rglob("*"), target]:
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (seconds, seconds))


def check_paths(target: Path) -> None:
    """See to it that no path is too long where Windows puts the folder.

    Raises:
        UserError: one is.
    """
    longest = max((relative(file, target) for file in sorted_files(target)), key=len)
    if len(longest) > LONGEST_PATH:
        raise UserError(
            f"Sökvägen {longest} är {len(longest)} tecken, men högst {LONGEST_PATH} får plats i Windows.",
            "Byt paketet eller ta bort filen.",
        )


def check_contents(target: Path) -> None:
    """See to it that nothing lies in the folder that must not go out.

    Raises:
        UserError: something does.
    """
    wrong = [
        relative(file, target)
        for file in sorted_files(target)
        if any(fnmatch.fnmatchcase(file.name.lower(), pattern) for pattern in FORBIDDEN)
    ]
    if wrong:
        raise UserError(
            f"I programmappen ligger det som inte ska med: {', '.join(wrong[:5])}.",
            "Lägg till det i NOT_SHIPPED i installer/payload.py, eller ta bort filen.",
        )


def check_runtimes(target: Path) -> None:
    """See to it that each program file finds what it asks for of Microsoft's compiler.

    It is there beside it, beside Python, or in a folder between: a plugin of Qt comes when Qt has what it asks for.

    Raises:
        UserError: one does not.
    """
    for file in sorted_files(target):
        if file.suffix.lower() not in SUFFIXES:
            continue
        for name in imports_of(file.read_bytes()):
            wanted = any(fnmatch.fnmatchcase(name, pattern) for pattern in RUNTIME_NAMES)
            if wanted and not any((folder / name).is_file() for folder in _folders_over(file, target)):
                raise UserError(
                    f"{relative(file, target)} behöver {name}, som inte ligger i programmappen.",
                    "Lägg till den i RUNTIME_LIBRARIES i installer/payload.py.",
                )


def _folders_over(file: Path, target: Path) -> Iterator[Path]:
    """The folders that a file lies in, up to the program folder."""
    return (folder for folder in file.parents if folder.is_relative_to(target))
