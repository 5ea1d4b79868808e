"""An audit from nothing to its second answer by keys alone: 8 recommendations, 17 measures, two answers on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import docx
import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import CaseStage, DocumentKind, DocumentMode, MeasureState, Outcome, VersionGate
from nemndsekr.rules.case_items import DECISION_KEY, FACTS_KEY, FOLLOWUP, FOLLOWUP_TEXT, Item
from nemndsekr.rules.frozen import first_answer
from nemndsekr.rules.second_answer import FollowedMeasure, followed_answers, followup_document
from nemndsekr.store.queries import find_case, load_case
from nemndsekr.support.paths import DataFolder
from nemndsekr.ui.case.decision_notes import BeforeRegistering
from nemndsekr.ui.case.paste_dialog import PasteDialog
from nemndsekr.ui.case_dialogs import NewCaseDialog
from nemndsekr.ui.followup.change_dialog import ChangeDialog
from nemndsekr.ui.main_window import MainWindow
from tests.ui.case.test_keyboard_only import KEPT, MEASURES, SHARED, TEXTS
from tests.ui.conftest import NOW, OpenWindow, idle, in_dialog, store_of

KEY = Qt.Key
PLAIN = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip
DNR = "BUN-2026-0500"
AFTER_MEETING = datetime(2026, 3, 23, 9, 0, tzinfo=UTC)
A_YEAR_ON = datetime(2027, 3, 25, 9, 0, tzinfo=UTC)
PEOPLE = ("Verksamhetschef skola", "Enhetschef skolskjuts", "Kvalitetschef")
DONE, MOVED = 7, 4
"""How many measures are said to be done, and to be given a new time, in Uppföljning; the rest in the answer itself."""
NEW_TIME, WHY = "december 2027", "Upphandlingen överprövades"
TOLD = {
    "Vad som har hänt": "Arbetet pågår enligt en ny plan",
    "Belägg": "Redovisat för nämnden i § 12",
    "Ny tidpunkt": NEW_TIME,
    "Skäl till ny tidpunkt": WHY,
}
MOST_KEYS = 4000
"""Some 3000 are needed, most of them letters; a Tab order or a way back that gets longer is seen here."""


class Hands:
    """Two hands on the keyboard: they press keys where the focus is, count them, and touch nothing else."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window
        self.pressed = 0

    def focus(self) -> QWidget:
        widget = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        return widget

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
        for _ in range(times):
            self.pressed += 1
            self.qtbot.keyClick(self.focus(), key, held)
            # Between two keys the window has the time to lay out and paint what the first one brought about.
            QApplication.processEvents()

    def write(self, words: str) -> None:
        for letter in words:
            self.pressed += 1
            if letter.isascii():
                self.qtbot.keyClicks(self.focus(), letter)
            else:
                # QTest knows no key for å, ä and ö; an input method sends them like this.
                QApplication.sendEvent(self.focus(), QKeyEvent(QEvent.Type.KeyPress, 0, PLAIN, letter))

    def wait(self) -> None:
        idle(self.qtbot, self.window.desk)

    def back_in_window(self) -> None:
        """What every window manager does when a dialog or a menu goes; offscreen there is none."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.wait()

    def tab_to(self, name: str) -> None:
        """Press Tab until what is called so has the focus: whatever cannot be reached fails here."""
        seen = []
        for _ in range(90):
            if name_of(self.focus()).startswith(name):
                return
            seen.append(name_of(self.focus()))
            self.press(KEY.Key_Tab)
        raise AssertionError(f"Tab does not come to «{name}»; it came to {seen}")

    def choose(self, wanted: str) -> None:
        """Go down in a field with choices to what begins so."""
        box = self.focus()
        assert isinstance(box, QComboBox)
        for _ in range(box.count()):
            if box.currentText().startswith(wanted):
                return
            self.press(KEY.Key_Down)
        raise AssertionError(f"{wanted} is not among the choices")

    def go_to(self, wanted: Callable[[Item], bool]) -> None:
        """Go to the list of the case's parts, and in it to one of them."""
        page: Any = self.window.page("case")
        for _ in range(3):
            if self.focus() is page.items.list:
                break
            self.press(KEY.Key_F6, SHIFT)
        known = {item.key: item for item in page.items.items}
        for start in (None, KEY.Key_Home):
            if start is not None:
                self.press(start)
            for _ in known:
                key = page.items.current_key()
                if key is not None and wanted(known[key]):
                    return
                self.press(KEY.Key_Down)
        raise AssertionError(f"the list has no such item: {[item.name for item in known.values()]}")

    def enter(self, wanted: Callable[[Item], bool]) -> None:
        """Go to a part of the case and into its form."""
        self.go_to(wanted)
        self.press(KEY.Key_Return)


def name_of(widget: QWidget) -> str:
    said = widget.accessibleName() or (widget.text() if isinstance(widget, QPushButton) else "")
    return said.replace("&", "")


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[str], Path]:
    return lambda name: tmp_path / name


def test_an_audit_goes_from_nothing_to_its_second_answer_by_keys_alone(
    qtbot: QtBot, new_window: OpenWindow, data_folder: DataFolder, saved
):
    now = [NOW]
    window = new_window(data_folder, lambda: now[0])
    hands = Hands(qtbot, window)
    store = store_of(window)

    def file() -> CaseFile:
        return load_case(store, find_case(store, DNR).stored_id)

    begin_audit(hands)
    assert [one.text for one in file().recommendations] == list(TEXTS)
    ask_for_parts(hands)
    for number in range(1, len(TEXTS) + 1):
        answer(hands, number)
    kept = file()
    assert (len(kept.measures), len(kept.measure_links)) == (17, 17 + len(SHARED))
    assert all(one.responsible in PEOPLE and one.expected_effect for one in kept.measures)
    assert all(kept.promises_of(one.stored_id)[0].words for one in kept.measures)
    assert all(one.finished for one in kept.recommendations)
    add_recipient(hands)

    first = saved("yttrande.pdf")
    save(hands, "Yttrande", KEY.Key_F12, PLAIN, first)
    assert_tells(text_of(first), [one.text for one in kept.measures])

    now[0] = AFTER_MEETING
    decide(hands)
    kept = file()
    assert (kept.case.stage, kept.decisions[0].outcome) == (CaseStage.uppfoljning, Outcome.bifall)
    assert [one.mode for one in kept.documents if one.kind == DocumentKind.yttrande] == [DocumentMode.beslutat]
    assert {one.gate for one in kept.versions} == {VersionGate.beslutad, VersionGate.expedierad}

    now[0] = A_YEAR_ON
    report_in_the_case(hands)
    report_in_followup(hands)
    kept = file()
    assert sum(one.state == MeasureState.genomford for one in kept.measures) == DONE
    assert sum(one.state == MeasureState.pagar for one in kept.measures) == MOVED + 1

    begin_second(hands)
    assert followup_document(file()) is not None
    fill_gaps(hands, file)

    pdf, docx = saved("uppfoljande.pdf"), saved("uppfoljande.docx")
    save(hands, "Uppföljande yttrande", KEY.Key_F12, PLAIN, pdf)
    save(hands, "Uppföljande yttrande", KEY.Key_F12, SHIFT, docx)
    kept = file()
    for path in (pdf, docx):
        assert_second_answer(text_of(path), kept)
    assert hands.pressed < MOST_KEYS, f"{hands.pressed} keys"


def begin_audit(hands: Hands) -> None:
    """A new audit, and its recommendations pasted."""

    def fill(_: NewCaseDialog) -> None:
        hands.write("Granskning av skolskjuts")
        hands.tab_to("Diarienummer")
        hands.write(DNR)
        hands.tab_to("Nämnd")
        hands.write("Barn- och utbildningsnämnden")
        hands.press(KEY.Key_Return)

    came = in_dialog(fill, NewCaseDialog, NewCaseDialog.isActiveWindow)
    hands.press(KEY.Key_G, CTRL | SHIFT)
    hands.wait()
    assert came
    hands.back_in_window()
    assert hands.window.current_name == "case"
    QGuiApplication.clipboard().setText("\n".join(TEXTS))
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_Space)
    hands.qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), PasteDialog))
    hands.press(KEY.Key_V, CTRL)
    hands.press(KEY.Key_Return, CTRL)
    hands.back_in_window()


def ask_for_parts(hands: Hands) -> None:
    """What the auditors ask for: measures, which effect, when and who."""
    hands.enter(lambda item: item.key == FACTS_KEY)
    hands.tab_to("Lägg till begärd del")
    hands.press(KEY.Key_Space)
    for number, words in enumerate(("vilka åtgärder som planeras", "med vilken effekt", "när de är klara", "av vem")):
        if number:
            hands.press(KEY.Key_Insert)
        hands.press(KEY.Key_Down, times=number)
        hands.press(KEY.Key_Tab)
        hands.write(words)
        hands.press(KEY.Key_Return)
        hands.wait()


def answer(hands: Hands, number: int) -> None:
    """Stance, answer, measures with effect, time and who answers for them, a shared one; then on to the next."""
    hands.enter(lambda item: item.key[0] == "recommendations" and item.number == str(number))
    assert name_of(hands.focus()) == "Ställningstagande"
    hands.press(KEY.Key_Down)
    hands.press(KEY.Key_Tab)
    hands.tab_to("Svar")
    hands.write(f"Svar på {number} är så här.")
    for at, (what, effect, when) in enumerate(MEASURES[number]):
        hands.press(KEY.Key_Aring, CTRL | SHIFT)
        for words in (what, effect, when):
            hands.write(words)
            hands.press(KEY.Key_Tab if words is not when else KEY.Key_Return)
        hands.wait()
        hands.tab_to("Ansvarig")
        hands.write(PEOPLE[(number + at) % len(PEOPLE)])
    if number in SHARED:
        hands.press(KEY.Key_D, CTRL | SHIFT)
        hands.wait()
        assert isinstance(hands.focus(), QMenu)
        hands.press(KEY.Key_Down, times=SHARED[number])
        hands.press(KEY.Key_Return)
        hands.back_in_window()
    hands.press(KEY.Key_Return, CTRL)
    hands.wait()


def add_recipient(hands: Hands) -> None:
    hands.enter(lambda item: item.key == ("rows", "recipients"))
    hands.tab_to("Lägg till mottagare")
    hands.press(KEY.Key_Space)
    hands.write("Lindåkra kommuns revisorer")
    hands.press(KEY.Key_Return)
    hands.wait()


def save(hands: Hands, kind: str, key: Qt.Key, held: Qt.KeyboardModifier, path: Path) -> None:
    """Show the document of a kind and save it; only the system's own dialog is answered for the person."""
    if hands.window.current_name != "document":
        hands.press(KEY.Key_F2, CTRL)
        hands.wait()
    page: Any = hands.window.page("document")
    page.out.choose_file = lambda *_: str(path)
    hands.tab_to("Handling")
    hands.choose(kind)
    hands.wait()
    hands.press(key, held)
    hands.wait()
    hands.qtbot.waitUntil(path.exists)
    hands.wait()


def decide(hands: Hands) -> None:
    """The nämnd adopts the answer, which locks it; it is sent the same day."""
    hands.press(KEY.Key_E, CTRL | SHIFT)
    hands.wait()
    hands.enter(lambda item: item.key == DECISION_KEY)
    hands.tab_to("Datum")
    hands.write("2026-03-19")
    hands.tab_to("Paragraf")
    hands.write("53")
    hands.tab_to("Utfall, hela ärendet")
    hands.write("b")
    hands.wait()
    hands.press(KEY.Key_Return, CTRL)
    hands.wait()
    # Asked once: no recommendation has an answer in words.
    (asked,) = [one for one in hands.window.findChildren(BeforeRegistering) if one.isVisible()]
    hands.press(KEY.Key_G, ALT)
    hands.qtbot.waitUntil(asked.isHidden)
    hands.wait()
    hands.tab_to("Expedierad")
    hands.write("2026-03-23")
    hands.press(KEY.Key_Return)
    hands.wait()
    hands.press(KEY.Key_Return, CTRL)
    hands.wait()


def report_in_the_case(hands: Hands) -> None:
    """The first measure is under way: its state and a report in the form of its recommendation."""
    hands.enter(lambda item: item.key[0] == "recommendations" and item.number == "1")
    hands.tab_to("Läge")
    hands.choose("Pågår")
    hands.wait()
    hands.tab_to("Lägesrapporter")
    hands.press(KEY.Key_Space)
    hands.tab_to("Lägg till lägesrapport")
    hands.press(KEY.Key_Space)
    hands.write("Mallen är prövad i två enheter")
    hands.press(KEY.Key_Return)
    hands.wait()


def report_in_followup(hands: Hands) -> None:
    """In the list of what is late: some are done, some get a new time with its reason."""
    hands.press(KEY.Key_5, CTRL)
    hands.wait()
    page: Any = hands.window.page("followup")
    for number in range(DONE + MOVED):
        hands.press(KEY.Key_Home)
        first = page.measures.chosen_lines()[0]
        while first.measure.state == MeasureState.pagar or first.measure.promises[-1].reason:
            hands.press(KEY.Key_Down)
            first = page.measures.chosen_lines()[0]
        came = in_dialog(partial(change, hands, number < DONE), ChangeDialog, ChangeDialog.isActiveWindow)
        hands.press(KEY.Key_F2)
        assert came
        hands.back_in_window()


def change(hands: Hands, done: bool, _: ChangeDialog) -> None:
    """Done with its evidence, or under way with a new time and its reason."""
    hands.tab_to("Läge")
    hands.choose("Genomförd" if done else "Pågår")
    if done:
        hands.tab_to("Belägg")
        hands.write(TOLD["Belägg"])
    hands.tab_to("Vad som har hänt")
    hands.write(TOLD["Vad som har hänt"])
    if not done:
        hands.tab_to("Ny tidpunkt")
        hands.write(NEW_TIME)
        hands.tab_to("Skäl till ny tidpunkt")
        hands.write(WHY)
    hands.press(KEY.Key_Return)


def begin_second(hands: Hands) -> None:
    """From the list, by the button's letter; then to the first gap."""
    hands.press(KEY.Key_Home)
    hands.wait()
    hands.press(KEY.Key_Y, ALT)
    hands.qtbot.waitUntil(lambda: hands.window.current_name == "document")
    hands.wait()
    hands.tab_to("Fyll i")
    hands.press(KEY.Key_Space)
    hands.wait()
    assert hands.window.current_name == "case"
    assert any(name_of(hands.focus()).startswith(name) for name in TOLD), name_of(hands.focus())


def fill_gaps(hands: Hands, file: Callable[[], CaseFile]) -> None:
    """Each gap by its field, as the form shows it first; then the summary."""
    for answered in followed(file()):
        for _ in range(12):
            now = next(one for one in followed(file()) if one.record.uid == answered.record.uid)
            if not now.all_gaps:
                break
            hands.enter(partial(is_followup_of, answered.record.uid))
            field = next(name for name in TOLD if name_of(hands.focus()).startswith(name))
            hands.write(TOLD[field])
            hands.press(KEY.Key_S, CTRL)
            hands.wait()
    hands.enter(lambda item: item.key[0] == FOLLOWUP_TEXT and item.name == "Sammanfattning")
    hands.write("Sju av sjutton är genomförda och resten har en ny tid.")
    hands.press(KEY.Key_S, CTRL)
    hands.wait()


def is_followup_of(uid: str, item: Item) -> bool:
    """Whether an item of the case is the second answer to this recommendation."""
    return item.key == (FOLLOWUP, uid)


def followed(file: CaseFile) -> list[Any]:
    document = followup_document(file)
    assert document is not None
    return followed_answers(file, first_answer(file, document), document, A_YEAR_ON.date())


def text_of(path: Path) -> str:
    """The words of a saved file, as they are found when it is opened again."""
    if path.suffix == ".pdf":
        with PdfDocument(path) as pdf:
            words = " ".join(page.get_textpage().get_text_range() for page in pdf)
    else:
        word = docx.Document(str(path))
        words = " ".join(one.text for one in word.element.body.iter() if one.tag.endswith("}t") and one.text)
    return plain(words)


def plain(words: str) -> str:
    """Words without the places where lines, pages and cells end."""
    return re.sub(r"\s+", "", words.replace("\u00ad", "").replace("\u00a0", " "))


def assert_tells(text: str, words: list[str]) -> None:
    assert [one for one in words if plain(one) not in text] == []


def assert_second_answer(text: str, file: CaseFile) -> None:
    """All 17 promises: when they were first promised, what happened; the late ones with a new day and its reason."""
    answers = followed(file)
    told: dict[str, FollowedMeasure] = {one.measure.uid: one for answer in answers for one in answer.all_measures}
    assert len(told) == 17
    assert not [gap for answer in answers for gap in answer.all_gaps]
    first = {what: KEPT.get(when, when) for rows in MEASURES.values() for what, _, when in rows}
    for one in told.values():
        assert one.first is not None
        assert one.first.words == first[one.measure.text]
        # Its own paragraph begins with its heading, the last place where its words stand before its promise.
        at = text.find(plain(f"{one.measure.text}Utlovat"))
        assert at >= 0, one.measure.text
        own = text[at : at + 700]
        assert_tells(own, [first[one.measure.text]])
        if one.state == MeasureState.genomford:
            assert_tells(own, [TOLD["Belägg"]])
        else:
            assert one.reports
            assert_tells(own, [one.reports[-1].text])
            if one.days_late:
                assert_tells(own, [NEW_TIME, WHY])
    assert sum(one.days_late > 0 for one in told.values() if one.state != MeasureState.genomford) >= 9
    assert "[" not in text
    assert "fyllsi" not in text.lower()
