"""Decisions: the points that are proposed or decided, and what the decision rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from nemndsekr.reading.draft import Found, Problem
from nemndsekr.reading.finders.clauses import TYPED_NUMBER, Piece, put_together, tidied
from nemndsekr.reading.finders.names import is_role, person_in
from nemndsekr.reading.finders.recipients import ALONE, FOOT, INLINE, PAGE_FOOT
from nemndsekr.reading.finders.signers import SIGN_OFF, from_members
from nemndsekr.reading.headings import FACT_KEYS, heading_key, under
from nemndsekr.reading.lines import Line, Paper, make_line, sentences
from nemndsekr.reading.mending import ATT

_BODY = (
    r"(?:[\w-]+,? (?:och |samt )?){0,5}?\w*(?:nämnden|styrelsen|fullmäktige|utskottet|beredningen|direktionen|"
    r"presidiet)"
)
# «I kommunstyrelsen:» groups the points under it.
GROUP = re.compile(
    rf"(?:(?:förslag till beslut )?(?:i|för) {_BODY}|(?:i|för) egen del|"
    rf"{_BODY}s? (?:(?:föreslår|föreslås) {_BODY} )?(?:beslutar?|besluta|föreslås besluta)(?: för egen del)?(?: att|"
    rf" följande)?|"
    rf"(?:{_BODY}s|\w+ens|\w+ets) (?:förslag till )?(?:beslut|{_BODY}(?:s beslut)?)|"
    r"under förutsättning av \w+s? (?:beslut|godkännande)[^.]{0,40}|"
    r"(?:alternativ|förslag) (?:\d|[A-C])\b[^.]{0,60})",
    re.IGNORECASE,
)
# «Parknämnden» over points that go on from its name.
BODY_ALONE = re.compile(rf"{_BODY}\s*:?", re.IGNORECASE)
LEAD_IN = re.compile(
    r"\b(?:föreslå[rs]|beslutar?|besluta|föreslås|uppdrag)\b[^.]*(?::|\batt|\bbesluta|\bbeslutar|\bföljande|"
    r"\bbeslut)\s*[:;.]?$",
    re.IGNORECASE,
)
YTTRANDE_LEAD_IN = re.compile(
    r"\b(?:föreslås|föreslår|beslutar|besluta)\b[^.]*\b(?:lämna|avge|avger|lämnar|anta|antar|"
    r"överlämna|överlämnar)\b[^.]*\b(?:yttrande|svar)\b[^.]*[:.]?$",
    re.IGNORECASE,
)
# A sentence before a list that proposes it, in a paper without a heading over it.
PROPOSES = re.compile(
    r"\b(?:föreslår|föreslås|hemställer)\b[^.]*\b(?:beslutar?|besluta)\b(?: att| följande)?\s*[:.;]?$", re.IGNORECASE
)
NOT_POINT = re.compile(
    r"^(?:bilag(?:a|or)\b.{0,60}|beslutsunderlag|ärendet|sammanfattning|bakgrund|sida(?: \d.*)?|reservation(?:er)?\b.*|"
    r"särskilt yttrande|protokollsanteckning\w*|signatur|yrkanden?|beslutsgång|motivering|skäl(?:en)? för beslutet|"
    r"ärendets behandling|deltar (?:inte|ej) i beslutet|jäv\b.*|paragrafen är justerad.*)\s*:?$",
    re.IGNORECASE,
)
MEETING_TALK = re.compile(
    r"\b(?:yrkar|yrkade|reserverar sig|reserverade sig|deltar (?:inte|ej)|anmäler|till förmån för|avstår från|bedömer|"
    r"bedömde|"
    r"framgår|konstaterar|fick i uppdrag|har (?:i|under|en|ett|inte|tagit|gett|getts|lämnat|granskat|genomfört))\b"
)
MINUTES_FOOT = re.compile(r"^(?:justerandes?|utdragsbestyrkande|signatur|sign\b|ordf\.? sign)", re.IGNORECASE)
_ACTS = (
    r"beslutar|godkänn\w*|anta\w*|uppdr\w*|uppdrag|justera\w*|förklara\w*|lämna\w*|överlämna\w*|översän\w*|notera\w*|"
    r"läggs?|lägga|"
    r"föreslås?|avslå\w*|bifall\w*|bifölls?|besvara\w*|tillstyrk\w*|avstyrk\w*|fastställ\w*|återremitter\w*|"
    r"bordlägg\w*|hänskjut\w*|"
    r"remitter\w*|utse\w*|välj\w*|bevilja\w*|ställer sig|åberopa\w*|instämmer|deleger\w*|skickas?|ska|skall|upphäv\w*|"
    r"upphör|ändra\w*|"
    r"avsätt\w*|anvisa\w*|tilldela\w*|finansiera\w*|anse\w*|avge\w*|avger|yttrar|redovisa\w*|återrapporter\w*|"
    r"inrätta\w*|revidera\w*|"
    r"följs?|avslutas?|tackar?|ger|får|medge\w*|genomför\w*|gäller|införs?|utreds?|upprätta\w*|entledig\w*|"
    r"hemställ\w*|vidarebefordra\w*"
)
ACT = re.compile(rf"\b(?:{_ACTS})\b", re.IGNORECASE)
# «Motionen avslås.», «Informationen noteras.»: a whole point in the passive.
PASSIVE = re.compile(
    r"\b(?:antas|godkänns|avslås|bifalls|noteras|fastställs|överlämnas|översänds|åberopas|återremitteras|bordläggs|"
    r"remitteras|"
    r"justeras|förklaras|skickas|upphävs|avslutas|besvarad|besvarat|besvarade|läggs till handlingarna|ges i uppdrag|"
    r"får i uppdrag|utses|"
    r"väljs|beviljas|lämnas|hänskjuts|avstyrks|tillstyrks|delges|upphör|inrättas|revideras)\b"
)
GLUED = re.compile(r"^.*?\b(?:beslutar?|besluta):? (?=att\b)", re.IGNORECASE)
NO_POINTS = {"namndinitiativ", "motion", "missiv", "revisionsrapport", "granskningsrapport_dataskyddsombud"}
# What members or the audited propose inside a paper is not its own proposal.
OF_OTHERS = re.compile(
    r"\b(?:ledamöter|motionär|initiativ|oppositionen|revisor|revisionen|kommunrevision|stadsrevision)", re.IGNORECASE
)
QUOTES = re.compile(
    r"\b(?:initiativ\w*|motion\w*|förslagsställ\w*|initiativtag\w*)\b.*(?:förslag|yrka\w*|uppdrag|följande)[^.]*:?$",
    re.IGNORECASE,
)
# «… Beslut Arbetsutskottets förslag till kommunstyrelsen» at the end of a line that has lost its breaks.
HEADS_AT_END = re.compile(rf"(?:^|\s)(?:Beslut )?\w+s förslag till {_BODY}(?:s beslut)?$", re.IGNORECASE)


class _Chapter(NamedTuple):
    """What stands under one or more headings that follow each other; ``key`` is the first one's."""

    key: str
    heading: str
    body: list[Line]


def find_decision_points(paper: Paper, kind: str) -> tuple[list[Found], list[Problem]]:
    """The points under the proposal's heading; in a yttrande, the words that propose to give it."""
    points = _all_points(paper, kind) if kind not in NO_POINTS and not from_members(paper, kind) else []
    problems = []
    if not points and kind in {"tjansteskrivelse", "protokoll"}:
        problems.append(Problem("Inga beslutspunkter hittades. Skriv in dem för hand."))
    return _once(points), problems


def _all_points(paper: Paper, kind: str) -> list[Found]:
    chapters = _chapters(paper.lines)
    first, second = ("beslut", "forslag") if kind == "protokoll" else ("forslag", "beslut")
    for key in (first, second):
        points = [found for chapter in chapters if chapter.key == key for found in _points(chapter.body)]
        if points:
            return points
    adopting = _adopting(paper.lines) if kind == "yttrande" else []
    if adopting:
        return adopting
    for index, line in enumerate(paper.lines):
        if line.kind == "paragraph" and len(line.text) < 300 and PROPOSES.search(line.text):
            points = _points([line, *_listed_after(paper.lines, index)])
            if points and points[0].text != line.text:
                return points
    return []


def _adopting(lines: Sequence[Line]) -> list[Found]:
    """The words at the head of a yttrande that propose to give it, or that adopt it."""
    for index, line in enumerate(lines[:40]):
        if len(line.text) < 250 and YTTRANDE_LEAD_IN.search(line.text):
            after = _listed_after(lines, index)
            return _points([line, *after]) if after else [line.found()]
    return []


def _listed_after(lines: Sequence[Line], index: int) -> list[Line]:
    out: list[Line] = []
    for line in lines[index + 1 :]:
        if line.kind != "item" and not ATT.match(line.text) and not TYPED_NUMBER.match(line.text):
            break
        out.append(line)
    return out


def _chapters(lines: Sequence[Line]) -> list[_Chapter]:
    out: list[_Chapter] = []
    skip_to = 0
    for index, line in enumerate(lines):
        if index < skip_to:
            continue
        opened = _opens(lines, index)
        if opened is None:
            continue
        key, rest = opened
        body: list[Line] = [rest] if rest else []
        place = index + 1
        while place < len(lines):
            later = lines[place]
            is_head = later.kind == "heading"
            if not body and is_head and later.key in {"beslut", "forslag"} and not OF_OTHERS.search(later.text):
                place += 1
                continue
            ends = is_head and (later.key or (body and not GROUP.match(later.text) and not _may_be_point(later.text)))
            if ends or (body and _opens(lines, place) and not GROUP.fullmatch(later.text.rstrip(" :"))):
                break
            body.append(later)
            place += 1
        skip_to = place
        out.append(_Chapter(key, line.text, body))
    return out


def _opens(lines: Sequence[Line], index: int) -> tuple[str, Line | None] | None:
    """The part that begins at a line: its key, and what stands on the heading's own line."""
    line = lines[index]
    before = lines[index - 1].text if index else ""
    if line.kind == "heading" and line.key in {"beslut", "forslag"}:
        quoted = QUOTES.search(before[-300:]) is not None or OF_OTHERS.search(line.text) is not None
        return None if quoted else (line.key, None)
    if line.kind == "table" or line.kind == "item":
        return None
    label = re.match(r"(?P<head>[A-ZÅÄÖ][^.:]{4,70}):\s+(?=[A-ZÅÄÖ\d])", line.text)
    if label and heading_key(label["head"]) in {"beslut", "forslag"} and not OF_OTHERS.search(label["head"]):
        cut = line.text[label.end() :]
        return heading_key(label["head"]), replace(
            make_line("paragraph", ()), text=cut, start=line.start + label.end(), page=line.page
        )
    if len(line.text) < 200 and HEADS_AT_END.search(line.text) and not OF_OTHERS.search(line.text):
        return "beslut" if re.search(r"\bBeslut\b", line.text) else "forslag", None
    return None


def _points(body: Sequence[Line]) -> list[Found]:
    pieces = _unglued(put_together(_without_furniture(body)))
    has_marks = any(_is_marked(piece) for piece in pieces)
    out: list[Found] = []
    for index, piece in enumerate(pieces):
        line, text = piece.line, piece.found.text
        if line.kind == "table" or _ends_points(pieces, index):
            break
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        group = GROUP.match(text)
        # A point may stand in a heading's style; a group's name may too.
        if group and text[group.end() :].strip(" ") in {"", ":"}:
            continue
        if BODY_ALONE.fullmatch(text) and after is not None and _is_marked(after):
            continue
        if len(text) < 8 or (line.kind == "heading" and not _may_be_point(text)) or _leads_to(piece, after):
            continue
        if not _is_marked(piece) and out and not _may_follow(text, has_marks=has_marks):
            break
        if not out and not _is_marked(piece) and after is None and MEETING_TALK.search(text) and not ACT.search(text):
            break
        out += _in_sentences(tidied(_without_group(piece.found)), alone=not has_marks)
    return out


def _without_furniture(body: Sequence[Line]) -> list[Line]:
    """The lines without the foot and the head of a page that stand between two points of one list."""
    kept = [line for line in body if not MINUTES_FOOT.match(line.text)]
    last = max((place for place, line in enumerate(kept) if line.kind == "item"), default=-1)
    first = next((place for place, line in enumerate(kept) if line.kind == "item"), len(kept))
    return [line for place, line in enumerate(kept) if not (first < place < last and PAGE_FOOT.search(line.text))]


def _unglued(pieces: list[Piece]) -> list[Piece]:
    """«Nämnden beslutar att godkänna svaret» with clauses that begin with «att» below is lead-in and first clause."""
    if len(pieces) < 2 or ATT.match(pieces[0].found.text) or not re.match(r"att\b", pieces[1].found.text):
        return pieces
    glued = GLUED.match(pieces[0].found.text)
    if not glued or pieces[0].line.kind == "item":
        return pieces
    found = pieces[0].found
    start = None if found.start is None else found.start + glued.end()
    return [Piece(pieces[0].line, replace(found, text=found.text[glued.end() :], start=start)), *pieces[1:]]


def _is_marked(piece: Piece) -> bool:
    return piece.line.kind == "item" or bool(ATT.match(piece.found.text) or TYPED_NUMBER.match(piece.line.text))


def _ends_points(pieces: Sequence[Piece], index: int) -> bool:
    """Whether the points are over: what follows them, who is told, or who has signed."""
    text = pieces[index].found.text
    if NOT_POINT.match(text) or ALONE.match(text) or INLINE.match(text) or FOOT.match(text) or SIGN_OFF.match(text):
        return True
    near = [piece.found.text for piece in pieces[index + 1 : index + 2]]
    is_name = bool(person_in(text, ""))
    return (
        is_name
        or (is_role(text) and (index > 0 or any(person_in(other, "") for other in near)))
        or (index > 0 and len(text.split()) < 2)
        or ("\t" in text and all(person_in(cell, "") or is_role(cell) for cell in text.split("\t")))
    )


def _leads_to(piece: Piece, after: Piece | None) -> bool:
    """Whether a paragraph only leads in to the points after it."""
    if piece.line.kind == "item" or after is None or not LEAD_IN.search(piece.found.text[-600:]):
        return False
    open_end = re.search(r"(?:\batt|\bbesluta|\bbeslutar|\bföljande|:|;)\s*[:;.]?$", piece.found.text)
    return _is_marked(after) or (bool(open_end) and len(after.found.text) < 600)


def _may_be_point(text: str) -> bool:
    return bool(ACT.search(text)) and 20 < len(text) < 600


def _may_follow(text: str, *, has_marks: bool) -> bool:
    """Whether a paragraph after a point is one more, and no running text."""
    if has_marks and not re.search(r"[.:]$", text):
        return False
    return bool(ACT.search(text)) and len(text) < 600 and not MEETING_TALK.search(text)


def _without_group(found: Found) -> Found:
    """«I kommunstyrelsen: Motionen avslås.» without the name of who decides."""
    group = GROUP.match(found.text)
    colon = re.match(r"\s*:\s+(?=[A-ZÅÄÖ])", found.text[group.end() :]) if group else None
    if not group or not colon:
        return found
    cut = group.end() + colon.end()
    return replace(found, text=found.text[cut:], start=None if found.start is None else found.start + cut)


def _in_sentences(found: Found, *, alone: bool) -> list[Found]:
    """«Motionen avslås. Paragrafen justeras omedelbart.» is two points where every sentence is a whole one."""
    spans = sentences(found.text)
    if not alone or len(spans) < 2 or not all(PASSIVE.search(found.text[first:last]) for first, last in spans):
        return [found]
    start = found.start
    return [
        replace(
            found,
            text=found.text[first:last].strip(),
            start=None if start is None else start + first,
            end=None if start is None else start + last,
        )
        for first, last in spans
    ]


def find_enclosures(paper: Paper) -> tuple[list[Found], list[Found]]:
    """What the decision rests on, and what is enclosed."""
    return _listed(paper, "underlag"), _listed(paper, "bilagor")


def _listed(paper: Paper, key: str) -> list[Found]:
    out: list[Found] = []
    for body in under(paper, key):
        has_items = any(line.kind == "item" for line in body)
        for line in body:
            if line.key in FACT_KEYS or len(line.text) > 250 or (has_items and line.kind != "item"):
                break
            out += _cells(line) if line.kind == "table" else [line.found()]
    return _once(out)


def _cells(line: Line) -> list[Found]:
    cells = [cell for row in line.rows for cell in row if cell.text]
    return [Found(cell.text, cell.start, cell.start + len(cell.text), line.page) for cell in cells]


def _once(found: Sequence[Found]) -> list[Found]:
    out: dict[str, Found] = {}
    for item in found:
        out.setdefault(re.sub(r"\W+", " ", item.text).strip().casefold(), item)
    out.pop("", None)
    return list(out.values())
