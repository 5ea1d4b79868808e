"""A case that is secret as a whole shows nothing of itself outside its own pages: on screen, on paper, in any file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from itertools import product
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from nemndsekr.operations.export_calendar import CalendarChoice, export_calendar
from nemndsekr.operations.followup import balance_list, listed_measures, picture_of, unanswered_initiatives
from nemndsekr.operations.make_document import make_document
from nemndsekr.operations.print_followup import attsatser_csv, measures_csv
from nemndsekr.operations.print_planning import PaperWish, PlanningPaper, make_paper, plan_choices
from nemndsekr.operations.unplanned_list import unplanned_list
from nemndsekr.records.case import CaseLink
from nemndsekr.records.choices import title_to_show
from nemndsekr.rules.owed import reminder
from nemndsekr.store.database import open_store
from nemndsekr.store.followup import MeasureFilter
from nemndsekr.store.owed_answers import owed_answers
from nemndsekr.store.queries import all_cases, all_namnder, load_case
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import DataFolder
from nemndsekr.ui.case_dialogs import FindCaseDialog
from nemndsekr.ui.followup_page import FollowupPage
from nemndsekr.ui.kit.lists import TaskRow
from nemndsekr.ui.kit.row_model import RECORD_ROLE
from tests.commands.conftest import as_call
from tests.rows import add_record
from tests.secret_case import WORD, make_all_secret
from tests.ui.conftest import NOW, OpenWindow, idle, store_of

ROLES: Final = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
LABEL: Final = title_to_show("", "hela")


@pytest.fixture
def secret_folder(demo_folder: DataFolder) -> DataFolder:
    """The exercise cases, all of them secret."""
    with closing(open_store(demo_folder, NOW)) as store:
        make_all_secret(store)
    return demo_folder


def said_by(root: QWidget) -> Iterator[str]:
    """All that a window says, to the eye or to the ear, also what is not shown at the moment."""
    for widget in (root, *root.findChildren(QWidget)):
        for name in ("text", "title", "toolTip", "windowTitle", "accessibleName", "accessibleDescription",
                     "placeholderText", "toPlainText", "statusTip"):  # fmt: skip
            told = getattr(widget, name, None)
            if callable(told):
                yield from _words(told)
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(at) for at in range(widget.count()))
        if isinstance(widget, QTabBar):
            yield from (widget.tabText(at) for at in range(widget.count()))
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from cells_of(widget.model())
    for action in root.actions():
        yield action.text()


def _words(told: Callable[[], object]) -> Iterator[str]:
    try:
        words = told()
    except TypeError:
        return  # asks for something: no plain property
    if isinstance(words, str):
        yield words


def cells_of(model: QAbstractItemModel) -> Iterator[str]:
    """Every cell of a list, as it is painted and as it is read aloud."""
    top = QModelIndex()
    for row in range(model.rowCount(top)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(top)):
            index = model.index(row, column, top)
            yield from (str(told) for role in ROLES if (told := index.data(role)) is not None)
            record = index.data(RECORD_ROLE)
            if isinstance(record, TaskRow):
                yield repr(record)


def leaks(words: Iterator[str]) -> list[str]:
    return sorted({one[:160] for one in words if WORD.lower() in one.lower()})


def test_what_is_looked_for_is_found_where_it_may_stand(
    qtbot: QtBot, new_window: OpenWindow, secret_folder: DataFolder
) -> None:
    window = new_window(secret_folder)
    case_id = all_cases(store_of(window))[0].stored_id
    window.go_to("case", case_id)
    idle(qtbot, window.desk)

    assert leaks(said_by(window.current)), "the case's own page tells of it, else the walk below proves nothing"


@pytest.mark.parametrize("page", ["today", "cases", "planning", "planning_print", "meetings", "watchlist"])
def test_no_page_tells_of_a_secret_case(
    qtbot: QtBot, new_window: OpenWindow, secret_folder: DataFolder, page: str
) -> None:
    window = new_window(secret_folder, page=page)

    assert leaks(said_by(window)) == []


def test_no_view_of_what_is_followed_up_tells_of_a_secret_case(
    qtbot: QtBot, new_window: OpenWindow, secret_folder: DataFolder
) -> None:
    window = new_window(secret_folder, page="followup")
    page = window.current
    assert isinstance(page, FollowupPage)
    for view in page.views:
        page.show_view(view)
        idle(qtbot, window.desk)
        assert leaks(said_by(window)) == [], view.name
        found = view.csv()
        if found is not None:
            content = found.make(store_of(window))
            assert WORD.lower() not in content.decode("utf-8-sig").lower(), f"CSV {view.name}"
        if view.wish() is not None:
            page.preview()
            idle(qtbot, window.desk)
            paper = page.printing.preview.paper
            text = "".join(paper.page_text(number) for number in range(1, paper.pages + 1))
            assert text, view.name
            assert WORD.lower() not in text.lower(), f"paper {view.name}"


def test_the_titles_of_its_own_pages_and_the_steps_to_undo_are_neutral(
    qtbot: QtBot, new_window: OpenWindow, secret_folder: DataFolder
) -> None:
    window = new_window(secret_folder)
    for case in all_cases(store_of(window)):
        for page in ("case", "document"):
            window.go_to(page, case.stored_id)
            idle(qtbot, window.desk)
            assert WORD not in window.windowTitle()
            assert window.current.windowTitle()
    assert leaks(action.text() for action in window.findChildren(QAction)) == []


def test_a_search_for_its_own_words_finds_it_and_shows_the_label(
    qtbot: QtBot, new_window: OpenWindow, secret_folder: DataFolder
) -> None:
    window = new_window(secret_folder)
    dialog = FindCaseDialog(secret_folder, window)
    dialog.show()
    dialog.words.setText(WORD.lower())
    qtbot.waitUntil(lambda: dialog.found.rows_model().rowCount() > 0)
    rows = [row.name for row in dialog.found.rows_model().rows if isinstance(row, TaskRow) and not row.heading]
    assert set(rows) == {LABEL}
    dialog.reject()


def told(*words: str) -> str:
    ran = as_call(words)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.mark.parametrize("command", [("list",), ("list", "--json"), ("plan", "--due", "2026-06-30")])
def test_no_command_that_lists_tells_of_a_secret_case(secret_folder: DataFolder, command) -> None:
    out = told("--data", str(secret_folder.root), *command)

    assert WORD.lower() not in out.lower()
    assert LABEL in out or command[0] != "list"


def test_no_calendar_file_tells_of_a_secret_case(secret_folder: DataFolder, tmp_path: Path) -> None:
    with closing(open_store(secret_folder, NOW)) as store:
        for namnd in all_namnder(store):
            path = tmp_path / f"{namnd.stored_id}.ics"
            export_calendar(store, path, CalendarChoice(namnd.stored_id), "kim", NOW)
            text = path.read_text(encoding="utf-8").replace("\r\n ", "")
            assert WORD.lower() not in text.lower()
            assert LABEL in text


def test_no_file_of_a_secret_case_is_named_after_it(secret_folder: DataFolder) -> None:
    with closing(open_store(secret_folder, NOW)) as store:
        store.raw.execute("UPDATE cases SET dnr = ''")
        for case in all_cases(store):
            made = make_document(store, case.stored_id, "tjansteskrivelse", "txt")
            assert made.suggested_name.startswith(LABEL)


def test_no_value_that_lists_are_made_of_holds_its_words(secret_folder: DataFolder) -> None:
    with closing(open_store(secret_folder, NOW)) as store:
        today = NOW.date()
        values = (
            listed_measures(store, MeasureFilter(which="all", today=today)),
            picture_of(store, today, today),
            balance_list(store, today),
            unanswered_initiatives(store, today, today),
            unplanned_list(store, today),
            [reminder(one.who, [one], today) for one in owed_answers(store, today)],
            measures_csv(store, MeasureFilter(which="all", today=today)).decode("utf-8-sig"),
            attsatser_csv(store).decode("utf-8-sig"),
        )
        for number, value in enumerate(values):
            assert WORD not in repr(value), number
            assert value, f"{number} is empty, so that it tells nothing"


def test_no_paper_of_the_planning_tells_of_a_secret_case(secret_folder: DataFolder) -> None:
    made = 0
    with closing(open_store(secret_folder, NOW)) as store:
        for choice in plan_choices(store):
            assert WORD not in repr(choice)
            for which, year, case in product(PlanningPaper, choice.years, (None, *choice.cases)):
                wish = PaperWish(which, NOW.date(), choice.namnd_id, year, case.case_id if case else 0)
                with suppress(UserError):  # nothing of that case in that year
                    paper = make_paper(store, wish)
                    assert WORD.lower() not in f"{paper.text} {paper.suggested_name}".lower(), which
                    made += 1
    assert made > len(PlanningPaper)


def test_a_case_that_is_linked_to_a_secret_one_shows_nothing_of_it(secret_folder: DataFolder) -> None:
    with closing(open_store(secret_folder, NOW)) as store:
        asked = next(case for case in all_cases(store) if load_case(store, case.stored_id).recommendations)
        other = next(case for case in all_cases(store) if case.id != asked.id)
        recommendation = load_case(store, asked.stored_id).recommendations[0]
        link = CaseLink(
            case_id=other.stored_id, other_case_id=asked.stored_id, other_recommendation_id=recommendation.id
        )
        add_record(store, link, "kopplade", "", NOW)
        back = CaseLink(case_id=asked.stored_id, other_case_id=other.stored_id, note=f"{WORD} är samma sak")
        add_record(store, back, "kopplade", "", NOW)
        related = [one for one in load_case(store, other.stored_id).related if one.case_id == asked.stored_id]
    assert len(related) == 2
    assert WORD not in repr(related)
    assert LABEL in related[0].name
