"""SWEDISH_NAMES: what the fields within braces are called by people, in templates and in Word forms."""

from __future__ import annotations

import re
from typing import Final

SWEDISH_NAMES: Final = {
    "title": "rubrik",
    "subtitle": "underrubrik",
    "document_name": "handling",
    "day": "datum",
    "dnr": "diarienummer",
    "counterpart_dnr": "motpartens diarienummer",
    "report_no": "rapportnummer",
    "committee": "nämnd",
    "administration": "förvaltning",
    "municipality": "kommun",
    "sender": "avsändare",
    "recipient": "mottagare",
    "address": "adress",
    "requester": "uppdragsgivare",
    "report_title": "rapportens titel",
    "first_day": "första svarets dag",
    "officer": "handläggare",
    "officer_title": "handläggarens titel",
    "officer_unit": "enhet",
    "officer_telephone": "telefon",
    "officer_email": "e-post",
    "paragraph": "paragraf",
    "body": "instans",
    "meeting_day": "sammanträdesdag",
    "justering_day": "justeringsdag",
    "due_day": "svarsdag",
    "initiators": "initiativtagare",
    "answer_title": "svarets rubrik",
}
# What only some lines may hold: the number of a page, the words or the number of the thing at hand.
_EXTRA_NAMES: Final = {
    "page": "sida",
    "pages": "sidor",
    "no": "nummer",
    "caption": "bildtext",
    "text": "text",
}
BY_SWEDISH: Final = {words: name for name, words in SWEDISH_NAMES.items()}
_ALL: Final = SWEDISH_NAMES | _EXTRA_NAMES
_KEPT: Final = {words: name for name, words in _ALL.items()}
_BRACES: Final = re.compile(r"\{([^{}]*)\}")


def in_swedish(line: str) -> str:
    """A template's line with its fields as people call them: ``{kommun}`` for ``{municipality}``."""
    return _BRACES.sub(lambda found: f"{{{_ALL.get(found[1], found[1])}}}", line)


def as_kept(line: str) -> str:
    """A line with its fields as they are kept, whichever name was written; names that nobody knows stay."""
    return _BRACES.sub(lambda found: f"{{{_known(found[1])}}}", line)


def _known(written: str) -> str:
    words = " ".join(written.split())
    return _KEPT.get(words.lower(), words if words in _ALL else written)
