"""bound_field: an editor for each sort of template field, which saves by itself and is told of what will not do."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QTextEdit

from nemndsekr.documents.field_names import as_kept, in_swedish
from nemndsekr.documents.template_files import Place, Values
from nemndsekr.operations.template_fields import TemplateField
from nemndsekr.ui.case.binding import Bound
from nemndsekr.ui.case.editors import ChoiceBox, PlainTextEdit
from nemndsekr.ui.case.record_form import Forms
from nemndsekr.ui.kit.forms import Field
from nemndsekr.ui.kit.measures import set_font_role

BRACES = "templateBraces"
"""The property of an editor that fields within braces may be put in: the names of those besides the usual ones."""


def bound_field(forms: Forms, spec: TemplateField) -> Bound:
    """An editor of the right sort, with its help under it."""
    bound = _made(forms, spec)
    if spec.help:
        bound.field.set_caption(spec.help)
    if spec.braces:
        bound.field.editor.setProperty(BRACES, list(spec.extras) or [""])
    return bound


def _made(forms: Forms, spec: TemplateField) -> Bound:
    match spec.sort:
        case "switch":
            return forms.check(spec.title)
        case "choice":
            box = ChoiceBox()
            box.set_choices(spec.choices)
            return forms.bound(Field(spec.title, box), box.value, box.set_value, box.currentIndexChanged)
        case "text" if spec.braces:
            return _braced(forms, spec, PlainTextEdit(1))
        case "text":
            return forms.text(spec.title, 1)
        case "lines" | "labels":
            return _lines(forms, spec)
        case "number":
            return _number(forms, spec)
        case _ if spec.braces:
            return _braced(forms, spec, None)
        case _:
            return forms.line(spec.title)


def _braced(forms: Forms, spec: TemplateField, many: PlainTextEdit | None) -> Bound:
    """A line, or several, in which the fields within braces are shown as people call them."""
    if many is not None:
        editor = many
        return Bound(
            forms.desk,
            forms.ledger,
            Field(spec.title, editor),
            lambda: as_kept(editor.value()),
            lambda value: editor.set_value(in_swedish(value)),
            editor.edited,
        )
    line = QLineEdit()
    set_font_role(line, "body")
    return Bound(
        forms.desk,
        forms.ledger,
        Field(spec.title, line),
        lambda: as_kept(line.text()),
        lambda value: line.setText(in_swedish(value)),
        line.textChanged,
    )


def _lines(forms: Forms, spec: TemplateField) -> Bound:
    editor = PlainTextEdit(max(spec.labels, 2))

    def read() -> list[str]:
        lines = as_kept(editor.value()).split("\n")
        while lines and not lines[-1].strip():
            lines.pop()
        if not spec.labels or (spec.optional and not lines):
            return lines
        return lines + [""] * (spec.labels - len(lines))

    def show(value: list[str]) -> None:
        if value != read():
            editor.set_value(in_swedish("\n".join(value).rstrip("\n")))

    note = f"{spec.labels} rader" if spec.labels else "En per rad"
    return Bound(forms.desk, forms.ledger, Field(spec.title, editor, note=note), read, show, editor.edited)


def _number(forms: Forms, spec: TemplateField) -> Bound:
    editor = QLineEdit()
    set_font_role(editor, "body")

    def read() -> float | str:
        words = editor.text().strip()
        try:
            return float(words.replace(",", "."))
        except ValueError:
            return words

    def show(value: Any) -> None:
        if value != read():
            editor.setText(f"{value:g}".replace(".", ",") if isinstance(value, float | int) else str(value))

    return Bound(forms.desk, forms.ledger, Field(spec.title, editor), read, show, editor.textChanged)


def value_at(values: Values, place: Place) -> Any:
    """What stands at a place of a template."""
    found: Any = values
    for part in place:
        found = found[part]
    return found


def lock(bound: Bound, *, locked: bool) -> None:
    """Let a field be read but not changed."""
    editor = bound.field.editor
    if isinstance(editor, QLineEdit | QTextEdit):
        editor.setReadOnly(locked)
    else:
        editor.setEnabled(not locked)


def put_in(editor: QLineEdit | QTextEdit, words: str) -> None:
    """Put words where the caret is, as if they were typed."""
    if isinstance(editor, QLineEdit):
        editor.insert(words)
    else:
        editor.textCursor().insertText(words)
    editor.setFocus()
