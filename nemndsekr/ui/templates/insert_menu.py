"""InsertMenu: puts «{dnr}» and its like into the field that was written in last, by a menu that says what they are."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QTextEdit, QWidget

from nemndsekr.documents.field_names import in_swedish
from nemndsekr.operations.template_fields import EXTRA_WORDS, field_words
from nemndsekr.ui.kit.labels import link_button
from nemndsekr.ui.templates.field_editors import BRACES, put_in

_NOWHERE = "Ställ dig först i ett fält där uppgifter kan stå inom klammer, till exempel Rubrik."


class InsertMenu(QObject):
    """Knows the field that one was in last, since pressing the button leaves it."""

    def __init__(self, within: QWidget) -> None:
        """Follow the focus within a widget."""
        super().__init__(within)
        self.button: QPushButton = link_button("&Infoga uppgift")
        self._within = within
        self._editor: QLineEdit | QTextEdit | None = None
        self.menu = QMenu(self.button)
        self.menu.aboutToShow.connect(self._fill)
        self.button.setMenu(self.menu)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)
        self.forget()

    def forget(self) -> None:
        """Know of no field: another template is shown."""
        self._editor = None
        self._tell()

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, QLineEdit | QTextEdit) and self._within.isAncestorOf(now):
            fits = now.property(BRACES) is not None and not now.isReadOnly()
            self._editor = now if fits else None
            self._tell()

    def _tell(self) -> None:
        self.button.setEnabled(self._editor is not None)
        self.button.setToolTip("" if self._editor is not None else _NOWHERE)

    def _fill(self) -> None:
        self.menu.clear()
        if self._editor is None:
            return
        extras = [name for name in self._editor.property(BRACES) if name]
        for name in extras:
            self._add(name, EXTRA_WORDS[name])
        if extras:
            self.menu.addSeparator()
        for name, words in field_words():
            self._add(name, words)

    def _add(self, name: str, words: str) -> None:
        editor, shown = self._editor, in_swedish(f"{{{name}}}")
        if editor is not None:
            self.menu.addAction(f"{words}\t{shown}", lambda: put_in(editor, shown))
