"""What the columns of a list hold, and what is remembered of it."""

from __future__ import annotations

from datetime import date

import pytest

from nemndsekr.rules.list_columns import (
    ListField,
    column_remarks,
    columns_key,
    field_of_heading,
    looks_like_dnr,
    propose_columns,
    recalled,
    remembered_as,
)

F = ListField
PRINTED = date(2025, 3, 1)


@pytest.mark.parametrize(
    ("heading", "holds"),
    [
        ("Dnr", F.diarienummer),
        ("Diarie-\nnummer", F.diarienummer),
        ("ÄRENDENR", F.diarienummer),
        ("Ärende", F.rubrik),
        ("Ärendemening", F.rubrik),
        ("Typ av ärende", F.slag),
        ("Avsändare", F.fran),
        ("Inkom den", F.inkom),
        ("Svar senast", F.svarsdag),
        ("Bevakningsdatum", F.svarsdag),
        ("Beslutad", F.beslutad),
        ("Beslutad åtgärd", F.uppdrag),
        ("Klart", F.avslutad),
        ("Ansvarig handläggare", F.handlaggare),
        ("Nämnd", F.namnd),
        ("Status", F.lage),
        ("Återrapportering till nämnd", F.aterrapportering),
        ("Intern anteckning/kommentar", F.anteckning),
        ("Ska vara klart", F.svarsdag),
        ("Ska besvaras", F.svarsdag),
        ("Besvarad", F.avslutad),
        ("Kom in", F.inkom),
        ("Ankomstdatum", F.inkom),
        ("Ansv. handl.", F.handlaggare),
        ("Handläggs av", F.handlaggare),
        ("Senast ändrad", F.anteckning),
        ("Färg", None),
        ("", None),
        ("KFN 2025/117", None),
    ],
)
def test_a_heading_tells_what_its_column_holds(heading, holds):
    assert field_of_heading(heading) == holds


@pytest.mark.parametrize(
    "dnr",
    ["BUN-2026-0412", "KS 2023/758", "KS/2018:443", "2014/304", "1.2.1/024-2013", "SN 18/0098", "2013-KS0548/003"],
)
def test_a_diarienummer_is_known_by_its_look(dnr):
    assert looks_like_dnr(dnr)


@pytest.mark.parametrize("text", ["2026-03-31", "31/3 2026", "Granskning av bad", "våren 2026", "123", "08-50 82x"])
def test_other_words_are_no_diarienummer(text):
    assert not looks_like_dnr(text)


def test_columns_without_headings_are_known_by_what_stands_under_them():
    headings = ("Kolumn A", "Kolumn B", "Kolumn C", "Kolumn D")
    cells = (
        ["KFN 2025/117", "KFN 2025/131"],
        ["Granskning av föreningsbidrag", "Öppna badplatser i hela kommunen"],
        ["Granskning", "Nämndinitiativ"],
        ["Ylva Frost", "Åke Lind"],
    )

    assert propose_columns(headings, cells, PRINTED) == (F.diarienummer, F.rubrik, F.slag, F.handlaggare)


def test_no_field_but_the_note_is_given_to_two_columns():
    headings = ("Ärende", "Ärendemening", "Kommentar", "Anteckning")

    assert propose_columns(headings, [[]] * 4, PRINTED) == (F.rubrik, None, F.anteckning, F.anteckning)


@pytest.mark.parametrize(
    ("headings", "cells", "holds"),
    [
        # Days of every make under a heading that says nothing: what lies ahead of the list is waited for.
        (("Dnr", "Ärende", "X"), ["31/3", "v. 14", "våren 2026", "250331"], F.svarsdag),
        (("Dnr", "Ärende", "X"), ["2024-11-04", "2025-01-15", ""], F.inkom),
        (("Dnr", "Ärende", "Inkom", "X"), ["2024-11-04", "2025-01-15", "2025-02-01"], F.svarsdag),
        (("Dnr", "Ärende", "Svarsdag", "X"), ["2024-11-04", "2025-01-15", "2025-02-01"], F.inkom),
        (("Dnr", "Ärende", "Svarsdag", "Inkom", "X"), ["2024-11-04", "2025-01-15", "2025-02-01"], None),
        (("Dnr", "Ärende", "X"), ["gul", "röd", "2025-02-01"], None),
        (("Dnr", "Ärende", "X"), ["2025", "2024", "2025"], None),
        (("Ärende", "X"), ["SN 2025/101", "SN 2025/102"], F.diarienummer),
        (("Dnr", "Ärende", "X"), ["SN 2025/101", "SN 2025/102"], None),
    ],
)
def test_a_column_whose_heading_says_nothing_is_known_by_its_days_or_numbers(headings, cells, holds):
    others = {"Inkom": ["2024-10-01"] * len(cells), "Svarsdag": ["2025-06-01"] * len(cells)}
    columns = [cells if heading == "X" else others.get(heading, []) for heading in headings]

    assert propose_columns(headings, columns, PRINTED)[headings.index("X")] == holds


def test_of_two_columns_of_days_the_earlier_is_when_it_came_in():
    found = propose_columns(
        ("Ärende", "A1", "A2"), (["Bad"], ["2025-04-01", "2025-05-01"], ["2025-01-01", "2025-02-02"]), PRINTED
    )

    assert found == (F.rubrik, F.svarsdag, F.inkom)


def test_a_column_of_days_or_numbers_that_becomes_a_note_is_told():
    headings = ("Ärende", "Kollas", "Deras dnr", "Färg", "Svarsdag")
    cells = (["Bad", "Lek"], ["31/3", "v. 14"], ["SN 2025/101", "SN 2025/102"], ["gul", ""], ["31/3", "1/4"])

    assert column_remarks(headings, cells, (F.rubrik, None, F.anteckning, None, F.svarsdag)) == (
        "«Kollas» har datum men blir anteckning",
        "«Deras dnr» har diarienummer men blir anteckning",
    )


def test_a_choice_is_remembered_by_the_headings_in_whatever_order_they_stand():
    headings, columns = ("Dnr", "Ärende", "Färg"), (F.diarienummer, F.rubrik, None)
    turned = ("Färg", "Dnr:", "ÄRENDE")

    assert columns_key(turned) == columns_key(headings)
    assert recalled(turned, remembered_as(headings, columns)) == (None, F.diarienummer, F.rubrik)


def test_what_no_longer_fits_is_not_recalled():
    kept = remembered_as(("Dnr", "Ärende"), (F.diarienummer, F.rubrik))

    assert recalled(("Dnr", "Sak"), kept) is None
    assert recalled(("Dnr", "Dnr"), kept) is None
    assert recalled(("Dnr", "Ärende"), "dnr=borttaget|arende=rubrik") == (None, F.rubrik)
