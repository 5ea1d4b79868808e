"""Chain rules: what is wrong with them is told in words, and what they give for the next meeting is shown."""

from __future__ import annotations

from datetime import date

import pytest

from nemndsekr.records.choices import ChainStepKind, DayUnit
from nemndsekr.rules.planning.facts import StepRule
from nemndsekr.rules.planning.rule_faults import rule_faults, rule_words, rules_example
from tests.rules.planning.seedyear import BODIES, SPRING

USUAL = SPRING.rules


def _with(key: str, **values) -> tuple[StepRule, ...]:
    return tuple(rule._replace(**values) if rule.key == key else rule for rule in USUAL)


def test_the_usual_rules_are_a_chain():
    assert rule_faults(USUAL, BODIES) == ()


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ((), "Kedjan har inget sammanträde som beslutar."),
        (tuple(rule for rule in USUAL if rule.key != "namnd"), "Kedjan har inget sammanträde som beslutar."),
        (_with("namnd", anchor="au", number=5), "«Arbetsutskott» och «Nämnd» räknas från varandra"),
        (_with("namnd", anchor="expediering", number=5), "räknas från varandra i en ring."),
        (_with("au", anchor=""), "Bara ett sammanträde kan besluta"),
        (_with("inlamning", anchor=""), "«Inlämning» räknas inte från något steg."),
        (_with("inlamning", anchor="borta"), "räknas från ett steg som inte finns kvar."),
        (_with("au", body_id=1), "«Beredning» sammanträder två gånger i kedjan."),
        (_with("au", body_id=None), "«Arbetsutskott» har ingen instans."),
        (_with("expediering", number=-3, number_immediate=None), "«Expediering» kan inte ligga före sammanträdet."),
        (_with("inlamning", number=8), "«Inlämning» ska vara klart före"),
        (_with("expediering", number_immediate=11), "vid omedelbar justering kan antalet inte vara större"),
        (_with("inlamning", unit=DayUnit.veckodag), "«Inlämning» räknas till en veckodag."),
        (_with("inlamning", number=-900), "har fler än 365 dagar."),
        (
            _with("expediering", kind=ChainStepKind.justering, unit=DayUnit.kalenderdagar, number=16),
            "senast 14 dagar efter sammanträdet.",
        ),
    ],
)
def test_what_is_no_chain_is_told_with_the_next_step(rules, told):
    faults = rule_faults(rules, BODIES)

    assert any(told in fault for fault in faults), faults
    assert all(fault.endswith(".") and ". " in fault for fault in faults)


def test_each_step_says_how_it_hangs_on_another():
    assert [rule_words(rule, USUAL, BODIES) for rule in USUAL] == [
        "8 arbetsdagar före Beredning",
        "minst 6 arbetsdagar före Arbetsutskott",
        "minst 10 arbetsdagar före Nämnd",
        "här beslutas",
        "10 arbetsdagar efter Nämnd; vid omedelbar justering 3 arbetsdagar efter",
    ]
    friday = USUAL[0]._replace(unit=DayUnit.veckodag, weekday=4, number=-2)
    assert rule_words(friday, USUAL, BODIES) == "andra fredagen före Beredning"


def test_the_next_meeting_shows_at_once_what_the_rules_give():
    assert rules_example(SPRING, USUAL, date(2025, 2, 3)) == (
        "Inlämning fre 14/2 → beredning ons 26/2 → AU tors 6/3 → nämnd tors 20/3 → expedieras senast tors 3/4. "
        "Med omedelbar justering: expediering senast tis 25/3."
    )
    # Nothing can be reached any more: the next one is an example all the same.
    assert rules_example(SPRING, USUAL, date(2025, 6, 1)).startswith("Inlämning fre 21/3 → ")
    assert "inget sammanträde med AU" in rules_example(SPRING, _with("au", number=-60), date(2025, 3, 1))
    assert "inget kommande" in rules_example(SPRING, USUAL, date(2025, 12, 1))
    assert "inget kommande" in rules_example(SPRING, (), date(2025, 3, 1))
