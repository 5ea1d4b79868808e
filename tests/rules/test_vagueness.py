"""What is told too vaguely to be followed up."""

from __future__ import annotations

from datetime import date

import pytest

from nemndsekr.rules.typed_time import typed_time
from nemndsekr.rules.vagueness import why_vague_effect, why_vague_time

TODAY = date(2026, 2, 19)


@pytest.mark.parametrize(
    "words",
    ["", "2026-05-29", "senast den 29 maj 2026", "maj 2026", "senast juni 2026", "v. 14 2026", "fjärde kvartalet 2026"],
)
def test_a_time_that_a_month_or_a_quarter_answers_for_can_be_watched(words):
    assert why_vague_time(typed_time(words, TODAY, periods=True).kept) == ""


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("under 2026", "flera månader ryms i den"),
        ("våren 2026", "flera månader ryms i den"),
        ("första halvåret 2026", "flera månader ryms i den"),
        ("kvartalsvis", "den återkommer men slutar aldrig"),
        ("på sikt", "ingen sista dag går att räkna ut"),
        ("när lokalerna är klara", "ingen sista dag går att räkna ut"),
    ],
)
def test_a_wider_time_is_vague_and_the_reason_is_told(words, why):
    assert why_vague_time(typed_time(words, TODAY, periods=True).kept) == why


@pytest.mark.parametrize(
    ("effect", "why"),
    [
        ("", ""),
        ("Bättre kvalitet", "den säger inte vad som ändras"),
        ("Inför nya rutiner.", "den upprepar åtgärden"),
        ("Färre barn väntar mer än fyra veckor på en plats", ""),
    ],
)
def test_an_effect_must_say_what_changes_and_not_only_the_measure_again(effect, why):
    assert why_vague_effect(effect, "Inför nya rutiner") == why
