"""MeetingDialog: put in a meeting, or change one that is there; what is amiss with its day is told while one writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget

from nemndsekr.operations.meeting_plan import PlanDraft, bodies_to_offer, facts_with
from nemndsekr.records.choices import MeetingStatus, label
from nemndsekr.rules.planning.conflicts import Conflict, Remedy, RemedyKind, Severity, meeting_conflicts
from nemndsekr.rules.planning.facts import PlannedMeeting, PlanningFacts
from nemndsekr.rules.planning.justering import justering_amiss, suggested_justering
from nemndsekr.rules.planning.moves import lost_words
from nemndsekr.rules.planning.rhythm import near_days
from nemndsekr.support.days import day_reading, weekday_day
from nemndsekr.ui.kit.day_field import DayField
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.forms import Combo, Field, PairedFields
from nemndsekr.ui.kit.labels import button, caption, link_button, primary_button
from nemndsekr.ui.kit.measures import column, holding, row
from nemndsekr.ui.kit.messages import FieldMessage
from nemndsekr.ui.planning.clock_line import AMISS, ClockLine
from nemndsekr.ui.planning.conflict_list import ConflictList

if TYPE_CHECKING:
    from nemndsekr.operations.changes import Changes
    from nemndsekr.operations.meetings import Hanging
    from nemndsekr.store.database import Store

Operation = Callable[["Store", str, datetime], "Changes"]
_NEW: Final = "ny"
_MOST_TOLD: Final = 3


class MeetingDialog(FittedDialog):
    """A meeting's facts. ``operation`` is what was asked for, once the window is closed with yes."""

    def __init__(
        self,
        facts: PlanningFacts,
        today: date,
        meeting: PlannedMeeting | None = None,
        hanging: Sequence[Hanging] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Nytt sammanträde" if meeting is None else "Sammanträde")
        self._new_bodies = bodies_to_offer(facts)
        self._facts = facts_with(facts, PlanDraft(bodies=self._new_bodies))
        self._today, self._meeting, self._hanging = today, meeting, hanging
        self._own_justering = meeting is not None and meeting.justering_on is None
        self._own_times = False
        self._act: Operation | None = None
        self._asked: QPushButton | None = None
        self._lay_out()
        self._fill()
        self.day.line.textChanged.connect(self._told)
        self.body.currentIndexChanged.connect(self._told)
        self.starts.textChanged.connect(self._told)
        self.ends.textChanged.connect(self._told)
        self.justering.line.textEdited.connect(lambda _: setattr(self, "_own_justering", True))
        self.justering.line.textChanged.connect(self._tell_justering)
        self.amiss.acted.connect(self._mend)
        for line in (self.starts, self.ends, self.place):
            line.textEdited.connect(lambda _: setattr(self, "_own_times", True))
        self._told()
        first = self.body if meeting is None and len(self._facts.bodies) > 1 else self.day.line
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        meeting = self._meeting
        self.body = Combo()
        for body in self._facts.bodies:
            self.body.addItem(body.name, body.id)
        self.body_field = Field("&Instans", self.body)
        self.day = DayField("&Datum", self._today, after=self._today)
        self.starts, self.ends, self.place = ClockLine(), ClockLine(), QLineEdit()
        self.starts_field, self.ends_field = Field("&Börjar", self.starts), Field("&Slutar", self.ends)
        self.place_field = Field("&Plats", self.place)
        self.justering = DayField("Planerad &justering", self._today)
        self.amiss = ConflictList((RemedyKind.move, RemedyKind.change_justering), _MOST_TOLD)
        self.note = QLineEdit()
        self.note_field = Field("A&nteckning", self.note)
        self.extra = QCheckBox("&Extra sammanträde, utöver planen")
        self.extra.setVisible(meeting is None)
        self.status = caption("", wrap=True)
        self.question = FieldMessage()
        self.ok = primary_button("Lägg in" if meeting is None else "Spara")
        self.ok.setDefault(True)
        self.ok.clicked.connect(self._accept)
        self.cancel_button = button("Avbryt")
        self.cancel_button.clicked.connect(self.reject)
        self.acts = self._act_buttons()
        self.fit(
            column(
                self.body_field,
                self.day,
                self.amiss,
                PairedFields(self.starts_field, self.ends_field),
                self.place_field,
                self.justering,
                self.note_field,
                self.extra,
                self.status,
                holding(row(*self.acts.values(), None)),
                None,
                gap=12,
            ),
            column(self.question, row(None, self.cancel_button, self.ok), gap=12),
            width=460,
        )

    def _act_buttons(self) -> dict[str, QPushButton]:
        """What may become of the meeting, by its status: words of each button, in their order."""
        if self._meeting is None:
            return {}
        if self._meeting.status == MeetingStatus.installd:
            wanted = ["Ta &tillbaka", "Ta b&ort"]
        elif self._meeting.status == MeetingStatus.bekraftad:
            wanted = ["Ta &tillbaka bekräftelsen", "St&äll in"]
        else:
            wanted = ["Be&kräfta", "St&äll in", "Ta b&ort"]
        made = {}
        for words in wanted:
            name = words.replace("&", "")
            made[name] = one = link_button(words)
            one.setAutoDefault(False)
            one.clicked.connect(lambda _=False, name=name: self._do(name))
        return made

    def _fill(self) -> None:
        meeting = self._meeting
        if meeting is None:
            decides = max(self._facts.bodies, key=lambda body: body.position, default=None)
            self.body.setCurrentIndex(max(0, self.body.findData(decides.id if decides else 0)))
            self._usual_times()
            self.body.activated.connect(lambda _: self._usual_times())
            return
        self.body.setCurrentIndex(self.body.findData(meeting.body_id))
        self.body.setEnabled(False)
        self.day.set_value(meeting.day)
        self.starts.set_value(meeting.starts_at)
        self.ends.set_value(meeting.ends_at)
        self.place.setText(meeting.place)
        self.justering.set_value(meeting.justering_on)
        self.note.setText(meeting.note)
        moved = f", flyttat från {day_reading(meeting.moved_from)}" if meeting.moved_from else ""
        cases = f"{len(self._hanging)} ärenden eller löften hör hit" if len(self._hanging) > 1 else "1 ärende hör hit"
        self.status.setText(f"Läge: {label(meeting.status).lower()}{moved}." + (f" {cases}." if self._hanging else ""))
        self.day.line.setReadOnly(meeting.status == MeetingStatus.installd)

    def begin_with(self, body_id: int, day: date) -> None:
        """Fill in which body and which day a new meeting is wanted for."""
        self.body.setCurrentIndex(max(0, self.body.findData(body_id)))
        self._usual_times()
        self.day.set_value(day)
        self.starts.setFocus(Qt.FocusReason.OtherFocusReason)

    def _usual_times(self) -> None:
        """A new meeting begins with the clock and place that the body had last; what is written by hand stays."""
        if self._own_times:
            return
        body_id = int(self.body.currentData() or 0)
        last = max(self._facts.of_body(body_id), key=lambda one: one.day, default=None)
        if last is not None:
            self.starts.set_value(last.starts_at)
            self.ends.set_value(last.ends_at)
            self.place.setText(last.place)

    # What is told while one writes

    def shown(self, day: date) -> PlannedMeeting:
        """The meeting as it stands in the window, on a day."""
        former = self._meeting or PlannedMeeting(None, 0, day, uid=_NEW)
        return former._replace(
            body_id=int(self.body.currentData() or 0),
            day=day,
            starts_at=self.starts.value(),
            ends_at=self.ends.value(),
            place=self.place.text().strip(),
            justering_on=self.justering.value(),
            note=self.note.text().strip(),
        )

    def conflicts(self) -> list[Conflict]:
        """What is amiss with the meeting on the day that stands in the field."""
        day = self.day.value()
        if day is None:
            return []
        mine = self.shown(day)._replace(justering_on=None)
        others = tuple(one for one in self._facts.meetings if self._meeting is None or one.id != self._meeting.id)
        facts = replace(self._facts, meetings=tuple(sorted((*others, mine), key=lambda one: one.day)))
        found = meeting_conflicts(near_days(facts, [day]), day)
        order = list(Severity)
        mine_only = (one for one in found if mine in (one.meeting, one.other))
        return sorted(mine_only, key=lambda one: order.index(one.severity))

    def _told(self) -> None:
        day = self.day.value()
        if day is not None and not self._own_justering:
            self.justering.set_value(self._usual_justering(day))
        self.day.set_message("")
        uid = self._meeting.uid if self._meeting is not None else _NEW
        # Another meeting is not moved from here.
        self.amiss.show_conflicts(
            [
                replace(one, remedies=tuple(fix for fix in one.remedies if fix.meeting and fix.meeting.uid == uid))
                for one in self.conflicts()
            ]
        )
        self._tell_justering()

    def _usual_justering(self, day: date) -> date | None:
        """What is proposed for a new meeting; one that is there keeps the distance that it has."""
        meeting = self._meeting
        if meeting is None:
            return suggested_justering(day, self._facts.closed_days)
        return meeting.justering_on + (day - meeting.day) if meeting.justering_on is not None else None

    def _mend(self, conflict: Conflict, remedy: Remedy) -> None:
        del conflict
        if remedy.kind == RemedyKind.change_justering:
            self.justering.set_value(remedy.day)
            self.justering.line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.day.set_value(remedy.day)
            self.day.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _taken(self, day: date) -> str:
        """Why the meeting cannot be on a day: its body has another then; empty where it can."""
        wanted, former = self.shown(day), self._meeting
        same = [
            one for one in self._facts.of_body(wanted.body_id)
            if one.day == day and (former is None or one.id != former.id)
        ]  # fmt: skip
        if former is None:
            same = [one for one in same if one.starts_at == wanted.starts_at]
        elif day == former.day:
            same = []
        body = self.body.currentText()
        return f"{body} har redan ett sammanträde {weekday_day(day)}. Välj en annan dag." if same else ""

    def _tell_justering(self) -> None:
        day, planned = self.day.value(), self.justering.value()
        amiss = justering_amiss(day, planned, self._facts.closed_days) if day is not None else None
        self.justering.set_message(f"{amiss.words[:1].upper()}{amiss.words[1:]}" if amiss is not None else "")

    # What is done

    def operation(self) -> Operation | None:
        """What the person asked for."""
        return self._act

    def _accept(self) -> None:
        day = self.day.value()
        self.starts_field.set_message("" if self.starts.is_understood() else AMISS)
        self.ends_field.set_message("" if self.ends.is_understood() else AMISS)
        if day is None:
            if self.day.is_understood():
                self.day.set_message("Skriv vilken dag sammanträdet är.")
                self.day.line.setFocus()
            else:
                self.day.tell_amiss()
        elif taken := self._taken(day):
            self.day.set_message(taken)
            self.day.line.setFocus()
        elif not self.starts.is_understood():
            self.starts.setFocus()
        elif not self.ends.is_understood():
            self.ends.setFocus()
        elif self.starts.value() and self.ends.value() and self.ends.value() <= self.starts.value():  # type: ignore[operator]
            self.ends_field.set_message("Slutar innan det börjar.")
            self.ends.setFocus()
        elif not self.justering.is_understood():
            self.justering.tell_amiss()
        else:
            self._act = self._saving(self.shown(day))
            self.accept()

    def _saving(self, wanted: PlannedMeeting) -> Operation:
        namnd_id, former, extra = self._facts.namnd_id, self._meeting, self.extra.isChecked()
        bodies = self._new_bodies

        def add(store: Store, who: str, now: datetime) -> Changes:
            from nemndsekr.operations.meetings import NewMeeting, add_meeting, add_meetings

            status = MeetingStatus.extra if extra else MeetingStatus.planerad
            new = NewMeeting(
                wanted.body_id, wanted.day, wanted.starts_at, wanted.ends_at, wanted.place, wanted.note,
                wanted.justering_on, status,
            )  # fmt: skip
            if bodies:
                return add_meetings(store, namnd_id, [new], who, now, bodies=bodies, name="lade till sammanträde")
            return add_meeting(store, namnd_id, new, who, now)

        def change(store: Store, who: str, now: datetime) -> Changes:
            from nemndsekr.operations.meetings import change_meeting
            from nemndsekr.operations.move_meeting import move_meetings

            meeting_id = wanted.id or 0
            visit = f"sammanträde {meeting_id} {now.isoformat()}"
            changes = None
            if former is not None and wanted.day != former.day:
                changes = move_meetings(store, {meeting_id: wanted.day}, who, now, visit=visit)
            names = ("starts_at", "ends_at", "place", "note", "justering_on")
            # A justering that was let alone keeps its distance to the meeting, as the move leaves it.
            values = {name: getattr(wanted, name) for name in names if getattr(wanted, name) != getattr(former, name)}
            if values or changes is None:
                later = change_meeting(store, meeting_id, values, who, now, visit=visit)
                changes = (
                    later
                    if changes is None
                    else replace(changes, tables=changes.tables | later.tables, cases=changes.cases | later.cases)
                )
            return changes

        return add if former is None else change

    def _do(self, name: str) -> None:
        """Do what one of the links says; calling off and taking away is asked about once, with what hangs on it."""
        pressed = self.acts[name]
        asks = name in ("Ställ in", "Ta bort") and self._asked is not pressed
        if asks:
            self._asked = pressed
            told = _told_hanging(self._hanging) if name == "Ställ in" else ""
            if name == "Ställ in" and self._meeting is not None and (lost := lost_words(self._facts, self._meeting)):
                told = f"{told}{lost} "
            self.question.set_message(f"{told}Tryck {name} en gång till om sammanträdet ska {_WILL[name]}.".strip())
            return
        self._act = _acting(name, (self._meeting.id or 0) if self._meeting is not None else 0)
        self.accept()


_WILL: Final = {"Ställ in": "ställas in", "Ta bort": "tas bort ur planen"}


def _acting(name: str, meeting_id: int) -> Operation:
    def act(store: Store, who: str, now: datetime) -> Changes:
        from nemndsekr.operations import meetings

        operations = {
            "Bekräfta": meetings.confirm_meeting,
            "Ställ in": meetings.cancel_meeting,
            "Ta bort": meetings.remove_meeting,
        }
        return operations.get(name, meetings.take_back_meeting)(store, meeting_id, who, now)

    return act


def _told_hanging(hanging: Sequence[Hanging]) -> str:
    """What hangs on a meeting, as a sentence before it is called off."""
    if not hanging:
        return ""
    named = [f"{one.dnr or one.title} ({one.what})" for one in hanging[:_MOST_TOLD]]
    more = f" och {len(hanging) - _MOST_TOLD} till" if len(hanging) > _MOST_TOLD else ""
    return f"Hör till sammanträdet: {', '.join(named)}{more}. De ligger kvar tills du väljer ett annat. "
