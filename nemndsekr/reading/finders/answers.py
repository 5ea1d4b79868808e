"""Answers: where the paper takes up a recommendation by itself, and what it says under it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from nemndsekr.reading.draft import Found
from nemndsekr.reading.finders.block_bodies import block_text
from nemndsekr.reading.finders.people import NAME, PLACEHOLDER, SIGN_OFF, is_role
from nemndsekr.reading.headings import CLOSING_KEYS
from nemndsekr.reading.lines import Line, Paper, cut_runs, sentences
from nemndsekr.records.block_text import BlockText, runs_text

# «Rekommendation 3:», «Rekommendation: …», «Rekommendation nr 2 – …», «Svar på rekommendation 1».
HEAD = re.compile(
    r"^(?:svar på )?(?:revisionens |revisorernas )?rekommendation(?:\s*(?:nr\.?|"
    r"nummer)?\s*(?P<no>\d{1,2}|[a-h](?=\))))?\s*(?P<mark>[):.–-]\s*|$)",
    re.IGNORECASE,
)
HEAD_NO_MARK = re.compile(r"^rekommendation\s*(?:nr\.?\s*)?(?P<no>\d{1,2})\s+(?=[A-ZÅÄÖ])", re.IGNORECASE)
# «Revisorerna: …» and under it «Nämnden: …»
AUDITORS_SAY = re.compile(r"^(?:\w*revisorerna|\w*revisionen)\s*:\s+(?=[A-ZÅÄÖ])", re.IGNORECASE)
BODY_SAYS = re.compile(
    r"^(?:nämnden|\w*nämnden|förvaltningen|kommunstyrelsen|styrelsen|svar|kommentar|kontoret)\s*:\s+", re.IGNORECASE
)
# The label of an answer is no part of it.
SVAR = re.compile(r"^(?:(?:nämndens|förvaltningens|kontorets) )?(?:svar|kommentar)\s*:\s+(?=\S)", re.IGNORECASE)
LABEL_ALONE = re.compile(
    r"^(?:(?:nämndens|förvaltningens|kontorets|\S+(?:nämndens|styrelsens)) )?svar\s*:?$", re.IGNORECASE
)
BODY_ALONE = re.compile(r"^\((?P<who>[^()]{4,90})\)[.:]?$")
ANSWER_LABEL = re.compile(
    r"^(?:\w+s )?(?:ställningstagande|svar|yttrande|kommentar|åtgärder|ställningstagande och åtgärder)\s*:",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AnswerHead:
    """A recommendation taken up by itself; ``found`` is its wording there, if it is repeated."""

    no: int
    found: Found | None
    answer: BlockText
    answer_found: Found | None
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class _Head:
    line: int
    body: int
    no: int
    found: Found | None
    tail: Line | None = None
    recipient: str = ""


def find_answer_heads(paper: Paper, repeated: Mapping[int, int], wordings: Sequence[str] = ()) -> list[AnswerHead]:
    """Each place that takes up one recommendation, with what is said there.

    ``repeated`` holds the lines that say a recommendation word for word, and how many characters of theirs do.
    ``wordings`` are the recommendations as they are listed: a line below «Rekommendation 2» that is not like the second
    is what is answered to it.
    """
    heads = _heads(paper.lines, wordings)
    taken = {place for head in heads for place in range(head.line, head.body)}
    for place, length in repeated.items():
        line = paper.lines[place]
        if place not in taken:
            tail = _rest_of(line, length) if length < len(line.text) else None
            heads.append(_Head(place, place + 1, 0, line.found(0, length), tail))
    return _answered(paper, sorted(heads, key=lambda head: head.line))


def _rest_of(line: Line, start: int) -> Line:
    """What follows after ``start`` on the line, as a paragraph of its own."""
    start += len(line.text[start:]) - len(line.text[start:].lstrip(" ."))
    runs = cut_runs(line.runs, start)
    return replace(line, kind="paragraph", runs=runs, text=runs_text(runs), start=line.start + start, turns=(), mark="")


def _answered(paper: Paper, heads: Sequence[_Head]) -> list[AnswerHead]:
    out: list[AnswerHead] = []
    times = Counter(line.text for line in paper.lines if line.kind == "heading")
    for number, head in enumerate(heads):
        stop = heads[number + 1].line if number + 1 < len(heads) else _end_of_last(paper.lines, heads, head)
        body = [*([head.tail] if head.tail else []), *_until_close(paper.lines, head, stop, times)]
        if len(body) > 1 and LABEL_ALONE.match(body[0].text):
            body = body[1:]
        label = SVAR.match(body[0].text) if body else None
        over = paper.lines[head.line]
        if label is None and body and (over.kind == "item" or AUDITORS_SAY.match(over.text)):
            label = BODY_SAYS.match(body[0].text)
        if label:
            body[0] = _rest_of(body[0], label.end())
        found = None
        if body:
            start, end = body[0].start, body[-1].end
            found = Found(paper.text[start:end], start, end, body[0].page)
        out.append(AnswerHead(head.no, head.found, block_text(body), found, head.recipient))
    return [head for head in out if head.found or head.answer]


def _heads(lines: Sequence[Line], wordings: Sequence[str] = ()) -> list[_Head]:
    out: list[_Head] = []
    run_in = _run_in(lines)
    # «- Laga bryggan» and under it «Kommentar: …», item after item.
    told = {index for index, after in enumerate(lines[1:]) if lines[index].kind == "item" and is_told(after)}
    for index, line in enumerate(lines):
        if len(told) > 1 and index in told:
            out.append(_Head(index, index + 1, 0, line.found()))
            continue
        if line.kind == "table" or (
            line.kind == "item" and not re.match(r"rekommendation\b", line.text, re.IGNORECASE)
        ):
            continue
        match = HEAD.match(line.text) or HEAD_NO_MARK.match(line.text)
        said = AUDITORS_SAY.match(line.text)
        if said and any(BODY_SAYS.match(later.text) for later in lines[index + 1 : index + 3]):
            out.append(_Head(index, index + 1, 0, line.found(said.end())))
            continue
        if not match or (not match["no"] and ":" not in match.group()):
            continue
        no = _number(match["no"])
        rest = line.text[match.end() :].strip()
        # «Rekommendation 1: (Barn- och utbildningsnämnden)»: whom it is for, and below what it says.
        body = BODY_ALONE.match(rest)
        first = sentences(rest)[:2]
        if rest and body is None and len(first) == 2 and run_in:
            # «Rekommendation 1: Nämnden bör … . Nämnden instämmer.» all in one paragraph.
            start = match.end() + len(line.text[match.end() :]) - len(line.text[match.end() :].lstrip())
            stop = start + first[0][1]
            out.append(_Head(index, index + 1, no, line.found(start, stop), _rest_of(line, stop)))
            continue
        if rest and body is None:
            out.append(_Head(index, index + 1, no, line.found(match.end())))
            continue
        after = lines[index + 1] if index + 1 < len(lines) else None
        if (
            after is not None
            and (after.kind in {"paragraph", "item"} or (after.kind == "heading" and not after.key))
            and len(after.text) < 600
            and not ANSWER_LABEL.match(after.text)
            and not (0 < no <= len(wordings) and _answers_at_once(lines, index + 1, wordings[no - 1]))
        ):
            out.append(_Head(index, index + 2, no, after.found(), recipient=body["who"] if body else ""))
        else:
            out.append(_Head(index, index + 1, no, None))
    # A single «Rekommendation 1: …» line after another, without anything said, is a list and no answer.
    return out


def is_told(line: Line) -> bool:
    """Whether a paragraph is what the body says to the words before it: «Kommentar: …»."""
    return line.kind == "paragraph" and bool(BODY_SAYS.match(line.text))


def _answers_at_once(lines: Sequence[Line], index: int, wording: str) -> bool:
    """Whether a text is so unlike the recommendation that it must be the answer to it."""
    text = lines[index].text
    # The only paragraph under its number is the answer, however short.
    alone = index + 1 >= len(lines) or lines[index + 1].kind == "heading" or _is_head(lines[index + 1])
    one, two = (set(re.findall(r"[\wåäö]{5,}", piece.casefold())) for piece in (text, wording))
    return (alone or len(sentences(text)) > 1) and len(one & two) < 0.3 * max(1, len(two))


def _run_in(lines: Sequence[Line]) -> bool:
    """Whether each recommendation that is taken up has its answer in the same paragraph."""
    rests = [
        line.text[match.end() :]
        for line in lines
        if line.kind != "table" and (match := HEAD.match(line.text)) is not None and match["no"]
    ]
    return len(rests) > 1 and all(len(sentences(rest)) > 1 for rest in rests)


def _number(text: str | None) -> int:
    """«3» and «c» are both the third; 0 where nothing is told."""
    if not text:
        return 0
    return int(text) if text.isdigit() else ord(text.lower()) - ord("a") + 1


def _end_of_last(lines: Sequence[Line], heads: Sequence[_Head], head: _Head) -> int:
    """The last answer ends with the part: at a heading as high as that over the first, if the others hold none."""
    first = heads[0].line
    over = next((line for line in reversed(lines[:first]) if line.kind == "heading"), None)
    level = lines[first].level if lines[first].kind == "heading" else over.level if over else 0
    within = [
        line
        for line in lines[first + 1 : head.line]
        if line.kind == "heading" and line.level <= level and not _is_head(line)
    ]
    for index in range(head.body, len(lines)):
        line = lines[index]
        if line.kind == "heading" and level and line.level <= level and not within and len(heads) > 1:
            return index
    return len(lines)


def _is_head(line: Line) -> bool:
    return bool(HEAD.match(line.text) or HEAD_NO_MARK.match(line.text))


def _until_close(lines: Sequence[Line], head: _Head, stop: int, times: Mapping[str, int]) -> list[Line]:
    body: list[Line] = []
    for index in range(head.body, stop):
        line = lines[index]
        # «Tidplan» under each answer is a part of it.
        if line.kind == "heading" and line.key in CLOSING_KEYS and times[line.text] == 1:
            break
        if is_sign_line(lines, index):
            break
        body.append(line)
    return body


def is_sign_line(lines: Sequence[Line], index: int) -> bool:
    """Whether signatures begin here: a title or a name on a line of its own, the other beside it, or a sign-off."""
    line = lines[index]
    text = line.text
    if line.kind == "table" or len(text) > 90:
        return False
    if SIGN_OFF.match(text) or PLACEHOLDER.search(text):
        return True
    if "\t" in text:
        return all(NAME.match(cell) for cell in text.split("\t"))
    near = [other.text for other in lines[index + 1 : index + 2]]
    role_then_name = line.kind != "item" and is_role(text) and any(NAME.fullmatch(other) for other in near)
    # Two who sign beside each other are read name after name, then role after role.
    below = (other.text for other in lines[index + 1 : index + 5] if not NAME.fullmatch(other.text))
    name_then_role = bool(NAME.fullmatch(text)) and is_role(next(below, ""))
    both = NAME.match(text)
    return (
        role_then_name
        or name_then_role
        or bool(
            both and line.kind == "paragraph" and is_role(text[both.end() :].strip(" ,")) and len(text.split()) <= 6
        )
    )
