"""PasteDialog: recommendations or revisionsfrågor pasted as text; any line may be left out before it is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from nemndsekr.operations.add_recommendations import recommendation_lines, sorted_lines
from nemndsekr.ui.case.editors import ChoiceBox, PlainTextEdit
from nemndsekr.ui.case.throw_guard import ThrowGuard
from nemndsekr.ui.kit.check_list import CheckList, CheckRow
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.forms import Field, FormScroll
from nemndsekr.ui.kit.labels import button, caption, primary_button
from nemndsekr.ui.kit.measures import column, row, set_size
from nemndsekr.ui.kit.messages import FieldMessage
from nemndsekr.ui.kit.panels import Panel

_MOST_QUOTED: Final = 3
_LONGEST: Final = 60


class PasteDialog(FittedDialog):
    """Text above, what it became below; «Lägg till» takes the checked lines."""

    label = "&Text"
    one, many = "rekommendation", "rekommendationer"
    kinds: tuple[tuple[str, str, str], ...] = (
        ("recommendations", "rekommendation", "rekommendationer"),
        ("questions", "revisionsfråga", "revisionsfrågor"),
    )
    """What a line may become: the case's list, one of it and several; none where there is nothing to choose."""

    def __init__(
        self, known: Mapping[str, Sequence[str]] | None = None, parent: QWidget | None = None, *, kind: str = ""
    ) -> None:
        """Ask for a text; ``known`` is what each list of the case has, ``kind`` what its lines become at first."""
        super().__init__(parent)
        self._known = known or {}
        self.setObjectName("pasteDialog")
        self.kind = ChoiceBox()
        self.kind.set_choices([(name, many.capitalize()) for name, _, many in self.kinds])
        self.kind.set_value(kind)
        self.kind_field = Field("&Raderna är", self.kind)
        self.kind_field.setVisible(bool(self.kinds))
        self.editor = PlainTextEdit(6)
        self.field = Field(self.label, self.editor)
        self.found = CheckList(f"Hittade {self.many}")
        set_size(self.found, min_height=140)
        self.panel = Panel("Hittade", body=self.found)
        self.hint = caption("Mellanslag tar med eller utesluter en rad. Inget sparas förrän du lägger till.", wrap=True)
        self.add_button = primary_button("Lägg till")
        self.cancel_button = button("Avbryt")
        self.add_button.setAutoDefault(False)
        self.cancel_button.setAutoDefault(False)
        self.add_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        done = QShortcut(QKeySequence("Ctrl+Return"), self)
        done.activated.connect(self._accept_if_any)
        # Below the list, and not under the field: a long text would push them out of sight.
        self.told = caption("", wrap=True)
        self.told.hide()
        self.question = FieldMessage()
        buttons = row((self.hint, 1), self.cancel_button, self.add_button)
        scroll = FormScroll(column(self.kind_field, self.field, None, gap=12))
        self.fit(
            column((scroll, 1), (self.panel, 1), self.told, gap=12),
            column(self.question, buttons, gap=12),
            width=560,
            height=560,
        )
        self._guard = ThrowGuard(self.editor.value, self.question.set_message)
        self.editor.edited.connect(self._read)
        self.found.toggled.connect(lambda *_: self._tell())
        self.kind.currentIndexChanged.connect(self._turn)
        self._turn()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def texts(self) -> list[str]:
        """What is to be added."""
        return [row.text for row in self.found.rows() if row.checked]

    def lines(self) -> list[str]:
        """What the pasted text holds and the case has not; what is left out as the same is told."""
        found = sorted_lines(recommendation_lines(self.editor.value()), self._known.get(str(self.kind.value()), ()))
        self.told.setText("\n".join(filter(None, (_told_same(found.same), _told_known(found.known)))))
        self.told.setVisible(bool(self.told.text()))
        return found.new

    def reject(self) -> None:
        """Close, but ask once before pasted text is thrown away."""
        if self._guard.may_close():
            super().reject()

    def words_of_kind(self) -> None:
        """Say what a line becomes."""
        _, self.one, self.many = next(kind for kind in self.kinds if kind[0] == self.kind.value())
        self.setWindowTitle(f"Klistra in {self.many}")
        self.field.note.setText(f"en rad blir en {self.one}")

    def _turn(self) -> None:
        self.words_of_kind()
        self.found.setAccessibleName(f"Hittade {self.many}")
        self._read()

    def _read(self) -> None:
        self.question.set_message("")
        left_out = {one.text for one in self.found.rows() if not one.checked}
        lines = self.lines()
        self.found.set_rows(
            [CheckRow(at, words, str(at), checked=words not in left_out) for at, words in enumerate(lines, start=1)]
        )
        self._tell()

    def _tell(self) -> None:
        of, chosen = len(self.found.rows()), len(self.texts())
        self.panel.set_title("Hittade", f"{chosen} av {of} tas med" if of else "inga än")
        self.add_button.setEnabled(chosen > 0)
        self.add_button.setText(
            f"Lägg till {chosen} {self.one if chosen == 1 else self.many}" if chosen else "Lägg till"
        )

    def _accept_if_any(self) -> None:
        if self.texts():
            self.accept()


def _told_same(lines: list[str]) -> str:
    if not lines:
        return ""
    told = "1 rad är lika" if len(lines) == 1 else f"{len(lines)} rader är lika"
    return f"{told} en annan och tas med en gång: {_quoted(lines)}."


def _told_known(lines: list[str]) -> str:
    if not lines:
        return ""
    told = "1 rad finns" if len(lines) == 1 else f"{len(lines)} rader finns"
    return f"{told} redan i ärendet: {_quoted(lines)}."


def _quoted(lines: list[str]) -> str:
    shown = [line if len(line) <= _LONGEST else f"{line[:_LONGEST].rsplit(' ', 1)[0]} …" for line in lines]
    more = len(shown) - _MOST_QUOTED
    told = ", ".join(f"«{line}»" for line in shown[:_MOST_QUOTED])
    return f"{told} och {more} till" if more > 0 else told
