"""User: who sits at the program; every step of the change log carries one."""

from sqlmodel import Field, SQLModel

from nemndsekr.records.row import Row


class UserFields(SQLModel):
    """What is kept of a user."""

    name: str = Field(default="", title="Namn")
    login: str = Field(default="", title="Inloggning", index=True)


class User(UserFields, Row, table=True):
    """A user as kept in the database; made at the first start."""

    __tablename__ = "users"
