"""The machine-wide policy file: what the IT department has decided for everybody on a computer.

The file is TOML with Swedish keys (``installer/policy.exempel.toml`` shows them all). What is wrong in it is told of
with its place, and the rest of it holds: a slip of the pen never keeps anybody from working.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, Final, NamedTuple

from nemndsekr.support.errors import UserError
from nemndsekr.support.file_owner import file_owner, is_trusted, others_may_write
from nemndsekr.support.paths import DataFolder, default_data_folder
from nemndsekr.support.retention import EVERYTHING, Kept

FILE_NAME: Final = "policy.toml"
TEST_VARIABLE: Final = "NEMNDSEKR_POLICY"
"""Names another file; heard only by a program that runs from its source tree, where the tests are."""
OFF_WORDS: Final = "Avstängt av it-avdelningen (policy.toml)."
_LARGEST: Final = 1_000_000
_VARIABLE: Final = re.compile(r"%([^%]+)%")


class Function(NamedTuple):
    """A function of the program that can be turned off: its name in the file, and what it is called."""

    name: str
    title: str


FUNCTIONS: Final = (
    Function("arendeexport", "export av hela ärenden till fil (fönstret och kommandot export)"),
    Function("kalenderexport", "kalenderfil till Outlook (fönstret och kommandot ics)"),
    Function("kopiera_for_word", "Kopiera för Word, som lägger en hel handling på urklipp"),
    Function("kryptering", "kryptering av databasen, när den finns i programmet"),
    Function("ovningsarenden", "övningsdatabasen (fönstret, --demo och kommandot demo)"),
    Function("per_anvandare", "installation per användare, utan administratör"),
    Function("utskrift", "utskrift på papper; att spara som PDF går ändå"),
)
"""All that can be turned off. Each is refused where it is done: whoever adds one looks for the others' names."""
FUNCTION_NAMES: Final = tuple(function.name for function in FUNCTIONS)


class PolicyFault(NamedTuple):
    """What in the file does not hold: where («[sakerhetskopior] antal»), what is wrong, and how it is mended."""

    place: str
    what: str
    next_step: str

    def __str__(self) -> str:
        """All of it, as it is shown."""
        return " ".join(filter(None, (f"{self.place}:" if self.place else "", self.what, self.next_step)))


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds on this computer. Without a file nothing is decided, and the person decides."""

    file: Path | None = None
    """The file that is there, heeded or not."""
    keys: tuple[str, ...] = ()
    """The keys that hold, as «data.mapp»."""
    faults: tuple[PolicyFault, ...] = ()
    data: Path | None = None
    data_is_last: bool = False
    """Whether no other folder may be named on the command line."""
    share: Path | None = None
    """Where a second copy of each day's safety copy goes."""
    kept: Kept = EVERYTHING
    off: frozenset[str] = frozenset()
    per_user: bool = True
    """Whether the program may be installed for one user alone; read by the installer."""

    def allows(self, function: str) -> bool:
        """Whether a function of ``FUNCTIONS`` is to be had."""
        return function not in self.off

    def check(self, function: str) -> None:
        """Go on only where a function is to be had.

        Raises:
            UserError: the IT department has turned it off.
        """
        if not self.allows(function):
            raise UserError(OFF_WORDS, "Fråga it-avdelningen om du behöver funktionen.")

    def folder(self, given: Path | None = None) -> DataFolder:
        """The data folder: the one that was ``given`` on the command line, the policy's, or the user's own.

        Raises:
            UserError: another folder was given than the one that the policy has made the last word.
        """
        usual = self.data or default_data_folder().root
        if given is None:
            return DataFolder(usual, self.kept)
        # Without «..» on the way, which would lead out of the folder again.
        whole = Path(os.path.abspath(given))  # noqa: PTH100 - resolve() would ask the drive
        if self.data_is_last and not whole.is_relative_to(usual.absolute()):
            raise UserError(
                "It-avdelningen har bestämt vilken mapp uppgifterna ligger i (policy.toml).",
                f"Utelämna --data; mappen är {usual}.",
            )
        return DataFolder(given, self.kept)


NO_POLICY: Final = Policy()


def policy_file(environment: Mapping[str, str] = os.environ, *, windows: bool = os.name == "nt") -> Path:
    """Where the policy file of this computer lies, there or not."""
    named = environment.get(TEST_VARIABLE)
    if named and _runs_from_source():
        return Path(named)
    if windows:
        return Path(environment.get("PROGRAMDATA") or r"C:\ProgramData", "nemndsekr", FILE_NAME)
    return Path("/etc/nemndsekr", FILE_NAME)


def _runs_from_source() -> bool:
    return (Path(__file__).resolve().parents[2] / "pyproject.toml").is_file() and not list(
        Path(sys.executable).parent.glob("python3*._pth")
    )


def load_policy(
    file: Path,
    environment: Mapping[str, str] = os.environ,
    *,
    owner: Callable[[Path], str | None] = file_owner,
    windows: bool = os.name == "nt",
) -> Policy:
    """What a policy file decides; none, or one that somebody else than IT has put there, decides nothing."""
    try:
        if not file.is_file():
            return Policy()
        if not is_trusted(owner(file)):
            return Policy(file, faults=(_foreign(file, windows=windows),))
        if others_may_write(file):
            return Policy(file, faults=(_open_to_others(file),))
        with file.open("rb") as opened:
            content = opened.read(_LARGEST)
        folder_is_ours = is_trusted(owner(file.parent)) and not others_may_write(file.parent)
    except OSError:
        return Policy(file, faults=(PolicyFault("", "Filen går inte att läsa.", "Kontrollera dess rättigheter."),))
    policy = replace(read_policy(content, environment, windows=windows), file=file)
    if not folder_is_ours:
        return replace(policy, faults=(*policy.faults, _foreign_folder(file.parent, windows=windows)))
    return policy


def _foreign(file: Path, *, windows: bool) -> PolicyFault:
    whose, act = "varken av root eller av den som kör programmet", f'Kör: sudo chown root "{file}"'
    if windows:
        whose, act = "inte av administratörerna", f'Kör som administratör: icacls "{file}" /setowner *S-1-5-32-544'
    what = f"Filen ägs {whose} och gäller därför inte: vem som helst kan ha lagt den där."
    return PolicyFault("", what, act)


def _open_to_others(file: Path) -> PolicyFault:
    what = "Andra än ägaren får skriva i filen, så den gäller inte: vem som helst kan ha ändrat den."
    return PolicyFault("", what, f'Kör: sudo chmod go-w "{file}"')


def _foreign_folder(folder: Path, *, windows: bool) -> PolicyFault:
    if windows:
        return PolicyFault(
            "",
            "Filen gäller, men mappen ägs inte av administratörerna, så den som äger mappen kan ta bort filen.",
            f'Kör som administratör: icacls "{folder}" /setowner *S-1-5-32-544',
        )
    what = "Filen gäller, men andra än root och den som kör programmet får skriva i mappen och kan ta bort filen."
    return PolicyFault("", what, f'Kör: sudo chown root "{folder}" && sudo chmod go-w "{folder}"')


def read_policy(content: bytes, environment: Mapping[str, str], *, windows: bool) -> Policy:
    """What the bytes of a policy file decide; ``windows`` says how its paths are read."""
    import tomllib

    try:
        tables = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        fault = PolicyFault("", "Filen är inte sparad som UTF-8, så inget av den gäller.", "Spara den som UTF-8.")
        return Policy(faults=(fault,))
    except tomllib.TOMLDecodeError as error:
        return Policy(faults=(_not_toml(str(error)),))
    return _Reading(tables, environment, windows=windows).policy()


def _not_toml(words: str) -> PolicyFault:
    place = re.search(r"line (\d+)", words)
    where = f"Rad {place[1]}" if place else "Filens slut"
    return PolicyFault(
        where,
        "Det som står där är inte TOML, så inget av filen gäller.",
        r"Skriv sökvägar inom enkla citattecken: mapp = '\\server\delad', och ord inom citattecken.",
    )


class _Reading:
    """One reading of a file's tables: takes what holds, and notes what does not."""

    def __init__(self, tables: Mapping[str, Any], environment: Mapping[str, str], *, windows: bool) -> None:
        self._tables = tables
        self._environment = {name.upper(): value for name, value in environment.items()} if windows else environment
        self._windows = windows
        self._keys: list[str] = []
        self._faults: list[PolicyFault] = []

    def policy(self) -> Policy:
        """The whole of it."""
        self._note_unknown()
        data = self._path("data", "mapp")
        last = self._flag("data", "last", default=False)
        if last and data is None:
            self._fault("[data] last", "Ingen mapp är bestämd, så inget kan låsas.", "Skriv också mapp.")
        off = self._functions()
        per_user = self._flag("installation", "per_anvandare", default=True) and "per_anvandare" not in off
        return Policy(
            data=data,
            data_is_last=last and data is not None,
            share=self._path("sakerhetskopior", "mapp"),
            kept=Kept(
                copies=self._number("sakerhetskopior", "antal", 5, 365, Kept().copies),
                copy_days=self._number("gallring", "sakerhetskopior_dagar", 30, 3650, 0),
                log_days=self._number("gallring", "logg_dagar", 7, 3650, 0),
                report_days=self._number("gallring", "felrapporter_dagar", 7, 3650, 0),
            ),
            off=off,
            per_user=per_user,
            keys=tuple(self._keys),
            faults=tuple(self._faults),
        )

    def _fault(self, place: str, what: str, next_step: str) -> None:
        self._faults.append(PolicyFault(place, what, next_step))

    def _note_unknown(self) -> None:
        for section, values in self._tables.items():
            if section not in KEYS:
                near = _nearest(section, KEYS)
                hint = f"Menas [{near}]?" if near else f"De som finns är {', '.join(f'[{one}]' for one in KEYS)}."
                self._fault(f"[{section}]", "Den avdelningen finns inte.", hint)
            elif not isinstance(values, dict):
                self._fault(section, "Det ska vara en avdelning.", f"Skriv [{section}] på en egen rad.")
            else:
                for name in values:
                    if name not in KEYS[section]:
                        near = _nearest(name, KEYS[section])
                        hint = f"Menas {near}?" if near else f"De som finns är {', '.join(KEYS[section])}."
                        self._fault(f"[{section}] {name}", "Den nyckeln finns inte.", hint)

    def _value(self, section: str, name: str) -> Any:
        values = self._tables.get(section)
        return values.get(name) if isinstance(values, dict) else None

    def _flag(self, section: str, name: str, *, default: bool) -> bool:
        value = self._value(section, name)
        if value is None:
            return default
        if not isinstance(value, bool):
            self._fault(f"[{section}] {name}", f"«{value}» är varken true eller false.", "Skriv true eller false.")
            return default
        self._keys.append(f"{section}.{name}")
        return value

    def _number(self, section: str, name: str, least: int, most: int, default: int) -> int:
        value = self._value(section, name)
        if value is None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            what = f"«{value}» är inget heltal från {least} till {most}."
            self._fault(f"[{section}] {name}", what, f"Skriv till exempel {name} = {max(least, 30)}.")
            return default
        self._keys.append(f"{section}.{name}")
        return value

    def _path(self, section: str, name: str) -> Path | None:
        value = self._value(section, name)
        if value is None:
            return None
        place = f"[{section}] {name}"
        if not isinstance(value, str) or not value.strip():
            self._fault(place, "Det är ingen sökväg.", f"Skriv till exempel {name} = '{self._example}'.")
            return None
        unknown = [found for found in _VARIABLE.findall(value) if not self._variable(found)]
        if unknown:
            self._fault(place, f"Miljövariabeln %{unknown[0]}% finns inte här.", "Skriv en annan, eller hela sökvägen.")
            return None
        text = _VARIABLE.sub(lambda found: self._variable(found[1]), value.strip())
        whole = PureWindowsPath(text) if self._windows else PurePosixPath(text)
        if not whole.is_absolute() or "\0" in text:
            self._fault(place, f"«{text}» är ingen hel sökväg.", f"Skriv till exempel {name} = '{self._example}'.")
            return None
        self._keys.append(f"{section}.{name}")
        return Path(text)

    def _variable(self, name: str) -> str:
        return self._environment.get(name.upper() if self._windows else name, "")

    @property
    def _example(self) -> str:
        return r"\\server\delad" if self._windows else "/srv/delad"

    def _functions(self) -> frozenset[str]:
        value = self._value("funktioner", "av")
        if value is None:
            return frozenset()
        if not isinstance(value, list):
            self._fault("[funktioner] av", "Det ska vara en lista.", 'Skriv till exempel av = ["utskrift"].')
            return frozenset()
        for name in value:
            if name not in FUNCTION_NAMES:
                near = _nearest(str(name), FUNCTION_NAMES)
                hint = f"Menas {near}?" if near else f"De som finns är {', '.join(FUNCTION_NAMES)}."
                self._fault("[funktioner] av", f"Funktionen «{name}» finns inte.", hint)
        self._keys.append("funktioner.av")
        return frozenset(name for name in value if name in FUNCTION_NAMES)


def _nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or ""."""
    import difflib  # only a file with a fault needs it, and every start of the program passes here

    return next(iter(difflib.get_close_matches(word, list(known), 1)), "")


KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "data": ("mapp", "last"),
    "sakerhetskopior": ("mapp", "antal"),
    "gallring": ("sakerhetskopior_dagar", "logg_dagar", "felrapporter_dagar"),
    "funktioner": ("av",),
    "installation": ("per_anvandare",),
}
"""Every key that the file may have, by its section."""
