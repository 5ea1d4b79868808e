"""Recommendation: one demand of an audit, what the nämnd answers, and who owes that answer."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from nemndsekr.records.block_text import BlockText
from nemndsekr.records.choices import AnswerEventKind, Stance
from nemndsekr.records.row import CaseRow, block_text, instant, slug


class RecommendationFields(SQLModel):
    """What the secretary fills in. The titles are the labels in every form and list."""

    no: int = Field(default=1, ge=1, title="Nummer", description="Rapportens nummer, om den har ett.")
    position: int = Field(default=0, title="Ordning")
    text: str = Field(min_length=1, title="Rekommendation", description="Ordagrant ur rapporten.")
    other_wording: str = Field(
        default="", title="Annan lydelse", description="Där samma rekommendation står med andra ord."
    )
    corrected_text: str = Field(default="", title="Rättad lydelse", description="Där ett uppenbart skrivfel är rättat.")
    recipient: str = Field(default="", title="Riktad till")
    concerns_us: bool = Field(default=True, title="Gäller nämnden")
    joint: bool = Field(default=False, title="Gemensam med andra")
    stance: Stance | None = slug(Stance, None, "Ställningstagande", nullable=True)
    done: BlockText = block_text("Genomfört", "Vad som redan är gjort.")
    answer: BlockText = block_text("Svar", "Det som skrivs ut under rekommendationen.")
    no_measure_reason: str = Field(default="", title="Skäl till att ingen åtgärd planeras")
    note: str = Field(default="", title="Intern anteckning", description="Skrivs aldrig ut.")
    finished: bool = Field(default=False, title="Klar")
    answered_by_id: int | None = Field(default=None, foreign_key="persons.id", title="Svar lämnas av")
    answered_by_unit: str = Field(default="", title="Enhet")
    answer_due_on: date | None = Field(default=None, title="Inre svarsdag")


class Recommendation(RecommendationFields, CaseRow, table=True):
    """A recommendation as kept in the database."""

    __tablename__ = "recommendations"


class AnswerEventFields(SQLModel):
    """One line of the log of who was asked for an answer, reminded, and came with it."""

    recommendation_id: int | None = Field(default=None, foreign_key="recommendations.id")
    question_id: int | None = Field(default=None, foreign_key="audit_questions.id")
    kind: AnswerEventKind = slug(AnswerEventKind, AnswerEventKind.begart, "Händelse")
    at: datetime | None = instant("När")
    person: str = Field(default="", title="Vem")
    note: str = Field(default="", title="Anteckning")


class AnswerEvent(AnswerEventFields, CaseRow, table=True):
    """A line of that log as kept in the database."""

    __tablename__ = "answer_events"
