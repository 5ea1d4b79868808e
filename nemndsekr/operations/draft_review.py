"""What a review shows of a reading: its facts, its lists and what was not understood; pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from nemndsekr.operations.draft_lists import GROUPS, OF_AUDITS, Passage, ReviewItem, keeps, numbered_items, passage_of
from nemndsekr.reading.draft import (
    Found,
    FoundDate,
    Problem,
    Reading,
)


@dataclass(frozen=True, slots=True)
class ReviewFact:
    """One fact about the case: its words as read, where they stand, and whether something is odd about them."""

    key: str
    text: str
    passage: Passage | None = None
    odd: bool = False


@dataclass(frozen=True, slots=True)
class ReviewGroup:
    """The found things of one kind."""

    key: str
    title: str
    items: tuple[ReviewItem, ...]


def review_groups(reading: Reading, always: Collection[str] = (), *, audit: bool = True) -> tuple[ReviewGroup, ...]:
    """What was found, kind by kind; kinds of which nothing was found are left out, save those in ``always``.

    What only an audit keeps is left out of any other case, and what the case does not take from such a paper.
    """
    groups = []
    for group in GROUPS:
        if (not audit and group.key in OF_AUDITS) or not keeps(reading.draft.kind, group.key):
            continue
        items = tuple(
            _marked(group.show(found, (group.key, index)), reading)
            for index, found in numbered_items(reading.draft, group.key)
        )
        if group.key == "recommendations" and len({item.role for item in items}) == 1:
            # One recipient for all says nothing about any of them.
            items = tuple(replace(item, role="") for item in items)
        if items or group.key in always:
            groups.append(ReviewGroup(group.key, group.title, items))
    return tuple(groups)


def _marked(item: ReviewItem, reading: Reading) -> ReviewItem:
    passage = _paged(item.passage, reading.page_starts)
    # A problem in a section's text is no problem with its heading.
    odd = item.key[0] != "sections" and _concerned(passage, reading.problems)
    return replace(item, passage=passage, odd=odd)


def _paged(passage: Passage | None, page_starts: Sequence[int]) -> Passage | None:
    """The passage with its page, which the reading does not always tell."""
    if passage is None or passage.page is not None or not page_starts:
        return passage
    return passage._replace(page=page_at(page_starts, passage.start))


def _concerned(passage: Passage | None, problems: Sequence[Problem]) -> bool:
    return passage is not None and any(
        problem.start is not None
        and problem.end is not None
        and problem.start < passage.end
        and passage.start < problem.end
        for problem in problems
    )


def review_problems(reading: Reading) -> list[Problem]:
    """What the reading told, and the recommendations with two wordings that it did not tell of."""
    problems = list(reading.problems)
    for item in (item for group in review_groups(reading) for item in group.items):
        told = any(p.start is not None and p.end is not None and item.stands_in(p.start, p.end) for p in problems)
        if item.other is None or item.passage is None or told:
            continue
        pages = " och ".join(f"s. {page}" for page in (item.passage.page, item.other.page) if page)
        words = f"Rekommendation {item.number} har två lydelser{f' ({pages})' if pages else ''}."
        problems.append(Problem(words, item.passage.page, item.passage.start, item.passage.end))
    return problems


FACTS: Final = (
    "title",
    "kind",
    "dnr",
    "committee",
    "auditor",
    "counterpart_dnr",
    "report_no",
    "received",
    "reply_due",
    "followup_due",
)
"""The facts about the case, in the order of the form."""
DAYS: Final = frozenset({"received", "reply_due", "followup_due"})
"""The facts that are times."""


def review_facts(reading: Reading) -> dict[str, ReviewFact]:
    """The facts about the case as they were read; one that was not found has no words."""
    draft = reading.draft
    facts = {
        "title": _fact("title", draft.title),
        "kind": ReviewFact("kind", draft.kind),
        "dnr": _numbers_fact("dnr", draft.dnr),
        "committee": _fact("committee", draft.committee),
        "auditor": ReviewFact("auditor", draft.auditor, _sought(reading.text, draft.auditor, reading.page_starts)),
        "counterpart_dnr": _numbers_fact("counterpart_dnr", draft.counterpart_dnr),
        "report_no": _numbers_fact("report_no", draft.report_no),
        "received": _day_fact("received", draft.received),
        "reply_due": _day_fact("reply_due", draft.reply_due),
        "followup_due": _day_fact("followup_due", draft.followup_due),
    }
    return {
        key: replace(
            fact, passage=_paged(fact.passage, reading.page_starts), odd=_concerned(fact.passage, reading.problems)
        )
        for key, fact in facts.items()
    }


def _fact(key: str, found: Found | None) -> ReviewFact:
    return ReviewFact(key, found.text if found else "", passage_of(found))


def _numbers_fact(key: str, found: Sequence[Found]) -> ReviewFact:
    return ReviewFact(key, ", ".join(number.text for number in found), passage_of(found[0]) if found else None)


def _day_fact(key: str, found: FoundDate | None) -> ReviewFact:
    return ReviewFact(key, found.words if found else "", passage_of(found))


def _sought(text: str, words: str, page_starts: Sequence[int]) -> Passage | None:
    """The first place where words stand, for a value that was kept without its passage."""
    start = text.find(words) if words else -1
    if start < 0:
        return None
    return Passage(start, start + len(words), page_at(page_starts, start))


def page_at(page_starts: Sequence[int], position: int) -> int | None:
    """The page, from 1, on which a character of the read text stands; None where the format has no pages."""
    return max(bisect_right(page_starts, position), 1) if page_starts else None
