"""Accepted draft: what the secretary kept and corrected of what was read; pure, before anything is stored."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, NamedTuple

from nemndsekr.reading.draft import (
    Draft,
    Found,
    FoundDate,
    FoundPerson,
    FoundQuestion,
    FoundRecommendation,
    FoundSection,
    FoundStep,
    Problem,
    Reading,
)
from nemndsekr.reading.finders.dates import days_in
from nemndsekr.records.block_text import BlockText, plain_text
from nemndsekr.records.choices import DemandPart, Precision, SourceKind, label
from nemndsekr.rules.tidpunkt import Tidpunkt, tidpunkt
from nemndsekr.rules.typed_time import typed_time
from nemndsekr.support.swedish import dnr_key

ItemKey = tuple[str, int]
"""Which list of the draft an item stands in, and its place there from 0."""
ABOUT: Final = ("purpose", "verdict", "period", "report_title", "other_bodies")
"""The facts of an audit that stand in running text, by the names of their fields, in the order of their list."""


class Passage(NamedTuple):
    """Where something stands in the read text: characters start to end (half-open), and the page, if there is one."""

    start: int
    end: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class ReviewFact:
    """One fact about the case: its words as read, where they stand, and whether something is odd about them."""

    key: str
    text: str
    passage: Passage | None = None
    odd: bool = False


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One found thing that may be taken in, left out or corrected.

    ``other`` is its other wording, ``role`` what it is («Undertecknare»), ``odd`` whether a problem concerns it.
    """

    key: ItemKey
    text: str
    number: str = ""
    role: str = ""
    passage: Passage | None = None
    other: Found | None = None
    odd: bool = False

    def stands_in(self, start: int, end: int) -> bool:
        """Whether the thing, or its other wording, stands at least partly in a passage."""
        places = (self.passage, passage_of(self.other))
        return any(place is not None and place.start < end and start < place.end for place in places)


@dataclass(frozen=True, slots=True)
class ReviewGroup:
    """The found things of one kind."""

    key: str
    title: str
    items: tuple[ReviewItem, ...]


class _Group(NamedTuple):
    """How one list of a draft is shown, and how an item takes other words."""

    key: str
    title: str
    show: Callable[[Any, ItemKey], ReviewItem]
    correct: Callable[[Any, str], Any]


def passage_of(found: Found | FoundDate | None) -> Passage | None:
    """The passage of something found, if it is known."""
    if found is None or found.start is None or found.end is None:
        return None
    return Passage(found.start, found.end, found.page)


def _show_found(found: Found, key: ItemKey) -> ReviewItem:
    return ReviewItem(key, found.text, str(key[1] + 1), passage=passage_of(found))


def _show_recommendation(found: FoundRecommendation, key: ItemKey) -> ReviewItem:
    other = found.other_wording if found.other_wording and found.other_wording.text != found.found.text else None
    return ReviewItem(key, found.found.text, str(found.no), found.recipient, passage_of(found.found), other)


def _show_question(found: FoundQuestion, key: ItemKey) -> ReviewItem:
    return _show_found(found.found, key)


def _show_step(found: FoundStep, key: ItemKey) -> ReviewItem:
    return ReviewItem(key, f"{found.label} {found.day.words}".strip(), passage=passage_of(found.day))


_PARTS: Final = {
    "signer": "Undertecknare",
    "initiator": "Initiativtagare",
    "joined": "Instämmer",
    "case_officer": "Handläggare",
}


def _show_person(found: FoundPerson, key: ItemKey) -> ReviewItem:
    text = f"{found.name}{f', {found.role}' if found.role else ''}{f' ({found.party})' if found.party else ''}"
    return ReviewItem(key, text, role=_PARTS.get(found.part, ""), passage=passage_of(found.found))


def _show_demand(found: tuple[str, Found], key: ItemKey) -> ReviewItem:
    part, words = found
    return ReviewItem(key, words.text, role=label(DemandPart(part)), passage=passage_of(words))


def _show_section(found: FoundSection, key: ItemKey) -> ReviewItem:
    return ReviewItem(key, found.heading or "(utan rubrik)", passage=passage_of(found.found))


_ABOUT_NAMES: Final = {
    "purpose": "Syfte",
    "verdict": "Sammanfattande bedömning",
    "period": "Granskningen gjordes",
    "report_title": "Rapportens titel",
    "other_bodies": "Granskade nämnder",
}


def _show_about(found: tuple[str, Found], key: ItemKey) -> ReviewItem:
    name, words = found
    return ReviewItem(key, words.text, role=_ABOUT_NAMES[name], passage=passage_of(words))


def _show_answer(found: FoundRecommendation, key: ItemKey) -> ReviewItem:
    words = " ".join(plain_text(found.answer).split())
    return ReviewItem(key, words, str(found.no), passage=passage_of(found.answer_found))


def _correct_found(found: Found, text: str) -> Found:
    return replace(found, text=text)


def _correct_inner(found: Any, text: str) -> Any:
    return replace(found, found=replace(found.found, text=text))


def reckoned_from(draft: Draft, today: date) -> date:
    """The day from which a year that is not told is reckoned: when the paper came in, else its own day, else today."""
    told = (found.day for found in (draft.received, draft.document_day) if found is not None)
    return next((day for day in told if day is not None), today)


def _correct_date(found: FoundDate | None, words: str, today: date, near: date) -> FoundDate:
    """The day that was written instead; what is no whole day («senast juni») keeps its words alone."""
    typed = typed_time(words, today, near, periods=True)
    words, day = typed.words, typed.day
    return replace(found, words=words, day=day) if found else FoundDate(words, day)


def _correct_step(found: FoundStep, text: str) -> FoundStep:
    """The last date in the words is the day, what stands before it the label."""
    days = list(days_in(text, six=True))
    if not days:
        return replace(found, label=text)
    words = text[days[-1].start : days[-1].end]
    return replace(
        found, label=text[: days[-1].start].strip(" ,:"), day=replace(found.day, words=words, day=days[-1].day)
    )


_PERSON: Final = re.compile(r"^(?P<name>[^,(]+?)\s*(?:,\s*(?P<role>[^(]+?))?\s*(?:\((?P<party>[^)]*)\))?$")


def _correct_person(found: FoundPerson, text: str) -> FoundPerson:
    """«Namn, roll (parti)» as it is shown."""
    parts = _PERSON.match(text)
    if parts is None:
        return replace(found, name=text)
    return replace(found, name=parts["name"], role=parts["role"] or "", party=parts["party"] or "")


def _correct_demand(found: tuple[str, Found], text: str) -> tuple[str, Found]:
    return found[0], replace(found[1], text=text)


def _correct_about(found: tuple[str, Found], text: str) -> tuple[str, Found]:
    return found[0], replace(found[1], text=text)


def _correct_not(found: Any, text: str) -> Any:
    del text  # an answer has paragraphs and lists of its own; it is written in the case, not in a line
    return found


def _correct_section(found: FoundSection, text: str) -> FoundSection:
    return replace(found, heading=text)


_GROUPS: Final = (
    _Group("recommendations", "Rekommendationer", _show_recommendation, _correct_inner),
    _Group("answers", "Svar på rekommendationerna", _show_answer, _correct_not),
    _Group("attsatser", "Att-satser", _show_found, _correct_found),
    _Group("audit_questions", "Revisionsfrågor", _show_question, _correct_inner),
    _Group("about", "Om granskningen", _show_about, _correct_about),
    _Group("demand", "Revisionens krav på svaret", _show_demand, _correct_demand),
    _Group("decision_points", "Förslag till beslut", _show_found, _correct_found),
    _Group("basis", "Beslutsunderlag", _show_found, _correct_found),
    _Group("plan", "Beslutsplanering", _show_step, _correct_step),
    _Group("recipients", "Mottagare", _show_found, _correct_found),
    _Group("attachments", "Bilagor", _show_found, _correct_found),
    _Group("people", "Personer", _show_person, _correct_person),
    _Group("sections", "Avsnitt", _show_section, _correct_section),
)
_BY_KEY: Final = {group.key: group for group in _GROUPS}
_MADE_FROM_WORDS: Final[dict[str, Callable[[Draft, Found], Any]]] = {
    "recommendations": lambda draft, found: FoundRecommendation(
        max((known.no for known in draft.recommendations), default=0) + 1, found
    ),
    "audit_questions": lambda _, found: FoundQuestion(found),
    "attsatser": lambda _, found: found,
    "decision_points": lambda _, found: found,
}
CAN_GROW: Final = frozenset(_MADE_FROM_WORDS)
"""The groups to which words marked in the source can be added."""


CAN_BE_CORRECTED: Final = frozenset(_BY_KEY) - {"answers"}
"""The groups whose words can be corrected in their row."""
CAN_BE_CUT: Final = frozenset({"recommendations", "audit_questions", "attsatser", "decision_points"})
"""The groups whose items can be split in two, merged with the next and moved up and down."""


def numbered_items(draft: Draft, group: str) -> list[tuple[int, Any]]:
    """The found things of a group, each with the number that its key has."""
    if group == "about":
        found = [(number, (name, getattr(draft, name))) for number, name in enumerate(ABOUT)]
        return [(number, one) for number, one in found if one[1] is not None]
    if group == "answers":
        return [(number, one) for number, one in enumerate(draft.recommendations) if one.answer]
    return list(enumerate(draft.demand.items() if group == "demand" else getattr(draft, group)))


def corrected_item(group: str, found: Any, text: str) -> Any:
    """A found thing in other words; it keeps its passage."""
    return _BY_KEY[group].correct(found, text.strip())


FROM_OUTSIDE: Final = frozenset({"revisionsrapport", "missiv", "granskningsrapport_dataskyddsombud", "remissblad"})
"""The kinds of paper that the auditors and other senders write; the number at the head is theirs."""
OF_OUR_HAND: Final = frozenset({"tjansteskrivelse", "yttrande"})
"""The kinds of paper whose running text is the office's own; what others wrote is read in the source only."""


def keeps(kind: str, group: str) -> bool:
    """Whether a case takes a group of found things from a kind of paper.

    Running text of others must not be printed as the office's own, and whom others write to is not whom the decision
    is sent to.
    """
    if group == "sections":
        return kind in OF_OUR_HAND
    return group != "recipients" or kind not in FROM_OUTSIDE


OF_AUDITS: Final = frozenset({"recommendations", "answers", "audit_questions", "about", "demand"})
"""The groups that only a granskning keeps."""


def review_groups(reading: Reading, always: Collection[str] = (), *, audit: bool = True) -> tuple[ReviewGroup, ...]:
    """What was found, kind by kind; kinds of which nothing was found are left out, save those in ``always``.

    What only an audit keeps is left out of any other case, and what the case does not take from such a paper.
    """
    groups = []
    for group in _GROUPS:
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


def with_fact(draft: Draft, name: str, found: Found, near: date) -> Draft:
    """The draft with words from the source as a fact of the case; a number is added to those there are.

    ``near`` decides a year that is not told.
    """
    changed: dict[str, Any]
    match name:
        case "title" | "committee":
            changed = {name: found}
        case "auditor":
            changed = {name: found.text}
        case _ if name in DAYS:
            value = tidpunkt(found.text, near)
            day = value.day if value is not None else None
            changed = {name: FoundDate(found.text, day, found.start, found.end, found.page)}
        case _:
            changed = {name: [*getattr(draft, name), found]}
    return replace(draft, **changed)


def with_added(draft: Draft, group: str, found: Found) -> Draft:
    """The draft with words from the source added last in a list."""
    longer: dict[str, Any] = {group: [*getattr(draft, group), _MADE_FROM_WORDS[group](draft, found)]}
    return replace(draft, **longer)


def accepted_draft(
    draft: Draft,
    facts: Mapping[str, str],
    today: date,
    refused: Collection[ItemKey] = (),
    corrected: Mapping[ItemKey, str] | None = None,
    other_case_dnr: str = "",
) -> Draft:
    """The draft with only what was accepted, in the words it was corrected to.

    A corrected value keeps the passage it was read from; a day without a year is the next one after ``reckoned_from``.
    ``other_case_dnr`` is a number that belongs to another case although the document bears it: it is kept as that
    case's number, so that the new case does not join the other.
    """
    corrected = corrected or {}
    near = reckoned_from(draft, today)
    lists: dict[str, Any] = {}
    refused = set(refused)
    answered = replace(draft, recommendations=list(_without_answers(draft, refused)))
    for group in _GROUPS:
        kept = [
            group.correct(found, corrected[(group.key, index)].strip()) if (group.key, index) in corrected else found
            for index, found in numbered_items(answered, group.key)
            if (group.key, index) not in refused
        ]
        match group.key:
            case "answers":
                continue
            case "about":
                lists |= dict.fromkeys(ABOUT) | dict(kept)
            case "demand":
                lists["demand"] = dict(kept)
            case _:
                lists[group.key] = kept
    own = _numbers(draft.dnr, facts.get("dnr"))
    others = list(draft.related_dnr)
    if other_case_dnr:
        others += [number for number in own if dnr_key(number.text) == dnr_key(other_case_dnr)]
        own = [number for number in own if dnr_key(number.text) != dnr_key(other_case_dnr)]
    return replace(
        draft,
        kind=SourceKind(facts.get("kind", draft.kind)).value,
        title=_words(draft.title, facts.get("title")),
        committee=_words(draft.committee, facts.get("committee")),
        auditor=facts.get("auditor", draft.auditor).strip(),
        dnr=own,
        related_dnr=others,
        counterpart_dnr=_numbers(draft.counterpart_dnr, facts.get("counterpart_dnr")),
        report_no=_numbers(draft.report_no, facts.get("report_no")),
        received=_day(draft.received, facts.get("received"), today, near),
        reply_due=_day(draft.reply_due, facts.get("reply_due"), today, near),
        followup_due=_day(draft.followup_due, facts.get("followup_due"), today, near),
        **lists,
    )


def _without_answers(draft: Draft, refused: Collection[ItemKey]) -> Iterator[FoundRecommendation]:
    for index, found in enumerate(draft.recommendations):
        refuses = ("answers", index) in refused
        yield replace(found, answer=BlockText(), answer_found=None) if refuses else found


DAYS: Final = frozenset({"received", "reply_due", "followup_due"})
"""The facts that are times."""


def time_of(found: FoundDate, near: date) -> Tidpunkt:
    """What a found time means, also where it is no single day; ``near`` decides a year that is not told."""
    value = tidpunkt(found.words, near)
    if found.day is not None and (value is None or value.day != found.day):
        return Tidpunkt(found.words, found.day, found.day, Precision.dag)
    return value or Tidpunkt(found.words)


def _words(found: Found | None, text: str | None) -> Found | None:
    if text is None or (found is not None and text == found.text):
        return found
    text = text.strip()
    if not text:
        return None
    return replace(found, text=text) if found else Found(text)


def _numbers(found: list[Found], text: str | None) -> list[Found]:
    if text is None:
        return found
    known = {number.text: number for number in found}
    written = [number.strip() for number in text.split(",") if number.strip()]
    if len(written) == len(found) == 1:
        return [replace(found[0], text=written[0])]
    return [known.get(number, Found(number)) for number in written]


def _day(found: FoundDate | None, text: str | None, today: date, near: date) -> FoundDate | None:
    if text is None or (found is not None and text == found.words):
        return found
    text = text.strip()
    return _correct_date(found, text, today, near) if text else None
