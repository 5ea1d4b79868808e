"""Committee: the nämnd that the paper is made for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from nemndsekr.reading.draft import Found
from nemndsekr.reading.headings import top_of
from nemndsekr.reading.lines import Line, Paper

# No longer than words are: an endless one would be tried from each of its letters.
_STEM = r"[A-Za-zÅÄÖåäö]{1,45}"
_BODY = rf"(?:{_STEM}-(?:,\s*{_STEM}-){{0,4}}\s*(?:,|och|samt|&)\s+)?"
# «arbetsmarknads- och socialnämnden», «Nämnden för teknik», «Lindö stadsdelsnämnd», «kommunstyrelsen».
NAMND = re.compile(
    rf"(?<![A-Za-zÅÄÖåäö])(?:(?:{_STEM}(?:iska|ala|samma|liga) (?=nämnden))?{_BODY}(?:{_STEM})?(?:nämnden|"
    rf"styrelsen)(?!s)(?: (?!\w*(?:nämnd|styrelse|fullmäktige))(?:[A-ZÅÄÖ][a-zåäö]+|för [a-zåäö]+(?:,? (?:och|"
    rf"samt) [a-zåäö]+)?)(?! (?:har|ska|är)))?"
    rf"|[A-ZÅÄÖ][a-zåäö]+(?:[ -][A-ZÅÄÖ][a-zåäö-]+){{0,3}}s? (?:stadsdels|sociala? ?|kommun)?nämnd\b"
    rf"|{_BODY}{_STEM}nämnd\b)"
)
NOT_NAMND = re.compile(
    r"^(?:nämnden|styrelsen|(?:politiska|ansvariga|aktuella|berörda|lokala|sådana|samma|granskade|"
    r"kommunala) nämnden|respektive nämnd|berörd nämnd|ansvarig nämnd|förvaltningsstyrelsen|socialstyrelsen|"
    r"länsstyrelsen|polisstyrelsen|arbetsmiljöstyrelsen|skolstyrelsen|valnämnden|bolagsstyrelsen|"
    r"domstolsstyrelsen|övriga nämnd.*|facknämnd.*|varje nämnd|\w*läkarnämnden)$",
    re.IGNORECASE,
)
GENITIVE = re.compile(rf"(?<![A-Za-zÅÄÖåäö])({_BODY}{_STEM}nämnden|kommunstyrelsen)s\b", re.IGNORECASE)
PROPOSES = re.compile(
    r"\b(?:beslutar|besluta|föreslås|föreslår|godkänner|antar|lämnar|överlämnar|avger|ställer sig|justerar|"
    r"uppdrar|ger|noterar)\b"
)
TO = re.compile(r"^till\b\s*:?\s*", re.IGNORECASE)


def namnd_names(text: str) -> list[tuple[str, int]]:
    """The nämnder named in a text, as written, with their places."""
    out = []
    for match in NAMND.finditer(text):
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
    for name in _candidates(paper, kind, decision_points, plan_labels):
        words = name[:1].upper() + name[1:]
        place = paper.text.find(name)
        return Found(words, place if place >= 0 else None, place + len(name) if place >= 0 else None)
    return None


def _candidates(paper: Paper, kind: str, points: Sequence[Found], plan_labels: Sequence[str]) -> list[str]:
    top = top_of(paper)
    out: list[str] = []
    if kind in {"tjansteskrivelse", "missiv", "revisionsrapport", "remissblad"}:
        out += _addressee(top)
    for point in points:
        named = [(name, place) for name, place in namnd_names(point.text) if place < 12 and PROPOSES.search(point.text)]
        out += [name for name, _ in named]
    out += [name for label in plan_labels for name, _ in namnd_names(label)]
    if kind in {"namndinitiativ", "motion", "skrivelse"}:
        for line in paper.lines:
            if re.search(r"\b(?:föreslår|yrkar|uppdra|vill vi)\b", line.text) and not line.text.startswith("Att "):
                out += [name for name, _ in namnd_names(line.text)]
    for line in top:
        out += [name for name, _ in namnd_names(line.text) if len(line.text) < 90]
    return out + _by_number(paper)


def _addressee(top: Sequence[Line]) -> list[str]:
    for index, line in enumerate(top):
        to = TO.match(line.text)
        if not to:
            continue
        rest = line.text[to.end() :] or (top[index + 1].text if index + 1 < len(top) else "")
        return [name for name, _ in namnd_names(rest)]
    return []


def _by_number(paper: Paper) -> list[str]:
    counts: Counter[str] = Counter()
    for name, _ in namnd_names(paper.text):
        counts[name[:1].lower() + name[1:]] += 1
    for match in GENITIVE.finditer(paper.text):
        name = match.group(1)
        if not NOT_NAMND.match(name):
            counts[name[:1].lower() + name[1:]] += 1
    return [name for name, _ in counts.most_common()]
