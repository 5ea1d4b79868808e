"""Takes the pictures: ``dev.py pictures [STATE …]``, into ``build/pictures`` or what ``--folder`` says.

Each appearance and scale has a process of its own, for Qt takes its scale at its start.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Final

from nemndsekr.ui.kit.theme import Appearance
from tests.pictures.states import STATES
from tests.pictures.studio import Studio

FOLDER: Final = Path("build/pictures")
PERCENTS: Final = (100, 150)
APPEARANCES: Final = (Appearance.LIGHT, Appearance.DARK)
# The offscreen platform's own screen is smaller than the window, and dialogs would be pushed into its corner.
SCREENS: Final = {
    "screens": [{"name": "desk", "x": 0, "y": 0, "width": 2400, "height": 1500, "logicalDpi": 96, "dpr": 1}]
}


def main() -> int:
    """Take all pictures, or those of the named states; 1 where a state could not be taken."""
    parser = argparse.ArgumentParser(prog="dev.py pictures")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--only", nargs=2, metavar=("APPEARANCE", "PERCENT"))
    parser.add_argument("states", nargs="*")
    told = parser.parse_args()
    folder: Path = told.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    if told.only:
        return take(folder, Appearance(told.only[0]), int(told.only[1]), told.states)
    screens = folder / "screens.json"
    screens.write_text(json.dumps(SCREENS), encoding="utf-8")
    failed = 0
    for percent in PERCENTS:
        for appearance in APPEARANCES:
            variables = {
                **os.environ,
                "QT_SCALE_FACTOR": str(percent / 100),
                "QT_QPA_PLATFORM": f"offscreen:configfile={screens}",
            }
            command = [sys.executable, "-m", "tests.pictures", f"--folder={folder}"]
            command += ["--only", appearance.value, str(percent), "--", *told.states]
            failed |= subprocess.call(command, env=variables)
    return failed


def take(folder: Path, appearance: Appearance, percent: int, names: list[str]) -> int:
    """Take the pictures of one appearance and scale; 1 where a state could not be taken."""
    studio = Studio(folder, appearance, percent)
    failed = 0
    for state in STATES:
        if names and state.__name__ not in names:
            continue
        studio.state = state.__name__
        try:
            state(studio)
        except Exception:  # noqa: BLE001 - one state that cannot be shown does not take the others with it
            failed = 1
            sys.stderr.write(f"{state.__name__} ({appearance.value}, {percent} %):\n{traceback.format_exc()}\n")
    studio.close()
    return failed


if __name__ == "__main__":
    sys.exit(main())
