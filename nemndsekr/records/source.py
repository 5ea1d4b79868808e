"""SourceDocument, Evidence, Difference, Blob: the files read in, where each value stands, and what disagrees."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from nemndsekr.records.choices import DifferenceState, Secrecy, SourceKind
from nemndsekr.records.row import CaseRow, Row, instant, slug


class SourceDocumentFields(SQLModel):
    """A file that was read in; the file itself is a Blob, so that backup and gallring reach it."""

    kind: SourceKind = slug(SourceKind, SourceKind.okant, "Slag")
    name: str = Field(default="", title="Filnamn")
    sha256: str = Field(index=True, title="Kontrollsumma")
    text: str = Field(default="", title="Läst text")
    page_starts: str = Field(default="[]", title="Sidornas början", description="JSON-lista med tecknens nummer.")
    read_at: datetime | None = instant("Inläst")
    secrecy: Secrecy = slug(Secrecy, Secrecy.ingen, "Sekretess")
    secrecy_ground: str = Field(default="", title="Lagrum")
    copy_of_id: int | None = Field(
        default=None, foreign_key="source_documents.id", title="Samma handling som", description="I ett annat format."
    )


class SourceDocument(SourceDocumentFields, CaseRow, table=True):
    """A file that was read in, as kept in the database."""

    __tablename__ = "source_documents"


class EvidenceFields(SQLModel):
    """The passage that a value was read from: characters start to end (half-open) of the source's text."""

    record: str = Field(title="Tabell")
    record_uid: str = Field(index=True)
    field: str = Field(title="Fält")
    source_id: int = Field(foreign_key="source_documents.id", index=True)
    start: int
    end: int


class Evidence(EvidenceFields, CaseRow, table=True):
    """A passage as kept in the database."""

    __tablename__ = "evidence"


def proof_of(row: Row, field: str, source: SourceDocument, start: int, end: int) -> Evidence:
    """That a field of a row was read from characters start to end (half-open) of a source of the same case."""
    return Evidence(
        case_id=source.case_id,
        record=str(row.__tablename__),
        record_uid=row.uid,
        field=field,
        source_id=source.stored_id,
        start=start,
        end=end,
    )


class SourceProblemFields(SQLModel):
    """What could not be understood when a source was read, with its place in the text where that is known."""

    source_id: int = Field(foreign_key="source_documents.id", index=True)
    text: str = Field(min_length=1, title="Att se över")
    page: int | None = Field(default=None, title="Sida")
    start: int | None = None
    end: int | None = None
    seen: bool = Field(default=False, title="Sett")


class SourceProblem(SourceProblemFields, CaseRow, table=True):
    """A problem of a source as kept in the database."""

    __tablename__ = "source_problems"


class DifferenceFields(SQLModel):
    """That two papers say different things about one value, and what was decided.

    ``words`` are those that do not hold; ``source_id`` with ``start`` to ``end`` (half-open) tells where they stand,
    and is empty where a person wrote them. The words that hold stand in the record itself, proved by its evidence.
    """

    record: str = Field(title="Tabell")
    record_uid: str = Field(index=True)
    field: str = Field(title="Fält")
    words: str = Field(title="Andra ord")
    state: DifferenceState = slug(DifferenceState, DifferenceState.oppen, "Avgjort")
    source_id: int | None = Field(default=None, foreign_key="source_documents.id", index=True)
    start: int | None = None
    end: int | None = None


class Difference(DifferenceFields, CaseRow, table=True):
    """A difference as kept in the database."""

    __tablename__ = "differences"


class Blob(SQLModel, table=True):
    """The bytes of a file, by their checksum; a table that no list reads."""

    __tablename__ = "blobs"

    sha256: str = Field(primary_key=True)
    content: bytes
