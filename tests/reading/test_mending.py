"""What a line's end, an empty line or a page break has cut is put together; what is two things stays two."""

from __future__ import annotations

import pytest

from nemndsekr.reading.as_json import answer_text
from nemndsekr.records.block_text import Heading, ListBlock, Paragraph, TableBlock
from tests.reading.read_text import paper_of, reading_of

WRAPPED = """\
Förvaltningen har under året arbetat med att se över alla rutiner som gäller
för arbetet med placerade barn och har därvid funnit att flera av dem behöver
skrivas om så att de blir lättare att förstå för dem som ska använda dem i
vardagen."""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "Nämnden har sett över hur arbetet\n\n\n\nska bedrivas.",
            ["Nämnden har sett över hur arbetet ska bedrivas."],
            id="page break in a sentence",
        ),
        pytest.param(
            "Granskningen avser barn- och\n\nungdomsvården i kommunen.",
            ["Granskningen avser barn- och ungdomsvården i kommunen."],
            id="coordination keeps its hyphen",
        ),
        pytest.param(
            "Förvaltningen har skrivit ett tjänsteut-\n\nlåtande om saken.",
            ["Förvaltningen har skrivit ett tjänsteutlåtande om saken."],
            id="hyphen at the line's end goes",
        ),
        pytest.param(
            "Här finns hyres-subventioner. Kommunen betalar hyres-\n\nsubventioner varje år.",
            ["Här finns hyres-subventioner. Kommunen betalar hyres-subventioner varje år."],
            id="a hyphen that stands elsewhere stays",
        ),
        pytest.param(
            "Nämnden föreslås besluta\n\natt godkänna svaret\n\natt sända det vidare",
            ["Nämnden föreslås besluta", "att godkänna svaret", "att sända det vidare"],
            id="clauses stay apart",
        ),
        pytest.param(
            "Nämnden har behandlat saken.\n\nförvaltningen fick uppdraget.",
            ["Nämnden har behandlat saken.", "förvaltningen fick uppdraget."],
            id="a full stop ends",
        ),
        pytest.param("Ett bo\u00adstads\u00adområde.", ["Ett bostadsområde."], id="soft hyphens inside a line"),
    ],
)
def test_what_was_cut_is_mended(text, wanted):
    assert [line.text for line in paper_of(text).lines] == wanted


def test_wrapped_lines_become_one_paragraph():
    assert [line.text for line in paper_of(f"{WRAPPED}\n\nSista stycket.").lines] == [
        WRAPPED.replace("\n", " "),
        "Sista stycket.",
    ]


def test_a_footer_in_the_middle_of_a_sentence_is_left_out():
    first, second = WRAPPED.split("\n")[:2], WRAPPED.split("\n")[2:]
    text = "\n".join([*first, "", "Sida 1 (2)", "\f", *second])

    assert [line.text for line in paper_of(text).lines] == [WRAPPED.replace("\n", " ")]


def test_text_that_stood_on_its_side_is_left_out():
    letters = "\n".join("SIGNERAD")

    assert paper_of(f"{WRAPPED}\n\n{letters}").lines[-1].text == WRAPPED.replace("\n", " ")


def test_every_line_stands_in_the_read_text_where_it_says():
    paper = paper_of(f"## Bakgrund\n\n{WRAPPED}\n\n- en punkt\n- en till\n\n| A | B |\n|---|---|\n| c | d |")

    for line in paper.lines:
        assert paper.text[line.start : line.end] == line.text
        for row in line.rows:
            for cell in row:
                assert paper.text[cell.start : cell.start + len(cell.text)] == cell.text


def test_a_section_keeps_headings_lists_italics_and_the_place_of_a_lost_table():
    text = (
        "## Förvaltningens överväganden\n\n#### *Underrubrik*\n\nMed *klok* menas här något annat än snabb.\n\n- "
        "ett\n- två\n\n"
        "Tabellen nedan visar antalet ärenden.\n\n## Bakgrund\n\nHistoria."
    )
    reading = reading_of(text)
    section = next(section for section in reading.draft.sections if section.key == "overvaganden")

    kinds = [type(block) for block in section.body.blocks]

    assert kinds == [Heading, Paragraph, ListBlock, Paragraph, TableBlock]
    lost = section.body.blocks[-1]
    assert isinstance(lost, TableBlock)
    assert lost.lost
    assert lost.caption == "Tabellen nedan visar antalet ärenden."
    assert any("ingen tabell följer" in problem.text for problem in reading.problems)
    assert "Tabellen nedan" in answer_text(section.body)


def test_an_unknown_heading_keeps_its_words_and_has_no_key():
    reading = reading_of("## Sammanfattning\n\nKort.\n\n## Om det som hände sedan\n\nLångt.")

    assert [(section.key, section.heading) for section in reading.draft.sections] == [
        ("sammanfattning", "Sammanfattning"),
        ("", "Om det som hände sedan"),
    ]
