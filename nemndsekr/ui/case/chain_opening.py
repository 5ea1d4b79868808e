"""open_chain: the window in which a case's chain is chosen, wherever one asks for it."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtWidgets import QWidget

from nemndsekr.operations.case_plan import CasePlanning, case_planning
from nemndsekr.rules.planning.conflicts import RemedyKind
from nemndsekr.rules.planning.ways_out import WayKind
from nemndsekr.ui.case.chain_dialog import ChainDialog
from nemndsekr.ui.desk import Desk

_WISHES = {RemedyKind.immediate: WayKind.OMEDELBAR, RemedyKind.ask_for_time: WayKind.ANSTAND}


def open_chain(
    desk: Desk,
    page: QWidget,
    case_id: int,
    done: Callable[[str], object],
    remedy: RemedyKind = RemedyKind.choose_chain,
) -> None:
    """Read what there is to choose by and show it; ``done`` hears what was chosen, in words."""

    def show(planning: CasePlanning) -> None:
        if not shiboken6.isValid(page) or not page.isVisible():
            return
        dialog = ChainDialog(desk, planning, page.window(), _WISHES.get(remedy))
        dialog.chosen.connect(done)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    desk.ask(lambda store: case_planning(store, case_id), show)
