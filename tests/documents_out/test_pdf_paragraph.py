"""Where a paragraph's lines end, and what is drawn of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.documents.font_families import STANDARD
from nemndsekr.documents.outline import Run
from nemndsekr.documents.pdf_fonts import text_width
from nemndsekr.documents.pdf_paragraph import TaggedParagraph, TextStyle
from nemndsekr.documents.pdf_tags import Tag
from tests.documents_out.outlines import LONG

STYLE = TextStyle(STANDARD, 10, 15)


def paragraph(*runs: Run | str, style: TextStyle = STYLE, label: str = "") -> TaggedParagraph:
    made = [run if isinstance(run, Run) else Run(run) for run in runs]
    return TaggedParagraph(made, style, Tag("P"), label=label)


def lines(of: TaggedParagraph, width: float) -> list[str]:
    of.wrap(width, 1000)
    return ["".join(part.text for part in line.parts) for line in of.lines]


def wide(text: str) -> float:
    return text_width(text, STANDARD.regular) / 100


def test_as_many_words_as_have_room_stand_on_a_line():
    assert lines(paragraph("nu nu nu"), wide("nu nu")) == ["nu nu", "nu"]
    assert lines(paragraph("nu nu nu"), wide("nu nu") - 0.1) == ["nu", "nu", "nu"]


def test_spaces_are_one_and_a_line_end_of_the_text_is_kept():
    assert lines(paragraph("  ett   två\ntre\n\nfyra\n"), 500) == ["ett två", "tre", "", "fyra"]


def test_a_no_break_space_keeps_its_words_on_one_line():
    assert lines(paragraph("ett två\u00a0tre"), wide("två\u00a0tre")) == ["ett", "två\u00a0tre"]


def test_a_word_in_two_styles_is_not_parted():
    assert lines(paragraph("ett ", Run("två", bold=True), "tre fyra"), wide("ett två tr")) == ["ett", "tvåtre", "fyra"]


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("abcdefghij", ["abcde", "fghij"]),
        ("abc/defghi", ["abc/", "defgh", "i"]),
        ("a-bcdefghi", ["a-bcd", "efghi"]),
    ],
)
def test_a_word_wider_than_the_line_is_cut_best_after_a_slash_or_hyphen(word: str, told: list[str]):
    room = max(map(wide, (word[at : at + 5] for at in range(6))))

    assert lines(paragraph(word), room) == told


def test_the_cut_of_a_word_is_no_end_of_a_word():
    cut = paragraph("ja abcdefghijklmnop nej")
    cut.wrap(wide("abcdefgh"), 1000)

    assert [line.ends_word for line in cut.lines] == [True, False, True] or not cut.lines[1].ends_word
    assert cut.lines[-1].ends_word


@given(st.lists(st.text("abcåäö-/", min_size=1, max_size=30), min_size=1, max_size=30), st.integers(20, 200))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(words: list[str], room: int):
    made = paragraph(" ".join(words))
    shown = lines(made, room)

    joined = "".join(text + (" " if line.ends_word else "") for text, line in zip(shown, made.lines, strict=True))
    assert joined.split() == words
    assert all(line.width <= room + 0.02 for line in made.lines)


@pytest.mark.parametrize(("room", "parts"), [(1, [5]), (2, [2, 3]), (4, [3, 2]), (5, [5]), (9, [5])])
def test_a_paragraph_is_parted_with_two_lines_on_either_page(room: int, parts: list[int]):
    made = paragraph("\n".join("abcde"))
    made.wrap(100, 1000)

    assert [len(part.lines) for part in made.split(100, room * 15) or [made]] == parts  # type: ignore[attr-defined]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_three_lines_stay_together(count: int):
    made = paragraph("\n".join("abc"[:count]))
    made.wrap(100, 1000)

    assert made.split(100, (count - 1) * 15) == []


def test_only_the_first_part_has_the_label_and_the_bookmark():
    made = paragraph(LONG, label="1.")
    made.bookmark = ("h1", "Rubrik", 0)
    made.wrap(100, 1000)
    first, second = made.split(100, 60)

    assert isinstance(first, TaggedParagraph)
    assert isinstance(second, TaggedParagraph)
    assert (first.label, second.label) == ("1.", "")
    assert (first.bookmark, second.bookmark) == (("h1", "Rubrik", 0), None)


def test_a_label_wider_than_its_room_pushes_the_first_line():
    style = TextStyle(STANDARD, 10, 15, indent=18)
    narrow, pushed = (paragraph("ord " * 30, style=style, label=label) for label in ("1.", "viii)xx)"))

    assert lines(narrow, 150)[0] == lines(narrow, 150)[1]
    assert len(lines(pushed, 150)[0]) < len(lines(pushed, 150)[1])
