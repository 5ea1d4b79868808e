"""What was decided is what goes out: a text that is changed afterwards is told of, and never taken for the decided."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from nemndsekr.documents.making import DocumentOptions
from nemndsekr.operations.case_parts import write_section
from nemndsekr.operations.decide import decide_all, dispatch_to_all, known_meetings, register_decision
from nemndsekr.operations.decided_document import compared_texts, decided_paper, outgoing_document, paper_of
from nemndsekr.operations.demo import fill_demo
from nemndsekr.operations.edit_record import edit_record, redo, undo
from nemndsekr.operations.make_document import make_document
from nemndsekr.operations.publish import publication
from nemndsekr.operations.remedies import apply_remedy
from nemndsekr.operations.versions import Sending, frozen_facts, lock_version, locked_file
from nemndsekr.records.audit import AuditQuestion
from nemndsekr.records.block_text import from_paragraphs, plain_text
from nemndsekr.records.case import Case, CaseNumber
from nemndsekr.records.choices import (
    BodyKind,
    Certainty,
    DissentKind,
    DocumentKind,
    DocumentMode,
    MeasureState,
    NumberKind,
    Outcome,
    Stance,
    VersionGate,
)
from nemndsekr.records.decision import Decision, DecisionPoint, Dissent
from nemndsekr.records.document import Attachment, Document, Section, Version
from nemndsekr.records.measure import Measure, MeasureLink, MeasureReport, Promise
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.checks import remarks_on
from nemndsekr.rules.checks.decided_checks import _differing
from nemndsekr.rules.checks.remark import COMPARE, Remark
from nemndsekr.rules.decided_text import TextChange, changes_since
from nemndsekr.rules.decision_places import decision_places
from nemndsekr.rules.frozen import frozen_case
from nemndsekr.store.queries import all_cases, load_case
from nemndsekr.support.errors import UserError
from tests.operations.conftest import NOW

DECIDED = date(2026, 2, 12)
LATER = NOW + timedelta(days=5)


@pytest.fixture
def decided(store, who, case_id) -> int:
    """An audit whose yttrande the nämnd has decided: a summary, an answer, a measure with its time."""
    decide_answer(store, who, case_id)
    return case_id


def decide_answer(store, who, case_id: int) -> None:
    """Write a yttrande and let the nämnd decide it."""
    with store.step("byggde", who, NOW) as step:
        step.add(Document(case_id=case_id, kind=DocumentKind.yttrande))
        step.add(
            Recommendation(
                case_id=case_id, no=1, position=1, text="Säkra hållplatserna.", answer=from_paragraphs(["De säkras."])
            )
        )
        step.add(Measure(case_id=case_id, position=1, text="Byt skyltar", expected_effect="Färre tillbud"))
        step.add(MeasureLink(case_id=case_id, measure_id=1, recommendation_id=1))
        step.add(Promise(case_id=case_id, measure_id=1, words="maj 2026"))
        step.add(DecisionPoint(case_id=case_id, position=1, text="Nämnden godkänner yttrandet"))
        step.add(Decision(case_id=case_id, kind=BodyKind.namnd, day=DECIDED))
    write_section(store, case_id, "sammanfattning", from_paragraphs(["Nämnden delar bilden."]), who, NOW)
    decide_all(store, case_id, place(store, case_id), Outcome.bifall, who, NOW)
    register_decision(store, case_id, 1, who, NOW)


def place(store, case_id: int) -> Any:
    file = load_case(store, case_id)
    return decision_places(file, known_meetings(store, file.namnd.stored_id), NOW.date())[-1]


def told(store, case_id: int) -> list[Remark]:
    return [one for one in remarks_on(load_case(store, case_id)) if one.rule == "andrat_efter_beslutet"]


def paper(store, case_id: int) -> Any:
    found = decided_paper(store, load_case(store, case_id), "yttrande")
    assert found is not None
    return found


def test_an_assessment_is_called_by_its_number_in_the_list_and_not_by_its_place_in_the_table(store, who, decided):
    """Those that were taken away leave holes among the places."""
    file = load_case(store, decided)
    values = {"id": 7, "case_id": decided, "position": 4, "text": "Är det säkert?", "uid": "fråga"}
    file.questions = [AuditQuestion(**values, answer=from_paragraphs(["Ja."]))]
    version = Version(case_id=decided, kind=DocumentKind.yttrande, text="Ja.", facts=frozen_facts(file))
    file.questions = [AuditQuestion(**values, answer=from_paragraphs(["Nej."]))]

    assert [change.name for change in changes_since(file, version)] == ["svaret på bedömning 1"]


def change_answer(store, who, words: str = "Vi väntar.") -> None:
    edit_record(store, Recommendation, 1, {"answer": from_paragraphs([words])}, who, LATER)


def follow_up(store, who, case_id: int) -> None:
    """A later time, a measure that came since and a report: what the next answer tells."""
    with store.step("följde upp", who, LATER) as step:
        step.add(Promise(case_id=case_id, measure_id=1, position=1, words="maj 2027", reason="Upphandlingen"))
        new = step.add(Measure(case_id=case_id, position=2, text="Rita om"))
        step.add(MeasureLink(case_id=case_id, measure_id=new.stored_id, recommendation_id=1))
        step.add(MeasureReport(case_id=case_id, measure_id=1, text="Två offerter."))


def test_what_is_as_it_was_decided_gives_no_remark(store, who, decided):
    assert told(store, decided) == []
    assert paper(store, decided).same
    assert paper(store, decided).day == DECIDED
    assert paper(store, decided).content == locked_file(store, decided, 1)


def test_a_changed_answer_is_a_sure_remark_that_names_it_and_the_day(store, who, decided):
    change_answer(store, who)

    (remark,) = told(store, decided)
    assert remark.certainty == Certainty.sakert
    assert remark.text == "Yttrandet är ändrat efter beslutet"
    assert remark.detail == (
        "Beslutat 2026-02-12, men svaret på rekommendation 1 skiljer sig. Nu står det: «Vi väntar.»"
    )
    assert (remark.table, remark.field) == ("recommendations", "answer")
    assert remark.remedies[0].act == COMPARE
    assert not paper(store, decided).same
    assert "De säkras." in paper(store, decided).text


LONG = "Nämnden delar bilden och har redan börjat arbetet med att säkra alla hållplatser i kommunen före sommaren."


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (
            LONG,
            LONG.replace("alla hållplatser", "några få hållplatser"),
            "Nu står det: «… arbetet med att säkra några få hållplatser i kommunen före …»",
        ),
        (LONG, LONG.replace(" i kommunen före sommaren.", "."), "Nu står det: «… med att säkra alla hållplatser.»"),
        (LONG, LONG.replace("redan ", ""), "Struket är: «redan»"),
        (LONG, f"{LONG} Det kostar mer.", "Nu står det: «… i kommunen före sommaren. Det kostar mer.»"),
        (LONG, "", "Texten är borttagen."),
    ],
)
def test_the_words_that_were_changed_are_quoted_and_not_the_unchanged_start(then, now, said):
    assert _differing(TextChange("svaret", "recommendations", "", "answer", then, now)) == said


CHANGES = [
    (lambda s, c, w: write_section(s, c, "sammanfattning", from_paragraphs(["Nej."]), w, LATER), "Sammanfattning"),
    (lambda s, c, w: edit_record(s, Measure, 1, {"expected_effect": "Inga tillbud"}, w, LATER), "Byt skyltar"),
    (lambda s, c, w: edit_record(s, Promise, 1, {"words": "hösten 2027"}, w, LATER), "utlovad tidpunkt"),
    (lambda s, c, w: edit_record(s, Recommendation, 1, {"text": "Se över."}, w, LATER), "rekommendation 1"),
]


@pytest.mark.parametrize(("change", "name"), CHANGES)
def test_each_printed_text_is_named(store, who, decided, change, name):
    change(store, decided, who)
    (remark,) = told(store, decided)
    assert name.lower() in remark.detail.lower()


PRINTED = [
    lambda file: setattr(file.case, "title", "Granskning av linjebussar"),
    lambda file: setattr(file.case, "dnr", "BUN-2026-0999"),
    lambda file: setattr(file.documents[0], "subtitle", "Svar på granskningen"),
    lambda file: setattr(file.recommendations[0], "no", 4),
    lambda file: setattr(file.recommendations[0], "corrected_text", "Säkra hållplatserna!"),
    lambda file: setattr(file.questions[0], "text", "Är hallarna säkra?"),
    lambda file: setattr(file.questions[0], "corrected_assessment", "Delvis!"),
    lambda file: setattr(file.attachments[0], "text", "Karta över bryggorna"),
    lambda file: setattr(file.numbers[0], "text", "REV-9"),
    lambda file: file.recommendations.clear(),
    lambda file: file.questions.clear(),
    lambda file: file.measures.clear(),
    lambda file: file.promises.clear(),
    lambda file: file.attachments.clear(),
    lambda file: setattr(file.measures[0], "text", "Byt alla skyltar"),
]
NOT_PRINTED = [
    lambda file: setattr(file.recommendations[0], "stance", Stance.instammer_delvis),
    lambda file: setattr(file.recommendations[0], "note", "Ring Kim"),
    lambda file: setattr(file.measures[0], "responsible", "Trafikchefen"),
]


@pytest.fixture
def wholly_decided(store, who, case_id) -> int:
    """A decided yttrande with all that can be printed in one."""
    with store.step("byggde", who, NOW) as step:
        step.add(AuditQuestion(case_id=case_id, position=1, text="Är hållplatserna säkra?", assessment="Delvis.",
                               answer=from_paragraphs(["Det görs mer."])))  # fmt: skip
        step.add(Attachment(case_id=case_id, position=1, text="Karta över hållplatserna"))
        step.add(CaseNumber(case_id=case_id, kind=NumberKind.motpart, text="REV-3"))
    decide_answer(store, who, case_id)
    return case_id


@pytest.mark.parametrize("change", [*PRINTED, *NOT_PRINTED])
def test_the_page_and_the_check_tell_of_the_same_changes(store, wholly_decided, change):
    file = load_case(store, wholly_decided)
    change(file)

    told_by_check = any(one.rule == "andrat_efter_beslutet" for one in remarks_on(file))
    found = decided_paper(store, file, "yttrande")

    assert found is not None
    assert (told_by_check, not found.same) == ((change in PRINTED),) * 2


FOLLOWED = [
    lambda s, c, w: edit_record(s, Measure, 1, {"state": MeasureState.genomford, "evidence": "Foto"}, w, LATER),
    lambda s, c, w: edit_record(s, Measure, 1, {"responsible": "Trafikchefen"}, w, LATER),
    lambda s, c, w: edit_record(s, Case, c, {"note": "Ring Kim"}, w, LATER),
    lambda s, c, w: write_section(s, c, "arendet", from_paragraphs(["Ärendet kom in."]), w, LATER),
]


@pytest.mark.parametrize("change", FOLLOWED)
def test_following_up_and_the_officials_own_paper_change_nothing_that_was_decided(store, who, decided, change):
    change(store, decided, who)
    assert told(store, decided) == []
    assert paper(store, decided).same


def test_a_later_time_and_a_new_measure_are_no_change_of_what_was_decided(store, who, decided):
    follow_up(store, who, decided)
    assert told(store, decided) == []
    assert paper(store, decided).same
    seen = paper_of(store, decided, "yttrande", working=True)
    assert not seen.marked
    assert seen.preview.made is not None
    assert seen.preview.made.text == paper(store, decided).text
    content, said = outgoing_document(store, decided, "yttrande", "txt", "", DocumentOptions(day=NOW.date()))
    assert (said, "maj 2026" in content.decode(), "maj 2027" in content.decode()) == ("", True, False)


def test_after_going_back_a_followed_up_answer_is_as_it_was_decided(store, who, decided):
    with store.step("följde upp", who, LATER) as step:
        step.add(Promise(case_id=decided, measure_id=1, position=1, words="maj 2027", reason="Upphandlingen"))
    change_answer(store, who)
    (remark,) = told(store, decided)
    assert not paper(store, decided).same

    back = next(one for one in remark.remedies if one.act == "restore_decided")
    apply_remedy(store, decided, remark, back, who, LATER)

    assert told(store, decided) == []
    assert paper(store, decided).same


def test_a_reservation_that_comes_after_is_told_but_not_taken_away(store, who, decided):
    with store.step("skrev", who, LATER) as step:
        step.add(Dissent(case_id=decided, decision_id=1, kind=DissentKind.reservation, who="Bo Ek (V)"))
    (remark,) = told(store, decided)
    assert "reservationerna skiljer sig" in remark.detail
    assert [one.act for one in remark.remedies] == [COMPARE, "keep_decided"]


def test_going_back_gives_the_decided_words_and_is_undone_and_redone(store, who, decided):
    change_answer(store, who)
    write_section(store, decided, "sammanfattning", from_paragraphs(["Nej."]), who, LATER)
    with store.step("skrev", who, LATER) as step:
        step.add(Section(case_id=decided, key="tillagg", heading="Tillägg", body=from_paragraphs(["Mer."])))
    (remark,) = told(store, decided)
    assert "svaret på rekommendation 1" in remark.detail
    assert "Tillägg" in remark.detail
    back = next(one for one in remark.remedies if one.act == "restore_decided")

    apply_remedy(store, decided, remark, back, who, LATER)

    file = load_case(store, decided)
    assert plain_text(file.recommendations[0].answer) == "De säkras."
    assert [plain_text(one.body) for one in file.sections] == ["Nämnden delar bilden."]
    assert told(store, decided) == []
    assert paper(store, decided).same
    undo(store, LATER)
    assert told(store, decided) == [remark]
    redo(store, LATER)
    assert told(store, decided) == []


def test_a_section_that_was_taken_away_comes_back(store, who, decided):
    with store.step("tog bort", who, LATER) as step:
        step.delete(step.all(Section, case_id=decided)[0])
    (remark,) = told(store, decided)
    assert "Texten är borttagen." in remark.detail

    apply_remedy(store, decided, remark, remark.remedies[1], who, LATER)

    assert [plain_text(one.body) for one in load_case(store, decided).sections] == ["Nämnden delar bilden."]
    assert told(store, decided) == []


def test_keeping_locks_a_new_decided_version_and_the_old_one_stays(store, who, decided):
    change_answer(store, who)
    (remark,) = told(store, decided)
    keep = next(one for one in remark.remedies if one.act == "keep_decided")

    apply_remedy(store, decided, remark, keep, who, LATER)

    versions = load_case(store, decided).versions
    assert [one.gate for one in versions] == [VersionGate.beslutad, VersionGate.beslutad]
    assert "De säkras." in versions[0].text
    assert "Vi väntar." in paper(store, decided).text
    assert told(store, decided) == []
    undo(store, LATER)
    assert len(told(store, decided)) == 1


def test_keeping_locks_the_changed_words_and_not_what_has_been_followed_up_since(store, who, decided):
    follow_up(store, who, decided)
    change_answer(store, who)
    (remark,) = told(store, decided)
    keep = next(one for one in remark.remedies if one.act == "keep_decided")

    apply_remedy(store, decided, remark, keep, who, LATER)

    kept = load_case(store, decided).versions[-1]
    assert [words in kept.text for words in ("Vi väntar.", "maj 2026", "maj 2027", "Rita om")] == [True, True] + 2 * [
        False
    ]
    then = frozen_case(kept.facts)
    assert ([one.words for one in then.promises], [one.text for one in then.measures]) == (
        ["maj 2026"],
        ["Byt skyltar"],
    )
    assert told(store, decided) == []
    assert paper(store, decided).same
    assert [one.words for one in load_case(store, decided).promises] == ["maj 2026", "maj 2027"]


def test_a_decided_answer_that_is_locked_by_hand_is_locked_as_it_is_seen(store, who, decided):
    follow_up(store, who, decided)
    change_answer(store, who)
    seen = make_document(store, decided, "yttrande", "pdf", options=DocumentOptions(day=NOW.date()))

    lock_version(store, decided, "yttrande", VersionGate.annan, who, NOW)

    assert load_case(store, decided).versions[-1].text == seen.text


def test_what_is_sent_is_what_was_decided_though_the_text_has_changed_since(store, who, decided):
    change_answer(store, who)
    dispatch_to_all(store, decided, place(store, decided), date(2026, 2, 20), who, LATER)

    register_decision(store, decided, 1, who, LATER)

    first, sent = load_case(store, decided).versions
    assert (sent.gate, sent.text, sent.sha256) == (VersionGate.expedierad, first.text, first.sha256)
    assert len(told(store, decided)) == 1


def test_a_document_that_is_a_proposal_again_has_no_decided_wording(store, who, decided):
    edit_record(store, Document, 1, {"mode": DocumentMode.forslag}, who, LATER)
    change_answer(store, who)
    assert told(store, decided) == []
    assert decided_paper(store, load_case(store, decided), "yttrande") is None


def test_the_comparison_holds_the_locked_and_the_document_of_today(store, who, decided):
    change_answer(store, who)
    locked, now = compared_texts(store, decided, "yttrande")
    assert (locked.version_id, now.version_id) == (1, 0)
    assert "De säkras." in locked.text
    assert "Vi väntar." in now.text


def test_a_mark_of_a_draft_is_no_change_of_the_words(store, who, decided):
    marked = make_document(store, decided, "yttrande", "pdf", options=DocumentOptions(draft=True, day=NOW.date()))
    assert marked.text == paper(store, decided).text


def test_a_decided_answer_that_is_asked_for_later_bears_the_day_that_it_was_locked_with(store, decided):
    later = DocumentOptions(day=NOW.date() + timedelta(days=240))

    content, _ = outgoing_document(store, decided, "yttrande", "txt", "", later)

    assert later.day is not None
    assert later.day.isoformat() not in content.decode()
    assert content.decode("utf-8-sig").splitlines() == paper(store, decided).text.splitlines()


@pytest.mark.parametrize("fmt", ["pdf", "txt", "docx"])
def test_what_is_made_without_being_seen_is_the_decided_or_says_that_it_is_a_draft(store, who, decided, fmt):
    options = DocumentOptions(day=NOW.date())
    assert outgoing_document(store, decided, "yttrande", fmt, "", options)[1] == ""
    change_answer(store, who)

    content, told_of = outgoing_document(store, decided, "yttrande", fmt, "", options)

    if fmt == "pdf":
        assert content == locked_file(store, decided, 1)
    elif fmt == "txt":
        assert "De säkras." in content.decode("utf-8-sig")
    else:
        with ZipFile(BytesIO(content)) as word:
            assert any("UTKAST" in word.read(name).decode() for name in word.namelist() if name.endswith(".xml"))
    assert "ändrad efter beslutet" in told_of


def test_the_exercise_cases_that_are_decided_say_what_was_decided(store, who):
    fill_demo(store, who, NOW)
    assert [told(store, case.stored_id) for case in all_cases(store)] == [[]] * len(all_cases(store))
    decided = [
        found
        for case in all_cases(store)
        if (found := decided_paper(store, load_case(store, case.stored_id), "yttrande")) is not None
    ]
    assert decided
    assert [one.same for one in decided] == [True] * len(decided)


def test_a_decided_answer_without_a_day_of_its_own_bears_that_of_the_meeting(store, who, decided):
    assert DECIDED.isoformat() in paper(store, decided).text
    assert paper(store, decided).dated == DECIDED


def test_an_answer_that_was_locked_with_the_day_of_its_locking_keeps_it(store, who, decided):
    locked_on = NOW.date().isoformat()
    with store.step("låste förr", who, NOW) as step:
        version = step.get(Version, 1)
        version.text = version.text.replace(DECIDED.isoformat(), locked_on)

    assert paper(store, decided).dated == NOW.date()
    assert paper(store, decided).same


def test_an_answer_that_was_decided_with_a_gap_goes_out_as_it_was_decided_and_is_no_draft(store, who, case_id):
    with store.step("skrev", who, NOW) as step:
        body = from_paragraphs(["Vi är klara [Fyll i: vilken dag]."])
        step.add(Section(case_id=case_id, key="yttrande", heading="Svaret", body=body))
    decide_answer(store, who, case_id)

    content, _ = outgoing_document(store, case_id, "yttrande", "docx", "", DocumentOptions())
    with ZipFile(BytesIO(content)) as word:
        parts = "".join(word.read(name).decode() for name in word.namelist() if name.endswith(".xml"))
    assert "[Fyll" in parts
    assert "UTKAST" not in parts
    today = paper_of(store, case_id, "yttrande", working=True).preview.made
    assert today is not None
    assert today.outline.page_note.mark == ""


def lock_yttrande(store, who, case_id: int, gate: VersionGate) -> Any:
    return lock_version(store, case_id, "yttrande", gate, who, LATER, sending=Sending("Revisorerna", LATER.date()))


def test_what_is_locked_as_sent_is_what_was_decided_whatever_has_been_written_since(store, who, decided):
    then = paper(store, decided).text
    change_answer(store, who)

    changes = lock_yttrande(store, who, decided, VersionGate.expedierad)

    assert "inte texten i dag" in " ".join(changes.told)
    newest = load_case(store, decided).versions[-1]
    assert (newest.gate, newest.text, newest.sent_to) == (VersionGate.expedierad, then, "Revisorerna")
    assert locked_file(store, decided, newest.stored_id) == locked_file(store, decided, 1)
    assert told(store, decided), "the remark on the changed text stands"
    assert paper(store, decided).text == then


def test_a_changed_text_is_not_locked_as_decided(store, who, decided):
    change_answer(store, who)

    with pytest.raises(UserError, match="inte det som nämnden beslutade"):
        lock_yttrande(store, who, decided, VersionGate.beslutad)

    assert len(load_case(store, decided).versions) == 1
    lock_yttrande(store, who, decided, VersionGate.annan)
    assert len(load_case(store, decided).versions) == 2


def test_what_still_says_the_same_is_locked_anew_without_a_word(store, who, decided):
    for gate in (VersionGate.beslutad, VersionGate.expedierad):
        assert lock_yttrande(store, who, decided, gate).told == ()


def test_what_was_decided_is_published_though_the_text_has_been_changed_since(store, who, decided):
    change_answer(store, who)
    follow_up(store, who, decided)
    asked = DocumentOptions(draft=True)

    seen = publication(store, decided, "yttrande", "neutral_yttrande", asked, version_id=1)
    today = publication(store, decided, "yttrande", "neutral_yttrande", asked)

    assert seen.decided
    assert seen.whole_text == paper(store, decided).text
    assert seen.masked.outline.page_note.mark == ""
    assert (today.decided, "Vi väntar." in today.whole_text) == (False, True)


def test_a_version_without_its_facts_is_published_as_the_text_of_today(store, who, decided):
    change_answer(store, who)
    with store.step("låste förr", who, NOW) as step:
        step.get(Version, 1).facts = Version.model_fields["facts"].default

    seen = publication(store, decided, "yttrande", "neutral_yttrande", DocumentOptions(draft=True), version_id=1)

    assert not seen.decided
    assert seen.masked.outline.page_note.mark == "UTKAST"
