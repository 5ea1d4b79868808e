"""Checks of references: words that point at a recommendation, and whether it is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nemndsekr.records.block_text import Heading, ListBlock, Paragraph, Runs, runs_text
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Certainty
from nemndsekr.rules.checks.remark import GO_THERE, Remark, Remedy
from nemndsekr.rules.checks.texts import ANSWERED, CaseText, enumerated, running_texts
from nemndsekr.rules.prose import sentences

_NUMERALS: Final = {
    word: number
    for number, word in enumerate(
        ("ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"), start=1
    )
}
_NUMBER: Final = rf"(?:\d{{1,2}}(?![\d/-]|\.\d)|{'|'.join(_NUMERALS)})\b"
_REFERENCE: Final = re.compile(
    r"\brekommendation(?:en|erna|er)?\s+(?:nr\.? )?"
    rf"(?P<numbers>{_NUMBER}(?:(?:, | och | samt | respektive ){_NUMBER})*)",
    re.IGNORECASE,
)
# «Rekommendation 3» at the head of a line is a heading, and another report's recommendations are not ours.
_ELSEWHERE: Final = re.compile(r"\b(?:20\d\d|förra|tidigare|föregående)\b.{0,40}(?:granskning|rapport)", re.IGNORECASE)


def plain_references(file: CaseFile) -> Iterator[Remark]:
    """Tell of references to recommendations in plain words, which do not follow when the numbers change."""
    rows = {one.no for one in file.recommendations}
    if len(rows) < _FEWEST or file.case.stage in ANSWERED:
        return
    for text in running_texts(file):
        live = [
            (words, sentence) for words, numbers, sentence in _references(text) if all(one in rows for one in numbers)
        ]
        if live:
            yield _could_be_live(text, live)


def gone_references(file: CaseFile) -> Iterator[Remark]:
    """Ask about references to a recommendation that is not there."""
    rows = {one.no for one in file.recommendations}
    for text in running_texts(file) if rows else ():
        for _, numbers, sentence in _references(text):
            gone = [number for number in numbers if number not in rows]
            if gone:
                yield _gone(text, gone, sentence)


_FEWEST: Final = 2


def _references(text: CaseText) -> Iterator[tuple[str, list[int], str]]:
    """The references in plain words in a text: the words, the numbers they name, and the sentence they stand in."""
    if "ekommendation" not in text.text:
        return
    for paragraph in _plain_paragraphs(text):
        for found in _REFERENCE.finditer(paragraph):
            sentence = next((one for one in sentences(paragraph) if found[0] in one), found[0])
            heads = found.start() == 0 and found[0][0].isupper()
            if heads or paragraph[found.end() : found.end() + 1] == ":" or _ELSEWHERE.search(sentence):
                continue
            yield found[0], [_value(word) for word in re.findall(_NUMBER, found["numbers"], re.IGNORECASE)], sentence


def _plain_paragraphs(text: CaseText) -> Iterator[str]:
    """The paragraphs and items of a text, what is a live reference already blotted out."""
    for block in text.blocks:
        if isinstance(block, Paragraph | Heading):
            yield _without_live(block.runs)
        elif isinstance(block, ListBlock):
            yield from (_without_live(item.runs) for item in block.items)


def _without_live(runs: Runs) -> str:
    if not any(run.ref for run in runs):
        return runs_text(runs)
    return "".join("·" * len(run.text) if run.ref else run.text for run in runs)


def _value(word: str) -> int:
    return int(word) if word.isdigit() else _NUMERALS[word.lower()]


def _gone(text: CaseText, gone: list[int], sentence: str) -> Remark:
    numbers = enumerated(map(str, gone))
    return Remark(
        "hanvisning_borta",
        f"Rekommendation {numbers} finns inte",
        f"{text.name[:1].upper()}{text.name[1:]} hänvisar dit. Har numren ändrats?",
        text.table,
        text.row_uid,
        text.field,
        Certainty.fraga,
        (GO_THERE,),
        (sentence,),
    )


def _could_be_live(text: CaseText, live: list[tuple[str, str]]) -> Remark:
    words = enumerated(dict.fromkeys(f"«{reference}»" for reference, _ in live))
    return Remark(
        "levande_hanvisning",
        f"{words} är vanlig text",
        f"Står i {text.name}. En levande hänvisning ändras själv om numren ändras.",
        text.table,
        text.row_uid,
        text.field,
        Certainty.upplysning,
        (Remedy("Gör levande", "make_live", tuple(("words", reference) for reference, _ in live)), GO_THERE),
        tuple(sentence for _, sentence in live),
    )


def referred_numbers(reference: str) -> list[tuple[int, int, int]]:
    """The numbers that words such as «rekommendation ett och två» name: start, end and number of each."""
    return [(found.start(), found.end(), _value(found[0])) for found in re.finditer(_NUMBER, reference, re.IGNORECASE)]
