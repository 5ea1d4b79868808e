"""Item: one thing of a case that is worked on by itself - a recommendation, a section, a list - and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import BodyKind, CaseKind, CaseStage, DecisionOccasion, MeasureState, label
from nemndsekr.records.document import Section
from nemndsekr.records.namndinitiativ import Assignment
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.completeness import asks_per_assessment
from nemndsekr.rules.frozen import first_answer
from nemndsekr.rules.initiative_outcome import clause_word, outcome_summary, proposal_summary
from nemndsekr.rules.let_stand import completeness_of, let_stand
from nemndsekr.rules.progress import State, attsats_state, parts_of, question_state, recommendation_state
from nemndsekr.rules.second_answer import (
    ONWARD_KEY,
    SUMMARY_KEY,
    followed_answers,
    followup_document,
    is_followup_key,
    own_section,
)
from nemndsekr.rules.short_names import short_names

ItemKey = tuple[str, int | str]
"""The kind of item (mostly its table) and which one: the row's id, or a section's key."""

FACTS_KEY: Final[ItemKey] = ("facts", "")
MATRIX_KEY: Final[ItemKey] = ("matrix", "")
DECISION_KEY: Final[ItemKey] = ("decision", "")
NONE_KEY: Final[ItemKey] = ("recommendations", 0)
"""Stands in the place of the recommendations of an audit that has none yet."""
OVERVIEW_KEY: Final[ItemKey] = ("overview", "attsatser")
TASKS_KEY: Final[ItemKey] = ("assignments", "")
SAME_KEY: Final[ItemKey] = ("related", "")

RECOMMENDATIONS, CLAUSES, QUESTIONS = "Rekommendationer", "Att-satser", "Revisionsfrågor"
CASE_GROUP: Final = "Ärendet"
FOLLOWUPS: Final = "Uppföljande svar"
FOLLOWUP, FOLLOWUP_TEXT = "followup", "followup_text"
"""The kinds of item of a second answer: what the first one answered, and the second's own texts."""
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
OFFICIALS_SECTIONS: Final = frozenset(
    {"arendet", "bakgrund", "om_granskningen", "overvaganden", "atgarder", "framat", "beredning", "synpunkter"}
)
"""The sections of the officials' own paper: no yttrande prints them."""
_ANSWERS_SECTION: Final = "yttrande"
_LONGEST_NAME: Final = 42
"""Characters: the list of work is narrow, and what it cuts off tells nothing."""
_ALWAYS: Final = ("sammanfattning", "arendet", "overvaganden")

_DECIDED: Final = frozenset({CaseStage.beslutat, CaseStage.expedierat, CaseStage.uppfoljning, CaseStage.avslutat})

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
    told: str = ""
    """What is said of the item in quiet words: its outcome, how many it holds."""


def items_of(file: CaseFile) -> list[Item]:
    """Everything of a case that is worked on by itself, in the order of the list."""
    standing = let_stand(file)
    none_yet = file.case.kind == CaseKind.granskning and not file.recommendations
    return [
        *(
            [Item(NONE_KEY, RECOMMENDATIONS, "Inga rekommendationer än", State.ej_paborjad, wanted=False)]
            if none_yet
            else []
        ),
        *_recommendations(file, standing),
        *_clauses(file),
        *_questions(file),
        *_followups(file),
        *_sections(file),
        *_lists(file),
        *_matrix(file),
        *_tasks(file),
        *_related(file),
        Item(FACTS_KEY, CASE_GROUP, "Uppgifter", None),
        _decision(file),
    ]


def finished_of(items: list[Item], group: str) -> tuple[int, int]:
    """How many of a group's items are finished, and of how many."""
    counted = [item for item in items if item.group == group and item.state is not None and item.key != NONE_KEY]
    return sum(item.state == State.klar for item in counted), len(counted)


def _matrix(file: CaseFile) -> Iterator[Item]:
    """The answers held against what the auditors ask for, where they have asked for something."""
    if file.case.kind != CaseKind.granskning or not (file.recommendations or file.demands or file.questions):
        return
    matrix = completeness_of(file)
    counts = ((matrix.lacking, "saknas"), (matrix.vague, "vaga" if matrix.vague > 1 else "vag"))
    words = ", ".join(f"{count} {word}" for count, word in counts if count)
    yield Item(MATRIX_KEY, CASE_GROUP, "Fullständighet", None, "", words)


def _decision(file: CaseFile) -> Item:
    """What the bodies have decided; until one has, nothing is asked for here."""
    answers = [one for one in file.decisions if one.kind == BodyKind.namnd and one.occasion == DecisionOccasion.svar]
    decided = bool(answers) and file.case.stage in _DECIDED
    state = State.klar if decided else State.pagar if file.decisions else State.ej_paborjad
    return Item(DECISION_KEY, CASE_GROUP, "Beslut och expediering", state, wanted=False)


def _recommendations(file: CaseFile, let_stand: Mapping[str, str]) -> Iterator[Item]:
    names = short_names([recommendation.text for recommendation in file.recommendations], _LONGEST_NAME)
    for recommendation, name in zip(file.recommendations, names, strict=True):
        yield _recommendation(file, recommendation, name, let_stand)


def _recommendation(file: CaseFile, recommendation: Recommendation, name: str, let_stand: Mapping[str, str]) -> Item:
    key: ItemKey = ("recommendations", recommendation.stored_id)
    number = str(recommendation.no)
    if not recommendation.concerns_us:
        return Item(key, RECOMMENDATIONS, name, None, number, "Gäller andra", wanted=False)
    state = recommendation_state(file, recommendation)
    parts = parts_of(file, recommendation, let_stand)
    lacking = [part for part in parts if not part.there and not part.let_stand]
    # While most is missing, the state says enough; the name of the lack helps when it is what remains.
    tell = lacking and (state == State.klar or (state == State.pagar and len(lacking) == 1))
    return Item(key, RECOMMENDATIONS, name, state, number, lacking[0].lack if tell else "")


def is_initiative(file: CaseFile) -> bool:
    """Whether a case is worked on att-sats by att-sats."""
    return file.case.kind in (CaseKind.namndinitiativ, CaseKind.motion)


def _clauses(file: CaseFile) -> Iterator[Item]:
    if is_initiative(file) or file.attsatser:
        told = outcome_summary(file.attsatser) or proposal_summary(file.attsatser)
        yield Item(OVERVIEW_KEY, CLAUSES, "Översikt", None, told=told)
    names = short_names([clause.text for clause in file.attsatser], _LONGEST_NAME)
    for number, (clause, name) in enumerate(zip(file.attsatser, names, strict=True), start=1):
        state = attsats_state(clause.proposal, clause.outcome, assessed=bool(clause.assessment))
        key: ItemKey = ("attsatser", clause.stored_id)
        yield Item(key, CLAUSES, name, state, str(number), told=clause_word(clause))


def _tasks(file: CaseFile) -> Iterator[Item]:
    """The tasks that came of the case: each is to have a report-back, or the word that it has no end."""
    tasks = file.assignments
    if not tasks:
        if is_initiative(file):
            yield Item(TASKS_KEY, CASE_GROUP, "Uppdrag", None, wanted=False)
        return
    left = [task for task in tasks if task.finished_on is None]
    lacks = any(lacks_end(file, task) for task in left)
    yield Item(
        TASKS_KEY,
        CASE_GROUP,
        "Uppdrag",
        State.pagar if left else State.klar,
        lack="Slutdatum saknas" if lacks else "",
        told=f"{len(tasks) - len(left)} av {len(tasks)} klara",
    )


def lacks_end(file: CaseFile, task: Assignment) -> bool:
    """Whether nobody has said when a task is reported back, nor that it has no last day."""
    reported = any(one.assignment_id == task.id and one.words.strip() for one in file.report_backs)
    promised = any(one.assignment_id == task.id and one.words.strip() for one in file.promises)
    return task.finished_on is None and not task.no_end_date and not reported and not promised


def _counted(number: int) -> str:
    return "" if not number else "1 koppling" if number == 1 else f"{number} kopplingar"


def _related(file: CaseFile) -> Iterator[Item]:
    if file.related or is_initiative(file):
        yield Item(SAME_KEY, CASE_GROUP, "Samma fråga", None, told=_counted(len(file.related)))


def _questions(file: CaseFile) -> Iterator[Item]:
    asked = asks_per_assessment(file)
    names = short_names([question.text for question in file.questions], _LONGEST_NAME)
    for number, (question, name) in enumerate(zip(file.questions, names, strict=True), start=1):
        key: ItemKey = ("questions", question.stored_id)
        state = question_state(file, question)
        yield Item(key, QUESTIONS, name, state, str(number), wanted=asked)


def _followups(file: CaseFile) -> Iterator[Item]:
    """The second answer, once it is begun: one item for each thing that the first one answered, then its own texts."""
    document = followup_document(file)
    if document is None:
        return
    answers = list(followed_answers(file, first_answer(file, document), document, document.dated_on))
    names = short_names([answer.record.text for answer in answers], _LONGEST_NAME)
    for answer, name in zip(answers, names, strict=True):
        gaps = answer.all_gaps
        told = answer.text or any(one.reports or one.state != MeasureState.planerad for one in answer.all_measures)
        state = State.pagar if told else State.ej_paborjad
        yield Item((FOLLOWUP, answer.record.uid), FOLLOWUPS, name, state if gaps else State.klar, answer.number)
    for key, name, wanted in ((SUMMARY_KEY, "Sammanfattning", True), (ONWARD_KEY, "Fortsatt arbete", False)):
        yield Item((FOLLOWUP_TEXT, key), FOLLOWUPS, name, _written(own_section(file, document, key)), "", "", wanted)


def _sections(file: CaseFile) -> Iterator[Item]:
    group = rest_group(file)
    own = {section.key: section for section in file.sections if section.document_id is None and section.key}
    for key in SECTION_NAMES:
        if key in _ALWAYS or key in own:
            written = own.get(key)
            name = section_name(file, written, key)
            yield Item(("section", key), group, name, _written(written), wanted=not _decided(file))
    for section in file.sections:
        if own.get(section.key) is not section and not is_followup_key(section.key):
            place: ItemKey = ("sections", section.stored_id)
            yield Item(place, group, section_name(file, section, section.key), _written(section), wanted=False)


def _lists(file: CaseFile) -> Iterator[Item]:
    for attribute, name, wanted in LISTS:
        state = State.klar if getattr(file, attribute) else State.ej_paborjad
        yield Item(("rows", attribute), rest_group(file), name, state, wanted=wanted and not _decided(file))


def _decided(file: CaseFile) -> bool:
    """Whether the answer has been decided, so that what was left out of it is not waited for."""
    return file.case.stage in _DECIDED


def _written(section: Section | None) -> State:
    return State.klar if section is not None and section.body else State.ej_paborjad


def rest_group(file: CaseFile) -> str:
    """What the parts beside recommendations and att-satser are called together."""
    return REST_OF_YTTRANDE if file.case.kind == CaseKind.granskning else REST_OF_ANSWER


def printed_in(file: CaseFile, section_key: str) -> str:
    """Which of an audit's two papers a part of the running text is printed in; empty where it is in both, or the only.

    An initiative is answered in one paper.
    """
    if file.case.kind != CaseKind.granskning:
        return ""
    if section_key in OFFICIALS_SECTIONS:
        return "Skrivs ut i tjänsteskrivelsen, inte i yttrandet."
    return "Skrivs ut i yttrandet, inte i tjänsteskrivelsen." if section_key == _ANSWERS_SECTION else ""


def section_name(file: CaseFile, section: Section | None, key: str) -> str:
    """What a section is called in the list; one document's own wording says whose it is."""
    name = SECTION_NAMES.get(key) or (section.heading if section else "") or "Text utan rubrik"
    if section is None or section.document_id is None:
        return name
    document = next((document for document in file.documents if document.id == section.document_id), None)
    return f"{name} ({label(document.kind).lower()})" if document else name
