"""What a case's list of work is called, and where the things in it stand."""

from __future__ import annotations

import json
from datetime import date

import pytest

from nemndsekr.records.block_text import from_paragraphs
from nemndsekr.records.case import Case, ReplyDay
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import CaseKind, CaseStage, DocumentKind, Occasion, Precision, SourceKind
from nemndsekr.records.document import Document, Section
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.records.source import Evidence, SourceDocument
from nemndsekr.rules.case_head import case_head
from nemndsekr.rules.case_items import NONE_KEY, RECOMMENDATIONS, finished_of, items_of
from nemndsekr.rules.passages import page_at, passages_of, told_source
from nemndsekr.rules.progress import State

TODAY = date(2026, 2, 19)


def file_with(*recommendations: Recommendation, kind: CaseKind = CaseKind.granskning) -> CaseFile:
    case = Case(id=1, namnd_id=1, title="Granskning av skolskjuts", kind=kind, dnr="BUN-2026-0412")
    return CaseFile(case, Namnd(id=1, name="Barn- och utbildningsnämnden"), recommendations=list(recommendations))


def asked(number: int, **values) -> Recommendation:
    return Recommendation(id=number, case_id=1, no=number, text=f"Säkerställ att sak {number} görs", **values)


@pytest.mark.parametrize(("stage", "waited_for"), [("under_arbete", True), ("beslutat", False), ("avslutat", False)])
def test_what_was_left_out_of_a_decided_answer_is_not_waited_for(stage, waited_for):
    file = file_with(asked(1, finished=True))
    file.case.stage = CaseStage(stage)

    items = {item.name: item for item in items_of(file)}
    assert [items[name].wanted for name in ("Sammanfattning", "Förslag till beslut")] == [waited_for] * 2
    assert items["Sammanfattning"].state == State.ej_paborjad


def test_finished_and_what_concerns_others_are_counted_apart():
    file = file_with(asked(1, finished=True), asked(2), asked(3, concerns_us=False))
    items = items_of(file)

    assert finished_of(items, RECOMMENDATIONS) == (1, 2)
    assert items[2].lack == "Gäller andra"


def test_the_one_thing_that_lacks_is_named_and_no_more():
    begun = asked(1, stance="instammer")
    finished = asked(2, finished=True)
    names = [item.lack for item in items_of(file_with(begun, finished, asked(3)))][:3]

    assert names == ["Svar saknas", "Ställningstagande saknas", ""]


def test_an_audit_without_recommendations_says_so_and_counts_none():
    items = items_of(file_with())
    assert items[0].key == NONE_KEY
    assert finished_of(items, RECOMMENDATIONS) == (0, 0)
    assert NONE_KEY not in {item.key for item in items_of(file_with(kind=CaseKind.remiss))}


def test_the_usual_sections_are_there_before_they_are_written():
    file = file_with(kind=CaseKind.remiss)
    file.sections = [Section(id=7, case_id=1, key="arendet", body=from_paragraphs(["Text"]))]
    states = {item.name: item.state for item in items_of(file)}

    assert states["Ärendet"] == State.klar
    assert states["Sammanfattning"] == State.ej_paborjad


def test_the_head_says_when_the_answer_is_due_until_it_is_given():
    file = file_with()
    file.reply_days = [ReplyDay(case_id=1, words="31 mars", latest=date(2026, 3, 31), occasion=Occasion.forsta)]
    assert case_head(file, TODAY).due == "Svar 31 mars"

    file.case.stage = CaseStage.expedierat
    assert case_head(file, TODAY).due == ""


def test_the_day_of_the_second_answer_is_the_one_due_once_it_is_begun():
    file = file_with()
    file.case.stage = CaseStage.uppfoljning
    file.reply_days = [ReplyDay(case_id=1, words="27 mars", latest=date(2026, 3, 27), occasion=Occasion.uppfoljande)]
    assert case_head(file, TODAY).due == ""
    file.documents = [Document(id=3, case_id=1, kind=DocumentKind.uppfoljande_yttrande)]

    head = case_head(file, TODAY)

    assert head.due == "Uppföljande yttrande 27 mars"
    assert not any("Uppföljande" in fact for fact in head.facts)


@pytest.mark.parametrize(
    ("words", "first", "last", "precision", "told"),
    [
        ("juni 2026", date(2026, 6, 1), date(2026, 6, 30), Precision.manad, "juni 2026"),
        ("den 30 juni", date(2026, 6, 30), date(2026, 6, 30), Precision.dag, "30 juni 2026"),
        ("senast den 30 juni", None, date(2026, 6, 30), Precision.dag, "30 juni 2026"),
        ("efter sommaren", None, None, Precision.okand, "efter sommaren"),
    ],
)
def test_the_head_tells_the_time_of_the_follow_up_no_more_exactly_than_its_words(words, first, last, precision, told):
    file = file_with()
    day = ReplyDay(case_id=1, words=words, earliest=first, latest=last, precision=precision)
    day.occasion = Occasion.uppfoljande
    file.reply_days = [day]

    assert case_head(file, TODAY).facts[-1] == f"Uppföljande yttrande {told}"


@pytest.mark.parametrize(("position", "page"), [(0, 1), (99, 1), (100, 2), (250, 3)])
def test_a_place_stands_on_the_page_that_began_before_it(position, page):
    assert page_at([0, 100, 200], position) == page


def test_a_passage_is_told_with_its_source_and_page():
    file = file_with(asked(1))
    source = SourceDocument(
        id=3, case_id=1, kind=SourceKind.revisionsrapport, sha256="x", page_starts=json.dumps([0, 50]), text="x" * 90
    )
    file.sources = [source]
    uid = file.recommendations[0].uid
    for field, start in (("answer", 10), ("text", 60)):
        proof = Evidence(
            case_id=1, record="recommendations", record_uid=uid, field=field, source_id=3, start=start, end=70
        )
        file.evidence.append(proof)

    first, second = passages_of(file, uid)
    assert (first.start, first.page, second.start) == (60, 2, 10)
    assert told_source(file, first) == "Ordagrant ur revisionsrapporten, s.\u00a02"
