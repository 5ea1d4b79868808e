"""Recommended bodies: whom a recommendation is for, told by its lead-in, its subject or the heading over it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nemndsekr.reading.finders.committee import namnd_names
from nemndsekr.reading.lines import Line, sentences

TO = re.compile(
    r"^(?:\d\.? )?(?:våra )?(?:råd|förslag) till (?P<advised>[^:.;]+?)\s*:?$|^(?P<ought>\S*(?:nämnden|styrelsen)) "
    r"bör\b[^.]*\bföljande\b[^.]*:\s*$|"
    r"\brekommendation(?:er|erna|en)?\b(?:\s+(?!till\b)\S+){0,6}?\s+(?:till|för|riktade till|"
    r"avseende)\s+(?P<who>[^:.;]+?)\s*[:.;]?\s*$",
    re.IGNORECASE,
)
CONCERNS = re.compile(
    r"\bberörs\s+(?P<who>[^:.;]+?)\s+av\s+följande\b|\bberör(?:s)?\s+(?P<other>[^:.;]*(?:nämnd|styrelse|"
    r"förvaltning)\w*)",
    re.IGNORECASE,
)
RECOMMENDS = re.compile(
    r"\b(?:rekommenderar|uppmanar|råder)(?:\s+(?:vi|revisionen|revisorerna|granskarna))?(?:\s+(?:därför|också|även|"
    r"följande))?\s+(?P<who>(?!att\b|:)[^:.;]+?)\s*(?:\batt\b|:|\bföljande\b|$)|"
    r"\b(?:vikten av|angeläget) att (?P<vital>\S*(?:nämnden|styrelsen))\s*:?\s*$|"
    r"\brekommenderas\s+(?P<passive>(?!att\b)[^:.;]+?)\s*(?:\batt\b|:|$)",
    re.IGNORECASE,
)
_BODY = (
    r"(?:[A-ZÅÄÖa-zåäö]+-(?:, \w+-)* (?:och|samt) )?(?:[A-ZÅÄÖ][\wåäö]* ){0,2}?"
    r"(?:[a-zåäö]+(?:iska|ala|samma|liga) (?=nämnden))?[A-ZÅÄÖa-zåäö]*(?:nämnden|"
    r"styrelsen|fullmäktige|nämnd|bolaget)"
    r"(?: för [a-zåäö]+(?:,? (?:och|samt) [a-zåäö]+)*)?"
)
SHOULD = re.compile(
    rf"^(?P<who>{_BODY}(?:(?:,| och| samt) {_BODY})*|Förvaltningen|Bolaget)\s+(?:bör|behöver|måste|ska|"
    rf"rekommenderas(?: att)?)\b"
)
# «Att socialnämnden utvecklar …», «Kommunstyrelsen förtydligar …»
SUBJECT_BODY = re.compile(rf"^(?:[Aa]tt )?(?P<who>{_BODY}(?:(?:,| och| samt) {_BODY})*)\s+(?=[a-zåäö]+(?:r|s)\b)")
# «(Barn- och utbildningsnämnden)» beside or under the recommendation.
IN_BRACKETS = re.compile(rf"\s*\((?P<who>{_BODY})\)\s*[.:]?$")


def recipient_of(text: str) -> str:
    """The body that a lead-in or a heading names as the one to act, or an empty string."""
    pieces = sentences(text)
    last = (text[pieces[-1][0] :] if pieces else text)[-800:]
    for pattern in (CONCERNS, TO, RECOMMENDS):
        match = pattern.search(last)
        if match:
            who = next((value for value in match.groupdict().values() if value), "")
            who = body_name(who)
            if 2 < len(who) < 120 and re.search(
                r"nämnd|styrels|förvaltning|fullmäktige|bolag|region|kommun|stad|politiker|verksamhet|\bAB\b",
                who,
                re.IGNORECASE,
            ):
                return who
    named = namnd_names(last)
    return named[0][0] if len(named) == 1 and re.search(r"rekommend", last, re.IGNORECASE) else ""


def body_over(lines: Sequence[Line], index: int) -> str:
    """The nämnd that the heading over the lines names, where the chapter is about it alone."""
    heading = next((line for line in reversed(lines[:index]) if line.kind == "heading"), None)
    named = namnd_names(heading.text) if heading is not None and len(heading.text) < 70 else []
    return named[0][0] if heading is not None and len(named) == 1 and heading.text.endswith(named[0][0]) else ""


def body_name(who: str) -> str:
    """The body without the words around it: «och till kommunstyrelsen» is kommunstyrelsen."""
    who = re.sub(
        r"\s*\b(?:att|följande|i det fortsatta arbetet|därför|gemensamt|gemen- ?samt|enskilt|dessutom|särskilt|även|"
        r"också|vidare|är|att)$",
        "",
        who.strip(" ,"),
    )
    return re.sub(r"^(?:(?:och|samt) )?(?:till )?(?:ansvarig )?(?=\w)", "", who).strip(" ,")
