"""The list of cases: the same rows for the first window as later on; found in Swedish, in Swedish order."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import pytest

from nemndsekr.operations.edit_record import edit_record, remove_case
from nemndsekr.records.case import Case, ReplyDay
from nemndsekr.records.choices import CaseKind, CaseStage, Occasion
from nemndsekr.store.connect import open_database
from nemndsekr.store.first_rows import ORDERS, CaseFilter, CaseLister, first_window, list_cases
from nemndsekr.store.queries import find_case
from nemndsekr.store.queries import list_cases as list_later
from nemndsekr.support.errors import UserError
from tests.rows import add_record
from tests.store.conftest import NOW


@pytest.fixture
def cases(store, who, case_id):
    for title, dnr, kind, stage in (
        ("Åtgärdsplan för frånvaro", "BUN-2026-0098", CaseKind.ovrigt, CaseStage.under_arbete),
        ("Ändrad skolorganisation", "BUN 2025/7", CaseKind.remiss, CaseStage.avslutat),
        ("Överenskommelse 100 % närvaro", "KS-2014/742.912", CaseKind.motion, CaseStage.inkommet),
        ("Zonindelning", "", CaseKind.namndinitiativ, CaseStage.inkommet),
    ):
        add_record(store, Case(namnd_id=1, title=title, dnr=dnr, kind=kind, stage=stage), "lade till", who, NOW)
    return case_id


def titles(store, **wanted):
    return [case.title for case in list_later(store, CaseFilter(**wanted), 0, 100)]


def test_titles_come_in_swedish_order(store, cases):
    assert titles(store, order="title", stage="all") == [
        "Granskning av skolskjuts",
        "Zonindelning",
        "Åtgärdsplan för frånvaro",
        "Ändrad skolorganisation",
        "Överenskommelse 100 % närvaro",
    ]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("descending", [False, True])
def test_the_first_window_and_the_later_list_are_the_same(store, cases, data_folder, order, descending):
    wanted = CaseFilter(order=order, descending=descending)

    with closing(open_database(data_folder.database, read_only=True)) as connection:
        first = list_cases(connection, wanted)

    assert first == list_later(store, wanted, 0, 200)
    window = first_window(data_folder, wanted)
    assert window is not None
    assert (window.cases, window.matching, window.total) == (first, 4, 5)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ÅTGÄRD", ["Åtgärdsplan för frånvaro"]),
        ("franvaro", []),
        ("frånvaro plan", ["Åtgärdsplan för frånvaro"]),
        ("bun20260098", ["Åtgärdsplan för frånvaro"]),
        ("BUN-2026/98", []),
        ("ks 2014", ["Överenskommelse 100 % närvaro"]),
        ("742912", ["Överenskommelse 100 % närvaro"]),
        ("100 %", ["Överenskommelse 100 % närvaro"]),
        ("_", []),
    ],
)
def test_words_and_numbers_are_found_whatever_their_spelling(store, cases, words, found):
    assert titles(store, words=words) == found
    with closing(CaseLister(store.folder)) as lister:
        assert lister.count(CaseFilter(words=words)) == len(found)


def test_finished_cases_and_the_bin_are_lists_of_their_own(store, cases, who):
    remove_case(store, cases, who, NOW)

    assert titles(store, stage="finished") == ["Ändrad skolorganisation"]
    assert titles(store, stage="removed") == ["Granskning av skolskjuts"]
    assert "Granskning av skolskjuts" not in titles(store, stage="all")


def test_a_reply_day_puts_a_case_before_those_without(store, cases, who):
    zone = next(case for case in list_later(store, CaseFilter(), 0, 9) if case.title == "Zonindelning")
    day = ReplyDay(case_id=zone.id, words="31 mars 2026", latest=NOW.date())
    add_record(store, day, "lade till svarsdag", who, NOW)

    assert titles(store)[0] == "Zonindelning"


@pytest.mark.parametrize("spelling", ["BUN-2026-0412", "bun 2026 0412", "BUN/2026:0412", "1"])
def test_a_case_is_found_by_dnr_or_by_its_number(store, cases, spelling):
    assert find_case(store, spelling).title == "Granskning av skolskjuts"


def test_an_unknown_and_a_doubled_dnr_are_told_about(store, cases, who):
    add_record(store, Case(namnd_id=1, title="Dubblett", dnr="bun 2026/0412"), "lade till", who, NOW)

    with pytest.raises(UserError, match="Inget ärende"):
        find_case(store, "BUN-1999-1")
    with pytest.raises(UserError, match="Flera ärenden"):
        find_case(store, "BUN-2026-0412")


def test_the_reply_day_shown_is_that_of_the_next_answer(store, who, case_id):
    for words, occasion in (("31 mars 2026", Occasion.forsta), ("januari 2027", Occasion.uppfoljande)):
        add_record(store, ReplyDay(case_id=case_id, words=words, occasion=occasion), "lade till svarsdag", who, NOW)

    assert list_later(store, CaseFilter(), 0, 9)[0].reply_words == "31 mars 2026"
    edit_record(store, Case, case_id, {"stage": CaseStage.uppfoljning}, who, NOW)
    assert list_later(store, CaseFilter(), 0, 9)[0].reply_words == "januari 2027"


def test_of_two_answers_the_one_that_is_asked_for_first_is_shown_by_the_day_that_holds(store, who, case_id):
    for day, whom, occasion in (
        (date(2026, 4, 20), "Kommunstyrelsen", Occasion.forsta),
        (date(2026, 4, 30), "Kommunstyrelsen", Occasion.forsta),
        (date(2026, 5, 29), "Kulturnämnden", Occasion.vidare),
    ):
        row = ReplyDay(case_id=case_id, to_whom=whom, words="", latest=day, occasion=occasion)
        add_record(store, row, "lade till svarsdag", who, NOW)

    assert list_later(store, CaseFilter(), 0, 9)[0].reply_latest == "2026-04-30"


def test_the_words_and_the_day_shown_are_of_the_same_reply_day(store, who, case_id):
    for words, latest, occasion in (
        ("31 mars 2026", date(2026, 3, 31), Occasion.forsta),
        ("när ni är klara", None, Occasion.uppfoljande),
    ):
        row = ReplyDay(case_id=case_id, words=words, latest=latest, occasion=occasion)
        add_record(store, row, "lade till svarsdag", who, NOW)
    edit_record(store, Case, case_id, {"stage": CaseStage.uppfoljning}, who, NOW)

    [listed] = list_later(store, CaseFilter(), 0, 9)

    assert (listed.reply_words, listed.reply_latest) == ("när ni är klara", None)


@pytest.mark.parametrize("wanted", ["0", "9" * 18, "9" * 40, "①", "²", "%", "-1", ""])
def test_what_is_the_number_of_no_case_is_told(store, case_id, wanted):
    with pytest.raises(UserError, match="Inget ärende"):
        find_case(store, wanted)
