"""Measure: what is done about recommendations, what is promised about it, what came of it, when it is reported back."""

from datetime import date

from sqlmodel import Field, SQLModel

from nemndsekr.records.choices import MeasureState, ReportForm, WhoseDate
from nemndsekr.records.row import CaseRow, slug
from nemndsekr.records.tidpunkt import TidpunktFields


class MeasureFields(SQLModel):
    """A measure; one measure may answer several recommendations."""

    position: int = Field(default=0, title="Ordning")
    text: str = Field(min_length=1, title="Åtgärd")
    expected_effect: str = Field(
        default="", title="Förväntad effekt", description="Vad ändras, för vem, hur ser vi det?"
    )
    effect_change: str = Field(default="", title="Vad ändras")
    effect_for_whom: str = Field(default="", title="För vem")
    effect_seen_by: str = Field(default="", title="Hur ser vi det")
    responsible: str = Field(default="", title="Ansvarig", index=True)
    responsible_id: int | None = Field(default=None, foreign_key="persons.id")
    external_owner: str = Field(default="", title="Annan som ansvarar")
    state: MeasureState = slug(MeasureState, MeasureState.planerad, "Läge", index=True)
    done_on: date | None = Field(default=None, title="Genomförd")
    evidence: str = Field(
        default="", title="Belägg", description="Handling, datum eller beslut som visar att det är gjort."
    )
    no_evidence_reason: str = Field(default="", title="Skäl till att belägg saknas")


class Measure(MeasureFields, CaseRow, table=True):
    """A measure as kept in the database."""

    __tablename__ = "measures"


class MeasureLink(CaseRow, table=True):
    """That a measure answers a recommendation, or the assessment of a revisionsfråga; one of the two is set."""

    __tablename__ = "measure_links"

    measure_id: int = Field(foreign_key="measures.id", index=True)
    recommendation_id: int | None = Field(default=None, foreign_key="recommendations.id", index=True)
    question_id: int | None = Field(default=None, foreign_key="audit_questions.id", index=True)


class MeasureReportFields(SQLModel):
    """How a measure stood on a day and what had happened: its history over the years, the newest last."""

    measure_id: int = Field(foreign_key="measures.id", index=True)
    position: int = Field(default=0, title="Ordning")
    reported_on: date | None = Field(default=None, title="Läget den")
    state: MeasureState = slug(MeasureState, MeasureState.pagar, "Läge")
    text: str = Field(default="", title="Vad som hänt")


class MeasureReport(MeasureReportFields, CaseRow, table=True):
    """A report of a measure as kept in the database."""

    __tablename__ = "measure_reports"


class PromiseFields(TidpunktFields):
    """A time by which something is promised. A later time is a new row: the first is never overwritten."""

    measure_id: int | None = Field(default=None, foreign_key="measures.id", index=True)
    assignment_id: int | None = Field(default=None, foreign_key="assignments.id", index=True)
    position: int = Field(default=0, title="Ordning", description="0 är det första löftet.")
    whose: WhoseDate = slug(WhoseDate, WhoseDate.egen, "Vems datum")
    given_on: date | None = Field(default=None, title="Lovat den")
    granted_by: str = Field(default="", title="Medgivet av")
    reason: str = Field(default="", title="Skäl")


class Promise(PromiseFields, CaseRow, table=True):
    """A promise as kept in the database."""

    __tablename__ = "promises"


class ReportBackFields(TidpunktFields):
    """A time when something is reported back to the nämnd; a measure may have several."""

    measure_id: int | None = Field(default=None, foreign_key="measures.id", index=True)
    assignment_id: int | None = Field(default=None, foreign_key="assignments.id", index=True)
    form: ReportForm = slug(ReportForm, ReportForm.ej_angivet, "Form")
    latest: date | None = Field(default=None, title="Senast", index=True)
    done_on: date | None = Field(default=None, title="Återrapporterat")
    note: str = Field(default="", title="Anteckning")


class ReportBack(ReportBackFields, CaseRow, table=True):
    """A report back as kept in the database."""

    __tablename__ = "report_backs"
