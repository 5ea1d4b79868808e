"""What a line's end must not part, in print and only there."""

from __future__ import annotations

import io

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemndsekr.documents import outline as o
from nemndsekr.documents.docx_writer import write_docx
from nemndsekr.documents.kept_words import kept, with_kept_words
from nemndsekr.documents.pdf_writer import write_pdf
from nemndsekr.documents.text_writer import write_text
from tests.documents_out.test_pdf_writer import pages_of


@pytest.mark.parametrize(
    "text",
    [
        *("enligt~§~12", "Socialnämnden~§~45", "6~kap.~1~§ kommunallagen", "§§~12", "12~§"),
        *(
            "den~3~mars~2026",
            "Den~31~december~2025 och",
            "senast 3~mars",
            "mars~2026",
            "Våren~2026 och",
            "i 12~månader",
        ),
        *("2~000~kr", "1~250~000~kronor", "12,5~%", "3~procent", "205~80 Malmö", "040-34~10~00"),
        *("kl.~13.00", "Bilaga~1", "rekommendation~3 och 4", "nr~4/2024", "år~2026", "t.~ex. nu", "barn~m.~fl."),
        *("ett ord~– ett till", "ett–två", "den tredje", "5 och 6", "i mars", "A. Svensson", "kr 5"),
        "granskning 2024 med 3 delar",
    ],
)
def test_what_belongs_together_is_kept_together_and_nothing_else(text):
    assert kept(text.replace("~", " ")) == text.replace("~", "\u00a0")


@given(st.text("ab 12§,.–kr\u00a0den mars", max_size=60))
def test_no_other_sign_is_changed_and_twice_is_the_same_as_once(text):
    told = kept(text)
    assert told.replace("\u00a0", " ") == text.replace("\u00a0", " ")
    assert kept(told) == told


def made(*blocks: o.OutlineBlock) -> o.Outline:
    return o.Outline(o.Metadata("Titel"), "Yttrande", o.Letterhead(), o.PageNote(), blocks)


def test_it_holds_over_runs_and_in_every_block():
    runs = (o.Run("avsätter "), o.Run("2 000", bold=True), o.Run(" kr"))
    blocks = (
        o.Heading(runs),
        o.Paragraph(runs),
        o.ItemList((o.ListItem(runs),)),
        o.Table(((runs,),), (runs,)),
        o.KeepTogether((o.Paragraph(runs),)),
    )
    text = o.outline_text(with_kept_words(made(*blocks)))
    assert text.count("2\u00a0000\u00a0kr") == 6


def test_in_print_lines_never_end_there_but_a_text_file_is_as_written():
    words = "ord nämnden § 12, den 3 mars 2026 för 2 000 kr. " * 9
    outline = made(*(o.Paragraph((o.Run("x" * number), o.Run(f" {words}"))) for number in range(1, 30, 3)))
    lines = [line for page in pages_of(write_pdf(outline)) for line in page.splitlines()]
    assert len(lines) > 60
    assert not [line for line in lines if line.rstrip().endswith(("§", " den", "mars", " 3", " 2", "000", "nämnden"))]
    document = docx.Document(io.BytesIO(write_docx(outline)))
    assert (
        "nämnden\u00a0§\u00a012, den\u00a03\u00a0mars\u00a02026 för 2\u00a0000\u00a0kr" in document.paragraphs[5].text
    )
    assert "nämnden § 12, den 3 mars 2026 för 2 000 kr" in write_text(outline).decode("utf-8-sig")
