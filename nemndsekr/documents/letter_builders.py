"""The blocks of letters: what asks for anstånd, and what goes with a följebrev."""

from __future__ import annotations

from typing import Final

from nemndsekr.documents.making import Making, namnd_decision, plain_runs
from nemndsekr.documents.outline import ItemList, ListItem, OutlineBlock, Paragraph, Run
from nemndsekr.records.choices import CaseKind, DocumentKind
from nemndsekr.records.meeting import PlanStep
from nemndsekr.rules.frozen import was_adopted
from nemndsekr.rules.planning.anstand import LETTER_TITLE, sender_of
from nemndsekr.rules.planning.chosen import step_printed, steps_to_print
from nemndsekr.rules.which_answer import occasion_at_hand

_TO: Final = "Till "
_ANSWERED: Final = frozenset({CaseKind.granskning, CaseKind.remiss})


def _paragraphs(making: Making) -> list[str]:
    return [part for part in making.options.letter.split("\n") if part.strip()]


def written_title(making: Making) -> str:
    """The line of a written letter that says what it asks for; empty where no letter has been written."""
    return next((part for part in _paragraphs(making) if part.startswith(LETTER_TITLE)), "")


def letter(making: Making) -> list[OutlineBlock]:
    """The letter as it was written, else made of the case; what the case does not tell stands as a gap."""
    written = _paragraphs(making)
    if written:
        return [Paragraph(plain_runs(part)) for part in written if part != written_title(making)]
    words = making.template.letter
    granted = _asked_day(making)
    asked = [Run(words.asked.format(text=granted))] if granted else _with_gap(words.asked, words.gap_day)
    steps = _planned(making)
    reason = [Run(words.reason.format(text=", ".join(steps)))] if steps else [Run(words.gap_reason, gap=True)]
    blocks: list[OutlineBlock] = []
    if about := making.line(words.about):
        blocks.append(Paragraph(plain_runs(about)))
    blocks += [Paragraph(tuple(asked)), Paragraph(tuple(reason))]
    blocks += [Paragraph(plain_runs(words.please))] if words.please else []
    blocks += [Paragraph(plain_runs(words.greeting))] if words.greeting else []
    sender = sender_of(making.case_file)
    return [*blocks, Paragraph((Run(sender or words.gap_sender, gap=not sender),))]


def _with_gap(line: str, gap: str) -> list[Run]:
    before, _, after = line.partition("{text}")
    return [run for run in (Run(before), Run(gap, gap=True), Run(after)) if run.text]


def _asked_day(making: Making) -> str:
    """The later day, once it is granted: then the letter tells which day it asked for."""
    occasion = occasion_at_hand(making.case_file)
    days = [one for one in making.case_file.reply_days if one.occasion == occasion and one.granted_by]
    return (days[-1].latest.isoformat() if days[-1].latest else days[-1].words) if days else ""


def _planned(making: Making) -> list[str]:
    steps: list[PlanStep] = steps_to_print(making.case_file, making.kind)
    return [step_printed(making.case_file, step) for step in steps if step.day is not None]


def enclosures(making: Making) -> list[OutlineBlock]:
    """What goes with the letter: the answer, the extract of the minutes, and what is enclosed with the answer."""
    words, file = making.template.enclosure, making.case_file
    texts: list[str] = []
    adopted = was_adopted(file) and file.case.kind in _ANSWERED
    if adopted or any(one.kind in (DocumentKind.yttrande, DocumentKind.uppfoljande_yttrande) for one in file.documents):
        texts.append(making.line(words.answer))
    decision = namnd_decision(file)
    if decision is not None and decision.paragraph:
        texts.append(making.line(words.minutes))
    texts += [one.text for one in making.papers.attachments]
    texts = list(dict.fromkeys(text for text in texts if text))
    if not texts:
        return [Paragraph(plain_runs(words.missing), "placeholder")] if words.missing else []
    return [ItemList(tuple(ListItem(plain_runs(text)) for text in texts), ordered=len(texts) > 1)]
