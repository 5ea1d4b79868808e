"""Short names: what a person would call a recommendation, an att-sats or a question in a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

LONGEST: Final = 48
"""Characters: a name in a list is cut at a phrase before this."""
_LEAST: Final = 16
_SHORTEST_HEAD: Final = 12
"""So long what stands before a half clause must be to be a name by itself."""
_A_LITTLE: Final = 6
"""So much longer a text may be and still be its own name: a word cut off says less than it takes room."""

_LONG_COMPOUND: Final = r"(?:[\wåäö]+-(?:, [\wåäö]+-)* (?:och|samt|&) )?"
_BODY: Final = (
    rf"(?:(?:den|det) )?{_LONG_COMPOUND}(?:[\wåäö]+(?:iska|ala) )?[\wåäö]*"
    r"(?:nämnden|nämnderna|styrelsen|förvaltningen|förvaltningarna|kontoret|avdelningen|utskottet|direktören|chefen|"
    r"kommunen|staden|regionen|fullmäktige|socialtjänsten)"
    r"(?: (?:för|i|inom) [\wåäö]+(?:,? (?:och|samt) [\wåäö]+)?(?= (?:uppdras|ges|får|ska|bör|i uppdrag)))?"
)
_TASK: Final = r"(?:uppdras|uppdrages|ges i uppdrag|får i uppdrag|får uppdraget|åläggs|ges uppdraget|uppmanas)"
# What opens line after line and tells none from the other; taken away for as long as one of them stands first.
_OPENINGS: Final = tuple(
    re.compile(rf"^(?:{words})\s+", re.IGNORECASE)
    for words in (
        r"att\d{0,2}|samt|och|dels|även",
        rf"(?:därutöver|dessutom|slutligen|vidare) (?:bör|ska|skall|måste|behöver) {_BODY}(?: även| också)?",
        r"[\wåäö]+(?:en|et|na) (?:får|ges) i uppdrag att",
        rf"{_BODY} (?:säkerställer|tillser|ser till|verkar för) att",
        rf"{_BODY} {_TASK}(?: även| också| därför)?(?: (?:att|om att))?",
        rf"(?:{_BODY} )?(?:uppdra|uppdrar|uppdras) (?:åt|till|till och åt) {_BODY}(?: (?:och|samt) {_BODY})?(?: att)?",
        (
            rf"(?:{_BODY} )?(?:ge|ger|lämna|lämnar) {_BODY}(?: (?:och|samt) {_BODY})?(?: ett| i)? uppdrag(?:et)? "
            r"(?:att|om att)"
        ),
        rf"(?:{_BODY} )?(?:ge|ger|gav) (?:i uppdrag|uppdrag) (?:åt|till) {_BODY} att",
        rf"(?:{_BODY} )?(?:beslutar?|besluta|föreslås|rekommenderas|yrkar|bör besluta)(?: om)? att",
        (
            rf"{_BODY} (?:bör|ska|skall|måste|behöver|kan)(?: även| också| vidare| snarast)?"
            r"(?= (?:[\wåäö]+a|se|ge|ta|få)\b)"
        ),
        r"(?:i )?uppdrag att",
        (
            r"(?:säkerställ|säkerställa|säkerställer|säkra|tillse|tillser|tillförsäkra|se till|ser till|verkar? för|"
            r"överväg|överväga|tillgodose|arbeta för)(?:,? [^,]{3,40},)? att"
        ),
        r"(?:säkerställ|säkerställa|säkerställer|säkra|tillse)(?= (?:en|ett|den|det)\b)",
        r"(?:se över|utreda?|pröva|undersöka?|överväga?|analysera) möjlighet(?:en|erna)? (?:till )?att",
        r"det (?:finns|ska finnas|tas fram|upprättas|genomförs|införs|sker)(?= (?:en|ett|[\wåäö]+))",
        rf"har {_BODY} (?:säkerställt|sett till|tillsett)(?: att)?",
        rf"(?:säkerställer|ser) {_BODY} (?:till )?att",
        rf"hur (?:arbetar|säkerställer|verkar) (?:{_BODY}|[\wåäö]+) (?:för att|att|med)",
        rf"(?:har|bedriver|genomför|utövar|erbjuder|upprätthåller) {_BODY}",
        r"(?:finns det|finns|sker|erbjuds|genomförs|bedrivs|tillämpas)(?= [\wåäö-]+)(?![^?]*\bupp\?$)",
        r"(?:en|ett)(?= [\wåäö]+)",
    )
)
# Before these a clause of its own begins: a name that ends there is whole.
_CLAUSE: Final = re.compile(
    r",? (?:som|så att|samt|för att|i syfte|genom att|där|när|innan|eftersom|vilket|vilka|och om|inom ramen|utifrån|"
    r"i enlighet|med syfte|enligt)\b|[,;:–](?= )"
)
# Before these a phrase ends: a name may be cut there where no clause ends in time.
_PHRASE: Final = re.compile(
    r"(?<!-) (?:och|eller|av|om|för|i|på|till|med|mot|från|inom|vid|kring|mellan|under|över|avseende|gällande|rörande|"
    r"innehållande|angående|att|hur|vad|senast|under|före|efter|utan|via|genom)\b"
)
_WEAK: Final = frozenset(
    word
    for line in (
        "och att för i på av en ett den det de som med till om samt vid är från inom eller hur enligt så sin sitt sina",
        "ska bör kan har får ha blir mot kring mellan under över genom där när inte även via utan dess vad vem vilka",
        "vilken vilket varför än innan efter hos per runt varje samtliga samma var alltid tillräckligt tillräcklig",
        "tillräckliga",
    )
    for word in line.split()
)
_ADJECTIVE: Final = re.compile(
    r"(?:liga?|iska?|eget|egen|egna|ande|ende|[aeu]rade|ade|fulla?|nya|goda|ökad|bättre|samma?|ens|ets|nas)$"
)
# What opens a clause that is half said for as long as it has no verb.
_HALF: Final = re.compile(
    r"\b(?:hur(?: (?:många|mycket|länge|ofta))?|vad|vem|vilk(?:a|en|et)|varför|"
    r"(?<=pröva )om|(?<=prövar )om|(?<=över )om|(?<=upp )om|(?<=utreda )om|(?<=undersöka )om|"
    r"att(?! (?:"
    r"[\wåäö]*(?<!alla)(?<!samtliga)(?<!inga)(?<!flera)(?<!ställda)a|"
    r"se|ge|ta|få|gå|nå|stå|bli|ske|också|inte|även)\b)) ",
    re.IGNORECASE,
)
_VERB: Final = re.compile(
    r"\b(?:kan|kunde|ska|skall|skulle|bör|får|är|har|måste|behöver|blir|går|ger|ges|sker|finns|gör|görs|tar|tas|ser|når|"
    r"används|bedöms|följs|styrs|[\wåäö]+(?:[^n]as|[^nr]es)|"
    r"(?:(?<=en )|(?<=et )|(?<=na )|(?<=som )|(?<=de )|(?<=[aeo]r ))[\wåäö]+[aeä]r)\b"
)
_BEFORE_WHO: Final = re.compile(r"(?<=\w) (?=(?:en|ett|varje|den|det|de)\b)")
# Verbs that only say that something is to be looked at: what they look at is the name.
_LOOKS_AT: Final = re.compile(
    rf"^(?:{_BODY} )?(?:fastställ|klargör|klarlägg|kartlägg|tydliggör|förtydlig|utred|undersök|ser? över|pröva|"
    r"följ[a-z]* upp|ta reda på|besluta|redovisa|analysera|bevaka|kontrollera|försäkra sig om|räkna på)\w*$",
    re.IGNORECASE,
)
# «ta emot», «se över»: the little word belongs to the verb before it.
_PARTICLE: Final = re.compile(
    r"\b(?:se|ser|ta|tar|tas|följ|följa|följer|följs|komma|kommer|ställa|ställer|gå|går|få|lyfta|arbeta|bygga|ge)$",
    re.IGNORECASE,
)


def short_name(text: str, longest: int = LONGEST) -> str:
    """What a text would be called: from its verb or its thing, without what opens all of its kind, cut at a phrase."""
    return _named(_opened(" ".join(text.split())), longest)


def short_names(texts: Sequence[str], longest: int = LONGEST) -> list[str]:
    """The names of things that stand in one list; what is said alike at their beginnings is left out of each."""
    bare = [_opened(" ".join(text.split())) for text in texts]
    names = [_named(one, longest) for one in bare]
    counted = Counter(name.casefold() for name in names)
    for name in [name for name, times in counted.items() if times > 1]:
        alike = [at for at, one in enumerate(names) if one.casefold() == name]
        shared = _shared([bare[at] for at in alike])
        for at in alike:
            rest = " ".join(bare[at].split()[shared:])
            names[at] = _named(_opened(rest), longest) if len(rest) > _LEAST else names[at]
    return names


def _shared(texts: Sequence[str]) -> int:
    """How many words the texts have alike at their beginnings."""
    lists = [[word.casefold().strip(",.;:") for word in text.split()] for text in texts]
    shared = 0
    for words in zip(*lists, strict=False):
        if len(set(words)) > 1:
            break
        shared += 1
    return shared


def _opened(text: str) -> str:
    """A text without its openings; one that is nothing else is kept."""
    rest = text.lstrip("-–•*► \t")
    while True:
        for opening in _OPENINGS:
            left = opening.sub("", rest, count=1)
            if left != rest and len(left) > 3:
                rest = left
                break
        else:
            return rest


def _named(text: str, longest: int) -> str:
    text = text.rstrip(" .:;,")
    cut = text if len(text) <= longest + _A_LITTLE else _named_cut(text, longest)
    name = cut.rstrip(" ,;:–")
    if name.endswith("?") and text[:1].islower():
        name = name.rstrip("?")
    return name[:1].upper() + name[1:]


def _named_cut(text: str, longest: int) -> str:
    cut = _strong(re.sub(r" (?:i|med) syfte$", "", _cut(text, longest)))
    return _strong(_whole(cut, text, longest))


def _whole(cut: str, text: str, longest: int) -> str:
    """A cut text without the half clause that it ends with, or that clause alone, if it is what is to be looked at."""
    half = next(iter(reversed([*_HALF.finditer(cut)])), None)
    if half is None or not half.start() or _VERB.search(cut, half.end()):
        return cut
    before = _strong(cut[: half.start()])
    if not _LOOKS_AT.match(cut[: half.start()].strip()):
        return before if len(before) >= _SHORTEST_HEAD else cut
    rest = text[half.start() :]
    clause = rest if len(rest) <= longest + _A_LITTLE else _strong(_cut(rest, longest))
    word, thing = half.group(), clause[half.end() - half.start() :]
    if word in ("att ", "om "):
        return thing
    if _VERB.search(thing) or re.match(r"(?:av|som)\b", thing):
        return clause
    # «hur många elever en vägledare …»: what is asked about is named before the one who does it.
    asked = _BEFORE_WHO.split(thing, maxsplit=1)[0]
    return f"{word}{asked}" if word.startswith("hur ") and word != "hur " else asked


def _strong(text: str) -> str:
    """A cut text without the small words that it ends with."""
    words = text.split()
    while len(words) > 1 and words[-1].casefold().strip(",") in _WEAK:
        words.pop()
    return " ".join(words)


def _cut(text: str, longest: int) -> str:
    """The text up to the last clause that ends in time, else the last phrase, else the last word."""
    for pattern in (_CLAUSE, _PHRASE):
        places = [
            match.start()
            for match in pattern.finditer(text, _LEAST)
            if match.start() <= longest and not _PARTICLE.search(text[: match.start()])
        ]
        if places:
            return text[: places[-1]]
    words = text[: longest + 1].rsplit(" ", 1)[0].split()
    more = " ".join(text.split(" ")[: len(words) + 1])
    if _ADJECTIVE.search(words[-1]) and len(more) <= longest + _A_LITTLE:
        return more
    while len(words) > 1 and len(" ".join(words[:-1])) >= _LEAST and _ADJECTIVE.search(words[-1]):
        words.pop()
    return " ".join(words)
