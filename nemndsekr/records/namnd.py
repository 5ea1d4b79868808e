"""Namnd, Person, and who holds which post when."""

from datetime import date

from sqlmodel import Field, SQLModel

from nemndsekr.records.row import Row
from nemndsekr.support.swedish import sort_key


class NamndFields(SQLModel):
    """A nämnd and how its papers are headed."""

    name: str = Field(
        min_length=1, title="Nämnd", description="Hela namnet, till exempel Barn- och utbildningsnämnden."
    )
    short_name: str = Field(default="", title="Förkortning")
    municipality: str = Field(default="", title="Kommun")
    forvaltning_name: str = Field(default="", title="Förvaltning")
    dnr_pattern: str = Field(default="", title="Diarienummer", description="Till exempel BUN-ÅÅÅÅ-löpnr.")
    address: str = Field(default="", title="Adress")
    auditor: str = Field(
        default="", title="Revisorer", description="Så som de skriver sig, till exempel Stadsrevisionen."
    )
    lead_weeks: int = Field(
        default=12, ge=0, le=52, title="Börja så många veckor före", description="Hur lång tid ett svar behöver."
    )
    website: str = Field(default="", title="Kommunens webbplats", description="Där anslaget sätts upp.")
    minutes_place: str = Field(default="", title="Protokollet förvaras hos")
    appeal_court: str = Field(
        default="", title="Överklagas till", description="Till exempel Förvaltningsrätten i Malmö, med adress."
    )
    word_form_id: int | None = Field(
        default=None, foreign_key="word_forms.id", title="Wordmall", description="För mallar utan egen."
    )


class Namnd(NamndFields, Row, table=True):
    """A nämnd as kept in the database."""

    __tablename__ = "namnder"

    sort_key: str = Field(default="", index=True)

    def fill_keys(self) -> None:
        """Sort by name in Swedish order."""
        self.sort_key = sort_key(self.name)


class PersonFields(SQLModel):
    """An office-holder: elected or employed. Nobody else is kept."""

    name: str = Field(min_length=1, title="Namn")
    party: str = Field(default="", title="Parti", description="Kort form, till exempel S.")
    unit: str = Field(default="", title="Enhet")
    telephone: str = Field(default="", title="Telefon")
    email: str = Field(default="", title="E-post")
    address: str = Field(default="", title="Adress")


class Person(PersonFields, Row, table=True):
    """A person as kept in the database."""

    __tablename__ = "persons"

    sort_key: str = Field(default="", index=True)

    def fill_keys(self) -> None:
        """Sort by the last word of the name first, in Swedish order."""
        self.sort_key = sort_key(" ".join(reversed(self.name.split(maxsplit=1))) if self.name else "")


class PostFields(SQLModel):
    """A post that a person holds for a time."""

    person_id: int = Field(foreign_key="persons.id", index=True)
    namnd_id: int | None = Field(default=None, foreign_key="namnder.id")
    title: str = Field(default="", title="Titel", description="Till exempel Förvaltningschef eller ledamot.")
    acting: bool = Field(default=False, title="Tillförordnad")
    from_day: date | None = Field(default=None, title="Från och med")
    until_day: date | None = Field(default=None, title="Till och med")


class Post(PostFields, Row, table=True):
    """A post as kept in the database."""

    __tablename__ = "posts"
