"""MeetingActs: what the window does with meetings on command: one, a year of them, a pasted plan, breaks, lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

_TOLD: Final = 3

if TYPE_CHECKING:
    from nemndsekr.operations.changes import Changes
    from nemndsekr.operations.meetings import Hanging
    from nemndsekr.records.meeting import MeetingBody
    from nemndsekr.records.planning import ClosedDays
    from nemndsekr.rules.planning.facts import BodyRhythm, PlannedMeeting, PlanningFacts
    from nemndsekr.store.database import Store
    from nemndsekr.ui.main_window import MainWindow
    from nemndsekr.ui.planning.draft_dialogs import DraftDialog


def choose_list(parent: QWidget) -> str:
    """Ask for a list of meetings in the system's own dialog; empty is no."""
    kinds = "Listor (*.csv *.xlsx *.xlsm *.xls *.ods *.tsv);;Alla filer (*)"
    return QFileDialog.getOpenFileName(parent, "Läs in sammanträden", "", kinds)[0]


def choose_target(parent: QWidget, suggested: str) -> str:
    """Ask where the list is to be saved; empty is no."""
    return QFileDialog.getSaveFileName(parent, "Spara sammanträden som CSV", suggested, "CSV (*.csv)")[0]


class MeetingActs:
    """Reads what is needed in the background, asks in a window, and has it done as one step."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._desk = window.desk

    # One meeting

    def new_meeting(self) -> None:
        """Ask for a meeting and put it in."""
        self._with_facts(self._ask_new)

    def new_meeting_on(self, body_id: int, day: date) -> None:
        """Ask for a meeting of a body on a day."""
        self._with_facts(lambda facts: self._ask_new(facts, body_id, day))

    def _ask_new(self, facts: PlanningFacts, body_id: int = 0, day: date | None = None) -> None:
        from nemndsekr.ui.planning.meeting_dialog import MeetingDialog

        dialog = MeetingDialog(facts, self._desk.today, parent=self._window)
        if day is not None:
            dialog.begin_with(body_id, day)
        operation = dialog.operation() if dialog.exec() == QDialog.DialogCode.Accepted else None
        if operation is not None:
            self._desk.act(operation, self._tell_what_followed)

    def edit_meeting(self, meeting_id: int) -> None:
        """Show a meeting and do what is asked for with it."""
        from nemndsekr.ui.planning.meeting_dialog import MeetingDialog

        def read(store: Store) -> tuple[PlanningFacts, PlannedMeeting, list[Hanging]]:
            from nemndsekr.operations.meeting_plan import meeting_to_edit

            return meeting_to_edit(store, meeting_id)

        def ask(found: tuple[PlanningFacts, PlannedMeeting, list[Hanging]]) -> None:
            facts, meeting, hanging = found
            dialog = MeetingDialog(facts, self._desk.today, meeting, hanging, self._window)
            operation = dialog.operation() if dialog.exec() == QDialog.DialogCode.Accepted else None
            if operation is not None:
                self._desk.act(operation)

        self._desk.ask(read, ask)

    def show_meeting(self, meeting_id: int) -> None:
        """Edit a meeting that a page points at, or put in a new one where it points at none (0)."""
        if meeting_id:
            self.edit_meeting(meeting_id)
        else:
            self.new_meeting()

    def show_agenda(self, meeting_id: int) -> None:
        """Show the föredragningslista of a meeting."""
        window = self._window
        page: Any = window.page("agenda")
        page.show_meeting(meeting_id, window.current_name)
        window.go_to("agenda", 0)

    # A plan

    def plan_year(self, year: int, pasted: bool) -> None:  # noqa: FBT001 - what the signal gives
        """Plan the year that a page shows empty: from a paste, or from the year before."""
        if pasted:
            self.paste_plan(year)
        else:
            self.new_year(year)

    def new_year(self, year: int = 0) -> None:
        """Propose a year of meetings: the one told, else the first one after today's that has none."""

        def ask(facts: PlanningFacts) -> None:
            from nemndsekr.ui.planning.draft_dialogs import NewYearDialog

            dialog = NewYearDialog(facts, self._desk.today, year or self._next_year(facts), self._window)
            self._put_in(dialog, facts, lambda: dialog.rhythms_chosen() if dialog.keeps_rhythm() else ())

        self._with_facts(ask)

    def paste_plan(self, year: int = 0) -> None:
        """Ask for the municipality's own plan, pasted."""

        def ask(facts: PlanningFacts) -> None:
            from nemndsekr.ui.planning.draft_dialogs import PastePlanDialog

            dialog = PastePlanDialog(facts, self._desk.today, year or self._next_year(facts), self._window)
            self._put_in(dialog, facts)

        self._with_facts(ask)

    def read_meetings(self) -> None:
        """Choose a list of meetings, and show what is in it."""
        chosen = choose_list(self._window)
        if not chosen:
            return
        path, today = Path(chosen), self._desk.today
        namnd_id = self._namnd_id()

        def read(store: Store) -> tuple[PlanningFacts, Any]:
            from nemndsekr.operations.meeting_plan import facts_to_plan, read_meeting_list

            facts = facts_to_plan(store, namnd_id)
            return facts, read_meeting_list(path, facts, today)

        def ask(found: tuple[PlanningFacts, Any]) -> None:
            from nemndsekr.ui.planning.draft_dialogs import ListDialog

            facts, draft = found
            self._put_in(ListDialog(path.name, draft, facts, self._desk.today, self._window), facts)

        self._desk.ask(read, ask)

    def save_meetings(self) -> None:
        """Save the nämnd's meetings as a list that Excel opens."""

        def ask(facts: PlanningFacts) -> None:
            chosen = choose_target(self._window, "sammantraden.csv")
            if not chosen:
                return
            path = Path(chosen) if Path(chosen).suffix else Path(f"{chosen}.csv")

            def save(_: Store) -> None:
                from nemndsekr.operations.meeting_plan import save_meeting_list

                save_meeting_list(facts, path)

            number = len(facts.meetings)
            told = f"{path.name} är sparad med {number} sammanträden."
            self._desk.ask(save, lambda _: self._window.show_message("ok", told, None))

        self._with_facts(ask)

    def _put_in(
        self, dialog: DraftDialog, facts: PlanningFacts, rhythms: Callable[[], Sequence[BodyRhythm]] = tuple
    ) -> None:
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        draft, name, kept = dialog.rows.draft, dialog.step_name, tuple(rhythms())
        number = len(draft.taken)

        def operation(store: Store, who: str, now: datetime) -> Changes:
            from nemndsekr.operations.meeting_plan import put_in_plan

            return put_in_plan(store, facts.namnd_id, draft, name, who, now, rhythms=kept)

        def done(changes: Changes) -> None:
            from nemndsekr.rules.planning.chain_words import listed

            years = listed([str(year) for year in sorted({one.day.year for one in draft.taken})])
            put_in = "1 sammanträde är inlagt" if number == 1 else f"{number} sammanträden är inlagda"
            words = f"{put_in} i planen för {years}."
            page: Any = self._window.current
            if hasattr(page, "show_day") and draft.taken:
                page.show_day(min(one.day for one in draft.taken))
            told = " ".join((words, *_followed(changes)))
            self._window.show_message("ok", told, ("Ångra", self._window.commands.undo))

        self._desk.act(operation, done)

    def _tell_what_followed(self, changes: Changes) -> None:
        """Of a single meeting nothing is said but what it did to the plans of cases."""
        if changes.told:
            words = " ".join(_followed(changes))
            self._window.show_message("ok", words, ("Ångra", self._window.commands.undo))

    # Breaks

    def change_closed_days(self) -> None:
        """Show the times when nobody meets."""

        def read(store: Store) -> tuple[int, list[ClosedDays]]:
            from nemndsekr.operations.meeting_plan import facts_to_plan
            from nemndsekr.operations.meetings import closed_days_of

            chosen = facts_to_plan(store, namnd_id).namnd_id
            return chosen, closed_days_of(store, chosen)

        def show(found: tuple[int, list[ClosedDays]]) -> None:
            from nemndsekr.ui.planning.closed_dialog import ClosedDialog

            ClosedDialog(self._desk, *found, self._desk.today, self._window).exec()

        namnd_id = self._namnd_id()
        self._desk.ask(read, show)

    # Bodies

    def change_bodies(self) -> None:
        """Show the bodies of the nämnd: their names, what they are, and their order."""
        namnd_id = self._namnd_id()

        def read(store: Store) -> tuple[int, str, list[MeetingBody]]:
            from nemndsekr.operations.meeting_plan import facts_to_plan
            from nemndsekr.operations.meetings import bodies_of

            facts = facts_to_plan(store, namnd_id)
            return facts.namnd_id, facts.name, bodies_of(store, facts.namnd_id)

        def show(found: tuple[int, str, list[MeetingBody]]) -> None:
            from nemndsekr.ui.planning.bodies_dialog import BodiesDialog

            BodiesDialog(self._desk, *found, self._window).exec()

        self._desk.ask(read, show)

    # What they share

    def _namnd_id(self) -> int:
        """The nämnd that the page shows, 0 where it shows none of its own."""
        page: Any = self._window.current
        return int(page.namnd_id()) if hasattr(page, "namnd_id") else 0

    def _with_facts(self, then: Callable[[PlanningFacts], None]) -> None:
        namnd_id = self._namnd_id()

        def read(store: Store) -> PlanningFacts:
            from nemndsekr.operations.meeting_plan import facts_to_plan

            return facts_to_plan(store, namnd_id)

        self._desk.ask(read, then)

    def _next_year(self, facts: PlanningFacts) -> int:
        return next_year(facts, self._desk.today)


def _followed(changes: Changes) -> tuple[str, ...]:
    """What an act did to the plans of cases; of many the first are told."""
    if not changes.told:
        return ()
    more = len(changes.told) - _TOLD
    rest = (f"Och {more} till; se Planering.",) if more > 0 else ()
    return ("Preliminära kedjor räknades om.", *changes.told[:_TOLD], *rest)


def next_year(facts: PlanningFacts, today: date) -> int:
    """The first year without a plan from this one on; one whose meetings are all past counts as planned."""
    year = today.year
    while year in facts.years:
        year += 1
    return year
