"""Pictures of the case page to be looked at: ``python -m tests.ui.case.look OUT [NAME …]``."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from nemndsekr.rules.case_items import OVERVIEW_KEY, SAME_KEY, TASKS_KEY
from nemndsekr.store.database import open_store
from nemndsekr.support.paths import DataFolder
from nemndsekr.ui.background import Background
from nemndsekr.ui.case.cell_delegate import DayCell
from nemndsekr.ui.case.recommendation_form import RecommendationForm
from nemndsekr.ui.case_page import CasePage
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.none_guard import keep_none_alive
from nemndsekr.ui.kit.theme import Appearance, Theme
from tests.ui.case.scene import NOW, WHO, add_audit, add_bare_audit, add_initiative

Setting = Callable[[CasePage], object]


def write_time(page: CasePage, words: str) -> None:
    """Write a time in the first measure's last cell."""
    settle(400)
    page.go_to_item(("recommendations", 3), "promise")
    form = page.pane.stack.currentWidget()
    assert isinstance(form, RecommendationForm)
    form.measures.table.write(0, "promise")
    line = QApplication.focusWidget()
    assert isinstance(line, DayCell)
    line.setText(words)


def in_turn(*acts: Callable[[], object]) -> None:
    """Do one thing after the other."""
    for act in acts:
        act()


SHEETS: dict[str, tuple[str, tuple[int, int], Setting]] = {
    "recommendation": ("audit", (1112, 688), lambda page: page.go_to_item(("recommendations", 3), "done")),
    "measures": ("audit", (1112, 688), lambda page: page.go_to_item(("recommendations", 3), "expected_effect")),
    "time": ("audit", (1112, 688), lambda page: write_time(page, "senast juni 2026")),
    "time_as_text": ("audit", (1112, 688), lambda page: write_time(page, "när tjänsten är tillsatt")),
    "recommendation_wide": ("audit", (1700, 900), lambda page: page.go_to_item(("recommendations", 3), "measures")),
    "recommendation_small": ("audit", (830, 600), lambda page: page.go_to_item(("recommendations", 3))),
    "facts": ("audit", (1112, 688), lambda page: page.go_to_item(("facts", ""), into=True)),
    "section": ("audit", (1112, 688), lambda page: page.go_to_item(("section", "overvaganden"), into=True)),
    "demands": ("audit", (1112, 688), lambda page: page.go_to_item(("facts", ""), "Audit.purpose")),
    "points": ("audit", (1112, 688), lambda page: page.go_to_item(("rows", "decision_points"), into=True)),
    "adding": ("audit", (1112, 688), lambda page: page.items.add_button.click()),
    "empty": ("bare", (1112, 688), lambda page: page.pane.enter()),
    "matrix": ("audit", (1112, 688), lambda page: page.show_matrix()),
    "matrix_small": ("audit", (830, 600), lambda page: page.show_matrix()),
    "remarks": ("audit", (1112, 688), lambda page: page.next_remark()),
    "remarks_focus": (
        "audit",
        (1112, 688),
        lambda page: in_turn(page.next_remark, page.next_remark, page.show_remarks),
    ),
    "remarks_reason": (
        "audit",
        (1112, 688),
        lambda page: in_turn(page.show_remarks, page.side.remarks.list.card.ask_reason),
    ),
    "remarks_bare": ("bare", (1112, 688), lambda page: page.show_remarks()),
    "matrix_bare": ("bare", (1112, 688), lambda page: page.show_matrix()),
    "overview": ("initiative", (1112, 688), lambda page: page.go_to_item(OVERVIEW_KEY, into=True)),
    "tasks": ("initiative", (1112, 688), lambda page: page.go_to_item(TASKS_KEY, into=True)),
    "same_question": ("initiative", (1112, 688), lambda page: page.go_to_item(SAME_KEY, into=True)),
    "clause": ("initiative", (1112, 688), lambda page: page.go_to_item(("attsatser", 2), into=True)),
}


def settle(milliseconds: int = 60) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def main(out: Path, names: list[str]) -> None:
    keep_none_alive()
    app = QApplication(sys.argv[:1])
    theme = Theme(Appearance.LIGHT)
    theme.apply(app)
    with tempfile.TemporaryDirectory() as place:
        store = open_store(DataFolder(Path(place)), datetime(2026, 2, 19, 14, 32, tzinfo=UTC))
        ids = {"audit": add_audit(store), "bare": add_bare_audit(store), "initiative": add_initiative(store)}
        background = Background()
        desk = Desk(background, clock=lambda: NOW)
        desk.open(store, WHO)
        light, dark = Appearance.LIGHT, Appearance.DARK
        for appearance, size in ((light, 10), (dark, 10), (light, 13), (light, 16)):
            theme.set_appearance(appearance)
            theme.set_text_points(size)
            for name in names or SHEETS:
                which, (width, height), setting = SHEETS[name]
                if size != 10 and name not in (
                    "measures",
                    "recommendation",
                    "facts",
                    "clause",
                    "points",
                    "matrix",
                    "remarks_focus",
                ):
                    continue
                page = CasePage(desk)
                page.resize(width, height)
                page.show()
                page.activateWindow()
                page.show_case(ids[which])
                settle()
                setting(page)
                settle()
                page.grab().save(str(out / f"{name}_{appearance.value}{'' if size == 10 else f'_{size}'}.png"))
                page.flush()
                settle()
                page.close()
                page.deleteLater()
        settle()
        background.close()
        store.close()


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    main(target, sys.argv[2:])
