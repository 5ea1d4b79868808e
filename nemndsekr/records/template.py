"""The office's own templates, and the Word forms of the municipality that documents are written into."""

from sqlmodel import Field, SQLModel

from nemndsekr.records.row import Row


class WordFormFields(SQLModel):
    """A municipality's own .dotx or .docx, and which of its styles stands for which of ours where names differ.

    ``sha256`` names the bytes in the table of blobs. ``style_map`` is a JSON object from our style names to those of
    the form.
    """

    name: str = Field(min_length=1, title="Wordmall")
    sha256: str = Field(default="", title="Kontrollsumma")
    style_map: str = Field(default="{}", title="Formatmallar")


class WordForm(WordFormFields, Row, table=True):
    """A Word form as kept in the database."""

    __tablename__ = "word_forms"


class OwnTemplateFields(SQLModel):
    """A template that the office has made or taken in: the same text as a template file of the program holds.

    ``slug`` is what documents name it by; it never changes. ``logo_sha256`` names the picture in the table of blobs.
    """

    slug: str = Field(min_length=1, unique=True, title="Kortnamn")
    label: str = Field(min_length=1, title="Mall")
    kind: str = Field(min_length=1, title="Handling")
    text: str = Field(default="", title="Innehåll", description="Mallen som TOML.")
    logo_sha256: str = Field(default="", title="Logotyp")
    word_form_id: int | None = Field(default=None, foreign_key="word_forms.id", title="Wordmall")


class OwnTemplate(OwnTemplateFields, Row, table=True):
    """An own template as kept in the database."""

    __tablename__ = "own_templates"
