"""Case proposals: which cases a paper that was read may belong to, best first, each with the reason in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from nemndsekr.operations.draft_lists import FROM_OUTSIDE
from nemndsekr.reading.draft import Draft, Found, Reading
from nemndsekr.reading.report_file import read_pasted
from nemndsekr.records.choices import CaseKind, NumberKind, SourceKind, label
from nemndsekr.records.namnd import Namnd
from nemndsekr.rules.likeness import best_matches, same_words, share_in_common, title_likeness
from nemndsekr.store.case_clues import CaseClues, SourceClue, case_clues, source_texts
from nemndsekr.store.database import Store
from nemndsekr.support.swedish import dnr_key, folded, nearly_same_dnr

SURE: Final = 70
"""From here on a paper is put in the case without asking, where there is nobody to ask."""
LIKELY: Final = 50
"""From here on the review proposes the case."""
_WORTH_NAMING: Final = 20
_SAME_PAPER: Final = 0.95
_SAME_TEXT: Final = 0.999
_LENGTHS_DIFFER: Final = 0.25
_MOST_SHOWN: Final = 6
_SAME_ROUND: Final = 200
"""So many days at most part the report and the letter of one audit."""
_OF_AN_AUDIT: Final = frozenset({"revisionsrapport", "missiv"})
_ALIKE_TITLES, _NEAR_TITLES = 0.8, 0.6

_REVIEW_ORDER: Final = (
    "revisionsrapport", "missiv", "remissblad", "namndinitiativ", "motion", "granskningsrapport_dataskyddsombud",
    "skrivelse", "tjansteskrivelse", "yttrande", "protokoll", "okant",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposal:
    """A case that a paper may belong to: how sure that is, why, and which of the case's papers it is a copy of.

    ``against`` tells what speaks so strongly against it that only a person may choose the case;
    """

    case_id: int
    title: str
    dnr: str
    score: int
    reasons: tuple[str, ...]
    against: str = ""
    copy_of: SourceClue | None = None

    @property
    def name(self) -> str:
        """The case as it is named in a list: its number, if it has one, and its title."""
        return f"{self.dnr} {self.title}".strip()

    @property
    def reason(self) -> str:
        """The reasons as one sentence without a full stop."""
        words = "; ".join(self.reasons) + (f", men {self.against}" if self.against else "")
        return words[:1].upper() + words[1:]


def review_order(kind: str) -> int:
    """The place of a kind of paper when several are read together: the report first, the minutes last."""
    return _REVIEW_ORDER.index(kind) if kind in _REVIEW_ORDER else len(_REVIEW_ORDER)


def put_numbers_right(draft: Draft, namnder: Sequence[Namnd]) -> Draft:
    """The draft with the sender's own number as the counterpart's, and with the nämnd of this office as its nämnd.

    A number at the head of a report or missiv is the auditors', unless it is of a series of one of the nämnder
    (a stamp of the registrator). Of several nämnder that a joint report names, the one that is kept here is meant.
    """
    changed = draft
    ours = _named_namnd(draft, namnder)
    if draft.kind in FROM_OUTSIDE:
        names = [namnd.name for namnd in namnder]
        if ours is None and draft.committee is not None:
            names.append(draft.committee.text)
        series = {_initials(name) for name in names} | {folded(namnd.short_name) for namnd in namnder}
        series |= {_series(namnd.dnr_pattern) for namnd in namnder}
        own = [number for number in draft.dnr if _series(number.text) in series - {""}]
        theirs = [number for number in draft.dnr if number not in own]
        known = {dnr_key(number.text) for number in draft.counterpart_dnr}
        counterpart = [*draft.counterpart_dnr, *(one for one in theirs if dnr_key(one.text) not in known)]
        changed = replace(draft, dnr=own, counterpart_dnr=counterpart)
    if ours is not None:
        changed = replace(changed, committee=Found(ours.name))
    return changed


def _series(number: str) -> str:
    """The letters that a number begins with."""
    letters = re.match(r"[^\W\d_]+", folded(number).strip())
    return letters[0] if letters else ""


def _initials(name: str) -> str:
    """What a nämnd's series is mostly called: «Kultur- och fritidsnämnden» gives kfn."""
    words = [word for word in re.findall(r"\w+", folded(name)) if word != "och"]
    tail = re.search(r"(nämnd|styrelse)(en|n)?$", words[-1]) if words else None
    if tail is None or words[-1] == tail[0]:
        return ""
    return "".join(word[0] for word in words) + tail[1][0]


def _named_namnd(draft: Draft, namnder: Sequence[Namnd]) -> Namnd | None:
    """The kept nämnd that a paper from outside is addressed to, where it is not the one it names first."""
    named = folded(draft.committee.text) if draft.committee else ""
    if draft.kind not in FROM_OUTSIDE or any(folded(namnd.name) == named for namnd in namnder):
        return None
    recipients = {folded(one.recipient) for one in draft.recommendations}
    recipients |= {folded(one.text) for one in draft.recipients}
    recipients |= {folded(draft.other_bodies.text)} if draft.other_bodies else set()
    ours = [namnd for namnd in namnder if any(folded(namnd.name) in recipient for recipient in recipients)]
    return ours[0] if ours else None


def proposals(
    store: Store, reading: Reading, together_with: Sequence[int] = (), clues: Sequence[CaseClues] | None = None
) -> list[Proposal]:
    """The cases that a paper may belong to, the best first; none that there is no evidence for.

    ``together_with`` are cases that papers read in the same go were put in.
    """
    known = case_clues(store) if clues is None else clues
    weighed = [_weigh(store, reading.draft, case, together=case.id in together_with) for case in known]
    worth = sorted((one for one in weighed if one.score >= _WORTH_NAMING), key=lambda one: -one.score)[:_MOST_SHOWN]
    by_id = {case.id: case for case in known}
    same = _copies(store, reading, [by_id[one.case_id] for one in worth] or known[:_MOST_SHOWN])
    return sorted((_with_copy(one, same) for one in [*worth, *_only_copies(worth, same, by_id)]), key=_order)


def _order(proposal: Proposal) -> int:
    return -proposal.score


def _only_copies(
    worth: Sequence[Proposal], same: dict[int, tuple[SourceClue, float]], by_id: dict[int, CaseClues]
) -> list[Proposal]:
    named = {one.case_id for one in worth}
    return [_named(by_id[case_id], 0, ()) for case_id in same if case_id not in named]


def _with_copy(proposal: Proposal, same: dict[int, tuple[SourceClue, float]]) -> Proposal:
    if proposal.case_id not in same:
        return proposal
    source, share = same[proposal.case_id]
    alike = share >= _SAME_TEXT
    reason = f"samma text som i {source.name}" if alike else f"nästan samma text som i {source.name}"
    score = proposal.score + SURE
    if proposal.against:
        score = min(score, LIKELY - 1)
    return replace(proposal, score=score, reasons=(reason, *proposal.reasons), copy_of=source)


def _copies(store: Store, reading: Reading, cases: Sequence[CaseClues]) -> dict[int, tuple[SourceClue, float]]:
    """The paper of each case that has the same text, and how large a part of the words are the same."""
    length = len(reading.text)
    near = [
        (case.id, source)
        for case in cases
        for source in case.sources
        if source.kind == reading.draft.kind and abs(source.length - length) <= _LENGTHS_DIFFER * max(length, 1)
    ]
    texts = source_texts(store, [source.id for _, source in near]) if near else {}
    found: dict[int, tuple[SourceClue, float]] = {}
    for case_id, source in near:
        share = share_in_common(reading.text, texts[source.id])
        if share >= max(_SAME_PAPER, found[case_id][1] if case_id in found else 0.0):
            found[case_id] = (source, share)
    return found


def _named(case: CaseClues, score: int, reasons: Sequence[str]) -> Proposal:
    return Proposal(case.id, case.shown_title, case.dnr, score, tuple(reasons))


Clue = tuple[int, str]


def _weigh(store: Store, draft: Draft, case: CaseClues, *, together: bool) -> Proposal:
    clues = [
        clue
        for find in (_numbers, _report, _recommendations, _clauses, _title, _pair, _auditors)
        if (clue := find(draft, case)) is not None
    ]
    score = sum(points for points, _ in clues)
    if together:
        clues.append((25, "lästes in tillsammans med ärendets andra handlingar"))
        # What is read together mostly belongs together; two papers of one kind about different things do not.
        score += 25 if draft.kind in {source.kind for source in case.sources} else LIKELY
    against = (_against(draft, case) or _another_round(store, draft, case)) if score >= _WORTH_NAMING else ""
    reasons = [words for _, words in sorted(clues, reverse=True)]
    return replace(_named(case, min(score, LIKELY - 1) if against else score, reasons), against=against)


def _numbers(draft: Draft, case: CaseClues) -> Clue | None:
    own = {case.dnr_key} - {""} | case.keys(NumberKind.eget)
    theirs = case.keys(NumberKind.motpart)
    for numbers, known, points, words in (
        (draft.dnr, own, 100, "samma diarienummer, {}"),
        (draft.counterpart_dnr, theirs, 90, "samma nummer hos revisorerna, {}"),
        (draft.dnr, theirs, 80, "revisorernas nummer är {}"),
        (draft.counterpart_dnr, own, 80, "hänvisar till ärendets nummer {}"),
        (draft.related_dnr, own | theirs, 30, "nämner {}"),
    ):
        for number in numbers:
            if dnr_key(number.text) in known:
                return points, words.format(number.text)
    return _near_number(draft, case)


def _near_number(draft: Draft, case: CaseClues) -> Clue | None:
    """A number that is the case's but for zeros: enough to be proposed, not to be joined unasked."""
    own = [text for kind, text, _ in case.numbers if kind == NumberKind.eget] + [case.dnr]
    theirs = [text for kind, text, _ in case.numbers if kind == NumberKind.motpart]
    for numbers, known in ((draft.dnr, own), (draft.counterpart_dnr, theirs)):
        for number in numbers:
            near = next((text for text in known if nearly_same_dnr(number.text, text)), None)
            if near is not None:
                return LIKELY, f"nästan samma nummer, {number.text} och {near}"
    return None


def _report(draft: Draft, case: CaseClues) -> Clue | None:
    known = case.keys(NumberKind.rapport)
    same = next((number.text for number in draft.report_no if dnr_key(number.text) in known), None)
    return None if same is None else (45, f"samma rapport, nr {same}")


def _recommendations(draft: Draft, case: CaseClues) -> Clue | None:
    texts = [one.found.text for one in draft.recommendations]
    points = _share(texts, case.recommendations)
    return None if points is None else (points, f"samma rekommendationer som i {_paper(case)}")


def _clauses(draft: Draft, case: CaseClues) -> Clue | None:
    points = _share([found.text for found in draft.attsatser], case.attsatser)
    return None if points is None else (points, "samma att-satser")


def _share(new: Sequence[str], known: Sequence[str]) -> int | None:
    if not new or not known:
        return None
    matched = len(best_matches(new, known))
    share = matched / min(len(new), len(known))
    # One alike among many may be chance; one of one is worth less than three of three.
    if share < 0.5 or (matched == 1 and max(len(new), len(known)) > 2):
        return None
    return round((70 if matched > 1 else 45) * share)


def _paper(case: CaseClues) -> str:
    """The paper in which the case's recommendations stand, as it is named: «Revisionsrapport nr 4/2024»."""
    number = next((text for kind, text, _ in case.numbers if kind == NumberKind.rapport), "")
    for kind in (SourceKind.revisionsrapport, SourceKind.missiv, SourceKind.yttrande, SourceKind.tjansteskrivelse):
        if any(source.kind == kind for source in case.sources):
            nr = f" nr {number}" if number and kind == SourceKind.revisionsrapport else ""
            return f"{label(kind)}{nr}"
    return "ärendet"


def _title(draft: Draft, case: CaseClues) -> Clue | None:
    if draft.title is None:
        return None
    known = [title for title in (case.title, case.report_title) if title]
    alike = max(title_likeness(draft.title.text, title) for title in known)
    if alike >= _NEAR_TITLES:
        same = any(same_words(draft.title.text, title) for title in known)
        return 45 if alike >= _ALIKE_TITLES else 30, "samma rubrik" if same else "liknande rubrik"
    return None


def _pair(draft: Draft, case: CaseClues) -> Clue | None:
    """The report of a letter, or the letter of a report: word for word the same title, and none of its kind yet."""
    kinds = {source.kind for source in case.sources}
    other = {"revisionsrapport": "missiv", "missiv": "revisionsrapport"}.get(draft.kind)
    if draft.title is None or other not in kinds or draft.kind in kinds:
        return None
    if not any(title and same_words(draft.title.text, title) for title in (case.title, case.report_title)):
        return None
    return 20, "rapport och missiv om samma sak"


def _auditors(draft: Draft, case: CaseClues) -> Clue | None:
    if not draft.auditor or case.kind != CaseKind.granskning or not case.requester:
        return None
    same = folded(draft.auditor) in folded(case.requester) or folded(case.requester) in folded(draft.auditor)
    days = {day.day for day in (draft.document_day, draft.received) if day is not None and day.day is not None}
    if same and days & {case.report_on, case.received_on}:
        return 25, "samma revisorer och samma dag"
    # That the auditors are the same says little in a municipality that has but one such body.
    return (10, "samma revisorer") if same else None


def _against(draft: Draft, case: CaseClues) -> str:
    """What speaks against it whatever else is alike: another number, another kind of matter."""
    own = {dnr_key(number.text) for number in draft.dnr}
    near = any(nearly_same_dnr(number.text, case.dnr) for number in draft.dnr)
    if (
        own
        and not near
        and case.dnr_key
        and not own & ({case.dnr_key} | case.keys(NumberKind.eget) | case.keys(NumberKind.motpart))
    ):
        return f"ärendet har diarienumret {case.dnr}"
    reports = {dnr_key(number.text) for number in draft.report_no}
    if reports and case.keys(NumberKind.rapport) and not reports & case.keys(NumberKind.rapport):
        return "rapporten har ett annat nummer"
    proposals_of_members = {CaseKind.namndinitiativ, CaseKind.motion}
    if draft.kind in {"namndinitiativ", "motion"} and case.kind not in proposals_of_members:
        return "ärendet är av ett annat slag"
    return ""


def _another_round(store: Store, draft: Draft, case: CaseClues) -> str:
    """Why a report or letter is not of the case's audit though much is alike: the same may be audited every other year.

    Where a number of the paper is the case's, it is the same whatever the days.
    """
    theirs = [source for source in case.sources if source.kind in _OF_AN_AUDIT]
    if draft.kind not in _OF_AN_AUDIT or not theirs or _numbers(draft, case) is not None:
        return ""
    mine, known = _days_of(draft), [day for day in (case.report_on, case.received_on, *case.reply_days) if day]
    if mine and not known:
        # A letter's own day is kept nowhere but in its text.
        texts = source_texts(store, [source.id for source in theirs])
        known = [day for text in texts.values() if text.strip() for day in _days_of(read_pasted(text).draft)]
    if not mine or not known or max(min(mine) - max(known), min(known) - max(mine)).days <= _SAME_ROUND:
        return ""
    return "det är mer än ett halvår mellan handlingarna"


def _days_of(draft: Draft) -> list[date]:
    """The days that a paper tells of itself; where it tells none, the ends of the year that its number is of."""
    days = [one.day for one in (draft.document_day, draft.received, draft.reply_due) if one is not None and one.day]
    years = [int(year) for number in draft.report_no for year in re.findall(r"\b(?:19|20)\d\d\b", number.text)]
    return days or [day for year in years[:1] for day in (date(year, 1, 1), date(year, 12, 31))]
