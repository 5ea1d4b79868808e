"""Flattened text: pages that a converter wrote as one line each get their lines back, as far as the words tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

# A line shorter than this is a line and no page.
LONG = 250
# Headings and labels of this trade that may begin anywhere in the flow; with a capital, as headings have.
ANYWHERE: Final = re.compile(
    r"(?<=[\w.,:;?!)\]»”\"-]) (?="
    r"(?:\w+s |\w+ens )?(?:[Ff]örslag till beslut|FÖRSLAG TILL BESLUT)\b|"
    r"(?:Kommunstyrelsens|Kommunfullmäktiges|\w+nämndens|\w+utskottets) (?:beslut|förslag till)\b(?= [A-ZÅÄÖ])|"
    r"(?:Beslut(?:et)? (?:skickas|sänds|expedieras)|Expedieras|Delges|Kopia) till\b|"
    r"(?:Justerandes? sign|Utdragsbestyrkande|Beslutsgång|Ledamöternas förslag|Ärendets behandling|"
    r"Protokollsutdrag till)\b|"
    r"(?:TJÄNSTEUTLÅTANDE|TJÄNSTESKRIVELSE|Tjänsteutlåtande|Tjänsteskrivelse|SAMMANTRÄDESPROTOKOLL|YTTRANDE|"
    r"MISSIV)(?= [A-ZÅÄÖ\d])|"
    r"(?:SAMMANFATTNING|BAKGRUND|ÄRENDET|HANDLÄGGARE|EKONOMIAVDELNINGEN|DNR|Dnr:?|DNR:|Diarienr|Diarienummer)(?= )|"
    r"(?:Handläggare:?|Sammanträdesdatum|SAMMANTRÄDESDATUM|Tfn:?|Telefon:|Fax:|E-post|Epost:|Postadress|"
    r"POSTADRESS|Besöksadress|Hemsida)(?= |$)|"
    r"(?:SID|Sida?|sida) \d{1,3} ?[(av]|Antal sidor|Justerandes|"
    r"(?:För kännedom|Till|Mottagare|Ställd till)\s?:|"
    r"På (?:revisorernas|nämndens) vägnar\b|(?:FÖR|För) (?:\S+ ){0,2}?(?:REVISORER|revisorerna)\b|Med "
    r"vänlig(?:a)? hälsning|"
    r"Medlem i Ernst|Räkenskapsår \d|Ärendebeskrivning(?= [A-ZÅÄÖ])|Beslutsunderlag(?= [\dA-ZÅÄÖ])|"
    r"Revisionsfrågor(?= [A-ZÅÄÖ])"
    r")"
)
# Headings of one word: only where a sentence, a number or another heading has just ended.
AFTER_END: Final = re.compile(
    r"(?<=[.:?!)»”\d…]) (?="
    r"(?:\d{1,2}(?:\.\d{1,2})*\.? )?(?:Sammanfattning(?:en)?|Bakgrund|Inledning|Syfte|Ärendet|Beslut|Yrkanden?|"
    r"Reservation(?:er)?|"
    r"Rekommendation(?:er)?|Våra rekommendationer|Iakttagelser|Bedömning(?:ar)?|Revisionsfråg(?:a|or)|Svar på "
    r"revisionsfråg(?:a|or)|"
    r"Bilag(?:a|or)|Metod|Resultat|Yttrande|Överväganden?|Förvaltningens (?:synpunkter|bedömning|yttrande)|"
    r"Ekonomiska konsekvenser|Avgränsning|Revisionskriterier|Slutsats(?:er)?|Avslutning)(?= [A-ZÅÄÖ\d.–-])"
    r")"
)
WORD_HEADS: Final = (
    r"(?:Förslag till beslut|FÖRSLAG TILL BESLUT|(?:Kommunstyrelsens|Kommunfullmäktiges|\w+nämndens) beslut|"
    r"Sammanfattning(?:en)?|SAMMANFATTNING|"
    r"Bakgrund|BAKGRUND|Inledning|Syfte|Ärendet|ÄRENDET|Ärendebeskrivning|Beslutsunderlag|Beslut|Yrkanden?|Rekommendation(?:er)?|"
    r"Iakttagelser|Bedömning(?:ar)?|Revisionsfråg(?:a|or)|Svar på revisionsfråg(?:a|or)|Expedieras till|Beslutet "
    r"skickas till|"
    r"(?:\S+s )?förslag till beslut|Ärendets behandling|Beslutsgång|Reservation(?:er)?|Metod|Revisionskriterier|"
    r"TJÄNSTEUTLÅTANDE|TJÄNSTESKRIVELSE|Tjänsteutlåtande|Tjänsteskrivelse|YTTRANDE|SAMMANTRÄDESPROTOKOLL|HANDLÄGGARE|"
    r"På revisorernas vägnar|Med vänliga? hälsning(?:ar)?)"
)
HEAD_AND_TEXT: Final = re.compile(rf"^(?P<head>(?:\d{{1,2}}(?:\.\d{{1,2}})*\.? )?{WORD_HEADS}):?\s+(?=[A-ZÅÄÖ\d.–-])")
BULLET: Final = re.compile(
    r"(?:(?<=[\w.,:;?!)]) )?(?P<mark>[●•▪►■○]|\./|v')\s*(?=\S)|(?<=[.,:;?!\w)]) (?P<dash>[-–—]) (?=[A-ZÅÄÖ]|[Aa]tt )"
)
NUMBERED: Final = re.compile(r"(?<=[.,:;?!\w)]) (?=(?P<number>\d{1,2}|[a-h])(?P<after>[.)]) [A-ZÅÄÖa-zåäö])")
# What a letter's or a report's first sentence begins with: before it stands the title.
CONTENTS_ENTRY: Final = re.compile(
    r"(?P<end>\.{2,}\s*\d{1,3}|(?<=[a-zåäö]) \d{1,3}) (?=(?:\d{1,2}(?:\.\d{1,2})*\.? )?[A-ZÅÄÖ])"
)
FIRST_SENTENCE: Final = re.compile(
    r" (?=På uppdrag av |(?:Vi |(?:KPMG|EY|PwC|Deloitte|Komrev)(?: AB)? (?=har )|Revisionen |Revisorerna |"
    r"Kommunrevisionen |"
    r"Stadsrevisionen |Revisorsgrupp \d+ |Kommunens revisorer |De förtroendevalda|Som svar |Under (?:år|våren|"
    r"hösten)|Mot bakgrund |Enligt |"
    r"Kommunen |Syftet |I (?:granskning|denna|samband|enlighet)|Av tjänsteutlåtandet|Stadsledningskontoret |"
    r"\w+nämnden (?:har|anmodas|välkomnar))"
    r"[a-zåäö])"
)
LISTING: Final = re.compile(
    r"\b(?:rekommend\w+|revisionsfråg\w+|frågor\b|yrka\w+|föreslår|följande (?:rekommendationer|frågor|"
    r"förslag))[^.?!]{0,90}:\s*$",
    re.IGNORECASE,
)
PAGE_START: Final = re.compile(r"^(?P<number>\d{1,3}) (?=[A-ZÅÄÖ(\d])")
# In a page's head: what ends there when a capital follows, and whom a title is followed by.
ENDS_IN_HEAD: Final = re.compile(
    r"(?P<end>(?:\w+nämnd(?:en|er)?|\w*styrelsen|presidium|\w*utskottet|kommunfullmäktige|\d{4}-\d\d-\d\d|"
    r"\d{1,2} (?:[Jj]anuari|[Ff]ebruari|[Mm]ars|[Aa]pril|[Mm]aj|[Jj]uni|[Jj]uli|[Aa]ugusti|[Ss]eptember|"
    r"[Oo]ktober|[Nn]ovember|[Dd]ecember) \d{4}|"
    r"[Kk]ommun|[Ff]örvaltningen|\d \(\d{1,2}\)|\d\(\d{1,2}\)|(?:[A-ZÅÄÖ]{1,5}[-/ "
    r"])?\d{4}[-/]\d{2,6}(?:[.-]\d+)*)) (?=[A-ZÅÄÖ])"
)
COVER: Final = re.compile(
    r"^(?:(?:www\.\S+|\S+kommun|[A-ZÅÄÖ]\w+ kommun) )?(?:Revisionsrapport|Rapport|Slutrapport|Granskningsrapport) "
    r"(?=[A-ZÅÄÖ])"
)
MONTH: Final = re.compile(
    r" (?=(?:Januari|Februari|Mars|April|Maj|Juni|Juli|Augusti|September|Oktober|November|December) (?:19|20)\d\d\b)"
)
AUTHOR: Final = re.compile(
    r" (?=[A-ZÅÄÖ][a-zåäö]+ [A-ZÅÄÖ][a-zåäö]+,? (?:Cert\.|[Cc]ertifierad|[Rr]evisionskonsult|[Pp]rojektledare|"
    r"[Uu]ppdragsledare|[Yy]rkesrevisor))"
)
TITLE: Final = re.compile(
    r" (?=(?:Granskning av|Revisionsrapport[:,]? (?!\d)|Yttrande över|Yttrande avseende|Svar på|Uppföljning av|"
    r"Motion om|Remiss)\b)"
)
SENTENCE: Final = re.compile(r"(?<=[.?!]) (?=[A-ZÅÄÖ])")


def with_lines(text: str) -> str:
    """The text, its flattened pages broken into lines where headings, labels, marks and sentences tell."""
    is_flattened = any(_is_flat(row) for row in text.split("\n"))
    rows = _without_running(text.split("\n"), numbered=not is_flattened)
    if not is_flattened:
        return "\n".join(rows)
    places = {number for number, row in enumerate(rows) if _is_flat(row)}
    opening = next((number for number, row in enumerate(rows) if row.strip()), 0)
    numbered = _pages_are_numbered(rows)
    out: list[str] = []
    for number, row in enumerate(rows):
        page = PAGE_START.match(row) if numbered else None
        if page and out:
            out.append("\f")
        # A cover and its contents are short pages, and as flat as the others.
        cover = page is not None or (number == opening and len(row) > 60)
        rest = row[page.end() :] if page else row
        out += _lines(rest) if number in places or cover else [rest]
    return "\n".join(out).replace("\n\f\n", "\f")


def _without_running(rows: list[str], *, numbered: bool) -> list[str]:
    """The rows with the heads and feet that come back on page after page left out after their first time.

    ``numbered`` leaves out only those that bear the number of their page: one answer may well be given three times.
    """
    forms = [
        _running_form(row) for row in rows if len(row) > 40 and not (numbered and _running_form(row) == row.strip())
    ]
    seen: Counter[str] = Counter(forms)
    told: set[str] = set()
    out: list[str] = []
    for row in rows:
        form = _running_form(row) if len(row) > 40 else ""
        if not form or seen[form] < 3 or re.match(r"\W", row):
            out.append(row)
        elif form not in told:
            told.add(form)
            out.append(PAGE_START.sub("", row))
    return out


def _running_form(row: str) -> str:
    """What tells a running head again on the next page: its words without the page's number at either end."""
    return re.sub(r"^\d{1,3}\s+|\s+\d{1,3}(?:\s*\(\d+\))?$", "", row.strip())


def _is_flat(row: str) -> bool:
    """Whether a row holds a page: it is long, and headings, labels or marks stand within it."""
    if len(row) < LONG:
        return False
    hits = sum(1 for pattern in (ANYWHERE, AFTER_END) for _ in pattern.finditer(row))
    marks = sum(1 for _ in BULLET.finditer(row))
    return hits >= 2 or marks >= 2 or bool(hits and (marks or PAGE_START.match(row))) or _lists_sentences(row)


def _lists_sentences(row: str) -> bool:
    return any(LISTING.search(row[: match.end()]) for match in re.finditer(r":(?= [A-ZÅÄÖ])", row))


def _pages_are_numbered(rows: list[str]) -> bool:
    """Whether paragraphs begin with the number of their page: 1, 2, 3 in order."""
    numbers = [int(match["number"]) for row in rows if (match := PAGE_START.match(row)) and len(row) > 30]
    return len(numbers) >= 1 and numbers[0] <= 3 and all(after >= one for one, after in pairwise(numbers))


def _lines(row: str) -> list[str]:
    text = row.strip()
    if re.match(r"(?:\d{1,3} )?Innehåll(?:sförteckning)?\b", text):
        text = PAGE_START.sub("", text)
        return CONTENTS_ENTRY.sub(lambda match: f"{match['end']}\n", re.sub(r"^(Innehåll\w*) ", r"\1\n", text)).split(
            "\n"
        )
    for pattern in (ANYWHERE, AFTER_END):
        text = pattern.sub("\n", text)
    text = COVER.sub(lambda match: f"{match.group().rstrip()}\n", text)
    dashes = [match for match in BULLET.finditer(text) if match["dash"]]
    is_list = len(dashes) > 1 and text[dashes[0].start() - 1] in ".:;,)"
    text = BULLET.sub(lambda match: "\n- " if match["mark"] or is_list else match.group(), text)
    text = _numbered(text)
    out: list[str] = []
    for index, line in enumerate(text.split("\n")):
        out += _split_head(line.strip(), in_head=index < 12 and not any(len(done) > 200 for done in out))
    return [piece for line in out for piece in _sentences_of_list(line)]


def _numbered(text: str) -> str:
    """«… följande: 1. Ta fram … 2. Se över …»: a break before each number of a row that counts from its first."""
    expected: dict[str, str] = {".": "1", ")": "a"}
    places: list[int] = []
    for match in NUMBERED.finditer(text):
        number, after = match["number"], match["after"]
        if number in {"1", "a"} or number == expected.get(after):
            places.append(match.start())
            expected[after] = str(int(number) + 1) if number.isdigit() else chr(ord(number) + 1)
    for place in reversed(places):
        text = f"{text[:place]}\n{text[place + 1 :]}"
    return text


def _split_head(line: str, *, in_head: bool) -> Iterator[str]:
    """A heading on a line of its own, with what follows it; in a page's head, the title before its first sentence."""
    head = HEAD_AND_TEXT.match(line)
    while head:
        yield head["head"]
        yield ""
        line = line[head.end() :]
        head = HEAD_AND_TEXT.match(line)
    if in_head and not line.startswith("- ") and not re.match(r"(?:Innehåll|Datum\b|\d{1,2} \w+ \d{4})", line):
        first = FIRST_SENTENCE.search(line)
        stop = first.start() if first else len(line)
        opening = AUTHOR.sub(
            "\n",
            MONTH.sub(
                "\n", ENDS_IN_HEAD.sub(lambda match: f"{match['end']}\n", line[:stop] + " " * (first is not None))
            ),
        )
        *whole, last = opening.rstrip(" ").split("\n")
        yield from whole
        line = f"{last}{line[stop:]}"
        title = TITLE.search(f" {line}")
        if title and title.start() > 0 and len(line[: title.start()]) < 200 and "." not in line[: title.start() - 1]:
            yield line[: title.start() - 1].strip()
            line = line[title.start() - 1 :].strip() if title.start() else line
        first = FIRST_SENTENCE.search(line)
        if first and 8 < first.start() < 160 and not re.search(r"[.?!] ", line[: first.start()]):
            yield line[: first.start()]
            yield ""
            line = line[first.end() :]
    if line:
        yield line


def _sentences_of_list(line: str) -> Iterator[str]:
    """«… rekommenderar vi följande: Upprätta … . Förteckna … .»: each sentence after the colon is an item.

    Questions end with the first sentence that asks nothing; a new list may begin in the same line.
    """
    first = next(
        (match for match in re.finditer(r":\s+(?=[A-ZÅÄÖ])", line) if LISTING.search(line[: match.start() + 1])), None
    )
    if first is None:
        yield line
        return
    yield line[: first.start() + 1]
    yield ""
    asked = False
    for number, sentence in enumerate(SENTENCE.split(line[first.end() :])):
        asks = sentence.rstrip().endswith("?")
        asked = asks if number == 0 else asked
        if asked and not asks:
            yield ""
            yield from _sentences_of_list(" ".join(SENTENCE.split(line[first.end() :])[number:]))
            return
        yield f"- {sentence}"
