"""What is printed at the top of every page of a file that is not the original: one place for its words."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from nemndsekr.documents.outline import Outline

WORKING_COPY: Final = "Arbetskopia, original i diariet"
"""On the files of a locked version: what is kept here is a copy, and the municipality's diarium has the original."""


def as_working_copy(outline: Outline) -> Outline:
    """The same document, marked as a working copy; its words are the same, since marks stand in the margin."""
    return replace(outline, page_note=replace(outline.page_note, mark=WORKING_COPY))
