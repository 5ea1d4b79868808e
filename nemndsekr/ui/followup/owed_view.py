"""OwedView: who owes the secretary an answer and what it lacks, and a reminder that names only that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from nemndsekr.operations.followup import log_reminders
from nemndsekr.rules.followup import NOBODY
from nemndsekr.rules.owed import OwedAnswer, by_meeting, by_person, late_by, owed_words, reminder, when_owed
from nemndsekr.store.owed_answers import owed_answers
from nemndsekr.support.days import near_day
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.followup.view import FollowupView
from nemndsekr.ui.kit.forms import filter_combo
from nemndsekr.ui.kit.labels import button, caption, primary_button
from nemndsekr.ui.kit.lists import TaskList, TaskRow, heading
from nemndsekr.ui.kit.measures import column, holding, row, set_font_role, set_size, set_variant
from nemndsekr.ui.kit.messages import EmptyState
from nemndsekr.ui.kit.panels import PageStack, Panel, SplitPanes
from nemndsekr.ui.kit.states import State

_ORDERS: Final = ("Person", "Sammanträde")


class OwedView(FollowupView):
    """What is lacking, by person or by meeting; the reminder goes to the person of the chosen row."""

    name = "Svar att få in"
    short_name = "Svar in"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._owed: list[OwedAnswer] = []
        self.copied: Callable[[str], object] = lambda words: QGuiApplication.clipboard().setText(words)
        self.order_box = filter_combo("Ordna efter", list(_ORDERS))
        self.count = caption("")
        self._filters = holding(row(caption("Ordna efter"), self.order_box, None, self.count))
        self.list = TaskList("Svar att få in", lines=True)
        self.open_button = button("Gå till svaret")
        left = Panel("Vem är skyldig mig vad", body=self.list, footer=row(None, self.open_button))
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Påminnelsens text")
        set_variant(self.text, "plain")
        set_font_role(self.text, "body")
        self.copy_button = primary_button("Kopiera påminnelse", "copy")
        self.reminder = Panel("Påminnelse", body=self.text, footer=row(None, self.copy_button), pad=8)
        set_size(left, min_width=232)
        set_size(self.reminder, min_width=220)
        self.panes = SplitPanes(left, self.reminder, sizes=(600, 472), stretch=(3, 2))
        self.first_button = button("Visa ärendena")
        self.empty = EmptyState(
            "tick",
            "Ingen är skyldig dig något",
            "Alla svar i pågående ärenden har det som begärs.",
            (self.first_button,),
        )
        self.empty_panel = Panel(body=self.empty)
        self.stack = PageStack()
        for part in (self.panes, self.empty_panel):
            self.stack.addWidget(part)
        self.setLayout(column(self._filters, (self.stack, 1), gap=12))
        self.order_box.activated.connect(self._show_rows)
        self.list.chosen.connect(lambda _: self._show_reminder())
        self.list.opened.connect(lambda _: self._open())
        self.open_button.clicked.connect(self._open)
        self.copy_button.clicked.connect(self.copy)
        self.first_button.clicked.connect(lambda: self.elsewhere.emit("cases"))

    def load(self) -> None:
        """Ask what is lacking."""
        today = self.desk.today
        self.ask(lambda store: owed_answers(store, today), self._show)

    def _show(self, owed: list[OwedAnswer]) -> None:
        self._owed = owed
        self._show_rows()
        self.count.setText(owed_words(owed))
        self._filters.setVisible(bool(owed))
        self.stack.setCurrentWidget(self.panes if owed else self.empty_panel)
        self.listed.emit()

    def _show_rows(self) -> None:
        by_who = self.order_box.currentIndex() == 0
        ordered = by_person(self._owed) if by_who else by_meeting(self._owed)
        rows: list[TaskRow] = []
        for name, group in groupby(ordered, key=_person_heading if by_who else self._meeting_heading):
            rows.append(heading(name))
            rows += [self._row(each, by_who=by_who) for each in group]
        self.list.set_rows(rows)
        if self._owed and self.list.current_key() is None:
            self.list.choose(next(row.key for row in rows if not row.heading))
        self._show_reminder()

    def _meeting_heading(self, owed: OwedAnswer) -> str:
        if owed.meeting_day is None:
            return "Inte planerat"
        return f"{owed.meeting.capitalize()} {near_day(owed.meeting_day, self.desk.today)}"

    def _row(self, owed: OwedAnswer, *, by_who: bool) -> TaskRow:
        today = self.desk.today
        late = late_by(owed, today)
        who = "" if by_who else f"{owed.who} · "
        return TaskRow(
            key=(owed.table, owed.row_id),
            name=f"{owed.case.name}, {owed.what.lower()}",
            note=f"{who}Saknar {owed.short_lack} · {owed.last_words}",
            state=State.LATE if late else State.NOT_STARTED,
            word=when_owed(owed, today),
        )

    def chosen(self) -> OwedAnswer | None:
        """The answer of the chosen row."""
        key = self.list.current_key()
        return next((each for each in self._owed if (each.table, each.row_id) == key), None)

    def owed_by_chosen(self) -> list[OwedAnswer]:
        """All that the person of the chosen row owes; what nobody is asked for, only within the same case."""
        chosen = self.chosen()
        if chosen is None:
            return []
        mine = [each for each in by_person(self._owed) if each.who == chosen.who]
        return [each for each in mine if each.case == chosen.case] if chosen.who == NOBODY else mine

    def _show_reminder(self) -> None:
        mine = self.owed_by_chosen()
        self.open_button.setEnabled(bool(mine))
        self.copy_button.setEnabled(bool(mine))
        who = mine[0].who if mine else ""
        self.reminder.set_title(f"Påminnelse till {who}" if who and who != NOBODY else "Påminnelse")
        words = reminder(who, mine, self.desk.today) if mine else ""
        if self.text.toPlainText() != words and not self.text.hasFocus():
            self.text.setPlainText(words)

    def copy(self) -> None:
        """Put the reminder on the clipboard as it is written, and offer to log it."""
        mine = self.owed_by_chosen()
        if not mine:
            return
        self.copied(self.text.toPlainText())
        self.said.emit(
            "ok", "Påminnelsen är kopierad. Klistra in den i ett mejl.", ("Notera påmint", lambda: self._log(mine))
        )

    def _log(self, owed: Sequence[OwedAnswer]) -> None:
        words = "Påminnelsen är noterad."
        self.desk.act(
            lambda store, who, now: log_reminders(store, owed, who, now),
            lambda _: self.said.emit("ok", words, ("Ångra", None)),
        )

    def _open(self) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self.opened.emit(chosen.case.id, chosen.table, chosen.uid)

    def first_focus(self) -> QWidget:
        """The list, or the button of the empty view."""
        return self.list if self._owed else self.first_button


def _person_heading(owed: OwedAnswer) -> str:
    return ", ".join(dict.fromkeys(filter(None, (owed.who, owed.unit)))) if owed.person else owed.who
