"""PartsForm: a list of the parts of a template in their order, and under it the fields of the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nemndsekr.documents.field_names import in_swedish
from nemndsekr.documents.template_files import Values
from nemndsekr.operations.make_document import part_name
from nemndsekr.operations.own_templates import PartsOf, write_in_template
from nemndsekr.operations.template_fields import BLOCK_FIELDS, CELL_FIELDS, listed_parts, new_part
from nemndsekr.ui.case.binding import Bound, Write
from nemndsekr.ui.case.record_form import Forms
from nemndsekr.ui.kit.check_list import CheckRow
from nemndsekr.ui.kit.labels import Label, caption, link_button, tool_button
from nemndsekr.ui.kit.lists import TaskRow
from nemndsekr.ui.kit.measures import column, holding, row, set_font_role, set_variant
from nemndsekr.ui.kit.messages import FieldMessage
from nemndsekr.ui.templates.field_editors import bound_field, lock
from nemndsekr.ui.templates.part_list import BlockList, CellList

Order = Sequence[int | Values]
_KEYS: Final = "Alt+↑ och Alt+↓ flyttar, eller dra med musen."
_ALWAYS: Final = "title"
_OWN_TEXT: Final = "fixed_text"


def writer(template_id: int, *place: str | int) -> Write:
    """The way to write one value of an own template."""

    def write(store: Any, who: str, now: Any, value: Any, visit: str) -> Any:
        return write_in_template(store, template_id, place, value, who, now, visit=visit)

    return write


class PartsForm(QWidget):
    """``arranged`` gives the new order, and the number of the part that is then to be the chosen one."""

    arranged = Signal(object, int)
    _which: PartsOf

    def __init__(self, forms: Forms, rows: BlockList | CellList, explained: str) -> None:
        super().__init__()
        self.rows = rows
        self.message = FieldMessage()
        self.up_button = tool_button("chevron-up", "Flytta upp (Alt+↑)")
        self.down_button = tool_button("chevron-down", "Flytta ned (Alt+↓)")
        self.chosen_words = Label("", "strong")
        set_variant(rows, "field")
        self.bounds: dict[str, Bound] = {}
        for spec in BLOCK_FIELDS if self._which == "blocks" else CELL_FIELDS:
            self.bounds[str(spec.place[-1])] = bound_field(forms, spec)
        self._detail = holding(
            column(self.chosen_words, *(bound.field for bound in self.bounds.values()), gap=10, margins=(0, 4, 0, 0))
        )
        self.acts = row(self.up_button, self.down_button, *self._more_acts(), None, gap=4)
        told = caption(f"{explained} {_KEYS}", wrap=True)
        self.setLayout(column(told, rows, self.acts, self.message, self._detail, gap=6))
        self._slug, self._id, self._chosen = "", 0, 0
        self._ledger = forms.ledger
        self.values: Values = {}
        rows.moved.connect(lambda _, to: self._move(to))
        rows.chosen.connect(lambda _: self._choose())
        self.up_button.clicked.connect(partial(rows.move_current, -1))
        self.down_button.clicked.connect(partial(rows.move_current, 1))

    def _more_acts(self) -> tuple[QWidget, ...]:
        return ()

    @property
    def parts(self) -> list[Values]:
        """The parts as they are kept."""
        found: list[Values] = self.values.get(self._which, [])
        return found

    def show_parts(self, slug: str, template_id: int, values: Values, *, chosen: int = -1) -> None:
        """Show the parts of a template; the same one keeps its chosen part."""
        if slug != self._slug:
            self._chosen, self._slug = 0, slug
            self.forget()
        if chosen >= 0:
            self._chosen = chosen
        self._id, self.values = template_id, values
        self.message.set_message("")
        self.rows.movable = template_id > 0
        self._put()

    def _put(self) -> None:
        """Fill the list and the fields under it."""
        self.rows.blockSignals(True)
        self.fill()
        self.rows.choose(self.row_to_choose())
        self.rows.blockSignals(False)
        # A list that was filled anew has told nobody of its row.
        for button in (self.up_button, self.down_button):
            button.setEnabled(self._id > 0 and bool(self.parts))
        self._show_detail()

    def fill(self) -> None:
        """Put the rows in the list."""

    def forget(self) -> None:
        """Another template is shown: let go of what belongs to the one before."""

    def row_to_choose(self) -> tuple[str, int]:
        """The key of the row that is to be the current one."""
        return ("in", self._chosen)

    def name_of(self, part: Values) -> str:
        """What a part is called above its fields."""
        return str(part.get("label", ""))

    def flush(self) -> None:
        """Hand over what is typed."""
        for bound in self.bounds.values():
            bound.commit()

    def let_go(self) -> None:
        """Stand for no template; what was refused goes with it."""
        for bound in self.bounds.values():
            bound.let_go()

    def arrange(self, order: Order, chosen: int) -> None:
        """Ask for another order; what is typed comes first, for it belongs to a part by its number.

        The list has the new order at once: the next key is meant for what is seen.
        """
        if not self._id:
            return
        self.flush()
        parts = [self.part_as_typed(one) if isinstance(one, int) else one for one in order]
        self.arranged.emit(list(order), chosen)
        slug, which = self._slug, self._which
        self._ledger.forget(lambda target: isinstance(target, tuple) and target[:2] == (slug, which))
        self.values = {**self.values, which: parts}
        self._chosen = chosen
        self._put()

    def part_as_typed(self, at: int) -> Values:
        """A part with what stands in its fields now."""
        typed = {name: bound.value for name, bound in self.bounds.items()} if at == self._chosen else {}
        return {**self.parts[at], **typed}

    def _move(self, to: int) -> None:
        key = self.rows.current_key()
        if key is None or key[0] != "in":
            return
        keys = [one.key for one in self.rows.rows_model().rows]
        at = keys.index(key)
        others = keys[:at] + keys[at + 1 :]
        new = sum(1 for one in others[:to] if one[0] == "in")
        if new == key[1] and to != at:
            # Only a part that is left out stands between: the move goes on past it.
            new += 1 if to > at else -1
        new = min(max(new, 0), len(self.parts) - 1)
        order = list(range(len(self.parts)))
        order.insert(new, order.pop(key[1]))
        if new != key[1]:
            self.arrange(order, new)

    def _choose(self) -> None:
        key = self.rows.current_key()
        if key is not None and key != ("in", self._chosen):
            self.flush()
            self._chosen = key[1] if key[0] == "in" else -1
            self._show_detail()

    def _show_detail(self) -> None:
        shown = 0 <= self._chosen < len(self.parts)
        self._detail.setVisible(shown)
        if not shown:
            return
        part = self.parts[self._chosen]
        self.chosen_words.setText(self.name_of(part))
        for name, bound in self.bounds.items():
            place = (self._which, self._chosen, name)
            bound.show_value((self._slug, *place), writer(self._id, *place), part[name])
            lock(bound, locked=not self._id)


@dataclass(slots=True)
class LeftOut:
    """A part that was left out a moment ago, with its words: it stands where it stood, to be taken in again."""

    number: int
    at: int
    values: Values


class BlocksForm(PartsForm):
    """The blocks of a document: which are printed, in which order, under which headings.

    A part that is left out keeps its place in the list until another template is shown; those to be had come last.
    """

    _which = "blocks"

    def __init__(self, forms: Forms) -> None:
        self._left: list[LeftOut] = []
        self._left_count = 0
        self._current_left = 0
        self.text_button = link_button("Egen text", "plus")
        self.text_button.setAccessibleName("Lägg till egen text")
        self.list = BlockList("Handlingens delar")
        super().__init__(forms, self.list, "Kryssade delar skrivs ut, i den här ordningen.")
        self.list.toggled.connect(self._turn)
        self.text_button.clicked.connect(lambda: self._add(_OWN_TEXT))

    def _more_acts(self) -> tuple[QWidget, ...]:
        return (self.text_button,)

    def forget(self) -> None:
        """What was left out belongs to the template before."""
        self._left.clear()
        self._current_left = 0

    def row_to_choose(self) -> tuple[str, int]:
        """The part that was just left out, so that a second press takes it in again; else the chosen one."""
        return ("left", self._current_left) if self._current_left else super().row_to_choose()

    def fill(self) -> None:
        """The parts in use and between them those left out just now; then those to be had."""
        self.text_button.setEnabled(self._id > 0)
        listed = listed_parts(self.values)
        used = {part["key"] for part in self.parts} - {_OWN_TEXT}
        # What came back by another way (Ctrl+Z) is not left out any more.
        self._left = [one for one in self._left if one.values["key"] not in used and one.values not in self.parts]
        if self._current_left not in {one.number for one in self._left}:
            self._current_left = 0
        left_keys = {one.values["key"] for one in self._left}
        rows: list[CheckRow] = []
        for part in listed:
            if part.at < 0:
                break
            rows += self._left_rows(part.at)
            rows.append(_block_row(("in", part.at), self.parts[part.at], checked=True))
        rows += self._left_rows(len(self.parts))
        spare = [part for part in listed if part.at < 0 and part.key not in left_keys]
        rows += [CheckRow(("out", part.key), part.name, checked=False) for part in spare]
        self.list.set_rows(rows)

    def _left_rows(self, at: int) -> list[CheckRow]:
        """The rows of what was left out before the part with this number."""
        count = len(self.parts)
        return [
            _block_row(("left", one.number), one.values, checked=False)
            for one in self._left
            if min(one.at, count) == at
        ]

    def name_of(self, part: Values) -> str:
        """By what it prints."""
        listed = next(one for one in listed_parts(self.values) if one.at == self._chosen)
        return "Egen text" if part["key"] == _OWN_TEXT else listed.name

    def _turn(self, key: Any, checked: bool) -> None:  # noqa: FBT001 - a Qt slot
        is_in = key[0] == "in"
        if not self._id or checked == is_in:
            # Two quick turns: what the first one asked for is on its way, and the list is filled when it has come.
            self.fill()
        elif key[0] == "out":
            self._add(key[1])
        elif key[0] == "left":
            self._take_back(key[1])
        elif self.parts[key[1]]["key"] == _ALWAYS:
            self.fill()
            self.message.set_message("Rubriken skrivs alltid ut. Den kan flyttas.")
        else:
            self._leave_out(key[1])

    def _leave_out(self, at: int) -> None:
        for one in self._left:
            one.at -= one.at > at
        self._left_count += 1
        self._left.append(LeftOut(self._left_count, at, self.part_as_typed(at)))
        self._current_left = self._left_count
        self.arrange([other for other in range(len(self.parts)) if other != at], -1)

    def _take_back(self, number: int) -> None:
        """Put a part that was left out where it stands in the list."""
        left = next(one for one in self._left if one.number == number)
        self._left.remove(left)
        here = min(left.at, len(self.parts))
        order: list[int | Values] = list(range(len(self.parts)))
        order.insert(here, left.values)
        for one in self._left:
            one.at += one.at > here
        self._current_left = 0
        self.arrange(order, here)

    def _choose(self) -> None:
        key = self.rows.current_key()
        self._current_left = key[1] if key is not None and key[0] == "left" else 0
        super()._choose()

    def _add(self, key: str) -> None:
        here = self._chosen + 1 if 0 <= self._chosen < len(self.parts) else len(self.parts)
        order: list[int | Values] = list(range(len(self.parts)))
        order.insert(here, new_part(key, self.values["kind"]))
        self._current_left = 0
        self.arrange(order, here)


def _block_row(key: tuple[str, int], part: Values, *, checked: bool) -> CheckRow:
    """A part by its heading, or by what it is called."""
    name = "Egen text" if part["key"] == _OWN_TEXT else part_name(part["key"])
    heading = part["heading"]
    return CheckRow(key, heading or name, page=name if heading and heading != name else "", checked=checked)


class CellsForm(PartsForm):
    """The cells of the header grid: a label and its lines each."""

    _which = "header"

    def __init__(self, forms: Forms) -> None:
        self.new_button = link_button("Ny ruta", "plus")
        self.remove_button = link_button("Ta bort rutan", "trash")
        explained = "Rutorna står under avsändaren, från vänster. En rad vars uppgift är tom skrivs inte ut."
        self.list = CellList("Huvudets rutor")
        super().__init__(forms, self.list, explained)
        self.chosen_words.hide()
        self.new_button.clicked.connect(self._add)
        self.remove_button.clicked.connect(self._remove)
        set_font_role(self.rows, "body")

    def _more_acts(self) -> tuple[QWidget, ...]:
        return (self.new_button, self.remove_button)

    def fill(self) -> None:
        """Label and lines."""
        self.new_button.setEnabled(self._id > 0)
        self.remove_button.setEnabled(self._id > 0 and bool(self.parts))
        self.rows.setVisible(bool(self.parts))
        rows = [
            TaskRow(("in", at), part["label"] or "Utan etikett", tail=in_swedish(" · ".join(part["lines"])))
            for at, part in enumerate(self.parts)
        ]
        self.list.set_rows(rows)

    def _add(self) -> None:
        count = len(self.parts)
        here = self._chosen + 1 if 0 <= self._chosen < count else count
        order: list[int | Values] = list(range(count))
        order.insert(here, {"label": "Ny ruta", "lines": [""]})
        self.arrange(order, here)

    def _remove(self) -> None:
        order = [at for at in range(len(self.parts)) if at != self._chosen]
        self.arrange(order, max(0, self._chosen - 1))
