"""Whose a promised date is, proposed from the words: ours, another nämnd's, somebody else's, or already past."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

from nemndsekr.records.choices import WhoseDate
from nemndsekr.records.namnd import Namnd
from nemndsekr.rules.tidpunkt import Tidpunkt
from nemndsekr.support.swedish import folded


class WhoseProposal(NamedTuple):
    """Whose the date seems to be, and the words that say so; a person confirms it or not."""

    whose: WhoseDate
    because: str


# Who does something later, or is asked to; «enligt Socialstyrelsens föreskrifter» promises nothing for anybody.
_DOES: Final = (
    r"(?:ska(?:ll)?|kommer(?: att)?|avser(?: att)?|planerar(?: att)?|väntas|förväntas|beräknas|ansvarar|genomför|"
    r"inför|tar fram|fattar|beslutar|redovisar|publicerar|lämnar|ger ut|öppnar|presenterar|återkommer|bygger|arbetar)"
)
_OTHERS: Final = (
    r"(?:regeringen|riksdagen|staten|socialstyrelsen|skolverket|skolinspektionen|specialpedagogiska skolmyndigheten|"
    r"inspektionen för vård och omsorg|ivo|länsstyrelsen|polisen|polismyndigheten|åklagarmyndigheten|kriminalvården|"
    r"arbetsförmedlingen|försäkringskassan|folkhälsomyndigheten|trafikverket|boverket|e-hälsomyndigheten|inera|"
    r"sveriges kommuner och regioner|skr|myndigheten för [a-zåäö]+(?: och [a-zåäö]+)?|regionen|region [a-zåäö]+|"
    r"leverantören|entreprenören|trafikutövaren|fastighetsägaren|utföraren|revisorerna|stadsrevisionen)"
)
_IN_FORCE: Final = re.compile(
    r"\b(?:lag\w*|bestämmelse\w*|föreskrift\w*|reform\w*|förordning\w*|regler(?:na)?|ändring\w*)\b[^.]{0,60}?"
    r"\b(?:träder|trätt|trädde|börjar gälla|gäller från)\b(?: i kraft)?"
    r"|\bträder i kraft\b",
    re.IGNORECASE,
)
_OTHER_DOES: Final = re.compile(rf"\b{_OTHERS}\s+{_DOES}\b", re.IGNORECASE)
_BY_OTHER: Final = re.compile(rf"\b(?:av|hos)\s+{_OTHERS}\b", re.IGNORECASE)
_NAMND: Final = r"(?:[a-zåäöé]+(?:-? och )?[a-zåäöé]*nämnden|kommunstyrelsen|kommunfullmäktige|regionstyrelsen)"
_NAMND_DOES: Final = re.compile(rf"\b({_NAMND})\s+{_DOES}\b", re.IGNORECASE)
_BY_NAMND: Final = re.compile(rf"\b(?:av|hos|inom)\s+({_NAMND})\b", re.IGNORECASE)
_DONE: Final = re.compile(
    r"\b(?:har|är|blev|blivit)\s+(?:nu\s+|redan\s+|under \w+\s+)?"
    r"(?:genomför\w+|inför\w+|antag\w+|beslutat?s?|avslut\w+|start\w+|slutför\w+|färdig\w*|klar\w*|tagits fram|"
    r"utbildat?s?|anställt?s?|uppdaterat?s?|implementerat?s?|redovisat?s?|infört?s?)\b"
    r"|\b(?:genomfördes|infördes|antogs|beslutades|avslutades|startades|startade|slutfördes|togs fram|redovisades|"
    r"upprättades|uppdaterades|implementerades|hölls|påbörjades)\b",
    re.IGNORECASE,
)


def whose_date(
    measure: str, time: Tidpunkt, namnd: Namnd | None = None, said_on: date | None = None
) -> WhoseProposal | None:
    """What the words of a measure and of its time say about whose the date is; None where they are our own promise.

    ``said_on`` is the day that the promise was made: what ended before it has happened already.
    """
    text = " ".join(f"{measure} {time.words}".split())
    if found := _IN_FORCE.search(text):
        return WhoseProposal(WhoseDate.extern, found[0])
    if found := _OTHER_DOES.search(text) or _BY_OTHER.search(text):
        return WhoseProposal(WhoseDate.extern, found[0])
    for pattern in (_NAMND_DOES, _BY_NAMND):
        for found in pattern.finditer(text):
            if not _is_ours(found[1], text, found.start(1), namnd):
                return WhoseProposal(WhoseDate.annan_namnd, found[0])
    if found := _DONE.search(text):
        return WhoseProposal(WhoseDate.redan_skett, found[0])
    if said_on is not None and time.latest is not None and time.latest < said_on:
        return WhoseProposal(WhoseDate.redan_skett, time.words)
    return None


def _is_ours(name: str, text: str, start: int, namnd: Namnd | None) -> bool:
    """Whether «utbildningsnämnden» is our own, alone or as the end of «barn- och utbildningsnämnden»."""
    if folded(name) in ("nämnden", "namnden"):
        return True
    if namnd is None:
        return False
    ours = folded(namnd.name)
    before = folded(text[: start + len(name)])
    # Its short form, «utbildningsnämnden», is what people say of a nämnd with a long name.
    return before.endswith(ours) or ours == folded(name) or ours.endswith(f" {folded(name)}")
