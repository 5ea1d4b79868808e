"""Draft: what was found in a document, each value with the passage it was found in, before anything is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from nemndsekr.records.block_text import BlockText


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that looks as if it meant something and was not understood, with its place."""

    text: str
    page: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A text found in the document; ``start``–``end`` (half-open) is its passage in the read text, page from 1."""

    text: str
    start: int | None = None
    end: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day or a vaguer time, with the words as written; ``day`` only where the text gives a whole date."""

    words: str
    day: date | None = None
    start: int | None = None
    end: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class FoundRecommendation:
    """A recommendation, whom it is addressed to, what the document answers to it, and its other wording."""

    no: int
    found: Found
    recipient: str = ""
    answer: BlockText = field(default_factory=BlockText)
    answer_found: Found | None = None
    other_wording: Found | None = None


@dataclass(frozen=True, slots=True)
class FoundQuestion:
    """A revisionsfråga and the auditors' assessment of it."""

    found: Found
    assessment: str = ""


@dataclass(frozen=True, slots=True)
class FoundStep:
    """One line of a Beslutsplanering: ``step`` is ``beredning``, ``au`` or ``namnd``; ``label`` the printed words."""

    step: str
    label: str
    day: FoundDate


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person named with a part in the document: ``signer``, ``initiator``, ``joined`` or ``case_officer``."""

    name: str
    part: str
    role: str = ""
    party: str = ""
    telephone: str = ""
    email: str = ""
    unit: str = ""
    found: Found | None = None


@dataclass(frozen=True, slots=True)
class FoundSection:
    """A part of the running text under one heading; ``key`` is the block key that the templates know, or empty.

    Keys: ``sammanfattning arendet bakgrund om_granskningen overvaganden atgarder framat beredning synpunkter
    yttrande initiativ reservations``; an unknown heading has an empty key and keeps its words.
    """

    key: str
    heading: str
    body: BlockText
    level: int = 1
    found: Found | None = None


@dataclass(slots=True)
class Draft:
    """All that was found in one document.

    ``kind`` is one of the document kinds of the reading format (``tjansteskrivelse``, ``yttrande``,
    ``namndinitiativ``, ``revisionsrapport`` …, ``okant``). ``demand`` maps an asked-for part (``measures``,
    ``expected_effect``, ``latest_date``, ``per_assessment``, ``per_recommendation``, ``followup``) to the words
    that ask for it.
    """

    kind: str = "okant"
    document_name: str = ""
    title: Found | None = None
    subtitle: str = ""
    dnr: list[Found] = field(default_factory=list)
    counterpart_dnr: list[Found] = field(default_factory=list)
    report_no: list[Found] = field(default_factory=list)
    related_dnr: list[Found] = field(default_factory=list)
    committee: Found | None = None
    recipient: str = ""
    address: str = ""
    auditor: str = ""
    document_day: FoundDate | None = None
    received: FoundDate | None = None
    reply_due: FoundDate | None = None
    followup_due: FoundDate | None = None
    purpose: Found | None = None
    verdict: Found | None = None
    period: Found | None = None
    report_title: Found | None = None
    other_bodies: Found | None = None
    recommendations: list[FoundRecommendation] = field(default_factory=list)
    audit_questions: list[FoundQuestion] = field(default_factory=list)
    attsatser: list[Found] = field(default_factory=list)
    attsats_lead_in: str = ""
    place: str = ""
    decision_points: list[Found] = field(default_factory=list)
    plan: list[FoundStep] = field(default_factory=list)
    recipients: list[Found] = field(default_factory=list)
    basis: list[Found] = field(default_factory=list)
    attachments: list[Found] = field(default_factory=list)
    people: list[FoundPerson] = field(default_factory=list)
    demand: dict[str, Found] = field(default_factory=dict)
    sections: list[FoundSection] = field(default_factory=list)


LeftoverKind = Literal["changes", "formats", "comments", "hidden", "prompts"]


@dataclass(frozen=True, slots=True)
class Leftover:
    """What is left in a file of how it was written, and is no text of it.

    ``what``: tracked changes of the text, or of its look only (``formats``), comments, hidden text, and prompts of
    the template's fields that nobody has filled in. ``number`` is how many stand in the paragraph, ``words`` that
    paragraph's, ``start`` its place in the read text where it is known, ``quote`` the thing's own words. ``before``:
    it stands before that paragraph, in one that has no words of its own.
    """

    what: LeftoverKind
    number: int
    words: str = ""
    start: int | None = None
    quote: str = ""
    before: bool = False


@dataclass(frozen=True, slots=True)
class HeadingSpot:
    """A heading's place in the read text (half-open), and its level, 1 the highest.

    ``by_file``: the file itself calls it a heading; else it is taken for one by its look and its words. ``known``:
    papers of this trade share it.
    """

    start: int
    end: int
    level: int
    by_file: bool = False
    known: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as read: its whole text, where its pages start in that text, the draft and the problems.

    ``mended_lines`` says that the file has lines and no paragraphs of its own, so that the text's were put together.
    """

    name: str
    text: str
    page_starts: Sequence[int]
    draft: Draft
    problems: Sequence[Problem]
    headings: Sequence[HeadingSpot] = ()
    leftovers: Sequence[Leftover] = ()
    mended_lines: bool = False
