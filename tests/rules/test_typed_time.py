"""What is typed in a date field: how it is understood, what the line under it says, and what is kept."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.records.choices import Precision
from nemndsekr.rules.typed_time import KEPT_AS_TEXT, NEEDS_DAY, NOT_UNDERSTOOD, note_on, typed_time

TODAY = date(2025, 2, 20)
MARCH = "mån 31 mars 2025, v. 14 · 27 arbetsdagar kvar"


@pytest.mark.parametrize(
    ("words", "shown", "kept"),
    [
        ("2025-03-31", MARCH, "2025-03-31"),
        ("250331", MARCH, "250331"),
        ("31/3", MARCH, "31 mars 2025"),
        ("31 mars", MARCH, "31 mars 2025"),
        ("i dag", "tors 20 februari 2025, v. 8 · i dag", "20 februari 2025"),
        ("i morgon", "fre 21 februari 2025, v. 8 · 1 arbetsdag kvar", "21 februari 2025"),
        ("+10", "tors 6 mars 2025, v. 10 · 10 arbetsdagar kvar", "6 mars 2025"),
        ("-1", "ons 19 februari 2025, v. 8", "19 februari 2025"),
        ("fredag", "fre 21 februari 2025, v. 8 · 1 arbetsdag kvar", "fredag"),
        ("v14", f"{MARCH} · veckans måndag", "31 mars 2025"),
        ("19/2", "tors 19 februari 2026, v. 8 · 248 arbetsdagar kvar · året är inte skrivet: 2026", "19 februari 2026"),
        ("20 juni 2025", "fre 20 juni 2025, v. 25 · midsommarafton · 80 arbetsdagar kvar", "20 juni 2025"),
        ("2024-12-11", "ons 11 december 2024, v. 50", "2024-12-11"),
        (
            "tisdag 3 mars 2025",
            "mån 3 mars 2025, v. 10 · 7 arbetsdagar kvar · 3 mars 2025 är en måndag, inte en tisdag.",
            "tisdag 3 mars 2025",
        ),
    ],
)
def test_a_day_says_how_it_was_understood(words, shown, kept):
    typed = typed_time(words, TODAY)
    assert (typed.shown, typed.words, typed.amiss) == (shown, kept, "")
    assert typed.day is not None
    assert typed.kept.precision == Precision.dag


def test_a_day_without_a_year_comes_after_the_day_it_is_reckoned_from_and_says_so():
    typed = typed_time("1/12", TODAY, date(2024, 11, 1))
    assert typed.day == date(2024, 12, 1)
    assert typed.shown == "sön 1 december 2024, v. 48 · året är inte skrivet: 2024"
    assert typed.kept.columns()["words"] == "1 december 2024"
    assert typed.kept.relative_to == ""


@pytest.mark.parametrize(
    ("words", "amiss"),
    [
        ("31/4", "31 april finns inte. April har 30 dagar."),
        ("29 feb 2025", "29 februari 2025 finns inte. Februari 2025 har 28 dagar."),
        ("31/13", "Månad 13 finns inte. Året har tolv månader."),
        ("32 feb 2026", "32 februari 2026 finns inte. Februari 2026 har 28 dagar."),
        ("2026-02-32", "32 februari 2026 finns inte. Februari 2026 har 28 dagar."),
        ("snart", NOT_UNDERSTOOD),
        ("våren 2025", NEEDS_DAY),
        ("senast juni", NEEDS_DAY),
    ],
)
def test_what_is_no_day_is_told_so_where_a_day_is_needed(words, amiss):
    typed = typed_time(words, TODAY)
    assert (typed.day, typed.amiss, typed.shown, typed.words) == (None, amiss, "", words)


@pytest.mark.parametrize("words", ["32 feb 2026", "2026-02-30", "31 juni", "senast 31 juni", "klart 32 maj", "260230"])
def test_a_day_that_does_not_exist_is_told_and_kept_as_it_was_typed(words):
    typed = typed_time(words, TODAY, periods=True)
    assert typed.shown.split(". ")[0].endswith("finns inte")
    assert typed.shown.endswith("dagar.")
    assert (typed.kept.words, typed.kept.latest, typed.amiss) == (words, None, "")
    assert note_on(typed.kept) == typed.shown


@pytest.mark.parametrize(
    ("words", "shown", "ends"),
    [
        ("våren 2025", "1 mars–31 maj 2025", ("2025-03-01", "2025-05-31")),
        ("senast juni", "senast mån 30 juni 2025 · 86 arbetsdagar kvar", ("None", "2025-06-30")),
        ("senast 31 mars", "senast mån 31 mars 2025 · 27 arbetsdagar kvar", ("None", "2025-03-31")),
        ("v. 14–16", "31 mars–20 april 2025", ("2025-03-31", "2025-04-20")),
        ("januari", "1–31 januari 2026 · året är inte skrivet: 2026", ("2026-01-01", "2026-01-31")),
        ("nämnd juni", "1–30 juni 2025", ("2025-06-01", "2025-06-30")),
        ("från och med 2026", "tidigast tors 1 januari 2026", ("2026-01-01", "None")),
        ("kvartalsvis", "kvartalsvis", ("None", "None")),
        ("inom tre månader från beslutet", "räknat från beslutet", ("None", "None")),
        ("2025-03-31", MARCH, ("2025-03-31", "2025-03-31")),
    ],
)
def test_a_longer_time_is_taken_where_it_is_allowed(words, shown, ends):
    typed = typed_time(words, TODAY, periods=True)
    assert (typed.shown, typed.amiss, typed.words) == (shown, "", words)
    assert (str(typed.kept.earliest), str(typed.kept.latest)) == ends


@pytest.mark.parametrize("words", ["när lokalerna är klara", "snart", "4/2024"])
def test_what_is_not_understood_is_kept_as_written(words):
    typed = typed_time(words, TODAY, periods=True)
    assert (typed.shown, typed.amiss, typed.value) == (KEPT_AS_TEXT, "", None)
    assert (typed.kept.words, typed.kept.latest, typed.kept.precision) == (words, None, Precision.okand)


def test_a_day_that_does_not_exist_is_kept_as_written_and_told():
    typed = typed_time("31/4", TODAY, periods=True)
    assert (typed.shown, typed.kept.latest) == ("31 april finns inte. April har 30 dagar.", None)


def test_an_empty_field_says_nothing():
    typed = typed_time("  ", TODAY)
    assert (typed.words, typed.value, typed.shown, typed.amiss) == ("", None, "", "")


@given(st.text(max_size=25), st.booleans())
def test_no_words_make_the_field_fail(words, periods):
    typed = typed_time(words, TODAY, periods=periods)
    assert not typed.amiss or not periods


@given(st.integers(1, 250))
def test_so_many_working_days_on_are_so_many_left(number):
    typed = typed_time(f"+{number}", TODAY)
    assert typed.shown.endswith("1 arbetsdag kvar" if number == 1 else f"{number} arbetsdagar kvar")
    assert typed_time(typed.words, TODAY).day == typed.day
