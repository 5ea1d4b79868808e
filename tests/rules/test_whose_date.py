"""Whose a date is: what the words of a measure say, and what they only seem to say."""

from __future__ import annotations

from datetime import date

import pytest

from nemndsekr.records.choices import Precision, WhoseDate
from nemndsekr.records.namnd import Namnd
from nemndsekr.rules.tidpunkt import Tidpunkt
from nemndsekr.rules.whose_date import whose_date

OURS = Namnd(name="Barn- och utbildningsnämnden", short_name="BUN")


@pytest.mark.parametrize(
    ("measure", "whose", "because"),
    [
        ("Den nya lagen träder i kraft", WhoseDate.extern, "lagen träder i kraft"),
        ("Föreskrifterna börjar gälla för alla huvudmän", WhoseDate.extern, "Föreskrifterna börjar gälla"),
        ("Socialstyrelsen publicerar en vägledning", WhoseDate.extern, "Socialstyrelsen publicerar"),
        ("Underlaget lämnas av Skolverket", WhoseDate.extern, "av Skolverket"),
        ("Region Vallby inför ett nytt system", WhoseDate.extern, "Region Vallby inför"),
        ("Förskolenämnden ska genomlysa sin rutin", WhoseDate.annan_namnd, "Förskolenämnden ska"),
        ("Kommunstyrelsen beslutar om riktlinjen", WhoseDate.annan_namnd, "Kommunstyrelsen beslutar"),
        ("Lokalerna byggs om av kultur- och fritidsnämnden", WhoseDate.annan_namnd, "av kultur- och fritidsnämnden"),
        ("Rutinen infördes för alla skolor", WhoseDate.redan_skett, "infördes"),
        ("Utbildningen är genomförd", WhoseDate.redan_skett, "är genomförd"),
        ("Planen antogs av nämnden", WhoseDate.redan_skett, "antogs"),
    ],
)
def test_the_words_tell_whose_the_date_is(measure, whose, because):
    found = whose_date(measure, Tidpunkt("hösten 2026"), OURS)
    assert found is not None
    assert (found.whose, found.because) == (whose, because)


@pytest.mark.parametrize(
    "measure",
    [
        "Ta fram en rutin enligt Socialstyrelsens föreskrifter",
        "Barn- och utbildningsnämnden ska få en redovisning",
        "Utbildningsnämnden ska få en redovisning",
        "Nämnden ska följa upp avtalet",
        "Förvaltningen genomför en översyn av rutinerna",
        "Redovisa resultatet för kommunfullmäktige",
        "Anpassa rutinen till den nya lagen",
        "Utbildning av alla chefer",
    ],
)
def test_our_own_promise_is_left_alone(measure):
    assert whose_date(measure, Tidpunkt("hösten 2026"), OURS) is None


def test_a_time_that_was_over_when_it_was_told_has_happened_already():
    time = Tidpunkt("maj 2025", date(2025, 5, 1), date(2025, 5, 31), Precision.manad)
    found = whose_date("Se över blanketten", time, OURS, date(2026, 2, 19))
    assert found is not None
    assert (found.whose, found.because) == (WhoseDate.redan_skett, "maj 2025")
    assert whose_date("Se över blanketten", time, OURS, date(2025, 5, 19)) is None
    assert whose_date("Se över blanketten", time, OURS) is None
