"""The package for everyone on a computer: an .msi made by wixl, the same byte for byte for the same payload.

IT departments spread it by group policy, SCCM or Intune. wixl draws identities by chance and takes the time of day, so
both are put right afterwards; so is the code page, which it leaves at none though the texts are UTF-8.
"""

from __future__ import annotations

import hashlib
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal
from xml.sax.saxutils import quoteattr

import olefile

from installer.names import APP, FILE_TYPES, PUBLISHER, TITLE, fixed_time, identity, machine_product
from installer.payload import ICON
from installer.payload_files import relative, sorted_files
from nemndsekr.support.errors import UserError

Scope = Literal["machine", "user"]

TOOLS: Final = {"wixl": "wixl", "msibuild": "msitools", "msiinfo": "msitools"}
SWEDISH: Final = 1053
UTF_8: Final = 65001
SUMMARY: Final = "\x05SummaryInformation"
# The fields of the summary that wixl fills by chance, by the clock or with English (Windows Installer, «Summary
# Information Stream»), and the type of those that are words.
_TEMPLATE, _PACKAGE_CODE, _TIMES = 7, 9, frozenset({12, 13})
_WORDS: Final = 0x1E
_FILETIME_START: Final = datetime(1601, 1, 1, tzinfo=UTC)


def build_msi(payload: Path, folder: Path, version: str, *, scope: Scope = "machine") -> Path:
    """Make the package of a payload in ``folder``, and return it.

    ``scope`` ``user`` installs for one person, for trials: what is handed out is the package for the machine.

    Raises:
        UserError: a tool is missing or did not accept what it was given.
    """
    missing = sorted({package for tool, package in TOOLS.items() if shutil.which(tool) is None})
    if missing:
        raise UserError(
            "Verktygen för MSI saknas, så paketet kunde inte byggas.", f"Installera paketen {' och '.join(missing)}."
        )
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / machine_product(version)
    if scope == "user":
        target = target.with_stem(f"{target.stem}-{scope}")
    target.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / f"{APP}.wxs"
        source.write_text("\n".join(source_of(payload, version, scope)), encoding="utf-8", newline="\n")
        # It finds files by where it stands, not by whole paths.
        _run("wixl", "-a", "x64", "-o", str(target.absolute()), str(source), cwd=payload)
        _set_code_page(target, Path(scratch))
        _leave_what_is_chosen(target)
        _make_repeatable(target, version, scope)
    return target


def _run(*command: str, cwd: Path | None = None) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode != 0:
        told = (done.stdout + done.stderr).strip().splitlines()
        raise UserError(f"{command[0]} kunde inte bygga paketet: {' '.join(told[-3:])}", "Rätta det och bygg igen.")
    return done.stdout


def _set_code_page(package: Path, scratch: Path) -> None:
    """Say that the texts are UTF-8; without it Windows shows every å, ä and ö as two other signs."""
    table = scratch / "codepage.idt"
    table.write_bytes(f"\r\n\r\n{UTF_8}\t_ForceCodepage\r\n".encode("ascii"))
    _run("msibuild", str(package), "-i", str(table))


def _leave_what_is_chosen(package: Path) -> None:
    """Take a file type only where nobody else has it; wixl knows no conditions for components."""
    for number, (_, prog_id, _) in enumerate(FILE_TYPES):
        chosen = default_property(number)
        condition = f'NOT {chosen} OR {chosen} = "{prog_id}"'
        change = f"UPDATE `Component` SET `Condition` = '{condition}' "  # noqa: S608 - of our own names alone
        _run("msibuild", str(package), "-q", f"{change}WHERE `Component` = '{default_component(number)}'")


def _make_repeatable(package: Path, version: str, scope: Scope) -> None:
    """Write the identity of the version, the fixed time and the language where wixl wrote what it drew or assumed."""
    ticks = int((fixed_time(version) - _FILETIME_START).total_seconds()) * 10_000_000
    told = struct.pack("<Q", ticks)
    with olefile.OleFileIO(str(package), write_mode=True) as whole:
        summary = bytearray(whole.openstream(SUMMARY).read())
        for number, place in _properties(bytes(summary)):
            if number in _TIMES:
                summary[place + 4 : place + 12] = told
            elif number == _PACKAGE_CODE:
                _put_words(summary, place, f"{{{package_code(version, scope)}}}")
            elif number == _TEMPLATE:
                _put_words(summary, place, f"x64;{SWEDISH}")
        whole.write_stream(SUMMARY, bytes(summary))


def _properties(summary: bytes) -> Iterator[tuple[int, int]]:
    """Each property of the summary: its number, and where its type stands ([MS-OLEPS] 2.20)."""
    (section,) = struct.unpack_from("<I", summary, 44)
    (count,) = struct.unpack_from("<I", summary, section + 4)
    for index in range(count):
        number, offset = struct.unpack_from("<II", summary, section + 8 + 8 * index)
        yield number, section + offset


def _put_words(summary: bytearray, place: int, words: str) -> None:
    """Put words in the place of others that are as long; the length counts the zero after them."""
    kind, length = struct.unpack_from("<II", summary, place)
    content = words.encode("ascii")
    if kind != _WORDS or length != len(content) + 1:
        raise UserError(f"wixl skrev {length - 1} tecken där «{words}» ska stå.", "Se över installer/msi.py.")
    summary[place + 8 : place + 8 + len(content)] = content


def product_code(version: str, scope: Scope) -> str:
    """The identity of this version: another for each, so that one can take the place of the one before."""
    return identity("product", scope, version)


def package_code(version: str, scope: Scope) -> str:
    """The identity of this very file."""
    return identity("package", scope, version)


# --- the source -----------------------------------------------------------------------------------------------------


def source_of(payload: Path, version: str, scope: Scope) -> Iterator[str]:
    """What wixl is given: one component for each folder, since a folder is what Windows repairs and takes away."""
    root, base = ("HKCU", "LocalAppDataFolder") if scope == "user" else ("HKLM", "ProgramFiles64Folder")
    components = ["Menu", "Associations", *(default_component(number) for number in range(len(FILE_TYPES)))]
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield '<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">'
    yield (
        f'<Product Id="{product_code(version, scope)}" Name={quoteattr(TITLE)} Language="{SWEDISH}" '
        f'Version="{version}" Manufacturer={quoteattr(PUBLISHER)} UpgradeCode="{identity("upgrade", scope)}">'
    )
    yield (
        f'<Package InstallerVersion="500" Compressed="yes" Languages="{SWEDISH}" Platform="x64" '
        f'InstallScope="{"perUser" if scope == "user" else "perMachine"}"/>'
    )
    yield '<MajorUpgrade DowngradeErrorMessage="En nyare version är redan installerad."/>'
    yield '<Media Id="1" Cabinet="program.cab" EmbedCab="yes"/>'
    yield f"<Icon Id={quoteattr(ICON)} SourceFile={quoteattr(ICON)}/>"
    yield f'<Property Id="ARPPRODUCTICON" Value={quoteattr(ICON)}/><Property Id="ARPNOMODIFY" Value="1"/>'
    for number, (extension, _, _) in enumerate(FILE_TYPES):
        # The empty name is the key's own value.
        yield (
            f'<Property Id="{default_property(number)}"><RegistrySearch Id="Search{number}" Root="{root}" '
            f'Key="Software\\Classes\\{extension}" Name="" Type="raw" Win64="yes"/></Property>'
        )
    yield '<Directory Id="TARGETDIR" Name="SourceDir">'
    yield from menu(scope)
    yield f'<Directory Id="{base}">'
    if scope == "user":
        yield '<Directory Id="Programs" Name="Programs">'
    yield f'<Directory Id="INSTALLDIR" Name="{APP}">'
    yield from associations(root, scope)
    yield from folder_of(payload, payload, scope, components)
    yield "</Directory></Directory></Directory>" + ("</Directory>" if scope == "user" else "")
    yield f'<Feature Id="Program" Level="1" Title={quoteattr(TITLE)}>'
    yield from (f'<ComponentRef Id="{component}"/>' for component in components)
    yield "</Feature></Product></Wix>"


def menu(scope: Scope) -> Iterator[str]:
    """The entry in the Start menu."""
    yield '<Directory Id="ProgramMenuFolder">'
    yield f'<Component Id="Menu" Guid="{identity("menu", scope)}" Win64="yes">'
    yield (
        f'<Shortcut Id="Start" Name={quoteattr(TITLE)} Target="[INSTALLDIR]pythonw.exe" Arguments="-m {APP}" '
        f'WorkingDirectory="INSTALLDIR" Icon={quoteattr(ICON)}/>'
    )
    yield f'<RegistryValue Root="HKCU" Key="Software\\{APP}" Name="menu" Type="integer" Value="1" KeyPath="yes"/>'
    yield "</Component></Directory>"


def associations(root: str, scope: Scope) -> Iterator[str]:
    """The file types that open in the program, and where it lies."""
    yield f'<Component Id="Associations" Guid="{identity("associations", scope)}" Win64="yes">'
    yield (
        f'<RegistryValue Root="{root}" Key="Software\\{APP}" Name="InstallDir" Type="string" '
        'Value="[INSTALLDIR]" KeyPath="yes"/>'
    )
    for extension, prog_id, words in FILE_TYPES:
        command = quoteattr(f'"[INSTALLDIR]pythonw.exe" -m {APP} "%1"')
        values = (
            (f"{extension}\\OpenWithProgids", f'Name="{prog_id}"', '""'),
            (prog_id, "", quoteattr(words)),
            (f"{prog_id}\\DefaultIcon", "", f'"[INSTALLDIR]{ICON},0"'),
            (f"{prog_id}\\shell\\open\\command", "", command),
        )
        for key, name, value in values:
            yield f'<RegistryValue Root="{root}" Key="Software\\Classes\\{key}" {name} Type="string" Value={value}/>'
    yield "</Component>"
    for number, (extension, prog_id, _) in enumerate(FILE_TYPES):
        guid = identity("default", scope, extension)
        yield f'<Component Id="{default_component(number)}" Guid="{guid}" Win64="yes">'
        yield (
            f'<RegistryValue Root="{root}" Key="Software\\Classes\\{extension}" Type="string" Value="{prog_id}" '
            'KeyPath="yes"/></Component>'
        )


def default_component(number: int) -> str:
    """The component with which a file type opens in the program by a double click."""
    return f"Default{number}"


def default_property(number: int) -> str:
    """What Windows Installer calls the program that has a file type before."""
    return f"DEFAULT{number}"


def folder_of(folder: Path, payload: Path, scope: Scope, components: list[str]) -> Iterator[str]:
    """A folder of the payload with its files and folders; names of its components are added to ``components``."""
    place = relative(folder, payload)
    files = [file for file in sorted_files(folder) if file.parent == folder]
    if files or scope == "user":
        component = f"C{short(place)}"
        components.append(component)
        yield f'<Component Id="{component}" Guid="{identity("folder", scope, place)}" Win64="yes">'
        for number, file in enumerate(files):
            # The first file tells Windows that the component is there; per user a registry value must.
            key = ' KeyPath="yes"' if number == 0 and scope == "machine" else ""
            source = quoteattr(dollars(relative(file, payload)))
            name = quoteattr(dollars(file.name))
            yield f'<File Id="F{short(relative(file, payload))}" Name={name} Source={source}{key}/>'
        if scope == "user":
            yield f'<RemoveFolder Id="R{short(place)}" On="uninstall"/>'
            yield (
                f'<RegistryValue Root="HKCU" Key="Software\\{APP}\\folders" Name="{component}" Type="integer" '
                'Value="1" KeyPath="yes"/>'
            )
        yield "</Component>"
    for inner in sorted(path for path in folder.iterdir() if path.is_dir()):
        yield f'<Directory Id="D{short(relative(inner, payload))}" Name={quoteattr(inner.name)}>'
        yield from folder_of(inner, payload, scope, components)
        yield "</Directory>"


def dollars(name: str) -> str:
    """The name as wixl reads it: one dollar begins a variable of its own."""
    return name.replace("$", "$$")


def short(path: str) -> str:
    """An identifier that is always the same for a path."""
    return hashlib.sha256(path.encode("utf-8")).hexdigest()[:16]
