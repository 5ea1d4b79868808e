"""Personnummer in text: what is one and how sure that is, and all that only has as many figures.

The numbers are nobody's: their last four lie between 9800 and 9999, which the Tax Agency (Skatteverket) keeps for
tests, or they are those of people who would be past a hundred and thirty; the control figures are reckoned here.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.records.choices import Certainty
from nemndsekr.rules.checks.personnummer import Likeness, find_personnummer, masked_text

TODAY = date(2026, 3, 2)
SURE, PROBABLE, ALIKE = Likeness.sakert, Likeness.troligt, Likeness.liknar
REGISTER = ("personnummer", "samordningsnummer", "tillfalligt")


def with_control(nine: str) -> str:
    """The nine figures and the control figure that they give."""
    doubled = [int(figure) * (2 - place % 2) for place, figure in enumerate(nine)]
    return nine + str(-sum(value // 10 + value % 10 for value in doubled) % 10)


def pnr(day: str, number: str = "980", sep: str = "-") -> str:
    """A number from YYMMDD or YYYYMMDD, its serial number and what parts them."""
    ten = with_control(day.replace("-", "")[-6:] + number)
    return f"{day}{sep}{ten[6:]}"


def wrong(number: str) -> str:
    """The same with another control figure."""
    return number[:-1] + str((int(number[-1]) + 3) % 10)


P, P12, COORD = pnr("850412"), pnr("19850412"), pnr("850472")

PERSONS = [
    # the end is hidden, the day of birth is not
    ("850412-XXXX", ALIKE),
    ("19850412-xxxx", ALIKE),
    # as the law writes them
    (P, SURE),
    (P12, SURE),
    (pnr("850412", sep="+"), SURE),
    (pnr("18850412", sep="+"), SURE),
    (pnr("18850412"), SURE),
    (pnr("20150601"), SURE),
    (pnr("150601", "982"), SURE),
    (pnr("000229"), SURE),
    (pnr("19000101", "990"), SURE),
    (COORD, SURE),
    (pnr("19850472"), SURE),
    (pnr("850591"), SURE),
    (f"({P})", SURE),
    (f"«{P}»", SURE),
    (f"{P}.", SURE),
    (f"{P}, bosatt i kommunen", SURE),
    (f"Kim Ek, {P}", SURE),
    (f"Kim Ek {P} och Lo Ek", SURE),
    (f"{P};", SURE),
    (f"{P}\n", SURE),
    (f"pnr:{P}", SURE),
    (f"Pnr. {P}", SURE),
    (f"Intyg_{P}.pdf", SURE),
    (f"Intyg_{P}_kopia", SURE),
    (pnr("850412", sep="–"), SURE),
    (pnr("850412", sep=" - "), SURE),
    (pnr("850412", sep="\u00a0-\u00a0"), SURE),
    (pnr("1985-04-12"), SURE),
    # called so
    (f"Personnummer: {pnr('850412', sep='')}", SURE),
    (f"personnummer {pnr('850412', sep=' ')}", SURE),
    (f"personnr {pnr('19850412', sep='')}", SURE),
    (f"pers.nr {P}", SURE),
    (f"Personnummer (ÅÅMMDD-XXXX): {pnr('850412', sep='')}", SURE),
    (f"personnumret är {pnr('850412', sep='')}", SURE),
    (f"född {P}", SURE),
    (f"född den {P}", SURE),
    (f"f. {P}", SURE),
    (f"Samordningsnummer {COORD}", SURE),
    (f"samordningsnummer: {pnr('850472', sep='')}", SURE),
    (f"Personnummer\t{pnr('850412', sep='')}", SURE),
    (f"Personnummer: {pnr('071203', sep='')}", SURE),
    (f"personnummer 85 04 12 {P[-4:]}", SURE),
    (f"Personnummer: {pnr('241211', '983')}", SURE),
    # twelve figures in a row
    (pnr("19850412", sep=""), SURE),
    (f"Sökande {pnr('19850412', sep='')} har", SURE),
    # probable
    (pnr("850412", sep=""), PROBABLE),
    (pnr("850412", sep=" "), PROBABLE),
    (pnr("19850412", sep=" "), PROBABLE),
    (f"Kim Ek {pnr('850412', sep='')}", PROBABLE),
    (pnr("850472", sep=""), PROBABLE),
    (f"personnummer {wrong(P)}", PROBABLE),
    (f"Personnummer: {wrong(pnr('850412', sep=''))}", PROBABLE),
    (f"född {wrong(P12)}", PROBABLE),
    (f"samordningsnummer {wrong(COORD)}", PROBABLE),
    ("850412-T238", PROBABLE),
    ("20150601-TF12", PROBABLE),
    ("personnummer 850412T238", PROBABLE),
    # only like one
    (wrong(P), ALIKE),
    (wrong(P12), ALIKE),
    (wrong(COORD), ALIKE),
    (f"org.nr {P}", ALIKE),
    (f"Organisationsnummer: {P}", ALIKE),
    (f"dnr {P}", ALIKE),
    (f"dnr SN {P}", ALIKE),
    (f"fakturanummer {P}", ALIKE),
    (f"ref: {P}", ALIKE),
    ("241211-1300", ALIKE),  # as likely a day and a clock
]


@pytest.mark.parametrize(("text", "likeness"), PERSONS, ids=[row[0] for row in PERSONS])
def test_a_persons_number_is_found_and_weighed(text: str, likeness: Likeness):
    found = list(find_personnummer(text, TODAY))

    assert [one.likeness for one in found] == [likeness]
    assert found[0].kind in REGISTER
    assert found[0].masked.endswith("****")


OTHERS = [
    # said to be something else, and without the right control figure
    *(f"{label} {wrong(P)}" for label in ("Tfn", "Tfn/SN", "Tfn.", "Telefon/mobil:", "SN", "Dnr SN", "Tel/fax nr")),
    "personnummer (ÅÅMMDD-XXXX)",
    "Tfn 850412-XXXX",
    # the numbers of cases, in every form that offices write them in
    *(
        f"{before}{number}"
        for before in ("", "dnr ")
        for number in (
            "ASN-2024-11995", "SR-2023-81", "SLK-2023-01047", "0993/12", "1.2.1/024-2013", "099/668-2008",
            "1.5.3-219-2012", "7-742-2011", "2006-329-013", "341-254-03", "313-24/2013", "3.1.4-18/2020", "KS 2023/758",
            "T 2010-313-01743", "KS/2018:443", "KS-221/2010", "KS2020-234", "KS2017/214/01", "2013-KS0548/003",
            "KS-2014/742.912", "2016/KS 0065 001", "2016KSM1221.042", "SN 18/0098", "IFN 2018/00256-1.6.1",
            "KFN-2013-179 Dpl 01", "2014/304", "LD13/03336", "8.5-29206/2014", "14/2021-3", "1.6.1-123/2025",
        )
    ),
    # telephones
    "08-508 24 268", "0850824268", "tel 08-50824268", "070-123 45 67", "0701234567", "mobil 0701234567",
    "070 123 45 67",
    "+46 70 123 45 67", "+46701234567", "0046701234567", "040-34 10 00", "010-1234567", "0910-12 34 56", "0910123456",
    "0910-123456", "växel 0301-120 000", "Telefon: 8504129803",
    # organisations
    "212000-1124", "org.nr 212000-1124", "556036-0793", "5560360793", "16556036-0793", "165560360793", "802002-4280",
    "Organisationsnummer 202100-5489", "SE556036079301",
    # days and clocks
    "2025-03-13", "241211", "den 241211", "20250313", "2024-12-11 13.00", "2023-01-01 – 2025", "2023-01-01-2023-12-31",
    "241211-250331", "241211-1301", "202412111300", "20241211-1301", "241211 1300", "2024-2025", "1985-2384",
    "241301-9803", "850432-9803", "20850412-9803", "991332-9803",
    # reports, laws, paragraphs
    "nr 4/2024", "RiR 2024:9", "HSLF-FS 2022:39", "SOSFS 2011:9", "SOU 2023:24", "§ 53", "§§ 63-73", "SFS 2018:218",
    # money and accounts
    "bankgiro 5050-1055", "Bg 123-4567", "plusgiro 12 34 56-7", "OCR 8504129803", "OCR-nummer 198504129803",
    "SE45 5000 0000 0583 9825 7466", "kontonummer 8504129803", "8504129803 kronor", "8 504 129 803 kr",
    "850412 9803 kr", "8504129803:-",
    "8504129803,50", "faktura 8504129803", "kundnummer 8504129803", "ISBN 9101056789", "850412,9803",
    # parts of something longer
    "x850412-9803", "850412-98031", "1850412-9803", "850412-9803-1", "59.8504129803", "850412-9803x", "85-04-12-9803",
    "1985-04-12 9803", "12 850412 9803 34", "850412-T23", "850412-AB12", "241211-KS01",
]  # fmt: skip


@pytest.mark.parametrize("text", OTHERS)
def test_what_only_has_as_many_figures_is_not_found(text: str):
    assert list(find_personnummer(text, TODAY)) == []


def test_the_words_for_a_person_are_asked_for_right_before_the_number_and_on_its_line():
    bare = pnr("850412", sep="")

    assert next(find_personnummer(f"Personnummer lämnas alltid ut i beslutet {bare}", TODAY)).likeness == PROBABLE
    assert next(find_personnummer(f"Personnummer\n{bare}", TODAY)).likeness == PROBABLE
    assert next(find_personnummer(f"Telefon\n{P}", TODAY)).likeness == SURE


def test_the_unborn_are_told_from_the_born_by_the_day():
    text = pnr("20300101")

    assert list(find_personnummer(text, TODAY)) == []
    assert [one.likeness for one in find_personnummer(text, date(2040, 1, 1))] == [SURE]
    assert [one.likeness for one in find_personnummer(P)] == [SURE], "without a day any birth counts"


def test_the_kind_and_the_certainty_of_the_remark_follow():
    found = list(find_personnummer(f"{P}, {COORD}, 850412-T238, {wrong(P)}", TODAY))

    assert [one.kind for one in found] == ["personnummer", "samordningsnummer", "tillfalligt", "personnummer"]
    assert [one.certainty for one in found] == [
        Certainty.sakert, Certainty.sakert, Certainty.fraga, Certainty.upplysning,
    ]  # fmt: skip
    assert [one.text for one in found] == [
        "Texten innehåller ett personnummer",
        "Texten innehåller ett samordningsnummer",
        "Texten verkar innehålla ett tillfälligt personnummer",
        "En uppgift liknar ett personnummer",
    ]


def test_the_last_four_are_hidden_and_nothing_else():
    bare = pnr("850412", sep="")

    assert masked_text(f"Kim Ek, {P}, och {bare}; dnr KS 2023/758.", TODAY) == (
        "Kim Ek, 850412-****, och 850412****; dnr KS 2023/758."
    )


# --- chance ---------------------------------------------------------------------------------------------------------

FIGURES = st.integers(0, 9).map(str)


def figures(count: int) -> st.SearchStrategy[str]:
    return st.lists(FIGURES, min_size=count, max_size=count).map("".join)


YEARS = st.integers(1990, 2030).map(str)
UNITS = st.sampled_from(["ASN", "KS", "SN", "SLK", "T", "IFN", ""])
CASE_NUMBERS = st.one_of(
    st.tuples(UNITS, st.sampled_from(["-", " ", "/", ""]), YEARS, st.sampled_from("-/:"), figures(3)).map("".join),
    st.tuples(UNITS, st.sampled_from(["-", " "]), YEARS, st.just("-"), figures(5)).map("".join),
    st.tuples(figures(1), st.just("."), figures(1), st.just("-"), figures(3), st.just("/"), YEARS).map("".join),
    st.tuples(figures(3), st.just("/"), figures(3), st.just("-"), YEARS).map("".join),
    st.tuples(figures(4), st.just("/"), figures(2)).map("".join),
    st.tuples(YEARS, st.just("-"), figures(3), st.just("-"), figures(5)).map("".join),
)  # fmt: skip
TELEPHONES = st.one_of(
    figures(9).map(lambda rest: f"0{rest}"),
    st.tuples(figures(2), figures(3), figures(2), figures(2)).map(lambda f: f"0{f[0]}-{f[1]} {f[2]} {f[3]}"),
    st.tuples(figures(1), figures(7)).map(lambda f: f"0{f[0]}-{f[1]}"),
    st.tuples(figures(3), figures(6)).map(lambda f: f"0{f[0]}-{f[1]}"),
    figures(9).map(lambda rest: f"+46{rest}"),
)


def organisation(parts: tuple[str, int, str, str, str]) -> str:
    before, third, rest, sep, century = parts
    ten = with_control(f"{before}{third}{rest}")
    return f"{century}{ten[:6]}{sep}{ten[6:]}"


# The third figure is what tells an organisation from a person.
ORGANISATIONS = st.tuples(
    figures(2), st.integers(2, 9), figures(6), st.sampled_from(["", "-"]), st.sampled_from(["", "16"])
).map(organisation)


@given(st.one_of(CASE_NUMBERS, TELEPHONES, ORGANISATIONS), st.sampled_from(["", "dnr ", "tel ", "se ", "("]))
def test_a_case_number_a_telephone_or_an_organisation_is_never_found(number: str, before: str):
    assert list(find_personnummer(f"{before}{number}", TODAY)) == []


@given(
    st.dates(date(1890, 1, 1), TODAY),
    st.integers(980, 999).map(str),
    st.sampled_from(["{} ", "({})", "Kim Ek, {}.", "pnr {}", "född {};"]),
    st.booleans(),
)
def test_a_personnummer_of_any_day_is_found(born: date, number: str, text: str, long: bool):
    # The number's ten figures tell of the last hundred years only.
    long = long or born < TODAY - timedelta(days=36_500)
    day = born.strftime("%Y%m%d")
    written = pnr(day if long else day[2:], number)

    found = list(find_personnummer(text.format(written), TODAY))

    assert [one.likeness for one in found] == [SURE]
    assert found[0].masked == f"{written[:-4]}****"


PIECES = [
    "850412",
    "-",
    "+",
    " ",
    "2384",
    "19",
    "20",
    "personnummer ",
    "dnr ",
    "T",
    "TF",
    "\u00a0",
    "–",
    "kr",
    "²",
    "٣",
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=40).map("".join))
def test_any_text_gives_places_that_hold(text: str):
    for day in (TODAY, None):
        for one in find_personnummer(text, day):
            assert text[one.start : one.end][:-4] + "****" == one.masked
        assert len(masked_text(text, day)) == len(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kim Ek 198504129804 och 850412 9804", "Kim Ek 19850412**** och 850412 ****"),
        ("850412-9804, 850412+9804 och 850412-T804", "850412-****, 850412+**** och 850412-****"),
        ("Dnr 099/668-2008, tfn 08-508 24 268, 241211", "Dnr 099/668-2008, tfn 08-508 24 268, 241211"),
    ],
)
def test_an_excerpt_hides_even_what_was_not_sure_enough_to_be_told(text, shown):
    assert masked_text(text) == shown
