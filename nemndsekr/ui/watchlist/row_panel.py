"""RowPanel: what the chosen row becomes, what in it is odd or differs, and the choice between the ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Signal

from nemndsekr.operations.plan_watchlist import Outcome, PlannedRow
from nemndsekr.records.choices import label
from nemndsekr.rules.listed_case import ListedCase
from nemndsekr.rules.tidpunkt import Tidpunkt, shown_tidpunkt
from nemndsekr.ui.kit.forms import Combo, FormScroll, dress_combo
from nemndsekr.ui.kit.labels import Label, caption
from nemndsekr.ui.kit.measures import column, row, set_size, set_units
from nemndsekr.ui.kit.panels import Panel

CHOICE_WORDS: Final = {
    Outcome.NEW: "Nytt ärende",
    Outcome.JOIN: "Lägg till på befintligt",
    Outcome.SKIP: "Hoppa över",
    Outcome.ASK: "Välj …",
}


class RowPanel(Panel):
    """The chosen row. ``chosen`` tells what the person wants of it."""

    chosen = Signal(object)

    def __init__(self) -> None:
        self.choice = Combo()
        self.choice.setAccessibleName("Vad raden blir")
        dress_combo(self.choice)
        set_size(self.choice, min_width=190)
        self.standing = Label("", "body", "muted", wrap=True)
        self.facts = Label("", "body", wrap=True)
        self.odd = Label("", "body", "warn", wrap=True)
        form = column(row(caption("Raden blir"), self.choice, (self.standing, 1), gap=12), self.odd, self.facts, None)
        set_units(form, 8, (12, 8, 12, 8))
        super().__init__("Raden", body=FormScroll(form))
        self.choice.activated.connect(lambda _: self.chosen.emit(self.choice.currentData()))
        self.show_row(None)

    def show_row(self, planned: PlannedRow | None) -> None:
        """Show what a row becomes, or nothing."""
        self.choice.clear()
        self.choice.setEnabled(planned is not None and len(planned.choices) > 1)
        if planned is None:
            self.set_title("Raden", "välj en rad i listan")
            for words in (self.standing, self.facts, self.odd):
                words.setText("")
            self.odd.hide()
            return
        outcomes = planned.choices if planned.outcome in planned.choices else (planned.outcome, *planned.choices)
        for outcome in outcomes:
            self.choice.addItem(CHOICE_WORDS[outcome], outcome)
        self.choice.setCurrentIndex(outcomes.index(planned.outcome))
        self.set_title(f"Rad {planned.listed.number}")
        shown = "" if planned.standing == CHOICE_WORDS[planned.outcome] else planned.standing
        self.standing.setText(shown)
        odd = "\n".join(_odd_lines(planned))
        self.odd.setText(odd)
        self.odd.setVisible(bool(odd))
        self.facts.setText("\n".join(_fact_lines(planned)))


def _odd_lines(planned: PlannedRow) -> Iterator[str]:
    yield from planned.listed.problems
    if planned.outcome in (Outcome.JOIN, Outcome.ASK):
        for each in planned.differences:
            yield f"{each.name}: ärendet har «{each.kept}», listan «{each.listed}». Ärendets gäller; listans antecknas."


def _fact_lines(planned: PlannedRow) -> Iterator[str]:
    listed = planned.listed
    if planned.outcome == Outcome.SKIP:
        return
    if planned.outcome == Outcome.JOIN and planned.case_id is not None:
        yield "Läggs till: " + "; ".join(planned.adds) if planned.adds else "Inget nytt läggs till."
        yield from listed.reckoned
        return
    yield " · ".join(_facts(listed))
    for heading, words in (("Uppdrag", listed.task), *listed.notes):
        if words:
            yield f"{heading}: {' '.join(words.split())}"
    yield from listed.reckoned


def _facts(listed: ListedCase) -> Iterator[str]:
    yield f"«{listed.title}»"
    yield label(listed.kind).lower()
    yield listed.dnr or "utan diarienummer"
    for name, value in (
        ("från", listed.requester),
        ("inkom", listed.received_on),
        ("svarsdag", _time_words(listed.reply)),
        ("beslut", listed.decided_on),
        ("nämnd", listed.namnd or listed.namnd_on),
        ("avslutat", listed.closed_on),
        ("handläggare", listed.officer),
        ("återrapporteras", _time_words(listed.report_back)),
    ):
        if value:
            yield f"{name} {value}"
    if listed.stage is not None:
        yield f"läge {label(listed.stage).lower()}"


def _time_words(time: Tidpunkt | None) -> str:
    if time is None:
        return ""
    shown = shown_tidpunkt(time)
    return time.words if shown in ("", "utan dag") else f"{time.words} ({shown})"
