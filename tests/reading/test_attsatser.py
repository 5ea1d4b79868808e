"""Att-satser: each way that an initiative or a motion has put its clauses, in made-up words."""

from __future__ import annotations

import pytest

from tests.reading.read_text import found_in, texts

LONG = "Många äldre går till parken varje dag, och de flesta bänkarna togs bort när gången lades om för två år sedan."
TWO = ["att bänkar ställs ut i parken", "att kostnaden tas med i budgeten"]


def motion(text: str, end: str = "Siv Rask (S)") -> list[str]:
    """The clauses of a motion that ends so."""
    return texts(found_in(f"Motion till kommunfullmäktige\n\nFler bänkar\n\n{LONG}\n\n{text}\n\n{end}")["attsatser"])


@pytest.mark.parametrize(
    "lead_in",
    [
        "Vi yrkar",
        "Vänsterpartiet yrkar",
        "Vänsterpartiet i Lerby yrkar därför:",
        "Mot bakgrund av ovanstående yrkar vi",
        "Mot denna bakgrund yrkar vi:",
        "Med hänvisning till ovanstående föreslår därmed Vänsterpartiet kommunfullmäktige besluta",
        "Jag och Centerpartiet i Lerby föreslår därför kommunfullmäktige besluta",
        "Därför vill vi",
        "Därför föreslår vi",
        "Därför ger vi följande uppdrag i vårt ledamotsinitiativ:",
        "Vi hemställer att kommunfullmäktige beslutar",
        "Undertecknade yrkar på:",
        "Vi föreslår därför att kommunfullmäktige ger kommunstyrelsen i uppdrag;",
        "Kommunfullmäktige beslutar:",
        "Yrkande:",
        "Med anledning av detta föreslår jag",
        "Vi har tre förslag. Därför yrkar Liberalerna:",
        "De två förslag som jag lägger fram i min motion är:",
        "Vi ser gärna att planen kompletteras med följande två punkter:",
        "Förslag till beslut\n\nVi föreslår kommunfullmäktige besluta",
    ],
)
def test_clauses_follow_every_lead_in(lead_in):
    assert motion(f"{lead_in}\n\n- {TWO[0]}\n- {TWO[1]}") == TWO


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(f"Vi yrkar\n\n{TWO[0]}\n\n{TWO[1]}", TWO, id="no marks"),
        pytest.param(f"Vi yrkar\n\n-A{TWO[0][1:]}\n-A{TWO[1][1:]}", ["A" + one[1:] for one in TWO], id="a dash glued"),
        pytest.param(f"Vi yrkar:\n\n- - {TWO[0]}\n- - {TWO[1]}", TWO, id="two dashes"),
        pytest.param(f"Vi yrkar:\n\n►  {TWO[0]}\n►  {TWO[1]}", TWO, id="arrows"),
        pytest.param(f"Vi yrkar:\n\n1. {TWO[0]}\n2. {TWO[1]}", TWO, id="numbers"),
        pytest.param(f"Vi yrkar att:\n\natt1 {TWO[0][4:]}\n\natt2 {TWO[1][4:]}", TWO, id="numbers glued to the word"),
        pytest.param(f"Vi yrkar\n\n{TWO[0]}, samt\n\n{TWO[1]}.", [TWO[0], f"{TWO[1]}."], id="«samt» leads to the next"),
        pytest.param(f"Vi yrkar\n\n- {TWO[0]}\n- {TWO[1]}.”", [TWO[0], f"{TWO[1]}."], id="all in quotation marks"),
        pytest.param(
            "Vi yrkar\n\natt bänkar ställs ut vid\n\ndammen och lekplatsen\n\natt kostnaden tas med i budgeten",
            ["att bänkar ställs ut vid dammen och lekplatsen", TWO[1]],
            id="broken by an empty line",
        ),
        pytest.param(
            (
                "Vi föreslår att nämnden beslutar:\n\n1. Bänkar ställs ut vid\n\nDammgatan och "
                "Torget.\n\n2. Kostnaden tas med."
            ),
            ["Bänkar ställs ut vid Dammgatan och Torget.", "Kostnaden tas med."],
            id="broken before a name",
        ),
        pytest.param(
            "Vi föreslår att Lerby kommun:\n\n• ställer ut bänkar\n• målar dem gröna",
            ["ställer ut bänkar", "målar dem gröna"],
            id="the present tense",
        ),
        pytest.param(
            "Vi vill lägga till följande punkter:\n\n• Bänkarna ska vara gröna.\n• att de målas om varje år",
            ["Bänkarna ska vara gröna.", "att de målas om varje år"],
            id="sentences and clauses mixed",
        ),
        pytest.param(
            "Jag yrkar att bänkar ställs ut, att de målas samt att kostnaden redovisas.",
            ["att bänkar ställs ut", "att de målas", "att kostnaden redovisas."],
            id="in running text",
        ),
    ],
)
def test_clauses_are_set_out_in_many_ways(text, wanted):
    assert motion(text) == wanted


@pytest.mark.parametrize(
    "before",
    [
        "Vi anser att parken behöver fler bänkar.",
        "I programmet står att kommunen ska\n\n- ha gröna parker\n- ta vara på träden\n\nDet räcker inte.",
        (
            "I grannkommunen har man gjort följande:\n\nAtt måla bänkarna.\n\nAtt flytta "
            "borden.\n\nDet räcker inte hos oss."
        ),
        "Att sitta är viktigt. Att gå är bra.",
        "Nuvarande reglemente anger följande:\n\n“Parken har fem bänkar.”",
    ],
)
def test_what_only_looks_like_clauses_is_left(before):
    assert motion(f"{before}\n\nVi yrkar\n\n- {TWO[0]}\n- {TWO[1]}") == TWO


def test_the_proposal_may_stand_before_the_reasons():
    lead_in = "Förslag till beslut\n\nVi föreslår kommunfullmäktige besluta"

    assert motion(f"{lead_in}\n\n- {TWO[0]}\n- {TWO[1]}\n\n## Bakgrund\n\n{LONG}") == TWO


@pytest.mark.parametrize("end", ["Lerby den 4 mars 2025", "För Vänsterpartiet", "Kopiera länk", "Med instämmande av"])
def test_clauses_end_where_the_signatures_begin(end):
    assert motion(f"Vi yrkar\n\n{TWO[0]}\n\n{TWO[1]}", f"{end}\n\nSiv Rask (V)") == TWO


@pytest.mark.parametrize(
    "lead_in",
    [
        "Siv Rask (S) yrkar i en motion att kommunfullmäktige beslutar:",
        "Motionärerna yrkar att kommunfullmäktige beslutar:",
        "I motionen föreslås följande:",
        "Nämnden beslutade att bereda ärendet. Initiativtagaren föreslår att nämnden beslutar",
    ],
)
def test_minutes_quote_the_clauses_and_not_what_members_moved(lead_in):
    found = found_in(
        f"Sammanträdesprotokoll\n\nParknämnden\n\n2025-03-04\n\n§ 14\n\nSvar på motion\n\n## Beslut\n\nMotionen "
        f"avslås.\n\n"
        f"## Ärendet\n\n{lead_in}\n\n- {TWO[0]}\n- {TWO[1]}\n\n## Yrkanden\n\nBo Al (V) yrkar bifall till motionen och "
        f"föreslår följande:\n\n1. att frågan tas upp igen\n2. att parken stängs\n3. att bänkarna säljs"
    )

    assert texts(found["attsatser"]) == TWO


@pytest.mark.parametrize(
    "text",
    [
        "Siv Rask (S) lämnade ett nämndinitiativ. Hon föreslog att nämnden skulle besluta:\n\nAtt {0}\n\nAtt {1}",
        'Initiativtagarna vill se en ändring.\n\n"Förslag till beslut:\n\nAtt {0}\n\nAtt {1}"',
        "Siv Rask (S) har lämnat ett initiativ med följande förslag till beslut:\n\n1. Att {0}\n2. Att {1}",
        "## Motionens innehåll\n\nMotionären ser att många väntar.\n\nHon yrkar\n\nAtt {0}\n\nAtt {1}",
    ],
)
def test_an_answer_quotes_what_it_answers(text):
    found = found_in(
        f"Tjänsteskrivelse\n\nSvar på initiativ om bänkar\n\n## Förslag till beslut\n\nParknämnden anser initiativet "
        f"besvarat.\n\n## Ärendet\n\n{text.format(TWO[0][4:], TWO[1][4:])}\n\n## Bedömning\n\n{LONG}"
    )

    assert texts(found["attsatser"]) == [f"A{one[1:]}" for one in TWO]
    assert texts(found["decision_points"]) == ["Parknämnden anser initiativet besvarat."]


def test_a_clause_that_gives_a_task_leads_in_to_no_other():
    wanted = ["ställa ut bänkar", "ge nämnden i uppdrag att måla dem", "redovisa kostnaden"]
    listed = "\n".join(f"{number}. {clause}" for number, clause in enumerate(wanted, 1))

    assert motion(f"Jag föreslår kommunfullmäktige att besluta att\n\n{listed}") == wanted


def test_a_day_in_a_clause_is_no_day_for_an_answer():
    found = found_in(
        f"Nämndinitiativ om bänkar\n\n{LONG}\n\nVi yrkar\n\n"
        "att nämnden återkommer med ett svar senast den 3 juni 2031\n\nSiv Rask (S)"
    )
    assert len(found["attsatser"]) == 1
    assert found["dates"]["reply_due"] is None


@pytest.mark.parametrize(
    "text",
    [
        "Därför föreslår vi att bänkar ställs ut. Vi vill också att kostnaden tas med. Vi yrkar att svar ges i maj.",
        "Vi föreslår att bänkar ställs ut.\n\nVi föreslår även att kostnaden tas med och att svar ges i maj.",
        "Jag yrkar att bänkar ställs ut, att kostnaden tas med och dessutom att svar ges i maj.",
    ],
)
def test_clauses_in_running_text_are_found_in_every_sentence(text):
    found = [clause.rstrip(".") for clause in motion(text)]

    assert found == ["att bänkar ställs ut", "att kostnaden tas med", "att svar ges i maj"]


@pytest.mark.parametrize(
    "told",
    [
        "Siv Rask (S) har väckt ett nämndinitiativ. Hon föreslår att nämnden beslutar {0}, {1} samt att svar ges.",
        "Ett initiativ har väckts. I initiativet föreslås att parknämnden beslutar {0}, {1} och att svar ges.",
        "Initiativtagarna är oroliga. Initiativet föreslår {0}, {1} samt att svar ges.",
        "Initiativet:\n\n### Att-sats 1: {0}\n\nJa.\n\n### Att-sats 2: {1}\n\n### Att-sats 3: att svar ges.",
    ],
)
def test_an_answer_tells_the_clauses_in_its_own_words(told):
    found = found_in(
        "Tjänsteskrivelse\n\nSvar på initiativ om bänkar\n\n## Förslag till beslut\n\nParknämnden anser initiativet "
        f"besvarat.\n\n## Ärendet\n\n{told.format(*TWO)}\n\n## Bedömning\n\n{LONG}"
    )

    assert [clause.rstrip(".") for clause in texts(found["attsatser"])] == [*TWO, "att svar ges"]


@pytest.mark.parametrize(
    "told",
    [
        "Siv Rask (S) har väckt ett initiativ om bänkar. Förvaltningen föreslår att nämnden beslutar att avslå det.",
        "Initiativet väcktes i maj. Därför föreslår förvaltningen att nämnden beslutar att anse det besvarat.",
        "Ett initiativ har väckts. Hon föreslår att fler bänkar ställs ut.",
        "Siv Rask (S) har väckt ett initiativ.\n\nSom sägs ovan om att-sats 2: att måla bänkar är dyrt.",
    ],
)
def test_what_an_answer_proposes_itself_is_no_clause_of_the_initiative(told):
    found = found_in(
        "Tjänsteskrivelse\n\nSvar på initiativ om bänkar\n\n## Förslag till beslut\n\nParknämnden anser initiativet "
        f"besvarat.\n\n## Ärendet\n\n{told}\n\n## Bedömning\n\n{LONG}"
    )

    assert texts(found["attsatser"]) == []


@pytest.mark.parametrize("end", ["Siv Rask (S) Bo Al (V)", "Lerby den 4 mars 2025, Siv Rask (S) och Bo Al (V)"])
def test_an_initiative_pasted_as_one_paragraph_has_its_title_clauses_and_people(end):
    found = found_in(
        f"Nämndinitiativ om fler bänkar i parken. {LONG} Vi föreslår att nämnden beslutar {TWO[0]} samt {TWO[1]}. {end}"
    )

    assert found["title"] == "Nämndinitiativ om fler bänkar i parken"
    assert [clause.rstrip(".") for clause in texts(found["attsatser"])] == TWO
    assert [(one["name"], one["party"], one["part"]) for one in found["people"]] == [
        ("Siv Rask", "S", "initiator"),
        ("Bo Al", "V", "initiator"),
    ]


def test_a_member_named_in_the_text_has_not_signed_it():
    found = found_in(f"Nämndinitiativ om fler bänkar i parken. {LONG} Vi yrkar {TWO[0]}, som Siv Rask (S) sade.")

    assert found["people"] == []


def test_what_others_propose_in_running_text_is_no_clause():
    text = "Förvaltningen föreslog att parken stängs. Kommunstyrelsen föreslår att parken säljs."

    assert motion(f"{text}\n\nVi yrkar att bänkar ställs ut i parken.") == ["att bänkar ställs ut i parken."]
