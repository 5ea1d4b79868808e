"""What is said of a decision that is confirmed or locked, and what is asked when it is written otherwise afterwards."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nemndsekr.operations.versions import frozen_facts
from nemndsekr.records.block_text import from_paragraphs
from nemndsekr.records.case import Case
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Outcome, VersionGate
from nemndsekr.records.decision import Decision
from nemndsekr.records.document import Version
from nemndsekr.records.namnd import Namnd
from nemndsekr.rules.settled_decision import settled

TODAY = date(2026, 3, 25)


def decision(**values: Any) -> Decision:
    return Decision(**{"id": 1, "uid": "beslut", "case_id": 1, "day": date(2026, 3, 19), **values})


def case_file(now: Decision, then: Decision | None = None, gate: VersionGate = VersionGate.beslutad) -> CaseFile:
    file = CaseFile(Case(id=1, namnd_id=1, title="Granskning"), Namnd(id=1, name="Nämnden"))
    if then is not None:
        file.decisions = [then]
        file.versions = [Version(id=1, case_id=1, gate=gate, facts=frozen_facts(file))]
    file.decisions = [now]
    return file


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, ""),
        ({"paragraph": "§ 34"}, ""),
        ({"paragraph": "§ 34", "justering_on": date(2026, 3, 26)}, ""),
        ({"justering_on": date(2026, 3, 20)}, ""),
        (
            {"paragraph": "§ 34", "justering_on": date(2026, 3, 20)},
            "Justerat den 20 mars 2026. Det som ändras här ändras inte i protokollet.",
        ),
    ],
)
def test_a_decision_whose_minutes_are_confirmed_says_so(values, words):
    now = decision(**values)
    assert settled(case_file(now), now, TODAY) == (words, False)


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        ({"paragraph": "§ 34"}, {"paragraph": "§ 43"}, "§ 34"),
        ({"paragraph": "§ 34"}, {"paragraph": ""}, "§ 34"),
        ({"outcome": Outcome.bifall}, {"outcome": Outcome.avslag}, "utfallet bifall"),
        ({"paragraph": "§ 34"}, {"paragraph": "§ 34", "day": date(2026, 3, 18)}, "datumet 19 mars 2026"),
        (
            {"paragraph": "§ 34", "outcome": Outcome.bifall},
            {"paragraph": "§ 35", "outcome": Outcome.avslag},
            "§ 34 och utfallet bifall",
        ),
        (
            {"decided_text": from_paragraphs(["Yttrandet antas."])},
            {"decided_text": from_paragraphs(["Yttrandet antas med ändring."])},
            "en annan text",
        ),
    ],
)
def test_what_is_no_longer_as_it_was_locked_is_asked_about(then, now, told):
    changed = decision(**now)
    said = settled(case_file(changed, decision(**then)), changed, TODAY)
    assert said == (f"Beslutet låstes med {told}. Står det som är skrivet nu i protokollet?", True)


def test_what_is_filled_in_after_the_lock_or_locked_for_another_reason_is_no_change():
    now = decision(paragraph="§ 34", decided_text=from_paragraphs(["Yttrandet antas."]))
    assert settled(case_file(now, decision()), now, TODAY) == ("", False)
    assert settled(case_file(now, decision(paragraph="§ 1"), VersionGate.annan), now, TODAY) == ("", False)
