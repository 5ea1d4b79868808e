"""The lists of a draft: how each thing found is shown, how it takes other words, and which papers give it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
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
)
from nemndsekr.reading.finders.dates import days_in
from nemndsekr.records.block_text import plain_text
from nemndsekr.records.choices import DemandPart, label

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


class FoundGroup(NamedTuple):
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


GROUPS: Final = (
    FoundGroup("recommendations", "Rekommendationer", _show_recommendation, _correct_inner),
    FoundGroup("answers", "Svar på rekommendationerna", _show_answer, _correct_not),
    FoundGroup("attsatser", "Att-satser", _show_found, _correct_found),
    FoundGroup("audit_questions", "Revisionsfrågor", _show_question, _correct_inner),
    FoundGroup("about", "Om granskningen", _show_about, _correct_about),
    FoundGroup("demand", "Revisionens krav på svaret", _show_demand, _correct_demand),
    FoundGroup("decision_points", "Förslag till beslut", _show_found, _correct_found),
    FoundGroup("basis", "Beslutsunderlag", _show_found, _correct_found),
    FoundGroup("plan", "Beslutsplanering", _show_step, _correct_step),
    FoundGroup("recipients", "Mottagare", _show_found, _correct_found),
    FoundGroup("attachments", "Bilagor", _show_found, _correct_found),
    FoundGroup("people", "Personer", _show_person, _correct_person),
    FoundGroup("sections", "Avsnitt", _show_section, _correct_section),
)
"""The lists in the order in which they are shown."""
_BY_KEY: Final = {group.key: group for group in GROUPS}
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


def with_added(draft: Draft, group: str, found: Found) -> Draft:
    """The draft with words from the source added last in a list."""
    longer: dict[str, Any] = {group: [*getattr(draft, group), _MADE_FROM_WORDS[group](draft, found)]}
    return replace(draft, **longer)


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
