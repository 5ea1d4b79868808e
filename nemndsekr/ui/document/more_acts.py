"""MORE_ACTS: what else can be done with the document that is shown, one line for each, in the menu «Mer»."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from nemndsekr.ui.document import other_ways
from nemndsekr.ui.document.changes_dialog import show_changes
from nemndsekr.ui.document.publishing import publish
from nemndsekr.ui.document.secrecy_dialog import ask_secrecy, save_divider
from nemndsekr.ui.document.word_return_act import read_word_back
from nemndsekr.ui.kit.labels import button

if TYPE_CHECKING:
    from nemndsekr.ui.document_page import DocumentPage


class MoreAct(NamedTuple):
    """One line of the menu: its words, with the letter to press, and what it does on the page.

    ``is_on`` tells of one that is turned on and off whether it is on.
    """

    text: str
    act: Callable[[DocumentPage], object]
    is_on: Callable[[DocumentPage], bool] | None = None


_VERSIONS: Final = (
    MoreAct("&Lås version …", lambda page: page.begin_lock()),
    MoreAct("&Jämför versioner …", lambda page: page.compare_versions()),
    MoreAct("Vad har &ändrats sedan kallelsen …", show_changes),
    MoreAct("Läs &in ändrad Wordfil …", read_word_back),
)
_WAYS_OUT: Final = (
    MoreAct("&Kopiera för Word", other_ways.copy_for_word),
    MoreAct("Spara som &webbsida …", other_ways.save_as_html),
    MoreAct("Spara som &text …", other_ways.save_as_text),
    MoreAct("&Publiceringsversion …", publish),
    MoreAct("&Ordförandens exemplar", lambda page: page.toggle_chair_copy(), lambda page: page.is_chair_copy),
)
_FORM: Final = (
    MoreAct("&Sekretess …", ask_secrecy),
    MoreAct("Skilje&blad …", save_divider),
    MoreAct("Ä&ndra mallen …", lambda page: page.change_template()),
    MoreAct("Word&mallar …", other_ways.show_word_forms),
)
_GROUPS: Final = (_VERSIONS, _WAYS_OUT, _FORM)
MORE_ACTS: Final = tuple(act for group in _GROUPS for act in group)


def more_button(page: DocumentPage) -> QPushButton:
    """The button that opens the menu."""
    made = button("Mer")
    menu = QMenu(made)
    for number, group in enumerate(_GROUPS):
        if number:
            menu.addSeparator()
        for line in group:
            action = menu.addAction(line.text)
            action.triggered.connect(partial(_do, line.act, page))
            if line.is_on is not None:
                action.setCheckable(True)
                menu.aboutToShow.connect(partial(_tick, action, line.is_on, page))
    made.setMenu(menu)
    return made


def _tick(action: QAction, is_on: Callable[[DocumentPage], bool], page: DocumentPage) -> None:
    action.setChecked(is_on(page))


def _do(act: Callable[[DocumentPage], object], page: DocumentPage, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a Qt slot
    act(page)
