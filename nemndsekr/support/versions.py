"""Which versions the program runs on, as «Om Nämndsekr» and the crash report tell them."""

from __future__ import annotations

import platform
import sqlite3

import nemndsekr


def versions() -> tuple[str, ...]:
    """Program, Python and SQLite, each with its number."""
    return (
        f"Nämndsekr {nemndsekr.__version__}",
        f"Python {platform.python_version()}",
        f"SQLite {sqlite3.sqlite_version}",
    )
