"""CaseActs: what the window does with cases on command: a new one, one away, the second answer, which checks hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from nemndsekr.operations.changes import Changes
    from nemndsekr.operations.check_settings import NamndChecks
    from nemndsekr.rules.planning.facts import PlanningFacts
    from nemndsekr.store.database import Store
    from nemndsekr.support.errors import UserError
    from nemndsekr.ui.main_window import MainWindow


class CaseActs:
    """Asks what has to be asked, has it done in the background, and shows what came of it."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._desk = window.desk

    def new_case(self, kind: str = "") -> None:
        """Ask for a case's first facts and make it; where the kind is known, the dialog does not ask for it."""
        from nemndsekr.ui.case_dialogs import ask_new_case

        window = self._window

        def ask(namnder: list[tuple[int, str]]) -> None:
            operation = ask_new_case(window, namnder, kind, window.folder, self._open_instead)
            if operation is not None:
                self._desk.act(operation, self._show_made)

        self._desk.ask(_namnder, ask)

    def new_initiative(self) -> None:
        """Ask for a nämndinitiativ, its text pasted, and make it."""
        from nemndsekr.ui.case.initiative_dialogs import ask_new_initiative

        window = self._window

        def ask(namnder: list[tuple[int, str]]) -> None:
            operation = ask_new_initiative(window, namnder, self._desk.today, window.folder, self._open_instead)
            if operation is not None:
                self._desk.act(operation, self._show_made)

        self._desk.ask(_namnder, ask)

    def _show_made(self, changes: Changes) -> None:
        self._window.go_to("case", max(changes.cases))

    def _open_instead(self, case_id: int) -> None:
        """Go to the case that has the number of the one that was to be made."""
        self._window.go_to("case", case_id)

    def remove_case(self, case_id: int) -> None:
        """Put the case in the bin and show the list; a bar offers to undo it."""
        window = self._window

        def operation(store: Store, who: str, now: datetime) -> Changes:
            from nemndsekr.operations.edit_record import remove_case

            return remove_case(store, case_id, who, now)

        def gone(_: Changes) -> None:
            window.show_page("cases")
            window.show_message("info", "Ärendet är borttaget.", ("Ångra", window.commands.undo))

        self._desk.act(operation, gone)

    def begin_followup(self, case_id: int) -> None:
        """Begin the second answer from the first one as it was locked, and show it; one begun already is only shown."""
        from nemndsekr.operations.begin_followup import FollowupBegunError, why_no_followup
        from nemndsekr.store.queries import load_case

        window = self._window
        locked: list[bool] = []
        fill_in = ("Fyll i", lambda: self._fill_in_followup(case_id))

        def show() -> None:
            page: Any = window.page("document")
            page.show_kind("uppfoljande_yttrande")
            window.go_to("document", case_id)

        def operation(store: Store, who: str, now: datetime) -> Changes:
            from nemndsekr.operations.begin_followup import begin_followup

            begun = begin_followup(store, case_id, who, now)
            locked.append(begun.locked_now)
            return begun.changes

        def begun(_: Changes) -> None:
            show()
            told = "Det första yttrandet var inte låst och låstes som det är nu. " if locked[0] else ""
            words = f"Det uppföljande yttrandet är påbörjat. {told}Det som ska fyllas i är markerat."
            window.show_message("ok", words, fill_in)

        def go_on(problem: UserError | None) -> None:
            # Asked beforehand: a refused act is told as something that is not saved, and here nothing is lost.
            if problem is None:
                self._desk.act(operation, begun)
            elif isinstance(problem, FollowupBegunError):
                show()
                window.show_message("info", problem.what, fill_in)
            else:
                window.show_failure(problem)

        self._desk.ask(lambda store: why_no_followup(load_case(store, case_id)), go_on)

    def _fill_in_followup(self, case_id: int) -> None:
        """Go to the first thing that the second answer does not yet tell."""
        page: Any = self._window.page("case")
        self._window.go_to("case", case_id)
        page.go_to_followup()

    def choose_checks(self, case_id: int) -> None:
        """Turn checks on and off, for the nämnd of the case or the only one there is."""
        window = self._window

        def ask(told: tuple[list[NamndChecks], int]) -> None:
            from nemndsekr.ui.checks_dialog import ChecksDialog

            namnder, chosen = told
            if not namnder:
                window.show_message("info", "Det finns ingen nämnd än. Lägg in ett ärende först.", None)
                return
            dialog = ChecksDialog(self._desk, namnder, chosen, window)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        self._desk.ask(lambda store: _checks_of_namnder(store, case_id), ask)

    def edit_chain_rules(self) -> None:
        """Show the steps of a nämnd's chain, to be changed."""
        window = self._window

        def ask(namnder: list[PlanningFacts]) -> None:
            from nemndsekr.ui.chain_rules_dialog import ChainRulesDialog

            usable = [facts for facts in namnder if facts.bodies]
            if not usable:
                window.show_message("info", "Ingen nämnd har instanser än. Lägg in sammanträdena först.", None)
                return
            dialog = ChainRulesDialog(self._desk, usable, parent=window)
            dialog.accepted.connect(
                lambda: window.show_message("ok", "Kedjereglerna är sparade.", ("Ångra", window.commands.undo))
            )
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        self._desk.ask(_planning, ask)


def _planning(store: Store) -> list[PlanningFacts]:
    from nemndsekr.operations.chain_rules import planning_of_namnder

    return planning_of_namnder(store)


def _namnder(store: Store) -> list[tuple[int, str]]:
    from nemndsekr.store.queries import all_namnder

    return [(namnd.stored_id, namnd.name) for namnd in all_namnder(store)]


def _checks_of_namnder(store: Store, case_id: int) -> tuple[list[NamndChecks], int]:
    from nemndsekr.operations.check_settings import checks_of_namnder

    return checks_of_namnder(store, case_id)
