"""Cases handed over by file: what goes along, what it meets where it comes, and that Ångra takes it all back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from nemndsekr.exchange.archive_rows import CASE_ROWS
from nemndsekr.exchange.case_archive import ArchiveReader
from nemndsekr.operations.case_difference import NAMES, ONCE, Compared, difference_words
from nemndsekr.operations.demo import fill_demo
from nemndsekr.operations.edit_record import edit_record, redo, remove_case, undo
from nemndsekr.operations.export_cases import ExportChoice, archive_name, export_cases, exportable_cases
from nemndsekr.operations.look_at_archive import ArchiveLook, CaseInFile, look_at_archive
from nemndsekr.operations.sign_in import sign_in
from nemndsekr.operations.take_archive import Taking, possible_takings, take_archive, usual_taking
from nemndsekr.records.agenda import AgendaItem
from nemndsekr.records.case import Case, CaseLink
from nemndsekr.records.case_file import CASE_TABLES, CaseFile
from nemndsekr.records.choices import Secrecy
from nemndsekr.records.document import Departure, Document
from nemndsekr.records.measure import Promise
from nemndsekr.records.meeting import Meeting, MeetingBody
from nemndsekr.records.namnd import Namnd, Person
from nemndsekr.records.planning import ChainRule
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.records.source import Evidence, SourceDocument
from nemndsekr.records.tables import LOGGED_TABLES
from nemndsekr.records.template import OwnTemplate
from nemndsekr.rules.case_standing import Standing, Told
from nemndsekr.rules.promises import is_given
from nemndsekr.store.database import Store, open_store
from nemndsekr.store.queries import all_cases, find_case, load_case, verify
from nemndsekr.support.days import full_day
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import DataFolder
from tests.operations.conftest import NOW
from tests.rows import add_record

ALL = ExportChoice(secret=True)
LATER = NOW + timedelta(days=1)
SKOLSKJUTS = "BUN-2026-0412"


@pytest.fixture
def here(store: Store, who: str) -> Store:
    """The exercise cases."""
    fill_demo(store, who, NOW)
    return store


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Store]:
    """An empty database of a colleague's."""
    folder = tmp_path / "there"
    folder.mkdir()
    with closing(open_store(DataFolder(folder), NOW)) as opened:
        sign_in(opened, "eva", NOW)
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.nemndsekr"


def all_rows(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but for how often it was changed."""
    found = {}
    for table in LOGGED_TABLES:
        columns = [one.name for one in table.__table__.columns if one.name != "version"]  # type: ignore[attr-defined]
        rows = store.raw.execute(f"SELECT {', '.join(columns)} FROM {table.__tablename__} ORDER BY id")  # noqa: S608
        found[str(table.__tablename__)] = list(rows)
    return found


def out(store: Store, path: Path, *dnrs: str, now: Any = NOW) -> None:
    ids = tuple(find_case(store, dnr).stored_id for dnr in dnrs)
    export_cases(store, path, ExportChoice(ids or None, secret=True), "kim", now)


def into(store: Store, path: Path, how: dict[str, Taking] | None = None, now: Any = NOW) -> ArchiveLook:
    look = look_at_archive(store, path)
    take_archive(store, look, how or {}, "eva", now)
    return look


def standing(store: Store, path: Path) -> CaseInFile:
    [case] = look_at_archive(store, path).cases
    return case


# --- out


def test_one_case_takes_along_what_it_hangs_on_and_nothing_else(here: Store, path: Path) -> None:
    case = find_case(here, SKOLSKJUTS)
    out(here, path, SKOLSKJUTS)

    with ArchiveReader(path) as archive:
        office, counts = archive.office(), archive.contents.counts
        assert archive.contents.cases == [case.uid]
        assert not archive.contents.whole
    file = load_case(here, case.stored_id)
    with here.session() as session:
        wanted = {session.get_one(Meeting, step.meeting_id).uid for step in file.plan_steps if step.meeting_id}
    assert wanted <= {one["uid"] for one in office["meetings"]}
    assert 0 < counts["meetings"] < 20
    assert {one["uid"] for one in office["persons"]} >= {one.uid for one in file.persons.values()}
    assert office["chain_rules"] == office["calendar_exports"] == []


def test_a_case_that_is_marked_as_secret_goes_only_when_it_is_said(here: Store, path: Path) -> None:
    case = find_case(here, SKOLSKJUTS)
    edit_record(here, Case, case.stored_id, {"secrecy": Secrecy.hela}, "kim", NOW)
    many = len(exportable_cases(here))

    told = export_cases(here, path, ExportChoice(), "kim", NOW)
    assert (told.cases, told.left_out) == (many - 2, 2), "one of the exercise cases is marked already"
    assert "2 ärenden med sekretess är inte med" in told.told
    with ArchiveReader(path) as archive:
        assert case.uid not in archive.contents.cases
    with pytest.raises(UserError, match="inte krypterad"):
        export_cases(here, path, ExportChoice((case.stored_id,)), "kim", NOW)
    assert export_cases(here, path, ExportChoice((case.stored_id,), secret=True), "kim", NOW).cases == 1


@pytest.mark.parametrize("table", [SourceDocument, Document])
def test_a_case_with_a_secret_paper_counts_as_secret(here: Store, path: Path, table: type) -> None:
    case_id = find_case(here, SKOLSKJUTS).stored_id
    rows = load_case(here, case_id).sources if table is SourceDocument else load_case(here, case_id).documents
    assert case_id not in [one.case_id for one in exportable_cases(here) if one.marked]
    edit_record(here, table, rows[0].stored_id, {"secrecy": Secrecy.uppgift}, "kim", NOW)

    assert case_id in [one.case_id for one in exportable_cases(here) if one.marked]
    with pytest.raises(UserError, match="inte krypterad"):
        export_cases(here, path, ExportChoice((case_id,)), "kim", NOW)
    assert not path.exists()


def test_that_it_left_is_noted_in_each_case_and_binds_no_promise(here: Store, path: Path) -> None:
    case_id = find_case(here, SKOLSKJUTS).stored_id
    file = load_case(here, case_id)
    promise = Promise(case_id=case_id, measure_id=file.measures[0].id, given_on=NOW.date())
    before = is_given(file, promise)
    out(here, path, SKOLSKJUTS)

    file = load_case(here, case_id)
    note = file.departures[-1]
    assert (note.left_as, note.file_name, note.user_uid) == ("nemndsekr", "a.nemndsekr", "kim")
    assert note.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert is_given(file, promise) == before


def test_nothing_is_noted_where_the_file_could_not_be_written(here: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="finns inte"):
        export_cases(here, tmp_path / "missing" / "a.nemndsekr", ALL, "kim", NOW)

    with here.session() as session:
        assert not [one for one in session.query(Departure) if one.left_as == "nemndsekr"]


def test_an_export_that_is_broken_off_leaves_no_file_and_no_note(here: Store, path: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: int, of: int) -> None:
        if done == 2:
            raise StoppedError

    with pytest.raises(StoppedError):
        export_cases(here, path, ALL, "kim", NOW, stop)

    assert list(path.parent.glob("*.nemndsekr")) == list(path.parent.glob(".*.tmp")) == []
    assert all(
        one.left_as != "nemndsekr" for case in all_cases(here) for one in load_case(here, case.stored_id).departures
    )


def test_the_bin_goes_along_unless_it_is_to_stay(here: Store, there: Store, path: Path) -> None:
    case = find_case(here, SKOLSKJUTS)
    remove_case(here, case.stored_id, "kim", NOW)
    out(here, path)
    into(there, path)
    assert find_case_uid(there, case.uid).removed_at is not None

    export_cases(here, path, ALL._replace(removed=False), "kim", NOW)
    with ArchiveReader(path) as archive:
        assert case.uid not in archive.contents.cases


def find_case_uid(store: Store, uid: str) -> Case:
    with store.session() as session:
        return next(case for case in session.query(Case) if case.uid == uid)


def test_the_file_is_named_by_number_or_day_and_never_by_a_title(here: Store) -> None:
    cases = exportable_cases(here)
    one = next(case for case in cases if case.dnr == SKOLSKJUTS)

    assert archive_name([one], date(2026, 2, 19)) == "BUN-2026-0412 ärende 2026-02-19.nemndsekr"
    assert archive_name([one._replace(dnr="")], date(2026, 2, 19)) == "Ärenden 2026-02-19.nemndsekr"
    assert archive_name(cases, date(2026, 2, 19)) == "Ärenden 2026-02-19.nemndsekr"


# --- in, where something is already


def test_a_case_hangs_on_our_own_meeting_that_day_and_our_namnd_by_name(here: Store, there: Store, path: Path) -> None:
    theirs = load_case(here, find_case(here, SKOLSKJUTS).stored_id)
    step = next(one for one in theirs.plan_steps if one.meeting_id)
    with here.session() as session:
        meeting = session.get_one(Meeting, step.meeting_id)
        body = session.get_one(MeetingBody, meeting.body_id)
    namnd, _ = add_record(there, Namnd(name=theirs.namnd.name.upper(), address="Vår egen adress"), "n", "eva", NOW)
    ours, _ = add_record(there, MeetingBody(namnd_id=namnd.stored_id, name=body.name), "b", "eva", NOW)
    mine, _ = add_record(
        there, Meeting(namnd_id=namnd.stored_id, body_id=ours.stored_id, day=meeting.day), "m", "eva", NOW
    )
    out(here, path, SKOLSKJUTS)

    into(there, path)

    file = load_case(there, find_case(there, SKOLSKJUTS).stored_id)
    assert file.namnd.id == namnd.id
    assert file.namnd.address == "Vår egen adress"
    assert mine.id in {one.meeting_id for one in file.plan_steps}
    with there.session() as session:
        assert session.query(Namnd).count() == 1
        assert [one.id for one in session.query(Meeting) if (one.body_id, one.day) == (ours.id, meeting.day)] == [
            mine.id
        ]


def test_a_person_is_the_same_only_where_all_that_is_told_is(here: Store, there: Store, path: Path) -> None:
    file = load_case(here, find_case(here, SKOLSKJUTS).stored_id)
    person = next(iter(file.persons.values()))
    told = {name: getattr(person, name) for name in ("name", "party", "unit", "telephone", "email")}
    same, _ = add_record(there, Person(**told), "p", "eva", NOW)
    add_record(there, Person(name=person.name, unit="En annan enhet"), "p", "eva", NOW)
    out(here, path, SKOLSKJUTS)

    into(there, path)

    with there.session() as session:
        called = [one for one in session.query(Person) if one.name == person.name]
    assert len(called) == 2
    assert same.id in {one.id for one in called}


def test_a_chain_of_ours_is_never_mixed_with_theirs(here: Store, there: Store, path: Path) -> None:
    with here.session() as session:
        name = session.query(Namnd).one().name
    add_record(here, ChainRule(namnd_id=1, name="Deras steg"), "k", "kim", NOW)
    namnd, _ = add_record(there, Namnd(name=name), "n", "eva", NOW)
    add_record(there, ChainRule(namnd_id=namnd.stored_id, name="Vårt steg"), "k", "eva", NOW)
    out(here, path)

    into(there, path)

    with there.session() as session:
        assert [one.name for one in session.query(ChainRule)] == ["Vårt steg"]


def test_a_template_whose_short_name_is_taken_gets_another_and_the_documents_follow(
    here: Store, there: Store, path: Path
) -> None:
    case_id = find_case(here, SKOLSKJUTS).stored_id
    document = load_case(here, case_id).documents[0]
    add_record(here, OwnTemplate(slug="min_mall", label="Min", kind="yttrande", text="deras"), "m", "kim", NOW)
    edit_record(here, Document, document.stored_id, {"template": "min_mall"}, "kim", NOW)
    add_record(there, OwnTemplate(slug="min_mall", label="Min", kind="yttrande", text="vår"), "m", "eva", NOW)
    out(here, path, SKOLSKJUTS)

    into(there, path)

    file = load_case(there, find_case(there, SKOLSKJUTS).stored_id)
    with there.session() as session:
        assert {one.slug: one.text for one in session.query(OwnTemplate)} == {"min_mall": "vår", "min_mall_2": "deras"}
    assert file.documents[0].template == "min_mall_2"
    assert standing(there, path).standing == Standing.same


def test_a_place_in_a_foredragningslista_comes_along_once(here: Store, there: Store, path: Path) -> None:
    case = find_case(here, SKOLSKJUTS)
    meeting_id = next(one.meeting_id for one in load_case(here, case.stored_id).plan_steps if one.meeting_id)
    add_record(here, AgendaItem(meeting_id=meeting_id, case_id=case.id, presenter="Kim"), "f", "kim", NOW)
    out(here, path, SKOLSKJUTS)
    uid = into(there, path).cases[0].uid

    into(there, path, {uid: Taking.swap})

    with there.session() as session:
        assert [one.presenter for one in session.query(AgendaItem)] == ["Kim"]


def test_a_number_that_another_case_of_ours_has_is_told(here: Store, there: Store, path: Path) -> None:
    namnd, _ = add_record(there, Namnd(name="Fritidsnämnden"), "n", "eva", NOW)
    mine = Case(namnd_id=namnd.stored_id, title="Något annat", dnr="bun 2026/0412")
    add_record(there, mine, "lade till ärendet", "eva", NOW)
    out(here, path, SKOLSKJUTS)

    case = standing(there, path)

    assert (case.standing, case.like) == (Standing.new, "Något annat")
    assert usual_taking(case) == Taking.take


def test_links_to_cases_that_are_not_here_are_told_of_and_left(here: Store, there: Store, path: Path) -> None:
    case, other = find_case(here, SKOLSKJUTS), next(one for one in all_cases(here) if one.dnr != SKOLSKJUTS)
    add_record(here, CaseLink(case_id=case.stored_id, other_case_id=other.stored_id, note="ny"), "k", "kim", NOW)
    out(here, path, SKOLSKJUTS)
    look = look_at_archive(there, path)

    taken = take_archive(there, look, {}, "eva", NOW)

    assert taken.lost_links >= 1
    assert "inte finns här" in taken.told
    assert verify(there)[0] == []


# --- the same case once more


def test_a_case_comes_back_newer_older_or_changed_in_both_places(here: Store, there: Store, path: Path) -> None:
    out(here, path, SKOLSKJUTS)
    into(there, path, now=NOW)
    back = path.with_name("back.nemndsekr")
    theirs, ours = find_case(there, SKOLSKJUTS).stored_id, find_case(here, SKOLSKJUTS).stored_id

    out(there, back, SKOLSKJUTS)
    assert standing(here, back).standing == Standing.same

    first = load_case(there, theirs).recommendations[0]
    edit_record(there, Recommendation, first.stored_id, {"note": "ändrat där"}, "eva", LATER)
    out(there, back, SKOLSKJUTS, now=LATER)
    assert standing(here, back).standing == Standing.newer
    assert standing(there, path).standing == Standing.older

    edit_record(here, Case, ours, {"note": "ändrat här"}, "kim", LATER)
    assert standing(here, back).standing == Standing.parted


def changed_there(here: Store, there: Store, path: Path) -> tuple[int, Path]:
    """A case that was changed at a colleague's and came back in a file: its id here, and the file."""
    out(here, path, SKOLSKJUTS)
    into(there, path)
    first, second = load_case(there, find_case(there, SKOLSKJUTS).stored_id).recommendations[:2]
    edit_record(there, Recommendation, first.stored_id, {"note": "ändrat där"}, "eva", LATER)
    edit_record(there, Recommendation, second.stored_id, {"note": "ändrat också"}, "eva", LATER)
    edit_record(there, Case, find_case(there, SKOLSKJUTS).stored_id, {"title": "Ny rubrik"}, "eva", LATER)
    back = path.with_name("back.nemndsekr")
    out(there, back, SKOLSKJUTS, now=LATER)
    return find_case(here, SKOLSKJUTS).stored_id, back


def test_what_was_taken_in_and_undone_is_newer_in_the_file_again(here: Store, there: Store, path: Path) -> None:
    case_id, back = changed_there(here, there, path)
    uid = find_case(here, SKOLSKJUTS).uid
    for _ in range(2):
        assert standing(here, back).standing == Standing.newer
        into(here, back, {uid: Taking.swap}, LATER)
        assert standing(here, back).standing == Standing.same
        undo(here, LATER)

    edit_record(here, Case, case_id, {"title": "Vår rubrik"}, "kim", LATER)
    assert standing(here, back).standing == Standing.parted


def test_what_was_changed_and_undone_here_is_no_news_here(here: Store, there: Store, path: Path) -> None:
    case_id, back = changed_there(here, there, path)
    for words in ("Ett", "Två"):
        edit_record(here, Case, case_id, {"title": words}, "kim", LATER)
        undo(here, LATER)

    assert standing(here, back).standing == Standing.newer


def test_what_left_before_it_was_undone_is_older_than_what_stands_now(here: Store, there: Store, path: Path) -> None:
    case_id = find_case(here, SKOLSKJUTS).stored_id
    edit_record(here, Case, case_id, {"title": "Förhastat"}, "kim", NOW)
    out(here, path, SKOLSKJUTS, now=NOW + timedelta(hours=1))
    undo(here, LATER)

    assert standing(here, path).standing == Standing.older


def test_what_differs_is_named_and_which_was_changed_last(here: Store, there: Store, path: Path) -> None:
    case_id, back = changed_there(here, there, path)
    differs = "Skiljer sig: rubrik, 2 rekommendationer."

    assert standing(here, back).told == f"{differs} Filens har ändrats senast."
    assert standing(there, path).told == f"{differs} Vårt har ändrats senast, {full_day(LATER.date())}."
    edit_record(here, Case, case_id, {"title": "Vår rubrik"}, "kim", LATER)
    both = "Både vårt och filens har ändrats sedan de var lika; vårt senast"
    assert standing(here, back).told == f"{differs} {both} {full_day(LATER.date())}."
    out(here, path, SKOLSKJUTS)
    assert standing(here, path).told == ""


def test_every_table_of_a_case_has_a_name_where_it_differs() -> None:
    assert set(NAMES) | set(ONCE) == set(CASE_ROWS)


def test_many_differences_are_counted_after_the_first() -> None:
    rows = {name: Compared(name, Told(1, {})) for name in CASE_ROWS}

    words = difference_words(rows, {})

    assert words.startswith("uppgifter om granskningen, uppgifter om initiativet, plan, 1 rekommendation, ")
    assert words.endswith(f" och {len(CASE_ROWS) - 1 - 6} saker till")
    assert difference_words(rows, rows) == ""


def test_a_row_that_was_added_or_removed_is_news_on_that_side(here: Store, there: Store, path: Path) -> None:
    out(here, path, SKOLSKJUTS)
    into(there, path)
    back = path.with_name("back.nemndsekr")
    theirs = find_case(there, SKOLSKJUTS).stored_id

    add_record(there, Recommendation(case_id=theirs, no=99, text="En till"), "r", "eva", LATER)
    assert standing(there, path).standing == Standing.older
    out(there, back, SKOLSKJUTS, now=LATER)
    assert standing(here, back).standing == Standing.newer
    with there.step("tog bort", "eva", LATER) as step:
        step.delete(step.find(Recommendation, no=99))  # type: ignore[arg-type]
        evidence = step.all(Evidence, case_id=theirs)[0]
        step.delete(evidence)
    assert standing(there, path).standing == Standing.older
    out(there, back, SKOLSKJUTS, now=LATER)
    assert standing(here, back).standing == Standing.newer


def test_what_is_here_already_stays_as_it_is_unless_one_says_otherwise(here: Store, path: Path) -> None:
    out(here, path)
    edit_record(here, Case, find_case(here, SKOLSKJUTS).stored_id, {"note": "mitt"}, "kim", LATER)
    look = look_at_archive(here, path)

    assert {usual_taking(case) for case in look.cases} == {Taking.leave}
    assert possible_takings(look.cases[0]) == (Taking.leave, Taking.swap, Taking.copy)
    with pytest.raises(UserError, match="Inget i filen"):
        take_archive(here, look, {}, "kim", LATER)


def test_a_swap_makes_ours_say_what_theirs_says_and_keeps_its_id_and_links_to_it(
    here: Store, there: Store, path: Path
) -> None:
    out(here, path)
    into(there, path)
    theirs = load_case(there, find_case(there, SKOLSKJUTS).stored_id)
    gone, changed = theirs.recommendations[-1], theirs.recommendations[0]
    other = next(one for one in all_cases(here) if one.dnr != SKOLSKJUTS)
    ours = load_case(here, find_case(here, SKOLSKJUTS).stored_id)
    linked = next(one for one in ours.recommendations if one.uid == gone.uid)
    link = CaseLink(case_id=other.stored_id, other_case_id=ours.case.stored_id, other_recommendation_id=linked.id)
    add_record(here, link, "kopplade", "kim", NOW)
    with there.step("ändrade", "eva", LATER) as step:
        for table in ("measure_links", "findings", "answer_events"):
            step.session.connection().exec_driver_sql(f"DELETE FROM {table} WHERE recommendation_id = {gone.id}")  # noqa: S608
        step.delete(step.get(Recommendation, gone.stored_id))
        step.get(Recommendation, changed.stored_id).note = "därifrån"
        step.add(Recommendation(case_id=theirs.case.stored_id, no=77, text="Ny"))
    out(there, path, SKOLSKJUTS, now=LATER)
    before = all_rows(here)

    into(here, path, {ours.case.uid: Taking.swap}, LATER)

    file = load_case(here, ours.case.stored_id)
    assert file.case.uid == ours.case.uid
    assert [one.uid for one in file.recommendations] == [
        one.uid for one in load_case(there, theirs.case.stored_id).recommendations
    ]
    assert next(one for one in file.recommendations if one.uid == changed.uid).note == "därifrån"
    assert file.related
    assert verify(here)[0] == []
    assert standing(here, path).standing == Standing.same
    undo(here, LATER)
    assert all_rows(here) == before


def test_a_copy_is_a_case_of_its_own_down_to_evidence_and_locked_facts(here: Store, path: Path) -> None:
    out(here, path)
    many = len(all_cases(here))
    look = look_at_archive(here, path)

    take_archive(here, look, {case.uid: Taking.copy for case in look.cases}, "kim", LATER)

    assert len(all_cases(here)) == 2 * many
    assert verify(here)[0] == []
    old, new = (load_case(here, one.stored_id) for one in all_cases(here) if one.dnr == SKOLSKJUTS)
    assert {one.record_uid for one in new.evidence}.isdisjoint(one.record_uid for one in old.evidence)
    assert {one.record_uid for one in new.evidence} <= uids_of(new)
    for case in all_cases(here):
        for version in load_case(here, case.stored_id).versions:
            assert case.uid in version.facts


def uids_of(file: CaseFile) -> set[str]:
    return {file.case.uid, *(row.uid for name, _ in CASE_TABLES for row in getattr(file, name))}


def test_one_undo_takes_back_all_of_it_and_one_redo_brings_all_of_it_again(
    here: Store, there: Store, path: Path
) -> None:
    out(here, path)
    before = all_rows(there)
    into(there, path)
    after = all_rows(there)

    undo(there, LATER)
    assert all_rows(there) == before
    redo(there, LATER)
    assert all_rows(there) == after


def test_a_taking_that_is_broken_off_leaves_nothing(here: Store, there: Store, path: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: int, of: int) -> None:
        if done == 5:
            raise StoppedError

    out(here, path)
    before = all_rows(there)
    with pytest.raises(StoppedError):
        take_archive(there, look_at_archive(there, path), {}, "eva", NOW, stop)

    assert all_rows(there) == before


def test_a_file_that_has_changed_since_it_was_looked_at_is_not_taken(here: Store, there: Store, path: Path) -> None:
    out(here, path)
    look = look_at_archive(there, path)
    out(here, path, SKOLSKJUTS)

    with pytest.raises(UserError, match="har ändrats sedan den lästes"):
        take_archive(there, look, {}, "eva", NOW)
