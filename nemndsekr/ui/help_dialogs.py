"""Help: every key in one list, and which program this is."""

from __future__ import annotations

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QWidget

from nemndsekr.support.paths import DataFolder
from nemndsekr.support.versions import versions
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.forms import FormScroll
from nemndsekr.ui.kit.labels import Label
from nemndsekr.ui.kit.measures import column, holding

_IN_TEXT = (
    ("Fet, kursiv", "Ctrl+B, Ctrl+I"),
    ("Rubrik, underrubrik", "Ctrl+Alt+1, Ctrl+Alt+2"),
    ("Punktlista, numrerad lista", "Ctrl+Skift+L, Ctrl+Skift+7"),
    ("Lista först i ett stycke", "- eller 1. och mellanslag"),
    ("Lämna textrutan", "Tab"),
    ("Klistra in utan form", "Ctrl+Skift+V"),
    ("Text: alla former i en meny", "Skift+F10"),
    ("Tabell i text: nästa ruta, lämna den", "Tab, Esc"),
    ("Tabell i text: ny rad, ta bort den", "Alt+Insert, Alt+Delete"),
    ("Tabell i text: ny kolumn", "Alt+Skift+Insert"),
    ("Tabell i text: ta bort kolumnen", "Alt+Skift+Delete"),
    ("Lägg till åtgärd, koppla åtgärd", "Ctrl+Skift+Å, Ctrl+Skift+D"),
    ("Ny rad, ta bort raden i en lista", "Insert, Delete"),
    ("Flytta raden i en lista", "Alt+Upp, Alt+Ned"),
    ("Nästa och föregående ruta", "F6, Skift+F6"),
    ("Ändra i en tabell", "F2"),
    ("Lista: nästa rad, efter den sista en ny", "Enter"),
    ("Påpekandet: gör rättelse 1, 2 …", "Alt+1, Alt+2 …"),
    ("Påpekandet: godkänn ändå", "Alt+0"),
    ("I inläsningen: ta med eller lämna ute", "Mellanslag"),
    ("I inläsningen: ändra, dela raden", "Enter, Skift+Enter"),
    ("I inläsningen: slå ihop med nästa", "Ctrl+J"),
    ("I inläsningen: flytta upp, flytta ner", "Alt+Upp, Alt+Ned"),
    ("I inläsningen: gäller annan nämnd", "Ctrl+G"),
    ("I planen: nästa sammanträde, instans", "Piltangenterna"),
    ("I planen: ändra sammanträdet", "Enter"),
    ("I planen och bland sammanträden: nytt", "Ctrl+N"),
    ("I planen: allt som kan göras i en meny", "Skift+F10"),
    ("I uppföljningen: nästa, föregående", "Ctrl+PgDn, Ctrl+PgUp"),
    ("I uppföljningen: ändra valda", "F2"),
    ("I uppföljningen: återrapporterat", "Ctrl+Enter"),
)


def _dialog(parent: QWidget, title: str, body: QWidget, *, width: int, height: int = 0) -> QDialog:
    dialog = FittedDialog(parent)
    dialog.setWindowTitle(title)
    buttons = QDialogButtonBox()
    close = buttons.addButton("Stäng", QDialogButtonBox.ButtonRole.RejectRole)
    close.setDefault(True)
    buttons.rejected.connect(dialog.reject)
    foot = column(gap=0)
    foot.addWidget(buttons)
    dialog.fit(column((body, 1), gap=0), foot, width=width, height=height)
    return dialog


def _key_words(key: QKeySequence) -> str:
    """A key as it is printed on a Swedish keyboard; Qt's own Swedish leaves these as they are."""
    words = key.toString(QKeySequence.SequenceFormat.NativeText)
    for english, swedish in (("Return", "Enter"), ("PgDown", "PgDn")):
        words = words.replace(english, swedish)
    return words


def keys_of(window: QWidget) -> list[tuple[str, str]]:
    """Every command of the window that has a key, in the menus' order, with its keys in Swedish words."""
    rows = []
    for action in window.findChildren(QAction):
        keys = [_key_words(key) for key in action.shortcuts()]
        words = action.text().replace("&", "").split(":")[0].rstrip("…")
        if keys and words and (words, ", ".join(keys)) not in rows:
            rows.append((words, ", ".join(keys)))
    return rows


def show_keys(window: QWidget) -> None:
    """Show every key."""
    grid = QGridLayout()
    grid.setColumnStretch(0, 1)
    for at, (words, keys) in enumerate((*keys_of(window), *_IN_TEXT)):
        grid.addWidget(Label(words, "body"), at, 0)
        grid.addWidget(Label(keys, "body", "muted"), at, 1, Qt.AlignmentFlag.AlignRight)
    _dialog(window, "Kortkommandon", FormScroll(grid), width=500, height=520).exec()


def show_about(window: QWidget, folder: DataFolder) -> None:
    """Tell version, libraries, licence, and where the data lies."""
    program, *libraries = versions()
    lines = (
        Label(program, "title"),
        Label("Nämndsekreterarens arbetsbord före sammanträdet.", "body", "muted"),
        Label(f"Databasen ligger i {folder.root}", "body", wrap=True),
        Label(" · ".join((*libraries, f"Qt {qVersion()}")), "caption", "muted"),
        Label("Fri programvara (MIT). Typsnittet Noto Sans är fritt (OFL).", "caption", "muted", wrap=True),
    )
    _dialog(window, "Om Nämndsekr", holding(column(*lines, gap=8)), width=440).exec()
