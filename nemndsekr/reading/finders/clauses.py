"""Clauses: lines of a list as passages, what a break has cut put together, and signatures at their end cut off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from nemndsekr.reading.draft import Found
from nemndsekr.reading.finders.names import NAME, name_words
from nemndsekr.reading.finders.signers import signed_in_flow
from nemndsekr.reading.lines import Line
from nemndsekr.reading.mending import ATT, TERMINAL

# A clause does not end in these.
GOES_ON = re.compile(
    r"\b(?:och|eller|samt|för|i|på|av|med|till|från|vid|om|under|över|inom|mellan|genom|den|det|de|en|ett|som|vars|"
    r"kommunens|nämndens|enligt|utan|mot|efter|före|inför|hos|senast|så|där|vilka|vilken|vilket|sin|sina|sitt)$|[-–,]$",
    re.IGNORECASE,
)
TYPED_NUMBER = re.compile(r"^(?:\(?\d{1,2}[.)]|[a-h]\))\s+")
NUMBERED_ATT = re.compile(r"^([Aa]tt)[ ]?\d{1,2}\b[.:)]?\s*")

# A heading that lost its line, in mid-text.
LOST_HEADING = re.compile(
    r"\s+(?:Sammanfattning|SAMMANFATTNING|Bakgrund|Ärendet|Ärendebeskrivning|Reservation|Överläggning|Yrkanden|Beslutsgång)"
    r"(?: (?=[A-ZÅÄÖ][a-zåäö]+ )|$)"
)


class Piece(NamedTuple):
    """A clause with the line it begins on."""

    line: Line
    found: Found


def goes_on(piece: Piece, line: Line) -> bool:
    """Whether a line without mark belongs to the clause before it, which a break has cut."""
    text, before = line.text, piece.found.text
    if line.kind != "paragraph" or ATT.match(text) or TYPED_NUMBER.match(text) or not text[:1].isalnum():
        return False
    is_marked = piece.line.kind == "item" or bool(ATT.match(before) or TYPED_NUMBER.match(piece.line.text))
    if text[0].islower() and is_marked:
        return not before.endswith((".", "!", "?"))
    return bool(GOES_ON.search(before)) and not (TERMINAL.search(before) or _is_name(text))


def joined(piece: Piece, line: Line) -> Piece:
    """The clause with the line that goes on with it."""
    before = piece.found
    text = f"{before.text} {line.text.strip()}"
    return Piece(piece.line, replace(before, text=text, end=line.end))


def piece_of(line: Line) -> Piece:
    """A line as a clause, without a number that was typed as text."""
    number = TYPED_NUMBER.match(line.text) if line.kind == "paragraph" else None
    return Piece(line, line.found(number.end() if number else 0))


def put_together(lines: Sequence[Line]) -> list[Piece]:
    """Every line as a clause, those that go on joined to the one before."""
    out: list[Piece] = []
    for line in lines:
        if out and line.kind != "table" and goes_on(out[-1], line):
            out[-1] = joined(out[-1], line)
        else:
            out.append(piece_of(line))
    return out


def tidied(found: Found, *, of_list: bool = False) -> Found:
    """The clause without a number glued to its «att», a quotation mark that nothing opens, or names that follow it.

    ``of_list`` drops the «samt» that leads to the next clause.
    """
    text = NUMBERED_ATT.sub(r"\1 ", found.text)
    if re.search(r"[”\"»’]\.?$", text) and not re.search(r"[”\"«“„‘’»].", text[:-2]):
        text = re.sub(r"[”\"»’](\.?)$", r"\1", text)
    if re.match(r"[\"”“»«](?=[A-ZÅÄÖa-zåäö])", text) and not re.search(r"[\"”“»«]", text[1:]):
        # A quotation of several clauses begins here.
        text = text[1:]
    signed = re.search(r"(?<=[.!?]) (?=[A-ZÅÄÖ])", text)
    while signed:
        if signed_in_flow(text[signed.end() :]):
            text = text[: signed.start()]
            break
        signed = re.compile(r"(?<=[.!?]) (?=[A-ZÅÄÖ])").search(text, signed.end())
    text = LOST_HEADING.split(text)[0]
    if of_list:
        text = re.sub(r"[,;]?\s*\b(?:samt|och)\s*$", "", text)
    if text == found.text or found.start is None or found.end is None:
        return found
    lead = 1 if found.text[1:].startswith(text) else 0
    cut = len(found.text) - lead - len(text) if found.text[lead:].startswith(text) else 0
    return replace(found, text=text, start=found.start + lead, end=found.end - cut)


def _is_name(text: str) -> bool:
    match = NAME.match(text)
    return bool(match and len(name_words(match)) > 1 and len(text) < 60)
