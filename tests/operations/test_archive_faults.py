"""Files of cases that are cut, flipped, made by others or made to harm: always a sentence, and nothing is changed."""

from __future__ import annotations

import hashlib
import io
import json
import random
import struct
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nemndsekr.exchange.archive_rows import CASE_ROWS, OFFICE_ROWS
from nemndsekr.exchange.case_archive import ArchiveReader, ArchiveWriter, Json
from nemndsekr.exchange.case_json import case_as_json, case_as_text
from nemndsekr.operations.demo import fill_demo
from nemndsekr.operations.edit_record import undo
from nemndsekr.operations.export_cases import ExportChoice, export_cases
from nemndsekr.operations.look_at_archive import look_at_archive
from nemndsekr.operations.sign_in import sign_in
from nemndsekr.operations.take_archive import take_archive
from nemndsekr.store.database import Store, open_store
from nemndsekr.store.migrations import NEWEST
from nemndsekr.store.queries import all_cases, find_case, load_case, verify
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import DataFolder
from tests.full_office import fill_office
from tests.operations.conftest import NOW
from tests.operations.test_archive import all_rows

MANY: Final = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
SEAL: Final = 64


@pytest.fixture(scope="module")
def good(tmp_path_factory) -> bytes:
    """One exercise case with most in it, as a file."""
    folder = tmp_path_factory.mktemp("from")
    with closing(open_store(DataFolder(folder / "data"), NOW)) as store:
        fill_demo(store, "kim", NOW)
        case_id = find_case(store, "BUN-2026-0412").stored_id
        export_cases(store, folder / "a.nemndsekr", ExportChoice((case_id,)), "kim", NOW)
    return (folder / "a.nemndsekr").read_bytes()


@pytest.fixture(scope="module")
def full(tmp_path_factory) -> bytes:
    """A file that has every table in it."""
    folder = tmp_path_factory.mktemp("full")
    with closing(open_store(DataFolder(folder / "data"), NOW)) as store:
        fill_office(store, sign_in(store, "kim", NOW).uid)
        export_cases(store, folder / "a.nemndsekr", ExportChoice(secret=True), "kim", NOW)
    return (folder / "a.nemndsekr").read_bytes()


@pytest.fixture(scope="module")
def there(tmp_path_factory) -> Iterator[Store]:
    """A database that must stay as it is."""
    with closing(open_store(DataFolder(tmp_path_factory.mktemp("there")), NOW)) as opened:
        yield opened


def sealed(content: bytes) -> bytes:
    """The same bytes with a seal that fits, as someone who knows how would do."""
    return content[:-SEAL] + hashlib.sha256(content[:-SEAL]).hexdigest().encode()


def refused(store: Store, path: Path, content: bytes) -> str:
    """What is said of a file that is not taken, when it is certain that it changed nothing."""
    path.write_bytes(content)
    before = all_rows(store)
    with pytest.raises(UserError) as told:
        take_archive(store, look_at_archive(store, path), {}, "eva", NOW)
    assert told.value.what
    assert told.value.next_step
    assert all_rows(store) == before
    return str(told.value)


def survived(store: Store, path: Path, content: bytes) -> None:
    """A file that may be taken or refused: what is taken can be shown and is whole, and Ångra takes it back."""
    path.write_bytes(content)
    before = all_rows(store)
    error: UserError | None = None
    try:
        take_archive(store, look_at_archive(store, path), {}, "eva", NOW)
    except UserError as raised:
        error = raised
    if error is not None:
        assert error.next_step
        assert all_rows(store) == before
        return
    assert verify(store)[0] == [] or "saknas" in verify(store)[0][0]
    for case in all_cases(store):
        file = load_case(store, case.stored_id)
        case_as_json(file)
        case_as_text(file)
    undo(store, NOW)
    assert {name: rows for name, rows in all_rows(store).items() if name != "users"} == {
        name: rows for name, rows in before.items() if name != "users"
    }


# --- cut and flipped


@MANY
@given(share=st.floats(0, 1, exclude_max=True))
def test_a_file_that_is_cut_off_is_never_taken(good, there, tmp_path, share):
    assert refused(there, tmp_path / "a.nemndsekr", good[: int(len(good) * share)])


@MANY
@given(share=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_single_flipped_bit_is_seen_wherever_it_is(good, there, tmp_path, share, bit):
    content = bytearray(good)
    content[int(len(good) * share)] ^= 1 << bit

    assert refused(there, tmp_path / "a.nemndsekr", bytes(content))


@MANY
@given(share=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255))
def test_a_flipped_byte_under_a_seal_that_fits_harms_nothing(good, there, tmp_path, share, byte):
    content = bytearray(good)
    content[int((len(good) - SEAL) * share)] = byte

    survived(there, tmp_path / "a.nemndsekr", sealed(bytes(content)))


# --- other files


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"%PDF-1.7 " * 40, b"PK\x05\x06" + b"\0" * 18 + b"0" * 64, b"x" * 5000],
    ids=["empty", "start", "pdf", "empty zip", "words"],
)
def test_what_is_no_such_file_is_told_so(there, tmp_path, content):
    assert "ingen exportfil" in refused(there, tmp_path / "Yttrande.nemndsekr", content)


def test_another_zip_is_damaged_or_none_of_ours(there, tmp_path):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("word/document.xml", "<w/>" * 100)
        archive.comment = b"0" * SEAL

    assert refused(there, tmp_path / "a.nemndsekr", whole.getvalue())
    assert "ingen exportfil" in refused(there, tmp_path / "a.nemndsekr", sealed(whole.getvalue()))


def test_a_file_that_is_gone_or_a_folder_is_told_of(there, tmp_path):
    for path in (tmp_path / "borta.nemndsekr", tmp_path):
        with pytest.raises(UserError, match="går inte att läsa"):
            look_at_archive(there, path)


# --- made by hand


def remade(content: bytes, path: Path, change: Callable[[Json, list[Json]], None], **about: Any) -> bytes:
    """The same archive, its office and cases changed, sealed anew."""
    path.write_bytes(content)
    with ArchiveReader(path) as archive:
        office, uids = archive.office(), archive.contents.cases
        cases = [archive.case(uid) for uid in uids]
        change(office, cases)
        file = io.BytesIO()
        schema, whole = about.get("schema", archive.contents.schema), archive.contents.whole
        writer = ArchiveWriter(file, "0.1.0", schema, whole=whole)
        for uid, case in zip(uids, cases, strict=True):
            writer.add_case(uid, case)
        for name in archive.contents.parts:
            if name.startswith("filer/"):
                writer.add_file(name.removeprefix("filer/"), archive.file(name.removeprefix("filer/")) or b"")
        writer.add_office(office)
        writer.close(archive.contents.counts)
    return file.getvalue()


def test_an_archive_that_is_remade_without_a_change_is_the_same(full, tmp_path):
    again = remade(full, tmp_path / "a.nemndsekr", lambda office, cases: None)

    assert sorted(zipfile.ZipFile(io.BytesIO(again)).namelist()) == sorted(zipfile.ZipFile(io.BytesIO(full)).namelist())


def test_a_newer_program_s_file_asks_for_an_update(good, there, tmp_path):
    path = tmp_path / "a.nemndsekr"

    told = refused(there, path, remade(good, path, lambda office, cases: None, schema=NEWEST + 1))

    assert "nyare version" in told
    assert "Uppdatera programmet" in told


def test_a_newer_format_asks_for_an_update(good, there, tmp_path, monkeypatch):
    monkeypatch.setattr("nemndsekr.exchange.case_archive.FORMAT", 2)
    newer = remade(good, tmp_path / "a.nemndsekr", lambda office, cases: None)
    monkeypatch.undo()

    assert "nyare version" in refused(there, tmp_path / "a.nemndsekr", newer)


def _first(case: Json) -> Json:
    return case["rows"]["recommendations"][0]


FAULTS: Final[dict[str, Callable[[Json, list[Json]], None]]] = {
    "an unknown choice": lambda office, cases: cases[0]["case"].update(kind="spark"),
    "a missing title": lambda office, cases: cases[0]["case"].update(title=""),
    "no day": lambda office, cases: cases[0]["case"].update(received_on="i går"),
    "another type": lambda office, cases: _first(cases[0]).update(text=["a"]),
    "text that is no block text": lambda office, cases: _first(cases[0]).update(
        answer='{"v":1,"blocks":[{"p":[[5]]}]}'
    ),
    "block text of numbers": lambda office, cases: _first(cases[0]).update(
        answer='{"v":1,"blocks":[{"p":[[5,"b",6]]}]}'
    ),
    "half a letter": lambda office, cases: _first(cases[0]).update(text="\ud83d"),
    "a nul": lambda office, cases: _first(cases[0]).update(text="a\0b"),
    "a vast number": lambda office, cases: _first(cases[0]).update(position=10**30),
    "no uid": lambda office, cases: _first(cases[0]).update(uid="x' OR 1=1"),
    "a strange column": lambda office, cases: _first(cases[0]).update(colour="x"),
    "a strange table": lambda office, cases: cases[0]["rows"].update(steps=[]),
    "the same row twice": lambda office, cases: cases[0]["rows"]["recommendations"].append(_first(cases[0])),
    "a version of no number": lambda office, cases: _first(cases[0]).update(version="x"),
    "a namnd that is not there": lambda office, cases: office.update(namnder=[]),
    "a meeting of no body": lambda office, cases: office.update(meeting_bodies=[]),
    "another case's name": lambda office, cases: cases[0]["case"].update(uid="0" * 8 + "-0000-0000-0000-" + "0" * 12),
    "no rows": lambda office, cases: cases[0].pop("rows") and None,
    "rows of another kind": lambda office, cases: cases[0].update(rows=[1]),
    "an office of another kind": lambda office, cases: office.update(persons={"a": 1}),
    "users of another kind": lambda office, cases: office.update(users=[1]),
    "pages that are no list": lambda office, cases: cases[0]["rows"]["source_documents"][0].update(page_starts="{"),
    "evidence of no source": lambda office, cases: cases[0]["rows"].pop("source_documents") and None,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_the_program_never_writes_is_refused(good, there, tmp_path, fault):
    path = tmp_path / "a.nemndsekr"
    try:
        content = remade(good, path, FAULTS[fault])
    except UnicodeEncodeError:
        content = half_a_letter(good, path)

    assert "skadad" in refused(there, path, content)


def half_a_letter(good: bytes, path: Path) -> bytes:
    """JSON has a way to write what no text can hold."""
    plain = json.dumps

    def escaped(values: Any, **options: Any) -> str:
        return plain(values, **{**options, "ensure_ascii": True})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("nemndsekr.exchange.case_archive.json.dumps", escaped)
        return remade(good, path, FAULTS["half a letter"])


def _spots(values: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in JSON where another value can stand."""
    pairs = values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    for key, value in list(pairs):
        yield values, key
        yield from _spots(value)


ODD: Final[tuple[Any, ...]] = (
    None,
    "",
    "x",
    -1,
    0,
    1,
    2**31,
    True,
    [],
    {},
    [[]],
    "2025-02-30",
    "{}",
    "[1]",
    "\u2028",
    "a" * 5000,
)


@MANY
@given(seed=st.integers(0, 2**32))
def test_any_value_may_be_another_one_and_nothing_breaks(full, there, tmp_path, seed):
    chance = random.Random(seed)

    def change(office: Json, cases: list[Json]) -> None:
        for _ in range(chance.choice([1, 1, 3])):
            holder, key = chance.choice(list(_spots([office, cases])))
            if chance.random() < 0.2 and isinstance(holder, dict):
                holder.pop(key)
            else:
                holder[key] = chance.choice(ODD)

    path = tmp_path / "a.nemndsekr"
    try:
        content = remade(full, path, change)
    except (AttributeError, TypeError, ValueError):
        return  # the case list itself was changed: there is no such file
    survived(there, path, content)


# --- made to fill disk and memory


def raw_archive(content: dict[str, bytes], told: dict[str, int] | None = None, **about: Any) -> bytes:
    """An archive of any parts, sealed; ``told`` are sizes that it lies about."""
    whole = io.BytesIO()
    listed = [
        [name, hashlib.sha256(part).hexdigest(), (told or {}).get(name, len(part))] for name, part in content.items()
    ]
    told_about = {
        "format": 1,
        "program": "0.1.0",
        "schema": NEWEST,
        "whole": True,
        "counts": {},
        "parts": listed,
        **about,
    }
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**content, "innehall.json": json.dumps(told_about).encode()}.items():
            archive.writestr(name, part)
        archive.comment = b"0" * SEAL
    return sealed(whole.getvalue())


def test_a_part_that_unpacks_to_more_than_it_says_is_never_unpacked_whole(there, tmp_path):
    bomb = b"[" + b" " * 90_000_000 + b"]"
    small = raw_archive({"kansli.json": bomb}, {"kansli.json": 10})
    large = raw_archive({"kansli.json": bomb})

    assert "skadad" in refused(there, tmp_path / "a.nemndsekr", small)
    assert "orimligt" in refused(there, tmp_path / "a.nemndsekr", large)


def test_a_list_of_parts_that_is_too_long_is_not_read(good, there, tmp_path):
    content = bytearray(good)
    end = len(content) - SEAL - 22
    content[end + 12 : end + 16] = struct.pack("<L", 2**32 - 2)

    assert "orimligt" in refused(there, tmp_path / "a.nemndsekr", sealed(bytes(content)))


@pytest.mark.parametrize(
    "name", ["../../start.bat", "/etc/passwd", "C:\\x.exe", "filer/x", "arenden/x.json", "x" * 300]
)
def test_a_part_with_a_strange_name_is_refused(there, tmp_path, name):
    assert "skadad" in refused(there, tmp_path / "a.nemndsekr", raw_archive({"kansli.json": b"{}", name: b"{}"}))


def test_json_that_is_nested_without_end_is_refused(there, tmp_path):
    assert "skadad" in refused(there, tmp_path / "a.nemndsekr", raw_archive({"kansli.json": b"[" * 200_000}))


def test_a_part_that_is_not_told_of_and_a_part_that_is_not_there_are_refused(there, tmp_path):
    whole = raw_archive({"kansli.json": b"{}"}, counts={"cases": "x"})
    assert "skadad" in refused(there, tmp_path / "a.nemndsekr", whole)
    lacking = raw_archive({}, parts=[["kansli.json", "0" * 64, 2]])
    assert "skadad" in refused(there, tmp_path / "a.nemndsekr", lacking)


def test_a_file_of_a_source_that_is_not_what_it_is_called_is_refused(good, there, tmp_path, monkeypatch):
    named = "0" * 64
    content = raw_archive({"kansli.json": b"{}", f"filer/{named}": b"annat"})

    assert "skadad" in refused(there, tmp_path / "a.nemndsekr", content)


def test_a_uid_that_another_record_of_ours_has_is_told_and_takes_nothing(good, there, tmp_path):
    path = tmp_path / "a.nemndsekr"
    path.write_bytes(good)
    take_archive(there, look_at_archive(there, path), {}, "eva", NOW)
    try:

        def other_case(office: Json, cases: list[Json]) -> None:
            cases[0]["case"]["uid"] = OTHER

        content = renamed_case(good, path, other_case)
        assert "går inte ihop" in refused(there, path, content)
    finally:
        undo(there, NOW)


OTHER: Final = "0f5f3a5c-1111-4222-8333-444455556666"


def renamed_case(good: bytes, path: Path, change: Callable[[Json, list[Json]], None]) -> bytes:
    """The same case under another name, its rows under their own."""
    path.write_bytes(good)
    with ArchiveReader(path) as archive:
        [uid] = archive.contents.cases
        case = archive.case(uid)
        change({}, [case])
        case["agenda"] = []
        file = io.BytesIO()
        writer = ArchiveWriter(file, "0.1.0", NEWEST, whole=False)
        writer.add_case(OTHER, case)
        writer.add_office(archive.office())
        writer.close({})
    return file.getvalue()


def test_every_table_is_among_those_that_are_made_odd(full, tmp_path):
    path = tmp_path / "a.nemndsekr"
    path.write_bytes(full)
    with ArchiveReader(path) as archive:
        office = archive.office()
        tables = {name for uid in archive.contents.cases for name in archive.case(uid)["rows"]}

    assert tables == set(CASE_ROWS)
    assert {name for name, rows in office.items() if rows} == {*OFFICE_ROWS, "users"}
