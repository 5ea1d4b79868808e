"""``dev.py windows``: runs the program's tests under Wine; with ``--pictures`` takes pictures there instead."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from installer.wine import planted, scenario
from installer.wine.chosen import ALONE, CHOSEN, LEFT_OUT, ON_DISK_ALONE, ON_NETWORK_DRIVE
from installer.wine.ground import FOLDER, NETWORK_DRIVE, ROOT, Ground, missing_tools, windows_path
from installer.wine.silent import silent_start
from nemndsekr.support.errors import UserError

PICTURES: Final = ROOT / "build" / "pictures-windows"
FONTS: Final = Path("/usr/share/fonts/truetype/liberation")  # of fonts-liberation, which the ground asks for
# Light or dark, and the scale, that a user may have chosen in Windows.
SCREENS: Final = ((False, 100), (True, 100), (False, 150), (True, 150))
PYTEST: Final = ("-m", "pytest", "-q", "-p", "no:cacheprovider")
# Without a folder of fonts the offscreen platform of Windows has none at all, and every text is too wide.
OFFSCREEN: Final = {"QT_QPA_PLATFORM": "offscreen", "QT_QPA_FONTDIR": windows_path(FONTS)}
WINDOWS: Final = {"QT_QPA_PLATFORM": "windows"}
SIDE_BY_SIDE: Final = ("-n", "2", "--dist", "worksteal")
NO_TESTS: Final = 5  # pytest's code when nothing was chosen


def main(arguments: Sequence[str]) -> int:
    """Run what the arguments ask for; 0 when all went well, else the code of the first part that did not."""
    parser = argparse.ArgumentParser(prog="dev.py windows", description="Provar programmet i Windows under Wine.")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="var miljön ligger")
    parser.add_argument("--embed", type=Path, help="python.orgs egen zip, i stället för den som hämtas")
    parser.add_argument("--pictures", nargs="*", metavar="LÄGE", help="tar bilder av sidor och dialoger i stället")
    parser.add_argument("--only", nargs=2, metavar=("light|dark", "100|150"), help="med --pictures: bara den skärmen")
    parser.add_argument("--scenario", action="store_true", help="provar bara paketen: installera, starta, ta bort")
    parser.add_argument("--planted", action="store_true", help="provar bara att planterade fel upptäcks")
    told, rest = parser.parse_known_args(arguments)
    for line in (lacking := missing_tools()):
        print(line)
    if lacking:
        return 1
    ground = Ground(told.folder)
    try:
        with ground.screen():
            timed("miljön", lambda: ground.make(told.embed))
            if told.pictures is not None:
                return take_pictures(ground, told.pictures, told.only)
            if told.scenario:
                return scenario.run(ground, ground.folder / "scenario")
            if told.planted:
                return planted.main(ground)
            if rest:
                return ground.python(*PYTEST, *rest, variables=OFFSCREEN)[0]
            return run_all(ground)
    except UserError as error:
        print(error.what, error.next_step)
        return 1


def timed(name: str, act: Callable[[], int | None]) -> int:
    """Do this and tell how long it took and how it went; its code."""
    started = time.monotonic()
    code = act() or 0
    took = f"{time.monotonic() - started:.0f} s"
    print(f"{name:<34} {'ok' if code == 0 else 'FEL':<4} {took:>6}", flush=True)
    return code


def run_all(ground: Ground) -> int:
    """Run all that must pass under Windows."""
    left_out = [part for test in (*LEFT_OUT, *ALONE) for part in ("--deselect", test)]
    parts: dict[str, Callable[[], int]] = {
        "tester": lambda: ground.python(*PYTEST, *SIDE_BY_SIDE, *left_out, *CHOSEN, variables=OFFSCREEN)[0],
        "tester, en i taget": lambda: ground.python(*PYTEST, *ALONE, variables=OFFSCREEN)[0],
        f"tester på nätverksenheten {NETWORK_DRIVE}": lambda: on_network_drive(ground),
        **{screen_name(*screen): partial(on_screen, ground, *screen) for screen in SCREENS},
        "utan konsol (pythonw)": lambda: without_console(ground),
        "planterade fel": lambda: planted.main(ground),
        "paketen": lambda: scenario.run(ground, ground.folder / "scenario"),
    }
    codes = [timed(name, act) for name, act in parts.items()]
    return next((code for code in codes if code), 0)


def screen_name(dark: bool, percent: int) -> str:  # noqa: FBT001 - the pairs of SCREENS
    """What a screen is called when its part is told of."""
    return f"fönster, {'mörkt' if dark else 'ljust'}, {percent} %"


def on_network_drive(ground: Ground) -> int:
    """Run the tests of what is written to disk, on the network drive."""
    left_out = [part for test in ON_DISK_ALONE for part in ("--deselect", test)]
    place = rf"--basetemp={NETWORK_DRIVE}\prov"
    return ground.python(*PYTEST, place, *left_out, *ON_NETWORK_DRIVE, variables=OFFSCREEN)[0]


def on_screen(ground: Ground, dark: bool, percent: int) -> int:  # noqa: FBT001 - the pairs of SCREENS
    """Open every page as a window of Windows, with light or dark and the scale chosen there."""
    ground.set_appearance(dark=dark, percent=percent)
    told = {"NEMNDSEKR_SCREEN": f"{'dark' if dark else 'light'} {percent}"}
    return ground.python(*PYTEST, "tests/ui/test_windows_screen.py", variables={**WINDOWS, **told})[0]


def without_console(ground: Ground) -> int:
    """Start the program as the Start menu does, without stdout and stderr."""
    code, words = silent_start(ground)
    if code:
        print(words)
    return code


def take_pictures(ground: Ground, states: Sequence[str], only: Sequence[str] | None = None) -> int:
    """Take pictures of the states of ``tests/pictures`` in Windows, into ``build/pictures-windows``.

    ``only`` is one screen, ``light`` or ``dark`` and the percent, as ``dev.py pictures`` has it.

    Raises:
        UserError: there is no such screen.
    """
    told = {("dark" if dark else "light", str(percent)): (dark, percent) for dark, percent in SCREENS}
    if only and tuple(only) not in told:
        raise UserError(f"Skärmen «{' '.join(only)}» finns inte.", "Skriv light eller dark, och 100 eller 150.")
    screens = (told[only[0], only[1]],) if only else SCREENS
    PICTURES.mkdir(parents=True, exist_ok=True)
    failed = 0
    for dark, percent in screens:
        ground.set_appearance(dark=dark, percent=percent)
        screen = ("--only", "dark" if dark else "light", str(percent))
        command = ("-m", "tests.pictures", f"--folder={windows_path(PICTURES)}", *screen, "--", *states)
        failed |= timed(screen_name(dark, percent), partial(picture_run, ground, command))
    return failed


def picture_run(ground: Ground, command: Sequence[str]) -> int:
    """Take the pictures of one screen."""
    return ground.python(*command, variables=WINDOWS)[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
