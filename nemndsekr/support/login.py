"""Who is signed in to the computer."""

from __future__ import annotations

import getpass

from nemndsekr.support.windows import account_name


def login_name() -> str:
    """The name with which the user signed in; a service account or a container may have none."""
    try:
        return account_name() or getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "okänd"
