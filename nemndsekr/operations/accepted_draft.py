"""Accepted draft: what the secretary kept and corrected of what was read; pure, before anything is stored."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from nemndsekr.operations.draft_lists import ABOUT, GROUPS, ItemKey, numbered_items
from nemndsekr.operations.draft_review import DAYS
from nemndsekr.reading.draft import (
    Draft,
    Found,
    FoundDate,
    FoundRecommendation,
)
from nemndsekr.records.block_text import BlockText
from nemndsekr.records.choices import Precision, SourceKind
from nemndsekr.rules.tidpunkt import Tidpunkt, tidpunkt
from nemndsekr.rules.typed_time import typed_time
from nemndsekr.support.swedish import dnr_key


def reckoned_from(draft: Draft, today: date) -> date:
    """The day from which a year that is not told is reckoned: when the paper came in, else its own day, else today."""
    told = (found.day for found in (draft.received, draft.document_day) if found is not None)
    return next((day for day in told if day is not None), today)


def _correct_date(found: FoundDate | None, words: str, today: date, near: date) -> FoundDate:
    """The day that was written instead; what is no whole day («senast juni») keeps its words alone."""
    typed = typed_time(words, today, near, periods=True)
    words, day = typed.words, typed.day
    return replace(found, words=words, day=day) if found else FoundDate(words, day)


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
    for group in GROUPS:
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
