"""Finding: one thing that was looked at, how it stands, and what to do about it; and the report of them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

SCHEMA: Final = 1
"""Grows when a key of the JSON changes its meaning or goes away."""


class Level(StrEnum):
    """How it stands."""

    ok = "ok"
    warn = "warn"
    fail = "fail"


LEVEL_WORDS: Final[Mapping[Level, str]] = {Level.ok: "ok", Level.warn: "VARNING", Level.fail: "FEL"}

GROUPS: Final[Mapping[str, str]] = {
    "program": "Programmet",
    "dator": "Datorn",
    "skarm": "Skärm och utskrift",
    "data": "Datamappen",
    "databas": "Databasen",
    "kopior": "Säkerhetskopiorna",
    "logg": "Loggen",
    "policy": "It-avdelningens policy",
    "prov": "Prov",
}
"""The first part of a code, and the heading that its findings stand under, in the order they are shown."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found; ``code`` is «group.name» and never changes, ``value`` is the bare fact."""

    code: str
    level: Level
    what: str
    next_step: str = ""
    value: Any = None

    @property
    def group(self) -> str:
        """The part of the report that it belongs to."""
        return self.code.partition(".")[0]


def ok(code: str, what: str, value: Any = None) -> Finding:
    """All is well."""
    return Finding(code, Level.ok, what, "", value)


def warn(code: str, what: str, next_step: str, value: Any = None) -> Finding:
    """It works, but not for ever or not for all."""
    return Finding(code, Level.warn, what, next_step, value)


def fail(code: str, what: str, next_step: str, value: Any = None) -> Finding:
    """The program cannot be used as it should."""
    return Finding(code, Level.fail, what, next_step, value)


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one look, in the order of their groups."""

    made_at: datetime
    version: str
    findings: Sequence[Finding]

    @property
    def is_ok(self) -> bool:
        """Whether nothing fails; warnings are no failure."""
        return not any(finding.level == Level.fail for finding in self.findings)

    @property
    def summary(self) -> str:
        """How many failures and warnings there are, in words."""
        failed, warned = (sum(one.level == level for one in self.findings) for level in (Level.fail, Level.warn))
        if not failed and not warned:
            return "Allt som har kontrollerats är som det ska."
        parts = [f"{failed} fel"] if failed else []
        parts += [f"{warned} {'varning' if warned == 1 else 'varningar'}"] if warned else []
        return f"{' och '.join(parts)}."

    def grouped(self) -> Iterator[tuple[str, list[Finding]]]:
        """Each group's heading and findings, what is wrong first; a group without findings is left out."""
        order = list(Level)[::-1]
        for group, title in GROUPS.items():
            found = sorted((one for one in self.findings if one.group == group), key=lambda one: order.index(one.level))
            if found:
                yield title, found

    def as_json(self) -> dict[str, Any]:
        """The report as plain values: ``facts`` by their codes for a machine, ``findings`` for a person."""
        return {
            "schema": SCHEMA,
            "ok": self.is_ok,
            "made_at": self.made_at.isoformat(timespec="seconds"),
            "version": self.version,
            "facts": {one.code: one.value for one in self.findings if one.value is not None},
            "findings": [
                {
                    "code": one.code,
                    "level": one.level.value,
                    "what": one.what,
                    "next_step": one.next_step,
                    "value": one.value,
                }
                for one in self.findings
            ],
        }

    def as_lines(self) -> list[str]:
        """The report for a person, group by group."""
        lines = [f"Nämndsekr {self.version}, {self.made_at:%Y-%m-%d %H.%M}. {self.summary}"]
        for title, found in self.grouped():
            lines += ["", title]
            for one in found:
                mark = "" if one.level == Level.ok else f"{LEVEL_WORDS[one.level]}: "
                lines.append(f"  {mark}{one.what}")
                lines += [f"    → {one.next_step}"] if one.next_step else []
        return lines
