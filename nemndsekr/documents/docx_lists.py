"""The lists of a Word file: real numbering, a fresh count for every list, and a form's own numbering left as it was."""

from __future__ import annotations

from typing import Any, Final

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from nemndsekr.documents.docx_styles import StyleIds
from nemndsekr.documents.outline import BULLETS, DEEPEST_LIST

_W: Final = nsdecls("w")
_INDENT: Final = 397
"""How far each level is set in, in twentieths of a point: 7 mm."""
_DEEPEST_BASE: Final = 10


def list_style(level: int, *, ordered: bool) -> str:
    """The built-in list style of a level."""
    return f"List {'Number' if ordered else 'Bullet'}{f' {level + 1}' if level else ''}"


class ListNumbers:
    """The list definitions of a document.

    A style that numbers by itself (a form's own) keeps its definition and only begins anew; else one of ours is used,
    one for numbers and one for bullets, which is put in when the first such list comes.
    """

    def __init__(self, document: Document, ids: StyleIds, own: StyleIds | None = None) -> None:
        """Number in a document. ``own`` gives the id of a style that a form has itself, or nothing.

        Without ``own`` our definitions are tied to the styles, which a form's styles must not be.
        """
        self._numbering: Any = document.part.numbering_part.element
        self._document, self._ids, self._own = document, ids, own
        self._ours: dict[bool, int] = {}
        self._sources: dict[str, tuple[int, int]] = {}

    def begin(self, *, ordered: bool) -> ListCount:
        """A list that begins at 1."""
        return ListCount(self, ordered=ordered)

    def source(self, level: int, *, ordered: bool) -> tuple[int, int]:
        """Which definition (abstractNumId) and which of its levels number an item."""
        name = list_style(level, ordered=ordered)
        if name not in self._sources:
            own = self._of_form(level, ordered=ordered)
            self._sources[name] = own or (self._defined(ordered=ordered), level)
        return self._sources[name]

    def _of_form(self, level: int, *, ordered: bool) -> tuple[int, int] | None:
        """How a form numbers a level by itself: by the level's own style, or by the outermost one's definition."""
        if self._own is None:
            return None
        style = self._own(list_style(level, ordered=ordered))
        if style:
            return self._of_style(style)
        outermost = self._own(list_style(0, ordered=ordered))
        found = self._of_style(outermost) if outermost else None
        if found is None:
            return None
        levels = self._numbering.xpath(f'./w:abstractNum[@w:abstractNumId="{found[0]}"]/w:lvl/@w:ilvl')
        place = found[1] + level
        return (found[0], place) if str(place) in levels else None

    def _of_style(self, style_id: str) -> tuple[int, int] | None:
        styles: Any = self._document.styles.element
        for _ in range(_DEEPEST_BASE):
            style = next(iter(styles.xpath(f'./w:style[@w:styleId="{style_id}"]')), None)
            if style is None:
                return None
            numbers = style.xpath("./w:pPr/w:numPr/w:numId/@w:val")
            if numbers:
                found = self._numbering.xpath(f'./w:num[@w:numId="{numbers[0]}"]/w:abstractNumId/@w:val')
                levels = style.xpath("./w:pPr/w:numPr/w:ilvl/@w:val")
                return (int(found[0]), int(levels[0]) if levels else 0) if found else None
            base = style.xpath("./w:basedOn/@w:val")
            if not base:
                return None
            style_id = base[0]
        return None

    def _defined(self, *, ordered: bool) -> int:
        if ordered not in self._ours:
            self._ours[ordered] = self._define(ordered=ordered)
        return self._ours[ordered]

    def _define(self, *, ordered: bool) -> int:
        taken = [int(old.get(qn("w:abstractNumId"))) for old in self._numbering.findall(qn("w:abstractNum"))]
        number = max(taken, default=0) + 1
        levels = "".join(self._level(level, ordered=ordered) for level in range(DEEPEST_LIST + 1))
        definition = parse_xml(
            f'<w:abstractNum {_W} w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{levels}'
            "</w:abstractNum>"
        )
        first = self._numbering.find(qn("w:num"))
        if first is None:
            self._numbering.append(definition)
        else:
            first.addprevious(definition)
        return number

    def _level(self, level: int, *, ordered: bool) -> str:
        form, text = (
            (("decimal", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "%3)"))[level]
            if ordered
            else ("bullet", BULLETS[level])
        )
        style = f'<w:pStyle w:val="{self._ids(list_style(level, ordered=ordered))}"/>' if self._own is None else ""
        return (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{style}'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{_INDENT * (level + 1)}" w:hanging="{_INDENT}"/></w:pPr></w:lvl>'
        )

    def fresh(self, abstract: int) -> int:
        """A numId of a definition that begins again at 1 on every level."""
        nums = self._numbering.findall(qn("w:num"))
        number = max((int(old.get(qn("w:numId"))) for old in nums), default=0) + 1
        starts = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'
            for level in range(DEEPEST_LIST + 1)
        )
        made = parse_xml(f'<w:num {_W} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{starts}</w:num>')
        # What a form has after its numbers (w:numIdMacAtCleanup) must stay last.
        if nums:
            nums[-1].addnext(made)
        else:
            self._numbering.append(made)
        return number


class ListCount:
    """One list: tells by which numId and on which level of it each item is numbered."""

    def __init__(self, numbers: ListNumbers, *, ordered: bool) -> None:
        self._numbers, self._ordered = numbers, ordered
        self._nums: dict[int, int] = {}
        self._before = -1

    def at(self, level: int) -> tuple[int, int]:
        """The numId and the level within its definition of the next item."""
        abstract, place = self._numbers.source(level, ordered=self._ordered)
        above = self._numbers.source(level - 1, ordered=self._ordered)[0] if level else abstract
        # A level with a definition of its own does not begin anew by itself below another item.
        anew = abstract != above and level > self._before
        if anew or abstract not in self._nums:
            self._nums[abstract] = self._numbers.fresh(abstract)
        self._before = level
        return self._nums[abstract], place
