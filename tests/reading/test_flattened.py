"""Pages that a converter wrote as one line each get their lines back, and no word is lost on the way."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.reading.formats.flattened import with_lines

FILL = "Revisorerna har tagit del av underlaget och talat med dem som berörs. " * 4


def rows_of(text):
    return [row for row in with_lines(text).splitlines() if row.strip()]


@pytest.mark.parametrize(
    ("page", "rows"),
    [
        pytest.param(
            f"{FILL}Bakgrund Färjelägena i Almsund är slitna. Förslag till beslut Nämnden godkänner planen.",
            ["Bakgrund", "Färjelägena i Almsund är slitna.", "Förslag till beslut", "Nämnden godkänner planen."],
            id="headings",
        ),
        pytest.param(
            f"{FILL}Vi ser tre brister: ● planen saknas ● ingen följer upp ● stegen är trasiga",
            ["- planen saknas", "- ingen följer upp", "- stegen är trasiga"],
            id="bullets",
        ),
        pytest.param(
            f"{FILL}Vi ser två brister: - Planen saknas - Ingen följer upp",
            ["- Planen saknas", "- Ingen följer upp"],
            id="dashes after a colon",
        ),
        pytest.param(
            f"{FILL}Bakgrund Lagen gäller. Rekommendationer Vi föreslår följande. 1. Ta fram en plan. 2. Se över "
            "avtalen. 4. Följ upp.",
            ["1. Ta fram en plan.", "2. Se över avtalen. 4. Följ upp."],
            id="numbers, only while they count on",
        ),
        pytest.param(
            f"{FILL}Vi rekommenderar nämnden följande: Upprätta en plan för färjorna. Förteckna alla lägen.",
            ["- Upprätta en plan för färjorna.", "- Förteckna alla lägen."],
            id="sentences after a lead-in",
        ),
    ],
)
def test_a_flattened_page_gets_its_lines_back(page, rows):
    got = rows_of(page)
    assert got[-len(rows) :] == rows


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Bakgrund\nFärjorna i Almsund är gamla.\n\nBeslut\nNämnden lägger rapporten till handlingarna.", id="lines"
        ),
        pytest.param(FILL, id="a long paragraph that names no part"),
        pytest.param(f"{FILL}Han gav – efter viss tvekan – ett svar.", id="dashes within a sentence"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_text_with_lines_of_its_own_is_left_as_it_is(text):
    assert with_lines(text) == text


def test_questions_end_with_the_first_sentence_that_asks_nothing():
    page = (
        f"{FILL}Granskningen utgår från följande frågor: Finns det en plan? Är den känd? Arbetet har skett under våren."
    )
    assert rows_of(page)[-3:] == ["- Finns det en plan?", "- Är den känd?", "Arbetet har skett under våren."]


def test_a_head_that_comes_back_on_every_page_is_kept_once():
    head = "Almsunds kommun, granskning av kommunens färjelägen"
    pages = [f"{number} {head}\nText på sida {name}." for number, name in ((1, "ett"), (2, "två"), (3, "tre"))]
    assert with_lines("\n".join(pages)).count(head) == 1


@pytest.mark.parametrize("end", ["", " och det i god tid före vintern då isen lägger sig"])
def test_the_same_answer_three_times_is_no_running_head(end):
    answer = f"Nämnden instämmer i revisorernas bedömning och kommer att åtgärda bristen{end}."
    text = "\n\n".join(f"Rekommendation {number}: Laga brygga {number}.\n{answer}" for number in (1, 2, 3))
    assert with_lines(text) == text


def test_contents_get_one_line_for_each_entry():
    text = f"Innehåll 1. Inledning .... 3 2. Bakgrund .... 4 3. Metod .... 6 {FILL}"
    rows = rows_of(f"{text} Bakgrund Lagen gäller. Förslag till beslut Nämnden godkänner.")
    assert rows[:4] == ["Innehåll", "1. Inledning .... 3", "2. Bakgrund .... 4", "3. Metod .... 6"]


# What the flattened pages of this trade are made of.
BIT = st.sampled_from(
    [
        "Bakgrund", "Sammanfattning", "Förslag till beslut", "Rekommendationer", "Vi rekommenderar följande:",
        "Finns det en plan?", "Är den känd?", "Nämnden godkänner svaret.", "Revisorerna har granskat färjorna.",
        "Almsunds kommun", "Granskning av färjelägen", "2024-05-06", "Dnr TEK 2024/17", "Handläggare", "Ylva Strand",
        "Med vänlig hälsning", "TJÄNSTESKRIVELSE", "Innehåll", "Sida 1 (2)", "å", "att", "och", "i", "1)", "a)",
    ]
)  # fmt: skip


# Two rows at most: what comes back a third time is a running head.
@given(st.lists(st.lists(BIT, min_size=1, max_size=60).map(" ".join), min_size=1, max_size=2))
def test_no_word_is_lost_or_moved(rows):
    text = "\n".join(rows)
    assert re.findall(r"[\wåäö]+", with_lines(text).replace("\f", " ")) == re.findall(r"[\wåäö]+", text)


MARK = st.sampled_from(["●", "-", "–", "1.", "2.", "3.", "■", "./"])


@given(st.lists(BIT | MARK, min_size=1, max_size=90).map(" ".join))
def test_nothing_but_marks_is_changed_on_a_page_with_lists(text):
    def words(value):
        return re.findall(r"[^\W_]+", value)

    assert words(with_lines(text)) == words(text)
