"""Names: what a person, a title and a party look like in a paper, on a line of their own or beside each other."""

from __future__ import annotations

import re
from typing import Final

from nemndsekr.reading.draft import FoundPerson

_LETTER = "a-zåäöéüáøæèëíóúćčšžñ"
_CAPITAL = "A-ZÅÄÖÉÜÁØÆČŠŽ"
_WORD = (
    rf"(?:[{_CAPITAL}](?:[’'][{_CAPITAL}])?[{_LETTER}]+(?:-[{_CAPITAL}]?[{_LETTER}]+)?|"
    rf"[{_CAPITAL}]\.(?: ?[{_CAPITAL}]\.)?|"
    rf"(?:Mc|Mac)[{_CAPITAL}][{_LETTER}]+|[{_CAPITAL}](?= [{_CAPITAL}][{_LETTER}])|"
    rf"(?:af|von|de la|de|van der|van|el|al|bin|dos|da|di)(?= [{_CAPITAL}]))"
)
# «Börje K» keeps the rest of the name to himself.
NAME = re.compile(rf"{_WORD}(?: (?:{_WORD}|[{_CAPITAL}](?![\w.:)]))){{1,3}}")
ROLE = re.compile(
    r"\b(?:(?:\w|-)*(?:chef|direktör|sekreterare|ordförande|ledamot|ersättare|suppleant|revisor|strateg|ekonom|"
    r"handläggare|utredare|samordnare|koordinator|jurist|advokat|notarie|registrator|controller|rektor|föreståndare|"
    r"föredragande|ansvarig|planerare|ombud|ombudsman|rådgivare|specialist|expert|sakkunnig|ingenjör|tekniker|"
    r"inspektör|"
    r"arkitekt|arkivarie|antikvarie|intendent|bibliotekarie|borgarråd|kommunalråd|regionråd|oppositionsråd|"
    r"landstingsråd|"
    r"borgmästare|konsult|ledare|assistent|administratör|kanslist|socionom|granskare|säkrare|pedagog|psykolog|kurator|"
    r"sjuksköterska|läkare|logoped|terapeut|lärare|utvecklare|analytiker|kommunikatör|förvaltare|inköpare|upphandlare|"
    r"ekolog|biolog|geolog|statistiker|kassör|partner|manager|director|associate|språkrör|talesperson|"
    r"förtroendevald|lantmätare|trainee|vd))\b",
    re.IGNORECASE,
)
PARTIES: Final = {
    "socialdemokraterna": "S",
    "socialdemokratiska arbetarepartiet": "S",
    "moderaterna": "M",
    "nya moderaterna": "M",
    "moderata samlingspartiet": "M",
    "sverigedemokraterna": "SD",
    "centerpartiet": "C",
    "vänsterpartiet": "V",
    "kristdemokraterna": "KD",
    "miljöpartiet": "MP",
    "miljöpartiet de gröna": "MP",
    "liberalerna": "L",
    "folkpartiet liberalerna": "FP",
    "folkpartiet": "FP",
    "feministiskt initiativ": "FI",
}
# «Den sverigedemokratiska fullmäktigegruppen».
_ADJECTIVES: Final = {
    "socialdemokratiska": "S",
    "moderata": "M",
    "sverigedemokratiska": "SD",
    "centerpartistiska": "C",
    "vänsterpartistiska": "V",
    "kristdemokratiska": "KD",
    "miljöpartistiska": "MP",
    "liberala": "L",
}
_SHORT: Final = "|".join(sorted(set(PARTIES.values()), key=len, reverse=True))
LONG_PARTY: Final = "|".join(sorted(PARTIES, key=len, reverse=True))
# A letter in brackets may be that of a party at home in one municipality only; without them it must be a known one.
PARTY = re.compile(
    rf"[(\[](?P<short>[A-ZÅÄÖ]{{1,5}}|[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{{0,4}}|{_SHORT.lower()})[)\]]"
    rf"|(?i:,?\s*[(\[]?\b(?P<long>{LONG_PARTY})\b[)\]]?)"
    rf"|(?:(?<=[{_LETTER}])(?:,\s*| ?[/–-] ?|\t|\s)(?P<bare>{_SHORT})(?=\s*(?:$|[,/\t]))/?)"
    rf"|(?<=[{_LETTER}]), (?P<small>{_SHORT.lower()})(?=\s*$)"
)
GROUP_PARTY = re.compile(
    rf"\b(?:(?P<long>{LONG_PARTY})s?|(?P<adjective>{'|'.join(_ADJECTIVES)}))\b",
    re.IGNORECASE,
)
PARTY_CELL = re.compile(
    rf"\(?(?:(?P<short>[A-ZÅÄÖ]{{1,4}}|{_SHORT.lower()})\)|(?P<bare>{_SHORT})|"
    rf"(?i:(?P<long>{LONG_PARTY}))(?: i .{{2,30}})?)\)?"
)
# Swedish numbers begin with 0 or +: «2024-11995» is half a diarienummer.
PHONE = re.compile(
    r"(?:telefon|tel\.?|tfn\.?|mobil)?\s*:?\s*(?<![\w-])([+0]\d?[\d\s/–-]{5,17}\d|"
    r"\d{2,3} \d{2} \d{2,3}(?: \d{2})?(?=$|[\s,;]))",
    re.IGNORECASE,
)
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
UNIT = re.compile(r"\w*(?:förvaltning|kontor|avdelning|stab|enhet|kansli|sektor|verksamhet)(?:en|et)?\b", re.IGNORECASE)
NO_NAME = re.compile(
    r"\b(?:Rekommendation\w*|Bilag\w*|Förvaltning\w*|Nämnd\w*|\w*nämnd(?:en)?|\w*styrelse(?:n)?|\w*fullmäktige|"
    r"Kommun\w*|"
    r"Stad|Stads\w+|Stadens?|Box|Region\w*|Sida|Datum|Avdelning\w*|Enhet\w*|Revision\w*|\w*revisor(?:er|erna)|Till|"
    r"Dnr|Telefon|Den|Det|Vi|"
    r"I|Att|Barn|Barns|Barnens?|Beslut\w*|Ärende\w*|Förslag|Yttrande|Svar|Postadress|Besöksadress|Underskrift\w*|"
    r"Justerare|Ordförande|"
    r"Handläggare|Sammanfattning|För|På|Med|Av|Och|AB|Granskning\w*|Motion\w*|Initiativ\w*|Samt|Hela|Gruppen|Hemsida|"
    r"Webbplats|Organisationsnr|Fax|Besök|Läs|Dela|Kopiera|Hjälp\w*|Kontakt\w*|Vår|Er|Diarie\w*|\w*partiet|\w*listan|"
    r"\w*demokraterna|Moderaterna|Liberalerna|Ernst|Young|\w*förvaltning(?:en)?|\w*kontor(?:et)?|\w*utskott(?:et)?|"
    r"Ankom\w*|Inkom\w*|Utfärdat|Adress|Protokoll\w*|Tjänste\w*|Missiv|Remiss\w*|Rapport\w*|Projekt\w*|Uppdrag\w*|"
    r"Januari|Februari|Mars|April|Juni|Juli|Augusti|September|Oktober|November|December|Vad|Hur|Vilka|Ja|Nej|Tack|Sök|"
    r"Meny|Vilken|När|"
    r"Finns|Har|Är|Sker|Norra|Södra|Östra|Västra|Övre|Nedre|Gamla|Nya|Stora|Lilla)\b"
)
_SMALL_ROLE = re.compile(
    r"^(?:1:e|2:e|3:e|1:a|2:a|[Ff]örste|[Aa]ndre|[Ff]örsta|[Aa]ndra|[Tt]\.?\s?[Ff]\.?|[Bb]itr\.|[Bb]iträdande|"
    r"[Vv]ice|[Vv]ik\.|[Ss]tf\.?|[Ss]:t)(?=\s|$)"
)


def is_role(text: str) -> bool:
    """Whether a short text is a title and nothing else."""
    words = re.sub(r"\b\d:[ea]\b|\b(?:[Tt]\.?\s?[Ff]|[Bb]itr|[Vv]ik|[Ss]tf)\.|\b[Ff]\.d\.", "", text)
    if re.search(r"\b(?:av|att|som|har|är|från|den|det)\b", words):
        return False
    return bool(ROLE.search(words)) and len(text) < 80 and not re.search(r"[.:?!\d]", words) and len(text.split()) <= 8


def party_of(match: re.Match[str]) -> str:
    """The short form of a party that a pattern of this module matched, or an empty string."""
    groups = match.groupdict()
    if groups.get("long"):
        return PARTIES[groups["long"].lower()]
    if groups.get("adjective"):
        return _ADJECTIVES[groups["adjective"].lower()]
    short = groups.get("short") or groups.get("bare") or groups.get("small") or ""
    return short.upper() if short.upper() in PARTIES.values() else short


def person_in(text: str, part: str) -> FoundPerson | None:
    """A person whose text holds a name, and perhaps a party and a role before or after it, and nothing more."""
    # «Eva Ek (S) samt hela gruppen i SD» is signed by one person.
    text = re.sub(r"\s+(?:samt|med|och|för)\s+(?:hela\s+)?\w*grupp(?:en)?\b.*$", "", text)
    text = re.sub(
        r"^(?:namn|underskrift|undertecknad|motionär|förslagsställare|av)\s*:\s*", "", text, flags=re.IGNORECASE
    )
    party = ""
    rest = text
    match = PARTY.search(text)
    if match:
        party = party_of(match)
        rest = (text[: match.start()] + " , " + text[match.end() :]).strip(" ,")
        rest = re.sub(r",\s*i \w[\w -]{1,30}$|,?\s*\bför\s*(?=,|$)", "", rest)
    rest = re.sub(r"\s+", " ", rest).replace(" ,", ",").strip(" ,_.–-/")
    name = NAME.match(rest)
    before = ""
    if name is None or len(name_words(name)) < 2 or NO_NAME.search(" ".join(name_words(name))):
        starts = [found.start() for found in re.finditer(rf"(?<=[\s.]){_WORD} {_WORD}", rest)]
        roles = [(rest[:start].strip(" ,:._"), start) for start in starts]
        before, start = next(((role, start) for role, start in roles if is_role(role)), ("", 0))
        if not before:
            return None
        rest = rest[start:]
        name = NAME.match(rest)
        if name is None:
            return None
    words = name_words(name)
    after = rest[len(" ".join(words)) :].strip(" ,–-/()")
    if NO_NAME.search(" ".join(words)) or len(words) < 2 or (after and not is_role(after)):
        return None
    return FoundPerson(" ".join(words), part, before or after, party)


def name_words(name: re.Match[str]) -> list[str]:
    """The parts of the name; a title with a capital is taken for a last part and is given back."""
    words = name.group().split(" ")
    for place, word in enumerate(words):
        if place and (ROLE.fullmatch(word) or _SMALL_ROLE.match(word)):
            words = words[:place]
            break
    while words and (ROLE.search(words[-1]) or _SMALL_ROLE.match(words[-1])):
        words.pop()
    # «Eva Ek Certifierad kommunal revisor», «Bo Al Medicinskt ansvarig»: the title begins with a capital.
    if len(words) > 2 and is_title_start(words[-1]):
        words.pop()
    return [] if any(ROLE.fullmatch(word) for word in words) else words


def is_title_start(word: str) -> bool:
    """Whether a word with a capital begins a title of several words, and is no part of a name."""
    return bool(
        re.fullmatch(
            r"(?:Certifierad|Auktoriserad|Kommunal|Medicinskt?|Senior|Junior|Verkställande|Vice|Biträdande|"
            r"Tillförordnad|"
            r"Tf|Bitr|Förste|Förtroendevald|Ansvarig|Politisk|Socialt|Teknisk|Ekonomisk|Strategisk|Administrativ|"
            r"Tekniska|Sakkunnig|Ställföreträdande|Nämndens|Styrelsens|Revisorernas|Revisionens|Sammankallande|Enhets)",
            word,
        )
    )


def persons_in(cell: str) -> list[str]:
    """«Anna Ek (S), Bo Al (M) och Eva Ö (C)» holds three persons, «Eva Ek Bo Al» two whose columns were lost."""
    # «Ordförande Vice ordförande» is no name, and neither is «Stadsdelsnämnden Eva Ek».
    words = cell.split(" ")
    if (
        len(words) in {4, 6}
        and all(re.fullmatch(_WORD.replace("(?= ", "(?=(?: |$)"), word) for word in words)
        and not any(ROLE.search(word) or is_title_start(word) or NO_NAME.search(word) for word in words)
        and not any(word.endswith(".") for word in words)
    ):
        return [" ".join(words[place : place + 2]) for place in range(0, len(words), 2)]
    pieces = re.split(r"(?<=[)\]])\s*(?:,|och|samt|&)?\s+(?=[A-ZÅÄÖ])", cell)
    if len(pieces) > 1:
        return pieces
    pieces = re.split(r",\s+(?=[A-ZÅÄÖ][\w-]+ [A-ZÅÄÖ][\w-]+)(?=[^,]*\()", cell)
    if len(pieces) > 1:
        return pieces
    # «Eva Ek, Bo Al och Ida Öman»: names and nothing else.
    pieces = re.split(r"\s*,\s+|\s+(?:och|samt|&)\s+", cell)
    return (
        pieces
        if len(pieces) > 1 and all(NAME.fullmatch(piece) and person_in(piece, "") for piece in pieces)
        else [cell]
    )


def roles_in(text: str) -> list[str]:
    """«Ordförande Vice ordförande»: the titles of two or three columns that were lost; empty where there is one."""
    pieces = re.split(r"\s+(?=[A-ZÅÄÖ][a-zåäö]|\d:[ea] )", text)
    if len(pieces) > 1 and all(is_role(piece) for piece in pieces):
        return pieces
    # «ordförande 1:e vice ordförande», «ordförande vice ordförande» in small letters.
    pieces = re.findall(r"(?:(?:\d:[ea] |andre |förste )?vice )?ordförande|sekreterare", text, re.IGNORECASE)
    return pieces if len(pieces) > 1 and " ".join(pieces).casefold() == text.casefold() else []


def plain_role(text: str) -> str:
    """«ordföranden» as the title it is."""
    return re.sub(r"(ordförande|ombud|direktör|sekreterare|chef|revisor|ledamot|kassör)(?:n|en|et)\b", r"\1", text)
