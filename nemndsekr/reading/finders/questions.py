"""Questions: the revisionsfrågor, and what the auditors judge of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from nemndsekr.reading.draft import Found, FoundQuestion, Problem
from nemndsekr.reading.lines import Cell, Line, Paper, holds, sentences

LEAD_IN = re.compile(
    r"\b(?:revisionsfråg\w*|granskningsfråg\w*|frågeställning\w*|delfråg\w*|kontrollfråg\w*|"
    r"(?:följande|dessa|tre|fyra|fem|sex) (?:övergripande )?frågor|övergripande fråg\w*|revisorernas frågor|"
    r"frågor(?:na)? och bedömning\w*|fråg(?:a|an|or|orna) som (?:granskningen|revisionen|skall?|har|ska)|"
    r"(?:svar|svaret) på följande|brutits ned i|frågorna har varit|inriktats på att (?:kartlägga|besvara)|"
    r"vad har vi (?:tittat på|granskat|frågat)|besvara (?:\w+ )?frågor)",
    re.IGNORECASE,
)
LEAD_IN_WORDS: Final = ("fråg", "på följande", "brutits ned", "inriktats på", "vad har vi")
# Questions that a missiv wants answered are neither revisionsfrågor nor recommendations.
ASKED_OF_US = re.compile(
    r"\b(?:önskar|emotser|begär|vill (?:ha|få)|ber)\b[^.]{0,80}\b(?:svar|besvar|kommentar)|\b(?:svara på|"
    r"besvara) följande (?!(?:övergripande |del)?(?:revisions|gransknings)fråg)\b",
    re.IGNORECASE,
)
# These ask others, or want something done; what they ask is no revisionsfråga.
ASKS_OTHERS = frozenset({"remissblad", "motion", "namndinitiativ"})
OF_AUDITORS = frozenset({"revisionsrapport", "granskningsrapport_dataskyddsombud"})
# A web page's own headings ask the reader.
ADDRESSED = re.compile(
    r"^(?:vad har (?:vi|revis)|vad rekommenderar|hur gick|hade du|hjälpte|har (?:du|ni) |vill du|varför har vi)",
    re.IGNORECASE,
)
LETTERED = re.compile(r"^[A-Z]\.\s+(?=[A-ZÅÄÖ])")
QUESTION_AND_WORD = re.compile(
    r"(?P<question>[A-ZÅÄÖ][^?.]{8,300}\?)\s*(?P<answer>(?:Ja|Nej|Delvis|I huvudsak|I allt väsentligt|Inte helt|"
    r"Bara delvis|"
    r"I stort sett|Till (?:stor|viss) del|Uppfyllt|Ej uppfyllt)\b[^?]{0,200}?)?(?=\s+[A-ZÅÄÖ][^?.]{8,300}\?|\s*$)\s*"
)
QUESTION = re.compile(r"\?[\"”»]?$")
# «Är rutinerna kända? Delvis.» and «Finns en plan? – Nej, …»: the question and the auditors' answer to it.
ANSWERED = re.compile(r"^(?P<question>[^?]{12,400}\?)\s*[–—-]?\s*(?P<answer>\S.{1,900})$", re.DOTALL)
HEAD_CELL = re.compile(r"\b(?:revisions|gransknings|del|kontroll)?fråg(?:a|or)\b", re.IGNORECASE)
ANSWER_CELL = re.compile(r"\b(?:bedömning|svar|kommentar|iakttagelse|slutsats)\w*\b", re.IGNORECASE)
FOR_ALL = re.compile(
    r"^[^.]*\b(?:samtliga|alla|var och en av)\b[^.]*\b\w*fråg(?:a|an|or|orna)\b[^.]*\bbedöm\w+|"
    r"^[^.]*\bbedöm\w+\b[^.]*\b(?:samtliga|alla)\b[^.]*\b\w*fråg(?:a|an|or|orna)\b",
    re.IGNORECASE,
)
NOT_QUESTION_MARK = re.compile(r"^\d+(?:\.\d+)*\.?\s+")


def find_questions(paper: Paper, kind: str) -> tuple[list[FoundQuestion], list[Problem]]:
    """The revisionsfrågor from lists, tables, running text or alternating paragraphs, each once."""
    found: list[FoundQuestion] = []
    lines = paper.lines
    if kind in ASKS_OTHERS:
        return [], []
    told = set(paper.places_of(*LEAD_IN_WORDS))
    for index, line in enumerate(lines):
        if line.kind == "table":
            found += _from_table(line)
        elif index not in told:
            continue
        elif _leads_in(lines, index):
            if kind == "missiv" and not re.search(r"(?:revisions|gransknings)fråg", line.text, re.IGNORECASE):
                # The letter's own questions are to be answered by the nämnd.
                continue
            found += _within(line) or _after(lines, index)
        elif (
            kind != "missiv"
            and line.kind in {"paragraph", "item"}
            and LEAD_IN.search(line.text)
            and not ASKED_OF_US.search(line.text)
        ):
            found += _within(line)
    questions = _once(found or (_unled(lines) if kind in OF_AUDITORS else []))
    for_all = next(
        (
            line.text[start:end]
            for line in paper.lines_with("fråg")
            if holds(line.text, "bedöm")
            for start, end in sentences(line.text)
            if FOR_ALL.search(line.text[start:end])
        ),
        "",
    )
    if for_all and not any(question.assessment for question in questions):
        questions = [FoundQuestion(question.found, for_all.strip()) for question in questions]
    return questions, []


def _unled(lines: Sequence[Line]) -> list[FoundQuestion]:
    """Two questions or more in a row, with or without their answers between, where nothing leads in to them."""
    asked = [
        (index, found)
        for index, line in enumerate(lines)
        if (found := _asked(line)) is not None
        and not ADDRESSED.match(line.text)
        and not (line.kind == "heading" and line.level == 1)
    ]
    near = [
        found
        for place, (index, found) in enumerate(asked)
        if any(abs(index - other) <= 2 for other, _ in [*asked[:place][-1:], *asked[place + 1 :][:1]])
    ]
    out: list[FoundQuestion] = []
    for found in near:
        index = next(index for index, other in asked if other is found)
        after = lines[index + 1] if index + 1 < len(lines) else None
        told = after is not None and after.kind == "paragraph" and len(after.text) < 400 and _asked(after) is None
        out.append(FoundQuestion(found.found, after.text) if told and after and not found.assessment else found)
    return out


def _leads_in(lines: Sequence[Line], index: int) -> bool:
    line = lines[index]
    opens = line.kind == "item" and line.text.rstrip().endswith(":") and len(line.text) > 80
    if (
        not (line.kind in {"paragraph", "heading"} or opens)
        or not LEAD_IN.search(line.text)
        or ASKED_OF_US.search(line.text)
    ):
        return False
    if index + 1 >= len(lines):
        return False
    if line.kind == "heading":
        return True
    # A question that ends the paragraph itself is its own.
    return line.text.rstrip().endswith((":", "?")) or lines[index + 1].kind == "item"


def _after(lines: Sequence[Line], index: int) -> list[FoundQuestion]:
    out: list[FoundQuestion] = []
    lead = lines[index]
    place = index + 1
    if lead.kind == "heading":
        while place < len(lines) and _is_prelude(lines[place]):
            if LEAD_IN.search(lines[place].text) or place > index + 2:
                return out
            place += 1
    all_items = place < len(lines) and lines[place].kind == "item"
    listed = _items_from(lines, place)
    if sum(bool(QUESTION.search(item.text)) for item in listed) * 2 >= len(listed) > 1:
        # Items that ask nothing only head the questions under them.
        return [asked for item in listed if (asked := _asked(item))]
    for later in lines[place:]:
        if later.kind == "heading" and not QUESTION.search(later.text):
            break
        if all_items and later.kind != "item":
            break
        several = _several(later) if later.kind == "paragraph" else []
        asked = _asked(later)
        if several or asked is not None:
            out += several or ([asked] if asked else [])
        elif later.kind == "paragraph" and out and not all_items and len(later.text) < 900 and not out[-1].assessment:
            out[-1] = FoundQuestion(out[-1].found, later.text)
        elif later.kind == "item" and _asks_as_item(later, lead, out, all_items=all_items):
            out.append(FoundQuestion(later.found()))
        elif later.kind != "item":
            break
    if not all_items and not any(QUESTION.search(question.found.text) for question in out):
        return []
    return out


def _is_prelude(line: Line) -> bool:
    """Whether a paragraph stands between the heading and the questions."""
    return line.kind == "paragraph" and not QUESTION.search(line.text) and not _several(line)


def _asks_as_item(item: Line, lead: Line, before: Sequence[FoundQuestion], *, all_items: bool) -> bool:
    """Whether an item without a question mark is a question: the first, a clause, or one like those before."""
    if not before and lead.kind != "heading":
        return True
    clause = item.text[:1].islower() and _is_clause(lead.text)
    return all_items and (clause or (bool(before) and not QUESTION.search(before[0].found.text)))


def _several(line: Line) -> list[FoundQuestion]:
    """«Finns rutiner? Delvis Följs de? Nej»: questions and short answers that one paragraph holds."""
    if line.text.count("?") < 2:
        return []
    matches = list(QUESTION_AND_WORD.finditer(line.text))
    return [
        FoundQuestion(line.found(match.start("question"), match.end("question")), (match["answer"] or "").strip())
        for match in matches
        if len(matches) > 1 and matches[0].start() == 0
    ]


def _items_from(lines: Sequence[Line], place: int) -> list[Line]:
    out: list[Line] = []
    while place < len(lines) and lines[place].kind == "item":
        out.append(lines[place])
        place += 1
    return out


def _within(line: Line) -> list[FoundQuestion]:
    """«De frågor som ska belysas är: Görs …? Hur stort är …?» inside one paragraph."""
    lead = LEAD_IN.search(line.text)
    if line.kind == "heading" or lead is None or line.text.count("?") < 1:
        return []
    colon = line.text.find(":", lead.start())
    first = colon + 1 if 0 <= colon < line.text.find("?", lead.start()) else lead.end()
    out: list[FoundQuestion] = []
    for start, end in sentences(line.text[first:]):
        if not QUESTION.search(line.text[first + start : first + end].rstrip()):
            if out:
                break
            continue
        if len(line.text[first + start : first + end].split()) > 2:
            out.append(FoundQuestion(line.found(first + start, first + end)))
    return out


def _asked(line: Line) -> FoundQuestion | None:
    """The question of a line, with the answer where that stands on the same line."""
    if line.kind != "table" and QUESTION.search(line.text) and len(line.text) < 500:
        lettered = LETTERED.match(line.text)
        return FoundQuestion(line.found(lettered.end() if lettered else 0))
    both = ANSWERED.match(line.text) if line.kind in {"paragraph", "item"} else None
    return FoundQuestion(line.found(0, both.end("question")), both["answer"]) if both else None


def _is_clause(text: str) -> bool:
    return text.rstrip(" :").endswith(("om", "huruvida", "att"))


def _from_table(table: Line) -> list[FoundQuestion]:
    """Questions and assessments from a table; a row without a question goes on with the assessment before it."""
    header = [cell.text for cell in table.rows[0]]
    column = next((place for place, text in enumerate(header) if HEAD_CELL.search(text) and len(text) < 60), None)
    answer = next(
        (place for place, text in enumerate(header) if ANSWER_CELL.search(text) and place != column and len(text) < 60),
        None,
    )
    rows = table.rows[1:]
    if column is None:
        asked = [
            sum(bool(QUESTION.search(row[place].text)) for row in table.rows if place < len(row)) for place in range(2)
        ]
        if max(asked) < 2 or len(header) < 2:
            return []
        column, answer, rows = (0, 1, table.rows) if asked[0] >= asked[1] else (1, 2, table.rows)
    out: list[FoundQuestion] = []
    for row in rows:
        if column >= len(row):
            continue
        cell, told = row[column], row[answer].text if answer is not None and answer < len(row) else ""
        if QUESTION.search(cell.text):
            out.append(FoundQuestion(_cell_found(cell, table), told))
        elif told and not cell.text and out:
            out[-1] = FoundQuestion(out[-1].found, f"{out[-1].assessment} {told}".strip())
    return out


def _cell_found(cell: Cell, table: Line) -> Found:
    shift = NOT_QUESTION_MARK.match(cell.text)
    start = shift.end() if shift else 0
    return Found(cell.text[start:], cell.start + start, cell.start + len(cell.text), table.page)


def _once(questions: Sequence[FoundQuestion]) -> list[FoundQuestion]:
    out: dict[str, FoundQuestion] = {}
    for question in questions:
        key = re.sub(r"\W+", " ", question.found.text).strip().casefold()
        if key not in out or (question.assessment and not out[key].assessment):
            out[key] = FoundQuestion(out[key].found if key in out else question.found, question.assessment)
    return list(out.values())
