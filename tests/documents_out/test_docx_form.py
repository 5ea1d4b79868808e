"""Documents in the municipality's own Word form: filled, opened again and asked; forms that will not do are told of."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any, get_args

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nemndsekr.documents.docx_form import WordFormFile, fill_form, form_facts
from nemndsekr.documents.field_names import SWEDISH_NAMES
from nemndsekr.documents.outline import (
    HeaderCell,
    Heading,
    Letterhead,
    Outline,
    PageBreak,
    Paragraph,
    Table,
)
from nemndsekr.documents.placeholders import field_name
from nemndsekr.documents.templates import FieldName
from nemndsekr.support.errors import UserError
from tests.documents_out.outlines import any_outline, everything, items, outline_of, words
from tests.documents_out.test_docx_writer import numbering_of, paragraph, texts_of, without_marks
from tests.documents_out.word_forms import (
    DOCUMENT,
    SECTION,
    STYLES,
    cell,
    field,
    municipal_form,
    par,
    run,
    style,
)

FIELDS = {
    "dnr": "BUN-2026-0412",
    "day": "2026-02-19",
    "document_name": "Tjänsteskrivelse",
    "officer": "Peter Sandqvist",
    "address": "Storgatan 1\n123 45 Lindåkra",
    "recipient": "Revisorerna & vänner",
    "title": "Granskning av skolskjuts",
    "sender": "Lindåkra kommun",
}


def filled(outline: Outline | None = None, form: bytes | None = None, **style_map: str) -> Document:
    made = fill_form(outline or everything(), FIELDS, WordFormFile(form or municipal_form(), style_map))
    return docx.Document(io.BytesIO(made.content))


def part_text(document: Document, kind: str) -> str:
    """The text of the first header («header1»), and so on."""
    part: Any = next(
        relation.target_part for relation in document.part.rels.values() if relation.target_ref.endswith(f"{kind}.xml")
    )
    return "\n".join("".join(one.text or "" for one in p.iter(qn("w:t"))) for p in part.element.iter(qn("w:p")))


def of_body(*paragraphs: str, **more: Any) -> bytes:
    return municipal_form(body="".join(paragraphs) + SECTION, **more)


def test_the_words_of_the_document_stand_where_the_marker_stood_and_what_follows_it_stays():
    document = filled()

    found = " ".join(texts_of(document)).split()
    told = without_marks(everything())
    start = found.index("Granskning")

    assert found[start:-4] == told[told.index("skolskjuts") - 2 :]
    assert found[-4:] == ["Lindåkra", "kommun,", "Storgatan", "1"]
    assert "INNEHÅLL" not in " ".join(found)


ONE = outline_of(Heading(words("Rubrik"), 1))
TEXT_BOX = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"


def whats(form: bytes) -> tuple[str, ...]:
    return tuple(fault.what for fault in form_facts(form).faults)


def lines_of(form: bytes) -> list[str]:
    """The paragraphs of a form with a heading put in it, without the empty ones."""
    return [text for one in filled(ONE, form).paragraphs if (text := " ".join(one.text.split()))]


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("[[INNEHÅLL]]", ["Rubrik"]),
        (" [[ Innehåll ]] ", ["Rubrik"]),
        ("Vi svarar: [[INNEHÅLL]]", ["Vi svarar:", "Rubrik"]),
        ("[[INNEHÅLL]] Hälsningar", ["Rubrik", "Hälsningar"]),
        ("Vi svarar: [[INNEHÅLL]] Hälsningar", ["Vi svarar:", "Rubrik", "Hälsningar"]),
        ("Först [[INNEHÅLL]], sedan [[INNEHÅLL]].", ["Först", "Rubrik", ", sedan ."]),
    ],
)
def test_a_marker_among_other_words_gets_a_paragraph_of_its_own(written, lines):
    assert lines_of(of_body(par("Överst"), par(written), par("Nederst"))) == ["Överst", *lines, "Nederst"]


def test_a_marker_that_word_has_parted_over_runs_among_other_words_is_found():
    parted = par(run("Svar: ["), run("[INNE"), run("HÅLL]"), run("] Slut"))

    assert lines_of(of_body(parted, par("Nederst"))) == ["Svar:", "Rubrik", "Slut", "Nederst"]


def test_beside_a_picture_or_a_field_the_marker_goes_after_them():
    form = of_body(par(run("Se bild [[INNEHÅLL]] här "), field("DATE")), par("Nederst"))

    assert lines_of(form) == ["Se bild här 1", "Rubrik", "Nederst"]


def test_a_marker_in_the_paragraph_that_ends_a_section_puts_the_text_within_that_section():
    ends = f"<w:p><w:pPr>{SECTION}</w:pPr>{run('Innan [[INNEHÅLL]]')}</w:p>"
    form = of_body(ends, par("Nederst"))

    assert lines_of(form) == ["Rubrik", "Innan", "Nederst"]


def test_of_two_markers_the_first_alone_on_its_line_is_used_and_that_is_told():
    form = of_body(par("Här [[INNEHÅLL]] nog"), par("[[INNEHÅLL]]"), par("[[INNEHÅLL]]"), par("Nederst"))

    assert lines_of(form) == ["Här nog", "Rubrik", "Nederst"]
    assert whats(form) == ("[[INNEHÅLL]] står på 3 ställen i Wordmallen. Texten läggs där raden står för sig själv.",)


@pytest.mark.parametrize("place", ["header", "text box"])
def test_a_marker_where_no_text_can_be_put_is_told_of_and_nobody_reads_it_in_the_document(place):
    inside = par("Se [[INNEHÅLL]]")
    if place == "header":
        form = of_body(par("Överst"), first_header=inside)
    else:
        form = of_body(par("Överst"), f"<w:p>{TEXT_BOX.format(inside)}</w:p>")
    made = fill_form(ONE, FIELDS, WordFormFile(form))
    [told] = made.told

    assert told.startswith("[[INNEHÅLL]] står i sidhuvudet, sidfoten, en fotnot eller en textruta")
    assert told.endswith("Texten står sist.")
    with zipfile.ZipFile(io.BytesIO(made.content)) as file:
        assert not [name for name in file.namelist() if "INNEH" in file.read(name).decode("utf-8", "replace")]
    assert [one.text for one in docx.Document(io.BytesIO(made.content)).paragraphs][-1] == "Rubrik"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Dnr {{ dnr", "Wordmallen har klamrar som inte hör ihop: «{{ dnr»."),
        ("dnr }} och {{ datum }}", "Wordmallen har klamrar som inte hör ihop: «dnr }}»."),
        ("{{ datum }}, {{ dnr och {{dnr}}", "Wordmallen har klamrar som inte hör ihop: «{{ dnr och»."),
        ("Ref {{ }}", "Wordmallen har en tom platshållare: två klamrar utan ord mellan."),
        ("En { ensam } klammer", ""),
    ],
)
def test_braces_that_are_no_placeholder_are_told_of(written, told):
    form = of_body(par(written), par("[[INNEHÅLL]]"), par("Nederst"))

    assert whats(form) == ((told,) if told else ())
    assert all(fault.mend.endswith(".") for fault in form_facts(form).faults)


@pytest.mark.parametrize(
    ("settings", "is_told"),
    [
        ('<w:documentProtection w:edit="readOnly" w:enforcement="1"/>', True),
        ('<w:documentProtection w:edit="forms" w:enforcement="true"/>', True),
        ('<w:documentProtection w:edit="readOnly" w:enforcement="0"/>', False),
        ('<w:documentProtection w:edit="readOnly"/>', False),
    ],
)
def test_a_form_that_word_lets_nobody_write_in_is_told_of(settings, is_told):
    form = zipfile_with(
        municipal_form(), "word/settings.xml", lambda text: text.replace("</w:settings>", settings + "</w:settings>")
    )

    assert [words for words in whats(form) if "skyddad mot ändringar" in words] == whats_if(is_told)


def whats_if(is_told: bool) -> list[str]:
    words = "Wordmallen är skyddad mot ändringar i Word, och det blir handlingarna också."
    return [words] if is_told else []


def test_placeholders_are_filled_in_headers_cells_and_text_boxes_also_when_word_has_parted_them():
    document = filled()
    whole = "".join(one.text or "" for one in document.element.body.iter(qn("w:t")))

    assert "Diarienummer: BUN-2026-0412" in part_text(document, "header1")
    assert "Datum: 2026-02-19" in part_text(document, "header1"), "a Swedish name of a field"
    assert document.tables[0].cell(0, 0).text == "Handläggare: Peter Sandqvist"
    assert document.tables[0].cell(0, 1).text == "Storgatan 1\n123 45 Lindåkra"
    assert "Till: Revisorerna & vänner" in whole
    assert "{{" not in whole + part_text(document, "header1") + part_text(document, "header2")


def test_what_has_nothing_to_say_goes_with_its_label_and_its_joint():
    document = filled()

    assert "Er beteckning" not in part_text(document, "header1")
    assert part_text(document, "header2").endswith("Tjänsteskrivelse – BUN-2026-0412")


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("{{ officer }}, {{ officer_title }}", "Peter Sandqvist"),
        ("{{ officer_title }}, {{ officer }}", "Peter Sandqvist"),
        ("{{ officer }}, {{ officer_title }}, {{ dnr }}", "Peter Sandqvist, BUN-2026-0412"),
        ("Dnr {{ dnr }} ({{ report_no }})", "Dnr BUN-2026-0412"),
        ("Vi svarar {{ subtitle }} i dag.", "Vi svarar i dag."),
        ("Tel: {{ officer_telephone }}", ""),
        ("{{DNR}} och {{ Handläggare }}", "BUN-2026-0412 och Peter Sandqvist"),
        ("{{ okänd }} {{ dnr }}", "{{ okänd }} BUN-2026-0412"),
        ("{ dnr }} {{ dnr", "{ dnr }} {{ dnr"),
    ],
)
def test_a_line_with_empty_placeholders_reads_as_a_person_would_write_it(written, printed):
    document = filled(outline_of(Heading(words("T"), 1)), of_body(par(written), par("[[INNEHÅLL]]"), par("Slut")))

    assert (document.paragraphs[0].text if printed else document.paragraphs[0].text[:0]) == printed
    assert printed or written[:3] not in " ".join(one.text for one in document.paragraphs)


def test_an_unknown_placeholder_is_told_by_its_name_and_left_to_be_seen():
    form = of_body(par("Vår ref: {{ vår_referens }}"), par("[[INNEHÅLL]]"), par("Slut"))

    made = fill_form(everything(), FIELDS, WordFormFile(form))

    assert made.told == ("Wordmallen har platshållare som inte finns: {{\u00a0vår_referens\u00a0}}.",)
    assert whats(form) == made.told


def test_without_the_marker_the_text_stands_last_and_that_is_told():
    form = of_body(par("Fast text i mallen."))

    made = fill_form(everything(), FIELDS, WordFormFile(form))
    texts = [one.text for one in docx.Document(io.BytesIO(made.content)).paragraphs]

    assert made.told == ("Raden [[INNEHÅLL]] finns inte i Wordmallen, så texten står sist.",)
    assert texts.index("Fast text i mallen.") < texts.index("Granskning av skolskjuts")


def test_the_marker_may_stand_in_a_cell():
    table = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{cell(par('[[innehåll]]'))}</w:tr></w:tbl>"
    document = filled(outline_of(Heading(words("T"), 1), Paragraph(words("Text."))), of_body(table, par("Slut")))

    texts = document.tables[0].cell(0, 0).text.split("\n")

    assert texts[-3:-1] == ["T", "Text."]


def test_the_forms_styles_are_found_though_their_ids_are_swedish():
    document = filled()

    used = {text: paragraph(document, text).style.style_id for text in (
        "Granskning av skolskjuts", "Sammanfattning", "Nämnden godkänner", "Tjänsteskrivelse", "Planen",
    )}  # fmt: skip

    assert list(used.values()) == ["Rubrik1", "Rubrik2", "Numreradlista", "Punktlista", "Brdtext"]


def test_swedish_names_will_do_too():
    own = (*STYLES[:2], style("R1", "Rubrik 1"), style("L", "Numrerad lista"), style("X", "Eget,Rubrik 2"))
    document = filled(form=municipal_form(styles=own))

    assert paragraph(document, "Granskning").style.style_id == "R1"
    assert paragraph(document, "Nämnden godkänner").style.style_id == "L"


def test_a_missing_style_is_taken_from_the_map_else_added_in_our_look_on_the_forms_own():
    mapped = filled(None, None, **{"Heading 3": "Kommunens mellanrubrik"})
    added = filled()

    assert paragraph(mapped, "Rekommendation").style.style_id == "KommunRubrik"
    made = paragraph(added, "Rekommendation").style
    assert (made.name, made.base_style.style_id) == ("Heading 3", "Rubrik2")
    assert made.font.name is None, "the form's own font"


def test_an_added_heading_has_its_own_level_whatever_it_goes_on_from():
    styles: Any = filled().styles.element

    for level in (3, 4, 5):
        assert styles.xpath(f'./w:style[w:name/@w:val="heading {level}"]/w:pPr/w:outlineLvl/@w:val') == [str(level - 1)]


def test_a_style_of_another_kind_with_the_name_or_the_id_of_ours_is_left_alone():
    own = (
        *STYLES,
        style("Not", "Not", kind="character", base=""),
        style("Quote", "Citatord", kind="character", base=""),
    )
    document = filled(
        outline_of(Heading(words("T"), 1), Paragraph(words("Liten"), "note"), Paragraph(words("Ord"), "quote")),
        municipal_form(styles=own),
    )
    ids = [one.style_id for one in document.styles]

    assert paragraph(document, "Liten").style.name == "Not (stycke)"
    assert paragraph(document, "Ord").style.name == "Quote"
    assert len(ids) == len(set(ids))


def test_a_content_control_that_is_filled_in_is_no_prompt_any_more():
    control = (
        '<w:p><w:sdt><w:sdtPr><w:alias w:val="Dnr"/><w:showingPlcHdr/><w:dataBinding w:xpath="/a" w:storeItemID="{1}"/>'
        f"</w:sdtPr><w:sdtContent>{run('{{ dnr }}')}</w:sdtContent></w:sdt></w:p>"
    )
    document = filled(outline_of(Heading(words("T"), 1)), of_body(control, par("[[ INNEHÅLL ]]"), par("Slut")))
    [kept] = document.element.body.iter(qn("w:sdtPr"))

    assert [one.tag.split("}")[1] for one in kept] == ["alias"]
    assert "BUN-2026-0412" in "".join(one.text or "" for one in document.element.body.iter(qn("w:t")))


def test_every_swedish_name_of_a_field_asks_for_that_field():
    assert set(SWEDISH_NAMES) == set(get_args(FieldName))
    assert {field_name(words.upper()): name for name, words in SWEDISH_NAMES.items()} == {
        name: name for name in SWEDISH_NAMES
    }
    assert field_name("vem") == ""


def test_a_table_style_that_was_chosen_draws_the_tables():
    outline = outline_of(Heading(words("T"), 1), Table(((words("a"), words("b")),), (words("x"), words("y"))))
    own: Any = filled(outline).tables[-1]._tbl.tblPr
    chosen: Any = filled(outline, None, **{"Table Grid": "Kommunens tabell"}).tables[-1]._tbl.tblPr

    assert own.find(qn("w:tblBorders")) is not None
    assert chosen.find(qn("w:tblBorders")) is None
    assert chosen.find(qn("w:tblStyle")).get(qn("w:val")) == "Kommuntabell"


def test_lists_use_the_forms_numbering_and_begin_again_and_leave_it_as_it_was():
    outline = outline_of(
        Heading(words("T"), 1),
        items("A.", "B.", ordered=True),
        items("C.", "Under.", "D.", "Under två.", ordered=True, levels=(0, 1, 0, 1)),
    )
    document = filled(outline)
    lists: Any = document.part.numbering_part.element
    texts = ("A.", "B.", "C.", "D.", "Under.", "Under två.")
    numbers = {text: numbering_of(paragraph(document, text)) for text in texts}

    assert numbers["A."] == numbers["B."] != numbers["C."] == numbers["D."]
    for text, abstract in (("A.", "7"), ("C.", "7")):
        [num] = lists.xpath(f'./w:num[@w:numId="{numbers[text][0]}"]')
        assert num.xpath("./w:abstractNumId/@w:val") == [abstract]
        assert num.xpath('./w:lvlOverride[@w:ilvl="0"]/w:startOverride/@w:val') == ["1"]
    assert numbers["Under."][1] == 1
    assert numbers["Under."][0] != numbers["Under två."][0], "an inner list begins again under each item"
    assert lists.xpath('./w:num[@w:numId="3"]/*') == lists.xpath('./w:num[@w:numId="3"]/w:abstractNumId')
    tags = [child.tag.split("}")[1] for child in lists]
    assert tags == sorted(tags, key=["abstractNum", "num", "numIdMacAtCleanup"].index), "the order Word wants"


def test_what_the_forms_head_says_is_not_printed_twice_and_what_it_does_not_say_is_kept():
    outline = everything()
    cells = (HeaderCell("Diarienummer", ("BUN-2026-0412",)), HeaderCell("Plats", ("Rådhuset",)))
    outline = Outline(
        outline.metadata, "Tjänsteskrivelse", Letterhead(("Lindåkra kommun",), cells), outline.page_note, outline.blocks
    )
    texts = list(texts_of(filled(outline)))

    assert "Plats\nRådhuset" in texts
    assert not [text for text in texts if text.startswith("Diarienummer")]
    assert not [text for text in texts if text.endswith("\tTjänsteskrivelse")]
    assert texts.count("Lindåkra kommun") == 0


def test_a_form_without_placeholders_gets_our_letterhead():
    form = of_body(par("[[INNEHÅLL]]"), par("Slut"), first_header=par("Lindåkra"))
    # The running head of the form asks for the document's name, so this form has another.
    plain = zipfile_with(form, "word/header2.xml", lambda text: text.replace("{{", "(").replace("}}", ")"))
    texts = list(texts_of(filled(form=plain)))

    assert texts[0] == "Lindåkra kommun\tTjänsteskrivelse"
    assert "Datum\n2026-02-19" in texts


def test_a_title_that_stands_in_the_form_is_not_written_again():
    form = of_body(par("Ärende: {{ rubrik }}"), par("[[INNEHÅLL]]"), par("Slut"))
    texts = list(texts_of(filled(form=form)))

    assert texts[0] == "Ärende: Granskning av skolskjuts"
    assert "Granskning av skolskjuts" not in texts


def test_a_draft_is_marked_on_every_page_of_the_form():
    document = filled()

    assert part_text(document, "header1").startswith("UTKAST")
    assert part_text(document, "header2").startswith("UTKAST")


def test_the_file_is_a_swedish_document_with_its_own_properties():
    form = municipal_form()
    made = fill_form(everything(), FIELDS, WordFormFile(form)).content
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        types, styles = (file.read(name).decode() for name in ("[Content_Types].xml", "word/styles.xml"))

    assert DOCUMENT in types
    assert "template.main" not in types
    assert 'w:val="sv-SE"' in styles
    assert docx.Document(io.BytesIO(made)).core_properties.title == "Granskning av skolskjuts"
    assert not form_facts(form).faults


def test_the_same_document_in_the_same_form_gives_the_same_bytes():
    first, second = (fill_form(everything(), FIELDS, WordFormFile(municipal_form())).content for _ in range(2))

    assert first == second


def test_a_break_comes_before_the_next_paragraph_in_the_form_too():
    document = filled(outline_of(Heading(words("T"), 1), PageBreak(), Paragraph(words("Ny sida"))))

    assert paragraph(document, "Ny sida").paragraph_format.page_break_before


def test_a_small_form_without_numbering_or_page_set_up_will_do():
    form = municipal_form(body=par("[[INNEHÅLL]]"), numbering=False, styles=())

    document = filled(form=form)

    assert numbering_of(paragraph(document, "Nämnden godkänner"))[1] == 0


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_outline)
def test_any_document_keeps_its_words_in_a_form(outline):
    plain = municipal_form(body=par("[[INNEHÅLL]]") + SECTION, first_header=par("Lindåkra"))
    found = " ".join(texts_of(filled(outline, plain))).split()

    # Our own letterhead says more than the blocks; the document's name stands in the form's head.
    told = without_marks(outline)
    assert sorted([*found, "Tjänsteskrivelse"]) == sorted(told)


def zipfile_with(form: bytes, name: str, change: Any) -> bytes:
    """The form with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.namelist():
            data = source.read(part)
            target.writestr(part, change(data.decode()).encode() if part == name else data)
    return out.getvalue()


OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
BOMB = municipal_form(more={"word/media/big.xml": b"<a>" + b" " * 70_000_000 + b"</a>"})


WITH_MACROS = zipfile_with(
    municipal_form(),
    "[Content_Types].xml",
    lambda text: re.sub(
        r"application/[^\"]*template.main", "application/vnd.ms-word.template.macroEnabledTemplate.main", text
    ),
)
STRICT = zipfile_with(
    municipal_form(),
    "word/document.xml",
    lambda text: text.replace(
        "schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml"
    ),
)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Filen är tom"),
        (b"%PDF-1.7", "inget Worddokument"),
        (b"PK\x03\x04 halv", "skadad"),
        (municipal_form()[:900], "skadad"),
        (OLD_WORD, "gamla formatet"),
        (OLD_WORD + "EncryptedPackage".encode("utf-16-le"), "lösenord"),
        (municipal_form(more={"word/vbaProject.bin": b"x"}), "makron"),
        (WITH_MACROS, "makron"),
        (municipal_form(main="styles+xml"), "inget Worddokument"),
        (STRICT, "strikt"),
        (zipfile_with(municipal_form(), "word/styles.xml", lambda text: text[:300]), "skadad"),
        (zipfile_with(municipal_form(), "word/document.xml", lambda _: "<html/>"), "skadad"),
        (municipal_form(more={"word/odd.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "dokumenttyp"),
        (BOMB, "orimligt"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_form_that_will_not_do_is_told_with_what_to_do_about_it(content, told):
    with pytest.raises(UserError) as refused:
        form_facts(content)

    assert told in refused.value.what
    assert refused.value.next_step


def used_or_told(form: bytes) -> bool:
    """Whether a form can be used, or is told of with what to do; anything else is raised."""
    try:
        return bool(form_facts(form).styles)
    except UserError as error:
        return bool(error.next_step)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_spoiled_form_is_used_or_told_of_and_never_crashes(data):
    form = bytearray(municipal_form())
    for _ in range(data.draw(st.integers(1, 6))):
        form[data.draw(st.integers(0, len(form) - 1))] = data.draw(st.integers(0, 255))
    assert used_or_told(bytes(form))


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["word/document.xml", "word/styles.xml", "word/numbering.xml", "[Content_Types].xml"]), st.data()
)
def test_a_form_with_a_piece_cut_out_is_used_or_told_of_and_never_crashes(part, data):
    def cut(text: str) -> str:
        at = data.draw(st.integers(0, len(text) - 1))
        return text[:at] + text[at + data.draw(st.integers(1, 80)) :]

    assert used_or_told(zipfile_with(municipal_form(), part, cut))


def test_what_was_found_in_a_form_is_told():
    facts = form_facts(municipal_form())
    found = {fact.ours: fact.found for fact in facts.styles}

    assert (found["Heading 1"], found["Normal"], found["Heading 3"]) == ("heading 1", "Body Text", "")
    known = ("mottagare", "officer", "address", "dnr", "datum", "counterpart_dnr", "document_name", "subtitle")
    assert facts.known == known
    assert "Kommunens mellanrubrik" in facts.offered
    assert "Kommunens tabell" in facts.tables
    assert not facts.faults
