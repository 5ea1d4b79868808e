"""The states of things: each has a shape, a word and a colour, so that colour never speaks alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from nemndsekr.ui.kit.icons import IconName
from nemndsekr.ui.kit.tokens import Token


class State(StrEnum):
    """What a row, tag or mark says about its thing."""

    DONE = "klar"
    ONGOING = "pagar"
    NOT_STARTED = "ej_paborjad"
    REMARK = "papekande"
    LATE = "sen"
    DUE = "frist"
    EVENT = "handelse"
    NOTE = "upplysning"
    QUESTION = "fraga"
    TOLD = "att_veta"
    VAGUE = "vag"
    PARTLY = "delvis"
    EMPTY = "tom"
    APPROVED = "godkand"


@dataclass(frozen=True, slots=True)
class Look:
    """How a state is shown. Without a ground it is a shape and a word only; ``shape_ink`` colours the shape."""

    shape: IconName
    word: str
    ink: Token
    ground: Token | None
    shape_ink: Token


LOOKS: Final[dict[State, Look]] = {
    # What is done is quiet: a green tick, a grey word, no ground.
    State.DONE: Look("tick", "Klar", "text2", None, "ok"),
    State.ONGOING: Look("half-ring", "Pågår", "accent", "accent_soft", "accent"),
    State.NOT_STARTED: Look("ring", "Ej påbörjad", "text2", "neutral_soft", "text2"),
    State.REMARK: Look("warning", "Påpekande", "warn", "warn_soft", "warn_icon"),
    State.LATE: Look("late", "Sen", "late", "late_soft", "late"),
    State.DUE: Look("flag", "Frist", "late", None, "late"),
    State.EVENT: Look("dot", "", "text2", None, "accent"),
    State.NOTE: Look("dot", "", "text2", None, "text2"),
    # What a check asks and what it only tells; a påpekande is what it is sure of.
    State.QUESTION: Look("question", "Fråga", "accent", "accent_soft", "accent"),
    State.TOLD: Look("info", "Upplysning", "text2", None, "text2"),
    # How much of an asked-for part an answer holds, beside «klar».
    State.VAGUE: Look("vague", "Vag", "text2", "neutral_soft", "text2"),
    State.PARTLY: Look("half-ring", "Delvis", "accent", "accent_soft", "accent"),
    State.EMPTY: Look("warning", "Tom", "warn", "warn_soft", "warn_icon"),
    # Missing, and let stand by a person: quiet, but not the tick of what is there.
    State.APPROVED: Look("shield-check", "Godkänd", "text2", None, "text2"),
}
