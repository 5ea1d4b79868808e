"""Saving: files that are whole or not there, and what is told where one cannot be written."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from nemndsekr.operations.save_file import FileInUseError, save_file
from nemndsekr.support.errors import UserError


def held() -> PermissionError:
    """What Windows says of a file that another program has open."""
    error = PermissionError(errno.EACCES, "locked")
    error.winerror = 32  # type: ignore[attr-defined, unused-ignore]
    return error


def test_a_file_is_replaced_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "å ä ö.pdf"
    path.write_bytes(b"gammal och mycket laengre")

    save_file(path, b"ny")

    assert path.read_bytes() == b"ny"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(("suffix", "word"), [("pdf", "PDF-filen"), ("docx", "Word-filen"), ("txt", "Text-filen")])
def test_a_file_open_elsewhere_is_tried_some_times_and_then_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, word: str
) -> None:
    tries: list[float] = []

    def locked(self: Path, target: Path) -> Path:
        raise held()

    monkeypatch.setattr(Path, "replace", locked)

    with pytest.raises(FileInUseError) as told:
        save_file(tmp_path / f"handling.{suffix}", b"x", pause=tries.append)

    assert str(told.value) == (
        f"{word} kunde inte skrivas eftersom den är öppen i ett annat program. "
        "Stäng den och försök igen, eller spara med nytt namn."
    )
    assert sum(tries) == pytest.approx(2.5)
    assert list(tmp_path.iterdir()) == []


def test_a_file_held_for_an_instant_is_written_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really, left = Path.replace, [True, True]

    def sometimes(self: Path, target: Path) -> Path:
        if left:
            left.pop()
            raise held()
        return really(self, target)

    monkeypatch.setattr(Path, "replace", sometimes)

    save_file(tmp_path / "handling.pdf", b"x", pause=lambda _: None)

    assert (tmp_path / "handling.pdf").read_bytes() == b"x"


def test_a_full_disk_is_told_and_the_old_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "handling.pdf"
    path.write_bytes(b"gammal")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("nemndsekr.operations.save_file.os.fsync", full)

    with pytest.raises(UserError, match="disken är full"):
        save_file(path, b"ny")
    assert path.read_bytes() == b"gammal"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="finns inte"):
        save_file(tmp_path / "borta" / "handling.pdf", b"x")


@pytest.mark.parametrize("name", ["", ".", "a\0b.pdf"])
def test_a_place_without_a_file_name_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="saknas ett filnamn"):
        save_file(Path(name) if name in {"", "."} else tmp_path / name, b"x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only some systems have files that are none")
def test_what_is_no_ordinary_file_is_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "handling.pdf"
    os.mkfifo(pipe)

    with pytest.raises(UserError, match="ingen vanlig fil"):
        save_file(pipe, b"x")
    assert pipe.is_fifo()


def test_word_is_named_where_it_has_the_file_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "~$trande.docx").write_bytes(b"")
    path = tmp_path / "yttrande.docx"
    path.write_bytes(b"gammal")

    def locked(self: Path, target: Path) -> Path:
        raise held()

    monkeypatch.setattr(Path, "replace", locked)

    with pytest.raises(FileInUseError, match="öppen i Word"):
        save_file(path, b"ny", pause=lambda _: None)
    assert path.read_bytes() == b"gammal"


def test_a_file_that_may_only_be_read_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "handling.pdf"
    path.write_bytes(b"gammal")
    path.chmod(0o444)

    with pytest.raises(FileInUseError, match="skrivskyddad"):
        save_file(path, b"ny")
    assert path.read_bytes() == b"gammal"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        pytest.param(errno.EACCES, "Du får inte skriva i mappen", id="no right to write there"),
        pytest.param(errno.EHOSTUNREACH, "nås inte längre", id="the server is gone"),
        pytest.param(errno.ENOENT, "går inte att spara filer i mappen", id="a folder that lets nothing be made in it"),
        pytest.param(errno.ENAMETOOLONG, "för långt", id="too long a name"),
        pytest.param(errno.EIO, "kunde inte skrivas till", id="anything else"),
    ],
)
def test_what_hinders_a_file_is_told_in_words_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    def refused(descriptor: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr("nemndsekr.operations.save_file.os.fsync", refused)

    with pytest.raises(UserError, match=said) as told:
        save_file(tmp_path / "handling.pdf", b"x")
    assert told.value.next_step
    assert not isinstance(told.value, FileInUseError)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_goes_away_meanwhile_is_out_of_reach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "mapp"
    folder.mkdir()

    def gone(self: Path, *_: object) -> None:
        folder.rmdir()
        raise OSError(errno.ENOENT, "no")

    monkeypatch.setattr(Path, "open", gone)

    with pytest.raises(UserError, match="nås inte längre"):
        save_file(folder / "handling.pdf", b"x")


@pytest.mark.skipif(sys.platform == "win32" or not Path("/proc/self").is_dir(), reason="only Linux has such a folder")
def test_a_folder_of_the_systems_own_is_there_but_cannot_be_written_in() -> None:
    with pytest.raises(UserError, match="går inte att spara filer i mappen /proc"):
        save_file(Path("/proc/handling.pdf"), b"x")


def test_a_path_that_windows_finds_too_long_is_not_called_a_folder_that_has_gone(tmp_path: Path, monkeypatch) -> None:
    folder = tmp_path
    while len(str(folder)) < 240:
        folder /= "mapp i mapp"
    folder.mkdir(parents=True)

    def not_found(descriptor: int) -> None:
        raise OSError(errno.ENOENT, "no")

    monkeypatch.setattr("nemndsekr.operations.save_file.os.fsync", not_found)

    with pytest.raises(UserError, match="för långt för den mappen"):
        save_file(folder / "handling.pdf", b"x")
