"""Mending: what the links under something amiss do in the plan - move, let stand, another justering, another chain."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from nemndsekr.rules.planning.conflicts import Conflict, Remedy, RemedyKind
from nemndsekr.support.days import weekday_short
from nemndsekr.ui.page import Page
from nemndsekr.ui.planning.conflict_list import CHAIN_REMEDIES

if TYPE_CHECKING:
    from nemndsekr.operations.changes import Changes
    from nemndsekr.store.database import Store

Operation = Callable[["Store", str, datetime], "Changes"]


class Mending:
    """``move`` moves a meeting as its keys would, ``add`` asks for a new one of a body by a day."""

    def __init__(self, page: Page, move: Callable[[int, date], object], add: Callable[[int, date], object]) -> None:
        self._page, self._move, self._add = page, move, add

    def mend(self, conflict: Conflict, remedy: Remedy) -> None:
        """Do what a link says."""
        meeting = remedy.meeting or conflict.meeting
        case_id = remedy.case_id or conflict.case_id
        if remedy.kind in CHAIN_REMEDIES and case_id:
            from nemndsekr.ui.case.chain_opening import open_chain

            open_chain(self._page.desk, self._page, case_id, self._say, remedy.kind)
        elif meeting is None:
            return
        elif remedy.kind == RemedyKind.extra_meeting:
            self._add(meeting.body_id, remedy.day or meeting.day)
        elif meeting.id is not None and remedy.kind == RemedyKind.move and remedy.day is not None:
            self._move(meeting.id, remedy.day)
        elif meeting.id is not None:
            operation, words = _operation(meeting.id, conflict, remedy)
            self._page.desk.act(operation, lambda _: self._say(words))

    def tell_again(self, meeting_id: int) -> None:
        """Tell again what was let be at a meeting."""
        from nemndsekr.operations.meetings import tell_remarks_again

        self._page.desk.act(lambda store, who, now: tell_remarks_again(store, meeting_id, who, now))

    def _say(self, words: str) -> None:
        self._page.note.emit("ok", words, ("Ångra", None))


def _operation(meeting_id: int, conflict: Conflict, remedy: Remedy) -> tuple[Operation, str]:
    """What is done in one step, and what is said of it."""
    from nemndsekr.operations import meetings

    if remedy.kind == RemedyKind.change_justering and remedy.day is not None:
        values = {"justering_on": remedy.day}
        return (
            lambda store, who, now: meetings.change_meeting(store, meeting_id, values, who, now),
            f"Justeringen är planerad till {weekday_short(remedy.day)}.",
        )
    if remedy.kind == RemedyKind.remove:
        return (
            lambda store, who, now: meetings.remove_meeting(store, meeting_id, who, now),
            "Sammanträdet är borttaget.",
        )
    key = conflict.key
    return (
        lambda store, who, now: meetings.keep_remark(store, meeting_id, key, who, now),
        f"Påpekandet låts stå: {conflict.fact}",
    )
