"""What a paper says of secrecy, and that a draft says on every page what it is, in every format."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pypdfium2
import pytest

from nemndsekr.documents.document_types import build_document
from nemndsekr.documents.formats import FORMATS, write_document
from nemndsekr.documents.making import DocumentOptions
from nemndsekr.documents.outline import Outline, outline_text
from nemndsekr.documents.secrecy_mark import attachment_words, divider
from nemndsekr.records.choices import DocumentKind, Secrecy
from nemndsekr.records.document import Attachment
from tests.documents_out.made_up import school_transport

KIND = DocumentKind.tjansteskrivelse
GROUND = "OSL 26 kap. 1 §"


def pages_of(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as pdf:
        texts = [page.get_textpage().get_text_range() for page in pdf]
    return [" ".join(text.replace("\u00a0", " ").split()) for text in texts]


def whole(outline: Outline, suffix: str) -> str:
    content = write_document(outline, suffix)
    if suffix == "pdf":
        return " ".join(pages_of(content))
    if suffix == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
        return " ".join(parts).replace("\u00a0", " ")
    return content.decode("utf-8-sig").replace("\u00a0", " ")


def marked(secrecy: Secrecy, ground: str = GROUND, *, of_case: bool = False) -> Outline:
    file = school_transport()
    row = file.case if of_case else file.document(KIND)
    assert row is not None
    row.secrecy, row.secrecy_ground = secrecy, ground
    return build_document(file, KIND)


@pytest.mark.parametrize("of_case", [False, True], ids=["the document", "the case"])
def test_what_is_secret_as_a_whole_is_marked_at_the_top_of_page_1_and_at_the_foot_of_every_page(of_case):
    outline = marked(Secrecy.hela, of_case=of_case)
    assert (outline.letterhead.cells[-1].label, outline.letterhead.cells[-1].lines) == (
        "Sekretess", ("Hela handlingen", GROUND)
    )  # fmt: skip
    for page in pages_of(write_document(outline, "pdf")):
        assert f"Sekretess, {GROUND} · " in page
    assert "Hela handlingen" in whole(outline, "docx")


def test_several_laws_stand_in_the_head_and_not_beside_every_number():
    outline = marked(Secrecy.hela, "OSL 26 kap. 1 § och OSL 21 kap. 7 §")
    assert outline.letterhead.cells[-1].lines[1] == "OSL 26 kap. 1 § och OSL 21 kap. 7 §"
    assert outline.page_note.numbers.startswith("Sekretess · ")


def test_a_document_with_a_secret_passage_says_so_and_a_case_with_one_does_not_mark_its_documents():
    assert marked(Secrecy.uppgift, "").letterhead.cells[-1].lines == ("Uppgift i handlingen",)
    assert marked(Secrecy.uppgift, of_case=True) == build_document(school_transport(), KIND)


def test_what_is_made_to_be_published_has_no_mark():
    file = school_transport()
    file.case.secrecy = Secrecy.hela
    public = build_document(file, KIND, options=DocumentOptions(public=True))
    assert public == build_document(school_transport(), KIND)


def test_a_secret_bilaga_is_listed_with_its_mark():
    assert attachment_words(Attachment(case_id=1, text="Karta")) == "Karta"
    secret = Attachment(case_id=1, text="Utredning", secrecy=Secrecy.hela, secrecy_ground=GROUND)
    assert attachment_words(secret) == f"Utredning (sekretess, {GROUND})"
    assert attachment_words(Attachment(case_id=1, text="Brev", secrecy=Secrecy.uppgift)) == "Brev (sekretess)"
    file = school_transport()
    file.attachments = [secret]
    assert f"Utredning (sekretess, {GROUND})" in outline_text(build_document(file, KIND))


@pytest.mark.parametrize("suffix", [made.suffix for made in FORMATS])
def test_the_sheet_in_place_of_a_secret_paper_tells_the_law_and_nothing_else(suffix):
    text = whole(divider("Bilaga 2", GROUND, dnr="BUN-2026-0412", sender=("Lindåkra kommun",)), suffix)
    assert "Bilaga 2 BUN-2026-0412" in text
    assert f"Handlingen är utelämnad: sekretess, {GROUND}." in text


@pytest.mark.parametrize("suffix", [made.suffix for made in FORMATS if made.suffix != "txt"])
def test_a_draft_says_so_in_every_format(suffix):
    file = school_transport()
    assert "UTKAST" not in whole(build_document(file, KIND), suffix)
    draft = build_document(file, KIND, options=DocumentOptions(draft=True))
    assert "UTKAST" in whole(draft, suffix)
    if suffix == "pdf":
        pages = pages_of(write_document(replace(draft, blocks=draft.blocks * 6), "pdf"))
        assert len(pages) > 3
        assert all("UTKAST" in page for page in pages)
