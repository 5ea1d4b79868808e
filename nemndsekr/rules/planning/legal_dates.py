"""The days that the law gives after a meeting: justering, anslag, appeal, take-down and laga kraft, each with its rule.

Kommunallagen (2017:725) 5 kap. 69 § and 6 kap. 35 § (justering), 8 kap. 12 § (anslag), 13 kap. 2 and 5 §§ (appeal);
lag (1930:173) om beräkning av lagstadgad tid 1 and 2 §§ (weeks, and a last day that is no working day).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from nemndsekr.rules.working_days import free_day, is_working_day, next_working_day, red_day
from nemndsekr.support.days import WEEKDAYS, full_day

DAYS_TO_JUSTERING: Final = 14
DAYS_TO_ANSLAG: Final = 2
WEEKS_TO_APPEAL: Final = 3
_DAY: Final = timedelta(days=1)

_JUSTERING_RULE: Final = "kommunallagen 5 kap. 69 § och 6 kap. 35 §: senast fjorton dagar efter sammanträdet"
_ANSLAG_RULE: Final = "kommunallagen 8 kap. 12 §: senast andra dagen efter justeringen"
_APPEAL_RULE: Final = (
    "kommunallagen 13 kap. 5 §: inom tre veckor från den dag justeringen tillkännagavs på webbplatsen; "
    "lag (1930:173) om beräkning av lagstadgad tid 1 och 2 §§"
)
_DOWN_RULE: Final = "kommunallagen 8 kap. 12 § och 13 kap. 5 §: anslaget sitter uppe hela överklagandetiden"
_FORCE_RULE: Final = "kommunallagen 13 kap. 5 §: när överklagandetiden har gått ut"
_NO_APPEAL_RULE: Final = "kommunallagen 13 kap. 2 §: ett rent förberedande beslut kan inte överklagas"


class LegalDay(NamedTuple):
    """One day of the law. ``day`` is None where it cannot be known yet, or does not apply.

    ``title`` is what it is, ``words`` tells it («senast torsdag 3 april 2025») or why it cannot be told, ``rule`` names
    law and paragraph, ``steps`` how it was reckoned. Where the day is no working day, ``practical`` is the last one
    before a last day, the first one after an earliest day.
    """

    title: str
    day: date | None
    words: str
    rule: str
    steps: tuple[str, ...] = ()
    practical: date | None = None


@dataclass(frozen=True, slots=True)
class LegalDates:
    """All the days of the law for one meeting's minutes, and what is impossible or too late in what was given."""

    justering: LegalDay
    anslag: LegalDay
    appeal: LegalDay
    take_down: LegalDay
    force: LegalDay
    warnings: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[LegalDay, ...]:
        """The days in their order."""
        return (self.justering, self.anslag, self.appeal, self.take_down, self.force)


def legal_dates(
    meeting: date,
    *,
    justerad: date | None = None,
    anslag: date | None = None,
    taken_down: date | None = None,
    immediate: bool = False,
    appealable: bool = True,
) -> LegalDates:
    """The days of the law from the day of the meeting and what is known of justering and anslag.

    ``immediate`` is omedelbar justering: the minutes are confirmed the day of the meeting unless ``justerad`` says
    otherwise. ``appealable`` is False for a decision that only prepares, such as a yttrande: nothing is then appealed
    and nothing gains laga kraft, but the anslag of the minutes sits as long. Nothing is refused: what is impossible or
    too late is told in ``warnings``.
    """
    confirmed = justerad or (meeting if immediate else None)
    appeal = _appeal(anslag)
    return LegalDates(
        _justering(meeting),
        _anslag(confirmed),
        appeal if appealable else _not_appealed("Sista dag för överklagande"),
        _take_down(appeal.day),
        _force(appeal.day) if appealable else _not_appealed("Laga kraft"),
        tuple(_warnings(meeting, justerad, confirmed, anslag, taken_down, appeal.day, immediate=immediate)),
    )


def last_day_of_appeal(anslag: date) -> date:
    """Three weeks later on the same weekday; a Saturday, a red day or a free eve moves to the next working day."""
    return next_working_day(_three_weeks(anslag))


def _three_weeks(anslag: date) -> date:
    return anslag + timedelta(weeks=WEEKS_TO_APPEAL)


def _justering(meeting: date) -> LegalDay:
    day = meeting + DAYS_TO_JUSTERING * _DAY
    steps = (f"sammanträdet {_told(meeting)} + {DAYS_TO_JUSTERING} dagar = {_told(day)}",)
    return _latest("Justering", day, _JUSTERING_RULE, steps, meeting)


def _anslag(confirmed: date | None) -> LegalDay:
    title = "Anslag"
    if confirmed is None:
        return LegalDay(title, None, "kan räknas när justeringsdagen är känd", _ANSLAG_RULE)
    day = confirmed + DAYS_TO_ANSLAG * _DAY
    steps = (f"justeringen {_told(confirmed)} + {DAYS_TO_ANSLAG} dagar = {_told(day)}",)
    return _latest(title, day, _ANSLAG_RULE, steps, confirmed)


def _latest(title: str, day: date, rule: str, steps: tuple[str, ...], earliest: date) -> LegalDay:
    """A last day that is not extended: where nobody works that day, the working day before is told beside it."""
    if is_working_day(day):
        return LegalDay(title, day, f"senast {_told(day)}", rule, steps)
    steps = (
        *steps,
        f"{_whose_name(day)}: dagen räknas inte framåt, för det är osäkert om lag (1930:173) 2 § gäller här",
    )
    told = f"{_told(day)}, {red}" if (red := red_day(day)) else _told(day)
    practical = next((one for one in _back_from(day) if is_working_day(one)), day)
    if practical < earliest:
        return LegalDay(title, day, f"senast {told}", rule, steps)
    words = f"senast {told}; i praktiken {_told(practical)}"
    return LegalDay(title, day, words, rule, steps, practical)


def _back_from(day: date) -> Iterator[date]:
    # No run of free days is longer than a week.
    return (day - number * _DAY for number in range(1, 8))


def _appeal(anslag: date | None) -> LegalDay:
    title = "Sista dag för överklagande"
    if anslag is None:
        return LegalDay(title, None, "kan räknas när anslaget är uppe", _APPEAL_RULE)
    same, day = _three_weeks(anslag), last_day_of_appeal(anslag)
    steps = [f"anslaget {_told(anslag)} + {WEEKS_TO_APPEAL} veckor = {_told(same)}, samma veckodag (1 §)"]
    if day != same:
        steps.append(f"{_whose_name(same)}, därför nästa vardag: {_told(day)} (2 §)")
    return LegalDay(title, day, f"till och med {_told(day)}", _APPEAL_RULE, tuple(steps))


def _take_down(appeal: date | None) -> LegalDay:
    title = "Anslaget tas ned"
    if appeal is None:
        return LegalDay(title, None, "kan räknas när anslaget är uppe", _DOWN_RULE)
    day = appeal + _DAY
    steps = (f"dagen efter sista dag för överklagande, {_told(appeal)} = {_told(day)}",)
    words = f"tidigast {_told(day)}"
    if is_working_day(day):
        return LegalDay(title, day, words, _DOWN_RULE, steps)
    practical = next_working_day(day)
    return LegalDay(title, day, f"{words}; i praktiken {_told(practical)}", _DOWN_RULE, steps, practical)


def _force(appeal: date | None) -> LegalDay:
    title = "Laga kraft"
    if appeal is None:
        return LegalDay(title, None, "kan räknas när anslaget är uppe", _FORCE_RULE)
    day = appeal + _DAY
    steps = (f"dagen efter sista dag för överklagande, {_told(appeal)} = {_told(day)}",)
    return LegalDay(title, day, f"tidigast {_told(day)}, om inget överklagande kommit in", _FORCE_RULE, steps)


def _not_appealed(title: str) -> LegalDay:
    return LegalDay(title, None, "ej tillämpligt, beslutet kan inte överklagas", _NO_APPEAL_RULE)


def _warnings(
    meeting: date,
    justerad: date | None,
    confirmed: date | None,
    anslag: date | None,
    taken_down: date | None,
    appeal: date | None,
    *,
    immediate: bool,
) -> Iterator[str]:
    if justerad is not None:
        late = (justerad - meeting).days - DAYS_TO_JUSTERING
        if justerad < meeting:
            yield f"Justeringen {_told(justerad)} är före sammanträdet {_told(meeting)}. Stämmer dagarna?"
        elif late > 0:
            yield f"Justeringen {_told(justerad)} är {_days(late)} för sen: lagen ger fjorton dagar."
        elif immediate and justerad > meeting:
            yield f"Omedelbar justering görs vid sammanträdet {_told(meeting)}, inte {_told(justerad)}. Stämmer dagen?"
    if anslag is not None:
        if anslag < meeting:
            yield f"Anslaget {_told(anslag)} är före sammanträdet {_told(meeting)}. Stämmer dagarna?"
        elif confirmed is None:
            yield "Anslaget är uppe, men justeringsdagen är inte angiven. Det är justeringen som anslås."
        elif anslag < confirmed:
            yield f"Anslaget {_told(anslag)} är före justeringen {_told(confirmed)}. Det är justeringen som anslås."
        elif (late := (anslag - confirmed).days - DAYS_TO_ANSLAG) > 0:
            yield f"Anslaget {_told(anslag)} är {_days(late)} för sent: lagen ger två dagar efter justeringen."
    if taken_down is not None and appeal is not None and taken_down <= appeal:
        yield (
            f"Anslaget togs ned {_told(taken_down)}, men ska sitta uppe till och med {_told(appeal)}. "
            "Överklagandetiden löper inte ut förrän anslaget har suttit uppe hela tiden."
        )


def _days(number: int) -> str:
    return "en dag" if number == 1 else f"{number} dagar"


def _told(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {full_day(day)}"


def _whose_name(day: date) -> str:
    """Why nobody works that day: «långfredagen», «en lördag»."""
    name = free_day(day)
    return f"en {name}" if name in WEEKDAYS else name
