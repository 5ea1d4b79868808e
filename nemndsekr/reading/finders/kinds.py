"""Kind and title: which sort of paper a document is, and what it is called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from nemndsekr.reading.draft import Found, Problem
from nemndsekr.reading.finders.dates import PLACE_AND_DAY, days_in
from nemndsekr.reading.finders.initiative_titles import no_title, title_line, title_sentence
from nemndsekr.reading.finders.names import PARTIES
from nemndsekr.reading.finders.numbers import NUMBER
from nemndsekr.reading.headings import FACT_KEYS, top_of
from nemndsekr.reading.lines import Line, Paper, sentences
from nemndsekr.reading.mending import join_lines

# Names that a paper bears on a line of its own, the most telling first.
NAMES: Final = (
    (
        "granskningsrapport_dataskyddsombud",
        (
            r"(?:gransknings?rapport|årsrapport|rapport).{0,40}dataskyddsombud\w*|dataskyddsombudets (?:gransknings?|"
            r"års)?rapport.*"
        ),
    ),
    ("protokoll", r"(?:sammanträdes)?protokoll(?:sutdrag)?(?: .{0,60})?|utdrag ur (?:sammanträdes)?protokoll.*"),
    ("remissblad", r"remissblad|remiss(?:missiv)?"),
    ("missiv", r"(?:revisions)?missiv(?:skrivelse)?(?:(?: |: ?).{0,100})?|följebrev|följeskrivelse"),
    ("tjansteskrivelse", r"tjänsteskrivelse(?: .{0,60})?|tjänsteutlåtande(?: .{0,60})?"),
    (
        "namndinitiativ",
        (
            r"(?:\S+s )?(?:nämnd|ledamots|kommunstyrelse|utskotts|styrelse)initiativ(?:\W.{0,120})?|"
            r"initiativ (?:om|från|angående|ang\.|gällande|avseende) .{2,110}|initiativärende.{0,80}|"
            r"ledamotsförslag.{0,80}"
        ),
    ),
    ("motion", r"motion(?: .{0,120}|: ?.{0,120})?"),
    (
        "yttrande",
        (
            r"(?:\w+ )?yttrande(?: (?:över|till|angående|avseende|med anledning) .{0,140})?|"
            r"(?:remiss)?svar på (?:granskning|revision|remiss).{0,140}"
        ),
    ),
    (
        "revisionsrapport",
        r"(?:revisions|gransknings|projekt)?rapport:? (?:nr\.?|nummer)?:? ?\d{1,4} ?[/:, –-] ?\d{2,4}|förstudie",
    ),
    ("revisionsrapport", r"(?:revisions|gransknings)rapport,? (?:nr\.?|nummer)? ?\d{1,4} ?[/:, -] ?\d{2,4}"),
    (
        "revisionsrapport",
        r"(?:revisionsrapport|granskningsrapport|grundläggande granskning|fördjupad granskning)(?: (?!nr\b).{0,80})?",
    ),
    ("skrivelse", r"skrivelse(?: .{0,120})?"),
)
_NAMES: Final = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in NAMES)

# What speaks for a kind where no name stands: (kind, weight, words).
SIGNS: Final = (
    ("tjansteskrivelse", 3, r"^(?:förvaltningens |kontorets )?förslag till beslut"),
    (
        "tjansteskrivelse",
        2,
        (
            r"^beslutsunderlag|^ärendebeskrivning|^ärendets beredning|^\S+kontorets yttrande|^beslutet skickas "
            r"till|^förvaltningens (?:synpunkter|överväganden|"
            r"bedömning)"
        ),
    ),
    ("tjansteskrivelse", 1, r"^handläggare"),
    ("namndinitiativ", 4, r"\b(?:nämndinitiativ|ledamotsinitiativ)\b"),
    ("motion", 4, r"^motion\b|\bföreslår kommunfullmäktige\b|\bkommunfullmäktige (?:beslutar|besluta)\b.{0,20}att\b"),
    (
        "protokoll",
        4,
        r"\bjusterandes? sign|\butdragsbestyrkande|^beslutsgång|^yrkanden?\b|^(?:[A-ZÅÄÖ]{1,5} )?§+ ?\d+|^§$",
    ),
    ("protokoll", 2, r"^beslutande\b|\bsammanträdesdatum\b|^närvarande\b"),
    (
        "revisionsrapport",
        3,
        (
            r"^(?:revisionsfrågor|granskningsresultat|revisionskriterier|metod och avgränsning|"
            r"syfte och revisionsfrågor|innehållsförteckning|1\.?\d? ?(?:inledning|bakgrund))"
        ),
    ),
    (
        "revisionsrapport",
        2,
        (
            r"\b(?:PwC|Ernst & Young|EY|KPMG|Deloitte|Azets|Helseplan|certifierad kommunal revisor)\b|"
            r"\bpå uppdrag av (?:de förtroendevalda )?revisorerna\b|\bvår (?:sammanfattande )?bedömning\b"
        ),
    ),
    (
        "revisionsrapport",
        2,
        r"^(?:\d\.? )?våra rekommendationer|^\S*revisionen (?:har granskat|rekommenderar)\b|\bförstudien\b",
    ),
    ("revisionsrapport", 2, r"\b(?:revisions|gransknings)fråg\w+|\bpå uppdrag av (?:\S+ ){0,5}?revisorer(?:na)?\b"),
    (
        "missiv",
        3,
        (
            r"\b(?:revisorerna|vi|\w*revisionen) (?:önskar|emotser|begär|vill ha|förväntar)\b.{0,80}\b(?:svar|yttrande|"
            r"kommentarer)\b|"
            r"\böversänd(?:er|s)\b.{0,60}\brapport"
        ),
    ),
    ("missiv", 2, r"\bpå revisorernas vägnar\b|\bför revisorerna\b"),
    (
        "yttrande",
        3,
        (
            r"\blämna(?:r)? följande yttrande\b|\bavge(?:r)? följande (?:yttrande|svar)\b|^rekommendation \d+:?$|"
            r"\bnämnden (?:har anmodats? (?:att )?yttra sig|välkomnar att revisorerna)\b"
        ),
    ),
    ("remissblad", 4, r"\bremissinstans(?:er)?\b.{0,80}$|\bremissen skickas\b"),
    ("granskningsrapport_dataskyddsombud", 5, r"\bdataskyddsombud(?:et|ets)? (?:har )?gransk"),
)
_SIGNS: Final = tuple((kind, weight, re.compile(words, re.IGNORECASE)) for kind, weight, words in SIGNS)
# Of the words of a sign, in the same order, one that no line with the sign is without.
SIGN_WORDS: Final = (
    ("förslag till beslut",),
    ("beslutsunderlag", "ärendebeskrivning", "ärendets beredning", "kontorets", "beslutet skickas", "förvaltningens"),
    ("handläggare",),
    ("nämndinitiativ", "ledamotsinitiativ"),
    ("motion", "kommunfullmäktige"),
    ("justerande", "utdragsbestyrkande", "beslutsgång", "yrkande", "§"),
    ("beslutande", "sammanträdesdatum", "närvarande"),
    ("revisions", "granskningsresultat", "metod och", "syfte och", "innehållsförteckning", "inledning", "bakgrund"),
    (
        *("pwc", "ernst", "ey", "kpmg", "deloitte", "azets", "helseplan", "certifierad kommunal"),
        *("på uppdrag av", "vår bedömning", "vår sammanfattande"),
    ),
    ("våra rekommendationer", "revisionen", "förstudien"),
    ("revisionsfråg", "granskningsfråg", "på uppdrag av"),
    ("revisorerna", "vi ", "revisionen", "översänd"),
    ("revisorernas vägnar", "för revisorerna"),
    ("följande yttrande", "följande svar", "rekommendation", "yttra sig", "välkomnar"),
    ("remissinstans", "remissen skickas"),
    ("dataskyddsombud",),
)

TITLE_START = re.compile(
    r"^(?:granskning|revisionsrapport|rapport|svar på|yttrande över|yttrande (?:på|till|angående)|remiss|motion|"
    r"(?:nämnd|ledamots)?initiativ|initiativärende|angående|ang\.|ärende:|förslag|uppföljning|grundläggande|missiv|medborgarförslag|"
    r"utredning|fördjupad)\b",
    re.IGNORECASE,
)
PARAGRAPH = re.compile(
    r"^(?:[A-ZÅÄÖ]{1,6} )?§+ ?\d+(?:/\d+)?\.?\s*(?:(?:dnr|dnr:|diarienr)\s*:?\s*\S+(?: \d\S*)?\s*)?", re.IGNORECASE
)
SHOUTED = re.compile(
    r"\b(?:TJÄNSTESKRIVELSE|TJÄNSTEUTLÅTANDE|MISSIV|NÄMNDINITIATIV|LEDAMOTSINITIATIV|SAMMANTRÄDESPROTOKOLL|PROTOKOLLSUTDRAG|"
    r"REMISSBLAD)\b"
)
PLACE_AND_TIME = re.compile(
    r"\b(?:kommun|nämnden) \d|\b(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|"
    r"december) "
    r"(?:19|20)\d\d$",
    re.IGNORECASE,
)
PARAGRAPH_HEAD = re.compile(r"^(?:[A-ZÅÄÖ]{2,6} )?§ ?\d+\s+(?:DNR\b|[A-ZÅÄÖ”\"][a-zåäö])")
DNR_LINE = re.compile(r"^(?:dnr|diarie\w*|ärendenummer)\b", re.IGNORECASE)
REPORT_NAME = re.compile(
    r"^(?:(?:revisions|gransknings)?rapport(?:en)?|(?:revisions)?skrivelse|missiv|motion|yttrande|"
    r"(?:nämnd|ledamots)initiativ|initiativärende)\b,?"
    r"(?:\s*(?:nr|nummer)?\.?\s*\d[\d/:, -]*(?:,.*)?|\s+(?:från|av|till)\s+\S+(?:\s+\S+){0,4})?$",
    re.IGNORECASE,
)
NAME_AND_ROLE = re.compile(
    r"^[A-ZÅÄÖ][\wåäöé-]+ (?:[A-ZÅÄÖ][\wåäöé-]+ ?){1,2},? (?:cert\.|certifierad|revisionskonsult|projektledare|"
    r"uppdragsledare|"
    r"yrkesrevisor|revisor|granskare|konsult)",
    re.IGNORECASE,
)
NO_TITLE = re.compile(
    r"@|^(?:tel|telefon|e-?post|adress|box|www|org|bankgiro|sida?\b|dnr|diarie|datum|handläggare|till\b|från\b|"
    r"vår |er |ert |tfn\b|granskning\w* utförd|det viktigaste|i korthet|period\b|svar på (?:remiss|skrivelse) "
    r"från \S+(?: \S+)?$|granskning (?:på uppdrag|genomförd)|besöks|"
    r"post|kommunens (?:revis|kansli|hemsida|webb)|utfärdat|ansvarig|\d{3} ?\d\d\b|signerad|förvaltningens "
    r"kommentar|§+ ?\d*$|"
    r"plats och tid)|\bkl\.? ?\d|\b(?:förvaltningen|förvaltning|kontoret|kommun|stad|stadsdelsnämnd|nämnden|nämnd|"
    r"kommunstyrelsen|avdelning(?:en)?|enhet(?:en)?|stab(?:en)?)$",
    re.IGNORECASE,
)
PREFIX = re.compile(
    r"^§ ?\d+(?:/\d+)?\s+|^(?:ärende|rubrik|ärendemening|angående|ang\.)\s*:\s*",
    re.IGNORECASE,
)


# A letter is no longer than this, in words; a report has chapters and more to say.
LONGEST_LETTER = 1500
AUDITORS = re.compile(
    r"\b(?:\w*revisorer(?:na|nas)?|\w*revision(?:en|ens)?|revisorskollegiet|revisorsgrupp\w*|lekmannarevisor\w*)\b",
    re.IGNORECASE,
)
HANDS_OVER = re.compile(
    r"\brapporten\b[^.]{0,80}\bbifogas\b|\buppskatta om \S+ återkommer\b|"
    r"\b(?:bifogad(?:e)? (?:\w+ )?(?:rapport|granskning)\w*|rapporten (?:bifogas|överlämnas|översänds)|"
    r"(?:överlämnar|översänder|överlämnas|översänds)\b[^.]{0,120}\b(?:rapport|granskning|yttrande|svar)|"
    r"ombed(?:s|es)\b[^.]{0,60}\b(?:lämna|inkomma|besvara|yttra|svara|redovisa)|"
    r"(?:vi|revisorerna|revisionen|revisorskollegiet|\w+revisionen)\b[^.]{0,80}? (?:önskar|emotser|begär|vill|"
    r"förväntar|ber|"
    r"ser fram emot|hemställer)\b[^.]{0,160}\b(?:svar\w*|yttra\w*|kommentar\w*|redovis\w*|ta del av|få del av)|"
    r"\bredovisning\b[^.]{0,60}\bemotser\b|\brapporten lämnas till\b[^.]{0,60}\bför (?:åtgärd|yttrande|svar)|"
    r"\bsenast\b[^.]{0,60}\blämna\w*\b[^.]{0,40}\b(?:svar|yttrande)\b[^.]{0,40}\brevis\w+)",
    re.IGNORECASE,
)
BEGINS_AS_REPORT = re.compile(r"^(?:revisions|gransknings)rapport(?:en)?\b", re.IGNORECASE)
TELLS_FINDINGS = re.compile(
    r"\brekommendera(?:r|s)\b|\brekommendation(?:er|erna)?\b|\b(?:sammanfattande|samlade|sammanvägda) bedömning|"
    r"\b(?:vi|revisorerna) bedömer\b|\bvår bedömning\b|\bsyftet med granskningen\b|\brevisionsfråg",
    re.IGNORECASE,
)
HANDS_OVER_REPORT = re.compile(
    r"\b\w*rapport(?:en)?\b[^.]{0,80}\b(?:bifogas|bilägges|överlämnas|översänds|lämnas|medföljer)\b|"
    r"\b(?:överlämna\w*|översänd\w*|bifoga\w*|medföljande|härmed)\b[^.]{0,80}\b\w*rapport",
    re.IGNORECASE,
)
# A title does not end with one of these.
GOES_ON = re.compile(
    r"\b(?:av|i|på|för|till|och|samt|om|med|inom|vid|från|mellan|under|över|en|ett|kring|gällande|avseende)$|[,–-]$",
    re.IGNORECASE,
)
TO_AUDITORS = re.compile(r"^(?:till|kopia till|beslutet skickas till|svar|yttrande|mottagare)\b", re.IGNORECASE)
ADDRESSED = re.compile(r"^(?:till\b|mottagare\b)", re.IGNORECASE)
ASKS_ITSELF = re.compile(r"\b(?:revisions|gransknings)frågor\b|\bföljande frågor när\b", re.IGNORECASE)
OF_MEMBERS: Final = frozenset({"namndinitiativ", "motion"})
NOT_LETTER: Final = frozenset({"forslag", "underlag", "yrkanden", "beslut"})
REPORT_PARTS: Final = frozenset({"sammanfattning", "bakgrund", "om_granskningen", "fragor"})
CHAPTER = re.compile(r"^\d{1,2}(?:\.\d{1,2}){0,2}\.?\s+[A-ZÅÄÖ]")


def find_kind(paper: Paper) -> tuple[str, str]:
    """The kind, and the name that the paper bears."""
    top = [line for line in top_of(paper)[:30] if len(line.text) < 160 and line.kind in {"heading", "paragraph"}]
    named = _named(top)
    plain = named is not None and named[0] == "yttrande" and len(named[1].split()) <= 2
    if (
        named is None or (named[0] in {"revisionsrapport", "skrivelse", "yttrande"} and not plain)
    ) and _is_auditors_letter(paper, top):
        if _begins_as_report(paper) and _is_report_itself(paper):
            return "revisionsrapport", named[1] if named else ""
        return "missiv", named[1] if named and named[0] == "skrivelse" else ""
    if named and named[0] == "revisionsrapport" and any(line.key == "forslag" for line in paper.lines[:60]):
        # A report proposes nothing to decide: the paper is about one.
        return "tjansteskrivelse", ""
    if named:
        return named
    if any(PARAGRAPH_HEAD.match(line.text) for line in paper.lines[:10]):
        return "protokoll", ""
    scores: dict[str, int] = {}
    for (kind, weight, pattern), needed in zip(_SIGNS, SIGN_WORDS, strict=True):
        hits = (line for line in paper.lines_with(*needed) if pattern.search(line.text))
        scores[kind] = scores.get(kind, 0) + weight * sum(1 for _ in islice(hits, 2))
    best = max(scores, key=lambda kind: scores[kind], default="okant")
    if best == "missiv" and sum(line.key in REPORT_PARTS for line in paper.lines if line.kind == "heading") > 1:
        best = "revisionsrapport"
        scores[best] = max(3, scores[best])
    return (best, "") if scores.get(best, 0) >= 3 else ("okant", "")


def _is_auditors_letter(paper: Paper, top: Sequence[Line]) -> bool:
    """Whether the auditors write to somebody, with a report or instead of one: short, without chapters, asking."""
    if len(paper.text.split()) > LONGEST_LETTER or sum(bool(CHAPTER.match(line.text)) for line in paper.lines) >= 3:
        return False
    keys = [line.key for line in paper.lines if line.kind == "heading"]
    if not NOT_LETTER.isdisjoint(keys) or sum(key in REPORT_PARTS for key in keys) > 1:
        return False
    addressed = any(ADDRESSED.match(line.text) for line in top)
    if not addressed and any(ASKS_ITSELF.search(line.text) for line in paper.lines):
        return False
    own = [line.text for line in (*top[:8], *paper.lines[-20:]) if len(line.text) < 130]
    text = " ".join(line.text for line in paper.lines if line.kind == "paragraph")
    if re.search(r"\bemotser (?:kommun|stads|region)?revision(?:en|erna)\b", text, re.IGNORECASE):
        return True
    from_auditors = any(AUDITORS.search(text) and not TO_AUDITORS.match(text) for text in own)
    return from_auditors and any(HANDS_OVER.search(line.text) for line in paper.lines)


def _begins_as_report(paper: Paper) -> bool:
    """Whether the first line calls the paper a report."""
    return bool(paper.lines) and bool(BEGINS_AS_REPORT.match(paper.lines[0].text))


def _is_report_itself(paper: Paper) -> bool:
    """Whether a short paper of the auditors tells what they found, and hands over no report beside itself."""
    text = [line.text for line in paper.lines if line.kind != "table"]
    return any(TELLS_FINDINGS.search(one) for one in text) and not any(HANDS_OVER_REPORT.search(one) for one in text)


def find_doubtful_kind(paper: Paper, kind: str) -> list[Problem]:
    """What is to be asked of the kind, where the paper's first words and the rest of it say different things."""
    if kind != "missiv" or not _begins_as_report(paper):
        return []
    first = paper.lines[0]
    words = "Börjar som en rapport men ser ut som ett följebrev. Är Slag rätt?"
    return [Problem(words, first.found().page, first.start, first.end)]


def _named(top: Sequence[Line]) -> tuple[str, str] | None:
    exact: list[tuple[int, str, str]] = []
    for index, line in enumerate(top):
        text = re.sub(r"^\d+\s*\(\d+\)\s*|\s*\d+\s*\(\d+\)$", "", line.text).strip(" :.")
        for order, (kind, pattern) in enumerate(_NAMES):
            if pattern.fullmatch(text):
                words = len(text.split())
                # A lone name weighs more than one at the head of a title, and the head of the paper more than below.
                exact.append((index // 6 + (0 if words <= 2 else 3) + (order if words > 2 else 0), kind, text))
                break
    shouted = next((match for line in top[:15] if (match := SHOUTED.search(line.text))), None)
    if shouted and all(words > 2 for words in (len(item[2].split()) for item in exact)):
        # «MELLANBY KOMMUN TJÄNSTESKRIVELSE Sida 1 (2)»
        name = shouted.group()
        return next(kind for kind, pattern in _NAMES if pattern.fullmatch(name)), name
    if not exact:
        return None
    _, kind, text = min(exact, key=lambda item: item[0])
    if kind == "yttrande" and any(item[1] == "tjansteskrivelse" for item in exact):
        kind, text = next((item[1], item[2]) for item in exact if item[1] == "tjansteskrivelse")
    return kind, text


def _title_of_minutes(paper: Paper) -> Found | None:
    """The words after the first «§ 12», on the same line or on the next."""
    first: Found | None = None
    for line, below in zip(paper.lines, paper.lines[1:], strict=False):
        match = PARAGRAPH.match(line.text)
        if match is None or line.kind == "table":
            continue
        if len(line.text) - match.end() > 8 and not NUMBER.fullmatch(line.text[match.end() :].strip()):
            end = len(line.text.split("\t")[0])
            found = line.found(match.end(), end if end > match.end() else None)
            return None if len(found.text) > 200 else found
        if 8 < len(below.text) < 160 and not DNR_LINE.match(below.text) and not NO_TITLE.search(below.text):
            found = below.found()
            if TITLE_START.match(below.text):
                return found
            first = first or (None if "protokoll" in below.text else found)
    return first


def find_title(paper: Paper, document_name: str, kind: str) -> Found | None:
    """What the paper is about, without the paper's own name, its number and its date."""
    if kind == "protokoll" and (found := _title_of_minutes(paper)):
        return found
    top = top_of(paper)
    best: tuple[float, int, Line] | None = None
    for index, line in enumerate(top):
        # What stands on the cover comes back over the letter, the summary and the pages.
        again = (
            sum(line.text.casefold() in other.text.casefold() for other in paper.lines[:120] if len(other.text) < 200)
            - 1
        )
        score = _title_score(line, index, top, document_name, again)
        if kind in OF_MEMBERS and no_title(paper.lines, paper.lines.index(line)):
            continue
        if score > 0 and (best is None or score > best[0]):
            best = (score, index, line)
    named = title_line(paper.lines) if kind in OF_MEMBERS else None
    if best is not None and (named is None or best[2].kind == "heading" or best[2].start <= paper.lines[named].start):
        line = _whole_title(top, best[1])
    elif named is not None:
        line = _whole_title(paper.lines, named)
    elif kind in OF_MEMBERS:
        return title_sentence(paper.lines)
    else:
        later = (line for line in paper.lines if TITLE_START.match(line.text) and len(line.text) < 160)
        first = next(later, None)
        if first is None:
            return None
        line = first
    return _bare_title(line)


def _bare_title(line: Line) -> Found:
    """The title's line without what leads in to it, the number at its end, whose it is and its quotation marks."""
    prefix = PREFIX.match(line.text)
    start = prefix.end() if prefix else 0
    number = NUMBER.search(line.text)
    end = (
        number.start()
        if number and number.end() == len(line.text) and not re.search(r"\bnr\.?\s*$", line.text[: number.start()])
        else len(line.text)
    )
    found = line.found(start, end)
    # «Granskning av nycklar. Ragnviks kommun»: what stands after the sentence is whose.
    first = re.match(r"^(.{12,}?[\wåäö)])\. (?=[A-ZÅÄÖ]\w+s? [Kk]ommun\b)", found.text)
    bare = (first.group(1) if first else found.text).rstrip(" ,.–-(")
    if bare[:1] in '”"“' and bare[-1:] in '”"“':
        bare, start = bare[1:-1], start + 1
        found = line.found(start, end)
    return Found(bare, found.start, None if found.start is None else found.start + len(bare), found.page)


def _whole_title(top: Sequence[Line], index: int) -> Line:
    """The title's line with the one below it, where the title plainly goes on there."""
    line = top[index]
    if index + 1 >= len(top):
        return line
    below = top[index + 1]
    if GOES_ON.search(line.text) and not below.text[:1].islower():
        # A label from beside the title may have come between.
        below = next((other for other in top[index + 2 : index + 5] if other.text[:1].islower()), below)
    same = (
        not below.text.endswith(":")
        and (line.kind == below.kind or below.text[:1].islower())
        and below.kind in {"heading", "paragraph"}
        and len(below.text) < 90
        and not below.key
    )
    both_capitals = line.text.isupper() and below.text.isupper() and not NUMBER.search(below.text)
    if same and (GOES_ON.search(line.text) or both_capitals) and not any(days_in(below.text)):
        return join_lines(line, below)
    return line


def _title_score(line: Line, index: int, top: Sequence[Line], document_name: str, said_again: int) -> float:
    text = line.text.strip()
    words = text.split()
    if (
        line.kind == "table"
        or len(text) < 8
        or len(text) > 250
        or line.key == "etikett"
        or NO_TITLE.search(text)
        or "\t" in text
    ):
        return 0
    if index and top[index - 1].key == "etikett" and len(words) < 8:
        # What stands under a label is its value.
        return 0
    if line.key in {"dokument", "yttrande"} and len(words) <= 3:
        return 0
    if (
        PLACE_AND_DAY.match(text)
        or (any(days_in(text)) and len(text) < 30)
        or NUMBER.fullmatch(text)
        or text.endswith(":")
    ):
        return 0
    if re.search(r"\bföreslås\b|\bbeslutar\b|\bbesluta att\b", text):
        return 0
    if len(words) <= 3 and not TITLE_START.match(text) and line.kind != "heading":
        # «Cykelställ vid stationen» over a motion, never a name or an office.
        short = len(words) >= 2 and index <= 3 and any(word[0].islower() and len(word) < 5 for word in words[1:])
        return 0.5 if short and not re.search(r"\d", text) else 0
    if line.kind == "heading" and line.key not in {"", "dokument", "yttrande", "initiativ", "overvaganden", "framat"}:
        return 0
    party = text.split(" ")[0].casefold() in PARTIES
    if not TITLE_START.match(text) and (party or any(days_in(text)) or PLACE_AND_TIME.search(text)):
        return 0
    if (
        REPORT_NAME.match(text)
        or len(sentences(text)) > 2
        or re.match(r"(?:innehåll|region \w+$)", text, re.IGNORECASE)
    ):
        return 0
    if AUDITORS.fullmatch(text) or NAME_AND_ROLE.match(text):
        return 0
    score = 1.0 + min(len(words), 12) / 12
    score -= 2 if text.endswith("?") else 0
    score += min(2.0, 1.5 * said_again) if len(words) > 2 else 0
    score += 3 if line.kind == "heading" else 2 if line.all_bold else 0
    score += {1: 1.5, 2: 0.5}.get(line.level, 0) if line.kind == "heading" else 0
    score += 3 if TITLE_START.match(text) else 0
    # «Motion: …» and «Ledamotsinitiativ om …» name the paper and its matter at once.
    score += 2 if re.match(r"(?:motion|\w*initiativ\w*)\b\W", text, re.IGNORECASE) and len(words) > 3 else 0
    if text.casefold() == document_name.casefold() and len(words) <= 3:
        score -= 2.5
    if text.endswith(".") and len(text) > 110 and not TITLE_START.match(text):
        score -= 3
    return score - index * 0.08


def find_subtitle(paper: Paper, title: Found | None) -> str:
    """A short line right under the title."""
    # A heading with nothing under it but the next heading heads nothing: it says more about the title.
    for line, below, next_line in zip(paper.lines, paper.lines[1:], paper.lines[2:], strict=False):
        if title and title.start is not None and line.start <= title.start < line.end:
            after = below.text
            known = below.key in FACT_KEYS or (bool(below.key) and next_line.kind != "heading")
            fits = (
                3 < len(after) < 80
                and not after.startswith("Till ")
                and not NUMBER.search(after)
                and not any(days_in(after))
                and after[-1] not in ".:"
            )
            return after if fits and not known else ""
    return ""
