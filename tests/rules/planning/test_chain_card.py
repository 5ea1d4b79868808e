"""The kedjekort: the meetings of a case's plan on one line."""

from __future__ import annotations

from datetime import date

from nemndsekr.records.case import Case
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import BodyKind, CaseKind, Occasion
from nemndsekr.records.meeting import PlanStep
from nemndsekr.records.namnd import Namnd
from nemndsekr.rules.planning.chain_card import chain_card


def case_with(*steps: PlanStep) -> CaseFile:
    file = CaseFile(Case(namnd_id=1, kind=CaseKind.granskning, title="Hamnens drift"), Namnd(name="Hamnnämnden"))
    file.plan_steps = list(steps)
    return file


def step(kind: BodyKind, name: str, day: date | None, occasion: Occasion = Occasion.forsta) -> PlanStep:
    return PlanStep(case_id=1, kind=kind, label=name, day=day, occasion=occasion)


def test_the_line_has_the_namnds_own_names_and_whole_dates():
    file = case_with(
        step(BodyKind.beredning, "HN beredning", date(2025, 2, 26)),
        step(BodyKind.au, "Hamnnämndens arbetsutskott", date(2025, 3, 6)),
        step(BodyKind.namnd, "Hamnnämnden", date(2025, 3, 20)),
    )

    assert chain_card(file) == (
        "HN beredning 2025-02-26 · Hamnnämndens arbetsutskott 2025-03-06 · Hamnnämnden 2025-03-20"
    )


def test_a_step_without_a_name_has_the_bodys_word_and_one_without_a_day_is_left_out():
    file = case_with(step(BodyKind.au, "", date(2025, 3, 6)), step(BodyKind.namnd, "Hamnnämnden", None))

    assert chain_card(file) == "Arbetsutskott 2025-03-06"
    assert chain_card(case_with()) == ""


def test_the_plan_of_the_other_answer_is_not_mixed_in():
    file = case_with(
        step(BodyKind.namnd, "Hamnnämnden", date(2025, 3, 20)),
        step(BodyKind.namnd, "Hamnnämnden", date(2026, 1, 29), Occasion.uppfoljande),
    )

    assert chain_card(file) == "Hamnnämnden 2025-03-20"
