"""What a paper is, and what it is about, in every way that papers tell it."""

from __future__ import annotations

import pytest

from nemndsekr.reading.finders.kinds import find_doubtful_kind, find_kind, find_subtitle, find_title
from nemndsekr.reading.report_file import read_pasted
from tests.reading.read_text import paper_of

BODY = "Revisorerna har granskat hur kommunen sköter sina bryggor och hur tillsynen av dem går till under vintern."


def kind_of(text):
    return find_kind(paper_of(text))[0]


def title_of(text):
    paper = paper_of(text)
    kind, name = find_kind(paper)
    title = find_title(paper, name, kind)
    return title.text if title else ""


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Tjänsteskrivelse", "tjansteskrivelse"),
        ("TJÄNSTEUTLÅTANDE", "tjansteskrivelse"),
        ("ALMSUNDS KOMMUN TJÄNSTESKRIVELSE Sida 1 (2)", "tjansteskrivelse"),
        ("Sammanträdesprotokoll", "protokoll"),
        ("Protokollsutdrag", "protokoll"),
        ("Utdrag ur protokoll", "protokoll"),
        ("Revisionsmissiv", "missiv"),
        ("Följebrev", "missiv"),
        ("Nämndinitiativ", "namndinitiativ"),
        ("Ledamotsinitiativ om en ny brygga", "namndinitiativ"),
        ("Motion: Fler båtplatser i Almsund", "motion"),
        ("Remissmissiv", "remissblad"),
        ("Yttrande", "yttrande"),
        ("Svar på granskning av bryggor", "yttrande"),
        ("Granskningsrapport", "revisionsrapport"),
        ("Revisionsrapport nr 3/2024", "revisionsrapport"),
        ("Förstudie", "revisionsrapport"),
        ("Granskningsrapport från dataskyddsombudet", "granskningsrapport_dataskyddsombud"),
        ("Skrivelse", "skrivelse"),
        ("Veckobrev", "okant"),
    ],
)
def test_a_paper_is_what_it_calls_itself(name, kind):
    assert kind_of(f"{name}\n\nDatum 2024-05-06\n\n{BODY}") == kind


LETTER = "Almsunds kommun\nRevisorerna\n\n2024-05-06\n\nTill tekniska nämnden\n\nGranskning av bryggor\n\n"


@pytest.mark.parametrize(
    "asked",
    [
        "Revisorerna önskar svar från nämnden senast 2024-09-30.",
        "Rapporten överlämnas till nämnden för yttrande.",
        "Härmed översänds vår rapport om bryggorna.",
        "Tekniska nämnden ombeds att senast i september lämna sitt svar.",
        "Vi emotser nämndens svar före hösten.",
        "Vi skulle uppskatta om nämnden återkommer med sin syn på saken.",
        "Den bifogade rapporten visar brister.",
    ],
)
def test_a_letter_that_hands_over_a_report_is_the_auditors_missiv(asked):
    assert kind_of(f"{LETTER}{BODY}\n\n{asked}\n\nFör revisorerna\n\nYlva Strand") == "missiv"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param(
            f"{LETTER}1.1 Bakgrund\n\n{BODY}\n\n2.1 Syfte\n\n{BODY}\n\n3.1 Metod\n\n{BODY}\n\nVi önskar svar i maj.",
            "revisionsrapport",
            id="chapters",
        ),
        pytest.param(
            f"Tekniska kontoret\n\nTill revisorerna\n\nAngående granskning av bryggor\n\nFörslag till beslut\n\n"
            f"Nämnden överlämnar svaret till revisorerna.\n\nÄrendet\n\n{BODY}",
            "tjansteskrivelse",
            id="a proposal to decide",
        ),
        pytest.param(
            f"Revisionsrapport\n\nGranskning av bryggor\n\nFörslag till beslut\n\nNämnden svarar.\n\nÄrendet\n\n{BODY}",
            "tjansteskrivelse",
            id="a paper about a report",
        ),
    ],
)
def test_what_only_resembles_a_letter_is_none(text, kind):
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        f"§ 14 Svar på granskning av bryggor\n\nBeslut\n\nNämnden godkänner svaret.\n\n{BODY}",
        f"TN § 14 Svar på granskning av bryggor\n\n{BODY}",
        f"Tekniska nämnden\n\nBeslutande\nYlva Strand (C)\n\nJusterandes sign\n\nYrkanden\n\n{BODY}",
    ],
)
def test_minutes_are_known_by_their_paragraph_and_signs(text):
    assert kind_of(text) == "protokoll"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("§ 14 Svar på granskning av bryggor\n\nBeslut\n\nNämnden godkänner.", id="on the same line"),
        pytest.param("Protokoll\n\n§ 14\n\nSvar på granskning av bryggor\n\nBeslut\n\nNämnden godkänner.", id="below"),
        pytest.param(
            "Protokoll\n\n§ 14\tDnr TN 2024/31\n\nSvar på granskning av bryggor\n\nBeslut", id="under a number"
        ),
        pytest.param(
            "Protokoll\n\n§ 14 Dnr TN 2024/31\n\nSvar på granskning av bryggor\n\nBeslut", id="after a number"
        ),
        pytest.param("Protokoll\n\nTN § 14/24\n\nSvar på granskning av bryggor\n\nBeslut", id="with letters and year"),
        pytest.param(
            "Protokoll\n\n§ 14 Svar på granskning av bryggor\tTN 2024/31\n\nBeslut", id="the number beside it"
        ),
    ],
)
def test_minutes_are_about_what_stands_at_their_paragraph(text):
    assert title_of(text) == "Svar på granskning av bryggor"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param(
            f"Tjänsteskrivelse\n\nSvar på granskning av kommunens bryggor och\n\nbojar i Almsund\n\n{BODY}{BODY}",
            "Svar på granskning av kommunens bryggor och bojar i Almsund",
            id="over two lines",
        ),
        pytest.param(
            f"REVISIONSRAPPORT\n\nGRANSKNING AV BRYGGOR\n\nOCH BOJAR I ALMSUND\n\n{BODY}{BODY}",
            "GRANSKNING AV BRYGGOR OCH BOJAR I ALMSUND",
            id="two lines of capitals",
        ),
        pytest.param(
            f"Tjänsteskrivelse\n\nSvar på granskning av bryggor (TN 2024/31)\n\n{BODY}{BODY}",
            "Svar på granskning av bryggor (TN 2024/31)",
            id="a number in brackets stays",
        ),
        pytest.param(
            f"Tjänsteskrivelse\n\nSvar på granskning av bryggor, TN 2024/31\n\n{BODY}{BODY}",
            "Svar på granskning av bryggor",
            id="a number at its end goes",
        ),
        pytest.param(
            f"Tjänsteskrivelse\n\nÄrende: Svar på granskning av bryggor\n\n{BODY}{BODY}",
            "Svar på granskning av bryggor",
            id="after a label",
        ),
        pytest.param(
            "Tjänsteskrivelse\n\nHandläggare\n\nYlva Strand\n\nDatum\n\n2024-05-06\n\nGranskning av bryggor\n\n"
            f"{BODY}{BODY}",
            "Granskning av bryggor",
            id="past labels and their values",
        ),
        pytest.param(
            f"Revisionsrapport\n\n”Granskning av kommunens bryggor”\n\n{BODY}{BODY}",
            "Granskning av kommunens bryggor",
            id="in quotation marks",
        ),
        pytest.param(
            f"Motion: Fler båtplatser i Almsunds hamn\n\nYlva Strand (C)\n\n{BODY}{BODY}",
            "Motion: Fler båtplatser i Almsunds hamn",
            id="name and matter at once",
        ),
        pytest.param(
            f"Almsunds kommun\n\nRevisionsrapport 2024\n\nSkötseln av bryggor i kommunen\n\nSkötseln av bryggor i "
            f"kommunen\n\n{BODY}{BODY}",
            "Skötseln av bryggor i kommunen",
            id="repeated on the next page",
        ),
        pytest.param(
            f"Granskning av nycklar till båthus. Almsunds kommun\n\n{BODY}{BODY}",
            "Granskning av nycklar till båthus",
            id="whose it is goes",
        ),
    ],
)
def test_the_title_is_what_the_paper_is_about(text, title):
    assert title_of(text) == title


@pytest.mark.parametrize(
    "line",
    [
        "Rapport nr 3/2024",
        "Revisionsrapport från revisorerna",
        "Ylva Strand, certifierad kommunal revisor",
        "Revisorerna i Almsund",
        "Almsund 2024-05-06",
        "Dnr TN 2024/31",
        "E-post ylva@almsund.example",
        "Samhällsbyggnadsförvaltningen",
        "Sammanträdet börjar kl. 13",
        "Nämnden föreslås godkänna svaret",
    ],
)
def test_a_line_of_the_letterhead_is_no_title(line):
    assert title_of(f"{line}\n\nUnderhåll av kommunens bryggor och bojar\n\n{BODY}{BODY}") == (
        "Underhåll av kommunens bryggor och bojar"
    )


def test_a_short_line_under_the_title_is_its_subtitle():
    paper = paper_of(f"# Granskning av bryggor\n\nEn fördjupad studie av tillsynen\n\n{BODY}{BODY}")
    title = find_title(paper, "", "revisionsrapport")
    assert find_subtitle(paper, title) == "En fördjupad studie av tillsynen"


@pytest.mark.parametrize("below", ["2024-05-06", "Till tekniska nämnden", "TN 2024/31", "Vi har granskat bryggor."])
def test_what_is_a_fact_or_a_sentence_is_no_subtitle(below):
    paper = paper_of(f"# Granskning av bryggor\n\n{below}\n\n{BODY}{BODY}")
    assert find_subtitle(paper, find_title(paper, "", "revisionsrapport")) == ""


REPORT = (
    "Till tekniska nämnden\nRevisorerna har granskat bryggorna.\n{}\nVi önskar svar senast den 3 maj.\nFör revisorerna"
)


@pytest.mark.parametrize(
    "head", ["Revisionsrapport", "Revisionsrapport: Granskning av bryggor", "Granskningsrapport nr 3/2031"]
)
@pytest.mark.parametrize(
    ("says", "kind"),
    [
        ("Vi rekommenderar nämnden att:\n- laga bryggorna\n- måla bojarna", "revisionsrapport"),
        ("Vår sammanfattande bedömning är att bryggorna brister.", "revisionsrapport"),
        ("Rapporten bifogas.", "missiv"),
        ("Vi rekommenderar nämnden att laga bryggorna. Rapporten överlämnas till nämnden för svar.", "missiv"),
        ("Härmed översänds vår rapport. Vår bedömning är att bryggorna brister.", "missiv"),
    ],
)
def test_a_short_paper_that_begins_as_a_report_is_one_unless_it_hands_one_over(head, says, kind):
    paper = paper_of(f"{head}\n{REPORT.format(says)}")
    found = find_kind(paper)[0]
    assert found == kind
    assert bool(find_doubtful_kind(paper, found)) == (kind == "missiv")


HEADS = [
    ("Nämndinitiativ om trygga gångvägar", "Nämndinitiativ om trygga gångvägar"),
    ("NÄMNDINITIATIV OM GÅNGVÄGAR", "NÄMNDINITIATIV OM GÅNGVÄGAR"),
    ("Nämndinitiativ: Belys gångvägarna", "Nämndinitiativ: Belys gångvägarna"),
    ("Vänsterpartiets nämndinitiativ om gångvägar", "Vänsterpartiets nämndinitiativ om gångvägar"),
    ("Nämndinitiativ till socialnämnden om gångvägar", "Nämndinitiativ till socialnämnden om gångvägar"),
    ("Ledamotsinitiativ – belysning av gångvägar", "Ledamotsinitiativ – belysning av gångvägar"),
    ("Initiativ om trygga gångvägar i Almsund", "Initiativ om trygga gångvägar i Almsund"),
    ("Initiativärende om gångvägar", "Initiativärende om gångvägar"),
    ("Nämndinitiativ\nTrygga gångvägar i Almsund", "Trygga gångvägar i Almsund"),
    ("Nämndinitiativ från Socialdemokraterna\nBelys gångvägarna", "Belys gångvägarna"),
    ("Nämndinitiativ\nTill tekniska nämnden\nAlmsund den 3 maj 2031\nBelys gångvägarna", "Belys gångvägarna"),
    ("Nämndinitiativ", ""),
    ("Nämndinitiativ\nTill tekniska nämnden", ""),
]


@pytest.mark.parametrize(("head", "title"), HEADS)
@pytest.mark.parametrize("says", ["", "Det är mörkt på gångvägarna. Många undviker dem.\n", "Det är för mörkt.\n"])
@pytest.mark.parametrize("lead", ["Därför föreslår vi att nämnden beslutar:", "Vi yrkar", "Förslag till beslut"])
@pytest.mark.parametrize("mark", ["att ", "Att ", "- att ", "1. Att "])
def test_a_pasted_initiative_is_called_what_its_heading_says_or_nothing(head, title, says, lead, mark):
    clauses = "".join(f"{mark}{clause}\n" for clause in ("belysa gångvägarna", "redovisa kostnaden"))
    assert title_of(f"{head}\n{says}{lead}\n{clauses}Ylva Strand (S)") == title


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Nämndinitiativ till barn- och ungdomsnämnden\nFler bänkar i parken\n\nMånga går dit.",
            "Fler bänkar i parken",
        ),
        ("Nämndinitiativ\n\nParkbänkar\n\nTill parknämnden\n\nMånga går dit.", "Parkbänkar"),
        ("De äldre går allt oftare till parken vid ån och måste stå\n\nMånga går dit.", ""),
        ("De äldre har ingenstans att sitta i parken vid ån\n\nMånga går dit.", ""),
        ("Vi föreslår att parken får bänkar, att kostnaden redovisas och att svar ges i maj\n\nMånga går dit.", ""),
    ],
)
def test_a_pasted_initiative_has_the_title_that_names_it_and_never_its_text(text, wanted):
    reading = read_pasted(f"{text}\n\nVi yrkar\n\natt bänkar ställs ut\n\nSiv Rask (S)", known_kind="namndinitiativ")

    assert (reading.draft.title.text if reading.draft.title else "") == wanted


@pytest.mark.parametrize("after", ["", "\ndnr pn 2026:14", "\n\nLerby den 4 mars 2026"])
def test_people_on_one_line_sign_an_initiative_and_are_no_title(after):
    text = f"Vi yrkar att bänkar ställs ut i parken.\n\nSiv Rask (S), Bo Al (M) och Eva Ek{after}"
    draft = read_pasted(text, known_kind="namndinitiativ").draft

    assert [(one.name, one.party) for one in draft.people] == [("Siv Rask", "S"), ("Bo Al", "M"), ("Eva Ek", "")]
    assert draft.title is None
    assert [one.text for one in draft.dnr] == (["pn 2026:14"] if "dnr" in after else [])


def test_a_heading_that_goes_on_and_on_is_still_the_title_of_an_initiative():
    heading = "Nämndinitiativ om " + " och ".join(f"gångvägen mellan hus {number} och parken" for number in range(12))

    assert 200 < len(heading) < 1000
    assert (
        title_of(f"Nämndinitiativ\n\n{heading}\n\nVi föreslår\natt nämnden låter röja gångvägarna\natt det görs i vår")
        == heading
    )
    # With a full stop it is what the members write, not what they call it.
    assert (
        title_of(f"Nämndinitiativ\n\n{heading}.\n\nVi föreslår\natt nämnden låter röja gångvägarna\natt det görs i vår")
        == ""
    )
