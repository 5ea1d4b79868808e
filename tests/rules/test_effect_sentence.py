"""The sentence of an effect, from what changes, for whom and how it is seen."""

from __future__ import annotations

import pytest

from nemndsekr.rules.effect_sentence import effect_sentence


@pytest.mark.parametrize(
    ("change", "for_whom", "seen_by", "sentence"),
    [
        (
            "Kortare väntan på beslut", "vårdnadshavare", "statistik varje kvartal",
            "Kortare väntan på beslut för vårdnadshavare. Det följs genom statistik varje kvartal.",
        ),
        ("färre olyckor", "", "", "Färre olyckor."),
        ("Tryggare väg", "Elever i årskurs 1", "", "Tryggare väg för elever i årskurs 1."),
        (
            "Färre avbrott", "i hemtjänsten", "när måtten läses av",
            "Färre avbrott i hemtjänsten. Det följs när måtten läses av.",
        ),
        ("Bättre kunskap", "BUN:s chefer", "enkät.", "Bättre kunskap för BUN:s chefer. Det följs genom enkät."),
        ("", "alla elever", "", "För alla elever."),
        ("", "", "Enkät i maj", "Enkät i maj."),
        (" ", "", " ", ""),
    ],
)  # fmt: skip
def test_the_parts_become_a_sentence(change, for_whom, seen_by, sentence):
    assert effect_sentence(change, for_whom, seen_by) == sentence
