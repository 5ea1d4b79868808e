"""No remedy makes a case worse: what it mends is gone, and nothing else is lacking because of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from nemndsekr.operations.demo import fill_demo
from nemndsekr.operations.edit_record import undo
from nemndsekr.operations.import_report import accept_reading
from nemndsekr.operations.remedies import acts, apply_remedy
from nemndsekr.operations.sign_in import sign_in
from nemndsekr.reading.report_file import read_report
from nemndsekr.records.audit import Demand
from nemndsekr.records.block_markup import from_markup
from nemndsekr.records.block_text import plain_text
from nemndsekr.records.case import Case
from nemndsekr.records.case_file import CASE_TABLES, CaseFile
from nemndsekr.records.choices import Certainty, DemandPart, DocumentKind
from nemndsekr.records.document import Document
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.records.row import Row
from nemndsekr.rules.checks import remarks_on
from nemndsekr.rules.checks.remark import Remark, Remedy
from nemndsekr.store.database import MemoryStore, Store
from nemndsekr.store.queries import all_cases, load_case
from tests.operations.test_remedies import ACTS, filled
from tests.rows import add_record
from tests.rules.checks.test_each_check import HAS
from tests.store.conftest import NOW

WHO: Final = "kim"
PAPERS: Final = Path(__file__).parents[1]
MAY_FOLLOW: Final = {
    ("part_point", "beslutsforslaget"): "a point that is parted is asked about as two: each must be understood alone",
    ("one_measure", "vag_tid"): "the time of the one that goes is asked about under the one that stays",
}
"""The act and the rule of what it may bring, with the reason."""


@contextmanager
def memory(*rows: Row) -> Iterator[tuple[Store, str]]:
    """A database in memory with these rows."""
    with closing(MemoryStore()) as store:
        who = sign_in(store, WHO, NOW).uid
        if rows:
            with store.step("övning", who, NOW) as step:
                for row in rows:
                    step.add(_again(row))
        yield store, who


def _again(row: Row) -> Row:
    """The same row for another session, its id kept."""
    return type(row)(**{name: getattr(row, name) for name in type(row).model_fields if name != "uid"})


def rows_of(file: CaseFile) -> list[Row]:
    return [file.namnd, file.case, *(row for name, _ in CASE_TABLES for row in getattr(file, name))]


def worse(store: Store, who: str, case_id: int) -> list[str]:
    """What the remedies of a case leave or bring, each tried and taken back."""
    told: list[str] = []
    before = remarks_on(load_case(store, case_id))
    for remark in before:
        for remedy in (one for one in remark.remedies if one.act in acts()):
            apply_remedy(store, case_id, remark, remedy, who, NOW)
            told += _compared(remark, remedy, before, remarks_on(load_case(store, case_id)))
            undo(store, NOW)
    return told


def _compared(remark: Remark, remedy: Remedy, before: list[Remark], after: list[Remark]) -> Iterator[str]:
    had = {one.fingerprint for one in before}
    if remark in after:
        yield f"{remark.text}: «{remedy.words}» leaves it"
    for one in after:
        new = one.fingerprint not in had and one.certainty != Certainty.upplysning
        if new and (remedy.act, one.rule) not in MAY_FOLLOW:
            yield f"{remark.text}: «{remedy.words}» brings {one.certainty} {one.rule} {one.text}"


@pytest.mark.parametrize("file", [file for _, file in HAS], ids=[f"{slug} {at}" for at, (slug, _) in enumerate(HAS)])
def test_a_remedy_of_a_small_case_mends_and_brings_nothing(file):
    with memory(*rows_of(file)) as (store, who):
        assert worse(store, who, file.case.stored_id) == []


@pytest.mark.parametrize(("rule", "rows"), [(rule, rows) for _, rule, rows, _ in ACTS])
def test_a_remedy_that_acts_mends_and_brings_nothing(rule, rows):
    with memory() as (store, who):
        namnd, _ = add_record(store, Namnd(name="Barn- och utbildningsnämnden"), "lade till nämnd", who, NOW)
        case = Case(namnd_id=namnd.stored_id, title="Granskning av skolskjuts", dnr="BUN-2026-0412")
        add_record(store, case, "lade till ärende", who, NOW)
        filled(store, who, case.stored_id, rows, rule)

        assert worse(store, who, case.stored_id) == []


@pytest.mark.parametrize(
    "name",
    [
        *sorted(f"remarks/papers/{path.name}" for path in (PAPERS / "remarks" / "papers").glob("*.txt")),
        "documents/tjansteskrivelse_anhorigstod.txt",
        "documents/tjansteskrivelse_region_lakemedel_kopia.txt",
        "documents/tjansteskrivelse_sundvik_skolplikt.docx",
        "documents/yttrande_web_foreningsbidrag.txt",
    ],
)
def test_a_remedy_of_a_paper_that_was_read_mends_and_brings_nothing(name):
    path = PAPERS / name
    with memory() as (store, who):
        taken = accept_reading(store, read_report(path), path.read_bytes(), who, NOW, new_case=True)

        assert worse(store, who, taken.case_id) == []


def test_a_remedy_of_the_exercise_cases_mends_and_brings_nothing():
    with memory() as (store, who):
        fill_demo(store, who, NOW)

        assert [told for case in all_cases(store) for told in worse(store, who, case.stored_id)] == []


def test_what_is_promised_where_no_measure_is_kept_becomes_a_task_and_no_half_measure():
    parts = (DemandPart.measures, DemandPart.expected_effect, DemandPart.latest_date)
    answer = "Avtalet väntas minska väntetiden. Översynen återrapporteras till nämnden i januari 2027."
    file = CaseFile(Case(id=1, namnd_id=1, title="Granskning", dnr="TN-2026-0101"), Namnd(id=1, name="Nämnden"))
    file.documents = [Document(id=1, case_id=1, kind=DocumentKind.yttrande, dated_on=date(2026, 3, 12))]
    file.demands = [Demand(case_id=1, part=part) for part in parts]
    file.recommendations = [Recommendation(id=1, case_id=1, no=1, text="Se över avtalet.", answer=from_markup(answer))]

    with memory(*rows_of(file)) as (store, who):
        remark = next(one for one in remarks_on(load_case(store, 1)) if one.rule == "aterrapportering")
        assert remark.remedies[0].words == "Bevaka som uppdrag"
        apply_remedy(store, 1, remark, remark.remedies[0], who, NOW)
        case = load_case(store, 1)

    assert (len(case.measures), len(case.assignments), len(case.report_backs)) == (0, 1, 1)
    assert not [one for one in remarks_on(case) if one.rule in ("aterrapportering", "svarets_delar")]


def test_of_words_that_stand_twice_in_two_places_the_one_that_is_told_of_is_mended():
    file = CaseFile(Case(id=1, namnd_id=1, title="Granskning", dnr="TN-2026-0101"), Namnd(id=1, name="Nämnden"))
    answer = "Vi ser att att bron håller och att att den står."
    file.recommendations = [Recommendation(id=1, case_id=1, no=1, text="Se över bron.", answer=from_markup(answer))]

    with memory(*rows_of(file)) as (store, who):
        second = [one for one in remarks_on(load_case(store, 1)) if one.rule == "dubbelt_ord"][1]
        apply_remedy(store, 1, second, second.remedies[0], who, NOW)

        text = plain_text(load_case(store, 1).recommendations[0].answer)
    assert text == "Vi ser att att bron håller och att den står."
