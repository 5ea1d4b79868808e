"""The printed lists of the follow-up: opened again, they hold what the screen shows, in Word too."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date

import docx
import pikepdf
import pytest

from nemndsekr.documents.followup_lists import (
    balance_cells,
    initiative_cells,
    measure_cells,
    picture_cells,
)
from nemndsekr.documents.kept_words import with_kept_words
from nemndsekr.documents.outline import HeaderCell, Table
from nemndsekr.operations.demo import fill_demo
from nemndsekr.operations.followup import balance_list, listed_measures, picture_of, unanswered_initiatives
from nemndsekr.operations.print_followup import (
    FollowupList,
    ListWish,
    MadeList,
    attsatser_csv,
    make_list,
    measures_csv,
)
from nemndsekr.rules.followup_picture import legend, picture_sum
from nemndsekr.store.database import Store, open_store
from nemndsekr.store.followup import MeasureFilter
from nemndsekr.support.paths import DataFolder
from tests.documents_out.test_pdf_writer import fonts_of, pages_of, words_of
from tests.store.conftest import NOW

TODAY = NOW.date()
ALL = MeasureFilter(which="all", today=TODAY)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(DataFolder(tmp_path_factory.mktemp("demo")), NOW)
    fill_demo(opened, "kim", NOW)
    yield opened
    opened.close()


def cells(store: Store, which: FollowupList) -> list[Sequence[str]]:
    """What the screen's table shows."""
    match which:
        case FollowupList.atgardslista:
            return [measure_cells(line) for line in listed_measures(store, ALL).lines]
        case FollowupList.lagesbild:
            return [picture_cells(row) for row in picture_of(store, TODAY, TODAY).rows]
        case FollowupList.balanslista:
            return [balance_cells(line) for line in balance_list(store, TODAY)]
        case FollowupList.initiativ:
            return [initiative_cells(line) for line in unanswered_initiatives(store, TODAY, TODAY)]


def made(store: Store, which: FollowupList, suffix: str = "pdf") -> MadeList:
    return make_list(store, ListWish(which, TODAY, TODAY, ALL), suffix)


@pytest.mark.parametrize("which", FollowupList)
def test_the_paper_says_what_the_table_on_the_screen_says(store: Store, which: FollowupList):
    whole = made(store, which)
    printed = " ".join(words_of(whole.outline, pages_of(whole.content)))

    rows = cells(store, which)
    assert rows
    assert all(" ".join(cell.split()) in _joined(whole) for row in rows for cell in row)
    missing = {word for row in rows for cell in row for word in cell.split() if word not in printed}
    assert missing == set()


def _joined(whole: MadeList) -> str:
    return " ".join(whole.text.split())


@pytest.mark.parametrize("which", FollowupList)
def test_the_page_lies_on_its_side_and_every_font_is_in_the_file(store: Store, which: FollowupList):
    content = made(store, which).content

    with pikepdf.open(io.BytesIO(content)) as file:
        assert {tuple(round(float(side)) for side in page.MediaBox) for page in file.pages} == {(0, 0, 842, 595)}
        assert str(file.Root.Lang) == "sv-SE"
    assert all(fonts_of(content).values())
    assert made(store, which).content == content, "the same list gives the same bytes"


@pytest.mark.parametrize("which", FollowupList)
def test_word_has_the_same_table_on_a_page_that_lies(store: Store, which: FollowupList):
    whole = made(store, which, "docx")
    document = docx.Document(io.BytesIO(whole.content))
    page = document.sections[0]
    found = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    tables = [block for block in with_kept_words(whole.outline).blocks if isinstance(block, Table)]

    assert (page.page_width or 0) > (page.page_height or 0)
    for table in tables:
        for row in table.rows:
            assert ["".join(run.text for run in runs) for runs in row] in found


def test_the_picture_has_its_legend_and_its_sum_in_words(store: Store):
    text = _joined(made(store, FollowupList.lagesbild))

    assert " ".join(legend().split()) in text
    assert picture_sum(picture_of(store, TODAY, TODAY).rows) in text
    assert "Sena åtgärder" in text


def test_a_picture_of_an_earlier_year_says_its_day_and_tells_what_was_late_then(store: Store):
    day = date(2024, 12, 31)
    whole = make_list(store, ListWish(FollowupList.lagesbild, TODAY, day))

    assert "Läget 31 december 2024." in _joined(whole)
    assert HeaderCell("Datum", (TODAY.isoformat(),)) in whole.outline.letterhead.cells
    late = whole.text.split("Sena åtgärder")[1]
    assert [line for line in late.splitlines() if "Lokalresursplan med tioårsprognos" in line]
    assert "juni 2024" in late
    assert "januari 2026" not in late
    assert "Gemensam rutin för frånvaroanmälan" not in late
    assert whole.suggested_name == "Lägesbild revisionsrekommendationer 2024-12-31.pdf"


def test_the_filter_of_the_list_is_told_on_the_paper(store: Store):
    wish = ListWish(FollowupList.atgardslista, TODAY, TODAY, ALL._replace(responsible="Omar Haddad"), "Omar Haddad")

    assert "Läget 19 februari 2026. Omar Haddad · 7 åtgärder." in _joined(make_list(store, wish))


def test_measures_for_a_spreadsheet(store: Store):
    rows = measures_csv(store, ALL).decode("utf-8-sig").split("\r\n")

    assert len(rows) == 1 + 22 + 1
    assert rows[1] == (
        '"BUN-2024-0933";"4";"Gemensam rutin för frånvaroanmälan";'
        '"Frånvaro upptäcks och utreds på samma sätt på alla skolor.";"december 2025";"2025-12-31";"Omar Haddad";'
        '"Pågår";"Nämnd 19/3 2026";"Granskning av skolfrånvaro";"augusti 2025";"2025-08-31";"50";"172";"1";'
        '"Rektorerna ville pröva utkastet under höstterminen.";"Barn- och utbildningsnämnden"'
    )


def test_attsatser_for_a_spreadsheet(store: Store):
    rows = attsatser_csv(store).decode("utf-8-sig").split("\r\n")

    assert rows[1].startswith('"BUN-2025-0822";"1";"att förvaltningen får i uppdrag')
    assert rows[1].endswith('"förvaltningen";"skriftligt";"Bifall";"Bifall"')
