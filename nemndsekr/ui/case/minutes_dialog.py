"""MinutesDialog: the text of the minutes beside what was found in it; each thing may be left out before it is taken."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPushButton, QTextEdit, QWidget

from nemndsekr.operations.take_minutes import told_fact
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import BodyKind, Outcome, SourceKind, label
from nemndsekr.rules.decision_places import BODY_WORDS, judged_of
from nemndsekr.rules.minutes_dissents import MinutesDissent
from nemndsekr.rules.minutes_doubts import doubts_on
from nemndsekr.rules.minutes_match import Matched, match_points
from nemndsekr.rules.minutes_text import Fact, Minutes, MinutesPoint, Part, read_minutes
from nemndsekr.ui.case.throw_guard import ThrowGuard
from nemndsekr.ui.kit.check_list import CheckList, CheckRow
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.labels import button, caption, link_button, primary_button
from nemndsekr.ui.kit.measures import column, holding, row, set_font_role, set_variant
from nemndsekr.ui.kit.messages import FieldMessage, announce
from nemndsekr.ui.kit.painting import colour
from nemndsekr.ui.kit.panels import Panel, SplitPanes

PART_WORDS: Final = {
    Part.instans: "Instans",
    Part.dag: "Datum",
    Part.paragraf: "Paragraf",
    Part.utfall: "Hela ärendet",
    Part.punkt: "Beslut",
    Part.skal: "Skäl",
    Part.forslag: "Eget förslag",
    Part.omedelbar: "Omedelbar justering",
    Part.reservation: "Reservation",
    Part.justerad: "Justerad",
    Part.anslaget: "Anslaget",
    Part.nedtaget: "Anslaget tas ned",
    Part.publicerat: "Publicerat",
    Part.expedierad: "Expedierad",
    Part.mottagare: "Skickas till",
}
_EMPTY: Final = "Klistra in paragrafen, från § till «Beslutet skickas till». Det som känns igen visas här."


class MinutesDialog(FittedDialog):
    """Text at the left, what it says at the right; Space takes a thing in or leaves it out, Ctrl+Enter takes them."""

    def __init__(self, file: CaseFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("minutesDialog")
        self.setWindowTitle("Fyll i beslutet ur protokollet")
        self._file = file
        self._minutes = Minutes()
        self._doubts: list[str] = []
        self._sources = [one for one in file.sources if one.kind == SourceKind.protokoll and one.text.strip()]
        self.editor = QTextEdit()
        set_variant(self.editor, "plain")
        set_font_role(self.editor, "body")
        self.editor.setAcceptRichText(False)
        self.editor.setTabChangesFocus(True)
        self.editor.setPlaceholderText("Klistra in protokollets text här (Ctrl+V)")
        self.editor.document().setDocumentMargin(12)
        self.found = CheckList("Det som hittades")
        self.note = caption(_EMPTY, wrap=True)
        self.note.setContentsMargins(12, 10, 12, 10)
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.doubt = FieldMessage()
        self.doubt.layout().setContentsMargins(12, 10, 12, 6)  # type: ignore[union-attr]
        self.editor.setAccessibleName("Protokollets text")
        self.text_panel = Panel("Protokollets text", body=self.editor)
        self.found_panel = Panel("Hittade", body=holding(column(self.doubt, self.note, (self.found, 1), gap=0)))
        self.panes = SplitPanes(self.text_panel, self.found_panel, sizes=(460, 460), stretch=(1, 1))
        self.take_button = primary_button("Fyll i")
        self.cancel_button = button("Avbryt")
        for one in (self.take_button, self.cancel_button):
            one.setAutoDefault(False)
        self.take_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        done = QShortcut(QKeySequence("Ctrl+Return"), self)
        done.activated.connect(self._accept_if_any)
        hint = caption("Mellanslag tar med eller utesluter en rad. Inget ändras förrän du fyller i.", wrap=True)
        sources = [self._source_link(at, one.name) for at, one in enumerate(self._sources)]
        top = [row(caption("Inläst i ärendet:"), *sources, None)] if sources else []
        foot = row((hint, 1), self.cancel_button, self.take_button)
        self.fit(column(*top, (self.panes, 1), gap=12), foot, width=920, height=620)
        self._guard = ThrowGuard(self._at_risk, self.doubt.set_message)
        self.editor.textChanged.connect(self._read)
        self.found.toggled.connect(lambda *_: self._tell())
        self.found.chosen.connect(self._point_out)
        self._tell()
        if len(self._sources) == 1:
            self.editor.setPlainText(self._sources[0].text)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _source_link(self, at: int, name: str) -> QWidget:
        link = link_button(name, "document")
        link.setAutoDefault(False)
        link.clicked.connect(lambda: self.editor.setPlainText(self._sources[at].text))
        return link

    # What was chosen.

    def reject(self) -> None:
        """Close, but ask once before pasted text is thrown away."""
        if self._guard.may_close():
            super().reject()

    def facts(self) -> list[Fact]:
        """The facts that are to be taken."""
        chosen = set(self.found.checked_keys())
        return [fact for at, fact in enumerate(self._minutes.facts) if at in chosen]

    def words(self) -> str:
        """The text as it was pasted."""
        return self.editor.toPlainText()

    def _at_risk(self) -> str:
        """The text, unless the case has it already."""
        words = self.words()
        return "" if any(words == one.text for one in self._sources) else words

    def kind(self) -> BodyKind | None:
        """Which body decided, where the text says so and it was not left out."""
        return next((one.value for one in self.facts() if isinstance(one.value, BodyKind)), None)

    def day(self) -> date | None:
        """The day of the meeting, likewise."""
        told = (one.value for one in self.facts() if one.part == Part.dag)
        return next((one for one in told if isinstance(one, date)), None)

    # Reading.

    def _read(self) -> None:
        case = self._file.case
        before = {told_row(fact): row.checked for fact, row in zip(self._minutes.facts, self.found.rows(), strict=True)}
        self._minutes = read_minutes(self.editor.toPlainText(), dnr=case.dnr, title=case.title)
        matched = match_points(self._minutes.facts, judged_of(self._file))
        self.found.set_rows(
            [
                CheckRow(at, shown_fact(fact, matched), checked=before.get(told_row(fact), True))
                for at, fact in enumerate(self._minutes.facts)
            ]
        )
        self._mark()
        # A text with nothing to take has its own word for that.
        self._doubts = doubts_on(self.words(), self._file) if self._minutes.facts else []
        self.doubt.set_message("\n".join((*self._doubts, *self._minutes.remarks)))
        self._tell()

    def _tell(self) -> None:
        of, chosen = len(self._minutes.facts), len(self.facts())
        text = bool(self.editor.toPlainText().strip())
        self.found_panel.set_title("Hittade", f"{chosen} av {of} tas med" if of else "")
        self.note.setText(self._minutes.problem if text and self._minutes.problem else _EMPTY)
        self.note.setVisible(not of)
        self.found.setVisible(bool(of))
        self.take_button.setEnabled(chosen > 0)
        anyway = " ändå" if self._doubts else ""
        words = f"&Fyll i {chosen} {'uppgift' if chosen == 1 else 'uppgifter'}{anyway}" if chosen else "&Fyll i"
        self.take_button.setText(words)

    def _accept_if_any(self) -> None:
        """Take them; where the text may be of another case that is asked first, and the key is no answer."""
        if not self.facts():
            return
        if self._doubts:
            announce(self.doubt, "\n".join(self._doubts))
            self.take_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus."""
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QPushButton):
            focus.click()
        else:
            super().keyPressEvent(event)

    # The words in the text.

    def _point_out(self, key: object) -> None:
        """Go to the words of the row that was chosen."""
        if isinstance(key, int) and key < len(self._minutes.facts):
            self._mark(key)
            cursor = self._cursor(self._minutes.facts[key])
            cursor.setPosition(cursor.selectionStart())
            self.editor.setTextCursor(cursor)
            self.editor.ensureCursorVisible()

    def _mark(self, chosen: int = -1) -> None:
        marks = []
        for at, fact in enumerate(self._minutes.facts):
            made = QTextEdit.ExtraSelection()
            style = QTextCharFormat()
            style.setBackground(colour("accent" if at == chosen else "mark"))
            style.setForeground(colour("on_accent" if at == chosen else "text"))
            made.format = style
            made.cursor = self._cursor(fact)
            marks.append((at == chosen, made))
        # The chosen one last, so that it is drawn over the others.
        self.editor.setExtraSelections([made for _, made in sorted(marks, key=lambda mark: mark[0])])

    def _cursor(self, fact: Fact) -> QTextCursor:
        # Qt counts a sign beyond the first plane as two.
        text = self.editor.toPlainText()
        cursor = QTextCursor(self.editor.document())
        cursor.setPosition(_units(text[: fact.start]))
        cursor.setPosition(_units(text[: fact.end]), QTextCursor.MoveMode.KeepAnchor)
        return cursor


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def told_row(fact: Fact) -> tuple[str, str]:
    """What a fact is known by while the text is changed."""
    return fact.part.value, told_fact(fact)


def shown_fact(fact: Fact, matched: Matched) -> str:
    """A fact as its row says it: a point with what it makes of the case's own."""
    match fact.value:
        case MinutesPoint() as point:
            return _shown_point(fact, point, matched)
        case MinutesDissent() as dissent:
            return f"{label(dissent.kind)}: {told_fact(fact)}"
        case BodyKind() as kind:
            return f"{PART_WORDS[fact.part]}: {BODY_WORDS[kind].lower()}"
        case Outcome() as outcome:
            return f"{PART_WORDS[fact.part]}: {label(outcome).lower()}"
        case bool():
            return PART_WORDS[fact.part]
    return f"{PART_WORDS[fact.part]}: {told_fact(fact)}"


def _shown_point(fact: Fact, point: MinutesPoint, matched: Matched) -> str:
    mine = [one for one in matched.points if one.fact is fact]
    if mine:
        changed = f", ändrad lydelse: «{mine[0].decided_text}»" if mine[0].decided_text else ""
        names = ", ".join(one.judged.name for one in mine)
        return f"{names}: {label(mine[0].outcome).lower()}{changed}"
    if matched.whole is fact and matched.outcome is not None:
        return f"Hela ärendet: {label(matched.outcome).lower()}"
    if fact in matched.beside:
        return f"Utöver förslaget: {point.text}"
    return point.text
