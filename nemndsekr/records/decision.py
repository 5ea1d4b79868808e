"""Decision: what is proposed, what each body decided, who dissented, and who was sent it."""

from datetime import date

from sqlmodel import Field, SQLModel

from nemndsekr.records.block_text import BlockText
from nemndsekr.records.choices import BodyKind, DecisionOccasion, DissentKind, Outcome
from nemndsekr.records.row import CaseRow, block_text, slug


class DecisionPointFields(SQLModel):
    """One point of the proposed decision; it ought to hold one action."""

    position: int = Field(default=0, title="Nummer")
    text: str = Field(min_length=1, title="Förslag till beslut")
    lead_in: bool = Field(
        default=False, title="Inledning till yttrandet", description="«… föreslås besluta att lämna följande yttrande:»"
    )
    immediate: bool = Field(default=False, title="Omedelbar justering")
    body_kind: BodyKind | None = slug(BodyKind, None, "Instans", nullable=True)
    """Whose decision the point proposes; None is the nämnd's."""


class DecisionPoint(DecisionPointFields, CaseRow, table=True):
    """A point as kept in the database."""

    __tablename__ = "decision_points"


class DecisionFields(SQLModel):
    """What one body decided in the case, and the days that follow from it."""

    meeting_id: int | None = Field(default=None, foreign_key="meetings.id", title="Sammanträde")
    kind: BodyKind = slug(BodyKind, BodyKind.namnd, "Instans")
    occasion: DecisionOccasion = slug(DecisionOccasion, DecisionOccasion.svar, "Vad som behandlas")
    day: date | None = Field(default=None, title="Datum")
    paragraph: str = Field(default="", title="Paragraf", description="Till exempel § 53.")
    outcome: Outcome | None = slug(Outcome, None, "Utfall", nullable=True)
    reason: str = Field(default="", title="Skäl")
    decided_text: BlockText = block_text("Beslut", "Där det skiljer sig från förslaget.")
    own_proposal: BlockText = block_text("Instansens eget förslag")
    minutes_text: str = Field(default="", title="Protokollets text", description="Så som den klistrades in.")
    immediate: bool = Field(default=False, title="Omedelbar justering")
    justering_on: date | None = Field(default=None, title="Justerad")
    anslag_on: date | None = Field(default=None, title="Anslaget")
    anslag_until: date | None = Field(default=None, title="Anslaget tas ned")
    appealable: bool | None = Field(
        default=None,
        title="Kan överklagas",
        description="Utan svar gäller det vanliga för ärendets slag: ett yttrande kan inte överklagas.",
    )
    published_on: date | None = Field(default=None, title="Publicerat")
    dispatched_on: date | None = Field(default=None, title="Expedierad")


class Decision(DecisionFields, CaseRow, table=True):
    """A decision as kept in the database."""

    __tablename__ = "decisions"


class PointOutcomeFields(SQLModel):
    """What a body decided on one point or one att-sats."""

    decision_id: int = Field(foreign_key="decisions.id", index=True)
    decision_point_id: int | None = Field(default=None, foreign_key="decision_points.id")
    attsats_id: int | None = Field(default=None, foreign_key="attsatser.id")
    outcome: Outcome = slug(Outcome, Outcome.bifall, "Utfall")
    reason: str = Field(default="", title="Skäl")
    decided_text: str = Field(default="", title="Beslutad lydelse")


class PointOutcome(PointOutcomeFields, CaseRow, table=True):
    """The outcome of one point as kept in the database."""

    __tablename__ = "point_outcomes"


class DissentFields(SQLModel):
    """A reservation or särskilt yttrande."""

    decision_id: int | None = Field(default=None, foreign_key="decisions.id")
    kind: DissentKind = slug(DissentKind, DissentKind.reservation, "Slag")
    who: str = Field(default="", title="Av")
    joined_by: str = Field(default="", title="Med instämmande av")
    text: BlockText = block_text("Text")


class Dissent(DissentFields, CaseRow, table=True):
    """A dissent as kept in the database."""

    __tablename__ = "dissents"


class RecipientFields(SQLModel):
    """Somebody the decision is sent to."""

    position: int = Field(default=0, title="Ordning")
    text: str = Field(min_length=1, title="Beslutet skickas till")


class Recipient(RecipientFields, CaseRow, table=True):
    """A recipient as kept in the database."""

    __tablename__ = "recipients"


class DispatchFields(SQLModel):
    """That something was sent: to whom, when and how."""

    decision_id: int | None = Field(default=None, foreign_key="decisions.id")
    to_whom: str = Field(default="", title="Till")
    sent_on: date | None = Field(default=None, title="Skickat")
    how: str = Field(default="", title="Hur")
    note: str = Field(default="", title="Anteckning")


class Dispatch(DispatchFields, CaseRow, table=True):
    """A dispatch as kept in the database."""

    __tablename__ = "dispatches"
