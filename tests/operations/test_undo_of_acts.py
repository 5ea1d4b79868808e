"""Undo: fifty acts of any kind, taken back one by one, give back every field of every record and every ``show``."""

from __future__ import annotations

import ast
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from nemndsekr.exchange.case_json import case_as_json, case_as_text
from nemndsekr.operations.demo import fill_demo
from nemndsekr.operations.edit_record import redo, undo
from nemndsekr.operations.sign_in import sign_in
from nemndsekr.records.tables import LOGGED_TABLES
from nemndsekr.store.database import open_store
from nemndsekr.store.queries import all_cases, load_case, verify
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import DataFolder
from tests.operations.acts import ACTS, NOT_UNDONE, OWN_TESTS, Act, Office
from tests.operations.answer_acts import ANSWER_ACTS
from tests.operations.meeting_acts import MEETING_ACTS
from tests.operations.template_acts import TEMPLATE_ACTS
from tests.operations.word_form_acts import WORD_FORM_ACTS
from tests.store.conftest import NOW

OPERATIONS = Path(__file__).parents[2] / "nemndsekr" / "operations"
ALL_ACTS = (*ACTS, *ANSWER_ACTS, *MEETING_ACTS, *WORD_FORM_ACTS, *TEMPLATE_ACTS)
GOES_ON = {"version", "opened_at"}
"""What an undo leaves alone: it would lie to whoever compares."""


def operations_with_changes() -> Iterator[str]:
    """The name of every public operation that says what it changed."""
    for module in sorted(OPERATIONS.glob("*.py")):
        for node in ast.parse(module.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_") or not node.args.args:
                continue
            told = ast.unparse(node.returns) if node.returns is not None else ""
            if "Changes" in told and node.args.args[0].arg == "store":
                yield node.name


def test_every_operation_is_among_the_acts_that_are_undone():
    tried = {name for act in ALL_ACTS for name in act.__code__.co_names}
    left = [name for name in operations_with_changes() if name not in tried | NOT_UNDONE | OWN_TESTS]
    assert left == [], "write an act for it in acts.py, or give the reason why it is no undoable act"


def every_field(office: Office) -> dict[str, list[tuple[Any, ...]]]:
    """Every column of every table, as SQLite holds it, but for what an undo leaves alone."""
    whole = {}
    for table in LOGGED_TABLES:
        name = str(table.__tablename__)
        columns = [f'"{column.name}"' for column in table.__table__.columns if column.name not in GOES_ON]  # type: ignore[attr-defined]
        whole[name] = office.store.raw.execute(f"SELECT {', '.join(columns)} FROM {name} ORDER BY id").fetchall()  # noqa: S608
    return whole


def every_show(office: Office) -> dict[int, tuple[str, dict[str, Any]]]:
    """What ``show`` says of every case, as words and as JSON."""
    files = [load_case(office.store, case.stored_id) for case in all_cases(office.store)]
    return {file.case.stored_id: (case_as_text(file), _without_what_goes_on(case_as_json(file))) for file in files}


def _without_what_goes_on(value: Any) -> Any:
    match value:
        case dict():
            return {key: _without_what_goes_on(one) for key, one in value.items() if key not in GOES_ON}
        case list():
            return [_without_what_goes_on(one) for one in value]
    return value


class Desk(RuleBasedStateMachine):
    """A secretary does anything at all, takes it back, does it again, and starts the program anew in between."""

    filled: ClassVar[Path]

    @initialize(seed=st.integers(0, 2**32))
    def sit_down(self, seed: int) -> None:
        self.folder = Path(tempfile.mkdtemp())
        shutil.copytree(self.filled, self.folder, dirs_exist_ok=True)
        store = open_store(DataFolder(self.folder), NOW)
        self.office = Office(store, sign_in(store, "kim", NOW).uid, NOW, random.Random(seed))
        self.states = [every_field(self.office)]
        self.ahead: list[dict[str, list[tuple[Any, ...]]]] = []
        self.shown = every_show(self.office)

    def do_one(self, act: Act) -> None:
        self.office.now += timedelta(minutes=1)
        steps = self.steps()
        with suppress(UserError):  # told to the user, and nothing is changed
            act(self.office)
        if self.steps() != steps:
            assert self.steps() == steps + 1, f"{act.__name__} is not one step"
            self.states.append(every_field(self.office))
            self.ahead = []
        else:
            assert every_field(self.office) == self.states[-1]

    @rule(acts=st.lists(st.sampled_from(ALL_ACTS), min_size=5, max_size=15))
    def do_several(self, acts: list[Act]) -> None:
        for act in acts:
            self.do_one(act)

    @rule()
    def take_back(self) -> None:
        self.back()

    @rule()
    def do_again(self) -> None:
        if redo(self.office.store, self.office.now) is None:
            assert not self.ahead
        else:
            self.states.append(self.ahead.pop())
            assert every_field(self.office) == self.states[-1]

    @rule()
    def start_anew(self) -> None:
        self.office.store.close()
        self.office.store = open_store(DataFolder(self.folder), self.office.now)

    def steps(self) -> int:
        return int(self.office.store.raw.execute("SELECT count(*) FROM steps").fetchone()[0])

    def back(self) -> bool:
        if undo(self.office.store, self.office.now) is None:
            assert len(self.states) == 1
            return False
        self.ahead.append(self.states.pop())
        assert every_field(self.office) == self.states[-1]
        return True

    def teardown(self) -> None:
        if not hasattr(self, "states"):
            return
        try:
            while self.back():
                pass
            assert every_show(self.office) == self.shown
            assert verify(self.office.store)[0] == []
        finally:
            self.office.store.close()
            shutil.rmtree(self.folder)


@pytest.fixture(scope="module", autouse=True)
def filled(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("exercise")
    store = open_store(DataFolder(folder), NOW)
    fill_demo(store, sign_in(store, "kim", NOW).uid, NOW)
    store.close()
    Desk.filled = folder


TestUndo = Desk.TestCase
TestUndo.settings = settings(
    max_examples=5, stateful_step_count=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
