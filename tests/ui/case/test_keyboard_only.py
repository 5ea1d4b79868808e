"""A whole audit entered from nothing by keys alone: 8 recommendations, 17 measures, some of them shared."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from nemndsekr.records.block_text import plain_text
from nemndsekr.records.choices import DemandPart, Stance
from nemndsekr.rules.case_items import FACTS_KEY
from nemndsekr.store.queries import load_case
from nemndsekr.ui.case.edit_table import EditTable
from tests.ui.conftest import write

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier

TEXTS = (
    "Säkerställ att beslut fattas i tid.",
    "Följ upp avtalet varje termin.",
    "Utbilda alla handläggare.",
    "Ta fram en rutin för avvikelser.",
    "Dokumentera riskbedömningarna.",
    "Se över bemanningen.",
    "Redovisa kostnaderna för nämnden.",
    "Pröva en ny modell för samverkan.",
)
# Number of the recommendation, and its own measures: what, which effect, when. 14 measures; 3 more links share.
MEASURES = {
    1: (("Ny mall för beslut", "Färre sena beslut", "maj 2026"), ("Daglig avstämning", "Inget blir liggande", "1/3")),
    2: (("Uppföljning i oktober", "Fel rättas fortare", "oktober 2026"), ("Vite i avtalet", "Bättre leverans", "2027")),
    3: (("Kurs för alla", "Säkrare handläggning", "hösten 2026"), ("Introduktion", "Nya blir säkra", "juni 2026")),
    4: (("Skriv rutinen", "Avvikelser syns", "senast juni"), ("Pröva rutinen", "Den fungerar i vardagen", "v. 36")),
    5: (("Inventera riskerna", "Kända risker", "våren 2026"), ("Årlig översyn", "Aktuell bild", "2026-12-01")),
    6: (("Räkna på behovet", "Rätt antal tjänster", "april 2026"), ("Anställ två", "Kortare väntan", "augusti 2026")),
    7: (("Tabell i månadsrapporten", "Känd kostnad", "mars 2026"), ("Nyckeltal", "Jämförbart", "hösten 2026")),
    8: (
        ("Pröva modellen", "Färre dubbla kontakter", "hösten 2026"),
        ("Utvärdera modellen", "Beslut på säker grund", "januari 2027"),
        ("Avtal med polisen", "Tydligt ansvar", "maj 2026"),
    ),
}  # fmt: skip
KEPT = {"1/3": "1 mars 2026"}
"""How a time is kept that is typed as a day without its year."""
# Which recommendation also gets which measure that exists already: the place in the list that drops down.
SHARED = {4: 0, 6: 2, 8: 5}


def focus():
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def press(qtbot, key, held=PLAIN, times=1):
    for _ in range(times):
        qtbot.keyClick(focus(), key, held)


def tab_to(qtbot, name: str) -> None:
    """Press Tab until what is called so has the focus: whatever cannot be reached fails here."""
    seen = []
    for _ in range(80):
        if focus().accessibleName().startswith(name):
            return
        seen.append(focus().accessibleName())
        press(qtbot, KEY.Key_Tab)
    raise AssertionError(f"Tab does not come to «{name}»; it came to {seen}")


def test_an_audit_of_eight_recommendations_is_entered_by_keys_alone(qtbot, bare_audit, store, idle):
    page = bare_audit
    add_recommendations(qtbot, page, idle)
    file = load_case(store, page._case_id)
    assert [one.text for one in file.recommendations] == list(TEXTS)

    demand(qtbot, page, idle)
    for number in range(1, len(TEXTS) + 1):
        answer(qtbot, page, idle, number)

    file = load_case(store, page._case_id)
    assert [(demand.part, demand.words) for demand in file.demands] == [
        (DemandPart.measures, "vilka åtgärder som planeras"),
        (DemandPart.expected_effect, "med vilken effekt"),
    ]
    assert [one.no for one in file.recommendations] == list(range(1, 9))
    assert all(one.stance == Stance.instammer and one.finished for one in file.recommendations)
    assert [plain_text(one.answer) for one in file.recommendations] == [f"Svar på {n} är så här." for n in range(1, 9)]
    assert len(file.measures) == 17
    assert len(file.measure_links) == 17 + len(SHARED)
    for number, own in MEASURES.items():
        known = file.measures_of(file.recommendations[number - 1].stored_id)
        written = {(one.text, one.expected_effect, file.promises_of(one.stored_id)[0].words) for one in known}
        assert {(what, effect, KEPT.get(when, when)) for what, effect, when in own} <= written
        assert len(known) == len(own) + (number in SHARED)
    assert page.items.note.text() == "8 av 8 klara"


def add_recommendations(qtbot, page, idle) -> None:
    """From the empty list: «+ Rekommendation» for the first one, and the same way for each that follows."""
    for text in TEXTS:
        tab_to(qtbot, "Lägg till rekommendation")
        press(qtbot, KEY.Key_Space)
        write(qtbot, text)
        press(qtbot, KEY.Key_Return, CTRL)
        idle()
        press(qtbot, KEY.Key_F6, SHIFT)


def demand(qtbot, page, idle) -> None:
    """The facts are the last line but one of the list; what is asked for is a table in them."""
    press(qtbot, KEY.Key_End)
    press(qtbot, KEY.Key_Up)
    assert page.items.current_key() == FACTS_KEY
    press(qtbot, KEY.Key_Return)
    tab_to(qtbot, "Lägg till begärd del")
    press(qtbot, KEY.Key_Space)
    press(qtbot, KEY.Key_Tab)
    write(qtbot, "vilka åtgärder som planeras")
    press(qtbot, KEY.Key_Return)
    idle()
    press(qtbot, KEY.Key_Insert)
    press(qtbot, KEY.Key_Down)
    press(qtbot, KEY.Key_Tab)
    write(qtbot, "med vilken effekt")
    press(qtbot, KEY.Key_Return)
    idle()
    press(qtbot, KEY.Key_F6, SHIFT)
    press(qtbot, KEY.Key_Home)


def answer(qtbot, page, idle, number: int) -> None:
    """Stance, answer, measures and a shared one; then Ctrl+Enter marks it as done and goes on to the next."""
    press(qtbot, KEY.Key_F6)
    assert focus().accessibleName() == "Ställningstagande"
    press(qtbot, KEY.Key_Down)
    tab_to(qtbot, "Svar")
    if focus().accessibleName() != "Svar":
        press(qtbot, KEY.Key_Tab)
        tab_to(qtbot, "Svar")
    write(qtbot, f"Svar på {number} är så här.")
    for what, effect, when in MEASURES[number]:
        press(qtbot, KEY.Key_Aring, CTRL | SHIFT)
        write(qtbot, what)
        press(qtbot, KEY.Key_Tab)
        write(qtbot, effect)
        press(qtbot, KEY.Key_Tab)
        write(qtbot, when)
        press(qtbot, KEY.Key_Return)
        idle()
        assert isinstance(focus(), EditTable)
    if number in SHARED:
        press(qtbot, KEY.Key_D, CTRL | SHIFT)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        for _ in range(SHARED[number]):
            qtbot.keyClick(menu, KEY.Key_Down)
        qtbot.keyClick(menu, KEY.Key_Return)
        # The offscreen platform does not make the window active again when a menu goes.
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        idle()
    press(qtbot, KEY.Key_Return, CTRL)
    idle()
    if focus() is not page.items.list:
        press(qtbot, KEY.Key_F6, SHIFT)
