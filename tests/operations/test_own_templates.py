"""Templates of one's own: copied, changed, sent out, taken in; a broken one is told of and stops no document."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from nemndsekr.documents.document_types import DOCUMENT_TYPES, build_document, chosen_template
from nemndsekr.documents.formats import write_document
from nemndsekr.documents.making import DocumentOptions
from nemndsekr.documents.template_archive import MOST_LOGO, archive_of, checked_logo, template_of_file
from nemndsekr.documents.template_files import (
    Values,
    checked_values,
    load_template,
    shelf_of,
    shipped_names,
    template_of_text,
    template_text,
    template_values,
)
from nemndsekr.documents.templates import Template
from nemndsekr.operations.demo import fill_demo
from nemndsekr.operations.edit_record import edit_record, redo, undo
from nemndsekr.operations.make_document import make_document, preview_document
from nemndsekr.operations.own_templates import (
    ListedTemplate,
    change_template,
    copy_template,
    export_template,
    import_template,
    listed_templates,
    open_template,
    remove_template,
    set_logo,
    template_file,
)
from nemndsekr.operations.template_preview import preview_cases, try_template
from nemndsekr.operations.versions import lock_version, locked_texts
from nemndsekr.records.choices import VersionGate
from nemndsekr.records.template import OwnTemplate
from nemndsekr.store.database import Store
from nemndsekr.store.queries import find_case, load_case, own_templates
from nemndsekr.support.errors import UserError
from tests.store.conftest import NOW

SKOLSKJUTS = "BUN-2026-0412"


@pytest.fixture(name="filled")
def exercise(store: Store, who: str) -> Store:
    """The exercise cases."""
    fill_demo(store, who, NOW)
    return store


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 20), mode: str = "RGB") -> bytes:
    """A picture of one colour."""
    whole = io.BytesIO()
    Image.new(mode, size).save(whole, kind)
    return whole.getvalue()


def own(store: Store) -> list[ListedTemplate]:
    """The office's own templates as they are listed."""
    return [one for one in listed_templates(store) if one.template_id]


def copied(store: Store, who: str, source: str = "neutral_yttrande", label: str = "Nämndens svar") -> ListedTemplate:
    """A copy of a template."""
    copy_template(store, source, label, who, NOW)
    return next(one for one in own(store) if one.label == label)


def values_of(store: Store, name: str) -> Values:
    """A template as it is kept."""
    opened = open_template(store, name)
    assert opened is not None
    assert opened.values is not None
    return opened.values


def case_id_of(store: Store) -> int:
    """The case of the audit of school transport."""
    return find_case(store, SKOLSKJUTS).stored_id


@pytest.mark.parametrize("name", shipped_names())
def test_a_template_written_as_text_reads_back_equal(name: str):
    template = load_template(name)

    assert template_of_text(template_text(template), name, name) == template


@given(words=st.text(st.characters(exclude_characters="{}", exclude_categories=["Cs"]), min_size=1))
@settings(max_examples=60)
def test_any_words_survive_being_written_as_text(words: str):
    values = template_values(load_template("neutral_yttrande"))
    values |= {"label": words, "sender": [words, "{committee}"], "draft_mark": words}
    template = checked_values(values, "egen")
    assert isinstance(template, Template)

    assert template_of_text(template_text(template), "egen", "egen") == template


def test_a_copy_is_listed_first_among_its_kind_and_makes_documents(filled: Store, who: str):
    made = copied(filled, who, label="Nämndens svar på granskning")
    values = values_of(filled, made.name)
    values["document_name"] = "Svar på granskning"

    change_template(filled, made.template_id, values, who, NOW)

    assert made.name == "namndens_svar_pa_granskning"
    first = next(one for one in listed_templates(filled) if one.kind == "yttrande")
    assert first == made
    paper = make_document(filled, case_id_of(filled), "yttrande", "txt", made.name)
    assert "Svar på granskning" in paper.text
    assert paper.template == made.name
    preview = preview_document(filled, case_id_of(filled), "yttrande", lambda _: made.name)
    assert preview.templates[0].key == preview.template == made.name
    assert not preview.instead


def test_a_locked_version_is_made_in_ones_own_template(filled: Store, who: str):
    made = copied(filled, who)
    values = values_of(filled, made.name) | {"document_name": "Vårt svar"}
    change_template(filled, made.template_id, values, who, NOW)

    lock_version(filled, case_id_of(filled), "yttrande", VersionGate.till_au, who, NOW, template=made.name)

    assert "Vårt svar" in locked_texts(filled, case_id_of(filled))[0].text
    assert load_case(filled, case_id_of(filled)).versions[-1].template == made.name


def test_a_document_is_never_given_ones_own_template_by_guess(filled: Store, who: str):
    before = chosen_template(load_case(filled, case_id_of(filled)), "yttrande")
    copied(filled, who, source=before.name)

    assert chosen_template(load_case(filled, case_id_of(filled)), "yttrande") == before


def test_copy_change_logo_and_removal_are_undone_and_done_again(filled: Store, who: str):
    made = copied(filled, who)
    change_template(filled, made.template_id, values_of(filled, made.name) | {"label": "Svar"}, who, NOW)
    set_logo(filled, made.template_id, picture(), who, NOW)
    remove_template(filled, made.template_id, who, NOW)
    assert own(filled) == []

    undo(filled, NOW)
    opened = open_template(filled, made.name)
    assert opened is not None
    assert (opened.listed.label, opened.logo) == ("Svar", picture())
    undo(filled, NOW)
    undo(filled, NOW)
    assert [one.label for one in own(filled)] == ["Nämndens svar"]
    undo(filled, NOW)
    assert own(filled) == []
    while redo(filled, NOW + timedelta(minutes=1)) is not None:
        pass
    assert own(filled) == []


def test_two_templates_of_a_kind_cannot_have_the_same_name(filled: Store, who: str):
    made = copied(filled, who)

    with pytest.raises(UserError, match="Det finns redan en mall som heter «nämndens svar»"):
        copy_template(filled, "malmo_yttrande", "nämndens svar", who, NOW)
    copy_template(filled, made.name, "", who, NOW)
    copy_template(filled, made.name, "", who, NOW)
    assert [one.label for one in own(filled)] == ["Nämndens svar", "Nämndens svar (egen)", "Nämndens svar (egen) 2"]
    second = own(filled)[1]
    with pytest.raises(UserError, match="redan en mall"):
        change_template(filled, second.template_id, values_of(filled, second.name) | {"label": made.label}, who, NOW)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"title": "{titel}"}, "ppgiften {titel} finns inte"),
        ({"title": "{title"}, "lammerparenteserna"),
        ({"title": "{title:>999999999}"}, "bara uppgiftens namn"),
        ({"title": "{title!r}"}, "bara uppgiftens namn"),
        ({"label": ""}, "är tomt"),
        ({"blocks": []}, "är tom"),
        (
            {"blocks": [{"key": "title"}, {"key": "arendet"}, {"key": "title"}]},
            "elen «title» står två gånger. Ta bort",
        ),
        ({"logo_height_mm": 900}, "för stort. Skriv högst 40."),
    ],
)
def test_a_change_that_makes_no_template_is_refused_in_words(filled: Store, who: str, change: Values, told: str):
    made = copied(filled, who)
    before = values_of(filled, made.name)

    with pytest.raises(UserError, match=told):
        change_template(filled, made.template_id, before | change, who, NOW)
    assert values_of(filled, made.name) == before


def test_a_template_made_by_a_newer_program_is_shown_as_broken_and_the_document_falls_back(filled: Store, who: str):
    made = copied(filled, who)
    text = own_templates(filled)[0][0].text + "\n[hologram]\ncolour = 'blue'\n"
    edit_record(filled, OwnTemplate, made.template_id, {"text": text}, who, NOW)

    broken = own(filled)[0]
    assert "hologram" in broken.problem
    opened = open_template(filled, made.name)
    assert opened is not None
    assert opened.values is None
    preview = preview_document(filled, case_id_of(filled), "yttrande", lambda _: made.name)
    assert preview.made is not None
    assert preview.template == "neutral_yttrande" or preview.template.startswith("malmo")
    assert "hologram" in preview.instead
    assert "Så länge används" in preview.instead
    with pytest.raises(UserError, match="hologram"):
        make_document(filled, case_id_of(filled), "yttrande", "pdf", made.name)
    with pytest.raises(UserError, match="hologram"):
        copy_template(filled, made.name, "Ny", who, NOW)


def test_a_template_is_sent_out_and_taken_in_with_its_logo(filled: Store, who: str, tmp_path: Path):
    made = copied(filled, who)
    set_logo(filled, made.template_id, picture(), who, NOW)
    path = tmp_path / "Mall från grannen.nemndmall"

    export_template(filled, made.name, path)
    import_template(filled, path, who, NOW)

    first, second = own(filled)
    assert second.label == "Nämndens svar 2"
    assert values_of(filled, second.name) | {"label": ""} == values_of(filled, first.name) | {"label": ""}
    opened = open_template(filled, second.name)
    assert opened is not None
    assert opened.logo == picture()
    assert template_file(filled, made.name)[1] == "Nämndens svar.nemndmall"
    assert template_file(filled, made.name)[0] == path.read_bytes()
    undo(filled, NOW)
    assert own(filled) == [first]


def test_a_bare_toml_file_is_taken_in(filled: Store, who: str, tmp_path: Path):
    path = tmp_path / "grannkommunen.toml"
    path.write_text('extends = "neutral_yttrande"\nlabel = "Grannens yttrande"\nkind = "yttrande"\n', encoding="utf-8")

    import_template(filled, path, who, NOW)

    assert [one.label for one in own(filled)] == ["Grannens yttrande"]
    values = values_of(filled, own(filled)[0].name)
    assert values["blocks"] == template_values(load_template("neutral_yttrande"))["blocks"]


def zipped(**parts: bytes) -> bytes:
    """A zip with these parts; two underscores stand for a dot."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "."), content)
    return whole.getvalue()


GOOD = template_text(load_template("neutral_yttrande")).encode()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"", "ingen mall för Nämndsekr", id="empty"),
        pytest.param(b"\xff\xfe\x00", "ingen mall för Nämndsekr", id="no text"),
        pytest.param("Kära nämnd, här är mallen.".encode(), "ingen mall för Nämndsekr", id="a letter"),
        pytest.param(GOOD.replace(b"[[blocks]]", b"[[blocks", 1), "rad", id="a slip of the pen"),
        pytest.param(b"PK\x03\x04 broken", "skadad", id="half a zip"),
        pytest.param(zipped(annat__txt=b"x"), "ingen mall för Nämndsekr", id="another zip"),
        pytest.param(zipped(mall__toml=b"x = " + b"[" * 100_000), "går inte att läsa", id="lists in lists"),
        pytest.param(zipped(mall__toml=b"#" * 5_000_000), "för stor", id="a bomb"),
        pytest.param(b"#" * 400_000, "för stor", id="a long text"),
        pytest.param(b"PK" + b"#" * 5_000_000, "för stor", id="a large file"),
        pytest.param(zipped(mall__toml=GOOD, nemndmall__toml=b"format = 2"), "nyare version", id="newer"),
        pytest.param(zipped(mall__toml=GOOD, logo__png=b"no picture"), "varken PNG eller JPEG", id="no logo"),
        pytest.param(zipped(mall__toml=GOOD.replace(b"{title}", b"{titel}")), "{titel} finns inte", id="a wrong field"),
        pytest.param(GOOD.replace(b'kind = "yttrande"', b'kind = "dikt"'), "handlingen «dikt»", id="another kind"),
        pytest.param(b'extends = "finns_inte"\nlabel = "x"', "ingen mall «finns_inte»", id="extends nothing"),
    ],
)
def test_a_file_that_is_no_template_is_told_of_and_changes_nothing(
    filled: Store, who: str, tmp_path: Path, content: bytes, told: str
):
    path = tmp_path / "fel.nemndmall"
    path.write_bytes(content)

    with pytest.raises(UserError, match=told) as caught:
        import_template(filled, path, who, NOW)
    assert "fel.nemndmall" in str(caught.value)
    assert caught.value.next_step
    assert own(filled) == []


@pytest.mark.parametrize(("content", "told"), [(b"", "nyckeln «label» saknas"), (b"\xff\xfe\x00", "UTF-8")])
def test_a_template_that_is_written_by_hand_is_told_what_it_lacks(
    filled: Store, who: str, tmp_path: Path, content: bytes, told: str
):
    path = tmp_path / "egen.toml"
    path.write_bytes(content)

    with pytest.raises(UserError, match=told):
        import_template(filled, path, who, NOW)


def test_a_file_that_is_gone_is_told_of(filled: Store, who: str, tmp_path: Path):
    with pytest.raises(UserError, match=r"borta\.toml går inte att läsa"):
        import_template(filled, tmp_path / "borta.toml", who, NOW)


@given(content=st.binary(max_size=400), at=st.integers(0, 3000))
@settings(max_examples=150, deadline=None)
def test_no_damage_to_a_file_is_more_than_a_sentence(content: bytes, at: int):
    whole = archive_of(load_template("neutral_yttrande"), picture())
    for damaged in (content, whole[:at] + content + whole[at + len(content) :]):
        with suppress(UserError):
            template_of_file(damaged, "egen", "egen.nemndmall")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"GIF89a", "varken PNG eller JPEG"),
        (picture()[:60], "skadad"),
        (picture() + b"x" * MOST_LOGO, "för stor: 2,0 MB"),
        (picture(size=(6000, 5000), mode="1"), "för många bildpunkter"),
    ],
)
def test_a_logo_that_cannot_be_drawn_is_refused(filled: Store, who: str, content: bytes, told: str):
    made = copied(filled, who)

    with pytest.raises(UserError, match=told):
        set_logo(filled, made.template_id, content, who, NOW)


def test_a_logo_in_printing_colours_becomes_one_for_the_screen():
    drawn = checked_logo(picture("JPEG", mode="CMYK"))

    with Image.open(io.BytesIO(drawn)) as shown:
        assert (shown.format, shown.mode) == ("PNG", "RGB")
    assert checked_logo(picture("JPEG")) == picture("JPEG")


def test_the_logo_of_the_template_stands_in_the_letterhead(filled: Store, who: str):
    made = copied(filled, who)
    set_logo(filled, made.template_id, picture(), who, NOW)
    values = values_of(filled, made.name) | {"logo_alt": "Lindåkra kommuns vapen", "logo_height_mm": 12.0}
    change_template(filled, made.template_id, values, who, NOW)

    file = load_case(filled, case_id_of(filled))
    logo = build_document(file, "yttrande", shelf_of(file).find(made.name)).letterhead.logo
    assert logo is not None
    assert (logo.content, logo.alt, logo.height_mm) == (picture(), "Lindåkra kommuns vapen", 12.0)
    plain = build_document(file, "yttrande", load_template("neutral_yttrande"))
    assert plain.letterhead.logo is None


@pytest.mark.parametrize("kind", [str(made.slug) for made in DOCUMENT_TYPES])
def test_every_kind_can_be_seen_before_there_is_any_case(store: Store, kind: str):
    cases = preview_cases(store, kind)
    values = template_values(load_template(next(one.default_template for one in DOCUMENT_TYPES if one.slug == kind)))

    tried = try_template(store, values, b"", cases[0].case_id, NOW.date())

    assert [case.name for case in cases] == ["Påhittat ärende"]
    assert tried.content.startswith(b"%PDF")
    assert values["document_name"].casefold() in tried.text.casefold()


def test_a_template_is_tried_on_the_newest_case_that_it_is_for(filled: Store, who: str):
    cases = preview_cases(filled, "yttrande")
    values = template_values(load_template("neutral_yttrande"))
    file = load_case(filled, cases[0].case_id)

    tried = try_template(filled, values, b"", cases[0].case_id, NOW.date())

    outline = build_document(file, "yttrande", load_template("neutral_yttrande"), DocumentOptions(day=NOW.date()))
    assert tried.content == write_document(outline, "pdf")
    with pytest.raises(UserError, match="finns inte"):
        try_template(filled, values | {"title": "{titel}"}, b"", cases[0].case_id, NOW.date())
    assert own(filled) == []


def test_every_part_of_a_template_says_where_it_is_wrong():
    values: Any = template_values(load_template("neutral_yttrande"))
    values["header"][1]["lines"][0] = "{dnrr}"
    values["blocks"][2]["text"] = "{"

    faults = checked_values(values, "egen")

    assert not isinstance(faults, Template)
    assert [fault.place for fault in faults] == [("header", 1, "lines", 0), ("blocks", 2, "text")]
