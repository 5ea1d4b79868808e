"""Outline → plain text: UTF-8, an empty line between the blocks."""

from __future__ import annotations

from nemndsekr.documents.outline import Outline, outline_text


def write_text(outline: Outline) -> bytes:
    """The document as the bytes of a text file, with a byte order mark so that Notepad and Word see it is UTF-8."""
    return outline_text(outline).encode("utf-8-sig")
