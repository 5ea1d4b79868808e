"""For what a version is most likely locked: by how far the case has come, and by what is locked already."""

from __future__ import annotations

from datetime import date
from typing import Final

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import CaseStage, DocumentKind, VersionGate
from nemndsekr.records.document import Version
from nemndsekr.rules.decision_consequences import goes_back

_GATE_OF: Final = {
    CaseStage.under_arbete: VersionGate.till_beredning,
    CaseStage.till_beredning: VersionGate.till_beredning,
    CaseStage.till_au: VersionGate.till_au,
    CaseStage.till_namnd: VersionGate.till_namnd,
    CaseStage.beslutat: VersionGate.beslutad,
    CaseStage.expedierat: VersionGate.expedierad,
}
_ORDER: Final = tuple(gate for gate in VersionGate if gate != VersionGate.annan)


def proposed_gate(file: CaseFile, kind: DocumentKind) -> VersionGate:
    """The gate of the case's stage, but none before the one that this very document was last locked for.

    A text that has gone to the nämnd does not go to the beredning next. After a decision that sends the case back it
    does: what was locked before that is left out.
    """
    by_stage = _GATE_OF.get(file.case.stage)
    document = file.document(kind)
    known = [
        one
        for one in file.versions
        if one.kind == kind and one.gate in _ORDER and (document is None or one.document_id in (None, document.id))
    ]
    back = max((one.day for one in file.decisions if one.day is not None and goes_back(file, one)), default=None)
    gates = [one.gate for one in known if back is None or _is_after(one, back)]
    gates += [by_stage] if by_stage is not None else []
    return max(gates, key=_ORDER.index, default=VersionGate.annan)


def _is_after(version: Version, day: date) -> bool:
    return version.at is not None and version.at.date() > day
