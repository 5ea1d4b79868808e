"""People: signers, initiators, those who join them, and the case officer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nemndsekr.reading.draft import FoundPerson
from nemndsekr.reading.finders.names import NAME, UNIT, is_role
from nemndsekr.reading.finders.officers import find_officers
from nemndsekr.reading.finders.signers import PLACEHOLDER, SIGN_OFF, find_signers, sign_block
from nemndsekr.reading.lines import Line, Paper

__all__ = ["NAME", "PLACEHOLDER", "SIGN_OFF", "find_people", "find_sign_tail", "is_role", "with_units"]


def find_people(paper: Paper, kind: str) -> list[FoundPerson]:
    """The persons with a part in the paper; minutes name too many to be of use and give none."""
    if kind == "protokoll":
        return []
    officers = find_officers(paper.lines, kind)
    places = {person.found.start for person in officers if person.found}
    signers: list[FoundPerson] = []
    for person in find_signers(paper, kind):
        in_head = person.found is not None and person.found.start in places
        is_officer = any(person.name == other.name for other in officers) and (in_head or not person.role)
        if not is_officer and not any(person.name == other.name and person.part == other.part for other in signers):
            signers.append(person)
    # A name in the head without title or label says nothing more than the signature.
    known = {person.name for person in signers}
    return [*signers, *(person for person in officers if person.role or person.name not in known)]


def find_sign_tail(paper: Paper, kind: str, people: Sequence[FoundPerson]) -> tuple[list[Line], list[Line]]:
    """The lines around the signatures that say nothing but titles and units, and those that a template left there."""
    starts = [person.found.start for person in people if person.part == "signer" and person.found]
    first = min((start for start in starts if start is not None), default=None)
    if first is None:
        return [], []
    block = sign_block(paper.lines, kind)
    before = [line for line in block if line.end <= first][-1:]
    near = [line for line in before if is_role(line.text)] + [line for line in block if line.start >= first]
    left = [line for line in near if PLACEHOLDER.search(line.text)]
    units = [line for line in near if line not in left and len(line.text) < 60 and not re.search(r"[.?!:]", line.text)]
    return units, left


def with_units(people: Sequence[FoundPerson], tail: Sequence[Line]) -> list[FoundPerson]:
    """The last signer with the unit that stands below, which may be broken over lines."""
    signers = [person for person in people if person.part == "signer" and person.found]
    if not signers:
        return list(people)
    last = signers[-1]
    end = last.found.end if last.found else None
    words = " ".join(line.text for line in tail if end is not None and line.start >= end and not is_role(line.text))
    if last.unit or not UNIT.search(words) or len(words) > 80:
        return list(people)
    return [replace(person, unit=words) if person is last else person for person in people]
