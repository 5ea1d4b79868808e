"""HTML as a tree: what is common to reading a saved page and to taking what lies on the clipboard."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree, html

CONDITION: Final = re.compile(r"<!--\[if [^\]]{0,200}\]>", re.IGNORECASE)
CONDITION_END: Final = re.compile(r"<!\[endif\]-->", re.IGNORECASE)
REVEALED: Final = re.compile(r"<!\[(?:if [^\]]{0,200}|endif)\]>", re.IGNORECASE)
FRAGMENT: Final = re.compile(r"<!--\s?StartFragment\s?-->", re.IGNORECASE)
FRAGMENT_END: Final = re.compile(r"<!--\s?EndFragment\s?-->", re.IGNORECASE)
CLIPBOARD_HEAD: Final = re.compile(r"^Version:[\d.]+\s.{0,1000}?(?=<)", re.DOTALL)
DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]{0,200}\?>", re.IGNORECASE)
DEEPEST: Final = 2048
"""Elements inside each other. The same limit as libxml2 has had since 2.12: the wheels for Windows have an older."""


def fragment(text: str) -> str:
    """What was copied, of all that the clipboard holds around it."""
    start = FRAGMENT.search(text)
    end = FRAGMENT_END.search(text, start.end()) if start else None
    inside = text[start.end() : end.start()] if start and end else ""
    return inside if inside.strip() else text


def without(text: str, start: re.Pattern[str], end: re.Pattern[str]) -> str:
    """The text without what stands from each start to the end after it; without an end all is kept."""
    parts: list[str] = []
    place = 0
    while (first := start.search(text, place)) and (last := end.search(text, first.end())):
        parts.append(text[place : first.start()])
        place = last.end()
    return "".join([*parts, text[place:]])


def parsed(text: str) -> etree._Element | None:
    """The page as a tree, or nothing where it is nested deeper than any page is."""
    text = CLIPBOARD_HEAD.sub("", text.replace("\x00", ""), count=1)
    text = without(fragment(text), CONDITION, CONDITION_END)
    text = DECLARATION.sub("", REVEALED.sub("", text))
    if not text.strip():
        return None
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        found: etree._Element | None = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    too_deep = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    return None if too_deep or found is None or _is_deeper(found, DEEPEST) else found


def _is_deeper(root: etree._Element, most: int) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        depth += (event == "start") - (event == "end")
        if depth > most:
            return True
    return False
