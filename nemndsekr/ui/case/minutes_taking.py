"""Taking pasted minutes into a decision: ask for their text, write what was chosen of it, and say what is left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.take_minutes import take_minutes
from nemndsekr.records.case_file import CaseFile
from nemndsekr.rules.decision_places import DecisionPlace, lacking
from nemndsekr.store.database import Store
from nemndsekr.store.queries import load_case
from nemndsekr.ui.case.minutes_dialog import MinutesDialog
from nemndsekr.ui.desk import Desk


def ask_for_minutes(file: CaseFile, parent: QWidget, taken: Callable[[MinutesDialog], None], pasted: str = "") -> None:
    """Ask for the text of the minutes, or show the one that was ``pasted``; ``taken`` hears when it is to be used."""
    dialog = MinutesDialog(file, parent)
    if pasted:
        dialog.editor.setPlainText(pasted)
    dialog.accepted.connect(lambda: taken(dialog))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def take_in(
    desk: Desk, case_id: int, place: DecisionPlace, minutes: MinutesDialog, told: Callable[[str], None]
) -> None:
    """Fill in a place's decision from what was chosen in the dialog; ``told`` gets the words for the message bar."""
    facts, text, words = minutes.facts(), minutes.words(), list[str]()

    def take(store: Store, who: str, now: datetime) -> Changes:
        changes = take_minutes(store, case_id, place, facts, text, who, now)
        words.append(_taken_words(load_case(store, case_id), place))
        return changes

    desk.act(take, lambda _: told(words[0]))


def _taken_words(file: CaseFile, place: DecisionPlace) -> str:
    """What is said when minutes were taken in: what is left before the decision can be registered."""
    decision = next(one for one in file.decisions if one.id == place.decision_id or one.uid == place.new_uid)
    lacks = len(lacking(file, decision))
    if not lacks:
        return "Beslutet är ifyllt ur protokollet. Se igenom det och registrera det sedan."
    what = "ett utfall" if lacks == 1 else f"{lacks} utfall"
    return f"Beslutet är ifyllt ur protokollet, men {what} saknas. Ctrl+Enter går till det första."
