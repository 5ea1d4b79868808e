"""What is told to have changed from one text to the next, paragraph by paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.rules.changes_told import ToldChange, told_changes

LINES = st.lists(st.text(alphabet="ab å", min_size=1, max_size=12).map(str.strip).filter(bool), max_size=8)


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("Ett.\n\nTvå.", "Ett.\n\nTvå.", []),
        ("1. Första saken.\n2. Tredje saken.", "1. Första saken.\n2. Andra nya ordet.\n3. Tredje saken.",
         [ToldChange("", "", "Andra nya ordet.")]),
        ("Bakgrund\n\nEn text om bussar i norr.", "Bakgrund\n\nEn text om bussar i söder.",
         [ToldChange("Bakgrund", "En text om bussar i norr.", "En text om bussar i söder.")]),
        ("Bakgrund\n\nKvar.\n\nBort med detta.", "Bakgrund\n\nKvar.",
         [ToldChange("Bakgrund", "Bort med detta.", "")]),
        ("Text  med   luft.", "Text med luft.", []),
    ],
)  # fmt: skip
def test_paragraphs_are_told_by_heading(old, new, changes):
    assert told_changes(old, new, {"Bakgrund"}) == changes


@given(LINES, LINES)
def test_every_line_that_is_told_stands_in_its_text_and_like_texts_have_no_changes(old, new):
    before, after = "\n".join(old), "\n".join(new)
    changes = told_changes(before, after, ())
    plain = [[" ".join(line.split()) for line in lines] for lines in (old, new)]

    assert all(not one.old or one.old in plain[0] for one in changes)
    assert all(not one.new or one.new in plain[1] for one in changes)
    assert bool(changes) == (plain[0] != plain[1])
