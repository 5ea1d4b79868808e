"""A bevakningslista becomes cases: what is new, what is there, what differs; one step, one undo."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from nemndsekr.operations.edit_record import redo, remove_case, undo
from nemndsekr.operations.import_watchlist import STEP, import_watchlist
from nemndsekr.operations.plan_watchlist import (
    NOTHING_NEW,
    Outcome,
    PlannedRow,
    plan_summary,
    plan_watchlist,
    with_choices,
)
from nemndsekr.operations.sign_in import sign_in
from nemndsekr.records.case import CaseNumber
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import CaseKind, CaseStage, NumberKind
from nemndsekr.rules.listed_case import ListedCase
from nemndsekr.rules.tidpunkt import Tidpunkt
from nemndsekr.store.database import Store, open_store
from nemndsekr.store.queries import all_cases, all_namnder, load_case, verify
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import DataFolder

NOW = datetime(2026, 2, 19, 14, 32, tzinfo=UTC)
MARCH = Tidpunkt("2026-03-31", date(2026, 3, 31), date(2026, 3, 31))
BATHS = ListedCase(
    3,
    dnr="KFN 2025/117",
    title="Granskning av badplatser",
    kind=CaseKind.granskning,
    requester="Revisorerna",
    received_on=date(2025, 9, 1),
    reply=MARCH,
    officer="Ylva Frost",
    notes=(("Färg", "gul"),),
)
PLAY = ListedCase(4, dnr="KFN 2025/131", title="Nämndinitiativ om lekparker", kind=CaseKind.namndinitiativ)
PATH = ListedCase(5, title="Belysning längs strandpromenaden")


@pytest.fixture
def store(data_folder: DataFolder) -> Iterator[Store]:
    with closing(open_store(data_folder, NOW)) as opened:
        sign_in(opened, "kim", NOW)
        yield opened


def take(store: Store, plan: tuple[PlannedRow, ...]) -> None:
    import_watchlist(store, plan, "lista.xlsx", "kim", NOW, namnd_name="Kulturnämnden")


def kept(store: Store) -> list[CaseFile]:
    return [load_case(store, case.stored_id) for case in all_cases(store)]


def test_new_rows_become_cases_with_all_that_the_row_says(store: Store):
    plan = plan_watchlist(store, [BATHS, PLAY, PATH])
    assert [row.outcome for row in plan] == [Outcome.NEW] * 3
    assert plan_summary(plan) == "3 ärenden: 2 nya, 1 nytt utan nummer"

    take(store, plan)

    path, baths, play = sorted(kept(store), key=lambda file: file.case.dnr)
    assert (baths.case.title, baths.case.kind, baths.case.requester) == (
        "Granskning av badplatser",
        CaseKind.granskning,
        "Revisorerna",
    )
    assert baths.case.received_on == date(2025, 9, 1)
    assert [(day.words, day.latest, day.source) for day in baths.reply_days] == [
        ("2026-03-31", date(2026, 3, 31), "lista.xlsx, rad 3")
    ]
    assert [person.name for person in baths.persons.values()] == ["Ylva Frost"]
    assert baths.case.note == "lista.xlsx, rad 3:\nFärg: gul"
    assert (baths.audit is not None, play.initiative is not None) == (True, True)
    assert (path.case.dnr, path.case.note) == ("", "")
    assert {file.namnd.name for file in (baths, play, path)} == {"Kulturnämnden"}


def test_one_undo_takes_all_of_it_away_and_redo_brings_it_back(store: Store):
    take(store, plan_watchlist(store, [BATHS, PLAY, PATH]))
    assert store.undo_names() == (STEP, None)

    undo(store, NOW)
    assert (kept(store), all_namnder(store)) == ([], [])

    redo(store, NOW)
    assert len(kept(store)) == 3
    assert verify(store)[0] == []


@pytest.mark.parametrize("dnr", ["KFN 2025/117", "kfn-2025-117", "KFN2025/117", " Kfn  2025 / 117"])
def test_a_case_that_is_there_is_found_however_its_number_is_written(store: Store, dnr):
    take(store, plan_watchlist(store, [BATHS]))

    [row] = plan_watchlist(store, [replace(BATHS, dnr=dnr)])

    assert (row.outcome, row.standing, row.is_there) == (Outcome.SKIP, NOTHING_NEW, True)
    assert plan_summary([row]) == "1 ärende: 1 finns redan"


def test_a_case_is_found_by_any_number_of_its_own(store: Store):
    take(store, plan_watchlist(store, [BATHS]))
    case_id = all_cases(store)[0].stored_id
    with store.step("lade till nummer", "kim", NOW) as step:
        step.add(CaseNumber(case_id=case_id, kind=NumberKind.eget, text="KS 2025/9"))

    [row] = plan_watchlist(store, [replace(BATHS, dnr="KS-2025-9", notes=())])

    assert row.standing == NOTHING_NEW


def test_what_differs_is_shown_and_never_overwritten(store: Store):
    take(store, plan_watchlist(store, [replace(BATHS, officer="", notes=())]))
    april = Tidpunkt("2026-04-30", date(2026, 4, 30), date(2026, 4, 30))

    otherwise = replace(BATHS, title="Badplatserna", reply=april, stage=CaseStage.till_au)
    plan = plan_watchlist(store, [replace(otherwise, decided_on=date(2026, 3, 20))])
    assert plan[0].outcome == Outcome.JOIN
    assert plan[0].adds == ("Handläggare Ylva Frost", "Nämnd 2026-03-20", "Färg: gul")
    assert [(each.name, each.kept, each.listed) for each in plan[0].differences] == [
        ("Rubrik", "Granskning av badplatser", "Badplatserna"),
        ("Svarsdag", "2026-03-31", "2026-04-30"),
        ("Läge", "Inkommet", "Till AU"),
    ]
    take(store, plan)

    [file] = kept(store)
    assert (file.case.title, file.case.stage) == ("Granskning av badplatser", CaseStage.inkommet)
    assert [day.words for day in file.reply_days] == ["2026-03-31"]
    assert file.case.note.split("\n") == [
        "lista.xlsx, rad 3:",
        "Rubrik enligt listan: Badplatserna",
        "Svarsdag enligt listan: 2026-04-30",
        "Läge enligt listan: Till AU",
        "Färg: gul",
    ]
    assert [step.day for step in file.plan_steps] == [date(2026, 3, 20)]
    assert [person.name for person in file.persons.values()] == ["Ylva Frost"]


def test_rows_of_the_same_case_become_one_with_all_their_tasks(store: Store):
    first = replace(BATHS, task="Ta fram en badplan", officer="Ylva Frost", report_back=Tidpunkt("hösten 2026"))
    second = ListedCase(9, dnr="kfn 2025-117", title="Granskning av badplatser", task="Återkomma om flytvästar")

    plan = plan_watchlist(store, [first, second])
    assert (plan[1].outcome, plan[1].same_row, plan[1].standing) == (Outcome.JOIN, 0, "Samma diarienummer som rad 3")
    take(store, plan)

    [file] = kept(store)
    assert [task.text for task in file.assignments] == ["Ta fram en badplan", "Återkomma om flytvästar"]
    assert [(back.words, back.assignment_id) for back in file.report_backs] == [
        ("hösten 2026", file.assignments[0].stored_id)
    ]


def test_a_title_like_a_cases_is_asked_about_when_a_number_is_lacking(store: Store):
    take(store, plan_watchlist(store, [replace(PLAY, dnr="")]))

    plan = plan_watchlist(store, [PLAY, replace(PATH, title="Lekparkerna, nämndinitiativ om", number=7), PATH])

    assert [row.outcome for row in plan] == [Outcome.ASK, Outcome.ASK, Outcome.NEW]
    assert plan[0].standing == "Liknar «Nämndinitiativ om lekparker»"
    assert plan[0].adds == ("Diarienummer KFN 2025/131",)
    with pytest.raises(UserError, match="Rad 4 väntar på ditt val"):
        take(store, plan)

    take(store, with_choices(plan, {0: Outcome.JOIN, 1: Outcome.SKIP}))
    assert sorted(file.case.dnr for file in kept(store)) == ["", "KFN 2025/131"]


def test_two_numbered_cases_may_have_the_same_title(store: Store):
    take(store, plan_watchlist(store, [BATHS]))

    [row] = plan_watchlist(store, [replace(BATHS, dnr="KFN 2026/4")])

    assert row.outcome == Outcome.NEW


def test_a_case_of_its_own_with_anothers_number_gets_it_in_the_note(store: Store):
    take(store, plan_watchlist(store, [BATHS]))
    plan = plan_watchlist(store, [replace(PATH, dnr="KFN 2025/117")])

    take(store, with_choices(plan, {0: Outcome.NEW}))

    made = next(file.case for file in kept(store) if file.case.title == PATH.title)
    assert (made.dnr, made.note) == ("", "lista.xlsx, rad 5:\nDiarienummer: KFN 2025/117")


def test_a_row_whose_first_is_skipped_stands_for_itself(store: Store):
    plan = with_choices(plan_watchlist(store, [BATHS, replace(BATHS, number=8)]), {0: Outcome.SKIP})

    assert [row.outcome for row in plan] == [Outcome.SKIP, Outcome.NEW]


def test_a_case_in_the_bin_is_not_there(store: Store):
    take(store, plan_watchlist(store, [BATHS]))
    remove_case(store, all_cases(store)[0].stored_id, "kim", NOW)

    assert plan_watchlist(store, [BATHS])[0].outcome == Outcome.NEW


def test_a_row_names_its_namnd_and_other_words_there_are_kept(store: Store):
    rows = [replace(BATHS, namnd="Tekniska nämnden"), replace(PLAY, namnd="kulturnämnden"), replace(PATH, namnd="??")]

    take(store, plan_watchlist(store, rows))

    assert [namnd.name for namnd in all_namnder(store)] == ["Tekniska nämnden", "kulturnämnden", "Kulturnämnden"][:2]
    assert next(file for file in kept(store) if not file.case.dnr).case.note == "lista.xlsx, rad 5:\nNämnd: ??"


def test_nothing_is_kept_of_a_reading_that_is_stopped(store: Store):
    class StoppedError(Exception):
        pass

    def stop(done: int, of: int) -> None:
        if done:
            raise StoppedError

    rows = [replace(BATHS, number=n, dnr=f"KFN 2026/{n}") for n in range(1, 451)]
    with pytest.raises(StoppedError):
        import_watchlist(store, plan_watchlist(store, rows), "lista.xlsx", "kim", NOW, progress=stop)

    assert kept(store) == []
    assert store.undo_names() == (None, None)


def test_there_is_nothing_to_take_in_when_all_is_there(store: Store):
    take(store, plan_watchlist(store, [BATHS]))

    with pytest.raises(UserError, match="inget att läsa in"):
        take(store, plan_watchlist(store, [BATHS]))
