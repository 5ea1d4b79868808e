"""The sheets a page is laid out of: page head, panel, split panes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLayout, QSizePolicy, QSplitter, QStackedWidget, QWidget

from nemndsekr.ui.kit.flow import FlowLayout
from nemndsekr.ui.kit.labels import ElidedLabel, rule
from nemndsekr.ui.kit.measures import column, holding, row, set_size, set_units, set_variant
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.kit.tags import StateTag
from nemndsekr.ui.kit.tokens import points, u

PAD = 12
"""Units from a panel's edge to its first text: head, body and footer keep the same line."""

_NOTE = 84
_SHORT = 170
"""Units: a heading no wider than this is whole, and the note beside it gives way."""


class Panel(QFrame):
    """A white sheet with a hairline: header (title, caption, small actions), body, footer. Panels do not nest."""

    def __init__(
        self,
        title: str = "",
        note: str = "",
        *,
        actions: Sequence[QWidget] = (),
        body: QWidget | QLayout | None = None,
        footer: QLayout | None = None,
        pad: float = 0,
        narrow: bool = False,
    ) -> None:
        """Lay it out; ``pad`` is the body's margin in units (0 for lists and tables, 12 for forms).

        The head of a ``narrow`` panel goes on in a new line where there is no room for one.
        """
        super().__init__()
        set_variant(self, "panel")
        self.title = ElidedLabel(title, "section", narrowest=72, short=_SHORT)
        self.note = ElidedLabel(note, "caption", "muted")
        self._share_head()
        self._head_only = False
        self._below: list[QWidget] = []
        """What stands under the head's line, and is hidden where only the head is shown."""
        outer = column(gap=0)
        # One pixel, so that what lies inside never paints over the hairline.
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setProperty("kitGap", None)
        self.setLayout(outer)
        if narrow:
            parts = FlowLayout(gap=8, line_gap=0, last_right=bool(actions))
            for part in (self.title, self.note, *actions):
                parts.addWidget(part)
            inside = holding(parts)
            head = row((inside, 1), margins=(PAD, 0, 6, 0))
            head.setAlignment(inside, Qt.AlignmentFlag.AlignVCenter)
            self._head = holding(head)
            self.note.setVisible(bool(note))
        else:
            self._head = holding(row(self.title, self.note, None, row(*actions, gap=4), margins=(PAD, 0, 6, 0)))
        set_size(self._head, min_height=40)
        self._rule = rule()
        outer.addWidget(self._head)
        outer.addWidget(self._rule)
        for part in (self._head, self._rule):
            part.setVisible(bool(title))
        if title:
            self.setAccessibleName(title)
        self._body = column(gap=0, margins=(pad, pad, pad, pad))
        outer.addLayout(self._body, 1)
        if isinstance(body, QWidget):
            self._body.addWidget(body)
            self._below.append(body)
        elif body is not None:
            self._body.addLayout(body)
        if footer is not None:
            foot = holding(footer)
            set_units(footer, 8, (PAD - 6, 8, PAD, 8))
            for part in (rule(), foot):
                outer.addWidget(part)
                self._below.append(part)

    def set_title(self, title: str, note: str = "") -> None:
        """Change the words of the header."""
        self.title.setText(title)
        self._share_head()
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.setAccessibleName(title)
        self._head.setVisible(bool(title))
        self._rule.setVisible(bool(title) and not self._head_only)

    def show_head_only(self, *, alone: bool) -> None:
        """Show the head alone, or all of it again."""
        self._head_only = alone
        self._rule.setVisible(bool(self.title.text()) and not alone)
        for part in self._below:
            part.setVisible(not alone)

    def _share_head(self) -> None:
        """Beside a long heading the note keeps some room; beside a short one it gives way alone."""
        self.note.narrowest = 0 if self.title.is_short() else _NOTE

    def put_in_head(self, widget: QWidget) -> None:
        """Put a widget in the place of the title, which then is only the panel's name."""
        layout = self._head.layout()
        if isinstance(layout, QBoxLayout):
            layout.insertWidget(0, widget)
            layout.setAlignment(widget, Qt.AlignmentFlag.AlignBottom)
        self.title.hide()


class PageStack(QStackedWidget):
    """Widgets of which one is shown; it needs no more room than that one, however large the others are."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        """What the shown one needs."""
        shown = self.currentWidget()
        return QSize() if shown is None else shown.minimumSizeHint().expandedTo(shown.minimumSize())


class PageHead(QWidget):
    """The top of a page: title left, one quiet line of facts under it, buttons right (the primary one last)."""

    def __init__(self, title: str = "", facts: Sequence[str] = (), buttons: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.title = ElidedLabel(title, "title")
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        set_size(self.title, min_height=32)
        self._facts = FlowLayout(gap=20, line_gap=2)
        self._facts_holder = holding(self._facts)
        self.buttons = row(*buttons, gap=8)
        self.setLayout(column(row((self.title, 1), self.buttons, gap=12), self._facts_holder, gap=4))
        self.set_facts(facts)

    def set_title(self, title: str) -> None:
        """Change the title; a long one is cut off and shown whole as tool tip."""
        self.title.setText(title)

    def set_facts(self, facts: Sequence[str], due: str = "", remarks: Sequence[str] = ()) -> None:
        """Change the line of facts; ``due`` is shown with a flag after them, ``remarks`` as what is to be looked at."""
        self._facts.clear()
        for fact in facts:
            self._facts.addWidget(ElidedLabel(fact, "body", "muted"))
        if due:
            self._facts.addWidget(StateTag(State.DUE, due))
        for remark in remarks:
            self._facts.addWidget(StateTag(State.REMARK, remark))
        self._facts_holder.setVisible(bool(facts) or bool(due) or bool(remarks))


class SplitPanes(QSplitter):
    """Panes side by side with a gap of 8 units that is the handle. Sizes are declared in units."""

    def __init__(
        self, *panes: QWidget, sizes: Sequence[int] = (), stretch: Sequence[int] = (), vertical: bool = False
    ) -> None:
        super().__init__(Qt.Orientation.Vertical if vertical else Qt.Orientation.Horizontal)
        self.setChildrenCollapsible(False)
        self._wanted = tuple(sizes)
        self._measured = 0.0
        for pane in panes:
            self.addWidget(pane)
        for index, share in enumerate(stretch):
            self.setStretchFactor(index, share)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._measured != points():
            self._measure()

    def showEvent(self, event: QShowEvent) -> None:
        """Set the wanted sizes when the width is known."""
        super().showEvent(event)
        if self._wanted and not event.spontaneous():
            self.setSizes([u(size) for size in self._wanted])
            self._wanted = ()

    def _measure(self) -> None:
        self._measured = points()
        self.setHandleWidth(u(8))


def page_layout(head: QWidget, body: QWidget | QLayout, *between: QWidget) -> QLayout:
    """A page's layout: head, then what stands between (a message bar, filters), then the body that fills."""
    return column(head, *between, (body, 1), gap=12, margins=(16, 12, 16, 12))
