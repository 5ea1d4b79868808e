"""Checks of what may not leave the house as it stands: personnummer in the texts of a case."""

from __future__ import annotations

from collections.abc import Iterator

from nemndsekr.records.case_file import CaseFile
from nemndsekr.rules.checks.personnummer import RULE, find_personnummer
from nemndsekr.rules.checks.remark import GO_THERE, Remark
from nemndsekr.rules.checks.texts import texts_of


def personnummer_in_texts(file: CaseFile) -> Iterator[Remark]:
    """Find what is, or may be, a person's number; what is said of it never holds the last four."""
    for text in texts_of(file):
        for found in find_personnummer(text.text):
            yield Remark(
                RULE,
                found.text,
                f"{found.masked} i {text.name}. Handlingen kan bli allmän: behövs numret?",
                text.table,
                text.row_uid,
                text.field,
                found.certainty,
                (GO_THERE,),
                (text.text[found.start : found.end],),
            )
