"""Plan: the meetings that the case goes through, with their days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from nemndsekr.reading.draft import FoundDate, FoundStep, Problem
from nemndsekr.reading.finders.dates import days_in, found_date, vague_day
from nemndsekr.reading.headings import under
from nemndsekr.reading.lines import Line, Paper, holds, make_line

STEPS = (
    ("beredning", re.compile(r"\b\w*beredning\w*\b|\bpresidi(?:um|et)?\w*\b", re.IGNORECASE)),
    ("au", re.compile(r"utskott\w*\b|\bAU\b|\b[A-ZÅÄÖ]{1,4}AU\b", re.IGNORECASE)),
    (
        "namnd",
        re.compile(r"nämnd(?:en)?\b|styrelse(?:n)?\b|fullmäktige\b|(?-i:\b[A-ZÅÄÖ]{2,4}\b)|sammanträde", re.IGNORECASE),
    ),
)
# A whole line of a plan that has lost its heading: a body and a day, nothing else.
BARE_STEP = re.compile(
    r"^(?:[\w-]+,? (?:och )?){0,4}\w*(?:beredning(?:en)?|presidi(?:um|et)|utskott(?:et)?|nämnd(?:en)?|styrelse(?:n)?|"
    r"fullmäktige|AU)"
    r"\s*[:,–\t-]?\s*(?:den )?$",
    re.IGNORECASE,
)
# What no such line is without.
BODY_WORDS: Final = ("beredning", "presidi", "utskott", "nämnd", "styrelse", "fullmäktige", "au")
# «SAMMANTRÄDESDATUM» in the box of a letterhead, with the body and the day in the row below.
MEETING_DAY = re.compile(r"\bsammanträdesda(?:tum|g)\b\s*:?", re.IGNORECASE)


def find_plan(paper: Paper, kind: str = "") -> tuple[list[FoundStep], list[Problem]]:
    """The lines of the plan of meetings, each with its day."""
    steps: list[FoundStep] = []
    problems: list[Problem] = []
    for body in under(paper, "plan"):
        found, more = _steps(body)
        steps += found
        problems += more
    if not steps:
        # The days may stand under «Beredning», or under a heading of the house's own.
        steps = next(filter(None, (_all_steps(body) for body in under(paper, "beredning"))), [])
    if not steps and kind != "protokoll":
        # «Beslutsgång» over the meetings to come; the labels of its columns are no headings.
        ways = [_steps(body)[0] for body in _bodies(paper.lines, "beslutsgang")]
        steps = next((way for way in ways if len(way) > 1), [])
    if not steps and kind in {"tjansteskrivelse", "yttrande", "okant"}:
        steps = _runs_of_steps(paper) or _in_head(paper.lines[:15])
    return steps, problems


def _bodies(lines: Sequence[Line], key: str) -> list[list[Line]]:
    out: list[list[Line]] = []
    for index, line in enumerate(lines):
        if line.key == key:
            body: list[Line] = []
            for later in lines[index + 1 : index + 14]:
                if later.kind == "heading" and later.key != "etikett":
                    break
                body.append(later)
            out.append([later for later in body if later.kind != "heading"])
    return out


def _steps(body: Sequence[Line]) -> tuple[list[FoundStep], list[Problem]]:
    steps: list[FoundStep] = []
    problems: list[Problem] = []
    waiting: Line | None = None
    for line in [row for whole in body for row in _rows(whole)]:
        step = next((name for name, pattern in STEPS if pattern.search(line.text)), "")
        days = _days(line)
        if len(days) > 1 and step:
            steps += _many(line, days)
        elif not step and days and waiting is not None:
            label, waiting = waiting, None
            steps.append(_step(label, days[0]))
        elif step and days:
            steps.append(_step(line, days[0]))
        elif step:
            waiting = line
            if vague_day(line.text):
                problems.append(
                    Problem(f"«{line.text}»: dagen är inte skriven i sin helhet.", line.page, line.start, line.end)
                )
    return steps, problems


def _many(line: Line, days: Sequence[FoundDate]) -> list[FoundStep]:
    """«Beredningen 2025-02-05, arbetsutskottet 2025-02-12, nämnden 2025-02-25» on one line."""
    out: list[FoundStep] = []
    place = 0
    for day in days:
        start = (day.start or 0) - line.start
        label = line.text[place:start].strip(" ,:;–\t-")
        place = start + len(day.words)
        if any(pattern.search(label) for _, pattern in STEPS):
            out.append(FoundStep(_name(label), label, day))
    return out


def _name(label: str) -> str:
    return next(name for name, pattern in STEPS if pattern.search(label))


def _step(line: Line, day: FoundDate) -> FoundStep:
    label = re.sub(r"\s*[:,–-]?\s*$", "", line.text.replace(day.words, "")).strip(" :,–\t-")
    return FoundStep(_name(label or line.text), label, day)


def _days(line: Line) -> list[FoundDate]:
    return [found_date(line, day.start, day.end, day.day) for day in days_in(line.text, six=True)]


def _all_steps(body: Sequence[Line]) -> list[FoundStep]:
    """The steps where every line is one, and running text none."""
    rows = [row for line in body for row in _rows(line)]
    found: list[tuple[Line, FoundDate]] = []
    for row in rows:
        days = _days(row) if holds(row.text, *BODY_WORDS) else []
        if len(days) != 1 or not BARE_STEP.match(_without(row.text, days[0])):
            return []
        found.append((row, days[0]))
    return [_step(row, day) for row, day in found]


def _without(text: str, day: FoundDate) -> str:
    return text.replace(day.words, "").rstrip(" .") or "-"


def _runs_of_steps(paper: Paper) -> list[FoundStep]:
    """Two or more lines on end that say a body and a day and nothing else."""
    run: list[Line] = []
    named = set(paper.places_of(*BODY_WORDS))
    for index, line in enumerate([*paper.lines, make_line("paragraph", ())]):
        if index in named and line.kind != "heading" and _all_steps([line]):
            run.append(line)
            continue
        if len(run) > 1:
            return _all_steps(run)
        run = []
    return []


def _in_head(lines: Sequence[Line]) -> list[FoundStep]:
    """The meeting that a box of the letterhead names."""
    for index, line in enumerate(lines):
        label = MEETING_DAY.search(line.text)
        if not label:
            continue
        for near in [line, *lines[index + 1 : index + 3]]:
            days = _days(near)
            body = re.search(r"[\w-]*(?:nämnden?|styrelsen|fullmäktige|utskottet)\b", near.text, re.IGNORECASE)
            if days and body:
                return [FoundStep(_name(body.group()), body.group(), days[0])]
    return []


def _rows(line: Line) -> list[Line]:
    if line.kind != "table":
        return [line]
    out: list[Line] = []
    for row in line.rows:
        whole = make_line("paragraph", (), page=line.page)
        start = row[0].start if row else line.start
        text = "\t".join(cell.text for cell in row)
        out.append(replace(whole, text=text, start=start))
    return out
