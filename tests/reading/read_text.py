"""What the tests of reading share: a text read as a file would be."""

from __future__ import annotations

from typing import Any

from nemndsekr.reading.as_json import reading_as_json
from nemndsekr.reading.draft import Reading
from nemndsekr.reading.finders.find_all import find_all
from nemndsekr.reading.formats.text_file import lines_of
from nemndsekr.reading.headings import with_headings
from nemndsekr.reading.layout.tables import set_out_head
from nemndsekr.reading.lines import Paper, lay_out


def paper_of(text: str) -> Paper:
    """The paper that a text file with this text gives."""
    lines, pages = lines_of(text)
    return lay_out(with_headings(set_out_head(lines)), pages=pages)


def reading_of(text: str) -> Reading:
    """The reading of a text file with this text."""
    paper = paper_of(text)
    draft, problems = find_all(paper)
    return Reading("text.txt", paper.text, paper.page_starts, draft, problems)


def found_in(text: str) -> dict[str, Any]:
    """What the command line would print of a text file with this text."""
    return reading_as_json(reading_of(text))


def texts(found: list[Any]) -> list[str]:
    """The texts of a list of facts."""
    return [item["text"] if isinstance(item, dict) else item for item in found]
