"""What is told too vaguely to be followed up: a time that no single month answers for, an effect without an end."""

from __future__ import annotations

from typing import Final

from nemndsekr.records.choices import Precision
from nemndsekr.rules.tidpunkt import Tidpunkt
from nemndsekr.support.swedish import folded

_WIDE: Final = frozenset({Precision.arstid, Precision.halvar, Precision.ar, Precision.okand})
_FEWEST_WORDS: Final = 3


def why_vague_time(time: Tidpunkt) -> str:
    """Why a promised time cannot be watched as it stands, as a short clause; empty where it can.

    A day, a week, a month, a quarter and a meeting are exact enough. A season or a year has a last day that can be
    reckoned, but whoever promised it seldom meant that day; «löpande» and «på sikt» have none.
    """
    if not time.words.strip():
        return ""
    if time.needs_year:
        return "året är inte sagt"
    if time.latest is None:
        return "den återkommer men slutar aldrig" if time.recurrence else "ingen sista dag går att räkna ut"
    return "flera månader ryms i den" if time.precision in _WIDE else ""


def why_vague_effect(effect: str, measure: str) -> str:
    """Why an expected effect says too little to be seen, as a short clause; empty where it says enough."""
    words = effect.split()
    if not words:
        return ""
    if folded(effect).strip(" .") == folded(measure).strip(" ."):
        return "den upprepar åtgärden"
    return "den säger inte vad som ändras" if len(words) < _FEWEST_WORDS else ""
