"""The blocks of what a meeting leaves: parts of the minutes, those who sign them, and a paper for each dissent."""

from __future__ import annotations

from nemndsekr.documents.making import Making, namnd_decision, plain_runs
from nemndsekr.documents.outline import (
    Heading,
    KeepTogether,
    OutlineBlock,
    PageBreak,
    Paragraph,
    Signature,
    Signatures,
)
from nemndsekr.documents.templates import fill
from nemndsekr.records.choices import BodyKind, DissentKind, label
from nemndsekr.records.decision import Decision, Dissent
from nemndsekr.rules.minutes_parts import minutes_part


def kept_part(making: Making) -> list[OutlineBlock]:
    """What was moved, the order of the propositions or the vote: as written, else as the kept minutes have it."""
    key = making.spec.key
    if body := making.body(key):
        return making.blocks_of(body, making.spec.level + 1)
    if not making.decided:
        return []
    told = minutes_part(making.case_file, namnd_decision(making.case_file), key)
    return [Paragraph(plain_runs(text)) for text in told]


def signs(making: Making) -> list[OutlineBlock]:
    """Room for those who sign the extract; a proposal is signed by nobody."""
    if not making.decided:
        return []
    style = making.template.signatures
    people = tuple(Signature(words) for words in making.template.minutes.signs)
    return [KeepTogether((Signatures(people, "name_first", style.layout),))] if people else []


def printed_dissents(making: Making) -> list[Dissent]:
    """Those that have a paper of their own: each on a decision of the case, or read in with a paper."""
    return list(making.case_file.dissents)


def dissents(making: Making) -> list[OutlineBlock]:
    """One page for each dissent: what it is, where it was said, its words and who stands behind them."""
    words = making.template.dissent
    headings = dict(zip(DissentKind, words.headings, strict=True))
    blocks: list[OutlineBlock] = []
    for number, dissent in enumerate(printed_dissents(making)):
        decision = next((one for one in making.case_file.decisions if one.id == dissent.decision_id), None)
        fields = {**making.fields, **_of_decision(making, decision)}
        facts = [line for line in (fill(one, fields) for one in words.facts) if line]
        blocks += [PageBreak()] if number else []
        # One title in a file: each further paper begins one step below it.
        blocks.append(Heading(plain_runs(headings[dissent.kind] or label(dissent.kind)), 1 if not number else 2))
        blocks += [Paragraph(plain_runs(line), "line") for line in facts]
        written = making.blocks_of(dissent.text, 3 if number else 2)
        blocks += written or ([Paragraph(plain_runs(words.missing), "placeholder")] if words.missing else [])
        joined = words.joined.format(text=dissent.joined_by) if dissent.joined_by and words.joined else ""
        if dissent.who or joined:
            people = (Signature(dissent.who, joined),)
            blocks.append(KeepTogether((Signatures(people, "name_first", "stacked"),)))
    return blocks


def _of_decision(making: Making, decision: Decision | None) -> dict[str, str]:
    if decision is None:
        return {}
    namnd = making.case_file.namnd.name
    return {
        "body": namnd if decision.kind == BodyKind.namnd else f"{namnd}, {label(decision.kind).lower()}",
        "paragraph": decision.paragraph,
        "meeting_day": decision.day.isoformat() if decision.day else "",
        "justering_day": decision.justering_on.isoformat() if decision.justering_on else "",
    }
