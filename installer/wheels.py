"""The Windows wheels: locked with hashes from what pyproject.toml asks for, and laid out in a folder by uv.

``python -m installer.wheels`` writes the lock files anew after a change of pyproject.toml. uv is used because pip
reads the markers of the computer it runs on, not of the one that the wheels are for.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from installer.embed import SERIES
from nemndsekr.support.errors import UserError

ROOT: Final = Path(__file__).resolve().parents[1]
RUNTIME_FILE: Final = ROOT / "installer" / "requirements-windows.txt"
TEST_FILE: Final = ROOT / "installer" / "requirements-windows-test.txt"
PLATFORM: Final = "x86_64-pc-windows-msvc"
# What the tests import, of the extra dev; the rest of it only reads the code or builds.
TEST_TOOLS: Final = frozenset(
    {"pytest", "pytest-qt", "pytest-xdist", "hypothesis", "pikepdf", "pyspellchecker", "holidays", "vobject"}
)
HEADER: Final = """\
# {what}, locked for Windows and CPython {series}.
# Written by: python -m installer.wheels
"""


def pins(project_file: Path = ROOT / "pyproject.toml") -> tuple[dict[str, str], dict[str, str]]:
    """Name and version of what pyproject.toml asks for: of the program itself, and of its extra dev."""
    project = tomllib.loads(project_file.read_text(encoding="utf-8"))["project"]
    return parted(project["dependencies"]), parted(project["optional-dependencies"]["dev"])


def parted(requirements: list[str]) -> dict[str, str]:
    """``name==version`` parted, with the names as the registries write them: lower case and hyphens."""
    pairs = (requirement.split("==") for requirement in requirements)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in pairs}


def locked(text: str) -> dict[str, tuple[str, list[str]]]:
    """What a lock file names: the version and the hashes of each."""
    entries = re.findall(r"^([a-z0-9][a-z0-9.-]*)==(\S+)((?: \\\n +--hash=sha256:[0-9a-f]{64})*)", text, re.MULTILINE)
    return {name: (version, re.findall(r"sha256:(\w+)", hashes)) for name, version, hashes in entries}


def uv(*arguments: str | Path) -> str:
    """Run uv, which is in the extra dev, beside this Python; what it wrote, or UserError with its last line."""
    beside = Path(sys.executable).parent / ("uv.exe" if sys.platform == "win32" else "uv")
    try:
        done = subprocess.run(
            [beside if beside.is_file() else "uv", *arguments],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except FileNotFoundError:
        raise UserError("uv saknas i miljön.", "Kör: python dev.py check, så installeras det.") from None
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["okänt fel"])[-1].strip()
        raise UserError(f"uv kunde inte hämta paketen för Windows: {last}", "Kontrollera nätet och försök igen.")
    return done.stdout


def lock(wanted: Mapping[str, str], scratch: Path, bound_by: Path | None = None) -> str:
    """The lock of these packages and all that they need on Windows: versions and hashes, no addresses.

    What another lock file names (``bound_by``) keeps its version.
    """
    scratch.write_text("".join(f"{name}=={version}\n" for name, version in wanted.items()), encoding="utf-8")
    bounds: list[str | Path] = [] if bound_by is None else ["--constraints", bound_by]
    return uv(
        *("pip", "compile", "--quiet", scratch, *bounds, "--python-version", SERIES, "--python-platform", PLATFORM),
        *("--only-binary", ":all:", "--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url"),
        *("--no-emit-find-links", "--no-config"),
    )


def write_locks(scratch: Path) -> Iterator[Path]:
    """Write both lock files anew, first the one with the test tools: what both name is then what the tests ran with."""
    runtime, dev = pins()
    tools = {name: version for name, version in dev.items() if name in TEST_TOOLS}
    TEST_FILE.write_text(
        HEADER.format(what="The program and its tests", series=SERIES) + lock(runtime | tools, scratch),
        encoding="utf-8",
    )
    yield TEST_FILE
    RUNTIME_FILE.write_text(
        HEADER.format(what="What the program needs", series=SERIES) + lock(runtime, scratch, TEST_FILE),
        encoding="utf-8",
    )
    yield RUNTIME_FILE


def lay_wheels(target: Path, lock_file: Path = RUNTIME_FILE) -> None:
    """Lay the locked wheels out in this folder, each checked against its hash. Raises UserError when one is missing.

    Copied, not linked: whoever sets the times or the rights of the files would otherwise change them in uv's cache.
    """
    uv(
        *("pip", "install", "--quiet", "--no-config", "--python-platform", PLATFORM, "--python-version", SERIES),
        *("--only-binary", ":all:", "--no-deps", "--require-hashes", "--link-mode", "copy"),
        *("--target", target, "-r", lock_file),
    )


def main() -> int:
    """Write the lock files."""
    scratch = ROOT / "build" / "requirements.in"
    scratch.parent.mkdir(exist_ok=True)
    try:
        for written in write_locks(scratch):
            print(written.relative_to(ROOT), len(locked(written.read_text(encoding="utf-8"))))
    except UserError as error:
        print(error.what, error.next_step, file=sys.stderr)
        return 1
    finally:
        scratch.unlink(missing_ok=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
