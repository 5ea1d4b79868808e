"""List marks: what stands before an item, however it was typed or extracted."""

from __future__ import annotations

import re

# The private-use glyphs are Word's Symbol and Wingdings bullets as PDF text gives them.
BULLET_CHARS = "−‒⁃▸✔❖◆◊⮚•●○▪■□◦‣►▶➢➤✓∙·\uf0b7\uf0a7\uf0d8\uf0fc\uf02d\uf076\uf0a8\u2219"
BULLET = re.compile(
    rf"^(?:\\?[-–—*]\s+(?:[-–—]\s*)?|\\[-*]\s*|[{BULLET_CHARS}\ufffd\ue000-\uf8ff]\s*|"
    rf"\[(?:HÖG|MEDEL|LÅG|Hög|Medel|Låg|[A-ZÅÄÖ]\d{{1,2}})\]\s*|R\d{{1,2}}[.:]\s+(?=[A-ZÅÄÖ])|[§Øü]\s+(?=[A-ZÅÄÖ][a-zåäö])|[-–—](?=[Aa]tt\b)|"
    rf"[-–—](?=[A-ZÅÄÖ][a-zåäö])|o\s+(?=[A-ZÅÄÖ]))"
)
# «(S)» is a party and no mark.
NUMBER = re.compile(r"^(?:\((?=[\da-z])|(?!\())(?P<number>\d{1,2}|[a-zA-Z])(?P<after>[.)]|\.\))\s+(?=\S)")
NUMBER_TIGHT = re.compile(r"^(?P<number>\d{1,2})(?P<after>[.)])(?=[A-ZÅÄÖ])")
# «1 §» or «3 kap.» begins a quotation of a law, and «2 februari» a date.
NOT_NUMBER = re.compile(r"^\d{1,2}[.)]?\s*(?:§|kap\b|st\b)")


def split_mark(text: str) -> tuple[str, int]:
    """The list mark at the head of the text and how many characters it takes; ``("", 0)`` where there is none."""
    bullet = BULLET.match(text)
    if bullet and text[bullet.end() :].strip():
        return bullet.group().strip() or "-", bullet.end()
    number = NUMBER.match(text) or NUMBER_TIGHT.match(text)
    if number and not NOT_NUMBER.match(text) and not re.match(r"[A-Z]\.", number.group()):
        return number.group().strip(), number.end()
    return "", 0


def is_lone_mark(text: str) -> bool:
    """Whether the text is a list mark and nothing else."""
    return bool(re.fullmatch(rf"\s*(?:[-–—*]|[{BULLET_CHARS}\ufffd\ue000-\uf8ff]|o|\d{{1,2}}[.)])\s*", text))


def is_bullet(mark: str) -> bool:
    """Whether the mark is a bullet and not a number or letter."""
    return bool(mark) and not re.match(r"\(?(?:\d{1,2}|[a-z])[.)]", mark)
