"""``plan``: the chains of a due day, as scripts ask for them."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from nemndsekr.commands import main
from nemndsekr.operations.chain_rules import set_chain_rules
from nemndsekr.records.choices import BodyKind, ChainStepKind
from nemndsekr.rules.working_days import add_working_days
from nemndsekr.store.database import open_store
from nemndsekr.store.planning import planning_facts
from nemndsekr.support.paths import DataFolder
from tests.rules.planning.seedyear import BODIES, SPRING

RULES = "inlamning=8,beredning_au=6,au_namnd=10,expediering=10,expediering_omedelbar=3"


@pytest.fixture
def meetings(tmp_path):
    kinds = {body.id: body.kind.value for body in BODIES}
    path = tmp_path / "plan.csv"
    path.write_text("".join(f"{kinds[one.body_id]};{one.day}\n" for one in SPRING.meetings), encoding="utf-8")
    return path


@pytest.fixture
def in_january(monkeypatch):
    """Let it be 15 January 2025, when the whole spring lies ahead."""
    monkeypatch.setattr(main, "utc_now", lambda: datetime(2025, 1, 15, 9, tzinfo=UTC))


@pytest.fixture
def in_march(monkeypatch):
    """Let it be 21 March 2025, after the meeting of March and on the stoppdag of the next beredning."""
    monkeypatch.setattr(main, "utc_now", lambda: datetime(2025, 3, 21, 9, tzinfo=UTC))


def test_with_omedelbar_justering_the_march_meeting_is_given_first(nemndsekr, meetings):
    ran = nemndsekr("plan", "--due", "2025-03-31", "--omedelbar", "--meetings", meetings, "--rules", RULES, "--json")

    told = json.loads(ran.stdout)
    assert ran.returncode == 0, ran.stderr
    assert told["chains"][0] == {
        "inlamning": "2025-02-14",
        "beredning": "2025-02-26",
        "au": "2025-03-06",
        "namnd": "2025-03-20",
        "expediering": "2025-03-25",
        "marginal": 4,
    }
    assert [one["namnd"] for one in told["chains"]] == ["2025-03-20", "2025-02-27", "2025-01-30"]
    assert told["reason"].startswith("Det kräver omedelbar justering.")


def test_without_it_february_is_the_latest_and_the_reason_says_why_march_does_not_do(nemndsekr, meetings):
    told = json.loads(nemndsekr("plan", "--due", "2025-03-31", "--meetings", meetings, "--json").stdout)

    assert told["chains"][0]["namnd"] == "2025-02-27"
    assert told["reason"].startswith(
        "Nämnd tors 20 mars 2025 går inte: expediering blir först tors 3 april (10 arbetsdagar efter nämnd), "
        "3 arbetsdagar efter svarsdagen mån 31 mars."
    )
    assert "Med omedelbar justering går nämnd tors 20 mars 2025" in told["reason"]


@pytest.mark.usefixtures("in_january")
def test_nothing_is_to_explain_where_the_latest_meeting_does(nemndsekr, meetings):
    told = json.loads(nemndsekr("plan", "--due", "2025-04-03", "--meetings", meetings, "--json").stdout)

    assert (told["chains"][0]["namnd"], told["chains"][0]["marginal"], told["reason"]) == ("2025-03-20", 0, None)


@pytest.mark.usefixtures("in_january")
def test_without_json_the_same_is_told_in_words_with_the_ways_out(nemndsekr, meetings):
    said = nemndsekr("plan", "--due", "2025-03-31", "--meetings", meetings).stdout

    assert "Inlämning fre 24/1 → beredning ons 5/2 → AU tors 13/2 → nämnd tors 27/2" in said
    assert "- Omedelbar justering:" in said
    assert "- Anstånd: Med anstånd till tors 3 april 2025" in said


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfInstans;Datum\r\n\r\nnamnd;2025-02-27\r\nN\xc3\xa4mnd;2025-03-20\r\n",
        b"body,day\nnamnd, 2025-02-27 \n\n\nNAMND,2025-03-20\n",
        "\ufeffInstans\tDatum\r\nN\u00e4mnd\t2025-02-27\r\nN\u00e4mnd\t2025-03-20\r\n".encode("utf-16-le"),
        b"namnd;2025-03-20\rnamnd;2025-02-27",
        'sep=;\nNämnden;27/2 2025;\n"namnd";"2025-03-20"\nnamnd;2025-03-20\n'.encode("cp1252"),
    ],
)  # fmt: skip
def test_the_file_may_be_written_as_programs_write_it(nemndsekr, tmp_path, content):
    path = tmp_path / "bara namnd.csv"
    path.write_bytes(content)

    told = json.loads(nemndsekr("plan", "--due", "2025-04-30", "--meetings", path, "--json").stdout)

    assert [(one["namnd"], one["beredning"], one["au"]) for one in told["chains"]] == [
        ("2025-03-20", None, None),
        ("2025-02-27", None, None),
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("styrelse;2025-03-20", "Rad 3 i «fel.csv»: instansen «styrelse» är okänd."),
        ("namnd;2025-02-30", "Rad 3 i «fel.csv»: «2025-02-30» är inget datum."),
        ("namnd;9999-12-31", "Rad 3 i «fel.csv»: «9999-12-31» är inget datum."),
        ("namnd", "Rad 3 i «fel.csv» är inte ett sammanträde."),
        ("namnd;2025-03-20;13.00", "Rad 3 i «fel.csv» är inte ett sammanträde."),
        (";2025-03-20", "Rad 3 i «fel.csv» säger inte vilken instans. Skriv beredning, au eller namnd"),
        ("2025-03-20", "Rad 3 i «fel.csv» är inte ett sammanträde. Skriv instans och datum: namnd;2025-03-20."),
        ("namnd;20/3", "Rad 3 i «fel.csv»: «20/3» har inget årtal."),
        ("namnd;i dag", "Rad 3 i «fel.csv»: «i dag» har inget årtal."),
    ],
)
def test_a_line_that_is_no_meeting_is_told_by_its_number(nemndsekr, tmp_path, line, told):
    path = tmp_path / "fel.csv"
    path.write_text(f"instans;datum\nnamnd;2025-02-27\n{line}\n", encoding="utf-8")

    ran = nemndsekr("plan", "--due", "2025-03-31", "--meetings", path, "--json")

    assert (ran.returncode, ran.stdout) == (1, "")
    assert told in ran.stderr


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--due", "31 februari"), 1, "«31 februari» är inget datum."),
        (("--due", "2025-03-31", "--rules", "stopp=8"), 2, "Regeln «stopp» är okänd."),
        (("--due", "2025-03-31", "--rules", "inlamning=-8"), 2, "«inlamning=-8» är ingen regel."),
        (("--due", "2025-03-31", "--meetings", "finns-inte.csv"), 1, "«finns-inte.csv» kunde inte öppnas."),
        ((), 2, "Kommandot kunde inte förstås."),
    ],
)
def test_what_is_wrong_is_told_in_words(nemndsekr, words, code, told):
    ran = nemndsekr("plan", *words)

    assert (ran.returncode, ran.stdout) == (code, "")
    assert told in ran.stderr


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\r\n\r\n", b"instans;datum\n", b"sep=;\n"])
def test_a_file_without_meetings_says_so_with_the_way_to_write_one(nemndsekr, tmp_path, content):
    path = tmp_path / "tom.csv"
    path.write_bytes(content)

    ran = nemndsekr("plan", "--due", "2025-03-31", "--meetings", path, "--json")

    assert (ran.returncode, ran.stdout) == (1, "")
    assert "Det finns inga sammanträden i «tom.csv». Skriv ett på varje rad: namnd;2025-03-20." in ran.stderr


def test_a_file_without_the_body_that_decides_says_so_and_gives_no_chain(nemndsekr, tmp_path):
    path = tmp_path / "au.csv"
    path.write_text("beredning;2025-02-26\nau;2025-03-06\n", encoding="utf-8")

    ran = nemndsekr("plan", "--due", "2025-03-31", "--meetings", path, "--json")

    assert (ran.returncode, ran.stdout) == (1, "")
    assert "«au.csv» har inget sammanträde med nämnden" in ran.stderr


def test_a_rule_that_is_told_takes_the_place_of_that_one_of_the_namnds_own_and_of_no_other(nemndsekr, folder):
    nemndsekr("demo")
    before = json.loads(nemndsekr("plan", "--due", "2026-12-01", "--json").stdout)["chains"][0]
    with closing(open_store(DataFolder(folder), datetime(2026, 2, 19, tzinfo=UTC))) as store:
        facts = planning_facts(store, 1)
        own = [one._replace(number=-15) if one.kind == ChainStepKind.inlamning else one for one in facts.rules]
        set_chain_rules(store, 1, own, "kim", datetime(2026, 2, 19, tzinfo=UTC))
    nemndsekr_plan = ("plan", "--due", "2026-12-01", "--json")

    ours = json.loads(nemndsekr(*nemndsekr_plan).stdout)["chains"][0]
    partly = json.loads(nemndsekr(*nemndsekr_plan, "--rules", "expediering=5").stdout)["chains"][0]
    wholly = json.loads(nemndsekr(*nemndsekr_plan, "--rules", "inlamning=8").stdout)["chains"][0]

    assert ours["inlamning"] < before["inlamning"]
    assert partly["inlamning"] == ours["inlamning"], "the nämnd's own fifteen days stand"
    assert wholly["inlamning"] == before["inlamning"]


def test_beyond_the_plan_of_the_database_the_chain_is_preliminary_and_the_year_is_told(nemndsekr):
    nemndsekr("demo")
    last = json.loads(nemndsekr("plan", "--due", "2026-12-31", "--json").stdout)["chains"][0]["namnd"]
    year = int(last[:4]) + 1

    told = json.loads(nemndsekr("plan", "--due", f"{year}-06-30", "--json").stdout)
    said = nemndsekr("plan", "--due", f"{year}-06-30").stdout

    assert told["reason"].startswith(f"Planen för {year} saknas:")
    assert told["chains"][0]["namnd"].startswith(str(year))
    assert told["chains"][0]["preliminar"] is True
    assert "preliminar" not in next(one for one in told["chains"] if one["namnd"] == last)
    assert "(preliminär)" in said


def test_without_a_file_the_meetings_are_those_of_the_database(nemndsekr):
    nemndsekr("demo")

    ran = nemndsekr("plan", "--due", "2026-12-01", "--json")

    chains = json.loads(ran.stdout)["chains"]
    assert chains, ran.stderr
    assert [one["namnd"] for one in chains] == sorted((one["namnd"] for one in chains), reverse=True)
    assert (
        "Ingen nämnd heter Kyrkonämnden." in nemndsekr("plan", "--due", "2026-12-01", "--namnd", "Kyrkonämnden").stderr
    )


@pytest.mark.usefixtures("in_january")
def test_a_day_beyond_the_plan_is_told(nemndsekr, meetings):
    beyond = SPRING.meetings[-1].day + timedelta(days=300)

    told = json.loads(nemndsekr("plan", "--due", beyond, "--meetings", meetings, "--json").stdout)

    assert told["reason"] == "Planen för 2026 saknas: det sista kända sammanträdet med nämnden är tors 19 juni 2025."


@pytest.mark.usefixtures("in_march")
def test_only_what_can_still_be_done_is_offered_and_every_chain_that_has_passed_says_so(nemndsekr, meetings):
    words = ("plan", "--due", "2025-03-31", "--meetings", meetings)
    said = nemndsekr(*words).stdout
    told = json.loads(nemndsekr(*words, "--json").stdout)

    chains = [line for line in said.splitlines() if line.startswith("Inlämning")]
    assert chains
    assert all(line.endswith("(inlämningen och nämnden har passerat)") for line in chains)
    assert all(one["passerat"] for one in told["chains"])
    assert told["reason"] == "Inget sammanträde med nämnden återstår före svarsdagen mån 31 mars 2025."
    assert [line.split(":")[0] for line in said.splitlines() if line.startswith("- ")] == [
        "- Anstånd",
        "- Ordförandebeslut",
    ]
    assert "Med anstånd till mån 9 juni 2025 kan nämnd tors 22 maj 2025 besluta." in said


@pytest.mark.usefixtures("in_march")
def test_a_chain_whose_texts_should_have_been_in_says_so_before_its_meeting(nemndsekr, meetings):
    told = json.loads(nemndsekr("plan", "--due", "2025-05-12", "--meetings", meetings, "--json").stdout)

    assert (told["chains"][0]["namnd"], told["chains"][0]["passerat"]) == ("2025-04-24", True)
    assert told["reason"].startswith("Nämnd tors 24 april 2025 går inte räknat från i dag: inlämning fre 14 februari")


@pytest.mark.parametrize(
    ("due", "chains"), [("2025-02-21", 1), ("2024-05-29", 0), ("2025-03-31", 2)], ids=["some", "none", "more"]
)
def test_a_due_day_that_has_passed_is_said_with_the_next_step_and_the_chains_are_as_they_were(
    nemndsekr, meetings, due, chains
):
    words = ("plan", "--due", due, "--meetings", meetings)
    told = json.loads(nemndsekr(*words, "--json").stdout)
    said = nemndsekr(*words).stdout

    assert (len(told["chains"]), told["passerat"]) == (chains, True)
    assert told["reason"].endswith("har passerat. Begär anstånd till en ny dag.")
    assert said.count("Svarsdagen har passerat.") == bool(chains)
    assert "- Anstånd: Begär en ny svarsdag." in said
    assert "xtra sammanträde med" not in said


def test_the_namnd_means_nothing_with_a_file_of_meetings_and_that_is_said(nemndsekr, meetings):
    ran = nemndsekr("plan", "--due", "2025-03-31", "--meetings", meetings, "--namnd", "Nix")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert "--namnd betyder inget tillsammans med --meetings" in ran.stderr


def test_a_told_expediering_goes_before_the_meetings_own_justeringsdag(nemndsekr, folder):
    nemndsekr("demo")
    with closing(open_store(DataFolder(folder), datetime(2026, 2, 19, tzinfo=UTC))) as store:
        facts = planning_facts(store, 1)
    namnd = next(one for one in facts.bodies if one.kind == BodyKind.namnd)
    last = [one for one in facts.of_body(namnd.id) if one.justering_on is not None][-1]
    words = ("plan", "--due", last.day + timedelta(days=40), "--json")

    def told(*more):
        found = json.loads(nemndsekr(*words, *more).stdout)
        return next(one for one in found["chains"] if one["namnd"] == str(last.day)), found["reason"] or ""

    own, own_reason = told()
    short, short_reason = told("--rules", "expediering=2")
    long, _ = told("--rules", "expediering=11")

    assert short["expediering"] < own["expediering"] < long["expediering"]
    assert short["expediering"] == str(add_working_days(last.day, 2, facts.closed_days))
    assert "egen justeringsdag" not in short_reason
    assert "egen justeringsdag" in own_reason or "passerat" in own


def test_an_omedelbar_justering_that_would_be_later_is_not_taken_and_that_is_said(nemndsekr, meetings):
    rules = "expediering=5,expediering_omedelbar=9"
    words = ("plan", "--due", "2025-03-31", "--omedelbar", "--meetings", meetings, "--rules", rules, "--json")

    told = json.loads(nemndsekr(*words).stdout)

    assert told["chains"][0]["expediering"] == "2025-03-27"
    assert "expediering_omedelbar=9 är längre än expediering=5" in told["reason"]
