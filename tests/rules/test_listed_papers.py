"""A paper that is named twice is listed once; two of one name that are known apart stay two."""

from __future__ import annotations

import pytest

from nemndsekr.rules.listed_papers import distinct_papers

REPORT, NUMBERED = (
    "Revisionsrapport – Granskning av skolskjuts",
    "Revisionsrapport – Granskning av skolskjuts, REV-2025-31",
)


@pytest.mark.parametrize(
    ("named", "listed"),
    [
        ([NUMBERED, REPORT], [NUMBERED]),
        ([REPORT, "Missiv", NUMBERED], [NUMBERED, "Missiv"]),
        (["Tillsynsrapport 2026-02-10", "Bilaga 1: Tillsynsrapport"], ["Tillsynsrapport 2026-02-10"]),
        (["Remiss.", "Remiss;"], ["Remiss"]),
        (["Protokoll 2026-02-10", "Protokoll 2026-03-10"], ["Protokoll 2026-02-10", "Protokoll 2026-03-10"]),
        (["Bilaga 1", "Bilaga 2"], ["Bilaga 1", "Bilaga 2"]),
        (["Missiv – Skolskjuts", "Yttrande – Skolskjuts"], ["Missiv – Skolskjuts", "Yttrande – Skolskjuts"]),
        (["Rapport, REV-2025-31", "Rapport, REV-2024-30"], ["Rapport, REV-2025-31", "Rapport, REV-2024-30"]),
        (["Läge 1", "Läge 2"], ["Läge 1", "Läge 2"]),
        ([], []),
    ],
)  # fmt: skip
def test_each_paper_is_listed_once(named: list[str], listed: list[str]):
    assert list(distinct_papers(named)) == listed
