"""The addresses that a made document may lead to."""

from __future__ import annotations

import re
from typing import Final

_ALLOWED: Final = re.compile(r"(?:https?://[^\s<>\"\\]+|mailto:[^\s<>\"\\]+@[^\s<>\"\\]+)", re.IGNORECASE)


def usable_link(link: str) -> str:
    """The address if it leads to a web page or a mailbox, else nothing: no program is ever started by a document."""
    link = link.strip()
    return link if _ALLOWED.fullmatch(link) else ""
