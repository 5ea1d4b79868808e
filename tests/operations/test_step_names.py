"""What a step is called: every field's name reads as Swedish after «Ångra: ändrade»."""

from __future__ import annotations

import pytest

from nemndsekr.operations.step_names import thing_changed
from nemndsekr.records.audit import Audit
from nemndsekr.records.case import Case
from nemndsekr.records.decision import Decision
from nemndsekr.records.measure import Measure
from nemndsekr.records.namndinitiativ import Attsats, Namndinitiativ
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.records.row import Row

# A label that is a participle, a preposition or a question is read with its value; alone it names no thing.
HALVES = ("ad", "fört", "inkom", " av", "till", "från", " den", " när", "väntas", " vem", "hur")


@pytest.mark.parametrize(
    ("title", "thing"),
    [
        ("Svar", "svar"),
        ("Diarienummer väntas", "om diarienummer väntas"),
        ("Inkom", "dagen då ärendet inkom"),
        ("Hur ser vi det", "hur effekten ses"),
        ("Expedierad", "dagen för expediering"),
        (None, "en uppgift"),
    ],
)
def test_a_field_is_called_what_was_changed(title, thing):
    assert thing_changed(title) == thing


@pytest.mark.parametrize("table", [Case, Audit, Recommendation, Measure, Namndinitiativ, Attsats, Decision])
def test_no_field_that_one_writes_in_gives_half_a_sentence(table: type[Row]):
    titles = [field.title for field in table.model_fields.values() if field.title]
    as_they_are = [title.lower() for title in titles if thing_changed(title) == title.lower()]
    assert [title for title in as_they_are if title.endswith(HALVES)] == []
