"""ReviewState: what has been decided so far about a paper that was read; every act gives a new one, so undo is easy."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from nemndsekr.operations.accepted_draft import accepted_draft
from nemndsekr.operations.draft_lists import CAN_BE_CUT, ItemKey, corrected_item, numbered_items, with_added
from nemndsekr.reading.draft import Draft, Found, FoundQuestion, FoundRecommendation
from nemndsekr.records.block_text import BlockText
from nemndsekr.records.choices import DifferenceState
from nemndsekr.rules.likeness import same_words

_FAR_APART: Final = 400
"""Two passages with more characters than this between them are not shown as one."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What is to be done with an accepted draft beside storing it; keys are those of that draft."""

    choices: Mapping[ItemKey, DifferenceState] = field(default_factory=dict)
    not_ours: frozenset[ItemKey] = frozenset()
    seen: frozenset[int] = frozenset()
    """The problems of the reading that were marked as seen, by their place in it."""
    copy_of: int | None = None
    """The paper of the case that this one is a copy of."""
    reviewed: bool = True
    """Whether a person has seen the reading; else the program's own proposals hold."""

    def choice(self, key: ItemKey) -> DifferenceState:
        """What was chosen for one value."""
        return self.choices.get(key, DifferenceState.oppen)


@dataclass(frozen=True, slots=True)
class ReviewState:
    """One moment of a review: the draft as it is mended, and what is left out, chosen and seen."""

    draft: Draft
    facts: Mapping[str, str] = field(default_factory=dict)
    refused: frozenset[ItemKey] = frozenset()
    corrected: frozenset[ItemKey] = frozenset()
    choices: Mapping[ItemKey, DifferenceState] = field(default_factory=dict)
    not_ours: frozenset[ItemKey] = frozenset()
    unsure: frozenset[ItemKey] = frozenset()
    """The recommendations of which nothing tells whether they concern this nämnd; until somebody says they do."""
    seen: frozenset[int] = frozenset()

    @classmethod
    def empty(cls) -> ReviewState:
        """Nothing read and nothing decided."""
        return cls(Draft())

    def with_taken(self, key: ItemKey, *, taken: bool) -> ReviewState:
        """Take an item in, or leave it out."""
        return replace(self, refused=self.refused - {key} if taken else self.refused | {key})

    def with_ours(self, key: ItemKey, *, ours: bool) -> ReviewState:
        """Say that a recommendation concerns this nämnd, or another one."""
        not_ours = self.not_ours - {key} if ours else self.not_ours | {key}
        return replace(self, not_ours=not_ours, unsure=self.unsure - {key})

    def with_choice(self, key: ItemKey, choice: DifferenceState) -> ReviewState:
        """Choose what holds of two that differ."""
        return replace(self, choices={**self.choices, key: choice})

    def with_seen(self, problem: int, *, seen: bool) -> ReviewState:
        """Mark a problem as seen, or not."""
        return replace(self, seen=self.seen | {problem} if seen else self.seen - {problem})

    def with_fact(self, name: str, words: str) -> ReviewState:
        """Take what was typed about the case."""
        return replace(self, facts={**self.facts, name: words})

    def with_words(self, key: ItemKey, words: str) -> ReviewState:
        """Correct the words of an item; it keeps its passage."""
        group, number = key
        changed = {
            at: corrected_item(group, found, words) if at == number else found
            for at, found in numbered_items(self.draft, group)
        }
        return replace(
            self, draft=_with_items(self.draft, group, list(changed.values())), corrected=self.corrected | {key}
        )

    def with_added(self, group: str, found: Found) -> ReviewState:
        """Add words from the source last in a list."""
        return replace(self, draft=with_added(self.draft, group, found))

    def split(self, key: ItemKey, at: int, source: str) -> ReviewState:
        """Make two of one item: its first ``at`` characters, and the rest, which comes after it.

        Nothing is done where one part would be empty. ``source`` is the read text, so that each part gets its passage.
        """
        group, number = key
        items = _list(self.draft, group)
        found = _found(items[number])
        first, second = found.text[:at].strip(), found.text[at:].strip()
        if not first or not second:
            return self
        halves = _halves(found, first, second, source)
        parts = [_holding(items[number], halves[0]), _without_answer(_holding(items[number], halves[1]))]
        items[number : number + 1] = parts
        return self._moved(group, items, lambda place: place if place <= number else place + 1)

    def merge(self, key: ItemKey) -> ReviewState:
        """Make one of an item and the next of its list."""
        group, number = key
        items = _list(self.draft, group)
        if number + 1 >= len(items):
            return self
        items[number : number + 2] = [_joined(items[number], items[number + 1])]
        return self._moved(group, items, lambda place: place if place <= number else place - 1, gone=number + 1)

    def move(self, key: ItemKey, by: int) -> ReviewState:
        """Change places with the one before (-1) or after (1)."""
        group, number = key
        items = _list(self.draft, group)
        other = number + by
        if not 0 <= other < len(items):
            return self
        items[number], items[other] = items[other], items[number]
        places = {number: other, other: number}
        return self._moved(group, items, lambda place: places.get(place, place))

    def _moved(
        self, group: str, items: Sequence[Any], place_of: Callable[[int], int], gone: int | None = None
    ) -> ReviewState:
        """Put a changed list in the draft; what was decided about an item follows it to its new place."""
        groups = {group, "answers"} if group == "recommendations" else {group}

        def follow(key: ItemKey) -> ItemKey | None:
            if key[0] not in groups:
                return key
            return None if key[1] == gone else (key[0], place_of(key[1]))

        def all_of(keys: frozenset[ItemKey]) -> frozenset[ItemKey]:
            return frozenset(new for key in keys if (new := follow(key)) is not None)

        return replace(
            self,
            draft=_with_items(self.draft, group, _numbered_again(self.draft, group, items)),
            refused=all_of(self.refused),
            corrected=all_of(self.corrected),
            not_ours=all_of(self.not_ours),
            unsure=all_of(self.unsure),
            choices={new: choice for key, choice in self.choices.items() if (new := follow(key)) is not None},
        )

    def accepted(self, today: date, other_case_dnr: str = "") -> tuple[Draft, Decisions]:
        """The draft with only what is accepted, and what was decided about it, by the keys of that draft."""
        draft = accepted_draft(self.draft, self.facts, today, self.refused, None, other_case_dnr)
        places: dict[str, dict[int, int]] = {}
        for group in ("recommendations", "attsatser", "audit_questions", "decision_points", "plan"):
            kept = [at for at, _ in numbered_items(self.draft, group) if (group, at) not in self.refused]
            places[group] = {at: place for place, at in enumerate(kept)}
        places["answers"] = places["recommendations"]

        def renumbered(key: ItemKey) -> ItemKey | None:
            if key[0] not in places:
                return key
            place = places[key[0]].get(key[1])
            return None if place is None else (key[0], place)

        choices = {new: choice for key, choice in self.choices.items() if (new := renumbered(key)) is not None}
        not_ours = frozenset(new for key in self.not_ours if (new := renumbered(key)) is not None)
        return draft, Decisions(choices, not_ours, self.seen)


def _list(draft: Draft, group: str) -> list[Any]:
    if group not in CAN_BE_CUT:
        raise ValueError(f"{group} is no list whose items can be cut")
    return list(getattr(draft, group))


def _with_items(draft: Draft, group: str, items: Sequence[Any]) -> Draft:
    changed: dict[str, Any]
    match group:
        case "about":
            changed = dict(items)
        case "demand":
            changed = {"demand": dict(items)}
        case "answers":
            changed = {}
        case _:
            changed = {group: list(items)}
    return replace(draft, **changed)


def _numbered_again(draft: Draft, group: str, items: Sequence[Any]) -> list[Any]:
    """Number recommendations from 1 where they were numbered so; a report's own numbers are kept otherwise."""
    if group != "recommendations":
        return list(items)
    before = [one.no for one in draft.recommendations]
    if before == list(range(1, len(before) + 1)):
        return [replace(one, no=number) for number, one in enumerate(items, start=1)]
    out: list[FoundRecommendation] = []
    for one in items:
        taken = {other.no for other in out}
        out.append(one if one.no not in taken else replace(one, no=max([*before, *taken]) + 1))
    return out


def _found(item: Any) -> Found:
    found: Found = item.found if isinstance(item, (FoundRecommendation, FoundQuestion)) else item
    return found


def _holding(item: Any, found: Found) -> Any:
    return replace(item, found=found) if isinstance(item, (FoundRecommendation, FoundQuestion)) else found


def _without_answer(item: Any) -> Any:
    if isinstance(item, FoundRecommendation):
        return replace(item, answer=BlockText(), answer_found=None, other_wording=None)
    return replace(item, assessment="") if isinstance(item, FoundQuestion) else item


def _joined(one: Any, other: Any) -> Any:
    first, second = _found(one), _found(other)
    text = f"{first.text} {second.text}"
    joined = replace(first, text=text)
    spans = (first.start, first.end, second.start, second.end)
    if None not in spans:
        start, end = min(first.start or 0, second.start or 0), max(first.end or 0, second.end or 0)
        near = (second.start or 0) - (first.end or 0)
        if 0 <= near <= _FAR_APART:
            joined = replace(first, text=text, start=start, end=end)
    made = _holding(one, joined)
    if isinstance(made, FoundRecommendation):
        answer = BlockText(blocks=(*one.answer.blocks, *other.answer.blocks))
        return replace(made, answer=answer, answer_found=one.answer_found or other.answer_found)
    if isinstance(made, FoundQuestion):
        return replace(made, assessment=" ".join(filter(None, (one.assessment, other.assessment))))
    return made


def _halves(found: Found, first: str, second: str, source: str) -> tuple[Found, Found]:
    """The two parts with the part of the passage that each stands on, where the words still are those of the source."""
    if found.start is None or found.end is None or not same_words(source[found.start : found.end], found.text):
        return replace(found, text=first), replace(found, text=second)
    passage = source[found.start : found.end]
    wanted = len(re.sub(r"\s", "", first))
    seen = cut = 0
    for cut, sign in enumerate(passage):  # noqa: B007 - the place is what is sought
        if seen == wanted:
            break
        seen += not sign.isspace()
    start = found.start + cut
    while start < found.end and source[start].isspace():
        start += 1
    return (
        replace(found, text=first, end=found.start + len(passage[:cut].rstrip())),
        replace(found, text=second, start=start),
    )
