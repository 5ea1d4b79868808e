"""PictureView: the lägesbild, today or as it stood at the end of an earlier year."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from nemndsekr.operations.followup import Picture, picture_of
from nemndsekr.operations.print_followup import FollowupList, ListWish
from nemndsekr.rules.followup_picture import picture_sum
from nemndsekr.ui.desk import Desk
from nemndsekr.ui.followup.picture_list import Legend, PictureList
from nemndsekr.ui.followup.view import FollowupView
from nemndsekr.ui.followup.year_box import YearBox
from nemndsekr.ui.kit.labels import Label, button, caption
from nemndsekr.ui.kit.measures import column, holding, row
from nemndsekr.ui.kit.messages import EmptyState
from nemndsekr.ui.kit.panels import PageStack, Panel


class PictureView(FollowupView):
    """All audits as squares. Enter opens the recommendation that the keys stand on."""

    name = "Lägesbild"
    short_name = "Läge"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._picture: Picture | None = None
        self.year_box = YearBox(desk.today)
        self.sum = Label("", "strong")
        self.hint = caption("")
        self._filters = holding(row(caption("Läget"), self.year_box, self.hint, None, self.sum))
        self.legend = Legend()
        self.list = PictureList()
        self.cell_words = caption("", wrap=True)
        self.open_button = button("Gå till rekommendationen")
        footer = row((column(self.cell_words, margins=(6, 0, 0, 0)), 1), self.open_button)
        body = holding(column(holding(column(self.legend, margins=(12, 8, 12, 4))), (self.list, 1), gap=0))
        self.panel = Panel(body=body, footer=footer)
        self.first_button = button("Visa ärendena")
        self.empty = EmptyState(
            "square-half", "Ingen lägesbild än", "Den ritas av granskningarnas rekommendationer.", (self.first_button,)
        )
        self.today_button = button("Visa läget i dag")
        self.none_then = EmptyState("square-half", "Ingenting då", "", (self.today_button,))
        self.stack = PageStack()
        self.empty_panel, self.none_panel = Panel(body=self.empty), Panel(body=self.none_then)
        for part in (self.panel, self.empty_panel, self.none_panel):
            self.stack.addWidget(part)
        self.setLayout(column(self._filters, (self.stack, 1), gap=12))
        self.year_box.activated.connect(self.load)
        self.list.opened.connect(self.opened)
        self.list.cell_changed.connect(self.cell_words.setText)
        self.open_button.clicked.connect(lambda: self.list.open_index(self.list.currentIndex()))
        self.first_button.clicked.connect(lambda: self.elsewhere.emit("cases"))
        self.today_button.clicked.connect(self._show_today)

    def day(self) -> date:
        """The day that is shown."""
        return self.year_box.day()

    def load(self) -> None:
        """Ask how everything stood on the day."""
        day, today = self.day(), self.desk.today
        self.ask(lambda store: picture_of(store, day, today), self._show)

    def _show(self, picture: Picture) -> None:
        self._picture = picture
        self.year_box.set_first(picture.first_year)
        self.list.set_rows(picture.rows)
        self.sum.setText(picture_sum(picture.rows) if picture.rows else "")
        self.hint.setText("Efter noteringarna till och med den dagen" if self.day() != self.desk.today else "")
        self._filters.setVisible(bool(picture.total))
        if picture.rows:
            self.stack.setCurrentWidget(self.panel)
        elif picture.total:
            self.none_then.set_words(
                "Ingenting då", f"Ingen av granskningarna hade kommit in den 31 december {self.day().year}."
            )
            self.stack.setCurrentWidget(self.none_panel)
        else:
            self.stack.setCurrentWidget(self.empty_panel)
        self.listed.emit()

    def _show_today(self) -> None:
        self.year_box.setCurrentIndex(0)
        self.load()
        self.list.setFocus()

    def first_focus(self) -> QWidget:
        """The list, or what stands in its place."""
        shown = self.stack.currentWidget()
        if shown is self.empty_panel:
            return self.first_button
        return self.list if shown is self.panel else self.today_button

    def wish(self) -> ListWish | None:
        """The picture on its day."""
        if self._picture is None or not self._picture.rows:
            return None
        return ListWish(FollowupList.lagesbild, self.desk.today, self.day())
