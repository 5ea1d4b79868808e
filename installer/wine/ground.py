"""Ground: a Wine prefix with the Windows Python in it, made once, and how a Windows program is started there.

Everything lies in one folder (``build/windows``), also what would be the user's own Documents. Wine differs from
Windows in what ARCHITECTURE.md tells; what is here for Wine's sake alone has its reason beside it.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from installer.embed import PATH_FILE, SHA256, unpack_embed
from installer.wheels import TEST_FILE, lay_wheels
from nemndsekr.support.errors import UserError

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = ROOT / "build" / "windows"
STAND_INS: Final = Path(__file__).parent / "standins"
SITE_FILE: Final = Path(__file__).with_name("sitecustomize.py")
# The Debian package that holds each command.
TOOLS: Final = {
    "wine": "wine64",
    "wineserver": "wine64",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64",
    "Xvfb": "xvfb",
    "localedef": "locales",
}
APT_PACKAGES: Final = ("wine", "fonts-wine", "fonts-liberation")  # what goes with them
SCREEN: Final = "2400x1500x24"
# n: our stand-ins. d: Wine dies when Python asks WMI about the machine, and its debugger hangs on every crash.
OVERRIDES: Final = "mscms,icuuc,bcryptprimitives=n;wbemprox=d;winedbg.exe=d;winemenubuilder.exe=d"
NETWORK_DRIVE: Final = "H:"
LINKED_LIBRARIES: Final = {"bcryptprimitives": ("-ladvapi32",)}
DESKTOP: Final = r"HKCU\Control Panel\Desktop"
PERSONALIZE: Final = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize"
# Without these Wine takes a serif font for the dialogs of Windows.
FONTS: Final = {"MS Shell Dlg": "Liberation Sans", "MS Shell Dlg 2": "Liberation Sans", "Segoe UI": "Liberation Sans"}
FONT_KEY: Final = r"HKLM\Software\Microsoft\Windows NT\CurrentVersion\FontSubstitutes"
LAST_WORDS: Final = 5  # seconds for what a program that has ended wrote
START_PATIENCE: Final = 180  # seconds for what makes the prefix


class RegistryValue(NamedTuple):
    """A value to write in the registry."""

    key: str
    name: str
    data: str
    kind: str = "REG_SZ"


def missing_tools() -> list[str]:
    """What to tell somebody whose system lacks what the ground is made of, line by line; nothing when all is there."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if not missing:
        return []
    packages = sorted({*APT_PACKAGES, *(TOOLS[tool] for tool in missing)})
    return [
        f"Windowsproven kräver program som saknas här: {', '.join(missing)}.",
        "På Debian och Ubuntu finns de i:",
        f"    apt install {' '.join(packages)}",
    ]


def windows_path(path: Path) -> str:
    r"""The path of a Linux file as Wine's programs see it: on the drive Z:."""
    return "Z:" + str(path.absolute()).replace("/", "\\")


class Ground:
    """A place where Windows programs run; ``make`` makes what is missing of it, ``screen`` must be open meanwhile."""

    def __init__(self, folder: Path = FOLDER, *, source: Path = ROOT) -> None:
        """Use this folder, and the program and the tests in ``source``."""
        self.folder = folder.absolute()
        self.source = source.absolute()
        self.python_folder = self.folder / "python"
        self.prefix = self.folder / "prefix"
        self.network = self.folder / "network"
        self._display = ""

    # --- making it ------------------------------------------------------------------------------------------------

    def make(self, embed: Path | None = None) -> None:
        """Lay Python, wheels, prefix and stand-ins where they are missing or not those that are asked for now."""
        self.network.mkdir(parents=True, exist_ok=True)
        self._make_python(embed)
        self._make_locale()
        self._make_prefix()

    def _make_python(self, embed: Path | None) -> None:
        stamp = self.folder / "python-stamp.txt"
        wanted = hashlib.sha256(
            TEST_FILE.read_bytes() + SITE_FILE.read_bytes() + str(embed or SHA256).encode()
        ).hexdigest()
        if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
            return
        stamp.unlink(missing_ok=True)
        unpack_embed(self.python_folder, embed)
        # The tests lie in the source tree and start processes of their own: PYTHONPATH must count here.
        (self.python_folder / PATH_FILE).unlink()
        site = self.python_folder / "Lib" / "site-packages"
        lay_wheels(site, TEST_FILE)
        shutil.copyfile(SITE_FILE, site / SITE_FILE.name)
        stamp.write_text(wanted, encoding="utf-8")

    def _make_locale(self) -> None:
        """Swedish, which gives Wine the code page 1252; in our folder, for the system may not have it."""
        if not (self.folder / "locale" / "sv_SE.UTF-8").is_dir():
            (self.folder / "locale").mkdir(exist_ok=True)
            made = ["localedef", "-i", "sv_SE", "-f", "UTF-8", str(self.folder / "locale" / "sv_SE.UTF-8")]
            subprocess.run(made, check=True, capture_output=True, timeout=START_PATIENCE)

    def _make_prefix(self) -> None:
        stamp = self.folder / "prefix-stamp.txt"
        sources = sorted(STAND_INS.glob("*.c"))
        wanted = hashlib.sha256(
            b"".join(source.read_bytes() for source in sources) + repr((FONTS, NETWORK_DRIVE)).encode()
        ).hexdigest()
        if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
            return
        stamp.unlink(missing_ok=True)
        if self.prefix.exists():
            self.end()
            self._wineserver("-w")
            shutil.rmtree(self.prefix)
        self._wine("wineboot", "-i")
        self._wine("winecfg", "-v", "win10")
        self._own_folders()
        for source in sources:
            self._compile(source)
        (self.prefix / "dosdevices" / NETWORK_DRIVE.lower()).symlink_to(self.network)
        self.write_registry(
            RegistryValue(r"HKLM\Software\Wine\Drives", NETWORK_DRIVE.lower(), "network"),
            *(RegistryValue(FONT_KEY, name, font) for name, font in FONTS.items()),
        )
        self._wineserver("-w")  # the registry is written to disk when the server ends
        stamp.write_text(wanted, encoding="utf-8")

    def _own_folders(self) -> None:
        """Make Documents and the like real folders: Wine links them to the home folder, where tests would write."""
        for link in [path for path in (self.prefix / "drive_c" / "users").glob("*/*") if path.is_symlink()]:
            link.unlink()
            link.mkdir()

    def _compile(self, source: Path) -> None:
        target = self.prefix / "drive_c" / "windows" / "system32" / f"{source.stem}.dll"
        command = ["x86_64-w64-mingw32-gcc", "-O2", "-s", "-shared", "-static-libgcc", "-o", str(target), str(source)]
        command += LINKED_LIBRARIES.get(source.stem, ())
        done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
        if done.returncode != 0:
            raise UserError(f"{source.name} gick inte att kompilera: {done.stderr.strip()}")

    def write_registry(self, *values: RegistryValue) -> None:
        """Write values in the registry of this Windows."""
        for key, name, data, kind in values:
            self._wine("reg", "add", key, "/v", name, "/t", kind, "/d", data, "/f")

    def set_appearance(self, *, dark: bool, percent: int) -> None:
        """Set what the user has chosen in Windows: light or dark for programs, and the scale of the screen."""
        self.write_registry(
            RegistryValue(PERSONALIZE, "AppsUseLightTheme", str(int(not dark)), "REG_DWORD"),
            RegistryValue(DESKTOP, "LogPixels", str(96 * percent // 100), "REG_DWORD"),
        )
        self._wineserver("-k")  # a new session is what reads the scale
        self._wineserver("-w")

    # --- running in it --------------------------------------------------------------------------------------------

    @contextmanager
    def screen(self) -> Iterator[None]:
        """A screen that nobody sees, on a number of its own; all Windows programs end with it."""
        reader, writer = os.pipe()
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", SCREEN, "-nolisten", "tcp"]
        with subprocess.Popen(
            command, pass_fds=[writer], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as screen:
            os.close(writer)
            with os.fdopen(reader, encoding="ascii") as told:
                self._display = f":{told.readline().strip()}"
            try:
                yield
            finally:
                self.end()
                screen.terminate()

    def share_screen(self, other: Ground) -> None:
        """Show windows on the screen that another ground has opened."""
        self._display = other._display

    def picture(self, target: Path) -> None:
        """Keep what the screen shows."""
        from PIL import ImageGrab

        ImageGrab.grab(xdisplay=self._display).save(target)

    def end(self) -> None:
        """End every Windows program of this prefix."""
        self._wineserver("-k")

    def run(
        self, *command: str, variables: Mapping[str, str] | None = None, echo: bool = True, timeout: float | None = None
    ) -> tuple[int, str]:
        """Run a Windows program; its exit code and what it wrote, which is also told as it comes (``echo``).

        What it reads is empty, and what it writes goes through a pipe: Windows' Python refuses a plain file of Linux.
        Past ``timeout`` seconds it is ended, and the code is 124.
        """
        given = variables or {}
        lines: list[str] = []
        late = threading.Event()
        process = subprocess.Popen(
            ["wine", *command],
            cwd=self.source,
            # Wine keeps this computer's own Qt variables from its programs, unless they are told so.
            env={**self.variables(), **{f"WINE{k}" if k.startswith("QT_") else k: v for k, v in given.items()}},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="cp1252",
            errors="replace",
        )

        def end() -> None:
            late.set()
            self.end()
            process.kill()

        def read() -> None:
            with process.stdout or io.StringIO() as written:
                for line in written:
                    lines.append(line)
                    if echo:
                        sys.stdout.write(line)
                        sys.stdout.flush()

        clock = threading.Timer(timeout, end) if timeout else None
        reader = threading.Thread(target=read, daemon=True)
        for thread in (clock, reader):
            if thread:
                thread.start()
        process.wait()
        if clock:
            clock.cancel()
        # What Wine itself starts beside the first program (explorer, services) has the pipe for as long as any runs.
        reader.join(LAST_WORDS)
        return (124 if late.is_set() else process.returncode), "".join(lines)

    def python(self, *arguments: str, variables: Mapping[str, str] | None = None, **options: object) -> tuple[int, str]:
        """Run Windows' Python, which finds program and tests in the source tree."""
        echo = bool(options.get("echo", True))
        timeout = options.get("timeout")
        return self.run(
            str(self.python_folder / "python.exe"),
            *arguments,
            variables=variables,
            echo=echo,
            timeout=float(timeout) if isinstance(timeout, int | float) else None,
        )

    def pythonw(self, *arguments: str, timeout: float = 60) -> int:
        """Run Windows' Python as the Start menu does: only by ``start`` is it without stdout, as on a real Windows."""
        return self.run(
            "start", "/wait", windows_path(self.python_folder / "pythonw.exe"), *arguments, echo=False, timeout=timeout
        )[0]

    def variables(self) -> dict[str, str]:
        """The environment of a Windows program: nothing of this computer's Python, Qt or user folders."""
        ours = ("PYTHON", "XDG_", "QT_", "VIRTUAL_ENV", "LC_", "LANG", "WINE", "PYTEST_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return {
            **kept,
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": OVERRIDES,
            "LC_ALL": "sv_SE.UTF-8",
            "LOCPATH": str(self.folder / "locale"),
            "DISPLAY": self._display,
            "PYTHONPATH": windows_path(self.source),
            "PYTHONPYCACHEPREFIX": windows_path(self.folder / "compiled"),
        }

    def _wine(self, *command: str) -> None:
        self.run(*command, echo=False, timeout=START_PATIENCE)

    def _wineserver(self, switch: str) -> None:
        subprocess.run(
            ["wineserver", switch], env=self.variables(), capture_output=True, timeout=START_PATIENCE, check=False
        )
