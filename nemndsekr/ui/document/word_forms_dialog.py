"""WordFormsDialog: the municipality's own Word forms - what was found in each, its styles, and who writes into it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from nemndsekr.documents.field_names import SWEDISH_NAMES
from nemndsekr.documents.form_faults import in_braces
from nemndsekr.documents.form_styles import STYLE_WORDS, swedish_style
from nemndsekr.documents.placeholders import MARKER
from nemndsekr.operations.make_document import save_document
from nemndsekr.operations.save_file import save_file
from nemndsekr.operations.word_forms import (
    ShownForm,
    WordForms,
    check_form,
    choose_form,
    choose_form_of_template,
    map_style,
    remove_form,
    rename_form,
    take_in_form,
    trial_file,
    word_forms,
)
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.fold import Fold
from nemndsekr.ui.kit.forms import Combo, Field, PairedFields
from nemndsekr.ui.kit.labels import button, caption, primary_button
from nemndsekr.ui.kit.lists import TaskList, TaskRow
from nemndsekr.ui.kit.measures import column, holding, row, set_size
from nemndsekr.ui.kit.messages import FieldMessage
from nemndsekr.ui.kit.panels import Panel
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.paper_out import ChooseFile, ask_path, choose_file, folder_for, remember_folder

if TYPE_CHECKING:
    from nemndsekr.operations.changes import Changes
    from nemndsekr.operations.make_document import MadeDocument
    from nemndsekr.store.database import Store
    from nemndsekr.support.errors import UserError

MakeInForm = Callable[["Store", int], "MadeDocument"]
"""Makes the document that is at hand, in the form with an id."""

_INTRO: Final = (
    f"Word-filerna skrivs i kommunens egen mall. Texten läggs där raden {MARKER} står, och platshållare som "
    "{{ dnr }} och {{ datum }} fylls i, även i sidhuvud och sidfot."
)
_NONE: Final = "Ingen Wordmall än. Lägg till kommunens mall (.dotx eller .docx), så skrivs handlingarna i den."
_LIKE_NAMND: Final = "Samma som nämnden"
_OWN_LOOK: Final = "Programmets eget utseende"
_FILES: Final = "Wordmallar (*.dotx *.docx);;Alla filer (*)"


class WordFormsDialog(FittedDialog):
    """A list of forms, what was found in the chosen one, and the nämnder's choice. Each change is saved at once."""

    def __init__(
        self, desk: Desk, shown: WordForms, make: MakeInForm | None = None, parent: QWidget | None = None
    ) -> None:
        """``make`` makes the document that is at hand, to try a form with; without it a form is tried with samples."""
        super().__init__(parent)
        self.setWindowTitle("Wordmallar")
        self._desk, self._make, self._shown = desk, make, WordForms((), ())
        self.choose_file: ChooseFile = choose_file
        self.choose_form_file: Callable[[QWidget, str], str] = _choose_form_file
        self._filling = False
        self.list = TaskList("Wordmallar")
        set_size(self.list, min_height=104, max_height=168)
        self.none = caption(_NONE, wrap=True)
        self.name = QLineEdit()
        self.name_field = Field("&Namn", self.name)
        self.facts = caption("", wrap=True)
        self.problems = FieldMessage()
        self.styles: dict[str, Combo] = {}
        self.style_fold = Fold("Formatmallar", holding(self._style_fields()))
        self._namnder = QVBoxLayout()
        self._choices: list[Field] = []
        self._offered: object = None
        self.namnd_boxes: dict[int, Combo] = {}
        self._templates = QVBoxLayout()
        self.template_boxes: dict[int, Combo] = {}
        self.template_fold = Fold("Egna mallar", holding(self._templates))
        self._list_panel = Panel(body=self.list)
        self.message = FieldMessage()
        self.told = caption("", wrap=True)
        self.add, self.try_, self.remove = button("&Lägg till Wordmall …"), button("&Prova …"), button("Ta &bort")
        self.close_button = primary_button("Stäng")
        for one in (self.add, self.try_, self.remove, self.close_button):
            one.setAutoDefault(False)
        self.fit(
            column(
                caption(_INTRO, wrap=True),
                self._list_panel,
                self.none,
                self._namnder,
                self.template_fold,
                self.name_field,
                self.problems,
                self.facts,
                self.style_fold,
                None,
                gap=12,
            ),
            column(self.told, self.message, row(self.add, self.try_, self.remove, None, self.close_button), gap=12),
            width=600,
            height=620,
        )
        self._connect()
        self._take(shown)

    def _style_fields(self) -> QVBoxLayout:
        fields = []
        for ours, words in STYLE_WORDS.items():
            box = self.styles[ours] = Combo()
            box.activated.connect(lambda _, ours=ours: self._map(ours))
            fields.append(Field(words, box))
        pairs = [PairedFields(*fields[at : at + 2]) for at in range(0, len(fields) - 1, 2)]
        if len(fields) % 2:
            pairs.append(PairedFields(fields[-1], QWidget()))
        return column(*pairs, gap=8)

    def _connect(self) -> None:
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.try_.clicked.connect(self._try)
        self.close_button.clicked.connect(self.accept)
        self.list.chosen.connect(lambda _: self._fill())
        self.list.opened.connect(lambda _: self.name.setFocus(Qt.FocusReason.OtherFocusReason))
        self.name.editingFinished.connect(self._rename)

    # What is shown

    def _take(self, shown: WordForms, chosen: int = 0) -> None:
        """Show the forms, and stand on the one that is new, was chosen or was changed."""
        new = {one.form_id for one in shown.forms} - {one.form_id for one in self._shown.forms}
        before = self._chosen()
        if len(new) == 1 and self._shown.forms + shown.forms:
            chosen = next(iter(new))
        chosen = chosen or (before.form_id if before is not None else 0)
        self._shown = shown
        self.list.set_rows([self._row(one) for one in shown.forms])
        if not any(one.form_id == chosen for one in shown.forms) and shown.forms:
            chosen = shown.forms[0].form_id
        if chosen:
            self.list.choose(chosen)
        self._show_choices()
        self._fill()

    def _row(self, form: ShownForm) -> TaskRow:
        used = [name for _, name, form_id in self._shown.namnder if form_id == form.form_id] + list(form.templates)
        if form.problem:
            return TaskRow(form.form_id, form.name, State.LATE, note=form.problem)
        return TaskRow(form.form_id, form.name, note=f"Används av {', '.join(used)}" if used else "Används inte än")

    def _show_choices(self) -> None:
        """One choice for each nämnd, and one for each of the office's own templates."""
        offered = (
            [(one.form_id, one.name) for one in self._shown.forms],
            [one[:2] for one in (*self._shown.namnder, *self._shown.templates)],
        )
        if offered == self._offered:
            # The boxes stay, so that the one that was just used keeps the focus.
            chosen = {one[0]: one[2] for one in self._shown.namnder}, {one[0]: one[2] for one in self._shown.templates}
            for boxes, forms in zip((self.namnd_boxes, self.template_boxes), chosen, strict=True):
                for key, box in boxes.items():
                    box.setCurrentIndex(max(box.findData(forms[key]), 0))
            return
        self._offered = offered
        for field in self._choices:
            field.setParent(None)
            field.deleteLater()
        self._choices = []
        self.namnd_boxes, self.template_boxes = {}, {}
        for namnd_id, name, form_id in self._shown.namnder:
            box = self.namnd_boxes[namnd_id] = self._choice(_OWN_LOOK, form_id)
            box.activated.connect(lambda _, namnd_id=namnd_id: self._choose(namnd_id))
            self._put(self._namnder, Field(f"{name} skriver Word-filer i", box))
        for template_id, label, form_id in self._shown.templates:
            box = self.template_boxes[template_id] = self._choice(_LIKE_NAMND, form_id)
            box.activated.connect(lambda _, template_id=template_id: self._choose_of_template(template_id))
            self._put(self._templates, Field(f"{label} skrivs i", box))
        self.template_fold.setVisible(bool(self.template_boxes) and bool(self._shown.forms))

    def _choice(self, none: str, form_id: int) -> Combo:
        box = Combo()
        box.addItem(none, 0)
        for form in self._shown.forms:
            box.addItem(form.name, form.form_id)
        box.setCurrentIndex(max(box.findData(form_id), 0))
        box.setEnabled(bool(self._shown.forms))
        return box

    def _put(self, layout: QVBoxLayout, field: Field) -> None:
        self._choices.append(field)
        layout.addWidget(field)

    def _chosen(self) -> ShownForm | None:
        key = self.list.current_key()
        return next((one for one in self._shown.forms if one.form_id == key), None)

    def _fill(self) -> None:
        form = self._chosen()
        self._filling = True
        self.none.setVisible(not self._shown.forms)
        self._list_panel.setVisible(bool(self._shown.forms))
        for widget in (self.name_field, self.style_fold, self.facts):
            widget.setVisible(form is not None)
        self.name.setText(form.name if form is not None else "")
        self.message.set_message("")
        self.facts.setText(_found(form) if form is not None else "")
        self.problems.set_message(_amiss(form) if form is not None else "")
        usable = form is not None and form.facts is not None
        self.style_fold.setVisible(usable)
        self.try_.setEnabled(usable)
        self.remove.setEnabled(form is not None)
        if form is not None and form.facts is not None:
            missing = 0
            for fact in form.facts.styles:
                offered = form.facts.tables if fact.is_table else form.facts.offered
                usual = swedish_style(fact.found) if fact.found else "Saknas – läggs till"
                missing += not fact.found and fact.ours not in form.style_map
                _fill_styles(self.styles[fact.ours], usual, offered, form.style_map.get(fact.ours, ""))
            there = len(form.facts.styles) - missing
            told = f"{there} finns, {missing} läggs till" if missing else "alla finns"
            self.style_fold.set_title(f"Formatmallar – {told}")
        self._filling = False

    # What is done

    def _add(self) -> None:
        chosen = self.choose_form_file(self, folder_for(self._desk, "wordform"))
        if chosen:
            path = Path(chosen)
            remember_folder(self._desk, "wordform", path.parent)
            # A file that will not do is no text that is not saved.
            self._desk.ask(lambda _: check_form(path), lambda _: self._take_in(path), self._refused)

    def _take_in(self, path: Path) -> None:
        if shiboken6.isValid(self):
            self._act(lambda store, who, now: take_in_form(store, path, who, now))

    def _remove(self) -> None:
        form = self._chosen()
        if form is not None:
            self._act(lambda store, who, now: remove_form(store, form.form_id, who, now))

    def _rename(self) -> None:
        form, called = self._chosen(), self.name.text().strip()
        if form is not None and called != form.name and not self._filling:
            self._act(lambda store, who, now: rename_form(store, form.form_id, called, who, now))

    def _map(self, ours: str) -> None:
        form, theirs = self._chosen(), str(self.styles[ours].currentData() or "")
        if form is not None and theirs != form.style_map.get(ours, ""):
            self._act(lambda store, who, now: map_style(store, form.form_id, ours, theirs, who, now))

    def _choose(self, namnd_id: int) -> None:
        form_id = int(self.namnd_boxes[namnd_id].currentData())
        self._act(lambda store, who, now: choose_form(store, namnd_id, form_id, who, now))

    def _choose_of_template(self, template_id: int) -> None:
        form_id = int(self.template_boxes[template_id].currentData())
        self._act(lambda store, who, now: choose_form_of_template(store, template_id, form_id, who, now))

    def _try(self) -> None:
        """Save the document at hand, or samples of everything, in the form."""
        form = self._chosen()
        path = ask_path(self, self._desk, self.choose_file, "Provhandling.docx", "docx") if form is not None else None
        if form is None or path is None:
            return
        make, form_id = self._make, form.form_id
        told: list[str] = []
        if make is None:

            def save(store: Store) -> None:
                filled = trial_file(store, form_id)
                told.extend(filled.told)
                save_file(path, filled.content)

            self._desk.ask(save, lambda _: self._tell_tried(path, told), self._refused)
            return

        def save_made(store: Store, who: str, now: datetime) -> Changes:
            made = make(store, form_id)
            told.extend(made.told)
            return save_document(store, made, path, who, now)

        self._desk.act(save_made, lambda _: self._tell_tried(path, told), self._refused)

    def _tell_tried(self, path: Path, told: list[str]) -> None:
        if shiboken6.isValid(self):
            self.message.set_message("")
            self.told.setText(" ".join((f"Sparad som «{path.name}».", *told)))

    def _act(self, operation: Callable[[Store, str, datetime], Changes]) -> None:
        def show(shown: WordForms) -> None:
            if shiboken6.isValid(self):
                self._take(shown)

        def done(_: Changes) -> None:
            if shiboken6.isValid(self):
                self.told.setText("")
                self._desk.ask(word_forms, show)

        self._desk.act(operation, done, self._refused)

    def _refused(self, error: UserError) -> None:
        if shiboken6.isValid(self):
            self.told.setText("")
            self.message.set_message(f"{error.what} {error.next_step}")


def _fill_styles(box: QComboBox, usual: str, offered: tuple[str, ...], chosen: str) -> None:
    box.clear()
    box.addItem(usual, "")
    for name in offered:
        box.addItem(swedish_style(name), name)
    box.setCurrentIndex(max(box.findData(chosen), 0))


def _found(form: ShownForm) -> str:
    """What was found in a form, in words."""
    if form.facts is None:
        return ""
    if form.facts.known:
        return f"Fylls i: {', '.join(map(in_braces, form.facts.known))}."
    names = ", ".join(sorted(SWEDISH_NAMES.values()))
    return f"Inga platshållare. Skriv till exempel {in_braces('dnr')} i mallen. Dessa finns: {names}."


def _amiss(form: ShownForm) -> str:
    """What should be mended in a form, in words."""
    if form.facts is None:
        return form.problem
    return " ".join(f"{fault.what} {fault.mend}" for fault in form.facts.faults)


def _choose_form_file(parent: QWidget, folder: str) -> str:
    return QFileDialog.getOpenFileName(parent, "Lägg till Wordmall", folder, _FILES)[0]


def open_word_forms(desk: Desk, parent: QWidget, make: MakeInForm | None = None) -> None:
    """Show the Word forms; ``make`` makes the document that is at hand, to try one with."""

    def show(shown: WordForms) -> None:
        if shiboken6.isValid(parent):
            dialog = WordFormsDialog(desk, shown, make, parent)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    desk.ask(word_forms, show)
