"""Scoring: how much of a folder's documents is read right, compared with the facts beside them.

    python -m tests.reading.scoring FOLDER

Each ``NAME.json`` holds the facts of ``NAME.txt``, ``NAME.docx`` or ``NAME.pdf``. A field's precision is how much of
what was found is right, its recall how much of what was wanted was found, and F1 weighs them together.
"""

from __future__ import annotations

import difflib
import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from nemndsekr.reading.as_json import reading_as_json
from nemndsekr.reading.report_file import REPORT_FORMATS, read_report
from nemndsekr.support.errors import UserError

TEXT_FIELDS = (
    "dnr",
    "counterpart_dnr",
    "report_no",
    "audit_questions",
    "attsatser",
    "decision_points",
    "recipients",
    "recommendations",
)
# A single slip of a letter in a long clause is still the same clause.
ALIKE = 0.97
ANSWER_ALIKE = 0.95


@dataclass(slots=True)
class Tally:
    """How many were right, found and wanted."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, other: Tally) -> None:
        """Count the other in."""
        self.right += other.right
        self.found += other.found
        self.wanted += other.wanted

    @property
    def precision(self) -> float:
        """How much of what was found is right."""
        return self.right / self.found if self.found else float(not self.wanted)

    @property
    def recall(self) -> float:
        """How much of what was wanted was found."""
        return self.right / self.wanted if self.wanted else float(not self.found)

    @property
    def f1(self) -> float:
        """Both in one number."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Score:
    """The tallies of one document by field."""

    name: str
    fields: dict[str, Tally] = field(default_factory=dict)

    @property
    def mean(self) -> float:
        """The mean F1 of the fields that the document has or was said to have."""
        told = [tally.f1 for tally in self.fields.values() if tally.found or tally.wanted]
        return sum(told) / len(told) if told else 1.0


def folded(value: object) -> str:
    """The text without what does not count: markup, list marks, blanks, kinds of dash, case."""
    text = unicodedata.normalize("NFC", str(value or ""))
    text = re.sub(r"[*_\\\u00ad]", "", text).translate(str.maketrans("–—", "--"))
    return " ".join(text.split()).strip(" .:;,-•").casefold()


def alike(one: object, other: object, least: float = ALIKE) -> bool:
    """Whether two texts say the same, a letter or two apart."""
    first, second = folded(one), folded(other)
    if first == second:
        return True
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    return bool(first and second) and matcher.real_quick_ratio() >= least and matcher.ratio() >= least


def tally(found: Sequence[Any], wanted: Sequence[Any], same: Callable[[Any, Any], bool] = alike) -> Tally:
    """Pair each wanted value with one found value at most."""
    left = list(found)
    right = 0
    for want in wanted:
        place = next((index for index, have in enumerate(left) if same(have, want)), None)
        if place is not None:
            left.pop(place)
            right += 1
    return Tally(right, len(found), len(wanted))


def compare(found: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Tally]:
    """The tally of every field that the facts tell of."""
    return dict(_compared(found, wanted))


def _compared(found: dict[str, Any], wanted: dict[str, Any]) -> Iterator[tuple[str, Tally]]:
    yield "kind", Tally(int(found.get("kind") == wanted["kind"]), 1, 1)
    title = folded(found.get("title"))
    fits = bool(title) and (alike(title, wanted["title"], 0.9) or folded(wanted["title"]) in title)
    yield "title", Tally(int(fits), int(bool(title)), 1)
    if wanted.get("committee"):
        have = found.get("committee")
        yield "committee", Tally(int(alike(have, wanted["committee"])), int(bool(have)), 1)
    for name, day in wanted.get("dates", {}).items():
        have = found["dates"].get(name)
        yield f"date {name}", Tally(int(bool(day) and have == day), int(bool(have)), int(bool(day)))
    for name in TEXT_FIELDS:
        if name in wanted:
            yield name, tally(_texts(found.get(name)), _texts(wanted[name]))
    yield from _of_recommendations(found.get("recommendations", []), wanted.get("recommendations", []))
    for name, keys in (("plan", ("step", "date")), ("people", ("name", "role", "party", "part"))):
        if name in wanted:
            yield (
                name,
                tally(_facts(found.get(name), keys), _facts(wanted[name], keys), lambda one, other: one == other),
            )
    if "demand" in wanted:
        asked = [
            {part for part, is_asked in (facts.get("demand") or {}).items() if is_asked} for facts in (found, wanted)
        ]
        yield "demand", Tally(len(asked[0] & asked[1]), len(asked[0]), len(asked[1]))
    yield "quotes", _quotes(found)


def _of_recommendations(found: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> Iterator[tuple[str, Tally]]:
    for name, least in (("recipient", ALIKE), ("answer", ANSWER_ALIKE), ("other_wording", ALIKE)):
        asked = [(item["text"], item[name]) for item in wanted if item.get(name)]
        if asked:
            told = [(item["text"], item[name]) for item in found if item.get(name)]
            yield f"recommendation {name}", tally(told, asked, _same_pair(least))


def _same_pair(least: float) -> Callable[[Any, Any], bool]:
    return lambda one, other: alike(one[0], other[0]) and alike(one[1], other[1], least)


def _quotes(found: dict[str, Any]) -> Tally:
    """Whether each passage pointed at holds the text that was found there."""
    names = ("recommendations", "audit_questions", "attsatser", "decision_points")
    items = [item for name in names for item in found.get(name, [])]
    body = found.get("text", "")
    right = sum(alike(body[slice(*item["quote"])], item["text"], 0.9) for item in items)
    return Tally(right, len(items), len(items))


def _texts(items: Sequence[Any] | None) -> list[str]:
    return [item.get("text", "") if isinstance(item, dict) else item for item in items or []]


def _facts(items: Sequence[dict[str, Any]] | None, keys: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(folded(item.get(key)) for key in keys) for item in items or []]


def score_folder(folder: Path) -> list[Score]:
    """The score of each document in a folder that has its facts beside it."""
    suffixes = {suffix for report_format in REPORT_FORMATS for suffix in report_format.suffixes}
    out: list[Score] = []
    for facts in sorted(folder.glob("*.json")):
        wanted = json.loads(facts.read_text(encoding="utf-8"))
        documents = [path for path in sorted(folder.glob(f"{facts.stem}.*")) if path.suffix in suffixes]
        out += [Score(path.name, compare(_read(path), wanted)) for path in documents]
    return out


def _read(path: Path) -> dict[str, Any]:
    try:
        return reading_as_json(read_report(path))
    except UserError:
        # A file that cannot be read has nothing right.
        return {"dates": {}}


def mean_of(scores: Sequence[Score]) -> float:
    """The mean over all documents."""
    return sum(score.mean for score in scores) / len(scores) if scores else 0.0


def main(argv: Sequence[str] | None = None, out: TextIO | None = None) -> int:
    """Score the folder named; 0 where there was something to score."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    stream = out or sys.stdout
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        stream.write("Ange mappen med handlingar och facit.\n")
        return 2
    scores = score_folder(Path(arguments[0]))
    totals: dict[str, Tally] = {}
    for score in scores:
        stream.write(f"{score.mean:.3f}  {score.name}\n")
        for name, one in score.fields.items():
            totals.setdefault(name, Tally()).add(one)
            if not one.right == one.found == one.wanted:
                stream.write(f"       {name}: {one.right} rätt av {one.found} funna, {one.wanted} sökta\n")
    stream.write(f"\n{'fält':<32}{'precision':>10}{'täckning':>10}{'F1':>8}{'sökta':>8}\n")
    for name, total in sorted(totals.items()):
        stream.write(f"{name:<32}{total.precision:>10.3f}{total.recall:>10.3f}{total.f1:>8.3f}{total.wanted:>8}\n")
    stream.write(f"\nmedel F1 {mean_of(scores):.3f} ({len(scores)} handlingar)\n")
    return 0 if scores else 1


if __name__ == "__main__":
    sys.exit(main())
