"""WindowCommands: what each command of the menus does, wherever one is; declared with its words in ``actions.py``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices

from nemndsekr.ui.kit.search_field import SearchField

if TYPE_CHECKING:
    from nemndsekr.ui.main_window import MainWindow


class WindowCommands:
    """One method for each command; most of them hand on to the page shown or to the part that knows."""

    def __init__(self, window: MainWindow) -> None:
        """Do it in this window."""
        self._window = window

    # Arkiv

    def read_files(self) -> None:
        """Choose files, and review what is found in them."""
        self._window.incoming.choose()

    def read_list(self) -> None:
        """Go to where a list of one's own is read in."""
        self._window.incoming.read_list()

    def check_file(self) -> None:
        """Choose a file that is only looked at, and show what a careful reader would stop at in it."""
        from nemndsekr.ui.check_dialog import check_chosen_file

        check_chosen_file(self._window, self._window.desk, self._window.incoming)

    def new_case(self) -> None:
        """Ask for a case's first facts and make it."""
        self._window.case_acts.new_case()

    def new_audit(self) -> None:
        """Ask for an audit's title and number and make it."""
        self._window.case_acts.new_case("granskning")

    def new_initiative(self) -> None:
        """Ask for a nämndinitiativ, its text pasted, and make it."""
        self._window.case_acts.new_initiative()

    def open_case(self) -> None:
        """Type a number or words and open the case."""
        from nemndsekr.ui.case_dialogs import ask_case

        case_id = ask_case(self._window, self._window.folder)
        if case_id:
            self._window.go_to("case", case_id)

    def preview(self) -> None:
        """Show the document of the case, or what the page itself prints."""
        self._window.current.flush()
        if self._done_by_page("preview"):
            return
        self.show_written(self._window.case_of())

    def show_written(self, case_id: int) -> None:
        """Show the document of a case: from the case's own page, the one that is being written there."""
        page: Any = self._window.current
        written = page.written_kind() if self._window.current_name == "case" else ""
        self._window.go_to("document", case_id)
        if written and self._window.current_name == "document":
            page = self._window.current
            page.show_kind(written)

    def show_case_again(self) -> None:
        """Go from the document, or the list, to the case."""
        self._window.go_to("case", self._window.case_of())

    def print_document(self) -> None:
        """Print the document of the case."""
        self._with_document("print_")

    def save_pdf(self) -> None:
        """Save the document of the case as PDF."""
        self._with_document("save_pdf")

    def save_docx(self) -> None:
        """Save the document of the case as Word."""
        self._with_document("save_docx")

    def copy_for_word(self) -> None:
        """Copy the document of the case for Word."""
        self._with_document("copy_for_word")

    def _done_by_page(self, act: str) -> bool:
        """Have the page do it, where it has something of its own to print and save."""
        page: Any = self._window.current
        if self._window.case_of() or not hasattr(page, act):
            return False
        getattr(page, act)()
        return True

    def lock_version(self) -> None:
        """Lock the document of the case as it is; the page asks why."""
        self._with_document("begin_lock")

    def compare_versions(self) -> None:
        """Show the locked versions of the case."""
        self._with_document("compare_versions")

    def begin_followup(self, case_id: int = 0) -> None:
        """Begin the second answer, or show the one begun already; a page may say of which case."""
        if not case_id and self._done_by_page("begin_followup"):
            return
        self._window.current.flush()
        self._window.case_acts.begin_followup(case_id or self._window.case_of())

    def _with_document(self, act: str) -> None:
        if self._done_by_page("print_document" if act == "print_" else act):
            return
        if self._window.current_name != "document":
            self._window.current.flush()
            self._window.go_to("document", self._window.case_of())
        getattr(self._window.page("document"), act)()

    def back_up(self) -> None:
        """Make a checked copy of the database now."""
        now = self._window.desk.clock()
        self._window.current.flush()

        def told(copy: Path) -> None:
            self._window.show_message(
                "info", f"Säkerhetskopian {copy.name} är gjord och kontrollerad.", ("Visa mappen", self.show_backups)
            )
            self._window.desk.backed_up.emit()

        self._window.desk.ask(lambda store: store.back_up(now), told)

    def show_backups(self) -> None:
        """Open the folder with the copies."""
        self._window.folder.backups.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._window.folder.backups)))

    def close(self) -> None:
        """Close the window; what is typed is saved first."""
        self._window.close()

    # Redigera

    def undo(self) -> None:
        """Take back the last act."""
        page: Any = self._window.current
        if hasattr(page, "undo_here"):
            page.undo_here()
        else:
            self._window.undoing.replay(back=True)

    def redo(self) -> None:
        """Do the last act again that was taken back."""
        page: Any = self._window.current
        if hasattr(page, "redo_here"):
            page.redo_here()
        else:
            self._window.undoing.replay(back=False)

    def paste(self) -> None:
        """Take what was copied: into the field one writes in, or in as files, a table or a text."""
        self._window.incoming.paste()

    def save(self) -> None:
        """Save what is typed now, and say so, unless some of it was refused."""
        self._window.status.not_saved = None
        self._window.current.flush()

        def answer(_: None) -> None:
            if self._window.status.not_saved is None:
                self._window.status.saved_state.saved(self._window.desk.clock().strftime("%H.%M.%S"), say=True)

        # The answer comes after what was handed over: jobs are done in their order.
        self._window.desk.background.run(lambda: None, answer)

    def find_in_page(self) -> None:
        """Go to the page's own search field, or to the one that searches all cases."""
        fields = self._window.current.findChildren(SearchField)
        own = [field for field in fields if field.isVisible() and field.isEnabled()]
        if own:
            own[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
            own[0].selectAll()
        else:
            self.find_case()

    def find_case(self) -> None:
        """Go to the field that searches all cases; in a narrow window that is the one of the list."""
        field = self._window.menus.find_field
        if not field.isVisible():
            self._window.show_page("cases")
            field = self._window.cases.search
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    # Visa

    def show_today(self) -> None:
        """Show what comes next and what is late."""
        self._window.show_page("today")

    def show_cases(self) -> None:
        """Show the list of cases."""
        self._window.show_page("cases")

    def show_meetings(self) -> None:
        """Show the meetings."""
        self._window.show_module("meetings")

    def show_planning(self) -> None:
        """Show the year of meetings."""
        self._window.show_module("planning")

    def show_followup(self) -> None:
        """Show the follow-up."""
        self._window.show_module("followup")

    def show_templates(self) -> None:
        """Show the templates of documents."""
        self._window.show_module("templates")

    def edit_templates(self) -> None:
        """Show the templates, from the tools."""
        self.show_templates()

    def go_back(self) -> None:
        """Go one page back: from the document to the case, from there to the list it was opened from."""
        if self._window.current_name == "document" and self._window.shown_case:
            self._window.go_to("case", self._window.shown_case)
        elif self._window.shown_case:
            self._window.show_list()
        else:
            self._window.show_page("cases")

    def larger_text(self) -> None:
        """Show everything one point larger."""
        self._window.look.step_text(1)

    def smaller_text(self) -> None:
        """Show everything one point smaller."""
        self._window.look.step_text(-1)

    def usual_text(self) -> None:
        """Show everything in the usual size."""
        self._window.look.usual_text()

    # Planering

    def new_meeting(self) -> None:
        """Ask for a meeting and put it in."""
        self._window.meeting_acts.new_meeting()

    def new_year_plan(self) -> None:
        """Propose a year of meetings and put them in."""
        self._window.meeting_acts.new_year()

    def paste_plan(self) -> None:
        """Read the municipality's own plan, pasted, and put it in."""
        self._window.meeting_acts.paste_plan()

    def change_closed_days(self) -> None:
        """Show the times when nobody meets."""
        self._window.meeting_acts.change_closed_days()

    def read_meetings(self) -> None:
        """Read a list of meetings from a file."""
        self._window.meeting_acts.read_meetings()

    def save_meetings(self) -> None:
        """Save the nämnd's meetings as CSV."""
        self._window.meeting_acts.save_meetings()

    def edit_meeting(self) -> None:
        """Change the meeting that one stands on."""
        self._on_page("edit_meeting")

    def show_meeting_cases(self) -> None:
        """Go to the cases of the meeting that one stands on."""
        self._on_page("show_meeting_cases")

    def open_agenda(self) -> None:
        """Show the föredragningslista of the meeting that one stands on."""
        self._on_page("open_agenda")

    def change_bodies(self) -> None:
        """Show the nämnd's bodies and their order."""
        self._window.meeting_acts.change_bodies()

    def go_to_day(self) -> None:
        """Ask for a day and show the plan there."""
        self._on_page("go_to_day")

    def toggle_list(self) -> None:
        """Show the plan as a list where it was a picture, and the other way round."""
        self._on_page("toggle_list")

    def move_day_later(self) -> None:
        """Move the meeting a working day on."""
        self._on_page("move_day_later")

    def move_day_earlier(self) -> None:
        """Move the meeting a working day back."""
        self._on_page("move_day_earlier")

    def move_week_later(self) -> None:
        """Move the meeting a week on."""
        self._on_page("move_week_later")

    def move_week_earlier(self) -> None:
        """Move the meeting a week back."""
        self._on_page("move_week_earlier")

    # Ärende and Hjälp

    def insert_table(self) -> None:
        """Put a table into the text of the page."""
        self._on_page("insert_table")

    def insert_reference(self) -> None:
        """Ask what the text of the page is to refer to."""
        self._on_page("insert_reference")

    def next_remark(self) -> None:
        """Go to the next remark of the page."""
        self._on_page("next_remark")

    def previous_remark(self) -> None:
        """Go to the previous remark of the page."""
        self._on_page("previous_remark")

    def show_matrix(self) -> None:
        """Show the answers of the case held against what the auditors ask for."""
        self._on_page("show_matrix")

    def show_source(self) -> None:
        """Show the source beside the form."""
        self._on_page("show_source")

    def show_remarks(self) -> None:
        """Show the remarks beside the form."""
        self._on_page("show_remarks")

    def choose_checks(self) -> None:
        """Turn checks on and off, for the nämnd of the case or the only one there is."""
        self._window.case_acts.choose_checks(self._window.case_of())

    def edit_namnd(self) -> None:
        """Show the facts of a nämnd: how it is headed, where its minutes lie, where its decisions are appealed."""
        from nemndsekr.ui.namnd_dialog import open_namnd

        open_namnd(self._window.desk, self._window)

    def edit_word_forms(self) -> None:
        """Show the municipality's Word forms; the page's own document is there to try one with."""
        from nemndsekr.ui.document.word_forms_dialog import open_word_forms

        page: Any = self._window.current
        if self._window.current_name == "document" and self._window.case_of():
            page.edit_word_forms()
        else:
            open_word_forms(self._window.desk, self._window)

    def export_calendar(self) -> None:
        """Write meetings and deadlines to a calendar file."""
        self._window.current.flush()
        self._window.calendar_export.ask()

    def export_cases(self) -> None:
        """Write cases, whole, to a file for a colleague or another computer."""
        self._window.current.flush()
        self._window.archives.export()

    def edit_chain_rules(self) -> None:
        """Show the steps of the nämnd's chain, to be changed: of the case's nämnd, or the only one there is."""
        self._window.case_acts.edit_chain_rules()

    def _on_page(self, act: str) -> None:
        method = getattr(self._window.current, act, None)
        if method is not None:
            method()

    def remove_case(self) -> None:
        """Put the case in the bin and show the list; a bar offers to undo it."""
        case_id = self._window.case_of()
        self._window.current.flush()
        self._window.case_acts.remove_case(case_id)

    # Planering: papers

    def print_year_plan(self) -> None:
        """Show the sammanträdesplan as it is printed."""
        self._show_planning_paper("sammantradesplan")

    def print_year_picture(self) -> None:
        """Show the year on an A3 as it is printed, with the chain that is looked at."""
        page: Any = self._window.current
        case_id = page.case_of_chain() if hasattr(page, "case_of_chain") else self._window.case_of()
        self._show_planning_paper("arsoversikt", case_id)

    def print_week_sheet(self) -> None:
        """Show the control sheet of the week as it is printed."""
        self._show_planning_paper("kontrollista")

    def copy_chain_card(self) -> None:
        """Copy the meetings of the case's plan on one line."""
        from nemndsekr.ui.case.chain_card import copy_chain_card

        window = self._window
        window.current.flush()
        copy_chain_card(window.desk, window.case_of(), lambda tone, words: window.show_message(tone, words, None))

    def print_chain_card(self) -> None:
        """Show the kedjekort of the case as it is printed."""
        self._show_planning_paper("kedjekort", self._window.case_of())

    def _show_planning_paper(self, which: str, case_id: int = 0) -> None:
        from nemndsekr.operations.print_planning import PlanningPaper

        window = self._window
        came_from = (window.current_name, window.shown_case)
        window.current.flush()
        window.go_to("planning_print", 0)
        if window.current_name == "planning_print":
            page: Any = window.current
            page.show_paper(PlanningPaper(which), came_from, case_id=case_id)

    def show_keys(self) -> None:
        """Show every key."""
        from nemndsekr.ui.help_dialogs import show_keys

        show_keys(self._window)

    def open_exercise(self) -> None:
        """Open the exercise database in a window of its own."""
        self._window.exercise_wanted.emit()

    def show_computer(self) -> None:
        """Tell what the IT department asks for about the computer and the program."""
        from nemndsekr.ui.selfcheck_dialog import show_computer

        show_computer(self._window)

    def show_log(self) -> None:
        """Open the folder with reports and the log."""
        self._window.folder.logs.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._window.folder.logs)))

    def about(self) -> None:
        """Tell which program this is."""
        from nemndsekr.ui.help_dialogs import show_about

        show_about(self._window, self._window.folder)
