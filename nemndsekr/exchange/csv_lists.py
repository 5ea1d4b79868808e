"""CSV that a Swedish Excel opens by double-click: UTF-8 with BOM, semicolons, CRLF, quotes, and no formulas.

The columns are fixed, so that other programs can rely on them.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

MEASURE_COLUMNS: Final = (
    "diarienummer",
    "rek_nr",
    "atgard",
    "forvantad_effekt",
    "senast_klar_text",
    "senast_klar_till",
    "ansvarig",
    "lage",
    "aterrapporteras",
    "arende",
    "forst_lovat_text",
    "forst_lovat_till",
    "dagar_sen",
    "dagar_efter_forsta",
    "forlangd_ganger",
    "skal_till_ny_tid",
    "ny_tid_beviljad_av",
)
ATTSATS_COLUMNS: Final = ("diarienummer", "nr", "att_sats", "uppdrag_till", "redovisas", "forslag", "beslut")
# What Excel takes for the beginning of a formula, also after a tab or a line break that it drops.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A list as the bytes of a CSV file; every field is quoted, and none can begin a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_guarded(field) for field in row] for row in rows)
    return codecs.BOM_UTF8 + file.getvalue().encode("utf-8")


def _guarded(field: str) -> str:
    return f"'{field}" if field.startswith(_FORMULA) else field
