"""Row: what every kept record has, and the column types that SQLModel does not bring along."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import Dialect, String, Text
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from nemndsekr.records.block_text import BlockText, dump, load


def new_uid() -> str:
    """A name for a record that does not collide with any other database's (UUID4)."""
    return str(uuid4())


class Row(SQLModel):
    """The columns of every table.

    ``id`` is local to this database and is what lists print; ``uid`` is what exports and calendars carry;
    ``version`` grows with every change, so that two who edit the same row can be told apart.
    """

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=36)
    version: int = Field(default=1)

    @property
    def stored_id(self) -> int:
        """The id of a row that is known to be stored."""
        if self.id is None:
            raise ValueError("the row is not stored yet")
        return self.id

    def fill_keys(self) -> None:
        """Reckon the columns that follow from others (sort keys); called before every write."""


class CaseRow(Row):
    """A row that belongs to one case and goes with it: loaded, exported, undone and thinned out together."""

    case_id: int = Field(foreign_key="cases.id", index=True)


class BlockTextColumn(TypeDecorator[BlockText]):
    """Keeps block text as schema-versioned JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: BlockText | None, dialect: Dialect) -> str:
        """The JSON; an empty text is an empty string."""
        return dump(value) if value else ""

    def process_result_value(self, value: str | None, dialect: Dialect) -> BlockText:
        """The text again."""
        return load(value or "")


class SlugColumn(TypeDecorator[StrEnum]):
    """Keeps a member of a StrEnum as its slug, which stays the same for ever."""

    impl = String
    cache_ok = True

    def __init__(self, choices: type[StrEnum]) -> None:
        """Take the enumeration whose members the column holds."""
        super().__init__()
        self.choices = choices

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        """The slug."""
        return None if value is None else str(self.choices(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """The member again."""
        return None if value is None else self.choices(value)


class InstantColumn(TypeDecorator[datetime]):
    """Keeps an instant in UTC as ISO text ending in Z."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """The text; an instant without a time zone is refused, since nobody could read it right later."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """The instant again, in UTC."""
        return None if value is None else datetime.fromisoformat(value)


def slug(
    choices: type[StrEnum],
    default: Any,
    title: str,
    description: str = "",
    *,
    nullable: bool = False,
    index: bool = False,
) -> Any:
    """A field that holds one of the members of ``choices``."""
    return Field(
        default=default,
        title=title,
        description=description or None,
        sa_type=SlugColumn(choices),
        nullable=nullable,
        index=index,
    )


def block_text(title: str, description: str = "") -> Any:
    """A field that holds block text."""
    return Field(
        default_factory=BlockText, title=title, description=description or None, sa_type=BlockTextColumn, nullable=False
    )


def instant(title: str, default: datetime | None = None, *, nullable: bool = True, index: bool = False) -> Any:
    """A field that holds an instant in UTC."""
    return Field(default=default, title=title, sa_type=InstantColumn, nullable=nullable, index=index)
