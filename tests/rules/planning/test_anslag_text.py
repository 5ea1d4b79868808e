"""The notice that minutes are confirmed: what the law wants in it, and what is marked when nobody has filled it in."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from nemndsekr.records.case import Case
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import BodyKind, CaseKind
from nemndsekr.records.decision import Decision
from nemndsekr.records.meeting import PlanStep
from nemndsekr.records.namnd import Namnd
from nemndsekr.rules.planning.anslag_text import AnslagFacts, anslag_facts, anslag_text, is_appealable

WHOLE = AnslagFacts(
    body="Barn- och utbildningsnämnden",
    municipality="Lindåkra kommun",
    meeting=date(2025, 3, 20),
    paragraphs="§§ 40–58",
    justering_on=date(2025, 3, 27),
    anslag_on=date(2025, 3, 28),
    minutes_place="Utbildningskontoret, Torggatan 1, Lindåkra",
    website="www.lindakra.example/anslagstavla",
    appeal_court="Förvaltningsrätten i Lindåkra, Box 1, 100 00 Lindåkra",
)


def test_the_notice_holds_what_the_law_wants():
    made = anslag_text(WHOLE)

    assert made.lacks == ()
    assert made.text.splitlines()[:10] == [
        "Tillkännagivande av justerat protokoll",
        "",
        "Organ: Barn- och utbildningsnämnden, Lindåkra kommun",
        "Sammanträdesdag: torsdag 20 mars 2025",
        "Paragrafer: §§ 40–58",
        "Justerat: torsdag 27 mars 2025",
        "Anslaget sätts upp: fredag 28 mars 2025",
        "Anslaget tas ned: onsdag 23 april 2025",
        "Protokollet finns hos: Utbildningskontoret, Torggatan 1, Lindåkra",
        "Anslagstavla: www.lindakra.example/anslagstavla",
    ]
    assert "laglighetsprövning enligt 13 kap. kommunallagen" in made.text
    assert "Skriv till Förvaltningsrätten i Lindåkra, Box 1, 100 00 Lindåkra." in made.text
    assert "senast tisdag 22 april 2025." in made.text
    assert "Fyll i" not in made.text


def test_a_paragraph_confirmed_at_once_says_so():
    text = anslag_text(replace(WHOLE, immediate=True, paragraphs="§ 53", justering_on=date(2025, 3, 20))).text

    assert text.startswith("Tillkännagivande av omedelbart justerad paragraf\n")
    assert "\nParagraf: § 53\nOmedelbart justerat: torsdag 20 mars 2025\n" in text


def test_what_only_prepares_says_that_it_cannot_be_appealed_and_needs_no_court():
    made = anslag_text(replace(WHOLE, appealable=False, appeal_court=""))

    assert made.lacks == ()
    assert "kan inte överklagas (13 kap. 2 §" in made.text
    assert "förvaltningsrätten" not in made.text


def test_a_day_of_taking_down_that_was_told_is_the_one_that_stands():
    assert "\nAnslaget tas ned: måndag 5 maj 2025\n" in anslag_text(replace(WHOLE, anslag_until=date(2025, 5, 5))).text


NEEDED = {one.name for one in fields(AnslagFacts)} - {"immediate", "appealable", "anslag_until"}


@pytest.mark.parametrize("field", sorted(NEEDED))
def test_whatever_is_missing_is_marked_and_told_and_no_line_ends_empty(field):
    nothing: dict[str, Any] = {field: "" if isinstance(getattr(WHOLE, field), str) else None}
    made = anslag_text(replace(WHOLE, **nothing))

    assert len(made.lacks) == 1
    assert made.text.count(f"[Fyll i: {made.lacks[0].words}]") == 1
    assert not [line for line in made.text.splitlines() if line.endswith(": ")]


def test_of_nothing_every_line_is_marked():
    made = anslag_text(AnslagFacts())

    assert len(made.lacks) == len(NEEDED)
    assert {one.field for one in made.lacks if one.of_namnd} == {
        *("name", "municipality", "minutes_place", "website", "appeal_court"),
    }


def _file(**decision: Any) -> tuple[CaseFile, Decision]:
    namnd = Namnd(id=1, name="Fritidsnämnden", municipality="Lindåkra kommun", minutes_place="Kansliet")
    file = CaseFile(Case(id=1, title="Badplatser", kind=CaseKind.namndinitiativ, namnd_id=1), namnd)
    made = Decision(case_id=1, **decision)
    file.decisions.append(made)
    return file, made


def test_the_facts_are_those_of_the_decision_and_of_the_namnd():
    file, decision = _file(day=date(2025, 3, 20), paragraph="§ 53", anslag_on=date(2025, 3, 28))

    facts = anslag_facts(file, decision)

    assert (facts.body, facts.paragraphs, facts.minutes_place) == ("Fritidsnämnden", "§ 53", "Kansliet")
    assert facts.justering_on is None
    assert anslag_facts(file, decision, paragraphs="§§ 50–60").paragraphs == "§§ 50–60"


def test_immediate_justering_is_made_the_day_of_the_meeting():
    file, decision = _file(day=date(2025, 3, 20), immediate=True)
    assert anslag_facts(file, decision).justering_on == date(2025, 3, 20)


def test_a_body_under_the_namnd_is_named_as_the_plan_names_it():
    file, decision = _file(kind=BodyKind.au)
    assert anslag_facts(file, decision).body == "Fritidsnämnden, Arbetsutskottet"
    file.plan_steps.append(PlanStep(case_id=1, kind=BodyKind.au, label="Arbetsutskott 2"))
    assert anslag_facts(file, decision).body == "Fritidsnämnden, Arbetsutskott 2"


@pytest.mark.parametrize(
    ("kind", "can"),
    [
        (CaseKind.granskning, False),
        (CaseKind.remiss, False),
        (CaseKind.motion, False),
        (CaseKind.namndinitiativ, True),
        (CaseKind.ovrigt, True),
    ],
)
def test_a_yttrande_to_others_only_prepares_unless_it_is_told_otherwise(kind, can):
    assert is_appealable(kind, Decision(case_id=1)) == can
    assert is_appealable(kind, Decision(case_id=1, appealable=not can)) != can
