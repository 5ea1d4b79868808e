"""DraftPanel: meetings proposed, each with its box, what is amiss with it, and its day, clock and note to change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from nemndsekr.operations.meeting_plan import PlanDraft, draft_remarks, facts_with
from nemndsekr.rules.planning.conflicts import choose_words
from nemndsekr.rules.planning.facts import PlanningFacts
from nemndsekr.rules.planning.rhythm import Proposal
from nemndsekr.support.days import day_reading, weekday_day
from nemndsekr.ui.kit.check_list import CheckList, CheckRow
from nemndsekr.ui.kit.day_field import DayField
from nemndsekr.ui.kit.forms import Field, PairedFields
from nemndsekr.ui.kit.labels import button, caption
from nemndsekr.ui.kit.measures import column, row, set_size
from nemndsekr.ui.kit.panels import Panel
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.planning.clock_line import ClockLine


class DraftPanel(QWidget):
    """A list over what is proposed; Space takes a row in or leaves it out, the fields below change the chosen one."""

    changed = Signal()

    def __init__(self, facts: PlanningFacts, today: date) -> None:
        super().__init__()
        self._facts = facts
        self._draft = PlanDraft()
        self._remarks: dict[int, list[str]] = {}
        self._filling = False
        self._by_hand = 0
        self._days: tuple[date, ...] = ()
        self.list = CheckList("Föreslagna sammanträden")
        set_size(self.list, min_height=180)
        self.panel = Panel("Sammanträden", body=self.list)
        self.told = caption("", "warn", wrap=True)
        self.better = [button("") for _ in range(3)]
        self.day = DayField("&Datum", today)
        self.starts, self.ends, self.note = ClockLine(), ClockLine(), QLineEdit()
        for one in self.better:
            one.setAutoDefault(False)
            one.clicked.connect(lambda _=False, which=one: self._take_better(which))
        fields = PairedFields(
            self.day, Field("Bör&jar", self.starts), Field("Sluta&r", self.ends), Field("A&nteckning", self.note)
        )
        self.fields = fields
        self.setLayout(column((self.panel, 1), self.told, row(*self.better, None), fields, gap=8))
        self.list.chosen.connect(lambda _: self._show_chosen())
        self.list.toggled.connect(self._toggled)
        self.list.opened.connect(lambda _: self.day.line.setFocus())
        self.day.day_changed.connect(self._day_changed)
        for line in (self.starts, self.ends, self.note):
            line.editingFinished.connect(self._fields_changed)
        self._show_chosen()

    @property
    def draft(self) -> PlanDraft:
        """What is proposed, as it stands now."""
        return self._draft

    @property
    def by_hand(self) -> str:
        """What has been changed by hand and would be lost; empty where nothing has."""
        return f"{self._by_hand}" if self._by_hand else ""

    def set_draft(self, draft: PlanDraft) -> None:
        """Show other proposals."""
        self._draft = draft
        self._by_hand = 0
        self._show()
        if draft.proposals and self.list.current_key() is None:
            self.list.choose(0)
        self._show_chosen()

    def remarks_of(self, at: int) -> list[str]:
        """All that is amiss with one proposal."""
        one = self._draft.proposals[at]
        # What is amiss with a day that was let alone is among the remarks already.
        told = "" if one.taken and one.days and one.day == one.usual else one.told
        return [*([told] if told else []), *(words for words in self._remarks.get(at, []) if words != told)]

    def _show(self) -> None:
        self._remarks = draft_remarks(self._facts, self._draft)
        names = {body.id: body.name for body in facts_with(self._facts, self._draft).bodies}
        rows = []
        for at, one in enumerate(self._draft.proposals):
            odd = bool(self.remarks_of(at))
            words = f"{names.get(one.body_id, 'Okänd instans')}{_clock(one)}"
            day = day_reading(one.day) if one.day != date.min else "Dag saknas"
            note = f" · {one.note}" if one.note else ""
            state = State.REMARK if odd else None
            rows.append(
                CheckRow(at, f"{day} · {words}{note}", state=state, word="Påpekande" if odd else "", checked=one.taken)
            )
        self.list.set_rows(rows)
        taken, odd_ones = len(self._draft.taken), sum(bool(self.remarks_of(at)) for at in range(len(rows)))
        note = f"{taken} av {len(rows)} tas med" + (f", {odd_ones} med påpekanden" if odd_ones else "")
        self.panel.set_title("Sammanträden", note if rows else "inga än")
        self.changed.emit()

    def _at(self) -> int:
        key = self.list.current_key()
        return key if isinstance(key, int) and key < len(self._draft.proposals) else -1

    def _show_chosen(self) -> None:
        at = self._at()
        self.fields.setEnabled(at >= 0)
        remarks = self.remarks_of(at) if at >= 0 else []
        offered = self._draft.proposals[at].days if at >= 0 else ()
        days = self._days = tuple(day for day in offered if self._mends(at, day))
        words = "\n".join(remarks)
        if offered != days and offered:
            words = words.replace(choose_words(offered), choose_words(days))
        self.told.setText(words)
        self.told.setVisible(bool(remarks))
        for number, one in enumerate(self.better):
            one.setVisible(number < len(days))
            one.setText(f"Välj {weekday_day(days[number])}" if number < len(days) else "")
        if at < 0:
            return
        chosen = self._draft.proposals[at]
        self._filling = True
        self.day.set_value(chosen.day if chosen.day != date.min else None)
        self.starts.set_value(chosen.starts_at)
        self.ends.set_value(chosen.ends_at)
        self.note.setText(chosen.note)
        self._filling = False

    def _mends(self, at: int, day: date) -> bool:
        """Whether nothing is amiss with the proposal on that day, and no other gets more remarks by it."""
        one = replace(self._draft.proposals[at], day=day, taken=True)
        proposals = (*self._draft.proposals[:at], one, *self._draft.proposals[at + 1 :])
        after = draft_remarks(self._facts, replace(self._draft, proposals=proposals))
        return not after.get(at) and all(len(told) <= len(self._remarks.get(n, ())) for n, told in after.items())

    def _take_better(self, pressed: QWidget) -> None:
        at = self._at()
        number = next((number for number, one in enumerate(self.better) if one is pressed), -1)
        if at >= 0 and 0 <= number < len(self._days):
            self._day_changed(self._days[number])
            self.list.setFocus()

    def _toggled(self, key: object, checked: bool) -> None:  # noqa: FBT001 - what the signal gives
        if not isinstance(key, int):
            return
        if checked and (self._draft.proposals[key].day == date.min or not self._draft.proposals[key].body_id):
            # Without a day or a body there is nothing to put in.
            checked = False
        self._put(key, replace(self._draft.proposals[key], taken=checked))

    def _day_changed(self, day: date | None) -> None:
        at = self._at()
        if at < 0 or self._filling or day is None or day == self._draft.proposals[at].day:
            return
        former = self._draft.proposals[at]
        told = "" if former.told and former.days else former.told
        days = tuple(one for one in former.days if one != day)
        self._put(at, replace(former, day=day, told=told, days=days, taken=bool(former.body_id)))

    def _fields_changed(self) -> None:
        at = self._at()
        if at < 0 or self._filling or not (self.starts.is_understood() and self.ends.is_understood()):
            return
        one = self._draft.proposals[at]
        wanted = replace(one, starts_at=self.starts.value(), ends_at=self.ends.value(), note=self.note.text().strip())
        if wanted != one:
            self._put(at, wanted)

    def _put(self, at: int, proposal: Proposal) -> None:
        self._by_hand += 1
        proposals = (*self._draft.proposals[:at], proposal, *self._draft.proposals[at + 1 :])
        self._draft = replace(self._draft, proposals=proposals)
        self._show()
        self._show_chosen()


def _clock(one: Proposal) -> str:
    if one.starts_at is None:
        return ""
    return f" {one.starts_at:%H.%M}" + (f"–{one.ends_at:%H.%M}" if one.ends_at else "")
