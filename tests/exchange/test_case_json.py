"""One case whole, as JSON and as words."""

import json
from datetime import UTC, datetime

import pytest

from nemndsekr.exchange.case_json import case_as_json, case_as_text
from nemndsekr.operations.demo import fill_demo
from nemndsekr.records.block_text import load, plain_text
from nemndsekr.records.case import Case
from nemndsekr.records.case_file import CASE_TABLES, CaseFile
from nemndsekr.records.namnd import Namnd
from nemndsekr.store.database import open_store
from nemndsekr.store.queries import all_cases, load_case
from nemndsekr.support.paths import DataFolder

NOW = datetime(2026, 2, 19, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Every exercise case by its dnr."""
    store = open_store(DataFolder(tmp_path_factory.mktemp("demo")), NOW)
    fill_demo(store, "", NOW)
    cases = {case.dnr: load_case(store, case.stored_id) for case in all_cases(store)}
    store.close()
    return cases


@pytest.fixture
def skolskjuts(files):
    return files["BUN-2026-0412"]


def test_every_table_of_a_case_is_named_with_every_row(files):
    for file in files.values():
        whole = case_as_json(file)
        assert set(whole) == {"case", "namnd", "persons", "related"} | {name for name, _ in CASE_TABLES}
        for name, _ in CASE_TABLES:
            assert [row["uid"] for row in whole[name]] == [row.uid for row in getattr(file, name)]


def test_every_field_is_there_under_its_own_name(skolskjuts):
    whole = case_as_json(skolskjuts, with_text=True)
    reckoned = {"case_id", "sort_key", "search_key", "dnr_key", "dnr_sort_key"}
    for name, table in CASE_TABLES:
        for row in whole[name]:
            assert set(table.model_fields) - reckoned <= set(row)  # type: ignore[attr-defined]


def test_the_values_survive_being_written_and_read(files):
    for file in files.values():
        whole = case_as_json(file, with_text=True)
        assert json.loads(json.dumps(whole, ensure_ascii=False)) == whole


def test_days_are_iso_and_choices_are_slugs(skolskjuts):
    whole = case_as_json(skolskjuts)
    assert whole["case"]["received_on"] == "2026-01-30"
    assert whole["case"]["stage"] == "till_beredning"
    assert whole["case"]["opened_at"].startswith("2026-02-19T08:42:00")
    assert whole["recommendations"][6]["stance"] == "instammer_delvis"
    assert whole["recommendations"][5]["stance"] is None


def test_block_text_is_given_as_blocks_and_as_plain_text(skolskjuts):
    told = case_as_json(skolskjuts)["recommendations"][3]["answer"]
    written = skolskjuts.recommendations[3].answer
    assert set(told) == {"v", "blocks", "plain"}
    assert told["plain"] == plain_text(written)
    assert load(json.dumps({"v": told["v"], "blocks": told["blocks"]})) == written


def test_what_points_at_another_row_names_it_by_uid(skolskjuts):
    whole = case_as_json(skolskjuts)
    measures = {measure["uid"] for measure in whole["measures"]}
    recommendations = {recommendation["uid"] for recommendation in whole["recommendations"]}
    assert {promise["measure_uid"] for promise in whole["promises"]} == measures
    assert {link["recommendation_uid"] for link in whole["measure_links"]} < recommendations
    persons = {person["uid"]: person["name"] for person in whole["persons"]}
    assert persons[whole["case"]["officer_uid"]] == "Peter Sandqvist"


def test_evidence_has_its_words_and_its_page(skolskjuts):
    passages = case_as_json(skolskjuts)["evidence"]
    third = skolskjuts.recommendations[2]
    [passage] = [passage for passage in passages if passage["record_uid"] == third.uid and passage["field"] == "text"]
    assert (passage["page"], passage["words"]) == (5, third.text)


def test_the_read_text_is_left_out_unless_it_is_asked_for(skolskjuts):
    [source] = case_as_json(skolskjuts)["sources"]
    assert "text" not in source
    assert source["page_starts"][0] == 0
    [source] = case_as_json(skolskjuts, with_text=True)["sources"]
    assert source["text"] == skolskjuts.sources[0].text


def test_an_empty_case_can_be_told_of():
    file = CaseFile(Case(id=1, namnd_id=1, title="Nytt ärende"), Namnd(id=1, name="Kulturnämnden"))
    assert case_as_json(file)["measures"] == []
    assert case_as_text(file) == (
        "Nytt ärende (utan diarienummer)\n"
        "===============================\n"
        "Nämnd: Kulturnämnden\n"
        "Slag: Granskning\n"
        "Läge: Inkommet"
    )


def test_the_overview_uses_the_words_of_the_forms(skolskjuts):
    told = case_as_text(skolskjuts).splitlines()
    assert told[0] == "Granskning av skolskjuts (BUN-2026-0412)"
    assert "Handläggare: Peter Sandqvist" in told
    assert "   Ställningstagande: Instämmer delvis" in told
    assert "   Svarar på rekommendation: 4, 5" in told
    assert "   När: 2026-02-03 10.15" in told
    assert "6. Fastställ hur rätten till skolskjuts ska bedömas för elever som bor växelvis." in told


def test_the_overview_has_a_part_for_every_table_that_a_person_reads(files):
    told = "\n".join(case_as_text(file) for file in files.values())
    for heading in ("Svarsdagar", "Åtgärder", "Att-satser", "Beslut per punkt", "Expedierat", "Inlästa filer"):
        assert f"\n{heading}\n{'-' * len(heading)}\n" in told


def test_the_overview_shows_no_english_names_and_no_json(files):
    for file in files.values():
        told = case_as_text(file)
        assert "_id" not in told
        assert '{"' not in told
        assert "None" not in told
