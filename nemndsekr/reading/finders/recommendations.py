"""Recommendations: what the auditors recommend, to whom, and what the paper answers to each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from nemndsekr.reading.draft import Found, FoundRecommendation, Problem
from nemndsekr.reading.finders.answers import AnswerHead, find_answer_heads, is_told
from nemndsekr.reading.finders.committee import namnd_names
from nemndsekr.reading.finders.recommendation_tables import recommendation_rows
from nemndsekr.reading.finders.recommended_bodies import (
    IN_BRACKETS,
    SHOULD,
    SUBJECT_BODY,
    body_name,
    body_over,
    recipient_of,
)
from nemndsekr.reading.finders.recommended_in_text import (
    NOT_NOW,
    PAST,
    Listed,
    among_findings,
    in_running_text,
    with_said_after,
)
from nemndsekr.reading.finders.wordings import likeness, likeness_above
from nemndsekr.reading.lines import Line, Paper, sentences
from nemndsekr.reading.verbs import VERBS

WORD = re.compile(
    r"\brekommend(?:ation(?:en|er|erna|ens)?|erar|eras|erat|era)\b|\buppmana[rs]\b|\bvikten av att\b|"
    r"\bnämnden bör (?:\S+ ){0,4}?följande\b",
    re.IGNORECASE,
)
LEAD_IN = re.compile(
    r"\brekommend(?:erar|eras)\b[^.?!]*(?:\batt|:|\bföljande)\s*[:;]?\s*$|\brekommendation(?:er|erna|"
    r"en)?\b[^?!]*:\s*$|\bföljande rekommendation(?:er)?\b[^?!]*$|\bförslag till åtgärd(?:er)?\b[^.?!]*:\s*$"
    r"|\brekommenderar\b[^.?!]{0,80}\bi nämnden att\s*$|\b(?:uppmanar|uppmanas|råder)\b[^.?!:]{0,90}\batt\s*:?\s*$|"
    r"\brekommendationen att\s*:?\s*$|\b(?:vikten av|angeläget) att (?:\S+ ){0,5}?\S*(?:nämnden|styrelsen)\s*:?\s*$|"
    r"\b(?:nämnden|styrelsen) bör (?:\S+ ){0,4}?(?:ge |vidta )?följande\b[^.?!]*:\s*$|\bföljande förslag till "
    r"fortsatt\b[^?!]*:\s*$",
    re.IGNORECASE,
)
# Of the words that lead in, one that no line with any of them is without.
LEAD_IN_WORDS: Final = (
    *("rekommend", "uppmana", "vikten av att", "nämnden bör", "förslag till åtgärd", "förslag till fortsatt"),
)
BODY_LINE = re.compile(
    r"^(?:(?:gemensam\w*|enskild\w*|särskil\w*|rekommendation\w*)\s+)?(?:rekommendationer )?(?:till |"
    r"för )?(?P<who>(?:båda|samtliga|alla)(?: \w+)? (?:nämnder(?:na)?|organ(?:en)?|styrelser(?:na)?|bolag(?:en)?)|"
    r"(?:[\w-]+,?\s+(?:och\s+|samt\s+|&\s+)?)?[\w\s,&-]*(?:nämnden|nämnd|nämnderna|styrelsen|"
    r"styrelserna|fullmäktige|bolaget|AB))(?P<act>\s+(?:bör|rekommenderas|ska))?"
    r"(?:,? (?:gemensamt|enskilt|var för sig))?(?:\s+att)?\s*:?$",
    re.IGNORECASE,
)
TRAILING = re.compile(r"(?:[,;]\s*(?:samt|och)?|\s+(?:samt|och))$")
SUBJECT = re.compile(r"^(?:nämnden|kommunstyrelsen|styrelsen|förvaltningen|\w+nämnden|att)\b", re.IGNORECASE)
# Under «Socialnämnden» a line that neither tells nor explains is what the nämnd is to do.
TELLS = re.compile(
    r"^(?:vi|det|den|de|revisorerna|revisionen|granskningen|rapporten|rekommendation\w*|av|i|för)\b", re.IGNORECASE
)
IMPERATIVE = re.compile(
    r"^(?:se|ge|ta|gå|ingå|utse|inför|låt|följ|gör|skriv|upphör|begär|pröva|ersätt)\b|^[A-ZÅÄÖ][a-zåäö]+[ae] "
    r"(?:en|ett|att|den|det|de|hur|vilka)\b",
    re.IGNORECASE,
)
FROM_AUDITORS = frozenset({"revisionsrapport", "missiv", "granskningsrapport_dataskyddsombud"})
NUMBERED = re.compile(r"^(?:[Rr]ekommendation )?\d{1,2}[.):]\s+")
GIVEN_THEN = re.compile(
    r"\b(?:19|20)\d\d\b[^.:]{0,80}\b(?:rekommend|utmynnade|lämnade|gav)\w*|\b(?:lämnades|gavs|framfördes)\b[^.:]*\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)


def find_recommendations(
    paper: Paper, kind: str, tell: Callable[[], None] = lambda: None
) -> tuple[list[FoundRecommendation], list[Problem]]:
    """The recommendations in their order, each once, with the answers that the paper gives.

    ``tell`` is called while they are compared with each other; what it raises stops that.
    """
    if kind in {"namndinitiativ", "motion"}:
        return [], []
    rows = recommendation_rows(paper)
    listed = [
        _tidied(item) for item in [*_listed(paper, kind), *(Listed(row.found, row.recipient, -1) for row in rows)]
    ]
    if kind in FROM_AUDITORS and listed:
        listed = with_said_after(paper, listed)
    listed = [item for item in listed if not item.found.text.rstrip().endswith("?") and len(item.found.text) > 5]
    heads = [AnswerHead(0, row.found, row.answer, row.answer_found) for row in rows if row.answer_found]
    once = _once(listed, tell)
    heads = heads or find_answer_heads(paper, _repeated(paper, listed, tell), [item.found.text for item in once])
    if not listed and not heads:
        listed = in_running_text(paper) or (among_findings(paper) if kind in FROM_AUDITORS else [])
        once = _once(listed, tell)
    once, reworded = _in_one_wording(once, tell)
    merged, problems = _with_answers(once, heads, tell)
    merged = [
        replace(item, other_wording=reworded[item.found.start or 0])
        if item.other_wording is None and (item.found.start or 0) in reworded
        else item
        for item in merged
    ]
    if not merged and kind in {"revisionsrapport", "missiv"}:
        problems.append(Problem("Inga rekommendationer hittades. Skriv in dem för hand."))
    return [replace(item, no=number) for number, item in enumerate(merged, start=1)], problems


def _in_one_wording(listed: Sequence[Listed], tell: Callable[[], None]) -> tuple[list[Listed], dict[int, Found]]:
    """The recommendations without those that a later list says in other words; these by the place of the first."""
    kept: list[Listed] = []
    reworded: dict[int, Found] = {}
    for item in listed:
        tell()
        earlier = [have for have in kept if have.group != item.group and _may_be_same(have.recipient, item.recipient)]
        best = max(earlier, key=lambda have: likeness_above(have.found.text, item.found.text, 0.6), default=None)
        if (
            best is not None
            and likeness_above(best.found.text, item.found.text, 0.6)
            and (best.found.start or 0) not in reworded
        ):
            reworded[best.found.start or 0] = item.found
        else:
            kept.append(item)
    return kept, reworded


def _may_be_same(first: str, second: str) -> bool:
    return not first or not second or likeness_above(first, second, 0.8) > 0


def _repeated(paper: Paper, listed: Sequence[Listed], tell: Callable[[], None]) -> dict[int, int]:
    """The lines that say a recommendation again, word for word, over what is answered, and how far the words go."""
    lines = paper.lines
    after = max((item.found.end or 0 for item in listed), default=0)
    plain = [" ".join(item.found.text.split()) for item in listed]
    texts = [(text, text.casefold()[:-1]) for text in plain]
    places: dict[int, int] = {}
    for index, line in enumerate(lines):
        if line.kind == "table" or line.start < after or len(line.text) < 15:
            continue
        tell()
        small, bare = line.text.casefold(), NUMBERED.sub("", line.text)
        for text, beginning in texts:
            if small.startswith(beginning) and len(line.text) > len(text) + 20:
                # The answer goes on in the same paragraph.
                places[index] = len(text)
            elif index + 1 < len(lines) and len(line.text) < 600 and likeness_above(bare, text, 0.93):
                places[index] = len(line.text)
    # Right after each other they are a list once more, and no answers.
    whole = [index for index, length in places.items() if length == len(lines[index].text)]
    return places if all(one + 1 < other for one, other in pairwise(whole)) else {}


def _listed(paper: Paper, kind: str) -> list[Listed]:
    out: list[Listed] = []
    lines = paper.lines
    skip = 0
    told = set(paper.places_of(*LEAD_IN_WORDS))
    for index, line in enumerate(lines):
        opens = line.kind == "item" and line.text.endswith(":") and len(line.text) > 80
        if index < skip or line.kind == "table" or (line.kind == "item" and not opens):
            continue
        heads = line.kind == "heading" and line.key == "rekommendationer"
        if not heads and (index not in told or not _leads_in(line, lines, index)):
            continue
        if (
            kind in FROM_AUDITORS
            and GIVEN_THEN.search(line.text[-300:])
            and not re.search(r"\b(?:lämnar|lämnas)\b", line.text)
        ):
            # In their own paper the auditors tell of an earlier year's recommendations, to see what came of them.
            skip = _collect(lines, index)[1]
            continue
        found, skip = _collect(lines, index)
        over = body_over(lines, index)
        out += [
            Listed(item.found, over if over and item.recipient.casefold() == "nämnden" else item.recipient, index)
            for item in found
        ]
    return out


def _tidied(item: Listed) -> Listed:
    """The recommendation without what joins it to the next, and with the body that is its subject or beside it."""
    found, recipient = item.found, item.recipient
    cut = TRAILING.search(found.text)
    beside = IN_BRACKETS.search(found.text)
    if beside and beside.start() > 12:
        recipient, cut = beside["who"], beside
    if cut:
        text = found.text[: cut.start()]
        found = replace(found, text=text, end=None if found.start is None else found.start + len(text))
    subject = SHOULD.match(found.text) or SUBJECT_BODY.match(found.text)
    named = subject is not None and subject["who"].lower() not in {
        "nämnden",
        "styrelsen",
        "nämnd",
        "bolaget",
        "förvaltningen",
    }
    if subject is not None and ((not recipient and named) or (named and len(namnd_names(recipient)) > 1)):
        recipient = subject["who"]
    return Listed(found, body_name(recipient), item.group)


def _leads_in(line: Line, lines: Sequence[Line], index: int) -> bool:
    text = line.text
    pieces = sentences(text)
    # A lead-in is no longer than this; a longer sentence is looked at from its end.
    last = (text[pieces[-1][0] :] if pieces else text)[-800:]
    if not WORD.search(text) and not re.search(r"\bförslag till (?:åtgärd|fortsatt)", text, re.IGNORECASE):
        return False
    if (
        re.search(r"\b(?:svar\w*|yttrand\w*|redogör\w*|redovisa\w*)\b[^.]*\brekommendation", last, re.IGNORECASE)
        and re.search(r"\b(?:ber|önskar|emotser|vill|ska|bör|ombeds)\b", last)
        and not last.rstrip().endswith(":")
    ):
        # What the answer is to hold.
        return False
    if NOT_NOW.search(last) or (PAST.search(last) and not re.search(r"\blämnar\b|\brekommenderar\b", last)):
        return False
    if re.match(r"^rekommendation\s*\d*\s*:", text, re.IGNORECASE):
        return False
    if LEAD_IN.search(last):
        return True
    follows = index + 1 < len(lines) and lines[index + 1].kind == "item"
    # The word may stand in the sentence before the one that ends in a colon.
    return (text.rstrip().endswith((":", "nämligen", "nämligen,")) and follows) or bool(WORD.search(last) and follows)


def _collect(lines: Sequence[Line], index: int) -> tuple[list[Listed], int]:
    """The recommendations after a lead-in, and the place of the line after them."""
    lead = lines[index]
    recipient = recipient_of(lead.text)
    out: list[Listed] = []
    style = ""
    under_body = False
    place = index + 1
    while place < len(lines):
        line = lines[place]
        body = BODY_LINE.match(line.text) if line.kind != "item" and len(line.text) < 140 else None
        if body and not WORD.search(body["who"]) and _lists_follow(lines, place):
            recipient, style, under_body = body["who"].strip(), "", lead.kind == "heading"
        elif line.kind == "heading" or line.kind == "table":
            break
        elif line.kind == "item":
            if style == "plain":
                break
            if line.level > 0 and out and style == "item" and _is_sub(lines, place):
                place += 1
                continue
            style = "item"
            out.append(Listed(line.found(), recipient))
        elif (
            style == "item"
            and VERBS.match(line.text)
            and not SUBJECT.match(line.text)
            and _is_plain(line, lead, going_on=True)
        ):
            # The marks of the items after a page break may be lost.
            out.append(Listed(line.found(), recipient))
        elif style == "item" and is_told(line) and place + 1 < len(lines) and lines[place + 1].kind == "item":
            # The answer to the item, and then the next.
            place += 1
            continue
        elif style == "item":
            if not (line.text.rstrip().endswith(":") and WORD.search(line.text) and not NOT_NOW.search(line.text)):
                break
            recipient = recipient_of(line.text) or recipient
        elif _is_plain(line, lead, going_on=bool(out), under_body=under_body):
            style = "plain"
            out += _plain_ones(line, recipient)
        elif lead.kind == "heading" and not out and line.kind == "paragraph" and place < index + 4:
            recipient = recipient_of(line.text) or recipient
            if line.text.rstrip().endswith(":") and NOT_NOW.search(line.text):
                break
        else:
            break
        place += 1
    return out, place


def _is_sub(lines: Sequence[Line], place: int) -> bool:
    first = next((line for line in reversed(lines[:place]) if line.kind != "item"), None)
    top = [line for line in lines[:place] if line.kind == "item" and (first is None or line.start > first.start)]
    return bool(top) and top[0].level < lines[place].level


def _lists_follow(lines: Sequence[Line], place: int) -> bool:
    if place + 1 >= len(lines):
        return False
    after = lines[place + 1]
    return after.kind == "item" or bool(VERBS.match(after.text)) or bool(IMPERATIVE.match(after.text))


def _is_plain(line: Line, lead: Line, *, going_on: bool, under_body: bool = False) -> bool:
    """A recommendation that lost its mark: an imperative, an infinitive, or the nämnd as subject."""
    text = line.text
    if not 15 < len(text) < 500 or text.endswith((":", "?")):
        return False
    if under_body and len(text) < 300 and not TELLS.match(text):
        return len(sentences(text)) == 1
    if SHOULD.match(text):
        return len(sentences(text)) <= 2
    if VERBS.match(text) and not re.match(
        r"^(?:förvaltningen|nämnden|kommunstyrelsen|styrelsen)\s+(?:har|är|instämmer|välkomnar|delar|arbetar|anser)\b",
        text,
        re.IGNORECASE,
    ):
        return len(sentences(text)) <= 2
    led = lead.text.rstrip().endswith("att:") and lead.kind == "paragraph"
    return (going_on or led) and text[0].islower() and lead.text.rstrip(" :").endswith("att")


def _plain_ones(line: Line, recipient: str) -> list[Listed]:
    """The whole line; but of a line that says what the nämnd ought to do, only the sentences that say so."""
    out: list[Listed] = []
    for start, end in sentences(line.text):
        should = SHOULD.match(line.text[start:end])
        if should:
            who = should["who"] if namnd_names(should["who"]) else recipient or should["who"]
            out.append(Listed(line.found(start, end), who))
    return out or [Listed(line.found(), recipient)]


def _once(listed: Sequence[Listed], tell: Callable[[], None]) -> list[Listed]:
    """A list that comes back is recorded once; one sentence to three bodies is three recommendations."""
    out: list[Listed] = []
    for item in listed:
        tell()
        double = any(
            likeness_above(item.found.text, have.found.text, 0.93)
            and (not item.recipient or not have.recipient or likeness_above(item.recipient, have.recipient, 0.8))
            for have in out
        )
        if not double:
            out.append(item)
    return out


def _with_answers(
    listed: Sequence[Listed], heads: Sequence[AnswerHead], tell: Callable[[], None]
) -> tuple[list[FoundRecommendation], list[Problem]]:
    out = [FoundRecommendation(0, item.found, item.recipient) for item in listed]
    problems: list[Problem] = []
    if not out:
        out = [
            FoundRecommendation(0, head.found, head.recipient, head.answer, head.answer_found)
            for head in heads
            if head.found
        ]
        return _each_once(out), problems
    # As many answers as recommendations, in the same order: what is like nothing stands in the other's place.
    in_order = len(heads) == len(out) and all(
        _place_of(head, out) in {None, number} for number, head in enumerate(heads)
    )
    for number, head in enumerate(heads):
        tell()
        place = _place_of(head, out)
        if place is None and in_order and len(heads) > 2:
            place = number
        if place is None:
            if head.found is None:
                continue
            # A head that stands nowhere in the list is a recommendation that the list lacks.
            out.append(FoundRecommendation(0, head.found, "", head.answer, head.answer_found))
            continue
        item = replace(out[place], answer=head.answer, answer_found=head.answer_found)
        if head.found and likeness(NUMBERED.sub("", head.found.text), item.found.text) < 1.0:
            item = replace(item, other_wording=head.found)
            problems.append(
                Problem(
                    f"Rekommendation {place + 1} står med två lydelser.",
                    head.found.page,
                    head.found.start,
                    head.found.end,
                )
            )
        out[place] = item
    return out, problems


def _place_of(head: AnswerHead, items: Sequence[FoundRecommendation]) -> int | None:
    if head.found is None:
        return head.no - 1 if 0 < head.no <= len(items) else None
    scores = [likeness_above(head.found.text, item.found.text, 0.79) for item in items]
    best = max(range(len(items)), key=lambda place: scores[place])
    if scores[best] >= 0.8:
        return best
    named = items[head.no - 1] if 0 < head.no <= len(items) else None
    return head.no - 1 if named and likeness_above(head.found.text, named.found.text, 0.45) else None


def _each_once(items: Sequence[FoundRecommendation]) -> list[FoundRecommendation]:
    out: list[FoundRecommendation] = []
    for item in items:
        if not any(likeness_above(item.found.text, have.found.text, 0.95) for have in out):
            out.append(item)
    return out
