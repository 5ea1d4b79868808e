"""How papers vary: each way that a list, a clause, a number or a signature has been met, in made-up words."""

from __future__ import annotations

import pytest

from tests.reading.read_text import found_in, reading_of, texts

LONG = "Revisorerna har granskat hur arbetet bedrivs och om det finns rutiner som är kända av dem som ska följa dem."


@pytest.mark.parametrize(
    ("text", "wanted", "recipient"),
    [
        pytest.param(
            "Utifrån granskningen rekommenderar vi byggnadsnämnden att:\n\n- Upprätta en plan.\n- Följa upp planen "
            "varje år.",
            ["Upprätta en plan.", "Följa upp planen varje år."],
            "byggnadsnämnden",
            id="lead-in with a colon and bullets",
        ),
        pytest.param(
            "Utifrån granskningen rekommenderas kommunstyrelsen att:\n\n• Se över sina riktlinjer\n• Utbilda cheferna",
            ["Se över sina riktlinjer", "Utbilda cheferna"],
            "kommunstyrelsen",
            id="passive lead-in",
        ),
        pytest.param(
            "Vi rekommenderar politikerna i nämnden att\n\n- ställa tydligare krav\n- följa upp kraven",
            ["ställa tydligare krav", "följa upp kraven"],
            "politikerna i nämnden",
            id="lead-in without a colon",
        ),
        pytest.param(
            "Revisorerna har lämnat följande rekommendationer.\n\n- Säkerställ att ett delegationsregister förs.",
            ["Säkerställ att ett delegationsregister förs."],
            "",
            id="the plural for a single one",
        ),
        pytest.param(
            "Mot den bakgrunden lämnar revisionen följande rekommendationer till vård- och omsorgsnämnden:\n\n1. Inför "
            "en rutin.\n2. Utvärdera rutinen.",
            ["Inför en rutin.", "Utvärdera rutinen."],
            "vård- och omsorgsnämnden",
            id="to a nämnd, numbered",
        ),
        pytest.param(
            "För framtiden bör följande rekommendationer prioriteras:\n\n● Att nämnden utvärderar modellen.\n● Att "
            "nämnden beslutar om mål.",
            ["Att nämnden utvärderar modellen.", "Att nämnden beslutar om mål."],
            "",
            id="clauses that look like att-satser",
        ),
        pytest.param(
            "För att utveckla verksamheten bör följande rekommendationer prioriteras:\n\n"
            "Omsorgsnämnden vidareutvecklar sin uppföljning.\n\nOmsorgsnämnden tydliggör ansvaret.\n\n## Bakgrund\n\n"
            + LONG,
            ["Omsorgsnämnden vidareutvecklar sin uppföljning.", "Omsorgsnämnden tydliggör ansvaret."],
            "Omsorgsnämnden",
            id="full sentences without marks",
        ),
        pytest.param(
            "Nordrev rekommenderar samtliga nämnder att säkerställa att attestreglerna följs.",
            ["säkerställa att attestreglerna följs."],
            "samtliga nämnder",
            id="running text",
        ),
        pytest.param(
            "## Rekommendationer\n\nKulturnämnden bör besluta om mål för biblioteken. Vidare har vi sett goda "
            "exempel.\n\nKulturnämnden bör följa upp målen.",
            ["Kulturnämnden bör besluta om mål för biblioteken.", "Kulturnämnden bör följa upp målen."],
            "Kulturnämnden",
            id="the nämnd ought to, under its heading",
        ),
        pytest.param(
            "Revisorernas förslag till åtgärder:\n\n- Ta fram en policy\n- Informera all personal",
            ["Ta fram en policy", "Informera all personal"],
            "",
            id="called proposals for measures",
        ),
    ],
)
def test_recommendations_are_found_after_every_lead_in(text, wanted, recipient):
    found = found_in(f"Revisionsrapport\n\n{LONG}\n\n{text}")

    assert texts(found["recommendations"]) == wanted
    assert {item["recipient"] for item in found["recommendations"]} == {recipient}


def test_each_body_keeps_its_own_recommendations_even_the_same_sentence():
    found = found_in(
        f"Revisionsrapport\n\n{LONG}\n\nVi lämnar följande rekommendationer:\n\nKommunstyrelsen:\n\n- Upprätta en "
        f"plan.\n- Öva planen.\n\nSkolnämnden:\n\n- Upprätta en plan."
    )

    assert [(item["recipient"], item["text"]) for item in found["recommendations"]] == [
        ("Kommunstyrelsen", "Upprätta en plan."),
        ("Kommunstyrelsen", "Öva planen."),
        ("Skolnämnden", "Upprätta en plan."),
    ]


def test_a_list_that_comes_twice_is_recorded_once():
    once = "Vi rekommenderar nämnden att:\n\n- Upprätta en plan för arbetet.\n- Utbilda personalen i rutinerna."
    found = found_in(f"Revisionsrapport\n\n## Sammanfattning\n\n{LONG}\n\n{once}\n\n## Slutsatser\n\n{LONG}\n\n{once}")

    assert len(found["recommendations"]) == 2


def test_what_earlier_audits_recommended_is_not_recommended_now():
    found = found_in(
        f"Revisionsrapport\n\n{LONG}\n\nVid den tidigare granskningen lämnades följande rekommendationer:\n\n- Se "
        f"över rutinerna."
    )

    assert found["recommendations"] == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Rekommendation 1:\n\nSäkerställa att rutinen är känd.\n\nRutinen har spridits.\n\n**Rekommendation "
            "2:**\n\nUtveckla stödet.\n\nStödet byggs ut.",
            id="numbered, text below",
        ),
        pytest.param(
            "*Rekommendation: Säkerställa att rutinen är känd.*\n\nRutinen har spridits.\n\n*Rekommendation: Utveckla "
            "stödet.*\n\nStödet byggs ut.",
            id="italic headings",
        ),
        pytest.param(
            "### Rekommendation 1 Säkerställa att rutinen är känd.\n\nRutinen har spridits.\n\n### Rekommendation 2 "
            "Utveckla stödet.\n\nStödet byggs ut.",
            id="headings without a colon",
        ),
    ],
)
def test_answers_are_joined_to_their_recommendations(text):
    found = found_in(f"Yttrande\n\nTill\n\nRevisorerna\n\n## Yttrande\n\n{LONG}\n\n{text}")

    assert [(item["text"], item["answer"]) for item in found["recommendations"]] == [
        ("Säkerställa att rutinen är känd.", "Rutinen har spridits."),
        ("Utveckla stödet.", "Stödet byggs ut."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Följande revisionsfrågor har ställts:\n\n- Finns mål?\n- Följs målen upp?", id="bullets"),
        pytest.param(
            "| Revisionsfråga | Bedömning |\n|---|---|\n| Finns mål? | Ja |\n| Följs målen upp? | Delvis |", id="table"
        ),
        pytest.param(
            "## Revisionsfrågor\n\nFinns mål?\n\nJa, målen är beslutade.\n\nFöljs målen upp?\n\nDet sker delvis.",
            id="alternating paragraphs",
        ),
        pytest.param(
            "Granskningen besvarar dessa frågeställningar:\n\no Finns mål?\no Följs målen upp?", id="small o as bullet"
        ),
    ],
)
def test_questions_are_found_in_every_layout(text):
    found = found_in(f"Revisionsrapport\n\n{LONG}\n\n{text}")

    assert texts(found["audit_questions"]) == ["Finns mål?", "Följs målen upp?"]


def test_the_questions_of_a_missiv_are_no_revisionsfragor():
    found = found_in(
        f"Missiv\n\n{LONG}\n\nVi önskar svar på följande frågor:\n\n- Hur ska nämnden arbeta vidare?\n- När är "
        f"arbetet klart?"
    )

    assert found["audit_questions"] == []
    assert found["recommendations"] == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "Vi föreslår därför att nämnden beslutar:\n\nAtt bygga en park.\n\nAtt ge bidrag.",
            ["Att bygga en park.", "Att ge bidrag."],
            id="capital, no mark",
        ),
        pytest.param(
            "Moderaterna yrkar på:\n\n- att bygga en park\n- att ge bidrag",
            ["att bygga en park", "att ge bidrag"],
            id="on",
        ),
        pytest.param(
            "Vi yrkar att:\n\n1. en park byggs vid torget\n2. bidrag ges till scouterna",
            ["en park byggs vid torget", "bidrag ges till scouterna"],
            id="lead-in takes the att",
        ),
        pytest.param(
            "Vi föreslår därmed nämnden besluta\n\n–Att bygga en park.\n\n–Att ge bidrag.",
            ["Att bygga en park.", "Att ge bidrag."],
            id="dash without a blank, no colon",
        ),
        pytest.param(
            "Därför vill vi\n\n► Att en park byggs.\n\n► Att bidrag ges.",
            ["Att en park byggs.", "Att bidrag ges."],
            id="therefore we want",
        ),
        pytest.param(
            "Vi vill ge förvaltningen i uppdrag att;\n\n\\- bygga en park vid torget\n\n\\- ge bidrag till scouterna",
            ["bygga en park vid torget", "ge bidrag till scouterna"],
            id="escaped hyphens",
        ),
        pytest.param(
            "Därför ger vi följande uppdrag:\n\n- - Att bygga en park\n- - Att ge bidrag",
            ["Att bygga en park", "Att ge bidrag"],
            id="double hyphens",
        ),
    ],
)
def test_att_satser_are_found_after_every_lead_in(text, wanted):
    found = found_in(
        f"Nämndinitiativ\n\nEn grönare stad\n\n{LONG}\n\n{text}\n\nStoråsa den 3 mars 2025\n\nEva Lind (M)"
    )

    assert texts(found["attsatser"]) == wanted


def test_a_paragraph_of_the_body_that_begins_with_att_is_no_clause():
    found = found_in(
        f"Nämndinitiativ\n\nFler bänkar i parken\n\n{LONG}\n\nAtt sätta sig ned är en rättighet för alla som går "
        f"långsamt.\n\nVi föreslår att nämnden beslutar:\n\nAtt ställa ut bänkar.\n\nEva Lind (M)"
    )

    assert texts(found["attsatser"]) == ["Att ställa ut bänkar."]


@pytest.mark.parametrize(
    ("number", "is_own"),
    [
        *[
            pytest.param(number, True, id=number)
            for number in [
                "ASN-2024-2039",
                "KS-2014/742.912",
                "KS 2014/742.912",
                "0256/20",
                "3.1.2-56/2016",
                "RVK 2021/31",
                "2014/KS 0012 001",
                "Nf 220/2015",
                "IF IF-2023-00372",
                "SLK-2023-01047",
                "1.2.1/024-2013",
                "099/668-2008",
                "1.5.3-219-2012",
                "313-24/2013",
                "KS/2018:443",
                "KS-221/2010",
                "KS2020-234",
                "2013-KS0548/003",
                "2016KSM1221.042",
                "SN 18/0098",
                "IFN 2018/00256-1.6.1",
                "KFN-2013-179 Dpl 01",
                "2014/304",
                "LD13/03336",
                "8.5-29206/2014",
                "14/2021-3",
                "T 2010-313-01743",
            ]
        ],
        pytest.param("HSLF-FS 2022:39", False, id="a regulation"),
        pytest.param("SOSFS 2011:9", False, id="general advice"),
        pytest.param("§ 63/20", False, id="a paragraph"),
        pytest.param("rapport nr 4/2024", False, id="a report"),
    ],
)
def test_case_numbers_are_told_from_what_looks_like_them(number, is_own):
    found = found_in(f"Tjänsteskrivelse\n\nDnr: {number}\n\nSvar på granskning\n\n## Sammanfattning\n\n{LONG}")

    assert found["dnr"] == ([number] if is_own else [])


@pytest.mark.parametrize(
    ("text", "field", "day"),
    [
        ("Svar ska lämnas senast den 28 november 2025.", "reply_due", "2025-11-28"),
        ("Sista svarsdatum är 250331.", "reply_due", "2025-03-31"),
        ("Revisorerna emotser ett yttrande senast 2025-06-30.", "reply_due", "2025-06-30"),
        ("Rapporten inkom 241211 för kommentar.", "received", "2024-12-11"),
        ("Det uppföljande yttrandet ska inkomma senast 2026-01-30.", "followup_due", "2026-01-30"),
        ("Svaret ska lämnas senast På revisorernas vägnar", "reply_due", None),
        ("Åtgärderna ska vara genomförda senast 2025-06-30.", "reply_due", None),
        ("Svar ska lämnas senast november 2024.", "reply_due", None),
        ("| Svar till kommunstyrelsens diarium senast | 2026-01-26 |", "reply_due", "2026-01-26"),
    ],
)
def test_days_are_known_by_the_words_beside_them(text, field, day):
    found = found_in(f"Tjänsteskrivelse\n\n## Ärendet\n\n{LONG}\n\n{text}")

    assert found["dates"][field] == day


@pytest.mark.parametrize(
    ("text", "field", "words"),
    [
        ("Svar ska lämnas senast november 2024.", "reply_due", "november 2024"),
        ("Revisorerna önskar svar i april 2025.", "reply_due", "april 2025"),
        ("Yttrandet ska lämnas senast den 31 mars.", "reply_due", "den 31 mars"),
        ("Svar önskas senast vid juni månads sammanträde.", "reply_due", "juni månads sammanträde"),
        ("Revisorerna kommer att göra en uppföljning av granskningen i januari 2027.", "followup_due", "januari 2027"),
        ("Ett uppföljande yttrande ska lämnas våren 2026.", "followup_due", "våren 2026"),
    ],
)
def test_a_vaguer_time_keeps_its_words_and_is_given_no_day(text, field, words):
    reading = reading_of(f"Missiv\n\nDatum: 2024-06-01\n\n## Ärendet\n\n{LONG}\n\n{text}")

    found = getattr(reading.draft, field)
    assert (found.words, found.day) == (words, None)
    assert reading.text[found.start : found.end] == words


@pytest.mark.parametrize(
    "text",
    [
        "Nämnden lämnade sitt svar i april 2023 och fick beröm.",
        "Rutinen för hämtning följs upp i januari 2027.",
        "Åtgärderna i yttrandet ska vara genomförda hösten 2025.",
        "Granskningen omfattar åren 2023–2024.",
        "Svar lämnas kvartalsvis till nämnden.",
    ],
)
def test_a_time_that_nobody_wants_an_answer_by_is_no_reply_day(text):
    draft = reading_of(f"Missiv\n\nDatum: 2024-06-01\n\n## Ärendet\n\n{LONG}\n\n{text}").draft

    assert (draft.reply_due, draft.followup_due) == (None, None)


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ("Svar ska lämnas senast den 31 april 2025.", "senast den 31 april 2025", "31 april finns inte"),
        ("Svar ska lämnas senast 2025-13-01.", "senast 2025-13-01", "kunde inte tolkas"),
        ("Svar ska lämnas senast [datum].", "senast [datum]", "kunde inte tolkas"),
        ("Svaret ska lämnas senast På revisorernas vägnar", "senast", "kunde inte tolkas"),
        ("Svar ska lämnas senast tisdag den 3 mars 2025.", "tisdag den 3 mars 2025", "är en måndag, inte en tisdag"),
    ],
)
def test_a_day_that_cannot_be_right_is_told_with_its_place(text, words, told):
    reading = reading_of(f"Missiv\n\n## Ärendet\n\n{LONG}\n\n{text}")

    (problem,) = [problem for problem in reading.problems if told in problem.text]
    assert reading.text[problem.start : problem.end] == words


def test_a_day_within_the_vaguer_time_said_before_takes_its_place():
    reading = reading_of(
        f"Missiv\n\n## Ärendet\n\n{LONG} Svar ska lämnas senast i april 2025.\n\n## Svar\n\nSvar ska lämnas senast "
        f"2025-04-30."
    )

    assert reading.draft.reply_due is not None
    assert str(reading.draft.reply_due.day) == "2025-04-30"
    assert not any("Svar senast" in problem.text for problem in reading.problems)


def test_a_day_outside_the_vaguer_time_said_before_disagrees_with_it():
    reading = reading_of(
        f"Missiv\n\n## Ärendet\n\n{LONG} Svar ska lämnas senast i april 2025.\n\n## Svar\n\nSvar ska lämnas senast "
        f"2025-06-30."
    )

    (problem,) = [problem for problem in reading.problems if "Svar senast" in problem.text]
    assert "april 2025" in problem.text
    assert "2025-06-30" in problem.text


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Datum\n\n2025-03-13", "2025-03-13"),
        ("Datum: 13 mars 2025", "2025-03-13"),
        ("Malmby 2025-02-25", "2025-02-25"),
        ("Storåsa 24 februari 2025", "2025-02-24"),
        ("Utfärdat 2025-04-01", "2025-04-01"),
        ("februari 2025", None),
    ],
)
def test_the_day_of_the_paper_is_read_where_it_is_whole(head, day):
    found = found_in(f"Tjänsteskrivelse\n\n{head}\n\nSvar på granskning av parker\n\n## Sammanfattning\n\n{LONG}")

    assert found["dates"]["document"] == day


def test_two_reply_days_are_told_of_and_not_chosen_between_in_silence():
    reading = reading_of(
        f"Tjänsteskrivelse\n\n## Ärendet\n\n{LONG} Svar ska lämnas senast 2025-03-31.\n\n## Bakgrund\n\nYttrandet ska "
        f"lämnas senast 2025-04-30."
    )

    assert any("2025-03-31" in problem.text and "2025-04-30" in problem.text for problem in reading.problems)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "## Förslag till beslut\n\n1. Nämnden godkänner svaret.\n2. Paragrafen justeras omedelbart.",
            ["Nämnden godkänner svaret.", "Paragrafen justeras omedelbart."],
        ),
        (
            (
                "## Förvaltningens förslag till beslut\n\nNämnden godkänner svaret.\n\nNämnden översänder svaret till "
                "revisorerna."
            ),
            ["Nämnden godkänner svaret.", "Nämnden översänder svaret till revisorerna."],
        ),
        (
            "## Förslag till beslut\n\nNämnden föreslås besluta\n\n- att godkänna svaret\n- att översända det",
            ["att godkänna svaret", "att översända det"],
        ),
        (
            (
                "## Förslag till beslut i kommunstyrelsen\n\nI kommunstyrelsen:\n\n1. Planen antas.\n\nI "
                "kommunfullmäktige:\n\n1. Planen noteras."
            ),
            ["Planen antas.", "Planen noteras."],
        ),
    ],
)
def test_decision_points_are_found_in_every_style(text, wanted):
    found = found_in(f"Tjänsteskrivelse\n\n{text}\n\n## Sammanfattning\n\n{LONG}")

    assert texts(found["decision_points"]) == wanted


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "Anna Berg          Bo Ekman\nFörvaltningschef          Enhetschef",
            [("Anna Berg", "Förvaltningschef"), ("Bo Ekman", "Enhetschef")],
        ),
        (
            "Anna Berg\n\nFörvaltningschef\n\nBo Ekman\n\nEnhetschef",
            [("Anna Berg", "Förvaltningschef"), ("Bo Ekman", "Enhetschef")],
        ),
        ("Ordförande\n\nAnna Berg", [("Anna Berg", "Ordförande")]),
        (
            "Anna Berg, förvaltningschef\n\nTelefon 0123-45 67 89\n\nanna.berg@kommun.example",
            [("Anna Berg", "förvaltningschef")],
        ),
        ("Förvaltningschef Anna Berg", [("Anna Berg", "Förvaltningschef")]),
    ],
)
def test_signers_are_read_with_their_roles(text, people):
    found = found_in(f"Tjänsteskrivelse\n\n## Ärendet\n\n{LONG}\n\n{text}")

    assert [(person["name"], person["role"]) for person in found["people"]] == people


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("## Beslutet skickas till\n\nRevisorerna", ["Revisorerna"]),
        ("## Beslut sänds till\n\n- Revisorerna\n- Kommunstyrelsen", ["Revisorerna", "Kommunstyrelsen"]),
        ("Kopia till: Kommunstyrelsen, Revisorerna", ["Kommunstyrelsen", "Revisorerna"]),
        ("Expedieras till\n\nSkolnämnden & kulturnämnden", ["Skolnämnden & kulturnämnden"]),
    ],
)
def test_recipients_are_found_under_every_heading(text, wanted):
    found = found_in(f"Tjänsteskrivelse\n\n## Ärendet\n\n{LONG}\n\n{text}")

    assert texts(found["recipients"]) == wanted
