"""Unprintable: the characters of a made document that no font of ours draws, each with its place in the case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from nemndsekr.documents.outline import Outline, clean_text
from nemndsekr.documents.pdf_fonts import missing_glyphs, named_glyph
from nemndsekr.records.block_text import BlockText, plain_text
from nemndsekr.records.case_file import CASE_TABLES, CaseFile
from nemndsekr.rules.checks.remark import GO_THERE, Remark

RULE: Final = "tecken_saknas"


def unprintable_remarks(file: CaseFile, outline: Outline) -> Iterator[Remark]:
    """One remark for each character, with the first place of the case that has it; without one where none has."""
    for missing in missing_glyphs(outline):
        table, uid, field = _place_of(file, missing.char)
        yield Remark(
            RULE,
            f"Tecknet {named_glyph(missing.char)} går inte att skriva i PDF",
            f"Inget typsnitt har det. Byt ut eller ta bort det. Det står här: «{missing.around}»",
            table,
            uid,
            field,
            remedies=(GO_THERE,) if table else (),
            proof=(missing.around.strip("… "),),
        )


def _place_of(file: CaseFile, char: str) -> tuple[str, str, str]:
    rows = [("cases", file.case), *((name, row) for name, _ in CASE_TABLES for row in getattr(file, name))]
    for table, row in rows:
        for field in type(row).model_fields:
            if char in clean_text(_words(getattr(row, field, ""))):
                return table, row.uid, field
    return "", "", ""


def _words(value: Any) -> str:
    if isinstance(value, BlockText):
        return plain_text(value)
    return value if isinstance(value, str) else ""
