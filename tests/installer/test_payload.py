"""The program folder: what of Qt and the packages is kept, what must not go out, and the papers that follow it."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from installer.binaries import imports_of, signature_of, signer_of, write_binaries
from installer.icon import SIZES, write_icon
from installer.names import LONGEST_PATH, ROOT, fixed_time, identity, program_version
from installer.payload import (
    LIBRARIES,
    QT_LIBRARIES,
    QT_PLUGINS,
    check_contents,
    check_paths,
    check_runtimes,
    lay_program,
    trim,
    used_qt_modules,
)
from installer.payload_files import relative, sorted_files
from installer.sbom import bill_of, inside_python, python_of
from installer.third_party import packages, write_third_party
from nemndsekr.support.errors import UserError
from tests.installer.small_payload import VERSION, lay_small_payload


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")


def names_in(folder: Path) -> set[str]:
    return {relative(file, folder) for file in sorted_files(folder)}


def test_every_module_of_qt_that_the_program_imports_is_kept_with_the_library_under_it(tmp_path):
    used = used_qt_modules()
    assert {"QtCore", "QtGui", "QtWidgets"} <= used
    put(tmp_path, *(f"PySide6/{name}.pyd" for name in used), "PySide6/QtQml.pyd", "PySide6/Qt6Qml.dll")
    put(tmp_path, *(f"PySide6/Qt6{name[2:]}.dll" for name in used), "PySide6/plugins/platforms/qwindows.dll")
    put(tmp_path, "PySide6/plugins/qmltooling/q.dll", "PySide6/translations/qtbase_sv.qm", "PySide6/designer.exe")

    trim(tmp_path)

    left = names_in(tmp_path)
    assert {f"PySide6/{name}.pyd" for name in used} <= left
    assert {f"PySide6/Qt6{name[2:]}.dll" for name in used} <= left
    assert {f"Qt6{name[2:]}" for name in used} <= QT_LIBRARIES
    assert left & {"PySide6/QtQml.pyd", "PySide6/Qt6Qml.dll", "PySide6/plugins/qmltooling/q.dll"} == set()
    assert "PySide6/designer.exe" not in left
    assert "PySide6/plugins/platforms/qwindows.dll" in left
    assert not (tmp_path / "PySide6" / "plugins" / "qmltooling").exists()


def test_the_screen_of_windows_and_svg_icons_are_among_what_is_kept():
    assert {"platforms/qwindows.dll", "iconengines/qsvgicon.dll"} <= QT_PLUGINS


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("lxml/etree.pyd", True),
        ("lxml/etree.pyx", False),
        ("lxml/includes/xpath.h", False),
        ("docx/templates/default.docx", True),
        ("pytz/tests/test_a.py", False),
        ("six.py", True),
        ("six-1.dist-info/RECORD", False),
        ("six-1.dist-info/METADATA", True),
        ("six-1.dist-info/licenses/LICENSE", True),
        ("bin/tool.py", False),
        ("PIL/_imaging.pyi", False),
        ("PIL/_imaging.cp313-win_amd64.pyd", True),
        ("PIL/_imagingtk.cp313-win_amd64.pyd", False),
        ("shiboken6/lib/cmake/Shiboken6/Shiboken6Config.cmake", False),
        ("shiboken6/msvcp140.dll", True),
        ("shiboken6/msvcp140_codecvt_ids.dll", False),
        ("shiboken6/vcomp140.dll", False),
        ("shiboken6/vcruntime140.dll", False),
        ("PySide6/vcruntime140_1.dll", False),
        ("PySide6/msvcp140_2.dll", True),
        ("PySide6/plugins/platforms/qminimal.dll", False),
        ("pypdfium2-5.dist-info/licenses/BUILD_LICENSES/android/libunwind.txt", False),
        ("pypdfium2-5.dist-info/licenses/BUILD_LICENSES/pbin_musl/musl.txt", False),
        ("pypdfium2-5.dist-info/licenses/BUILD_LICENSES/all_except_musl/llvm-libc.txt", True),
    ],
)
def test_packages_are_trimmed_of_what_only_their_builders_need(tmp_path, name, kept):
    put(tmp_path, name, "PySide6/plugins/p", "PySide6/translations/t")
    trim(tmp_path)
    assert (name in names_in(tmp_path)) is kept


@pytest.mark.parametrize("name", ["python/icuuc.dll", "lib/x/stub.pyi", "app/nemndsekr/test_a.py", "data/a.sqlite"])
def test_what_must_not_go_out_is_refused_by_name(tmp_path, name):
    folder = lay_small_payload(tmp_path)
    check_contents(folder)
    put(folder, name)
    with pytest.raises(UserError, match=Path(name).name):
        check_contents(folder)


def test_a_path_that_is_too_long_for_windows_is_refused(tmp_path):
    put(tmp_path, "a" * 60 + "/" + "b" * (LONGEST_PATH - 61))
    check_paths(tmp_path)
    put(tmp_path, "a" * 60 + "/" + "b" * (LONGEST_PATH - 60))
    with pytest.raises(UserError, match=str(LONGEST_PATH)):
        check_paths(tmp_path)


def test_the_program_is_laid_with_its_resources_beside_it_and_tells_its_version(tmp_path):
    lay_program(tmp_path / "app", "9.8.7")
    names = names_in(tmp_path / "app")
    assert {"nemndsekr/__main__.py", "resources/labels.toml", "LICENSE.txt"} <= names
    assert "Version: 9.8.7\n" in (tmp_path / "app" / "nemndsekr-9.8.7.dist-info" / "METADATA").read_text(
        encoding="utf-8"
    )
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]


def test_the_icon_has_every_size_that_explorer_asks_for(tmp_path, qapp):
    write_icon(ROOT / "resources" / "nemndsekr.svg", tmp_path / "a.ico")
    content = (tmp_path / "a.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", content)
    widths = {content[6 + 16 * index] or 256 for index in range(count)}
    assert (reserved, kind, widths) == (0, 1, set(SIZES))


def pe(signature: bytes) -> bytes:
    """The least that is a 64-bit PE file, with this signature at its end."""
    head = bytearray(b"MZ" + bytes(62))
    struct.pack_into("<I", head, 0x3C, 64)
    optional = bytearray(112 + 16 * 8)
    struct.pack_into("<H", optional, 0, 0x20B)
    whole = len(head) + 24 + len(optional)
    struct.pack_into("<II", optional, 112 + 8 * 4, whole if signature else 0, len(signature))
    return bytes(head) + b"PE\0\0" + bytes(20) + bytes(optional) + signature


def pe_asking_for(*names: str) -> bytes:
    """The least that is a 64-bit PE file which must have these libraries."""
    whole = bytearray(pe(b""))
    optional, at, raw = 88, 0x1000, len(whole) + 40
    words = b"".join(name.encode("ascii") + b"\0" for name in names)
    first_word = at + 20 * (len(names) + 1)
    starts = [first_word + sum(len(one) + 1 for one in names[:number]) for number in range(len(names))]
    table = b"".join(struct.pack("<IIIII", 0, 0, 0, start, 0) for start in starts) + bytes(20)
    struct.pack_into("<H", whole, optional - 18, 1)
    struct.pack_into("<H", whole, optional - 4, len(whole) - optional)
    struct.pack_into("<II", whole, optional + 112 + 8, at, len(table))
    section = struct.pack("<8sIIII", b".idata", len(table + words), at, len(table + words), raw) + bytes(16)
    return bytes(whole) + section + table + words


def organisation(name: str) -> bytes:
    return b"\x06\x03\x55\x04\x0a\x13" + bytes([len(name)]) + name.encode("ascii")


@pytest.mark.parametrize(
    ("named", "signer"),
    [
        (["DigiCert Inc", "The QT Company Oy"], "The Qt Company"),
        (["Python Software Foundation", "DigiCert Inc"], "Python Software Foundation"),
        (["Ekhamra kommun"], "Ekhamra kommun"),
        ([], ""),
    ],
)
def test_a_signature_is_read_out_of_the_file_itself(named, signer):
    assert signer_of(signature_of(pe(b"".join(map(organisation, named))))) == signer


@pytest.mark.parametrize("content", [b"", b"MZ", b"MZ" + bytes(70), b"no program at all" * 9])
def test_what_is_no_windows_program_has_no_signature(content):
    assert signature_of(content) == b""


def test_what_a_binary_asks_for_is_read_out_of_it():
    assert imports_of(pe_asking_for("MSVCP140.dll", "KERNEL32.dll")) == ["msvcp140.dll", "kernel32.dll"]
    assert imports_of(pe(b"")) == imports_of(b"MZ") == []


def test_a_program_file_without_what_it_asks_for_of_the_compiler_is_refused(tmp_path):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "a.pyd").write_bytes(pe_asking_for("KERNEL32.dll", "VCRUNTIME140.dll", "MSVCP140.dll"))
    put(tmp_path, "vcruntime140.dll")
    with pytest.raises(UserError, match=r"lib/a\.pyd behöver msvcp140\.dll"):
        check_runtimes(tmp_path)

    put(tmp_path, "lib/msvcp140.dll")

    check_runtimes(tmp_path)


def test_the_list_of_binaries_has_the_unsigned_first(tmp_path):
    folder = lay_small_payload(tmp_path)
    (folder / "python.exe").write_bytes(pe(organisation("Python Software Foundation")))
    write_binaries(folder)
    lines = (folder / "BINARFILER.txt").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("Signerade: 1. Utan signatur: 3.")
    assert [line.split("  ")[-1] for line in lines if "  " in line] == [
        "lib/lxml/$etree.pyd",
        "lib/PySide6/plugins/platforms/qwindows.dll",
        "pythonw.exe",
        "python.exe",
    ]


def lay_package(libraries: Path, name: str, licence: str, text: str | None) -> None:
    about = libraries / f"{name}-1.0.dist-info"
    about.mkdir(parents=True)
    lines = ["Metadata-Version: 2.1", f"Name: {name}", "Version: 1.0"] + ([f"License: {licence}"] if licence else [])
    (about / "METADATA").write_text("\n".join([*lines, "", ""]), encoding="utf-8")
    if text is not None:
        (about / "LICENSE").write_text(text, encoding="utf-8")


def test_every_package_is_listed_with_its_whole_licence_and_equal_texts_stand_once(tmp_path):
    folder = lay_small_payload(tmp_path)
    lay_package(folder / LIBRARIES, "Alfa_Paket", "MIT", "Fritt att använda.")
    lay_package(folder / LIBRARIES, "beta", "MIT", "Fritt att använda.\n")
    lay_package(folder / LIBRARIES, "PySide6_Pdf", "", None)

    write_third_party(folder, folder / LIBRARIES)

    text = (folder / "TREDJEPART.txt").read_text(encoding="utf-8-sig")
    for name in ("alfa-paket", "beta", "pyside6-pdf", "Noto (typsnitt)", "Python 3.13", "OpenSSL", "SQLite"):
        assert name in text
    assert text.count("Fritt att använda.") == 1
    assert "Samma text som «alfa-paket 1.0: LICENSE» ovan." in text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert "SIL OPEN FONT LICENSE" in text


def test_a_text_that_is_included_by_its_name_is_pointed_out(tmp_path):
    folder = lay_small_payload(tmp_path)
    lay_package(folder / LIBRARIES, "delta", "MIT", None)
    licences = folder / LIBRARIES / "delta-1.0.dist-info" / "licenses"
    put(licences, "SHARED/Apache.txt", "b/abseil.txt")
    (licences / "b" / "abseil.txt").write_text("Abseil\n#include ../SHARED/Apache.txt\n", encoding="utf-8")

    write_third_party(folder, folder / LIBRARIES)

    text = (folder / "TREDJEPART.txt").read_text(encoding="utf-8-sig")
    assert "Abseil\nTexten står under «delta 1.0: licenses/SHARED/Apache.txt».\n" in text
    assert "#include" not in text


@pytest.mark.parametrize(("licence", "text"), [("MIT", None), ("", "Fritt.")])
def test_a_package_without_licence_or_text_is_not_shipped_in_silence(tmp_path, licence, text):
    lay_package(tmp_path, "gamma", licence, text)
    with pytest.raises(UserError, match="gamma"):
        packages(tmp_path)


def test_the_bill_of_materials_names_every_package_and_is_the_same_for_the_same(tmp_path):
    lay_package(tmp_path, "alfa", "MIT", "Fritt.")
    lay_package(tmp_path, "beta", "Apache-2.0 OR BSD-3-Clause", "Fritt.")
    python = {"type": "platform", "bom-ref": "cpython@3.13", "name": "CPython", "version": "3.13"}

    bill = bill_of(packages(tmp_path), [python], VERSION)

    assert [part["name"] for part in bill["components"]] == ["CPython", "alfa", "beta"]
    assert bill["components"][2]["licenses"] == [{"expression": "Apache-2.0 OR BSD-3-Clause"}]
    assert json.dumps(bill) == json.dumps(bill_of(packages(tmp_path), [python], VERSION))
    assert bill["serialNumber"] != bill_of(packages(tmp_path), [python], "0.1.1")["serialNumber"]
    assert "timestamp" not in json.dumps(bill)


def test_the_bill_of_materials_is_what_the_schema_of_cyclonedx_asks_for(tmp_path):
    lay_package(tmp_path, "alfa", "MIT", "Fritt.")
    lay_package(tmp_path, "lxml", "Apache-2.0 OR BSD-3-Clause", "Fritt.")
    version = "FileVersion\0\0\0003.13.2\0".encode("utf-16-le")
    (tmp_path / "python313.dll").write_bytes(b"MZ" + version)
    (tmp_path / "libcrypto-3.dll").write_bytes(b"MZ\0OpenSSL 3.0.15 3 Sep 2024\0")
    (tmp_path / "sqlite3.dll").write_bytes(b"MZ\0\x003.45.3\0")
    python = [python_of(tmp_path), *inside_python(tmp_path)]
    bill = bill_of(packages(tmp_path), python, VERSION)
    judge = JsonStrictValidator(SchemaVersion.V1_6)

    assert [(one["name"], one["version"]) for one in python] == [
        ("CPython", "3.13.2"),
        ("openssl", "3.0.15"),
        ("sqlite", "3.45.3"),
    ]
    assert judge.validate_str(json.dumps(bill)) is None
    assert judge.validate_str(json.dumps({**bill, "components": [{"name": "utan slag"}]})), "the judge can say no"


def test_identities_and_times_follow_from_the_version_alone():
    assert identity("a", "b") == identity("a", "b") != identity("b", "a")
    assert fixed_time("0.1.0") < fixed_time("0.1.1") < fixed_time("0.2.0") < fixed_time("1.0.0")
    assert fixed_time(program_version()).second == 0
