"""AgendaTemplate: the headings, fixed sentences and groups of a föredragningslista, as data in ``resources``."""

from __future__ import annotations

import string
import tomllib
from functools import cache
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from nemndsekr.records.choices import CaseKind
from nemndsekr.support.paths import resource

NEUTRAL: Final = "neutral_foredragningslista"
_FIELDS: Final = frozenset(
    {"body", "namnd", "when", "day", "place", "justering", "presenter", "minutes", "dnr", "papers", "page", "pages"}
)


def _check_line(line: str) -> str:
    names = {name for _, name, _, _ in string.Formatter().parse(line) if name is not None}
    if names - _FIELDS:
        raise ValueError(f"unknown fields: {sorted(names - _FIELDS)}")
    return line


Line = Annotated[str, AfterValidator(_check_line)]
"""Text with ``{fields}``; a line whose field has nothing to say is left out."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AgendaCell(_Part):
    """A cell of the header grid."""

    label: str = Field(min_length=1)
    lines: tuple[Line, ...]


class AgendaGroup(_Part):
    """A group of items: its heading, what always stands there, and which cases of the plan belong there."""

    heading: str = Field(min_length=1)
    items: tuple[str, ...] = ()
    kinds: tuple[CaseKind, ...] = ()
    report_backs: bool = False
    """Whether what is to be reported back at the meeting stands here."""


class AgendaTemplate(_Part):
    """How a föredragningslista is headed, grouped and worded."""

    label: str
    document_name: str = Field(min_length=1)
    title: Line = Field(min_length=1)
    summons: Line
    called: str
    justering: Line
    presenter: Line
    minutes: Line
    dnr: Line
    papers: Line
    secret_papers: str
    page_note: Line
    running: Line
    empty: str
    marks: tuple[str, ...] = ()
    immediate: str
    sent_back: str
    put_off: str
    report_back: str
    header: tuple[AgendaCell, ...] = ()
    groups: tuple[AgendaGroup, ...] = Field(min_length=1)

    def group_of(self, kind: CaseKind) -> str:
        """The heading that a case of a kind stands under."""
        return next((group.heading for group in self.groups if kind in group.kinds), self.groups[-1].heading)

    @property
    def headings(self) -> tuple[str, ...]:
        """The groups in their order."""
        return tuple(group.heading for group in self.groups)


@cache
def agenda_template(name: str = NEUTRAL) -> AgendaTemplate:
    """A template that comes with the program."""
    text = resource("meeting_templates", f"{name}.toml").read_text(encoding="utf-8")
    return AgendaTemplate.model_validate(tomllib.loads(text))
