"""TemplateEditor: every field of a template in groups, each saved by itself; one that is not one's own is only read."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nemndsekr.operations.own_templates import OpenTemplate, PartsOf
from nemndsekr.operations.template_fields import HEAD, LOGO, NAMES, PAGES, WORDS, TemplateGroup
from nemndsekr.support.errors import UserError
from nemndsekr.ui.case.binding import Bound, Ledger
from nemndsekr.ui.case.record_form import Forms
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.kit.fold import Fold
from nemndsekr.ui.kit.forms import FormScroll
from nemndsekr.ui.kit.labels import caption
from nemndsekr.ui.kit.measures import column, holding
from nemndsekr.ui.kit.panels import PAD
from nemndsekr.ui.kit.tab_order import order_tabs
from nemndsekr.ui.templates.field_editors import bound_field, lock, value_at
from nemndsekr.ui.templates.logo_part import LogoPart
from nemndsekr.ui.templates.parts_form import BlocksForm, CellsForm, PartsForm, writer

_BRACES: Final = (
    "Det som står inom klammer, som {diarienummer}, fylls i när handlingen görs. «Infoga uppgift» visar vad som finns."
)


class TemplateEditor(FormScroll):
    """``arranged`` gives which list of parts is to have which order, and the part to be chosen then."""

    arranged = Signal(str, object, int)

    def __init__(self, desk: Desk) -> None:
        self.ledger = Ledger()
        self.shown = ""
        """The slug of the template that the fields stand for; empty where they stand for none."""
        forms = Forms(desk, self.ledger)
        self.bounds: dict[tuple[str | int, ...], Bound] = {}
        self.folds: dict[str, Fold] = {}
        self._groups: dict[str, TemplateGroup] = {}
        self.blocks, self.cells, self.logo = BlocksForm(forms), CellsForm(forms), LogoPart()
        parts = [
            caption(_BRACES, wrap=True),
            self._fold(forms, NAMES),
            self._fold(forms, HEAD, self.cells),
            self._fold_of("blocks", "Delar", self.blocks),
            self._fold(forms, LOGO, above=self.logo),
            *(self._fold(forms, group) for group in WORDS),
            self._fold(forms, PAGES),
        ]
        super().__init__(column(*parts, None, gap=10, margins=(PAD, 10, PAD, 14)))
        self.folds[NAMES.key].set_open()
        for which, form in self._lists():
            form.arranged.connect(lambda order, chosen, which=which: self.arranged.emit(which, order, chosen))
        for fold in self.folds.values():
            fold.opened.connect(self._order_tabs)
        self._order_tabs()

    def _lists(self) -> tuple[tuple[PartsOf, PartsForm], ...]:
        return ("blocks", self.blocks), ("header", self.cells)

    def show_template(self, opened: OpenTemplate, *, chosen: dict[str, int] | None = None) -> None:
        """Show a template that can be read; ``chosen`` are the parts to choose in its lists."""
        values, slug, template_id = opened.values, opened.listed.name, opened.listed.template_id
        if values is None:
            return
        self.shown = slug
        used = {block["key"] for block in values["blocks"]}
        for key, group in self._groups.items():
            self.folds[key].setVisible(group.applies(used))
        for place, bound in self.bounds.items():
            bound.show_value((slug, *place), writer(template_id, *place), value_at(values, place))
            lock(bound, locked=not template_id)
        for which, form in self._lists():
            form.show_parts(slug, template_id, values, chosen=(chosen or {}).get(which, -1))
        self.logo.show_logo(opened.logo, locked=not template_id)
        self._order_tabs()

    def let_go(self) -> None:
        """Stand for no template: the one that is chosen has no fields that can be shown."""
        self.shown = ""
        for bound in self.bounds.values():
            bound.let_go()
        for _, form in self._lists():
            form.let_go()

    def flush(self) -> None:
        """Hand over everything typed."""
        for bound in self.bounds.values():
            bound.commit()
        for _, form in self._lists():
            form.flush()

    @property
    def refused(self) -> UserError | None:
        """Why what stands in one of the fields is not stored."""
        return next(iter(self.ledger.refused.values()), None)

    def _fold(
        self, forms: Forms, group: TemplateGroup, below: QWidget | None = None, *, above: QWidget | None = None
    ) -> Fold:
        made = {spec.place: bound_field(forms, spec) for spec in group.fields}
        self.bounds |= made
        self._groups[group.key] = group
        fields = [bound.field for bound in made.values()]
        return self._fold_of(group.key, group.title, *filter(None, (above, *fields, below)))

    def _fold_of(self, key: str, title: str, *parts: QWidget) -> Fold:
        fold = self.folds[key] = Fold(title, holding(column(*parts, gap=10, margins=(10, 0, 0, 6))))
        return fold

    def _order_tabs(self) -> None:
        order_tabs(self.folds.values())
