"""What stands before an item of a list is told from what only looks like it."""

from __future__ import annotations

import pytest

from nemndsekr.reading.marks import is_bullet, is_lone_mark, split_mark


@pytest.mark.parametrize(
    ("text", "mark", "rest"),
    [
        ("- ta fram en plan", "-", "ta fram en plan"),
        ("– ta fram en plan", "–", "ta fram en plan"),
        ("• ta fram en plan", "•", "ta fram en plan"),
        ("•ta fram en plan", "•", "ta fram en plan"),
        ("\uf0b7 ta fram en plan", "\uf0b7", "ta fram en plan"),
        ("−Ta fram en plan", "−", "Ta fram en plan"),
        ("-att ta fram en plan", "-", "att ta fram en plan"),
        ("o Ta fram en plan", "o", "Ta fram en plan"),
        ("§ Ta fram en plan", "§", "Ta fram en plan"),
        ("1. ta fram en plan", "1.", "ta fram en plan"),
        ("1) ta fram en plan", "1)", "ta fram en plan"),
        ("(2) ta fram en plan", "(2)", "ta fram en plan"),
        ("b) ta fram en plan", "b)", "ta fram en plan"),
        ("3.Ta fram en plan", "3.", "Ta fram en plan"),
        ("R2: Ta fram en plan", "R2:", "Ta fram en plan"),
        ("[HÖG] Ta fram en plan", "[HÖG]", "Ta fram en plan"),
        ("[A1] Ta fram en plan", "[A1]", "Ta fram en plan"),
        ("\\- ta fram en plan", "\\-", "ta fram en plan"),
    ],
)
def test_the_mark_of_an_item_is_parted_from_its_words(text, mark, rest):
    got, length = split_mark(text)
    assert (got, text[length:]) == (mark, rest)


@pytest.mark.parametrize(
    "text",
    [
        "(S) yrkar avslag",
        "1 § gäller hamnar",
        "3 kap. handlar om bojar",
        "2 februari sjösattes färjan",
        "-5 grader var det i vattnet",
        "och så vidare",
        "A. Sund har skrivit under",
        "1.2 Bryggor",
        "-",
        "•",
        "",
    ],
)
def test_what_only_looks_like_a_mark_is_text(text):
    assert split_mark(text) == ("", 0)


@pytest.mark.parametrize(
    ("text", "is_lone"),
    [("•", True), (" 3. ", True), ("-", True), ("o", True), ("a", False), ("3", False), ("• x", False)],
)
def test_a_mark_alone_on_its_line_is_known(text, is_lone):
    assert is_lone_mark(text) is is_lone


@pytest.mark.parametrize(
    ("mark", "bullet"), [("-", True), ("•", True), ("1.", False), ("(2)", False), ("c)", False), ("", False)]
)
def test_bullets_are_told_from_numbers(mark, bullet):
    assert is_bullet(mark) is bullet
