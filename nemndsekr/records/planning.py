"""How a nämnd plans: its chain of steps, its rhythm of meetings, its own free days, and what has gone to a calendar."""

from datetime import date, datetime, time

from sqlmodel import Field, SQLModel

from nemndsekr.records.choices import ChainStepKind, DayUnit, Occasion
from nemndsekr.records.row import CaseRow, Row, instant, slug


class ChainRuleFields(SQLModel):
    """One step on the way to a decision, and how far it lies from another step.

    A step is either a meeting of a body (``sammantrade``, with ``body_id``) or a day that is reckoned from one.
    ``number`` days of ``unit`` lie between it and ``anchor_id``: it is before that one where ``number`` is negative and
    after it where it is positive. For a meeting the distance is the least that must lie between; for all else it gives
    the day itself. With ``unit`` ``veckodag`` it is the ``number``-th such ``weekday`` (0 is Monday) before or after.
    The step without an anchor is the one that decides: the nämnd's own meeting.
    """

    namnd_id: int = Field(foreign_key="namnder.id", index=True)
    position: int = Field(default=0, title="Ordning")
    kind: ChainStepKind = slug(ChainStepKind, ChainStepKind.annat, "Steg")
    name: str = Field(
        default="", title="Benämning", description="Så som steget kallas, till exempel Manusstopp till AU."
    )
    body_id: int | None = Field(default=None, foreign_key="meeting_bodies.id", title="Instans")
    anchor_id: int | None = Field(default=None, foreign_key="chain_rules.id", title="Räknas från")
    number: int = Field(default=0, title="Antal")
    unit: DayUnit = slug(DayUnit, DayUnit.arbetsdagar, "Räknas i")
    weekday: int | None = Field(default=None, ge=0, le=6, title="Veckodag")
    number_immediate: int | None = Field(default=None, title="Antal vid omedelbar justering")
    who: str = Field(default="", title="Vem")


class ChainRule(ChainRuleFields, Row, table=True):
    """A step of a nämnd's chain as kept in the database."""

    __tablename__ = "chain_rules"


class RhythmFields(SQLModel):
    """When a body usually meets: «tredje torsdagen», or so many calendar days before another body's meeting.

    ``ordinal`` is which of the month's weekdays (1–5, -1 the last) and 0 where the day hangs on ``from_body_id``,
    ``offset_days`` from its meeting (negative: before). ``months`` are the months' numbers, with a space between.
    """

    namnd_id: int = Field(foreign_key="namnder.id", index=True)
    body_id: int = Field(foreign_key="meeting_bodies.id", index=True, title="Instans")
    ordinal: int = Field(default=0, ge=-1, le=5, title="Vilken i månaden")
    weekday: int = Field(default=3, ge=0, le=6, title="Veckodag")
    from_body_id: int | None = Field(default=None, foreign_key="meeting_bodies.id", title="Räknas från")
    offset_days: int = Field(default=0, title="Dagar före eller efter")
    months: str = Field(default="1 2 3 4 5 6 8 9 10 11 12", title="Månader")
    starts_at: time | None = Field(default=None, title="Börjar")
    ends_at: time | None = Field(default=None, title="Slutar")
    place: str = Field(default="", title="Plats")


class Rhythm(RhythmFields, Row, table=True):
    """A body's rhythm as kept in the database."""

    __tablename__ = "rhythms"


class ClosedDaysFields(SQLModel):
    """Days on which the office is closed although they are no red days: sommaruppehåll, lov, own free days."""

    namnd_id: int = Field(foreign_key="namnder.id", index=True)
    name: str = Field(min_length=1, title="Uppehåll")
    from_day: date = Field(title="Från och med")
    until_day: date = Field(title="Till och med")


class ClosedDays(ClosedDaysFields, Row, table=True):
    """A time of closed days as kept in the database."""

    __tablename__ = "closed_days"


class CasePlanFields(SQLModel):
    """How the plan of one of a case's answers was chosen; its meetings are the case's ``PlanStep`` rows.

    ``immediate``: reckoned with omedelbar justering. ``provisional``: some of its meetings are only reckoned from
    the rhythm, since that year's plan is missing.
    """

    occasion: Occasion = slug(Occasion, Occasion.forsta, "Vilket svar")
    reply_day_id: int | None = Field(default=None, foreign_key="reply_days.id", title="Svarsdag")
    immediate: bool = Field(default=False, title="Omedelbar justering")
    provisional: bool = Field(default=False, title="Preliminär")


class CasePlan(CasePlanFields, CaseRow, table=True):
    """The choice of a plan as kept in the database."""

    __tablename__ = "case_plans"


class CalendarExportFields(SQLModel):
    """What was last written to a calendar file of one entry, so that the next file can say what has changed.

    ``entry_uid`` is the entry's name in the calendar, ``sequence`` how many times it has changed there, ``fingerprint``
    tells what it said, ``cancelled`` that it was told as cancelled.
    """

    namnd_id: int = Field(foreign_key="namnder.id", index=True)
    entry_uid: str = Field(index=True, unique=True)
    sequence: int = Field(default=0)
    fingerprint: str = Field(default="")
    cancelled: bool = Field(default=False)
    summary: str = Field(default="")
    day: date | None = Field(default=None)
    exported_at: datetime | None = instant("Exporterad")


class CalendarExport(CalendarExportFields, Row, table=True):
    """An exported entry as kept in the database."""

    __tablename__ = "calendar_exports"
