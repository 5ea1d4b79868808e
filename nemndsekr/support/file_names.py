"""File names that Windows takes and that tell what is in the file, and the next free one beside a file in use."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Final

_NOT_IN_NAMES: Final = re.compile(r'[<>:"/\\|?*]+')
# Windows keeps these for devices, whatever ending they have, also with small raised figures and with spaces after.
_KEPT_BY_WINDOWS: Final = re.compile(
    r"^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\s*(\.|$))", re.IGNORECASE
)
# Cc are control characters, Cf signs that are not seen (one may turn the rest of a name round), Cs, Co, Cn none at all.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_SPACES: Final = frozenset({"Zl", "Zp", "Zs"})
# A whole path may be 260 characters, unless an administrator has changed that: this leaves room for a deep folder on a
# network share, and with the longest ending of our files (``.nemndmall``) the name is 80.
LONGEST_STEM: Final = 70
LONG_PATH: Final = 240
"""Characters from which a path is so long that Windows and other programs may not open what lies there."""
_LONGEST_PATH: Final = 259
# Linux and most file servers count bytes, 255 of them with the ending.
_MOST_BYTES: Final = 240
NAMELESS: Final = "Handling"


def suggested_file_name(what: str, kind_name: str, day: date | None, suffix: str) -> str:
    """``ASN-2024-11995 Tjänsteskrivelse 2025-03-13.pdf``, with nothing in it that Windows refuses.

    ``what`` is the number of a case, or its title; where it is long it is cut, never the kind or the day.
    """
    rest = " ".join(filter(None, (kind_name, day.isoformat() if day else "")))
    return f"{clean_file_name(what, rest)}.{suffix.lstrip('.')}"


def clean_file_name(stem: str, end: str = "") -> str:
    """A file's name without its ending, as Windows takes it: signs, reserved names, length, dots at the end.

    What is too long is cut before ``end``, which tells one file from another.
    """
    first = _cut(_plain(stem), max(LONGEST_STEM - len(end) - 1, 0)) if end else _plain(stem)
    whole = _plain(" ".join(filter(None, (first, end))))
    return _cut(_KEPT_BY_WINDOWS.sub(r"\1_", whole), LONGEST_STEM) or NAMELESS


def told_of_long_path(path: Path) -> str:
    """What to say of a path so long that the file may not be found again, or nothing."""
    length = len(str(path))
    if length < LONG_PATH:
        return ""
    return f"Sökvägen är {length} tecken lång, och Windows klarar inte alltid fler än {_LONGEST_PATH}: välj en kortare."


def _plain(stem: str) -> str:
    stem = unicodedata.normalize("NFC", stem)
    stem = "".join(" " if _is_space(char) else char for char in stem if _is_space(char) or _is_seen(char))
    return " ".join(_NOT_IN_NAMES.sub("-", stem).split()).strip(" .-")


def _cut(stem: str, longest: int) -> str:
    """No longer than that, cut between words where there are several."""
    if _too_long(stem, longest):
        while _too_long(stem, longest):
            stem = stem[:-1]
        stem = stem.rsplit(" ", 1)[0]
    return stem.rstrip(" .-")


def _is_space(char: str) -> bool:
    return char in "\t\n\r\v\f" or unicodedata.category(char) in _SPACES


def _is_seen(char: str) -> bool:
    return unicodedata.category(char) not in _UNSEEN


def _too_long(stem: str, longest: int) -> bool:
    # Windows counts UTF-16 units: a sign beyond the basic plane is two.
    return len(stem.encode("utf-16-le")) > 2 * longest or len(stem.encode()) > _MOST_BYTES


_NUMBERED: Final = re.compile(r"^(?P<stem>.*\S) \((?P<number>[2-9]|[1-9]\d{1,2})\)$")


def free_path(path: Path) -> Path:
    """A name in the same folder that nothing has: the one told, else with « (2)», « (3)» and so on after it."""
    known = _NUMBERED.match(path.stem)
    stem, number = (known["stem"], int(known["number"])) if known else (path.stem, 1)
    made = path
    while made.exists():
        number += 1
        made = path.with_name(f"{stem} ({number}){path.suffix}")
    return made


def owner_file(path: Path) -> Path:
    """The hidden file that Word lays beside a document that it has open: its name begins with ``~$``.

    The sign takes the place of the first two letters, of one or none where the name is short.
    """
    dropped = min(max(len(path.stem) - 6, 0), 2)
    return path.with_name(f"~${path.name[dropped:]}")
