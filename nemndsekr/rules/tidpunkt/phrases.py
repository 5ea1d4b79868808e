"""Phrases round a kernel: how often, by when, in which part of it, at which meeting, within how long."""

from __future__ import annotations

from typing import Final, NamedTuple

from nemndsekr.rules.tidpunkt.longer_cores import FEAST_NAMES
from nemndsekr.rules.tidpunkt.tokens import Tokens

# What limits a time: by its end, before it, after it, from its beginning. Longer phrases stand first.
_LIMITS: Final = (
    (("inte", "senare", "än"), "by"), (("inte", "före"), "from"), (("inte", "efter"), "by"),
    (("fram", "till", "och", "med"), "by"), (("till", "och", "med"), "by"), (("fram", "till"), "by"),
    (("t", ".", "o", ".", "m", "."), "by"), (("t", ".", "o", ".", "m"), "by"), (("t", "o", "m"), "by"),
    (("tom",), "by"),
    (("senast",), "by"), (("till",), "till"),
    (("lagom", "till"), "till"),
    (("från", "och", "med"), "from"), (("fr", ".", "o", ".", "m", "."), "from"), (("fr", ".", "o", ".", "m"), "from"),
    (("fr", "o", "m"), "from"), (("f", ".", "r", ".", "o", ".", "m", "."), "from"), (("fom",), "from"),
    (("f", ".", "o", ".", "m", "."), "from"), (("med", "start"), "from"), (("från",), "from"), (("tidigast",), "from"),
    (("sedan",), "from"),
    (("före",), "before"), (("innan",), "before"), (("inför",), "before"), (("efter",), "after"),
)  # fmt: skip
_PLAIN: Final = (
    "i", "under", "vid", "på", "kring", "omkring", "runt", "hela", "den", "mellan", "någon", "gång", "löpande", "ca",
)  # fmt: skip
_MOST_SMALL: Final = 8
_PARTS: Final = {
    "början": "start", "inledningen": "start", "mitten": "middle", "slutet": "end", "slut": "end",
    "utgången": "last", "utgång": "last", "ingången": "first", "ingång": "first",
}  # fmt: skip
_LATE: Final = {"tidigt": "start", "sent": "end"}

_ALONE: Final = frozenset({
    "årligen", "årsvis", "halvårsvis", "tertialvis", "terminsvis", "kvartalsvis", "månadsvis", "månatligen",
    "veckovis", "dagligen", "löpande", "kontinuerligt", "fortlöpande", "regelbundet", "återkommande",
})  # fmt: skip
# «löpande text», «löpande band»: the adverb is meant only where no such noun comes after it.
_NOT_AFTER: Final = frozenset({"text", "texten", "band", "räkning", "numrering", "meter", "kostnader", "kostnad"})
_UNITS: Final = frozenset({
    "år", "halvår", "kvartal", "tertial", "termin", "månad", "vecka", "dag", "höst", "vår", "sommar", "sammanträde",
    "nämndsammanträde", "nämndmöte", "året", "månaden", "kvartalet", "halvåret", "tertialet", "terminen", "veckan",
    "läsår",
})  # fmt: skip
_EVERY: Final = frozenset({"varje", "varannan", "vartannat", "var", "vart"})
_NUMBERS: Final = {
    "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "tio": 10,
    "elva": 11, "tolv": 12, "arton": 18, "fjorton": 14, "trettio": 30, "sextio": 60, "nittio": 90,
}  # fmt: skip
_SPANS: Final = {
    "dag": "days", "dagar": "days", "dygn": "days", "arbetsdag": "working_days", "arbetsdagar": "working_days",
    "vecka": "weeks", "veckor": "weeks", "månad": "months", "månader": "months", "kvartal": "quarters", "år": "years",
}  # fmt: skip

_SOON: Final = (
    ("så", "snart", "som", "möjligt"), ("snarast", "möjligt"), ("snarast",), ("omgående",), ("tills", "vidare"),
)  # fmt: skip
_FIELD_STATES: Final = (
    ("redan", "klart"), ("klart",), ("klar",), ("genomfört",), ("genomförd",), ("redan", "genomfört"), ("pågår",),
    ("pågående",), ("omedelbart",), ("på", "sikt"), ("vid", "behov"), ("redan", "genomförd"), ("nu",), ("direkt",),
)  # fmt: skip

_MEETINGS: Final = frozenset({
    "sammanträde", "sammanträdet", "möte", "mötet", "nämndsammanträde", "nämndsammanträdet", "nämndmöte",
    "nämndmötet", "nämnd", "nämnden", "fullmäktigesammanträde", "arbetsutskott", "arbetsutskottet",
})  # fmt: skip
_MEETING_ORDER: Final = frozenset({"nästa", "nästkommande", "kommande", "första"})


_LIMITS_BY_FIRST: Final = {
    first: tuple((words, limit) for words, limit in _LIMITS if words[0] == first)
    for first in {one[0][0] for one in _LIMITS}
}
_SOON_FIRST: Final = frozenset(words[0] for words in _SOON)
PART_NAMES: Final = _PARTS
FIRST_WORDS: Final = (
    frozenset(words[0] for words, _ in _LIMITS)
    | frozenset(words[0] for words in _SOON)
    | frozenset(_PLAIN)
    | frozenset({"inom", "över", "minst", "högst", "cirka", *_PARTS, *_LATE, *_ALONE, *_EVERY, *_NUMBERS})
)
"""The words that a time in running text can begin with, besides its kernel."""


class Limit(NamedTuple):
    """What limits a time (empty, if nothing does), the token where the kernel begins, and whether words led to it."""

    kind: str
    end: int
    led: bool


def limit_at(tokens: Tokens, at: int) -> Limit:
    """The limit that stands here, with the small words after it."""
    kind, end = "", at
    for words, limit in _LIMITS_BY_FIRST.get(tokens.word(at), ()):
        if tokens.follows(at, words):
            kind, end = limit, at + len(words)
            break
    if kind == "by":
        # «senast före sommaren», «senast till den 1 mars»
        for words, limit in _LIMITS_BY_FIRST.get(tokens.word(end), ()):
            if limit in ("before", "till", "by") and tokens.follows(end, words):
                kind, end = (kind if limit == "till" else limit), end + len(words)
                break
    elif kind == "till" and tokens.word(end) == "senast":
        kind, end = "by", end + 1
    while tokens.word(end) in _PLAIN and end - at < _MOST_SMALL and not tokens.follows(end, ("i", "år")):
        end += 1
    # «över jul», but «en översikt över juni»
    end += tokens.word(end) == "över" and tokens.word(end + 1) in FEAST_NAMES
    return Limit(kind, end, led=end > at)


def part_at(tokens: Tokens, at: int) -> tuple[str, int]:
    """Which part of a time is meant («slutet av»), and the token after it."""
    part = _PARTS.get(tokens.word(at))
    if part is not None:
        end = at + 1
        return part, end + (tokens.word(end) in ("av", "på"))
    late = _LATE.get(tokens.word(at))
    if late is not None:
        end = at + 1
        while tokens.word(end) in ("i", "under", "på"):
            end += 1
        return late, end
    return "", at


def recurrence_at(tokens: Tokens, at: int, *, field: bool) -> tuple[str, int] | None:
    """How often: «kvartalsvis», «varje tertial», «minst två gånger per år»; the words and the token after them."""
    word, end = tokens.word(at), at
    if word in _ALONE:
        end = at + 1
        if not field and word == "löpande" and tokens.word(end) in _NOT_AFTER:
            return None
    elif word in _EVERY:
        end = at + 1
        if tokens.word(end) in ("tredje", "fjärde", "femte", "sjätte", "annan", "annat"):
            end += 1
        if tokens.word(end) not in _UNITS or (word in ("var", "vart") and end == at + 1):
            return None
        end += 1
    else:
        end += word in ("minst", "högst", "cirka", "ca")
        if count_at(tokens, end) is None or tokens.word(end + 1) not in ("gång", "gånger"):
            return None
        end += 2
        if tokens.word(end) not in ("per", "om", "i", "varje", "under") or tokens.word(end + 1) not in _UNITS:
            return None
        end += 2
    return " ".join(tokens.word(place) for place in range(at, end)), end


def count_at(tokens: Tokens, at: int) -> int | None:
    """The number that stands here, in figures or in letters."""
    return _NUMBERS.get(tokens.word(at), tokens.number(at, 3))


class Span(NamedTuple):
    """«inom tre månader från beslutet»: how many of what, what it is counted from, and the token after it."""

    number: int
    unit: str
    of: str
    end: int


def span_at(tokens: Tokens, at: int, *, field: bool) -> Span | None:
    """The span of time that stands here after «inom» or «om»."""
    word = tokens.word(at)
    if word not in ("inom", "om"):
        return None
    place = at + 1
    place += tokens.word(place) in ("högst", "ca", "cirka")
    number = count_at(tokens, place)
    unit = _SPANS.get(tokens.word(place + 1))
    if number is None or unit is None or not 0 < number < 400:
        return None
    end, of = place + 2, ""
    # «om tre månader» in running text may be a condition or a subject.
    if word == "om" and not field:
        return None
    if tokens.word(end) == "räknat":
        end += 1
    if tokens.word(end) in ("från", "efter") and tokens.word(end + 1).isalpha():
        last = end + 2
        if tokens.word(end + 1) in ("att", "det"):
            while last < end + 6 and tokens.word(last).isalpha():
                last += 1
        of = tokens.text[tokens.start(end + 1) : tokens.end(last - 1)]
        end = last
    return Span(number, unit, of, end)


def soon_at(tokens: Tokens, at: int, *, field: bool) -> int:
    """The token after «snarast», «tills vidare» and, in a field, «klart»; 0 where none stands."""
    word = tokens.word(at)
    if word not in _SOON_FIRST and not field:
        return 0
    for words in (*_SOON, *(_FIELD_STATES if field else ())):
        if tokens.follows(at, words):
            return at + len(words)
    return 0


def meeting_at(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """A meeting («nämndens möte», «nästa sammanträde»): its words, and the token after it."""
    end = at
    while end < at + 3 and (
        tokens.word(end) in _MEETING_ORDER
        or (tokens.word(end).endswith("s") and tokens.word(end).isalpha() and len(tokens.word(end)) > 4)
    ):
        end += 1
    end += tokens.word(end) == "ordinarie"
    if tokens.word(end) not in _MEETINGS:
        return None
    return tokens.text[tokens.start(at) : tokens.end(end)], end + 1
