"""Questions and news in a window of their own, for when nothing can go on; everything else is said in the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QMessageBox, QWidget


def ask(parent: QWidget | None, what: str, why: str, choices: Sequence[str]) -> int:
    """Tell what is the matter and let the person choose among verbs; the place of the one chosen, the last for Esc."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle("Nämndsekr")
    box.setText(what)
    box.setInformativeText(why)
    buttons = [box.addButton(words, QMessageBox.ButtonRole.ActionRole) for words in choices]
    box.setDefaultButton(buttons[0])
    box.setEscapeButton(buttons[-1])
    box.exec()
    clicked = box.clickedButton()
    return next((place for place, button in enumerate(buttons) if button is clicked), len(buttons) - 1)


def tell(parent: QWidget | None, what: str, why: str = "") -> None:
    """Tell something that needs no choice."""
    ask(parent, what, why, ["Stäng"])
