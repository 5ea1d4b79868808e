"""Samma fråga: the cases that a case, an att-sats or a recommendation is linked to, or is like, and the choice."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from nemndsekr.operations.same_question import Target, link_same_question, link_targets, proposed_links, unlink
from nemndsekr.records.case_file import CaseFile, Related
from nemndsekr.rules.case_items import ItemKey, is_initiative
from nemndsekr.ui.case.record_form import Forms, ItemForm
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.labels import Label, button, caption, link_button, primary_button
from nemndsekr.ui.kit.lists import TaskList, TaskRow
from nemndsekr.ui.kit.measures import column, holding, row
from nemndsekr.ui.kit.search_field import SearchField


class _Line(NamedTuple):
    """One line: what it says, a second quieter one, and its verbs."""

    words: str
    note: str
    verbs: tuple[str, ...]
    key: object
    """The link, or the target that is proposed."""


class SameQuestionRows(QWidget):
    """The links of one thing, with «Öppna» and «Ta bort», what it is like with «Koppla», and a way to choose."""

    place_wanted = Signal(int, str, str, str)

    def __init__(self, forms: Forms) -> None:
        super().__init__()
        self._forms = forms
        self._file: CaseFile | None = None
        self._scope = (0, 0)
        self._lines: list[_Line] = []
        self._proposed: list[Target] = []
        self._asked: object = None
        self.heading = Label("Samma fråga", "label")
        self.add_button = link_button("Koppla till granskning …", "link")
        self.add_button.clicked.connect(self.choose)
        self._box = column(gap=12)
        self.setLayout(column(row(self.heading, None, self.add_button), holding(self._box), gap=8))
        self.setAccessibleName("Samma fråga")

    def show_rows(self, file: CaseFile, *, attsats_id: int = 0, recommendation_id: int = 0) -> None:
        """Show the links of one att-sats or recommendation, or with neither those of the whole case."""
        scope = (attsats_id, recommendation_id)
        self._file, self._scope = file, scope
        self.add_button.setVisible(is_initiative(file) and not recommendation_id)
        # In a recommendation a quiet line says that it is linked; without links nothing is said at all.
        self.setVisible(not recommendation_id or bool(self._own()))
        self._ask_proposals()
        self._show()

    def _own(self) -> list[Related]:
        attsats_id, recommendation_id = self._scope
        rows = self._file.related if self._file else []
        if not attsats_id and not recommendation_id:
            return rows
        return [
            one
            for one in rows
            if (attsats_id and one.own_attsats_id == attsats_id)
            or (recommendation_id and one.own_recommendation_id == recommendation_id)
        ]

    def _ask_proposals(self) -> None:
        """Ask in the background, and only when what is compared has changed."""
        file = self._file
        if file is None or not is_initiative(file) or self._scope[1]:
            self._proposed = []
            return
        asked = (file.case.id, file.case.title, *(one.text for one in file.attsatser), *(one.id for one in file.links))
        if asked == self._asked:
            return
        self._asked, self._proposed = asked, []

        def take(found: list[Target]) -> None:
            if asked == self._asked:
                self._proposed = found
                self._show()

        self._forms.desk.ask(lambda store: proposed_links(store, file), take)

    def _show(self) -> None:
        lines = [*self._linked(), *self._alike()]
        if lines == self._lines:
            return
        self._lines = lines
        while (item := self._box.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()
        last: QWidget = self.add_button
        for line in lines:
            shown = self._line(line)
            self._box.addWidget(shown)
            # They come when the form stands there already; without this, Tab would come to them last of all.
            for made in shown.findChildren(QPushButton):
                QWidget.setTabOrder(last, made)
                last = made

    def _linked(self) -> list[_Line]:
        numbers = {one.id: at for at, one in enumerate(self._file.attsatser, start=1)} if self._file else {}
        lines = []
        for one in self._own():
            own = f"Att-sats {numbers[one.own_attsats_id]}: " if not any(self._scope) and one.own_attsats_id else ""
            name = one.name if own else one.name[:1].upper() + one.name[1:]
            lines.append(_Line(own + name, one.note or one.other_text, ("Öppna", "Ta bort"), one))
        return lines

    def _alike(self) -> list[_Line]:
        attsats_id, recommendation_id = self._scope
        if recommendation_id or self._file is None:
            return []
        numbers = {one.id: at for at, one in enumerate(self._file.attsatser, start=1)}
        wanted = [one for one in self._proposed if not attsats_id or one.attsats_id == attsats_id]
        lines = []
        for one in wanted:
            who = f"Att-sats {numbers[one.attsats_id]} liknar" if one.attsats_id in numbers else "Liknar"
            lines.append(_Line(f"{'Liknar' if attsats_id else who} {one.name}", one.text, ("Koppla",), one))
        return lines

    def _line(self, line: _Line) -> QWidget:
        words = Label(line.words, "body", wrap=True)
        parts: list[QWidget] = [words]
        if line.note:
            parts.append(caption(line.note, wrap=True))
        verbs = []
        for verb in line.verbs:
            made = link_button(verb)
            made.setAccessibleName(f"{verb}: {line.words}")
            made.clicked.connect(partial(self._act, verb, line.key))
            verbs.append(made)
        return holding(row((holding(column(*parts, gap=2)), 1), *verbs, gap=4))

    def _act(self, verb: str, key: object) -> None:
        desk = self._forms.desk
        if isinstance(key, Related) and verb == "Öppna":
            self.place_wanted.emit(key.case_id, key.other_table, key.other_uid, "")
        elif isinstance(key, Related):
            link_id = key.link_id
            self.add_button.setFocus()
            desk.act(lambda store, who, now: unlink(store, link_id, who, now))
        elif isinstance(key, Target):
            self.add_button.setFocus()
            self._link(key, key.attsats_id or self._scope[0])

    def choose(self) -> None:
        """Choose a case or a recommendation among all cases, and link to it."""
        if self._file is None:
            return
        dialog = TargetDialog(self._forms.desk, self._file.case.stored_id, self._query(), self.window())
        dialog.accepted.connect(lambda: self._chosen(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _query(self) -> str:
        return "granskning"

    def _chosen(self, dialog: TargetDialog) -> None:
        target = dialog.target()
        if target is not None:
            self._link(target, self._scope[0])

    def _link(self, target: Target, attsats_id: int) -> None:
        if self._file is None:
            return
        case_id = self._file.case.stored_id
        self._forms.desk.act(
            lambda store, who, now: link_same_question(
                store,
                case_id,
                target.case_id,
                who,
                now,
                attsats_id=attsats_id or None,
                other_recommendation_id=target.recommendation_id or None,
            )
        )


class TargetDialog(FittedDialog):
    """Type a number or some words, choose a case or one of its recommendations with the arrows, Enter links."""

    def __init__(self, desk: Desk, case_id: int, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("targetDialog")
        self.setWindowTitle("Samma fråga")
        self._desk = desk
        self._case_id = case_id
        self._targets: list[Target] = []
        self.words = SearchField("Diarienummer eller ord", "Skriv diarienummer eller ord")
        self.found = TaskList("Ärenden och rekommendationer", lead=18)
        self.hint = caption("Välj ärendet, eller den rekommendation som gäller samma fråga.", wrap=True)
        self.link_button = primary_button("Koppla")
        self.cancel_button = button("Avbryt")
        self.link_button.setAutoDefault(False)
        self.cancel_button.setAutoDefault(False)
        self.link_button.clicked.connect(self._take)
        self.cancel_button.clicked.connect(self.reject)
        buttons = row((self.hint, 1), self.cancel_button, self.link_button)
        self.fit(column(self.words, (self.found, 1), gap=8), buttons, width=600, height=440)
        self.words.textChanged.connect(self._find)
        self.words.entered.connect(lambda _: self._take())
        self.words.choose_in(self.found)
        self.found.opened.connect(lambda _: self._take())
        self.words.setText(words)
        self.words.selectAll()
        if not words:
            self._find("")
        self.words.setFocus()

    def target(self) -> Target | None:
        """What is chosen."""
        at = self.found.current_key()
        return self._targets[at] if isinstance(at, int) and at < len(self._targets) else None

    def _find(self, words: str) -> None:
        case_id = self._case_id
        self._desk.ask(lambda store: link_targets(store, words, case_id), partial(self._show, words))

    def _show(self, words: str, found: Sequence[Target]) -> None:
        if words != self.words.text():
            return
        self._targets = list(found)
        rows = [
            TaskRow(at, one.text, lead=str(one.no))
            if one.recommendation_id
            else TaskRow(at, one.case_name, strong=True)
            for at, one in enumerate(self._targets)
        ]
        self.found.set_rows(rows)
        if rows:
            self.found.choose(0)
        self.link_button.setEnabled(bool(rows))
        self.hint.setText(
            "Välj ärendet, eller den rekommendation som gäller samma fråga."
            if rows
            else "Inget ärende matchar. Skriv ett annat ord eller ett diarienummer."
        )

    def _take(self) -> None:
        if self.target() is not None:
            self.accept()


class RelatedForm(ItemForm):
    """Every link of a case, as an item of its own."""

    def __init__(self, forms: Forms) -> None:
        super().__init__(forms)
        self.rows = SameQuestionRows(forms)
        self.rows.heading.hide()
        self.rows.place_wanted.connect(self.place_wanted)
        self.told = caption("", wrap=True)
        self.lay_out(self.told, self.rows)

    def title(self) -> str:
        """The head of the pane."""
        return "Samma fråga"

    def fill(self, file: CaseFile, key: ItemKey) -> None:
        """Show the links."""
        del key
        self.told.setText(
            "En granskning eller en rekommendation som gäller detsamma, så att en text kan svara på båda."
            if is_initiative(file)
            else "Ärenden som gäller detsamma."
        )
        self.rows.show_rows(file)

    def first_field(self) -> QWidget:
        """The way to choose."""
        return self.rows.add_button
