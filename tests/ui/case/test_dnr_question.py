"""A diarienummer is asked about where it looks like none, or where another case has it; it is kept all the same."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit

from nemndsekr.records.case import Case
from nemndsekr.store.queries import load_case
from nemndsekr.ui.case.facts_form import FactsForm
from tests.ui.case.scene import NOW, WHO, add_initiative
from tests.ui.conftest import write


@pytest.fixture
def form(audit, idle) -> FactsForm:
    audit.go_to_item(("facts", ""), "dnr")
    idle()
    shown = audit.pane._form
    assert isinstance(shown, FactsForm)
    return shown


def typed(qtbot, form: FactsForm, idle, words: str) -> str:
    """What is said under the field when words have been typed and it is left."""
    field = form._bounds["dnr"].field
    field.editor.setFocus()
    assert isinstance(field.editor, QLineEdit)
    field.editor.clear()
    write(qtbot, words)
    form.first_field().setFocus()
    idle()
    return field.message.words.text()


def number(store, audit) -> str:
    return load_case(store, audit._case_id).case.dnr


def test_what_is_no_number_is_asked_about_and_kept(qtbot, form, audit, store, idle):
    assert typed(qtbot, form, idle, "blaj 12") == "blaj 12 ser inte ut som ett diarienummer. Stämmer det?"
    assert number(store, audit) == "blaj 12"
    assert typed(qtbot, form, idle, "BUN 2026/777") == ""


def test_a_number_that_another_case_has_is_kept_and_leads_there(qtbot, form, audit, store, idle):
    other = add_initiative(store)
    with store.step("numrerade", WHO, NOW) as step:
        step.get(Case, other).dnr = "BUN-2026-0098"
    wanted = []
    audit.place_wanted.connect(lambda *place: wanted.append(place))

    told = typed(qtbot, form, idle, "bun 2026/0098")
    link = form._bounds["dnr"].field.message.link
    link.click()

    assert told.startswith("bun 2026/0098 står redan på «")
    assert link.text() == "Öppna det"
    assert [place[0] for place in wanted] == [other]
    assert number(store, audit) == "bun 2026/0098"
