"""Fill an empty database with the exercise cases of ``resources/demo``, all of it invented.

Every file but ``namnd.toml`` is one case, and the file's name is the case's label. The keys are the names of tables
and fields; ``ref`` gives a row a label, and a field that ends in ``_id`` holds the label of another row: one of the
same file, one of ``namnd.toml``, the name of another case, or «case/label» of a case whose name comes before. Running
text is light markup, and ``proofs`` names the fields whose very words stand in a source. ``[locked]`` locks a document
as it was on a day: what is dated later in the file - states, promises, reports, documents - is stored after that, as it
would have been in life.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from sqlmodel import SQLModel

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.versions import lock_in_step
from nemndsekr.records.block_markup import from_markup
from nemndsekr.records.block_text import BlockText
from nemndsekr.records.case import Case
from nemndsekr.records.case_file import CASE_TABLES
from nemndsekr.records.choices import VersionGate
from nemndsekr.records.document import Document, Section
from nemndsekr.records.measure import Measure, MeasureFields
from nemndsekr.records.meeting import Meeting, MeetingBody
from nemndsekr.records.namnd import Namnd, Person, Post
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.records.row import Row
from nemndsekr.records.source import Difference, SourceDocument, proof_of
from nemndsekr.store.database import StepWriter, Store
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import resource

NAME: Final = "lade in övningsärenden"
OFFICE: Final = "namnd"

_OFFICE_TABLES: Final[tuple[tuple[str, type[Row]], ...]] = (
    ("namnder", Namnd),
    ("persons", Person),
    ("posts", Post),
    ("bodies", MeetingBody),
    ("meetings", Meeting),
)
# Rows that are written inside the row they belong to, and the field that holds that row.
_NESTED: Final[Mapping[str, Mapping[str, str]]] = {
    "persons": {"posts": "person_id"},
    "questions": {"findings": "question_id"},
    "recommendations": {"answer_events": "recommendation_id"},
    "measures": {"promises": "measure_id", "report_backs": "measure_id", "measure_reports": "measure_id"},
    "assignments": {"promises": "assignment_id", "report_backs": "assignment_id"},
    "documents": {"sections": "document_id", "document_persons": "document_id"},
    "decisions": {"point_outcomes": "decision_id", "dissents": "decision_id", "dispatches": "decision_id"},
}

Values = dict[str, Any]


class SourceText(NamedTuple):
    """A source as it is kept: its bytes, its text, and where each page begins in that text."""

    content: bytes
    text: str
    page_starts: tuple[int, ...]


def fill_demo(store: Store, who: str, now: datetime) -> Changes:
    """Store the exercise cases in one step that cannot be undone.

    Raises:
        UserError: the database already holds cases.
    """
    with store.step(NAME, who, now, undoable=False) as step:
        if step.find(Case) is not None:
            raise UserError("Mappen innehåller redan ärenden.", "Välj en tom mapp för övningsärendena.")
        labels: dict[str, int] = {}
        _Filler(step, OFFICE, labels).fill_office(demo_file(OFFICE))
        files = {name: demo_file(name) for name in demo_cases()}
        fillers = {name: _Filler(step, name, labels) for name in files}
        for name, filler in fillers.items():
            filler.add_case(files[name].pop("case"))
        for name, filler in fillers.items():
            filler.fill_case(files[name], who)
    return Changes.of(NAME, step)


def demo_cases() -> list[str]:
    """The names of the exercise cases."""
    return sorted(path.stem for path in resource("demo").glob("*.toml") if path.stem != OFFICE)


def demo_file(name: str) -> Values:
    """What one file of exercises holds."""
    with resource("demo", f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def source_text(path: Path) -> SourceText:
    """A text file as a source; a form feed begins a new page."""
    content = path.read_bytes().replace(b"\r\n", b"\n")
    pages = [page.strip() for page in content.decode("utf-8").split("\f")]
    starts = [sum(len(page) + 1 for page in pages[:number]) for number in range(len(pages))]
    return SourceText(content, "\n".join(pages), tuple(starts))


class _Filler:
    """One file on its way into the database."""

    def __init__(self, step: StepWriter, name: str, labels: dict[str, int]) -> None:
        self.step = step
        self.name = name
        self.known = labels
        self.own: dict[str, int] = {}
        self.case: Case
        self.case_proofs: list[str] = []
        self.waiting: defaultdict[str, list[Values]] = defaultdict(list)
        self.sources: dict[str, SourceDocument] = {}
        self.proofs: list[tuple[Row, list[str], str]] = []

    def fill_office(self, written: Values) -> None:
        """Store the nämnd with its people and its meetings."""
        usual = {body["ref"]: body.pop("meetings") for body in written["bodies"]}
        written["meetings"] = [_meeting(meeting, usual) for meeting in written["meetings"]]
        self._add_all(_OFFICE_TABLES, written)
        self.known.update(self.own)

    def add_case(self, written: Values) -> None:
        """Store the case itself, so that other cases can point at it."""
        opened_at = written.pop("opened_at", None)
        self.case_proofs = written.pop("proofs", [])
        self.case = self.step.add(self._row(Case, self.name, written, opened_at=opened_at))
        self.known[self.name] = self.case.stored_id

    def fill_case(self, written: Values, who: str) -> None:
        """Store everything that belongs to the case, what came after a document was locked last."""
        locked = written.pop("locked", None)
        later = _Later(written, locked["at"].date()) if locked else None
        for number, measure in enumerate(written.get("measures", []), start=1):
            measure.setdefault("ref", f"measures {number}")
            self.waiting["measure_links"] += [
                {"measure_id": measure["ref"], "recommendation_id": answered}
                for answered in measure.pop("recommendations")
            ]
        self._add_all(CASE_TABLES, written)
        if later is not None:
            self._lock(locked, who)
            self._add_later(later)
        # What later files point at, by «file/label».
        self.known.update({f"{self.name}/{ref}": row_id for ref, row_id in self.own.items()})
        self.proofs.append((self.case, self.case_proofs, ""))
        for row, fields, source in self.proofs:
            if fields:
                self._prove(row, fields, self.sources[source] if source else next(iter(self.sources.values())))

    def _lock(self, locked: Values, who: str) -> None:
        gate = VersionGate(locked["gate"])
        version = lock_in_step(self.step, self.case.stored_id, locked["kind"], gate, who, locked["at"])
        version.uid = self._uid(f"versions/{locked['kind']}")

    def _add_later(self, later: _Later) -> None:
        for ref, values in later.measures:
            measure = self.step.get(Measure, self.own[ref])
            for name, value in MeasureFields.model_validate({"text": measure.text, **values}):
                if name in values:
                    setattr(measure, name, value)
        self._add_all(CASE_TABLES, later.rows)

    def _add_all(self, tables: tuple[tuple[str, type], ...], written: Values) -> None:
        for name, values in written.items():
            self.waiting[name] += values
        for name, table in tables:
            rows = self.waiting.pop(name, [])
            for number, values in enumerate(rows):
                self._add(name, table, number, values)
        if self.waiting:
            raise ValueError(f"{self.name}: no such table as {', '.join(self.waiting)}")

    def _add(self, name: str, table: type[Row], number: int, values: Values) -> None:
        usual = f"{name} {number + 1}"
        ref = values.pop("ref", f"later {usual}" if usual in self.own else usual)
        for nested, field in _NESTED.get(name, {}).items():
            inside = values.pop(nested, [])
            # The first promise about a thing has position 0; everything else is counted as people count.
            places = [{"position": at} if nested == "promises" else {} for at in range(len(inside))]
            self.waiting[nested] += [place | row | {field: ref} for place, row in zip(places, inside, strict=True)]
        proofs, proofs_in = values.pop("proofs", []), values.pop("proofs_in", "")
        if "position" in table.model_fields:
            values.setdefault("position", number + 1)
        if table is Recommendation:
            values.setdefault("no", number + 1)
        if table is Document and values.get("based_on_uid"):
            values["based_on_uid"] = self._uid(f"versions/{values['based_on_uid']}")
        if table is Section and ":" in values.get("key", ""):
            prefix, _, of = values["key"].partition(":")
            values["key"] = f"{prefix}:{self._uid(f'recommendations/{of}')}"
        if table is SourceDocument:
            values |= self._keep(values.pop("file"))
        if table is Difference:
            values["record_uid"] = self._uid(values.pop("of"))
        row = self.step.add(self._row(table, f"{name}/{ref}", values))
        if isinstance(row, SourceDocument):
            self.sources[ref] = row
        if proofs:
            self.proofs.append((row, proofs, proofs_in))
        if ref in self.own:
            raise ValueError(f"{self.name}: two rows are called {ref}")
        self.own[ref] = row.stored_id

    def _keep(self, file: str) -> Values:
        source = source_text(resource("demo", file))
        sha256 = hashlib.sha256(source.content).hexdigest()
        self.step.keep_file(sha256, source.content)
        return {"sha256": sha256, "text": source.text, "page_starts": json.dumps(source.page_starts)}

    def _row(self, table: type[Row], label: str, values: Values, **unchecked: Any) -> Any:
        """A row whose values its ``…Fields`` class has checked; a key that it does not have is a misprint."""
        fields: Any = next((base for base in table.__mro__ if base.__name__.endswith("Fields")), table)
        strange = set(values) - set(fields.model_fields)
        if strange:
            raise ValueError(f"{self.name}/{label}: no such field as {', '.join(sorted(strange))}")
        given = dict(self._values(fields, values))
        if fields is not table:  # a table class is not checked by pydantic
            checked = fields.model_validate(given)
            given = {name: getattr(checked, name) for name in given}
        unchecked["uid"] = self._uid(label)
        if "case_id" in table.model_fields:
            unchecked["case_id"] = self.case.stored_id
        return table(**given, **unchecked)

    def _values(self, fields: type[SQLModel], values: Values) -> Iterator[tuple[str, Any]]:
        for name, value in values.items():
            if name.endswith("_id"):
                yield name, self.own[value] if value in self.own else self.known[value]
            elif fields.model_fields[name].annotation is BlockText:
                yield name, from_markup(value)
            else:
                yield name, value.strip() if isinstance(value, str) else value

    def _prove(self, row: Row, fields: list[str], source: SourceDocument) -> None:
        for field in fields:
            words = getattr(row, field)
            start = source.text.find(words)
            if start < 0 or not words:
                raise ValueError(f"{self.name}: {field} does not stand in {source.name}: {words!r}")
            made = proof_of(row, field, source, start, start + len(words))
            made.uid = self._uid(f"evidence/{row.uid}/{field}")
            self.step.add(made)

    def _uid(self, label: str) -> str:
        return str(uuid5(NAMESPACE_URL, f"nemndsekr/demo/{self.name}/{label}"))


class _Later:
    """What of a case came after a document was locked; it is taken out of what is stored before."""

    def __init__(self, written: Values, day: date) -> None:
        """Part what was written by its days."""
        self.measures: list[tuple[str, Values]] = []
        self.rows: Values = {"promises": [], "measure_reports": [], "bases": []}
        for number, measure in enumerate(written.get("measures", []), start=1):
            ref = measure.setdefault("ref", f"measures {number}")
            if measure.get("state") and measure.get("done_on", date.max) > day:
                told = ("state", "done_on", "evidence", "no_evidence_reason")
                self.measures.append((ref, {name: measure.pop(name) for name in told if name in measure}))
            self._part(measure, "promises", "given_on", ref, day)
            self._part(measure, "measure_reports", "reported_on", ref, day)
        bases = written.get("bases", [])
        written["bases"] = [one for one in bases if one["dated_on"] <= day]
        self.rows["bases"] = [
            {"ref": f"bases later {at}", "position": at, **one}
            for at, one in enumerate(bases, start=1)
            if one not in written["bases"]
        ]
        documents = written.get("documents", [])
        written["documents"] = [one for one in documents if one["dated_on"] <= day]
        self.rows["documents"] = [
            {"ref": f"documents later {at}", **one}
            for at, one in enumerate(documents, start=1)
            if one not in written["documents"]
        ]

    def _part(self, measure: Values, name: str, dated: str, ref: str, day: date) -> None:
        whole = measure.get(name, [])
        if whole:
            measure[name] = [row for row in whole if row[dated] <= day]
        for at, row in enumerate(whole):
            if row[dated] > day:
                self.rows[name].append({"ref": f"{ref} {name} {at}", "position": at, "measure_id": ref, **row})


def _meeting(written: Values, usual: Mapping[str, Values]) -> Values:
    """A meeting with its body's usual times and place, called after its body and day."""
    body, day = written["body_id"], written["day"]
    whole = {"ref": f"{body} {day}", "namnd_id": "bun", **usual[body], **written}
    days = whole.pop("justering_after_days", None)
    if days and whole.get("status") != "installd":
        whole["justering_on"] = day + timedelta(days=days)
    return whole
