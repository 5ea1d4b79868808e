"""Changes: what an operation touched, so that each page refreshes only what it shows."""

from __future__ import annotations

from dataclasses import dataclass

from nemndsekr.store.database import StepWriter


@dataclass(frozen=True, slots=True)
class Changes:
    """The tables and cases that a step touched, and the step's name as the undo menu says it."""

    name: str
    tables: frozenset[str]
    cases: frozenset[int]
    gone: frozenset[int] = frozenset()
    """The cases that are no longer among the cases: never made, or in the bin."""
    told: tuple[str, ...] = ()
    """What followed of itself and must be seen, a sentence each."""

    @classmethod
    def of(cls, name: str, writer: StepWriter, told: tuple[str, ...] = ()) -> Changes:
        """What a step's writer noted."""
        return cls(name, frozenset(writer.touched), frozenset(writer.cases), told=told)
