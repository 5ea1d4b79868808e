"""Templates as text: those that come with the program, those of the office, read, written and explained in Swedish."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple, get_args

import tomli_w
from pydantic import BaseModel, ValidationError

from nemndsekr.documents.outline import Logo
from nemndsekr.documents.templates import Template
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.template import OwnTemplate
from nemndsekr.support.errors import UserError
from nemndsekr.support.paths import resource
from nemndsekr.support.swedish import sort_key

Values = dict[str, Any]
"""A template as plain values: what TOML holds, and what an editor changes."""
Place = tuple[str | int, ...]
"""Where in those values something stands: ``("header", 0, "lines", 2)``."""


class Fault(NamedTuple):
    """What is wrong with a template, where, and what to do; ``key`` is the last name of the place.

    ``sort`` is what pydantic calls it.
    """

    place: Place
    key: str
    sort: str
    what: str
    next_step: str


# Templates that come with the program


def shipped_names() -> tuple[str, ...]:
    """The names of the templates that come with the program."""
    return tuple(path.stem for path in sorted(resource("templates").glob("*.toml")))


@cache
def load_template(name: str) -> Template:
    """A template that comes with the program, by its name (``malmo_yttrande``).

    Raises:
        UserError: there is no such template, or it cannot be used; the text tells where it is wrong.
    """
    return SHIPPED.find(name)


@cache
def _shipped(name: str) -> Template:
    return read_template(resource("templates", f"{name}.toml"))


def read_template(path: Path) -> Template:
    """A template from a file.

    Raises:
        UserError: the file cannot be read as a template; the text names the file, the line and the key.
    """
    return template_of_bytes(path.read_bytes(), path.stem, path.name)


def template_of_bytes(content: bytes, name: str, called: str) -> Template:
    """A template from the bytes of a file that is ``called`` so.

    Raises:
        UserError: they cannot be read as a template; the text names the file, the line and the key.
    """
    try:
        return template_of_text(content.decode("utf-8-sig"), name, called)
    except UnicodeDecodeError as error:
        raise UserError(f"Mallen {called} är inte sparad som UTF-8.", "Spara om filen med kodningen UTF-8.") from error


def template_of_text(text: str, name: str, called: str) -> Template:
    """A template from TOML.

    Raises:
        UserError: it is no template; the text names what it is called, the line and the key.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"på rad {place[1]}, tecken {place[2]}" if place else "i slutet av filen"
        raise UserError(
            f"Mallen {called} går inte att läsa: det är fel {where}.",
            "Se efter om ett citattecken, en hakparentes eller ett likhetstecken saknas där.",
        ) from error
    except RecursionError as error:
        raise UserError(
            f"Mallen {called} går inte att läsa: listor ligger i varandra.", "Välj en annan fil."
        ) from error
    try:
        return Template.model_validate({**values, "name": name})
    except ValidationError as error:
        fault = _faults(error)[0]
        line = _line_of(text, list(fault.place))
        where = f" på rad {line}" if line else ""
        raise UserError(f"Mallen {called} är fel{where}: {fault.what}.", fault.next_step) from error


def template_values(template: Template) -> Values:
    """A template as plain values, whole, but for its name: that is the file's."""
    return template.model_dump(mode="json", exclude={"name"})


def template_text(template: Template) -> str:
    """A template as TOML that reads back equal.

    It is told whole, so that it stays as it is when what it was made from is changed; but a group of words that says
    nothing of its own is left out.
    """
    values = template_values(template)
    for name, info in Template.model_fields.items():
        if isinstance(info.default, BaseModel) and getattr(template, name) == info.default:
            del values[name]
    return tomli_w.dumps(values)


def checked_values(values: Values, name: str) -> Template | tuple[Fault, ...]:
    """The template that plain values make, or all that is wrong with them."""
    try:
        return Template.model_validate({**values, "name": name})
    except ValidationError as error:
        return _faults(error)


def place_title(place: Place) -> str:
    """What the field at a place of a template is called; empty where nothing can stand."""
    model: Any = Template
    title = ""
    for part in place:
        if isinstance(part, int):
            continue
        info = model.model_fields.get(part) if model is not None else None
        if info is None:
            return title
        title = info.title or ""
        within = (info.annotation, *get_args(info.annotation))
        model = next((one for one in within if isinstance(one, type) and issubclass(one, BaseModel)), None)
    return title


# The shelf: what can be chosen


@dataclass(frozen=True, slots=True)
class ReadTemplate:
    """A template of the office as it was read; ``problem`` tells why where it cannot be used."""

    slug: str
    label: str
    kind: str
    template: Template | None
    problem: UserError | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """All templates to choose among: the office's own and those that come with the program."""

    own: tuple[ReadTemplate, ...] = ()
    logos: Mapping[str, bytes] = field(default_factory=dict)
    """The pictures of own templates, by slug."""

    def find(self, name: str) -> Template:
        """The template with a name.

        Raises:
            UserError: there is none, or it cannot be used.
        """
        for one in self.own:
            if one.slug == name:
                if one.template is None:
                    raise one.problem or _unusable(one.label)
                return one.template
        if name in shipped_names():
            return _shipped(name)
        have = ", ".join([*(one.slug for one in self.own), *shipped_names()])
        raise UserError(f"Mallen «{name}» finns inte.", f"Välj en av dessa: {have}.")

    def named(self, kind: str, words: str) -> Template:
        """The template of a document kind that a person means.

        Its label, its name or its file will do, however capitals, spaces and marks are written, and so will the words
        of its label that no other of the kind has («malmö»).

        Raises:
            UserError: the words mean none of the kind's, or more than one, or the one that they mean cannot be used.
        """
        wanted = _SUFFIX.sub("", words.strip())
        for one in self.own:
            if one.template is None and _key(wanted) in (_key(one.slug), _key(one.label)):
                raise one.problem or _unusable(one.label)
        templates = self.templates_for(kind)
        same = [one for one in templates if _key(wanted) in (_key(one.name), _key(one.label))]
        asked = set(_words(wanted))
        meant = same or [one for one in templates if asked and asked <= {*_words(one.label), *_words(one.name)}]
        # One of the office's own comes first, and may bear the name of one of the program's.
        if same or len(meant) == 1:
            return meant[0]
        listed = ", ".join(f"«{one.label}»" for one in meant or templates)
        what = (
            f"Flera mallar heter något med «{words}»." if meant else f"Mallen «{words}» finns inte för den handlingen."
        )
        raise UserError(what, f"Välj en av dessa: {listed}.")

    def templates_for(self, kind: str) -> tuple[Template, ...]:
        """All templates that serve a document kind: own ones first, then the others, in the order of their labels."""
        own = [one.template for one in self.own if one.template is not None and one.template.kind == kind]
        names = {one.slug for one in self.own}
        shipped = [one for one in map(_shipped, shipped_names()) if one.kind == kind and one.name not in names]
        return tuple(template for group in (own, shipped) for template in sorted(group, key=_by_label))

    def logo(self, template: Template) -> Logo | None:
        """The picture that a template puts at the top, if it has one."""
        content = self.logos.get(template.name)
        alt = template.logo_alt or UNNAMED_LOGO
        return Logo(content, alt, template.logo_height_mm) if content else None

    def problem_of(self, name: str) -> UserError | None:
        """Why the template with a name cannot be used, if it is not there or cannot be read."""
        try:
            self.find(name)
        except UserError as error:
            return error
        return None


_SUFFIX: Final = re.compile(r"\.(?:toml|nemndmall)$", re.IGNORECASE)
_MARKS: Final = re.compile(r"[\W_]+")


def _plain(words: str) -> str:
    """In small letters without dots and rings, as names of files are written."""
    parts = unicodedata.normalize("NFD", words.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def _key(words: str) -> str:
    return _MARKS.sub("", _plain(words))


def _words(words: str) -> list[str]:
    return [one for one in _MARKS.split(_plain(words)) if one]


UNNAMED_LOGO: Final = "Logotyp"
"""What is read aloud of a logo that nobody has put in words."""
SHIPPED: Final = Shelf()
"""What comes with the program, alone."""


def shelf(rows: Sequence[OwnTemplate], pictures: Mapping[str, bytes]) -> Shelf:
    """The shelf with the office's own templates; ``pictures`` holds their logos by checksum."""
    logos = {row.slug: pictures[row.logo_sha256] for row in rows if row.logo_sha256 in pictures}
    return Shelf(tuple(map(read_own, rows)), logos)


def shelf_of(file: CaseFile) -> Shelf:
    """The shelf that a case's documents are made from."""
    return shelf(file.own_templates, file.pictures) if file.own_templates else SHIPPED


def read_own(row: OwnTemplate) -> ReadTemplate:
    """A template of the office as it is kept. One made by a newer program may not be readable: then it says why."""
    template, told = _parsed(row.slug, row.label, row.text)
    return ReadTemplate(row.slug, row.label, row.kind, template, UserError(*told) if told else None)


def templates_for(kind: str) -> tuple[Template, ...]:
    """All templates that come with the program for a document kind, in the order of their labels."""
    return SHIPPED.templates_for(kind)


@lru_cache(maxsize=128)
def _parsed(slug: str, label: str, text: str) -> tuple[Template | None, tuple[str, str] | None]:
    try:
        return template_of_text(text, slug, f"«{label}»"), None
    except UserError as error:
        return None, (error.what, error.next_step)


def _unusable(label: str) -> UserError:
    return UserError(f"Mallen «{label}» går inte att använda.", "Välj en annan mall.")


def _by_label(template: Template) -> str:
    return sort_key(template.label)


# What is wrong, in Swedish

# What pydantic calls the fault, what is wrong and what to do; {0} is the key, {1} what is allowed.
_FAULTS: Final[dict[str, tuple[str, str]]] = {
    "missing": ("nyckeln «{0}» saknas", 'Lägg till den, till exempel {0} = "…".'),
    "extra_forbidden": ("nyckeln «{0}» finns inte i mallar", "Ta bort den, eller se efter om den är felstavad."),
    "literal_error": ("värdet på «{0}» är okänt", "Skriv ett av dessa: {1}."),
    "enum": ("värdet på «{0}» är okänt", "Skriv ett av dessa: {1}."),
    "string_type": ("värdet på «{0}» ska vara text", "Sätt citattecken om det."),
    "bool_type": ("värdet på «{0}» ska vara true eller false", "Skriv true eller false utan citattecken."),
    "bool_parsing": ("värdet på «{0}» ska vara true eller false", "Skriv true eller false utan citattecken."),
    "tuple_type": ("värdet på «{0}» ska vara en lista", 'Skriv den inom hakparenteser: ["…", "…"].'),
    "string_too_short": ("värdet på «{0}» är tomt", "Skriv något mellan citattecknen."),
    "too_short": ("«{0}» är tom", "Lägg till minst en del."),
    "float_parsing": ("värdet på «{0}» ska vara ett tal", "Skriv till exempel 16."),
    "float_type": ("värdet på «{0}» ska vara ett tal", "Skriv till exempel 16."),
    "doubled": ("delen «{1}» står två gånger", "Ta bort den ena."),
    "too_long": ("«{0}» har för många rader", "Skriv högst {1}."),
    "value_error": ("{1} (i «{0}»)", "Rätta texten inom klammerparenteserna."),
    "greater_than_equal": ("värdet på «{0}» är för litet", "Skriv minst {1}."),
    "less_than_equal": ("värdet på «{0}» är för stort", "Skriv högst {1}."),
}  # fmt: skip


def _faults(error: ValidationError) -> tuple[Fault, ...]:
    return tuple(_fault(one) for one in error.errors())


def _fault(fault: Any) -> Fault:
    place = tuple(part for part in fault["loc"] if isinstance(part, int) or not part.startswith(("tuple", "function")))
    key = next((str(part) for part in reversed(place) if isinstance(part, str)), "?")
    context = fault.get("ctx", {})
    told = next(
        (_said(context[name]) for name in ("expected", "error", "ge", "le", "max_length") if name in context), ""
    )
    what, next_step = _FAULTS.get(
        fault["type"], ("värdet på «{0}» går inte att använda ({1})", "Jämför med en mall som fungerar.")
    )
    told = told.replace("'", "").replace(" or ", " eller ") or str(fault["msg"])
    if not place:
        return Fault(place, "", fault["type"], told, "Jämför med en mall som fungerar.")
    return Fault(place, key, fault["type"], what.format(key, told), next_step.format(key, told))


def _said(allowed: object) -> str:
    """What is allowed, as it is written in Swedish."""
    return f"{allowed:g}".replace(".", ",") if isinstance(allowed, float) else str(allowed)


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
