"""Finders: every finder on one paper, put together to a draft."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from nemndsekr.reading.draft import Draft, Found, FoundDate, FoundSection, Problem
from nemndsekr.reading.finders.answers import HEAD as ANSWER_HEAD
from nemndsekr.reading.finders.attsatser import find_attsatser
from nemndsekr.reading.finders.audit_facts import (
    find_audited_bodies,
    find_period,
    find_purpose,
    find_report_title,
    find_verdict,
)
from nemndsekr.reading.finders.block_bodies import block_text, find_lost_tables
from nemndsekr.reading.finders.committee import find_committee
from nemndsekr.reading.finders.dates import find_case_days, find_document_day, find_impossible_document_day
from nemndsekr.reading.finders.decisions import find_decision_points, find_enclosures
from nemndsekr.reading.finders.demands import find_demand
from nemndsekr.reading.finders.kinds import OF_MEMBERS, find_doubtful_kind, find_kind, find_subtitle, find_title
from nemndsekr.reading.finders.numbers import find_numbers
from nemndsekr.reading.finders.people import find_people, find_sign_tail, with_units
from nemndsekr.reading.finders.plan import find_plan
from nemndsekr.reading.finders.questions import find_questions
from nemndsekr.reading.finders.recipients import find_recipients
from nemndsekr.reading.finders.recommendations import find_recommendations
from nemndsekr.reading.finders.sections import find_sections
from nemndsekr.reading.finders.unread import find_unread
from nemndsekr.reading.lines import Paper

# A name before the word belongs to it only with a capital of its own: «Malmö stadsrevision», not «till revisorerna».
AUDITOR = re.compile(
    r"\b(?:(?!(?:För|Från|Till|Av|Om|Vi|Att)\b)[A-ZÅÄÖ][a-zåäö]+ (?:kommuns |stads )?)?"
    r"(?:[Ss]tadsrevision(?:en)?|[Kk]ommunrevision(?:en)?|[Rr]egionrevision(?:en)?|[Rr]evisorskollegiet|"
    r"[Rr]evisorer(?:na)?)\b|\b(?:PwC|KPMG|Deloitte|EY|Ernst & Young)\b"
)
AUDITOR_WORDS: Final = ("revis", "pwc", "kpmg", "deloitte", "ey", "ernst")


def find_all(
    paper: Paper, tell: Callable[[], None] = lambda: None, known_kind: str = ""
) -> tuple[Draft, list[Problem]]:
    """All that can be found in the paper, and what looked as if it meant something and was not understood.

    ``tell`` is called between the finders, and within those that can take long; what it raises stops the finding.
    ``known_kind`` is what the person has said that the paper is, where its own words do not tell.
    """
    kind, name = find_kind(paper)
    kind = known_kind if known_kind and not name else kind
    draft = Draft(kind=kind, document_name=name, title=find_title(paper, name, kind))
    draft.subtitle = find_subtitle(paper, draft.title)
    tell()
    numbers = find_numbers(paper, kind)
    draft.dnr, draft.counterpart_dnr, draft.related_dnr, draft.report_no = numbers
    draft.document_day, draft.place = find_document_day(paper, kind)
    tell()
    days, problems = find_case_days(paper, kind)
    if draft.document_day is None:
        told = {(problem.start, problem.end) for problem in problems}
        none_such = find_impossible_document_day(paper)
        problems += [problem for problem in none_such if (problem.start, problem.end) not in told]
    draft.received, draft.reply_due, draft.followup_due = (
        days.get(key) for key in ("received", "reply_due", "followup_due")
    )
    tell()
    draft.purpose, draft.verdict, draft.period = find_purpose(paper), find_verdict(paper), find_period(paper)
    draft.report_title, draft.other_bodies = find_report_title(paper), find_audited_bodies(paper)
    draft.demand = find_demand(paper, kind)
    tell()
    draft.audit_questions, more = find_questions(paper, kind)
    problems += more
    tell()
    draft.recommendations, more = find_recommendations(paper, kind, tell)
    problems += more
    tell()
    (draft.attsatser, draft.attsats_lead_in), more = find_attsatser(paper, kind)
    problems += more
    if kind in OF_MEMBERS and _stands_in(draft.reply_due, draft.attsatser):
        # «… återkomma senast i juni» is what the members want of the office, and no day for an answer to them.
        draft.reply_due = None
    tell()
    draft.decision_points, more = find_decision_points(paper, kind)
    problems += more
    draft.plan, more = find_plan(paper, kind)
    problems += more
    tell()
    draft.recipients, draft.address = find_recipients(paper, kind)
    draft.recipient = draft.recipients[0].text if draft.recipients else ""
    draft.basis, draft.attachments = find_enclosures(paper)
    draft.committee = find_committee(
        paper, kind, draft.decision_points, [step.label for step in draft.plan if step.step == "namnd"]
    )
    tell()
    draft.people = find_people(paper, kind)
    tail, left = find_sign_tail(paper, kind, draft.people)
    draft.people = with_units(draft.people, tail)
    draft.auditor = "" if kind in {"namndinitiativ", "motion"} else _auditor(paper)
    taken = [*_taken(draft), *((line.start, line.end) for line in (*tail, *left))]
    tell()
    draft.sections = find_sections(paper, kind, [*taken, *_said_again(paper, draft)])
    if left:
        found = replace(left[0].found(), end=left[-1].end)
        draft.sections.append(FoundSection("reservations", "", block_text(left), 1, found))
    tell()
    problems += [*find_doubtful_kind(paper, kind), *find_lost_tables(paper.lines), *find_unread(paper, draft)]
    return draft, problems


def _stands_in(day: FoundDate | None, clauses: Sequence[Found]) -> bool:
    places = [(one.start, one.end) for one in clauses if one.start is not None and one.end is not None]
    return day is not None and day.start is not None and any(start <= day.start < end for start, end in places)


def _auditor(paper: Paper) -> str:
    """Who examined: the first that is named with more than «revisorerna», else that."""
    notes = paper.text[paper.lines[-1].end :] if paper.lines else ""
    texts = [*(line.text for line in paper.lines_with(*AUDITOR_WORDS)), notes]
    named = [match.group() for text in texts for match in AUDITOR.finditer(text)]
    return next((name for name in named if not name.lower().startswith("revisorer")), named[0] if named else "")


def _said_again(paper: Paper, draft: Draft) -> list[tuple[int, int]]:
    """The lines over the answers that only say which recommendation is answered."""
    wordings = {" ".join(item.found.text.split()) for item in draft.recommendations if item.answer_found}
    wordings |= {" ".join(item.other_wording.text.split()) for item in draft.recommendations if item.other_wording}
    first = min((item.answer_found.start or 0 for item in draft.recommendations if item.answer_found), default=None)
    spans: list[tuple[int, int]] = []
    if first is None:
        return spans
    for number, line in enumerate(paper.lines):
        head = ANSWER_HEAD.match(line.text)
        rest = " ".join(line.text[head.end() :].split()) if head else " ".join(line.text.split())
        follows = any(later.end >= first for later in paper.lines[number : number + 3])
        if follows and (rest in wordings or (head and not rest)):
            spans.append((line.start, line.end))
    return spans


def _taken(draft: Draft) -> list[tuple[int, int]]:
    """The passages that the record holds elsewhere, and that a section must not say again."""
    spans = [(item.answer_found.start, item.answer_found.end) for item in draft.recommendations if item.answer_found]
    spans += [(item.start, item.end) for item in draft.attsatser]
    spans += [(person.found.start, person.found.end) for person in draft.people if person.found]
    return [(start, end) for start, end in spans if start is not None and end is not None]
