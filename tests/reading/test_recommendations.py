"""Recommendations: found in every wording, with the body that each is for, and told from what only sounds like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.reading.finders.recommendations import find_recommendations
from nemndsekr.reading.finders.wordings import likeness, likeness_above
from tests.reading.read_text import paper_of

BODY = "Revisorerna har granskat hur kommunen sköter sina bryggor och hur tillsynen av dem går till under vintern."
REPORT = f"Revisionsrapport\n\nGranskning av bryggor\n\n{BODY}\n\n"


def recommended(text, kind="revisionsrapport", head=REPORT):
    return find_recommendations(paper_of(f"{head}{text}"), kind)[0]


def pairs(text, kind="revisionsrapport"):
    return [(item.found.text, item.recipient) for item in recommended(text, kind)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "Vi rekommenderar att:\n\n- Hamnnämnden tar fram en plan.\n- Kommunstyrelsen följer upp planen.",
            [
                ("Hamnnämnden tar fram en plan.", "Hamnnämnden"),
                ("Kommunstyrelsen följer upp planen.", "Kommunstyrelsen"),
            ],
            id="the body as subject",
        ),
        pytest.param(
            "Vi rekommenderar följande:\n\n- Hamnnämnden bör ta fram en plan.\n- Kommunstyrelsen bör följa upp den.",
            [
                ("Hamnnämnden bör ta fram en plan.", "Hamnnämnden"),
                ("Kommunstyrelsen bör följa upp den.", "Kommunstyrelsen"),
            ],
            id="the body that ought to",
        ),
        pytest.param(
            "Våra rekommendationer:\n\n- Ta fram en plan för bryggorna (Hamnnämnden)\n- Följ upp planen varje år "
            "(Kommunstyrelsen).",
            [
                ("Ta fram en plan för bryggorna", "Hamnnämnden"),
                ("Följ upp planen varje år", "Kommunstyrelsen"),
            ],
            id="the body in brackets",
        ),
        pytest.param(
            "## Rekommendationer\n\nHamnnämnden\n\n- Ta fram en plan för bryggorna\n- Måla bojarna\n\n"
            "Kommunstyrelsen\n\n- Följ upp planen varje år",
            [
                ("Ta fram en plan för bryggorna", "Hamnnämnden"),
                ("Måla bojarna", "Hamnnämnden"),
                ("Följ upp planen varje år", "Kommunstyrelsen"),
            ],
            id="a body over each list",
        ),
        pytest.param(
            "## Rekommendationer\n\nTill hamnnämnden:\n\n- Ta fram en plan för bryggorna\n\nGemensamma "
            "rekommendationer till samtliga nämnder:\n\n- Följ upp planen varje år",
            [("Ta fram en plan för bryggorna", "hamnnämnden"), ("Följ upp planen varje år", "samtliga nämnder")],
            id="to one and to all",
        ),
        pytest.param(
            "Granskarna rekommenderar hamnnämnden:\n\n- Ta fram en plan, samt\n- Följ upp planen varje år",
            [("Ta fram en plan", "hamnnämnden"), ("Följ upp planen varje år", "hamnnämnden")],
            id="without what joins them",
        ),
        pytest.param(
            "Revisorerna uppmanar hamnnämnden att:\n\n- ta fram en plan\n- följa upp planen varje år",
            [("ta fram en plan", "hamnnämnden"), ("följa upp planen varje år", "hamnnämnden")],
            id="urged",
        ),
        pytest.param(
            "Vi vill framhålla vikten av att hamnnämnden:\n\n- tar fram en plan\n- följer upp planen varje år",
            [("tar fram en plan", "hamnnämnden"), ("följer upp planen varje år", "hamnnämnden")],
            id="held to be vital",
        ),
        pytest.param(
            "# Råd till hamnnämnden\n\n- Ta fram en plan för bryggorna\n- Följ upp planen varje år",
            [("Ta fram en plan för bryggorna", "hamnnämnden"), ("Följ upp planen varje år", "hamnnämnden")],
            id="advice",
        ),
        pytest.param(
            f"# Hamnnämnden\n\n{BODY}\n\nVi rekommenderar nämnden att:\n\n- ta fram en plan\n\n# Socialnämnden\n\n"
            f"{BODY}\n\nVi rekommenderar nämnden att:\n\n- följa upp planen",
            [("ta fram en plan", "Hamnnämnden"), ("följa upp planen", "Socialnämnden")],
            id="the body that the chapter is about",
        ),
    ],
)
def test_each_recommendation_knows_the_body_that_it_is_for(text, wanted):
    assert pairs(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "Revisionen rekommenderar hamnnämnden att ta fram en plan för bryggorna, att laga stegen samt att följa "
            "upp arbetet.",
            ["ta fram en plan för bryggorna", "laga stegen", "följa upp arbetet"],
            id="clause by clause",
        ),
        pytest.param(
            "Vi rekommenderar hamnnämnden att ta fram en plan för bryggorna och bojarna.",
            ["ta fram en plan för bryggorna och bojarna."],
            id="one clause with an and",
        ),
    ],
)
def test_running_text_is_taken_clause_by_clause(text, wanted):
    assert pairs(text) == [(item, "hamnnämnden") for item in wanted]


def test_what_ought_to_be_done_is_found_among_findings():
    text = (
        "- Bryggorna är slitna. Hamnnämnden bör laga dem före vintern.\n"
        "- Bojarna är omålade.\n"
        "- Stegen är trasiga. Därutöver bör hamnnämnden byta dem."
    )
    assert pairs(text) == [
        ("Hamnnämnden bör laga dem före vintern.", "Hamnnämnden"),
        ("Därutöver bör hamnnämnden byta dem.", "hamnnämnden"),
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param(
            "- Hamnnämnden bör laga bryggorna.\n- Bojarna är omålade.", "revisionsrapport", id="once in passing"
        ),
        pytest.param(
            "- Hamnnämnden bör enligt lagen laga bryggorna.\n- Hamnnämnden bör enligt planen måla bojarna.",
            "revisionsrapport",
            id="what a law says",
        ),
        pytest.param(
            "- Hamnnämnden bör laga bryggorna.\n- Hamnnämnden bör måla bojarna.",
            "yttrande",
            id="in the body's own paper",
        ),
        pytest.param(
            "I en tidigare granskning rekommenderades nämnden att:\n\n- laga bryggorna\n- måla bojarna",
            "revisionsrapport",
            id="what an earlier audit said",
        ),
        pytest.param(
            "Granskningen 2019 utmynnade i följande rekommendationer:\n\n- Laga bryggorna\n- Måla bojarna",
            "revisionsrapport",
            id="what was given a year ago",
        ),
        pytest.param(
            "Boverket rekommenderar kommuner att laga sina bryggor och bojar i god tid.",
            "revisionsrapport",
            id="what an authority says in running text",
        ),
        pytest.param(
            "Vi rekommenderar hamnnämnden att:\n\n- laga bryggorna\n- måla bojarna", "motion", id="in a motion"
        ),
        pytest.param(
            "Svaret ska omfatta åtgärder för varje rekommendation. Vi önskar svar på rekommendationerna.\n\n- Åtgärder"
            "\n- Tidplan",
            "missiv",
            id="what the answer is to hold",
        ),
        pytest.param(
            "Vi har utgått från följande frågor i rekommendationen:\n\n- Är bryggorna hela?\n- Är bojarna målade?",
            "revisionsrapport",
            id="questions",
        ),
    ],
)
def test_what_only_sounds_like_recommendations_is_left_alone(text, kind):
    assert pairs(text, kind) == []


def test_a_report_without_recommendations_tells_so():
    found, problems = find_recommendations(paper_of(REPORT), "revisionsrapport")
    assert found == []
    assert [problem.text for problem in problems] == ["Inga rekommendationer hittades. Skriv in dem för hand."]


def test_a_second_list_in_other_words_is_kept_beside_the_first():
    text = (
        "Vi rekommenderar hamnnämnden att:\n\n- ta fram en plan för underhållet av bryggor\n- måla bojarna före "
        f"vintern\n\n# Iakttagelser\n\n{BODY}\n\n# Slutsatser\n\nVi rekommenderar hamnnämnden att:\n\n- ta fram en "
        "samlad plan för underhållet av alla bryggor\n- måla bojarna före vintern"
    )
    first, second = recommended(text)
    assert first.found.text == "ta fram en plan för underhållet av bryggor"
    assert first.other_wording is not None
    assert first.other_wording.text == "ta fram en samlad plan för underhållet av alla bryggor"
    assert second.other_wording is None


def test_items_under_an_item_are_a_part_of_it():
    text = "Vi rekommenderar hamnnämnden att:\n\n- ta fram en plan\n    - för bryggor\n    - för bojar\n- måla bojarna"
    assert pairs(text) == [("ta fram en plan", "hamnnämnden"), ("måla bojarna", "hamnnämnden")]


@pytest.mark.parametrize(
    ("one", "two", "least", "most"),
    [
        ("Ta fram en plan.", "ta fram en plan", 1.0, 1.0),
        ("Ta fram en plan", "Ta fram en ny plan", 0.8, 0.99),
        ("Ta fram en plan", "Måla bojarna", 0.0, 0.5),
        ("Ta", "Ta fram en plan för alla bryggor i hamnen", 0.0, 0.0),
        ("", "", 1.0, 1.0),
    ],
)
def test_likeness_is_between_nothing_and_one(one, two, least, most):
    assert least <= likeness(one, two) <= most


WORDING = st.lists(st.sampled_from(["ta", "fram", "en", "plan", "för", "bryggor", "Bojar,", "planen."])).map(" ".join)


@given(WORDING, WORDING, st.floats(0.0, 1.0))
def test_likeness_above_a_floor_is_the_likeness_or_nothing(one, two, floor):
    whole = likeness(one, two)
    assert likeness_above(one, two, floor) == (whole if whole > floor or whole == 1.0 else 0.0)


TABLE = "| Rekommendation | Mottagare | Svar |\n|---|---|---|\n"


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        pytest.param(
            f"{TABLE}| Laga alla bryggor i hamnen | Hamnnämnden | Nämnden lagar dem. |\n| Måla bojarna röda | "
            "Kommunstyrelsen | |\n",
            [
                ("Laga alla bryggor i hamnen", "Hamnnämnden", "Nämnden lagar dem."),
                ("Måla bojarna röda", "Kommunstyrelsen", ""),
            ],
            id="recipient and answer",
        ),
        pytest.param(
            "| Nr | Revisionens rekommendationer | Nämndens kommentar |\n|---|---|---|\n| 1 | 1. Laga alla bryggor i "
            "hamnen | Klart. |\n",
            [("Laga alla bryggor i hamnen", "", "Klart.")],
            id="numbered",
        ),
        pytest.param(
            "| Våra rekommendationer | Status |\n|---|---|\n| R1 Laga alla bryggor i hamnen | Pågår |\n| - | - |\n",
            [("Laga alla bryggor i hamnen", "", "")],
            id="with rows that say nothing",
        ),
    ],
)
def test_a_table_gives_one_recommendation_for_each_row(table, wanted):
    got = [
        (item.found.text, item.recipient, item.answer_found.text if item.answer_found else "")
        for item in recommended(table, "yttrande")
    ]
    assert got == wanted


@pytest.mark.parametrize("before", ["Uppföljning av tidigare rekommendationer", "Granskningen från 2019 gav dessa råd"])
def test_a_table_of_earlier_recommendations_is_passed_over(before):
    assert recommended(f"{before}\n\n{TABLE}| Laga alla bryggor i hamnen | Hamnnämnden | Klart |\n") == []


def test_a_table_of_other_things_holds_no_recommendations():
    assert (
        recommended("| Brygga | Ägare | Svar |\n|---|---|---|\n| Norra bryggan i hamnen | Hamnnämnden | Ja |\n") == []
    )


@pytest.mark.parametrize("mark", ["- ", ""])
@pytest.mark.parametrize("heading", ["## Rekommendationer\n\n", ""])
def test_what_is_recommended_in_running_text_after_a_list_is_read_too(mark, heading):
    text = (
        f"{heading}Vi rekommenderar hamnnämnden att:\n\n{mark}säkerställa att bryggorna sköts hela året\n"
        f"{mark}följa upp tillsynen av bojarna\n\n"
        "Hamn- och sjönämnden och tekniska nämnden bör gemensamt måla om kajen.\n\n"
        "Tekniska nämnden bör även se över belysningen. Arbetet har dröjt.\n\n"
        "Vi rekommenderar kommunstyrelsen att följa upp kostnaderna för hamnen."
    )

    assert pairs(text) == [
        ("säkerställa att bryggorna sköts hela året", "hamnnämnden"),
        ("följa upp tillsynen av bojarna", "hamnnämnden"),
        (
            "Hamn- och sjönämnden och tekniska nämnden bör gemensamt måla om kajen.",
            "Hamn- och sjönämnden och tekniska nämnden",
        ),
        ("Tekniska nämnden bör även se över belysningen.", "Tekniska nämnden"),
        ("följa upp kostnaderna för hamnen.", "kommunstyrelsen"),
    ]


def test_what_ought_to_be_done_far_from_the_list_is_told_in_passing():
    text = (
        "## Rekommendationer\n\nVi rekommenderar hamnnämnden att:\n\n- ta fram en plan\n\n## Avslutning\n\n"
        "Tekniska nämnden bör få kännedom om rapporten."
    )

    assert pairs(text) == [("ta fram en plan", "hamnnämnden")]
