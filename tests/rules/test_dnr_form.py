"""What can be a diarienummer, with the nämnd's pattern and without."""

from __future__ import annotations

import pytest

from nemndsekr.rules.dnr_form import dnr_doubt, looks_like_dnr


@pytest.mark.parametrize(
    "number",
    [
        *("BUN-2026-0412", "BUN 2026/412", "IF IF-2023-00372", "KS-2014/742.912", "KS 2014/742.912", "0256/20"),
        *("3.1.2-56/2016", "RVK 2021/31", "2014/KS 0012 001", "Nf 220/2015", "VON 2023/00123-1.2.1", "SN 25/101"),
    ],
)
def test_every_usual_form_of_a_number_is_one(number):
    assert looks_like_dnr(number)
    assert dnr_doubt(number) == ""


@pytest.mark.parametrize("words", ["hej", "asdf 1234", "vet inte", "se akten", "2026", "BUN", "BUN-", "??", "12"])
def test_what_is_no_number_is_asked_about(words):
    assert dnr_doubt(words) == f"{words} ser inte ut som ett diarienummer. Stämmer det?"


@pytest.mark.parametrize(
    ("words", "pattern", "asked"),
    [
        ("", "BUN-ÅÅÅÅ-löpnr", ""),
        ("BUN-2026-0412", "BUN-ÅÅÅÅ-löpnr", ""),
        ("bun-2026-7", "BUN-ÅÅÅÅ-löpnr", ""),
        ("BUN-2026-0412, BUN-2026-0413", "BUN-ÅÅÅÅ-löpnr", ""),
        (
            "BUN-2026-0412, KS-2026-1",
            "BUN-ÅÅÅÅ-löpnr",
            "KS-2026-1 ser inte ut som nämndens nummer (BUN-ÅÅÅÅ-löpnr). Stämmer det?",
        ),
        ("blaj", "BUN-ÅÅÅÅ-löpnr", "blaj ser inte ut som nämndens nummer (BUN-ÅÅÅÅ-löpnr). Stämmer det?"),
        ("blaj", " ", "blaj ser inte ut som ett diarienummer. Stämmer det?"),
    ],
)
def test_a_number_is_held_against_the_pattern_of_the_namnd(words, pattern, asked):
    assert dnr_doubt(words, pattern) == asked
