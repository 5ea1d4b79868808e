"""What a list tells of itself: its day and its nämnd."""

from __future__ import annotations

from datetime import date

import pytest

from nemndsekr.rules.list_origin import dnr_prefix, dnr_year, list_origin, named_among, usual_prefix

TODAY = date(2026, 11, 22)
NAMNDER = [("Socialnämnden", "SN"), ("Barn- och utbildningsnämnden", "BUN"), ("Utbildningsnämnden", "")]


@pytest.mark.parametrize(
    ("titles", "sheet", "file", "day", "whole_year"),
    [
        (["Balanslista socialnämnden 2025", "Utskriven 2025-03-01"], "Blad1", "lista.xlsx", date(2025, 3, 1), False),
        (["Balanslista 2025"], "Blad1", "lista.xlsx", date(2025, 1, 1), True),
        ([], "Våren 2024", "lista.xlsx", date(2024, 1, 1), True),
        ([], "Blad1", "balanslista_250301.xlsx", date(2025, 3, 1), False),
        ([], "Blad1", "balanslista_2025-03-01.xlsx", date(2025, 3, 1), False),
        ([], "Blad1", "bevakning mars 2025.xlsx", date(2025, 3, 1), False),
        (["Strategi 2040, dnr SN 2025/101"], "Blad1", "lista.xlsx", None, False),
        ([], "inklistrad lista", "inklistrad lista", None, False),
    ],
)
def test_the_day_of_a_list_is_told_by_its_title_its_sheet_or_its_file(titles, sheet, file, day, whole_year):
    origin = list_origin(titles, sheet, file, TODAY)

    assert (origin.day, origin.whole_year) == (day, whole_year)


@pytest.mark.parametrize(
    ("words", "namnd"),
    [
        ("Balanslista barn- och utbildningsnämnden", "Barn- och utbildningsnämnden"),
        ("Kultur-, fritids- och idrottsnämnden 2025", "Kultur-, fritids- och idrottsnämnden"),
        ("BEVAKNING Kommunstyrelsen", "Kommunstyrelsen"),
        ("Ärenden till nämnden", ""),
        ("Nämndinitiativ", ""),
    ],
)
def test_the_namnd_of_a_list_is_the_one_it_names(words, namnd):
    assert list_origin([words], "Blad1", "lista.xlsx", TODAY).namnd == namnd


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["Balanslista barn- och utbildningsnämnden"], "Barn- och utbildningsnämnden"),
        (["Balanslista", "Blad1", "BUN balans"], "Barn- och utbildningsnämnden"),
        (["Socialnämndens ärenden"], "Socialnämnden"),
        (["Socialnämnden och barn- och utbildningsnämnden", "SN"], "Socialnämnden"),
        (["Balanslista socialnämnd"], "Socialnämnden"),
        (["Kultur- och utbildningsnämnden"], None),
        (["Kulturnämnden"], None),
        (["Snart klart", "bunden"], None),
    ],
)
def test_one_of_the_namnder_is_known_by_its_name_or_its_short_name(words, name):
    at = named_among(words, NAMNDER)

    assert (NAMNDER[at][0] if at is not None else None) == name


def test_a_diarienummer_tells_its_series_and_its_year():
    assert [dnr_prefix(dnr) for dnr in ("BUN 2025/101", "sn-2025-1", "2025/101", "Bad")] == ["BUN", "SN", "", ""]
    assert [dnr_year(dnr) for dnr in ("BUN 2025/101", "SN 25/101", "KS/2018:443", "117")] == [2025, 2025, 2018, None]
    assert usual_prefix(["BUN 2025/1", "BUN 2025/2", "KS 2025/3", "", "12/34"]) == "BUN"
    assert usual_prefix(["", "2025/1"]) == ""
