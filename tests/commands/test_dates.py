"""``dates``: the days of the law as scripts ask for them, null where they cannot be known."""

from __future__ import annotations

import json

import pytest


@pytest.mark.parametrize(
    ("given", "days"),
    [
        pytest.param("--meeting 2025-03-20", ["2025-04-03", None, None, None, None], id="the meeting alone"),
        pytest.param(
            "--meeting 2025-03-20 --justerad 2025-04-03",
            ["2025-04-03", "2025-04-05", None, None, None],
            id="the minutes confirmed",
        ),
        pytest.param(
            "--meeting 2025-03-20 --omedelbar",
            ["2025-04-03", "2025-03-22", None, None, None],
            id="confirmed at the meeting",
        ),
        pytest.param(
            "--meeting 2025-03-20 --omedelbar --anslag 2025-03-21",
            ["2025-04-03", "2025-03-22", "2025-04-11", "2025-04-12", "2025-04-12"],
            id="and put up the day after",
        ),
        pytest.param(
            "--meeting 2025-03-20 --justerad 2025-04-03 --anslag 2025-04-05",
            ["2025-04-03", "2025-04-05", "2025-04-28", "2025-04-29", "2025-04-29"],
            id="all of it",
        ),
        pytest.param(
            "--meeting 2025-03-20 --anslag 2025-03-28",
            ["2025-04-03", None, "2025-04-22", "2025-04-23", "2025-04-23"],
            id="put up, but nobody says when it was confirmed",
        ),
    ],
)
def test_the_days_as_one_json_object(nemndsekr, given, days):
    ran = nemndsekr("dates", *given.split(), "--json")

    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert list(told) == [
        "justering_senast",
        "anslag_senast",
        "sista_overklagandedag",
        "anslag_ned",
        "laga_kraft",
        "rules",
    ]
    assert list(told.values())[:5] == days
    assert any("5 kap. 69 §" in rule and "+ 14 dagar" in rule for rule in told["rules"])


def test_without_json_each_day_is_read_with_its_steps_and_its_law(nemndsekr, folder):
    ran = nemndsekr("dates", "--meeting", "2025-03-20", "--justerad", "2025-03-27", "--anslag", "2025-03-28")

    assert ran.returncode == 0, ran.stderr
    assert "Sista dag för överklagande: till och med tisdag 22 april 2025\n" in ran.stdout
    assert "Laga kraft: tidigast onsdag 23 april 2025, om inget överklagande kommit in\n" in ran.stdout
    assert "    långfredagen, därför nästa vardag: tisdag 22 april 2025 (2 §)\n" in ran.stdout
    assert not folder.exists(), "nothing is opened for a reckoning"


def test_an_order_that_cannot_be_is_told_and_not_refused(nemndsekr):
    ran = nemndsekr("dates", "--meeting", "2025-03-20", "--justerad", "2025-03-27", "--anslag", "2025-03-26", "--json")

    assert ran.returncode == 0
    told = json.loads(ran.stdout)
    assert told["sista_overklagandedag"] == "2025-04-16"
    assert "före justeringen" in told["rules"][0], "a warning comes before what it is about"
    said = nemndsekr("dates", "--meeting", "2025-03-20", "--justerad", "2025-03-27", "--anslag", "2025-03-26").stdout
    assert said.startswith("Att se på: Anslaget")


@pytest.mark.parametrize("day", ["2025-02-30", "i går", "20/3", "0001-01-01", "9999-12-31"])
def test_what_is_no_day_is_told_with_the_way_to_write_it(nemndsekr, day):
    ran = nemndsekr("dates", "--meeting", day, "--json")

    assert (ran.returncode, ran.stdout) == (1, "")
    assert day in ran.stderr
    assert "Skriv" in ran.stderr


@pytest.mark.parametrize("option", ["--justerad", "--anslag"])
@pytest.mark.parametrize("day", ["", "20250320x", "2025-13-01"])
def test_a_later_day_that_is_no_day_is_told_too(nemndsekr, option, day):
    ran = nemndsekr("dates", "--meeting", "2025-03-20", option, day, "--json")

    assert (ran.returncode, ran.stdout) == (1, "")
    assert f"«{day}» efter {option} är ingen dag i kalendern." in ran.stderr


def test_the_meeting_must_be_told(nemndsekr):
    assert nemndsekr("dates", "--json").returncode == 2
