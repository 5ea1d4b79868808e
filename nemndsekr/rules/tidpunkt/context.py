"""Context: what stands round a number in running text and tells whether it can be a time at all."""

from __future__ import annotations

from typing import Final

from nemndsekr.rules.tidpunkt.tokens import Tokens

# After these a number names something: a paragraph, a report, a page, a case, a telephone.
_NUMBER_OF: Final = frozenset({
    "§", "§§", "nr", "no", "nummer", "dnr", "diarienr", "diarienummer", "ärendenr", "ärendenummer", "kap",
    "kapitel", "sid", "sida", "sidan", "s", "bilaga", "punkt", "punkten", "tel", "telefon", "mobil", "fax",
    "version", "ver", "orgnr", "organisationsnummer", "personnummer", "personnr", "sfs", "sou", "ds", "prop",
    "proposition", "rir", "fs", "sosfs", "ref", "artikel", "art", "isbn", "issn", "tabell", "figur", "diagram",
    "steg", "nivå", "plan", "id", "ip", "port", "bankgiro", "plusgiro", "bg", "pg", "mål", "mom",
})  # fmt: skip
_DAY_STEMS: Final = (
    "datum", "dater", "dagteckn", "inkom", "ankom", "mottag", "mottog", "svarsda", "svarstid", "svar", "remisstid",
    "upprätta", "undertecknad", "översänd", "expedier", "anslag", "sammanträd", "möte", "deadline", "frist", "senast",
    "startdatum", "slutdatum", "utskick", "stoppdag", "kallelse", "yttrande", "klart", "klar", "nämnd",
    "beredning", "utskott",
)  # fmt: skip
_DAY_WORDS: Final = frozenset(
    {"den", "au", "dat", "dag", "dagen", "tidigast", "före", "innan", "efter", "till", "från"}
)
_SMALL: Final = frozenset(
    {":", ".", "är", "den", "blir", "satt", "till", "var", "senast", "(", "|", "\t", "nämnden", "in"}
)
# Behind these a year would be a number of things: «under 2025 kronor».
_THINGS: Final = frozenset({
    "kr", "kronor", "tkr", "mnkr", "mkr", "msek", "miljoner", "miljarder", "tusen", "procent", "personer",
    "invånare", "elever", "barn", "ungdomar", "brukare", "klienter", "kvinnor", "män", "flickor", "pojkar",
    "hushåll", "ärenden", "st", "stycken", "timmar", "minuter", "dagar", "veckor", "månader", "år", "års",
    "platser", "meter", "m", "km", "kvm", "kg", "ton", "liter", "grader", "gånger", "ord", "tecken", "sidor",
    "besök", "samtal", "medborgare", "kommuner", "anställda", "företag", "bostäder", "lägenheter", "dialogträffar",
    "deltagare", "svar", "enkäter", "poäng", "medarbetare", "fall", "exemplar", "hektar", "volt", "watt", "kwh",
    "mwh", "%", "‰", "€", "$", "euro", "dollar", "sek", "m²", "m³",
})  # fmt: skip
_OPENS: Final = frozenset("([«\"”'„;>|*•·●’")


def stands_apart(tokens: Tokens, at: int) -> bool:
    """Whether what begins here is not the end of something longer, such as «ASN-2024-11995»."""
    if not tokens.joined(at):
        return True
    sign = tokens.word(at - 1)
    if sign in _OPENS:
        return True
    if sign == ":":
        return tokens.word(at - 2).isalpha() and len(tokens.word(at - 2)) > 3
    # A dash at the beginning of a line is a mark.
    return sign in "-–—" and (at == 1 or not (tokens.joined(at - 1) or tokens.word(at - 2).isdigit()))


def is_whole_word(tokens: Tokens, end: int) -> bool:
    """Whether what ends before this token goes no further: no «maj-blomma», «mars.se», «jan@», «2025-13»."""
    if not tokens.joined(end):
        return True
    sign = tokens.word(end)
    if sign in ("@", "_"):
        return False
    following = tokens.word(end + 1) if tokens.joined(end + 1) else ""
    if tokens.word(end - 1).isdigit() and sign in ("-", "–", "/"):
        return not following.isdigit()
    return sign not in ("-", ".", ":") or not following.isalpha()


def is_number_of(tokens: Tokens, at: int) -> bool:
    """Whether the number here is that of a paragraph, a report or the like, by the word before it."""
    before = at - 1
    while tokens.word(before) in (".", ":", "-"):
        before -= 1
    word = tokens.word(before)
    # «s» and «plan» are common; they name a number only when it follows at once.
    return word in _NUMBER_OF and before >= 0


def follows_initials(tokens: Tokens, at: int) -> bool:
    """Whether capitals stand right before, as in «KS 2014-11» or «SN 17/12»."""
    raw = tokens.raw(at - 1)
    return raw.isalpha() and raw.isupper() and 1 < len(raw) < 6 and raw != "AU"


def counts_things(tokens: Tokens, end: int) -> bool:
    """Whether what comes after makes the number before it an amount."""
    return tokens.word(end) in _THINGS


def asks_for_day(tokens: Tokens, at: int) -> bool:
    """Whether a word such as «svarsdatum», «inkom» or «daterad» stands close before."""
    for before in range(at - 1, max(at - 5, -1), -1):
        word = tokens.word(before)
        if word in _DAY_WORDS or word.startswith(_DAY_STEMS):
            return True
        if word not in _SMALL:
            return False
    return False
