"""SourceDocument, Evidence, Blob: the files that were read in, and which passage each value stands on."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from nemndsekr.records.choices import Secrecy, SourceKind
from nemndsekr.records.row import CaseRow, instant, slug


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


class Blob(SQLModel, table=True):
    """The bytes of a file, by their checksum; a table that no list reads."""

    __tablename__ = "blobs"

    sha256: str = Field(primary_key=True)
    content: bytes
