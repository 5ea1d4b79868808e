"""What things are called in a list: as a person would, each told from the others, cut where a phrase ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.rules.short_names import LONGEST, short_name, short_names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # What opens every line of a report is left out.
        ("Säkerställ att avtalet följs upp.", "Avtalet följs upp"),
        ("Se till att registret begärs in", "Registret begärs in"),
        ("Tillse att det finns rutiner för nycklar", "Rutiner för nycklar"),
        ("säkerställa att det finns en plan för bemanning", "Plan för bemanning"),
        ("Säkerställ en dokumenterad bedömning", "Dokumenterad bedömning"),
        ("Säkerställa, i samråd med skolan, att vägen lyses upp", "Vägen lyses upp"),
        ("Nämnden bör utveckla sin uppföljning", "Utveckla sin uppföljning"),
        ("Hamnnämnden bör säkerställa att bryggorna besiktigas", "Bryggorna besiktigas"),
        ("Kultur- och fritidsnämnden bör verka för att larmen provas", "Larmen provas"),
        ("Överväg att införa en taxa", "Införa en taxa"),
        # And what gives a task.
        ("att nämnden ger förvaltningen i uppdrag att utreda avgiften", "Utreda avgiften"),
        ("Att ge förvaltningen i uppdrag att kartlägga gångvägarna", "Kartlägga gångvägarna"),
        ("Att uppdra åt förvaltningen att pröva skolbussar", "Pröva skolbussar"),
        ("att tekniska förvaltningen uppdras att måla bojarna", "Måla bojarna"),
        ("att kultur- och fritidsförvaltningen ges i uppdrag att bjuda in föreningarna", "Bjuda in föreningarna"),
        ("att nämnden uppdrar till förvaltningen att ta fram förslag", "Ta fram förslag"),
        ("att nämnden beslutar att införa sommarkort", "Införa sommarkort"),
        ("- att bänkar ställs ut", "Bänkar ställs ut"),
        ("att utreda möjligheten att hyra ut hallen", "Hyra ut hallen"),
        # Questions are called by what they ask about.
        ("Finns mål för studieron?", "Mål för studieron"),
        ("Finns det en plan för underhåll?", "Plan för underhåll"),
        ("Har nämnden säkerställt att larmen provas?", "Larmen provas"),
        ("Bedriver hamnnämnden en styrning av arbetet?", "Styrning av arbetet"),
        ("Sker utvärdering av insatserna?", "Utvärdering av insatserna"),
        ("Följs målen upp?", "Följs målen upp?"),
        # What is short is kept whole, what is long is cut where a clause or a phrase ends.
        ("Avtal", "Avtal"),
        ("Utveckla uppföljningen av avtalen", "Utveckla uppföljningen av avtalen"),
        ("Utveckla stödet till de lärare som är nya i yrket eller byter skola", "Utveckla stödet till de lärare"),
        (
            "Följa upp kostnaden varje kvartal, samt redovisa den för nämnden i samband med bokslutet",
            "Följa upp kostnaden varje kvartal",
        ),
        (
            "Upprätta en plan för underhåll av kommunens samtliga idrottsanläggningar och bad",
            "Upprätta en plan för underhåll",
        ),
        (
            "Individ- och målgruppsanpassade insatser för att stödja barn och unga på fritiden",
            "Individ- och målgruppsanpassade insatser",
        ),
        (
            "Se över hur familjer kan ta emot stöd tidigare och med mindre väntan än i dag",
            "Se över hur familjer kan ta emot stöd tidigare",
        ),
        (
            "Sker utvärdering i syfte att utveckla det stöd som barn och unga får i kommunen?",
            "Utvärdering i syfte att utveckla det stöd",
        ),
        # No name ends in the middle of a clause: what comes before it is enough, or the clause itself is the name.
        (
            "Fastställ hur rätten till studiehandledning på modersmålet ska tillgodoses i alla skolor",
            "Rätten till studiehandledning",
        ),
        (
            "Se över hur kunskapen om larm hos sommarvikarier kan stärkas, särskilt i juli",
            "Kunskapen om larm hos sommarvikarier",
        ),
        (
            "Ta fram en plan för hur alla seglare i hamnen kan erbjudas en egen brygga varje sommar",
            "Ta fram en plan",
        ),
        ("Förtydliga i reglementet vem som får låna nyckeln när vaktmästaren är borta", "Förtydliga i reglementet"),
        (
            "Besluta vilka bryggor som ska lagas när pengarna inte räcker till alla",
            "Besluta vilka bryggor som ska lagas",
        ),
        (
            "Besluta hur många båtar en vakt på uppdrag av nämnden får ha tillsyn över",
            "Hur många båtar",
        ),
        ("Följ upp hur många seglare som får en plats och vilken brygga de får", "Hur många seglare"),
        (
            "Hamnnämnden prövar hur gäster och fiskare kan göras delaktiga i planeringen",
            "Hur gäster och fiskare kan göras delaktiga",
        ),
        (
            "Följa upp att haverier som rör fritidsbåtar utreds även under vintern",
            "Haverier som rör fritidsbåtar utreds",
        ),
        # But a verb that turns the meaning is never left out.
        (
            "Förbjuda att vattenskotrar används i hamnens inlopp annat än i nödläge",
            "Förbjuda att vattenskotrar används",
        ),
        ("Hamnnämnden bör se till att bojarna målas innan isen lägger sig", "Bojarna målas innan isen lägger sig"),
        ("att1 hamnkontoret får i uppdrag att måla bojarna", "Måla bojarna"),
        ("Slutligen bör hamnnämnden säkerställa att larmen provas", "Larmen provas"),
        # What is nothing but an opening is kept.
        ("Säkerställ att", "Säkerställ att"),
    ],
)
def test_a_name_begins_at_the_verb_or_the_thing_and_ends_with_a_phrase(text, name):
    assert short_name(text) == name


def test_what_several_say_alike_is_left_out_of_each():
    names = short_names(
        [
            "Att förvaltningen uppdras att ta fram en handlingsplan för hur nämnden ska skydda medarbetarna från hot",
            "Att förvaltningen uppdras att ta fram en handlingsplan för hur nämnden ska nå de barn som inte söker stöd",
            "Att förvaltningen uppdras att redovisa kostnaden",
        ]
    )
    assert names == ["Skydda medarbetarna från hot", "Nå de barn som inte söker stöd", "Redovisa kostnaden"]


def test_seven_att_satser_of_one_initiative_have_seven_names():
    tasks = ("kartlägga vägarna", "pröva bussar", "måla bojarna", "lyfta frågan", "bjuda in", "mäta ljudet", "svara")
    texts = [f"Att arbetsmarknads- och socialförvaltningen uppdras att {task} i Almsund" for task in tasks]
    assert len(set(short_names(texts))) == len(tasks)
    assert short_names(texts)[0] == "Kartlägga vägarna i Almsund"


def test_the_very_same_text_twice_has_the_very_same_name():
    assert short_names(["Följ upp avtalet.", "Följ upp avtalet."]) == ["Följ upp avtalet"] * 2


@given(st.text(alphabet=st.sampled_from("attnämdenförvlgsuppr,.:;? -–åäö"), max_size=200))
def test_any_text_has_a_name_that_fits_unless_it_is_one_long_word(text):
    name = short_name(text)
    assert len(name) <= LONGEST + 6 or " " not in name
    assert name or not any(letter.isalpha() for letter in text)
