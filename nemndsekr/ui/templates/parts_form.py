"""PartsForm: a list of the parts of a template in their order, and under it the fields of the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nemndsekr.documents.field_names import in_swedish
from nemndsekr.documents.template_files import Values
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
        if chosen >= 0:
            self._chosen = chosen
        self._id, self.values = template_id, values
        self.message.set_message("")
        self.rows.movable = template_id > 0
        self.rows.blockSignals(True)
        self.fill()
        self.rows.choose(("in", self._chosen))
        self.rows.blockSignals(False)
        # A list that was filled anew has told nobody of its row.
        for button in (self.up_button, self.down_button):
            button.setEnabled(template_id > 0 and bool(self.parts))
        self._show_detail()

    def fill(self) -> None:
        """Put the rows in the list."""

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
        """Ask for another order; what is typed comes first, for it belongs to a part by its number."""
        if self._id:
            self.flush()
            self.arranged.emit(list(order), chosen)

    def _move(self, to: int) -> None:
        key = self.rows.current_key()
        if key is None or key[0] != "in":
            return
        order = list(range(len(self.parts)))
        to = min(to, len(order) - 1)
        order.insert(to, order.pop(key[1]))
        if order[key[1]] != key[1]:
            self.arrange(order, to)

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


class BlocksForm(PartsForm):
    """The blocks of a document: which are printed, in which order, under which headings."""

    _which = "blocks"

    def __init__(self, forms: Forms) -> None:
        self.text_button = link_button("Egen text", "plus")
        self.text_button.setAccessibleName("Lägg till egen text")
        self.list = BlockList("Handlingens delar")
        super().__init__(forms, self.list, "Kryssade delar skrivs ut, i den här ordningen.")
        self.list.toggled.connect(self._turn)
        self.text_button.clicked.connect(lambda: self._add("fixed_text"))

    def _more_acts(self) -> tuple[QWidget, ...]:
        return (self.text_button,)

    def fill(self) -> None:
        """The parts in use, then those to be had."""
        self.text_button.setEnabled(self._id > 0)
        rows = []
        for part in listed_parts(self.values):
            heading = self.parts[part.at]["heading"] if part.at >= 0 else ""
            name = "Egen text" if part.key == "fixed_text" else part.name
            key = ("in", part.at) if part.at >= 0 else ("out", part.key)
            other = name if heading and heading != name else ""
            rows.append(CheckRow(key, heading or name, page=other, checked=part.at >= 0))
        self.list.set_rows(rows)

    def name_of(self, part: Values) -> str:
        """By what it prints."""
        listed = next(one for one in listed_parts(self.values) if one.at == self._chosen)
        return "Egen text" if part["key"] == "fixed_text" else listed.name

    def _turn(self, key: Any, checked: bool) -> None:  # noqa: FBT001 - a Qt slot
        if not self._id:
            self.fill()
        elif checked:
            self._add(key[1])
        elif self.parts[key[1]]["key"] == _ALWAYS:
            self.fill()
            self.message.set_message("Rubriken skrivs alltid ut. Den kan flyttas.")
        else:
            order = [at for at in range(len(self.parts)) if at != key[1]]
            self.arrange(order, max(0, key[1] - 1))

    def _add(self, key: str) -> None:
        here = self._chosen + 1 if 0 <= self._chosen < len(self.parts) else len(self.parts)
        order: list[int | Values] = list(range(len(self.parts)))
        order.insert(here, new_part(key, self.values["kind"]))
        self.arrange(order, here)


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
