"""Swedish order and search: å ä ö last, accents folded, numbers in their order, a dnr found however it is written."""

from __future__ import annotations

import re
import unicodedata

# Sorted after z, in this order, whatever the database's own collation is.
_LAST_LETTERS = str.maketrans({"å": "{a", "ä": "{b", "ö": "{c", "æ": "{b", "ø": "{c"})
_TO_FOLD = re.compile(r"[^\x00-\x7fåäö]")


def folded(text: str) -> str:
    """The text as it is searched: lower case, accents dropped except on å ä ö, soft hyphens gone."""
    plain = unicodedata.normalize("NFC", text.replace("\u00ad", "")).casefold()
    # Most letters stay as they are: asking about each of a long report would take a second.
    return _TO_FOLD.sub(lambda letter: _fold(letter[0]), plain)


def _fold(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))


def sort_key(text: str) -> str:
    """A key that puts Swedish words in Swedish order by plain comparison of characters; numbers by value."""
    return re.sub(r"\d+", lambda number: number[0].lstrip("0").zfill(10), folded(text)).translate(_LAST_LETTERS)


def lower_first(text: str) -> str:
    """The text within a sentence: its first letter small; what is written in capitals («AU») stays so."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def dnr_key(dnr: str) -> str:
    """A diarienummer without what differs between spellings: case, spaces, hyphens, slashes, colons, dots."""
    return "".join(letter for letter in folded(dnr) if letter.isalnum())


def nearly_same_dnr(one: str, other: str) -> bool:
    """Whether two numbers are unlike only in zeros before their digits: «REV 2025-14» and «REV 2025/0014».

    Numbers that are the same however they are spelled are the same, not nearly so.
    """
    return dnr_key(one) != dnr_key(other) and dnr_sort_key(one) == dnr_sort_key(other)


def dnr_sort_key(dnr: str) -> str:
    """A key that sorts diarienummer by series, then year and number by value."""
    parts: list[str] = re.findall(r"\d+|[^\W\d_]+", folded(dnr))
    return " ".join(part.lstrip("0").zfill(10) if part.isdigit() else part.translate(_LAST_LETTERS) for part in parts)
