"""Block text: kept and found again exactly; plain text by one function; every slug has a word."""

from __future__ import annotations

import inspect
import json
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.records import choices
from nemndsekr.records.block_text import (
    BlockText,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Run,
    TableBlock,
    dump,
    from_paragraphs,
    load,
    plain_text,
)

runs = st.lists(
    st.builds(Run, st.text(), st.booleans(), st.booleans(), st.sampled_from(["", "uid-1"])), max_size=3
).map(tuple)
cells = st.lists(runs, min_size=1, max_size=3).map(tuple)
blocks = st.one_of(
    st.builds(Heading, runs, st.sampled_from([1, 2])),
    st.builds(Paragraph, runs),
    st.builds(ListBlock, st.lists(st.builds(ListItem, runs, st.integers(0, 2)), max_size=3).map(tuple), st.booleans()),
    st.builds(TableBlock, st.lists(cells, max_size=3).map(tuple), cells, st.text(), st.booleans()),
)


@given(st.lists(blocks, max_size=5).map(lambda found: BlockText(tuple(found))))
def test_any_text_comes_back_as_it_was_kept(text):
    assert load(dump(text)) == text


def test_plain_text_keeps_paragraphs_lists_and_tables():
    text = BlockText(
        (
            Heading((Run("Rutiner"),)),
            Paragraph((Run("Enligt "), Run("planen", italic=True), Run("."))),
            ListBlock((ListItem((Run("ett"),)), ListItem((Run("två"),), 1)), ordered=False),
            TableBlock((((Run("a"),), (Run("1"),)),), ((Run("Skola"),), (Run("Antal"),)), "Tabell 1"),
        )
    )

    assert plain_text(text) == "Rutiner\n\nEnligt planen.\n\n- ett\n  - två\n\nTabell 1\nSkola\tAntal\na\t1"


@pytest.mark.parametrize(
    ("blocks", "written"),
    [
        pytest.param((), False, id="nothing"),
        pytest.param((Paragraph((Run("  "),)), Paragraph(())), False, id="paragraphs of blanks"),
        pytest.param((Heading((Run("\u00a0"),)),), False, id="a heading of a blank that does not break"),
        pytest.param((ListBlock((ListItem((Run(" "),)),)),), False, id="a list of blanks"),
        pytest.param((Paragraph((Run(" "),)), Paragraph((Run("Ja."),))), True, id="words after blanks"),
        pytest.param((Paragraph((Run("", ref="x"),)),), True, id="a reference"),
        pytest.param((TableBlock((((Run(""),),),)),), True, id="the lines of an empty table"),
    ],
)
def test_blanks_are_no_text(blocks, written):
    assert bool(BlockText(blocks)) == written


def test_empty_paragraphs_are_left_out():
    assert plain_text(from_paragraphs(["Ett", " ", "Två"])) == "Ett\n\nTvå"
    assert not from_paragraphs([""])


@pytest.mark.parametrize("stored", ['{"v": 2, "blocks": []}', "[]", '{"blocks": []}'])
def test_a_newer_schema_is_refused(stored):
    with pytest.raises(ValueError, match="unknown schema"):
        load(stored)


def test_the_schema_number_is_kept_with_every_text():
    assert json.loads(dump(from_paragraphs(["Ett"])))["v"] == 1


def test_every_slug_has_a_swedish_word():
    kinds = [
        kind
        for _, kind in inspect.getmembers(choices, inspect.isclass)
        if issubclass(kind, StrEnum) and kind is not StrEnum
    ]

    assert len(kinds) > 15
    for kind in kinds:
        for member in kind:
            assert choices.label(member)
            assert member.value.isascii()
