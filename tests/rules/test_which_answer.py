"""A case with two answers: which one a paper, a meeting and an enclosure are about, and what is told of each."""

from __future__ import annotations

from datetime import date

import pytest

from nemndsekr.documents.document_types import build_document
from nemndsekr.documents.outline import outline_text
from nemndsekr.operations.versions import frozen_facts
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import BodyKind, DocumentKind, DocumentMode, Occasion
from nemndsekr.records.document import Attachment, Basis, Document
from nemndsekr.records.measure import ReportBack
from nemndsekr.records.meeting import Meeting, PlanStep
from nemndsekr.rules.decided_text import as_decided
from nemndsekr.rules.planning.chosen import steps_to_print
from nemndsekr.rules.which_answer import AnswerPapers, occasion_at, occasion_of, papers_of
from tests.documents_out.made_up import followed_up

SKRIVELSE = DocumentKind.tjansteskrivelse
BEFORE, FIRST, SECOND = date(2026, 3, 5), date(2026, 3, 19), date(2027, 1, 21)


@pytest.fixture
def file() -> CaseFile:
    """The first answer was given with two papers; a tjänsteskrivelse went with it, and no plan of it is kept."""
    file = followed_up()
    file.documents = [one for one in file.documents if one.kind != SKRIVELSE]
    file.documents.insert(0, Document(id=9, case_id=1, kind=SKRIVELSE, dated_on=BEFORE))
    answer = file.document(DocumentKind.yttrande)
    assert answer is not None
    answer.dated_on, answer.mode = FIRST, DocumentMode.beslutat
    file.plan_steps = [
        PlanStep(id=1, case_id=1, kind=BodyKind.namnd, occasion=Occasion.uppfoljande, day=SECOND, meeting_id=5)
    ]
    file.bases = [Basis(id=1, case_id=1, text="Revisionsrapporten"), Basis(id=2, case_id=1, text="Första förslaget")]
    file.attachments = [Attachment(id=1, case_id=1, text="Resplan")]
    file.versions[0].facts = frozen_facts(file)
    return file


def dated(file: CaseFile, day: date | None) -> None:
    file.document(SKRIVELSE).dated_on = day  # type: ignore[union-attr]


def named(papers: AnswerPapers) -> list[str]:
    return [*(one.text for one in papers.bases), *(one.text for one in papers.attachments)]


def skrivelse(file: CaseFile) -> str:
    return outline_text(build_document(as_decided(file, SKRIVELSE), SKRIVELSE))


@pytest.mark.parametrize("locked", [True, False])
def test_a_tjansteskrivelse_of_the_first_answer_tells_the_times_that_were_promised_then(file, locked):
    if not locked:
        file.versions = []

    told = skrivelse(file)

    assert "våren 2027" not in told
    assert "hösten 2026" in told
    assert "Reflexvästar till alla" not in told


@pytest.mark.parametrize("day", [None, date(2027, 1, 8)])
def test_a_tjansteskrivelse_of_the_second_answer_tells_the_times_of_today(file, day):
    dated(file, day)

    told = skrivelse(file)

    assert "våren 2027" in told
    assert "Reflexvästar till alla" in told


def test_a_tjansteskrivelse_from_before_the_first_answer_never_prints_the_way_to_the_second(file):
    assert steps_to_print(file, SKRIVELSE) == []

    dated(file, SECOND)
    assert [one.day for one in steps_to_print(file, SKRIVELSE)] == [SECOND]


def test_a_follow_up_is_of_the_second_answer_whatever_is_begun(file):
    file.documents = file.documents[:2]
    assert occasion_of(file, DocumentKind.uppfoljningsbilaga) == Occasion.uppfoljande
    assert as_decided(file, DocumentKind.uppfoljningsbilaga) is file


def test_the_papers_of_the_second_answer_are_those_that_came_after_the_first(file):
    file.bases.append(Basis(id=3, case_id=1, text="Minnesanteckningar"))
    file.attachments.append(Attachment(id=2, case_id=1, text="Ny resplan"))

    assert named(papers_of(file, Occasion.forsta)) == ["Revisionsrapporten", "Första förslaget", "Resplan"]
    assert named(papers_of(file, Occasion.uppfoljande)) == ["Minnesanteckningar", "Ny resplan"]


def test_a_paper_with_a_later_day_is_the_second_answers_also_where_nothing_was_locked(file):
    file.bases[1].dated_on = date(2027, 1, 8)
    assert named(papers_of(file, Occasion.uppfoljande)) == ["Första förslaget"]

    file.versions = []
    assert named(papers_of(file, Occasion.uppfoljande)) == ["Första förslaget"]
    assert named(papers_of(file, Occasion.forsta)) == ["Revisionsrapporten", "Resplan"]


def test_as_long_as_the_first_answer_is_worked_on_all_papers_are_its_own(file):
    file.bases.append(Basis(id=3, case_id=1, text="Sent underlag"))
    file.documents, file.plan_steps = file.documents[:2], []

    assert "Sent underlag" in named(papers_of(file, Occasion.forsta))


def test_each_paper_prints_what_is_its_own(file):
    file.bases.append(Basis(id=3, case_id=1, text="Minnesanteckningar"))
    assert "Revisionsrapporten" in skrivelse(file)
    assert "Minnesanteckningar" not in skrivelse(file)

    dated(file, SECOND)
    assert "Minnesanteckningar" in skrivelse(file)
    assert "Första förslaget" not in skrivelse(file)


@pytest.mark.parametrize(
    ("meeting_id", "day", "occasion"),
    [
        (5, SECOND, Occasion.uppfoljande),
        (6, FIRST, Occasion.forsta),
        (7, date(2027, 1, 7), Occasion.uppfoljande),
        (8, date(2026, 6, 18), None),
    ],
)
def test_a_meeting_has_the_answer_that_is_planned_to_it_else_the_one_of_its_day(file, meeting_id, day, occasion):
    file.report_backs = [ReportBack(id=1, case_id=1, measure_id=1, meeting_id=8)]

    assert occasion_at(file, Meeting(id=meeting_id, namnd_id=1, body_id=1, day=day)) == occasion
