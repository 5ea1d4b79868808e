"""Headings: the words that papers of this trade set over their parts, and short lines that stand as headings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from nemndsekr.reading.contents import folded_title, take_contents
from nemndsekr.reading.lines import Line, Paper
from nemndsekr.reading.mending import ATT

# Part → the words over it. The keys of running text are those of ``FoundSection``; the others end such a text.
HEADING_WORDS: Final = (
    (
        "forslag",
        (
            r"(?:(?:[\w-]+,? ){0,4}\w+s )?(?:förslag till beslut|förslag på beslut|beslutsförslag|förslag till "
            r"(?:beslut|"
            r"ställningstagande))(?: (?:i|till|för) .{3,80})?|föreslaget beslut|"
            r"(?:\w+ens förslag [–-] )?(?:[\w-]+,? ){0,4}\w+s förslag till (?:[\w-]+,? ){0,4}(?:\w*nämnden|"
            r"\w*styrelsen|"
            r"\w*fullmäktige|direktionen)(?:s beslut)?"
        ),
    ),
    ("forslag", r"(?:\w+ens|\w+ns) förslag"),
    (
        "beslut",
        (
            r"(?:(?:[\w-]+,? ){0,4}\w+s )?beslut(?: i \S+)?|(?:\S+ och )?\S*(?:nämnden|styrelsen|fullmäktige|"
            r"utskottet) beslutar"
        ),
    ),
    ("underlag", r"beslutsunderlag(?:et)?|underlag för beslut|handlingar i ärendet|ärendets handlingar"),
    (
        "plan",
        (
            r"(?:besluts|tids|ärende)?planering(?:en)?|(?:tids?|besluts|ärende)plan|tidtabell|ärendets väg(?: till "
            r"beslut)?|beslutsväg|beslutsgång och tidplan|ärendets gång|beslutsprocess"
        ),
    ),
    (
        "skickas",
        (
            r"beslut(?:et)? (?:ska )?(?:skickas|sändas?|sänds|expedieras|delges|meddelas)(?: till)?|"
            r"expedieras(?: till)?|"
            r"expediering|remissinstanser|kopia till|protokollsutdrag(?: skickas)? till|sändlista|delges|skickas till"
        ),
    ),
    ("bilagor", r"bilag(?:a|or)|bifogade handlingar|bilageförteckning"),
    ("ansvariga", r"ansvariga|underskrift(?:er)?"),
    (
        "yrkanden",
        (
            r"yrkanden?(?: och propositionsordning)?|(?:framställda|framförda) yrkanden|förslag (?:på|under) "
            r"(?:dagens )?sammanträdet?"
        ),
    ),
    (
        "beslutsgang",
        (
            r"beslutsgång(?:en)?|propositionsordning|propositionsgång|beslutsordning|votering|omröstning(?:sresultat)?|"
            r"proposition(?:sordning)? och beslut|ordförandens proposition"
        ),
    ),
    (
        "avvikande",
        r"reservation(?:er)?|särskil(?:t|da) yttranden?|protokollsanteckning(?:ar)?|deltar (?:inte|ej) i beslutet|jäv",
    ),
    (
        "sammanfattning",
        (
            r"(?:ärendet i korthet|sammanfattning(?:en)?(?: av (?:ärendet|granskningen|rapporten))?|"
            r"sammanfattande bedömning(?: och rekommendationer)?)"
        ),
    ),
    ("beredning", r"ärendets beredning|beredning(?: av ärendet)?|samråd"),
    (
        "om_granskningen",
        (
            r"om granskningen|granskningen|revisionens granskning|granskningens (?:syfte|inriktning)|"
            r"syfte(?:t)? (?:med granskningen|och revisionsfrågor)|syfte och avgränsning"
        ),
    ),
    (
        "overvaganden",
        r"(?:\S+s )?(?:överväganden?|bedömning(?:ar)?)(?: och (?:skäl|förslag))?|skäl(?:en)? (?:för|till) beslutet?",
    ),
    (
        "atgarder",
        (
            r"(?:\S+s )?(?:åtgärder|redovisning av åtgärder|planerade åtgärder|svar på rekommendation(?:erna|er)|"
            r"vidtagna och planerade åtgärder)"
        ),
    ),
    ("framat", r"(?:\S+s )?(?:arbete framåt|fortsatt(?:a)? arbetet?|vägen framåt|nästa steg|fortsättning(?:en)?)"),
    ("synpunkter", r"(?:\S+s )?(?:synpunkter(?: och förslag)?|kommentar(?:er)?|ställningstagande)|synpunkter"),
    ("bakgrund", r"(?:ärendets )?bakgrund(?: och (?:syfte|ärende))?|inledning|historik"),
    (
        "arendet",
        r"ärendet|ärendebeskrivning|beskrivning av ärendet(?: och skälen för förslaget)?|redogörelse(?: för ärendet)?",
    ),
    ("yttrande", r"(?:\S+s )?(?:yttrande|svar|remissvar)(?: (?:över|på|till) .{3,100})?"),
    ("initiativ", r"(?:initiativet|motionen|initiativ(?:et|ets) innehåll|motionens innehåll)"),
    ("ovrigt", r"avslut(?:ande (?:kommentar(?:er)?|ord|synpunkter)|ning)|övrigt"),
    (
        "rekommendationer",
        (
            r"(?:(?:\S+ )?rekommendation(?:er(?:na)?)?(?: (?:till|i|från) .{3,80})?|iakttagelser och rekommendationer|"
            r"bedömningar och rekommendationer|(?:våra |ombudets )?råd(?: till .{3,80})?|"
            r"(?:\S+ )?förbättringsförslag|samlade rekommendationer|vad rekommenderar (?:vi|revisionen)|förslag "
            r"till åtgärd(?:er)?|slutsatser och rekommendationer)"
        ),
    ),
    (
        "fragor",
        (
            r"(?:revisionsfråg(?:a|or(?:na)?)|granskningsfrågor|frågeställningar|syfte och (?:revisionsfrågor|"
            r"frågeställningar)|svar på revisionsfrågor(?:na)?|revisionskriterier)"
        ),
    ),
    (
        "konsekvenser",
        (
            r"(?:ekonomi(?:ska)?(?: och \w+)?|juridiska|sociala|organisatoriska|"
            r"miljömässiga)?\s?(?:konsekvens(?:er)?(?:analys)?(?: "
            r".{2,60})?|bedömning ur .{3,60})|(?:barn|jämställdhets|mångfalds|miljö|klimat|barnrätts|omvärlds|"
            r"ekonomiskt?)-?\s?(?:och \S+)?perspektiv(?:et)?|(?:barnets|barnens) bästa|finansiering|uppföljning|"
            r"prövning av barnets bästa|ekonomisk bedömning|\S*konsekvens(?:er|analys(?:er)?)?|ekonomi|"
            r"jämställdhet(?:sanalys)?|"
            r"tillgänglighet|bedömning ur \S+ dimension|\S*riskanalys(?:er)?|koppling till .{3,60}"
        ),
    ),
    (
        "dokument",
        (
            r"(?:tjänsteskrivelse|tjänsteutlåtande|nämndinitiativ|ledamotsinitiativ|initiativärende|motion|missiv|"
            r"revisionsrapport|protokollsutdrag|sammanträdesprotokoll|protokoll|remissblad|skrivelse|"
            r"granskningsrapport|"
            r"beslutsunderlag till nämnd)"
        ),
    ),
    (
        "etikett",
        (
            r"(?:datum|vår referens|er referens|adress|diarienummer|diarienr|dnr|till|handläggare|telefon|utfärdat|"
            r"vår beteckning|er beteckning|kontaktperson|besöksadress|postadress|ärendenummer|ert datum|vårt datum|"
            r"kontaktuppgifter)"
        ),
    ),
)
# One pattern, whose alternatives are tried in order; the number of the group that held tells which.
_ANY_HEADING: Final = re.compile("|".join(f"({words})" for _, words in HEADING_WORDS), re.IGNORECASE)

# Parts of running text that a paper keeps as sections of their own.
SECTION_KEYS: Final = (
    "sammanfattning",
    "arendet",
    "bakgrund",
    "om_granskningen",
    "overvaganden",
    "atgarder",
    "framat",
    "beredning",
    "synpunkter",
    "yttrande",
    "initiativ",
)
# These hold facts or signatures, never running text.
FACT_KEYS: Final = (
    "forslag",
    "beslut",
    "underlag",
    "plan",
    "skickas",
    "bilagor",
    "ansvariga",
    "etikett",
    "yrkanden",
    "beslutsgang",
    "avvikande",
)
# The parts with which an answer under a recommendation must be over.
CLOSING_KEYS: Final = (
    *FACT_KEYS,
    "ovrigt",
    "framat",
    "sammanfattning",
    "beredning",
    "bakgrund",
    "arendet",
    "konsekvenser",
    "overvaganden",
)

# What a web page says about itself.
WEB_NOTE = re.compile(
    r"^(?:(?:sidan |senast )?(?:uppdaterad|ändrad|publicerad|granskad)\s*:|utskrivet från\b|sidansvarig\b|kopiera "
    r"länk$|"
    r"(?:dela|skriv ut|lyssna på)(?: (?:den här )?sidan)?$|hjälpte (?:informationen|sidan)|sidan granskades\b|"
    r"dokument$|ladda ner\b|lyssna$|till innehåll|sök\b.{0,12}meny|hade du nytta av|"
    r"till sidans topp|start\s*[/>]|hem\s*[/>]|du är här|bild$|hem$|sida$|tipsa en vän|fel! bokmärket)",
    re.IGNORECASE,
)
NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*\.?|[A-Z]\.)\s+(?=\D)")
# «2.1 Styrdokument»
CHAPTER = re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,2}\.?\s+(?=[A-ZÅÄÖ])")
SHORT = 90
LONG = 60


# The first and last lines of each page are asked of too, and the same stand there again and again.
@lru_cache(maxsize=1024)
def heading_key(text: str) -> str:
    """The part that a heading stands over, or an empty string."""
    words = NUMBERING.sub("", " ".join(text.split())).rstrip(" :.").strip()
    if not words or len(words) > 120:
        return ""
    match = _ANY_HEADING.fullmatch(words)
    return HEADING_WORDS[match.lastindex - 1][0] if match and match.lastindex else ""


def with_headings(lines: Sequence[Line]) -> list[Line]:
    """The lines with known headings named, and short lines that stand as headings made headings."""
    # A table of contents says the headings before they come, and nothing else.
    kept, titles = take_contents([line for line in lines if not WEB_NOTE.match(line.text)])
    named = _named([_titled(line, titles) for line in kept])
    has_own = sum(line.kind == "heading" and not line.key for line in named) >= 2
    out = list(named)
    for index in range(len(out) - 1, -1, -1):
        if not has_own and _stands_as_heading(out, index):
            out[index] = replace(out[index], kind="heading", level=3)
    return out


def _titled(line: Line, titles: Mapping[str, int]) -> Line:
    """The line as a heading, where the table of contents names it; a list's number may be the heading's."""
    if line.kind not in {"paragraph", "item"} or not titles or len(line.text) > 130:
        return line
    level = titles.get(folded_title(line.text))
    if level is None or (line.kind == "item" and not line.mark[:1].isdigit()):
        return line
    return replace(line, kind="heading", level=level, mark="")


def _named(lines: Sequence[Line]) -> list[Line]:
    out: list[Line] = []
    for index, line in enumerate(lines):
        if line.kind == "table":
            out.append(line)
            continue
        key = heading_key(line.text)
        before = lines[index - 1].text if index else ""
        standing = (
            line.kind == "heading"
            or (line.kind == "paragraph" and _may_stand(line, key, before))
            or (line.kind == "item" and _numbered_heading(lines, index, key))
        )
        numbered = CHAPTER.match(line.text) if line.kind == "paragraph" and len(line.text) < 100 else None
        if numbered and not key and line.text[-1] not in ".:;,?!" and "\t" not in line.text:
            out.append(replace(line, kind="heading", level=min(3, 1 + numbered.group().count("."))))
        elif line.kind == "heading" and len(line.text) > 160:
            # A whole paragraph in a heading's style is running text.
            out.append(replace(line, kind="paragraph", level=0))
        elif key and standing:
            level = line.level if line.kind == "heading" else 2
            out.append(replace(line, kind="heading", level=level, key=key))
        elif line.kind == "heading" and ATT.match(line.text) and len(line.text) > 60:
            out.append(replace(line, kind="paragraph", level=0))
        else:
            out.append(line)
    return out


def _may_stand(line: Line, key: str, before: str) -> bool:
    """Whether a paragraph with a heading's words is one: it begins with a capital and ends no list or sentence."""
    text = line.text
    if not key or (not text[:1].isupper() and not text[:1].isdigit()):
        return False
    if text.endswith(".") and not text.isupper():
        return False
    if key == "etikett" or key == "dokument":
        return True
    return not before.rstrip().endswith(",")


def _numbered_heading(lines: Sequence[Line], index: int, key: str) -> bool:
    """«2. Bakgrund» is a heading when no other item stands beside it."""
    if not lines[index].mark[:1].isdigit():
        return False
    around = [lines[place] for place in (index - 1, index + 1) if 0 <= place < len(lines)]
    if any(line.kind == "item" and line.mark[:1].isdigit() for line in around):
        return False
    # «3. Granskningsresultat» before «3.1 Organisation» heads a chapter, whatever its words are.
    first_part = NUMBERING.match(around[-1].text) if index + 1 < len(lines) else None
    return bool(key) or bool(first_part and first_part.group().startswith(f"{lines[index].mark.rstrip('.')}.1"))


def _stands_as_heading(lines: Sequence[Line], index: int) -> bool:
    line = lines[index]
    text = line.text
    if line.kind != "paragraph" or not index or index + 1 >= len(lines) or not 3 < len(text) <= SHORT or "\t" in text:
        return False
    if not (text[0].isupper() or NUMBERING.match(text)) or text[-1] in ".:;,!)" or "@" in text or ATT.match(text):
        return False
    after, before = lines[index + 1], lines[index - 1]
    if before.text.endswith(":") or re.search(r"\d{4}-\d\d-\d\d|^\d{3} ?\d\d\b|\bsid\b", text):
        return False
    if after.kind == "heading":
        return not after.key and after.level == 3
    return (
        after.kind == "paragraph" and len(after.text) >= LONG and after.text[-1] in ".:?!" and after.text[0].isupper()
    )


def under(paper: Paper, key: str) -> list[list[Line]]:
    """The lines under each heading of a part, up to the next heading that is not a group within it."""
    out: list[list[Line]] = []
    lines = paper.lines
    for index, line in enumerate(lines):
        if line.kind != "heading" or line.key != key:
            continue
        body: list[Line] = []
        for later in lines[index + 1 :]:
            if later.kind == "heading" and (later.key or body):
                break
            body.append(later)
        out.append(body)
    return out


def top_of(paper: Paper) -> list[Line]:
    """The lines before the running text: letterhead, title and facts."""
    out: list[Line] = []
    for line in paper.lines:
        known = (
            line.kind == "heading"
            and bool(line.key)
            and line.key not in {"etikett", "dokument", "yttrande", "initiativ"}
        )
        # «Kopia till» may stand in the letterhead.
        if known and not (line.key == "skickas" and 0 < len(out) < 15):
            break
        if line.kind in {"item", "table"} and len(out) > 3:
            break
        if line.kind == "paragraph" and len(line.text) > 200:
            break
        out.append(line)
    return out[:40]
