"""File names: what Windows refuses is not in them, what is long is cut, and a name in use gets a number."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.support.file_names import (
    LONGEST_STEM,
    clean_file_name,
    free_path,
    owner_file,
    suggested_file_name,
    told_of_long_path,
)

DAY = date(2025, 3, 13)


@pytest.mark.parametrize(
    ("what", "name"),
    [
        pytest.param("ASN-2024-11995", "ASN-2024-11995 Tjänsteskrivelse 2025-03-13.pdf", id="number, kind and day"),
        pytest.param("KS 2025/104", "KS 2025-104 Tjänsteskrivelse 2025-03-13.pdf", id="a slash is no folder"),
        pytest.param(
            'Vad är "trygg" skjuts?', "Vad är -trygg- skjuts Tjänsteskrivelse 2025-03-13.pdf", id="signs of Windows"
        ),
        pytest.param("CON", "CON Tjänsteskrivelse 2025-03-13.pdf", id="more than a reserved name"),
        pytest.param("", "Tjänsteskrivelse 2025-03-13.pdf", id="nothing to call it by"),
    ],
)
def test_a_document_gets_a_name_that_tells_what_it_is(what: str, name: str) -> None:
    assert suggested_file_name(what, "Tjänsteskrivelse", DAY, "pdf") == name


@pytest.mark.parametrize(
    ("nasty", "name"),
    [
        pytest.param("con", "con_", id="a name that Windows keeps"),
        pytest.param("LPT1.txt", "LPT1_.txt", id="also with an ending"),
        pytest.param("nul .txt", "nul_ .txt", id="also with a space before it"),
        pytest.param("COM¹", "COM¹_", id="also with a raised figure"),
        pytest.param("conout$", "conout$_", id="the console"),
        pytest.param("AUX", "AUX_", id="the old serial port"),
        pytest.param("prn.arkiv.pdf", "prn_.arkiv.pdf", id="also with two endings"),
        pytest.param("COM0", "COM0_", id="number nought too"),
        pytest.param("lpt³.", "lpt³_", id="and figures that are raised, with a dot after"),
        pytest.param("  CON", "CON_", id="spaces before do not hide it"),
        pytest.param("CON/AUX", "CON-AUX", id="a slash makes it another name"),
        pytest.param("COM10", "COM10", id="ten is no port"),
        pytest.param("Svar. ", "Svar", id="neither dot nor space at the end"),
        pytest.param("konto", "konto", id="what only begins like one"),
        pytest.param("Svar ...", "Svar", id="no dots at the end"),
        pytest.param(" . Svar", "Svar", id="nor at the beginning, where they would hide it"),
        pytest.param("\n\t", "Handling", id="nothing left"),
        pytest.param("...", "Handling", id="nothing but dots"),
        pytest.param("../../etc/passwd", "etc-passwd", id="no way up the folders"),
        pytest.param("C:\\hemligt\\svar", "C-hemligt-svar", id="no drive"),
        pytest.param("a\x00b\x7f\x85c", "abc", id="control characters"),
        pytest.param("svar\u202efdp.exe", "svarfdp.exe", id="no sign that turns the rest round"),
        pytest.param("mjukt\u00adbindestreck", "mjuktbindestreck", id="no soft hyphen"),
        pytest.param("§\u00a012\u202f3", "§ 12 3", id="no-break spaces are spaces"),
        pytest.param("A\u030angstro\u0308m", "Ångström", id="letters put together"),
        pytest.param("Gïelem nastedh – Sámi", "Gïelem nastedh – Sámi", id="other letters stay"),
    ],
)
def test_no_name_is_one_that_windows_refuses(nasty: str, name: str) -> None:
    assert clean_file_name(nasty) == name


def test_a_long_title_is_cut_between_words_and_kind_and_day_stay() -> None:
    name = suggested_file_name("skolskjuts " * 40, "Yttrande", DAY, "pdf")

    assert len(name) <= 80
    assert name.endswith("skolskjuts Yttrande 2025-03-13.pdf")


def test_the_end_that_tells_one_file_from_another_is_never_cut() -> None:
    body = "Arbetsmarknads- och socialnämndens individ- och familjeutskott i Storkommunen"
    name = clean_file_name(body, "föredragningslista 2026-03-19")

    assert len(name) <= LONGEST_STEM
    assert name.endswith(" föredragningslista 2026-03-19")
    assert clean_file_name("Kort", "2026-03-19") == "Kort 2026-03-19"
    assert clean_file_name("", "CON") == "CON_"
    assert clean_file_name("x", "slut " * 40).startswith("slut"), "an end that is too long is cut all the same"


@pytest.mark.parametrize(("length", "told"), [(239, False), (240, True), (300, True)])
def test_a_path_that_windows_may_not_take_is_told_of(length: int, told: bool) -> None:
    path = Path("/" + "x" * (length - 1))
    assert len(str(path)) == length
    words = told_of_long_path(path)
    assert bool(words) == told
    assert not told or f"{length} tecken" in words


def test_a_long_name_of_wide_letters_is_short_enough_in_bytes() -> None:
    assert len(clean_file_name("\U0001f3eb" * 200).encode()) <= 240


@given(st.text(max_size=200))
def test_whatever_it_is_called_it_is_one_file_in_its_folder(words: str) -> None:
    made = clean_file_name(words)

    assert made
    assert Path(f"{made}.pdf").name == f"{made}.pdf"
    assert not set(made) & set('<>:"/\\|?*')
    assert made == made.strip(" .")
    assert made == unicodedata.normalize("NFC", made)
    assert len(made.encode("utf-16-le")) <= 2 * 71
    assert clean_file_name(made) == made


def test_a_name_in_use_gets_the_next_number(tmp_path: Path) -> None:
    path = tmp_path / "svar.pdf"
    assert free_path(path) == path

    path.touch()
    second = free_path(path)
    second.touch()

    assert (second.name, free_path(path).name, free_path(second).name) == (
        "svar (2).pdf",
        "svar (3).pdf",
        "svar (3).pdf",
    )


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("yttrande.docx", "~$trande.docx"),
        ("handling.docx", "~$ndling.docx"),
        ("svaret1.docx", "~$varet1.docx"),
        ("svar.docx", "~$svar.docx"),
    ],
)
def test_words_own_file_is_known_by_its_name(name: str, owner: str) -> None:
    assert owner_file(Path(name)).name == owner
