"""The municipality's own Word forms: take one in, name it, map its styles, choose it, take it away, write into it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from nemndsekr.documents.docx_form import FilledForm, FormFacts, WordFormFile, fill_form, form_facts, sample_outline
from nemndsekr.documents.docx_writer import write_docx
from nemndsekr.documents.form_styles import STYLE_WORDS
from nemndsekr.documents.outline import Outline
from nemndsekr.documents.word_package import LARGEST_FILE
from nemndsekr.operations.changes import Changes
from nemndsekr.records.namnd import Namnd
from nemndsekr.records.template import OwnTemplate, WordForm
from nemndsekr.store.database import Store
from nemndsekr.store.queries import all_namnder
from nemndsekr.store.word_forms import all_word_forms, form_content, templates_to_put_in_forms, usual_form
from nemndsekr.support.errors import UserError


@dataclass(frozen=True, slots=True)
class ShownForm:
    """A form as its dialog shows it.

    ``facts`` is what was found in it, or ``problem`` tells why it cannot be used. ``templates`` are the own templates
    that have it.
    """

    form_id: int
    name: str
    style_map: Mapping[str, str]
    facts: FormFacts | None = None
    problem: str = ""
    templates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordForms:
    """All forms, and which one each nämnd and each own template is written into (0: none): id, name, form's id."""

    forms: tuple[ShownForm, ...]
    namnder: tuple[tuple[int, str, int], ...]
    templates: tuple[tuple[int, str, int], ...] = ()


def word_forms(store: Store) -> WordForms:
    """What there is to show of the forms."""
    templates = templates_to_put_in_forms(store)
    shown = []
    for form, content in all_word_forms(store):
        facts, problem = None, ""
        try:
            facts = form_facts(content)
        except UserError as error:
            problem = str(error)
        of = tuple(one.label for one in templates if one.word_form_id == form.id)
        shown.append(ShownForm(form.stored_id, form.name, _map_of(form), facts, problem, of))
    namnder = tuple((one.stored_id, one.name, one.word_form_id or 0) for one in all_namnder(store))
    return WordForms(
        tuple(shown), namnder, tuple((one.stored_id, one.label, one.word_form_id or 0) for one in templates)
    )


def check_form(path: Path) -> None:
    """See that a file can be used as a Word form, before anything is to be saved.

    Raises:
        UserError: it cannot be read, or cannot be used as a form; the sentence says why.
    """
    form_facts(_read(path))


def take_in_form(store: Store, path: Path, who: str, now: datetime) -> Changes:
    """Keep a Word form, named by its file. Where there is no form before it, the only nämnd begins to use it.

    Raises:
        UserError: the file cannot be read, or cannot be used as a form; the sentence says why.
    """
    content = _read(path)
    form_facts(content)
    name = "lade till en Wordmall"
    sha256 = hashlib.sha256(content).hexdigest()
    with store.step(name, who, now) as step:
        same = step.find(WordForm, sha256=sha256)
        if same is not None:
            raise UserError(f"Wordmallen finns redan, med namnet «{same.name}».", "Välj den i listan.")
        first = step.find(WordForm) is None
        step.keep_file(sha256, content)
        form = step.add(WordForm(name=path.stem.strip() or "Wordmall", sha256=sha256))
        namnder = step.all(Namnd)
        if first and len(namnder) == 1:
            namnder[0].word_form_id = form.stored_id
    return Changes.of(name, step)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            return path.read_bytes()[: LARGEST_FILE + 1]
        return path.read_bytes()
    except OSError as error:
        raise UserError(
            f"Filen «{path.name}» kunde inte läsas.", "Stäng den i Word och försök igen, eller välj en annan fil."
        ) from error


def rename_form(store: Store, form_id: int, called: str, who: str, now: datetime) -> Changes:
    """Call a form something else.

    Raises:
        UserError: the name is empty, or the form is gone.
    """
    called = called.strip()
    if not called:
        raise UserError("Wordmallen måste ha ett namn.", "Skriv vad den ska heta.")
    name = "bytte namn på en Wordmall"
    with store.step(name, who, now) as step:
        form = step.get(WordForm, form_id)
        if form.name != called:
            form.name = called
    return Changes.of(name, step)


def remove_form(store: Store, form_id: int, who: str, now: datetime) -> Changes:
    """Take a form away; what was written into it is written in our own look from then on.

    Raises:
        UserError: the form is gone already.
    """
    name = "tog bort en Wordmall"
    with store.step(name, who, now) as step:
        form = step.get(WordForm, form_id)
        for namnd in step.all(Namnd, word_form_id=form_id):
            namnd.word_form_id = None
        for template in step.all(OwnTemplate, word_form_id=form_id):
            template.word_form_id = None
        step.session.flush()
        step.delete(form)
    return Changes.of(name, step)


def map_style(store: Store, form_id: int, ours: str, theirs: str, who: str, now: datetime) -> Changes:
    """Say which of the form's styles stands for one of ours; nothing leaves it to the names.

    Raises:
        UserError: the form is gone, or we have no such style.
    """
    if ours not in STYLE_WORDS:
        raise UserError("Formatmallen finns inte.", "Välj en av dem som visas.")
    name = "valde formatmall i en Wordmall"
    with store.step(name, who, now) as step:
        form = step.get(WordForm, form_id)
        chosen = {key: value for key, value in {**_map_of(form), ours: theirs}.items() if value}
        text = json.dumps(chosen, ensure_ascii=False, sort_keys=True)
        if form.style_map != text:
            form.style_map = text
    return Changes.of(name, step)


def choose_form(store: Store, namnd_id: int, form_id: int, who: str, now: datetime) -> Changes:
    """Let a nämnd's documents be written into a form; 0 is our own look.

    Raises:
        UserError: the form or the nämnd is gone.
    """
    name = "valde nämndens Wordmall"
    with store.step(name, who, now) as step:
        namnd = step.get(Namnd, namnd_id)
        wanted = step.get(WordForm, form_id).stored_id if form_id else None
        if namnd.word_form_id != wanted:
            namnd.word_form_id = wanted
    return Changes.of(name, step)


def choose_form_of_template(store: Store, template_id: int, form_id: int, who: str, now: datetime) -> Changes:
    """Let what is made by an own template be written into a form of its own; 0 is the nämnd's.

    Raises:
        UserError: the form or the template is gone.
    """
    name = "valde en malls Wordmall"
    with store.step(name, who, now) as step:
        template = step.get(OwnTemplate, template_id)
        wanted = step.get(WordForm, form_id).stored_id if form_id else None
        if template.word_form_id != wanted:
            template.word_form_id = wanted
    return Changes.of(name, step)


def _map_of(form: WordForm) -> dict[str, str]:
    try:
        kept = json.loads(form.style_map or "{}")
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in kept.items()} if isinstance(kept, dict) else {}


def word_file(
    session: Session,
    outline: Outline,
    fields: Mapping[str, str],
    namnd_id: int | None,
    template: str,
    form_id: int | None = None,
) -> FilledForm:
    """A document as a Word file: in the form of its template, else of its nämnd, else in our own look.

    ``form_id`` is a form that is asked for instead, 0 our own look. A page that lies down is never put in a form.

    Raises:
        UserError: the form cannot be used.
    """
    if form_id is None:
        form = usual_form(session, namnd_id, template)
    else:
        form = session.get(WordForm, form_id) if form_id else None
    if form is None or outline.landscape:
        return FilledForm(write_docx(outline), ())
    content = form_content(session, form)
    if not content:
        return FilledForm(write_docx(outline), (f"Filen till Wordmallen «{form.name}» saknas; den användes inte.",))
    return fill_form(outline, fields, WordFormFile(content, _map_of(form)))


def trial_file(store: Store, form_id: int) -> FilledForm:
    """A form with every kind of block in it, where no document is at hand to try it with.

    Raises:
        UserError: the form is gone or cannot be used.
    """
    with store.session() as session:
        form = session.get(WordForm, form_id)
        if form is None:
            raise UserError("Wordmallen finns inte längre.", "Välj en annan.")
        return fill_form(sample_outline(), {}, WordFormFile(form_content(session, form), _map_of(form)))
