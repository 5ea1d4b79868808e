"""What the words of an answer say where no measure is laid out: what will be done, when, by whom, to what end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from nemndsekr.records.block_text import Block
from nemndsekr.rules.prose import sentences_in
from nemndsekr.rules.tidpunkt import find_tidpunkter
from nemndsekr.support.days import MONTHS

_AHEAD: Final = re.compile(
    r"\b(?:kommer|ska|skall|planera\w*|avser|avses|påbörja\w*|inled\w*|inför|införs|införa|startar?|fortsätt\w*|framöver|"
    r"framåt|senast|tas fram|tar fram|ta fram|ser över|se över|utreder|undersöker|bör|behöver|implementera\w*|pågår|"
    r"avvaktar|vidare|återrapporteras|redovisas|följs upp|nästa|inrätta\w*|upprätta[rs]?|kompletteras?|kompletterar|"
    r"utbilda[rs]?|inventera[rs]?|revidera[rs]?|uppdatera[rs]?|utöka[rs]?|byggs?|bygger|förstärk\w*|skärp\w*|"
    r"ändra[rs]?|läggs till|får i uppdrag|ges i uppdrag|uppdrar?|uppdras|anpassa[rs]?|arbetar för|arbetar med att|"
    r"arbetas fram|utarbetas|tas in|tar in|blir|förs in|höjs|halveras|tas i bruk|prövas?|prövar|föreslår?|"
    r"fått i (?:uppgift|uppdrag)|därefter)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=2048)
def _time_ahead(sentence: str, written: date | None) -> bool:
    """Whether a sentence tells a time that had not passed when it was written, or one whose year is not told."""
    if not any(sign.isdigit() for sign in sentence) and not _SEASON.search(sentence):
        return False
    return any(
        found.value.needs_year
        or (found.value.latest is not None and (written is None or found.value.latest > written))
        or (found.value.earliest is not None and written is not None and found.value.earliest > written)
        for found in find_tidpunkter(sentence, written)
    )


_SEASON: Final = re.compile(
    rf"{'|'.join(MONTHS)}|\b(?:vår|höst|sommar|vinter|året|kvartal|halvår|årsskift|termin|läsår|löpande|årlig)",
    re.IGNORECASE,
)


@lru_cache(maxsize=2048)
def is_ahead(sentence: str, written: date | None) -> bool:
    """Whether a sentence tells of something to come; ``written`` is the day of the paper it stands in."""
    return _AHEAD.search(sentence) is not None or _time_ahead(sentence, written)


_EFFECT: Final = re.compile(
    r"\b(?:effekt\w*|leda till|leder till|bidra\w* till|förväntas|väntas|så att|innebär|minskar?|ökar?|förbättra\w*|"
    r"underlätta\w*|stärk\w*|säkerställ\w*|syftar till|i syfte att)\b",
    re.IGNORECASE,
)
_SOMEBODY: Final = re.compile(r"\w*(?:chef|direktör|ansvar|rektor|samordnare|strateg|controller)\w*", re.IGNORECASE)


def told_in_words(field: str, blocks: Sequence[Block], written: date | None) -> bool:
    """Whether the words of an answer say what no measure of the case does; read kindly, since they are only words."""
    told = sentences_in(blocks)
    whole = " ".join(told)
    match field:
        case "measures":
            return any(is_ahead(one, written) for one in told)
        case "promise":
            return any(_time_ahead(one, written) for one in told)
        case "expected_effect":
            return _EFFECT.search(whole) is not None
    return _SOMEBODY.search(whole) is not None
