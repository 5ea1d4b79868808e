"""What the columns of a bevakningslista hold: proposed from their headings, and from what stands under them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final

from nemndsekr.rules.tidpunkt import tidpunkt
from nemndsekr.support.days import parse_day
from nemndsekr.support.swedish import folded


class ListField(StrEnum):
    """What a column of a list can hold; the slugs are kept in the settings."""

    diarienummer = "diarienummer"
    rubrik = "rubrik"
    slag = "slag"
    fran = "fran"
    inkom = "inkom"
    svarsdag = "svarsdag"
    lage = "lage"
    beslutad = "beslutad"
    avslutad = "avslutad"
    handlaggare = "handlaggare"
    namnd = "namnd"
    uppdrag = "uppdrag"
    aterrapportering = "aterrapportering"
    anteckning = "anteckning"


Columns = tuple[ListField | None, ...]
"""For each column what it holds; None: nothing that a case has a place for, kept as a note."""

# By field: headings that are just this, then words that a heading with some more in it has. Earlier fields first:
# «beslutsdatum» is a decision's day before it is any other day. All without å, ä, ö and without what is no letter.
_WHOLE: Final[dict[ListField, str]] = {
    ListField.diarienummer: "dnr diarienr diarienummer diarienummret dnummer arendenr arendenummer nummer dnrnr "
    "arendeid arendebeteckning beteckning aktnr aktnummer",
    ListField.rubrik: "rubrik arende arenden arendemening titel arendet arenderubrik benamning amne "
    "arendebenamning vad",
    ListField.slag: "slag typ art arendetyp arendeslag kategori sort typavarende",
    ListField.fran: "fran avsandare motpart begartav inkommitfran avsandaremotpart remittent revisor initiativtagare",
    ListField.inkom: "inkom inkommet inkommit ink registrerad registrerat reg datum startdatum oppnat ankom vackt "
    "inkomdatum inkommen inkommetdatum mottaget mottagen komin kominden kominnar ankomst ankommet ankommit inlamnat "
    "inlamnad inlamnades startat startad oppnad oppnades skapat skapad regdatum",
    ListField.svarsdag: "svar svarsdag svarsdatum frist senast deadline bevakning bevakas bevakningsdatum "
    "bevakningsdag svarsenast svaras sistasvarsdag forfallodatum forfaller klarsenast tillnamnd due remisstid "
    "svarstid slutdatum planerat tidplan datumforsvar tid tidpunkt skasvara skatillnamnd nar maldatum sluttid "
    "tidsgrans stoppdatum forfallodag klartill fardigtill",
    ListField.beslutad: "beslut beslutad beslutat beslutsdatum beslutsdag beslutadatum beslutden",
    ListField.avslutad: "klar klart avslutad avslutat avslutsdatum slutfort fardig fardigt avskriven besvarad "
    "besvarat expedierad expedierat utfort verkstallt",
    ListField.handlaggare: "handlaggare ansvarig ansvar ansvarighandlaggare hl handl vem handlaggs utredare "
    "kontaktperson vemgor tjansteman tjansteperson agare arendeagare sign signatur",
    ListField.namnd: "namnd namnden instans",
    ListField.uppdrag: "uppdrag uppdraget atgard atgarder beslutadatgard beslutstext uppdragsbeskrivning attgora",
    ListField.aterrapportering: "aterrapportering aterrapporteras aterredovisning redovisas redovisning aterkoppling "
    "aterrapport",
    ListField.lage: "lage status arendestatus statusidag laget arendelage fas",
    ListField.anteckning: "anteckning anteckningar kommentar kommentarer notering noteringar anm ovrigt not "
    "internanteckning information",
}
_WITHIN: Final[tuple[tuple[str, ListField], ...]] = (
    ("diarie", ListField.diarienummer),
    ("dnr", ListField.diarienummer),
    ("arendenum", ListField.diarienummer),
    ("aterrapport", ListField.aterrapportering),
    ("aterredovis", ListField.aterrapportering),
    ("senastandrad", ListField.anteckning),
    ("senastuppdaterad", ListField.anteckning),
    ("senastandrat", ListField.anteckning),
    ("anteckn", ListField.anteckning),
    ("kommentar", ListField.anteckning),
    ("notering", ListField.anteckning),
    ("handlagg", ListField.handlaggare),
    ("ansv", ListField.handlaggare),
    ("skavara", ListField.svarsdag),
    ("skabesvara", ListField.svarsdag),
    ("skasvara", ListField.svarsdag),
    ("svarsda", ListField.svarsdag),
    ("bevak", ListField.svarsdag),
    ("senast", ListField.svarsdag),
    ("frist", ListField.svarsdag),
    ("besvara", ListField.avslutad),
    ("avslut", ListField.avslutad),
    ("expedier", ListField.avslutad),
    ("inkom", ListField.inkom),
    ("ankomst", ListField.inkom),
    ("registrer", ListField.inkom),
    ("beslutadatgard", ListField.uppdrag),
    ("uppdrag", ListField.uppdrag),
    ("atgard", ListField.uppdrag),
    ("beslutsda", ListField.beslutad),
    ("beslutad", ListField.beslutad),
    ("beslutat", ListField.beslutad),
    ("avsandare", ListField.fran),
    ("arendetyp", ListField.slag),
    ("typavarende", ListField.slag),
    ("status", ListField.lage),
    ("arendemening", ListField.rubrik),
    ("rubrik", ListField.rubrik),
    ("titel", ListField.rubrik),
    ("benamning", ListField.rubrik),
    ("arende", ListField.rubrik),
    ("namnd", ListField.namnd),
    ("svar", ListField.svarsdag),
)
_BY_WHOLE: Final = {word: field for field, words in _WHOLE.items() for word in words.split()}
_SEVERAL: Final = frozenset({ListField.anteckning})
"""Fields that more than one column may hold."""

_DNR: Final = re.compile(
    r"^(?=.{4,32}$)(?=(?:\D*\d){3})(?:[A-ZÅÄÖa-zåäö]{1,6}[\s\-/:]*)?\d[\d.]*(?:[\s\-/:.]+[A-ZÅÄÖ]{0,6}[\s\-/:]*\d[\d.]*)+$"
)
_NAME: Final = re.compile(r"^[A-ZÅÄÖ][\wåäöéü-]+(?:\s+[A-ZÅÄÖ][\wåäöéü-]+){1,2}$")
_KINDS: Final = frozenset(
    re.findall(r"\w+", "granskning revision namndinitiativ initiativ motion remiss yttrande ovrigt uppdrag")
)
_ENOUGH: Final = 0.6
_LONGEST_TIME: Final = 40
_LONGEST_NAME: Final = 24
# «2025» and «117» alone are years and numbers of many things; five figures are days as Excel counts them.
_BARE_NUMBER: Final = re.compile(r"^\d{1,5}$")
_LOOKED_AT: Final = 200


def heading_letters(heading: str) -> str:
    """A heading as headings are compared: lower case, without å, ä, ö and all that is no letter."""
    plain = folded(heading).replace("å", "a").replace("ä", "a").replace("ö", "o")
    return "".join(letter for letter in plain if letter.isalpha())


def field_of_heading(heading: str) -> ListField | None:
    """What a column with this heading holds, or None where that cannot be told."""
    letters = heading_letters(heading)
    if letters in _BY_WHOLE:
        return _BY_WHOLE[letters]
    if not 3 <= len(letters) <= 40:
        return None
    return next((field for part, field in _WITHIN if part in letters), None)


def is_list_heading(text: str) -> bool:
    """Whether a text is what lists use to call a column."""
    return len(text) <= 60 and field_of_heading(text) is not None


def looks_like_dnr(text: str) -> bool:
    """Whether a text is written as diarienummer are."""
    return bool(_DNR.match(text)) and parse_day(text, date(2000, 1, 1)) is None


def propose_columns(headings: Sequence[str], columns: Sequence[Sequence[str]], list_day: date) -> Columns:
    """What each column holds, by its heading or else by its cells; no field but the note is given to two columns.

    ``list_day`` is the day of the list, or of its reading: days before it are when cases came in, days after it when
    they are to be answered.
    """
    found: list[ListField | None] = [None] * len(headings)
    taken: set[ListField] = set()

    def give(place: int, field: ListField | None) -> None:
        if field is not None and found[place] is None and (field not in taken or field in _SEVERAL):
            found[place] = field
            taken.add(field)

    for place, heading in enumerate(headings):
        give(place, _BY_WHOLE.get(heading_letters(heading)))
    for place, heading in enumerate(headings):
        give(place, field_of_heading(heading))
    samples = [[text for text in cells[:_LOOKED_AT] if text] for cells in columns]
    for place, heading in enumerate(headings):
        if found[place] is not None:
            continue
        if _names_nothing(heading):
            give(place, _field_of_cells(samples[place]))
        elif _mostly(samples[place], looks_like_dnr):
            give(place, ListField.diarienummer)
    for place, field in _fields_of_days(columns, found, list_day):
        give(place, field)
    if ListField.rubrik not in taken and ListField.uppdrag not in taken:
        _give_longest(samples, found)
    return tuple(found)


def column_remarks(headings: Sequence[str], columns: Sequence[Sequence[str]], holds: Columns) -> tuple[str, ...]:
    """What is to be looked at: columns full of days or of diarienummer that become notes all the same."""
    out: list[str] = []
    for heading, cells, field in zip(headings, columns, holds, strict=True):
        if field not in (None, ListField.anteckning):
            continue
        sample = [text for text in cells[:_LOOKED_AT] if text]
        things = "datum" if _mostly(sample, _is_time) else "diarienummer" if _mostly(sample, looks_like_dnr) else ""
        if things:
            name = heading if len(heading) <= _LONGEST_NAME else heading[:_LONGEST_NAME].rstrip() + " …"
            out.append(f"«{name}» har {things} men blir anteckning")
    return tuple(out)


def _mostly(cells: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(map(holds, cells)) >= _ENOUGH * len(cells)


def _is_time(text: str) -> bool:
    """Whether a cell tells a time, with or without its year."""
    return len(text) <= _LONGEST_TIME and not _BARE_NUMBER.match(text) and tidpunkt(text, date(2000, 1, 1)) is not None


def _told_day(text: str) -> date | None:
    """The last day of a time that is told with its year."""
    time = tidpunkt(text, None) if len(text) <= _LONGEST_TIME and not _BARE_NUMBER.match(text) else None
    return time.latest if time else None


def _fields_of_days(
    columns: Sequence[Sequence[str]], found: Sequence[ListField | None], list_day: date
) -> Iterator[tuple[int, ListField]]:
    """For columns of days without a place: when cases came in, or when they are to be answered."""
    days = {
        place: [_told_day(text) for text in cells[:_LOOKED_AT]]
        for place, cells in enumerate(columns)
        if found[place] is None and _mostly([text for text in cells[:_LOOKED_AT] if text], _is_time)
    }
    free = [field for field in (ListField.inkom, ListField.svarsdag) if field not in found]
    if not days or not free:
        return
    # In the order of their days; one whose years are not told is waited for.
    middle = {place: _middle(told) or date.max for place, told in days.items()}
    order = sorted(days, key=lambda place: middle[place])
    if len(free) == 2 and len(order) > 1:
        yield order[0], ListField.inkom
        yield order[-1], ListField.svarsdag
        return
    came_in = next((place for place, field in enumerate(found) if field == ListField.inkom), None)
    for place in order:
        after = middle[place] >= list_day
        if came_in is not None:
            former = _middle([_told_day(text) for text in columns[came_in][:_LOOKED_AT]])
            after = after or (former is not None and middle[place] > former)
        yield place, ListField.svarsdag if after else ListField.inkom


def _middle(days: Sequence[date | None]) -> date | None:
    told = sorted(day for day in days if day is not None)
    return told[len(told) // 2] if told else None


def _names_nothing(heading: str) -> bool:
    """Whether a heading says nothing of its column: «Kolumn B», «1»."""
    return not heading_letters(heading) or bool(re.fullmatch(r"Kolumn [A-Z]+", heading))


def _field_of_cells(cells: Sequence[str]) -> ListField | None:
    if _mostly(cells, looks_like_dnr):
        return ListField.diarienummer
    if _mostly(cells, lambda text: heading_letters(text) in _KINDS):
        return ListField.slag
    if _mostly(cells, lambda text: bool(_NAME.match(text))):
        return ListField.handlaggare
    return None


def _give_longest(samples: Sequence[Sequence[str]], found: list[ListField | None]) -> None:
    """Take the column with the longest texts for the title, where none is called so."""
    lengths = {
        place: sum(map(len, cells)) / len(cells)
        for place, cells in enumerate(samples)
        if cells and found[place] is None
    }
    if lengths:
        longest = max(lengths, key=lambda place: lengths[place])
        if lengths[longest] >= 12:
            found[longest] = ListField.rubrik


def columns_key(headings: Sequence[str]) -> str:
    """What a set of headings is remembered by: their letters, in order of the alphabet."""
    return "|".join(sorted(filter(None, map(heading_letters, headings))))


def remembered_as(headings: Sequence[str], columns: Columns) -> str:
    """What is remembered of a choice of columns: «dnr=diarienummer|arende=rubrik», nothing for a column not taken."""
    return "|".join(
        f"{heading_letters(heading)}={field.value if field else ''}"
        for heading, field in zip(headings, columns, strict=True)
    )


def recalled(headings: Sequence[str], kept: str) -> Columns | None:
    """The choice of columns that was remembered for these headings; None where it no longer fits them."""
    fields: Mapping[str, str] = dict(part.partition("=")[::2] for part in kept.split("|") if "=" in part)
    letters = [heading_letters(heading) for heading in headings]
    if len(set(letters)) != len(letters) or not set(letters) <= set(fields):
        return None
    known = {field.value: field for field in ListField}
    return tuple(known.get(fields[each]) for each in letters)
