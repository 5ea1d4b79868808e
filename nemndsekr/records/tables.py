"""Every table, imported in one place so that the schema is whole wherever it is asked for."""

from sqlmodel import SQLModel

from nemndsekr.records.agenda import AgendaItem
from nemndsekr.records.case import Case
from nemndsekr.records.case_file import CASE_TABLES
from nemndsekr.records.check import RuleSetting
from nemndsekr.records.history import Change, Step
from nemndsekr.records.meeting import Meeting, MeetingBody
from nemndsekr.records.namnd import Namnd, Person, Post
from nemndsekr.records.planning import CalendarExport, ChainRule, ClosedDays, Rhythm
from nemndsekr.records.row import Row
from nemndsekr.records.source import Blob
from nemndsekr.records.template import OwnTemplate, WordForm
from nemndsekr.records.user import User

OFFICE_TABLES: tuple[type[Row], ...] = (
    *(User, WordForm, OwnTemplate, Namnd, RuleSetting, Person, Post),
    *(MeetingBody, Meeting, ChainRule, Rhythm, ClosedDays, CalendarExport),
    Case,
    AgendaItem,
)
LOG_TABLES: tuple[type[SQLModel], ...] = (Step, Change)
LOGGED_TABLES: tuple[type[Row], ...] = (*OFFICE_TABLES, *(table for _, table in CASE_TABLES))
ALL_TABLES: tuple[type[SQLModel], ...] = (*LOGGED_TABLES, *LOG_TABLES, Blob)

metadata = SQLModel.metadata


def table_named(name: str) -> type[Row]:
    """The record class that a table name of the change log stands for."""
    return next(table for table in LOGGED_TABLES if table.__tablename__ == name)
