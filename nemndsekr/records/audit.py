"""Audit: what the auditors examined, asked and judged, and what they want the answer to hold."""

from datetime import date

from sqlmodel import Field, SQLModel

from nemndsekr.records.block_text import BlockText
from nemndsekr.records.choices import DemandPart, Stance
from nemndsekr.records.row import CaseRow, block_text, slug


class AuditFields(SQLModel):
    """The facts of an audit, beside those of its case."""

    auditor: str = Field(default="", title="Revisorer")
    report_title: str = Field(default="", title="Rapportens titel")
    report_kind: str = Field(default="", title="Slag av rapport")
    report_on: date | None = Field(default=None, title="Rapportens datum")
    period: str = Field(default="", title="Granskningen gjordes", description="Till exempel hösten 2024.")
    purpose: str = Field(default="", title="Syfte")
    criteria: str = Field(default="", title="Revisionskriterier")
    verdict: str = Field(default="", title="Sammanfattande bedömning")
    other_bodies: str = Field(default="", title="Andra granskade", description="En nämnd på varje rad.")
    fact_check_received_on: date | None = Field(default=None, title="Faktagranskning mottagen")
    fact_check_answered_on: date | None = Field(default=None, title="Faktagranskning besvarad")
    fact_check_changes: str = Field(default="", title="Vad som ändrades")
    stance: Stance | None = slug(Stance, None, "Ställningstagande i stort", nullable=True)
    stance_text: str = Field(default="", title="Ställningstagandet i ord")


class Audit(AuditFields, CaseRow, table=True):
    """An audit as kept in the database: one for each case of the kind granskning."""

    __tablename__ = "audits"


class DemandFields(SQLModel):
    """One part that the auditors ask for; everything is checked against these, not against a fixed form."""

    part: DemandPart = slug(DemandPart, DemandPart.measures, "Begärd del")
    words: str = Field(default="", title="Revisionens ord")
    position: int = Field(default=0, title="Ordning")


class Demand(DemandFields, CaseRow, table=True):
    """A demanded part as kept in the database."""

    __tablename__ = "demands"


class AuditQuestionFields(SQLModel):
    """A revisionsfråga with the auditors' assessment and the nämnd's answer to it."""

    position: int = Field(default=0, title="Nummer")
    text: str = Field(min_length=1, title="Revisionsfråga")
    corrected_text: str = Field(
        default="", title="Rättad revisionsfråga", description="Där ett uppenbart skrivfel är rättat."
    )
    assessment: str = Field(default="", title="Bedömning", description="Ordagrant ur rapporten.")
    corrected_assessment: str = Field(default="", title="Rättad bedömning")
    answer: BlockText = block_text("Nämndens svar")
    no_measure_reason: str = Field(default="", title="Skäl till att ingen åtgärd planeras")
    note: str = Field(default="", title="Intern anteckning", description="Skrivs aldrig ut.")
    finished: bool = Field(default=False, title="Klar")
    answered_by_id: int | None = Field(default=None, foreign_key="persons.id", title="Svar lämnas av")
    answered_by_unit: str = Field(default="", title="Enhet")
    answer_due_on: date | None = Field(default=None, title="Inre svarsdag")


class AuditQuestion(AuditQuestionFields, CaseRow, table=True):
    """A revisionsfråga as kept in the database."""

    __tablename__ = "audit_questions"


class FindingFields(SQLModel):
    """An iakttagelse: a fact that an assessment rests on, with the nämnd's short reply."""

    question_id: int | None = Field(default=None, foreign_key="audit_questions.id", title="Revisionsfråga")
    recommendation_id: int | None = Field(default=None, foreign_key="recommendations.id", title="Rekommendation")
    position: int = Field(default=0, title="Ordning")
    text: str = Field(min_length=1, title="Iakttagelse")
    reply: BlockText = block_text("Nämndens kommentar")


class Finding(FindingFields, CaseRow, table=True):
    """An iakttagelse as kept in the database."""

    __tablename__ = "findings"
