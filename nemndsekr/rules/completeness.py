"""Completeness: each answer of an audit held against what the auditors ask for - full, vague or empty, and why.

Nothing here is ticked by hand: every cell follows from the records, and ``rules/progress.py`` tells the same truth of
a single answer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from nemndsekr.records.audit import AuditQuestion, Demand
from nemndsekr.records.block_text import Block, BlockText, plain_text
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DemandPart, MeasureState, Stance, WhoseDate, label
from nemndsekr.records.measure import Measure, Promise
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.answer_words import told_in_words
from nemndsekr.rules.prose import answer_texts, own_day
from nemndsekr.rules.tidpunkt import Tidpunkt
from nemndsekr.rules.vagueness import why_vague_effect, why_vague_time
from nemndsekr.support.days import full_day
from nemndsekr.support.swedish import folded

_STANCE, _ANSWER, _MEASURES = "stance", "answer", "measures"
_EFFECT, _TIME, _RESPONSIBLE = "expected_effect", "promise", "responsible"
_OTHER: Final = "other"
_STEM: Final = 5
"""Letters by which a word of the demand is known again in the answer, whatever its ending."""


class Fill(StrEnum):
    """How much of an asked-for part is there."""

    full = "full"
    delvis = "delvis"
    """Some measures have it and some lack it."""
    vag = "vag"
    tom = "tom"
    behovs_inte = "behovs_inte"
    godkand = "godkand"
    """It is missing, and a person has let that stand."""


class Column(NamedTuple):
    """A part that the answers are to hold: its key, title, short name, the form's field, and the auditors' words."""

    key: str
    title: str
    name: str
    field: str
    words: str = ""


class Cell(NamedTuple):
    """How one answer stands in one column: the word for it, why, the field to go to, and the measure it is about."""

    fill: Fill
    word: str
    why: str
    field: str
    measure_uid: str = ""

    @property
    def lacks(self) -> bool:
        """Whether something is missing; what is only vague is there."""
        return self.fill in (Fill.tom, Fill.delvis)


class Line(NamedTuple):
    """A row: a recommendation or a revisionsfråga's assessment, with a cell for each column."""

    table: str
    row_id: int
    row_uid: str
    number: int
    text: str
    cells: tuple[Cell, ...]

    @property
    def kind(self) -> str:
        """What the row is about, in a word."""
        return "Rekommendation" if self.table == "recommendations" else "Bedömning"


class Completeness(NamedTuple):
    """The whole matrix of a case."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]

    def share(self, at: int) -> tuple[int, int]:
        """How many cells of a column are full, and how many it takes: «effekt 0 av 8»."""
        needed = [line.cells[at].fill for line in self.lines if line.cells[at].fill != Fill.behovs_inte]
        return sum(fill == Fill.full for fill in needed), len(needed)

    def with_fill(self, at: int, *fills: Fill) -> int:
        """How many cells of a column stand so."""
        return sum(line.cells[at].fill in fills for line in self.lines)

    @property
    def lacking(self) -> int:
        """How many cells lack something."""
        return sum(cell.lacks for line in self.lines for cell in line.cells)

    @property
    def let_stand(self) -> int:
        """How many cells lack something that a person has let stand."""
        return sum(cell.fill == Fill.godkand for line in self.lines for cell in line.cells)

    @property
    def vague(self) -> int:
        """How many cells hold something too vague to be followed up."""
        return sum(cell.fill == Fill.vag for line in self.lines for cell in line.cells)


class Answer(NamedTuple):
    """What is known of one answer, whether to a recommendation or to an assessment."""

    stance: Stance | None
    blocks: tuple[Block, ...]
    no_measure_reason: str
    measures: Sequence[Measure]
    promises: Mapping[int, Sequence[Promise]]
    """By the measure's id, the first promise first."""
    written: date | None = None
    """The day of the case's own paper, from which times in the words are reckoned."""

    @property
    def text(self) -> str:
        """All that is said, as plain text."""
        return plain_text(BlockText(self.blocks))

    def in_words(self, field: str) -> bool:
        """Whether the words say what no measure does, where none is laid out."""
        return not self.measures and told_in_words(field, self.blocks, self.written)

    @property
    def active(self) -> list[tuple[int, Measure]]:
        """The measures that are to be done or are done, with the number that each has in its table."""
        return [(at, one) for at, one in enumerate(self.measures, start=1) if one.state != MeasureState.utgar]

    @property
    def none_planned(self) -> bool:
        """Whether it says that no measure is planned, and why."""
        return bool(self.no_measure_reason.strip()) and not self.active


_PARTS: Final = {
    DemandPart.measures: (_MEASURES, "Åtgärd"),
    DemandPart.expected_effect: (_EFFECT, "Effekt"),
    DemandPart.latest_date: (_TIME, "Tidpunkt"),
    DemandPart.responsible: (_RESPONSIBLE, "Ansvarig"),
}


def columns_of(demands: Collection[Demand]) -> tuple[Column, ...]:
    """Stance and answer, which every answer has, and then what these auditors ask for, in the order of the form."""
    parts = [
        Column(_STANCE, "Ställningstagande", "Ställningstagande", _STANCE),
        Column(_ANSWER, "Svar", "Svar", _ANSWER),
    ]
    for part, (field, name) in _PARTS.items():
        asked = next((demand for demand in demands if demand.part == part), None)
        if asked is not None:
            parts.append(Column(field, label(part), name, field, asked.words))
    for demand in demands:
        if demand.part == DemandPart.other and demand.words.strip():
            words = " ".join(demand.words.split())
            parts.append(Column(f"{_OTHER}:{demand.uid}", words[:1].upper() + words[1:], words, _ANSWER, words))
    return tuple(parts)


def asks_per_assessment(file: CaseFile) -> bool:
    """Whether the auditors want an answer to every assessment too."""
    return any(demand.part == DemandPart.per_assessment for demand in file.demands)


def completeness(file: CaseFile, let_stand: Mapping[str, str] | None = None) -> Completeness:
    """The matrix of a case: assessments first, then the recommendations that concern us, in their order.

    ``let_stand`` tells, by the answer's uid, why what it lacks was let stand: ``rules/let_stand.py``.
    """
    standing = let_stand or {}
    columns = columns_of(file.demands)
    per_assessment = asks_per_assessment(file)
    lines = [
        Line(
            "questions",
            question.stored_id,
            question.uid,
            number,
            question.text,
            with_let_stand(question_cells(file, question, columns, asked=per_assessment), question.uid, standing),
        )
        for number, question in enumerate(file.questions, start=1)
    ]
    lines += [
        Line(
            "recommendations",
            recommendation.stored_id,
            recommendation.uid,
            recommendation.no,
            recommendation.corrected_text or recommendation.text,
            with_let_stand(
                answer_cells(recommendation_answer(file, recommendation), columns), recommendation.uid, standing
            ),
        )
        for recommendation in file.recommendations
        if recommendation.concerns_us
    ]
    return Completeness(columns, tuple(lines))


def recommendation_answer(file: CaseFile, recommendation: Recommendation) -> Answer:
    """What the case holds of the answer to a recommendation."""
    measures = file.measures_of(recommendation.stored_id)
    return answer_of(recommendation, measures, _promises_of(file, measures), own_day(file))


def answer_of(
    asked: Recommendation | AuditQuestion,
    measures: Sequence[Measure],
    promises: Mapping[int, Sequence[Promise]],
    written: date | None = None,
) -> Answer:
    """The answer to a recommendation or an assessment, from its rows; promises by the measure's id."""
    if isinstance(asked, AuditQuestion):
        return Answer(None, asked.answer.blocks, asked.no_measure_reason, measures, promises, written)
    return Answer(asked.stance, answer_texts(asked), asked.no_measure_reason, measures, promises, written)


def _promises_of(file: CaseFile, measures: Sequence[Measure]) -> dict[int, Sequence[Promise]]:
    return {measure.stored_id: file.promises_of(measure.stored_id) for measure in measures}


def question_cells(
    file: CaseFile, question: AuditQuestion, columns: Sequence[Column], *, asked: bool
) -> tuple[Cell, ...]:
    """How the answer to an assessment stands; unless the auditors ask for one, nothing is missed in it."""
    measures = file.measures_of_question(question.stored_id)
    answer = answer_of(question, measures, _promises_of(file, measures), own_day(file))
    return assessment_cells(answer, columns, asked=asked)


def assessment_cells(answer: Answer, columns: Sequence[Column], *, asked: bool) -> tuple[Cell, ...]:
    """The same, of an answer that is known already."""
    cells = []
    for column, cell in zip(columns, answer_cells(answer, columns), strict=True):
        if column.key == _STANCE:
            cells.append(_not_needed("tas till rekommendationerna och till granskningen i stort", column.field))
        elif cell.lacks and not asked:
            cells.append(_not_needed("begärs inte för varje bedömning", column.field))
        else:
            cells.append(cell)
    return tuple(cells)


def answer_cells(answer: Answer, columns: Sequence[Column]) -> tuple[Cell, ...]:
    """How one answer stands in each column."""
    return tuple(_cell(answer, column) for column in columns)


def with_let_stand(cells: Sequence[Cell], uid: str, let_stand: Mapping[str, str]) -> tuple[Cell, ...]:
    """The cells of one answer, what it lacks shown as let stand where a person has said so.

    The stance is none of what the checks ask about, so nobody has let that stand.
    """
    if uid not in let_stand:
        return tuple(cells)
    reason = f": {let_stand[uid]}" if let_stand[uid] else ""
    return tuple(
        cell._replace(fill=Fill.godkand, word="Godkänd", why=f"{cell.why}; godkänt ändå{reason}")
        if cell.lacks and cell.field != _STANCE
        else cell
        for cell in cells
    )


def summary(matrix: Completeness) -> str:
    """What is missing most, and how much in all: «Effekt saknas i 5 av 8 svar. I allt saknas 9 delar, 2 är vaga.»."""
    if not matrix.lines:
        return ""
    if not matrix.let_stand:
        return _missing(matrix)
    approved = "1 som saknas är godkänd ändå." if matrix.let_stand == 1 else f"{matrix.let_stand} är godkända ändå."
    return f"{_missing(matrix) if matrix.lacking or matrix.vague else 'Inget mer saknas.'} {approved}"


def _missing(matrix: Completeness) -> str:
    if not matrix.lacking and not matrix.vague:
        return "Allt som begärs finns i svaren."
    lacks = [matrix.with_fill(at, Fill.tom, Fill.delvis) for at in range(len(matrix.columns))]
    worst = max(range(len(lacks)), key=lambda at: (lacks[at], at))
    vague = f"{matrix.vague} är {'vaga' if matrix.vague > 1 else 'vag'}"
    if not matrix.lacking:
        return f"Inget saknas, men {matrix.vague} {'delar' if matrix.vague > 1 else 'del'} {vague.split(' ', 1)[1]}."
    first = f"{matrix.columns[worst].name} saknas i {lacks[worst]} av {matrix.share(worst)[1]} svar."
    if matrix.lacking == lacks[worst]:
        return f"{first} {vague}." if matrix.vague else first
    in_all = f"I allt saknas {matrix.lacking} delar"
    return f"{first} {in_all}, {vague}." if matrix.vague else f"{first} {in_all}."


def _cell(answer: Answer, column: Column) -> Cell:
    match column.key:
        case "stance":
            if answer.stance is None:
                return _empty("inte valt", column.field)
            return _full(label(Stance(answer.stance)).lower(), column.field)
        case "answer":
            if not answer.text.strip():
                return _empty("inget är skrivet", column.field)
            return _full(_words_told(answer.text), column.field)
        case "measures":
            return _measures_cell(answer, column.field)
        case "expected_effect":
            return _each(answer, column.field, "effekt", _effect)
        case "promise":
            return _each(answer, column.field, "tidpunkt", lambda one: _time(one, answer.promises))
        case "responsible":
            return _each(answer, column.field, "ansvarig", lambda one: (_responsible(one), ""))
    return _other_cell(answer, column)


def _measures_cell(answer: Answer, field: str) -> Cell:
    if answer.none_planned:
        return _not_needed("ingen åtgärd, med skäl", field)
    if answer.in_words(field):
        return _only_in_words(field)
    if not answer.active:
        return _empty("alla åtgärder utgår" if answer.measures else "ingen åtgärd och inget skäl till det", field)
    count = len(answer.active)
    return _full("1 åtgärd" if count == 1 else f"{count} åtgärder", field)


def _each(answer: Answer, field: str, name: str, told: Callable[[Measure], tuple[str, str]]) -> Cell:
    """A cell that every measure has its share in; ``told`` gives a measure's words and why they are vague."""
    if answer.none_planned:
        return _not_needed("ingen åtgärd, med skäl", field)
    if answer.in_words(field):
        return _only_in_words(field)
    active = answer.active
    if not active:
        return _empty("ingen åtgärd är inlagd", field)
    found = [(number, measure, *told(measure)) for number, measure in active]
    lacking = [measure for _, measure, words, _ in found if not words.strip()]
    vague = [(number, measure, why) for number, measure, words, why in found if words.strip() and why]
    there = len(found) - len(lacking)
    if lacking and not there:
        why = f"åtgärden har ingen {name}" if len(found) == 1 else f"ingen åtgärd har {name}"
        return _empty(why, field, lacking[0].uid)
    if lacking:
        why = f"{there} av {len(found)} åtgärder har {name}"
        return Cell(Fill.delvis, f"{there} av {len(found)}", why, field, lacking[0].uid)
    if vague:
        number, measure, why = vague[0]
        why = why if len(found) == 1 else f"åtgärd {number}: {why}"
        return Cell(Fill.vag, "Vag", why, field, measure.uid)
    first = " ".join(found[0][2].split())
    return _full(first if len(found) == 1 else f"alla {len(found)} åtgärder har {name}", field, found[0][1].uid)


def _effect(measure: Measure) -> tuple[str, str]:
    return measure.expected_effect, why_vague_effect(measure.expected_effect, measure.text)


def _responsible(measure: Measure) -> str:
    return measure.responsible or measure.external_owner or ("en namngiven person" if measure.responsible_id else "")


def _time(measure: Measure, promises: Mapping[int, Sequence[Promise]]) -> tuple[str, str]:
    """The words of the time that holds now, and why it cannot be watched."""
    told = [promise for promise in promises.get(measure.stored_id, ()) if promise.words.strip()]
    if measure.state == MeasureState.genomford:
        if measure.done_on is not None:
            return f"genomförd {full_day(measure.done_on)}", ""
        if not told:
            return "genomförd", "genomförd, men dagen är inte sagd"
    if not told:
        return "", ""
    last = told[-1]
    match last.whose:
        case WhoseDate.redan_skett:
            return last.words, ""
        case WhoseDate.annan_namnd:
            return last.words, "tiden är en annan nämnds"
        case WhoseDate.extern:
            return last.words, "tiden är någon annans"
    why = why_vague_time(Tidpunkt.of(last))
    return last.words, f"«{last.words}»: {why}" if why else ""


def _other_cell(answer: Answer, column: Column) -> Cell:
    """Whether the answer speaks of what is asked for in the auditors' own words; that it is enough, a person reads."""
    written = [answer.text, answer.no_measure_reason]
    written += [f"{measure.text} {measure.expected_effect}" for _, measure in answer.active]
    text = folded(" ".join(written))
    if not text.strip():
        return _empty("inget är skrivet", column.field)
    stems = list(_stems(column.words))
    if not stems or any(stem in text for stem in stems):
        return _full("nämns i svaret", column.field)
    return Cell(Fill.vag, "Vag", f"svaret nämner inte «{column.words}»", column.field)


# Words that every demand is made of and that tell nothing of what is asked for.
_COMMON: Final = frozenset(
    {"vilka", "vilken", "vilket", "redovisa", "redovisas", "redovisning", "svaret", "framgå", "framgår", "planeras"}
    | {"behövs", "skall", "eller", "nämnden", "rekommendation", "bedömning", "respektive", "tillsammans"}
)


def _stems(words: str) -> Iterator[str]:
    for word in folded(words).split():
        bare = word.strip(".,:;()»«”\"'")
        if len(bare) >= _STEM and bare not in _COMMON:
            yield bare[:_STEM]


def _words_told(text: str) -> str:
    count = len(text.split())
    return "1 ord" if count == 1 else f"{count} ord"


def _full(why: str, field: str, measure_uid: str = "") -> Cell:
    return Cell(Fill.full, "Finns", why, field, measure_uid)


def _empty(why: str, field: str, measure_uid: str = "") -> Cell:
    return Cell(Fill.tom, "Tom", why, field, measure_uid)


def _only_in_words(field: str) -> Cell:
    return Cell(Fill.vag, "I text", "svaret säger det med ord, men ingen åtgärd är inlagd att följa upp", field)


def _not_needed(why: str, field: str) -> Cell:
    return Cell(Fill.behovs_inte, "Behövs inte", why, field)
