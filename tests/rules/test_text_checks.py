"""Plain text: what a template left, doubled words, dashes and days; the right-hand tables hold what is no slip."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.records.choices import Certainty
from nemndsekr.rules.checks.text_checks import (
    HeadingPlace,
    TextFinding,
    broken_references,
    dash_spacing,
    doubled_words,
    empty_headings,
    mixed_dates,
    proposed_wording,
    same_headings,
    template_lines,
)

SURE, ASKS = Certainty.sakert, Certainty.fraga


def said(found: Iterator[TextFinding]) -> list[tuple[str, Certainty]]:
    return [(one.words, one.certainty) for one in found]


# --- what a template left -------------------------------------------------------------------------------------------

LEFT = [
    ("[Här anger du om det finns reservationer.]", "[Här anger du om det finns reservationer.]"),
    ("Nämnden [ange nämnd] beslutar", "[ange nämnd]"),
    ("[Skriv en sammanfattning på högst tio rader]", "[Skriv en sammanfattning på högst tio rader]"),
    ("Handläggare: [namn]", "[namn]"),
    ("[Nämndens namn]", "[Nämndens namn]"),
    ("Diarienummer: [dnr]", "[dnr]"),
    ("[Förnamn Efternamn]", "[Förnamn Efternamn]"),
    ("[Rubrik]", "[Rubrik]"),
    ("[Ta bort avsnittet om det inte behövs]", "[Ta bort avsnittet om det inte behövs]"),
    ("[Klicka här och skriv]", "[Klicka här och skriv]"),
    ("senast den XX mars", "XX"),
    ("BUN 20XX", "XX"),
    ("kostar xx kronor", "xx"),
    ("Datum: ÅÅÅÅ-MM-DD", "ÅÅÅÅ-MM-DD"),
    ("KFN ÅÅÅÅ/12", "ÅÅÅÅ"),
    ("dnr KFN-2026-nnnn", "nnnn"),
    ("Ta inte bort denna rad", "Ta inte bort denna rad"),
    ("ta bort den här texten", "ta bort den här texten"),
    ("Klicka eller tryck här för att ange text.", "Klicka eller tryck här för att ange text."),
    ("Klicka här för att skriva rubriken", "Klicka här för att skriva rubriken"),
    ("Välj ett datum.", "Välj ett datum."),
    ("Lorem ipsum", "Lorem ipsum"),
    ("Här beskriver du ärendets bakgrund.", "Här beskriver du ärendets bakgrund."),
    ("Skriv text här", "Skriv text här"),
    ("Avgiften är (ange belopp) kronor", "(ange belopp)"),
    ("Till <namn>", "<namn>"),
    ("Hej {{mottagare}}", "{{mottagare}}"),
    ("Till <<Mottagare>>", "<<Mottagare>>"),
    ("TODO kontrollera siffran", "TODO"),
    ("Kostnaden är ??? kronor", "???"),
]


@pytest.mark.parametrize(("text", "words"), LEFT, ids=[row[0] for row in LEFT])
def test_a_line_that_the_template_left_is_found_where_it_stands(text: str, words: str):
    found = list(template_lines(text))

    assert said(iter(found)) == [(words, SURE)]
    assert text[found[0].start : found[0].end] == words
    assert words in found[0].detail


NOT_LEFT = [
    "barnen «har rätt [sic] till stöd»",
    "som tidigare studier visat [1]",
    "[12, 13] och [14–16]",
    "[a] en fotnot",
    "[…]",
    "[...]",
    "[uppgift borttagen på grund av sekretess]",
    "[namnet är borttaget]",
    "[HÖG] Upphör med publiceringen",
    "«[nämnden] har inte säkerställt»",
    "«[den berörda] handläggaren»",
    "[min kursivering]",
    "[vår översättning från engelskan]",
    "se [bilaga 2 till rapporten]",
    "[riktlinjerna för stödet](https://kommun.example/riktlinjer)",
    "[kommunens vapen överst till höger]",
    "[ ] ja [ ] nej",
    "kromosomerna XX-kromosomer",
    "storlek XXL",
    "kapitel X och XI",
    "på sidan xviii",
    "en mall med mallrader",
    "Vad är det?? frågade hon",
    "ta bort denna risk",
    "nämnden anger du-tilltal som vana",
    "Är svaret ja?",
    "Välj ett alternativ som passar",
    "hela metodologin",
]


@pytest.mark.parametrize("text", NOT_LEFT)
def test_ordinary_brackets_and_letters_are_no_template_lines(text: str):
    assert list(template_lines(text)) == []


ASKED = [
    "[Texten här är ny sedan förra mötet]",
    "skriv dagen som åååå-mm-dd i fältet",
    "Klicka här",
    "[Kontaktuppgifter till den ansvariga chefen]",
]


@pytest.mark.parametrize("text", ASKED)
def test_what_may_belong_to_the_text_is_asked_about(text: str):
    assert [certainty for _, certainty in said(template_lines(text))] == [ASKS]


def test_a_paragraph_with_many_words_of_the_template_is_told_of_once_and_names_them():
    first, second = template_lines("Dnr XX den ÅÅÅÅ-MM-DD.\n\n[Ange namn], [Ange titel], [Ange ort] och TODO.")

    assert first.text == "Ur mallen står kvar «XX» och «ÅÅÅÅ-MM-DD»"
    assert second.text == "Ur mallen står kvar «[Ange namn]», «[Ange titel]», «[Ange ort]» och 1 till"
    assert second.detail == "«[Ange namn]», «[Ange titel]», «[Ange ort]» och «TODO»"


def test_words_that_are_filled_in_later_are_left_out_of_their_paragraph():
    text = "[Här anger du reservationer] och XX."

    assert [one.detail for one in template_lines(text, re.compile("reserv"))] == ["«XX»"]


def test_every_doubled_word_of_a_paragraph_is_found():
    found = doubled_words("Nämnden ser att att bryggan och och bojen, att att båten är i i.")

    assert [one.words for one in found] == ["att att", "och och", "att att", "i i"]


def test_one_line_is_told_once_though_several_patterns_know_it():
    assert len(list(template_lines("[Här anger du datum ÅÅÅÅ-MM-DD]"))) == 1


@pytest.mark.parametrize("text", ["Se Fel! Hittar inte referenskälla.", "sida Fel! Bokmärket är inte definierat. (2)"])
def test_a_reference_that_word_has_lost_is_found(text: str):
    assert [one.certainty for one in broken_references(text)] == [SURE]


def test_a_fault_that_is_told_of_is_no_lost_reference():
    assert list(broken_references("Fel! ropade hon. Referenskällan hittades inte.")) == []


# --- words of a proposal --------------------------------------------------------------------------------------------

PROPOSED = {
    "Nämnden föreslås besluta att lämna följande yttrande:": True,
    "Nämnden föreslås att besluta följande": True,
    "Förvaltningen föreslår kulturnämnden besluta": True,
    "Arbetsutskottet föreslår omsorgsnämnden att besluta": True,
    "Utredningen föreslår att regeringen beslutar om en ny lag": False,
    "Nämnden beslutar att godkänna det föreslagna svaret": False,
    "De åtgärder som föreslås har beslutats": False,
    "Förvaltningen föreslår en översyn. Nämnden beslutar i maj.": False,
}


@pytest.mark.parametrize("text", PROPOSED)
def test_words_of_a_proposal_are_found(text: str):
    assert bool(list(proposed_wording(text))) == PROPOSED[text]


# --- doubled words --------------------------------------------------------------------------------------------------

DOUBLED = [
    ("för att att kunna", "att att", SURE),
    ("barn och och unga", "och och", SURE),
    ("en en handlingsplan", "en en", SURE),
    ("Att att öka", "Att att", SURE),
    ("som inte inte kan", "inte inte", SURE),
    ("enligt enligt lagen", "enligt enligt", SURE),
    ("I dag har nämnden nämnden beslutat", "nämnden nämnden", SURE),
    ("arbetet i i skolan", "i i", ASKS),
    ("till till nämnden", "till till", ASKS),
    ("planen planen", "planen planen", ASKS),
    ("så att\u00a0att det", "att\u00a0att", SURE),
]


@pytest.mark.parametrize(("text", "words", "certainty"), DOUBLED, ids=[row[0] for row in DOUBLED])
def test_a_word_twice_in_a_row_is_found(text: str, words: str, certainty: Certainty):
    assert said(doubled_words(text)) == [(words, certainty)]


NOT_DOUBLED = [
    "Det det handlar om är tid",
    "de barn vi har har rätt till stöd",
    "Det som är är bra",
    "de som kommer kommer att märka det",
    "ett mycket mycket litet antal",
    "viktigt att att-satserna är tydliga",
    "nämnden Nämnden",
    "NÄMNDEN NÄMNDEN",
    "Bo Bo Lindgren",
    "att\natt",
    "att, att",
    "12 12 personer",
    "attityd att",
    "i-i",
    "barn\tbarn",
    "«att» att",
]


@pytest.mark.parametrize("text", NOT_DOUBLED)
def test_what_may_stand_twice_is_left_alone(text: str):
    assert list(doubled_words(text)) == []


def test_a_doubled_word_is_told_with_the_words_around_it():
    text = "Nämnden har under flera år arbetat för att att minska köerna till förskolan i hela kommunen."

    assert next(doubled_words(text)).detail == "«… under flera år arbetat för att att minska köerna till förskolan …»"


# --- dashes ---------------------------------------------------------------------------------------------------------

DASHES = [
    ("Arbetsmarknads – och socialnämnden", "Arbetsmarknads – och", "Arbetsmarknads- och", SURE),
    ("utbildnings - och kulturnämnden", "utbildnings - och", "utbildnings- och", SURE),
    ("Enskede- Årsta- Vantörs", "Enskede- Årsta- Vantörs", "Enskede-Årsta-Vantörs", SURE),
    ("under 2024 -2025 infördes", "2024 -2025", "2024–2025", SURE),
    ("åren 2024– 2025", "2024– 2025", "2024–2025", SURE),
    ("läsåret 2024 –25", "2024 –25", "2024–25", SURE),
    ("arbets -och socialnämnden", "arbets -och", "arbets- och", SURE),
    ("barn-och ungdomsnämnden", "barn-och", "barn- och", SURE),
    ("barn-eller elevhälsa", "barn-eller", "barn- eller", SURE),
    ("en plan– som saknas– finns nu", "plan– som", "plan – som", ASKS),
    ("en plan –som saknas", "plan –som", "plan – som", ASKS),
    ("kommunens sam- verkan med regionen", "sam- verkan", "sam-verkan", ASKS),
]


@pytest.mark.parametrize(("text", "words", "right", "certainty"), DASHES, ids=[row[0] for row in DASHES])
def test_a_dash_gone_astray_is_found_with_what_is_meant(text: str, words: str, right: str, certainty: Certainty):
    found = next(dash_spacing(text))

    assert (found.words, found.certainty) == (words, certainty)
    assert f"menas «{right}»" in found.detail


GOOD_DASHES = [
    "arbets- och socialnämnden",
    "för- och efterskola",
    "barn-, ungdoms- och familjeenheten",
    "för- grund- och gymnasieskola",
    "in- respektive utflyttning",
    "skolledare och -personal",
    "Nämnden – och förvaltningen – har ansvaret",
    "Barnens behov – och deras rätt",
    "åren 2024–2025",
    "läsåret 2024-2025",
    "mellan 2024 – 2025",
    "- första punkten\n- andra punkten",
    "– första punkten",
    "temperaturen var -5 grader",
    "ned –3 procent",
    "KS 2024 -123",
    "tel 08- 508 24 268",
    "den 2025-03-13",
    "till-och-med",
    "från 2024– och framåt",
    "Anna-Karin och Lars-Erik",
    "e-tjänst",
    "Malmö-Lund",
    "A\t- B\t- C",
    "vård- som omsorgsfrågor",
]


@pytest.mark.parametrize("text", GOOD_DASHES)
def test_dashes_that_stand_right_are_left_alone(text: str):
    assert list(dash_spacing(text)) == []


def test_the_hyphen_of_a_lines_end_is_not_asked_about_in_mended_text():
    text = "kommunens sam- verkan i Norra- Södra distriktet"

    assert said(dash_spacing(text, mended_lines=True)) == [("Norra- Södra", SURE)]


# --- days -----------------------------------------------------------------------------------------------------------

MIXED = {
    "Datum 2025-02-20. Svarsdatum är 250331.": True,
    "Inkom den 241211 och besvarades den 3 mars 2025.": True,
    "Senast 2025-02-20, dock inte före 28/8 2024.": True,
    "den 3 mars 2025, 28/8 2024": True,
    "2025-02-20 och 2025-03-01": False,
    "Daterad 2025-02-20. Handlingsplanen redovisades den 28 augusti 2024.": False,
    "Svarsdatum är 250331, inkom den 241211": False,
    "2025-02-20, dnr 241211": False,
    "2025-02-20 och 250331 kronor": False,
    "2025-02-20, den 991399": False,
    "2025-02-20, report 4/2024": False,
    "2025-02-20, KS 28/8-2": False,
    "": False,
}


@pytest.mark.parametrize("text", MIXED)
def test_days_written_in_several_ways_are_told_once(text: str):
    assert len(list(mixed_dates(text))) == MIXED[text]


def test_the_finding_about_days_stands_on_the_form_used_least_and_names_them_all():
    text = "Datum 2025-02-20, 2025-02-21. Svarsdatum är 250331."

    found = next(mixed_dates(text))

    assert found.words == "250331"
    assert found.detail == "«2025-02-20» (med streck), «250331» (med sex siffror)"


# --- headings -------------------------------------------------------------------------------------------------------


def laid_out(*parts: str) -> tuple[str, list[HeadingPlace]]:
    """A text of paragraphs; those that begin with # are headings, a # for each level, and * marks those shared."""
    text, places = "", []
    for part in parts:
        words = part.lstrip("#").strip(" *")
        level = len(part) - len(part.lstrip("#"))
        text += "\n\n" if text else ""
        if level:
            places.append(HeadingPlace(len(text), len(text) + len(words), level, part.endswith("*")))
        text += words
    return text, places


LONG = "Nämnden har under året arbetat med att korta köerna och ska fortsätta."
EMPTY = [
    ((LONG, "# Bakgrund", "# Beslut", "Nämnden beslutar."), ["Bakgrund"]),
    (("# Bakgrund", LONG, "# Beslut"), ["Beslut"]),
    ((LONG, "# Svar", "## Åtgärder", "# Beslut", "Text"), ["Åtgärder"]),
    ((LONG, "# Svar", "## Åtgärder", "Text", "# Beslut", "Text"), []),
    ((LONG, "# Bakgrund", "-", "# Beslut", "Text"), ["Bakgrund"]),
    (("# Tjänsteskrivelse", "# Svar på granskning", "# Bakgrund", LONG), []),
    (("# Tjänsteskrivelse", "Dnr KS 2026/1", "# Svar på granskning", "# Bakgrund", LONG), []),
    ((LONG, "# Ordförande", "# Kim Ek", "# Förvaltningschef", "Lo Ek"), []),
    ((LONG, "# Bakgrund *", "# Ekonomi *", "# Beslut", "Text"), ["Bakgrund", "Ekonomi"]),
    ((LONG,), []),
]


@pytest.mark.parametrize(("parts", "expected"), EMPTY)
def test_a_heading_without_text_is_found(parts: tuple[str, ...], expected: list[str]):
    assert [one.words for one in empty_headings(*laid_out(*parts))] == expected


TWICE = [
    (("# Bakgrund", LONG, "# Beslut", "Text", "# Bakgrund", "Text"), ["Bakgrund"]),
    (("# Bakgrund", LONG, "# BAKGRUND", "Text"), ["BAKGRUND"]),
    (("# Ett", LONG, "## Åtgärder", "Text", "# Två", "## Åtgärder", "Text"), []),
    (("# Ett", LONG, "## Åtgärder", "Text", "## Åtgärder", "Text"), ["Åtgärder"]),
    (("# Ett", LONG, "# Två", "Text"), []),
    (("# Yttrande", "Dnr KS 2026/1", "# Sammanfattning", LONG, "# Yttrande", "Text"), []),
]


@pytest.mark.parametrize(("parts", "expected"), TWICE)
def test_the_same_heading_twice_under_one_parent_is_found(parts: tuple[str, ...], expected: list[str]):
    assert [one.words for one in same_headings(*laid_out(*parts))] == expected


# --- whatever the text ----------------------------------------------------------------------------------------------

PIECES = [
    "att",
    "och",
    " ",
    "-",
    "–",
    "[",
    "]",
    "2025-02-20",
    "250331",
    "XX",
    "ÅÅÅÅ",
    "den",
    "\n",
    "- ",
    " -",
    "Nämnden",
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=60).map("".join))
def test_any_text_gives_findings_whose_places_hold(text: str):
    for find in (template_lines, broken_references, proposed_wording, doubled_words, dash_spacing, mixed_dates):
        for one in find(text):
            assert text[one.start : one.end] == one.words
            assert one.words
