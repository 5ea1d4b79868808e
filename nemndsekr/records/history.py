"""Step and Change: the one change log that serves undo, redo, history and gallring."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from nemndsekr.records.row import instant, new_uid


class Step(SQLModel, table=True):
    """One thing that somebody did, named as the undo menu names it."""

    __tablename__ = "steps"

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=36)
    name: str
    user_uid: str = Field(default="", index=True)
    at: datetime = instant("När", nullable=False)
    visit: str = Field(default="", description="Saves of one field during one visit share this and extend the step.")
    undoable: bool = Field(default=True)
    undone_at: datetime | None = instant("Ångrat")
    discarded: bool = Field(default=False, description="Undone, and then something else was done: no redo.")


class Change(SQLModel, table=True):
    """One row before and after a step, as JSON of the changed columns; before is empty for a new row."""

    __tablename__ = "changes"

    id: int | None = Field(default=None, primary_key=True)
    step_id: int = Field(foreign_key="steps.id", index=True)
    table_name: str
    row_id: int
    row_uid: str = Field(index=True)
    case_id: int | None = Field(default=None, index=True, description="The case it concerns, for history and gallring.")
    before: str | None = None
    after: str | None = None
