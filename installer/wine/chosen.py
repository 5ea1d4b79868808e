"""CHOSEN: which of the program's tests are run under Wine, and those of them that say nothing there, each with why.

The rule: what touches files, processes, locks, code pages, fonts or windows is run; what only reckons with texts and
days in memory (rules, records, remarks, the reading of papers but for its files) is the same bytes on both systems and
is run on Linux alone.
"""

from __future__ import annotations

from typing import Final

CHOSEN: Final = (
    "tests/windows",
    "tests/support",
    "tests/store",
    "tests/commands",
    "tests/exchange",
    "tests/reading/test_bad_files.py",
    "tests/reading/test_hostile_files.py",
    "tests/reading/test_readers.py",
    "tests/documents_out",
    "tests/operations",
    "tests/ui",
)
# What these do there is a fault of Wine's, or asks for what Wine does not have.
LEFT_OUT: Final[dict[str, str]] = {}
# Run once more with every file of theirs on a drive that Windows calls a network drive.
ON_NETWORK_DRIVE: Final = ("tests/store", "tests/operations/test_save_file.py", "tests/support")
