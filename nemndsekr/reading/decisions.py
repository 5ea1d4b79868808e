"""Decisions: the proposed points, the plan of meetings, who is told, and what the decision rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nemndsekr.reading.answers import is_sign_line
from nemndsekr.reading.dates import days_in, found_date, vague_day
from nemndsekr.reading.draft import Found, FoundDate, FoundStep, Problem
from nemndsekr.reading.headings import FACT_KEYS, top_of, under
from nemndsekr.reading.lines import Cell, Line, Paper, make_line
from nemndsekr.reading.people import SIGN_OFF, is_role

# «I kommunstyrelsen:» groups the points under it.
GROUP = re.compile(
    r"^(?:(?:förslag till beslut )?i \w[\w\s-]*(?:nämnden|styrelsen|fullmäktige|utskottet)|(?:för|i) egen del|"
    r"\S+ (?:beslutar|besluta|föreslår \S+ besluta|föreslås besluta)(?: för egen del)?(?: att)?)\s*:$|"
    r"^(?:alternativ|förslag) \d\b[^.]*:?$",
    re.IGNORECASE,
)
LEAD_IN = re.compile(
    r"\b(?:föreslå[rs]|beslutar?|besluta|föreslås)\b[^.]*(?::|\batt|\bbesluta|\bbeslutar|\bföljande)\s*:?$",
    re.IGNORECASE,
)
YTTRANDE_LEAD_IN = re.compile(
    r"\b(?:föreslås|föreslår|beslutar|besluta)\b[^.]*\b(?:lämna|avge|avger|lämnar|anta|"
    r"överlämna)\b[^.]*\b(?:yttrande|svar)\b[^.]*[:.]?$",
    re.IGNORECASE,
)
NOT_POINT = re.compile(
    r"^(?:bilaga|beslutsunderlag|ärendet|sammanfattning|bakgrund|sida|justerandes|utdragsbestyrkande|reservation|"
    r"signatur)\s*:?$",
    re.IGNORECASE,
)
AUDITORS_ALONE = re.compile(
    r"^(?:stads|kommun|region)?revis(?:ionen|orerna)(?: i \w+(?: kommun)?)?$|^\w+ (?:stads|kommuns) revis(?:ion|orer)$",
    re.IGNORECASE,
)
MINUTES_FOOT = re.compile(r"^(?:justerandes?|utdragsbestyrkande|signatur|sign\b|protokollet)", re.IGNORECASE)
STEPS = (
    ("beredning", re.compile(r"\bberedning\w*\b|\bpresidiu?m?\w*\b|\bnämndberedning", re.IGNORECASE)),
    ("au", re.compile(r"utskott\w*\b|\bAU\b|\b[A-ZÅÄÖ]{1,4}AU\b", re.IGNORECASE)),
    (
        "namnd",
        re.compile(r"nämnd(?:en)?\b|styrelse(?:n)?\b|fullmäktige\b|\b[A-ZÅÄÖ]{2,4}\b|sammanträde", re.IGNORECASE),
    ),
)


def find_decision_points(paper: Paper, kind: str) -> tuple[list[Found], list[Problem]]:
    """The points under the proposal's heading; in a yttrande, the words that propose to give it."""
    key = "forslag"
    if kind == "protokoll":
        key = "beslut" if under(paper, "beslut") else "forslag"
    groups = under(paper, key) if kind not in {"namndinitiativ", "motion"} else []
    if not groups and kind in {"tjansteskrivelse", "yttrande", "skrivelse", "remissblad", "okant"}:
        groups = under(paper, "beslut")
    points: list[Found] = []
    for body in groups:
        points += _points(body)
    if not points and kind == "yttrande":
        lead = next(
            (line for line in paper.lines[:40] if YTTRANDE_LEAD_IN.search(line.text) and len(line.text) < 250), None
        )
        points = [lead.found()] if lead else []
    problems = []
    if not points and kind in {"tjansteskrivelse", "protokoll"}:
        problems.append(Problem("Inga beslutspunkter hittades. Skriv in dem för hand."))
    return _once(points), problems


def _points(body: Sequence[Line]) -> list[Found]:
    out: list[Found] = []
    has_items = any(line.kind == "item" for line in body)
    for index, line in enumerate(body):
        text = line.text
        if line.kind == "table" or NOT_POINT.match(text):
            break
        # A point may stand in a heading's style; a group's name may too.
        if GROUP.match(text) or len(text) < 8 or (line.kind == "heading" and not _is_decision(text)):
            continue
        follows_item = index + 1 < len(body) and body[index + 1].kind == "item"
        if (
            line.kind == "paragraph"
            and LEAD_IN.search(text)
            and index + 1 < len(body)
            and (follows_item or re.match(r"att\b", body[index + 1].text, re.IGNORECASE))
        ):
            continue
        if line.kind == "paragraph" and has_items and out and not _is_decision(text):
            break
        if line.kind == "paragraph" and out and (is_role(text) or SIGN_OFF.match(text) or len(text.split()) < 3):
            break
        out.append(line.found())
    return out


def _is_decision(text: str) -> bool:
    return (
        bool(
            re.search(
                r"\b(?:beslutar|godkänn\w*|antar|anta|uppdr\w*|justera\w*|lämna\w*|överlämna\w*|notera\w*|läggs?|föreslås?|"
                r"avslå\w*|bifall\w*|besvara\w*)\b",
                text,
            )
        )
        and len(text) < 600
    )


def find_plan(paper: Paper) -> tuple[list[FoundStep], list[Problem]]:
    """The lines of the plan of meetings, each with its day."""
    steps: list[FoundStep] = []
    problems: list[Problem] = []
    for body in under(paper, "plan"):
        rows = [row for line in body for row in _rows(line)]
        waiting: Line | None = None
        for line in rows:
            step = next((name for name, pattern in STEPS if pattern.search(line.text)), "")
            day = _day(line)
            if not step and day and waiting is not None:
                label, waiting = waiting, None
                steps.append(_step(label, day))
            elif step and day:
                steps.append(_step(line, day))
            elif step:
                waiting = line
                if vague_day(line.text):
                    problems.append(
                        Problem(f"«{line.text}»: dagen är inte skriven i sin helhet.", line.page, line.start, line.end)
                    )
    return steps, problems


def _step(line: Line, day: FoundDate) -> FoundStep:
    label = re.sub(r"\s*[:,–-]?\s*$", "", line.text.replace(day.words, "")).strip(" :,–\t-")
    name = next(name for name, pattern in STEPS if pattern.search(label or line.text))
    return FoundStep(name, label, day)


def _day(line: Line) -> FoundDate | None:
    return next((found_date(line, day.start, day.end, day.day) for day in days_in(line.text, six=True)), None)


def _rows(line: Line) -> list[Line]:
    if line.kind != "table":
        return [line]
    out: list[Line] = []
    for row in line.rows:
        whole = make_line("paragraph", (), page=line.page)
        start = row[0].start if row else line.start
        text = "\t".join(cell.text for cell in row)
        out.append(_with_text(whole, text, start))
    return out


def _with_text(line: Line, text: str, start: int) -> Line:
    from dataclasses import replace

    return replace(line, text=text, start=start)


def find_recipients(paper: Paper, kind: str) -> tuple[list[Found], str]:
    """Who gets the decision, and the address. «Till» is the recipient of a yttrande."""
    out: list[Found] = []
    for body in under(paper, "skickas"):
        for index, line in enumerate(body):
            if (
                line.kind == "heading"
                or len(line.text) > 160
                or is_role(line.text)
                or MINUTES_FOOT.match(line.text)
                or is_sign_line(body, index)
            ):
                break
            out += _split(line)
    inline = re.compile(
        r"^(?:beslutet (?:skickas|sänds|expedieras|ska skickas) till|beslut sänds till|kopia till|"
        r"expedieras till)\s*:?\s+(?=\S)",
        re.IGNORECASE,
    )
    for line in paper.lines:
        match = inline.match(line.text)
        if match and line.kind != "heading" and len(line.text) < 250:
            out += _split(line, match.end())
    top = top_of(paper)
    address = _labelled(top, re.compile(r"^adress\s*:?\s*", re.IGNORECASE))
    if kind in {"yttrande", "missiv"}:
        to = _labelled(top, re.compile(r"^till(?:\s*:\s*|\s+(?=[A-ZÅÄÖ])|$)", re.IGNORECASE))
        if to is not None:
            out = [to, *_also_to(top, to), *out]
        elif kind == "yttrande":
            out = [line.found() for line in top[1:] if AUDITORS_ALONE.match(line.text)][:1] + out
    return _once(out), address.text if address else ""


def _also_to(top: Sequence[Line], first: Found) -> list[Found]:
    """Further bodies on the lines right under the first."""
    out: list[Found] = []
    for line in top:
        if first.start is not None and line.start > first.start:
            if (
                not re.search(r"(?:nämnd|styrelse)(?:en|n)?$", line.text)
                or len(line.text) > 60
                or line.kind == "heading"
            ):
                break
            out.append(line.found())
    return out


def _split(line: Line, start: int = 0) -> list[Found]:
    cells: Sequence[Cell] = [cell for row in line.rows for cell in row]
    if cells:
        return [Found(cell.text, cell.start, cell.start + len(cell.text), line.page) for cell in cells if cell.text]
    out: list[Found] = []
    place = start
    for piece in re.split(r"(,\s+|;\s*|\t)", line.text[start:]):
        if piece.strip(" ,;\t"):
            out.append(line.found(place, place + len(piece)))
        place += len(piece)
    return [
        Found(
            found.text.rstrip("."),
            found.start,
            found.end and found.end - (len(found.text) - len(found.text.rstrip("."))),
            found.page,
        )
        for found in out
    ]


def _labelled(lines: Sequence[Line], label: re.Pattern[str]) -> Found | None:
    for index, line in enumerate(lines):
        match = label.match(line.text)
        if not match or len(line.text) > 120:
            continue
        if line.text[match.end() :].strip():
            return line.found(match.end())
        if index + 1 < len(lines):
            return lines[index + 1].found()
    return None


def find_enclosures(paper: Paper) -> tuple[list[Found], list[Found]]:
    """What the decision rests on, and what is enclosed."""
    return _listed(paper, "underlag"), _listed(paper, "bilagor")


def _listed(paper: Paper, key: str) -> list[Found]:
    out: list[Found] = []
    for body in under(paper, key):
        has_items = any(line.kind == "item" for line in body)
        for line in body:
            if line.key in FACT_KEYS or len(line.text) > 250 or (has_items and line.kind != "item"):
                break
            out += _split(line) if line.kind == "table" else [line.found()]
    return _once(out)


def _once(found: Sequence[Found]) -> list[Found]:
    out: dict[str, Found] = {}
    for item in found:
        out.setdefault(re.sub(r"\W+", " ", item.text).strip().casefold(), item)
    out.pop("", None)
    return list(out.values())
