"""Do what a remark's remedy says: each act is one named undo step, refused when the thing has changed meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.decide_difference import decide_in
from nemndsekr.operations.versions import lock_decided_anew
from nemndsekr.records.block_text import BlockText
from nemndsekr.records.case_file import CASE_TABLES, CaseFile
from nemndsekr.records.choices import DifferenceState, DocumentKind
from nemndsekr.records.decision import DecisionPoint, Recipient
from nemndsekr.records.document import Version
from nemndsekr.records.measure import Measure, MeasureReport, Promise, ReportBack
from nemndsekr.records.namndinitiativ import Assignment
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.records.row import Row
from nemndsekr.rules.block_change import with_references, with_words, with_words_everywhere, without_paragraph
from nemndsekr.rules.checks import CHECKS
from nemndsekr.rules.checks.reference_checks import referred_numbers
from nemndsekr.rules.checks.remark import Remark, Remedy
from nemndsekr.rules.checks.texts import running_texts
from nemndsekr.rules.decided_text import changes_since, decided_version, frozen_row, rows_of
from nemndsekr.rules.prose import own_day
from nemndsekr.rules.tidpunkt import Tidpunkt, tidpunkt
from nemndsekr.store.database import StepWriter, Store
from nemndsekr.store.queries import case_in
from nemndsekr.support.errors import UserError


@dataclass(frozen=True, slots=True)
class _Doing:
    """What an act works with: the step, the case, the remark, the remedy's values, who does it and when."""

    step: StepWriter
    file: CaseFile
    remark: Remark
    values: tuple[tuple[str, str], ...]
    who: str
    now: datetime

    def __getitem__(self, name: str) -> str:
        """A value by its name; empty where the remedy has none."""
        return dict(self.values).get(name, "")

    @property
    def row(self) -> Any:
        """The row that the remark is about."""
        return _row(self.file, self.remark.table, self.remark.row_uid)


def apply_remedy(store: Store, case_id: int, remark: Remark, remedy: Remedy, who: str, now: datetime) -> Changes:
    """Mend what a remark tells of, as one of its remedies says; one step that can be undone.

    A remedy that only goes to a place (``GO``) changes nothing and is the window's own.

    Raises:
        UserError: what the remark is about has changed since it was found, or its row is gone.
    """
    name, act = _ACTS[remedy.act]
    with store.step(name, who, now) as step:
        file = case_in(step.session, case_id)
        if not _still_there(file, remark, remedy):
            raise _changed()
        act(_Doing(step, file, remark, remedy.values, who, now))
    return Changes.of(name, step)


def _still_there(file: CaseFile, remark: Remark, remedy: Remedy) -> bool:
    """Whether the check still finds the very same, with the same remedy."""
    check = next((one for one in CHECKS if one.slug == remark.rule), None)
    if check is None:
        return False
    return any(found.fingerprint == remark.fingerprint and remedy in found.remedies for found in check.find(file))


def _changed() -> UserError:
    return UserError("Det har ändrats sedan påpekandet visades.", "Se listan med påpekanden igen.")


def _row(file: CaseFile, table: str, uid: str) -> Any:
    if table == "cases":
        return file.case
    for name, record in CASE_TABLES:
        if table in {name, record.__tablename__}:  # type: ignore[attr-defined]
            for row in getattr(file, name):
                if row.uid == uid:
                    return row
    raise _changed()


def _found(file: CaseFile, part: str, uid: str) -> Any:
    rows: list[Row] = getattr(file, part)
    row = next((one for one in rows if one.uid == uid), None)
    if row is None:
        raise _changed()
    return row


# --- words -----------------------------------------------------------------------------------------------------------


def _replace(doing: _Doing) -> None:
    row, field = doing.row, doing.remark.field
    value = getattr(row, field)
    if isinstance(value, BlockText):
        changed: BlockText | str | None = with_words(value, doing["within"], doing["old"], doing["new"])
    else:
        changed = _with_words(value, doing["within"], doing["old"], doing["new"])
    if changed is None:
        raise _changed()
    setattr(row, field, changed)


def _with_words(text: str, within: str, old: str, new: str) -> str | None:
    at = text.find(within)
    if at < 0 or old not in within:
        return None
    start = at + within.index(old)
    return f"{text[:start]}{new}{text[start + len(old) :]}"


def _replace_everywhere(doing: _Doing) -> None:
    for text in list(running_texts(doing.file)):
        row = _row(doing.file, text.table, text.row_uid)
        value: BlockText = getattr(row, text.field)
        changed = value
        for old, new in doing.values:
            changed = with_words_everywhere(changed, old, new)
        if changed != value:
            setattr(row, text.field, changed)


def _cut(doing: _Doing) -> None:
    row, field = doing.row, doing.remark.field
    value = without_paragraph(getattr(row, field), doing["words"])
    if value is None:
        raise _changed()
    setattr(row, field, value)


def _make_live(doing: _Doing) -> None:
    row, field = doing.row, doing.remark.field
    uids = {one.no: one.uid for one in doing.file.recommendations}
    value: BlockText = getattr(row, field)
    for _, words in doing.values:
        numbers = referred_numbers(words)
        # The first reference is the whole of «rekommendation ett», each further one its number.
        spans = [
            (0 if place == 0 else start, end, uids[number])
            for place, (start, end, number) in enumerate(numbers)
            if number in uids
        ]
        changed = with_references(value, words, spans)
        if changed is None:
            raise _changed()
        value = changed
    setattr(row, field, value)


# --- recommendations -------------------------------------------------------------------------------------------------


def _use_wording(doing: _Doing) -> None:
    doing.row.other_wording = ""


def _keep_correction(doing: _Doing) -> None:
    doing.row.corrected_text = doing.row.other_wording


def _take_other(doing: _Doing) -> None:
    row: Recommendation = doing.row
    row.text, row.other_wording = row.other_wording, ""


def _not_ours(doing: _Doing) -> None:
    doing.row.concerns_us = False


def _watch(doing: _Doing) -> None:
    file, step, case_id = doing.file, doing.step, doing.file.case.stored_id
    when = (tidpunkt(doing["words"], own_day(file)) or Tidpunkt(doing["words"])).columns()
    if doing["measure"]:
        measure: Measure = _found(file, "measures", doing["measure"])
        step.add(ReportBack(case_id=case_id, measure_id=measure.stored_id, **when))
        return
    # A measure would need an effect, a time and somebody responsible, of which the sentence says nothing.
    task = step.add(Assignment(case_id=case_id, text=doing["sentence"], position=_next(file.assignments)))
    step.add(ReportBack(case_id=case_id, assignment_id=task.stored_id, **when))
    step.add(Promise(case_id=case_id, assignment_id=task.stored_id, given_on=own_day(file), **when))


def _one_measure(doing: _Doing) -> None:
    keep, drop = _found(doing.file, "measures", doing["keep"]), _found(doing.file, "measures", doing["drop"])
    kept = {
        (link.recommendation_id, link.question_id) for link in doing.file.measure_links if link.measure_id == keep.id
    }
    for link in [link for link in doing.file.measure_links if link.measure_id == drop.id]:
        if (link.recommendation_id, link.question_id) in kept:
            doing.step.delete(link)
        else:
            link.measure_id = keep.stored_id
    for field in ("expected_effect", "responsible", "responsible_id", "external_owner", "evidence"):
        if not getattr(keep, field):
            setattr(keep, field, getattr(drop, field))
    _move_history(doing, keep, drop)
    doing.step.session.flush()
    doing.step.delete(drop)


def _move_history(doing: _Doing, keep: Measure, drop: Measure) -> None:
    """What was promised and told of the one is kept under the other; the same time twice is kept once."""
    times: tuple[tuple[type[Any], list[Any]], ...] = (
        (Promise, doing.file.promises),
        (ReportBack, doing.file.report_backs),
        (MeasureReport, doing.file.measure_reports),
    )
    for table, rows in times:
        mine = [row for row in rows if row.measure_id == keep.id]
        for row in [row for row in rows if row.measure_id == drop.id]:
            words = getattr(row, "words", None)
            if words is not None and any(words == other.words for other in mine):
                doing.step.delete(row)
                continue
            if table is not ReportBack:
                row.position = _next(mine)
            row.measure_id = keep.stored_id
            mine.append(row)


# --- the decision ----------------------------------------------------------------------------------------------------


def _send_point(doing: _Doing) -> None:
    points = doing.file.decision_points
    at = next((number for number, point in enumerate(points) if point.immediate), len(points))
    _insert(doing, at, doing["text"])


def _insert(doing: _Doing, at: int, text: str) -> None:
    """Put a point in place ``at`` (from 0); those after it move down."""
    points = doing.file.decision_points
    doing.step.add(DecisionPoint(case_id=doing.file.case.stored_id, position=at + 1, text=text))
    for number, point in enumerate(points):
        wanted = number + 1 if number < at else number + 2
        if point.position != wanted:
            point.position = wanted


def _part_point(doing: _Doing) -> None:
    point: DecisionPoint = doing.row
    at = next(number for number, one in enumerate(doing.file.decision_points) if one.uid == point.uid)
    point.text = doing["first"]
    _insert(doing, at + 1, doing["second"])


def _restyle(doing: _Doing) -> None:
    for uid, text in doing.values:
        point = _found(doing.file, "decision_points", uid)
        if point.text != text:
            point.text = text


def _add_recipient(doing: _Doing) -> None:
    recipients = doing.file.recipients
    doing.step.add(Recipient(case_id=doing.file.case.stored_id, position=_next(recipients), text=doing["text"]))


def _rename_bases(doing: _Doing) -> None:
    for uid, text in doing.values:
        _found(doing.file, "bases", uid).text = text


# --- what was decided ------------------------------------------------------------------------------------------------


def _decided(doing: _Doing) -> Version:
    version = decided_version(doing.file, DocumentKind(doing["kind"]))
    if version is None:
        raise _changed()
    return version


def _restore_decided(doing: _Doing) -> None:
    """Each text as it was decided. Who signs, who dissents and what was taken away stays: other records tell it too."""
    version = _decided(doing)
    for change in list(changes_since(doing.file, version)):
        if not change.restorable:
            continue
        then = frozen_row(version, change.table, change.row_uid)
        now = next((row for row in rows_of(doing.file, change.table) if row.uid == change.row_uid), None)
        if now is None:
            doing.step.add(_anew(then, doing.file.case.stored_id))
        elif then is None:
            doing.step.delete(now)
        else:
            setattr(now, change.field, getattr(then, change.field))


def _anew(then: Row, case_id: int) -> Row:
    """A section that is gone, as it was but for its id, which another row may have by now."""
    values = {name: getattr(then, name) for name in type(then).model_fields if name not in {"id", "version"}}
    return type(then)(**{**values, "case_id": case_id})


def _keep_decided(doing: _Doing) -> None:
    kind = _decided(doing).kind
    lock_decided_anew(doing.step, doing.file.case.stored_id, kind, doing.who, doing.now)


# --- the case --------------------------------------------------------------------------------------------------------


def _expect_dnr(doing: _Doing) -> None:
    doing.file.case.dnr_expected = True


def _set_title(doing: _Doing) -> None:
    _found(doing.file, "document_persons", doing["uid"]).title = doing["title"]


def _next(rows: list[Any]) -> int:
    return 1 + max((row.position for row in rows), default=0)


class _Act(NamedTuple):
    """What an act is called after «Ångra: », and what does it."""

    name: str
    do: Callable[[_Doing], None]


def _decide(doing: _Doing) -> None:
    difference = next((one for one in doing.file.differences if one.uid == doing["difference"]), None)
    if difference is None:
        raise _changed()
    decide_in(doing.step, doing.file, difference, DifferenceState(doing["state"]))


_ACTS: Final[dict[str, _Act]] = {
    "decide": _Act("avgjorde vad som gäller", _decide),
    "replace": _Act("rättade ordalydelsen", _replace),
    "replace_everywhere": _Act("gjorde stavningen enhetlig", _replace_everywhere),
    "cut": _Act("tog bort ett stycke", _cut),
    "make_live": _Act("gjorde hänvisningen levande", _make_live),
    "use_wording": _Act("valde revisorernas lydelse", _use_wording),
    "keep_correction": _Act("rättade ett uppenbart fel", _keep_correction),
    "take_other": _Act("valde den andra lydelsen", _take_other),
    "not_ours": _Act("ändrade vem rekommendationen gäller", _not_ours),
    "watch": _Act("lade till en bevakning", _watch),
    "one_measure": _Act("slog ihop åtgärder", _one_measure),
    "send_point": _Act("lade till en beslutspunkt", _send_point),
    "part_point": _Act("delade beslutspunkten", _part_point),
    "restyle": _Act("skrev om beslutspunkterna", _restyle),
    "restore_decided": _Act("gick tillbaka till det beslutade", _restore_decided),
    "keep_decided": _Act("låste en ny beslutad version", _keep_decided),
    "add_recipient": _Act("lade till en mottagare", _add_recipient),
    "rename_bases": _Act("ändrade beslutsunderlaget", _rename_bases),
    "expect_dnr": _Act("noterade att diarienummer väntas", _expect_dnr),
    "set_title": _Act("ändrade titeln", _set_title),
}


def acts() -> Iterator[str]:
    """The acts that remedies can name."""
    yield from _ACTS
