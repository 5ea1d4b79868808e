"""What the states do alike: the numbers of exercise cases, texts to paste, typing, and going to an item of a case."""

from __future__ import annotations

from typing import Final

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nemndsekr.rules.case_items import ItemKey
from nemndsekr.ui.case_page import CasePage
from tests.pictures.studio import Studio

SKOLSKJUTS, SKOLFRANVARO, LAXHJALP, MOBILFRIA = "BUN-2026-0412", "BUN-2024-0933", "BUN-2026-0431", "BUN-2025-0822"
INITIATIVE: Final = """Nämndinitiativ om gratis frukost

Till Barn- och utbildningsnämnden
2026-02-03

Många elever kommer till skolan utan att ha ätit. Vi föreslår

att nämnden ger förvaltningen i uppdrag att pröva frukost på två skolor
att försöket utvärderas efter ett läsår
att kostnaden redovisas i budgetarbetet

Ylva Stråle (V)
Tage Munter (MP)
"""
MINUTES: Final = """Barn- och utbildningsnämnden 2026-02-19
§ 31 Svar på granskning av skolskjuts
Dnr BUN-2026-0412
Beslut
Barn- och utbildningsnämnden beslutar enligt förvaltningens förslag.
Paragrafen justeras omedelbart.
Yrkanden
Ylva Stråle (V) yrkar återremiss.
Reservation
Ylva Stråle (V) reserverar sig mot beslutet.
Justerad 2026-02-24
Anslaget 2026-02-25
Beslutet skickas till
Kommunens revisorer
Kommunstyrelsen
"""


def type_words(words: str) -> None:
    """Type plain ASCII where the focus is."""
    target = QApplication.focusWidget()
    assert target is not None, "nothing has the focus"
    QTest.keyClicks(target, words)


def go(studio: Studio, page: CasePage, key: ItemKey, field: str = "", *, into: bool = True) -> None:
    """Go to an item of the case, or to one of its fields."""
    assert page.go_to_item(key, field, into=into), key
    studio.settle()
