"""An accepted draft holds what was kept, in the words it was corrected to, on the passages it was read from."""

from __future__ import annotations

from datetime import date

import pytest

from nemndsekr.operations.accepted_draft import accepted_draft
from nemndsekr.operations.draft_lists import with_added
from nemndsekr.operations.draft_review import review_facts, review_groups, review_problems
from nemndsekr.reading.draft import (
    Draft,
    Found,
    FoundDate,
    FoundPerson,
    FoundRecommendation,
    FoundStep,
    Problem,
    Reading,
)

TODAY = date(2026, 2, 19)


@pytest.fixture
def draft() -> Draft:
    return Draft(
        kind="revisionsrapport",
        title=Found("Granskning av skolskjuts", 0, 24, 1),
        dnr=[Found("BUN-2026-0412", 30, 43, 1)],
        auditor="revisorerna",
        reply_due=FoundDate("den 31 mars 2026", date(2026, 3, 31), 50, 66, 1),
        recommendations=[
            FoundRecommendation(1, Found("Beslut i tid.", 70, 83, 2), "nämnden"),
            FoundRecommendation(2, Found("Rutiner.", 84, 92, 2), "nämnden", other_wording=Found("Rutin.", 100, 106, 3)),
        ],
        people=[FoundPerson("Eva Lind", "signer", "Ordförande", "S", found=Found("Eva Lind", 110, 118, 3))],
        plan=[FoundStep("au", "Arbetsutskottet", FoundDate("2026-03-05", date(2026, 3, 5), 120, 130, 3))],
        demand={"measures": Found("vilka åtgärder", 131, 145, 3)},
    )


def reading(draft: Draft, *problems: Problem) -> Reading:
    return Reading("rapport.txt", "x" * 40 + "revisorerna" + "x" * 100, (0, 68, 99), draft, problems)


def facts(draft: Draft, **changed: str) -> dict[str, str]:
    return {key: fact.text for key, fact in review_facts(reading(draft)).items()} | changed


def test_what_is_left_as_it_was_is_the_draft_itself(draft: Draft) -> None:
    assert accepted_draft(draft, facts(draft), TODAY) == draft


def test_what_is_refused_is_gone_and_the_rest_keeps_its_number(draft: Draft) -> None:
    refused = {("recommendations", 0), ("demand", 0), ("people", 0)}

    made = accepted_draft(draft, facts(draft), TODAY, refused)

    assert [found.no for found in made.recommendations] == [2]
    assert (made.demand, made.people) == ({}, [])
    assert len(draft.recommendations) == 2


def test_corrected_words_keep_their_passage(draft: Draft) -> None:
    made = accepted_draft(draft, facts(draft), TODAY, (), {("recommendations", 0): " Beslut i rätt tid. "})

    assert made.recommendations[0].found == Found("Beslut i rätt tid.", 70, 83, 2)


@pytest.mark.parametrize(
    ("words", "person"),
    [
        ("Eva Lindh, Ordförande (S)", ("Eva Lindh", "Ordförande", "S")),
        ("Eva Lind (MP)", ("Eva Lind", "", "MP")),
        ("Eva Lind, ordförande", ("Eva Lind", "ordförande", "")),
    ],
)
def test_a_person_is_corrected_as_shown(draft: Draft, words: str, person: tuple[str, str, str]) -> None:
    made = accepted_draft(draft, facts(draft), TODAY, (), {("people", 0): words})

    assert (made.people[0].name, made.people[0].role, made.people[0].party) == person


def test_a_planned_step_is_corrected_as_shown(draft: Draft) -> None:
    made = accepted_draft(draft, facts(draft), TODAY, (), {("plan", 0): "AU 2026-03-06"})

    assert (made.plan[0].label, made.plan[0].day.day) == ("AU", date(2026, 3, 6))


@pytest.mark.parametrize(
    ("words", "kept", "day"),
    [
        pytest.param("2026-04-15", "2026-04-15", date(2026, 4, 15), id="a whole date"),
        pytest.param("15/4", "15 april 2026", date(2026, 4, 15), id="the next such day"),
        pytest.param("senast den 15 april 2026", "senast den 15 april 2026", date(2026, 4, 15), id="in a sentence"),
        pytest.param("våren 2026", "våren 2026", None, id="no day, but the words are kept"),
    ],
)
def test_a_corrected_day_is_understood_and_kept_with_its_year(
    draft: Draft, words: str, kept: str, day: date | None
) -> None:
    made = accepted_draft(draft, facts(draft, reply_due=words), TODAY)

    assert made.reply_due == FoundDate(kept, day, 50, 66, 1)


def test_an_emptied_fact_is_not_kept_and_a_new_one_has_no_passage(draft: Draft) -> None:
    made = accepted_draft(draft, facts(draft, title=" ", reply_due="", committee="Skolnämnden", dnr=""), TODAY)

    assert (made.title, made.reply_due, made.dnr) == (None, None, [])
    assert made.committee == Found("Skolnämnden")


def test_a_number_that_another_case_has_is_kept_as_that_cases_number(draft: Draft) -> None:
    made = accepted_draft(draft, facts(draft), TODAY, other_case_dnr="bun 2026/0412")

    assert made.dnr == []
    assert [number.text for number in made.related_dnr] == ["BUN-2026-0412"]


def test_only_what_was_found_is_listed_and_what_is_odd_is_marked(draft: Draft) -> None:
    groups = review_groups(reading(draft, Problem("Två datum.", 3, 125, 126)), {"attsatser"})

    assert [group.key for group in groups] == ["recommendations", "attsatser", "demand", "plan", "people"]
    assert [item.odd for group in groups for item in group.items if group.key == "plan"] == [True]
    assert groups[0].items[1].other == Found("Rutin.", 100, 106, 3)


def test_a_fact_kept_without_its_passage_is_sought_in_the_text(draft: Draft) -> None:
    assert review_facts(reading(draft))["auditor"].passage == (40, 51, 1)


def test_words_from_the_source_become_the_last_item(draft: Draft) -> None:
    made = with_added(draft, "recommendations", Found("Ny.", 5, 8, 1))

    assert [(found.no, found.found.text) for found in made.recommendations][-1] == (3, "Ny.")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        pytest.param((), ["Rekommendation 2 har två lydelser (s. 2 och s. 3)."], id="not told by the reading"),
        pytest.param((Problem("Två lydelser.", 3, 100, 106),), ["Två lydelser."], id="told, at the other wording"),
    ],
)
def test_two_wordings_are_told_once(draft: Draft, told: tuple[Problem, ...], words: list[str]) -> None:
    assert [problem.text for problem in review_problems(reading(draft, *told))] == words
