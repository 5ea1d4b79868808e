"""What the form of a decision has done in the database: fields written, a decision taken away or registered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.decide import (
    NothingToRegisterError,
    decide_all,
    decide_as_proposed,
    dispatch_to_all,
    register_decision,
    remove_decision,
    write_decision,
)
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Outcome
from nemndsekr.rules.decision_places import DecisionPlace, unwritten_decision
from nemndsekr.store.database import Store
from nemndsekr.store.queries import load_case
from nemndsekr.ui.case.anslag_dialog import AnslagDialog
from nemndsekr.ui.case.binding import Write
from nemndsekr.ui.desk import Desk


def decision_writer(case_id: int, name: str, place: DecisionPlace) -> Write:
    """What writes one field of a place's decision; the decision is made with the first of them."""

    def write(store: Store, who: str, now: datetime, value: Any, visit: str) -> Changes:
        return write_decision(store, case_id, place, {name: value}, who, now, visit=visit)

    def write_all(store: Store, who: str, now: datetime, value: Outcome | None, visit: str) -> Changes:
        return decide_all(store, case_id, place, value, who, now, visit=visit)

    def dispatch(store: Store, who: str, now: datetime, value: date | None, visit: str) -> Changes:
        return dispatch_to_all(store, case_id, place, value, who, now, visit=visit)

    own: dict[str, Write] = {"outcome": write_all, "dispatched_on": dispatch}
    return own.get(name, write)


def decide_all_as_proposed(desk: Desk, case_id: int, place: DecisionPlace) -> None:
    """Give everything the outcome that is proposed for it."""
    desk.act(lambda store, who, now: decide_as_proposed(store, case_id, place, who, now))


def say_appealable(desk: Desk, case_id: int, place: DecisionPlace, can: bool) -> None:  # noqa: FBT001 - a field's value
    """Keep whether one may appeal against a place's decision."""
    desk.act(lambda store, who, now: write_decision(store, case_id, place, {"appealable": can}, who, now))


def take_decision_away(desk: Desk, decision_id: int, told: Callable[[str], None]) -> None:
    """Take a decision away; ``told`` gets the words for the message bar."""
    desk.act(
        lambda store, who, now: remove_decision(store, decision_id, who, now),
        lambda _: told("Beslutet är borttaget."),
    )


def register(desk: Desk, case_id: int, decision_id: int, registered: Callable[[str], None]) -> None:
    """Do what follows of a decision; ``registered`` gets the words that say what it was."""
    words = list[str]()

    def act(store: Store, who: str, now: datetime) -> Changes | None:
        try:
            told, changes = register_decision(store, case_id, decision_id, who, now)
        except NothingToRegisterError:
            return None  # the key was pressed twice: what it led to stands in the message already
        words.append(told)
        return changes

    desk.act(act, lambda _: registered(words[0]))


def show_notice(
    desk: Desk, case_id: int, place: DecisionPlace, parent: QWidget, appeal_said: Callable[[bool], None]
) -> None:
    """Show the text of the anslag, made of what is stored of a place's decision; told there whether one may appeal."""

    def show(file: CaseFile) -> None:
        mine = (one for one in file.decisions if one.id == place.decision_id or one.uid == place.new_uid)
        decision = next(mine, None) or unwritten_decision(file, place)
        dialog = AnslagDialog(desk, file, decision, parent=parent)
        dialog.appeal_said.connect(appeal_said)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    desk.ask(lambda store: load_case(store, case_id), show)
