"""Files that cannot be read: each is told of in Swedish with the next step, and nothing else is ever raised."""

from __future__ import annotations

import copy
import io
import random
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import etree
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from nemndsekr.reading.report_file import OTHER_FORMATS, REPORT_FORMATS, read_report
from nemndsekr.support.errors import UserError
from tests.reading.papers import HTML_PAPER, odt_paper
from tests.reading.spoiling import mutated

DOCUMENTS = Path(__file__).parent.parent / "documents"
PAPERS = sorted(path for path in DOCUMENTS.iterdir() if path.suffix in {".txt", ".docx", ".pdf"})
ORIGINALS = [*((path.suffix, path.read_bytes()) for path in PAPERS), (".odt", odt_paper()), (".html", HTML_PAPER)]
SUFFIXES = [suffix for report_format in REPORT_FORMATS for suffix in report_format.suffixes]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def docx(document: str, **parts: str) -> bytes:
    """A Word file with these parts, packed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return target.getvalue()


def pdf(*, text: str = "", lock: str = "") -> bytes:
    """A PDF with one page."""
    target = io.BytesIO()
    canvas = Canvas(target, encrypt=StandardEncryption(lock, canPrint=0) if lock else None)
    if text:
        canvas.drawString(60, 700, text)
    else:
        canvas.rect(60, 60, 300, 300, fill=1)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


BOMB = (
    f'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><w:document '
    f"{W}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)
HUGE = f"<w:document {W}><w:body><w:p><w:r><w:t>{'a' * 12_000_000}</w:t></w:r></w:p></w:body></w:document>"
EMPTY = f"<w:document {W}><w:body><w:p/></w:body></w:document>"


@pytest.mark.parametrize(
    ("name", "data", "what", "next_step"),
    [
        ("tom.txt", b"", "tom", "rätt fil"),
        ("tom.docx", b"", "tom", "rätt fil"),
        ("tom.pdf", b"", "tom", "rätt fil"),
        ("blank.txt", b" \n\n ", "tom", "rätt fil"),
        ("bild.txt", bytes(range(32)) * 20, "ingen text", ".docx eller PDF"),
        ("gammal.doc", OLE, "äldre", "spara som .docx"),
        ("skanning.jpg", b"\xff\xd8\xff", "bild", "OCR"),
        ("brev.msg", OLE, "e-post", "bilagan"),
        ("text.odt", b"PK", "skadad", "spara den på nytt"),
        ("okänd.xyz", b"x", "«.xyz»", "Spara dokumentet"),
        ("utan", b"x", "filändelse", "Spara dokumentet"),
        ("~$rapport.docx", b"x", "låsfil", "Stäng"),
        ("låst.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "lösenord", "utan lösenord"),
        ("omdöpt.docx", OLE, "äldre Word", "Öppna den i Word"),
        ("trasig.docx", b"PK\x03\x04 trasig", "skadad", "spara den på nytt"),
        ("text.docx", b"inget arkiv", "skadad", "spara den på nytt"),
        (
            "kalkyl.docx",
            docx("<x/>").replace(b"word/document.xml", b"cell/document.xml"),
            "inget Word-dokument",
            "rätt fil",
        ),
        ("annat.docx", docx("<x/>"), "inget Word-dokument", "rätt fil"),
        ("halv.docx", docx(f"<w:document {W}><w:body>"), "skadad", "spara den på nytt"),
        ("tomt.docx", docx(EMPTY), "ingen text", "OCR"),
        ("bomb.docx", docx(BOMB), "dokumenttyp", "spara den på nytt"),
        ("stor.docx", docx(HUGE), "orimligt mycket", "spara den på nytt"),
        ("text.pdf", b"ingen pdf", "ingen PDF", "rätt fil"),
        ("trasig.pdf", b"%PDF-1.7\n trasig", "skadad", "ny fil"),
        ("låst.pdf", pdf(text="hemligt", lock="x"), "lösenord", "utan lösenord"),
        ("bild.pdf", pdf(), "inskannad", "OCR"),
    ],
)
def test_each_bad_file_is_told_of_with_the_next_step(tmp_path, name, data, what, next_step):
    path = tmp_path / name
    path.write_bytes(data)

    with pytest.raises(UserError) as error:
        read_report(path)

    assert what in error.value.what
    assert f"«{name}»" in error.value.what, "one may have read in several"
    assert next_step in error.value.next_step
    assert error.value.what.endswith(".")
    assert error.value.next_step.endswith(".")


def test_a_missing_file_and_a_folder_are_told_of(tmp_path):
    (tmp_path / "mapp.pdf").mkdir()

    with pytest.raises(UserError, match="finns inte"):
        read_report(tmp_path / "saknas.pdf")
    with pytest.raises(UserError, match="mapp"):
        read_report(tmp_path / "mapp.pdf")
    with pytest.raises(UserError, match="finns inte"):
        read_report(tmp_path / "saknas")
    with pytest.raises(UserError, match="mapp"):
        read_report(tmp_path)


def test_a_file_that_another_program_holds_is_told_of(tmp_path, monkeypatch):
    path = tmp_path / "upptagen.docx"
    path.write_bytes(b"x")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "held")

    monkeypatch.setattr(Path, "read_bytes", refuse)

    with pytest.raises(UserError, match="annat program"):
        read_report(path)


def test_no_suffix_is_both_read_and_refused():
    refused = [suffix for suffixes, _, _ in OTHER_FORMATS for suffix in suffixes]

    assert not set(refused) & set(SUFFIXES)
    assert len(refused) == len(set(refused))


def read_or_refuse(path: Path, data: bytes) -> str:
    """Read the bytes; a UserError is an answer, all else a bug. What came of it."""
    path.write_bytes(data)
    try:
        reading = read_report(path)
    except UserError as refusal:
        return "refused" if refusal.next_step else "refused without a next step"
    found_ones = [item.found for item in reading.draft.recommendations]
    for found in [*found_ones, *(item.found for item in reading.draft.audit_questions)]:
        assert found.start is None or reading.text[found.start : found.end].split() == found.text.split()
    return "read with problems" if reading.problems else "read"


@hypothesis_settings(max_examples=60)
@given(data=st.binary(max_size=600), suffix=st.sampled_from([".txt", ".docx", ".pdf"]))
def test_any_bytes_are_read_or_refused(tmp_path_factory, data, suffix):
    read_or_refuse(
        tmp_path_factory.getbasetemp() / f"bytes{suffix}", b"%PDF-1.7\n" + data if suffix == ".pdf" else data
    )


WORDS = [
    "Rekommendation 1:",
    "rekommenderar nämnden att:",
    "- Att",
    "Förslag till beslut",
    "Beslutsplanering",
    "Dnr: KS 2024/1",
    "senast 2025-01-01",
    "§ 5",
    "Anna Berg (S)",
    "Ordförande",
    "|",
    "\t",
    "\f",
    "?",
    "**",
    "*",
    "#",
    "1.",
    "Till",
    "tjänsteut-",
]


@hypothesis_settings(max_examples=80)
@given(
    text=st.lists(
        st.one_of(st.sampled_from(WORDS), st.text(max_size=20), st.sampled_from(["\n", "\n\n", " "])), max_size=60
    )
)
def test_any_text_gives_a_reading_whose_passages_hold(tmp_path_factory, text):
    read_or_refuse(tmp_path_factory.getbasetemp() / "text.txt", "".join(text).encode("utf-8", "ignore"))


def mutated_inside(data: bytes, dice: random.Random) -> bytes:
    """An Office file whose archive is whole while its parts are mutated, as bytes or as still good XML."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith(".xml") and dice.random() < 0.5:
                content = mutated(content, dice) if dice.random() < 0.3 else mutated_xml(content, dice)
            archive.writestr(name, content)
    return target.getvalue()


ODD_VALUES = ["9999", "-1", "", "99999999999999999999", "x", "true", "\u202e", "0"]


def mutated_xml(content: bytes, dice: random.Random) -> bytes:
    """XML that is still well formed: elements moved, doubled, renamed, nested, their attributes made absurd."""
    root = etree.fromstring(content)
    for _ in range(dice.randint(1, 40)):
        elements = list(root.iter("*"))
        one, other = dice.choice(elements), dice.choice(elements)
        parent = one.getparent()
        match dice.randint(0, 5):
            case 0 if parent is not None:
                parent.remove(one)
            case 1:
                other.append(copy.deepcopy(one)) if len(elements) < 20_000 else None
            case 2:
                one.tag = other.tag
            case 3 if one.attrib:
                one.set(dice.choice(list(one.attrib)), dice.choice(ODD_VALUES))
            case 4 if other not in one.iter() and parent is not None:
                other.append(one)
            case _:
                one.text = dice.choice(["", "\x09", "Rekommendation 1:", "\u202e\u200f", "att " * 50])
    return bytes(etree.tostring(root))


def mutate_all(folder: Path, rounds: int, seed: int) -> Counter[str]:
    """Read every document of the tests so and so many times, each time spoiled in another way; what came of it."""
    dice = random.Random(seed)
    outcomes: Counter[str] = Counter()
    for suffix, data in ORIGINALS:
        for _ in range(rounds):
            outcomes[read_or_refuse(folder / f"spoiled{suffix}", mutated(data, dice))] += 1
            if data.startswith(b"PK"):
                outcomes[read_or_refuse(folder / f"spoiled{suffix}", mutated_inside(data, dice))] += 1
    return outcomes


def test_spoiled_documents_are_read_or_refused(tmp_path):
    outcomes = mutate_all(tmp_path, rounds=4, seed=1)

    assert sum(outcomes.values()) >= 100
    assert set(outcomes) == {"read", "read with problems", "refused"}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 6))
def test_many_spoiled_documents_are_read_or_refused(tmp_path, seed, capsys):
    outcomes = mutate_all(tmp_path, rounds=30, seed=seed)

    with capsys.disabled():
        told = ", ".join(f"{words} {count}" for words, count in outcomes.most_common())
        sys.stdout.write(f"\n{sum(outcomes.values())} spoiled documents: {told}\n")
    assert sum(outcomes.values()) >= 800
    assert set(outcomes) == {"read", "read with problems", "refused"}


def test_progress_is_told_up_to_the_end(tmp_path):
    for path in PAPERS:
        steps: list[tuple[int, int]] = []

        def tell(done: int, of: int, steps: list[tuple[int, int]] = steps) -> None:
            steps.append((done, of))

        read_report(path, tell)
        assert steps[-1][0] == steps[-1][1]


def test_a_pdf_is_let_go_of_after_reading(tmp_path):
    path = tmp_path / "rapport.pdf"
    path.write_bytes(pdf(text="Granskning av parker och lekplatser i kommunen"))

    read_report(path)

    path.unlink()
    assert not path.exists()


@pytest.mark.parametrize(
    "unit", ["a", "barn-, ", "Anna ", "12-", ". ", "att ", "rekommenderar ", "*", "a\t", "x   ", "| a "]
)
def test_an_endless_line_is_read_in_good_time(tmp_path, unit):
    path = tmp_path / "lång.txt"
    path.write_text("Tjänsteskrivelse\n\n" + unit * (20_000 // len(unit)), encoding="utf-8")
    start = time.process_time()

    read_report(path)

    # It takes some tenths of a second; a pattern that tries everything takes minutes.
    assert time.process_time() - start < 5
