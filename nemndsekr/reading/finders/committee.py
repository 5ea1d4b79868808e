"""Committee: the nämnd that the paper is made for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from nemndsekr.reading.draft import Found
from nemndsekr.reading.headings import top_of
from nemndsekr.reading.lines import Line, Paper, folded

# No longer than words are: an endless one would be tried from each of its letters.
_STEM = r"[A-Za-zÅÄÖåäö]{1,45}"
_BODY = rf"(?:{_STEM}-(?:,\s*{_STEM}-){{0,4}}\s*(?:,|och|samt|&)\s+)?"
# «arbetsmarknads- och socialnämnden», «Nämnden för teknik», «Lindö stadsdelsnämnd», «kommunstyrelsen».
# What begins with a capital after a nämnd's name, and is no part of it.
_NO_PLACE = (
    r"\w*(?:nämnd|styrelse|fullmäktige|revision|rapport|granskning|utskott|förvaltning|kontor|yttrande|skrivelse)|"
    r"(?:För|Till|Från|Svar|Dnr|Datum|Kopia|Motion|Remiss|Uppföljning|Ärende|Beslut|Protokoll|Sida|Samtliga|Vi|På|I|"
    r"Den|Det|"
    r"Handläggare|Plats|Sammanträde|Tid|Missiv|Samarbete|Att|Under|Med|Enligt|Som|Har|Ska|Om|Över|Kommun)\w*\b"
)
# How the first word of a nämnd's name must look; it spares most words of a text the rest of the pattern.
_MAY_BEGIN = r"(?=[A-ZÅÄÖ]|[A-Za-zÅÄÖåäö]+(?:-| nämnden)|[A-Za-zÅÄÖåäö]*(?:[Nn]ämnd|[Ss]tyrelsen))"
# «Ärendet lämnas till nämnden för yttrande.»
_NO_MATTER = (
    r"(?:yttrande|svar|beslut|beredning|kännedom|åtgärd|behandling|godkännande|ställningstagande|vidare|att|sin|sitt|"
    r"sina|det|den|de|"
    r"detta|denna|en|ett|hur|år|fortsatt|återrapport|uppföljning|information|prövning|ny|ytterligare)\w*\b"
)
NAMND = re.compile(
    rf"(?<![A-Za-zÅÄÖåäö]){_MAY_BEGIN}"
    rf"(?:(?:{_STEM}(?:iska|ala|samma|liga) (?=nämnden))?(?:{_BODY}(?:{_STEM})?(?:[Nn]ämnden|"
    rf"[Ss]tyrelsen)(?!s)(?: (?!{_NO_PLACE})[A-ZÅÄÖ][a-zåäö]+(?! (?:har|ska|är)))?)"
    # «Nämnden för teknik och fritid»: only a bare nämnd says what it is for.
    rf"(?:(?<=\b[Nn]ämnden) för (?!{_NO_MATTER})[a-zåäö]+(?:,? (?:och|samt) [a-zåäö]+)?)?"
    rf"|[A-ZÅÄÖ][a-zåäö]+(?:[ -][A-ZÅÄÖ][a-zåäö-]+){{0,3}}s? (?:stadsdels|sociala? ?|kommun)?nämnd\b"
    rf"|{_BODY}{_STEM}nämnd\b)"
)
NOT_NAMND = re.compile(
    r"^(?:nämnden|styrelsen|(?:politiska|ansvariga|aktuella|berörda|lokala|sådana|samma|granskade|"
    r"kommunala) nämnden|respektive nämnd|berörd nämnd|ansvarig nämnd|förvaltningsstyrelsen|socialstyrelsen|"
    r"länsstyrelsen|polisstyrelsen|arbetsmiljöstyrelsen|skolstyrelsen|valnämnden|bolagsstyrelsen|"
    r"domstolsstyrelsen|övriga nämnd.*|gransk\w+ nämnd\w*|facknämnd.*|varje nämnd|\w*läkarnämnden)$",
    re.IGNORECASE,
)
GENITIVE = re.compile(
    rf"(?<![A-Za-zÅÄÖåäö])(?=[A-Za-zÅÄÖåäö]+-|[A-Za-zÅÄÖåäö]*(?:nämnden|styrelsen)s\b)({_BODY}{_STEM}nämnden|kommunstyrelsen)s\b",
    re.IGNORECASE,
)
NAMND_WORDS: Final = ("nämnd", "styrelsen")
GENITIVE_WORDS: Final = ("nämndens", "kommunstyrelsens")
# No name of a nämnd goes on past these signs.
CLAUSE = re.compile(r"[^.:;()?!/]+")
# The body whose minutes they are, on a line of its own or before the day.
MINUTES_OF = re.compile(
    rf"^(?:{_BODY}{_STEM}|[A-ZÅÄÖ]\w+(?: \w+){{0,3}}?)?\s?(?:[Kk]ommunfullmäktige|[Rr]egionfullmäktige|"
    rf"[Ff]ullmäktige|[Nn]ämnden?|"
    r"nämnd|[Ss]tyrelsen?|[Dd]irektionen?|[Uu]tskott(?:et)?|[Bb]eredning(?:en)?|[Pp]residiet?)s?"
    rf"(?: (?:för \w+(?: och \w+)?|(?:\w+- och )?\w*utskott(?:et)?|beredning|presidium))?(?= *$| *[>|,·]| \(| +\d|"
    rf"\t| [Ss]ammanträde| [Pp]rotokoll)"
)
PROPOSES = re.compile(
    r"\b(?:beslutar|besluta|föreslås|föreslår|godkänner|antar|lämnar|överlämnar|avger|ställer sig|justerar|"
    r"uppdrar|ger|noterar)\b"
)
AUDITED = re.compile(
    r"^(?:granskad nämnd|personuppgiftsansvarig|ansvarig nämnd)\s*:\s*(?=\S+(?: \S+){0,6}$)", re.IGNORECASE
)
TO = re.compile(r"^till\b\s*:?\s*", re.IGNORECASE)


def _matches(pattern: re.Pattern[str], text: str, *words: str) -> Iterator[re.Match[str]]:
    """What the pattern matches, looked for only in the clauses that hold one of the words, in capitals or not."""
    small = folded(text)
    for clause in CLAUSE.finditer(text):
        start, end = clause.span()
        if any(small.find(word, start, end) >= 0 for word in words):
            yield from pattern.finditer(text, start, end)


def namnd_names(text: str) -> list[tuple[str, int]]:
    """The nämnder named in a text, as written, with their places."""
    out = []
    for match in _matches(NAMND, text, *NAMND_WORDS):
        name = re.sub(
            r"^(?:[Aa]tt|[Tt]ill|[Oo]ch|[Ii]|[Hh]ar|[Ff]ör|[Aa]v|[Ff]rån|[Ss]amt|[Oo]m|[Nn]är|[Dd]en) ",
            "",
            match.group(),
        )
        if not NOT_NAMND.match(name) and len(name) > 6:
            out.append((name, match.start() + len(match.group()) - len(name)))
    return out


def find_committee(
    paper: Paper, kind: str, decision_points: Sequence[Found], plan_labels: Sequence[str]
) -> Found | None:
    """The nämnd, by whom the decision is proposed to, else by address, head and how often it is named."""
    for named in _candidates(paper, kind, decision_points, plan_labels):
        name = _with_district(named, paper)
        words = name[:1].upper() + name[1:]
        place = paper.text.find(name)
        return Found(words, place if place >= 0 else None, place + len(name) if place >= 0 else None)
    return None


def _candidates(paper: Paper, kind: str, points: Sequence[Found], plan_labels: Sequence[str]) -> Iterator[str]:
    top = top_of(paper)
    if kind == "protokoll":
        yield from _minutes_of(paper.lines[:14])
    if kind == "motion":
        yield from _full_council(paper, top)
    if kind in {"tjansteskrivelse", "missiv", "revisionsrapport", "remissblad"}:
        yield from _addressee(top)
    for point in points:
        named = [(name, place) for name, place in namnd_names(point.text) if place < 12 and PROPOSES.search(point.text)]
        yield from (name for name, _ in named)
    yield from (name for label in plan_labels for name, _ in namnd_names(label))
    if kind in {"namndinitiativ", "motion", "skrivelse"}:
        for line in paper.lines:
            if re.search(r"\b(?:föreslår|yrkar|uppdra|vill vi)\b", line.text) and not line.text.startswith("Att "):
                yield from (name for name, _ in namnd_names(line.text))
    for line in top:
        yield from (name for name, _ in namnd_names(line.text) if len(line.text) < 90)
    yield from _by_number(paper, first=kind == "revisionsrapport")


def _with_district(name: str, paper: Paper) -> str:
    """«Stadsdelsnämnden» by its full name, where the head gives it."""
    if name.casefold() != "stadsdelsnämnden":
        return name
    full = re.search(
        r"\b[A-ZÅÄÖ][a-zåäö]+(?:-[A-ZÅÄÖ][a-zåäö]+)?(?: och [A-ZÅÄÖ][a-zåäö]+)?s? stadsdelsnämnd\b", paper.text
    )
    return re.sub(r"^Till ", "", full.group()) if full else name


def _minutes_of(lines: Sequence[Line]) -> list[str]:
    """The body whose minutes they are: it stands in their head, before the first case."""
    for line in lines:
        text = re.sub(
            r"^(?:\d+ ?[(\[]\d+[)\]]|[Ss]ammanträdesprotokoll|[Pp]rotokoll(?:sutdrag)?(?: från| för)?|PROTOKOLL|"
            r"SAMMANTRÄDESPROTOKOLL)\s+",
            "",
            line.text,
        )
        if "§" in text and not text.startswith("Kommunfullmäktige"):
            continue
        named = MINUTES_OF.match(text)
        if named and len(text) < 110 and named.group().strip().casefold() not in {"nämnden", "styrelsen", "utskottet"}:
            return [named.group().strip()]
    return []


def _full_council(paper: Paper, top: Sequence[Line]) -> list[str]:
    """A motion is put to the full council, unless its head says to whom."""
    to = [line.text for line in top if re.search(r"\btill\b", line.text, re.IGNORECASE) and len(line.text) < 120]
    named = [name for text in to for name, _ in namnd_names(text)]
    council = re.search(r"\b(?:kommun|region|landstings)?fullmäktige\b", paper.text, re.IGNORECASE)
    at_head = [text for text in to if council and council.group().casefold() in text.casefold()]
    return named if named and not at_head else [council.group()] if council else []


def _addressee(top: Sequence[Line]) -> list[str]:
    for index, line in enumerate(top):
        audited = AUDITED.match(line.text)
        if audited:
            return [line.text[audited.end() :].strip()]
        to = TO.match(line.text)
        if not to:
            continue
        rest = line.text[to.end() :] or (top[index + 1].text if index + 1 < len(top) else "")
        return [name for name, _ in namnd_names(rest)]
    return []


def _by_number(paper: Paper, *, first: bool = False) -> list[str]:
    """The nämnder by how often they are named; ``first`` puts that named first among those named nearly as often."""
    counts: Counter[str] = Counter()
    for name, _ in namnd_names(paper.text):
        counts[name[:1].lower() + name[1:]] += 1
    for match in _matches(GENITIVE, paper.text, *GENITIVE_WORDS):
        name = match.group(1)
        if not NOT_NAMND.match(name):
            counts[name[:1].lower() + name[1:]] += 1
    named = [name for name, _ in counts.most_common()]
    if first and named:
        # A joint report names each of its nämnder in turn, and a long list to one of them must not hide the first.
        near = [name for name in counts if counts[name] * 2 > counts[named[0]]]
        named = [*near[:1], *(name for name in named if name not in near[:1])]
    return named
