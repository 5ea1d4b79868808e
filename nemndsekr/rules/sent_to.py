"""To whom a version of a document goes at each gate, as the case's own plan and facts propose it."""

from __future__ import annotations

from typing import Final

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import BodyKind, DocumentKind, VersionGate
from nemndsekr.rules.planning.chosen import step_printed, steps_to_print

_BODY_AT: Final = {
    VersionGate.till_beredning: BodyKind.beredning,
    VersionGate.till_au: BodyKind.au,
    VersionGate.till_namnd: BodyKind.namnd,
}


def proposed_recipients(file: CaseFile, kind: DocumentKind) -> dict[VersionGate, str]:
    """Whom a version is likely sent to, by its gate: the body with its day, or those that the decision is sent to."""
    found = dict.fromkeys(VersionGate, "")
    steps = steps_to_print(file, kind)
    for gate, body in _BODY_AT.items():
        own = [step for step in steps if step.kind == body]
        found[gate] = step_printed(file, own[-1]) if own else ""
    found[VersionGate.expedierad] = ", ".join(one.text for one in file.recipients)
    return found
