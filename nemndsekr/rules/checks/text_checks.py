"""Checks of plain text: what a template left, doubled words, dashes gone astray, days written in several ways."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from nemndsekr.records.choices import Certainty
from nemndsekr.support.days import MONTHS

TEMPLATE: Final = "mallrad"
BROKEN_REFERENCE: Final = "trasig_hanvisning"
DRAFT_WORDS: Final = "forslagsord"
DOUBLED: Final = "dubbelt_ord"
DASH: Final = "streck"
DATES: Final = "datumformer"
EMPTY_HEADING: Final = "tom_rubrik"
SAME_HEADING: Final = "samma_rubrik"

_SURE, _ASKS, _TELLS = Certainty.sakert, Certainty.fraga, Certainty.upplysning
_LETTER: Final = "A-Za-zÅÄÖåäöÉéÜü"


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


class TextFinding(NamedTuple):
    """Something found in a text: which rule found it, the characters it stands on (half-open), and what to say of it.

    ``words`` are the very words it stands on.
    """

    rule: str
    start: int
    end: int
    words: str
    text: str
    detail: str
    certainty: Certainty


class HeadingPlace(NamedTuple):
    """A heading of a text: its characters (half-open), its level, 1 the highest, and whether papers share it."""

    start: int
    end: int
    level: int
    known: bool = False


def _finding(
    rule: str, text: str, place: tuple[int, int], says: str, detail: str, certainty: Certainty = _SURE
) -> TextFinding:
    return TextFinding(rule, *place, text[slice(*place)], says, detail, certainty)


# --- what a template left -------------------------------------------------------------------------------------------

_BRACKETS: Final = re.compile(r"\[([^\[\]\n]{2,300})\]")
# Words of one who tells another what to write; only whole words, as they begin or stand alone in the brackets.
_INSTRUCTION: Final = re.compile(
    r"\b(?:anger? du|ange|skriv(?:er du)?|fyll(?:er du)? i|klicka|tryck här|infoga|välj|ta (?:inte )?bort|komplettera|"
    r"beskriv(?:er du)?|redovisa(?:r du)?|lägg (?:till|in)|här (?:ska|kan|anges|skrivs|beskrivs|redovisas))\b",
    re.IGNORECASE,
)
_SLOT: Final = re.compile(
    r"(?:nämndens?|förvaltningens?|kommunens?|handläggarens?|ordförandens?|mottagarens?|er|din|vår)?\s*"
    r"(?:namn|namnd|nämnd|förvaltning|datum|diarienummer|diarienr|dnr|rubrik|titel|ärende|ärendemening|text|brödtext|"
    r"handläggare|mottagare|avsändare|telefon(?:nummer)?|e-?post(?:adress)?|adress|enhet|kommun|år|belopp|antal|paragraf|"
    r"förnamn efternamn|underrubrik|ort|plats)(?: och (?:datum|ort|namn|titel|tid))?",
    re.IGNORECASE,
)
# What people put in brackets for other reasons: an omission, a note, a label, a thing taken out for secrecy.
_ORDINARY: Final = re.compile(
    r"\W*|sic\W*|\W*\d[\d\s,.–§-]*[a-z]?\W*|[ivxlc]+|[A-ZÅÄÖ]{2,}|[a-zåäö]{1,2}|https?:.*|www\..*|\S+@\S+|"
    r".*\b(?:borttag\w+|utelämna\w+|uteslut\w+|maskera\w+|sekretess\w*|överstruk\w+|struk\w+|kursiv\w*|anm\w*|"
    r"övers\w*|förf\w*|red\.|vår|min|bild\w*|logotyp\w*|vapen\w*|figur\w*|tabell\w*|diagram\w*|foto\w*|bilaga\b.*|"
    r"karta\w*|se\b.*|jfr\b.*|elektronisk\w*|underskrift\w*|signatur\w*|paus|skratt\w*|ohörbart)\b.*",
    re.IGNORECASE,
)
_FEWEST_HINT_WORDS: Final = 3

_LEFT: Final = (
    # «850412-XXXX» is somebody's number with the end hidden, and told of as that.
    re.compile(rf"(?<!\d{{6}}[-+])(?<![{_LETTER}&])[Xx]{{2,12}}(?![{_LETTER}])(?!-krom)"),
    re.compile(rf"(?<![{_LETTER}])(?:ÅÅÅÅ|ÅÅ)(?:[-/]?MM(?:[-/]?DD)?)?(?![{_LETTER}])|(?<=[-/ ])[Nn]{{3,6}}(?!\w)"),
    re.compile(
        r"\bTa (?:inte )?bort (?:den|det) här (?:raden|texten|rutan|stycket)\b|"
        r"\bTa (?:inte )?bort denna (?:rad|text|ruta)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\bKlicka (?:eller tryck )?här för att (?:ange|skriva|lägga|välja|fylla|infoga)\b[^.\n]{0,40}\.?"),
    re.compile(r"\bVälj (?:ett objekt|ett datum)\.?(?!\w)"),
    re.compile(r"\blorem ipsum\b|\bdolor sit amet\b", re.IGNORECASE),
    re.compile(r"\bHär (?:anger|skriver|beskriver|fyller|redovisar) du\b[^\n.]{0,120}\.?"),
    re.compile(r"\b(?:Skriv (?:in |din )?text(?:en)? här|Skriv här|Fyll i här|Text här|Ange rubrik|Skriv rubrik)\b"),
    re.compile(r"\((?:ange|fyll i|skriv in|välj)\b[^()\n]{2,120}\)", re.IGNORECASE),
    re.compile(r"<(?:ange|fyll i|skriv|välj|namn|datum|rubrik|titel|dnr|diarienummer)\b[^<>\n]{0,120}>", re.IGNORECASE),
    re.compile(r"\{\{[^{}\n]{1,80}\}\}|<<[^<>\n]{1,80}>>"),
    re.compile(r"(?<!\w)(?:TODO|TBD|FIXME)(?!\w)|(?<![?\w])\?{3,}"),
)
_ASKED: Final = (re.compile(r"\b(?:åååå|åå)-?mm-?dd\b"), re.compile(r"\bKlicka här\b(?! för att)"))
_BROKEN: Final = re.compile(
    r"\b(?:Fel! (?:Hittar inte referenskälla|Bokmärket är inte definierat|Okänt växelargument)|"
    r"Error! (?:Reference source not found|Bookmark not defined))\.?"
)


def template_lines(text: str, later: re.Pattern[str] | None = None) -> Iterator[TextFinding]:
    """Find what a template left to be filled in or taken away, in the order of the text: one finding a paragraph.

    Its place is that of the first words, its ``words`` are theirs, and its detail names all of them. ``later`` finds
    the words that are to be filled in at another time, which are left out.

    Brackets that hold an instruction or the name of a slot are sure; other longer ones are asked about. Notes,
    omissions, labels («[HÖG]») and what was taken out for secrecy are ordinary text.
    """
    by_paragraph: dict[int, list[TextFinding]] = {}
    for one in _left_words(text):
        if later is None or not later.search(one.words):
            by_paragraph.setdefault(text.count("\n", 0, one.start), []).append(one)
    for found in by_paragraph.values():
        yield _together(found)


def _together(found: Sequence[TextFinding]) -> TextFinding:
    """The words that one paragraph has of its template, as one finding; sure where any of them is."""
    first = next((one for one in found if one.certainty == _SURE), found[0])
    words = list(dict.fromkeys(one.words for one in found))
    short = [f"«{_shortened(one)}»" for one in words[:_MOST_NAMED]]
    named = _listed(short if len(words) <= _MOST_NAMED else [*short, f"{len(words) - _MOST_NAMED} till"])
    says = f"Ur mallen står kvar {named}" if first.certainty == _SURE else f"Står {named} kvar ur mallen?"
    return first._replace(text=says, detail=_listed([f"«{one}»" for one in words]))


_MOST_NAMED: Final = 3
_LONGEST_NAMED: Final = 40


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST_NAMED else f"{words[:_LONGEST_NAMED].rsplit(' ', 1)[0]} …"


def _listed(words: Sequence[str]) -> str:
    return " och ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _left_words(text: str) -> Iterator[TextFinding]:
    found = [*_template_brackets(text)]
    for pattern, certainty in [*((each, _SURE) for each in _LEFT), *((each, _ASKS) for each in _ASKED)]:
        found += [_template(text, match.span(), certainty) for match in pattern.finditer(text)]
    taken = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start >= taken:
            taken = one.end
            yield one


def broken_references(text: str) -> Iterator[TextFinding]:
    """Find what Word puts where a cross-reference has lost its goal."""
    for match in _BROKEN.finditer(text):
        yield _finding(
            BROKEN_REFERENCE,
            text,
            match.span(),
            "En hänvisning i texten har tappat sitt mål",
            f"«{match[0]}» – skriv hänvisningen på nytt eller ta bort den.",
        )


def _template_brackets(text: str) -> Iterator[TextFinding]:
    for match in _BRACKETS.finditer(text):
        words = match[1].strip()
        linked = text[match.end() : match.end() + 1] in {"(", ":"}
        if _SLOT.fullmatch(words) or (_INSTRUCTION.search(words) and not linked):
            yield _template(text, match.span(), _SURE)
        elif not linked and not _ORDINARY.fullmatch(words) and len(words.split()) >= _FEWEST_HINT_WORDS:
            yield _template(text, match.span(), _ASKS)


def _template(text: str, place: tuple[int, int], certainty: Certainty) -> TextFinding:
    return _finding(TEMPLATE, text, place, "", "", certainty)


# --- words of a proposal --------------------------------------------------------------------------------------------

_PROPOSED: Final = re.compile(
    r"\bföreslås\s+(?:att\s+)?besluta\b|"
    r"\bföreslår\s+[\w -]{0,60}?(?:nämnden|styrelsen|utskottet)\s+(?:att\s+)?besluta\b",
    re.IGNORECASE,
)


def proposed_wording(text: str) -> Iterator[TextFinding]:
    """Find «föreslås besluta» and its like; whoever asks knows that the text is to be a finished one."""
    for match in _PROPOSED.finditer(text):
        yield _finding(
            DRAFT_WORDS,
            text,
            match.span(),
            "Texten säger att nämnden föreslås besluta",
            f"«{match[0]}» – när beslutet är fattat står det vad nämnden beslutar.",
            _ASKS,
        )


# --- doubled words --------------------------------------------------------------------------------------------------

_TWICE: Final = re.compile(rf"(?<![\w-])([{_LETTER}]{{1,24}})[ \u00a0]+(\1)(?![\w-])", re.IGNORECASE)
# The same word twice can be right: «det det handlar om», «de barn vi har har behov», «mycket mycket».
_MAY_STAND_TWICE: Final = _set_of(
    "det den de dem är har kommer var få får så ja nej mycket många väldigt långt länge aldrig alla bla steg hej som"
)
# What no sentence has twice in a row.
_NEVER_TWICE: Final = _set_of(
    "att och en ett eller sig inte samt ej men inom genom utan enligt nämnden nämndens kommunen förvaltningen ska "
    "skall revisionen mellan mot under efter innan"
)


def doubled_words(text: str) -> Iterator[TextFinding]:
    """Find words that stand twice in a row. Where the language allows it nothing is said; where it may, it is asked."""
    for match in _TWICE.finditer(text):
        first, second = match[1], match[2]
        word = first.lower()
        if word in _MAY_STAND_TWICE or second != word or (first != word and first != word.capitalize()):
            continue  # Names and headings in a row are no slip: «Bo Bo», «Nämnden nämnden» is.
        yield _finding(
            DOUBLED,
            text,
            match.span(),
            f"«{word}» står två gånger i rad",
            f"«{words_around(text, *match.span())}»",
            _SURE if word in _NEVER_TWICE else _ASKS,
        )


# --- dashes and hyphens ---------------------------------------------------------------------------------------------

_YEAR: Final = r"(?:19|20)\d\d"
_YEARS_APART: Final = re.compile(rf"(?<![\w./:-])({_YEAR})(?: [-–]|[-–] )({_YEAR}|\d\d)(?![\w./:–-])")
_DASH_ONE_SIDE: Final = re.compile(rf"(?<=[{_LETTER}])(?:– | –)(?=[{_LETTER}])")
# «arbets -och», «arbets-och socialnämnden»
_HYPHEN_AND: Final = re.compile(rf"(?<![\w-])([{_LETTER}]{{2,30}})( -|-)(och|eller)(?= [{_LETTER}])")
# «Arbetsmarknads – och»: the first word can stand alone only as the beginning of a longer one.
_SPACED_STEM: Final = re.compile(
    r"\b([A-ZÅÄÖa-zåäö]{3,24}(?:nads|ings|ions|skaps|hets|tets|lings|fritids|idrotts|arbets|stads|dags))"
    rf" [-–] (och|eller)(?= [{_LETTER}])"
)
# «Enskede- Årsta- Vantörs»: names that belong together.
_HYPHEN_SPACE_NAME: Final = re.compile(r"(?<![\w-])(?:[A-ZÅÄÖ][a-zåäö]{2,30}- ){1,4}[A-ZÅÄÖ][a-zåäö]{2,30}(?!\w)")
_HYPHEN_SPACE: Final = re.compile(r"(?<![\w-])([a-zåäö]{3,30})- ([a-zåäö]{3,30})(?!\w)")
_AFTER_SUSPENDED: Final = _set_of(
    "och eller samt respektive resp till såväl som men inte utan liksom kontra mot i på med än även både"
)
_JOINS: Final = frozenset({"och", "eller", "samt", "respektive"})
_NO_CHAIN: Final = 3


def dash_spacing(text: str, *, mended_lines: bool = False) -> Iterator[TextFinding]:
    """Find dashes and hyphens with a blank too many or too few.

    A suspended hyphen («arbets- och»), a dash with blanks on both sides and the dash of a list are right.
    ``mended_lines`` says that the text's lines were joined by a program, as a PDF's are: a hyphen between small
    letters is then often that of a line's end, and not asked about.
    """
    found = [_dash(text, match.span(), f"{match[1]}–{match[2]}") for match in _YEARS_APART.finditer(text)]
    found += [
        _dash(text, match.span(), f"{match[1]}- {match[3]}")
        for match in _HYPHEN_AND.finditer(text)
        if match[2] == " -" or match[1] not in {"till", "från"}
    ]
    found += [_dash(text, match.span(), f"{match[1]}- {match[2]}") for match in _SPACED_STEM.finditer(text)]
    found += [_dash(text, match.span(), match[0].replace("- ", "-")) for match in _HYPHEN_SPACE_NAME.finditer(text)]
    for match in _DASH_ONE_SIDE.finditer(text):
        place = _widened(text, match.start(), match.end())
        right = f"{text[place[0] : match.start()]} – {text[match.end() : place[1]]}"
        found.append(_dash(text, place, right, _ASKS))
    if not mended_lines:
        found += _hyphen_spaces(text)
    taken = 0
    for one in sorted(found, key=lambda one: one.start):
        if one.start >= taken:
            taken = one.end
            yield one


def _hyphen_spaces(text: str) -> Iterator[TextFinding]:
    for match in _HYPHEN_SPACE.finditer(text):
        if match[2] not in _AFTER_SUSPENDED and not _is_chain(text, match.end()):
            yield _dash(text, match.span(), f"{match[1]}-{match[2]}", _ASKS)


def _is_chain(text: str, end: int) -> bool:
    """Whether a conjunction comes soon: «för- grund- och gymnasieskola» lacks a comma, and no hyphen is wrong."""
    following = re.findall(rf"[{_LETTER}-]+", text[end : end + 60])[:_NO_CHAIN]
    return any(word in _JOINS for word in following)


def _dash(text: str, place: tuple[int, int], right: str, certainty: Certainty = _SURE) -> TextFinding:
    words = text[slice(*place)]
    says = "Mellanrummet vid strecket är fel" if certainty == _SURE else "Är mellanrummet vid strecket rätt?"
    return _finding(DASH, text, place, says, f"«{words}» – menas «{right}»?", certainty)


# --- the forms of dates ---------------------------------------------------------------------------------------------

_ISO: Final = re.compile(rf"(?<![\w./-]){_YEAR}-[01]\d-[0-3]\d(?![\w-])")
_SIX: Final = re.compile(r"(?<![\w./:+-])(\d\d)(\d\d)(\d\d)(?![\w-]|[.,:/]\d|\s?(?:kr|tkr|kronor|personer|st)\b)")
_SIX_SAID: Final = re.compile(
    r"(?:\b(?:den|dat(?:um|erad|erat|o)|svarsdatum(?: är)?|senast|inkom(?:men|met)?|från|till|per|expedierad|justerad|"
    r"upprättad)\b|[-–:])\s*\Z",
    re.IGNORECASE,
)
_WORDS: Final = re.compile(rf"(?<!\d)[0-3]?\d\s(?:{'|'.join(MONTHS)})\s{_YEAR}(?!\d)", re.IGNORECASE)
_SLASHED: Final = re.compile(rf"(?<![\w./-])[0-3]?\d/[01]?\d(?:[ -]+|/)(?:{_YEAR})(?![\w-])")
_FORM_NAMES: Final = {
    "iso": "med streck",
    "sex": "med sex siffror",
    "ord": "med månaden i ord",
    "snedstreck": "med snedstreck",
}
# Month in words in running text and ISO where room is scarce go together: the state's own advice to its writers.
_GO_TOGETHER: Final = frozenset({"iso", "ord"})


def mixed_dates(text: str) -> Iterator[TextFinding]:
    """Find that one document writes days in several ways; at most one finding, on the form that is used least."""
    forms = {
        "iso": [match.span() for match in _ISO.finditer(text)],
        "sex": list(_six_digit_days(text)),
        "ord": [match.span() for match in _WORDS.finditer(text)],
        "snedstreck": [match.span() for match in _SLASHED.finditer(text)],
    }
    used = {name: places for name, places in forms.items() if places}
    if len(used) < 2 or used.keys() <= _GO_TOGETHER:
        return
    told = ", ".join(f"«{text[slice(*places[0])]}» ({_FORM_NAMES[name]})" for name, places in used.items())
    fewest = min(
        (name for name in used if used.keys() - {name}), key=lambda name: (name in _GO_TOGETHER, len(used[name]))
    )
    yield _finding(DATES, text, used[fewest][0], "Datum skrivs på flera sätt", told, _TELLS)


def _six_digit_days(text: str) -> Iterator[tuple[int, int]]:
    for match in _SIX.finditer(text):
        if not _SIX_SAID.search(text[max(0, match.start() - 25) : match.start()]):
            continue
        try:
            date(2000 + int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            continue
        yield match.span()


# --- headings -------------------------------------------------------------------------------------------------------


_RUNNING_TEXT: Final = re.compile(r"[^\n]{60,}")


def empty_headings(text: str, headings: Sequence[HeadingPlace]) -> Iterator[TextFinding]:
    """Find headings with nothing under them: another of the same or a higher level follows at once, or the end.

    Lines of a title, before any running text, are no such headings; nor are several in a row, unless all are headings
    that papers share: signatures and addresses are often set like headings.
    """
    row: list[HeadingPlace] = []
    places = _after_title(text, headings)
    for number, heading in enumerate(places):
        following = places[number + 1] if number + 1 < len(places) else None
        under = text[heading.end : following.start if following else len(text)]
        if under.strip(" \t\n-–•*#_\u00a0") or (following is not None and following.level > heading.level):
            yield from _empty_row(text, row)
            row = []
        else:
            row.append(heading)
    yield from _empty_row(text, row)


def _empty_row(text: str, row: Sequence[HeadingPlace]) -> Iterator[TextFinding]:
    if len(row) == 1 or all(heading.known for heading in row):
        for heading in row:
            place = heading.start, heading.end
            yield _finding(
                EMPTY_HEADING, text, place, "Rubriken har ingen text under sig", f"«{text[slice(*place)]}»", _ASKS
            )


def same_headings(text: str, headings: Sequence[HeadingPlace]) -> Iterator[TextFinding]:
    """Find a heading that stands twice under the same heading of a higher level; the lines of a title do not count."""
    path: list[tuple[int, str]] = []
    seen: set[tuple[tuple[int, str], ...]] = set()
    for heading in _after_title(text, headings):
        place = heading.start, heading.end
        words = text[slice(*place)]
        path = [*(one for one in path if one[0] < heading.level), (heading.level, " ".join(words.lower().split()))]
        if tuple(path) in seen and words.strip():
            yield _finding(SAME_HEADING, text, place, "Samma rubrik står två gånger", f"«{words}»", _ASKS)
        seen.add(tuple(path))


def _after_title(text: str, headings: Sequence[HeadingPlace]) -> list[HeadingPlace]:
    """The headings from the last one before running text begins."""
    begun = next((line.start() for line in _RUNNING_TEXT.finditer(text)), len(text))
    before = sum(1 for heading in headings if heading.end <= begun)
    return list(headings[max(0, before - 1) :])


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """The place made wider by the words it touches."""
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] == "-"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] == "-"):
        end += 1
    return start, end


def words_around(text: str, start: int, end: int, room: int = 30) -> str:
    """The words around a place, within its line."""
    left = text.rfind("\n", 0, start) + 1
    right = text.find("\n", end)
    right = len(text) if right < 0 else right
    first, last = max(left, start - room), min(right, end + room)
    while left < first < start and not text[first - 1].isspace():
        first += 1
    while end < last < right and not text[last].isspace():
        last -= 1
    before = "… " if first > left else ""
    after = " …" if last < right else ""
    return f"{before}{' '.join(text[first:last].split())}{after}"
