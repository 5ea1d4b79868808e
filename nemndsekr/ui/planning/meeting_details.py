"""MeetingDetails: the meeting that one stands on, what is amiss with it with the ways to mend it, and its cases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nemndsekr.rules.planning.conflicts import accepted_keys
from nemndsekr.rules.planning.moves import PlannedCase
from nemndsekr.rules.planning.week_grid import GridMeeting, cases_told
from nemndsekr.support.days import day_reading, weekday_short
from nemndsekr.ui.kit.labels import Label, elided_link, link_button
from nemndsekr.ui.kit.measures import column, holding, row, set_variant
from nemndsekr.ui.planning.conflict_list import ConflictList

_SHOWN: Final = 6
NONE_CHOSEN: Final = "Välj ett sammanträde med piltangenterna eller musen."


class MeetingDetails(QWidget):
    """What is known of a meeting; ``opened`` gives the case whose link was pressed."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.title = Label(NONE_CHOSEN, "strong", wrap=True)
        self.facts = Label("", "body", "muted", wrap=True)
        self.edit_button = link_button("Ändra …")
        self.edit_button.setAccessibleName("Ändra sammanträdet")
        self.edit_button.setToolTip("Ändra sammanträdet (Enter eller F2)")
        self.agenda_button = link_button("Föredragningslista …")
        self.amiss = ConflictList()
        self.links = [elided_link("Ärende") for _ in range(_SHOWN)]
        self.more = Label("", "caption", "muted")
        self._cases: list[int] = []
        for link in self.links:
            set_variant(link, "flush")
        told = holding(column(self.title, self.facts, gap=2))
        head = row((told, 1), holding(column(self.edit_button, None)), gap=8)
        agenda = row(self.agenda_button, None)
        self.setLayout(column(head, agenda, self.amiss, *self.links, self.more, None, gap=2))
        for number, link in enumerate(self.links):
            link.clicked.connect(lambda _=False, number=number: self.opened.emit(self._cases[number]))
        self.show_meeting(None, ())

    def show_meeting(self, meeting: GridMeeting | None, cases: Sequence[PlannedCase], stop_note: str = "") -> None:
        """Show a meeting and its cases, or how to choose one."""
        self.title.setText(f"{meeting.body} {day_reading(meeting.meeting.day)}" if meeting else NONE_CHOSEN)
        self.facts.setText(_facts(meeting, stop_note) if meeting else "")
        self.facts.setVisible(meeting is not None)
        self.edit_button.setVisible(meeting is not None and not meeting.is_provisional)
        self.agenda_button.setVisible(meeting is not None and not meeting.is_provisional)
        self.amiss.show_conflicts(meeting.remarks if meeting else (), _kept(meeting) if meeting else 0)
        self._cases = [case.case_id for case in cases[:_SHOWN]]
        for number, link in enumerate(self.links):
            link.setVisible(number < len(self._cases))
            if number < len(self._cases):
                link.setText(" ".join(filter(None, (cases[number].dnr, cases[number].title))))
        left = len(cases) - len(self._cases)
        self.more.setText(f"och {cases_told(left)} till" if left > 0 else "")
        self.more.setVisible(left > 0)

    def first_link(self) -> QWidget | None:
        """The first case, else the first way to mend what is amiss; None where there is neither."""
        return self.links[0] if self._cases else next(iter(self.amiss.buttons), None)


def _kept(meeting: GridMeeting) -> int:
    """How many of what was let be still hold: those of the day that the meeting has."""
    day = meeting.meeting.day.isoformat()
    return sum(day in key for key in accepted_keys(meeting.meeting.accepted))


def _facts(meeting: GridMeeting, stop_note: str) -> str:
    one = meeting.meeting
    state = meeting.state
    if one.moved_from is not None:
        state = f"{state} från {weekday_short(one.moved_from)}"
    clock = ""
    if one.starts_at is not None:
        clock = f"{one.starts_at:%H.%M}" + (f"–{one.ends_at:%H.%M}" if one.ends_at else "")
    words = (
        clock,
        one.place,
        state,
        cases_told(one.cases),
        f"stoppdag {weekday_short(meeting.stop)}{f' ({stop_note})' if stop_note else ''}" if meeting.stop else "",
        f"justering {weekday_short(one.justering_on)}" if one.justering_on else "",
        one.note,
    )
    return " · ".join(filter(None, words))
