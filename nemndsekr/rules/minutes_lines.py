"""The lines of pasted minutes: which § they belong to, what heading they stand under, and where they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from nemndsekr.rules.likeness import likeness
from nemndsekr.support.swedish import dnr_key

_BODY: Final = r"(?:[\wåäöÅÄÖ-]+,? (?:och |samt |& )?){0,5}?[\wåäö-]*"
# What stands over a part of a §, by the key that the rest of the reading knows it under. The order decides.
_HEADINGS: Final = (
    ("own", (rf"{_BODY}utskottets? förslag(?: till {_BODY}(?:nämnden|"
            rf"styrelsen)s?)?(?: till)?(?: beslut)?(?: i {_BODY})?")),
    ("own", rf"{_BODY}utskottets? förslag till {_BODY}(?:nämndens|styrelsens) beslut"),
    ("own", r"förslag till (?:nämnden|styrelsen|nämndens beslut|styrelsens beslut)"),
    ("recipients", (r"(?:beslutet|beslut|protokollsutdrag|protokollsutdraget|utdrag|utdraget|paragrafen|kopia) "
                   r"(?:ska |skall )?(?:skickas|sänds|expedieras|delges|meddelas|översänds|sändes|"
                   r"skickat)?\s?(?:till|för kännedom)?")),
    ("recipients", (r"(?:skickas|sänds|expedieras|översänds|delges|sändlista|expediering|för kännedom|"
                    r"för verkställighet)"
                   r"(?: till)?")),
    ("decision", (rf"(?:{_BODY}(?:nämndens|styrelsens|utskottets|beredningens|presidiets|fullmäktiges) )?"
                 r"beslut(?:et)?(?: för egen del| i ärendet| på sammanträdet|spunkter)?")),
    ("decision", (rf"{_BODY}(?:nämnden|styrelsen|utskottet|beredningen|presidiet) (?:beslutar|beslutade)"
                 r"(?: för egen del)?(?: följande| att| enligt följande)?")),
    ("proposal", (rf"(?:{_BODY}(?:ens|ets|andes|arens) )?(?:förslag|"
                 rf"inriktning)(?: till)?(?: beslut)?(?: på sammanträdet| i korthet)?")),
    ("proposal", (r"(?:framlagda |inkomna )?(?:förslag och )?yrkanden?(?: på sammanträdet)?|tilläggsyrkanden?|"
                 r"ändringsyrkanden?")),
    ("reason", (r"(?:motivering(?:en)?|skäl(?:en)?)(?: (?:till|för|av)(?: beslutet| återremiss(?:en)?|"
               r" bordläggning(?:en)?)?)?")),
    ("dissent", (r"(?:skriftliga? |muntliga? )?(?:reservation(?:er)?|särskil[dt]a? (?:yttranden?|uttalanden?)|"
                r"protokollsanteckning(?:ar)?|ersättaryttranden?|anteckning(?:ar)? till protokollet)"
                r"(?: (?:och|eller|samt|/) ?(?:särskil[dt]a? (?:yttranden?|uttalanden?)|"
                r"protokollsanteckning(?:ar)?))?")),
    ("foot", (r"(?:justerandes?|justerarnas?|ordförandens?|utdragsbestyrkande|signatur(?:er)?|underskrifter)"
             r"(?: sign(?:atur(?:er)?)?\.?)?(?:[ \t].*)?|utdrag(?:et)? bestyrks.*|vid protokollet.*")),
    ("anslag", (r"(?:anslag(?:et|sbevis)?|bevis(?: om anslag(?:sdag)?| om justering)?|"
               r"anslag(?:/bevis| och bevis)|tillkännagivande(?: av .{0,40})?)")),
    ("basis", r"(?:besluts)?underlag(?:et)?(?: för beslut(?:et)?)?|handlingar(?: i ärendet)?|bilag(?:a|or)(?: \d+)?"),
    ("case", (r"sammanfattning(?: av ärendet(?: och förslaget)?)?|ärende(?:beskrivning(?:en)?|t)|bakgrund|"
             r"beskrivning av ärendet.{0,40}|redogörelse(?: för ärendet)?|information")),
    ("procedure", (r"(?:beslut|propositions?)s?(?:gång(?:en)?|ordning(?:en)?)|proposition(?:er)?|votering(?:en)?|"
                  r"omröstning(?:sresultat|en)?|ärendets (?:be)?handling|ärendets beredning|tidigare behandling|"
                  r"dagens (?:sammanträde|beredning)|(?:överläggning(?:en)?|inlägg|yttrande i ärendet)|"
                  r"jäv|deltar (?:inte|ej) i beslutet|ajournering|närvarande(?: i ärendet)?")),
)  # fmt: skip
_KNOWN: Final = tuple((key, re.compile(rf"(?:{words})", re.IGNORECASE)) for key, words in _HEADINGS)
# «Beslut: Nämnden godkänner …» and «Beslutet skickas till: Revisorerna» go on after the colon.
_INLINE: Final = re.compile(r"(?P<head>[^\n:.]{4,90}):[ \t]+(?P<rest>\S)")
_MARK: Final = re.compile(r"(?:[-–—•‣▪●○*·]|\(?\d{1,2}\s?[.)]|[a-zA-Z]\))\s+")
ATT: Final = re.compile(r"att\b\s*", re.IGNORECASE)
_PARAGRAPH: Final = re.compile(
    r"^[ \t]*(?:#+[ \t]*)?(?:(?!§)[A-ZÅÄÖa-zåäö]{2,6}[ \t]+)?(?:§|paragraf)[ \t]*(?P<no>\d{1,4}(?:[/:]\d{2,4})?)"
    r"(?![ \t]*[-–—][ \t]*\d)(?![ \t]+(?:i|av|och|samt|enligt)\b)(?=[\s,.:)]|$)|"
    r"^[ \t]*(?P<late>\d{1,4})[ \t]*§(?=[\s,.:]|$)"
    r"(?![ \t]+(?:i|av|och|samt|enligt|kommunallagen)\b)",
    re.MULTILINE | re.IGNORECASE,
)
# What is said of the § itself; it ends whatever list or text stood before it.
OF_THE_PARAGRAPH: Final = re.compile(
    r"(?:(?:paragrafen|punkten|ärendet|beslutet|protokollet)\b.{0,40}\b"
    r"(?:omedelbart? juster|juster(?:ad|at|as|ades|ats)\b)|"
    r"omedelbart? juster|juster(?:ad|at|ades|ats|ingsdatum|ingsdag)\b[^.\n]{0,20}\d|"
    r"(?:anslaget|anslås|anslogs|anslagsdatum|publicerat|expedierat|expedierad)\b[^.\n]{0,20}\d)",
    re.IGNORECASE,
)
_ALIKE_TITLE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that belong together: a point, a paragraph, a line; ``start``–``end`` (half-open) in the text."""

    text: str
    start: int
    end: int
    marked: bool = False
    """Whether a number, a bullet or «att» stands before it."""
    key: str = ""
    """The part it stands under; see ``_HEADINGS``; empty before the first heading."""
    heading: str = ""


class Paragraph(NamedTuple):
    """One § of the minutes: its number as «§ 53» with its place, and the stretch of the text that it takes."""

    number: str
    number_start: int
    number_end: int
    start: int
    end: int


def paragraphs_in(text: str) -> list[Paragraph]:
    """Every § that begins a line, in order."""
    found = list(_PARAGRAPH.finditer(text))
    starts = [*(one.start() for one in found), len(text)]
    made = []
    for at, one in enumerate(found):
        group = "no" if one["no"] else "late"
        start = text.find("§", one.start(), one.end()) if "§" in one.group() else one.start(group)
        first, last = min(start, one.start(group)), max(one.end(group), start + 1)
        made.append(Paragraph(f"§ {one[group]}", first, last, starts[at], starts[at + 1]))
    return made


def paragraph_about(text: str, dnr: str = "", title: str = "") -> Paragraph | None:
    """The § about a case: the one with its number, else the one most like its title, else the only one."""
    found = paragraphs_in(text)
    if len(found) < 2:
        return found[0] if found else None
    key = dnr_key(dnr)
    if key:
        for one in found:
            if key in dnr_key(text[one.start : one.end]):
                return one
    if title:
        scored = [
            (likeness(title, text[one.start : one.end].split("\n\n", maxsplit=1)[0][:300]), -at)
            for at, one in enumerate(found)
        ]
        best, at = max(scored)
        if best >= _ALIKE_TITLE:
            return found[-at]
    return None


def pieces_of(text: str, start: int, end: int) -> list[Piece]:
    """The words between two places of a text, put together from their lines, each with the heading it stands under."""
    pieces: list[Piece] = []
    open_lines: list[tuple[int, int]] = []
    key = heading = ""

    def close() -> None:
        if open_lines:
            pieces.append(_piece(text, open_lines, key, heading))
            open_lines.clear()

    for first, last in _line_spans(text, start, end):
        words = text[first:last]
        if not words.strip():
            close()
            continue
        known, rest = _heading(words)
        if known:
            close()
            key, heading = known, words[: rest or len(words)].strip(" :\t#*")
            if rest:
                open_lines.append((first + rest, last))
            continue
        if open_lines and _begins(text, open_lines, first, last, key):
            close()
        open_lines.append((first, last))
    close()
    return pieces


def _line_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        spans.append((at, stop))
        at = stop + 1
    return spans


def _heading(line: str) -> tuple[str, int]:
    """The key of a line that is a heading, and where the words after its colon begin (0: there are none)."""
    words = line.strip().lstrip("#* ").rstrip("*: \t")
    # «Beslut 1. …» is no heading; nor is a whole sentence.
    if words and len(words) < 110 and not words.endswith(".") and not _MARK.match(words):
        for key, known in _KNOWN:
            if known.fullmatch(words):
                return key, 0
    inline = _INLINE.match(line.lstrip("#* \t"))
    if inline:
        shift = len(line) - len(line.lstrip("#* \t"))
        for key, known in _KNOWN:
            if key != "foot" and known.fullmatch(inline["head"].strip("* ")):
                return key, shift + inline.start("rest")
    return "", 0


def _begins(text: str, open_lines: Sequence[tuple[int, int]], first: int, last: int, key: str) -> bool:
    """Whether a line begins a new piece: it has a mark, or what stands before it had come to its end."""
    line = text[first:last].strip()
    before = text[open_lines[-1][0] : open_lines[-1][1]].rstrip()
    if _MARK.match(line) or ATT.match(line) or OF_THE_PARAGRAPH.match(line) or OF_THE_PARAGRAPH.match(before):
        return True
    if key == "recipients":
        return not before.endswith((",", "-", " och"))
    return before.endswith((".", ":", "!", "»", "”")) and line[:1].isupper()


def _piece(text: str, lines: Sequence[tuple[int, int]], key: str, heading: str) -> Piece:
    first, last = lines[0][0], lines[-1][1]
    start = first + len(text[first:last]) - len(text[first:last].lstrip())
    end = last - (len(text[first:last]) - len(text[first:last].rstrip()))
    words = text[start:end]
    mark = _MARK.match(words)
    if mark:
        start += mark.end()
    shown = " ".join(text[start:end].replace("\u00ad", "").split())
    # A word that was cut at the end of a line is whole again.
    shown = re.sub(r"(?<=[a-zåäö])- (?=(?!och\b|eller\b|samt\b)[a-zåäö])", "", shown)
    return Piece(shown, start, end, bool(mark or ATT.match(shown)), key, heading)


def sentences_of(piece: Piece, text: str) -> list[Piece]:
    """The sentences of a piece, each with its own place."""
    from dataclasses import replace

    whole = text[piece.start : piece.end]
    found = []
    at = 0
    for stop in re.finditer(r"(?<=[^\d\s(][.!?])[»”\"]?\s+(?=[A-ZÅÄÖ«”\"])|$", whole):
        words = whole[at : stop.start()]
        if words.strip():
            shown = " ".join(words.replace("\u00ad", "").split())
            lead = len(words) - len(words.lstrip())
            found.append(replace(piece, text=shown, start=piece.start + at + lead, end=piece.start + stop.start()))
        at = stop.end()
    return found or [piece]
