"""Plants faults that only Windows minds in a copy of the program, and sees that the tests under Wine catch each."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

from installer.wine.ground import Ground
from installer.wine.silent import SILENT_START, silent_start

COPIED: Final = ("nemndsekr", "tests", "resources", "installer", "pyproject.toml")


class Fault(NamedTuple):
    """A fault: where it is planted, instead of what, and the test that must fail for it."""

    name: str
    file: str
    right: str
    wrong: str
    test: str
    """What pytest is asked to run, or ``SILENT_START``."""
    sign: str
    """What the failed test must have written: that it fell for this fault and not for another."""


GROUND_TESTS: Final = "tests/windows/test_ground.py"
FAULTS: Final = (
    Fault(
        "open utan teckenkodning, med → i texten",
        "nemndsekr/support/settings.py",
        'unfinished.write_text(words, encoding="utf-8")',
        "unfinished.write_text(words)",
        f"{GROUND_TESTS}::test_what_is_saved_has_letters_and_signs_that_the_code_page_lacks",
        "UnicodeEncodeError",
    ),
    Fault(
        "en fil som är öppen när den ska byta namn",
        "nemndsekr/operations/save_file.py",
        "            os.fsync(file.fileno())\n        _put_in_place(",
        "            os.fsync(file.fileno())\n            _put_in_place(",
        f"{GROUND_TESTS}::test_a_file_that_somebody_has_open_is_not_written_over_and_stays_as_it_was",
        "WinError",
    ),
    Fault(
        "en utskrift till stdout där ingen konsol finns",
        "nemndsekr/__main__.py",
        "    give_streams()\n",
        '    sys.stdout.write("Startar\\n")\n    give_streams()\n',
        SILENT_START,
        "'NoneType' object has no attribute 'write'",
    ),
)


def main(ground: Ground) -> int:
    """Plant each fault by itself; 1 where one was not caught, or where its test does not pass without it."""
    failed = 0
    with tempfile.TemporaryDirectory(dir=ground.folder) as folder:
        source = Path(folder) / "program"
        lay_copy(ground.source, source)
        copy = Ground(ground.folder, source=source)
        copy.share_screen(ground)
        for fault in FAULTS:
            sound = run(copy, fault)
            plant(source / fault.file, fault.right, fault.wrong)
            ill = run(copy, fault)
            plant(source / fault.file, fault.wrong, fault.right)
            caught = sound[0] == 0 and ill[0] != 0 and fault.sign in ill[1]
            print(f"  {fault.name:<50} {'upptäckt' if caught else 'INTE UPPTÄCKT'}", flush=True)
            if not caught:
                print((sound if sound[0] else ill)[1])
                failed = 1
    return failed


def lay_copy(source: Path, target: Path) -> None:
    """Copy what the tests need of the program."""
    target.mkdir()
    for name in COPIED:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source / name, target / name)


def plant(file: Path, right: str, wrong: str) -> None:
    """Put ``wrong`` instead of ``right``, which must be there once."""
    text = file.read_text(encoding="utf-8")
    if text.count(right) != 1:
        raise ValueError(f"{file.name} has changed: the fault must be planted elsewhere")
    file.write_text(text.replace(right, wrong), encoding="utf-8")


def run(ground: Ground, fault: Fault) -> tuple[int, str]:
    """Run the fault's test."""
    if fault.test == SILENT_START:
        return silent_start(ground)
    arguments = ("-m", "pytest", "-q", "-p", "no:cacheprovider", fault.test)
    return ground.python(*arguments, variables={"QT_QPA_PLATFORM": "offscreen"}, echo=False)
