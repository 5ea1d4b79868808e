"""Document: a paper of a case, its sections, the people on it, and what it rests on."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from nemndsekr.records.block_text import BlockText
from nemndsekr.records.choices import DocumentKind, DocumentMode, DocumentPart, LeftAs, Secrecy, VersionGate, Voice
from nemndsekr.records.row import CaseRow, block_text, instant, slug


class DocumentFields(SQLModel):
    """A document that is written in the case; its text lies in the case's sections and answers."""

    kind: DocumentKind = slug(DocumentKind, DocumentKind.tjansteskrivelse, "Handling")
    title: str = Field(default="", title="Rubrik")
    subtitle: str = Field(default="", title="Underrubrik")
    document_name: str = Field(
        default="", title="Handlingens namn", description="Så som det står i huvudet, till exempel Tjänsteutlåtande."
    )
    template: str = Field(default="", title="Mall")
    mode: DocumentMode = slug(DocumentMode, DocumentMode.forslag, "Form")
    voice: Voice = slug(Voice, Voice.forvaltningen, "Röst")
    dated_on: date | None = Field(default=None, title="Datum")
    recipient: str = Field(default="", title="Till")
    address: str = Field(default="", title="Adress")
    secrecy: Secrecy = slug(Secrecy, Secrecy.ingen, "Sekretess")
    secrecy_ground: str = Field(default="", title="Lagrum")
    based_on_uid: str = Field(default="", title="Bygger på", description="Den låsta version som handlingen följer upp.")


class Document(DocumentFields, CaseRow, table=True):
    """A document as kept in the database."""

    __tablename__ = "documents"


class SectionFields(SQLModel):
    """A part of running text under one heading.

    With no ``document_id`` the section is the case's own and every document prints it; with one it is that
    document's own wording, shown as differing.
    """

    document_id: int | None = Field(default=None, foreign_key="documents.id", index=True)
    key: str = Field(default="", title="Del", description="Den del av mallen som texten hör till.")
    heading: str = Field(default="", title="Rubrik")
    level: int = Field(default=1, title="Nivå")
    position: int = Field(default=0, title="Ordning")
    body: BlockText = block_text("Text")


class Section(SectionFields, CaseRow, table=True):
    """A section as kept in the database."""

    __tablename__ = "sections"


class DocumentPersonFields(SQLModel):
    """A person on a document, with name and title as they were that day."""

    document_id: int = Field(foreign_key="documents.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="persons.id")
    position: int = Field(default=0, title="Ordning")
    name: str = Field(min_length=1, title="Namn")
    title: str = Field(default="", title="Titel")
    unit: str = Field(default="", title="Enhet")
    telephone: str = Field(default="", title="Telefon")
    email: str = Field(default="", title="E-post")
    part: DocumentPart = slug(DocumentPart, DocumentPart.undertecknare, "Del i handlingen")


class DocumentPerson(DocumentPersonFields, CaseRow, table=True):
    """A person on a document as kept in the database."""

    __tablename__ = "document_persons"


class BasisFields(SQLModel):
    """One document that a decision rests on (beslutsunderlag)."""

    position: int = Field(default=0, title="Ordning")
    text: str = Field(min_length=1, title="Beslutsunderlag")
    dated_on: date | None = Field(default=None, title="Daterat")


class Basis(BasisFields, CaseRow, table=True):
    """A basis as kept in the database."""

    __tablename__ = "bases"


class AttachmentFields(SQLModel):
    """A bilaga; kept apart from the beslutsunderlag."""

    position: int = Field(default=0, title="Nummer")
    text: str = Field(min_length=1, title="Bilaga")
    source_id: int | None = Field(default=None, foreign_key="source_documents.id", title="Fil")
    secrecy: Secrecy = slug(Secrecy, Secrecy.ingen, "Sekretess")
    secrecy_ground: str = Field(default="", title="Lagrum")


class Attachment(AttachmentFields, CaseRow, table=True):
    """An attachment as kept in the database."""

    __tablename__ = "attachments"


class DepartureFields(SQLModel):
    """That a made document left the house; never undone, only noted."""

    kind: DocumentKind = slug(DocumentKind, DocumentKind.tjansteskrivelse, "Handling")
    left_as: LeftAs = slug(LeftAs, LeftAs.pdf, "Hur")
    file_name: str = Field(default="", title="Fil")
    sha256: str = Field(default="", title="Kontrollsumma")
    at: datetime | None = instant("När")
    user_uid: str = Field(default="", title="Av")


class Departure(DepartureFields, CaseRow, table=True):
    """A departure as kept in the database."""

    __tablename__ = "departures"


class VersionFields(SQLModel):
    """A document locked as it was at a gate: its text, the case's facts and the very PDF. Never changed."""

    document_id: int | None = Field(default=None, foreign_key="documents.id", title="Handling")
    kind: DocumentKind = slug(DocumentKind, DocumentKind.yttrande, "Slag av handling")
    gate: VersionGate = slug(VersionGate, VersionGate.annan, "Låst")
    title: str = Field(default="", title="Rubrik")
    template: str = Field(default="", title="Mall")
    at: datetime | None = instant("När")
    user_uid: str = Field(default="", title="Av")
    text: str = Field(default="", title="Text", description="Handlingens text utan former.")
    facts: str = Field(default="{}", title="Uppgifter", description="Hela ärendet som JSON, så som det var.")
    sha256: str = Field(default="", title="Kontrollsumma")
    word_sha256: str = Field(default="", title="Kontrollsumma för Word")
    sent_to: str = Field(default="", title="Till", description="Vem versionen gick till, till exempel arbetsutskottet.")
    sent_on: date | None = Field(default=None, title="Skickad")


class Version(VersionFields, CaseRow, table=True):
    """A locked document as kept in the database."""

    __tablename__ = "versions"


class MaskFields(SQLModel):
    """A passage that is left out of what is published, and by which law.

    ``words`` is the passage as it is printed and ``before`` the words just before it on the same line, which tell one
    of several like passages from another. An empty ``kind`` masks it in every document of the case.
    """

    kind: DocumentKind | None = slug(DocumentKind, None, "Handling", nullable=True)
    words: str = Field(min_length=1, title="Maskerat")
    before: str = Field(default="", title="Orden före")
    ground: str = Field(default="", title="Lagrum", description="Till exempel OSL 26 kap. 1 §.")
    position: int = Field(default=0, title="Ordning")


class Mask(MaskFields, CaseRow, table=True):
    """A masked passage as kept in the database."""

    __tablename__ = "masks"
