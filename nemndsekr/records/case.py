"""Case: one matter from registration to dispatch, with its numbers, links and reply days."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from nemndsekr.records.choices import CaseKind, CaseStage, NumberKind, Occasion, Secrecy, title_to_show
from nemndsekr.records.row import CaseRow, Row, instant, slug
from nemndsekr.records.tidpunkt import TidpunktFields
from nemndsekr.support.swedish import dnr_key, dnr_sort_key, folded, sort_key


class CaseFields(SQLModel):
    """What the secretary fills in about a case."""

    namnd_id: int = Field(foreign_key="namnder.id", index=True, title="Nämnd")
    kind: CaseKind = slug(CaseKind, CaseKind.granskning, "Slag")
    title: str = Field(min_length=1, title="Rubrik", description="Ärendemeningen, så som den står i diariet.")
    dnr: str = Field(default="", title="Diarienummer")
    dnr_expected: bool = Field(default=False, title="Diarienummer väntas")
    registered_on: date | None = Field(default=None, title="Diariefört")
    received_on: date | None = Field(default=None, title="Inkom")
    stage: CaseStage = slug(CaseStage, CaseStage.inkommet, "Läge")
    requester: str = Field(
        default="", title="Från", description="Den som vill ha svaret, till exempel kommunens revisorer."
    )
    forwarded_by: str = Field(default="", title="Skickat vidare av")
    officer_id: int | None = Field(default=None, foreign_key="persons.id", title="Handläggare")
    secrecy: Secrecy = slug(Secrecy, Secrecy.ingen, "Sekretess")
    secrecy_ground: str = Field(default="", title="Lagrum")
    note: str = Field(default="", title="Intern anteckning", description="Skrivs aldrig ut.")
    closed_on: date | None = Field(default=None, title="Avslutat")


class Case(CaseFields, Row, table=True):
    """A case as kept in the database; a removed case stays in the bin until it is thinned out."""

    __tablename__ = "cases"

    removed_at: datetime | None = instant("Borttaget")
    opened_at: datetime | None = instant("Senast öppnat", index=True)
    sort_key: str = Field(default="", index=True)
    search_key: str = Field(default="")
    dnr_key: str = Field(default="", index=True)
    dnr_sort_key: str = Field(default="", index=True)

    @property
    def shown_title(self) -> str:
        """The title, or a neutral label where the whole case is secret."""
        return title_to_show(self.title, self.secrecy)

    @property
    def short_name(self) -> str:
        """Its number, or what it is called where it has none."""
        return self.dnr or self.shown_title

    def fill_keys(self) -> None:
        """Sort and search in Swedish order, whatever the spelling of the number."""
        self.sort_key = sort_key(self.title)
        self.dnr_key = dnr_key(self.dnr)
        self.dnr_sort_key = dnr_sort_key(self.dnr)
        self.search_key = folded(f"{self.title} {self.dnr} {self.dnr_key} {self.requester}")


class CaseNumberFields(SQLModel):
    """A further number of a case; a case may have several of each kind."""

    kind: NumberKind = slug(NumberKind, NumberKind.motpart, "Slag")
    text: str = Field(min_length=1, title="Nummer")


class CaseNumber(CaseNumberFields, CaseRow, table=True):
    """A further number as kept in the database."""

    __tablename__ = "case_numbers"

    dnr_key: str = Field(default="", index=True)

    def fill_keys(self) -> None:
        """Find it whatever its spelling."""
        self.dnr_key = dnr_key(self.text)


class CaseLinkFields(SQLModel):
    """That a case, or one clause or recommendation of it, is about the same as another case."""

    other_case_id: int = Field(foreign_key="cases.id", index=True, title="Ärende")
    recommendation_id: int | None = Field(default=None, foreign_key="recommendations.id")
    attsats_id: int | None = Field(default=None, foreign_key="attsatser.id")
    other_recommendation_id: int | None = Field(
        default=None, foreign_key="recommendations.id", title="Samma fråga som rekommendation"
    )
    note: str = Field(default="", title="Samband")


class CaseLink(CaseLinkFields, CaseRow, table=True):
    """A link as kept in the database."""

    __tablename__ = "case_links"


class ReplyDayFields(TidpunktFields):
    """A day by which an answer is due, and to whom; a case may have several."""

    latest: date | None = Field(default=None, title="Senast", index=True)
    to_whom: str = Field(default="", title="Till")
    occasion: Occasion = slug(Occasion, Occasion.forsta, "Vilket svar")
    source: str = Field(default="", title="Källa", description="Var dagen står, till exempel missivet s. 2.")
    granted_by: str = Field(default="", title="Medgiven av")
    reason: str = Field(default="", title="Skäl")


class ReplyDay(ReplyDayFields, CaseRow, table=True):
    """A reply day as kept in the database; a later day is a new row, the first stays."""

    __tablename__ = "reply_days"
