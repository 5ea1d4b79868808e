"""The outline's own words: cleaned text, list marks, and the shape of tables."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.documents.outline import (
    ItemList,
    ListItem,
    Paragraph,
    Table,
    clean_text,
    leads_on,
    list_labels,
    outline_text,
)
from nemndsekr.documents.table_shape import all_rows, column_widths, figure_columns
from tests.documents_out.outlines import everything, items, words
from tests.documents_out.snapshot import assert_same_as_snapshot


def test_a_word_too_long_for_the_page_does_not_cut_the_short_ones():
    widths = column_widths(Table((row("Område", "a" * 200, "1\u00a0200\u00a0000\u00a0kr"),)), 100, len, 2)

    assert widths == pytest.approx([8, 78, 14])


def test_columns_with_as_much_text_are_as_wide_although_one_has_a_longer_word():
    first, second = column_widths(Table((row("trafiksäkerhetsbedömning " + "ord " * 30, "ord " * 36),)), 100, len, 2)

    assert first == pytest.approx(second)


def test_times_and_names_stay_on_one_line_beside_long_texts():
    table = Table((row("ord " * 40, "ord " * 40, "juni 2026", "Kim Ek"),))

    assert column_widths(table, 100, len, 2)[2:] == [11, 8]


@given(
    st.lists(st.lists(st.text("abc ", max_size=60), min_size=1, max_size=5), min_size=1, max_size=4),
    st.integers(20, 200),
)
def test_the_columns_never_take_more_than_the_width(rows, width):
    table = Table(tuple(row(*cells) for cells in rows))

    widths = column_widths(table, width, len, 2)

    assert sum(widths) <= width + 1e-6
    assert all(one > 0 for one in widths)


def test_the_text_of_an_outline_is_plain_and_in_order():
    assert_same_as_snapshot("everything", outline_text(everything()))


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        pytest.param("a\u030angrar", "ångrar", id="a loose ring joins its letter"),
        pytest.param("be\u00adslut", "beslut", id="a soft hyphen is not seen"),
        pytest.param("rad ett\x0brad två", "rad ett\nrad två", id="Word's line break"),
        pytest.param("ett\r\ntvå\rtre", "ett\ntvå\ntre", id="line ends of other systems"),
        pytest.param("§\u202f53", "§\u00a053", id="a narrow space that must not break"),
        pytest.param("a\tb", "a b", id="a tab"),
        pytest.param("\uf0b7 ett \uf0fc", "• ett ✓", id="signs of Word's symbol fonts"),
        pytest.param("\ufeffA\x00\ud800", "A", id="what is no text at all"),
    ],
)
def test_text_is_cleaned(text, clean):
    assert clean_text(text) == clean


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    assert clean_text(clean_text(text)) == clean_text(text)


def test_each_level_of_a_list_has_its_own_count():
    numbered = items(*"abcdefgh", ordered=True, levels=(0, 1, 1, 2, 1, 0, 1, 2))

    assert list_labels(numbered) == ["1.", "a)", "b)", "i)", "c)", "2.", "a)", "i)"]
    assert list_labels(items(*"abc", levels=(0, 1, 2))) == ["•", "–", "·"]


def test_letters_and_roman_numbers_count_as_word_counts():
    many = ItemList(tuple(ListItem(words("x"), level) for level in (0, *[1] * 28)), ordered=True)
    romans = ItemList(tuple(ListItem(words("x"), level) for level in (0, 1, *[2] * 14)), ordered=True)

    assert list_labels(many)[26:] == ["z)", "aa)", "bb)"]
    assert list_labels(romans)[2:] == [
        "i)", "ii)", "iii)", "iv)", "v)", "vi)", "vii)", "viii)", "ix)", "x)", "xi)", "xii)", "xiii)", "xiv)",
    ]  # fmt: skip


def row(*texts: str) -> tuple[tuple, ...]:
    return tuple(words(text) for text in texts)


def test_short_rows_are_filled_out():
    assert [len(cells) for cells in all_rows(Table((row("a"), row("a", "b", "c")), row("x", "y")))] == [3, 3, 3]


def test_columns_of_figures_are_found():
    table = Table(
        (row("2023", "1 204", "12,5 %", "12 st"), row("2024", "–", "", "3")), row("År", "Resor", "Andel", "Antal")
    )

    assert figure_columns(table) == [False, True, True, False]


def test_a_column_has_room_for_its_longest_word():
    table = Table((row("Rad 1", "ord " * 80),), row("Anmärkningar", "Text"))

    narrow, wide = column_widths(table, 100, len, 2)

    assert narrow >= len("Anmärkningar") + 2
    assert narrow + wide == pytest.approx(100)


def test_a_small_table_stays_narrow_and_one_that_is_too_wide_gives_way():
    assert sum(column_widths(Table((row("a", "b"),)), 100, len, 2)) == 6
    assert sum(column_widths(Table((row("a" * 90, "b" * 90),)), 100, len, 2)) == pytest.approx(100)


def test_the_heavy_libraries_are_loaded_with_the_first_document_only():
    """The first window is painted before reportlab and python-docx are loaded."""
    code = (
        "import sys; import nemndsekr.documents.document_types, nemndsekr.documents.formats;"
        "assert not {'reportlab', 'docx'} & set(sys.modules)"
    )

    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_quotation_in_several_paragraphs_may_be_parted_but_its_last_one_leads_on():
    first, last = Paragraph(words("Vägen är farlig."), "quote"), Paragraph(words("Jag föreslår att:"), "quote")

    assert not leads_on(first, last)
    assert leads_on(last, Paragraph(words("Nämnden instämmer.")))
    assert leads_on(Paragraph(words("Vi svarar så här:")), last)
