"""Words without a blank give way: they are broken or cut off at the end, and never widen a window."""

from __future__ import annotations

import pytest

from nemndsekr.ui.kit.forms import Field
from nemndsekr.ui.kit.labels import Label, elided_link
from nemndsekr.ui.kit.measures import column, holding
from nemndsekr.ui.kit.panels import PageHead
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.kit.tags import StateTag

LONG = "x" * 300
NARROW = 420


def head() -> PageHead:
    made = PageHead(LONG, [LONG, "Nämnd"])
    made.set_facts([LONG, "Nämnd"], due=LONG, remarks=[LONG])
    return made


def field() -> Field:
    made = Field("Diarienummer", Label("x"))
    made.set_message(f"{LONG} står redan på «{LONG}».")
    made.set_caption(LONG)
    return made


@pytest.mark.parametrize(
    "make",
    [head, field, lambda: Label(LONG, wrap=True), lambda: elided_link(LONG), lambda: StateTag(State.DUE, LONG)],
    ids=["head", "field", "label", "link", "tag"],
)
def test_a_word_of_300_letters_widens_nothing(show, make):
    holder = holding(column(make(), None))
    show(holder, 300, 400)
    assert holder.minimumSizeHint().width() <= NARROW


def test_a_wrapped_label_gives_its_words_back_as_they_were(show):
    label = Label(LONG, wrap=True)
    assert label.text() == LONG
    label.setText(f"Se {LONG}.")
    assert label.text() == f"Se {LONG}."


def test_a_link_that_is_cut_off_begins_as_written_and_is_told_whole(qtbot, show):
    link = elided_link(f"rekommendation 1: delar inte – {LONG}")
    show(holding(column(link, None)), 300, 100)
    qtbot.waitUntil(lambda: link.toolTip() == link.text())
    assert link.accessibleName() == link.text()
    assert link.width() <= 300
