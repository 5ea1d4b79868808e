"""What the words of a decision do: bifall, avslag, återremiss and the rest, which att-satser they name, and why."""

from __future__ import annotations

import re
from typing import Final

from nemndsekr.records.choices import Outcome
from nemndsekr.support.swedish import folded

_MATTER: Final = (
    r"(?:ärendet|frågan|punkten|nämndinitiativet|initiativet|ledamotsinitiativet|ledamotsförslaget|"
    r"medborgarförslaget|"
    r"motionen|skrivelsen|förslaget|yrkandet|att-sats\w*|yttrandet|remissen|svaret|initiativets?)"
)
# The order decides: what sends a case away comes before what says yes to it. Written on folded words.
_ACTS: Final = (
    (Outcome.aterremiss, (r"återremitter\w*|återremiss(?!yrkande)\w*|(?:skickas?|visas|"
                         r"visar) (?:\w+ ){0,3}(?:tillbaka|åter) till")),
    (Outcome.bordlaggning, (r"bordlägg\w*|bordlade\w*|bordläggs|skjuts? upp (?:ärendet|beslutet)?|"
                           r"(?:ärendet|beslutet) (?:skjuts upp|utsätts)|vilar? till")),
    (Outcome.anses_besvarad, r"\bbesvara(?:d|t|de)\b"),
    (Outcome.avvisas, r"\bavvisa\w*"),
    (Outcome.aterkallat, r"\b(?:återta(?:s|get|git|r)?|dra(?:s|r|git|gits)? tillbaka|återkalla\w*)\b"),
    (Outcome.utgar, (r"\b(?:ärendet|punkten|frågan|initiativet|nämndinitiativet|att-satsen) (?:utgår|utgick|stryks)|"
                    r"\b(?:låta|lät|låter) (?:ärendet|punkten|frågan) utgå|\butgår (?:från|"
                    r"ur) (?:föredragningslistan|dagordningen)|"
                    r"\bstryk\w* (?:ärendet|punkten)")),
    (Outcome.delvis_bifall, (r"\bdelvis (?:bifall\w*|bifölls?)|\b(?:bifall\w*|bifölls?) (?:\w+ ){0,4}delvis\b|"
                            r"\bdelvis bifall")),
    (Outcome.avslag, r"\bavsl(?:å|år|ås|og|ogs|agit|agits|ag)\b|\bavstyrk\w*|\binte bifalla\b"),
    (Outcome.bifall, r"\bbifall\w*|\bbifölls?\b|\btillstyrk\w*"),
    (Outcome.remitteras, (r"\bremitter\w*|\b(?:skicka|sända|översända|lämna|överlämna)\w* (?:\w+ ){0,4}(?:på|"
                          r"för) remiss\b|"
                         rf"(?:överlämna|lämna)\w* {_MATTER} till (?:\w+ ){{0,3}}(?:förvaltningen|"
                         rf"kontoret)\w* för (?:beredning|utredning)")),
    (Outcome.lagges_till_handlingarna, (r"\bläg(?:ga|ger|gs|gas) (?:\w+ ){0,6}till handlingarna|"
                                        r"\blagts? till handlingarna|"
                                       r"\blade (?:\w+ ){0,5}till handlingarna")),
    (Outcome.overlamnas, (rf"\b(?:överlämna\w*|hänskjut\w*|hänsköt\w*|vidarebefordra\w*) {_MATTER}|"
                         rf"\b{_MATTER} (?:överlämnas|hänskjuts|vidarebefordras)")),
    (Outcome.bifall, (r"\benligt (?:\w+ ){0,4}(?:förslag(?:et)?|skrivelsen|tjänsteskrivelsen)\b|"
                     r"\bi enlighet med (?:\w+ ){0,4}förslag")),
    (Outcome.noteras, (r"\bnotera\w*|\btar (?:del av )?informationen|\btagit del av informationen|"
                      r"\b(?:tackar|ta|tar) (?:för )?informationen|\btill protokollet")),
)  # fmt: skip
_OUTCOMES: Final = tuple((outcome, re.compile(words)) for outcome, words in _ACTS)
_DENIED: Final = re.compile(r"\b(?:inte|ej|i stället för|istället för|yrkar|yrkade|yrkat|föreslår att|skulle)\b")
# What is adopted: a point that the body takes as its own decision, whatever else it says.
ADOPTS: Final = re.compile(
    r"\b(?:godkänn\w*|anta(?:r|s|)?\b|fastställ\w*|ställer sig bakom|avge[rs]?\b|lämna[rs]?\b|åberopa\w*|instämmer)"
)
_ALL_PROPOSED: Final = re.compile(
    r"\b(?:enligt|i enlighet med|bifall till|bifalla|bifaller|att bifalla)\b (?:[\w-]+ ){0,6}?"
    r"(?:förslag(?:et)?(?: till beslut)?|tjänsteskrivelsen)\b"
)
_CLAUSE_NUMBERS: Final = re.compile(
    r"\batt-?\s?sats(?:en|er|erna|ernas|ens)?(?: nr| nummer)? "
    r"(?P<list>\d{1,2}(?:\s?(?:,|och|samt|&|[-–])\s?\d{1,2})*)"
)
_ORDINALS: Final = {
    "första": 1, "andra": 2, "tredje": 3, "fjärde": 4, "femte": 5, "sjätte": 6, "sjunde": 7, "åttonde": 8,
}  # fmt: skip
_ORDINAL: Final = re.compile(
    rf"\b(?P<list>(?:{'|'.join(_ORDINALS)})(?:(?:, | och (?:den )?| samt )(?:{'|'.join(_ORDINALS)}))*) att-?\s?sats"
)
_REASON: Final = re.compile(
    r"(?:\bmed (?:följande )?(?:motivering(?:en)?|motivet|skälet|hänvisning till|begäran om)\s*:?\s*(?P<att>att\b)?|"
    r"\bmotivering(?:en)?(?: är)?:|\beftersom\b|\bi avvaktan på\b|\bi syfte att\b|\bdå (?=ärendet|frågan|det|"
    r"initiativet)|"
    r"\bför (?=att |komplettering|vidare |ytterligare |fortsatt |ny |kompletterande ))\s*",
    re.IGNORECASE,
)
WANTS_REASON: Final = frozenset(
    {Outcome.aterremiss, Outcome.bordlaggning, Outcome.avslag, Outcome.avvisas, Outcome.anses_besvarad}
)


def outcome_in(words: str) -> Outcome | None:
    """What the words of a decision do, or None where they only say what is decided."""
    plain = folded(words)
    for outcome, act in _OUTCOMES:
        found = act.search(plain)
        if found and not _denied(plain, found.start()):
            return outcome
    return None


def _denied(plain: str, at: int) -> bool:
    """«Nämnden avslår yrkandet om återremiss» sends nothing back: what is asked for is not what is done."""
    before = plain[max(0, at - 40) : at]
    asked = re.search(r"\b(?:yrkan\w*|förslag\w*|begäran) (?:om|på|till) (?:\w+ )?$", before)
    return bool(asked or _DENIED.search(before[-14:]))


def adopts_all(words: str) -> bool:
    """Whether the words say that everything is decided as it was proposed."""
    return _ALL_PROPOSED.search(folded(words)) is not None


def clauses_in(words: str) -> tuple[int, ...]:
    """The numbers of the att-satser that the words name, from 1."""
    plain = folded(words)
    numbers: list[int] = []
    for found in _CLAUSE_NUMBERS.finditer(plain):
        numbers += _numbers(found["list"])
    for found in _ORDINAL.finditer(plain):
        numbers += [number for word, number in _ORDINALS.items() if re.search(rf"\b{word}\b", found["list"])]
    return tuple(dict.fromkeys(numbers))


def _numbers(listed: str) -> list[int]:
    numbers: list[int] = []
    for part in re.split(r"\s?(?:,|och|samt|&)\s?", listed):
        ends = [int(end) for end in re.findall(r"\d+", part)]
        numbers += range(ends[0], ends[-1] + 1) if ends else []
    return numbers


def reason_in(words: str) -> tuple[str, int]:
    """Why, as the words of a decision tell it, and where in them it begins; empty and -1 where they do not."""
    found = _REASON.search(words)
    if not found:
        return "", -1
    reason = words[found.end() :].strip(" .:")
    if len(reason.split()) < 2:
        return "", -1
    return reason[:1].upper() + reason[1:] + ("." if not reason.endswith((".", "!", "?")) else ""), found.end()
