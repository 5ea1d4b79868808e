"""Finders: every finder on one paper, put together to a draft."""

from __future__ import annotations

import re

from nemndsekr.reading.attsatser import find_attsatser
from nemndsekr.reading.audit_facts import find_demand, find_period, find_purpose, find_verdict
from nemndsekr.reading.block_bodies import find_lost_tables
from nemndsekr.reading.committee import find_committee
from nemndsekr.reading.dates import find_case_days, find_document_day
from nemndsekr.reading.decisions import find_decision_points, find_enclosures, find_plan, find_recipients
from nemndsekr.reading.draft import Draft, Problem
from nemndsekr.reading.kinds import find_kind, find_subtitle, find_title
from nemndsekr.reading.lines import Paper
from nemndsekr.reading.numbers import find_numbers
from nemndsekr.reading.people import find_people
from nemndsekr.reading.questions import find_questions
from nemndsekr.reading.recommendations import find_recommendations
from nemndsekr.reading.sections import find_sections

AUDITOR = re.compile(
    r"\b(?:[A-ZÅÄÖ]\w+ )?(?:stadsrevision(?:en)?|kommunrevision(?:en)?|regionrevision(?:en)?|revisorskollegiet|"
    r"revisorerna)\b|\b(?:PwC|KPMG|Deloitte|EY|Ernst & Young)\b",
    re.IGNORECASE,
)


def find_all(paper: Paper) -> tuple[Draft, list[Problem]]:
    """All that can be found in the paper, and what looked as if it meant something and was not understood."""
    kind, name = find_kind(paper)
    draft = Draft(kind=kind, document_name=name, title=find_title(paper, name))
    draft.subtitle = find_subtitle(paper, draft.title)
    numbers = find_numbers(paper, kind)
    draft.dnr, draft.counterpart_dnr, draft.related_dnr, draft.report_no = numbers
    draft.document_day, draft.place = find_document_day(paper, kind)
    days, problems = find_case_days(paper)
    draft.received, draft.reply_due, draft.followup_due = (
        days.get(key) for key in ("received", "reply_due", "followup_due")
    )
    draft.purpose, draft.verdict, draft.period = find_purpose(paper), find_verdict(paper), find_period(paper)
    draft.demand = find_demand(paper, kind)
    draft.audit_questions, more = find_questions(paper)
    problems += more
    draft.recommendations, more = find_recommendations(paper, kind)
    problems += more
    (draft.attsatser, draft.attsats_lead_in), more = find_attsatser(paper, kind)
    problems += more
    draft.decision_points, more = find_decision_points(paper, kind)
    problems += more
    draft.plan, more = find_plan(paper)
    problems += more
    draft.recipients, draft.address = find_recipients(paper, kind)
    draft.recipient = draft.recipients[0].text if draft.recipients else ""
    draft.basis, draft.attachments = find_enclosures(paper)
    draft.committee = find_committee(
        paper, kind, draft.decision_points, [step.label for step in draft.plan if step.step == "namnd"]
    )
    draft.people = find_people(paper, kind)
    auditor = AUDITOR.search(paper.text)
    draft.auditor = auditor.group() if auditor and kind not in {"namndinitiativ", "motion"} else ""
    draft.sections = find_sections(paper, kind, _taken(draft))
    problems += find_lost_tables(paper.lines)
    return draft, problems


def _taken(draft: Draft) -> list[tuple[int, int]]:
    """The passages that the record holds elsewhere, and that a section must not say again."""
    spans = [(item.answer_found.start, item.answer_found.end) for item in draft.recommendations if item.answer_found]
    spans += [(item.start, item.end) for item in draft.attsatser]
    spans += [(person.found.start, person.found.end) for person in draft.people if person.found]
    return [(start, end) for start, end in spans if start is not None and end is not None]
