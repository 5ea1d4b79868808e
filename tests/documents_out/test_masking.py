"""Masking: what is not to be published is gone from every byte of every format, and the rest stays as it was."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.documents.formats import FORMATS, write_document
from nemndsekr.documents.masking import MASKED_NOTE, Passage, masked_name, masked_outline, passages_in, words_before
from nemndsekr.documents.outline import (
    Heading,
    KeepTogether,
    Letterhead,
    Logo,
    Outline,
    Paragraph,
    Run,
    Signature,
    Signatures,
    Table,
    outline_text,
)
from tests.documents_out.outlines import any_outline, everything, items, outline_of, words

GROUND = "OSL 26 kap. 1 §"
BOX = f"[maskerat, {GROUND}]"
NAME = "Torbjörn Hallonkvist"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001"
    "48afa4710000000049454e44ae426082"
)


def everywhere() -> Outline:
    """The name in every place that a document has."""
    outline = outline_of(
        Heading(words(f"Ansökan från {NAME}"), 1),
        Paragraph((Run("Om "), Run("Torbjörn ", bold=True), Run("Hallonkvists", italic=True), Run(" ansökan."))),
        Heading(words(f"{NAME} och skolan")),
        items("Nämnden avslår.", f"Skicka till {NAME}.", ordered=True),
        Table(((words("Sökande"), words(NAME)),), (words("Part"), words(NAME)), f"Uppgifter om {NAME}"),
        Table(lost_note=f"[Tabell om {NAME}]"),
        KeepTogether(
            (Paragraph((Run("Skriv till "), Run("honom", link="mailto:torbjorn%20x?cc=Torbj%C3%B6rn%20Hallonkvist"))),)
        ),
        Signatures((Signature(NAME, "Sökande"),)),
        mark=f"UTKAST {NAME}",
    )
    head = outline.letterhead
    cells = (replace(head.cells[0], lines=(NAME,)), *head.cells[1:])
    return replace(
        outline,
        metadata=replace(
            outline.metadata, title=f"Ansökan från {NAME}", author=NAME, subject=f"Om {NAME}", dnr=f"BUN {NAME}"
        ),
        document_name=f"Beslut {NAME}",
        letterhead=Letterhead((NAME,), cells, Logo(PNG, f"Bild av {NAME}")),
        page_note=replace(outline.page_note, running=f"Om {NAME}"),
    )


def bytes_of_all_parts(content: bytes, suffix: str) -> bytes:
    """The file with every part unpacked: the streams of a PDF, the parts of a Word file."""
    if suffix == "pdf":
        with pikepdf.open(io.BytesIO(content)) as pdf:
            parts = [content]
            for thing in pdf.objects:
                parts.append(thing.read_bytes() if isinstance(thing, pikepdf.Stream) else b"")
                parts.append(thing.unparse(resolved=True) if not isinstance(thing, pikepdf.Stream) else b"")
                if isinstance(thing, pikepdf.String):
                    parts.append(str(thing).encode())
            return b"\n".join(parts)
    if suffix == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"\n".join(name.encode() + archive.read(name) for name in archive.namelist())
    return content


def spellings(word: str) -> list[bytes]:
    """How a word may lie in a file's bytes."""
    utf16 = word.encode("utf-16-be")
    escaped = "".join(char if ord(char) < 128 else f"&#{ord(char)};" for char in word)
    octal = "".join(char if ord(char) < 128 else f"\\{ord(char):03o}" for char in word)
    plain = [word.encode("utf-8"), word.encode("latin-1"), utf16, word.encode("utf-16-le"), escaped.encode()]
    return [*plain, octal.encode(), utf16.hex().encode(), utf16.hex().upper().encode()]


@pytest.mark.parametrize("suffix", [made.suffix for made in FORMATS])
def test_a_masked_name_is_nowhere_in_the_bytes_of_any_format(suffix):
    outline = everywhere()
    before = bytes_of_all_parts(write_document(outline, suffix), suffix)
    assert any(spelling in before for spelling in spellings("Hallonkvist")), "else this test could not fail"

    made = masked_outline(outline, [Passage(NAME, ground=GROUND)])
    after = bytes_of_all_parts(write_document(made.outline, suffix), suffix)

    for word in ("Hallonkvist", "Torbjörn", "Torbj%C3%B6rn"):
        for spelling in spellings(word):
            assert spelling not in after
    assert made.effects[0].left == 0
    assert made.count == 12


def test_the_words_of_the_pdf_are_those_of_the_masked_outline():
    made = masked_outline(everywhere(), [Passage(NAME, ground=GROUND)])
    text = pdf_text(write_document(made.outline, "pdf"))
    assert "Hallonkvist" not in text
    assert BOX in " ".join(text.split())
    assert "Uppgifter är maskerade" in " ".join(text.split())


def pdf_text(content: bytes) -> str:
    """What can be read on the pages."""
    import pypdfium2

    with pypdfium2.PdfDocument(content) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


@given(any_outline, st.data())
def test_only_what_was_meant_is_taken_away(outline, data):
    text = outline_text(outline)
    unmasked = masked_outline(outline, [])
    assert outline_text(unmasked.outline) == text
    assert "".join(stretch.text for stretch in unmasked.stretches) == text

    known = [word for word in text.split() if word.isalpha()]
    if not known:
        return
    word = data.draw(st.sampled_from(known))
    made = masked_outline(outline, [Passage(word, ground=GROUND)])
    assert "".join(stretch.text for stretch in made.stretches) == text
    boxed = "".join(BOX if stretch.passage >= 0 else stretch.text for stretch in made.stretches)
    assert boxed == outline_text(made.outline)
    assert made.count == sum(stretch.passage >= 0 for stretch in made.stretches)


def body(*texts: str) -> Outline:
    return outline_of(*(Paragraph(words(text)) for text in texts))


def boxed(outline: Outline) -> str:
    return outline_text(outline).replace(BOX, "■").split("Utredare\n\n")[-1].strip()


@pytest.mark.parametrize(
    ("text", "masked", "after"),
    [
        ("Anna skrev. Annas svar kom.", "Anna", "■ skrev. ■ svar kom."),
        ("Annan väg, Annika och Anna", "Anna", "Annan väg, Annika och ■"),
        ("Han har ADHD-diagnos", "ADHD", "Han har ■-diagnos"),
        ("Ett folkbokföringsnummer", "bokföring", "Ett folk■snummer"),
        ("Anna  \nBerg kom", "Anna Berg", "■ kom"),
        ("Anna\u00a0Berg kom", "Anna Berg", "■ kom"),
        ("Telefon 070-123 45 67.", "070-123 45 67", "Telefon ■."),
        ("Hur (hemligt) är det?", "(hemligt)", "Hur ■ är det?"),
        ("Anna Berg och Anna", "Anna", "■ Berg och ■"),
        ("ingenting här", "Anna", "ingenting här"),
    ],
)
def test_words_are_masked_as_whole_words(text, masked, after):
    assert boxed(masked_outline(body(text), [Passage(masked, ground=GROUND)]).outline) == after


def test_longer_passages_and_shorter_ones_share_a_text():
    passages = [Passage("Anna Berg", ground=GROUND), Passage("Anna", ground=GROUND), Passage("Berg", ground=GROUND)]
    made = masked_outline(body("Anna Berg och Anna, eller Berg."), passages)
    assert boxed(made.outline) == "■ och ■, eller ■."
    assert [effect.places for effect in made.effects] == [1, 1, 1]


def test_the_box_tells_nothing_of_the_length():
    made = masked_outline(body("Bo", "Maximiliana Överskottsgård"), [
        Passage("Bo", ground=GROUND), Passage("Maximiliana Överskottsgård", ground=GROUND)
    ])  # fmt: skip
    assert boxed(made.outline) == "■\n\n■"
    assert Passage("x").box == "[maskerat]"


def test_words_before_tell_one_of_several():
    outline = body("Anna bor här.", "Sedan kom Anna hem.")
    whole = outline_text(outline)
    before = words_before(whole, whole.rindex("Anna"))
    made = masked_outline(outline, [Passage("Anna", before, GROUND)])
    assert boxed(made.outline) == "Anna bor här.\n\nSedan kom ■ hem."
    assert (made.effects[0].places, made.effects[0].elsewhere, made.effects[0].left) == (1, 1, 0)


def test_where_the_place_is_gone_the_words_are_masked_everywhere_and_it_is_told():
    made = masked_outline(body("Ny text. Anna bor här.", "Anna."), [Passage("Anna", "Sedan kom", GROUND)])
    assert boxed(made.outline) == "Ny text. ■ bor här.\n\n■."
    assert made.effects[0].moved


def test_words_that_are_gone_and_words_that_stand_otherwise_are_told():
    made = masked_outline(
        body("ANNA BERG är här. Anna Berg också."), [Passage("Karin", ground=GROUND), Passage("Anna Berg", "", GROUND)]
    )
    assert [effect.places for effect in made.effects] == [0, 1]
    assert [effect.left for effect in made.effects] == [0, 1]


def test_a_draft_is_still_marked_as_one_and_the_note_is_only_where_something_is_masked():
    outline = replace(everything(), page_note=replace(everything().page_note, mark="UTKAST"))
    assert masked_outline(outline, [Passage("finns inte")]).outline.page_note == outline.page_note
    made = masked_outline(outline, [Passage("Nämnden")]).outline.page_note
    assert made.mark == "UTKAST"
    assert made.numbers == f"Uppgifter är maskerade · {outline.page_note.numbers}"
    assert masked_outline(body("Anna"), [Passage("Anna")]).outline.page_note.numbers.startswith(MASKED_NOTE)


def test_a_file_name_holds_no_masked_words():
    assert masked_name("Ansökan Anna Berg 2026.pdf", [Passage("anna berg")]) == "Ansökan maskerat 2026.pdf"


def test_what_is_marked_over_several_lines_is_one_passage_for_each_text():
    outline = outline_of(
        Paragraph(words("Om Anna Berg.")), items("Först Anna.", "Sedan Bo.", ordered=True),
        Table(((words("Namn"), words("Bo Ek")),)),
    )  # fmt: skip
    made = masked_outline(outline, [])
    whole = "".join(stretch.text for stretch in made.stretches)
    marked = [whole[start:end] for start, end in passages_in(made, whole.index("nna Berg"), whole.index(" Ek"))]
    assert marked == ["Anna Berg.", "Först Anna.", "Sedan Bo.", "Namn", "Bo"]
    assert passages_in(made, whole.index("1. "), whole.index("1. ") + 3) == []


@pytest.mark.parametrize("first", ["Granskningen", "granskningen"])
def test_what_the_file_says_of_itself_has_the_law_of_the_words_as_they_are_written_there(first):
    laws = {"Granskningen": "OSL 21 kap. 1 §", "granskningen": "OSL 26 kap. 1 §"}
    outline = outline_of(Heading(words("Granskningen av skolan"), 1), Paragraph(words("Om granskningen.")))
    outline = replace(
        outline, metadata=replace(outline.metadata, title="Granskningen av skolan", subject="GRANSKNINGEN")
    )
    passages = [Passage(one, "", laws[one]) for one in sorted(laws, key=lambda one: one != first)]

    made = masked_outline(outline, passages).outline

    assert made.metadata.title == "[maskerat, OSL 21 kap. 1 §] av skolan"
    assert outline_text(made).split("\n\n")[-2:] == [
        "[maskerat, OSL 21 kap. 1 §] av skolan",
        "Om [maskerat, OSL 26 kap. 1 §].\n",
    ]
    assert "granskningen" not in made.metadata.subject.casefold()
