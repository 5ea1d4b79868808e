"""Decisions: each way that points, plan, recipients and the committee have been set out, in made-up words."""

from __future__ import annotations

import pytest

from tests.reading.read_text import found_in, texts

LONG = "Revisorerna har granskat hur arbetet bedrivs och om det finns rutiner som är kända av dem som ska följa dem."
TWO = ["Parknämnden godkänner svaret.", "Parknämnden översänder svaret till revisorerna."]


def official(text: str) -> dict:
    """What is found in an official's paper with this part."""
    return found_in(f"Tjänsteskrivelse\n\nSvar på granskning av parker\n\n{text}\n\n## Sammanfattning\n\n{LONG}")


def minutes(text: str, head: str = "Parknämnden\n\n2025-03-04\n\n§ 14") -> dict:
    """What is found in minutes with this part."""
    return found_in(f"Sammanträdesprotokoll\n\n{head}\n\nSvar på motion om bänkar\n\n{text}")


@pytest.mark.parametrize(
    "heading",
    [
        "Förslag till beslut",
        "FÖRSLAG TILL BESLUT",
        "Förslag till beslut i parknämnden",
        "Förslag till beslut för parknämnden",
        "Förvaltningens förslag till beslut",
        "Park- och naturförvaltningens förslag till beslut",
        "Nämndens förslag till beslut",
        "Ordförandens förslag till beslut",
        "Förslag till beslut\n\nParknämnden beslutar",
        "Förslag till beslut\n\nKommunstyrelsens beslut",
        "Kommunstyrelsens förslag till kommunfullmäktige",
        "Arbetsutskottets förslag till parknämnden",
        "Ordförandens förslag – kommunstyrelsens förslag till kommunfullmäktiges beslut",
        "Beslutsförslag",
        "Föreslaget beslut",
    ],
)
def test_the_proposal_stands_under_many_headings(heading):
    assert texts(official(f"{heading}\n\n1. {TWO[0]}\n2. {TWO[1]}")["decision_points"]) == TWO


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(f"{TWO[0]}\n\n{TWO[1]}", TWO, id="paragraphs without marks"),
        pytest.param(f"- {TWO[0]}", TWO[:1], id="one point with a dash"),
        pytest.param(f"I parknämnden: {TWO[0]}", TWO[:1], id="the body on the same line"),
        pytest.param(
            "Parknämnden beslutar att ge förvaltningen i uppdrag att:\n\n1. se över bänkarna\n2. redovisa kostnaden",
            ["se över bänkarna", "redovisa kostnaden"],
            id="one sentence with items below",
        ),
        pytest.param(
            (
                "Förvaltningen föreslår att parknämnden beslutar att\n\ngodkänna svaret till "
                "revisorerna.\n\növersända svaret "
                "till kommunstyrelsen."
            ),
            ["godkänna svaret till revisorerna.", "översända svaret till kommunstyrelsen."],
            id="clauses without marks",
        ),
        pytest.param(
            (
                "Parknämnden beslutar\n\natt anta svaret som sitt eget,\n\natt ge förvaltningen i "
                "uppdrag att se över\n\n"
                "bänkarna i parken, samt\n\natt förklara paragrafen omedelbart justerad."
            ),
            [
                "att anta svaret som sitt eget,",
                "att ge förvaltningen i uppdrag att se över bänkarna i parken, samt",
                "att förklara paragrafen omedelbart justerad.",
            ],
            id="clauses with small letters, one of them broken",
        ),
        pytest.param(
            "Parknämnden föreslås besluta att avge yttrande till revisorerna enligt upprättat förslag.",
            ["Parknämnden föreslås besluta att avge yttrande till revisorerna enligt upprättat förslag."],
            id="one sentence that proposes",
        ),
        pytest.param(
            "Alternativ 1\n\n1. Bänkarna tas bort.\n\nAlternativ 2\n\n1. Bänkarna ska vara kvar.",
            ["Bänkarna tas bort.", "Bänkarna ska vara kvar."],
            id="two proposals that exclude each other",
        ),
        pytest.param(
            (
                "I kommunstyrelsen:\n\n1. Planen översänds.\n2. Paragrafen justeras.\n\nI "
                "kommunfullmäktige:\n\n1. Planen "
                "antas."
            ),
            ["Planen översänds.", "Paragrafen justeras.", "Planen antas."],
            id="numbers that begin anew for each body",
        ),
        pytest.param(
            f"{TWO[0]} Göta Brink parkdirektör Ivar Sten controller", TWO[:1], id="signatures glued to the point"
        ),
        pytest.param(
            f"{TWO[0]}\n\nGöta Brink          Ivar Sten\nParkdirektör          Controller", TWO[:1], id="signatures"
        ),
        pytest.param(f"{TWO[0]}\n\nBeslutet skickas till: Revisorerna", TWO[:1], id="who is told"),
        pytest.param(f"{TWO[0]}\n\nBilaga: Rapport om parker", TWO[:1], id="what is enclosed"),
        pytest.param(
            "1\\. att godkänna svaret till revisorerna\n\n2\\. att förklara paragrafen omedelbart justerad",
            ["att godkänna svaret till revisorerna", "att förklara paragrafen omedelbart justerad"],
            id="numbers typed as text",
        ),
    ],
)
def test_points_are_set_out_in_many_ways(text, wanted):
    assert texts(official(f"## Förslag till beslut\n\n{text}")["decision_points"]) == wanted


@pytest.mark.parametrize(
    "heading",
    ["Beslut", "Parknämndens beslut", "Park- och naturnämndens beslut", "Beslut i parknämnden", "Parknämnden beslutar"],
)
def test_minutes_tell_what_was_decided_and_not_what_was_proposed(heading):
    found = minutes(
        f"## Förvaltningens förslag\n\nFörvaltningen föreslår att motionen ska anses besvarad.\n\n## {heading}\n\n"
        f"1. Motionen avslås.\n\n## Reservation\n\nSiv Rask (S) reserverar sig mot beslutet."
    )

    assert texts(found["decision_points"]) == ["Motionen avslås."]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("## Beslut\n\nInformationen noteras.", ["Informationen noteras."]),
        (
            "## Beslut\n\nMotionen avslås. Paragrafen justeras omedelbart.",
            ["Motionen avslås.", "Paragrafen justeras omedelbart."],
        ),
        (
            "Beslut\n\nArbetsutskottets förslag till parknämnden\n\nPolicyn för bänkar antas.",
            ["Policyn för bänkar antas."],
        ),
        (
            "## Beslut\n\nKommunstyrelsens förslag till kommunfullmäktige: Motionen är besvarad.",
            ["Motionen är besvarad."],
        ),
        ("## Förslag till beslut\n\nMotionen avslås.", ["Motionen avslås."]),
        (
            (
                "## Ledamöternas förslag till beslut\n\nSiv Rask (M) föreslår att första stycket "
                "stryks.\n\n## Beslut\n\n"
                "Policyn antas."
            ),
            ["Policyn antas."],
        ),
        (
            "## Beslut\n\nMotionen avslås.\n\nSiv Rask (S) yrkar bifall till motionen.\n\nBo Al (V) reserverar sig.",
            ["Motionen avslås."],
        ),
    ],
)
def test_the_decision_of_minutes_is_short_and_ends_in_time(text, wanted):
    assert texts(minutes(text)["decision_points"]) == wanted


def test_what_an_initiative_proposed_is_its_clauses_and_no_decision():
    found = minutes(
        "## Parknämndens beslut\n\n1. Initiativet avslås.\n\n## Sammanfattning\n\nInitiativet innehåller följande "
        "förslag:\n\nFörslag till beslut:\n\nAtt bänkar ställs ut.\n\nAtt de målas gröna."
    )

    assert texts(found["decision_points"]) == ["Initiativet avslås."]
    assert texts(found["attsatser"]) == ["Att bänkar ställs ut.", "Att de målas gröna."]


def test_a_proposal_without_a_heading_is_found_by_its_sentence():
    found = found_in(
        f"Tjänsteutlåtande\n\nNya bänkar\n\nBorgarrådsberedningen föreslår att kommunstyrelsen beslutar följande.\n\n"
        f"1. Bänkar ställs ut.\n2. Kostnaden ryms i budgeten.\n\n## Ärendet\n\n{LONG}"
    )

    assert texts(found["decision_points"]) == ["Bänkar ställs ut.", "Kostnaden ryms i budgeten."]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "## Beslutsplanering\n\nBeredning 2025-02-05\n\nArbetsutskottet 2025-02-12\n\nParknämnden 2025-02-25",
            ["beredning", "au", "namnd"],
        ),
        (
            (
                "## Tidsplan\n\n- Parknämndens beredning 2025-02-05\n- Parknämndens arbetsutskott "
                "2025-02-12\n- Parknämnden "
                "2025-02-25"
            ),
            ["beredning", "au", "namnd"],
        ),
        (
            (
                "## Beredning\n\nParknämndens beredning          2025-02-05\nParknämndens arbetsutskott  "
                "        2025-02-12\n"
                "Parknämnden          2025-02-25"
            ),
            ["beredning", "au", "namnd"],
        ),
        (
            (
                "## Ärendets väg\n\n| Presidiet | 5 februari 2025 |\n|---|---|\n| Arbetsutskottet | 12 "
                "februari 2025 |\n| "
                "Parknämnden | 25 februari 2025 |"
            ),
            ["beredning", "au", "namnd"],
        ),
        (
            "## Tidplan\n\nBeredning 2025-02-05, arbetsutskott 2025-02-12, parknämnden 2025-02-25",
            ["beredning", "au", "namnd"],
        ),
        ("## Beredning\n\nÄrendet har beretts av parkkontoret och visades för rådet den 5 februari 2025.", []),
        ("## Beslutsunderlag\n\nParknämndens protokoll 2025-02-05\n\nKommunstyrelsens beslut 2025-02-12", []),
    ],
)
def test_the_plan_of_meetings_stands_under_many_headings(text, wanted):
    assert [step["step"] for step in official(text)["plan"]] == wanted


def test_the_box_of_a_letterhead_may_tell_the_meeting():
    found = found_in(
        f"Tjänsteskrivelse\n\nÄRENDE TILL SAMMANTRÄDESDATUM\n\nRegionstyrelsen 2025-02-25\n\nSvar på granskning\n\n"
        f"## Förslag till beslut\n\nRegionstyrelsen godkänner svaret.\n\n## Ärendet\n\n{LONG}"
    )

    assert found["plan"] == [{"step": "namnd", "date": "2025-02-25"}]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "## Beslutet skickas till\n\nRevisorerna\n\nKommunfullmäktiges ordförande",
            ["Revisorerna", "Kommunfullmäktiges ordförande"],
        ),
        ("## Expedieras till\n\nParkchefen\n\nSiv Rask", ["Parkchefen", "Siv Rask"]),
        ("Expedieras till: Revisorerna, kommunstyrelsen", ["Revisorerna", "kommunstyrelsen"]),
        ("Beslut sänds till: Revisorerna", ["Revisorerna"]),
        ("## Delges\n\n- Revisorerna\n- Kommunstyrelsen", ["Revisorerna", "Kommunstyrelsen"]),
        ("Beslutet delges: Revisorerna", ["Revisorerna"]),
        (
            "## Kopia till\n\nArbets-, vuxen- och utbildningsnämnden, revisorerna",
            ["Arbets-, vuxen- och utbildningsnämnden", "revisorerna"],
        ),
        ("## Kopia till\n\nRevisorerna\n\nDela sidan\n\nSenast uppdaterad: 2025-03-04", ["Revisorerna"]),
        ("## Beslutet skickas till\n\nRevisorerna\n\nGöta Brink\n\nParkdirektör", ["Revisorerna"]),
        ("Protokollsutdrag till: Revisorerna; Kommunstyrelsen", ["Revisorerna", "Kommunstyrelsen"]),
    ],
)
def test_those_who_are_told_stand_under_many_headings(text, wanted):
    found = found_in(f"Tjänsteskrivelse\n\n## Ärendet\n\n{LONG}\n\n{text}")

    assert texts(found["recipients"]) == wanted


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("Till\n\nParknämnden\n\nKommunstyrelsen", ["Parknämnden", "Kommunstyrelsen"]),
        ("Till: Parknämnden", ["Parknämnden"]),
        (
            "Till Parknämnden\n\nFör kännedom: Kommunfullmäktiges presidium",
            ["Parknämnden", "Kommunfullmäktiges presidium"],
        ),
        (
            "Till\n\nParknämnden\n\nFör kännedom\n\nKommunfullmäktiges presidium\n\nKommunstyrelsen",
            ["Parknämnden", "Kommunfullmäktiges presidium", "Kommunstyrelsen"],
        ),
        ("Mottagare: Parknämnden", ["Parknämnden"]),
        ("Till\n\nKommunstyrelsen\n\nDatum\n\nParknämnden\n\n2025-02-14", ["Kommunstyrelsen", "Parknämnden"]),
    ],
)
def test_whom_an_auditors_letter_is_for(head, wanted):
    found = found_in(
        f"Missiv\n\n{head}\n\nGranskning av parker\n\n{LONG} Revisorerna önskar svar senast den 3 mars 2025.\n\n"
        f"På revisorernas vägnar\n\nGöta Brink\n\nOrdförande"
    )

    assert texts(found["recipients"]) == wanted


@pytest.mark.parametrize(
    "head",
    [
        "Till\n\nKommunens revisorer",
        "Till: Kommunens revisorer",
        "Kommunens revisorer",
        "Ställd till: Kommunens revisorer",
    ],
)
def test_whom_a_yttrande_is_for(head):
    found = found_in(
        f"Yttrande\n\n2025-03-04\n\n{head}\n\nYttrande över granskning av parker\n\nParknämnden har tagit del av "
        f"granskningen. {LONG}"
    )

    assert texts(found["recipients"]) == ["Kommunens revisorer"]


@pytest.mark.parametrize(
    ("text", "committee"),
    [
        (
            (
                "Sammanträdesprotokoll\n\nKommunfullmäktige\n\n2025-03-04\n\n§ 14\n\nSvar på "
                "motion\n\n## Beslut\n\nKommunstyrelsen får i uppdrag att måla."
            ),
            "Kommunfullmäktige",
        ),
        (
            (
                "Sammanträdesprotokoll\n\nParknämndens arbetsutskott\n\n2025-03-04\n\n§ 14\n\nSvar på "
                "motion\n\n## Beslut\n\nParknämnden antar planen."
            ),
            "Parknämndens arbetsutskott",
        ),
        (
            (
                "Motion till kommunfullmäktige\n\nFler bänkar\n\nVi yrkar\n\natt parknämnden får i "
                "uppdrag att måla\n\nSiv Rask (S)"
            ),
            "kommunfullmäktige",
        ),
        (
            (
                "Motion till parknämnden\n\nFler bänkar\n\nFullmäktige vill ha fler bänkar.\n\nVi "
                "yrkar\n\natt parknämnden målar dem\n\nSiv Rask (S)"
            ),
            "parknämnden",
        ),
        (
            (
                "Tjänsteutlåtande\n\nTill Ekdalens stadsdelsnämnd\n\nSvar\n\n## Förslag till "
                "beslut\n\nStadsdelsnämnden godkänner svaret."
            ),
            "Ekdalens stadsdelsnämnd",
        ),
        (
            (
                "Tjänsteskrivelse\n\nTill Nämnden för park och natur\n\nSvar\n\n## Förslag till "
                "beslut\n\nNämnden godkänner svaret."
            ),
            "Nämnden för park och natur",
        ),
    ],
)
def test_the_committee_is_whose_paper_it_is(text, committee):
    assert found_in(f"{text}\n\n{LONG}")["committee"].casefold() == committee.casefold()


def test_those_who_are_told_end_at_the_foot_of_the_minutes():
    found = minutes(
        "## Beslut\n\nMotionen avslås.\n\n## Beslutet skickas till\n\nParkkontoret\n\nOrdförandens signatur          "
        "Justerandes signatur\n\n§ 15\n\nRapport om träd"
    )

    assert texts(found["recipients"]) == ["Parkkontoret"]


def test_an_auditors_letter_may_name_its_addressees_without_a_label():
    found = found_in(
        "Revisorerna i Lerby kommun\n\nParknämnden\n\nKommunstyrelsen\n\nFör kännedom:\n\n"
        "Kommunfullmäktiges presidium\n\nGranskning av parker\n\n"
        f"{LONG} Vi önskar svar senast den 3 mars 2025.\n\nFör revisorerna\n\nGöta Brink\n\nOrdförande"
    )

    assert texts(found["recipients"]) == ["Parknämnden", "Kommunstyrelsen", "Kommunfullmäktiges presidium"]


def test_a_list_that_a_page_foot_breaks_is_one_list():
    found = official(
        f"## Förslag till beslut\n\n1. {TWO[0]}\n\nPostadress          Telefon          E-post\n\n2. {TWO[1]}"
    )

    assert texts(found["decision_points"]) == TWO


def test_members_who_write_decide_nothing_but_propose():
    found = found_in(
        f"Skrivelse om bänkar\n\nParknämnden\n\n{LONG}\n\nVi föreslår att parknämnden beslutar följande.\n\n1. Bänkar "
        "ställs ut.\n2. De målas gröna.\n\nSiv Rask (s)          Bo Al (v)"
    )

    assert found["decision_points"] == []
    assert texts(found["attsatser"]) == ["Bänkar ställs ut.", "De målas gröna."]
