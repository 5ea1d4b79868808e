"""Namndinitiativ: a member's proposal, att-sats by att-sats, and what comes of it."""

from datetime import date

from sqlmodel import Field, SQLModel

from nemndsekr.records.block_text import BlockText
from nemndsekr.records.choices import InitiatorPart, Outcome, ReportForm
from nemndsekr.records.row import CaseRow, block_text, slug


class NamndinitiativFields(SQLModel):
    """The facts of an initiative; handed in and raised are two days."""

    body: BlockText = block_text("Text")
    lead_in: str = Field(default="", title="Inledning till att-satserna")
    place: str = Field(default="", title="Ort")
    dated_on: date | None = Field(default=None, title="Daterat")
    handed_in_on: date | None = Field(default=None, title="Inlämnat")
    raised_on: date | None = Field(default=None, title="Väckt")
    first_treatment: str = Field(default="", title="Första behandling")


class Namndinitiativ(NamndinitiativFields, CaseRow, table=True):
    """An initiative as kept in the database: one for each case of that kind."""

    __tablename__ = "namndinitiativ"


class AttsatsFields(SQLModel):
    """One clause of an initiative, judged on its own."""

    position: int = Field(default=0, title="Nummer")
    text: str = Field(min_length=1, title="Att-sats")
    task_for: str = Field(default="", title="Uppdrag till")
    report_form: ReportForm = slug(ReportForm, ReportForm.ej_angivet, "Redovisas")
    report_when: str = Field(default="", title="Redovisas när", description="Så som det står skrivet.")
    assessment: BlockText = block_text("Bedömning")
    proposal: Outcome | None = slug(Outcome, None, "Förvaltningens förslag", nullable=True)
    outcome: Outcome | None = slug(Outcome, None, "Beslut", nullable=True)
    reason: str = Field(default="", title="Skäl")


class Attsats(AttsatsFields, CaseRow, table=True):
    """An att-sats as kept in the database."""

    __tablename__ = "attsatser"


class InitiatorFields(SQLModel):
    """A person behind an initiative, with role and party as they were then."""

    position: int = Field(default=0, title="Ordning")
    person_id: int | None = Field(default=None, foreign_key="persons.id")
    name: str = Field(min_length=1, title="Namn")
    party: str = Field(default="", title="Parti")
    role: str = Field(default="", title="Roll")
    part: InitiatorPart = slug(InitiatorPart, InitiatorPart.initiator, "Del i initiativet")


class Initiator(InitiatorFields, CaseRow, table=True):
    """A person behind an initiative as kept in the database."""

    __tablename__ = "initiators"


class AssignmentFields(SQLModel):
    """A task that a decision gives; its report-backs and promises hang on it."""

    position: int = Field(default=0, title="Ordning")
    attsats_id: int | None = Field(default=None, foreign_key="attsatser.id", title="Att-sats")
    decision_id: int | None = Field(default=None, foreign_key="decisions.id", title="Beslut")
    text: str = Field(min_length=1, title="Uppdrag")
    task_for: str = Field(default="", title="Till")
    responsible: str = Field(default="", title="Ansvarig")
    no_end_date: bool = Field(default=False, title="Utan slutdatum")
    finished_on: date | None = Field(default=None, title="Slutredovisat")


class Assignment(AssignmentFields, CaseRow, table=True):
    """A task as kept in the database."""

    __tablename__ = "assignments"
