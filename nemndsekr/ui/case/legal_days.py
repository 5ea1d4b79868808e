"""LegalDays: the days that the law gives after a decision, how they are reckoned, and the way to the anslag's text."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import BodyKind
from nemndsekr.records.decision import Decision
from nemndsekr.rules.planning.anslag_text import is_appealable
from nemndsekr.rules.planning.legal_dates import LegalDates, legal_dates
from nemndsekr.rules.working_days import can_be_reckoned
from nemndsekr.ui.kit.fold import Fold
from nemndsekr.ui.kit.labels import Label, caption, link_button
from nemndsekr.ui.kit.measures import column, holding, row, set_font_role, set_size

_NO_DAY: Final = "Skriv dagen för sammanträdet, så räknas lagens dagar här."
_TOO_FAR: Final = "En dag ligger så långt bort att lagens dagar inte går att räkna. Stämmer årtalen?"
_TITLE_WIDTH: Final = 176


class LegalDays(QWidget):
    """Five days with their words; the law and the steps are unfolded on demand."""

    appeal_said = Signal(bool)
    """Whether the decision can be appealed has been said."""
    notice_wanted = Signal()
    """The text of the anslag is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[CaseFile, Decision] | None = None
        self.heading = Label("Lagens dagar", "label")
        self.no_day = caption(_NO_DAY, wrap=True)
        self.titles = [Label("", "caption", "muted") for _ in range(5)]
        self.words = [Label("", "body", wrap=True) for _ in range(5)]
        for title in self.titles:
            set_size(title, width=_TITLE_WIDTH)
        # Beside words of two lines the title stands at the first.
        lines = [
            row(column(title, None, margins=(0, 2, 0, 0), gap=0), (words, 1), gap=8)
            for title, words in zip(self.titles, self.words, strict=True)
        ]
        self.can_appeal = QCheckBox("Beslutet kan överklagas")
        set_font_role(self.can_appeal, "body")
        self.can_appeal.setAccessibleDescription(
            "Ett yttrande till någon annan är förberedande och kan inte överklagas."
        )
        self.can_appeal.clicked.connect(self.appeal_said)
        self.can_appeal.clicked.connect(self._show)
        self.steps = Label("", "caption", "muted", wrap=True)
        self.rules = Fold("Så är dagarna räknade", holding(column(self.steps, margins=(24, 0, 0, 0))))
        self.notice = link_button("Kopiera anslagstext …", "copy")
        self.notice.clicked.connect(self.notice_wanted)
        self._days = holding(column(*lines, gap=4))
        foot = row(self.notice, None)
        self.setLayout(column(self.heading, self.no_day, self._days, self.can_appeal, self.rules, foot, gap=8))

    @property
    def appealable(self) -> bool:
        """Whether the decision can be appealed, as the box says."""
        return self.can_appeal.isChecked()

    def show_decision(self, file: CaseFile, decision: Decision) -> None:
        """Reckon for this decision."""
        self._shown = (file, decision)
        self.can_appeal.setChecked(is_appealable(file.case.kind, decision))
        self._show()

    def _show(self) -> None:
        if self._shown is None:
            return
        decision = self._shown[1]
        # A beredning confirms no minutes.
        self.setVisible(decision.kind != BodyKind.beredning)
        given = (decision.day, decision.justering_on, decision.anslag_on, decision.anslag_until)
        known = decision.day is not None and can_be_reckoned(*given)
        self.no_day.setText(_NO_DAY if can_be_reckoned(*given) else _TOO_FAR)
        self.no_day.setVisible(not known)
        for part in (self._days, self.can_appeal, self.rules, self.notice):
            part.setVisible(known)
        if decision.day is None or not known:
            return
        dates = legal_dates(
            decision.day,
            justerad=decision.justering_on,
            anslag=decision.anslag_on,
            taken_down=decision.anslag_until,
            immediate=decision.immediate,
            appealable=self.appealable,
        )
        for title, words, one in zip(self.titles, self.words, dates.all, strict=True):
            title.setText(one.title)
            words.setText(one.words)
            words.setAccessibleName(f"{one.title}: {one.words}")
        self.steps.setText(rules_told(dates))


def rules_told(dates: LegalDates) -> str:
    """Each day with its steps and its law."""
    return "\n\n".join(
        "\n".join((one.title, *(f"– {step}" for step in one.steps), f"– {one.rule}")) for one in dates.all
    )
