"""What in a text may be somebody's private matter: personnummer, addresses and numbers to reach people by, and names.

They are proposals only. What is secret is for a person to judge, and much that is secret is none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from nemndsekr.rules.checks.personnummer import find_personnummer
from nemndsekr.rules.checks.texts import word_set


class PrivateKind(StrEnum):
    """What a passage seems to be."""

    personnummer = "personnummer"
    mail = "mail"
    telephone = "telephone"
    name = "name"
    part = "part"
    """A part of what is masked already: the last name by itself."""
    other = "other"
    """What is masked in another document of the case."""


class PrivateWords(NamedTuple):
    """A passage that may have to be masked, and why it is proposed, in a few words."""

    kind: PrivateKind
    words: str
    why: str


_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Swedish numbers begin with 0 or +46; what begins with a year and a dash is a diarienummer or a day.
_TELEPHONE: Final = re.compile(
    r"(?<![\w+/:.-])(?:\+46[ -]?(?:\(0\))?[ -]?|0)[1-9]\d{0,2}[ /–-]{0,3}\d(?:[ –-]?\d){4,7}(?![\w/:-])"
)
_SHORTEST_NUMBER: Final = 8
_CAPITAL: Final = "A-ZÅÄÖÉÜÁØÆČŠŽĐ"
_LETTER: Final = "a-zåäöéüáøæèëíóúćčšžñđŋ"
_NAME_WORD: Final = rf"[{_CAPITAL}][{_LETTER}]+(?:-[{_CAPITAL}][{_LETTER}]+)?"
_NAME: Final = re.compile(
    rf"(?<![\w@.-]){_NAME_WORD}(?:[ \u00a0](?:af |von |de |van |el |al )?{_NAME_WORD}){{1,3}}(?![\w@]|[-:]\w)"
)
# What is written with a capital and is no person: it is known by how it ends, or by what it is.
_NO_NAME: Final = re.compile(
    r"(?:nämnd|nämnder|nämnden|nämndens|styrelse|styrelsen|förvaltning|förvaltningen|kommun|kommunen|kommuns|kommunens|"
    r"stad|stads|staden|stadens|region|regionen|regionens|län|läns|skola|skolan|skolor|förskola|kontor|kontoret|"
    r"avdelning|avdelningen|enhet|enheten|revision|revisionen|revisorer|revisorerna|utskott|utskottet|verket|verk|"
    r"myndigheten|inspektionen|rätten|rättens|tinget|departementet|institutet|förbundet|partiet|föreningen|bolaget|"
    r"gatan|vägen|torget|plan|planen|rapport|rapporten|granskning|lagen|balken|förordningen|direktivet|yttrande|"
    r"tjänsteskrivelse|protokoll|beslut|initiativ|projektet|programmet|gruppen|kliniken|sjukhuset|boendet|hemmet|"
    r"gården|centrum|center|biblioteket|museet|kyrkan|universitet|universitetet|högskola|högskolan|förskolan)s?",
    re.IGNORECASE,
)
# What begins a sentence, or says who somebody is, stands with a capital before many a name and is no part of it.
_FIRST_WORDS: Final = word_set(
    """
    AB Alla Allmänna Andra Av Barn Bilaga De Den Denna Det Detta Efter En Enligt Ett Europeiska Förenta För Från
    Första Hur Han Hon I Inför Inom Kommunala Med Men Mellan När Nordiska Norra Nya Och Om På Region Sankt Statens
    Stora Svenska Sveriges Södra Till Under Ungdoms Utan Var Vad Vi Vid Vilka Västra Östra Över Åtgärd Är Januari
    Februari Mars April Maj Juni Juli Augusti September Oktober November December Tack Sida Rekommendation Herr Fru
    Familjen Mamma Pappa Syskonen Barnet Flickan Pojken Rektor Ledamot Ersättare
    """
)
_WHO: Final = re.compile(
    r"\w*(?:aren|havare|handläggare|sekreterare|direktör|chef|chefen|direktören|ledamoten|ordförande|ordföranden|modern|"
    r"fadern|mamman|pappan|eleven|rektorn|läraren|klienten|patienten|kuratorn|sonen|dottern|kvinnan|mannen)"
)
_SHORTEST_PART: Final = 3
_LONGEST_NAME: Final = 4
"""Words: what is longer is a sentence, or a part of one."""
_AROUND: Final = "«»\"'”’().,:;!?"


def private_words(text: str, known: Iterable[str] = (), masked: Iterable[str] = ()) -> Iterator[PrivateWords]:
    """Find what may have to be masked in a text, each wording once, the surest kinds first.

    ``known`` are names, addresses and numbers of office-holders and of the offices themselves, which are public;
    ``masked`` the passages that are masked already, of which parts may still stand by themselves.
    """
    told: set[str] = set()
    public = {_bare(one) for one in known if one.strip()}
    for found in (*_numbers(text), *_parts(text, list(masked)), *_reached(text), *_names(text, public)):
        if found.words not in told and _bare(found.words) not in public:
            told.add(found.words)
            yield found


def _bare(text: str) -> str:
    """A text for comparing: letters and figures only, whatever the case; a number as it is dialled at home."""
    bare = re.sub(r"[\W_]+", "", text).casefold()
    return re.sub(r"^46(?=[1-9]\d{6,})", "0", bare) if text.strip().startswith("+") else bare


def _numbers(text: str) -> Iterator[PrivateWords]:
    for found in find_personnummer(text):
        yield PrivateWords(PrivateKind.personnummer, text[found.start : found.end], found.text)


def _parts(text: str, masked: list[str]) -> Iterator[PrivateWords]:
    for words in masked:
        parts = words.split()
        for number, part in enumerate(parts if len(parts) > 1 else ()):
            bare = part.strip(_AROUND)
            # In a longer passage the capital that begins a sentence tells nothing.
            begins = len(parts) > _LONGEST_NAME and (number == 0 or parts[number - 1].endswith((".", ":", "!", "?")))
            telling = bare[:1].isupper() and len(bare) >= _SHORTEST_PART and not begins and not _is_ordinary(bare)
            if telling and re.search(rf"(?<!\w){re.escape(bare)}(?:s)?(?!\w)", text):
                yield PrivateWords(PrivateKind.part, bare, "En del av det som är maskerat")


def _is_ordinary(word: str) -> bool:
    """Whether a word is written with a capital and is nobody's name."""
    return bool(word in _FIRST_WORDS or _WHO.fullmatch(word.casefold()) or _NO_NAME.fullmatch(word))


def _reached(text: str) -> Iterator[PrivateWords]:
    for match in _MAIL.finditer(text):
        yield PrivateWords(PrivateKind.mail, match[0].rstrip("."), "E-postadress")
    for match in _TELEPHONE.finditer(text):
        if len(re.sub(r"\D", "", match[0])) >= _SHORTEST_NUMBER:
            yield PrivateWords(PrivateKind.telephone, match[0].strip(), "Telefonnummer")


def _names(text: str, public: set[str]) -> Iterator[PrivateWords]:
    for match in _NAME.finditer(text):
        words = re.split(r"[ \u00a0]", match[0])
        while words and (words[0] in _FIRST_WORDS or _WHO.fullmatch(words[0])):
            words = words[1:]
        while words and _WHO.fullmatch(words[-1].casefold()):
            words = words[:-1]
        name = " ".join(words)
        if len(words) < 2 or any(_NO_NAME.fullmatch(word) or _ends_as_office(word) for word in words):
            continue
        bare = _bare(name)
        if any(bare in one or one in bare for one in public if len(one) > _SHORTEST_PART):
            continue
        yield PrivateWords(PrivateKind.name, name, "Ett namn som inte finns bland programmets personer")


def _ends_as_office(word: str) -> bool:
    return (
        re.search(
            r"\w(?:nämnd|nämnden|styrelsen?|förvaltning|förvaltningen|verket|kommun|kommunen|kommuns|kommunens|skolan?|"
            r"myndigheten|inspektionen|rätten|revisionen|utskottet|utskott|fullmäktige|gatan|vägen|byrån|rådet|fonden)s?$",
            word,
            re.IGNORECASE,
        )
        is not None
    )
