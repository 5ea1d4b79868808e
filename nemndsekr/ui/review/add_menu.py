"""AddMenu: what words marked in the source can become - a recommendation, a question, a day, a number."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtWidgets import QMenu, QWidget

# The kind of thing, its words with an access key, and whether it is a list of the draft or a fact of the case.
_LISTS: Final = (
    ("recommendations", "&Rekommendation"),
    ("audit_questions", "Revisions&fråga"),
    ("attsatser", "&Att-sats"),
    ("decision_points", "&Beslutspunkt"),
)
_FACTS: Final = (
    ("title", "R&ubrik"),
    ("reply_due", "&Svarsdag"),
    ("followup_due", "Dag för &uppföljande yttrande"),
    ("dnr", "&Diarienummer"),
    ("counterpart_dnr", "Rev&isorernas diarienummer"),
    ("report_no", "Ra&pportnummer"),
    ("auditor", "A&vsändare"),
    ("committee", "&Nämnd"),
)


def add_menu(parent: QWidget, to_list: Callable[[str], object], to_fact: Callable[[str], object]) -> QMenu:
    """The menu; each line takes the marked words to a list, or to a field of the form."""
    menu = QMenu(parent)
    for key, words in _LISTS:
        menu.addAction(words, partial(to_list, key))
    menu.addSeparator()
    for key, words in _FACTS:
        menu.addAction(words, partial(to_fact, key))
    return menu
