"""A program folder as the real one is laid out, but of a handful of files: made in no time, and told apart by eye."""

from __future__ import annotations

from pathlib import Path

from installer.names import fixed_time
from installer.payload import COMMAND, COMMAND_FILE, ICON, LIBRARIES, PROGRAM, set_times

VERSION = "0.1.0"


def lay_small_payload(folder: Path) -> Path:
    """Lay it out in a folder, with nested folders, a name with a dollar sign and files of every kind."""
    contents = {
        "python.exe": b"MZ python",
        "pythonw.exe": b"MZ pythonw",
        "LICENSE.txt": b"PYTHON SOFTWARE FOUNDATION LICENSE",
        COMMAND_FILE: COMMAND.encode("ascii"),
        f"{LIBRARIES}/six.py": b"x = 1\n",
        f"{LIBRARIES}/PySide6/plugins/platforms/qwindows.dll": b"MZ qwindows",
        f"{LIBRARIES}/lxml/$etree.pyd": b"MZ etree",
        f"{PROGRAM}/nemndsekr/__init__.py": b"",
        f"{PROGRAM}/nemndsekr/support/paths.py": b"y = 2\n",
        f"{PROGRAM}/resources/templates/a.toml": b"[a]\n",
        f"{PROGRAM}/resources/B.txt": b"b\n",
    }
    for name, content in contents.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    # Any icon will do for the packages; the program's own is drawn in a test of its own.
    (folder / ICON).write_bytes(bytes.fromhex("000001000100101002000000000068000000160000") + b"\0" + bytes(0x68))
    set_times(folder, fixed_time(VERSION))
    return folder
