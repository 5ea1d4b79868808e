"""The scenario: the packages installed, started, upgraded, refused and taken away under Wine, as a person and IT would.

``python -m installer.wine.scenario`` or, as one of its parts, ``dev.py windows``. Each step has a name, tells a figure,
and says what is wrong where something is.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from installer.msi import Scope, build_msi
from installer.names import APP, DONE, FAILED, FILE_TYPES, ROOT, RUNNING, TITLE, FileType, fixed_time, program_version
from installer.nsis import build_exe
from installer.payload import PROGRAM, Payload, build_payload, set_times
from installer.payload_files import relative, sorted_files
from installer.portable import build_zip
from installer.wine.ground import Ground, windows_path
from nemndsekr.documents.template_archive import archive_of, template_of_file
from nemndsekr.support.errors import UserError

PATIENCE: Final = 240
"""Seconds that one program may take: a loaded computer is slow, but nothing may hang."""
WINDOW_PATIENCE: Final = 120
UNINSTALL_KEY: Final = rf"Software\Microsoft\Windows\CurrentVersion\Uninstall\{APP}"
OWN_FOLDER: Final = r"C:\Egna program\Nämndsekr prov"
STALE: Final = f"{PROGRAM}/{APP}/gammal_modul.py"
PRESS: Final = Path(__file__).with_name("press.py")
TAKE_IN_TITLE: Final = "Ta in ärenden"
# What the Unix shell shows of Windows' exit codes.
SHOWN_RUNNING: Final = RUNNING % 256
SHOWN_FAILED: Final = FAILED % 256


class WrongError(Exception):
    """Something is not as it should be; the words say what."""


class Outcome(NamedTuple):
    """How a step went: its name, seconds, what it tells, and what was wrong (or nothing)."""

    name: str
    seconds: float
    told: str
    wrong: str

    def line(self) -> str:
        """The step as a line of the table."""
        took = f"{self.seconds:.1f} s".replace(".", ",")
        return f"{self.name:<46} {'FEL' if self.wrong else 'ok':<4} {took:>8}  {self.wrong or self.told}"


class Scenario:
    """The steps, in their order, in one Wine; the products of two versions are built first."""

    def __init__(self, ground: Ground, folder: Path) -> None:
        """Work in ``folder``, which keeps the pictures."""
        self.ground, self.folder = ground, folder
        self.version = program_version()
        major, minor, patch = self.version.split(".")
        self.newer = f"{major}.{minor}.{int(patch) + 1}"
        self.drive = ground.prefix / "drive_c"
        self.outcomes: list[Outcome] = []
        self.old: Payload | None = None
        self.new: Payload | None = None

    # --- how a step is done -----------------------------------------------------------------------------------------

    def steps(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """Every step: what it is called and what does it; it returns what there is to tell."""
        yield "bygge av de tre paketen, två versioner", self.build
        yield "tyst installation för en person", self.install
        yield "genväg, avinstallation och filtyper", self.look_at_registry
        yield "nemndsekr.cmd selfcheck --json", self.selfcheck
        for dark, percent in ((False, 100), (True, 100), (False, 150), (True, 150)):
            name = f"fönstret, {'mörkt' if dark else 'ljust'}, {percent} %"
            yield name, partial(self.window, dark=dark, percent=percent)
        yield "genvägen i startmenyn", self.start_menu
        yield "dubbelklick på två mallar", self.double_click
        yield "dubbelklick på en exportfil", self.open_export_file
        yield "vägran medan programmet är öppet", self.refuse_while_running
        yield "vägran medan en programfil används", self.refuse_in_use
        yield "uppgradering", self.upgrade
        yield "vägran att gå till en äldre version", self.refuse_older
        yield "avbruten halvvägs, sedan hel", self.halted
        yield "avinstallation, uppgifterna kvar", self.uninstall
        yield "egen mapp med mellanslag och å, ä, ö", self.own_folder
        yield "it-avdelningens policy", self.forbidden
        yield "MSI för hela datorn", partial(self.msi, "machine")
        yield "MSI för en person", partial(self.msi, "user")
        yield "bygget en gång till, byte för byte", self.rebuild

    def run(self) -> int:
        """Do every step; 1 when anything was wrong. One is tried though another failed, unless it was the building."""
        for name, act in self.steps():
            started = time.monotonic()
            told, wrong = "", ""
            try:
                told = act()
            except (WrongError, UserError, OSError, subprocess.SubprocessError) as error:
                wrong = str(error)
            outcome = Outcome(name, time.monotonic() - started, told, wrong)
            self.outcomes.append(outcome)
            print(outcome.line(), flush=True)
            if wrong and act == self.build:
                break  # nothing was built, so there is nothing to try
        return int(any(outcome.wrong for outcome in self.outcomes))

    def wine(self, *command: str, variables: dict[str, str] | None = None) -> tuple[int, str]:
        """Run a Windows program and wait for it."""
        return self.ground.run(*command, variables=variables, echo=False, timeout=PATIENCE)

    def expect(self, code: int, *command: str) -> str:
        """Run a Windows program that must end with this code; what it wrote."""
        got, words = self.wine(*command)
        if got != code:
            raise WrongError(
                f"{command[0].rpartition(chr(92))[2]} slutade med {got}, inte {code}: {words.strip()[-200:]}"
            )
        return words

    @property
    def user(self) -> Path:
        """The user's own folder in this Windows."""
        return next(path for path in (self.drive / "users").iterdir() if path.name not in {"Public", "crossover"})

    @property
    def local(self) -> Path:
        """Where a user's programs and data lie."""
        return self.user / "AppData" / "Local"

    @property
    def program(self) -> Path:
        """The program folder of an installation for one person."""
        return self.local / "Programs" / APP

    def on_c(self, path: Path) -> str:
        """The path as Windows names it, on its own drive."""
        return "C:\\" + str(path.relative_to(self.drive)).replace("/", "\\")

    # --- the steps --------------------------------------------------------------------------------------------------

    def build(self) -> str:
        """Build the packages of this version, of which the older has a module that the newer has not."""
        self.old = build_payload(self.folder / "payload")
        (self.old.folder / STALE).write_text('"""A module that the next version has not."""\n', encoding="utf-8")
        set_times(self.old.folder, fixed_time(self.version))
        self.exe = build_exe(self.old.folder, self.folder, self.version, fast=True)
        self.msis = {scope: build_msi(self.old.folder, self.folder, self.version, scope=scope) for scope in _SCOPES}
        self.zip = build_zip(self.old.folder, self.folder, self.version, fast=True)
        newer = self.new = build_payload(self.folder / "payload-newer", version=self.newer)
        self.newer_exe = build_exe(newer.folder, self.folder, self.newer, fast=True)
        self.newer_msis = {scope: build_msi(newer.folder, self.folder, self.newer, scope=scope) for scope in _SCOPES}
        sizes = ", ".join(f"{file.suffix} {megabytes(file.stat().st_size)}" for file in self.products())
        return f"{len(self.old.files())} filer, {megabytes(self.old.size)}; {sizes}"

    def products(self) -> list[Path]:
        """The three packages of this version."""
        return [self.exe, self.msis["machine"], self.zip]

    def install(self) -> str:
        """Install silently; every file is the payload's own."""
        self.expect(DONE, windows_path(self.exe), "/S")
        return self.same_as(self.old, self.program)

    def same_as(self, payload: Payload | None, program: Path) -> str:
        """Whether the installed files are the payload's, by SHA-256."""
        if payload is None or not program.is_dir():
            raise WrongError(f"{program.name} finns inte")
        wanted = digests(payload.folder)
        found = digests(program)
        extra = set(found) - set(wanted) - {"uninstall.exe"}
        differing = [name for name, digest in wanted.items() if found.get(name) != digest]
        if extra or differing:
            raise WrongError(f"fel filer: {', '.join([*sorted(extra), *differing][:5])}")
        return f"{len(wanted)} filer lika"

    def look_at_registry(self) -> str:
        """The Start menu, the entry among installed programs, and the file types."""
        self.shortcut()
        entry = self.values(rf"HKCU\{UNINSTALL_KEY}")
        if entry.get("DisplayVersion") != self.version or not entry.get("QuietUninstallString", "").endswith("/S"):
            raise WrongError(f"posten bland installerade program är {entry}")
        for extension, prog_id, _ in FILE_TYPES:
            command = self.values(rf"HKCU\Software\Classes\{prog_id}\shell\open\command").get("", "")
            if not command.endswith('"%1"') or self.values(rf"HKCU\Software\Classes\{extension}").get("") != prog_id:
                raise WrongError(f"filtypen {extension} är inte kopplad: {command or 'inget kommando'}")
        return f"{len(FILE_TYPES)} filtyper, {entry['DisplayVersion']}"

    def shortcut(self) -> Path:
        """The program's entry in the Start menu."""
        menu = list(self.user.glob(f"AppData/Roaming/Microsoft/Windows/Start Menu/Programs/**/{TITLE}.lnk"))
        if not menu:
            raise WrongError("genvägen i startmenyn saknas")
        return menu[0]

    def values(self, key: str) -> dict[str, str]:
        """The values of a key in the registry; the key's own is called nothing."""
        return values_of(self.wine("reg", "query", key)[1])

    def selfcheck(self) -> str:
        """The installed program looks itself through."""
        told = self.facts(self.on_c(self.program))
        if not told["ok"]:
            raise WrongError(
                "; ".join(str(finding.get("what")) for finding in told["findings"] if finding["level"] == "fail")
            )
        return f"{len(told['findings'])} punkter, inget fel"

    def facts(self, program: str) -> dict[str, Any]:
        """What ``selfcheck --json`` of an installed program says."""
        _, words = self.wine("cmd", "/c", rf"{program}\{APP}.cmd", "selfcheck", "--json")
        try:
            told: dict[str, Any] = json.loads(
                words.encode("cp1252", errors="replace").decode("utf-8", errors="replace")
            )
        except ValueError:
            raise WrongError(f"selfcheck svarade inte med JSON: {words.strip()[-200:]}") from None
        return told

    @contextmanager
    def running(self, *arguments: str, command: Sequence[str] = ()) -> Iterator[None]:
        """The program started without a console, or by another ``command``, while the block is done; then ended."""
        usual = (rf"{self.on_c(self.program)}\pythonw.exe", "-m", APP, *arguments)
        self.forget_logs()
        thread = threading.Thread(target=lambda: self.wine("start", "/wait", *(command or usual)))
        thread.start()
        try:
            self.wait_for(lambda: self.log_says("database open"), "fönstret kom inte upp")
            yield
        finally:
            self.wine("taskkill", "/f", "/im", "pythonw.exe")
            thread.join()

    def log_says(self, words: str) -> bool:
        """Whether the program's log has these words."""
        logs = (self.local / APP).rglob(f"{APP}.log")
        return any(words in log.read_text(encoding="utf-8", errors="replace") for log in logs)

    def wait_for(self, done: Callable[[], bool], wrong: str) -> None:
        """Wait until something is so, or say what is wrong."""
        end = time.monotonic() + WINDOW_PATIENCE
        while not done():
            if time.monotonic() > end:
                raise WrongError(wrong)
            time.sleep(0.5)

    def forget_logs(self) -> None:
        """Take the logs away, so that what is waited for is of the start at hand."""
        for log in (self.local / APP).rglob(f"{APP}.log"):
            log.unlink()

    def window(self, *, dark: bool, percent: int) -> str:
        """Open the window with what the user has chosen in Windows; a picture is kept."""
        self.ground.set_appearance(dark=dark, percent=percent)
        facts = self.facts(self.on_c(self.program))["facts"]
        scales = [screen["scale"] for screen in facts["skarm.skarmar"]]
        scheme = facts["skarm.tema"]
        if scales != [percent / 100] or scheme != ("dark" if dark else "light"):
            raise WrongError(f"programmet ser {scheme} och {scales}")
        name = f"window_{'dark' if dark else 'light'}_{percent}.png"
        with self.running("--demo"):
            time.sleep(_SETTLED)
            self.ground.picture(self.folder / name)
        return name

    def start_menu(self) -> str:
        """The program's own entry in the Start menu opens its window."""
        with self.running(command=(self.on_c(self.shortcut()),)):
            pass
        return "fönstret kom upp"

    def opening(self, file_type: FileType, file: Path) -> tuple[str, ...]:
        """The command that is stored for a file's type, with the file in its place.

        Wine 8 does not see associations of one user, so that command is run as Explorer would run it.
        """
        stored = self.values(rf"HKCU\Software\Classes\{file_type.prog_id}\shell\open\command").get("", "")
        program, _, rest = stored[1:].partition('" ')
        return program, *(word.strip('"') for word in rest.replace("%1", self.on_c(file)).split(" ", 2))

    def double_click(self) -> str:
        """A template is taken in by a double click, and the running window gets the next."""
        files = [self.user / "Documents" / f"Mall för {name}.nemndmall" for name in ("Åmåls nämnd", "Örebro")]
        for file, source in zip(files, sorted((ROOT / "resources" / "templates").glob("malmo_*.toml")), strict=False):
            read = template_of_file(source.read_bytes(), source.stem, source.name)
            file.write_bytes(archive_of(read.template, b""))
        first, second = (self.opening(FILE_TYPES[1], file) for file in files)
        self.begin_anew()
        with self.running(command=first):
            self.wait_for(lambda: self.rows("own_templates") == 1, "filen togs inte in")
            code, _ = self.wine("start", "/wait", *second)
            self.wait_for(
                lambda: self.rows("own_templates") == len(files), "den andra filen nådde inte det öppna fönstret"
            )
        if code != DONE:
            raise WrongError(f"den andra starten slutade med {code}")
        return "två filer, ett fönster"

    def open_export_file(self) -> str:
        """Cases that the installed program has written to a file are taken in from it by a double click and Alt+T."""
        file = self.user / "Documents" / "Ärenden från Åmål.nemndsekr"
        source = self.user / "Documents" / f"prov {time.time_ns()}"
        command = rf"{self.on_c(self.program)}\{APP}.cmd"
        file.unlink(missing_ok=True)
        for words in (("demo",), ("export", "--out", self.on_c(file))):
            self.expect(DONE, "cmd", "/c", command, "--data", self.on_c(source), *words)
        self.begin_anew()
        with self.running(command=self.opening(FILE_TYPES[0], file)):
            code, _ = self.ground.python(windows_path(PRESS), "press", TAKE_IN_TITLE, "T", echo=False, timeout=PATIENCE)
            if code != DONE:
                raise WrongError(f"«{TAKE_IN_TITLE}» kom inte upp")
            self.wait_for(lambda: self.rows("cases") > 0, "ärendena togs inte in")
        return f"{self.rows('cases')} ärenden"

    def begin_anew(self) -> None:
        """Lay aside what the user has written, so that what comes next is counted from nothing, and comes as new.

        A ground that has been used before has it all already, or some of it where a run was broken off.
        """
        aside = self.folder / "set-aside"
        shutil.rmtree(aside, ignore_errors=True)
        if (self.local / APP).exists():
            shutil.move(self.local / APP, aside)

    def rows(self, table: str) -> int:
        """How many rows a table of the user's own database has."""
        database = self.local / APP / f"{APP}.sqlite"
        if not database.is_file():
            return 0
        with contextlib.closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
            try:
                return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - our own
            except sqlite3.OperationalError:
                return 0

    @contextmanager
    def held(self, file: Path) -> Iterator[None]:
        """A file of the program that somebody else has open, as a virus scanner does."""
        sign = self.folder / f"held {time.time_ns()}.txt"
        words = (windows_path(PRESS), "hold", self.on_c(file), windows_path(sign))
        thread = threading.Thread(target=lambda: self.ground.python(*words, echo=False, timeout=PATIENCE))
        thread.start()
        try:
            self.wait_for(sign.exists, f"{file.name} gick inte att öppna")
            yield
        finally:
            sign.unlink(missing_ok=True)
            thread.join()

    def refuse_in_use(self) -> str:
        """Where a program file is in use without the program's mark nothing is taken away either."""
        with self.held(self.program / "pythonw.exe"):
            self.expect(SHOWN_RUNNING, windows_path(self.newer_exe), "/S")
        return f"slutkod {RUNNING}; {self.same_as(self.old, self.program)}"

    def refuse_older(self) -> str:
        """An older version does not take a newer one's place unasked: it might not know the database."""
        self.expect(SHOWN_FAILED, windows_path(self.exe), "/S")
        return f"slutkod {FAILED}; {self.same_as(self.new, self.program)}"

    def halted(self) -> str:
        """A file that cannot be written stops the installation with a code, and the next one makes it whole."""
        file = next(self.program.rglob("*.pyd"))
        with self.held(file):
            self.expect(SHOWN_FAILED, windows_path(self.newer_exe), "/S")
        if "DisplayVersion" in self.values(rf"HKCU\{UNINSTALL_KEY}"):
            raise WrongError("den halva installationen visar sig som hel")
        self.expect(DONE, windows_path(self.newer_exe), "/S")
        return f"slutkod {FAILED}, sedan {self.same_as(self.new, self.program)}"

    def refuse_while_running(self) -> str:
        """Neither installing nor taking away does anything under a running program."""
        with self.running("--demo"):
            self.expect(SHOWN_RUNNING, windows_path(self.newer_exe), "/S")
            program = self.on_c(self.program)
            self.expect(SHOWN_RUNNING, rf"{program}\uninstall.exe", "/S", f"_?={program}")
        return f"slutkod {RUNNING} båda gångerna; {self.same_as(self.old, self.program)}"

    def upgrade(self) -> str:
        """The newer version takes the older's place: its stale module goes, a person's own file stays."""
        own = self.program / "min egen fil.txt"
        own.write_text("min", encoding="utf-8")
        data = digests(self.local / APP)
        self.expect(DONE, windows_path(self.newer_exe), "/S")
        version = self.values(rf"HKCU\{UNINSTALL_KEY}").get("DisplayVersion")
        if (self.program / STALE).exists() or not own.is_file() or version != self.newer:
            raise WrongError(
                f"gammal modul kvar: {(self.program / STALE).exists()}, egen fil: {own.is_file()}, {version}"
            )
        if digests(self.local / APP) != data:
            raise WrongError("uppgifterna är ändrade")
        own.unlink()
        return f"{self.version} → {version}; {len(data)} filer med uppgifter orörda"

    def uninstall(self) -> str:
        """Everything that was installed goes; what the person has written stays."""
        data = digests(self.local / APP)
        program = self.on_c(self.program)
        self.expect(DONE, rf"{program}\uninstall.exe", "/S", f"_?={program}")
        # Run in its own place the uninstaller cannot take itself away: IT does that afterwards, as here.
        (self.program / "uninstall.exe").unlink()
        left = [relative(file, self.program) for file in sorted_files(self.program)]
        menu = [path.name for path in self.user.glob(f"AppData/Roaming/**/{TITLE}.lnk")]
        if left or menu or self.values(rf"HKCU\{UNINSTALL_KEY}"):
            raise WrongError(f"kvar: {', '.join(left[:5]) or 'genväg eller post i registret'}")
        if not data or digests(self.local / APP) != data:
            raise WrongError("uppgifterna är borta eller ändrade")
        return f"{len(data)} filer med uppgifter kvar"

    def own_folder(self) -> str:
        """A folder of one's own, given last and without quotation marks as NSIS wants it."""
        script = self.folder / "install.cmd"
        script.write_bytes(f'@"{windows_path(self.exe)}" /S /D={OWN_FOLDER}\r\n'.encode("cp850"))
        self.expect(DONE, "cmd", "/c", windows_path(script))
        folder = self.drive.joinpath(*OWN_FOLDER.split("\\")[1:])
        same = self.same_as(self.old, folder)
        # As Windows' list of programs runs it: from a copy, which goes on when the first has ended. With a space in the
        # folder's name it could not be told to stay where it is, for Wine puts quotation marks round the words.
        self.expect(DONE, rf"{OWN_FOLDER}\uninstall.exe", "/S")
        self.wait_for(lambda: not folder.exists(), f"{OWN_FOLDER} är kvar")
        return same

    def forbidden(self) -> str:
        """IT has decided that nobody installs for themselves."""
        policy = self.drive / "ProgramData" / APP / "policy.toml"
        policy.parent.mkdir(parents=True, exist_ok=True)
        for words in (
            "[installation]\nper_anvandare = false # för alla\n",
            '[funktioner]\nav = [\n  "per_anvandare",\n]\n',
        ):
            policy.write_text(words, encoding="utf-8")
            try:
                self.expect(SHOWN_FAILED, windows_path(self.exe), "/S")
            finally:
                policy.unlink()
        return f"slutkod {FAILED}"

    def msi(self, scope: Scope) -> str:
        """Install, look through, upgrade and take away the package of Windows Installer."""
        self.expect(DONE, "msiexec", "/i", windows_path(self.msis[scope]), "/qn")
        program = self.program if scope == "user" else self.drive / "Program Files" / APP
        same = self.same_as(self.old, program)
        if not self.facts(self.on_c(program))["ok"]:
            raise WrongError("selfcheck är inte nöjd")
        self.expect(DONE, "msiexec", "/i", windows_path(self.newer_msis[scope]), "/qn")
        if (program / STALE).exists() or not (program / "python.exe").is_file():
            raise WrongError("uppgraderingen lämnade en gammal modul eller tog bort programmet")
        self.expect(DONE, "msiexec", "/x", windows_path(self.newer_msis[scope]), "/qn")
        left = sorted_files(program) if program.exists() else []
        if left:
            raise WrongError(f"kvar: {', '.join(relative(file, program) for file in left[:5])}")
        return same

    def rebuild(self) -> str:
        """Built once more of sources laid out anew, the packages are equal byte for byte."""
        again = self.folder / "again"
        payload = build_payload(again / "payload", version=self.newer)
        made = [
            build_exe(payload.folder, again, self.newer, fast=True),
            *(build_msi(payload.folder, again, self.newer, scope=scope) for scope in _SCOPES),
        ]
        first = [self.newer_exe, *self.newer_msis.values()]
        differing = [new.name for new, old in zip(made, first, strict=True) if new.read_bytes() != old.read_bytes()]
        if differing:
            raise WrongError(f"skiljer sig: {', '.join(differing)}")
        return f"{len(made)} paket lika"


_SCOPES: Final[tuple[Scope, ...]] = ("machine", "user")
_SETTLED: Final = 4
"""Seconds from the opened database to a window with its rows."""


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file in a folder, by its path."""
    return {relative(file, folder): hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted_files(folder)}


def values_of(words: str) -> dict[str, str]:
    """The values that ``reg query`` prints of one key; the key's own value, «(Default)» in any language, is «»."""
    found: dict[str, str] = {}
    for line in words.splitlines():
        name, kind, value = [*line.strip().split("    ", 2), "", ""][:3]
        if line.startswith("    ") and kind.startswith("REG_"):
            found["" if name.startswith("(") else name] = value
    return found


def megabytes(size: int) -> str:
    """Bytes as megabytes, in Swedish."""
    return f"{size / 1e6:.1f} MB".replace(".", ",")


def run(ground: Ground, folder: Path) -> int:
    """Do the whole scenario on a ground that is made and whose screen is open."""
    folder.mkdir(parents=True, exist_ok=True)
    return Scenario(ground, folder).run()


def main() -> int:
    """Run the scenario alone."""
    ground = Ground()
    with ground.screen():
        ground.make()
        return run(ground, ground.folder / "scenario")


if __name__ == "__main__":
    sys.exit(main())
