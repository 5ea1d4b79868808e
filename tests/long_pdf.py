"""A PDF of a hundred pages for the bench: headings, paragraphs, lists and ruled tables, with tags or without."""

from __future__ import annotations

import random
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from nemndsekr.support.paths import resource

TEXT = (
    "nämnden förvaltningen rutiner uppföljning kontroll granskning verksamheten redovisas åtgärder bedömning ansvar "
    "årligen samverkan med och att för av som under året har varit inte i tillräcklig utsträckning brukare plan mål"
)
WORDS = TEXT.split()
# What an element of the tree is, with the numbers of its texts on a page, or the elements in it.
Element = tuple[str, int, list[int], list["Element"]]


class _Book:
    def __init__(self, path: Path, *, tagged: bool) -> None:
        self.canvas = Canvas(str(path), pagesize=A4, invariant=1)
        self.tagged = tagged
        self.elements: list[Element] = []
        self.page, self.top, self._number = 0, 780.0, 0
        self._dice = random.Random(3)

    def sentence(self) -> str:
        words = [self._dice.choice(WORDS) for _ in range(self._dice.randint(8, 22))]
        return " ".join([words[0].capitalize(), *words[1:]]) + "."

    def text(self, kind: str, text: str, size: float, font: str, left: float = 60, width: float = 475) -> Element:
        """Lines of text as one element, on the page where it begins."""
        lines = simpleSplit(text, font, size, width)
        number = self._number
        self._number += 1
        if self.tagged:
            self.say(f"/{kind} <</MCID {number}>> BDC")
        for line in lines:
            self.canvas.setFont(font, size)
            self.canvas.drawString(left, self.top, line)
            self.top -= 1.3 * size
        if self.tagged:
            self.say("EMC")
        return (kind, self.page, [number], [])

    def say(self, words: str) -> None:
        """Write words of PDF into the page's drawing as they are."""
        self.canvas.addLiteral(words)

    def foot(self) -> None:
        """Finish the page."""
        if self.tagged:
            self.say("/Artifact BMC")
        self.canvas.setFont("Bench", 8)
        self.canvas.drawString(60, 30, "Revisorerna i Havsbro")
        self.canvas.drawRightString(535, 30, f"Sida {self.page + 1} (100)")
        if self.tagged:
            self.say("EMC")
        self.canvas.showPage()
        self.page, self.top, self._number = self.page + 1, 780.0, 0

    def table(self) -> None:
        rows: list[Element] = []
        for _ in range(4):
            high = self.top
            cells: list[Element] = []
            for left, width, words in (
                (64.0, 220.0, self.sentence()),
                (290.0, 170.0, "Delvis."),
                (470.0, 60.0, "2024"),
            ):
                self.top = high
                cells.append(("TD", self.page, [], [self.text("P", words, 10, "Bench", left, width)]))
            self.top = high - 45
            self.canvas.rect(60, self.top + 12, 475, 45)
            self.canvas.line(286, self.top + 12, 286, self.top + 57)
            self.canvas.line(466, self.top + 12, 466, self.top + 57)
            rows.append(("TR", self.page, [], list(cells)))
        self.elements.append(("Table", self.page, [], rows))


def long_pdf(path: Path, *, tagged: bool) -> Path:
    """Write the file."""
    for name, file in (("Bench", "NotoSans-Regular.ttf"), ("BenchBold", "NotoSans-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts") / file)))
    book = _Book(path, tagged=tagged)
    for page in range(100):
        for part in range(2):
            book.elements.append(
                book.text("H2", f"{2 * page + part + 1}. Avsnitt om {WORDS[page % len(WORDS)]}", 13, "BenchBold")
            )
            for _ in range(2):
                book.top -= 4
                text = " ".join(book.sentence() for _ in range(4))
                book.elements.append(book.text("P", text, 10.5, "Bench"))
            book.top -= 4
            items: list[Element] = [
                ("LI", book.page, [], [book.text("LBody", f"• {book.sentence()}", 10.5, "Bench")]) for _ in range(3)
            ]
            book.elements.append(("L", book.page, [], list(items)))
            book.top -= 8
        if page % 5 == 0:
            book.table()
        book.foot()
    book.canvas.save()
    if tagged:
        _add_tree(path, book.elements)
    return path


def _add_tree(path: Path, elements: list[Element]) -> None:
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        root = document.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        parents: list[dict[int, pikepdf.Object]] = [{} for _ in document.pages]

        def made(element: Element, parent: pikepdf.Object) -> pikepdf.Object:
            kind, page, numbers, inner = element
            node = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=parent))
            node.Pg = document.pages[page].obj
            node.K = Array([*numbers, *(made(one, node) for one in inner)])
            for number in numbers:
                parents[page][number] = node
            return node

        whole = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
        whole.K = Array([made(element, whole) for element in elements])
        root.K = Array([whole])
        nums: list[object] = []
        for number, (page, known) in enumerate(zip(document.pages, parents, strict=True)):
            page.obj.StructParents = number
            nums += [number, document.make_indirect(Array([known[mark] for mark in sorted(known)]))]
        root.ParentTree = document.make_indirect(Dictionary(Nums=Array(nums)))
        document.Root.StructTreeRoot = root
        document.Root.MarkInfo = Dictionary(Marked=True)
        document.save(path)
