"""What pasted minutes say of a case: the §, who decided when, each point, dissents, dates and whom it is sent to.

Nothing is taken over here: each fact carries the place of its words, so that it can be shown and taken or left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from nemndsekr.records.choices import BodyKind, Outcome
from nemndsekr.rules.minutes_dissents import MinutesDissent, dissents_in, says_dissent
from nemndsekr.rules.minutes_lines import ATT, Paragraph, Piece, paragraph_about, paragraphs_in, pieces_of, sentences_of
from nemndsekr.rules.minutes_outcomes import ADOPTS, adopts_all, clauses_in, outcome_in, reason_in
from nemndsekr.support.days import MONTHS, parse_day
from nemndsekr.support.swedish import folded


class Part(StrEnum):
    """What a fact of the minutes fills in."""

    instans = "instans"
    dag = "dag"
    paragraf = "paragraf"
    utfall = "utfall"
    punkt = "punkt"
    skal = "skal"
    forslag = "forslag"
    omedelbar = "omedelbar"
    reservation = "reservation"
    justerad = "justerad"
    anslaget = "anslaget"
    nedtaget = "nedtaget"
    publicerat = "publicerat"
    expedierad = "expedierad"
    mottagare = "mottagare"


@dataclass(frozen=True, slots=True)
class MinutesPoint:
    """One point of the decision: its words, what they do, which att-satser they name, and why."""

    text: str
    outcome: Outcome | None = None
    clauses: tuple[int, ...] = ()
    reason: str = ""
    adopts: bool = False
    """Whether the point takes a proposal as the body's own decision."""


Value = str | date | bool | BodyKind | Outcome | MinutesPoint | MinutesDissent


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the minutes say: what it fills in, its value, and where it stands (half-open)."""

    part: Part
    value: Value
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Minutes:
    """All that was found; ``problem`` says in plain words why there is nothing, or what must be chosen first."""

    facts: tuple[Fact, ...] = ()
    problem: str = ""
    remarks: tuple[str, ...] = ()
    """Each day that is written but does not exist, as a sentence."""

    def values(self, part: Part) -> list[Value]:
        """The values of a part, in the order they stand."""
        return [fact.value for fact in self.facts if fact.part == part]

    def value(self, part: Part) -> Value | None:
        """The first value of a part."""
        return next(iter(self.values(part)), None)

    @property
    def points(self) -> list[MinutesPoint]:
        """The points of the decision."""
        return [value for value in self.values(Part.punkt) if isinstance(value, MinutesPoint)]

    @property
    def dissents(self) -> list[MinutesDissent]:
        """The dissents."""
        return [value for value in self.values(Part.reservation) if isinstance(value, MinutesDissent)]


NO_DECISION: Final = (
    "Texten ser inte ut som ett protokoll: ingen mening säger vad som beslutades. Klistra in paragrafen från § till "
    "«Beslutet skickas till»."
)
ONLY_PROPOSED: Final = (
    "Texten är ett förslag: den säger vad som föreslås, inte vad som beslutades. Klistra in paragrafen ur protokollet."
)
MANY: Final = (
    "Texten har flera paragrafer och ingen är det här ärendets. Klistra in bara den paragraf som gäller ärendet."
)

_DAY_WORDS: Final = (
    rf"\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}(?::?e|:a)? (?:{'|'.join(MONTHS)}),? \d{{4}}|\d{{1,2}}/\d{{1,2}}[ -]\d{{4}}"
)
_DAY: Final = re.compile(rf"\b(?:{_DAY_WORDS})\b", re.IGNORECASE)
_ON: Final = r"[ \t:.]*(?:\n[ \t]*){0,2}(?:[^\n\d]{0,60}?)"
# A line of the anslag or of the front page: what it dates, and the words that may stand before the day.
_DATED: Final = tuple(
    (part, re.compile(rf"(?<![\wåäö])(?:{words}){_ON}(?P<day>{_DAY_WORDS})", re.IGNORECASE))
    for part, words in (
        (Part.nedtaget, (r"(?:datum (?:för|då) )?anslag(?:et|ets)?s?(?: tas| togs)? (?:ned(?:tagande|tages|"
                         r"tas)?|ner)|"
                        r"(?:tas|togs) (?:ned|ner)|nedtag(?:et|es|ning)|(?:datum för )?(?:anslags )?nedtagande|"
                        r"anslaget till och med")),
        (Part.anslaget, (r"(?:datum (?:för|då) )?anslag(?:et|ets)?s?(?: är)?(?: \(?datum\)?| uppsatt| sätts upp|"
                         r" sattes upp| "
                        r"uppsättande| på anslagstavlan)|(?:datum för )?uppsättande|anslagsdatum|anslagsdag|"
                        r"anslås|anslogs|"
                        r"anslaget|tillkänna(?:gavs|gett|givet)|uppsatt|satts upp")),
        (Part.justerad, (r"(?:protokollet |paragrafen )?(?:är )?juster(?:at|ad|ades|ats|ingsdatum|ingsdag|"
                         r"ingens datum|"
                        r"ingens (?:plats och )?(?:tid|datum)|ingens tid och plats|ing)")),
        (Part.publicerat, r"publicera(?:t|s|des|d|ts)|publiceringsdatum"),
        (Part.expedierad, r"expediera(?:t|d|des|ts)|expedieringsdatum|beslutet (?:skickades|sändes|är skickat)"),
    )
)  # fmt: skip
_MEETING_DAY: Final = re.compile(
    rf"(?:sammanträdesdatum|sammanträdesdag|mötesdatum|sammanträde(?:t)?|möte|plats och tid|tid och plats|datum){_ON}"
    rf"(?P<day>{_DAY_WORDS})",
    re.IGNORECASE,
)
_AU: Final = re.compile(r"\b[\wåäö]*utskott\w*|(?<![\w])(?-i:[A-ZÅÄÖ]*[Aa][Uu])\b", re.IGNORECASE)
_PREPARES: Final = re.compile(r"\b[\wåäö]*(?:beredning|presidi)\w*", re.IGNORECASE)
_NAMND: Final = re.compile(r"\b[\wåäö]*(?:nämnd|styrelse|direktion)\w*", re.IGNORECASE)
_DECIDES: Final = re.compile(
    r"(?P<who>\b[\wåäö]*(?:nämnden|styrelsen|utskottet|beredningen|presidiet|direktionen|fullmäktige|AU))"
    r"(?:,? [^.\n]{0,60}?)?\s+(?P<verb>beslutar|beslutade|beslöt|har beslutat)\b",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    r"^(?P<who>.{0,120}?)(?P<verb>beslutar|beslutade|beslöt|har beslutat|föreslår)\b(?P<rest>[^.]{0,80}?)"
    r"(?P<end>(?:\s+att)?\s*:?\s*|:)$",
    re.IGNORECASE | re.DOTALL,
)
_PROPOSES: Final = re.compile(
    r"^(?P<who>.{0,120}?)\b(?:föreslår|tillstyrker|förordar|rekommenderar)\b(?P<rest>.*)$", re.IGNORECASE | re.DOTALL
)
_SAID: Final = re.compile(
    r"\bföreslås\b|\bförslag(?:et)? (?:till|är)\b|\byrka[rt]\b|\byrkade\b|\bföreslår att nämnden\b", re.IGNORECASE
)
_IMMEDIATE: Final = re.compile(
    r"\b(?:omedelbart? juster\w*|juster\w* (?:paragrafen |punkten |ärendet |beslutet |§ ?\d+ )?omedelbart|"
    r"omedelbar justering)",
    re.IGNORECASE,
)
_NOT_IMMEDIATE: Final = re.compile(r"\b(?:inte|ej|ingen|yrkar|yrkade)\b[^.]{0,30}$", re.IGNORECASE)
_NOBODY: Final = re.compile(r"^(?:-|–|—|inga?(?: finns)?|saknas|akten|diariet|ärendet)\.?$", re.IGNORECASE)
# A sentence under the list of recipients says something of the paragraph; nobody is called that.
_SAID_OF_IT: Final = re.compile(
    r"\b(?:förklaras|förklarar|justera[ds]|justeras|anslås|anslagits|undertecknas)\b", re.IGNORECASE
)
_LONGEST_RECIPIENT: Final = 110
_LONGEST_NAME: Final = 90
"""How far into a sentence the body's own name may end before it says that it decides."""


def read_minutes(text: str, *, dnr: str = "", title: str = "") -> Minutes:
    """What a pasted text says that a body decided; ``dnr`` and ``title`` tell which § where there are several."""
    plain = text.replace("\u00a0", " ").replace("\t", " ").replace("\r", " ")
    paragraph = paragraph_about(plain, dnr, title)
    if paragraph is None and len(paragraphs_in(plain)) > 1:
        return Minutes(problem=MANY)
    start, end = (paragraph.start, paragraph.end) if paragraph else (0, len(plain))
    # Minutes that begin with the body and the day have their § further down.
    alone = paragraph is not None and len(paragraphs_in(plain)) == 1
    pieces = pieces_of(plain, 0 if alone else start, end)
    decided = list(_decided(plain, pieces))
    if not decided:
        proposed = any(piece.key == "proposal" for piece in pieces) or _SAID.search(plain)
        return Minutes(problem=ONLY_PROPOSED if proposed else NO_DECISION)
    head_end = paragraph.end if paragraph else end
    facts = [
        *_paragraph_fact(paragraph),
        *_body(plain, 0, start, pieces, decided),
        *_meeting_day(plain, start, head_end, decided[0].start, inside=paragraph is None or alone),
        *_points(plain, decided, pieces),
        *_immediate(plain, start if not alone else 0, end),
        *_own_proposal(pieces),
        *(Fact(Part.reservation, *found) for found in dissents_in(plain, pieces)),
        *_dated(plain),
        *_recipients(pieces),
    ]
    remarks = tuple(
        f"Texten har «{words}», en dag som inte finns. Skriv dagen själv." for _, words in impossible_days(text)
    )
    return Minutes(tuple(sorted(_once(facts), key=lambda fact: (fact.start, fact.end))), remarks=remarks)


def impossible_days(text: str) -> list[tuple[Part, str]]:
    """What the minutes date by a day that does not exist, with the words from what it dates to the day."""
    plain = text.replace("\u00a0", " ").replace("\t", " ").replace("\r", " ")
    named = (*_DATED, (Part.dag, _MEETING_DAY))
    found: dict[int, tuple[Part, str]] = {}
    for part, pattern in named:
        for one in pattern.finditer(plain):
            if not _day_fact(part, one["day"], one.start("day")):
                found.setdefault(one.start("day"), (part, " ".join(one.group().split())))
    return [found[at] for at in sorted(found)]


def _once(facts: Iterable[Fact]) -> Iterator[Fact]:
    seen: set[tuple[Part, object]] = set()
    for fact in facts:
        if (fact.part, fact.value) not in seen:
            seen.add((fact.part, fact.value))
            yield fact


def _paragraph_fact(paragraph: Paragraph | None) -> list[Fact]:
    if paragraph is None:
        return []
    return [Fact(Part.paragraf, paragraph.number, paragraph.number_start, paragraph.number_end)]


def _decided(text: str, pieces: list[Piece]) -> Iterator[Piece]:
    """What the body decided: the pieces under «Beslut», else each sentence that says «beslutar»."""
    under = [piece for piece in pieces if piece.key == "decision" and not _is_furniture(piece.text)]
    if under:
        yield from _until_other_talk(under)
        return
    for piece in pieces:
        if piece.key in ("proposal", "own", "procedure", "dissent", "basis", "case", "reason", "recipients"):
            continue
        for sentence in sentences_of(piece, text):
            said = _DECIDES.search(sentence.text)
            whole = sentence.marked and ATT.match(sentence.text)
            if (said and not _SAID.search(sentence.text)) or whole:
                yield sentence


def _until_other_talk(pieces: list[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if says_dissent(piece.text) and not outcome_in(piece.text):
            return
        yield piece


def _is_furniture(words: str) -> bool:
    return len(words) < 3 or bool(re.fullmatch(r"(?:sida )?\d+\s?(?:\(\d+\)|av \d+)?|_+|-+", words, re.IGNORECASE))


def _body(text: str, start: int, head_end: int, pieces: list[Piece], decided: list[Piece]) -> list[Fact]:
    """Which body decided: by the sentence that decides, else by the heading, else by what stands at the top."""
    for piece in decided:
        subject = re.match(
            r"[^.]{0,140}?\b(?:beslutar|beslutade|beslöt|har beslutat|föreslår|återremitterar|"
            r"bordlägger)\b",
            piece.text,
        )
        for place, words in ((piece.start, subject.group() if subject else ""), (piece.start, piece.heading)):
            kind = _kind_in(words)
            if kind is not None:
                return [Fact(Part.instans, kind, place, piece.end)]
    heads = [piece for piece in pieces if not piece.key] or pieces[:1]
    top = text[start : max(head_end, heads[0].end if heads else 0)]
    for line in re.finditer(r"[^\n]+", top):
        kind = _kind_in(line.group()) if len(line.group()) < 120 else None
        if kind is not None:
            return [Fact(Part.instans, kind, start + line.start(), start + line.end())]
    return []


def _kind_in(words: str) -> BodyKind | None:
    if _AU.search(words):
        return BodyKind.au
    named = _NAMND.search(words)
    if named:
        return BodyKind.namnd
    return BodyKind.beredning if _PREPARES.search(words) else None


def _meeting_day(text: str, start: int, end: int, decided_at: int, *, inside: bool) -> list[Fact]:
    """The day of the meeting: where it is called so, else the first day over the decision."""
    called = _MEETING_DAY.search(text[:end])
    if called and not _within_dated(text, called.start("day")):
        return _day_fact(Part.dag, called["day"], called.start("day"))
    stop = decided_at if inside else start
    for found in _DAY.finditer(text, 0, max(stop, 0)):
        line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        if not _within_dated(text, found.start()) and len(line) < 60 and "daterad" not in line.lower():
            return _day_fact(Part.dag, found.group(), found.start())
    return []


def _within_dated(text: str, at: int) -> bool:
    return any(found.start("day") == at for _, pattern in _DATED for found in pattern.finditer(text))


def _day_fact(part: Part, words: str, start: int) -> list[Fact]:
    # A year is always written here: any day will do for reckoning.
    day = parse_day(words.replace(",", ""), date(2000, 1, 1))
    return [Fact(part, day, start, start + len(words))] if day else []


def _dated(text: str) -> Iterator[Fact]:
    taken: set[int] = set()
    for part, pattern in _DATED:
        found = next(
            (one for one in pattern.finditer(text) if one.start("day") not in taken and _is_past(text, one)), None
        )
        if found is not None:
            taken.add(found.start("day"))
            yield from _day_fact(part, found["day"], found.start("day"))


def _is_past(text: str, found: re.Match[str]) -> bool:
    """«ska justeras senast den …» dates nothing that is done."""
    between = text[found.start() : found.start("day")].lower()
    return "senast" not in between and "omedelbar" not in between.replace("omedelbart", "")


def _points(text: str, decided: list[Piece], pieces: list[Piece]) -> Iterator[Fact]:
    reasons = [piece for piece in pieces if piece.key == "reason"]
    whole: Fact | None = None
    many = sum(piece.marked for piece in decided) > 0
    for at, piece in enumerate(decided):
        if _leads(piece, followed=at + 1 < len(decided)):
            continue
        parts = [piece] if piece.marked or many else sentences_of(piece, text)
        for part in parts:
            words = _stripped(part.text)
            if not words or says_dissent(part.text):
                continue
            outcome, clauses = outcome_in(part.text), clauses_in(part.text)
            reason, _ = reason_in(part.text)
            adopts = bool(ADOPTS.search(folded(words)))
            if adopts_all(part.text) and not clauses and outcome in (Outcome.bifall, None):
                whole = whole or Fact(Part.utfall, Outcome.bifall, part.start, part.end)
                continue
            if outcome in (Outcome.aterremiss, Outcome.bordlaggning, Outcome.utgar) and not clauses and not adopts:
                whole = Fact(Part.utfall, outcome, part.start, part.end)
                if reason or reasons:
                    yield Fact(
                        Part.skal,
                        reason or reasons[0].text,
                        part.start if reason else reasons[0].start,
                        part.end if reason else reasons[0].end,
                    )
                continue
            yield Fact(Part.punkt, MinutesPoint(words, outcome, clauses, reason, adopts), part.start, part.end)
    if whole is not None:
        yield whole
    elif reasons and not any(reason_in(piece.text)[0] for piece in decided):
        yield Fact(Part.skal, reasons[0].text, reasons[0].start, reasons[0].end)


def _leads(piece: Piece, *, followed: bool) -> bool:
    """Whether a piece only leads in to the points after it: «Nämnden beslutar att»."""
    if piece.marked or not followed:
        return False
    return _LEAD.match(piece.text) is not None and (
        piece.text.endswith((":", "att", "följande")) or len(piece.text) < 90
    )


def _stripped(words: str) -> str:
    """A point without the words that only say that it is decided: «Nämnden beslutar att godkänna …»."""
    said = _DECIDES.search(words)
    if said and said.start() < _LONGEST_NAME:
        rest = words[said.end() :].lstrip(" :")
        rest = re.sub(
            r"^(?:för egen del|enhälligt|därmed|även|också|därutöver|följande)\b[ ,:]*", "", rest, flags=re.IGNORECASE
        )
        words = rest
    words = ATT.sub("", words, count=1) if ATT.match(words) else words
    words = re.sub(r",?\s+(?:samt|och)$", "", words.strip(" :;,"))
    return words[:1].upper() + words[1:]


def _immediate(text: str, start: int, end: int) -> Iterator[Fact]:
    for found in _IMMEDIATE.finditer(text, start, end):
        if not _NOT_IMMEDIATE.search(text[max(start, found.start() - 40) : found.start()]):
            yield Fact(part=Part.omedelbar, value=True, start=found.start(), end=found.end())
            return


def _own_proposal(pieces: list[Piece]) -> Iterator[Fact]:
    """What an AU proposes to the nämnd in its own words."""
    own = [piece for piece in pieces if piece.key == "own"]
    if own:
        yield Fact(Part.forslag, "\n".join(piece.text for piece in own), own[0].start, own[-1].end)
        return
    for piece in pieces:
        said = _PROPOSES.match(piece.text) if piece.key == "decision" else None
        if said and _AU.search(said["who"]) and len(said["rest"].split()) > 2 and not adopts_all(piece.text):
            yield Fact(Part.forslag, piece.text, piece.start, piece.end)
            return


def _recipients(pieces: list[Piece]) -> Iterator[Fact]:
    for piece in pieces:
        if piece.key != "recipients":
            continue
        if any(pattern.search(piece.text) for _, pattern in _DATED) or len(piece.text) > 4 * _LONGEST_RECIPIENT:
            # The foot of the minutes has no heading of its own everywhere.
            return
        for one in re.split(r"[;,]\s+", piece.text.rstrip(" .")):
            name = one.strip(" .:")
            if not name or _NOBODY.match(name) or len(name) > _LONGEST_RECIPIENT or _is_furniture(name):
                continue
            if not _DAY.fullmatch(name) and not _SAID_OF_IT.search(name):
                yield Fact(Part.mottagare, name[:1].upper() + name[1:], piece.start, piece.end)
