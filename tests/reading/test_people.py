"""People: each way that signers, initiators and case officers have been set out, in made-up words."""

from __future__ import annotations

import pytest

from tests.reading.read_text import found_in

LONG = "Revisorerna har granskat hur arbetet bedrivs och om det finns rutiner som är kända av dem som ska följa dem."
ASKS = "Revisorerna önskar ett svar från nämnden senast den 3 mars 2025."


def people_in(text: str) -> list[tuple[str, str, str, str]]:
    """Name, title, party and part of everyone found."""
    return [(one["name"], one["role"], one["party"], one["part"]) for one in found_in(text)["people"]]


def missiv(end: str) -> str:
    """An auditors' letter with this at its end."""
    return f"Missiv\n\nTill Kulturnämnden\n\nGranskning av biblioteken\n\n{LONG} {ASKS}\n\n{end}"


def tjansteskrivelse(end: str, head: str = "") -> str:
    """An official's paper with this in its head and at its end."""
    return (
        f"Tjänsteskrivelse\n\n{head}\n\nSvar på granskning av parker\n\n## Förslag till beslut\n\nNämnden godkänner "
        f"svaret.\n\n## Ärendet\n\n{LONG}\n\n{end}"
    )


def motion(end: str) -> str:
    """A motion with this at its end."""
    return (
        f"Motion till kommunfullmäktige\n\nFler bänkar\n\n{LONG}\n\nVi yrkar\n\natt bänkar ställs ut i parken\n\n{end}"
    )


@pytest.mark.parametrize(
    ("end", "wanted"),
    [
        pytest.param(
            "På revisorernas vägnar\n\nGöta Brink Ivar Sten\n\nOrdförande Vice ordförande",
            [("Göta Brink", "Ordförande", ""), ("Ivar Sten", "Vice ordförande", "")],
            id="two columns that were lost",
        ),
        pytest.param(
            (
                "För revisorerna\n\nGöta Brink          Ivar Sten          Åsa Lund\nordförande          "
                "1:e vice ordförande   "
                "       2:e vice ordförande"
            ),
            [
                ("Göta Brink", "ordförande", ""),
                ("Ivar Sten", "1:e vice ordförande", ""),
                ("Åsa Lund", "2:e vice ordförande", ""),
            ],
            id="three columns and numbered titles",
        ),
        pytest.param(
            "Med vänliga hälsningar\n\nGöta Brink (L)\n\nordförande",
            [("Göta Brink", "ordförande", "L")],
            id="a greeting before",
        ),
        pytest.param(
            "FÖR LERBYS KOMMUNS REVISORER Göta Brink Ordförande Ivar Sten Vice ordförande",
            [("Göta Brink", "Ordförande", ""), ("Ivar Sten", "Vice ordförande", "")],
            id="all on the line of the sign-off",
        ),
        pytest.param(
            "På revisorernas vägnar\n\nGöta Brink Ordförande Ivar Sten Sekreterare 123 45 Lerby. Telefon 0123-45 60 00",
            [("Göta Brink", "Ordförande", ""), ("Ivar Sten", "Sekreterare", "")],
            id="names in a flow that an address follows",
        ),
        pytest.param(
            "För revisorerna i Lerby kommun undertecknar ordföranden Göta Brink och vice ordföranden Ivar Sten.",
            [("Göta Brink", "ordförande", ""), ("Ivar Sten", "vice ordförande", "")],
            id="named in a sentence",
        ),
        pytest.param(
            "Brevet undertecknas av Göta Brink, ordförande, och Ivar Sten, vice ordförande.",
            [("Göta Brink", "ordförande", ""), ("Ivar Sten", "vice ordförande", "")],
            id="in a sentence, the title after",
        ),
        pytest.param(
            "Göta Brink          Ivar Sten\nOrdförande          Vice ordförande\nNordrev          Nordrev",
            [("Göta Brink", "Ordförande", ""), ("Ivar Sten", "Vice ordförande", "")],
            id="a line of the firm under them",
        ),
        pytest.param(
            "Ordförande          Vice ordförande\n\nGöta Brink          Ivar Sten",
            [("Göta Brink", "Ordförande", ""), ("Ivar Sten", "Vice ordförande", "")],
            id="the titles first",
        ),
    ],
)
def test_those_who_sign_for_the_auditors_are_found(end, wanted):
    assert people_in(missiv(end)) == [(*one, "signer") for one in wanted]


@pytest.mark.parametrize(
    ("end", "wanted"),
    [
        ("Siv Rask (SD)", [("Siv Rask", "", "SD")]),
        ("Siv Rask (sd)", [("Siv Rask", "", "SD")]),
        ("Siv Rask, MP", [("Siv Rask", "", "MP")]),
        ("Siv Rask Centerpartiet", [("Siv Rask", "", "C")]),
        ("Siv R Centerpartiet", [("Siv R", "", "C")]),
        ("Siv Rask, Liberalerna", [("Siv Rask", "", "L")]),
        ("Siv Rask          Moderaterna\nErsättare", [("Siv Rask", "Ersättare", "M")]),
        ("För Vänsterpartiet i Lerby\n\nSiv Rask", [("Siv Rask", "", "V")]),
        ("Vänsterpartiet i Lerby\n\n2024 10 28\n\nSiv Rask", [("Siv Rask", "", "V")]),
        (
            "För den kristdemokratiska fullmäktigegruppen\n\nSiv Rask          Bo Al",
            [("Siv Rask", "", "KD"), ("Bo Al", "", "KD")],
        ),
        ("Siv Rask          Bo Al\n(S)          (V)", [("Siv Rask", "", "S"), ("Bo Al", "", "V")]),
        (
            "Siv Rask (S)      Bo Al (V)      Eva Ö (MP)",
            [("Siv Rask", "", "S"), ("Bo Al", "", "V"), ("Eva Ö", "", "MP")],
        ),
        (
            "Siv Rask, MP          Bo Al, MP\nGruppledare          Ledamot i kommunfullmäktige",
            [("Siv Rask", "Gruppledare", "MP"), ("Bo Al", "Ledamot i kommunfullmäktige", "MP")],
        ),
        ("Siv Rask (SD) samt hela gruppen i SD", [("Siv Rask", "", "SD")]),
        ("Siv Rask (C)\n\nSiv Rask (C)", [("Siv Rask", "", "C")]),
        (
            "Lerby den 4 mars 2025\n\n____________________\n\nSiv Rask, gruppledare (S)",
            [("Siv Rask", "gruppledare", "S")],
        ),
        ("Siv Rask\n\nSocialdemokraterna", [("Siv Rask", "", "S")]),
    ],
)
def test_those_who_put_a_motion_are_found_with_their_parties(end, wanted):
    assert people_in(motion(end)) == [(*one, "initiator") for one in wanted]


@pytest.mark.parametrize(
    "joins",
    [
        "Med instämmande av",
        "Med instämmande av:",
        "Instämmer i motionen gör",
        "I motionen instämmer:",
        "Medmotionärer:",
    ],
)
def test_those_who_join_are_told_from_those_who_put(joins):
    found = people_in(motion(f"Siv Rask (S)\n\n{joins}\n\nBo Al (V)\n\nEva Ek"))

    assert found == [("Siv Rask", "", "S", "initiator"), ("Bo Al", "", "V", "joined"), ("Eva Ek", "", "", "joined")]


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("Handläggare\n\nSiv Rask", [("Siv Rask", "Handläggare")]),
        ("Handläggare: Siv Rask, 508 12 345", [("Siv Rask", "Handläggare")]),
        (
            "Handläggare\nSiv Rask\nTelefon: 0123-45 67 89\nBo Al\nTelefon: 0123-45 67 90",
            [("Siv Rask", "Handläggare"), ("Bo Al", "Handläggare")],
        ),
        (
            "Handläggare\n\nUtfärdat 2025-03-04\n\nSiv Rask\n\nDiarienummer 0123/25\n\nTelefon: 0123-45 67 89",
            [("Siv Rask", "Handläggare")],
        ),
        (
            "HANDLÄGGARE Siv Rask Bo Al 08-555 210 14 08-555 210 77 Kulturnämnden",
            [("Siv Rask", "HANDLÄGGARE"), ("Bo Al", "HANDLÄGGARE")],
        ),
        ("ANSVARIG CHEF HANDLÄGGARE\n\nSiv Rask Bo Al", [("Bo Al", "HANDLÄGGARE")]),
        ("Vår referens\n\nSiv Rask\n\nUtredare\n\nsiv.rask@lerby.example", [("Siv Rask", "Utredare")]),
        ("Parkförvaltningen\n\nSiv Rask, utredare\n\n0123-45 67\n\nsiv.rask@lerby.example", [("Siv Rask", "utredare")]),
        ("Parkkontoret\n\nEkonomi och styrning\n\nSiv Rask\n\nController\n\nParknämnden", [("Siv Rask", "Controller")]),
        ("Parknämnden\n\nDnr PN 2025/12", []),
    ],
)
def test_the_case_officer_is_found_in_the_head(head, wanted):
    assert people_in(tjansteskrivelse("", head)) == [(name, role, "", "case_officer") for name, role in wanted]


def test_a_contact_in_an_auditors_letter_is_no_case_officer():
    text = missiv("Göta Brink\n\nOrdförande").replace(
        "Granskning av", "Kontaktperson: Ivar Sten, 0123-45 67 89\n\nGranskning av", 1
    )

    assert people_in(text) == [("Göta Brink", "Ordförande", "", "signer")]


@pytest.mark.parametrize(
    ("end", "wanted"),
    [
        ("Göta Brink, t.f. förvaltningschef", [("Göta Brink", "t.f. förvaltningschef")]),
        (
            "Göta El Amin Parkdirektör\n\nMaj-Britt Sten Medicinskt ansvarig sjuksköterska",
            [("Göta El Amin", "Parkdirektör"), ("Maj-Britt Sten", "Medicinskt ansvarig sjuksköterska")],
        ),
        (
            "Göta Brink\n\nparkdirektör\n\nIvar Sten\n\navdelningschef\n\n## Bilagor\n\n1. Rapport\n2. Förslag",
            [("Göta Brink", "parkdirektör"), ("Ivar Sten", "avdelningschef")],
        ),
        ("Detta dokument är digitalt signerat\n\nGöta Brink\n\nParkdirektör", [("Göta Brink", "Parkdirektör")]),
        (
            "| Göta Brink | Ivar Sten |\n|---|---|\n| Parkdirektör | Enhetschef |",
            [("Göta Brink", "Parkdirektör"), ("Ivar Sten", "Enhetschef")],
        ),
    ],
)
def test_officials_sign_in_many_ways(end, wanted):
    assert people_in(tjansteskrivelse(end)) == [(*one, "", "signer") for one in wanted]


def test_places_and_bodies_are_no_people():
    text = tjansteskrivelse("Norra Lerby stadsdelsnämnd\n\nÖstra Skolgatan\n\nGranskning Parker")

    assert people_in(text) == []


def test_a_letter_that_members_have_signed_is_theirs():
    text = (
        f"Skrivelse om bänkar\n\nParknämnden\n\n{LONG}\n\nDärför vill vi\n\n- att bänkar ställs ut\n\n"
        "Siv Rask (S)      Bo Al (V)"
    )

    assert people_in(text) == [("Siv Rask", "", "S", "initiator"), ("Bo Al", "", "V", "initiator")]


def test_a_name_among_those_who_are_told_does_not_sign():
    text = tjansteskrivelse("Göta Brink\n\nParkdirektör\n\n## Sändlista\n\nKent Rask\n\nAkten")

    assert people_in(text) == [("Göta Brink", "Parkdirektör", "", "signer")]


@pytest.mark.parametrize(
    ("cover", "end", "wanted"),
    [
        (
            "Göta Brink, uppdragsledare",
            "Göta Brink          Ivar Sten",
            [("Göta Brink", "uppdragsledare"), ("Ivar Sten", "")],
        ),
        ("Projektledare: Göta Brink", "", [("Göta Brink", "Projektledare")]),
        ("Granskningen utförd av: Göta Brink, revisor", "", [("Göta Brink", "revisor")]),
        ("Upprättad av Göta Brink, 15 april 2025", "", [("Göta Brink", "")]),
        ("Göta Brink, revisor", "Göta Brink\n\nUppdragsledare\n\nNordrev AB", [("Göta Brink", "Uppdragsledare")]),
    ],
)
def test_a_report_is_signed_by_those_who_wrote_it(cover, end, wanted):
    text = (
        f"Revisionsrapport\n\nParkernas skötsel\n\n{cover}\n\n## Sammanfattning\n\n{LONG}\n\n- "
        f"Upprätta en plan.\n\n{end}"
    )

    assert people_in(text) == [(*one, "", "signer") for one in wanted]


def test_each_column_of_signatures_may_have_its_party_over_it():
    text = motion("För Vänsterpartiet          För Miljöpartiet\n\nSiv Rask          Bo Al")
    found = people_in(text.replace(LONG, f"{LONG} {LONG}"))

    assert found == [("Siv Rask", "", "V", "initiator"), ("Bo Al", "", "MP", "initiator")]
