"""Open difference: what two papers of a case say otherwise about one value, with both places, in words."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from nemndsekr.records.block_text import BlockText, plain_text
from nemndsekr.records.case_file import CASE_TABLES, CaseFile
from nemndsekr.records.row import Row
from nemndsekr.records.source import Difference
from nemndsekr.rules.likeness import same_words
from nemndsekr.rules.passages import page_of, place_of
from nemndsekr.support.days import full_day

_LONGEST = 160


class OpenDifference(NamedTuple):
    """The row and what its field is called, the words that stand in it and where they were read, the others' place.

    ``part`` is the list of ``CaseFile`` that holds the row, or ``cases``.
    """

    row: Row
    part: str
    name: str
    known: str
    known_place: str
    place: str


def open_difference(file: CaseFile, difference: Difference) -> OpenDifference | None:
    """Both sides of a difference; None where its row is gone, or now says the very same."""
    row = _row(file, difference)
    if row is None:
        return None
    known = field_words(file, row, difference.field)
    if same_words(known, difference.words):
        return None
    proof = next(
        (one for one in file.evidence if (one.record_uid, one.field) == (row.uid, difference.field)),
        None,
    )
    return OpenDifference(
        row,
        _part(difference.record),
        _name(row, difference.field),
        shortened(known),
        _place(file, proof.source_id, proof.start) if proof is not None else "",
        _place(file, difference.source_id, difference.start),
    )


def field_words(file: CaseFile, row: Row, field: str) -> str:
    """What stands in a field, as it is compared and shown."""
    if field == "namnd_id":
        return file.namnd.name
    value = getattr(row, field)
    if isinstance(value, BlockText):
        return plain_text(value)
    return full_day(value) if isinstance(value, date) else str(value or "")


def shortened(words: str) -> str:
    """A long text as its beginning."""
    plain = " ".join(words.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST].rstrip()} …"


def _row(file: CaseFile, difference: Difference) -> Row | None:
    if difference.record == "cases":
        return file.case
    part = _part(difference.record)
    rows: list[Row] = getattr(file, part) if part else []
    return next((row for row in rows if row.uid == difference.record_uid), None)


def _part(record: str) -> str:
    if record == "cases":
        return record
    tables: tuple[tuple[str, Any], ...] = CASE_TABLES
    return next((name for name, table in tables if table.__tablename__ == record), "")


def _place(file: CaseFile, source_id: int | None, start: int | None) -> str:
    source = next((one for one in file.sources if one.id == source_id), None)
    if source is None:
        return ""
    return place_of(source, page_of(source, start) if start is not None else None)


_NAMES = {
    ("reply_days", "words"): "Svarsdagen",
    ("recommendations", "text"): "Rekommendation {no}",
    ("recommendations", "answer"): "Svaret på rekommendation {no}",
    ("audit_questions", "text"): "Revisionsfråga {position}",
    ("audit_questions", "assessment"): "Bedömningen av revisionsfråga {position}",
    ("attsatser", "text"): "Att-sats {position}",
    ("decision_points", "text"): "Beslutspunkt {position}",
    ("plan_steps", "day"): "Dagen i beslutsplaneringen",
    ("cases", "namnd_id"): "Nämnden",
    ("cases", "dnr"): "Diarienumret",
    ("cases", "title"): "Rubriken",
    ("cases", "requester"): "Avsändaren",
    ("cases", "received_on"): "Dagen då ärendet inkom",
    ("audits", "purpose"): "Syftet",
    ("audits", "verdict"): "Den sammanfattande bedömningen",
    ("audits", "period"): "Tiden för granskningen",
    ("audits", "report_title"): "Rapportens titel",
    ("sections", "body"): "Texten",
}


def _name(row: Row, field: str) -> str:
    words = _NAMES.get((str(row.__tablename__), field), "")
    numbers = {name: getattr(row, name) for name in ("no", "position") if hasattr(row, name)}
    return words.format(**numbers) if words else str(type(row).model_fields[field].title or field)
