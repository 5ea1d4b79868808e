"""TEMPLATE_GROUPS: what can be edited in a template, in groups, as the page Mallar lays it out; read from the model."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import Enum
from typing import Any, Final, Literal, NamedTuple, get_args, get_origin

from pydantic import AfterValidator, BaseModel
from pydantic.fields import FieldInfo

from nemndsekr.documents.font_families import FAMILIES
from nemndsekr.documents.template_files import Place, Values, load_template, shipped_names
from nemndsekr.documents.templates import BlockSpec, FieldName, HeaderSpec, Template
from nemndsekr.operations.make_document import part_name
from nemndsekr.rules.decision_style import STYLE_NAMES
from nemndsekr.support.swedish import sort_key

Sort = Literal["line", "text", "lines", "labels", "choice", "switch", "number"]
"""A line; text on several; any number of lines; so many labels, one a line; a choice; a box; a number."""

FIELD_WORDS: Final[dict[str, str]] = {
    "title": "Handlingens rubrik",
    "subtitle": "Underrubrik",
    "document_name": "Handlingens namn",
    "day": "Datum",
    "dnr": "Diarienummer",
    "counterpart_dnr": "Motpartens diarienummer",
    "report_no": "Rapportens nummer",
    "committee": "Nämnden",
    "administration": "Förvaltningen",
    "municipality": "Kommunen",
    "sender": "Avsändaren: nämnden eller förvaltningen",
    "recipient": "Mottagaren",
    "address": "Mottagarens adress",
    "requester": "Den som begärde svaret",
    "report_title": "Rapportens titel",
    "officer": "Handläggarens namn",
    "officer_title": "Handläggarens titel",
    "officer_unit": "Handläggarens enhet",
    "officer_telephone": "Handläggarens telefon",
    "officer_email": "Handläggarens e-post",
    "first_day": "Det första svarets dag",
    "paragraph": "Paragrafen",
    "body": "Instansen",
    "meeting_day": "Sammanträdets dag",
    "justering_day": "Justeringens dag",
    "due_day": "Svarsdagen",
    "initiators": "De som väckte initiativet",
    "answer_title": "Svarets rubrik",
}
"""What each field that may stand within braces is called where it is put in."""
EXTRA_WORDS: Final = {
    "page": "Sidans nummer",
    "pages": "Antal sidor",
    "text": "Texten som hör till",
    "no": "Numret",
    "caption": "Tabellens rubrik",
}
CHOICE_WORDS: Final[dict[str, str]] = {
    "forvaltningen": "Förvaltningen",
    "namnden": "Nämnden",
    "report": "Rapportens ord",
    "own": "Den egna handlingens ord",
    "name_first": "Namnet före titeln",
    "title_first": "Titeln före namnet",
    "inline": "På en rad",
    "stacked": "Under varandra",
    "decimal": "1. 2. 3.",
    "decimal_if_many": "1. 2. 3. om de är flera",
    "bullet": "Punkter",
    "lines": "En rad var",
    "paragraphs": "Stycken",
    **{str(style): words for style, words in STYLE_NAMES.items()},
}
"""What each choice is called, whichever field it is of."""

_EXTRAS: Final[dict[Place, tuple[str, ...]]] = {
    ("page_note",): ("page", "pages"),
    ("lost_table",): ("caption",),
}
_SEVERAL_LINES: Final = {("blocks", "text"), ("blocks", "text_decided")}
_NOT_EDITED: Final = {"name", "kind", "header", "blocks", "key", "leave_out"}


class TemplateField(NamedTuple):
    """A field: where its value stands, its title and help, what sort of value it is.

    ``braces`` tells that fields may stand within braces in it, ``extras`` which besides those of ``FIELD_WORDS``;
    ``choices`` are values with their words, ``labels`` how many labels there are; ``optional`` labels may be left out.
    """

    place: Place
    title: str
    help: str
    sort: Sort
    braces: bool = False
    extras: tuple[str, ...] = ()
    choices: tuple[tuple[Any, str], ...] = ()
    labels: int = 0
    optional: bool = False


class TemplateGroup(NamedTuple):
    """Fields under one heading. It is of use where a template has one of ``blocks``; without any, always."""

    key: str
    title: str
    fields: tuple[TemplateField, ...]
    blocks: frozenset[str] = frozenset()

    def applies(self, used: Collection[str]) -> bool:
        """Whether the group is of use to a template with these blocks."""
        return not self.blocks or not self.blocks.isdisjoint(used)


def fields_of(model: type[BaseModel], above: Place = (), heading: str = "") -> Iterator[TemplateField]:
    """The fields of a model at a place of the template, and those of the models within it."""
    for name, info in model.model_fields.items():
        within = info.annotation
        if name in _NOT_EDITED:
            continue
        if isinstance(within, type) and issubclass(within, BaseModel):
            if above:
                yield from fields_of(within, (*above, name), info.title or "")
        else:
            yield _field((*above, name), info, heading)


def _field(place: Place, info: FieldInfo, heading: str) -> TemplateField:
    title = f"{heading}: {(info.title or '').lower()}" if heading else info.title or ""
    braces = _is_line(info)
    extras = _EXTRAS.get(
        place, ("no", "text") if braces and len(place) > 1 and place[0] not in {"blocks", "header"} else ()
    )
    made = TemplateField(place, title, info.description or "", "line", braces, extras)
    within = info.annotation
    if place == ("look", "pdf_font"):
        return made._replace(sort="choice", choices=tuple((family.name, family.name) for family in FAMILIES))
    if within is bool:
        return made._replace(sort="switch")
    if within is float or (within is int and place[-1] != "level"):
        return made._replace(sort="number")
    if within is int:
        return made._replace(sort="choice", choices=tuple((number, str(number)) for number in _levels(info)))
    if isinstance(within, type) and issubclass(within, Enum):
        return made._replace(sort="choice", choices=tuple((str(one), CHOICE_WORDS[str(one)]) for one in within))
    if get_origin(within) is Literal:
        return made._replace(sort="choice", choices=tuple((one, CHOICE_WORDS[one]) for one in get_args(within)))
    count = _labels(within)
    if count:
        return made._replace(sort="labels", labels=count, optional=info.default == ())
    if get_origin(within) is tuple:
        return made._replace(sort="lines")
    several = (place[0], place[-1]) in _SEVERAL_LINES
    return made._replace(sort="text") if several else made


def _levels(info: FieldInfo) -> range:
    bounds = {name: getattr(one, name) for one in info.metadata for name in ("ge", "le") if hasattr(one, name)}
    return range(bounds["ge"], bounds["le"] + 1)


def _labels(annotation: Any) -> int:
    """How many labels a tuple of a fixed length holds; 0 for all else. One that may be empty is a union of two."""
    for one in (annotation, *get_args(annotation)):
        parts = get_args(one) if get_origin(one) is tuple else ()
        if parts and Ellipsis not in parts:
            return len(parts)
    return 0


def _is_line(info: FieldInfo) -> bool:
    if any(isinstance(one, AfterValidator) for one in info.metadata):
        return True
    return any(
        isinstance(one, AfterValidator)
        for part in get_args(info.annotation)
        for one in getattr(part, "__metadata__", ())
    )


def _of_template(*names: str) -> tuple[TemplateField, ...]:
    return tuple(_field((name,), Template.model_fields[name], "") for name in names)


def _of_part(name: str) -> tuple[TemplateField, ...]:
    return tuple(fields_of(Template.model_fields[name].annotation, (name,)))  # type: ignore[arg-type]


_NAMES: Final = ("label", "document_name", "document_name_decided", "voice", "title", "title_decided")
_HEAD: Final = ("sender",)
_PAGES: Final = ("page_note", "running", "draft_mark", "copy_mark", "lost_table", "landscape")
LOGO_NAMES: Final = ("logo_alt", "logo_height_mm")
_USED_BY: Final[dict[str, frozenset[str]]] = {
    "decision": frozenset({"forslag_till_beslut", "lead_in"}),
    "recommendation": frozenset({"recommendations_with_answers", "atgarder", "followup_answers"}),
    "initiative": frozenset({"initiative"}),
    "attsats": frozenset({"attsatser"}),
    "followup": frozenset(
        {"followup_basis", "followup_summary", "followup_overview", "followup_answers", "followup_onward"}
    ),
    "signatures": frozenset({"signatures"}),
    "audit": frozenset({"om_granskningen", "assessments_with_answers"}),
    "minutes": frozenset({"minutes_signs"}),
    "dissent": frozenset({"dissents"}),
    "letter": frozenset({"letter"}),
    "enclosure": frozenset({"enclosures"}),
    "plan": frozenset({"action_plan"}),
    "groups": frozenset({"followup_groups"}),
    "card": frozenset({"card_facts", "card_chain", "card_recommendations", "card_decision"}),
    "look": frozenset(),
}

NAMES: Final = TemplateGroup("names", "Namn och rubrik", _of_template(*_NAMES))
HEAD: Final = TemplateGroup("head", "Sidhuvud", _of_template(*_HEAD))
LOGO: Final = TemplateGroup("logo", "Logotyp", _of_template(*LOGO_NAMES))
PAGES: Final = TemplateGroup("pages", "Sidor", _of_template(*_PAGES))
WORDS: Final = tuple(
    TemplateGroup(name, Template.model_fields[name].title or "", _of_part(name), blocks)
    for name, blocks in _USED_BY.items()
)
TEMPLATE_GROUPS: Final = (NAMES, HEAD, LOGO, PAGES, *WORDS)
"""All but the lists of parts, whose own fields are ``BLOCK_FIELDS`` and ``CELL_FIELDS``."""
BLOCK_FIELDS: Final = tuple(fields_of(BlockSpec, ("blocks",)))
CELL_FIELDS: Final = tuple(fields_of(HeaderSpec, ("header",)))


def field_words() -> list[tuple[str, str]]:
    """The fields that may stand within braces, with what they are called, in Swedish order of the words."""
    return sorted(((name, FIELD_WORDS[name]) for name in get_args(FieldName)), key=lambda pair: sort_key(pair[1]))


class TemplatePart(NamedTuple):
    """A block as it is listed: its place among those in use, or -1, its key and what it is called."""

    at: int
    key: str
    name: str


def listed_parts(values: Values) -> list[TemplatePart]:
    """The blocks of a template in their order, then those that other templates of its kind have and it has not."""
    used = [TemplatePart(at, one["key"], part_name(one["key"])) for at, one in enumerate(values["blocks"])]
    keys = {part.key for part in used}
    known = (load_template(name) for name in shipped_names())
    spare = {block.key: None for template in known if template.kind == values["kind"] for block in template.blocks}
    return [*used, *(TemplatePart(-1, key, part_name(key)) for key in spare if key not in keys)]


def new_part(key: str, kind: str) -> Values:
    """A block as the first template of that kind that has it puts it."""
    known = [load_template(name) for name in shipped_names()]
    found = next((block for one in known if one.kind == kind and (block := one.block(key)) is not None), None)
    return (found or BlockSpec.model_validate({"key": key})).model_dump(mode="json")
