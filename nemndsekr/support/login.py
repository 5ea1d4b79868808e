"""Who is signed in to the computer."""

from __future__ import annotations

import getpass


def login_name() -> str:
    """The name with which the user signed in; a service account or a container may have none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "okänd"
