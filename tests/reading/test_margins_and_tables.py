"""Facts beside the text and tables without rules: found by what stands where, and every piece is kept exactly once."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.reading.layout.columns import Piece, bands_of
from nemndsekr.reading.layout.headed_tables import headed_table
from nemndsekr.reading.layout.margins import left_margin

WIDTH = 600.0
RUNNING = [
    "Bryggorna i Almsund byggdes av sten och är",
    "slitna, varför nämnden behöver en plan som",
    "visar vad som ska lagas först och vad det får",
    "kosta. Hamnvakten har mätt djupet på alla lägen",
    "och funnit att två av dem inte längre kan nyttjas",
    "av större båtar än de som redan ligger där nu.",
]


def row_of(base, *pieces, size=10.0):
    return [Piece(text, left, left + 5.0 * len(text), base, size, bold=False, italic=False) for left, text in pieces]


def page(left_texts, right_texts=RUNNING, edge=200.0):
    rows = []
    for number, text in enumerate(right_texts):
        beside = [(40.0, left_texts[number])] if number < len(left_texts) and left_texts[number] else []
        rows.append(row_of(700.0 - 12 * number, *beside, (edge, text)))
    return rows


def words_of(rows):
    return Counter(word for row in rows for piece in row for word in piece.text.split())


def words_in(bands):
    return words_of(row for band in bands for row in band.rows) + Counter(
        word for band in bands for row in band.cells for cell in row for word in cell.split()
    )


def test_facts_beside_the_text_come_first_and_the_text_is_whole():
    rows = page(["Datum", "2024-05-06", "Dnr TEK 2024/9", "Handläggare", "Ylva Strand"])
    assert left_margin(rows, WIDTH) == (0, 5, 200.0)
    first, *others = bands_of(rows, WIDTH)
    assert [piece.text for row in first.rows for piece in row] == [
        "Datum",
        "2024-05-06",
        "Dnr TEK 2024/9",
        "Handläggare",
        "Ylva Strand",
    ]
    assert [piece.text for band in others for row in band.rows for piece in row] == RUNNING


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(["Brygga", "Boj", "Färja", "Ramp", "Kaj"], RUNNING, id="words that are no facts of a letterhead"),
        pytest.param(["Finns dnr?", "Finns datum?", "Telefon?", "Box 1?", ""], RUNNING, id="questions of a table"),
        pytest.param(["Datum", "Dnr TEK 2024/9"], RUNNING[:3], id="too few lines beside"),
        pytest.param(
            ["Datum", "Dnr", "Telefon", "Fax", "Adress"], ["Ja", "Nej", "Delvis", "Ja", "Nej", "Ja"], id="short answers"
        ),
    ],
)
def test_a_column_of_a_table_is_no_margin(left, right):
    assert left_margin(page(left, right), WIDTH) is None


TABLE = [
    row_of(700, (40, "Nr"), (100, "Rekommendation"), (300, "Svar"), (450, "Status")),
    row_of(680, (40, "1"), (100, "Laga alla bryggor"), (300, "Arbetet pågår"), (450, "Delvis")),
    row_of(668, (100, "före vintern"), (300, "sedan maj")),
    row_of(640, (40, "2"), (100, "Måla bojarna"), (300, "Klart i juni"), (450, "Klart")),
]


def test_a_table_without_rules_is_told_by_the_words_over_its_columns():
    table = headed_table(TABLE)
    assert table is not None
    assert table.cells == (
        ("Nr", "Rekommendation", "Svar", "Status"),
        ("1", "Laga alla bryggor före vintern", "Arbetet pågår sedan maj", "Delvis"),
        ("2", "Måla bojarna", "Klart i juni", "Klart"),
    )


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            [row_of(700, (40, "Båt"), (200, "Längd"), (400, "Ägare")), *TABLE[1:]], id="unknown words over it"
        ),
        pytest.param(TABLE[:1], id="heads only"),
        pytest.param(
            [row_of(700, (40, "Nr"), (100, "Båt"), (300, "Svar")), row_of(680, (40, "1"), (100, "Eka"), (300, "Ja"))],
            id="one row under two known words",
        ),
        pytest.param([row_of(700, (40, "Nr"), (100, "Svar")), row_of(680, (40, "1"), (100, "Ja"))], id="two columns"),
        pytest.param(
            [TABLE[0], row_of(680, (70, "Löpande text som inte står under någon rubrik i tabellen"))], id="text below"
        ),
    ],
)
def test_rows_without_known_heads_are_no_headed_table(rows):
    assert headed_table(rows) is None


def test_running_text_below_ends_the_table():
    below = row_of(600, (40, "Nämnden ska återkomma till revisorerna med ett nytt svar nästa år."))
    table = headed_table([*TABLE, below])
    assert table is not None
    assert table.last == 3


PIECE = st.tuples(
    st.sampled_from([40.0, 100.0, 200.0, 300.0, 450.0]),
    st.sampled_from(
        ["Nr", "Svar", "Rekommendation", "Status", "Datum", "Dnr", "1", "2", "Ja", "Nej", "Ylva", "ö", *RUNNING]
    ),
)
ROWS = st.lists(st.lists(PIECE, min_size=1, max_size=4, unique_by=lambda piece: piece[0]), min_size=1, max_size=14).map(
    lambda rows: [row_of(700.0 - 12 * number, *sorted(row)) for number, row in enumerate(rows)]
)


@given(ROWS)
def test_every_word_of_a_page_is_kept_exactly_once(rows):
    assert words_in(bands_of(rows, WIDTH)) == words_of(rows)
