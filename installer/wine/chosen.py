"""CHOSEN: which of the program's tests are run under Wine, and those of them that say nothing there, each with why.

The rule: what touches files, processes, locks, code pages, fonts or windows is run; what only reckons with texts and
days in memory (rules, records, remarks) is the same bytes on both systems and is run on Linux alone. A folder is named
here once all of it has passed there; any other can be asked for: ``dev.py windows tests/rules``.
"""

from __future__ import annotations

from typing import Final

CHOSEN: Final = (
    "tests/windows",
    "tests/support",
    "tests/store",
    "tests/exchange",
    "tests/operations/test_save_file.py",
    "tests/commands",
    "tests/documents_out/test_docx_form.py",
    "tests/documents_out/test_docx_writer.py",
    "tests/documents_out/test_every_paragraph.py",
    "tests/documents_out/test_html_writer.py",
    "tests/documents_out/test_pdf_writer.py",
    "tests/documents_out/test_planning_papers.py",
    "tests/documents_out/test_templates.py",
    # The readers with Windows' own libraries (lxml's libxml2 is another there), and the processes they work in.
    "tests/reading/test_bad_files.py",
    "tests/reading/test_bad_pdf.py",
    "tests/reading/test_hostile_files.py",
    "tests/reading/test_other_formats.py",
    "tests/reading/test_word_file.py",
    "tests/ui/test_apart.py",
    "tests/ui/test_background.py",
    "tests/ui/test_crash.py",
    "tests/ui/test_kill_while_writing.py",
    "tests/ui/test_opening.py",
    "tests/ui/test_policy_in_window.py",
    "tests/ui/test_printer_search.py",
    "tests/ui/test_single_instance.py",
    "tests/ui/test_start_folder.py",
)
# What these do there is a fault of Wine's, or asks for what Wine does not have.
LEFT_OUT: Final[dict[str, str]] = {}
# Run by themselves: they ask whether the program runs, and beside them the other tests start it.
ALONE: Final = ("tests/support/test_windows.py::test_an_installer_finds_the_mark_for_as_long_as_the_program_runs",)
# Run once more with every file of theirs on a drive that Windows calls a network drive.
ON_NETWORK_DRIVE: Final = (
    "tests/store/test_connect.py",
    "tests/store/test_backup.py",
    "tests/store/test_place.py",
    "tests/operations/test_save_file.py",
)
# These begin on a disk of the computer, with the log (WAL) that no network drive is trusted with, or tell the places
# apart themselves: on a network drive there is no such beginning.
ON_DISK_ALONE: Final = (
    "tests/store/test_backup.py::test_a_copy_holds_rows_that_still_lie_in_the_wal_file",
    "tests/store/test_connect.py::test_a_writer_keeps_every_confirmed_save_through_a_power_cut",
    "tests/store/test_place.py::test_a_database_that_comes_from_a_disk_leaves_its_log_and_keeps_what_was_in_it",
    "tests/store/test_place.py::test_back_on_a_disk_of_the_computer_the_log_is_used_again",
    "tests/store/test_place.py::test_a_person_is_told_of_the_place_with_the_reason_and_the_way_out",
    "tests/store/test_place.py::test_a_second_session_is_told_on_which_computer_the_first_is",
)
