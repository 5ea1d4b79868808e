"""What makes the finders quick changes nothing of what they find, and a long text can be stopped."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nemndsekr.reading import contents, report_file
from nemndsekr.reading.finders import (
    audit_facts,
    block_bodies,
    committee,
    dates,
    demands,
    kinds,
    plan,
    questions,
    recommendations,
    recommended_in_text,
    signers,
    unread,
)
from nemndsekr.reading.finders import find_all as finders
from nemndsekr.reading.finders.wordings import likeness, likeness_above
from nemndsekr.reading.lines import UNTIDY, WordIndex, folded, holds
from nemndsekr.rules.tidpunkt import find_tidpunkter

DOCUMENTS = Path(__file__).parent.parent / "documents"
LINES = sorted(
    {line for path in DOCUMENTS.rglob("*.txt") for line in path.read_text("utf-8", "replace").splitlines() if line}
)
# What is searched for, and the words of which one stands in all that it can match.
GATES = [
    *(
        (f"{kind} {number}", pattern, words)
        for number, ((kind, _, pattern), words) in enumerate(zip(kinds._SIGNS, kinds.SIGN_WORDS, strict=True))
    ),
    ("auditor", finders.AUDITOR, finders.AUDITOR_WORDS),
    ("question lead-in", questions.LEAD_IN, questions.LEAD_IN_WORDS),
    ("assessment for all", questions.FOR_ALL, ("fråg",)),
    ("assessment for all, twice", questions.FOR_ALL, ("bedöm",)),
    ("purpose", audit_facts.PURPOSE, audit_facts.PURPOSE_WORDS),
    ("verdict", audit_facts.VERDICT, audit_facts.VERDICT_WORDS),
    ("audited", audit_facts.AUDITED, audit_facts.AUDITED_WORDS),
    ("about the answer", demands.ABOUT_ANSWER, demands.ANSWER_WORDS),
    ("unread list", unread.LIST_LEAD_IN, unread.LIST_WORDS),
    ("reply", dates.REPLY, dates.DAY_WORDS),
    ("only a reply", dates.REPLY_ONLY, dates.DAY_WORDS),
    ("received", dates.RECEIVED, dates.RECEIVED_WORDS),
    ("received, label", dates.RECEIVED_LABEL, dates.DAY_WORDS),
    ("by", dates.BY, dates.BY_WORDS),
    ("step", plan.BARE_STEP, plan.BODY_WORDS),
    ("who signs", signers.SIGNS_IN_SENTENCE, signers.SIGNING_WORDS),
    ("recommends", recommendations.WORD, recommendations.LEAD_IN_WORDS),
    ("recommends in text", recommended_in_text.RUNNING, recommended_in_text.RUNNING_WORDS),
    ("table", block_bodies.TABLE_ANNOUNCED, block_bodies.TABLE_WORDS),
    ("leaders", contents.LEADERS, contents.DOTS),
]
NAMED = pytest.mark.parametrize(("pattern", "words"), [gate[1:] for gate in GATES], ids=[gate[0] for gate in GATES])


def test_the_suite_knows_lines_to_try_the_words_on():
    assert len(LINES) > 3000


@NAMED
def test_no_line_that_a_pattern_finds_is_without_its_words(pattern, words):
    missed = [line for line in LINES if pattern.search(line) and not holds(line, *words)]

    assert missed == []


@NAMED
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_nothing_that_a_pattern_can_find_is_without_its_words(pattern, words, data):
    text = data.draw(st.from_regex(pattern))

    assert holds(text, *words)


@given(st.text())
def test_a_folded_text_is_as_long_as_the_text(text):
    assert len(folded(text)) == len(text)


@pytest.mark.parametrize("odd", ["ſvar", "SVAR", "K\u0131llen", "İ", "\u212a", "Ångström \u212b"])
def test_letters_fold_as_patterns_fold_them(odd):
    for letter in odd:
        plain = next((one for one in map(chr, range(97, 123)) if re.fullmatch(one, letter, re.IGNORECASE)), None)
        assert plain is None or folded(letter) == plain


@given(st.text())
def test_what_is_printed_and_has_no_double_signs_is_tidy(text):
    plain = text.isprintable() and "  " not in text and "**" not in text

    assert not (plain and UNTIDY.search(text))


@given(st.lists(st.text(alphabet="abÅå1 \n", max_size=6), max_size=8), st.sampled_from(["a", "ab", "å", "b a"]))
def test_an_index_finds_a_word_in_the_texts_that_hold_it(texts, word):
    index = WordIndex(texts)

    assert index.places_of(word) == [place for place, text in enumerate(texts) if holds(text, word)]
    assert index.places_of_figures() == [place for place, text in enumerate(texts) if re.search(r"\d", text)]
    assert index.places_of(word, "1") == [place for place, text in enumerate(texts) if holds(text, word, "1")]


TIME_WORDS = [
    *("1", "12", "2", "025", "20", "25", "2025", "-25", "'26", "/2026", "250331", "31", "7", "-", "/", ".", ",", "den"),
    *("maj", "m", "a", "j", "juni", "månad", "måndag", "sista", "första", "kvartalet", "halvåret", "årsskiftet"),
    *("vecka", "v.", "hösten", "i", "år", "nästa", "och", "till", "senast", "inom", "möte"),
]


def whole_days(text: str, *, six: bool) -> list[dates.Day]:
    """The whole days by the grammar alone."""
    found = find_tidpunkter(text, None, limits=False, digits=six)
    return [dates.Day(day, one.start, one.end) for one in found if (day := dates._whole(one)) is not None]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(TIME_WORDS),
        max_size=8,
    ),
    st.booleans(),
    st.sampled_from(["", " "]),
)
def test_no_whole_day_is_without_two_figures_on_end(words, six, between):
    text = between.join(words)

    assert list(dates.days_in(text, six=six)) == whole_days(text, six=six)


def test_the_days_of_papers_are_found_as_by_the_grammar_alone():
    without = [line for line in LINES if dates.TWO_FIGURES.search(line) is None]

    assert [line for line in without if whole_days(line, six=True)] == []


def test_names_of_namnder_are_found_as_by_the_pattern_alone():
    whole = re.compile(committee.NAMND.pattern.replace(committee._MAY_BEGIN, ""))
    text = "\n\n".join(LINES)
    quick = [match.span() for match in committee._matches(committee.NAMND, text, *committee.NAMND_WORDS)]

    assert quick == [match.span() for match in whole.finditer(text)]
    assert len(quick) > 500


def test_genitives_of_namnder_are_found_as_by_the_pattern_alone():
    text = "\n\n".join(LINES)
    quick = committee._matches(committee.GENITIVE, text, *committee.GENITIVE_WORDS)

    assert [match.span() for match in quick] == [match.span() for match in committee.GENITIVE.finditer(text)]


@given(st.text("abc ", max_size=12), st.text("abc ", max_size=12), st.sampled_from([0.45, 0.6, 0.79, 0.8, 0.93, 0.95]))
def test_a_likeness_over_the_floor_is_told_and_none_below_it(first, second, floor):
    alike = likeness(first, second)

    assert likeness_above(first, second, floor) == (alike if alike > floor else 0.0)


class StoppedError(Exception):
    """The person did not want to wait."""


def test_a_reading_can_be_stopped_while_the_finders_run(tmp_path):
    path = tmp_path / "lang.txt"
    path.write_text("\n\n".join(LINES), encoding="utf-8")
    told = []
    report_file.read_report(path, lambda done, of: told.append((done, of)))
    for last in range(1, len(told) + 1, max(1, len(told) // 7)):
        left = iter(range(last - 1))

        def stop(done, of, left=left):
            if next(left, None) is None:
                raise StoppedError

        with pytest.raises(StoppedError):
            report_file.read_report(path, stop)
    assert len(told) > 12
