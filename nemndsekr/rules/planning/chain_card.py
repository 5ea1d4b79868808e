"""Kedjekort: the meetings of a case on one line, as they stand in its Beslutsplanering, to be pasted or printed."""

from __future__ import annotations

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DocumentKind
from nemndsekr.rules.planning.chosen import step_printed, steps_to_print


def chain_card(file: CaseFile) -> str:
    """«ASN beredning 2025-02-26 · ASN arbetsutskott 2025-03-06 · …», by the nämnd's own names; empty without days."""
    return " · ".join(
        step_printed(file, step) for step in steps_to_print(file, DocumentKind.tjansteskrivelse) if step.day is not None
    )
