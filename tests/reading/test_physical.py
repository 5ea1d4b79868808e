"""Running heads, feet, page numbers and sideways text are left out, and nothing else is."""

from __future__ import annotations

import pytest

from nemndsekr.reading.layout.physical import PAGE_NOTE, PhysicalLine, drop_running_lines, without_shreds
from nemndsekr.records.block_text import Run


def page_of(*texts, gap=1.0):
    return [PhysicalLine((Run(text),), None, 0.0, 50.0, gap) for text in texts]


def kept(*pages):
    return [[line.text for line in page] for page in drop_running_lines([page_of(*page) for page in pages])]


def body(number, count=16):
    words = ["sand", "tång", "ved", "rep", "segel", "åror", "ankare", "bojar", "nät", "mast", "köl", "skrov", "däck",
             "roder", "relingar", "luckor"]  # fmt: skip
    return [f"{'abcde'[number]} {word} ligger i båthuset" for word in words[:count]]


def test_a_head_is_kept_on_the_first_page_only_and_a_foot_nowhere():
    pages = [["Granskning av båthus", *body(number), "Almsunds kommun"] for number in range(3)]
    assert kept(*pages) == [["Granskning av båthus", *body(0)], body(1), body(2)]


def test_a_line_that_ends_one_page_and_begins_the_next_is_kept():
    # At the head of one page and at the foot of another, it runs at neither.
    text = "Tången har torkat"
    assert kept([*body(0), text], [text, *body(1)], body(2)) == [[*body(0), text], [text, *body(1)], body(2)]


def test_lines_that_stand_twice_on_a_page_never_run():
    pages = [["Rekommendation 1", body(number)[0], "Rekommendation 2", *body(number)[1:]] for number in range(2)]
    assert kept(*pages) == pages


def test_headings_of_the_trade_never_run():
    pages = [["Bakgrund", *body(number)] for number in range(3)]
    assert kept(*pages) == pages


def test_running_lines_are_known_by_all_but_their_figures():
    pages = [[f"Bilaga, blad nummer {number}", *body(number)] for number in range(3)]
    assert kept(*pages)[1:] == [body(1), body(2)]


def test_what_comes_after_a_line_left_out_keeps_the_widest_space_above():
    pages = [[*page_of("Almsunds kommun", gap=4.0), *page_of(*body(number))] for number in range(3)]
    assert drop_running_lines(pages)[1][0].gap == 4.0


@pytest.mark.parametrize(
    "text",
    [
        "Sida 3",
        "Sid 3 (7)",
        "sida 3 av 7",
        "3 (7)",
        "3/7",
        "(3)",
        "- 3 -",
        "3 av 7",
        "2024-05-06 3 (7)",
        "12 [14]",
        "Sida: 3/7",
    ],
)
def test_the_number_of_a_page_is_left_out(text):
    assert PAGE_NOTE.match(text)
    assert kept([*body(0), text]) == [body(0)]


@pytest.mark.parametrize("text", ["Sida vid sida", "3 båtar", "2024-05-06", "Sidan är tom", "3", "§ 3 (av 7)"])
def test_what_is_no_page_number_stays(text):
    assert kept([*body(0), text]) == [[*body(0), text]]


@pytest.mark.parametrize(
    ("texts", "left"),
    [
        (["b", "å", "t", "h", "u", "s", "Båthus"], ["Båthus"]),
        (["b", "å", "t", "Båthus"], ["b", "å", "t", "Båthus"]),
        (["1", "2", "3", "4", "5", "6"], ["1", "2", "3", "4", "5", "6"]),
        (["Båthus", "b", "å", "t", "h", "u"], ["Båthus"]),
    ],
)
def test_text_that_stood_on_its_side_is_left_out(texts, left):
    assert [line.text for line in without_shreds(page_of(*texts))] == left
