"""Steps: one transaction, one named undo, and a log that says who did what."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlmodel import select

from nemndsekr.operations.case_parts import remove_part
from nemndsekr.operations.edit_record import edit_record, redo, remove_case, undo
from nemndsekr.operations.measures import add_measure, promise_time, remove_measure
from nemndsekr.operations.sign_in import sign_in
from nemndsekr.records.block_text import from_paragraphs, plain_text
from nemndsekr.records.case import Case
from nemndsekr.records.choices import Stance
from nemndsekr.records.history import Change, Step
from nemndsekr.records.measure import Measure
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.records.tables import LOGGED_TABLES
from nemndsekr.store.database import Store, open_store
from nemndsekr.store.queries import history, load_case, verify
from nemndsekr.store.row_values import stored_values
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import DataFolder
from tests.rows import add_record

NOW = datetime(2026, 2, 19, 13, 5, tzinfo=UTC)


@pytest.fixture
def recommendation(store, who, case_id):
    row, _ = add_record(store, Recommendation(case_id=case_id, text="Säkerställ rutinerna."), "lade till", who, NOW)
    return row


def answer_of(store, case_id):
    return plain_text(load_case(store, case_id).recommendations[0].answer)


def save_answer(store, who, row, text, visit=""):
    values = {"answer": from_paragraphs([text] if text else [])}
    return edit_record(store, Recommendation, row.stored_id, values, who, NOW, visit=visit)


def test_a_step_says_what_it_touched(store, who, case_id, recommendation):
    changes = save_answer(store, who, recommendation, "Nämnden instämmer.")

    assert changes.name == "ändrade svar"
    assert changes.tables == {"recommendations"}
    assert changes.cases == {case_id}


def test_the_saves_of_one_visit_are_undone_together(store, who, case_id, recommendation):
    for text in ("N", "Nä", "Nämnden"):
        save_answer(store, who, recommendation, text, visit="fält 1")
    save_answer(store, who, recommendation, "Nämnden instämmer.", visit="fält 2")

    undo(store, NOW)
    assert answer_of(store, case_id) == "Nämnden"
    undo(store, NOW)
    assert answer_of(store, case_id) == ""


def test_undo_names_the_act_and_survives_a_restart(store, who, case_id, recommendation, data_folder):
    edit_record(store, Recommendation, recommendation.stored_id, {"stance": Stance.instammer}, who, NOW)
    store.close()

    again = open_store(data_folder, NOW)
    try:
        assert again.undo_names() == ("ändrade ställningstagande", None)
        undo(again, NOW)
        assert load_case(again, case_id).recommendations[0].stance is None
        assert again.undo_names() == ("lade till", "ändrade ställningstagande")
    finally:
        again.close()


def test_what_is_changed_and_taken_away_in_one_step_comes_back_as_it_was_stored(store, who, case_id, recommendation):
    save_answer(store, who, recommendation, "Nämnden instämmer.")
    stored = rows_of(store)
    with store.step("tömde och tog bort", who, NOW) as step:
        row = step.get(Recommendation, recommendation.stored_id)
        row.answer, row.text = from_paragraphs([]), "Något annat"
        step.delete(row)

    undo(store, NOW)

    assert rows_of(store) == stored
    redo(store, NOW)
    assert load_case(store, case_id).recommendations == []


def rows_of(store: Store) -> list[tuple[str, str]]:
    return store.raw.execute("SELECT text, answer FROM recommendations ORDER BY id").fetchall()


def test_nothing_is_kept_when_a_step_fails(store, who, case_id, recommendation):
    def fails_half_way() -> None:
        with store.step("går fel", who, NOW) as step:
            step.get(Recommendation, recommendation.stored_id).text = "Något annat"
            step.session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails_half_way()

    assert load_case(store, case_id).recommendations[0].text == "Säkerställ rutinerna."
    assert store.undo_names()[0] == "lade till"


def test_doing_something_new_ends_redo(store, who, case_id, recommendation):
    save_answer(store, who, recommendation, "Ett")
    undo(store, NOW)
    save_answer(store, who, recommendation, "Två")

    assert redo(store, NOW) is None
    assert answer_of(store, case_id) == "Två"


def test_a_visit_that_ends_where_it_began_leaves_nothing_to_undo_but_can_be_done_again(
    store, who, case_id, recommendation
):
    save_answer(store, who, recommendation, "Nämnden", visit="fält 1")
    save_answer(store, who, recommendation, "Nämnden instämmer.", visit="fält 1")
    save_answer(store, who, recommendation, "", visit="fält 1")

    assert store.undo_names() == ("lade till", "ändrade svar")
    redo(store, NOW)
    assert answer_of(store, case_id) == "Nämnden instämmer."
    undo(store, NOW)
    assert answer_of(store, case_id) == ""


def test_a_visit_that_goes_on_after_its_beginning_is_the_same_step(store, who, case_id, recommendation):
    steps = count_steps(store)
    for words in ("Nämnden", "", "Nämnden instämmer."):
        save_answer(store, who, recommendation, words, visit="fält 1")

    assert count_steps(store) == steps + 1
    assert store.undo_names() == ("ändrade svar", None)
    undo(store, NOW)
    assert answer_of(store, case_id) == ""
    redo(store, NOW)
    assert answer_of(store, case_id) == "Nämnden instämmer."


def test_what_changes_nothing_is_no_step_and_does_not_end_redo(store, who, case_id, recommendation):
    save_answer(store, who, recommendation, "Ett")
    undo(store, NOW)
    steps = count_steps(store)
    edit_record(store, Recommendation, recommendation.stored_id, {"text": recommendation.text}, who, NOW)

    assert count_steps(store) == steps
    assert store.undo_names() == ("lade till", "ändrade svar")
    redo(store, NOW)
    assert answer_of(store, case_id) == "Ett"


def test_a_visit_that_goes_on_after_something_older_was_undone_is_a_new_step(store, who, case_id, recommendation):
    save_answer(store, who, recommendation, "Ett", visit="fält 1")
    save_answer(store, who, recommendation, "Två", visit="fält 2")
    save_answer(store, who, recommendation, "Ett", visit="fält 2")
    undo(store, NOW)
    save_answer(store, who, recommendation, "Tre", visit="fält 2")

    assert redo(store, NOW) is None
    undo(store, NOW)
    assert answer_of(store, case_id) == ""


def count_steps(store):
    return store.raw.execute("SELECT count(*) FROM steps").fetchone()[0]


def test_the_version_goes_on_through_an_undo(store, who, case_id, recommendation):
    save_answer(store, who, recommendation, "Ett")
    before = load_case(store, case_id).recommendations[0].version
    undo(store, NOW)

    assert load_case(store, case_id).recommendations[0].version > before


def test_the_log_says_who_when_and_what_stood_there_before(store, who, case_id, recommendation):
    edit_record(store, Recommendation, recommendation.stored_id, {"text": "Säkerställ alla rutiner."}, who, NOW)

    step, change = history(store, case_id)[0]
    assert (step.user_uid, step.at, change.table_name) == (who, NOW, "recommendations")
    assert json.loads(change.before or "") == {"text": "Säkerställ rutinerna."}
    assert json.loads(change.after or "") == {"text": "Säkerställ alla rutiner."}


def test_saving_the_same_value_writes_no_change(store, who, case_id, recommendation):
    edit_record(store, Recommendation, recommendation.stored_id, {"text": recommendation.text}, who, NOW)

    assert load_case(store, case_id).recommendations[0].version == 1


def test_a_wrong_value_is_told_about_and_not_saved(store, who, case_id, recommendation):
    with pytest.raises(UserError, match="Rekommendation får inte vara tom"):
        edit_record(store, Recommendation, recommendation.stored_id, {"text": ""}, who, NOW)
    with pytest.raises(UserError, match="Ställningstagande kan inte ha det värdet"):
        edit_record(store, Recommendation, recommendation.stored_id, {"stance": "kanske"}, who, NOW)

    assert load_case(store, case_id).recommendations[0].text == "Säkerställ rutinerna."


@pytest.mark.parametrize("title", ["", "  "])
def test_a_case_without_a_title_is_told_which_title_holds(store, who, case_id, title):
    was = load_case(store, case_id).case.title
    with pytest.raises(UserError, match=f"Ärendet måste ha en rubrik. «{was}» gäller tills du skriver en ny."):
        edit_record(store, Case, case_id, {"title": title}, who, NOW)

    assert load_case(store, case_id).case.title == was


def test_a_record_that_is_gone_is_told_about(store, who, recommendation):
    remove_part(store, Recommendation, recommendation.stored_id, "tog bort", who, NOW)

    with pytest.raises(UserError, match="finns inte längre"):
        edit_record(store, Recommendation, recommendation.stored_id, {"text": "x"}, who, NOW)


def test_an_undone_removal_brings_back_all_that_hung_on_it(store, who, case_id, recommendation):
    measure, _ = add_measure(
        store, recommendation.stored_id, "Inventera", who, NOW, expected_effect="Säkrare", words="våren 2026"
    )
    before = load_case(store, case_id)
    remove_measure(store, measure.stored_id, who, NOW)
    assert load_case(store, case_id).measures == []

    undo(store, NOW)

    after = load_case(store, case_id)
    assert after.measures == before.measures
    assert after.promises == before.promises
    assert after.measures_of(recommendation.stored_id) == after.measures


def test_the_first_promise_stays_beside_a_later_one(store, who, case_id, recommendation):
    measure, _ = add_measure(store, recommendation.stored_id, "Inventera", who, NOW, words="våren 2026")
    promise_time(store, measure.stored_id, "hösten 2026", who, NOW, reason="Tjänsten är inte tillsatt.")

    promises = load_case(store, case_id).promises_of(measure.stored_id)
    assert [promise.words for promise in promises] == ["våren 2026", "hösten 2026"]


def test_an_instant_without_a_time_zone_is_refused(store, who, case_id):
    with pytest.raises(Exception, match="time zone"):
        remove_case(store, case_id, who, datetime(2026, 1, 1))  # noqa: DTZ001


def fields_of(store: Store) -> dict[str, dict[str, object]]:
    """Every record field of every row, without what goes on through an undo."""
    with store.session() as session:
        rows = [row for table in LOGGED_TABLES for row in session.scalars(select(table))]
    return {row.uid: {name: value for name, value in stored_values(row).items() if name != "version"} for row in rows}


class UndoMachine(RuleBasedStateMachine):
    """Any acts at all: taking them all back gives the first database, doing them again gives the last."""

    def __init__(self) -> None:
        super().__init__()
        import tempfile
        from pathlib import Path

        self.folder = tempfile.TemporaryDirectory()
        self.store = open_store(DataFolder(Path(self.folder.name)), NOW)
        self.who = sign_in(self.store, "kim", NOW).uid
        with self.store.step("början", self.who, NOW, undoable=False) as step:
            namnd = step.add(Namnd(name="Nämnden"))
            self.case_id = step.add(Case(namnd_id=namnd.stored_id, title="Ärende")).stored_id
        self.states = [fields_of(self.store)]
        self.ahead: list[dict[str, dict[str, object]]] = []
        self.clock = NOW

    def done(self) -> None:
        self.clock += timedelta(seconds=1)
        state = fields_of(self.store)
        if state != self.states[-1]:  # what changes nothing is no step, and leaves what could be done again
            self.states.append(state)
            self.ahead = []

    @rule(text=st.text(min_size=1, max_size=20))
    def add_recommendation(self, text: str) -> None:
        add_record(self.store, Recommendation(case_id=self.case_id, text=text), "lade till", self.who, self.clock)
        self.done()

    @rule(choice=st.randoms(use_true_random=False), text=st.text(max_size=30), stance=st.sampled_from(Stance))
    def edit(self, choice, text: str, stance: Stance) -> None:
        rows = load_case(self.store, self.case_id).recommendations
        if rows:
            values = {"answer": from_paragraphs([text]), "stance": stance, "note": text}
            edit_record(self.store, Recommendation, choice.choice(rows).stored_id, values, self.who, self.clock)
            self.done()

    @rule(choice=st.randoms(use_true_random=False), words=st.sampled_from(["våren 2026", "", "senast juni"]))
    def measure(self, choice, words: str) -> None:
        rows = load_case(self.store, self.case_id).recommendations
        if rows:
            add_measure(self.store, choice.choice(rows).stored_id, "Gör", self.who, self.clock, words=words)
            self.done()

    @rule(choice=st.randoms(use_true_random=False))
    def remove(self, choice) -> None:
        measures = load_case(self.store, self.case_id).measures
        if measures:
            remove_measure(self.store, choice.choice(measures).stored_id, self.who, self.clock)
            self.done()

    @rule()
    def bin_case(self) -> None:
        case = load_case(self.store, self.case_id).case
        edit_record(self.store, Case, self.case_id, {"note": f"{case.version}"}, self.who, self.clock)
        self.done()

    @rule()
    def take_back(self) -> None:
        if undo(self.store, self.clock) is None:
            assert len(self.states) == 1
        else:
            self.ahead.append(self.states.pop())

    @rule()
    def do_again(self) -> None:
        if redo(self.store, self.clock) is None:
            assert not self.ahead
        else:
            self.states.append(self.ahead.pop())

    @invariant()
    def the_database_is_what_it_was_then(self) -> None:
        if hasattr(self, "states"):
            assert fields_of(self.store) == self.states[-1]

    def teardown(self) -> None:
        assert verify(self.store)[0] == []
        self.store.close()
        self.folder.cleanup()


TestUndo = UndoMachine.TestCase
TestUndo.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)


def test_steps_and_changes_are_never_lost_by_undo(store, who, case_id, recommendation):
    save_answer(store, who, recommendation, "Ett")
    undo(store, NOW)

    with store.session() as session:
        names = [step.name for step in session.scalars(select(Step))]
        changes = list(session.scalars(select(Change)))
    assert "ändrade svar" in names
    assert any(change.after and "Ett" in change.after for change in changes)


def test_a_measure_keeps_its_place_after_undo(store, who, case_id, recommendation):
    for text in ("Ett", "Två"):
        add_measure(store, recommendation.stored_id, text, who, NOW)
    first = load_case(store, case_id).measures[0]
    removed_links = remove_measure(store, first.stored_id, who, NOW)
    undo(store, NOW)

    assert "measures" in removed_links.tables
    assert [measure.text for measure in load_case(store, case_id).measures] == ["Ett", "Två"]
    assert isinstance(first, Measure)
