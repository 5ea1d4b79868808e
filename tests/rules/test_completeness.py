"""The matrix follows from the records: what the auditors ask for, how much of it is there, and why not all."""

from __future__ import annotations

from datetime import date

import pytest

from nemndsekr.records.audit import AuditQuestion, Demand
from nemndsekr.records.block_text import from_paragraphs
from nemndsekr.records.case import Case
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DemandPart, MeasureState, Precision, Stance, WhoseDate
from nemndsekr.records.measure import Measure, MeasureLink, Promise
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.completeness import Fill, completeness, summary
from nemndsekr.rules.progress import parts_of, question_parts

TEXT = from_paragraphs(["Nämnden instämmer och har börjat."])
PARTS = (DemandPart.measures, DemandPart.expected_effect, DemandPart.latest_date, DemandPart.responsible)
DAY = {"earliest": None, "latest": date(2026, 6, 30), "precision": Precision.dag}


def audit(*measures: tuple[Measure, tuple[Promise, ...]], parts=PARTS, **answer) -> CaseFile:
    """An audit with one recommendation and these measures under it."""
    file = CaseFile(Case(id=1, namnd_id=1, title="Granskning"), Namnd(id=1, name="Nämnden"))
    file.recommendations = [Recommendation(id=1, case_id=1, no=1, text="Säkerställ rutinerna.", **answer)]
    file.demands = [Demand(case_id=1, part=part) for part in parts]
    for number, (measure, promises) in enumerate(measures, start=1):
        measure.id = number
        for promise in promises:
            promise.measure_id = number
        file.measures.append(measure)
        file.promises.extend(promises)
        file.measure_links.append(MeasureLink(case_id=1, measure_id=number, recommendation_id=1))
    return file


def measure(text="Inventera hållplatserna", effect="", **values) -> Measure:
    return Measure(case_id=1, text=text, expected_effect=effect, **values)


def promise(words="senast den 30 juni 2026", **values) -> Promise:
    return Promise(case_id=1, words=words, **{**DAY, **values})


def cell(file: CaseFile, field: str):
    matrix = completeness(file)
    at = next(n for n, column in enumerate(matrix.columns) if column.field == field)
    return matrix.lines[-1].cells[at]


@pytest.mark.parametrize(
    ("effects", "fill", "why"),
    [
        pytest.param((), Fill.tom, "ingen åtgärd är inlagd", id="no measure"),
        pytest.param(("",), Fill.tom, "åtgärden har ingen effekt", id="one without"),
        pytest.param(("", "", ""), Fill.tom, "ingen åtgärd har effekt", id="none of three"),
        pytest.param(("Färre olyckor bland elever", "", "Kortare väntan för alla"), Fill.delvis,
                     "2 av 3 åtgärder har effekt", id="two of three"),
        pytest.param(("Bättre",), Fill.vag, "den säger inte vad som ändras", id="vague"),
        pytest.param(("Färre olyckor bland elever", "Bättre"), Fill.vag, "åtgärd 2: den säger inte vad som ändras",
                     id="the second is vague"),
        pytest.param(("Färre olyckor bland elever",), Fill.full, "Färre olyckor bland elever", id="one"),
        pytest.param(("Färre olyckor bland elever", "Kortare väntan för alla"), Fill.full,
                     "alla 2 åtgärder har effekt", id="both"),
    ],
)  # fmt: skip
def test_an_effect_is_judged_over_all_measures(effects, fill, why):
    found = cell(audit(*((measure(effect=effect), ()) for effect in effects)), "expected_effect")

    assert (found.fill, found.why) == (fill, why)


@pytest.mark.parametrize(
    ("made", "fill", "why"),
    [
        pytest.param((measure(), ()), Fill.tom, "åtgärden har ingen tidpunkt", id="none"),
        pytest.param((measure(), (promise(),)), Fill.full, "senast den 30 juni 2026", id="a day"),
        pytest.param(
            (measure(), (promise("våren 2026", precision=Precision.arstid),)),
            Fill.vag, "«våren 2026»: flera månader ryms i den", id="a season",
        ),
        pytest.param(
            (measure(), (promise("på sikt", latest=None, precision=Precision.okand),)),
            Fill.vag, "«på sikt»: ingen sista dag går att räkna ut", id="no end",
        ),
        pytest.param(
            (measure(), (promise(whose=WhoseDate.annan_namnd),)), Fill.vag, "tiden är en annan nämnds", id="another's",
        ),
        pytest.param((measure(), (promise("våren 2026", precision=Precision.arstid), promise())), Fill.full,
                     "senast den 30 juni 2026", id="the last promise holds"),
        pytest.param((measure(state=MeasureState.genomford, done_on=date(2026, 1, 12)), ()), Fill.full,
                     "genomförd 12 januari 2026", id="done"),
        pytest.param((measure(state=MeasureState.genomford), ()), Fill.vag, "genomförd, men dagen är inte sagd",
                     id="done some day"),
    ],
)  # fmt: skip
def test_a_time_is_full_when_it_can_be_watched(made, fill, why):
    found = cell(audit(made), "promise")

    assert (found.fill, found.why) == (fill, why)


def test_only_what_the_auditors_ask_for_has_a_column():
    matrix = completeness(audit((measure(), ()), parts=(DemandPart.measures,), stance=Stance.instammer, answer=TEXT))

    assert [column.title for column in matrix.columns] == ["Ställningstagande", "Svar", "Åtgärder"]
    assert [one.fill for one in matrix.lines[0].cells] == [Fill.full] * 3
    assert summary(matrix) == "Allt som begärs finns i svaren."


def test_no_measure_with_a_reason_needs_no_effect_and_is_not_counted():
    matrix = completeness(audit(stance=Stance.delar_inte, answer=TEXT, no_measure_reason="Redan gjort 2024."))

    assert {one.fill for one in matrix.lines[0].cells[2:]} == {Fill.behovs_inte}
    assert matrix.share(3) == (0, 0)
    assert matrix.lacking == 0


def test_a_measure_that_is_dropped_does_not_answer_anything():
    dropped = measure(effect="Färre olyckor bland elever", state=MeasureState.utgar)

    assert cell(audit((dropped, (promise(),))), "measures").why == "alla åtgärder utgår"
    assert cell(audit((dropped, (promise(),))), "expected_effect").fill == Fill.tom


def test_an_empty_or_vague_cell_leads_to_the_first_measure_it_is_about():
    file = audit((measure(effect="Färre olyckor bland elever"), ()), (measure(), ()))

    assert cell(file, "expected_effect").measure_uid == file.measures[1].uid


def test_another_bodys_recommendation_has_no_row():
    assert completeness(audit(concerns_us=False)).lines == ()


@pytest.mark.parametrize("asked", [True, False])
def test_an_assessment_is_demanded_only_where_the_auditors_say_so(asked):
    file = audit(parts=(*PARTS, DemandPart.per_assessment) if asked else PARTS)
    file.questions = [AuditQuestion(id=5, case_id=1, text="Är styrningen ändamålsenlig?", assessment="Inte helt")]
    line = completeness(file).lines[0]

    assert (line.kind, line.number) == ("Bedömning", 1)
    fills = [one.fill for one in line.cells]
    assert fills == [Fill.behovs_inte, *[Fill.tom if asked else Fill.behovs_inte] * 5]
    lacking = [part.name for part in question_parts(file, file.questions[0]) if not part.there]
    assert lacking == (["Svar", "Åtgärd", "Effekt", "Tidpunkt", "Ansvarig"] if asked else [])


def test_measures_of_an_assessment_count_for_it():
    file = audit(parts=(*PARTS, DemandPart.per_assessment))
    file.questions = [AuditQuestion(id=5, case_id=1, text="Är styrningen ändamålsenlig?", answer=TEXT)]
    file.measures = [measure(effect="Färre olyckor bland elever", responsible="Trafikchefen")]
    file.measures[0].id = 9
    file.measure_links = [MeasureLink(case_id=1, measure_id=9, question_id=5)]
    file.promises = [promise(measure_id=9)]

    assert [one.fill for one in completeness(file).lines[0].cells[1:]] == [Fill.full] * 5


@pytest.mark.parametrize(
    ("written", "fill"),
    [("", Fill.tom), ("Nämnden instämmer.", Fill.vag), ("Kostnaden är 200 tkr.", Fill.full)],
)
def test_what_is_asked_for_in_other_words_is_looked_for_in_the_answer(written, fill):
    file = audit(parts=(), answer=from_paragraphs([written] if written else []))
    file.demands = [Demand(case_id=1, part=DemandPart.other, words="vilka kostnader som åtgärderna medför")]
    matrix = completeness(file)

    assert matrix.columns[-1].title == "Vilka kostnader som åtgärderna medför"
    assert matrix.lines[0].cells[-1].fill == fill


def test_the_summary_counts_what_is_missing_and_what_is_vague():
    file = audit(
        (measure(responsible="Trafikchefen"), (promise("våren 2026", precision=Precision.arstid),)),
        stance=Stance.instammer,
        answer=TEXT,
    )
    file.recommendations.append(Recommendation(id=2, case_id=1, no=2, text="Följ upp avtalet.", answer=TEXT))

    assert summary(completeness(file)) == "Effekt saknas i 2 av 2 svar. I allt saknas 6 delar, 1 är vag."
    assert completeness(file).share(3) == (0, 2)


WORDED = from_paragraphs(["Nämnden kommer att inventera hållplatserna senast den 30 juni 2026."])


@pytest.mark.parametrize(
    ("made", "told"),
    [
        pytest.param(audit(answer=WORDED),
                     ["Ställningstagande saknas", "Svar", "Åtgärd: i text", "Effekt saknas", "Tidpunkt: i text",
                      "Ansvarig saknas"], id="only in words"),
        pytest.param(audit((measure(responsible="Trafikchefen"), (promise(),)), (measure(), ()), answer=TEXT),
                     ["Ställningstagande saknas", "Svar", "Åtgärd", "Effekt saknas", "Tidpunkt: 1 av 2",
                      "Ansvarig: 1 av 2"], id="some of them"),
        pytest.param(audit((measure(effect="Bättre"), ()), parts=PARTS[:2], stance=Stance.instammer, answer=TEXT),
                     ["Ställningstagande", "Svar", "Åtgärd", "Effekt: vag"], id="vague"),
        pytest.param(audit(parts=PARTS[:1], stance=Stance.delar_inte, answer=TEXT, no_measure_reason="Gjort 2024."),
                     ["Ställningstagande", "Svar", "Åtgärd: behövs inte"], id="none planned"),
    ],
)  # fmt: skip
def test_a_recommendations_chips_say_what_the_matrix_says_of_it(made, told):
    parts = parts_of(made, made.recommendations[0])

    assert [part.words for part in parts] == told
    assert tuple(part.cell for part in parts) == completeness(made).lines[-1].cells


@pytest.mark.parametrize(
    ("asked", "answer", "told"),
    [
        pytest.param(True, WORDED, ["Svar", "Åtgärd: i text", "Effekt saknas", "Tidpunkt: i text", "Ansvarig saknas"],
                     id="asked for"),
        pytest.param(False, WORDED, ["Svar", "Åtgärd: i text", "Tidpunkt: i text"], id="said without being asked"),
        pytest.param(False, from_paragraphs([]), ["Svar: behövs inte"], id="not asked for"),
    ],
)  # fmt: skip
def test_a_questions_chips_say_what_the_matrix_says_of_it(asked, answer, told):
    file = audit(parts=(*PARTS, DemandPart.per_assessment) if asked else PARTS)
    file.questions = [AuditQuestion(id=5, case_id=1, text="Är styrningen ändamålsenlig?", answer=answer)]
    parts = question_parts(file, file.questions[0])

    assert [part.words for part in parts] == told
    assert {part.cell for part in parts} <= {*completeness(file).lines[0].cells}


def test_the_matrix_and_the_list_tell_the_same():
    file = audit((measure(effect="Färre olyckor bland elever"), (promise(),)), answer=TEXT)
    lacking = [part.field for part in parts_of(file, file.recommendations[0]) if not part.there]

    assert lacking == [one.field for one in completeness(file).lines[0].cells if one.lacks]
    assert lacking == ["stance", "responsible"]
