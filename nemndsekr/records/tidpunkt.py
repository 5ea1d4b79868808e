"""Tidpunkt: a promised time as written, never forced to be an invented date."""

from datetime import date

from sqlmodel import Field, SQLModel

from nemndsekr.records.choices import Precision
from nemndsekr.records.row import slug


class TidpunktFields(SQLModel):
    """The column group that every record with a promised time carries.

    ``words`` are kept and printed; ``earliest`` and ``latest`` are the first and last day they can mean,
    ``precision`` how exactly they say it. ``recurrence`` holds «kvartalsvis» and the like, ``relative_to``
    what a relative time hangs on, ``meeting_id`` the meeting that the words point at.
    """

    words: str = Field(default="", title="Tidpunkt", description="Så som det står skrivet, till exempel våren 2025.")
    earliest: date | None = Field(default=None, title="Tidigast")
    latest: date | None = Field(default=None, title="Senast")
    precision: Precision = slug(Precision, Precision.okand, "Noggrannhet")
    recurrence: str = Field(default="", title="Återkommer")
    relative_to: str = Field(default="", title="Räknas från")
    meeting_id: int | None = Field(default=None, foreign_key="meetings.id", title="Sammanträde")
