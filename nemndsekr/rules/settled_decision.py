"""What is said of a decision whose minutes are confirmed or that is locked: so much, or what differs from then.

The minutes are what counts; what is written here afterwards changes nothing in them. So nothing is hindered: a slip
may be put right, and whoever changes something else is asked.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final, NamedTuple

from nemndsekr.records.block_text import BlockText, plain_text
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Outcome, label
from nemndsekr.records.decision import Decision
from nemndsekr.rules.frozen import FINAL_GATES, frozen_case, has_facts
from nemndsekr.support.days import full_day

_TOLD: Final = {"paragraph": "paragrafen", "day": "datumet", "outcome": "utfallet", "decided_text": "beslutets text"}


class Settled(NamedTuple):
    """What to say of a decision: quietly, or as a question because something is not as it was locked."""

    words: str = ""
    changed: bool = False


def settled(file: CaseFile, decision: Decision, today: date) -> Settled:
    """What is said above a decision; nothing of one that may still change.

    What was empty when the decision was locked has been filled in since, and is no change.
    """
    locked = _locked(file, decision)
    if locked is not None:
        told = [_was(name, getattr(locked, name)) for name in _TOLD if _differs(locked, decision, name)]
        if told:
            words = f"Beslutet låstes med {' och '.join(told)}. Står det som är skrivet nu i protokollet?"
            return Settled(words, changed=True)
    confirmed = decision.justering_on
    if confirmed is not None and confirmed <= today and (decision.paragraph or decision.outcome is not None):
        return Settled(f"Justerat den {full_day(confirmed)}. Det som ändras här ändras inte i protokollet.")
    return Settled()


def _locked(file: CaseFile, decision: Decision) -> Decision | None:
    """The decision as it was when a document was last locked with it."""
    for version in reversed(file.versions):
        if version.gate in FINAL_GATES and has_facts(version):
            then = frozen_case(version.facts)
            found = next((one for one in then.decisions if one.uid == decision.uid), None)
            if found is not None:
                return found
    return None


def _differs(then: Decision, now: Decision, name: str) -> bool:
    before, after = _words(getattr(then, name)), _words(getattr(now, name))
    return bool(before) and before != after


def _words(value: Any) -> str:
    words = plain_text(value) if isinstance(value, BlockText) else "" if value is None else str(value)
    return " ".join(words.split())


def _was(name: str, value: Any) -> str:
    """«§ 34», «datumet 26 mars 2026», «utfallet bifall»; a long text only by its name."""
    if name == "paragraph":
        return str(value).strip()
    if name == "decided_text":
        return "en annan text"
    said = full_day(value) if isinstance(value, date) else label(value).lower() if isinstance(value, Outcome) else ""
    return f"{_TOLD[name]} {said}"
