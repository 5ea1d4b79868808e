"""For what a version is most likely locked."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from nemndsekr.records.choices import BodyKind, CaseStage, DocumentKind, Outcome, VersionGate
from nemndsekr.records.decision import Decision
from nemndsekr.records.document import Document, Version
from nemndsekr.rules.version_gate import proposed_gate
from tests.rules.checks.cases import case_file

TS, YTTRANDE = DocumentKind.tjansteskrivelse, DocumentKind.yttrande


def locked(gate: VersionGate, day: int = 5, kind: DocumentKind = TS, document_id: int | None = None) -> Version:
    return Version(case_id=1, kind=kind, gate=gate, document_id=document_id, at=datetime(2026, 3, day, 9, tzinfo=UTC))


@pytest.mark.parametrize(
    ("stage", "versions", "proposed"),
    [
        pytest.param(CaseStage.inkommet, [], VersionGate.annan, id="nothing is on its way"),
        pytest.param(CaseStage.under_arbete, [], VersionGate.till_beredning, id="the first of the chain"),
        pytest.param(CaseStage.till_au, [], VersionGate.till_au, id="where the case is"),
        pytest.param(
            CaseStage.under_arbete, [locked(VersionGate.till_namnd)], VersionGate.till_namnd, id="none before the last"
        ),
        pytest.param(
            CaseStage.till_namnd, [locked(VersionGate.till_beredning)], VersionGate.till_namnd, id="the stage is later"
        ),
        pytest.param(CaseStage.till_au, [locked(VersionGate.annan)], VersionGate.till_au, id="another reason is none"),
        pytest.param(
            CaseStage.till_au, [locked(VersionGate.till_namnd, kind=YTTRANDE)], VersionGate.till_au, id="another paper"
        ),
    ],
)
def test_the_gate_is_that_of_the_stage_but_none_before_the_last_one(stage, versions, proposed):
    assert proposed_gate(case_file({"stage": stage}, versions=versions), TS) == proposed


@pytest.mark.parametrize(
    ("day", "proposed"),
    [
        pytest.param(5, VersionGate.till_beredning, id="locked before it was sent back"),
        pytest.param(25, VersionGate.till_au, id="locked since"),
    ],
)
def test_a_case_that_was_sent_back_begins_its_way_anew(day, proposed):
    back = Decision(id=1, case_id=1, kind=BodyKind.namnd, day=date(2026, 3, 19), outcome=Outcome.aterremiss)
    versions = [locked(VersionGate.till_namnd), locked(VersionGate.till_au, day=day)]

    file = case_file({"stage": CaseStage.under_arbete}, versions=versions, decisions=[back])

    assert proposed_gate(file, TS) == proposed


def test_what_was_locked_of_the_first_answer_says_nothing_of_the_second():
    second = Document(id=2, case_id=1, kind=TS)
    file = case_file(
        {"stage": CaseStage.under_arbete},
        documents=[Document(id=1, case_id=1, kind=TS), second],
        versions=[locked(VersionGate.beslutad, document_id=1)],
    )

    assert proposed_gate(file, TS) == VersionGate.till_beredning
