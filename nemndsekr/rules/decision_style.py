"""Decision style: the same points of a decision shown as a municipality writes them, the verbs never guessed.

Only the form changes: numbers, what leads in, «att», and infinitive for present where the verb is known. A point that
cannot be put in the style is left as it was written, and told of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from nemndsekr.rules.decision_verbs import as_beslutar_att, as_present


class DecisionStyle(StrEnum):
    """How the points are put."""

    as_written = "as_written"
    numbered_present = "numbered_present"
    numbered_beslutar_att = "numbered_beslutar_att"
    att_upper = "att_upper"
    att_lower = "att_lower"
    single_unnumbered = "single_unnumbered"
    foreslas_besluta = "foreslas_besluta"
    godkanner_och_overlamnar = "godkanner_och_overlamnar"
    aberopas = "aberopas"


STYLE_NAMES: Final = {
    DecisionStyle.as_written: "Så som punkterna är skrivna",
    DecisionStyle.numbered_present: "1. Nämnden godkänner …",
    DecisionStyle.numbered_beslutar_att: "1. Nämnden beslutar att godkänna …",
    DecisionStyle.att_upper: "Att godkänna …",
    DecisionStyle.att_lower: "att godkänna …",
    DecisionStyle.single_unnumbered: "Onumrerat, en mening i taget",
    DecisionStyle.foreslas_besluta: "Nämnden föreslås besluta att godkänna …",
    DecisionStyle.godkanner_och_overlamnar: "Nämnden godkänner … och överlämnar …",
    DecisionStyle.aberopas: "Tjänsteskrivelsen åberopas som …",
}
"""What each style is called where it is chosen: an example of it."""

_ATT: Final = frozenset({DecisionStyle.att_upper, DecisionStyle.att_lower})
_NUMBERED: Final = frozenset({DecisionStyle.numbered_present, DecisionStyle.numbered_beslutar_att})
_LED: Final = re.compile(r"^(?P<who>[^.]*?\S) (?:föreslås besluta|beslutar),? att (?P<what>.+)$", re.DOTALL)
_CLAUSE: Final = re.compile(r"^att (?P<what>.+)$", re.IGNORECASE | re.DOTALL)
_APPROVES: Final = re.compile(r"^(?P<who>.+? )godkänner (?P<what>.+?)\.?$", re.DOTALL)
_SENDS: Final = r"överlämnar|översänder|skickar|sänder|lämnar"
_ABEROPAS: Final = re.compile(r"\båberopa(?:s|r)\b", re.IGNORECASE)


class StyledPoints(NamedTuple):
    """The points in a style: their texts, whether they are numbered (None: as the block says), and what was left.

    ``led`` tells that the words of the template that lead in att-satser belong above them; ``left`` holds the
    places, from 0, of the points given that could not be put in the style.
    """

    texts: tuple[str, ...]
    numbered: bool | None = None
    led: bool = False
    left: tuple[int, ...] = ()


def in_decision_style(
    points: Sequence[str], style: DecisionStyle, who: str = "", *, decided: bool = False
) -> StyledPoints:
    """The points put in a style; ``who`` is the body that decides, for a point that does not name it.

    Once decided nothing is proposed: «föreslås besluta att» becomes «beslutar att».
    """
    if style is DecisionStyle.as_written:
        return StyledPoints(tuple(points))
    if style is DecisionStyle.single_unnumbered:
        return StyledPoints(tuple(points), numbered=False)
    if style is DecisionStyle.godkanner_och_overlamnar:
        return _joined(points, who)
    if style is DecisionStyle.aberopas:
        left = tuple(at for at, point in enumerate(points) if not _ABEROPAS.search(point))
        return StyledPoints(tuple(points), left=left)
    put = [_put(point, style, who, decided=decided) for point in points]
    left = tuple(at for at, text in enumerate(put) if not text)
    texts = tuple(text or point for text, point in zip(put, points, strict=True))
    # Where one cannot stand after the words that lead in, none does: half a sentence is worse than another style.
    led = style in _ATT and not left
    if style in _ATT and left:
        texts = tuple(points)
    return StyledPoints(texts, style in _NUMBERED if style in _NUMBERED | _ATT else None, led, left)


def _put(point: str, style: DecisionStyle, who: str, *, decided: bool) -> str:
    """One point in a style; empty where it cannot be told how."""
    subject, what = _parts(point)
    subject = subject or who
    if style is DecisionStyle.numbered_present:
        present = as_present(" ".join(point.split()))
        return present or (as_present(f"{subject} beslutar att {what}") if subject and what else "")
    if not what or not subject:
        return ""
    if style in _ATT:
        same = not who or subject.casefold() in {who.casefold(), "nämnden"}
        return f"{'Att' if style is DecisionStyle.att_upper else 'att'} {what}" if same else ""
    proposed = style is DecisionStyle.foreslas_besluta and not decided
    return f"{subject} {'föreslås besluta' if proposed else 'beslutar'} att {what}"


def _parts(point: str) -> tuple[str, str]:
    """Who decides, and what stands after «att»; empty where the point does not tell it."""
    plain = " ".join(point.split())
    found = _LED.match(plain)
    if found is None and (clause := _CLAUSE.match(plain)):
        return "", clause["what"]
    if found is None:
        found = _LED.match(as_beslutar_att(plain))
    return (found["who"], found["what"]) if found else ("", "")


def _joined(points: Sequence[str], who: str) -> StyledPoints:
    """«Nämnden godkänner A.» and «Nämnden skickar A till B.» as one sentence; the other points in the present."""
    put = [_put(point, DecisionStyle.numbered_present, who, decided=False) for point in points]
    left = tuple(at for at, text in enumerate(put) if not text)
    texts: list[str] = []
    for text in (text or point for text, point in zip(put, points, strict=True)):
        approves = _APPROVES.match(texts[-1]) if texts else None
        sends = re.match(rf"^(?P<who>.+? )(?P<does>(?:{_SENDS}) .+)$", text, re.DOTALL)
        if approves and sends and approves["who"] == sends["who"]:
            texts[-1] = f"{approves['who']}godkänner {approves['what']} och {sends['does']}"
        else:
            texts.append(text)
    return StyledPoints(tuple(texts), left=left)
