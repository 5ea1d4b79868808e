"""One case whole for those outside: as one JSON object, and as an overview that a person can read."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from nemndsekr.records.block_text import Block, BlockText, Paragraph, Run, TableBlock, dump, plain_text
from nemndsekr.records.case_file import CASE_TABLES, CaseFile
from nemndsekr.records.choices import label
from nemndsekr.records.decision import Decision, DecisionPoint
from nemndsekr.records.document import Document
from nemndsekr.records.measure import Measure
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.namndinitiativ import Assignment, Attsats
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.records.row import Row
from nemndsekr.records.source import SourceDocument

JsonObject = dict[str, Any]

# Columns that are reckoned from others, or that say again which case the row lies in.
_LEFT_OUT: Final = {"case_id", "sort_key", "search_key", "dnr_key", "dnr_sort_key"}


def case_as_json(file: CaseFile, *, with_text: bool = False) -> JsonObject:
    """Everything that a case holds, as values that ``json`` can write; ``with_text`` adds the sources' whole text.

    Keys are the names of fields. A field that points at another row of the case has its uid beside it (``…_uid``),
    block text is given both as blocks and as plain text, and evidence with its words and page. What a locked version
    froze is a whole case of its own: it comes, as values, only with the whole text.
    """
    uids = {(str(row.__tablename__), row.id): row.uid for row in _all_rows(file)}
    whole: JsonObject = {
        "case": _row_json(file.case, uids),
        "namnd": _row_json(file.namnd, uids),
        "persons": [_row_json(person, uids) for person in file.persons.values()],
    }
    whole |= {name: [_row_json(row, uids) for row in _rows(file, name)] for name, _ in CASE_TABLES}
    whole["related"] = [asdict(related) for related in file.related]
    for source in whole["sources"]:
        source["page_starts"] = json.loads(source["page_starts"] or "[]")
        if not with_text:
            del source["text"]
    for version in whole["versions"]:
        facts, text = version.pop("facts"), version.pop("text")
        if with_text:
            version |= {"text": text, "facts": json.loads(facts)}
    sources = {source.id: source for source in file.sources}
    for passage in whole["evidence"]:
        passage.update(_passage(sources[passage["source_id"]], passage["start"], passage["end"]))
    return whole


def _rows(file: CaseFile, name: str) -> list[Row]:
    rows: list[Row] = getattr(file, name)
    return rows


def _all_rows(file: CaseFile) -> Iterator[Row]:
    yield from (file.case, file.namnd, *file.persons.values())
    for name, _ in CASE_TABLES:
        yield from _rows(file, name)


def _row_json(row: Row, uids: Mapping[tuple[str, int | None], str]) -> JsonObject:
    table = type(row)
    texts = {name: value for name in table.model_fields if isinstance(value := getattr(row, name), BlockText)}
    plain = row.model_dump(mode="json", exclude={*_LEFT_OUT, *texts})
    values: JsonObject = {}
    for name in table.model_fields:
        if name in texts:
            values[name] = {**json.loads(dump(texts[name])), "plain": plain_text(texts[name])}
        elif name in plain:
            values[name] = plain[name]
            uid = uids.get((_table_pointed_at(table, name), plain[name]))
            if uid is not None:
                values[f"{name.removesuffix('_id')}_uid"] = uid
    return values


def _table_pointed_at(table: type[Row], field: str) -> str:
    """The table that a field holds the id of, or nothing."""
    pointed_at = getattr(table.model_fields[field], "foreign_key", "")
    return pointed_at.partition(".")[0] if isinstance(pointed_at, str) else ""


def _passage(source: SourceDocument, start: int, end: int) -> JsonObject:
    """The words of a passage and the page where it begins; a source without pages has none."""
    starts = json.loads(source.page_starts or "[]")
    return {"page": bisect_right(starts, start) or None, "words": source.text[start:end]}


# --- as words -------------------------------------------------------------------------------------------------------


class _Part(NamedTuple):
    """One part of the overview: its heading, the field that heads each row, and fields that nobody reads."""

    heading: str
    main: str
    unread: tuple[str, ...] = ()


_PARTS: Final[Mapping[str, _Part]] = {
    "numbers": _Part("Andra nummer", "text"),
    "reply_days": _Part("Svarsdagar", "words", ("earliest", "latest", "precision")),
    "audits": _Part("Granskningen", "report_title"),
    "demands": _Part("Revisorerna begär", "part"),
    "questions": _Part("Revisionsfrågor", "text"),
    "findings": _Part("Iakttagelser", "text"),
    "recommendations": _Part("Rekommendationer", "text", ("no",)),
    "answer_events": _Part("Svar från verksamheten", "kind"),
    "measures": _Part("Åtgärder", "text"),
    "promises": _Part("Utlovade tidpunkter", "words", ("earliest", "latest", "precision")),
    "report_backs": _Part("Återrapporteringar", "words", ("earliest", "latest", "precision")),
    "measure_reports": _Part("Vad som hänt med åtgärderna", "reported_on"),
    "initiatives": _Part("Nämndinitiativet", "lead_in"),
    "attsatser": _Part("Att-satser", "text"),
    "initiators": _Part("Bakom initiativet", "name"),
    "assignments": _Part("Uppdrag", "text"),
    "plan_steps": _Part("Beslutsplanering", "label", ("kind",)),
    "case_plans": _Part("Vald plan", "occasion"),
    "decision_points": _Part("Förslag till beslut", "text"),
    "decisions": _Part("Beslut", "kind"),
    "point_outcomes": _Part("Beslut per punkt", "outcome"),
    "dissents": _Part("Reservationer och särskilda yttranden", "kind"),
    "recipients": _Part("Beslutet skickas till", "text"),
    "dispatches": _Part("Expedierat", "to_whom"),
    "documents": _Part("Handlingar", "kind", ("template",)),
    "document_persons": _Part("Personer på handlingarna", "name"),
    "sections": _Part("Texter", "heading", ("key", "level")),
    "bases": _Part("Beslutsunderlag", "text"),
    "attachments": _Part("Bilagor", "text"),
    "sources": _Part("Inlästa filer", "name", ("text", "sha256", "page_starts")),
    "versions": _Part("Låsta versioner", "gate", ("text", "facts", "sha256", "word_sha256", "user_uid", "template")),
    "approvals": _Part("Godkända påpekanden", "text", ("rule", "field", "fingerprint", "record_uid", "user_uid")),
    "departures": _Part("Handlingar som har lämnats ut", "kind", ("sha256", "user_uid")),
}
# What a field without a title of its own points at; a person's name already stands beside such a field.
_POINTED_AT: Final[Mapping[str, str]] = {
    "recommendations": "Rekommendation",
    "audit_questions": "Revisionsfråga",
    "measures": "Åtgärd",
    "assignments": "Uppdrag",
    "attsatser": "Att-sats",
    "decisions": "Beslut",
    "decision_points": "Punkt",
    "documents": "Handling",
}
_CLOCK: Final = ZoneInfo("Europe/Stockholm")
_INDENT: Final = "   "


def case_as_text(file: CaseFile) -> str:
    """A case as an overview in Swedish: what is filled in, under the words that the forms use."""
    number = file.case.dnr or ("dnr väntas" if file.case.dnr_expected else "utan diarienummer")
    words = {(str(row.__tablename__), row.id): _called(row) for row in _all_rows(file)}
    lines = _headed(f"{file.case.title} ({number})", "=")
    lines += _facts(file.case, {"title", "dnr", "dnr_expected"}, words)
    for name, part in _PARTS.items():
        rows = _rows(file, name)
        if not rows:
            continue
        lines += ["", *_headed(part.heading, "-")]
        for at, row in enumerate(rows, start=1):
            lines += _indented(f"{at}. ", _said(getattr(row, part.main)) or "–")
            answers = _answered_by(file, row) if isinstance(row, Measure) else ""
            lines += [f"{_INDENT}{line}" for line in (*_facts(row, {part.main, *part.unread}, words), answers) if line]
    if file.related:
        lines += ["", *_headed("Samma fråga", "-"), *_same_question(file)]
    if file.evidence:
        lines += ["", f"{len(file.evidence)} uppgifter kan visas i de inlästa filerna."]
    return "\n".join(lines)


def _same_question(file: CaseFile) -> Iterator[str]:
    """What other cases are about the same question, seen from this one."""
    clauses = {clause.id: f"Att-sats {number}" for number, clause in enumerate(file.attsatser, start=1)}
    asked = {one.id: f"Rekommendation {one.no}" for one in file.recommendations}
    for at, one in enumerate(file.related, start=1):
        own = clauses.get(one.own_attsats_id) or asked.get(one.own_recommendation_id) or "Ärendet"
        yield f"{at}. {own}: {one.name}"
        yield from _indented(_INDENT, one.note) if one.note else ()


def _headed(heading: str, line: str) -> list[str]:
    return [heading, line * len(heading)]


def _facts(row: Row, unread: set[str], words: Mapping[tuple[str, int | None], str]) -> list[str]:
    """What is filled in about a row, each with the title of its field."""
    fields: type[Any] = next((base for base in type(row).__mro__ if base.__name__.endswith("Fields")), type(row))
    lines: list[str] = []
    for name, field in fields.model_fields.items():
        table = _table_pointed_at(type(row), name)
        title = field.title or _POINTED_AT.get(table, "")
        value = getattr(row, name)
        said = words.get((table, value), "") if table else _said(value, field.default)
        if title and said and name not in unread and name != "position":
            lines += _indented(f"{title}: ", said)
    return lines


def _said(value: Any, usual: Any = None) -> str:
    """A value as a reader wants it; what says nothing, or only the usual, is nothing."""
    match value:
        case BlockText():
            return plain_text(BlockText(tuple(map(_told_block, value.blocks))))
        case StrEnum():
            return "" if value in {"ingen", "okand", "ej_angivet", "egen"} else label(value)
        case bool():
            return "" if value is usual else "ja" if value else "nej"
        case datetime():
            return f"{value.astimezone(_CLOCK):%Y-%m-%d %H.%M}"
        case None:
            return ""
    return str(value).strip()


def _told_block(block: Block) -> Block:
    """A table that could not be read in, said to be so: its caption alone would read as a sentence said twice."""
    if not isinstance(block, TableBlock) or not block.lost:
        return block
    named = f": {block.caption.rstrip('.')}" if block.caption else ""
    return Paragraph((Run(f"[Här stod en tabell som inte kunde läsas in{named}.]"),))


def _indented(start: str, said: str) -> list[str]:
    """Words after their start; where they take several lines, the lines stand further in."""
    first, *rest = said.splitlines()
    if start.endswith(": ") and rest:
        return [start.rstrip(), *(f"{_INDENT}{line}".rstrip() for line in (first, *rest))]
    return [f"{start}{first}", *(f"{_INDENT}{line}".rstrip() for line in rest)]


def _answered_by(file: CaseFile, measure: Measure) -> str:
    answered = {link.recommendation_id for link in file.measure_links if link.measure_id == measure.id}
    numbers = [str(recommendation.no) for recommendation in file.recommendations if recommendation.id in answered]
    return f"Svarar på rekommendation: {', '.join(numbers)}" if numbers else ""


def _called(row: Row) -> str:
    """What a row is called where another row points at it."""
    match row:
        case Recommendation():
            return str(row.no)
        case DecisionPoint() | Attsats():
            return str(row.position)
        case Measure() | Assignment():
            return row.text
        case Decision():
            return " ".join(filter(None, (label(row.kind), row.day.isoformat() if row.day else "", row.paragraph)))
        case Document():
            return label(row.kind)
        case Namnd():
            return row.name
    return str(getattr(row, "name", "") or getattr(row, "position", ""))
