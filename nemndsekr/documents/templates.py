"""Templates: how one municipality wants one kind of document, as data in ``resources/templates``.

A template holds every heading, label and fixed sentence, the order of the blocks, the header grid and the style of
numbering. Code holds none of it.
"""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from nemndsekr.documents.outline import SignatureLayout, SignatureOrder
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import resource

BlockKey = Literal[
    "title", "subtitle", "dnr_line", "handlaggare", "lead_in", "sammanfattning", "forslag_till_beslut",
    "beslutsunderlag", "beslutsplanering", "beslutet_skickas_till", "bakgrund", "arendet", "om_granskningen",
    "beredning", "overvaganden", "synpunkter", "yttrande_inledning", "atgarder", "recommendations_with_answers",
    "framat", "initiative", "attsatser", "assessments_with_answers", "followup_basis", "followup_summary",
    "followup_overview", "followup_answers", "followup_onward", "other_sections", "ansvariga", "signatures",
    "reservations", "bilagor",
]  # fmt: skip
"""The blocks that a template may order; each has one builder in ``builders.BUILDERS``."""

FieldName = Literal[
    "title", "subtitle", "document_name", "day", "dnr", "counterpart_dnr", "report_no", "committee",
    "administration", "municipality", "sender", "recipient", "address", "requester", "report_title", "officer",
    "first_day", "officer_title", "officer_unit", "officer_telephone", "officer_email",
]  # fmt: skip
"""What may stand within braces in a template's lines."""

Numbering = Literal["decimal", "decimal_if_many", "bullet", "lines", "paragraphs"]

_EXTRA_FIELDS: Final = {"page", "pages", "text", "no", "caption"}


def _check_line(line: str) -> str:
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(line) if name is not None]
    except ValueError as error:
        raise ValueError("klammerparenteserna { } går inte ihop") from error
    unknown = [name for name in names if name not in get_args(FieldName) and name not in _EXTRA_FIELDS]
    if unknown:
        raise ValueError(f"uppgiften {{{unknown[0]}}} finns inte; dessa finns: {', '.join(get_args(FieldName))}")
    return line


Line = Annotated[str, AfterValidator(_check_line)]
"""Text with ``{fields}``; a line whose field has nothing to say is left out."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class HeaderSpec(_Part):
    """One cell of the header grid: its label and its lines."""

    label: str = ""
    lines: tuple[Line, ...]


class RecommendationSpec(_Part):
    """How each recommendation is headed, and the labels of the table of its measures.

    ``heading`` may hold ``{text}`` and ``{no}``; ``wording`` says whose words ``{text}`` is where a recommendation
    stands in two: the report's, or those that the own document used above its answer. ``text_below`` prints the
    recommendation as a paragraph under the heading.
    ``missing`` stands where one is not yet answered though others are.
    ``measures`` holds the four column labels (measure, effect, latest, responsible); empty prints no table.
    """

    heading: Line
    wording: Literal["report", "own"] = "report"
    italic: bool = False
    text_below: bool = False
    level: int = Field(default=3, ge=2, le=4)
    missing: str = ""
    measures_caption: str = ""
    measures: tuple[str, str, str, str] | tuple[()] = ()


class InitiativeSpec(_Part):
    """The sentences that tell who raised an initiative, who joined and when it was written (each with ``{text}``)."""

    raised: Line = ""
    joined: Line = ""
    dated: Line = ""


class FollowupGaps(_Part):
    """What stands, marked, where the second answer does not yet tell a thing."""

    happened: str = ""
    evidence: str = ""
    new_time: str = ""
    reason: str = ""
    answer: str = ""
    summary: str = ""


class FollowupSpec(_Part):
    """The words of a second answer (uppföljande yttrande).

    ``question`` heads an assessment (``{no}``); ``states`` are the words for planerad, pagar, genomford and utgar;
    ``late`` and ``late_done`` tell how long (``{text}``) after the first promise; ``count`` and ``count_late``
    sum up (``{no}``); ``overview`` holds four column labels. The other lines are labels, or hold ``{text}``.
    """

    question: Line = ""
    first_answer: Line = ""
    promised: str = ""
    effect: str = ""
    responsible: str = ""
    state: str = ""
    states: tuple[str, str, str, str] = ("", "", "", "")
    states_of_many: tuple[str, str, str, str] = ("", "", "", "")
    ended_before: str = ""
    late: Line = ""
    late_done: Line = ""
    done_on: Line = ""
    happened: str = ""
    evidence: str = ""
    no_evidence: Line = ""
    new_time: str = ""
    reason: Line = ""
    granted: Line = ""
    no_measure: str = ""
    added: str = ""
    told_under: Line = ""
    no_time: str = ""
    overview: tuple[str, str, str, str] | tuple[()] = ()
    overview_caption: str = ""
    count: Line = ""
    count_late: Line = ""
    gaps: FollowupGaps = FollowupGaps()


class AttsatsSpec(_Part):
    """How each clause of an initiative is headed (``{no}``), and the line that tells what is proposed (``{text}``)."""

    heading: Line = ""
    proposal: Line = ""


class SignatureSpec(_Part):
    """Whether the name or the title comes first, and whether there is room for a signature."""

    order: SignatureOrder = "name_first"
    layout: SignatureLayout = "stacked"


class AuditWords(_Part):
    """The sentences that lead in what is made from the audit's own facts, where no text has been written.

    ``answered_question`` heads an assessment that is answered by itself; it may hold ``{text}`` and ``{no}``.
    """

    questions: Line = ""
    assessment: Line = ""
    recommendations: Line = ""
    answered_question: Line = ""


class BlockSpec(_Part):
    """One block in its place.

    ``heading`` is what stands above it (``heading_decided`` once it is decided); ``show_empty`` prints it even
    when there is nothing to say, with ``text`` in its place. ``leave_out`` is for ``other_sections``: keys of
    sections that belong to another kind of document.
    """

    key: BlockKey
    heading: str = ""
    heading_decided: str = ""
    level: int = Field(default=2, ge=1, le=3)
    show_empty: bool = False
    numbering: Numbering = "paragraphs"
    text: Line = ""
    text_decided: Line = ""
    leave_out: tuple[str, ...] = ()


class Template(_Part):
    """One municipality's form of one kind of document. ``name`` is the file's name without its ending."""

    name: str
    label: str = Field(min_length=1)
    kind: str = Field(min_length=1)
    document_name: str = Field(min_length=1)
    voice: Literal["forvaltningen", "namnden"] = "forvaltningen"
    title: Line = "{title}"
    sender: tuple[Line, ...] = ("{municipality}", "{sender}")
    page_note: Line = "Sida {page} ({pages})"
    running: Line = ""
    draft_mark: str = ""
    copy_mark: str = "Arbetskopia, original i diariet"
    lost_table: Line = Field(min_length=1)
    header: tuple[HeaderSpec, ...] = ()
    recommendation: RecommendationSpec
    initiative: InitiativeSpec = InitiativeSpec()
    attsats: AttsatsSpec = AttsatsSpec()
    followup: FollowupSpec = FollowupSpec()
    signatures: SignatureSpec = SignatureSpec()
    audit: AuditWords = AuditWords()
    blocks: tuple[BlockSpec, ...] = Field(min_length=1)

    def block(self, key: str) -> BlockSpec | None:
        """The first block with a key, if the template has one."""
        return next((block for block in self.blocks if block.key == key), None)


def fill(line: str, fields: Mapping[str, str]) -> str:
    """The line with its fields filled in, or an empty string when one of them has nothing to say."""
    names = [name for _, name, _, _ in string.Formatter().parse(line) if name is not None]
    return line.format_map(fields) if all(fields.get(name) for name in names) else ""


@cache
def load_template(name: str) -> Template:
    """A template that comes with the program, by its name (``malmo_yttrande``).

    Raises:
        UserError: there is no such template, or it cannot be used; the text tells where it is wrong.
    """
    path = resource("templates", f"{name}.toml")
    if not path.is_file():
        have = ", ".join(sorted(file.stem for file in resource("templates").glob("*.toml")))
        raise UserError(f"Mallen «{name}» finns inte.", f"Välj en av dessa: {have}.")
    return read_template(path)


def read_template(path: Path) -> Template:
    """A template from a file.

    Raises:
        UserError: the file cannot be read as a template; the text names the file, the line and the key.
    """
    try:
        text = path.read_text(encoding="utf-8")
        values = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise UserError(
            f"Mallen {path.name} är inte sparad som UTF-8.", "Spara om filen med kodningen UTF-8."
        ) from error
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"på rad {place[1]}, tecken {place[2]}" if place else "i slutet av filen"
        raise UserError(
            f"Mallen {path.name} går inte att läsa: det är fel {where}.",
            "Se efter om ett citattecken, en hakparentes eller ett likhetstecken saknas där.",
        ) from error
    try:
        return Template.model_validate({**values, "name": path.stem})
    except ValidationError as error:
        raise _explain(path, text, error) from error


def templates_for(kind: str) -> tuple[Template, ...]:
    """All templates that serve a document kind, in the order of their labels."""
    found = [load_template(path.stem) for path in sorted(resource("templates").glob("*.toml"))]
    return tuple(sorted((template for template in found if template.kind == kind), key=lambda template: template.label))


# What pydantic calls the fault, what is wrong and what to do, in Swedish; {0} is the key, {1} what is allowed.
_FAULTS: Final[dict[str, tuple[str, str]]] = {
    "missing": ("nyckeln «{0}» saknas", 'Lägg till den, till exempel {0} = "…".'),
    "extra_forbidden": ("nyckeln «{0}» finns inte i mallar", "Ta bort den, eller se efter om den är felstavad."),
    "literal_error": ("värdet på «{0}» är okänt", "Skriv ett av dessa: {1}."),
    "string_type": ("värdet på «{0}» ska vara text", "Sätt citattecken om det."),
    "bool_type": ("värdet på «{0}» ska vara true eller false", "Skriv true eller false utan citattecken."),
    "bool_parsing": ("värdet på «{0}» ska vara true eller false", "Skriv true eller false utan citattecken."),
    "tuple_type": ("värdet på «{0}» ska vara en lista", 'Skriv den inom hakparenteser: ["…", "…"].'),
    "string_too_short": ("värdet på «{0}» är tomt", "Skriv något mellan citattecknen."),
    "too_short": ("«{0}» är tom", "Lägg till minst en del."),
    "value_error": ("{1} (i «{0}»)", "Rätta texten inom klammerparenteserna."),
}  # fmt: skip


def _explain(path: Path, text: str, error: ValidationError) -> UserError:
    fault = error.errors()[0]
    location = [part for part in fault["loc"] if isinstance(part, int) or not part.startswith(("tuple", "function"))]
    key = next((str(part) for part in reversed(location) if isinstance(part, str)), "?")
    told = str(fault.get("ctx", {}).get("expected", fault.get("ctx", {}).get("error", "")))
    what, next_step = _FAULTS.get(
        fault["type"], ("värdet på «{0}» går inte att använda ({1})", "Jämför med en mall som fungerar.")
    )
    told = told.replace("'", "").replace(" or ", " eller ")
    line = _line_of(text, location)
    where = f" på rad {line}" if line else ""
    return UserError(
        f"Mallen {path.name} är fel{where}: {what.format(key, told or fault['msg'])}.", next_step.format(key, told)
    )


def _line_of(text: str, location: list[int | str]) -> int:
    """The line, from 1, where a key stands or the head of the part that should have held it; 0 when not found."""
    lines = text.splitlines()
    start, keys = 0, location
    if location and isinstance(location[0], str):
        number = location[1] if len(location) > 1 and isinstance(location[1], int) else 0
        heads = [
            index for index, line in enumerate(lines) if re.match(rf"\s*\[\[?\s*{re.escape(location[0])}\s*\]", line)
        ]
        if heads and number < len(heads):
            start, keys = heads[number], location[1:]
    wanted = next((key for key in reversed(keys) if isinstance(key, str)), None)
    for index in range(start, len(lines)):
        if index > start and lines[index].lstrip().startswith("["):
            break
        if wanted and re.match(rf"\s*{re.escape(wanted)}\s*=", lines[index]):
            return index + 1
    return start + 1 if start else 0
