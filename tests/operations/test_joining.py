"""Several papers in one case: which case a paper belongs to and why, and that what differs is never chosen silently."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordDocument

from nemndsekr.operations.case_proposals import LIKELY, SURE, proposals, put_numbers_right
from nemndsekr.operations.comparison import Standing, compare, fact_key
from nemndsekr.operations.draft_review import review_groups
from nemndsekr.operations.edit_record import redo, undo
from nemndsekr.operations.import_report import Imported, accept_reading
from nemndsekr.operations.remedies import apply_remedy
from nemndsekr.operations.review_file import first_state
from nemndsekr.operations.review_state import Decisions
from nemndsekr.reading.draft import Draft, Found, FoundSection, Reading
from nemndsekr.reading.report_file import read_report
from nemndsekr.records.block_text import from_paragraphs
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DifferenceState, NumberKind, Occasion
from nemndsekr.records.source import Difference
from nemndsekr.rules.checks import remarks_on
from nemndsekr.rules.passages import passages_of
from nemndsekr.store.database import Store
from nemndsekr.store.queries import all_cases, all_namnder, load_case, verify
from nemndsekr.support.errors import UserError
from tests.operations.conftest import NOW

REPORT = """Revisionsrapport nr 7/2025

Granskning av badhusens säkerhet

Havsvik kommun
Den 14 november 2025

1. Inledning

På uppdrag av revisorerna i Havsvik har vi granskat badhusen.

2. Sammanfattning

Revisorerna önskar ett svar senast den 27 mars 2026.

3. Rekommendationer

Vi rekommenderar kultur- och fritidsnämnden att:

- säkerställa att larmen i badhusen provas varje vecka,
- införa en rutin för bemanning av bassängerna,
- utbilda samtliga badvakter varje år.
"""
MISSIVE = """Revisorerna i Havsvik kommun

Datum
2025-11-20

Dnr
REV 2025/31

Till:
Kultur- och fritidsnämnden

Granskning av badhusens säkerhet

Revisorerna har granskat badhusen. Med anledning av granskningen lämnar vi följande rekommendationer.

Till kultur- och fritidsnämnden:

- Säkerställ att larmen provas varje vecka.
- Inför en rutin för bemanning av bassängerna.
- Utbilda samtliga badvakter varje år.

Vi översänder rapporten för yttrande. Revisionen önskar svar senast den 31 mars 2026, av svaret bör framgå vilka \
åtgärder som ska vidtas.

För revisorerna i Havsvik kommun

Ulla Fors
Ordförande
"""
LETTER = """Tjänsteskrivelse

Datum
2026-02-10

Diarienummer
KFN-2025-118

Svar på revisionens granskning av badhusens säkerhet

Förslag till beslut

1. Kultur- och fritidsnämnden överlämnar yttrandet till revisorerna.

Ärendet

Revisorerna i Havsvik har granskat badhusen och lämnar följande rekommendationer till kultur- och fritidsnämnden:

- Säkerställ att larmen provas varje vecka.
- Inför en rutin för bemanning av bassängerna.
- Utbilda samtliga badvakter varje år.

Förvaltningens svar

Rekommendation: Säkerställ att larmen provas varje vecka.

Larmen provas varje måndag från och med januari.

Rekommendation: Inför en rutin för bemanning av bassängerna.

En rutin finns sedan december.
"""
OF_REPORT = "säkerställa att larmen i badhusen provas varje vecka"
OF_MISSIVE = "Säkerställ att larmen provas varje vecka."
PAPERS = {"rapport.txt": REPORT, "missiv.txt": MISSIVE, "tjänsteskrivelse.txt": LETTER}


def written(folder: Path, name: str, text: str = "") -> Path:
    path = folder / name
    path.write_text(text or PAPERS[name], encoding="utf-8")
    return path


def take(store: Store, who: str, path: Path, **options: Any) -> Imported:
    return accept_reading(store, read_report(path), path.read_bytes(), who, NOW, **options)


def ready(store: Store, path: Path) -> Reading:
    reading = read_report(path)
    return Reading(
        reading.name,
        reading.text,
        reading.page_starts,
        put_numbers_right(reading.draft, all_namnder(store)),
        reading.problems,
    )


def words_at(file: CaseFile, uid: str) -> list[str]:
    texts = {source.id: source.text for source in file.sources}
    return [" ".join(texts[one.source_id][one.start : one.end].split()) for one in passages_of(file, uid)]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return written(tmp_path, "rapport.txt")


@pytest.fixture
def missive(tmp_path: Path) -> Path:
    return written(tmp_path, "missiv.txt")


@pytest.mark.parametrize("order", list(permutations(PAPERS)), ids=" ".join)
def test_report_missive_and_letter_become_one_case_in_whatever_order(
    store: Store, who: str, tmp_path: Path, order: tuple[str, ...]
) -> None:
    cases = {take(store, who, written(tmp_path, name)).case_id for name in order}

    assert len(cases) == 1
    file = load_case(store, cases.pop())
    assert len(file.recommendations) == 3
    assert [bool(row.answer) for row in file.recommendations] == [True, True, False]
    assert file.case.dnr == "KFN-2025-118"
    assert [(number.kind, number.text) for number in file.numbers if number.kind != NumberKind.annat] == sorted(
        [(NumberKind.motpart, "REV 2025/31"), (NumberKind.rapport, "7/2025")],
        key=lambda one: order.index("missiv.txt" if one[0] == NumberKind.motpart else "rapport.txt"),
    )
    assert len(file.sources) == 3
    assert verify(store)[0] == []


def test_the_auditors_number_is_theirs_and_the_case_waits_for_its_own(store: Store, who: str, missive: Path) -> None:
    case = load_case(store, take(store, who, missive).case_id).case

    assert (case.dnr, case.dnr_expected) == ("", True)


@pytest.mark.parametrize(
    "kind", ["revisionsrapport", "missiv", "remissblad", "protokoll", "namndinitiativ", "motion", "skrivelse", "okant"]
)
def test_running_text_of_others_never_becomes_the_text_of_our_document(store: Store, who: str, kind: str) -> None:
    draft = Draft(
        kind=kind,
        title=Found("Badhusens säkerhet"),
        sections=[FoundSection("arendet", "Ärendet", from_paragraphs(["Andras ord."]), found=Found("Ärendet"))],
    )
    reading = Reading("papper.txt", "Ärendet Andras ord.", (), draft, [])

    file = load_case(store, accept_reading(store, reading, b"papper", who, NOW).case_id)

    assert file.sections == []
    assert "Andras ord." in file.sources[0].text
    assert "sections" not in {group.key for group in review_groups(reading)}


def test_the_running_text_of_our_own_letter_is_the_cases(store: Store, who: str, tmp_path: Path) -> None:
    letter = written(tmp_path, "tjänsteskrivelse.txt")

    assert load_case(store, take(store, who, letter).case_id).sections != []
    assert "sections" in {group.key for group in review_groups(read_report(letter))}


@pytest.mark.parametrize(
    ("kind", "kept"),
    [("revisionsrapport", []), ("missiv", []), ("remissblad", []), ("tjansteskrivelse", ["Kommunstyrelsen"])],
)
def test_whom_others_write_to_is_not_whom_our_decision_is_sent_to(
    store: Store, who: str, kind: str, kept: list[str]
) -> None:
    draft = Draft(kind=kind, title=Found("Badhusens säkerhet"), recipients=[Found("Kommunstyrelsen")])
    reading = Reading("papper.txt", "Kopia till: Kommunstyrelsen", (), draft, [])

    file = load_case(store, accept_reading(store, reading, b"papper", who, NOW).case_id)
    again = compare(draft, file)

    assert [recipient.text for recipient in file.recipients] == kept
    assert (again.of(("recipients", 0)).standing == Standing.SAME) == bool(kept)
    assert ("recipients" in {group.key for group in review_groups(reading)}) == bool(kept)


def test_why_a_case_is_proposed_is_said(store: Store, who: str, report: Path, missive: Path) -> None:
    take(store, who, report)

    (proposal,) = proposals(store, ready(store, missive))

    assert proposal.score >= LIKELY
    assert proposal.reason.startswith("Samma rekommendationer som i Revisionsrapport nr 7/2025")


@pytest.mark.parametrize("first", ["rapport.txt", "missiv.txt"])
def test_of_two_reply_days_the_first_stays_and_the_other_is_a_remark(
    store: Store, who: str, tmp_path: Path, first: str
) -> None:
    second = "missiv.txt" if first == "rapport.txt" else "rapport.txt"
    take(store, who, written(tmp_path, first))
    imported = take(store, who, written(tmp_path, second))

    file = load_case(store, imported.case_id)
    days = {"rapport.txt": "den 27 mars 2026", "missiv.txt": "den 31 mars 2026"}
    assert [day.words for day in file.reply_days if day.occasion == Occasion.forsta] == [days[first]]
    assert imported.differences > 0
    remark = next(one for one in remarks_on(file) if one.table == "reply_days")
    assert days[first] in remark.detail
    assert days[second] in remark.detail


@pytest.mark.parametrize(
    ("choice", "days", "remarked", "noted"),
    [
        pytest.param(DifferenceState.oppen, ["den 27 mars 2026"], True, False, id="undecided"),
        pytest.param(DifferenceState.behallen, ["den 27 mars 2026"], False, False, id="kept"),
        pytest.param(DifferenceState.ersatt, ["den 27 mars 2026", "den 31 mars 2026"], False, False, id="the new one"),
        pytest.param(DifferenceState.bada, ["den 27 mars 2026"], False, True, id="both"),
    ],
)
def test_what_is_decided_about_a_day_is_what_is_kept(
    store: Store,
    who: str,
    report: Path,
    missive: Path,
    choice: DifferenceState,
    days: list[str],
    remarked: bool,
    noted: bool,
) -> None:
    case_id = take(store, who, report).case_id
    decisions = Decisions({fact_key("reply_due"): choice})
    reading = ready(store, missive)

    accept_reading(store, reading, missive.read_bytes(), who, NOW, case_id=case_id, decisions=decisions)

    file = load_case(store, case_id)
    assert [day.words for day in file.reply_days] == days
    assert any(remark.table == "reply_days" for remark in remarks_on(file)) == remarked
    assert ("den 31 mars 2026" in file.case.note) == noted


def decide(store: Store, who: str, case_id: int, difference: Difference, state: DifferenceState) -> None:
    """Choose what holds, as the remark offers it."""
    chosen = (("difference", difference.uid), ("state", state.value))
    remarks = remarks_on(load_case(store, case_id))
    remark, remedy = next((one, way) for one in remarks for way in one.remedies if way.values == chosen)
    apply_remedy(store, case_id, remark, remedy, who, NOW)


@pytest.mark.parametrize(
    ("choice", "text", "other"),
    [
        (DifferenceState.behallen, "säkerställa att larmen i badhusen provas varje vecka", ""),
        (DifferenceState.ersatt, "Säkerställ att larmen provas varje vecka.", ""),
        (
            DifferenceState.bada,
            "säkerställa att larmen i badhusen provas varje vecka",
            "Säkerställ att larmen provas varje vecka.",
        ),
    ],
)
def test_what_is_decided_about_a_wording_is_what_is_kept(
    store: Store, who: str, report: Path, missive: Path, choice: DifferenceState, text: str, other: str
) -> None:
    case_id = take(store, who, report).case_id
    decisions = Decisions({("recommendations", 0): choice})
    reading = ready(store, missive)

    accept_reading(store, reading, missive.read_bytes(), who, NOW, case_id=case_id, decisions=decisions)

    file = load_case(store, case_id)
    row = file.recommendations[0]
    assert (row.text, row.other_wording) == (text, other)
    assert words_at(file, row.uid)[0] == text
    assert len(file.recommendations) == 3


def test_a_value_has_evidence_in_every_paper_that_says_it(
    store: Store, who: str, missive: Path, tmp_path: Path
) -> None:
    take(store, who, missive)
    file = load_case(store, take(store, who, written(tmp_path, "tjänsteskrivelse.txt")).case_id)

    row = file.recommendations[0]
    passages = passages_of(file, row.uid)
    assert {passage.source_id for passage in passages} == {source.id for source in file.sources}
    assert set(words_at(file, row.uid)) == {row.text, "Larmen provas varje måndag från och med januari."}


def test_a_paper_read_again_in_word_is_the_same_paper_in_the_same_case(
    store: Store, who: str, report: Path, tmp_path: Path
) -> None:
    case_id = take(store, who, report).case_id
    word = WordDocument()
    for paragraph in REPORT.split("\n\n"):
        for line in paragraph.strip().split("\n"):
            word.add_paragraph(line.removeprefix("- "), style="List Bullet" if line.startswith("- ") else None)
    word.save(str(tmp_path / "rapport.docx"))

    imported = take(store, who, tmp_path / "rapport.docx")

    file = load_case(store, case_id)
    assert (imported.case_id, imported.differences) == (case_id, 0)
    assert "samma text som i rapport.txt" in imported.reason.lower()
    assert [source.copy_of_id for source in file.sources] == [None, file.sources[0].id]
    assert len(file.recommendations) == 3
    assert len(all_cases(store)) == 1


def test_a_copy_without_its_number_is_still_the_same_paper(store: Store, who: str, tmp_path: Path) -> None:
    first = take(store, who, written(tmp_path, "tjänsteskrivelse.txt"))
    second = take(store, who, written(tmp_path, "utan.txt", LETTER.replace("Diarienummer\nKFN-2025-118\n\n", "")))

    assert (second.case_id, second.differences) == (first.case_id, 0)
    assert len(load_case(store, first.case_id).documents) == 1


def test_the_same_bytes_are_told_and_not_stored_twice(store: Store, who: str, report: Path) -> None:
    take(store, who, report)

    with pytest.raises(UserError, match="redan inläst"):
        take(store, who, report)
    with pytest.raises(UserError, match="Samma fil kan inte bli ett nytt ärende") as insisted:
        take(store, who, report, new_case=True)
    assert "för hand" in insisted.value.next_step


def test_another_own_number_speaks_against_whatever_else_is_alike(store: Store, who: str, tmp_path: Path) -> None:
    first = take(store, who, written(tmp_path, "tjänsteskrivelse.txt"))
    other = written(tmp_path, "annan.txt", LETTER.replace("KFN-2025-118", "KFN-2025-777"))

    (proposal,) = proposals(store, ready(store, other))
    second = take(store, who, other)

    assert proposal.score < LIKELY
    assert proposal.reason.endswith("men ärendet har diarienumret KFN-2025-118")
    assert second.case_id != first.case_id


def test_a_new_case_can_be_insisted_on(store: Store, who: str, report: Path, missive: Path) -> None:
    first = take(store, who, report)

    assert take(store, who, missive, new_case=True).case_id != first.case_id


def test_joining_is_one_step_that_can_be_undone_and_done_again(
    store: Store, who: str, report: Path, missive: Path
) -> None:
    case_id = take(store, who, report).case_id
    before = load_case(store, case_id)
    take(store, who, missive)
    after = load_case(store, case_id)

    undo(store, NOW)
    undone = load_case(store, case_id)
    redo(store, NOW)
    again = load_case(store, case_id)

    for one, other in ((before, undone), (after, again)):
        assert [row.text for row in one.recommendations] == [row.text for row in other.recommendations]
        assert len(one.evidence) == len(other.evidence)
        assert len(one.differences) == len(other.differences)
        assert [source.name for source in one.sources] == [source.name for source in other.sources]
    assert verify(store)[0] == []


@pytest.mark.parametrize(
    ("state", "text", "other", "words_left"),
    [
        (DifferenceState.behallen, OF_REPORT, "", OF_MISSIVE),
        (DifferenceState.ersatt, OF_MISSIVE, "", OF_REPORT),
        (DifferenceState.bada, OF_REPORT, OF_MISSIVE, OF_MISSIVE),
    ],
)
def test_a_difference_can_be_decided_later_in_the_case_and_the_other_words_are_kept(
    store: Store,
    who: str,
    report: Path,
    missive: Path,
    state: DifferenceState,
    text: str,
    other: str,
    words_left: str,
) -> None:
    take(store, who, report)
    case_id = take(store, who, missive).case_id
    before = load_case(store, case_id)
    difference = next(one for one in before.differences if one.words == OF_MISSIVE)

    decide(store, who, case_id, difference, state)

    file = load_case(store, case_id)
    row = file.recommendations[0]
    assert (row.text, row.other_wording) == (text, other)
    assert words_at(file, row.uid)[0] == text
    kept = next(one for one in file.differences if one.id == difference.id)
    assert (kept.state, kept.words) == (state, words_left)
    assert not any(remark.row_uid == row.uid and remark.rule == "kallor_skiljer" for remark in remarks_on(file))
    undo(store, NOW)
    assert load_case(store, case_id).recommendations[0].text == OF_REPORT
    assert verify(store)[0] == []


@pytest.mark.parametrize("state", [DifferenceState.behallen, DifferenceState.ersatt, DifferenceState.bada])
def test_every_kind_of_difference_can_be_decided(
    store: Store, who: str, report: Path, missive: Path, state: DifferenceState
) -> None:
    take(store, who, report)
    case_id = take(store, who, missive).case_id
    for difference in load_case(store, case_id).differences:
        decide(store, who, case_id, difference, state)

    file = load_case(store, case_id)
    assert [remark for remark in remarks_on(file) if remark.rule == "kallor_skiljer"] == []
    days = [day.words for day in file.reply_days]
    assert days[0] == "den 27 mars 2026"
    assert days[1:] == (["den 31 mars 2026"] if state == DifferenceState.ersatt else [])


@pytest.mark.parametrize(
    ("title", "standing"),
    [
        ("GRANSKNING AV BADHUSENS SÄKERHET", Standing.SAME),
        ("Granskning av säkerhet i badhusen", Standing.LIKE),
        ("Tillsyn av skolornas matsalar", Standing.DIFFERS),
    ],
)
def test_only_a_title_in_the_same_words_is_there_already(
    store: Store, who: str, report: Path, title: str, standing: Standing
) -> None:
    file = load_case(store, take(store, who, report).case_id)

    compared = compare(Draft(kind="missiv", title=Found(title)), file).of(fact_key("title"))

    assert (compared.standing, compared.known_words, compared.words) == (standing, file.case.title, title)


@pytest.mark.parametrize(
    ("title", "reason"),
    [("GRANSKNING AV BADHUSENS SÄKERHET", "samma rubrik"), ("Granskning av säkerhet i badhusen", "liknande rubrik")],
)
def test_a_title_in_other_words_is_named_as_alike(
    store: Store, who: str, report: Path, title: str, reason: str
) -> None:
    take(store, who, report)

    (found,) = proposals(store, Reading("m.txt", "", (), Draft(kind="missiv", title=Found(title)), []))

    assert reason in found.reasons


def test_a_like_sender_is_not_there_already_but_no_conflict(store: Store, who: str, missive: Path) -> None:
    file = load_case(store, take(store, who, missive).case_id)
    other = f"{file.case.requester} genom revisionskontoret"

    compared = compare(Draft(kind="missiv", auditor=other), file)

    assert compared.of(fact_key("auditor")).standing == Standing.LIKE
    assert compared.differing() == []


@pytest.mark.parametrize(("choice", "new"), [(None, False), (DifferenceState.ersatt, True)])
def test_of_two_like_titles_the_old_stands_unless_the_new_one_is_chosen(
    store: Store, who: str, report: Path, choice: DifferenceState | None, *, new: bool
) -> None:
    case_id = take(store, who, report).case_id
    old, other = load_case(store, case_id).case.title, "Granskning av säkerhet i badhusen"
    reading = Reading("missiv.txt", other, (), Draft(kind="missiv", title=Found(other, 0, len(other))), [])
    choices = {fact_key("title"): choice} if choice is not None else {}

    done = accept_reading(store, reading, b"m", who, NOW, case_id=case_id, decisions=Decisions(choices))

    file = load_case(store, case_id)
    assert (file.case.title, done.differences) == (other if new else old, 0)
    assert other not in words_at(file, file.case.uid) or new
    assert "kallor_skiljer" not in {remark.rule for remark in remarks_on(file)}


@pytest.mark.parametrize(
    ("choice", "numbers", "undecided"),
    [
        (DifferenceState.oppen, ["REV 2025/31"], 1),
        (DifferenceState.behallen, ["REV 2025/31"], 0),
        (DifferenceState.ersatt, ["REV 2025-0031"], 0),
        (DifferenceState.bada, ["REV 2025/31", "REV 2025-0031"], 0),
    ],
)
def test_a_number_that_differs_in_zeros_alone_is_decided_and_not_silently_a_second_one(
    store: Store, who: str, missive: Path, choice: DifferenceState, numbers: list[str], undecided: int
) -> None:
    case_id = take(store, who, missive).case_id
    draft = Draft(
        kind="missiv", title=Found("Granskning av badhusens säkerhet"), counterpart_dnr=[Found("REV 2025-0031")]
    )
    reading = Reading("m.txt", "REV 2025-0031", (), draft, [])
    compared = compare(draft, load_case(store, case_id)).of(fact_key("counterpart_dnr"))

    decisions = Decisions({fact_key("counterpart_dnr"): choice})
    done = accept_reading(store, reading, b"m", who, NOW, case_id=case_id, decisions=decisions)

    file = load_case(store, case_id)
    assert (compared.standing, compared.near_number) == (Standing.DIFFERS, True)
    assert [number.text for number in file.numbers if number.kind == NumberKind.motpart] == numbers
    assert done.differences == undecided
    assert len([one for one in remarks_on(file) if one.rule == "kallor_skiljer"]) == undecided


def test_nearly_the_same_number_is_a_reason_that_is_told_and_not_taken_for_granted(
    store: Store, who: str, missive: Path
) -> None:
    case_id = take(store, who, missive).case_id
    draft = Draft(kind="missiv", title=Found("Något helt annat"), counterpart_dnr=[Found("REV 2025-0031")])

    (found,) = proposals(store, Reading("m.txt", "", (), draft, []))

    assert found.case_id == case_id
    assert LIKELY <= found.score < SURE
    assert found.reason == "Nästan samma nummer, REV 2025-0031 och REV 2025/31"


def test_what_was_decided_once_is_not_asked_again(store: Store, who: str, report: Path, missive: Path) -> None:
    case_id = take(store, who, report).case_id
    take(store, who, missive)
    again = ready(store, missive)

    compared = compare(again.draft, load_case(store, case_id), again.text)

    assert compared.differing() == []
    assert compared.of(fact_key("reply_due")).standing == Standing.SAME


def test_a_joint_reports_other_recommendations_are_remembered_as_not_ours(
    store: Store, who: str, tmp_path: Path
) -> None:
    joint = MISSIVE.replace(
        "Vi översänder", "Till kommunstyrelsen:\n\n- Följ upp badhusen i den interna kontrollen.\n\nVi översänder"
    )
    path = written(tmp_path, "gemensamt.txt", joint)
    reading = ready(store, path)
    state = first_state(reading, "Kultur- och fritidsnämnden")
    kommunstyrelsen = ("recommendations", 3)

    imported = take(store, who, path)

    assert state.not_ours == {kommunstyrelsen}
    rows = load_case(store, imported.case_id).recommendations
    assert [row.concerns_us for row in rows] == [True, True, True, False]
    assert rows[3].recipient == "kommunstyrelsen"


def test_the_problems_of_a_reading_stay_with_the_paper(store: Store, who: str, report: Path) -> None:
    from nemndsekr.reading.draft import Problem

    reading = ready(store, report)
    odd = Reading(
        reading.name,
        reading.text,
        (0, 40),
        reading.draft,
        (Problem("En tabell saknas.", 1, 3, 9), Problem("Ett datum.")),
    )

    imported = accept_reading(
        store, odd, report.read_bytes(), who, NOW, new_case=True, decisions=Decisions(seen=frozenset({1}))
    )

    file = load_case(store, imported.case_id)
    assert [(one.text, one.page, one.start, one.seen) for one in file.source_problems] == [
        ("En tabell saknas.", 1, 3, False),
        ("Ett datum.", None, None, True),
    ]
    assert {one.source_id for one in file.source_problems} == {file.sources[0].id}


def test_a_sentence_that_a_joint_report_repeats_for_another_body_is_another_recommendation(
    store: Store, who: str, missive: Path, tmp_path: Path
) -> None:
    take(store, who, missive)
    again = "Till kommunstyrelsen:\n\n- Utbilda samtliga badvakter varje år.\n\nVi översänder"
    joint = written(tmp_path, "gemensamt.txt", MISSIVE.replace("Vi översänder", again))

    file = load_case(store, take(store, who, joint).case_id)

    assert [(row.text, row.recipient) for row in file.recommendations[2:]] == [
        ("Utbilda samtliga badvakter varje år.", "kultur- och fritidsnämnden"),
        ("Utbilda samtliga badvakter varje år.", "kommunstyrelsen"),
    ]
