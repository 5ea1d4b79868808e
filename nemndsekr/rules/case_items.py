"""Item: one thing of a case that is worked on by itself - a recommendation, a section, a list - and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import CaseKind, label
from nemndsekr.records.document import Section
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.completeness import asks_per_assessment, completeness
from nemndsekr.rules.progress import State, attsats_state, parts_of, question_state, recommendation_state

ItemKey = tuple[str, int | str]
"""The kind of item (mostly its table) and which one: the row's id, or a section's key."""

FACTS_KEY: Final[ItemKey] = ("facts", "")
MATRIX_KEY: Final[ItemKey] = ("matrix", "")
NONE_KEY: Final[ItemKey] = ("recommendations", 0)
"""Stands in the place of the recommendations of an audit that has none yet."""

RECOMMENDATIONS, CLAUSES, QUESTIONS = "Rekommendationer", "Att-satser", "Revisionsfrågor"
CASE_GROUP: Final = "Ärendet"
REST_OF_YTTRANDE, REST_OF_ANSWER = "Yttrandet i övrigt", "Svaret i övrigt"

# What the parts of the running text are called in the list; what is printed above them stands in the templates.
SECTION_NAMES: Final = {
    "sammanfattning": "Sammanfattning",
    "bakgrund": "Bakgrund",
    "arendet": "Ärendet",
    "om_granskningen": "Om granskningen",
    "beredning": "Ärendets beredning",
    "overvaganden": "Överväganden",
    "synpunkter": "Synpunkter",
    "atgarder": "Åtgärder",
    "yttrande": "Yttrandets inledning",
    "framat": "Arbetet framåt",
    "initiativ": "Initiativets text",
}
_ALWAYS: Final = ("sammanfattning", "arendet", "overvaganden")

# Lists of short texts: the attribute of CaseFile, what the list is called, and whether a case is unfinished without it.
LISTS: Final = (
    ("decision_points", "Förslag till beslut", True),
    ("bases", "Beslutsunderlag", False),
    ("plan_steps", "Beslutsplanering", False),
    ("recipients", "Beslutet skickas till", True),
    ("attachments", "Bilagor", False),
    ("document_persons", "Undertecknare", False),
)


class Item(NamedTuple):
    """A line of the case's list of work.

    ``lack`` names what is missing, where that is the one thing left; ``wanted`` is false for
    what a case may do without.
    """

    key: ItemKey
    group: str
    name: str
    state: State | None
    number: str = ""
    lack: str = ""
    wanted: bool = True


def items_of(file: CaseFile) -> list[Item]:
    """Everything of a case that is worked on by itself, in the order of the list."""
    none_yet = file.case.kind == CaseKind.granskning and not file.recommendations
    return [
        *(
            [Item(NONE_KEY, RECOMMENDATIONS, "Inga rekommendationer än", State.ej_paborjad, wanted=False)]
            if none_yet
            else []
        ),
        *(_recommendation(file, recommendation) for recommendation in file.recommendations),
        *_clauses(file),
        *_questions(file),
        *_sections(file),
        *_lists(file),
        *_matrix(file),
        Item(FACTS_KEY, CASE_GROUP, "Uppgifter", None),
    ]


def finished_of(items: list[Item], group: str) -> tuple[int, int]:
    """How many of a group's items are finished, and of how many."""
    counted = [item for item in items if item.group == group and item.state is not None and item.key != NONE_KEY]
    return sum(item.state == State.klar for item in counted), len(counted)


def _matrix(file: CaseFile) -> Iterator[Item]:
    """The answers held against what the auditors ask for, where they have asked for something."""
    if file.case.kind != CaseKind.granskning or not (file.recommendations or file.demands or file.questions):
        return
    matrix = completeness(file)
    counts = ((matrix.lacking, "saknas"), (matrix.vague, "vaga" if matrix.vague > 1 else "vag"))
    words = ", ".join(f"{count} {word}" for count, word in counts if count)
    yield Item(MATRIX_KEY, CASE_GROUP, "Fullständighet", None, "", words)


def _recommendation(file: CaseFile, recommendation: Recommendation) -> Item:
    key: ItemKey = ("recommendations", recommendation.stored_id)
    name, number = short_name(recommendation.text), str(recommendation.no)
    if not recommendation.concerns_us:
        return Item(key, RECOMMENDATIONS, name, None, number, "Gäller andra", wanted=False)
    state = recommendation_state(file, recommendation)
    lacking = [part for part in parts_of(file, recommendation) if not part.there]
    # While most is missing, the state says enough; the name of the lack helps when it is what remains.
    tell = lacking and (state == State.klar or (state == State.pagar and len(lacking) == 1))
    return Item(key, RECOMMENDATIONS, name, state, number, lacking[0].lack if tell else "")


def _clauses(file: CaseFile) -> Iterator[Item]:
    for number, clause in enumerate(file.attsatser, start=1):
        state = attsats_state(clause.proposal, clause.outcome, assessed=bool(clause.assessment))
        yield Item(("attsatser", clause.stored_id), CLAUSES, short_name(clause.text), state, str(number))


def _questions(file: CaseFile) -> Iterator[Item]:
    asked = asks_per_assessment(file)
    for number, question in enumerate(file.questions, start=1):
        key: ItemKey = ("questions", question.stored_id)
        name, state = short_name(question.text), question_state(file, question)
        yield Item(key, QUESTIONS, name, state, str(number), wanted=asked)


def _sections(file: CaseFile) -> Iterator[Item]:
    group = rest_group(file)
    own = {section.key: section for section in file.sections if section.document_id is None and section.key}
    for key in SECTION_NAMES:
        if key in _ALWAYS or key in own:
            written = own.get(key)
            yield Item(("section", key), group, section_name(file, written, key), _written(written))
    for section in file.sections:
        if own.get(section.key) is not section:
            place: ItemKey = ("sections", section.stored_id)
            yield Item(place, group, section_name(file, section, section.key), _written(section), wanted=False)


def _lists(file: CaseFile) -> Iterator[Item]:
    for attribute, name, wanted in LISTS:
        rows = getattr(file, attribute)
        yield Item(
            ("rows", attribute), rest_group(file), name, State.klar if rows else State.ej_paborjad, "", "", wanted
        )


def _written(section: Section | None) -> State:
    return State.klar if section is not None and section.body else State.ej_paborjad


def rest_group(file: CaseFile) -> str:
    """What the parts beside recommendations and att-satser are called together."""
    return REST_OF_YTTRANDE if file.case.kind == CaseKind.granskning else REST_OF_ANSWER


def section_name(file: CaseFile, section: Section | None, key: str) -> str:
    """What a section is called in the list; one document's own wording says whose it is."""
    name = SECTION_NAMES.get(key) or (section.heading if section else "") or "Text utan rubrik"
    if section is None or section.document_id is None:
        return name
    document = next((document for document in file.documents if document.id == section.document_id), None)
    return f"{name} ({label(document.kind).lower()})" if document else name


# «Säkerställ att», «Nämnden bör se till att» and the like open every line of a report and tell none from the other.
_OPENING: Final = re.compile(
    r"^(?:att\s+)?(?:(?:nämnden|styrelsen)\s+)?(?:bör\s+|ska\s+)?(?:ger\s+\w+\s+i\s+uppdrag\s+)?"
    r"(?:(?:säkerställ\w*|tillse|se\s+till|verka\s+för|överväg\w*|uppdras?(?:\s+åt\s+\w+)?|beslutar?)\s+att\s+"
    r"|säkerställa?\s+(?:en\s+|ett\s+)?|att\s+)",
    re.IGNORECASE,
)
_WEAK: Final = {
    *("och", "att", "för", "i", "på", "av", "en", "ett", "den", "det", "de", "som", "med", "till", "om", "samt"),
    *("vid", "är", "från", "inom", "eller", "hur", "enligt"),
}


def short_name(text: str, enough: int = 24, longest: int = 46) -> str:
    """The first words of a text, without the opening that all of its kind share."""
    plain = " ".join(text.split())
    rest = _OPENING.sub("", plain)
    words = (rest or plain).rstrip(".:;,").split()
    kept: list[str] = []
    for word in words:
        so_far = len(" ".join(kept))
        # One long compound may go past the end: a list cuts it off better than a bare adjective tells anything.
        if so_far >= enough or (so_far > enough // 2 and so_far + len(word) >= longest):
            break
        kept.append(word)
    while len(kept) > 1 and kept[-1].lower().strip(",") in _WEAK:
        kept.pop()
    name = " ".join(kept).rstrip(",;:")
    return name[:1].upper() + name[1:]
