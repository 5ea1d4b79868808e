"""What the IT department sees and decides: the selfcheck's window, a fault in the policy file, functions turned off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from nemndsekr.support.policy import FUNCTION_NAMES, Policy, PolicyFault
from nemndsekr.ui.policy_notes import tell_policy
from nemndsekr.ui.selfcheck_dialog import SelfcheckDialog
from tests.pictures.hands import SKOLSKJUTS
from tests.pictures.studio import Studio

_FAULT: Final = PolicyFault(
    "[sakerhetskopior] antal", "«många» är inget heltal från 5 till 365.", "Skriv till exempel antal = 30."
)
_POLICY: Final = Policy(
    file=Path("/etc/nemndsekr/policy.toml"),
    keys=("sakerhetskopior.mapp", "funktioner.av"),
    faults=(_FAULT,),
    share=Path("/srv/delad/kim"),
    off=frozenset(FUNCTION_NAMES),
)


def selfcheck(studio: Studio) -> None:
    """«Om datorn och programmet»: what is wrong on top, and the end of it."""
    window = studio.open()
    window.desk.policy = _POLICY

    def look(dialog: SelfcheckDialog) -> None:
        studio.shot("looking")
        for _ in range(60):
            if dialog.copy.isEnabled():
                break
            studio.settle()
        studio.shot("found")
        bar = dialog.area.verticalScrollBar()
        bar.setValue(bar.maximum())
        studio.shot("end")

    studio.in_dialog(window.commands.show_computer, SelfcheckDialog, look)


def policy(studio: Studio) -> None:
    """A fault in the policy file told in the window, and printing that is turned off."""
    window = studio.open()
    window.desk.policy = _POLICY
    window.menus.tell_actions()
    tell_policy(window, empty=False)
    studio.settle()
    studio.shot("fault")
    page = studio.document_page(SKOLSKJUTS)
    page.print_()
    studio.settle()
    studio.shot("no_printing")


IT_STATES: Final[tuple[Callable[[Studio], None], ...]] = (selfcheck, policy)
