"""Who owes what: the order, the words of what lacks, and the reminder."""

from __future__ import annotations

from datetime import date

import pytest

from nemndsekr.records.choices import AnswerEventKind, Secrecy
from nemndsekr.rules.followup import NOBODY, FollowedCase
from nemndsekr.rules.owed import LastEvent, OwedAnswer, by_meeting, by_person, late_by, owed_words, reminder, when_owed
from nemndsekr.rules.short_names import short_name

TODAY = date(2026, 2, 19)
CASE = FollowedCase(1, "BUN-2026-0412", "Granskning av skolskjuts", Secrecy.ingen, 2026)
OTHER = FollowedCase(2, "", "Granskning av lokaler", Secrecy.ingen, 2026)


def owed(no: int = 3, person: str = "Karin Ljungdahl", **more: object) -> OwedAnswer:
    plain = OwedAnswer(
        "recommendations", no, f"uid{no}", CASE, no, "Säkerställ att alla hållplatser bedöms varje år.", person,
        "Skolskjuts", date(2026, 2, 20), "nämnden", date(2026, 3, 19), ("Effekt",),
    )  # fmt: skip
    return plain._replace(**more)  # type: ignore[arg-type]


def test_the_reminder_names_only_the_gaps():
    mine = [
        owed(lacks=("Effekt", "Tidpunkt")),
        owed(1, table="audit_questions", text="Finns riktlinjer?", lacks=("Svar",)),
    ]

    first, second = (short_name(one.text) for one in mine)
    assert reminder("Karin Ljungdahl", mine, TODAY) == (
        "Hej Karin!\n\n"
        "Jag behöver fortfarande det här från dig till «Granskning av skolskjuts» (BUN-2026-0412):\n"
        f"– Rekommendation 3 ({first}): förväntad effekt, när åtgärden senast är klar\n"
        f"– Bedömning 1 ({second}): svar\n\n"
        "Ärendet ska till nämnden 19 mars.\n\n"
        "Jag behöver det senast 20 februari.\n"
        "Hör gärna av dig om något är oklart eller om tiden inte räcker.\n\n"
        "Tack!"
    )


def test_several_cases_are_told_one_after_the_other_and_a_unit_has_no_first_name():
    words = reminder("Skolskjuts", [owed(person=""), owed(4, person="", case=OTHER, meeting_day=None)], TODAY)

    assert words.startswith("Hej!\n")
    assert "Och det här till «Granskning av lokaler»:" in words


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "Jag behöver fortfarande det här från dig till «Granskning"),
        ({"person": ""}, "Jag behöver fortfarande det här från er till «Granskning"),
        ({"person": "", "unit": ""}, "Jag behöver fortfarande det här till «Granskning"),
    ],
)
def test_the_reminder_speaks_to_whom_it_is_asked_of(more, words):
    one = owed(**more)
    assert words in reminder(one.who, [one], TODAY)


NOBODYS = {"person": "", "unit": ""}


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([], "0 svar"),
        ([owed(), owed(4)], "2 svar att få in från 1 person"),
        ([owed(), owed(4, person=""), owed(5)], "3 svar att få in från 2 personer eller enheter"),
        ([owed(), owed(4, **NOBODYS), owed(5, **NOBODYS)], "3 svar att få in: 1 från 1 person, 2 utan någon utsedd"),
        ([owed(4, **NOBODYS)], "1 svar att få in, ingen är utsedd"),
    ],
)
def test_what_is_owed_is_counted_with_those_whom_nobody_is_asked_for_apart(answers, words):
    assert owed_words(answers) == words


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 2, 20), "Jag behöver det senast 20 februari."),
        (date(2026, 2, 13), "Vi hade sagt 13 februari. När kan jag få det?"),
        (None, "När kan jag få det?"),
    ],
)
def test_the_reminder_asks_by_the_day_that_was_set(due, words):
    assert words in reminder("Karin Ljungdahl", [owed(due_on=due)], TODAY).splitlines()


@pytest.mark.parametrize(
    ("due", "late", "words"),
    [
        (date(2026, 2, 20), 0, "20 februari"),
        (date(2026, 2, 13), 6, "13 februari, 6 dagar sen"),
        (date(2025, 12, 18), 63, "18 december 2025, 63 dagar sen"),
        (None, 0, "ingen svarsdag"),
    ],
)
def test_when_an_answer_is_due(due, late, words):
    one = owed(due_on=due)

    assert (late_by(one, TODAY), when_owed(one, TODAY)) == (late, words)


def test_by_person_the_most_urgent_person_first_and_nobody_last():
    found = by_person(
        [
            owed(1, "", unit="", due_on=date(2026, 1, 1)),
            owed(2, "Bo Al", due_on=None),
            owed(3, "Karin Ljungdahl"),
            owed(4, "Bo Al", due_on=date(2026, 2, 1)),
        ]
    )

    assert [(each.who, each.no) for each in found] == [("Bo Al", 4), ("Bo Al", 2), ("Karin Ljungdahl", 3), (NOBODY, 1)]


def test_by_meeting_the_nearest_meeting_first_and_what_goes_to_none_last():
    found = by_meeting([owed(1, meeting_day=None), owed(2), owed(3, meeting_day=date(2026, 2, 25))])

    assert [each.no for each in found] == [3, 2, 1]


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (None, "Inte begärt"),
        (LastEvent(AnswerEventKind.paminnt, date(2026, 2, 17)), "Påmint 17 februari 2026"),
        (LastEvent(AnswerEventKind.begart, None), "Begärt"),
    ],
)
def test_what_happened_last_is_told(last, words):
    assert owed(last=last).last_words == words


def test_a_row_says_the_whole_answer_where_all_of_it_lacks():
    assert owed(lacks=("Ställningstagande", "Svar", "Åtgärd")).short_lack == "hela svaret"
    assert owed(lacks=("Effekt", "Ansvarig")).short_lack == "förväntad effekt, vem som ansvarar"
