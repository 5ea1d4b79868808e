"""run_selfcheck: look at everything, each part by itself and for a bounded time: one that hangs hides no other."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import nemndsekr
from nemndsekr.operations.selfcheck.finding import Finding, Report, fail
from nemndsekr.operations.selfcheck.kept import find_kept
from nemndsekr.operations.selfcheck.place import find_place
from nemndsekr.operations.selfcheck.program import REINSTALL, program_findings, resource_findings
from nemndsekr.operations.selfcheck.system import computer_findings, find_window, policy_findings
from nemndsekr.operations.selfcheck.trial import find_documents, find_reading
from nemndsekr.support.bounded import TooLateError, within
from nemndsekr.support.paths import DataFolder
from nemndsekr.support.policy import Policy

SECONDS: Final = 60.0
"""So long each part may take."""
Part = tuple[str, Callable[[], Sequence[Finding]]]


def run_selfcheck(folder: DataFolder, policy: Policy, window: Mapping[str, Any], now: datetime) -> Report:
    """Look at the program, the computer and the data folder; ``now`` is local, ``window`` is what only Qt knows.

    Nothing is changed, but for a probe that is written and taken away again.
    """
    environment = dict(os.environ)
    parts: list[Part] = [
        ("program", lambda: program_findings(window)),
        ("program", resource_findings),
        ("dator", lambda: computer_findings(now)),
        ("skarm", lambda: find_window(window)),
        ("data", lambda: find_place(folder, environment, now.date())),
        ("databas", lambda: find_kept(folder, policy.share, now)),
        ("policy", lambda: policy_findings(policy)),
        ("prov", find_documents),
        ("prov", find_reading),
    ]
    return Report(now, nemndsekr.__version__, [one for part in parts for one in findings_of(*part)])


def findings_of(group: str, look: Callable[[], Sequence[Finding]], seconds: float = SECONDS) -> Sequence[Finding]:
    """What one part found, or that it gave no answer or broke."""
    try:
        return within(seconds, look)
    except TooLateError:
        words = f"Kontrollen svarade inte på {seconds:g} sekunder."
        return [fail(f"{group}.svarar_inte", words, "Kontrollera diskar och nätverksenheter.")]
    except Exception as error:  # noqa: BLE001 - one part that breaks must not hide what the others found
        words = f"Kontrollen bröts av ett fel ({type(error).__name__})."
        return [fail(f"{group}.brots", words, f"Skicka det här till den som sköter programmet. {REINSTALL}")]
