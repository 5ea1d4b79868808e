"""Att-satser: the clauses that an initiative or motion wants decided."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from nemndsekr.reading.draft import Found, Problem
from nemndsekr.reading.finders.clauses import TYPED_NUMBER, Piece, goes_on, joined, piece_of, tidied
from nemndsekr.reading.finders.dates import PLACE_AND_DAY
from nemndsekr.reading.finders.names import person_in, persons_in
from nemndsekr.reading.finders.signers import JOINED, SIGN_OFF
from nemndsekr.reading.lines import Line, Paper, sentences
from nemndsekr.reading.mending import ATT

LEAD_IN = re.compile(
    r"\b(?:föreslår|föreslås|yrkar|yrkas|hemställer|vill)\b[^.?!]*(?:\b(?:beslutar?|besluta|att|på|"
    r"följande)\s*[:;]?|:)\s*$"
    r"|\b(?:därför|därmed|mot (?:denna |den )?bakgrund(?:en)?|med anledning av|med hänvisning till|"
    r"utifrån)\b[^.?!]*\b(?:föreslår|"
    r"yrkar|vill|ger|bör|hemställer|begär|önskar)\b[^.?!]{0,80}$"
    r"|\b(?:i uppdrag|följande uppdrag|uppdra\w*)\b(?:[^.?!]*(?:\batt|:|;))?\s*[:;]?\s*$"
    r"|\b(?:nämnden|styrelsen|kommunfullmäktige|fullmäktige)\b[^.?!]{0,60}\bbeslutar?(?: att)?\s*[:;]?\s*$"
    r"|\bföljande (?:\w+ )?(?:punkter|förslag|uppdrag|ändringar|tillägg|yrkanden?|att-satser|åtgärder|beslut)\s*:\s*$"
    r"|\b(?:förslag(?:en)?|yrkanden?a?)\b[^.?!]{0,80}\b(?:är|lyder)(?: följande)?\s*:\s*$"
    r"|\b(?:yrkar|yrkas|hemställer|hemställs|föreslår|föreslås)(?: (?:vi|jag|\w+partiet|\w+erna))?\s*[:;]?\s*$"
    r"|^(?:förslag till beslut|att-satser|yrkande(?:n)?|hemställan|vi (?:föreslår|yrkar)|jag (?:föreslår|"
    r"yrkar)|(?:\w+partiet|\w+demokraterna|moderaterna|liberalerna)(?: i \w+)? (?:föreslår|"
    r"yrkar))\b[^.?!]{0,80}[:;]?\s*$",
    re.IGNORECASE,
)
NEW_SENTENCE = re.compile(r"[.?!]\s+(?=[A-ZÅÄÖ])")
# What an initiative proposed, as minutes tell it.
PAST = re.compile(
    r"\b(?:föreslog|föreslagit|yrkade|yrkat|ville|väckte|väcker|lämnade|lämnat|begärde)\b[^.?!]*(?:\b(?:föreslår|"
    r"föreslog|besluta|"
    r"beslutar|att|följande|uppdrag)\s*[:;]?|:)\s*$",
    re.IGNORECASE,
)
QUOTING = re.compile(
    r"\b(?:initiativ\w*|nämndinitiativ\w*|motion\w*|motionär\w*|förslagsställar\w*|initiativtagar\w*|"
    r"ledamotsinitiativ\w*)\b[^.?!]*\b(?:föreslår|föreslås|yrkar|yrkas|yrkande\w*|förslag|innebär|att|uppdrag)\b"
    r"|\bväck(?:er|te)\b[^.?!]*\bärende\b|\b(?:föreslår|föreslås|yrkar|yrkas)\b[^.?!]*\b(?:motion|initiativ|"
    r"nämndinitiativ|ledamotsinitiativ)\w*\b",
    re.IGNORECASE,
)
# What members move in the meeting is no clause of the initiative.
MOVES = re.compile(
    r"\byrkar (?:bifall|avslag|återremiss|i första hand)|\bi andra hand\b|"
    r"^(?:\w*förvaltningen|\w*kontoret|\w*utskottet|kommunstyrelsen|\w*nämnden|\w*beredningen|\w*revis\w+) "
    r"(?:föreslår|föreslås|rekommenderar|beslutar|beslutade|yrkar)\b",
    re.IGNORECASE,
)
NAMES_IT = re.compile(r"\b(?:\w*initiativ|motion|skrivelsen|väck(?:er|te)\b.*\bärende)", re.IGNORECASE)
_WHAT = (
    r"(?: vi| jag)?(?: därför| härmed| därmed)?"
    r"(?: att (?:\S+ ){1,6}?(?:beslutar?|besluta)|(?: [^\s,]+){0,6}?(?: (?:beslutar?|besluta))?)\s+(?=att\b)"
)
IN_SENTENCE = re.compile(rf"\b(?:föreslår|yrkar|hemställer){_WHAT}", re.IGNORECASE)
OTHERS_IN_SENTENCE = re.compile(rf"\b(?:föreslår|föreslås|yrkar|yrkas|hemställer){_WHAT}", re.IGNORECASE)
NEXT_CLAUSE = re.compile(r"(?:(?<=, )|(?<=samt )|(?<=och )|(?<=dessutom )|(?<=även )|(?<=; ))att\b")
# Those who put the initiative are its subject, and not the office or the meeting.
OTHERS_PUT = re.compile(
    r"^(?:(?:de|hon|han|hen|initiativtagar\w+|motionär\w+|förslagsställar\w+|(?:nämnd|ledamots)?initiativet|motionen|"
    r"ledam(?:oten|öterna))\b|i (?:nämnd|ledamots)?(?:initiativet|motionen)\b)",
    re.IGNORECASE,
)
DECIDES = re.compile(r"\bbeslutar?\b", re.IGNORECASE)
# «Att-sats 1: att bänkar ställs ut»
ONE_BY_ONE = re.compile(r"^att-?sats (?P<no>\d{1,2})\s*[:.–-]?\s*[”\"»]?(?P<what>att\b.{10,})$", re.IGNORECASE)
# «Vi vill också att …» in a sentence after one that proposes.
ALSO_WANTS = re.compile(
    r"\b(?:vill|önskar|begär|önskas)(?: (?:vi|jag))?(?: (?:också|även|dessutom|vidare|slutligen|därtill|därför))*\s+"
    r"(?=att\b)",
    re.IGNORECASE,
)
ENDS = re.compile(
    r"^(?:med instämmande|motivering|bakgrund|för \w+ \w*grupp|undertecknad|underskrift|kopiera|dela|läs mer|skriv ut|"
    r"nyheter|sidan|bli medlem|tillbaka|kontakt|publicerad|inlägg|kategori)",
    re.IGNORECASE,
)
# A lead-in that the first clause goes on from.
OPEN_END = re.compile(
    r"(?:[:;]|\b(?:att|besluta|beslutar|yrkar|yrkar vi|vill vi|föreslår|på|följande|uppdrag))$", re.IGNORECASE
)
# «… yrkar att bänkar ställs ut» on one line, with the other clauses on the lines below.
GLUED = re.compile(
    r"^.*?\b(?:beslutar?|besluta|yrkar|hemställer|föreslår|föreslås)(?: vi| jag)?:? (?=att\b)", re.IGNORECASE
)
LONE_ATT = re.compile(r"\W*att\W*", re.IGNORECASE)
# A quotation of the initiative's own part.
QUOTED_PART = re.compile(r"^[\"”“»«]?\s*(?:förslag till beslut|yrkanden?|att-satser|hemställan)\s*:?$", re.IGNORECASE)
OWN_PAPERS = ("namndinitiativ", "motion", "skrivelse")


class Attsatser(NamedTuple):
    """The clauses with the words that lead in to them."""

    clauses: list[Found]
    lead_in: str


def find_attsatser(paper: Paper, kind: str) -> tuple[Attsatser, list[Problem]]:
    """The clauses of the paper's own proposal; in minutes and drafts, those of the initiative that they quote."""
    own = kind in OWN_PAPERS
    best = Attsatser([], "")
    part = ""
    past = 0
    for index, line in enumerate(paper.lines):
        part = line.key if line.kind == "heading" and line.key else part
        # A clause that gives a task ends as lead-ins do.
        if line.start < past or (part in {"yrkanden", "beslutsgang", "forslag", "beslut"} and not own):
            continue
        leads = _leads_in(line, own=own, of_initiative=part == "initiativ")
        if not leads and not (not own and _quotes_part(paper.lines, index)):
            continue
        clauses = _clauses(paper.lines, index, own=own)
        past = max((clause.end or 0 for clause in clauses), default=past)
        # The last proposal of an initiative is the one it puts; earlier ones are quoted.
        if clauses and (len(clauses) >= len(best.clauses) or own):
            best = Attsatser(clauses, line.text)
    if not best.clauses and not own:
        best = _under_heads(paper.lines) or _told_of_others(paper.lines) or best
    if best.clauses or not own:
        return best, []
    running = _running(paper)
    if running.clauses:
        return running, []
    loose = _loose(paper.lines)
    problems = [] if loose.clauses else [Problem("Inga att-satser hittades. Skriv in dem för hand.")]
    return loose, problems


def _leads_in(line: Line, *, own: bool, of_initiative: bool = False) -> bool:
    if line.kind not in {"paragraph", "heading", "item"}:
        return False
    text = line.text
    if ATT.match(text) and not text.endswith(":"):
        return False
    names_it = own or of_initiative or bool(NAMES_IT.search(text[-600:]))
    if not names_it and not text.endswith(":"):
        return False
    last = text[max((match.end() for match in NEW_SENTENCE.finditer(text)), default=0) :]
    # A lead-in is a sentence; what is longer is running text, and its end tells as much.
    last = last[-600:]
    if re.search(r"följande\.$", last):
        last = last[:-1]
    if own:
        return bool(LEAD_IN.search(last)) or line.key == "forslag"
    if MOVES.search(last):
        return False
    puts = names_it and bool(LEAD_IN.search(last) or PAST.search(last))
    return puts or (text.endswith(":") and bool(QUOTING.search(text[-500:])))


def _quotes_part(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is the heading over an initiative's clauses, quoted in running text about it."""
    line, before = lines[index], lines[index - 1] if index else None
    if not QUOTED_PART.match(line.text) or before is None or before.kind == "heading":
        return False
    return line.text[0] in '"”“»«' or bool(re.search(r"\b(?:initiativ|motion)", before.text, re.IGNORECASE))


def _clauses(lines: Sequence[Line], index: int, *, own: bool) -> list[Found]:
    out: list[Piece] = []
    style = ""
    titles: set[str] | None = None
    for printed in lines[index + 1 :]:
        turned = bool(out) and printed.page != out[-1].line.page
        if turned and titles is None:
            titles = {line.text for line in lines[:index] if line.kind == "heading" and len(line.text) > 12}
        line = _without_head(printed, titles) if turned and titles else printed
        if not line.text:
            continue
        if line.kind == "heading" and line.key in {"forslag", "yrkanden"} and not out:
            # «Initiativet innehåller följande förslag:» over a heading of its own.
            continue
        if _is_over(line) or (own and not out and line.kind == "paragraph" and _is_lead_in_alone(line)):
            break
        if LONE_ATT.fullmatch(line.text) or re.fullmatch(r"\d{1,3}", line.text):
            continue
        if out and goes_on(out[-1], line):
            out[-1] = joined(out[-1], line)
            continue
        this = _style(line)
        style = style or this
        if this != style and not (this in {"att", "item"} and style in {"att", "item"}):
            break
        if this == "plain" and (not own or not _may_be_plain(lines[index], line, going_on=bool(out))):
            break
        out.append(piece_of(line))
    return [tidied(piece.found, of_list=True) for piece in out]


def _without_head(line: Line, titles: set[str]) -> Line:
    """The first line of a page without the page's number or the title, where they stand over it again."""
    title = next((title for title in titles if line.text.startswith(f"{title} ")), "")
    if title:
        return replace(line, text=line.text[len(title) + 1 :], start=line.start + len(title) + 1)
    return replace(line, text="") if line.text in titles else line


def _is_lead_in_alone(line: Line) -> bool:
    """Whether a line under a heading is the lead-in itself, and no clause."""
    return bool(OPEN_END.search(line.text)) and _leads_in(line, own=True)


def _style(line: Line) -> str:
    typed = TYPED_NUMBER.match(line.text)
    return "att" if ATT.match(line.text) else "item" if line.kind == "item" or typed else "plain"


def _is_over(line: Line) -> bool:
    """Whether a line after the lead-in is none of its clauses: a heading, a day, a name or a farewell."""
    text = line.text
    if line.kind in {"heading", "table"} or ENDS.match(text) or PLACE_AND_DAY.match(text):
        return True
    if SIGN_OFF.match(text) or JOINED.search(text):
        return True
    cells = [piece for cell in text.split("\t") for piece in persons_in(cell)]
    return len(text) < 140 and all(person_in(cell, "") for cell in cells)


def _may_be_plain(lead: Line, line: Line, *, going_on: bool) -> bool:
    """A clause without a mark: after «att» or a colon, and no longer than clauses are."""
    return (
        (OPEN_END.search(lead.text.rstrip()) or lead.kind == "heading" or going_on)
        and 15 < len(line.text) < 450
        and len(line.text.split()) > 3
    )


def _loose(lines: Sequence[Line]) -> Attsatser:
    """Clauses that nothing known leads in to: the last list that has one, else every line with «att»."""
    groups: list[list[Line]] = []
    for before, line in pairwise([None, *lines]):
        if line is None or line.kind != "item":
            continue
        if before is not None and before.kind == "item" and groups:
            groups[-1].append(line)
        else:
            groups.append([line])
    listed = next((group for group in reversed(groups) if any(ATT.match(line.text) for line in group)), [])
    if listed:
        before = next((one for one, other in pairwise(lines) if other is listed[0]), None)
        return Attsatser([tidied(line.found(), of_list=True) for line in listed], before.text if before else "")
    single = [line for line in lines if ATT.match(line.text) and line.kind == "paragraph"]
    return Attsatser([tidied(line.found(), of_list=True) for line in single], "")


def _running(paper: Paper) -> Attsatser:
    """Clauses inside sentences: «… yrkar att X, att Y samt att Z. Vi vill också att …»."""
    last = next((line for line in reversed(paper.lines) if _puts(line)), None)
    if last is None:
        return Attsatser([], "")
    # Those who put it speak for themselves; what is told of others before it is quoted.
    puts = [line for line in paper.lines if line is last or (_puts(line) and _speaks(line))]
    clauses = [clause for line in puts for clause in _in_sentences(line)]
    lead = IN_SENTENCE.search(puts[0].text)
    start = max((start for start, _ in sentences(puts[0].text) if lead and start <= lead.start()), default=0)
    return Attsatser(clauses, puts[0].text[start : lead.end()].strip() if lead else "")


def _under_heads(lines: Sequence[Line]) -> Attsatser | None:
    """Clauses that an answer takes up one by one: «Att-sats 1: att bänkar ställs ut»."""
    heads = [(line, match) for line in lines if (match := ONE_BY_ONE.match(line.text))]
    # Named again in running text, they are the same ones.
    if [int(match["no"]) for _, match in heads] != [*range(1, len(heads) + 1)] or len(heads) < 2:
        return None
    clauses = [tidied(line.found(match.start("what"), len(line.text)), of_list=True) for line, match in heads]
    return Attsatser(clauses, "")


def _told_of_others(lines: Sequence[Line]) -> Attsatser | None:
    """Clauses of the initiative in a sentence about it: «Initiativtagarna föreslår att nämnden beslutar att …»."""
    for line in lines:
        if line.kind != "paragraph" or not NAMES_IT.search(line.text[-600:]):
            continue
        for start, end in sentences(line.text):
            text = line.text[start:end]
            if OTHERS_PUT.match(text) and (lead := OTHERS_IN_SENTENCE.search(text)):
                clauses = _in_sentence(line, start, end, lead.end())
                if len(clauses) > 1 or DECIDES.search(lead.group()):
                    return Attsatser(clauses, text[: lead.end()].strip())
    return None


def _puts(line: Line) -> bool:
    return line.kind == "paragraph" and IN_SENTENCE.search(line.text) is not None


def _speaks(line: Line) -> bool:
    match = IN_SENTENCE.search(line.text)
    around = line.text[max(0, match.start() - 40) : match.end()] if match else ""
    return bool(re.search(r"\b(?:vi|jag|undertecknade?)\b", around, re.IGNORECASE))


def _in_sentences(line: Line) -> list[Found]:
    """The clauses of each sentence of the line that puts any, from the first that does."""
    out: list[Found] = []
    for start, end in sentences(line.text):
        text = line.text[start:end]
        match = IN_SENTENCE.search(text) or (ALSO_WANTS.search(text) if out else None)
        if match is None:
            continue
        out += _in_sentence(line, start, end, match.end())
    return out


def _in_sentence(line: Line, start: int, end: int, first: int) -> list[Found]:
    """The clauses of one sentence of the line, ``first`` being where in the sentence they begin."""
    text = line.text[start:end]
    starts = [found.start() for found in NEXT_CLAUSE.finditer(text) if found.start() > first]
    bounds = [first, *starts, len(text)]
    pieces = [line.found(start + one, start + other) for one, other in pairwise(bounds)]
    return [tidied(_trimmed(piece), of_list=True) for piece in pieces]


def _trimmed(found: Found) -> Found:
    text = re.sub(r"[,;]?\s*(?:samt|och)?(?: dessutom| även)?\s*$", "", found.text)
    return Found(text, found.start, None if found.start is None else found.start + len(text), found.page)
