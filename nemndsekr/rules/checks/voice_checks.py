"""Checks of who speaks: a yttrande with the nämnd's voice, a tjänsteskrivelse with the förvaltning's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Certainty, DocumentKind
from nemndsekr.rules.checks.remark import GO_THERE, Remark
from nemndsekr.rules.checks.texts import FACTS, SUMMARY, CaseText, quoted, running_texts

_MUST: Final = "ska|skall|bör|måste|får|med|för|och|samt|har i uppdrag"
_TURNED: Final = "kommer|har|arbetar|planerar|fortsätter|bedömer|avser|instämmer|ser|genomför|utreder|undersöker"


@lru_cache(maxsize=32)
def _speaks(names: tuple[str, ...]) -> re.Pattern[str]:
    """Finds a sentence whose subject is the förvaltning; what it shall do by the nämnd's word is no voice."""
    name = "|".join(re.escape(one) for one in names)
    return re.compile(
        rf"^(?:{name}) (?!(?:{_MUST})\b)\w+|^(?:(?!\batt\b)[^,]){{1,80}}\b(?:{_TURNED}) (?:{name})\b", re.IGNORECASE
    )


_NAMND_SPEAKS: Final = re.compile(
    r"^(?:[A-ZÅÄÖ][\w-]*(?:- och \w*)?nämnden|Nämnden|\w*[Ss]tyrelsen) (?!ska\b|beslutar\b|föreslås\b)\w+"
)

# What only the one who takes a stand says; what the nämnd does and has is told in the officials' paper too.
_NAMND_STANDS: Final = re.compile(
    r"^(?:[A-ZÅÄÖ][\w-]*(?:- och \w*)?nämnden|Nämnden) (?:instämmer|delar|anser|välkomnar|tackar|menar)\b"
)
_YTTRANDEN: Final = frozenset({DocumentKind.yttrande, DocumentKind.uppfoljande_yttrande})
_ANSWERS: Final = frozenset({"recommendations", "audit_questions"})
_YTTRANDE_KEY: Final = "yttrande"

_Said = list[tuple[CaseText, str]]


class _Voices(NamedTuple):
    """The sentences in which the nämnd speaks, and those in which the förvaltning does."""

    namnd: _Said
    office: _Said


def changing_voice(file: CaseFile) -> Iterator[Remark]:
    """Tell of a paper in which now the nämnd and now the förvaltning speaks, or in which only the wrong one does."""
    kinds = {document.kind for document in file.documents}
    officials = DocumentKind.tjansteskrivelse in kinds
    if officials and not kinds & _YTTRANDEN:
        yield from _in_officials_paper(
            _voices(file, [one for one in running_texts(file) if _is_own(one)], _NAMND_STANDS)
        )
        return
    if DocumentKind.yttrande not in kinds:
        return
    # Where both papers are written of the same texts, the answers and the yttrande's own part are what it prints.
    texts = [one for one in running_texts(file) if not officials or _is_of_yttrande(one)]
    voices = _voices(file, texts, _NAMND_SPEAKS)
    if not voices.office:
        return
    many = "en gång" if len(voices.office) == 1 else f"{len(voices.office)} gånger"
    if len(voices.namnd) > len(voices.office):
        words = f"Nämnden talar, men {many} gör förvaltningen det: {quoted(voices.office[0][1])}"
        yield _remark("Yttrandet växlar mellan nämnden och förvaltningen", words, voices.office)
    elif officials and not voices.namnd:
        words = f"Yttrandet är nämndens, men förvaltningen talar {many} i svaren: {quoted(voices.office[0][1])}"
        yield _remark("Yttrandet talar med förvaltningens röst", words, voices.office)


def _in_officials_paper(voices: _Voices) -> Iterator[Remark]:
    if not voices.namnd or (voices.office and len(voices.office) <= len(voices.namnd)):
        return
    many = "en gång" if len(voices.namnd) == 1 else f"{len(voices.namnd)} gånger"
    if voices.office:
        words = f"Förvaltningen talar, men {many} tar nämnden ställning: {quoted(voices.namnd[0][1])}"
        yield _remark("Tjänsteskrivelsen växlar mellan förvaltningen och nämnden", words, voices.namnd)
    elif len(voices.namnd) > 1:
        words = f"Tjänsteskrivelsen är förvaltningens, men nämnden tar ställning {many}: {quoted(voices.namnd[0][1])}"
        yield _remark("Tjänsteskrivelsen talar med nämndens röst", words, voices.namnd)


def _voices(file: CaseFile, texts: Sequence[CaseText], namnd: re.Pattern[str]) -> _Voices:
    own_name = re.sub(r"nämnden$", "förvaltningen", file.namnd.name)
    speaks = _speaks(tuple(filter(None, dict.fromkeys(("förvaltningen", own_name, file.namnd.forvaltning_name)))))
    voices = _Voices([], [])
    for text in texts:
        for sentence in text.sentences:
            if namnd.search(sentence):
                voices.namnd.append((text, sentence))
            elif speaks.search(sentence):
                voices.office.append((text, sentence))
    return voices


def _is_own(text: CaseText) -> bool:
    """Whether a text is the officials' own, rather than what they tell of others."""
    return text.key not in FACTS | {SUMMARY, _YTTRANDE_KEY}


def _is_of_yttrande(text: CaseText) -> bool:
    return text.key == _YTTRANDE_KEY or text.table in _ANSWERS


def _remark(text: str, detail: str, said: _Said) -> Remark:
    place = said[0][0]
    return Remark(
        "rosten",
        text,
        detail,
        place.table,
        place.row_uid,
        place.field,
        Certainty.upplysning,
        (GO_THERE,),
        tuple(sentence for _, sentence in said),
    )
