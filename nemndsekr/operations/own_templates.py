"""The templates that the office owns: copied, changed, renamed, removed, given a logo, sent out and taken in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

from nemndsekr.documents.document_types import DOCUMENT_TYPES
from nemndsekr.documents.template_archive import (
    MOST_FILE,
    SUFFIX,
    TemplateFile,
    archive_of,
    checked_logo,
    template_of_file,
)
from nemndsekr.documents.template_files import (
    Fault,
    Place,
    ReadTemplate,
    Shelf,
    Values,
    checked_values,
    place_title,
    read_own,
    shelf,
    shipped_names,
    template_text,
    template_values,
)
from nemndsekr.documents.templates import Template
from nemndsekr.operations.changes import Changes
from nemndsekr.operations.save_file import save_file
from nemndsekr.operations.step_names import thing_changed
from nemndsekr.records.template import OwnTemplate
from nemndsekr.store.database import StepWriter, Store
from nemndsekr.store.queries import own_templates, templates_in
from nemndsekr.support.errors import UserError
from nemndsekr.support.file_names import clean_file_name
from nemndsekr.support.swedish import folded, sort_key

PartsOf = Literal["blocks", "header"]
"""What of a template is a list of parts."""
_PLAIN: Final = str.maketrans("åäöéü", "aaoeu")
_KINDS: Final = {str(made.slug): made.name for made in DOCUMENT_TYPES}
_NEWER: Final = "Mallen är till för en handling som inte finns i den här versionen."


@dataclass(frozen=True, slots=True)
class ListedTemplate:
    """A template in the list. ``template_id`` is 0 for one of the program; ``problem`` tells why one is broken."""

    name: str
    template_id: int
    label: str
    kind: str
    kind_name: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class OpenTemplate:
    """A template to look at or change, as plain values; none where it is broken, as ``listed.problem`` tells."""

    listed: ListedTemplate
    values: Values | None
    logo: bytes


def template_shelf(store: Store) -> Shelf:
    """All templates, those of the office and those of the program."""
    return shelf(*own_templates(store))


def listed_templates(store: Store) -> list[ListedTemplate]:
    """Every template, by kind in the order of the kinds; own ones first, each group in Swedish order."""
    found = template_shelf(store)
    ids = {row.slug: row.stored_id for row in own_templates(store)[0]}
    own = [_listed(one, ids[one.slug]) for one in found.own]
    shipped = [
        _listed(ReadTemplate(name, one.label, one.kind, one), 0)
        for name in shipped_names()
        if name not in ids and (one := found.find(name))
    ]
    order = {slug: number for number, slug in enumerate(_KINDS)}
    return sorted(
        [*own, *shipped],
        key=lambda one: (order.get(one.kind, len(order)), one.template_id == 0, sort_key(one.label), one.name),
    )


def _listed(one: ReadTemplate, template_id: int) -> ListedTemplate:
    problem = str(one.problem) if one.problem else ""
    if not problem and one.kind not in _KINDS:
        problem = f"{_NEWER} Uppdatera programmet."
    return ListedTemplate(one.slug, template_id, one.label, one.kind, _KINDS.get(one.kind, "Okänd handling"), problem)


def open_template(store: Store, name: str) -> OpenTemplate | None:
    """A template by its name; None where there is none any more."""
    listed = next((one for one in listed_templates(store) if one.name == name), None)
    if listed is None:
        return None
    found = template_shelf(store)
    values = None if listed.problem else template_values(found.find(name))
    return OpenTemplate(listed, values, found.logos.get(name, b""))


def copy_template(store: Store, source: str, label: str, who: str, now: datetime) -> Changes:
    """Make a template of one's own from any other, with its logo; without a label it is called after the other.

    Raises:
        UserError: there is no such template, it cannot be used, or the label is taken.
    """
    name = "skapade en mall"
    with store.step(name, who, now) as step:
        rows, pictures = templates_in(step.session)
        template = shelf(rows, pictures).find(source)
        logo = next((row.logo_sha256 for row in rows if row.slug == source), "")
        if label.strip():
            _check_label(rows, label, template.kind)
        _add(step, rows, template, label.strip() or _free_label(rows, f"{template.label} (egen)", template.kind), logo)
    return Changes.of(name, step)


def change_template(
    store: Store, template_id: int, values: Values, who: str, now: datetime, *, what: str = "", visit: str = ""
) -> Changes:
    """Keep an own template as these values make it. Saves of one field during one visit are one step.

    Raises:
        UserError: the values make no template, the label is taken, or the template is gone.
    """
    name = f"ändrade {what or 'mallen'}"
    with store.step(name, who, now, visit=visit) as step:
        _change(step, step.get(OwnTemplate, template_id), values)
    return Changes.of(name, step)


def write_in_template(
    store: Store, template_id: int, place: Place, value: Any, who: str, now: datetime, *, visit: str = ""
) -> Changes:
    """Write one value of an own template: ``("title",)``, ``("header", 0, "label")``.

    Raises:
        UserError: the value will not do there, or the template or the place is gone.
    """
    name = f"ändrade {thing_changed(place_title(place))} i mallen"
    with store.step(name, who, now, visit=visit) as step:
        row = step.get(OwnTemplate, template_id)
        values: Any = _values_of(row)
        inside = values
        try:
            for part in place[:-1]:
                inside = inside[part]
        except (KeyError, IndexError) as error:
            raise UserError("Delen finns inte längre i mallen.", "Välj den i listan igen.") from error
        inside[place[-1]] = value
        _change(step, row, values)
    return Changes.of(name, step)


def arrange_parts(
    store: Store, template_id: int, which: PartsOf, order: Sequence[int | Values], who: str, now: datetime
) -> Changes:
    """Give an own template its blocks, or the cells of its header, in this order.

    A number is the place that a part has now; values are a new part. What is not named goes.

    Raises:
        UserError: nothing would be left, a part is no such part, or the template is gone.
    """
    name = f"ändrade {'delarna' if which == 'blocks' else 'huvudets rutor'} i mallen"
    with store.step(name, who, now) as step:
        row = step.get(OwnTemplate, template_id)
        values = _values_of(row)
        parts = values[which]
        values[which] = [parts[one] if isinstance(one, int) else dict(one) for one in order]
        _change(step, row, values)
    return Changes.of(name, step)


def _values_of(row: OwnTemplate) -> Values:
    read = read_own(row)
    if read.template is None:
        raise read.problem or UserError("Mallen går inte att läsa.", "Välj en annan mall.")
    return template_values(read.template)


def _change(step: StepWriter, row: OwnTemplate, values: Values) -> None:
    checked = checked_values({**values, "kind": row.kind}, row.slug)
    if not isinstance(checked, Template):
        raise _told(checked[0])
    if checked.label != row.label:
        _check_label([one for one in step.all(OwnTemplate) if one is not row], checked.label, row.kind)
        row.label = checked.label
    text = template_text(checked)
    if row.text != text:
        row.text = text


_NEXT: Final = {
    "string_too_short": "Skriv något.",
    "too_short": "Låt minst en del vara med.",
    "value_error": "Rätta det, eller välj en uppgift under «Infoga uppgift».",
}


def _told(fault: Fault) -> UserError:
    """The fault as the one who edits is told of it: by the name of the field."""
    # Which fields there are is shown by the menu.
    what = (
        fault.what.partition("; dessa finns")[0]
        .replace(f" (i «{fault.key}»)", "")
        .replace(f"«{fault.key}»", f"«{place_title(fault.place)}»")
    )
    return UserError(f"{what[:1].upper()}{what[1:]}.", _NEXT.get(fault.sort, fault.next_step))


def remove_template(store: Store, template_id: int, who: str, now: datetime) -> Changes:
    """Take an own template away; documents that had it are made in the usual one.

    Raises:
        UserError: it is gone already.
    """
    name = "tog bort mallen"
    with store.step(name, who, now) as step:
        step.delete(step.get(OwnTemplate, template_id))
    return Changes.of(name, step)


def set_logo(store: Store, template_id: int, content: bytes, who: str, now: datetime) -> Changes:
    """Put a picture at the top of an own template's documents; empty bytes take it away.

    Raises:
        UserError: it is no picture that can be drawn, it is too large, or the template is gone.
    """
    name = "bytte logotyp" if content else "tog bort logotypen"
    picture = checked_logo(content) if content else b""
    with store.step(name, who, now) as step:
        row = step.get(OwnTemplate, template_id)
        row.logo_sha256 = _kept(step, picture)
    return Changes.of(name, step)


def read_logo(path: Path) -> bytes:
    """The bytes of a picture that was chosen.

    Raises:
        UserError: the file cannot be read, or is no picture that can be drawn.
    """
    return checked_logo(_content(path), path.name)


def read_template(path: Path) -> TemplateFile:
    """A template of a file, before anything is to be saved.

    Raises:
        UserError: the file cannot be read as a template; the text tells where it is wrong.
    """
    taken = template_of_file(_content(path), _slug(path.stem), path.name)
    if taken.template.kind not in _KINDS:
        raise UserError(
            f"Mallen {path.name} är till för handlingen «{taken.template.kind}», som inte finns.",
            f"Skriv en av dessa efter kind =: {', '.join(_KINDS)}.",
        )
    return taken


def import_template(store: Store, path: Path, who: str, now: datetime) -> Changes:
    """Take in a template from a file, as one's own; a label that is taken gets a number.

    Raises:
        UserError: the file cannot be read as a template; the text tells where it is wrong.
    """
    name = "tog in en mall"
    taken = read_template(path)
    with store.step(name, who, now) as step:
        rows = step.all(OwnTemplate)
        label = _free_label(rows, taken.template.label, taken.template.kind)
        _add(step, rows, taken.template, label, _kept(step, taken.logo))
    return Changes.of(name, step)


def template_file(store: Store, name: str) -> tuple[bytes, str]:
    """Any template as the bytes of a file to send, and what that file may be called.

    Raises:
        UserError: there is no such template, or it cannot be used.
    """
    found = template_shelf(store)
    template = found.find(name)
    return archive_of(template, found.logos.get(name, b"")), f"{clean_file_name(template.label)}.{SUFFIX}"


def export_template(store: Store, name: str, path: Path) -> None:
    """Save a template as a file.

    Raises:
        UserError: there is no such template, or the file cannot be written.
    """
    save_file(path, template_file(store, name)[0])


def _add(step: StepWriter, rows: Iterable[OwnTemplate], template: Template, label: str, logo_sha256: str) -> None:
    taken = {row.slug for row in rows} | set(shipped_names())
    wanted = _slug(label)
    slug = next(name for number in range(1, len(taken) + 2) if (name := _numbered(wanted, number, "_")) not in taken)
    own = template.model_copy(update={"name": slug, "label": label})
    text = template_text(own)
    step.add(OwnTemplate(slug=slug, label=label, kind=template.kind, text=text, logo_sha256=logo_sha256))


def _kept(step: StepWriter, picture: bytes) -> str:
    if not picture:
        return ""
    sha256 = hashlib.sha256(picture).hexdigest()
    step.keep_file(sha256, picture)
    return sha256


def _slug(label: str) -> str:
    """A name for the command line: ``min_mall``."""
    return re.sub(r"[^a-z0-9]+", "_", folded(label).translate(_PLAIN)).strip("_")[:60] or "mall"


def _free_label(rows: Iterable[OwnTemplate], label: str, kind: str) -> str:
    taken = {folded(row.label) for row in rows if row.kind == kind}
    numbered = (_numbered(label, number, " ") for number in range(1, len(taken) + 2))
    return next(one for one in numbered if folded(one) not in taken)


def _numbered(words: str, number: int, between: str) -> str:
    return words if number == 1 else f"{words}{between}{number}"


def _check_label(others: Iterable[OwnTemplate], label: str, kind: str) -> None:
    if any(folded(row.label.strip()) == folded(label.strip()) for row in others if row.kind == kind):
        raise UserError(f"Det finns redan en mall som heter «{label.strip()}».", "Ge den ett annat namn.")


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_FILE + 1)
    except OSError as error:
        raise UserError(
            f"Filen {path.name} går inte att läsa.", "Se efter att den finns kvar och inte är öppen."
        ) from error
