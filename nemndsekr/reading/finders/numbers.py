"""Numbers: the case's own number, the other part's, related ones, and the number of a report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nemndsekr.reading.draft import Found
from nemndsekr.reading.finders.dates import FULL
from nemndsekr.reading.headings import top_of
from nemndsekr.reading.lines import Line, Paper

# A nämnd's letters, never a label, a month or a word that begins a sentence.
_PREFIX = (
    r"(?!(?:Dnr|Diarie\w*|Nr|Sid|Vår|Er|Ert|Till|Den|Tel|Fax|Box|År|Kl|Maj|Jan|Feb|Mars|Apr|Juni|Juli|Aug|Sept?|"
    r"Okt|Nov|Dec|Av|På|I|DNR|NR|OCH)\b)(?:[A-ZÅÄÖ]{1,6}|[A-ZÅÄÖ][a-zåäö]{1,3}[A-ZÅÄÖ]?)"
)
_YEAR = r"(?:19|20)\d\d"
# The forms of case numbers, the most telling first (they are tried in this order at each place).
FORMS = (
    rf"{_PREFIX} {_PREFIX}[-/ ]{_YEAR}[-/:]\d{{2,6}}",  # prefix doubled
    rf"{_PREFIX} {_YEAR}-\d{{2,4}}-\d{{3,6}}",  # T 2010-313-01743
    rf"{_PREFIX} {_YEAR}/\d{{1,5}}:\d{{1,3}}",
    rf"{_PREFIX}[-/ ]?{_YEAR}[-/:]\d{{1,6}}(?:[-./]\d{{1,4}}(?:\.\d+)*)?(?: Dpl \d+)?",
    rf"{_YEAR}[-/]{_PREFIX}\s?\d{{2,4}}(?:[ /]\d{{3}})*",
    rf"{_YEAR}{_PREFIX}\d{{2,5}}(?:\.\d{{3}})?",
    rf"{_PREFIX} {_YEAR}\.\d{{3,5}}-\d{{1,3}}",
    rf"{_PREFIX}\.{_YEAR}\.\d{{1,6}}",
    rf"{_PREFIX}[- ]?\d{{2}}/\d{{3,6}}",
    rf"{_PREFIX}[- ]\d{{1,4}}/{_YEAR}",
    rf"\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}[-/ ]\d{{1,6}}[-/]{_YEAR}",
    rf"\d{{1,2}}\.\d-\d{{3,6}}/{_YEAR}",
    rf"\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}-\d{{3}}-{_YEAR}",
    rf"\d{{1,3}}[-/]\d{{2,4}}[-/]{_YEAR}",
    rf"\d{{3}}/\d{{3}}-{_YEAR}",
    r"\d{3}-\d{3}-\d{2}",
    rf"{_YEAR}[-/]\d{{2,6}}(?:-\d{{3}})?",
    rf"\d{{1,4}}/{_YEAR}(?:-\d{{1,3}})?",
    rf"\d{{1,2}}-\d{{2,4}}-{_YEAR}",
    r"\d{3,4}/\d{2}",
)
NUMBER = re.compile(rf"(?<![\w/.-])(?:{'|'.join(FORMS)})(?![\w/]|[-.]\d)")
# Statutes, paragraphs and transactions look alike.
NOT_A_CASE = re.compile(
    r"(?:\b(?:HSLF-FS|SOSFS|SFS|SOU|Ds|prop\.?|KFS|MSBFS|SKOLFS|AFS|PTSFS|HFD|RÅ|NJA|RiR|dir\.?|bet\.?|lag|lagen|"
    r"förordningen?)\b\W*|§§?\s*(?:\d+[-–])?|paragraf\w*\s+|transaktions\w*\W*[\w-]*\s*|\bnr\.?\s*|\bnummer\s+|"
    r"\brapport\s+|\btel\w*\W*)$",
    re.IGNORECASE,
)
OWN_LABEL = re.compile(
    r"\b(?:dnr|diarienummer|diarienr|diariefört|diarie|vår beteckning|ärendenummer|ärendenr|ärendebeteckning|"
    r"ärende-?id|ärende|vår referens|beteckning)\.?\s*:?\s*(?:nr\.?)?\s*$",
    re.IGNORECASE,
)
OTHER_LABEL = re.compile(
    r"\b(?:er beteckning|er referens|ert dnr|ert diarienummer|er dnr|(?:revisionens|revisorernas) "
    r"(?:dnr|diarienummer|beteckning)|"
    r"stadsrevisionens (?:dnr|diarienummer)|motpartens (?:dnr|beteckning)|avsändarens (?:dnr|"
    r"diarienummer))\s*:?\s*$",
    re.IGNORECASE,
)
OWN_LABEL_LINE = re.compile(
    r"^(?:dnr|diarienummer|diarienr\.?|vår beteckning|ärendenummer|ärendenr|beteckning|vår referens|diarie-?nr)\s*:?$",
    re.IGNORECASE,
)
OTHER_LABEL_LINE = re.compile(r"^(?:er beteckning|er referens|ert dnr|ert diarienummer|er dnr)\s*:?$", re.IGNORECASE)
AUDITORS = re.compile(
    r"^(?:SR|RVK|RK|REV|Rev|StRev|RN|KR|KREV|SRV|RR)\b|^(?:SR|RVK|RK|REV|KREV)(?=[- ]?\d)|^\d\d(?:REV|KREV|SR)\d"
)
REPORT_NO = re.compile(
    rf"\b(?:revisions|gransknings|projekt|års)?rapport(?:en|er)?,?\s*(?:nr\.?|nummer|:)?\s*(?P<a>\d{{1,2}}/{_YEAR}|"
    rf"{_YEAR}:\d{{1,2}}|\d{{1,2}},\s*{_YEAR}|{_YEAR}-\d{{1,2}}(?!-?\d)|{_YEAR}/\d\d:\d{{1,3}}|"
    rf"\d{{1,2}}[–-]{_YEAR})"
    rf"|\b(?:nr|nummer)\.?\s*(?P<b>\d{{1,2}}[/–-]{_YEAR}|\d\d/\d\d(?= i vår)|\d{{1,2}},\s*{_YEAR}|"
    rf"{_YEAR}:\d{{1,2}})(?!\d)",
    re.IGNORECASE,
)


# What an earlier audit's number stands beside.
EARLIER = re.compile(
    r"\b(?:tidigare|förra|föregående|den (?:rapporten|granskningen)|gjordes|följt upp|följs upp|uppföljning av|"
    r"granskade[s]? \w+ även)\b",
    re.IGNORECASE,
)
# After its label a number is a number, whatever its form: «Dnr REV 31:4-2025».
AFTER_LABEL = re.compile(
    r"\b(?:dnr|diarienummer|diarienr|ärendenummer|ärendenr|ärende|(?:vår|er) (?:beteckning|referens)|"
    r"ert (?:dnr|diarienummer)|(?:revisorernas|revisionens) beteckning)\b\.?:?\s*(?:nr\.?\s*)?"
    r"(?P<number>\d\d[A-ZÅÄÖ]{2,5}\d{1,5}\b|(?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,7}[ "
    r"./-]?)?\d[\d\w]*(?:[/:.,–-]\d?\w*\d\w*){1,4}(?: \d{3}\b)*)",
    re.IGNORECASE,
)
# Under its label, too.
LOOSE = re.compile(r"(?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,7}[ ./-]?)?\d[\d\w]*(?:[/:.,–-]\d?\w*\d\w*){1,4}(?: \d{3})*")
STAMP = re.compile(r"\b(?:ankomststämpel|ankom(?:mit)?|ink(?:om|\.)?)\b[^.]{0,60}$", re.IGNORECASE)


# These seldom bear a number of their own; one in their text is as often that of another matter.
LONE = frozenset({"revisionsrapport", "missiv", "namndinitiativ", "motion", "skrivelse"})
OF_NAMND = frozenset({"tjansteskrivelse", "yttrande", "protokoll"})


class Numbers(NamedTuple):
    """The numbers of a paper, each kind in the order it stands."""

    own: list[Found]
    counterpart: list[Found]
    related: list[Found]
    report: list[Found]


class _Hit(NamedTuple):
    found: Found
    label: str
    alone: bool
    in_top: bool
    by_itself: bool = False


def find_numbers(paper: Paper, kind: str) -> Numbers:
    """Tell the case's own number from the other part's, from related ones and from what only looks like one."""
    top = {id(line) for line in top_of(paper)}
    hits = list(_hits(paper, top))
    from_auditors = kind in {"revisionsrapport", "missiv"}
    own = [
        hit.found
        for hit in hits
        if hit.label == "own"
        and (hit.in_top or (hit.by_itself if kind in LONE else hit.alone))
        and (from_auditors or not AUDITORS.match(hit.found.text))
    ]
    stamped = [hit.found for hit in hits if hit.label == "stamp"]
    if not from_auditors:
        own, stamped = own or stamped, []
    counterpart = [hit.found for hit in hits if hit.label == "other" and hit.in_top] + stamped
    for hit in hits:
        if hit.label or not hit.in_top:
            continue
        if AUDITORS.match(hit.found.text) and not from_auditors:
            counterpart.append(hit.found)
        elif not own and hit.alone:
            own.append(hit.found)
        elif own and hit.alone and not _among(hit.found, own):
            counterpart.append(hit.found)
    if not counterpart and kind in OF_NAMND:
        # «… i rapporten (RVK 2024/31)»: whose number it is stands in its letters.
        counterpart = [hit.found for hit in hits if AUDITORS.match(hit.found.text) or hit.label == "other"][:1]
    if not counterpart:
        counterpart = [hit.found for hit in hits if hit.label == "other" and hit.alone][:1]
    counterpart += [
        hit.found
        for hit in hits
        if hit.in_top and hit.label == "own" and AUDITORS.match(hit.found.text) and not from_auditors
    ]
    if not own:
        # «Svar på granskning (KS 2025/1)»
        own = [hit.found for hit in hits if hit.in_top and not hit.label and _in_brackets(paper, hit.found)][:1]
    if not own:
        # In running text a labelled number is as often that of another matter.
        own = [hit.found for hit in hits if hit.label == "own" and (hit.by_itself or kind not in LONE)][:1]
    report = _report_numbers(paper, top, kind)
    own = [found for found in own if not _among(found, report)]
    counterpart = [found for found in counterpart if not _among(found, report)]
    own, counterpart = _once(own), [found for found in _once(counterpart) if not _among(found, own)]
    known = {_plain(found.text) for found in (*own, *counterpart)}
    related = [hit.found for hit in hits if re.match(_PREFIX, hit.found.text) and _plain(hit.found.text) not in known]
    return Numbers(own, counterpart, _once(related), report)


def _in_brackets(paper: Paper, found: Found) -> bool:
    start, end = found.start or 0, found.end or 0
    return paper.text[start - 1 : start] == "(" and paper.text[end : end + 1] == ")"


def _hits(paper: Paper, top: set[int]) -> Iterator[_Hit]:
    lines = paper.lines
    for index in paper.places_of_figures():
        line = lines[index]
        labelled = [match for match in AFTER_LABEL.finditer(line.text) if not _is_date_or_span(match["number"])]
        for match in labelled:
            if not NUMBER.search(line.text[match.start("number") : match.end("number") + 1]):
                before = line.text[: match.start("number")]
                label = "other" if OTHER_LABEL.search(before) else "own"
                found = line.found(match.start("number"), match.end("number"))
                left = len(line.text) - len(found.text)
                if left > 120:
                    # In running text a number is that of what is spoken of.
                    label = ""
                yield _Hit(found, label, left < 45, id(line) in top, left < 20 and line.kind != "item")
        above = _label_above(lines, index) if LOOSE.fullmatch(line.text) and not NUMBER.search(line.text) else ""
        if above and not _is_date_or_span(line.text):
            yield _Hit(line.found(), above, alone=True, in_top=id(line) in top, by_itself=True)
        for match in NUMBER.finditer(line.text):
            before = line.text[: match.start()]
            # A statute's name stands before the number or is taken for its prefix.
            if (
                NOT_A_CASE.search(before)
                or NOT_A_CASE.search(match.group().split(" ")[0] + " ")
                or _is_date_or_span(match.group())
            ):
                continue
            label = "other" if OTHER_LABEL.search(before) else "own" if OWN_LABEL.search(before) else ""
            if label == "own" and STAMP.search(before):
                # The receiver's stamp on somebody else's paper.
                label = "stamp"
            rest = (before + line.text[match.end() :]).strip(" .,:;()\t")
            if not label and not rest and index:
                label = _label_above(lines, index)
            found = line.found(match.start(), match.end())
            yield _Hit(
                found,
                label,
                len(rest) < 45 and line.kind != "item",
                id(line) in top,
                len(rest) < 16 and line.kind != "item",
            )


def _label_above(lines: tuple[Line, ...], index: int) -> str:
    for line in reversed(lines[max(0, index - 3) : index]):
        if OTHER_LABEL_LINE.match(line.text):
            return "other"
        if OWN_LABEL_LINE.match(line.text):
            return "own"
        if len(line.text) > 40:
            break
    return ""


def _is_date_or_span(text: str) -> bool:
    """Whether it is a date or a span: «2024-2025» is a span of years, «2024/25» a school year, «2025-03» a month."""
    if FULL.search(text):
        return True
    span = re.fullmatch(rf"({_YEAR})[-/–](\d{{2,4}})", text)
    if not span:
        return False
    first, second = int(span.group(1)), span.group(2)
    return int(second) in {first + step for step in range(9)} or (
        len(second) == 2 and (int(second) <= 12 or int(second) == (first + 1) % 100)
    )


def _among(found: Found, others: list[Found]) -> bool:
    return any(_plain(found.text) == _plain(other.text) for other in others)


def _plain(text: str) -> str:
    return re.sub(r"[\s/:.-]", "", text).casefold()


def _once(found: list[Found]) -> list[Found]:
    out: dict[str, Found] = {}
    for item in found:
        out.setdefault(_plain(item.text), item)
    return list(out.values())


def _report_numbers(paper: Paper, top: set[int], kind: str) -> list[Found]:
    """The number of the report that the paper is, or is about: those in its head, else the first in its text."""
    in_head: list[Found] = []
    below: list[Found] = []
    for line in paper.lines_with("rapport", "nr", "nummer"):
        for match in REPORT_NO.finditer(line.text):
            name = "a" if match["a"] else "b"
            found = line.found(match.start(name), match.end(name))
            sentence = line.text[line.text.rfind(". ", 0, match.start()) + 1 : match.end() + 80]
            if id(line) in top:
                in_head.append(found)
            elif not EARLIER.search(sentence):
                below.append(found)
    best: dict[str, Found] = {}
    # What a report tells of other reports' numbers is not its own.
    for found in in_head or ([] if kind == "revisionsrapport" else below[:1]):
        key = re.sub(r"\D+", "", found.text)
        # «Nr 7, 2023» on the cover is what others write as «7/2023».
        if key not in best or ("/" in found.text and "," in best[key].text):
            best[key] = found
    if in_head and len(best) == 1 and "," in next(iter(best.values())).text:
        key = next(iter(best))
        best[key] = next(
            (item for item in below if re.sub(r"\D+", "", item.text) == key and "/" in item.text), best[key]
        )
    return list(best.values())
