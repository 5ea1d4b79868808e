"""Lists from Excel, LibreOffice, text files and the clipboard: what is read, and what is refused in words."""

from __future__ import annotations

import random
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nemndsekr.exchange.delimited import separator_of
from nemndsekr.exchange.table import MOST_BYTES, MOST_ROWS, TableFile, column_letter
from nemndsekr.exchange.table_file import is_table_name, pasted_table, read_table, table_of
from nemndsekr.rules.list_columns import is_list_heading
from nemndsekr.support.errors import UserError
from tests.exchange.workbooks import Value, far_apart, ods, ods_cell, with_member, xlsx

LISTS = Path(__file__).parent / "lists"
HEADINGS: tuple[Value, ...] = ("Dnr", "Ärendemening", "Svarsdag")
FIRST: tuple[Value, ...] = ("KFN 2025/117", "Granskning av föreningsbidrag", date(2026, 3, 31))
SECOND: tuple[Value, ...] = ("KFN 2025/131", "Nämndinitiativ om öppna badplatser", "våren 2026")


def table(content: bytes, name: str = "lista.xlsx") -> TableFile:
    return table_of(content, name, is_list_heading)


def read_or_refused(content: bytes) -> TableFile | None:
    """The list, or None where it was refused with a sentence and the next step."""
    try:
        return table(content)
    except UserError as error:
        return None if error.what and error.next_step else pytest.fail(f"no next step: {error}")


def words(file: TableFile, sheet: int = 0) -> list[tuple[str, ...]]:
    return [row.texts for row in file.sheets[sheet].rows]


def pasted(text: str = "", html: str = "") -> TableFile | None:
    return pasted_table(text, html, is_list_heading)


# --- workbooks ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [xlsx({"Lista": [HEADINGS, FIRST, SECOND]}), ods([HEADINGS, FIRST, SECOND])])
def test_a_workbook_gives_its_rows_and_its_days_as_days(content):
    sheet = table(content).sheets[0]

    assert sheet.name == "Lista"
    assert sheet.heading == 0
    assert [row.texts for row in sheet.rows[1:]] == [
        ("KFN 2025/117", "Granskning av föreningsbidrag", "2026-03-31"),
        ("KFN 2025/131", "Nämndinitiativ om öppna badplatser", "våren 2026"),
    ]
    assert [row.cells[2].day for row in sheet.rows] == [None, date(2026, 3, 31), None]


def test_an_old_workbook_is_read_too():
    [sheet] = read_table(LISTS / "bevakningslista_havsbro.xls", is_list_heading).sheets

    assert sheet.headings(sheet.heading) == ("Dnr", "Ärendemening", "Inkom", "Svar senast", "Ansvarig")
    assert [(row.number, row.texts[0]) for row in sheet.below(sheet.heading)] == [
        (4, "KFN 2025/117"),
        (5, "KFN 2025/131"),
        (7, "Summa"),
    ]
    assert sheet.rows[2].cells[3].day == date(2026, 3, 31)


def test_empty_rows_and_columns_are_left_out_and_the_others_keep_their_names():
    rows: list[list[Value]] = [
        [None, "Bevakningslista 2026"],
        [],
        [None, "Dnr", None, "Ärende"],
        [],
        [None, "A-2026-1", None, "Bad"],
    ]

    sheet = table(xlsx({"Lista": rows})).sheets[0]

    assert sheet.columns == ("B", "D")
    assert [row.number for row in sheet.rows] == [1, 3, 5]
    assert sheet.heading == 1
    assert sheet.headings(sheet.heading) == ("Dnr", "Ärende")


def test_a_number_is_shown_as_it_is_written_in_sweden():
    file = table(xlsx({"Lista": [["Dnr", "Antal"], [304, 12.5]]}))

    assert words(file)[1] == ("304", "12,5")


def test_a_value_that_spans_rows_belongs_to_each_of_them():
    rows: list[list[Value]] = [["Dnr", "Uppdrag"], ["A-2026-1", "Ta fram plan"], [None, "Återkomma"]]

    assert words(table(xlsx({"Lista": rows}, merged=["A2:A3"])))[2] == ("A-2026-1", "Återkomma")


def test_hidden_and_empty_sheets_are_left_out():
    file = table(xlsx({"Tom": [[]], "Lista": [HEADINGS, FIRST], "Dold": [HEADINGS, FIRST]}, hidden=["Dold"]))

    assert [sheet.name for sheet in file.sheets] == ["Lista"]


# --- the row that names the columns ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "heading"),
    [
        pytest.param([["Lista"], ["Utskriven", "2026-02-01"], HEADINGS, FIRST, SECOND], 2, id="under a title"),
        pytest.param([HEADINGS, FIRST], 0, id="with one row under it"),
        pytest.param([FIRST, SECOND], None, id="no heading at all"),
        pytest.param([["Sak", "Vem", "Var"], FIRST, SECOND], 0, id="words that no list uses"),
        pytest.param([["Ärende", "Datum", "Not"], ["Bad", "2026-01-01", "x"]], 0, id="short words under it too"),
    ],
)
def test_the_row_that_names_the_columns_is_guessed(rows, heading):
    assert table(xlsx({"Lista": rows})).sheets[0].heading == heading


def test_columns_without_a_heading_are_called_by_their_letters():
    sheet = table(xlsx({"Lista": [FIRST, SECOND]})).sheets[0]

    assert sheet.headings(sheet.heading) == ("Kolumn A", "Kolumn B", "Kolumn C")
    assert [column_letter(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


# --- text files -----------------------------------------------------------------------------------------------------

TEXT = "Dnr;Ärende;Svarsdag\nKFN 2025/117;Bad och lek;2026-03-31\nKFN 2025/131;Åk till skolan;våren\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.replace("\n", "\r\n").encode("cp1252"),
        TEXT.replace("\n", "\r").encode(),
        ("sep=;\n" + TEXT).encode("cp1252"),
        TEXT.replace(";", "\t").encode(),
        TEXT.replace(";", ",").encode(),
        TEXT.replace(";", '";"').replace("\n", '"\n"').join('"\n').rstrip('"\n').encode() + b'"',
    ],
)
def test_a_text_file_is_read_whatever_its_encoding_separator_and_quotes(content):
    rows = words(table(content, "lista.csv"))

    assert [row for row in rows if row[0].startswith("KFN")] == [
        ("KFN 2025/117", "Bad och lek", "2026-03-31"),
        ("KFN 2025/131", "Åk till skolan", "våren"),
    ]


def test_a_field_may_hold_lines_and_separators_and_the_rows_are_numbered_as_an_editor_does():
    content = 'Dnr;Ärende\nA-2026-1;"Bad;\när öppet"\nA-2026-2;Hamn\n'.encode()

    [sheet] = table(content, "lista.csv").sheets

    assert [(row.number, row.texts) for row in sheet.below(sheet.heading)] == [
        (2, ("A-2026-1", "Bad;\när öppet")),
        (4, ("A-2026-2", "Hamn")),
    ]


def test_a_mark_that_guards_against_formulas_is_taken_away():
    assert words(table(b"Dnr;Not\nA-2026-1;'=SUMMA(A1)\nA-2026-2;'n vet\n", "lista.csv"))[1:] == [
        ("A-2026-1", "=SUMMA(A1)"),
        ("A-2026-2", "'n vet"),
    ]


def test_commas_in_running_words_do_not_part_the_fields():
    assert separator_of("Dnr;Ärende\n1;bad, lek, mat\n2;hus, väg\n3;hamn\n") == ";"


@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=4), min_size=2, max_size=8))
def test_any_fields_come_back_from_a_quoted_file(rows):
    quoted = "sep=;\n" + "\n".join(";".join('"' + field.replace('"', '""') + '"' for field in row) for row in rows)

    try:
        file = table(quoted.encode("utf-8", errors="replace"), "lista.csv")
    except UserError:
        return  # nothing but blanks, or bytes that no text has
    assert len(file.sheets[0].rows) <= len(rows)


# --- what is pasted -------------------------------------------------------------------------------------------------


def test_cells_of_excel_are_taken_from_the_clipboard():
    file = pasted('Dnr\tÄrende\r\nA-2026-1\tBad\r\nA-2026-2\t"Hamn\r\noch kaj"\r\n')

    assert file is not None
    assert words(file) == [("Dnr", "Ärende"), ("A-2026-1", "Bad"), ("A-2026-2", "Hamn\noch kaj")]


def test_a_table_of_word_or_the_web_keeps_what_spans_rows_and_columns():
    html = """<html><body><!--StartFragment--><table><tr><td colspan=3>Balanslista</td></tr>
      <tr><th>Dnr</th><th>Ärende</th><th>Uppdrag</th></tr>
      <tr><td rowspan="2"><p>A-2026-1</p></td><td rowspan=2>Bad<br>och lek</td><td>Ta fram plan</td></tr>
      <tr><td><p>Återkomma</p><p>till nämnden</p></td></tr></table><!--EndFragment--></body></html>"""

    file = pasted("ett fel i texten", html)

    assert file is not None
    assert words(file) == [
        ("Balanslista", "", ""),
        ("Dnr", "Ärende", "Uppdrag"),
        ("A-2026-1", "Bad\noch lek", "Ta fram plan"),
        ("A-2026-1", "Bad\noch lek", "Återkomma\n\ntill nämnden"),
    ]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Nämnden beslutar att godkänna svaret.\nSvaret sänds till revisorerna, senast 31 mars.", ""),
        ("", "<p>Nämnden <b>beslutar</b></p>"),
        ("", "<table><tr><td>Bara layout</td></tr></table>"),
        ("en rad\tmed tabb", ""),
        ("", ""),
        ("", "<table"),
    ],
)
def test_running_text_is_no_table(text, html):
    assert pasted(text, html) is None


def test_absurd_spans_are_no_larger_than_a_list():
    rows = '<tr><td rowspan="999999999" colspan="99999999">x</td><td>y</td></tr>' * 5

    file = pasted("", f"<table>{rows}</table>")

    assert file is None or len(file.sheets[0].columns) <= 200


def test_a_page_that_calls_itself_excel_is_read_as_the_table_it_is():
    html = "<html><table><tr><td>Dnr<td>Ärende</tr><tr><td>A-2026-1<td>Bad</tr></table>"

    assert words(table(html.encode(), "export.xls")) == [("Dnr", "Ärende"), ("A-2026-1", "Bad")]


# --- what is refused ------------------------------------------------------------------------------------------------


def test_what_is_read_is_known_by_its_name():
    assert [name for name in ("a.xlsx", "a.CSV", "a.ods", "a.docx", "a.txt") if is_table_name(name)] == [
        "a.xlsx",
        "a.CSV",
        "a.ods",
    ]


def locked() -> bytes:
    whole = bytearray(xlsx({"Lista": [HEADINGS]}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := whole.find(mark, place + 1)) >= 0:
            whole[place + at] |= 1
    return bytes(whole)


def bomb() -> bytes:
    return with_member(xlsx({"Lista": [["x"]]}), "xl/worksheets/sheet1.xml", b"<a>" + b" " * 150_000_000)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"", "ingen lista", id="empty"),
        pytest.param(b"\x00\x01\x02" * 500, "ingen lista", id="bytes"),
        pytest.param(b"PK\x03\x04 cut off", "skadad", id="a cut archive"),
        pytest.param(b"\xd0\xcf\x11\xe0 cut off", "skadad", id="a cut old workbook"),
        pytest.param(xlsx({"Lista": [[]]}), "ingen lista", id="nothing in it"),
        pytest.param(far_apart("A1", "XFD1048576"), "för stor", id="two cells as far apart as can be"),
        pytest.param(
            ods(
                [],
                "<table:table-row table:number-rows-repeated='9'/>".replace("'", '"')
                + f'<table:table-row table:number-rows-repeated="900000">{ods_cell("x", 16000)}</table:table-row>',
            ),
            "för stor",
            id="a cell repeated for ever",
        ),
        pytest.param(locked(), "lösenord", id="locked"),
        pytest.param("\n".join(f"A-2026-{n};x" for n in range(MOST_ROWS + 2)).encode(), "fler än", id="many rows"),
        pytest.param(b"a" + b";b" * 300 + b"\nc" + b";d" * 300, "kolumner", id="many columns"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_next_step(content, told):
    with pytest.raises(UserError) as error:
        table(content)

    assert told in error.value.what
    assert error.value.next_step


def test_an_archive_that_swells_is_refused_before_it_fills_the_memory():
    with pytest.raises(UserError, match="för stor"):
        table(bomb())


def test_the_empty_rest_of_a_sheet_in_libreoffice_is_no_part_of_it():
    rest = (
        f"<table:table-row>{ods_cell('A-2026-1')}{ods_cell(None, 16380)}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1048500">{ods_cell(None, 16384)}</table:table-row>'
    )

    assert words(table(ods([["Dnr"]], rest), "lista.ods")) == [("Dnr",), ("A-2026-1",)]


def test_an_entity_bomb_is_no_way_in():
    data = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">
      <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
      <sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&c;</t></is></c></row></sheetData></worksheet>"""
    content = with_member(xlsx({"Lista": [["x"]]}), "xl/worksheets/sheet1.xml", data)

    file = read_or_refused(content)

    assert file is None or all(len(text) < 1000 for row in words(file) for text in row)


def test_a_missing_file_and_one_too_large_are_told(tmp_path):
    with pytest.raises(UserError, match="kunde inte öppnas"):
        read_table(tmp_path / "borta.xlsx", is_list_heading)
    large = tmp_path / "stor.csv"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(UserError, match="för stor"):
        read_table(large, is_list_heading)


def mutated(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed[: chance.randrange(len(changed) // 2, len(changed) + 1)])


def unpacked_and_mutated(content: bytes, chance: random.Random) -> bytes:
    """An archive that is whole, with harm done to what lies in it."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        name = chance.choice(archive.namelist())
        return with_member(content, name, mutated(archive.read(name), chance))


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_workbook_is_read_or_refused_in_words(seed):
    chance = random.Random(seed)
    whole = xlsx({"Lista": [HEADINGS, FIRST, SECOND]})
    old = (LISTS / "bevakningslista_havsbro.xls").read_bytes()
    for content in (
        mutated(whole, chance),
        unpacked_and_mutated(whole, chance),
        unpacked_and_mutated(ods([HEADINGS, FIRST]), chance),
        mutated(old, chance),
    ):
        file = read_or_refused(content)
        assert file is None or file.sheets


@settings(max_examples=200)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_words(content):
    file = read_or_refused(content)

    assert file is None or file.sheets
