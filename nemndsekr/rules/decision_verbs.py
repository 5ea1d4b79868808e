"""Decision verbs: how a decision point is put («beslutar att godkänna», «godkänner», «att …»), and put otherwise."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final


class Style(StrEnum):
    """How a point is put; the words are those of a remark."""

    beslutar_att = "beslutar att …"
    presens = "verb i presens"
    att = "att-sats"
    foreslas = "föreslås besluta"


# Infinitive and present of the verbs that decisions are made with; the longest first where one begins another.
_VERBS: Final = (
    ("godkänna", "godkänner"), ("överlämna", "överlämnar"), ("översända", "översänder"), ("skicka", "skickar"),
    ("lämna", "lämnar"), ("avge", "avger"), ("anta", "antar"), ("uppdra", "uppdrar"), ("ge", "ger"),
    ("avslå", "avslår"), ("bifalla", "bifaller"), ("notera", "noterar"), ("lägga", "lägger"), ("anse", "anser"),
    ("justera", "justerar"), ("förklara", "förklarar"), ("ställa", "ställer"), ("återremittera", "återremitterar"),
    ("bordlägga", "bordlägger"), ("instämma", "instämmer"), ("delegera", "delegerar"), ("fastställa", "fastställer"),
    ("utse", "utser"), ("ta", "tar"), ("tillstyrka", "tillstyrker"), ("avstyrka", "avstyrker"),
    ("besvara", "besvarar"), ("åberopa", "åberopar"), ("sända", "sänder"),
)  # fmt: skip
_PRESENT: Final = dict(_VERBS)
_INFINITIVE: Final = {present: infinitive for infinitive, present in _VERBS}
_BESLUTAR: Final = re.compile(r"^(?P<who>[^.]*?\S) beslutar,? att (?P<what>.+)$", re.DOTALL)
_WORD: Final = re.compile(r"\w+")
_SUBJECT: Final = re.compile(r"(?:nämnden|styrelsen|utskottet)$", re.IGNORECASE)


def style_of(point: str) -> Style | None:
    """How a point is put; None for one that is none of these, such as «Ärendet läggs till handlingarna»."""
    plain = " ".join(point.split())
    if re.search(r"\bföreslås\b|\bföreslår\b", plain, re.IGNORECASE):
        return Style.foreslas
    if _BESLUTAR.match(plain):
        return Style.beslutar_att
    if re.match(r"att\b", plain, re.IGNORECASE):
        return Style.att
    first = [word for word in _WORD.findall(plain)[:12] if word.lower() in _INFINITIVE]
    return Style.presens if first or re.search(r"\bjusteras omedelbart\b|\bomedelbart justera", plain) else None


def as_present(point: str) -> str:
    """«Nämnden beslutar att godkänna …» as «Nämnden godkänner …»; empty where a verb is not known."""
    plain = " ".join(point.split())
    if style_of(plain) == Style.presens:
        return plain
    found = _BESLUTAR.match(plain)
    if found is None:
        return ""
    words = found["what"].split(" ", 1)
    present = _PRESENT.get(words[0])
    if present is None or " att " in f" {found['what']} ":
        return ""
    rest = words[1] if len(words) > 1 else ""
    rest = re.sub(r"\b(och|samt) (\w+)\b", lambda pair: f"{pair[1]} {_PRESENT.get(pair[2], pair[2])}", rest)
    return f"{found['who']} {present} {rest}".strip()


def as_beslutar_att(point: str) -> str:
    """«Nämnden justerar …» as «Nämnden beslutar att justera …»; empty where its subject or verb is not known."""
    plain = " ".join(point.split())
    if style_of(plain) == Style.beslutar_att:
        return plain
    for found in _WORD.finditer(plain):
        infinitive = _INFINITIVE.get(found[0])
        if infinitive:
            who, rest = plain[: found.start()].strip(), plain[found.end() :].strip()
            rest = re.sub(r"\b(och|samt) (\w+)\b", lambda pair: f"{pair[1]} {_INFINITIVE.get(pair[2], pair[2])}", rest)
            return f"{who} beslutar att {infinitive} {rest}".strip() if _SUBJECT.search(who) else ""
    return ""


def in_style(point: str, style: Style) -> str:
    """A point put in a style; empty where it cannot be told how."""
    return (
        as_present(point) if style == Style.presens else as_beslutar_att(point) if style == Style.beslutar_att else ""
    )
