"""The blocks of an ärendekort: a case on one page, whatever it holds; what does not fit is told of in a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from nemndsekr.documents.making import Making, plain_runs
from nemndsekr.documents.outline import OutlineBlock, Paragraph, Table
from nemndsekr.records.choices import label
from nemndsekr.records.decision import Decision
from nemndsekr.rules.owed_days import days_in_words
from nemndsekr.rules.planning.chosen import reply_day_of, steps_to_print
from nemndsekr.rules.progress import State, attsats_state, recommendation_state
from nemndsekr.rules.which_answer import occasion_at_hand
from nemndsekr.support.days import spoken_span

# Every row is one line. So many of them fit on one A4 below a title of one, two or three lines, in PDF and in Word.
_ROWS: Final = ((36, 17), (72, 15), (108, 13))
_MOST_STEPS: Final = 5
_MOST_DECISIONS: Final = 3
_LONGEST: Final = 68
_LONGEST_FACT: Final = 70
_LONGEST_STEP: Final = 48
LONGEST_TITLE: Final = 84
_FACT_SHARES: Final = (22.0, 78.0)
_CHAIN_SHARES: Final = (54.0, 18.0, 28.0)
_ASKED_SHARES: Final = (6.0, 78.0, 16.0)
_STATES: Final = (State.ej_paborjad, State.pagar, State.klar)


def shortened(text: str, longest: int) -> str:
    """The text on one line, cut at a word with an ellipsis where it is longer."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    whole = cut.rsplit(" ", 1)[0] if " " in cut[longest // 2 :] else cut
    return f"{whole.rstrip(' ,.;:–-')} …"


def facts(making: Making) -> list[OutlineBlock]:
    """What the case is: its kind, where it stands, who asked, when the answer is owed, who writes it, its numbers."""
    words, file, fields = making.template.card, making.case_file, making.fields
    occasion = occasion_at_hand(file)
    values = (
        label(file.case.kind),
        label(file.case.stage),
        file.case.requester or fields["initiators"] or (file.audit.auditor if file.audit else ""),
        days_in_words(file, occasion, lambda one: one.latest.isoformat() if one.latest else one.words),
        fields["officer"],
        ", ".join(filter(None, (fields["dnr"], fields["counterpart_dnr"]))),
    )
    rows = [(name, shortened(value, _LONGEST_FACT)) for name, value in zip(words.labels, values, strict=True) if value]
    return [_table([row for row in rows if row[0]], ("", ""), _FACT_SHARES)] if rows else []


def chain(making: Making) -> list[OutlineBlock]:
    """The steps to the decision with their days and how far off they are, and the day of the answer after them."""
    words, file = making.template.card, making.case_file
    steps = [(one.label or label(one.kind), one.day) for one in steps_to_print(file, making.kind) if one.day]
    due = reply_day_of(file, occasion_at_hand(file))
    steps += [(words.labels[3], due)] if due is not None and words.labels[3] else []
    rows = []
    for name, day in steps:
        rows.append((shortened(name, _LONGEST_STEP), day.isoformat() if day else "", _distance(making, day)))
    # Of a long way the end is told: what is behind is no longer waited for.
    return _cut(making, rows, _MOST_STEPS, words.chain, _CHAIN_SHARES, last=True)


def _room(making: Making) -> int:
    """How many recommendations have room beside the title, the steps and the decisions."""
    length = len(making.title)
    rows = next(rows for longest, rows in _ROWS if min(length, LONGEST_TITLE) <= longest)
    file = making.case_file
    steps = len([one for one in steps_to_print(file, making.kind) if one.day]) + 1
    return rows - min(steps, _MOST_STEPS) - max(1, min(len(file.decisions), _MOST_DECISIONS))


def _distance(making: Making, day: date | None) -> str:
    words = making.template.card
    if day is None or making.day is None:
        return ""
    if day == making.day:
        return words.today
    line = words.ahead if day > making.day else words.passed
    return line.format(text=spoken_span(making.day, day)) if line else ""


def recommendations(making: Making) -> list[OutlineBlock]:
    """Each recommendation, or each clause of an initiative, on one line with how far its answer has come."""
    words, file = making.template.card, making.case_file
    states = dict(zip(_STATES, words.states, strict=True))
    ours = [one for one in file.recommendations if one.concerns_us]
    if ours:
        rows = [
            (str(one.no), shortened(one.corrected_text or one.text, _LONGEST), states[recommendation_state(file, one)])
            for one in ours
        ]
        return _cut(making, rows, _room(making), words.recommendations, _ASKED_SHARES)
    rows = [
        (
            str(number),
            shortened(one.text, _LONGEST),
            label(one.outcome)
            if one.outcome is not None
            else states[attsats_state(one.proposal, one.outcome, assessed=bool(one.assessment))],
        )
        for number, one in enumerate(file.attsatser, start=1)
    ]
    return _cut(making, rows, _room(making), words.attsatser, _ASKED_SHARES)


def decision(making: Making) -> list[OutlineBlock]:
    """What each body has decided, the newest last, on one line each."""
    words = making.template.card
    made = [shortened(_decided(one), _LONGEST_FACT) for one in making.case_file.decisions]
    if not made:
        return [Paragraph(plain_runs(words.no_decision))] if words.no_decision else []
    left = len(made) - _MOST_DECISIONS + 1 if len(made) > _MOST_DECISIONS else 0
    told = made[left:]
    more = [words.more.format(no=left)] if left and words.more else []
    return [Paragraph(plain_runs(text), "line") for text in (*more, *told)]


def _decided(one: Decision) -> str:
    outcome = label(one.outcome) if one.outcome is not None else ""
    when = " ".join(filter(None, (label(one.kind), one.day.isoformat() if one.day else "", one.paragraph)))
    return f"{when}: {outcome}" if outcome else when


def _cut(
    making: Making,
    rows: Sequence[tuple[str, ...]],
    most: int,
    labels: Sequence[str],
    shares: Sequence[float],
    *,
    last: bool = False,
) -> list[OutlineBlock]:
    if not rows:
        return []
    shown = list(rows)
    if len(rows) > most:
        left = len(rows) - most + 1
        more = making.template.card.more.format(no=left)
        # In the column of the words, so that the line reads as one of them.
        cut = ((more, "", "") if last else ("", more, ""))[: len(labels)]
        shown = [cut, *rows[left:]] if last else [*rows[:-left], cut]
    return [_table(shown, labels, shares)]


def _table(rows: Sequence[Sequence[str]], labels: Sequence[str], shares: Sequence[float]) -> Table:
    header = tuple(map(plain_runs, labels)) if any(labels) else ()
    return Table(tuple(tuple(map(plain_runs, row)) for row in rows), header, compact=True, shares=tuple(shares))
