"""Purpose, verdict and period of an audit, and what the auditors ask an answer to hold."""

from __future__ import annotations

import pytest

from nemndsekr.reading.finders.audit_facts import (
    find_audited_bodies,
    find_period,
    find_purpose,
    find_report_title,
    find_verdict,
)
from nemndsekr.reading.finders.demands import find_demand
from tests.reading.read_text import paper_of, reading_of


def demand(text, kind="missiv"):
    return set(find_demand(paper_of(f"Till hamnnämnden\n\n{text}"), kind))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Av svaret ska framgå vilka åtgärder nämnden avser att vidta.", {"measures"}),
        ("Vi önskar svar om vad nämnden tänker göra.", {"measures"}),
        (
            "Revisorerna begär en redovisning av planerade åtgärder och när de ska vara genomförda.",
            {"measures", "latest_date"},
        ),
        ("I svaret ska förväntad effekt anges.", {"expected_effect"}),
        ("Svaret ska innehålla en tidplan.", {"latest_date"}),
        ("Vi ber nämnden lämna ett svar för varje rekommendation.", {"per_recommendation"}),
        ("Nämnden ska yttra sig särskilt över respektive bedömning.", {"per_assessment"}),
        ("Vi emotser svar nu och önskar ett uppföljande yttrande om ett år.", {"followup"}),
        ("Nämnden ska återkomma med en lägesrapport.", {"followup"}),
    ],
)
def test_what_the_answer_is_to_hold_is_told_by_the_words_that_ask(text, parts):
    assert demand(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "Nämnden har vidtagit vilka åtgärder den kan.",
        "Vilka åtgärder ska nämnden redovisa i svaret?",
        "Revisorerna ska granska bryggorna efter en tidplan.",
        "Förväntad effekt av lagningen är god.",
    ],
)
def test_words_that_ask_nothing_of_the_answer_are_left_alone(text):
    assert demand(text) == set()


@pytest.mark.parametrize(
    "lead",
    ["Av svaret ska framgå", "Vi önskar att yttrandet redovisar:", "Revisorerna begär ett svar som anger"],
)
def test_what_is_asked_in_a_list_is_told_item_by_item(lead):
    text = f"{lead}\n\n- vilka åtgärder som ska vidtas\n- när åtgärderna ska vara klara\n- förväntad effekt"
    assert demand(text) == {"measures", "latest_date", "expected_effect"}


def test_a_list_under_a_sentence_that_is_over_asks_nothing():
    assert demand("Vi önskar ett svar.\n\n- förväntad effekt av lagningen\n- tidplan för bojarna") == set()


@pytest.mark.parametrize("kind", ["namndinitiativ", "motion"])
def test_a_members_paper_asks_nothing_of_an_answer(kind):
    assert demand("Av svaret ska framgå vilka åtgärder som vidtas.", kind) == set()


def test_each_part_has_the_words_that_ask_for_it():
    paper = paper_of(
        "Till hamnnämnden\n\nBryggan är trasig. Av svaret ska tidplan framgå. Svaret ska ange en tidplan till."
    )
    found = find_demand(paper, "missiv")["latest_date"]
    assert found.text == "Av svaret ska tidplan framgå."
    assert paper.text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text",
    [
        "Syftet med granskningen har varit att bedöma om bryggorna sköts.",
        "Granskningens syfte är att bedöma om bryggorna sköts.",
        "Granskningen syftar till att bedöma bryggorna.",
    ],
)
def test_the_purpose_is_the_sentence_that_tells_it(text):
    found = find_purpose(paper_of(f"Granskning\n\nHamnen är gammal. {text} Sedan skrev vi."))
    assert found is not None
    assert found.text == text


@pytest.mark.parametrize(
    "text",
    [
        "Vår sammanfattande bedömning är att bryggorna brister.",
        "Den samlade bedömningen är att bryggorna brister.",
        "Efter granskningen bedömer vi sammanfattningsvis att bryggorna brister.",
    ],
)
def test_the_verdict_is_the_sentence_with_the_whole_judgement(text):
    found = find_verdict(paper_of(f"Granskning\n\nHamnen är gammal. {text}"))
    assert found is not None
    assert found.text == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Revisionens granskning har genomförts under våren 2024.", "våren 2024"),
        ("Granskningen har genomförts under perioden januari till maj 2024.", "perioden januari till maj 2024"),
        ("Granskningen genomfördes under år 2024.", "år 2024"),
        ("Vi har granskat bryggorna, och revisionen skedde mellan mars och juni 2024.", "mars och juni 2024"),
        ("Bryggorna lagades under våren 2024.", ""),
        ("Granskningen var rolig.", ""),
    ],
)
def test_the_period_of_the_audit_is_told_in_its_words(text, words):
    found = find_period(paper_of(f"Granskning\n\n{text}"))
    assert (found.text if found else "") == words


def test_a_paper_that_tells_nothing_gives_nothing():
    paper = paper_of("Brev\n\nHej!")
    assert (find_purpose(paper), find_verdict(paper), find_period(paper)) == (None, None, None)


def test_a_purpose_under_an_answer_is_no_purpose_of_the_audit():
    paper = paper_of("Yttrande\n\nRekommendation 2\n\nSyftet är att bryggan ska hålla i tjugo år.")
    assert find_purpose(paper) is None


def test_a_purpose_under_the_heading_of_the_audit_is():
    found = find_purpose(paper_of("Rapport\n\n1 Om granskningen\n\nSyftet är att bedöma om bryggan håller."))
    assert found is not None
    assert found.text == "Syftet är att bedöma om bryggan håller."


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Revisionsrapport nr 7/2031, Bryggornas skötsel vintertid", "Bryggornas skötsel vintertid"),
        ("Granskningsrapport nr. 2/2030: Hamnens kranar", "Hamnens kranar"),
        ("Rapport nr 9/2031, Isen i hamnen.", "Isen i hamnen"),
    ],
)
def test_what_a_report_is_called_stands_after_its_number(head, title):
    found = find_report_title(paper_of(f"{head}\n\nFörvaltningens kommentar\n\nRapporten kom i maj."))
    assert found is not None
    assert found.text == title


@pytest.mark.parametrize(
    "text",
    [
        "I maj inkom revisionsrapport nr 7/2031, för kommentar senast i juni.",
        "Revisionsrapport nr 7/2031, som kom i maj, gäller bryggorna.",
        "Revisionsrapport nr 7/2031, Bryggorna. Den kom i maj.",
    ],
)
def test_a_number_in_running_text_gives_no_title(text):
    assert find_report_title(paper_of(f"Kommentar\n\n{text}")) is None


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (
            "I revisionens granskning ingår Norra hamnnämnden, Södra hamnnämnden samt Bryggnämnden.",
            "Norra hamnnämnden, Södra hamnnämnden samt Bryggnämnden",
        ),
        ("Granskningen omfattar hamnnämnden och kommunstyrelsen.", "hamnnämnden och kommunstyrelsen"),
    ],
)
def test_bodies_that_are_audited_together_are_told(text, bodies):
    found = find_audited_bodies(paper_of(f"Ärendet\n\n{text}"))
    assert found is not None
    assert found.text == bodies


@pytest.mark.parametrize(
    "text", ["Granskningen omfattar hamnnämnden.", "Granskningen omfattar bryggor, kranar och bojar."]
)
def test_one_body_alone_or_things_are_no_audited_bodies(text):
    assert find_audited_bodies(paper_of(f"Ärendet\n\n{text}")) is None


# Every way that a part was seen to be asked for, after «Av svaret ska framgå», as an item of a list, and in questions.
ASKED = {
    "measures": (
        "vilka åtgärder nämnden vidtar",
        "vilka åtgärder som vidtagits",
        "vilka konkreta åtgärder nämnden avser att vidta",
        "de åtgärder som nämnden planerar",
        "åtgärder som har vidtagits eller planeras",
        "vidtagna och planerade åtgärder",
        "genomförda åtgärder",
        "eventuella åtgärder",
        "åtgärder med anledning av granskningen",
        "vad nämnden avser att göra",
        "vad nämnden kommer att göra",
        "vad som kommer att göras",
        "hur nämnden avser att åtgärda bristerna",
        "hur nämnden hanterar rekommendationerna",
        "hur nämnden avser att arbeta vidare med rekommendationerna",
        "hur rekommendationerna omhändertas",
        "vilka insatser som planeras",
        "vilka förändringar nämnden avser att genomföra",
        "en åtgärdsplan",
        "en handlingsplan",
    ),
    "expected_effect": (
        "förväntad effekt",
        "förväntade effekter",
        "förväntat resultat",
        "den effekt som väntas",
        "vilken effekt som väntas",
        "vilka effekter nämnden räknar med",
        "vilket resultat som förväntas",
        "avsedd effekt",
        "önskad effekt",
        "beräknad effekt",
        "vad de väntas leda till",
        "vad det ska leda till",
        "vilken skillnad det ska göra",
        "vilken nytta det väntas ge",
    ),
    "latest_date": (
        "när de ska vara genomförda",
        "när de är klara",
        "när det ska ske",
        "när respektive steg beräknas vara klart",
        "vid vilken tidpunkt de är genomförda",
        "till när det ska vara klart",
        "senast när det ska vara klart",
        "en tidplan",
        "en tidsplan",
        "en tidsatt plan",
        "tidsram",
        "tidpunkt",
        "slutdatum",
        "datum för genomförande",
    ),
    "responsible": (
        "vem som ansvarar",
        "vem som ansvarar för genomförandet",
        "vem eller vilka som ansvarar",
        "vem som är ansvarig",
        "vem som har ansvaret",
        "vem som bär ansvaret för arbetet",
        "vilka som är ansvariga",
        "vilken funktion som ansvarar",
        "vilken förvaltning som är ansvarig",
        "ansvarig",
        "ansvariga",
        "ansvarig för genomförandet",
        "ansvarig funktion",
        "ansvarig person",
        "ansvarig chef",
        "ansvarig tjänsteperson",
        "ansvarig förvaltning",
        "ansvar för genomförandet",
        "ansvarsfördelning för arbetet",
        "hur ansvaret är fördelat",
        "på vem ansvaret vilar",
    ),
    "per_recommendation": (
        "svar på varje rekommendation",
        "svar på var och en av rekommendationerna",
        "nämndens syn på respektive rekommendation",
        "ett svar för varje enskild rekommendation",
        "ställningstagande till samtliga rekommendationer",
        "svar rekommendation för rekommendation",
        "svar på rekommendationerna var för sig",
        "svar punkt för punkt",
    ),
    "per_assessment": (
        "svar på varje bedömning",
        "nämndens syn på respektive bedömning",
        "svar på var och en av bedömningarna",
        "svar på bedömningarna var för sig",
        "svar på varje enskild bedömning",
        "svar på varje revisionsfråga",
    ),
}
PHRASES = [(part, words) for part, phrases in ASKED.items() for words in phrases]


@pytest.mark.parametrize(("part", "words"), PHRASES)
def test_a_part_is_asked_for_in_running_text(part, words):
    assert demand(f"Av svaret ska framgå {words}.") == {part}


@pytest.mark.parametrize(("part", "words"), PHRASES)
def test_a_part_is_asked_for_in_a_list(part, words):
    text = f"Vi önskar att det av yttrandet framgår:\n\n- att nämnden läst rapporten\n- {words}"
    assert demand(text) == {part}


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("Vilka åtgärder avser nämnden att vidta?", "measures"),
        ("Vad tänker nämnden göra?", "measures"),
        ("Vilken effekt väntas de få?", "expected_effect"),
        ("Vad ska det leda till?", "expected_effect"),
        ("När ska de vara klara?", "latest_date"),
        ("När är åtgärderna genomförda?", "latest_date"),
        ("Vem ansvarar?", "responsible"),
        ("Vem är ansvarig för genomförandet?", "responsible"),
    ],
)
@pytest.mark.parametrize("mark", ["- ", "1. ", ""])
def test_a_question_that_the_answer_is_to_answer_asks_for_its_part(question, part, mark):
    text = f"Revisorerna önskar svar på följande frågor:\n\n{mark}{question}"
    assert demand(text) == {part}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "För varje rekommendation ska svaret ange åtgärd, ansvarig och tidplan.",
            {"per_recommendation", "measures", "responsible", "latest_date"},
        ),
        (
            "Vi begär att nämnden redovisar åtgärder, ansvariga och när åtgärderna ska vara klara.",
            {"measures", "responsible", "latest_date"},
        ),
        (
            "Svaret ska innehålla åtgärder med ansvar och tid samt förväntad effekt.",
            {"measures", "responsible", "latest_date", "expected_effect"},
        ),
        ("Vi önskar en återrapportering av arbetet senast i mars 2027.", {"followup"}),
        ("Revisorerna ser fram emot ett svar med en handlingsplan.", {"measures"}),
        ("Nämnden förväntas inkomma med ett kompletterande yttrande om ett år.", {"followup"}),
        ("Nämnden ska lämna ytterligare ett yttrande när åtgärderna är genomförda.", {"followup", "latest_date"}),
        ("Vi vill att nämnden därefter lämnar en lägesredovisning.", {"followup"}),
        ("Vi önskar en statusrapport i höst.", {"followup"}),
    ],
)
def test_one_sentence_may_ask_for_several_parts(text, parts):
    assert demand(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "Svaret ska lämnas av ansvarig nämnd.",
        "Ansvarig nämnd ska yttra sig senast den 31 mars.",
        "Svaret ska skickas till ansvarig handläggare.",
        "Svaret ska skickas till den som är ansvarig för granskningen.",
        "Yttrandet ska skickas till Karin Ek, som ansvarar för granskningen.",
        "Nämnden ansvarar för bryggorna och ska svara senast den 3 maj.",
        "Svaret ska vara nämndens.",
        "Nämnden redovisar nedan vad som ska göras, av vem och när.",
        "Svaren är vänliga, men det saknas uppgift om vad som ska göras.",
        "Förvaltningen ska i december återrapportera hur bryggorna sköts.",
        "Svaret ska lämnas när nämnden har haft sitt möte.",
    ],
)
def test_who_answers_and_to_whom_asks_for_no_part(text):
    assert demand(text) == set()


def test_a_joint_report_is_for_the_namnd_that_it_names_first():
    text = (
        "Granskning av bryggor\n\nRevisionsrapport\n\nHamnnämnden och parknämnden har inte styrt arbetet.\n\n"
        "Vi rekommenderar hamnnämnden att:\n\n- måla\n\nVi rekommenderar parknämnden att:\n\n- laga bänkarna\n\n"
        "Parknämnden bör även måla dem."
    )

    committee = reading_of(text).draft.committee
    assert committee is not None
    assert committee.text == "Hamnnämnden"


def test_a_day_in_the_head_that_does_not_exist_is_told_with_its_place():
    text = f"Granskning av bryggor\n\nRevisionsrapport\n\nPwC, 2026-02-30\n\n{'Bryggorna sköts. ' * 20}"
    reading = reading_of(text)
    told = next(problem for problem in reading.problems if "finns inte" in problem.text)

    assert text[told.start : told.end] == "2026-02-30"
    assert reading.draft.document_day is None


def test_a_day_that_does_not_exist_beside_the_papers_own_is_no_problem_of_the_head():
    text = f"Granskning av bryggor\n\nRevisionsrapport\n\n2026-02-03\n\n{'Bryggorna sköts. ' * 20}\n\nSlut 2026-02-30."

    assert not [problem for problem in reading_of(text).problems if "finns inte" in problem.text]
