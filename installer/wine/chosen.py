"""CHOSEN: which of the program's tests are run under Wine, and those of them that say nothing there, each with why.

The rule: what touches files, processes, locks, code pages, fonts or windows is run; what only reckons with texts and
days in memory (rules, records, remarks) is the same bytes on both systems and is run on Linux alone. A folder is named
here once all of it has passed there; any other can be asked for: ``dev.py windows tests/commands``.
"""

from __future__ import annotations

from typing import Final

CHOSEN: Final = (
    "tests/windows",
    "tests/support",
    "tests/store",
    "tests/exchange",
    "tests/operations/test_save_file.py",
)
# What these do there is a fault of Wine's, or asks for what Wine does not have.
LEFT_OUT: Final[dict[str, str]] = {}
# Run once more with every file of theirs on a drive that Windows calls a network drive.
ON_NETWORK_DRIVE: Final = ("tests/store", "tests/operations/test_save_file.py", "tests/support")
