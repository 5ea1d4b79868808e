"""The table of contents is taken away and tells which lines are headings, and nothing else goes with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.reading.contents import folded_title, take_contents
from nemndsekr.reading.lines import make_line
from nemndsekr.reading.marks import split_mark
from nemndsekr.records.block_text import Run


def line_of(text):
    mark, length = split_mark(text)
    return make_line("item" if mark else "paragraph", (Run(text[length:]),), mark=mark)


def taken(*texts):
    lines, titles = take_contents([line_of(text) for text in texts])
    return [line.text for line in lines], titles


@pytest.mark.parametrize(
    ("texts", "titles"),
    [
        pytest.param(
            ["Innehåll", "Inledning 2", "Bakgrund 3", "Iakttagelser 5"],
            {"inledning": 1, "bakgrund": 1, "iakttagelser": 1},
            id="pages after a blank",
        ),
        pytest.param(
            ["Innehållsförteckning", "1. Inledning 2", "1.1 Syfte 2", "1.1.1 Avgränsning 3"],
            {"inledning": 1, "syfte": 2, "avgränsning": 3},
            id="numbered in levels",
        ),
        pytest.param(
            ["Inledning ........ 2", "Bakgrund . . . . . 3", "Metod ………… 4"],
            {"inledning": 1, "bakgrund": 1, "metod": 1},
            id="leaders without a heading over",
        ),
        pytest.param(["INNEHÅLL:", "A. Läget 1", "B. Planen 2"], {"läget": 1, "planen": 1}, id="letters"),
    ],
)
def test_the_contents_are_taken_away_and_their_titles_known(texts, titles):
    body = "Vi har läst planerna för bryggorna i Almsund och talat med hamnvakten."
    assert taken("Granskning av bryggor", *texts, body) == (["Granskning av bryggor", body], titles)


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(["Ort och datum .........", "Underskrift ________", "Telefon: ........"], id="a form to fill in"),
        pytest.param(["Inledning", "Vi började 2024", "Bakgrund"], id="headings themselves"),
        pytest.param(["Kostnad 120", "Intäkt 80"], id="figures without a heading"),
    ],
)
def test_what_only_looks_like_contents_stays(texts):
    assert taken(*texts) == (texts, {})


@pytest.mark.parametrize(
    "texts",
    [["Bryggorna är gamla.", "Vi har mätt dem."], ["Bryggor", "Bojar"]],
    ids=["sentences", "words without pages"],
)
def test_what_stands_under_the_word_and_names_no_page_stays(texts):
    assert taken("Innehåll", *texts) == (texts, {})


def test_entries_whose_pages_stand_on_lines_of_their_own_are_entries():
    lines, titles = taken("Inledning ........", "2", "Bakgrund ........", "3", "Vi har granskat bryggorna.")
    assert "Vi har granskat bryggorna." in lines
    assert titles == {"inledning": 1, "bakgrund": 1}


def test_the_first_heading_after_the_contents_is_no_entry():
    lines, titles = taken("Innehåll", "Inledning 2", "Bakgrund 3", "Inledning", "Vi har granskat bryggorna.")
    assert lines == ["Inledning", "Vi har granskat bryggorna."]
    assert titles == {"inledning": 1, "bakgrund": 1}


@pytest.mark.parametrize("text", ["2.1 Planer", "Planer", "  PLANER ", "2. Planer", "B. Planer"])
def test_a_title_is_known_again_without_its_number(text):
    assert folded_title(text) == "planer"


WORDS = st.lists(st.sampled_from(["Bryggor", "Bojar", "är", "gamla", "Innehåll", "plan."]), min_size=1, max_size=6)
TEXT = st.builds(
    lambda words, tail: " ".join(words) + tail, WORDS, st.sampled_from(["", ".", ":", " 3", " ...... 4", " ...... "])
)


@given(st.lists(TEXT, max_size=12))
def test_only_entries_are_dropped_and_the_rest_keeps_its_order(texts):
    lines = [line_of(text) for text in texts]
    kept, titles = take_contents(lines)
    dropped = [line for line in lines if not any(line is other for other in kept)]
    assert [line for line in lines if any(line is other for other in kept)] == kept
    for line in dropped:
        assert folded_title(line.text.rstrip(" .0123456789")) in {"innehåll", *titles} or "......" in line.text
