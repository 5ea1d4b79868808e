"""Copy a case's kedjekort: plain words and HTML on the clipboard, so that mail and Word take it as it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

from nemndsekr.operations.print_planning import NO_CHAIN, card_of_case
from nemndsekr.records.block_text import BlockText, Paragraph, Run
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.block_clipboard import mime_of
from nemndsekr.ui.kit.messages import MessageTone


def copy_chain_card(desk: Desk, case_id: int, told: Callable[[MessageTone, str], object]) -> None:
    """Lay the kedjekort of a case on the clipboard and tell it, or tell why there is none."""

    def copy(card: str) -> None:
        if not card:
            told("info", str(NO_CHAIN))
            return
        QGuiApplication.clipboard().setMimeData(
            mime_of(BlockText(tuple(Paragraph((Run(line),)) for line in card.split("\n"))))
        )
        told("ok", f"Kopierat: {card}")

    today = desk.today
    desk.ask(lambda store: card_of_case(store, case_id, today), copy)
