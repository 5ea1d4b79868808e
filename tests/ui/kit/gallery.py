"""Pictures of the kit to be looked at: ``python -m tests.ui.kit.gallery OUT`` writes every sheet in every theme."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QMainWindow,
    QRadioButton,
    QSizePolicy,
    QSpinBox,
    QToolBar,
    QWidget,
)

from nemndsekr.ui.kit.check_list import CheckList, CheckRow
from nemndsekr.ui.kit.chips import Chip, CompletenessChips
from nemndsekr.ui.kit.fonts import font
from nemndsekr.ui.kit.forms import Field, FormScroll, PairedFields
from nemndsekr.ui.kit.icons import ICON_NAMES, IconName, icon
from nemndsekr.ui.kit.labels import Label, button, caption, link_button, primary_button, rule, tool_button
from nemndsekr.ui.kit.lists import TaskList, TaskRow, heading
from nemndsekr.ui.kit.measures import column, holding, row, set_icon_size, set_size
from nemndsekr.ui.kit.messages import EmptyState, Mark, MessageBar
from nemndsekr.ui.kit.nav import Module, Rail
from nemndsekr.ui.kit.painting import colour
from nemndsekr.ui.kit.panels import PageHead, Panel, SplitPanes, page_layout
from nemndsekr.ui.kit.quotation import Quotation
from nemndsekr.ui.kit.saved_state import SavedState
from nemndsekr.ui.kit.search_field import SearchField
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.kit.table_model import Column, FetchMoreModel
from nemndsekr.ui.kit.tables import TableView
from nemndsekr.ui.kit.tags import StateTag
from nemndsekr.ui.kit.theme import Appearance, Theme
from nemndsekr.ui.kit.tokens import Token, tokens, u
from tests.ui.kit.audit import contrast


class Swatch(QWidget):
    """A colour with its name and number on it."""

    def __init__(self, name: Token) -> None:
        super().__init__()
        self._name: Token = name
        set_size(self, height=34)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour("line"))
        painter.setBrush(colour(self._name))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), u(4), u(4))
        ground = tokens().of(self._name)
        inks: tuple[Token, ...] = ("text", "surface", "on_accent")
        painter.setPen(colour(max(inks, key=lambda ink: contrast(tokens().of(ink), ground))))
        painter.setFont(font("caption"))
        area = self.rect().adjusted(u(8), 0, -u(8), 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self._name)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, ground)


def _colours() -> Panel:
    names: tuple[Token, ...] = (
        "canvas", "surface", "sunken", "rail", "line", "border", "text", "text2", "text3", "accent",
        "accent_soft", "mark", "ok", "ok_soft", "warn", "warn_soft", "late", "late_soft",
    )  # fmt: skip
    grid = QGridLayout()
    for number, name in enumerate(names):
        grid.addWidget(Swatch(name), number // 2, number % 2)
    return Panel("Färg", body=grid, pad=12)


def _type() -> Panel:
    return Panel(
        "Text",
        body=column(
            Label("Titel 15 · Granskning av skolskjuts", "title"),
            Label("Rubrik 11 · Rekommendationer", "section"),
            Label("Stark 10 · Säkra hållplatser", "strong"),
            Label("Brödtext 10 · Vårdnadshavare får beslut i tid"),
            Label("Etikett 9 · Ställningstagande", "label"),
            caption("Not 9 · s. 14, sparat 14.32"),
        ),
        pad=12,
    )


def _controls() -> Panel:
    off = button("Avstängd")
    off.setEnabled(False)
    on = QCheckBox("Delen skrivs ut")
    on.setChecked(True)
    one = QRadioButton("Delas inte")
    one.setChecked(True)
    stance = QComboBox()
    stance.addItems(["Instämmer delvis", "Instämmer"])
    number = QSpinBox()
    number.setValue(10)
    number.setAccessibleName("Arbetsdagar")
    stance.setAccessibleName("Ställningstagande")
    due = Field("&Svarsdag", QLineEdit("2026-03-31"))
    due.set_caption("tis 31 mars 2026, v. 14 · 28 arbetsdagar kvar")
    search = SearchField("Ärende", "Skriv dnr eller ord")
    came = Field("&Inkom", QLineEdit("31/13"))
    came.set_message("Datumet kunde inte tolkas. Skriv till exempel 2026-03-20 eller 20/3.")
    return Panel(
        "Reglage",
        body=column(
            row(
                primary_button("Klar – nästa"), button("Vanlig"), button("Med", "plus"), off, link_button("Länk"), None
            ),
            rule(),
            PairedFields(due, Field("&Ärende", search)),
            came,
            rule(),
            row(on, QCheckBox("Delen skrivs inte ut"), one, None, gap=16),
            row((stance, 1), number),
            gap=10,
        ),
        pad=12,
    )


def _states() -> Panel:
    tags = [StateTag(s) for s in (State.NOT_STARTED, State.ONGOING, State.REMARK, State.LATE)]
    quiet = [
        StateTag(State.DONE),
        StateTag(State.DUE, "Svar 31 mars"),
    ]
    return Panel(
        "Läge",
        "form + ord + färg",
        body=column(row(*tags, None), row(*quiet, None)),
        pad=12,
    )


def _saved() -> Panel:
    saving, saved, failed = SavedState(), SavedState(), SavedState()
    saving._show_saving()
    saved.saved("14.32")
    failed.failed("disken är full")
    return Panel("Sparat-läge", "i statusraden", body=column(saving, saved, failed, gap=4), pad=12)


def _messages() -> Panel:
    bars = (
        MessageBar("warn", "Handlingen har 2 påpekanden.", "Visa"),
        MessageBar("late", "Databasen kunde inte läsas. Senaste kopian är från i dag 07.58.", "Öppna kopian"),
        MessageBar("info", "3 att-satser är borttagna.", "Ångra", closable=True),
    )
    return Panel("Meddelanden", body=column(*bars), pad=12)


def _icons() -> Panel:
    grid = QGridLayout()
    grid.setSpacing(u(14))
    for number, name in enumerate(ICON_NAMES):
        mark = Mark(name, "text2", 20)
        mark.setToolTip(name)
        grid.addWidget(mark, number // 10, number % 10)
    return Panel("Ikoner", "20 × 20, linje 1,5", body=grid, pad=12)


def _small_list(name: str) -> TaskList:
    tasks = TaskList(name)
    tasks.set_rows([TaskRow(1, "Tillbud", State.DONE), TaskRow(2, "Avtalet", State.ONGOING, word="Pågår")])
    tasks.choose(2)
    tasks.setFixedHeight(tasks.content_height())
    return tasks


def parts() -> QWidget:
    """The parts sheet."""
    lists = row(
        column(caption("Vald rad"), _small_list("utan")),
        column(caption("Vald rad med fokus"), _small_list("fokus")),
        gap=12,
    )
    sheet = holding(
        row(
            (column(_colours(), _type(), None, gap=12), 352),
            (column(_controls(), _states(), Panel("Lista", body=lists, pad=12), None, gap=12), 440),
            (column(_saved(), _messages(), _icons(), None, gap=12), 440),
            gap=12,
            margins=(16, 16, 16, 16),
        )
    )
    sheet.resize(u(1280), u(790))
    return sheet


@dataclass(frozen=True)
class Case:
    """An invented case."""

    dnr: str
    title: str
    kind: str
    state: State
    word: str
    done: int
    of: int
    due: str
    namnd: str


CASES = (
    Case(
        "BUN-2024-0933",
        "Granskning av skolfrånvaro",
        "Granskning",
        State.LATE,
        "Uppföljning sen",
        7,
        10,
        "jan 2026",
        "19/3",
    ),
    Case(
        "BUN-2026-0412",
        "Granskning av skolskjuts",
        "Granskning",
        State.ONGOING,
        "Till beredning",
        4,
        7,
        "31 mars",
        "19/3",
    ),
    Case(
        "BUN-2025-1187",
        "Granskning av lokalförsörjning",
        "Granskning",
        State.REMARK,
        "2 påpekanden",
        5,
        6,
        "10 april",
        "19/3",
    ),
    Case(
        "BUN-2026-0402",
        "Motion om simundervisning i årskurs 4",
        "Motion",
        State.NOT_STARTED,
        "Inkommet",
        0,
        1,
        "29 maj",
        "välj …",
    ),
    Case(
        "BUN-2026-0098",
        "Nämndinitiativ om trygg skolväg",
        "Nämndinitiativ",
        State.ONGOING,
        "Till nämnd",
        3,
        3,
        "–",
        "19/3",
    ),
    Case("BUN-2024-0610", "Granskning av intern kontroll", "Granskning", State.DONE, "Besvarad", 5, 5, "–", "18/12"),
)
COLUMNS = (
    Column[Case]("Diarienummer", lambda c: c.dnr, "quiet", 136, sort_key="dnr"),
    Column[Case]("Ärende", lambda c: c.title, stretch=True, sort_key="title"),
    Column[Case]("Slag", lambda c: c.kind, "quiet", 120),
    Column[Case]("Läge", lambda c: c.word, "tag", 150, state=lambda c: c.state),
    Column[Case]("Klart", lambda c: f"{c.done}/{c.of}", "progress", 110, share=lambda c: (c.done, c.of)),
    Column[Case](
        "Svarsdag",
        lambda c: c.due,
        "flag",
        104,
        sort_key="due",
        state=lambda c: State.DUE if c.due == "31 mars" else None,
    ),
    Column[Case]("Nämnd", lambda c: c.namnd, "quiet", 70),
)


def case_table() -> TableView:
    """The table of invented cases."""
    model = FetchMoreModel(COLUMNS, identity=lambda case: case.dnr)
    model.set_source(lambda offset, limit: CASES[offset : offset + limit], len(CASES))
    table = TableView("Ärenden")
    table._kept_model = model  # type: ignore[attr-defined]
    table.set_model(model)
    table.show_sorted("due")
    table.choose("BUN-2026-0412")
    return table


MODULES = (
    Module("today", "Idag", "calendar-today"),
    Module("cases", "Ärenden", "folder", 12, "12 pågående"),
    Module("plan", "Planering", "plan"),
    Module("meetings", "Sammanträden", "people"),
    Module("follow_up", "Uppföljning", "checklist", 5, "5 att följa upp"),
    Module("templates", "Mallar", "template"),
)


def _rail() -> Rail:
    rail = Rail(MODULES)
    rail.choose("cases")
    rail.set_owner("Barn- och utbildningsnämnden", "Lindåkra kommun")
    return rail


def _tasks() -> TaskList:
    tasks = TaskList("Rekommendationer", lead=14)
    tasks.set_rows(
        [
            TaskRow(1, "Beslut enligt delegation", State.DONE, "1"),
            TaskRow(2, "Beslut och överklagande i tid", State.DONE, "2"),
            TaskRow(3, "Säkra hållplatser", State.REMARK, "3", word="Effekt saknas"),
            TaskRow(4, "Uppföljning av avtalet", State.ONGOING, "4", word="Pågår"),
            TaskRow(5, "Tillbud och avvikelser", State.DONE, "5"),
            TaskRow(6, "Växelvist boende", State.NOT_STARTED, "6", word="Ej påbörjad"),
            TaskRow(7, "Registerutdrag", State.DONE, "7"),
            heading("Yttrandet i övrigt"),
            TaskRow(8, "Sammanfattning", State.DONE),
            TaskRow(9, "Överväganden", State.ONGOING, word="Pågår"),
            TaskRow(10, "Förslag till beslut", State.NOT_STARTED, word="Ej påbörjad"),
        ]
    )
    tasks.choose(3)
    return tasks


def _form() -> FormScroll:
    chips = CompletenessChips(
        [
            Chip("stance", "Ställningstagande", State.DONE),
            Chip("measure", "Åtgärd: i text", State.VAGUE),
            Chip("effect", "Effekt saknas", State.EMPTY),
            Chip("when", "Tidpunkt", State.DONE),
        ]
    )
    stance, report = QComboBox(), QComboBox()
    stance.addItems(["Instämmer", "Instämmer delvis"])
    report.addItems(["Nämnden juni 2026 (18/6)"])
    done = _block_editor()
    answer = Field("&Genomfört", done, note="34 ord")
    answer.set_message("Åtgärd 1 saknar förväntad effekt, som revisorerna begär.", "Gå dit")
    quotation = Quotation(
        "Säkerställ en dokumenterad trafiksäkerhetsbedömning för samtliga hållplatser som används för skolskjuts.",
        "Ordagrant ur revisionsrapporten, s. 14",
    )
    pair = PairedFields(Field("Ställnin&gstagande", stance), Field("Åte&rrapporteras", report))
    return FormScroll(column(chips, quotation, pair, answer, None, gap=12, margins=(16, 12, 16, 12)))


def _block_editor() -> QWidget:
    from nemndsekr.records.block_text import BlockText, ListBlock, ListItem, Paragraph, Run
    from nemndsekr.ui.kit.block_edit import BlockTextEdit

    editor = BlockTextEdit()
    words = (
        "Förvaltningen och trafikutövaren gick under hösten 2025 igenom de 18 hållplatser som vårdnadshavare "
        "har lämnat synpunkter på."
    )
    items = (ListItem((Run("två hållplatser har flyttats"),)), ListItem((Run("en har fått belysning", bold=True),), 1))
    editor.set_value(BlockText((Paragraph((Run(words),)), ListBlock(items))))
    return editor


PAGE_14 = """4.3 Hållplatser och trafiksäkerhet

Av skollagen följer att hemkommunen ska anordna skolskjuts på ett trafiksäkert sätt. Förvaltningen uppger att \
hållplatserna bedöms när en ny linje läggs.

Vi kan konstatera att det saknas en samlad och dokumenterad trafiksäkerhetsbedömning för 71 av 112 hållplatser. \
För övriga är bedömningen i flera fall äldre än fem år.
"""
PAGE_15 = """Vid intervjuer framkommer att ansvaret mellan förvaltningen och trafikutövaren inte är tydligt.

Vår bedömning

Nämnden säkerställer inte i tillräcklig grad att hållplatserna är trafiksäkra.
"""


def _source() -> QWidget:
    from nemndsekr.ui.kit.source_view import SourceView

    view = SourceView()
    view.set_source(PAGE_14 + PAGE_15, [0, len(PAGE_14)], first_page=14)
    start = PAGE_14.index("det saknas")
    view.show_passage(start, PAGE_14.index(". För övriga"))
    view.field.setText("hållplatser")
    return view


def three_panes() -> QWidget:
    """A page with rail, head, three panes and footer."""
    head = PageHead("Granskning av skolskjuts", buttons=(button("Visa kedja"), button("Till handlingen", "document")))
    head.set_facts(["BUN-2026-0412", "Lindåkra kommuns revisorer"], due="Svar 31 mars")
    panes = SplitPanes(
        Panel(
            "Rekommendationer",
            "4 av 7 klara",
            body=_tasks(),
            footer=row(link_button("Klistra in fler …", "plus"), None),
        ),
        Panel(
            "Rekommendation 3 av 7",
            actions=(tool_button("chevron-left", "Föregående"), tool_button("chevron-right", "Nästa")),
            body=_form(),
            footer=row(link_button("Intern anteckning"), None, caption("Ctrl+Enter"), primary_button("Klar – nästa")),
        ),
        Panel(
            "Revisionsrapporten",
            "mars 2025",
            actions=(tool_button("ellipsis", "Mer"),),
            body=_source(),
            footer=row(link_button("Tidigare svar (2)"), None, button("Citera", "quote")),
        ),
        sizes=(272, 492, 300),
        stretch=(0, 1, 0),
    )
    page = holding(page_layout(head, panes))
    sheet = holding(row(_rail(), (page, 1), gap=0))
    sheet.resize(1280, 700)
    return sheet


def table_page() -> QWidget:
    """A page with a table."""
    head = PageHead("Ärenden", buttons=(button("Nytt ärende …"), primary_button("Ny granskning", "plus")))
    page = holding(page_layout(head, Panel(body=case_table())))
    sheet = holding(row(_rail(), (page, 1), gap=0))
    sheet.resize(1280, 420)
    return sheet


def lists_page() -> QWidget:
    """Dated rows, a check list and an empty state."""
    dated = TaskList("Närmast", lead=64, lead_right=False, lines=True)
    dated.set_rows(
        [
            heading("Förra veckan"),
            TaskRow(
                1, "Stoppdag till beredningen", State.LATE, "fre 13/2",
                "Passerad: 1 ärende saknar underlag", link="Visa", note_ink="late",
            ),
            heading("Nästa vecka, v. 9"),
            TaskRow(2, "Beredning 09.00", State.EVENT, "ons 25/2", "Stadshuset, Linden", tail="4 ärenden", strong=True),
            TaskRow(3, "Kallelse ska vara ute", State.NOTE, "tors 12/3", "Fem arbetsdagar före sammanträdet"),
            TaskRow(4, "Svar till revisorerna", State.DUE, "tis 31/3", "Granskning av skolskjuts", tail="BUN-26-0412"),
        ]
    )  # fmt: skip
    checks = CheckList("Funna rekommendationer")
    checks.set_rows(
        [
            CheckRow(1, "Säkerställ att beslut om skolskjuts fattas enligt delegationsordningen", "1", "s. 11"),
            CheckRow(2, "Säkerställ att vårdnadshavare får beslut i tid", "2", "s. 12", checked=False),
            CheckRow(3, "Säkerställ en dokumenterad trafiksäkerhetsbedömning", "3", "s. 14"),
            CheckRow(4, "Inför en systematisk uppföljning av avtalet", "4", "", State.REMARK, "Två lydelser"),
        ]
    )
    checks.choose(3)
    empty = EmptyState(
        "folder",
        "Inga ärenden än",
        "Dra hit en revisionsrapport eller ett nämndinitiativ, eller klistra in texten.",
        (button("Nytt nämndinitiativ"), primary_button("Ny granskning", "plus")),
        drop=True,
    )
    bar = MessageBar("warn", "Svarsdagen står som 31 mars (s. 2) och 27 mars (s. 21).", "Visa nästa")
    panes = row(
        (Panel("Närmast", body=dated), 1),
        (column((Panel("Rekommendationer", "7 hittade", body=checks), 1), (Panel(body=empty), 2)), 1),
    )
    sheet = holding(page_layout(PageHead("Torsdag 19 februari", ["Vecka 8, 2026"]), panes, bar))
    sheet.resize(1100, 720)
    return sheet


def frame() -> QWidget:
    """Menus, tool bar and status bar round a table."""
    window = QMainWindow()
    for name in ("&Arkiv", "&Redigera", "&Visa", "Äre&nde", "&Planering", "Ver&ktyg", "&Hjälp"):
        menu = window.menuBar().addMenu(name)
        menu.addAction(icon("folder-open"), "Öppna ärende …").setShortcut("Ctrl+O")
    bar = QToolBar("Verktyg")
    bar.setMovable(False)
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    set_icon_size(bar, 20)
    actions: tuple[tuple[IconName, str], ...] = (
        ("plus", "Ny"), ("folder-open", "Öppna"), ("undo", "Ångra"), ("redo", "Gör om"),
        ("shield-check", "Kontroller (3)"), ("preview", "Förhandsgranska"), ("print", "Skriv ut"),
    )  # fmt: skip
    for name, words in actions:
        action = bar.addAction(icon(name), words)
        action.setEnabled(words != "Gör om")
        if words == "Gör om":
            bar.addSeparator()
    space = QWidget()
    space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    bar.addWidget(space)
    find = SearchField("Sök i allt", "Sök i allt  (Ctrl+Skift+F)")
    set_size(find, width=260)
    bar.addWidget(find)
    # The tool bar's own padding is the same on all sides; the page's margin is wider.
    edge = QWidget()
    set_size(edge, width=8)
    bar.addWidget(edge)
    window.addToolBar(bar)
    saved = SavedState()
    saved.saved("14.32")
    status = window.statusBar()
    status.setSizeGripEnabled(False)
    status.addWidget(
        holding(row(saved, caption("Nästa frist: tisdag 31 mars"), None, gap=20, margins=(12, 1, 0, 1))), 1
    )
    status.addPermanentWidget(holding(row(caption("nemndsekr.sqlite"), margins=(0, 0, 12, 0))))
    window.setCentralWidget(table_page())
    window.resize(1280, 520)
    return window


SHEETS: dict[str, Callable[[], QWidget]] = {
    "parts": parts,
    "three_panes": three_panes,
    "table": table_page,
    "lists": lists_page,
    "frame": frame,
}


def save_sheets(folder: Path, names: list[str]) -> None:
    """Write the sheets in both themes, and in large text."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    family = app.font()
    family.setFamily("Open Sans")
    app.setFont(family)
    theme = Theme(Appearance.LIGHT)
    theme.apply(app)
    for name in names or list(SHEETS):
        for appearance, points in ((Appearance.LIGHT, 10), (Appearance.DARK, 10), (Appearance.LIGHT, 15)):
            theme.set_appearance(appearance)
            theme.set_text_points(points)
            sheet = SHEETS[name]()
            sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            sheet.setAutoFillBackground(True)
            sheet.show()
            sheet.activateWindow()
            for wanted in sheet.findChildren(TaskList):
                if wanted.accessibleName() == "fokus":
                    wanted.setFocus()
            for _ in range(4):
                app.processEvents()
            size = "" if points == 10 else "_large"
            sheet.grab().save(str(folder / f"{name}_{appearance}{size}.png"))
            sheet.close()
            sheet.deleteLater()


if __name__ == "__main__":
    save_sheets(Path(sys.argv[1]), sys.argv[2:])
