"""CSV for a Swedish Excel: mark, separator, quotes, line ends, and no formulas."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.exchange.csv_lists import ATTSATS_COLUMNS, MEASURE_COLUMNS, write_csv


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_file_is_what_a_swedish_excel_opens_by_double_click():
    assert write_csv(("a", "b"), [("ett; två", 'sa "hej"')]) == (
        b'\xef\xbb\xbf"a";"b"\r\n"ett; tv\xc3\xa5";"sa ""hej"""\r\n'
    )


@pytest.mark.parametrize("field", ["=1+1", "+46 70", "-3", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")'])
def test_no_field_begins_a_formula(field):
    [_, [written]] = read(write_csv(("a",), [(field,)]))

    assert written == f"'{field}"


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=30), min_size=2, max_size=2),
        max_size=5,
    )
)
def test_every_field_comes_back_but_for_the_guard(rows):
    found = read(write_csv(("a", "b"), rows))[1:]

    assert len(found) == len(rows)
    for row, back in zip(rows, found, strict=True):
        for field, written in zip(row, back, strict=True):
            assert written in (field, f"'{field}")
            assert not written.startswith(("=", "+", "-", "@", "\t", "\n"))


def test_the_columns_are_those_that_are_promised():
    assert ";".join(MEASURE_COLUMNS) == (
        "diarienummer;rek_nr;atgard;forvantad_effekt;senast_klar_text;senast_klar_till;ansvarig;lage;aterrapporteras;"
        "arende;forst_lovat_text;forst_lovat_till;dagar_sen;dagar_efter_forsta;forlangd_ganger;skal_till_ny_tid;"
        "ny_tid_beviljad_av"
    )
    assert ";".join(ATTSATS_COLUMNS) == "diarienummer;nr;att_sats;uppdrag_till;redovisas;forslag;beslut"
