"""Word numbering: the numbers and bullets that Word sets out itself, as a person sees them."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from lxml import etree

from nemndsekr.reading.formats.word_names import W_VAL, W
from nemndsekr.reading.formats.word_styles import LAST_LEVEL, NumberedStyle, attribute, whole_number

PLACE: Final = re.compile(r"%([1-9])")
# A number's own text is some words at most: «Rekommendation %1:».
LONGEST_TEXT: Final = 60
ROMAN: Final = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


class Number(NamedTuple):
    """What is printed before a paragraph, and the level of its list (0 is outermost)."""

    text: str
    level: int
    bullet: bool = False


class _Level(NamedTuple):
    form: str
    text: str
    start: int
    restart: int | None
    legal: bool
    style: str


class _List(NamedTuple):
    """One use of a list: which list it is, its levels, and the numbers that it begins anew with."""

    base: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read ``numbering.xml``; a document without it has no lists but those of its styles."""
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._lists: dict[str, _List] = {}
        if root is None:
            return
        bases = {base.get(f"{W}abstractNumId", ""): base for base in root.iterchildren(f"{W}abstractNum")}
        linked = {attribute(base, "styleLink"): key for key, base in bases.items() if attribute(base, "styleLink")}
        levels: dict[str, dict[int, _Level]] = {}
        for number in root.iterchildren(f"{W}num"):
            key = attribute(number, "abstractNumId")
            link = attribute(bases.get(key), "numStyleLink")
            key = linked.get(link, key) if link else key
            if key not in bases:
                continue
            if key not in levels:
                levels[key] = _levels(bases[key])
            own = dict(levels[key])
            starts: dict[int, int] = {}
            for override in number.iterchildren(f"{W}lvlOverride"):
                place = whole_number(override.get(f"{W}ilvl"))
                own |= _levels(override)
                start = override.find(f"{W}startOverride")
                if start is not None:
                    starts[place] = whole_number(start.get(W_VAL), 1)
            self._lists[number.get(f"{W}numId", "")] = _List(key, own, starts)

    def of_style(self, numbered: NumberedStyle, style_id: str) -> tuple[str, int]:
        """The list and level of a paragraph that its style numbers; a level may name the style it belongs to."""
        used = self._lists.get(numbered.list_id)
        if used is not None:
            for place, level in used.levels.items():
                if level.style and level.style == style_id:
                    return numbered.list_id, place
        return numbered.list_id, numbered.level or 0

    def next(self, list_id: str, level: int) -> Number | None:
        """What stands before the next paragraph of a list, or nothing where the paragraph is in no list."""
        if not list_id or list_id == "0":
            return None
        level = max(0, min(LAST_LEVEL, level))
        if list_id in {"bullet", "decimal"} and list_id not in self._lists:
            if list_id == "bullet":
                return Number("-", level, bullet=True)
            return Number(f"{self._count(list_id, {}, level, 1)}.", level)
        used = self._lists.get(list_id)
        if used is None:
            return None
        told = used.levels.get(level)
        if told is None:
            return Number("-", level, bullet=True)
        if told.form == "bullet":
            return Number(told.text if len(re.findall(r"[^\W\d_]", told.text)) > 1 else "-", level, bullet=True)
        start = told.start
        if level in used.starts and (list_id, level) not in self._begun:
            start = used.starts[level]
            self._counts.get(used.base, {}).pop(level, None)
        self._begun.add((list_id, level))
        self._count(used.base, used.levels, level, start)
        text = self._printed(used, told).strip()
        return Number(text, level) if text else None

    def _count(self, base: str, levels: dict[int, _Level], level: int, start: int) -> int:
        counts = self._counts.setdefault(base, {})
        counts[level] = counts[level] + 1 if level in counts else start
        for deeper in [place for place in counts if place > level]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or level < restart:
                del counts[deeper]
        return counts[level]

    def _printed(self, used: _List, told: _Level) -> str:
        counts = self._counts[used.base]

        def number(match: re.Match[str]) -> str:
            place = int(match.group(1)) - 1
            level = used.levels.get(place)
            count = counts.get(place, level.start if level else 1)
            return formed(count, "decimal" if told.legal or level is None else level.form)

        return PLACE.sub(number, told.text)


def _levels(parent: etree._Element) -> dict[int, _Level]:
    out: dict[int, _Level] = {}
    for level in parent.iterchildren(f"{W}lvl"):
        place = whole_number(level.get(f"{W}ilvl"), LAST_LEVEL + 1)
        if place > LAST_LEVEL:
            continue
        restart = attribute(level, "lvlRestart")
        legal = level.find(f"{W}isLgl")
        out[place] = _Level(
            attribute(level, "numFmt") or "decimal",
            attribute(level, "lvlText")[:LONGEST_TEXT],
            whole_number(attribute(level, "start"), 1 if level.find(f"{W}start") is not None else 0),
            whole_number(restart) if restart else None,
            legal is not None and legal.get(W_VAL, "1") not in {"0", "false", "off"},
            attribute(level, "pStyle"),
        )
    return out


def formed(count: int, form: str) -> str:
    """A count as letters, Roman numbers or digits; a form without a name here is set out in digits."""
    if form in {"none", "bullet"}:
        return ""
    if form in {"lowerLetter", "upperLetter"} and 0 < count <= 26 * 5:
        letters = "abcdefghijklmnopqrstuvwxyz"[(count - 1) % 26] * ((count - 1) // 26 + 1)
        return letters if form == "lowerLetter" else letters.upper()
    if form in {"lowerRoman", "upperRoman"} and 0 < count < 4000:
        out = ""
        for value, letter in ROMAN:
            out += letter * (count // value)
            count %= value
        return out if form == "lowerRoman" else out.upper()
    if form == "decimalZero":
        return f"{count:02d}"
    if form == "ordinal":
        return f"{count}:{'a' if count % 10 in {1, 2} and count % 100 not in {11, 12} else 'e'}"
    return str(count)
