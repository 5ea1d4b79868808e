"""Undo of what one step does to the same row several times: made, changed, taken away, in any order and flushed or not.

Each row of the table is one step, or one visit of several saves; taking it back, doing it again and taking it back once
more must give every field of every row as it was.
"""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from nemndsekr.operations.case_parts import remove_part
from nemndsekr.operations.edit_record import edit_record, redo, undo
from nemndsekr.operations.make_document import note_departure
from nemndsekr.operations.measures import add_measure, share_measure, take_measure_from
from nemndsekr.records.block_text import from_paragraphs
from nemndsekr.records.case import Case
from nemndsekr.records.choices import LeftAs, Stance
from nemndsekr.records.history import Change
from nemndsekr.records.measure import Measure, MeasureLink
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.records.tables import LOGGED_TABLES
from nemndsekr.store.database import Store
from nemndsekr.store.queries import load_case, verify
from nemndsekr.store.row_values import stored_values
from nemndsekr.support.errors import UserError
from tests.rows import add_record
from tests.store.conftest import NOW

OLD = "Säkerställ rutinerna."


@pytest.fixture
def row_id(store, who, case_id):
    row, _ = add_record(store, Recommendation(case_id=case_id, text=OLD, no=1), "lade till", who, NOW)
    edit_record(store, Recommendation, row.stored_id, {"answer": from_paragraphs(["Instämmer."])}, who, NOW)
    return row.stored_id


def fields_of(store: Store) -> dict[tuple[str, int], dict[str, object]]:
    with store.session() as session:
        rows = [row for table in LOGGED_TABLES for row in session.scalars(select(table))]
    return {
        (str(row.__tablename__), row.stored_id): {
            name: value for name, value in stored_values(row).items() if name not in {"version", "opened_at"}
        }
        for row in rows
    }


class Hand:
    """What the words of the table do to the rows, within one step."""

    def __init__(self, step, case_id, row_id):
        self.step, self.case_id, self.row_id = step, case_id, row_id
        self.row = step.session.get(Recommendation, row_id)

    def do(self, word):
        getattr(self, word)()

    def change(self):
        self.row.text, self.row.stance = f"{self.row.text} Ändrad.", Stance.instammer

    def change_back(self):
        self.row.text, self.row.stance = OLD, None

    def empty(self):
        self.row.answer, self.row.text = from_paragraphs([]), "x"

    def flush(self):
        self.step.session.flush()

    def delete(self):
        self.step.delete(self.row)

    def delete_unflushed(self):
        self.step.session.delete(self.row)

    def insert(self):
        self.row = self.step.add(Recommendation(case_id=self.case_id, text="Ny", no=2))

    def insert_same_id(self):
        self.row = self.step.add(Recommendation(id=self.row_id, case_id=self.case_id, text="I stället", no=7))

    def insert_same_id_unflushed(self):
        self.row = Recommendation(id=self.row_id, case_id=self.case_id, text="I stället", no=7)
        self.step.session.add(self.row)

    def insert_same_uid(self):
        self.row = self.step.add(
            Recommendation(id=self.row_id, uid=self.row.uid, case_id=self.case_id, text="Åter", no=1)
        )


SEQUENCES = [
    "change",
    "change flush change",
    "change flush change_back",
    "delete",
    "change delete",
    "empty delete",
    "change flush empty delete",
    "empty delete_unflushed",
    "insert",
    "insert change",
    "insert flush change flush change",
    "insert delete",
    "insert change delete",
    "insert change flush delete",
    "insert change flush change delete insert",
    "delete insert",
    "delete insert change flush delete",
    "change delete insert_same_id",
    "delete insert_same_id change flush change",
    "delete insert_same_id change delete",
    "delete_unflushed insert_same_id_unflushed",
    "change delete_unflushed insert_same_id_unflushed flush change",
    "delete insert_same_uid",
    "change flush delete insert_same_uid change",
    "insert insert delete",
]


@pytest.mark.parametrize("sequence", SEQUENCES)
def test_what_one_step_did_is_taken_back_and_done_again(store, who, case_id, row_id, sequence):
    before = fields_of(store)
    for visit in ("", "fält 1"):
        with store.step("gjorde något", who, NOW, visit=visit) as step:
            hand = Hand(step, case_id, row_id)
            for word in sequence.split():
                hand.do(word)
        assert_goes_both_ways(store, before, fields_of(store))
        assert fields_of(store) == before


@pytest.mark.parametrize("sequence", [one for one in SEQUENCES if " " in one and "unflushed" not in one])
def test_what_the_saves_of_one_visit_did_is_taken_back_and_done_again(store, who, case_id, row_id, sequence):
    before = fields_of(store)
    row = None
    for word in sequence.split():
        with store.step("gjorde något", who, NOW, visit="fält 1") as step:
            hand = Hand(step, case_id, row_id)
            if row is not None:
                hand.row = step.session.get(Recommendation, row.stored_id) or row
            hand.do(word)
            row = hand.row

    assert_goes_both_ways(store, before, fields_of(store))


def assert_goes_both_ways(store, before, after):
    if before == after:
        assert store.undo_names()[0] != "gjorde något", "what came to nothing is nothing to take back"
        return
    for act, expected in ((undo, before), (redo, after), (undo, before)):
        assert act(store, NOW) is not None
        assert fields_of(store) == expected
    assert verify(store)[0] == []


def test_a_row_that_a_visit_made_and_took_away_again_is_no_step_but_can_be_done_again(store, who, case_id, row_id):
    before = fields_of(store)
    with store.step("gjorde något", who, NOW, visit="fält 1") as step:
        made = step.add(Recommendation(case_id=case_id, text="Ny", no=2)).stored_id
    between = fields_of(store)
    with store.step("gjorde något", who, NOW, visit="fält 1") as step:
        step.delete(step.get(Recommendation, made))

    assert fields_of(store) == before
    assert store.undo_names() == ("ändrade svar", "gjorde något")
    redo(store, NOW)
    assert fields_of(store) == between


def test_a_step_that_comes_to_nothing_does_not_end_what_can_be_done_again(store, who, case_id, row_id):
    undo(store, NOW)
    with store.step("gjorde något", who, NOW) as step:
        hand = Hand(step, case_id, row_id)
        for word in ("change", "flush", "change_back"):
            hand.do(word)

    assert store.undo_names() == ("lade till", "ändrade svar")


def test_a_measure_that_two_recommendations_share_comes_back_under_both(store, who, case_id, row_id):
    other, _ = add_record(store, Recommendation(case_id=case_id, text="Följ upp.", no=2), "lade till", who, NOW)
    measure, _ = add_measure(store, row_id, "Inventera", who, NOW, words="våren 2026")
    share_measure(store, measure.stored_id, other.stored_id, who, NOW)
    states = [fields_of(store)]
    take_measure_from(store, measure.stored_id, row_id, who, NOW)
    states.append(fields_of(store))
    # The last that holds it: the measure goes with it, its promise too.
    remove_part(store, Recommendation, other.stored_id, "tog bort", who, NOW)
    states.append(fields_of(store))
    file = load_case(store, case_id)
    assert (file.measures, file.promises) == ([], [])

    for act, number in ((undo, 1), (undo, 0), (redo, 1), (redo, 2), (undo, 1)):
        act(store, NOW)
        assert fields_of(store) == states[number]
    assert [one.text for one in load_case(store, case_id).measures_of(other.stored_id)] == ["Inventera"]


def test_a_case_is_told_of_by_its_rows_in_another_case(store, who, case_id, row_id):
    """A step that touches two cases is taken back in both, in whichever order their rows were written."""
    with store.session() as session:
        namnd_id = session.get(Case, case_id).namnd_id
    other, _ = add_record(store, Case(namnd_id=namnd_id, title="Annat ärende"), "lade till ärendet", who, NOW)
    measure, _ = add_measure(store, row_id, "Inventera", who, NOW)
    before = fields_of(store)
    with store.step("flyttade åtgärden", who, NOW) as step:
        there = step.add(Recommendation(case_id=other.stored_id, text="Där", no=1))
        link = step.find(MeasureLink, measure_id=measure.stored_id)
        link.recommendation_id, link.case_id = there.stored_id, other.stored_id
        step.get(Measure, measure.stored_id).case_id = other.stored_id
        step.delete(step.get(Recommendation, row_id))
    after = fields_of(store)

    assert step.cases == {case_id, other.stored_id}
    assert_goes_both_ways(store, before, after)


def test_what_the_making_of_a_case_brought_is_not_taken_back_when_a_paper_of_it_has_left(store, who, case_id):
    note_departure(store, case_id, "yttrande", LeftAs.pdf, "svar.pdf", "0" * 64, who, NOW)
    before = fields_of(store)

    with pytest.raises(UserError, match="en handling i ärendet har lämnat programmet"):
        undo(store, NOW)

    assert fields_of(store) == before
    assert store.undo_names() == ("lade till ärendet", None)
    edit_record(store, Case, case_id, {"note": "går vidare"}, who, NOW)
    assert load_case(store, case_id).case.note == "går vidare"


def test_the_log_says_what_a_row_was_when_it_went_even_if_it_was_changed_in_the_same_breath(
    store, who, case_id, row_id
):
    with store.step("tömde och tog bort", who, NOW) as step:
        hand = Hand(step, case_id, row_id)
        hand.empty()
        hand.delete()

    with store.session() as session:
        line = session.scalars(select(Change).order_by(col(Change.id).desc())).first()
        assert line is not None
        assert line.after is None
        assert OLD in (line.before or "")
        assert session.execute(text("SELECT count(*) FROM recommendations")).scalar_one() == 0
