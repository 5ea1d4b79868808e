"""The papers of planning: opened again, they say what their tables say."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pikepdf
import pypdfium2 as pdfium
import pytest

from nemndsekr.documents.followup_lists import ListHead
from nemndsekr.documents.formats import write_document
from nemndsekr.documents.outline import Outline, outline_text
from nemndsekr.documents.planning_papers import year_plan
from nemndsekr.documents.year_picture import ShownCase, write_year_picture, year_title
from nemndsekr.operations.demo import fill_demo
from nemndsekr.operations.print_planning import PaperWish, PlanningPaper, card_of_case, make_paper, plan_choices
from nemndsekr.records.case import Case, ReplyDay
from nemndsekr.records.choices import BodyKind, CaseStage
from nemndsekr.rules.planning.chains import best_chain
from nemndsekr.rules.planning.facts import Body, PlannedMeeting, PlanningFacts, usual_rules
from nemndsekr.rules.planning.week_grid import Zoom, period_of, week_grid
from nemndsekr.rules.planning.year_table import year_table
from nemndsekr.store.database import Store, open_store
from nemndsekr.store.planning import planning_facts
from nemndsekr.store.queries import all_cases, find_case, load_case
from nemndsekr.support.days import full_day
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import DataFolder
from tests.documents_out.tag_reader import TagReader
from tests.documents_out.test_pdf_writer import fonts_of, pages_of, words_of
from tests.rules.planning.seedyear import SPRING
from tests.store.conftest import NOW

TODAY = NOW.date()
HEAD = ListHead("Vattennämnden", "Sundhamns kommun", TODAY)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(DataFolder(tmp_path_factory.mktemp("demo")), NOW)
    fill_demo(opened, "kim", NOW)
    yield opened
    opened.close()


def a_year(year: int, bodies: int) -> PlanningFacts:
    kinds = [*[BodyKind.au] * (bodies - 1), BodyKind.namnd]
    made = tuple(Body(number, kind, f"Utskott {number}", number) for number, kind in enumerate(kinds, start=1))
    meetings = [
        PlannedMeeting(100 * month + body.id, body.id, TODAY.replace(year=year, month=month, day=2 + 2 * body.id))
        for month in range(1, 13)
        if month != 7
        for body in made
    ]
    return PlanningFacts(bodies=made, meetings=tuple(meetings), rules=usual_rules(made))


def printed(outline: Outline) -> list[str]:
    return words_of(outline, pages_of(write_document(outline, "pdf")))


def test_the_page_says_what_the_table_says_in_the_same_order():
    table = year_table(SPRING, 2025)
    words = [word for row in (table.heads, *table.printed(), table.below()) for cell in row for word in cell.split()]

    assert printed(year_plan(table, HEAD))[-len(words) :] == words


def test_an_ordinary_year_has_room_on_one_page_that_lies(store: Store):
    choice = plan_choices(store)[0]
    for year in choice.years:
        made = make_paper(store, PaperWish(PlanningPaper.sammantradesplan, TODAY, choice.namnd_id, year))

        assert len(pages_of(made.content)) == 1, year
        with pikepdf.open(io.BytesIO(made.content)) as file:
            assert [round(float(side)) for side in file.pages[0].MediaBox] == [0, 0, 842, 595]
        assert all(fonts_of(made.content).values())


@pytest.mark.parametrize("bodies", [1, 3, 5, 8])
def test_no_body_is_lost_however_many_they_are(bodies: int):
    table = year_table(a_year(2026, bodies), 2026)
    outline = year_plan(table, HEAD)

    words = printed(outline)
    assert [word for word in outline_text(outline).split() if word not in words] == []
    assert len(pages_of(write_document(outline, "pdf"))) == 1
    assert sum(column.body_id is not None for column in table.columns) == bodies


def test_word_has_the_same_table(store: Store):
    choice = plan_choices(store)[0]
    wish = PaperWish(PlanningPaper.sammantradesplan, TODAY, choice.namnd_id, TODAY.year)
    document = docx.Document(io.BytesIO(make_paper(store, wish, "docx").content))
    table = year_table(planning_facts(store, choice.namnd_id), TODAY.year)
    plain = [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in document.tables[-1].rows]

    assert plain == [list(table.heads), *map(list, table.printed())]


def test_a_year_without_meetings_is_refused_in_words(store: Store):
    choice = plan_choices(store)[0]

    with pytest.raises(UserError, match="inga sammanträden 2031"):
        make_paper(store, PaperWish(PlanningPaper.sammantradesplan, TODAY, choice.namnd_id, 2031))


def test_the_year_on_an_a3_has_every_meeting_as_text_that_can_be_copied(store: Store):
    choice = plan_choices(store)[0]
    made = make_paper(store, PaperWish(PlanningPaper.arsoversikt, TODAY, choice.namnd_id, TODAY.year))
    pages = pages_of(made.content)
    words = pages[0].split()
    meetings = [one for one in planning_facts(store, choice.namnd_id).meetings if one.day.year == TODAY.year]

    assert len(pages) == 1
    assert Counter(f"{one.day.day}/{one.day.month}" for one in meetings) - Counter(words) == Counter()
    assert "Januari" in words
    assert "preliminärt" not in words, "only the short words that are used are explained"
    assert [full_day(one.day) for one in meetings if full_day(one.day) not in made.text] == []
    with pikepdf.open(io.BytesIO(made.content)) as file:
        assert [round(float(side)) for side in file.pages[0].MediaBox] == [0, 0, 1191, 842]
    assert all(fonts_of(made.content).values())


@pytest.mark.parametrize("bodies", [1, 3, 8, 11])
def test_the_bodies_that_have_no_room_on_one_a3_come_on_the_next(bodies: int):
    facts = a_year(2026, bodies)
    grid = week_grid(facts, period_of(Zoom.ar, date(2026, 1, 1)), TODAY)
    pages = pages_of(write_year_picture(grid, HEAD))
    words = " ".join(" ".join(pages).split())

    assert all(body.name in words for body in facts.bodies)
    assert len(pages) == (1 if bodies <= 8 else 2)


def test_the_chain_of_a_case_is_drawn_in_the_year_with_its_days_and_its_words(store: Store):
    choice = plan_choices(store)[0]
    case = next(one for one in choice.cases if one.name.startswith("BUN-2026-0412"))
    assert case.years == {2026}
    plain = PaperWish(PlanningPaper.arsoversikt, TODAY, choice.namnd_id, 2026)
    wish = PaperWish(PlanningPaper.arsoversikt, TODAY, choice.namnd_id, 2026, case.case_id)

    made = make_paper(store, wish)
    words = " ".join(pages_of(made.content)[0].split())

    assert "BUN-2026-0412 Granskning av skolskjuts: inlämning fre 13/2 → beredning ons 25/2" in words
    assert "Stoppdag 13/2" in words
    assert "prickad linje: stoppdag" in words
    assert "Granskning av skolskjuts: inlämning" in made.text
    assert "Stoppdag" not in make_paper(store, plain).text
    # Another year has nothing of it, and is drawn without.
    assert make_paper(store, PaperWish(PlanningPaper.arsoversikt, TODAY, choice.namnd_id, 2025, case.case_id)).text == (
        make_paper(store, PaperWish(PlanningPaper.arsoversikt, TODAY, choice.namnd_id, 2025)).text
    )


@pytest.mark.parametrize("bodies", [2, 8])
def test_what_is_written_below_a_drawn_chain_stands_apart(bodies: int):
    facts = a_year(2026, bodies)
    chain = best_chain(facts, date(2026, 5, 29))
    assert chain is not None
    grid = week_grid(facts, period_of(Zoom.ar, date(2026, 1, 1)), TODAY, chain=chain, due_words="Svar till revisorerna")
    content = write_year_picture(grid, HEAD, ShownCase("VN-2026-7 Vattenkvalitet", "kedjan i ord"))

    heights = {}
    with pdfium.PdfDocument(content) as file:
        text = file[0].get_textpage()
        for words in ("Svar till revisorerna 29/5", "kedjan i ord", "Grått: lördag"):
            found = text.search(words).get_next()
            assert found is not None, words
            heights[words] = text.get_charbox(found[0])[1]
    first, second, third = heights.values()
    assert first - second > 10
    assert second - third > 10


def test_a_picture_is_no_word_document(store: Store):
    choice = plan_choices(store)[0]

    with pytest.raises(UserError, match="bara som PDF"):
        make_paper(store, PaperWish(PlanningPaper.arsoversikt, TODAY, choice.namnd_id, TODAY.year), "docx")


def test_the_kedjekort_has_the_line_and_every_step_of_the_chain(store: Store):
    for dnr in ("BUN-2026-0412", "BUN-2026-0431"):
        case = find_case(store, dnr)
        assert case is not None
        card = card_of_case(store, case.stored_id, TODAY)
        made = make_paper(store, PaperWish(PlanningPaper.kedjekort, TODAY, case.namnd_id, TODAY.year, case.stored_id))

        assert card
        assert card in " ".join(made.text.split())
        assert (" · svarsdag 2026-03-31 (marginal " in card) == (dnr == "BUN-2026-0412")
        assert " ".join(pages_of(made.content)).split().count("·") >= card.count("·")
        assert made.suggested_name == f"Kedjekort {dnr}.pdf"


def test_the_kedjekort_says_that_it_comes_too_late_and_what_has_passed(tmp_path: Path):
    with closing(open_store(DataFolder(tmp_path), NOW)) as store:
        fill_demo(store, "kim", NOW)
        case = find_case(store, "BUN-2026-0412")
        assert case is not None
        day = load_case(store, case.stored_id).reply_days[0]
        with store.step("ändrade svarsdag", "kim", NOW) as step:
            row = step.get(ReplyDay, day.stored_id)
            row.words, row.earliest, row.latest = "5 mars 2026", date(2026, 3, 5), date(2026, 3, 5)
        card = card_of_case(store, case.stored_id, date(2026, 3, 2))
        wish = PaperWish(PlanningPaper.kedjekort, date(2026, 3, 2), case.namnd_id, 2026, case.stored_id)
        paper = " ".join(make_paper(store, wish).text.replace("\u00a0", " ").split())

    line, *amiss = card.split("\n")
    assert line.endswith(" · svarsdag 2026-03-05 (18 arbetsdagar för sent)")
    assert any("18 arbetsdagar efter svarsdagen 5/3" in words for words in amiss)
    assert [words for words in (line, *amiss) if words not in paper] == []
    assert "tors 5 mars 2026, v. 10 (18 arbetsdagar för sent)" in paper


def test_a_case_without_a_plan_has_no_kedjekort(store: Store):
    case = next(case for case in all_cases(store) if not card_of_case(store, case.stored_id, TODAY))

    with pytest.raises(UserError, match="ingen beslutsplanering"):
        make_paper(store, PaperWish(PlanningPaper.kedjekort, TODAY, case.namnd_id, TODAY.year, case.stored_id))


def test_the_control_sheet_has_the_stop_day_that_a_case_has_missed(tmp_path: Path):
    with closing(open_store(DataFolder(tmp_path), NOW)) as store:
        fill_demo(store, "kim", NOW)
        case = find_case(store, "BUN-2026-0412")
        assert case is not None
        with store.step("ändrade läge", "kim", NOW) as step:
            step.get(Case, case.stored_id).stage = CaseStage.under_arbete
        wish = PaperWish(PlanningPaper.kontrollista, TODAY, case.namnd_id, TODAY.year)
        text = " ".join(make_paper(store, wish).text.replace("\u00a0", " ").split())

    left = text[text.index("Kvar sedan tidigare") : text.index("Vecka 8")]
    assert "fre 13/2 ☐ Stoppdagen" in left
    assert "är passerad: BUN-2026-0412 är inte inlämnat" in left


def test_the_control_sheet_says_what_its_table_says_on_one_page(store: Store):
    choice = plan_choices(store)[0]
    made = make_paper(
        store, PaperWish(PlanningPaper.kontrollista, TODAY, choice.namnd_id, TODAY.year, monday=date(2026, 3, 16))
    )
    pages = pages_of(made.content)

    assert len(pages) == 1
    assert "Kontrollista vecka 12 och 13, 2026" in " ".join(pages[0].split())
    assert "☐" in pages[0]
    assert Counter(made.text.split()) - Counter(pages[0].split()) == Counter()
    assert "13.00" in pages[0], "the nämnd meets on the nineteenth"
    assert all(fonts_of(made.content).values())


@pytest.mark.parametrize("bodies", [3, 12])
def test_the_year_is_heard_body_by_body_and_meeting_by_meeting(bodies: int):
    facts = a_year(2026, bodies)
    grid = week_grid(facts, period_of(Zoom.ar, date(2026, 1, 1)), TODAY)
    case = ShownCase("VN-2026-7 Vattenkvalitet", "kedjan i ord " * 40)

    reader = TagReader(write_year_picture(grid, HEAD, case))

    assert reader.faults == []
    assert [one.text for one in reader.root.every("H1", "H2")] == [
        year_title(grid),
        *(lane.name for lane in grid.lanes),
    ]
    spoken = [one.text for one in reader.root.every("LBody")]
    assert sorted(spoken) == sorted(one.spoken for one in grid.meetings)
    heard = " ".join(reader.words)
    assert " ".join(case.words.split()) in heard, "also what has no room on the paper"
    assert heard.count("Snedstreckat") == 1
    assert write_year_picture(grid, HEAD, case) == write_year_picture(grid, HEAD, case)


def test_a_body_that_no_font_can_write_is_told_before_the_year_is_drawn():
    facts = a_year(2026, 2)
    facts = replace(facts, bodies=(facts.bodies[0]._replace(name="漢字"), *facts.bodies[1:]))
    grid = week_grid(facts, period_of(Zoom.ar, date(2026, 1, 1)), TODAY)

    with pytest.raises(UserError, match="漢"):
        write_year_picture(grid, HEAD)
