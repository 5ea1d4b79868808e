"""Placeholders of a Word form: ``{{ dnr }}``, found and filled in also where Word has parted them over runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, Final, get_args

from docx.oxml.ns import qn

from nemndsekr.documents.field_names import BY_SWEDISH
from nemndsekr.documents.outline import clean_text
from nemndsekr.documents.templates import FieldName

MARKER: Final = "[[INNEHÅLL]]"
"""The paragraph whose place the text of the document takes."""
_MARKER: Final = re.compile(r"\[\s*\[\s*INNEHÅLL\s*\]\s*\]", re.IGNORECASE)
_PLACEHOLDER: Final = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_P, _T, _R, _TAB, _BR, _CR = (qn(f"w:{name}") for name in ("p", "t", "r", "tab", "br", "cr"))
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_LOOSE: Final = re.compile(r"\{\{[^{}\n]{0,30}|[^{}\n]{0,30}\}\}")
# What a paragraph may hold besides words that it must not lose with them.
_KEEPS: Final = tuple(
    qn(f"w:{name}")
    for name in ("drawing", "pict", "object", "sectPr", "fldChar", "fldSimple", "bookmarkStart", "footnoteReference")
)
# The signs between two facts: «Namn, titel», «Nämnd · dnr».
_JOINTS: Final = " ,;·|/–-"
_LINE_END: Final = re.compile(r"[\t\n]")


def field_name(written: str) -> str:
    """The field that a placeholder asks for, or nothing where there is no such field."""
    name = " ".join(written.casefold().replace("_", " ").split())
    plain = name.replace(" ", "_")
    return plain if plain in get_args(FieldName) else BY_SWEDISH.get(name, "")


def placeholders_in(tree: Any) -> Iterator[str]:
    """The words within each pair of braces in a part, in order, twice where they stand twice."""
    for paragraph in tree.iter(_P):
        yield from _PLACEHOLDER.findall(_text(paragraph))


def fill_placeholders(tree: Any, fields: Mapping[str, str]) -> None:
    """Put the facts where the placeholders stand.

    Unknown ones are left as they are, to be seen. One with nothing to say goes, and with it the sign that joined it
    to its neighbour; a line that is left with nothing but a label goes whole.
    """
    for paragraph in list(tree.iter(_P)):
        asked = [name for written in _PLACEHOLDER.findall(_text(paragraph)) if (name := field_name(written))]
        if not asked:
            continue
        if not any(fields.get(name) for name in asked) and _only_label(_text(paragraph)) and _can_go(paragraph):
            _take_away(paragraph)
            continue
        at = 0
        while found := _PLACEHOLDER.search(_text(paragraph), at):
            name = field_name(found[1])
            value = clean_text(fields.get(name, "")) if name else found[0]
            start, end = found.span()
            if not value:
                start, end = _with_joint(_text(paragraph), start, end)
            _replace(paragraph, start, end, value)
            at = start + len(value)
        _break_lines(paragraph)


def loose_braces(tree: Any) -> Iterator[str]:
    """The words beside each pair of braces in a part that has no other pair to go with."""
    for paragraph in tree.iter(_P):
        yield from (words.strip() for words in _LOOSE.findall(_PLACEHOLDER.sub("\n", _text(paragraph))))


def marker_in(body: Any) -> Any | None:
    """The marker's paragraph, with nothing else in it and outside text boxes, or nothing."""
    return next((one for one in _places(body) if _MARKER.fullmatch(_text(one).strip())), None)


def markers_in(tree: Any) -> int:
    """How many times the marker is written in a part."""
    return sum(len(_MARKER.findall(_text(paragraph))) for paragraph in tree.iter(_P))


def has_place_for_marker(body: Any) -> bool:
    """Whether the marker stands where a text can be put, alone or with other words."""
    return any(_MARKER.search(_text(paragraph)) for paragraph in _places(body))


def settle_marker(body: Any) -> None:
    """Leave one marker in a document, alone in its paragraph: what it shared a paragraph with stands around it."""
    if marker_in(body) is None:
        shared = next((one for one in _places(body) if _MARKER.search(_text(one))), None)
        if shared is not None:
            _part_at_marker(shared)
    drop_markers(body, marker_in(body))


def drop_markers(tree: Any, kept: Any | None = None) -> None:
    """Take the marker's words out of a part, but for one paragraph: nobody is to read them in a document."""
    for paragraph in tree.iter(_P):
        while paragraph is not kept and (found := _MARKER.search(_text(paragraph))):
            _replace(paragraph, *found.span(), "")


def _places(body: Any) -> Iterator[Any]:
    """The paragraphs where a text can be put."""
    for paragraph in body.iter(_P):
        if not any(True for _ in paragraph.iterancestors(qn("w:txbxContent"))):
            yield paragraph


def _part_at_marker(paragraph: Any) -> None:
    """Give the first marker of a paragraph one of its own; what stood before and after it becomes one paragraph each.

    One that holds more than words (a picture, a field, the end of a section) is not parted: the marker follows it, or
    goes before the end of the section.
    """
    found = _MARKER.search(_text(paragraph))
    if found is None:  # pragma: no cover - asked of a paragraph that has it
        return
    start, end = found.span()
    alone = paragraph.makeelement(_P)
    run = alone.makeelement(_R)
    piece = run.makeelement(_T)
    piece.text = MARKER
    run.append(piece)
    alone.append(run)
    if not _can_go(paragraph):
        _replace(paragraph, start, end, "")
        if any(True for _ in paragraph.iter(qn("w:sectPr"))):
            paragraph.addprevious(alone)
        else:
            paragraph.addnext(alone)
        return
    last = deepcopy(paragraph)
    whole = len(_text(paragraph))
    before, after = _text(paragraph)[:start], _text(paragraph)[end:]
    _replace(paragraph, start, whole, "")
    _replace(last, 0, end, "")
    paragraph.addnext(alone)
    if after.strip():
        alone.addnext(last)
    if not before.strip():
        paragraph.getparent().remove(paragraph)


def _own(paragraph: Any) -> Iterator[Any]:
    """The pieces of text of a paragraph, tabs and line ends with them, but not those of a text box within it."""
    for piece in paragraph.iter(_T, _TAB, _BR, _CR):
        if piece.getparent().tag == _R and next(piece.iterancestors(_P)) is paragraph:
            yield piece


def _said(piece: Any) -> str:
    if piece.tag == _T:
        return piece.text or ""
    return "\t" if piece.tag == _TAB else "\n"


def _text(paragraph: Any) -> str:
    return "".join(map(_said, _own(paragraph)))


def _only_label(text: str) -> bool:
    """Whether nothing but a label and signs is left without the placeholders."""
    left = _PLACEHOLDER.sub("", text).strip(f"\t\n{_JOINTS}")
    return not left or (left.endswith(":") and left.count(":") == 1)


def _can_go(paragraph: Any) -> bool:
    return not any(True for _ in paragraph.iter(*_KEEPS))


def _take_away(paragraph: Any) -> None:
    """Take a paragraph out; the last one of a cell, a text box or a header must stay, but empty."""
    parent = paragraph.getparent()
    left = [child for child in parent if child is not paragraph]
    if any(child.tag == _P for child in left) and left[-1].tag in {_P, qn("w:sectPr")}:
        parent.remove(paragraph)
        return
    for piece in list(_own(paragraph)):
        piece.getparent().remove(piece)


def _with_joint(text: str, start: int, end: int) -> tuple[int, int]:
    """The place of an empty placeholder with the joint that is of no more use."""
    if text[:start].endswith("(") and text[end:].startswith(")"):
        start, end = start - 1, end + 1
    before, after = _LINE_END.split(text[:start])[-1], _LINE_END.split(text[end:])[0]
    if before.strip(_JOINTS) and not before.rstrip().endswith(":"):
        return start - (len(before) - len(before.rstrip(_JOINTS))), end
    if after.strip(_JOINTS):
        return start, end + (len(after) - len(after.lstrip(_JOINTS)))
    return start, end


def _replace(paragraph: Any, start: int, end: int, value: str) -> None:
    """Put ``value`` in the place of a stretch of the text, in the first piece that it covers."""
    at = 0
    put = False
    for piece in list(_own(paragraph)):
        said = _said(piece)
        first, last = at, at + len(said)
        at = last
        if last <= start or first >= end:
            continue
        if piece.tag != _T:
            piece.getparent().remove(piece)
            continue
        piece.text = said[: max(0, start - first)] + ("" if put else value) + said[max(0, end - first) :]
        piece.set(_SPACE, "preserve")
        if not put:
            _let_go(piece)
        put = True


def _let_go(piece: Any) -> None:
    """A content control that is filled in is no prompt any more, nor a mirror of what is kept elsewhere in the file."""
    for control in piece.iterancestors(qn("w:sdt")):
        for told in control.findall(f"{qn('w:sdtPr')}/*"):
            if told.tag in {qn("w:showingPlcHdr"), qn("w:dataBinding")}:
                told.getparent().remove(told)


def _break_lines(paragraph: Any) -> None:
    """A fact of several lines (an address) gets real line ends."""
    for piece in list(_own(paragraph)):
        if piece.tag != _T or "\n" not in (piece.text or ""):
            continue
        first, *rest = piece.text.split("\n")
        piece.text = first
        at = piece
        for line in rest:
            end = piece.makeelement(_BR)
            at.addnext(end)
            at = deepcopy(piece)
            at.text = line
            end.addnext(at)
