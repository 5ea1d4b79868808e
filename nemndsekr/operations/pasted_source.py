"""Pasted source: a text that was pasted is kept in the case as the source of what was taken from it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

from nemndsekr.reading.draft import Found, Reading
from nemndsekr.records.choices import SourceKind
from nemndsekr.records.row import Row
from nemndsekr.records.source import SourceDocument, proof_of
from nemndsekr.rules.likeness import plain_words
from nemndsekr.store.database import StepWriter


def keep_pasted(
    step: StepWriter, case_id: int, reading: Reading, words: str, kind: SourceKind, now: datetime
) -> SourceDocument:
    """Keep a pasted text in a case as a file of its own; the same words once more are the source there is."""
    content = words.encode("utf-8")
    sha256 = hashlib.sha256(content).hexdigest()
    known = step.find(SourceDocument, case_id=case_id, sha256=sha256)
    if known is not None:
        return known
    step.keep_file(sha256, content)
    return step.add(
        SourceDocument(
            case_id=case_id,
            kind=kind,
            name=f"Inklistrad text {now:%Y-%m-%d}.txt",
            sha256=sha256,
            text=reading.text,
            page_starts=json.dumps(list(reading.page_starts)),
            read_at=now,
        )
    )


def prove_texts(
    step: StepWriter, source: SourceDocument, rows: Sequence[tuple[Row, str, str]], found: Sequence[Found]
) -> None:
    """Say where the words of each row stand; ``rows`` are a row, its field and its words."""
    places = {plain_words(one.text): (one.start, one.end) for one in found}
    for row, field, words in rows:
        start, end = places.get(plain_words(words)) or _sought(source.text, words)
        if words.strip() and start is not None and end is not None:
            step.add(proof_of(row, field, source, start, end))


def _sought(text: str, words: str) -> tuple[int | None, int | None]:
    start = text.find(words.strip())
    return (start, start + len(words.strip())) if start >= 0 else (None, None)
