"""Times are read as they are written: what they mean, what they hang on, and all that only looks like a time."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.records.choices import Precision
from nemndsekr.records.tidpunkt import TidpunktFields
from nemndsekr.rules.tidpunkt import (
    SAME_YEAR,
    THE_YEAR,
    find_impossible_days,
    find_tidpunkter,
    shown_tidpunkt,
    tidpunkt,
    why_no_day,
)
from nemndsekr.support.days import MONTHS, full_day, long_day

NEAR = date(2025, 2, 20)
DAYS = st.dates(date(1995, 1, 1), date(2079, 12, 31))


def day(text):
    return date.fromisoformat(text) if text else None


def meaning(value):
    """The value in short, as the tables below write it."""
    if value is None:
        return None
    ends = [end.isoformat() if end else "" for end in (value.earliest, value.latest)]
    return "/".join(ends), value.precision.value


# What needs no year to be told, or tells it.
TOLD = [
    ("2025-03-31", "2025-03-31/2025-03-31", "dag"),
    ("2025 - 03 - 31", "2025-03-31/2025-03-31", "dag"),
    ("2025/03/31", "2025-03-31/2025-03-31", "dag"),
    ("2025.03.31", "2025-03-31/2025-03-31", "dag"),
    ("250331", "2025-03-31/2025-03-31", "dag"),
    ("20250331", "2025-03-31/2025-03-31", "dag"),
    ("25-03-31", "2025-03-31/2025-03-31", "dag"),
    ("31.3.2025", "2025-03-31/2025-03-31", "dag"),
    ("31/3 2025", "2025-03-31/2025-03-31", "dag"),
    ("31/3-26", "2026-03-31/2026-03-31", "dag"),
    ("31/3/26", "2026-03-31/2026-03-31", "dag"),
    ("den 28 augusti 2024", "2024-08-28/2024-08-28", "dag"),
    ("28 aug 2024", "2024-08-28/2024-08-28", "dag"),
    ("28 aug. 2024", "2024-08-28/2024-08-28", "dag"),
    ("1:a maj 2025", "2025-05-01/2025-05-01", "dag"),
    ("den 3:e mars, 2025", "2025-03-03/2025-03-03", "dag"),
    ("31 mars -26", "2026-03-31/2026-03-31", "dag"),
    ("tisdagen den 4 mars 2025", "2025-03-04/2025-03-04", "dag"),
    ("tors 20 mars 2025, v. 12", "2025-03-20/2025-03-20", "dag"),
    ("28 au gusti 2024", "2024-08-28/2024-08-28", "dag"),
    ("den 5 sep tember 20 25", "2025-09-05/2025-09-05", "dag"),
    ("5–7 maj 2025", "2025-05-05/2025-05-07", "dag"),
    ("3 jul 2026", "2026-07-03/2026-07-03", "dag"),
    ("3 jul. 2026", "2026-07-03/2026-07-03", "dag"),
    ("5–7 jul 2026", "2026-07-05/2026-07-07", "dag"),
    ("jul. 2026", "2026-07-01/2026-07-31", "manad"),
    ("jun–jul 2026", "2026-06-01/2026-07-31", "manad"),
    ("jul–aug 2026", "2026-07-01/2026-08-31", "manad"),
    ("jul-26", "2026-07-01/2026-07-31", "manad"),
    ("jul i 2025", "2025-07-01/2025-07-31", "manad"),
    ("till jul 2026", "/2026-12-24", "dag"),
    ("före jul 2026", "/2026-12-23", "dag"),
    ("midsommar 2026", "2026-06-19/2026-06-19", "dag"),
    ("före påsk 2026", "/2026-04-03", "dag"),
    ("den 5, 12 och 19 maj 2025", "2025-05-05/2025-05-19", "dag"),
    ("28 mars–4 april 2025", "2025-03-28/2025-04-04", "dag"),
    ("från 1 mars till 30 april 2025", "2025-03-01/2025-04-30", "dag"),
    ("2025-03", "2025-03-01/2025-03-31", "manad"),
    ("mars 2025", "2025-03-01/2025-03-31", "manad"),
    ("i januari 2025", "2025-01-01/2025-01-31", "manad"),
    ("februari månad 2024", "2024-02-01/2024-02-29", "manad"),
    ("mars–april 2024", "2024-03-01/2024-04-30", "manad"),
    ("mars/april 2024", "2024-03-01/2024-04-30", "manad"),
    ("november–januari 2026", "2025-11-01/2026-01-31", "manad"),
    ("mellan mars och maj 2025", "2025-03-01/2025-05-31", "manad"),
    ("i augusti och november 2025", "2025-08-01/2025-11-30", "manad"),
    ("i slutet av februari och i början mars 2024", "2024-02-21/2024-03-10", "manad"),
    ("i mitten av maj 2025", "2025-05-11/2025-05-21", "manad"),
    ("senast vid utgången av maj 2025", "/2025-05-31", "manad"),
    ("före utgången av maj 2025", "/2025-05-31", "manad"),
    ("månadsskiftet mars/april 2025", "2025-03-31/2025-04-01", "manad"),
    ("våren 2025", "2025-03-01/2025-05-31", "arstid"),
    ("sommaren 2024", "2024-06-01/2024-08-31", "arstid"),
    ("hösten 2024", "2024-09-01/2024-11-30", "arstid"),
    ("under hösten 2024", "2024-09-01/2024-11-30", "arstid"),
    ("vintern 2024", "2024-01-01/2025-02-28", "arstid"),
    ("vintern 2025/2026", "2025-12-01/2026-02-28", "arstid"),
    ("innan sommaren 2025", "/2025-05-31", "arstid"),
    ("efter sommaren 2025", "2025-09-01/", "arstid"),
    ("våren och hösten 2026", "2026-03-01/2026-11-30", "arstid"),
    ("vårterminen 2026", "2026-01-01/2026-06-30", "halvar"),
    ("ht 2026", "2026-08-01/2026-12-31", "halvar"),
    ("läsåret 2025/26", "2025-08-01/2026-06-30", "ar"),
    ("årsskiftet 2025/2026", "2025-12-31/2026-01-01", "ar"),
    ("årsskiftet 2025/26", "2025-12-31/2026-01-01", "ar"),
    ("halvårsskiftet 2025", "2025-06-30/2025-07-01", "halvar"),
    ("andra halvåret 2025", "2025-07-01/2025-12-31", "halvar"),
    ("första kvartalet 2026", "2026-01-01/2026-03-31", "kvartal"),
    ("sista kvartalet 2025", "2025-10-01/2025-12-31", "kvartal"),
    ("första och andra kvartalet 2026", "2026-01-01/2026-06-30", "kvartal"),
    ("kvartal 2 2026", "2026-04-01/2026-06-30", "kvartal"),
    ("Q1 2026", "2026-01-01/2026-03-31", "kvartal"),
    ("tertial 2 2025", "2025-05-01/2025-08-31", "kvartal"),
    ("vecka 14 2025", "2025-03-31/2025-04-06", "vecka"),
    ("v. 1, 2025", "2024-12-30/2025-01-05", "vecka"),
    ("v. 14–16 2025", "2025-03-31/2025-04-20", "vecka"),
    ("senast v. 20 2026", "/2026-05-17", "vecka"),
    ("2025", "2025-01-01/2025-12-31", "ar"),
    ("år 2026", "2026-01-01/2026-12-31", "ar"),
    ("2024–2025", "2024-01-01/2025-12-31", "ar"),
    ("under 2025", "2025-01-01/2025-12-31", "ar"),
    ("slutet av 2025", "2025-10-01/2025-12-31", "ar"),
    ("från och med 2026", "2026-01-01/", "ar"),
    ("fr.o.m. 2026", "2026-01-01/", "ar"),
    ("till och med 2027", "/2027-12-31", "ar"),
    ("till 2028", "/2028-12-31", "ar"),
    ("inte senare än 2026", "/2026-12-31", "ar"),
    ("senast den 31 mars 2025", "/2025-03-31", "dag"),
    ("Senast 2026-01-30", "/2026-01-30", "dag"),
    ("senast juni 2026", "/2026-06-30", "manad"),
    ("klart senast juni 2026", "/2026-06-30", "manad"),
    ("t.o.m. 2027-06-30", "/2027-06-30", "dag"),
    ("före 1 juli 2025", "/2025-06-30", "dag"),
    ("efter 1 juli 2025", "2025-07-02/", "dag"),
    ("tidigast 1 maj 2025", "2025-05-01/", "dag"),
    ("från och med 1 mars 2025 till och med 30 april 2025", "2025-03-01/2025-04-30", "dag"),
    ("nämndens sammanträde den 20 mars 2025", "2025-03-20/2025-03-20", "sammantrade"),
    ("senast vid juni månads sammanträde 2026", "/2026-06-30", "sammantrade"),
]

# What hangs on the day that it is reckoned from; without one the year is asked for.
RECKONED = [
    ("30 jan", "2026-01-30/2026-01-30", "dag"),
    ("26/1", "2026-01-26/2026-01-26", "dag"),
    ("20/2", "2025-02-20/2025-02-20", "dag"),
    ("29 februari", "2028-02-29/2028-02-29", "dag"),
    ("tisdag 4 mars", "2025-03-04/2025-03-04", "dag"),
    ("3 jul", "2025-07-03/2025-07-03", "dag"),
    ("jul", "2025-12-24/2025-12-24", "dag"),
    ("till jul", "/2025-12-24", "dag"),
    ("till jul i år", "/2025-12-24", "dag"),
    ("före jul nästa år", "/2026-12-23", "dag"),
    ("senast till jul", "/2025-12-24", "dag"),
    ("senast jul", "/2025-12-24", "dag"),
    ("före jul", "/2025-12-23", "dag"),
    ("innan julen", "/2025-12-23", "dag"),
    ("efter jul", "2025-12-25/", "dag"),
    ("över jul", "2025-12-24/2025-12-24", "dag"),
    ("lagom till jul", "/2025-12-24", "dag"),
    ("klart till jul", "/2025-12-24", "dag"),
    ("mellan jul och nyår", "2025-12-24/2025-12-31", "dag"),
    ("efter nyår", "2026-01-01/", "dag"),
    ("före midsommar", "/2025-06-19", "dag"),
    ("till påsk", "/2025-04-19", "dag"),
    ("före årsskiftet", "/2025-12-30", "ar"),
    ("juni", "2025-06-01/2025-06-30", "manad"),
    ("februari", "2025-02-01/2025-02-28", "manad"),
    ("i januari nästa år", "2026-01-01/2026-01-31", "manad"),
    ("senast juni", "/2025-06-30", "manad"),
    ("i slutet av mars", "2025-03-22/2025-03-31", "manad"),
    ("under hösten", "2025-09-01/2025-11-30", "arstid"),
    ("till våren", "2025-03-01/2025-05-31", "arstid"),
    ("i höst", "2025-09-01/2025-11-30", "arstid"),
    ("innan sommaren", "/2025-05-31", "arstid"),
    ("halvårsskiftet", "2025-06-30/2025-07-01", "halvar"),
    ("vid årsskiftet", "2025-12-31/2026-01-01", "ar"),
    ("kvartal 2", "2025-04-01/2025-06-30", "kvartal"),
    ("vecka 14", "2025-03-31/2025-04-06", "vecka"),
    ("v14", "2025-03-31/2025-04-06", "vecka"),
    ("v. 14–16", "2025-03-31/2025-04-20", "vecka"),
    ("i år", "2025-01-01/2025-12-31", "ar"),
    ("nästa år", "2026-01-01/2026-12-31", "ar"),
    ("under året", "2025-01-01/2025-12-31", "ar"),
    ("senast vid årets slut", "/2025-12-31", "ar"),
    ("1 juli i år", "2025-07-01/2025-07-01", "dag"),
    ("senast vid juni månads sammanträde", "/2025-06-30", "sammantrade"),
    ("till nämndens möte i juni", "/2025-06-30", "sammantrade"),
    ("nämnd juni", "2025-06-01/2025-06-30", "sammantrade"),
    ("26/2 och 6/3", "2025-02-26/2025-03-06", "dag"),
]

# How often, and what names no day at all.
RECURRING = [
    ("kvartalsvis", "kvartalsvis"),
    ("årligen", "årligen"),
    ("Två gånger per år", "två gånger per år"),
    ("minst en gång per kvartal", "minst en gång per kvartal"),
    ("varje tertial", "varje tertial"),
    ("varannan månad", "varannan månad"),
    ("vart tredje år", "vart tredje år"),
    ("löpande", "löpande"),
    ("kontinuerligt", "kontinuerligt"),
    ("månadsvis", "månadsvis"),
    ("omgående", ""),
    ("snarast möjligt", ""),
    ("klart", ""),
    ("tills vidare", ""),
]

NO_TIMES = (
    """
4/2024|17 år|är en|155 dialogträffar|HSLF-FS 2022:39|SOU 2023:24|SOSFS 2011:9|§ 63/20|§§ 63-73|§ 12/5|kl. 13.00
kl. 13–15|2 kap. 3 §|nr 4/2024|Nr 14, 2020|2017:9|RiR 2024:9|lag (1989:253)|lag (2024:79)|prop. 2023/24:102
SFS 2010:900|ASN-2024-11995|ASN-2024-2039|SR-2023-81|STK-2017-663|SLK-2023-01047|0993/12|1473/18|0882/21
1.2.1/024-2013|2.2.2/171-2013|099/668-2008|1.5.3-219-2012|7-742-2011|2006-329-013|341-254-03|1.2.4-182-2013
313-24/2013|3.1.2-56/2016|3.1.4-18/2020|KS 2023/758|T 2010-313-01743|KS 2018/14|KS/2018:443|KS/2013:1210
KS-2015/112|KS-221/2010|KS2020-234|KS2017/214/01|2013-KS0548/003|KS-2014/742.912|2016/KS 0065 001
2016KSM1221.042|SN 18/0098|SCN-2015-0180|IFN 2018/00256-1.6.1|KFN-2013-179 Dpl 01|2014/304|LD13/03336
8.5-29206/2014|14/2021-3|1.6.1-123/2025|RK 2024/16|SkhN 2024/123|Nf 220/2015|SN 17/12|KS 2014-11|dnr 2025-03
dnr 17/12|ISO 9001:2015|EN 301 549|040-34 10 00|08-508 12 000|tel 250331|+46 70 250331|0709-25 03 31|212000-1124
850312-1234|19850312-1234|planeten Mars|Jan Persson|2 Jan Persson|Maj Lind|April Berg|majblomman|marsipan|junior
januariavtalet|maj-blomman|maj@kommun.example|www.mars.example|250331 kronor|2025 kronor|under 2025 kronor
till 2000 invånare|100 000 kronor|25 procent|12,5 %|1/3 av eleverna|version 2.5.1|v. 2.1|version 2025.3
10.25.3.4|192.168.1.20|Python 3.11|sid 12/31|sidan 4|s. 12|bilaga 3|punkt 4|3 av 8 rekommendationer|under 18 år
1990-talet|2020-talet|i vår kommun|har i vår verksamhet|löpande text|löpande band|tre gånger|första gången
den andra|9 av 11|30 februari 2025|den 31 april|31/4 2025|2025-02-30|2025-13-01|45 mars 2025|155 mars 2025
vecka 54|12-13|5–7 personer|1–3 år|50–60|senast på revisorernas vägnar|senast 2025-13-01|Transaktionsidentitet 922252255
2024-11995|2025 års budget|god jul|höst-, jul- och sportlov|julen|planeten jul|över hela kommunen
mellan midsommar och skolstart
""".strip()
    .replace("\n", "|")
    .split("|")
)


@pytest.mark.parametrize(("words", "days", "precision"), TOLD)
def test_a_time_with_its_year_means_the_same_whenever_it_is_read(words, days, precision):
    assert meaning(tidpunkt(words, None)) == (days, precision)
    assert meaning(tidpunkt(words, NEAR)) == (days, precision)
    assert tidpunkt(words, None) == tidpunkt(words, NEAR)


@pytest.mark.parametrize(("words", "days", "precision"), RECKONED)
def test_a_time_without_its_year_is_reckoned_from_a_day_and_says_so(words, days, precision):
    value = tidpunkt(words, NEAR)
    assert meaning(value) == (days, precision)
    assert value is not None
    assert value.relative_to == "20 februari 2025"
    assert not value.needs_year


@pytest.mark.parametrize("words", [words for words, _, _ in RECKONED])
def test_without_a_day_to_reckon_from_the_year_is_asked_for_and_not_guessed(words):
    value = tidpunkt(words, None)
    assert value is not None
    assert value.needs_year
    assert value.relative_to == THE_YEAR
    assert (value.earliest, value.latest) == (None, None)
    assert shown_tidpunkt(value).endswith("vilket år?")


@pytest.mark.parametrize(("words", "recurrence"), RECURRING)
def test_how_often_is_kept_without_an_invented_day(words, recurrence):
    value = tidpunkt(words, NEAR)
    assert value is not None
    assert (value.words, value.recurrence) == (words, recurrence)
    assert (value.earliest, value.latest, value.precision) == (None, None, Precision.okand)


@pytest.mark.parametrize(
    ("words", "days", "recurrence"),
    [
        ("kvartalsvis under 2025", "2025-01-01/2025-12-31", "kvartalsvis"),
        ("löpande från och med 2026", "2026-01-01/", "löpande"),
        ("årligen till och med 2027", "/2027-12-31", "årligen"),
        ("årligen i december", "2025-12-01/2025-12-31", "årligen"),
        ("i maj varje år", "2025-05-01/2025-05-31", "varje år"),
        ("månadsvis med start i mars 2025", "2025-03-01/", "månadsvis"),
    ],
)
def test_how_often_and_when_stand_together(words, days, recurrence):
    value = tidpunkt(words, NEAR)
    assert value is not None
    assert (meaning(value)[0], value.recurrence) == (days, recurrence)


def test_what_comes_back_every_year_needs_no_year():
    value = tidpunkt("i maj varje år", None)
    assert value is not None
    assert not value.needs_year


@pytest.mark.parametrize(
    ("words", "latest", "hangs_on"),
    [
        ("inom tre månader", "2025-05-20", "20 februari 2025"),
        ("inom 30 dagar", "2025-03-22", "20 februari 2025"),
        ("inom två veckor", "2025-03-06", "20 februari 2025"),
        ("inom 10 arbetsdagar", "2025-03-06", "20 februari 2025"),
        ("inom ett år", "2026-02-20", "20 februari 2025"),
        ("om sex månader", "2025-08-20", "20 februari 2025"),
        ("inom tre månader från beslutet", None, "beslutet"),
        ("inom tre veckor efter att beslutet fattats", None, "att beslutet fattats"),
        ("vid nästa sammanträde", None, "nästa sammanträde"),
    ],
)
def test_a_span_of_time_says_what_it_is_counted_from(words, latest, hangs_on):
    value = tidpunkt(words, NEAR)
    assert value is not None
    assert (value.earliest, value.latest, value.relative_to) == (None, day(latest), hangs_on)


def test_a_span_without_a_day_to_count_from_has_no_last_day():
    value = tidpunkt("inom tre månader", None)
    assert value is not None
    assert value.latest is None
    assert value.relative_to == "dagen då tiden börjar"


@pytest.mark.parametrize("words", NO_TIMES)
def test_what_only_looks_like_a_time_is_none(words):
    assert find_tidpunkter(words, NEAR) == []
    assert find_tidpunkter(f"Enligt {words} gäller detta.", NEAR) == []


def test_the_tables_are_long_enough_to_mean_something():
    assert len(TOLD) + len(RECKONED) + len(RECURRING) >= 120
    assert len(NO_TIMES) == len(set(NO_TIMES)) >= 120


@pytest.mark.parametrize(
    "words",
    ["", "  ", "4/2024", "17 år", "är en", "snart kanske", "31/4", "2025-3-32", "efter behov", "§ 12", "när det passar",
     "HSLF-FS 2022:39", "ASN-2024-11995", "31", "+10", "?", "½", "i dag"],
)  # fmt: skip
def test_words_that_are_no_time_are_none_in_a_field_too(words):
    assert tidpunkt(words, NEAR) is None


RUNNING = [
    ("Planen är klar våren 2025 och följs upp hösten 2025.", ["våren 2025", "hösten 2025"]),
    ("Utbildning ges i augusti och november 2025.", ["i augusti", "november 2025"]),
    ("Det skedde i slutet av februari och i början mars 2024.", ["i slutet av februari", "början mars 2024"]),
    ("Svaret ska lämnas senast den 31 mars 2025.", ["senast den 31 mars 2025"]),
    ("Sista svarsdatum är 250331.", ["250331"]),
    ("Skrivelsen är daterad den 231012 och inkom 231016.", ["den 231012", "231016"]),
    ("Datum: 20250313", ["20250313"]),
    ("Inkom 2025-03-13 till nämnden.", ["2025-03-13"]),
    ("Rutinen ses över årligen och redovisas två gånger per år.", ["årligen", "två gånger per år"]),
    ("Lagen gäller från och med 2026 och till 2028.", ["från och med 2026", "till 2028"]),
    ("Innan sommaren 2025 ska det vara klart.", ["Innan sommaren 2025"]),
    ("Återrapportering senast vid juni månads sammanträde.", ["senast vid juni månads sammanträde"]),
    ("Den lämnas till nämndens möte i juni.", ["till nämndens möte i juni"]),
    ("Nämnden vill ha svar inom tre månader från beslutet.", ["inom tre månader från beslutet"]),
    ("Nämnden redovisar den 5, 12 och 19 maj 2025.", ["den 5", "12", "19 maj 2025"]),
    ("Arbetet görs v. 14–16 och vecka 20.", ["v. 14–16", "vecka 20"]),
    ("Svar senast 26/1.", ["senast 26/1"]),
    ("Rutinen blir klar lagom till jul.", ["lagom till jul"]),
    ("Allt ska vara på plats före jul i år. Sedan ses det över.", ["före jul i år"]),
    ("Det görs till jul. Sedan är det klart.", ["till jul"]),
    ("Nämnden (26/2) beslutar.", ["26/2"]),
    ("Måndagen den 3 mars 2025 kl. 13.00", ["Måndagen den 3 mars 2025"]),
    ("Arbetet 2024–2025 har gett resultat.", ["2024–2025"]),
    ("Det görs första kvartalet 2026 och Q1 2027.", ["första kvartalet 2026", "Q1 2027"]),
    ("Arbetet pågår under året.", ["under året"]),
    ("Det träder i kraft 1 juli i år.", ["1 juli i år"]),
    ("Insatserna sker löpande och löpande text lämnas.", ["löpande"]),
    ("Det sker den 5 sep tember 20 25 i salen.", ["den 5 sep tember 20 25"]),
    ("I slutet av 2025 är det klart.", ["I slutet av 2025"]),
    ("Punkt 3 maj 2025 utgår.", ["maj 2025"]),
    ("Verksamheten har 155 dialogträffar under 2025.", ["under 2025"]),
    ("Mötet hölls 2025-03-13, § 12, dnr ASN-2024-11995.", ["2025-03-13"]),
]


@pytest.mark.parametrize(("text", "words"), RUNNING)
def test_times_are_found_in_running_text(text, words):
    found = find_tidpunkter(text, NEAR)
    assert [one.value.words for one in found] == words
    assert [text[one.start : one.end] for one in found] == words


def test_the_same_year_is_the_one_told_before():
    found = find_tidpunkter("Arbetet började våren 2023. I december samma år var det klart.", NEAR)
    assert meaning(found[1].value) == ("2023-12-01/2023-12-31", "manad")
    alone = tidpunkt("i december samma år", NEAR)
    assert alone is not None
    assert alone.relative_to == SAME_YEAR
    assert alone.needs_year


def test_the_kernel_can_be_had_without_what_stands_before_it():
    found = find_tidpunkter("Svara senast den 31 mars 2025 eller före sommaren 2026.", NEAR, limits=False)
    assert [one.value.words for one in found] == ["den 31 mars 2025", "sommaren 2026"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("31/4", "31 april finns inte. April har 30 dagar."),
        ("30 februari", "30 februari finns inte. Februari har 29 dagar."),
        ("den 29 februari 2025", "29 februari 2025 finns inte. Februari 2025 har 28 dagar."),
        ("2025-02-29", "29 februari 2025 finns inte. Februari 2025 har 28 dagar."),
        ("29 februari 2024", ""),
        ("snart", ""),
        ("31/13", "Månad 13 finns inte. Året har tolv månader."),
        ("2026-13-01", "Månad 13 finns inte. Året har tolv månader."),
        ("32 feb 2026", "32 februari 2026 finns inte. Februari 2026 har 28 dagar."),
        ("2026-02-32", "32 februari 2026 finns inte. Februari 2026 har 28 dagar."),
        ("senast 32 mars", "32 mars finns inte. Mars har 31 dagar."),
        ("0 mars", "0 mars finns inte. Mars har 31 dagar."),
        ("260230", "30 februari 2026 finns inte. Februari 2026 har 28 dagar."),
        ("20260230", "30 februari 2026 finns inte. Februari 2026 har 28 dagar."),
        ("32.1.2026", "32 januari finns inte. Januari har 31 dagar."),
        ("klart 31 juni", "31 juni finns inte. Juni har 30 dagar."),
        ("4/2024", ""),
        ("45 åtgärder", ""),
        ("BUN-2026-99", ""),
        ("12 augusti", ""),
    ],
)
def test_a_day_that_does_not_exist_is_told_as_such(words, told):
    assert why_no_day(words) == told
    if told:
        assert tidpunkt(words, NEAR) is None


def test_a_day_that_does_not_exist_is_found_in_running_text_with_its_place():
    text = "Svar lämnas senast den 31 april 2025, alltså i april 2025."
    ((start, end, told),) = find_impossible_days(text)
    assert text[start:end] == "senast den 31 april 2025"
    assert told == "31 april finns inte. April har 30 dagar."
    assert [one.value.words for one in find_tidpunkter(text, NEAR)] == ["i april 2025"]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("31/3", "mån 31 mars 2025, räknat från 20 februari 2025"),
        ("2025-03-31", "mån 31 mars 2025"),
        ("senast juni 2026", "senast tis 30 juni 2026"),
        ("från och med 2026", "tidigast tors 1 januari 2026"),
        ("våren 2025", "1 mars–31 maj 2025"),
        ("maj 2025", "1–31 maj 2025"),
        ("vintern 2025/26", "1 december 2025–28 februari 2026"),
        ("kvartalsvis under 2025", "kvartalsvis, 1 januari–31 december 2025"),
        ("inom tre månader från beslutet", "räknat från beslutet"),
        ("omgående", "utan dag"),
    ],
)
def test_how_it_was_understood_is_said_in_swedish(words, shown):
    value = tidpunkt(words, NEAR)
    assert value is not None
    assert shown_tidpunkt(value) == shown


def test_a_deadline_is_told_from_a_beginning():
    told = {"senast maj 2025": True, "före maj 2025": True, "från och med maj 2025": False, "maj 2025": False}
    values = {words: tidpunkt(words, None) for words in told}
    assert {words: value is not None and value.is_deadline for words, value in values.items()} == told


@pytest.mark.parametrize(
    ("words", "exact"),
    [("senast den 31 mars 2025", "2025-03-31"), ("31 mars 2025", "2025-03-31"), ("mars 2025", None),
     ("5–7 maj 2025", None), ("efter 1 maj 2025", None)],
)  # fmt: skip
def test_only_what_names_one_day_is_a_day(words, exact):
    value = tidpunkt(words, None)
    assert value is not None
    assert value.day == day(exact)


def test_the_values_fit_the_columns_of_a_record():
    value = tidpunkt("senast juni 2026", NEAR)
    assert value is not None
    record = TidpunktFields(**value.columns())
    assert (record.words, record.earliest, record.latest) == ("senast juni 2026", None, date(2026, 6, 30))
    assert record.precision == Precision.manad


@given(DAYS)
def test_every_way_of_writing_a_day_is_read_back_as_that_day(one):
    ways = [one.isoformat(), f"{one:%Y%m%d}", full_day(one), long_day(one), f"den {full_day(one)}",
            f"{one.day}/{one.month} {one.year}", f"{one.day}.{one.month}.{one.year}"]  # fmt: skip
    for words in ways:
        value = tidpunkt(words, None)
        assert value is not None
        assert (value.words, value.day) == (words, one)


PERIODS = st.one_of(
    st.builds(lambda month, year: f"{month} {year}", st.sampled_from(MONTHS), st.integers(2000, 2060)),
    st.builds(
        lambda season, year: f"{season} {year}",
        st.sampled_from(("våren", "sommaren", "hösten", "vintern")),
        st.integers(2000, 2060),
    ),
    st.builds(lambda week, year: f"vecka {week} {year}", st.integers(1, 52), st.integers(2000, 2060)),
    st.builds(lambda part, year: f"kvartal {part} {year}", st.integers(1, 4), st.integers(2000, 2060)),
    st.builds(full_day, DAYS),
    st.builds(lambda year: f"år {year}", st.integers(2000, 2060)),
)
LIMITS = st.sampled_from(
    (
        "",
        "senast ",
        "före ",
        "efter ",
        "från och med ",
        "till och med ",
        "i slutet av ",
        "under ",
        "senast i början av ",
    )
)


@given(LIMITS, PERIODS)
def test_what_was_printed_is_read_back_as_the_same(limit, period):
    words = f"{limit}{period}"
    value = tidpunkt(words, None)
    assert value is not None
    assert tidpunkt(value.words, None) == value
    (found,) = find_tidpunkter(f"Detta görs {words}.", None)
    assert found.value == value
    if "början" not in limit:
        assert meaning(tidpunkt(shown_tidpunkt(value), None))[0] == meaning(value)[0]


@given(LIMITS, PERIODS, st.dates(date(1995, 1, 1), date(2070, 1, 1)))
def test_a_time_that_tells_its_year_does_not_hang_on_the_day_it_is_read(limit, period, near):
    assert tidpunkt(f"{limit}{period}", near) == tidpunkt(f"{limit}{period}", None)


@given(DAYS, DAYS)
def test_a_day_without_a_year_is_the_next_one(one, near):
    value = tidpunkt(f"{one.day} {MONTHS[one.month - 1]}", near)
    assert value is not None
    assert value.day is not None
    assert near <= value.day <= near + timedelta(days=8 * 366)
    assert (value.day.day, value.day.month) == (one.day, one.month)


@given(st.text(max_size=60), st.one_of(st.none(), DAYS))
def test_no_text_makes_the_reading_fail(text, near):
    for found in find_tidpunkter(text, near):
        assert 0 <= found.start < found.end <= len(text)
    value = tidpunkt(text, near)
    assert value is None or not (value.earliest and value.latest) or value.earliest <= value.latest


PIECES = """senast den i och – - , / . mars maj våren 2025 31 5 v vecka kvartal slutet av från med till år samma
kvartalsvis juni månads sammanträde inom tre månader 250331 första tisdag före vintern årsskiftet 4 30 februari"""
WORDS = st.lists(
    st.sampled_from(PIECES.split()),
    max_size=14,
).map(" ".join)


@given(WORDS, st.one_of(st.none(), DAYS))
def test_times_in_disorder_are_read_without_failing_and_stand_in_order(text, near):
    found = find_tidpunkter(text, near)
    assert all(one.end <= two.start for one, two in pairwise(found))
    for one in found:
        assert one.value.words == text[one.start : one.end]
    tidpunkt(text, near)
    why_no_day(text)


HOSTILE = (
    "senast i |1, |mars, |2025-|den |och |första |31/|5–|senast vid juni månads |v. |i slutet av |från och med |"
    "t.o.m. |jan uari |inom tre |24/7 |mån |9"
)


@pytest.mark.parametrize(
    "piece",
    HOSTILE.split("|"),
)
def test_a_long_hostile_text_is_looked_at_a_fixed_number_of_times(piece, monkeypatch):
    from nemndsekr.rules.tidpunkt.tokens import Tokens

    looks = 0
    word = Tokens.word

    def counted(self, at):
        nonlocal looks
        looks += 1
        return word(self, at)

    monkeypatch.setattr(Tokens, "word", counted)

    def looks_at(times):
        nonlocal looks
        looks = 0
        find_tidpunkter(piece * times, NEAR)
        return looks

    assert looks_at(2000) <= 2.2 * looks_at(1000) + 1000
