"""What a row of a list says about a case, and what in it is told to be unclear."""

from __future__ import annotations

from datetime import date

import pytest

from nemndsekr.records.choices import CaseKind, CaseStage, Precision
from nemndsekr.rules.list_columns import propose_columns
from nemndsekr.rules.list_origin import ListOrigin, list_origin
from nemndsekr.rules.listed_case import ListCell, ListedCase, ListRow, listed_cases

TODAY = date(2026, 2, 19)


def read(
    headings: str,
    *rows: str,
    days: dict[str, date] | None = None,
    today: date = TODAY,
    origin: ListOrigin | None = None,
) -> tuple[ListedCase, ...]:
    """The rows, their cells parted by bars as the headings are; ``days`` are texts that are days by their type."""
    names = tuple(part.strip() for part in headings.split("|"))
    cells = [tuple(ListCell(text.strip(), (days or {}).get(text.strip())) for text in row.split("|")) for row in rows]
    columns = propose_columns(names, [[] for _ in names], TODAY)
    return listed_cases([ListRow(n, row) for n, row in enumerate(cells, start=2)], names, columns, today, origin)


def test_a_whole_row_is_understood():
    [case] = read(
        "Dnr | Ärende | Typ | Från | Inkom | Svar senast | Status | Handläggare | Kommentar | Färg",
        "KFN 2025/117 | Granskning av bidrag | Revision | Revisorerna | 250901 | senast juni 2026 | Pågår | Ylva Frost"
        " | Bråttom | gul",
    )

    assert (case.number, case.dnr, case.title, case.kind) == (
        2,
        "KFN 2025/117",
        "Granskning av bidrag",
        CaseKind.granskning,
    )
    assert (case.requester, case.received_on, case.officer) == ("Revisorerna", date(2025, 9, 1), "Ylva Frost")
    assert case.stage == CaseStage.under_arbete
    assert case.reply is not None
    assert (case.reply.words, case.reply.latest) == ("senast juni 2026", date(2026, 6, 30))
    assert case.notes == (("Kommentar", "Bråttom"), ("Färg", "gul"))
    assert case.problems == ()


@pytest.mark.parametrize(
    ("words", "latest", "told"),
    [
        ("2026-03-31", date(2026, 3, 31), ""),
        ("31/3", date(2026, 3, 31), ""),
        ("31/1", date(2027, 1, 31), ""),
        ("våren 2026", date(2026, 5, 31), ""),
        ("46112", date(2026, 3, 31), "Excels sätt att räkna dagar"),
        ("3/4/2026", date(2026, 4, 3), "lästes som 3 april 2026"),
        ("snarast", None, "Orden behålls"),
        ("31 april", None, "April har 30 dagar"),
    ],
)
def test_a_reply_day_keeps_its_words_and_says_how_they_were_read(words, latest, told):
    [case] = read("Dnr | Ärende | Svarsdag", f"A-2026-1 | Bad | {words}")

    assert case.reply is not None
    assert case.reply.latest == latest
    assert case.reply.words in {words, str(latest)}
    assert [told in problem for problem in case.problems] == ([True] if told else [])


@pytest.mark.parametrize(("words", "day"), [("12/1", date(2026, 1, 12)), ("1 mars", date(2025, 3, 1)), ("19/2", TODAY)])
def test_a_day_without_a_year_on_which_something_came_in_lies_behind_us(words, day):
    [case] = read("Dnr | Ärende | Inkom", f"A-2026-1 | Bad | {words}")

    assert case.received_on == day


LATE = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("title", "row", "latest", "odd"),
    [
        # The list's own day, or the year in its title.
        ("Utskriven 2025-03-01", "SN 2025/101 | Bad |  | 31/3", date(2025, 3, 31), False),
        ("Balanslista 2025", "SN 2025/101 | Bad |  | v. 14", date(2025, 4, 6), False),
        ("Utskriven 2025-03-01", "SN 2024/101 | Bad | 2024-12-01 | 15/2", date(2025, 2, 15), False),
        ("Utskriven 2025-11-10", "SN 2025/101 | Bad |  | 15/1", date(2026, 1, 15), False),
        ("Utskriven 2025-03-01", "SN 2021/101 | Bad |  | 31/3", date(2025, 3, 31), True),
        # Else the day the case came in, else the year of its number where it is last year's.
        ("", "SN 2025/101 | Bad | 2025-02-01 | 31/3", date(2025, 3, 31), False),
        ("", "SN 2025/101 | Bad |  | 31/3", date(2025, 3, 31), True),
        ("", "SN 2025/101 | Bad |  | 31/12", date(2026, 12, 31), False),
        ("", "SN 2026/101 | Bad |  | 31/3", date(2027, 3, 31), False),
        ("", "SN 2023/101 | Bad |  | 31/3", date(2027, 3, 31), True),
    ],
)
def test_a_year_that_is_not_written_is_reckoned_from_the_list_and_told(title, row, latest, odd):
    [case] = read("Dnr | Ärende | Inkom | Svarsdag", row, today=LATE, origin=list_origin([title], "", "", LATE))

    assert case.reply is not None
    assert case.reply.latest == latest
    told = f"«{case.reply.words}»: året är inte skrivet, det blir {latest.year}."
    assert (case.problems, case.reckoned) == (((told,), ()) if odd else ((), (told,)))


def test_a_year_that_is_written_is_not_told():
    [case] = read("Dnr | Ärende | Inkom | Svarsdag", "SN 2025/101 | Bad | 250201 | våren 2025", today=LATE)

    assert (case.problems, case.reckoned) == ((), ())


@pytest.mark.parametrize(
    ("title", "row", "day"),
    [
        ("Utskriven 2025-03-01", "SN 2025/101 | Bad | 12/1", date(2025, 1, 12)),
        ("Utskriven 2025-03-01", "SN 2024/101 | Bad | 12/11", date(2024, 11, 12)),
        ("Utskriven 2025-03-01", "SN 2023/101 | Bad | 12/1", date(2023, 1, 12)),
        ("", "SN 2025/101 | Bad | 12/1", date(2025, 1, 12)),
        ("", "101 | Bad | 12/1", date(2026, 1, 12)),
    ],
)
def test_the_year_in_which_a_case_came_in_is_that_of_its_number(title, row, day):
    [case] = read("Dnr | Ärende | Inkom", row, today=LATE, origin=list_origin([title], "", "", LATE))

    assert case.received_on == day
    assert case.problems == ()
    assert case.reckoned == (f"«{row.split(' | ')[2]}»: året är inte skrivet, det blir {day.year}.",)


def test_a_cell_that_is_a_day_in_excel_needs_no_reading():
    [case] = read("Dnr | Ärende | Svarsdag", "A-2026-1 | Bad | 2026-03-31 00.00", days={"2026-03-31 00.00": TODAY})

    assert case.reply is not None
    assert (case.reply.words, case.reply.latest, case.reply.precision) == ("2026-02-19", TODAY, Precision.dag)


def test_a_day_that_cannot_be_read_is_told_and_kept():
    [case] = read("Dnr | Ärende | Inkom", "A-2026-1 | Bad | i somras")

    assert case.received_on is None
    assert case.notes == (("Inkom", "i somras"),)
    assert case.problems == ("«i somras» under Inkom är ingen dag; det står i anteckningen.",)


@pytest.mark.parametrize(
    ("kind", "title", "found"),
    [
        ("Revisionsrapport", "Bad", CaseKind.granskning),
        ("Ledamotsinitiativ", "Bad", CaseKind.namndinitiativ),
        ("Yttrande", "Bad", CaseKind.remiss),
        ("Medborgarförslag", "Granskning av bad", CaseKind.ovrigt),
        ("", "Granskning av bad", CaseKind.granskning),
        ("", "Motion om bad", CaseKind.motion),
        ("", "Mer motion i skolan", CaseKind.ovrigt),
    ],
)
def test_the_kind_is_told_by_its_column_or_else_by_the_title(kind, title, found):
    [case] = read("Dnr | Ärende | Typ", f"A-2026-1 | {title} | {kind}")

    assert case.kind == found
    if kind == "Medborgarförslag":
        assert case.notes == (("Typ", "Medborgarförslag"),)
        assert "Medborgarförslag" in case.problems[0]


@pytest.mark.parametrize(
    ("headings", "row", "stage", "decided", "closed"),
    [
        ("Dnr | Ärende | Klar", "A-2026-1 | Bad | x", CaseStage.avslutat, None, None),
        ("Dnr | Ärende | Klar", "A-2026-1 | Bad | 2026-01-15", CaseStage.avslutat, None, date(2026, 1, 15)),
        ("Dnr | Ärende | Klar", "A-2026-1 | Bad | Nej", None, None, None),
        ("Dnr | Ärende | Beslutad", "A-2026-1 | Bad | 2026-01-15", CaseStage.beslutat, date(2026, 1, 15), None),
        ("Dnr | Ärende | Beslutad", "A-2026-1 | Bad | 2026-05-15", None, date(2026, 5, 15), None),
        ("Dnr | Ärende | Status", "A-2026-1 | Bad | Ej påbörjad", CaseStage.inkommet, None, None),
        ("Dnr | Ärende | Status", "A-2026-1 | Bad | till arbetsutskottet", CaseStage.till_au, None, None),
    ],
)
def test_how_far_a_case_has_come(headings, row, stage, decided, closed):
    [case] = read(headings, row)

    assert (case.stage, case.decided_on, case.closed_on) == (stage, decided, closed)


def test_the_namnd_of_a_row_or_the_day_of_its_meeting():
    by_name, by_day = read("Dnr | Ärende | Nämnd", "A-2026-1 | Bad | Kulturnämnden", "A-2026-2 | Lek | 2026-03-20")

    assert (by_name.namnd, by_name.namnd_on) == ("Kulturnämnden", None)
    assert (by_day.namnd, by_day.namnd_on) == ("", date(2026, 3, 20))


def test_a_row_without_a_title_gets_the_nearest_words_there_are():
    task, number, note, nothing = read(
        "Dnr | Ärende | Uppdrag | Kommentar",
        "A-2026-1 |  | Ta fram en badplan | ",
        "A-2026-2 |  |  | x",
        " |  | - | Ring Ylva",
        " | - |  | ",
    )

    assert (task.title, task.task) == ("Ta fram en badplan", "Ta fram en badplan")
    assert number.title == "A-2026-2"
    assert "Rubrik saknas" in number.problems[0]
    assert note.title == "Ring Ylva"
    assert nothing.no_case == "Varken rubrik eller diarienummer"


def test_sums_headings_and_repeated_names_are_no_cases_and_a_heading_tells_the_kind():
    cases = read(
        "Dnr | Ärende | Inkom",
        "Nämndinitiativ |  | ",
        "A-2026-1 | Bad | ",
        "Dnr | Ärende | Inkom",
        "Kultur | | ",
        "A-2026-2 | Lek | ",
        "Summa | 2 | ",
    )

    assert [case.no_case for case in cases] == [
        "Rubrik i listan",
        "",
        "Kolumnernas namn en gång till",
        "Rubrik i listan",
        "",
        "Summarad",
    ]
    assert [case.kind for case in cases if not case.no_case] == [CaseKind.namndinitiativ, CaseKind.ovrigt]
    assert cases[4].notes == (("Under rubriken", "Kultur"),)


def test_a_diarienummer_that_excel_made_a_day_is_told():
    [case] = read("Dnr | Ärende | Inkom", "2025-03-01 | Bad | ", days={"2025-03-01": date(2025, 3, 1)})

    assert "blivit ett datum" in case.problems[0]


def test_a_title_of_many_words_is_cut_and_kept_whole_in_the_note():
    [case] = read("Dnr | Ärende | Inkom", f"A-2026-1 | {'badplats ' * 60} |")

    assert len(case.title) <= 302
    assert case.notes[0][1] == ("badplats " * 60).strip()
