"""Who owes the secretary what: answers that are still lacking, by person, and the words that remind of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from nemndsekr.records.choices import AnswerEventKind, Secrecy, label
from nemndsekr.rules.followup import NOBODY, FollowedCase
from nemndsekr.rules.lateness import counted, days_late
from nemndsekr.rules.short_names import short_name
from nemndsekr.support.days import full_day, near_day

_WHAT: Final = {"recommendations": "Rekommendation", "audit_questions": "Bedömning"}
_THE_WORDS: Final = {
    "Ställningstagande": "ställningstagande",
    "Svar": "svar",
    "Åtgärd": "åtgärd",
    "Effekt": "förväntad effekt",
    "Tidpunkt": "när åtgärden senast är klar",
    "Ansvarig": "vem som ansvarar",
}


class LastEvent(NamedTuple):
    """What happened last on the way to an answer."""

    kind: AnswerEventKind
    on: date | None
    person: str = ""


class OwedAnswer(NamedTuple):
    """An answer that is not complete: of which recommendation or assessment, by whom, when, and what it lacks."""

    table: str
    row_id: int
    uid: str
    case: FollowedCase
    no: int
    text: str
    person: str
    unit: str
    due_on: date | None
    meeting: str
    meeting_day: date | None
    lacks: tuple[str, ...]
    last: LastEvent | None = None

    @property
    def who(self) -> str:
        """The person, else the unit, else nobody."""
        return self.person or self.unit or NOBODY

    @property
    def what(self) -> str:
        """«Rekommendation 3»."""
        return f"{_WHAT[self.table]} {self.no}"

    @property
    def lack_words(self) -> str:
        """«svar, förväntad effekt»."""
        return ", ".join(_THE_WORDS.get(lack, lack.lower()) for lack in self.lacks)

    @property
    def short_lack(self) -> str:
        """The same for a row of a list, where «hela svaret» says enough."""
        return "hela svaret" if "Svar" in self.lacks and len(self.lacks) > 2 else self.lack_words

    @property
    def last_words(self) -> str:
        """«Påmint 17 februari», «Inte begärt»."""
        if self.last is None:
            return "Inte begärt"
        return label(self.last.kind) + (f" {full_day(self.last.on)}" if self.last.on else "")


def late_by(owed: OwedAnswer, today: date) -> int:
    """Days after its inner day, 0 where it is not late."""
    return days_late(owed.due_on, today)


def when_owed(owed: OwedAnswer, today: date) -> str:
    """«20 februari», with «3 dagar sen» where it has passed; or that no day is set."""
    if owed.due_on is None:
        return "ingen svarsdag"
    late = late_by(owed, today)
    return near_day(owed.due_on, today) + (f", {counted(late, 'dag', 'dagar')} sen" if late else "")


def by_person(owed: Iterable[OwedAnswer]) -> list[OwedAnswer]:
    """In the order of persons, those with the earliest day first; what nobody is asked for comes last."""
    answers = list(owed)
    first: dict[str, date] = {}
    for each in answers:
        first[each.who] = min(first.get(each.who, date.max), each.due_on or date.max)
    return sorted(
        answers,
        key=lambda each: (
            each.who == NOBODY, first[each.who], each.who, each.due_on or date.max, each.case.id,
            each.table != "recommendations", each.no,
        ),
    )  # fmt: skip


def by_meeting(owed: Iterable[OwedAnswer]) -> list[OwedAnswer]:
    """In the order of the meetings that wait for them; what goes to no meeting comes last."""
    return sorted(
        by_person(owed), key=lambda each: (each.meeting_day is None, each.meeting_day or date.max, each.case.id)
    )


def reminder(who: str, owed: Sequence[OwedAnswer], today: date) -> str:
    """A message to one person that names only what is lacking, case by case."""
    name = who.split(maxsplit=1)[0] if who != NOBODY and owed and owed[0].person else ""
    lines = [f"Hej {name}!" if name else "Hej!", ""]
    cases = list(dict.fromkeys(each.case for each in owed))
    for number, case in enumerate(cases):
        mine = [each for each in owed if each.case == case]
        title = f"«{case.title}»" + (f" ({case.dnr})" if case.dnr else "")
        begin = f"Jag behöver fortfarande det här{_from(who, owed)} till" if number == 0 else "Och det här till"
        lines += [f"{begin} {title}:", *(f"– {_gap(each)}" for each in mine), ""]
        when = _meets(mine[0], today)
        if when:
            lines += [when, ""]
    lines += [_by_when(owed, today), "Hör gärna av dig om något är oklart eller om tiden inte räcker.", "", "Tack!"]
    return "\n".join(lines)


def _from(who: str, owed: Sequence[OwedAnswer]) -> str:
    """« från dig», « från er» where a unit is asked, and nothing where nobody is."""
    if who == NOBODY:
        return ""
    return " från dig" if owed and owed[0].person else " från er"


def owed_words(owed: Sequence[OwedAnswer]) -> str:
    """How many answers are lacking, and from how many: «10 svar att få in: 2 från 2 personer, 8 utan någon utsedd»."""
    of = {each.who for each in owed if each.who != NOBODY}
    asked = sum(each.who != NOBODY for each in owed)
    whole = all(each.person for each in owed if each.who != NOBODY)
    words = ("person", "personer") if whole else ("person eller enhet", "personer eller enheter")
    told = f"{len(owed)} svar att få in"
    if not asked:
        return f"{told}, ingen är utsedd" if owed else "0 svar"
    if asked == len(owed):
        return f"{told} från {counted(len(of), *words)}"
    return f"{told}: {asked} från {counted(len(of), *words)}, {len(owed) - asked} utan någon utsedd"


def _gap(owed: OwedAnswer) -> str:
    named = "" if owed.case.secrecy == Secrecy.hela else f" ({short_name(owed.text)})"
    return f"{owed.what}{named}: {owed.lack_words}"


def _meets(owed: OwedAnswer, today: date) -> str:
    if owed.meeting_day is None or owed.meeting_day < today:
        return ""
    return f"Ärendet ska till {owed.meeting or 'sammanträdet'} {near_day(owed.meeting_day, today)}."


def _by_when(owed: Sequence[OwedAnswer], today: date) -> str:
    days = [each.due_on for each in owed if each.due_on is not None]
    if not days:
        return "När kan jag få det?"
    if min(days) < today:
        return f"Vi hade sagt {near_day(min(days), today)}. När kan jag få det?"
    return f"Jag behöver det senast {near_day(min(days), today)}."
