"""``python dev.py bench``: speed and memory as ratios to a floor measured in the same run; nothing here can fail.

Each line names what is measured, its floor, the ratio (median of rounds in which both take turns), and the goal.
"""

from __future__ import annotations

import gc
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from nemndsekr.operations.edit_record import edit_record
from nemndsekr.operations.sign_in import sign_in
from nemndsekr.records.block_text import from_paragraphs
from nemndsekr.records.case import Case, ReplyDay
from nemndsekr.records.choices import BodyKind
from nemndsekr.records.measure import Measure, MeasureLink, Promise
from nemndsekr.records.meeting import Meeting, MeetingBody
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.store.database import Store, open_store
from nemndsekr.store.first_rows import CaseFilter, list_sql
from nemndsekr.store.followup import MeasureFilter, followed_measures
from nemndsekr.store.queries import list_cases, load_case
from nemndsekr.store.today_rows import read_today
from nemndsekr.store.unplanned import unplanned
from nemndsekr.support.paths import DataFolder

NOW = datetime(2026, 2, 19, 13, 5, tzinfo=UTC)
ROUNDS = 15
CASES = 300
SENTENCE = "Förvaltningen instämmer i att rutinerna behöver ses över och återkommer till nämnden. "


class Line(NamedTuple):
    """One measurement: the ratio of a thing to its floor."""

    name: str
    floor: str
    ratio: float
    goal: str
    floor_ms: float


def turns(thing: Callable[[], object], floor: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """Median ratio of thing to floor over rounds in which each has its turn, and the floor's median in ms."""
    ratios, floors = [], []
    thing()
    floor()
    for _ in range(rounds):
        gc.collect()
        start = time.perf_counter()
        floor()
        between = time.perf_counter()
        thing()
        end = time.perf_counter()
        ratios.append((end - between) / (between - start))
        floors.append((between - start) * 1000)
    return statistics.median(ratios), statistics.median(floors)


@contextmanager
def filled_store() -> Iterator[tuple[Store, str]]:
    """An office with a few hundred cases of eight recommendations and sixteen measures each."""
    with tempfile.TemporaryDirectory() as place:
        store = open_store(DataFolder(Path(place)), NOW)
        who = sign_in(store, "kim", NOW).uid
        with store.step("fyllde på", who, NOW, undoable=False) as step:
            namnd = step.add(Namnd(name="Barn- och utbildningsnämnden"))
            for number in range(CASES):
                fill_case(step, namnd.stored_id, number)
        yield store, who
        store.close()


def fill_case(step: object, namnd_id: int, number: int) -> None:
    """One case with recommendations, measures and promises."""
    add = step.add  # type: ignore[attr-defined]
    case = add(Case(namnd_id=namnd_id, title=f"Granskning {number} av rutinerna", dnr=f"BUN-2026-{number}"))
    day = (NOW + timedelta(days=number % 200)).date()
    add(ReplyDay(case_id=case.stored_id, words=day.isoformat(), earliest=day, latest=day))
    for no in range(1, 9):
        answer = from_paragraphs([SENTENCE * 4, SENTENCE * 3])
        row = add(Recommendation(case_id=case.stored_id, no=no, position=no, text=SENTENCE * 2, answer=answer))
        for place in range(2):
            measure = add(Measure(case_id=case.stored_id, position=no * 2 + place, text="Se över rutinen"))
            add(MeasureLink(case_id=case.stored_id, measure_id=measure.stored_id, recommendation_id=row.stored_id))
            add(Promise(case_id=case.stored_id, measure_id=measure.stored_id, words="hösten 2026"))


def store_lines() -> Iterator[Line]:
    """Opening a case, listing cases and saving a field."""
    with filled_store() as (store, who):
        with store.read() as connection:
            raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        tables = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        owned = [
            table
            for table in tables
            if any(column[1] == "case_id" for column in raw.execute(f"PRAGMA table_info({table})"))
        ]
        statements = [f"SELECT * FROM {table} WHERE case_id = ?" for table in owned if table != "changes"]  # noqa: S608
        numbers = iter(range(1, 10_000_000))

        def case_number() -> int:
            return next(numbers) % CASES + 1

        def plain() -> None:
            number = case_number()
            raw.execute("SELECT * FROM cases WHERE id = ?", (number,)).fetchall()
            for statement in statements:
                raw.execute(statement, (number,)).fetchall()

        yield Line(
            "open a case whole",
            "the same rows by sqlite3",
            *order(turns(lambda: load_case(store, case_number()), plain), "<= 6.5"),
        )
        wanted = CaseFilter(stage="all")
        sql, values = list_sql(wanted, 0, 200)
        listed = turns(lambda: list_cases(store, wanted, 0, 200), lambda: raw.execute(sql, values).fetchall())
        yield Line("list of 200 cases", "the same statement by sqlite3", *order(listed, "<= 1.4"))
        wanted_measures = MeasureFilter(which="all", today=NOW.date())
        followed = turns(
            lambda: followed_measures(store, wanted_measures, 200),
            lambda: [raw.execute(statement, (number,)).fetchall() for statement, number in followed_floor()],
        )
        yield Line("follow-up, 200 of 4 800 measures", "their rows by sqlite3", *order(followed, "<= 8"))
        saved = turns(lambda: save(store, who, next(numbers)), lambda: sync(store.folder.root / "yardstick"))
        yield Line("save a field, durable, with log", "pwrite + fdatasync", *order(saved, "<= 5.5"))


MANY_CASES = 100_000
MEETINGS = 60


def today_lines() -> Iterator[Line]:
    """The page Idag over a great many cases, a third of them open, and over some meetings."""
    with tempfile.TemporaryDirectory() as place:
        store = open_store(DataFolder(Path(place)), NOW)
        with store.step("fyllde på", sign_in(store, "kim", NOW).uid, NOW, undoable=False) as step:
            namnd = step.add(Namnd(name="Barn- och utbildningsnämnden")).stored_id
            body = step.add(MeetingBody(namnd_id=namnd, kind=BodyKind.namnd, name="Nämnden")).stored_id
            for number in range(MEETINGS):
                step.add(Meeting(namnd_id=namnd, body_id=body, day=(NOW + timedelta(weeks=4 * (number - 50))).date()))
        fill_plainly(store.raw, namnd)
        # The same rows, by one statement that looks at as many: every reply day with its case.
        floor = "SELECT count(*), min(d.latest) FROM reply_days d JOIN cases c ON c.id = d.case_id WHERE c.stage <> ''"
        read = turns(
            lambda: read_today(store.folder, NOW.date()), lambda: store.raw.execute(floor).fetchall(), rounds=5
        )
        yield Line("Idag, 100 000 cases", "their reply days by sqlite3", *order(read, "<= 6"))
        listed = turns(lambda: unplanned(store, NOW.date()), lambda: store.raw.execute(floor).fetchall(), rounds=5)
        yield Line("Inget planerat, 100 000 cases", "their reply days by sqlite3", *order(listed, "<= 3"))
        store.close()


def fill_plainly(raw: sqlite3.Connection, namnd_id: int) -> None:
    """A great many cases, each with a reply day and a meeting, by plain SQL, since only their number counts."""
    names = [row[1] for row in raw.execute("PRAGMA table_info(cases)")]
    blank = {"namnd_id": namnd_id, "version": 1, "kind": "granskning", "secrecy": "ingen", "dnr_expected": 0}
    nullable = {row[1] for row in raw.execute("PRAGMA table_info(cases)") if not row[3]}
    raw.execute("BEGIN")
    for number in range(1, MANY_CASES + 1):
        row = {name: None if name in nullable else "" for name in names} | blank
        row |= {"id": number, "uid": str(number), "title": f"Granskning {number}", "dnr": f"BUN-{number}"}
        row["stage"] = "under_arbete" if number % 3 == 0 else "avslutat"
        marks = ", ".join("?" * len(names))
        raw.execute(f"INSERT INTO cases ({', '.join(names)}) VALUES ({marks})", [row[name] for name in names])  # noqa: S608
        day = (NOW + timedelta(days=number % 900 - 700)).date().isoformat()
        raw.execute(
            "INSERT INTO reply_days (uid, version, case_id, words, earliest, latest, precision, recurrence,"
            " relative_to, to_whom, occasion, source, granted_by, reason)"
            " VALUES (?, 1, ?, ?, ?, ?, 'dag', '', '', '', 'forsta', '', '', '')",
            (str(number), number, day, day, day),
        )
        raw.execute(
            "INSERT INTO plan_steps (uid, version, case_id, occasion, position, kind, label, day, meeting_id)"
            " VALUES (?, 1, ?, 'forsta', 1, 'namnd', '', ?, ?)",
            (str(number), number, day, number % MEETINGS + 1),
        )
    raw.execute("COMMIT")


def followed_floor() -> Iterator[tuple[str, int]]:
    """Statements that fetch two hundred open measures with what hangs on them, by plain sqlite3."""
    yield "SELECT * FROM measures WHERE state IN ('planerad', 'pagar') ORDER BY id LIMIT ?", 200
    for table in ("promises", "measure_links", "report_backs", "measure_reports"):
        yield f"SELECT * FROM {table} WHERE measure_id <= ?", 200  # noqa: S608 - the tables are named here


def order(measured: tuple[float, float], goal: str) -> tuple[float, str, float]:
    """Ratio, goal and floor, as a Line wants them."""
    return measured[0], goal, measured[1]


def save(store: Store, who: str, number: int) -> None:
    """Save one answer."""
    values = {"answer": from_paragraphs([f"{SENTENCE}{number}"])}
    edit_record(store, Recommendation, number % (CASES * 8) + 1, values, who, NOW)


def sync(path: Path) -> None:
    """Write four kilobytes and wait until they are on disk."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT)
    try:
        os.pwrite(handle, bytes(4096), 0)
        os.fdatasync(handle)
    finally:
        os.close(handle)


LABEL = """
import sys, time
from PySide6.QtWidgets import QApplication, QLabel
class Label(QLabel):
    def paintEvent(self, event):
        super().paintEvent(event)
        sys.stdout.write("painted"); sys.stdout.flush()
        import os; os._exit(0)
application = QApplication([])
label = Label("Nämndsekr"); label.resize(1280, 800); label.show(); application.exec()
"""
WINDOW = """
import os, sys
from nemndsekr.ui.main_window import MainWindow
def painted(self):
    sys.stdout.write("painted"); sys.stdout.flush(); os._exit(0)
plain = MainWindow.paintEvent
def paint(self, event):
    plain(self, event); painted(self)
MainWindow.paintEvent = paint
from nemndsekr.startup import run
run(["--data", sys.argv[1]])
"""


def start_lines() -> Iterator[Line]:
    """From process start to the first painted window, offscreen."""
    with filled_store() as (store, _):
        folder = str(store.folder.root)
        store.close()

        def process(code: str, *words: str) -> None:
            subprocess.run([sys.executable, "-c", code, *words], capture_output=True, check=True)

        measured = turns(lambda: process(WINDOW, folder), lambda: process(LABEL), rounds=9)
        yield Line("first window with 200 cases", "a bare Qt label", *order(measured, "<= 1.4"))


def document_lines() -> Iterator[Line]:
    """Making and reading documents."""
    from nemndsekr.operations.make_document import make_document
    from nemndsekr.reading.formats.word_file import read_word_file
    from nemndsekr.reading.report_file import read_report

    with filled_store() as (store, _), tempfile.TemporaryDirectory() as place:
        pdf, docx = Path(place, "a.pdf"), Path(place, "a.docx")
        pdf.write_bytes(make_document(store, 1, "yttrande", "pdf").content)
        docx.write_bytes(make_document(store, 1, "yttrande", "docx").content)
        made = turns(
            lambda: make_document(store, 1, "yttrande", "pdf"), lambda: make_document(store, 1, "yttrande", "docx"), 5
        )
        yield Line("make a yttrande as PDF", "the same as Word", *order(made, "told only"))
        yield Line(
            "read a Word file, findings included",
            "python-docx walk",
            *order(turns(lambda: read_report(docx), lambda: walk(docx), 9), "told only"),
        )
        long = Path(place, "long.docx")
        write_long_docx(long)
        yield Line(
            "docx, 100 sidor, findings included",
            "python-docx walk",
            *order(turns(lambda: read_report(long), lambda: walk(long), 7), "<= 0.5"),
        )
        yield Line(
            "docx, 100 sidor, the text alone",
            "python-docx walk",
            *order(turns(lambda: read_word_file(long), lambda: walk(long), 7), "told only"),
        )


def pdf_writing_lines() -> Iterator[Line]:
    """A yttrande of ten pages written with its tags, beside reportlab alone and beside LibreOffice."""
    from nemndsekr.documents.pdf_writer import write_pdf
    from tests.bench_pdf import ColdProcesses, plain_pdf, ten_pages

    outline = ten_pages()
    written = turns(lambda: write_pdf(outline), lambda: plain_pdf(outline))
    yield Line("a yttrande of 10 pages, tagged", "its text by reportlab alone", *order(written, "<= 1.6"))
    office = shutil.which("soffice")
    if office is None:
        sys.stdout.write("LibreOffice is not installed: nothing to compare its conversion with\n")
        return
    with tempfile.TemporaryDirectory() as place:
        cold = ColdProcesses(outline, Path(place), office)
        yield Line(
            "the same by a cold process",
            "LibreOffice, of our Word file",
            *order(turns(cold.ours, cold.office, 5), "<= 0.25"),
        )


def pdf_lines() -> Iterator[Line]:
    """Reading PDF files of a hundred pages, without tags and with them, findings included."""
    from nemndsekr.reading.report_file import read_report
    from tests.long_pdf import long_pdf

    if not shutil.which("pdftotext"):
        return
    with tempfile.TemporaryDirectory() as place:
        for words, tagged, goal in (("", False, "<= 2.5"), (", tagged", True, "<= 6")):
            path = long_pdf(Path(place, "lang.pdf"), tagged=tagged)

            def floor(path: Path = path) -> None:
                subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)

            def read(path: Path = path) -> None:
                read_report(path)

            yield Line(f"PDF, 100 pages{words}, read whole", "pdftotext", *order(turns(read, floor, 7), goal))


def planning_lines() -> Iterator[Line]:
    """The year of meetings: painted, and a drag answered, with five years of eight bodies and four hundred cases."""
    from PySide6.QtCore import QEvent, QPointF, Qt
    from PySide6.QtGui import QMouseEvent, QStandardItemModel
    from PySide6.QtWidgets import QApplication, QTableView

    from nemndsekr.rules.planning.moves import snapped
    from nemndsekr.rules.planning.week_grid import Zoom, period_of
    from nemndsekr.ui.kit.theme import Appearance, Theme
    from nemndsekr.ui.planning.plan_table import PlanTable
    from tests.many_meetings import many_meetings

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    Theme(Appearance.LIGHT).apply(application)
    data, today = many_meetings(), NOW.date()
    shown = data.chain_of(data.due[len(data.due) // 2], today, immediate=False)
    table = PlanTable(
        lambda day, start: snapped(data.facts, day, forward=day >= start),
        lambda meeting, day: data.move({meeting.meeting.id or 0: day}).short_words,
    )
    plain = QTableView()
    period = period_of(Zoom.ar, today)
    grid = data.grid(period, today, shown)
    plain.setModel(QStandardItemModel(len(grid.lanes), len(grid.columns), plain))
    for view in (table, plain):
        view.resize(1080, 620)
        view.show()
    table.set_grid(grid)
    for column in range(len(grid.columns)):
        plain.setColumnWidth(column, table.columnWidth(column))
    for lane in range(len(grid.lanes)):
        plain.setRowHeight(lane, table.rowHeight(lane))
    application.processEvents()

    def floor() -> None:
        plain.viewport().grab()

    def anew() -> None:
        table.forget_picture()
        table.viewport().grab()

    painted = turns(lambda: table.viewport().grab(), floor, 40)
    yield Line("the year of 8 bodies painted", "an empty table painted", *order(painted, "<= 1"))
    yield Line("the same, painted anew", "an empty table painted", *order(turns(anew, floor, 40), "<= 8"))
    reckoned = turns(lambda: data.grid(period, today, shown), floor, 40)
    yield Line("its grid reckoned", "an empty table painted", *order(reckoned, "<= 3"))
    meeting = max(grid.meetings, key=lambda one: len(data.cases_of(one.meeting.id)))
    start, number = table.chip(meeting.key).center(), iter(range(1, 10_000_000))
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

    def at(kind: QEvent.Type, place: QPointF) -> None:
        port = table.viewport()
        event = QMouseEvent(kind, place, QPointF(port.mapToGlobal(place.toPoint())), left, left, none)
        QApplication.sendEvent(port, event)

    at(QEvent.Type.MouseButtonPress, start)

    def drag() -> None:
        at(QEvent.Type.MouseMove, start + QPointF(20 + 7 * (next(number) % 9), 3))
        table.viewport().grab()

    yield Line("a drag answered and painted", "an empty table painted", *order(turns(drag, floor, 40), "<= 4"))


def walk(path: Path) -> int:
    """Walk the paragraphs and tables of a Word file by python-docx."""
    from docx import Document

    document = Document(str(path))
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    return sum(len(paragraph.text) for paragraph in document.paragraphs) + sum(len(cell.text) for cell in cells)


SUBJECTS = ("Nämnden", "Förvaltningen", "Enheten", "Verksamheten", "Ledningen", "Avdelningen", "Kontoret", "Skolan")
VERBS = ("följer", "beskriver", "planerar", "redovisar", "samordnar", "prövar", "ordnar", "bevakar", "dokumenterar")
OBJECTS = (
    *("lokalerna", "bemanningen", "köerna", "underhållet", "avtalen", "schemat", "inköpen", "fordonen", "måltiderna"),
    *("belysningen", "grönytorna", "öppettiderna", "bokningarna", "lagret", "vägarna", "bryggorna", "lekplatserna"),
)
ENDS = ("under året", "i varje distrikt", "med grannkommunen", "på vintern", "efter samråd", "med egna medel")


def write_long_docx(path: Path, pages: int = 100) -> None:
    """Some hundred pages with headings, runs, lists and tables, as an audit report has them; the same every time."""
    from docx import Document

    dice = random.Random(3)

    def sentence() -> str:
        first = f"{dice.choice(SUBJECTS)} {dice.choice(VERBS)} {dice.choice(OBJECTS)} och {dice.choice(OBJECTS)}"
        return f"{first} {dice.choice(ENDS)}, där {dice.choice(OBJECTS)} {dice.choice(VERBS)} {dice.choice(OBJECTS)}. "

    document = Document()
    document.add_heading("Granskning av gator och parker", 1)
    for number in range(1, pages + 1):
        document.add_heading(f"Distrikt {number}", 2)
        for _ in range(6):
            paragraph = document.add_paragraph()
            for _ in range(4):
                paragraph.add_run(sentence()).italic = dice.random() < 0.1
        for _ in range(4):
            document.add_paragraph(sentence(), style="List Bullet")
        if number % 2:
            table = document.add_table(rows=5, cols=3)
            for cell in (cell for row in table.rows for cell in row.cells):
                cell.text = f"{dice.choice(OBJECTS)} {dice.randint(1, 99)}"
    document.add_heading("Rekommendationer", 2)
    document.add_paragraph("Utifrån granskningen rekommenderar vi tekniska nämnden att:")
    for _ in range(6):
        document.add_paragraph(f"se över {dice.choice(OBJECTS)}", style="List Bullet")
    document.save(str(path))


def main() -> int:
    """Measure everything and print a table."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.stdout.write(f"{'what':<38}{'floor':<34}{'ratio':>7}  {'goal':<20}{'floor, ms':>10}\n")
    for lines in (store_lines, today_lines, document_lines, pdf_writing_lines, pdf_lines, planning_lines, start_lines):
        for line in lines():
            sys.stdout.write(
                f"{line.name:<38}{line.floor:<34}{line.ratio:>7.2f}  {line.goal:<20}{line.floor_ms:>10.2f}\n"
            )
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
