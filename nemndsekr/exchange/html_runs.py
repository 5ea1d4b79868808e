"""The words of HTML made those of block text: blanks, line breaks and signs that are never seen."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from nemndsekr.records.block_text import Run

# Soft hyphens, marks of order and of zero width: never seen, and in the way of searching. Controls are no text.
_UNSEEN: Final = re.compile(r"[\u00ad\u200b\u200e\u200f\u2060\ufeff\ufffc\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SPACES: Final = " \u00a0"


def merged(runs: list[Run]) -> list[Run]:
    """Neighbours in one style put together, empty ones left out."""
    out: list[Run] = []
    for run in runs:
        if out and (out[-1].bold, out[-1].italic, out[-1].ref) == (run.bold, run.italic, run.ref):
            out[-1] = replace(out[-1], text=out[-1].text + run.text)
        elif run.text:
            out.append(run)
    return out


def tidied(runs: list[Run]) -> list[Run]:
    """The runs without unseen signs, with one blank where there were many and none at either end of a line."""
    signs: list[tuple[str, Run]] = []
    for run in runs:
        words = _UNSEEN.sub("", run.text.replace("\r\n", "\n").replace("\r", "\n")).replace("\u2011", "-")
        for sign in words.translate({0x9: " ", 0x2028: "\n", 0x2029: "\n", 0x202F: "\u00a0", 0x2007: "\u00a0"}):
            if sign == "\n":
                while signs and signs[-1][0] in _SPACES:
                    signs.pop()
            elif sign in _SPACES:
                if not signs or signs[-1][0] == "\n":
                    continue
                if signs[-1][0] in _SPACES:
                    # A no-break space means something only when it stands alone.
                    signs[-1] = (" ", signs[-1][1])
                    continue
            signs.append((sign, run))
    while signs and signs[-1][0] in " \u00a0\n":
        signs.pop()
    while signs and signs[0][0] == "\n":
        signs.pop(0)
    return merged([replace(run, text=sign) for sign, run in signs])


def split_at_empty_lines(runs: list[Run]) -> list[list[Run]]:
    """Paragraphs that are parted by two line breaks, as mails and web pages do."""
    parts: list[list[Run]] = [[]]
    for run in _breaks_apart(runs):
        if re.fullmatch(r"\n{2,}", run.text):
            parts.append([])
        else:
            parts[-1].append(run)
    return [merged(part) for part in parts if part]


def _breaks_apart(runs: list[Run]) -> list[Run]:
    """The runs with each stretch of line breaks as a run of its own."""
    pieces = [replace(run, text=text) for run in runs for text in re.split(r"(\n+)", run.text) if text]
    out: list[Run] = []
    for piece in pieces:
        if out and not piece.text.strip("\n") and not out[-1].text.strip("\n"):
            out[-1] = replace(out[-1], text=out[-1].text + piece.text)
        else:
            out.append(piece)
    return out
