"""The föredragningslista of a meeting: its items in order, with or without a case."""

from sqlmodel import Field, SQLModel

from nemndsekr.records.row import Row


class AgendaItemFields(SQLModel):
    """One item of a meeting's föredragningslista.

    ``heading`` is the group it stands under («Beslutsärenden»). An item with a case is called what the case is called
    unless ``title`` says otherwise; ``note`` is what is marked beside it («Omedelbar justering», «Utsändes senare»).
    """

    meeting_id: int = Field(foreign_key="meetings.id", index=True)
    position: int = Field(default=0, title="Ordning")
    heading: str = Field(default="", title="Grupp")
    case_id: int | None = Field(default=None, foreign_key="cases.id", index=True, title="Ärende")
    title: str = Field(default="", title="Punkt")
    presenter: str = Field(default="", title="Föredragande")
    minutes: int | None = Field(default=None, ge=1, le=600, title="Tid i minuter")
    note: str = Field(default="", title="Markering")


class AgendaItem(AgendaItemFields, Row, table=True):
    """An agenda item as kept in the database."""

    __tablename__ = "agenda_items"
