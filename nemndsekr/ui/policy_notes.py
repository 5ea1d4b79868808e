"""Tell the person, once, what of the IT department's policy file does not hold, and where her work lay before it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from nemndsekr.support.paths import default_data_folder
from nemndsekr.support.settings import change_settings, load_settings

if TYPE_CHECKING:
    from nemndsekr.ui.main_window import MainWindow


def tell_policy(window: MainWindow, *, empty: bool) -> bool:
    """Show what is amiss in the policy file, unless the very same has been told before on this computer.

    ``empty`` says that the database had nothing in it when it was opened. Returns whether anything was told.
    """
    words = (_left_behind(window) if empty else "") or _faults(window)
    told = hashlib.sha256(words.encode()).hexdigest()[:16]
    path = window.folder.settings
    if not words or load_settings(path).policy_told == told:
        return False
    window.show_message("warn", words, ("Visa mer", window.commands.show_computer))
    # Where it cannot be written it is told again the next time.
    change_settings(path, lambda settings: replace(settings, policy_told=told))
    return True


def _left_behind(window: MainWindow) -> str:
    """The words where the policy names a new, empty folder while there is a database in the user's own."""
    former = default_data_folder()
    moved = window.desk.policy.data is not None and window.folder.root == window.desk.policy.data
    if not moved or former.root == window.folder.root or not former.database.exists():
        return ""
    return (
        f"It-avdelningen har bestämt att uppgifterna ska ligga i {window.folder.root}. Ditt tidigare arbete ligger "
        f"kvar i {former.root}. Be it-avdelningen flytta filen {former.database.name} dit medan programmet är stängt."
    )


def _faults(window: MainWindow) -> str:
    faults = window.desk.policy.faults
    if not faults:
        return ""
    more = f" Det finns {len(faults) - 1} till." if len(faults) > 1 else ""
    return f"Något i it-avdelningens fil policy.toml gäller inte; säg till dem. {faults[0]}{more}"
