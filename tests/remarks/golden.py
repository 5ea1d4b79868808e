"""Golden lists: what the checks say about whole papers, each read into an empty database, line by line.

    python -m tests.remarks.golden FOLDER [--write]

A paper's list is ``NAME.remarks.toml`` beside it, or stands in ``known_papers.toml`` under the checksum of the paper's
bytes. Each remark is one string: the rule, how certain it is, and the lines of the paper that prove it. ``--write``
prints the lists as they are now, to be read critically before they are kept.
"""

from __future__ import annotations

import hashlib
import re
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from nemndsekr.operations.import_report import accept_reading
from nemndsekr.operations.sign_in import sign_in
from nemndsekr.reading.report_file import REPORT_FORMATS, read_report
from nemndsekr.records.case_file import CaseFile
from nemndsekr.rules.checks import remarks_on
from nemndsekr.rules.checks.remark import Remark
from nemndsekr.rules.likeness import plain_words
from nemndsekr.store.database import open_store
from nemndsekr.store.queries import load_case
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import DataFolder

KNOWN = Path(__file__).with_name("known_papers.toml")
NOW = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)


def imported(path: Path) -> CaseFile:
    """The case that a paper alone becomes in an empty database, read in without review."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(DataFolder(Path(folder)), NOW)
        try:
            who = sign_in(store, "facit", NOW).uid
            taken = accept_reading(store, read_report(path), path.read_bytes(), who, NOW)
            return load_case(store, taken.case_id)
        finally:
            store.close()


def told(path: Path) -> list[str]:
    """What the checks say about a paper, each remark as a golden list writes it."""
    file = imported(path)
    lines = paper_lines(path, file)
    return sorted(as_listed(remark, lines) for remark in remarks_on(file))


def paper_lines(path: Path, file: CaseFile) -> list[str]:
    """The lines of the paper: the file's own where it is text, else those that were read."""
    if path.suffix == ".txt":
        return path.read_bytes().decode("utf-8-sig", errors="replace").splitlines()
    return file.sources[0].text.splitlines()


def as_listed(remark: Remark, lines: Sequence[str]) -> str:
    """«rule certainty line line …»: the first line of each passage that proves it, or ? where none does."""
    exact = [(word, number) for number, line in enumerate(lines, start=1) for word in _UNMARKED.sub(" ", line).split()]
    bare = [(word, number) for number, line in enumerate(lines, start=1) for word in plain_words(line)]
    proved: list[int] = []
    for passage in remark.proof:
        # As it is written first: two passages may differ in a dash alone.
        places = [*_places(exact, _UNMARKED.sub(" ", passage).split()), *_places(bare, plain_words(passage))]
        # What stands twice proves it twice.
        place = next((one for one in places if one not in proved), places[0] if places else None)
        proved += [place] if place is not None else []
    return " ".join([remark.rule, remark.certainty, *(map(str, sorted(set(proved))) if proved else "?")])


_UNMARKED = re.compile(r"[*#]+|^\s*[-•]\s")


def _places(words: Sequence[tuple[str, int]], wanted: Sequence[str]) -> Iterator[int]:
    """The lines on which a passage begins; a passage may run over many lines."""
    if not wanted:
        return
    for at in range(len(words) - len(wanted) + 1):
        if words[at][0] == wanted[0] and all(words[at + more][0] == word for more, word in enumerate(wanted)):
            yield words[at][1]


def golden_list(path: Path) -> list[str] | None:
    """What is expected of a paper; None where nobody has said."""
    beside = path.with_name(f"{path.stem}.remarks.toml")
    if beside.is_file():
        return sorted(tomllib.loads(beside.read_text(encoding="utf-8"))["remarks"])
    if not KNOWN.is_file():
        return None
    papers = tomllib.loads(KNOWN.read_text(encoding="utf-8"))
    known = papers.get(hashlib.sha256(path.read_bytes()).hexdigest())
    return sorted(known["remarks"]) if known is not None else None


def papers_in(folder: Path) -> list[Path]:
    """The papers of a folder that can be read, in order."""
    suffixes = {suffix for form in REPORT_FORMATS for suffix in form.suffixes}
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in suffixes and path.stem != "README")


def compare(folder: Path, out: TextIO) -> int:
    """Print what each listed paper's remarks lack and have too many of; 0 where all is as listed."""
    listed = right = wrong = 0
    for path in papers_in(folder):
        wanted = golden_list(path)
        if wanted is None:
            continue
        listed += 1
        found = told(path)
        right += sum((Counter(found) & Counter(wanted)).values())
        missing, too_many = Counter(wanted) - Counter(found), Counter(found) - Counter(wanted)
        wrong += missing.total() + too_many.total()
        out.write(f"{path.name}: {len(found)} påpekanden{'' if missing or too_many else ', som i facit'}\n")
        out.writelines(f"  saknas   {remark}\n" for remark in sorted(missing.elements()))
        out.writelines(f"  för mycket   {remark}\n" for remark in sorted(too_many.elements()))
    if not listed:
        out.write("Ingen handling i mappen har något facit.\n")
        return 1
    out.write(f"{listed} handlingar, {right} påpekanden rätt, {wrong} fel.\n")
    return 1 if wrong else 0


def write(folder: Path, out: TextIO) -> int:
    """Print each paper's list as the checks say it now."""
    for path in papers_in(folder):
        try:
            remarks = told(path)
        except UserError:
            continue
        out.write(f"# {path.name}\n[{hashlib.sha256(path.read_bytes()).hexdigest()}]\nremarks = [\n")
        out.writelines(f'    "{remark}",\n' for remark in remarks)
        out.write("]\n\n")
    return 0


def main(arguments: Sequence[str]) -> int:
    """Run from the command line."""
    folder = Path(arguments[0])
    if not folder.is_dir():
        sys.stdout.write(f"Mappen {folder} finns inte.\n")
        return 1
    return write(folder, sys.stdout) if "--write" in arguments else compare(folder, sys.stdout)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
