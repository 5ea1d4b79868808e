"""MeetingBody, Meeting, and the steps of a case's plan through them."""

from datetime import date, time

from sqlmodel import Field, SQLModel

from nemndsekr.records.choices import BodyKind, MeetingStatus, Occasion
from nemndsekr.records.row import CaseRow, Row, slug


class MeetingBodyFields(SQLModel):
    """A body that meets: names and order are data, since other nämnder have other bodies."""

    namnd_id: int = Field(foreign_key="namnder.id", index=True)
    kind: BodyKind = slug(BodyKind, BodyKind.namnd, "Slag")
    name: str = Field(min_length=1, title="Instans")
    position: int = Field(default=0, title="Ordning")


class MeetingBody(MeetingBodyFields, Row, table=True):
    """A body as kept in the database."""

    __tablename__ = "meeting_bodies"


class MeetingFields(SQLModel):
    """One meeting of a body; day and clock are local time."""

    namnd_id: int = Field(foreign_key="namnder.id", index=True)
    body_id: int = Field(foreign_key="meeting_bodies.id", index=True, title="Instans")
    day: date = Field(index=True, title="Datum")
    starts_at: time | None = Field(default=None, title="Börjar")
    ends_at: time | None = Field(default=None, title="Slutar")
    place: str = Field(default="", title="Plats")
    status: MeetingStatus = slug(MeetingStatus, MeetingStatus.planerad, "Läge")
    justering_on: date | None = Field(default=None, title="Planerad justering")
    moved_from: date | None = Field(
        default=None, title="Flyttat från", description="Dagen som sammanträdet var planerat till från början."
    )
    former_status: MeetingStatus | None = slug(MeetingStatus, None, "Läge innan det flyttades", nullable=True)
    note: str = Field(default="", title="Anteckning")
    accepted: str = Field(
        default="", title="Låts stå", description="Påpekanden som är avsedda, med de dagar som de gäller."
    )


class Meeting(MeetingFields, Row, table=True):
    """A meeting as kept in the database."""

    __tablename__ = "meetings"


class PlanStepFields(SQLModel):
    """One line of a case's Beslutsplanering: which body, which day, as printed, on the way to which answer."""

    occasion: Occasion = slug(Occasion, Occasion.forsta, "Vilket svar")
    position: int = Field(default=0, title="Ordning")
    kind: BodyKind = slug(BodyKind, BodyKind.namnd, "Slag")
    label: str = Field(default="", title="Instans", description="Så som den skrivs ut.")
    day: date | None = Field(default=None, title="Datum")
    meeting_id: int | None = Field(default=None, foreign_key="meetings.id", index=True, title="Sammanträde")


class PlanStep(PlanStepFields, CaseRow, table=True):
    """A step of a plan as kept in the database."""

    __tablename__ = "plan_steps"
