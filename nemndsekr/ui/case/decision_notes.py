"""The quiet lines of a decision: who prepared the case, whom it is to be sent to, and what follows of it."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtWidgets import QWidget

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import BodyKind
from nemndsekr.rules.decision_consequences import Consequences
from nemndsekr.support.days import near_day
from nemndsekr.ui.kit.labels import Label, caption
from nemndsekr.ui.kit.measures import column

NO_RECIPIENTS: Final = "Ingen mottagare är inskriven under «Beslutet skickas till»."


def prepared_words(file: CaseFile, today: date) -> list[str]:
    """«Arbetsutskottet har berett ärendet, § 53 (6 mars).» for each body that has."""
    told = []
    for one in file.decisions:
        if one.kind == BodyKind.namnd or not (one.paragraph or one.outcome):
            continue
        step = next((step for step in file.plan_steps if step.kind == one.kind and step.label), None)
        name = step.label if step else "Arbetsutskottet" if one.kind == BodyKind.au else "Beredningen"
        number = f", {one.paragraph}" if one.paragraph else ""
        day = f" ({near_day(one.day, today)})" if one.day else ""
        told.append(f"{name} har berett ärendet{number}{day}.")
    return told


class Following(QWidget):
    """What registering the decision leads to, or that it is registered."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = Label("", "label")
        self.words = caption("", wrap=True)
        self.setLayout(column(self.heading, self.words, gap=4))

    def show_following(self, pending: Consequences, done: tuple[int, int], entered_all: bool) -> None:  # noqa: FBT001 - one question only
        """Say it."""
        if pending:
            self.heading.setText("Det här följer när du registrerar beslutet")
            self.words.setText("\n".join(pending.told))
        elif entered_all:
            self.heading.setText("Beslutet är registrerat")
            self.words.setText("Ändrar du något visas här vad som följer av det.")
        else:
            self.heading.setText("Det här följer av beslutet")
            of = f"{done[0]} av {done[1]} utfall är angivna. " if done[1] else ""
            self.words.setText(f"{of}När alla är det visas här vad som följer, innan något ändras.")
