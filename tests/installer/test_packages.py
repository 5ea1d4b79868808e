"""The three packages of a small program folder: what they hold, that they are equal each time, and what they refuse."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from installer import msi, nsis
from installer.msi import build_msi, package_code, product_code, source_of
from installer.names import FILE_TYPES, MUTEXES, program_version
from installer.nsis import build_exe, header_of, installing, uninstalling
from installer.payload_files import relative, sorted_files
from installer.portable import build_zip
from nemndsekr.support.errors import UserError
from tests.installer.small_payload import VERSION, lay_small_payload


def needs(*tools: str) -> pytest.MarkDecorator:
    missing = [tool for tool in tools if shutil.which(tool) is None]
    return pytest.mark.skipif(bool(missing), reason=f"{', '.join(missing)} saknas på datorn")


@pytest.fixture
def payload(tmp_path: Path) -> Path:
    return lay_small_payload(tmp_path / "payload")


def listed(package: Path) -> set[str]:
    """What 7-Zip finds in a package."""
    told = subprocess.run(["7z", "l", "-ba", "-slt", package], capture_output=True, encoding="utf-8", check=True).stdout
    return {line.removeprefix("Path = ") for line in told.splitlines() if line.startswith("Path = ")}


def table(package: Path, name: str) -> str:
    """A table of Windows Installer's."""
    return subprocess.run(
        ["msiinfo", "export", package, name], capture_output=True, encoding="utf-8", check=True
    ).stdout


# --- always ---------------------------------------------------------------------------------------------------------


def test_the_script_is_told_the_version_and_the_marks_of_a_running_program(payload):
    header = header_of(payload, program_version())
    assert f'!define VERSION "{program_version()}"' in header
    for mark in MUTEXES:
        assert f'"{mark}"' in header
    for extension, prog_id, words in FILE_TYPES:
        assert f'!insertmacro ${{ACT}} "{extension}" "{prog_id}" "{words}"' in header


def test_what_is_installed_is_what_is_taken_away_file_by_file(payload):
    files = [relative(file, payload) for file in sorted_files(payload)]
    away = list(uninstalling(files))
    assert len([line for line in installing(files) if line.startswith("File ")]) == len(files)
    assert [line for line in away if line.startswith("Delete ")] == [
        f'Delete "$INSTDIR\\{file.replace("$", "$$").replace("/", chr(92))}"' for file in files
    ]


def test_folders_are_taken_away_only_when_empty_the_innermost_first(payload):
    away = [line for line in uninstalling(relative(file, payload) for file in sorted_files(payload)) if "RMDir" in line]
    assert not [line for line in away if "/r" in line]
    depths = [line.count("\\") for line in away]
    assert depths == sorted(depths, reverse=True)
    assert any("platforms" in line for line in away)


def test_the_script_takes_no_folder_away_with_what_is_in_it():
    assert "RMDir /r" not in nsis.SCRIPT.read_text(encoding="utf-8")


def test_what_stops_halfway_can_be_taken_away_and_does_not_pass_for_the_new_version():
    section = nsis.SCRIPT.read_text(encoding="utf-8").partition('Section "Program"')[2]
    steps = ("CheckFree", "old.exe", "WriteUninstaller", '"UninstallString"', "InstallFiles", '"DisplayVersion"')
    places = [section.find(step) for step in steps]
    assert -1 not in places
    assert places == sorted(places)


def test_the_source_of_the_msi_has_every_file_once(payload):
    source = "\n".join(source_of(payload, VERSION, "machine"))
    for file in sorted_files(payload):
        assert source.count(f'Source="{relative(file, payload).replace("$", "$$")}"') == 1


def test_another_version_is_another_product_that_takes_its_place(payload):
    first, second = ("\n".join(source_of(payload, version, "machine")) for version in ("0.1.0", "0.1.1"))
    assert product_code("0.1.0", "machine") != product_code("0.1.1", "machine")
    upgrade = first.partition('UpgradeCode="')[2][:36]
    assert upgrade in second
    assert "MajorUpgrade" in first


def test_the_zip_holds_every_file_and_is_the_same_each_time(payload, tmp_path):
    first = build_zip(payload, tmp_path / "a", VERSION)
    second = build_zip(payload, tmp_path / "b", VERSION)
    assert first.name == "nemndsekr-0.1.0-portabel.zip"
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as packed:
        assert set(packed.namelist()) == {f"nemndsekr/{relative(file, payload)}" for file in sorted_files(payload)}
        assert packed.read("nemndsekr/python.exe") == b"MZ python"


@pytest.mark.parametrize(("module", "build"), [(nsis, build_exe), (msi, build_msi)])
def test_a_missing_tool_is_told_with_the_package_that_has_it(payload, tmp_path, monkeypatch, module, build):
    monkeypatch.setattr(module.shutil, "which", lambda _: None)
    with pytest.raises(UserError, match="saknas") as told:
        build(payload, tmp_path, VERSION)
    assert "Installera paket" in told.value.next_step


# --- where the tools are --------------------------------------------------------------------------------------------


@needs("makensis", "7z")
def test_the_exe_holds_every_file_and_is_the_same_each_time(payload, tmp_path):
    first = build_exe(payload, tmp_path / "a", VERSION, fast=True)
    second = build_exe(payload, tmp_path / "b", VERSION, fast=True)
    assert first.name == "nemndsekr-0.1.0-anvandare.exe"
    assert first.read_bytes() == second.read_bytes()
    # 7-Zip writes what NSIS calls $INSTDIR by nothing at all, and a dollar sign as it stands.
    found = {name.removeprefix("$INSTDIR/").replace("$$", "$") for name in listed(first)}
    assert {relative(file, payload) for file in sorted_files(payload)} <= found
    assert "uninstall.exe" in found


@needs("makensis")
def test_the_exe_for_everyone_is_made_of_the_same_script(payload, tmp_path):
    assert build_exe(payload, tmp_path, VERSION, fast=True, machine=True).stat().st_size > 10_000


@needs("makensis")
def test_a_script_that_nsis_does_not_take_is_told_of(payload, tmp_path, monkeypatch):
    wrong = tmp_path / "wrong.nsi"
    wrong.write_text("Name\n", encoding="utf-8")
    monkeypatch.setattr(nsis, "SCRIPT", wrong)
    with pytest.raises(UserError, match="NSIS kunde inte bygga"):
        build_exe(payload, tmp_path, VERSION)


@needs("wixl", "msibuild", "msiinfo")
@pytest.mark.parametrize("scope", ["machine", "user"])
def test_the_msi_has_its_tables_its_code_page_and_is_the_same_each_time(payload, tmp_path, scope):
    first = build_msi(payload, tmp_path / "a", VERSION, scope=scope)
    second = build_msi(payload, tmp_path / "b", VERSION, scope=scope)
    assert first.read_bytes() == second.read_bytes()
    assert "65001\t_ForceCodepage" in table(first, "_ForceCodepage")
    files = table(first, "File")
    for file in sorted_files(payload):
        assert file.name in files
    assert "\tNämndsekr\t" in table(first, "Shortcut")
    registry = table(first, "Registry")
    for extension, prog_id, words in FILE_TYPES:
        assert f"Software\\Classes\\{extension}" in registry
        assert f"Software\\Classes\\{prog_id}\\shell\\open\\command" in registry
        assert words in registry
    components = table(first, "Component")
    for number, (extension, prog_id, _) in enumerate(FILE_TYPES):
        # Somebody else's choice is neither overwritten nor, with the component, taken away.
        assert f'NOT DEFAULT{number} OR DEFAULT{number} = "{prog_id}"' in components
        assert f"Software\\Classes\\{extension}\t\t" in table(first, "RegLocator")
        assert f"DEFAULT{number}\tSearch{number}" in table(first, "AppSearch")
    told = subprocess.run(["msiinfo", "suminfo", first], capture_output=True, encoding="utf-8", check=True).stdout
    assert "x64;1053" in told
    assert package_code(VERSION, scope) in told
