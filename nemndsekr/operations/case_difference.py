"""What differs between a case in a file and the same case here, in a line that can be read before one chooses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, cast

from nemndsekr.exchange.archive_rows import shape_of
from nemndsekr.operations.step_names import thing_changed
from nemndsekr.records.case import Case
from nemndsekr.rules.case_standing import Told

_MOST: Final = 6
"""So many things are named; the rest are counted."""
NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "recommendations": ("rekommendation", "rekommendationer"),
    "audit_questions": ("revisionsfråga", "revisionsfrågor"),
    "demands": ("begärd del", "begärda delar"),
    "findings": ("iakttagelse", "iakttagelser"),
    "attsatser": ("att-sats", "att-satser"),
    "decisions": ("beslut", "beslut"),
    "decision_points": ("beslutspunkt", "beslutspunkter"),
    "point_outcomes": ("utfall", "utfall"),
    "dissents": ("reservation", "reservationer"),
    "measures": ("åtgärd", "åtgärder"),
    "measure_links": ("koppling till åtgärd", "kopplingar till åtgärder"),
    "promises": ("lovad tid", "lovade tider"),
    "report_backs": ("återrapportering", "återrapporteringar"),
    "measure_reports": ("lägesrapport", "lägesrapporter"),
    "assignments": ("uppdrag", "uppdrag"),
    "answer_events": ("händelse", "händelser"),
    "reply_days": ("svarsdag", "svarsdagar"),
    "case_numbers": ("annat nummer", "andra nummer"),
    "case_links": ("koppling till annat ärende", "kopplingar till andra ärenden"),
    "initiators": ("initiativtagare", "initiativtagare"),
    "recipients": ("mottagare", "mottagare"),
    "dispatches": ("expediering", "expedieringar"),
    "documents": ("handling", "handlingar"),
    "sections": ("textdel i handling", "textdelar i handlingar"),
    "document_persons": ("person i handling", "personer i handlingar"),
    "bases": ("rad i underlaget", "rader i underlaget"),
    "attachments": ("bilaga", "bilagor"),
    "source_documents": ("inläst fil", "inlästa filer"),
    "versions": ("låst version", "låsta versioner"),
    "departures": ("skickad handling", "skickade handlingar"),
    "masks": ("maskering", "maskeringar"),
    "approvals": ("påpekande som fått stå", "påpekanden som fått stå"),
    "source_problems": ("sak att se över", "saker att se över"),
    "differences": ("avvikande uppgift", "avvikande uppgifter"),
    "evidence": ("källhänvisning", "källhänvisningar"),
}
"""What rows of a table are called, one and several, the weightiest first."""
ONCE: Final[Mapping[str, str]] = {
    "audits": "uppgifter om granskningen",
    "namndinitiativ": "uppgifter om initiativet",
    "plan_steps": "plan",
    "case_plans": "plan",
}
"""What is one thing of a case, however many rows it has."""
_CASE: Final = str(Case.__tablename__)


class Compared(NamedTuple):
    """A row as it stands in the file or here: its table, how often it was changed, and what it says."""

    table: str
    told: Told


def difference_words(theirs: Mapping[str, Compared], ours: Mapping[str, Compared]) -> str:
    """What differs, by name: «rubrik, 1 beslut, 2 rekommendationer»; "" where nothing does.

    No value is told: it may be secret.
    """
    fields: list[str] = []
    counts: Counter[str] = Counter()
    for uid in theirs.keys() | ours.keys():
        one, other = theirs.get(uid), ours.get(uid)
        if one is not None and other is not None and one.told.says == other.told.says:
            continue
        table = (one or other or _NOTHING).table
        if table == _CASE and one is not None and other is not None:
            says = [cast("Mapping[str, object]", each.told.says) for each in (one, other)]
            fields = list(_fields(*says))
        else:
            counts[table] += 1
    once = dict.fromkeys(words for table, words in ONCE.items() if table in counts)
    rows = (f"{counts[table]} {names[counts[table] > 1]}" for table, names in NAMES.items() if table in counts)
    named = [*fields, *once, *rows]
    more = len(named) - _MOST
    return ", ".join(named) if more <= 1 else f"{', '.join(named[:_MOST])} och {more} saker till"


_NOTHING: Final = Compared("", Told(0, {}))


def _fields(one: Mapping[str, object], other: Mapping[str, object]) -> Iterable[str]:
    """What the fields of a case that say otherwise are called, in the order of the record."""
    columns = {name: name for name in shape_of(Case).columns}
    columns |= {reference.key: reference.column for reference in shape_of(Case).references}
    for key, column in columns.items():
        if one.get(key) != other.get(key):
            yield thing_changed(Case.model_fields[column].title)
